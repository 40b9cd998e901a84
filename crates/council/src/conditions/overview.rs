//! Toàn cảnh: what every council has and lacks on a day, and one council in full.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::date;
use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use super::budget::{BudgetLine, Sum, budget};
use super::facilities::{FacilityLine, facilities};
use super::load::{Load, load};
use super::posts::{PostLine, posts};
use super::requests::{RequestLine, requests};
use super::{Facility, FacilityState, Lack};
use crate::Result;
use crate::access::Actor;
use crate::bodies::{CouncilRef, Level, standing_committee_of};
use crate::paging::containing;
use crate::rules::{self, InForce, Place};
use crate::scoreboard::board::MeasureCell;
use crate::scoreboard::{Measure, Standing, Tally};

/// What a council is to have: the rules of a day.
#[derive(Debug, Clone, Default)]
pub struct Norms {
    /// How many posts its office is to keep.
    pub posts: Option<InForce>,
    /// The checklist, in its order.
    pub facilities: Vec<(Facility, InForce)>,
}

/// What a council has on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Figures)]
pub struct Figures {
    /// Posts that the rule asks for; none where there is no rule.
    pub norm: Option<u32>,
    /// Posts there are.
    pub posts: u32,
    /// Of them filled.
    pub filled: u32,
    /// Of those who fill them, trained in the year.
    pub trained: u32,
    /// Items of the checklist, and how many of them are met.
    pub facilities: Tally,
    /// Budget lines of the year, and how many of them are allotted in full.
    pub lines: Tally,
    /// The sums of the year.
    pub money: Sum,
    /// Requests sent.
    pub requests: u32,
    /// Of them without an answer.
    pub open: u32,
    /// Of these past their deadline.
    pub overdue: u32,
    /// Whether anything is recorded at all.
    pub recorded: bool,
}

/// A council in the comparison.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Line)]
pub struct Line {
    /// The council.
    pub council: CouncilId,
    /// The name of its unit.
    pub unit: String,
    /// Khóa.
    pub number: String,
    /// Its path of official codes.
    pub path: String,
    /// Its level.
    pub level: Level,
    /// What it has.
    #[serde(flatten)]
    pub figures: Figures,
    /// What it lacks.
    pub lacks: Vec<Lack>,
    #[serde(skip)]
    sort_key: Vec<u8>,
}

/// Which councils.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the unit's name.
    pub text: String,
    /// A level.
    pub level: Option<Level>,
    /// What they lack.
    pub lack: Option<Lack>,
}

/// By what the comparison is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By level and name.
    #[default]
    Name,
    /// By posts that are not filled.
    Vacant,
    /// By the share of staff trained.
    Trained,
    /// By items of the checklist that are short.
    Facilities,
    /// By the estimate.
    Estimate,
    /// By the share spent.
    Spent,
    /// By requests without an answer.
    Requests,
}

/// One council in full on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Overview)]
pub struct Overview {
    /// What it has.
    pub figures: Figures,
    /// What it lacks.
    pub lacks: Vec<Lack>,
    /// The rule on the number of posts.
    pub norm: Option<InForce>,
    /// The posts.
    pub posts: Vec<PostLine>,
    /// The checklist.
    pub facilities: Vec<FacilityLine>,
    /// The budget, the newest year first.
    pub budget: Vec<BudgetLine>,
    /// The requests, the newest first.
    pub requests: Vec<RequestLine>,
    /// The load of the year.
    pub load: Load,
}

record! {
    struct CouncilRow { id: CouncilId, unit: String, number: String, path: String, level: Level, sort_key: Vec<u8> }
    struct PostsRow { council_id: CouncilId, posts: u32, filled: u32, trained: u32 }
    struct SeenRow { council_id: CouncilId, item: Facility, quantity: u32 }
    struct MoneyRow { council_id: CouncilId, lines: u32, covered: u32, estimate: i64, allotted: i64, spent: i64 }
    struct AskedRow { council_id: CouncilId, requests: u32, open: u32, overdue: u32 }
    struct OwnRow { council_id: CouncilId, level: Level }
}

sql! {
    COUNCILS = "SELECT c.id, u.name AS unit, c.number, c.path, c.level, u.sort_key FROM council c JOIN unit u ON u.id = c.unit_id \
                WHERE c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1) AND ($2 = '%' OR u.folded LIKE $2) \
                AND ($3 = '' OR c.level = $3)";
    POSTS = "SELECT p.council_id, count(*) AS posts, count(h.id) AS filled, CAST(sum(CASE WHEN h.id IS NOT NULL AND EXISTS \
             (SELECT 1 FROM staff_training t WHERE t.holder_id = h.id AND t.day >= $2 AND t.day <= $1) THEN 1 ELSE 0 END) AS BIGINT) AS trained \
             FROM office_post p LEFT JOIN post_holder h ON h.post_id = p.id AND h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1) \
             WHERE p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1) GROUP BY p.council_id";
    SEEN = "SELECT f.council_id, f.item, f.quantity FROM facility_record f WHERE f.seen_on = (SELECT max(x.seen_on) FROM facility_record x \
            WHERE x.council_id = f.council_id AND x.item = f.item AND x.seen_on <= $1)";
    MONEY = "SELECT b.council_id, count(*) AS lines, CAST(sum(CASE WHEN b.allotted >= b.estimate THEN 1 ELSE 0 END) AS BIGINT) AS covered, \
             CAST(sum(b.estimate) AS BIGINT) AS estimate, CAST(sum(b.allotted) AS BIGINT) AS allotted, CAST(sum(b.spent) AS BIGINT) AS spent \
             FROM budget_line b WHERE b.year = $2 AND b.day = (SELECT max(x.day) FROM budget_line x WHERE x.council_id = b.council_id \
             AND x.year = b.year AND x.source = b.source AND x.kind = b.kind AND x.day <= $1) GROUP BY b.council_id";
    ASKED = "SELECT r.council_id, count(*) AS requests, \
             CAST(sum(CASE WHEN r.decided_on IS NULL OR r.decided_on > $1 THEN 1 ELSE 0 END) AS BIGINT) AS open, \
             CAST(sum(CASE WHEN (r.decided_on IS NULL OR r.decided_on > $1) AND r.due_on < $1 THEN 1 ELSE 0 END) AS BIGINT) AS overdue \
             FROM condition_request r WHERE r.sent_on <= $1 GROUP BY r.council_id";
    OWN = "SELECT DISTINCT r.council_id, c.level FROM rule r JOIN council c ON c.id = r.council_id \
           WHERE r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1) AND (r.key = 'office_posts' OR r.key LIKE 'facility%')";
}

/// The place at which rules on conditions are looked up: they bind levels and single councils, not kinds of units.
pub(super) const fn place(level: Level, council: Option<CouncilId>) -> Place {
    Place {
        level,
        classes: Vec::new(),
        council,
    }
}

impl Norms {
    /// The rules at a place on a day.
    async fn at(db: &impl Reader, place: &Place, on: Date) -> Result<Self> {
        let mut norms = Self {
            posts: rules::in_force(db, "office_posts", place, on).await?,
            facilities: Vec::new(),
        };
        for item in Facility::ALL {
            if let Some(rule) = rules::in_force(db, item.rule(), place, on).await? {
                norms.facilities.push((*item, rule));
            }
        }
        Ok(norms)
    }

    /// The rules for a council on a day.
    pub async fn of_council(db: &impl Reader, council: &CouncilRef, on: Date) -> Result<Self> {
        Self::at(db, &place(council.level, Some(council.id)), on).await
    }
}

impl Figures {
    /// Posts that should be filled and are not: those vacant, or those the rule asks for beyond.
    pub fn vacant(&self) -> u32 {
        let wanted = self.norm.unwrap_or_default().max(self.posts);
        wanted.saturating_sub(self.filled)
    }

    /// What is lacking.
    pub fn lacks(&self) -> Vec<Lack> {
        let checks = [
            (self.vacant() > 0 && self.recorded, Lack::Posts),
            (
                self.facilities.missing() > 0 && self.recorded,
                Lack::Facilities,
            ),
            (self.lines.missing() > 0, Lack::Budget),
            (self.open > 0, Lack::Requests),
            (!self.recorded, Lack::Unrecorded),
        ];
        let found = checks.into_iter().filter(|(found, _)| *found);
        found.map(|(_, lack)| lack).collect()
    }

    /// M7: posts filled of those wanted, and those who fill them trained.
    pub fn staff(&self) -> Tally {
        let wanted = self.norm.unwrap_or(self.posts);
        Tally {
            done: self.filled.min(wanted) + self.trained,
            of: wanted + self.filled,
        }
    }

    /// M8: items of the checklist met, and budget lines allotted in full.
    pub fn means(&self) -> Tally {
        let mut tally = self.facilities;
        tally += self.lines;
        tally
    }
}

/// The records of all councils on a day.
struct Records {
    posts: HashMap<CouncilId, (u32, u32, u32)>,
    seen: HashMap<(CouncilId, Facility), u32>,
    looked: HashSet<CouncilId>,
    money: HashMap<CouncilId, (Tally, Sum)>,
    asked: HashMap<CouncilId, (u32, u32, u32)>,
}

impl Records {
    async fn on(db: &impl Reader, on: Date) -> Result<Self> {
        let first = date(on.year(), 1, 1);
        let year = u32::try_from(on.year()).unwrap_or_default();
        let posts: Arc<Vec<PostsRow>> = db.all_kept(POSTS, args![on, first]).await?;
        let seen: Arc<Vec<SeenRow>> = db.all_kept(SEEN, args![on]).await?;
        let money: Arc<Vec<MoneyRow>> = db.all_kept(MONEY, args![on, year]).await?;
        let asked: Arc<Vec<AskedRow>> = db.all_kept(ASKED, args![on]).await?;
        let of_money = |row: &MoneyRow| {
            let tally = Tally {
                done: row.covered,
                of: row.lines,
            };
            let sum = Sum {
                estimate: row.estimate,
                allotted: row.allotted,
                spent: row.spent,
            };
            (row.council_id, (tally, sum))
        };
        Ok(Self {
            posts: posts
                .iter()
                .map(|row| (row.council_id, (row.posts, row.filled, row.trained)))
                .collect(),
            looked: seen.iter().map(|row| row.council_id).collect(),
            seen: seen
                .iter()
                .map(|row| ((row.council_id, row.item), row.quantity))
                .collect(),
            money: money.iter().map(of_money).collect(),
            asked: asked
                .iter()
                .map(|row| (row.council_id, (row.requests, row.open, row.overdue)))
                .collect(),
        })
    }

    fn figures(&self, council: CouncilId, norms: &Norms) -> Figures {
        let posts = self.posts.get(&council).copied();
        let money = self.money.get(&council).copied();
        let asked = self.asked.get(&council).copied();
        let mut facilities = Tally::default();
        for (item, rule) in &norms.facilities {
            let wanted = rule.parameters.whole("count").unwrap_or_default();
            let quantity = self.seen.get(&(council, *item)).copied();
            facilities.count(FacilityState::of(quantity, wanted) == FacilityState::There);
        }
        let (of_posts, filled, trained) = posts.unwrap_or_default();
        let (lines, sum) = money.unwrap_or_default();
        let (requests, open, overdue) = asked.unwrap_or_default();
        Figures {
            norm: norms
                .posts
                .as_ref()
                .and_then(|rule| rule.parameters.whole("count")),
            posts: of_posts,
            filled,
            trained,
            facilities,
            lines,
            money: sum,
            requests,
            open,
            overdue,
            recorded: posts.is_some()
                || money.is_some()
                || asked.is_some()
                || self.looked.contains(&council),
        }
    }
}

/// The norms of every council: those of its level, or its own where it set some.
struct AllNorms {
    levels: HashMap<Level, Norms>,
    own: HashMap<CouncilId, Norms>,
    none: Norms,
}

impl AllNorms {
    async fn on(db: &impl Reader, on: Date) -> Result<Self> {
        let (mut levels, mut own) = (HashMap::new(), HashMap::new());
        for level in Level::ALL {
            levels.insert(*level, Norms::at(db, &place(*level, None), on).await?);
        }
        let rows: Arc<Vec<OwnRow>> = db.all_kept(OWN, args![on]).await?;
        for row in rows.iter() {
            let norms = Norms::at(db, &place(row.level, Some(row.council_id)), on).await?;
            own.insert(row.council_id, norms);
        }
        Ok(Self {
            levels,
            own,
            none: Norms::default(),
        })
    }

    fn of(&self, council: CouncilId, level: Level) -> &Norms {
        let own = self.own.get(&council);
        own.or_else(|| self.levels.get(&level))
            .unwrap_or(&self.none)
    }
}

/// The councils of a day side by side.
pub async fn comparison(
    db: &impl Reader,
    filter: &Filter,
    (order, down): (Order, bool),
    on: Date,
) -> Result<Vec<Line>> {
    let records = Records::on(db, on).await?;
    let norms = AllNorms::on(db, on).await?;
    let level = filter.level.map_or("", Level::code);
    let values = args![on, containing(&filter.text), level];
    let councils: Arc<Vec<CouncilRow>> = db.all_kept(COUNCILS, values).await?;
    let line = |row: &CouncilRow| {
        let figures = records.figures(row.id, norms.of(row.id, row.level));
        Line {
            council: row.id,
            unit: row.unit.clone(),
            number: row.number.clone(),
            path: row.path.clone(),
            level: row.level,
            lacks: figures.lacks(),
            figures,
            sort_key: row.sort_key.clone(),
        }
    };
    let mut lines: Vec<Line> = councils.iter().map(line).collect();
    if let Some(lack) = filter.lack {
        lines.retain(|line| line.lacks.contains(&lack));
    }
    let share = |part: i64, whole: i64| (part * 1_000).checked_div(whole).unwrap_or(-1);
    let key = |line: &Line| {
        let of = &line.figures;
        match order {
            Order::Name => 0,
            Order::Vacant => i64::from(of.vacant()),
            Order::Trained => share(of.trained.into(), of.filled.into()),
            Order::Facilities => i64::from(of.facilities.missing()),
            Order::Estimate => of.money.estimate,
            Order::Spent => share(of.money.spent, of.money.allotted),
            Order::Requests => i64::from(of.open),
        }
    };
    lines.sort_by(|a, b| (a.level, &a.sort_key, &a.path).cmp(&(b.level, &b.sort_key, &b.path)));
    if down && order != Order::Name {
        lines.sort_by_key(|line| std::cmp::Reverse(key(line)));
    } else if order != Order::Name {
        lines.sort_by_key(key);
    } else if down {
        lines.reverse();
    }
    Ok(lines)
}

/// The sums of some councils.
pub fn total(lines: &[Line]) -> Figures {
    let mut total = Figures::default();
    for Line { figures, .. } in lines {
        total.norm = Some(total.norm.unwrap_or_default() + figures.norm.unwrap_or_default());
        total.posts += figures.posts;
        total.filled += figures.filled;
        total.trained += figures.trained;
        // A council that recorded nothing is told apart, not counted as one that has nothing.
        if figures.recorded {
            total.facilities += figures.facilities;
        }
        total.lines += figures.lines;
        total.money += figures.money;
        total.requests += figures.requests;
        total.open += figures.open;
        total.overdue += figures.overdue;
        total.recorded |= figures.recorded;
    }
    total
}

/// One council in full on a day, as a reader may see it.
pub async fn overview(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    on: Date,
) -> Result<Overview> {
    let norms = Norms::of_council(db, council, on).await?;
    let figures = Records::on(db, on).await?.figures(council.id, &norms);
    Ok(Overview {
        lacks: figures.lacks(),
        figures,
        posts: posts(db, actor, council, on).await?,
        facilities: facilities(db, actor, council, &norms, on).await?,
        budget: budget(db, council.id, on).await?,
        requests: requests(db, actor, council, on).await?,
        load: load(db, council, on).await?,
        norm: norms.posts,
    })
}

/// M7 and M8 of a council on a day, as the scoreboard shows them: late while a request waits past its deadline.
pub async fn measures(
    db: &impl Reader,
    council: &CouncilRef,
    on: Date,
) -> Result<[MeasureCell; 2]> {
    let norms = Norms::of_council(db, council, on).await?;
    let of = Records::on(db, on).await?.figures(council.id, &norms);
    let owner = standing_committee_of(&council.unit_name);
    let cell = |measure, tally: Tally| MeasureCell {
        measure,
        standing: match tally.is_proven() {
            true => Standing::Proven,
            false if of.overdue > 0 => Standing::Late,
            false => Standing::Behind,
        },
        tally,
        owner: Some(owner.clone()),
        by: None,
    };
    Ok([
        cell(Measure::Staff, of.staff()),
        cell(Measure::Means, of.means()),
    ])
}

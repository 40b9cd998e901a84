//! Toàn cảnh: what every council has and lacks on a day, and one council in full.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::ids::CouncilId;
use kernel::{Date, vi};
use store::{Reader, args, record, sql};

use super::budget::{BudgetLine, Sum, budget};
use super::facilities::{FacilityLine, facilities};
use super::facts::Facts;
use super::load::{Load, load};
use super::posts::{PostLine, posts};
use super::requests::{RequestLine, requests};
use super::{Facility, Lack};
use crate::access::Actor;
use crate::bodies::{CouncilRef, Level};
use crate::measure::Tally;
use crate::rules::{Book, InForce, Place};
use crate::{Result, Work};

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
    /// Whether anybody went through the checklist.
    pub looked: bool,
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
    folded: String,
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
    struct CouncilRow { id: CouncilId, unit: String, number: String, path: String, level: Level, folded: String, sort_key: Vec<u8> }
}

sql! {
    COUNCILS = "SELECT c.id, u.name AS unit, c.number, c.path, c.level, u.folded, u.sort_key FROM council c \
                JOIN unit u ON u.id = c.unit_id WHERE c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to > $1)";
}

/// The key of the rule on the number of posts.
const POSTS: &str = "office_posts";

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
    fn at(book: &Book, place: &Place, on: Date) -> Self {
        let wanted = |item: &Facility| {
            let rule = book.in_force(item.rule(), place, on)?;
            Some((*item, rule.clone()))
        };
        Self {
            posts: book.in_force(POSTS, place, on).cloned(),
            facilities: Facility::ALL.iter().filter_map(wanted).collect(),
        }
    }

    /// The rules for a council on a day.
    pub async fn of_council(db: &impl Reader, council: &CouncilRef, on: Date) -> Result<Self> {
        let book = Book::of(db).await?;
        let place = place(council.level, Some(council.id));
        Ok(Self::at(&book, &place, on))
    }
}

impl Figures {
    /// Those of a council that recorded nothing.
    pub(super) fn nothing(norms: &Norms) -> Self {
        let items = u32::try_from(norms.facilities.len()).unwrap_or(u32::MAX);
        let norm = norms.posts.as_ref();
        Self {
            norm: norm.and_then(|rule| rule.parameters.whole("count")),
            facilities: Tally { done: 0, of: items },
            ..Self::default()
        }
    }

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

/// The norms of every council: those of its level, or its own where it set some.
pub(super) struct AllNorms<'b> {
    book: &'b Book,
    on: Date,
    levels: HashMap<Level, Norms>,
    own: BTreeSet<CouncilId>,
}

impl<'b> AllNorms<'b> {
    pub(super) fn on(book: &'b Book, on: Date) -> Self {
        let keys = Facility::ALL.iter().map(|item| item.rule()).chain([POSTS]);
        let of_level = |level: &Level| (*level, Norms::at(book, &place(*level, None), on));
        Self {
            book,
            on,
            levels: Level::ALL.iter().map(of_level).collect(),
            own: book.with_own(keys, on),
        }
    }

    pub(super) fn of(&self, council: CouncilId, level: Level) -> Cow<'_, Norms> {
        match self.levels.get(&level) {
            Some(norms) if !self.own.contains(&council) => Cow::Borrowed(norms),
            _ => Cow::Owned(Norms::at(self.book, &place(level, Some(council)), self.on)),
        }
    }
}

/// The councils of a day side by side.
pub async fn comparison(
    db: &impl Reader,
    filter: &Filter,
    (order, down): (Order, bool),
    on: Date,
) -> Result<Vec<Arc<Line>>> {
    let all = db
        .kept("conditions_of_all", args![on], of_all(db, on))
        .await?;
    let text = vi::fold(&filter.text);
    let passes = |line: &&Arc<Line>| {
        line.folded.contains(&text)
            && filter.level.is_none_or(|level| level == line.level)
            && filter.lack.is_none_or(|lack| line.lacks.contains(&lack))
    };
    let mut lines: Vec<Arc<Line>> = all.iter().filter(passes).cloned().collect();
    let share = |part: i64, whole: i64| (part * 1_000).checked_div(whole).unwrap_or(-1);
    let key = |line: &Arc<Line>| {
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
    if down && order != Order::Name {
        lines.sort_by_key(|line| std::cmp::Reverse(key(line)));
    } else if order != Order::Name {
        lines.sort_by_key(key);
    } else if down {
        lines.reverse();
    }
    Ok(lines)
}

/// Every council of a day, by level and name.
fn of_all(db: &impl Reader, on: Date) -> Work<'_, Vec<Arc<Line>>> {
    Box::pin(async move {
        let facts = Facts::of(db).await?;
        let book = Book::of(db).await?;
        let norms = AllNorms::on(&book, on);
        let mut councils: Vec<CouncilRow> = db.all(COUNCILS, args![on]).await?;
        councils
            .sort_by(|a, b| (a.level, &a.sort_key, &a.path).cmp(&(b.level, &b.sort_key, &b.path)));
        let line = |row: CouncilRow| {
            let figures = facts.figures(row.id, &norms.of(row.id, row.level), on);
            Arc::new(Line {
                council: row.id,
                unit: row.unit,
                number: row.number,
                path: row.path,
                level: row.level,
                lacks: figures.lacks(),
                figures,
                folded: row.folded,
            })
        };
        Ok(councils.into_iter().map(line).collect())
    })
}

/// The sums of some councils.
pub fn total(lines: &[Arc<Line>]) -> Figures {
    let mut total = Figures::default();
    for figures in lines.iter().map(|line| &line.figures) {
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
    let figures = Facts::of(db).await?.figures(council.id, &norms, on);
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

//! Chương trình kỳ họp: its items, the days on which their papers came, and which of them are late.

use std::collections::HashMap;

use kernel::ids::{BodyId, CouncilId, InstitutionId, SittingId, SittingItemId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::calendar::{Duty, Judged, Standing, by, plan};
use super::duties::{rules_of, spans};
use super::queries::{sitting, sittings_on};
use super::{ItemKind, Sitting, SittingState, workdays};
use crate::access::Act;
use crate::bodies::queries::{bodies, partners};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

store::coded! {
    /// Tình trạng tài liệu của một nội dung vào một ngày.
    pub enum ItemStanding {
        /// Chậm: a paper is missing and its day has passed.
        Late = "late",
        /// Chờ: a paper is still to come.
        Due = "due",
        /// Đã đủ, có tài liệu đến muộn.
        CameLate = "came_late",
        /// Đã đủ, đúng hạn.
        InTime = "in_time",
        /// Không phải gửi tài liệu.
        NoPapers = "no_papers",
    }
}

/// Chuyển lên hay chuyển xuống.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Nearer to the beginning.
    Up,
    /// Nearer to the end.
    Down,
}

/// What a clerk states of an item.
#[derive(Debug, Clone)]
pub struct ItemDetails {
    /// The kind.
    pub kind: ItemKind,
    /// What it is about.
    pub title: String,
    /// The paper that comes of it; may be empty.
    pub output: String,
    /// The institution that presents it.
    pub institution: Option<InstitutionId>,
    /// The board that verifies it.
    pub verifier: Option<BodyId>,
}

/// The days on which the papers of an item came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Papers {
    /// The dossier at the standing committee and the board.
    pub dossier_on: Option<Date>,
    /// The board's report.
    pub verified_on: Option<Date>,
    /// The papers at the delegates.
    pub delivered_on: Option<Date>,
}

record! {
    /// Một nội dung của kỳ họp.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = sittings::Item)]
    pub struct Item {
        /// The item.
        pub id: SittingItemId,
        /// Its sitting.
        pub sitting_id: SittingId,
        /// Its place in the programme.
        pub position: u32,
        /// The kind.
        pub kind: ItemKind,
        /// What it is about.
        pub title: String,
        /// The paper that comes of it.
        pub output: String,
        /// The institution that presents it.
        pub institution_id: Option<InstitutionId>,
        /// Its name.
        pub institution: Option<String>,
        /// The board that verifies it.
        pub verifier_id: Option<BodyId>,
        /// Its name.
        pub verifier: Option<String>,
        /// When the dossier came.
        pub dossier_on: Option<Date>,
        /// When it was verified.
        pub verified_on: Option<Date>,
        /// When the delegates had the papers.
        pub delivered_on: Option<Date>,
        /// When it was taken off the programme.
        pub removed_on: Option<Date>,
    }
}

/// A paper of an item: by when it was to come, when it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::PaperLine)]
pub struct PaperLine {
    /// The duty under which it falls.
    pub duty: Duty,
    /// By when.
    pub due_on: Date,
    /// When it came.
    pub came_on: Option<Date>,
    /// How it stands.
    pub judged: Judged,
}

/// An item as it stands on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::ItemLine)]
pub struct ItemLine {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// Its papers.
    pub papers: Vec<PaperLine>,
    /// How it stands.
    pub standing: ItemStanding,
    /// Late by so many days, or so many left until the next paper.
    pub days: u32,
    /// The paper that decides how it stands.
    pub pressing: Option<Duty>,
}

/// A sitting with its items: a step of the programme of the whole term.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::ProgrammeStep)]
pub struct ProgrammeStep {
    /// The sitting.
    pub sitting: Sitting,
    /// Its state on the day.
    pub state: SittingState,
    /// Its items.
    pub items: Vec<ItemLine>,
}

macro_rules! item_columns {
    () => {
        "SELECT i.id, i.sitting_id, i.position, i.kind, i.title, i.output, i.institution_id, n.name AS institution, i.verifier_id, \
         b.name AS verifier, i.dossier_on, i.verified_on, i.delivered_on, i.removed_on FROM sitting_item i \
         LEFT JOIN institution n ON n.id = i.institution_id LEFT JOIN body b ON b.id = i.verifier_id"
    };
}

sql! {
    OF_SITTING = concat!(item_columns!(), " WHERE i.sitting_id = $1 AND (i.removed_on IS NULL OR i.removed_on > $2) ORDER BY i.position, i.id");
    OF_COUNCIL = concat!(item_columns!(), " JOIN sitting s ON s.id = i.sitting_id \
        WHERE s.council_id = $1 AND (i.removed_on IS NULL OR i.removed_on > $2) ORDER BY i.position, i.id");
    ONE = concat!(item_columns!(), " WHERE i.id = $1");
    REMOVED = concat!(item_columns!(), " WHERE i.sitting_id = $1 AND i.removed_on <= $2 ORDER BY i.removed_on, i.position, i.id");
    LAST = "SELECT coalesce(max(position), 0) FROM sitting_item WHERE sitting_id = $1";
    INSERT = "INSERT INTO sitting_item (id, sitting_id, position, kind, title, output, institution_id, verifier_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CHANGE = "UPDATE sitting_item SET kind = $2, title = $3, output = $4, institution_id = $5, verifier_id = $6 WHERE id = $1";
    PAPERS = "UPDATE sitting_item SET dossier_on = $2, verified_on = $3, delivered_on = $4 WHERE id = $1";
    PLACE = "UPDATE sitting_item SET position = $2 WHERE id = $1";
    REMOVE = "UPDATE sitting_item SET removed_on = $2 WHERE id = $1";
}

/// The duties that the papers of an item fall under, in the order in which they come.
const PAPER_DUTIES: [Duty; 3] = [Duty::Dossier, Duty::Verification, Duty::Documents];

/// The programme of a sitting on a day.
pub async fn items(db: &impl Reader, sitting: &Sitting, on: Date) -> Result<Vec<ItemLine>> {
    let rows: Vec<Item> = db.all(OF_SITTING, args![sitting.id, on]).await?;
    let due = paper_days(db, sitting).await?;
    Ok(rows
        .into_iter()
        .map(|item| ItemLine::of(item, &due, on))
        .collect())
}

/// What was taken off the programme of a sitting until a day.
pub async fn removed_items(db: &impl Reader, id: SittingId, on: Date) -> Result<Vec<Item>> {
    Ok(db.all(REMOVED, args![id, on]).await?)
}

/// One item, also one that was taken off.
pub async fn item(db: &impl Reader, id: SittingItemId) -> Result<Item> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("sitting_item"))
}

/// The programme of the whole term: every sitting of a council with its items, on a day.
pub async fn programme(
    db: &impl Reader,
    council: CouncilId,
    on: Date,
) -> Result<Vec<ProgrammeStep>> {
    let mut of: HashMap<SittingId, Vec<Item>> = HashMap::new();
    for item in db.all::<Item>(OF_COUNCIL, args![council, on]).await? {
        of.entry(item.sitting_id).or_default().push(item);
    }
    let mut steps = Vec::new();
    for sitting in sittings_on(db, council, on).await? {
        let due = paper_days(db, &sitting).await?;
        let items = of.remove(&sitting.id).unwrap_or_default();
        steps.push(ProgrammeStep {
            state: sitting.state(on),
            items: items
                .into_iter()
                .map(|item| ItemLine::of(item, &due, on))
                .collect(),
            sitting,
        });
    }
    Ok(steps)
}

/// Thêm nội dung, at the end of the programme.
pub async fn add_item(
    acting: &Acting<'_>,
    sitting: SittingId,
    details: ItemDetails,
) -> Result<SittingItemId> {
    let sitting = arranged(acting, sitting).await?;
    let details = stated(acting, &sitting, details, None).await?;
    let last: Option<u32> = acting.tx.scalar(LAST, args![sitting.id]).await?;
    let id = SittingItemId::fresh();
    let values = args![
        id,
        sitting.id,
        last.unwrap_or(0) + 1,
        details.kind,
        &details.title,
        &details.output,
        details.institution,
        details.verifier
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": details.told()});
    noted(acting, &sitting, id, "", detail).await?;
    Ok(id)
}

/// Sửa nội dung.
pub async fn change_item(
    acting: &Acting<'_>,
    id: SittingItemId,
    details: ItemDetails,
) -> Result<()> {
    let (sitting, before) = live(acting, id).await?;
    let details = stated(acting, &sitting, details, Some(&before)).await?;
    let values = args![
        id,
        details.kind,
        &details.title,
        &details.output,
        details.institution,
        details.verifier
    ];
    acting.tx.execute(CHANGE, values).await?;
    let detail = json!({"before": before.details().told(), "after": details.told()});
    noted(acting, &sitting, id, "", detail).await
}

/// Ghi ngày nhận hồ sơ, thẩm tra, gửi tài liệu.
pub async fn record_papers(acting: &Acting<'_>, id: SittingItemId, papers: Papers) -> Result<()> {
    let (sitting, before) = live(acting, id).await?;
    let mut problems = Problems::default();
    for (field, day) in [
        ("dossier_on", papers.dossier_on),
        ("verified_on", papers.verified_on),
        ("delivered_on", papers.delivered_on),
    ] {
        let ahead = day.is_some_and(|day| day > acting.today);
        problems.unless(!ahead, field, "day-ahead");
    }
    let verifier = papers.verified_on.is_none() || before.verifier_id.is_some();
    problems.unless(verifier, "verified_on", "sitting-item-no-verifier");
    problems.refuse()?;
    let values = args![
        id,
        papers.dossier_on,
        papers.verified_on,
        papers.delivered_on
    ];
    acting.tx.execute(PAPERS, values).await?;
    let detail = json!({"before": before.came(), "after": papers});
    noted(acting, &sitting, id, "", detail).await
}

/// Chuyển nội dung lên, xuống một bước; at either end of the programme it stays.
pub async fn shift_item(
    acting: &Acting<'_>,
    id: SittingItemId,
    direction: Direction,
) -> Result<()> {
    let (sitting, item) = live(acting, id).await?;
    let there: Vec<Item> = acting
        .tx
        .all(OF_SITTING, args![sitting.id, acting.today])
        .await?;
    let at = there.iter().position(|other| other.id == id);
    let neighbour = at.and_then(|at| match direction {
        Direction::Up => at.checked_sub(1),
        Direction::Down => at.checked_add(1),
    });
    let Some(other) = neighbour.and_then(|at| there.get(at)) else {
        return Err(Problem::new("", "sitting-item-at-the-end").into());
    };
    for (id, position) in [(item.id, other.position), (other.id, item.position)] {
        acting.tx.execute(PLACE, args![id, position]).await?;
    }
    let detail =
        json!({"before": {"position": item.position}, "after": {"position": other.position}});
    noted(acting, &sitting, id, "", detail).await
}

/// Đưa nội dung ra khỏi chương trình, with the reason; its record is kept.
pub async fn remove_item(acting: &Acting<'_>, id: SittingItemId, reason: &str) -> Result<()> {
    let (sitting, _) = live(acting, id).await?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    acting.tx.execute(REMOVE, args![id, acting.today]).await?;
    let detail = json!({"after": {"removed_on": acting.today}});
    noted(acting, &sitting, id, &reason, detail).await
}

/// The days by which the papers for a sitting are to come.
async fn paper_days(db: &impl Reader, sitting: &Sitting) -> Result<HashMap<Duty, Date>> {
    let rules = rules_of(db, sitting, sitting.opens_on, &PAPER_DUTIES).await?;
    let planned = plan(
        sitting.kind,
        sitting.days(),
        &spans(&rules),
        &workdays(db).await?,
    );
    Ok(planned
        .into_iter()
        .map(|planned| (planned.duty, planned.day))
        .collect())
}

async fn arranged(acting: &Acting<'_>, id: SittingId) -> Result<Sitting> {
    let sitting = sitting(&acting.tx, id).await?;
    acting.may(Act::ArrangeSitting, &sitting.path)?;
    if sitting.state(acting.today) == SittingState::Cancelled {
        return Err(Problem::new("", "sitting-cancelled").into());
    }
    Ok(sitting)
}

async fn live(acting: &Acting<'_>, id: SittingItemId) -> Result<(Sitting, Item)> {
    let item = item(&acting.tx, id).await?;
    let sitting = arranged(acting, item.sitting_id).await?;
    if item.removed_on.is_some() {
        return Err(Problem::new("", "sitting-item-removed").into());
    }
    Ok((sitting, item))
}

/// The details, cleaned and checked against what the council has today or had when the item was stated before.
async fn stated(
    acting: &Acting<'_>,
    sitting: &Sitting,
    details: ItemDetails,
    before: Option<&Item>,
) -> Result<ItemDetails> {
    let (tx, council, today) = (&acting.tx, sitting.council_id, acting.today);
    let mut problems = Problems::default();
    let title = problems.text("title", &details.title);
    let output = vi::clean(&details.output);
    if let Some(id) = details.institution {
        let kept = before.is_some_and(|item| item.institution_id == Some(id));
        let there = partners(tx, council, today).await?;
        let known = kept || there.iter().any(|partner| partner.id == id);
        problems.unless(known, "institution", "choice-unknown");
    }
    if let Some(id) = details.verifier {
        let kept = before.is_some_and(|item| item.verifier_id == Some(id));
        let there = bodies(tx, council, today).await?;
        let known = kept || there.iter().any(|body| body.id == id);
        problems.unless(known, "verifier", "choice-unknown");
    }
    problems.refuse()?;
    Ok(ItemDetails {
        title,
        output,
        ..details
    })
}

async fn noted(
    acting: &Acting<'_>,
    sitting: &Sitting,
    id: SittingItemId,
    reason: &str,
    detail: serde_json::Value,
) -> Result<()> {
    let (act, council) = (Act::ArrangeSitting, Some(sitting.council_id));
    acting
        .audit(act, council, "sitting_item", id, reason, detail)
        .await
}

impl ItemDetails {
    fn told(&self) -> serde_json::Value {
        json!({
            "kind": self.kind, "title": self.title, "output": self.output, "institution": self.institution, "body": self.verifier,
        })
    }
}

impl Item {
    /// What was stated of it.
    pub fn details(&self) -> ItemDetails {
        ItemDetails {
            kind: self.kind,
            title: self.title.clone(),
            output: self.output.clone(),
            institution: self.institution_id,
            verifier: self.verifier_id,
        }
    }

    /// The days on which its papers came.
    pub fn came(&self) -> Papers {
        Papers {
            dossier_on: self.dossier_on,
            verified_on: self.verified_on,
            delivered_on: self.delivered_on,
        }
    }

    fn came_on(&self, duty: Duty) -> Option<Date> {
        match duty {
            Duty::Dossier => self.dossier_on,
            Duty::Verification => self.verified_on,
            _ => self.delivered_on,
        }
    }

    /// Whether a paper is asked of it.
    fn owes(&self, duty: Duty) -> bool {
        self.kind.needs_papers() && (duty != Duty::Verification || self.verifier_id.is_some())
    }
}

impl ItemLine {
    pub(super) fn of(item: Item, due: &HashMap<Duty, Date>, on: Date) -> Self {
        let papers: Vec<PaperLine> = PAPER_DUTIES
            .iter()
            .filter(|duty| item.owes(**duty))
            .filter_map(|duty| {
                let due_on = *due.get(duty)?;
                let came_on = item.came_on(*duty).filter(|day| *day <= on);
                Some(PaperLine {
                    duty: *duty,
                    due_on,
                    came_on,
                    judged: by(due_on, came_on, on),
                })
            })
            .collect();
        let worst = |standing: Standing| {
            let those = papers
                .iter()
                .filter(|paper| paper.judged.standing == standing);
            // Of what is late the latest, of what is due the nearest.
            match standing {
                Standing::Due => those.min_by_key(|paper| paper.judged.days),
                _ => those.max_by_key(|paper| paper.judged.days),
            }
        };
        let found = [
            (Standing::Overdue, ItemStanding::Late),
            (Standing::Due, ItemStanding::Due),
            (Standing::DoneLate, ItemStanding::CameLate),
            (Standing::DoneInTime, ItemStanding::InTime),
        ]
        .into_iter()
        .find_map(|(standing, of_item)| worst(standing).map(|paper| (of_item, *paper)));
        let (standing, days, pressing) = match found {
            Some((standing, paper)) => (standing, paper.judged.days, Some(paper.duty)),
            None => (ItemStanding::NoPapers, 0, None),
        };
        Self {
            item,
            papers,
            standing,
            days,
            pressing,
        }
    }
}

//! Khối lượng công việc: what a council's work of a year weighs, for each person who serves it.

use jiff::civil::date;
use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use super::overview::place;
use crate::Result;
use crate::bodies::CouncilRef;
use crate::rules::{self, InForce};
use crate::sittings::SittingState;
use crate::sittings::queries::sittings_on;

store::coded! {
    /// Loại công việc được tính.
    pub enum Work {
        /// Kiến nghị của cử tri.
        Matters = "matters",
        /// Kỳ họp.
        Sittings = "sittings",
        /// Quy chế, nghị quyết đã thông qua.
        Documents = "documents",
    }
}

/// One kind of work of a year.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::WorkLine)]
pub struct WorkLine {
    /// The kind.
    pub work: Work,
    /// How many.
    pub count: u32,
    /// The rule that says what one weighs, where there is one.
    pub rule: Option<InForce>,
    /// What they weigh together, in points.
    pub points: u32,
}

/// The load of a year until a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Load)]
pub struct Load {
    /// The year.
    pub year: u32,
    /// What was done.
    pub lines: Vec<WorkLine>,
    /// All points.
    pub points: u32,
    /// Persons in post on average since the year began, in tenths.
    pub staff_tenths: u32,
    /// Points for each person; none where nobody was in post.
    pub per_person: Option<u32>,
}

record! {
    struct HeldRow { valid_from: Date, valid_to: Option<Date> }
}

sql! {
    MATTERS = "SELECT count(*) FROM matter WHERE council_id = $1 AND raised_on >= $2 AND raised_on <= $3 AND merged_into IS NULL";
    DOCUMENTS = "SELECT count(*) FROM regulation WHERE council_id = $1 AND adopted_on >= $2 AND adopted_on <= $3";
    HELD = "SELECT h.valid_from, h.valid_to FROM post_holder h JOIN office_post p ON p.id = h.post_id WHERE p.council_id = $1 \
            AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $2)";
}

impl Work {
    /// The key of the rule that says what one weighs.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Matters => "work_matter",
            Self::Sittings => "work_sitting",
            Self::Documents => "work_document",
        }
    }
}

/// The load of the year of a day, until it.
pub async fn load(db: &impl Reader, council: &CouncilRef, on: Date) -> Result<Load> {
    // The year begins with the council where it was founded in it.
    let first = date(on.year(), 1, 1).max(council.valid_from);
    let place = place(council.level, Some(council.id));
    let (mut lines, mut points) = (Vec::new(), 0);
    for work in Work::ALL {
        let count = count(db, *work, council.id, first, on).await?;
        let rule = rules::in_force(db, work.rule(), &place, on).await?;
        let weight = rule
            .as_ref()
            .and_then(|rule| rule.parameters.whole("count"));
        let line = WorkLine {
            work: *work,
            count,
            points: count.saturating_mul(weight.unwrap_or_default()),
            rule,
        };
        points = line.points.saturating_add(points);
        lines.push(line);
    }
    let held: Vec<HeldRow> = db.all(HELD, args![council.id, first, on]).await?;
    let staff_tenths = average(&held, first, on);
    let per_person = u64::from(points) * 10;
    let per_person = per_person.checked_div(u64::from(staff_tenths));
    Ok(Load {
        year: u32::try_from(on.year()).unwrap_or_default(),
        lines,
        points,
        staff_tenths,
        per_person: per_person.map(|points| u32::try_from(points).unwrap_or(u32::MAX)),
    })
}

async fn count(
    db: &impl Reader,
    work: Work,
    council: CouncilId,
    first: Date,
    on: Date,
) -> Result<u32> {
    let values = args![council, first, on];
    let counted: Option<i64> = match work {
        Work::Matters => db.scalar(MATTERS, values).await?,
        Work::Documents => db.scalar(DOCUMENTS, values).await?,
        Work::Sittings => {
            let sittings = sittings_on(db, council, on).await?;
            let held = sittings.iter().filter(|sitting| {
                let live = sitting.state(on) != SittingState::Cancelled;
                live && first <= sitting.opens_on && sitting.opens_on <= on
            });
            i64::try_from(held.count()).ok()
        }
    };
    Ok(counted.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}

/// Persons in post on average from a day to a day, in tenths, rounded.
fn average(held: &[HeldRow], first: Date, on: Date) -> u32 {
    let days = |from: Date, to: Date| i64::from(to.since(from).map_or(0, |span| span.get_days()));
    let whole = days(first, on) + 1;
    let of = |row: &HeldRow| {
        let from = row.valid_from.max(first);
        let last = row.valid_to.and_then(|to| to.yesterday().ok());
        let last = last.map_or(on, |last| last.min(on));
        (days(from, last) + 1).max(0)
    };
    let held: i64 = held.iter().map(of).sum();
    u32::try_from((held * 10 + whole / 2) / whole.max(1)).unwrap_or_default()
}

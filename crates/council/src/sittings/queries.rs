//! What pages and other capabilities ask about sittings.

use kernel::Date;
use kernel::ids::{CouncilId, SittingId};
use store::{Reader, args, record, sql};

use super::{SittingKind, SittingState};
use crate::paging::containing;
use crate::{Refusal, Result};

record! {
    /// Một kỳ họp, its days as they stood on the day that was asked.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Sitting {
        /// The sitting.
        pub id: SittingId,
        /// The council that sits.
        pub council_id: CouncilId,
        /// Its path of official codes.
        pub path: String,
        /// Kỳ họp thứ mấy: it restarts with each council.
        pub number: u32,
        /// The kind.
        pub kind: SittingKind,
        /// What it is about; empty when there is nothing to add to its number and kind.
        pub title: String,
        /// The first day.
        pub opens_on: Date,
        /// The last day itself.
        pub closes_on: Date,
        /// Where; empty when not yet known.
        pub place: String,
        /// When it was cancelled.
        pub cancelled_on: Option<Date>,
        /// Why it was cancelled.
        pub cancel_reason: String,
        /// Số của quyết định triệu tập; empty until it is recorded.
        pub decision_number: String,
        /// The day of the decision.
        pub decision_signed_on: Option<Date>,
    }

    struct LineRow {
        unit_name: String,
        council_number: String,
        items: u32,
    }
}

/// A sitting in a list over many councils.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::Line)]
pub struct SittingLine {
    /// The sitting.
    #[serde(flatten)]
    pub sitting: Sitting,
    /// The name of the unit whose council sits.
    pub unit_name: String,
    /// The number of the council, such as "XI".
    pub council_number: String,
    /// How many items its programme has.
    pub items: u32,
    /// The state on the day.
    pub state: SittingState,
}

/// Which sittings a list holds.
#[derive(Debug, Clone, Default)]
pub struct SittingFilter {
    /// Text typed by the reader, found in the name of the unit.
    pub text: String,
    /// The kind.
    pub kind: Option<SittingKind>,
    /// The year in which it opens.
    pub year: Option<i16>,
}

/// The columns of [`Sitting`], with its days as they stood on the day in the named parameter: those of the last move until then, or
/// the first ones when it had not been planned yet.
macro_rules! sitting_columns {
    () => {
        "s.id, s.council_id, c.path, s.number, s.kind, s.title, v.opens_on, v.closes_on, s.place, s.cancelled_on, s.cancel_reason, \
         s.decision_number, s.decision_signed_on"
    };
}
pub(super) use sitting_columns;

macro_rules! sitting_joins {
    ($day:literal) => {
        concat!(
            " FROM sitting s JOIN council c ON c.id = s.council_id JOIN sitting_move v ON v.sitting_id = s.id AND v.position = \
              (SELECT coalesce(max(x.position), 1) FROM sitting_move x WHERE x.sitting_id = s.id AND x.day <= ", $day, ")"
        )
    };
}

sql! {
    ONE = concat!("SELECT ", sitting_columns!(), sitting_joins!("$2"), " WHERE s.id = $1");
    OF_COUNCIL = concat!("SELECT ", sitting_columns!(), sitting_joins!("$2"), " WHERE s.council_id = $1 ORDER BY v.opens_on, s.number");
    EVERYWHERE = concat!(
        "SELECT ", sitting_columns!(), ", u.name AS unit_name, c.number AS council_number, \
         (SELECT count(*) FROM sitting_item i WHERE i.sitting_id = s.id AND (i.removed_on IS NULL OR i.removed_on > $1)) AS items",
        sitting_joins!("$1"),
        " JOIN unit u ON u.id = c.unit_id WHERE ($2 = '%' OR u.folded LIKE $2) AND ($3 = '' OR s.kind = $3) \
          AND ($4 = '' OR v.opens_on LIKE $4) ORDER BY v.opens_on, c.path, s.number"
    );
}

/// A day after every move: the sitting as its records have it now.
const NOW: Date = Date::MAX;

/// The sittings of a council by their opening, as they are now.
pub async fn sittings_of(db: &impl Reader, council: CouncilId) -> Result<Vec<Sitting>> {
    sittings_on(db, council, NOW).await
}

/// The sittings of a council by their opening, with the days that were set until a day.
pub async fn sittings_on(db: &impl Reader, council: CouncilId, on: Date) -> Result<Vec<Sitting>> {
    Ok(db.all(OF_COUNCIL, args![council, on]).await?)
}

/// One sitting as it is now.
pub async fn sitting(db: &impl Reader, id: SittingId) -> Result<Sitting> {
    sitting_on(db, id, NOW).await
}

/// One sitting with the days that were set until a day.
pub async fn sitting_on(db: &impl Reader, id: SittingId, on: Date) -> Result<Sitting> {
    db.one(ONE, args![id, on])
        .await?
        .ok_or(Refusal::NotFound("sitting"))
}

/// The sittings of every council on a day, by their opening.
pub async fn sittings_everywhere(
    db: &impl Reader,
    filter: &SittingFilter,
    on: Date,
) -> Result<Vec<SittingLine>> {
    let year = filter.year.map(|year| format!("{year:04}-%"));
    let values = args![
        on,
        containing(&filter.text),
        filter.kind.map_or("", SittingKind::code),
        year.unwrap_or_default(),
    ];
    let rows: Vec<Everywhere> = db.all(EVERYWHERE, values).await?;
    Ok(rows.into_iter().map(|row| row.on(on)).collect())
}

/// A sitting beside the columns of its line.
struct Everywhere(Sitting, LineRow);

impl store::FromRow for Everywhere {
    fn from_row(row: &store::Row) -> store::Result<Self> {
        Ok(Self(Sitting::from_row(row)?, LineRow::from_row(row)?))
    }
}

impl Everywhere {
    fn on(self, day: Date) -> SittingLine {
        let Self(sitting, line) = self;
        SittingLine {
            state: sitting.state(day),
            sitting,
            unit_name: line.unit_name,
            council_number: line.council_number,
            items: line.items,
        }
    }
}

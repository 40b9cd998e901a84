//! M6 of a council on a day: what conferences concluded and fell due is done.

use jiff::civil::date;
use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use super::Standing;
use crate::Result;
use crate::bodies::{CouncilRef, Level, standing_committee_of};
use crate::scoreboard::board::MeasureCell;
use crate::scoreboard::{self, Measure, Tally};

/// M6 of a council on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Conclusions that fell due, of conferences that it held or that charged it: how many are done.
    pub cell: MeasureCell,
    /// The conferences that it held in the year of the day.
    pub held: u32,
}

record! {
    struct Due { due_on: Date, done_on: Option<Date>, explained_on: Option<Date> }
}

sql! {
    DUE = "SELECT k.due_on, k.done_on, k.explained_on FROM conference_conclusion k JOIN conference f ON f.id = k.conference_id \
           WHERE k.drawn_on <= $2 AND k.due_on <= $2 AND (k.owner_council_id = $1 OR f.council_id = $1) ORDER BY k.id";
    HELD = "SELECT count(*) FROM conference WHERE council_id = $1 AND recorded_on <= $2 AND held_on >= $3 AND held_on <= $2";
    NEXT = "SELECT min(k.due_on) FROM conference_conclusion k JOIN conference f ON f.id = k.conference_id \
            WHERE k.drawn_on <= $2 AND k.due_on > $2 AND (k.done_on IS NULL OR k.done_on > $2) \
            AND (k.owner_council_id = $1 OR f.council_id = $1)";
}

/// M6 of a council on a day, as the scoreboard shows it. A council with others below it that held no conference in the year is behind; one
/// that nothing was asked of has nothing to prove.
pub async fn measure(db: &impl Reader, council: &CouncilRef, on: Date) -> Result<Measured> {
    let due: Vec<Due> = db.all(DUE, args![council.id, on]).await?;
    let held = held(db, council.id, on).await?;
    let (mut tally, mut late) = (Tally::default(), false);
    for one in due {
        let standing = Standing::or_explained(on, one.due_on, one.done_on, one.explained_on);
        tally.count(matches!(standing, Standing::Done | Standing::DoneLate));
        late |= standing == Standing::Late;
    }
    let by: Option<Option<Date>> = db.scalar(NEXT, args![council.id, on]).await?;
    let hosts = council.level != Level::Commune;
    let standing = match (late, tally.of) {
        (true, _) => scoreboard::Standing::Late,
        (false, 0) if hosts && held == 0 => scoreboard::Standing::Behind,
        (false, 0) => scoreboard::Standing::Nothing,
        (false, _) if tally.is_proven() => scoreboard::Standing::Proven,
        (false, _) => scoreboard::Standing::Behind,
    };
    let cell = MeasureCell {
        measure: Measure::Conferences,
        standing,
        tally,
        owner: Some(standing_committee_of(&council.unit_name)),
        by: by.flatten(),
    };
    Ok(Measured { cell, held })
}

async fn held(db: &impl Reader, council: CouncilId, on: Date) -> Result<u32> {
    let year = date(on.year(), 1, 1);
    let held: Option<u32> = db.scalar(HELD, args![council, on, year]).await?;
    Ok(held.unwrap_or_default())
}

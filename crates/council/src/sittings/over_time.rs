//! The regular sittings of every council with each setting of their days: how they stood on any day is told without asking again.

use std::collections::HashMap;

use kernel::ids::CouncilId;
use kernel::{Date, Workdays};
use store::{Reader, args, record, sql};

use super::queries::sitting_columns;
use super::{Sitting, workdays};
use crate::Result;

/// The sittings, and which days are worked.
#[derive(Debug, Default)]
pub struct OverTime {
    sittings: Vec<Moved>,
    /// Which days are worked.
    pub workdays: Workdays,
}

/// A sitting as it is now, with its days since each day on which they were set.
#[derive(Debug)]
struct Moved {
    sitting: Sitting,
    moves: Vec<MoveRow>,
}

record! {
    #[derive(Debug, Clone, Copy)]
    struct MoveRow { opens_on: Date, closes_on: Date, moved_on: Date }
}

sql! {
    EVERY = concat!(
        "SELECT ", sitting_columns!(), ", v.day AS moved_on FROM sitting s JOIN council c ON c.id = s.council_id \
         JOIN sitting_move v ON v.sitting_id = s.id WHERE s.kind = 'regular' ORDER BY s.council_id, s.number, s.id, v.position"
    );
}

/// A setting of the days of a sitting.
struct Row(Sitting, MoveRow);

impl store::FromRow for Row {
    fn from_row(row: &store::Row) -> store::Result<Self> {
        Ok(Self(Sitting::from_row(row)?, MoveRow::from_row(row)?))
    }
}

impl OverTime {
    /// The regular sittings of every council.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        let mut sittings: Vec<Moved> = Vec::new();
        for Row(sitting, row) in db.all(EVERY, args![]).await? {
            match sittings.last_mut() {
                Some(last) if last.sitting.id == sitting.id => last.moves.push(row),
                _ => sittings.push(Moved {
                    sitting,
                    moves: vec![row],
                }),
            }
        }
        Ok(Self {
            sittings,
            workdays: workdays(db).await?,
        })
    }

    /// Those that are not cancelled on a day, with the days that were set until then, by council and opening.
    pub fn on(&self, day: Date) -> HashMap<CouncilId, Vec<Sitting>> {
        let mut found: HashMap<CouncilId, Vec<Sitting>> = HashMap::new();
        for Moved { sitting, moves } in &self.sittings {
            if sitting
                .cancelled_on
                .is_some_and(|cancelled| cancelled <= day)
            {
                continue;
            }
            let set = moves.iter().rfind(|row| row.moved_on <= day);
            let Some(set) = set.or(moves.first()) else {
                continue;
            };
            let sitting = Sitting {
                opens_on: set.opens_on,
                closes_on: set.closes_on,
                ..sitting.clone()
            };
            found.entry(sitting.council_id).or_default().push(sitting);
        }
        for sittings in found.values_mut() {
            sittings.sort_by_key(|sitting| (sitting.opens_on, sitting.number));
        }
        found
    }
}

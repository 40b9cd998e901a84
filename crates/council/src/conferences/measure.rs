//! Biện pháp 6: what conferences concluded and fell due by a day, and how much of it is done, in time or late.
//!
//! A conclusion counts for the council that held the conference and for the council that it charges. What was explained instead of done
//! stays missing but is not late.

use std::collections::BTreeSet;

use jiff::civil::date;
use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use super::Standing;
use crate::Result;
use crate::measure::ByCouncil;

/// The conclusions of all conferences.
#[derive(Debug, Default)]
pub struct Facts(Vec<Conclusion>);

record! {
    #[derive(Debug)]
    struct Conclusion {
        host_id: CouncilId,
        owner_council_id: Option<CouncilId>,
        drawn_on: Date,
        due_on: Date,
        done_on: Option<Date>,
        explained_on: Option<Date>,
    }
}

sql! {
    CONCLUSIONS = "SELECT f.council_id AS host_id, k.owner_council_id, k.drawn_on, k.due_on, k.done_on, k.explained_on \
                   FROM conference_conclusion k JOIN conference f ON f.id = k.conference_id";
    HELD = "SELECT count(*) FROM conference WHERE council_id = $1 AND recorded_on <= $2 AND held_on >= $3 AND held_on <= $2";
}

impl Facts {
    /// The records read anew.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        Ok(Self(db.all(CONCLUSIONS, args![]).await?))
    }

    /// M6 of the councils whose conferences concluded something until a day, or that were charged with it.
    pub fn measure(&self, on: Date) -> ByCouncil {
        let mut found = ByCouncil::new();
        for of in self.0.iter().filter(|of| of.drawn_on <= on) {
            let standing = Standing::or_explained(on, of.due_on, of.done_on, of.explained_on);
            let done = matches!(standing, Standing::Done | Standing::DoneLate);
            let waits = (!standing.is_settled()).then_some(of.due_on);
            let councils = [Some(of.host_id), of.owner_council_id];
            for council in councils.into_iter().flatten().collect::<BTreeSet<_>>() {
                let counted = found.entry(council).or_default();
                match of.due_on <= on {
                    true => counted.add(done, waits, on),
                    false => counted.wait(waits, on),
                }
            }
        }
        found
    }
}

/// How many conferences a council held in the year of the day, until the day.
pub async fn held(db: &impl Reader, council: CouncilId, on: Date) -> Result<u32> {
    let year = date(on.year(), 1, 1);
    let held: Option<u32> = db.scalar(HELD, args![council, on, year]).await?;
    Ok(held.unwrap_or_default())
}

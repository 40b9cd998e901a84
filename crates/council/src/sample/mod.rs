//! Dữ liệu mẫu: a believable sample city, and the load of a whole country for measuring.
//!
//! The units, the laws and the known numbers are real; every person, class and result is made up, marked as sample data, and comes out
//! the same each time.
//!
//! **Invariants.** Everything is one act, all or nothing, with one audit line for each council and each class. Nothing depends on
//! the machine: identifiers, names and days come from one seeded stream.

mod changes;
mod city;
mod councils;
mod people;
mod rng;
mod rows;
#[cfg(test)]
mod tests;

use kernel::Clock;
use serde_json::json;
use store::{Db, Reader as _, sql};

use self::city::{City, Map};
use self::councils::Makers;
use self::people::People;
use self::rng::Rng;
use self::rows::Rows;
use crate::access::{Act, Actor};
use crate::{Acting, Result, reference};

sql! {
    SAMPLE = "SELECT count(*) FROM council WHERE sample = 1";
}

/// Fills an empty installation with the sample city; an installation that has it already is left as it is.
pub async fn city(db: &Db, clock: &Clock) -> Result<()> {
    let there: Option<i64> = db.scalar(SAMPLE, Vec::new()).await?;
    if there.is_some_and(|count| count > 0) {
        return Ok(());
    }
    let actor = Actor::program("Dữ liệu mẫu");
    let acting = Acting::begin(db, &actor, clock).await?;
    reference::load(&acting).await?;
    let map = Map::read(&acting.tx).await?;
    let mut makers = Makers {
        rng: Rng::new(2026),
        rows: Rows::default(),
        people: People::new(),
    };
    let mut city = City::make(&mut makers, &map);
    city::end_of_term(&mut makers, &mut city);
    for council in city.all() {
        council.write(&mut makers);
    }
    makers.rows.write(&acting.tx).await?;
    for council in city.all() {
        let detail = json!({ "seats": council.seats.len(), "delegates": council.mandates.len() });
        acting
            .audit(
                Act::FoundCouncil,
                Some(council.id),
                "council",
                council.id,
                "Dữ liệu mẫu",
                detail,
            )
            .await?;
    }
    acting.commit().await
}

//! Dữ liệu mẫu: a believable sample city, and the load of a whole country for measuring.
//!
//! The units, the laws and the known numbers are real; every person, class and result is made up, marked as sample data, and comes out
//! the same each time.
//!
//! **Invariants.** Everything but the reports, which count it, is one act, all or nothing, with one audit line for each council and each
//! class and those of the acts on regulations, reviews, sittings and conferences, which are carried out one by one. Nothing of people,
//! classes and results depends on the machine: identifiers, names and days come from one seeded stream.

mod accounts;
mod changes;
mod city;
mod classes;
mod conditions;
mod conferences;
mod contacts;
mod coordination;
mod councils;
mod faults;
mod knowledge;
mod many_petitions;
mod nation;
mod papers;
mod partners;
mod people;
mod petition_topics;
mod petitions;
mod programmes;
mod recognition;
mod regulations;
mod reports;
mod review;
mod rng;
mod rows;
mod sitting_topics;
mod sittings;
mod term_eleven;
mod term_ten;
#[cfg(test)]
mod tests;
mod training;

use std::pin::Pin;

use kernel::Clock;
use serde_json::json;
use store::{Db, Reader as _, Tx, sql};

use self::accounts::Behind;
use self::city::{City, Map};
use self::classes::Made;
use self::councils::{Council, Makers};
use self::knowledge::Bank;
use self::partners::Partners;
use self::people::People;
use self::programmes::Courses;
use self::rng::Rng;
use self::rows::Rows;
use self::training::School;
use crate::access::{Act, Actor};
use crate::scoreboard::Projection;
use crate::{Acting, Result, reference};

pub use accounts::SampleAccount;
pub use many_petitions::many as many_petitions;
pub use nation::nation;

sql! {
    SAMPLE = "SELECT count(*) FROM council WHERE sample = 1";
}

/// A sample being made; boxed, so that it is generated here and not once more in the program.
pub type Told<'a> = Pin<Box<dyn Future<Output = Result<Vec<SampleAccount>>> + 'a>>;

/// Fills an installation with the sample city and gives its accounts, all with the password of this hash.
///
/// An installation that has sample councils already is left as it is; its accounts are given all the same.
pub fn city<'a>(db: &'a Db, clock: &'a Clock, password_hash: &'a str) -> Told<'a> {
    Box::pin(async move {
        if is_there(db).await? {
            return Ok(accounts::known());
        }
        let actor = Actor::program("Dữ liệu mẫu");
        let mut acting = Acting::begin(db, &actor, clock).await?;
        reference::load(&acting).await?;
        let mut story = Story::tell(&acting.tx, clock, password_hash).await?;
        story.makers.rows.write(&acting.tx).await?;
        audit_councils(&acting, story.city.all()).await?;
        audit_classes(&acting, &story.classes).await?;
        regulations::tell(&mut acting, &story.city, clock.today()).await?;
        review::tell(&mut acting, &story.city, clock.today()).await?;
        sittings::tell(&mut acting, &story.city, clock.today()).await?;
        contacts::tell(&mut acting, &story.city, clock.today()).await?;
        coordination::tell(&mut acting, &story.city, clock.today()).await?;
        petitions::tell(&mut acting, &story.city, clock.today()).await?;
        conferences::tell(&mut acting, &story.city, clock.today()).await?;
        conditions::tell(&mut acting, &story.city, clock.today()).await?;
        recognition::tell(&mut acting, &story.city, clock.today()).await?;
        papers::tell(&mut acting, &story.city, clock.today()).await?;
        acting.commit().await?;
        // Reports count what is recorded, so they come when it is.
        let snapshot = Projection::of(db).now().await?;
        let mut acting = Acting::begin(db, &actor, clock).await?;
        reports::tell(&mut acting, &snapshot, &story.city).await?;
        acting.commit().await?;
        Ok(story.accounts)
    })
}

/// The whole sample, made but not yet written.
struct Story {
    makers: Makers,
    city: City,
    classes: Vec<Made>,
    accounts: Vec<SampleAccount>,
}

impl Story {
    async fn tell(tx: &Tx, clock: &Clock, password_hash: &str) -> Result<Self> {
        let map = Map::read(tx).await?;
        let mut makers = Makers {
            rng: Rng::new(2026),
            rows: Rows::default(),
            people: People::new(),
        };
        let mut city = City::make(&mut makers, &map);
        city::end_of_term(&mut makers, &mut city);
        faults::plant(&mut makers, &mut city);
        let partners = Partners::make(&mut makers, &city);
        let behind = Behind::choose(&mut makers, &city);
        let accounts = accounts::make(&mut makers, &city, &behind, password_hash);
        let courses = Courses::make(&mut makers, tx, &city, &partners).await?;
        let mut school = School {
            city: &city,
            partners: &partners,
            courses: &courses,
            behind: &behind,
            made: Vec::new(),
        };
        school.year_after_year(&mut makers, clock.today());
        let classes = school.made;
        let bank = Bank::load(&mut makers, tx).await?;
        bank.check(&mut makers, &city, &behind);
        for council in city.all() {
            council.write(&mut makers);
        }
        Ok(Self {
            makers,
            city,
            classes,
            accounts,
        })
    }
}

async fn is_there(db: &Db) -> Result<bool> {
    let councils: Option<i64> = db.scalar(SAMPLE, Vec::new()).await?;
    Ok(councils.is_some_and(|count| count > 0))
}

const REASON: &str = "Dữ liệu mẫu";

/// One line for each council.
async fn audit_councils<'c>(
    acting: &Acting<'_>,
    councils: impl Iterator<Item = &'c Council>,
) -> Result<()> {
    for council in councils {
        let detail = json!({ "after": {
            "number": council.number,
            "valid_from": council.from,
            "valid_to": council.to,
            "seats": council.seats.len(),
            "delegates": council.mandates.len(),
        }});
        let act = Act::FoundCouncil;
        acting
            .audit(act, Some(council.id), "council", council.id, REASON, detail)
            .await?;
    }
    Ok(())
}

/// One line for each class.
async fn audit_classes(acting: &Acting<'_>, classes: &[Made]) -> Result<()> {
    for class in classes {
        let detail = json!({ "after": {
            "state": class.state.code(),
            "invited": class.invited,
            "completed": class.completed.len(),
        }});
        let act = Act::PlanClass;
        acting
            .audit(act, Some(class.host), "class", class.id, REASON, detail)
            .await?;
    }
    Ok(())
}

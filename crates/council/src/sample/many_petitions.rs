//! Many petitions for the council of the sample city, to measure with.

use kernel::ids::{CouncilId, InstitutionId, UnitId};
use serde_json::json;
use store::{Db, Reader as _, args, record, sql};

use super::petitions::{Desk, earlier};
use super::rng::Rng;
use crate::access::Act;
use crate::bodies::Level;
use crate::petitions::rows::Rows;
use crate::sittings::workdays;
use crate::{Acting, Result};

record! {
    struct Named { id: UnitId, name: String }
    struct Holder { id: InstitutionId, name: String }
    struct Numbered { year: u32, last: u32 }
}

sql! {
    COUNCIL = "SELECT id FROM council WHERE path = '92' AND valid_to IS NULL";
    COMMUNES = "SELECT u.id, u.name FROM unit u WHERE u.path LIKE '92/%' AND u.valid_to IS NULL ORDER BY u.path";
    HOLDERS = "SELECT h.id, h.name FROM institution h JOIN council c ON c.unit_id = h.unit_id WHERE c.id = $1 AND h.kind = 'department' \
               AND h.id IN (SELECT holder_id FROM matter) ORDER BY h.name";
    NUMBERED = "SELECT year, max(number) AS last FROM matter WHERE council_id = $1 GROUP BY year";
}

/// Adds so many utterances with their matters to the council of the sample city, for measuring; gives how many matters there are.
pub async fn many(db: &Db, clock: &kernel::Clock, wanted: usize) -> Result<u64> {
    /// So many at once fit in the memory of a small machine.
    const BATCH: usize = 20_000;
    let actor = crate::access::Actor::program("Dữ liệu mẫu");
    let today = clock.today();
    let council: Option<CouncilId> = db.scalar(COUNCIL, args![]).await?;
    let council = council.ok_or(crate::Refusal::NotFound("council"))?;
    let communes: Vec<Named> = db.all(COMMUNES, args![]).await?;
    let holders: Vec<Holder> = db.all(HOLDERS, args![council]).await?;
    let numbers: Vec<Numbered> = db.all(NUMBERED, args![council]).await?;
    let workdays = workdays(db).await?;
    let mut desk = Desk {
        council,
        level: Level::Province,
        ended: None,
        holders: holders.into_iter().map(|it| (it.id, it.name)).collect(),
        boards: Vec::new(),
        meetings: Vec::new(),
        places: communes
            .into_iter()
            .map(|it| (it.id, crate::bodies::running_name(&it.name)))
            .collect(),
        numbers: numbers
            .into_iter()
            .map(|it| (i16::try_from(it.year).unwrap_or(0), it.last))
            .collect(),
    };
    let mut rng = Rng::new(2028);
    let mut left = wanted;
    while left > 0 {
        let said = left.min(BATCH);
        left -= said;
        let mut gathered = Rows::default();
        let day = earlier(today, i32::try_from(rng.between(15, 1_500)).unwrap_or(15));
        desk.round(&mut rng, &mut gathered, &workdays, day, today, said, said);
        let acting = Acting::begin(db, &actor, clock).await?;
        gathered.write(&acting.tx).await?;
        let detail = json!({"after": {"utterances": said}});
        acting
            .audit(
                Act::SortUtterance,
                Some(council),
                "council",
                council,
                super::REASON,
                detail,
            )
            .await?;
        acting.commit().await?;
    }
    let total: Option<i64> = db.scalar(TOTAL, args![]).await?;
    Ok(u64::try_from(total.unwrap_or_default()).unwrap_or_default())
}

sql! {
    TOTAL = "SELECT count(*) FROM matter";
}

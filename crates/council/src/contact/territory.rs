//! Địa bàn: the communes of a council, which electoral unit covers which, and who represents the voters of a commune.

use std::collections::BTreeSet;

use kernel::Date;
use kernel::ids::{ConstituencyId, CouncilId, PersonId, UnitId};
use serde_json::json;
use store::{Reader, args, record, sql};

use crate::access::Act;
use crate::bodies::queries::council;
use crate::bodies::{CouncilRef, Level, council_title};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

record! {
    /// A commune of a council's territory.
    #[derive(Debug, Clone, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct Commune {
        /// The unit.
        pub id: UnitId,
        /// Its name.
        pub name: String,
        /// Its path of official codes.
        pub path: String,
        /// A point inside it, where known.
        pub latitude: Option<f64>,
        /// A point inside it, where known.
        pub longitude: Option<f64>,
    }

    struct ConstituencyRow { id: ConstituencyId, number: u32, name: String, seats: u32 }

    struct CoverRow { constituency_id: ConstituencyId, unit_id: UnitId, name: String }

    /// A delegate who represents the voters of a commune.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = contact::Representative)]
    pub struct Representative {
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// The council.
        pub council_id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// Khóa.
        pub number: String,
        /// Its level.
        pub level: Level,
        /// The electoral unit, where one is recorded.
        pub constituency: Option<String>,
        /// Tổ đại biểu.
        pub delegate_group: Option<String>,
        /// Whether the mandate is suspended on the day.
        pub suspended: bool,
    }

    /// A delegate of a council in office on a day, as the plan of meetings sees him or her.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = contact::Serving)]
    pub struct Serving {
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// The electoral unit.
        pub constituency_id: Option<ConstituencyId>,
        /// Its name.
        pub constituency: Option<String>,
        /// Tổ đại biểu.
        pub delegate_group: Option<String>,
        /// Whether the mandate is suspended on the day.
        pub suspended: bool,
    }

    struct UnitTime { path: String, level: Level, valid_from: Date, valid_to: Option<Date> }
}

/// An electoral unit with the communes it covers.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::Constituency)]
pub struct Constituency {
    /// The electoral unit.
    pub id: ConstituencyId,
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// Its seats.
    pub seats: u32,
    /// The communes it covers: identifier and name.
    pub communes: Vec<(UnitId, String)>,
}

/// Tổ đại biểu and suspension of the mandate `m` on the day in the second parameter.
macro_rules! serving_columns {
    () => {
        "(SELECT b.name FROM membership p JOIN body b ON b.id = p.body_id WHERE p.person_id = m.person_id AND b.council_id = m.council_id \
            AND b.kind = 'delegate_group' AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) ORDER BY b.rank, b.name LIMIT 1) AS delegate_group, \
         (SELECT count(*) FROM suspension x WHERE x.mandate_id = m.id AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2)) AS suspended"
    };
}

macro_rules! in_office {
    () => {
        " JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
          LEFT JOIN seat s ON s.id = m.seat_id LEFT JOIN constituency k ON k.id = s.constituency_id"
    };
}

sql! {
    COMMUNES = "SELECT u.id, u.name, u.path, u.latitude, u.longitude FROM unit u WHERE u.level = 'commune' AND (u.path = $1 OR u.path LIKE $1 || '/%') \
                AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2) ORDER BY u.sort_key, u.path";
    CONSTITUENCIES = "SELECT id, number, name, seats FROM constituency WHERE council_id = $1 ORDER BY number";
    COVERS = "SELECT x.constituency_id, x.unit_id, u.name FROM constituency k JOIN constituency_unit x ON x.constituency_id = k.id \
              JOIN unit u ON u.id = x.unit_id WHERE k.council_id = $1 ORDER BY u.sort_key, u.path";
    AROUND = "SELECT u.id, u.name, u.path, u.latitude, u.longitude FROM unit u WHERE u.level = 'commune' AND u.path LIKE substr($1, 1, 2) || '/%' \
              AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2) ORDER BY u.sort_key, u.path";
    OF_CONSTITUENCY = "SELECT council_id FROM constituency WHERE id = $1";
    UNCOVER = "DELETE FROM constituency_unit WHERE constituency_id = $1";
    COVER = "INSERT INTO constituency_unit (constituency_id, unit_id) VALUES ($1, $2)";
    SERVING = concat!("SELECT m.person_id, r.full_name, k.id AS constituency_id, k.name AS constituency, ", serving_columns!(),
                      " FROM mandate m", in_office!(), " WHERE m.council_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) \
                       ORDER BY r.sort_key, m.person_id");
    ABOVE = concat!("SELECT DISTINCT m.person_id, r.full_name, r.sort_key, c.id AS council_id, u.name AS unit_name, c.number, c.level, \
                     k.name AS constituency, k.number AS place, ", serving_columns!(),
                    " FROM constituency_unit x JOIN constituency k ON k.id = x.constituency_id JOIN seat s ON s.constituency_id = k.id \
                      JOIN mandate m ON m.seat_id = s.id AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) \
                      JOIN council c ON c.id = k.council_id AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2) JOIN unit u ON u.id = c.unit_id \
                      JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
                     WHERE x.unit_id = $1 ORDER BY c.level, k.number, r.sort_key, m.person_id");
    OWN = concat!("SELECT m.person_id, r.full_name, c.id AS council_id, u.name AS unit_name, c.number, c.level, k.name AS constituency, ", serving_columns!(),
                  " FROM council c JOIN unit u ON u.id = c.unit_id \
                    JOIN mandate m ON m.council_id = c.id AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)", in_office!(),
                  " WHERE c.unit_id = $1 AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2) ORDER BY k.number, r.sort_key, m.person_id");
    TIME_OF = "SELECT path, level, valid_from, valid_to FROM unit WHERE id = $1";
    BECAME = "SELECT new_id FROM unit_successor WHERE old_id = $1 AND effective_on <= $2 ORDER BY share, new_id";
}

impl Representative {
    /// "HĐND thành phố Cần Thơ khóa XI".
    pub fn council_title(&self) -> String {
        council_title(&self.unit_name, &self.number)
    }
}

/// The communes of a council's territory on a day: those below its place, or the commune itself.
pub async fn communes(db: &impl Reader, council: &CouncilRef, on: Date) -> Result<Vec<Commune>> {
    Ok(db
        .all_kept(COMMUNES, args![&council.path, on])
        .await?
        .to_vec())
}

/// The communes of the province in which a council lies, on a day.
pub async fn communes_around(
    db: &impl Reader,
    council: &CouncilRef,
    on: Date,
) -> Result<Vec<Commune>> {
    Ok(db
        .all_kept(AROUND, args![&council.path, on])
        .await?
        .to_vec())
}

/// The council of an electoral unit.
pub async fn council_of(db: &impl Reader, id: ConstituencyId) -> Result<CouncilRef> {
    let of: Option<CouncilId> = db.scalar(OF_CONSTITUENCY, args![id]).await?;
    council(db, of.ok_or(Refusal::NotFound("constituency"))?).await
}

/// The electoral units of a council with the communes they cover.
pub async fn constituencies(db: &impl Reader, council: CouncilId) -> Result<Vec<Constituency>> {
    let rows: Vec<ConstituencyRow> = db.all(CONSTITUENCIES, args![council]).await?;
    let covers: Vec<CoverRow> = db.all(COVERS, args![council]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Constituency {
            communes: covers
                .iter()
                .filter(|cover| cover.constituency_id == row.id)
                .map(|cover| (cover.unit_id, cover.name.clone()))
                .collect(),
            id: row.id,
            number: row.number,
            name: row.name,
            seats: row.seats,
        })
        .collect())
}

/// The delegates of a council in office on a day, in the order of names.
pub async fn serving(db: &impl Reader, council: CouncilId, on: Date) -> Result<Vec<Serving>> {
    Ok(db.all(SERVING, args![council, on]).await?)
}

/// Who represents the voters of a commune on a day: the delegates whom the electoral unit that covers it elected to the councils
/// above, and all delegates of its own council. A commune that was merged away is represented by whoever represents what it became.
pub async fn delegates_for(
    db: &impl Reader,
    unit: UnitId,
    on: Date,
) -> Result<Vec<Representative>> {
    let mut found: Vec<Representative> = Vec::new();
    for unit in standing_on(db, unit, on).await? {
        let above: Vec<Representative> = db.all(ABOVE, args![unit, on]).await?;
        let own: Vec<Representative> = db.all(OWN, args![unit, on]).await?;
        for one in above.into_iter().chain(own) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

/// The unit itself while it exists on the day, else what it became.
async fn standing_on(db: &impl Reader, unit: UnitId, on: Date) -> Result<Vec<UnitId>> {
    let mut standing = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![unit];
    while let Some(unit) = open.pop() {
        if !seen.insert(unit) {
            continue;
        }
        let time: UnitTime = db
            .one(TIME_OF, args![unit])
            .await?
            .ok_or(Refusal::NotFound("unit"))?;
        if time.valid_to.is_none_or(|end| on < end) {
            standing.push(unit);
            continue;
        }
        let became: Vec<store::Row> = db.fetch(BECAME, args![unit, on]).await?;
        for row in &became {
            open.push(row.first()?);
        }
    }
    standing.sort_unstable();
    Ok(standing)
}

/// Gắn xã, phường với đơn vị bầu cử: the communes that one electoral unit covers, instead of those before.
pub async fn cover_units(
    acting: &Acting<'_>,
    id: ConstituencyId,
    mut units: Vec<UnitId>,
) -> Result<()> {
    let tx = &acting.tx;
    let council = council_of(tx, id).await?;
    acting.may(Act::CoverUnits, &council.path)?;
    let mut problems = Problems::default();
    let upper = council.level != Level::Commune;
    problems.unless(upper, "", "contact-cover-commune");
    units.sort_unstable();
    units.dedup();
    for unit in &units {
        let time: Option<UnitTime> = tx.one(TIME_OF, args![*unit]).await?;
        let inside = time.is_some_and(|time| {
            let below = time.path.starts_with(&format!("{}/", council.path));
            let period = kernel::Period {
                from: time.valid_from,
                to: time.valid_to,
            };
            time.level == Level::Commune && below && period.overlaps(&council.period())
        });
        problems.unless(inside, "units", "choice-unknown");
    }
    let all = constituencies(tx, council.id).await?;
    for other in all.iter().filter(|other| other.id != id) {
        for (unit, name) in &other.communes {
            if units.contains(unit) {
                let problem = Problem::new("units", "contact-covered-already");
                problems.add(problem.with("unit", name).with("by", &other.name));
            }
        }
    }
    problems.refuse()?;
    let before: Vec<UnitId> = all
        .iter()
        .filter(|one| one.id == id)
        .flat_map(|one| one.communes.iter().map(|(unit, _)| *unit))
        .collect();
    tx.execute(UNCOVER, args![id]).await?;
    for unit in &units {
        tx.execute(COVER, args![id, *unit]).await?;
    }
    let detail = json!({ "before": { "units": before }, "after": { "units": units } });
    acting
        .audit(
            Act::CoverUnits,
            Some(council.id),
            "constituency",
            id,
            "",
            detail,
        )
        .await
}

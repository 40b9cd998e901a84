//! Danh sách phải dự: who must attend a class and who need not, by name for those who may know, and who can be invited besides.

use std::collections::HashMap;

use kernel::ids::{ClassId, CouncilId, PersonId};
use kernel::{Date, vi};
use store::{Reader, args, record, sql};

use super::classes::{ClassRef, class};
use super::obligations::{LeftOutReason, audience_of};
use super::{Ground, makeup};
use crate::access::{Actor, FieldGroup};
use crate::{Refusal, Result};

record! {
    struct NameRow {
        person_id: PersonId,
        full_name: String,
    }

    struct UnitRow {
        id: CouncilId,
        unit_name: String,
    }

    /// A person who can be invited by hand.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct Invitable {
        /// The person.
        pub person_id: PersonId,
        /// The name.
        pub full_name: String,
        /// The name of the unit of a council of his or hers.
        pub unit_name: String,
    }
}

/// A person who must attend.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ExpectedLine {
    /// The person.
    pub person: PersonId,
    /// The name on the first day of the class.
    pub name: String,
    /// The name of the unit of the council.
    pub unit_name: String,
    /// Why.
    pub ground: Ground,
}

/// A person of the audience who need not attend.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct LeftOutLine {
    /// The person.
    pub person: PersonId,
    /// The name on the first day of the class.
    pub name: String,
    /// The name of the unit of the council.
    pub unit_name: String,
    /// Why not.
    pub reason: LeftOutReason,
    /// The day the course was completed, with that reason.
    pub completed_on: Option<Date>,
}

/// The audience of a class: counts for everybody, names for those who may know.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Expected {
    /// How many must attend.
    pub obliged: usize,
    /// How many of the audience need not.
    pub left_out: usize,
    /// Who must; nothing where the reader may not know.
    pub who: Option<Vec<ExpectedLine>>,
    /// Who need not; nothing where the reader may not know.
    pub who_not: Option<Vec<LeftOutLine>>,
}

sql! {
    NAMES = "SELECT x.person_id, r.full_name FROM ( \
               SELECT m.person_id FROM mandate m JOIN class_council cc ON cc.council_id = m.council_id WHERE cc.class_id = $1 \
               UNION SELECT e.person_id FROM employment e JOIN class_council cc ON cc.council_id = e.council_id WHERE cc.class_id = $1) x \
             JOIN person_record r ON r.person_id = x.person_id AND r.valid_from = \
                  (SELECT max(y.valid_from) FROM person_record y WHERE y.person_id = x.person_id \
                      AND (y.valid_from <= $2 OR y.valid_from = \
                          (SELECT min(z.valid_from) FROM person_record z WHERE z.person_id = x.person_id)))";
    UNITS = "SELECT co.id, u.name AS unit_name FROM class_council cc JOIN council co ON co.id = cc.council_id \
             JOIN unit u ON u.id = co.unit_id WHERE cc.class_id = $1";
    INVITABLE = "SELECT r.person_id, r.full_name, min(u.name) AS unit_name FROM ( \
                   SELECT m.person_id, m.council_id, m.valid_from, m.valid_to FROM mandate m \
                   UNION ALL \
                   SELECT e.person_id, e.council_id, e.valid_from, e.valid_to FROM employment e WHERE e.council_id IS NOT NULL) x \
                 JOIN council co ON co.id = x.council_id JOIN unit u ON u.id = co.unit_id \
                 JOIN person_record r ON r.person_id = x.person_id AND r.valid_to IS NULL \
                WHERE (co.path = $1 OR co.path LIKE $1 || '/%') AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2) \
                  AND r.folded LIKE '%' || $3 || '%' \
                  AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.class_id = $4 AND i.person_id = r.person_id AND i.state = 'invited') \
                GROUP BY r.person_id, r.full_name, r.sort_key ORDER BY r.sort_key, r.person_id LIMIT 30";
}

/// Ai phải dự, ai không phải dự lớp này; of a make-up class, those still missing.
pub async fn expected(db: &impl Reader, actor: &Actor, class: &ClassRef) -> Result<Expected> {
    let roster = audience_of(db, class).await?;
    let obliged = match class.makeup_of {
        Some(_) => makeup::missing(db, class).await?,
        None => roster.obliged,
    };
    let mut expected = Expected {
        obliged: obliged.len(),
        left_out: roster.left_out.len(),
        who: None,
        who_not: None,
    };
    if !actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        return Ok(expected);
    }
    let names = Names::read(db, class).await?;
    let who = obliged.iter().map(|one| ExpectedLine {
        person: one.person,
        name: names.of(one.person),
        unit_name: names.unit(one.council),
        ground: one.ground,
    });
    expected.who = Some(who.collect());
    let who_not = roster.left_out.iter().map(|one| LeftOutLine {
        person: one.person,
        name: names.of(one.person),
        unit_name: names.unit(one.council),
        reason: one.reason,
        completed_on: one.completed_on,
    });
    expected.who_not = Some(who_not.collect());
    Ok(expected)
}

/// Persons of the host's place who can be invited by hand, by words of their name.
pub async fn invitable(
    db: &impl Reader,
    actor: &Actor,
    id: ClassId,
    text: &str,
) -> Result<Vec<Invitable>> {
    let class = class(db, id).await?;
    if !actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        return Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson));
    }
    let values = args![&class.path, class.starts_on, vi::fold(text), id];
    Ok(db.all(INVITABLE, values).await?)
}

struct Names {
    people: HashMap<PersonId, String>,
    units: HashMap<CouncilId, String>,
}

impl Names {
    async fn read(db: &impl Reader, class: &ClassRef) -> Result<Self> {
        let people: Vec<NameRow> = db.all(NAMES, args![class.id, class.starts_on]).await?;
        let units: Vec<UnitRow> = db.all(UNITS, args![class.id]).await?;
        Ok(Self {
            people: people
                .into_iter()
                .map(|row| (row.person_id, row.full_name))
                .collect(),
            units: units
                .into_iter()
                .map(|row| (row.id, row.unit_name))
                .collect(),
        })
    }

    fn of(&self, person: PersonId) -> String {
        self.people.get(&person).cloned().unwrap_or_default()
    }

    fn unit(&self, council: CouncilId) -> String {
        self.units.get(&council).cloned().unwrap_or_default()
    }
}

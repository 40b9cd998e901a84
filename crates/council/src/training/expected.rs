//! Danh sách phải dự: who must attend a class and who need not, by name for those who may know, and who can be invited besides.

use std::collections::HashMap;

use kernel::ids::{ClassId, CouncilId, PersonId};
use kernel::{Date, vi};
use store::{Reader, args, record, sql};

use super::classes::{ClassRef, class};
use super::obligations::{LeftOut, LeftOutReason, Obliged, Roster, audience_of};
use super::paged::names;
use super::{Ground, makeup};
use crate::access::{Actor, FieldGroup};
use crate::paging::{Page, Paged};
use crate::scoreboard::Snapshot;
use crate::{Refusal, Result};

record! {
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
    UNITS = "SELECT co.id, u.name AS unit_name FROM class_council cc JOIN council co ON co.id = cc.council_id \
             JOIN unit u ON u.id = co.unit_id WHERE cc.class_id = $1";
    // The councils come first, as a list: the people of one place are few among those of the country.
    INVITABLE = "SELECT r.person_id, r.full_name, min(u.name) AS unit_name FROM ( \
                   SELECT m.person_id, m.council_id FROM mandate m \
                    WHERE m.council_id IN (SELECT id FROM council WHERE path = $1 OR path LIKE $1 || '/%') \
                      AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) \
                   UNION ALL \
                   SELECT e.person_id, e.council_id FROM employment e \
                    WHERE e.council_id IN (SELECT id FROM council WHERE path = $1 OR path LIKE $1 || '/%') \
                      AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2)) x \
                 JOIN person_record r ON r.person_id = x.person_id AND r.valid_to IS NULL AND r.folded LIKE '%' || $3 || '%' \
                 JOIN council co ON co.id = x.council_id JOIN unit u ON u.id = co.unit_id \
                WHERE NOT EXISTS (SELECT 1 FROM invitation i WHERE i.class_id = $4 AND i.person_id = r.person_id AND i.state = 'invited') \
                GROUP BY r.person_id, r.full_name, r.sort_key ORDER BY r.sort_key, r.person_id LIMIT 30";
}

/// Ai phải dự, ai không phải dự lớp này; of a make-up class, those still missing. Told from the facts in memory where they can say.
pub async fn audience_now(
    db: &impl Reader,
    snapshot: &Snapshot,
    class: &ClassRef,
) -> Result<Roster> {
    let known = match class.makeup_of {
        Some(of) => snapshot.facts.makeup_roster(class.id, of),
        None => snapshot.facts.roster(class.id),
    };
    if let Some(known) = known {
        return Ok(known);
    }
    let mut roster = audience_of(db, class).await?;
    if class.makeup_of.is_some() {
        roster.obliged = makeup::missing(db, class).await?;
    }
    Ok(roster)
}

/// The audience of a class with every name, for those who may know them.
pub async fn expected(
    db: &impl Reader,
    snapshot: &Snapshot,
    actor: &Actor,
    class: &ClassRef,
) -> Result<Expected> {
    let roster = audience_now(db, snapshot, class).await?;
    let mut expected = Expected {
        obliged: roster.obliged.len(),
        left_out: roster.left_out.len(),
        who: None,
        who_not: None,
    };
    if actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        expected.who = Some(must_attend(db, class, &roster.obliged).await?);
        expected.who_not = Some(need_not(db, class, &roster.left_out).await?);
    }
    Ok(expected)
}

/// These who must attend a class, by name.
async fn must_attend(
    db: &impl Reader,
    class: &ClassRef,
    obliged: &[Obliged],
) -> Result<Vec<ExpectedLine>> {
    let persons: Vec<PersonId> = obliged.iter().map(|one| one.person).collect();
    let names = Names::read(db, class, &persons).await?;
    let lines = obliged.iter().map(|one| ExpectedLine {
        person: one.person,
        name: names.of(one.person),
        unit_name: names.unit(one.council),
        ground: one.ground,
    });
    Ok(lines.collect())
}

/// These who need not attend a class, by name.
async fn need_not(
    db: &impl Reader,
    class: &ClassRef,
    left_out: &[LeftOut],
) -> Result<Vec<LeftOutLine>> {
    let persons: Vec<PersonId> = left_out.iter().map(|one| one.person).collect();
    let names = Names::read(db, class, &persons).await?;
    let lines = left_out.iter().map(|one| LeftOutLine {
        person: one.person,
        name: names.of(one.person),
        unit_name: names.unit(one.council),
        reason: one.reason,
        completed_on: one.completed_on,
    });
    Ok(lines.collect())
}

/// A page of those who must attend a class, for those who may know.
pub async fn must_attend_page(
    db: &impl Reader,
    actor: &Actor,
    class: &ClassRef,
    roster: &Roster,
    page: Page,
) -> Result<Paged<ExpectedLine>> {
    readable(actor, class)?;
    Ok(Paged {
        rows: must_attend(db, class, cut(&roster.obliged, page)).await?,
        total: roster.obliged.len() as i64,
    })
}

/// A page of those who need not attend a class, for those who may know.
pub async fn need_not_page(
    db: &impl Reader,
    actor: &Actor,
    class: &ClassRef,
    roster: &Roster,
    page: Page,
) -> Result<Paged<LeftOutLine>> {
    readable(actor, class)?;
    Ok(Paged {
        rows: need_not(db, class, cut(&roster.left_out, page)).await?,
        total: roster.left_out.len() as i64,
    })
}

fn readable(actor: &Actor, class: &ClassRef) -> Result<()> {
    if actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        Ok(())
    } else {
        Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson))
    }
}

/// The part of a list that stands on a page.
fn cut<T>(list: &[T], page: Page) -> &[T] {
    let from = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let from = from.min(list.len());
    &list[from..list.len().min(from.saturating_add(page.size as usize))]
}

/// Persons of the host's place who can be invited by hand, by words of their name.
pub async fn invitable(
    db: &impl Reader,
    actor: &Actor,
    id: ClassId,
    text: &str,
) -> Result<Vec<Invitable>> {
    let class = class(db, id).await?;
    readable(actor, &class)?;
    let values = args![&class.path, class.starts_on, vi::fold(text), id];
    Ok(db.all(INVITABLE, values).await?)
}

struct Names {
    people: HashMap<PersonId, String>,
    units: HashMap<CouncilId, String>,
}

impl Names {
    async fn read(db: &impl Reader, class: &ClassRef, persons: &[PersonId]) -> Result<Self> {
        let units: Vec<UnitRow> = db.all(UNITS, args![class.id]).await?;
        Ok(Self {
            people: names(db, persons, class.starts_on).await?,
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

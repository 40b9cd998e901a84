//! Partner institutions, the staff who serve councils, and the population of units.

use kernel::ids::{CouncilId, DecisionId, EmploymentId, InstitutionId, PersonId, UnitId};
use kernel::{Date, Period, vi};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::super::{InstitutionKind, queries};
use super::{check_decision, check_end};
use crate::access::Act;
use crate::refusal::Problems;
use crate::seed_data::Certainty;
use crate::{Acting, Refusal, Result};

/// Ghi nhận cơ quan phối hợp: records a partner institution of a unit.
#[derive(Debug, Clone)]
pub struct RecordInstitution {
    /// The unit.
    pub unit: UnitId,
    /// Its kind.
    pub kind: InstitutionKind,
    /// Its name.
    pub name: String,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer exists, where it has ended.
    pub valid_to: Option<Date>,
}

/// Ghi nhận công chức giúp việc: records that a person works at an institution, for a council where one is named.
#[derive(Debug, Clone)]
pub struct RecordEmployment {
    /// The person.
    pub person: PersonId,
    /// The institution.
    pub institution: InstitutionId,
    /// The council served.
    pub council: CouncilId,
    /// Chức danh, vị trí việc làm.
    pub title: String,
    /// First day.
    pub valid_from: Date,
    /// First day on which it has ended, where it has.
    pub valid_to: Option<Date>,
    /// The decision, where one is recorded.
    pub decision: Option<DecisionId>,
}

/// Kết thúc việc làm: ends an employment.
#[derive(Debug, Clone)]
pub struct EndEmployment {
    /// The employment.
    pub employment: EmploymentId,
    /// First day on which it has ended.
    pub ended_on: Date,
    /// The reason.
    pub reason: String,
}

/// Ghi nhận dân số: records the population of a unit on a day.
#[derive(Debug, Clone)]
pub struct RecordPopulation {
    /// The unit.
    pub unit: UnitId,
    /// The day of the count.
    pub counted_on: Date,
    /// Persons.
    pub people: u32,
    /// Where the number is from.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
}

record! {
    struct UnitRow { path: String, valid_from: Date, valid_to: Option<Date> }
    struct EmploymentRow { council_id: Option<CouncilId>, path: String, valid_from: Date, valid_to: Option<Date> }
}

sql! {
    UNIT = "SELECT path, valid_from, valid_to FROM unit WHERE id = $1";
    INSTITUTION = "SELECT u.path, i.valid_from, i.valid_to FROM institution i JOIN unit u ON u.id = i.unit_id WHERE i.id = $1";
    PERSON = "SELECT count(*) FROM person WHERE id = $1 AND merged_into IS NULL";
    SAME_NAME = "SELECT count(*) FROM institution WHERE unit_id = $1 AND folded = $2 AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";
    INSERT_INSTITUTION = "INSERT INTO institution (id, unit_id, kind, name, folded, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    INSERT_EMPLOYMENT = "INSERT INTO employment (id, person_id, institution_id, council_id, title, valid_from, valid_to, decision_id) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    EMPLOYMENT = "SELECT e.council_id, coalesce(c.path, u.path) AS path, e.valid_from, e.valid_to \
                  FROM employment e JOIN institution i ON i.id = e.institution_id JOIN unit u ON u.id = i.unit_id \
                  LEFT JOIN council c ON c.id = e.council_id WHERE e.id = $1";
    END_EMPLOYMENT = "UPDATE employment SET valid_to = $2 WHERE id = $1";
    COUNTED = "SELECT people FROM unit_population WHERE unit_id = $1 AND counted_on = $2";
    PUT_POPULATION = "INSERT INTO unit_population (unit_id, counted_on, people, source, certainty) VALUES ($1, $2, $3, $4, $5) \
                      ON CONFLICT (unit_id, counted_on) DO UPDATE SET people = excluded.people, source = excluded.source, certainty = excluded.certainty";
}

/// Records a partner institution.
pub async fn record_institution(
    acting: &Acting<'_>,
    command: RecordInstitution,
) -> Result<InstitutionId> {
    let unit = unit(acting, command.unit).await?;
    acting.may(Act::RecordInstitution, &unit.path)?;
    let mut problems = Problems::default();
    let name = problems.text("name", &command.name);
    let folded = vi::fold(&name);
    let period = problems.period(command.valid_from, command.valid_to);
    let same = args![command.unit, &folded, period.from, period.bound()];
    let same: Option<i64> = acting.tx.scalar(SAME_NAME, same).await?;
    problems.unless(same == Some(0), "name", "institution-there-already");
    problems.refuse()?;

    let id = InstitutionId::fresh();
    let values = args![
        id,
        command.unit,
        command.kind,
        &name,
        folded,
        period.from,
        period.to,
    ];
    acting.tx.execute(INSERT_INSTITUTION, values).await?;
    let detail = json!({ "after": {
        "unit": unit.path, "kind": command.kind, "name": name, "valid_from": period.from, "valid_to": period.to,
    }});
    acting
        .audit(Act::RecordInstitution, None, "institution", id, "", detail)
        .await?;
    Ok(id)
}

/// Records that a person works at an institution for a council.
pub async fn record_employment(
    acting: &Acting<'_>,
    command: RecordEmployment,
) -> Result<EmploymentId> {
    let council = queries::council(&acting.tx, command.council).await?;
    acting.may(Act::RecordEmployment, &council.path)?;
    let institution: UnitRow = acting
        .tx
        .one(INSTITUTION, args![command.institution])
        .await?
        .ok_or(Refusal::NotFound("institution"))?;
    let mut problems = Problems::default();
    let title = problems.text("title", &command.title);
    let period = problems.period(command.valid_from, command.valid_to);
    problems.unless(
        institution.period().covers(&period),
        "valid_from",
        "outside-institution",
    );
    let person: Option<i64> = acting.tx.scalar(PERSON, args![command.person]).await?;
    problems.unless(person == Some(1), "person", "no-such-person");
    check_decision(acting, &mut problems, council.id, command.decision).await?;
    problems.refuse()?;

    let id = EmploymentId::fresh();
    let values = args![
        id,
        command.person,
        command.institution,
        council.id,
        &title,
        period.from,
        period.to,
        command.decision,
    ];
    acting.tx.execute(INSERT_EMPLOYMENT, values).await?;
    let detail = json!({ "after": {
        "person": command.person, "institution": command.institution, "title": title,
        "valid_from": period.from, "valid_to": period.to,
    }});
    acting
        .audit(
            Act::RecordEmployment,
            Some(council.id),
            "employment",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Ends an employment.
pub async fn end_employment(acting: &Acting<'_>, command: EndEmployment) -> Result<()> {
    let employment: EmploymentRow = acting
        .tx
        .one(EMPLOYMENT, args![command.employment])
        .await?
        .ok_or(Refusal::NotFound("employment"))?;
    acting.may(Act::RecordEmployment, &employment.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    let period = Period {
        from: employment.valid_from,
        to: employment.valid_to,
    };
    check_end(&mut problems, "ended_on", period, command.ended_on);
    problems.refuse()?;

    let values = args![command.employment, command.ended_on];
    acting.tx.execute(END_EMPLOYMENT, values).await?;
    let detail = json!({
        "before": { "valid_to": employment.valid_to },
        "after": { "valid_to": command.ended_on },
    });
    acting
        .audit(
            Act::RecordEmployment,
            employment.council_id,
            "employment",
            command.employment,
            &reason,
            detail,
        )
        .await
}

/// Records a count, or corrects the one of the same day.
pub async fn record_population(acting: &Acting<'_>, command: RecordPopulation) -> Result<()> {
    let unit = unit(acting, command.unit).await?;
    acting.may(Act::RecordPopulation, &unit.path)?;
    let mut problems = Problems::default();
    let source = problems.text("source", &command.source);
    problems.unless(command.people > 0, "people", "not-positive");
    problems.unless(
        command.counted_on <= acting.today,
        "counted_on",
        "in-the-future",
    );
    problems.unless(
        unit.period().contains(command.counted_on),
        "counted_on",
        "outside-unit",
    );
    problems.refuse()?;

    let before: Option<i64> = acting
        .tx
        .scalar(COUNTED, args![command.unit, command.counted_on])
        .await?;
    let values = args![
        command.unit,
        command.counted_on,
        command.people,
        &source,
        command.certainty,
    ];
    acting.tx.execute(PUT_POPULATION, values).await?;
    let detail = json!({
        "counted_on": command.counted_on,
        "before": { "people": before },
        "after": { "people": command.people, "source": source },
    });
    acting
        .audit(
            Act::RecordPopulation,
            None,
            "unit",
            command.unit,
            "",
            detail,
        )
        .await
}

async fn unit(acting: &Acting<'_>, id: UnitId) -> Result<UnitRow> {
    acting
        .tx
        .one(UNIT, args![id])
        .await?
        .ok_or(Refusal::NotFound("unit"))
}

impl UnitRow {
    fn period(&self) -> Period {
        Period {
            from: self.valid_from,
            to: self.valid_to,
        }
    }
}

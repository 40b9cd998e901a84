//! Registering a person and correcting what is known of one.

use jiff::ToSpan as _;
use kernel::ids::{CouncilId, PersonId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader as _, Value, args, sql};

use super::super::{PersonDetails, queries};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};
use kernel::time::FROM_THE_BEGINNING;

/// Lập hồ sơ: registers a person whom the office of a council knows.
#[derive(Debug, Clone)]
pub struct RegisterPerson {
    /// The council whose office registers.
    pub council: CouncilId,
    /// What is known.
    pub details: PersonDetails,
    /// Whether the person is sample data.
    pub sample: bool,
    /// The paper or the reason.
    pub reason: String,
}

/// Sửa hồ sơ: corrects what is known of a person.
#[derive(Debug, Clone)]
pub struct CorrectPerson {
    /// The person.
    pub person: PersonId,
    /// The council whose office corrects.
    pub council: CouncilId,
    /// The whole record as it should be.
    pub details: PersonDetails,
    /// Whether something changed in life or was written wrongly.
    pub correction: Correction,
    /// The paper or the reason.
    pub reason: String,
}

/// Which of the two ways in which a record becomes right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Something changed in life on this day: what was true before stays.
    ChangedOn(Date),
    /// The version that holds on this day was written wrongly.
    WrittenWrongly(Date),
}

sql! {
    INSERT_PERSON = "INSERT INTO person (id, created_at, merged_into, sample) VALUES ($1, $2, $3, $4)";
    INSERT_RECORD = "INSERT INTO person_record (person_id, valid_from, valid_to, full_name, folded, sort_key, birth_date, birth_year, sex, \
                     nationality, ethnicity, religion, hometown, residence, schooling, qualification, profession, political_theory, languages, \
                     occupation, workplace, party_since, phone, email) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";
    DELETE_RECORD = "DELETE FROM person_record WHERE person_id = $1 AND valid_from = $2";
    CLOSE_RECORD = "UPDATE person_record SET valid_to = $3 WHERE person_id = $1 AND valid_from = $2";
    NEXT_RECORD = "SELECT min(valid_from) FROM person_record WHERE person_id = $1 AND valid_from > $2";
}

/// The columns of a version of a person's record.
pub(crate) const RECORD_COLUMNS: &[&str] = &[
    "person_id",
    "valid_from",
    "valid_to",
    "full_name",
    "folded",
    "sort_key",
    "birth_date",
    "birth_year",
    "sex",
    "nationality",
    "ethnicity",
    "religion",
    "hometown",
    "residence",
    "schooling",
    "qualification",
    "profession",
    "political_theory",
    "languages",
    "occupation",
    "workplace",
    "party_since",
    "phone",
    "email",
];

/// Registers a person. The first version of a record holds from the beginning: nothing else is known of the time before.
pub async fn register_person(acting: &Acting<'_>, command: RegisterPerson) -> Result<PersonId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::RegisterPerson, &council.path)?;
    let mut problems = Problems::default();
    let details = checked(&mut problems, command.details, acting.today);
    problems.refuse()?;

    let id = PersonId::fresh();
    let person = args![id, acting.now, Option::<PersonId>::None, command.sample];
    acting.tx.execute(INSERT_PERSON, person).await?;
    let record = record_values(id, FROM_THE_BEGINNING, None, &details);
    acting.tx.execute(INSERT_RECORD, record).await?;
    let detail = json!({ "after": details });
    acting
        .audit(
            Act::RegisterPerson,
            Some(council.id),
            "person",
            id,
            &command.reason,
            detail,
        )
        .await?;
    Ok(id)
}

/// Corrects a person's record: a new version from a day, or the version that holds on a day in place.
pub async fn correct_person(acting: &Acting<'_>, command: CorrectPerson) -> Result<()> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::CorrectPerson, &council.path)?;
    let places = queries::places(&acting.tx, command.person).await?;
    if !places.is_empty() && !places.iter().any(|place| place.council_id == council.id) {
        return Err(Refusal::NotFound("person"));
    }
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    let details = checked(&mut problems, command.details, acting.today);
    let day = match command.correction {
        Correction::ChangedOn(day) | Correction::WrittenWrongly(day) => day,
    };
    let version = queries::version(&acting.tx, command.person, day).await?;
    problems.refuse()?;

    let in_place =
        matches!(command.correction, Correction::WrittenWrongly(_)) || version.valid_from == day;
    let tx = &acting.tx;
    let (from, to) = if in_place {
        tx.execute(DELETE_RECORD, args![command.person, version.valid_from])
            .await?;
        (version.valid_from, version.valid_to)
    } else {
        let next: Option<Option<Date>> = tx.scalar(NEXT_RECORD, args![command.person, day]).await?;
        tx.execute(CLOSE_RECORD, args![command.person, version.valid_from, day])
            .await?;
        (day, next.flatten())
    };
    let record = record_values(command.person, from, to, &details);
    tx.execute(INSERT_RECORD, record).await?;
    let detail = json!({ "valid_from": from, "before": version.details, "after": details });
    acting
        .audit(
            Act::CorrectPerson,
            Some(council.id),
            "person",
            command.person,
            &reason,
            detail,
        )
        .await
}

/// Cleans the details and complains about what cannot be.
fn checked(problems: &mut Problems, details: PersonDetails, today: Date) -> PersonDetails {
    let clean = |text: Option<String>| {
        text.map(|text| vi::clean(&text))
            .filter(|text| !text.is_empty())
    };
    let full_name = problems.text("full_name", &details.full_name);
    let email = clean(details.email);
    let phone = clean(details.phone);
    problems.unless(
        email.as_deref().is_none_or(looks_like_email),
        "email",
        "email-shape",
    );
    problems.unless(
        phone.as_deref().is_none_or(looks_like_phone),
        "phone",
        "phone-shape",
    );
    let oldest = today.saturating_sub(120.years());
    problems.unless(
        details
            .birth_date
            .is_none_or(|day| oldest < day && day < today),
        "birth_date",
        "birth-date-implausible",
    );
    let year = details
        .birth_date
        .map(|day| day.year())
        .or(details.birth_year.and_then(|year| i16::try_from(year).ok()));
    problems.unless(
        details.birth_year.is_none()
            || year.is_some_and(|year| oldest.year() < year && year < today.year()),
        "birth_year",
        "birth-date-implausible",
    );
    problems.unless(
        details.party_since.is_none_or(|day| day <= today),
        "party_since",
        "in-the-future",
    );
    PersonDetails {
        full_name,
        birth_date: details.birth_date,
        birth_year: year.and_then(|year| u32::try_from(year).ok()),
        sex: details.sex,
        nationality: clean(details.nationality),
        ethnicity: clean(details.ethnicity),
        religion: clean(details.religion),
        hometown: clean(details.hometown),
        residence: clean(details.residence),
        schooling: clean(details.schooling),
        qualification: clean(details.qualification),
        profession: clean(details.profession),
        political_theory: clean(details.political_theory),
        languages: clean(details.languages),
        occupation: clean(details.occupation),
        workplace: clean(details.workplace),
        party_since: details.party_since,
        phone,
        email,
    }
}

/// Whether a text has the shape of an e-mail address.
pub(crate) fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !text.contains([' ', ',', ';'])
            && !host.contains('@')
    })
}

/// Whether a text has the shape of a telephone number: nine to twelve digits, perhaps in groups.
pub(crate) fn looks_like_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (9..=12).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+' | '(' | ')'))
}

/// The values of a version, in the order of [`RECORD_COLUMNS`].
pub(crate) fn record_values(
    person: PersonId,
    from: Date,
    to: Option<Date>,
    details: &PersonDetails,
) -> Vec<Value> {
    let details = details.clone();
    args![
        person,
        from,
        to,
        &details.full_name,
        vi::fold(&details.full_name),
        vi::name_sort_key(&details.full_name),
        details.birth_date,
        details.birth_year,
        details.sex,
        details.nationality,
        details.ethnicity,
        details.religion,
        details.hometown,
        details.residence,
        details.schooling,
        details.qualification,
        details.profession,
        details.political_theory,
        details.languages,
        details.occupation,
        details.workplace,
        details.party_since,
        details.phone,
        details.email,
    ]
}

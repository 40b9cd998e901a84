//! Báo cáo với cử tri: what every delegate owes once a year.

use kernel::ids::{ContactId, CouncilId, PersonId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::rule;
use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::rules::InForce;
use crate::{Acting, Result};

/// Ghi báo cáo với cử tri.
#[derive(Debug, Clone)]
pub struct ReportToVoters {
    /// The council.
    pub council: CouncilId,
    /// The delegate.
    pub person: PersonId,
    /// The day.
    pub given_on: Date,
    /// The meeting at which it was given, if it was at one.
    pub contact: Option<ContactId>,
    /// What was reported.
    pub summary: String,
}

record! {
    /// A delegate with the report of a year, as known on a day.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = contact::ReportLine)]
    pub struct ReportLine {
        /// The person.
        pub person_id: PersonId,
        /// The person's name.
        pub full_name: String,
        /// Since when in office.
        pub since: Date,
        /// When the report was given.
        pub given_on: Option<Date>,
        /// At which meeting.
        pub contact_id: Option<ContactId>,
        /// What was reported.
        pub summary: Option<String>,
    }
}

/// The reports of a year in a council.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::Reports)]
pub struct Reports {
    /// The year.
    pub year: i16,
    /// Those in office, whoever has not reported first.
    pub lines: Vec<ReportLine>,
    /// How many of them reported.
    pub given: u32,
    /// The rule.
    pub rule: Option<InForce>,
}

sql! {
    OF_YEAR = "SELECT m.person_id, r.full_name, min(m.valid_from) AS since, v.given_on, v.contact_id, v.summary, r.sort_key \
               FROM mandate m JOIN person_record r ON r.person_id = m.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
               LEFT JOIN voter_report v ON v.council_id = m.council_id AND v.person_id = m.person_id AND v.year = $3 AND v.given_on <= $2 \
               WHERE m.council_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) \
               GROUP BY m.person_id, r.full_name, v.given_on, v.contact_id, v.summary, r.sort_key ORDER BY r.sort_key, m.person_id";
    THERE = "SELECT count(*) FROM voter_report WHERE council_id = $1 AND person_id = $2 AND year = $3";
    IN_OFFICE = "SELECT count(*) FROM mandate WHERE council_id = $1 AND person_id = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)";
    AT_MEETING = "SELECT count(*) FROM contact_delegate d JOIN contact k ON k.id = d.contact_id \
                  WHERE d.contact_id = $1 AND d.person_id = $2 AND k.state = 'held' AND d.present = 1";
    INSERT = "INSERT INTO voter_report (council_id, person_id, year, given_on, contact_id, summary) VALUES ($1, $2, $3, $4, $5, $6)";
    CHANGE = "UPDATE voter_report SET given_on = $4, contact_id = $5, summary = $6 WHERE council_id = $1 AND person_id = $2 AND year = $3";
}

/// The reports of a year: of those in office on the day, or on the last day of the year when that has passed.
pub async fn reports(db: &impl Reader, of: CouncilId, year: i16, on: Date) -> Result<Reports> {
    let council = council(db, of).await?;
    let last = Date::new(year, 12, 31).unwrap_or(on).min(on);
    let day = council
        .period()
        .last_day()
        .map_or(last, |end| end.min(last));
    let mut lines: Vec<ReportLine> = db.all(OF_YEAR, args![of, day, i32::from(year)]).await?;
    lines.sort_by_key(|line| line.given_on.is_some());
    let given = lines.iter().filter(|line| line.given_on.is_some()).count();
    Ok(Reports {
        year,
        given: u32::try_from(given).unwrap_or(u32::MAX),
        rule: rule(db, "report_to_voters_min", of, day).await?,
        lines,
    })
}

/// Báo cáo với cử tri: recorded by the delegate or by the office; the report of a year that is there already is corrected.
pub async fn report_to_voters(acting: &Acting<'_>, command: ReportToVoters) -> Result<()> {
    let tx = &acting.tx;
    let council = council(tx, command.council).await?;
    acting
        .actor
        .may_for(Act::ReportToVoters, command.person, &council.path)?;
    let mut problems = Problems::default();
    let summary = problems.text("summary", &command.summary);
    problems.unless(command.given_on <= acting.today, "given_on", "day-ahead");
    let values = args![council.id, command.person, command.given_on];
    let in_office: Option<i64> = tx.scalar(IN_OFFICE, values).await?;
    problems.unless(
        in_office.unwrap_or(0) > 0,
        "given_on",
        "contact-not-in-office",
    );
    if let Some(contact) = command.contact {
        let there: Option<i64> = tx
            .scalar(AT_MEETING, args![contact, command.person])
            .await?;
        problems.unless(there.unwrap_or(0) > 0, "contact", "choice-unknown");
    }
    problems.refuse()?;
    let year = i32::from(command.given_on.year());
    let there: Option<i64> = tx
        .scalar(THERE, args![council.id, command.person, year])
        .await?;
    let again = there.unwrap_or(0) > 0;
    let values = args![
        council.id,
        command.person,
        year,
        command.given_on,
        command.contact,
        vi::clean(&summary)
    ];
    let sql = if again { CHANGE } else { INSERT };
    tx.execute(sql, values).await?;
    let detail = json!({ "after": {
        "year": year, "given_on": command.given_on, "contact": command.contact, "summary": summary, "again": again,
    }});
    let of = Some(council.id);
    acting
        .audit(
            Act::ReportToVoters,
            of,
            "person",
            command.person,
            "",
            detail,
        )
        .await
}

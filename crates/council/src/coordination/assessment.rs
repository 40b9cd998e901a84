//! Sơ kết: the counts of a year as they stood on the day of the assessment, with what was said of them.

use kernel::Date;
use kernel::ids::CoordinationId;
use serde_json::json;
use store::{Reader, args, record, sql};

use super::audit;
use super::queries::dossier;
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

record! {
    /// Sơ kết một năm.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = coordination::Assessment)]
    pub struct Assessment {
        /// The year.
        pub year: u32,
        /// The day on which the counts were taken.
        pub day: Date,
        /// Done in time.
        pub met: u32,
        /// Done late.
        pub late: u32,
        /// Not done though due.
        pub unmet: u32,
        /// Excused.
        pub excused: u32,
        /// What was said of them.
        pub remark: String,
    }
}

sql! {
    OF = "SELECT year, day, met, late, unmet, excused, remark FROM coordination_assessment WHERE coordination_id = $1 AND day <= $2 ORDER BY year DESC";
    INSERT = "INSERT INTO coordination_assessment (coordination_id, year, day, met, late, unmet, excused, remark) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// The assessments of a regulation until a day, the newest year first.
pub async fn assessments(
    db: &impl Reader,
    id: CoordinationId,
    on: Date,
) -> Result<Vec<Assessment>> {
    Ok(db.all(OF, args![id, on]).await?)
}

/// Ghi sơ kết một năm: once for each year.
pub async fn assess(
    acting: &Acting<'_>,
    id: CoordinationId,
    year: u32,
    remark: &str,
) -> Result<()> {
    let asked = i16::try_from(year).unwrap_or(i16::MAX);
    let on_table = dossier(&acting.tx, id, acting.today, asked.min(acting.today.year())).await?;
    let of = &on_table.coordination;
    acting.may(Act::AssessCoordination, &of.path)?;
    let mut problems = Problems::default();
    let since = of.in_force_on;
    problems.unless(since.is_some(), "", "coordination-not-in-force");
    let within = since.is_none_or(|since| since.year() <= asked) && asked <= acting.today.year();
    problems.unless(within, "year", "coordination-year-outside");
    let there = assessments(&acting.tx, id, acting.today).await?;
    if there.iter().any(|known| known.year == year) {
        problems.add(Problem::new("year", "coordination-year-assessed").with("year", year));
    }
    let remark = problems.text("remark", remark);
    problems.refuse()?;
    let counts = on_table.counts;
    let values = args![
        id,
        year,
        acting.today,
        counts.met,
        counts.late,
        counts.unmet,
        counts.excused,
        &remark
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {
        "year": year, "met": counts.met, "late": counts.late, "unmet": counts.unmet, "excused": counts.excused,
    }});
    audit(acting, of, Act::AssessCoordination, "", detail).await
}

//! What the tables hold of reports.

use std::collections::BTreeMap;

use kernel::Date;
use kernel::ids::{CouncilId, ReportId};
use store::{Reader, args, record, sql};

use super::{Chapter, ReportKind, ReportState};
use crate::access::{Actor, FieldGroup};
use crate::bodies::{Level, council_title};
use crate::{Refusal, Result};

record! {
    /// Báo cáo as it stood on a day.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = reports::Report)]
    pub struct Report {
        /// The report.
        pub id: ReportId,
        /// The council that reports.
        pub council_id: CouncilId,
        /// That council's path of official codes.
        pub path: String,
        /// Its level.
        pub level: Level,
        /// Its unit.
        pub unit_name: String,
        /// Its khóa.
        pub council_number: String,
        /// Whether its people are sample data.
        pub sample: bool,
        /// The kind.
        pub kind: ReportKind,
        /// The title.
        pub title: String,
        /// The first day of the time it tells of.
        pub period_from: Date,
        /// The last day.
        pub period_to: Date,
        /// Which version it is, from 1.
        pub version: u32,
        /// The version before it.
        pub replaces_id: Option<ReportId>,
        /// When it was begun.
        pub begun_on: Date,
        /// When its figures were last looked at.
        pub seen_on: Date,
        /// Its state on the day.
        pub state: ReportState,
        /// Số, ký hiệu; empty until it is signed.
        pub number: String,
        /// When it was signed.
        pub signed_on: Option<Date>,
        /// Who signed it.
        pub signer: String,
        /// The hash of what was signed.
        pub sha256: Option<String>,
    }

    /// Giải trình: why a finding of the checker is no mistake.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
    #[schema(as = reports::FindingAnswer)]
    pub struct Answer {
        /// By which the finding is known.
        pub finding: String,
        /// The reason.
        pub reason: String,
        /// When it was given.
        pub day: Date,
    }

    struct ProseRow { chapter: Chapter, text: String }
}

/// What is read of a report on a day: before it was signed it was a draft.
macro_rules! columns {
    ($day:literal) => {
        concat!(
            "SELECT r.id, r.council_id, c.path, c.level, u.name AS unit_name, c.number AS council_number, c.sample, r.kind, r.title, r.period_from, \
                r.period_to, r.version, r.replaces_id, r.begun_on, r.seen_on, \
                CASE WHEN r.signed_on <= ", $day, " THEN 'signed' ELSE 'draft' END AS state, \
                CASE WHEN r.signed_on <= ", $day, " THEN r.number ELSE '' END AS number, \
                CASE WHEN r.signed_on <= ", $day, " THEN r.signed_on END AS signed_on, \
                CASE WHEN r.signed_on <= ", $day, " THEN r.signer ELSE '' END AS signer, \
                CASE WHEN r.signed_on <= ", $day, " THEN r.sha256 END AS sha256 \
             FROM report r JOIN council c ON c.id = r.council_id JOIN unit u ON u.id = c.unit_id WHERE r.begun_on <= ", $day
        )
    };
}

sql! {
    ONE = concat!(columns!("$2"), " AND r.id = $1");
    OF_PLACE = concat!(columns!("$2"), " AND ($1 = '' OR c.path = $1) ORDER BY r.period_to DESC, c.path, r.begun_on DESC, r.id");
    PROSE = "SELECT chapter, text FROM report_prose WHERE report_id = $1";
    ANSWERS = "SELECT finding, reason, day FROM report_answer WHERE report_id = $1 ORDER BY day, finding";
    SEEN = "SELECT seen FROM report WHERE id = $1";
    FROZEN = "SELECT frozen FROM report WHERE id = $1 AND frozen IS NOT NULL";
}

impl Report {
    /// "HĐND thành phố Cần Thơ khóa XI".
    pub fn council_title(&self) -> String {
        council_title(&self.unit_name, &self.council_number)
    }

    /// Whether an actor reads it: what is signed is public, a draft belongs to those of the council.
    pub fn is_read_by(&self, actor: &Actor) -> bool {
        self.state == ReportState::Signed || actor.reads(FieldGroup::ReportDrafts, &self.path)
    }

    /// The last day whose records a draft counts on a day.
    pub fn until(&self, on: Date) -> Date {
        self.period_to.min(on)
    }
}

/// One report on a day.
pub(super) async fn report(db: &impl Reader, id: ReportId, on: Date) -> Result<Report> {
    db.one(ONE, args![id, on])
        .await?
        .ok_or(Refusal::NotFound("report"))
}

/// The reports of a place, of councils of any term; of all places where none is named.
pub(super) async fn reports_of(db: &impl Reader, path: &str, on: Date) -> Result<Vec<Report>> {
    Ok(db.all(OF_PLACE, args![path, on]).await?)
}

/// What the writer added to each chapter.
pub(super) async fn prose(db: &impl Reader, id: ReportId) -> Result<BTreeMap<Chapter, String>> {
    let rows: Vec<ProseRow> = db.all(PROSE, args![id]).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.chapter, row.text))
        .collect())
}

/// The answers to findings.
pub(super) async fn answers(db: &impl Reader, id: ReportId) -> Result<Vec<Answer>> {
    Ok(db.all(ANSWERS, args![id]).await?)
}

/// The figures as they were last looked at, by their keys.
pub(super) async fn seen(db: &impl Reader, id: ReportId) -> Result<BTreeMap<String, i64>> {
    let seen: Option<String> = db.scalar(SEEN, args![id]).await?;
    Ok(serde_json::from_str(&seen.unwrap_or_default()).unwrap_or_default())
}

/// The text that was signed.
pub(super) async fn frozen(db: &impl Reader, id: ReportId) -> Result<Option<String>> {
    Ok(db.scalar(FROZEN, args![id]).await?)
}

//! Ký: the checker reads the report's own text; what it finds is mended or answered; then the text stays as it is.

use figures::Finding;
use kernel::Date;
use kernel::ids::ReportId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{args, sql};

use super::draw::drawn;
use super::model::Content;
use super::queries::written;
use super::records::{answers, report};
use super::{Answer, Move, Report, ReportKind, audit};
use crate::access::Act;
use crate::digest::sha256;
use crate::refusal::Problems;
use crate::scoreboard::Snapshot;
use crate::{Acting, Problem, Refusal, Result};

/// Ký báo cáo.
#[derive(Debug, Clone)]
pub struct SignReport {
    /// The report.
    pub report: ReportId,
    /// Số, ký hiệu, such as "125/BC-HĐND".
    pub number: String,
    /// When it was signed.
    pub signed_on: Date,
    /// Who signed: name and post.
    pub signer: String,
}

/// The whole report as it was signed: what the hash stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The council.
    pub council: String,
    /// The kind.
    pub kind: ReportKind,
    /// The title.
    pub title: String,
    /// The first day of the time it tells of.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The last day whose records it counts.
    pub until: Date,
    /// The version.
    pub version: u32,
    /// Số, ký hiệu.
    pub number: String,
    /// When it was signed.
    pub signed_on: Date,
    /// Who signed.
    pub signer: String,
    /// The findings that were answered.
    pub answers: Vec<Answer>,
    /// Its content.
    pub content: Content,
}

/// Phát hiện khi soát, with the answer to it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// By which it is known: it changes when the line in which it stands does.
    pub key: String,
    /// What contradicts what.
    pub finding: Finding,
    /// Why it is no mistake.
    pub answer: Option<Answer>,
}

sql! {
    DROP_ANSWER = "DELETE FROM report_answer WHERE report_id = $1 AND finding = $2";
    KEEP_ANSWER = "INSERT INTO report_answer (report_id, finding, reason, day) VALUES ($1, $2, $3, $4)";
    SIGN = "UPDATE report SET state = 'signed', number = $2, signed_on = $3, signer = $4, frozen = $5, sha256 = $6 WHERE id = $1";
}

/// What the checker finds in a text, each with the answer that was given to it.
pub(super) fn checked(text: &str, answers: &[Answer]) -> Vec<Checked> {
    let found = figures::check(text).into_iter();
    found
        .map(|finding| {
            let line = finding.places.first().map_or(0, |place| place.line);
            let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            let (kind, printed) = (finding.kind.code(), &finding.printed);
            let mut key = sha256(format!("{kind}|{printed}|{}|{line}", finding.expected));
            key.truncate(16);
            Checked {
                answer: answers.iter().find(|answer| answer.finding == key).cloned(),
                key,
                finding,
            }
        })
        .collect()
}

/// The content of a draft as an act sees it, and the names in its prose that are no figures.
async fn current(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    of: &Report,
) -> Result<(Content, Vec<String>)> {
    let drawn = drawn(&acting.tx, snapshot, of, of.until(acting.today)).await?;
    let prose = super::records::prose(&acting.tx, of.id).await?;
    Ok(written(&drawn, &prose))
}

/// Giải trình một phát hiện: why it is no mistake.
pub async fn answer_finding(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    id: ReportId,
    finding: &str,
    reason: &str,
) -> Result<()> {
    let of = report(&acting.tx, id, acting.today).await?;
    acting.may(Act::AnswerFinding, &of.path)?;
    of.state.after(Move::Change)?;
    let (content, _) = current(acting, snapshot, &of).await?;
    let found = checked(&content.text(), &[]);
    let found = found.into_iter().find(|it| it.key == finding);
    let found = found.ok_or(Refusal::NotFound("finding"))?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    acting.tx.execute(DROP_ANSWER, args![id, finding]).await?;
    let values = args![id, finding, &reason, acting.today];
    acting.tx.execute(KEEP_ANSWER, values).await?;
    let detail = json!({"after": {"finding": found.finding.vi()}});
    audit(acting, &of, Act::AnswerFinding, &reason, detail).await
}

/// Ký báo cáo: from here on its text stays. Refused while a finding is neither mended nor answered.
pub async fn sign_report(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    command: SignReport,
) -> Result<()> {
    let id = command.report;
    let of = report(&acting.tx, id, acting.today).await?;
    acting.may(Act::SignReport, &of.path)?;
    let state = of.state.after(Move::Sign)?;
    let mut problems = Problems::default();
    let number = problems.text("number", &command.number);
    let signer = problems.text("signer", &command.signer);
    let in_time = command.signed_on >= of.begun_on && command.signed_on <= acting.today;
    problems.unless(in_time, "signed_on", "report-signed-when");
    let (content, unknown) = current(acting, snapshot, &of).await?;
    for name in unknown {
        problems.add(Problem::new("", "report-figure-unknown").with("name", name));
    }
    let answers = answers(&acting.tx, id).await?;
    let found = checked(&content.text(), &answers);
    let open = found.iter().filter(|it| it.answer.is_none()).count();
    if open > 0 {
        problems.add(Problem::new("", "report-findings-open").with("n", open));
    }
    problems.refuse()?;
    let frozen = Frozen {
        council: of.council_title(),
        kind: of.kind,
        title: of.title.clone(),
        from: of.period_from,
        to: of.period_to,
        until: of.until(acting.today),
        version: of.version,
        number: number.clone(),
        signed_on: command.signed_on,
        signer: signer.clone(),
        answers: found.into_iter().filter_map(|it| it.answer).collect(),
        content,
    };
    let text = serde_json::to_string(&frozen).map_err(Refusal::failed("write the report down"))?;
    let sha256 = sha256(&text);
    let values = args![id, &number, command.signed_on, &signer, text, &sha256];
    acting.tx.execute(SIGN, values).await?;
    let detail = json!({"after": {"state": state, "number": number, "signed_on": command.signed_on, "sha256": sha256}});
    audit(acting, &of, Act::SignReport, "", detail).await
}

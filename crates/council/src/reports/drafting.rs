//! Soạn thảo: a report is begun, its figures are looked at, the writer adds prose to its chapters.

use std::collections::BTreeMap;

use kernel::ids::{CouncilId, ReportId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::draw::drawn;
use super::model::Content;
use super::records::{prose, report, seen};
use super::{Chapter, Move, Report, ReportKind, ReportState, audit};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::bodies::running_name;
use crate::refusal::Problems;
use crate::scoreboard::Snapshot;
use crate::{Acting, Problem, Result};

/// No prose of a chapter is longer than so many characters: some thirty pages.
const LONGEST_PROSE: usize = 60_000;

/// Lập báo cáo.
#[derive(Debug, Clone)]
pub struct DraftReport {
    /// The council that reports.
    pub council: CouncilId,
    /// The kind.
    pub kind: ReportKind,
    /// The title; empty for the usual one.
    pub title: String,
    /// The first day of the time it tells of.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

sql! {
    INSERT = "INSERT INTO report (id, council_id, kind, title, period_from, period_to, version, replaces_id, begun_on, seen, seen_on, state, number, \
              signed_on, signer, frozen, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}', $9, 'draft', '', NULL, '', NULL, NULL)";
    SEE = "UPDATE report SET seen = $2, seen_on = $3 WHERE id = $1";
    REPLACED = "SELECT count(*) FROM report WHERE replaces_id = $1";
    DROP_PROSE = "DELETE FROM report_prose WHERE report_id = $1 AND chapter = $2";
    WRITE_PROSE = "INSERT INTO report_prose (report_id, chapter, text, written_on) VALUES ($1, $2, $3, $4)";
}

/// Lập báo cáo: with its figures as they are on the day.
pub async fn draft_report(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    command: DraftReport,
) -> Result<ReportId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::DraftReport, &council.path)?;
    let mut problems = Problems::default();
    problems.unless(
        council.valid_from <= acting.today,
        "",
        "council-not-on-that-day",
    );
    problems.unless(command.from <= command.to, "to", "report-period-reversed");
    problems.unless(command.from <= acting.today, "from", "report-period-ahead");
    let usual = usual_title(&command, &council.unit_name, &council.term);
    let given = if vi::clean(&command.title).is_empty() {
        &usual
    } else {
        &command.title
    };
    let title = problems.text("title", given);
    problems.refuse()?;
    let id = ReportId::fresh();
    let values = args![
        id,
        council.id,
        command.kind,
        &title,
        command.from,
        command.to,
        1_u32,
        Option::<ReportId>::None,
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    let of = report(&acting.tx, id, acting.today).await?;
    look(acting, snapshot, &of).await?;
    let detail = json!({"after": {"title": title, "from": command.from, "to": command.to}});
    audit(acting, &of, Act::DraftReport, "", detail).await?;
    Ok(id)
}

/// Lập phiên bản mới of a signed report, with the reason: the prose is taken over, the figures are counted anew.
pub async fn draft_version(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    before: ReportId,
    reason: &str,
) -> Result<ReportId> {
    let old = report(&acting.tx, before, acting.today).await?;
    acting.may(Act::DraftReport, &old.path)?;
    let mut problems = Problems::default();
    problems.unless(old.state == ReportState::Signed, "", "report-not-signed");
    let later: Option<i64> = acting.tx.scalar(REPLACED, args![before]).await?;
    problems.unless(later.unwrap_or_default() == 0, "", "report-has-newer");
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let id = ReportId::fresh();
    let values = args![
        id,
        old.council_id,
        old.kind,
        &old.title,
        old.period_from,
        old.period_to,
        old.version + 1,
        Some(before),
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    for (chapter, text) in prose(&acting.tx, before).await? {
        let values = args![id, chapter, text, acting.today];
        acting.tx.execute(WRITE_PROSE, values).await?;
    }
    let of = report(&acting.tx, id, acting.today).await?;
    look(acting, snapshot, &of).await?;
    let detail = json!({"after": {"title": of.title, "version": of.version}});
    audit(acting, &of, Act::DraftReport, &reason, detail).await?;
    Ok(id)
}

/// Viết phần lời của một chương. A name between braces that is no figure of the report is refused.
pub async fn write_chapter(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    id: ReportId,
    chapter: Chapter,
    text: &str,
) -> Result<()> {
    let of = report(&acting.tx, id, acting.today).await?;
    acting.may(Act::WriteReport, &of.path)?;
    of.state.after(Move::Change)?;
    let lines: Vec<String> = text.lines().map(vi::clean).collect();
    let text = lines.join("\n").trim().to_owned();
    let mut problems = Problems::default();
    let short = text.chars().count() <= LONGEST_PROSE;
    problems.unless(short, "text", "too-long");
    let content = drawn(&acting.tx, snapshot, &of, of.until(acting.today)).await?;
    let (_, unknown) = super::prose::blocks(&text, &content.figures());
    for name in unknown {
        problems.add(Problem::new("text", "report-figure-unknown").with("name", name));
    }
    problems.refuse()?;
    let before = prose(&acting.tx, id).await?;
    let before = before.get(&chapter).map(String::as_str).unwrap_or_default();
    acting.tx.execute(DROP_PROSE, args![id, chapter]).await?;
    if !text.is_empty() {
        let values = args![id, chapter, &text, acting.today];
        acting.tx.execute(WRITE_PROSE, values).await?;
    }
    let detail = json!({
        "chapter": chapter,
        "before": {"text": before},
        "after": {"text": text},
    });
    audit(acting, &of, Act::WriteReport, "", detail).await
}

/// Cập nhật số liệu: the writer has seen what changed; the answer is how many figures did.
pub async fn refresh_report(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    id: ReportId,
) -> Result<usize> {
    let of = report(&acting.tx, id, acting.today).await?;
    acting.may(Act::RefreshReport, &of.path)?;
    of.state.after(Move::Change)?;
    let before = seen(&acting.tx, id).await?;
    let now = look(acting, snapshot, &of).await?;
    let changed = now
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(value))
        .count();
    let gone = before.keys().filter(|key| !now.contains_key(*key)).count();
    let detail = json!({"after": {"changed": changed + gone, "seen_on": acting.today}});
    audit(acting, &of, Act::RefreshReport, "", detail).await?;
    Ok(changed + gone)
}

/// Counts the figures and keeps them as those the writer has seen.
async fn look(
    acting: &Acting<'_>,
    snapshot: &Snapshot,
    of: &Report,
) -> Result<BTreeMap<String, i64>> {
    let content = drawn(&acting.tx, snapshot, of, of.until(acting.today)).await?;
    let now = values(&content);
    let values = args![of.id, json!(now), acting.today];
    acting.tx.execute(SEE, values).await?;
    Ok(now)
}

/// The value of each figure.
pub(super) fn values(content: &Content) -> BTreeMap<String, i64> {
    let figures = content.figures().into_iter();
    figures
        .map(|(key, bound)| (key.to_owned(), bound.value))
        .collect()
}

fn usual_title(command: &DraftReport, unit: &str, term: &str) -> String {
    let place = running_name(unit);
    let what = format!("Tình hình tổ chức và hoạt động của Hội đồng nhân dân các cấp {place}");
    match command.kind {
        // A term is named after the year of its election and that of the next.
        ReportKind::Term
            if command.from.year().to_string() == term.get(..4).unwrap_or_default() =>
        {
            format!("{what} nhiệm kỳ {term}")
        }
        ReportKind::Term => {
            let (from, to) = (command.from.year(), command.to.year());
            format!("{what} nhiệm kỳ {from}-{to}")
        }
        ReportKind::Year => format!("{what} năm {}", command.to.year()),
        ReportKind::Session => format!(
            "{what} từ ngày {} đến ngày {}",
            vi::date_short(command.from),
            vi::date_short(command.to)
        ),
    }
}

//! What the checker finds in a report: each finding with its place, its answer, and the way to answer it.

use axum::extract::{Path, State};
use council::access::Act;
use council::reports::ReportState;
use council::reports::queries::page;
use council::reports::signing::Checked;
use figures::{Place, Severity};
use kernel::ids::ReportId;
use kernel::vi::count;
use store::Db;
use ui::{Button, Notice, Page, Prose, Section, Tone};

use super::result::quoted;
use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<ReportId>) -> Outcome {
    let snapshot = visit.app.projection().now().await?;
    let of = page(&db, &snapshot, &visit.actor, id, visit.on).await?;
    let report = &of.report;
    let open = of.findings.iter().filter(|it| it.answer.is_none()).count();
    let (n, open_n) = (count(of.findings.len()), count(open));
    let mut page = Page::new(visit.t("report-findings-page"))
        .kicker(report.title.clone())
        .lead(visit.tv("report-findings-lead", &[("n", &n), ("open", &open_n)]));
    if of.findings.is_empty() {
        page = page.push(
            Notice::success(visit.t("report-check-clean")).body(visit.t("report-check-careful")),
        );
    }
    let answers = report.state == ReportState::Draft
        && visit.can(Act::AnswerFinding, &report.path)
        && !visit.is_past();
    let text = of.content.text();
    for (number, checked) in of.findings.iter().enumerate() {
        let mut section = Section::new(visit.tv(
            "report-finding-number",
            &[("number", &(number + 1).to_string())],
        ))
        .id(format!("soat-{}", number + 1))
        .push(one(&visit, &text, number, checked));
        if let Some(answer) = &checked.answer {
            let day = visit.day(answer.day);
            let words = visit.tv("report-answered", &[("day", &day)]);
            section = section.push(Notice::info(words).push(Prose::typed(&answer.reason)));
        }
        if answers {
            let href = format!("/reports/{}/answer?finding={}", report.id, checked.key);
            let key = match &checked.answer {
                Some(_) => "report-answer-again",
                None => "task-report-answer",
            };
            section = section.push(Button::new(visit.t(key), href).secondary());
        }
        page = page.push(section);
    }
    let home = format!("/reports/{}", report.id);
    Ok(visit
        .view(page)
        .part(Part::TermReports)
        .crumb(visit.t("nav-reports"), "/reports")
        .crumb(report.title.clone(), &home)
        .respond())
}

/// One finding with the words around its figures.
pub fn one(visit: &Visit, text: &str, number: usize, checked: &Checked) -> ui::Finding {
    let finding = &checked.finding;
    let (kind, words) = match visit.lang {
        Lang::Vi => (finding.kind.vi(), finding.vi()),
        Lang::En => (finding.kind.en(), finding.en()),
    };
    let (tone, severity) = match (&checked.answer, finding.severity) {
        (Some(_), _) => (Tone::Done, visit.t("report-finding-answered")),
        (None, Severity::Error) => (Tone::Late, visit.t("report-finding-error")),
        (None, Severity::Note) => (Tone::Neutral, visit.t("report-finding-note")),
    };
    let id = format!("phat-hien-{}", number + 1);
    let mut shown = ui::Finding::new(&id, kind, tone, severity).words(words);
    let mut lines: Vec<usize> = Vec::new();
    for place in &finding.places {
        if lines.contains(&place.line) {
            continue;
        }
        lines.push(place.line);
        let here: Vec<&Place> = finding
            .places
            .iter()
            .filter(|other| other.line == place.line)
            .collect();
        let line = place.line.to_string();
        let named = visit.tv("report-place", &[("line", &line)]);
        shown = shown.place(&named, &format!("#{id}"), &quoted(text, place, &here));
    }
    shown
}

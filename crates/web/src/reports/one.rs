//! The page of one report: where it stands, its contents, its chapters with each figure as a link, what would differ.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::reports::model::Content;
use council::reports::queries::{Change, ReportPage, page};
use council::reports::{Chapter, Report, ReportState};
use kernel::ids::ReportId;
use kernel::vi::count;
use store::Db;
use ui::{Actions, Button, Details, Html, Notice, Page, Prose, SummaryList};

use super::blocks;
use super::say;
use crate::api::OnDay;
use crate::bodies::history;
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The forms that are open in a state: the act, and the end of the address.
pub fn offers(state: ReportState) -> &'static [(Act, &'static str)] {
    match state {
        ReportState::Draft => &[
            (Act::RefreshReport, "refresh"),
            (Act::WriteReport, "write?chapter=lessons"),
            (Act::SignReport, "sign"),
        ],
        ReportState::Signed => &[(Act::DraftReport, "version")],
    }
}

/// One report with its content.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = reports::Answer)]
struct Answer {
    /// The day.
    on: kernel::Date,
    /// The report.
    report: Report,
    /// The last day whose records it counts.
    until: kernel::Date,
    /// Its chapters: of a draft as counted for the day, of a signed report as it was signed.
    content: Content,
    /// Of a draft the figures that are others than its writer saw last; of a signed report those that would be others today.
    changed: Vec<Change>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<ReportId>) -> Outcome {
    let snapshot = visit.app.projection().now().await?;
    let of = page(&db, &snapshot, &visit.actor, id, visit.on).await?;
    let report = &of.report;
    let (tone, word) = say::state(&visit, report.state);
    let mut page = Page::new(report.title.clone())
        .kicker(report.council_title())
        .tag(tone, word)
        .lead(lead(&visit, &of))
        .push(acts(&visit, &of));
    for notice in notices(&visit, &of) {
        page = page.push(notice);
    }
    page = page.push(facts(&visit, &of)).push(contents(&visit));
    let writes = report.state == ReportState::Draft
        && visit.can(Act::WriteReport, &report.path)
        && !visit.is_past();
    for chapter in Chapter::ALL {
        let mut section = blocks::chapter(&visit, report, *chapter, of.content.chapter(*chapter));
        if writes {
            let href = format!("/reports/{}/write?chapter={}", report.id, chapter.code());
            let key = match of.prose.contains_key(chapter) {
                true => "report-rewrite",
                false => "report-write",
            };
            section = section.push(Button::new(visit.t(key), href).secondary());
        } else if of.content.chapter(*chapter).is_empty() {
            section = section.intro(visit.t("report-chapter-empty"));
        }
        page = page.push(section);
    }
    let (uuid, places) = (report.id.uuid(), [report.path.as_str()]);
    if let Some(trail) = history::of_record(&visit, &db, uuid, &places).await? {
        page = page.push(trail);
    }
    let home = format!("/councils/{}/reports", report.council_id);
    Ok(visit
        .view(page)
        .part(Part::TermReports)
        .crumb(visit.t("nav-reports"), "/reports")
        .crumb(report.council_title(), &home)
        .respond())
}

/// One report with every figure bound to its records; a draft is read by those of its council alone.
#[utoipa::path(get, path = "/api/v1/reports/{id}", tag = "reports", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The report")),
    responses((status = 200, description = "The report", body = Answer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<ReportId>) -> Outcome {
    let snapshot = visit.app.projection().now().await?;
    let of = page(&db, &snapshot, &visit.actor, id, visit.on).await?;
    Ok(axum::Json(Answer {
        on: visit.on,
        report: of.report,
        until: of.until,
        content: (*of.content).clone(),
        changed: of.changed,
    })
    .into_response())
}

fn lead(visit: &Visit, of: &ReportPage) -> String {
    let report = &of.report;
    let (from, to) = (visit.day(report.period_from), visit.day(report.period_to));
    let until = visit.day(of.until);
    let figures = count(of.content.figures().len());
    let mut values = vec![
        ("from", from.as_str()),
        ("to", &to),
        ("until", &until),
        ("n", &figures),
    ];
    let signed = report.signed_on.map(|day| visit.day(day));
    match &signed {
        Some(day) => {
            values.extend([("number", report.number.as_str()), ("day", day)]);
            visit.tv("report-lead-signed", &values)
        }
        None => visit.tv("report-lead-draft", &values),
    }
}

fn acts(visit: &Visit, of: &ReportPage) -> Actions {
    let report = &of.report;
    let home = format!("/reports/{}", report.id);
    let mut actions = Actions::new();
    for (act, end) in offers(report.state) {
        let open = visit.can(*act, &report.path) && !visit.is_past();
        // Each chapter leads to its own form.
        if !open || *act == Act::WriteReport {
            continue;
        }
        let words = visit.t(&format!("task-report-{end}"));
        let button = Button::new(words, format!("{home}/{end}"));
        actions = actions.push(if *act == Act::RefreshReport {
            button.secondary()
        } else {
            button
        });
    }
    let more = [
        ("report-findings-page", "findings"),
        ("report-pdf", "paper.pdf"),
        ("report-docx", "paper.docx"),
        ("report-annex", "annex.xlsx"),
    ];
    for (key, end) in more {
        let href = visit.link(&format!("{home}/{end}"));
        actions = actions.push(Button::new(visit.t(key), href).secondary());
    }
    if report.state == ReportState::Signed {
        let href = format!("{home}/signed.json");
        actions = actions.push(Button::new(visit.t("report-signed-text"), href).secondary());
    }
    actions
}

fn notices(visit: &Visit, of: &ReportPage) -> Vec<Notice> {
    let report = &of.report;
    let mut notices = Vec::new();
    if report.sample {
        notices.push(Notice::info(visit.t("report-sample")));
    }
    let changed = count(of.changed.len());
    let seen = visit.day(report.seen_on);
    let signed = report.state == ReportState::Signed;
    if !of.changed.is_empty() {
        let key = if signed {
            "report-would-differ"
        } else {
            "report-has-changed"
        };
        let heads = if signed {
            ("report-then-signed", "report-now")
        } else {
            ("report-then", "report-now")
        };
        let words = visit.tv(key, &[("n", &changed), ("day", &seen)]);
        let table = blocks::changes(visit, report, &of.changed, heads);
        let details = Details::new(visit.t("report-changed-show")).push(table);
        notices.push(Notice::warning(words).push(details));
    } else if signed {
        notices.push(Notice::success(visit.t("report-same-today")));
    }
    if of.intact == Some(false) {
        notices.push(Notice::error(visit.t("report-not-intact")));
    }
    let open = of.findings.iter().filter(|it| it.answer.is_none()).count();
    if open > 0 {
        let n = count(open);
        let href = visit.link(&format!("/reports/{}/findings", report.id));
        let link = Html::link(visit.t("report-findings-page"), href);
        notices.push(Notice::warning(visit.tv("report-findings-n", &[("n", &n)])).body(link));
    }
    if !of.unknown.is_empty() {
        let names = of.unknown.join(", ");
        notices.push(Notice::error(
            visit.tv("report-unknown", &[("names", &names)]),
        ));
    }
    notices
}

fn facts(visit: &Visit, of: &ReportPage) -> SummaryList {
    let report = &of.report;
    let mut list = SummaryList::new()
        .row(
            visit.t("report-kind"),
            visit.label("report-kind", report.kind.code()),
        )
        .row(visit.t("report-of-time"), say::period(visit, report))
        .row(visit.t("report-version"), report.version.to_string())
        .row_if(
            visit.t("report-signer"),
            Some(report.signer.clone()).filter(|it| !it.is_empty()),
        )
        .row_if(visit.t("report-hash"), report.sha256.clone());
    if let Some(before) = report.replaces_id {
        let href = visit.link(&format!("/reports/{before}"));
        let link = Html::link(visit.t("report-version-before"), href);
        list = list.row(visit.t("report-replaces"), link);
    }
    list
}

fn contents(visit: &Visit) -> Details {
    let links = Chapter::ALL.iter().map(|chapter| {
        Html::link(
            say::chapter(*chapter),
            format!("#{}", say::anchor(*chapter)),
        )
    });
    Details::new(visit.t("report-contents"))
        .push(Prose::new().list(links))
        .open()
}

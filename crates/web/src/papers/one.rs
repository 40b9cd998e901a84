//! The page of one paper: the sheet as it will be printed, what departs from the form, where it stands.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::papers::draft::Draft;
use council::papers::queries::{PaperLine, PaperPage, paper_page};
use council::papers::{PaperState, SourceKind};
use kernel::ids::OfficialPaperId;
use kernel::vi;
use paper::{Deviation, Fault};
use store::Db;
use ui::{Actions, Button, Html, Notice, Page, Section, Sheet, SummaryList};

use super::say;
use crate::api::OnDay;
use crate::bodies::history;
use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The forms that are open in a state: the act, and the end of the address.
pub fn offers(state: PaperState) -> &'static [(Act, &'static str)] {
    match state {
        PaperState::Draft => &[
            (Act::DraftPaper, "edit"),
            (Act::NumberPaper, "number"),
            (Act::DraftPaper, "drop"),
        ],
        PaperState::Numbered => &[(Act::IssuePaper, "issue"), (Act::VoidPaper, "void")],
        PaperState::Issued | PaperState::Dropped | PaperState::Void => &[],
    }
}

/// One paper.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = papers::Answer)]
struct Answer {
    /// The day.
    on: kernel::Date,
    /// The paper.
    paper: PaperLine,
    /// What is written; none of one made elsewhere.
    draft: Option<Draft>,
    /// Where it departs from the decree.
    findings: Vec<Finding>,
    /// The hash of the frozen text.
    sha256: Option<String>,
    /// Whether the frozen text still has its hash.
    intact: bool,
}

/// Where a paper departs from the decree.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = papers::Finding)]
struct Finding {
    /// The words in question; empty when something is missing.
    at: String,
    /// The clause of the decree.
    clause: String,
    /// What is wrong and what to do, in Vietnamese.
    vi: String,
    /// The same in English.
    en: String,
}

impl From<&Deviation> for Finding {
    fn from(found: &Deviation) -> Self {
        Self {
            at: found.at.clone(),
            clause: found.clause.to_owned(),
            vi: found.vi.to_owned(),
            en: found.en.to_owned(),
        }
    }
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<OfficialPaperId>) -> Outcome {
    let of = paper_page(&db, &visit.actor, id, visit.on).await?;
    let line = &of.line;
    let (tone, word) = say::state(&visit, line.state);
    let mut page = Page::new(line.subject.clone())
        .kicker(line.council.clone())
        .tag(tone, word)
        .lead(lead(&visit, &of));
    page = page.push(acts(&visit, &of));
    if !of.intact {
        page = page.push(Notice::error(visit.t("paper-not-intact")));
    }
    if line.state == PaperState::Draft && of.paper.is_some() {
        page = page.push(findings(&visit, &of));
    }
    if let Some(paper) = &of.paper {
        let sheet = Sheet::new(press::html(paper));
        page = page.push(
            Section::new(visit.t("paper-sheet"))
                .id("ban-in")
                .push(downloads(&visit, line))
                .push(sheet),
        );
    }
    page = page.push(facts(&visit, &of));
    let (uuid, places) = (line.id.uuid(), [line.path.as_str()]);
    if let Some(trail) = history::of_record(&visit, &db, uuid, &places).await? {
        page = page.push(trail);
    }
    let home = format!("/councils/{}/papers", line.council_id);
    Ok(visit
        .view(page)
        .part(Part::Papers)
        .crumb(
            line.council.clone(),
            &format!("/councils/{}", line.council_id),
        )
        .crumb(visit.t("papers"), &home)
        .respond())
}

/// One paper with its parts and what departs from the form, as of a day; for those who may read papers.
#[utoipa::path(get, path = "/api/v1/papers/{id}", tag = "papers", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The paper")),
    responses((status = 200, description = "The paper", body = Answer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<OfficialPaperId>) -> Outcome {
    let of = paper_page(&db, &visit.actor, id, visit.on).await?;
    Ok(axum::Json(Answer {
        on: visit.on,
        findings: of.findings.iter().map(Finding::from).collect(),
        draft: of.draft,
        sha256: of.sha256,
        intact: of.intact,
        paper: of.line,
    })
    .into_response())
}

/// Where it stands and what comes next.
fn lead(visit: &Visit, of: &PaperPage) -> String {
    let line = &of.line;
    let day = visit.day(line.day.unwrap_or(line.begun_on));
    let label = line.label.clone().unwrap_or_default();
    let (kind, found) = (say::kind(visit, line), vi::count(of.findings.len()));
    let issued = line.issued_on.map(|day| visit.day(day)).unwrap_or_default();
    let values = [
        ("kind", kind.as_str()),
        ("number", &label),
        ("day", &day),
        ("n", &found),
        ("signer", &line.signer),
        ("issued", &issued),
        ("reason", &line.reason),
    ];
    let key = match (line.state, of.findings.is_empty(), line.kept_at.is_empty()) {
        (PaperState::Issued, _, false) => "paper-lead-elsewhere".to_owned(),
        (PaperState::Draft, true, _) => "paper-lead-ready".to_owned(),
        (state, ..) => format!("paper-lead-{}", state.code()),
    };
    visit.tv(&key, &values)
}

fn acts(visit: &Visit, of: &PaperPage) -> Actions {
    let line = &of.line;
    let mut actions = Actions::new();
    for (at, (act, end)) in offers(line.state).iter().enumerate() {
        if !visit.can(*act, &line.path) || visit.is_past() {
            continue;
        }
        let words = visit.t(&format!("task-paper-{end}"));
        let button = Button::new(words, format!("/papers/{}/{end}", line.id));
        actions = actions.push(match (at, *end) {
            (_, "drop" | "void") => button.danger(),
            (0, _) => button,
            _ => button.secondary(),
        });
    }
    actions
}

fn downloads(visit: &Visit, line: &PaperLine) -> Actions {
    let mut actions = Actions::new();
    for (key, end) in [
        ("paper-as-pdf", "paper.pdf"),
        ("paper-as-docx", "paper.docx"),
    ] {
        let href = visit.link(&format!("/papers/{}/{end}", line.id));
        actions = actions.push(Button::new(visit.t(key), href).secondary());
    }
    if line.has_file {
        let href = format!("/papers/{}/signed", line.id);
        actions = actions.push(Button::new(visit.t("paper-signed-file"), href));
    }
    actions
}

/// The field of the form where a finding is mended.
fn field(fault: Fault) -> &'static str {
    match fault {
        Fault::Symbol => "symbol",
        Fault::Issuer => "issuer",
        Fault::Place => "place",
        Fault::Subject => "subject",
        Fault::NoBasis | Fault::Basis | Fault::LawNumber | Fault::IncompleteBasis => "bases",
        Fault::Unsigned | Fault::AcademicTitle | Fault::Authority => "signers",
        Fault::AsAbove => "recipients",
        Fault::Archive => "archive",
        _ => "body",
    }
}

/// What departs from the form, each leading to where it is mended.
fn findings(visit: &Visit, of: &PaperPage) -> Section {
    let mut list = SummaryList::new();
    let writes = visit.can(Act::DraftPaper, &of.line.path) && !visit.is_past();
    for found in &of.findings {
        let words = match visit.lang {
            Lang::Vi => found.vi,
            Lang::En => found.en,
        };
        let name = visit.t(&format!("paper-{}", field(found.fault)));
        let mut html = Html::text(words);
        if !found.at.is_empty() {
            html = html
                .and(Html::text(" “"))
                .and(Html::text(&found.at))
                .and(Html::text("”."));
        }
        html = html.and(Html::text(format!(" ({})", found.clause)));
        list = list.row(name, html);
        if writes {
            let href = format!("/papers/{}/edit#{}", of.line.id, field(found.fault));
            list = list.act(visit.t("paper-mend"), href);
        }
    }
    let section = Section::new(visit.t("paper-findings")).id("the-thuc");
    match of.findings.is_empty() {
        true => section.intro(visit.t("paper-findings-none")),
        false => section.push(list),
    }
}

fn facts(visit: &Visit, of: &PaperPage) -> Section {
    let line = &of.line;
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let template = text(&line.template).map(|key| visit.label("paper-template", &key));
    let list = SummaryList::new()
        .row(visit.t("paper-kind"), say::kind(visit, line))
        .row_if(visit.t("paper-template"), template)
        .row_if(visit.t("paper-source"), source(visit, line))
        .row(visit.t("paper-begun-on"), visit.day(line.begun_on))
        .row_if(visit.t("paper-label"), line.label.clone())
        .row_if(visit.t("paper-day"), line.day.map(|day| visit.day(day)))
        .row_if(visit.t("paper-signer"), text(&line.signer))
        .row_if(
            visit.t("paper-issued-on"),
            line.issued_on.map(|day| visit.day(day)),
        )
        .row_if(visit.t("paper-kept-at"), text(&line.kept_at))
        .row_if(visit.t("field-reason"), text(&line.reason))
        .row_if(visit.t("paper-sha256"), of.sha256.clone());
    Section::new(visit.t("paper-facts")).id("ho-so").push(list)
}

/// The page of the record that a paper was made from, where it has one of its own.
fn source(visit: &Visit, line: &PaperLine) -> Option<Html> {
    let id = line.source_id;
    let path = match line.source_kind {
        SourceKind::Council => return None,
        SourceKind::Sitting => format!("/sittings/{id}"),
        SourceKind::Contact => format!("/contacts/{id}"),
        SourceKind::Matter => format!("/petitions/{id}"),
        SourceKind::Class => format!("/training/classes/{id}"),
        SourceKind::Coordination => format!("/coordination/{id}"),
        SourceKind::Conference => format!("/conferences/{id}"),
        SourceKind::Regulation => format!("/regulations/{id}"),
        SourceKind::JointMeeting => "/coordination".to_owned(),
        SourceKind::Request => format!("/councils/{}/conditions", line.council_id),
    };
    let words = visit.label("paper-source", line.source_kind.code());
    Some(Html::link(words, visit.link(&path)))
}

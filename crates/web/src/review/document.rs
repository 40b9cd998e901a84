//! The page of one document's review: what needs review and why, the two texts side by side, and the work on it.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::bodies::CouncilRef;
use council::review::board::{Line, line};
use council::review::findings::{Finding, Ground};
use council::review::sides::{Piece, Sides, sides};
use council::review::tasks::{ReviewTask, tasks};
use council::review::{Reason, ReviewState, Standing};
use kernel::ids::DocumentId;
use store::Db;
use ui::{
    Actions, Button, Card, Cell, Column, Details, Html, Notice, Page, Prose, Section, SummaryList,
    Table, esc,
};

use super::say;
use crate::api::OnDay;
use crate::bodies::words::{council_link, council_title};
use crate::failure::Outcome;
use crate::rules::words;
use crate::view::Part;
use crate::visit::Visit;

/// A document in review on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::DocumentAnswer)]
struct DocumentAnswer {
    /// The day.
    on: kernel::Date,
    /// The council that answers for it.
    council: CouncilRef,
    /// How it stands and why.
    #[serde(flatten)]
    line: Line,
    /// The work on it, what moved last first.
    tasks: Vec<ReviewTask>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let (council, of) = line(&db, id, visit.on).await?;
    say::reader_of(&visit, &council)?;
    let (tone, word) = say::standing(&visit, of.standing);
    let mut page = Page::new(of.document.title.clone())
        .kicker(format!(
            "{} · {}",
            of.document.number,
            of.document.council_title()
        ))
        .tag(tone, word)
        .lead(lead(&visit, &of));
    if let Some(next) = next_act(&visit, &council, &of) {
        page = page.push(next);
    }
    page = page
        .push(findings(&visit, &db, &of).await?)
        .section(visit.t("document-facts"), facts(&visit, &council, &of));
    if !of.answered.is_empty() {
        page = page.push(answered(&visit, &of));
    }
    let mut work = tasks(&db, council.id, visit.on).await?;
    work.retain(|task| task.document_id == id);
    page = page.push(history(&visit, &work));
    let home = format!("/councils/{}/review", council.id);
    Ok(visit
        .view(page)
        .part(Part::Review)
        .crumb(visit.t("nav-review"), "/review")
        .crumb(council_title(&visit, &council), &home)
        .respond())
}

/// One own document with what needs review in it on a day, and the work on it.
#[utoipa::path(get, path = "/api/v1/review/documents/{id}", tag = "review", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The document")),
    responses((status = 200, description = "The document in review", body = DocumentAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let (council, line) = line(&db, id, visit.on).await?;
    say::reader_of(&visit, &council)?;
    let mut tasks = tasks(&db, council.id, visit.on).await?;
    tasks.retain(|task| task.document_id == id);
    let on = visit.on;
    Ok(axum::Json(DocumentAnswer {
        on,
        council,
        line,
        tasks,
    })
    .into_response())
}

fn lead(visit: &Visit, of: &Line) -> String {
    let count = kernel::vi::number(of.open.len() as i64);
    let day = visit.day(visit.on);
    let due = of.task.as_ref().map(|task| visit.day(task.due_on));
    let since = of.concluded.as_ref().map(|task| visit.day(task.since));
    let key = match of.standing {
        Standing::Clear if of.document.ended_on.is_some_and(|end| end <= visit.on) => {
            "review-lead-ended"
        }
        Standing::Clear if of.ground == Ground::Nothing => "review-lead-nothing",
        Standing::Clear => "review-lead-clear",
        Standing::Done => "review-lead-done",
        Standing::Needed => "review-lead-needed",
        Standing::UnderWay => "review-lead-under-way",
        Standing::Overdue => "review-lead-overdue",
    };
    visit.tv(
        key,
        &[
            ("n", &count),
            ("day", &day),
            ("due", due.as_deref().unwrap_or_default()),
            ("since", since.as_deref().unwrap_or_default()),
        ],
    )
}

/// What is next, and whose it is.
fn next_act(visit: &Visit, council: &CouncilRef, of: &Line) -> Option<Notice> {
    let running = of
        .task
        .as_ref()
        .filter(|task| task.state == ReviewState::Open);
    if let Some(task) = running {
        let owner = task.owner.clone().unwrap_or_default();
        let words = visit.tv("review-next-conclude", &[("owner", &owner)]);
        let notice = if task.is_late(visit.on) {
            Notice::warning(words)
        } else {
            Notice::info(words)
        };
        let href = visit.link(&format!("/review/tasks/{}", task.id));
        let open = Button::new(visit.t("review-open-task"), href);
        return Some(notice.push(Actions::new().push(open)));
    }
    let free = matches!(of.standing, Standing::Needed) && !visit.is_past();
    if !free || !visit.can(Act::OpenReview, &council.path) {
        return None;
    }
    let href = format!(
        "/councils/{}/review/open?document={}",
        council.id, of.document.id
    );
    let assign = Button::new(visit.t("task-review-open"), href);
    let words = visit.t("review-next-assign");
    Some(Notice::info(words).push(Actions::new().push(assign)))
}

async fn findings(visit: &Visit, db: &Db, of: &Line) -> Outcome<Section> {
    let mut section = Section::new(visit.t("review-findings"))
        .id("van-ban")
        .intro(visit.t("review-not-a-verdict"));
    let ground = match of.ground {
        Ground::Text => None,
        Ground::RecordedBases => Some("review-ground-bases"),
        Ground::Nothing => Some("review-ground-nothing"),
    };
    if let Some(key) = ground {
        let href = visit.link(&format!("/library/{}", of.document.id));
        let bring = Button::new(visit.t("review-bring-text"), href).secondary();
        section = section.push(Notice::info(visit.t(key)).push(Actions::new().push(bring)));
    }
    if of.open.is_empty() {
        return Ok(section.push(Prose::new().p(visit.t("review-findings-none"))));
    }
    for finding in &of.open {
        section = section.push(card(visit, db, of, finding).await?);
    }
    Ok(section)
}

async fn card(visit: &Visit, db: &Db, of: &Line, finding: &Finding) -> Outcome<Card> {
    let (tone, word) = words::sure(visit, finding.certainty);
    let mut list = SummaryList::new();
    if !finding.words.is_empty() {
        list = list.row(visit.t("review-words"), format!("“{}”", finding.words));
    }
    if finding.basis_id.is_some() || finding.by_id.is_some() {
        if finding.basis_id.is_some() {
            let basis = say::in_library(visit, &finding.basis, finding.basis_id);
            list = list.row(visit.t("review-basis"), basis);
        }
        if let Some(by) = &finding.by {
            let by = say::in_library(visit, by, finding.by_id);
            list = list.row(visit.t("review-by"), by);
        }
    }
    list = list
        .row(visit.t("review-rule"), say::rule(visit, finding))
        .row_of(visit.t("document-certainty"), ui::Tag::new(tone, word));
    let mut card = Card::new(say::reason(visit, finding.reason))
        .text(say::sentence(visit, finding))
        .push(list);
    if let Some(id) = finding.by_id.filter(|_| leads_on(finding.reason)) {
        let href = format!("/review/impact?document={id}");
        let more = Button::new(visit.t("review-impact-of"), visit.link(&href)).secondary();
        card = card.push(Actions::new().push(more));
    }
    if !finding.unit_id.is_empty() {
        card = card.push(beside(visit, db, of, finding).await?);
    }
    Ok(card)
}

/// Whether what stands behind a finding may touch other documents too.
const fn leads_on(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::BasisReplaced | Reason::UnitAmended | Reason::UnitRepealed | Reason::UnitRenumbered
    )
}

/// Hai văn bản cạnh nhau.
async fn beside(visit: &Visit, db: &Db, of: &Line, finding: &Finding) -> Outcome<Html> {
    let issued = of.document.signed_on.unwrap_or(visit.on);
    let found = match finding.basis_id {
        Some(id) => sides(db, id, &finding.unit_id, issued, visit.on).await?,
        None => None,
    };
    let mut html = Html::new();
    match found {
        Some(sides) => html.push(two_texts(visit, &sides, issued)),
        None => {
            let mut notice = Notice::info(visit.tv("review-no-text", &[("basis", &finding.basis)]));
            if let Some(id) = finding.basis_id {
                let href = visit.link(&format!("/library/{id}"));
                let bring = Button::new(visit.t("review-bring-text"), href).secondary();
                notice = notice.push(Actions::new().push(bring));
            }
            html.push(notice);
        }
    }
    Ok(html)
}

fn two_texts(visit: &Visit, sides: &Sides, issued: kernel::Date) -> Table {
    let then = visit.tv("review-then", &[("day", &visit.day(issued))]);
    let now = visit.tv("review-now", &[("day", &visit.day(visit.on))]);
    let gone = || Html::text(visit.t("review-not-there"));
    let before = match &sides.before {
        Some(_) => marked(&sides.words, Side::Before),
        None => gone(),
    };
    let after = match &sides.after {
        Some(_) => marked(&sides.words, Side::After),
        None => gone(),
    };
    Table::new(visit.t("review-two-texts"), visit.words())
        .column(Column::text(then))
        .column(Column::text(now))
        .row([Cell::of(before), Cell::of(after)])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// The words of one side; what the other does not have is marked.
fn marked(words: &[Piece], side: Side) -> Html {
    let mut html = String::new();
    for piece in words {
        match (piece, side) {
            (Piece::Same(text), _) => html.push_str(&esc(text)),
            (Piece::Removed(text), Side::Before) => {
                html.push_str(&format!("<del>{}</del>", esc(text)));
            }
            (Piece::Added(text), Side::After) => {
                html.push_str(&format!("<ins>{}</ins>", esc(text)));
            }
            _ => {}
        }
    }
    Html::raw(html.replace('\n', "<br>"))
}

fn facts(visit: &Visit, council: &CouncilRef, of: &Line) -> SummaryList {
    let own = &of.document;
    let day = |day: kernel::Date| Html::text(visit.day(day));
    let library = Html::link(
        visit.t("regulation-in-library"),
        visit.link(&format!("/library/{}", own.id)),
    );
    let regulation = own.regulation_id.map(|id| {
        Html::link(
            visit.t("review-regulation"),
            visit.link(&format!("/regulations/{id}")),
        )
    });
    SummaryList::new()
        .row(visit.t("issuer"), own.council_title())
        .row(visit.t("review-answers"), council_link(visit, council))
        .row_if(visit.t("signed-on"), own.signed_on.map(day))
        .row_if(visit.t("document-in-force"), own.in_force_on.map(day))
        .row_if(visit.t("document-ended"), own.ended_on.map(day))
        .row(visit.t("nav-library"), library)
        .row_if(visit.t("nav-regulations"), regulation)
}

fn answered(visit: &Visit, of: &Line) -> Details {
    let lines = of
        .answered
        .iter()
        .map(|finding| Html::text(say::sentence(visit, finding)));
    let count = kernel::vi::number(of.answered.len() as i64);
    Details::new(visit.tv("review-answered", &[("n", &count)])).push(Prose::new().list(lines))
}

fn history(visit: &Visit, work: &[ReviewTask]) -> Section {
    let mut table = Table::new(visit.t("review-tasks"), visit.words())
        .column(Column::date(visit.t("review-opened")))
        .column(Column::text(visit.t("review-cause")))
        .column(Column::text(visit.t("review-owner")))
        .column(Column::date(visit.t("review-due")))
        .column(Column::status(visit.t("review-state")))
        .column(Column::text(visit.t("review-outcome")))
        .empty(visit.t("review-tasks-none"));
    for task in work {
        let (tone, word) = say::state(visit, task);
        let href = visit.link(&format!("/review/tasks/{}", task.id));
        let missing = || Cell::missing(visit.t("missing"));
        table = table.row([
            Cell::link(visit.day(task.opened_on), href),
            Cell::text(super::task::cause(visit, task)),
            task.owner.clone().map_or_else(missing, Cell::text),
            Cell::date(visit.day(task.due_on)),
            Cell::status(tone, word),
            task.outcome.map_or_else(missing, |outcome| {
                Cell::text(visit.label("review-outcome", outcome.code()))
            }),
        ]);
    }
    Section::new(visit.t("review-tasks")).id("viec").push(table)
}

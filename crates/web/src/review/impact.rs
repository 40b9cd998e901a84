//! The impact of a document: the own documents that cite or rest on what it amends, repeals or replaces.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Page as Batch;
use council::access::Act;
use council::library::queries::{Document, DocumentFilter, document, documents};
use council::review::impact::{Touch, Touched, impact};
use kernel::ids::DocumentId;
use kernel::vi;
use store::Db;
use ui::{Button, Cell, Choice, Column, Filters, Page, Table, Tone};

use super::say;
use crate::api::OnDay;
use crate::asked;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// What a document touches.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::ImpactAnswer)]
struct ImpactAnswer {
    /// The day.
    on: kernel::Date,
    /// The document.
    document: Document,
    /// The own documents it touches.
    items: Vec<Touched>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    say::reader(&visit)?;
    let asked: Option<DocumentId> = asked::id(&visit, "document")?;
    let filter = DocumentFilter {
        text: String::new(),
        kind: None,
        status: None,
        as_of: visit.on,
    };
    let all = documents(&db, &filter, Batch::WHOLE).await?.rows;
    let Some(id) = asked else {
        let page = Page::new(visit.t("review-impact"))
            .lead(visit.t("review-impact-ask"))
            .push(chooser(&visit, &all, ""));
        return Ok(respond(&visit, page));
    };
    let document = document(&db, id).await?;
    let touched = impact(&db, &visit.actor, id, visit.on).await?;
    let count = vi::number(touched.len() as i64);
    let lead = if touched.is_empty() {
        visit.tv("review-impact-none", &[("number", &document.number)])
    } else {
        let values = [("n", count.as_str()), ("number", &document.number)];
        visit.tv("review-impact-lead", &values)
    };
    let mut page = Page::new(visit.t("review-impact"))
        .kicker(format!("{} – {}", document.number, document.title))
        .lead(lead);
    let free = touched
        .iter()
        .any(|touched| !touched.under_way && visit.can(Act::OpenReview, &touched.council.path));
    if free && !visit.is_past() {
        let href = format!("/review/impact/{id}/open");
        page = page.action(Button::new(visit.t("task-review-open-all"), href));
    }
    page = page
        .push(table(&visit, &touched))
        .push(chooser(&visit, &all, &id.to_string()));
    Ok(respond(&visit, page))
}

fn respond(visit: &Visit, page: Page) -> axum::response::Response {
    visit
        .view(page)
        .part(Part::Review)
        .crumb(visit.t("nav-review"), "/review")
        .respond()
}

/// The own documents under the reader's places that a document touches.
#[utoipa::path(get, path = "/api/v1/review/impact/{id}", tag = "review", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The new document")),
    responses((status = 200, description = "What the document touches", body = ImpactAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    say::reader(&visit)?;
    let document = document(&db, id).await?;
    let items = impact(&db, &visit.actor, id, visit.on).await?;
    let on = visit.on;
    Ok(axum::Json(ImpactAnswer {
        on,
        document,
        items,
    })
    .into_response())
}

fn chooser(visit: &Visit, all: &[Document], chosen: &str) -> Filters {
    let mut choices = vec![Choice::new("", visit.t("review-cause-none"))];
    choices.extend(all.iter().map(|document| {
        let label = format!("{} – {}", document.number, document.title);
        Choice::new(document.id.to_string(), label)
    }));
    let label = visit.t("review-impact-document");
    let filters = Filters::new("/review/impact", visit.words());
    let filters = filters.select("document", &label, choices, chosen);
    if visit.is_past() {
        filters.hidden("on", &visit.on.to_string())
    } else {
        filters
    }
}

fn table(visit: &Visit, touched: &[Touched]) -> Table {
    let mut table = Table::new(visit.t("review-impact-touched"), visit.words())
        .column(Column::text(visit.t("document")))
        .column(Column::text(visit.t("regulation-council")))
        .column(Column::text(visit.t("review-impact-where")))
        .column(Column::status(visit.t("review-state")))
        .empty(visit.t("review-impact-empty"));
    for one in touched {
        let href = visit.link(&format!("/review/documents/{}", one.document_id));
        let places: Vec<String> = one
            .touches
            .iter()
            .map(|touch| place(visit, touch))
            .collect();
        let state = if one.under_way {
            Cell::status(Tone::Due, visit.label("review-standing", "under_way"))
        } else {
            Cell::status(Tone::Neutral, visit.t("review-impact-free"))
        };
        table = table.row([
            Cell::link(format!("{} – {}", one.number, one.title), href),
            Cell::text(council_title(visit, &one.council)),
            Cell::text(places.join("; ")),
            state,
        ]);
    }
    table
}

/// "dẫn khoản 2 Điều 78 của 77/2015/QH13: bãi bỏ, từ ngày …".
fn place(visit: &Visit, touch: &Touch) -> String {
    let cited = if touch.cited.is_empty() {
        touch.number.clone()
    } else {
        format!("{} {}", touch.cited, touch.number)
    };
    let what = match touch.kind {
        Some(kind) => visit.label("review-change", kind.code()),
        None => visit.t("review-change-related"),
    };
    let day = touch
        .in_force_on
        .map_or_else(|| visit.t("missing"), |day| visit.day(day));
    visit.tv(
        "review-touch",
        &[("cited", &cited), ("what", &what), ("day", &day)],
    )
}

//! The list of documents.

use axum::extract::{Path, State};
use council::access::Act;
use council::library::queries::{self, Document, DocumentFilter};
use council::library::{DocumentKind, DocumentStatus};
use council::{Page as Batch, Paged};
use kernel::vi;
use store::Db;
use ui::{Button, Filters, Page, Tone};

use crate::api::{OnDay, PageNumber};
use crate::asked::{self, choice};
use crate::bodies::list::batch;
use crate::bodies::words::{choices, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::rules::words::{legend, sure};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let filter = filter(&visit)?;
    let batch = page_asked(&visit);
    let found = queries::documents(&db, &filter, batch).await?;
    let mut page = Page::new(visit.t("library-title")).lead(visit.tv(
        "library-lead",
        &[
            ("n", &vi::number(found.total)),
            ("day", &visit.day(visit.on)),
        ],
    ));
    if visit.actor.can_anywhere(Act::RecordDocument) {
        page = page.action(Button::new(visit.t("library-record"), "/library/new"));
    }
    let page = page
        .push(filters(&visit, &filter))
        .push(
            listing(&visit, &found)
                .exports(&visit, "/library")
                .table(&visit),
        )
        .push(pager(&visit, batch, found.total))
        .push(legend(&visit));
    Ok(visit.view(page).part(Part::Library).respond())
}

/// The list as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let found = queries::documents(&db, &filter(&visit)?, Batch::WHOLE).await?;
    Ok(listing(&visit, &found).export(&visit, format, "van-ban"))
}

/// Legal documents that training and rules rest on.
#[utoipa::path(get, path = "/api/v1/documents", tag = "library", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in number and title, marks ignored"),
    ("kind" = inline(Option<DocumentKind>), Query, description = "A kind"),
    ("status" = inline(Option<DocumentStatus>), Query, description = "Status on the day"),
    PageNumber),
    responses((status = 200, description = "A page of documents", body = crate::api::Batch<Document>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let found = queries::documents(&db, &filter(&visit)?, asked::page(&visit)?).await?;
    Ok(batch(&visit, found))
}

pub(super) fn filter(visit: &Visit) -> council::Result<DocumentFilter> {
    Ok(DocumentFilter {
        text: visit.asked("q").unwrap_or_default().to_owned(),
        kind: choice(visit, "kind", DocumentKind::from_code)?,
        status: choice(visit, "status", DocumentStatus::from_code)?,
        as_of: visit.on,
    })
}

fn filters(visit: &Visit, filter: &DocumentFilter) -> Filters {
    let kinds = choices(
        visit,
        "document-kind",
        DocumentKind::ALL,
        DocumentKind::code,
    );
    let states = choices(
        visit,
        "document-status",
        DocumentStatus::ALL,
        DocumentStatus::code,
    );
    let mut filters = Filters::new("/library", visit.words())
        .search("q", &visit.t("library-search"), &filter.text)
        .select(
            "kind",
            &visit.t("document-kind"),
            or_all(visit, kinds),
            filter.kind.map_or("", DocumentKind::code),
        )
        .select(
            "status",
            &visit.t("document-status"),
            or_all(visit, states),
            filter.status.map_or("", DocumentStatus::code),
        );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

fn listing(visit: &Visit, found: &Paged<Document>) -> Listing {
    Listing::new(visit.t("library-caption"))
        .column(Kind::Text, visit.t("document-number"))
        .column(Kind::Text, visit.t("document-kind"))
        .column(Kind::Text, visit.t("document-title"))
        .column(Kind::Text, visit.t("issuer"))
        .column(Kind::Day, visit.t("document-in-force"))
        .column(Kind::Day, visit.t("document-ended"))
        .column(Kind::Status, visit.t("document-status"))
        .column(Kind::Status, visit.t("document-certainty"))
        .rows(found.rows.iter().map(|document| row(visit, document)))
        .empty(visit.t("library-none"))
}

fn row(visit: &Visit, document: &Document) -> Vec<Item> {
    let (tone, word) = status(visit, document);
    let (certain, words) = sure(visit, document.certainty);
    vec![
        Item::Link(
            document.number.clone(),
            visit.link(&format!("/library/{}", document.id)),
        ),
        Item::Text(visit.label("document-kind", document.kind.code())),
        Item::Text(document.title.clone()),
        Item::Text(document.issuer.clone()),
        Item::day(document.in_force_on),
        Item::day(document.ended_on),
        Item::Status(tone, word),
        Item::Status(certain, words),
    ]
}

/// The status on the day of view: tone and word.
pub(super) fn status(visit: &Visit, document: &Document) -> (Tone, String) {
    let status = document.status(visit.on);
    (tone(status), visit.label("document-status", status.code()))
}

/// The tone of a status.
pub(super) const fn tone(status: DocumentStatus) -> Tone {
    match status {
        DocumentStatus::InForce => Tone::Done,
        DocumentStatus::NotYet => Tone::Due,
        DocumentStatus::Ended => Tone::Neutral,
        DocumentStatus::Unknown => Tone::Unsure,
    }
}

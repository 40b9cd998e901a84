//! What a search of the library finds: where a number or an address leads straight to, then documents with the provisions that hold the words.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use council::access::Act;
use council::library::queries::DocumentFilter;
use council::library::search::{self, Direct, Found, Known, Piece, Search};
use council::library::{DocumentKind, DocumentStatus};
use kernel::vi;
use ui::{Button, Component as _, Hit, LegalText, Marked, Notice, Page, Prose, Section};

use super::list::{self, tone};
use crate::api::{OnDay, PageNumber};
use crate::app::App;
use crate::asked;
use crate::failure::Outcome;
use crate::listing::{page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// What was found on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct SearchAnswer {
    /// The day.
    on: kernel::Date,
    /// What was found.
    #[serde(flatten)]
    found: Found,
}

/// The page.
pub(super) async fn show(visit: &Visit, filter: &DocumentFilter) -> Outcome<Response> {
    let batch = page_asked(visit);
    let found = search::find(visit.app.finder(), &search_for(filter, batch)).await?;
    let counts = [
        ("n", vi::number(found.documents as i64)),
        ("units", vi::number(found.units as i64)),
        ("day", visit.day(visit.on)),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let lead = match (found.documents, found.direct.len()) {
        (0, 0) => "search-nothing",
        (0, _) => "search-straight",
        _ => "search-lead",
    };
    let mut page = Page::new(visit.t("library-title")).lead(visit.tv(lead, &counts));
    if visit.actor.can_anywhere(Act::RecordDocument) {
        page = page.action(Button::new(visit.t("library-record"), "/library/new"));
    }
    page = page.push(list::filters(visit, filter));
    if !found.direct.is_empty() {
        page = page.push(straight(visit, &found.direct));
    }
    if found.documents > 0 {
        page = page.push(hits(visit, &found, &filter.text));
    } else if found.direct.is_empty() || found.among_all > 0 || !found.nearest.is_empty() {
        page = page.push(nearest(visit, &found));
    }
    let page = page.push(pager(visit, batch, found.documents as i64));
    Ok(visit.view(page).part(Part::Library).respond())
}

/// Documents and provisions by words with or without marks, by number in any spelling, by address ("k2 đ5 luật tccqđp 2015").
#[utoipa::path(get, path = "/api/v1/library/search", tag = "library", params(OnDay,
    ("q" = String, Query, description = "What is searched for"),
    ("kind" = inline(Option<DocumentKind>), Query, description = "A kind"),
    ("status" = inline(Option<DocumentStatus>), Query, description = "Status on the day"),
    PageNumber),
    responses((status = 200, description = "A page of what was found, the best first", body = SearchAnswer)))]
pub async fn api(visit: Visit, State(app): State<App>) -> Outcome {
    let search = search_for(&list::filter(&visit)?, asked::page(&visit)?);
    let found = search::find(app.finder(), &search).await?;
    Ok(axum::Json(SearchAnswer {
        on: visit.on,
        found,
    })
    .into_response())
}

fn search_for(filter: &DocumentFilter, page: council::Page) -> Search {
    Search {
        text: filter.text.clone(),
        kind: filter.kind,
        status: filter.status,
        issuer: String::new(),
        council: None,
        as_of: filter.as_of,
        page,
    }
}

/// Where a number, an address or a name leads straight to.
fn straight(visit: &Visit, direct: &[Direct]) -> Section {
    let mut section = Section::new(visit.t("search-direct"));
    for to in direct {
        let document = &to.document;
        let title = Marked::new().words(&document.title, false);
        let home = visit.link(&format!("/library/{}", document.id));
        let mut hit = Hit::new(title, home, about(visit, document)).state(
            tone(to.status),
            visit.label("document-status", to.status.code()),
        );
        if !to.unit.is_empty() {
            hit = hit.more(
                visit.tv("search-in-place", &[("unit", &to.address)]),
                place(visit, document, &to.unit),
            );
        }
        section = section.push(hit);
        if let Some(text) = &to.text {
            section = section.push(LegalText::new(Prose::typed(text).html().into_string()));
        } else if !to.address.is_empty() {
            let key = if to.has_text {
                "search-no-such-unit"
            } else {
                "search-no-text"
            };
            let said = visit.tv(key, &[("unit", &to.address), ("number", &document.number)]);
            section = section.push(Prose::new().p(said));
        }
    }
    section
}

fn hits(visit: &Visit, found: &Found, typed: &str) -> Section {
    let mut section = Section::new(visit.t("search-found"));
    for one in &found.hits {
        let document = &one.document;
        let home = visit.link(&format!("/library/{}", document.id));
        let mut hit = Hit::new(marked(&one.title_pieces), home, about(visit, document)).state(
            tone(one.status),
            visit.label("document-status", one.status.code()),
        );
        let mut shown = 0;
        for unit in one.units.iter().filter(|unit| !unit.unit.is_empty()) {
            shown += 1;
            let address = match unit.attached {
                true => visit.tv("search-attached", &[("unit", &unit.address)]),
                false => unit.address.clone(),
            };
            let place = place(visit, document, &unit.unit);
            hit = hit.passage(
                &address,
                &place,
                &marked(&without_label(&unit.pieces, &unit.address)),
            );
        }
        let rest = one.units_found.saturating_sub(shown.max(1));
        if shown > 0 && rest > 0 {
            let words = visit.tv("search-more-units", &[("n", &vi::number(rest as i64))]);
            let narrowed = format!("{} {typed}", document.number);
            hit = hit.more(
                words,
                visit.at_with("/library", &[("q", &narrowed), ("page", "")]),
            );
        }
        section = section.push(hit);
    }
    section
}

/// What to try where nothing was found.
fn nearest(visit: &Visit, found: &Found) -> Section {
    let mut section = Section::new(visit.t("search-found"));
    let link = |text: &str| visit.at_with("/library", &[("q", text), ("page", "")]);
    if found.among_all > 0 {
        let all = visit.at_with("/library", &[("kind", ""), ("status", ""), ("page", "")]);
        let words = visit.tv(
            "search-among-all",
            &[("n", &vi::number(found.among_all as i64))],
        );
        section = section.push(Prose::new().p(ui::Html::link(words, all)));
    }
    if !found.nearest.is_empty() {
        let near = found.nearest.iter().map(|near| {
            let n = vi::number(near.units as i64);
            let words = visit.tv("search-near", &[("text", &near.text), ("n", &n)]);
            ui::Html::link(words, link(&near.text))
        });
        section = section.push(Prose::new().p(visit.t("search-nearest")).list(near));
    } else if found.among_all == 0 {
        section =
            section.push(Notice::info(visit.t("search-none")).body(visit.t("search-none-hint")));
    }
    section
}

/// "Luật 72/2025/QH15 · Quốc hội".
fn about(visit: &Visit, document: &Known) -> String {
    let kind = visit.label("document-kind", document.kind.code());
    format!("{kind} {} · {}", document.number, document.issuer)
}

/// The provision within the page of the text.
fn place(visit: &Visit, document: &Known, unit: &str) -> String {
    format!(
        "{}#{unit}",
        visit.link(&format!("/library/{}/text", document.id))
    )
}

/// The words of a provision without its label, which its link says already: "Điều 3. Hình thức" as "Hình thức".
fn without_label(pieces: &[Piece], address: &str) -> Vec<Piece> {
    let mut pieces = pieces.to_vec();
    if let Some(first) = pieces.first_mut()
        && let Some(rest) = first.text.strip_prefix(address)
    {
        first.text = rest.trim_start_matches(['.', ':', ' ', '\n']).to_owned();
    }
    pieces
}

fn marked(pieces: &[Piece]) -> Marked {
    pieces.iter().fold(Marked::new(), |marked, piece| {
        marked.words(&piece.text, piece.found)
    })
}

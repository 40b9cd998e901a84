//! One document: its status on the day, its days, what it changed and what changed it, what rests on it.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::library::DocumentStatus;
use council::library::queries::{self, Document, DocumentPage, Related, Uses};
use council::library::texts::at_day::text_at;
use council::library::texts::resting::{Rest, rested_on_by, rests_on};
use kernel::ids::DocumentId;
use kernel::{Date, vi};
use store::Db;
use ui::{
    Actions, Button, Cell, Column, Event, Html, Page, Prose, RelationMap, Section, SummaryList,
    Table, Tag, Timeline, Tone,
};

use super::list::status;
use super::{relations, text, texts};
use crate::api::OnDay;
use crate::failure::Outcome;
use crate::rules::words;
use crate::view::Part;
use crate::visit::Visit;

/// A document on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct DocumentAnswer {
    /// The day.
    on: kernel::Date,
    /// What it is, how it stands, what it is related to.
    #[serde(flatten)]
    page: queries::DocumentPage,
    /// What rests on it.
    uses: queries::Uses,
    /// The documents its texts cite.
    rests_on: Vec<Rest>,
    /// The documents whose texts cite it.
    rested_on_by: Vec<Rest>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let of = queries::document_page(&db, id, visit.on).await?;
    let uses = queries::uses(&db, &of.document, visit.on).await?;
    let shelf = queries::shelf(&db).await?;
    let at = text_at(&db, id, visit.on).await?;
    let path = texts::path_of(&visit, &of.document).await?;
    let (tone, word) = status(&visit, &of.document);
    let page = Page::new(of.document.title.clone())
        .kicker(format!(
            "{} {}",
            visit.label("document-kind", of.document.kind.code()),
            of.document.number
        ))
        .tag(tone, word)
        .lead(lead(&visit, &of.document))
        .section(visit.t("document-facts"), facts(&visit, &of.document))
        .push(text::section(&visit, id, at.as_ref(), &path))
        .push(related(
            &visit,
            &of,
            relations::small(&visit, &db, id).await?,
        ))
        .push(cited(
            &visit,
            "document-rests-on",
            &rests_on(&db, id).await?,
        ))
        .push(cited(
            &visit,
            "document-rested-on-by",
            &rested_on_by(&db, id).await?,
        ))
        .push(teaching(&visit, &of, &uses))
        .push(resting(&visit, &shelf, &uses))
        .push(words::legend(&visit));
    Ok(visit
        .view(page)
        .part(Part::Library)
        .crumb(visit.t("nav-library"), "/library")
        .respond())
}

/// One document with its status on the day, its relations and what rests on it.
#[utoipa::path(get, path = "/api/v1/documents/{id}", tag = "library", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The document")),
    responses((status = 200, description = "The document with everything its page shows", body = DocumentAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let of = queries::document_page(&db, id, visit.on).await?;
    let uses = queries::uses(&db, &of.document, visit.on).await?;
    Ok(axum::Json(DocumentAnswer {
        on: visit.on,
        page: of,
        uses,
        rests_on: rests_on(&db, id).await?,
        rested_on_by: rested_on_by(&db, id).await?,
    })
    .into_response())
}

/// "Luật … (77/2015/QH13) đã hết hiệu lực từ ngày 01/03/2025."
fn lead(visit: &Visit, document: &Document) -> String {
    let key = match document.status(visit.on) {
        DocumentStatus::InForce => "document-lead-in-force",
        DocumentStatus::NotYet => "document-lead-not-yet",
        DocumentStatus::Ended => "document-lead-ended",
        DocumentStatus::Unknown => "document-lead-unknown",
    };
    let day = |day: Option<Date>| day.map_or_else(|| visit.t("missing"), |day| visit.day(day));
    let sentence = visit.tv(
        key,
        &[
            ("number", &document.number),
            ("day", &visit.day(visit.on)),
            ("from", &day(document.in_force_on)),
            ("to", &day(document.ended_on)),
        ],
    );
    if document.certainty.is_sure() {
        return sentence;
    }
    let (_, word) = words::sure(visit, document.certainty);
    let doubt = visit.tv("document-lead-unsure", &[("certainty", &word)]);
    format!("{sentence} {doubt}")
}

fn facts(visit: &Visit, document: &Document) -> SummaryList {
    let day = |day: Option<Date>| day.map_or_else(|| visit.t("missing"), |day| visit.day(day));
    let (tone, word) = words::sure(visit, document.certainty);
    let list = SummaryList::new()
        .row(visit.t("document-number"), document.number.clone())
        .row(visit.t("issuer"), document.issuer.clone())
        .row(visit.t("signed-on"), day(document.signed_on))
        .row(visit.t("document-in-force"), day(document.in_force_on))
        .row(visit.t("document-ended"), day(document.ended_on))
        .row_of(visit.t("document-certainty"), Tag::new(tone, word));
    let note = (!document.note.is_empty()).then(|| Html::text(&document.note));
    list.row_if(visit.t("document-note"), note)
}

fn related(visit: &Visit, of: &DocumentPage, map: Option<RelationMap>) -> Section {
    let mut table = Table::new(visit.t("document-relations"), visit.words())
        .column(Column::text(visit.t("relation")))
        .column(Column::text(visit.t("document")))
        .column(Column::date(visit.t("document-in-force")))
        .empty(visit.t("document-relations-none"));
    for related in &of.related {
        let verb = visit.label("relation", related.kind.code());
        let day = related.in_force_on;
        table = table.row([
            Cell::text(verb),
            other(visit, related),
            day.map_or_else(
                || Cell::missing(visit.t("missing")),
                |day| Cell::date(visit.day(day)),
            ),
        ]);
    }
    let large = visit.link(&format!("/library/{}/relations", of.document.id));
    let large = map.as_ref().map(|_| {
        let button = Button::new(visit.t("relations-large"), large).secondary();
        Actions::new().push(button)
    });
    Section::new(visit.t("document-relations"))
        .id("quan-he")
        .push(map)
        .push(large)
        .push(table)
        .push(timeline(visit, of))
}

/// The documents that its texts cite, or that cite it, with the units.
fn cited(visit: &Visit, key: &str, rests: &[Rest]) -> Section {
    let title = visit.t(key);
    let mut table = Table::new(title.clone(), visit.words())
        .column(Column::text(visit.t("document")))
        .column(Column::text(visit.t("citation-role")))
        .column(Column::text(visit.t("text-unit")))
        .empty(visit.t(&format!("{key}-none")));
    for rest in rests.iter().take(MOST_CITED) {
        let words = match &rest.title {
            Some(title) => format!("{} – {title}", rest.number),
            None => rest.number.clone(),
        };
        let document = match rest.document_id {
            Some(id) => Cell::link(words, visit.link(&format!("/library/{id}"))),
            None => Cell::text(words),
        };
        let role = if rest.basis { "basis" } else { "mention" };
        table = table.row([
            document,
            Cell::text(visit.label("citation-role", role)),
            Cell::text(rest.units.join("; ")),
        ]);
    }
    let mut section = Section::new(title).id(key).push(table.quiet());
    if rests.len() > MOST_CITED {
        let n = vi::number((rests.len() - MOST_CITED) as i64);
        section = section.push(Prose::new().p(visit.tv("document-cited-more", &[("n", &n)])));
    }
    section
}

/// How many cited documents the page names; the rest are in the open data.
const MOST_CITED: usize = 60;

fn other(visit: &Visit, related: &Related) -> Cell {
    let words = match &related.title {
        Some(title) => format!("{} – {title}", related.number),
        None => related.number.clone(),
    };
    match related.document_id {
        Some(id) => Cell::link(words, visit.link(&format!("/library/{id}"))),
        None => Cell::text(words),
    }
}

/// The document's own days and those of the documents that touch it, newest first.
fn timeline(visit: &Visit, of: &DocumentPage) -> Timeline {
    let document = &of.document;
    let own = [
        (document.signed_on, "document-event-signed"),
        (document.in_force_on, "document-event-in-force"),
        (document.ended_on, "document-event-ended"),
    ];
    let mut events: Vec<(Date, String)> = own
        .into_iter()
        .filter_map(|(day, key)| Some((day?, visit.t(key))))
        .collect();
    events.extend(of.related.iter().filter_map(|related| {
        let verb = visit.label("relation", related.kind.code());
        Some((
            related.in_force_on?,
            visit.tv(
                "document-event-related",
                &[("verb", &verb), ("number", &related.number)],
            ),
        ))
    }));
    events.sort_by(|(a, _), (b, _)| b.cmp(a));
    let mut timeline = Timeline::new(visit.t("document-timeline"));
    for (day, words) in events {
        let event = Event::new(visit.day(day), words);
        timeline = timeline.event(if day > visit.on {
            event.tone(Tone::Due)
        } else {
            event
        });
    }
    timeline
}

fn teaching(visit: &Visit, of: &DocumentPage, uses: &Uses) -> Section {
    let mut section = Section::new(visit.t("document-teaching")).id("boi-duong");
    let names = of.topics.iter().map(|topic| match visit.lang {
        crate::Lang::Vi => Html::text(&topic.name_vi),
        crate::Lang::En => Html::text(&topic.name_en),
    });
    let courses = uses.courses.iter().map(|course| Html::text(&course.name));
    let mut prose = Prose::new();
    if of.topics.is_empty() {
        prose = prose.p(visit.t("document-topics-none"));
    } else {
        prose = prose.p(visit.t("document-topics")).list(names);
    }
    if uses.courses.is_empty() {
        prose = prose.p(visit.t("document-courses-none"));
    } else {
        prose = prose.p(visit.t("document-courses")).list(courses);
    }
    let questions = uses.questions;
    let key = match (questions.total, questions.flagged) {
        (0, _) => "document-questions-none",
        (_, 0) => "document-questions",
        _ => "document-questions-flagged",
    };
    let n = vi::number(questions.total.into());
    let flagged = vi::number(questions.flagged.into());
    section = section.push(prose.p(visit.tv(key, &[("n", &n), ("flagged", &flagged)])));
    section.push(
        Actions::new().push(
            Button::new(
                visit.t("document-scoreboard"),
                visit.link(&format!("/scoreboard/laws/{}", of.document.id)),
            )
            .secondary(),
        ),
    )
}

fn resting(visit: &Visit, shelf: &words::Shelf, uses: &Uses) -> Section {
    let mut table = words::table(visit, visit.t("document-rules"), "rule-about")
        .empty(visit.t("document-rules-none"));
    for rule in &uses.rules {
        let first = Cell::link(
            words::title(visit, &rule.key),
            visit.link(&format!("/rules/{}", rule.key)),
        );
        table = table.row(words::row(visit, shelf, first, rule));
    }
    Section::new(visit.t("document-rules"))
        .id("quy-dinh")
        .push(table)
}

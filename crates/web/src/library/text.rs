//! The text of a document on a day, what made it so, two days side by side, and its files.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Refusal;
use council::access::Act;
use council::library::texts::at_day::{
    ContentsLine, Made, TextAt, ToldChange, UnitDifference, Words, text_at,
};
use kernel::ids::DocumentId;
use kernel::{Date, vi};
use store::Db;
use ui::{
    Button, Cell, Column, Details, Filters, Html, LegalText, Notice, Page, Prose, Section, Table,
    Wording,
};

use crate::api::OnDay;
use crate::failure::{Failure, Outcome};
use crate::listing::file;
use crate::view::Part;
use crate::visit::Visit;

/// The text of a document on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct TextAnswer {
    /// The day.
    on: Date,
    /// Số, ký hiệu.
    number: String,
    /// Whether it is just the text a competent body issued or certified.
    official: bool,
    /// When a văn bản hợp nhất is its base: the day it was certified.
    consolidated_on: Option<Date>,
    /// The text, a line a paragraph.
    text: String,
    /// What was applied.
    applied: Vec<ToldChange>,
    /// What has not taken force on the day.
    pending: Vec<ToldChange>,
    /// What could not be applied.
    unapplied: Vec<ToldChange>,
}

/// What differs between two days.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct ComparedAnswer {
    /// The earlier day.
    from: Date,
    /// The later day.
    to: Date,
    /// The units that differ.
    units: Vec<UnitDifference>,
}

/// The page of the text.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let text = at(&db, id, visit.on).await?;
    let number = text.document.number.clone();
    let home = format!("/library/{id}");
    let counts = [
        ("day", visit.day(visit.on)),
        ("applied", vi::number(count(&text.applied()))),
        ("pending", vi::number(count(&text.pending()))),
        ("unapplied", vi::number(count(&text.unapplied()))),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let page = Page::new(visit.tv("text-title", &[("number", &number)]))
        .kicker(text.document.title.clone())
        .lead(visit.tv("text-lead", &counts))
        .push(standing(&visit, &text))
        .push(contents(&visit, &text.contents()))
        .push(LegalText::new(fragment(&visit, &text)))
        .push(changes(&visit, "applied", &text.applied()))
        .push(changes(&visit, "pending", &text.pending()))
        .push(changes(&visit, "unapplied", &text.unapplied()))
        .push(comparing(&visit, id, None))
        .push(files(&visit, id));
    Ok(visit
        .view(page)
        .part(Part::Library)
        .crumb(visit.t("nav-library"), "/library")
        .crumb(number, &home)
        .respond())
}

/// Two days side by side.
pub async fn compare(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let (from, to) = days(&visit)?;
    let earlier = at(&db, id, from).await?;
    let later = at(&db, id, to).await?;
    let units = earlier.compare(&later);
    let number = later.document.number.clone();
    let (said_from, said_to) = (visit.day(from), visit.day(to));
    let n = vi::number(count(&units));
    let lead = [("n", n.as_str()), ("from", &said_from), ("to", &said_to)];
    let mut table = Table::new(visit.t("text-compare-units"), visit.words())
        .column(Column::text(visit.t("text-unit")))
        .column(Column::text(
            visit.tv("text-on-day", &[("day", &said_from)]),
        ))
        .column(Column::text(visit.tv("text-on-day", &[("day", &said_to)])))
        .empty(visit.t("text-compare-same"));
    for unit in &units {
        let change = visit.label("unit-change", unit.change.code());
        let words: Vec<Wording> = unit.words.iter().map(wording).collect();
        table = table.row([
            Cell::of(Html::strong(&unit.unit).and(" – ").and(change)),
            Cell::of(ui::side(&words, false)),
            Cell::of(ui::side(&words, true)),
        ]);
    }
    let page = Page::new(visit.tv("text-compare-title", &[("number", &number)]))
        .kicker(later.document.title.clone())
        .lead(visit.tv("text-compare-lead", &lead))
        .push(comparing(&visit, id, Some((from, to))))
        .push(table);
    Ok(visit
        .view(page)
        .part(Part::Library)
        .crumb(visit.t("nav-library"), "/library")
        .crumb(number, &format!("/library/{id}"))
        .crumb(visit.t("text-section"), &format!("/library/{id}/text"))
        .undated()
        .respond())
}

/// The text as a file: plain, a page, or Akoma Ntoso.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(DocumentId, String)>,
) -> Outcome {
    let text = at(&db, id, visit.on).await?;
    let name = format!("{}-{}.{ending}", text.document.number, visit.on);
    let (bytes, kind) = match ending.as_str() {
        "txt" => (text.plain(), "text/plain; charset=utf-8"),
        "xml" => (text.akn(), "application/akn+xml"),
        "html" => {
            let notice = visit.t("text-not-official");
            let title = ui::esc(&text.document.number).to_string();
            let body = fragment(&visit, &text);
            let page = format!(
                "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><p>{notice}</p>{body}</body></html>\n"
            );
            (page, "text/html; charset=utf-8")
        }
        _ => return Err(Failure::not_found("format")),
    };
    Ok(file(bytes.into_bytes(), kind, &name))
}

/// The text of a document on a day, with what was applied to it.
#[utoipa::path(get, path = "/api/v1/documents/{id}/text", tag = "library", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The document")),
    responses((status = 200, description = "The text", body = TextAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let text = at(&db, id, visit.on).await?;
    Ok(axum::Json(TextAnswer {
        on: visit.on,
        number: text.document.number.clone(),
        official: text.is_official(),
        consolidated_on: text.consolidated_on,
        text: text.plain(),
        applied: text.applied(),
        pending: text.pending(),
        unapplied: text.unapplied(),
    })
    .into_response())
}

/// What differs between the texts of a document on two days, unit by unit.
#[utoipa::path(get, path = "/api/v1/documents/{id}/text/compare", tag = "library", params(
    ("id" = uuid::Uuid, Path, description = "The document"),
    ("from" = Option<String>, Query, description = "The earlier day; the day it took force when left out"),
    ("to" = Option<String>, Query, description = "The later day; today when left out")),
    responses((status = 200, description = "The units that differ", body = ComparedAnswer)))]
pub async fn api_compare(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<DocumentId>,
) -> Outcome {
    let (from, to) = days(&visit)?;
    let units = at(&db, id, from).await?.compare(&at(&db, id, to).await?);
    Ok(axum::Json(ComparedAnswer { from, to, units }).into_response())
}

async fn at(db: &Db, id: DocumentId, day: Date) -> council::Result<TextAt> {
    text_at(db, id, day)
        .await?
        .ok_or(Refusal::NotFound("document_text"))
}

/// The two days asked for; a day that cannot be read is refused, none is today.
fn days(visit: &Visit) -> council::Result<(Date, Date)> {
    let day = |name: &'static str| match visit.asked(name) {
        None => Ok(visit.today),
        Some(typed) => typed
            .parse()
            .ok()
            .or_else(|| vi::parse_date(typed).ok())
            .ok_or_else(|| Refusal::from(council::Problem::new(name, "date-unreadable"))),
    };
    let (from, to) = (day("from")?, day("to")?);
    Ok((from.min(to), from.max(to)))
}

fn count<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}

fn wording(words: &Words) -> Wording {
    match words {
        Words::Same(words) => Wording::Same(words.clone()),
        Words::Before(words) => Wording::Before(words.clone()),
        Words::After(words) => Wording::After(words.clone()),
    }
}

fn fragment(visit: &Visit, text: &TextAt) -> String {
    let href = |id: DocumentId, unit: &str| {
        let path = visit.link(&format!("/library/{id}"));
        if unit.is_empty() {
            path
        } else {
            format!("{}#{unit}", visit.link(&format!("/library/{id}/text")))
        }
    };
    let made = |made: &Made| {
        let from = visit.day(made.from);
        let key = if made.source.is_empty() {
            "text-made-by"
        } else {
            "text-made-by-unit"
        };
        let told = [
            ("act", made.act.as_str()),
            ("unit", &made.source),
            ("day", &from),
        ];
        visit.tv(key, &told)
    };
    text.html(&href, &made)
}

fn standing(visit: &Visit, text: &TextAt) -> Notice {
    match (text.is_official(), text.consolidated_on) {
        (true, None) => Notice::info(visit.t("text-as-issued")),
        (true, Some(day)) => {
            let day = visit.day(day);
            Notice::info(visit.tv("text-as-certified", &[("day", &day)]))
        }
        (false, _) => Notice::warning(visit.t("text-not-official")),
    }
}

fn contents(visit: &Visit, lines: &[ContentsLine]) -> Details {
    let links = lines.iter().map(|line| {
        let link = Html::link(&line.words, format!("#{}", line.anchor));
        if line.article {
            link
        } else {
            Html::raw("<strong>").and(link).and(Html::raw("</strong>"))
        }
    });
    Details::new(visit.t("text-contents")).push(Prose::new().list(links))
}

fn changes(visit: &Visit, which: &str, told: &[ToldChange]) -> Html {
    if told.is_empty() {
        return Html::new();
    }
    let title = visit.t(&format!("text-{which}"));
    let mut table = Table::new(title.clone(), visit.words())
        .column(Column::text(visit.t("text-act")))
        .column(Column::text(visit.t("text-change")))
        .column(Column::text(visit.t("text-unit")))
        .column(Column::date(visit.t("text-from-day")));
    for change in told {
        let act = format!("{} {}", change.source, change.act);
        let act = match change.document_id {
            Some(id) => Cell::link(act.trim(), visit.link(&format!("/library/{id}"))),
            None => Cell::text(act.trim()),
        };
        let kind = visit.label("law-change", change.kind.code());
        let kind = match change.reason {
            Some(reason) => format!("{kind}: {}", visit.label("unapplied", reason.code())),
            None => kind,
        };
        let whole = visit.t("text-whole");
        let target = if change.target.is_empty() {
            &whole
        } else {
            &change.target
        };
        let day = change.day.map_or_else(
            || Cell::missing(visit.t("missing")),
            |day| Cell::date(visit.day(day)),
        );
        table = table.row([act, Cell::text(kind), Cell::text(target), day]);
    }
    let mut html = Html::new();
    html.push(Section::new(title).id(which).push(table.quiet()));
    html
}

/// The form that asks for two days.
fn comparing(visit: &Visit, id: DocumentId, days: Option<(Date, Date)>) -> Section {
    let day = |day: Option<Date>| visit.day(day.unwrap_or(visit.on));
    let filters = Filters::new(format!("/library/{id}/compare"), visit.words())
        .date(
            "from",
            &visit.t("text-compare-from"),
            &day(days.map(|days| days.0)),
        )
        .date(
            "to",
            &visit.t("text-compare-to"),
            &day(days.map(|days| days.1)),
        );
    Section::new(visit.t("text-compare"))
        .id("so-sanh")
        .push(filters)
}

fn files(visit: &Visit, id: DocumentId) -> Section {
    let link = |ending: &str, words: &str| {
        let path = visit.link(&format!("/library/{id}/text.{ending}"));
        Html::link(visit.t(words), path)
    };
    Section::new(visit.t("text-files"))
        .id("tai-ve")
        .push(Prose::new().list([
            link("txt", "text-file-plain"),
            link("html", "text-file-page"),
            link("xml", "text-file-akn"),
        ]))
}

/// What the page of a document says of its text: where to read it, or how to bring it in.
pub fn section(visit: &Visit, id: DocumentId, text: Option<&TextAt>, path: &str) -> Section {
    let section = Section::new(visit.t("text-section")).id("van-ban");
    let path_of = |end: &str| visit.link(&format!("/library/{id}/{end}"));
    let Some(text) = text else {
        let mut section = section.push(Prose::new().p(visit.t("text-none")));
        if visit.can(Act::AddText, path) {
            let button = Button::new(visit.t("task-text"), path_of("text/new")).secondary();
            section = section.push(ui::Actions::new().push(button));
        }
        return section;
    };
    let n = vi::number(count(&text.applied()));
    let key = if text.is_official() {
        "text-there"
    } else {
        "text-there-changed"
    };
    let day = visit.day(visit.on);
    let mut actions = ui::Actions::new()
        .push(Button::new(visit.t("text-read"), path_of("text")))
        .push(Button::new(visit.t("text-compare"), path_of("text") + "#so-sanh").secondary());
    if visit.can(Act::WithdrawText, path) {
        let path = visit.link(&format!("/texts/{}/withdraw", text.base));
        actions = actions.push(Button::new(visit.t("task-text-withdraw"), path).secondary());
    }
    section
        .push(Prose::new().p(visit.tv(key, &[("n", &n), ("day", &day)])))
        .push(actions)
}

//! The periodic lists: as the records give them, and as they were published.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::papers::SourceKind;
use council::review::lists::{ListKind, Published, Table as List, list, published, published_list};
use kernel::ids::{CouncilId, ReviewListId};
use kernel::vi;
use sheet::{ColumnKind, ColumnOut, Letterhead, TableOut};
use store::Db;
use ui::{Button, Cell, Column, CopyText, Filters, Notice, Page, Section, SummaryList, Table};

use super::say;
use super::tasks::period_asked;
use crate::bodies::words::{council_link, council_title};
use crate::failure::{Failure, Outcome};
use crate::listing::{Item, Kind, Listing, file};
use crate::papers::beside;
use crate::view::Part;
use crate::visit::Visit;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The lists of a council: what can be made, and what was published.
pub async fn index(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    say::reader_of(&visit, &council)?;
    let there = published(&db, id, visit.on).await?;
    let home = format!("/councils/{id}/review-lists");
    let mut kinds = Listing::new(visit.t("review-lists-now"))
        .column(Kind::Text, visit.t("review-list-kind"))
        .column(Kind::Number, visit.t("review-list-rows"));
    let period = period_asked(&visit);
    for kind in ListKind::ALL {
        let rows = list(&db, id, *kind, period).await?.rows.len();
        let word = visit.label("review-list", kind.code());
        let href = visit.link(&format!("{home}/{}", kind.code()));
        kinds = kinds.row([Item::Link(word, href), Item::Number(rows as i64)]);
    }
    let days = [
        ("from", visit.day(period.begins_on)),
        ("to", visit.day(period.ends_on)),
    ];
    let days = days.each_ref().map(|(name, day)| (*name, day.as_str()));
    let mut page = Page::new(visit.t("review-lists"))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv("review-lists-lead", &days));
    if visit.can(Act::PublishReviewList, &council.path) && !visit.is_past() {
        let href = format!("{home}/publish");
        page = page.action(Button::new(visit.t("task-review-publish"), href));
    }
    let owner = (id, council.path.as_str());
    if let Some(button) = beside::button(&visit, owner, SourceKind::Council) {
        page = page.action(button);
    }
    let page = page
        .push(
            Section::new(visit.t("review-lists-now"))
                .id("lap")
                .push(kinds.table(&visit)),
        )
        .push(
            Section::new(visit.t("review-lists-published"))
                .id("cong-bo")
                .push(published_table(&visit, &there)),
        );
    Ok(within(&visit, page, &council))
}

fn published_table(visit: &Visit, there: &[Published]) -> Table {
    Listing::new(visit.t("review-lists-published"))
        .column(Kind::Text, visit.t("review-list-kind"))
        .column(Kind::Text, visit.t("review-list-number"))
        .column(Kind::Day, visit.t("signed-on"))
        .column(Kind::Day, visit.t("review-list-begins"))
        .column(Kind::Day, visit.t("review-list-ends"))
        .rows(there.iter().map(|list| {
            let word = visit.label("review-list", list.kind.code());
            let href = visit.link(&format!("/review-lists/{}", list.id));
            vec![
                Item::Link(word, href),
                Item::Text(list.number.clone()),
                Item::Day(list.signed_on),
                Item::Day(list.begins_on),
                Item::Day(list.ends_on),
            ]
        }))
        .empty(visit.t("review-lists-none"))
        .table(visit)
}

fn kind_of(code: &str) -> Outcome<ListKind> {
    ListKind::from_code(code).ok_or_else(|| Failure::not_found("review_list"))
}

/// A list as the records give it.
pub async fn show(
    visit: Visit,
    State(db): State<Db>,
    Path((id, kind)): Path<(CouncilId, String)>,
) -> Outcome {
    let kind = kind_of(&kind)?;
    let council = council(&db, id).await?;
    say::reader_of(&visit, &council)?;
    let period = period_asked(&visit);
    let made = list(&db, id, kind, period).await?;
    let home = format!("/councils/{id}/review-lists");
    let path = format!("{home}/{}", kind.code());
    let asked = [
        ("from", visit.day(period.begins_on)),
        ("to", visit.day(period.ends_on)),
    ];
    let count = vi::number(made.rows.len() as i64);
    let mut page = Page::new(visit.label("review-list", kind.code()))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv(
            "review-list-lead",
            &[("n", &count), ("from", &asked[0].1), ("to", &asked[1].1)],
        ));
    if visit.can(Act::PublishReviewList, &council.path) && !visit.is_past() {
        let query = serde_urlencoded::to_string([
            ("kind", kind.code()),
            ("from", &asked[0].1),
            ("to", &asked[1].1),
        ]);
        let href = format!("{home}/publish?{}", query.unwrap_or_default());
        page = page.action(Button::new(visit.t("task-review-publish"), href));
    }
    let mut filters = Filters::new(&path, visit.words())
        .date("from", &visit.t("review-list-begins"), &asked[0].1)
        .date("to", &visit.t("review-list-ends"), &asked[1].1);
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    let page = page
        .push(filters)
        .push(table(&visit, &made, &format!("{path}/file")))
        .push(Notice::info(visit.t("review-list-form")));
    Ok(within(&visit, page, &council))
}

/// A list as the records give it, as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, kind, ending)): Path<(CouncilId, String, String)>,
) -> Outcome {
    let kind = kind_of(&kind)?;
    let council = council(&db, id).await?;
    say::reader_of(&visit, &council)?;
    let period = period_asked(&visit);
    let made = list(&db, id, kind, period).await?;
    written(&made, &ending, kind, period.ends_on, None)
}

/// A published list, with its hash compared now: for everyone.
pub async fn show_published(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<ReviewListId>,
) -> Outcome {
    let list = published_list(&db, id).await?;
    let council = council(&db, list.council_id).await?;
    let notice = if list.is_intact() {
        Notice::success(visit.t("review-list-intact"))
    } else {
        Notice::error(visit.t("review-list-not-intact"))
    };
    let facts = SummaryList::new()
        .row(
            visit.t("regulation-council"),
            council_link(&visit, &council),
        )
        .row(visit.t("review-list-number"), list.number.clone())
        .row(visit.t("signed-on"), visit.day(list.signed_on))
        .row(visit.t("review-list-begins"), visit.day(list.begins_on))
        .row(visit.t("review-list-ends"), visit.day(list.ends_on));
    let mut page = Page::new(visit.label("review-list", list.kind.code()))
        .kicker(list.number.clone())
        .lead(visit.tv(
            "review-list-published-lead",
            &[
                ("number", &list.number),
                ("day", &visit.day(list.signed_on)),
            ],
        ))
        .section(visit.t("document-facts"), facts);
    if let Some(frozen) = list.table() {
        page = page.push(table(&visit, &frozen, &format!("/review-lists/{id}/file")));
    }
    let hash = CopyText::new(list.sha256.clone(), visit.words());
    let page = page.push(
        Section::new(visit.t("regulation-frozen"))
            .id("niem-phong")
            .push(notice)
            .push(hash),
    );
    Ok(visit
        .view(page)
        .part(Part::Review)
        .back(&format!("/councils/{}", list.council_id))
        .undated()
        .respond())
}

/// A published list as a file.
pub async fn export_published(
    State(db): State<Db>,
    Path((id, ending)): Path<(ReviewListId, String)>,
) -> Outcome {
    let list = published_list(&db, id).await?;
    let frozen = list
        .table()
        .ok_or_else(|| Failure::not_found("review_list"))?;
    written(&frozen, &ending, list.kind, list.ends_on, Some(&list))
}

fn within(visit: &Visit, page: Page, council: &CouncilRef) -> Response {
    let home = format!("/councils/{}/review", council.id);
    visit
        .view(page)
        .part(Part::Review)
        .crumb(visit.t("nav-review"), "/review")
        .crumb(council_title(visit, council), &home)
        .respond()
}

fn table(visit: &Visit, list: &List, files: &str) -> Section {
    let mut table = Table::new(list.title.clone(), visit.words());
    for (place, heading) in list.columns.iter().enumerate() {
        table = table.column(match place {
            0 => Column::number(heading),
            _ => Column::text(heading),
        });
    }
    for row in &list.rows {
        table = table.row(row.iter().map(|text| {
            if text.is_empty() {
                Cell::missing(visit.t("missing"))
            } else {
                Cell::text(text.clone())
            }
        }));
    }
    table = table.empty(visit.t("review-list-empty"));
    for (word, ending) in [("XLSX", "xlsx"), ("DOCX", "docx")] {
        table = table.export(word, visit.at_with(&format!("{files}.{ending}"), &[]));
    }
    Section::new(visit.t("review-list-table"))
        .id("danh-muc")
        .push(table)
}

/// The list as a workbook or as an official paper.
fn written(
    list: &List,
    ending: &str,
    kind: ListKind,
    day: kernel::Date,
    of: Option<&Published>,
) -> Outcome {
    let out = TableOut {
        title: list.title.clone(),
        notes: list.notes.clone(),
        columns: list
            .columns
            .iter()
            .map(|heading| ColumnOut {
                heading: heading.clone(),
                kind: ColumnKind::Text,
            })
            .collect(),
        rows: list
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|text| sheet::Cell::text_from(text))
                    .collect()
            })
            .collect(),
    };
    let name = format!("danh-muc-{}-{day}.{ending}", kind.code().replace('_', "-"));
    let (bytes, media) = match ending {
        "xlsx" => (sheet::write_xlsx(&out), XLSX),
        "docx" => (sheet::write_docx(&out, &letterhead(list, of)), DOCX),
        _ => return Err(Failure::not_found("format")),
    };
    let bytes = bytes.map_err(council::Refusal::failed("write the list"))?;
    Ok(file(bytes, media, &name).into_response())
}

fn letterhead(list: &List, of: Option<&Published>) -> Letterhead {
    let (number, day) = match of {
        Some(list) => (
            format!("Số: {}", list.number),
            format!(
                "…, ngày {:02} tháng {:02} năm {}",
                list.signed_on.day(),
                list.signed_on.month(),
                list.signed_on.year()
            ),
        ),
        None => ("Số: …".to_owned(), "…, ngày … tháng … năm …".to_owned()),
    };
    Letterhead {
        issuer: list.issuer.clone(),
        number,
        place_and_day: day,
        signature: list.signature.clone(),
        ..Letterhead::default()
    }
}

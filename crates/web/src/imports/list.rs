//! The list of imports.

use axum::extract::State;
use axum::response::Response;
use council::access::{Act, FieldGroup};
use council::imports::queries::Wanted;
use council::imports::{self, ImportRow, ImportState};
use council::{Refusal, Result};
use kernel::vi;
use store::Db;
use ui::{Button, Choice, Filters, Page, Pager};

use super::say;
use crate::failure::Outcome;
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::{Part, reads_anywhere};
use crate::visit::Visit;

const SIZE: usize = 50;

fn wanted(visit: &Visit) -> Wanted {
    Wanted {
        council: visit.asked("council").and_then(|id| id.parse().ok()),
        state: visit.asked("state").and_then(ImportState::from_code),
    }
}

pub(super) async fn rows(visit: &Visit, db: &Db) -> Result<Vec<ImportRow>> {
    if !reads_anywhere(visit, FieldGroup::Imports) {
        return Err(Refusal::NotReadable(FieldGroup::Imports));
    }
    imports::list(db, &visit.actor, wanted(visit)).await
}

fn listing(visit: &Visit, rows: &[ImportRow]) -> Listing {
    let items = rows.iter().map(|row| {
        let (tone, word) = say::state(visit, row.state);
        vec![
            Item::Link(
                row.file_name.clone(),
                visit.link(&format!("/imports/{}", row.id)),
            ),
            Item::Text(visit.label("import-kind", row.kind.code())),
            Item::Text(row.council_title.clone()),
            Item::Status(tone, word),
            Item::Text(say::moment(visit, row.uploaded_at)),
            Item::maybe(row.account_name.clone()),
            Item::maybe(row.counts.as_ref().map(|counts| say::counts(visit, counts))),
        ]
    });
    Listing::new(visit.t("imports-title"))
        .column(Kind::Text, visit.t("import-file"))
        .column(Kind::Text, visit.t("import-kind-label"))
        .column(Kind::Text, visit.t("import-council"))
        .column(Kind::Status, visit.t("import-state-label"))
        .column(Kind::Text, visit.t("import-uploaded-at"))
        .column(Kind::Text, visit.t("import-uploaded-by"))
        .column(Kind::Text, visit.t("import-result"))
        .empty(visit.t("imports-empty"))
        .rows(items)
        .exports(visit, "/imports")
}

/// The page.
pub async fn page(visit: Visit, State(db): State<Db>) -> Outcome {
    let rows = rows(&visit, &db).await?;
    let (total, pages) = (rows.len(), rows.len().div_ceil(SIZE).max(1));
    let page: usize = visit
        .asked("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, pages);
    let shown: Vec<ImportRow> = rows
        .into_iter()
        .skip((page - 1) * SIZE)
        .take(SIZE)
        .collect();
    let states = std::iter::once(Choice::new("", visit.t("import-state-any"))).chain(
        ImportState::ALL
            .iter()
            .map(|state| Choice::new(state.code(), visit.label("import-state", state.code()))),
    );
    let filters = Filters::new("/imports", visit.words())
        .select(
            "state",
            &visit.t("import-state-label"),
            states,
            visit.asked("state").unwrap_or_default(),
        )
        .result(visit.tv("imports-found", &[("count", &vi::count(total))]));
    let mut content = Page::new(visit.t("imports-title")).lead(visit.t("imports-lead"));
    if visit.actor.can_anywhere(Act::UploadRoster) {
        content = content.action(Button::new(
            visit.t("import-new"),
            visit.link("/imports/new"),
        ));
    }
    let content = content
        .push(filters)
        .push(listing(&visit, &shown).table(&visit))
        .push(pager(&visit, page, pages, total, SIZE));
    Ok(visit
        .view(content)
        .part(Part::Imports)
        .crumb(visit.t("imports-title"), "/imports")
        .undated()
        .respond())
}

/// The links around a page of a list.
pub(super) fn pager(visit: &Visit, page: usize, pages: usize, total: usize, size: usize) -> Pager {
    let to = |page: usize| visit.here_with(&[("page", &page.to_string())]);
    let (first, last) = ((page - 1) * size, (page * size).min(total));
    Pager::new(visit.words())
        .previous((page > 1).then(|| to(page - 1)))
        .next((page < pages).then(|| to(page + 1)))
        .summary(visit.tv(
            "import-pager",
            &[
                ("from", &vi::count(first + usize::from(total > 0))),
                ("to", &vi::count(last)),
                ("total", &vi::count(total)),
            ],
        ))
}

/// The list as text.
pub async fn csv(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Csv).await
}

/// The list as a workbook.
pub async fn xlsx(visit: Visit, State(db): State<Db>) -> Outcome {
    export(&visit, &db, Format::Xlsx).await
}

async fn export(visit: &Visit, db: &Db, format: Format) -> Outcome<Response> {
    let rows = rows(visit, db).await?;
    Ok(listing(visit, &rows).export(visit, format, "dot-nhap"))
}

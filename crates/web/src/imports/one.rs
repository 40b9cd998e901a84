//! One import: its preview while it is open, its result afterwards.

use axum::extract::{Path, State};
use axum::response::Response;
use council::access::Act;
use council::imports::queries::{import, touched};
use council::imports::{
    self, ImportRow, ImportState, Preview, PreviewRow, RemapImport, RowChoice, RowState,
};
use council::{Acting, Problem};
use kernel::Clock;
use kernel::ids::ImportId;
use kernel::vi;
use store::Db;
use ui::{
    Actions, Button, Cell, Column, Html, Notice, Page, PostButton, Prose, Section, Stat, Stats,
    Steps, SummaryList, Table, Tone,
};

use super::list::pager;
use super::say;
use crate::failure::Outcome;
use crate::listing::{self, Format, Item, Kind, Listing};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

const SIZE: usize = 50;

/// The page.
pub async fn page(visit: Visit, State(db): State<Db>, Path(id): Path<ImportId>) -> Outcome {
    let row = import(&db, &visit.actor, id).await?;
    if row.state.is_open() {
        preview_page(&visit, id).await
    } else {
        result_page(&visit, &db, &row).await
    }
}

/// Where the reader is among the steps of an import.
pub(super) fn steps(visit: &Visit, current: usize) -> Steps {
    let names = [
        "import-step-file",
        "import-step-columns",
        "import-step-preview",
        "import-step-confirm",
    ];
    let label = visit.tv(
        "import-step",
        &[("number", &current.to_string()), ("total", "4")],
    );
    names
        .iter()
        .enumerate()
        .fold(Steps::new(label), |steps, (place, key)| {
            let text = visit.t(key);
            match (place + 1).cmp(&current) {
                std::cmp::Ordering::Less => steps.done(text),
                std::cmp::Ordering::Equal => steps.current(text),
                std::cmp::Ordering::Greater => steps.ahead(text),
            }
        })
}

/// The button that puts the file away.
pub(super) fn put_away(visit: &Visit, row: &ImportRow) -> Actions {
    Actions::new().push(
        PostButton::new(
            visit.t("import-discard"),
            format!("/imports/{}/discard", row.id),
            visit.csrf(),
        )
        .secondary()
        .confirm(visit.t("import-discard-question")),
    )
}

async fn preview_page(visit: &Visit, id: ImportId) -> Outcome {
    let (open, _, preview) = super::previewed(visit, id).await?;
    let row = &open.row;
    let may = visit.can(Act::ConfirmImport, &row.path);
    let ready = preview.problems.is_empty() && preview.counts.new + preview.counts.changed > 0;
    let mut page = Page::new(visit.t("import-preview-title"))
        .kicker(row.file_name.clone())
        .lead(lead(visit, row, &preview))
        .push(steps(visit, 3));
    for problem in &preview.problems {
        page = page.push(Notice::error(visit.problem(problem)));
    }
    page = page.push(stats(visit, &preview));
    if may {
        let mut actions = Actions::new();
        if ready {
            actions = actions.push(Button::new(
                visit.t("import-to-confirm"),
                format!("/imports/{id}/confirm"),
            ));
        }
        actions = actions.push(
            Button::new(
                visit.t("import-to-columns"),
                format!("/imports/{id}/columns"),
            )
            .secondary(),
        );
        page = page.push(actions);
    }
    page = page.push(rows_section(visit, row, &preview, may));
    if !preview.absent.is_empty() {
        page = page.push(absent(visit, &preview));
    }
    if may {
        page = page.push(put_away(visit, row));
    }
    Ok(visit
        .view(page)
        .part(Part::Imports)
        .crumb(visit.t("imports-title"), "/imports")
        .crumb(row.file_name.clone(), &format!("/imports/{id}"))
        .undated()
        .respond())
}

fn lead(visit: &Visit, row: &ImportRow, preview: &Preview) -> String {
    let mut text = visit.tv(
        "import-preview-lead",
        &[
            ("council", &row.council_title),
            ("day", &visit.day(row.settings.effective)),
            ("new", &vi::count(preview.counts.new)),
            ("changed", &vi::count(preview.counts.changed)),
        ],
    );
    let (units, bodies) = preview.sets_up;
    if units + bodies > 0 {
        text.push(' ');
        text.push_str(&visit.tv(
            "import-sets-up",
            &[("units", &vi::count(units)), ("bodies", &vi::count(bodies))],
        ));
    }
    text
}

fn stats(visit: &Visit, preview: &Preview) -> Stats {
    let each = RowState::ALL.iter().map(|state| {
        let (tone, word) = say::row_state(visit, *state);
        let number = preview.counts.of(*state);
        let tone = if number == 0 { Tone::Neutral } else { tone };
        Stat::new(word, vi::count(number))
            .href(visit.here_with(&[("state", state.code()), ("page", "")]))
            .tone(tone)
    });
    let all = Stat::new(visit.t("import-rows-all"), vi::count(preview.counts.rows));
    each.fold(Stats::new().push(all), Stats::push)
}

fn chosen(visit: &Visit) -> Option<RowState> {
    visit.asked("state").and_then(RowState::from_code)
}

fn rows_section(visit: &Visit, import: &ImportRow, preview: &Preview, may: bool) -> Section {
    let state = chosen(visit);
    let rows: Vec<&PreviewRow> = preview
        .rows
        .iter()
        .filter(|row| state.is_none_or(|state| state == row.state))
        .collect();
    let (total, pages) = (rows.len(), rows.len().div_ceil(SIZE).max(1));
    let page: usize = visit
        .asked("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, pages);
    let mut table = Table::new(visit.t("import-rows"), visit.words())
        .column(Column::number(visit.t("import-row")))
        .column(Column::status(visit.t("import-outcome")))
        .column(Column::text(visit.t("import-column-full-name")))
        .column(Column::text(visit.t("import-column-birth")))
        .column(Column::text(visit.t("import-content")))
        .empty(visit.t("import-rows-empty"));
    for row in rows.into_iter().skip((page - 1) * SIZE).take(SIZE) {
        table = table.row(cells(visit, import, row, may));
    }
    for (word, ending) in [("XLSX", "xlsx"), ("CSV", "csv")] {
        let path = format!("/imports/{}/preview.{ending}", import.id);
        table = table.export(word, visit.at_with(&path, &[("page", "")]));
    }
    Section::new(visit.t("import-rows"))
        .intro(visit.t("import-rows-intro"))
        .push(say::tabs(visit, &preview.counts, state))
        .push(table)
        .push(pager(visit, page, pages, total, SIZE))
}

fn birth(visit: &Visit, import: &ImportRow, row: &PreviewRow) -> Option<String> {
    match row.details.birth_date {
        Some(day) if say::reads(visit, import, "birth") => Some(visit.day(day)),
        _ => row.details.birth_year.map(|year| year.to_string()),
    }
}

fn cells(visit: &Visit, import: &ImportRow, row: &PreviewRow, may: bool) -> Vec<Cell> {
    let (tone, word) = say::row_state(visit, row.state);
    let mut content = Html::new();
    let lines = say::row(visit, import, row);
    if !lines.is_empty() {
        content.push(Prose::new().list(lines));
    }
    if may {
        choices(visit, import, row, &mut content);
    }
    let mut name = Html::text(&row.name);
    if let Some(section) = &row.section {
        name = name
            .and(Html::raw("<br><small>"))
            .and(Html::text(section))
            .and(Html::raw("</small>"));
    }
    vec![
        Cell::number(row.number),
        Cell::status(tone, word),
        Cell::Html(name),
        birth(visit, import, row).map_or_else(|| Cell::missing(visit.t("missing")), Cell::text),
        Cell::Html(content),
    ]
}

/// What the user may say of a row: that it is somebody else, or one of those it might be.
fn choices(visit: &Visit, import: &ImportRow, row: &PreviewRow, content: &mut Html) {
    let action = format!("/imports/{}/rows/{}", import.id, row.number);
    let back = visit.here_with(&[]);
    let button = |text: String, choice: String| {
        PostButton::new(text, action.clone(), visit.csrf())
            .secondary()
            .hidden("choice", choice)
            .hidden("back", back.clone())
            .context(row.name.clone())
    };
    let mut actions = Actions::new();
    let mut any = false;
    let decided = import.settings.choices.contains_key(&row.number);
    if row.person.is_some() && !decided && row.state != RowState::Duplicate {
        actions = actions.push(button(visit.t("import-choose-new"), "new".into()));
        any = true;
    }
    for found in row
        .perhaps
        .iter()
        .filter(|_| row.state != RowState::Duplicate)
    {
        let text = visit.tv(
            "import-choose-same",
            &[("person", &say::found(visit, found))],
        );
        actions = actions.push(button(text, found.id.to_string()));
        any = true;
    }
    if decided {
        actions = actions.push(button(visit.t("import-choose-again"), "again".into()));
        any = true;
    }
    if any {
        content.push(actions);
    }
}

fn absent(visit: &Visit, preview: &Preview) -> Section {
    const SHOWN: usize = 50;
    let names = preview
        .absent
        .iter()
        .take(SHOWN)
        .map(|(person, name)| Html::link(name, visit.link(&format!("/delegates/{person}"))));
    Section::new(visit.tv(
        "import-absent",
        &[("count", &vi::count(preview.absent.len()))],
    ))
    .intro(visit.t("import-absent-intro"))
    .push(Prose::new().list(names))
}

/// Keeps what the user said of one row.
pub async fn choose(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path((id, number)): Path<(ImportId, u32)>,
    posted: Posted,
) -> Outcome {
    let row = import(&db, &visit.actor, id).await?;
    let mut settings = row.settings;
    match posted.text("choice").as_str() {
        "again" => {
            settings.choices.remove(&number);
        }
        "new" => {
            settings.choices.insert(number, RowChoice::NewPerson);
        }
        other => {
            let person = other
                .parse()
                .map_err(|_| Problem::new("", "choice-unknown"))?;
            settings.choices.insert(number, RowChoice::Same(person));
        }
    }
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    imports::remap(
        &acting,
        RemapImport {
            import: id,
            settings,
        },
    )
    .await?;
    acting.commit().await?;
    let own = format!("/imports/{id}");
    let back = posted.text("back");
    let back = if back == own || back.starts_with(&format!("{own}?")) {
        back
    } else {
        own
    };
    Ok(done(&back, "flash-import-chosen"))
}

fn listing_of(visit: &Visit, import: &ImportRow, preview: &Preview) -> Listing {
    let state = chosen(visit);
    let rows = preview
        .rows
        .iter()
        .filter(|row| state.is_none_or(|state| state == row.state))
        .map(|row| {
            let (tone, word) = say::row_state(visit, row.state);
            vec![
                Item::Number(i64::from(row.number)),
                Item::maybe(row.section.clone()),
                Item::Text(row.name.clone()),
                Item::maybe(birth(visit, import, row)),
                Item::Status(tone, word),
                Item::Text(say::row(visit, import, row).join("; ")),
            ]
        });
    Listing::new(visit.tv("import-preview-of", &[("file", &import.file_name)]))
        .column(Kind::Number, visit.t("import-row"))
        .column(Kind::Text, visit.t("import-section"))
        .column(Kind::Text, visit.t("import-column-full-name"))
        .column(Kind::Text, visit.t("import-column-birth"))
        .column(Kind::Status, visit.t("import-outcome"))
        .column(Kind::Text, visit.t("import-content"))
        .rows(rows)
}

/// The preview as text.
pub async fn csv(visit: Visit, Path(id): Path<ImportId>) -> Outcome {
    export(&visit, id, Format::Csv).await
}

/// The preview as a workbook, so that the office can mend its file.
pub async fn xlsx(visit: Visit, Path(id): Path<ImportId>) -> Outcome {
    export(&visit, id, Format::Xlsx).await
}

async fn export(visit: &Visit, id: ImportId, format: Format) -> Outcome {
    let (open, _, preview) = super::previewed(visit, id).await?;
    Ok(listing_of(visit, &open.row, &preview).export(visit, format, "xem-truoc"))
}

/// The file as it was uploaded, for those who may upload.
pub async fn file(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<ImportId>,
) -> Outcome<Response> {
    let open = imports::open(&db, &visit.actor, id).await?;
    visit
        .actor
        .may(Act::UploadRoster, &open.row.path)
        .map_err(council::Refusal::from)?;
    Ok(listing::file(
        open.bytes,
        "application/octet-stream",
        &open.row.file_name,
    ))
}

async fn result_page(visit: &Visit, db: &Db, row: &ImportRow) -> Outcome {
    let (tone, word) = say::state(visit, row.state);
    let key = match row.state {
        ImportState::Undone => "import-lead-undone",
        ImportState::Discarded => "import-lead-discarded",
        ImportState::Confirmed | ImportState::Previewed => "import-lead-confirmed",
    };
    let at = row
        .decided_at
        .map(|at| say::moment(visit, at))
        .unwrap_or_default();
    let mut list = SummaryList::new()
        .row(visit.t("import-council"), row.council_title.clone())
        .row(
            visit.t("import-kind-label"),
            visit.label("import-kind", row.kind.code()),
        )
        .row(
            visit.t("import-effective"),
            visit.day(row.settings.effective),
        )
        .row(
            visit.t("import-uploaded-at"),
            say::moment(visit, row.uploaded_at),
        )
        .row_if(visit.t("import-uploaded-by"), row.account_name.clone())
        .row_if(
            visit.t("import-result"),
            row.counts.as_ref().map(|counts| say::counts(visit, counts)),
        );
    if visit.can(Act::UploadRoster, &row.path) {
        list = list.row(
            visit.t("import-file"),
            Html::link(&row.file_name, format!("/imports/{}/file", row.id)),
        );
    }
    let mut page = Page::new(row.file_name.clone())
        .tag(tone, word)
        .lead(visit.tv(key, &[("at", &at)]));
    if row.state.is_undoable() && visit.can(Act::UndoImport, &row.path) {
        page = page.action(
            Button::new(visit.t("import-undo"), format!("/imports/{}/undo", row.id)).secondary(),
        );
    }
    let mut page = page.push(list);
    if row.state.is_undoable() {
        let people = touched(db, row.id).await?;
        let names = people.iter().map(|person| {
            Html::link(
                &person.full_name,
                visit.link(&format!("/delegates/{}", person.person_id)),
            )
        });
        if !people.is_empty() {
            page =
                page.push(Section::new(visit.t("import-touched")).push(Prose::new().list(names)));
        }
    }
    Ok(visit
        .view(page)
        .part(Part::Imports)
        .crumb(visit.t("imports-title"), "/imports")
        .crumb(row.file_name.clone(), &format!("/imports/{}", row.id))
        .undated()
        .respond())
}

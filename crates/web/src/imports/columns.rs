//! Saying what each column holds, which sheet is meant, and from which day the roster holds.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use council::access::Act;
use council::imports::reading::look_at_sheet;
use council::imports::{
    self, ImportKind, OpenImport, RemapImport, Roster, Settings, keys, queries,
};
use council::people::MandateOrigin;
use council::{Acting, Problem, Refusal};
use kernel::ids::ImportId;
use kernel::{Clock, vi};
use store::Db;
use ui::{Choice, Field, Fieldset, Form, Notice, Page};

use super::{new::refusable, one, say};
use crate::failure::Outcome;
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// The form.
pub async fn form(visit: Visit, State(db): State<Db>, Path(id): Path<ImportId>) -> Outcome {
    show(&visit, &db, id, &Posted::default()).await
}

async fn show(visit: &Visit, db: &Db, id: ImportId, posted: &Posted) -> Outcome {
    let open = imports::open(db, &visit.actor, id).await?;
    visit
        .actor
        .may(Act::UploadRoster, &open.row.path)
        .map_err(Refusal::from)?;
    if !open.row.state.is_open() {
        return Ok(done(&format!("/imports/{id}"), "flash-import-decided"));
    }
    let roster = super::read(&open).await?;
    let unread: Vec<String> = roster
        .columns
        .iter()
        .filter(|column| column.key.is_none() && !column.title.is_empty())
        .map(|column| format!("“{}”", column.title))
        .collect();
    let mut page = Page::new(visit.t("import-columns-title"))
        .kicker(open.row.file_name.clone())
        .lead(visit.tv(
            "import-columns-lead",
            &[
                ("council", &open.row.council_title),
                ("rows", &vi::count(roster.len())),
            ],
        ))
        .push(one::steps(visit, 2));
    if !unread.is_empty() {
        page = page.push(Notice::info(visit.t("import-columns-unread")).body(unread.join(", ")));
    }
    let form = fields(visit, db, &open, &roster, posted).await?;
    let page = page.push(form).push(one::put_away(visit, &open.row));
    let view = visit
        .view(page)
        .part(Part::Imports)
        .back(&format!("/imports/{id}"))
        .undated();
    Ok(refusable(view, posted))
}

async fn fields(
    visit: &Visit,
    db: &Db,
    open: &OpenImport,
    roster: &Roster,
    posted: &Posted,
) -> Outcome<Form> {
    let (row, settings) = (&open.row, &roster.settings);
    let mut form = visit.form(&format!("/imports/{}/columns", row.id));
    form = posted.general_problems().fold(form, Form::error);
    form = form.field(
        posted.fill(
            "effective",
            Field::date("effective", visit.t("import-effective"))
                .value(visit.day(settings.effective))
                .hint(visit.t("import-effective-hint")),
        ),
    );
    match row.kind {
        ImportKind::Delegates => {
            let origins = MandateOrigin::ALL.iter().map(|origin| {
                Choice::new(origin.code(), visit.label("mandate-origin", origin.code()))
            });
            let field = Field::select(
                "origin",
                visit.t("import-origin"),
                origins,
                settings.origin.code(),
            );
            form = form.field(posted.fill("origin", field));
        }
        ImportKind::Staff => {
            let field = Field::text("office", visit.t("import-office"))
                .value(settings.office.clone())
                .hint(visit.t("import-office-hint"));
            form = form.field(posted.fill("office", field));
        }
        ImportKind::Attendance => {
            let classes = queries::classes(db, row.council_id).await?;
            let choices = classes.into_iter().map(|class| {
                Choice::new(
                    class.id.to_string(),
                    format!("{} ({})", class.name, visit.day(class.starts_on)),
                )
            });
            let chosen = settings
                .class
                .map(|class| class.to_string())
                .or_else(|| visit.asked("class").map(str::to_owned))
                .unwrap_or_default();
            let field = Field::select("class", visit.t("import-class"), choices, chosen)
                .hint(visit.t("import-class-hint"));
            form = form.field(posted.fill("class", field));
        }
    }
    if roster.sheets.len() > 1 {
        let sheets = roster.sheets.iter().enumerate().map(|(place, sheet)| {
            Choice::new(
                place.to_string(),
                visit.tv(
                    "import-sheet",
                    &[("name", &sheet.name), ("rows", &vi::count(sheet.rows))],
                ),
            )
        });
        let field = Field::select(
            "sheet",
            visit.t("import-sheet-label"),
            sheets,
            settings.sheet.to_string(),
        );
        form = form.field(posted.fill("sheet", field.hint(visit.t("import-sheet-hint"))));
    }
    let mut set = Fieldset::new(visit.t("import-columns")).hint(visit.t("import-columns-hint"));
    for column in &roster.columns {
        let name = format!("column-{}", column.index);
        let letter = letters(column.index);
        let label = if column.title.is_empty() {
            visit.tv("import-column-untitled", &[("letter", &letter)])
        } else {
            visit.tv(
                "import-column-titled",
                &[("letter", &letter), ("title", &column.title)],
            )
        };
        let choices = std::iter::once(Choice::new("-", visit.t("import-column-none"))).chain(
            keys(row.kind)
                .into_iter()
                .map(|key| Choice::new(key, say::column(visit, key))),
        );
        let mut field = Field::select(name.clone(), label, choices, column.key.unwrap_or("-"));
        if !column.samples.is_empty() {
            field = field.hint(visit.tv(
                "import-column-samples",
                &[("samples", &column.samples.join(" · "))],
            ));
        }
        set = set.field(posted.fill(&name, field));
    }
    if let Some(problem) = posted.problem_of("columns") {
        form = form.error(problem);
    }
    Ok(form.fieldset(set).submit(visit.t("import-to-preview")))
}

/// A, B, …, Z, AA, …: how spreadsheets name their columns.
fn letters(index: usize) -> String {
    let mut rest = index + 1;
    let mut name = Vec::new();
    while rest > 0 {
        let place = u8::try_from((rest - 1) % 26).unwrap_or_default();
        name.push(char::from(b'A' + place));
        rest = (rest - 1) / 26;
    }
    name.into_iter().rev().collect()
}

/// Keeps what was said.
pub async fn save(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<ImportId>,
    posted: Posted,
) -> Outcome {
    match keep(&visit, &db, &clock, id, &posted).await {
        Ok(to) => Ok(done(&to, "flash-import-remapped")),
        Err(failure) => match failure.refusal() {
            Refusal::Invalid(problems) => {
                show(&visit, &db, id, &posted.clone().refused(&visit, problems)).await
            }
            _ => Err(failure),
        },
    }
}

async fn keep(
    visit: &Visit,
    db: &Db,
    clock: &Clock,
    id: ImportId,
    posted: &Posted,
) -> Outcome<String> {
    let open = imports::open(db, &visit.actor, id).await?;
    let effective = posted.day("effective")?;
    let sheet = posted
        .maybe("sheet")
        .and_then(|sheet| sheet.parse().ok())
        .unwrap_or(open.row.settings.sheet);
    let mut settings = Settings {
        effective,
        ..open.row.settings.clone()
    };
    let other_sheet = sheet != settings.sheet;
    if other_sheet {
        let (bytes, kind, before) = (open.bytes.clone(), open.row.kind, settings.clone());
        settings = super::apart(move || look_at_sheet(&bytes, kind, sheet, &before)).await?;
    } else {
        settings.columns = columns(posted);
    }
    if let Some(origin) = posted.maybe("origin") {
        settings.origin =
            MandateOrigin::from_code(&origin).ok_or(Problem::new("origin", "choice-unknown"))?;
    }
    if posted.pairs().any(|(name, _)| name == "office") {
        settings.office = posted.text("office");
    }
    if open.row.kind == ImportKind::Attendance {
        settings.class = Some(posted.id("class")?);
    }
    let acting = Acting::begin(db, &visit.actor, clock).await?;
    imports::remap(
        &acting,
        RemapImport {
            import: id,
            settings,
        },
    )
    .await?;
    acting.commit().await?;
    Ok(if other_sheet {
        format!("/imports/{id}/columns")
    } else {
        format!("/imports/{id}")
    })
}

fn columns(posted: &Posted) -> BTreeMap<usize, String> {
    posted
        .pairs()
        .filter_map(|(name, value)| {
            let index = name.strip_prefix("column-")?.parse().ok()?;
            (value != "-" && !value.is_empty()).then(|| (index, value.to_owned()))
        })
        .collect()
}

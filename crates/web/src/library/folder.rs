//! Whole folders of texts: handing them in, how far they are read, and the questions that some files raise.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::routing::{get, post};
use council::access::Act;
use council::bodies::queries::council;
use council::library::texts::FileState;
use council::library::texts::folder::{
    self, GivenFile, HandIn, ImportFile, MOST_FILES, TextImport, answer, hand_in, import_file,
    import_files, imports,
};
use council::{Acting, Refusal, Result};
use kernel::ids::{CouncilId, TextImportId};
use kernel::{Id, vi};
use store::Db;
use ui::{
    Button, Cell, Column, Field, Filters, Form, Meter, Notice, Page, PostButton, Table, Tone,
};
use uuid::Uuid;

use crate::app::App;
use crate::asked::choice;
use crate::bodies::words::{choices, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{page_asked, pager};
use crate::posted::{Posted, done};
use crate::task::{Place, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The largest sending: what a machine of an office can hold at once. A larger folder comes in several sendings, or as an archive.
const LARGEST_BODY: usize = 128 * 1024 * 1024;

/// The pages and forms.
pub(super) fn routes() -> Router<App> {
    let forms = route::<New>(Router::new(), "/library/imports/new");
    let forms = route::<More>(forms, "/library/imports/{id}/more");
    let forms = forms.layer(DefaultBodyLimit::max(LARGEST_BODY));
    route::<Answer>(forms, "/library/imports/{id}/answer")
        .route("/library/imports", get(list))
        .route("/library/imports/{id}", get(show))
        .route("/library/imports/{id}/read", post(go_on))
}

/// The imports.
async fn list(visit: Visit, State(db): State<Db>) -> Outcome {
    if !visit.actor.can_anywhere(Act::AddText) {
        return Err(Refusal::NotPermitted(Act::AddText).into());
    }
    let mut table = Table::new(visit.t("text-imports"), visit.words())
        .column(Column::text(visit.t("text-import-name")))
        .column(Column::text(visit.t("text-import-started")))
        .column(Column::number(visit.t("text-import-files")))
        .column(Column::text(visit.t("text-import-standing")))
        .empty(visit.t("text-imports-none"));
    for import in imports(&db, &visit.actor).await? {
        let (tone, word) = standing(&visit, &import);
        table = table.row([
            Cell::link(
                import.name.clone(),
                format!("/library/imports/{}", import.id),
            ),
            Cell::text(visit.moment(import.started_at)),
            Cell::number(vi::number(import.files)),
            Cell::status(tone, word),
        ]);
    }
    let page = Page::new(visit.t("text-imports"))
        .lead(visit.t("text-imports-lead"))
        .action(Button::new(
            visit.t("task-text-folder"),
            "/library/imports/new",
        ))
        .push(table);
    Ok(visit
        .view(page)
        .part(Part::Library)
        .crumb(visit.t("nav-library"), "/library")
        .undated()
        .respond())
}

/// One import: how far it is, and its files.
async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<TextImportId>) -> Outcome {
    let import = folder::import(&db, &visit.actor, id).await?;
    let state = choice(&visit, "state", FileState::from_code)?;
    let batch = page_asked(&visit);
    let files = import_files(&db, id, state, batch).await?;
    let counts = counts(&import);
    let counts: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let (tone, word) = standing(&visit, &import);
    let settled = import.files - import.waiting;
    let text = visit.tv("text-import-progress", &counts);
    let mut page = Page::new(import.name.clone())
        .kicker(visit.t("text-imports"))
        .tag(tone, word)
        .lead(visit.tv("text-import-lead", &counts))
        .push(Meter::new(
            visit.t("text-import-meter"),
            settled as f64,
            import.files as f64,
            text,
        ));
    if import.waiting > 0 {
        page = page.push(waiting(&visit, &import));
    }
    if import.held > 0 {
        page = page.push(Notice::warning(visit.tv("text-import-questions", &counts)));
    }
    let states = choices(&visit, "file-state", FileState::ALL, FileState::code);
    let shown = match state {
        None => import.files,
        Some(state) => of_state(&import, state),
    };
    let page = page
        .action(
            Button::new(
                visit.t("text-import-more"),
                format!("/library/imports/{id}/more"),
            )
            .secondary(),
        )
        .push(
            Filters::new(format!("/library/imports/{id}"), visit.words()).select(
                "state",
                &visit.t("text-import-standing"),
                or_all(&visit, states),
                state.map_or("", FileState::code),
            ),
        )
        .push(table(&visit, id, &files))
        .push(pager(&visit, batch, shown));
    Ok(visit
        .view(page)
        .part(Part::Library)
        .crumb(visit.t("nav-library"), "/library")
        .crumb(visit.t("text-imports"), "/library/imports")
        .undated()
        .respond())
}

/// Being read, or stopped with a button to go on.
fn waiting(visit: &Visit, import: &TextImport) -> Notice {
    let here = format!("/library/imports/{}", import.id);
    if visit.app.reads(import.id) {
        let look = ui::Html::link(visit.t("text-import-look-again"), &here);
        return Notice::info(visit.t("text-import-reading")).body(look);
    }
    let go_on = PostButton::new(
        visit.t("text-import-go-on"),
        format!("{here}/read"),
        visit.csrf(),
    );
    Notice::warning(visit.t("text-import-stopped")).push(go_on)
}

/// Reads on what waits.
async fn go_on(
    visit: Visit,
    State(app): State<App>,
    Path(id): Path<TextImportId>,
    _: Posted,
) -> Outcome {
    folder::import(app.db(), &visit.actor, id).await?;
    app.read_texts(&visit.actor, id);
    Ok(done(
        &format!("/library/imports/{id}"),
        "flash-text-folder-read",
    ))
}

fn table(visit: &Visit, id: TextImportId, files: &[ImportFile]) -> Table {
    let mut table = Table::new(visit.t("text-import-files"), visit.words())
        .column(Column::text(visit.t("text-file")))
        .column(Column::text(visit.t("text-import-standing")))
        .column(Column::text(visit.t("document")))
        .column(Column::text(visit.t("text-import-what-next")))
        .empty(visit.t("text-import-no-files"));
    for file in files {
        let tone = match file.state {
            FileState::Read => Tone::Done,
            FileState::Known => Tone::Neutral,
            FileState::Waiting => Tone::Unsure,
            FileState::Held => Tone::Due,
            FileState::Unreadable => Tone::Late,
        };
        let next = match file.state {
            FileState::Held => Cell::link(
                visit.label("file-reason", file.reason.code()),
                format!("/library/imports/{id}/answer?file={}", file.position),
            ),
            FileState::Unreadable => Cell::text(visit.label("file-reason", file.reason.code())),
            _ => Cell::text(visit.t("text-import-nothing-to-do")),
        };
        table = table.row([
            Cell::text(file.name.clone()),
            Cell::status(tone, visit.label("file-state", file.state.code())),
            document(visit, file),
            next,
        ]);
    }
    table
}

/// The document of a file, or the number printed in it.
fn document(visit: &Visit, file: &ImportFile) -> Cell {
    let number = file.document_number.as_deref().unwrap_or(&file.number);
    let words = match &file.document_title {
        Some(title) => format!("{number} – {title}"),
        None => number.to_owned(),
    };
    match file.document_id {
        Some(id) => Cell::link(words, visit.link(&format!("/library/{id}"))),
        None if words.is_empty() => Cell::missing(visit.t("missing")),
        None => Cell::text(words),
    }
}

fn counts(import: &TextImport) -> [(&'static str, String); 7] {
    [
        ("files", vi::number(import.files)),
        ("settled", vi::number(import.files - import.waiting)),
        ("waiting", vi::number(import.waiting)),
        ("read", vi::number(import.read)),
        ("known", vi::number(import.known)),
        ("held", vi::number(import.held)),
        ("unreadable", vi::number(import.unreadable)),
    ]
}

const fn of_state(import: &TextImport, state: FileState) -> i64 {
    match state {
        FileState::Waiting => import.waiting,
        FileState::Read => import.read,
        FileState::Known => import.known,
        FileState::Held => import.held,
        FileState::Unreadable => import.unreadable,
    }
}

fn standing(visit: &Visit, import: &TextImport) -> (Tone, String) {
    let (tone, key) = match import {
        TextImport { waiting: 1.., .. } => (Tone::Unsure, "text-import-is-reading"),
        TextImport { held: 1.., .. } => (Tone::Due, "text-import-is-asking"),
        _ => (Tone::Done, "text-import-is-done"),
    };
    (tone, visit.t(key))
}

fn given(posted: &Posted) -> Vec<GivenFile> {
    let files = posted.chosen_files("files");
    files
        .map(|file| GivenFile {
            name: file.name.clone(),
            bytes: file.bytes.to_vec(),
        })
        .collect()
}

fn files_field(visit: &Visit, posted: &Posted) -> Field {
    let megabytes = (LARGEST_BODY / (1024 * 1024)).to_string();
    let most = vi::number(MOST_FILES as i64);
    let hint = visit.tv(
        "text-import-hint",
        &[("megabytes", &megabytes), ("most", &most)],
    );
    Field::file("files", visit.t("text-import-choose"))
        .accept(".zip,.docx,.pdf,.html,.htm,.txt")
        .multiple()
        .hint(hint)
        .error_if(posted.problem_of("files"))
}

/// Đưa cả thư mục vào.
struct New {
    scope: String,
    council: Option<CouncilId>,
}

impl Task for New {
    const ACT: Act = Act::AddText;
    const NAME: &'static str = "text-folder";

    async fn load(visit: &Visit, _: Uuid) -> Outcome<Self> {
        let (scope, council) = super::office(visit, Self::ACT).await?;
        Ok(Self { scope, council })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.scope.clone(),
            back: "/library/imports".to_owned(),
            subject: visit.t("text-imports"),
            part: Part::Library,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let name =
            Field::text("name", visit.t("text-import-name")).hint(visit.t("text-import-name-hint"));
        form.field(posted.fill("name", name))
            .field(files_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let command = HandIn {
            council: self.council,
            import: None,
            name: posted.text("name"),
            files: given(posted),
        };
        let id = hand_in(acting, command).await?;
        Ok(format!("/library/imports/{id}"))
    }

    fn after(visit: &Visit, location: &str) {
        read_after(visit, location);
    }
}

/// Thêm tệp vào một đợt nhập.
struct More {
    import: TextImport,
    scope: String,
}

impl Task for More {
    const ACT: Act = Act::AddText;
    const NAME: &'static str = "text-folder-more";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (import, scope) = import_of(visit, id).await?;
        Ok(Self { import, scope })
    }

    fn place(&self, _: &Visit) -> Place {
        place_of(&self.import, &self.scope)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(files_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let command = HandIn {
            council: self.import.council_id,
            import: Some(self.import.id),
            name: String::new(),
            files: given(posted),
        };
        let id = hand_in(acting, command).await?;
        Ok(format!("/library/imports/{id}"))
    }

    fn after(visit: &Visit, location: &str) {
        read_after(visit, location);
    }
}

/// Trả lời cho một tệp: which document it is.
struct Answer {
    import: TextImport,
    scope: String,
    file: ImportFile,
}

impl Task for Answer {
    const ACT: Act = Act::AddText;
    const NAME: &'static str = "text-answer";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (import, scope) = import_of(visit, id).await?;
        let position = visit.asked("file").and_then(|text| text.parse().ok());
        let position = position.ok_or_else(|| Failure::not_found("text_import_file"))?;
        let file = import_file(visit.app.db(), import.id, position).await?;
        Ok(Self {
            import,
            scope,
            file,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            subject: self.file.name.clone(),
            ..place_of(&self.import, &self.scope)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let known = self.file.document_number.clone();
        let number = Field::text("number", visit.t("text-answer-number"))
            .value(known.unwrap_or_else(|| self.file.number.clone()))
            .hint(visit.t("text-answer-hint"));
        form.push(Notice::info(
            visit.label("file-reason", self.file.reason.code()),
        ))
        .field(posted.fill("number", number))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let number = posted.text("number");
        answer(acting, self.import.id, self.file.position, &number).await?;
        Ok(format!("/library/imports/{}", self.import.id))
    }
}

async fn import_of(visit: &Visit, id: Uuid) -> Outcome<(TextImport, String)> {
    let db = visit.app.db();
    let import = folder::import(db, &visit.actor, Id::from_uuid(id)).await?;
    let scope = match import.council_id {
        Some(id) => council(db, id).await?.path,
        None => String::new(),
    };
    Ok((import, scope))
}

fn place_of(import: &TextImport, scope: &str) -> Place {
    Place {
        scope: scope.to_owned(),
        back: format!("/library/imports/{}", import.id),
        subject: import.name.clone(),
        part: Part::Library,
    }
}

/// Begins to read what was handed in.
fn read_after(visit: &Visit, location: &str) {
    let id = location.rsplit('/').next().and_then(|id| id.parse().ok());
    if let Some(id) = id {
        visit.app.read_texts(&visit.actor, id);
    }
}

//! Nhập cả thư mục: many files handed in together, read one after the other.
//!
//! Every file is kept when it is handed in and read later, each in a transaction of its own, so that what stops in the middle goes on
//! where it stopped. The same file is taken once, whichever part of the folder it comes with.
//!
//! **Invariant.** A file ends as read, as known already, as held with a question, or as unreadable with a reason; none is passed over.

use std::collections::HashSet;

use intake::archive::{self, Allowance};
use kernel::ids::{CouncilId, DocumentId, FileId, TextId, TextImportId};
use kernel::{Clock, Timestamp, vi};
use serde_json::json;
use store::{Db, Reader, args, record, sql};

use super::acts::{Held, ImportText, Imported, import_text};
use super::look::Looked;
use super::{FileReason, FileState};
use crate::access::{Act, Actor};
use crate::bodies::queries::council;
use crate::digest::sha256;
use crate::library::frame::frame;
use crate::refusal::Problems;
use crate::{Acting, Page, Problem, Refusal, Result, files};

/// So many files one import holds at most.
pub const MOST_FILES: usize = 2_000;
/// So many bytes the archives of one sending may hold when they are unpacked.
const UNPACKED: u64 = 400 * 1024 * 1024;
/// What operating systems leave in folders.
const LITTER: [&str; 4] = ["__macosx/", ".ds_store", "thumbs.db", "desktop.ini"];

/// A file as it was handed in.
#[derive(Debug, Clone)]
pub struct GivenFile {
    /// Its name, with the folders within the archive it came in.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Đưa cả thư mục văn bản vào thư viện.
#[derive(Debug, Clone)]
pub struct HandIn {
    /// The council whose office hands it in; none for the whole installation.
    pub council: Option<CouncilId>,
    /// The import it belongs to; none for a new one.
    pub import: Option<TextImportId>,
    /// What it is called.
    pub name: String,
    /// The files; archives are opened.
    pub files: Vec<GivenFile>,
}

record! {
    /// Đợt nhập.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = library::TextImport)]
    pub struct TextImport {
        /// The import.
        pub id: TextImportId,
        /// The council whose office handed it in.
        pub council_id: Option<CouncilId>,
        /// What it is called.
        pub name: String,
        /// When it began.
        #[schema(value_type = String)]
        pub started_at: Timestamp,
        /// When the last file was read.
        #[schema(value_type = Option<String>)]
        pub finished_at: Option<Timestamp>,
        /// How many files.
        pub files: i64,
        /// Files that wait.
        pub waiting: i64,
        /// Files whose text is in the library now.
        pub read: i64,
        /// Files whose text was there.
        pub known: i64,
        /// Files with a question.
        pub held: i64,
        /// Files that cannot be read.
        pub unreadable: i64,
    }

    /// Một tệp của đợt nhập.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = library::TextImportFile)]
    pub struct ImportFile {
        /// Its place in the import.
        pub position: i64,
        /// Its name.
        pub name: String,
        /// How it stands.
        pub state: FileState,
        /// Why it is held or cannot be read.
        pub reason: FileReason,
        /// The number printed in it.
        pub number: String,
        /// Its document.
        pub document_id: Option<DocumentId>,
        /// The number of that document.
        pub document_number: Option<String>,
        /// Its title.
        pub document_title: Option<String>,
    }

    struct Waiting { position: i64, name: String, file_id: FileId, bytes: Vec<u8>, council_id: Option<CouncilId> }

    struct Hash { sha256: String }
}

macro_rules! imports {
    ($where:literal) => {
        concat!(
            "SELECT i.id, i.council_id, i.name, i.started_at, i.finished_at, count(f.position) AS files, ",
            "CAST(coalesce(sum(CASE WHEN f.state = 'waiting' THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting, ",
            "CAST(coalesce(sum(CASE WHEN f.state = 'read' THEN 1 ELSE 0 END), 0) AS BIGINT) AS read, ",
            "CAST(coalesce(sum(CASE WHEN f.state = 'known' THEN 1 ELSE 0 END), 0) AS BIGINT) AS known, ",
            "CAST(coalesce(sum(CASE WHEN f.state = 'held' THEN 1 ELSE 0 END), 0) AS BIGINT) AS held, ",
            "CAST(coalesce(sum(CASE WHEN f.state = 'unreadable' THEN 1 ELSE 0 END), 0) AS BIGINT) AS unreadable ",
            "FROM text_import i LEFT JOIN text_import_file f ON f.import_id = i.id ", $where,
            " GROUP BY i.id, i.council_id, i.name, i.started_at, i.finished_at ORDER BY i.started_at DESC, i.id"
        )
    };
}

sql! {
    IMPORTS = imports!("");
    ONE = imports!("WHERE i.id = $1");
    // What asks for somebody comes first, then what is still to come.
    FILES = "SELECT f.position, f.name, f.state, f.reason, f.number, f.document_id, d.number AS document_number, d.title AS document_title \
             FROM text_import_file f LEFT JOIN document d ON d.id = f.document_id WHERE f.import_id = $1 AND ($2 = '' OR f.state = $2) \
             ORDER BY CASE f.state WHEN 'held' THEN 0 WHEN 'unreadable' THEN 1 WHEN 'waiting' THEN 2 ELSE 3 END, f.position LIMIT $3 OFFSET $4";
    FILE = "SELECT f.position, f.name, f.state, f.reason, f.number, f.document_id, d.number AS document_number, d.title AS document_title \
            FROM text_import_file f LEFT JOIN document d ON d.id = f.document_id WHERE f.import_id = $1 AND f.position = $2";
    HASHES = "SELECT sha256 FROM text_import_file WHERE import_id = $1";
    BEGIN = "INSERT INTO text_import (id, council_id, name, started_at) VALUES ($1, $2, $3, $4)";
    GO_ON = "UPDATE text_import SET finished_at = NULL WHERE id = $1";
    FINISH = "UPDATE text_import SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL";
    NEXT = "SELECT f.position, f.name, f.file_id, x.bytes, i.council_id FROM text_import_file f JOIN text_import i ON i.id = f.import_id \
            JOIN file x ON x.id = f.file_id WHERE f.import_id = $1 AND f.state = 'waiting' ORDER BY f.position LIMIT 1";
    AT = "SELECT f.position, f.name, f.file_id, x.bytes, i.council_id FROM text_import_file f JOIN text_import i ON i.id = f.import_id \
          JOIN file x ON x.id = f.file_id WHERE f.import_id = $1 AND f.position = $2 AND f.state = 'held'";
    SETTLE = "UPDATE text_import_file SET state = $3, reason = $4, number = $5, document_id = $6, text_id = $7 WHERE import_id = $1 AND position = $2";
}

/// The imports under an actor's places, the newest first.
pub async fn imports(db: &impl Reader, actor: &Actor) -> Result<Vec<TextImport>> {
    let mut seen = Vec::new();
    for import in db.all::<TextImport>(IMPORTS, args![]).await? {
        if actor
            .may(Act::AddText, &path_of(db, import.council_id).await?)
            .is_ok()
        {
            seen.push(import);
        }
    }
    Ok(seen)
}

/// One import, for whoever may bring texts in there.
pub async fn import(db: &impl Reader, actor: &Actor, id: TextImportId) -> Result<TextImport> {
    let import: Option<TextImport> = db.one(ONE, args![id]).await?;
    let import = import.ok_or(Refusal::NotFound("text_import"))?;
    actor.may(Act::AddText, &path_of(db, import.council_id).await?)?;
    Ok(import)
}

/// A page of its files, those that ask for somebody first.
pub async fn import_files(
    db: &impl Reader,
    id: TextImportId,
    state: Option<FileState>,
    page: Page,
) -> Result<Vec<ImportFile>> {
    let state = state.map_or("", FileState::code);
    let values = args![id, state, i64::from(page.size), page.offset()];
    Ok(db.all(FILES, values).await?)
}

/// One of its files.
pub async fn import_file(db: &impl Reader, id: TextImportId, position: i64) -> Result<ImportFile> {
    let file: Option<ImportFile> = db.one(FILE, args![id, position]).await?;
    file.ok_or(Refusal::NotFound("text_import_file"))
}

/// Keeps the files of a folder, to be read afterwards; those the import has already are not taken twice.
pub async fn hand_in(acting: &Acting<'_>, command: HandIn) -> Result<TextImportId> {
    let tx = &acting.tx;
    let owner = match command.import {
        Some(id) => import(tx, acting.actor, id).await?.council_id,
        None => command.council,
    };
    acting.may(Act::AddText, &path_of(tx, owner).await?)?;
    let mut problems = Problems::default();
    let name = match command.import {
        Some(_) => String::new(),
        None => problems.text("name", &command.name),
    };
    problems.refuse()?;
    let given = unpacked(command.files)?;
    let id = command.import.unwrap_or_else(TextImportId::fresh);
    match command.import {
        Some(_) => drop(tx.execute(GO_ON, args![id]).await?),
        None => drop(
            tx.execute(BEGIN, args![id, owner, &name, acting.now])
                .await?,
        ),
    }
    let held: Vec<Hash> = tx.all(HASHES, args![id]).await?;
    let mut position = held.len();
    let mut there: HashSet<String> = held.into_iter().map(|row| row.sha256).collect();
    let mut rows = Vec::new();
    for file in given {
        let sha256 = sha256(&file.bytes);
        if !there.insert(sha256.clone()) {
            continue;
        }
        let name = vi::clean(&file.name.replace('\\', "/"));
        // What it is, is judged when it is read; until then it is only bytes.
        let kept = files::keep(acting, &name, "application/octet-stream", file.bytes).await?;
        let state = FileState::Waiting;
        rows.push(args![
            id,
            position,
            name,
            sha256,
            kept,
            state,
            FileReason::None,
            ""
        ]);
        position += 1;
    }
    if position > MOST_FILES {
        return Err(Problem::new("files", "text-import-too-many")
            .with("most", MOST_FILES)
            .into());
    }
    let added = rows.len();
    let columns = &[
        "import_id",
        "position",
        "name",
        "sha256",
        "file_id",
        "state",
        "reason",
        "number",
    ];
    tx.insert_many("text_import_file", columns, rows).await?;
    let detail = json!({ "after": { "name": name, "files": added } });
    acting
        .audit(Act::AddText, owner, "text_import", id, "", detail)
        .await?;
    Ok(id)
}

/// Reads the next file that waits, in a transaction of its own; false when none waits any more.
pub async fn read_next(db: &Db, actor: &Actor, clock: &Clock, id: TextImportId) -> Result<bool> {
    let Some(waiting) = db.one::<Waiting>(NEXT, args![id]).await? else {
        let acting = Acting::begin(db, actor, clock).await?;
        if acting.tx.execute(FINISH, args![id, acting.now]).await? > 0 {
            acting
                .audit(
                    Act::AddText,
                    None,
                    "text_import",
                    id,
                    "",
                    json!({ "after": { "finished": true } }),
                )
                .await?;
            acting.commit().await?;
        }
        return Ok(false);
    };
    let (looked, waiting) = looked(waiting).await?;
    let acting = Acting::begin(db, actor, clock).await?;
    let acting = match settle(&acting, id, &waiting, looked, None).await {
        Ok(_) => acting,
        // What the head says cannot be recorded as it stands; nothing of it is kept, and somebody is asked.
        Err(Refusal::Invalid(_)) => {
            drop(acting);
            let acting = Acting::begin(db, actor, clock).await?;
            let outcome = Settled::of(FileState::Held, FileReason::HeadRefused);
            write(&acting, id, &waiting, outcome).await?;
            acting
        }
        Err(error) => return Err(error),
    };
    acting.commit().await?;
    Ok(true)
}

/// Reads whatever waits, all in one transaction: for folders that are small.
pub async fn read_all(acting: &Acting<'_>, id: TextImportId) -> Result<()> {
    while let Some(waiting) = acting.tx.one::<Waiting>(NEXT, args![id]).await? {
        let (looked, waiting) = looked(waiting).await?;
        settle(acting, id, &waiting, looked, None).await?;
    }
    acting.tx.execute(FINISH, args![id, acting.now]).await?;
    Ok(())
}

/// Trả lời: reads a file again as the text of the document with this number.
pub async fn answer(
    acting: &Acting<'_>,
    id: TextImportId,
    position: i64,
    number: &str,
) -> Result<()> {
    import(&acting.tx, acting.actor, id).await?;
    let frame = frame(&acting.tx).await?;
    let document = match frame.shelved(number) {
        [one] => one.id,
        [] => return Err(Problem::new("number", "text-import-no-document").into()),
        _ => {
            return Err(Problem::new("number", "text-number-shared")
                .with("number", number)
                .into());
        }
    };
    let waiting: Option<Waiting> = acting.tx.one(AT, args![id, position]).await?;
    let waiting = waiting.ok_or(Refusal::NotFound("text_import_file"))?;
    let (looked, waiting) = looked(waiting).await?;
    match settle(acting, id, &waiting, looked, Some(document)).await? {
        Some(held) => Err(held.problem("number").into()),
        None => Ok(()),
    }
}

/// A file read aside: parsing keeps a processor busy.
async fn looked(mut waiting: Waiting) -> Result<(Result<Looked, FileReason>, Waiting)> {
    let bytes = std::mem::take(&mut waiting.bytes);
    let name = waiting.name.clone();
    let look = move || Looked::at(&name, bytes);
    let looked = tokio::task::spawn_blocking(look).await;
    Ok((looked.map_err(Refusal::failed("read a file"))?, waiting))
}

/// Writes what became of a file; the question where it is held.
async fn settle(
    acting: &Acting<'_>,
    id: TextImportId,
    waiting: &Waiting,
    looked: Result<Looked, FileReason>,
    document: Option<DocumentId>,
) -> Result<Option<Held>> {
    let outcome = match looked {
        Err(reason) => Settled::of(FileState::Unreadable, reason),
        Ok(looked) => {
            let command = ImportText {
                council: waiting.council_id,
                document,
                looked,
                kept: Some(waiting.file_id),
            };
            match import_text(acting, command).await? {
                Imported::Read(document, text) => Settled::at(FileState::Read, document, text),
                Imported::Known(document, text) => Settled::at(FileState::Known, document, text),
                Imported::Held(held) => Settled {
                    number: held.number.clone(),
                    document: held.document,
                    held: Some(held.clone()),
                    ..Settled::of(FileState::Held, held.reason)
                },
            }
        }
    };
    write(acting, id, waiting, outcome).await
}

async fn write(
    acting: &Acting<'_>,
    id: TextImportId,
    waiting: &Waiting,
    outcome: Settled,
) -> Result<Option<Held>> {
    let (state, reason) = (outcome.state, outcome.reason);
    let values = args![
        id,
        waiting.position,
        state,
        reason,
        outcome.number,
        outcome.document,
        outcome.text
    ];
    acting.tx.execute(SETTLE, values).await?;
    let detail = json!({ "after": { "file": waiting.name, "state": state, "reason": reason } });
    acting
        .audit(
            Act::AddText,
            waiting.council_id,
            "text_import",
            id,
            "",
            detail,
        )
        .await?;
    Ok(outcome.held)
}

struct Settled {
    state: FileState,
    reason: FileReason,
    number: String,
    document: Option<DocumentId>,
    text: Option<TextId>,
    held: Option<Held>,
}

impl Settled {
    fn of(state: FileState, reason: FileReason) -> Self {
        Self {
            state,
            reason,
            number: String::new(),
            document: None,
            text: None,
            held: None,
        }
    }

    fn at(state: FileState, document: DocumentId, text: TextId) -> Self {
        Self {
            document: Some(document),
            text: Some(text),
            ..Self::of(state, FileReason::None)
        }
    }
}

/// The files with those of archives in their place; what operating systems leave in folders is left out.
fn unpacked(given: Vec<GivenFile>) -> Result<Vec<GivenFile>, Problem> {
    let mut files = Vec::new();
    let mut budget = UNPACKED;
    for file in given {
        if file.name.to_lowercase().ends_with(".zip") {
            let unreadable =
                |_| Problem::new("files", "text-import-archive").with("name", &file.name);
            open(&file, &mut budget, &mut files).map_err(unreadable)?;
        } else {
            files.push(file);
        }
    }
    files.retain(|file| !is_litter(&file.name));
    if files.is_empty() {
        return Err(Problem::new("files", "text-import-nothing"));
    }
    if files.len() > MOST_FILES {
        return Err(Problem::new("files", "text-import-too-many").with("most", MOST_FILES));
    }
    Ok(files)
}

/// Unpacks an archive within bounds.
fn open(
    file: &GivenFile,
    budget: &mut u64,
    files: &mut Vec<GivenFile>,
) -> Result<(), intake::Fault> {
    let mut archive = archive::open(&file.bytes, 2 * MOST_FILES)?;
    let names: Vec<String> = archive
        .file_names_raw()
        .map(|raw| String::from_utf8_lossy(raw).replace('\\', "/"))
        .collect();
    for (index, name) in names.into_iter().enumerate() {
        if name.ends_with('/') || is_litter(&name) {
            continue;
        }
        let allowance = Allowance {
            budget: (*budget).min(files::LARGEST as u64 + 1),
            ratio: 200,
            ratio_floor: 4 * 1024 * 1024,
        };
        let mut bytes = Vec::new();
        let size = archive::unpack(&mut archive, index, allowance, |piece| {
            bytes.extend_from_slice(piece)
        })?;
        *budget = budget.saturating_sub(size);
        files.push(GivenFile { name, bytes });
    }
    Ok(())
}

fn is_litter(name: &str) -> bool {
    let small = name.to_lowercase();
    let last = small.rsplit('/').next().unwrap_or("");
    last.starts_with("~$")
        || LITTER
            .iter()
            .any(|litter| small.starts_with(litter) || last == *litter)
}

async fn path_of(db: &impl Reader, id: Option<CouncilId>) -> Result<String> {
    match id {
        Some(id) => Ok(council(db, id).await?.path),
        None => Ok(String::new()),
    }
}

//! What pages ask about imports.

use kernel::ids::{AccountId, ClassId, CouncilId, FileId, ImportId, PersonId};
use kernel::{Date, Timestamp};
use store::{Reader, args, record, sql};

use super::{Counts, ImportKind, ImportState, Settings};
use crate::access::{Act, Actor, FieldGroup};
use crate::bodies::council_title;
use crate::{Refusal, Result};

record! {
    struct Stored {
        id: ImportId,
        council_id: CouncilId,
        path: String,
        unit_name: String,
        council_number: String,
        kind: ImportKind,
        file_id: FileId,
        file_name: String,
        file_size: i64,
        mapping: String,
        state: ImportState,
        account_id: Option<AccountId>,
        account_name: Option<String>,
        uploaded_at: Timestamp,
        decided_at: Option<Timestamp>,
        counts: Option<String>,
    }
}

/// One import.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// The import.
    pub id: ImportId,
    /// The council.
    pub council_id: CouncilId,
    /// Where the council is.
    pub path: String,
    /// "HĐND thành phố Cần Thơ khóa X".
    pub council_title: String,
    /// What the roster lists.
    pub kind: ImportKind,
    /// The stored file.
    pub file_id: FileId,
    /// Its name.
    pub file_name: String,
    /// Its bytes.
    pub file_size: i64,
    /// How it is read.
    pub settings: Settings,
    /// Where it stands.
    pub state: ImportState,
    /// Who uploaded it.
    pub account_id: Option<AccountId>,
    /// The name of that user.
    pub account_name: Option<String>,
    /// When.
    pub uploaded_at: Timestamp,
    /// When it was confirmed, undone or discarded.
    pub decided_at: Option<Timestamp>,
    /// What the confirmation did.
    pub counts: Option<Counts>,
}

/// An import with the bytes of its file.
#[derive(Debug, Clone)]
pub struct OpenImport {
    /// The import.
    pub row: ImportRow,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What a list of imports is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// The council.
    pub council: Option<CouncilId>,
    /// The state.
    pub state: Option<ImportState>,
}

record! {
    /// A person whom an import touched.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct Touched {
        /// The person.
        pub person_id: PersonId,
        /// The name now.
        pub full_name: String,
    }

    struct Bytes { bytes: Vec<u8> }
    struct Place { id: CouncilId, unit_name: String, number: String, path: String, valid_to: Option<Date> }

    /// A class whose attendance may be imported.
    #[derive(Debug, Clone)]
    pub struct ClassChoice {
        /// The class.
        pub id: ClassId,
        /// Its name.
        pub name: String,
        /// Its first day.
        pub starts_on: Date,
    }
}

sql! {
    ONE = "SELECT i.id, i.council_id, c.path, u.name AS unit_name, c.number AS council_number, i.kind, i.file_id, f.name AS file_name, \
                  f.size AS file_size, i.mapping, i.state, i.account_id, a.name AS account_name, i.uploaded_at, i.decided_at, i.counts \
           FROM import i JOIN council c ON c.id = i.council_id JOIN unit u ON u.id = c.unit_id JOIN file f ON f.id = i.file_id \
           LEFT JOIN account a ON a.id = i.account_id WHERE i.id = $1";
    ALL = "SELECT i.id, i.council_id, c.path, u.name AS unit_name, c.number AS council_number, i.kind, i.file_id, f.name AS file_name, \
                  f.size AS file_size, i.mapping, i.state, i.account_id, a.name AS account_name, i.uploaded_at, i.decided_at, i.counts \
           FROM import i JOIN council c ON c.id = i.council_id JOIN unit u ON u.id = c.unit_id JOIN file f ON f.id = i.file_id \
           LEFT JOIN account a ON a.id = i.account_id \
           WHERE ($1 = '' OR i.state = $1) ORDER BY i.uploaded_at DESC, i.id DESC";
    PLACES = "SELECT c.id, u.name AS unit_name, c.number, c.path, c.valid_to FROM council c JOIN unit u ON u.id = c.unit_id \
              ORDER BY c.path, c.valid_from DESC, c.id";
    CLASSES = "SELECT k.id, k.name, k.starts_on FROM class k \
               WHERE k.council_id = $1 AND k.state IN ('open', 'held') ORDER BY k.starts_on DESC, k.name, k.id LIMIT 200";
    BYTES = "SELECT bytes FROM file WHERE id = $1";
    TOUCHED = "SELECT r.person_id, r.full_name FROM person_record r WHERE r.valid_to IS NULL AND r.person_id IN ( \
                   SELECT x.subject_id FROM import_change x WHERE x.import_id = $1 AND x.subject_kind IN ('person', 'person_record')) \
               ORDER BY r.sort_key, r.person_id LIMIT 200";
}

/// The imports that this actor may see, the newest first.
pub async fn list(db: &impl Reader, actor: &Actor, wanted: Wanted) -> Result<Vec<ImportRow>> {
    let state = wanted.state.map_or("", ImportState::code);
    let rows: Vec<Stored> = db.all(ALL, args![state]).await?;
    rows.into_iter()
        .filter(|row| actor.reads(FieldGroup::Imports, &row.path))
        .filter(|row| {
            wanted
                .council
                .is_none_or(|council| council == row.council_id)
        })
        .map(ImportRow::try_from)
        .collect()
}

/// A council for which this actor may upload a roster.
#[derive(Debug, Clone)]
pub struct CouncilChoice {
    /// The council.
    pub id: CouncilId,
    /// "HĐND thành phố Cần Thơ khóa X".
    pub title: String,
    /// Where it is.
    pub path: String,
}

/// The councils for which this actor may upload rosters: those that exist on a day first.
pub async fn councils(db: &impl Reader, actor: &Actor, day: Date) -> Result<Vec<CouncilChoice>> {
    let rows = db.all_kept::<Place>(PLACES, args![]).await?;
    let mut rows: Vec<&Place> = rows
        .iter()
        .filter(|row| actor.can(Act::UploadRoster, &row.path))
        .collect();
    rows.sort_by_key(|row| row.valid_to.is_some_and(|to| to <= day));
    Ok(rows
        .into_iter()
        .map(|row| CouncilChoice {
            id: row.id,
            title: council_title(&row.unit_name, &row.number),
            path: row.path.clone(),
        })
        .collect())
}

/// The classes of a council whose attendance may be imported, the newest first.
pub async fn classes(db: &impl Reader, council: CouncilId) -> Result<Vec<ClassChoice>> {
    Ok(db.all(CLASSES, args![council]).await?)
}

/// One import, if this actor may see it.
pub async fn import(db: &impl Reader, actor: &Actor, id: ImportId) -> Result<ImportRow> {
    let row = stored(db, id).await?;
    if actor.reads(FieldGroup::Imports, &row.path) {
        Ok(row)
    } else {
        Err(Refusal::NotReadable(FieldGroup::Imports))
    }
}

/// One import with its file, if this actor may see it.
pub async fn open(db: &impl Reader, actor: &Actor, id: ImportId) -> Result<OpenImport> {
    let row = import(db, actor, id).await?;
    let file: Option<Bytes> = db.one(BYTES, args![row.file_id]).await?;
    let bytes = file.ok_or(Refusal::NotFound("file"))?.bytes;
    Ok(OpenImport { row, bytes })
}

/// The first people whom an import touched, by name.
pub async fn touched(db: &impl Reader, id: ImportId) -> Result<Vec<Touched>> {
    Ok(db.all(TOUCHED, args![id]).await?)
}

pub(super) async fn stored(db: &impl Reader, id: ImportId) -> Result<ImportRow> {
    let row: Option<Stored> = db.one(ONE, args![id]).await?;
    row.ok_or(Refusal::NotFound("import"))?.try_into()
}

impl TryFrom<Stored> for ImportRow {
    type Error = Refusal;

    fn try_from(row: Stored) -> Result<Self> {
        let unexpected = |column: &str, error: serde_json::Error| {
            Refusal::Store(store::Error::Column {
                column: column.to_owned(),
                what: error.to_string(),
            })
        };
        Ok(Self {
            id: row.id,
            council_id: row.council_id,
            path: row.path,
            council_title: council_title(&row.unit_name, &row.council_number),
            kind: row.kind,
            file_id: row.file_id,
            file_name: row.file_name,
            file_size: row.file_size,
            settings: serde_json::from_str(&row.mapping)
                .map_err(|error| unexpected("mapping", error))?,
            state: row.state,
            account_id: row.account_id,
            account_name: row.account_name,
            uploaded_at: row.uploaded_at,
            decided_at: row.decided_at,
            counts: row
                .counts
                .map(|text| {
                    serde_json::from_str(&text).map_err(|error| unexpected("counts", error))
                })
                .transpose()?,
        })
    }
}

//! What pages ask about tables of petitions.

use kernel::Timestamp;
use kernel::ids::{CouncilId, FileId, PetitionTableId};
use store::{Reader, args, record, sql};

use super::{Counts, Settings, TableState};
use crate::access::{Act, Actor};
use crate::{Refusal, Result};

record! {
    struct Stored {
        id: PetitionTableId, council_id: CouncilId, path: String, file_id: FileId, file_name: String, file_size: i64, settings: String,
        state: TableState, account_name: Option<String>, uploaded_at: Timestamp, decided_at: Option<Timestamp>, counts: Option<String>
    }
    struct Bytes { bytes: Vec<u8> }
}

/// A table that was handed in.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// The table.
    pub id: PetitionTableId,
    /// The council.
    pub council_id: CouncilId,
    /// Where the council is.
    pub path: String,
    /// The stored file.
    pub file_id: FileId,
    /// Its name.
    pub file_name: String,
    /// Its bytes.
    pub file_size: i64,
    /// How it is read.
    pub settings: Settings,
    /// Where it stands.
    pub state: TableState,
    /// Who handed it in.
    pub account_name: Option<String>,
    /// When.
    pub uploaded_at: Timestamp,
    /// When it was imported or put away.
    pub decided_at: Option<Timestamp>,
    /// What the import added.
    pub counts: Option<Counts>,
}

sql! {
    ONE = "SELECT t.id, t.council_id, c.path, t.file_id, f.name AS file_name, f.size AS file_size, t.settings, t.state, a.name AS account_name, \
                  t.uploaded_at, t.decided_at, t.counts \
           FROM petition_table t JOIN council c ON c.id = t.council_id JOIN file f ON f.id = t.file_id \
           LEFT JOIN account a ON a.id = t.account_id WHERE t.id = $1";
    OF_COUNCIL = "SELECT t.id, t.council_id, c.path, t.file_id, f.name AS file_name, f.size AS file_size, t.settings, t.state, \
                         a.name AS account_name, t.uploaded_at, t.decided_at, t.counts \
                  FROM petition_table t JOIN council c ON c.id = t.council_id JOIN file f ON f.id = t.file_id \
                  LEFT JOIN account a ON a.id = t.account_id WHERE t.council_id = $1 AND t.state <> 'discarded' \
                  ORDER BY t.uploaded_at DESC, t.id DESC LIMIT 50";
    BYTES = "SELECT bytes FROM file WHERE id = $1";
}

/// One table, for who may import it.
pub async fn petition_table(
    db: &impl Reader,
    actor: &Actor,
    id: PetitionTableId,
) -> Result<TableRow> {
    let row = stored(db, id).await?;
    actor.may(Act::TakeUtterance, &row.path)?;
    actor.may(Act::SortUtterance, &row.path)?;
    Ok(row)
}

/// The tables of a council that were imported or wait, the newest first.
pub async fn petition_tables(db: &impl Reader, council: CouncilId) -> Result<Vec<TableRow>> {
    let rows: Vec<Stored> = db.all(OF_COUNCIL, args![council]).await?;
    rows.into_iter().map(TableRow::try_from).collect()
}

/// The content of the file of a table.
pub async fn content(db: &impl Reader, row: &TableRow) -> Result<Vec<u8>> {
    let file: Option<Bytes> = db.one(BYTES, args![row.file_id]).await?;
    Ok(file.ok_or(Refusal::NotFound("file"))?.bytes)
}

pub(super) async fn stored(db: &impl Reader, id: PetitionTableId) -> Result<TableRow> {
    let row: Option<Stored> = db.one(ONE, args![id]).await?;
    row.ok_or(Refusal::NotFound("petition_table"))?.try_into()
}

impl TryFrom<Stored> for TableRow {
    type Error = Refusal;

    fn try_from(row: Stored) -> Result<Self> {
        let unexpected = |column: &str, error: serde_json::Error| {
            Refusal::Store(store::Error::Column {
                column: column.to_owned(),
                what: error.to_string(),
            })
        };
        let counts = row.counts.map(|text| serde_json::from_str(&text));
        Ok(Self {
            id: row.id,
            council_id: row.council_id,
            path: row.path,
            file_id: row.file_id,
            file_name: row.file_name,
            file_size: row.file_size,
            settings: serde_json::from_str(&row.settings)
                .map_err(|error| unexpected("settings", error))?,
            state: row.state,
            account_name: row.account_name,
            uploaded_at: row.uploaded_at,
            decided_at: row.decided_at,
            counts: counts
                .transpose()
                .map_err(|error| unexpected("counts", error))?,
        })
    }
}

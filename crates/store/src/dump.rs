//! A whole installation as one file of JSON Lines, to move between SQLite and PostgreSQL.
//!
//! The first line says what the file is (format, schema steps, engine, tables, columns, counts). Then come the tables, each after
//! those it refers to: a line with its name, then one line a row, an array in the order of the columns. Bytes are base64, identifiers
//! and numbers with a point are text, the rest is JSON's own. The last line holds the number of lines and the SHA-256 of every byte
//! before it. Everything is one state of the records: what is written meanwhile is not in it.
//!
//! **Invariants.** What was loaded has the same [`digest`] as what was dumped, and its audit chain holds, or nothing was loaded.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek as _, Write};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::audit::{self, Head, hex};
use crate::partial::Partial;
use crate::schema::{self, Column, Kind, Table};
use crate::{Db, Engine, Error, MIGRATIONS, Result, Tx, Value, migrate};

/// The version of the file's own layout.
const FORMAT: u32 = 1;
/// How much a statement may carry while loading.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// How many rows a statement may carry: beyond a few hundred nothing is won.
const BATCH_ROWS: usize = 250;
/// SQLite takes 32,766 parameters a statement.
const BATCH_PARAMETERS: usize = 12_000;
/// Tables that the program makes itself.
const SCHEMA_VERSION: &str = "schema_version";
const AUDIT_HEAD: &str = "audit_head";

/// What was dumped or loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many tables.
    pub tables: usize,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the file up to its last line.
    pub sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    dancu: String,
    format: u32,
    engine: String,
    schema: Vec<Step>,
    tables: Vec<Contents>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    version: i64,
    checksum: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Contents {
    name: String,
    columns: Vec<Column>,
    rows: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Marker {
    table: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trailer {
    end: bool,
    lines: u64,
    sha256: String,
}

/// Writes a whole installation into a new file.
pub async fn dump(db: &Db, path: &Path) -> Result<Summary> {
    dump_with_chain(db, path).await.map(|(summary, _)| summary)
}

/// The same, with the verdict on the chain as it is in the file.
pub(crate) async fn dump_with_chain(db: &Db, path: &Path) -> Result<(Summary, audit::Verdict)> {
    let partial = Partial::begin(path)?;
    let mut out = Sealing::new(BufWriter::with_capacity(1 << 16, partial.open()?));
    let tx = db.snapshot().await?;
    let tables = schema::read(&tx, db.engine()).await?;
    let order = schema::in_order(&tables)?;
    let mut header = Header {
        dancu: "dump".into(),
        format: FORMAT,
        engine: name_of(db.engine()).into(),
        schema: steps(&tx).await?,
        tables: Vec::new(),
    };
    for table in order.iter().filter(|table| table.name != SCHEMA_VERSION) {
        header.tables.push(Contents {
            name: table.name.clone(),
            columns: table.columns.clone(),
            rows: count(&tx, &table.name).await?,
        });
    }
    out.line(&header)?;
    let mut rows = 0;
    for contents in &header.tables {
        let table = &tables[&contents.name];
        out.line(&Marker {
            table: table.name.clone(),
        })?;
        let select = table.select(db.engine());
        tx.each_composed(&select, &table.kinds(), |row| {
            rows += 1;
            out.row(&row)
        })
        .await?;
    }
    let verdict = audit::verify(&tx).await?;
    tx.rollback().await?;
    let sha256 = out.seal()?;
    partial.finish()?;
    let summary = Summary {
        tables: header.tables.len(),
        rows,
        sha256,
    };
    Ok((summary, verdict))
}

/// Loads a dump into an empty installation, in one transaction, and brings it forward to this program's schema.
pub async fn load(db: &Db, path: &Path) -> Result<Summary> {
    let (mut file, header, sha256) = open(path)?;
    check_steps(&header)?;
    refuse_filled(&db.snapshot().await?, db.engine()).await?;
    let last = header.schema.last().map_or(0, |step| step.version);
    migrate::run_to(db, last).await?;
    let tx = db.begin_housekeeping().await?;
    if steps(&tx).await? != header.schema {
        return Err(Error::Archive(
            "the empty installation has a later schema than the file; load into a new one".into(),
        ));
    }
    refuse_filled(&tx, db.engine()).await?;
    let tables = schema::read(&tx, db.engine()).await?;
    check_tables(&header, &tables)?;
    let own_references = defer_references(&tx, db.engine()).await?;
    let mut rows = 0;
    for contents in &header.tables {
        rows += fill(&tx, &mut file, contents, &tables[&contents.name]).await?;
    }
    restore_references(&tx, db.engine(), &own_references).await?;
    let verdict = audit::verify(&tx).await?;
    if let Some(fault) = verdict.faults.first() {
        return Err(Error::Archive(format!(
            "the audit chain in the file does not hold: {fault:?}"
        )));
    }
    tx.commit().await?;
    migrate::run(db).await?;
    Ok(Summary {
        tables: header.tables.len(),
        rows,
        sha256,
    })
}

/// Reads a dump from its first byte to its last: whether it is whole and unchanged.
pub fn check(path: &Path) -> Result<Summary> {
    let (_, header, sha256) = open(path)?;
    Ok(Summary {
        tables: header.tables.len(),
        rows: header.tables.iter().map(|contents| contents.rows).sum(),
        sha256,
    })
}

/// Whether a file is a dump, going by its first bytes.
pub fn is_dump(path: &Path) -> Result<bool> {
    let mut start = Vec::new();
    let file = File::open(path).map_err(Error::disk("open the file"))?;
    std::io::Read::read_to_end(&mut std::io::Read::take(file, 16), &mut start)
        .map_err(Error::disk("read the file"))?;
    Ok(start.starts_with(b"{\"dancu\":\"dump\""))
}

/// SHA-256 over the rows of each table in the order of the primary key: equal for equal records, whatever the database.
pub async fn digest(db: &Db) -> Result<BTreeMap<String, String>> {
    let tx = db.snapshot().await?;
    let tables = schema::read(&tx, db.engine()).await?;
    let mut digests = BTreeMap::new();
    for table in tables.values() {
        let mut sha = Sha256::new();
        let select = table.select(db.engine());
        tx.each_composed(&select, &table.kinds(), |row| {
            row.iter().for_each(|value| feed(&mut sha, value));
            Ok(())
        })
        .await?;
        digests.insert(table.name.clone(), hex(&sha.finalize()));
    }
    tx.rollback().await?;
    Ok(digests)
}

/// Every value goes in with its kind and length, so that no two different rows have the same bytes.
fn feed(sha: &mut Sha256, value: &Value) {
    let mut field = |kind: u8, bytes: Option<&[u8]>| {
        sha.update([kind]);
        match bytes {
            Some(bytes) => {
                sha.update((bytes.len() as u64 + 1).to_be_bytes());
                sha.update(bytes);
            }
            None => sha.update(0u64.to_be_bytes()),
        }
    };
    match value {
        Value::Int(value) => field(1, value.map(i64::to_be_bytes).as_ref().map(|b| &b[..])),
        Value::Real(value) => field(2, value.map(f64::to_be_bytes).as_ref().map(|b| &b[..])),
        Value::Text(value) => field(3, value.as_deref().map(str::as_bytes)),
        Value::Bytes(value) => field(4, value.as_deref()),
        Value::Id(value) => field(5, value.as_ref().map(|id| &id.as_bytes()[..])),
    }
}

/// Lines on their way to the disk, under a hash.
struct Sealing<W> {
    out: W,
    sha: Sha256,
    lines: u64,
    buffer: Vec<u8>,
}

impl<W: Write> Sealing<W> {
    fn new(out: W) -> Self {
        Self {
            out,
            sha: Sha256::new(),
            lines: 0,
            buffer: Vec::new(),
        }
    }

    fn line(&mut self, content: &impl Serialize) -> Result<()> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, content)
            .map_err(|error| Error::Archive(error.to_string()))?;
        self.buffer.push(b'\n');
        self.sha.update(&self.buffer);
        self.lines += 1;
        self.out
            .write_all(&self.buffer)
            .map_err(Error::disk("write the file"))
    }

    fn row(&mut self, values: &[Value]) -> Result<()> {
        let cells: Vec<serde_json::Value> = values.iter().map(cell).collect();
        self.line(&cells)
    }

    fn seal(mut self) -> Result<String> {
        let sha256 = hex(&self.sha.clone().finalize());
        self.line(&Trailer {
            end: true,
            lines: self.lines,
            sha256: sha256.clone(),
        })?;
        self.out.flush().map_err(Error::disk("write the file"))?;
        Ok(sha256)
    }
}

fn cell(value: &Value) -> serde_json::Value {
    match value {
        Value::Int(value) => (*value).into(),
        // As text, because a JSON reader may round.
        Value::Real(value) => value.map(|value| value.to_string()).into(),
        Value::Text(value) => value.clone().into(),
        Value::Bytes(value) => value.as_ref().map(|bytes| STANDARD.encode(bytes)).into(),
        Value::Id(value) => value.map(|id| id.to_string()).into(),
    }
}

fn value(cell: serde_json::Value, kind: Kind) -> Option<Value> {
    use serde_json::Value as Json;
    Some(match (kind, cell) {
        (Kind::Int, Json::Null) => Value::Int(None),
        (Kind::Real, Json::Null) => Value::Real(None),
        (Kind::Text, Json::Null) => Value::Text(None),
        (Kind::Bytes, Json::Null) => Value::Bytes(None),
        (Kind::Id, Json::Null) => Value::Id(None),
        (Kind::Int, Json::Number(number)) => Value::Int(Some(number.as_i64()?)),
        (Kind::Real, Json::String(text)) => Value::Real(Some(text.parse().ok()?)),
        (Kind::Text, Json::String(text)) => Value::Text(Some(text)),
        (Kind::Bytes, Json::String(text)) => Value::Bytes(Some(STANDARD.decode(text).ok()?)),
        (Kind::Id, Json::String(text)) => Value::Id(Some(text.parse().ok()?)),
        _ => return None,
    })
}

/// Reads the whole file once, so that half a file or a changed byte is found before anything is written.
fn open(path: &Path) -> Result<(BufReader<File>, Header, String)> {
    let file = File::open(path).map_err(Error::disk("open the file"))?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let (mut sha, mut lines) = (Sha256::new(), 0);
    let (mut before, mut line) = (Vec::new(), Vec::new());
    let mut header = None;
    while read_line(&mut reader, &mut line)? {
        if header.is_none() {
            header = Some(
                serde_json::from_slice::<Header>(&line)
                    .map_err(|_| Error::Archive("it is not a dump of this program".into()))?,
            );
        } else {
            sha.update(&before);
            lines += 1;
        }
        std::mem::swap(&mut before, &mut line);
    }
    let header = header.ok_or_else(|| Error::Archive("it is empty".into()))?;
    let trailer: Trailer =
        serde_json::from_slice(&before).map_err(|_| Error::Archive("its end is missing".into()))?;
    let sha256 = hex(&sha.finalize());
    if trailer.lines != lines || trailer.sha256 != sha256 {
        return Err(Error::Archive("it was changed or damaged".into()));
    }
    if header.format != FORMAT {
        let format = header.format;
        return Err(Error::Archive(format!("its layout {format} is not known")));
    }
    reader.rewind().map_err(Error::disk("read the file"))?;
    read_line(&mut reader, &mut line)?;
    Ok((reader, header, sha256))
}

fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool> {
    line.clear();
    let read = reader
        .read_until(b'\n', line)
        .map_err(Error::disk("read the file"))?;
    Ok(read > 0)
}

fn check_steps(header: &Header) -> Result<()> {
    for step in &header.schema {
        match MIGRATIONS
            .iter()
            .find(|known| known.version == step.version)
        {
            Some(known) if known.checksum() == step.checksum => {}
            Some(known) => {
                return Err(Error::Archive(format!(
                    "step {} of its schema was made by a different program",
                    known.name
                )));
            }
            None => {
                return Err(Error::Archive(format!(
                    "its schema is at step {}, this program knows {}",
                    step.version,
                    MIGRATIONS.len()
                )));
            }
        }
    }
    Ok(())
}

fn check_tables(header: &Header, tables: &BTreeMap<String, Table>) -> Result<()> {
    let expected = tables.len() - usize::from(tables.contains_key(SCHEMA_VERSION));
    let fits = header.tables.len() == expected
        && header.tables.iter().all(|contents| {
            tables
                .get(&contents.name)
                .is_some_and(|table| table.columns == contents.columns)
        });
    if fits {
        Ok(())
    } else {
        Err(Error::Archive(
            "its tables are not those of its schema".into(),
        ))
    }
}

/// Inserts the rows of one table.
async fn fill(
    tx: &Tx,
    file: &mut BufReader<File>,
    contents: &Contents,
    table: &Table,
) -> Result<u64> {
    let broken = || Error::Archive(format!("table {} cannot be read", contents.name));
    let mut line = Vec::new();
    read_line(file, &mut line)?;
    let marker: Marker = serde_json::from_slice(&line).map_err(|_| broken())?;
    if marker.table != contents.name {
        return Err(broken());
    }
    let kinds = table.kinds();
    let most = BATCH_ROWS.min(BATCH_PARAMETERS / kinds.len().max(1)).max(1);
    let (mut batch, mut rows, mut bytes) = (Vec::new(), 0, 0);
    for _ in 0..contents.rows {
        read_line(file, &mut line)?;
        let cells: Vec<serde_json::Value> = serde_json::from_slice(&line).map_err(|_| broken())?;
        if cells.len() != kinds.len() {
            return Err(broken());
        }
        for (cell, kind) in cells.into_iter().zip(&kinds) {
            batch.push(value(cell, *kind).ok_or_else(broken)?);
        }
        rows += 1;
        bytes += line.len();
        if rows == most || bytes >= BATCH_BYTES {
            insert(tx, table, rows, std::mem::take(&mut batch)).await?;
            (rows, bytes) = (0, 0);
        }
    }
    if rows > 0 {
        insert(tx, table, rows, batch).await?;
    }
    Ok(contents.rows)
}

async fn insert(tx: &Tx, table: &Table, rows: usize, values: Vec<Value>) -> Result<()> {
    if table.name != AUDIT_HEAD {
        return tx
            .execute_composed(&table.insert(rows), values)
            .await
            .map(drop);
    }
    // The head's one row is there from the start and is never deleted.
    let by_name = |name| {
        let place = table.columns.iter().position(|column| column.name == name);
        place.and_then(|place| values.get(place).cloned())
    };
    let (Some(Value::Int(Some(seq))), Some(Value::Bytes(Some(hash)))) =
        (by_name("seq"), by_name("hash"))
    else {
        return Err(Error::Archive(
            "the head of the chain cannot be read".into(),
        ));
    };
    let (update, values) = audit::move_head(&Head { seq, hash });
    tx.execute(update, values).await.map(drop)
}

/// Refuses an installation that holds anything.
async fn refuse_filled(tx: &Tx, engine: Engine) -> Result<()> {
    for name in schema::read(tx, engine).await?.into_keys() {
        let filled = match name.as_str() {
            SCHEMA_VERSION => false,
            AUDIT_HEAD => audit::head(tx).await?.seq > 0,
            _ => count(tx, &name).await? > 0,
        };
        if filled {
            return Err(Error::Archive(format!(
                "the installation to load into is not empty: table {name} holds records"
            )));
        }
    }
    Ok(())
}

/// Lets rows refer to rows of the same table that come later in the file.
async fn defer_references(tx: &Tx, engine: Engine) -> Result<Vec<(String, String)>> {
    if engine == Engine::Sqlite {
        tx.script("PRAGMA defer_foreign_keys = ON".into()).await?;
        return Ok(Vec::new());
    }
    let rows = tx
        .fetch_composed(
            "SELECT c.relname::text AS \"table\", k.conname::text AS name FROM pg_constraint k \
             JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE k.contype = 'f' AND k.conrelid = k.confrelid AND n.nspname = current_schema()",
        )
        .await?;
    let mut own = Vec::new();
    for row in rows {
        let (table, name): (String, String) = (row.get("table")?, row.get("name")?);
        tx.script(format!(
            "ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY DEFERRED"
        ))
        .await?;
        own.push((table, name));
    }
    Ok(own)
}

async fn restore_references(tx: &Tx, engine: Engine, own: &[(String, String)]) -> Result<()> {
    if engine == Engine::Sqlite {
        return Ok(());
    }
    tx.script("SET CONSTRAINTS ALL IMMEDIATE".into()).await?;
    for (table, name) in own {
        tx.script(format!(
            "ALTER TABLE {table} ALTER CONSTRAINT {name} NOT DEFERRABLE"
        ))
        .await?;
    }
    Ok(())
}

async fn steps(tx: &Tx) -> Result<Vec<Step>> {
    let steps = migrate::applied(tx).await?;
    Ok(steps
        .into_iter()
        .map(|(version, checksum)| Step { version, checksum })
        .collect())
}

async fn count(tx: &Tx, table: &str) -> Result<u64> {
    let rows = tx
        .fetch_composed(&format!("SELECT count(*) FROM {table}"))
        .await?;
    let count: i64 = rows
        .first()
        .map(crate::Row::first)
        .transpose()?
        .unwrap_or(0);
    Ok(u64::try_from(count).unwrap_or(0))
}

fn name_of(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

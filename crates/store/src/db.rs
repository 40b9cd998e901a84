//! Connections and transactions.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use kernel::ids::AccountId;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Arguments as _, ConnectOptions as _, Postgres, SqlStr, Sqlite, Transaction};
use tokio::sync::Mutex;

use crate::audit::{self, AuditLine, Head};
use crate::kept::Kept;
use crate::row::Raw;
use crate::schema::Kind;
use crate::{Error, FromRow, Result, Row, Sql, Value, migrate};

/// A piece of work whose outcome is kept; on the heap, so that work within work does not pile up on the stack.
pub type Work<'a, T, E> = Pin<Box<dyn Future<Output = std::result::Result<T, E>> + Send + 'a>>;

/// Where the records are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of this machine.
    Sqlite(PathBuf),
    /// A PostgreSQL server, by URL.
    Postgres(String),
}

impl FromStr for Target {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::Target("it is empty".into()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text.split_once("://") {
            Some((scheme, _)) => Err(Error::Target(format!(
                "{scheme}:// is neither a file nor postgres://"
            ))),
            None => Ok(Self::Sqlite(text.into())),
        }
    }
}

/// Which of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

/// The records of one installation.
#[derive(Debug, Clone)]
pub struct Db(Pools, Arc<Kept>);

#[derive(Debug, Clone)]
pub(crate) enum Pools {
    Sqlite {
        path: PathBuf,
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres {
        pool: PgPool,
    },
}

/// Who changes something: written into every audit line of the transaction.
#[derive(Debug, Clone)]
pub struct Who {
    /// The account, unless the program itself acts.
    pub account: Option<AccountId>,
    /// The name as it was then.
    pub name: String,
}

/// Reading, from the pool or inside a transaction.
pub trait Reader: Sync {
    /// All rows of an answer.
    fn fetch(&self, sql: Sql, values: Vec<Value>) -> impl Future<Output = Result<Vec<Row>>> + Send;

    /// All rows as records.
    fn all<T: FromRow + Send>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<T>>> + Send {
        async move {
            self.fetch(sql, values)
                .await?
                .iter()
                .map(T::from_row)
                .collect()
        }
    }

    /// The first row as a record, if there is one.
    fn one<T: FromRow + Send>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move {
            self.fetch(sql, values)
                .await?
                .first()
                .map(T::from_row)
                .transpose()
        }
    }

    /// The first column of the first row, if there is one.
    fn scalar<T: crate::Column + Send>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move {
            self.fetch(sql, values)
                .await?
                .first()
                .map(Row::first)
                .transpose()
        }
    }

    /// All rows as records, from memory as long as no record has changed since they were read. Not for what changes without an
    /// audit line, nor for long lists. A transaction always reads anew.
    fn all_kept<T: FromRow + Send + Sync + 'static>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Arc<Vec<T>>>> + Send {
        async move { self.all(sql, values).await.map(Arc::new) }
    }

    /// The first column of the first row, kept like [`Reader::all_kept`].
    fn scalar_kept<T: crate::Column + Clone + Send + Sync + 'static>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        self.scalar(sql, values)
    }

    /// What a piece of work makes of records, kept like [`Reader::all_kept`]. The name says which work, the values what of.
    fn kept<T, E>(
        &self,
        _name: &'static str,
        _values: Vec<Value>,
        work: Work<'_, T, E>,
    ) -> impl Future<Output = std::result::Result<Arc<T>, E>> + Send
    where
        T: Send + Sync + 'static,
        E: From<Error> + Send,
    {
        async move { work.await.map(Arc::new) }
    }
}

crate::sql! {
    SEQ = "SELECT seq FROM audit_head WHERE id = 1";
}

impl Db {
    /// Opens the records, creating the file and bringing the schema forward where needed.
    pub async fn open(target: &Target) -> Result<Self> {
        let db = Self::connect(target).await?;
        migrate::run(&db).await?;
        Ok(db)
    }

    /// Connects without touching the schema.
    pub async fn connect(target: &Target) -> Result<Self> {
        match target {
            Target::Sqlite(path) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)
                        .map_err(Error::disk("create the data folder"))?;
                }
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .foreign_keys(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .busy_timeout(Duration::from_secs(10))
                    .statement_cache_capacity(400)
                    // A page of a list is read without waking its reader in between.
                    .row_buffer_size(400)
                    .pragma("temp_store", "MEMORY")
                    // Kibibytes a connection: each has its own pages, and the system keeps the file in memory besides.
                    .pragma("cache_size", "-2000")
                    // The driver would log the whole text of a slow statement, which may be a hundred kilobytes.
                    .disable_statement_logging();
                let write = SqlitePoolOptions::new()
                    .max_connections(1)
                    .acquire_timeout(Duration::from_secs(60))
                    .connect_with(options.clone())
                    .await
                    .map_err(Error::database("open the file"))?;
                let readers =
                    std::thread::available_parallelism().map_or(4, |cores| cores.get() * 2);
                let read = SqlitePoolOptions::new()
                    .max_connections(u32::try_from(readers).unwrap_or(4).clamp(4, 16))
                    .acquire_timeout(Duration::from_secs(30))
                    .test_before_acquire(false)
                    .connect_with(options.pragma("query_only", "ON"))
                    .await
                    .map_err(Error::database("open the file for reading"))?;
                let path = path.clone();
                Ok(Self(Pools::Sqlite { path, write, read }, Arc::default()))
            }
            Target::Postgres(url) => {
                let options = PgConnectOptions::from_str(url)
                    .map_err(|_| Error::Target("the PostgreSQL URL cannot be read".into()))?
                    .application_name("dancu")
                    .statement_cache_capacity(400)
                    .options([("lock_timeout", "20s")])
                    .disable_statement_logging();
                let pool = PgPoolOptions::new()
                    .max_connections(16)
                    .acquire_timeout(Duration::from_secs(15))
                    .test_before_acquire(false)
                    .connect_with(options)
                    .await
                    .map_err(Error::database("be reached"))?;
                Ok(Self(Pools::Postgres { pool }, Arc::default()))
            }
        }
    }

    /// The number of the last line of the audit chain: as long as it stands, no record has changed.
    pub async fn seq(&self) -> Result<i64> {
        Ok(self.scalar(SEQ, Vec::new()).await?.unwrap_or(0))
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    pub(crate) fn pools(&self) -> &Pools {
        &self.0
    }

    /// Begins an act: its changes are kept only together with at least one audit line.
    pub async fn begin(&self, who: Who, at: Timestamp) -> Result<Tx> {
        self.start(Purpose::Act { who, at }).await
    }

    /// Begins a change that is no act and leaves no audit line: a session seen, a challenge kept, a limit counted.
    pub async fn begin_housekeeping(&self) -> Result<Tx> {
        self.start(Purpose::Housekeeping).await
    }

    /// Begins to read one unchanging state of all records, however long it takes and whatever is written meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Tx> {
        let inner = match &self.0 {
            Pools::Sqlite { read, .. } => {
                Inner::Sqlite(read.begin().await.map_err(Error::database("begin"))?)
            }
            Pools::Postgres { pool } => Inner::Postgres(
                pool.begin_with(SqlStr::from_static(
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                ))
                .await
                .map_err(Error::database("begin"))?,
            ),
        };
        Ok(Tx {
            inner: Mutex::new(inner),
            purpose: Purpose::Housekeeping,
            writes: AtomicU32::new(0),
            head: Mutex::new(None),
        })
    }

    /// Opens a file that nobody else uses, without writing anything beside it.
    pub(crate) async fn inspect(path: &std::path::Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .read_only(true)
            .immutable(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await
            .map_err(Error::database("open the file for reading"))?;
        let pools = Pools::Sqlite {
            path: path.to_owned(),
            write: pool.clone(),
            read: pool,
        };
        Ok(Self(pools, Arc::default()))
    }

    /// Boxed, so that it is generated here once and not in every caller.
    fn start(&self, purpose: Purpose) -> Work<'_, Tx, Error> {
        Box::pin(async move {
            let inner = match &self.0 {
                Pools::Sqlite { write, .. } => Inner::Sqlite(
                    write
                        .begin_with(SqlStr::from_static("BEGIN IMMEDIATE"))
                        .await
                        .map_err(Error::database("begin"))?,
                ),
                Pools::Postgres { pool } => {
                    Inner::Postgres(pool.begin().await.map_err(Error::database("begin"))?)
                }
            };
            Ok(Tx {
                inner: Mutex::new(inner),
                purpose,
                writes: AtomicU32::new(0),
                head: Mutex::new(None),
            })
        })
    }

    /// Prepares a statement without running it, so that a test can hold every statement to both databases.
    pub async fn prepare(&self, text: &'static str) -> Result<()> {
        use sqlx::Executor as _;
        match &self.0 {
            Pools::Sqlite { read, .. } => read.prepare(SqlStr::from_static(text)).await.map(drop),
            Pools::Postgres { pool } => pool.prepare(SqlStr::from_static(text)).await.map(drop),
        }
        .map_err(Error::database("prepare a statement"))
    }

    /// Waits for running statements and closes every connection.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { write, read, .. } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres { pool } => pool.close().await,
        }
    }
}

impl Reader for Db {
    async fn fetch(&self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>> {
        match &self.0 {
            Pools::Sqlite { read, .. } => sqlx::query_with(sql.0, sqlite_arguments(values)?)
                .fetch_all(read)
                .await
                .map(|rows| rows.into_iter().map(|row| Row(Raw::Sqlite(row))).collect()),
            Pools::Postgres { pool } => sqlx::query_with(sql.0, postgres_arguments(values)?)
                .fetch_all(pool)
                .await
                .map(|rows| {
                    rows.into_iter()
                        .map(|row| Row(Raw::Postgres(row)))
                        .collect()
                }),
        }
        .map_err(Error::database("answer"))
    }

    async fn all_kept<T: FromRow + Send + Sync + 'static>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> Result<Arc<Vec<T>>> {
        let seq = self.seq().await?;
        let key = format!("{values:?}");
        self.1.answer(seq, sql.0, key, self.all(sql, values)).await
    }

    async fn scalar_kept<T: crate::Column + Clone + Send + Sync + 'static>(
        &self,
        sql: Sql,
        values: Vec<Value>,
    ) -> Result<Option<T>> {
        let seq = self.seq().await?;
        let key = format!("{values:?}");
        let answer = self.1.answer(seq, sql.0, key, self.scalar(sql, values));
        answer.await.map(|kept| Option::clone(&kept))
    }

    async fn kept<T, E>(
        &self,
        name: &'static str,
        values: Vec<Value>,
        work: Work<'_, T, E>,
    ) -> std::result::Result<Arc<T>, E>
    where
        T: Send + Sync + 'static,
        E: From<Error> + Send,
    {
        let seq = self.seq().await?;
        self.1.answer(seq, name, format!("{values:?}"), work).await
    }
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    inner: Mutex<Inner>,
    purpose: Purpose,
    writes: AtomicU32,
    head: Mutex<Option<Head>>,
}

enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

enum Purpose {
    Act { who: Who, at: Timestamp },
    Housekeeping,
}

impl Tx {
    /// Runs a changing statement and says how many rows it touched.
    pub async fn execute(&self, sql: Sql, values: Vec<Value>) -> Result<u64> {
        self.writes.fetch_add(1, Ordering::Relaxed);
        self.run(sql, values).await
    }

    /// Runs one changing statement for each set of values.
    pub async fn execute_each(
        &self,
        sql: Sql,
        rows: impl IntoIterator<Item = Vec<Value>>,
    ) -> Result<u64> {
        let mut touched = 0;
        for values in rows {
            touched += self.execute(sql, values).await?;
        }
        Ok(touched)
    }

    /// Inserts many rows with few statements. Table and columns are names of the schema; each row holds one value a column.
    pub async fn insert_many(
        &self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: impl IntoIterator<Item = Vec<Value>>,
    ) -> Result<u64> {
        /// SQLite takes 32,766 parameters a statement, PostgreSQL 65,535; more than these few thousand gain nothing.
        const PARAMETERS: usize = 6_000;
        let size = (PARAMETERS / columns.len().max(1)).max(1);
        // SQLite seeks every numbered parameter among all before it, so there they stay without numbers.
        let numbered = matches!(&*self.inner.lock().await, Inner::Postgres(_));
        let mut rows = rows.into_iter().peekable();
        let mut touched = 0;
        while rows.peek().is_some() {
            let chunk: Vec<Vec<Value>> = rows.by_ref().take(size).collect();
            let text = insert_text(table, columns, chunk.len(), numbered);
            self.writes.fetch_add(1, Ordering::Relaxed);
            touched += self
                .execute_composed(&text, chunk.into_iter().flatten().collect())
                .await?;
        }
        Ok(touched)
    }

    async fn run(&self, sql: Sql, values: Vec<Value>) -> Result<u64> {
        match &mut *self.inner.lock().await {
            Inner::Sqlite(tx) => sqlx::query_with(sql.0, sqlite_arguments(values)?)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
            Inner::Postgres(tx) => sqlx::query_with(sql.0, postgres_arguments(values)?)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(Error::database("store the change"))
    }

    /// Adds a line to the audit chain.
    pub async fn audit(&self, line: AuditLine) -> Result<()> {
        let Purpose::Act { who, at } = &self.purpose else {
            return Err(Error::Unaudited);
        };
        let mut head = self.head.lock().await;
        let current = match head.take() {
            Some(head) => head,
            None => {
                self.lock_chain().await?;
                audit::head(self).await?
            }
        };
        let (insert, values, next) = audit::link(&current, who, *at, line);
        self.run(insert, values).await?;
        *head = Some(next);
        Ok(())
    }

    /// PostgreSQL has many writers: those who append to the chain take turns. SQLite has one writer anyway.
    async fn lock_chain(&self) -> Result<()> {
        if let Inner::Postgres(tx) = &mut *self.inner.lock().await {
            sqlx::query("SELECT pg_advisory_xact_lock(7210001)")
                .execute(&mut **tx)
                .await
                .map_err(Error::database("lock the audit chain"))?;
        }
        Ok(())
    }

    /// Makes the changes lasting.
    pub async fn commit(self) -> Result<()> {
        let head = self.head.lock().await.take();
        match (&self.purpose, &head) {
            (Purpose::Act { .. }, None) if self.writes.load(Ordering::Relaxed) > 0 => {
                return Err(Error::Unaudited);
            }
            (Purpose::Act { .. }, Some(head)) => {
                let (update, values) = audit::move_head(head);
                self.run(update, values).await?;
            }
            _ => {}
        }
        match self.inner.into_inner() {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        }
        .map_err(Error::database("keep the change"))
    }

    /// Takes the changes back.
    pub async fn rollback(self) -> Result<()> {
        match self.inner.into_inner() {
            Inner::Sqlite(tx) => tx.rollback().await,
            Inner::Postgres(tx) => tx.rollback().await,
        }
        .map_err(Error::database("take the change back"))
    }

    /// Runs a script of several statements without parameters.
    pub(crate) async fn script(&self, text: String) -> Result<()> {
        let text = sqlx::AssertSqlSafe(text);
        match &mut *self.inner.lock().await {
            Inner::Sqlite(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
            Inner::Postgres(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
        }
        .map_err(Error::database("change the schema"))
    }

    /// Runs a statement whose text was composed from table and column names of the schema.
    pub(crate) async fn execute_composed(&self, text: &str, values: Vec<Value>) -> Result<u64> {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        match &mut *self.inner.lock().await {
            Inner::Sqlite(tx) => sqlx::query_with(text, sqlite_arguments(values)?)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
            Inner::Postgres(tx) => sqlx::query_with(text, postgres_arguments(values)?)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(Error::database("store the change"))
    }

    /// Hands every row of an answer on as it comes, so that a table of any size takes little memory.
    pub(crate) async fn each_composed(
        &self,
        text: &str,
        kinds: &[Kind],
        mut take: impl FnMut(Vec<Value>) -> Result<()> + Send,
    ) -> Result<()> {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        match &mut *self.inner.lock().await {
            Inner::Sqlite(tx) => {
                let mut rows = sqlx::query(text).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(Error::database("answer"))? {
                    take(Row(Raw::Sqlite(row)).values(kinds)?)?;
                }
            }
            Inner::Postgres(tx) => {
                let mut rows = sqlx::query(text).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(Error::database("answer"))? {
                    take(Row(Raw::Postgres(row)).values(kinds)?)?;
                }
            }
        }
        Ok(())
    }

    /// Reads with a text that was composed from table and column names of the schema.
    pub(crate) async fn fetch_composed(&self, text: &str) -> Result<Vec<Row>> {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        match &mut *self.inner.lock().await {
            Inner::Sqlite(tx) => sqlx::query(text)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(|row| Row(Raw::Sqlite(row))).collect()),
            Inner::Postgres(tx) => sqlx::query(text).fetch_all(&mut **tx).await.map(|rows| {
                rows.into_iter()
                    .map(|row| Row(Raw::Postgres(row)))
                    .collect()
            }),
        }
        .map_err(Error::database("answer"))
    }
}

impl Reader for Tx {
    async fn fetch(&self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>> {
        match &mut *self.inner.lock().await {
            Inner::Sqlite(tx) => sqlx::query_with(sql.0, sqlite_arguments(values)?)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(|row| Row(Raw::Sqlite(row))).collect()),
            Inner::Postgres(tx) => sqlx::query_with(sql.0, postgres_arguments(values)?)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| {
                    rows.into_iter()
                        .map(|row| Row(Raw::Postgres(row)))
                        .collect()
                }),
        }
        .map_err(Error::database("answer"))
    }
}

/// An insert of so many rows, its parameters `$1`, `$2`, … or bare question marks.
fn insert_text(table: &str, columns: &[&str], rows: usize, numbered: bool) -> String {
    use std::fmt::Write as _;
    let mut text = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            text.push_str(if column == 0 { "" } else { ", " });
            if numbered {
                let _ = write!(text, "${}", row * columns.len() + column + 1);
            } else {
                text.push('?');
            }
        }
        text.push(')');
    }
    text
}

macro_rules! arguments {
    ($name:ident, $arguments:ty) => {
        fn $name(values: Vec<Value>) -> Result<$arguments> {
            let mut arguments = <$arguments>::default();
            for value in values {
                match value {
                    Value::Int(value) => arguments.add(value),
                    Value::Real(value) => arguments.add(value),
                    Value::Text(value) => arguments.add(value),
                    Value::Bytes(value) => arguments.add(value),
                    Value::Id(value) => arguments.add(value),
                }
                .map_err(|error| Error::Database {
                    doing: "bind a value",
                    source: sqlx::Error::Encode(error),
                })?;
            }
            Ok(arguments)
        }
    };
}

arguments!(sqlite_arguments, SqliteArguments);
arguments!(postgres_arguments, PgArguments);

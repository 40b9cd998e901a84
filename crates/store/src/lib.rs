//! SQLite and PostgreSQL behind one type.
//!
//! This is the only crate that knows a dialect. Everyone else writes one SQL text for both (see [`sql!`]), binds
//! [`args!`] and reads [`Row`]s. SQLite has exactly one write connection and a pool of readers; PostgreSQL one pool.
//!
//! **Invariants.** A transaction that changed something cannot be committed without a line in the audit chain
//! ([`Tx::audit`]), housekeeping such as "this session was seen" excepted and named as such. Nobody can change or
//! delete an audit line: the databases refuse it themselves, and [`audit::verify`] finds a changed byte.

pub mod audit;
pub mod backup;
mod db;
pub mod dump;
mod kept;
mod migrate;
mod partial;
mod row;
pub mod schema;
mod sql;
#[cfg(feature = "testing")]
pub mod testing;
mod value;

pub use audit::AuditLine;
pub use db::{Db, Engine, Reader, Target, Tx, Who, Work};
pub use migrate::{MIGRATIONS, Migration, Standing, standing};
pub use row::{Column, FromRow, Row};
pub use sql::{Sql, Statement, statements};
pub use value::{IntoValue, Value};

#[doc(hidden)]
pub use inventory;
#[doc(hidden)]
pub use utoipa;

/// What can go wrong below the domain.
///
/// `Display` says what was tried; the database's own words stay in `source()` and go to the log, never to a page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or could not be reached.
    #[error("the database could not {doing}")]
    Database {
        /// What was tried, as the end of "the database could not …".
        doing: &'static str,
        /// The database's answer.
        #[source]
        source: sqlx::Error,
    },
    /// A column does not hold what the program expects.
    #[error("column {column} holds something unexpected: {what}")]
    Column {
        /// The column's name.
        column: String,
        /// What was found or wanted.
        what: String,
    },
    /// Records were changed without a line in the audit chain.
    #[error("a change without an audit line was rolled back")]
    Unaudited,
    /// The address of the database is not understood.
    #[error("the database address is not understood: {0}")]
    Target(String),
    /// The database was made by a newer or a different program.
    #[error("the database does not fit this program: {0}")]
    Schema(String),
    /// A dump or backup cannot be used.
    #[error("the archive cannot be used: {0}")]
    Archive(String),
    /// The disk refused.
    #[error("could not {doing}")]
    Disk {
        /// What was tried.
        doing: &'static str,
        /// The system's answer.
        #[source]
        source: std::io::Error,
    },
}

impl Error {
    pub(crate) fn database(doing: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self::Database { doing, source }
    }

    pub(crate) fn disk(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Disk { doing, source }
    }

    /// Whether the database refused because a unique key is taken already.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Database { source: sqlx::Error::Database(error), .. } if error.is_unique_violation())
    }
}

/// The outcome of asking the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

//! Backups while serving, and their return.
//!
//! A backup of the embedded database is a copy of its file, made by the database itself from one state of the records; of PostgreSQL it
//! is a [dump](crate::dump). Either is whole and checked when it has its name, and readable by its owner alone.
//!
//! **Invariants.** A backup that exists was read back and its audit chain recomputed. A restore checks all of that again and puts
//! the records in place at once or not at all; it never replaces anything.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::audit::{self, Verdict};
use crate::db::Pools;
use crate::partial::Partial;
use crate::{Db, Error, Result, Target, dump, migrate};

/// What every SQLite file begins with.
const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";

/// A backup made or restored.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The audit chain in it, which holds.
    pub chain: Verdict,
}

/// Writes a backup into a new file while the service goes on.
pub async fn backup(db: &Db, path: &Path) -> Result<Checked> {
    match db.pools() {
        Pools::Sqlite { path: source, .. } => {
            let partial = Partial::begin(path)?;
            copy(source, partial.place()).await?;
            let chain = check(partial.place()).await?;
            partial.finish()?;
            Ok(Checked {
                bytes: size(path)?,
                chain,
            })
        }
        Pools::Postgres { .. } => {
            let (_, chain) = dump::dump_with_chain(db, path).await?;
            dump::check(path)?;
            Ok(Checked {
                bytes: size(path)?,
                chain: whole(chain)?,
            })
        }
    }
}

/// Restores a backup, or a dump, to where nothing is yet.
pub async fn restore(path: &Path, target: &Target) -> Result<Checked> {
    let is_dump = dump::is_dump(path)?;
    let chain = match target {
        Target::Sqlite(place) => {
            refuse_present(place)?;
            let partial = Partial::begin(place)?;
            if is_dump {
                fill(partial.place(), path).await?;
            } else {
                refuse_stranger(path)?;
                fs::copy(path, partial.place()).map_err(Error::disk("copy the backup"))?;
                keep_private(partial.place())?;
            }
            let chain = check(partial.place()).await?;
            partial.finish()?;
            chain
        }
        Target::Postgres(_) if is_dump => {
            let db = Db::connect(target).await?;
            dump::load(&db, path).await?;
            let chain = whole(audit::verify(&db).await?)?;
            db.close().await;
            chain
        }
        Target::Postgres(_) => {
            return Err(Error::Archive(
                "it is a copy of an embedded database: restore it to a folder, then export and import it"
                    .into(),
            ));
        }
    };
    Ok(Checked {
        bytes: size(path)?,
        chain,
    })
}

/// The database writes the copy itself, from a reading transaction: writers do not wait.
async fn copy(source: &Path, to: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(source)
        .create_if_missing(false)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .map_err(Error::database("open the file for a backup"))?;
    let name = to
        .to_str()
        .ok_or_else(|| Error::Archive("its name is not a text".into()))?;
    sqlx::query("VACUUM INTO $1")
        .bind(name)
        .execute(&mut connection)
        .await
        .map_err(Error::database("copy itself"))?;
    connection
        .close()
        .await
        .map_err(Error::database("close the file after a backup"))
}

/// Loads a dump into a new file, which is then one file without companions.
async fn fill(place: &Path, dump: &Path) -> Result<()> {
    let db = Db::connect(&Target::Sqlite(place.to_owned())).await?;
    let loaded = dump::load(&db, dump).await;
    // The last connection to close brings everything into the one file.
    db.close().await;
    loaded.map(drop)
}

/// Reads a file that nobody uses from its first page to its last and recomputes the chain.
async fn check(path: &Path) -> Result<Verdict> {
    let db = Db::inspect(path).await?;
    let checked = check_open(&db).await;
    db.close().await;
    match checked {
        // A file cut short is not a database any more; that is the archive's fault, not the machine's.
        Err(Error::Database { source, .. }) => {
            Err(Error::Archive(format!("it cannot be read: {source}")))
        }
        other => other,
    }
}

async fn check_open(db: &Db) -> Result<Verdict> {
    let tx = db.snapshot().await?;
    for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        for row in tx.fetch_composed(pragma).await? {
            let word: String = row.first()?;
            if word != "ok" {
                return Err(Error::Archive(format!("it is damaged: {word}")));
            }
        }
    }
    migrate::refuse_unknown(&tx).await?;
    let chain = whole(audit::verify(&tx).await?)?;
    tx.rollback().await?;
    Ok(chain)
}

fn whole(chain: Verdict) -> Result<Verdict> {
    match chain.faults.first() {
        Some(fault) => Err(Error::Archive(format!(
            "its audit chain does not hold: {fault:?}"
        ))),
        None => Ok(chain),
    }
}

/// Refuses a place where a database is or was: companions left behind would be taken for part of the restored one.
fn refuse_present(place: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut path = place.as_os_str().to_owned();
        path.push(ending);
        let path = PathBuf::from(path);
        if path.exists() {
            return Err(Error::Archive(format!(
                "{} is there already; nothing is ever replaced",
                path.display()
            )));
        }
    }
    Ok(())
}

fn refuse_stranger(path: &Path) -> Result<()> {
    let mut start = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(SQLITE_MAGIC.len() as u64).read_to_end(&mut start))
        .map_err(Error::disk("read the backup"))?;
    if start == SQLITE_MAGIC {
        Ok(())
    } else {
        Err(Error::Archive("it is neither a backup nor a dump".into()))
    }
}

fn keep_private(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
            .map_err(Error::disk("keep the file private"))?;
    }
    Ok(())
}

fn size(path: &Path) -> Result<u64> {
    fs::metadata(path)
        .map(|metadata| metadata.len())
        .map_err(Error::disk("look at the file"))
}

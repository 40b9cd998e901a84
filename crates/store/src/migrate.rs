//! The schema and its steps.
//!
//! There is one series of steps for both databases: the types are chosen so that one text means the same in each.
//! Where they must differ (triggers), a step holds blocks between `-- only sqlite` or `-- only postgres` and `-- end`.
//! A step that reached main is never changed; `migrations/LOCK` holds their hashes and a test compares.

use sha2::{Digest, Sha256};

use crate::audit::hex;
use crate::{Db, Engine, Error, Reader, Result, args, sql};

/// One step of the schema.
#[derive(Debug)]
pub struct Migration {
    /// Its number, from 1.
    pub version: i64,
    /// Its name.
    pub name: &'static str,
    /// Its text for both databases.
    pub text: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal;)*) => {
        /// Every step, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!("../migrations/", $name, ".sql")),
        }),*];
    };
}

migrations! {
    1 "0001_foundation";
    2 "0002_reading";
    3 "0003_audit_by_act";
    4 "0004_regulations";
    5 "0005_regulation_references";
    6 "0006_texts";
    7 "0007_review";
    8 "0008_sittings";
    9 "0009_contacts";
    10 "0010_petitions";
    11 "0011_petition_tables";
    12 "0012_utterance_days";
    13 "0013_hotlines";
    14 "0014_exchange";
    15 "0015_alerts";
    16 "0016_coordination";
    17 "0017_conditions";
    18 "0018_conferences";
    19 "0019_reports";
    20 "0020_papers";
    21 "0021_recognition";
}

sql! {
    APPLIED = "SELECT version, checksum FROM schema_version ORDER BY version";
    RECORD = "INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)";
}

const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL)";

impl Migration {
    /// The hash of the text.
    pub fn checksum(&self) -> String {
        hex(&Sha256::digest(self.text.as_bytes()))
    }

    /// The text for one database.
    pub fn script(&self, engine: Engine) -> String {
        let mut script = String::with_capacity(self.text.len());
        let mut keep = true;
        for line in self.text.lines() {
            match line.trim() {
                "-- only sqlite" => keep = engine == Engine::Sqlite,
                "-- only postgres" => keep = engine == Engine::Postgres,
                "-- end" => keep = true,
                _ if keep => {
                    script.push_str(line);
                    script.push('\n');
                }
                _ => {}
            }
        }
        script
    }
}

/// The steps a database has gone through: number and hash.
pub(crate) async fn applied(db: &impl Reader) -> Result<Vec<(i64, String)>> {
    let rows = db.fetch(APPLIED, args![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("version")?, row.get("checksum")?)))
        .collect()
}

/// How far a database's schema has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// There is no schema yet.
    Missing,
    /// It is at this step, and the program brings it forward at its next start.
    Behind(i64),
    /// It is that of the program.
    Current,
    /// It was made by a newer or a different program.
    Foreign(String),
}

/// Looks at a database's schema without touching it.
pub async fn standing(db: &Db) -> Result<Standing> {
    let tables = crate::schema::tables(db).await?;
    if !tables.iter().any(|table| table.name == "schema_version") {
        return Ok(Standing::Missing);
    }
    match refuse_unknown(db).await {
        Err(Error::Schema(what)) => return Ok(Standing::Foreign(what)),
        other => other?,
    }
    let last = applied(db).await?.last().map_or(0, |(version, _)| *version);
    let known = MIGRATIONS.last().map_or(0, |step| step.version);
    Ok(match last {
        0 => Standing::Missing,
        last if last < known => Standing::Behind(last),
        _ => Standing::Current,
    })
}

/// Refuses a schema this program does not know.
pub(crate) async fn refuse_unknown(db: &impl Reader) -> Result<()> {
    for (version, checksum) in applied(db).await? {
        check_step(version, &checksum)?;
    }
    Ok(())
}

fn check_step(version: i64, checksum: &str) -> Result<()> {
    let Some(step) = MIGRATIONS.iter().find(|step| step.version == version) else {
        return Err(Error::Schema(format!(
            "it is at step {version}, this program knows {}",
            MIGRATIONS.len()
        )));
    };
    if step.checksum() != checksum {
        return Err(Error::Schema(format!(
            "step {} was made by a different program",
            step.name
        )));
    }
    Ok(())
}

/// Brings the schema forward to this program.
pub(crate) async fn run(db: &Db) -> Result<()> {
    run_to(db, i64::MAX).await
}

/// Brings the schema forward to a version, for the test that upgrades from every earlier one.
pub(crate) async fn run_to(db: &Db, last: i64) -> Result<()> {
    let tx = db.begin_housekeeping().await?;
    if db.engine() == Engine::Postgres {
        // Several servers may start at once; the first brings the schema forward, the others wait for it.
        tx.script("SELECT pg_advisory_xact_lock(7210002)".into())
            .await?;
    }
    tx.script(VERSION_TABLE.into()).await?;
    let applied = applied(&tx).await?;
    for (version, checksum) in &applied {
        check_step(*version, checksum)?;
    }
    for step in MIGRATIONS
        .iter()
        .skip(applied.len())
        .filter(|step| step.version <= last)
    {
        tx.script(step.script(db.engine())).await?;
        tx.execute(RECORD, args![step.version, step.name, step.checksum()])
            .await?;
    }
    tx.commit().await
}

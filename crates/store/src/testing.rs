//! Real databases for tests: a SQLite file for each test and, where `DANCU_TEST_POSTGRES` names a server, a PostgreSQL
//! database for each test, copied from a template that holds the schema.

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};
use std::str::FromStr as _;

use crate::audit::hex;
use crate::{Db, MIGRATIONS, Target, migrate};

/// One database of a test; the file goes with it.
pub struct TestDb {
    /// The records.
    pub db: Db,
    /// Where they are.
    pub target: Target,
    _folder: Option<tempfile::TempDir>,
}

impl std::ops::Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

/// A fresh database of each kind, with the schema of this program.
pub async fn databases() -> Vec<TestDb> {
    let mut all = vec![sqlite().await];
    if let Some(db) = postgres().await {
        all.push(db);
    }
    all
}

/// A fresh SQLite database.
pub async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = Target::Sqlite(folder.path().join("dancu.sqlite"));
    let db = Db::open(&target).await.expect("a fresh SQLite database");
    TestDb {
        db,
        target,
        _folder: Some(folder),
    }
}

/// A fresh PostgreSQL database, where a server is named.
pub async fn postgres() -> Option<TestDb> {
    let server = std::env::var("DANCU_TEST_POSTGRES").ok()?;
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!(
        "dancu_{}_{}_{count}",
        std::process::id(),
        uuid::Uuid::now_v7().simple()
    );
    let template = template(&server).await;
    let mut admin = PgConnection::connect(&server)
        .await
        .expect("the PostgreSQL server named by DANCU_TEST_POSTGRES");
    admin
        .execute(AssertSqlSafe(format!(
            "CREATE DATABASE {name} TEMPLATE {template}"
        )))
        .await
        .expect("a database copied from the template");
    let target = Target::Postgres(in_database(&server, &name));
    let db = Db::connect(&target).await.expect("the fresh database");
    Some(TestDb {
        db,
        target,
        _folder: None,
    })
}

/// A fresh database of each kind that holds what `fill` writes. What it writes is made once for a program of tests and copied from
/// then on: `name` tells one filling of that program from another.
pub async fn databases_with<F: Future<Output = ()>>(
    name: &str,
    fill: impl Fn(Db) -> F,
) -> Vec<TestDb> {
    let file = std::env::current_exe().expect("the program of the tests");
    let about = std::fs::metadata(&file).expect("its file");
    // What tells this build of the program from every other.
    let told = format!("{} {:?}", file.display(), about.modified());
    let build = &hex(&Sha256::digest(told.as_bytes()))[..16];
    let folder = file.with_file_name("filled");
    let mut all = vec![sqlite_with(&folder, name, build, &fill).await];
    if std::env::var("DANCU_TEST_POSTGRES").is_ok() {
        all.push(postgres_with(&format!("dancu_filled_{name}_{build}"), &fill).await);
    }
    all
}

/// A copy of the file that was filled; files of earlier builds are removed when a new one is made.
async fn sqlite_with<F: Future<Output = ()>>(
    kept: &Path,
    name: &str,
    build: &str,
    fill: &impl Fn(Db) -> F,
) -> TestDb {
    std::fs::create_dir_all(kept).expect("a folder for what is filled once");
    let whole = kept.join(format!("{name}-{build}.sqlite"));
    let lock = File::create(kept.join(format!("{name}.lock"))).expect("a lock");
    lock.lock().expect("the lock");
    if !whole.is_file() {
        for earlier in std::fs::read_dir(kept).expect("the folder").flatten() {
            let called = earlier.file_name();
            let called = called.to_string_lossy();
            if called.starts_with(&format!("{name}-")) {
                std::fs::remove_file(earlier.path()).ok();
            }
        }
        let making = kept.join(format!("{name}-making"));
        let db = Db::open(&Target::Sqlite(making.clone()))
            .await
            .expect("a fresh SQLite database");
        fill(db.clone()).await;
        db.close().await;
        std::fs::rename(&making, &whole).expect("what was filled");
    }
    drop(lock);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("dancu.sqlite");
    std::fs::copy(&whole, &file).expect("a copy");
    let target = Target::Sqlite(file);
    let db = Db::open(&target).await.expect("the copy");
    TestDb {
        db,
        target,
        _folder: Some(folder),
    }
}

/// A copy of the database that was filled.
async fn postgres_with<F: Future<Output = ()>>(whole: &str, fill: &impl Fn(Db) -> F) -> TestDb {
    let server = std::env::var("DANCU_TEST_POSTGRES").expect("a server");
    let mut admin = PgConnection::connect(&server)
        .await
        .expect("the PostgreSQL server named by DANCU_TEST_POSTGRES");
    admin
        .execute("SELECT pg_advisory_lock(7210004)")
        .await
        .expect("the lock");
    let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate")
        .bind(whole)
        .fetch_optional(&mut admin)
        .await
        .expect("the list of databases");
    if there.is_none() {
        admin
            .execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {whole}")))
            .await
            .expect("room");
        let template = template(&server).await;
        admin
            .execute(AssertSqlSafe(format!(
                "CREATE DATABASE {whole} TEMPLATE {template}"
            )))
            .await
            .expect("a database");
        let db = Db::connect(&Target::Postgres(in_database(&server, whole)))
            .await
            .expect("the fresh database");
        fill(db.clone()).await;
        db.close().await;
        admin
            .execute(AssertSqlSafe(format!(
                "ALTER DATABASE {whole} IS_TEMPLATE true"
            )))
            .await
            .expect("a template");
    }
    admin
        .execute("SELECT pg_advisory_unlock(7210004)")
        .await
        .expect("the lock given back");
    let name = format!("dancu_{}", uuid::Uuid::now_v7().simple());
    admin
        .execute(AssertSqlSafe(format!(
            "CREATE DATABASE {name} TEMPLATE {whole}"
        )))
        .await
        .expect("a copy");
    let target = Target::Postgres(in_database(&server, &name));
    TestDb {
        db: Db::connect(&target).await.expect("the copy"),
        target,
        _folder: None,
    }
}

/// An empty PostgreSQL database without any schema, where a server is named.
pub async fn bare_postgres() -> Option<Target> {
    let server = std::env::var("DANCU_TEST_POSTGRES").ok()?;
    let name = format!("dancu_bare_{}", uuid::Uuid::now_v7().simple());
    let mut admin = PgConnection::connect(&server)
        .await
        .expect("the PostgreSQL server named by DANCU_TEST_POSTGRES");
    admin
        .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .expect("an empty database");
    Some(Target::Postgres(in_database(&server, &name)))
}

/// Brings a schema forward to an earlier step only.
pub async fn migrate_to(db: &Db, version: i64) {
    migrate::run_to(db, version)
        .await
        .expect("the earlier schema");
}

/// The template of this schema, made by whichever test comes first.
async fn template(server: &str) -> String {
    let all: String = MIGRATIONS.iter().map(|step| step.text).collect();
    let name = format!(
        "dancu_template_{}",
        &hex(&Sha256::digest(all.as_bytes()))[..16]
    );
    let mut admin = PgConnection::connect(server)
        .await
        .expect("the PostgreSQL server named by DANCU_TEST_POSTGRES");
    admin
        .execute("SELECT pg_advisory_lock(7210003)")
        .await
        .expect("the template's lock");
    let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate")
        .bind(&name)
        .fetch_optional(&mut admin)
        .await
        .expect("the list of databases");
    if there.is_none() {
        admin
            .execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}")))
            .await
            .expect("room for the template");
        admin
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .expect("the template");
        let db = Db::open(&Target::Postgres(in_database(server, &name)))
            .await
            .expect("the template's schema");
        db.close().await;
        admin
            .execute(AssertSqlSafe(format!(
                "ALTER DATABASE {name} IS_TEMPLATE true"
            )))
            .await
            .expect("the template's mark");
    }
    admin
        .execute("SELECT pg_advisory_unlock(7210003)")
        .await
        .expect("the template's lock");
    name
}

fn in_database(server: &str, name: &str) -> String {
    let options = PgConnectOptions::from_str(server).expect("a PostgreSQL URL");
    let user = options.get_username().to_owned();
    let (host, port) = (options.get_host().to_owned(), options.get_port());
    let secret = server
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('@'))
        .map_or(user, |(user, _)| user.to_owned());
    format!("postgres://{secret}@{host}:{port}/{name}")
}

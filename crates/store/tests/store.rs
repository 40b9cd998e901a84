//! The store's promises, held on both databases.

use kernel::Id;
use kernel::ids::{CouncilId, Person};
use store::audit::{self, Fault};
use store::{AuditLine, Db, Error, MIGRATIONS, Reader as _, Sql, Target, Who, args, testing};

const PUT: Sql = Sql("INSERT INTO setting (key, value) VALUES ($1, $2)");
const COUNT: Sql = Sql("SELECT count(*) FROM setting");
const GET: Sql = Sql("SELECT value FROM setting WHERE key = $1");

fn who() -> Who {
    Who {
        account: None,
        name: "Kiểm thử".into(),
    }
}

fn line(reason: &str) -> AuditLine {
    AuditLine {
        act: "test.put",
        council: Some(CouncilId::fresh()),
        subject_kind: "person",
        subject: Id::<Person>::fresh().uuid(),
        reason: reason.into(),
        detail: serde_json::json!({ "after": reason }),
    }
}

fn at() -> kernel::Timestamp {
    "2026-03-15T01:02:03Z".parse().expect("a time")
}

async fn put(db: &Db, key: &str) {
    let tx = db.begin(who(), at()).await.expect("a transaction");
    tx.execute(PUT, args![key, "giá trị"])
        .await
        .expect("a change");
    tx.audit(line(key)).await.expect("a line");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_change_without_an_audit_line_is_rolled_back() {
    for db in testing::databases().await {
        let tx = db.begin(who(), at()).await.expect("a transaction");
        tx.execute(PUT, args!["a", "b"]).await.expect("a change");
        assert!(matches!(tx.commit().await, Err(Error::Unaudited)));
        assert_eq!(
            db.scalar::<String>(GET, args!["a"])
                .await
                .expect("an answer"),
            None
        );
        put(&db, "a").await;
        assert_eq!(
            db.scalar::<String>(GET, args!["a"])
                .await
                .expect("an answer")
                .as_deref(),
            Some("giá trị")
        );
    }
}

#[tokio::test]
async fn an_answer_is_kept_until_the_next_act() {
    for db in testing::databases().await {
        let kept = async || {
            let count = db.scalar_kept::<i64>(COUNT, args![]).await;
            count.expect("an answer").unwrap_or(0)
        };
        let before = kept().await;
        // What leaves no line goes by unseen, which shows that the answer came from memory; a transaction asks anew.
        let tx = db.begin_housekeeping().await.expect("a transaction");
        tx.execute(PUT, args!["unseen", ""])
            .await
            .expect("a change");
        let within = tx.scalar_kept::<i64>(COUNT, args![]).await;
        assert_eq!(within.expect("an answer"), Some(before + 1));
        tx.commit().await.expect("kept");
        assert_eq!(kept().await, before);
        put(&db, "seen").await;
        assert_eq!(kept().await, before + 2);
    }
}

#[tokio::test]
async fn the_chain_holds_and_shows_every_kind_of_damage() {
    for db in testing::databases().await {
        for key in ["một", "hai", "ba", "bốn"] {
            put(&db, key).await;
        }
        let verdict = audit::verify(&*db).await.expect("a verdict");
        assert_eq!((verdict.lines, verdict.faults.as_slice()), (4, &[][..]));

        let refused = db.begin_housekeeping().await.expect("a transaction");
        assert!(
            refused
                .execute(Sql("UPDATE audit SET reason = 'x' WHERE seq = 2"), args![])
                .await
                .is_err()
        );
        drop(refused);
        let refused = db.begin_housekeeping().await.expect("a transaction");
        assert!(
            refused
                .execute(Sql("DELETE FROM audit WHERE seq = 4"), args![])
                .await
                .is_err()
        );
        drop(refused);

        // Whoever owns the file can drop the trigger; then the chain itself has to tell.
        let (drop_trigger, again) = match db.engine() {
            store::Engine::Sqlite => ("DROP TRIGGER audit_stays", "DROP TRIGGER audit_remains"),
            store::Engine::Postgres => ("ALTER TABLE audit DISABLE TRIGGER ALL", "SELECT 1"),
        };
        let tx = db.begin_housekeeping().await.expect("a transaction");
        tx.execute(Sql(drop_trigger), args![])
            .await
            .expect("the trigger gone");
        tx.execute(Sql(again), args![])
            .await
            .expect("the trigger gone");
        tx.execute(
            Sql("UPDATE audit SET reason = 'haj' WHERE seq = 2"),
            args![],
        )
        .await
        .expect("one byte changed");
        tx.execute(Sql("DELETE FROM audit WHERE seq = 4"), args![])
            .await
            .expect("the end cut off");
        tx.commit().await.expect("kept");
        let faults = audit::verify(&*db).await.expect("a verdict").faults;
        assert_eq!(
            faults,
            [
                Fault::Changed(2),
                Fault::CutShort {
                    found: 3,
                    expected: 4
                }
            ]
        );
    }
}

#[tokio::test]
async fn writers_at_the_same_time_lose_nothing() {
    for db in testing::databases().await {
        let writers = (0..8).map(|writer| {
            let db = db.db.clone();
            tokio::spawn(async move {
                for round in 0..10 {
                    put(&db, &format!("{writer}-{round}")).await;
                }
            })
        });
        for writer in writers {
            writer.await.expect("a writer");
        }
        let verdict = audit::verify(&*db).await.expect("a verdict");
        assert_eq!((verdict.lines, verdict.faults.as_slice()), (80, &[][..]));
    }
}

#[tokio::test]
async fn every_earlier_schema_comes_forward() {
    for target in bare_targets().await {
        for earlier in 1..=MIGRATIONS.len() as i64 {
            let target = match &target {
                Target::Sqlite(path) => {
                    Target::Sqlite(path.with_extension(format!("{earlier}.sqlite")))
                }
                Target::Postgres(_) => testing::bare_postgres().await.expect("a server"),
            };
            let db = Db::connect(&target).await.expect("a database");
            testing::migrate_to(&db, earlier).await;
            db.close().await;
            let db = Db::open(&target).await.expect("the schema of today");
            let version = db
                .scalar::<i64>(Sql("SELECT max(version) FROM schema_version"), args![])
                .await;
            assert_eq!(version.expect("an answer"), Some(MIGRATIONS.len() as i64));
        }
    }
}

#[test]
fn a_step_that_was_published_is_never_changed() {
    let lock = include_str!("../migrations/LOCK");
    let now: String = MIGRATIONS
        .iter()
        .map(|step| format!("{} {}\n", step.checksum(), step.name))
        .collect();
    assert_eq!(
        now, lock,
        "add a new step instead of changing one; a new step adds its line to migrations/LOCK"
    );
}

async fn bare_targets() -> Vec<Target> {
    let folder = tempfile::tempdir().expect("a temporary folder").keep();
    let mut targets = vec![Target::Sqlite(folder.join("old.sqlite"))];
    targets.extend(testing::bare_postgres().await);
    targets
}

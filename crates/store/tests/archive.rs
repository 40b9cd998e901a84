//! Whole installations on their way: dumps between the two databases, backups while serving, and what is refused.

mod common;

use std::fs;
use std::path::Path;

use common::{fill, put};
use store::backup::{backup, restore};
use store::dump::{digest, dump, load};
use store::{Db, Error, Reader as _, Sql, Target, args, audit, schema, testing};

const SETTINGS: Sql = Sql("SELECT count(*) FROM setting");
const PEOPLE: Sql = Sql("SELECT count(*) FROM person");
const ORPHAN: Sql = Sql(
    "INSERT INTO unit_population (unit_id, counted_on, people, source, certainty) VALUES ($1, '2026-01-01', 1, '', '')",
);

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let Some(postgres) = testing::postgres().await else {
        return;
    };
    let sqlite = testing::sqlite().await;
    let left = schema::tables(&sqlite).await.expect("a schema");
    let right = schema::tables(&postgres).await.expect("a schema");
    assert!(left.len() > 40, "only {} tables were found", left.len());
    assert!(
        left.iter().all(|table| !table.key.is_empty()),
        "every table has a key"
    );
    assert!(left.iter().any(|table| !table.references.is_empty()));
    assert!(
        left.iter()
            .any(|table| table.indexes.iter().any(|index| index.unique))
    );
    for (left, right) in left.iter().zip(&right) {
        assert_eq!(left, right);
    }
    assert_eq!(left.len(), right.len());
}

#[tokio::test]
async fn every_column_that_refers_to_a_row_is_the_first_of_an_index() {
    let db = testing::sqlite().await;
    let mut unindexed = Vec::new();
    for table in schema::tables(&db).await.expect("a schema") {
        for reference in &table.references {
            let first = |columns: &[String]| columns.first() == Some(&reference.column);
            let is_found =
                first(&table.key) || table.indexes.iter().any(|index| first(&index.columns));
            // A paper or a file is never looked up from its other side, nor deleted.
            let is_paper = ["decision", "file"].contains(&reference.table.as_str());
            if !is_found && !is_paper {
                unindexed.push(format!("{}.{}", table.name, reference.column));
            }
        }
    }
    let known = [
        "challenge.account_id",
        "course_partner.institution_id",
        "lesson.topic_id",
        "person.merged_into",
        "question.topic_id",
        "rule.council_id",
        "seat.constituency_id",
        "trainer.institution_id",
    ];
    unindexed.retain(|column| !known.contains(&column.as_str()));
    assert!(unindexed.is_empty(), "without an index: {unindexed:?}");
}

#[tokio::test]
async fn an_installation_goes_to_the_other_database_and_back_unchanged() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = testing::sqlite().await;
    fill(&first, 3000).await;
    let before = digest(&first).await.expect("a digest");
    let mut steps: Vec<(String, Target)> = Vec::new();
    if let Some(target) = testing::bare_postgres().await {
        steps.push(("there".into(), target));
    }
    if let Some(db) = testing::postgres().await {
        steps.push(("with a schema".into(), db.target.clone()));
    }
    steps.push((
        "back".into(),
        Target::Sqlite(folder.path().join("back.sqlite")),
    ));
    let mut from: Db = first.db.clone();
    for (name, target) in steps {
        let file = folder.path().join(format!("{name}.jsonl"));
        let written = dump(&from, &file).await.expect("a dump");
        assert!(written.rows > 3000);
        let to = Db::connect(&target).await.expect("a place");
        let read = load(&to, &file).await.expect("loaded");
        assert_eq!((read.rows, &read.sha256), (written.rows, &written.sha256));
        let after = digest(&to).await.expect("a digest");
        assert_eq!(before, after, "{name}");
        let verdict = audit::verify(&to).await.expect("a verdict");
        assert_eq!((verdict.lines, verdict.faults.len()), (3, 0), "{name}");
        // References are held again, and the chain goes on.
        let tx = to.begin_housekeeping().await.expect("begun");
        let orphan = tx.execute(ORPHAN, args![uuid::Uuid::now_v7()]).await;
        assert!(orphan.is_err(), "{name}");
        drop(tx);
        from = to;
    }
    put(&from, "nữa").await;
    assert!(
        audit::verify(&from)
            .await
            .expect("a verdict")
            .faults
            .is_empty()
    );
    assert_ne!(
        before["setting"],
        digest(&from).await.expect("a digest")["setting"]
    );
}

#[tokio::test]
async fn a_dump_that_is_not_whole_or_a_place_that_is_not_empty_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = testing::sqlite().await;
    fill(&source, 10).await;
    let good = folder.path().join("good.jsonl");
    dump(&source, &good).await.expect("a dump");
    assert!(
        matches!(dump(&source, &good).await, Err(Error::Archive(_))),
        "nothing is replaced"
    );
    let bytes = fs::read(&good).expect("the dump");
    let text = String::from_utf8(bytes.clone()).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    let newer = text.replacen("\"version\":1,", "\"version\":999,", 1);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("half", bytes[..bytes.len() / 2].to_vec()),
        (
            "without its end",
            lines[..lines.len() - 1].join("\n").into_bytes(),
        ),
        ("without its last byte", bytes[..bytes.len() - 3].to_vec()),
        (
            "a changed byte",
            text.replacen("giá trị", "giá trỉ", 1).into_bytes(),
        ),
        (
            "a line twice",
            text.replacen(lines[3], &[lines[3], "\n", lines[3]].concat(), 1)
                .into_bytes(),
        ),
        ("a newer schema", resealed(&newer)),
        ("something else", b"PK\x03\x04".to_vec()),
    ];
    for target in testing::databases().await {
        for (name, bytes) in &cases {
            let file = folder.path().join("bad.jsonl");
            fs::write(&file, bytes).expect("written");
            let outcome = load(&target, &file).await;
            assert!(
                matches!(outcome, Err(Error::Archive(_))),
                "{name}: {outcome:?}"
            );
            let people: Option<i64> = target.scalar(PEOPLE, args![]).await.expect("an answer");
            assert_eq!(people, Some(0), "{name}");
        }
        put(&target, "có rồi").await;
        let outcome = load(&target, &good).await;
        assert!(matches!(outcome, Err(Error::Archive(_))), "{outcome:?}");
    }
}

/// The text with the hash that belongs to it.
fn resealed(text: &str) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};
    let end = text.trim_end().rfind('\n').expect("lines") + 1;
    let body = &text[..end];
    let sha = audit::hex(&Sha256::digest(body.as_bytes()));
    let lines = body.lines().count();
    format!("{body}{{\"end\":true,\"lines\":{lines},\"sha256\":\"{sha}\"}}\n").into_bytes()
}

#[tokio::test]
async fn a_backup_under_writing_is_one_state_and_comes_back_equal() {
    for db in testing::databases().await {
        let folder = tempfile::tempdir().expect("a folder");
        fill(&db, 2000).await;
        let settings = async |db: &Db| -> i64 {
            let count = db.scalar(SETTINGS, args![]).await.expect("an answer");
            count.expect("a count")
        };
        let before = settings(&db).await;
        let writer = tokio::spawn({
            let db = db.db.clone();
            async move {
                for count in 0..60 {
                    put(&db, &format!("khi đang sao lưu {count}")).await;
                }
            }
        });
        let file = folder.path().join("backup");
        let made = backup(&db, &file).await.expect("a backup");
        writer.await.expect("the writer is never refused");
        assert_private(&file);
        assert_eq!(fs::metadata(&file).expect("a file").len(), made.bytes);

        let target = Target::Sqlite(folder.path().join("new/dancu.sqlite"));
        let restored = restore(&file, &target).await.expect("restored");
        assert_eq!(restored.chain.head, made.chain.head);
        let back = Db::open(&target).await.expect("opened");
        let during = settings(&back).await;
        assert!((before..=before + 60).contains(&during), "{during}");
        assert!(
            audit::verify(&back)
                .await
                .expect("a verdict")
                .faults
                .is_empty()
        );

        // At rest, a backup and its return are equal in every table.
        let quiet = folder.path().join("quiet");
        backup(&db, &quiet).await.expect("a backup");
        let second = Target::Sqlite(folder.path().join("quiet.sqlite"));
        restore(&quiet, &second).await.expect("restored");
        let second = Db::open(&second).await.expect("opened");
        assert_eq!(
            digest(&db).await.expect("a digest"),
            digest(&second).await.expect("a digest")
        );
        put(&second, "tiếp tục").await;
    }
}

#[tokio::test]
async fn a_damaged_backup_or_a_taken_place_is_refused_and_nothing_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = testing::sqlite().await;
    fill(&source, 2000).await;
    let good = folder.path().join("good");
    backup(&source, &good).await.expect("a backup");
    let bytes = fs::read(&good).expect("the backup");
    let text = b"\xc4\x91\xe1\xba\xa7u ti\xc3\xaan"; // "đầu tiên", the reason of the first audit line
    let place = bytes
        .windows(text.len())
        .position(|part| part == text)
        .expect("the reason");
    let mut forged = bytes.clone();
    forged[place + text.len() - 1] = b'm';
    let cases = [
        ("half", bytes[..bytes.len() / 2].to_vec()),
        ("a page short", bytes[..bytes.len() - 4096].to_vec()),
        ("a changed audit line", forged),
        (
            "something else",
            b"not a database, but long enough to be read".to_vec(),
        ),
        ("empty", Vec::new()),
    ];
    for (name, bytes) in cases {
        let bad = folder.path().join("bad");
        fs::write(&bad, bytes).expect("written");
        let target = folder.path().join("restored/dancu.sqlite");
        let outcome = restore(&bad, &Target::Sqlite(target.clone())).await;
        assert!(
            matches!(outcome, Err(Error::Archive(_))),
            "{name}: {outcome:?}"
        );
        let left = fs::read_dir(target.parent().expect("a folder"));
        assert_eq!(
            left.map_or(0, Iterator::count),
            0,
            "{name} leaves something behind"
        );
    }
    let taken = folder.path().join("taken.sqlite");
    for name in ["taken.sqlite", "taken.sqlite-wal"] {
        let companion = folder.path().join(name);
        fs::write(&companion, "").expect("written");
        let outcome = restore(&good, &Target::Sqlite(taken.clone())).await;
        assert!(
            matches!(outcome, Err(Error::Archive(_))),
            "{name}: {outcome:?}"
        );
        fs::remove_file(&companion).expect("removed");
    }
    restore(&good, &Target::Sqlite(taken))
        .await
        .expect("free now");
}

fn assert_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
    assert!(path.is_file());
}

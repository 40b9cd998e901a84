//! Records of many kinds, for the tests that carry a whole installation.

use kernel::Id;
use kernel::ids::{FileId, Person, PersonId, UnitId};
use store::{AuditLine, Db, Sql, Who, args};

const UNIT: Sql = Sql(
    "INSERT INTO unit (id, code, name, kind, level, parent_id, path, terrain, area_km2, latitude, longitude, valid_from, valid_to, folded, sort_key) \
     VALUES ($1, $2, $3, 'commune', 'commune', $4, $5, $6, $7, $8, $9, '2025-07-01', $10, $11, $12)",
);
const PERSON: Sql =
    Sql("INSERT INTO person (id, created_at, merged_into, sample) VALUES ($1, $2, $3, $4)");
const FILE: Sql = Sql(
    "INSERT INTO file (id, sha256, name, media_type, size, bytes, created_at) VALUES ($1, $2, $3, 'text/plain', $4, $5, $6)",
);
const SETTING: Sql = Sql("INSERT INTO setting (key, value) VALUES ($1, $2)");

/// The moment of the tests.
pub fn at() -> kernel::Timestamp {
    "2026-03-15T01:02:03Z".parse().expect("a time")
}

/// Writes one setting, as an act.
pub async fn put(db: &Db, key: &str) {
    let tx = begin(db).await;
    tx.execute(SETTING, args![key, "giá trị"])
        .await
        .expect("a change");
    tx.audit(line(key)).await.expect("a line");
    tx.commit().await.expect("kept");
}

/// Fills an installation: rows that refer to later rows, every kind of value and of null, quotes, line breaks, a large file.
pub async fn fill(db: &Db, many: usize) {
    let tx = begin(db).await;
    let (child, parent) = (UnitId::fresh(), UnitId::fresh());
    assert!(child < parent, "the child's row comes first in the file");
    let no_text = Option::<String>::None;
    let no_real = Option::<f64>::None;
    // SQLite and PostgreSQL both look at a row when it is written: the parent goes first here, not in the file.
    for (id, code, parent, area) in [
        (parent, "92", None, Some(0.1 + 0.2)),
        (child, "92/31120", Some(parent), Some(-1.5e-300)),
    ] {
        let values = args![
            id,
            code,
            "Phường \"Cái Khế\"\n\\ dòng hai \u{1F331}",
            parent,
            code,
            no_text.clone(),
            area,
            Some(10.0),
            no_real,
            Some("2030-01-01"),
            "phuong cai khe",
            vec![0u8, 255, 10, 13]
        ];
        tx.execute(UNIT, values).await.expect("a unit");
    }
    let (first, second) = (PersonId::fresh(), PersonId::fresh());
    for (id, into, created) in [(second, None, i64::MAX), (first, Some(second), i64::MIN)] {
        let values = args![id, created, into, true];
        tx.execute(PERSON, values).await.expect("a person");
    }
    for _ in 0..many {
        let values = args![
            PersonId::fresh(),
            1_773_000_000_123i64,
            Option::<PersonId>::None,
            false
        ];
        tx.execute(PERSON, values).await.expect("a person");
    }
    for length in [0usize, 1, 5_000_000] {
        let bytes: Vec<u8> = (0..length).map(|place| (place * 31 % 251) as u8).collect();
        let values = args![FileId::fresh(), vec![7u8; 32], "tệp", length, bytes, 0i64];
        tx.execute(FILE, values).await.expect("a file");
    }
    // In an order that differs between the databases' own ideas of the alphabet.
    for key in ["b", "B", "a", "Đ", "đ", "z", "_", "ă"] {
        tx.execute(SETTING, args![key, ""])
            .await
            .expect("a setting");
    }
    tx.audit(line("đầu tiên")).await.expect("a line");
    tx.audit(line("thứ hai")).await.expect("a line");
    tx.commit().await.expect("kept");
    put(db, "sau").await;
}

async fn begin(db: &Db) -> store::Tx {
    let who = Who {
        account: None,
        name: "Kiểm thử".into(),
    };
    db.begin(who, at()).await.expect("a transaction")
}

fn line(reason: &str) -> AuditLine {
    AuditLine {
        act: "test.put",
        council: None,
        subject_kind: "person",
        subject: Id::<Person>::fresh().uuid(),
        reason: reason.into(),
        detail: serde_json::json!({ "after": reason }),
    }
}

//! Queries and what they find first, on made-up texts; the index following the records; on both databases.

use jiff::civil::date;
use kernel::ids::DocumentId;
use proptest::prelude::*;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{Db, args, sql};
use uuid::Uuid;

use super::*;
use crate::access::Act;
use crate::library::acts::{RecordDocument, record_document};
use crate::library::queries::document_by_number;
use crate::library::{DocumentKind, DocumentStatus};
use crate::seed_data::Certainty;
use crate::{Acting, Page, fixture, reference};

sql! {
    ADD = "INSERT INTO document_text (id, document_id, kind, printed_number, text, sha256, reading, added_at) VALUES ($1, $2, 'issued', '', $3, $4, 1, 1)";
    WITHDRAW = "UPDATE document_text SET withdrawn_at = 2 WHERE document_id = $1";
}

const LAW: &str = "QUỐC HỘI\nLuật số: 77/2015/QH13\nLUẬT\nTỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG\n(Văn bản mẫu để thử)\n\
Chương I\nNHỮNG QUY ĐỊNH CHUNG\n\
Điều 4. Phân loại đơn vị hành chính\nĐơn vị hành chính được phân loại theo quy định.\n\
Điều 5. Nguyên tắc tổ chức và hoạt động\n1. Tuân thủ Hiến pháp và pháp luật.\n2. Hiện đại, minh bạch, phục vụ Nhân dân:\na) Công khai chương trình;\nb) Đúng hạn;\nc) Tiết kiệm;\nd) Có trách nhiệm;\nđ) Chịu sự giám sát của cử tri.\n\
Điều 6. Bảo vệ môi trường\n1. Thu gom nước thải ở khu dân cư.\n2. Trồng cây xanh.\n";

const RULES: &str = "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ MẪU\nSố: 12/2025/NQ-HĐND\nNGHỊ QUYẾT\nVề mức chi tiếp xúc cử tri\n\
Điều 1. Ban hành Quy định\nBan hành kèm theo Nghị quyết này Quy định mẫu.\n\
Điều 2. Mức chi\n1. Chi hỗ trợ đại biểu tiếp xúc cử tri.\n2. Hồi, đông, nhận và dẫn là các chữ không dấu giống nhau.\n3. Hội đồng nhân dân quyết định mức chi hỗ trợ.\n";

async fn give_text(acting: &Acting<'_>, document: DocumentId, text: &str) {
    let sha = format!("{:x?}", Sha256::digest(text));
    acting
        .tx
        .execute(ADD, args![Uuid::now_v7(), document, text, sha])
        .await
        .expect("adds");
    acting
        .audit(
            Act::RecordDocument,
            None,
            "document",
            document,
            "",
            json!({}),
        )
        .await
        .expect("audits");
}

fn resolution(number: &str, title: &str) -> RecordDocument {
    RecordDocument {
        council: None,
        owner: None,
        number: number.to_owned(),
        kind: DocumentKind::Resolution,
        issuer: "HĐND Thành phố Mẫu".to_owned(),
        title: title.to_owned(),
        signed_on: Some(date(2025, 10, 3)),
        in_force_on: Some(date(2025, 10, 13)),
        ended_on: None,
        certainty: Certainty::Confirmed,
        note: String::new(),
        relations: Vec::new(),
    }
}

/// The legal frame, a text of one law and a resolution with its text.
async fn library(db: &Db) -> (DocumentId, DocumentId) {
    let actor = fixture::program();
    let acting = Acting::begin(db, &actor, &fixture::clock())
        .await
        .expect("begins");
    reference::load(&acting).await.expect("the legal frame");
    let law = document_by_number(&acting.tx, "77/2015/QH13")
        .await
        .expect("reads")
        .expect("the law");
    give_text(&acting, law.id, LAW).await;
    let rules = resolution("12/2025/NQ-HĐND", "Về mức chi tiếp xúc cử tri");
    let rules = record_document(&acting, rules).await.expect("records");
    give_text(&acting, rules, RULES).await;
    acting.commit().await.expect("commits");
    (law.id, rules)
}

fn search_for(text: &str) -> Search {
    Search {
        text: text.to_owned(),
        kind: None,
        status: None,
        issuer: String::new(),
        council: None,
        as_of: date(2026, 11, 24),
        page: Page {
            number: 1,
            size: 10,
        },
    }
}

/// The first thing found: where it leads straight to, or the first document with its first provision.
fn first(found: &Found) -> String {
    if let Some(direct) = found.direct.first() {
        let text = direct
            .text
            .as_deref()
            .unwrap_or("")
            .chars()
            .take(24)
            .collect::<String>();
        return format!("→ {} {} [{text}]", direct.document.number, direct.unit);
    }
    let hit = found.hits.first().map(|hit| {
        let unit = hit.units.first().map_or("", |unit| unit.unit.as_str());
        format!("{} {unit}", hit.document.number)
    });
    hit.unwrap_or_default()
}

#[tokio::test]
async fn each_query_finds_first_what_it_means() {
    for db in store::testing::databases().await {
        library(&db).await;
        let finder = Finder::passing(&db);
        for (typed, expected) in [
            // Words, with marks and without.
            ("nước thải khu dân cư", "77/2015/QH13 art_6__para_1"),
            ("nuoc thai khu dan cu", "77/2015/QH13 art_6__para_1"),
            (
                "hội đồng nhân dân quyết định mức chi",
                "12/2025/NQ-HĐND art_2__para_3",
            ),
            ("\"mức chi hỗ trợ\"", "12/2025/NQ-HĐND art_2__para_3"),
            ("bảo vệ môi trường cây xanh", "77/2015/QH13 art_6__para_2"),
            // Numbers in any spelling.
            ("77-2015 qh13", "→ 77/2015/QH13  []"),
            ("luật 77/2015", "→ 77/2015/QH13  []"),
            ("77/2015/QH 13", "→ 77/2015/QH13  []"),
            ("12/2025 nq-hđnd", "→ 12/2025/NQ-HĐND  []"),
            ("nq 12/2025", "→ 12/2025/NQ-HĐND  []"),
            // Addresses, in full and shortened, by number, by name, by initials.
            (
                "k2 đ5 luật tcqđp 2015",
                "→ 77/2015/QH13 art_5__para_2 [2. Hiện đại, minh bạch, ]",
            ),
            (
                "khoản 2 Điều 5 Luật Tổ chức chính quyền địa phương năm 2015",
                "→ 77/2015/QH13 art_5__para_2 [2. Hiện đại, minh bạch, ]",
            ),
            (
                "điểm a khoản 2 điều 5 luật 77/2015",
                "→ 77/2015/QH13 art_5__para_2__point_a [a) Công khai chương trìn]",
            ),
            (
                "điểm đ k2 đ5 tccqđp 2015",
                "→ 77/2015/QH13 art_5__para_2__point_dd [đ) Chịu sự giám sát của ]",
            ),
            (
                "diem d k2 d5 tccqdp 2015",
                "→ 77/2015/QH13 art_5__para_2__point_d [d) Có trách nhiệm;]",
            ),
            (
                "đ.6 77/2015/qh13",
                "→ 77/2015/QH13 art_6 [Điều 6. Bảo vệ môi trườn]",
            ),
            ("điều 60 luật 77/2015", "→ 77/2015/QH13  []"),
            // The law of the day before those of other days.
            ("điều 5 luật tcqđp", "→ 72/2025/QH15  []"),
            ("bhvbqppl 2025", "→ 64/2025/QH15  []"),
            // Nothing.
            ("", ""),
            ("%%% \"\"", ""),
        ] {
            let found = find(&finder, &search_for(typed)).await.expect("searches");
            assert_eq!(first(&found), expected, "{typed}");
        }
        let marked = find(&finder, &search_for("nuoc thai"))
            .await
            .expect("searches");
        let pieces: Vec<&str> = marked.hits[0].units[0]
            .pieces
            .iter()
            .filter(|piece| piece.found)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(pieces, ["nước thải"]);
        assert_eq!(marked.hits[0].units[0].address, "khoản 1 Điều 6");
    }
}

#[tokio::test]
async fn filters_narrow_and_what_is_near_is_offered() {
    for db in store::testing::databases().await {
        library(&db).await;
        let finder = Finder::passing(&db);
        let ended = |text: &str, status| Search {
            status: Some(status),
            ..search_for(text)
        };
        let found = find(&finder, &ended("nước thải", DocumentStatus::Ended))
            .await
            .expect("searches");
        assert_eq!((found.documents, found.among_all), (1, 0));
        let found = find(&finder, &ended("nước thải", DocumentStatus::InForce))
            .await
            .expect("searches");
        assert_eq!(
            (found.documents, found.among_all),
            (0, 1),
            "it ended before the day"
        );
        let then = Search {
            as_of: date(2020, 1, 1),
            ..ended("nước thải", DocumentStatus::InForce)
        };
        assert_eq!(
            find(&finder, &then).await.expect("searches").documents,
            1,
            "it was in force then"
        );
        let by_issuer = Search {
            issuer: "HĐND Thành phố Mẫu".to_owned(),
            ..search_for("cử tri")
        };
        let found = find(&finder, &by_issuer).await.expect("searches");
        assert_eq!(
            (found.documents, found.hits[0].document.number.as_str()),
            (1, "12/2025/NQ-HĐND")
        );
        let by_kind = Search {
            kind: Some(DocumentKind::Law),
            ..search_for("cử tri")
        };
        let found = find(&finder, &by_kind).await.expect("searches");
        assert!(
            found
                .hits
                .iter()
                .all(|hit| hit.document.kind == DocumentKind::Law)
        );

        let found = find(&finder, &search_for("thu gom nước thải nghêu"))
            .await
            .expect("searches");
        let near: Vec<&str> = found
            .nearest
            .iter()
            .map(|near| near.text.as_str())
            .collect();
        assert_eq!((found.documents, near), (0, vec!["thu gom nước thải"]));
    }
}

#[tokio::test]
async fn the_index_follows_the_records_and_is_mended() {
    for db in store::testing::databases().await {
        let (law, _) = library(&db).await;
        let folder = tempfile::tempdir().expect("a folder");
        let finder = Finder::within(&db, folder.path());
        finder.follow().await.expect("follows");
        let made = finder.standing().await.expect("stands");
        assert_eq!(made.seq, db.seq().await.expect("the chain"));
        let count = async |finder: &Finder, text: &str| {
            finder.follow().await.expect("follows");
            find(finder, &search_for(text))
                .await
                .expect("searches")
                .documents
        };

        // An act that touches no document leaves the index as it is.
        let actor = fixture::program();
        let elsewhere = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        elsewhere
            .audit(Act::RecordDocument, None, "document", law, "", json!({}))
            .await
            .expect("audits");
        elsewhere.commit().await.expect("commits");
        finder.follow().await.expect("follows");
        assert_eq!(finder.standing().await.expect("stands").seq, made.seq);

        // A new document, a text withdrawn.
        assert_eq!(count(&finder, "vỉa hè").await, 0);
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        record_document(&acting, resolution("13/2025/NQ-HĐND", "Về quản lý vỉa hè"))
            .await
            .expect("records");
        acting
            .tx
            .execute(WITHDRAW, args![law])
            .await
            .expect("withdraws");
        acting.commit().await.expect("commits");
        assert_eq!(count(&finder, "vỉa hè").await, 1);
        assert_eq!(count(&finder, "nước thải").await, 0);

        // A second process has an index of its own; a broken one is made anew.
        let second = Finder::within(&db, folder.path());
        assert_eq!(count(&second, "vỉa hè").await, 1);
        drop(second);
        drop(finder);
        for entry in std::fs::read_dir(folder.path().join("0")).expect("lists") {
            let path = entry.expect("an entry").path();
            std::fs::write(&path, "broken").expect("writes");
        }
        let mended = Finder::within(&db, folder.path());
        assert_eq!(count(&mended, "vỉa hè").await, 1);
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read(typed in any::<String>(), more in "[kKđĐdD0-9 /.\\-aluậttcqđp\"]{0,40}") {
        let known = Known {
            id: DocumentId::fresh(),
            number: "77/2015/QH13".to_owned(),
            kind: DocumentKind::Law,
            issuer: "Quốc hội".to_owned(),
            title: "Luật Tổ chức chính quyền địa phương".to_owned(),
            signed_on: None,
            in_force_on: None,
            ended_on: None,
            council_id: None,
        };
        let catalogue = Catalogue::of(vec![known]);
        for typed in [typed.clone(), more.clone(), format!("{more} {typed} {more}")] {
            let meant = read(&typed, &catalogue, date(2026, 11, 24));
            prop_assert!(meant.documents.len() <= 1);
        }
    }
}

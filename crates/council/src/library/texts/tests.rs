//! Cases of the texts of documents, on both databases.

use jiff::civil::date;
use kernel::Date;
use kernel::ids::DocumentId;
use store::{Reader, args, record, sql};

use super::FileReason;
use super::acts::{ImportText, Imported, WithdrawText, import_text, withdraw_text};
use super::look::Looked;
use crate::fixture::{self, codes};
use crate::library::frame;
use crate::library::queries::document_by_number;
use crate::{Acting, reference};

const REGULATION: &str = include_str!("../../../data/sample-texts/18-2026-nq-hdnd.txt");
const AMENDING: &str = include_str!("../../../data/sample-texts/27-2026-nq-hdnd.txt");

sql! {
    CHANGES = "SELECT kind || ' ' || to_unit AS said, in_force_on AS day, document_id FROM document_change ORDER BY position";
    BASES = "SELECT number || ' ' || to_unit AS said, CAST(NULL AS TEXT) AS day, document_id FROM document_citation WHERE role = 'basis' ORDER BY text_id, position";
}

record! {
    struct Row { said: String, day: Option<Date>, document_id: Option<DocumentId> }
}

fn given(text: &str) -> ImportText {
    ImportText {
        council: None,
        document: None,
        looked: Looked::at("van-ban.txt", text.as_bytes().to_vec()).expect("reads"),
    }
}

async fn rows(db: &impl Reader, sql: store::Sql) -> Vec<(String, Option<Date>, bool)> {
    let rows: Vec<Row> = db.all(sql, args![]).await.expect("rows");
    rows.into_iter()
        .map(|row| (row.said, row.day, row.document_id.is_some()))
        .collect()
}

fn held(imported: crate::Result<Imported>) -> (FileReason, String) {
    match imported.expect("looks") {
        Imported::Held(held) => (held.reason, held.number),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_text_finds_its_document_and_what_it_names_is_linked_when_it_comes() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        reference::load(&acting).await.expect("the legal frame");
        // The amending act comes first: what it changes is not there yet.
        let Imported::Read(amending, _) = import_text(&acting, given(AMENDING))
            .await
            .expect("imports")
        else {
            panic!("read")
        };
        let unlinked: Vec<_> = rows(&acting.tx, CHANGES).await;
        assert_eq!(
            unlinked,
            [
                ("replace art_4__para_1", date(2026, 11, 1)),
                ("insert art_5__para_3", date(2026, 11, 1)),
                ("replace art_6__para_1", date(2027, 1, 1)),
                ("repeal art_7", date(2026, 11, 1)),
            ]
            .map(|(said, day)| (said.to_owned(), Some(day), false))
        );
        let Imported::Read(own, text) = import_text(&acting, given(REGULATION))
            .await
            .expect("imports")
        else {
            panic!("read")
        };
        assert!(rows(&acting.tx, CHANGES).await.iter().all(|row| row.2));
        let recorded = document_by_number(&acting.tx, "18/2026/NQ-HĐND")
            .await
            .expect("reads")
            .expect("was recorded from its head");
        assert_eq!(
            (recorded.id, recorded.signed_on, recorded.in_force_on),
            (own, Some(date(2026, 7, 8)), Some(date(2026, 7, 20)))
        );
        assert_eq!(recorded.issuer, "Hội đồng nhân dân thành phố Cần Thơ");
        assert!(
            recorded
                .title
                .starts_with("Nghị quyết quy định việc tiếp xúc cử tri"),
            "{}",
            recorded.title
        );
        let bases = rows(&acting.tx, BASES).await;
        assert!(
            bases.contains(&("121/2025/QH15 art_5__para_2".to_owned(), None, true)),
            "{bases:?}"
        );

        // The same text again, another text of the same document, a number that is not the chosen one's, none at all, no issuer.
        assert_eq!(
            import_text(&acting, given(REGULATION))
                .await
                .expect("looks"),
            Imported::Known(own, text)
        );
        let other = REGULATION.replace("15 ngày trước", "16 ngày trước");
        let number = "18/2026/NQ-HĐND".to_owned();
        assert_eq!(
            held(import_text(&acting, given(&other)).await),
            (FileReason::AnotherText, number.clone())
        );
        let chosen = ImportText {
            document: Some(amending),
            ..given(&other)
        };
        assert_eq!(
            held(import_text(&acting, chosen).await),
            (FileReason::NumberMismatch, number)
        );
        let unnumbered = other.replace("Số: 18/2026/NQ-HĐND", "");
        assert_eq!(
            held(import_text(&acting, given(&unnumbered)).await),
            (FileReason::NumberMissing, String::new())
        );
        let nobody = "Số: 12/2026/ABC-XYZ\nQUY ĐỊNH\nVề giờ làm việc\nĐiều 1. Giờ làm việc\nLàm việc tám giờ.\n";
        assert_eq!(
            held(import_text(&acting, given(nobody)).await).0,
            FileReason::IssuerUnknown
        );

        // A withdrawn text makes room for the right one.
        let withdraw = |reason: &str| WithdrawText {
            text,
            reason: reason.to_owned(),
        };
        assert_eq!(
            codes(withdraw_text(&acting, withdraw(" ")).await),
            vec!["missing"]
        );
        withdraw_text(&acting, withdraw("Nhập nhầm bản dự thảo"))
            .await
            .expect("withdraws");
        assert!(
            matches!(import_text(&acting, given(&other)).await.expect("imports"), Imported::Read(id, _) if id == own)
        );
        let known = frame(&acting.tx).await.expect("the frame");
        assert_eq!(known.changes.of("18/2026/NQ-HĐND").len(), 4);
        acting.commit().await.expect("commits");
    }
}

//! Cases of this capability, on both databases.

use jiff::civil::date;

use super::acts::{RecordDocument, record_document};
use super::queries::{
    Change, DocumentFilter, changed_since, document_by_number, document_page, documents,
};
use super::*;
use crate::fixture::{self, codes};
use crate::seed_data::Certainty;
use crate::{Acting, Page, reference};

fn local(number: &str) -> RecordDocument {
    RecordDocument {
        council: None,
        owner: None,
        number: number.to_owned(),
        kind: DocumentKind::Resolution,
        issuer: "HĐND thành phố".to_owned(),
        title: "Quy chế làm việc".to_owned(),
        signed_on: Some(date(2025, 10, 3)),
        in_force_on: Some(date(2025, 10, 3)),
        ended_on: None,
        certainty: Certainty::Confirmed,
        note: String::new(),
        relations: vec![(Relation::Amends, "72/2025/QH15".to_owned())],
    }
}

#[tokio::test]
async fn a_document_has_the_status_of_the_day_and_changes_are_found_from_both_sides() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        reference::load(&acting).await.expect("the legal frame");
        let tx = &acting.tx;
        let law = document_by_number(tx, "77/2015/QH13")
            .await
            .expect("reads")
            .expect("the law");
        for (day, status) in [
            (date(2015, 12, 31), DocumentStatus::NotYet),
            (date(2016, 1, 1), DocumentStatus::InForce),
            (date(2025, 2, 28), DocumentStatus::InForce),
            (date(2025, 3, 1), DocumentStatus::Ended),
        ] {
            let page = document_page(tx, law.id, day).await.expect("the page");
            assert_eq!(page.status, status, "{day}");
        }
        let changes = changed_since(tx, law.id, date(2020, 1, 1), date(2026, 1, 1))
            .await
            .expect("changes");
        assert!(changes.contains(&Change::Ended(date(2025, 3, 1))));
        assert!(changes.contains(&Change::ChangedBy(
            "47/2019/QH14".to_owned(),
            date(2020, 7, 1)
        )));
        assert_eq!(
            changed_since(tx, law.id, date(2025, 3, 1), date(2026, 1, 1))
                .await
                .expect("changes"),
            vec![]
        );

        let new = document_by_number(tx, "72/2025/QH15")
            .await
            .expect("reads")
            .expect("the law");
        record_document(&acting, local("09/2025/NQ-HĐND"))
            .await
            .expect("records");
        assert_eq!(
            codes(record_document(&acting, local("09/2025/NQ-HĐND")).await),
            vec!["document-there-already"]
        );
        let reversed = RecordDocument {
            ended_on: Some(date(2025, 1, 1)),
            signed_on: Some(date(2026, 1, 1)),
            ..local("")
        };
        assert_eq!(
            codes(record_document(&acting, reversed).await),
            vec!["missing", "period-reversed", "in-force-before-signed"]
        );
        let changes = changed_since(tx, new.id, date(2025, 7, 1), date(2026, 1, 1))
            .await
            .expect("changes");
        assert_eq!(
            changes,
            vec![Change::ChangedBy(
                "09/2025/NQ-HĐND".to_owned(),
                date(2025, 10, 3)
            )]
        );

        let filter = DocumentFilter {
            text: "to chuc chinh quyen dia phuong".to_owned(),
            kind: Some(DocumentKind::Law),
            status: Some(DocumentStatus::InForce),
            as_of: date(2026, 1, 1),
        };
        let list = documents(tx, &filter, Page::FIRST).await.expect("the list");
        let numbers: Vec<_> = list.rows.iter().map(|row| row.number.as_str()).collect();
        assert_eq!((list.total, numbers), (1, vec!["72/2025/QH15"]));
    }
}

#[tokio::test]
async fn the_frame_knows_laws_by_name_and_what_the_library_adds() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        reference::load(&acting).await.expect("the legal frame");
        acting.commit().await.expect("commits");
        let before = frame(&*db).await.expect("the frame");
        let again = frame(&*db).await.expect("the frame");
        assert!(std::sync::Arc::ptr_eq(&before, &again), "it is kept");
        assert!(before.document("09/2025/NQ-HĐND", "").is_none());

        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        record_document(&acting, local("09/2025/NQ-HĐND"))
            .await
            .expect("records");
        let other = RecordDocument {
            issuer: "HĐND phường Cái Răng".to_owned(),
            ..local("09/2025/NQ-HĐND (HĐND phường Cái Răng, 2025)")
        };
        record_document(&acting, other).await.expect("records");
        acting.commit().await.expect("commits");
        let after = frame(&*db).await.expect("the frame");
        let own = |issuer: &str| {
            after
                .document("9/2025/nq-hđnd", issuer)
                .map(|one| one.number.clone())
        };
        assert_eq!(
            (own("HĐND phường Cái Răng"), own("HĐND thành phố"), own("")),
            (
                Some("09/2025/NQ-HĐND (HĐND phường Cái Răng, 2025)".to_owned()),
                Some("09/2025/NQ-HĐND".to_owned()),
                None
            )
        );
        let at = |day| {
            let name = "Luật Tổ chức chính quyền địa phương";
            match after.registry.resolve_title(name, None, None, Some(day)) {
                lex::registry::Resolution::One { number, .. } => number,
                other => format!("{other:?}"),
            }
        };
        assert_eq!(at(date(2020, 1, 1)), "77/2015/QH13");
        assert_eq!(at(date(2026, 1, 1)), "72/2025/QH15");
    }
}

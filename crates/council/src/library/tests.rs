//! Cases of this capability, on both databases.

use jiff::civil::date;

use super::acts::{RecordDocument, record_document};
use super::changes::Changes;
use super::queries::{DocumentFilter, document_by_number, document_page, documents};
use super::relations::{RelationEdge, relations};
use super::texts::acts::{KeepText, keep_text};
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
        let changes = Changes::read(tx).await.expect("changes");
        let told = |after, until| {
            let change = changes.between(law.id, after, until)?;
            Some((change.by.as_str(), change.on, change.ends))
        };
        let (amended, ended) = (date(2020, 7, 1), date(2025, 3, 1));
        assert_eq!(
            told(date(2020, 1, 1), amended),
            Some(("47/2019/QH14", amended, false))
        );
        assert_eq!(told(date(2025, 2, 28), ended), Some(("", ended, true)));
        assert_eq!(told(ended, date(2026, 1, 1)), None);

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
        let changes = Changes::read(tx).await.expect("changes");
        let change = changes.between(new.id, date(2025, 7, 1), date(2026, 1, 1));
        let change = change.map(|change| (change.by.as_str(), change.on));
        assert_eq!(change, Some(("09/2025/NQ-HĐND", date(2025, 10, 3))));

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

#[tokio::test]
async fn relations_are_told_once_from_whichever_side_they_are_known() {
    const TEXT: &str = "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ\nSố: 09/2025/NQ-HĐND\nngày 23 tháng 9 năm 2025\nNGHỊ QUYẾT\nVề việc mẫu\nCăn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;\nCăn cứ Luật số 01/2099/QH40;\nQUYẾT NGHỊ:\nĐiều 1. Nội dung\nThực hiện theo Luật số 72/2025/QH15.\n";
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock()).await;
        let acting = acting.expect("begins");
        reference::load(&acting).await.expect("the legal frame");
        let tx = &acting.tx;
        let mut resolution = local("09/2025/NQ-HĐND");
        let based = (Relation::BasedOn, "72/2025/QH15".to_owned());
        resolution.relations = vec![based];
        let resolution = record_document(&acting, resolution).await;
        let resolution = resolution.expect("records");
        let text = KeepText {
            document: resolution,
            text: TEXT.to_owned(),
        };
        keep_text(&acting, text).await.expect("keeps");
        let told = async |number: &str, steps| {
            let of = document_by_number(tx, number).await.expect("reads");
            let id = of.expect("the document").id;
            let all = relations(tx, id, date(2026, 1, 1), steps).await;
            let all = all.expect("relations");
            let name = |at: usize| all.nodes[at].number.as_str();
            let said = |edge: &RelationEdge| {
                let (from, to) = (name(edge.from), name(edge.to));
                format!("{from} {} {to} {}", edge.kind, all.nodes[edge.to].steps)
            };
            let said: Vec<String> = all.edges.iter().map(said).collect();
            let standing: Vec<_> = all.nodes.iter().map(|node| node.status).collect();
            (said, standing)
        };
        // Its recorded basis and those of its text; the second step goes on to what the basis replaced.
        let (said, standing) = told("09/2025/NQ-HĐND", 1).await;
        let bases = [
            "09/2025/NQ-HĐND based_on 72/2025/QH15 1",
            "09/2025/NQ-HĐND based_on 01/2099/QH40 1",
        ];
        assert_eq!(said, bases);
        let known = Some(DocumentStatus::InForce);
        assert_eq!(standing, [known, known, None]);
        let (said, _) = told("09/2025/NQ-HĐND", 2).await;
        let further = "72/2025/QH15 replaces 65/2025/QH15 2".to_owned();
        assert!(said.contains(&further), "{said:?}");
        // Three laws one after the other, told from the first; nothing twice, nothing back to the middle.
        let (said, _) = told("77/2015/QH13", 2).await;
        for wanted in [
            "77/2015/QH13 amended_by 47/2019/QH14 1",
            "77/2015/QH13 replaced_by 65/2025/QH15 1",
            "65/2025/QH15 replaced_by 72/2025/QH15 2",
        ] {
            let times = said.iter().filter(|edge| *edge == wanted).count();
            assert_eq!(times, 1, "{wanted}: {said:?}");
        }
        assert!(said.iter().all(|edge| !edge.contains(" 77/2015/QH13 ")));
        let (said, _) = told("72/2025/QH15", 1).await;
        let rests = "72/2025/QH15 basis_of 09/2025/NQ-HĐND 1".to_owned();
        assert!(said.contains(&rests), "{said:?}");
    }
}

//! Cases of the texts of documents, on both databases.

use jiff::civil::date;
use kernel::Date;
use kernel::ids::DocumentId;
use store::{Reader, args, record, sql};

use super::acts::{ImportText, Imported, WithdrawText, import_text, withdraw_text};
use super::folder::{GivenFile, HandIn, answer, hand_in, import, import_files, read_next};
use super::look::Looked;
use super::{FileReason, FileState};
use crate::fixture::{self, codes};
use crate::library::acts::{RecordDocument, record_document};
use crate::library::queries::document_by_number;
use crate::library::{DocumentKind, frame};
use crate::seed_data::Certainty;
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
        kept: None,
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
        let changes = known.changes.of("18/2026/NQ-HĐND", "");
        assert_eq!(changes.count(), 4);
        acting.commit().await.expect("commits");
    }
}

/// A folder: two texts, one of them twice, a text that nobody is known to have issued, what is no document, and what Windows leaves there.
fn folder() -> Vec<GivenFile> {
    let nobody =
        "Số: 12/2026/ABC-XYZ\nQUY ĐỊNH\nVề giờ làm việc\nĐiều 1. Giờ làm việc\nLàm việc tám giờ.\n";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("van-ban/18.txt", REGULATION.as_bytes()),
        ("van-ban/ban-sao.txt", REGULATION.as_bytes()),
        ("van-ban/Thumbs.db", b"\xd0\xcf\x11\xe0".as_slice()),
        ("van-ban/~$18.docx", b"khoa".as_slice()),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("begins a part");
        std::io::Write::write_all(&mut zip, bytes).expect("writes");
    }
    let zip = zip.finish().expect("an archive").into_inner();
    let file = |name: &str, bytes: &[u8]| GivenFile {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    vec![
        file("nam-2026.zip", &zip),
        file("27.txt", AMENDING.as_bytes()),
        file("la.txt", nobody.as_bytes()),
        file("anh.docx", b"PK\x03\x04 broken"),
    ]
}

#[tokio::test]
async fn a_folder_goes_on_where_it_stopped_and_takes_nothing_twice() {
    for house in store::testing::databases().await {
        let db = &house.db;
        let (actor, clock) = (fixture::program(), fixture::clock());
        let send = async |import, files| {
            let acting = Acting::begin(db, &actor, &clock).await.expect("begins");
            let command = HandIn {
                council: None,
                import,
                name: "Năm 2026".to_owned(),
                files,
            };
            let id = hand_in(&acting, command).await;
            if id.is_ok() {
                acting.commit().await.expect("commits");
            }
            id
        };
        let acting = Acting::begin(db, &actor, &clock).await.expect("begins");
        reference::load(&acting).await.expect("the legal frame");
        acting.commit().await.expect("commits");
        assert_eq!(codes(send(None, Vec::new()).await), ["text-import-nothing"]);
        let id = send(None, folder()).await.expect("takes the folder");
        let next = async || read_next(db, &actor, &clock, id).await.expect("reads");
        assert!(next().await);
        let counts = async || {
            let now = import(db, &actor, id).await.expect("the import");
            (now.files, now.waiting, now.read, now.held, now.unreadable)
        };
        // Here everything stops; whoever comes next goes on.
        assert_eq!(counts().await, (4, 3, 1, 0, 0));
        while next().await {}
        assert_eq!(counts().await, (4, 0, 2, 1, 1));
        let again = send(Some(id), folder()).await.expect("takes it again");
        assert_eq!(again, id);
        assert_eq!(counts().await.0, 4);

        let files = import_files(db, id, None, crate::Page::FIRST)
            .await
            .expect("files");
        let told: Vec<_> = files
            .iter()
            .map(|file| (file.name.as_str(), file.state, file.reason))
            .collect();
        assert_eq!(
            told,
            [
                ("la.txt", FileState::Held, FileReason::IssuerUnknown),
                ("anh.docx", FileState::Unreadable, FileReason::Truncated),
                ("van-ban/18.txt", FileState::Read, FileReason::None),
                ("27.txt", FileState::Read, FileReason::None),
            ]
        );
        let held = files[0].position;
        let acting = Acting::begin(db, &actor, &clock).await.expect("begins");
        let wrong = answer(&acting, id, held, "18/2026/NQ-HĐND").await;
        assert_eq!(codes(wrong), ["text-number-mismatch"]);
        let record = RecordDocument {
            council: None,
            owner: None,
            number: "12/2026/ABC-XYZ".to_owned(),
            kind: DocumentKind::Other,
            issuer: "Cơ quan mẫu".to_owned(),
            title: "Quy định về giờ làm việc".to_owned(),
            signed_on: None,
            in_force_on: None,
            ended_on: None,
            certainty: Certainty::Unconfirmed,
            note: String::new(),
            relations: Vec::new(),
        };
        record_document(&acting, record).await.expect("records");
        answer(&acting, id, held, "12/2026/abc-xyz")
            .await
            .expect("answers");
        acting.commit().await.expect("commits");
        assert_eq!(counts().await, (4, 0, 3, 0, 1));
    }
}

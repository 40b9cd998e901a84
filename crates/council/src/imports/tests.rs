//! Cases of this capability, on both databases.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use store::{Db, Reader as _, args, sql};

use super::confirm::FaultyRows;
use super::intake::Looked;
use super::preview::Said;
use super::*;
use crate::access::Actor;
use crate::bodies::DecisionKind;
use crate::fixture::{self, FOUNDED, Scene, clock, codes};
use crate::people::acts::{CorrectPerson, Correction, correct_person};
use crate::people::queries as people;
use crate::{Acting, Result};

sql! {
    COUNT_PEOPLE = "SELECT count(*) FROM person";
    COUNT_MANDATES = "SELECT count(*) FROM mandate WHERE council_id = $1";
}

/// A roster as an office keeps it, with most of what is usually odd about one.
const ROSTER: &str = "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ;;;;;;;\n\
    DANH SÁCH ĐẠI BIỂU;;;;;;;\n\
    STT;Họ và tên;Ngày, tháng, năm sinh;Nam/Nữ;Chức vụ trong HĐND;Điện thoại;Đơn vị bầu cử số;Tái cử\n\
    I;THƯỜNG TRỰC HĐND;;;;;;\n\
    1;TRẦN THỊ BÌNH;05/03/1975;Nữ;Chủ tịch HĐND;912345678;1;x\n\
    2;Ông Lê Văn An;1980;;Phó Chủ tịch HĐND;;1;\n\
    II;CÁC ĐẠI BIỂU KHÁC;;;;;;\n\
    3;\u{00D0}ÀO THI\u{0323} A\u{0301}NH;7-8-1982;nữ;Phó Trưởng ban Pháp chế;;1;\n\
    4;Phạm Văn Cường;30/02/1979;Nam;;;1;\n\
    5;Trần Thị Bình;05/03/1975;Nữ;;;1;\n\
    6;Võ Minh Đức;5/3/75;Nam;;;1;\n\
    ;Tổng cộng: 6 đại biểu;;;;;;\n\
    ;;;;Cần Thơ, ngày 01 tháng 7 năm 2021;;;\n";

async fn uploaded(
    db: &Db,
    scene: &Scene,
    kind: ImportKind,
    bytes: &[u8],
) -> Result<kernel::ids::ImportId> {
    let actor = fixture::program();
    let acting = Acting::begin(db, &actor, &clock()).await?;
    let looked = Looked::at(kind, "danh sách.csv", bytes.to_vec())?;
    let id = upload(
        &acting,
        UploadRoster {
            council: scene.council,
            looked,
        },
    )
    .await?;
    acting.commit().await?;
    Ok(id)
}

async fn read(db: &Db, id: kernel::ids::ImportId) -> (ImportRow, Roster) {
    let actor = fixture::program();
    let open = open(db, &actor, id).await.expect("an import");
    let roster = Roster::read(&open.bytes, open.row.kind, &open.row.settings).expect("a roster");
    (open.row, roster)
}

async fn shown(db: &Db, id: kernel::ids::ImportId) -> Preview {
    let (row, roster) = read(db, id).await;
    preview(db, &fixture::program(), &row, &roster, clock().today())
        .await
        .expect("a preview")
}

async fn confirmed(
    db: &Db,
    id: kernel::ids::ImportId,
    fingerprint: &str,
    faulty: FaultyRows,
) -> Result<Counts> {
    let actor = fixture::program();
    let (_, roster) = read(db, id).await;
    let acting = Acting::begin(db, &actor, &clock()).await?;
    let command = ConfirmImport {
        import: id,
        fingerprint: fingerprint.to_owned(),
        decision: DecisionGiven::New(PaperGiven {
            kind: DecisionKind::ElectionResult,
            number: "12/NQ-UBBC".to_owned(),
            issuer: "Ủy ban bầu cử".to_owned(),
            title: "Công bố danh sách".to_owned(),
            signed_on: date(2021, 6, 11),
        }),
        faulty,
        reason: String::new(),
    };
    let counts = confirm(&acting, &roster, command).await?;
    acting.commit().await?;
    Ok(counts)
}

async fn undone(db: &Db, id: kernel::ids::ImportId) -> Result<()> {
    let actor = fixture::program();
    let acting = Acting::begin(db, &actor, &clock()).await?;
    undo(
        &acting,
        UndoImport {
            import: id,
            reason: "Nhầm tệp".to_owned(),
        },
    )
    .await?;
    acting.commit().await
}

/// The digests of every table but those that record the import itself.
async fn digests(db: &Db) -> BTreeMap<String, String> {
    let mut tables = store::dump::digest(db).await.expect("digests");
    for table in [
        "import",
        "import_change",
        "file",
        "audit",
        "audit_head",
        "receipt",
    ] {
        tables.remove(table);
    }
    tables
}

fn states(preview: &Preview) -> Vec<(u32, RowState)> {
    preview
        .rows
        .iter()
        .map(|row| (row.number, row.state))
        .collect()
}

#[tokio::test]
async fn a_roster_as_offices_keep_it_is_understood_row_by_row() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let id = uploaded(&db, &scene, ImportKind::Delegates, ROSTER.as_bytes())
            .await
            .expect("taken in");
        let preview = shown(&db, id).await;
        use RowState::{Duplicate, Faulty, New};
        assert_eq!(
            states(&preview),
            [
                (5, New),
                (6, New),
                (8, New),
                (9, Faulty),
                (10, Duplicate),
                (11, Faulty)
            ]
        );
        let first = &preview.rows[0];
        assert_eq!(first.name, "Trần Thị Bình");
        assert_eq!(first.details.phone.as_deref(), Some("0912345678"));
        assert_eq!(first.section.as_deref(), Some("I. THƯỜNG TRỰC HĐND"));
        assert_eq!(preview.rows[1].details.sex, Some(crate::people::Sex::Male));
        assert_eq!(preview.rows[2].name, "Đào Thị Ánh");
        assert_eq!(preview.rows[2].details.birth_date, Some(date(1982, 8, 7)));
        assert_eq!(preview.rows[3].problems[0].code, "row-date-no-such-day");
        assert_eq!(preview.rows[4].duplicate_of, Some(5));
        assert_eq!(preview.rows[5].problems[0].code, "row-date-short-year");
        let counts = preview.counts;
        assert_eq!(
            counts.rows,
            counts.new + counts.changed + counts.same + counts.faulty + counts.duplicate
        );
    }
}

#[tokio::test]
async fn a_confirmation_writes_what_was_shown_and_undoing_leaves_no_trace() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let before = digests(&db).await;
        let id = uploaded(&db, &scene, ImportKind::Delegates, ROSTER.as_bytes())
            .await
            .expect("taken in");
        let preview = shown(&db, id).await;
        assert_eq!(digests(&db).await, before, "a preview writes nothing");
        let refused = confirmed(&db, id, &preview.fingerprint, FaultyRows::Refuse).await;
        assert_eq!(codes(refused), ["import-faulty"]);
        assert_eq!(digests(&db).await, before, "a refusal writes nothing");

        let counts = confirmed(&db, id, &preview.fingerprint, FaultyRows::LeaveOut)
            .await
            .expect("confirmed");
        assert_eq!((counts.new, counts.faulty, counts.duplicate), (3, 2, 1));
        let mandates: Option<i64> = db
            .scalar(COUNT_MANDATES, args![scene.council])
            .await
            .expect("counts");
        assert_eq!(mandates, Some(3));
        let filter = people::DelegateFilter::in_office("92", date(2024, 1, 1));
        let list = people::delegates(&*db, &fixture::program(), &filter, crate::Page::FIRST)
            .await
            .expect("the list");
        let chair = list
            .rows
            .iter()
            .find(|row| row.full_name == "Trần Thị Bình")
            .expect("the chair");
        assert_eq!(chair.post, Some(crate::bodies::Post::Chair));
        assert!(
            store::audit::verify(&*db)
                .await
                .expect("verified")
                .faults
                .is_empty()
        );

        assert_eq!(
            codes(confirmed(&db, id, &preview.fingerprint, FaultyRows::LeaveOut).await),
            ["import-decided"]
        );
        // The same list again changes nothing.
        let again = uploaded(&db, &scene, ImportKind::Delegates, ROSTER.as_bytes())
            .await
            .expect("taken in");
        let second = shown(&db, again).await;
        assert_eq!(
            (second.counts.new, second.counts.changed, second.counts.same),
            (0, 0, 3)
        );
        assert_eq!(
            codes(confirmed(&db, again, &second.fingerprint, FaultyRows::LeaveOut).await),
            ["import-nothing"]
        );

        undone(&db, id).await.expect("undone");
        assert_eq!(digests(&db).await, before);
        assert_eq!(codes(undone(&db, id).await), ["import-decided"]);
    }
}

#[tokio::test]
async fn known_people_are_recognised_and_only_what_differs_changes() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &clock()).await.expect("begins");
        let (an, _) = fixture::delegate(&acting, &scene, "Lê Văn An", 0).await;
        fixture::delegate(&acting, &scene, "Trần Thị Bình", 1).await;
        fixture::delegate(&acting, &scene, "Người Vắng Mặt", 2).await;
        acting.commit().await.expect("commits");
        let before = digests(&db).await;

        let text = "Họ và tên;Ngày sinh;Dân tộc;Email\nLÊ VĂN AN;01/02/1980;Kinh;\nTrần Thị Bình;;;\nTrần Thị Bính;3/4/1985;;\n\
                    Đỗ Văn Dũng;;;không-phải-thư\n";
        let id = uploaded(&db, &scene, ImportKind::Delegates, text.as_bytes())
            .await
            .expect("taken in");
        let preview = shown(&db, id).await;
        use RowState::{Changed, Faulty, New, Same};
        assert_eq!(
            states(&preview),
            [(2, Changed), (3, Same), (4, New), (5, Faulty)]
        );
        let changed = &preview.rows[0];
        assert_eq!(
            changed.person.as_ref().map(|found| (found.id, found.how)),
            Some((an, Some(preview::How::NameOnly)))
        );
        assert_eq!(
            changed.changes,
            [
                Change {
                    field: "birth",
                    old: Said::Nothing,
                    new: Said::Day(date(1980, 2, 1))
                },
                Change {
                    field: "ethnicity",
                    old: Said::Nothing,
                    new: Said::Text("Kinh".to_owned())
                },
            ]
        );
        assert_eq!(preview.absent.len(), 1);
        assert_eq!(preview.absent[0].1, "Người Vắng Mặt");

        // The user says that row 2 is somebody else: then it is new.
        let (row, _) = read(&db, id).await;
        let mut settings = row.settings.clone();
        settings.choices.insert(2, RowChoice::NewPerson);
        let acting = Acting::begin(&db, &actor, &clock()).await.expect("begins");
        remap(
            &acting,
            RemapImport {
                import: id,
                settings,
            },
        )
        .await
        .expect("remapped");
        acting.commit().await.expect("commits");
        let other = shown(&db, id).await;
        assert_eq!(other.rows[0].state, New);
        assert_ne!(other.fingerprint, preview.fingerprint);
        assert_eq!(
            codes(confirmed(&db, id, &preview.fingerprint, FaultyRows::LeaveOut).await),
            ["import-changed"]
        );
        let (row, _) = read(&db, id).await;
        let acting = Acting::begin(&db, &actor, &clock()).await.expect("begins");
        let settings = Settings {
            choices: BTreeMap::new(),
            ..row.settings
        };
        remap(
            &acting,
            RemapImport {
                import: id,
                settings,
            },
        )
        .await
        .expect("remapped");
        acting.commit().await.expect("commits");

        let preview = shown(&db, id).await;
        confirmed(&db, id, &preview.fingerprint, FaultyRows::LeaveOut)
            .await
            .expect("confirmed");
        let version = people::version(&*db, an, clock().today())
            .await
            .expect("a version");
        assert_eq!(version.details.ethnicity.as_deref(), Some("Kinh"));
        assert_eq!(
            version.details.sex,
            Some(crate::people::Sex::Female),
            "what the file leaves empty stays"
        );

        // Somebody corrects the record: the import cannot be undone any more, and says whose record it is.
        let acting = Acting::begin(&db, &actor, &clock()).await.expect("begins");
        let details = crate::people::PersonDetails {
            religion: Some("Không".to_owned()),
            ..version.details
        };
        let correction = CorrectPerson {
            person: an,
            council: scene.council,
            details,
            correction: Correction::WrittenWrongly(clock().today()),
            reason: "Bổ sung".to_owned(),
        };
        correct_person(&acting, correction)
            .await
            .expect("corrected");
        acting.commit().await.expect("commits");
        match undone(&db, id).await {
            Err(crate::Refusal::Invalid(problems)) => {
                assert_eq!(problems[0].code, "undo-changed-since");
                assert!(
                    problems[0]
                        .args
                        .iter()
                        .any(|(_, value)| value == "Lê Văn An"),
                    "{problems:?}"
                );
            }
            other => panic!("{other:?}"),
        }
        assert_ne!(digests(&db).await, before);
    }
}

#[tokio::test]
async fn of_two_confirmations_at_once_one_succeeds_and_a_dropped_one_leaves_nothing() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let before = digests(&db).await;
        let id = uploaded(&db, &scene, ImportKind::Delegates, ROSTER.as_bytes())
            .await
            .expect("taken in");
        let fingerprint = shown(&db, id).await.fingerprint;
        {
            let actor = fixture::program();
            let (_, roster) = read(&db, id).await;
            let acting = Acting::begin(&db, &actor, &clock()).await.expect("begins");
            let command = ConfirmImport {
                import: id,
                fingerprint: fingerprint.clone(),
                decision: DecisionGiven::Unconfirmed,
                faulty: FaultyRows::LeaveOut,
                reason: String::new(),
            };
            confirm(&acting, &roster, command)
                .await
                .expect("confirmed, but never committed");
        }
        assert_eq!(digests(&db).await, before);
        let (first, second) = tokio::join!(
            confirmed(&db, id, &fingerprint, FaultyRows::LeaveOut),
            confirmed(&db, id, &fingerprint, FaultyRows::LeaveOut)
        );
        assert_eq!(
            u8::from(first.is_ok()) + u8::from(second.is_ok()),
            1,
            "{first:?} {second:?}"
        );
        let refused = if first.is_ok() { second } else { first };
        assert_eq!(codes(refused), ["import-decided"]);
    }
}

#[tokio::test]
async fn a_fresh_council_gets_its_electoral_units_groups_and_boards_from_the_roster() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let text = "Họ và tên đệm\tTên\tNăm sinh\tĐVBC\tTổ đại biểu\tBan HĐND\tChuyên trách\n\
                    Nguyễn Văn\tAn\t1970\t1\tTổ 1 (Tổ trưởng)\tBan Pháp chế\tx\n\
                    Lê Thị\tBé\t1980\t1\t1\t\t\n\
                    Hồ Văn\tCa\t1981\t9\tTổ 2\tTrưởng Ban Kinh tế - Ngân sách\tx\n";
        let id = uploaded(&db, &scene, ImportKind::Delegates, text.as_bytes())
            .await
            .expect("taken in");
        let preview = shown(&db, id).await;
        // The council of the scene has all five of its seats in unit 1, so a ninth unit is beyond what was decided.
        assert_eq!(preview.sets_up, (0, 3));
        assert_eq!(
            preview.rows[2].notes[0].code,
            "row-constituency-beyond-plan"
        );
        confirmed(&db, id, &preview.fingerprint, FaultyRows::Refuse)
            .await
            .expect("confirmed");
        let bodies = crate::bodies::queries::bodies(&*db, scene.council, FOUNDED)
            .await
            .expect("bodies");
        let found: Vec<(String, usize)> = bodies
            .iter()
            .map(|body| (body.name.clone(), body.members.len()))
            .collect();
        for wanted in [
            ("Ban Pháp chế", 1),
            ("Tổ đại biểu số 1", 2),
            ("Tổ đại biểu số 2", 1),
            ("Ban Kinh tế - Ngân sách", 1),
        ] {
            assert!(
                found.contains(&(wanted.0.to_owned(), wanted.1)),
                "{wanted:?} in {found:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_staff_list_registers_people_at_the_office() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let before = digests(&db).await;
        let text = "TT,Họ tên,Ngày sinh,Giới tính,Chức vụ\n1,Trần Văn Một,01/01/1985,Nam,Chuyên viên\n2,Trần Văn Hai,01/01/1986,x,Chuyên viên\n";
        let id = uploaded(&db, &scene, ImportKind::Staff, text.as_bytes())
            .await
            .expect("taken in");
        let preview = shown(&db, id).await;
        assert_eq!(
            states(&preview),
            [(2, RowState::New), (3, RowState::Faulty)]
        );
        confirmed(&db, id, &preview.fingerprint, FaultyRows::LeaveOut)
            .await
            .expect("confirmed");
        let again = uploaded(&db, &scene, ImportKind::Staff, text.as_bytes())
            .await
            .expect("taken in");
        assert_eq!(shown(&db, again).await.counts.same, 1);
        undone(&db, id).await.expect("undone");
        assert_eq!(digests(&db).await, before);
    }
}

#[test]
fn tall_heads_and_spoilt_cells_of_workbooks_are_read() {
    let mut book = Workbook::new();
    let (plain, day) = (Format::new(), Format::new().set_num_format("dd/mm/yyyy"));
    book.add_worksheet()
        .write_string(0, 0, "Hướng dẫn điền")
        .expect("a cell");
    let sheet = book.add_worksheet();
    for (column, title) in [(0, "TT"), (4, "Trình độ GDPT"), (5, "Số điện thoại")] {
        sheet
            .merge_range(2, column, 3, column, title, &plain)
            .expect("a region");
    }
    sheet
        .merge_range(2, 1, 3, 1, "Họ và tên", &plain)
        .expect("a region");
    sheet
        .merge_range(2, 2, 2, 3, "Ngày, tháng, năm sinh", &plain)
        .expect("a region");
    sheet.write_string(3, 2, "Nam").expect("a cell");
    sheet.write_string(3, 3, "Nữ").expect("a cell");
    sheet
        .merge_range(4, 0, 4, 5, "I. ĐƠN VỊ BẦU CỬ SỐ 1", &plain)
        .expect("a region");
    sheet.write_number(5, 0, 1).expect("a cell");
    sheet.write_string(5, 1, "NGUYỄN VĂN AN").expect("a cell");
    sheet
        .write_number_with_format(5, 2, 27_458.0, &day)
        .expect("a cell");
    sheet
        .write_number_with_format(5, 4, 46_368.0, &day)
        .expect("a cell");
    sheet.write_number(5, 5, 912_345_678.0).expect("a cell");
    sheet.write_string(6, 1, "Lê Thị Bé").expect("a cell");
    sheet.write_string(6, 3, "x").expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");

    let settings = reading::first_look(&bytes, ImportKind::Delegates, FOUNDED).expect("a table");
    assert_eq!(settings.sheet, 1);
    let roster = Roster::read(&bytes, ImportKind::Delegates, &settings).expect("a roster");
    let drafts: Vec<row::Draft> = roster
        .lines
        .iter()
        .map(|line| line.read(ImportKind::Delegates, clock().today(), false))
        .collect();
    let an = &drafts[0];
    assert_eq!(
        (an.details.full_name.as_str(), an.details.birth_date),
        ("Nguyễn Văn An", Some(date(1975, 3, 5)))
    );
    assert_eq!(an.details.sex, Some(crate::people::Sex::Male));
    assert_eq!(an.details.schooling.as_deref(), Some("12/12"));
    assert_eq!(an.details.phone.as_deref(), Some("0912345678"));
    assert_eq!(an.constituency.as_deref(), Some("I. ĐƠN VỊ BẦU CỬ SỐ 1"));
    assert_eq!(drafts[1].details.sex, Some(crate::people::Sex::Female));
    assert!(
        drafts.iter().all(|draft| draft.problems.is_empty()),
        "{drafts:?}"
    );
}

#[test]
fn names_in_two_columns_are_joined() {
    for text in [
        "TT;Họ và tên;;Năm sinh\n1;Nguyễn Văn;An;1970\n2;Lê Thị;Bé;1971\n",
        "TT;Họ đệm;Tên;Năm sinh\n1;Nguyễn Văn;An;1970\n2;Lê Thị;Bé;1971\n",
        "TT;Họ và tên;Họ và tên;Năm sinh\n1;Nguyễn Văn;An;1970\n2;Lê Thị;Bé;1971\n",
    ] {
        let settings =
            reading::first_look(text.as_bytes(), ImportKind::Delegates, FOUNDED).expect("a table");
        let roster =
            Roster::read(text.as_bytes(), ImportKind::Delegates, &settings).expect("a roster");
        let names: Vec<String> = roster
            .lines
            .iter()
            .map(|line| {
                line.read(ImportKind::Delegates, clock().today(), false)
                    .details
                    .full_name
            })
            .collect();
        assert_eq!(names, ["Nguyễn Văn An", "Lê Thị Bé"], "{text}");
    }
}

#[test]
fn what_is_no_roster_is_refused_in_words() {
    let many: String = std::iter::once("Họ và tên;Năm sinh\n".to_owned())
        .chain((0..MOST).map(|number| format!("Nguyễn Văn An;{}\n", 1950 + number % 50)))
        .collect();
    const MOST: usize = reading::MOST_ROWS + 1;
    for (bytes, code) in [
        (&b""[..], "file-empty"),
        (&b"%PDF-1.7 \n"[..], "file-wrong-type"),
        (&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], "file-old-xls"),
        (&b"PK\x03\x04half"[..], "file-truncated"),
        ("a;b\n1;2\n".as_bytes(), "file-no-head"),
        ("Họ và tên;Năm sinh\n".as_bytes(), "file-no-rows"),
        (many.as_bytes(), "file-too-many-rows"),
    ] {
        let outcome = Looked::at(ImportKind::Delegates, "x", bytes.to_vec());
        assert_eq!(codes(outcome), [code]);
    }
}

#[test]
fn templates_are_read_by_what_reads_rosters() {
    for kind in ImportKind::ALL {
        let bytes = template(*kind).expect("a template");
        assert_eq!(
            codes(Looked::at(*kind, "mau.xlsx", bytes)),
            ["file-no-rows"],
            "{kind}"
        );
    }
}

#[tokio::test]
async fn whoever_may_not_is_refused() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let id = uploaded(&db, &scene, ImportKind::Delegates, ROSTER.as_bytes())
            .await
            .expect("taken in");
        let voter = Actor::voter();
        assert!(matches!(
            open(&*db, &voter, id).await,
            Err(crate::Refusal::NotReadable(_))
        ));
        let acting = Acting::begin(&db, &voter, &clock()).await.expect("begins");
        let looked =
            Looked::at(ImportKind::Delegates, "x", ROSTER.as_bytes().to_vec()).expect("a table");
        let command = UploadRoster {
            council: scene.council,
            looked,
        };
        assert!(matches!(
            upload(&acting, command).await,
            Err(crate::Refusal::NotPermitted(_))
        ));
        let undoing = UndoImport {
            import: id,
            reason: "x".to_owned(),
        };
        assert!(matches!(
            undo(&acting, undoing).await,
            Err(crate::Refusal::NotPermitted(_))
        ));
        let people: Option<i64> = db.scalar(COUNT_PEOPLE, args![]).await.expect("counts");
        assert_eq!(people, Some(0));
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("x".to_owned()),
        Just("Nguyễn Văn An".to_owned()),
        Just("LÊ THỊ BÉ".to_owned()),
        Just("05/03/1975".to_owned()),
        Just("1975".to_owned()),
        Just("Tổ 3".to_owned()),
        Just("Trưởng Ban Pháp chế".to_owned()),
        Just("I. THƯỜNG TRỰC".to_owned()),
        "[^;\n\r\"]{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever an office types, every row has one state, and the states add up.
    #[test]
    fn counts_add_up(rows in proptest::collection::vec(proptest::collection::vec(cell(), 6), 1..30)) {
        let mut text = "Họ và tên;Ngày sinh;Giới tính;Tổ đại biểu;Chức vụ trong HĐND;ĐVBC\n".to_owned();
        for row in &rows {
            text.push_str(&row.join(";"));
            text.push('\n');
        }
        let Ok(settings) = reading::first_look(text.as_bytes(), ImportKind::Delegates, FOUNDED) else { return Ok(()) };
        let roster = Roster::read(text.as_bytes(), ImportKind::Delegates, &settings).expect("read before");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (counts, states) = runtime.block_on(async {
            let db = store::testing::sqlite().await;
            let scene = fixture::scene(&db).await;
            let before = digests(&db).await;
            let id = uploaded(&db, &scene, ImportKind::Delegates, text.as_bytes()).await.expect("taken in");
            let preview = shown(&db, id).await;
            let counts = preview.counts;
            if counts.new + counts.changed > 0 {
                confirmed(&db, id, &preview.fingerprint, FaultyRows::LeaveOut).await.expect("confirmed");
                undone(&db, id).await.expect("undone");
            }
            assert_eq!(digests(&db).await, before);
            (counts, preview.rows.len())
        });
        prop_assert_eq!(counts.rows, states);
        prop_assert_eq!(counts.rows, roster.len());
        prop_assert_eq!(counts.rows, counts.new + counts.changed + counts.same + counts.faulty + counts.duplicate);
    }
}

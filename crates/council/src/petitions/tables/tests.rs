//! Tables of petitions as offices keep them, on both databases.

mod files;
mod published;

use jiff::civil::date;
use kernel::Date;
use kernel::ids::{CouncilId, InstitutionId, PetitionTableId, UnitId};
use store::testing::databases;
use store::{Db, Reader as _, args, sql};

use super::confirm::{ConfirmTable, confirm_table};
use super::intake::{Looked, SendTable, discard_table, send_table};
use super::preview::{Alike, Preview, preview};
use super::queries::{content, petition_table};
use super::{Counts, RowState, Settings, Table};
use crate::access::{Act, Actor, Granted, Role};
use crate::bodies::queries::council;
use crate::fixture::{Scene, codes, program};
use crate::petitions::board::Span;
use crate::petitions::ledger::Ledger;
use crate::petitions::report::{flaws, report};
use crate::petitions::tests::{DAY, at, clerk, house};
use crate::petitions::{Competence, Field, MatterState, Outcome, ResultKind};
use crate::{Acting, Refusal, Result};
use files::{docx, workbook};

sql! {
    UNIT = "INSERT INTO unit (id, code, name, kind, level, parent_id, path, valid_from, valid_to, folded, sort_key) \
            VALUES ($1, $2, $3, 'ward', 'commune', $4, $5, '1900-01-01', $6, $7, $8)";
    BECAME = "INSERT INTO unit_successor (old_id, new_id, share, effective_on) VALUES ($1, $2, 'whole', '2020-01-01')";
    UTTERANCES = "SELECT count(*) FROM utterance WHERE council_id = $1 AND channel = 'table' AND sorted = 1";
    UNITS_SAID = "SELECT count(*) FROM utterance WHERE council_id = $1 AND unit_id = $2";
    BAD_VOICES = "SELECT count(*) FROM matter m WHERE m.voices <> (SELECT count(*) FROM utterance_matter l WHERE l.matter_id = m.id)";
    BAD_STATES = "SELECT count(*) FROM matter m JOIN matter_step s ON s.matter_id = m.id WHERE s.position = \
                  (SELECT max(x.position) FROM matter_step x WHERE x.matter_id = m.id) \
                  AND (s.state <> m.state OR s.day <> m.since OR coalesce(s.outcome, '') <> coalesce(m.outcome, ''))";
    LONE = "SELECT count(*) FROM utterance u WHERE u.sorted = 1 AND u.closed_on IS NULL \
            AND NOT EXISTS (SELECT 1 FROM utterance_matter l WHERE l.utterance_id = u.id)";
    NUMBERS = "SELECT count(*) FROM matter WHERE council_id = $1 AND number > (SELECT count(*) FROM matter x WHERE x.council_id = $1)";
    LINES = "SELECT count(*) FROM audit WHERE subject_kind = 'petition_table'";
    DUE = "SELECT count(*) FROM matter WHERE due_on IS NOT NULL";
    STATES = "SELECT count(*) FROM matter WHERE state = $1";
}

struct Office {
    scene: Scene,
    department: InstitutionId,
    ward: UnitId,
}

const SETTINGS: Settings = Settings {
    said_on: date(2024, 1, 10),
    answered_on: date(2024, 2, 20),
    split: true,
};

/// The house with two wards, one of which was called otherwise.
async fn office(db: &Db) -> Office {
    let (scene, department) = house(db).await;
    let actor = program();
    let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
    let mut ids = Vec::new();
    for (code, name, path, to) in [
        ("1", "Phường Cái Khế", "92/1", None),
        ("2", "Xã Thới An", "92/2", None),
        ("3", "Phường An Hội", "92/3", Some(date(2020, 1, 1))),
    ] {
        let id = UnitId::fresh();
        let to: Option<Date> = to;
        let values = args![
            id,
            code,
            name,
            scene.city,
            path,
            to,
            kernel::vi::fold(name),
            kernel::vi::sort_key(name)
        ];
        acting.tx.execute(UNIT, values).await.expect("a unit");
        ids.push(id);
    }
    acting
        .tx
        .execute(BECAME, args![ids[2], ids[0]])
        .await
        .expect("became");
    acting
        .audit(
            Act::LoadReference,
            None,
            "unit",
            ids[0],
            "",
            serde_json::json!({}),
        )
        .await
        .expect("a line");
    acting.commit().await.expect("commits");
    Office {
        scene,
        department,
        ward: ids[0],
    }
}

async fn seen(db: &Db, id: CouncilId, bytes: &[u8]) -> Preview {
    let table = Table::read(bytes).unwrap_or_else(|error| panic!("{error}"));
    let council = council(db, id).await.expect("a council");
    preview(db, &council, &table, SETTINGS, DAY)
        .await
        .expect("a preview")
}

async fn sent(db: &Db, actor: &Actor, council: CouncilId, bytes: &[u8]) -> Result<PetitionTableId> {
    let acting = Acting::begin(db, actor, &at(DAY)).await.expect("begins");
    let looked = Looked::at("C:\\Bảng kiến nghị.xlsx", bytes.to_vec())?;
    let id = send_table(
        &acting,
        SendTable {
            council,
            looked,
            settings: SETTINGS,
        },
    )
    .await?;
    acting.commit().await?;
    Ok(id)
}

/// Sends, looks and confirms.
async fn imported(db: &Db, council: CouncilId, bytes: &[u8], join: bool) -> Result<Counts> {
    let actor = clerk();
    let id = sent(db, &actor, council, bytes).await?;
    let row = petition_table(db, &actor, id).await?;
    assert_eq!(row.file_name, "Bảng kiến nghị.xlsx");
    let table = Table::read(&content(db, &row).await?)?;
    let fingerprint = seen(db, council, bytes).await.fingerprint;
    let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
    let counts = confirm_table(
        &acting,
        &table,
        ConfirmTable {
            table: id,
            fingerprint,
            join,
        },
    )
    .await?;
    acting.commit().await?;
    Ok(counts)
}

/// A table in the manner of a report: title above, groups, totals, a signature.
const ROWS: &[&[&str]] = &[
    &["BẢNG TỔNG HỢP KIẾN NGHỊ CỦA CỬ TRI"],
    &[
        "STT",
        "Nội dung kiến nghị",
        "Địa phương",
        "Cơ quan giải quyết",
        "Kết quả giải quyết",
    ],
    &["(1)", "(2)", "(3)", "(4)", "(5)"],
    &["I", "Lĩnh vực giao thông"],
    &[
        "1",
        "Đề nghị sửa đường số 5",
        "Phường Cái Khế",
        "Sở Xây dựng",
        "Đã giải quyết xong",
    ],
    &[
        "2",
        "1. Nâng cấp cầu Cái Sơn. 2. Lắp biển báo",
        "P. An Hội",
        "Sở XD",
        "1. Đang giải quyết. 2. Đã giải quyết",
    ],
    &["", ""],
    &["II", "Lĩnh vực y tế"],
    &[
        "3",
        "Đề nghị xây trạm y tế",
        "Ấp 3, xã Thới An",
        "Sở Y tế",
        "Sở đã giải trình với cử tri",
    ],
    &["4", "", "Xã Thới An", "Sở Y tế", ""],
    &["5", "Đề nghị thêm bác sĩ", "Xã Không Có", "", "Văn bản 12"],
    &["6", "Đề nghị thêm bác sĩ", "Xã Không Có", "", ""],
    &["", "Tổng cộng", "6"],
    &["", "", "", "NGƯỜI LẬP BIỂU"],
];

#[tokio::test]
async fn a_table_is_shown_as_it_will_become() {
    for database in databases().await {
        let db: &Db = &database;
        let office = office(db).await;
        for (bytes, first) in [
            (workbook(ROWS, &[]), 5),
            (docx(ROWS, &[]), 5),
            (files::csv(ROWS), 5),
        ] {
            let seen = seen(db, office.scene.council, &bytes).await;
            let counts = seen.counts;
            assert_eq!(
                (counts.rows, counts.utterances, counts.matters),
                (6, 5, 6),
                "{seen:#?}"
            );
            assert_eq!((counts.skipped, counts.there, counts.alike), (1, 0, 1));
            let results = (
                counts.settled,
                counts.explained,
                counts.in_hand,
                counts.not_settled,
                counts.unanswered,
            );
            assert_eq!(results, (2, 1, 1, 0, 2));
            let [road, bridge, health, empty, doctor, again] = seen.rows.as_slice() else {
                panic!("{:#?}", seen.rows);
            };
            assert_eq!(road.row, first);
            assert_eq!(road.unit.as_ref().map(|(id, _)| *id), Some(office.ward));
            assert_eq!(
                road.holder.as_ref().map(|(id, _)| *id),
                Some(office.department)
            );
            assert!(road.notes.is_empty(), "{:?}", road.notes);
            assert_eq!(road.parts[0].field, Field::Transport);
            // A name from before leads to the ward of the day, a shortened one to the department.
            assert_eq!(bridge.unit.as_ref().map(|(id, _)| *id), Some(office.ward));
            let told: Vec<_> = bridge
                .parts
                .iter()
                .map(|part| (part.title.as_str(), part.result))
                .collect();
            assert_eq!(
                told,
                [
                    ("Nâng cấp cầu Cái Sơn.", Some(ResultKind::InHand)),
                    ("Lắp biển báo", Some(ResultKind::Settled))
                ]
            );
            assert_eq!(health.hamlet, "Ấp 3");
            assert_eq!(health.parts[0].field, Field::Health);
            assert_eq!(health.author, "Sở Y tế");
            let said = |row: &super::preview::PreviewRow| {
                row.notes.iter().map(|note| note.code).collect::<Vec<_>>()
            };
            assert_eq!(said(health), ["table-body-unknown"]);
            assert_eq!(
                (empty.state, said(empty)),
                (RowState::Skipped, vec!["table-row-no-text"])
            );
            assert_eq!(doctor.hamlet, "Xã Không Có");
            assert_eq!(said(doctor), ["table-unit-unknown", "table-result-unknown"]);
            assert_eq!(said(again), ["table-unit-unknown", "table-row-alike"]);
            assert_eq!(again.parts[0].alike, Some(Alike::Row(4, 0)));
            let [total] = seen.totals.as_slice() else {
                panic!("{:?}", seen.totals);
            };
            assert!(total.printed == 6 && total.holds, "{total:?}");
        }
    }
}

#[tokio::test]
async fn heads_of_two_rows_marks_and_merged_cells_are_read() {
    let rows: &[&[&str]] = &[
        &[
            "TT",
            "Xã, phường",
            "Noi dung kien nghi",
            "Kết quả giải quyết",
            "",
            "",
            "Don vi giai quyet",
        ],
        &[
            "",
            "",
            "",
            "Đã giải quyết",
            "Đang giải quyết",
            "Giải trình",
            "",
        ],
        &[
            "1",
            "Phường Cái Khế",
            "Sửa đường số 1",
            "x",
            "",
            "",
            "Sở Xây dựng",
        ],
        &["2", "", "Sửa đường số 2", "", "x", "", ""],
        &[
            "3",
            "",
            "Sửa đường số 3",
            "",
            "",
            "Đã có văn bản trả lời",
            "",
        ],
        &["4", "Xã Thới An", "Sửa đường số 4", "x", "", "", ""],
        &["", "Tổng cộng", "4", "2", "2", "1", ""],
    ];
    let merges = &[
        (0, 0, 1, 0),
        (0, 1, 1, 1),
        (0, 2, 1, 2),
        (0, 3, 0, 5),
        (0, 6, 1, 6),
        (2, 1, 4, 1),
        (2, 6, 5, 6),
    ];
    for database in databases().await {
        let db: &Db = &database;
        let office = office(db).await;
        for bytes in [workbook(rows, merges), docx(rows, merges)] {
            let seen = seen(db, office.scene.council, &bytes).await;
            assert_eq!(seen.counts.matters, 4, "{:#?}", seen.rows);
            let units = seen
                .rows
                .iter()
                .filter(|row| row.unit.as_ref().is_some_and(|(id, _)| *id == office.ward));
            assert_eq!(units.count(), 3, "{:#?}", seen.rows);
            assert!(
                seen.rows.iter().all(|row| row.holder.is_some()),
                "{:#?}",
                seen.rows
            );
            let counts = seen.counts;
            assert_eq!(
                (counts.settled, counts.in_hand, counts.explained),
                (2, 1, 1)
            );
            assert_eq!(seen.rows[2].parts[0].answer, "Đã có văn bản trả lời");
            let totals: Vec<_> = seen
                .totals
                .iter()
                .map(|total| (total.result, total.printed, total.counted, total.holds))
                .collect();
            assert_eq!(
                totals,
                [
                    (None, 4, 4, true),
                    (Some(ResultKind::Settled), 2, 2, true),
                    (Some(ResultKind::InHand), 2, 1, false),
                    (Some(ResultKind::Explained), 1, 1, true),
                ]
            );
        }
    }
}

#[tokio::test]
async fn groups_hold_until_the_next_of_their_kind() {
    let rows: &[&[&str]] = &[
        &["STT", "Nội dung", "Cơ quan", "Kết quả"],
        &["A. Thuộc thẩm quyền Trung ương"],
        &["1", "Đề nghị sửa luật", "", "Chưa giải quyết"],
        &["B. Thuộc thẩm quyền thành phố"],
        &["Xã Thới An"],
        &["", "GIAO THÔNG"],
        &["2", "Đề nghị sửa đường", "", ""],
        &["", "Đề nghị lắp đèn đường", "", ""],
        &["Phường Cái Khế (1 kiến nghị)"],
        &["3", "Đề nghị thêm thuốc", "", ""],
        &["C", "Một nhóm không rõ"],
        &["Cần Thơ, ngày 05 tháng 3 năm 2024"],
    ];
    for database in databases().await {
        let db: &Db = &database;
        let office = office(db).await;
        let seen = seen(db, office.scene.council, &workbook(rows, &[])).await;
        let told: Vec<_> = seen
            .rows
            .iter()
            .filter(|row| row.state == RowState::New)
            .map(|row| {
                let unit = row.unit.as_ref().map_or("", |(_, name)| name.as_str());
                (
                    row.text.as_str(),
                    unit,
                    row.parts[0].competence,
                    row.parts[0].field,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("Đề nghị sửa luật", "", Competence::Central, Field::Other),
                (
                    "Đề nghị sửa đường",
                    "Xã Thới An",
                    Competence::Province,
                    Field::Transport
                ),
                (
                    "Đề nghị lắp đèn đường",
                    "Xã Thới An",
                    Competence::Province,
                    Field::Transport
                ),
                (
                    "Đề nghị thêm thuốc",
                    "Phường Cái Khế",
                    Competence::Province,
                    Field::Other
                ),
            ]
        );
        let skipped: Vec<_> = seen
            .rows
            .iter()
            .filter(|row| row.state == RowState::Skipped)
            .collect();
        assert_eq!(skipped.len(), 1);
        assert_eq!(skipped[0].notes[0].code, "table-row-not-understood");
    }
}

#[tokio::test]
async fn what_was_shown_is_written_once() {
    for database in databases().await {
        let db: &Db = &database;
        let office = office(db).await;
        let id = office.scene.council;
        let bytes = workbook(ROWS, &[]);
        let counts = imported(db, id, &bytes, true).await.expect("imported");
        assert_eq!((counts.utterances, counts.matters, counts.alike), (5, 6, 1));
        let count = async |statement, values| {
            db.scalar::<i64>(statement, values)
                .await
                .expect("counted")
                .unwrap_or(-1)
        };
        assert_eq!(count(UTTERANCES, args![id]).await, 5);
        assert_eq!(count(UNITS_SAID, args![id, office.ward]).await, 2);
        for wrong in [BAD_VOICES, BAD_STATES, LONE] {
            assert_eq!(count(wrong, args![]).await, 0);
        }
        assert_eq!(count(NUMBERS, args![id]).await, 0);
        // What was answered owes nothing; what has no body waits.
        assert_eq!(count(DUE, args![]).await, 0);
        assert_eq!(count(STATES, args![MatterState::Received]).await, 1);
        assert_eq!(count(LINES, args![]).await, 2);
        let span = Span {
            from: date(2024, 1, 1),
            to: DAY,
            on: DAY,
        };
        let told = report(&Ledger::of(db), id, span, DAY)
            .await
            .expect("a report");
        assert_eq!(
            (
                told.voices.utterances,
                told.voices.matters,
                told.voices.links
            ),
            (5, 5, 6)
        );
        let all = told.by_field.all;
        assert_eq!(
            (
                all.total,
                all.settled,
                all.explained,
                all.in_hand,
                all.not_settled
            ),
            (5, 2, 1, 1, 1)
        );
        for board in [
            &told.by_field,
            &told.by_holder,
            &told.by_unit,
            &told.by_competence,
        ] {
            assert!(flaws(board).is_empty());
        }
        // Seen on the day of the answers it stands the same.
        let then = Span {
            on: date(2024, 2, 20),
            ..span
        };
        assert_eq!(
            report(&Ledger::of(db), id, then, DAY)
                .await
                .expect("a report")
                .by_field
                .all
                .settled,
            2
        );

        let again = imported(db, id, &bytes, true).await;
        assert_eq!(codes(again), ["table-nothing"]);
        let shown = seen(db, id, &bytes).await;
        assert_eq!((shown.counts.there, shown.counts.utterances), (5, 0));
        assert_eq!(count(UTTERANCES, args![id]).await, 5);
        // One more row in the table: it alone is added, and joins what is known.
        let mut more = ROWS.to_vec();
        more.insert(
            5,
            &["1b", "Đề nghị sửa đường số 5", "Phường Cái Khế", "", ""],
        );
        let more = workbook(&more, &[]);
        let shown = seen(db, id, &more).await;
        assert_eq!(
            (
                shown.counts.there,
                shown.counts.utterances,
                shown.counts.alike
            ),
            (5, 1, 1)
        );
        imported(db, id, &more, true).await.expect("imported");
        assert_eq!(count(BAD_VOICES, args![]).await, 0);
        let told = report(&Ledger::of(db), id, span, DAY)
            .await
            .expect("a report");
        assert_eq!((told.voices.utterances, told.voices.matters), (6, 5));
    }
}

#[tokio::test]
async fn an_import_needs_leave_and_the_preview_that_was_seen() {
    for database in databases().await {
        let db: &Db = &database;
        let office = office(db).await;
        let id = office.scene.council;
        let bytes = workbook(ROWS, &[]);
        let front = Granted {
            role: Role::Front,
            scope: "92".to_owned(),
        };
        let front = Actor::user(
            kernel::ids::AccountId::fresh(),
            None,
            "Mặt trận".to_owned(),
            None,
            vec![front],
        );
        for actor in [Actor::voter(), front] {
            let refused = sent(db, &actor, id, &bytes).await;
            assert!(
                matches!(refused, Err(Refusal::NotPermitted(_))),
                "{refused:?}"
            );
        }
        let actor = clerk();
        let table_id = sent(db, &actor, id, &bytes).await.expect("sent");
        let table = Table::read(&bytes).expect("a table");
        let command = ConfirmTable {
            table: table_id,
            fingerprint: "another".to_owned(),
            join: false,
        };
        let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
        assert_eq!(
            codes(confirm_table(&acting, &table, command.clone()).await),
            ["table-changed"]
        );
        drop(acting);
        let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
        discard_table(&acting, table_id).await.expect("put away");
        assert_eq!(
            codes(discard_table(&acting, table_id).await),
            ["table-decided"]
        );
        assert_eq!(
            codes(confirm_table(&acting, &table, command).await),
            ["table-decided"]
        );
        acting.commit().await.expect("commits");
        // Without joining, what says the same stays a matter of its own, and what is open is passed on with its clock.
        let rows: &[&[&str]] = &[
            &["Nội dung", "Cơ quan", "Ngày"],
            &["Đề nghị sửa đường số 7", "Sở Xây dựng", "05/01/2024"],
            &["Đề nghị sửa đường số 7", "Sở Xây dựng", "99/99/2024"],
        ];
        let counts = imported(db, id, &workbook(rows, &[]), false)
            .await
            .expect("imported");
        assert_eq!((counts.matters, counts.alike, counts.noted), (2, 0, 1));
        let due: Option<i64> = db.scalar(DUE, args![]).await.expect("counted");
        assert_eq!(due, Some(2));
    }
}

#[test]
fn hostile_and_useless_files_are_refused_in_words() {
    let long = "a".repeat(11_000);
    let rows: &[&[&str]] = &[&["Nội dung", "Kết quả"], &[&long, "Xong"]];
    assert!(
        Table::read(&workbook(rows, &[])).is_ok(),
        "a long row is told, not the file"
    );
    for (bytes, code) in [
        (b"".to_vec(), "file-empty"),
        (b"%PDF-1.7 \x00\x01".to_vec(), "table-wrong-type"),
        (b"PK\x03\x04broken".to_vec(), "file-truncated"),
        (
            "Họ và tên,Ngày sinh\nAn,1980\n".as_bytes().to_vec(),
            "table-no-head",
        ),
        (
            "Nội dung kiến nghị,Kết quả\n".as_bytes().to_vec(),
            "table-no-rows",
        ),
        (docx(&[&["Chỉ một ô"]], &[]), "table-no-head"),
        (files::wide_docx(), "file-too-many-columns"),
        (files::bomb_docx(), "file-zip-bomb"),
        (files::macro_docx(), "file-macro"),
    ] {
        assert_eq!(codes(Table::read(&bytes)), [code]);
    }
    assert_eq!(Outcome::CarriedOut.code(), "carried_out");
}

//! The sums of reports that were published: their splits go in as tables, and what they print comes out.

use super::*;
use crate::bodies::BodyKind;
use crate::bodies::acts::{SetUpBody, set_up_body};
use crate::petitions::report::{Printed, Report, judged, percent};

/// Petitions of one kind: their level, field, board and result, and how many there are.
#[derive(Clone, Copy, Default)]
struct Split {
    level: &'static str,
    field: &'static str,
    board: &'static str,
    result: &'static str,
    count: u32,
}

const XONG: &str = "Đã giải quyết xong";
const TRINH: &str = "Giải trình, cung cấp thông tin";
const DANG: &str = "Đang giải quyết";
const CHUA: &str = "Chưa giải quyết";

fn at_level(level: &'static str, result: &'static str, count: u32) -> Split {
    Split {
        level,
        result,
        count,
        ..Split::default()
    }
}

fn in_field(field: &'static str, result: &'static str, count: u32) -> Split {
    Split {
        field,
        result,
        count,
        ..Split::default()
    }
}

/// A table of splits; the first `doubled` rows hold two petitions each.
fn table(splits: &[Split], doubled: u32) -> Vec<u8> {
    let mut lines = vec![
        "STT,Nội dung kiến nghị,Thẩm quyền,Lĩnh vực,Ban phụ trách,Kết quả giải quyết".to_owned(),
    ];
    let mut number = 0;
    for split in splits {
        for _ in 0..split.count {
            number += 1;
            let text = match number <= doubled {
                true => {
                    format!("1. Kiến nghị thứ {number} về đường. 2. Kiến nghị thứ {number} về đèn")
                }
                false => format!("Kiến nghị thứ {number}"),
            };
            let (level, field, board, result) =
                (split.level, split.field, split.board, split.result);
            lines.push(format!(
                "{number},\"{text}\",\"{level}\",\"{field}\",\"{board}\",\"{result}\""
            ));
        }
    }
    lines.push(format!(",Tổng cộng,{number},,,"));
    lines.join("\n").into_bytes()
}

/// Imports a table and gives the report of its year.
async fn reported(db: &Db, splits: &[Split], doubled: u32) -> Report {
    let office = office(db).await;
    let actor = program();
    let acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
    for (kind, name) in [
        (BodyKind::EconomyBudgetBoard, "Ban Kinh tế - Ngân sách"),
        (BodyKind::CultureSocietyBoard, "Ban Văn hóa - Xã hội"),
    ] {
        let command = SetUpBody {
            council: office.scene.council,
            kind,
            name: name.to_owned(),
            rank: 2,
            valid_from: crate::fixture::FOUNDED,
            valid_to: None,
            decision: None,
        };
        set_up_body(&acting, command).await.expect("a board");
    }
    acting.commit().await.expect("commits");
    let bytes = table(splits, doubled);
    let shown = seen(db, office.scene.council, &bytes).await;
    assert!(
        shown.totals.iter().all(|total| total.holds),
        "{:?}",
        shown.totals
    );
    imported(db, office.scene.council, &bytes, true)
        .await
        .expect("imported");
    let span = Span {
        from: date(2024, 1, 1),
        to: DAY,
        on: DAY,
    };
    let told = report(&Ledger::of(db), office.scene.council, span, DAY)
        .await
        .expect("a report");
    for board in [
        &told.by_field,
        &told.by_competence,
        &told.by_board,
        &told.by_holder,
        &told.by_unit,
    ] {
        assert!(flaws(board).is_empty());
    }
    told
}

fn level(told: &Report, level: Competence) -> crate::petitions::board::Tally {
    let row = told
        .by_competence
        .rows
        .iter()
        .find(|row| row.competence() == Some(level));
    row.map(|row| row.tally).unwrap_or_default()
}

/// Thái Nguyên 2022: 125 = 13 + 93 + 19; of the 93 of the province 18 settled, 37 explained, 38 in hand.
#[tokio::test]
async fn thai_nguyen_2022() {
    for database in databases().await {
        let told = reported(
            &database,
            &[
                at_level("TW", DANG, 13),
                at_level("Cấp tỉnh", XONG, 18),
                at_level("Cấp tỉnh", TRINH, 37),
                at_level("Cấp tỉnh", DANG, 38),
                at_level("Cấp huyện", XONG, 19),
            ],
            0,
        )
        .await;
        assert_eq!(told.by_competence.all.total, 125);
        assert_eq!(level(&told, Competence::Central).total, 13);
        assert_eq!(level(&told, Competence::District).total, 19);
        let province = level(&told, Competence::Province);
        assert_eq!(
            (
                province.total,
                province.settled,
                province.explained,
                province.in_hand
            ),
            (93, 18, 37, 38)
        );
    }
}

/// Thái Nguyên 2022: 154 petitions were split into 161; of the 124 in the province's hands 38, 47 and 39.
#[tokio::test]
async fn thai_nguyen_2022_split() {
    for database in databases().await {
        let told = reported(&database, &[at_level("Cấp tỉnh", XONG, 154)], 7).await;
        assert_eq!(
            (
                told.voices.utterances,
                told.voices.matters,
                told.voices.links
            ),
            (154, 161, 161)
        );
        assert_eq!(told.by_field.utterances, 154);
        assert_eq!(told.by_field.all.total, 161);
    }
    for database in databases().await {
        let splits = [
            at_level("Cấp tỉnh", XONG, 38),
            at_level("Cấp tỉnh", TRINH, 47),
            at_level("Cấp tỉnh", DANG, 39),
        ];
        let all = reported(&database, &splits, 0).await.by_competence.all;
        assert_eq!(
            (all.total, all.settled, all.explained, all.in_hand),
            (124, 38, 47, 39)
        );
    }
}

/// Thái Nguyên 2023: 132 = 18 + 93 + 21.
#[tokio::test]
async fn thai_nguyen_2023() {
    for database in databases().await {
        let splits = [
            at_level("Trung ương", TRINH, 18),
            at_level("Tỉnh", XONG, 93),
            at_level("Huyện", DANG, 21),
        ];
        let told = reported(&database, &splits, 0).await;
        assert_eq!(told.by_competence.all.total, 132);
        let each = [
            Competence::Central,
            Competence::Province,
            Competence::District,
        ];
        assert_eq!(each.map(|of| level(&told, of).total), [18, 93, 21]);
    }
}

/// Bắc Kạn 2022: 139 in 8 fields; 109 settled (78%), 14 not, 16 in hand. How many lie in which field is not published.
#[tokio::test]
async fn bac_kan_2022() {
    for database in databases().await {
        let told = reported(
            &database,
            &[
                in_field("Giao thông", XONG, 40),
                in_field("Nông nghiệp", XONG, 30),
                in_field("Đất đai, môi trường", XONG, 20),
                in_field("Giáo dục", XONG, 10),
                in_field("Y tế", XONG, 9),
                in_field("Điện lực", CHUA, 14),
                in_field("Lao động, xã hội", DANG, 10),
                in_field("Nội vụ", DANG, 6),
            ],
            0,
        )
        .await;
        let all = told.by_field.all;
        assert_eq!(
            (all.total, all.settled, all.not_settled, all.in_hand),
            (139, 109, 14, 16)
        );
        assert_eq!(told.by_field.rows.len(), 8);
        assert_eq!(percent(all.settled, all.total), "78,42%");
        assert_eq!(judged(all.settled, all.total, "78%"), Printed::Rounded);
    }
}

/// Kon Tum 2024: 84 = 76 + 3 + 5 by Ban.
#[tokio::test]
async fn kon_tum_2024() {
    for database in databases().await {
        let by = |board, count| Split {
            board,
            result: XONG,
            count,
            ..Split::default()
        };
        let splits = [
            by("Ban Kinh tế - Ngân sách", 76),
            by("Ban VH-XH", 3),
            by("Ban Pháp chế", 5),
        ];
        let told = reported(&database, &splits, 0).await;
        assert_eq!(told.by_board.all.total, 84);
        let mut each: Vec<(Option<String>, u32)> = told
            .by_board
            .rows
            .iter()
            .map(|row| (row.name.clone(), row.tally.total))
            .collect();
        each.sort();
        let named = |name: &str, count| (Some(name.to_owned()), count);
        assert_eq!(
            each,
            [
                named("Ban Kinh tế - Ngân sách", 76),
                named("Ban Pháp chế", 5),
                named("Ban Văn hóa - Xã hội", 3)
            ]
        );
    }
}

/// Bình Dương 2023: 144 of 202, printed 71,28%, which is cut off. Thanh Hóa 2025: 60, of which 19 and 11.
#[tokio::test]
async fn shares_of_binh_duong_and_thanh_hoa() {
    for database in databases().await {
        let splits = [at_level("Tỉnh", XONG, 144), at_level("Tỉnh", DANG, 58)];
        let all = reported(&database, &splits, 0).await.by_competence.all;
        assert_eq!((all.settled, all.total), (144, 202));
        assert_eq!(percent(all.settled, all.total), "71,29%");
        assert_eq!(judged(all.settled, all.total, "71,28%"), Printed::Truncated);
    }
    for database in databases().await {
        let splits = [
            at_level("Tỉnh", XONG, 19),
            at_level("Tỉnh", DANG, 11),
            at_level("Tỉnh", TRINH, 30),
        ];
        let all = reported(&database, &splits, 0).await.by_competence.all;
        assert_eq!(percent(all.settled, all.total), "31,67%");
        assert_eq!(percent(all.in_hand, all.total), "18,33%");
        assert_eq!(judged(all.settled, all.total, "31,67%"), Printed::Rounded);
    }
}

//! Drafts as typed, and what was read, written and read again.

use proptest::prelude::*;

use super::{Draft, MOST_BYTES, MOST_CELLS, MOST_LINES, TooLarge, read, write};
use crate::{Align, Block};

/// Each block as a line: what it is, its label and its words.
fn told(blocks: &[Block]) -> Vec<String> {
    (blocks.iter())
        .map(|block| match block {
            Block::Heading {
                level,
                number,
                title,
            } => format!("# {} {title}", level.label(*number)),
            Block::Provision {
                level,
                number,
                text,
            } => format!("{} {}", level.label(*number), text.words()),
            Block::Paragraph(text) => format!("¶ {}", text.words()),
            Block::List(items) => {
                let items: Vec<String> = items.iter().map(crate::Text::words).collect();
                format!("- {}", items.join(" - "))
            }
            Block::Table(table) => {
                let aligns = table.columns.iter().map(|column| match column.align {
                    Align::Left => 'l',
                    Align::Centre => 'c',
                    Align::Right => 'r',
                });
                let rows = table.rows.iter().map(|row| {
                    let cells: Vec<&str> = row.cells.iter().map(|cell| &cell.text[..]).collect();
                    format!("{}{}", if row.bold { "Σ" } else { "" }, cells.join("/"))
                });
                let rows: Vec<String> = rows.collect();
                let (caption, unit) = (&table.caption, &table.unit);
                let aligns: String = aligns.collect();
                format!("[{caption}] ({unit}) {aligns} {}", rows.join(" "))
            }
            Block::Chart(chart) => chart.title.clone(),
        })
        .collect()
}

#[test]
fn a_text_as_typed_becomes_its_units() {
    let text = "\
Phần I
KẾT QUẢ
Thường trực Hội đồng nhân dân báo cáo như sau:
I. TÌNH HÌNH
1. Tình hình chung
Kinh tế tăng trưởng.
2. Đã tiếp nhận 5 kiến nghị
3. Đã giải quyết 4 kiến nghị;
a) Đất đai: 2;
đ)\tGiao thông: 2.
- Cấp thành phố;
–\tCấp xã.
V. Kiến nghị
Chương II của Luật quy định rõ.
Chương II. Quy định chung
Mục 1

TỔ CHỨC
Điều 1. Phạm vi
1. Quyết định này có hiệu lực từ ngày ký.
Điều 3. Quyết định này có hiệu lực từ ngày ký.
Điều 5 của Luật Đất đai.
2025. năm của **đổi mới** 1.234 người
-5 độ
";
    let read = read(text).unwrap();
    assert_eq!(
        told(&read.body),
        [
            "# Phần I KẾT QUẢ",
            "¶ Thường trực Hội đồng nhân dân báo cáo như sau:",
            "# I. TÌNH HÌNH",
            "# 1. Tình hình chung",
            "¶ Kinh tế tăng trưởng.",
            "2. Đã tiếp nhận 5 kiến nghị",
            "3. Đã giải quyết 4 kiến nghị;",
            "a) Đất đai: 2;",
            "đ) Giao thông: 2.",
            "- Cấp thành phố; - Cấp xã.",
            "# V. Kiến nghị",
            "¶ Chương II của Luật quy định rõ.",
            "# Chương II Quy định chung",
            "# Mục 1 TỔ CHỨC",
            "# Điều 1. Phạm vi",
            "1. Quyết định này có hiệu lực từ ngày ký.",
            "Điều 3. Quyết định này có hiệu lực từ ngày ký.",
            "¶ Điều 5 của Luật Đất đai.",
            "¶ 2025. năm của **đổi mới** 1.234 người",
            "¶ -5 độ",
        ]
    );
    assert!(read.annexes.is_empty());
}

#[test]
fn bars_and_tabs_are_tables_with_what_stands_above_them() {
    let bars = "\
Bảng 1. Kiến nghị theo lĩnh vực
(Đơn vị tính: kiến nghị)
| TT | Lĩnh vực | Số | Tỷ lệ |
| 1 | Đất đai | 1.204 | 81,5% |
| 2 | Công an | – | |
|  | Tổng cộng | 1.204 | |
";
    let table = "[Bảng 1. Kiến nghị theo lĩnh vực] (kiến nghị) clrr \
                 1/Đất đai/1.204/81,5% 2/Công an/–/ Σ/Tổng cộng/1.204/";
    assert_eq!(told(&read(bars).unwrap().body), [table]);
    let tabs = "Bảng 1. Kiến nghị theo lĩnh vực\nĐơn vị: kiến nghị\nTT\tLĩnh vực\tSố\tTỷ lệ\n\
        1\tĐất đai\t1.204\t81,5%\n2\tCông an\t–\t\n\tTổng cộng\t1.204\t\n";
    assert_eq!(told(&read(tabs).unwrap().body), [table]);
    let one = "Một dòng\tcó tab\n\n\tThụt đầu dòng.\n\tDòng nữa.";
    assert_eq!(
        told(&read(one).unwrap().body),
        ["¶ Một dòng có tab", "¶ Thụt đầu dòng.", "¶ Dòng nữa."]
    );
}

#[test]
fn annexes_follow_the_body() {
    let text = "Có Phụ lục kèm theo./.\nPhụ lục I kèm theo là một phần.\nPHỤ LỤC I\nDANH MỤC\n(Kèm theo Báo cáo số 5)\n1. Một\nPhụ lục II. Biểu\n|a|b|\n";
    let draft = read(text).unwrap();
    assert_eq!(draft.body.len(), 2);
    let annexes: Vec<_> = (draft.annexes.iter())
        .map(|annex| (&annex.title[..], told(&annex.body)))
        .collect();
    assert_eq!(
        annexes,
        [
            ("DANH MỤC", vec!["1. Một".to_owned()]),
            ("Biểu", vec!["[] () ll ".to_owned()])
        ]
    );
    assert_eq!(read(&write(&draft)).unwrap(), draft);
}

#[test]
fn what_is_too_large_is_refused() {
    assert_eq!(read(&"a".repeat(MOST_BYTES)).map(|d| d.body.len()), Ok(1));
    assert_eq!(read(&"a".repeat(MOST_BYTES + 1)), Err(TooLarge::Text));
    assert_eq!(read(&"\n".repeat(MOST_LINES)), Err(TooLarge::Lines));
    assert_eq!(read(&"|".repeat(MOST_CELLS + 2)), Err(TooLarge::Cells));
    assert_eq!(read(""), Ok(Draft::default()));
}

/// Pieces of which lines are made that are nearly something else.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "Phần",
            "PHẦN",
            "Chương",
            "Mục",
            "Tiểu mục",
            "Điều",
            "Phụ lục",
            "PHỤ LỤC",
            "I",
            "II",
            "IV.",
            "V.",
            "1",
            "1.",
            "2.",
            "12.",
            "a)",
            "đ)",
            "aa)",
            "-",
            "–",
            "•",
            "+",
            "|",
            "||",
            "\t",
            "\t\t",
            ".",
            ":",
            ";",
            "./.",
            "…",
            "Bảng 1.",
            "Đơn vị:",
            "Đơn vị tính: người",
            "Tổng cộng",
            "Cộng",
            "TÊN",
            "tên gọi",
            "12",
            "3,5%",
            "(Kèm theo",
            ")",
            "“",
            "STT",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    let space = prop::sample::select(vec!["", " ", " ", "  ", "\t"]);
    prop::collection::vec((piece, space), 0..5).prop_map(|pieces| {
        let pieces = pieces.into_iter();
        pieces.map(|(piece, space)| piece + space).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn what_is_written_reads_the_same(lines in prop::collection::vec(line(), 0..9)) {
        let draft = read(&lines.join("\n")).unwrap();
        let written = write(&draft);
        prop_assert_eq!(read(&written).unwrap(), draft, "{}", written);
    }
}

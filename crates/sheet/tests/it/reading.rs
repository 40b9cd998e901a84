//! Honest files, and what is read from them.

use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Book};
use sheet::{Cell, Limits, Merge, SheetKind, Workbook, read};

use crate::craft;

fn read_honest(bytes: &[u8]) -> Workbook {
    read(bytes, &Limits::default()).expect("an honest file")
}

fn texts(workbook: &Workbook) -> Vec<Vec<String>> {
    let rows = workbook.sheets[0].rows.iter();
    rows.map(|row| row.cells.iter().map(Cell::as_text).collect())
        .collect()
}

#[test]
fn a_workbook_gives_values_of_every_kind() {
    let mut book = Book::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet().set_name("Đại biểu").expect("a name");
    sheet
        .write_string(2, 1, "  Nguye\u{0302}\u{0303}n\u{00A0}Va\u{0306}n An ")
        .expect("a cell");
    sheet.write_number(2, 2, 12.5).expect("a cell");
    let birth = ExcelDateTime::from_ymd(1975, 4, 30).expect("a day");
    sheet
        .write_datetime_with_format(2, 3, &birth, &day)
        .expect("a cell");
    sheet.write_boolean(2, 4, true).expect("a cell");
    sheet
        .write_number_with_format(2, 5, 60, &day)
        .expect("a cell");
    sheet
        .write_number_with_format(2, 6, 0.5, &Format::new().set_num_format("hh:mm"))
        .expect("a cell");
    sheet
        .write_number_with_format(
            2,
            7,
            61.75,
            &Format::new().set_num_format("dd/mm/yyyy hh:mm"),
        )
        .expect("a cell");
    sheet.write_string(3, 0, " \u{00A0} ").expect("a cell");
    book.add_worksheet().set_hidden(true);
    let read = read_honest(&book.save_to_buffer().expect("a workbook"));

    let sheet = &read.sheets[0];
    assert_eq!(
        (sheet.name.as_str(), sheet.kind),
        ("Đại biểu", SheetKind::Visible)
    );
    assert_eq!(read.sheets[1].kind, SheetKind::Hidden);
    assert_eq!(sheet.rows.len(), 1);
    assert_eq!(sheet.rows[0].number, 3);
    assert_eq!(
        sheet.rows[0].cells,
        [
            Cell::Empty,
            Cell::Text("Nguyễn Văn An".into()),
            Cell::Number(12.5),
            Cell::Date(date(1975, 4, 30)),
            Cell::Bool(true),
            // Excel's 29/02/1900 never was.
            Cell::Number(60.0),
            Cell::Number(0.5),
            Cell::Date(date(1900, 3, 1)),
        ]
    );
}

#[test]
fn days_are_the_same_in_the_system_of_1904() {
    let mut book = Book::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    // The serial numbers of 1904 are smaller by four years and a day.
    book.add_worksheet()
        .write_number_with_format(0, 0, 27_514 - 1_462, &day)
        .expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let bytes = craft::edited(
        &bytes,
        "xl/workbook.xml",
        "<workbookPr ",
        "<workbookPr date1904=\"1\" ",
    );
    assert_eq!(
        read_honest(&bytes).sheets[0].rows[0].cells,
        [Cell::Date(date(1975, 4, 30))]
    );
}

#[test]
fn merged_regions_are_kept_with_the_sheet() {
    let read = read_honest(&craft::small_workbook());
    assert_eq!(
        read.sheets[0].merges,
        [Merge {
            top: 3,
            bottom: 4,
            left: 0,
            right: 1
        }]
    );
    assert_eq!(
        read.sheets[0].row(3).map(|row| row.get(0).as_text()),
        Some("gộp".to_owned())
    );
    assert_eq!(read.sheets[0].row(4), None);
}

#[test]
fn text_tables_are_read_with_any_delimiter() {
    let expected = vec![
        vec!["Họ tên", "Ghi chú"],
        vec!["Lê Ánh", "a, b"],
        vec!["Đỗ Đức", "hai dòng \"trích\""],
    ];
    for delimiter in [',', ';', '\t', '|'] {
        let text = "Họ tên~Ghi chú\r\nLê Ánh~\"a, b\"\r\nĐỗ Đức~\"hai\ndòng \"\"trích\"\"\"\r\n"
            .replace('~', &delimiter.to_string());
        let utf16 =
            |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let forms = [
            text.clone().into_bytes(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            [b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(),
            [b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat(),
        ];
        for bytes in forms {
            assert_eq!(texts(&read_honest(&bytes)), expected, "{delimiter:?}");
        }
    }
}

#[test]
fn the_delimiter_is_the_one_that_makes_a_table() {
    for (text, first) in [
        (
            "Danh sách, lập ngày 1/3\nTT;Tên;Điểm\n1;An;1,5\n2;Ánh;2,5\n",
            vec!["Danh sách, lập ngày 1/3"],
        ),
        ("sep=|\na;b|c\n", vec!["a;b", "c"]),
        ("Tên\nAn\nÁnh\n", vec!["Tên"]),
        ("a,b\r1,2\r", vec!["a", "b"]),
        ("a,\"b;c;d\"\n1,2\n", vec!["a", "b;c;d"]),
    ] {
        assert_eq!(texts(&read_honest(text.as_bytes()))[0], first, "{text:?}");
    }
}

#[test]
fn row_numbers_of_text_are_those_seen_in_excel() {
    let read = read_honest("a,b\n\n,,\n\"c\nc\",d\n\r\ne,f".as_bytes());
    let numbers: Vec<u32> = read.sheets[0].rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 4, 6]);
}

#[test]
fn five_thousand_rows_are_read_quickly() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    for row in 0..5_000 {
        for column in 0..20 {
            let text = format!("Kiến nghị số {row} của cử tri phường {column}");
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let start = std::time::Instant::now();
    let read = read_honest(&bytes);
    let taken = start.elapsed();
    println!("5,000 × 20 cells of text: {taken:?}");
    assert_eq!(read.sheets[0].rows.len(), 5_000);
    // Far above what is measured, so that only a change of order, not a busy machine, fails it.
    assert!(taken.as_secs() < 20, "{taken:?}");
}

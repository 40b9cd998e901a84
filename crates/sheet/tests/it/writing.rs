//! Tables written and read again.

use jiff::civil::date;
use sheet::{
    Cell, ColumnKind, ColumnOut, Letterhead, Limits, TableOut, Workbook, read, write_csv,
    write_docx, write_xlsx,
};

use crate::craft;

fn column(heading: &str, kind: ColumnKind) -> ColumnOut {
    ColumnOut {
        heading: heading.to_owned(),
        kind,
    }
}

fn table() -> TableOut {
    TableOut {
        title: "Danh sách đại biểu: khóa XVIII".to_owned(),
        notes: vec!["Lập ngày 05/03/2026".to_owned()],
        columns: vec![
            column("Họ và tên", ColumnKind::Text),
            column("Ngày sinh", ColumnKind::Date),
            column("Số phiếu", ColumnKind::Whole),
            column("Tỷ lệ", ColumnKind::Decimal),
        ],
        rows: vec![
            vec![
                Cell::Text("Nguyễn Văn An".into()),
                Cell::Date(date(1975, 4, 30)),
                Cell::Number(12_345.0),
                Cell::Number(-83.9),
            ],
            vec![
                Cell::Text("=HYPERLINK(\"http://x\")".into()),
                Cell::Date(date(1890, 5, 19)),
            ],
            vec![
                Cell::Text("hai\ndòng, \"trích\"".into()),
                Cell::Empty,
                Cell::Bool(true),
            ],
        ],
    }
}

fn read_back(bytes: &[u8]) -> Workbook {
    read(bytes, &Limits::default()).expect("our own table")
}

#[test]
fn a_workbook_keeps_real_values() {
    let bytes = write_xlsx(&table()).expect("a workbook");
    let workbook = read_back(&bytes);
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.name, "Danh sách đại biểu khóa XVIII");
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 2, 4, 5, 6, 7]);
    assert_eq!(sheet.rows[3].cells, table().rows[0]);
    assert_eq!(
        sheet.rows[4].get(0),
        &Cell::Text("=HYPERLINK(\"http://x\")".into())
    );
    assert_eq!(sheet.rows[4].get(1), &Cell::Text("19/05/1890".into()));

    let parts = craft::unpack(&bytes);
    let xml = |name: &str| {
        let part = parts
            .iter()
            .find(|(part, _)| part == name)
            .expect("the part");
        String::from_utf8(part.1.clone()).expect("text")
    };
    let sheet_xml = xml("xl/worksheets/sheet1.xml");
    assert!(!sheet_xml.contains("<f>"), "no text became a formula");
    assert!(
        sheet_xml.contains("state=\"frozen\"") && sheet_xml.contains("<autoFilter ref=\"A4:D7\"/>")
    );
    assert!(xml("xl/styles.xml").contains("dd/mm/yyyy"));
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let (first, second) = (write_xlsx(&table()), write_xlsx(&table()));
    let first = first.expect("a workbook");
    assert_eq!(first, second.expect("a workbook"));
    let core = craft::unpack(&first)
        .into_iter()
        .find(|(name, _)| name == "docProps/core.xml")
        .expect("the part");
    let core = String::from_utf8(core.1).expect("text");
    assert_eq!(core.matches("2026-01-01T00:00:00Z").count(), 2, "{core}");
}

#[test]
fn csv_is_what_other_programs_expect() {
    let text = String::from_utf8(write_csv(&table())).expect("text");
    assert_eq!(
        text,
        "\u{FEFF}Họ và tên,Ngày sinh,Số phiếu,Tỷ lệ\r\n\
         Nguyễn Văn An,30/04/1975,12345,-83.9\r\n\
         \"'=HYPERLINK(\"\"http://x\"\")\",19/05/1890,,\r\n\
         \"hai\ndòng, \"\"trích\"\"\",,true,\r\n"
    );
}

#[test]
fn no_text_runs_as_a_formula() {
    for (text, written) in [
        ("=1+1", "'=1+1"),
        ("+84 912", "'+84 912"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "\"'\r=1\""),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("'quoted'", "'quoted'"),
    ] {
        let columns = vec![column("x", ColumnKind::Text)];
        let table = TableOut {
            columns,
            rows: vec![vec![Cell::Text(text.into())]],
            ..TableOut::default()
        };
        let csv = write_csv(&table);
        assert_eq!(
            String::from_utf8_lossy(&csv),
            format!("\u{FEFF}x\r\n{written}\r\n")
        );
        let read = read_back(&csv);
        assert_eq!(
            read.sheets[0].rows[1].get(0),
            &Cell::text_from(text),
            "{text:?}"
        );
    }
}

#[test]
fn odd_tables_are_written_too() {
    let long = "ữ".repeat(40_000);
    for title in [
        "",
        "History",
        "[]:*?/\\",
        "'a'",
        "Một tên rất dài không thể nào vừa trên một thẻ",
        "📄📄📄📄📄📄📄📄📄📄📄📄📄📄📄📄📄",
    ] {
        let table = TableOut {
            title: title.to_owned(),
            notes: vec![long.clone()],
            ..table()
        };
        assert!(write_xlsx(&table).is_ok(), "{title}");
    }
    let nothing = write_xlsx(&TableOut::default()).expect("a workbook without columns");
    assert!(nothing.starts_with(b"PK"));
    assert_eq!(
        write_csv(&TableOut {
            columns: vec![column("x", ColumnKind::Text)],
            ..TableOut::default()
        }),
        "\u{FEFF}x\r\n".as_bytes()
    );
}

/// A part of a package.
fn part(package: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut text = String::new();
    let mut part = zip.by_name(name).expect("the part");
    std::io::Read::read_to_string(&mut part, &mut text).expect("text");
    text
}

#[test]
fn a_paper_has_the_national_title_and_a_head_that_repeats() {
    let head = Letterhead {
        above: "Tỉnh Thử".to_owned(),
        issuer: "Ban Pháp chế".to_owned(),
        number: "Số: 01/DM-PC".to_owned(),
        place_and_day: "Thử, ngày 05 tháng 3 năm 2026".to_owned(),
        signature: Vec::new(),
    };
    let bytes = write_docx(&table(), &head).expect("a document");
    assert_eq!(bytes, write_docx(&table(), &head).expect("the same"));
    let xml = part(&bytes, "word/document.xml");
    let said = [
        "TỈNH THỬ",
        "BAN PHÁP CHẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Thử, ngày 05 tháng 3 năm 2026",
        "Danh sách đại biểu: khóa XVIII",
        "Họ và tên",
        "30/04/1975",
        "12.345",
        "-83,9",
        "=HYPERLINK(\"http://x\")",
        "hai</w:t>",
    ];
    let mut at = 0;
    for words in said {
        let found = xml[at..].find(words);
        assert!(found.is_some(), "{words} in its place in {xml}");
        at += found.unwrap_or(0);
    }
    assert!(xml.contains("<w:tblHeader/>") && xml.contains("w:orient=\"landscape\""));
    assert!(part(&bytes, "word/styles.xml").contains("Times New Roman"));
}

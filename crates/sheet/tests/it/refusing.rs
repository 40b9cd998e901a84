//! Files that are not taken, each for its own reason.

use std::fmt::Write;

use sheet::{Limits, Refused, read};

use crate::craft;

fn reason(bytes: &[u8]) -> Refused {
    read(bytes, &Limits::default()).expect_err("a refused file")
}

#[test]
fn what_is_no_table_is_refused_by_its_content() {
    let small = craft::small_workbook();
    let document = craft::pack(&[("word/document.xml".to_owned(), b"<w/>".to_vec())]);
    for (what, bytes, refused) in [
        ("nothing", Vec::new(), Refused::Empty),
        (
            "white space",
            b"\xEF\xBB\xBF \r\n\t".to_vec(),
            Refused::Empty,
        ),
        ("only delimiters", b";;;\n;;;".to_vec(), Refused::NoTable),
        ("a PDF", b"%PDF-1.7\n1 0 obj".to_vec(), Refused::WrongType),
        (
            "a picture",
            b"\x89PNG\r\n\x1A\n".to_vec(),
            Refused::WrongType,
        ),
        (
            "a page named .xls",
            b"\n <HTML><table><tr><td>1".to_vec(),
            Refused::WrongType,
        ),
        (
            "XML of 2003",
            b"<?xml version=\"1.0\"?><Workbook/>".to_vec(),
            Refused::WrongType,
        ),
        ("a document", document, Refused::WrongType),
        (
            "a program",
            b"MZ\x90\0\x03\0\0\0".to_vec(),
            Refused::WrongType,
        ),
        ("bytes", vec![0, 1, 2, 3, 0, 0], Refused::WrongType),
        ("old Excel", craft::ole_file("Workbook"), Refused::OldXls),
        (
            "old Word",
            craft::ole_file("WordDocument"),
            Refused::WrongType,
        ),
        (
            "a password",
            craft::ole_file("EncryptedPackage"),
            Refused::Encrypted,
        ),
        (
            "TCVN3",
            b"H\xE4 v\xB5 t\xAAn,N\xA8m sinh\n".to_vec(),
            Refused::NotUnicode,
        ),
        (
            "half a letter",
            "Họ tên
Lê Ánh
"
            .as_bytes()[.."Họ tên
Lê Á"
                .len()
                - 1]
                .to_vec(),
            Refused::Truncated,
        ),
        (
            "half a file",
            small[..small.len() / 2].to_vec(),
            Refused::Truncated,
        ),
        (
            "a macro",
            craft::with_part(&small, "xl/vbaProject.bin", b"\x01"),
            Refused::Macro,
        ),
        (
            "an old macro",
            craft::with_part(&small, "xl/macrosheets/sheet1.xml", b"<x/>"),
            Refused::Macro,
        ),
        (
            "the type of a workbook with macros",
            craft::edited(
                &small,
                "[Content_Types].xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
            Refused::Macro,
        ),
        (
            "a way out",
            craft::with_part(&small, "../xl/x.xml", b"<x/>"),
            Refused::Broken,
        ),
        (
            "bad XML",
            craft::workbook_with_cells("<row r=\"1\"><c r=\"A1\"><v>1</c></row"),
            Refused::Broken,
        ),
        (
            "an empty sheet",
            craft::workbook_with_cells(""),
            Refused::NoTable,
        ),
    ] {
        assert_eq!(reason(&bytes), refused, "{what}");
    }
}

#[test]
fn every_limit_has_its_own_reason() {
    let small = craft::small_workbook();
    let limits = Limits::default;
    for (what, bytes, limits, refused) in [
        (
            "bytes",
            &b"a,b"[..],
            Limits {
                bytes: 2,
                ..limits()
            },
            Refused::TooLarge { limit: 2 },
        ),
        (
            "rows of text",
            b"a\nb\nc",
            Limits {
                rows: 2,
                ..limits()
            },
            Refused::TooManyRows { limit: 2 },
        ),
        (
            "columns of text",
            b"a,b,c,d",
            Limits {
                columns: 2,
                ..limits()
            },
            Refused::TooManyColumns { limit: 2 },
        ),
        (
            "cells of text",
            b"a,b\nc,d",
            Limits {
                cells: 3,
                ..limits()
            },
            Refused::TooManyCells { limit: 3 },
        ),
        (
            "rows",
            &small,
            Limits {
                rows: 2,
                ..limits()
            },
            Refused::TooManyRows { limit: 2 },
        ),
        (
            "columns",
            &small,
            Limits {
                columns: 1,
                ..limits()
            },
            Refused::TooManyColumns { limit: 1 },
        ),
        (
            "cells",
            &small,
            Limits {
                cells: 4,
                ..limits()
            },
            Refused::TooManyCells { limit: 4 },
        ),
        (
            "a long cell of text",
            "a,\"Ánh\nb,c\n".as_bytes(),
            Limits {
                cell_chars: 6,
                ..limits()
            },
            Refused::CellTooLong { limit: 6 },
        ),
        (
            "a long cell",
            &small,
            Limits {
                cell_chars: 12,
                ..limits()
            },
            Refused::CellTooLong { limit: 12 },
        ),
        (
            "parts",
            &small,
            Limits {
                entries: 3,
                ..limits()
            },
            Refused::ZipBomb,
        ),
        (
            "unpacked bytes",
            &small,
            Limits {
                unpacked_bytes: 2_000,
                ..limits()
            },
            Refused::ZipBomb,
        ),
    ] {
        assert_eq!(read(bytes, &limits), Err(refused), "{what}");
    }
    // Blank lines and trailing delimiters are no rows and columns.
    let spare = Limits {
        rows: 2,
        columns: 2,
        ..limits()
    };
    assert!(read(b"a,b,,,,\n\n\n,,,,,,\nc,d,,", &spare).is_ok());
}

#[test]
fn a_bomb_is_stopped_while_it_unpacks() {
    let zeros = vec![b' '; 12_000_000];
    let bomb = craft::with_part(&craft::small_workbook(), "xl/media/image1.png", &zeros);
    assert!(bomb.len() < 100_000);
    assert_eq!(reason(&bomb), Refused::ZipBomb);
    // Spread over many parts, each below the floor of the ratio, the sum gives it away.
    let mut parts = craft::unpack(&craft::small_workbook());
    parts
        .extend((0..5).map(|place| (format!("xl/media/{place}.png"), zeros[..1_000_000].to_vec())));
    let limits = Limits {
        unpacked_bytes: 4_000_000,
        ..Limits::default()
    };
    assert_eq!(read(&craft::pack(&parts), &limits), Err(Refused::ZipBomb));
}

#[test]
fn sizes_that_lie_change_nothing() {
    let zeros = vec![b' '; 12_000_000];
    let mut bomb = craft::with_part(&craft::small_workbook(), "xl/media/image1.png", &zeros);
    let true_size = u32::try_from(zeros.len())
        .expect("a small size")
        .to_le_bytes();
    let mut lies = 0;
    while let Some(place) = bomb.windows(4).position(|window| window == true_size) {
        bomb[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
        lies += 1;
    }
    assert!(lies >= 2, "both headers name the size");
    assert!(matches!(reason(&bomb), Refused::ZipBomb | Refused::Broken));
}

#[test]
fn a_claimed_count_of_texts_reserves_nothing() {
    let small = craft::small_workbook();
    for claim in ["18446744073709551615", "99999999999", "+900000000"] {
        let claim = format!("uniqueCount=\"{claim}\"");
        let lie = craft::edited(&small, "xl/sharedStrings.xml", "uniqueCount=\"4\"", &claim);
        assert_eq!(reason(&lie), Refused::Broken, "{claim}");
    }
}

#[test]
fn few_bytes_never_become_many_cells() {
    // Two cells in opposite corners of a sheet.
    let corners = craft::workbook_with_cells(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"GR1048576\"><v>2</v></c></row>",
    );
    let read_corners = read(&corners, &Limits::default()).expect("two rows");
    let numbers: Vec<u32> = read_corners.sheets[0]
        .rows
        .iter()
        .map(|row| row.number)
        .collect();
    assert_eq!(numbers, [1, 1_048_576]);

    // One long shared text in every cell.
    let long = "dài ".repeat(5_000);
    let mut rows = String::new();
    for row in 1..=500 {
        write!(
            rows,
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"
        )
        .expect("text");
    }
    let echo = craft::edited(
        &craft::workbook_with_cells(&rows),
        "xl/sharedStrings.xml",
        "Họ và tên",
        &long,
    );
    let limits = Limits {
        unpacked_bytes: 5_000_000,
        ..Limits::default()
    };
    assert_eq!(read(&echo, &limits), Err(Refused::ZipBomb));
}

#[test]
fn one_part_is_not_read_for_a_thousand_tabs() {
    let rows = "<row/>".repeat(100_000);
    let tab = "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>";
    let bytes = craft::workbook_with_cells(&rows);
    let bytes = craft::edited(&bytes, "xl/workbook.xml", tab, &tab.repeat(10_000));
    assert_eq!(reason(&bytes), Refused::ZipBomb);
}

#[test]
fn small_tags_do_not_become_large_styles_or_texts() {
    let small = craft::small_workbook();
    let styles = format!("<cellXfs>{}", "<xf/>".repeat(1_000_001));
    let styles = craft::edited(&small, "xl/styles.xml", "<cellXfs count=\"1\">", &styles);
    assert_eq!(reason(&styles), Refused::ZipBomb);
    let texts = craft::edited(
        &small,
        "xl/sharedStrings.xml",
        "</sst>",
        &"<si/>".repeat(500),
    );
    let limits = Limits {
        cells: 100,
        ..Limits::default()
    };
    assert_eq!(
        read(&texts, &limits),
        Err(Refused::TooManyCells { limit: 100 })
    );
}

#[test]
fn references_that_run_backwards_do_not_panic() {
    let small = craft::small_workbook();
    for (from, to) in [
        ("<mergeCell ref=\"A3:B4\"/>", "<mergeCell ref=\"B4:A3\"/>"),
        ("<dimension ref=\"A1:B4\"/>", "<dimension ref=\"B4:A1\"/>"),
        (
            "<dimension ref=\"A1:B4\"/>",
            "<dimension ref=\"A1:ZZZZZZZZ99999999999\"/>",
        ),
        (
            "<dimension ref=\"A1:B4\"/>",
            "<dimension ref=\"A1:Ynguyen van aews\"/>",
        ),
    ] {
        let backwards = craft::edited(&small, "xl/worksheets/sheet1.xml", from, to);
        if let Err(refused) = read(&backwards, &Limits::default()) {
            assert_eq!(refused, Refused::Broken, "{to}");
        }
    }
}

#[test]
fn codes_are_stable_and_complete() {
    let all = [
        Refused::TooLarge { limit: 1 },
        Refused::Empty,
        Refused::OldXls,
        Refused::Macro,
        Refused::Encrypted,
        Refused::ZipBomb,
        Refused::Truncated,
        Refused::Broken,
        Refused::WrongType,
        Refused::NotUnicode,
        Refused::TooManyRows { limit: 1 },
        Refused::TooManyColumns { limit: 1 },
        Refused::TooManyCells { limit: 1 },
        Refused::CellTooLong { limit: 1 },
        Refused::NoTable,
    ];
    assert_eq!(all.map(Refused::code), Refused::CODES);
}

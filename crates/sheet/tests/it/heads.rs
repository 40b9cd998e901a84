//! Heads of tables as offices make them.

use rust_xlsxwriter::{Format, Workbook as Book};
use sheet::header::{find, find_in};
use sheet::{Cell, HeaderRow, Heading, Limits, Sheet, Workbook, read};

const KNOWN: &[Heading] = &[
    Heading {
        key: "name",
        names: &["Họ và tên", "Họ tên"],
    },
    Heading {
        key: "birth",
        names: &["Ngày tháng năm sinh", "Ngày sinh", "Năm sinh"],
    },
    Heading {
        key: "gender",
        names: &["Giới tính", "Nam/Nữ", "Nam nữ"],
    },
    Heading {
        key: "unit",
        names: &["Đơn vị", "Đơn vị bầu cử", "Tổ đại biểu"],
    },
    Heading {
        key: "note",
        names: &["Ghi chú"],
    },
];

fn from_text(text: &str) -> Sheet {
    let workbook = read(text.as_bytes(), &Limits::default()).expect("a table");
    workbook.sheets.into_iter().next().expect("a sheet")
}

fn from_book(mut book: Book) -> Workbook {
    read(
        &book.save_to_buffer().expect("a workbook"),
        &Limits::default(),
    )
    .expect("a table")
}

fn keys(head: &HeaderRow) -> Vec<(usize, &'static str)> {
    head.mapping()
        .into_iter()
        .map(|(key, column)| (column, key))
        .collect::<std::collections::BTreeMap<_, _>>()
        .into_iter()
        .collect()
}

#[test]
fn titles_are_recognised_however_they_are_written() {
    for (line, expected) in [
        (
            "STT;Họ và tên;Ngày, tháng, năm sinh;Nam/Nữ",
            vec![(1, "name"), (2, "birth"), (3, "gender")],
        ),
        (
            "TT;HỌ TÊN;Năm sinh;Giới tính",
            vec![(1, "name"), (2, "birth"), (3, "gender")],
        ),
        (
            "Họ và tên đại biểu;NGÀY SINH (dd/mm/yyyy);x",
            vec![(0, "name"), (1, "birth")],
        ),
        (
            "ho ten;nam sinh;gioi tinh",
            vec![(0, "name"), (1, "birth"), (2, "gender")],
        ),
        (
            "Ho\u{0323} te\u{0302}n;Năm  sinh",
            vec![(0, "name"), (1, "birth")],
        ),
        (
            "Đơn vị công tác;Họ tên;Đơn vị",
            vec![(1, "name"), (2, "unit")],
        ),
        (
            "Họ tên;Họ tên vợ/chồng;Ghi chú",
            vec![(0, "name"), (2, "note")],
        ),
    ] {
        let sheet = from_text(&format!("{line}\n1;2;3;4\n"));
        let head = find(&sheet, KNOWN).unwrap_or_else(|| panic!("no head in {line}"));
        assert_eq!(keys(&head), expected, "{line}");
    }
}

#[test]
fn what_stands_above_and_below_is_no_part_of_the_table() {
    let sheet = from_text(
        "HỘI ĐỒNG NHÂN DÂN\n\nDanh sách gồm họ và tên, năm sinh của các đại biểu được bầu trong toàn tỉnh\n\n\
         TT;Họ và tên;Năm sinh;Quê quán\n(1);(2);(3);(4)\n1;Lê Ánh;1975;Huế\n\n2;Đỗ Đức;1980;Vinh\n\
         ;Tổng cộng;2;\n;Hà Nội, ngày 05 tháng 3 năm 2026\n;Người lập biểu;;Chủ tịch\n;Trần Văn Lập\n",
    );
    let head = find(&sheet, KNOWN).expect("a head");
    assert_eq!((head.first, head.last), (5, 5));
    let titles: Vec<&str> = head
        .unrecognised()
        .map(|column| column.title.as_str())
        .collect();
    assert_eq!(titles, ["TT", "Quê quán"]);
    let body = head.body(&sheet);
    let rows: Vec<(u32, String)> = body
        .iter()
        .map(|row| (row.number, head.value(row, "name").as_text()))
        .collect();
    assert_eq!(rows, [(7, "Lê Ánh".to_owned()), (9, "Đỗ Đức".to_owned())]);
    assert_eq!(head.value(&body[0], "birth").as_whole(), Some(1975));
    assert_eq!(head.value(&body[0], "note"), &Cell::Empty);
}

#[test]
fn a_head_of_two_rows_is_joined_and_values_merged_downwards_are_repeated() {
    let mut book = Book::new();
    let format = Format::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 4, "DANH SÁCH ĐẠI BIỂU", &format)
        .expect("a region");
    for (column, title) in [(0, "TT"), (1, "Họ và tên"), (4, "Đơn vị")] {
        sheet
            .merge_range(2, column, 3, column, title, &format)
            .expect("a region");
    }
    sheet
        .merge_range(2, 2, 2, 3, "Ngày, tháng, năm sinh", &format)
        .expect("a region");
    sheet.write_string(3, 2, "Nam").expect("a cell");
    sheet.write_string(3, 3, "Nữ").expect("a cell");
    for (row, name) in [(4, "An"), (5, "Ánh"), (6, "Đức")] {
        sheet.write_string(row, 1, name).expect("a cell");
    }
    sheet
        .merge_range(4, 4, 5, 4, "Phường Ba Đình", &format)
        .expect("a region");
    sheet
        .merge_range(6, 2, 6, 3, "1980", &format)
        .expect("a region");
    let workbook = from_book(book);
    let sheet = &workbook.sheets[0];
    let head = find(sheet, KNOWN).expect("a head");

    assert_eq!((head.first, head.last), (3, 4));
    assert_eq!(keys(&head), [(1, "name"), (2, "birth"), (4, "unit")]);
    assert_eq!(head.columns[2].title, "Ngày, tháng, năm sinh – Nam");
    let body = head.body(sheet);
    let units: Vec<String> = body
        .iter()
        .map(|row| head.value(row, "unit").as_text())
        .collect();
    assert_eq!(units, ["Phường Ba Đình", "Phường Ba Đình", ""]);
    assert_eq!(
        (body[2].get(2).as_text(), body[2].get(3)),
        ("1980".to_owned(), &Cell::Empty)
    );
}

#[test]
fn a_gap_in_the_head_of_a_text_table_joins_the_line_below() {
    let sheet = from_text("TT;Họ và tên;Sinh;;Ghi chú\n;;Ngày sinh;Nam/Nữ;\n1;An;1975;Nam;x\n");
    let head = find(&sheet, KNOWN).expect("a head");
    assert_eq!((head.first, head.last), (1, 2));
    assert_eq!(
        keys(&head),
        [(1, "name"), (2, "birth"), (3, "gender"), (4, "note")]
    );
    assert_eq!(head.body(&sheet).len(), 1);
}

#[test]
fn the_best_visible_sheet_is_chosen() {
    let mut book = Book::new();
    book.add_worksheet()
        .write_string(0, 0, "Hướng dẫn")
        .expect("a cell");
    for (name, titles) in [
        ("ẩn", &["Họ tên", "Năm sinh", "Ghi chú"][..]),
        ("hiện", &["Họ tên", "Năm sinh"]),
    ] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.set_hidden(name == "ẩn");
        for (title, column) in titles.iter().zip(0_u16..) {
            sheet.write_string(1, column, *title).expect("a cell");
        }
    }
    let workbook = from_book(book);
    let (place, head) = find_in(&workbook, KNOWN).expect("a head");
    assert_eq!(
        (workbook.sheets[place].name.as_str(), head.first),
        ("hiện", 2)
    );
}

#[test]
fn the_user_has_the_last_word() {
    let sheet = from_text("Cán bộ;Năm sinh;Ghi chú\nAn;1975;x\n");
    let mut head = find(&sheet, KNOWN).expect("a head");
    head.assign(0, "name");
    head.assign(2, "birth");
    head.leave_out(1);
    assert_eq!(keys(&head), [(0, "name"), (2, "birth")]);

    let mut own = HeaderRow::at(&sheet, 1, 1);
    assert_eq!((own.columns.len(), own.mapping().len()), (3, 0));
    own.assign(1, "birth");
    assert_eq!(own.column_of("birth"), Some(1));
}

#[test]
fn without_known_titles_there_is_no_head() {
    let mut late = "x;y\n".repeat(30);
    late.push_str("Họ tên;Năm sinh\n");
    for text in ["An;1975\nÁnh;1980\n", "Họ tên;Lớp\nAn;5\n", late.as_str()] {
        assert_eq!(find(&from_text(text), KNOWN), None, "{text}");
    }
}

#[test]
fn totals_are_kept_apart_and_lines_are_kept_when_asked() {
    let text = "Họ và tên,Ghi chú\nNguyễn Văn An,\"một\n hai\"\nTổng cộng,1\n";
    let workbook = sheet::read_lines(text.as_bytes(), &Limits::default()).expect("a table");
    let sheet = &workbook.sheets[0];
    let head = find(sheet, KNOWN).expect("a head");
    let body = head.body(sheet);
    assert_eq!(body.len(), 1);
    assert_eq!(body[0].cells[1], Cell::Text("một\nhai".to_owned()));
    let totals = head.totals(sheet);
    assert_eq!(totals.len(), 1);
    assert_eq!(totals[0].cells[1].as_whole(), Some(1));
}

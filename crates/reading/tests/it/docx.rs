//! Documents of Word.

use reading::{Format, Limits, Unreadable, Warning};

use crate::craft::{Docx, docx, p, read, text};

/// A list whose levels are "Điều 1.", "1." and "a)", and one of Roman chapters.
const LISTS: &str = "<w:abstractNum w:abstractNumId=\"7\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"Điều %1.\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%3)\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2.%3.%4\"/><w:isLgl/></w:lvl>\
    </w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"upperRoman\"/>\
    <w:pStyle w:val=\"Chuong\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"Chương %1\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"9\"/></w:lvlOverride></w:num>";

const STYLES: &str = "<w:style w:styleId=\"Goc\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>\
    <w:style w:styleId=\"Chuong\"><w:basedOn w:val=\"Goc\"/></w:style>";

fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn paragraphs_tables_and_notes_become_lines() {
    let cell = |inside: String| format!("<w:tc>{inside}</w:tc>");
    let table = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell(p("HỘI ĐỒNG") + &p("NHÂN DÂN")),
        cell("<w:p/>".to_owned()),
        cell(p("CỘNG HÒA")),
        cell(p("một") + &p("ô")),
    );
    let body = table
        + "<w:p><w:r><w:t>Luật số: </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>64</w:t></w:r><w:r><w:t>/2025/QH15</w:t></w:r>\
           <w:r><w:footnoteReference w:id=\"5\"/></w:r><w:r><w:br/><w:t>A &amp; B</w:t><w:tab/><w:t>C&#272;</w:t><w:noBreakHyphen/></w:r></w:p>\
           <w:p/><w:p><w:r><w:t>cuối</w:t><w:footnoteReference w:id=\"2\"/><w:endnoteReference w:id=\"2\"/></w:r></w:p><w:sectPr/>";
    let note = |kind: &str, id: u32, inside: String| {
        format!("<w:{kind} w:id=\"{id}\">{inside}</w:{kind}>")
    };
    let footnotes = note("footnote", 0, p("không ai nhắc"))
        + &note("footnote", 2, p("hai"))
        + &note("footnote", 5, p("năm") + &p("tiếp"));
    let file = Docx {
        body: &body,
        footnotes: &footnotes,
        endnotes: &note("endnote", 2, p("ba")),
        ..Docx::default()
    };
    let reading = read(&file.build()).expect("a reading");
    assert_eq!(
        reading.text,
        "HỘI ĐỒNG NHÂN DÂN |  | CỘNG HÒA\nmột\nô\nLuật số: 64/2025/QH15[1]\nA & B CĐ-\ncuối[2][3]\n[1] năm tiếp\n[2] hai\n[3] ba\n"
    );
    assert_eq!(reading.format, Format::Docx);
    assert_eq!(
        reading.parts,
        [
            "word/document.xml",
            "word/footnotes.xml",
            "word/endnotes.xml"
        ]
    );
    assert!(reading.warnings.is_empty());
}

#[test]
fn automatic_numbers_are_written_as_word_shows_them() {
    let mut body = "<w:p><w:pPr><w:pStyle w:val=\"Chuong\"/></w:pPr><w:r><w:t>. Quy định chung</w:t></w:r></w:p>".to_owned();
    body += &item(1, 0, "Phạm vi");
    body += &item(1, 1, "khoản");
    for text in ["a", "b", "c", "d", "đ"] {
        body += &item(1, 2, text);
    }
    body += &item(1, 3, "tiết");
    body += &item(1, 1, "khoản");
    body += &item(1, 2, "lại từ đầu");
    body += &item(1, 0, "Đối tượng");
    body += &item(1, 1, "khoản");
    body += &item(0, 0, "ngoài danh sách");
    body += &item(3, 0, "bắt đầu từ chín");
    let file = Docx {
        body: &body,
        numbering: LISTS,
        styles: STYLES,
        ..Docx::default()
    };
    let reading = read(&file.build()).expect("a reading");
    assert_eq!(
        reading.text,
        "Chương III. Quy định chung\nĐiều 1. Phạm vi\n1. khoản\na) a\nb) b\nc) c\nd) d\ne) đ\n1.1.5.1 tiết\n2. khoản\n\
         a) lại từ đầu\nĐiều 2. Đối tượng\n1. khoản\nngoài danh sách\nĐiều 9. bắt đầu từ chín\n"
    );
    assert_eq!(reading.warnings, [Warning::AutomaticLetters]);
}

#[test]
fn changes_hidden_text_and_second_forms_are_left_out() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p><w:ins>{}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom>{}\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>hiện</w:t></w:r></w:p>\
         <w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent></w:r>{}</w:p>",
        run("thêm "),
        run("chuyển đi"),
        run("giữ "),
        run("trước"),
        p("trong khung"),
        run("lặp lại"),
        run(" sau"),
    );
    let reading = read(&docx(&body)).expect("a reading");
    assert_eq!(reading.text, "thêm giữ hiện\ntrong khung\ntrước sau\n");
    assert_eq!(
        reading.warnings,
        [Warning::TrackedChanges, Warning::HiddenText]
    );
}

#[test]
fn tables_in_tables_and_whole_pages_in_tables_keep_their_order() {
    let row = |cells: &[String]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<w:tc>{cell}</w:tc>"))
            .collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let inner = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&[p("1"), p("2")]),
        row(&[p("3"), p("4")])
    );
    let long: String = (1..=25).map(|n| p(&format!("dòng {n}"))).collect();
    let body = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&[p("trái"), inner]),
        row(&[long, p("phải")])
    );
    let text = text(&docx(&body));
    assert!(
        text.starts_with("trái | 1 | 2 3 | 4\ndòng 1\ndòng 2\n"),
        "{text}"
    );
    assert!(text.ends_with("dòng 25\nphải\n"), "{text}");
}

/// A cell with its properties.
fn cell(properties: &str, inside: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

#[test]
fn tables_keep_their_cells_spans_and_lines() {
    let head = cell("<w:gridSpan w:val=\"2\"/>", &p("Tiêu đề"));
    let tall = cell("<w:vMerge w:val=\"restart\"/>", &p("Xã A"));
    let on = cell("<w:vMerge/>", "<w:p/>");
    let lines = cell("", &format!("{}{}", p("1. Một"), p("2. Hai")));
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", &p("trong")));
    let outer = cell("", &format!("{}{inner}", p("ngoài")));
    let before = "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>";
    let body = format!(
        "{}<w:tbl><w:tr>{head}</w:tr><w:tr>{tall}{lines}</w:tr><w:tr>{on}{outer}</w:tr><w:tr>{before}{}</w:tr></w:tbl>",
        p("Phụ lục"),
        cell("", &p("lùi"))
    );
    let tables = reading::tables(&docx(&body), &Limits::default()).expect("tables");
    /// What a cell says, how many columns it spans, whether it goes on from above.
    type Told<'t> = (&'t str, u16, bool);
    let told: Vec<Vec<Vec<Told<'_>>>> = tables
        .iter()
        .map(|table| {
            let rows = table.rows.iter().map(|row| {
                let cells = row.iter();
                cells
                    .map(|cell| (cell.text.as_str(), cell.span, cell.joined))
                    .collect()
            });
            rows.collect()
        })
        .collect();
    assert_eq!(
        told,
        [
            vec![vec![("trong", 1, false)]],
            vec![
                vec![("Tiêu đề", 2, false)],
                vec![("Xã A", 1, false), ("1. Một\n2. Hai", 1, false)],
                vec![("", 1, true), ("ngoài\ntrong", 1, false)],
                vec![("", 1, false), ("lùi", 1, false)],
            ],
        ]
    );
}

#[test]
fn tables_end_at_their_limits_and_other_files_have_none() {
    let limits = Limits {
        text_bytes: 10_000,
        ..Limits::default()
    };
    let row = format!("<w:tr>{}</w:tr>", cell("", "<w:p/>").repeat(50));
    let many = format!("{}<w:tbl>{}</w:tbl>", p("x"), row.repeat(50));
    assert_eq!(
        reading::tables(&docx(&many), &limits),
        Err(Unreadable::TooLong { limit: 10_000 })
    );
    assert_eq!(
        reading::tables(b"Chi la van ban", &limits),
        Err(Unreadable::WrongType)
    );
    assert_eq!(reading::tables(&docx(&p("x")), &limits), Ok(Vec::new()));
}

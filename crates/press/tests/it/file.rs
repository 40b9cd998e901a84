//! The check of strangers' documents: what the press prints departs nowhere, and each fault planted in it is found, alone.

use std::io::{Cursor, Read as _, Write as _};

use jiff::civil::date;
use paper::file::{Checked, check};
use paper::{Body, Kind, Level, Paper, Signature};
use reading::Limits;
use reading::layout::layout;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::samples;

fn checked(docx: &[u8]) -> Checked {
    check(&layout(docx, &Limits::default()).expect("a document"))
}

/// Each finding as its code, its paragraph's first words, what stands there and what must.
fn told(checked: &Checked) -> Vec<String> {
    (checked.findings.iter())
        .map(|one| {
            format!(
                "{} [{}] {} → {}",
                one.fault, one.at, one.found.vi, one.must.vi
            )
        })
        .collect()
}

/// A document with the first place of a part changed.
fn changed(docx: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut from_zip = ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut to_zip = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from_zip.len() {
        let mut file = from_zip.by_index(place).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut content = String::new();
        file.read_to_string(&mut content).expect("UTF-8");
        if name == part {
            assert!(content.contains(from), "{from} stands in {part}");
            content = content.replacen(from, to, 1);
        }
        to_zip
            .start_file(name, SimpleFileOptions::default())
            .expect("a part");
        to_zip.write_all(content.as_bytes()).expect("its content");
    }
    to_zip.finish().expect("a package").into_inner()
}

fn long(words: &str) -> String {
    format!(
        "{words} trong thời gian từ ngày 01 tháng 01 năm 2026 đến hết ngày 31 tháng 12 năm 2026 trên địa bàn toàn thành phố, theo dõi và báo cáo."
    )
}

fn good() -> Paper {
    let body = Body::new()
        .heading(Level::Chapter, "Quy định chung")
        .heading(Level::Article, "Thành lập Tổ công tác")
        .paragraph(long("Tổ công tác giúp việc"))
        .paragraph(long("Tổ trưởng phân công thành viên"))
        .provision(Level::Clause, long("Thành viên họp hằng tháng"))
        .provision(Level::Clause, long("Văn phòng phục vụ"))
        .heading(Level::Article, "Hiệu lực")
        .paragraph("Quyết định này có hiệu lực từ ngày ký./.");
    Paper::new(Kind::Decision, "Hội đồng nhân dân", "Về việc thành lập Tổ công tác")
        .under("Thành phố Thử Nghiệm")
        .numbered(Some(7), "QĐ-HĐND")
        .issued("Thử Nghiệm", Some(date(2026, 2, 5)))
        .based_on([
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        ])
        .with_body(body)
        .signed(
            Signature::new("Phó Chủ tịch", "Trần Thị Bình")
                .on_behalf("TM. Hội đồng nhân dân")
                .on_behalf("KT. Chủ tịch"),
        )
        .sent_to(["Như Điều 2"], "VT")
}

#[test]
fn what_the_press_prints_departs_nowhere_and_is_recognised() {
    let mut all = samples::all();
    all.push(("good", good()));
    for (name, paper) in all {
        let seen = checked(&press::docx(&paper));
        assert_eq!(told(&seen), Vec::<String>::new(), "{name}");
        let (is, was) = (&seen.paper, &paper);
        assert_eq!(is.kind, was.kind, "{name}");
        assert_eq!(is.profile, was.profile, "{name}");
        assert_eq!(is.number, was.number, "{name}");
        assert_eq!((&is.place, is.day), (&was.place, was.day), "{name}");
        assert_eq!(is.addressees, was.addressees, "{name}");
        assert_eq!(is.recipients.len(), was.recipients.len(), "{name}");
        assert_eq!(is.annexes.len(), was.annexes.len(), "{name}");
        let signs = |paper: &Paper| -> Vec<String> {
            paper
                .signatures
                .iter()
                .map(|one| one.name.clone())
                .collect()
        };
        assert_eq!(signs(is), signs(was), "{name}");
    }
}

#[test]
fn each_planted_fault_is_found_alone() {
    const TEXT: &str = "word/document.xml";
    const STYLES: &str = "word/styles.xml";
    const HEADER: &str = "word/header1.xml";
    const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    let half = |size: f64, words: &str| {
        let half = size * 2.0;
        format!(
            r#"<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr><w:t xml:space="preserve">{words}"#
        )
    };
    let bare = |words: &str| format!(r#"<w:rPr></w:rPr><w:t xml:space="preserve">{words}"#);
    let bold = |words: &str| format!(r#"<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{words}"#);
    let face = |rpr: &str, words: &str| {
        format!(r#"<w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{words}"#)
    };
    let c = |code: &'static str, part: &'static str, from: &str, to: &str| {
        (code, part, from.to_owned(), to.to_owned())
    };
    let cases = [
        c(
            "paper-size",
            TEXT,
            r#"w:w="11906" w:h="16838""#,
            r#"w:w="12240" w:h="15840""#,
        ),
        c("margins", TEXT, r#"w:left="1701""#, r#"w:left="1134""#),
        c("margins", TEXT, r#"w:top="1134""#, r#"w:top="567""#),
        c(
            "font",
            STYLES,
            r#"w:ascii="Times New Roman""#,
            r#"w:ascii="Arial""#,
        ),
        c(
            "font",
            TEXT,
            &bare("Quyết định này"),
            &face(
                r#"<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>"#,
                "Quyết định này",
            ),
        ),
        c(
            "old-font",
            TEXT,
            &bare("Quyết định này"),
            &face(r#"<w:rFonts w:ascii=".VnTime"/>"#, "Quyết định này"),
        ),
        c(
            "colour",
            TEXT,
            &bare("Quyết định này"),
            &face(r#"<w:color w:val="FF0000"/>"#, "Quyết định này"),
        ),
        c(
            "country",
            TEXT,
            COUNTRY,
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.",
        ),
        c(
            "country-look",
            TEXT,
            &half(12.0, COUNTRY),
            &half(14.0, COUNTRY),
        ),
        c(
            "motto",
            TEXT,
            "Độc lập - Tự do - Hạnh phúc",
            "Độc lập – Tự do – Hạnh phúc",
        ),
        c(
            "motto-look",
            TEXT,
            &half(13.0, "Độc lập"),
            &half(12.0, "Độc lập"),
        ),
        c(
            "issuer-look",
            TEXT,
            r#"<w:rPr><w:b/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr><w:t xml:space="preserve">HỘI ĐỒNG NHÂN DÂN"#,
            &half(12.0, "HỘI ĐỒNG NHÂN DÂN").replacen("<w:sz", "<w:rPr><w:sz", 1),
        ),
        c("number", TEXT, "Số: 07/", "Số: 7/"),
        c("number", TEXT, "Số: 07/", "Số 07/"),
        c("number", TEXT, "Số: 07/QĐ", "Số: 07 / QĐ"),
        c("symbol", TEXT, "07/QĐ-HĐND", "07/HĐND-QĐ"),
        c(
            "number-look",
            TEXT,
            &half(13.0, "Số: "),
            &half(14.0, "Số: "),
        ),
        c("day", TEXT, "ngày 05 tháng 02", "ngày 5 tháng 02"),
        c("day", TEXT, "ngày 05 tháng 02", "ngày 05 tháng 2"),
        c("place", TEXT, "Thử Nghiệm, ngày", "thử Nghiệm, ngày"),
        c(
            "day-look",
            TEXT,
            r#"<w:i/><w:sz w:val="26"/>"#,
            r#"<w:sz w:val="26"/>"#,
        ),
        c("kind-look", TEXT, &bold("QUYẾT ĐỊNH"), &bare("QUYẾT ĐỊNH")),
        c("kind", TEXT, "QUYẾT ĐỊNH<", "Quyết<"),
        c("subject", TEXT, "Tổ công tác<", "Tổ công tác.<"),
        c("subject-look", TEXT, &bold("Về việc"), &bare("Về việc")),
        c(
            "basis-look",
            TEXT,
            r#"<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">Căn cứ Luật"#,
            &bare("Căn cứ Luật"),
        ),
        c(
            "basis-end",
            TEXT,
            "chính quyền địa phương;",
            "chính quyền địa phương,",
        ),
        c(
            "incomplete-basis",
            TEXT,
            " ngày 05 tháng 3 năm 2020 của Chính phủ",
            "",
        ),
        c(
            "body-size",
            TEXT,
            &bare("Quyết định này"),
            &face(r#"<w:sz w:val="24"/>"#, "Quyết định này"),
        ),
        c(
            "body-align",
            STYLES,
            r#"<w:jc w:val="both"/>"#,
            r#"<w:jc w:val="left"/>"#,
        ),
        c(
            "body-indent",
            STYLES,
            r#"<w:ind w:firstLine="720"/>"#,
            r#"<w:ind w:firstLine="284"/>"#,
        ),
        c(
            "body-spacing",
            STYLES,
            r#"w:before="120""#,
            r#"w:before="40""#,
        ),
        c("body-line", STYLES, r#"w:line="264""#, r#"w:line="480""#),
        c(
            "body-line",
            STYLES,
            r#"w:line="264" w:lineRule="auto""#,
            r#"w:line="240" w:lineRule="exact""#,
        ),
        c("numbering", TEXT, "Điều 2.", "Điều 3."),
        c(
            "capitals",
            TEXT,
            "Tổ công tác giúp việc",
            "Theo Khoản 2 Điều 5",
        ),
        c(
            "unfilled",
            TEXT,
            "Tổ công tác giúp việc",
            "Tổ công tác …… giúp việc",
        ),
        c("ending", TEXT, "từ ngày ký./.", "từ ngày ký."),
        c("authority", TEXT, "TM. HỘI", "TM HỘI"),
        c("academic-title", TEXT, "Trần Thị Bình", "TS. Trần Thị Bình"),
        c(
            "office-look",
            TEXT,
            &bold("PHÓ CHỦ TỊCH"),
            &bold("Phó Chủ tịch"),
        ),
        c(
            "name-look",
            TEXT,
            &bold("Trần Thị Bình"),
            &bare("Trần Thị Bình"),
        ),
        c(
            "receives-look",
            TEXT,
            r#"<w:b/><w:i/><w:sz w:val="24"/>"#,
            r#"<w:b/><w:sz w:val="24"/>"#,
        ),
        c(
            "recipients-look",
            TEXT,
            &half(11.0, "- Như"),
            &half(12.0, "- Như"),
        ),
        c("archive", TEXT, "Lưu: VT", "Lưu: HC"),
        c(
            "page-number",
            HEADER,
            r#"<w:jc w:val="center"/>"#,
            r#"<w:jc w:val="right"/>"#,
        ),
        c("first-page-number", TEXT, "<w:titlePg/>", ""),
    ];
    let docx = press::docx(&good());
    for (code, part, from, to) in cases {
        let seen = checked(&changed(&docx, part, &from, &to));
        let codes: Vec<&str> = seen.findings.iter().map(|one| &one.fault[..]).collect();
        assert_eq!(codes, [code], "{from} → {to}: {:#?}", told(&seen));
        let found = &seen.findings[0];
        assert!(found.clause.starts_with("NĐ "), "{found:?}");
        assert!(
            found.what.vi.len() > 15 && found.what.en.len() > 15,
            "{found:?}"
        );
    }
}

#[test]
fn what_is_missing_is_told_once_and_what_cannot_be_told_is_not() {
    let docx = press::docx(&good());
    let text = crate::docx::part(&docx, "word/document.xml");
    // The rule is the paragraph with a line above it that follows the motto.
    let at = text.find("Hạnh phúc").expect("the motto");
    let rule = at + text[at..].find("<w:p>").expect("the rule");
    let end = rule + text[rule..].find("</w:p>").expect("its end") + "</w:p>".len();
    let seen = checked(&changed(&docx, "word/document.xml", &text[rule..end], ""));
    assert_eq!(told(&seen).len(), 1, "{:?}", told(&seen));
    assert_eq!(seen.findings[0].fault, "motto-rule");

    let body = text.find("<w:body>").expect("a body") + "<w:body>".len();
    let table = body + text[body..].find("</w:tbl>").expect("the head") + "</w:tbl>".len();
    let seen = checked(&changed(&docx, "word/document.xml", &text[body..table], ""));
    let codes: Vec<&str> = seen.findings.iter().map(|one| &one.fault[..]).collect();
    assert_eq!(codes, ["country", "motto"], "{:?}", told(&seen));

    let beside = text.replacen(
        &text[body..table],
        "<w:p><w:r><w:t>HỘI ĐỒNG NHÂN DÂN</w:t><w:tab/><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t></w:r></w:p>",
        1,
    );
    let seen = checked(&changed(&docx, "word/document.xml", &text, &beside));
    assert_eq!(told(&seen), Vec::<String>::new());

    let document = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Ghi chú.</w:t></w:r></w:p></w:body></w:document>"#;
    let seen = checked(&changed(&docx, "word/document.xml", &text, document));
    let codes: Vec<&str> = seen.findings.iter().map(|one| &one.fault[..]).collect();
    assert_eq!(codes, ["country", "motto"], "{:?}", told(&seen));
}

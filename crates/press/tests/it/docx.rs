//! The DOCX held to the decree: every measure is read out of the XML.

use std::io::{Cursor, Read};

use paper::{Kind, Paper};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::samples;

/// A part of the package as text.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut text = String::new();
    let mut file = zip.by_name(name).expect("the part");
    file.read_to_string(&mut text).expect("UTF-8");
    text
}

/// A paragraph as Word would show it: its words and how they look.
#[derive(Debug, Default, Clone)]
struct Shown {
    text: String,
    align: String,
    /// In half points.
    size: u32,
    bold: bool,
    italic: bool,
    style: String,
    borders: usize,
    colour: String,
    indents: (u32, u32),
    before: Option<u32>,
    /// Widths of the cell it stands in.
    cell: u32,
}

fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    Some(attribute.value.into_owned())
}

/// Reads the paragraphs of a document, styles taken into account.
fn shown(docx: &[u8]) -> Vec<Shown> {
    let xml = part(docx, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let mut all = Vec::new();
    let mut now = Shown::default();
    let (mut cell, mut inside) = (0, false);
    loop {
        let event = reader.read_event().expect("well-formed XML");
        match &event {
            Event::Eof => return all,
            Event::Start(tag) | Event::Empty(tag) => {
                let val = value(tag, "w:val");
                let number = |name| value(tag, name).and_then(|number| number.parse().ok());
                match tag.name().as_ref() {
                    "w:tcW" => cell = number("w:w").unwrap_or(0),
                    "w:p" => {
                        now = Shown {
                            size: 28,
                            cell,
                            ..Shown::default()
                        }
                    }
                    "w:pStyle" => {
                        now.style = val.unwrap_or_default();
                        now.bold = now.style.starts_with("Heading");
                        now.align = "both".to_owned();
                    }
                    "w:jc" => now.align = val.unwrap_or_default(),
                    "w:b" => now.bold = val.is_none_or(|val| val != "0"),
                    "w:i" => now.italic = true,
                    "w:sz" => now.size = val.and_then(|val| val.parse().ok()).unwrap_or(0),
                    "w:color" => now.colour = val.unwrap_or_default(),
                    "w:top" | "w:left" | "w:bottom" | "w:right"
                        if value(tag, "w:color").is_some() =>
                    {
                        now.borders += 1;
                    }
                    "w:ind" => {
                        now.indents = (
                            number("w:left").unwrap_or(0),
                            number("w:right").unwrap_or(0),
                        );
                    }
                    "w:spacing" => now.before = number("w:before"),
                    "w:br" => now.text.push('\n'),
                    "w:t" => inside = true,
                    _ => {}
                }
            }
            Event::Text(words) if inside => {
                now.text.push_str(words);
            }
            Event::GeneralRef(reference) if inside => {
                now.text.push_str(match reference.as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("{other:?}"),
                });
            }
            Event::End(tag) => match tag.name().as_ref() {
                "w:t" => inside = false,
                "w:p" => all.push(std::mem::take(&mut now)),
                "w:tbl" => cell = 0,
                _ => {}
            },
            _ => {}
        }
    }
}

fn find<'a>(all: &'a [Shown], text: &str) -> &'a Shown {
    (all.iter().find(|one| one.text == text)).unwrap_or_else(|| panic!("{text}: not in {all:#?}"))
}

#[test]
fn every_part_of_a_paper_looks_as_the_decree_says() {
    let shape = |paper: &Paper, expected: &[(&str, &str, u32, bool, bool)]| {
        let all = shown(&press::docx(paper));
        for (text, align, size, bold, italic) in expected {
            let one = find(&all, text);
            let look = (one.align.as_str(), one.size, one.bold, one.italic);
            assert_eq!(look, (*align, *size, *bold, *italic), "{text}");
        }
    };
    shape(
        &samples::report(),
        &[
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "center",
                24,
                true,
                false,
            ),
            ("Độc lập - Tự do - Hạnh phúc", "center", 26, true, false),
            ("HỘI ĐỒNG NHÂN DÂN", "center", 24, false, false),
            ("THÀNH PHỐ THỬ NGHIỆM", "center", 24, false, false),
            ("THƯỜNG TRỰC", "center", 24, true, false),
            ("Số: 05/BC-TTHĐND", "center", 26, false, false),
            (
                "Thử Nghiệm, ngày 03 tháng 02 năm 2026",
                "center",
                26,
                false,
                true,
            ),
            ("BÁO CÁO", "center", 28, true, false),
            (
                "Kết quả giải quyết kiến nghị của cử tri năm 2026",
                "center",
                28,
                true,
                false,
            ),
            ("Kính gửi:", "", 28, false, false),
            ("- Ủy ban Thường vụ Quốc hội;", "", 28, false, false),
            ("- Chính phủ.", "", 28, false, false),
            ("I. KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT", "both", 28, true, false),
            ("1. Tình hình chung", "both", 28, true, false),
            ("- Cấp xã: 1.175 kiến nghị.", "both", 28, false, false),
            ("a) Do chưa bố trí vốn;", "both", 28, false, false),
            ("1.204", "right", 24, false, false),
            ("Tổng cộng", "center", 24, true, false),
            ("TM. THƯỜNG TRỰC", "center", 28, true, false),
            ("KT. CHỦ TỊCH", "center", 28, true, false),
            ("PHÓ CHỦ TỊCH", "center", 28, true, false),
            ("Nguyễn Văn An", "center", 28, true, false),
            ("Nơi nhận:", "", 24, true, true),
            ("- Ủy ban nhân dân thành phố;", "", 22, false, false),
            ("- Lưu: VT, CTHĐND.", "", 22, false, false),
            (
                "Phụ lục I\nTỔNG HỢP THEO XÃ, PHƯỜNG",
                "center",
                28,
                true,
                false,
            ),
            (
                "(Kèm theo Báo cáo số 05/BC-TTHĐND ngày 03 tháng 02 năm 2026 của Thường trực Hội đồng nhân dân)",
                "center",
                28,
                false,
                true,
            ),
        ],
    );
    shape(
        &samples::resolution(),
        &[
            ("Số: 12/2026/NQ-HĐND", "center", 26, false, false),
            (
                "Thử Nghiệm, ngày 09 tháng 12 năm 2026",
                "center",
                26,
                false,
                true,
            ),
            (
                "Căn cứ Luật Tổ chức chính quyền địa phương;",
                "both",
                28,
                false,
                true,
            ),
            (
                "Xét Tờ trình số 120/TTr-UBND ngày 20 tháng 11 năm 2026 của Ủy ban nhân dân thành phố.",
                "both",
                28,
                false,
                true,
            ),
            ("Chương I\nQUY ĐỊNH CHUNG", "center", 28, true, false),
            ("Điều 3. Hiệu lực thi hành", "both", 28, true, false),
            (
                "2. Cơ quan, tổ chức có liên quan.",
                "both",
                28,
                false,
                false,
            ),
            ("- Lưu: VT.", "", 22, false, false),
        ],
    );
    assert!(!crate::text(&press::docx(&samples::resolution())).contains("QUYẾT NGHỊ"));
    shape(
        &samples::invitation(),
        &[
            ("GIẤY MỜI", "center", 28, true, false),
            ("HỎA TỐC", "center", 26, true, false),
            ("LƯU HÀNH NỘI BỘ", "center", 26, true, false),
            ("- Lưu: VT. NVA.12", "", 22, false, false),
        ],
    );
    shape(
        &samples::letter(),
        &[
            ("V/v đôn đốc trả lời kiến nghị", "center", 24, false, false),
            (
                "Kính gửi: Sở Nông nghiệp và Môi trường",
                "center",
                28,
                false,
                false,
            ),
        ],
    );
    shape(
        &samples::others()[0],
        &[
            (
                "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ",
                "center",
                28,
                true,
                false,
            ),
            ("QUYẾT ĐỊNH:", "center", 28, true, false),
            (
                "Thử Nghiệm, ngày 15 tháng 01 năm 2026",
                "center",
                26,
                false,
                true,
            ),
        ],
    );
    shape(
        &samples::others()[1],
        &[
            ("Số: 01/BB-HĐND", "center", 26, false, false),
            (
                "Thử Nghiệm, ngày 09 tháng 3 năm 2026",
                "center",
                26,
                false,
                true,
            ),
        ],
    );
}

#[test]
fn rules_and_stamps_have_their_lengths() {
    let all = shown(&press::docx(&samples::report()));
    let rules: Vec<u32> = (all.iter())
        .filter(|one| one.text.is_empty() && one.borders == 1)
        .map(|one| {
            let width = if one.cell > 0 { one.cell } else { 9_071 };
            width.saturating_sub(one.indents.0 + one.indents.1)
        })
        .collect();
    // Under the issuer, the motto, the subject, and under the titles of both annexes.
    assert_eq!(rules.len(), 5, "{rules:?}");
    // The motto is 12.2 times as wide as its letters are high, 159 points: 3,171 twentieths.
    assert!((3_150..3_190).contains(&rules[1]), "{rules:?}");
    // The longest line of the issuer, "HỘI ĐỒNG NHÂN DÂN", is 2,593 twentieths wide: a third to a half of it.
    assert!((864..1_297).contains(&rules[0]), "{rules:?}");
    let all = shown(&press::docx(&samples::invitation()));
    let stamp = find(&all, "HỎA TỐC");
    assert_eq!((stamp.borders, stamp.colour.as_str()), (4, "C00000"));
    let width = stamp.cell - stamp.indents.0 - stamp.indents.1;
    assert!((1_699..=1_702).contains(&width), "30 mm, not {width}");
    assert_eq!(find(&all, "LƯU HÀNH NỘI BỘ").borders, 4);
    let letter = shown(&press::docx(&samples::letter()));
    let subject = find(&letter, "V/v đôn đốc trả lời kiến nghị");
    assert_eq!(subject.before, Some(120), "6 points under the number");
}

#[test]
fn pages_margins_numbers_and_styles() {
    let docx = press::docx(&samples::report());
    let xml = part(&docx, "word/document.xml");
    let sections: Vec<&str> = xml.split("<w:sectPr>").skip(1).collect();
    assert_eq!(sections.len(), 3, "the paper and two annexes");
    for (place, section) in sections.iter().enumerate() {
        let page = match place {
            1 => r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
            _ => r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        };
        assert!(section.contains(page), "{place}: {section}");
        // 20, 20, 20 and 30 mm; the first page of each hides its number, each begins at one.
        for measure in [
            r#"w:top="1134" w:right="1134" w:bottom="1134" w:left="1701""#,
            r#"<w:pgNumType w:start="1"/><w:titlePg/>"#,
            r#"<w:headerReference w:type="default""#,
        ] {
            assert!(section.contains(measure), "{place}: {section}");
        }
    }
    let header = part(&docx, "word/header1.xml");
    for part in [
        r#"<w:jc w:val="center"/>"#,
        r#"<w:sz w:val="26"/>"#,
        " PAGE ",
    ] {
        assert!(header.contains(part), "{header}");
    }
    let styles = part(&docx, "word/styles.xml");
    for part in [
        r#"w:ascii="Times New Roman""#,
        r#"<w:lang w:val="vi-VN""#,
        r#"<w:color w:val="000000"/>"#,
        // 6 points above a paragraph, lines of 1.1, first line in by 1.27 cm, justified.
        r#"<w:spacing w:before="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>"#,
    ] {
        assert!(styles.contains(part), "{part}");
    }
    let core = part(&docx, "docProps/core.xml");
    assert!(core.contains("<dc:title>Báo cáo số 05/BC-TTHĐND: Kết quả giải quyết kiến nghị của cử tri năm 2026</dc:title>"));
    assert!(core.contains(">2026-02-03T00:00:00Z<"), "{core}");
}

#[test]
fn tables_repeat_their_heads_and_keep_their_spans_and_charts_have_words() {
    let docx = press::docx(&samples::report());
    let xml = part(&docx, "word/document.xml");
    // One row in the table of fields and one in that of the chart, two in each annex.
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 6);
    assert!(xml.contains(r#"<w:gridSpan w:val="2"/><w:vAlign"#));
    assert_eq!(xml.matches(r#"<w:vMerge w:val="restart"/>"#).count(), 6);
    assert_eq!(xml.matches("<w:vMerge/>").count(), 6);
    assert!(xml.contains(r#"descr="Số kiến nghị tiếp nhận tăng từ 812 lên 1.204"#));
    let chart = part(&docx, "word/charts/chart1.xml");
    assert!(chart.contains("<c:v>1204</c:v>") && chart.contains("<c:v>Đã giải quyết</c:v>"));
    let tables = reading::tables(&docx, &reading::Limits::default()).expect("tables");
    let fields = tables
        .iter()
        .find(|table| table.rows[0].len() == 4)
        .expect("the table");
    let sums: Vec<&str> = fields.rows[4].iter().map(|cell| cell.text.trim()).collect();
    assert_eq!(sums, ["Tổng cộng", "2.379", "1.977"]);
}

#[test]
fn what_is_empty_is_left_out() {
    let bare = Paper::new(Kind::Letter, "", "");
    let all = shown(&press::docx(&bare));
    let said: Vec<&str> = (all.iter().map(|one| one.text.trim()))
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(
        said,
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "ngày\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}tháng\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}năm",
            "Nơi nhận:",
            "- Lưu: VT."
        ]
    );
}

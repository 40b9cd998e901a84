//! Exports of any text: well-formed, with unique eIds, nothing lost; valid against the official schema where it is at hand.

use std::collections::HashSet;
use std::process::Command;

use lex::akn::{Facts, akn, akn_of_act, akn_of_text};
use lex::amend;
use lex::cite::{Citer, Context};
use lex::html::{Dress, html};
use lex::naming::Work;
use lex::registry::Registry;
use lex::structure::Document;
use lex::time::{Act, consolidate};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Lines that open units, quote, cite, make tables, or are of no use in XML.
const LINES: &[&str] = &[
    "Phần thứ nhất",
    "QUY ĐỊNH CHUNG",
    "Chương I",
    "Chương II",
    "Mục 1",
    "Tiểu mục 1",
    "Điều 1. Phạm vi <của> \"phí\" & lệ phí",
    "Điều 1. Lặp lại",
    "Điều 2. Theo khoản 1 Điều 1 của Nghị quyết này",
    "Điều 3a. Chữ \u{1}\u{8} lạ \u{FFFF}",
    "1. Theo điểm đ khoản 2 Điều này và Luật số 77/2015/QH13",
    "1. Một",
    "2. Hai",
    "a) Điểm a",
    "d) Điểm d",
    "đ) Điểm đ",
    "đ) Điểm đ nữa",
    "- Gạch",
    "Sửa đổi, bổ sung khoản 2 Điều 3 như sau:",
    "“2. Văn bản mới",
    "“Điều 5. Mới",
    "a) Trong ngoặc”;",
    "Hết”.",
    "““\"",
    "| ô một | ô <hai> |",
    "| ba |",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "QUYẾT NGHỊ:",
    "NGHỊ QUYẾT",
    "QUY CHẾ",
    "(Ban hành kèm theo Nghị quyết số 1/NQ-HĐND)",
    "PHỤ LỤC I",
    "PHỤ LỤC",
    "Mẫu số 01",
    "Nơi nhận:",
    "CHỦ TỊCH",
    "VĂN BẢN HỢP NHẤT",
    "Luật này1 có hiệu lực [2]",
    "[2] Được sửa đổi theo Luật số 1/2020/QH14",
    "",
];

/// The words of an XML text, its eIds, and whether it is well-formed.
fn read(xml: &str) -> Result<(String, Vec<String>), String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut words, mut ids, mut depth) = (String::new(), Vec::new(), 0_i32);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof if depth == 0 => return Ok((words, ids)),
            Event::Eof => return Err("an element is not closed".to_owned()),
            Event::Text(text) => words.push_str(text.as_ref()),
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let (Event::Start(tag) | Event::Empty(tag)) = &event else {
                    continue;
                };
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|error| error.to_string())?;
                    if matches!(attribute.key.as_ref(), "eId" | "id") {
                        ids.push(attribute.value.to_string());
                    }
                }
                depth += i32::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if xml.contains(|c: char| c < ' ' && !matches!(c, '\n' | '\t')) {
            return Err("a control character is left".to_owned());
        }
    }
}

fn exports(text: &str) -> [String; 2] {
    let document = Document::read(text);
    let context = Context {
        document: document.head.number.clone(),
        date: document.head.date,
        ..Context::default()
    };
    let citations = Citer::new(Registry::new()).cite(document.text.view(), &context);
    let dress = Dress {
        href: &|_, anchor| Some(format!("#{}", anchor.unwrap_or("?a=1&b=<2>"))),
        provenance: &|made| made.act.clone(),
        notice: None,
    };
    [
        akn(&document, &citations),
        html(&document, &citations, &dress),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_mix_of_lines_is_well_formed(lines in prop::collection::vec(prop::sample::select(LINES), 0..40)) {
        for xml in exports(&lines.join("\n")) {
            let read = read(&xml);
            prop_assert!(read.is_ok(), "{read:?}\n{xml}");
            let (_, ids) = read.unwrap_or_default();
            let unique: HashSet<&String> = ids.iter().collect();
            prop_assert_eq!(unique.len(), ids.len(), "{}", xml);
        }
    }

    #[test]
    fn any_text_is_well_formed(text in "\\PC{0,80}") {
        for xml in exports(&text) {
            prop_assert!(read(&xml).is_ok(), "{xml}");
        }
    }

    #[test]
    fn no_word_is_lost(lines in prop::collection::vec(0_usize..LINES.len(), 0..30)) {
        // Every line bears a word of its own.
        let text: Vec<String> = (lines.iter().enumerate())
            .map(|(n, line)| format!("{} dòng{n}x", LINES[*line]))
            .collect();
        for xml in exports(&text.join("\n")) {
            let (words, _) = read(&xml).unwrap_or_default();
            for n in 0..text.len() {
                let word = format!("dòng{n}x");
                prop_assert!(words.contains(&word), "{word} of\n{}\nis not in\n{xml}", text.join("\n"));
            }
        }
    }
}

/// `DANCU_AKN_XSD` names the official schema (OASIS, Akoma Ntoso 1.0 Part 2), which `cargo xtask test` fetches; it is not part of
/// this repository.
#[test]
fn exports_are_valid_against_the_official_schema() {
    let Ok(schema) = std::env::var("DANCU_AKN_XSD") else {
        println!("not checked: DANCU_AKN_XSD names no schema (cargo xtask test fetches it)");
        return;
    };
    let folder = std::env::temp_dir().join(format!("lex-akn-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the files");
    let mut files = Vec::new();
    let mut write = |xml: &str| {
        let file = folder.join(format!("{}.xml", files.len()));
        std::fs::write(&file, xml).expect("a file is written");
        files.push(file);
    };
    for start in 0..LINES.len() {
        let lines: Vec<&str> = LINES[start..]
            .iter()
            .chain(&LINES[..start])
            .copied()
            .collect();
        let text = lines.join("\n");
        write(&exports(&text)[0]);
        write(&at_a_day(&text, ACT, "2031-07-01"));
    }
    let document = Document::read(ACT);
    let citer = Citer::new(Registry::of_laws());
    let amendments = amend::read(&document, &citer);
    assert_eq!(amendments.ops.len(), 5, "{:?}", amendments.ops);
    let citations = citer.cite_document(&document);
    write(&akn_of_act(&document, &citations, &amendments));
    for day in ["2030-06-30", "2031-06-30", "2031-07-01", "2032-01-01"] {
        write(&at_a_day(BASE, ACT, day));
    }
    let checked = Command::new("xmllint")
        .args(["--noout", "--nonet", "--huge", "--schema", &schema])
        .args(&files)
        .output()
        .expect("xmllint runs");
    let told = String::from_utf8_lossy(&checked.stderr).into_owned();
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    assert!(checked.status.success(), "{told}");
}

const BASE: &str = "QUỐC HỘI\nLuật số: 1/2030/QH16\nHà Nội, ngày 01 tháng 02 năm 2030\nLUẬT\nPHÍ THỬ\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nQuốc hội ban hành Luật Phí thử.\nChương I\nCHUNG\nĐiều 1. Mức thu\n1. Mức thu là mười đồng.\n2. Miễn thu đối với:\na) Hộ nghèo;\nb) Người già.\nĐiều 2. Giảm\nGiảm theo khoản 1 Điều 1 của Luật này.\nĐiều 3. Thi hành\nLuật này có hiệu lực từ ngày 01 tháng 7 năm 2030.\n";

/// Replaces, inserts, repeals and changes words, one of them on a later day.
const ACT: &str = "QUỐC HỘI\nLuật số: 2/2031/QH16\nHà Nội, ngày 01 tháng 02 năm 2031\nLUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÍ THỬ SỐ 1/2030/QH16\nQuốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Phí thử số 1/2030/QH16.\nĐiều 1. Sửa đổi, bổ sung một số điều của Luật Phí thử\n1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n“1. Mức thu là hai mươi đồng & <một> “hào”.”.\n2. Bổ sung khoản 3 vào sau khoản 2 Điều 1 như sau:\n“3. Gồm:\na) Một;\nb) Hai.”.\n3. Bãi bỏ Điều 2.\n4. Thay thế cụm từ “Hộ nghèo” bằng cụm từ “Hộ nghèo, cận nghèo” tại điểm a khoản 2 Điều 1.\n5. Bãi bỏ Điều 9.\nĐiều 2. Hiệu lực thi hành\n1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031, trừ quy định tại khoản 2 Điều này.\n2. Khoản 3 Điều 1 của Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2032.\n";

/// The text of a base on a day, as it is written out.
fn at_a_day(base: &str, act: &str, day: &str) -> String {
    let (base, act) = (Document::read(base), Document::read(act));
    let citer = Citer::new(Registry::of_laws());
    let amendments = amend::read(&act, &citer);
    let acts = [Act {
        number: "2/2031/QH16",
        passed: act.head.date,
        amendments: &amendments,
    }];
    let text = consolidate(&base, "1/2030/QH16", &acts, day.parse().expect("a day"));
    let facts = Facts {
        work: Work {
            kind: base.head.kind.clone(),
            issuer: base.head.issuer.clone(),
            date: base.head.date,
            number: base.head.number.clone(),
        },
        title: Some("Phí & <thử>".to_owned()),
        in_force: base.head.date,
    };
    akn_of_text(&facts, &text)
}

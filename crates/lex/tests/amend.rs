//! Amendments and the text at a day, on texts of our own.

use lex::amend::{self, Amendments, Ending, Event, OpKind};
use lex::cite::Citer;
use lex::registry::Registry;
use lex::structure::Document;
use lex::time::{Act, Consolidated, Reason, consolidate};

const BASE: &str = "\
LUẬT
MẪU
Số: 10/2020/QH14
Điều 1. Phạm vi
Luật này quy định về hội họp bất thường.
Điều 2. Giải thích từ ngữ
1. Hội họp là việc gặp nhau.
2. Biên bản là bản ghi.
Điều 3. Trách nhiệm
1. Cơ quan có trách nhiệm:
a) Chuẩn bị tài liệu;
b) Gửi giấy mời;
c) Bố trí nơi họp.
2. Người dự họp đến đúng giờ.
Điều 4. Kinh phí
Kinh phí do ngân sách bảo đảm.
Điều 5. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2021.
";

fn act(body: &str) -> String {
    format!(
        "LUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT MẪU\nSố: 20/2022/QH15\nHà Nội, ngày 15 tháng 11 năm 2022\n\
         Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Mẫu số 10/2020/QH14.\n\
         Điều 1. Sửa đổi, bổ sung một số điều của Luật Mẫu\n{body}\
         Điều 2. Hiệu lực thi hành\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2023, trừ quy định tại khoản 2 Điều này.\n"
    )
}

fn read(text: &str) -> Amendments {
    amend::read(&Document::read(text), &Citer::new(Registry::of_laws()))
}

/// Each operation on one line: source, kind, document, targets, words, and the first words of the new text.
fn told(amendments: &Amendments) -> Vec<String> {
    let short = |text: &str| {
        text.replace('\n', " / ")
            .chars()
            .take(60)
            .collect::<String>()
    };
    amendments
        .ops
        .iter()
        .map(|op| {
            let targets: Vec<String> = op.targets.iter().map(lex::Address::written).collect();
            let words = if op.old.is_empty() {
                String::new()
            } else {
                format!(" {:?} → {:?}", op.old, op.new)
            };
            let text = op
                .text
                .as_deref()
                .map(|text| format!(": {}", short(text)))
                .unwrap_or_default();
            let becomes: Vec<String> = op.becomes.iter().map(lex::Address::written).collect();
            let becomes = if becomes.is_empty() {
                String::new()
            } else {
                format!(" → {}", becomes.join(", "))
            };
            let until = op
                .ending
                .as_ref()
                .and_then(|ending| ending.last)
                .map(|day| format!(" until {day}"))
                .unwrap_or_default();
            format!(
                "{} {:?} {} [{}]{words}{text}{becomes}{until}",
                op.source.written(),
                op.kind,
                op.document.as_deref().unwrap_or("?"),
                targets.join(", ")
            )
        })
        .collect()
}

#[test]
fn every_form_of_instruction_becomes_an_operation() {
    for (body, expected) in [
        (
            "1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:\n“2. Biên bản là bản ghi đã ký.”.\n",
            &[
                "khoản 1 Điều 1 Replace 10/2020/QH14 [khoản 2 Điều 2]: 2. Biên bản là bản ghi đã ký.",
            ][..],
        ),
        (
            "1. Sửa đổi, bổ sung một số điểm, khoản của Điều 3 như sau:\na) Sửa đổi, bổ sung điểm a và điểm b khoản 1 như sau:\n“a) Chuẩn bị;\nb) Mời;”;\nb) Bãi bỏ khoản 2.\n",
            &[
                "điểm a khoản 1 Điều 1 Replace 10/2020/QH14 [điểm a khoản 1 Điều 3]: a) Chuẩn bị;",
                "điểm a khoản 1 Điều 1 Replace 10/2020/QH14 [điểm b khoản 1 Điều 3]: b) Mời;",
                "điểm b khoản 1 Điều 1 Repeal 10/2020/QH14 [khoản 2 Điều 3]",
            ],
        ),
        (
            "1. Sửa đổi, bổ sung khoản 2 và bổ sung khoản 3 vào sau khoản 2 Điều 2 như sau:\n“2. Hai.\n3. Ba.”.\n",
            &[
                "khoản 1 Điều 1 Replace 10/2020/QH14 [khoản 2 Điều 2]: 2. Hai.",
                "khoản 1 Điều 1 Insert 10/2020/QH14 [khoản 3 Điều 2]: 3. Ba.",
            ],
        ),
        (
            "1. Bổ sung Điều 3a vào sau Điều 3 như sau:\n“Điều 3a. Mới\nNội dung mới.”.\n",
            &["khoản 1 Điều 1 Insert 10/2020/QH14 [Điều 3a]: Điều 3a. Mới / Nội dung mới."],
        ),
        (
            "1. Thay thế cụm từ “bất thường” bằng cụm từ “đột xuất” tại Điều 1 và tên Điều 3.\n",
            &[
                "khoản 1 Điều 1 Phrase 10/2020/QH14 [Điều 1, tên Điều 3] [\"bất thường\"] → Some(\"đột xuất\")",
            ],
        ),
        (
            "1. Bỏ cụm từ “đúng giờ” tại khoản 2 Điều 3.\n",
            &["khoản 1 Điều 1 PhraseDelete 10/2020/QH14 [khoản 2 Điều 3] [\"đúng giờ\"] → None"],
        ),
        (
            "1. Bổ sung cụm từ “và máy chiếu” vào sau cụm từ “tài liệu” tại điểm a khoản 1 Điều 3.\n",
            &[
                "khoản 1 Điều 1 PhraseInsert 10/2020/QH14 [điểm a khoản 1 Điều 3] [\"tài liệu\"] → Some(\"và máy chiếu\")",
            ],
        ),
        (
            "1. Sửa đổi, bổ sung tên Điều 4 như sau:\n“Điều 4. Kinh phí và phương tiện”.\n",
            &[
                "khoản 1 Điều 1 ReplaceHeading 10/2020/QH14 [tên Điều 4]: Điều 4. Kinh phí và phương tiện",
            ],
        ),
        (
            "1. Bãi bỏ các điểm từ điểm a đến điểm c khoản 1 Điều 3.\n",
            &[
                "khoản 1 Điều 1 Repeal 10/2020/QH14 [điểm a khoản 1 Điều 3, điểm b khoản 1 Điều 3, điểm c khoản 1 Điều 3]",
            ],
        ),
        (
            "1. Bãi bỏ Nghị quyết số 131/2020/QH14 ngày 16 tháng 11 năm 2020 của Quốc hội.\n",
            &["khoản 1 Điều 1 RepealDoc 131/2020/QH14 []"],
        ),
        (
            "1. Khoản 2 Điều 3 được chuyển thành khoản 3 Điều 3.\n",
            &["khoản 1 Điều 1 Renumber 10/2020/QH14 [khoản 2 Điều 3] → khoản 3 Điều 3"],
        ),
        (
            "1. Nghị quyết số 05/2019/NQ-HĐND tiếp tục có hiệu lực đến hết ngày 28 tháng 02 năm 2027.\n",
            &["khoản 1 Điều 1 Extend 05/2019/NQ-HĐND [] until 2027-02-28"],
        ),
        (
            "1. Sửa đổi, bổ sung các chứng từ thuộc hồ sơ hải quan.\n",
            &[],
        ),
        (
            "1. Bãi bỏ điều kiện kinh doanh quy định tại Điều 22 Nghị định số 69/2018/NĐ-CP.\n",
            &[],
        ),
    ] {
        assert_eq!(told(&read(&act(body))), expected, "{body}");
    }
}

fn at(day: &str, body: &str) -> Consolidated {
    let amendments = read(&act(body));
    let acts = [Act {
        number: "20/2022/QH15",
        passed: None,
        amendments: &amendments,
    }];
    consolidate(
        &Document::read(BASE),
        "10/2020/QH14",
        &acts,
        day.parse().expect("a day"),
    )
}

#[test]
fn the_text_at_a_day_holds_what_is_in_force_and_tells_the_rest() {
    let body = "1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:\n“2. Biên bản là bản ghi đã ký.”.\n2. Bổ sung Điều 3a vào sau Điều 3 như sau:\n“Điều 3a. Thẻ dự họp\n1. Thẻ do cơ quan cấp.\n2. Thẻ ghi:\na) Họ tên;\nb) Đơn vị.”.\n\
                3. Bãi bỏ điểm c khoản 1 Điều 3.\n4. Thay thế cụm từ “bất thường” bằng cụm từ “đột xuất” tại Điều 1.\n5. Bãi bỏ khoản 9 Điều 4.\n";
    let before = at("2023-06-30", body);
    assert!(
        before.applied.is_empty() && before.unapplied.is_empty(),
        "nothing is in force yet"
    );
    assert_eq!(before.pending.len(), 5);
    assert_eq!(
        before.text(),
        Consolidated {
            applied: Vec::new(),
            pending: Vec::new(),
            unapplied: Vec::new(),
            ..at("2020-01-01", "")
        }
        .text()
    );

    let after = at("2023-07-01", body);
    let text = after.text();
    for line in [
        "Luật này quy định về hội họp đột xuất.",
        "2. Biên bản là bản ghi đã ký.",
        "c) (được bãi bỏ)",
        "Điều 3a. Thẻ dự họp",
        "2. Thẻ ghi:",
        "b) Đơn vị.",
    ] {
        assert!(
            text.lines().any(|found| found == line),
            "{line} is missing in\n{text}"
        );
    }
    assert!(text.find("Điều 3a").expect("inserted") < text.find("Điều 4.").expect("kept"));
    assert_eq!(after.applied.len(), 4);
    let [lost] = after.unapplied.as_slice() else {
        panic!("one operation has no unit: {:?}", after.unapplied)
    };
    assert_eq!(
        (lost.kind, lost.target.as_str(), lost.reason),
        (OpKind::Repeal, "khoản 9 Điều 4", Some(Reason::NoSuchUnit))
    );
    let mut changed = Vec::new();
    after
        .root
        .walk(&lex::Address::default(), &mut |address, node| {
            if let Some(by) = node.provenance.last() {
                changed.push(format!("{} ← {} {}", address.written(), by.source, by.act));
            }
        });
    assert_eq!(
        changed,
        [
            "Điều 1 ← khoản 4 Điều 1 20/2022/QH15",
            "khoản 2 Điều 2 ← khoản 1 Điều 1 20/2022/QH15",
            "điểm c khoản 1 Điều 3 ← khoản 3 Điều 1 20/2022/QH15",
            "Điều 3a ← khoản 2 Điều 1 20/2022/QH15",
        ]
    );
}

#[test]
fn a_renumbered_unit_is_found_under_its_new_number() {
    let text = at(
        "2023-07-01",
        "1. Bãi bỏ khoản 1 Điều 3.\n2. Khoản 2 Điều 3 được chuyển thành khoản 1 Điều 3.\n",
    )
    .text();
    assert!(text.contains("1. Người dự họp đến đúng giờ."), "{text}");
}

#[test]
fn documents_that_end_with_an_act_are_told() {
    let text = "NGHỊ ĐỊNH\nSố: 30/2024/NĐ-CP\nĐiều 1. Nội dung\nQuy định việc họp.\nĐiều 2. Hiệu lực thi hành\n1. Nghị định này có hiệu lực thi hành từ ngày 15 tháng 3 năm 2024.\n\
                2. Nghị định số 12/2015/NĐ-CP ngày 12 tháng 02 năm 2015 đã được sửa đổi, bổ sung một số điều theo Nghị định số 13/2018/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.\n\
                3. Nghị định này thay thế Nghị định số 14/2016/NĐ-CP ngày 14 tháng 3 năm 2016 của Chính phủ.\n";
    let amendments = read(text);
    assert_eq!(
        told(&amendments),
        [
            "khoản 2 Điều 2 End 12/2015/NĐ-CP []",
            "khoản 3 Điều 2 ReplaceDoc 14/2016/NĐ-CP []"
        ]
    );
    assert_eq!(
        amendments
            .effect
            .default
            .map(|day| day.to_string())
            .as_deref(),
        Some("2024-03-15")
    );
}

/// The passive of older laws and of many local resolutions; an unclosed quotation ends where the next instruction begins.
#[test]
fn instructions_in_the_passive_are_read() {
    let text = act("1. Khoản 1 Điều 2 được sửa đổi, bổ sung như sau:\n\
         “1. Hội họp là việc gặp nhau có chương trình.\n\
         2. Điều 4 được sửa đổi như sau:\n\
         “Điều 4. Kinh phí\nKinh phí do cơ quan tổ chức bảo đảm.”.\n\
         3. Điều 3 được bổ sung khoản 3 như sau:\n\
         “3. Người chủ trì giữ trật tự.”.\n\
         4. Cụm từ “bất thường” tại Điều 1 được thay thế bằng cụm từ “chuyên đề”.\n\
         5. Điểm c khoản 1 Điều 3 bị bãi bỏ.\n");
    insta::assert_snapshot!(told(&read(&text)).join("\n"), @r#"
    khoản 1 Điều 1 Replace 10/2020/QH14 [khoản 1 Điều 2]: 1. Hội họp là việc gặp nhau có chương trình.
    khoản 2 Điều 1 Replace 10/2020/QH14 [Điều 4]: Điều 4. Kinh phí / Kinh phí do cơ quan tổ chức bảo đảm.
    khoản 3 Điều 1 Insert 10/2020/QH14 [khoản 3 Điều 3]: 3. Người chủ trì giữ trật tự.
    khoản 4 Điều 1 Phrase 10/2020/QH14 [Điều 1] ["bất thường"] → Some("chuyên đề")
    khoản 5 Điều 1 Repeal 10/2020/QH14 [điểm c khoản 1 Điều 3]
    "#);
}

/// What a document is about is not acted upon, nor is the act itself, nor a whole document because of its forms.
#[test]
fn only_what_is_acted_upon_is_changed() {
    let text = "NGHỊ ĐỊNH\nSố: 30/2026/NĐ-CP\nHà Nội, ngày 15 tháng 3 năm 2026\n\
         Điều 1. Bãi bỏ văn bản\n\
         1. Bãi bỏ Điều 1 Nghị định số 83/2024/NĐ-CP ngày 10 tháng 7 năm 2024 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số \
         123/2016/NĐ-CP ngày 01 tháng 9 năm 2016 và Nghị định số 10/2016/NĐ-CP.\n\
         2. Bãi bỏ Mẫu số 04, 09 của Thông tư số 28/2015/TT-BTC.\n\
         Điều 2. Thay thế, bãi bỏ một số cụm từ, khoản của Thông tư số 56/2022/TT-BTC\n\
         1. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 1 Điều 9.\n\
         2. Bãi bỏ khoản 5 Điều 9.\n\
         Điều 3. Hiệu lực\n\
         1. Nghị định này có hiệu lực thi hành kể từ ngày ký và thay thế Nghị định số 25/2020/NĐ-CP ngày 21 tháng 02 năm 2020.\n\
         2. Báo cáo theo quy định tại Thông tư số 19/2025/TT-BKHCN hết hiệu lực sau một năm.\n\
         3. Kể từ ngày Nghị định này có hiệu lực thi hành, bãi bỏ các quy định sau:\n\
         a) Khoản 3 Điều 3 Thông tư số 26/2016/TT-BTC;\n\
         b) Thông tư số 27/2016/TT-BTC.\n";
    insta::assert_snapshot!(told(&read(text)).join("\n"), @r#"
    khoản 1 Điều 1 Repeal 83/2024/NĐ-CP [Điều 1]
    khoản 2 Điều 1 Repeal 28/2015/TT-BTC [Mẫu số 04, Mẫu số 09]
    khoản 1 Điều 2 Phrase 56/2022/TT-BTC [khoản 1 Điều 9] ["cấp huyện"] → Some("cấp xã")
    khoản 2 Điều 2 Repeal 56/2022/TT-BTC [khoản 5 Điều 9]
    khoản 1 Điều 3 ReplaceDoc 25/2020/NĐ-CP []
    điểm a khoản 3 Điều 3 Repeal 26/2016/TT-BTC [khoản 3 Điều 3]
    điểm b khoản 3 Điều 3 RepealDoc 27/2016/TT-BTC []
    "#);
}

/// An act that details a law in its title amends the decree alone; a list of what ends stands below its sentence; a unit that names no
/// document is of the one named after it.
#[test]
fn the_document_is_told_by_the_title_or_by_what_comes_after() {
    let text = "CHÍNH PHỦ\nSố: 30/2026/NĐ-CP\nHà Nội, ngày 15 tháng 3 năm 2026\nNGHỊ ĐỊNH\n\
         Sửa đổi, bổ sung một số điều của Nghị định số 17/2023/NĐ-CP ngày 26 tháng 4 năm 2023 của Chính phủ quy định chi tiết một số điều \
         của Luật Mẫu số 10/2020/QH14\n\
         Điều 1. Sửa đổi, bổ sung Điều 9 như sau:\n“Điều 9. Họp\nHọp mỗi tháng.”.\n\
         Điều 2. Hiệu lực thi hành\n\
         1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.\n\
         2. Kể từ ngày Nghị định này có hiệu lực thi hành, các nghị định và điều khoản sau đây hết hiệu lực thi hành:\n\
         a) Nghị định số 24/2015/NĐ-CP ngày 27 tháng 02 năm 2015;\n\
         b) Khoản 2 Điều 3; các khoản 1, 3 Điều 7 Nghị định số 35/2020/NĐ-CP ngày 18 tháng 11 năm 2020.\n\
         3. Kể từ ngày Nghị định này có hiệu lực thi hành, Nghị định số 28/2020/NĐ-CP và Điều 2 Nghị định số 10/2021/NĐ-CP hết hiệu lực.\n\
         4. Nghị định này thay thế một phần các quy định tại Nghị định số 25/2020/NĐ-CP.\n\
         5. Nghị định này thay thế các Nghị định sau: Nghị định số 26/2020/NĐ-CP; Nghị định số 27/2020/NĐ-CP.\n";
    insta::assert_snapshot!(told(&read(text)).join("\n"), @r"
    Điều 1 Replace 17/2023/NĐ-CP [Điều 9]: Điều 9. Họp / Họp mỗi tháng.
    điểm a khoản 2 Điều 2 End 24/2015/NĐ-CP []
    điểm b khoản 2 Điều 2 End 35/2020/NĐ-CP [khoản 2 Điều 3, khoản 1 Điều 7, khoản 3 Điều 7]
    khoản 3 Điều 2 End 28/2020/NĐ-CP []
    khoản 3 Điều 2 End 10/2021/NĐ-CP [Điều 2]
    khoản 5 Điều 2 ReplaceDoc 26/2020/NĐ-CP []
    khoản 5 Điều 2 ReplaceDoc 27/2020/NĐ-CP []
    ");
}

/// What ends on a later day is still to come on an earlier one, and says what it waits for.
#[test]
fn an_end_that_depends_is_pending_until_its_last_day() {
    let body = "1. Luật Mẫu số 10/2020/QH14 hết hiệu lực kể từ ngày 01 tháng 3 năm 2027 hoặc kể từ ngày văn bản thay thế có hiệu lực.\n";
    let ending = Some(Ending {
        last: Some(jiff::civil::date(2027, 2, 28)),
        or_when: Some(Event::Replaced),
        ..Ending::default()
    });
    for (day, pending, unapplied) in [("2027-02-28", 1, 0), ("2027-03-01", 0, 1)] {
        let text = at(day, body);
        assert_eq!(
            (text.pending.len(), text.unapplied.len()),
            (pending, unapplied),
            "{day}"
        );
        for told in text.pending.iter().chain(&text.unapplied) {
            assert_eq!((told.kind, &told.ending), (OpKind::End, &ending));
        }
    }
}

/// The text of a base after an act, a line a paragraph.
fn after(base: &str, instructions: &str) -> String {
    let citer = Citer::new(Registry::of_laws());
    let base = Document::read(&format!(
        "QUỐC HỘI\nLuật số: 1/2030/QH16\nHà Nội, ngày 01 tháng 02 năm 2030\nLUẬT\nPHÍ THỬ\n{base}"
    ));
    let act = Document::read(&format!(
        "QUỐC HỘI\nLuật số: 2/2031/QH16\nHà Nội, ngày 01 tháng 02 năm 2031\nLUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÍ THỬ SỐ 1/2030/QH16\nĐiều 1. Sửa đổi, bổ sung một số điều của Luật Phí thử số 1/2030/QH16\n{instructions}\nĐiều 2. Hiệu lực thi hành\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
    ));
    let amendments = amend::read(&act, &citer);
    let acts = [Act {
        number: "2/2031/QH16",
        passed: act.head.date,
        amendments: &amendments,
    }];
    let text = consolidate(&base, "1/2030/QH16", &acts, jiff::civil::date(2031, 7, 1));
    assert!(text.unapplied.is_empty(), "{:?}", text.unapplied);
    let whole = text.text();
    let from = whole.find("Điều 1.").unwrap_or(0);
    whole[from..].to_owned()
}

#[test]
fn new_text_is_read_as_units_wherever_its_numbering_begins() {
    let base = "Điều 1. Thu\n1. Một.\n2. Hai:\na) A;\nb) B.\n3. Ba.\nĐiều 2. Chi\nChi.\n";
    for (what, instructions, expected) in [
        (
            "a clause with points, broken by its source",
            "1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:\n“2. Gồm các khoản\nthu sau đây:\na) Một,\nhai;\nb) Ba.”.",
            "Điều 1. Thu\n1. Một.\n2. Gồm các khoản thu sau đây:\na) Một, hai;\nb) Ba.\n3. Ba.\nĐiều 2. Chi\nChi.\n",
        ),
        (
            "a point with another label",
            "1. Sửa đổi, bổ sung điểm b khoản 2 Điều 1 như sau:\n“b1) Mới.”.",
            "Điều 1. Thu\n1. Một.\n2. Hai:\na) A;\nb1) Mới.\n3. Ba.\nĐiều 2. Chi\nChi.\n",
        ),
        (
            "an article whose new text does not name it keeps its heading",
            "1. Sửa đổi, bổ sung Điều 2 như sau:\n“a) Chi một;\nb) Chi hai.”.",
            "Điều 1. Thu\n1. Một.\n2. Hai:\na) A;\nb) B.\n3. Ba.\nĐiều 2. Chi\na) Chi một;\nb) Chi hai.\n",
        ),
        (
            "a clause inserted far in the numbering",
            "1. Bổ sung khoản 4 và khoản 5 vào sau khoản 3 Điều 1 như sau:\n“4. Bốn:\na) A;\nb) B.\n5. Năm.”.",
            "Điều 1. Thu\n1. Một.\n2. Hai:\na) A;\nb) B.\n3. Ba.\n4. Bốn:\na) A;\nb) B.\n5. Năm.\nĐiều 2. Chi\nChi.\n",
        ),
    ] {
        assert_eq!(after(base, instructions), expected, "{what}");
    }
}

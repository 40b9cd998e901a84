//! The structure of documents: small texts with their trees, random mixes of lines, and every document of a corpus when one is at hand.

use std::path::{Path, PathBuf};
use std::time::Instant;

use lex::structure::{Block, Document, Oddity, UnitId, UnitKind};
use lex::{Address, Level};
use proptest::prelude::*;

/// A tree on one line a unit: its level and label, its heading, its blocks by kind.
fn drawn(document: &Document) -> String {
    let mut out = String::new();
    draw(document, UnitId(0), 0, &mut out);
    out
}

fn draw(document: &Document, id: UnitId, depth: usize, out: &mut String) {
    let unit = document.unit(id);
    let name = match unit.kind {
        UnitKind::Document => "văn bản".to_owned(),
        UnitKind::Attached => "kèm theo".to_owned(),
        UnitKind::Annex => format!("phụ lục {}", unit.label),
        UnitKind::Level(level) => format!("{} {}", level.word(), unit.label),
    };
    let heading = document
        .heading(id)
        .map_or_else(String::new, |heading| format!(" [{heading}]"));
    let kinds: String = unit
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(_) => 'p',
            Block::Table(_) => 't',
            Block::Quoted(_) => 'q',
            Block::Child(_) => 'c',
        })
        .collect();
    out.push_str(&format!(
        "{}{}{heading} {kinds}\n",
        " ".repeat(depth),
        name.trim_end()
    ));
    for child in document.children(id) {
        draw(document, child, depth + 1, out);
    }
}

/// A text, and the tree it must give.
const CASES: [(&str, &str, &str); 13] = [
    (
        "chapters, articles, clauses and points, with inserted ones",
        "LUẬT\nTHỬ NGHIỆM\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một.\n1a. Một a.\n2. Hai gồm:\na) Thứ nhất;\nb) Thứ hai;\nb1) Chen vào;\nc) Thứ ba.\nĐiều 1a. Chen vào\nNội dung.\nĐiều 2: Hiệu lực\nNội dung.\n",
        "văn bản ppc\n Chương I [QUY ĐỊNH CHUNG] ccc\n  Điều 1 [Phạm vi] ccc\n   khoản 1 p\n   khoản 1a p\n   khoản 2 pcccc\n    điểm a p\n    điểm b p\n    điểm b1 p\n    điểm c p\n  Điều 1a [Chen vào] p\n  Điều 2 [Hiệu lực] p\n",
    ),
    (
        "đ follows d",
        "Điều 1. Gồm:\na) A;\nb) B;\nc) C;\nd) D;\nđ) Đ;\ne) E.\n",
        "văn bản c\n Điều 1 pcccccc\n  điểm a p\n  điểm b p\n  điểm c p\n  điểm d p\n  điểm đ p\n  điểm e p\n",
    ),
    (
        "a line that starts with a citation is no heading",
        "Điều 1. Phạm vi\nThực hiện theo khoản 2\nĐiều 2. của Nghị định này và\nĐiều 11 Nghị định này;\nHết.\nĐiều 2. Hiệu lực\nNội dung.\n",
        "văn bản cc\n Điều 1 [Phạm vi] pppp\n Điều 2 [Hiệu lực] p\n",
    ),
    (
        "quoted articles are no articles",
        "Điều 1. Sửa đổi\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Tên mới\n1. Một.\n2. Hai.”.\n2. Bổ sung Điều 5 như sau:\n\"Điều 5. Tên\nNội dung gọi là \"X\".\";\n3. Bãi bỏ Điều 9.\nĐiều 2. Hiệu lực\nNội dung.\n",
        "văn bản cc\n Điều 1 [Sửa đổi] ccc\n  khoản 1 pq\n  khoản 2 pq\n  khoản 3 p\n Điều 2 [Hiệu lực] p\n",
    ),
    (
        "a quotation that nothing closes ends where the instructions go on",
        "Điều 1. Sửa đổi\n1. Sửa đổi khoản 2 như sau:\n“2. Nội dung mới.\n2. Bổ sung khoản 7 như sau:\n“7. Nội dung.”.\nĐiều 2. Hiệu lực\nNội dung.\n",
        "văn bản cc\n Điều 1 [Sửa đổi] cc\n  khoản 1 pq\n  khoản 2 pq\n Điều 2 [Hiệu lực] p\n",
    ),
    (
        "terms in quotation marks are no blocks",
        "Điều 1. Giải thích\nTrong văn bản này, hiểu như sau:\n“Kỳ họp” là cuộc họp.\n“Tổ” là nhóm đại biểu.\n",
        "văn bản c\n Điều 1 [Giải thích] ppp\n",
    ),
    (
        "an attached text counts from 1 again",
        "NGHỊ QUYẾT\nĐiều 1. Ban hành kèm theo Nghị quyết này Quy chế.\nĐiều 2. Tổ chức thực hiện./.\nCHỦ TỊCH\nTrần Văn A\nQUY CHẾ\nHoạt động của Tổ thử nghiệm\n(Ban hành kèm theo Nghị quyết số 01/NQ-HĐND)\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một.\nĐiều 2. Đối tượng\nNội dung.\nPhụ lục I\nDANH MỤC THỬ\n1. Một thứ\n",
        "văn bản pccppcc\n Điều 1 p\n Điều 2 p\n kèm theo [QUY CHẾ Hoạt động của Tổ thử nghiệm] pc\n  Chương I [QUY ĐỊNH CHUNG] cc\n   Điều 1 [Phạm vi] c\n    khoản 1 p\n   Điều 2 [Đối tượng] p\n phụ lục I [DANH MỤC THỬ] p\n",
    ),
    (
        "items without articles",
        "NGHỊ QUYẾT\nQUYẾT NGHỊ:\nI. MỤC TIÊU\n1. Một.\na) A;\nb) B.\n2. Hai.\nII. NHIỆM VỤ\n1. Một.\n",
        "văn bản ppcc\n Mục I [MỤC TIÊU] cc\n  khoản 1 pcc\n   điểm a p\n   điểm b p\n  khoản 2 p\n Mục II [NHIỆM VỤ] c\n  khoản 1 p\n",
    ),
    (
        "decimal points and their letters",
        "Điều 1. Mức chi\n1. Chi chung:\n1.1. Chi một:\na) A;\nb) B.\n1.2. Chi hai.\n2. Chi riêng:\na) A:\na.1) Một;\na.2) Hai.\n",
        "văn bản c\n Điều 1 [Mức chi] cc\n  khoản 1 pcc\n   điểm 1.1 pcc\n    tiết a p\n    tiết b p\n   điểm 1.2 p\n  khoản 2 pc\n   điểm a pcc\n    tiết a.1 p\n    tiết a.2 p\n",
    ),
    (
        "sections under parts",
        "Phần thứ nhất\nCHUNG\nMục 1. MỘT\nĐiều 1. Tên\nNội dung.\nMục 2\nHAI\nĐiều 2. Tên\nNội dung.\nPHẦN THỨ HAI\nRIÊNG\nMục 1\nMỘT\nĐiều 3. Tên\nNội dung.\n",
        "văn bản cc\n Phần thứ nhất [CHUNG] cc\n  Mục 1 [MỘT] c\n   Điều 1 [Tên] p\n  Mục 2 [HAI] c\n   Điều 2 [Tên] p\n Phần THỨ HAI [RIÊNG] c\n  Mục 1 [MỘT] c\n   Điều 3 [Tên] p\n",
    ),
    (
        "a table of contents is text of the document",
        "Điều 1. Một\nĐiều 2. Hai\nĐiều 3. Ba\nĐiều 1. Một\nNội dung.\nĐiều 2. Hai\nNội dung.\nĐiều 3. Ba\nNội dung.\n",
        "văn bản pppccc\n Điều 1 [Một] p\n Điều 2 [Hai] p\n Điều 3 [Ba] p\n",
    ),
    (
        "tables stay whole",
        "Điều 1. Mức thu\n1. Mức thu như sau:\nSTT | Loại | Mức\n1 | Một | 10.000\n2 | Hai | 20.000\n2. Miễn thu.\n",
        "văn bản c\n Điều 1 [Mức thu] cc\n  khoản 1 pt\n  khoản 2 p\n",
    ),
    (
        "a number on its own line",
        "Điều 1. Tên\nNội dung.\nĐiều\n2. Thi hành\n1.\nMột.\n2.\nHai.\n",
        "văn bản cc\n Điều 1 [Tên] p\n Điều 2 [Thi hành] cc\n  khoản 1 p\n  khoản 2 p\n",
    ),
];

#[test]
fn trees_are_as_drawn() {
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|(name, text, tree)| {
            let found = drawn(&Document::read(text));
            (found != *tree).then(|| format!("== {name}\n-- expected\n{tree}-- found\n{found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A text whose lines a printed page broke, with a note at its foot.
const WRAPPED: &str = "CÔNG BÁO/Số 1/Ngày 01-01-2026
1
VĂN BẢN HỢP NHẤT
NGHỊ ĐỊNH
Về việc thử nghiệm đọc bố cục của văn bản đã được hợp nhất từ nhiều
văn bản khác nhau
Chính phủ ban hành Nghị định về việc thử nghiệm.
Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng của việc thử nghiệm
bố cục văn bản
1. Việc thử nghiệm được thực hiện theo trình tự do cơ quan quy định tại
khoản 2 của Điều này và các văn bản có liên quan khác cho đến khi việc
thử nghiệm kết thúc.
2.1 (được bãi bỏ)
3. Cơ quan chủ trì thử nghiệm có trách nhiệm báo cáo kết quả với các cơ

1 Khoản này được bãi bỏ theo quy định tại khoản 1 Điều 1 Nghị định số 2/2026/NĐ-CP, có
hiệu lực kể từ ngày 01 tháng 01 năm 2026.

CÔNG BÁO/Số 1/Ngày 01-01-2026
2

quan có liên quan trước ngày 31 tháng 12 hằng năm.
Điều 2. Hiệu lực thi hành2
Nghị định này có hiệu lực kể từ ngày ký.

2 Điều 2 Nghị định số 2/2026/NĐ-CP quy định như sau:
“Điều 2. Hiệu lực
Nghị định này có hiệu lực kể từ ngày ký.”.
";

#[test]
fn notes_are_lifted_out_of_a_wrapped_text() {
    let document = Document::read(WRAPPED);
    assert!(document.head.consolidated);
    assert_eq!(document.notes.len(), 2);
    assert!(document.notes.iter().all(|note| note.at.is_some()));
    let first = document
        .find(&Address::default().with(Level::Dieu, "1"))
        .unwrap();
    assert_eq!(
        document.own_text(first),
        "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng của việc thử nghiệm bố cục văn bản\n\
         1. Việc thử nghiệm được thực hiện theo trình tự do cơ quan quy định tại khoản 2 của Điều này và các văn bản có liên quan khác cho \
         đến khi việc thử nghiệm kết thúc.\n\
         2. (được bãi bỏ)\n\
         3. Cơ quan chủ trì thử nghiệm có trách nhiệm báo cáo kết quả với các cơ quan có liên quan trước ngày 31 tháng 12 hằng năm."
    );
    let second = document
        .find(&Address::default().with(Level::Dieu, "2"))
        .unwrap();
    assert_eq!(
        document.own_text(second),
        "Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực kể từ ngày ký."
    );
    let inside = document.unit(second).span.start + 1;
    assert_eq!(document.unit_at(inside), second);
}

/// What the note of a second page adds to [`WRAPPED`]: it ends in the middle of a quotation, goes on through a whole page and beyond,
/// and a sentence of it begins on the last page, though the one before has ended.
const OVER_PAGES: &str = "
CÔNG BÁO/Số 1/Ngày 01-01-2026
3

Điều 3. Trách nhiệm của các cơ quan trong việc thực hiện Nghị định này
Các cơ quan có liên quan chịu trách nhiệm thi hành Nghị định này.

3 Điều 3 và Điều 4 Nghị định số 2/2026/NĐ-CP ngày 01 tháng 01 năm 2026 quy định như sau:
“Điều 3. Trách nhiệm của các cơ quan trong việc thực hiện Nghị định này và các văn bản khác

CÔNG BÁO/Số 1/Ngày 01-01-2026
4

1. Các cơ quan có liên quan chịu trách nhiệm thi hành Nghị định này trong phạm vi cả nước,
bao gồm:
a) Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ và các tổ chức có liên quan khác nữa;
b) Ủy ban nhân dân các cấp và các cơ quan chuyên môn thuộc Ủy ban nhân dân các tỉnh, thành;
2. Chi phí do ngân sách bảo đảm theo phân cấp hiện hành của pháp luật về ngân sách nhà nước

CÔNG BÁO/Số 1/Ngày 01-01-2026
5

Điều 4. Tổ chức thực hiện Nghị định này trong phạm vi cả nước

và các nguồn khác theo quy định của pháp luật về ngân sách nhà nước và pháp luật có liên quan”.

CÔNG BÁO/Số 1/Ngày 01-01-2026
6

Các Bộ, cơ quan ngang Bộ tổ chức thực hiện Nghị định này.
Điều 5. Lời văn của điều cuối cùng trong Nghị định dùng để thử

Điều 5 của Nghị định số 3/2026/NĐ-CP ngày 02 tháng 02 năm 2026 có căn cứ ban hành như sau:
“Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025 và các văn bản quy phạm pháp luật
khác; Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số 1/2026/NĐ-CP.”.
";

#[test]
fn a_note_goes_on_over_several_pages() {
    // The width of the body is that of most lines.
    let body = "các cơ quan có liên quan chịu trách nhiệm thi hành Nghị định này và\n".repeat(200);
    let pages = OVER_PAGES.replacen(
        "\nCác cơ quan",
        &format!("\nCác cơ quan có liên quan khác và\n{body}các cơ quan"),
        1,
    );
    let document = Document::read(&format!("{WRAPPED}{pages}"));
    let articles: Vec<String> = (document.ids())
        .filter(|&id| document.unit(id).kind == UnitKind::Level(Level::Dieu))
        .map(|id| document.own_text(id))
        .collect();
    assert_eq!(articles.len(), 5, "{articles:#?}");
    assert_eq!(
        articles[3],
        "Điều 4. Tổ chức thực hiện Nghị định này trong phạm vi cả nước\nCác Bộ, cơ quan ngang Bộ tổ chức thực hiện Nghị định này."
    );
    assert!(articles[4].ends_with("dùng để thử"), "{}", articles[4]);
    assert_eq!(document.notes.len(), 3);
}

#[test]
fn gaps_are_reported_and_attached_texts_searched() {
    let document = Document::read("Điều 1. Một\nNội dung.\nĐiều 3. Ba\nNội dung.\n");
    let gap = &document.diagnostics[0];
    assert_eq!(
        (gap.kind, gap.expected.as_deref(), gap.found.as_deref()),
        (Oddity::Gap, Some("2"), Some("Điều 3"))
    );

    let (_, attached, _) = CASES[6];
    let document = Document::read(attached);
    let regulation = document.attached()[0];
    let address = Address::default()
        .with(Level::Dieu, "1")
        .with(Level::Khoan, "1");
    assert_eq!(document.find(&address), None);
    let clause = document.find_in(regulation, &address).unwrap();
    assert_eq!(document.own_text(clause), "1. Một.");
    assert_eq!(document.units_under(regulation).count(), 5);
    assert_eq!(document.address(clause), address.with(Level::Chuong, "I"));
}

/// Every word of the view must stand in just one place: a paragraph, a row, a quotation, a note, or a label and its heading.
fn uncovered(document: &Document) -> Option<String> {
    let view = document.text.view();
    let mut spans: Vec<std::ops::Range<usize>> = Vec::new();
    for id in document.ids() {
        let unit = document.unit(id);
        for block in &unit.blocks {
            match block {
                Block::Paragraph(span) | Block::Quoted(span) => spans.push(span.clone()),
                Block::Table(rows) => spans.extend(rows.iter().cloned()),
                Block::Child(_) => {}
            }
        }
        if id.0 > 0 {
            let rest = unit.heading.as_ref().map_or_else(
                || {
                    let line_end = view[unit.span.start..]
                        .find('\n')
                        .map_or(view.len(), |at| unit.span.start + at);
                    let first = unit.blocks.iter().find_map(|block| match block {
                        Block::Paragraph(span) | Block::Quoted(span) => Some(span.start),
                        Block::Table(rows) => rows.first().map(|row| row.start),
                        Block::Child(child) => Some(document.unit(*child).span.start),
                    });
                    first.map_or(line_end, |first| {
                        if view[unit.span.start..first].starts_with("Điều\n") {
                            first
                        } else {
                            first.min(line_end).max(unit.span.start)
                        }
                    })
                },
                |heading| heading.end,
            );
            spans.push(unit.span.start..rest);
        }
    }
    spans.sort_by_key(|span| (span.start, span.end));
    let notes: Vec<_> = document
        .notes
        .iter()
        .flat_map(|note| note.spans.iter().cloned().chain(note.at.clone()))
        .collect();
    let mut at = 0;
    for span in &spans {
        if span.start < at && !view[span.start..at.min(span.end)].trim().is_empty() {
            return Some(format!("twice: {:?}", &view[span.start..at.min(span.end)]));
        }
        if span.start > at
            && let Some(lost) = lost_words(view, at..span.start, &notes)
        {
            return Some(lost);
        }
        at = at.max(span.end);
    }
    lost_words(view, at..view.len(), &notes)
}

fn lost_words(
    view: &str,
    gap: std::ops::Range<usize>,
    notes: &[std::ops::Range<usize>],
) -> Option<String> {
    let mut from = gap.start;
    for line in view[gap.clone()].split_inclusive('\n') {
        let words = line.trim();
        let span = from..from + line.len();
        from = span.end;
        let noted = notes
            .iter()
            .any(|note| note.start < span.end && span.start < note.end);
        if !words.is_empty() && !noted {
            return Some(format!("lost: {words:?}"));
        }
    }
    None
}

#[test]
fn small_texts_lose_no_line() {
    for (name, text, _) in CASES {
        assert_eq!(uncovered(&Document::read(text)), None, "{name}");
    }
    assert_eq!(uncovered(&Document::read(WRAPPED)), None);
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        (1u32..12).prop_map(|n| format!("Điều {n}. Tên điều")),
        (1u32..6).prop_map(|n| format!("Điều {n}")),
        (1u32..6).prop_map(|n| format!("{n}. Nội dung")),
        (1u32..4, 1u32..4).prop_map(|(n, m)| format!("{n}.{m}. Nội dung")),
        "[a-eđ]\\) nội dung;",
        "Chương [IVX]{1,3}",
        "Mục [1-3]",
        Just("“Điều 3. Trích".to_owned()),
        Just("Sửa đổi như sau:".to_owned()),
        Just("kết thúc.”;".to_owned()),
        Just("\"".to_owned()),
        Just("QUY CHẾ".to_owned()),
        Just("(Ban hành kèm theo Quyết định)".to_owned()),
        Just("Phụ lục I".to_owned()),
        Just("Mẫu số 01".to_owned()),
        Just("CHỦ TỊCH".to_owned()),
        Just("VĂN BẢN HỢP NHẤT".to_owned()),
        Just("CÔNG BÁO/Số 1".to_owned()),
        Just("1 Khoản này được sửa đổi".to_owned()),
        Just("a | b | c".to_owned()),
        Just(String::new()),
        "[ a-zđĐ0-9.;:)(“”\"/\\[\\]-]{0,24}",
        "\\PC{0,12}",
    ]
}

proptest! {
    #[test]
    fn no_mix_of_lines_panics_or_loses_a_line(lines in prop::collection::vec(piece(), 0..40)) {
        let document = Document::read(&lines.join("\n"));
        prop_assert_eq!(uncovered(&document), None);
        for id in document.ids() {
            let unit = document.unit(id);
            prop_assert!(unit.span.start <= unit.span.end && document.text.view().get(unit.span.clone()).is_some());
            if let Some(parent) = unit.parent {
                prop_assert!(document.unit(parent).span.end >= unit.span.end);
            }
        }
    }
}

#[test]
fn every_document_of_the_corpus_is_read() {
    let Ok(folder) = std::env::var("DANCU_CORPUS").map(PathBuf::from) else {
        println!("skipped: DANCU_CORPUS names no folder of documents");
        return;
    };
    let mut files = Vec::new();
    gather(&folder, &mut files);
    if files.is_empty() {
        println!("skipped: no corpus in {}", folder.display());
        return;
    }
    let texts: Vec<(PathBuf, String)> = files
        .into_iter()
        .filter_map(|file| std::fs::read_to_string(&file).ok().map(|text| (file, text)))
        .collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let started = Instant::now();
    let documents: Vec<Document> = texts.iter().map(|(_, text)| Document::read(text)).collect();
    let seconds = started.elapsed().as_secs_f64();
    let mut wrong = Vec::new();
    let mut gaps = 0;
    for ((file, _), document) in texts.iter().zip(&documents) {
        if let Some(lost) = uncovered(document) {
            wrong.push(format!("{}: {lost}", file.display()));
        }
        if let Some(jump) = unreported_jump(document) {
            wrong.push(format!("{}: {jump}", file.display()));
        }
        gaps += usize::from(
            document
                .diagnostics
                .iter()
                .any(|d| matches!(d.kind, Oddity::Gap | Oddity::Repeated | Oddity::Backwards)),
        );
    }
    let rate = bytes as f64 / 1e6 / seconds;
    println!(
        "{} documents, {gaps} with numbering that jumps, {:.1} MB at {rate:.0} MB/s",
        documents.len(),
        bytes as f64 / 1e6
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Articles of the body that jump without a word about it.
fn unreported_jump(document: &Document) -> Option<String> {
    let mut last = 0;
    for id in document.ids().filter(|&id| {
        document.level(id) == Some(Level::Dieu) && document.container(id) == UnitId(0)
    }) {
        let unit = document.unit(id);
        let (number, inserted) = lex::address::label_key(&unit.label);
        if unit.label.contains('.') {
            continue;
        }
        let regular = number == last + 1 || number == last && inserted > 0;
        if !regular && !document.diagnostics.iter().any(|d| d.at == unit.span.start) {
            return Some(format!("Điều {} after {last}", unit.label));
        }
        last = number;
    }
    None
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
}

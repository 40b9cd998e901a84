//! `dancu lex` as another program calls it: lines on the standard output, troubles on the standard error.

use std::path::Path;
use std::process::Command;

/// A resolution that is made up; the letters and marks of one line come apart and one citation crosses a line end.
const RESOLUTION: &str = "HỘI ĐỒNG NHÂN DÂN\nTỈNH MẪU\n\nSố: 05/2026/NQ-HĐND\n\n\
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
    Mẫu, ngày 10 tháng 7 năm 2026\n\nNGHỊ QUYẾT\nQuy định mức thu phí tham quan\n\n\
    Căn cứ Luật Tổ chức chính quyền địa phương;\n\n\
    Điều 1. Phạm vi\n1. Nghị quyết này quy định mức thu.\n\
    2. Đối tượng quy định tại khoản 1\nĐie\u{302}\u{300}u này và Điều 2 của Nghị quyết này.\n\
    Điều 2. Mức thu\na) Mức thu theo Phụ lục I ban hành kèm theo Nghị quyết này;\n\
    c) Các trường hợp còn lại.\n";

const PARAGRAPHS: &str = "{\"id\":\"p1\",\"text\":\"theo khoản 3 Điều này và Luật này\",\"context\":{\"doc\":\"47/2019/QH14\",\"dieu\":\"1\",\"khoan\":null,\"amended_doc\":null}}\n\
    this is no object\n\
    {\"id\":7,\"text\":\"quy định tại điểm a khoản 1 Điều 5 Nghị định số 9/2031/NĐ-CP\"}\n";

const REGISTRY: &str = "number\tkind\tissuer\ttitle\tsigned\n88/2030/QH16\tLuật\tQuốc hội\tLuật Cây xanh\t2030-06-01\n";

/// An amending law that is made up, and paragraphs of which the first stands in its new text, wrapped otherwise.
const TREES: &str = "QUỐC HỘI\n\nLuật số: 47/2030/QH16\n\nLUẬT\nSửa đổi, bổ sung một số điều của Luật Cây xanh số 76/2029/QH16\n\n\
    Điều 1. Sửa đổi, bổ sung một số điều của Luật Cây xanh số 76/2029/QH16\n\
    1. Sửa đổi, bổ sung khoản 1 Điều 5 như sau:\n“1. Theo khoản 2 Điều này, cây được\ntrồng lại.”.\n\
    Điều 2. Hiệu lực\n1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n";

const NEW_TEXT: &str = "{\"id\":1,\"text\":\"Theo khoản 2 Điều này, cây được trồng lại.\",\"context\":{\"doc\":\"47/2030/QH16\",\"dieu\":\"1\",\"khoan\":\"1\",\"amended_doc\":\"76/2029/QH16\"}}\n\
    {\"id\":2,\"text\":\"Luật này không ở đâu cả.\",\"context\":{\"doc\":\"9/2031/QH16\"}}\n";

fn lex(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_dancu"))
        .arg("lex")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("written");
    };
    std::fs::create_dir(folder.path().join("texts")).expect("a folder");
    write("texts/resolution.txt", RESOLUTION);
    write("texts/notes.md", "Luật này");
    write("paragraphs.jsonl", PARAGRAPHS);
    write("registry.tsv", REGISTRY);
    write("trees.txt", TREES);
    write("new.jsonl", NEW_TEXT);
    write("tree.txt", "theo Luật Cây xanh thì");
    folder
}

#[test]
fn citations_are_lines_in_code_points_of_the_text() {
    let folder = folder();
    let (code, out, err) = lex(folder.path(), &["cite", "texts"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for line in out.lines() {
        let found: serde_json::Value = serde_json::from_str(line).expect("an object");
        let place =
            |key: &str| usize::try_from(found[key].as_u64().expect("a number")).expect("small");
        let (start, end) = (place("start"), place("end"));
        let surface: String = RESOLUTION.chars().skip(start).take(end - start).collect();
        assert_eq!(found["surface"], surface);
    }
    insta::assert_snapshot!("cite", out);
}

#[test]
fn paragraphs_bear_their_ids_and_a_bad_line_stops_nothing() {
    let folder = folder();
    let (code, out, err) = lex(folder.path(), &["cite", "--jsonl", "paragraphs.jsonl"]);
    assert_eq!(code, Some(0));
    assert!(err.starts_with("paragraphs.jsonl:2: "), "{err}");
    insta::assert_snapshot!("cite_jsonl", out);
}

#[test]
fn a_paragraph_of_new_text_is_read_where_it_stands() {
    let folder = folder();
    let place = |more: &[&str]| {
        let (code, out, err) = lex(
            folder.path(),
            &[&["cite", "--jsonl", "new.jsonl"], more].concat(),
        );
        assert_eq!((code, err.as_str()), (Some(0), ""));
        let found = out.lines().map(|line| {
            let found: serde_json::Value = serde_json::from_str(line).expect("an object");
            let target = &found["targets"][0];
            let said = |field: &str| target[field].as_str().unwrap_or("-").to_owned();
            let unit = [said("khoan"), said("dieu"), said("so_ky_hieu")].join(" ");
            let surface = found["surface"].as_str().unwrap_or("-");
            format!("{} {surface} {unit}", found["start"])
        });
        found.collect::<Vec<_>>()
    };
    // Alone, the article that the new text belongs to is not known, and none is made up.
    assert_eq!(
        place(&[]),
        [
            "5 khoản 2 Điều này 2 - 76/2029/QH16",
            "0 Luật này - - 9/2031/QH16"
        ]
    );
    assert_eq!(
        place(&["--corpus", "texts", "trees.txt"]),
        [
            "5 khoản 2 Điều này 2 5 76/2029/QH16",
            "0 Luật này - - 9/2031/QH16"
        ]
    );
}

#[test]
fn a_registry_is_added_to_the_laws_and_a_day_chooses_among_them() {
    let folder = folder();
    let cite = |more: &[&str]| lex(folder.path(), &[&["cite", "tree.txt"], more].concat()).1;
    assert!(!cite(&[]).contains("resolved"));
    let known = ["--registry", "registry.tsv"];
    assert!(cite(&known).contains("\"resolved\":\"88/2030/QH16\""));
    assert!(!cite(&[&known[..], &["--date", "2029-01-01"]].concat()).contains("resolved"));
}

#[test]
fn only_input_that_cannot_be_read_at_all_fails() {
    let folder = folder();
    let (code, out, err) = lex(folder.path(), &["cite", "absent.txt", "texts"]);
    assert_eq!((code, out.is_empty()), (Some(0), false));
    assert!(err.contains("absent.txt"), "{err}");
    let (code, out, err) = lex(folder.path(), &["cite", "absent.txt"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("absent.txt"), "{err}");
    assert_eq!(lex(folder.path(), &["parse", "absent.txt"]).0, Some(1));
}

#[test]
fn a_structure_is_shown_as_a_tree_and_as_objects() {
    let folder = folder();
    let (code, tree, _) = lex(folder.path(), &["parse", "texts/resolution.txt"]);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!("parse_tree", tree);
    let (code, json, _) = lex(
        folder.path(),
        &["parse", "texts/resolution.txt", "--format", "json"],
    );
    assert_eq!(code, Some(0));
    let json: serde_json::Value = serde_json::from_str(&json).expect("an object");
    insta::assert_snapshot!(
        "parse_json",
        serde_json::to_string_pretty(&json).expect("text")
    );
}

const BASE: &str = "QUỐC HỘI\nLuật số: 1/2030/QH16\nHà Nội, ngày 01 tháng 02 năm 2030\nLUẬT\nPHÍ THỬ\n\
    Quốc hội ban hành Luật Phí thử.\nĐiều 1. Mức thu\n1. Mức thu là mười đồng.\n2. Miễn thu cho hộ nghèo.\n\
    Điều 2. Thi hành\nLuật này có hiệu lực từ ngày 01 tháng 7 năm 2030.\n";

const AMENDING: &str = "QUỐC HỘI\nLuật số: 2/2031/QH16\nHà Nội, ngày 01 tháng 02 năm 2031\nLUẬT\n\
    SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÍ THỬ SỐ 1/2030/QH16\n\
    Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Phí thử số 1/2030/QH16.\n\
    Điều 1. Sửa đổi, bổ sung một số điều của Luật Phí thử\n\
    1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n“1. Mức thu là hai mươi đồng.”.\n\
    Điều 2. Hiệu lực thi hành\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n";

/// What the program prints, which need not be text.
fn bytes(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_dancu"))
        .arg("lex")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), told.as_str()), (Some(0), ""));
    output.stdout
}

fn law() -> tempfile::TempDir {
    let folder = folder();
    for (name, text) in [("base.txt", BASE), ("amending.txt", AMENDING)] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

#[test]
fn a_text_is_written_as_akoma_ntoso_and_as_a_page() {
    let folder = folder();
    let parse = |format| {
        let (code, out, err) = lex(
            folder.path(),
            &["parse", "texts/resolution.txt", "--format", format],
        );
        assert_eq!((code, err.as_str()), (Some(0), ""));
        out
    };
    let xml = parse("akn");
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    assert!(xml.contains("<article eId=\"art_1\">"), "{xml}");
    assert!(xml.contains("<ref href=\"#art_2\">"), "{xml}");
    let page = parse("html");
    assert!(page.starts_with("<!doctype html>"), "{page}");
    assert!(page.contains("<section id=\"art_1\""), "{page}");
    assert!(page.contains("<a href=\"#art_2\">"), "{page}");
}

#[test]
fn several_texts_are_written_into_a_folder() {
    let folder = law();
    let several = ["parse", "base.txt", "amending.txt", "--format", "akn"];
    let (code, out, err) = lex(folder.path(), &several);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("--into"), "{err}");
    let (code, ..) = lex(folder.path(), &[&several[..], &["--into", "out"]].concat());
    assert_eq!(code, Some(0));
    let read = |name: &str| std::fs::read_to_string(folder.path().join("out").join(name));
    assert!(read("001-base.xml").is_ok_and(|xml| xml.contains("mười đồng")));
    let amending = read("002-amending.xml").expect("written");
    assert!(amending.contains("<activeModifications>"), "{amending}");
    assert!(amending.contains("<quotedStructure"), "{amending}");
}

#[test]
fn a_text_at_a_day_is_written_in_every_format() {
    let folder = law();
    let at = |day: &str, format: &str| {
        let arguments = ["consolidate", "--base", "base.txt", "--amend"];
        let more = ["amending.txt", "--at", day, "--format", format];
        String::from_utf8(bytes(folder.path(), &[&arguments[..], &more].concat())).expect("UTF-8")
    };
    for format in ["text", "json", "akn", "html"] {
        assert!(at("2031-06-30", format).contains("là mười đồng"));
        assert!(at("2031-07-01", format).contains("là hai mươi đồng"));
    }
    let xml = at("2031-07-01", "akn");
    assert!(xml.contains("<passiveModifications>"), "{xml}");
    assert!(xml.contains("/akn/vn/act/luat/2030-02-01/1-2030-qh16"));
    let page = at("2031-07-01", "html");
    assert!(page.contains("không phải văn bản hợp nhất chính thức"));
    assert!(
        page.contains("khoản 1 Điều 1 2/2031/QH16, từ 01/07/2031"),
        "{page}"
    );
    let json: serde_json::Value = serde_json::from_str(&at("2031-07-01", "json")).expect("JSON");
    assert_eq!(json["official"], false);
    assert_eq!(json["applied"][0]["target"], "khoản 1 Điều 1");
}

#[test]
fn what_changed_between_two_days_is_told_word_by_word() {
    let folder = law();
    let diff = |format: &str| {
        let arguments = ["diff", "--base", "base.txt", "--amend", "amending.txt"];
        let days = [
            "--from",
            "2030-07-01",
            "--to",
            "2031-07-01",
            "--format",
            format,
        ];
        String::from_utf8(bytes(folder.path(), &[&arguments[..], &days].concat())).expect("UTF-8")
    };
    assert_eq!(
        diff("text"),
        "khoản 1 Điều 1: 1. Mức thu là [-mười-] {+hai mươi+} đồng.\n"
    );
    insta::assert_snapshot!(diff("json"), @r#"{"address":"khoản 1 Điều 1","dieu":"1","khoan":"1","change":"changed","words":[{"change":"same","text":"1. Mức thu là"},{"change":"removed","text":"mười"},{"change":"added","text":"hai mươi"},{"change":"same","text":"đồng."}]}"#);
    assert!(diff("html").contains("<del>mười</del> <ins>hai mươi</ins>"));
}

#[test]
fn findings_are_lines_or_a_table_to_take_away() {
    let folder = law();
    let review = |format: &str| {
        let arguments = ["review", "texts", "--at", "2026-11-24", "--format", format];
        bytes(folder.path(), &arguments)
    };
    std::fs::write(
        folder.path().join("texts/resolution.txt"),
        "HỘI ĐỒNG NHÂN DÂN TỈNH MẪU\nSố: 06/2021/NQ-HĐND\nMẫu, ngày 29 tháng 6 năm 2021\nNGHỊ QUYẾT\n\
         Ban hành Nội quy kỳ họp\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n\
         QUYẾT NGHỊ:\nĐiều 1. Nội dung\nThực hiện theo Nội quy.\n",
    )
    .expect("written");
    let lines = String::from_utf8(review("jsonl")).expect("UTF-8");
    assert!(lines.contains("\"reason\":\"basis_replaced\""), "{lines}");
    for (format, name) in [("docx", "found.docx"), ("html", "found.html")] {
        std::fs::write(folder.path().join(name), review(format)).expect("written");
        let (_, tree, _) = lex(folder.path(), &["parse", name, "--format", "json"]);
        for words in [
            "06/2021/NQ-HĐND",
            "Căn cứ đã được thay thế",
            "72/2025/QH15",
            "Lý do cần rà soát",
        ] {
            assert!(tree.contains(words), "{words} in {tree}");
        }
    }
    assert!(review("xlsx").starts_with(b"PK"));
}

/// The head of a local paper with its printed bases.
fn local(issuer: &str, number: &str, day: &str, subject: &str, bases: &[&str]) -> String {
    let bases: String = bases
        .iter()
        .map(|basis| format!("Căn cứ {basis};\n"))
        .collect();
    format!(
        "{issuer}\nSố: {number}\nMẫu, ngày {day}\nNGHỊ QUYẾT\n{subject}\n{bases}QUYẾT NGHỊ:\nĐiều 1. Nội dung\nBan hành kèm theo.\n"
    )
}

/// What needs review in a paper on 2026-11-24: the reason, what it is about, what came instead.
fn reviewed(paper: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("paper.txt"), paper).expect("written");
    let (code, out, err) = lex(
        folder.path(),
        &["review", "--at", "2026-11-24", "paper.txt"],
    );
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let found = out.lines().map(|line| {
        let found: serde_json::Value = serde_json::from_str(line).expect("an object");
        let word = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", word("reason"), word("basis"), word("by"))
            .trim()
            .to_owned()
    });
    found.collect()
}

/// Papers that were really issued, with the bases and the misprints of their heads.
#[test]
fn real_local_papers_need_the_review_they_need() {
    let tra_vinh = local(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH TRÀ VINH",
        "06/2021/NQ-HĐND",
        "29 tháng 6 năm 2021",
        "Ban hành Nội quy kỳ họp",
        &[
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
            "Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015",
            "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật ngày 18 tháng 6 năm 2020",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015",
            "Nghị quyết số 629/2019/UBTVQH14 ngày 30 tháng 01 năm 2019 của Ủy ban thường vụ Quốc hội",
        ],
    );
    assert_eq!(
        reviewed(&tra_vinh),
        [
            "basis_ended 47/2019/QH14",
            "basis_ended 63/2020/QH14",
            "basis_replaced 77/2015/QH13 72/2025/QH15",
            "basis_replaced 80/2015/QH13 64/2025/QH15",
            "basis_replaced 87/2015/QH13 121/2025/QH15",
            "basis_status_unknown 629/2019/UBTVQH14 103/2025/UBTVQH15",
            "deadline_near 72/2025/QH15",
            "issuer_abolished Hội đồng nhân dân tỉnh Trà Vinh Tỉnh Vĩnh Long",
            "term_over Hội đồng nhân dân tỉnh Trà Vinh",
        ]
    );
    let misprinted_day = local(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH QUẢNG NGÃI",
        "38/2021/NQ-HĐND",
        "10 tháng 12 năm 2021",
        "Ban hành Quy chế hoạt động của Hội đồng nhân dân tỉnh",
        &[
            "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật ngày 16 tháng 8 năm 2020",
        ],
    );
    assert_eq!(
        reviewed(&misprinted_day),
        [
            "basis_ended 63/2020/QH14",
            "does_not_match 63/2020/QH14",
            "issuer_abolished Hội đồng nhân dân tỉnh Quảng Ngãi Tỉnh Quảng Ngãi",
            "term_over Hội đồng nhân dân tỉnh Quảng Ngãi",
            "newer_model  103/2025/UBTVQH15",
        ]
    );
    let year_only = local(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH PHÚ YÊN",
        "12/NQ-HĐND",
        "15 tháng 6 năm 2021",
        "Ban hành Nội quy kỳ họp",
        &[
            "Luật Tổ chức chính quyền địa phương năm 2015",
            "Hướng dẫn số 883/HD-UBTVQH14",
        ],
    );
    assert_eq!(
        reviewed(&year_only),
        [
            "basis_replaced 77/2015/QH13 72/2025/QH15",
            "deadline_near 72/2025/QH15",
            "issuer_abolished Hội đồng nhân dân tỉnh Phú Yên Tỉnh Đắk Lắk",
            "term_over Hội đồng nhân dân tỉnh Phú Yên",
        ]
    );
    let older_than_the_model = local(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH ĐẮK LẮK",
        "05/2025/NQ-HĐND",
        "15 tháng 9 năm 2025",
        "Ban hành Quy chế làm việc của Hội đồng nhân dân tỉnh",
        &[
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số 87/2015/QH13",
        ],
    );
    assert_eq!(
        reviewed(&older_than_the_model),
        [
            "basis_replaced 87/2015/QH13 121/2025/QH15",
            "term_over Hội đồng nhân dân tỉnh Đắk Lắk",
            "newer_model  103/2025/UBTVQH15",
        ]
    );
    let two_of_one_number = local(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH VĨNH LONG",
        "14/2025/NQ-HĐND",
        "30 tháng 7 năm 2025",
        "Ban hành Quy chế làm việc của Hội đồng nhân dân tỉnh",
        &[
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số 87/2015/QH13",
            "Nghị quyết số 202/2025/QH15 ngày 12 tháng 6 năm 2025 của Quốc hội",
        ],
    );
    assert_eq!(
        reviewed(&two_of_one_number),
        [
            "basis_replaced 87/2015/QH13 121/2025/QH15",
            "term_over Hội đồng nhân dân tỉnh Vĩnh Long",
            "newer_model  103/2025/UBTVQH15",
        ]
    );
    let misprinted_number = local(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH LONG AN",
        "39/2016/NQ-HĐND",
        "07 tháng 12 năm 2016",
        "Quy định chế độ, chính sách của đại biểu Hội đồng nhân dân",
        &["Nghị quyết số 1206/2016/NQ-UBTVQHK13 ngày 13 tháng 5 năm 2016 của Ủy ban thường vụ Quốc hội"],
    )
    .replace("Căn cứ", "Cần cứ");
    assert_eq!(
        reviewed(&misprinted_number),
        [
            "basis_status_unknown 1206/2016/NQ-UBTVQH13",
            "does_not_match 1206/2016/NQ-UBTVQH13 1206/2016/NQ-UBTVQHK13",
            "issuer_abolished Hội đồng nhân dân tỉnh Long An Tỉnh Tây Ninh",
        ]
    );
    let with_party_papers = local(
        "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK",
        "01/QCPH-UBND-UBMTTQ",
        "27 tháng 10 năm 2017",
        "Quy chế phối hợp công tác giữa Ủy ban nhân dân và Ủy ban Mặt trận Tổ quốc",
        &[
            "Luật Mặt trận Tổ quốc Việt Nam ngày 09 tháng 6 năm 2015",
            "Quyết định số 217-QĐ/TW ngày 12 tháng 12 năm 2013 của Bộ Chính trị",
        ],
    );
    assert_eq!(
        reviewed(&with_party_papers),
        [
            "issuer_abolished Ủy ban nhân dân tỉnh Đắk Lắk Tỉnh Đắk Lắk",
            "term_over Ủy ban nhân dân tỉnh Đắk Lắk",
        ]
    );
    let clean = local(
        "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK",
        "043/2025/QĐ-UBND",
        "18 tháng 12 năm 2025",
        "Quy định việc xây dựng văn bản quy phạm pháp luật",
        &[
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15",
            "Nghị định số 78/2025/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 187/2025/NĐ-CP",
        ],
    );
    assert!(reviewed(&clean).is_empty(), "{:?}", reviewed(&clean));
}

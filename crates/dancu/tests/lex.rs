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

//! `dancu paper` as people and other programs call it.

use std::process::Command;

const LETTER: &str = r#"{
    "kind": "letter", "issuing_body": "Thường trực HĐND thành phố", "subject": "đôn đốc trả lời kiến nghị",
    "number": {"number": 7, "symbol": "HĐND-VP"}, "place": "Thử Nghiệm", "day": "2026-03-05",
    "addressees": ["Sở Xây dựng"], "body": [{"paragraph": "Đề nghị quý Sở trả lời./."}],
    "signatures": [{"office": "Chánh Văn phòng", "name": "TS. Phạm Văn Dũng"}],
    "recipients": ["Như trên"], "archive": "VT"
}"#;

#[test]
fn a_paper_is_written_and_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("letter.json"), LETTER).expect("written");
    std::fs::write(folder.path().join("other.json"), "{\"x\": 1}").expect("written");
    let paper = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dancu"))
            .arg("paper")
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let (out, err) = (text(output.stdout), text(output.stderr));
        (output.status.code(), out, err)
    };
    let all = [
        "letter.json",
        "--pdf",
        "l.pdf",
        "--docx",
        "l.docx",
        "--lint",
    ];
    let (code, out, err) = paper(&all);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert!(out.starts_with("“TS. Phạm Văn Dũng”: "), "{out}");
    assert!(out.contains("khoản 7, điểm c"), "{out}");
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("a file");
    assert!(read("l.pdf").starts_with(b"%PDF-1.7") && read("l.docx").starts_with(b"PK"));

    let (code, out, err) = paper(&["check", "l.docx", "--json"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    let line: serde_json::Value = serde_json::from_str(out.trim()).expect("one line");
    assert_eq!(
        (&line["file"], &line["fault"]),
        (&"l.docx".into(), &"academic-title".into())
    );
    let (code, out, err) = paper(&["check", "l.docx", "letter.json"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("TS. Phạm Văn Dũng"), "{out}");
    assert!(out.contains("Đã đọc 1 văn bản: 1 phát hiện."), "{out}");
    assert!(err.starts_with("letter.json: "), "{err}");

    let (code, _, err) = paper(&["other.json", "--lint"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("other.json: không phải văn bản"), "{err}");
    assert_eq!(paper(&["letter.json"]).0, Some(1));
}

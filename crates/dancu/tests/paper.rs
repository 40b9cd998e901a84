//! `dancu paper` as people and other programs call it.

use std::path::Path;
use std::process::Command;

const LETTER: &str = r#"{
    "kind": "letter", "issuing_body": "Thường trực HĐND thành phố", "subject": "đôn đốc trả lời kiến nghị",
    "number": {"number": 7, "symbol": "HĐND-VP"}, "place": "Thử Nghiệm", "day": "2026-03-05",
    "addressees": ["Sở Xây dựng"], "body": [{"paragraph": "Đề nghị quý Sở trả lời./."}],
    "signatures": [{"office": "Chánh Văn phòng", "name": "TS. Phạm Văn Dũng"}],
    "recipients": ["Như trên"], "archive": "VT"
}"#;

/// Runs the command in a folder: its code, what it says and what it complains of.
fn paper(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_dancu"))
        .arg("paper")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    (output.status.code(), out, err)
}

#[test]
fn a_paper_is_written_and_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("letter.json"), LETTER).expect("written");
    std::fs::write(folder.path().join("other.json"), "{\"x\": 1}").expect("written");
    let paper = |arguments: &[&str]| paper(folder.path(), arguments);
    let all = [
        "print",
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

    let (code, _, err) = paper(&["print", "other.json", "--lint"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("other.json: không phải văn bản"), "{err}");
    assert_eq!(paper(&["print", "letter.json"]).0, Some(1));
}

#[test]
fn a_paper_is_signed_and_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("letter.json"), LETTER).expect("written");
    let openssl = |arguments: &[&str]| {
        let status = Command::new("openssl")
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("this test needs openssl")
            .status;
        assert!(status.success(), "{arguments:?}");
    };
    let curve = ["-pkeyopt", "ec_paramgen_curve:P-256"];
    for name in ["chair", "other"] {
        let (key, out) = (format!("{name}.key"), format!("{name}.pem"));
        openssl(&[&["genpkey", "-algorithm", "EC", "-out", &key][..], &curve].concat());
        let subject = format!("/CN=Nguyễn Thị {name}");
        let own = ["-subj", &subject, "-days", "3", "-out", &out];
        let usage = ["-addext", "keyUsage=digitalSignature"];
        let plain = ["-addext", "basicConstraints=critical,CA:false"];
        let request = ["req", "-x509", "-new", "-utf8", "-key", &key];
        openssl(&[&request[..], &own, &usage, &plain].concat());
    }
    let paper = |arguments: &[&str]| paper(folder.path(), arguments);
    let with = |arguments: &[&'static str], key: &'static str| {
        paper(
            &[
                &["sign"],
                arguments,
                &["--certificate", "chair.pem", "--key", key],
            ]
            .concat(),
        )
    };
    assert_eq!(
        paper(&["print", "letter.json", "--pdf", "l.pdf"]).0,
        Some(0)
    );
    let (code, out, err) = with(
        &["l.pdf", "--out", "s.pdf", "--reason", "Ban hành"],
        "chair.key",
    );
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("Nguyễn Thị chair đã ký: s.pdf"), "{out}");

    let (code, out, _) = paper(&[
        "verify",
        "s.pdf",
        "--original",
        "l.pdf",
        "--roots",
        "chair.pem",
    ]);
    assert_eq!(code, Some(0), "{out}");
    for words in [
        "Chữ ký 1: Nguyễn Thị chair",
        "Ban hành",
        "nguyên vẹn",
        "được tin cậy vào lúc ký",
        "đúng là bản gốc",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let (code, out, _) = paper(&["verify", "s.pdf", "--roots", "other.pem"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("không do nơi được tin cậy cấp"), "{out}");
    assert_eq!(
        paper(&["verify", "s.pdf", "--original", "letter.json"]).0,
        Some(1)
    );
    let (code, out, _) = paper(&["verify", "l.pdf"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("chưa được ký số"), "{out}");

    assert_eq!(
        with(&["letter.json", "--detached", "l.p7s"], "chair.key").0,
        Some(0)
    );
    let (code, out, _) = paper(&["verify", "letter.json", "--signature", "l.p7s"]);
    assert_eq!(code, Some(0), "{out}");
    let (code, out, _) = paper(&["verify", "l.pdf", "--signature", "l.p7s"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("ĐÃ BỊ SỬA"), "{out}");

    let (code, _, err) = with(&["l.pdf", "--out", "x.pdf"], "other.key");
    assert_eq!(code, Some(1));
    assert!(err.contains("không phải của khóa riêng này"), "{err}");
    let (code, _, err) = with(&["letter.json", "--out", "x.pdf"], "chair.key");
    assert_eq!(code, Some(1));
    assert!(err.contains("letter.json: không phải PDF"), "{err}");
}

//! `dancu report` as people and other programs call it.

use std::path::Path;
use std::process::Command;

/// Public figures of Cần Thơ, 2016-2021: the sessions do not add up, the last share is cut off.
const CITY: &str = "Báo cáo hoạt động của HĐND các cấp thành phố Cần Thơ nhiệm kỳ 2016-2021\n\
    HÐND cấp huyện đã tổ chức 151 kỳ họp (trong đó có 87 kỳ họp thường lệ, 54 kỳ họp bất thường, chuyên đề).\n\
    Đầu nhiệm kỳ, HĐND các quận, huyện có tổng số 313 đại biểu; trong đó có 89 đại biểu nữ, chiếm tỷ lệ 28,43%.\n\
    HĐND thành phố có 55 đại biểu, trong đó có 1 đại biểu dân tộc ít người, chiếm tỷ lệ 1,81%.\n";

const WOMEN: &str =
    "Nhiệm kỳ 2016-2021, thành phố Cần Thơ có 91 nữ trúng cử đại biểu HĐND cấp huyện.\n";

fn check(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_dancu"))
        .args(["report", "check"])
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

#[test]
fn reports_are_checked_alone_and_against_one_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("written");
    };
    write("city.txt", CITY);
    write("women.txt", WOMEN);
    write(
        "true.txt",
        "Có 19 kỳ họp, gồm 11 kỳ họp thường lệ và 8 kỳ họp chuyên đề.\n",
    );

    let (code, out, err) = check(folder.path(), &["city.txt", "women.txt"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert!(
        out.contains("city.txt:2: lỗi: Tổng không khớp. Tổng ghi 151, nhưng 87 + 54 = 141."),
        "{out}"
    );
    assert!(out.contains("city.txt:4: lưu ý: "), "{out}");
    assert!(
        out.contains("women.txt:1: lỗi: Hai số liệu khác nhau."),
        "{out}"
    );
    assert!(out.contains("  so với city.txt:3:\n"), "{out}");
    assert!(
        out.ends_with("Đã đọc 2 báo cáo: 2 lỗi, 1 lưu ý.\n"),
        "{out}"
    );
    let mut lines = out.lines().skip_while(|line| !line.contains("151 kỳ họp"));
    let (quoted, mark) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let at = quoted.find("151").map(|at| quoted[..at].chars().count());
    assert_eq!(mark.find("^^^"), at, "{out}");

    let (code, out, _) = check(folder.path(), &["--json", "city.txt"]);
    assert_eq!(code, Some(1));
    let first: serde_json::Value =
        serde_json::from_str(out.lines().next().unwrap_or("")).expect("an object");
    assert_eq!(first["kind"], "sum");
    assert_eq!(first["expected"], "141");
    assert_eq!(first["reason"]["code"], "parts_make_other");
    let start = first["places"][0]["start"].as_u64().expect("a place") as usize;
    assert_eq!(CITY.chars().skip(start).take(3).collect::<String>(), "151");

    let (code, out, _) = check(folder.path(), &["true.txt"]);
    assert_eq!(
        (code, out.as_str()),
        (Some(0), "Đã đọc 1 báo cáo: 0 lỗi, 0 lưu ý.\n")
    );

    let (code, _, err) = check(folder.path(), &["nowhere.txt"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("nowhere.txt"), "{err}");
}

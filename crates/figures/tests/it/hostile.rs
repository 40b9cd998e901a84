//! Whatever the text is, checking ends, soon, and every figure that is named stands in the text.

use std::time::{Duration, Instant};

use figures::check;
use proptest::prelude::*;

/// Pieces of which hostile reports are made.
const PIECES: &[&str] = &[
    "52",
    "2.975",
    "23,6%",
    "109/139",
    "5-10",
    "1/1/2020",
    "999999999999",
    "0",
    "03",
    "đại biểu",
    "ý kiến",
    "kỳ họp",
    "gồm",
    "trong đó",
    "cụ thể",
    "trong số",
    "còn",
    "giảm",
    "cho thôi",
    "chiếm",
    "tỷ lệ",
    "(",
    ")",
    ",",
    ";",
    ":",
    ".",
    "và",
    " | ",
    "\n",
    "\n- ",
    "\n+ ",
    "Tổng",
    "một",
    "năm",
    "nữ",
    "thường lệ",
    "chuyên đề",
    "HĐND cấp xã",
    "nhiệm kỳ 2016-2021",
    "đầu nhiệm kỳ",
    "%",
    "/",
    "-",
    "\u{301}",
    "Ð",
];

fn holds(text: &str) {
    let lines = text.matches('\n').count() + 1;
    for finding in check(text) {
        assert!(!finding.places.is_empty());
        assert!(!finding.vi().is_empty() && !finding.en().is_empty());
        for place in &finding.places {
            assert!(
                text.get(place.range.clone())
                    .is_some_and(|figure| !figure.is_empty())
            );
            assert!(place.line >= 1 && place.line <= lines);
        }
    }
}

#[test]
fn an_empty_cell_is_no_figure() {
    let rows = "Cấp | Tổng | Đã | Đang | Tỷ lệ\nXã A | 40 | 25 | 15 | 62,5%\nXã B | 30 | 18 | 12 | 60%\nXã C | 9 | | 8 | 0%\n";
    let sums = format!("{rows}Cộng | 80 | 43 | 35 |\n");
    assert!(!check(&sums).is_empty());
    holds(&sums);
}

proptest! {
    #[test]
    fn no_text_makes_the_checker_panic(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn no_report_makes_the_checker_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..120)) {
        holds(&pieces.join(" "));
    }
}

#[test]
fn time_grows_with_the_text_and_not_faster() {
    for piece in [
        "gồm ",
        "( ",
        "(1 ",
        "9 đại biểu (",
        "9 đại biểu gồm 1 nam, ",
        "9 đại biểu: ",
        "trong số 9 ý kiến, ",
        "còn 9 đại biểu (1 từ trần), ",
        "giảm 1 đại biểu, còn 9 đại biểu, ",
        "1/9 ý kiến đã giải quyết, ",
        "1 đại biểu (1%), ",
        "1, ",
        "1 ý kiến; ",
        "một đại biểu và ",
        "năm 2020 hđnd tỉnh có 9 kỳ họp. ",
        "từ ngày 1 ",
        "mỗi ",
        "1 | 2 | 3\n",
        "Tổng | 2 | 3\n",
        "A | 5 | 50%\n",
        "I | a | 3\n",
        "Có 9 đại biểu, gồm:\n- 1 nam\n",
        "9 đại biểu gồm:\n",
        "- 9 đại biểu:\n",
        "a b c 9\n",
        "| ",
        "1.",
        "1/",
        "1-",
        "\u{301}",
    ] {
        let small = piece.repeat(100_000 / piece.len());
        let large = piece.repeat(800_000 / piece.len());
        let (short, long) = (time(&small), time(&large));
        // Eight times the text may take sixteen times as long, and a little for the machine.
        println!("{piece:?}: {short:?}, then {long:?}");
        assert!(
            long < short * 16 + Duration::from_millis(1500),
            "{piece:?}: {short:?}, then {long:?}"
        );
    }
}

fn time(text: &str) -> Duration {
    let began = Instant::now();
    holds(text);
    began.elapsed()
}

//! Lists of units, as data.

use super::*;

fn read(text: &str) -> (Vec<String>, String) {
    let at = (0..text.len()).find(|&i| {
        text.is_char_boundary(i)
            && crate::grammar::scan::at_word_start(text, i)
            && item(text, i, false).is_some()
    });
    let list = unit_list(text, at.expect("a unit")).expect("a list");
    let members = list
        .members
        .iter()
        .map(|m| {
            let this = m
                .this
                .map(|l| format!(" {} này", l.word()))
                .unwrap_or_default();
            format!(
                "{}{this}{}",
                m.address.written(),
                match m.range {
                    Some(RangeEnd::From) => " →",
                    Some(RangeEnd::To) => " ←",
                    None => "",
                }
            )
        })
        .collect();
    (members, text[list.span].to_owned())
}

#[test]
fn lists_distribute_over_the_nearest_higher_unit() {
    for (text, members, span) in [
        (
            "tại khoản 1 Điều 5 của",
            vec!["khoản 1 Điều 5"],
            "khoản 1 Điều 5",
        ),
        (
            "khoản 1, các điểm a, b khoản 2, các khoản 3, 4 và 9 Điều 21 của",
            vec![
                "khoản 1 Điều 21",
                "điểm a khoản 2 Điều 21",
                "điểm b khoản 2 Điều 21",
                "khoản 3 Điều 21",
                "khoản 4 Điều 21",
                "khoản 9 Điều 21",
            ],
            "khoản 1, các điểm a, b khoản 2, các khoản 3, 4 và 9 Điều 21",
        ),
        (
            "điểm a khoản 1 và khoản 2 Điều 72",
            vec!["điểm a khoản 1 Điều 72", "khoản 2 Điều 72"],
            "điểm a khoản 1 và khoản 2 Điều 72",
        ),
        (
            "điểm a, điểm b khoản này",
            vec!["điểm a khoản này", "điểm b khoản này"],
            "điểm a, điểm b khoản này",
        ),
        (
            "từ Điều 112 đến Điều 116 của",
            vec!["Điều 112 →", "Điều 116 ←"],
            "từ Điều 112 đến Điều 116",
        ),
        (
            "các điểm từ điểm a đến điểm k khoản 1 Điều này",
            vec!["điểm a khoản 1 Điều này →", "điểm k khoản 1 Điều này ←"],
            "các điểm từ điểm a đến điểm k khoản 1 Điều này",
        ),
        (
            "Khoản 2, Điều 5 Thông tư",
            vec!["khoản 2 Điều 5"],
            "Khoản 2, Điều 5",
        ),
        (
            "tại Mục 3 Chương III, khoản 4 Điều 84, điểm b khoản 1 và điểm a khoản 2 Điều 86, các điều 104, 105 của",
            vec![
                "Mục 3 Chương III",
                "khoản 4 Điều 84",
                "điểm b khoản 1 Điều 86",
                "điểm a khoản 2 Điều 86",
                "Điều 104",
                "Điều 105",
            ],
            "Mục 3 Chương III, khoản 4 Điều 84, điểm b khoản 1 và điểm a khoản 2 Điều 86, các điều 104, 105",
        ),
        (
            "Chương VIII gồm các điều từ Điều 67 đến Điều 78 và Điều 105 của",
            vec!["Chương VIII", "Điều 67 →", "Điều 78 ←", "Điều 105"],
            "Chương VIII gồm các điều từ Điều 67 đến Điều 78 và Điều 105",
        ),
        (
            "điểm b mục 4 Phần III Quyết định",
            vec!["điểm b Mục 4 Phần III"],
            "điểm b mục 4 Phần III",
        ),
        (
            "Mẫu số 17, Phụ lục I khoản 1, Điều 17 Thông tư",
            vec!["Mẫu số 17 Phụ lục I khoản 1 Điều 17"],
            "Mẫu số 17, Phụ lục I khoản 1, Điều 17",
        ),
        (
            "đoạn đầu điểm b khoản 1 như sau",
            vec!["đoạn đầu điểm b khoản 1"],
            "đoạn đầu điểm b khoản 1",
        ),
        (
            "Điều 5 khoản 2 điểm đ và",
            vec!["điểm đ khoản 2 Điều 5"],
            "Điều 5 khoản 2 điểm đ",
        ),
        (
            "các Điều 40, 41, 41a và 42 của",
            vec!["Điều 40", "Điều 41", "Điều 41a", "Điều 42"],
            "các Điều 40, 41, 41a và 42",
        ),
        (
            "khoản 2\nĐiều 11 Nghị định",
            vec!["khoản 2 Điều 11"],
            "khoản 2\nĐiều 11",
        ),
        ("khoản 2\nĐiều 11. Hiệu lực", vec!["khoản 2"], "khoản 2"),
    ] {
        let (found, covered) = read(text);
        let written: Vec<String> = found.iter().map(|f| f.replace("  ", " ")).collect();
        assert_eq!(
            written.iter().map(|s| s.as_str()).collect::<Vec<_>>(),
            members,
            "{text}"
        );
        assert_eq!(covered, span, "{text}");
    }
}

#[test]
fn words_that_only_look_like_units_are_left_alone() {
    for text in [
        "các khoản thu",
        "danh mục 1 hồ sơ",
        "đạt điểm 10 trở lên",
        "mục tiêu 1",
        "mọi điều kiện",
    ] {
        let found = (0..text.len())
            .filter(|&i| text.is_char_boundary(i) && crate::grammar::scan::at_word_start(text, i))
            .find_map(|i| unit_list(text, i));
        assert_eq!(found, None, "{text}");
    }
}

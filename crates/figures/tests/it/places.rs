//! What a finding names stands where it says, and is told in both languages.

use figures::{Kind, Role, Severity, check};

#[test]
fn every_figure_of_a_finding_is_found_in_the_text() {
    let text =
        "Mở đầu.\nHÐND cấp huyện tổ chức 151 kỳ họp (87 kỳ họp thường lệ, 54 kỳ họp chuyên đề).\n";
    let found = check(text);
    let [finding] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        (finding.kind, finding.severity),
        (Kind::Sum, Severity::Error)
    );
    let told: Vec<(Role, &str, usize)> = finding
        .places
        .iter()
        .map(|place| (place.role, &text[place.range.clone()], place.line))
        .collect();
    assert_eq!(
        told,
        [
            (Role::Whole, "151", 2),
            (Role::Part, "87", 2),
            (Role::Part, "54", 2)
        ]
    );
    assert_eq!(finding.vi(), "Tổng ghi 151, nhưng 87 + 54 = 141.");
    assert_eq!(
        finding.en(),
        "The whole is given as 151, but 87 + 54 = 141."
    );
}

#[test]
fn a_share_is_shown_with_its_sign_and_told_to_be_cut() {
    let text = "HĐND thành phố có 55 đại biểu, trong đó có 1 đại biểu dân tộc ít người, chiếm tỷ lệ 1,81%.";
    let found = check(text);
    let [finding] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(finding.severity, Severity::Note);
    assert_eq!(&text[finding.places[0].range.clone()], "1,81%");
    assert_eq!(finding.expected, "1,82%");
}

#[test]
fn what_is_no_quantity_is_not_counted() {
    for text in [
        "Nghị quyết số 25/NQ-HĐND ngày 20/7/2023 gồm 5 điều, 3 phụ lục.",
        "Mỗi tổ có từ 5-10 đại biểu, gồm 3 nữ và 4 nam.",
        "Kỳ họp thứ 7, khóa XIV, lần thứ 2 gồm 2 phiên.",
        "Có hơn 60 đại biểu, gồm gần 40 nam và trên 30 nữ.",
        "Căn cứ các Điều 39, 40, 41 và 42, gồm 2 khoản.",
        "Điện thoại 02922249990, gồm 2 máy lẻ 101 và 102.",
    ] {
        assert_eq!(check(text), [], "{text}");
    }
}

#[test]
fn words_in_decomposed_letters_are_read_as_well() {
    let text = "HĐND tỉnh có 12 kỳ họp (5 kỳ họp thường lệ, 6 kỳ họp chuyên đề).";
    let apart: String = text
        .chars()
        .flat_map(|c| match c {
            'ọ' => vec!['o', '\u{323}'],
            'ỳ' => vec!['y', '\u{300}'],
            'ề' => vec!['e', '\u{302}', '\u{300}'],
            c => vec![c],
        })
        .collect();
    assert_eq!(check(text).len(), 1);
    assert_eq!(check(&apart).len(), 1);
}

#[test]
fn a_cell_is_named_by_the_words_that_lead_to_it() {
    let text = "Ban | Số ý kiến | Đã giải quyết\nPháp chế | 3 | 2\nVăn hóa - Xã hội | 5 | 4\nTổng cộng | 9 | 6\n";
    let found = check(text);
    let [finding] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        finding.vi(),
        "Bảng: ô “Tổng cộng” – “Số ý kiến” ghi 9, nhưng các ô cộng lại bằng 8."
    );
}

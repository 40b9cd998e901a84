//! How well a title fits a known name.

use kernel::vi;

/// A title as words: folded for comparing, and with its marks for telling "năm" from "nam".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    folded: Vec<String>,
    marked: Vec<String>,
}

/// Words that titles have or lack without a change of meaning ("họ và tên", "họ tên").
const FILLERS: [&str; 5] = ["va", "cua", "cac", "la", "the"];

/// A title with more words than this beyond the name is a sentence, not a title.
const MOST_EXTRA_WORDS: usize = 7;

impl Words {
    /// Parts a text at everything that is neither a letter nor a digit.
    pub(super) fn of(text: &str) -> Self {
        let clean = vi::clean(text).to_lowercase();
        let marked: Vec<String> = clean
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !FILLERS.contains(&vi::fold(word).as_str()))
            .map(str::to_owned)
            .collect();
        let folded = marked.iter().map(|word| vi::fold(word)).collect();
        Self { folded, marked }
    }
}

/// Points for a title against a name: 0 for no fit, around 100 for the same words.
pub(super) fn match_score(title: &Words, name: &Words) -> u32 {
    let (long, short) = (&title.folded, &name.folded);
    if short.is_empty() || long.is_empty() || long.len() > short.len() + MOST_EXTRA_WORDS {
        return 0;
    }
    // Typed marks decide between names that fold alike; a title without marks still fits both.
    let bonus = if title
        .marked
        .windows(name.marked.len())
        .any(|part| part == name.marked)
    {
        5
    } else {
        0
    };
    if long == short {
        return 100 + bonus;
    }
    // One short word ("tổ", "nam") begins or stands in too many other titles to say anything there.
    let telling = short.len() > 1 || short[0].chars().count() > 3;
    if !telling {
        return 0;
    }
    let extra = u32::try_from(long.len().saturating_sub(short.len())).unwrap_or(0);
    if long.starts_with(short) {
        return 85 + bonus - 2 * extra.min(7);
    }
    if long.windows(short.len()).any(|part| part == short) {
        return 65 + bonus - 2 * extra.min(7);
    }
    // A shortened title fits a longer name only when it keeps its first two words.
    if long.len() > 1 && short.starts_with(long) {
        return 50;
    }
    // So loose a fit needs the marks, where the title has any: "ngày tháng năm sinh nữ" is no "nam nữ".
    let scattered = if title.marked == title.folded {
        in_order(long, short)
    } else {
        in_order(&title.marked, &name.marked)
    };
    if short.len() > 1 && scattered {
        45 - extra.min(7)
    } else {
        0
    }
}

/// Whether all words of the name stand in the title in the same order, with others between them.
fn in_order(long: &[String], short: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fit_names_as_offices_write_them() {
        for (title, name, at_least, at_most) in [
            ("Họ và tên", "họ tên", 100, 105),
            ("HỌ TÊN", "họ và tên", 100, 105),
            ("Họ và tên đại biểu", "họ và tên", 80, 90),
            ("Ngày, tháng, năm sinh", "ngày tháng năm sinh", 100, 105),
            ("Ngày sinh (dd/mm/yyyy)", "ngày sinh", 75, 90),
            ("Nam/Nữ", "nam nữ", 100, 105),
            ("Nam sinh", "năm sinh", 100, 100),
            ("Năm sinh", "nam", 0, 0),
            ("Ngày, tháng, năm sinh Nữ", "nam nữ", 0, 0),
            ("Họ, chữ đệm và tên khai sinh", "họ và tên", 35, 45),
            ("HO CHU DEM VA TEN", "họ và tên", 35, 45),
            ("Nơi công tác hiện nay", "công tác", 55, 70),
            ("Đơn vị bầu cử số", "đơn vị bầu cử", 80, 90),
            ("Trình độ", "trình độ chuyên môn", 50, 50),
            ("Trình", "trình độ chuyên môn", 0, 0),
            (
                "Danh sách kèm theo báo cáo gồm các cột họ và tên ngày sinh giới tính",
                "họ và tên",
                0,
                0,
            ),
            ("", "họ và tên", 0, 0),
            ("/// -", "họ và tên", 0, 0),
        ] {
            let score = match_score(&Words::of(title), &Words::of(name));
            assert!(
                (at_least..=at_most).contains(&score),
                "{title} ~ {name}: {score}"
            );
        }
    }
}

//! Words from which sample people are made.
//!
//! The words are common ones with rough frequencies of the Mekong delta; no row
//! stands for a real person. Whoever generates people marks them as sample data
//! ("dữ liệu mẫu").

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::table::{Flaw, proven, rows};

/// A word with how often it should be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighted {
    /// The word or phrase.
    pub value: &'static str,
    /// Relative frequency within its list; at least 1.
    pub weight: u32,
}

store::coded! {
    /// What a list of words is for.
    pub enum NameKind {
        /// Họ.
        Family = "family",
        /// Tên đệm.
        Middle = "middle",
        /// Tên.
        Given = "given",
        /// Nghề nghiệp.
        Occupation = "occupation",
        /// Nơi công tác, without the name of the place.
        Workplace = "workplace",
        /// Trình độ giáo dục phổ thông.
        Schooling = "schooling",
        /// Trình độ chuyên môn.
        Qualification = "qualification",
        /// Trình độ lý luận chính trị.
        PoliticalTheory = "political_theory",
        /// Dân tộc.
        Ethnicity = "ethnicity",
        /// Tôn giáo.
        Religion = "religion",
    }
}

store::coded! {
    /// Within a kind, for whom a list of words is.
    pub enum NameGroup {
        /// Everybody.
        Any = "any",
        /// Kinh families.
        Kinh = "kinh",
        /// Khmer families.
        Khmer = "khmer",
        /// Hoa families.
        Hoa = "hoa",
        /// Men.
        Male = "male",
        /// Women.
        Female = "female",
        /// Khmer men.
        KhmerMale = "khmer_male",
        /// Khmer women.
        KhmerFemale = "khmer_female",
        /// Delegates of provincial councils.
        Province = "province",
        /// Delegates of commune councils.
        Commune = "commune",
    }
}

/// The words of one list; empty when there is no such list.
pub fn list(kind: NameKind, group: NameGroup) -> &'static [Weighted] {
    static LISTS: LazyLock<Lists> = LazyLock::new(|| grouped(proven(read())));
    LISTS.get(&(kind, group)).map_or(&[], Vec::as_slice)
}

/// Draws a word by weight from a random number; empty only for an empty list.
pub fn pick(words: &[Weighted], random: u64) -> &'static str {
    let total: u64 = words.iter().map(|word| u64::from(word.weight)).sum();
    let mut left = random.checked_rem(total).unwrap_or_default();
    for word in words {
        let weight = u64::from(word.weight);
        if left < weight {
            return word.value;
        }
        left -= weight;
    }
    ""
}

type Lists = BTreeMap<(NameKind, NameGroup), Vec<Weighted>>;
type Row = (NameKind, NameGroup, Weighted);

fn grouped(rows: Vec<Row>) -> Lists {
    let mut lists = Lists::new();
    for (kind, group, word) in rows {
        lists.entry((kind, group)).or_default().push(word);
    }
    lists
}

fn read() -> Result<Vec<Row>, Flaw> {
    rows("names.tsv", include_str!("../../data/names.tsv"), |line| {
        let word = Weighted {
            value: line.text("value")?,
            weight: line.value("weight")?,
        };
        if word.weight == 0 {
            return Err(format!("{} would never be drawn", word.value));
        }
        Ok((
            line.coded("kind", NameKind::from_code)?,
            line.coded("group", NameGroup::from_code)?,
            word,
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_a_generator_needs_is_there() {
        use NameGroup::*;
        use NameKind::*;
        for (kind, group) in [
            (Family, Kinh),
            (Family, Khmer),
            (Family, Hoa),
            (Middle, Male),
            (Middle, Female),
            (Given, Male),
            (Given, Female),
            (Given, KhmerMale),
            (Given, KhmerFemale),
            (Occupation, Any),
            (Workplace, Province),
            (Workplace, Commune),
            (Schooling, Any),
            (Qualification, Province),
            (Qualification, Commune),
            (PoliticalTheory, Province),
            (PoliticalTheory, Commune),
            (Ethnicity, Any),
            (Religion, Any),
        ] {
            assert!(list(kind, group).len() > 3, "{kind:?} {group:?}");
        }
    }

    #[test]
    fn words_are_drawn_by_weight() {
        let words = [
            Weighted {
                value: "a",
                weight: 3,
            },
            Weighted {
                value: "b",
                weight: 1,
            },
        ];
        let drawn: String = (0..8).map(|random| pick(&words, random)).collect();
        assert_eq!(drawn, "aaabaaab");
        assert_eq!(pick(&[], 7), "");
    }
}

//! The question bank: multiple-choice questions on the law for delegates.

use std::sync::LazyLock;

use super::table::{Flaw, Line, proven, rows};

/// Câu hỏi trắc nghiệm: one question with four answers, exactly one of them right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Stable key, by which a test refers to the question.
    pub key: &'static str,
    /// Key of the topic it examines.
    pub topic: &'static str,
    /// The question, in Vietnamese.
    pub text: &'static str,
    /// The four answers, in the order they are shown.
    pub answers: [&'static str; 4],
    /// Which answer is right, from 0.
    pub right: usize,
    /// Why it is right.
    pub explanation: &'static str,
    /// Số, ký hiệu of the document it rests on.
    pub document: &'static str,
    /// Điều, khoản it rests on.
    pub provision: &'static str,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Against what the answer was checked.
    pub verified: Verified,
}

store::coded! {
    /// Mức độ khó.
    pub enum Difficulty {
        /// Nhận biết.
        Easy = "easy",
        /// Thông hiểu.
        Medium = "medium",
        /// Vận dụng.
        Hard = "hard",
    }
}

store::coded! {
    /// Against what a question was checked.
    pub enum Verified {
        /// The text of the document.
        Text = "text",
        /// A public account of the document; to be checked against its text before an
        /// official examination.
        Notes = "notes",
    }
}

/// Every question.
pub fn questions() -> &'static [Question] {
    static ROWS: LazyLock<Vec<Question>> = LazyLock::new(|| proven(read()));
    &ROWS
}

fn read() -> Result<Vec<Question>, Flaw> {
    rows(
        "questions.tsv",
        include_str!("../../data/questions.tsv"),
        question,
    )
}

fn question(line: &Line) -> Result<Question, String> {
    let answers = [
        line.text("a")?,
        line.text("b")?,
        line.text("c")?,
        line.text("d")?,
    ];
    for (at, answer) in answers.iter().enumerate() {
        if answers[..at].contains(answer) {
            return Err(format!("two answers read alike: {answer}"));
        }
    }
    let right = match line.text("right")? {
        "a" => 0,
        "b" => 1,
        "c" => 2,
        "d" => 3,
        other => return Err(format!("no answer {other}")),
    };
    Ok(Question {
        key: line.text("key")?,
        topic: line.text("topic")?,
        text: line.text("question")?,
        answers,
        right,
        explanation: line.text("explanation")?,
        document: line.text("document")?,
        provision: line.text("provision")?,
        difficulty: line.coded("difficulty", Difficulty::from_code)?,
        verified: line.coded("verified", Verified::from_code)?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::super::{legal_frame, training};
    use super::*;

    #[test]
    fn every_question_has_its_own_key_and_known_roots() {
        let keys: HashSet<_> = questions().iter().map(|q| q.key).collect();
        let texts: HashSet<_> = questions().iter().map(|q| q.text).collect();
        assert_eq!(keys.len(), questions().len());
        assert_eq!(texts.len(), questions().len());
        for q in questions() {
            assert!(
                legal_frame::document(q.document).is_some(),
                "{}",
                q.document
            );
            assert!(training::topic(q.topic).is_some(), "{}", q.topic);
            assert!(q.text.ends_with('?') || q.text.ends_with(':'), "{}", q.text);
        }
    }

    #[test]
    fn the_bank_covers_the_laws_a_delegate_needs() {
        let mut per_document: HashMap<&str, usize> = HashMap::new();
        for q in questions() {
            *per_document.entry(q.document).or_default() += 1;
        }
        let sum = |numbers: &[&str]| -> usize {
            numbers.iter().filter_map(|n| per_document.get(n)).sum()
        };
        for (numbers, least) in [
            (&["77/2015/QH13"][..], 25),
            (&["87/2015/QH13"], 20),
            (&["80/2015/QH13", "63/2020/QH14"], 15),
            (&["47/2019/QH14"], 6),
            (&["72/2025/QH15"], 15),
            (&["64/2025/QH15", "87/2025/QH15"], 10),
            (&["121/2025/QH15"], 6),
            (&["30/2020/NĐ-CP"], 8),
            (&["85/2015/QH13"], 8),
            (&["75/2015/QH13", "10/2022/QH15"], 6),
        ] {
            assert!(sum(numbers) >= least, "{numbers:?}: {}", sum(numbers));
        }
    }

    #[test]
    fn the_right_answer_hides_in_every_place() {
        let mut places = [0usize; 4];
        for q in questions() {
            places[q.right] += 1;
        }
        let fair = questions().len() / 4;
        assert!(
            places.iter().all(|n| n.abs_diff(fair) <= fair / 5),
            "{places:?}"
        );
    }

    #[test]
    fn two_answers_alike_are_refused() {
        let read = rows(
            "sample.tsv",
            "key\ttopic\tquestion\ta\tb\tc\td\tright\texplanation\tdocument\tprovision\tdifficulty\tverified\n\
             k\tt\tq?\t1\t1\t2\t3\ta\te\td\tp\teasy\ttext\n",
            question,
        );
        assert_eq!(read.map_err(|flaw| flaw.line), Err(2));
    }
}

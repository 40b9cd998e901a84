//! The training programme of a term: topics, and the courses that combine them.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::bodies::Level;

use super::legal_frame;
use super::table::{Flaw, proven, rows};

/// Chuyên đề bồi dưỡng: one topic of training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Stable key.
    pub key: &'static str,
    /// Vietnamese name.
    pub name_vi: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Số, ký hiệu of the documents it may teach, of every period.
    pub documents: Vec<&'static str>,
    /// The level of councils it is for; `None` for every level.
    pub level: Option<Level>,
    /// Whom it is for.
    pub audience: Vec<Audience>,
    /// Usual length in teaching hours.
    pub hours: u32,
}

impl Topic {
    /// The documents of the topic that are in force on the day of the class.
    pub fn documents_on(&self, day: Date) -> impl Iterator<Item = &'static str> {
        self.documents
            .iter()
            .copied()
            .filter(move |number| legal_frame::document(number).is_some_and(|d| d.in_force_on(day)))
    }
}

/// Khóa bồi dưỡng: a course as planned for a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Stable key.
    pub key: &'static str,
    /// Khóa of the council, in Roman numerals.
    pub term: &'static str,
    /// First year in which it is held.
    pub first_year: i16,
    /// Last year in which it is held.
    pub last_year: i16,
    /// Vietnamese name.
    pub name_vi: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// The level of councils it is for; `None` for every level.
    pub level: Option<Level>,
    /// Whom it is for.
    pub audience: Vec<Audience>,
    /// Keys of its topics, in order.
    pub topics: Vec<&'static str>,
    /// Usual length in days.
    pub days: u32,
}

store::coded! {
    /// Đối tượng bồi dưỡng.
    pub enum Audience {
        /// Đại biểu Hội đồng nhân dân.
        Delegate = "delegate",
        /// Công chức, người lao động of the office.
        Staff = "staff",
    }
}

/// Every topic.
pub fn topics() -> &'static [Topic] {
    static ROWS: LazyLock<Vec<Topic>> = LazyLock::new(|| proven(read_topics()));
    &ROWS
}

/// The topic with this key.
pub fn topic(key: &str) -> Option<&'static Topic> {
    topics().iter().find(|topic| topic.key == key)
}

/// Every course.
pub fn courses() -> &'static [Course] {
    static ROWS: LazyLock<Vec<Course>> = LazyLock::new(|| proven(read_courses()));
    &ROWS
}

fn read_topics() -> Result<Vec<Topic>, Flaw> {
    rows(
        "topics.tsv",
        include_str!("../../data/topics.tsv"),
        |line| {
            Ok(Topic {
                key: line.text("key")?,
                name_vi: line.text("name_vi")?,
                name_en: line.text("name_en")?,
                documents: line.list("documents")?,
                level: line.level()?,
                audience: line.coded_list("audience", Audience::from_code)?,
                hours: line.value("hours")?,
            })
        },
    )
}

fn read_courses() -> Result<Vec<Course>, Flaw> {
    rows(
        "courses.tsv",
        include_str!("../../data/courses.tsv"),
        |line| {
            Ok(Course {
                key: line.text("key")?,
                term: line.text("term")?,
                first_year: line.value("first_year")?,
                last_year: line.value("last_year")?,
                name_vi: line.text("name_vi")?,
                name_en: line.text("name_en")?,
                level: line.level()?,
                audience: line.coded_list("audience", Audience::from_code)?,
                topics: line.list("topics")?,
                days: line.value("days")?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn topics_teach_documents_of_the_frame() {
        let keys: HashSet<_> = topics().iter().map(|topic| topic.key).collect();
        assert_eq!(keys.len(), topics().len());
        assert!(topics().len() >= 14);
        for topic in topics() {
            assert!(!topic.audience.is_empty(), "{}", topic.key);
            for number in &topic.documents {
                assert!(legal_frame::document(number).is_some(), "{number}");
            }
        }
    }

    #[test]
    fn courses_are_made_of_known_topics_in_both_terms() {
        let terms: HashSet<_> = courses().iter().map(|course| course.term).collect();
        assert_eq!(terms, HashSet::from(["X", "XI"]));
        for course in courses() {
            assert!(course.first_year <= course.last_year, "{}", course.key);
            assert!(!course.topics.is_empty(), "{}", course.key);
            for key in &course.topics {
                assert!(topic(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_class_teaches_the_law_of_its_day() {
        let taught = |key, day| {
            topic(key)
                .map(|topic| topic.documents_on(day).collect::<Vec<_>>())
                .unwrap_or_default()
        };
        for (key, day, expected) in [
            ("questioning", date(2022, 7, 1), "87/2015/QH13"),
            ("questioning", date(2026, 7, 1), "121/2025/QH15"),
            ("resolutions", date(2021, 9, 1), "63/2020/QH14"),
            ("resolutions", date(2026, 9, 1), "64/2025/QH15"),
        ] {
            assert!(taught(key, day).contains(&expected), "{key} on {day}");
        }
        assert!(!taught("questioning", date(2026, 7, 1)).contains(&"87/2015/QH13"));
    }
}

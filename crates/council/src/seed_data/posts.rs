//! Titles of posts and bodies in both languages, and since when a body exists.
//!
//! Which boards a council has depends on its level and on the law of the day: until
//! 2025-06-15 a commune council had a legal board and an economy and society
//! board; law 72/2025/QH15 gives it an economy and budget board and a culture and
//! society board.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::rules::RuleLevel;
use super::table::{Coded, Flaw, proven, rows};

/// Chức danh: a title somebody holds in or around a council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostTitle {
    /// Stable key.
    pub key: &'static str,
    /// Key of the kind of body it belongs to.
    pub body: &'static str,
    /// Vietnamese title.
    pub name_vi: &'static str,
    /// English title.
    pub name_en: &'static str,
    /// The level of government that has it.
    pub level: RuleLevel,
    /// Số, ký hiệu of the laws that name it.
    pub documents: Vec<&'static str>,
}

/// Cơ quan: a body of a council or next to it, over the time the law gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyName {
    /// Stable key; the same board keeps its key at every level.
    pub key: &'static str,
    /// Vietnamese name.
    pub name_vi: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// The level of government that has it.
    pub level: RuleLevel,
    /// Where within the level.
    pub place: Where,
    /// Số, ký hiệu of the laws that set it up.
    pub documents: Vec<&'static str>,
    /// First day it may exist.
    pub valid_from: Date,
    /// Last day it may exist; `None` while it is open.
    pub valid_to: Option<Date>,
}

/// Which councils of a level have a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Where {
    /// Every council of the level.
    Everywhere,
    /// Councils of cities under central government.
    CentralCity,
    /// Councils of places with many members of ethnic minorities.
    WhereSetUp,
}

impl Coded for Where {
    const CODES: &'static [(&'static str, Self)] = &[
        ("any", Self::Everywhere),
        ("central_city", Self::CentralCity),
        ("where_set_up", Self::WhereSetUp),
    ];
}

/// Every title.
pub fn posts() -> &'static [PostTitle] {
    static ROWS: LazyLock<Vec<PostTitle>> = LazyLock::new(|| proven(read_posts()));
    &ROWS
}

/// Every body of every period.
pub fn bodies() -> &'static [BodyName] {
    static ROWS: LazyLock<Vec<BodyName>> = LazyLock::new(|| proven(read_bodies()));
    &ROWS
}

/// The boards a council of this level may have on this day.
pub fn boards_on(level: RuleLevel, day: Date) -> impl Iterator<Item = &'static BodyName> {
    bodies().iter().filter(move |body| {
        body.key.starts_with("board_")
            && body.level == level
            && body.valid_from <= day
            && body.valid_to.is_none_or(|last| day <= last)
    })
}

fn read_posts() -> Result<Vec<PostTitle>, Flaw> {
    rows("posts.tsv", include_str!("../../data/posts.tsv"), |line| {
        Ok(PostTitle {
            key: line.text("key")?,
            body: line.text("body")?,
            name_vi: line.text("name_vi")?,
            name_en: line.text("name_en")?,
            level: line.coded("level")?,
            documents: line.list("documents")?,
        })
    })
}

fn read_bodies() -> Result<Vec<BodyName>, Flaw> {
    rows(
        "bodies.tsv",
        include_str!("../../data/bodies.tsv"),
        |line| {
            Ok(BodyName {
                key: line.text("key")?,
                name_vi: line.text("name_vi")?,
                name_en: line.text("name_en")?,
                level: line.coded("level")?,
                place: line.coded("where")?,
                documents: line.list("documents")?,
                valid_from: line.value("valid_from")?,
                valid_to: line.maybe_value("valid_to")?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::legal_frame;
    use super::*;

    #[test]
    fn every_post_has_a_body_and_every_basis_is_known() {
        for post in posts() {
            let found = bodies()
                .iter()
                .any(|body| body.key == post.body || post.body == "board");
            assert!(found, "{}", post.key);
        }
        let cited = posts()
            .iter()
            .flat_map(|post| &post.documents)
            .chain(bodies().iter().flat_map(|body| &body.documents));
        for number in cited {
            assert!(legal_frame::document(number).is_some(), "{number}");
        }
    }

    #[test]
    fn boards_follow_the_law_of_the_day() {
        let names = |level, day| {
            boards_on(level, day)
                .map(|body| body.name_vi)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(RuleLevel::Commune, date(2025, 6, 15)),
            ["Ban Pháp chế", "Ban Kinh tế - Xã hội"]
        );
        assert_eq!(
            names(RuleLevel::Commune, date(2026, 4, 1)),
            ["Ban Kinh tế - Ngân sách", "Ban Văn hóa - Xã hội"]
        );
        assert_eq!(names(RuleLevel::Province, date(2026, 4, 1)).len(), 5);
        assert!(names(RuleLevel::District, date(2025, 7, 1)).is_empty());
    }
}

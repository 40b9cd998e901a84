//! Titles of posts and bodies in both languages, and since when a body exists.
//!
//! Which boards a council has depends on its level and on the law of the day: until
//! 2025-06-15 a commune council had a legal board and an economy and society
//! board; law 72/2025/QH15 gives it an economy and budget board and a culture and
//! society board.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::bodies::{BodyKind, Level, Post};

use super::table::{Flaw, proven, rows};

/// Chức danh: a title somebody holds in or around a council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostTitle {
    /// Stable key; the code of the post where it is a [`Post`].
    pub key: &'static str,
    /// The post in a body of the council; `None` for a title next to it.
    pub post: Option<Post>,
    /// Vietnamese title.
    pub name_vi: &'static str,
    /// English title.
    pub name_en: &'static str,
    /// The level of government that has it; `None` for every level.
    pub level: Option<Level>,
    /// Số, ký hiệu of the laws that name it.
    pub documents: Vec<&'static str>,
}

/// Cơ quan: a body of a council or next to it, over the time the law gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyName {
    /// Stable key; the code of the kind where it is a [`BodyKind`].
    pub key: &'static str,
    /// The kind of body of the council; `None` for a body next to it.
    pub kind: Option<BodyKind>,
    /// Vietnamese name.
    pub name_vi: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// The level of government that has it; `None` for every level.
    pub level: Option<Level>,
    /// Where within the level.
    pub place: Where,
    /// Số, ký hiệu of the laws that set it up.
    pub documents: Vec<&'static str>,
    /// First day it may exist.
    pub valid_from: Date,
    /// First day it no longer may; `None` while it is open.
    pub valid_to: Option<Date>,
}

store::coded! {
    /// Which councils of a level have a body.
    pub enum Where {
        /// Every council of the level.
        Everywhere = "any",
        /// Councils of cities under central government.
        CentralCity = "central_city",
        /// Councils of places with many members of ethnic minorities.
        WhereSetUp = "where_set_up",
    }
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
pub fn boards_on(level: Level, day: Date) -> impl Iterator<Item = &'static BodyName> {
    bodies().iter().filter(move |body| {
        body.kind.is_some_and(BodyKind::is_board)
            && body.level == Some(level)
            && body.valid_from <= day
            && body.valid_to.is_none_or(|end| day < end)
    })
}

fn read_posts() -> Result<Vec<PostTitle>, Flaw> {
    rows("posts.tsv", include_str!("../../data/posts.tsv"), |line| {
        Ok(PostTitle {
            key: line.text("key")?,
            post: Post::from_code(line.text("key")?),
            name_vi: line.text("name_vi")?,
            name_en: line.text("name_en")?,
            level: line.level()?,
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
                kind: BodyKind::from_code(line.text("key")?),
                name_vi: line.text("name_vi")?,
                name_en: line.text("name_en")?,
                level: line.level()?,
                place: line.coded("where", Where::from_code)?,
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
    fn every_post_and_kind_of_body_is_named_and_every_basis_is_known() {
        for post in Post::ALL {
            assert!(posts().iter().any(|row| row.post == Some(*post)), "{post}");
        }
        for kind in BodyKind::ALL {
            assert!(bodies().iter().any(|row| row.kind == Some(*kind)), "{kind}");
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
            names(Level::Commune, date(2025, 6, 15)),
            ["Ban Pháp chế", "Ban Kinh tế - Xã hội"]
        );
        assert_eq!(
            names(Level::Commune, date(2026, 4, 1)),
            ["Ban Kinh tế - Ngân sách", "Ban Văn hóa - Xã hội"]
        );
        assert_eq!(names(Level::Province, date(2026, 4, 1)).len(), 5);
        assert!(names(Level::District, date(2025, 7, 1)).is_empty());
    }
}

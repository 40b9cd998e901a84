//! Skeletons of regulations: headings of articles in our own words, which point at the model resolution and never repeat it.

use std::sync::LazyLock;

use super::table::{Flaw, Line, proven, rows};
use crate::bodies::Level;

store::coded! {
    /// Loại văn bản của hội đồng.
    pub enum RegulationKind {
        /// Quy chế hoạt động, quy chế làm việc.
        Working = "working",
        /// Nội quy kỳ họp.
        Session = "session",
        /// Nghị quyết quy phạm khác.
        Normative = "normative",
    }
}

/// A skeleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Model {
    /// Its key.
    pub key: &'static str,
    /// The kind of regulation.
    pub kind: RegulationKind,
    /// The level it is for; every level when none.
    pub level: Option<Level>,
}

impl Model {
    /// Whether it is for this kind at this level.
    pub fn fits(&self, kind: RegulationKind, level: Level) -> bool {
        self.kind == kind && self.level.is_none_or(|own| own == level)
    }
}

/// An article of a skeleton.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelArticle {
    /// The model.
    pub model: &'static str,
    /// The chapter that begins with it.
    pub chapter: &'static str,
    /// Tên điều.
    pub heading: &'static str,
    /// What is to be written there.
    pub text: &'static str,
}

const MODELS: [Model; 3] = [
    Model {
        key: "working_province",
        kind: RegulationKind::Working,
        level: Some(Level::Province),
    },
    Model {
        key: "working_commune",
        kind: RegulationKind::Working,
        level: Some(Level::Commune),
    },
    Model {
        key: "session",
        kind: RegulationKind::Session,
        level: None,
    },
];

/// Every skeleton.
pub fn models() -> impl Iterator<Item = &'static Model> {
    MODELS.iter()
}

/// The articles of a skeleton in order.
pub fn opening(key: &str) -> impl Iterator<Item = &'static ModelArticle> {
    static ROWS: LazyLock<Vec<ModelArticle>> = LazyLock::new(|| proven(read()));
    ROWS.iter().filter(move |row| row.model == key)
}

fn read() -> Result<Vec<ModelArticle>, Flaw> {
    let table = include_str!("../../data/regulation-models.tsv");
    rows("regulation-models.tsv", table, |line: &Line| {
        Ok(ModelArticle {
            model: line.text("model")?,
            chapter: line.maybe("chapter")?.unwrap_or_default(),
            heading: line.text("heading")?,
            text: line.text("text")?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_skeleton_has_articles_and_every_article_a_skeleton() {
        for model in models() {
            assert!(opening(model.key).count() >= 8, "{}", model.key);
        }
        for row in read().expect("the table") {
            assert!(
                models().any(|model| model.key == row.model),
                "{}",
                row.model
            );
        }
    }
}

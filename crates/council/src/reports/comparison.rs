//! So sánh: two reports side by side, figure by figure: two terms, two councils, three levels against two.

use std::collections::BTreeMap;

use super::Chapter;
use super::model::{Block, Bound, Content, Piece};

/// A figure of two reports.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = reports::Compared)]
pub struct Compared {
    /// The chapter in which it stands.
    pub chapter: Chapter,
    /// By which both reports name it.
    pub key: String,
    /// What it counts.
    pub label: String,
    /// In the first report; none where it has no such figure, such as of a level that is gone.
    pub a: Option<Bound>,
    /// In the second report.
    pub b: Option<Bound>,
}

impl Compared {
    /// How much more the second report says than the first.
    pub fn difference(&self) -> Option<i64> {
        let (a, b) = self.a.as_ref().zip(self.b.as_ref())?;
        Some(b.value - a.value)
    }
}

/// The figures of two reports, in the order of the first, then those of the second alone.
pub fn compare(a: &Content, b: &Content) -> Vec<Compared> {
    let (first, second) = (listed(a), listed(b));
    let of_second: BTreeMap<&str, &Bound> = b.figures();
    let mut rows: Vec<Compared> = first
        .iter()
        .map(|(chapter, bound)| Compared {
            chapter: *chapter,
            key: bound.key.clone(),
            label: bound.label.clone(),
            a: Some((*bound).clone()),
            b: of_second.get(bound.key.as_str()).map(|it| (*it).clone()),
        })
        .collect();
    let of_first = a.figures();
    let alone = second
        .iter()
        .filter(|(_, bound)| !of_first.contains_key(bound.key.as_str()));
    rows.extend(alone.map(|(chapter, bound)| Compared {
        chapter: *chapter,
        key: bound.key.clone(),
        label: bound.label.clone(),
        a: None,
        b: Some((*bound).clone()),
    }));
    rows.sort_by_key(|row| row.chapter);
    rows
}

/// Every figure once, with the chapter in which it stands first: those of tables, in the order of reading, before those of sentences alone.
pub fn listed(content: &Content) -> Vec<(Chapter, &Bound)> {
    let mut listed: Vec<(Chapter, &Bound)> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for text in &content.chapters {
        for tables in [true, false] {
            let blocks = text.blocks.iter();
            let blocks = blocks.filter(|block| matches!(block, Block::Table(_)) == tables);
            for bound in blocks.flat_map(Block::pieces).filter_map(Piece::figure) {
                if known.insert(bound.key.as_str()) {
                    listed.push((text.chapter, bound));
                }
            }
        }
    }
    listed
}

//! Nội dung văn bản: the blocks of a body, and a builder that counts its headings.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6 (phần, chương, mục, tiểu mục, điều, khoản, điểm).

use serde::{Deserialize, Serialize};

use crate::{Chart, Table, Text};

/// The rank of a numbered unit, the widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Phần: `Phần I`, its title below in capitals.
    Part,
    /// Chương: `Chương I`, its title below in capitals.
    Chapter,
    /// Mục: `Mục 1`, its title below in capitals.
    Section,
    /// Tiểu mục: `Tiểu mục 1`, its title below in capitals.
    Subsection,
    /// The first rank of papers without chapters: `I. KẾT QUẢ`.
    Roman,
    /// Điều: `Điều 1.`
    Article,
    /// Khoản: `1.`
    Clause,
    /// Điểm: `a)`, in the order of the Vietnamese letters.
    Point,
}

/// A block of a body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A numbered unit with a title on its own line.
    Heading {
        /// Its rank.
        level: Level,
        /// Its number, from one.
        number: u16,
        /// Its title.
        title: String,
    },
    /// A numbered unit whose text begins beside its number.
    Provision {
        /// Its rank.
        level: Level,
        /// Its number, from one.
        number: u16,
        /// Its text.
        text: Text,
    },
    /// A paragraph.
    Paragraph(Text),
    /// Items after dashes.
    List(Vec<Text>),
    /// A table.
    Table(Table),
    /// A chart, with its values as a table.
    Chart(Chart),
}

/// Builds a body and counts: each heading gets the number after the last one of its rank; a wider rank begins the narrower ones anew,
/// but articles run through a whole paper.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    blocks: Vec<Block>,
    counts: Counts,
}

impl Body {
    /// An empty body.
    pub fn new() -> Self {
        Self::default()
    }

    /// A title with the next number of its rank.
    pub fn heading(mut self, level: Level, title: impl Into<String>) -> Self {
        let number = self.next(level);
        self.blocks.push(Block::Heading {
            level,
            number,
            title: title.into(),
        });
        self
    }

    /// A text with the next number of its rank.
    pub fn provision(mut self, level: Level, text: impl Into<Text>) -> Self {
        let number = self.next(level);
        self.blocks.push(Block::Provision {
            level,
            number,
            text: text.into(),
        });
        self
    }

    /// A paragraph.
    pub fn paragraph(mut self, text: impl Into<Text>) -> Self {
        self.blocks.push(Block::Paragraph(text.into()));
        self
    }

    /// Items after dashes.
    pub fn list(mut self, items: impl IntoIterator<Item = impl Into<Text>>) -> Self {
        let items = items.into_iter().map(Into::into).collect();
        self.blocks.push(Block::List(items));
        self
    }

    /// A table.
    pub fn table(mut self, table: Table) -> Self {
        self.blocks.push(Block::Table(table));
        self
    }

    /// A chart.
    pub fn chart(mut self, chart: Chart) -> Self {
        self.blocks.push(Block::Chart(chart));
        self
    }

    /// The blocks.
    pub fn done(self) -> Vec<Block> {
        self.blocks
    }

    fn next(&mut self, level: Level) -> u16 {
        let number = self.counts.next(level);
        self.counts.set(level, number);
        number
    }
}

/// The last number of each rank.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Counts([u16; 8]);

impl Counts {
    /// The number that follows in a rank.
    pub(crate) fn next(&self, level: Level) -> u16 {
        self.0[level as usize].saturating_add(1)
    }

    /// Counts a number of a rank; narrower ranks begin anew, articles run on.
    pub(crate) fn set(&mut self, level: Level, number: u16) {
        let place = level as usize;
        self.0[place] = number;
        for (narrower, count) in self.0.iter_mut().enumerate().skip(place + 1) {
            if narrower != Level::Article as usize {
                *count = 0;
            }
        }
    }
}

impl From<Body> for Vec<Block> {
    fn from(body: Body) -> Self {
        body.blocks
    }
}

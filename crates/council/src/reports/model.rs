//! Nội dung báo cáo: chapters of sentences and tables in which each figure is bound to the records it was counted from.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kernel::ids::CouncilId;
use kernel::{Date, vi};
use serde::{Deserialize, Serialize};

use super::Chapter;
use crate::bodies::Level;

store::coded! {
    /// Đơn vị tính.
    pub enum Unit {
        /// Đếm được: persons, sittings, matters.
        Count = "count",
        /// Phần trăm, in hundredths of a percent.
        Share = "share",
        /// Đồng.
        Dong = "dong",
    }

    /// Nơi có bản ghi: the list in which the records of a figure stand.
    pub enum Room {
        /// Hội đồng.
        Councils = "councils",
        /// Đại biểu.
        Delegates = "delegates",
        /// Kỳ họp.
        Sittings = "sittings",
        /// Cuộc tiếp xúc cử tri.
        Contacts = "contacts",
        /// Tiếp xúc cử tri quanh kỳ họp.
        Coverage = "coverage",
        /// Kiến nghị.
        Petitions = "petitions",
        /// Lớp bồi dưỡng.
        Classes = "classes",
        /// Bảng theo dõi.
        Scoreboard = "scoreboard",
        /// Nắm vững pháp luật.
        Laws = "laws",
        /// Quy chế, nội quy.
        Regulations = "regulations",
        /// Quy chế phối hợp.
        Coordination = "coordination",
        /// Hội nghị trao đổi kinh nghiệm.
        Conferences = "conferences",
        /// Rà soát văn bản.
        Review = "review",
        /// Điều kiện hoạt động.
        Conditions = "conditions",
        /// Đánh giá, khen thưởng.
        Recognition = "recognition",
    }
}

/// Nguồn số liệu: which records of a room a figure was counted from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = reports::Source)]
pub struct Source {
    /// Where the records stand.
    pub room: Room,
    /// The level of their councils; none: all levels.
    pub level: Option<Level>,
    /// The council, where they are of the council of the place itself.
    pub council: Option<CouncilId>,
    /// What narrows them further, as a code of that room: a sex, a kind of sitting, a state; empty: nothing.
    pub code: String,
    /// The first day of the time they are from, where they have one.
    pub from: Option<Date>,
    /// The day on which they stood so, or the last day of their time.
    pub on: Date,
}

/// Số liệu: a figure bound to its records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = reports::Bound)]
pub struct Bound {
    /// By which the writer, the next count and another report name it, such as `delegates.now.commune`.
    pub key: String,
    /// What it counts, in words.
    pub label: String,
    /// Its value in its unit.
    pub value: i64,
    /// Its unit.
    pub unit: Unit,
    /// Its records.
    pub source: Source,
}

/// A piece of a sentence or a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = reports::Piece)]
#[serde(untagged)]
pub enum Piece {
    /// A figure.
    Figure(Bound),
    /// Words.
    Words(String),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = reports::Table)]
pub struct Table {
    /// By which it is known in the annex; empty for a table that the writer made.
    pub key: String,
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows; a last row of sums begins with "Tổng cộng".
    pub rows: Vec<Vec<Piece>>,
}

/// A block of a chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = reports::Block)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph made from the records.
    Sentence {
        /// Its pieces.
        pieces: Vec<Piece>,
    },
    /// A paragraph of the writer.
    Prose {
        /// Its pieces.
        pieces: Vec<Piece>,
    },
    /// A table.
    Table(Table),
}

/// A chapter with its blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = reports::ChapterText)]
pub struct ChapterText {
    /// Which.
    pub chapter: Chapter,
    /// Its blocks, those made from the records first.
    pub blocks: Vec<Block>,
}

/// The whole content of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = reports::Content)]
pub struct Content {
    /// Its chapters, in order.
    pub chapters: Vec<ChapterText>,
}

/// No chart shows more bars.
const BARS: usize = 14;

/// How many hundredths of a percent a part is of a whole, rounded half up; none of nothing.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    (whole > 0 && part >= 0).then(|| (part * 20_000 / whole + 1) / 2)
}

impl Unit {
    /// A value as papers print it.
    pub fn shown(self, value: i64) -> String {
        match self {
            Self::Count => vi::number(value),
            Self::Share => format!("{},{:02}%", vi::number(value / 100), value % 100),
            Self::Dong => vi::dong(value),
        }
    }
}

impl Bound {
    /// The value as the paper prints it.
    pub fn shown(&self) -> String {
        self.unit.shown(self.value)
    }

    /// A figure of which only key and value are known any more.
    pub(super) fn lost(key: &str, value: i64) -> Self {
        Self {
            key: key.to_owned(),
            label: key.to_owned(),
            value,
            unit: Unit::Count,
            source: Source {
                room: Room::Councils,
                level: None,
                council: None,
                code: String::new(),
                from: None,
                on: Date::MIN,
            },
        }
    }
}

impl Piece {
    /// What it prints.
    pub fn shown(&self) -> String {
        match self {
            Self::Figure(bound) => bound.shown(),
            Self::Words(words) => words.clone(),
        }
    }

    /// The figure, where it is one.
    pub const fn figure(&self) -> Option<&Bound> {
        match self {
            Self::Figure(bound) => Some(bound),
            Self::Words(_) => None,
        }
    }
}

/// With which the row of sums of a table begins.
pub(super) const SUM: &str = "Tổng cộng";

impl Table {
    /// Whether a row holds the sums of the others.
    pub fn is_sum(row: &[Piece]) -> bool {
        matches!(row.first(), Some(Piece::Words(words)) if words == SUM)
    }

    /// Whether a column holds figures.
    pub fn counts(&self, at: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(at));
        cells.any(|piece| piece.figure().is_some())
    }

    /// The column that is better seen as bars, with the names and figures of the bars: petitions by field, the measures.
    pub fn charted(&self) -> Option<(&str, Vec<(String, &Bound)>)> {
        let (at, unit) = match self.key.as_str() {
            "fields" => (1, Unit::Count),
            "measures" => (3, Unit::Share),
            _ => return None,
        };
        let rows = self.rows.iter().filter(|row| !Self::is_sum(row));
        let bars = rows.filter_map(|row| {
            let bound = row.get(at)?.figure()?;
            (bound.unit == unit).then(|| (row[0].shown(), bound))
        });
        let bars: Vec<_> = bars.take(BARS).collect();
        let head = self.head.get(at)?;
        (bars.len() > 1).then_some((head.as_str(), bars))
    }
}

impl From<&str> for Piece {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Piece {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<Bound> for Piece {
    fn from(bound: Bound) -> Self {
        Self::Figure(bound)
    }
}

impl Block {
    /// Every piece, in the order of reading.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        let (plain, table) = match self {
            Self::Sentence { pieces } | Self::Prose { pieces } => (pieces.as_slice(), None),
            Self::Table(table) => (&[] as &[Piece], Some(table)),
        };
        let cells = table
            .into_iter()
            .flat_map(|table| table.rows.iter().flatten());
        plain.iter().chain(cells)
    }

    fn write(&self, text: &mut String) {
        let line = |pieces: &[Piece], between: &str| {
            let shown: Vec<String> = pieces.iter().map(Piece::shown).collect();
            shown.join(between)
        };
        // Writing to a string cannot fail.
        let _ = match self {
            Self::Sentence { pieces } | Self::Prose { pieces } => {
                writeln!(text, "{}", line(pieces, ""))
            }
            Self::Table(table) => {
                if !table.caption.is_empty() {
                    let _ = writeln!(text, "{}", table.caption);
                }
                let _ = writeln!(text, "{}", table.head.join(" | "));
                for row in &table.rows {
                    let _ = writeln!(text, "{}", line(row, " | "));
                }
                writeln!(text)
            }
        };
    }
}

impl Content {
    /// The report as plain text, a paragraph a line and a row of a table a line: what the checker of figures reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for chapter in &self.chapters {
            let _ = writeln!(text, "{}", chapter.chapter.heading());
            for block in &chapter.blocks {
                block.write(&mut text);
            }
        }
        text
    }

    /// Every figure once, by its key; where one stands several times, the first.
    pub fn figures(&self) -> BTreeMap<&str, &Bound> {
        let mut figures = BTreeMap::new();
        let blocks = self.chapters.iter().flat_map(|chapter| &chapter.blocks);
        for bound in blocks.flat_map(Block::pieces).filter_map(Piece::figure) {
            figures.entry(bound.key.as_str()).or_insert(bound);
        }
        figures
    }

    /// The blocks of a chapter.
    pub fn chapter(&self, chapter: Chapter) -> &[Block] {
        let mut chapters = self.chapters.iter();
        let found = chapters.find(|text| text.chapter == chapter);
        found.map_or(&[], |text| text.blocks.as_slice())
    }
}

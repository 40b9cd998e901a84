//! Nội dung: blocks with their labels as printed.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm đ; Mục V, dòng 6.

use kernel::vi;
use serde::Serialize;

use super::chart::Drawing;
use super::grid::Grid;
use paper::{Block, Level, Run, Text};

/// A stretch of text in one face, as printed. `\n` begins a new line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Print {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
}

/// A piece of a body as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "piece", rename_all = "kebab-case")]
pub(crate) enum Piece {
    /// A title.
    Heading {
        /// Its rank among those of this body, from one.
        depth: usize,
        /// `Chương I`, `Điều 1.`
        label: String,
        title: String,
        /// In the middle, the label on a line of its own.
        centred: bool,
        bold: bool,
    },
    /// A paragraph, its label being its first run.
    Text { runs: Vec<Print> },
    /// A table.
    Table(Grid),
    /// A chart and its table.
    Chart(Drawing),
}

pub(super) fn pieces(blocks: &[Block]) -> Vec<Piece> {
    let mut ranks: Vec<Level> = (blocks.iter())
        .filter_map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        })
        .collect();
    ranks.sort_unstable();
    ranks.dedup();
    let mut pieces = Vec::new();
    for block in blocks {
        match block {
            Block::Heading {
                level,
                number,
                title,
            } => pieces.push(heading(&ranks, *level, *number, title)),
            Block::Provision {
                level,
                number,
                text: words,
            } => {
                let bold = *level <= Level::Article;
                let label = format!("{} ", level.label(*number));
                pieces.extend(text(Some((&label, bold)), words));
            }
            Block::Paragraph(words) => pieces.extend(text(None, words)),
            Block::List(items) => {
                let items = items.iter();
                pieces.extend(items.filter_map(|item| text(Some(("- ", false)), item)));
            }
            Block::Table(table) => pieces.push(Piece::Table(Grid::new(table))),
            Block::Chart(chart) => pieces.push(Piece::Chart(Drawing::new(chart))),
        }
    }
    pieces
}

fn heading(ranks: &[Level], level: Level, number: u16, title: &str) -> Piece {
    let depth = ranks.partition_point(|rank| *rank < level) + 1;
    let title = vi::clean(title);
    let capitals = level <= Level::Roman;
    Piece::Heading {
        depth,
        label: level.label(number),
        title: if capitals {
            title.to_uppercase()
        } else {
            title
        },
        centred: level < Level::Roman,
        bold: level < Level::Point,
    }
}

/// A paragraph, or nothing when there is no word in it.
fn text(label: Option<(&str, bool)>, words: &Text) -> Option<Piece> {
    let mut runs: Vec<Print> = (words.0.iter().map(print))
        .filter(|run| !run.text.is_empty())
        .collect();
    if runs.iter().all(|run| run.text.trim().is_empty()) {
        return None;
    }
    if let Some((label, bold)) = label {
        let label = Print {
            text: label.to_owned(),
            bold,
            italic: false,
        };
        runs.insert(0, label);
    }
    Some(Piece::Text { runs })
}

/// Cleans each line of a run and keeps the blanks at its ends, which part it from its neighbours.
fn print(run: &Run) -> Print {
    let edge = |c: Option<char>| match c {
        Some(c) if c.is_whitespace() => " ",
        _ => "",
    };
    let line = |line: &str| {
        let clean = vi::clean(line);
        let (first, last) = (line.chars().next(), line.chars().next_back());
        match clean.is_empty() {
            true => edge(first).to_owned(),
            false => format!("{}{clean}{}", edge(first), edge(last)),
        }
    };
    Print {
        text: run
            .text
            .split('\n')
            .map(line)
            .collect::<Vec<_>>()
            .join("\n"),
        bold: run.bold,
        italic: run.italic,
    }
}

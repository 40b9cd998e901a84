//! Phần lời: plain text of the writer, in which `{{key}}` stands for a figure and lines with bars between cells are a table.

use std::collections::BTreeMap;

use kernel::vi;

use super::model::{Block, Bound, Piece, Table};

/// The blocks of a text, and the names between braces that are no figure of the report; these stay as they were typed.
pub(super) fn blocks(text: &str, figures: &BTreeMap<&str, &Bound>) -> (Vec<Block>, Vec<String>) {
    let (mut blocks, mut unknown) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let line = vi::clean(line);
        if line.is_empty() {
            continue;
        }
        if !line.contains('|') {
            let pieces = pieces(&line, figures, &mut unknown);
            blocks.push(Block::Prose { pieces });
            continue;
        }
        let cells = line.trim_matches('|').split('|').map(str::trim);
        match blocks.last_mut() {
            Some(Block::Table(table)) => table.rows.push(
                cells
                    .map(|cell| cell_of(pieces(cell, figures, &mut unknown)))
                    .collect(),
            ),
            _ => blocks.push(Block::Table(Table {
                key: String::new(),
                caption: String::new(),
                head: cells.map(str::to_owned).collect(),
                rows: Vec::new(),
            })),
        }
    }
    for block in &mut blocks {
        if let Block::Table(table) = block {
            let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
            let width = width.max(table.head.len());
            table.head.resize(width, String::new());
            for row in &mut table.rows {
                row.resize(width, Piece::from(""));
            }
        }
    }
    (blocks, unknown)
}

/// A cell holds one piece: a figure alone stays bound, words with figures in them become words.
fn cell_of(mut pieces: Vec<Piece>) -> Piece {
    match pieces.len() {
        0 => Piece::from(""),
        1 => pieces.swap_remove(0),
        _ => Piece::from(pieces.iter().map(Piece::shown).collect::<String>()),
    }
}

fn pieces(line: &str, figures: &BTreeMap<&str, &Bound>, unknown: &mut Vec<String>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("{{") {
        words.push_str(before);
        let (name, after, closed) = match behind.split_once("}}") {
            Some((name, after)) => (name.trim(), after, true),
            None => (behind.trim(), "", false),
        };
        match figures.get(name).filter(|_| closed) {
            Some(bound) => {
                if !words.is_empty() {
                    pieces.push(Piece::from(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Figure((*bound).clone()));
            }
            None => {
                unknown.push(name.to_owned());
                words.push_str("{{");
                words.push_str(name);
                words.push_str(if closed { "}}" } else { "" });
            }
        }
        rest = after;
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece::from(words));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::model::{Room, Source, Unit};
    use super::*;

    #[test]
    fn figures_tables_and_unknown_names_are_told_apart() {
        let bound = Bound {
            key: "petitions.matters".to_owned(),
            label: "Nội dung".to_owned(),
            value: 1_240,
            unit: Unit::Count,
            source: Source {
                room: Room::Petitions,
                level: None,
                council: None,
                code: String::new(),
                from: None,
                on: date(2026, 1, 1),
            },
        };
        let figures = BTreeMap::from([("petitions.matters", &bound)]);
        let text = "Tổng hợp {{ petitions.matters }} nội dung, {{petitions.none}}.\n\nTập thể | Hình thức\nBan Pháp chế | {{petitions.matters}}\nTổ số 1\nCòn {{ hở";
        let (blocks, unknown) = blocks(text, &figures);
        assert_eq!(unknown, ["petitions.none", "hở"]);
        let [
            Block::Prose { pieces },
            Block::Table(table),
            Block::Prose { .. },
            Block::Prose { .. },
        ] = blocks.as_slice()
        else {
            panic!("{blocks:?}");
        };
        let shown: String = pieces.iter().map(Piece::shown).collect();
        assert_eq!(shown, "Tổng hợp 1.240 nội dung, {{petitions.none}}.");
        assert_eq!(table.head, ["Tập thể", "Hình thức"]);
        assert_eq!(table.rows[0][1].figure(), Some(&bound));
    }
}

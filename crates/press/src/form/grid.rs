//! Bảng as a full grid: every spot of every row is there, so that no writer meets a hole or two cells on one spot.

use kernel::vi;
use serde::Serialize;

use paper::{Align, Cell, Table};

/// Word knows no more columns; what would stand beyond is put into the last one.
const COLUMNS: usize = 63;

/// A spot of a grid where a cell begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Spot {
    pub text: Vec<String>,
    /// The first column, from zero.
    pub column: usize,
    pub across: usize,
    pub down: usize,
    /// Goes on with the cell above; its text is empty.
    pub joined: bool,
    pub bold: bool,
}

/// A table as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Grid {
    pub caption: String,
    /// `Đơn vị tính: …`
    pub unit: String,
    pub note: String,
    pub weights: Vec<u16>,
    pub aligns: Vec<Align>,
    pub head: Vec<Vec<Spot>>,
    pub rows: Vec<Vec<Spot>>,
}

impl Grid {
    pub(super) fn new(table: &Table) -> Self {
        let head: Vec<(&[Cell], bool)> = table.head.iter().map(|row| (&row[..], true)).collect();
        let body: Vec<(&[Cell], bool)> = (table.rows.iter())
            .map(|row| (&row.cells[..], row.bold))
            .collect();
        let columns = (width(&head).max(width(&body)).max(table.columns.len())).min(COLUMNS);
        let unit = vi::clean(&table.unit);
        Self {
            caption: vi::clean(&table.caption),
            unit: match unit.is_empty() {
                true => unit,
                false => format!("Đơn vị tính: {unit}"),
            },
            note: vi::clean(&table.note),
            weights: (0..columns)
                .map(|place| table.columns.get(place).map_or(1, |c| c.weight.max(1)))
                .collect(),
            aligns: (0..columns)
                .map(|place| table.columns.get(place).map_or(Align::Left, |c| c.align))
                .collect(),
            head: section(&head, columns),
            rows: section(&body, columns),
        }
    }
}

/// How many columns the rows of a section need when cells from above stand in their way.
fn width(rows: &[(&[Cell], bool)]) -> usize {
    let mut taken = vec![0usize; 0];
    for (row, _) in rows {
        let mut column = 0;
        for cell in *row {
            while taken.get(column).is_some_and(|left| *left > 0) {
                column += 1;
            }
            let end = (column + usize::from(cell.across.max(1))).min(COLUMNS);
            taken.resize(taken.len().max(end), 0);
            for left in &mut taken[column.min(end)..end] {
                *left = usize::from(cell.down.max(1));
            }
            column = end;
        }
        taken
            .iter_mut()
            .for_each(|left| *left = left.saturating_sub(1));
    }
    taken.len()
}

/// Lays the cells of a head or of a body out; a cell reaches neither over another nor out of its section.
fn section(rows: &[(&[Cell], bool)], columns: usize) -> Vec<Vec<Spot>> {
    // For each column: over how many rows more, and over how many columns, a cell from above reaches.
    let mut above: Vec<Option<(usize, usize)>> = vec![None; columns];
    let mut out = Vec::with_capacity(rows.len());
    for (place, (row, bold)) in rows.iter().enumerate() {
        let mut line: Vec<Spot> = Vec::new();
        let mut cells = row.iter();
        let mut column = 0;
        while column < columns {
            if let Some((left, across)) = above[column] {
                line.push(Spot {
                    text: Vec::new(),
                    column,
                    across,
                    down: 1,
                    joined: true,
                    bold: *bold,
                });
                above[column] = (left > 1).then_some((left - 1, across));
                column += across;
                continue;
            }
            let free = (above[column..].iter().take_while(|spot| spot.is_none())).count();
            let cell = cells.next();
            let across = cell
                .map_or(1, |cell| usize::from(cell.across))
                .clamp(1, free);
            let down = cell
                .map_or(1, |cell| usize::from(cell.down))
                .clamp(1, rows.len() - place);
            if down > 1 {
                above[column] = Some((down - 1, across));
            }
            line.push(Spot {
                text: cell.map(words).unwrap_or_default(),
                column,
                across,
                down,
                joined: false,
                bold: *bold,
            });
            column += across;
        }
        let rest: Vec<String> = cells.flat_map(words).collect();
        if let Some(last) = line.iter_mut().rev().find(|spot| !spot.joined) {
            last.text.extend(rest);
        }
        out.push(line);
    }
    out
}

fn words(cell: &Cell) -> Vec<String> {
    (cell.text.lines().map(vi::clean))
        .filter(|line| !line.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use paper::{Column, Row};

    /// Each row as `column+across×down`, `^` for what goes on from above.
    fn shape(rows: &[Vec<Spot>]) -> Vec<String> {
        let spot = |spot: &Spot| match spot.joined {
            true => format!("^{}+{}", spot.column, spot.across),
            false => format!("{}+{}×{}", spot.column, spot.across, spot.down),
        };
        (rows.iter())
            .map(|row| row.iter().map(spot).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn every_spot_of_a_table_is_filled_once() {
        let table = Table {
            columns: vec![Column::words(2)],
            head: vec![
                vec![
                    Cell::new("Đơn vị").down(2),
                    Cell::new("Kiến nghị").across(2),
                    Cell::new("Ghi chú").down(9),
                ],
                vec!["Nhận".into(), "Xong".into()],
            ],
            rows: vec![
                Row::new([
                    "A".into(),
                    Cell::number(1200),
                    Cell::new("B").across(2).down(0),
                ]),
                Row::new(["C".into()]),
            ],
            ..Table::default()
        };
        let grid = Grid::new(&table);
        assert_eq!(
            shape(&grid.head),
            ["0+1×2 1+2×1 3+1×2", "^0+1 1+1×1 2+1×1 ^3+1"]
        );
        let columns = grid.weights.len();
        assert_eq!(columns, 4);
        for row in grid.head.iter().chain(&grid.rows) {
            let wide: usize = row.iter().map(|spot| spot.across).sum();
            assert!(wide <= columns);
        }
        assert_eq!(grid.rows[0][1].text, ["1.200"]);
        assert_eq!(grid.rows[1].len(), columns);
    }
}

//! The tables of one file, as read.

use crate::cell::Cell;

/// All sheets of one file, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// The sheets; a text file has one without a name.
    pub sheets: Vec<Sheet>,
}

/// One sheet: its filled rows and its merged cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name on the tab.
    pub name: String,
    /// Whether the user sees the sheet.
    pub kind: SheetKind,
    /// The rows that hold something, from top to bottom.
    pub rows: Vec<Row>,
    /// The merged regions.
    pub merges: Vec<Merge>,
}

/// Whether a sheet is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// The user sees it.
    Visible,
    /// It is hidden in the workbook; it is read, but never chosen before a visible one.
    Hidden,
}

/// One filled row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The number at the left edge of the sheet, from 1.
    pub number: u32,
    /// The cells from column A to the last filled one.
    pub cells: Vec<Cell>,
}

/// A merged region; its value lies in the top left cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row, from 1.
    pub top: u32,
    /// Last row, from 1.
    pub bottom: u32,
    /// First column, from 0.
    pub left: usize,
    /// Last column, from 0.
    pub right: usize,
}

impl Sheet {
    /// The row with this number, unless it is blank.
    pub fn row(&self, number: u32) -> Option<&Row> {
        let place = self
            .rows
            .binary_search_by_key(&number, |row| row.number)
            .ok()?;
        self.rows.get(place)
    }

    /// How many columns the widest row has.
    pub fn width(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0)
    }
}

impl Row {
    /// The value in a column, empty beyond the last filled one.
    pub fn get(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

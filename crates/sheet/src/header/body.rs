//! The rows of a table below its head.

use kernel::vi;

use super::{HeaderRow, folded};
use crate::cell::Cell;
use crate::workbook::{Row, Sheet};

/// A row of the table, with values merged downwards repeated.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyRow {
    /// The number at the left edge of the sheet, from 1, for telling the user where something is wrong.
    pub number: u32,
    /// The cells from column A.
    pub cells: Vec<Cell>,
}

impl BodyRow {
    /// The value in a column, empty beyond the last filled one.
    pub fn get(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

/// What a row is to the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A record.
    Record,
    /// Left out, while the table goes on: totals.
    Aside,
    /// The table is over: place and date, signatures, addressees.
    End,
}

/// The rows of records, and the totals among and below them.
pub(super) fn rows(sheet: &Sheet, head: &HeaderRow) -> (Vec<BodyRow>, Vec<BodyRow>) {
    let mut out: Vec<BodyRow> = Vec::new();
    let mut totals = Vec::new();
    let kept = |row: &Row| BodyRow {
        number: row.number,
        cells: row.cells.clone(),
    };
    let below = sheet.rows.iter().filter(|row| row.number > head.last);
    for (place, row) in below.enumerate() {
        if place == 0 && is_column_numbers(row) {
            continue;
        }
        match part(row) {
            Part::Record => out.push(kept(row)),
            Part::Aside => totals.push(kept(row)),
            Part::End => break,
        }
    }
    repeat_merged_down(sheet, head, &mut out);
    (out, totals)
}

/// Offices merge a unit's name over all its rows; each of them means it. Across columns nothing is repeated.
fn repeat_merged_down(sheet: &Sheet, head: &HeaderRow, out: &mut [BodyRow]) {
    let width = sheet.width();
    let downwards = sheet
        .merges
        .iter()
        .filter(|merge| merge.top > head.last && merge.bottom > merge.top);
    for merge in downwards.filter(|merge| merge.left < width) {
        let value = sheet
            .row(merge.top)
            .map_or(&Cell::Empty, |row| row.get(merge.left));
        if value.is_empty() {
            continue;
        }
        let start = out.partition_point(|row| row.number <= merge.top);
        for row in out[start..]
            .iter_mut()
            .take_while(|row| row.number <= merge.bottom)
        {
            if row.cells.len() <= merge.left {
                row.cells.resize(merge.left + 1, Cell::Empty);
            }
            // Merged regions may not overlap; where a damaged file lets them, the first one stays.
            if row.cells[merge.left].is_empty() {
                row.cells[merge.left] = value.clone();
            }
        }
    }
}

/// The row "(1) (2) (3)" or "A B 1 2" below many heads.
fn is_column_numbers(row: &Row) -> bool {
    let filled: Vec<String> = row
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(folded)
        .collect();
    filled.len() > 2 && filled.iter().all(|text| is_column_number(text))
}

fn is_column_number(text: &str) -> bool {
    let bare = text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
    let number = matches!(bare.len(), 1 | 2) && bare.bytes().all(|b| b.is_ascii_digit());
    number || (bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase()))
}

fn part(row: &Row) -> Part {
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    if filled.len() <= 3 && filled.iter().any(|cell| is_signature(&folded(cell))) {
        return Part::End;
    }
    if let [only] = filled.as_slice()
        && is_place_and_date(&folded(only))
    {
        return Part::End;
    }
    // The total may follow an ordinal number, but nothing else.
    let leading = filled
        .iter()
        .take(2)
        .filter(|cell| matches!(cell, Cell::Text(_)));
    let total = leading
        .map(|cell| cell.as_text())
        .any(|text| is_total(&text));
    if total { Part::Aside } else { Part::Record }
}

/// Compared with its marks: "Tổng công ty" is a unit, not a total.
fn is_total(text: &str) -> bool {
    let small = vi::clean(text).to_lowercase();
    let bare = small.trim_end_matches([':', '.', ' ']);
    let alone = matches!(
        bare,
        "cộng" | "tổng" | "tổng số" | "tong cong" | "tong so" | "cong"
    );
    alone || bare.starts_with("tổng cộng") || bare.starts_with("cộng:")
}

fn is_signature(folded: &str) -> bool {
    const STARTS: [&str; 9] = [
        "nguoi lap",
        "can bo lap bieu",
        "lap bieu",
        "noi nhan:",
        "thu truong don vi",
        "thu truong co quan",
        "xac nhan cua",
        "(ky, ",
        "(ky va ghi",
    ];
    STARTS.iter().any(|start| folded.starts_with(start)) && folded.split(' ').count() <= 12
}

/// "Hà Nội, ngày 05 tháng 3 năm 2026", also with dots or gaps for a pen.
fn is_place_and_date(folded: &str) -> bool {
    let Some((before, rest)) = folded.split_once("ngay") else {
        return false;
    };
    let Some((day, rest)) = rest.split_once("thang") else {
        return false;
    };
    let Some((month, year)) = rest.split_once("nam") else {
        return false;
    };
    let blank = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || ". …_/".contains(c))
    };
    before.split_whitespace().count() <= 6 && blank(day) && blank(month) && blank(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Row {
        Row {
            number: 9,
            cells: texts.iter().map(|text| Cell::text_from(text)).collect(),
        }
    }

    #[test]
    fn the_end_of_a_table_is_told_from_its_records() {
        for (texts, expected) in [
            (&["1", "Nguyễn Văn An", "Tổ 1"][..], Part::Record),
            (&["", "Tổng cộng", "12"], Part::Aside),
            (&["TỔNG CỘNG: 12 đại biểu"], Part::Aside),
            (&["Cộng", "3"], Part::Aside),
            (&["1", "Tổng công ty Điện lực miền Bắc"], Part::Record),
            (&["1", "Cộng Hòa", "xã"], Part::Record),
            (&["", "Người lập biểu", "", "Chủ tịch"], Part::End),
            (&["NGƯỜI LẬP BIỂU"], Part::End),
            (&["", "", "Hà Nội, ngày 05 tháng 3 năm 2026"], Part::End),
            (&["…, ngày … tháng … năm 2026"], Part::End),
            (
                &["Đề nghị trả lời đơn gửi ngày 05 tháng 3 năm 2026 của cử tri"],
                Part::Record,
            ),
            (
                &["1", "Xác nhận của xã chậm", "Tổ 1", "Đã chuyển"],
                Part::Record,
            ),
        ] {
            assert_eq!(part(&row(texts)), expected, "{texts:?}");
        }
    }

    #[test]
    fn column_numbers_are_no_record() {
        assert!(is_column_numbers(&row(&["(1)", "(2)", "(3)"])));
        assert!(is_column_numbers(&row(&["A", "B", "1", "2"])));
        assert!(!is_column_numbers(&row(&["1", "Nguyễn Văn An", "3"])));
        assert!(!is_column_numbers(&row(&["1", "2"])));
    }
}

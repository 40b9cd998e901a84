//! Workbooks, read cell by cell.
//!
//! The reader's own grid is not used: it spans from the first to the last filled cell, so two cells
//! in opposite corners would ask for seventeen thousand million places.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::Date;

use crate::Told;
use crate::archive::Measured;
use crate::cell::Cell;
use crate::limits::Limits;
use crate::refused::Refused;
use crate::workbook::{Merge, Row, Sheet, SheetKind, Workbook};

/// How many times the allowed bytes may be read when all tabs are read one after the other.
const MOST_REREADING: u64 = 4;

/// Reads an archive that [`crate::archive::inspect`] has let through.
pub(crate) fn read(
    bytes: &[u8],
    measured: Measured,
    limits: &Limits,
    told: Told,
) -> Result<Workbook, Refused> {
    // The reader computes with references from the file ("B5:A1") before it checks them, which can
    // panic; a stranger's file must not end the work of others. No state outlives the call.
    catch_unwind(AssertUnwindSafe(|| {
        read_sheets(bytes, measured, limits, told)
    }))
    .unwrap_or(Err(Refused::Broken))
}

fn read_sheets(
    bytes: &[u8],
    measured: Measured,
    limits: &Limits,
    told: Told,
) -> Result<Workbook, Refused> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    let tabs = book.sheets_metadata().to_vec();
    // Any number of tabs may name the same part, which would be read again for each of them.
    let work = measured.largest_part.saturating_mul(tabs.len() as u64);
    if work > limits.unpacked_bytes.saturating_mul(MOST_REREADING) {
        return Err(Refused::ZipBomb);
    }
    let mut budget = Budget {
        cells: limits.cells,
        text: limits.unpacked_bytes,
    };
    let mut sheets = Vec::new();
    for tab in tabs.iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let rows = read_rows(&mut book, &tab.name, limits, &mut budget, told)?;
        let merges = if rows.is_empty() || !measured.has_merges {
            Vec::new()
        } else {
            read_merges(&mut book, &tab.name, limits)?
        };
        let kind = match tab.visible {
            SheetVisible::Visible => SheetKind::Visible,
            SheetVisible::Hidden | SheetVisible::VeryHidden => SheetKind::Hidden,
        };
        sheets.push(Sheet {
            name: kernel::vi::clean(&tab.name),
            kind,
            rows,
            merges,
        });
    }
    Ok(Workbook { sheets })
}

/// What the whole workbook may still use. One shared text may stand in every cell, and one cell far to
/// the right makes its row wide, so neither is bounded by the size of the file.
struct Budget {
    cells: usize,
    text: u64,
}

fn read_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
    budget: &mut Budget,
    told: Told,
) -> Result<Vec<Row>, Refused> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(reason(&error)),
    };
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    while let Some(found) = reader.next_cell().map_err(|error| reason(&error))? {
        let value = value(found.get_value(), told);
        if value.is_empty() {
            continue;
        }
        let (row, column) = found.get_position();
        let column = column as usize;
        if column >= limits.columns {
            return Err(Refused::TooManyColumns {
                limit: limits.columns,
            });
        }
        let cells = rows.entry(row).or_default();
        if let Cell::Text(text) = &value {
            if limits.is_too_long(text) {
                return Err(Refused::CellTooLong {
                    limit: limits.cell_chars,
                });
            }
            budget.text = budget
                .text
                .checked_sub(text.len() as u64)
                .ok_or(Refused::ZipBomb)?;
        }
        if cells.len() <= column {
            let added = column + 1 - cells.len();
            let too_many = Refused::TooManyCells {
                limit: limits.cells,
            };
            budget.cells = budget.cells.checked_sub(added).ok_or(too_many)?;
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = value;
        if rows.len() > limits.rows {
            return Err(Refused::TooManyRows { limit: limits.rows });
        }
    }
    let rows = rows.into_iter();
    Ok(rows
        .map(|(row, cells)| Row {
            number: row.saturating_add(1),
            cells,
        })
        .collect())
}

/// The merged regions that begin inside the columns read. They may not overlap; a file whose regions are
/// together taller than a sheet in one column was made to keep its reader busy.
fn read_merges(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
) -> Result<Vec<Merge>, Refused> {
    const TALLEST_SHEET: u64 = 1_048_576;
    let regions = book
        .merge_cells_by_sheet_name(name)
        .map_err(|error| reason(&error))?;
    let mut heights = vec![0_u64; limits.columns];
    let mut merges = Vec::new();
    for region in regions {
        let merge = Merge {
            top: region.start.0.saturating_add(1),
            bottom: region.end.0.saturating_add(1),
            left: region.start.1 as usize,
            right: region.end.1 as usize,
        };
        let Some(height) = heights.get_mut(merge.left) else {
            continue;
        };
        if merge.top > merge.bottom || merge.left > merge.right {
            continue;
        }
        *height += u64::from(merge.bottom - merge.top) + 1;
        if *height > TALLEST_SHEET {
            return Err(Refused::Broken);
        }
        merges.push(merge);
    }
    Ok(merges)
}

fn value(data: &DataRef<'_>, told: Told) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) if number.is_finite() => Cell::Number(*number),
        DataRef::Float(_) => Cell::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => told(text),
        DataRef::SharedString(text) => told(text),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(moment) => day(moment).map_or(Cell::Number(moment.as_f64()), Cell::Date),
        DataRef::DateTimeIso(text) => {
            iso_day(text).map_or_else(|| Cell::text_from(text), Cell::Date)
        }
        DataRef::Error(error) => Cell::text_from(&error.to_string()),
    }
}

/// The day of a date-formatted number, in the 1900 or the 1904 system; none for a time of day, a
/// duration, and 29/02/1900, which only Excel has.
fn day(moment: &ExcelDateTime) -> Option<Date> {
    let serial = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

fn iso_day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

fn reason(error: &XlsxError) -> Refused {
    match error {
        XlsxError::Password => Refused::Encrypted,
        _ => Refused::Broken,
    }
}

//! XLSX with a frozen head, filters and real values.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{ColumnKind, NotWritten, TableOut};
use crate::cell::Cell;

/// The most characters Excel takes in the name of a sheet.
const LONGEST_NAME: usize = 31;

/// The most characters Excel takes in one cell.
const LONGEST_TEXT: usize = 32_767;

/// Writes the table as a workbook with one sheet.
pub fn write_xlsx(table: &TableOut) -> Result<Vec<u8>, NotWritten> {
    write_xlsx_sheets(&table.title, std::slice::from_ref(table))
}

/// Writes tables as a workbook with a sheet for each; sheets whose names would be the same are numbered.
pub fn write_xlsx_sheets(title: &str, tables: &[TableOut]) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    // A fixed day, so that the same table always gives the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(cut(title))
            .set_creation_datetime(&created),
    );
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let mut name = sheet_name(&table.title);
        let folded = |name: &str| name.to_lowercase();
        if names.contains(&folded(&name)) {
            let number = format!(" ({})", names.len() + 1);
            let room = LONGEST_NAME - number.len();
            name = name.chars().take(room).collect::<String>() + &number;
        }
        names.push(folded(&name));
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        write_table(sheet, table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_table(sheet: &mut Worksheet, table: &TableOut) -> Result<(), XlsxError> {
    let head = write_top(sheet, table)?;
    write_head(sheet, table, head)?;
    let formats: Vec<Format> = table
        .columns
        .iter()
        .map(|column| body_format(column.kind))
        .collect();
    let dates = body_format(ColumnKind::Date);
    let mut number = head;
    for row in &table.rows {
        number += 1;
        for ((cell, format), column) in row.iter().zip(&formats).zip(0_u16..) {
            write_cell(sheet, number, column, cell, format, &dates)?;
        }
    }
    set_page(sheet, table, head, number)
}

/// Writes the title and the notes; returns the row of the head.
fn write_top(sheet: &mut Worksheet, table: &TableOut) -> Result<u32, XlsxError> {
    let mut row = 0;
    if !table.title.is_empty() {
        let bold = Format::new().set_bold().set_font_size(14);
        sheet.write_string_with_format(row, 0, cut(&table.title), &bold)?;
        row += 1;
    }
    let italic = Format::new().set_italic();
    for note in &table.notes {
        sheet.write_string_with_format(row, 0, cut(note), &italic)?;
        row += 1;
    }
    // A blank line parts the table from what stands above it, or Excel takes all of it for one table.
    Ok(if row == 0 { 0 } else { row + 1 })
}

fn write_head(sheet: &mut Worksheet, table: &TableOut, row: u32) -> Result<(), XlsxError> {
    let format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin);
    for (place, (column, index)) in table.columns.iter().zip(0_u16..).enumerate() {
        sheet.write_string_with_format(row, index, cut(&column.heading), &format)?;
        sheet.set_column_width(index, width(table, place))?;
    }
    Ok(())
}

/// A text is always written as a string, so Excel never computes it; a day before 1900 has no number in Excel and stays text.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
    dates: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, cut(text), format)?,
        Cell::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, format)?
        }
        Cell::Number(number) => {
            sheet.write_string_with_format(row, column, number.to_string(), format)?
        }
        Cell::Bool(yes) => sheet.write_boolean_with_format(row, column, *yes, format)?,
        Cell::Date(date) => match excel_date(*date) {
            Some(moment) => sheet.write_datetime_with_format(row, column, &moment, dates)?,
            None => sheet.write_string_with_format(row, column, cell.as_text(), format)?,
        },
    };
    Ok(())
}

fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    let year = u16::try_from(date.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn body_format(kind: ColumnKind) -> Format {
    let format = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top);
    match kind {
        ColumnKind::Text => format.set_text_wrap(),
        ColumnKind::Whole => format.set_num_format("#,##0"),
        ColumnKind::Decimal => format.set_num_format("#,##0.0"),
        ColumnKind::Date => format
            .set_num_format("dd/mm/yyyy")
            .set_align(FormatAlign::Center),
    }
}

/// Wide enough for the values of the first rows, and never so wide that a column fills the screen.
fn width(table: &TableOut, place: usize) -> f64 {
    const SAMPLE: usize = 500;
    let Some(column) = table.columns.get(place) else {
        return 10.0;
    };
    let values = table
        .rows
        .iter()
        .take(SAMPLE)
        .filter_map(|row| row.get(place));
    let longest = values
        .map(|cell| cell.as_text().chars().count())
        .max()
        .unwrap_or(0);
    // A heading wraps, so only its longest word has to fit, with room for the filter's arrow.
    let word = column
        .heading
        .split(' ')
        .map(|word| word.chars().count() + 3)
        .max()
        .unwrap_or(0);
    let characters = u16::try_from(longest.max(word).clamp(6, 60)).unwrap_or(60);
    f64::from(characters) + 2.0
}

fn set_page(
    sheet: &mut Worksheet,
    table: &TableOut,
    head: u32,
    last: u32,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_repeat_rows(head, head)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    let columns = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    if let Some(last_column) = columns.checked_sub(1) {
        sheet.autofilter(head, 0, last, last_column)?;
    }
    Ok(())
}

/// Excel allows 31 characters on a tab, and not all of them.
fn sheet_name(title: &str) -> String {
    let allowed = title
        .chars()
        .filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c));
    let name = kernel::vi::clean(&allowed.take(LONGEST_NAME).collect::<String>());
    // Excel keeps the word "History" to itself, and counts some characters twice.
    if name.is_empty()
        || name.eq_ignore_ascii_case("history")
        || name.encode_utf16().count() > LONGEST_NAME
    {
        "Sheet1".to_owned()
    } else {
        name
    }
}

fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    // Half of the characters fit for certain even when each of them counts twice.
    let mut short: String = text.chars().take(LONGEST_TEXT / 2).collect();
    short.push('…');
    short
}

//! Đối chiếu bảng: totals below, totals beside, and columns of percentages.

use std::ops::Range;

use super::{Cell, Row, RowKind, Table};
use crate::finding::{Confidence, Finding, Kind, Place, Reason, Role, Severity};
use crate::number::written;
use crate::share::{self, Judged};
use crate::source::Source;

/// More rows of totals than these are no table of an office.
const MOST_TOTALS: usize = 64;

/// Judges a table.
pub(crate) fn judge(source: &Source, table: &Table) -> Vec<Finding> {
    let judge = Judge {
        source,
        table,
        columns: (0..table.headings.len())
            .map(|column| column_kind(table, column))
            .collect(),
    };
    let mut found = judge.below();
    found.extend(judge.beside());
    found.extend(judge.percentages());
    found
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Words,
    Counts,
    Shares,
}

fn column_kind(table: &Table, column: usize) -> Column {
    let heading = table.headings[column].trim();
    if column == 0 && matches!(heading, "stt" | "tt" | "so tt" | "")
        || heading.starts_with("nam ") && heading.len() > 6
    {
        return Column::Words;
    }
    let cells = || table.rows.iter().map(|row| &row.cells[column]);
    let numbers = cells().filter(|cell| cell.number.is_some()).count();
    let full = cells()
        .filter(|cell| cell.number.is_some() || cell.empty)
        .count();
    if numbers * 2 < table.rows.len() || full < table.rows.len() {
        return Column::Words;
    }
    let share = heading.contains("ty le") || heading.contains("ti le") || heading.contains('%');
    let mean =
        heading.contains("binh quan") || heading.contains("diem") || heading.contains("so voi");
    match (share, mean) {
        (true, _) => Column::Shares,
        (false, true) => Column::Words,
        _ => Column::Counts,
    }
}

struct Judge<'t> {
    source: &'t Source<'t>,
    table: &'t Table,
    columns: Vec<Column>,
}

impl Judge<'_> {
    fn counts(&self) -> impl Iterator<Item = usize> {
        let counts = self.columns.iter().enumerate();
        counts
            .filter(|(_, kind)| **kind == Column::Counts)
            .map(|(column, _)| column)
    }

    fn cell(&self, row: usize, column: usize) -> &Cell {
        &self.table.rows[row].cells[column]
    }

    /// The sums of some rows in each column; `None` where a cell is no number.
    fn sum(&self, rows: &[usize], column: usize) -> Option<i64> {
        rows.iter().try_fold(0_i64, |sum, row| {
            sum.checked_add(self.cell(*row, column).value()?)
        })
    }

    /// Rows of totals and of groups against the rows they hold.
    fn below(&self) -> Vec<Finding> {
        let rows = &self.table.rows;
        let mut found = Vec::new();
        let grouped = rows.iter().any(|row| row.kind == RowKind::Group);
        let of_kind = |kind: RowKind| -> Vec<usize> {
            let rows = rows.iter().enumerate();
            rows.filter(|(_, row)| row.kind == kind)
                .map(|(at, _)| at)
                .collect()
        };
        let mut totals = of_kind(RowKind::Total);
        totals.truncate(MOST_TOTALS);
        for (number, total) in totals.iter().enumerate() {
            let edge = *total == 0 || *total + 1 == rows.len() || number + 1 == totals.len();
            let mut ways = vec![of_kind(if grouped {
                RowKind::Group
            } else {
                RowKind::Plain
            })];
            if grouped {
                ways.push(of_kind(RowKind::Plain));
            }
            if totals.len() > 1 {
                let from = number.checked_sub(1).map_or(0, |before| totals[before] + 1);
                let since = (from..*total)
                    .filter(|row| rows[*row].kind != RowKind::Total)
                    .collect();
                ways.insert(0, since);
                ways.push(totals.iter().copied().filter(|row| row != total).collect());
            }
            if edge || totals.len() > 1 {
                found.extend(self.rows_make(*total, &ways));
            }
        }
        if grouped {
            for group in of_kind(RowKind::Group) {
                let past = (group + 1..rows.len())
                    .find(|row| rows[*row].kind != RowKind::Plain)
                    .unwrap_or(rows.len());
                found.extend(self.rows_make(group, &[(group + 1..past).collect()]));
            }
        }
        found
    }

    /// Whether a row is the sum of others, in the way that fits most columns.
    fn rows_make(&self, total: usize, ways: &[Vec<usize>]) -> Vec<Finding> {
        let fits = |rows: &[usize]| {
            let columns = self
                .counts()
                .filter(|column| self.cell(total, *column).number.is_some());
            let fitting = columns
                .filter(|column| self.sum(rows, *column) == self.cell(total, *column).value());
            fitting.count()
        };
        let usable = ways.iter().filter(|rows| rows.len() >= 2);
        let Some(rows) = usable.max_by_key(|rows| fits(rows)) else {
            return Vec::new();
        };
        let columns: Vec<usize> = self
            .counts()
            .filter(|column| self.cell(total, *column).number.is_some())
            .collect();
        let differing: Vec<usize> = columns
            .iter()
            .copied()
            .filter(|column| self.sum(rows, *column) != self.cell(total, *column).value())
            .collect();
        // When most columns differ the rows were understood wrongly, unless there is but one column.
        let all = columns.len();
        if differing.len() * 2 > all && all > 1 {
            return Vec::new();
        }
        let confidence = if all > 1 {
            Confidence::High
        } else {
            Confidence::Medium
        };
        let finding = |column: usize| {
            let places = rows.iter().map(|row| (*row, column)).collect();
            self.finding((total, column), places, self.sum(rows, column)?, confidence)
        };
        differing.into_iter().filter_map(finding).collect()
    }

    /// Columns of totals against the columns they hold.
    fn beside(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for total in self.counts() {
            let heading = &self.table.headings[total];
            if !heading.contains("tong") && !heading.contains("cong") {
                continue;
            }
            let best = self
                .runs(total)
                .into_iter()
                .map(|run| (self.rows_that_fit(total, &run), run))
                .max_by_key(|(fit, run)| (*fit, run.len()));
            let Some((fit, run)) = best else {
                continue;
            };
            let differing: Vec<usize> = (0..self.table.rows.len())
                .filter(|row| {
                    self.across(*row, &run)
                        .is_some_and(|sum| Some(sum) != self.cell(*row, total).value())
                })
                .collect();
            let needed = if self.is_told(&run) { 1 } else { 2 };
            if fit < needed || differing.len() * 2 > fit.max(needed) {
                continue;
            }
            for row in differing {
                let places = run.clone().map(|column| (row, column)).collect();
                let sum = self.across(row, &run).unwrap_or(0);
                found.extend(self.finding((row, total), places, sum, Confidence::High));
            }
        }
        found
    }

    /// Whether headings name all sides of a division.
    fn is_told(&self, run: &Range<usize>) -> bool {
        let heading = |column: usize| self.table.headings[column].trim();
        let all = |needed: &[&str]| {
            needed
                .iter()
                .all(|word| run.clone().any(|column| heading(column).contains(word)))
        };
        run.len() == 2
            && (all(&["nam", "nu"])
                || all(&["thuong le", "chuyen de"])
                || all(&["thuong le", "bat thuong"]))
    }

    /// Neighbouring columns of counts behind and before a column.
    fn runs(&self, total: usize) -> Vec<Range<usize>> {
        let counts = |column: usize| self.columns.get(column) == Some(&Column::Counts);
        let past = (total + 1..)
            .find(|column| !counts(*column))
            .unwrap_or(total + 1);
        let from = (0..total)
            .rev()
            .take_while(|column| counts(*column))
            .last()
            .unwrap_or(total);
        let behind = (total + 3..=past).map(|past| total + 1..past);
        let before = (from..total.saturating_sub(1)).map(|from| from..total);
        behind.chain(before).collect()
    }

    fn across(&self, row: usize, run: &Range<usize>) -> Option<i64> {
        run.clone().try_fold(0_i64, |sum, column| {
            sum.checked_add(self.cell(row, column).value()?)
        })
    }

    fn rows_that_fit(&self, total: usize, run: &Range<usize>) -> usize {
        let fits = |row: &usize| {
            let value = self.cell(*row, total).value();
            value.is_some_and(|value| value > 0) && self.across(*row, run) == value
        };
        (0..self.table.rows.len()).filter(fits).count()
    }

    fn finding(
        &self,
        (row, column): (usize, usize),
        parts: Vec<(usize, usize)>,
        sum: i64,
        confidence: Confidence,
    ) -> Option<Finding> {
        let cell = self.cell(row, column);
        cell.number?;
        let printed = self.source.printed(&cell.span);
        let mut places = vec![self.place(cell, Role::Whole)];
        let figures = parts.iter().map(|(row, column)| self.cell(*row, *column));
        let printed_ones = figures.filter(|cell| cell.number.is_some());
        places.extend(printed_ones.map(|cell| self.place(cell, Role::Part)));
        Some(Finding {
            kind: Kind::Sum,
            severity: Severity::Error,
            confidence,
            places,
            expected: written(sum),
            reason: Reason::TableMakesOther {
                total: self.label(&self.table.rows[row]),
                heading: self.heading(column),
                whole: printed.clone(),
                sum: written(sum),
            },
            printed,
        })
    }

    fn place(&self, cell: &Cell, role: Role) -> Place {
        self.source.place(cell.span.clone(), role)
    }

    /// The words of a row as they were printed.
    fn label(&self, row: &Row) -> String {
        let words = row
            .cells
            .iter()
            .find(|cell| cell.number.is_none() && cell.text.len() > 2);
        words.map_or_else(String::new, |cell| self.source.printed(&cell.span))
    }

    /// The words of a column; the column counted from one where it has none.
    fn heading(&self, column: usize) -> String {
        match self.table.titles[column].trim() {
            "" => format!("cột {}", column + 1),
            words => words.to_owned(),
        }
    }

    /// Columns of percentages against the columns, or the total, from which they follow in most rows.
    fn percentages(&self) -> Vec<Finding> {
        let shares =
            (0..self.columns.len()).filter(|column| self.columns[*column] == Column::Shares);
        shares.flat_map(|column| self.percentage(column)).collect()
    }

    fn percentage(&self, column: usize) -> Vec<Finding> {
        let total = self
            .table
            .rows
            .iter()
            .position(|row| row.kind == RowKind::Total);
        let mut best: Option<(usize, usize, Base)> = None;
        let mut consider = |part: usize, base: Base| {
            let telling = |row: &usize| {
                self.judged(*row, column, part, base)
                    .is_some_and(|judged| judged != Judged::Other)
            };
            let fit = (0..self.table.rows.len()).filter(telling).count();
            if best.as_ref().is_none_or(|(most, _, _)| fit > *most) {
                best = Some((fit, part, base));
            }
        };
        let counts: Vec<usize> = self.counts().collect();
        for part in counts.iter().copied() {
            if let Some(total) = total {
                consider(part, Base::Row(total));
            }
            for whole in counts.iter().copied().filter(|whole| *whole != part) {
                consider(part, Base::Column(whole));
            }
        }
        let Some((fit, part, base)) = best else {
            return Vec::new();
        };
        let rows = 0..self.table.rows.len();
        let judged: Vec<(usize, Judged)> = rows
            .filter_map(|row| Some((row, self.judged(row, column, part, base)?)))
            .collect();
        let other = judged
            .iter()
            .filter(|(_, judged)| *judged == Judged::Other)
            .count();
        if fit < 2 || other * 2 > fit {
            return Vec::new();
        }
        judged
            .into_iter()
            .filter_map(|(row, judged)| self.share(row, column, part, base, judged))
            .collect()
    }

    /// The part and the whole of a row.
    fn figures(&self, row: usize, part: usize, base: Base) -> Option<(i64, i64, &Cell)> {
        let whole = match base {
            Base::Row(total) => self.cell(total, part),
            Base::Column(column) => self.cell(row, column),
        };
        // A share of what is not printed is nothing to judge.
        let part = self.cell(row, part).number?.thousandths()?;
        Some((part, whole.number?.thousandths()?, whole))
    }

    fn judged(&self, row: usize, column: usize, part: usize, base: Base) -> Option<Judged> {
        let share = self.cell(row, column).number?;
        let (part, whole, _) = self.figures(row, part, base)?;
        (whole > 0).then(|| share::judge(share, part, whole))
    }

    fn share(
        &self,
        row: usize,
        column: usize,
        part: usize,
        base: Base,
        judged: Judged,
    ) -> Option<Finding> {
        let cell = self.cell(row, column);
        let number = cell.number?;
        let (value, whole, base) = self.figures(row, part, base)?;
        let sign = if cell.percent { "%" } else { "" };
        let printed = format!("{}{sign}", self.source.printed(&cell.span));
        let due = format!("{}{sign}", share::expected(value, whole, number.places));
        let (share, of) = (printed.clone(), self.source.printed(&base.span));
        let count = self.source.printed(&self.cell(row, part).span);
        let (severity, reason) = match judged {
            Judged::Rounded => return None,
            Judged::Cut => (
                Severity::Note,
                Reason::ShareIsCut {
                    share,
                    part: count,
                    whole: of,
                    expected: due.clone(),
                },
            ),
            Judged::Other => (
                Severity::Error,
                Reason::ShareIsOther {
                    share,
                    part: count,
                    whole: of,
                    expected: due.clone(),
                },
            ),
        };
        Some(Finding {
            kind: Kind::Share,
            severity,
            confidence: Confidence::High,
            places: vec![
                self.place(cell, Role::Share),
                self.place(self.cell(row, part), Role::Part),
                self.place(base, Role::Whole),
            ],
            printed,
            expected: due,
            reason,
        })
    }
}

/// Of what a column of percentages is the share.
#[derive(Debug, Clone, Copy)]
enum Base {
    /// Of another column in the same row.
    Column(usize),
    /// Of the total of the same column.
    Row(usize),
}

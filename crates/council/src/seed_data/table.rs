//! Reading an embedded TSV table into typed rows.

use std::str::FromStr;

use crate::bodies::Level;

/// What is wrong with a row of an embedded table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}, line {line}: {reason}")]
pub struct Flaw {
    /// File name below `crates/council/data/`.
    pub table: &'static str,
    /// Line of the file, the header being line 1.
    pub line: usize,
    /// What does not hold.
    pub reason: String,
}

/// One line of a table, its cells found by the name of the column.
pub(super) struct Line {
    header: &'static str,
    cells: Vec<&'static str>,
}

impl Line {
    /// A cell that may be empty.
    pub(super) fn maybe(&self, column: &str) -> Result<Option<&'static str>, String> {
        let at = self
            .header
            .split('\t')
            .position(|name| name == column)
            .ok_or_else(|| format!("no column {column}"))?;
        Ok(self.cells.get(at).copied().filter(|cell| !cell.is_empty()))
    }

    /// A cell that must hold something.
    pub(super) fn text(&self, column: &str) -> Result<&'static str, String> {
        self.maybe(column)?
            .ok_or_else(|| format!("{column} is empty"))
    }

    /// A cell that must parse, such as a number.
    pub(super) fn value<T: FromStr>(&self, column: &str) -> Result<T, String> {
        let cell = self.text(column)?;
        cell.parse()
            .map_err(|_| format!("{column} cannot be read: {cell}"))
    }

    /// A cell that parses when it holds something.
    pub(super) fn maybe_value<T: FromStr>(&self, column: &str) -> Result<Option<T>, String> {
        self.maybe(column)?.map(|_| self.value(column)).transpose()
    }

    /// A cell that holds the code of a kind.
    pub(super) fn coded<T>(
        &self,
        column: &str,
        from_code: fn(&str) -> Option<T>,
    ) -> Result<T, String> {
        known(column, self.text(column)?, from_code)
    }

    /// The level of government; `None` for `any`, which binds every level.
    pub(super) fn level(&self) -> Result<Option<Level>, String> {
        match self.text("level")? {
            "any" => Ok(None),
            code => known("level", code, Level::from_code).map(Some),
        }
    }

    /// A cell that lists codes, separated by commas.
    pub(super) fn list(&self, column: &str) -> Result<Vec<&'static str>, String> {
        Ok(self
            .maybe(column)?
            .map(|cell| cell.split(',').map(str::trim).collect())
            .unwrap_or_default())
    }

    /// A cell that lists codes of a kind, separated by commas.
    pub(super) fn coded_list<T>(
        &self,
        column: &str,
        from_code: fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, String> {
        self.list(column)?
            .into_iter()
            .map(|code| known(column, code, from_code))
            .collect()
    }
}

/// Reads every line below the header.
pub(super) fn rows<T>(
    table: &'static str,
    text: &'static str,
    read: impl Fn(&Line) -> Result<T, String>,
) -> Result<Vec<T>, Flaw> {
    let (header, body) = text.split_once('\n').unwrap_or((text, ""));
    let columns = header.split('\t').count();
    body.lines()
        .enumerate()
        .map(|(at, line)| {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let row = if cells.len() == columns {
                read(&Line { header, cells })
            } else {
                Err(format!("{} cells under {columns} columns", cells.len()))
            };
            row.map_err(|reason| Flaw {
                table,
                line: at + 2,
                reason,
            })
        })
        .collect()
}

/// Unwraps a table that the tests have proven to parse.
///
/// # Panics
/// When the embedded file is malformed, which is a flaw of the build and not of
/// anybody's input.
pub(super) fn proven<T>(table: Result<Vec<T>, Flaw>) -> Vec<T> {
    match table {
        Ok(rows) => rows,
        Err(flaw) => panic!("embedded table is malformed: {flaw}"),
    }
}

fn known<T>(column: &str, code: &str, from_code: fn(&str) -> Option<T>) -> Result<T, String> {
    from_code(code).ok_or_else(|| format!("{column} has no kind called {code}"))
}

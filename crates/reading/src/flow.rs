//! Paragraphs and tables as they come, turned into lines.
//!
//! Cells of tables hold paragraphs, rows hold cells, and text boxes hold paragraphs in the middle of one. Each of
//! them is a frame; when a frame ends, its lines go to the frame around it.

use crate::draft::{Draft, Found};
use crate::{Table, TableCell, Unreadable, limits::Limits};

/// The most frames in one another. No honest table lies deeper; deeper ones are read as if they were not there.
const DEEPEST: usize = 64;
/// A cell of more lines than this is layout (a page put into a table), so its lines stay lines.
const LAYOUT: usize = 20;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The document itself.
    Body,
    /// A table: what ends a row or a cell never reaches beyond it.
    Table,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A text box or a note.
    Box,
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    lines: Vec<Draft>,
    /// The lines of each cell, if this is a row.
    cells: Vec<Vec<Draft>>,
    line: Draft,
    /// How this cell lies in its table, if it is one.
    lies: Lies,
    /// How each cell lies, if this is a row.
    places: Vec<Lies>,
    /// The rows so far, if this is a table and tables are kept.
    rows: Vec<Vec<TableCell>>,
}

/// How a cell lies in the grid of its table.
#[derive(Debug, Clone, Copy, Default)]
struct Lies {
    span: Option<u16>,
    joined: bool,
}

/// What a cell of a kept table costs of the text allowed, so that tables of empty cells end too.
const CELL_COST: usize = 64;
/// No table is wider; Word itself allows 63 columns.
const WIDEST: u32 = 200;

/// The document while it is read.
#[derive(Debug)]
pub(crate) struct Flow {
    out: Draft,
    frames: Vec<Frame>,
    /// Frames begun too deep to be kept.
    ignored: usize,
    left: usize,
    limit: usize,
    /// The tables that ended, where they are kept, and what may still be kept of them.
    tables: Option<(Vec<Table>, usize)>,
}

impl Flow {
    /// An empty document.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            out: Draft::default(),
            frames: vec![Frame::new(Kind::Body)],
            ignored: 0,
            left: limits.text_bytes,
            limit: limits.text_bytes,
            tables: None,
        }
    }

    /// Keeps tables too, each when it ends.
    pub(crate) fn keeping_tables(mut self) -> Self {
        self.tables = Some((Vec::new(), self.limit));
        self
    }

    /// The tables kept, or the reason why there are too many.
    pub(crate) fn take_tables(mut self) -> Result<Vec<Table>, Unreadable> {
        while self.frames.len() > 1 {
            self.end_innermost();
        }
        match self.tables.take() {
            Some((tables, left)) if left > 0 => Ok(tables),
            _ => Err(Unreadable::TooLong { limit: self.limit }),
        }
    }

    /// Says over how many columns the cell reaches.
    pub(crate) fn span(&mut self, columns: u32) {
        if let Some(cell) = self.frames.last_mut() {
            cell.lies.span = u16::try_from(columns.clamp(1, WIDEST)).ok();
        }
    }

    /// Says that the cell goes on with the one above it.
    pub(crate) fn goes_on(&mut self) {
        if let Some(cell) = self.frames.last_mut() {
            cell.lies.joined = true;
        }
    }

    /// Leaves columns free at the beginning of a row.
    pub(crate) fn leave_free(&mut self, columns: u32) {
        if columns == 0 || self.tables.is_none() {
            return;
        }
        if let Some(row) = self.frames.last_mut()
            && row.kind == Kind::Row
            && row.cells.is_empty()
        {
            row.lies.span = u16::try_from(columns.min(WIDEST)).ok();
        }
    }

    /// Keeps the row that ended in its table.
    fn keep_row(&mut self, row: &Frame) {
        let Some((_, left)) = &mut self.tables else {
            return;
        };
        let mut cells = Vec::with_capacity(row.cells.len() + 1);
        if let Some(span) = row.lies.span {
            cells.push(TableCell {
                text: String::new(),
                span,
                joined: false,
            });
        }
        for (lines, lies) in row.cells.iter().zip(&row.places) {
            let texts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
            let text = texts.join("\n");
            *left = left.saturating_sub(text.len() + CELL_COST);
            if *left == 0 {
                return;
            }
            cells.push(TableCell {
                text,
                span: lies.span.unwrap_or(1),
                joined: lies.joined,
            });
        }
        if let Some(table) = self.frames.last_mut() {
            table.rows.push(cells);
        }
    }

    /// The line being written.
    pub(crate) fn line(&mut self) -> &mut Draft {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Kind::Body));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last].line
    }

    /// Adds text that stands in the file just so.
    pub(crate) fn verbatim(&mut self, text: &str, found: Found) -> Result<(), Unreadable> {
        self.spend(text)?;
        self.line().verbatim(text, found);
        Ok(())
    }

    /// Adds text that something else stands for in the file.
    pub(crate) fn made(&mut self, text: &str, found: Found) -> Result<(), Unreadable> {
        self.spend(text)?;
        self.line().made(text, found);
        Ok(())
    }

    /// Ends the line, if anything stands in it.
    pub(crate) fn end_line(&mut self) {
        let line = std::mem::take(self.line());
        self.take(line);
    }

    /// Begins a frame. A row ends the row before it, a cell the cell before it.
    pub(crate) fn begin(&mut self, kind: Kind) {
        match kind {
            Kind::Row | Kind::Cell => self.end(kind),
            Kind::Table => self.end_line(),
            Kind::Body | Kind::Box => {}
        }
        if kind == Kind::Cell && !self.is_open(Kind::Row) {
            self.begin(Kind::Row);
        }
        if self.ignored == 0 && self.frames.len() < DEEPEST {
            self.frames.push(Frame::new(kind));
        } else if matches!(kind, Kind::Table | Kind::Box) {
            self.ignored += 1;
        }
    }

    /// Ends the innermost frame of this kind in this table, with all that was begun in it and never ended.
    pub(crate) fn end(&mut self, kind: Kind) {
        if self.ignored > 0 {
            // Too deep to know which; the counts of beginnings and ends agree in honest files.
            if matches!(kind, Kind::Table | Kind::Box) {
                self.ignored -= 1;
            }
            self.end_line();
            return;
        }
        if !self.is_open(kind) {
            return;
        }
        while let Some(ended) = self.end_innermost() {
            if ended == kind {
                break;
            }
        }
    }

    /// Ends a note and hands its lines over as one.
    pub(crate) fn end_note(&mut self) -> Draft {
        self.ignored = 0;
        while self.frames.len() > 2 {
            self.end_innermost();
        }
        self.end_line();
        match self.frames.pop() {
            Some(frame) => joined(&frame.lines, " "),
            None => Draft::default(),
        }
    }

    /// Whether a frame of this kind is open in this table.
    pub(crate) fn is_open(&self, kind: Kind) -> bool {
        for frame in self.frames.iter().rev() {
            if frame.kind == kind {
                return true;
            }
            if matches!(frame.kind, Kind::Table | Kind::Box) {
                return false;
            }
        }
        false
    }

    /// The whole document.
    pub(crate) fn finish(mut self) -> Draft {
        while self.frames.len() > 1 {
            self.end_innermost();
        }
        self.end_line();
        self.out
    }

    /// Adds a line behind everything else.
    pub(crate) fn add_line(&mut self, head: &str, line: &Draft) -> Result<(), Unreadable> {
        self.spend(head)?;
        self.end_line();
        self.out.added(head);
        self.out.append(line);
        self.out.added("\n");
        Ok(())
    }

    fn spend(&mut self, text: &str) -> Result<(), Unreadable> {
        let left = self.left.checked_sub(text.len());
        self.left = left.ok_or(Unreadable::TooLong { limit: self.limit })?;
        Ok(())
    }

    /// Takes a whole line into the innermost frame.
    fn take(&mut self, line: Draft) {
        if line.is_blank() {
            return;
        }
        match self.frames.last_mut() {
            Some(frame) if frame.kind != Kind::Body => frame.lines.push(line),
            _ => {
                self.out.append(&line);
                self.out.added("\n");
            }
        }
    }

    /// Takes the cells of a row as one line, or line by line where the table is only there to place them.
    fn take_row(&mut self, cells: Vec<Vec<Draft>>) {
        if cells.len() == 1 || cells.iter().any(|lines| lines.len() > LAYOUT) {
            for line in cells.into_iter().flatten() {
                self.take(line);
            }
        } else if cells.iter().any(|lines| !lines.is_empty()) {
            let cells: Vec<Draft> = cells.iter().map(|lines| joined(lines, " ")).collect();
            self.take(joined(&cells, " | "));
        }
    }

    /// Ends the innermost frame, whatever it is, and gives its lines to the one around it; never the body.
    fn end_innermost(&mut self) -> Option<Kind> {
        if self.frames.len() < 2 {
            return None;
        }
        self.end_line();
        let mut frame = self.frames.pop()?;
        match self.frames.last_mut() {
            // The cells of a row are kept apart until it ends, and an empty one is a cell too.
            Some(row) if frame.kind == Kind::Cell && row.kind == Kind::Row => {
                row.cells.push(frame.lines);
                row.places.push(frame.lies);
            }
            _ => {
                if frame.kind == Kind::Row {
                    self.keep_row(&frame);
                } else if let Some((tables, _)) = &mut self.tables
                    && frame.kind == Kind::Table
                    && !frame.rows.is_empty()
                {
                    tables.push(Table {
                        rows: std::mem::take(&mut frame.rows),
                    });
                }
                for line in frame.lines {
                    self.take(line);
                }
                self.take_row(frame.cells);
            }
        }
        Some(frame.kind)
    }
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            lines: Vec::new(),
            cells: Vec::new(),
            line: Draft::default(),
            lies: Lies::default(),
            places: Vec::new(),
            rows: Vec::new(),
        }
    }
}

fn joined(lines: &[Draft], between: &str) -> Draft {
    let mut whole = Draft::default();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            whole.added(between);
        }
        whole.append(line);
    }
    whole
}

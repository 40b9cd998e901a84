//! The tables of a file: which sheet holds one, which column is which, which rows are petitions, groups and totals.

use std::collections::BTreeMap;

use kernel::vi;
use sheet::header::find;
use sheet::{BodyRow, Cell, HeaderRow, Heading, Limits, Merge, Row, Sheet, SheetKind, Workbook};

use crate::files::{FileKind, unread_table};
use crate::petitions::ResultKind;
use crate::{Problem, Result};

/// The most rows of one table.
pub const MOST_ROWS: usize = 20_000;

/// The columns that are read, with the titles offices give them.
const HEADINGS: &[Heading] = &[
    Heading {
        key: "ordinal",
        names: &["stt", "tt", "số tt", "số thứ tự"],
    },
    Heading {
        key: "text",
        names: &[
            "nội dung kiến nghị",
            "nội dung ý kiến kiến nghị",
            "nội dung",
            "ý kiến kiến nghị",
            "ý kiến cử tri",
            "kiến nghị của cử tri",
            "kiến nghị",
        ],
    },
    Heading {
        key: "unit",
        names: &[
            "địa phương",
            "xã phường",
            "xã phường thị trấn",
            "xã phường đặc khu",
            "địa bàn",
            "đơn vị kiến nghị",
            "nơi kiến nghị",
            "cử tri",
            "đơn vị",
        ],
    },
    Heading {
        key: "hamlet",
        names: &[
            "ấp khu vực",
            "thôn tổ dân phố",
            "tổ dân phố",
            "khu vực",
            "khu phố",
            "thôn",
        ],
    },
    Heading {
        key: "body",
        names: &[
            "cơ quan giải quyết",
            "cơ quan chủ trì",
            "cơ quan trả lời",
            "cơ quan thẩm quyền",
            "cơ quan",
            "đơn vị giải quyết",
            "đơn vị chủ trì",
            "đơn vị trả lời",
            "trách nhiệm giải quyết",
            "chủ trì",
        ],
    },
    // Marks stand below the title of results, so they are looked for before it.
    Heading {
        key: "settled",
        names: &["đã giải quyết", "đã giải quyết xong", "giải quyết xong"],
    },
    Heading {
        key: "explained",
        names: &[
            "giải trình",
            "giải trình thông tin",
            "giải trình cung cấp thông tin",
            "đã giải trình",
        ],
    },
    Heading {
        key: "in_hand",
        names: &["đang giải quyết", "đang xem xét giải quyết"],
    },
    Heading {
        key: "not_settled",
        names: &["chưa giải quyết"],
    },
    Heading {
        key: "result",
        names: &[
            "kết quả giải quyết",
            "kết quả",
            "kết quả trả lời",
            "nội dung trả lời",
            "nội dung giải quyết",
            "tình hình giải quyết",
            "trả lời",
            "trạng thái",
        ],
    },
    Heading {
        key: "field",
        names: &["lĩnh vực", "nhóm lĩnh vực"],
    },
    Heading {
        key: "competence",
        names: &[
            "thẩm quyền",
            "thẩm quyền giải quyết",
            "cấp thẩm quyền",
            "cấp giải quyết",
        ],
    },
    Heading {
        key: "board",
        names: &[
            "ban thẩm tra",
            "ban của HĐND",
            "ban phụ trách",
            "ban theo dõi",
        ],
    },
    Heading {
        key: "day",
        names: &[
            "ngày",
            "ngày tiếp nhận",
            "ngày kiến nghị",
            "ngày tiếp xúc",
            "thời gian",
        ],
    },
    Heading {
        key: "session",
        names: &["kỳ họp", "kỳ họp thứ"],
    },
    Heading {
        key: "answered_on",
        names: &["ngày trả lời", "ngày văn bản", "ngày giải quyết"],
    },
    Heading {
        key: "number",
        names: &[
            "số văn bản",
            "văn bản trả lời",
            "số ký hiệu",
            "số hiệu văn bản",
        ],
    },
];

/// The columns in which a mark says the result.
pub(super) const MARKS: [(&str, ResultKind); 4] = [
    ("settled", ResultKind::Settled),
    ("explained", ResultKind::Explained),
    ("in_hand", ResultKind::InHand),
    ("not_settled", ResultKind::NotSettled),
];

/// A file read: its tables of petitions.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) sheets: Vec<Part>,
}

/// One table.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The name of its sheet; empty where there is only one.
    pub name: String,
    pub lines: Vec<Line>,
    pub totals: Vec<Printed>,
}

/// A row below the head.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its number as the office program shows it; in a document, counted from the first row of the table.
    pub row: u32,
    cells: BTreeMap<&'static str, Cell>,
    /// What stands in it, if little more than one cell is filled.
    pub lone: Option<Lone>,
    /// Whether its petition stands in the row above, whose cell is merged down over this one.
    pub goes_on: bool,
}

/// The one filled cell of a row, which may name a group.
#[derive(Debug, Clone)]
pub(super) struct Lone {
    /// "I", "A", "1"; empty without one.
    pub ordinal: String,
    pub text: String,
    /// Whether it stands in the column of petitions.
    pub in_text: bool,
}

/// A number printed in a row of totals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printed {
    pub row: u32,
    /// The column's result, or none for the number of petitions.
    pub result: Option<ResultKind>,
    pub number: u32,
}

impl Line {
    /// The text under a heading.
    pub(super) fn text(&self, key: &str) -> String {
        self.cells.get(key).map(Cell::as_text).unwrap_or_default()
    }

    /// The value under a heading.
    pub(super) fn cell(&self, key: &str) -> &Cell {
        self.cells.get(key).unwrap_or(&Cell::Empty)
    }
}

impl Table {
    /// Reads a file that somebody sent: XLSX, CSV or DOCX.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let book = match FileKind::of(bytes) {
            Ok(FileKind::Docx) => document(bytes)?,
            _ => workbook(bytes)?,
        };
        let mut sheets = Vec::new();
        let visible = book
            .sheets
            .iter()
            .filter(|sheet| sheet.kind == SheetKind::Visible);
        for sheet in visible {
            if let Some(head) = find(sheet, HEADINGS)
                && head.column_of("text").is_some()
            {
                sheets.push(part(sheet, &head));
            }
        }
        if sheets.is_empty() {
            return Err(Problem::new("file", "table-no-head").into());
        }
        if let [only] = sheets.as_mut_slice() {
            only.name.clear();
        }
        let lines: usize = sheets.iter().map(|part| part.lines.len()).sum();
        if lines == 0 {
            return Err(Problem::new("file", "table-no-rows").into());
        }
        if lines > MOST_ROWS {
            let limit = vi::number(i64::try_from(MOST_ROWS).unwrap_or(i64::MAX));
            return Err(Problem::new("file", "file-too-many-rows")
                .with("limit", limit)
                .into());
        }
        Ok(Self { sheets })
    }
}

fn workbook(bytes: &[u8]) -> Result<Workbook> {
    let limits = Limits {
        rows: MOST_ROWS + 200,
        ..Limits::default()
    };
    sheet::read_lines(bytes, &limits).map_err(|reason| {
        let problem = unread_table(reason, MOST_ROWS);
        match problem.code {
            "file-wrong-type" => Problem::new("file", "table-wrong-type").into(),
            _ => problem.into(),
        }
    })
}

/// The tables of a document of Word as sheets.
fn document(bytes: &[u8]) -> Result<Workbook> {
    let limits = reading::Limits {
        bytes: Limits::default().bytes,
        ..reading::Limits::default()
    };
    let tables = reading::tables(bytes, &limits).map_err(unreadable)?;
    let sheets = tables.into_iter().map(as_sheet).collect::<Result<_>>()?;
    Ok(Workbook { sheets })
}

fn unreadable(reason: reading::Unreadable) -> Problem {
    use reading::Unreadable as U;
    let code = match reason {
        U::TooLarge { limit } => {
            return Problem::new("file", "file-too-large").with("limit", limit / 1_000_000);
        }
        U::Empty => "file-empty",
        U::OldWord | U::WrongType => "table-wrong-type",
        U::Macro => "file-macro",
        U::Encrypted => "file-encrypted",
        U::ZipBomb | U::TooLong { .. } | U::TooManyPages { .. } => "file-zip-bomb",
        U::Truncated => "file-truncated",
        U::Broken => "file-broken",
        U::NotUnicode | U::OldFont => "file-not-unicode",
        U::NoText => "file-no-table",
    };
    Problem::new("file", code)
}

/// A table of a document in the columns of its grid.
fn as_sheet(table: reading::Table) -> Result<Sheet> {
    let limits = Limits::default();
    if table.rows.len() > MOST_ROWS + 200 {
        let limit = vi::number(i64::try_from(MOST_ROWS).unwrap_or(i64::MAX));
        return Err(Problem::new("file", "file-too-many-rows")
            .with("limit", limit)
            .into());
    }
    let mut open: BTreeMap<usize, Merge> = BTreeMap::new();
    let (mut rows, mut merges) = (Vec::new(), Vec::new());
    let mut keep = |merge: Merge| {
        if merge.bottom > merge.top || merge.right > merge.left {
            merges.push(merge);
        }
    };
    for (number, given) in (1_u32..).zip(table.rows) {
        let mut cells: Vec<Cell> = Vec::new();
        for cell in given {
            let (left, span) = (cells.len(), usize::from(cell.span.max(1)));
            if left + span > limits.columns {
                let problem = Problem::new("file", "file-too-many-columns");
                return Err(problem.with("limit", limits.columns).into());
            }
            let above = open
                .get_mut(&left)
                .filter(|above| above.bottom + 1 == number);
            match above {
                Some(above) if cell.joined => above.bottom = number,
                _ => {
                    let merge = Merge {
                        top: number,
                        bottom: number,
                        left,
                        right: left + span - 1,
                    };
                    if let Some(ended) = open.insert(left, merge) {
                        keep(ended);
                    }
                }
            }
            cells.push(if cell.joined {
                Cell::Empty
            } else {
                Cell::lines_from(&cell.text)
            });
            cells.resize(left + span, Cell::Empty);
        }
        let filled = cells.iter().rposition(|cell| !cell.is_empty());
        cells.truncate(filled.map_or(0, |last| last + 1));
        if !cells.is_empty() {
            rows.push(Row { number, cells });
        }
    }
    for ended in open.into_values() {
        keep(ended);
    }
    Ok(Sheet {
        name: String::new(),
        kind: SheetKind::Visible,
        rows,
        merges,
    })
}

fn part(sheet: &Sheet, head: &HeaderRow) -> Part {
    let mapping = head.mapping();
    let text_column = head.column_of("text");
    let title = head
        .columns
        .iter()
        .find(|column| Some(column.index) == text_column);
    let title = title
        .map(|column| vi::fold(&column.title))
        .unwrap_or_default();
    let covered = |row: u32| {
        sheet.merges.iter().any(|merge| {
            Some(merge.left) == text_column
                && merge.top > head.last
                && merge.top < row
                && row <= merge.bottom
        })
    };
    let tall = sheet
        .merges
        .iter()
        .any(|merge| Some(merge.left) == text_column && merge.bottom > merge.top);
    let mut lines = Vec::new();
    for row in head.body(sheet) {
        let repeats =
            text_column.is_some_and(|column| vi::fold(&row.get(column).as_text()) == title);
        if repeats {
            continue;
        }
        let cells = mapping
            .iter()
            .map(|(key, column)| (*key, row.get(*column).clone()));
        lines.push(Line {
            row: row.number,
            cells: cells.filter(|(_, cell)| !cell.is_empty()).collect(),
            lone: lone(sheet, &row, text_column),
            goes_on: tall && covered(row.number),
        });
    }
    let totals = head.totals(sheet);
    Part {
        name: sheet.name.clone(),
        lines,
        totals: totals
            .iter()
            .flat_map(|row| printed(row, &mapping))
            .collect(),
    }
}

/// The one filled cell of a row as it stands in the sheet, perhaps after an ordinal.
fn lone(sheet: &Sheet, row: &BodyRow, text_column: Option<usize>) -> Option<Lone> {
    let own = sheet.row(row.number)?;
    let filled: Vec<(usize, String)> = own
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(at, cell)| (at, cell.as_text()))
        .collect();
    let (ordinal, at, text) = match filled.as_slice() {
        [(at, text)] => (String::new(), *at, text.clone()),
        [(_, first), (at, text)] if first.chars().count() <= 6 => {
            (first.clone(), *at, text.clone())
        }
        // A count beside the name of a group: "I | Lĩnh vực giao thông | 12".
        [(_, first), (at, text), (_, count)]
            if first.chars().count() <= 6
                && !first
                    .trim_end_matches('.')
                    .bytes()
                    .all(|b| b.is_ascii_digit())
                && count.bytes().all(|b| b.is_ascii_digit()) =>
        {
            (first.clone(), *at, text.clone())
        }
        _ => return None,
    };
    Some(Lone {
        ordinal,
        text,
        in_text: Some(at) == text_column,
    })
}

/// The numbers of a row of totals: under a result that result's, anywhere else the number of petitions.
fn printed(row: &BodyRow, mapping: &BTreeMap<&'static str, usize>) -> Vec<Printed> {
    let result = |at: usize| {
        let key = mapping
            .iter()
            .find(|(_, column)| **column == at)
            .map(|(key, _)| *key);
        MARKS
            .iter()
            .find(|(mark, _)| Some(*mark) == key)
            .map(|(_, kind)| *kind)
    };
    let mut found: Vec<Printed> = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        let number = cell.as_whole().or_else(|| match cell {
            Cell::Text(text) => first_number(text),
            _ => None,
        });
        let Some(number) = number.and_then(|number| u32::try_from(number).ok()) else {
            continue;
        };
        let printed = Printed {
            row: row.number,
            result: result(at),
            number,
        };
        if !found.iter().any(|other| other.result == printed.result) {
            found.push(printed);
        }
    }
    found
}

/// "Tổng cộng: 1.250 kiến nghị".
fn first_number(text: &str) -> Option<i64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String = text[start..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

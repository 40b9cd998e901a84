//! A draft as the text it is read from.

use kernel::vi;

use crate::{Block, Cell, Level, Table, Text, roman};

use super::{Draft, line};

/// Writes a draft as text. What the text cannot say is left behind: faces, cells over several columns, the drawing of a chart.
pub fn write(draft: &Draft) -> String {
    let mut out = String::new();
    blocks(&draft.body, &mut out);
    let several = draft.annexes.len() > 1;
    for (place, annex) in draft.annexes.iter().enumerate() {
        let label = match several {
            true => format!("Phụ lục {}", roman(place + 1)),
            false => "Phụ lục".to_owned(),
        };
        apart(&mut out);
        titled(&label, &annex.title, &mut out);
        blocks(&annex.body, &mut out);
    }
    out
}

fn blocks(blocks: &[Block], out: &mut String) {
    let mut table = false;
    for block in blocks {
        match block {
            Block::Heading {
                level,
                number,
                title,
            } => {
                apart(out);
                let label = level.label(*number);
                match level < &Level::Roman {
                    true => titled(&label, title, out),
                    false => push(out, &format!("{label} {}", vi::clean(title))),
                }
            }
            Block::Provision {
                level,
                number,
                text,
            } => {
                part(out, table);
                push(out, &format!("{} {}", level.label(*number), words(text)));
            }
            Block::Paragraph(text) => {
                part(out, table);
                push(out, &words(text));
            }
            Block::List(items) => {
                part(out, table);
                for item in items {
                    push(out, &format!("- {}", words(item)));
                }
            }
            Block::Table(table) => lines_of(table, out),
            Block::Chart(chart) => lines_of(&chart.table(), out),
        }
        table = matches!(block, Block::Table(_) | Block::Chart(_));
    }
}

/// A label with its title below where it reads as one there, beside it otherwise.
fn titled(label: &str, title: &str, out: &mut String) {
    let title = vi::clean(title);
    if line::is_title(&title) {
        push(out, label);
        push(out, &title);
    } else if title.is_empty() {
        push(out, label);
        out.push('\n');
    } else {
        push(out, &format!("{label}. {title}"));
    }
}

fn lines_of(table: &Table, out: &mut String) {
    apart(out);
    if !table.caption.trim().is_empty() {
        push(out, &vi::clean(&table.caption));
    }
    if !table.unit.trim().is_empty() {
        push(out, &format!("Đơn vị tính: {}", vi::clean(&table.unit)));
    }
    let rows = || (table.head.iter()).chain(table.rows.iter().map(|row| &row.cells));
    let barred = rows().flatten().any(|cell| cell.text.contains('|'));
    for row in rows() {
        let cells: Vec<String> = row.iter().flat_map(cells).collect();
        match barred {
            // Tabs part what holds bars itself; they stay as they are, even at the ends.
            true => out.push_str(&format!("{}\n", cells.join("\t"))),
            false => push(out, &format!("| {} |", cells.join(" | "))),
        }
    }
    if !table.note.trim().is_empty() {
        out.push('\n');
        push(out, &vi::clean(&table.note));
    }
}

/// A cell over several columns leaves the ones it covers empty.
fn cells(cell: &Cell) -> impl Iterator<Item = String> {
    let covered = usize::from(cell.across.clamp(1, 63)) - 1;
    std::iter::once(vi::clean(&cell.text)).chain(std::iter::repeat_n(String::new(), covered))
}

fn words(text: &Text) -> String {
    vi::clean(&text.words())
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim());
    out.push('\n');
}

/// A blank line where the block before it was a table.
fn part(out: &mut String, table: bool) {
    if table {
        apart(out);
    }
}

/// A blank line, unless there is one.
fn apart(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

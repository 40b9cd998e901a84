//! `dancu lex diff --base FILE --amend FILE… --from DATE --to DATE`: what changed between two days, unit by unit and word by word.

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use ::lex::Address;
use ::lex::cite::Citer;
use ::lex::diff::{Change, Piece, UnitDiff, compare};
use anyhow::Result;
use kernel::vi;
use serde::Serialize;

use super::consolidate::Life;
use super::{DiffOptions, files, page};

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Mỗi đơn vị thay đổi một dòng. / One object a unit that changed.
    #[default]
    Json,
    /// Từ bỏ trong [-…-], từ thêm trong {+…+}. / Words that went and words that came, marked.
    Text,
    /// Trang HTML. / A page.
    Html,
}

/// A unit that changed.
#[derive(Serialize)]
struct Line<'a> {
    address: String,
    #[serde(flatten)]
    labels: &'a Address,
    #[serde(skip_serializing_if = "is_zero")]
    attached: usize,
    change: Change,
    words: &'a [Piece],
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Prints the units that changed.
pub fn run(options: &DiffOptions) -> Result<ExitCode> {
    let citer = Citer::new(files::registry(None)?);
    let life = Life::read(&options.base, &options.amend, &citer)?;
    let (before, after) = (life.on(options.from), life.on(options.to));
    let units = compare(&before.root, &after.root);
    let changed = units.iter().filter(|unit| unit.change != Change::Same);
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        Format::Json => {
            for unit in changed {
                let line = Line {
                    address: unit.address.written(),
                    labels: &unit.address,
                    attached: unit.attached,
                    change: unit.change,
                    words: &unit.words,
                };
                files::line(&mut out, &line)?;
            }
        }
        Format::Text => {
            for unit in changed {
                let words = marked(unit, ("[-", "-]"), ("{+", "+}"), &str::to_owned);
                writeln!(out, "{}: {words}", unit.address.written()).ok();
            }
        }
        Format::Html => {
            let (from, to) = (vi::date_short(options.from), vi::date_short(options.to));
            let title = format!("{}: {from} – {to}", life.number);
            let rows: String = changed.map(row).collect();
            let body = format!("<table>\n{rows}</table>\n");
            out.write_all(page::whole(&title, &body).as_bytes()).ok();
        }
    }
    out.flush().ok();
    Ok(ExitCode::SUCCESS)
}

fn row(unit: &UnitDiff) -> String {
    let safe = |text: &str| {
        let mut safe = String::with_capacity(text.len());
        page::escape(text, &mut safe);
        safe
    };
    let words = marked(unit, ("<del>", "</del>"), ("<ins>", "</ins>"), &safe);
    let address = safe(&unit.address.written());
    format!("<tr><th scope=\"row\">{address}</th><td>{words}</td></tr>\n")
}

/// The words with marks around what went and what came.
fn marked(
    unit: &UnitDiff,
    gone: (&str, &str),
    come: (&str, &str),
    safe: &dyn Fn(&str) -> String,
) -> String {
    let pieces = unit.words.iter().map(|piece| match piece {
        Piece::Same(text) => safe(text),
        Piece::Removed(text) => format!("{}{}{}", gone.0, safe(text), gone.1),
        Piece::Added(text) => format!("{}{}{}", come.0, safe(text), come.1),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

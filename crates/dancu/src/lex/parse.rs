//! `dancu lex parse FILE… --format tree|json|akn|html`.

use std::ffi::OsStr;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::process::ExitCode;

use ::lex::Address;
use ::lex::akn::akn_of_act;
use ::lex::amend;
use ::lex::cite::Citer;
use ::lex::structure::{Block, Diagnostic, Document, Oddity, UnitId, UnitKind};
use ::lex::text::CodePoints;
use anyhow::{Context as _, Result, ensure};
use jiff::civil::Date;
use serde::Serialize;

use super::{ParseOptions, files, page};

/// How a structure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Cây đề mục. / One line a unit, indented.
    #[default]
    Tree,
    /// Đối tượng lồng nhau. / Nested objects.
    Json,
    /// Akoma Ntoso 3.0 (XML).
    Akn,
    /// Trang HTML có neo tới từng đơn vị. / A page with an anchor at every unit.
    Html,
}

impl Format {
    const fn ending(self) -> &'static str {
        match self {
            Self::Tree => "txt",
            Self::Json => "json",
            Self::Akn => "xml",
            Self::Html => "html",
        }
    }
}

/// A document as it is printed.
#[derive(Serialize)]
struct Parsed<'a> {
    head: Head<'a>,
    diagnostics: Vec<Odd<'a>>,
    #[serde(flatten)]
    whole: Unit,
}

#[derive(Serialize)]
struct Head<'a> {
    so_ky_hieu: Option<&'a str>,
    kind: Option<&'a str>,
    issuer: Option<&'a str>,
    place: Option<&'a str>,
    date: Option<Date>,
    subject: Option<String>,
    bases: Vec<String>,
    enacting: Option<String>,
    signature: Option<String>,
    consolidated: bool,
}

#[derive(Serialize)]
struct Odd<'a> {
    kind: Oddity,
    at: usize,
    unit: &'a str,
    expected: Option<&'a str>,
    found: Option<&'a str>,
}

#[derive(Serialize)]
struct Unit {
    kind: UnitKind,
    label: String,
    address: Address,
    heading: Option<String>,
    text: String,
    start: usize,
    end: usize,
    units: Vec<Unit>,
}

/// Prints the structure of files, or writes one file a text into a folder.
pub fn run(options: &ParseOptions) -> Result<ExitCode> {
    let format = options.format;
    let one_a_file = matches!(format, Format::Akn | Format::Html);
    ensure!(
        !one_a_file || options.into.is_some() || files::expand(&options.files).len() == 1,
        "nhiều văn bản thì cần --into DIR / several texts need --into DIR"
    );
    if let Some(folder) = &options.into {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let citer = Citer::new(files::registry(None)?);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = 0;
    let any = files::each_document(&options.files, |file, document| {
        let Some(folder) = &options.into else {
            return heard(print(&document, &citer, format, &mut out));
        };
        written += 1;
        let stem = file.file_stem().unwrap_or(OsStr::new("van-ban"));
        let name = format!("{written:03}-{}.{}", stem.display(), format.ending());
        let mut text = Vec::new();
        print(&document, &citer, format, &mut text)?;
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    })?;
    heard(out.flush())?;
    Ok(files::outcome(any))
}

/// Whoever listened may be gone.
fn heard(printed: io::Result<()>) -> Result<()> {
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn print(
    document: &Document,
    citer: &Citer,
    format: Format,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Tree => tree(document, out),
        Format::Json => json(document, out),
        Format::Akn | Format::Html => {
            let amendments = amend::read(document, citer);
            let citations = citer.cite_document_with(document, &|piece| amendments.place_of(piece));
            let text = if format == Format::Akn {
                akn_of_act(document, &citations, &amendments)
            } else {
                page::of_document(document, &citations)
            };
            out.write_all(text.as_bytes())
        }
    }
}

fn tree(document: &Document, out: &mut impl Write) -> io::Result<()> {
    let head = &document.head;
    let words = |span: &Option<Range<usize>>| {
        let words = span.as_ref().map(|span| document.words(span).into_owned());
        words.unwrap_or_default()
    };
    let day = head.date.map_or_else(String::new, |day| day.to_string());
    let (kind, number) = (text_of(&head.kind), text_of(&head.number));
    let title = [kind, number, &day, &words(&head.subject)].join(" ");
    let title: Vec<&str> = title.split_whitespace().collect();
    writeln!(out, "{}", title.join(" "))?;
    let mut depths = Vec::with_capacity(document.units.len());
    for id in document.ids() {
        let unit = document.unit(id);
        let depth = unit
            .parent
            .map_or(0, |parent| depths[parent.0 as usize] + 1);
        depths.push(depth);
        if unit.kind != UnitKind::Document {
            writeln!(out, "{}{}", "  ".repeat(depth), document.announced(id))?;
        }
    }
    for odd in &document.diagnostics {
        let (expected, found) = (text_of(&odd.expected), text_of(&odd.found));
        let kind = serde_json::to_value(odd.kind)?;
        let kind = kind.as_str().unwrap_or_default();
        writeln!(out, "! {kind} {}: {expected} → {found}", odd.unit)?;
    }
    Ok(())
}

fn text_of(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or("")
}

fn json(document: &Document, out: &mut impl Write) -> io::Result<()> {
    let points = CodePoints::new(document.text.given());
    let parsed = Parsed {
        head: head(document),
        diagnostics: document
            .diagnostics
            .iter()
            .map(|odd| told(document, odd, &points))
            .collect(),
        whole: nested(document, &points),
    };
    serde_json::to_writer(&mut *out, &parsed)?;
    writeln!(out)
}

fn head(document: &Document) -> Head<'_> {
    let head = &document.head;
    let words = |span: &Range<usize>| document.words(span).into_owned();
    Head {
        so_ky_hieu: head.number.as_deref(),
        kind: head.kind.as_deref(),
        issuer: head.issuer.as_deref(),
        place: head.place.as_deref(),
        date: head.date,
        subject: head.subject.as_ref().map(words),
        bases: head.bases.iter().map(words).collect(),
        enacting: head.enacting.as_ref().map(words),
        signature: head.signature.as_ref().map(words),
        consolidated: head.consolidated,
    }
}

fn told<'a>(document: &Document, odd: &'a Diagnostic, points: &CodePoints<'_>) -> Odd<'a> {
    Odd {
        kind: odd.kind,
        at: points.before(document.text.to_given(odd.at..odd.at).start),
        unit: &odd.unit,
        expected: odd.expected.as_deref(),
        found: odd.found.as_deref(),
    }
}

/// The units as a tree. They stand in document order, so each one's children are complete when it is reached from behind.
fn nested(document: &Document, points: &CodePoints<'_>) -> Unit {
    let mut waiting: Vec<Vec<Unit>> = Vec::new();
    waiting.resize_with(document.units.len(), Vec::new);
    for index in (1..document.units.len()).rev() {
        let mut units = std::mem::take(&mut waiting[index]);
        units.reverse();
        let id = UnitId(u32::try_from(index).unwrap_or(u32::MAX));
        let unit = shown(document, id, points, units);
        let parent = document
            .unit(id)
            .parent
            .map_or(0, |parent| parent.0 as usize);
        waiting[parent].push(unit);
    }
    let mut units = waiting.first_mut().map(std::mem::take).unwrap_or_default();
    units.reverse();
    shown(document, UnitId(0), points, units)
}

fn shown(document: &Document, id: UnitId, points: &CodePoints<'_>, units: Vec<Unit>) -> Unit {
    let unit = document.unit(id);
    let span = document.text.to_given(unit.span.clone());
    Unit {
        kind: unit.kind,
        label: unit.label.clone(),
        address: document.address(id),
        heading: document.heading(id).map(|heading| heading.into_owned()),
        text: own_words(document, id),
        start: points.before(span.start),
        end: points.before(span.end),
        units,
    }
}

/// The words of a unit itself, a line a paragraph.
fn own_words(document: &Document, id: UnitId) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in &document.unit(id).blocks {
        match block {
            Block::Paragraph(span) => lines.push(document.words(span).into_owned()),
            Block::Table(rows) => {
                lines.extend(rows.iter().map(|row| document.words(row).into_owned()))
            }
            Block::Quoted(span) => {
                let quoted = document.text.view()[span.clone()].lines();
                lines.extend(quoted.map(|line| line.trim().to_owned()));
            }
            Block::Child(_) => {}
        }
    }
    lines.join("\n")
}

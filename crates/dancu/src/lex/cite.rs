//! `dancu lex cite FILE…` and `dancu lex cite --jsonl FILE`.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use ::lex::cite::{Citation, CitationKind, Citer, Context, Target};
use ::lex::structure::Document;
use ::lex::text::CodePoints;
use ::lex::{Address, Level, Text};
use anyhow::Result;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::CiteOptions;
use super::files::{self, trouble};
use super::standing::Library;

/// One citation as it is printed.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    start: usize,
    end: usize,
    surface: &'a str,
    kind: CitationKind,
    targets: &'a [Target],
}

/// A paragraph of `--jsonl`.
#[derive(Deserialize)]
struct Paragraph {
    id: Value,
    text: String,
    #[serde(default)]
    context: Value,
}

/// Prints the citations of files or of paragraphs.
pub fn run(options: &CiteOptions) -> Result<ExitCode> {
    let citer = Citer::new(files::registry(options.registry.as_deref())?);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut any = false;
    for file in &files::expand(&options.files) {
        any |= heard(cite_file(&citer, file, options.date, &mut out));
    }
    let mut library = Library::new(&options.corpus);
    for file in &options.jsonl {
        let told = cite_paragraphs(&citer, file, options.date, &mut library, &mut out);
        any |= heard(told);
    }
    // Whoever listened may be gone; that is no fault of the texts.
    out.flush().ok();
    Ok(files::outcome(any))
}

/// Whether a file was read; if not, the reason is told.
fn heard(outcome: Result<()>) -> bool {
    match outcome {
        Ok(()) => true,
        Err(error) if error.downcast_ref::<io::Error>().is_some_and(is_gone) => true,
        Err(error) => {
            trouble(&format!("{error:#}"));
            false
        }
    }
}

fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

fn cite_file(citer: &Citer, file: &Path, date: Option<Date>, out: &mut impl Write) -> Result<()> {
    let reading = files::read(file)?;
    let mut document = Document::read(&reading.text);
    document.head.date = date.or(document.head.date);
    let amendments = ::lex::amend::read(&document, citer);
    let citations = citer.cite_document_with(&document, &|piece| amendments.place_of(piece));
    let line = Line {
        file: Some(file.to_string_lossy()),
        ..Line::new()
    };
    print(line, &document.text, &citations, out)
}

fn cite_paragraphs(
    citer: &Citer,
    file: &Path,
    date: Option<Date>,
    library: &mut Library,
    out: &mut impl Write,
) -> Result<()> {
    let lines = files::read_lines(file)?;
    let paragraphs = paragraphs(file, &lines);
    let named = paragraphs.iter().filter_map(|p| said(&p.context, "doc"));
    library.fetch(citer, named.collect());
    for paragraph in &paragraphs {
        let text = Text::new(&paragraph.text);
        let context = standing(&paragraph.context, date);
        let mut citations = citer.cite(text.view(), &context);
        library.place(citer, text.view(), &context, &mut citations);
        let line = Line {
            id: Some(&paragraph.id),
            ..Line::new()
        };
        print(line, &text, &citations, out)?;
    }
    Ok(())
}

/// The paragraphs of a file; a line that is none is told and passed over.
fn paragraphs(file: &Path, lines: &str) -> Vec<Paragraph> {
    let mut found = Vec::new();
    for (index, line) in lines.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(paragraph) => found.push(paragraph),
            Err(error) => trouble(&format!("{}:{}: {error}", file.display(), index + 1)),
        }
    }
    found
}

/// What a context says in a field; a number is taken as its text.
fn said(given: &Value, field: &str) -> Option<String> {
    match given.get(field)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Where the paragraph stands; what is not said, or not said as text or a number, is left open.
fn standing(given: &Value, date: Option<Date>) -> Context {
    let mut position = Address::default();
    for (level, field) in [
        (Level::Dieu, "dieu"),
        (Level::Khoan, "khoan"),
        (Level::Diem, "diem"),
    ] {
        if let Some(label) = said(given, field) {
            position.set(level, label);
        }
    }
    Context {
        document: said(given, "doc"),
        position,
        amended: said(given, "amended_doc"),
        date,
        ..Context::default()
    }
}

impl Line<'static> {
    fn new() -> Self {
        Self {
            file: None,
            id: None,
            start: 0,
            end: 0,
            surface: "",
            kind: CitationKind::DocNumber,
            targets: &[],
        }
    }
}

/// One line a citation, in code points of the text as it was read.
fn print<'a>(
    mut line: Line<'a>,
    text: &'a Text,
    citations: &'a [Citation],
    out: &mut impl Write,
) -> Result<()> {
    let points = CodePoints::new(text.given());
    for citation in citations {
        let span = text.to_given(citation.span.clone());
        line.start = points.before(span.start);
        line.end = points.before(span.end);
        line.surface = &text.given()[span];
        line.kind = citation.kind;
        line.targets = &citation.targets;
        let mut json = serde_json::to_vec(&line)?;
        json.push(b'\n');
        out.write_all(&json)?;
    }
    Ok(())
}

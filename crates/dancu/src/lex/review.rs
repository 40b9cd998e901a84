//! `dancu lex review --corpus DIR --registry R.tsv --at DATE FILE…`: what needs review, as lines or as a table for people.

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use ::lex::amend;
use ::lex::cite::Citer;
use ::lex::review::{Changes, Finding, Known, review};
use ::lex::structure::Document;
use ::lex::text::CodePoints;
use anyhow::Result;
use council::review::unrecorded;
use serde::Serialize;

use super::ReviewOptions;
use super::files;
use super::findings::{self, Row};

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Mỗi phát hiện một dòng. / One object a finding.
    #[default]
    Jsonl,
    /// Bảng tính. / A workbook.
    Xlsx,
    /// Văn bản Word. / A paper.
    Docx,
    /// Trang HTML. / A page.
    Html,
}

/// One finding as it is printed.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// Prints what needs review in files.
pub fn run(options: &ReviewOptions) -> Result<ExitCode> {
    let citer = Citer::new(files::registry(options.registry.as_deref())?);
    let mut changes = Changes::default();
    files::each_document(options.corpus.as_slice(), |_, act| {
        if let Some(number) = &act.head.number {
            let issuer = act.head.issuer.as_deref().unwrap_or_default();
            changes.add(number, issuer, &amend::read(&act, &citer));
        }
        Ok(())
    })?;
    let known = Known {
        registry: citer.registry(),
        changes: &changes,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut rows = Vec::new();
    let any = files::each_document(&options.files, |file, document| {
        let citations = citer.cite_document(&document);
        let mut found = review(&document, &citations, known, options.at);
        found.extend(unrecorded::findings(
            &document, &citations, known, options.at,
        ));
        if options.format == Format::Jsonl {
            return print(&file.to_string_lossy(), &document, &found, &mut out);
        }
        let name = document.head.number.clone();
        let name = name.unwrap_or_else(|| file.to_string_lossy().into_owned());
        rows.extend(found.into_iter().map(|finding| Row {
            document: name.clone(),
            finding,
        }));
        Ok(())
    })?;
    if any {
        let table = match options.format {
            Format::Jsonl => Vec::new(),
            Format::Xlsx => findings::xlsx(&rows, options.at)?,
            Format::Docx => findings::docx(&rows, options.at)?,
            Format::Html => findings::html(&rows, options.at).into_bytes(),
        };
        out.write_all(&table).ok();
    }
    out.flush().ok();
    Ok(files::outcome(any))
}

/// One line a finding, in code points of the text as it was read.
fn print(
    file: &str,
    document: &Document,
    found: &[Finding],
    out: &mut impl io::Write,
) -> Result<()> {
    let points = CodePoints::new(document.text.given());
    for finding in found {
        let at = finding.at.clone().map(|span| document.text.to_given(span));
        let line = Line {
            file: file.to_owned(),
            number: document.head.number.as_deref(),
            start: at.as_ref().map(|span| points.before(span.start)),
            end: at.as_ref().map(|span| points.before(span.end)),
            finding,
        };
        files::line(out, &line)?;
    }
    Ok(())
}

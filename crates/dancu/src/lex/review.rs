//! `dancu lex review --corpus DIR --registry R.tsv --at DATE FILE…`: one object a finding.

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use ::lex::amend;
use ::lex::cite::Citer;
use ::lex::review::{Changes, Finding, Known, review};
use ::lex::text::CodePoints;
use anyhow::Result;
use serde::Serialize;

use super::ReviewOptions;
use super::files;

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
            changes.add(number, &amend::read(&act, &citer));
        }
        Ok(())
    })?;
    let known = Known {
        registry: citer.registry(),
        changes: &changes,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let any = files::each_document(&options.files, |file, document| {
        let citations = citer.cite_document(&document);
        let points = CodePoints::new(document.text.given());
        for finding in &review(&document, &citations, known, options.at) {
            let at = finding.at.clone().map(|span| document.text.to_given(span));
            let line = Line {
                file: file.to_string_lossy().into_owned(),
                number: document.head.number.as_deref(),
                start: at.as_ref().map(|span| points.before(span.start)),
                end: at.as_ref().map(|span| points.before(span.end)),
                finding,
            };
            files::line(&mut out, &line)?;
        }
        Ok(())
    })?;
    out.flush().ok();
    Ok(files::outcome(any))
}

//! `dancu lex consolidate --base FILE --amend FILE… --at DATE`: the text at a day, with where each unit comes from.

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use ::lex::Address;
use ::lex::amend;
use ::lex::cite::Citer;
use ::lex::time::{Act, Provenance, Told, consolidate};
use anyhow::{Context as _, Result};
use serde::Serialize;

use super::ConsolidateOptions;
use super::files::{self, trouble};

/// The text as it is printed.
#[derive(Serialize)]
struct Printed<'a> {
    number: &'a str,
    at: String,
    /// An official consolidated text is made by the body the law names; this is a help for reading.
    official: bool,
    units: Vec<Unit<'a>>,
    applied: &'a [Told],
    pending: &'a [Told],
    unapplied: &'a [Told],
}

/// One unit with its own words.
#[derive(Serialize)]
struct Unit<'a> {
    address: String,
    #[serde(flatten)]
    labels: Address,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<&'a str>,
    text: String,
    repealed: bool,
    provenance: &'a [Provenance],
}

/// Prints the text of a document at a day.
pub fn run(options: &ConsolidateOptions) -> Result<ExitCode> {
    let citer = Citer::new(files::registry(None)?);
    let base = files::document(&options.base)?;
    let number =
        base.head.number.clone().context(
            "số, ký hiệu của văn bản gốc không đọc được / the base text gives no number",
        )?;
    let mut acts = Vec::new();
    files::each_document(&options.amend, |file, document| {
        let amendments = amend::read(&document, &citer);
        let number = document.head.number;
        let name = number.unwrap_or_else(|| file.to_string_lossy().into_owned());
        acts.push((name, document.head.date, amendments));
        Ok(())
    })?;
    let list: Vec<Act<'_>> = acts
        .iter()
        .map(|(number, passed, amendments)| Act {
            number,
            passed: *passed,
            amendments,
        })
        .collect();
    let result = consolidate(&base, &number, &list, options.at);
    let mut out = BufWriter::new(io::stdout().lock());
    if options.format == "json" {
        let mut units = Vec::new();
        result.root.walk(&Address::default(), &mut |address, node| {
            units.push(Unit {
                address: address.written(),
                labels: address.clone(),
                heading: node.heading.as_deref(),
                text: node.own_lines().join("\n"),
                repealed: node.repealed,
                provenance: &node.provenance,
            });
        });
        let printed = Printed {
            number: &number,
            at: options.at.to_string(),
            official: false,
            units,
            applied: &result.applied,
            pending: &result.pending,
            unapplied: &result.unapplied,
        };
        files::line(&mut out, &printed)?;
    } else {
        out.write_all(result.text().as_bytes()).ok();
        for told in &result.unapplied {
            trouble(&format!(
                "không áp dụng được / not applied: {} {}: {} ({:?})",
                told.act, told.source, told.instruction, told.reason
            ));
        }
    }
    out.flush().ok();
    Ok(ExitCode::SUCCESS)
}

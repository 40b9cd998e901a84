//! `dancu lex consolidate --base FILE --amend FILE… --at DATE`: the text at a day, with where each unit comes from.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::lex::Address;
use ::lex::akn::{Facts, akn_of_text};
use ::lex::amend::{self, Amendments, Event};
use ::lex::cite::{Citer, Context};
use ::lex::naming::Work;
use ::lex::structure::Document;
use ::lex::time::{Act, Consolidated, Provenance, Told, consolidate};
use anyhow::{Context as _, Result};
use jiff::civil::Date;
use serde::Serialize;

use super::files::{self, trouble};
use super::{ConsolidateOptions, page};

/// How a text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Văn bản thuần. / The plain text.
    #[default]
    Text,
    /// Từng đơn vị và nguồn của nó. / Units with what made them what they are.
    Json,
    /// Akoma Ntoso 3.0 (XML).
    Akn,
    /// Trang HTML có neo tới từng đơn vị. / A page with an anchor at every unit.
    Html,
}

/// A base text with the acts that amend it.
pub struct Life {
    /// Its number.
    pub number: String,
    base: Document,
    acts: Vec<(String, Option<Date>, Amendments)>,
}

impl Life {
    /// Reads the base text and the acts.
    pub fn read(base: &Path, acts: &[PathBuf], citer: &Citer) -> Result<Self> {
        let base = files::document(base)?;
        let mut read = Vec::new();
        files::each_document(acts, |file, document| {
            let amendments = amend::read(&document, citer);
            let number = document.head.number;
            let name = number.unwrap_or_else(|| file.to_string_lossy().into_owned());
            read.push((name, document.head.date, amendments));
            Ok(())
        })?;
        let number = base.head.number.clone().or_else(|| amended_most(&read));
        let number = number.context(
            "số, ký hiệu của văn bản gốc không đọc được / the base text gives no number",
        )?;
        Ok(Self {
            number,
            base,
            acts: read,
        })
    }

    /// The text on a day.
    pub fn on(&self, day: Date) -> Consolidated {
        let acts: Vec<Act<'_>> = (self.acts.iter())
            .map(|(number, passed, amendments)| Act {
                number,
                passed: *passed,
                amendments,
            })
            .collect();
        consolidate(&self.base, &self.number, &acts, day)
    }

    fn facts(&self) -> Facts {
        let head = &self.base.head;
        let subject = head.subject.as_ref();
        Facts {
            work: Work {
                kind: head.kind.clone(),
                issuer: head.issuer.clone(),
                date: head.date,
                number: head.number.clone(),
            },
            title: subject.map(|span| self.base.words(span).into_owned()),
            in_force: None,
        }
    }
}

/// The document that the acts change most, for a base text that prints no number of its own.
fn amended_most(acts: &[(String, Option<Date>, Amendments)]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, _, amendments) in acts {
        for document in amendments
            .ops
            .iter()
            .filter_map(|op| op.document.as_deref())
        {
            *counts.entry(document).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
    Some(most.0.to_owned())
}

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
    let life = Life::read(&options.base, &options.amend, &citer)?;
    let text = life.on(options.at);
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        Format::Json => files::line(&mut out, &printed(&life.number, options.at, &text))?,
        Format::Text => drop(out.write_all(text.text().as_bytes())),
        Format::Akn => drop(out.write_all(akn_of_text(&life.facts(), &text).as_bytes())),
        Format::Html => {
            let context = Context {
                document: Some(life.number.clone()),
                date: Some(options.at),
                ..Context::default()
            };
            let page = page::of_text(&life.facts(), &text, options.at, (&citer, &context));
            out.write_all(page.as_bytes()).ok();
        }
    }
    if options.format != Format::Json {
        tell_endings(&text);
        tell_unapplied(&text);
    }
    out.flush().ok();
    Ok(ExitCode::SUCCESS)
}

/// Tells when the text or units of it end, where an act says so.
fn tell_endings(text: &Consolidated) {
    for told in text.pending.iter().chain(&text.unapplied) {
        let Some(ending) = &told.ending else { continue };
        let target = if told.target.is_empty() {
            "toàn bộ / all of it"
        } else {
            &told.target
        };
        let last = ending.last.map(|day| {
            format!(
                "còn hiệu lực chậm nhất đến hết ngày {day} / in force until {day} at the latest"
            )
        });
        let earlier = ending.or_when.map(|event| match event {
            Event::Replaced => "đến khi được thay thế / until it is replaced",
            Event::Otherwise => "đến khi có quy định khác / until it is provided otherwise",
            Event::Decided => "đến khi có quyết định / until it is decided",
        });
        let except = ending.except_words.as_deref();
        let except = except.map(|words| format!("trừ / except: {words}"));
        let said: Vec<String> = [last, earlier.map(str::to_owned), except]
            .into_iter()
            .flatten()
            .collect();
        trouble(&format!(
            "{} {}: {target}: {}",
            told.act,
            told.source,
            said.join("; ")
        ));
    }
}

fn tell_unapplied(text: &Consolidated) {
    for told in &text.unapplied {
        trouble(&format!(
            "không áp dụng được / not applied: {} {}: {} ({:?})",
            told.act, told.source, told.instruction, told.reason
        ));
    }
}

fn printed<'a>(number: &'a str, at: Date, text: &'a Consolidated) -> Printed<'a> {
    let mut units = Vec::new();
    text.root.walk(&Address::default(), &mut |address, node| {
        units.push(Unit {
            address: address.written(),
            labels: address.clone(),
            heading: node.heading.as_deref(),
            text: node.own_lines().join("\n"),
            repealed: node.repealed,
            provenance: &node.provenance,
        });
    });
    Printed {
        number,
        at: at.to_string(),
        official: false,
        units,
        applied: &text.applied,
        pending: &text.pending,
        unapplied: &text.unapplied,
    }
}

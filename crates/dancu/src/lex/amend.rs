//! `dancu lex amend FILE…`: one object an operation.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::lex::amend::{self, Class, Ending, Event, Exception, Op, OpKind, Place};
use ::lex::cite::Citer;
use ::lex::{Address, Level};
use anyhow::Result;
use serde::Serialize;

use super::files::{self, trouble};

/// One operation as it is printed.
#[derive(Serialize)]
struct Line {
    amending: Option<String>,
    src: String,
    op: OpKind,
    target_doc: Option<String>,
    targets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    becomes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    old: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    attached: bool,
    new_text: Option<String>,
    effective: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    or_when: Option<Event>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    except: Vec<Exception>,
    #[serde(skip_serializing_if = "Option::is_none")]
    except_words: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classes: Vec<Class>,
    instruction: String,
    file: String,
}

/// Prints the operations of files.
pub fn run(named: &[PathBuf], registry: Option<&Path>) -> Result<ExitCode> {
    let citer = Citer::new(files::registry(registry)?);
    let mut out = BufWriter::new(io::stdout().lock());
    let any = files::each_document(named, |file, document| {
        let found = amend::read(&document, &citer);
        for op in found.ops {
            let line = Line::of(op, document.head.number.as_ref(), file);
            files::line(&mut out, &line)?;
        }
        for (unit, instruction) in found.unread {
            trouble(&format!(
                "{}: {}: {instruction}",
                file.display(),
                unit.written()
            ));
        }
        Ok(())
    })?;
    out.flush().ok();
    Ok(files::outcome(any))
}

impl Line {
    fn of(op: Op, number: Option<&String>, file: &Path) -> Self {
        let mut part = None;
        let targets = op.targets.into_iter().map(|target| {
            let (whole, piece) = without_part(target);
            part = piece.or(part.take());
            whole.written()
        });
        let mut targets: Vec<String> = targets.collect();
        if targets.is_empty() {
            targets.push("toàn bộ".to_owned());
        }
        let (mut after, mut before, mut into) = (None, None, None);
        match op.place {
            Some(Place::After(anchor)) => after = Some(anchor.written()),
            Some(Place::Before(anchor)) => before = Some(anchor.written()),
            Some(Place::Into(anchor)) => into = Some(anchor.written()),
            None => {}
        }
        let Ending {
            last,
            or_when,
            except,
            except_words,
        } = op.ending.unwrap_or_default();
        Self {
            amending: number.cloned(),
            src: op.source.written(),
            op: op.kind,
            target_doc: op.document,
            targets,
            part,
            after,
            before,
            into,
            becomes: op.becomes.iter().map(Address::written).collect(),
            old: op.old,
            new: op.new,
            attached: op.attached,
            new_text: op.text,
            effective: op.effective.map(|day| day.to_string()),
            until: last.map(|day| day.to_string()),
            or_when,
            except,
            except_words,
            classes: op.classes,
            instruction: op.instruction,
            file: file.to_string_lossy().into_owned(),
        }
    }
}

/// A paragraph of a unit is told beside the unit: `đoạn đầu`.
fn without_part(mut target: Address) -> (Address, Option<String>) {
    let part = target
        .doan
        .take()
        .map(|label| Address::default().with(Level::Doan, label).written());
    (target, part)
}

//! Texts from files and folders.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::lex::registry::Registry;
use ::lex::structure::Document;
use anyhow::{Context as _, Result};
use reading::{Limits, Reading};

/// Endings of the files that a folder is searched for; a file that is named itself may end as it likes.
const ENDINGS: [&str; 5] = ["docx", "html", "htm", "pdf", "txt"];

/// Reads a document of any format.
pub fn read(path: &Path) -> Result<Reading> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let reading = reading::read(&bytes, &Limits::default())
        .with_context(|| format!("cannot read {}", path.display()))?;
    Ok(reading)
}

/// Reads a table or lines, which are UTF-8.
pub fn read_lines(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The files that are meant: those named, and those of the folders named, in the order of their names.
pub fn expand(named: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            gather(path, &mut files);
        } else {
            files.push(path.clone());
        }
    }
    files
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return trouble(&format!("{}: {error}", folder.display())),
    };
    let mut found: Vec<_> = entries.flatten().collect();
    found.sort_by_key(std::fs::DirEntry::file_name);
    for entry in found {
        let path = entry.path();
        // The kind of the entry itself is asked, so that a link back up is not walked for ever.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            gather(&path, files);
        } else if path.is_file() && is_text(&path) {
            files.push(path);
        }
    }
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or("");
    ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Tells what could not be read; the rest goes on.
pub fn trouble(what: &str) {
    writeln!(std::io::stderr(), "{what}").ok();
}

/// The laws built in and the legal frame of People's Councils with its days, with a table of others.
pub fn registry(table: Option<&Path>) -> Result<Registry> {
    let mut registry = Registry::of_laws();
    registry.extend(Registry::from_tsv(council::seed_data::legal_frame::TABLE));
    if let Some(table) = table {
        registry.extend(Registry::from_tsv(&read_lines(table)?));
    }
    Ok(registry)
}

/// Reads a document and its structure.
pub fn document(path: &Path) -> Result<Document> {
    Ok(Document::read(&read(path)?.text))
}

/// Reads the documents of files and folders one after the other; a file that cannot be read is told and passed over.
/// Whether any could be read.
pub fn each_document(
    named: &[PathBuf],
    mut take: impl FnMut(&Path, Document) -> Result<()>,
) -> Result<bool> {
    let mut any = false;
    for file in &expand(named) {
        match document(file) {
            Ok(document) => {
                any = true;
                take(file, document)?;
            }
            Err(error) => trouble(&format!("{error:#}")),
        }
    }
    Ok(any)
}

/// One object as a line of the standard output; whoever listened may be gone.
pub fn line(out: &mut impl std::io::Write, object: &impl serde::Serialize) -> Result<()> {
    let mut json = serde_json::to_vec(object)?;
    json.push(b'\n');
    out.write_all(&json).ok();
    Ok(())
}

/// Success, unless nothing could be read.
pub fn outcome(any: bool) -> ExitCode {
    if any {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

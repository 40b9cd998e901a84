//! Texts from files and folders.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};

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

//! The files of a corpus by the numbers of their documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A corpus with its index.
pub struct Files {
    folder: PathBuf,
    by_number: BTreeMap<String, String>,
}

impl Files {
    /// Reads the index.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let index = folder.join("index.tsv");
        let index = std::fs::read_to_string(&index)
            .map_err(|error| format!("{}: {error}", index.display()))?;
        let mut by_number = BTreeMap::new();
        for line in index.lines().skip(1) {
            let mut cells = line.split('\t');
            if let (Some(file), Some(number)) = (cells.next(), cells.next()) {
                by_number
                    .entry(number.to_owned())
                    .or_insert_with(|| file.to_owned());
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            by_number,
        })
    }

    /// The file of a document.
    pub fn of(&self, number: &str) -> Option<&str> {
        self.by_number.get(number).map(String::as_str)
    }

    /// The files of a folder.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let files = self.by_number.values().map(String::as_str);
        files.filter(move |file| file.starts_with(folder))
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(file)).ok()
    }
}

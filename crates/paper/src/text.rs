//! Lời văn: text of a paragraph as runs, each upright or not.
//!
//! What stands in a run is printed letter by letter; no sign in it is a command to any of the writers.

use serde::{Deserialize, Serialize};

/// A stretch of text in one face.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Run {
    /// The words. `\n` begins a new line within the paragraph.
    pub text: String,
    /// Bold.
    #[serde(skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Italic.
    #[serde(skip_serializing_if = "is_false")]
    pub italic: bool,
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// The text of a paragraph, an item or a clause. In JSON it is a string when it has one upright run, a list of runs otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Text(pub Vec<Run>);

/// How a text stands in JSON.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    Runs(Vec<Run>),
}

impl Text {
    /// Upright text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(vec![Run {
            text: text.into(),
            ..Run::default()
        }])
    }

    /// Goes on upright.
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.0.extend(Self::new(text).0);
        self
    }

    /// Goes on in bold.
    pub fn bold(mut self, text: impl Into<String>) -> Self {
        self.0.push(Run {
            text: text.into(),
            bold: true,
            italic: false,
        });
        self
    }

    /// Goes on in italics.
    pub fn italic(mut self, text: impl Into<String>) -> Self {
        self.0.push(Run {
            text: text.into(),
            bold: false,
            italic: true,
        });
        self
    }

    /// The words without their faces.
    pub fn words(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<Written> for Text {
    fn from(written: Written) -> Self {
        match written {
            Written::Plain(text) => Self::new(text),
            Written::Runs(runs) => Self(runs),
        }
    }
}

impl From<Text> for Written {
    fn from(text: Text) -> Self {
        match <[Run; 1]>::try_from(text.0) {
            Ok([run]) if !run.bold && !run.italic => Self::Plain(run.text),
            Ok(run) => Self::Runs(run.into()),
            Err(runs) => Self::Runs(runs),
        }
    }
}

/// A line without the mark that its place decides.
pub fn without_end(line: &str) -> &str {
    line.trim_end_matches([';', ',', '.', ' '])
}

//! Hand-made truth: one paragraph a line with the citations in it.

use std::path::Path;

use lex::cite::Context;
use lex::{Address, Level};
use serde_json::Value;

/// A paragraph with its citations.
pub struct Case {
    pub id: String,
    pub text: String,
    pub context: Context,
    pub source: Option<String>,
    pub spans: Vec<Span>,
}

/// A citation as it should be found, in code points.
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub surface: String,
    pub kind: String,
    pub targets: Vec<Value>,
}

/// Every case of a file.
pub fn read(path: &Path) -> Result<Vec<Case>, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            serde_json::from_str(line)
                .map(|value| case(&value))
                .map_err(|error| format!("{}: {error}", path.display()))
        })
        .collect()
}

fn case(value: &Value) -> Case {
    let given = &value["context"];
    let string = |key: &str| {
        given[key]
            .as_str()
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
    };
    let mut position = Address::default();
    for (level, key) in [(Level::Dieu, "dieu"), (Level::Khoan, "khoan")] {
        if let Some(label) = string(key) {
            position.set(level, label);
        }
    }
    Case {
        id: value["id"].as_str().unwrap_or("").to_owned(),
        text: value["text"].as_str().unwrap_or("").to_owned(),
        context: Context {
            document: string("doc"),
            position,
            amended: string("amended_doc"),
            ..Context::default()
        },
        source: value["source_file"].as_str().map(str::to_owned),
        spans: value["spans"]
            .as_array()
            .into_iter()
            .flatten()
            .map(span)
            .collect(),
    }
}

fn span(value: &Value) -> Span {
    let place = |key: &str| {
        value[key]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(0)
    };
    Span {
        start: place("start"),
        end: place("end"),
        surface: value["surface"].as_str().unwrap_or("").to_owned(),
        kind: value["kind"].as_str().unwrap_or("").to_owned(),
        targets: value["targets"].as_array().cloned().unwrap_or_default(),
    }
}

/// The unit of a target, level by level; empty for a whole document.
pub fn unit(target: &Value) -> Option<Vec<&str>> {
    let levels = [
        "dieu", "khoan", "diem", "chuong", "muc", "phan", "phu_luc", "mau",
    ];
    let key: Vec<&str> = levels
        .iter()
        .map(|level| target[level].as_str().unwrap_or(""))
        .collect();
    key.iter().any(|label| !label.is_empty()).then_some(key)
}

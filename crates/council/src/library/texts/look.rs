//! Đọc tệp: a file somebody handed in, as text, before anything is decided about it.

use reading::{Format, Limits, Reading};

use super::{FileReason, Oddity};
use crate::files;

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Its name on the machine of whoever sent it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its media type, by its content.
    pub media_type: &'static str,
    /// The text.
    pub text: String,
    /// What the reader of the file noticed.
    pub oddities: Vec<Oddity>,
}

impl Looked {
    /// Reads a file within the limits of the machine.
    pub fn at(name: &str, bytes: Vec<u8>) -> Result<Self, FileReason> {
        if bytes.len() > files::LARGEST {
            return Err(FileReason::TooLarge);
        }
        let limits = Limits {
            bytes: files::LARGEST as u64,
            ..Limits::default()
        };
        let Reading {
            format,
            text,
            warnings,
            ..
        } = reading::read(&bytes, &limits).map_err(FileReason::of_unreadable)?;
        Ok(Self {
            name: name.to_owned(),
            media_type: media_type(format),
            oddities: warnings
                .into_iter()
                .filter_map(Oddity::of_warning)
                .collect(),
            bytes,
            text,
        })
    }
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Text => "text/plain; charset=utf-8",
        Format::Html => "text/html",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Pdf => "application/pdf",
    }
}

//! Tệp: what people hand in, for whichever capability.
//!
//! **Invariant.** What a file is, is told by its content and never by its name; nothing but documents and pictures is taken, and no
//! document that carries a macro.

use std::io::Cursor;

use kernel::ids::FileId;
use sha2::{Digest, Sha256};
use sheet::Refused;
use store::{args, sql};

use crate::{Acting, Problem, Result};

sql! {
    INSERT = "INSERT INTO file (id, sha256, name, media_type, size, bytes, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// The largest file that is taken, in bytes: a limit of the machine, not of the law.
pub const LARGEST: usize = 20 * 1024 * 1024;

store::coded! {
    /// The kinds of file that are taken.
    pub enum FileKind {
        /// A PDF document.
        Pdf = "application/pdf",
        /// A Word document.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// A PowerPoint presentation.
        Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        /// An Excel workbook.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// A PNG picture.
        Png = "image/png",
        /// A JPEG picture.
        Jpeg = "image/jpeg",
        /// A WebP picture.
        Webp = "image/webp",
    }
}

impl FileKind {
    /// The kind of this content; the code of a problem otherwise.
    pub fn of(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.is_empty() {
            Err("material-empty")
        } else if bytes.len() > LARGEST {
            Err("material-too-large")
        } else if bytes.starts_with(b"%PDF-") {
            Ok(Self::Pdf)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Ok(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Ok(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Ok(Self::Webp)
        } else if bytes.starts_with(b"PK\x03\x04") {
            Self::of_package(bytes)
        } else {
            Err("material-unknown-kind")
        }
    }

    /// The kind of an Office package by the parts it lists; nothing is unpacked.
    fn of_package(bytes: &[u8]) -> Result<Self, &'static str> {
        let package =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| "material-broken-package")?;
        let parts: Vec<String> = package
            .file_names()
            .map(|part| part.map(|part| part.into_owned()))
            .collect::<Result<_, _>>()
            .map_err(|_| "material-broken-package")?;
        let has = |name: &str| parts.iter().any(|part| part == name);
        if parts
            .iter()
            .any(|part| part.to_ascii_lowercase().ends_with("vbaproject.bin"))
        {
            return Err("material-with-macro");
        }
        if !has("[Content_Types].xml") {
            return Err("material-unknown-kind");
        }
        if has("word/document.xml") {
            Ok(Self::Docx)
        } else if has("ppt/presentation.xml") {
            Ok(Self::Pptx)
        } else if has("xl/workbook.xml") {
            Ok(Self::Xlsx)
        } else {
            Err("material-unknown-kind")
        }
    }

    /// The kind of what a field was given; the problem of that field otherwise.
    pub fn given(field: &'static str, bytes: &[u8]) -> Result<Self, Problem> {
        let told = |code| Problem::new(field, code).with("megabytes", LARGEST / (1024 * 1024));
        Self::of(bytes).map_err(told)
    }
}

/// A file as it was handed in.
#[derive(Debug, Clone)]
pub struct GivenFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Judges a file by its content and stores it; the problem of its field otherwise.
pub(crate) async fn take(
    acting: &Acting<'_>,
    field: &'static str,
    file: GivenFile,
) -> Result<FileId> {
    let kind = FileKind::given(field, &file.bytes)?;
    let name = kernel::vi::clean(&file.name.replace(['/', '\\'], " "));
    keep(acting, &name, kind.code(), file.bytes).await
}

/// Stores a file that was judged.
pub(crate) async fn keep(
    acting: &Acting<'_>,
    name: &str,
    media_type: &str,
    bytes: Vec<u8>,
) -> Result<FileId> {
    let id = FileId::fresh();
    let hash = Sha256::digest(&bytes).to_vec();
    let values = args![id, hash, name, media_type, bytes.len(), bytes, acting.now];
    acting.tx.execute(INSERT, values).await?;
    Ok(id)
}

/// Why a table that was handed in was not read, in the words of the catalogue; `rows` is what is allowed of it.
pub(crate) fn unread_table(reason: Refused, rows: usize) -> Problem {
    let problem = Problem::new("file", table_problem(reason));
    match reason {
        Refused::TooLarge { limit } => problem.with("limit", limit / 1_000_000),
        Refused::TooManyRows { .. } => problem.with("limit", grouped(rows)),
        Refused::TooManyColumns { limit }
        | Refused::TooManyCells { limit }
        | Refused::CellTooLong { limit } => problem.with("limit", grouped(limit)),
        _ => problem,
    }
}

fn grouped(number: usize) -> String {
    kernel::vi::number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The message's key for a reason.
const fn table_problem(reason: Refused) -> &'static str {
    match reason {
        Refused::TooLarge { .. } => "file-too-large",
        Refused::Empty => "file-empty",
        Refused::OldXls => "file-old-xls",
        Refused::Macro => "file-macro",
        Refused::Encrypted => "file-encrypted",
        Refused::ZipBomb => "file-zip-bomb",
        Refused::Truncated => "file-truncated",
        Refused::Broken => "file-broken",
        Refused::WrongType => "file-wrong-type",
        Refused::NotUnicode => "file-not-unicode",
        Refused::TooManyRows { .. } => "file-too-many-rows",
        Refused::TooManyColumns { .. } => "file-too-many-columns",
        Refused::TooManyCells { .. } => "file-too-many-cells",
        Refused::CellTooLong { .. } => "file-cell-too-long",
        Refused::NoTable => "file-no-table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_of_the_reader_has_a_message() {
        let all = [
            Refused::TooLarge { limit: 1 },
            Refused::Empty,
            Refused::OldXls,
            Refused::Macro,
            Refused::Encrypted,
            Refused::ZipBomb,
            Refused::Truncated,
            Refused::Broken,
            Refused::WrongType,
            Refused::NotUnicode,
            Refused::TooManyRows { limit: 1 },
            Refused::TooManyColumns { limit: 1 },
            Refused::TooManyCells { limit: 1 },
            Refused::CellTooLong { limit: 1 },
            Refused::NoTable,
        ];
        let codes: Vec<String> = all
            .iter()
            .map(|reason| format!("file-{}", reason.code()))
            .collect();
        let messages: Vec<&str> = all.iter().map(|reason| table_problem(*reason)).collect();
        assert_eq!(messages, codes);
        assert_eq!(all.len(), Refused::CODES.len());
    }
}

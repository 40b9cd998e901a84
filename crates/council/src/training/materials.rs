//! Tài liệu: papers of a class, stored as files.
//!
//! **Invariant.** What a file is, is told by its content and never by its name; nothing but documents and pictures is taken, and no
//! document that carries a macro.

use std::io::Cursor;

use kernel::ids::{ClassId, FileId, MaterialId};
use kernel::{Timestamp, vi};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Reader, args, record, sql};

use super::classes::class;
use crate::access::Act;
use crate::{Acting, Problem, Refusal, Result};

/// The largest file that is taken, in bytes: a limit of the machine, not of the law.
pub const LARGEST: usize = 20 * 1024 * 1024;

store::coded! {
    /// The kinds of file a class may hand out.
    pub enum MaterialKind {
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

impl MaterialKind {
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
}

record! {
    /// A stored file as it is sent to a reader.
    #[derive(Debug, Clone)]
    pub struct MaterialFile {
        /// The class it belongs to.
        pub class_id: ClassId,
        /// The path of the host.
        pub path: String,
        /// The file's name.
        pub name: String,
        /// The kind of its content.
        pub media_type: String,
        /// Its content.
        pub bytes: Vec<u8>,
        /// When it was stored.
        pub created_at: Timestamp,
    }
}

sql! {
    INSERT_FILE = "INSERT INTO file (id, sha256, name, media_type, size, bytes, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    INSERT_MATERIAL = "INSERT INTO material (id, class_id, title, file_id) VALUES ($1, $2, $3, $4)";
    FILE = "SELECT m.class_id, co.path, f.name, f.media_type, f.bytes, f.created_at FROM material m JOIN file f ON f.id = m.file_id \
            JOIN class c ON c.id = m.class_id JOIN council co ON co.id = c.council_id WHERE m.id = $1";
}

/// Đưa tài liệu lên lớp.
#[derive(Debug, Clone)]
pub struct AddMaterial {
    /// The class.
    pub class: ClassId,
    /// Its title; the file's name when empty.
    pub title: String,
    /// The file's name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Đưa tài liệu lên lớp.
pub async fn add_material(acting: &Acting<'_>, command: AddMaterial) -> Result<MaterialId> {
    let class = class(&acting.tx, command.class).await?;
    acting.may(Act::AddMaterial, &class.path)?;
    let name = vi::clean(&command.name.replace(['/', '\\'], " "));
    let title = match vi::clean(&command.title) {
        title if title.is_empty() => name.clone(),
        title => title,
    };
    if name.is_empty() {
        return Err(Problem::new("file", "material-name-missing").into());
    }
    let kind = match MaterialKind::of(&command.bytes) {
        Ok(kind) => kind,
        Err(code) => {
            let problem = Problem::new("file", code);
            return Err(problem.with("megabytes", LARGEST / (1024 * 1024)).into());
        }
    };
    let (file, id) = (FileId::fresh(), MaterialId::fresh());
    let size = command.bytes.len();
    let hash = Sha256::digest(&command.bytes).to_vec();
    let values = args![file, hash, &name, kind, size, command.bytes, acting.now];
    acting.tx.execute(INSERT_FILE, values).await?;
    let values = args![id, class.id, &title, file];
    acting.tx.execute(INSERT_MATERIAL, values).await?;
    let detail = json!({"after": {"class": class.id, "title": title, "file": name, "kind": kind, "size": size}});
    acting
        .audit(
            Act::AddMaterial,
            Some(class.council_id),
            "material",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// The file of a paper.
pub async fn material_file(db: &impl Reader, id: MaterialId) -> Result<MaterialFile> {
    db.one(FILE, args![id])
        .await?
        .ok_or(Refusal::NotFound("material"))
}

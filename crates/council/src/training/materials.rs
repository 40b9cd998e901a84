//! Tài liệu: papers of a class, stored as files.
//!
//! **Invariant.** Nothing is taken but what [`files`] takes.

use kernel::ids::{ClassId, MaterialId};
use kernel::{Timestamp, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::classes::class;
use crate::access::Act;
use crate::files::{self, FileKind};
use crate::{Acting, Problem, Refusal, Result};

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
    let kind = FileKind::given("file", &command.bytes)?;
    let (id, size) = (MaterialId::fresh(), command.bytes.len());
    let file = files::keep(acting, &name, kind.code(), command.bytes).await?;
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

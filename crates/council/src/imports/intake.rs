//! Taking a file in, correcting how it is read, and putting it away. None of this touches people.

use kernel::ids::{CouncilId, ImportId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::queries::stored;
use super::reading::first_look;
use super::{ImportKind, ImportState, Settings};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::files;
use crate::refusal::{Problem, Problems};
use crate::{Acting, Refusal, Result};

/// The longest file name kept.
const LONGEST_NAME: usize = 200;

/// A file that was read once and can be taken in. Made outside any transaction, because reading a large file takes a while.
#[derive(Debug)]
pub struct Looked {
    kind: ImportKind,
    name: String,
    bytes: Vec<u8>,
    settings: Settings,
}

/// Tải danh sách lên: stores a file that was looked at.
#[derive(Debug)]
pub struct UploadRoster {
    /// The council.
    pub council: CouncilId,
    /// The file.
    pub looked: Looked,
}

/// Sửa cách đọc tệp: the settings as the user corrected them.
#[derive(Debug, Clone)]
pub struct RemapImport {
    /// The import.
    pub import: ImportId,
    /// The new settings.
    pub settings: Settings,
}

/// Bỏ một đợt nhập chưa xác nhận.
#[derive(Debug, Clone, Copy)]
pub struct DiscardImport {
    /// The import.
    pub import: ImportId,
}

sql! {
    INSERT_IMPORT = "INSERT INTO import (id, council_id, kind, file_id, mapping, state, account_id, uploaded_at) \
                     VALUES ($1, $2, $3, $4, $5, 'previewed', $6, $7)";
    REMAP = "UPDATE import SET mapping = $2 WHERE id = $1 AND state = 'previewed'";
    DISCARD = "UPDATE import SET state = 'discarded', decided_at = $2 WHERE id = $1 AND state = 'previewed'";
    SITTING = "SELECT count(*) FROM mandate WHERE council_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";
}

impl Looked {
    /// Reads a file for the first time; refuses what is no roster.
    pub fn at(kind: ImportKind, name: &str, bytes: Vec<u8>) -> Result<Self> {
        let settings = first_look(&bytes, kind, Date::constant(2000, 1, 1))?;
        let name: String = vi::clean(name)
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .chars()
            .take(LONGEST_NAME)
            .collect();
        Ok(Self {
            kind,
            name,
            bytes,
            settings,
        })
    }

    fn media_type(&self) -> &'static str {
        if self.bytes.starts_with(b"PK") {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        } else {
            "text/csv"
        }
    }
}

/// Stores a roster and proposes how to read it.
pub async fn upload(acting: &Acting<'_>, command: UploadRoster) -> Result<ImportId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::UploadRoster, &council.path)?;
    let looked = command.looked;
    let mut settings = looked.settings.clone();
    let sitting: Option<i64> = acting
        .tx
        .scalar(SITTING, args![council.id, acting.today])
        .await?;
    // The first roster of a council holds from its first day; a later one from the day it comes in.
    settings.effective = match sitting {
        Some(count) if count > 0 => acting.today,
        _ => council.valid_from,
    };
    if looked.kind == ImportKind::Staff {
        let offices = super::known::offices(&acting.tx, &council, settings.effective).await?;
        settings.office = offices.into_iter().next().unwrap_or_else(|| {
            format!(
                "Văn phòng HĐND {}",
                crate::bodies::running_name(&council.unit_name)
            )
        });
    }
    let id = ImportId::fresh();
    let (media, size) = (looked.media_type(), looked.bytes.len());
    let file = files::keep(acting, &looked.name, media, looked.bytes).await?;
    let values = args![
        id,
        council.id,
        looked.kind,
        file,
        text(&settings),
        acting.actor.account,
        acting.now
    ];
    acting.tx.execute(INSERT_IMPORT, values).await?;
    let detail = json!({ "after": { "kind": looked.kind, "file": looked.name, "size": size } });
    acting
        .audit(
            Act::UploadRoster,
            Some(council.id),
            "import",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Keeps corrected settings.
pub async fn remap(acting: &Acting<'_>, command: RemapImport) -> Result<()> {
    let import = stored(&acting.tx, command.import).await?;
    acting.may(Act::UploadRoster, &import.path)?;
    let council = council(&acting.tx, import.council_id).await?;
    let mut problems = Problems::default();
    let settings = command.settings;
    if !council.period().contains(settings.effective) {
        let to = council
            .period()
            .last_day()
            .map_or_else(|| "…".to_owned(), vi::date_short);
        problems.add(
            Problem::new("effective", "effective-outside-council")
                .with("from", vi::date_short(council.valid_from))
                .with("to", to),
        );
    }
    let keys: Vec<&String> = settings.columns.values().collect();
    let twice = keys
        .iter()
        .enumerate()
        .any(|(place, key)| keys[..place].contains(key));
    problems.unless(!twice, "columns", "column-twice");
    let known = |name: &str| super::headings::key(import.kind, name).is_some();
    problems.unless(
        settings.columns.values().all(|name| known(name)),
        "columns",
        "choice-unknown",
    );
    let has = |name: &str| settings.columns.values().any(|key| key == name);
    let names_people = has("full_name") || (has("family_name") && has("given_name"));
    problems.unless(names_people, "columns", "no-name-column");
    if import.kind == ImportKind::Staff {
        problems.unless(!vi::clean(&settings.office).is_empty(), "office", "missing");
    }
    problems.refuse()?;

    let touched = acting
        .tx
        .execute(REMAP, args![import.id, text(&settings)])
        .await?;
    if touched == 0 {
        return Err(Problem::new("", "import-decided").into());
    }
    let detail = json!({
        "before": { "columns": import.settings.columns, "effective": import.settings.effective, "sheet": import.settings.sheet },
        "after": { "columns": settings.columns, "effective": settings.effective, "sheet": settings.sheet, "choices": settings.choices.len() },
    });
    acting
        .audit(
            Act::UploadRoster,
            Some(import.council_id),
            "import",
            import.id,
            "",
            detail,
        )
        .await
}

/// Puts a file away that will not be imported.
pub async fn discard(acting: &Acting<'_>, command: DiscardImport) -> Result<()> {
    let import = stored(&acting.tx, command.import).await?;
    acting.may(Act::UploadRoster, &import.path)?;
    let touched = acting
        .tx
        .execute(DISCARD, args![import.id, acting.now])
        .await?;
    if touched == 0 {
        return Err(Problem::new("", "import-decided").into());
    }
    let detail = json!({ "before": { "state": import.state }, "after": { "state": ImportState::Discarded } });
    acting
        .audit(
            Act::UploadRoster,
            Some(import.council_id),
            "import",
            import.id,
            "",
            detail,
        )
        .await
}

fn text(settings: &Settings) -> String {
    // The settings are plain data: writing them as JSON cannot fail.
    serde_json::to_string(settings).unwrap_or_default()
}

/// The refusal when an import is not where the act needs it to be.
pub(super) fn decided() -> Refusal {
    Problem::new("", "import-decided").into()
}

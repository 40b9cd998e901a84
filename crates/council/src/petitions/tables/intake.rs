//! Taking a table in, and putting it away. None of this makes an utterance.

use kernel::ids::{CouncilId, PetitionTableId};
use kernel::vi;
use serde_json::json;
use store::{args, sql};

use super::queries::stored;
use super::{Settings, Table, TableState};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::files;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

/// The longest file name kept.
const LONGEST_NAME: usize = 200;

/// A file in which a table of petitions was found. Made outside any transaction, because reading a large file takes a while.
#[derive(Debug, Clone)]
pub struct Looked {
    name: String,
    bytes: Vec<u8>,
}

/// Gửi bảng kiến nghị: stores a table that was looked at.
#[derive(Debug, Clone)]
pub struct SendTable {
    /// The council.
    pub council: CouncilId,
    /// The file.
    pub looked: Looked,
    /// How it is to be read.
    pub settings: Settings,
}

sql! {
    INSERT = "INSERT INTO petition_table (id, council_id, file_id, settings, state, account_id, uploaded_at) \
              VALUES ($1, $2, $3, $4, 'previewed', $5, $6)";
    DISCARD = "UPDATE petition_table SET state = 'discarded', decided_at = $2 WHERE id = $1 AND state = 'previewed'";
}

impl Looked {
    /// Reads a file for the first time; refuses one without a table of petitions.
    pub fn at(name: &str, bytes: Vec<u8>) -> Result<Self> {
        Table::read(&bytes)?;
        let name = vi::clean(name);
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        Ok(Self {
            name: name.chars().take(LONGEST_NAME).collect(),
            bytes,
        })
    }

    fn media_type(&self) -> &'static str {
        match files::FileKind::of(&self.bytes) {
            Ok(kind) => kind.code(),
            Err(_) => "text/csv",
        }
    }
}

/// Stores a table. It makes utterances of a council and sorts them, so both must be allowed.
pub async fn send_table(acting: &Acting<'_>, command: SendTable) -> Result<PetitionTableId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::TakeUtterance, &council.path)?;
    acting.may(Act::SortUtterance, &council.path)?;
    let settings = command.settings;
    let mut problems = Problems::default();
    let exists = council.period().contains(acting.today);
    problems.unless(exists, "", "council-not-on-that-day");
    problems.unless(settings.said_on <= acting.today, "said_on", "day-ahead");
    problems.unless(
        settings.answered_on <= acting.today,
        "answered_on",
        "day-ahead",
    );
    let ordered = settings.said_on <= settings.answered_on;
    problems.unless(ordered, "answered_on", "table-answered-before");
    problems.refuse()?;
    let id = PetitionTableId::fresh();
    let looked = command.looked;
    let (media, size) = (looked.media_type(), looked.bytes.len());
    let file = files::keep(acting, &looked.name, media, looked.bytes).await?;
    // The settings are plain data: writing them as JSON cannot fail.
    let kept = serde_json::to_string(&settings).unwrap_or_default();
    let values = args![id, council.id, file, kept, acting.actor.account, acting.now];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {"file": looked.name, "size": size}});
    acting
        .audit(
            Act::TakeUtterance,
            Some(council.id),
            "petition_table",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Puts a table away that will not be imported.
pub async fn discard_table(acting: &Acting<'_>, id: PetitionTableId) -> Result<()> {
    let table = stored(&acting.tx, id).await?;
    acting.may(Act::TakeUtterance, &table.path)?;
    acting.may(Act::SortUtterance, &table.path)?;
    let touched = acting.tx.execute(DISCARD, args![id, acting.now]).await?;
    if touched == 0 {
        return Err(Problem::new("", "table-decided").into());
    }
    let detail =
        json!({"before": {"state": table.state}, "after": {"state": TableState::Discarded}});
    let council = Some(table.council_id);
    acting
        .audit(
            Act::TakeUtterance,
            council,
            "petition_table",
            id,
            "",
            detail,
        )
        .await
}

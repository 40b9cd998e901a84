//! Confirming: everything the preview showed, in one transaction, or nothing.

mod write;

use kernel::Date;
use kernel::ids::{DecisionId, ImportId};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::intake::decided;
use super::preview::{Counts, preview};
use super::queries::stored;
use super::{ImportRow, Roster};
use crate::access::Act;
use crate::bodies::DecisionKind;
use crate::bodies::acts::{RecordDecision, record_decision};
use crate::refusal::Problem;
use crate::{Acting, Result};
use write::Writing;

/// The decision by which a roster holds.
#[derive(Debug, Clone)]
pub enum DecisionGiven {
    /// None yet: mandates and posts are shown as unconfirmed.
    Unconfirmed,
    /// One on record.
    Recorded(DecisionId),
    /// One to be recorded with the import.
    New(PaperGiven),
}

/// A decision as it is written on paper.
#[derive(Debug, Clone)]
pub struct PaperGiven {
    /// Its kind.
    pub kind: DecisionKind,
    /// Số, ký hiệu.
    pub number: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Trích yếu.
    pub title: String,
    /// The day it was signed.
    pub signed_on: Date,
}

/// What to do with rows that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultyRows {
    /// Refuse the whole roster.
    Refuse,
    /// Take the others; the user has seen which are left out.
    LeaveOut,
}

/// Xác nhận nhập dữ liệu.
#[derive(Debug, Clone)]
pub struct ConfirmImport {
    /// The import.
    pub import: ImportId,
    /// The fingerprint of the preview that the user saw.
    pub fingerprint: String,
    /// The decision.
    pub decision: DecisionGiven,
    /// Rows with faults.
    pub faulty: FaultyRows,
    /// The reason.
    pub reason: String,
}

sql! {
    TAKE = "UPDATE import SET state = 'confirmed', decided_at = $2 WHERE id = $1 AND state = 'previewed'";
    // Two rosters of one council wait for each other here, so that the second is compared with what the first has written.
    LOCK = "UPDATE council SET number = number WHERE id = $1";
    COUNT = "UPDATE import SET counts = $2 WHERE id = $1";
    DECISION_DAY = "SELECT effective_on FROM decision WHERE id = $1 AND council_id = $2";
}

/// Carries out what the preview showed. The roster is the file of this import as it was read for that preview.
pub async fn confirm(
    acting: &Acting<'_>,
    roster: &Roster,
    command: ConfirmImport,
) -> Result<Counts> {
    let import = stored(&acting.tx, command.import).await?;
    acting.may(Act::ConfirmImport, &import.path)?;
    if acting
        .tx
        .execute(TAKE, args![import.id, acting.now])
        .await?
        == 0
    {
        return Err(decided());
    }
    acting.tx.execute(LOCK, args![import.council_id]).await?;
    if roster.settings != import.settings {
        return Err(Problem::new("", "import-changed").into());
    }
    let shown = preview(&acting.tx, acting.actor, &import, roster, acting.today).await?;
    if !shown.problems.is_empty() {
        return Err(crate::Refusal::Invalid(shown.problems));
    }
    if shown.fingerprint != command.fingerprint {
        return Err(Problem::new("", "import-changed").into());
    }
    let counts = shown.counts;
    if counts.faulty > 0 && command.faulty == FaultyRows::Refuse {
        return Err(Problem::new("faulty", "import-faulty")
            .with("count", counts.faulty)
            .into());
    }
    if counts.new + counts.changed == 0 {
        return Err(Problem::new("", "import-nothing").into());
    }

    let reason = reason_of(&command, &import);
    let decision = decision(acting, &import, &command).await?;
    let mut writing = Writing::begin(&import, &shown, decision, &reason, acting.now);
    if let (Some(id), DecisionGiven::New(_)) = (decision, &command.decision) {
        writing.recorded(id);
    }
    writing.carry_out(acting, &shown).await?;
    let text = serde_json::to_string(&counts).unwrap_or_default();
    acting.tx.execute(COUNT, args![import.id, text]).await?;
    let detail = json!({ "after": {
        "file": import.file_name, "kind": import.kind, "effective": import.settings.effective, "decision": decision, "counts": counts,
    }});
    acting
        .audit(
            Act::ConfirmImport,
            Some(import.council_id),
            "import",
            import.id,
            &reason,
            detail,
        )
        .await?;
    Ok(counts)
}

fn reason_of(command: &ConfirmImport, import: &ImportRow) -> String {
    let given = kernel::vi::clean(&command.reason);
    let given: String = given.chars().take(1_000).collect();
    if given.is_empty() {
        format!("Nhập từ tệp {}", import.file_name)
    } else {
        given
    }
}

async fn decision(
    acting: &Acting<'_>,
    import: &ImportRow,
    command: &ConfirmImport,
) -> Result<Option<DecisionId>> {
    match &command.decision {
        DecisionGiven::Unconfirmed => Ok(None),
        DecisionGiven::Recorded(id) => {
            let day: Option<Date> = acting
                .tx
                .scalar(DECISION_DAY, args![*id, import.council_id])
                .await?;
            match day {
                Some(_) => Ok(Some(*id)),
                None => Err(Problem::new("decision", "decision-of-other-council").into()),
            }
        }
        DecisionGiven::New(paper) => {
            let record = RecordDecision {
                council: import.council_id,
                kind: paper.kind,
                number: paper.number.clone(),
                issuer: paper.issuer.clone(),
                title: paper.title.clone(),
                signed_on: paper.signed_on,
                effective_on: import.settings.effective,
                file: None,
            };
            record_decision(acting, record).await.map(Some)
        }
    }
}

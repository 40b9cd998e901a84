//! Theo dõi bằng mã: what a voter sees of his or her own utterance, and says of the settlement.
//!
//! **Invariant.** A code opens one utterance and its matters, nothing else; who does not have it learns not even whether it exists.

use auth::token::{Code, Length};
use kernel::Date;
use kernel::ids::MatterId;
use serde_json::json;
use store::Reader;
use store::{args, sql};

use super::intake::LONGEST;
use super::queries::{
    Matter, StepLine, Utterance, bounds, matters_of, steps, timing, utterance_of,
};
use super::replies::{ReplyLine, replies};
use super::{MatterState, Timing, whole};
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// A matter as the voter who raised it sees it.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct TrackedMatter {
    /// The matter.
    pub matter: Matter,
    /// Its standing in time.
    pub timing: Timing,
    /// Its steps.
    pub steps: Vec<StepLine>,
    /// The replies.
    pub replies: Vec<ReplyLine>,
    /// What this voter said of the settlement.
    pub satisfied: Option<bool>,
}

/// An utterance with what became of it.
pub struct Tracked {
    /// The utterance.
    pub utterance: Utterance,
    /// Its matters; of a guarded utterance none, for it is off the public track.
    pub matters: Vec<TrackedMatter>,
}

sql! {
    VERDICT = "SELECT satisfied FROM matter_verdict WHERE matter_id = $1 AND utterance_id = $2";
    JUDGE = "INSERT INTO matter_verdict (matter_id, utterance_id, day, satisfied, note) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (matter_id, utterance_id) DO UPDATE SET day = excluded.day, satisfied = excluded.satisfied, note = excluded.note";
}

/// The code as it is kept, of what was typed.
pub fn typed_code(text: &str) -> Result<String> {
    match Code::parse(text, Length::Lasting) {
        Ok(code) => Ok(code.as_str().to_owned()),
        Err(_) => Err(Problem::new("code", "follow-code-unreadable").into()),
    }
}

/// The code as it is printed: in groups of four.
pub fn printed_code(code: &str) -> String {
    Code::parse(code, Length::Lasting).map_or_else(|_| code.to_owned(), |code| code.to_string())
}

/// What became of the utterance of a code.
pub async fn tracked(db: &impl Reader, code: &str, today: Date) -> Result<Tracked> {
    let utterance = utterance_of(db, code)
        .await?
        .ok_or(Refusal::NotFound("utterance"))?;
    let mut matters = Vec::new();
    if !utterance.guarded {
        for matter in matters_of(db, utterance.id).await? {
            let bounds = bounds(db, Some(matter.council_id), today).await?;
            let satisfied: Option<i64> = db.scalar(VERDICT, args![matter.id, utterance.id]).await?;
            matters.push(TrackedMatter {
                timing: timing(db, &matter, bounds).await?,
                steps: steps(db, matter.id, today).await?,
                replies: replies(db, matter.id, today).await?,
                satisfied: satisfied.map(|given| given != 0),
                matter,
            });
        }
    }
    Ok(Tracked { utterance, matters })
}

/// Cử tri đánh giá: whether the matter is settled, by who raised it.
pub async fn judge_matter(
    acting: &Acting<'_>,
    code: &str,
    id: MatterId,
    satisfied: bool,
    note: &str,
) -> Result<()> {
    let tracked = tracked(&acting.tx, code, acting.today).await?;
    acting.may(Act::JudgeMatter, &tracked.utterance.path)?;
    let known = tracked.matters.iter().find(|it| it.matter.id == id);
    let Some(known) = known else {
        return Err(Refusal::NotFound("matter"));
    };
    let mut problems = Problems::default();
    let answered = matches!(
        known.matter.state,
        MatterState::Settled | MatterState::Explained | MatterState::NotSettled
    );
    problems.unless(answered, "", "matter-not-answered");
    let note = whole(note);
    problems.unless(note.chars().count() <= LONGEST, "note", "too-long");
    problems.unless(satisfied || !note.is_empty(), "note", "verdict-needs-note");
    problems.refuse()?;
    let values = args![id, tracked.utterance.id, acting.today, satisfied, &note];
    acting.tx.execute(JUDGE, values).await?;
    // The voter's words may name people, so they stay out of the chain.
    let detail = json!({"after": {"satisfied": satisfied}});
    let council = Some(known.matter.council_id);
    acting
        .audit(Act::JudgeMatter, council, "matter", id, "", detail)
        .await
}

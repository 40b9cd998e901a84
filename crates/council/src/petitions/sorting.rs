//! Phân loại: an utterance becomes one matter or several, joins one that is there, or is closed; matters are merged.
//!
//! **Invariant.** An utterance that was sorted holds at least one matter that was not merged away, or was closed with its reason.

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, MatterId, UtteranceId};
use kernel::vi;
use serde_json::json;
use store::{Reader as _, Tx, args, sql};

use super::queries::{Utterance, matter, utterance};
use super::steps::{Holder, Step, enter};
use super::{Competence, Field, MatterState, Move};
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

/// Into how many matters one utterance may be split: a limit against slips, not of the law.
pub const MOST_PARTS: usize = 20;

/// Một nội dung kiến nghị mới.
#[derive(Debug, Clone)]
pub struct NewMatter {
    /// What is asked, in one sentence that may be published.
    pub title: String,
    /// Lĩnh vực.
    pub field: Field,
    /// Thẩm quyền.
    pub competence: Competence,
    /// The Ban in whose field it lies.
    pub board: Option<BodyId>,
}

sql! {
    NUMBER = "SELECT coalesce(max(number), 0) FROM matter WHERE council_id = $1 AND year = $2";
    INSERT = "INSERT INTO matter (id, council_id, year, number, title, folded, field, competence, unit_id, board_id, raised_on, guarded, voices, state, since) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 'received', $13)";
    LINK = "INSERT INTO utterance_matter (utterance_id, matter_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    VOICES = "UPDATE matter SET voices = (SELECT count(*) FROM utterance_matter l WHERE l.matter_id = $1) WHERE id = $1";
    RAISED = "UPDATE matter SET raised_on = $2 WHERE id = $1 AND raised_on > $2";
    SORTED = "UPDATE utterance SET sorted = 1 WHERE id = $1";
    CLOSE = "UPDATE utterance SET sorted = 1, closed_on = $2, close_reason = $3 WHERE id = $1";
    PASS_VOICES = "INSERT INTO utterance_matter (utterance_id, matter_id) SELECT l.utterance_id, $2 FROM utterance_matter l WHERE l.matter_id = $1 \
                   ON CONFLICT DO NOTHING";
    MERGED = "UPDATE matter SET merged_into = $2, due_on = NULL WHERE id = $1";
    BOARD = "SELECT count(*) FROM body WHERE id = $1 AND council_id = $2";
}

/// Lập nội dung kiến nghị: one matter of an utterance, or several when it is split.
pub async fn make_matters(
    acting: &Acting<'_>,
    id: UtteranceId,
    parts: Vec<NewMatter>,
) -> Result<Vec<MatterId>> {
    let said = unsorted(acting, id).await?;
    let mut problems = Problems::default();
    problems.unless(!parts.is_empty(), "title", "missing");
    problems.unless(parts.len() <= MOST_PARTS, "title", "too-many-parts");
    let mut made = Vec::with_capacity(parts.len());
    for part in &parts {
        made.push(problems.text("title", &part.title));
        if let Some(board) = part.board {
            let there: Option<i64> = acting
                .tx
                .scalar(BOARD, args![board, said.council_id])
                .await?;
            problems.unless(there == Some(1), "board", "choice-unknown");
        }
    }
    problems.refuse()?;
    let titled = made.into_iter().zip(parts);
    let mut ids = Vec::new();
    for (title, part) in titled {
        ids.push(make(acting, &said, &title, &part).await?);
    }
    acting.tx.execute(SORTED, args![id]).await?;
    Ok(ids)
}

async fn make(
    acting: &Acting<'_>,
    said: &Utterance,
    title: &str,
    part: &NewMatter,
) -> Result<MatterId> {
    let tx = &acting.tx;
    let id = MatterId::fresh();
    // What is guarded is read by few, the chain by more.
    let told = Some(title).filter(|_| !said.guarded);
    let detail = json!({"after": {
        "title": told, "field": part.field, "competence": part.competence, "utterance": said.id,
    }});
    // The line comes first: from here on nobody else takes a number.
    acting
        .audit(
            Act::SortUtterance,
            Some(said.council_id),
            "matter",
            id,
            "",
            detail,
        )
        .await?;
    let number = number_after(tx, said.council_id, said.said_on.year()).await?;
    let values = args![
        id,
        said.council_id,
        i64::from(said.said_on.year()),
        number,
        title,
        vi::fold(title),
        part.field,
        part.competence,
        said.unit_id,
        part.board,
        said.said_on,
        said.guarded,
        acting.today,
    ];
    tx.execute(INSERT, values).await?;
    tx.execute(LINK, args![said.id, id]).await?;
    tx.execute(VOICES, args![id]).await?;
    enter(acting, id, MatterState::Received, Step::default()).await?;
    Ok(id)
}

/// The next number of a council's matters of a year. Whoever asks has written a line of the audit chain, so nobody else gets it.
pub(super) async fn number_after(tx: &Tx, council: CouncilId, year: i16) -> Result<i64> {
    let last: Option<i64> = tx.scalar(NUMBER, args![council, i64::from(year)]).await?;
    Ok(last.unwrap_or(0) + 1)
}

/// Counts the voices of a matter that was joined by utterances, the first of which was said on a day.
pub(super) async fn voices(acting: &Acting<'_>, id: MatterId, said_on: Date) -> Result<()> {
    acting.tx.execute(VOICES, args![id]).await?;
    acting.tx.execute(RAISED, args![id, said_on]).await?;
    Ok(())
}

/// Gộp vào nội dung đã có: the utterance says what a known matter says.
pub async fn join_matter(acting: &Acting<'_>, id: UtteranceId, into: MatterId) -> Result<()> {
    let said = unsorted(acting, id).await?;
    let tx = &acting.tx;
    let target = matter(tx, into, acting.today).await?;
    let fits = target.council_id == said.council_id && target.state != MatterState::Merged;
    let mut problems = Problems::default();
    problems.unless(fits, "matter", "choice-unknown");
    problems.unless(
        said.guarded == target.guarded || target.guarded,
        "matter",
        "matter-guarded-joins-open",
    );
    problems.refuse()?;
    tx.execute(LINK, args![id, into]).await?;
    voices(acting, into, said.said_on).await?;
    tx.execute(SORTED, args![id]).await?;
    let detail = json!({"after": {"matter": into}});
    acting
        .audit(
            Act::SortUtterance,
            Some(said.council_id),
            "utterance",
            id,
            "",
            detail,
        )
        .await
}

/// Khép lại: an opinion that was taken note of or answered on the spot, or what is no matter of a council.
pub async fn close_utterance(acting: &Acting<'_>, id: UtteranceId, reason: &str) -> Result<()> {
    let said = unsorted(acting, id).await?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    acting
        .tx
        .execute(CLOSE, args![id, acting.today, &reason])
        .await?;
    let detail = json!({"after": {"closed_on": acting.today}});
    acting
        .audit(
            Act::SortUtterance,
            Some(said.council_id),
            "utterance",
            id,
            &reason,
            detail,
        )
        .await
}

/// Gộp hai nội dung: every voice of one is a voice of the other from now on, and none is lost.
pub async fn merge_matters(
    acting: &Acting<'_>,
    id: MatterId,
    into: MatterId,
    reason: &str,
) -> Result<()> {
    let tx = &acting.tx;
    let merged = matter(tx, id, acting.today).await?;
    acting.may(Act::SortUtterance, &merged.path)?;
    let state = merged.state.after(Move::Merge)?;
    let target = matter(tx, into, acting.today).await?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    let fits = target.id != merged.id
        && target.council_id == merged.council_id
        && target.state != MatterState::Merged
        && (target.guarded || !merged.guarded);
    problems.unless(fits, "into", "choice-unknown");
    problems.refuse()?;
    tx.execute(PASS_VOICES, args![id, into]).await?;
    voices(acting, into, merged.raised_on).await?;
    let step = Step {
        holder: Holder::default(),
        reason: &reason,
        ..Step::default()
    };
    enter(acting, id, state, step).await?;
    tx.execute(MERGED, args![id, into]).await?;
    let detail =
        json!({"before": {"state": merged.state}, "after": {"state": state, "into": into}});
    let council = Some(merged.council_id);
    acting
        .audit(Act::SortUtterance, council, "matter", id, &reason, detail)
        .await
}

/// An utterance that waits to be sorted, for who may sort it.
async fn unsorted(acting: &Acting<'_>, id: UtteranceId) -> Result<Utterance> {
    let said = utterance(&acting.tx, id).await?;
    acting.may(Act::SortUtterance, &said.path)?;
    if said.sorted {
        return Err(Problem::new("", "utterance-sorted").into());
    }
    Ok(said)
}

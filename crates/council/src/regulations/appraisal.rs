//! Thẩm tra: a board of the council is charged with the appraisal and reports.

use kernel::ids::{BodyId, RegulationId};
use serde_json::json;
use store::{args, sql};

use super::comments::unanswered;
use super::demands::{after, days};
use super::papers::{self, GivenPaper};
use super::queries::regulation;
use super::{Conclusion, Demands, Move, Stage, enter, lines};
use crate::access::Act;
use crate::bodies::queries::bodies;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

sql! {
    ASSIGN = "UPDATE regulation SET board_id = $2, appraisal_due = $3, appraisal_conclusion = NULL, appraisal_note = '' WHERE id = $1";
    REPORT = "UPDATE regulation SET appraisal_conclusion = $2, appraisal_note = $3 WHERE id = $1";
}

/// Giao Ban thẩm tra: comments are over and each is answered.
pub async fn assign_appraisal(acting: &Acting<'_>, id: RegulationId, board: BodyId) -> Result<()> {
    let tx = &acting.tx;
    let regulation = regulation(tx, id).await?;
    acting.may(Act::AppraiseRegulation, &regulation.path)?;
    let state = regulation.state.after(Move::Assign)?;
    let mut problems = Problems::default();
    problems.unless(
        !regulation.takes_comments(acting.today),
        "",
        "regulation-comments-open",
    );
    let waiting = unanswered(tx, id).await?;
    if waiting > 0 {
        problems.add(Problem::new("", "regulation-comments-unanswered").with("n", waiting));
    }
    let boards = bodies(tx, regulation.council_id, acting.today).await?;
    let known = boards
        .iter()
        .any(|body| body.id == board && body.kind.is_board());
    problems.unless(known, "board", "choice-unknown");
    problems.refuse()?;
    let demands = Demands::of(tx, regulation.council_id, regulation.kind, acting.today).await?;
    let rule = demands.appraisal_days(tx, acting.today).await?;
    let due = days(rule.as_ref()).map(|days| after(acting.today, days));
    tx.execute(ASSIGN, args![id, board, due]).await?;
    enter(acting, id, state, acting.today, "").await?;
    let detail = json!({"after": {"state": state, "board": board, "due": due}});
    let council = Some(regulation.council_id);
    acting
        .audit(
            Act::AppraiseRegulation,
            council,
            "regulation",
            id,
            "",
            detail,
        )
        .await
}

/// Ghi nhận báo cáo thẩm tra.
#[derive(Debug, Clone)]
pub struct ReportAppraisal {
    /// The regulation.
    pub regulation: RegulationId,
    /// Kết luận.
    pub conclusion: Conclusion,
    /// Nội dung chính.
    pub note: String,
    /// Báo cáo thẩm tra.
    pub paper: GivenPaper,
}

/// Ghi nhận báo cáo thẩm tra; a draft that is not ready goes back to drafting.
pub async fn report_appraisal(acting: &Acting<'_>, command: ReportAppraisal) -> Result<()> {
    let id = command.regulation;
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::AppraiseRegulation, &regulation.path)?;
    let step = match command.conclusion {
        Conclusion::NotReady => Move::SendBack,
        Conclusion::Ready | Conclusion::ReadyWhenMended => Move::Appraise,
    };
    // The report belongs to the appraisal alone, also when it sends the draft back.
    regulation.state.after(Move::Appraise)?;
    let state = regulation.state.after(step)?;
    let mut problems = Problems::default();
    let note = lines(&command.note);
    problems.unless(!note.is_empty(), "note", "missing");
    let demands = Demands::of(
        &acting.tx,
        regulation.council_id,
        regulation.kind,
        acting.today,
    )
    .await?;
    command
        .paper
        .check(acting, &demands, Stage::Appraisal, &mut problems)
        .await?;
    problems.refuse()?;
    papers::keep(acting, id, Stage::Appraisal, command.paper).await?;
    acting
        .tx
        .execute(REPORT, args![id, command.conclusion, &note])
        .await?;
    let reason = if step == Move::SendBack {
        note.as_str()
    } else {
        ""
    };
    enter(acting, id, state, acting.today, reason).await?;
    let detail = json!({"after": {"state": state, "conclusion": command.conclusion}});
    let council = Some(regulation.council_id);
    acting
        .audit(
            Act::AppraiseRegulation,
            council,
            "regulation",
            id,
            reason,
            detail,
        )
        .await
}

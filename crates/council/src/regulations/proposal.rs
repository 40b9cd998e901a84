//! Proposing a regulation, recording one that is older than the records, sending back and withdrawing.

use kernel::ids::{CouncilId, RegulationId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::papers::{self, GivenPaper};
use super::publication::{self, Frozen};
use super::queries::regulation;
use super::{Demands, Move, RegulationKind, RegulationState, Stage, enter, lines};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

sql! {
    INSERT = "INSERT INTO regulation (id, council_id, kind, title, proposer, state, competence_id, appraisal_note, folded) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8)";
    RECORDED = "UPDATE regulation SET adopted_on = $2, number = $3, year = $4, serial = $5 WHERE id = $1";
    TAKEN = "SELECT count(*) FROM regulation WHERE council_id = $1 AND year = $2 AND serial = $3";
}

/// Đề nghị xây dựng một quy chế, nội quy hoặc nghị quyết quy phạm.
#[derive(Debug, Clone)]
pub struct ProposeRegulation {
    /// The council.
    pub council: CouncilId,
    /// The kind.
    pub kind: RegulationKind,
    /// Tên văn bản.
    pub title: String,
    /// Cơ quan đề nghị.
    pub proposer: String,
    /// Tờ trình, văn bản đề nghị.
    pub paper: GivenPaper,
}

/// Đề nghị; refused when no rule makes the council competent on the day.
pub async fn propose_regulation(
    acting: &Acting<'_>,
    command: ProposeRegulation,
) -> Result<RegulationId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::ProposeRegulation, &council.path)?;
    let mut problems = Problems::default();
    let title = problems.text("title", &command.title);
    let proposer = problems.text("proposer", &command.proposer);
    let exists = council.period().contains(acting.today);
    problems.unless(exists, "", "council-not-on-that-day");
    let demands = Demands::of(&acting.tx, council.id, command.kind, acting.today).await?;
    let competence = demands.competence(&acting.tx, acting.today).await?;
    problems.unless(competence.is_some(), "kind", "regulation-not-competent");
    command
        .paper
        .check(acting, &demands, Stage::Proposal, &mut problems)
        .await?;
    problems.refuse()?;

    let id = RegulationId::fresh();
    let values = args![
        id,
        council.id,
        command.kind,
        &title,
        &proposer,
        RegulationState::Proposed,
        competence.as_ref().map(|rule| rule.id),
        vi::fold(&title)
    ];
    acting.tx.execute(INSERT, values).await?;
    enter(acting, id, RegulationState::Proposed, acting.today, "").await?;
    papers::keep(acting, id, Stage::Proposal, command.paper).await?;
    let detail = json!({"after": {"kind": command.kind, "title": title, "proposer": proposer}});
    acting
        .audit(
            Act::ProposeRegulation,
            Some(council.id),
            "regulation",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Ghi nhận văn bản đã ban hành trước đây.
#[derive(Debug, Clone)]
pub struct RecordRegulation {
    /// The council.
    pub council: CouncilId,
    /// The kind.
    pub kind: RegulationKind,
    /// Tên văn bản.
    pub title: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày thông qua.
    pub adopted_on: Date,
    /// Ngày có hiệu lực.
    pub in_force_on: Date,
    /// First day no longer in force, if it has ended.
    pub ended_on: Option<Date>,
    /// Toàn văn; may be empty when only the paper is at hand.
    pub text: String,
    /// Bản đã ký.
    pub paper: GivenPaper,
}

/// Ghi nhận văn bản đã ban hành trước đây: it enters the records as published.
pub async fn record_regulation(
    acting: &Acting<'_>,
    command: RecordRegulation,
) -> Result<RegulationId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::RecordRegulation, &council.path)?;
    let mut problems = Problems::default();
    let title = problems.text("title", &command.title);
    let number = problems.text("number", &command.number);
    let period = council.period();
    problems.unless(
        period.contains(command.adopted_on),
        "adopted_on",
        "council-not-on-that-day",
    );
    problems.unless(
        command.adopted_on <= acting.today,
        "adopted_on",
        "day-ahead",
    );
    let early = command.in_force_on < command.adopted_on;
    problems.unless(!early, "in_force_on", "in-force-before-signed");
    let reversed = command
        .ended_on
        .is_some_and(|end| end <= command.in_force_on);
    problems.unless(!reversed, "ended_on", "period-reversed");
    let demands = Demands::of(&acting.tx, council.id, command.kind, acting.today).await?;
    command
        .paper
        .check(acting, &demands, Stage::Publication, &mut problems)
        .await?;
    let year = i64::from(command.adopted_on.year());
    let serial = serial_of(&number);
    if let Some(serial) = serial {
        let taken: Option<i64> = acting
            .tx
            .scalar(TAKEN, args![council.id, year, serial])
            .await?;
        problems.unless(taken == Some(0), "number", "regulation-number-taken");
    }
    problems.refuse()?;

    let id = RegulationId::fresh();
    let state = RegulationState::Published;
    let none: Option<kernel::ids::RuleId> = None;
    let issuer = publication::issuer(&council);
    let values = args![
        id,
        council.id,
        command.kind,
        &title,
        &issuer,
        state,
        none,
        vi::fold(&format!("{number} {title}"))
    ];
    acting.tx.execute(INSERT, values).await?;
    let values = args![id, command.adopted_on, &number, year, serial];
    acting.tx.execute(RECORDED, values).await?;
    enter(acting, id, state, command.adopted_on, "").await?;
    papers::keep(acting, id, Stage::Publication, command.paper).await?;
    let frozen = Frozen {
        published_on: command.adopted_on,
        in_force_on: command.in_force_on,
        ended_on: command.ended_on,
        text: Some(lines(&command.text)).filter(|text| !text.is_empty()),
        older: None,
    };
    let regulation = regulation(&acting.tx, id).await?;
    publication::freeze(acting, &council, &regulation, frozen, Vec::new()).await?;
    let detail = json!({"after": {"kind": command.kind, "title": title, "number": number, "in_force_on": command.in_force_on}});
    acting
        .audit(
            Act::RecordRegulation,
            Some(council.id),
            "regulation",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// The number before the first stroke: 5 of "05/2021/NQ-HĐND".
fn serial_of(number: &str) -> Option<i64> {
    number.split('/').next()?.trim().parse().ok()
}

/// Trả lại để soạn tiếp, with the reason.
pub async fn send_back_regulation(
    acting: &Acting<'_>,
    id: RegulationId,
    reason: &str,
) -> Result<()> {
    turn(acting, id, Act::SendBackRegulation, Move::SendBack, reason).await
}

/// Rút khỏi chương trình, with the reason.
pub async fn withdraw_regulation(
    acting: &Acting<'_>,
    id: RegulationId,
    reason: &str,
) -> Result<()> {
    turn(acting, id, Act::WithdrawRegulation, Move::Withdraw, reason).await
}

async fn turn(
    acting: &Acting<'_>,
    id: RegulationId,
    act: Act,
    step: Move,
    reason: &str,
) -> Result<()> {
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(act, &regulation.path)?;
    let reason = vi::clean(reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "missing").into());
    }
    let state = regulation.state.after(step)?;
    enter(acting, id, state, acting.today, &reason).await?;
    let detail = json!({"before": {"state": regulation.state}, "after": {"state": state}});
    acting
        .audit(
            act,
            Some(regulation.council_id),
            "regulation",
            id,
            &reason,
            detail,
        )
        .await
}

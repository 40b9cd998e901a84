//! Thông qua: the vote, with the number in favour that the rules ask of the delegates in office on that day; the number in the register.

use kernel::ids::{RegulationId, VoteId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::demands::needed;
use super::papers::{self, GivenPaper};
use super::queries::regulation;
use super::{Demands, Move, RegulationKind, RegulationState, Stage, VoteWay, enter};
use crate::access::Act;
use crate::bodies::queries::figures;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

record! {
    /// A vote on a regulation.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct VoteLine {
        /// The vote.
        pub id: VoteId,
        /// Hình thức.
        pub way: VoteWay,
        /// The session.
        pub occasion: String,
        /// The day.
        pub held_on: Date,
        /// Delegates in office on that day.
        pub delegates: u32,
        /// Those present, or whose ballots came back.
        pub present: u32,
        /// Tán thành.
        pub in_favour: u32,
        /// Không tán thành.
        pub against: u32,
        /// Không có ý kiến.
        pub abstained: u32,
        /// How many in favour were needed.
        pub needed: u32,
        /// Whether it passed.
        pub passed: bool,
    }
}

sql! {
    VOTES = "SELECT id, way, occasion, held_on, delegates, present, in_favour, against, abstained, needed, passed FROM regulation_vote \
             WHERE regulation_id = $1 ORDER BY held_on, id";
    INSERT = "INSERT INTO regulation_vote (id, regulation_id, way, occasion, held_on, delegates, present, in_favour, against, abstained, needed, passed) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    ADOPTED = "UPDATE regulation SET adopted_on = $2 WHERE id = $1";
    TAKEN = "SELECT count(*) FROM regulation WHERE council_id = $1 AND year = $2 AND serial = $3 AND id <> $4";
    NEXT = "SELECT coalesce(max(serial), 0) + 1 FROM regulation WHERE council_id = $1 AND year = $2";
    NUMBER = "UPDATE regulation SET year = $2, serial = $3, number = $4, folded = $5 WHERE id = $1";
}

/// The votes on a regulation.
pub async fn votes(db: &impl Reader, id: RegulationId) -> Result<Vec<VoteLine>> {
    Ok(db.all(VOTES, args![id]).await?)
}

/// Ghi kết quả biểu quyết.
#[derive(Debug, Clone)]
pub struct RecordVote {
    /// The regulation.
    pub regulation: RegulationId,
    /// Hình thức.
    pub way: VoteWay,
    /// The session, such as "Kỳ họp thứ ba".
    pub occasion: String,
    /// The day.
    pub held_on: Date,
    /// Those present, or whose ballots came back.
    pub present: u32,
    /// Tán thành.
    pub in_favour: u32,
    /// Không tán thành.
    pub against: u32,
    /// Không có ý kiến.
    pub abstained: u32,
    /// Biên bản.
    pub paper: GivenPaper,
}

/// Ghi kết quả biểu quyết: the regulation is adopted, or goes back to drafting when too few were in favour.
pub async fn record_vote(acting: &Acting<'_>, command: RecordVote) -> Result<RegulationState> {
    let id = command.regulation;
    let tx = &acting.tx;
    let regulation = regulation(tx, id).await?;
    acting.may(Act::AdoptRegulation, &regulation.path)?;
    regulation.state.after(Move::Adopt)?;
    let mut problems = Problems::default();
    let occasion = problems.text("occasion", &command.occasion);
    let day = command.held_on;
    problems.unless(day <= acting.today, "held_on", "day-ahead");
    problems.unless(
        day >= regulation.since,
        "held_on",
        "regulation-before-last-step",
    );
    let delegates = figures(tx, regulation.council_id, day).await?.in_office;
    if command.present > delegates {
        problems.add(Problem::new("present", "vote-more-than-delegates").with("n", delegates));
    }
    let cast = [command.in_favour, command.against, command.abstained];
    let cast: u64 = cast.into_iter().map(u64::from).sum();
    problems.unless(cast == u64::from(command.present), "present", "vote-sum");
    let demands = Demands::of(tx, regulation.council_id, regulation.kind, day).await?;
    command
        .paper
        .check(acting, &demands, Stage::Adoption, &mut problems)
        .await?;
    problems.refuse()?;
    let needed = needed(demands.vote(tx, day).await?.as_ref(), delegates)?;
    let passed = command.in_favour >= needed;
    let values = args![
        VoteId::fresh(),
        id,
        command.way,
        &occasion,
        day,
        delegates,
        command.present,
        command.in_favour,
        command.against,
        command.abstained,
        needed,
        passed
    ];
    tx.execute(INSERT, values).await?;
    papers::keep(acting, id, Stage::Adoption, command.paper).await?;
    let (step, reason) = if passed {
        tx.execute(ADOPTED, args![id, day]).await?;
        (Move::Adopt, String::new())
    } else {
        (
            Move::SendBack,
            format!(
                "Không đủ số tán thành: {}/{delegates} đại biểu, cần {needed}",
                command.in_favour
            ),
        )
    };
    let state = regulation.state.after(step)?;
    enter(acting, id, state, day, &reason).await?;
    let detail = json!({"after": {"state": state, "held_on": day, "delegates": delegates, "in_favour": command.in_favour, "needed": needed}});
    let council = Some(regulation.council_id);
    acting
        .audit(
            Act::AdoptRegulation,
            council,
            "regulation",
            id,
            &reason,
            detail,
        )
        .await?;
    Ok(state)
}

/// The next free number of a council's register in a year.
pub async fn next_serial(
    db: &impl Reader,
    council: kernel::ids::CouncilId,
    year: i64,
) -> Result<u32> {
    let next: Option<i64> = db.scalar(NEXT, args![council, year]).await?;
    Ok(next.and_then(|next| u32::try_from(next).ok()).unwrap_or(1))
}

/// Lấy số: one number of the register of the year of adoption.
pub async fn number_regulation(
    acting: &Acting<'_>,
    id: RegulationId,
    serial: u32,
) -> Result<String> {
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::AdoptRegulation, &regulation.path)?;
    let (RegulationState::Adopted, Some(adopted_on)) = (regulation.state, regulation.adopted_on)
    else {
        return Err(Problem::new("", "regulation-wrong-state").into());
    };
    let year = i64::from(adopted_on.year());
    let mut problems = Problems::default();
    problems.unless(serial > 0, "serial", "number-unreadable");
    let values = args![regulation.council_id, year, serial, id];
    let taken: Option<i64> = acting.tx.scalar(TAKEN, values).await?;
    problems.unless(taken == Some(0), "serial", "regulation-number-taken");
    problems.refuse()?;
    let number = match regulation.kind {
        RegulationKind::Normative => format!("{serial:02}/{year}/NQ-HĐND"),
        RegulationKind::Working | RegulationKind::Session => format!("{serial:02}/NQ-HĐND"),
    };
    let folded = vi::fold(&format!("{number} {}", regulation.title));
    let values = args![id, year, serial, &number, folded];
    acting.tx.execute(NUMBER, values).await?;
    let detail =
        json!({"before": {"number": regulation.number}, "after": {"number": number, "year": year}});
    let council = Some(regulation.council_id);
    acting
        .audit(Act::AdoptRegulation, council, "regulation", id, "", detail)
        .await?;
    Ok(number)
}

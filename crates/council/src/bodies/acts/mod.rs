//! Acts on councils and their bodies.

mod councils;
mod members;
mod partners;

use kernel::Date;
use kernel::ids::{CouncilId, DecisionId};
use store::{Reader as _, args, sql};

use crate::refusal::{Problem, Problems};
use crate::{Acting, Result};

pub use councils::{
    DrawConstituency, EndCouncil, FoundCouncil, RecordDecision, draw_constituency, end_council,
    found_council, record_decision,
};
pub use members::{
    AppointMember, EndBody, RelieveMember, SetUpBody, appoint_member, end_body, relieve_member,
    set_up_body,
};
pub use partners::{
    EndEmployment, RecordEmployment, RecordInstitution, RecordPopulation, end_employment,
    record_employment, record_institution, record_population,
};

sql! {
    DECISION_COUNCIL = "SELECT council_id FROM decision WHERE id = $1";
}

/// Complains when a decision is not one of this council.
pub(crate) async fn check_decision(
    acting: &Acting<'_>,
    problems: &mut Problems,
    council: CouncilId,
    decision: Option<DecisionId>,
) -> Result<()> {
    if let Some(decision) = decision {
        let owner: Option<CouncilId> = acting.tx.scalar(DECISION_COUNCIL, args![decision]).await?;
        problems.unless(
            owner == Some(council),
            "decision",
            "decision-of-other-council",
        );
    }
    Ok(())
}

/// Complains when something would end before it began, on its first day, or after it has ended already.
pub(crate) fn check_end(
    problems: &mut Problems,
    field: &'static str,
    period: kernel::Period,
    ends_on: Date,
) {
    problems.unless(period.from < ends_on, field, "period-reversed");
    if let Some(ended) = period.to.filter(|ended| *ended <= ends_on) {
        let problem = Problem::new(field, "already-ended");
        problems.add(problem.with("day", kernel::vi::date_short(ended)));
    }
}

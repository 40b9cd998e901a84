//! What the dated rules ask of a regulation: competence, days, votes, papers.

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::CouncilId;
use store::Reader;

use super::{RegulationKind, Stage};
use crate::rules::{self, InForce, Place};
use crate::{Problem, Result};

/// The rules of one council for one kind of regulation.
#[derive(Debug, Clone)]
pub struct Demands {
    place: Place,
    kind: RegulationKind,
}

impl Demands {
    /// Those of a council on a day.
    pub async fn of(
        db: &impl Reader,
        council: CouncilId,
        kind: RegulationKind,
        day: Date,
    ) -> Result<Self> {
        Ok(Self {
            place: Place::of_council(db, council, day).await?,
            kind,
        })
    }

    /// The rule that makes the council competent on a day.
    pub async fn competence(&self, db: &impl Reader, day: Date) -> Result<Option<InForce>> {
        let key = match self.kind {
            RegulationKind::Working => "regulation_competence_working",
            RegulationKind::Session => "regulation_competence_session",
            RegulationKind::Normative => "regulation_competence_normative",
        };
        rules::in_force(db, key, &self.place, day).await
    }

    /// For how long comments stay open at least.
    pub async fn comment_days(&self, db: &impl Reader, day: Date) -> Result<Option<InForce>> {
        let key = match self.kind {
            RegulationKind::Normative => "regulation_comment_days",
            RegulationKind::Working | RegulationKind::Session => "regulation_comment_days_own",
        };
        rules::in_force(db, key, &self.place, day).await
    }

    /// Within how many days a board appraises.
    pub async fn appraisal_days(&self, db: &impl Reader, day: Date) -> Result<Option<InForce>> {
        rules::in_force(db, "regulation_appraisal_within", &self.place, day).await
    }

    /// Within how many days of adoption a regulation is published.
    pub async fn publish_days(&self, db: &impl Reader, day: Date) -> Result<Option<InForce>> {
        rules::in_force(db, "regulation_publish_within", &self.place, day).await
    }

    /// How many days after adoption it may take force.
    pub async fn force_days(&self, db: &impl Reader, day: Date) -> Result<Option<InForce>> {
        let key = match self.kind {
            RegulationKind::Normative => "normative_force_earliest",
            RegulationKind::Working | RegulationKind::Session => "regulation_force_earliest_own",
        };
        rules::in_force(db, key, &self.place, day).await
    }

    /// The vote that passes a resolution.
    pub async fn vote(&self, db: &impl Reader, day: Date) -> Result<Option<InForce>> {
        rules::in_force(db, "pass_resolution", &self.place, day).await
    }

    /// Whether a step needs a paper on a day.
    pub async fn needs_paper(&self, db: &impl Reader, stage: Stage, day: Date) -> Result<bool> {
        let key = match stage {
            Stage::Proposal => "regulation_paper_proposal",
            Stage::Appraisal => "regulation_paper_appraisal",
            Stage::Adoption => "regulation_paper_adoption",
            Stage::Publication => "regulation_paper_publication",
            Stage::Drafting | Stage::Comments => return Ok(false),
        };
        let rule = rules::in_force(db, key, &self.place, day).await?;
        Ok(rule.and_then(|rule| rule.parameters.whole("count")) > Some(0))
    }
}

/// The days a rule states.
pub(super) fn days(rule: Option<&InForce>) -> Option<u32> {
    rule.and_then(|rule| rule.parameters.whole("days"))
}

/// So many days after a day; the last of the calendar when it goes beyond.
pub(super) fn after(day: Date, days: u32) -> Date {
    day.saturating_add(i64::from(days).days())
}

/// How many delegates must vote in favour, of so many.
pub(super) fn needed(rule: Option<&InForce>, delegates: u32) -> Result<u32> {
    let parameters = rule.map(|rule| &rule.parameters);
    let over = parameters.and_then(|it| it.share("share_over"));
    let least = parameters.and_then(|it| it.share("share"));
    match (over, least) {
        (Some(share), _) => Ok(share.more_than(delegates)),
        (None, Some(share)) => Ok(share.at_least(delegates)),
        (None, None) => Err(Problem::new("", "no-vote-rule").into()),
    }
}

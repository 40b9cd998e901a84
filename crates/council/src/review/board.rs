//! Bảng rà soát: how each own document of a council stands on a day, and how many of each.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, DocumentId};
use store::{Reader, args, record, sql};

use super::findings::{Finding, Ground, Judged, findings};
use super::own::{self, Own, answering};
use super::tasks::{ReviewTask, competence, tasks};
use super::{Reason, ReviewState, Standing};
use crate::access::{Actor, FieldGroup, covers};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::rules::{self, InForce, Place};
use crate::{Refusal, Result};

/// An own document as it stands in review on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::Line)]
pub struct Line {
    /// The document.
    pub document: Own,
    /// How it stands.
    pub standing: Standing,
    /// Upon what it was judged.
    pub ground: Ground,
    /// What needs review and was not answered yet.
    pub open: Vec<Finding>,
    /// What a conclusion answered.
    pub answered: Vec<Finding>,
    /// The task on it that moved last.
    pub task: Option<ReviewTask>,
    /// The conclusion that holds, if one was reached.
    pub concluded: Option<ReviewTask>,
}

/// So many documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::Counts)]
pub struct Counts {
    /// Own documents that had not ended.
    pub own: u32,
    /// Need review, nobody is charged with it yet.
    pub needed: u32,
    /// Are being reviewed in time.
    pub under_way: u32,
    /// Are being reviewed, too late.
    pub overdue: u32,
    /// Were reviewed, and nothing touched them since.
    pub done: u32,
    /// Nothing was found.
    pub clear: u32,
}

/// The board of a council on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::Board)]
pub struct Board {
    /// How many documents stand how.
    pub counts: Counts,
    /// The day by which normative documents on local government must fit the law.
    pub deadline: Option<Date>,
    /// The days left until then; negative when it has passed.
    pub days_left: Option<i32>,
    /// The rule that sets it.
    pub deadline_rule: Option<InForce>,
    /// The documents that must be made to fit by then.
    pub must_fit: u32,
    /// The rule on who reviews.
    pub competence: Option<InForce>,
    /// The documents that had not ended on the day, the most pressing first.
    pub lines: Vec<Line>,
}

/// The figures of a council that has own documents.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::CouncilLine)]
pub struct CouncilLine {
    /// The council.
    pub council: CouncilRef,
    /// Its figures.
    pub counts: Counts,
}

record! {
    struct Issuing { id: CouncilId }
}

sql! {
    ISSUING = "SELECT DISTINCT c.id FROM document d LEFT JOIN regulation r ON r.document_id = d.id \
               JOIN council c ON c.id = coalesce(d.council_id, r.council_id)";
}

/// How the own documents of a council stand on a day.
pub async fn lines(db: &impl Reader, council: CouncilId, on: Date) -> Result<Vec<Line>> {
    let judged = findings(db, council, on).await?;
    let mut tasks_of: HashMap<DocumentId, Vec<ReviewTask>> = HashMap::new();
    for task in tasks(db, council, on).await? {
        tasks_of.entry(task.document_id).or_default().push(task);
    }
    let mut lines: Vec<Line> = judged
        .iter()
        .map(|judged| {
            let tasks = tasks_of.remove(&judged.document.id).unwrap_or_default();
            Line::of(judged, tasks, on)
        })
        .collect();
    lines.sort_by_key(|line| line.standing);
    Ok(lines)
}

/// The board of a council on a day.
pub async fn board(db: &impl Reader, council: CouncilId, on: Date) -> Result<Board> {
    let mut lines = lines(db, council, on).await?;
    lines.retain(|line| line.document.is_alive(on));
    let place = Place::of_council(db, council, on).await?;
    let rule = rules::in_force(db, "review_deadline_two_tier", &place, on).await?;
    let deadline = rule.as_ref().and_then(|rule| rule.parameters.day("until"));
    let must_fit = lines.iter().filter(|line| line.must_fit()).count();
    Ok(Board {
        counts: Counts::of(&lines),
        days_left: deadline.map(|until| days_between(on, until)),
        deadline,
        deadline_rule: rule,
        must_fit: u32::try_from(must_fit).unwrap_or(u32::MAX),
        competence: competence(db, council, on).await?,
        lines,
    })
}

/// One own document as it stands in review on a day, with the council that answers for it.
pub async fn line(db: &impl Reader, document: DocumentId, on: Date) -> Result<(CouncilRef, Line)> {
    let own = own::one(db, document)
        .await?
        .ok_or(Refusal::NotFound("document"))?;
    let answers = answering(db, own.council_id, on).await?;
    let answers = answers.unwrap_or(own.council_id);
    let line = lines(db, answers, on)
        .await?
        .into_iter()
        .find(|line| line.document.id == document)
        .ok_or(Refusal::NotFound("document"))?;
    Ok((council(db, answers).await?, line))
}

/// The councils under an actor's places that answer for own documents on a day, with their figures.
pub async fn councils(db: &impl Reader, actor: &Actor, on: Date) -> Result<Vec<CouncilLine>> {
    counted(db, on, |council| {
        actor.reads(FieldGroup::ReviewWork, &council.path)
    })
    .await
}

/// How many own documents at and below a place wait for review on a day: nobody is charged with them, or it is late.
pub async fn waiting(db: &impl Reader, place: &str, on: Date) -> Result<u32> {
    let found = counted(db, on, |council| covers(place, &council.path)).await?;
    let waits = |line: &CouncilLine| line.counts.needed + line.counts.overdue;
    Ok(found.iter().map(waits).sum())
}

/// The councils of some kind that answer for own documents on a day, with their figures.
async fn counted(
    db: &impl Reader,
    on: Date,
    wanted: impl Fn(&CouncilRef) -> bool + Send,
) -> Result<Vec<CouncilLine>> {
    let issuing: Vec<Issuing> = db.all(ISSUING, args![]).await?;
    let mut found: Vec<CouncilLine> = Vec::new();
    for Issuing { id } in issuing {
        let answers = answering(db, id, on).await?.unwrap_or(id);
        if found.iter().any(|line| line.council.id == answers) {
            continue;
        }
        let council = council(db, answers).await?;
        if !wanted(&council) {
            continue;
        }
        let mut lines = lines(db, answers, on).await?;
        lines.retain(|line| line.document.is_alive(on));
        let counts = Counts::of(&lines);
        if counts.own > 0 {
            found.push(CouncilLine { council, counts });
        }
    }
    found.sort_by(|a, b| a.council.path.cmp(&b.council.path));
    Ok(found)
}

impl Line {
    fn of(judged: &Judged, tasks: Vec<ReviewTask>, on: Date) -> Self {
        let concluded = tasks
            .iter()
            .find(|task| task.state == ReviewState::Concluded)
            .cloned();
        let answers = |finding: &Finding| {
            let day = concluded.as_ref().map(|task| task.since);
            day.is_some_and(|day| day >= finding.touched_on)
        };
        let (answered, open): (Vec<Finding>, Vec<Finding>) =
            judged.findings.iter().cloned().partition(answers);
        let under_way = tasks.iter().find(|task| task.state == ReviewState::Open);
        let standing = match under_way {
            Some(task) if task.is_late(on) => Standing::Overdue,
            Some(_) => Standing::UnderWay,
            None if !open.is_empty() => Standing::Needed,
            None if concluded.is_some() => Standing::Done,
            None => Standing::Clear,
        };
        Self {
            document: judged.document.clone(),
            ground: judged.ground,
            standing,
            open,
            answered,
            task: under_way.or(tasks.first()).cloned(),
            concluded,
        }
    }

    /// Whether it must be made to fit the law on local government by the day that is set.
    pub fn must_fit(&self) -> bool {
        self.open
            .iter()
            .any(|finding| finding.reason == Reason::DeadlineNear)
    }
}

impl Counts {
    fn of(lines: &[Line]) -> Self {
        let mut counts = Self::default();
        for line in lines {
            counts.own += 1;
            let slot = match line.standing {
                Standing::Overdue => &mut counts.overdue,
                Standing::Needed => &mut counts.needed,
                Standing::UnderWay => &mut counts.under_way,
                Standing::Done => &mut counts.done,
                Standing::Clear => &mut counts.clear,
            };
            *slot += 1;
        }
        counts
    }
}

/// The days from one day to another.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

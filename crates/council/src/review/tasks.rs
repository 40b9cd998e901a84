//! Việc rà soát: opened for one document or many, concluded, cancelled, taken up again.

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::{BodyId, CouncilId, DocumentId, InstitutionId, ReviewTaskId};
use kernel::vi;
use serde_json::json;
use store::{Reader, args, record, sql};

use super::own::{own, own_documents};
use super::{Cause, Move, Outcome, ReviewState};
use crate::access::{Act, Actor, FieldGroup};
use crate::bodies::queries::{bodies, council, partners};
use crate::bodies::{BodyKind, CouncilRef};
use crate::refusal::Problems;
use crate::rules::{self, InForce, Place};
use crate::{Acting, Problem, Refusal, Result};

/// Who is charged with a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A body of the council.
    Body(BodyId),
    /// An institution of the council's unit.
    Institution(InstitutionId),
    /// The council's body of a kind, where several councils are charged at once.
    OfKind(BodyKind),
}

/// Giao việc rà soát.
#[derive(Debug, Clone)]
pub struct OpenReview {
    /// The council that reviews.
    pub council: CouncilId,
    /// The documents to be reviewed, one task for each.
    pub documents: Vec<DocumentId>,
    /// Why.
    pub cause: Cause,
    /// The document that gives cause.
    pub cause_document: Option<DocumentId>,
    /// Who is charged with it.
    pub owner: Owner,
    /// By when.
    pub due_on: Date,
    /// What is to be looked at.
    pub note: String,
}

/// Kết luận rà soát.
#[derive(Debug, Clone)]
pub struct ConcludeReview {
    /// The task.
    pub task: ReviewTaskId,
    /// What is to become of the document.
    pub outcome: Outcome,
    /// The conclusion in words.
    pub conclusion: String,
    /// The number of the paper that states it; empty when there is none.
    pub paper_number: String,
    /// The day of the paper.
    pub paper_signed_on: Option<Date>,
}

record! {
    /// Một việc rà soát as it stands on a day.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct ReviewTask {
        /// The task.
        pub id: ReviewTaskId,
        /// The council that reviews.
        pub council_id: CouncilId,
        /// Its path of official codes.
        pub path: String,
        /// The document.
        pub document_id: DocumentId,
        /// Số, ký hiệu.
        pub number: String,
        /// Trích yếu.
        pub title: String,
        /// Why it was opened.
        pub cause: Cause,
        /// The document that gave cause.
        pub cause_document_id: Option<DocumentId>,
        /// Its number.
        pub cause_number: Option<String>,
        /// The body charged with it.
        pub body_id: Option<BodyId>,
        /// The institution charged with it.
        pub institution_id: Option<InstitutionId>,
        /// The name of either.
        pub owner: Option<String>,
        /// By when.
        pub due_on: Date,
        /// What is to be looked at.
        pub note: String,
        /// When it was opened.
        pub opened_on: Date,
        /// The state on the day.
        pub state: ReviewState,
        /// Since when.
        pub since: Date,
        /// The reason of the last step, or the conclusion.
        pub reason: String,
        /// What was concluded.
        pub outcome: Option<Outcome>,
        /// The number of the paper that states it.
        pub paper_number: String,
        /// The day of the paper.
        pub paper_signed_on: Option<Date>,
    }

    /// A step of a task.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = review::StepLine)]
    pub struct StepLine {
        /// The state it led to.
        pub state: ReviewState,
        /// The day.
        pub day: Date,
        /// The reason or the conclusion.
        pub reason: String,
        /// What was concluded.
        pub outcome: Option<Outcome>,
        /// The number of the paper.
        pub paper_number: String,
        /// The day of the paper.
        pub paper_signed_on: Option<Date>,
    }
}

macro_rules! task_columns {
    () => {
        "k.id, k.council_id, m.path, k.document_id, t.number, t.title, k.cause, k.cause_document_id, n.number AS cause_number, k.body_id, \
         k.institution_id, coalesce(b.name, i.name) AS owner, k.due_on, k.note, \
         (SELECT min(f.day) FROM review_step f WHERE f.task_id = k.id) AS opened_on, \
         s.state, s.day AS since, s.reason, s.outcome, s.paper_number, s.paper_signed_on"
    };
}

macro_rules! task_joins {
    () => {
        " JOIN council m ON m.id = k.council_id JOIN document t ON t.id = k.document_id LEFT JOIN document n ON n.id = k.cause_document_id \
          LEFT JOIN body b ON b.id = k.body_id LEFT JOIN institution i ON i.id = k.institution_id \
          JOIN review_step s ON s.task_id = k.id AND s.position = \
               (SELECT max(x.position) FROM review_step x WHERE x.task_id = k.id AND x.day <= $2)"
    };
}

sql! {
    OF_COUNCIL = concat!("WITH own (id) AS (", own_documents!("d.id", ""), ") SELECT ", task_columns!(),
                         " FROM review_task k JOIN own ON own.id = k.document_id", task_joins!(), " ORDER BY s.day DESC, k.due_on, k.id");
    ONE = concat!("SELECT ", task_columns!(), " FROM review_task k", task_joins!(), " WHERE k.id = $1");
    OPEN_BELOW = concat!("SELECT ", task_columns!(), " FROM review_task k", task_joins!(),
                         " WHERE s.state = 'open' AND ($1 = '' OR m.path = $1 OR m.path LIKE $1 || '/%') ORDER BY k.due_on, m.path, k.id");
    STEPS = "SELECT state, day, reason, outcome, paper_number, paper_signed_on FROM review_step WHERE task_id = $1 AND day <= $2 ORDER BY position";
    INSERT = "INSERT INTO review_task (id, council_id, document_id, cause, cause_document_id, body_id, institution_id, due_on, note) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    LAST = "SELECT count(*) FROM review_step WHERE task_id = $1";
    STEP = "INSERT INTO review_step (task_id, position, state, day, reason, outcome, paper_number, paper_signed_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CHANGE = "UPDATE review_task SET body_id = $2, institution_id = $3, due_on = $4 WHERE id = $1";
}

impl ReviewTask {
    /// Whether it is open and its day has passed.
    pub fn is_late(&self, on: Date) -> bool {
        self.state == ReviewState::Open && self.due_on < on
    }
}

/// The day by which a review that is opened on a day should be done, with the rule that says so.
pub async fn proposed_due(
    db: &impl Reader,
    council: CouncilId,
    day: Date,
) -> Result<Option<(Date, InForce)>> {
    let place = Place::of_council(db, council, day).await?;
    let rule = rules::in_force(db, "review_within", &place, day).await?;
    Ok(rule.and_then(|rule| {
        let days = rule.parameters.whole("days")?;
        Some((day.saturating_add(i64::from(days).days()), rule))
    }))
}

/// The rule on who reviews the documents of a council on a day.
pub async fn competence(
    db: &impl Reader,
    council: CouncilId,
    day: Date,
) -> Result<Option<InForce>> {
    let place = Place::of_council(db, council, day).await?;
    rules::in_force(db, "review_competence", &place, day).await
}

/// The tasks on a council's own documents as they stood on a day, those that moved last first.
pub async fn tasks(db: &impl Reader, council: CouncilId, on: Date) -> Result<Vec<ReviewTask>> {
    Ok(db.all(OF_COUNCIL, args![council, on]).await?)
}

/// One task as it stood on a day.
pub async fn task(db: &impl Reader, id: ReviewTaskId, on: Date) -> Result<ReviewTask> {
    db.one(ONE, args![id, on])
        .await?
        .ok_or(Refusal::NotFound("review_task"))
}

/// Its steps until a day.
pub async fn steps(db: &impl Reader, id: ReviewTaskId, on: Date) -> Result<Vec<StepLine>> {
    Ok(db.all(STEPS, args![id, on]).await?)
}

/// The open tasks of the councils an actor works for: việc của tôi.
pub async fn open_tasks(db: &impl Reader, actor: &Actor, on: Date) -> Result<Vec<ReviewTask>> {
    let mut found: Vec<ReviewTask> = Vec::new();
    for scope in scopes(actor) {
        let rows: Vec<ReviewTask> = db.all(OPEN_BELOW, args![scope, on]).await?;
        for row in rows {
            if !found.iter().any(|known| known.id == row.id) {
                found.push(row);
            }
        }
    }
    found.sort_by(|a, b| a.due_on.cmp(&b.due_on).then(a.path.cmp(&b.path)));
    Ok(found)
}

/// The places under which an actor reads the work of review.
pub(super) fn scopes(actor: &Actor) -> Vec<&str> {
    if actor.reads(FieldGroup::ReviewWork, "") {
        return vec![""];
    }
    let mut scopes: Vec<&str> = actor
        .grants
        .iter()
        .filter(|grant| FieldGroup::ReviewWork.roles().contains(&grant.role))
        .map(|grant| grant.scope.as_str())
        .collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// Giao việc rà soát: one task for each document, all or none.
pub async fn open_review(acting: &Acting<'_>, command: OpenReview) -> Result<Vec<ReviewTaskId>> {
    let tx = &acting.tx;
    let council = council(tx, command.council).await?;
    acting.may(Act::OpenReview, &council.path)?;
    let mut problems = Problems::default();
    let exists = council.period().contains(acting.today);
    problems.unless(exists, "", "council-not-on-that-day");
    let mut documents = command.documents.clone();
    documents.sort_unstable();
    documents.dedup();
    problems.unless(!documents.is_empty(), "documents", "review-nothing-chosen");
    let alive = own(tx, council.id).await?;
    let known = |id: &DocumentId| {
        let mine = alive.iter().find(|document| document.id == *id);
        mine.is_some_and(|document| document.is_alive(acting.today))
    };
    problems.unless(documents.iter().all(known), "documents", "choice-unknown");
    let open = tasks(tx, council.id, acting.today).await?;
    for task in &open {
        if task.state == ReviewState::Open && documents.contains(&task.document_id) {
            let number = task.number.clone();
            problems.add(Problem::new("documents", "review-already-open").with("number", number));
        }
    }
    let owner = owned(acting, &council, command.owner, &mut problems).await?;
    problems.unless(command.due_on >= acting.today, "due_on", "day-past");
    let new_law = command.cause == Cause::NewLaw;
    problems.unless(
        !new_law || command.cause_document.is_some(),
        "cause_document",
        "missing",
    );
    problems.refuse()?;

    let mut opened = Vec::with_capacity(documents.len());
    for document in documents {
        let id = ReviewTaskId::fresh();
        let values = args![
            id,
            council.id,
            document,
            command.cause,
            command.cause_document.filter(|_| new_law),
            owner.0,
            owner.1,
            command.due_on,
            vi::clean(&command.note)
        ];
        tx.execute(INSERT, values).await?;
        step(acting, id, ReviewState::Open, "", None).await?;
        let detail = json!({"after": {
            "document": document, "cause": command.cause, "cause_document": command.cause_document,
            "body": owner.0, "institution": owner.1, "due_on": command.due_on,
        }});
        let council = Some(council.id);
        acting
            .audit(Act::OpenReview, council, "review_task", id, "", detail)
            .await?;
        opened.push(id);
    }
    Ok(opened)
}

/// Đổi người chủ trì, thời hạn.
pub async fn change_review(
    acting: &Acting<'_>,
    id: ReviewTaskId,
    owner: Owner,
    due_on: Date,
) -> Result<()> {
    let task = task(&acting.tx, id, acting.today).await?;
    acting.may(Act::ChangeReview, &task.path)?;
    task.state.after(Move::Conclude)?;
    let council = council(&acting.tx, task.council_id).await?;
    let mut problems = Problems::default();
    let owner = owned(acting, &council, owner, &mut problems).await?;
    problems.unless(due_on >= acting.today, "due_on", "day-past");
    problems.refuse()?;
    let values = args![id, owner.0, owner.1, due_on];
    acting.tx.execute(CHANGE, values).await?;
    let detail = json!({
        "before": {"body": task.body_id, "institution": task.institution_id, "due_on": task.due_on},
        "after": {"body": owner.0, "institution": owner.1, "due_on": due_on},
    });
    let council = Some(council.id);
    acting
        .audit(Act::ChangeReview, council, "review_task", id, "", detail)
        .await
}

/// Kết luận rà soát.
pub async fn conclude_review(acting: &Acting<'_>, command: ConcludeReview) -> Result<()> {
    let task = task(&acting.tx, command.task, acting.today).await?;
    acting.may(Act::ConcludeReview, &task.path)?;
    let state = task.state.after(Move::Conclude)?;
    let mut problems = Problems::default();
    let conclusion = problems.text("conclusion", &command.conclusion);
    let number = vi::clean(&command.paper_number);
    let whole = number.is_empty() == command.paper_signed_on.is_none();
    problems.unless(whole, "paper_number", "review-paper-half");
    let ahead = command
        .paper_signed_on
        .is_some_and(|day| day > acting.today);
    problems.unless(!ahead, "paper_signed_on", "day-ahead");
    problems.refuse()?;
    let paper = Paper {
        outcome: command.outcome,
        number: &number,
        signed_on: command.paper_signed_on,
    };
    step(acting, task.id, state, &conclusion, Some(paper)).await?;
    let detail = json!({"after": {
        "state": state, "outcome": command.outcome, "conclusion": conclusion, "paper": number, "signed_on": command.paper_signed_on,
    }});
    let council = Some(task.council_id);
    acting
        .audit(
            Act::ConcludeReview,
            council,
            "review_task",
            task.id,
            "",
            detail,
        )
        .await
}

/// Hủy việc rà soát, with the reason.
pub async fn cancel_review(acting: &Acting<'_>, id: ReviewTaskId, reason: &str) -> Result<()> {
    turn(acting, id, Act::CancelReview, Move::Cancel, reason).await
}

/// Rà soát lại, with the reason.
pub async fn reopen_review(acting: &Acting<'_>, id: ReviewTaskId, reason: &str) -> Result<()> {
    turn(acting, id, Act::ReopenReview, Move::Reopen, reason).await
}

async fn turn(
    acting: &Acting<'_>,
    id: ReviewTaskId,
    act: Act,
    way: Move,
    reason: &str,
) -> Result<()> {
    let task = task(&acting.tx, id, acting.today).await?;
    acting.may(act, &task.path)?;
    let state = task.state.after(way)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    if way == Move::Reopen {
        let others = tasks(&acting.tx, task.council_id, acting.today).await?;
        let twice = others
            .iter()
            .any(|other| other.document_id == task.document_id && other.state == ReviewState::Open);
        if twice {
            let number = task.number.clone();
            problems.add(Problem::new("", "review-already-open").with("number", number));
        }
    }
    problems.refuse()?;
    step(acting, id, state, &reason, None).await?;
    let detail = json!({"before": {"state": task.state}, "after": {"state": state}});
    let council = Some(task.council_id);
    acting
        .audit(act, council, "review_task", id, &reason, detail)
        .await
}

struct Paper<'p> {
    outcome: Outcome,
    number: &'p str,
    signed_on: Option<Date>,
}

async fn step(
    acting: &Acting<'_>,
    id: ReviewTaskId,
    state: ReviewState,
    reason: &str,
    paper: Option<Paper<'_>>,
) -> Result<()> {
    let taken: Option<i64> = acting.tx.scalar(LAST, args![id]).await?;
    let (outcome, number, signed_on) = match paper {
        Some(paper) => (Some(paper.outcome), paper.number, paper.signed_on),
        None => (None, "", None),
    };
    let values = args![
        id,
        taken.unwrap_or(0) + 1,
        state,
        acting.today,
        reason,
        outcome,
        number,
        signed_on
    ];
    acting.tx.execute(STEP, values).await?;
    Ok(())
}

/// The body or the institution that is meant, if the council has it today.
async fn owned(
    acting: &Acting<'_>,
    council: &CouncilRef,
    owner: Owner,
    problems: &mut Problems,
) -> Result<(Option<BodyId>, Option<InstitutionId>)> {
    let (tx, today) = (&acting.tx, acting.today);
    Ok(match owner {
        Owner::Institution(id) => {
            let there = partners(tx, council.id, today).await?;
            let known = there.iter().any(|partner| partner.id == id);
            problems.unless(known, "owner", "choice-unknown");
            (None, Some(id))
        }
        Owner::Body(id) => {
            let there = bodies(tx, council.id, today).await?;
            let known = there.iter().any(|body| body.id == id);
            problems.unless(known, "owner", "choice-unknown");
            (Some(id), None)
        }
        Owner::OfKind(kind) => {
            let there = bodies(tx, council.id, today).await?;
            let body = there.iter().find(|body| body.kind == kind);
            if body.is_none() {
                let problem = Problem::new("owner", "review-owner-missing");
                problems.add(problem.with("council", council.title()));
            }
            (body.map(|body| body.id), None)
        }
    })
}

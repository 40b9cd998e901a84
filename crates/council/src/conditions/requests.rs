//! Kiến nghị về điều kiện hoạt động: what a council asks of a body for itself.

use kernel::Date;
use kernel::ids::{ConditionRequestId, CouncilId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::{RequestState, recorded_day};
use crate::access::{Act, Actor, FieldGroup, Shown};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Gửi kiến nghị.
#[derive(Debug, Clone)]
pub struct SendRequest {
    /// The council that asks.
    pub council: CouncilId,
    /// Nơi nhận.
    pub recipient: String,
    /// What is asked.
    pub text: String,
    /// When it was sent.
    pub sent_on: Date,
    /// By when an answer is asked for.
    pub due_on: Option<Date>,
}

/// Ghi trả lời.
#[derive(Debug, Clone)]
pub struct AnswerRequest {
    /// The request.
    pub request: ConditionRequestId,
    /// Accepted or refused.
    pub outcome: RequestState,
    /// What was answered.
    pub answer: String,
    /// When.
    pub answered_on: Date,
}

record! {
    /// Một kiến nghị, for the acts on it.
    #[derive(Debug, Clone)]
    pub struct Request {
        /// The request.
        pub id: ConditionRequestId,
        /// The council that asks.
        pub council_id: CouncilId,
        /// Its path of official codes.
        pub path: String,
        /// Nơi nhận.
        pub recipient: String,
        /// What is asked.
        pub text: String,
        /// When it was sent.
        pub sent_on: Date,
        /// By when an answer is asked for.
        pub due_on: Option<Date>,
        /// The state as of the last act.
        pub state: RequestState,
        /// What was answered, or why it was withdrawn.
        pub answer: String,
        /// When it was answered or withdrawn.
        pub decided_on: Option<Date>,
    }
}

/// A request on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::RequestLine)]
pub struct RequestLine {
    /// The request.
    pub id: ConditionRequestId,
    /// Nơi nhận.
    pub recipient: String,
    /// What is asked.
    #[schema(value_type = Option<String>)]
    pub text: Shown<String>,
    /// When it was sent.
    pub sent_on: Date,
    /// By when an answer is asked for.
    pub due_on: Option<Date>,
    /// The state on the day.
    pub state: RequestState,
    /// Days since the deadline, while an answer is waited for.
    pub days_late: Option<u32>,
    /// What was answered.
    #[schema(value_type = Option<String>)]
    pub answer: Shown<String>,
    /// When it was answered or withdrawn.
    pub decided_on: Option<Date>,
}

macro_rules! request_columns {
    () => {
        "SELECT r.id, r.council_id, c.path, r.recipient, r.text, r.sent_on, r.due_on, r.state, r.answer, r.decided_on \
         FROM condition_request r JOIN council c ON c.id = r.council_id "
    };
}

sql! {
    OF_COUNCIL = concat!(request_columns!(), "WHERE r.council_id = $1 AND r.sent_on <= $2 ORDER BY r.sent_on DESC, r.id");
    ONE = concat!(request_columns!(), "WHERE r.id = $1");
    INSERT = "INSERT INTO condition_request (id, council_id, recipient, text, sent_on, due_on, state, answer, decided_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, '', NULL)";
    DECIDE = "UPDATE condition_request SET state = $2, answer = $3, decided_on = $4 WHERE id = $1";
}

impl Request {
    /// The state on a day: what was decided later is not known yet.
    pub fn state_on(&self, on: Date) -> RequestState {
        match self.decided_on {
            Some(day) if day <= on => self.state,
            _ => RequestState::Sent,
        }
    }

    /// Days since the deadline on a day, while an answer is waited for.
    pub fn days_late(&self, on: Date) -> Option<u32> {
        let due = self.due_on.filter(|due| *due < on)?;
        let late = on.since(due).ok()?.get_days();
        let late = u32::try_from(late).ok()?;
        self.state_on(on).is_open().then_some(late)
    }

    fn line(self, on: Date, reads: bool) -> RequestLine {
        let state = self.state_on(on);
        let decided = self.decided_on.filter(|day| *day <= on);
        let answer = decided.map(|_| self.answer.clone()).unwrap_or_default();
        RequestLine {
            days_late: self.days_late(on),
            state,
            id: self.id,
            recipient: self.recipient,
            text: Shown::when(reads, self.text),
            sent_on: self.sent_on,
            due_on: self.due_on,
            answer: Shown::when(reads, answer),
            decided_on: decided,
        }
    }
}

/// One request as it is now, for the acts on it.
pub async fn request(db: &impl Reader, id: ConditionRequestId) -> Result<Request> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("request"))
}

/// The requests of a council on a day, the newest first.
pub async fn requests(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    on: Date,
) -> Result<Vec<RequestLine>> {
    let rows: Vec<Request> = db.all(OF_COUNCIL, args![council.id, on]).await?;
    let reads = actor.reads(FieldGroup::ConditionWork, &council.path);
    Ok(rows.into_iter().map(|row| row.line(on, reads)).collect())
}

/// Gửi kiến nghị.
pub async fn send_request(acting: &Acting<'_>, command: SendRequest) -> Result<ConditionRequestId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::SendRequest, &council.path)?;
    let mut problems = Problems::default();
    let recipient = problems.text("recipient", &command.recipient);
    let text = problems.text("text", &command.text);
    let sent_on = command.sent_on;
    recorded_day(&mut problems, &council, acting.today, "sent_on", sent_on);
    let forward = command.due_on.is_none_or(|due| sent_on <= due);
    problems.unless(forward, "due_on", "request-due-before-sent");
    problems.refuse()?;
    let id = ConditionRequestId::fresh();
    let values = args![
        id,
        council.id,
        &recipient,
        &text,
        sent_on,
        command.due_on,
        RequestState::Sent
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {
        "recipient": recipient, "text": text, "sent_on": sent_on, "due_on": command.due_on,
    }});
    let (act, of) = (Act::SendRequest, Some(council.id));
    acting
        .audit(act, of, "condition_request", id, "", detail)
        .await?;
    Ok(id)
}

/// Ghi trả lời.
pub async fn answer_request(acting: &Acting<'_>, command: AnswerRequest) -> Result<()> {
    let request = request(&acting.tx, command.request).await?;
    acting.may(Act::AnswerRequest, &request.path)?;
    let mut problems = Problems::default();
    if command.outcome == RequestState::Withdrawn {
        problems.add(Problem::new("outcome", "choice-unknown"));
    }
    let answer = problems.text("answer", &command.answer);
    let day = command.answered_on;
    problems.unless(day <= acting.today, "answered_on", "day-ahead");
    let after = request.sent_on <= day;
    problems.unless(after, "answered_on", "request-answered-before-sent");
    decide(acting, &request, command.outcome, problems, (&answer, day)).await?;
    let detail = json!({
        "after": {"request_state": command.outcome, "answer": answer, "answered_on": day},
    });
    let (act, of) = (Act::AnswerRequest, Some(request.council_id));
    acting
        .audit(act, of, "condition_request", request.id, "", detail)
        .await
}

/// Rút kiến nghị.
pub async fn withdraw_request(
    acting: &Acting<'_>,
    id: ConditionRequestId,
    reason: &str,
) -> Result<()> {
    let request = request(&acting.tx, id).await?;
    acting.may(Act::SendRequest, &request.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    let state = RequestState::Withdrawn;
    decide(acting, &request, state, problems, (&reason, acting.today)).await?;
    let detail = json!({"after": {"request_state": state}});
    let (act, of) = (Act::SendRequest, Some(request.council_id));
    acting
        .audit(act, of, "condition_request", id, &reason, detail)
        .await
}

async fn decide(
    acting: &Acting<'_>,
    request: &Request,
    next: RequestState,
    mut problems: Problems,
    (answer, day): (&str, Date),
) -> Result<()> {
    let state = request.state.then(next);
    problems.unless(state.is_some(), "", "request-decided");
    problems.refuse()?;
    let values = args![request.id, next, answer, day];
    acting.tx.execute(DECIDE, values).await?;
    Ok(())
}

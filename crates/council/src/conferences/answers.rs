//! Hỏi đáp: the questions answered at conferences, found again with marks or without, and flagged when the law behind them has moved.

use kernel::ids::{ConferenceAnswerId, ConferenceId, DocumentId};
use kernel::{Date, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::planning::long_text;
use super::queries::conference_row;
use super::{ConferenceState, note};
use crate::access::Act;
use crate::library::changes::{Changes, units_of};
use crate::library::queries::document_by_number;
use crate::paging::containing;
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

/// Ghi một câu hỏi đã được giải đáp.
#[derive(Debug, Clone)]
pub struct KeepAnswer {
    /// The conference at which it was asked.
    pub conference: ConferenceId,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Số, ký hiệu of the document that it rests on; may be empty.
    pub number: String,
    /// The article or clause of it; may be empty.
    pub provision: String,
}

record! {
    struct Row {
        id: ConferenceAnswerId, conference_id: ConferenceId, conference: String, question: String, answer: String,
        document_id: Option<DocumentId>, number: Option<String>, provision: String, answered_on: Date,
    }
}

/// Một câu hỏi đã được giải đáp.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::Answer)]
pub struct Answer {
    /// The answer.
    pub id: ConferenceAnswerId,
    /// The conference.
    pub conference_id: ConferenceId,
    /// What the conference was about.
    pub conference: String,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// The document that it rests on.
    pub document_id: Option<DocumentId>,
    /// Its number.
    pub number: Option<String>,
    /// The article or clause of it.
    pub provision: String,
    /// When it was answered.
    pub answered_on: Date,
    /// What has changed since in what it rests on.
    pub moved: Option<Moved>,
}

/// A change of the law since an answer was given.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::Moved)]
pub struct Moved {
    /// The day.
    pub on: Date,
    /// The number of the document that did it.
    pub by: String,
    /// Whether the document has ended.
    pub ends: bool,
}

sql! {
    INSERT = "INSERT INTO conference_answer (id, conference_id, question, answer, document_id, provision, answered_on, folded) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FOUND = "SELECT a.id, a.conference_id, f.title AS conference, a.question, a.answer, a.document_id, d.number, a.provision, \
             a.answered_on FROM conference_answer a JOIN conference f ON f.id = a.conference_id \
             LEFT JOIN document d ON d.id = a.document_id WHERE a.answered_on <= $1 AND ($2 = '%' OR a.folded LIKE $2) \
             ORDER BY a.answered_on DESC, a.id";
}

/// Ghi một câu hỏi đã được giải đáp.
pub async fn keep_answer(acting: &Acting<'_>, command: KeepAnswer) -> Result<ConferenceAnswerId> {
    let conference = conference_row(&acting.tx, command.conference).await?;
    acting.may(Act::RecordConference, &conference.path)?;
    let mut problems = Problems::default();
    let held = matches!(
        conference.state(acting.today),
        ConferenceState::Held | ConferenceState::Closed
    );
    problems.unless(held, "", "conference-not-held");
    let question = problems.text("question", &command.question);
    let answer = long_text("answer", &command.answer, &mut problems);
    let (number, provision) = (vi::clean(&command.number), vi::clean(&command.provision));
    let document = match number.as_str() {
        "" => None,
        number => {
            let found = document_by_number(&acting.tx, number).await?;
            if found.is_none() {
                problems
                    .add(Problem::new("number", "answer-document-unknown").with("number", number));
            }
            found.map(|document| document.id)
        }
    };
    let rests = !provision.is_empty() && number.is_empty();
    problems.unless(!rests, "number", "answer-document-missing");
    problems.refuse()?;
    let id = ConferenceAnswerId::fresh();
    let folded = vi::fold(&format!("{question} {answer} {number} {provision}"));
    let values = args![
        id,
        conference.id,
        &question,
        &answer,
        document,
        &provision,
        conference.held_on,
        folded
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {"question": question, "number": number, "provision": provision}});
    note(acting, Act::RecordConference, &conference, "", detail).await?;
    Ok(id)
}

/// The answers of a day that hold these words, marks ignored; the latest first.
pub async fn answers(db: &impl Reader, typed: &str, on: Date) -> Result<Vec<Answer>> {
    let changes = Changes::read(db).await?;
    let rows: Vec<Row> = db.all(FOUND, args![on, containing(typed)]).await?;
    Ok(rows.into_iter().map(|row| row.on(&changes, on)).collect())
}

/// The answers of one conference.
pub async fn answers_of(db: &impl Reader, id: ConferenceId, on: Date) -> Result<Vec<Answer>> {
    let mut all = answers(db, "", on).await?;
    all.retain(|answer| answer.conference_id == id);
    Ok(all)
}

impl Row {
    fn on(self, changes: &Changes, day: Date) -> Answer {
        let units = units_of(&self.provision);
        let moved = self
            .document_id
            .and_then(|document| changes.flag(document, &units, self.answered_on, day))
            .map(|change| Moved {
                on: change.on,
                by: change.by.clone(),
                ends: change.ends,
            });
        Answer {
            id: self.id,
            conference_id: self.conference_id,
            conference: self.conference,
            question: self.question,
            answer: self.answer,
            document_id: self.document_id,
            number: self.number,
            provision: self.provision,
            answered_on: self.answered_on,
            moved,
        }
    }
}

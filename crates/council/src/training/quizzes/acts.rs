//! Acts on checks of knowledge.

use kernel::ids::{AttemptId, CouncilId, DocumentId, PersonId, QuizId};
use kernel::{Clock, Date, Timestamp, time, vi};
use serde_json::json;
use store::{Db, Reader, args, record, sql};

use super::paper::{Dealt, Seed, deal, score};
use super::queries::{QuizRef, quiz};
use crate::access::{Act, Actor};
use crate::bodies;
use crate::digest::sha256;
use crate::refusal::Problems;
use crate::training::questions::{asked, usable};
use crate::training::thresholds::{GRACE, PASS, Thresholds};
use crate::{Acting, Problem, Refusal, Result};

record! {
    struct Running {
        id: AttemptId,
        quiz_id: QuizId,
        person_id: PersonId,
        paper: serde_json::Value,
        answers: serde_json::Value,
        started_at: Timestamp,
        due_at: Timestamp,
        submitted_at: Option<Timestamp>,
        right_answers: Option<i64>,
        passed: Option<bool>,
    }
}

macro_rules! attempts {
    ($where:expr) => {
        concat!(
            "SELECT id, quiz_id, person_id, paper, answers, started_at, due_at, submitted_at, right_answers, passed FROM attempt WHERE ",
            $where
        )
    };
}

sql! {
    INSERT_QUIZ = "INSERT INTO quiz (id, council_id, document_id, name, questions, minutes, opens_on, closes_on) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DOCUMENT_KNOWN = "SELECT count(*) FROM document WHERE id = $1";
    RUNNING = attempts!("person_id = $1 AND submitted_at IS NULL ORDER BY started_at");
    OVERDUE = attempts!("submitted_at IS NULL AND due_at < $1 ORDER BY started_at, id");
    ATTEMPT = attempts!("id = $1");
    START = "INSERT INTO attempt (id, quiz_id, person_id, council_id, paper, answers, started_at, due_at, submitted_at, right_answers, passed) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SAVE = "UPDATE attempt SET answers = $2 WHERE id = $1 AND submitted_at IS NULL";
    SUBMIT = "UPDATE attempt SET answers = $2, submitted_at = $3, right_answers = $4, passed = $5 WHERE id = $1 AND submitted_at IS NULL";
    COUNCIL_OF = "SELECT x.council_id FROM ( \
                    SELECT m.council_id, m.valid_from, m.valid_to, m.person_id FROM mandate m \
                    UNION ALL \
                    SELECT e.council_id, e.valid_from, e.valid_to, e.person_id FROM employment e WHERE e.council_id IS NOT NULL) x \
                  JOIN council co ON co.id = x.council_id \
                  WHERE x.person_id = $1 AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2) \
                    AND ($3 = '' OR co.path = $3 OR co.path LIKE $3 || '/%') ORDER BY length(co.path), co.path";
}

/// Lập bài kiểm tra.
#[derive(Debug, Clone)]
pub struct SetQuiz {
    /// The council that sets it, for its own people and those of councils below.
    pub council: CouncilId,
    /// The law.
    pub document: DocumentId,
    /// Its name.
    pub name: String,
    /// How many questions.
    pub questions: u32,
    /// How many minutes.
    pub minutes: u32,
    /// First day on which it can be sat.
    pub opens_on: Date,
    /// Last day on which it can be sat.
    pub closes_on: Option<Date>,
}

/// Lập bài kiểm tra.
pub async fn set_quiz(acting: &Acting<'_>, command: SetQuiz) -> Result<QuizId> {
    let council = bodies::queries::council(&acting.tx, command.council).await?;
    acting.may(Act::SetQuiz, &council.path)?;
    let known: Option<i64> = acting
        .tx
        .scalar(DOCUMENT_KNOWN, args![command.document])
        .await?;
    if known != Some(1) {
        return Err(Refusal::NotFound("document"));
    }
    let name = vi::clean(&command.name);
    let mut problems = Problems::default();
    problems.unless(!name.is_empty(), "name", "quiz-name-missing");
    problems.unless(
        (1..=180).contains(&command.minutes),
        "minutes",
        "quiz-minutes-impossible",
    );
    problems.unless(
        command
            .closes_on
            .is_none_or(|last| command.opens_on <= last),
        "closes_on",
        "quiz-closes-before-it-opens",
    );
    let there = usable(&acting.tx, command.document, command.opens_on)
        .await?
        .len();
    if command.questions == 0 || there < command.questions as usize {
        problems.add(
            Problem::new("questions", "quiz-too-few-questions")
                .with("available", there)
                .with("wanted", command.questions),
        );
    }
    problems.refuse()?;
    let id = QuizId::fresh();
    let values = args![
        id,
        council.id,
        command.document,
        &name,
        command.questions,
        command.minutes,
        command.opens_on,
        command.closes_on
    ];
    acting.tx.execute(INSERT_QUIZ, values).await?;
    let detail = json!({"after": {"name": name, "document": command.document, "questions": command.questions,
        "minutes": command.minutes, "opens_on": command.opens_on, "closes_on": command.closes_on}});
    acting
        .audit(Act::SetQuiz, Some(council.id), "quiz", id, "", detail)
        .await?;
    Ok(id)
}

/// Bắt đầu làm bài.
#[derive(Debug, Clone, Copy)]
pub struct StartAttempt {
    /// The check.
    pub quiz: QuizId,
    /// Who sits it.
    pub person: PersonId,
}

/// Bắt đầu làm bài; a paper of the same check that still runs is taken up again.
pub async fn start_attempt(acting: &Acting<'_>, command: StartAttempt) -> Result<AttemptId> {
    let quiz = quiz(&acting.tx, command.quiz).await?;
    acting
        .actor
        .may_for(Act::SitQuiz, command.person, &quiz.path)?;
    let today = acting.today;
    if today < quiz.opens_on || quiz.closes_on.is_some_and(|last| last < today) {
        return Err(Problem::new("", "quiz-not-open").into());
    }
    let values = args![command.person, today, &quiz.path];
    let council: Option<CouncilId> = acting.tx.scalar(COUNCIL_OF, values).await?;
    let council = council.ok_or_else(|| Problem::new("", "quiz-not-for-this-person"))?;
    let running: Vec<Running> = acting.tx.all(RUNNING, args![command.person]).await?;
    for one in &running {
        if one.due_at < acting.now {
            settle(acting, one).await?;
        } else if one.quiz_id == quiz.id {
            return Ok(one.id);
        } else {
            return Err(Problem::new("", "quiz-another-running").into());
        }
    }
    let bank = usable(&acting.tx, quiz.document_id, today).await?;
    let count = usize::try_from(quiz.questions).unwrap_or(0);
    if bank.len() < count {
        return Err(Problem::new("", "quiz-too-few-questions")
            .with("available", bank.len())
            .with("wanted", count)
            .into());
    }
    let bank: Vec<_> = bank
        .iter()
        .map(|asked| (asked.id, asked.choices().len()))
        .collect();
    let paper = deal(Seed::random()?, &bank, count);
    begin(acting, &quiz, command.person, council, &paper).await
}

async fn begin(
    acting: &Acting<'_>,
    quiz: &QuizRef,
    person: PersonId,
    council: CouncilId,
    paper: &[Dealt],
) -> Result<AttemptId> {
    let id = AttemptId::fresh();
    let due = acting.now + std::time::Duration::from_secs(60 * quiz.minutes.unsigned_abs());
    let values = args![
        id,
        quiz.id,
        person,
        council,
        json!(paper),
        json!(vec![Option::<usize>::None; paper.len()]),
        acting.now,
        due,
        Option::<Timestamp>::None,
        Option::<i64>::None,
        Option::<bool>::None
    ];
    acting.tx.execute(START, values).await?;
    let detail = json!({"quiz": quiz.id, "due_at": due.to_string()});
    acting
        .audit(Act::SitQuiz, Some(council), "attempt", id, "", detail)
        .await?;
    Ok(id)
}

/// Lưu tạm câu trả lời.
#[derive(Debug, Clone)]
pub struct SaveAnswers {
    /// The attempt.
    pub attempt: AttemptId,
    /// For each question of the paper the place chosen.
    pub answers: Vec<Option<usize>>,
}

/// Lưu tạm câu trả lời: kept while the paper runs, without a line in the audit chain.
pub async fn save_answers(
    db: &Db,
    actor: &Actor,
    clock: &Clock,
    command: SaveAnswers,
) -> Result<()> {
    let attempt = attempt(db, command.attempt).await?;
    let quiz = quiz(db, attempt.quiz_id).await?;
    actor.may_for(Act::SitQuiz, attempt.person_id, &quiz.path)?;
    if attempt.submitted_at.is_some() || attempt.due_at < clock.now() {
        return Err(Problem::new("", "attempt-over").into());
    }
    fits(&attempt, &command.answers)?;
    let tx = db.begin_housekeeping().await?;
    tx.execute(SAVE, args![attempt.id, json!(command.answers)])
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Nộp bài.
#[derive(Debug, Clone)]
pub struct SubmitAttempt {
    /// The attempt.
    pub attempt: AttemptId,
    /// For each question of the paper the place chosen.
    pub answers: Vec<Option<usize>>,
}

/// How a paper came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Outcome {
    /// Right answers.
    pub right: i64,
    /// Of so many.
    pub of: i64,
    /// Whether that is enough.
    pub passed: bool,
    /// Whether it came after the time was up, so that only what was saved before counts.
    pub late: bool,
}

/// Nộp bài; handing in twice gives the same outcome.
pub async fn submit_attempt(acting: &Acting<'_>, command: SubmitAttempt) -> Result<Outcome> {
    let attempt = attempt(&acting.tx, command.attempt).await?;
    let quiz = quiz(&acting.tx, attempt.quiz_id).await?;
    acting
        .actor
        .may_for(Act::SitQuiz, attempt.person_id, &quiz.path)?;
    if let (Some(right), Some(passed)) = (attempt.right_answers, attempt.passed) {
        return Ok(Outcome {
            right,
            of: quiz.questions,
            passed,
            late: attempt.submitted_at == Some(attempt.due_at),
        });
    }
    fits(&attempt, &command.answers)?;
    let rule = Thresholds::read(&acting.tx, GRACE).await?;
    let grace = rule
        .whole(acting.today, quiz.level, quiz.council_id, "seconds")
        .unwrap_or(0);
    if attempt.due_at.as_second() + grace < acting.now.as_second() {
        return settle(acting, &attempt).await;
    }
    finish(acting, &attempt, &quiz, &command.answers, acting.now).await
}

/// Hands in every paper whose time is up with what was saved on it; returns how many.
pub async fn settle_overdue(acting: &Acting<'_>) -> Result<usize> {
    acting.may(Act::SitQuiz, "")?;
    let overdue: Vec<Running> = acting.tx.all(OVERDUE, args![acting.now]).await?;
    for attempt in &overdue {
        settle(acting, attempt).await?;
    }
    Ok(overdue.len())
}

/// Hands in what was saved, as of the moment the time was up.
async fn settle(acting: &Acting<'_>, attempt: &Running) -> Result<Outcome> {
    let quiz = quiz(&acting.tx, attempt.quiz_id).await?;
    let saved: Vec<Option<usize>> =
        serde_json::from_value(attempt.answers.clone()).unwrap_or_default();
    let outcome = finish(acting, attempt, &quiz, &saved, attempt.due_at).await?;
    Ok(Outcome {
        late: true,
        ..outcome
    })
}

/// Marks a paper. The chain keeps a digest of the result, not the result, because more people may read the chain.
async fn finish(
    acting: &Acting<'_>,
    attempt: &Running,
    quiz: &QuizRef,
    answers: &[Option<usize>],
    at: Timestamp,
) -> Result<Outcome> {
    let paper = attempt.paper();
    let bank = asked(&acting.tx, quiz.document_id).await?;
    let right = score(&paper, answers, |question| {
        usize::try_from(bank.get(&question)?.answer).ok()
    }) as i64;
    let of = paper.len() as i64;
    let rule = Thresholds::read(&acting.tx, PASS).await?;
    let day = time::local(attempt.started_at).date();
    let passed = rule
        .share(day, quiz.level, quiz.council_id)
        .reached(right, of);
    let values = args![attempt.id, json!(answers), at, right, passed];
    if acting.tx.execute(SUBMIT, values).await? == 0 {
        return Err(Problem::new("", "attempt-over").into());
    }
    let proof = json!([attempt.id, answers, right, of, passed]).to_string();
    let detail = json!({"quiz": quiz.id, "result_sha256": sha256(proof)});
    acting
        .audit(
            Act::SitQuiz,
            Some(quiz.council_id),
            "attempt",
            attempt.id,
            "",
            detail,
        )
        .await?;
    Ok(Outcome {
        right,
        of,
        passed,
        late: false,
    })
}

async fn attempt(db: &impl Reader, id: AttemptId) -> Result<Running> {
    db.one(ATTEMPT, args![id])
        .await?
        .ok_or(Refusal::NotFound("attempt"))
}

fn fits(attempt: &Running, answers: &[Option<usize>]) -> Result<()> {
    let paper = attempt.paper();
    let fit = paper.len() == answers.len()
        && paper
            .iter()
            .zip(answers)
            .all(|(dealt, answer)| answer.is_none_or(|place| place < dealt.order.len()));
    if fit {
        Ok(())
    } else {
        Err(Problem::new("answers", "attempt-answers-do-not-fit").into())
    }
}

impl Running {
    fn paper(&self) -> Vec<Dealt> {
        serde_json::from_value(self.paper.clone()).unwrap_or_default()
    }
}

//! What pages ask about checks of knowledge.

use std::collections::HashMap;

use kernel::ids::{AttemptId, CouncilId, DocumentId, PersonId, QuizId};
use kernel::{Date, Timestamp};
use store::{Reader, args, record, sql};

use super::paper::Dealt;
use crate::access::{Actor, FieldGroup};
use crate::bodies::Level;
use crate::paging::Page;
use crate::training::paged::rows_of;
use crate::training::questions::asked;
use crate::training::thresholds::{PASS, Share, Thresholds};
use crate::{Problem, Refusal, Result};

record! {
    /// A check of knowledge.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct QuizRef {
        /// The check.
        pub id: QuizId,
        /// The council that sets it.
        pub council_id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// The level of the council.
        pub level: Level,
        /// The path of the council.
        pub path: String,
        /// The law.
        pub document_id: DocumentId,
        /// The number of the law.
        pub number: String,
        /// The title of the law.
        pub title: String,
        /// Its name.
        pub name: String,
        /// How many questions.
        pub questions: i64,
        /// How many minutes.
        pub minutes: i64,
        /// First day on which it can be sat.
        pub opens_on: Date,
        /// Last day on which it can be sat.
        pub closes_on: Option<Date>,
    }

    struct QuizCounts {
        quiz_id: QuizId,
        sat: i64,
        passed: i64,
    }

    struct Best {
        person_id: PersonId,
        attempts: i64,
        best: i64,
        passed: bool,
    }

    struct Sitter {
        person_id: PersonId,
        full_name: String,
        unit_name: Option<String>,
    }

    /// An attempt of a person.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct AttemptRow {
        /// The attempt.
        pub id: AttemptId,
        /// When it began.
        pub started_at: Timestamp,
        /// When its time is up.
        pub due_at: Timestamp,
        /// When it was handed in.
        pub submitted_at: Option<Timestamp>,
        /// Right answers.
        pub right_answers: Option<i64>,
        /// Whether passed.
        pub passed: Option<bool>,
    }

    /// A person's best result in a check.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct PersonResult {
        /// The person.
        pub person_id: PersonId,
        /// The name.
        pub full_name: String,
        /// The name of the unit of the council.
        pub unit_name: Option<String>,
        /// Papers handed in.
        pub attempts: i64,
        /// The most right answers.
        pub best: i64,
        /// Whether passed at least once.
        pub passed: bool,
    }

    struct Full {
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

/// A check of knowledge in a list.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct QuizRow {
    /// The check itself.
    #[serde(flatten)]
    pub quiz: QuizRef,
    /// How many persons handed in a paper.
    pub sat: i64,
    /// How many of them passed at least once.
    pub passed: i64,
}

/// A page of everybody's best results in a check.
#[derive(Debug, Clone, serde::Serialize)]
pub struct QuizResults {
    /// The rows of the page, by name.
    pub rows: Vec<PersonResult>,
    /// How many persons handed in a paper.
    pub sat: i64,
    /// How many of them passed at least once.
    pub passed: i64,
}

/// The page of a check for one reader.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct QuizPage {
    /// The check itself.
    pub quiz: QuizRef,
    /// The pass mark on the day: part and whole.
    pub pass_part: i64,
    /// See `pass_part`.
    pub pass_whole: i64,
    /// The reader's own attempts, the latest first.
    pub attempts: Vec<AttemptRow>,
}

/// A question on a paper, without its answer.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct PaperQuestion {
    /// The question.
    pub text: String,
    /// The choices in the order of this paper.
    pub choices: Vec<String>,
    /// The place chosen so far.
    pub chosen: Option<usize>,
}

/// A running paper.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Paper {
    /// The attempt.
    pub attempt: AttemptId,
    /// The check.
    pub quiz: QuizRef,
    /// When its time is up.
    pub due_at: Timestamp,
    /// Its questions.
    pub questions: Vec<PaperQuestion>,
}

/// A question of a paper that was handed in, with its answer and why.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct AnswerShown {
    /// The question.
    pub text: String,
    /// The choices in the order of the paper.
    pub choices: Vec<String>,
    /// The place chosen.
    pub chosen: Option<usize>,
    /// The place of the right choice.
    pub right: Option<usize>,
    /// Why it is right.
    pub explanation: String,
    /// Điều, khoản it rests on.
    pub provision: String,
}

/// A paper that was handed in.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct AttemptResult {
    /// The attempt.
    pub attempt: AttemptId,
    /// Who sat it.
    pub person: PersonId,
    /// The check.
    pub quiz: QuizRef,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was handed in.
    pub submitted_at: Timestamp,
    /// Whether the time was up, so that only what had been saved counted.
    pub late: bool,
    /// Right answers.
    pub right: i64,
    /// Whether passed.
    pub passed: bool,
    /// Question by question.
    pub answers: Vec<AnswerShown>,
}

macro_rules! quiz_columns {
    () => {
        "SELECT z.id, z.council_id, u.name AS unit_name, co.level, co.path, z.document_id, d.number, d.title, z.name, z.questions, \
                z.minutes, z.opens_on, z.closes_on \
           FROM quiz z JOIN council co ON co.id = z.council_id JOIN unit u ON u.id = co.unit_id JOIN document d ON d.id = z.document_id "
    };
}

sql! {
    QUIZ = concat!(quiz_columns!(), "WHERE z.id = $1");
    QUIZZES = concat!(quiz_columns!(),
        "WHERE ($1 = '' OR co.path = $1 OR co.path LIKE $1 || '/%') AND (CAST($2 AS UUID) IS NULL OR z.document_id = $2) \
         ORDER BY z.opens_on DESC, z.id");
    COUNTS = "SELECT x.quiz_id, count(*) AS sat, CAST(sum(x.passed) AS BIGINT) AS passed FROM ( \
                SELECT quiz_id, person_id, max(CASE WHEN passed = 1 THEN 1 ELSE 0 END) AS passed FROM attempt \
                 WHERE submitted_at IS NOT NULL GROUP BY quiz_id, person_id) x GROUP BY x.quiz_id";
    BEST = "SELECT a.person_id, count(*) AS attempts, max(a.right_answers) AS best, max(a.passed) AS passed \
              FROM attempt a JOIN person_record r ON r.person_id = a.person_id AND r.valid_from = \
                   (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = a.person_id) \
             WHERE a.quiz_id = $1 AND a.submitted_at IS NOT NULL \
             GROUP BY a.person_id, r.sort_key ORDER BY r.sort_key, a.person_id";
    SITTERS = concat!(
        "SELECT r.person_id, r.full_name, (SELECT min(u.name) FROM attempt a JOIN council co ON co.id = a.council_id \
                JOIN unit u ON u.id = co.unit_id WHERE a.quiz_id = $51 AND a.person_id = r.person_id AND a.submitted_at IS NOT NULL) AS unit_name \
           FROM person_record r WHERE r.person_id IN (", fifty!(), ") AND r.valid_from = \
                (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = r.person_id)");
    ATTEMPTS = "SELECT id, started_at, due_at, submitted_at, right_answers, passed FROM attempt \
                WHERE quiz_id = $1 AND person_id = $2 ORDER BY started_at DESC";
    FULL = "SELECT id, quiz_id, person_id, paper, answers, started_at, due_at, submitted_at, right_answers, passed FROM attempt WHERE id = $1";
    RESULTS = "SELECT a.person_id, r.full_name, min(u.name) AS unit_name, count(*) AS attempts, max(a.right_answers) AS best, \
                      max(a.passed) AS passed \
                 FROM attempt a \
                 JOIN person_record r ON r.person_id = a.person_id AND r.valid_from = \
                      (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = a.person_id) \
                 LEFT JOIN council co ON co.id = a.council_id LEFT JOIN unit u ON u.id = co.unit_id \
                WHERE a.quiz_id = $1 AND a.submitted_at IS NOT NULL \
                GROUP BY a.person_id, r.full_name, r.sort_key ORDER BY r.sort_key, a.person_id";
}

/// One check of knowledge.
pub async fn quiz(db: &impl Reader, id: QuizId) -> Result<QuizRef> {
    db.one(QUIZ, args![id])
        .await?
        .ok_or(Refusal::NotFound("quiz"))
}

/// The checks of the councils at or below a place, on one law or all.
pub async fn quizzes(
    db: &impl Reader,
    path: &str,
    law: Option<DocumentId>,
) -> Result<Vec<QuizRow>> {
    let counts = db.all_kept::<QuizCounts>(COUNTS, Vec::new()).await?;
    let counts: HashMap<QuizId, &QuizCounts> = counts
        .iter()
        .map(|counts| (counts.quiz_id, counts))
        .collect();
    let rows = db.all_kept::<QuizRef>(QUIZZES, args![path, law]).await?;
    let counted = |quiz: &QuizRef| {
        let counts = counts.get(&quiz.id);
        QuizRow {
            sat: counts.map_or(0, |counts| counts.sat),
            passed: counts.map_or(0, |counts| counts.passed),
            quiz: quiz.clone(),
        }
    };
    Ok(rows.iter().map(counted).collect())
}

/// A check with the reader's own attempts.
pub async fn quiz_page(db: &impl Reader, actor: &Actor, id: QuizId, day: Date) -> Result<QuizPage> {
    let quiz = quiz(db, id).await?;
    let rule = Thresholds::read(db, PASS).await?;
    let Share { part, whole } = rule.share(day, quiz.level, quiz.council_id);
    let attempts = match actor.person {
        Some(person) if actor.is_signed_in() => db.all(ATTEMPTS, args![id, person]).await?,
        _ => Vec::new(),
    };
    Ok(QuizPage {
        quiz,
        pass_part: part,
        pass_whole: whole,
        attempts,
    })
}

/// Everybody's best result in a check, for those who may read it.
pub async fn quiz_results(
    db: &impl Reader,
    actor: &Actor,
    id: QuizId,
) -> Result<Vec<PersonResult>> {
    let quiz = quiz(db, id).await?;
    if !actor.reads(FieldGroup::QuizResult, &quiz.path) {
        return Err(Refusal::NotReadable(FieldGroup::QuizResult));
    }
    Ok(db.all(RESULTS, args![id]).await?)
}

/// A page of everybody's best results in a check, for those who may read them.
pub async fn quiz_results_page(
    db: &impl Reader,
    actor: &Actor,
    quiz: &QuizRef,
    page: Page,
) -> Result<QuizResults> {
    if !actor.reads(FieldGroup::QuizResult, &quiz.path) {
        return Err(Refusal::NotReadable(FieldGroup::QuizResult));
    }
    let all = db.all_kept::<Best>(BEST, args![quiz.id]).await?;
    let from = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let shown: Vec<&Best> = all.iter().skip(from).take(page.size as usize).collect();
    let persons: Vec<PersonId> = shown.iter().map(|best| best.person_id).collect();
    let sitters: Vec<Sitter> = rows_of(db, SITTERS, &persons, args![quiz.id]).await?;
    let mut sitters: HashMap<PersonId, Sitter> = sitters
        .into_iter()
        .map(|sitter| (sitter.person_id, sitter))
        .collect();
    let row = |best: &Best| {
        let sitter = sitters.remove(&best.person_id);
        let (full_name, unit_name) =
            sitter.map_or_else(Default::default, |one| (one.full_name, one.unit_name));
        PersonResult {
            person_id: best.person_id,
            full_name,
            unit_name,
            attempts: best.attempts,
            best: best.best,
            passed: best.passed,
        }
    };
    Ok(QuizResults {
        rows: shown.into_iter().map(row).collect(),
        sat: all.len() as i64,
        passed: all.iter().filter(|best| best.passed).count() as i64,
    })
}

/// The paper of the reader's own running attempt; its answers stay here.
pub async fn paper_of(db: &impl Reader, actor: &Actor, id: AttemptId) -> Result<Paper> {
    let full = full(db, id).await?;
    if actor.person != Some(full.person_id) {
        return Err(Refusal::NotFound("attempt"));
    }
    if full.submitted_at.is_some() {
        return Err(Problem::new("", "attempt-over").into());
    }
    let quiz = quiz(db, full.quiz_id).await?;
    let bank = asked(db, quiz.document_id).await?;
    let questions = full
        .dealt()
        .filter_map(|(dealt, chosen)| {
            let asked = bank.get(&dealt.question)?;
            Some(PaperQuestion {
                text: asked.text.clone(),
                choices: shown(&asked.choices(), &dealt.order),
                chosen,
            })
        })
        .collect();
    Ok(Paper {
        attempt: full.id,
        due_at: full.due_at,
        quiz,
        questions,
    })
}

/// A paper that was handed in, for the person who sat it and for those who may read results.
pub async fn attempt_result(
    db: &impl Reader,
    actor: &Actor,
    id: AttemptId,
) -> Result<AttemptResult> {
    let full = full(db, id).await?;
    let quiz = quiz(db, full.quiz_id).await?;
    if !actor.reads_of(FieldGroup::QuizResult, full.person_id, &quiz.path) {
        return Err(Refusal::NotFound("attempt"));
    }
    let (Some(submitted_at), Some(right), Some(passed)) =
        (full.submitted_at, full.right_answers, full.passed)
    else {
        return Err(Problem::new("", "attempt-still-running").into());
    };
    let bank = asked(db, quiz.document_id).await?;
    let answers = full
        .dealt()
        .filter_map(|(dealt, chosen)| {
            let asked = bank.get(&dealt.question)?;
            let answer = usize::try_from(asked.answer).ok();
            Some(AnswerShown {
                text: asked.text.clone(),
                choices: shown(&asked.choices(), &dealt.order),
                chosen,
                right: dealt.order.iter().position(|at| Some(*at) == answer),
                explanation: asked.explanation.clone(),
                provision: asked.provision.clone(),
            })
        })
        .collect();
    Ok(AttemptResult {
        attempt: full.id,
        person: full.person_id,
        started_at: full.started_at,
        quiz,
        submitted_at,
        late: submitted_at == full.due_at,
        right,
        passed,
        answers,
    })
}

async fn full(db: &impl Reader, id: AttemptId) -> Result<Full> {
    db.one(FULL, args![id])
        .await?
        .ok_or(Refusal::NotFound("attempt"))
}

fn shown(choices: &[String], order: &[usize]) -> Vec<String> {
    order
        .iter()
        .filter_map(|at| choices.get(*at).cloned())
        .collect()
}

impl Full {
    fn dealt(&self) -> impl Iterator<Item = (Dealt, Option<usize>)> {
        let paper: Vec<Dealt> = serde_json::from_value(self.paper.clone()).unwrap_or_default();
        let answers: Vec<Option<usize>> =
            serde_json::from_value(self.answers.clone()).unwrap_or_default();
        paper
            .into_iter()
            .zip(answers.into_iter().chain(std::iter::repeat(None)))
    }
}

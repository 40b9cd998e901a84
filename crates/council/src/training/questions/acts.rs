//! Acts on the question bank.

use jiff::civil::date;
use kernel::ids::{DocumentId, QuestionId, TopicId};
use kernel::{Date, Id, vi};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Reader, args, sql};

use super::queries::{QuestionRow, question};
use crate::access::Act;
use crate::refusal::Problems;
use crate::seed_data::questions::{Difficulty, Question, questions as bank};
use crate::training::QuestionState;
use crate::{Acting, Problem, Refusal, Result};

/// The day on which the bank that comes with the product was checked against the laws.
const BANK_REVIEWED_ON: Date = date(2026, 11, 24);

sql! {
    INSERT = "INSERT INTO question (id, document_id, topic_id, provision, text, choices, answer, explanation, difficulty, state, reviewed_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    KNOWN = "SELECT count(*) FROM question WHERE id = $1";
    DOCUMENT = "SELECT id FROM document WHERE number = $1";
    DOCUMENT_KNOWN = "SELECT count(*) FROM document WHERE id = $1";
    TOPIC = "SELECT id FROM topic WHERE key = $1";
    RETIRE = "UPDATE question SET state = $2 WHERE id = $1";
    REVIEW = "UPDATE question SET provision = $2, explanation = $3, reviewed_on = $4 WHERE id = $1";
}

/// What a question is.
#[derive(Debug, Clone, serde::Serialize)]
pub struct QuestionDetails {
    /// The law it asks about.
    pub document: DocumentId,
    /// The topic it belongs to.
    pub topic: Option<TopicId>,
    /// Điều, khoản it rests on.
    pub provision: String,
    /// The question.
    pub text: String,
    /// The choices, two to six.
    pub choices: Vec<String>,
    /// Which of them is right, from 0.
    pub answer: usize,
    /// Why it is right.
    pub explanation: String,
    /// How hard it is.
    pub difficulty: Difficulty,
}

impl Difficulty {
    /// The number under which it is stored.
    pub const fn rank(self) -> i64 {
        match self {
            Self::Easy => 1,
            Self::Medium => 2,
            Self::Hard => 3,
        }
    }

    /// The difficulty with this number.
    pub const fn of_rank(rank: i64) -> Self {
        match rank {
            ..=1 => Self::Easy,
            2 => Self::Medium,
            _ => Self::Hard,
        }
    }
}

/// Asks leave for the bank, which is one for the whole installation: a role that writes questions anywhere is enough.
fn may_write(acting: &Acting<'_>) -> Result<()> {
    if acting.actor.can_anywhere(Act::WriteQuestion) {
        Ok(())
    } else {
        Err(Refusal::NotPermitted(Act::WriteQuestion))
    }
}

/// Soạn câu hỏi.
pub async fn write_question(acting: &Acting<'_>, details: QuestionDetails) -> Result<QuestionId> {
    may_write(acting)?;
    let details = checked(acting, details).await?;
    insert(acting, QuestionId::fresh(), &details, None).await
}

/// Thay câu hỏi: writes a new one in the place of another, which is retired.
pub async fn replace_question(
    acting: &Acting<'_>,
    old: QuestionId,
    details: QuestionDetails,
) -> Result<QuestionId> {
    may_write(acting)?;
    let before = question(&acting.tx, old).await?;
    let details = checked(acting, details).await?;
    if before.state == QuestionState::InUse {
        acting
            .tx
            .execute(RETIRE, args![old, QuestionState::Retired])
            .await?;
    }
    insert(acting, QuestionId::fresh(), &details, Some(old)).await
}

/// Rà soát câu hỏi: it was compared with the law as it stands today and is still right.
#[derive(Debug, Clone)]
pub struct ReviewQuestion {
    /// The question.
    pub question: QuestionId,
    /// The provision it rests on now.
    pub provision: String,
    /// The explanation as it should read now.
    pub explanation: String,
}

/// Rà soát câu hỏi.
pub async fn review_question(acting: &Acting<'_>, command: ReviewQuestion) -> Result<()> {
    may_write(acting)?;
    let before = question(&acting.tx, command.question).await?;
    in_use(&before)?;
    let (provision, explanation) = (
        vi::clean(&command.provision),
        vi::clean(&command.explanation),
    );
    let mut problems = Problems::default();
    problems.unless(
        !provision.is_empty(),
        "provision",
        "question-provision-missing",
    );
    problems.unless(
        !explanation.is_empty(),
        "explanation",
        "question-explanation-missing",
    );
    problems.refuse()?;
    let values = args![before.id, &provision, &explanation, acting.today];
    acting.tx.execute(REVIEW, values).await?;
    let detail = json!({"before": {"provision": before.provision, "explanation": before.explanation, "reviewed_on": before.reviewed_on},
        "after": {"provision": provision, "explanation": explanation, "reviewed_on": acting.today}});
    acting
        .audit(Act::WriteQuestion, None, "question", before.id, "", detail)
        .await
}

/// Thôi dùng câu hỏi.
pub async fn retire_question(acting: &Acting<'_>, id: QuestionId, reason: &str) -> Result<()> {
    may_write(acting)?;
    let before = question(&acting.tx, id).await?;
    in_use(&before)?;
    let reason = vi::clean(reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "question-reason-missing").into());
    }
    acting
        .tx
        .execute(RETIRE, args![id, QuestionState::Retired])
        .await?;
    let detail =
        json!({"before": {"state": before.state}, "after": {"state": QuestionState::Retired}});
    acting
        .audit(Act::WriteQuestion, None, "question", id, &reason, detail)
        .await
}

/// The identifier a question of the product has in every installation.
pub fn question_id(key: &str) -> QuestionId {
    named(&format!("question/{key}"))
}

fn named<K>(name: &str) -> Id<K> {
    let hash = Sha256::digest(name.as_bytes());
    let mut random = [0; 16];
    random.copy_from_slice(&hash[..16]);
    Id::reproducible(0, u128::from_be_bytes(random))
}

/// Loads the bank that comes with the product, as far as its laws are in the library; what is there stays as it is.
///
/// Returns how many questions were added.
pub async fn load_questions(acting: &Acting<'_>) -> Result<u64> {
    acting.may(Act::LoadReference, "")?;
    let mut added = 0;
    for seed in bank() {
        let id = question_id(seed.key);
        let known: Option<i64> = acting.tx.scalar(KNOWN, args![id]).await?;
        let document: Option<DocumentId> = acting.tx.scalar(DOCUMENT, args![seed.document]).await?;
        let (Some(0), Some(document)) = (known, document) else {
            continue;
        };
        let topic: Option<TopicId> = acting.tx.scalar(TOPIC, args![seed.topic]).await?;
        let details = QuestionDetails::from_bank(seed, document, topic);
        let values = details.values(id, BANK_REVIEWED_ON);
        acting.tx.execute(INSERT, values).await?;
        added += 1;
    }
    if added > 0 {
        let bank: QuestionId = named("table/question");
        let detail = json!({"added": added});
        acting
            .audit(Act::LoadReference, None, "question", bank, "", detail)
            .await?;
    }
    Ok(added)
}

impl QuestionDetails {
    fn values(&self, id: QuestionId, reviewed_on: Date) -> Vec<store::Value> {
        args![
            id,
            self.document,
            self.topic,
            &self.provision,
            &self.text,
            json!(self.choices),
            self.answer,
            &self.explanation,
            self.difficulty.rank(),
            QuestionState::InUse,
            reviewed_on
        ]
    }

    fn from_bank(seed: &Question, document: DocumentId, topic: Option<TopicId>) -> Self {
        Self {
            document,
            topic,
            provision: seed.provision.to_owned(),
            text: seed.text.to_owned(),
            choices: seed
                .answers
                .iter()
                .map(|&answer| answer.to_owned())
                .collect(),
            answer: seed.right,
            explanation: seed.explanation.to_owned(),
            difficulty: seed.difficulty,
        }
    }
}

fn in_use(question: &QuestionRow) -> Result<()> {
    match question.state {
        QuestionState::InUse => Ok(()),
        QuestionState::Retired => Err(Problem::new("", "question-retired").into()),
    }
}

async fn checked(acting: &Acting<'_>, mut details: QuestionDetails) -> Result<QuestionDetails> {
    details.provision = vi::clean(&details.provision);
    details.text = vi::clean(&details.text);
    details.explanation = vi::clean(&details.explanation);
    details.choices = details
        .choices
        .iter()
        .map(|choice| vi::clean(choice))
        .collect();
    let mut problems = Problems::default();
    problems.unless(!details.text.is_empty(), "text", "question-text-missing");
    problems.unless(
        !details.provision.is_empty(),
        "provision",
        "question-provision-missing",
    );
    problems.unless(
        !details.explanation.is_empty(),
        "explanation",
        "question-explanation-missing",
    );
    problems.unless(
        (2..=6).contains(&details.choices.len())
            && details.choices.iter().all(|choice| !choice.is_empty()),
        "choices",
        "question-choices-incomplete",
    );
    let mut distinct = details.choices.clone();
    distinct.sort();
    distinct.dedup();
    problems.unless(
        distinct.len() == details.choices.len(),
        "choices",
        "question-choices-alike",
    );
    problems.unless(
        details.answer < details.choices.len(),
        "answer",
        "question-answer-missing",
    );
    let known: Option<i64> = acting
        .tx
        .scalar(DOCUMENT_KNOWN, args![details.document])
        .await?;
    problems.unless(known == Some(1), "document", "question-law-unknown");
    problems.refuse()?;
    Ok(details)
}

async fn insert(
    acting: &Acting<'_>,
    id: QuestionId,
    details: &QuestionDetails,
    replaces: Option<QuestionId>,
) -> Result<QuestionId> {
    let values = details.values(id, acting.today);
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": details, "replaces": replaces});
    acting
        .audit(Act::WriteQuestion, None, "question", id, "", detail)
        .await?;
    Ok(id)
}

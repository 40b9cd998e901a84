//! Đánh giá lớp học: three marks and a comment, without a name.
//!
//! **Invariants.** Whoever attended evaluates a class once. The row holds neither the person nor the moment: only a voucher that
//! nobody can compute without the key of the installation, and the day. The audit chain says that somebody evaluated, not what.
//! Results are shown only when enough people answered for no answer to be traced.

use auth::token::Key;
use jiff::civil::time;
use kernel::ids::{ClassId, EvaluationId, PersonId};
use kernel::{Id, time as clock, vi};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Reader, args, record, sql};

use super::classes::class;
use super::completion;
use super::keys::{self, no_randomness};
use super::thresholds::{EVALUATIONS, Thresholds};
use crate::access::{Act, Actor, FieldGroup};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

record! {
    struct Row {
        content: i64,
        teaching: i64,
        organisation: i64,
        comment: String,
    }
}

sql! {
    INSERT = "INSERT INTO evaluation (id, class_id, voucher, content, teaching, organisation, comment, recorded_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    GIVEN = "SELECT count(*) FROM evaluation WHERE class_id = $1 AND voucher = $2";
    OF_CLASS = "SELECT content, teaching, organisation, comment FROM evaluation WHERE class_id = $1 ORDER BY id";
}

/// Đánh giá lớp học.
#[derive(Debug, Clone)]
pub struct EvaluateClass {
    /// The class.
    pub class: ClassId,
    /// Nội dung, 1 to 5.
    pub content: u32,
    /// Giảng dạy, 1 to 5.
    pub teaching: u32,
    /// Tổ chức, 1 to 5.
    pub organisation: u32,
    /// Góp ý.
    pub comment: String,
}

/// Đánh giá lớp học, by the signed-in participant.
pub async fn evaluate_class(acting: &Acting<'_>, command: EvaluateClass) -> Result<()> {
    let class = class(&acting.tx, command.class).await?;
    let person = acting
        .actor
        .person
        .ok_or(Refusal::NotPermitted(Act::EvaluateClass))?;
    acting
        .actor
        .may_for(Act::EvaluateClass, person, &class.path)?;
    let mut problems = Problems::default();
    for (field, mark) in [
        ("content", command.content),
        ("teaching", command.teaching),
        ("organisation", command.organisation),
    ] {
        problems.unless((1..=5).contains(&mark), field, "evaluation-mark-missing");
    }
    problems.unless(class.state.counts(), "", "evaluation-class-not-held");
    let attended = completion::of_class(&acting.tx, class.id).await?;
    problems.unless(
        attended
            .iter()
            .any(|taken| taken.person_id == person && taken.present > 0),
        "",
        "evaluation-not-attended",
    );
    problems.refuse()?;
    let key = keys::within(&acting.tx, keys::EVALUATION).await?;
    let voucher = voucher(&key, class.id, person);
    if is_given(&acting.tx, class.id, &voucher).await? {
        return Err(Problem::new("", "evaluation-already-given").into());
    }
    let values = args![
        blind_id(acting)?,
        class.id,
        voucher,
        command.content,
        command.teaching,
        command.organisation,
        vi::clean(&command.comment),
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    acting
        .audit(
            Act::EvaluateClass,
            Some(class.council_id),
            "class",
            class.id,
            "",
            json!({}),
        )
        .await
}

/// Whether a person has evaluated a class already, so that nobody is asked twice. Only the person's own page asks it.
pub(super) async fn has_evaluated(
    db: &impl Reader,
    class: ClassId,
    person: PersonId,
) -> Result<bool> {
    match keys::stored(db, keys::EVALUATION).await? {
        Some(key) => is_given(db, class, &voucher(&key, class, person)).await,
        None => Ok(false),
    }
}

async fn is_given(db: &impl Reader, class: ClassId, voucher: &[u8]) -> Result<bool> {
    let given: Option<i64> = db.scalar(GIVEN, args![class, voucher.to_vec()]).await?;
    Ok(given != Some(0))
}

/// What stands for a person in the evaluation of a class.
fn voucher(key: &Key, class: ClassId, person: PersonId) -> Vec<u8> {
    let signed = key.sign("training/evaluation", &format!("{class}/{person}"), 0);
    Sha256::digest(signed.as_bytes()).to_vec()
}

/// An identifier that tells the day and not the moment.
fn blind_id(acting: &Acting<'_>) -> Result<EvaluationId> {
    let midnight = clock::instant(acting.today.to_datetime(time(0, 0, 0, 0)));
    let random = auth::token::Token::random().map_err(no_randomness)?;
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&random.hash().as_bytes()[..16]);
    let millis = u64::try_from(midnight.as_millisecond()).unwrap_or(0);
    Ok(Id::reproducible(millis, u128::from_be_bytes(bytes)))
}

/// The marks of one question, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Marks {
    /// How often each mark was given, from 1 to 5.
    pub counts: [i64; 5],
}

impl Marks {
    fn add(&mut self, mark: i64) {
        if let Some(count) = usize::try_from(mark - 1)
            .ok()
            .and_then(|at| self.counts.get_mut(at))
        {
            *count += 1;
        }
    }

    /// The mean in hundredths, rounded.
    pub fn mean_hundredths(&self) -> Option<i64> {
        let given: i64 = self.counts.iter().sum();
        let sum: i64 = (1..)
            .zip(self.counts)
            .map(|(mark, count)| mark * count)
            .sum();
        (given > 0).then(|| (sum * 100 + given / 2) / given)
    }
}

/// What the participants thought, all together.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Evaluations {
    /// How many answered.
    pub given: usize,
    /// How many have to before anything is shown.
    pub needed: i64,
    /// What they answered; nothing while too few did.
    pub shown: Option<EvaluationFigures>,
}

/// The figures of an evaluation.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct EvaluationFigures {
    /// Nội dung.
    pub content: Marks,
    /// Giảng dạy.
    pub teaching: Marks,
    /// Tổ chức.
    pub organisation: Marks,
    /// Góp ý, in an order that says nothing of who wrote them.
    pub comments: Vec<String>,
}

/// The evaluation of a class. Without a rule on how many answers are needed, nothing is shown.
pub async fn evaluations(db: &impl Reader, actor: &Actor, id: ClassId) -> Result<Evaluations> {
    let class = class(db, id).await?;
    if !actor.reads(FieldGroup::Evaluations, &class.path) {
        return Err(Refusal::NotReadable(FieldGroup::Evaluations));
    }
    let rule = Thresholds::read(db, EVALUATIONS).await?;
    let needed = rule
        .whole(class.ends_on, class.level, class.council_id, "count")
        .unwrap_or(i64::MAX);
    let rows: Vec<Row> = db.all(OF_CLASS, args![id]).await?;
    let enough = rows.len() as i64 >= needed;
    Ok(Evaluations {
        given: rows.len(),
        needed,
        shown: enough.then(|| figures(rows)),
    })
}

fn figures(rows: Vec<Row>) -> EvaluationFigures {
    let mut figures = EvaluationFigures {
        content: Marks::default(),
        teaching: Marks::default(),
        organisation: Marks::default(),
        comments: Vec::new(),
    };
    for row in rows {
        figures.content.add(row.content);
        figures.teaching.add(row.teaching);
        figures.organisation.add(row.organisation);
        if !row.comment.is_empty() {
            figures.comments.push(row.comment);
        }
    }
    figures.comments.sort();
    figures
}

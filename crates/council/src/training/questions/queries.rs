//! What pages and papers ask about the question bank.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use kernel::ids::{DocumentId, QuestionId, TopicId};
use kernel::{Date, vi};
use lex::Address;
use store::{Reader, args, record, sql};

use crate::access::{Actor, FieldGroup};
use crate::library::changes::{Change, Changes, units_of};
use crate::seed_data::questions::Difficulty;
use crate::training::QuestionState;
use crate::training::paged::rows_of;
use crate::{Refusal, Result};

record! {
    /// A question as it is stored.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Asked {
        /// The question.
        pub id: QuestionId,
        /// The law it asks about.
        pub document_id: DocumentId,
        /// The number of the law.
        pub number: String,
        /// The title of the law.
        pub title: String,
        /// The topic it belongs to.
        pub topic_id: Option<TopicId>,
        /// Điều, khoản.
        pub provision: String,
        /// The question.
        pub text: String,
        /// The choices, as a list.
        pub choices: serde_json::Value,
        /// Which is right, from 0.
        pub answer: i64,
        /// Why.
        pub explanation: String,
        /// How hard, as a number.
        pub difficulty: i64,
        /// Its state.
        pub state: QuestionState,
        /// When it was last compared with its law.
        pub reviewed_on: Date,
    }
}

impl Asked {
    /// The choices as they were written.
    pub fn choices(&self) -> Vec<String> {
        self.choices
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|choice| choice.as_str().map(str::to_owned))
            .collect()
    }
}

/// A question in the bank's list.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct QuestionRow {
    /// The question.
    pub id: QuestionId,
    /// The law it asks about.
    pub document: DocumentId,
    /// The number of the law.
    pub number: String,
    /// The topic it belongs to.
    pub topic: Option<TopicId>,
    /// Điều, khoản.
    pub provision: String,
    /// The question.
    pub text: String,
    /// The choices.
    pub choices: Vec<String>,
    /// Which is right, from 0.
    pub answer: usize,
    /// Why.
    pub explanation: String,
    /// How hard.
    pub difficulty: Difficulty,
    /// Its state.
    pub state: QuestionState,
    /// When it was last compared with its law.
    pub reviewed_on: Date,
    /// Why it must not be asked until it is reviewed or replaced.
    pub flag: Option<Change>,
}

/// What the bank's list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct QuestionFilter {
    /// One law.
    pub document: Option<DocumentId>,
    /// One topic.
    pub topic: Option<TopicId>,
    /// One state.
    pub state: Option<QuestionState>,
    /// Only those flagged.
    pub flagged: bool,
    /// Words of the question.
    pub text: String,
    /// The page, from 0.
    pub page: usize,
    /// Rows on a page; 0 gives fifty.
    pub size: usize,
}

/// A page of the bank.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct QuestionList {
    /// The rows of the page.
    pub rows: Vec<QuestionRow>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many of the whole bank are flagged and still in use.
    pub flagged: usize,
}

/// How many questions of a law may be asked on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct LawQuestions {
    /// The law.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Questions in use.
    pub in_use: usize,
    /// Those of them that are flagged.
    pub flagged: usize,
}

record! {
    /// What decides whether a question stands in a list.
    struct Brief {
        id: QuestionId,
        document_id: DocumentId,
        number: String,
        title: String,
        topic_id: Option<TopicId>,
        provision: String,
        state: QuestionState,
        reviewed_on: Date,
    }

    struct Wording {
        id: QuestionId,
        text: String,
    }
}

/// A question of the list with the units it rests on.
struct Listed {
    brief: Brief,
    units: Vec<Address>,
}

impl Listed {
    /// Whether it is in use and must not be asked until it is reviewed or replaced.
    fn is_flagged(&self, changes: &Changes, day: Date) -> bool {
        let Brief {
            document_id,
            reviewed_on,
            ..
        } = self.brief;
        self.brief.state == QuestionState::InUse
            && changes
                .flag(document_id, &self.units, reviewed_on, day)
                .is_some()
    }
}

macro_rules! columns {
    () => {
        "SELECT q.id, q.document_id, d.number, d.title, q.topic_id, q.provision, q.text, q.choices, q.answer, q.explanation, \
                q.difficulty, q.state, q.reviewed_on FROM question q JOIN document d ON d.id = q.document_id "
    };
}

sql! {
    BRIEF = "SELECT q.id, q.document_id, d.number, d.title, q.topic_id, q.provision, q.state, q.reviewed_on FROM question q \
               JOIN document d ON d.id = q.document_id ORDER BY d.number, q.id";
    TEXTS = "SELECT id, text FROM question";
    SOME = concat!(columns!(), "WHERE q.id IN (", fifty!(), ")");
    OF_LAW = concat!(columns!(), "WHERE q.document_id = $1 ORDER BY q.id");
    ONE = concat!(columns!(), "WHERE q.id = $1");
}

impl Asked {
    /// Why it must not be asked on a day.
    fn flag<'c>(&self, changes: &'c Changes, day: Date) -> Option<&'c Change> {
        let units = units_of(&self.provision);
        changes.flag(self.document_id, &units, self.reviewed_on, day)
    }
}

/// The whole bank in brief, kept until the records change.
async fn bank(db: &impl Reader) -> Result<Arc<Vec<Listed>>> {
    let work = async move {
        let rows: Vec<Brief> = db.all(BRIEF, args![]).await?;
        let listed = |brief: Brief| Listed {
            units: units_of(&brief.provision),
            brief,
        };
        Ok::<_, Refusal>(rows.into_iter().map(listed).collect())
    };
    db.kept("question_bank", args![], Box::pin(work)).await
}

fn row(asked: Asked, changes: &Changes, day: Date) -> QuestionRow {
    QuestionRow {
        flag: asked.flag(changes, day).cloned(),
        choices: asked.choices(),
        id: asked.id,
        document: asked.document_id,
        number: asked.number,
        topic: asked.topic_id,
        provision: asked.provision,
        text: asked.text,
        answer: usize::try_from(asked.answer).unwrap_or(usize::MAX),
        explanation: asked.explanation,
        difficulty: Difficulty::of_rank(asked.difficulty),
        state: asked.state,
        reviewed_on: asked.reviewed_on,
    }
}

/// The question bank with its answers, for those who keep it.
pub async fn questions(
    db: &impl Reader,
    actor: &Actor,
    filter: &QuestionFilter,
    day: Date,
) -> Result<QuestionList> {
    if !actor.reads_anywhere(FieldGroup::QuestionBank) {
        return Err(Refusal::NotReadable(FieldGroup::QuestionBank));
    }
    let changes = Changes::read(db).await?;
    let all = bank(db).await?;
    let worded = worded(db, &filter.text).await?;
    let matching: Vec<QuestionId> = all
        .iter()
        .filter(|row| !filter.flagged || row.is_flagged(&changes, day))
        .map(|row| &row.brief)
        .filter(|row| filter.document.is_none_or(|law| row.document_id == law))
        .filter(|row| filter.topic.is_none_or(|topic| row.topic_id == Some(topic)))
        .filter(|row| filter.state.is_none_or(|state| row.state == state))
        .filter(|row| worded.as_ref().is_none_or(|ids| ids.contains(&row.id)))
        .map(|row| row.id)
        .collect();
    let size = if filter.size == 0 { 50 } else { filter.size };
    let shown: Vec<QuestionId> = matching
        .iter()
        .copied()
        .skip(filter.page.saturating_mul(size))
        .take(size)
        .collect();
    let rows: Vec<Asked> = rows_of(db, SOME, &shown, Vec::new()).await?;
    let mut rows: Vec<QuestionRow> = rows
        .into_iter()
        .map(|asked| row(asked, &changes, day))
        .collect();
    let at: HashMap<QuestionId, usize> = shown.into_iter().zip(0..).collect();
    rows.sort_by_key(|row| at.get(&row.id));
    Ok(QuestionList {
        total: matching.len(),
        flagged: all
            .iter()
            .filter(|row| row.is_flagged(&changes, day))
            .count(),
        rows,
    })
}

/// The questions with these words; `None` where no words are asked for.
async fn worded(db: &impl Reader, text: &str) -> Result<Option<HashSet<QuestionId>>> {
    let words = vi::fold(text);
    if words.is_empty() {
        return Ok(None);
    }
    let texts: Vec<Wording> = db.all(TEXTS, Vec::new()).await?;
    let found = texts.into_iter();
    let found = found.filter(|one| vi::fold(&one.text).contains(&words));
    Ok(Some(found.map(|one| one.id).collect()))
}

/// One question of the bank with its answer, for those who keep it, and why it must not be asked on a day.
pub async fn bank_question(
    db: &impl Reader,
    actor: &Actor,
    id: QuestionId,
    day: Date,
) -> Result<QuestionRow> {
    if !actor.reads_anywhere(FieldGroup::QuestionBank) {
        return Err(Refusal::NotReadable(FieldGroup::QuestionBank));
    }
    let asked: Option<Asked> = db.one(ONE, args![id]).await?;
    let asked = asked.ok_or(Refusal::NotFound("question"))?;
    let changes = Changes::read(db).await?;
    Ok(row(asked, &changes, day))
}

/// The laws of the bank with how many of their questions may be asked on a day.
pub async fn laws_with_questions(db: &impl Reader, day: Date) -> Result<Vec<LawQuestions>> {
    let changes = Changes::read(db).await?;
    let all = bank(db).await?;
    let mut laws: Vec<LawQuestions> = Vec::new();
    for listed in all.iter() {
        let one = &listed.brief;
        if one.state != QuestionState::InUse {
            continue;
        }
        if laws
            .last()
            .is_none_or(|law| law.document != one.document_id)
        {
            laws.push(LawQuestions {
                document: one.document_id,
                number: one.number.clone(),
                title: one.title.clone(),
                in_use: 0,
                flagged: 0,
            });
        }
        if let Some(law) = laws.last_mut() {
            law.in_use += 1;
            law.flagged += usize::from(listed.is_flagged(&changes, day));
        }
    }
    Ok(laws)
}

/// The questions of a law that may be asked on a day.
pub(in crate::training) async fn usable(
    db: &impl Reader,
    law: DocumentId,
    day: Date,
) -> Result<Vec<Asked>> {
    let changes = Changes::read(db).await?;
    let all: Vec<Asked> = db.all(OF_LAW, args![law]).await?;
    Ok(all
        .into_iter()
        .filter(|asked| asked.state == QuestionState::InUse)
        .filter(|asked| asked.flag(&changes, day).is_none())
        .collect())
}

/// Every question of a law, for marking papers on which some may have been retired since.
pub(in crate::training) async fn asked(
    db: &impl Reader,
    law: DocumentId,
) -> Result<HashMap<QuestionId, Asked>> {
    let all: Vec<Asked> = db.all(OF_LAW, args![law]).await?;
    Ok(all.into_iter().map(|asked| (asked.id, asked)).collect())
}

/// One question.
pub(in crate::training) async fn question(db: &impl Reader, id: QuestionId) -> Result<QuestionRow> {
    let asked: Option<Asked> = db.one(ONE, args![id]).await?;
    let asked = asked.ok_or(Refusal::NotFound("question"))?;
    let reviewed_on = asked.reviewed_on;
    Ok(row(asked, &Changes::default(), reviewed_on))
}

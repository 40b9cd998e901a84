//! The question bank, checks of knowledge per law and what came of them over the years.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Date;
use kernel::ids::{AttemptId, CouncilId, DocumentId, QuestionId, QuizId, TopicId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::accounts::Behind;
use super::city::City;
use super::councils::{Council, Makers};
use super::rng::{at, later};
use super::rows::Table;
use crate::Result;
use crate::seed_data::questions::questions;
use crate::training::QuestionState;
use crate::training::questions::question_id;

const REVIEWED_ON: Date = date(2026, 11, 24);
const MINUTES: i64 = 20;
const ASKED: usize = 10;
/// Right answers of ten that pass, as the rule of the product has it.
const ENOUGH: usize = 7;

record! {
    struct Known { id: QuestionId }

    struct Named { id: uuid::Uuid, name: String }
}

sql! {
    QUESTIONS = "SELECT id FROM question";
    DOCUMENTS = "SELECT id, number AS name FROM document ORDER BY number";
    TOPICS = "SELECT id, key AS name FROM topic ORDER BY key";
}

/// A question as a paper needs it: which, and the right choice.
type Asked = (QuestionId, usize);

/// The bank by the number of the law, and the laws.
pub(super) struct Bank {
    questions: HashMap<&'static str, Vec<Asked>>,
    documents: HashMap<String, DocumentId>,
}

/// A check of knowledge as it is to come out.
pub(super) struct Check<'a> {
    pub(super) law: &'static str,
    pub(super) name: &'a str,
    pub(super) host: CouncilId,
    /// How many questions a paper has.
    pub(super) asked: usize,
    pub(super) opens: Date,
    pub(super) closes: Option<Date>,
    pub(super) councils: Vec<&'a Council>,
    /// When people sit it.
    pub(super) sat: (Date, Date),
    /// How many in a thousand sit it.
    pub(super) sitting: usize,
    /// Who has not sat it yet.
    pub(super) not_yet: &'a [usize],
}

impl Bank {
    /// Loads the bank under the identifiers it has in every installation.
    pub(super) async fn load(makers: &mut Makers, db: &impl Reader) -> Result<Self> {
        let named = |rows: Vec<Named>| -> HashMap<String, uuid::Uuid> {
            rows.into_iter().map(|row| (row.name, row.id)).collect()
        };
        let documents = named(db.all(DOCUMENTS, Vec::new()).await?);
        let topics = named(db.all(TOPICS, Vec::new()).await?);
        let known: Vec<Known> = db.all(QUESTIONS, Vec::new()).await?;
        let known: HashSet<QuestionId> = known.into_iter().map(|row| row.id).collect();
        let mut bank: HashMap<&'static str, Vec<Asked>> = HashMap::new();
        for seed in questions() {
            let Some(document) = documents.get(seed.document) else {
                continue;
            };
            let id = question_id(seed.key);
            let topic = topics.get(seed.topic).map(|id| TopicId::from_uuid(*id));
            let values = args![
                id,
                *document,
                topic,
                seed.provision,
                seed.text,
                json!(seed.answers),
                seed.right,
                seed.explanation,
                seed.difficulty.rank(),
                QuestionState::InUse,
                REVIEWED_ON
            ];
            if !known.contains(&id) {
                makers.rows.add(Table::Question, values);
            }
            bank.entry(seed.document)
                .or_default()
                .push((id, seed.right));
        }
        let documents = documents
            .into_iter()
            .map(|(number, id)| (number, DocumentId::from_uuid(id)))
            .collect();
        Ok(Self {
            questions: bank,
            documents,
        })
    }

    /// The checks of both terms.
    pub(super) fn check(&self, makers: &mut Makers, city: &City, behind: &Behind) {
        let upper = || std::iter::once(&city.old_city).chain(&city.districts);
        let now = || std::iter::once(&city.city).chain(&city.communes);
        let not_yet = [behind.city, behind.commune.0];
        let checks = [
            Check {
                law: "77/2015/QH13",
                name: "Kiểm tra kiến thức Luật Tổ chức chính quyền địa phương năm 2015",
                host: city.old_city.id,
                asked: ASKED,
                opens: date(2021, 10, 1),
                closes: Some(date(2025, 3, 1)),
                councils: upper().chain(&city.old_communes[..40]).collect(),
                sat: (date(2021, 10, 5), date(2022, 6, 1)),
                sitting: 720,
                not_yet: &[],
            },
            Check {
                law: "87/2015/QH13",
                name: "Kiểm tra kiến thức Luật Hoạt động giám sát năm 2015",
                host: city.old_city.id,
                asked: ASKED,
                opens: date(2022, 6, 1),
                closes: Some(date(2025, 7, 1)),
                councils: upper().collect(),
                sat: (date(2022, 6, 6), date(2023, 3, 1)),
                sitting: 600,
                not_yet: &[],
            },
            Check {
                law: "72/2025/QH15",
                name: "Kiểm tra kiến thức Luật Tổ chức chính quyền địa phương năm 2025",
                host: city.city.id,
                asked: ASKED,
                opens: date(2026, 5, 4),
                closes: None,
                councils: now().collect(),
                sat: (date(2026, 5, 18), date(2026, 11, 16)),
                sitting: 790,
                not_yet: &[],
            },
            Check {
                law: "121/2025/QH15",
                name: "Kiểm tra kiến thức Luật Hoạt động giám sát năm 2025",
                host: city.city.id,
                asked: ASKED,
                opens: date(2026, 9, 7),
                closes: None,
                councils: now().collect(),
                sat: (date(2026, 9, 14), date(2026, 11, 20)),
                sitting: 430,
                not_yet: &not_yet,
            },
            Check {
                law: "64/2025/QH15",
                name: "Kiểm tra kiến thức Luật Ban hành văn bản quy phạm pháp luật năm 2025",
                host: city.city.id,
                asked: ASKED,
                opens: date(2026, 10, 5),
                closes: None,
                councils: vec![&city.city],
                sat: (date(2026, 10, 6), date(2026, 11, 16)),
                sitting: 380,
                not_yet: &not_yet,
            },
        ];
        for check in &checks {
            self.hold(makers, check);
        }
    }

    /// Holds one check.
    pub(super) fn hold(&self, makers: &mut Makers, check: &Check<'_>) {
        let (Some(document), Some(bank)) =
            (self.documents.get(check.law), self.questions.get(check.law))
        else {
            return;
        };
        let id: QuizId = makers.rng.id(check.opens);
        let asked = check.asked.min(bank.len());
        let paper = Paper {
            quiz: id,
            bank,
            asked,
        };
        let values = args![
            id,
            check.host,
            *document,
            check.name,
            asked,
            MINUTES,
            check.opens,
            check.closes
        ];
        makers.rows.add(Table::Quiz, values);
        for council in &check.councils {
            let serving: Vec<usize> = council
                .serving(check.sat.0)
                .map(|(_, it)| it.person)
                .collect();
            for person in serving {
                if check.not_yet.contains(&person) || !makers.rng.in_thousand(check.sitting) {
                    continue;
                }
                let first = makers.rng.day(check.sat.0, check.sat.1);
                let passed = paper.sit(makers, person, council.id, first);
                if !passed && makers.rng.in_thousand(700) {
                    let days = makers.rng.between(3, 20);
                    let again = later(first, days).min(check.sat.1);
                    paper.sit(makers, person, council.id, again);
                }
            }
        }
    }
}

/// What a paper is dealt from.
struct Paper<'a> {
    quiz: QuizId,
    bank: &'a [Asked],
    asked: usize,
}

impl Paper<'_> {
    /// One attempt with its paper and its answers; says whether it passed.
    fn sit(&self, makers: &mut Makers, person: usize, council: CouncilId, day: Date) -> bool {
        let rng = &mut makers.rng;
        let mut dealt = self.bank.to_vec();
        rng.shuffle(&mut dealt);
        dealt.truncate(self.asked);
        // The share of right answers differs from person to person; most are well prepared.
        let skill = 650 + (rng.below(350) + rng.below(350)) / 2;
        let (mut paper, mut answers, mut right) = (Vec::new(), Vec::new(), 0);
        for (question, correct) in dealt {
            let mut order = [0, 1, 2, 3];
            rng.shuffle(&mut order);
            let place = order.iter().position(|choice| *choice == correct);
            let knows = rng.in_thousand(skill);
            right += usize::from(knows);
            let other = place.map_or(0, |place| (place + 1 + rng.below(3)) % 4);
            answers.push(if knows { place } else { Some(other) });
            paper.push(json!({ "question": question, "order": order }));
        }
        let passed = right * ASKED >= ENOUGH * paper.len();
        let hour = i8::try_from(rng.between(7, 20)).unwrap_or(8);
        let minute = i8::try_from(rng.below(60)).unwrap_or(0);
        let started = at(day, hour, minute);
        let taken = i64::try_from(rng.between(280, 1_120)).unwrap_or(600);
        let id: AttemptId = rng.id(day);
        let values = args![
            id,
            self.quiz,
            makers.people.get(person).id,
            council,
            json!(paper),
            json!(answers),
            started,
            started + MINUTES.minutes(),
            started + taken.seconds(),
            right,
            passed
        ];
        makers.rows.add(Table::Attempt, values);
        passed
    }
}

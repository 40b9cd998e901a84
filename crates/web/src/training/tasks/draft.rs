//! The questions that planning, moving and revising a class share: its lessons and its trainers.

use council::bodies::queries::{PartnerLine, partners};
use council::training::classes::{LessonPlan, LessonRow, TrainerPlan, TrainerRow};
use council::training::programmes::topics_of_course;
use council::training::topics::topics;
use council::training::trainers::{TrainerAccount, trainer_accounts};
use kernel::Date;
use kernel::ids::{AccountId, CouncilId, CourseId, InstitutionId, TopicId};
use store::Db;
use ui::{Choice, Field, Fieldset, Form, Width};

use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::Reading;
use crate::visit::Visit;

/// A topic that a lesson can teach.
pub struct Topic {
    id: TopicId,
    /// As the reader reads it.
    name: String,
    /// As it stands in the record when the lesson has no title of its own.
    title: String,
}

impl Topic {
    /// The topics of a course, or all of them while the course is still to be chosen.
    pub async fn of(visit: &Visit, db: &Db, course: Option<CourseId>) -> Outcome<Vec<Self>> {
        let named = |id, vi: String, en: String| Self {
            id,
            name: match visit.lang {
                Lang::Vi => vi.clone(),
                Lang::En => en,
            },
            title: vi,
        };
        Ok(match course {
            Some(course) => topics_of_course(db, course)
                .await?
                .into_iter()
                .map(|topic| named(topic.id, topic.name_vi, topic.name_en))
                .collect(),
            None => topics(db)
                .await?
                .into_iter()
                .map(|topic| named(topic.id, topic.name_vi, topic.name_en))
                .collect(),
        })
    }
}

/// Who can be named as a trainer, and from where.
pub struct Teachers {
    accounts: Vec<TrainerAccount>,
    partners: Vec<PartnerLine>,
}

impl Teachers {
    /// Those a host can name.
    pub async fn of(visit: &Visit, db: &Db, host: CouncilId, path: &str) -> Outcome<Self> {
        Ok(Self {
            accounts: trainer_accounts(db, path, visit.today).await?,
            partners: partners(db, host, visit.today).await?,
        })
    }
}

/// The names of the questions for one lesson.
struct Names {
    day: &'static str,
    from: &'static str,
    until: &'static str,
    topic: &'static str,
    title: &'static str,
}

macro_rules! names {
    ($($number:literal),*) => {
        &[$(Names {
            day: concat!("day_", $number),
            from: concat!("from_", $number),
            until: concat!("until_", $number),
            topic: concat!("topic_", $number),
            title: concat!("title_", $number),
        }),*]
    };
}

/// A class has no more lessons than a form asks for.
const LESSONS: &[Names] = names!(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

/// How many lessons a form asks for at first.
const AT_FIRST: usize = 4;

/// The names of the questions for one trainer: with which account, who, and from where.
const TRAINERS: &[(&str, &str, &str)] = &[
    ("trainer_account_1", "trainer_1", "trainer_place_1"),
    ("trainer_account_2", "trainer_2", "trainer_place_2"),
    ("trainer_account_3", "trainer_3", "trainer_place_3"),
    ("trainer_account_4", "trainer_4", "trainer_place_4"),
];

/// Adds the questions for the lessons; those known stand there already.
pub fn ask_lessons(
    visit: &Visit,
    posted: &Posted,
    mut form: Form,
    topics: &[Topic],
    known: &[LessonRow],
) -> Form {
    let shown = (known.len() + 2).clamp(AT_FIRST, LESSONS.len());
    for (number, names) in LESSONS.iter().enumerate().take(shown) {
        let old = known.get(number);
        let legend = visit.tv("plan-lesson", &[("number", &(number + 1).to_string())]);
        let mut set = Fieldset::new(legend);
        if number == 0 {
            set = set.hint(visit.t("plan-lessons-hint"));
        }
        let time = |name: &'static str, key: &str, value: Option<&String>| {
            let field = Field::text(name, visit.t(key))
                .width(Width::Short)
                .plain()
                .value(value.cloned().unwrap_or_default());
            optional(posted.fill(name, field), number)
        };
        let day = Field::date(names.day, visit.t("plan-day"))
            .value(old.map(|lesson| visit.day(lesson.day)).unwrap_or_default());
        let mut title = Field::text(names.title, visit.t("plan-lesson-title"))
            .value(old.map(|lesson| lesson.title.clone()).unwrap_or_default());
        if !topics.is_empty() {
            title = title.hint(visit.t("plan-lesson-title-hint")).optional();
        }
        set = set
            .field(optional(posted.fill(names.day, day), number))
            .field(time(
                names.from,
                "plan-from",
                old.map(|lesson| &lesson.starts_at),
            ))
            .field(time(
                names.until,
                "plan-until",
                old.map(|lesson| &lesson.ends_at),
            ));
        if !topics.is_empty() {
            set = set.field(posted.fill(names.topic, topic_field(visit, names.topic, topics, old)));
        }
        set = set.field(optional(posted.fill(names.title, title), number));
        form = form.fieldset(set);
    }
    form
}

fn topic_field(visit: &Visit, name: &str, topics: &[Topic], old: Option<&LessonRow>) -> Field {
    let mut offered = vec![Choice::new("", visit.t("plan-lesson-topic-none"))];
    offered.extend(
        topics
            .iter()
            .map(|topic| Choice::new(topic.id.to_string(), topic.name.as_str())),
    );
    let chosen = old
        .and_then(|lesson| lesson.topic_id)
        .map(|id| id.to_string())
        .unwrap_or_default();
    Field::select(name, visit.t("plan-lesson-topic"), offered, chosen).optional()
}

fn optional(field: Field, number: usize) -> Field {
    if number == 0 { field } else { field.optional() }
}

/// Reads the lessons; a row in which nothing was typed is none, and one without a title is called by its topic.
pub fn read_lessons(read: &mut Reading<'_>, topics: &[Topic]) -> Vec<LessonPlan> {
    let mut lessons = Vec::new();
    for names in LESSONS {
        let posted = read.posted();
        let row = [names.day, names.from, names.until, names.topic, names.title];
        if row.iter().all(|name| posted.maybe(name).is_none()) {
            continue;
        }
        let day: Date = read.day(names.day);
        let starts_at = read.time(names.from);
        let ends_at = read.time(names.until);
        let (Some(starts_at), Some(ends_at)) = (starts_at, ends_at) else {
            continue;
        };
        let topic: Option<TopicId> = read.maybe_id(names.topic);
        let called = topics.iter().find(|one| Some(one.id) == topic);
        let typed = read.text(names.title);
        lessons.push(LessonPlan {
            day,
            starts_at,
            ends_at,
            title: match called {
                Some(topic) if typed.is_empty() => topic.title.clone(),
                _ => typed,
            },
            topic,
        });
    }
    lessons
}

/// Adds the questions for the trainers.
pub fn ask_trainers(
    visit: &Visit,
    posted: &Posted,
    mut form: Form,
    known: &[TrainerRow],
    teachers: &Teachers,
) -> Form {
    for (number, (account, who, place)) in TRAINERS
        .iter()
        .enumerate()
        .take((known.len() + 1).clamp(2, TRAINERS.len()))
    {
        let old = known.get(number);
        let mut places = vec![Choice::new("", visit.t("plan-trainer-place-none"))];
        places.extend(
            teachers
                .partners
                .iter()
                .map(|partner| Choice::new(partner.id.to_string(), partner.name.as_str())),
        );
        let chosen = old
            .and_then(|trainer| trainer.institution_id)
            .map(|id| id.to_string())
            .unwrap_or_default();
        let mut name = Field::text(*who, visit.t("plan-trainer"))
            .optional()
            .value(old.map(|trainer| trainer.name.clone()).unwrap_or_default());
        let mut accounts = account_field(visit, account, &teachers.accounts, old);
        if accounts.is_some() {
            name = name.hint(visit.t("plan-trainer-name-hint"));
        }
        // Said once, not with every trainer.
        if number == 0 {
            accounts = accounts.map(|field| field.hint(visit.t("plan-trainer-account-hint")));
        }
        let from = Field::select(*place, visit.t("plan-trainer-place"), places, chosen).optional();
        let legend = visit.tv(
            "plan-trainer-number",
            &[("number", &(number + 1).to_string())],
        );
        let mut set = Fieldset::new(legend);
        if let Some(field) = accounts {
            set = set.field(posted.fill(account, field));
        }
        form = form.fieldset(
            set.field(posted.fill(who, name))
                .field(posted.fill(place, from)),
        );
    }
    form
}

/// The accounts of trainers to choose from; one that was named before stays among them.
fn account_field(
    visit: &Visit,
    name: &str,
    accounts: &[TrainerAccount],
    old: Option<&TrainerRow>,
) -> Option<Field> {
    let mut offered = vec![Choice::new("", visit.t("plan-trainer-account-none"))];
    offered.extend(
        accounts
            .iter()
            .map(|account| Choice::new(account.id.to_string(), account.name.as_str())),
    );
    let kept = old.and_then(|trainer| trainer.account_id.map(|id| (id, &trainer.name)));
    if let Some((id, name)) = kept.filter(|(id, _)| accounts.iter().all(|one| one.id != *id)) {
        offered.push(Choice::new(id.to_string(), name.as_str()));
    }
    let chosen = kept.map(|(id, _)| id.to_string()).unwrap_or_default();
    let field = Field::select(
        name,
        visit.t("plan-trainer-account"),
        offered.clone(),
        chosen,
    );
    (offered.len() > 1).then(|| field.optional())
}

/// Reads the trainers; a row without account and name is none.
pub fn read_trainers(read: &mut Reading<'_>) -> Vec<TrainerPlan> {
    let mut trainers = Vec::new();
    for (account, who, place) in TRAINERS {
        let name = read.text(who);
        let account: Option<AccountId> = read.maybe_id(account);
        if name.is_empty() && account.is_none() {
            continue;
        }
        let institution: Option<InstitutionId> = read.maybe_id(place);
        trainers.push(TrainerPlan {
            name,
            institution,
            account,
        });
    }
    trainers
}

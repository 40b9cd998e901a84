//! The questions that planning, moving and revising a class share: its lessons and its trainers.

use council::Problem;
use council::bodies::queries::PartnerLine;
use council::training::classes::{LessonPlan, LessonRow, TrainerPlan, TrainerRow};
use jiff::civil::Time;
use kernel::Date;
use kernel::ids::InstitutionId;
use ui::{Choice, Field, Fieldset, Form, Width};

use crate::posted::Posted;
use crate::task::Reading;
use crate::visit::Visit;

/// The names of the questions for one lesson.
struct Names {
    day: &'static str,
    from: &'static str,
    until: &'static str,
    title: &'static str,
}

macro_rules! names {
    ($($number:literal),*) => {
        &[$(Names {
            day: concat!("day_", $number),
            from: concat!("from_", $number),
            until: concat!("until_", $number),
            title: concat!("title_", $number),
        }),*]
    };
}

/// A class has no more lessons than a form asks for.
const LESSONS: &[Names] = names!(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

/// How many lessons a form asks for at first.
const AT_FIRST: usize = 4;

/// The names of the questions for one trainer: who, and from where.
const TRAINERS: &[(&str, &str)] = &[
    ("trainer_1", "trainer_place_1"),
    ("trainer_2", "trainer_place_2"),
    ("trainer_3", "trainer_place_3"),
    ("trainer_4", "trainer_place_4"),
];

/// Adds the questions for the lessons; those known stand there already.
pub fn ask_lessons(visit: &Visit, posted: &Posted, mut form: Form, known: &[LessonRow]) -> Form {
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
        let title = Field::text(names.title, visit.t("plan-lesson-title"))
            .value(old.map(|lesson| lesson.title.clone()).unwrap_or_default());
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
            ))
            .field(optional(posted.fill(names.title, title), number));
        form = form.fieldset(set);
    }
    form
}

fn optional(field: Field, number: usize) -> Field {
    if number == 0 { field } else { field.optional() }
}

/// Reads the lessons; a row in which nothing was typed is none.
pub fn read_lessons(read: &mut Reading<'_>, known: &[LessonRow]) -> Vec<LessonPlan> {
    let mut lessons = Vec::new();
    for (number, names) in LESSONS.iter().enumerate() {
        let posted = read.posted();
        let row = [names.day, names.from, names.until, names.title];
        if row.iter().all(|name| posted.maybe(name).is_none()) {
            continue;
        }
        let day: Date = read.day(names.day);
        let starts_at = time(read, names.from);
        let ends_at = time(read, names.until);
        let (Some(starts_at), Some(ends_at)) = (starts_at, ends_at) else {
            continue;
        };
        lessons.push(LessonPlan {
            day,
            starts_at,
            ends_at,
            title: read.text(names.title),
            topic: known.get(number).and_then(|lesson| lesson.topic_id),
        });
    }
    lessons
}

/// An hour as people type it: `7:30`, `07h30`, `7h`.
fn time(read: &mut Reading<'_>, name: &'static str) -> Option<Time> {
    let text = read.text(name);
    let problem = if text.is_empty() {
        "missing"
    } else {
        "time-unreadable"
    };
    let parsed = hour(&text);
    if parsed.is_none() {
        read.problem(Problem::new(name, problem));
    }
    parsed
}

fn hour(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase().replace(['h', 'g', '.'], ":");
    let (hours, minutes) = text.split_once(':').unwrap_or((&text, ""));
    let minutes = if minutes.trim().is_empty() {
        "0"
    } else {
        minutes.trim()
    };
    Time::new(hours.trim().parse().ok()?, minutes.parse().ok()?, 0, 0).ok()
}

/// Adds the questions for the trainers.
pub fn ask_trainers(
    visit: &Visit,
    posted: &Posted,
    mut form: Form,
    known: &[TrainerRow],
    partners: &[PartnerLine],
) -> Form {
    for (number, (who, place)) in TRAINERS
        .iter()
        .enumerate()
        .take((known.len() + 1).clamp(2, TRAINERS.len()))
    {
        let old = known.get(number);
        let mut places = vec![Choice::new("", visit.t("plan-trainer-place-none"))];
        places.extend(
            partners
                .iter()
                .map(|partner| Choice::new(partner.id.to_string(), partner.name.as_str())),
        );
        let chosen = old
            .and_then(|trainer| trainer.institution_id)
            .map(|id| id.to_string())
            .unwrap_or_default();
        let name = Field::text(*who, visit.t("plan-trainer"))
            .optional()
            .value(old.map(|trainer| trainer.name.clone()).unwrap_or_default());
        let from = Field::select(*place, visit.t("plan-trainer-place"), places, chosen).optional();
        let legend = visit.tv(
            "plan-trainer-number",
            &[("number", &(number + 1).to_string())],
        );
        form = form.fieldset(
            Fieldset::new(legend)
                .field(posted.fill(who, name))
                .field(posted.fill(place, from)),
        );
    }
    form
}

/// Reads the trainers; one who stays keeps his or her account.
pub fn read_trainers(read: &mut Reading<'_>, known: &[TrainerRow]) -> Vec<TrainerPlan> {
    let mut trainers = Vec::new();
    for (who, place) in TRAINERS {
        let name = read.text(who);
        if name.is_empty() {
            continue;
        }
        let institution: Option<InstitutionId> = read.maybe_id(place);
        let account = known
            .iter()
            .find(|trainer| trainer.name == name)
            .and_then(|trainer| trainer.account_id);
        trainers.push(TrainerPlan {
            name,
            institution,
            account,
        });
    }
    trainers
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::hour;

    #[test]
    fn hours_are_read_as_people_type_them() {
        for (typed, read) in [
            ("7:30", Some(time(7, 30, 0, 0))),
            ("07h30", Some(time(7, 30, 0, 0))),
            ("13h", Some(time(13, 0, 0, 0))),
            ("8 giờ", None),
            ("25:00", None),
            ("", None),
        ] {
            assert_eq!(hour(typed), read, "{typed}");
        }
    }
}

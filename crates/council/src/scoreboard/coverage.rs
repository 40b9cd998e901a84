//! The coverage of one council on one day, with every denominator spelled out: pure arithmetic over [`Facts`].
//!
//! **Invariants.** `0 ≤ done ≤ of`; those done and those missing together are the denominator; suspended delegates and those for
//! whom no course is required are named, not counted. One hundred per cent is a state that is proven: somebody had to be trained
//! and nobody is missing. One more completion never lowers a figure, and no forecast is below what is.

use std::collections::BTreeMap;

use kernel::Date;
use kernel::ids::{BodyId, ClassId, CouncilId, CourseId, DocumentId, PersonId, TopicId};

use super::facts::{Class, Day, Facts, Origin};
use super::forecast::{Forecast, forecast};
use super::tally::{Delegate, OnDay};
use crate::bodies::BodyKind;
use crate::measure::Tally;
use crate::training::InvitationState;

/// A class that explains why somebody is missing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct AtClass {
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub on: Date,
}

/// Lý do còn thiếu: why a delegate lacks a course.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Đã được mời đến một lớp sắp tới.
    Invited(AtClass),
    /// Vắng có lý do, chờ học bù.
    Excused(AtClass),
    /// Vắng hoặc dự chưa đủ.
    Absent(AtClass),
    /// Có lớp dự kiến cho hội đồng, chưa mời.
    Planned(AtClass),
    /// Chưa có lớp nào kể từ khi là đại biểu.
    NoClass {
        /// Since when the delegate is one.
        since: Date,
    },
}

impl Reason {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invited(_) => "invited",
            Self::Excused(_) => "excused",
            Self::Absent(_) => "absent",
            Self::Planned(_) => "planned",
            Self::NoClass { .. } => "no_class",
        }
    }

    /// The class it speaks of.
    pub const fn class(&self) -> Option<&AtClass> {
        match self {
            Self::Invited(at) | Self::Excused(at) | Self::Absent(at) | Self::Planned(at) => {
                Some(at)
            }
            Self::NoClass { .. } => None,
        }
    }
}

/// A course that a delegate lacks, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Lack {
    /// The course.
    pub course: CourseId,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// A delegate who is missing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MissingDelegate {
    /// Who.
    pub person: PersonId,
    /// Since when a delegate.
    pub since: Date,
    /// What is lacking.
    pub lacks: Vec<Lack>,
}

/// Delegates who joined after the council began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Joined {
    /// When.
    pub on: Date,
    /// How many of them are in office.
    pub count: u32,
    /// How many of them had no class yet.
    pub without_class: u32,
}

/// The denominator, spelled out: everyone in office, of whom some are left out and the others counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Denominator {
    /// Delegates in office, the suspended included.
    pub in_office: u32,
    /// Of them from the general election.
    pub general: u32,
    /// Of them continued from a merged council.
    pub merged: u32,
    /// Of them joined later, by day.
    pub joined: Vec<Joined>,
    /// Of them suspended and therefore left out.
    pub suspended: u32,
    /// Of them with no required course and therefore left out.
    pub without_course: u32,
    /// Those counted.
    pub counted: u32,
}

/// The coverage of a required course.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CourseCoverage {
    /// The course.
    pub id: CourseId,
    /// Its name.
    pub name: String,
    /// The delegates it applies to, and those who completed it.
    pub tally: Tally,
}

/// The coverage of a law.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LawCoverage {
    /// The document.
    pub id: DocumentId,
    /// Số, ký hiệu.
    pub number: String,
    /// Trích yếu.
    pub title: String,
    /// The last change up to the day.
    pub changed: Option<Date>,
    /// How many have to master it.
    pub owed: u32,
    /// How many of them completed a course that teaches it.
    pub studied: u32,
    /// How many of them ever passed a check on it.
    pub passed: u32,
    /// How many of them passed a check and the law is unchanged since.
    pub current: u32,
}

/// The coverage of a body or a topic.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct BodyCoverage {
    /// The body.
    pub id: BodyId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: BodyKind,
    /// Its members among the counted, and those trained in full.
    pub tally: Tally,
}

/// The coverage of a topic.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct TopicCoverage {
    /// The topic.
    pub id: TopicId,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// Those with a required course on it, and those who completed one.
    pub tally: Tally,
}

/// The coverage of one council on one day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Coverage {
    /// The council.
    pub council: CouncilId,
    /// The day.
    pub day: Date,
    /// Who is counted and who is not.
    pub denominator: Denominator,
    /// M1: delegates who completed every required course that applies to them.
    pub trained: Tally,
    /// By course.
    pub courses: Vec<CourseCoverage>,
    /// M2, by law.
    pub laws: Vec<LawCoverage>,
    /// M1 by body.
    pub bodies: Vec<BodyCoverage>,
    /// By topic.
    pub topics: Vec<TopicCoverage>,
    /// Who is missing, and why.
    pub missing: Vec<MissingDelegate>,
    /// Where the planned classes lead.
    pub forecast: Forecast,
}

/// The coverage of a council, by its place among all; the forecast counts on classes beginning up to `until`.
pub fn coverage(facts: &Facts, place: usize, day: Day, until: Day) -> Coverage {
    let on = OnDay::new(facts, place, day);
    let delegates: Vec<Delegate<'_>> = on.delegates(None).collect();
    let counted: Vec<&Delegate<'_>> = delegates.iter().filter(|one| one.counts()).collect();
    let mut trained = Tally::default();
    for delegate in &counted {
        trained.count(delegate.is_trained());
    }
    Coverage {
        council: on.council.id,
        day: day.date(),
        denominator: denominator(facts, &on, &delegates),
        trained,
        courses: by_course(&on, &counted),
        laws: by_law(facts, &on, &counted),
        bodies: by_body(&on, &counted),
        topics: by_topic(facts, &on, &counted),
        missing: missing(facts, &on, &counted),
        forecast: forecast(&on, facts, until),
    }
}

fn denominator(facts: &Facts, on: &OnDay<'_>, delegates: &[Delegate<'_>]) -> Denominator {
    let mut out = Denominator::default();
    let mut joined: BTreeMap<Day, (u32, u32)> = BTreeMap::new();
    for delegate in delegates {
        out.in_office += 1;
        match delegate.seat.origin {
            Origin::General => out.general += 1,
            Origin::Merger => out.merged += 1,
            Origin::Later => {
                let (count, without) = joined.entry(delegate.seat.span.from).or_default();
                *count += 1;
                let none = !facts
                    .done(delegate.seat.person)
                    .iter()
                    .any(|done| done.on <= on.day && on.courses.contains(&done.course));
                *without += u32::from(none);
            }
        }
        out.suspended += u32::from(delegate.suspended);
        out.without_course += u32::from(!delegate.suspended && !delegate.counts());
        out.counted += u32::from(delegate.counts());
    }
    out.joined = joined
        .into_iter()
        .map(|(day, (count, without_class))| Joined {
            on: day.date(),
            count,
            without_class,
        })
        .collect();
    out
}

fn by_course(on: &OnDay<'_>, counted: &[&Delegate<'_>]) -> Vec<CourseCoverage> {
    (0..on.courses.len())
        .map(|at| {
            let mut tally = Tally::default();
            for delegate in counted.iter().filter(|one| one.owes(at)) {
                tally.count(delegate.has(at));
            }
            let course = on.course(at);
            CourseCoverage {
                id: course.id,
                name: course.name.clone(),
                tally,
            }
        })
        .collect()
}

fn by_law(facts: &Facts, on: &OnDay<'_>, counted: &[&Delegate<'_>]) -> Vec<LawCoverage> {
    let mut laws: BTreeMap<u32, [u32; 4]> = BTreeMap::new();
    count_laws(on, counted.iter().copied(), &mut laws);
    laws_named(facts, on.day, laws)
}

/// For each law: owed, studied, passed, passed and unchanged since.
pub(super) fn count_laws<'a>(
    on: &OnDay<'_>,
    counted: impl Iterator<Item = &'a Delegate<'a>>,
    laws: &mut BTreeMap<u32, [u32; 4]>,
) {
    for delegate in counted {
        let person = delegate.seat.person;
        for law in on.laws_owed(delegate) {
            let passed = on.passed(person, law);
            let row = laws.entry(law).or_default();
            row[0] += 1;
            row[1] += u32::from(on.studied(person, law));
            row[2] += u32::from(passed.is_some());
            row[3] += u32::from(passed.is_some_and(|since| on.is_current(law, since)));
        }
    }
}

pub(super) fn laws_named(
    facts: &Facts,
    day: Day,
    laws: BTreeMap<u32, [u32; 4]>,
) -> Vec<LawCoverage> {
    laws.into_iter()
        .map(|(law, [owed, studied, passed, current])| {
            let law = &facts.laws[law as usize];
            LawCoverage {
                id: law.id,
                number: law.number.clone(),
                title: law.title.clone(),
                changed: law.changed(day).map(Day::date),
                owed,
                studied,
                passed,
                current,
            }
        })
        .collect()
}

fn by_body(on: &OnDay<'_>, counted: &[&Delegate<'_>]) -> Vec<BodyCoverage> {
    let mut tallies = vec![Tally::default(); on.council.bodies.len()];
    for delegate in counted {
        let mut bodies: Vec<u16> = on
            .council
            .posts(delegate.seat.person, on.day)
            .map(|held| held.body)
            .collect();
        bodies.sort_unstable();
        bodies.dedup();
        for body in bodies {
            tallies[body as usize].count(delegate.is_trained());
        }
    }
    on.council
        .bodies
        .iter()
        .zip(tallies)
        .filter(|(body, _)| body.span.has(on.day))
        .map(|(body, tally)| BodyCoverage {
            id: body.id,
            name: body.name.clone(),
            kind: body.kind,
            tally,
        })
        .collect()
}

fn by_topic(facts: &Facts, on: &OnDay<'_>, counted: &[&Delegate<'_>]) -> Vec<TopicCoverage> {
    let mut topics = BTreeMap::new();
    count_topics(on, counted.iter().copied(), &mut topics);
    topics_named(facts, topics)
}

pub(super) fn count_topics<'a>(
    on: &OnDay<'_>,
    counted: impl Iterator<Item = &'a Delegate<'a>>,
    topics: &mut BTreeMap<u32, Tally>,
) {
    for delegate in counted {
        let mut own: BTreeMap<u32, bool> = BTreeMap::new();
        for at in (0..on.courses.len()).filter(|at| delegate.owes(*at)) {
            for topic in &on.course(at).topics {
                *own.entry(*topic).or_default() |= delegate.has(at);
            }
        }
        for (topic, has) in own {
            topics.entry(topic).or_default().count(has);
        }
    }
}

pub(super) fn topics_named(facts: &Facts, topics: BTreeMap<u32, Tally>) -> Vec<TopicCoverage> {
    topics
        .into_iter()
        .map(|(topic, tally)| {
            let topic = &facts.topics[topic as usize];
            TopicCoverage {
                id: topic.id,
                name_vi: topic.name_vi.clone(),
                name_en: topic.name_en.clone(),
                tally,
            }
        })
        .collect()
}

fn missing(facts: &Facts, on: &OnDay<'_>, counted: &[&Delegate<'_>]) -> Vec<MissingDelegate> {
    counted
        .iter()
        .filter(|delegate| !delegate.is_trained())
        .map(|delegate| MissingDelegate {
            person: facts.people.id(delegate.seat.person),
            since: delegate.seat.span.from.date(),
            lacks: lacks(facts, on, delegate),
        })
        .collect()
}

/// The courses a delegate lacks, and why.
pub(super) fn lacks(facts: &Facts, on: &OnDay<'_>, delegate: &Delegate<'_>) -> Vec<Lack> {
    (0..on.courses.len())
        .filter(|at| delegate.owes(*at) && !delegate.has(*at))
        .map(|at| Lack {
            course: on.course(at).id,
            name: on.course(at).name.clone(),
            reason: reason(facts, on, on.courses[at], delegate),
        })
        .collect()
}

/// An invitation that stands comes first, then what happened at the last class, then what is planned.
fn reason(facts: &Facts, on: &OnDay<'_>, course: u32, delegate: &Delegate<'_>) -> Reason {
    let classes: Vec<&Class> = facts.classes_of(course).map(|class| &**class).collect();
    let person = delegate.seat.person;
    let invited =
        |class: &&&Class| class.invitation(person, on.day) == Some(InvitationState::Invited);
    let ahead = || classes.iter().filter(|class| class.is_ahead(on.day));
    if let Some(class) = ahead().find(invited) {
        return Reason::Invited(at(class));
    }
    let last = classes
        .iter()
        .rev()
        .filter(|class| class.was_held(on.day) || (class.is_ahead(on.day)))
        .find_map(|class| {
            let state = class.invitation(person, on.day)?;
            (state != InvitationState::Withdrawn).then_some((class, state))
        });
    match last {
        Some((class, InvitationState::Excused)) => return Reason::Excused(at(class)),
        Some((class, _)) => return Reason::Absent(at(class)),
        None => {}
    }
    match ahead().find(|class| class.councils.contains(&on.council.id)) {
        Some(class) => Reason::Planned(at(class)),
        None => Reason::NoClass {
            since: delegate.seat.span.from.date(),
        },
    }
}

fn at(class: &Class) -> AtClass {
    AtClass {
        class: class.id,
        name: class.name.clone(),
        on: class.starts.date(),
    }
}

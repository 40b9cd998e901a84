//! The plain facts from which coverage is computed: no database, no names of people, identifiers as small numbers.
//!
//! A country of 75,000 mandates must fit into some 20 MB and be counted for any day within milliseconds. So a person, a course, a
//! law, a class and a council are numbers that index tables here, and days are integers that compare as days do.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::ids::{BodyId, ClassId, CouncilId, CourseId, DocumentId, PersonId, TopicId};
use kernel::{Date, Id};

use crate::access::covers;
use crate::bodies::{BodyKind, Level, Post};
use crate::training::{Audience, ClassState, InvitationState};

/// A civil day as one integer, `yyyymmdd`, ordered as days are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(i32);

impl Day {
    /// Later than every day: the end of what goes on.
    pub const NEVER: Self = Self(i32::MAX);

    /// The day as a date; the last date there is for [`Day::NEVER`].
    pub fn date(self) -> Date {
        let (year, month, day) = (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100);
        let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
        match parts {
            (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).unwrap_or(Date::MAX),
            _ => Date::MAX,
        }
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(
            i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day()),
        )
    }
}

/// Half-open days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Day,
    /// First day no longer in it; [`Day::NEVER`] while it goes on.
    pub to: Day,
}

impl Span {
    /// The days of a record.
    pub fn new(from: Date, to: Option<Date>) -> Self {
        Self {
            from: from.into(),
            to: to.map_or(Day::NEVER, Day::from),
        }
    }

    /// Whether the day lies in it.
    pub fn has(self, day: Day) -> bool {
        self.from <= day && day < self.to
    }

    /// The days of both.
    pub fn and(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
        }
    }
}

/// Numbers for identifiers, given out in the order of first meeting and never taken back.
#[derive(Debug)]
pub struct Numbers<K> {
    known: HashMap<uuid::Uuid, u32>,
    ids: Vec<Id<K>>,
}

impl<K> Clone for Numbers<K> {
    fn clone(&self) -> Self {
        Self {
            known: self.known.clone(),
            ids: self.ids.clone(),
        }
    }
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Self {
            known: HashMap::new(),
            ids: Vec::new(),
        }
    }
}

impl<K> Numbers<K> {
    /// The number of an identifier, a new one if it was never met.
    pub fn of(&mut self, id: Id<K>) -> u32 {
        *self.known.entry(id.uuid()).or_insert_with(|| {
            self.ids.push(id);
            u32::try_from(self.ids.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The number of an identifier, if it was met.
    pub fn find(&self, id: Id<K>) -> Option<u32> {
        self.known.get(&id.uuid()).copied()
    }

    /// The identifier of a number.
    pub fn id(&self, number: u32) -> Id<K> {
        self.ids[number as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// How a delegate came into the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Elected for the whole term.
    General,
    /// Elected at a by-election, or joined later than the council began.
    Later,
    /// Continued from a merged council.
    Merger,
}

/// A mandate.
#[derive(Debug, Clone, Copy)]
pub struct Seat {
    /// Who.
    pub person: u32,
    /// When.
    pub span: Span,
    /// How it began.
    pub origin: Origin,
}

/// A post held in a body.
#[derive(Debug, Clone, Copy)]
pub struct Membership {
    /// Who.
    pub person: u32,
    /// In which body of the council.
    pub body: u16,
    /// The post.
    pub post: Post,
    /// Whether full-time.
    pub full_time: bool,
    /// When.
    pub span: Span,
}

/// A body of a council.
#[derive(Debug, Clone)]
pub struct Body {
    /// The body.
    pub id: BodyId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: BodyKind,
    /// When.
    pub span: Span,
}

/// A council with everyone who ever sat in it.
#[derive(Debug, Clone)]
pub struct Council {
    /// The council.
    pub id: CouncilId,
    /// The name of its unit.
    pub unit: String,
    /// The unit's name for searching.
    pub folded: String,
    /// Khóa.
    pub number: String,
    /// Nhiệm kỳ.
    pub term: String,
    /// Its level.
    pub level: Level,
    /// The path of official codes.
    pub path: String,
    /// When it existed.
    pub span: Span,
    /// Its mandates.
    pub seats: Vec<Seat>,
    /// Suspensions: of which seat, when.
    pub suspensions: Vec<(u32, Span)>,
    /// Its bodies, in order of rank.
    pub bodies: Vec<Body>,
    /// Who is in them, ordered by person.
    pub members: Vec<Membership>,
}

impl Council {
    /// "HĐND thành phố Cần Thơ khóa X".
    pub fn title(&self) -> String {
        crate::bodies::council_title(&self.unit, &self.number)
    }

    /// Whether a seat is suspended on a day.
    pub fn is_suspended(&self, seat: usize, day: Day) -> bool {
        self.suspensions
            .iter()
            .any(|(of, span)| *of as usize == seat && span.has(day))
    }

    /// The memberships of a person on a day.
    pub fn posts(&self, person: u32, day: Day) -> impl Iterator<Item = &Membership> {
        let start = self
            .members
            .partition_point(|member| member.person < person);
        self.members[start..]
            .iter()
            .take_while(move |member| member.person == person)
            .filter(move |member| {
                member.span.has(day) && self.bodies[member.body as usize].span.has(day)
            })
    }
}

/// A course of a programme.
#[derive(Debug, Clone)]
pub struct Course {
    /// The course.
    pub id: CourseId,
    /// Its name.
    pub name: String,
    /// The council whose programme it is, and which therefore owns the measure.
    pub owner: CouncilId,
    /// The unit of that council.
    pub owner_unit: String,
    /// The path of that council: it obliges the councils there and below.
    pub path: String,
    /// Whom it is for.
    pub audience: Audience,
    /// For which level; `None` for every one.
    pub level: Option<Level>,
    /// For which kind of body, with [`Audience::BodyMembers`].
    pub body: Option<BodyKind>,
    /// Whether all of them must complete it.
    pub required: bool,
    /// When it is offered, its programme runs and the council of the programme exists.
    pub span: Span,
    /// Its topics.
    pub topics: Vec<u32>,
    /// The laws these teach, ordered.
    pub laws: Vec<u32>,
}

impl Course {
    /// Whether delegates of a council may have to complete it on some day.
    pub fn concerns(&self, council: &Council) -> bool {
        self.required
            && self.audience != Audience::Staff
            && self.level.is_none_or(|level| level == council.level)
            && covers(&self.path, &council.path)
    }
}

/// A law of the library that some topic teaches.
#[derive(Debug, Clone)]
pub struct Law {
    /// The document.
    pub id: DocumentId,
    /// Số, ký hiệu.
    pub number: String,
    /// Trích yếu.
    pub title: String,
    /// When it is in force.
    pub span: Span,
    /// The days on which it was changed, in order.
    pub changes: Vec<Day>,
}

impl Law {
    /// The last change up to a day.
    pub fn changed(&self, day: Day) -> Option<Day> {
        self.changes.iter().rev().find(|on| **on <= day).copied()
    }
}

/// A topic.
#[derive(Debug, Clone)]
pub struct Topic {
    /// The topic.
    pub id: TopicId,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
}

/// An invitation.
#[derive(Debug, Clone, Copy)]
pub struct Invited {
    /// Whom.
    pub person: u32,
    /// Its state.
    pub state: InvitationState,
    /// Since when.
    pub on: Day,
}

/// A class.
#[derive(Debug, Clone)]
pub struct Class {
    /// The class.
    pub id: ClassId,
    /// Its course.
    pub course: u32,
    /// Its name.
    pub name: String,
    /// How many it has room for.
    pub capacity: u32,
    /// Its state.
    pub state: ClassState,
    /// First day.
    pub starts: Day,
    /// Last day.
    pub ends: Day,
    /// The councils it is held for, by identifier.
    pub councils: Vec<CouncilId>,
    /// Who is invited, ordered by person.
    pub invited: Vec<Invited>,
    /// Who was present often enough for it to count once it was held, ordered.
    pub present: Vec<u32>,
}

impl Class {
    /// Whether, seen from a day, it is still to come and will count.
    pub fn is_ahead(&self, day: Day) -> bool {
        self.state != ClassState::Cancelled && day < self.ends
    }

    /// Whether, seen from a day, it was held.
    pub fn was_held(&self, day: Day) -> bool {
        self.state.counts() && self.ends <= day
    }

    /// The invitation of a person, as known on a day.
    pub fn invitation(&self, person: u32, day: Day) -> Option<InvitationState> {
        let at = self.invited.binary_search_by_key(&person, |one| one.person);
        at.ok()
            .map(|at| self.invited[at])
            .filter(|one| one.on <= day)
            .map(|one| one.state)
    }
}

/// A check of knowledge that was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pass {
    /// Who.
    pub person: u32,
    /// On which law.
    pub law: u32,
    /// When.
    pub on: Day,
}

/// A course completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Done {
    /// The course.
    pub course: u32,
    /// When.
    pub on: Day,
}

/// Rows grouped by person.
#[derive(Debug, Clone)]
pub struct ByPerson<T> {
    starts: Vec<u32>,
    rows: Vec<T>,
}

impl<T> Default for ByPerson<T> {
    fn default() -> Self {
        Self {
            starts: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl<T: Copy + Ord> ByPerson<T> {
    /// Groups rows.
    pub fn new(mut rows: Vec<(u32, T)>) -> Self {
        rows.sort_unstable();
        let people = rows.last().map_or(0, |(person, _)| *person as usize + 1);
        let mut starts = Vec::with_capacity(people + 1);
        let mut at = 0;
        for person in 0..people {
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
            while rows.get(at).is_some_and(|(of, _)| *of as usize == person) {
                at += 1;
            }
        }
        starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        Self {
            starts,
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        }
    }

    /// The rows of a person, in order.
    pub fn of(&self, person: u32) -> &[T] {
        let at = person as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(from), Some(to)) => &self.rows[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

/// A dated number of days of a rule, for a level or a council or everyone.
#[derive(Debug, Clone, Copy)]
pub struct Grace {
    /// For which council; `None` for every one.
    pub council: Option<CouncilId>,
    /// For which level; `None` for every one.
    pub level: Option<Level>,
    /// When the rule holds.
    pub span: Span,
    /// How many days.
    pub days: i32,
}

/// Everything known of the training of all councils.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Numbers of persons.
    pub people: Arc<Numbers<kernel::ids::Person>>,
    /// Numbers of courses.
    pub course_numbers: Arc<Numbers<kernel::ids::Course>>,
    /// Numbers of laws.
    pub law_numbers: Arc<Numbers<kernel::ids::Document>>,
    /// Numbers of topics.
    pub topic_numbers: Arc<Numbers<kernel::ids::Topic>>,
    /// The courses, by number.
    pub courses: Arc<Vec<Course>>,
    /// The laws, by number.
    pub laws: Arc<Vec<Law>>,
    /// The topics, by number.
    pub topics: Arc<Vec<Topic>>,
    /// Within how many days a newcomer has to be trained.
    pub newcomer_within: Arc<Vec<Grace>>,
    /// The names of provinces: path, name, when.
    pub provinces: Arc<Vec<(String, String, Span)>>,
    /// The councils, ordered by path and time.
    pub councils: Vec<Arc<Council>>,
    /// The classes.
    pub classes: Vec<Arc<Class>>,
    /// The checks passed, ordered.
    pub passes: Arc<Vec<Pass>>,
    pub(super) index: Arc<Index>,
}

/// What is derived from the facts, to find things quickly.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    done: ByPerson<Done>,
    passed: ByPerson<(u32, Day)>,
    courses_of: Vec<Vec<u32>>,
    classes_of: Vec<Vec<u32>>,
    class_at: HashMap<ClassId, u32>,
    places_of: HashMap<ClassId, Vec<u32>>,
    council_at: HashMap<CouncilId, u32>,
}

impl Facts {
    /// Derives what is needed to count quickly; to be called after the tables were changed.
    pub fn indexed(mut self) -> Self {
        let mut classes_of = vec![Vec::new(); self.courses.len()];
        let mut done = Vec::new();
        for (at, class) in (0u32..).zip(&self.classes) {
            if let Some(list) = classes_of.get_mut(class.course as usize) {
                list.push(at);
            }
            if class.state.counts() {
                let row = Done {
                    course: class.course,
                    on: class.ends,
                };
                done.extend(class.present.iter().map(|person| (*person, row)));
            }
        }
        for list in &mut classes_of {
            list.sort_by_key(|at| {
                let class = &self.classes[*at as usize];
                (class.starts, class.id)
            });
        }
        let council_at: HashMap<CouncilId, u32> = (0u32..)
            .zip(&self.councils)
            .map(|(at, council)| (council.id, at))
            .collect();
        let passed = self.passes.iter();
        let passed = passed.map(|pass| (pass.person, (pass.law, pass.on)));
        self.index = Arc::new(Index {
            done: ByPerson::new(done),
            passed: ByPerson::new(passed.collect()),
            courses_of: self.courses_by_council(),
            classes_of,
            class_at: (0u32..)
                .zip(&self.classes)
                .map(|(at, class)| (class.id, at))
                .collect(),
            places_of: self.places_by_class(&council_at),
            council_at,
        });
        self
    }

    /// For each council the required courses that may concern it. The courses are grouped by path first: there are few
    /// paths with programmes and thousands of councils.
    fn courses_by_council(&self) -> Vec<Vec<u32>> {
        let mut by_path: HashMap<&str, Vec<u32>> = HashMap::new();
        for (at, course) in (0u32..).zip(self.courses.iter()) {
            by_path.entry(&course.path).or_default().push(at);
        }
        self.councils
            .iter()
            .map(|council| {
                let mut list = by_path.get("").cloned().unwrap_or_default();
                let ends = council.path.match_indices('/').map(|(at, _)| at);
                for end in ends.chain([council.path.len()]) {
                    list.extend(by_path.get(&council.path[..end]).into_iter().flatten());
                }
                list.retain(|at| self.courses[*at as usize].concerns(council));
                list
            })
            .collect()
    }

    fn places_by_class(&self, council_at: &HashMap<CouncilId, u32>) -> HashMap<ClassId, Vec<u32>> {
        let depth = |place: &u32| self.councils[*place as usize].path.matches('/').count();
        let places = |class: &Arc<Class>| {
            let found = class.councils.iter().filter_map(|id| council_at.get(id));
            let mut places: Vec<u32> = found.copied().collect();
            places.sort_by_cached_key(|place| (depth(place), *place));
            (class.id, places)
        };
        self.classes.iter().map(places).collect()
    }

    /// The places of the councils a class is held for, the highest first.
    pub fn places_of(&self, class: &Class) -> &[u32] {
        self.index
            .places_of
            .get(&class.id)
            .map_or(&[], Vec::as_slice)
    }

    /// A council and its place among all, by identifier.
    pub fn council(&self, id: CouncilId) -> Option<(usize, &Arc<Council>)> {
        let at = *self.index.council_at.get(&id)? as usize;
        Some((at, &self.councils[at]))
    }

    /// A class, by identifier.
    pub fn class(&self, id: ClassId) -> Option<&Class> {
        let at = *self.index.class_at.get(&id)? as usize;
        Some(&self.classes[at])
    }

    /// The courses a person completed.
    pub fn done(&self, person: u32) -> &[Done] {
        self.index.done.of(person)
    }

    /// The checks a person passed: law and day, ordered.
    pub fn passed(&self, person: u32) -> &[(u32, Day)] {
        self.index.passed.of(person)
    }

    /// The required courses that may concern a council, by its place.
    pub fn courses_at(&self, council: usize) -> &[u32] {
        self.index
            .courses_of
            .get(council)
            .map_or(&[], Vec::as_slice)
    }

    /// The classes of a course, the earliest first.
    pub fn classes_of(&self, course: u32) -> impl Iterator<Item = &Arc<Class>> {
        let list = self.index.classes_of.get(course as usize);
        list.into_iter()
            .flatten()
            .map(|at| &self.classes[*at as usize])
    }

    /// The name of the province in which a path lies, on a day.
    pub fn province(&self, path: &str, day: Day) -> &str {
        let code = path.split('/').next().unwrap_or_default();
        self.provinces
            .iter()
            .find(|(path, _, span)| path == code && span.has(day))
            .map_or("", |(_, name, _)| name)
    }

    /// The person with this identifier.
    pub fn person(&self, id: PersonId) -> Option<u32> {
        self.people.find(id)
    }
}

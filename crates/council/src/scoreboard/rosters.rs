//! What the facts in memory say of a class: how many were asked and came, and who must attend it.
//!
//! **Invariant.** Who must attend is told here by the same pure function as from the records, [`obligations::roster`]; only where
//! the candidates come from differs. Staff are not among the facts: of a class for them nothing is said.

use std::collections::HashSet;

use kernel::ids::ClassId;

use super::facts::{Class, Council, Course, Day, Facts, Origin, Seat};
use crate::training::obligations::{
    self, Candidate, Earlier, Held, LeftOutReason, Obliged, Roster, Scope, Standing,
};
use crate::training::{Audience, Ground, InvitationState};

/// The figures of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClassFigures {
    /// How many are invited and neither excused nor withdrawn.
    pub invited: i64,
    /// How many are excused.
    pub excused: i64,
    /// How many of both were present at enough lessons.
    pub attended: i64,
}

impl ClassFigures {
    /// How many of the invited or excused were not present often enough.
    pub const fn missing(self) -> i64 {
        self.invited + self.excused - self.attended
    }
}

impl Class {
    /// Counts the roll. Both lists are ordered by person.
    pub fn figures(&self) -> ClassFigures {
        let mut figures = ClassFigures::default();
        let mut present = self.present.iter().peekable();
        for one in &self.invited {
            match one.state {
                InvitationState::Invited => figures.invited += 1,
                InvitationState::Excused => figures.excused += 1,
                InvitationState::Withdrawn => continue,
            }
            while present.next_if(|person| **person < one.person).is_some() {}
            figures.attended += i64::from(present.peek() == Some(&&one.person));
        }
        figures
    }

    fn was_present(&self, person: u32) -> bool {
        self.present.binary_search(&person).is_ok()
    }
}

impl Facts {
    /// The figures of a class; nothing where it is not known.
    pub fn class_figures(&self, id: ClassId) -> ClassFigures {
        self.class(id).map(Class::figures).unwrap_or_default()
    }

    /// Who must attend a class and who of its audience need not, as told on its first day; `None` where the facts cannot say.
    pub fn roster(&self, id: ClassId) -> Option<Roster> {
        let class = self.class(id)?;
        let course = &self.courses[class.course as usize];
        if course.audience == Audience::Staff {
            return None;
        }
        let scope = Scope {
            audience: course.audience,
            level: course.level,
            body: course.body,
        };
        let candidates: Vec<Candidate> = self
            .councils_of(class)
            .into_iter()
            .flat_map(|council| self.candidates(class, course, council))
            .collect();
        Some(obligations::roster(scope, &candidates))
    }

    /// Who must attend a class that makes up for another: those of its audience who were expected there.
    pub fn makeup_roster(&self, id: ClassId, of: ClassId) -> Option<Roster> {
        let mut roster = self.roster(id)?;
        let (missed, class) = (self.roster(of)?, self.class(of)?);
        let suspended = missed.left_out.iter();
        let suspended = suspended.filter(|one| one.reason == LeftOutReason::Suspended);
        let invited = class.invited.iter();
        let invited = invited.filter(|one| one.state != InvitationState::Withdrawn);
        let expected: HashSet<_> = (missed.obliged.iter().map(|one| one.person))
            .chain(suspended.map(|one| one.person))
            .chain(invited.map(|one| self.people.id(one.person)))
            .collect();
        roster.obliged.retain(|one| expected.contains(&one.person));
        for one in &mut roster.obliged {
            *one = Obliged {
                ground: Ground::MakeUp,
                ..*one
            };
        }
        Some(roster)
    }

    /// The councils a class is held for, the highest first.
    fn councils_of(&self, class: &Class) -> Vec<&Council> {
        let mut councils: Vec<&Council> = class
            .councils
            .iter()
            .filter_map(|id| self.council(*id))
            .map(|(_, council)| &**council)
            .collect();
        councils.sort_by_key(|council| (council.path.len(), &council.path));
        councils
    }

    fn candidates(&self, class: &Class, course: &Course, council: &Council) -> Vec<Candidate> {
        let day = class.starts;
        let mut seats: Vec<(usize, &Seat)> = council
            .seats
            .iter()
            .enumerate()
            .filter(|(_, seat)| seat.span.has(day))
            .collect();
        seats.sort_by_key(|(_, seat)| self.people.id(seat.person));
        let by_post = matches!(
            course.audience,
            Audience::FullTime | Audience::Leaders | Audience::BodyMembers
        );
        let held = |person| {
            let posts = council.posts(person, day);
            posts.map(|post| Held {
                body: council.bodies[post.body as usize].kind,
                post: post.post,
                full_time: post.full_time,
            })
        };
        let candidate = |(at, seat): (usize, &Seat)| Candidate {
            person: self.people.id(seat.person),
            council: council.id,
            level: council.level,
            standing: Standing::Delegate {
                newcomer: seat.origin != Origin::General,
                suspended: council.is_suspended(at, day),
                posts: if by_post {
                    held(seat.person).collect()
                } else {
                    Vec::new()
                },
            },
            completed: self.earlier(class, course, seat.person),
        };
        seats.into_iter().map(candidate).collect()
    }

    /// The last time a person completed the course of a class before it began, in another class.
    fn earlier(&self, class: &Class, course: &Course, person: u32) -> Option<Earlier> {
        let own = (class.was_held(class.starts) && class.was_present(person)).then_some(class.ends);
        let mut days: Vec<Day> = self
            .done(person)
            .iter()
            .filter(|done| done.course == class.course && done.on <= class.starts)
            .map(|done| done.on)
            .collect();
        if let Some(at) = days.iter().position(|day| Some(*day) == own) {
            days.remove(at);
        }
        let on = days.into_iter().max()?;
        let changed = |law: &u32| {
            let law = &self.laws[*law as usize];
            let since = |day: Day| on < day && day <= class.starts;
            law.changes.iter().any(|day| since(*day)) || since(law.span.to)
        };
        Some(Earlier {
            on: on.date(),
            law_changed: course.laws.iter().any(changed),
        })
    }
}

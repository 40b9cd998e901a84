//! Học bù: a class for those who missed one, or who still lack a course.
//!
//! **Invariant.** Invited are exactly those who still lack the course and on the first day of the make-up class still have the
//! mandate or post for which they must have it.

use std::collections::HashSet;

use kernel::ids::{ClassId, CouncilId, CourseId, PersonId};
use store::Reader;

use super::classes::{
    ClassRef, LessonPlan, PlanClass, TrainerPlan, class, class_councils, insert_class,
};
use super::invitations::{self, Invited, invite_obliged};
use super::obligations::{self, LeftOutReason, Obliged};
use super::{Ground, InvitationState};
use crate::{Acting, Problem, Result};

/// Whose gaps a make-up class closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MakeupFor {
    /// Those who missed this class.
    Class(ClassId),
    /// Everyone who lacks this course, in the councils named or else in this host alone.
    Course(CourseId, CouncilId),
}

/// Lập lớp học bù.
#[derive(Debug, Clone)]
pub struct PlanMakeup {
    /// Whose gaps it closes.
    pub gaps: MakeupFor,
    /// Its name.
    pub name: String,
    /// Where.
    pub place: String,
    /// How many it has room for.
    pub capacity: u32,
    /// The councils, when it is for a course; the host alone when empty.
    pub councils: Vec<CouncilId>,
    /// Its lessons.
    pub lessons: Vec<LessonPlan>,
    /// Who teaches.
    pub trainers: Vec<TrainerPlan>,
    /// What participants should know.
    pub note: String,
}

/// Lập lớp học bù: plans the class and invites those still missing, or nothing of it when nobody is.
pub async fn plan_makeup(acting: &Acting<'_>, command: PlanMakeup) -> Result<(ClassId, Invited)> {
    let (course, host, councils, of) = match command.gaps {
        MakeupFor::Class(id) => {
            let missed = class(&acting.tx, id).await?;
            if !missed.state.counts() {
                return Err(Problem::new("gaps", "makeup-class-not-held").into());
            }
            let councils = class_councils(&acting.tx, id).await?;
            let councils = councils.into_iter().map(|council| council.id).collect();
            (missed.course_id, missed.council_id, councils, Some(id))
        }
        MakeupFor::Course(course, host) => (course, host, command.councils, None),
    };
    let plan = PlanClass {
        course,
        council: host,
        name: command.name,
        place: command.place,
        capacity: command.capacity,
        councils,
        lessons: command.lessons,
        trainers: command.trainers,
        note: command.note,
    };
    let id = insert_class(acting, plan, of).await?;
    let invited = invite_obliged(acting, id).await?;
    if invited.new == 0 {
        return Err(Problem::new("gaps", "makeup-nobody-missing").into());
    }
    Ok((id, invited))
}

/// Who missed a class and still lacks its course, with what is known on the first day of the make-up class.
pub(super) async fn missing(db: &impl Reader, makeup: &ClassRef) -> Result<Vec<Obliged>> {
    let audience = obligations::audience_of(db, makeup).await?;
    let Some(of) = makeup.makeup_of else {
        return Ok(audience.obliged);
    };
    let wanted = expected(db, of).await?;
    Ok(audience
        .obliged
        .into_iter()
        .filter(|one| wanted.contains(&one.person))
        .map(|one| Obliged {
            ground: Ground::MakeUp,
            ..one
        })
        .collect())
}

/// Everyone who had to attend a class or was invited to it.
async fn expected(db: &impl Reader, id: ClassId) -> Result<HashSet<PersonId>> {
    let audience = obligations::audience(db, id).await?;
    let invited = invitations::invitations(db, id).await?;
    let suspended = audience
        .left_out
        .iter()
        .filter(|one| one.reason == LeftOutReason::Suspended);
    Ok(audience
        .obliged
        .iter()
        .map(|one| one.person)
        .chain(suspended.map(|one| one.person))
        .chain(
            invited
                .iter()
                .filter(|row| row.state != InvitationState::Withdrawn)
                .map(|row| row.person_id),
        )
        .collect())
}

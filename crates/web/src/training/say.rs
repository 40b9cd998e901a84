//! How classes, lessons and courses are written, on every page that names them.

use council::training::classes::LessonRow;
use council::training::programmes::CourseRow;
use council::training::{Audience, ClassState, InvitationState};
use kernel::Date;
use ui::Tone;

use crate::visit::Visit;

/// The tone of a class's state.
pub fn class_tone(state: ClassState) -> Tone {
    match state {
        ClassState::Planned => Tone::Neutral,
        ClassState::Open => Tone::Due,
        ClassState::Held | ClassState::Closed => Tone::Done,
        ClassState::Cancelled => Tone::Neutral,
    }
}

/// The tone of an invitation.
pub fn invitation_tone(state: InvitationState) -> Tone {
    match state {
        InvitationState::Invited => Tone::Done,
        InvitationState::Excused => Tone::Neutral,
        InvitationState::Withdrawn => Tone::Neutral,
    }
}

/// "12/8/2026", "từ 12/8/2026 đến hết 14/8/2026".
pub fn days(visit: &Visit, first: Date, last: Date) -> String {
    if first == last {
        visit.tv("training-on-day", &[("day", &visit.day(first))])
    } else {
        visit.tv(
            "training-on-days",
            &[("first", &visit.day(first)), ("last", &visit.day(last))],
        )
    }
}

/// "07:30–11:00 ngày 12/8/2026".
pub fn hours(visit: &Visit, lesson: &LessonRow) -> String {
    visit.tv(
        "training-hours-of",
        &[
            ("from", &lesson.starts_at),
            ("until", &lesson.ends_at),
            ("day", &visit.day(lesson.day)),
        ],
    )
}

/// Whom a course is for, in words.
pub fn audience(visit: &Visit, course: &CourseRow) -> String {
    let who = match (course.audience, course.body_kind) {
        (Audience::BodyMembers, Some(kind)) => visit.tv(
            "training-members-of",
            &[("body", &visit.label("body-kind", kind.code()))],
        ),
        (audience, _) => visit.label("audience", audience.code()),
    };
    match course.level {
        Some(level) => visit.tv(
            "training-audience-level",
            &[
                ("who", &who),
                ("level", &visit.label("level", level.code()).to_lowercase()),
            ],
        ),
        None => who,
    }
}

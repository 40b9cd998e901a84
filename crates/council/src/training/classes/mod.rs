//! Lớp bồi dưỡng: a course held at a place, on days, for the delegates of some councils.
//!
//! **Invariants.** The first and last day of a class are those of its lessons. Its lessons do not overlap. The councils it is held
//! for lie at or below the place of its host. Its state changes only along [`ClassState`](super::ClassState).

mod acts;
mod lists;
mod pages;

pub use acts::{
    LessonPlan, MoveClass, PlanClass, ReviseClass, TrainerPlan, cancel_class, close_class,
    hold_class, move_class, open_class, plan_class, reopen_class, revise_class,
};
pub(super) use acts::{insert_class, slot_text};
pub use lists::{
    ClassFilter, ClassList, ClassListRow, ClassPlace, class_places, classes, classes_ahead, count,
};
pub use pages::{
    ClassCouncil, ClassPage, ClassRef, LessonRow, MaterialRow, RollEntry, RollMark, TrainerRow,
    class, class_councils, class_page, lessons, roll, roll_entry, roll_page, trainers,
};

//! Chương trình and khóa bồi dưỡng: what a council means to teach in a term, to whom, with which partners.
//!
//! **Invariants.** A course says whom it is for in terms the records can answer; the list of those persons is never part of it.
//! The laws it teaches are those of its topics that are in force on the day of the class.

mod acts;
mod queries;

pub use acts::{
    CourseDetails, DefineCourse, Partner, PlanProgramme, define_course, plan_programme,
    revise_course,
};
pub use queries::{
    CourseLaw, CourseName, CoursePage, CoursePartner, CourseRow, CourseTopic, ProgrammeRow, course,
    course_names, course_page, courses, programme, programmes, topics_of_course,
};

//! Cases of this capability, on both databases.

mod attendance;
mod classes;
mod fixtures;
mod people;
mod pure;
mod quizzes;

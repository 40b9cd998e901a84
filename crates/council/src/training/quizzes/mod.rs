//! Bài kiểm tra: checks of knowledge of one law.
//!
//! **Invariants.** A paper is dealt at random from the questions that may be asked on that day, with the choices shuffled, and kept as
//! it was dealt. No answer leaves before the paper is handed in. A person has one paper running at a time. Every attempt stays on
//! record; the best counts.

mod acts;
mod paper;
mod queries;

pub use acts::{
    Outcome, SaveAnswers, SetQuiz, StartAttempt, SubmitAttempt, save_answers, set_quiz,
    settle_overdue, start_attempt, submit_attempt,
};
pub use paper::{Dealt, Seed, deal, score};
pub use queries::{
    AnswerShown, AttemptResult, AttemptRow, Paper, PaperQuestion, PersonResult, QuizPage, QuizRef,
    QuizResults, QuizRow, attempt_result, paper_of, quiz, quiz_page, quiz_results,
    quiz_results_page, quizzes,
};

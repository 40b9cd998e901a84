//! Ngân hàng câu hỏi: questions on the laws, each resting on a provision.
//!
//! **Invariants.** A question's wording and its right answer never change once written: papers already sat refer to them. It is
//! replaced by another and retired. Whether it may be asked on a day is computed: it is in use, its law has not ended, and no change of
//! the law since the question was last reviewed touches the provision it rests on, as far as the library knows what the change touches.

mod acts;
mod queries;

pub use acts::{
    QuestionDetails, ReviewQuestion, load_questions, question_id, replace_question,
    retire_question, review_question, write_question,
};
pub use queries::{
    LawQuestions, QuestionFilter, QuestionList, QuestionRow, bank_question, laws_with_questions,
    questions,
};
pub(super) use queries::{asked, usable};

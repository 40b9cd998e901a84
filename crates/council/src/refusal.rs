//! Why something was not done, in words the catalogue can translate.

use kernel::{Date, Period};

use crate::access::{Act, NotPermitted};

/// No name, title or reason on a paper is longer than this many characters.
const LONGEST_TEXT: usize = 1_000;

/// Something the user typed or chose cannot be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The form field it concerns; empty when it concerns the whole.
    pub field: &'static str,
    /// The message's key in the catalogue, without its prefix `problem-`.
    pub code: &'static str,
    /// What the message names.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem with one field.
    pub const fn new(field: &'static str, code: &'static str) -> Self {
        Self {
            field,
            code,
            args: Vec::new(),
        }
    }

    /// The same, naming something in its message.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// Why an act or a query did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The actor may not do this here.
    #[error("not permitted: {0}")]
    NotPermitted(Act),
    /// The actor may not read this here.
    #[error("not readable: {0}")]
    NotReadable(crate::access::FieldGroup),
    /// There is no such record, or none the actor may know of.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// What was given cannot be accepted.
    #[error("not acceptable: {}", .0.iter().map(|problem| problem.code).collect::<Vec<_>>().join(", "))]
    Invalid(Vec<Problem>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Something beneath failed that is neither the records nor the user's doing.
    #[error("could not {doing}")]
    Failed {
        /// What was tried, as the end of "could not …".
        doing: &'static str,
        /// The cause, for the log.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Refusal {
    /// Wraps the cause of a failure that the user can do nothing about.
    pub fn failed<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
        doing: &'static str,
    ) -> impl FnOnce(E) -> Self {
        move |source| Self::Failed {
            doing,
            source: source.into(),
        }
    }
}

impl From<NotPermitted> for Refusal {
    fn from(NotPermitted(act): NotPermitted) -> Self {
        Self::NotPermitted(act)
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Invalid(vec![problem])
    }
}

/// Collects problems so that a form can show all of them at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem.
    pub fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Adds a problem unless the condition holds.
    pub fn unless(&mut self, holds: bool, field: &'static str, code: &'static str) {
        if !holds {
            self.add(Problem::new(field, code));
        }
    }

    /// Cleans a text that must be given, and complains when it is missing or longer than any paper would have it.
    pub fn text(&mut self, field: &'static str, value: &str) -> String {
        let text = kernel::vi::clean(value);
        self.unless(!text.is_empty(), field, "missing");
        self.unless(text.chars().count() <= LONGEST_TEXT, field, "too-long");
        text
    }

    /// Makes a period of two days, and complains when it ends before it begins.
    pub fn period(&mut self, from: Date, to: Option<Date>) -> Period {
        self.unless(to.is_none_or(|to| from < to), "valid_to", "period-reversed");
        Period { from, to }
    }

    /// Refuses if there is any.
    pub fn refuse(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Invalid(self.0))
        }
    }
}

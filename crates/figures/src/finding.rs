//! Phát hiện: what does not follow, where it stands and what it should be.

use std::ops::Range;

use serde::Serialize;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = figures::Kind))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The parts do not make the whole.
    Sum,
    /// What was, less what left, is not what is left.
    Rest,
    /// A part is larger than its whole.
    Part,
    /// A percentage does not follow from its figures.
    Share,
    /// One quantity has two values.
    Differs,
}

impl Kind {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Rest => "rest",
            Self::Part => "part",
            Self::Share => "share",
            Self::Differs => "differs",
        }
    }
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = figures::Severity))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A habit that readers should know, such as a percentage cut off instead of rounded.
    Note,
    /// Figures that contradict one another.
    Error,
}

/// How sure the reading of the words is. The arithmetic is always sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = figures::Confidence))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The words allow another reading, which is rare.
    Medium,
    /// The words say it: "gồm", a fraction, a row of totals.
    High,
}

/// What a figure is in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = figures::Role))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The whole.
    Whole,
    /// A part of it.
    Part,
    /// A percentage.
    Share,
    /// What there was at first.
    Start,
    /// Who or what left.
    Less,
    /// What is left.
    Now,
    /// One of two values of the same quantity.
    Value,
}

/// Where a figure stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The paper, counted from zero in the order in which papers were compared.
    pub paper: usize,
    /// Its bytes in the text of the paper.
    pub range: Range<usize>,
    /// Its line, counted from one.
    pub line: usize,
    /// What it is.
    pub role: Role,
}

/// Why: a code with its figures, from which the words in both languages are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = figures::Reason))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Parts of a sentence or of a fraction's whole.
    PartsMakeOther {
        /// What was printed as the whole.
        whole: String,
        /// The parts.
        parts: Vec<String>,
        /// What they make.
        sum: String,
    },
    /// A row or a column of a table.
    TableMakesOther {
        /// The words of the row or column of totals.
        total: String,
        /// The words of the other heading that leads to the cell.
        heading: String,
        /// What was printed.
        whole: String,
        /// What the cells make.
        sum: String,
    },
    /// Start less leavers.
    LeavesOther {
        /// What there was.
        start: String,
        /// Who left.
        less: Vec<String>,
        /// What is left by that.
        rest: String,
        /// What was printed.
        now: String,
    },
    /// A part above its whole.
    PartAboveWhole {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
    },
    /// A percentage that is neither the rounded nor the cut share.
    ShareIsOther {
        /// What was printed.
        share: String,
        /// The part.
        part: String,
        /// The whole.
        whole: String,
        /// The rounded share.
        expected: String,
    },
    /// A percentage that was cut off.
    ShareIsCut {
        /// What was printed.
        share: String,
        /// The part.
        part: String,
        /// The whole.
        whole: String,
        /// The rounded share.
        expected: String,
    },
    /// Two values of one quantity.
    TwoValues {
        /// The words of the quantity.
        what: String,
        /// What was printed first.
        first: String,
        /// What was printed later.
        second: String,
    },
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The figures involved, the one that was checked first.
    pub places: Vec<Place>,
    /// What was printed.
    pub printed: String,
    /// What it should be; of a part above its whole, the whole.
    pub expected: String,
    /// Why.
    pub reason: Reason,
}

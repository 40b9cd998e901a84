//! What is found.

use crate::query::Query;

/// The answer to a question.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// In how many groups something was found.
    pub groups_found: usize,
    /// How many units were found.
    pub units_found: usize,
    /// The groups asked for, the best first.
    pub groups: Vec<GroupHit>,
    /// Where nothing was found: questions close to this one that find something.
    pub nearest: Vec<Nearest>,
}

/// A group in which something was found.
#[derive(Debug, Clone)]
pub struct GroupHit {
    /// Whose it is.
    pub key: u128,
    /// Whether its head alone holds all that was asked.
    pub by_head: bool,
    /// Whether everything stands in it with the marks as typed; never so when none were typed.
    pub exact: bool,
    /// How many of its units were found, those not listed included.
    pub units_found: usize,
    /// The best of its units, the best first.
    pub units: Vec<UnitHit>,
}

/// A unit that was found.
#[derive(Debug, Clone)]
pub struct UnitHit {
    /// What the caller calls it.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Whether what was asked stands in several clauses of it, none of which has it all.
    pub spread: bool,
}

/// A question that finds something.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// The question.
    pub query: Query,
    /// How many units it finds, heads included.
    pub units: usize,
}

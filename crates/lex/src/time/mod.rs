//! Văn bản tại một thời điểm: a base text with the amendments that are in force on a day.
//!
//! Legal basis of the form: Pháp lệnh Hợp nhất văn bản quy phạm pháp luật (01/2012/UBTVQH13), Điều 11–17: added units stand where the
//! amending act puts them; a repealed unit keeps its number. That ordinance binds central bodies; a text made here is a help for
//! reading and says so.
//!
//! **Invariants.** Nothing is silent: every operation on the document is applied, pending (its day has not come) or unapplied with a
//! reason; every unit says which act made it what it is.

mod apply;
mod node;

use jiff::civil::Date;
use serde::Serialize;

pub use node::{Item, Node, Provenance};

use crate::address::Address;
use crate::amend::{Amendments, Ending, Op, OpKind};
use crate::grammar::numbers::number_key;
use crate::structure::Document;

/// An act with its amendments.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Its number.
    pub number: &'a str,
    /// The day it was passed; acts in force on one day are applied in this order.
    pub passed: Option<Date>,
    /// What it changes.
    pub amendments: &'a Amendments,
}

/// Why an operation could not be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The unit is not in the text.
    NoSuchUnit,
    /// The unit is there already.
    AlreadyThere,
    /// The words are not in the unit.
    NoSuchWords,
    /// The instruction brings no text for the unit.
    NoText,
    /// The act does not say when it takes force.
    NoDate,
    /// The operation is of a kind that is only told, not applied.
    NotApplicable,
}

/// An operation that was applied, waits, or could not be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The act.
    pub act: String,
    /// The unit of the act.
    pub source: String,
    /// What it does.
    pub kind: OpKind,
    /// The unit it is about; empty for the document.
    pub target: String,
    /// Its day.
    pub effective: Option<Date>,
    /// Why it could not be applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// When what it ends or lets live on is in force no more, where the act says more than its own day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// The instruction.
    pub instruction: String,
}

/// A text at a day.
#[derive(Debug, Clone)]
pub struct Consolidated {
    /// The document as a tree.
    pub root: Node,
    /// What was applied, in order.
    pub applied: Vec<Told>,
    /// What has not taken force on the day.
    pub pending: Vec<Told>,
    /// What could not be applied.
    pub unapplied: Vec<Told>,
}

/// The text of a document on a day.
pub fn consolidate(base: &Document, number: &str, acts: &[Act<'_>], at: Date) -> Consolidated {
    let key = number_key(number);
    let mut result = Consolidated {
        root: Node::of(base),
        applied: Vec::new(),
        pending: Vec::new(),
        unapplied: Vec::new(),
    };
    let mut queue: Vec<(Option<Date>, Option<Date>, &Act<'_>, &Op)> = Vec::new();
    for act in acts {
        for op in &act.amendments.ops {
            if op
                .document
                .as_deref()
                .is_some_and(|document| number_key(document) == key)
            {
                queue.push((op.effective, act.passed, act, op));
            }
        }
    }
    // One day's amendments are applied in the order the acts were passed, then as each act orders them.
    queue.sort_by_key(|(effective, passed, ..)| (*effective, *passed));
    for (effective, _, act, op) in queue {
        match effective {
            Some(day) if day > at || op.lasts_beyond(at) => {
                result.pending.extend(told(act, op, None));
            }
            Some(day) => result.apply(act, op, day),
            None => result.unapplied.extend(told(act, op, Some(Reason::NoDate))),
        }
    }
    result
}

impl Consolidated {
    fn apply(&mut self, act: &Act<'_>, op: &Op, day: Date) {
        let provenance = Provenance {
            act: act.number.to_owned(),
            source: op.source.written(),
            kind: op.kind,
            from: day,
        };
        let targets: Vec<Address> = if op.targets.is_empty() {
            vec![Address::default()]
        } else {
            op.targets.clone()
        };
        for target in targets {
            let outcome = apply::one(&mut self.root, op, &target, &provenance);
            let told = tell(act, op, &target, outcome.err());
            if outcome.is_ok() {
                self.applied.push(told)
            } else {
                self.unapplied.push(told)
            }
        }
    }

    /// The text, a line a paragraph.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.root.write(&mut text);
        text
    }
}

fn told(act: &Act<'_>, op: &Op, reason: Option<Reason>) -> Vec<Told> {
    if op.targets.is_empty() {
        return vec![tell(act, op, &Address::default(), reason)];
    }
    op.targets
        .iter()
        .map(|target| tell(act, op, target, reason))
        .collect()
}

fn tell(act: &Act<'_>, op: &Op, target: &Address, reason: Option<Reason>) -> Told {
    Told {
        act: act.number.to_owned(),
        source: op.source.written(),
        kind: op.kind,
        target: target.written(),
        effective: op.effective,
        reason,
        ending: op.ending.clone(),
        instruction: op.instruction.clone(),
    }
}

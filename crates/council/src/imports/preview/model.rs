//! What a preview says: rows with their states, changes and counts.

use kernel::Date;
use kernel::ids::PersonId;

use crate::bodies::{BodyKind, Post};
use crate::imports::RowState;
use crate::imports::known::Known;
use crate::imports::matching::How;
use crate::imports::plan::{RowPlan, SetUp};
use crate::people::{PersonDetails, Sex};
use crate::refusal::Problem;
use crate::training::Presence;

/// A value that changes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Said {
    /// Nothing.
    Nothing,
    /// Words.
    Text(String),
    /// A day.
    Day(Date),
    /// Nam, nữ.
    Sex(Sex),
    /// A number.
    Number(i64),
    /// Có mặt, vắng.
    Presence(Presence),
    /// A post in a body.
    Place {
        /// The kind of body.
        body: BodyKind,
        /// The number of a delegate group.
        number: Option<u32>,
        /// The post.
        post: Post,
        /// Chuyên trách.
        full_time: bool,
    },
}

/// One field that a row changes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// The field, by the key of its column.
    pub field: &'static str,
    /// What is recorded.
    pub old: Said,
    /// What the row says.
    pub new: Said,
}

/// A known person whom a row means or may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The person.
    pub id: PersonId,
    /// The name on record.
    pub name: String,
    /// The year of birth on record, which everybody may see.
    pub birth_year: Option<u32>,
    /// The units in whose councils the person is known.
    pub places: Vec<String>,
    /// How the person was recognised; `None` for a mere suggestion.
    pub how: Option<How>,
}

/// One row of the preview.
#[derive(Debug, Clone)]
pub struct PreviewRow {
    /// Its number in the sheet.
    pub number: u32,
    /// The heading within the table above it.
    pub section: Option<String>,
    /// The name as it would be recorded.
    pub name: String,
    /// What the row says of the person.
    pub details: PersonDetails,
    /// What would happen.
    pub state: RowState,
    /// The row it repeats.
    pub duplicate_of: Option<u32>,
    /// The person it means.
    pub person: Option<Found>,
    /// People it might mean instead.
    pub perhaps: Vec<Found>,
    /// Field by field, what it changes; for a new person, what is set.
    pub changes: Vec<Change>,
    /// Why it cannot be taken.
    pub problems: Vec<Problem>,
    /// What the user should know.
    pub notes: Vec<Problem>,
    pub(in crate::imports) plan: RowPlan,
}

/// How many rows are in each state.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
pub struct Counts {
    /// All rows.
    pub rows: usize,
    /// New.
    pub new: usize,
    /// Changed.
    pub changed: usize,
    /// Same.
    pub same: usize,
    /// Faulty.
    pub faulty: usize,
    /// Duplicate.
    pub duplicate: usize,
}

/// The whole preview.
#[derive(Debug)]
pub struct Preview {
    /// The rows in the order of the file.
    pub rows: Vec<PreviewRow>,
    /// Their counts.
    pub counts: Counts,
    /// What stands in the way of a confirmation as a whole.
    pub problems: Vec<Problem>,
    /// Delegates on record who are not in the roster: they keep their mandates.
    pub absent: Vec<(PersonId, String)>,
    /// How many electoral units, and bodies, would be set up.
    pub sets_up: (usize, usize),
    /// What tells this outcome from any other.
    pub fingerprint: String,
    pub(in crate::imports) set_up: SetUp,
    pub(in crate::imports) known: Known,
}

impl Counts {
    /// The count of one state.
    pub const fn of(&self, state: RowState) -> usize {
        match state {
            RowState::New => self.new,
            RowState::Changed => self.changed,
            RowState::Same => self.same,
            RowState::Faulty => self.faulty,
            RowState::Duplicate => self.duplicate,
        }
    }

    pub(in crate::imports) fn add(&mut self, state: RowState) {
        self.rows += 1;
        match state {
            RowState::New => self.new += 1,
            RowState::Changed => self.changed += 1,
            RowState::Same => self.same += 1,
            RowState::Faulty => self.faulty += 1,
            RowState::Duplicate => self.duplicate += 1,
        }
    }
}

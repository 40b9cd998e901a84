//! What a confirmation would write for each row, worked out by the preview and carried out as it stands.

use kernel::ids::{CouncilId, PersonId, SeatId};

use super::image::{MandateImage, MembershipImage, RecordImage};
use super::places::BodyNamed;
use crate::bodies::Post;
use crate::people::PersonDetails;
use crate::training::Presence;

/// What is written for one row.
#[derive(Debug, Clone, Default)]
pub(super) struct RowPlan {
    /// The council.
    pub council: Option<CouncilId>,
    /// The person, unless it is a new one.
    pub person: Option<PersonId>,
    /// The record as it should be, when something is new in it.
    pub record: Option<RecordPlan>,
    /// The mandate to open.
    pub mandate: Option<SeatPlan>,
    /// Whether the delegate sat before.
    pub re_elected: bool,
    /// The mandate that gets the seat it lacked.
    pub seat_for: Option<(MandateImage, SeatPlan)>,
    /// Places in bodies to take.
    pub members: Vec<MemberPlan>,
    /// The position at the office.
    pub position: Option<String>,
    /// Attendance, and why not.
    pub presence: Option<(Presence, String)>,
}

/// A version of a record to write.
#[derive(Debug, Clone)]
pub(super) struct RecordPlan {
    /// The version that holds now, unless the person is new.
    pub before: Option<RecordImage>,
    /// What it should say.
    pub details: PersonDetails,
}

/// The seat of a mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SeatPlan {
    /// Not known.
    None,
    /// This one.
    Free(SeatId),
    /// One of an electoral unit that the import draws.
    Drawn {
        /// The number of the electoral unit.
        number: i64,
        /// The place of the seat in it, from 0.
        place: usize,
    },
}

/// A place in a body to take.
#[derive(Debug, Clone)]
pub(super) struct MemberPlan {
    /// The body.
    pub body: BodyNamed,
    /// The post.
    pub post: Post,
    /// Chuyên trách.
    pub full_time: bool,
    /// The membership that ends by it.
    pub ends: Option<MembershipImage>,
}

/// What has to be set up before rows can be written.
#[derive(Debug, Clone, Default)]
pub(super) struct SetUp {
    /// Electoral units: council, number, seats.
    pub constituencies: Vec<(CouncilId, i64, usize)>,
    /// Bodies.
    pub bodies: Vec<(CouncilId, BodyNamed)>,
    /// The office.
    pub office: Option<String>,
}

impl RowPlan {
    /// Whether anything would be written.
    pub fn is_empty(&self) -> bool {
        self.record.is_none()
            && self.mandate.is_none()
            && self.seat_for.is_none()
            && self.members.is_empty()
            && self.position.is_none()
            && self.presence.is_none()
    }
}

//! Nhập bảng kiến nghị: the table in which an office keeps petitions becomes utterances and matters, after it was looked at.
//!
//! The way of a file: [`grid`] finds the tables in it and their columns, [`groups`] keeps what holds for many rows, [`words`] says what fields, results and levels are called,
//! [`parting`] parts a cell that holds several petitions, [`places`] knows the communes, bodies and boards of the council, [`preview`]
//! puts it all together, [`confirm`] writes exactly what the preview showed.
//!
//! **Invariants.** Nothing is written of a table before it is confirmed, and only what was shown: the file is read and compared again
//! in the transaction and the fingerprint of the preview must be the same. A row whose text, place and day the council has from a table
//! already is not taken again. What the table does not say is not made up: an unknown commune stays as text, an unknown body leaves
//! the matter where it is, an unknown result leaves it unanswered.

pub mod confirm;
mod grid;
mod groups;
pub mod intake;
mod parting;
mod places;
pub mod preview;
pub mod queries;
#[cfg(test)]
mod tests;
mod words;

use kernel::Date;
use kernel::ids::UnitId;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::Result;
use crate::bodies::queries::children;
use crate::bodies::{CouncilRef, Level};

pub use grid::Table;

/// The commune of a council that an address names, by its name today or before; none when it names none or several.
pub(super) async fn commune_in(
    db: &impl Reader,
    council: &CouncilRef,
    address: &str,
    day: Date,
) -> Result<Option<UnitId>> {
    if council.level == Level::Commune {
        return Ok(Some(council.unit_id));
    }
    let places = places::Places::of(db, council).await?;
    let Some((named, _)) = places.place(address, day).unit else {
        return Ok(None);
    };
    // A name of long ago may belong to a unit that is no more.
    let today = children(db, council.unit_id, day).await?;
    Ok(today.iter().any(|unit| unit.id == named).then_some(named))
}

store::coded! {
    /// Trạng thái bảng kiến nghị đã gửi.
    pub enum TableState {
        /// Đang xem trước.
        Previewed = "previewed",
        /// Đã nhập.
        Confirmed = "confirmed",
        /// Đã bỏ.
        Discarded = "discarded",
    }

    /// Một dòng của bảng sẽ ra sao.
    pub enum RowState {
        /// Sẽ nhập.
        New = "new",
        /// Đã có.
        There = "there",
        /// Bỏ qua.
        Skipped = "skipped",
    }
}

/// What the user said about a table when it was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The day on which petitions were received that the table names no day for.
    pub said_on: Date,
    /// The day of answers that the table names no day for.
    pub answered_on: Date,
    /// Whether a cell that holds several petitions is parted.
    pub split: bool,
}

/// How many rows, utterances and matters there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows that hold a petition.
    pub rows: u32,
    /// Lượt: utterances to be added.
    pub utterances: u32,
    /// Nội dung: matters in them, after cells were parted.
    pub matters: u32,
    /// Of these, how many say what another matter says.
    pub alike: u32,
    /// Rows that are there already.
    pub there: u32,
    /// Rows that cannot be taken.
    pub skipped: u32,
    /// Rows of which something is to be said.
    pub noted: u32,
    /// Đã giải quyết xong.
    pub settled: u32,
    /// Giải trình, cung cấp thông tin.
    pub explained: u32,
    /// Đang giải quyết.
    pub in_hand: u32,
    /// Chưa giải quyết.
    pub not_settled: u32,
    /// Without a result in the table.
    pub unanswered: u32,
}

impl Counts {
    /// How many matters have this result.
    pub const fn of(&self, result: super::ResultKind) -> u32 {
        match result {
            super::ResultKind::Settled => self.settled,
            super::ResultKind::Explained => self.explained,
            super::ResultKind::InHand => self.in_hand,
            super::ResultKind::NotSettled => self.not_settled,
        }
    }

    fn count(&mut self, result: Option<super::ResultKind>) {
        *match result {
            Some(super::ResultKind::Settled) => &mut self.settled,
            Some(super::ResultKind::Explained) => &mut self.explained,
            Some(super::ResultKind::InHand) => &mut self.in_hand,
            Some(super::ResultKind::NotSettled) => &mut self.not_settled,
            None => &mut self.unanswered,
        } += 1;
    }
}

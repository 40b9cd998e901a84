//! Bảng theo dõi: the share done of each measure, for each council, on any day.
//!
//! The mission of an installation is a list of eight measures (M1 to M8). For each council and each measure the board says how many of
//! how many, who is missing, who owns it and by when. M1, training, and M2, the mastering of laws, are counted here
//! from facts in memory; the other measures are counted by the capabilities that keep their records ([`Records`]), M6 by none yet. What
//! a council did not record is said in words and never shown as nought per cent.
//!
//! **Invariants.** Nothing on the board is typed or stored: every figure is counted from mandates, rolls and papers for the day asked
//! about. Totals are the sums of the councils they speak of. One hundred per cent is shown only where it is proven
//! ([`Tally::is_proven`]).

pub mod board;
pub mod coverage;
pub mod facts;
pub mod forecast;
mod load;
pub mod missing;
mod projection;
mod records;
pub mod rosters;
pub mod single;
mod tally;
#[cfg(test)]
mod tests;
mod timeline;
pub mod totals;
pub mod trend;

pub use crate::measure::Tally;
pub use coverage::{
    BodyCoverage, CourseCoverage, Coverage, Denominator, Joined, Lack, LawCoverage,
    MissingDelegate, Reason, TopicCoverage,
};
pub use projection::{Projection, Snapshot};
pub use records::{Marks, Records};
pub use tally::Figure;

store::coded! {
    /// Biện pháp: one of the eight measures of the mission.
    pub enum Measure {
        /// Bồi dưỡng đại biểu.
        Training = "m1",
        /// Nắm vững pháp luật.
        Laws = "m2",
        /// Tiếp xúc cử tri.
        Contact = "m3",
        /// Rà soát, ban hành quy định.
        Regulations = "m4",
        /// Quy chế phối hợp.
        Coordination = "m5",
        /// Hội nghị trao đổi kinh nghiệm.
        Conferences = "m6",
        /// Bộ máy giúp việc.
        Staff = "m7",
        /// Phương tiện, kinh phí.
        Means = "m8",
    }

    /// Tình trạng của một biện pháp.
    pub enum Standing {
        /// Đạt 100 %, có căn cứ chứng minh.
        Proven = "proven",
        /// Chưa đạt.
        Behind = "behind",
        /// Chưa đạt và đã quá hạn.
        Late = "late",
        /// Chưa có khóa bắt buộc nào.
        Nothing = "nothing",
        /// Chưa có việc nào đến hạn.
        NotDue = "not_due",
        /// Hội đồng chưa ghi nhận gì.
        Unrecorded = "unrecorded",
    }
}

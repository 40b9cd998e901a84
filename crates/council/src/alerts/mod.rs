//! Nhận tin qua thư điện tử: whoever wishes hears by e-mail what becomes of an utterance, of the matters of a council or a commune, and of
//! the meetings with voters there.
//!
//! Legal basis: Nghị quyết liên tịch 72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN: voters are told what became of what they raised; Luật Bảo vệ
//! dữ liệu cá nhân (91/2025/QH15): an address is used with consent, for what was consented to, and goes when the consent ends.
//!
//! **Invariants.** Nothing but the question whether it is wanted goes to an address that did not confirm. What was told is known by the
//! number of the audit chain: the news of a subscription are what the lines between two numbers did, so nothing is told twice and nothing
//! is left out. A letter waits as what it is to say; its words and the address meet only when it is sent. An address stands in no line of
//! the chain and on no page, and goes with the last thing asked for. Guarded matters and who voters are never come into a letter.

pub mod acts;
pub mod gather;
pub mod links;
pub mod news;
pub mod outbox;
pub mod queries;
#[cfg(test)]
mod tests;

use std::time::Duration;

use kernel::Timestamp;
use kernel::ids::{CouncilId, UnitId, UtteranceId};
use uuid::Uuid;

store::coded! {
    /// Loại tin: of what one hears.
    pub enum TopicKind {
        /// Ý kiến theo dõi bằng mã.
        Utterance = "utterance",
        /// Kiến nghị của một hội đồng.
        Council = "council",
        /// Kiến nghị của một xã, phường.
        Unit = "unit",
        /// Tiếp xúc cử tri tại một xã, phường.
        Meetings = "meetings",
    }

    /// Trạng thái đăng ký.
    pub enum SubscriptionState {
        /// Chờ xác nhận.
        Asked = "asked",
        /// Đang nhận tin.
        Active = "active",
        /// Tạm ngừng: the mail server refuses the address.
        Suspended = "suspended",
    }
}

/// Nội dung muốn nhận tin: one thing of which one hears. In the order in which a letter tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What becomes of an utterance, for whoever has its code.
    Utterance(UtteranceId),
    /// The public matters of a council.
    Council(CouncilId),
    /// The public matters of a commune.
    Unit(UnitId),
    /// The meetings with voters in a commune.
    Meetings(UnitId),
}

impl Topic {
    /// Its kind.
    pub const fn kind(self) -> TopicKind {
        match self {
            Self::Utterance(_) => TopicKind::Utterance,
            Self::Council(_) => TopicKind::Council,
            Self::Unit(_) => TopicKind::Unit,
            Self::Meetings(_) => TopicKind::Meetings,
        }
    }

    /// The record it names.
    pub const fn target(self) -> Uuid {
        match self {
            Self::Utterance(id) => id.uuid(),
            Self::Council(id) => id.uuid(),
            Self::Unit(id) | Self::Meetings(id) => id.uuid(),
        }
    }

    /// The topic of a kind on a record.
    pub const fn of(kind: TopicKind, target: Uuid) -> Self {
        match kind {
            TopicKind::Utterance => Self::Utterance(UtteranceId::from_uuid(target)),
            TopicKind::Council => Self::Council(CouncilId::from_uuid(target)),
            TopicKind::Unit => Self::Unit(UnitId::from_uuid(target)),
            TopicKind::Meetings => Self::Meetings(UnitId::from_uuid(target)),
        }
    }
}

/// How long a question whether news are wanted waits for its answer.
pub const CONFIRM_WITHIN: Duration = Duration::from_secs(48 * 3600);

/// A moment later than another.
fn after(at: Timestamp, wait: Duration) -> Timestamp {
    let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(at.as_millisecond().saturating_add(wait)).unwrap_or(Timestamp::MAX)
}

/// A moment earlier than another.
fn before(at: Timestamp, wait: Duration) -> Timestamp {
    let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(at.as_millisecond().saturating_sub(wait)).unwrap_or(Timestamp::MIN)
}

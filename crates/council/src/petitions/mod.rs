//! Ý kiến, kiến nghị của cử tri: from what one voter says to the settlement of the matter, and back to the voter.
//!
//! Legal basis: Luật Tổ chức chính quyền địa phương (72/2025/QH15) and Nghị quyết liên tịch
//! 72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN on gathering, settling and answering; Luật Hoạt động giám sát (121/2025/QH15) on watching the
//! settlement. How long a body has, when it is warned, what is long overdue and when a voter is made anonymous are dated rules.
//!
//! **Invariants.** An utterance (lượt ý kiến) is never lost: it holds one or several matters, or was closed with a reason. Matters
//! (nội dung) are split and merged by links, so utterances and matters are both counted and both add up. A matter moves only along
//! [`MatterState::after`], each step with its day. Lateness is computed from the clock, never stored. What tells who a voter is stands
//! in one group of fields and goes when the utterance is made anonymous. A guarded matter (tố cáo, bí mật) is in no public list.

pub mod board;
pub mod clock;
pub mod delegates;
pub mod due;
pub mod exchange;
pub mod hotlines;
pub mod intake;
pub mod ledger;
pub mod queries;
pub mod replies;
pub mod report;
pub mod routing;
pub(crate) mod rows;
pub mod similar;
pub mod sorting;
pub mod steps;
pub mod tables;
#[cfg(test)]
pub(crate) mod tests;
pub mod timing;
pub mod tracking;
pub mod watching;

use crate::Problem;

store::coded! {
    /// Nguồn tiếp nhận: how an utterance came.
    pub enum Channel {
        /// Tại cuộc tiếp xúc cử tri.
        Meeting = "meeting",
        /// Cổng công khai.
        Portal = "portal",
        /// Đơn, thư.
        Letter = "letter",
        /// Điện thoại trong kỳ họp.
        Telephone = "telephone",
        /// Thư điện tử.
        Email = "email",
        /// Cấp khác chuyển đến.
        OtherLevel = "other_level",
        /// Nhập từ bảng của văn phòng.
        Table = "table",
        /// Đường dây 1022.
        Hotline = "hotline",
    }

    /// Loại: what an utterance is.
    pub enum UtteranceKind {
        /// Ý kiến.
        Opinion = "opinion",
        /// Kiến nghị.
        Petition = "petition",
    }

    /// Lĩnh vực.
    pub enum Field {
        /// Giao thông.
        Transport = "transport",
        /// Nông nghiệp, thủy lợi, nông thôn.
        Agriculture = "agriculture",
        /// Tài nguyên, đất đai, môi trường.
        LandEnvironment = "land_environment",
        /// Xây dựng, đô thị, nhà ở.
        Urban = "urban",
        /// Điện, nước, viễn thông.
        Utilities = "utilities",
        /// Giáo dục, đào tạo.
        Education = "education",
        /// Y tế.
        Health = "health",
        /// Lao động, chính sách xã hội.
        SocialPolicy = "social_policy",
        /// Văn hóa, thể thao, du lịch.
        Culture = "culture",
        /// Kinh tế, tài chính, ngân sách.
        Economy = "economy",
        /// An ninh, trật tự, quốc phòng.
        Security = "security",
        /// Nội vụ, cải cách hành chính, tư pháp.
        Administration = "administration",
        /// Dân tộc, tôn giáo.
        Ethnic = "ethnic",
        /// Lĩnh vực khác.
        Other = "other",
    }

    /// Thẩm quyền giải quyết: the level that can settle a matter.
    pub enum Competence {
        /// Trung ương.
        Central = "central",
        /// Cấp tỉnh.
        Province = "province",
        /// Cấp huyện, until 2025-06-30.
        District = "district",
        /// Cấp xã.
        Commune = "commune",
    }

    /// Trạng thái: how far a matter has come.
    pub enum MatterState {
        /// Mới tiếp nhận.
        Received = "received",
        /// Đã chuyển, chờ cơ quan nhận.
        Routed = "routed",
        /// Bị trả lại.
        Returned = "returned",
        /// Đang giải quyết.
        InHand = "in_hand",
        /// Đã giải quyết xong.
        Settled = "settled",
        /// Đã giải trình, cung cấp thông tin.
        Explained = "explained",
        /// Chưa giải quyết.
        NotSettled = "not_settled",
        /// Mở lại.
        Reopened = "reopened",
        /// Đã gộp vào nội dung khác.
        Merged = "merged",
    }

    /// Kết quả cụ thể: how a matter was settled, or why it is still in hand.
    pub enum Outcome {
        /// Ban hành, sửa đổi văn bản.
        Law = "law",
        /// Thanh tra, kiểm tra.
        Inspection = "inspection",
        /// Tổ chức thực hiện.
        CarriedOut = "carried_out",
        /// Có lộ trình.
        RoadMap = "road_map",
        /// Đã trình cấp trên.
        SubmittedUp = "submitted_up",
        /// Chưa có lộ trình.
        NoRoadMap = "no_road_map",
        /// Chưa có nguồn lực.
        NoMeans = "no_means",
        /// Chưa thể giải quyết ngay.
        NotYetPossible = "not_yet_possible",
        /// Liên quan văn bản cấp trên.
        HigherLaw = "higher_law",
        /// Lý do khác.
        OtherReason = "other_reason",
    }

    /// Thời hạn vào một ngày.
    pub enum Timing {
        /// Chưa tính thời hạn.
        NotRunning = "not_running",
        /// Tạm dừng thời hạn.
        Paused = "paused",
        /// Trong hạn.
        InTime = "in_time",
        /// Sắp đến hạn.
        DueSoon = "due_soon",
        /// Quá hạn.
        Late = "late",
        /// Quá hạn lâu.
        LongLate = "long_late",
    }

    /// Kết quả kiểm tra tại chỗ.
    pub enum Found {
        /// Đúng như trả lời.
        Kept = "kept",
        /// Đúng một phần.
        Partly = "partly",
        /// Không đúng như trả lời.
        NotKept = "not_kept",
    }

    /// Hình thức đôn đốc.
    pub enum UrgeKind {
        /// Văn bản đôn đốc.
        Reminder = "reminder",
        /// Đề nghị chất vấn tại kỳ họp.
        Question = "question",
        /// Đề nghị đưa vào chuyên đề giám sát.
        Supervision = "supervision",
    }
}

/// A move of the state machine of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Chuyển.
    Route,
    /// Nhận giải quyết.
    Accept,
    /// Trả lại.
    SendBack,
    /// Trả lời: đã giải quyết xong.
    Settle,
    /// Trả lời: giải trình, cung cấp thông tin.
    Explain,
    /// Trả lời: đang giải quyết.
    Continue,
    /// Trả lời: chưa giải quyết.
    Decline,
    /// Mở lại.
    Reopen,
    /// Gộp.
    Merge,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 9] = [
        Self::Route,
        Self::Accept,
        Self::SendBack,
        Self::Settle,
        Self::Explain,
        Self::Continue,
        Self::Decline,
        Self::Reopen,
        Self::Merge,
    ];
}

/// A move that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState(pub MatterState);

impl From<WrongState> for crate::Refusal {
    fn from(_: WrongState) -> Self {
        Problem::new("", "matter-wrong-state").into()
    }
}

impl MatterState {
    /// The state after a move.
    pub const fn after(self, step: Move) -> std::result::Result<Self, WrongState> {
        match (self, step) {
            (
                Self::Received
                | Self::Returned
                | Self::Routed
                | Self::InHand
                | Self::Reopened
                | Self::NotSettled,
                Move::Route,
            ) => Ok(Self::Routed),
            (Self::Routed, Move::Accept) => Ok(Self::InHand),
            (Self::Routed | Self::InHand, Move::SendBack) => Ok(Self::Returned),
            (Self::Merged | Self::Settled | Self::Explained, Move::Settle)
            | (
                Self::Merged | Self::Settled | Self::Explained,
                Move::Explain | Move::Continue | Move::Decline,
            ) => Err(WrongState(self)),
            (_, Move::Settle) => Ok(Self::Settled),
            (_, Move::Explain) => Ok(Self::Explained),
            (_, Move::Continue) => Ok(Self::InHand),
            (_, Move::Decline) => Ok(Self::NotSettled),
            (Self::Settled | Self::Explained | Self::NotSettled, Move::Reopen) => {
                Ok(Self::Reopened)
            }
            (Self::Merged, _) => Err(WrongState(self)),
            (_, Move::Merge) => Ok(Self::Merged),
            _ => Err(WrongState(self)),
        }
    }

    /// Whether a move is possible.
    pub const fn allows(self, step: Move) -> bool {
        self.after(step).is_ok()
    }

    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Received | Self::Routed | Self::Returned | Self::InHand | Self::Reopened
        )
    }

    /// The four results under which offices report: xong, giải trình, đang, chưa; `None` for what was merged away.
    pub const fn result(self) -> Option<ResultKind> {
        match self {
            Self::Settled => Some(ResultKind::Settled),
            Self::Explained => Some(ResultKind::Explained),
            Self::Routed | Self::InHand | Self::Reopened => Some(ResultKind::InHand),
            Self::Received | Self::Returned | Self::NotSettled => Some(ResultKind::NotSettled),
            Self::Merged => None,
        }
    }
}

store::coded! {
    /// Kết quả giải quyết, as reports count it.
    pub enum ResultKind {
        /// Đã giải quyết xong.
        Settled = "settled",
        /// Giải trình, cung cấp thông tin.
        Explained = "explained",
        /// Đang giải quyết.
        InHand = "in_hand",
        /// Chưa giải quyết.
        NotSettled = "not_settled",
    }
}

impl ResultKind {
    /// The move of a reply that states this result.
    pub const fn step(self) -> Move {
        match self {
            Self::Settled => Move::Settle,
            Self::Explained => Move::Explain,
            Self::InHand => Move::Continue,
            Self::NotSettled => Move::Decline,
        }
    }

    /// The particular outcomes a reply with this result may name; it must name one when there are any.
    pub const fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::Settled => &[Outcome::Law, Outcome::Inspection, Outcome::CarriedOut],
            Self::InHand => &[
                Outcome::RoadMap,
                Outcome::SubmittedUp,
                Outcome::NoRoadMap,
                Outcome::NoMeans,
                Outcome::NotYetPossible,
                Outcome::HigherLaw,
                Outcome::OtherReason,
            ],
            Self::Explained | Self::NotSettled => &[],
        }
    }
}

/// A text of several lines, each cleaned; empty lines at both ends go.
fn whole(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(kernel::vi::clean).collect();
    lines.join("\n").trim().to_owned()
}

//! Lịch luật định: the days around a sitting that follow from its own days and the rules, without a database.
//!
//! A day that is counted back in calendar days may be a day off; it stays where the rule puts it.

use std::collections::HashMap;

use kernel::{Date, Span, Workdays};

use super::SittingKind;

store::coded! {
    /// Việc phải làm trước và sau kỳ họp.
    pub enum Duty {
        /// Thông báo kế hoạch tiếp xúc cử tri cho báo chí.
        PressNotice = "press_notice",
        /// Bắt đầu tiếp xúc cử tri trước kỳ họp.
        ContactsOpen = "contacts_open",
        /// Triệu tập kỳ họp.
        Notice = "notice",
        /// Kết thúc tiếp xúc cử tri trước kỳ họp.
        ContactsEnd = "contacts_end",
        /// Gửi hồ sơ đến Thường trực và Ban.
        Dossier = "dossier",
        /// Tổng hợp ý kiến, kiến nghị của cử tri.
        Consolidation = "consolidation",
        /// Công bố dự kiến chương trình.
        Agenda = "agenda",
        /// Họp thẩm tra.
        Verification = "verification",
        /// Báo cáo kết quả giải quyết kiến nghị của cử tri.
        Replies = "replies",
        /// Gửi tài liệu đến đại biểu.
        Documents = "documents",
        /// Gửi nghị quyết lên cấp trên.
        ResolutionsUp = "resolutions_up",
        /// Tiếp xúc cử tri sau kỳ họp.
        ContactsAfter = "contacts_after",
    }

    /// Mốc tính ngày.
    pub enum Base {
        /// Ngày khai mạc.
        Opening = "opening",
        /// Ngày bế mạc.
        Closing = "closing",
        /// Ngày bắt đầu tiếp xúc cử tri.
        Contacts = "contacts",
    }

    /// Trước hay sau mốc.
    pub enum Side {
        /// Trước.
        Before = "before",
        /// Sau.
        After = "after",
    }

    /// Ai làm.
    pub enum Charge {
        /// Thường trực và Văn phòng giúp việc.
        Office = "office",
        /// Ủy ban nhân dân, cơ quan trình.
        Executive = "executive",
        /// Đại biểu.
        Delegate = "delegate",
    }

    /// Tình trạng của một việc vào một ngày.
    pub enum Standing {
        /// Quá hạn.
        Overdue = "overdue",
        /// Còn hạn.
        Due = "due",
        /// Xong muộn.
        DoneLate = "done_late",
        /// Xong đúng hạn.
        DoneInTime = "done_in_time",
        /// Chưa đến lúc.
        NotYet = "not_yet",
        /// Đang trong thời gian.
        Open = "open",
    }
}

/// A standing with the days that belong to it: late by so many, or so many left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::Judged)]
pub struct Judged {
    /// How it stands.
    pub standing: Standing,
    /// Late by so many days, or so many left; 0 for a standing that has none.
    pub days: u32,
}

/// The days of a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub opens_on: Date,
    /// The last day itself.
    pub closes_on: Date,
}

/// A duty with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The duty.
    pub duty: Duty,
    /// The day by which it is to be done, or on which it begins.
    pub day: Date,
}

impl Duty {
    /// The key of the rule that sets its day for a kind of sitting; contacts with voters belong to regular sittings alone.
    pub const fn rule(self, kind: SittingKind) -> Option<&'static str> {
        let regular = matches!(kind, SittingKind::Regular);
        match self {
            Self::Notice if regular => Some("notice_regular"),
            Self::Notice => Some("notice_extraordinary"),
            Self::Agenda if regular => Some("agenda_public_regular"),
            Self::Agenda => Some("agenda_public_extraordinary"),
            Self::Dossier => Some("dossier_before_sitting"),
            Self::Verification => Some("verification_before_sitting"),
            Self::Documents => Some("documents_before_sitting"),
            Self::ResolutionsUp => Some("send_resolutions_up"),
            Self::PressNotice if regular => Some("contact_press_notice"),
            Self::ContactsOpen if regular => Some("contact_before_window"),
            Self::ContactsEnd if regular => Some("contact_before_until"),
            Self::Consolidation if regular => Some("consolidate_before_sitting"),
            Self::Replies if regular => Some("report_settlement_before"),
            Self::ContactsAfter if regular => Some("contact_after_within"),
            _ => None,
        }
    }

    /// From which day it is counted.
    pub const fn base(self) -> Base {
        match self {
            Self::PressNotice => Base::Contacts,
            Self::ResolutionsUp | Self::ContactsAfter => Base::Closing,
            _ => Base::Opening,
        }
    }

    /// Whether it is counted back or forward.
    pub const fn side(self) -> Side {
        match self.base() {
            Base::Closing => Side::After,
            Base::Opening | Base::Contacts => Side::Before,
        }
    }

    /// Whose it is.
    pub const fn charge(self) -> Charge {
        match self {
            Self::Dossier | Self::Replies => Charge::Executive,
            Self::ContactsOpen | Self::ContactsEnd | Self::ContactsAfter => Charge::Delegate,
            _ => Charge::Office,
        }
    }

    /// Whether voters plan by it: the calendar for everybody shows it.
    pub const fn concerns_voters(self) -> bool {
        matches!(
            self,
            Self::Agenda | Self::ContactsOpen | Self::ContactsEnd | Self::ContactsAfter
        )
    }

    /// Whether it is a day by which something is done, not one on which something begins.
    pub const fn is_deadline(self) -> bool {
        !matches!(self, Self::ContactsOpen)
    }
}

/// The duties of a sitting with their days, in order of their days. A duty without a span in force has no day.
pub fn plan(
    kind: SittingKind,
    days: Days,
    spans: &HashMap<Duty, Span>,
    workdays: &Workdays,
) -> Vec<Planned> {
    let day_of = |duty: Duty| {
        duty.rule(kind)?;
        let span = *spans.get(&duty)?;
        let base = match duty.base() {
            Base::Opening => days.opens_on,
            Base::Closing => days.closes_on,
            Base::Contacts => workdays.before(days.opens_on, *spans.get(&Duty::ContactsOpen)?),
        };
        Some(match duty.side() {
            Side::Before => workdays.before(base, span),
            Side::After => workdays.after(base, span),
        })
    };
    let mut planned: Vec<Planned> = Duty::ALL
        .iter()
        .filter_map(|duty| {
            let day = day_of(*duty)?;
            Some(Planned { duty: *duty, day })
        })
        .collect();
    planned.sort_by_key(|planned| (planned.day, planned.duty));
    planned
}

/// How a duty stands on a day; what was done later than that day was not done yet.
pub fn judge(planned: Planned, days: Days, done_on: Option<Date>, on: Date) -> Judged {
    let Planned { duty, day } = planned;
    if !duty.is_deadline() {
        let standing = match (on < day, on > days.opens_on) {
            (true, _) => Standing::NotYet,
            (_, true) => Standing::DoneInTime,
            _ => Standing::Open,
        };
        return Judged { standing, days: 0 };
    }
    let is_early = duty.side() == Side::After && on < days.closes_on;
    by(day, done_on, on).unless_early(is_early)
}

/// How something that is due on a day stands on another.
pub fn by(due_on: Date, done_on: Option<Date>, on: Date) -> Judged {
    let (standing, days) = match done_on.filter(|done| *done <= on) {
        Some(done) if done <= due_on => (Standing::DoneInTime, 0),
        Some(done) => (Standing::DoneLate, days_between(due_on, done)),
        None if on > due_on => (Standing::Overdue, days_between(due_on, on)),
        None => (Standing::Due, days_between(on, due_on)),
    };
    Judged { standing, days }
}

impl Judged {
    fn unless_early(self, is_early: bool) -> Self {
        if is_early && self.standing == Standing::Due {
            return Self {
                standing: Standing::NotYet,
                days: 0,
            };
        }
        self
    }
}

fn days_between(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    days.unsigned_abs()
}

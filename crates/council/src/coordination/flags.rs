//! What in a regulation no longer fits the world around it: a party that is gone, a term that is over, a basis that has changed.

use jiff::ToSpan as _;
use kernel::Date;

use super::CoordinationState;
use super::records::{Amending, Basis, Comment, Coordination, Party};
use crate::library::DocumentStatus;

store::coded! {
    /// Điều cần xem lại của một quy chế phối hợp.
    pub enum FlagKind {
        /// Một bên đã kết thúc hoạt động.
        PartyEnded = "party_ended",
        /// Đơn vị hành chính của một bên đã sắp xếp.
        PartyMerged = "party_merged",
        /// Đã hết thời hạn.
        TermOver = "term_over",
        /// Sắp hết thời hạn.
        TermEnding = "term_ending",
        /// Một căn cứ đã hết hiệu lực.
        BasisEnded = "basis_ended",
        /// Một căn cứ đã được sửa đổi.
        BasisAmended = "basis_amended",
        /// Một bên chậm cho ý kiến.
        CommentLate = "comment_late",
    }
}

/// One thing that does not fit any more.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::Flag)]
pub struct Flag {
    /// What it is.
    pub kind: FlagKind,
    /// The party or the document.
    pub what: String,
    /// The amending document.
    pub by: String,
    /// Since or until when.
    pub day: Option<Date>,
}

/// What the flags of a regulation are judged by.
pub(super) struct Judging<'a> {
    pub(super) of: &'a Coordination,
    pub(super) parties: &'a [Party],
    pub(super) bases: &'a [Basis],
    pub(super) amending: &'a [Amending],
    pub(super) comments: &'a [Comment],
    /// So many days before its end a reminder is due.
    pub(super) warning: u32,
}

/// The flags of a regulation on a day; one that is over has none.
pub(super) fn flags(judging: &Judging<'_>, on: Date) -> Vec<Flag> {
    let of = judging.of;
    let mut found = Vec::new();
    if matches!(
        of.state,
        CoordinationState::Ended | CoordinationState::Replaced
    ) {
        return found;
    }
    let mut flag = |kind, what: &str, by: &str, day: Option<Date>| {
        found.push(Flag {
            kind,
            what: what.to_owned(),
            by: by.to_owned(),
            day,
        });
    };
    let past = |day: Option<Date>| day.filter(|day| *day <= on);
    for party in judging.parties {
        if let Some(day) = past(party.unit_ended_on) {
            flag(FlagKind::PartyMerged, &party.name, "", Some(day));
        } else if let Some(day) = past(party.ended_on) {
            flag(FlagKind::PartyEnded, &party.name, "", Some(day));
        }
    }
    if let Some(day) = of.ends_on.filter(|_| of.is_public()) {
        let warned = day.saturating_sub(i64::from(judging.warning).days());
        if day <= on {
            flag(FlagKind::TermOver, "", "", Some(day));
        } else if warned <= on {
            flag(FlagKind::TermEnding, "", "", Some(day));
        }
    }
    for basis in judging.bases {
        let status = DocumentStatus::on(on, basis.in_force_on, basis.ended_on);
        if status == DocumentStatus::Ended {
            flag(FlagKind::BasisEnded, &basis.number, "", basis.ended_on);
            continue;
        }
        // What had been amended when it was signed was signed with that.
        let since = of.in_force_on.unwrap_or(of.since);
        for act in judging.amending {
            if act.document_id == basis.document_id && act.in_force_on > since {
                let day = Some(act.in_force_on);
                flag(FlagKind::BasisAmended, &basis.number, &act.number, day);
            }
        }
    }
    let late = of.comment_until.filter(|until| *until < on);
    if let Some(until) = late.filter(|_| of.state == CoordinationState::Commenting) {
        for party in judging.parties {
            let said = judging.comments.iter().any(|it| it.party_id == party.id);
            if !said && party.agreed_on.is_none() {
                flag(FlagKind::CommentLate, &party.name, "", Some(until));
            }
        }
    }
    found
}

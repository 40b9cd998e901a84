//! How states, days and holders of matters are said.

use council::petitions::queries::Matter;
use council::petitions::{MatterState, ResultKind, Timing};
use kernel::Date;
use ui::Tone;

use crate::visit::Visit;

/// The state of a matter: tone and word.
pub fn state(visit: &Visit, state: MatterState) -> (Tone, String) {
    let tone = match state {
        MatterState::Settled | MatterState::Explained => Tone::Done,
        MatterState::Routed | MatterState::InHand => Tone::Due,
        MatterState::Returned | MatterState::Reopened | MatterState::NotSettled => Tone::Late,
        MatterState::Received | MatterState::Merged => Tone::Neutral,
    };
    (tone, visit.label("matter-state", state.code()))
}

/// The state of a matter with how it was settled: "Đã giải quyết xong: tổ chức thực hiện".
pub fn standing(visit: &Visit, matter: &Matter) -> (Tone, String) {
    let (tone, word) = state(visit, matter.state);
    match matter.outcome {
        Some(outcome) => {
            let outcome = visit.label("matter-outcome", outcome.code());
            (tone, format!("{word}: {}", lower(&outcome)))
        }
        None => (tone, word),
    }
}

/// The standing in time: tone and word.
pub fn timing(visit: &Visit, timing: Timing) -> (Tone, String) {
    let tone = match timing {
        Timing::Late | Timing::LongLate => Tone::Late,
        Timing::DueSoon => Tone::Due,
        Timing::Paused => Tone::Unsure,
        Timing::InTime | Timing::NotRunning => Tone::Neutral,
    };
    (tone, visit.label("matter-timing", timing.code()))
}

/// The result as reports name it.
pub fn result(visit: &Visit, kind: ResultKind) -> String {
    visit.label("matter-result", kind.code())
}

/// The sentence that says a state, with its holder and since when.
pub const fn says(state: MatterState) -> &'static str {
    match state {
        MatterState::Received => "matter-says-received",
        MatterState::Returned => "matter-says-returned",
        MatterState::Routed => "matter-says-routed",
        MatterState::InHand => "matter-says-in-hand",
        MatterState::Reopened => "matter-says-reopened",
        MatterState::Settled => "matter-says-settled",
        MatterState::Explained => "matter-says-explained",
        MatterState::NotSettled => "matter-says-not-settled",
        MatterState::Merged => "matter-says-merged",
    }
}

/// Who has the matter, and until when: "Sở Xây dựng đang giải quyết, phải trả lời chậm nhất ngày 18/03/2026 (còn 5 ngày)."
pub fn sentence(visit: &Visit, matter: &Matter, timing: Timing, on: Date) -> String {
    let since = visit.day(matter.since);
    let holder = matter.holder.clone().unwrap_or_default();
    let holder = match holder.is_empty() {
        true => visit.t("matter-holder-office"),
        false => holder,
    };
    let first = visit.tv(
        says(matter.state),
        &[("holder", &holder), ("since", &since)],
    );
    let second = match (matter.due_on, timing) {
        (Some(due), Timing::Late | Timing::LongLate) => {
            let days = (on - due).get_days().to_string();
            visit.tv(
                "matter-says-late",
                &[("due", &visit.day(due)), ("days", &days)],
            )
        }
        (Some(due), Timing::InTime | Timing::DueSoon) if matter.promised_on == Some(due) => {
            visit.tv("matter-says-promised", &[("due", &visit.day(due))])
        }
        (Some(due), Timing::InTime | Timing::DueSoon) => {
            let days = (due - on).get_days().to_string();
            visit.tv(
                "matter-says-due",
                &[("due", &visit.day(due)), ("days", &days)],
            )
        }
        (None, Timing::Paused) => visit.t("matter-says-paused"),
        _ => String::new(),
    };
    format!("{first} {second}").trim().to_owned()
}

/// A word as it stands inside a sentence.
pub fn lower(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

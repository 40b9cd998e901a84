//! How sittings, duties and items are said.

use council::rules::InForce;
use council::sittings::calendar::{Judged, Standing};
use council::sittings::duties::DutyLine;
use council::sittings::programme::{ItemLine, ItemStanding};
use council::sittings::{Sitting, SittingState};
use kernel::Date;
use kernel::vi;
use ui::Tone;

use crate::rules::words;
use crate::visit::Visit;

/// "Kỳ họp thứ 9".
pub fn number(visit: &Visit, sitting: &Sitting) -> String {
    let number = sitting.number.to_string();
    visit.tv("sitting-number", &[("number", &number)])
}

/// "Kỳ họp thứ 9 – Kỳ họp thường lệ cuối năm 2026".
pub fn title(visit: &Visit, sitting: &Sitting) -> String {
    let number = number(visit, sitting);
    if sitting.title.is_empty() {
        number
    } else {
        format!("{number} – {}", sitting.title)
    }
}

/// "08/12/2026", "08/12/2026 – 10/12/2026".
pub fn days(visit: &Visit, opens_on: Date, closes_on: Date) -> String {
    if opens_on == closes_on {
        return visit.day(opens_on);
    }
    format!("{} – {}", visit.day(opens_on), visit.day(closes_on))
}

/// The state of a sitting: tone and word.
pub fn state(visit: &Visit, state: SittingState) -> (Tone, String) {
    let tone = match state {
        SittingState::Planned => Tone::Neutral,
        SittingState::Convened | SittingState::UnderWay => Tone::Due,
        SittingState::Held => Tone::Done,
        SittingState::Cancelled => Tone::Late,
    };
    (tone, visit.label("sitting-state", state.code()))
}

/// How a duty or a paper stands: tone and words with the days.
pub fn judged(visit: &Visit, judged: Judged) -> (Tone, String) {
    let tone = match judged.standing {
        Standing::Overdue => Tone::Late,
        Standing::Due | Standing::Open => Tone::Due,
        Standing::DoneInTime => Tone::Done,
        Standing::DoneLate => Tone::Unsure,
        Standing::NotYet => Tone::Neutral,
    };
    (
        tone,
        with_days(visit, "duty-standing", judged.standing.code(), judged.days),
    )
}

/// How the papers of an item stand: tone and words with the days.
pub fn item(visit: &Visit, line: &ItemLine) -> (Tone, String) {
    let tone = match line.standing {
        ItemStanding::Late => Tone::Late,
        ItemStanding::Due => Tone::Due,
        ItemStanding::CameLate => Tone::Unsure,
        ItemStanding::InTime => Tone::Done,
        ItemStanding::NoPapers => Tone::Neutral,
    };
    (
        tone,
        with_days(visit, "item-standing", line.standing.code(), line.days),
    )
}

fn with_days(visit: &Visit, kind: &str, code: &str, days: u32) -> String {
    let days = vi::number(days.into());
    visit.tv(
        &format!("{kind}-{}", code.replace('_', "-")),
        &[("days", &days)],
    )
}

/// "20 ngày trước ngày khai mạc".
pub fn counted(visit: &Visit, line: &DutyLine) -> String {
    let days = vi::number(line.days.into());
    let of = visit.label("rule-of", line.measure.code());
    let key = format!("duty-counted-{}-{}", line.side.code(), line.base.code());
    visit.tv(&key, &[("n", &days), ("of", &of)])
}

/// The rule behind a duty: what it counts and where it stands.
pub fn rule(visit: &Visit, line: &DutyLine) -> String {
    let rule: &InForce = &line.rule;
    format!("{}; {}", counted(visit, line), words::basis(visit, rule))
}

//! How conditions are said: states, sums, what is lacking.

use council::conditions::overview::Figures;
use council::conditions::requests::RequestLine;
use council::conditions::{FacilityState, Lack, RequestState};
use kernel::vi;
use ui::Tone;

use crate::visit::Visit;

/// Values for a text of the catalogue.
pub fn with(visit: &Visit, key: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
    visit.tv(key, &values)
}

/// How an item of the checklist stands.
pub fn facility(visit: &Visit, state: FacilityState) -> (Tone, String) {
    let tone = match state {
        FacilityState::There => Tone::Done,
        FacilityState::NotEnough => Tone::Due,
        FacilityState::Missing => Tone::Late,
        FacilityState::Unrecorded => Tone::Unsure,
    };
    (tone, visit.label("facility-state", state.code()))
}

/// How a request stands: what is overdue says for how long.
pub fn request(visit: &Visit, line: &RequestLine) -> (Tone, String) {
    if let Some(days) = line.days_late {
        let days = [("days", vi::number(days.into()))];
        return (Tone::Late, with(visit, "request-overdue", &days));
    }
    let tone = match line.state {
        RequestState::Sent => Tone::Due,
        RequestState::Accepted => Tone::Done,
        RequestState::Refused => Tone::Unsure,
        RequestState::Withdrawn => Tone::Neutral,
    };
    (tone, visit.label("request-state", line.state.code()))
}

/// What a council lacks, one phrase each, with where on its page more is said.
pub fn lacks(
    visit: &Visit,
    of: &Figures,
    lacks: &[Lack],
) -> Vec<(Lack, Tone, String, &'static str)> {
    let n = |n: u32| vi::number(n.into());
    let all = lacks.iter().map(|lack| {
        let (key, values, anchor) = match lack {
            Lack::Posts => (
                "conditions-lack-posts",
                vec![("n", n(of.vacant()))],
                "#vi-tri",
            ),
            Lack::Facilities => (
                "conditions-lack-facilities",
                vec![
                    ("n", n(of.facilities.missing())),
                    ("of", n(of.facilities.of)),
                ],
                "#co-so-vat-chat",
            ),
            Lack::Budget => (
                "conditions-lack-budget",
                vec![
                    ("n", n(of.lines.missing())),
                    (
                        "sum",
                        vi::dong((of.money.estimate - of.money.allotted).max(0)),
                    ),
                ],
                "#kinh-phi",
            ),
            Lack::Requests if of.overdue > 0 => (
                "conditions-lack-overdue",
                vec![("n", n(of.open)), ("late", n(of.overdue))],
                "#kien-nghi",
            ),
            Lack::Requests => (
                "conditions-lack-requests",
                vec![("n", n(of.open))],
                "#kien-nghi",
            ),
            Lack::Unrecorded => ("conditions-lack-unrecorded", Vec::new(), "#vi-tri"),
        };
        let tone = match lack {
            Lack::Requests if of.overdue > 0 => Tone::Late,
            Lack::Unrecorded => Tone::Unsure,
            _ => Tone::Due,
        };
        (*lack, tone, with(visit, key, &values), anchor)
    });
    all.collect()
}

/// Tenths as people write them: "4,5".
pub fn tenths(tenths: u32) -> String {
    let whole = vi::number((tenths / 10).into());
    match tenths % 10 {
        0 => whole,
        rest => format!("{whole},{rest}"),
    }
}

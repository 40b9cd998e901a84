//! How conferences, their topics and conclusions are said.

use std::cmp::Ordering;

use council::bodies::running_name;
use council::conferences::{Conference, ConferenceState, Source, Standing, Topic};
use kernel::vi;
use ui::Tone;

use crate::visit::Visit;

/// The title of the council that holds it.
pub fn host(visit: &Visit, conference: &Conference) -> String {
    let unit = running_name(&conference.unit_name);
    let number = conference.council_number.as_str();
    visit.tv("council-title", &[("unit", &unit), ("number", number)])
}

/// The state of a conference: tone and word.
pub fn state(visit: &Visit, state: ConferenceState) -> (Tone, String) {
    let tone = match state {
        ConferenceState::Planned => Tone::Neutral,
        ConferenceState::Announced | ConferenceState::Held => Tone::Due,
        ConferenceState::Closed => Tone::Done,
    };
    (tone, visit.label("conference-state", state.code()))
}

/// How a paper or a conclusion stands: tone and word.
pub fn standing(visit: &Visit, standing: Standing) -> (Tone, String) {
    let tone = match standing {
        Standing::Late => Tone::Late,
        Standing::DueSoon => Tone::Due,
        Standing::Done => Tone::Done,
        Standing::DoneLate | Standing::Explained => Tone::Unsure,
        Standing::Open => Tone::Neutral,
    };
    (tone, visit.label("conference-standing", standing.code()))
}

/// What evidence counted: "41% đại biểu nắm vững".
pub fn figure(visit: &Visit, source: Source, figure: u32) -> String {
    let key = format!("conference-figure-{}", source.code());
    visit.tv(&key, &[("n", &vi::number(figure.into()))])
}

/// What the evidence of a topic counted when it was chosen and counts on the day of view, and whether that is better.
pub fn then_and_now(visit: &Visit, topic: &Topic, now: Option<u32>) -> (Tone, String) {
    let Some(then) = topic.figure else {
        return (Tone::Neutral, visit.t("conference-source-own"));
    };
    let before = figure(visit, topic.source, then);
    let Some(now) = now else {
        return (Tone::Neutral, before);
    };
    let after = figure(visit, topic.source, now);
    let (tone, key) = match (now.cmp(&then), topic.source.grows()) {
        (Ordering::Equal, _) => (Tone::Neutral, "conference-then-now-same"),
        (Ordering::Greater, true) | (Ordering::Less, false) => {
            (Tone::Done, "conference-then-now-better")
        }
        _ => (Tone::Late, "conference-then-now-worse"),
    };
    let day = visit.day(topic.chosen_on);
    let values = [("day", day.as_str()), ("then", &before), ("now", &after)];
    (tone, visit.tv(key, &values))
}

//! How conferences, their topics and conclusions are said.

use council::bodies::running_name;
use council::conferences::evidence::Later;
use council::conferences::{
    Conclusion, Conference, ConferenceState, Source, Standing, Topic, Trend,
};
use kernel::ids::CouncilId;
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

/// The name of a piece of evidence.
pub fn evidence(visit: &Visit, source: Source, key: &str, name: &str) -> String {
    match source {
        Source::Law | Source::Difficulty if !name.is_empty() => name.to_owned(),
        Source::Petitions => visit.label("matter-field", key),
        _ => visit.label("conference-source", source.code()),
    }
}

/// Where a piece of evidence of a council is looked up.
pub fn evidence_path(
    visit: &Visit,
    council: CouncilId,
    source: Source,
    key: &str,
) -> Option<String> {
    let path = match source {
        Source::Law => format!("/library/{key}"),
        Source::Petitions => format!("/councils/{council}/petitions?by=field"),
        Source::Contact => format!("/councils/{council}/contacts"),
        Source::Difficulty | Source::Review | Source::Own => return None,
    };
    Some(visit.link(&path))
}

/// What the evidence of a topic counted when it was chosen and counts a year later, or on the day of view before that.
pub fn then_and_now(visit: &Visit, topic: &Topic, later: Option<&Later>) -> Option<(Tone, String)> {
    let then = figure(visit, topic.source, topic.figure?);
    let day = visit.day(topic.chosen_on);
    let Some(later) = later else {
        let values = [("day", day.as_str()), ("then", &then)];
        return Some((Tone::Neutral, visit.tv("conference-later-unknown", &values)));
    };
    let tone = match later.trend {
        Trend::Better => Tone::Done,
        Trend::Same => Tone::Neutral,
        Trend::Worse => Tone::Late,
    };
    let values = [
        ("day", day.as_str()),
        ("then", &then),
        ("on", &visit.day(later.on)),
        ("now", &figure(visit, topic.source, later.figure)),
        (
            "trend",
            &visit.label("conference-trend", later.trend.code()),
        ),
    ];
    let key = match later.year_over {
        true => "conference-later-year",
        false => "conference-later-now",
    };
    Some((tone, visit.tv(key, &values)))
}

/// Who is charged with a conclusion: of a council, the name of its unit as it stands within a sentence.
pub fn owner(conclusion: &Conclusion) -> String {
    match conclusion.owner.strip_prefix("HĐND ") {
        Some(unit) if conclusion.owner_council_id.is_some() => {
            format!("HĐND {}", running_name(unit))
        }
        _ => conclusion.owner.clone(),
    }
}

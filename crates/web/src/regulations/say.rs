//! How states, days and rules of regulations are said.

use council::regulations::queries::{Regulation, RegulationLine};
use council::regulations::{RegulationState, Standing};
use council::rules::InForce;
use ui::Tone;

use crate::rules::words;
use crate::visit::Visit;

/// The standing on the day: tone and word.
pub fn standing(visit: &Visit, standing: Standing) -> (Tone, String) {
    let tone = match standing {
        Standing::InForce => Tone::Done,
        Standing::Ended | Standing::Withdrawn => Tone::Neutral,
        _ => Tone::Due,
    };
    (tone, visit.label("regulation-standing", standing.code()))
}

/// "HĐND phường Cái Khế khóa I".
pub fn council(visit: &Visit, line: &RegulationLine) -> String {
    let unit = council::bodies::running_name(&line.unit_name);
    let values = [("unit", unit.as_str()), ("number", &line.council_number)];
    visit.tv("council-title", &values)
}

/// "ít nhất 20 ngày (Điều …, Theo trí nhớ)": what a rule asks, on which basis, and how sure that is.
pub fn rule(visit: &Visit, rule: &InForce) -> String {
    words::dated_rule(visit, rule)
}

/// The next act: its key, where its form is, and whose it is.
pub fn next(regulation: &Regulation, today: kernel::Date) -> Option<(&'static str, &'static str)> {
    Some(match regulation.state {
        RegulationState::Proposed => ("draft", "draft"),
        RegulationState::Drafting => ("open", "comments/open"),
        RegulationState::Comments if regulation.takes_comments(today) => ("comment", "comment"),
        RegulationState::Comments => ("assign", "appraisal/assign"),
        RegulationState::Appraisal => ("report", "appraisal"),
        RegulationState::Adoption => ("vote", "vote"),
        RegulationState::Adopted if regulation.number.is_none() => ("number", "number"),
        RegulationState::Adopted => ("publish", "publish"),
        RegulationState::Published | RegulationState::Withdrawn => return None,
    })
}

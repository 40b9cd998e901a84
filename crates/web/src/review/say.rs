//! How standings, reasons and rules of the review are said.

use council::access::FieldGroup;
use council::bodies::CouncilRef;
use council::review::findings::Finding;
use council::review::tasks::ReviewTask;
use council::review::{Reason, ReviewState, Standing};
use council::{Refusal, Result};
use ui::{Html, Tone};

pub use crate::rules::words::dated_rule;
use crate::visit::Visit;

/// Refuses whoever does not read the work of review anywhere.
pub fn reader(visit: &Visit) -> Result<()> {
    let group = FieldGroup::ReviewWork;
    if visit.actor.reads_anywhere(group) {
        Ok(())
    } else {
        Err(Refusal::NotReadable(group))
    }
}

/// Refuses whoever does not read the work of review of a council.
pub fn reader_of(visit: &Visit, council: &CouncilRef) -> Result<()> {
    visit.require(FieldGroup::ReviewWork, &council.path)
}

/// The standing of a document: tone and word.
pub fn standing(visit: &Visit, standing: Standing) -> (Tone, String) {
    let tone = match standing {
        Standing::Overdue => Tone::Late,
        Standing::Needed | Standing::UnderWay => Tone::Due,
        Standing::Done => Tone::Done,
        Standing::Clear => Tone::Neutral,
    };
    (tone, visit.label("review-standing", standing.code()))
}

/// The state of a task: tone and word.
pub fn state(visit: &Visit, task: &ReviewTask) -> (Tone, String) {
    if task.is_late(visit.on) {
        return (Tone::Late, visit.label("review-standing", "overdue"));
    }
    let tone = match task.state {
        ReviewState::Open => Tone::Due,
        ReviewState::Concluded => Tone::Done,
        ReviewState::Cancelled => Tone::Neutral,
    };
    (tone, visit.label("review-state", task.state.code()))
}

/// A reason in a few words.
pub fn reason(visit: &Visit, reason: Reason) -> String {
    visit.label("review-reason", reason.code())
}

/// A finding as a sentence.
pub fn sentence(visit: &Visit, finding: &Finding) -> String {
    let since = finding
        .since
        .map_or_else(|| visit.t("missing"), |day| visit.day(day));
    let act = match (&finding.by_unit, &finding.by) {
        (Some(unit), Some(by)) => format!("{unit} {by}"),
        (None, Some(by)) => by.clone(),
        _ => String::new(),
    };
    let code = finding.reason.code();
    visit.tv(
        &format!("review-sentence-{}", code.replace('_', "-")),
        &[
            ("basis", &finding.basis),
            ("unit", &finding.unit),
            ("by", &act),
            ("since", &since),
        ],
    )
}

/// The rule behind a finding: the provision, and for a dated rule what it says and how sure it is.
pub fn rule(visit: &Visit, finding: &Finding) -> String {
    match &finding.dated_rule {
        Some(rule) => dated_rule(visit, rule),
        None => finding.rule.clone(),
    }
}

/// A document of the library by its number, as a link where it is there.
pub fn in_library(visit: &Visit, number: &str, id: Option<kernel::ids::DocumentId>) -> Html {
    match id {
        Some(id) => Html::link(number, visit.link(&format!("/library/{id}"))),
        None => Html::text(number),
    }
}

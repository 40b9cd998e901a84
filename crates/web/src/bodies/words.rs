//! How councils, periods and decisions are written, on every page that names them.

use council::bodies::queries::DecisionLine;
use council::bodies::{CouncilRef, running_name};
use kernel::Date;
use kernel::ids::DecisionId;
use kernel::time::FROM_THE_BEGINNING;
use ui::{Choice, Field, Html};

use crate::posted::Posted;
use crate::visit::Visit;

/// "HĐND phường Ninh Kiều khóa II".
pub fn council_title(visit: &Visit, council: &CouncilRef) -> String {
    visit.tv(
        "council-title",
        &[
            ("unit", &running_name(&council.unit_name)),
            ("number", &council.number),
        ],
    )
}

/// A link to the page of a council.
pub fn council_link(visit: &Visit, council: &CouncilRef) -> Html {
    Html::link(
        council_title(visit, council),
        visit.link(&format!("/councils/{}", council.id)),
    )
}

/// A first day, or that it is not recorded.
pub fn since(visit: &Visit, from: Date) -> String {
    if from == FROM_THE_BEGINNING {
        visit.t("since-unknown")
    } else {
        visit.day(from)
    }
}

/// "từ 23/5/2021", "từ 23/5/2021 đến hết 30/6/2025".
pub fn period(visit: &Visit, from: Date, to: Option<Date>) -> String {
    let last = to.and_then(|to| to.yesterday().ok());
    match (from == FROM_THE_BEGINNING, last) {
        (true, None) => visit.t("period-always"),
        (true, Some(last)) => visit.tv("period-until", &[("last", &visit.day(last))]),
        (false, None) => visit.tv("period-since", &[("from", &visit.day(from))]),
        (false, Some(last)) => visit.tv(
            "period-both",
            &[("from", &visit.day(from)), ("last", &visit.day(last))],
        ),
    }
}

/// A decision by its number, or that nothing confirms the fact yet.
pub fn decision(visit: &Visit, number: Option<&str>) -> Html {
    match number {
        Some(number) => Html::text(number),
        None => unconfirmed(visit),
    }
}

/// "Chưa xác nhận": no decision is recorded.
pub fn unconfirmed(visit: &Visit) -> Html {
    let mut html = Html::new();
    html.push(ui::Tag::new(ui::Tone::Unsure, visit.t("unconfirmed")));
    html
}

/// A choice of coded values with their labels.
pub fn choices<T: Copy>(
    visit: &Visit,
    kind: &str,
    values: &[T],
    code: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    values
        .iter()
        .map(|value| Choice::new(code(*value), visit.label(kind, code(*value))))
        .collect()
}

/// The same, with a first choice that stands for all of them.
pub fn or_all(visit: &Visit, mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.insert(0, Choice::new("", visit.t("filter-all")));
    choices
}

/// The question for the decision on which the act rests.
pub fn decision_field(visit: &Visit, posted: &Posted, decisions: &[DecisionLine]) -> Field {
    let mut choices = vec![Choice::new("", visit.t("field-decision-none"))];
    choices.extend(
        decisions
            .iter()
            .map(|decision| Choice::new(decision.id.to_string(), decision_words(visit, decision))),
    );
    let field = Field::select("decision", visit.t("field-decision"), choices, "")
        .hint(visit.t("field-decision-hint"))
        .optional();
    posted.fill("decision", field)
}

/// "12/NQ-HĐND ngày 03/7/2025: Bầu Phó Chủ tịch HĐND".
pub fn decision_words(visit: &Visit, decision: &DecisionLine) -> String {
    visit.tv(
        "decision-words",
        &[
            ("number", &decision.number),
            ("day", &visit.day(decision.signed_on)),
            ("title", &decision.title),
        ],
    )
}

/// The question for the reason, which the audit trail keeps.
pub fn reason_field(visit: &Visit, posted: &Posted) -> Field {
    let field = Field::long("reason", visit.t("field-reason"))
        .hint(visit.t("field-reason-hint"))
        .rows(3);
    posted.fill("reason", field)
}

/// A question for a first day; the day of view stands there already.
pub fn from_field(visit: &Visit, posted: &Posted, label: &str) -> Field {
    let field = Field::date("valid_from", visit.t(label));
    posted.fill("valid_from", field)
}

/// The question for an end that is known already.
pub fn to_field(visit: &Visit, posted: &Posted) -> Field {
    let field = Field::date("valid_to", visit.t("field-valid-to"))
        .hint(visit.t("field-valid-to-hint"))
        .optional();
    posted.fill("valid_to", field)
}

/// The number of a decision among those of the council.
pub fn number_of(decisions: &[DecisionLine], id: Option<DecisionId>) -> Option<&str> {
    decisions
        .iter()
        .find(|decision| Some(decision.id) == id)
        .map(|decision| decision.number.as_str())
}

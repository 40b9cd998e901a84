//! How a rule is said: its value, its basis, whom it binds and how sure it is.

use std::collections::HashMap;

use council::rules::InForce;
use council::seed_data::Certainty;
use council::seed_data::rules::{Measure, UnitClass};
use kernel::ids::DocumentId;
use kernel::vi;
use serde_json::Value as Json;
use ui::{Cell, Column, Details, Html, SummaryList, Table, Tag, Tone};

use crate::bodies::words::period;
use crate::listing::Item;
use crate::visit::Visit;

/// The documents of the library by their numbers.
pub type Shelf = HashMap<String, DocumentId>;

/// The parameters of rules, in the order in which a sentence names them.
const PARAMETERS: [&str; 22] = [
    "competent",
    "fixed",
    "merged_from",
    "boards_before",
    "units",
    "max",
    "full_time_chair",
    "part_time_chair",
    "full_time_head",
    "part_time_head",
    "share",
    "share_over",
    "share_below",
    "age",
    "days",
    "count",
    "years",
    "months_over",
    "until",
    "seconds",
    "bands",
    "cap",
];

/// The subjects of rules, each with what the keys of its rules begin with, in the order in which the page tells them.
const SUBJECTS: [(&str, &[&str]); 10] = [
    (
        "organisation",
        &[
            "seats",
            "vice_chairs",
            "board_",
            "ethnic_",
            "urban_",
            "term_",
        ],
    ),
    (
        "sittings",
        &[
            "first_sitting",
            "regular_",
            "extraordinary_",
            "closed_",
            "notice_",
            "agenda_",
            "documents_before",
            "dossier_",
            "verification_",
        ],
    ),
    (
        "resolutions",
        &[
            "quorum",
            "standing_committee_quorum",
            "pass_",
            "send_",
            "draft_",
            "normative_",
            "review_",
            "model_regulation",
            "systematise_",
            "district_",
            "election_result",
            "regulation_",
        ],
    ),
    (
        "delegates",
        &[
            "dismiss_",
            "absence_",
            "part_time_",
            "voter_min",
            "delegate_min",
        ],
    ),
    (
        "elections",
        &["by_election", "women_", "under_40", "non_party"],
    ),
    ("confidence", &["low_confidence", "confidence_"]),
    (
        "supervision",
        &[
            "supervision_",
            "hearing_",
            "group_supervision",
            "delegate_supervision",
            "answer_violation",
        ],
    ),
    (
        "voters",
        &[
            "voters_",
            "report_to_voters",
            "report_settlement_",
            "consolidate_",
            "contact",
            "petition_",
            "dialogue_",
        ],
    ),
    ("training", &["training_"]),
    ("conditions", &["office_", "facility_", "work_"]),
];

/// The subject to which a rule belongs.
pub fn subject(key: &str) -> &'static str {
    SUBJECTS
        .iter()
        .find(|(_, openings)| openings.iter().any(|opening| key.starts_with(opening)))
        .map_or("other", |(subject, _)| subject)
}

/// Every subject, in the order of the page.
pub fn subjects() -> impl Iterator<Item = &'static str> {
    SUBJECTS
        .iter()
        .map(|(subject, _)| *subject)
        .chain(["other"])
}

/// "50 đại biểu khi dân số đến 1.200.000; thêm 1 đại biểu cho mỗi 75.000 dân; tối đa 85".
pub fn value(visit: &Visit, rule: &InForce) -> String {
    let given: HashMap<&str, &Json> = rule.parameters.iter().collect();
    let whole = |name| rule.parameters.whole(name);
    if let (Some(month), Some(day)) = (whole("month"), whole("day")) {
        let day = format!("{day:02}/{month:02}");
        return visit.tv("rule-value-yearly", &[("day", &day)]);
    }
    let parts: Vec<String> = PARAMETERS
        .iter()
        .filter_map(|name| Some((*name, *given.get(name)?)))
        .flat_map(|(name, value)| match name {
            "bands" => bands(visit, value, given.get("steps").copied()),
            _ => vec![one(visit, rule, name, value)],
        })
        .collect();
    parts.join("; ")
}

fn one(visit: &Visit, rule: &InForce, name: &str, value: &Json) -> String {
    let text = match value {
        Json::String(text) => match text.parse() {
            Ok(day) => visit.day(day),
            Err(_) => share(text),
        },
        other => number(other),
    };
    let plain = matches!(name, "days" | "count" | "years" | "seconds");
    let key = match name {
        "years" if rule.key.ends_with("_min_age") => "rule-value-age-from".to_owned(),
        _ if plain => "rule-value-plain".to_owned(),
        "cap" if rule.key.starts_with("seats") => "rule-value-cap".to_owned(),
        _ => format!("rule-value-{}", name.replace('_', "-")),
    };
    let of = visit.label("rule-of", rule.measure.code());
    visit.tv(&key, &[("n", &text), ("of", &of)])
}

/// Seats up to each population, then one more for each step.
fn bands(visit: &Visit, bands: &Json, steps: Option<&Json>) -> Vec<String> {
    let pairs = |json: &Json| -> Vec<(String, Option<String>)> {
        let pairs = json.as_array().into_iter().flatten();
        pairs
            .map(|pair| match pair {
                Json::Array(pair) => (
                    pair.first().map(number).unwrap_or_default(),
                    pair.get(1).filter(|json| !json.is_null()).map(number),
                ),
                other => (number(other), None),
            })
            .collect()
    };
    let mut parts: Vec<String> = pairs(bands)
        .iter()
        .map(|(people, seats)| {
            let seats = seats.as_deref().unwrap_or("?");
            visit.tv("rule-value-band", &[("people", people), ("seats", seats)])
        })
        .collect();
    for (every, up_to) in steps.map(pairs).unwrap_or_default() {
        parts.push(match up_to {
            Some(up_to) => visit.tv(
                "rule-value-step-up-to",
                &[("every", &every), ("people", &up_to)],
            ),
            None => visit.tv("rule-value-step", &[("every", &every)]),
        });
    }
    parts
}

fn number(json: &Json) -> String {
    json.as_i64().map_or_else(|| json.to_string(), vi::number)
}

/// A share as people say it: hundredths as per cent, the whole as 100%, anything else as written.
pub fn share(text: &str) -> String {
    match text.split_once('/') {
        Some((part, "100")) => format!("{part}%"),
        Some((part, whole)) if part == whole => "100%".to_owned(),
        _ => text.to_owned(),
    }
}

/// What a rule is about.
pub fn title(visit: &Visit, key: &str) -> String {
    visit.label("rule-key", key)
}

/// Whom it binds.
pub fn binds(visit: &Visit, rule: &InForce) -> String {
    if rule.council_id.is_some() {
        return visit.t("rule-binds-council");
    }
    let kind = rule.unit_kind.filter(|kind| *kind != UnitClass::Any);
    match (kind, rule.level) {
        (Some(kind), _) => visit.label("unit-class", kind.code()),
        (None, Some(level)) => visit.label("level", level.code()),
        (None, None) => visit.t("rule-binds-all"),
    }
}

/// How sure it is: tone and word. A rule without a document is a default of the product, whatever its certainty.
pub fn certainty(visit: &Visit, rule: &InForce) -> (Tone, String) {
    if rule.basis_document.is_empty() {
        (Tone::Neutral, visit.t("certainty-short-default"))
    } else {
        sure(visit, rule.certainty)
    }
}

/// A degree of certainty: tone and word.
pub fn sure(visit: &Visit, certainty: Certainty) -> (Tone, String) {
    let tone = match certainty {
        Certainty::ReadInText | Certainty::Confirmed => Tone::Done,
        Certainty::Inferred | Certainty::FromMemory | Certainty::Unconfirmed => Tone::Unsure,
    };
    (tone, visit.label("certainty-short", certainty.code()))
}

/// The basis in one line.
pub fn basis(visit: &Visit, rule: &InForce) -> String {
    match (rule.basis_document.as_str(), rule.basis_provision.as_str()) {
        ("", _) => visit.t("rule-product-default"),
        (document, "") => document.to_owned(),
        (document, provision) => visit.tv(
            "rule-basis",
            &[("provision", provision), ("document", document)],
        ),
    }
}

/// "… Căn cứ: khoản 8 Điều 64 … Độ tin cậy: đã đọc văn bản."
pub fn dated_rule(visit: &Visit, rule: &InForce) -> String {
    let (_, sure) = sure(visit, rule.certainty);
    let note = match visit.lang {
        crate::Lang::Vi => &rule.note_vi,
        crate::Lang::En => &rule.note_en,
    };
    let basis = basis(visit, rule);
    visit.tv(
        "regulation-rule",
        &[("note", note), ("basis", &basis), ("certainty", &sure)],
    )
}

/// The basis, leading to the document when the library has it.
pub fn basis_item(visit: &Visit, shelf: &Shelf, rule: &InForce) -> Item {
    let words = basis(visit, rule);
    match shelf.get(&rule.basis_document) {
        Some(id) => Item::Link(words, visit.link(&format!("/library/{id}"))),
        None => Item::Text(words),
    }
}

fn basis_cell(visit: &Visit, shelf: &Shelf, rule: &InForce) -> Cell {
    let words = basis(visit, rule);
    match shelf.get(&rule.basis_document) {
        Some(id) => Cell::link(words, visit.link(&format!("/library/{id}"))),
        None => Cell::text(words),
    }
}

/// A table of rules with its heads; rows come by [`row`].
pub fn table(visit: &Visit, caption: impl Into<String>, first: &str) -> Table {
    Table::new(caption, visit.words())
        .column(Column::text(visit.t(first)))
        .column(Column::text(visit.t("rule-binds")))
        .column(Column::text(visit.t("rule-value")))
        .column(Column::text(visit.t("rule-basis-head")))
        .column(Column::text(visit.t("rule-valid")))
        .column(Column::status(visit.t("rule-certainty")))
}

/// A row of [`table`], begun by what the table is read by.
pub fn row(visit: &Visit, shelf: &Shelf, first: Cell, rule: &InForce) -> Vec<Cell> {
    let (tone, word) = certainty(visit, rule);
    vec![
        first,
        Cell::text(binds(visit, rule)),
        Cell::text(value(visit, rule)),
        basis_cell(visit, shelf, rule),
        Cell::text(period(visit, rule.valid_from, rule.valid_to)),
        Cell::status(tone, word),
    ]
}

/// What the words for certainty mean.
pub fn legend(visit: &Visit) -> Details {
    let mut list = SummaryList::new();
    let tag = |tone, word: String| {
        let mut html = Html::new();
        html.push(Tag::new(tone, word));
        html
    };
    for certainty in Certainty::ALL {
        let (tone, word) = sure(visit, *certainty);
        list = list.row(
            word.clone(),
            tag(tone, word)
                .and(" ")
                .and(visit.label("certainty-long", certainty.code())),
        );
    }
    let word = visit.t("certainty-short-default");
    list = list.row(
        word.clone(),
        tag(Tone::Neutral, word)
            .and(" ")
            .and(visit.t("rule-product-default")),
    );
    Details::new(visit.t("certainty-legend")).push(list)
}

/// Words for a measure beside a question of a form.
pub fn measure(visit: &Visit, measure: Measure) -> String {
    visit.label("measure", measure.code())
}

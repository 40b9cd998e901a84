//! What a line says, in words: the record, the fields, the values.

use council::access::Shown;
use council::history::trail::Line;
use serde_json::Value as Json;

use crate::catalogue;
use crate::visit::Visit;

/// The name of an act, or its code where the catalogue has none, as for acts of programs older than this one.
pub fn act_name(visit: &Visit, act: &str) -> String {
    named(visit, "act", act)
}

/// The kind of a record.
pub fn subject_name(visit: &Visit, kind: &str) -> String {
    named(visit, "trail-subject", kind)
}

/// The page of the record, where there is one.
pub fn subject_path(visit: &Visit, line: &Line) -> Option<String> {
    let id = line.subject;
    if id.is_nil() {
        return None;
    }
    let path = match line.subject_kind.as_str() {
        "person" => format!("/delegates/{id}"),
        "council" => format!("/councils/{id}"),
        "account" => format!("/accounts/{id}"),
        "unit" => format!("/units/{id}"),
        "class" => format!("/training/classes/{id}"),
        "import" => format!("/imports/{id}"),
        _ => return None,
    };
    Some(visit.link(&path))
}

/// The name of a field.
pub fn field_name(visit: &Visit, field: &str) -> String {
    named(visit, "trail-field", field)
}

fn named(visit: &Visit, kind: &str, code: &str) -> String {
    let key = format!("{kind}-{}", code.replace(['_', '.'], "-"));
    if catalogue::has(visit.lang, &key) {
        visit.t(&key)
    } else {
        code.replace('_', " ")
    }
}

/// A value as the reader gets it.
pub fn value(visit: &Visit, value: &Shown<Json>) -> String {
    match value {
        Shown::Visible(value) => plain(visit, value),
        Shown::Hidden => visit.t("hidden"),
    }
}

fn plain(visit: &Visit, value: &Json) -> String {
    match value {
        Json::Null => visit.t("missing"),
        Json::Bool(true) => visit.t("trail-yes"),
        Json::Bool(false) => visit.t("trail-no"),
        Json::Number(number) => number.to_string(),
        Json::String(text) if text.is_empty() => visit.t("missing"),
        Json::String(text) => match text.parse::<kernel::Date>() {
            Ok(day) if text.len() == 10 => visit.day(day),
            _ => text.clone(),
        },
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| plain(visit, item)).collect();
            items.join(", ")
        }
        Json::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(field, value)| {
                    format!("{}: {}", field_name(visit, field), plain(visit, value))
                })
                .collect();
            fields.join("; ")
        }
    }
}

/// Everything that a line says beside its reason, on one line of text for each field.
pub fn sentences(visit: &Visit, line: &Line) -> Vec<String> {
    let changes = line.changes.iter().map(|change| {
        format!(
            "{}: {} → {}",
            field_name(visit, &change.field),
            value(visit, &change.before),
            value(visit, &change.after)
        )
    });
    let facts = line
        .facts
        .iter()
        .map(|(field, fact)| format!("{}: {}", field_name(visit, field), value(visit, fact)));
    changes.chain(facts).collect()
}

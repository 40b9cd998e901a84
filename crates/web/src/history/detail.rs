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
        "regulation" => format!("/regulations/{id}"),
        "coordination" => format!("/coordination/{id}"),
        "report" => format!("/reports/{id}"),
        "document" => format!("/library/{id}"),
        "sitting" => format!("/sittings/{id}"),
        "sitting_item" => format!("/sitting-items/{id}"),
        "conference" => format!("/conferences/{id}"),
        "official_paper" => format!("/papers/{id}"),
        "import" => format!("/imports/{id}"),
        "petition_table" => format!("/petition-tables/{id}"),
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

/// A value of a field as the reader gets it.
pub fn value(visit: &Visit, line: &Line, field: &str, value: &Shown<Json>) -> String {
    match value {
        Shown::Visible(value) => plain(visit, (&line.subject_kind, field), value),
        Shown::Hidden => visit.t("hidden"),
    }
}

fn plain(visit: &Visit, place: (&str, &str), value: &Json) -> String {
    match value {
        Json::Null => visit.t("missing"),
        Json::Bool(true) => visit.t("trail-yes"),
        Json::Bool(false) => visit.t("trail-no"),
        Json::Number(number) => number.to_string(),
        Json::String(text) if text.is_empty() => visit.t("missing"),
        Json::String(text) => match text.parse::<kernel::Date>() {
            Ok(day) if text.len() == 10 => visit.day(day),
            _ => label(visit, place, text).unwrap_or_else(|| text.clone()),
        },
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| plain(visit, place, item)).collect();
            items.join(", ")
        }
        Json::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(field, value)| {
                    let value = plain(visit, (place.0, field), value);
                    format!("{}: {value}", field_name(visit, field))
                })
                .collect();
            fields.join("; ")
        }
    }
}

/// The words of a stable code, where the catalogue names it: `class-state-planned`, `role-clerk`.
fn label(visit: &Visit, (kind, field): (&str, &str), code: &str) -> Option<String> {
    let plain = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if !plain(code) {
        return None;
    }
    [format!("{kind}-{field}-{code}"), format!("{field}-{code}")]
        .map(|key| key.replace('_', "-"))
        .into_iter()
        .find(|key| catalogue::has(visit.lang, key))
        .map(|key| visit.t(&key))
}

/// Everything that a line says beside its reason, on one line of text for each field.
pub fn sentences(visit: &Visit, line: &Line) -> Vec<String> {
    let nothing = Shown::Visible(Json::Null);
    let changes = line.changes.iter().map(|change| {
        let (name, of) = (field_name(visit, &change.field), &change.field);
        let after = value(visit, line, of, &change.after);
        if change.before == nothing {
            return format!("{name}: {after}");
        }
        let before = value(visit, line, of, &change.before);
        format!("{name}: {before} → {after}")
    });
    let facts = line.facts.iter().map(|(field, fact)| {
        let fact = value(visit, line, field, fact);
        format!("{}: {fact}", field_name(visit, field))
    });
    changes.chain(facts).collect()
}

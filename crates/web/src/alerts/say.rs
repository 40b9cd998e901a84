//! How topics are said.

use council::alerts::Topic;
use council::bodies::running_name;
use council::petitions::tracking::printed_code;

use crate::catalogue::{self, Lang};

/// A topic inside a sentence: "kiến nghị của cử tri tại phường Ninh Kiều".
pub fn topic(lang: Lang, topic: Topic, name: &str) -> String {
    let (key, name) = match topic {
        Topic::Utterance(_) => ("alerts-topic-utterance", printed_code(name)),
        Topic::Council(_) => ("alerts-topic-council", name.to_owned()),
        Topic::Unit(_) => ("alerts-topic-unit", running_name(name)),
        Topic::Meetings(_) => ("alerts-topic-meetings", running_name(name)),
    };
    catalogue::text_with(lang, key, &[("name", &name)])
}

/// The same at the head of a line.
pub fn headed(lang: Lang, of: Topic, name: &str) -> String {
    let text = topic(lang, of, name);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

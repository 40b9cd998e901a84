//! Small things that a script brings to life: a text to copy and a clock that runs down.

use crate::html::put;
use crate::{Component, Example, Html, Words, esc};

/// A text in full view, with a button that copies it where scripts run.
#[derive(Clone, Debug)]
pub struct CopyText {
    text: String,
    copy: String,
    copied: String,
}

impl CopyText {
    /// A text to copy, such as a code or an address.
    pub fn new(text: impl Into<String>, words: &Words) -> Self {
        Self {
            text: text.into(),
            copy: words.copy.clone(),
            copied: words.copied.clone(),
        }
    }
}

impl Component for CopyText {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<p class=\"copy\"><code>{0}</code><button class=\"button secondary\" type=\"button\" hidden data-copy=\"{0}\" data-copied=\"{1}\">{2}</button></p>",
            esc(&self.text),
            esc(&self.copied),
            esc(&self.copy)
        );
    }
}

/// A place in a form where what the service finds to be like the typed text is shown while it is typed. Without a script nothing is
/// asked and the place stays empty.
#[derive(Clone, Debug)]
pub struct Suggestions {
    ask: String,
    fields: String,
}

impl Suggestions {
    /// The address that answers a posted form with a piece of a page, and the names of the fields that are sent to it; typing in the
    /// first one asks.
    pub fn new(ask: impl Into<String>, fields: &[&str]) -> Self {
        Self {
            ask: ask.into(),
            fields: fields.join(" "),
        }
    }
}

impl Component for Suggestions {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<div class=\"suggestions\" aria-live=\"polite\" data-suggest=\"{}\" data-fields=\"{}\"></div>",
            esc(&self.ask),
            esc(&self.fields)
        );
    }
}

/// The time until a deadline. The words say when it ends; the clock needs a script.
#[derive(Clone, Debug)]
pub struct Countdown {
    until: String,
    words: String,
}

impl Countdown {
    /// A deadline as ISO 8601 with its zone, and the words that say it, such as "đến 10 giờ 42 phút".
    pub fn new(until: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            until: until.into(),
            words: words.into(),
        }
    }
}

impl Component for Countdown {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<p class=\"countdown\"><span class=\"clock\" aria-hidden=\"true\" data-deadline=\"{0}\"></span> <time datetime=\"{0}\">{1}</time></p>",
            esc(&self.until),
            esc(&self.words)
        );
    }
}

pub(crate) fn examples(words: &Words) -> Vec<Example> {
    vec![
        Example::new("copy", CopyText::new("KN-2026-000128", words).html()),
        Example::new(
            "countdown",
            Countdown::new("2026-07-10T10:42:00+07:00", "đến 10 giờ 42 phút").html(),
        ),
    ]
}

//! A link: words and where they lead.

use crate::html::put;
use crate::{Component, Html, esc, esc_url};

/// Words and the address they lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the reader sees.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link with its words and its address.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
        }
    }
}

impl Component for Link {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<a href=\"{}\">{}</a>",
            esc_url(&self.href),
            esc(&self.text)
        );
    }
}

/// One choice of a list: the value that is sent and the words that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// A sentence under the label, for radios and checkboxes.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice with its value and its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }

    /// Adds a sentence under the label.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl<V: Into<String>, L: Into<String>> From<(V, L)> for Choice {
    fn from((value, label): (V, L)) -> Self {
        Self::new(value, label)
    }
}

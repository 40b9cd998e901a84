//! Where the page stands, from the front page down.

use crate::html::put;
use crate::{Component, Example, Html, Link, Words, esc};

/// Links from the front page down to the parent of this page.
#[derive(Clone, Debug)]
pub struct Breadcrumb {
    label: String,
    links: Vec<Link>,
}

impl Breadcrumb {
    /// A path without steps yet.
    pub fn new(words: &Words) -> Self {
        Self {
            label: words.breadcrumb.clone(),
            links: Vec::new(),
        }
    }

    /// Adds a step.
    pub fn link(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.links.push(Link::new(text, href));
        self
    }
}

impl Component for Breadcrumb {
    fn render(&self, out: &mut Html) {
        if self.links.is_empty() {
            return;
        }
        put!(
            out,
            "<nav class=\"breadcrumb\" aria-label=\"{}\"><ol>",
            esc(&self.label)
        );
        for link in &self.links {
            put!(out, "<li>{}</li>", link.html());
        }
        put!(out, "</ol></nav>");
    }
}

pub(crate) fn examples(words: &Words) -> Vec<Example> {
    let mut words = words.clone();
    words.breadcrumb.push_str(" (ví dụ)");
    let path = Breadcrumb::new(&words)
        .link("Trang đầu", "#1")
        .link("Kiến nghị", "#2")
        .link("Phường Hải Châu", "#3");
    vec![Example::new("breadcrumb", path.html())]
}

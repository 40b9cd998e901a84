//! Sides of one thing, each at its own address.

use crate::html::put;
use crate::{Component, Example, Html, esc, esc_url};

#[derive(Clone, Debug)]
struct Tab {
    text: String,
    href: String,
    count: Option<String>,
    current: bool,
}

/// Links to the sides of one thing.
#[derive(Clone, Debug)]
pub struct Tabs {
    label: String,
    tabs: Vec<Tab>,
}

impl Tabs {
    /// Tabs with a label for those who hear them.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            tabs: Vec::new(),
        }
    }

    /// A side that leads elsewhere.
    pub fn tab(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.tabs.push(Tab {
            text: text.into(),
            href: href.into(),
            count: None,
            current: false,
        });
        self
    }

    /// The side in view.
    pub fn current(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.tabs.push(Tab {
            text: text.into(),
            href: href.into(),
            count: None,
            current: true,
        });
        self
    }

    /// How many things lie behind the tab added last.
    pub fn count(mut self, number: impl ToString) -> Self {
        if let Some(tab) = self.tabs.last_mut() {
            tab.count = Some(number.to_string());
        }
        self
    }
}

impl Component for Tabs {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<nav class=\"tabs\" aria-label=\"{}\"><ul>",
            esc(&self.label)
        );
        for tab in &self.tabs {
            let current = if tab.current {
                " aria-current=\"page\""
            } else {
                ""
            };
            put!(
                out,
                "<li><a href=\"{}\"{current}>{}",
                esc_url(&tab.href),
                esc(&tab.text)
            );
            if let Some(number) = &tab.count {
                put!(out, " <span class=\"count\">{}</span>", esc(number));
            }
            put!(out, "</a></li>");
        }
        put!(out, "</ul></nav>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let tabs = Tabs::new("Kỳ họp thứ 5")
        .current("Chương trình", "#1")
        .tab("Tài liệu", "#2")
        .count(14)
        .tab("Điểm danh", "#3")
        .tab("Biểu quyết", "#4")
        .count(6)
        .tab("Biên bản", "#5");
    vec![Example::new("tabs", tabs.html())]
}

//! More for those who want it, folded away for the others.

use crate::html::put;
use crate::{Component, Example, Html, esc};

/// A fold with its summary.
#[derive(Clone, Debug)]
pub struct Details {
    summary: String,
    body: Html,
    open: bool,
}

impl Details {
    /// A closed fold.
    pub fn new(summary: impl Into<String>) -> Self {
        Self {
            summary: summary.into(),
            body: Html::new(),
            open: false,
        }
    }

    /// Adds a component inside.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.body);
        self
    }

    /// A paragraph inside.
    pub fn text(mut self, text: impl Into<Html>) -> Self {
        put!(self.body, "<p>{}</p>", text.into());
        self
    }

    /// Starts open.
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

impl Component for Details {
    fn render(&self, out: &mut Html) {
        let open = if self.open { " open" } else { "" };
        put!(
            out,
            "<details class=\"details\"{open}><summary>{}</summary><div class=\"details-body\">{}</div></details>",
            esc(&self.summary),
            self.body
        );
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let details = Details::new("Vì sao hạn là 05/3/2026?")
        .text("Kiến nghị được chuyển ngày 20/01/2026. Quy chế cho 30 ngày làm việc, không tính kỳ nghỉ Tết Nguyên đán.");
    vec![Example::new("details", details.html())]
}

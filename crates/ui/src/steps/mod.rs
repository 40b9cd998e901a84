//! Where the reader is in a task of several pages, or a thing in a procedure of several stages.

use crate::html::put;
use crate::{Component, Example, Html, esc};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Done,
    Current,
    Ahead,
}

/// The steps of a task in their order.
#[derive(Clone, Debug)]
pub struct Steps {
    label: String,
    steps: Vec<(Place, String, Option<String>)>,
}

impl Steps {
    /// Steps with a label that also says where the reader is: "Bước 2 trong 4".
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            steps: Vec::new(),
        }
    }

    /// A step behind the reader.
    pub fn done(mut self, text: impl Into<String>) -> Self {
        self.steps.push((Place::Done, text.into(), None));
        self
    }

    /// The step in view.
    pub fn current(mut self, text: impl Into<String>) -> Self {
        self.steps.push((Place::Current, text.into(), None));
        self
    }

    /// A step ahead.
    pub fn ahead(mut self, text: impl Into<String>) -> Self {
        self.steps.push((Place::Ahead, text.into(), None));
        self
    }

    /// A short note under the step added last, such as its day.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        if let Some((_, _, note)) = self.steps.last_mut() {
            *note = Some(text.into());
        }
        self
    }
}

impl Component for Steps {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<div class=\"steps\"><p class=\"steps-label\">{0}</p><ol aria-label=\"{0}\">",
            esc(&self.label)
        );
        for (place, text, note) in &self.steps {
            match place {
                Place::Done => put!(out, "<li class=\"past\">"),
                Place::Current => put!(out, "<li aria-current=\"step\">"),
                Place::Ahead => put!(out, "<li>"),
            }
            put!(out, "<span>{}</span>", esc(text));
            if let Some(note) = note {
                put!(out, "<small>{}</small>", esc(note));
            }
            put!(out, "</li>");
        }
        put!(out, "</ol></div>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let steps = Steps::new("Bước 3 trong 5")
        .done("Tiếp nhận")
        .note("28/12/2025")
        .done("Chuyển cơ quan")
        .note("05/01/2026")
        .current("Giải quyết")
        .note("hạn 05/3/2026")
        .ahead("Xác minh")
        .ahead("Công bố");
    vec![Example::new("steps", steps.html())]
}

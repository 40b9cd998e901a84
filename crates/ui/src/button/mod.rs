//! What a reader can do: links that look like buttons, and one-button forms.

use crate::html::put;
use crate::{CSRF_FIELD, Component, Example, Html, IDEMPOTENCY_FIELD, esc, esc_url};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Primary,
    Secondary,
    Danger,
}

impl Look {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Look::Primary => "button",
            Look::Secondary => "button secondary",
            Look::Danger => "button danger",
        }
    }
}

/// A link to the next act, which looks like a button.
#[derive(Clone, Debug)]
pub struct Button {
    text: String,
    href: String,
    look: Look,
}

impl Button {
    /// The act that this page is for.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            look: Look::Primary,
        }
    }

    /// An act beside the main one.
    pub fn secondary(mut self) -> Self {
        self.look = Look::Secondary;
        self
    }

    /// An act that cannot be taken back.
    pub fn danger(mut self) -> Self {
        self.look = Look::Danger;
        self
    }
}

impl Component for Button {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<a class=\"{}\" href=\"{}\">{}</a>",
            self.look.class(),
            esc_url(&self.href),
            esc(&self.text)
        );
    }
}

/// A form of one button, for an act that needs no answer but changes something.
#[derive(Clone, Debug)]
pub struct PostButton {
    text: String,
    action: String,
    look: Look,
    hidden: Vec<(String, String)>,
    confirm: Option<String>,
    context: Option<String>,
}

impl PostButton {
    /// A button that posts to `action` with the session's token.
    pub fn new(
        text: impl Into<String>,
        action: impl Into<String>,
        csrf: impl Into<String>,
    ) -> Self {
        Self {
            text: text.into(),
            action: action.into(),
            look: Look::Primary,
            hidden: vec![(CSRF_FIELD.into(), csrf.into())],
            confirm: None,
            context: None,
        }
    }

    /// An act beside the main one.
    pub fn secondary(mut self) -> Self {
        self.look = Look::Secondary;
        self
    }

    /// An act that cannot be taken back.
    pub fn danger(mut self) -> Self {
        self.look = Look::Danger;
        self
    }

    /// A value that goes with it.
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// The key that keeps a second press from doing the act twice.
    pub fn idempotency(self, key: impl Into<String>) -> Self {
        self.hidden(IDEMPOTENCY_FIELD, key)
    }

    /// A question asked first, where scripts run; the server still has to be safe without it.
    pub fn confirm(mut self, question: impl Into<String>) -> Self {
        self.confirm = Some(question.into());
        self
    }

    /// Words read aloud after the text, so that ten equal buttons can be told apart.
    pub fn context(mut self, words: impl Into<String>) -> Self {
        self.context = Some(words.into());
        self
    }
}

impl Component for PostButton {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<form class=\"post\" method=\"post\" action=\"{}\"",
            esc_url(&self.action)
        );
        if let Some(question) = &self.confirm {
            put!(out, " data-confirm=\"{}\"", esc(question));
        }
        out.put(format_args!(">"));
        for (name, value) in &self.hidden {
            put!(
                out,
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                esc(name),
                esc(value)
            );
        }
        put!(
            out,
            "<button class=\"{}\" type=\"submit\">{}",
            self.look.class(),
            esc(&self.text)
        );
        if let Some(words) = &self.context {
            put!(out, "<span class=\"hear\"> {}</span>", esc(words));
        }
        put!(out, "</button></form>");
    }
}

/// A row of buttons and links.
#[derive(Clone, Debug, Default)]
pub struct Actions(Html);

impl Actions {
    /// An empty row.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a button or a link.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.0);
        self
    }
}

impl Component for Actions {
    fn render(&self, out: &mut Html) {
        if !self.0.is_empty() {
            put!(out, "<div class=\"actions\">{}</div>", self.0);
        }
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let actions = Actions::new()
        .push(Button::new("Ghi kiến nghị mới", "#moi"))
        .push(Button::new("Xuất báo cáo", "#bao-cao").secondary())
        .push(
            PostButton::new("Hủy kết quả biểu quyết", "#huy", "token")
                .danger()
                .confirm("Hủy kết quả biểu quyết? Lý do hủy sẽ được ghi vào biên bản."),
        );
    vec![Example::new("button", actions.html())]
}

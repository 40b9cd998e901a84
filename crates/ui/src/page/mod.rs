//! The main area of a page: one head, one sentence that answers the page's question, then the next act, then the rest.

use crate::html::put;
use crate::{Actions, Component, Html, Section, Tag, Tone, esc};

/// The main area of a page.
#[derive(Clone, Debug)]
pub struct Page {
    title: String,
    kicker: Option<String>,
    tag: Option<Tag>,
    lead: Html,
    actions: Actions,
    body: Html,
    aside: Html,
}

impl Page {
    /// A page under its one head.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            kicker: None,
            tag: None,
            lead: Html::new(),
            actions: Actions::new(),
            body: Html::new(),
            aside: Html::new(),
        }
    }

    /// A few words above the head: the kind of thing and its number.
    pub fn kicker(mut self, words: impl Into<String>) -> Self {
        self.kicker = Some(words.into());
        self
    }

    /// The state of the thing, beside the kicker.
    pub fn tag(mut self, tone: Tone, word: impl Into<String>) -> Self {
        self.tag = Some(Tag::new(tone, word));
        self
    }

    /// The sentence that answers the page's question.
    pub fn lead(mut self, text: impl Into<Html>) -> Self {
        put!(self.lead, "<p class=\"lead\">{}</p>", text.into());
        self
    }

    /// The next act: a button or a link under the lead.
    pub fn action(mut self, button: impl Component) -> Self {
        self.actions = self.actions.push(button);
        self
    }

    /// Adds a component.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.body);
        self
    }

    /// Adds a part under a head of the second level.
    pub fn section(self, title: impl Into<String>, component: impl Component) -> Self {
        self.push(Section::new(title).push(component))
    }

    /// Adds a component beside the main column on a wide screen, under it on a narrow one.
    pub fn aside(mut self, component: impl Component) -> Self {
        component.render(&mut self.aside);
        self
    }

    /// The title, for [`Shell::title`](crate::Shell::title).
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl Component for Page {
    fn render(&self, out: &mut Html) {
        put!(out, "<header class=\"page-head\">");
        if self.kicker.is_some() || self.tag.is_some() {
            put!(out, "<p class=\"page-kicker\">");
            if let Some(words) = &self.kicker {
                put!(out, "<span>{}</span>", esc(words));
            }
            self.tag.render(out);
            put!(out, "</p>");
        }
        put!(out, "<h1>{}</h1>{}</header>", esc(&self.title), self.lead);
        self.actions.render(out);
        if self.aside.is_empty() {
            put!(out, "<div class=\"page-body\">{}</div>", self.body);
        } else {
            put!(
                out,
                "<div class=\"with-aside\"><div class=\"page-body\">{}</div><aside>{}</aside></div>",
                self.body,
                self.aside
            );
        }
    }
}

//! Something that a search found: its title, what it is, how it stands, and the passages that hold the words.

use crate::html::put;
use crate::{Component, Example, Html, Tag, Tone, esc, esc_url};

/// Words of which some are what was searched for.
#[derive(Clone, Debug, Default)]
pub struct Marked(Html);

impl Component for Marked {
    fn render(&self, out: &mut Html) {
        self.0.render(out);
    }
}

impl Marked {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words; those that were searched for are marked by their element, not by colour alone.
    pub fn words(mut self, text: &str, found: bool) -> Self {
        if found {
            put!(self.0, "<mark>{}</mark>", esc(text));
        } else {
            self.0.push_text(text);
        }
        self
    }
}

/// One thing found.
#[derive(Clone, Debug)]
pub struct Hit {
    title: Marked,
    href: String,
    about: String,
    state: Option<(Tone, String)>,
    passages: Html,
    more: Option<(String, String)>,
}

impl Hit {
    /// A thing with its title, where it is, and a line of what it is.
    pub fn new(title: Marked, href: impl Into<String>, about: impl Into<String>) -> Self {
        Self {
            title,
            href: href.into(),
            about: about.into(),
            state: None,
            passages: Html::new(),
            more: None,
        }
    }

    /// How it stands.
    pub fn state(mut self, tone: Tone, word: impl Into<String>) -> Self {
        self.state = Some((tone, word.into()));
        self
    }

    /// A passage with its place; the place leads to it.
    pub fn passage(mut self, place: &str, href: &str, words: &Marked) -> Self {
        put!(
            self.passages,
            "<li><a href=\"{}\">{}</a> <span>{}</span></li>",
            esc_url(href),
            esc(place),
            words.0
        );
        self
    }

    /// What else it holds, and where.
    pub fn more(mut self, words: impl Into<String>, href: impl Into<String>) -> Self {
        self.more = Some((words.into(), href.into()));
        self
    }
}

impl Component for Hit {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<article class=\"hit\"><h3><a href=\"{}\">{}</a></h3><p class=\"kicker\">{}",
            esc_url(&self.href),
            self.title.0,
            esc(&self.about)
        );
        if let Some((tone, word)) = &self.state {
            put!(out, " {}", Tag::new(*tone, word.clone()).html());
        }
        put!(out, "</p>");
        if !self.passages.is_empty() {
            put!(out, "<ul>{}</ul>", self.passages);
        }
        if let Some((words, href)) = &self.more {
            put!(
                out,
                "<p><a href=\"{}\">{}</a></p>",
                esc_url(href),
                esc(words)
            );
        }
        put!(out, "</article>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let title = Marked::new()
        .words("Luật Tổ chức chính quyền ", false)
        .words("địa phương", true);
    let words = Marked::new()
        .words("2. Tổ chức chính quyền ", false)
        .words("địa phương", true)
        .words(" tinh gọn, hiệu lực …", false);
    let hit = Hit::new(title, "#luat", "Luật 72/2025/QH15 · Quốc hội")
        .state(Tone::Done, "Còn hiệu lực")
        .passage("khoản 2 Điều 4", "#khoan-2-dieu-4", &words)
        .more("Còn 12 điều, khoản nữa", "#tat-ca");
    vec![Example::new("hit", hit.html())]
}

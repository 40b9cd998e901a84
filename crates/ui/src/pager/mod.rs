//! The way through a long list: by page number where the count is known, else by the next and the previous rows.

use crate::html::put;
use crate::icon::Icon;
use crate::{Component, Example, Html, Words, esc, esc_url};

#[derive(Clone, Debug)]
enum Place {
    Link(String, String),
    Here(String),
    Gap,
}

/// Links to the pages around this one.
#[derive(Clone, Debug)]
pub struct Pager {
    previous: Option<String>,
    next: Option<String>,
    places: Vec<Place>,
    summary: Option<String>,
    words: Words,
}

impl Pager {
    /// A pager without links yet.
    pub fn new(words: &Words) -> Self {
        Self {
            previous: None,
            next: None,
            places: Vec::new(),
            summary: None,
            words: words.clone(),
        }
    }

    /// The address of the previous page, if there is one.
    pub fn previous(mut self, href: Option<impl Into<String>>) -> Self {
        self.previous = href.map(Into::into);
        self
    }

    /// The address of the next page, if there is one.
    pub fn next(mut self, href: Option<impl Into<String>>) -> Self {
        self.next = href.map(Into::into);
        self
    }

    /// A page by its number.
    pub fn page(mut self, number: impl ToString, href: impl Into<String>) -> Self {
        self.places
            .push(Place::Link(number.to_string(), href.into()));
        self
    }

    /// This page.
    pub fn current(mut self, number: impl ToString) -> Self {
        self.places.push(Place::Here(number.to_string()));
        self
    }

    /// Pages left out.
    pub fn gap(mut self) -> Self {
        self.places.push(Place::Gap);
        self
    }

    /// Where the reader is, in words: "1–50 trong 1.234 kiến nghị".
    pub fn summary(mut self, sentence: impl Into<String>) -> Self {
        self.summary = Some(sentence.into());
        self
    }
}

impl Component for Pager {
    fn render(&self, out: &mut Html) {
        if self.previous.is_none() && self.next.is_none() && self.places.len() < 2 {
            if let Some(sentence) = &self.summary {
                put!(out, "<p class=\"pager-summary\">{}</p>", esc(sentence));
            }
            return;
        }
        put!(
            out,
            "<nav class=\"pager\" aria-label=\"{}\">",
            esc(&self.words.pages)
        );
        if let Some(sentence) = &self.summary {
            put!(out, "<p class=\"pager-summary\">{}</p>", esc(sentence));
        }
        put!(out, "<ul>");
        if let Some(href) = &self.previous {
            put!(
                out,
                "<li><a class=\"step\" rel=\"prev\" href=\"{}\">",
                esc_url(href)
            );
            Icon::Back.render(out);
            put!(out, "{}</a></li>", esc(&self.words.previous));
        }
        for place in &self.places {
            match place {
                Place::Link(number, href) => put!(
                    out,
                    "<li><a href=\"{}\">{}</a></li>",
                    esc_url(href),
                    esc(number)
                ),
                Place::Here(number) => put!(
                    out,
                    "<li><span aria-current=\"page\">{}</span></li>",
                    esc(number)
                ),
                Place::Gap => put!(out, "<li class=\"gap\">…</li>"),
            }
        }
        if let Some(href) = &self.next {
            put!(
                out,
                "<li><a class=\"step\" rel=\"next\" href=\"{}\">{}",
                esc_url(href),
                esc(&self.words.next)
            );
            Icon::Forward.render(out);
            put!(out, "</a></li>");
        }
        put!(out, "</ul></nav>");
    }
}

pub(crate) fn examples(words: &Words) -> Vec<Example> {
    let pages = Pager::new(words)
        .summary("51–100 trong 1.234 kiến nghị")
        .previous(Some("#1"))
        .page(1, "#1")
        .current(2)
        .page(3, "#3")
        .gap()
        .page(25, "#25")
        .next(Some("#3"));
    let mut second = words.clone();
    second.pages = format!("{} 2", words.pages);
    let keyset = Pager::new(&second)
        .previous(None::<String>)
        .next(Some("#sau"));
    vec![
        Example::new("pager", pages.html()),
        Example::new("pager-keyset", keyset.html()),
    ]
}

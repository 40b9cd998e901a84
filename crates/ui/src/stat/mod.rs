//! One figure and the sentence that gives it a meaning: of how many, since when, and where the list is.

use crate::html::put;
use crate::{Component, Example, Html, Tone, esc, esc_url};

/// A figure with its label, its denominator and the list behind it.
#[derive(Clone, Debug)]
pub struct Stat {
    label: String,
    figure: String,
    sentence: Option<String>,
    href: Option<String>,
    tone: Option<Tone>,
}

impl Stat {
    /// A figure, already written in the reader's way, under its label.
    pub fn new(label: impl Into<String>, figure: impl ToString) -> Self {
        Self {
            label: label.into(),
            figure: figure.to_string(),
            sentence: None,
            href: None,
            tone: None,
        }
    }

    /// The denominator, in words: "trong 146 kiến nghị đã tiếp nhận".
    pub fn of(mut self, sentence: impl Into<String>) -> Self {
        self.sentence = Some(sentence.into());
        self
    }

    /// The list behind the figure.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// A colour and a shape, where the figure itself is good or bad news.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = Some(tone);
        self
    }
}

impl Component for Stat {
    fn render(&self, out: &mut Html) {
        let class = self.tone.map_or("", Tone::class);
        put!(out, "<div class=\"stat {class}\"><p class=\"stat-label\">");
        match &self.href {
            Some(href) => put!(
                out,
                "<a href=\"{}\">{}</a></p>",
                esc_url(href),
                esc(&self.label)
            ),
            None => put!(out, "{}</p>", esc(&self.label)),
        }
        put!(out, "<p class=\"stat-figure\">");
        if let Some(tone) = self.tone {
            tone.mark(out);
        }
        put!(out, "{}</p>", esc(&self.figure));
        if let Some(sentence) = &self.sentence {
            put!(out, "<p class=\"stat-of\">{}</p>", esc(sentence));
        }
        put!(out, "</div>");
    }
}

/// Figures side by side.
#[derive(Clone, Debug, Default)]
pub struct Stats(Vec<Stat>);

impl Stats {
    /// A row without figures yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a figure.
    pub fn push(mut self, stat: Stat) -> Self {
        self.0.push(stat);
        self
    }
}

impl Component for Stats {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"stats\">{}</div>", self.0.html());
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let stats = Stats::new()
        .push(
            Stat::new("Quá hạn", 12)
                .of("trong 146 kiến nghị đã tiếp nhận")
                .tone(Tone::Late)
                .href("#qua-han"),
        )
        .push(
            Stat::new("Đến hạn trong 7 ngày", 8)
                .of("do 3 cơ quan giải quyết")
                .tone(Tone::Due)
                .href("#den-han"),
        )
        .push(
            Stat::new("Đã giải quyết", "70,5 %")
                .of("103 trong 146 kiến nghị")
                .tone(Tone::Done)
                .href("#da-xong"),
        )
        .push(Stat::new("Đại biểu có mặt", 27).of("trong 30 đại biểu, đủ hai phần ba"));
    vec![Example::new("stat", stats.html())]
}

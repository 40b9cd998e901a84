//! Amounts side by side as a table whose cells draw themselves, so that figures and picture cannot differ.

use crate::html::{put, slug};
use crate::{Component, Example, Html, Tone, esc, esc_url};

#[derive(Clone, Debug)]
struct Bar {
    label: String,
    href: Option<String>,
    value: f64,
    text: String,
    tone: Tone,
}

/// Horizontal bars, each with its label and its figure.
#[derive(Clone, Debug)]
pub struct BarChart {
    title: String,
    label_head: String,
    value_head: String,
    note: Option<String>,
    bars: Vec<Bar>,
}

impl BarChart {
    /// A chart with its title and the heads of its two columns, such as "Cơ quan" and "Kiến nghị quá hạn".
    pub fn new(
        title: impl Into<String>,
        label_head: impl Into<String>,
        value_head: impl Into<String>,
    ) -> Self {
        Self {
            title: title.into(),
            label_head: label_head.into(),
            value_head: value_head.into(),
            note: None,
            bars: Vec::new(),
        }
    }

    /// Adds a bar; `text` is the value in the reader's way.
    pub fn bar(mut self, label: impl Into<String>, value: f64, text: impl ToString) -> Self {
        self.bars.push(Bar {
            label: label.into(),
            href: None,
            value,
            text: text.to_string(),
            tone: Tone::Neutral,
        });
        self
    }

    /// Where the label of the bar added last leads.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        if let Some(bar) = self.bars.last_mut() {
            bar.href = Some(href.into());
        }
        self
    }

    /// The colour of the bar added last; its label or the note must say the same.
    pub fn tone(mut self, tone: Tone) -> Self {
        if let Some(bar) = self.bars.last_mut() {
            bar.tone = tone;
        }
        self
    }

    /// The source, or how to read it.
    pub fn note(mut self, sentence: impl Into<String>) -> Self {
        self.note = Some(sentence.into());
        self
    }
}

impl Component for BarChart {
    fn render(&self, out: &mut Html) {
        let most = self.bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
        let id = format!("bieu-do-{}", slug(&self.title));
        put!(
            out,
            "<figure class=\"bar-chart\"><table><caption id=\"{id}\">{}</caption><thead class=\"hear\"><tr>\
             <th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
            esc(&self.title),
            esc(&self.label_head),
            esc(&self.value_head)
        );
        for bar in &self.bars {
            put!(out, "<tr class=\"{}\"><th scope=\"row\">", bar.tone.class());
            match &bar.href {
                Some(href) => put!(
                    out,
                    "<a href=\"{}\">{}</a></th><td>",
                    esc_url(href),
                    esc(&bar.label)
                ),
                None => put!(out, "{}</th><td>", esc(&bar.label)),
            }
            let width = if most > 0.0 {
                (bar.value / most * 100.0).clamp(0.0, 100.0)
            } else {
                0.0
            };
            put!(
                out,
                "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">\
                 <rect class=\"bar\" width=\"{width:.2}\" height=\"10\"/></svg><span>{}</span></td></tr>",
                esc(&bar.text)
            );
        }
        put!(out, "</tbody></table>");
        if let Some(sentence) = &self.note {
            put!(out, "<figcaption>{}</figcaption>", esc(sentence));
        }
        put!(out, "</figure>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let chart = BarChart::new(
        "Kiến nghị quá hạn theo cơ quan",
        "Cơ quan",
        "Số kiến nghị quá hạn",
    )
    .bar("Sở Xây dựng", 16.0, 16)
    .href("#so-xay-dung")
    .tone(Tone::Late)
    .bar("Ủy ban nhân dân phường", 9.0, 9)
    .href("#ubnd")
    .bar("Công an phường", 2.0, 2)
    .bar("Sở Y tế", 0.0, 0)
    .note("Tính đến ngày 01/3/2026. Màu đỏ: quá hạn trên 30 ngày.");
    vec![Example::new("bar-chart", chart.html())]
}

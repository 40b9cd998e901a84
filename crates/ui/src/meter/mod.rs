//! A share of a whole as a bar, with the words that say the same.

use crate::html::put;
use crate::{Component, Example, Html, Tone, esc};

/// A share of a whole, with a threshold if the law sets one.
#[derive(Clone, Debug)]
pub struct Meter {
    label: String,
    text: String,
    part: f64,
    whole: f64,
    threshold: Option<(f64, String)>,
    tone: Tone,
}

impl Meter {
    /// A label, the share, and the words that say it: "24 trong 30 đại biểu".
    pub fn new(label: impl Into<String>, part: f64, whole: f64, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
            part,
            whole,
            threshold: None,
            tone: Tone::Neutral,
        }
    }

    /// What must be reached, and the words that say it: "cần quá nửa: 16".
    pub fn threshold(mut self, least: f64, text: impl Into<String>) -> Self {
        self.threshold = Some((least, text.into()));
        self
    }

    /// The colour of the bar; the words must say the same.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    fn percent(&self, value: f64) -> f64 {
        if self.whole > 0.0 {
            (value / self.whole * 100.0).clamp(0.0, 100.0)
        } else {
            0.0
        }
    }
}

impl Component for Meter {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<div class=\"meter {}\"><p class=\"meter-words\"><span class=\"meter-label\">{}</span> <strong>{}</strong></p>",
            self.tone.class(),
            esc(&self.label),
            esc(&self.text)
        );
        put!(
            out,
            "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
        );
        put!(
            out,
            "<rect class=\"rail\" width=\"100\" height=\"10\"/><rect class=\"bar\" width=\"{:.2}\" height=\"10\"/>",
            self.percent(self.part)
        );
        if let Some((least, _)) = &self.threshold {
            put!(
                out,
                "<path class=\"least\" d=\"M{:.2} -3v16\"/>",
                self.percent(*least)
            );
        }
        put!(out, "</svg>");
        if let Some((_, words)) = &self.threshold {
            put!(out, "<p class=\"meter-threshold\">{}</p>", esc(words));
        }
        put!(out, "</div>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let mut all = Html::new();
    all.push(
        Meter::new("Tán thành", 24.0, 30.0, "24 trong 30 đại biểu")
            .threshold(16.0, "Vạch đứng: cần quá nửa tổng số đại biểu, tức 16")
            .tone(Tone::Done),
    );
    all.push(
        Meter::new(
            "Sở Xây dựng trả lời đúng hạn",
            22.0,
            38.0,
            "22 trong 38 kiến nghị",
        )
        .tone(Tone::Late),
    );
    vec![Example::new("meter", all)]
}

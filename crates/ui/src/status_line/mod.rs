//! Where a thing stands, in one sentence: its state, who holds it, and by which day.

use crate::html::put;
use crate::{Component, Example, Html, Tone, esc};

/// A state in large letters and the sentence that explains it.
#[derive(Clone, Debug)]
pub struct StatusLine {
    tone: Tone,
    word: String,
    sentence: Html,
}

impl StatusLine {
    /// A state, its word, and who must do what by when.
    pub fn new(tone: Tone, word: impl Into<String>, sentence: impl Into<Html>) -> Self {
        Self {
            tone,
            word: word.into(),
            sentence: sentence.into(),
        }
    }
}

impl Component for StatusLine {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"status-line {}\">", self.tone.class());
        self.tone.mark(out);
        put!(
            out,
            "<div><p class=\"tone\">{}</p><p>{}</p></div></div>",
            esc(&self.word),
            self.sentence
        );
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let line = StatusLine::new(
        Tone::Late,
        "Quá hạn 9 ngày",
        Html::text(
            "Sở Xây dựng phải trả lời chậm nhất ngày 20/02/2026. Tổ đại biểu số 2 đã đôn đốc ngày 25/02/2026.",
        ),
    );
    vec![Example::new("status-line", line.html())]
}

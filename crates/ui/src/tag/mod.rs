//! The state of a thing: a word, a shape and a colour, so that no reader depends on colour.

use crate::html::put;
use crate::{Component, Example, Html, esc};

/// What a state means for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// It is settled.
    Done,
    /// It runs, or its day is near.
    Due,
    /// Its day has passed, or it was refused.
    Late,
    /// It is a plain fact.
    Neutral,
    /// Nobody has checked it yet, or sources disagree.
    Unsure,
}

impl Tone {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Tone::Done => "done",
            Tone::Due => "due",
            Tone::Late => "late",
            Tone::Neutral => "neutral",
            Tone::Unsure => "unsure",
        }
    }

    pub(crate) fn shape(self) -> &'static str {
        match self {
            Tone::Done => {
                "<circle class=\"fill\" cx=\"8\" cy=\"8\" r=\"7\"/><path class=\"cut\" d=\"m4.6 8.3 2.4 2.4 4.4-5\"/>"
            }
            Tone::Due => {
                "<circle class=\"line\" cx=\"8\" cy=\"8\" r=\"6.2\"/><path class=\"fill\" d=\"M8 8V1.800a6.2 6.2 0 0 1 0 12.400z\"/>"
            }
            Tone::Late => {
                "<path class=\"fill\" d=\"M8 1 15.5 14.500H.5z\"/><path class=\"cut\" d=\"M8 5.800v4.200m0 1.600v1.2\"/>"
            }
            Tone::Neutral => "<circle class=\"line\" cx=\"8\" cy=\"8\" r=\"5.6\"/>",
            Tone::Unsure => {
                "<path class=\"line dash\" d=\"M8 1.4 14.6 8 8 14.6 1.4 8z\"/><path class=\"fill\" d=\"M7.1 7.100h1.800v1.800H7.100z\"/>"
            }
        }
    }

    /// The shape, drawn once in the frame of the page ([`drawn`]).
    pub(crate) fn mark(self, out: &mut Html) {
        for part in [
            "<svg class=\"shape\" aria-hidden=\"true\"><use href=\"#dau-",
            self.class(),
            "\"/></svg>",
        ] {
            out.push_raw(part);
        }
    }
}

/// The shapes of all tones, for every mark of a page to point at: a list has hundreds. Where one is shown, style sees the symbol and
/// nothing around it, so the symbol has a class of its own.
pub(crate) fn drawn(out: &mut Html) {
    put!(out, "<svg class=\"drawn\" aria-hidden=\"true\">");
    for tone in [
        Tone::Done,
        Tone::Due,
        Tone::Late,
        Tone::Neutral,
        Tone::Unsure,
    ] {
        put!(
            out,
            "<symbol class=\"mark\" id=\"dau-{}\" viewBox=\"0 0 16 16\">{}</symbol>",
            tone.class(),
            tone.shape()
        );
    }
    put!(out, "</svg>");
}

/// A state in one or two words. An adjective, never a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    tone: Tone,
    word: String,
    heard: String,
}

impl Tag {
    /// A state with its tone and its word.
    pub fn new(tone: Tone, word: impl Into<String>) -> Self {
        Self {
            tone,
            word: word.into(),
            heard: String::new(),
        }
    }

    /// Words for those who do not see the shape, where the word beside it is a figure.
    pub fn heard(mut self, words: impl Into<String>) -> Self {
        self.heard = words.into();
        self
    }
}

impl Component for Tag {
    fn render(&self, out: &mut Html) {
        put!(out, "<span class=\"tag {}\">", self.tone.class());
        self.tone.mark(out);
        put!(out, "<span>{}</span>", esc(&self.word));
        if !self.heard.is_empty() {
            put!(out, "<span class=\"hear\">, {}</span>", esc(&self.heard));
        }
        put!(out, "</span>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let mut all = Html::raw("<p>");
    for (tone, word) in [
        (Tone::Done, "Đã giải quyết"),
        (Tone::Due, "Đang giải quyết"),
        (Tone::Late, "Quá hạn 12 ngày"),
        (Tone::Neutral, "Đã tiếp nhận"),
        (Tone::Unsure, "Chưa kiểm chứng"),
    ] {
        all.push(Tag::new(tone, word));
        all.push_text(" ");
    }
    all.push(Html::raw("</p>"));
    vec![Example::new("tag", all)]
}

//! The text of a legal document, unit by unit, and two texts of a unit side by side.

use crate::html::put;
use crate::{Component, Example, Html, esc};

/// The text of a document: a fragment whose units bear their anchors.
#[derive(Clone, Debug)]
pub struct LegalText(Html);

impl LegalText {
    /// A fragment made by the legal-text engine, which escapes what it writes.
    pub fn new(fragment: impl Into<String>) -> Self {
        Self(Html::raw(fragment))
    }
}

impl Component for LegalText {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"legal-text\">{}</div>", self.0);
    }
}

/// Words in one text, the other, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// In both.
    Same(String),
    /// Only in the earlier one.
    Before(String),
    /// Only in the later one.
    After(String),
}

/// The words of one side: what only this side has is marked, and said to be so by the element itself.
pub fn side(words: &[Wording], later: bool) -> Html {
    let mut out = Html::new();
    for wording in words {
        match (wording, later) {
            (Wording::Same(words), _) => put!(out, "{} ", esc(words)),
            (Wording::Before(words), false) => put!(out, "<del>{}</del> ", esc(words)),
            (Wording::After(words), true) => put!(out, "<ins>{}</ins> ", esc(words)),
            _ => {}
        }
    }
    out
}

pub(crate) fn examples() -> Vec<Example> {
    let words = [
        Wording::Same("Hội đồng nhân dân họp".into()),
        Wording::Before("một".into()),
        Wording::After("hai".into()),
        Wording::Same("kỳ".into()),
    ];
    let text = LegalText::new(
        "<section id=\"art_1\" class=\"lex-article\"><h3>Điều 1. Phạm vi</h3><div class=\"lex-clause\"><p><span class=\"lex-label\">1.</span> \
         Quy chế này quy định về kỳ họp.</p></div><p class=\"lex-provenance\"><small>Sửa đổi theo 05/NQ-HĐND</small></p></section>",
    );
    vec![
        Example::new("legal-text", text.html()),
        Example::new(
            "legal-text-sides",
            side(&words, false).and(side(&words, true)),
        ),
    ]
}

//! What is known of a thing, as pairs of a name and a value, each with a link that changes it.

use crate::html::put;
use crate::{Component, Example, Html, Link, Tag, Tone, esc, esc_url};

/// Pairs of a name and a value.
#[derive(Clone, Debug, Default)]
pub struct SummaryList {
    rows: Vec<(String, Html, Option<Link>)>,
}

impl SummaryList {
    /// A list without pairs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pair.
    pub fn row(mut self, key: impl Into<String>, value: impl Into<Html>) -> Self {
        self.rows.push((key.into(), value.into(), None));
        self
    }

    /// Adds a pair whose value is a component.
    pub fn row_of(self, key: impl Into<String>, value: impl Component) -> Self {
        let value = value.html();
        self.row(key, value)
    }

    /// Adds a pair if there is a value.
    pub fn row_if(self, key: impl Into<String>, value: Option<impl Into<Html>>) -> Self {
        match value {
            Some(value) => self.row(key, value),
            None => self,
        }
    }

    /// A link that changes the pair added last; its key is read aloud after the words.
    pub fn act(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        if let Some((_, _, act)) = self.rows.last_mut() {
            *act = Some(Link::new(text, href));
        }
        self
    }
}

impl Component for SummaryList {
    fn render(&self, out: &mut Html) {
        if self.rows.is_empty() {
            return;
        }
        put!(out, "<dl class=\"summary-list\">");
        for (key, value, act) in &self.rows {
            put!(out, "<div><dt>{}</dt><dd>{value}</dd>", esc(key));
            if let Some(link) = act {
                put!(
                    out,
                    "<dd class=\"act\"><a href=\"{}\">{}<span class=\"hear\"> {}</span></a></dd>",
                    esc_url(&link.href),
                    esc(&link.text),
                    esc(key)
                );
            }
            put!(out, "</div>");
        }
        put!(out, "</dl>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let list = SummaryList::new()
        .row("Cơ quan giải quyết", "Ủy ban nhân dân phường Hải Châu")
        .act("Sửa", "#co-quan")
        .row("Hạn trả lời", "05/3/2026 (30 ngày làm việc)")
        .act("Sửa", "#han")
        .row_of("Tình trạng", Tag::new(Tone::Due, "Đang giải quyết"))
        .row(
            "Căn cứ",
            Html::link(
                "Khoản 2 Điều 26 Luật Tổ chức chính quyền địa phương",
                "#can-cu",
            ),
        );
    vec![Example::new("summary-list", list.html())]
}

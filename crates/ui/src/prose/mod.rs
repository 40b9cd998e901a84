//! Running text, at a length of line that can be read.

use crate::html::put;
use crate::{Component, Example, Html, esc};

/// Running text.
#[derive(Clone, Debug, Default)]
pub struct Prose(Html);

impl Prose {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text as somebody typed it: an empty line parts paragraphs, a line break stays one.
    pub fn typed(text: &str) -> Self {
        let mut body = Html::new();
        for paragraph in text
            .replace("\r\n", "\n")
            .split("\n\n")
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            put!(body, "<p>{}</p>", esc(paragraph).replace('\n', "<br>"));
        }
        Self(body)
    }

    /// Adds a paragraph.
    pub fn p(mut self, text: impl Into<Html>) -> Self {
        put!(self.0, "<p>{}</p>", text.into());
        self
    }

    /// Adds a head of the third level.
    pub fn h3(mut self, text: impl Into<Html>) -> Self {
        put!(self.0, "<h3>{}</h3>", text.into());
        self
    }

    /// Adds a list with bullets.
    pub fn list<H: Into<Html>>(mut self, items: impl IntoIterator<Item = H>) -> Self {
        put!(self.0, "<ul>");
        for item in items {
            put!(self.0, "<li>{}</li>", item.into());
        }
        put!(self.0, "</ul>");
        self
    }

    /// Adds a numbered list.
    pub fn numbered<H: Into<Html>>(mut self, items: impl IntoIterator<Item = H>) -> Self {
        put!(self.0, "<ol>");
        for item in items {
            put!(self.0, "<li>{}</li>", item.into());
        }
        put!(self.0, "</ol>");
        self
    }

    /// Adds words of somebody else.
    pub fn quote(mut self, text: impl Into<Html>, who: impl Into<Html>) -> Self {
        put!(
            self.0,
            "<blockquote><p>{}</p><footer>{}</footer></blockquote>",
            text.into(),
            who.into()
        );
        self
    }
}

impl From<Html> for Prose {
    fn from(body: Html) -> Self {
        Self(body)
    }
}

impl Component for Prose {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"prose\">{}</div>", self.0);
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let prose = Prose::new()
        .p(Html::text("Kiến nghị này được chuyển theo ")
            .and(Html::link("Quy chế phối hợp", "#qc"))
            .and("; cơ quan nhận phải trả lời bằng văn bản."))
        .h3("Ba kết quả có thể có")
        .list([
            "Đã giải quyết xong",
            "Đang giải quyết, kèm thời hạn",
            "Giải trình vì sao chưa giải quyết được",
        ])
        .quote(
            "Mỗi lần mưa lớn, nước tràn vào nhà cả khu, trẻ em phải lội đến trường.",
            "Cử tri khu dân cư số 7, hội nghị ngày 28/12/2025",
        );
    vec![
        Example::new("prose", prose.html()),
        Example::new(
            "prose-typed",
            Prose::typed("Dòng một\ndòng hai <b>\n\nĐoạn hai").html(),
        ),
    ]
}

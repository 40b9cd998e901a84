//! All that is wrong with a form, at its top, each line leading to its field.

use crate::html::{put, slug};
use crate::{Component, Example, Html, Tone, esc, esc_url};

/// The list of errors at the head of a form. It shows nothing when nothing is wrong.
#[derive(Clone, Debug)]
pub struct ErrorSummary {
    title: String,
    items: Vec<(String, String)>,
}

impl ErrorSummary {
    /// A summary with its head, such as "Có vấn đề cần sửa".
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            items: Vec::new(),
        }
    }

    /// Adds an error in the very words that stand beside its field, and the field's address (`""` for none).
    pub fn item(mut self, message: impl Into<String>, href: impl Into<String>) -> Self {
        self.items.push((message.into(), href.into()));
        self
    }

    pub(crate) fn add(&mut self, message: &str, href: &str) {
        self.items.push((message.to_owned(), href.to_owned()));
    }

    /// Is nothing wrong?
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl Component for ErrorSummary {
    fn render(&self, out: &mut Html) {
        if self.items.is_empty() {
            return;
        }
        let id = format!("{}-tom-tat", slug(&self.title));
        put!(
            out,
            "<div class=\"error-summary late\" role=\"alert\" tabindex=\"-1\" aria-labelledby=\"{id}\" data-error-summary>"
        );
        put!(out, "<h2 id=\"{id}\">");
        Tone::Late.mark(out);
        put!(out, "<span>{}</span></h2><ul>", esc(&self.title));
        for (message, href) in &self.items {
            if href.is_empty() {
                put!(out, "<li>{}</li>", esc(message));
            } else {
                put!(
                    out,
                    "<li><a href=\"{}\">{}</a></li>",
                    esc_url(href),
                    esc(message)
                );
            }
        }
        put!(out, "</ul></div>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let summary = ErrorSummary::new("Chưa lưu được")
        .item("Hạn trả lời phải sau ngày chuyển kiến nghị.", "#f-ngay")
        .item(
            "Kiến nghị này vừa được người khác sửa. Tải lại trang để xem bản mới.",
            "",
        );
    vec![Example::new("error-summary", summary.html())]
}

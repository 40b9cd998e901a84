//! A message that stands apart from the page: what happened, what it means, what to do.

use crate::html::put;
use crate::{Component, Example, Html, Tone, esc};

const INFO_MARK: &str = "<svg class=\"shape\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\"><circle class=\"fill\" cx=\"8\" cy=\"8\" r=\"7\"/><path class=\"cut\" d=\"M8 7.2v5M8 3.9v1.7\"/></svg>";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Info,
    Success,
    Warning,
    Error,
}

/// A message with a head and, if need be, a body.
#[derive(Clone, Debug)]
pub struct Notice {
    kind: Kind,
    title: String,
    body: Html,
}

impl Notice {
    /// Something worth knowing.
    pub fn info(title: impl Into<String>) -> Self {
        Self {
            kind: Kind::Info,
            title: title.into(),
            body: Html::new(),
        }
    }

    /// An act that succeeded; it is read aloud.
    pub fn success(title: impl Into<String>) -> Self {
        Self {
            kind: Kind::Success,
            ..Self::info(title)
        }
    }

    /// Something that will go wrong unless somebody acts.
    pub fn warning(title: impl Into<String>) -> Self {
        Self {
            kind: Kind::Warning,
            ..Self::info(title)
        }
    }

    /// An act that failed; it is read aloud at once.
    pub fn error(title: impl Into<String>) -> Self {
        Self {
            kind: Kind::Error,
            ..Self::info(title)
        }
    }

    /// A paragraph under the head.
    pub fn body(mut self, text: impl Into<Html>) -> Self {
        put!(self.body, "<p>{}</p>", text.into());
        self
    }

    /// Any component under the head.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.body);
        self
    }
}

impl Component for Notice {
    fn render(&self, out: &mut Html) {
        let (class, tone, role) = match self.kind {
            Kind::Info => ("info neutral", Tone::Neutral, "note"),
            Kind::Success => ("success done", Tone::Done, "status"),
            Kind::Warning => ("warning due", Tone::Due, "note"),
            Kind::Error => ("error late", Tone::Late, "alert"),
        };
        put!(out, "<div class=\"notice {class}\" role=\"{role}\">");
        match self.kind {
            Kind::Info => put!(out, "{INFO_MARK}"),
            _ => tone.mark(out),
        }
        put!(
            out,
            "<div class=\"notice-body\"><p class=\"notice-title\">{}</p>{}</div></div>",
            esc(&self.title),
            self.body
        );
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let mut all = Html::new();
    all.push(
        Notice::success("Đã gửi kiến nghị số 128")
            .body("Thường trực Hội đồng nhân dân sẽ chuyển đến Ủy ban nhân dân phường chậm nhất ngày 05/3/2026."),
    );
    all.push(Notice::info(
        "Kỳ họp thứ 5 khai mạc lúc 8 giờ ngày 10/7/2026.",
    ));
    all.push(
        Notice::warning("Còn 3 tài liệu chưa gửi đại biểu.").body(
            Html::text("Hạn gửi là ngày 05/7/2026. ")
                .and(Html::link("Xem các tài liệu còn thiếu", "#tai-lieu")),
        ),
    );
    all.push(Notice::error(
        "Không gửi được biểu quyết. Đề nghị giơ tay báo thư ký kỳ họp.",
    ));
    vec![Example::new("notice", all)]
}

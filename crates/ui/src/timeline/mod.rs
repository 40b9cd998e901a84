//! What happened to a thing, newest first.

use crate::html::put;
use crate::{Component, Example, Html, Tone, esc};

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event {
    date: String,
    title: Html,
    by: Option<String>,
    body: Html,
    tone: Tone,
}

impl Event {
    /// A day, already written, and what happened.
    pub fn new(date: impl Into<String>, title: impl Into<Html>) -> Self {
        Self {
            date: date.into(),
            title: title.into(),
            by: None,
            body: Html::new(),
            tone: Tone::Neutral,
        }
    }

    /// Who did it.
    pub fn by(mut self, who: impl Into<String>) -> Self {
        self.by = Some(who.into());
        self
    }

    /// More of it.
    pub fn body(mut self, body: impl Into<Html>) -> Self {
        put!(self.body, "<p>{}</p>", body.into());
        self
    }

    /// Any component under it.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.body);
        self
    }

    /// Good or bad news; the words must say so too.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// Events of one thing.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    label: String,
    events: Vec<Event>,
}

impl Timeline {
    /// A history with a label for those who hear it.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            events: Vec::new(),
        }
    }

    /// Adds an event; the newest goes in first.
    pub fn event(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }
}

impl Component for Timeline {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<ol class=\"timeline\" aria-label=\"{}\">",
            esc(&self.label)
        );
        for event in &self.events {
            put!(out, "<li class=\"{}\">", event.tone.class());
            event.tone.mark(out);
            put!(
                out,
                "<p class=\"when\">{}</p><p class=\"what\">{}</p>",
                esc(&event.date),
                event.title
            );
            if let Some(who) = &event.by {
                put!(out, "<p class=\"who\">{}</p>", esc(who));
            }
            if !event.body.is_empty() {
                put!(out, "<div class=\"more\">{}</div>", event.body);
            }
            put!(out, "</li>");
        }
        put!(out, "</ol>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let timeline = Timeline::new("Quá trình giải quyết")
        .event(
            Event::new(
                "24/02/2026",
                "Tổ đại biểu xác minh tại chỗ: hố ga đã thông, đường không còn ngập",
            )
            .by("Tổ đại biểu số 2")
            .tone(Tone::Done),
        )
        .event(
            Event::new("20/02/2026", "Ủy ban nhân dân phường trả lời, chậm 4 ngày")
                .by("Ông Trần Đình Khôi, Phó Chủ tịch")
                .body("Phường đã nạo vét 120 m cống và thay 4 nắp hố ga.")
                .tone(Tone::Late),
        )
        .event(
            Event::new("05/01/2026", "Chuyển đến Ủy ban nhân dân phường")
                .by("Thường trực Hội đồng nhân dân"),
        )
        .event(Event::new(
            "28/12/2025",
            "Ghi tại hội nghị tiếp xúc cử tri khu dân cư số 7",
        ));
    vec![Example::new("timeline", timeline.html())]
}

//! What waits for the reader, with the fewest states; a finished task is plain black text.

use crate::html::put;
use crate::{Component, Example, Html, Tag, Tone, esc, esc_url};

#[derive(Clone, Debug)]
struct Task {
    title: String,
    href: Option<String>,
    hint: Option<String>,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    Plain(String),
    Toned(Tone, String),
}

/// Tasks in the order in which they are best done.
#[derive(Clone, Debug, Default)]
pub struct TaskList {
    tasks: Vec<Task>,
}

impl TaskList {
    /// A list without tasks yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn with(mut self, title: String, href: Option<String>, state: State) -> Self {
        self.tasks.push(Task {
            title,
            href,
            hint: None,
            state,
        });
        self
    }

    /// A task to do, with its state.
    pub fn task(
        self,
        title: impl Into<String>,
        href: impl Into<String>,
        tone: Tone,
        word: impl Into<String>,
    ) -> Self {
        self.with(
            title.into(),
            Some(href.into()),
            State::Toned(tone, word.into()),
        )
    }

    /// A task that is done: the word stands in plain text.
    pub fn done(
        self,
        title: impl Into<String>,
        href: impl Into<String>,
        word: impl Into<String>,
    ) -> Self {
        self.with(title.into(), Some(href.into()), State::Plain(word.into()))
    }

    /// A task that cannot start yet; the word says what it waits for.
    pub fn waiting(self, title: impl Into<String>, word: impl Into<String>) -> Self {
        self.with(title.into(), None, State::Plain(word.into()))
    }

    /// A sentence under the task added last.
    pub fn hint(mut self, sentence: impl Into<String>) -> Self {
        if let Some(task) = self.tasks.last_mut() {
            task.hint = Some(sentence.into());
        }
        self
    }
}

impl Component for TaskList {
    fn render(&self, out: &mut Html) {
        put!(out, "<ul class=\"task-list\">");
        for task in &self.tasks {
            put!(out, "<li><div class=\"task\">");
            match &task.href {
                Some(href) => put!(
                    out,
                    "<a href=\"{}\">{}</a>",
                    esc_url(href),
                    esc(&task.title)
                ),
                None => put!(out, "<span>{}</span>", esc(&task.title)),
            }
            if let Some(sentence) = &task.hint {
                put!(out, "<p class=\"hint\">{}</p>", esc(sentence));
            }
            put!(out, "</div><div class=\"task-state\">");
            match &task.state {
                State::Plain(word) => put!(out, "{}", esc(word)),
                State::Toned(tone, word) => Tag::new(*tone, word).render(out),
            }
            put!(out, "</div></li>");
        }
        put!(out, "</ul>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let list = TaskList::new()
        .task(
            "Trả lời kiến nghị về ngập đường Lê Lợi",
            "#1",
            Tone::Late,
            "Quá hạn 9 ngày",
        )
        .hint("Cử tri khu dân cư số 7, tổ đại biểu số 2 theo dõi")
        .task(
            "Gửi tờ trình về phân bổ ngân sách",
            "#2",
            Tone::Due,
            "Còn 4 ngày",
        )
        .done("Phân công người dự kỳ họp", "#3", "Đã xong")
        .waiting("Ký báo cáo giải trình", "Chờ thẩm tra");
    vec![Example::new("task-list", list.html())]
}

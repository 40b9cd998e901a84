//! Cards for things of one kind, and the grid and the sections they stand in.

use crate::html::{put, slug};
use crate::{Component, Example, Html, SummaryList, Tag, Tone, esc, esc_url};

/// One thing among others of its kind.
#[derive(Clone, Debug)]
pub struct Card {
    title: String,
    href: Option<String>,
    kicker: Option<String>,
    body: Html,
}

impl Card {
    /// A card with its title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            href: None,
            kicker: None,
            body: Html::new(),
        }
    }

    /// Where the title leads.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// A few words above the title: its kind, its number or its day.
    pub fn kicker(mut self, words: impl Into<String>) -> Self {
        self.kicker = Some(words.into());
        self
    }

    /// A state.
    pub fn tag(mut self, tone: Tone, word: impl Into<String>) -> Self {
        put!(self.body, "<p>{}</p>", Tag::new(tone, word).html());
        self
    }

    /// A paragraph.
    pub fn text(mut self, text: impl Into<Html>) -> Self {
        put!(self.body, "<p>{}</p>", text.into());
        self
    }

    /// Any component.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.body);
        self
    }
}

impl Component for Card {
    fn render(&self, out: &mut Html) {
        put!(out, "<article class=\"card\">");
        if let Some(words) = &self.kicker {
            put!(out, "<p class=\"kicker\">{}</p>", esc(words));
        }
        match &self.href {
            Some(href) => put!(
                out,
                "<h3><a href=\"{}\">{}</a></h3>",
                esc_url(href),
                esc(&self.title)
            ),
            None => put!(out, "<h3>{}</h3>", esc(&self.title)),
        }
        put!(out, "{}</article>", self.body);
    }
}

/// Cards or other components side by side on a wide screen, one under another on a narrow one.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    items: Html,
    three: bool,
}

impl Grid {
    /// Two columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// Three columns, for short cards.
    pub fn three() -> Self {
        Self {
            three: true,
            ..Self::default()
        }
    }

    /// Adds a component in the next place.
    pub fn push(mut self, component: impl Component) -> Self {
        put!(self.items, "<div>{}</div>", component.html());
        self
    }
}

impl Component for Grid {
    fn render(&self, out: &mut Html) {
        let three = if self.three { " three" } else { "" };
        put!(out, "<div class=\"grid{three}\">{}</div>", self.items);
    }
}

/// A part of the page under a head of the second level.
#[derive(Clone, Debug)]
pub struct Section {
    title: String,
    id: String,
    intro: Html,
    body: Html,
}

impl Section {
    /// A part with its head.
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self {
            id: slug(&title),
            title,
            intro: Html::new(),
            body: Html::new(),
        }
    }

    /// An `id` other than the one made from the head.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// A sentence under the head.
    pub fn intro(mut self, text: impl Into<Html>) -> Self {
        put!(self.intro, "<p class=\"intro\">{}</p>", text.into());
        self
    }

    /// Adds a component.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.body);
        self
    }
}

impl Component for Section {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<section class=\"section\" aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2>{2}{3}</section>",
            esc(&self.id),
            esc(&self.title),
            self.intro,
            self.body
        );
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let grid = Grid::new()
        .push(
            Card::new("Đường Lê Lợi ngập mỗi khi mưa lớn")
                .href("#128")
                .kicker("Kiến nghị số 128")
                .tag(Tone::Late, "Quá hạn 9 ngày")
                .text("Sở Xây dựng phải trả lời trước ngày 20/02/2026."),
        )
        .push(
            Card::new("Bà Nguyễn Thị Hồng Hạnh")
                .href("#dai-bieu")
                .kicker("Tổ đại biểu số 2")
                .push(
                    SummaryList::new()
                        .row("Chức vụ", "Phó Trưởng Ban Pháp chế")
                        .row("Tiếp dân", "Thứ Năm tuần thứ hai mỗi tháng"),
                ),
        );
    vec![Example::new("card", grid.html())]
}

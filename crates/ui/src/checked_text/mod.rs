//! A paper that was checked: what was found, and its text with the places marked, each leading to the other.

use crate::html::put;
use crate::{Component, Details, Example, Html, Marked, Tag, Tone, esc, esc_url};

/// Something found in a text.
#[derive(Clone, Debug)]
pub struct Finding {
    id: String,
    title: String,
    tag: Tag,
    note: String,
    words: Html,
    places: Html,
}

impl Finding {
    /// Something found: where it can be linked to, its head, how much it matters.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        tone: Tone,
        word: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            tag: Tag::new(tone, word),
            note: String::new(),
            words: Html::new(),
            places: Html::new(),
        }
    }

    /// A few words beside the tag.
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.note = words.into();
        self
    }

    /// The explanation.
    pub fn words(mut self, words: impl Into<Html>) -> Self {
        self.words = words.into();
        self
    }

    /// A place in the text with the words that stand there.
    pub fn place(mut self, place: &str, href: &str, words: &Marked) -> Self {
        put!(
            self.places,
            "<li><a href=\"{}\">{}</a> <span>{}</span></li>",
            esc_url(href),
            esc(place),
            words.html()
        );
        self
    }
}

impl Component for Finding {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<article class=\"finding\" id=\"{}\"><h3>{}</h3><p class=\"kicker\">{} {}</p><p>{}</p>",
            esc(&self.id),
            esc(&self.title),
            self.tag.html(),
            esc(&self.note),
            self.words
        );
        if !self.places.is_empty() {
            put!(out, "<ul>{}</ul>", self.places);
        }
        put!(out, "</article>");
    }
}

/// A link from a mark back to what was found there: its sign, its name in full, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackLink {
    /// The sign, such as a number.
    pub sign: String,
    /// The name, which begins or ends with the sign.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// Words of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Plain words.
    Words(String),
    /// Words in which something was found.
    Mark {
        /// Where the mark can be linked to.
        id: String,
        /// The words.
        words: String,
        /// What was found there.
        found: Vec<BackLink>,
    },
}

/// The text of a paper, paragraph by paragraph and table by table.
#[derive(Clone, Debug, Default)]
pub struct CheckedText(Html);

impl CheckedText {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph.
    pub fn paragraph(mut self, runs: &[Run]) -> Self {
        put!(self.0, "<p>{}</p>", line(runs));
        self
    }

    /// Adds a table under its name; a wide one is moved sideways in its own frame.
    pub fn table(mut self, name: &str, rows: &[Vec<Vec<Run>>]) -> Self {
        put!(
            self.0,
            "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><tbody>",
            esc(name)
        );
        for row in rows {
            put!(self.0, "<tr>");
            for cell in row {
                put!(self.0, "<td>{}</td>", line(cell));
            }
            put!(self.0, "</tr>");
        }
        put!(self.0, "</tbody></table></div>");
        self
    }

    /// Adds a stretch that is folded away under a summary.
    pub fn folded(mut self, summary: impl Into<String>, stretch: &CheckedText) -> Self {
        Details::new(summary).push(&stretch.0).render(&mut self.0);
        self
    }
}

fn line(runs: &[Run]) -> Html {
    let mut out = Html::new();
    for run in runs {
        match run {
            Run::Words(words) => out.push_text(words),
            Run::Mark { id, words, found } => {
                put!(out, "<mark id=\"{}\">{}</mark>", esc(id), esc(words));
                for link in found {
                    put!(
                        out,
                        "<a class=\"to-finding\" href=\"{}\" aria-label=\"{}\">{}</a>",
                        esc_url(&link.href),
                        esc(&link.name),
                        esc(&link.sign)
                    );
                }
            }
        }
    }
    out
}

impl Component for CheckedText {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"checked-text\">{}</div>", self.0);
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let mark = |id: &str, words: &str| Run::Mark {
        id: id.to_owned(),
        words: words.to_owned(),
        found: vec![BackLink {
            sign: "1".to_owned(),
            name: "Phát hiện 1".to_owned(),
            href: "#phat-hien-1".to_owned(),
        }],
    };
    let words = |words: &str| Run::Words(words.to_owned());
    let quoted = Marked::new()
        .words("đã tổ chức ", false)
        .words("151", true)
        .words(" kỳ họp (trong đó có 87 kỳ họp thường lệ …", false);
    let finding = Finding::new("phat-hien-1", "1. Tổng không khớp", Tone::Late, "Lỗi")
        .note("Chắc chắn")
        .words("Tổng ghi 151, nhưng 87 + 54 = 141.")
        .place("Dòng 2", "#cho-1-2", &quoted);
    let before =
        CheckedText::new().paragraph(&[words("Báo cáo hoạt động của Hội đồng nhân dân các cấp")]);
    let text = CheckedText::new()
        .folded("1 đoạn không có phát hiện", &before)
        .paragraph(&[
            words("Cấp huyện đã tổ chức "),
            mark("cho-1-2", "151"),
            words(" kỳ họp (trong đó có "),
            mark("cho-1-3", "87"),
            words(" kỳ họp thường lệ)."),
        ])
        .table(
            "Bảng ở dòng 3",
            &[
                vec![vec![words("Cấp")], vec![words("Số kỳ họp")]],
                vec![vec![words("Huyện")], vec![mark("cho-1-4", "151")]],
            ],
        );
    vec![
        Example::new("finding", finding.html()),
        Example::new("checked-text", text.html()),
    ]
}

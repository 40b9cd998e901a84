//! A table: caption, typed columns, one row header per row; on a small screen each row becomes a card.

use crate::html::{put, slug};
use crate::icon::Icon;
use crate::{Component, Example, Html, Link, Tag, Tone, Words, esc, esc_url};

/// Which way a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// Not by this column.
    No,
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Date,
    Status,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Text => "",
            Kind::Number => " class=\"number\"",
            Kind::Date => " class=\"date\"",
            Kind::Status => " class=\"status\"",
        }
    }
}

/// A column: its kind, its words, and where a click on its head leads.
#[derive(Clone, Debug)]
pub struct Column {
    kind: Kind,
    label: String,
    sort: Option<(String, Sorted)>,
}

impl Column {
    /// Words.
    pub fn text(label: impl Into<String>) -> Self {
        Self {
            kind: Kind::Text,
            label: label.into(),
            sort: None,
        }
    }

    /// Numbers, set to the right.
    pub fn number(label: impl Into<String>) -> Self {
        Self {
            kind: Kind::Number,
            ..Self::text(label)
        }
    }

    /// Days.
    pub fn date(label: impl Into<String>) -> Self {
        Self {
            kind: Kind::Date,
            ..Self::text(label)
        }
    }

    /// States.
    pub fn status(label: impl Into<String>) -> Self {
        Self {
            kind: Kind::Status,
            ..Self::text(label)
        }
    }

    /// The address that sorts by this column, and how it is sorted now.
    pub fn sort(mut self, href: impl Into<String>, sorted: Sorted) -> Self {
        self.sort = Some((href.into(), sorted));
        self
    }
}

/// What stands in one place of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Words that lead somewhere.
    Link(Link),
    /// A number, already written in the reader's way.
    Number(String),
    /// A day, already written.
    Date(String),
    /// A state.
    Status(Tone, String),
    /// Ready markup.
    Html(Html),
    /// Nothing, and the word that says so, such as "Chưa có".
    Missing(String),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Words that lead somewhere.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self::Link(Link::new(text, href))
    }

    /// A number, already written in the reader's way.
    pub fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    /// A day, already written.
    pub fn date(day: impl ToString) -> Self {
        Self::Date(day.to_string())
    }

    /// A state.
    pub fn status(tone: Tone, word: impl Into<String>) -> Self {
        Self::Status(tone, word.into())
    }

    /// Any component.
    pub fn of(component: impl Component) -> Self {
        Self::Html(component.html())
    }

    /// Nothing, and the word that says so.
    pub fn missing(word: impl Into<String>) -> Self {
        Self::Missing(word.into())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Component for Cell {
    fn render(&self, out: &mut Html) {
        match self {
            Cell::Text(text) | Cell::Number(text) | Cell::Date(text) => out.push_text(text),
            Cell::Link(link) => link.render(out),
            Cell::Status(tone, word) => Tag::new(*tone, word).render(out),
            Cell::Html(html) => html.render(out),
            Cell::Missing(word) => put!(out, "<span class=\"missing\">{}</span>", esc(word)),
        }
    }
}

/// A table under a caption. The first column heads the rows.
#[derive(Clone, Debug)]
pub struct Table {
    caption: String,
    id: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    footer: Vec<Cell>,
    empty: Html,
    exports: Vec<Link>,
    quick_filter: bool,
    wide: bool,
    quiet: bool,
    dense: bool,
    fold: Option<Fold>,
    words: Words,
}

/// How the rows are folded on a telephone.
#[derive(Clone, Debug)]
struct Fold {
    /// The column that stays beside the head of the row.
    key: usize,
    /// What unfolds the rest.
    word: String,
}

/// About how many bytes a cell takes.
const CELL: usize = 160;

impl Table {
    /// A table with its caption.
    pub fn new(caption: impl Into<String>, words: &Words) -> Self {
        let caption = caption.into();
        Self {
            id: format!("bang-{}", slug(&caption)),
            caption,
            columns: Vec::new(),
            rows: Vec::new(),
            footer: Vec::new(),
            empty: Html::new(),
            exports: Vec::new(),
            quick_filter: false,
            wide: false,
            quiet: false,
            dense: false,
            fold: None,
            words: words.clone(),
        }
    }

    /// A caption that is heard and not seen, under a head that says the same already.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Many narrow columns of figures, closer together.
    pub fn dense(mut self) -> Self {
        self.dense = true;
        self
    }

    /// On a telephone each row is one line, its head and the column at this place, and the word unfolds the rest: for long lists.
    pub fn folded(mut self, key: usize, word: impl Into<String>) -> Self {
        self.fold = Some(Fold {
            key,
            word: word.into(),
        });
        self
    }

    /// An `id` other than the one made from the caption, for two tables under one caption.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Adds a column.
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Adds a row, one cell per column.
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// Adds many rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The row of sums.
    pub fn footer(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.footer = cells.into_iter().collect();
        self
    }

    /// What a table without rows says, with the next act if there is one.
    pub fn empty(mut self, text: impl Into<Html>) -> Self {
        self.empty = text.into();
        self
    }

    /// A link to the same rows as a file, such as "Excel" or "CSV".
    pub fn export(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.exports.push(Link::new(text, href));
        self
    }

    /// A field that narrows the rows on the page as one types; it shows only where scripts run.
    pub fn quick_filter(mut self) -> Self {
        self.quick_filter = true;
        self
    }

    /// Many columns: on a middle screen the table scrolls inside its own frame.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    fn tools(&self, out: &mut Html) {
        if self.quick_filter && self.rows.len() > 5 {
            put!(
                out,
                "<div class=\"quick-filter\" hidden><label for=\"{0}-loc\">{1}</label>\
                 <input id=\"{0}-loc\" type=\"search\" data-filter=\"{0}\" autocomplete=\"off\"></div>",
                esc(&self.id),
                esc(&self.words.quick_filter)
            );
        }
        if !self.exports.is_empty() && !self.rows.is_empty() {
            put!(out, "<p class=\"exports\">");
            Icon::Download.render(out);
            put!(out, "<span>{}:</span>", esc(&self.words.export));
            for link in &self.exports {
                put!(
                    out,
                    " <a href=\"{}\" download>{}</a>",
                    esc_url(&link.href),
                    esc(&link.text)
                );
            }
            put!(out, "</p>");
        }
    }

    fn head(&self, out: &mut Html) {
        put!(out, "<thead role=\"rowgroup\"><tr role=\"row\">");
        for column in &self.columns {
            put!(
                out,
                "<th role=\"columnheader\" scope=\"col\"{}",
                column.kind.class()
            );
            match &column.sort {
                None => put!(out, ">{}</th>", esc(&column.label)),
                Some((href, sorted)) => {
                    let (aria, icon, said) = match sorted {
                        Sorted::No => ("", Icon::SortNone, ""),
                        Sorted::Up => (
                            " aria-sort=\"ascending\"",
                            Icon::SortUp,
                            self.words.ascending.as_str(),
                        ),
                        Sorted::Down => (
                            " aria-sort=\"descending\"",
                            Icon::SortDown,
                            self.words.descending.as_str(),
                        ),
                    };
                    put!(
                        out,
                        "{aria}><a class=\"sort\" href=\"{}\">{}",
                        esc_url(href),
                        esc(&column.label)
                    );
                    if !said.is_empty() {
                        put!(out, "<span class=\"hear\">, {}</span>", esc(said));
                    }
                    icon.render(out);
                    put!(out, "</a></th>");
                }
            }
        }
        put!(out, "</tr></thead>");
    }

    /// A row; the labels of the columns come escaped, for they are the same in every row.
    fn line(&self, cells: &[Cell], labels: &[String], fold: Option<&Fold>, out: &mut Html) {
        out.push_raw("<tr role=\"row\">");
        for (place, cell) in cells.iter().enumerate() {
            let column = self.columns.get(place);
            let class = column.map_or("", |column| column.kind.class());
            if place == 0 {
                for part in ["<th role=\"rowheader\" scope=\"row\"", class, ">"] {
                    out.push_raw(part);
                }
                cell.render(out);
                out.push_raw("</th>");
                if let Some(fold) = fold {
                    fold.handle(cell, out);
                }
            } else {
                let label = labels.get(place).map_or("", String::as_str);
                let is_key = fold.is_some_and(|fold| fold.key == place);
                let key = if is_key { " data-key" } else { "" };
                let opening = [
                    "<td role=\"cell\"",
                    class,
                    key,
                    " data-label=\"",
                    label,
                    "\"><div>",
                ];
                for part in opening {
                    out.push_raw(part);
                }
                cell.render(out);
                out.push_raw("</div></td>");
            }
        }
        out.push_raw("</tr>");
    }
}

impl Fold {
    /// What unfolds a row on a telephone: the style shows the other cells of the row while it is open.
    fn handle(&self, head: &Cell, out: &mut Html) {
        let name = match head {
            Cell::Text(name) => name.as_str(),
            Cell::Link(link) => link.text.as_str(),
            _ => "",
        };
        put!(
            out,
            "<td role=\"cell\" class=\"unfold\"><details><summary><span class=\"hear\">{}: {}</span></summary></details></td>",
            esc(&self.word),
            esc(name)
        );
    }
}

impl Component for Table {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"table\">");
        let hear = if self.quiet { " hear" } else { "" };
        if self.rows.is_empty() {
            put!(
                out,
                "<p class=\"table-caption{hear}\">{}</p><p class=\"empty\">{}</p></div>",
                esc(&self.caption),
                self.empty
            );
            return;
        }
        self.tools(out);
        let id = esc(&self.id);
        if self.wide {
            put!(
                out,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}-ten\">"
            );
        }
        let hear = if self.quiet { " class=\"hear\"" } else { "" };
        let folded = match (self.fold.is_some(), self.dense) {
            (true, false) => " class=\"folded\"",
            (false, true) => " class=\"dense\"",
            (true, true) => " class=\"folded dense\"",
            (false, false) => "",
        };
        put!(
            out,
            "<table id=\"{id}\" role=\"table\"{folded}><caption id=\"{id}-ten\"{hear}>{}</caption>",
            esc(&self.caption)
        );
        self.head(out);
        put!(out, "<tbody role=\"rowgroup\">");
        out.reserve(self.rows.len() * self.columns.len() * CELL);
        let labels: Vec<String> = self
            .columns
            .iter()
            .map(|column| esc(&column.label))
            .collect();
        for row in &self.rows {
            self.line(row, &labels, self.fold.as_ref(), out);
        }
        put!(out, "</tbody>");
        if !self.footer.is_empty() {
            put!(out, "<tfoot role=\"rowgroup\">");
            self.line(&self.footer, &labels, None, out);
            put!(out, "</tfoot>");
        }
        put!(out, "</table>");
        if self.wide {
            put!(out, "</div>");
        }
        put!(out, "</div>");
    }
}

pub(crate) fn examples(words: &Words) -> Vec<Example> {
    let table = Table::new("Kiến nghị theo cơ quan giải quyết", words)
        .column(Column::text("Cơ quan").sort("#co-quan", Sorted::No))
        .column(Column::number("Tiếp nhận").sort("#tiep-nhan", Sorted::Down))
        .column(Column::number("Đã giải quyết"))
        .column(Column::date("Hạn gần nhất"))
        .column(Column::status("Tình trạng"))
        .export("Excel", "#xlsx")
        .export("CSV", "#csv")
        .quick_filter();
    let table = [
        (
            "Ủy ban nhân dân phường",
            "64",
            "51",
            "05/3/2026",
            Tone::Due,
            "Còn 4 ngày",
        ),
        (
            "Sở Xây dựng",
            "38",
            "22",
            "20/02/2026",
            Tone::Late,
            "Quá hạn 9 ngày",
        ),
        ("Sở Y tế", "17", "17", "", Tone::Done, "Đã xong"),
        (
            "Công an phường",
            "12",
            "10",
            "18/3/2026",
            Tone::Due,
            "Còn 17 ngày",
        ),
        (
            "Điện lực Hải Châu",
            "9",
            "3",
            "",
            Tone::Unsure,
            "Chưa xác nhận",
        ),
        (
            "Công ty Môi trường đô thị",
            "6",
            "0",
            "01/4/2026",
            Tone::Neutral,
            "Mới chuyển",
        ),
    ]
    .into_iter()
    .fold(table, |table, (body, received, done, day, tone, word)| {
        table.row([
            Cell::link(body, "#co-quan"),
            Cell::number(received),
            Cell::number(done),
            if day.is_empty() {
                Cell::missing("Chưa có")
            } else {
                Cell::date(day)
            },
            Cell::status(tone, word),
        ])
    })
    .footer([
        Cell::text("Cộng"),
        Cell::number("146"),
        Cell::number("103"),
        Cell::text(""),
        Cell::text(""),
    ]);
    let wide = ["Nguyễn Thị Hồng Hạnh", "Trần Đình Khôi"].into_iter().fold(
        [
            "Tổ đại biểu",
            "Ban",
            "Tiếp xúc",
            "Chất vấn",
            "Kiến nghị theo dõi",
        ]
        .into_iter()
        .fold(
            Table::new("Hoạt động của đại biểu", words)
                .wide()
                .column(Column::text("Họ và tên")),
            |table, label| {
                table.column(if label.len() < 14 && label != "Ban" {
                    Column::number(label)
                } else {
                    Column::text(label)
                })
            },
        ),
        |table, name| {
            table.row([
                name,
                "Tổ số 2",
                "Ban Kinh tế - Ngân sách",
                "6",
                "2",
                "14 kiến nghị, trong đó 3 quá hạn",
            ])
        },
    );
    let empty = Table::new("Chất vấn chưa trả lời", words)
        .column(Column::text("Nội dung"))
        .empty("Không còn chất vấn nào chưa được trả lời.");
    let folded = Table::new("Các hội đồng", words)
        .column(Column::text("Hội đồng"))
        .column(Column::number("Đại biểu"))
        .column(Column::status("Đã bồi dưỡng"))
        .row([
            Cell::link("Phường Ninh Kiều", "#ninh-kieu"),
            Cell::number("26"),
            Cell::status(Tone::Done, "100 %"),
        ])
        .row([
            Cell::link("Phường Cái Răng", "#cai-rang"),
            Cell::number("24"),
            Cell::status(Tone::Due, "83,3 %"),
        ])
        .folded(2, "Chi tiết");
    vec![
        Example::new("table", table.html()),
        Example::new("table-wide", wide.html()),
        Example::new("table-empty", empty.html()),
        Example::new("table-folded", folded.html()),
    ]
}

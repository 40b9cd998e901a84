//! Trang đọc: a document, or its text at a date, as an HTML fragment whose anchors are the eIds of the exports.
//!
//! The fragment has classes and no styles or scripts. What is said to the reader in words of the product (a notice, a note on what
//! changed a unit, where a citation leads) comes from the caller.

use crate::address::{Address, Level};
use crate::akn::escape;
use crate::cite::{Citation, Citer, Context};
use crate::outline::{Branch, Ink, Leaf, Line, Outline, Paper};
use crate::structure::{Document, Note, UnitId, UnitKind};
use crate::time::{Consolidated, Provenance};

/// What the caller decides about a page.
pub struct Dress<'a> {
    /// Where a citation leads; the anchor is given when it is a unit of the same page. None leaves the words without a link.
    pub href: &'a dyn Fn(&Citation, Option<&str>) -> Option<String>,
    /// The words of the note on what made a unit what it is.
    pub provenance: &'a dyn Fn(&Provenance) -> String,
    /// A line above the text, such as that it is no official consolidated text.
    pub notice: Option<&'a str>,
}

/// A document as a page.
pub fn html(document: &Document, citations: &[Citation], dress: &Dress<'_>) -> String {
    let outline = Outline::of(document, citations);
    let mut page = Page::new(&outline, dress, document.text.view().len() * 2 + 512);
    page.document = Some(document);
    page.placed = vec![false; document.notes.len()];
    page.write()
}

/// The text of a document at a date as a page; with a finder, what it cites is linked, read at the place and day of the context.
pub fn html_of_text(
    text: &Consolidated,
    finder: Option<(&Citer, &Context)>,
    dress: &Dress<'_>,
) -> String {
    let outline = Outline::of_node(&text.root);
    let mut page = Page::new(&outline, dress, 4096);
    page.finder = finder;
    page.write()
}

struct Page<'o, 'a> {
    outline: &'o Outline<'a>,
    dress: &'o Dress<'o>,
    document: Option<&'o Document>,
    finder: Option<(&'o Citer, &'o Context)>,
    container: UnitId,
    address: Address,
    /// Which notes stand where their marks do.
    placed: Vec<bool>,
    html: String,
}

impl<'o, 'a> Page<'o, 'a> {
    fn new(outline: &'o Outline<'a>, dress: &'o Dress<'o>, capacity: usize) -> Self {
        Self {
            outline,
            dress,
            document: None,
            finder: None,
            container: UnitId(0),
            address: Address::default(),
            placed: Vec::new(),
            html: String::with_capacity(capacity),
        }
    }

    fn write(mut self) -> String {
        self.raw("<div class=\"lex-text\">");
        if let Some(notice) = self.dress.notice {
            self.raw("<p class=\"lex-notice\">");
            self.text(notice);
            self.raw("</p>");
        }
        let root = &self.outline.root;
        self.provenance(root);
        self.leaves(&root.leaves, 2);
        self.loose_notes();
        self.raw("</div>\n");
        self.html
    }

    /// Notes whose place in the text was not found stand below it.
    fn loose_notes(&mut self) {
        let Some(document) = self.document else {
            return;
        };
        for (place, note) in document.notes.iter().enumerate() {
            if !self.placed[place] {
                self.raw("<p>");
                self.note(place, note);
                self.raw("</p>");
            }
        }
    }

    fn raw(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape(text, &mut self.html);
    }

    fn leaves(&mut self, leaves: &[Leaf<'a>], depth: u8) {
        for leaf in leaves {
            self.leaf(leaf, depth);
        }
    }

    fn leaf(&mut self, leaf: &Leaf<'a>, depth: u8) {
        match leaf {
            Leaf::Text(line) => self.paragraph(line),
            Leaf::Table(rows) => self.table(rows),
            Leaf::Mod(lead, quotes) => {
                if let Some(lead) = lead {
                    self.paragraph(lead);
                }
                for quote in quotes {
                    self.raw("<blockquote id=\"");
                    self.raw(self.outline.eid(&quote.body));
                    self.raw("\" class=\"lex-new-text\">");
                    self.leaves(&quote.body.leaves, depth);
                    self.raw("</blockquote>");
                }
            }
            Leaf::Branch(branch) => self.unit(branch, depth),
        }
    }

    fn paragraph(&mut self, line: &Line<'_>) {
        self.raw("<p>");
        self.line(line);
        self.raw("</p>");
    }

    fn table(&mut self, rows: &[Line<'a>]) {
        self.raw("<div class=\"lex-scroll\"><table><tbody>");
        for row in rows {
            self.raw("<tr>");
            for cell in self.outline.paper.cells(row) {
                self.raw("<td>");
                self.line(&cell);
                self.raw("</td>");
            }
            self.raw("</tr>");
        }
        self.raw("</tbody></table></div>");
    }

    fn unit(&mut self, branch: &Branch<'a>, depth: u8) {
        let outer = (self.address.clone(), self.container);
        self.enter(branch);
        let small = matches!(
            branch.kind,
            UnitKind::Level(Level::Khoan | Level::Diem | Level::Tiet | Level::Doan)
        );
        self.raw(if small {
            "<div id=\""
        } else {
            "<section id=\""
        });
        self.raw(self.outline.eid(branch));
        self.raw("\" class=\"lex-");
        self.raw(class(branch.kind));
        self.raw("\">");
        if small {
            self.clause(branch, depth);
            self.raw("</div>");
        } else {
            self.headed(branch, depth);
            self.raw("</section>");
        }
        (self.address, self.container) = outer;
    }

    fn enter(&mut self, branch: &Branch<'a>) {
        match branch.kind {
            UnitKind::Level(level) => self.address.set(level, branch.label.to_string()),
            UnitKind::Annex => (self.address).set(Level::PhuLuc, branch.label.to_string()),
            UnitKind::Document | UnitKind::Attached => self.address = Address::default(),
        }
        if branch.is_attachment() {
            self.container = UnitId(u32::try_from(branch.eid).unwrap_or(0));
        }
    }

    /// A unit with a heading: headings go one step down with every unit that has one, from h2 to h5.
    fn headed(&mut self, branch: &Branch<'a>, depth: u8) {
        let step = depth.clamp(2, 5);
        self.raw(&format!("<h{step}>"));
        let numbered = self.number(branch);
        if let Some(heading) = &branch.heading {
            if numbered {
                self.raw(" ");
            }
            self.line(heading);
        } else if !numbered {
            self.text(&branch.label);
        }
        self.repealed(branch);
        self.raw(&format!("</h{step}>"));
        self.provenance(branch);
        self.leaves(&branch.leaves, step + 1);
    }

    /// The label as it is written; tells whether there is one.
    fn number(&mut self, branch: &Branch<'a>) -> bool {
        if let Some(written) = &branch.written {
            self.line(written);
            return true;
        }
        let number = branch.number();
        self.text(&number);
        !number.is_empty()
    }

    /// A clause or a point: its label stands before its first words.
    fn clause(&mut self, branch: &Branch<'a>, depth: u8) {
        self.raw("<p><span class=\"lex-label\">");
        self.number(branch);
        self.raw("</span>");
        if let Some(heading) = &branch.heading {
            self.raw(" ");
            self.line(heading);
        }
        let mut rest = &branch.leaves[..];
        if let Some((Leaf::Text(first), others)) = rest.split_first() {
            self.raw(" ");
            self.line(first);
            rest = others;
        }
        self.repealed(branch);
        self.raw("</p>");
        self.provenance(branch);
        self.leaves(rest, depth);
    }

    /// A repealed unit keeps its number and says so (Pháp lệnh 01/2012/UBTVQH13, Điều 16).
    fn repealed(&mut self, branch: &Branch<'a>) {
        if branch.repealed {
            self.raw(" <span class=\"lex-repealed\">(được bãi bỏ)</span>");
        }
    }

    fn provenance(&mut self, branch: &Branch<'a>) {
        for made in branch.provenance {
            self.raw("<p class=\"lex-provenance\"><small>");
            let words = (self.dress.provenance)(made);
            self.text(&words);
            self.raw("</small></p>");
        }
    }

    fn line(&mut self, line: &Line<'_>) {
        let outline = self.outline;
        match (line, self.finder) {
            (Line::Plain(text), Some((citer, context))) => {
                let context = Context {
                    position: self.address.clone(),
                    ..context.clone()
                };
                let citations = citer.cite(text, &context);
                Paper::of_line(text, &citations).ink(&Line::Span(0..text.len()), self);
            }
            _ => outline.paper.ink(line, self),
        }
    }
}

impl Ink for Page<'_, '_> {
    fn words(&mut self, words: &str) {
        self.text(words);
    }

    fn open(&mut self, citation: &Citation, _surface: &str) -> bool {
        let target = citation.targets.first();
        let anchor = match (self.document, target) {
            (Some(document), Some(target)) => self.outline.own(document, self.container, target),
            _ => None,
        };
        let Some(href) = (self.dress.href)(citation, anchor) else {
            return false;
        };
        self.raw("<a href=\"");
        self.text(&href);
        self.raw("\">");
        true
    }

    fn close(&mut self) {
        self.raw("</a>");
    }

    fn note(&mut self, place: usize, note: &Note) {
        if std::mem::replace(&mut self.placed[place], true) {
            return;
        }
        let view = self.outline.paper.view;
        self.raw("<small class=\"lex-note\"> [");
        self.text(&note.mark);
        for span in &note.spans {
            for word in view[span.clone()].split_whitespace() {
                self.raw(" ");
                self.text(word);
            }
        }
        self.raw("]</small>");
    }
}

/// The class of a unit.
const fn class(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Document => "document",
        UnitKind::Attached => "attached",
        UnitKind::Annex | UnitKind::Level(Level::PhuLuc) => "annex",
        UnitKind::Level(Level::Phan) => "part",
        UnitKind::Level(Level::Chuong) => "chapter",
        UnitKind::Level(Level::Muc) => "section",
        UnitKind::Level(Level::TieuMuc) => "subsection",
        UnitKind::Level(Level::Dieu) => "article",
        UnitKind::Level(Level::Khoan) => "clause",
        UnitKind::Level(Level::Diem) => "point",
        UnitKind::Level(Level::Tiet | Level::Doan) => "item",
        UnitKind::Level(Level::Mau) => "form",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Registry;

    #[test]
    fn a_page_has_anchors_links_and_a_notice() {
        let text = "NGHỊ QUYẾT\nVề phí\nĐiều 1. Mức thu <A & B>\n1. Theo điểm a khoản 2 Điều này:\n2. Gồm:\na) Mười đồng;\nb) Hai đồng theo Luật số 77/2015/QH13.\n";
        let document = Document::read(text);
        let context = Context::default();
        let citations = Citer::new(Registry::new()).cite(document.text.view(), &context);
        let dress = Dress {
            href: &|citation, anchor| match anchor {
                Some(anchor) => Some(format!("#{anchor}")),
                None => (citation.targets.first()?.so_ky_hieu.as_ref())
                    .map(|number| format!("/texts?q={number}")),
            },
            provenance: &|made| made.act.clone(),
            notice: Some("Văn bản để tra cứu"),
        };
        let page = html(&document, &citations, &dress).replace("><", ">\n<");
        insta::assert_snapshot!(page, @r##"
        <div class="lex-text">
        <p class="lex-notice">Văn bản để tra cứu</p>
        <p>NGHỊ QUYẾT</p>
        <p>Về phí</p>
        <section id="art_1" class="lex-article">
        <h2>Điều 1. Mức thu &lt;A &amp; B&gt;</h2>
        <div id="art_1__para_1" class="lex-clause">
        <p>
        <span class="lex-label">1.</span> Theo <a href="#art_1__para_2__point_a">điểm a khoản 2 Điều này</a>:</p>
        </div>
        <div id="art_1__para_2" class="lex-clause">
        <p>
        <span class="lex-label">2.</span> Gồm:</p>
        <div id="art_1__para_2__point_a" class="lex-point">
        <p>
        <span class="lex-label">a)</span> Mười đồng;</p>
        </div>
        <div id="art_1__para_2__point_b" class="lex-point">
        <p>
        <span class="lex-label">b)</span> Hai đồng theo <a href="/texts?q=77/2015/QH13">Luật số 77/2015/QH13</a>.</p>
        </div>
        </div>
        </section>
        </div>
        "##);
    }
}

//! Things inside things: bodies and their committees, laws and their articles.

use crate::html::put;
use crate::{Component, Example, Html, esc};

/// One thing and what lies inside it.
#[derive(Clone, Debug)]
pub struct Node {
    content: Html,
    note: Option<String>,
    children: Vec<Node>,
    open: bool,
}

impl Node {
    /// A thing by its words or its link.
    pub fn new(content: impl Into<Html>) -> Self {
        Self {
            content: content.into(),
            note: None,
            children: Vec::new(),
            open: false,
        }
    }

    /// A thing by its link.
    pub fn link(text: impl AsRef<str>, href: impl AsRef<str>) -> Self {
        Self::new(Html::link(text, href))
    }

    /// Words after it, such as a count.
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.note = Some(words.into());
        self
    }

    /// Adds a thing inside.
    pub fn child(mut self, node: Node) -> Self {
        self.children.push(node);
        self
    }

    /// Starts open.
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    fn write(&self, out: &mut Html) {
        let note = self.note.as_ref().map_or(String::new(), |note| {
            format!(" <span class=\"note\">{}</span>", esc(note))
        });
        put!(out, "<li>");
        if self.children.is_empty() {
            put!(out, "<div class=\"leaf\">{}{note}</div>", self.content);
        } else {
            let open = if self.open { " open" } else { "" };
            put!(
                out,
                "<details{open}><summary><span>{}{note}</span></summary><ul>",
                self.content
            );
            for child in &self.children {
                child.write(out);
            }
            put!(out, "</ul></details>");
        }
        put!(out, "</li>");
    }
}

/// A nested list whose branches fold. Give a branch plain words and its link to a leaf inside, so that one click does one thing.
#[derive(Clone, Debug)]
pub struct Tree {
    label: String,
    roots: Vec<Node>,
}

impl Tree {
    /// A tree with a label for those who hear it.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            roots: Vec::new(),
        }
    }

    /// Adds a thing at the top.
    pub fn node(mut self, node: Node) -> Self {
        self.roots.push(node);
        self
    }
}

impl Component for Tree {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<ul class=\"tree\" aria-label=\"{}\">",
            esc(&self.label)
        );
        for root in &self.roots {
            root.write(out);
        }
        put!(out, "</ul>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let tree = Tree::new("Tổ chức của Hội đồng nhân dân").node(
        Node::new("Hội đồng nhân dân thành phố Đà Nẵng")
            .note("52 đại biểu")
            .open()
            .child(Node::link("Thường trực Hội đồng nhân dân", "#tt").note("5 người"))
            .child(
                Node::new("Các ban")
                    .note("3 ban")
                    .open()
                    .child(Node::link("Ban Pháp chế", "#pc"))
                    .child(Node::link("Ban Kinh tế - Ngân sách", "#ktns"))
                    .child(Node::link("Ban Văn hóa - Xã hội", "#vhxh")),
            )
            .child(
                Node::new("Các tổ đại biểu")
                    .note("14 tổ")
                    .child(Node::link("Tổ đại biểu số 1", "#t1")),
            ),
    );
    vec![Example::new("tree", tree.html())]
}

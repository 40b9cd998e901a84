//! The parts of an Akoma Ntoso file and the units in them.

use std::mem::replace;

use super::meta::Identity;
use super::write::Writer;
use super::{Role, Sections, attachment_name};
use crate::address::Level;
use crate::outline::{Branch, Leaf, Line, Quote};
use crate::structure::{Span, UnitId, UnitKind};

/// Counts what bears no number of its own within a unit.
struct Counts {
    prefix: String,
    alineas: usize,
    changes: usize,
}

impl Counts {
    fn of(eid: &str) -> Self {
        let prefix = if eid.is_empty() {
            String::new()
        } else {
            format!("{eid}__")
        };
        Self {
            prefix,
            alineas: 0,
            changes: 0,
        }
    }
}

impl<'a> Writer<'_, 'a> {
    /// Everything behind the meta of the document.
    pub fn sections(&mut self, sections: &Sections<'_, 'a>) {
        let mut counts = Counts::of("");
        if !sections.preface.is_empty() {
            self.raw("<preface>");
            for leaf in &sections.preface {
                self.preface_line(leaf, sections.title.as_ref(), &mut counts);
            }
            self.raw("</preface>");
        }
        self.preamble(sections, &mut counts);
        self.raw("<body>");
        if sections.body.is_empty() {
            self.alinea(&[], &mut counts);
        }
        let mut loose: Vec<&Leaf<'a>> = Vec::new();
        for leaf in &sections.body {
            if let Leaf::Branch(branch) = leaf {
                self.alinea_of(&mut loose, &mut counts);
                self.hier(branch);
            } else {
                loose.push(leaf);
            }
        }
        self.alinea_of(&mut loose, &mut counts);
        self.raw("</body>");
        if !sections.conclusions.is_empty() {
            self.raw("<conclusions>");
            for leaf in &sections.conclusions {
                self.block(leaf, &mut counts);
            }
            self.raw("</conclusions>");
        }
        self.attachments(&sections.attachments);
    }

    fn preface_line(&mut self, leaf: &Leaf<'a>, title: Option<&Span>, counts: &mut Counts) {
        match (leaf, title) {
            (Leaf::Text(Line::Span(line)), Some(title))
                if title.start <= line.start && line.end <= title.end =>
            {
                self.raw("<p><docTitle>");
                self.line(&Line::Span(line.clone()));
                self.raw("</docTitle></p>");
            }
            _ => self.block(leaf, counts),
        }
    }

    fn preamble(&mut self, sections: &Sections<'_, 'a>, counts: &mut Counts) {
        if sections.preamble.is_empty() {
            return;
        }
        self.raw("<preamble>");
        let (mut lists, mut bases, mut open) = (0, 0, false);
        for (leaf, role) in &sections.preamble {
            let basis = *role == Role::Basis;
            if open && !basis {
                self.raw("</citations>");
            }
            if basis && !open {
                lists += 1;
                self.raw(&format!("<citations eId=\"cits_{lists}\">"));
            }
            open = basis;
            match role {
                Role::Basis => {
                    bases += 1;
                    self.raw(&format!("<citation eId=\"cit_{bases}\">"));
                    self.block(leaf, counts);
                    self.raw("</citation>");
                }
                Role::Enacting => {
                    self.raw("<formula name=\"enacting\">");
                    self.block(leaf, counts);
                    self.raw("</formula>");
                }
                Role::Other => self.block(leaf, counts),
            }
        }
        if open {
            self.raw("</citations>");
        }
        self.raw("</preamble>");
    }

    /// Lines between units, which belong to none of them.
    fn alinea(&mut self, leaves: &[&Leaf<'a>], counts: &mut Counts) {
        counts.alineas += 1;
        let eid = format!("{}al_{}", counts.prefix, counts.alineas);
        self.raw("<alinea eId=\"");
        self.raw(&eid);
        self.raw("\"><content>");
        self.blocks(leaves, counts);
        self.raw("</content></alinea>");
    }

    fn alinea_of(&mut self, loose: &mut Vec<&Leaf<'a>>, counts: &mut Counts) {
        if !loose.is_empty() {
            self.alinea(loose, counts);
            loose.clear();
        }
    }

    /// A unit with all below it.
    fn hier(&mut self, branch: &Branch<'a>) {
        let (element, name) = element(branch.kind);
        let eid = self.eid(branch);
        self.raw("<");
        self.raw(element);
        if let Some(name) = name {
            self.raw(" name=\"");
            self.raw(name);
            self.raw("\"");
        }
        if !eid.is_empty() {
            self.raw(" eId=\"");
            self.raw(eid);
            self.raw("\"");
        }
        if branch.repealed {
            self.raw(" status=\"removed\"");
        }
        self.raw(">");
        self.announce(branch);
        self.inside(branch, &mut Counts::of(eid));
        self.raw("</");
        self.raw(element);
        self.raw(">");
    }

    fn announce(&mut self, branch: &Branch<'a>) {
        if let Some(written) = &branch.written {
            self.raw("<num>");
            self.line(written);
            self.raw("</num>");
        } else {
            let number = branch.number();
            if !number.is_empty() {
                self.raw("<num>");
                self.text(&number);
                self.raw("</num>");
            }
        }
        if let Some(heading) = &branch.heading {
            self.raw("<heading>");
            self.line(heading);
            self.raw("</heading>");
        } else if branch.kind == UnitKind::Attached && !branch.label.is_empty() {
            self.raw("<heading>");
            self.text(&branch.label);
            self.raw("</heading>");
        }
    }

    /// What a unit holds: lines before its units, its units with the lines between them, lines behind them.
    fn inside(&mut self, branch: &Branch<'a>, counts: &mut Counts) {
        let leaves = &branch.leaves;
        let is_unit = |leaf: &Leaf<'_>| matches!(leaf, Leaf::Branch(_));
        let (Some(first), Some(last)) = (
            leaves.iter().position(is_unit),
            leaves.iter().rposition(is_unit),
        ) else {
            self.raw("<content>");
            if branch.repealed {
                self.raw("<p>(được bãi bỏ)</p>");
            } else {
                self.blocks(&leaves.iter().collect::<Vec<_>>(), counts);
            }
            self.raw("</content>");
            return;
        };
        if first > 0 {
            self.raw("<intro>");
            self.blocks(&leaves[..first].iter().collect::<Vec<_>>(), counts);
            self.raw("</intro>");
        }
        let mut loose: Vec<&Leaf<'a>> = Vec::new();
        for leaf in &leaves[first..=last] {
            if let Leaf::Branch(below) = leaf {
                self.alinea_of(&mut loose, counts);
                self.hier(below);
            } else {
                loose.push(leaf);
            }
        }
        if last + 1 < leaves.len() {
            self.raw("<wrapUp>");
            self.blocks(&leaves[last + 1..].iter().collect::<Vec<_>>(), counts);
            self.raw("</wrapUp>");
        }
    }

    fn blocks(&mut self, leaves: &[&Leaf<'a>], counts: &mut Counts) {
        if leaves.is_empty() {
            self.raw("<p/>");
        }
        for leaf in leaves {
            self.block(leaf, counts);
        }
    }

    fn block(&mut self, leaf: &Leaf<'a>, counts: &mut Counts) {
        match leaf {
            Leaf::Text(line) => {
                self.raw("<p>");
                self.line(line);
                self.raw("</p>");
            }
            Leaf::Table(rows) => self.table(rows),
            Leaf::Mod(lead, quotes) => self.change(lead.as_ref(), quotes, counts),
            Leaf::Branch(branch) => self.hier(branch),
        }
    }

    fn table(&mut self, rows: &[Line<'a>]) {
        if rows.is_empty() {
            self.raw("<p/>");
            return;
        }
        self.raw("<table>");
        for row in rows {
            self.raw("<tr>");
            for cell in self.outline.paper.cells(row) {
                self.raw("<td><p>");
                self.line(&cell);
                self.raw("</p></td>");
            }
            self.raw("</tr>");
        }
        self.raw("</table>");
    }

    /// An instruction and the new text it brings.
    fn change(&mut self, lead: Option<&Line<'a>>, quotes: &[Quote<'a>], counts: &mut Counts) {
        counts.changes += 1;
        let eid = format!("{}mod_{}", counts.prefix, counts.changes);
        self.raw("<p><mod eId=\"");
        self.raw(&eid);
        self.raw("\">");
        if let Some(lead) = lead {
            self.line(lead);
        }
        for quote in quotes {
            self.raw("<quotedStructure eId=\"");
            self.raw(self.eid(&quote.body));
            self.raw("\" startQuote=\"");
            self.text(quote.open);
            self.raw("\" endQuote=\"");
            self.text(quote.close);
            self.raw("\">");
            let mut inner = Counts::of(self.eid(&quote.body));
            self.blocks(&quote.body.leaves.iter().collect::<Vec<_>>(), &mut inner);
            self.raw("</quotedStructure>");
            if !self.outline.paper.is_blank(&quote.tail) {
                self.line(&Line::Span(quote.tail.clone()));
            }
        }
        self.raw("</mod></p>");
    }

    fn attachments(&mut self, attachments: &[&Branch<'a>]) {
        if attachments.is_empty() {
            return;
        }
        self.raw("<attachments>");
        for branch in attachments {
            self.attachment(branch);
        }
        self.raw("</attachments>");
    }

    /// A text of its own, with a meta of its own.
    fn attachment(&mut self, branch: &Branch<'a>) {
        let eid = self.eid(branch);
        self.raw("<attachment eId=\"");
        self.raw(eid);
        self.raw("\">");
        self.announce(branch);
        self.raw("<doc name=\"");
        self.raw(attachment_name(branch.kind));
        self.raw("\"><meta>");
        self.component(eid);
        self.raw("</meta><mainBody>");
        let place = u32::try_from(branch.eid).unwrap_or(0);
        let outer = replace(&mut self.container, UnitId(place));
        let mut counts = Counts::of(eid);
        let mut below: Vec<&Branch<'a>> = Vec::new();
        let mut empty = true;
        for leaf in &branch.leaves {
            match leaf {
                Leaf::Branch(inner) if inner.is_attachment() => below.push(inner),
                _ => {
                    empty = false;
                    self.block(leaf, &mut counts);
                }
            }
        }
        if empty {
            self.raw("<p/>");
        }
        self.raw("</mainBody>");
        self.attachments(&below);
        self.container = outer;
        self.raw("</doc></attachment>");
    }

    fn component(&mut self, eid: &str) {
        let identity = Identity {
            work: self.work.clone(),
            title: None,
            version: self.version,
        };
        self.identification(&identity, &format!("!{eid}"));
    }
}

/// The element of a unit, and its name when the schema has no element for it.
const fn element(kind: UnitKind) -> (&'static str, Option<&'static str>) {
    match kind {
        UnitKind::Document => ("hcontainer", Some("van-ban")),
        UnitKind::Attached => ("hcontainer", Some("van-ban-kem-theo")),
        UnitKind::Annex => ("hcontainer", Some("phu-luc")),
        UnitKind::Level(level) => match level {
            Level::Phan => ("part", None),
            Level::Chuong => ("chapter", None),
            Level::Muc => ("section", None),
            Level::TieuMuc => ("subsection", None),
            Level::Dieu => ("article", None),
            Level::Khoan => ("paragraph", None),
            Level::Diem => ("point", None),
            Level::Tiet => ("indent", None),
            Level::Doan => ("hcontainer", Some("doan")),
            Level::PhuLuc => ("hcontainer", Some("phu-luc")),
            Level::Mau => ("hcontainer", Some("mau")),
        },
    }
}

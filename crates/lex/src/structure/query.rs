//! Hỏi cây bố cục: finding units, and the text they hold.

use std::borrow::Cow;

use super::{Block, Document, Span, Unit, UnitId, UnitKind};
use crate::address::{Address, Level, same_label};

impl Document {
    /// Make the index of articles.
    pub(super) fn index(&mut self) {
        let mut articles: Vec<(UnitId, String, UnitId)> = self
            .ids()
            .filter(|&id| self.level(id) == Some(Level::Dieu))
            .map(|id| (self.container(id), self.unit(id).label.clone(), id))
            .collect();
        articles.sort();
        self.articles = articles;
    }

    /// Every unit, in document order.
    pub fn ids(&self) -> impl Iterator<Item = UnitId> + use<> {
        (0..u32::try_from(self.units.len()).unwrap_or(u32::MAX)).map(UnitId)
    }

    /// The level of a unit; none for the document, an attached text, an annex.
    pub fn level(&self, id: UnitId) -> Option<Level> {
        match self.unit(id).kind {
            UnitKind::Level(level) => Some(level),
            UnitKind::Document | UnitKind::Attached | UnitKind::Annex => None,
        }
    }

    /// What numbers the articles a unit stands among: the document, an attached text, an annex or a form.
    pub fn container(&self, id: UnitId) -> UnitId {
        let mut at = id;
        loop {
            let unit = self.unit(at);
            if !matches!(unit.kind, UnitKind::Level(level) if level != Level::Mau) {
                return at;
            }
            match unit.parent {
                Some(parent) => at = parent,
                None => return at,
            }
        }
    }

    /// The units directly below one.
    pub fn children(&self, id: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        self.unit(id).blocks.iter().filter_map(|block| match block {
            Block::Child(child) => Some(*child),
            Block::Paragraph(_) | Block::Table(_) | Block::Quoted(_) => None,
        })
    }

    /// A unit and all below it, in document order.
    pub fn units_under(&self, id: UnitId) -> impl Iterator<Item = UnitId> + use<> {
        let from = id.0;
        // Units stand in document order, so those below one follow it without a break.
        let mut end = from + 1;
        while self
            .units
            .get(end as usize)
            .is_some_and(|unit| unit.parent.is_some_and(|parent| parent.0 >= from))
        {
            end += 1;
        }
        (from..end).map(UnitId)
    }

    /// The texts attached to the document.
    pub fn attached(&self) -> Vec<UnitId> {
        self.ids()
            .filter(|&id| self.unit(id).kind == UnitKind::Attached)
            .collect()
    }

    /// The unit of an address in the document's own body or its annexes.
    pub fn find(&self, address: &Address) -> Option<UnitId> {
        self.find_in(UnitId(0), address)
    }

    /// The unit of an address within an attached text or an annex.
    pub fn find_in(&self, container: UnitId, address: &Address) -> Option<UnitId> {
        let mut at = container;
        if let Some(label) = address.get(Level::PhuLuc) {
            at = self.annex(at, label)?;
        }
        if let Some(label) = address.get(Level::Mau) {
            at = self.ids().find(|&id| {
                id > at
                    && self.level(id) == Some(Level::Mau)
                    && same_label(&self.unit(id).label, label)
            })?;
        }
        if let Some(label) = address.get(Level::Dieu) {
            at = self.article(at, label)?;
        } else {
            for level in [Level::Phan, Level::Chuong, Level::Muc, Level::TieuMuc] {
                if let Some(label) = address.get(level) {
                    at = self.below(at, level, label)?;
                }
            }
        }
        for level in [Level::Khoan, Level::Diem, Level::Tiet] {
            if let Some(label) = address.get(level) {
                at = self.below(at, level, label)?;
            }
        }
        Some(at)
    }

    fn article(&self, container: UnitId, label: &str) -> Option<UnitId> {
        let from = self
            .articles
            .partition_point(|(c, l, _)| (*c, l.as_str()) < (container, label));
        self.articles
            .get(from)
            .filter(|(c, l, _)| *c == container && l == label)
            .map(|(_, _, id)| *id)
    }

    fn annex(&self, container: UnitId, label: &str) -> Option<UnitId> {
        let annexes: Vec<UnitId> = self
            .children(container)
            .filter(|&id| self.unit(id).kind == UnitKind::Annex)
            .collect();
        match annexes.as_slice() {
            [only] if label.is_empty() || self.unit(*only).label.is_empty() => Some(*only),
            all => all
                .iter()
                .copied()
                .find(|&id| same_label(&self.unit(id).label, label)),
        }
    }

    /// The first unit of a level and label below one, not looking into articles for what stands above them.
    fn below(&self, id: UnitId, level: Level, label: &str) -> Option<UnitId> {
        for child in self.children(id) {
            match self.level(child) {
                Some(found) if found == level && same_label(&self.unit(child).label, label) => {
                    return Some(child);
                }
                Some(found) if found > level || level == Level::Khoan && found == Level::Muc => {
                    if let Some(unit) = self.below(child, level, label) {
                        return Some(unit);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The innermost unit at a byte of the view.
    pub fn unit_at(&self, byte: usize) -> UnitId {
        let after = self.units.partition_point(|unit| unit.span.start <= byte);
        let mut at = UnitId(u32::try_from(after.saturating_sub(1)).unwrap_or(0));
        while byte >= self.unit(at).span.end {
            let Some(parent) = self.unit(at).parent else {
                break;
            };
            at = parent;
        }
        at
    }

    /// What is left out of the text of units: notes and their marks, in order.
    pub fn folded(&self) -> &[Span] {
        &self.folded
    }

    /// The text of a span: on one line, without notes and their marks.
    pub fn words(&self, span: &Span) -> Cow<'_, str> {
        let view = self.text.view();
        let given = &view[span.clone()];
        let from = self.folded.partition_point(|fold| fold.end <= span.start);
        let folds = self.folded[from..]
            .iter()
            .take_while(|fold| fold.start < span.end);
        let mut pieces = String::new();
        let (mut at, mut cut) = (span.start, false);
        for fold in folds {
            pieces.push_str(&view[at..fold.start.max(at)]);
            at = fold.end.min(span.end).max(at);
            cut = true;
        }
        if !cut {
            if !given.contains(['\n', '\t']) && !given.contains("  ") {
                return Cow::Borrowed(given.trim());
            }
            return Cow::Owned(given.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        pieces.push_str(&view[at..span.end]);
        Cow::Owned(pieces.split_whitespace().collect::<Vec<_>>().join(" "))
    }
    /// The heading of a unit on one line.
    pub fn heading(&self, id: UnitId) -> Option<Cow<'_, str>> {
        self.unit(id).heading.as_ref().map(|span| self.words(span))
    }

    /// How a unit is announced: `Điều 5. Tên`, `1.`, `a)`.
    pub fn announced(&self, id: UnitId) -> String {
        let unit = self.unit(id);
        let heading = self.heading(id).unwrap_or_default();
        let label = match unit.kind {
            UnitKind::Document => return String::new(),
            UnitKind::Attached => return heading.into_owned(),
            UnitKind::Annex if unit.label.is_empty() => {
                return format!("Phụ lục {heading}").trim_end().to_owned();
            }
            UnitKind::Annex => format!("Phụ lục {}", unit.label),
            UnitKind::Level(level) => announce(level, &unit.label),
        };
        match (unit.kind, heading.is_empty()) {
            (UnitKind::Level(Level::Dieu), true) => format!("{label}."),
            (UnitKind::Level(Level::Dieu), false) => format!("{label}. {heading}"),
            (_, true) => label,
            (_, false) => format!("{label} {heading}"),
        }
    }

    /// The text of a unit and everything under it: a line for its label and heading, a line a paragraph; notes and their marks left out.
    pub fn own_text(&self, id: UnitId) -> String {
        let mut text = String::new();
        self.write(id, true, &mut text);
        text
    }

    /// The same without the units below.
    pub fn own_text_alone(&self, id: UnitId) -> String {
        let mut text = String::new();
        self.write(id, false, &mut text);
        text
    }

    fn write(&self, id: UnitId, children: bool, text: &mut String) {
        let unit = self.unit(id);
        let announced = self.announced(id);
        // The words of a clause or a point, and of an article without a heading, stand on the line of their label.
        let mut inline = !announced.is_empty() && unit.heading.is_none();
        push_line(text, &announced);
        for block in &unit.blocks {
            match block {
                Block::Child(child) if children => self.write(*child, true, text),
                Block::Child(_) => {}
                Block::Paragraph(span) if inline && self.stands_on_label(unit, span) => {
                    text.push(' ');
                    text.push_str(&self.words(span));
                }
                Block::Paragraph(span) => push_line(text, &self.words(span)),
                Block::Quoted(span) => self.text.view()[span.clone()]
                    .lines()
                    .for_each(|line| push_line(text, line.trim())),
                Block::Table(rows) => rows
                    .iter()
                    .for_each(|row| push_line(text, &self.words(row))),
            }
            inline = false;
        }
    }

    fn stands_on_label(&self, unit: &Unit, span: &Span) -> bool {
        matches!(
            unit.kind,
            UnitKind::Level(Level::Khoan | Level::Diem | Level::Tiet)
        ) || self
            .text
            .view()
            .get(unit.span.start..span.start)
            .is_some_and(|between| !between.contains('\n'))
    }
}

fn announce(level: Level, label: &str) -> String {
    match level {
        Level::Khoan => format!("{label}."),
        Level::Diem if label.starts_with(|c: char| c.is_ascii_digit()) => format!("{label}."),
        Level::Diem | Level::Tiet => format!("{label})"),
        Level::Muc if label.starts_with(['I', 'V', 'X']) => format!("{label}."),
        _ => format!("{} {label}", level.word()),
    }
}

fn push_line(text: &mut String, line: &str) {
    if line.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

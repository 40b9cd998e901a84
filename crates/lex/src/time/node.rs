//! A unit of a text that can be changed.

use jiff::civil::Date;
use serde::Serialize;

use crate::address::{Address, Level, same_label};
use crate::amend::OpKind;
use crate::structure::{Block, Document, UnitId, UnitKind};

/// Which act made a unit what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The number of the act.
    pub act: String,
    /// The unit of the act that orders it.
    pub source: String,
    /// What it did.
    pub kind: OpKind,
    /// From which day.
    pub from: Date,
}

/// A piece of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A paragraph.
    Text(String),
    /// A unit below.
    Unit(Node),
}

/// Một đơn vị của văn bản tại một thời điểm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: UnitKind,
    /// Its label.
    pub label: String,
    /// Its heading.
    pub heading: Option<String>,
    /// Its paragraphs and units, in order.
    pub items: Vec<Item>,
    /// It was repealed: its number stays, its content is gone.
    pub repealed: bool,
    /// What made it what it is, the latest last; empty for the text as it was passed.
    pub provenance: Vec<Provenance>,
}

impl Node {
    /// The tree of a document.
    pub fn of(document: &Document) -> Self {
        Self::read(document, UnitId(0))
    }

    fn read(document: &Document, id: UnitId) -> Self {
        let unit = document.unit(id);
        let mut items = Vec::new();
        for block in &unit.blocks {
            match block {
                Block::Paragraph(span) => items.push(Item::Text(document.words(span).into_owned())),
                Block::Quoted(span) => items.push(Item::Text(document.words(span).into_owned())),
                Block::Table(rows) => items.extend(
                    rows.iter()
                        .map(|row| Item::Text(document.words(row).into_owned())),
                ),
                Block::Child(child) => items.push(Item::Unit(Self::read(document, *child))),
            }
        }
        Self {
            kind: unit.kind,
            label: unit.label.clone(),
            heading: document.heading(id).map(std::borrow::Cow::into_owned),
            items,
            repealed: false,
            provenance: Vec::new(),
        }
    }

    /// A unit from the new text an amendment brings. The text may give a clause or a point another label; text without a label is what
    /// the unit holds.
    pub fn from_text(level: Level, label: &str, text: &str) -> Self {
        let document = Document::read_new_text(text.trim_start_matches(['“', '"', ' ', '\n']));
        let first = document
            .ids()
            .find(|&id| document.unit(id).kind == UnitKind::Level(level));
        let read = match first {
            Some(id) => Self::read(&document, id),
            None => Self::read(&document, UnitId(0)),
        };
        let relabelled = first.is_some() && level < Level::Dieu;
        Self {
            kind: UnitKind::Level(level),
            label: if relabelled {
                read.label
            } else {
                label.to_owned()
            },
            ..read
        }
    }

    /// The level, when it is a numbered one.
    pub fn level(&self) -> Option<Level> {
        match self.kind {
            UnitKind::Level(level) => Some(level),
            UnitKind::Annex => Some(Level::PhuLuc),
            UnitKind::Document | UnitKind::Attached => None,
        }
    }

    /// The unit at an address, for change.
    pub fn find_mut(&mut self, address: &Address) -> Option<&mut Self> {
        let mut path: Vec<(Level, &str)> = Level::DOWNWARDS
            .iter()
            .filter(|level| !matches!(level, Level::Doan))
            .filter_map(|&level| address.get(level).map(|label| (level, label)))
            .collect();
        if let Some(at) = path.iter().position(|(level, _)| *level == Level::Dieu) {
            path.drain(..at);
        }
        let mut node = self;
        for (level, label) in path {
            node = node.descendant_mut(level, label)?;
        }
        Some(node)
    }

    fn descendant_mut(&mut self, level: Level, label: &str) -> Option<&mut Self> {
        let at = self
            .items
            .iter()
            .position(|item| matches!(item, Item::Unit(unit) if unit.holds(level, label)))?;
        let Item::Unit(unit) = &mut self.items[at] else {
            return None;
        };
        if unit.is(level, label) {
            Some(unit)
        } else {
            unit.descendant_mut(level, label)
        }
    }

    fn is(&self, level: Level, label: &str) -> bool {
        let whole = |label: &str| level > Level::Dieu && same_label(&self.label, label);
        self.level() == Some(level) && (self.label == label || whole(label))
    }

    /// Whether it is the unit, or has it below itself; what is attached is searched only when it is named.
    fn holds(&self, level: Level, label: &str) -> bool {
        if self.is(level, label) {
            return true;
        }
        let deeper = match self.level() {
            Some(own) => own > level && own >= Level::Dieu,
            None => false,
        };
        deeper
            && self
                .items
                .iter()
                .any(|item| matches!(item, Item::Unit(unit) if unit.holds(level, label)))
    }

    /// The parent of a unit and the place of the unit in it.
    pub fn parent_mut(&mut self, address: &Address) -> Option<(&mut Self, usize)> {
        let level = address.lowest()?;
        let label = address.get(level)?.to_owned();
        let mut upper = address.clone();
        upper.part = None;
        let mut holder = Address::default();
        for higher in Level::DOWNWARDS {
            // An article is the only one of its number: what stands above it need not be found.
            if higher != level
                && level != Level::Dieu
                && let Some(label) = upper.get(higher)
            {
                holder.set(higher, label);
            }
        }
        let start = if holder.is_empty() {
            self
        } else {
            self.find_mut(&holder)?
        };
        start.parent_below(level, &label)
    }

    fn parent_below(&mut self, level: Level, label: &str) -> Option<(&mut Self, usize)> {
        if let Some(at) = self
            .items
            .iter()
            .position(|item| matches!(item, Item::Unit(unit) if unit.is(level, label)))
        {
            return Some((self, at));
        }
        let at = self
            .items
            .iter()
            .position(|item| matches!(item, Item::Unit(unit) if unit.holds(level, label)))?;
        let Item::Unit(unit) = &mut self.items[at] else {
            return None;
        };
        unit.parent_below(level, label)
    }

    /// Its label and heading as they are written.
    pub fn announced(&self) -> String {
        let heading = self.heading.as_deref().unwrap_or("");
        let label = match self.kind {
            UnitKind::Document => return String::new(),
            UnitKind::Attached => return heading.to_owned(),
            UnitKind::Annex => format!("Phụ lục {}", self.label).trim_end().to_owned(),
            UnitKind::Level(Level::Khoan) => format!("{}.", self.label),
            UnitKind::Level(Level::Diem | Level::Tiet)
                if !self.label.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                format!("{})", self.label)
            }
            UnitKind::Level(Level::Diem | Level::Tiet) => format!("{}.", self.label),
            UnitKind::Level(Level::Dieu) => format!("Điều {}.", self.label),
            UnitKind::Level(level) => format!("{} {}", level.word(), self.label),
        };
        if heading.is_empty() {
            label
        } else {
            format!("{label} {heading}")
        }
    }

    /// Its own lines, without the units below.
    pub fn own_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let announced = self.announced();
        let mut inline = matches!(
            self.kind,
            UnitKind::Level(Level::Khoan | Level::Diem | Level::Tiet)
        ) || (self.heading.is_none() && self.level() == Some(Level::Dieu));
        if !announced.is_empty() {
            lines.push(announced);
        }
        if self.repealed {
            match lines.last_mut() {
                Some(last) => last.push_str(" (được bãi bỏ)"),
                None => lines.push("(được bãi bỏ)".to_owned()),
            }
            return lines;
        }
        for item in &self.items {
            match item {
                Item::Text(text) if inline && !lines.is_empty() => {
                    if let Some(last) = lines.last_mut() {
                        last.push(' ');
                        last.push_str(text);
                    }
                }
                Item::Text(text) => lines.push(text.clone()),
                Item::Unit(_) => {}
            }
            inline = false;
        }
        lines
    }

    /// The whole unit in order.
    pub fn write(&self, out: &mut String) {
        let first_unit = self
            .items
            .iter()
            .position(|item| matches!(item, Item::Unit(_)))
            .unwrap_or(self.items.len());
        let head = Self {
            items: self.items[..first_unit].to_vec(),
            ..self.clone_shallow()
        };
        for line in head.own_lines() {
            out.push_str(&line);
            out.push('\n');
        }
        if self.repealed {
            return;
        }
        for item in &self.items[first_unit..] {
            match item {
                Item::Text(text) => {
                    out.push_str(text);
                    out.push('\n');
                }
                Item::Unit(unit) => unit.write(out),
            }
        }
    }

    fn clone_shallow(&self) -> Self {
        Self {
            kind: self.kind,
            label: self.label.clone(),
            heading: self.heading.clone(),
            items: Vec::new(),
            repealed: self.repealed,
            provenance: Vec::new(),
        }
    }

    /// Every unit with its address, in order.
    pub fn walk<'n>(&'n self, address: &Address, visit: &mut dyn FnMut(&Address, &'n Self)) {
        let mut here = address.clone();
        match self.kind {
            UnitKind::Attached => here = Address::default(),
            _ => {
                if let Some(level) = self.level() {
                    here.set(level, self.label.clone());
                }
            }
        }
        let here = here.from_article();
        visit(&here, self);
        for item in &self.items {
            if let Item::Unit(unit) = item {
                unit.walk(&here, visit);
            }
        }
    }
}

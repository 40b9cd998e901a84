//! A unit of a text that can be changed.

use jiff::civil::Date;
use serde::Serialize;

use crate::address::{Address, Level, POINT_LETTERS, label_key};
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

    /// A unit from the new text an amendment brings; the text begins with its label.
    pub fn from_text(level: Level, label: &str, text: &str) -> Self {
        if level >= Level::TieuMuc {
            let document = Document::read(text);
            let found = document
                .ids()
                .find(|&id| document.unit(id).kind == UnitKind::Level(level));
            if let Some(id) = found {
                return Self {
                    label: label.to_owned(),
                    ..Self::read(&document, id)
                };
            }
        }
        let mut node = Self {
            kind: UnitKind::Level(level),
            label: label.to_owned(),
            heading: None,
            items: Vec::new(),
            repealed: false,
            provenance: Vec::new(),
        };
        let lines = paragraphs(text);
        let mut lines = lines.iter().map(String::as_str);
        let opening = lines.next().unwrap_or("");
        // The new text may give the unit another label.
        if let Some((found, new, _)) = label_of(opening.trim_start_matches(['“', '"']))
            && found == level
        {
            node.label = new.to_owned();
        }
        let first = without_label(opening, level, &node.label);
        if level == Level::Dieu {
            node.heading = Some(first.to_owned()).filter(|heading| !heading.is_empty());
        } else {
            node.items.push(Item::Text(first.to_owned()));
        }
        let rest: Vec<&str> = lines.collect();
        node.items.extend(below(&rest, level));
        node
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
        self.level() == Some(level) && self.label == label
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
            if higher != level
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

/// The paragraphs of a new text: lines that a source wrapped are joined.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            continue;
        }
        let wrapped = found.last().is_some_and(|last: &String| {
            !last.ends_with(['.', ';', ':', '”', '"'])
                && (line.starts_with(|c: char| c.is_lowercase()) && label_of(&line).is_none()
                    || last.ends_with([',', '-']))
        });
        match found.last_mut() {
            Some(last) if wrapped => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => found.push(line),
        }
    }
    found
}

/// The line without the label it opens with.
fn without_label<'t>(line: &'t str, level: Level, label: &str) -> &'t str {
    let mut rest = line.trim_start_matches(['“', '"']);
    if level >= Level::Dieu || level.is_annex() {
        rest = crate::grammar::units::keyword(rest, 0)
            .map_or(rest, |(_, end)| rest[end..].trim_start());
    }
    match rest.strip_prefix(label) {
        Some(after) => after.trim_start_matches(['.', ')', ':', '/']).trim_start(),
        None => line,
    }
}

/// A label that could open a clause or point at the start of a line.
pub(crate) fn label_of(line: &str) -> Option<(Level, &str, &str)> {
    let end = line.find(['.', ')', '/'])?;
    let label = &line[..end];
    let rest = line[end + 1..].trim_start();
    if label.is_empty() || label.len() > 5 || rest.is_empty() {
        return None;
    }
    if label.starts_with(|c: char| c.is_ascii_digit())
        && label.chars().skip_while(char::is_ascii_digit).count() <= 1
        && line[end..].starts_with('.')
    {
        return Some((Level::Khoan, label, rest));
    }
    let letter = label.trim_end_matches(|c: char| c.is_ascii_digit());
    (POINT_LETTERS.contains(&letter) && line[end..].starts_with(')')).then_some((
        Level::Diem,
        label,
        rest,
    ))
}

/// The units below a level, cut at labels that continue the numbering.
fn below(lines: &[&str], level: Level) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open: Option<(Level, String, Vec<&str>, &str)> = None;
    let close = |open: &mut Option<(Level, String, Vec<&str>, &str)>, items: &mut Vec<Item>| {
        if let Some((level, label, rest, first)) = open.take() {
            let mut node = Node {
                kind: UnitKind::Level(level),
                label,
                heading: None,
                items: vec![Item::Text(first.to_owned())],
                repealed: false,
                provenance: Vec::new(),
            };
            node.items.extend(below(&rest, level));
            items.push(Item::Unit(node));
        }
    };
    for line in lines {
        let opens = label_of(line).filter(|(found, label, _)| {
            *found < level
                && match &open {
                    Some((same, last, ..)) => found == same && follows(last, label),
                    None => matches!(*label, "1" | "a"),
                }
        });
        match opens {
            Some((found, label, first)) => {
                close(&mut open, &mut items);
                open = Some((found, label.to_owned(), Vec::new(), first));
            }
            None => match &mut open {
                Some((.., rest, _)) => rest.push(line),
                None => items.push(Item::Text((*line).to_owned())),
            },
        }
    }
    close(&mut open, &mut items);
    items
}

/// Whether a label is the next one after another.
pub(crate) fn follows(last: &str, label: &str) -> bool {
    let (a, b) = (label_key(last), label_key(label));
    (b.0 == a.0 + 1 && b.1 == 0) || (b.0 == a.0 && b.1 > a.1)
}

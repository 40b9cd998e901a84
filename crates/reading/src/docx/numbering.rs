//! Automatic numbers, counted as Word counts them.
//!
//! A paragraph names a list (`numId`) and a level, itself or through its style; the list names an abstract one, whose
//! levels say how the number is written. Lists of one abstract list count on together, unless one says where it starts.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Unreadable;
use crate::docx::xml;
use crate::numeral::Style;
use crate::source::Source;
use crate::warning::{Warning, note};

const LEVELS: usize = 9;
/// The longest text of a number that is honoured.
const LONGEST: usize = 100;
/// The most styles that build on one another.
const LONGEST_CHAIN: usize = 20;

/// The list and the level of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct InList {
    /// The list; 0 says that the paragraph is in none, whatever its style says.
    pub(crate) list: Option<u32>,
    pub(crate) level: Option<usize>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    style: Style,
    text: String,
    gap: &'static str,
    restarts: bool,
    /// Numbers of outer levels are written in digits whatever their own way is.
    legal: bool,
    paragraph_style: String,
    unknown: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            style: Style::Decimal,
            text: String::new(),
            gap: " ",
            restarts: true,
            legal: false,
            paragraph_style: String::new(),
            unknown: false,
        }
    }
}

#[derive(Debug, Default, Clone)]
struct Abstract {
    levels: Vec<Level>,
    /// The name by which another abstract list borrows these levels, and the one whose levels this borrows.
    style_link: String,
    borrows: String,
}

#[derive(Debug, Default, Clone)]
struct List {
    of: u32,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

#[derive(Debug, Default)]
struct ParagraphStyle {
    based_on: String,
    in_list: InList,
}

/// All lists of a document and how far they have counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    abstracts: HashMap<u32, Abstract>,
    lists: HashMap<u32, List>,
    styles: HashMap<String, ParagraphStyle>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Reads the numbering and the styles, each of which may be missing.
    pub(crate) fn read(numbering: &[u8], styles: &[u8]) -> Result<Self, Unreadable> {
        let mut all = Self::default();
        let source = Source::of_part(numbering, 0)?;
        Lists::default().read(&source, &mut all)?;
        let source = Source::of_part(styles, 0)?;
        all.read_styles(&source)?;
        all.settle_borrowed();
        Ok(all)
    }

    /// Counts a paragraph and returns the number Word shows before it, with the gap behind it.
    pub(crate) fn number(
        &mut self,
        own: InList,
        style: &str,
        warnings: &mut Vec<Warning>,
    ) -> Option<String> {
        let from_style = self.of_style(style);
        let list = own.list.or(from_style.list).filter(|list| *list != 0)?;
        let of = self.lists.get(&list)?.of;
        let level = own.level.or(from_style.level);
        let level = level.unwrap_or_else(|| self.level_of_style(of, style));
        if level >= LEVELS || self.level(list, level).is_none() {
            return None;
        }
        self.count(list, of, level);
        Some(self.written(list, of, level, warnings))
    }

    /// Moves the count of a level on and begins the deeper ones anew.
    fn count(&mut self, list: u32, of: u32, level: usize) {
        let begin = |at: usize| self.level(list, at).map_or(1, |level| level.start);
        let starts: Vec<u32> = (0..LEVELS).map(begin).collect();
        let restarts: Vec<bool> = (0..LEVELS)
            .map(|at| self.level(list, at).is_none_or(|level| level.restarts))
            .collect();
        let own_start = self
            .lists
            .get(&list)
            .and_then(|list| list.starts.get(&level).copied());
        let is_first = self.started.insert((list, level));
        let counts = self.counts.entry(of).or_default();
        counts[level] = Some(match (own_start.filter(|_| is_first), counts[level]) {
            (Some(start), _) => start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => starts[level],
        });
        for at in 0..level {
            counts[at].get_or_insert(starts[at]);
        }
        for at in level + 1..LEVELS {
            if restarts[at] {
                counts[at] = None;
            }
        }
    }

    fn written(&self, list: u32, of: u32, level: usize, warnings: &mut Vec<Warning>) -> String {
        let Some(this) = self.level(list, level) else {
            return String::new();
        };
        let counts = self.counts.get(&of).copied().unwrap_or_default();
        let mut text = String::new();
        let mut signs = this.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let digit = signs.peek().and_then(|next| next.to_digit(10));
            let Some(place) = digit.filter(|digit| sign == '%' && *digit > 0) else {
                // Bullets are often drawn by a font of signs, from the private range.
                text.push(if ('\u{E000}'..='\u{F8FF}').contains(&sign) {
                    '•'
                } else {
                    sign
                });
                continue;
            };
            signs.next();
            let place = place as usize - 1;
            let Some(other) = self.level(list, place) else {
                continue;
            };
            let style = if this.legal {
                Style::Decimal
            } else {
                other.style
            };
            let number = counts[place].unwrap_or(other.start);
            if style.departs_from_vietnamese(number) {
                note(warnings, Warning::AutomaticLetters);
            }
            if other.unknown {
                note(warnings, Warning::UnknownNumbering);
            }
            text.push_str(&style.write(number));
        }
        if !text.is_empty() {
            text.push_str(this.gap);
        }
        text
    }

    fn level(&self, list: u32, level: usize) -> Option<&Level> {
        let list = self.lists.get(&list)?;
        list.levels
            .get(&level)
            .or_else(|| self.abstracts.get(&list.of)?.levels.get(level))
    }

    /// What a style says of lists, itself or through those it builds on.
    fn of_style(&self, style: &str) -> InList {
        let mut found = InList::default();
        let mut name = style;
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = self.styles.get(name) else {
                break;
            };
            found.list = found.list.or(style.in_list.list);
            found.level = found.level.or(style.in_list.level);
            if found.list.is_some() {
                break;
            }
            name = &style.based_on;
        }
        found
    }

    /// The level that names this style as its own.
    fn level_of_style(&self, of: u32, style: &str) -> usize {
        let levels = self.abstracts.get(&of).map(|list| list.levels.as_slice());
        let mut levels = levels.unwrap_or_default().iter();
        let place = levels.position(|level| !style.is_empty() && level.paragraph_style == style);
        place.unwrap_or(0)
    }

    fn settle_borrowed(&mut self) {
        let lenders: HashMap<String, Vec<Level>> = self
            .abstracts
            .values()
            .filter(|list| !list.style_link.is_empty())
            .map(|list| (list.style_link.clone(), list.levels.clone()))
            .collect();
        for list in self.abstracts.values_mut() {
            if let Some(levels) = lenders.get(&list.borrows) {
                list.levels.clone_from(levels);
            }
        }
    }

    fn read_styles(&mut self, source: &Source<'_>) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(&source.text);
        let (mut name, mut style) = (String::new(), ParagraphStyle::default());
        loop {
            match xml::next(&mut reader)? {
                Event::Start(element) | Event::Empty(element) => {
                    let text = || xml::value(&element).unwrap_or_default().into_owned();
                    match xml::local(element.name().as_ref()) {
                        "style" => {
                            name = xml::attribute(&element, "styleId")
                                .unwrap_or_default()
                                .into_owned();
                            style = ParagraphStyle::default();
                        }
                        "basedOn" => style.based_on = text(),
                        "numId" => style.in_list.list = xml::number(&element, "val"),
                        "ilvl" => style.in_list.level = text().trim().parse().ok(),
                        _ => {}
                    }
                }
                Event::End(element) if xml::local(element.name().as_ref()) == "style" => {
                    self.styles
                        .insert(std::mem::take(&mut name), std::mem::take(&mut style));
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// The numbering part while it is read.
#[derive(Default)]
struct Lists {
    abstract_id: Option<u32>,
    abstract_list: Abstract,
    list_id: Option<u32>,
    list: List,
    level: Option<(usize, Level)>,
    overridden: usize,
}

impl Lists {
    fn read(mut self, source: &Source<'_>, all: &mut Numbering) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(&source.text);
        loop {
            match xml::next(&mut reader)? {
                Event::Start(element) => self.begin(&element),
                Event::Empty(element) => {
                    self.begin(&element);
                    self.end(xml::local(element.name().as_ref()), all);
                }
                Event::End(element) => self.end(xml::local(element.name().as_ref()), all),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        let text = || xml::value(element).unwrap_or_default().into_owned();
        let place = || {
            let place = xml::number(element, "ilvl");
            place.map_or(0, |place| place as usize).min(LEVELS - 1)
        };
        match xml::local(element.name().as_ref()) {
            "abstractNum" => {
                self.abstract_id = xml::number(element, "abstractNumId");
                self.abstract_list = Abstract::default();
            }
            "styleLink" => self.abstract_list.style_link = text(),
            "numStyleLink" => self.abstract_list.borrows = text(),
            "num" => {
                self.list_id = xml::number(element, "numId");
                self.list = List::default();
            }
            "abstractNumId" => self.list.of = xml::number(element, "val").unwrap_or_default(),
            "lvlOverride" => self.overridden = place(),
            "startOverride" => {
                let start = xml::number(element, "val").unwrap_or(1);
                self.list.starts.insert(self.overridden, start);
            }
            "lvl" => self.level = Some((place(), Level::default())),
            name => {
                if let Some((_, level)) = &mut self.level {
                    level.learn(name, element);
                }
            }
        }
    }

    fn end(&mut self, name: &str, all: &mut Numbering) {
        match name {
            "lvl" => {
                let Some((place, level)) = self.level.take() else {
                    return;
                };
                if self.list_id.is_some() {
                    self.list.levels.insert(place, level);
                } else {
                    let levels = &mut self.abstract_list.levels;
                    if levels.len() <= place {
                        levels.resize_with(place + 1, Level::default);
                    }
                    levels[place] = level;
                }
            }
            "abstractNum" => {
                if let Some(id) = self.abstract_id.take() {
                    all.abstracts
                        .insert(id, std::mem::take(&mut self.abstract_list));
                }
            }
            "num" => {
                if let Some(id) = self.list_id.take() {
                    all.lists.insert(id, std::mem::take(&mut self.list));
                }
            }
            _ => {}
        }
    }
}

impl Level {
    fn learn(&mut self, name: &str, element: &BytesStart<'_>) {
        let text = || xml::value(element).unwrap_or_default().into_owned();
        match name {
            "start" => self.start = xml::number(element, "val").unwrap_or(1),
            "lvlText" => self.text = text().chars().take(LONGEST).collect(),
            "lvlRestart" => self.restarts = xml::number(element, "val") != Some(0),
            "isLgl" => self.legal = xml::is_on(element),
            "pStyle" => self.paragraph_style = text(),
            "suff" => self.gap = if text() == "nothing" { "" } else { " " },
            "numFmt" => {
                self.unknown = false;
                self.style = match text().as_str() {
                    "decimal" => Style::Decimal,
                    "decimalZero" => Style::DecimalZero,
                    "lowerLetter" => Style::LowerLetter,
                    "upperLetter" => Style::UpperLetter,
                    "lowerRoman" => Style::LowerRoman,
                    "upperRoman" => Style::UpperRoman,
                    "bullet" | "none" => Style::Sign,
                    _ => {
                        self.unknown = true;
                        Style::Decimal
                    }
                };
            }
            _ => {}
        }
    }
}

//! How paragraphs and letters look: the properties of the text, and those of the styles they come from.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Unreadable;
use crate::docx::xml;
use crate::layout::{Align, LineHeight};
use crate::source::Source;

/// Twentieths of a point in a millimetre.
const TWENTIETHS: f64 = 1440.0 / 25.4;
/// The longest chain of styles that rest on one another.
const CHAIN: usize = 20;

/// Twentieths of a point as millimetres.
pub(crate) fn mm(twentieths: f64) -> f64 {
    twentieths / TWENTIETHS
}

/// What is said of a paragraph or of letters; nothing where nothing is said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    pub(crate) style: Option<String>,
    pub(crate) font: Option<String>,
    /// In points.
    pub(crate) size: Option<f64>,
    pub(crate) bold: Option<bool>,
    pub(crate) italic: Option<bool>,
    pub(crate) capitals: Option<bool>,
    pub(crate) hidden: Option<bool>,
    pub(crate) colour: Option<String>,
    pub(crate) align: Option<Align>,
    /// In millimetres; less than nothing where the first line hangs out.
    pub(crate) first_line: Option<f64>,
    /// In points.
    pub(crate) before: Option<f64>,
    /// In points.
    pub(crate) after: Option<f64>,
    pub(crate) line: Option<f64>,
    pub(crate) line_rule: Option<String>,
    pub(crate) contextual: Option<bool>,
    /// In an automatic list, which brings its own indent.
    pub(crate) listed: Option<bool>,
}

impl Look {
    /// Takes what an element says; elements that say nothing of the look are passed over.
    pub(crate) fn take(&mut self, element: &BytesStart<'_>, fonts: &Fonts) {
        let value = || xml::value(element).map(std::borrow::Cow::into_owned);
        let number = |name: &str| -> Option<f64> {
            let number: f64 = xml::attribute(element, name)?.trim().parse().ok()?;
            number.is_finite().then_some(number)
        };
        match xml::local(element.name().as_ref()) {
            "pStyle" | "rStyle" => self.style = value(),
            "rFonts" => {
                if let Some(font) = fonts.named(element) {
                    self.font = Some(font);
                }
            }
            "sz" => self.size = number("val").map(|half| half / 2.0),
            "b" => self.bold = Some(xml::is_on(element)),
            "i" => self.italic = Some(xml::is_on(element)),
            "caps" => self.capitals = Some(xml::is_on(element)),
            "vanish" => self.hidden = Some(xml::is_on(element)),
            "color" => self.colour = value(),
            "jc" => {
                self.align = match value().as_deref() {
                    Some("center") => Some(Align::Centre),
                    Some("right" | "end") => Some(Align::Right),
                    Some("both" | "distribute") => Some(Align::Both),
                    Some("left" | "start") => Some(Align::Left),
                    _ => None,
                }
            }
            "ind" => {
                let first = number("firstLine").filter(|first| *first != 0.0);
                let hanging = number("hanging").filter(|hanging| *hanging != 0.0);
                let said = number("firstLine").or_else(|| number("hanging").map(|_| 0.0));
                let first = hanging.map(|hanging| -hanging).or(first).or(said);
                if let Some(first) = first {
                    self.first_line = Some(mm(first));
                }
            }
            "spacing" => {
                let points = |name: &str| number(name).map(|twentieths| twentieths / 20.0);
                self.before = points("before").or(self.before);
                self.after = points("after").or(self.after);
                self.line = number("line").or(self.line);
                if let Some(rule) = xml::attribute(element, "lineRule") {
                    self.line_rule = Some(rule.into_owned());
                }
            }
            "contextualSpacing" => self.contextual = Some(xml::is_on(element)),
            "numPr" => self.listed = Some(true),
            "numId" if value().as_deref() == Some("0") => self.listed = Some(false),
            _ => {}
        }
    }

    /// This look with what another says put over it.
    pub(crate) fn with(&self, over: &Self) -> Self {
        fn or<T: Clone>(over: &Option<T>, under: &Option<T>) -> Option<T> {
            over.clone().or_else(|| under.clone())
        }
        Self {
            style: or(&over.style, &self.style),
            font: or(&over.font, &self.font),
            size: or(&over.size, &self.size),
            bold: or(&over.bold, &self.bold),
            italic: or(&over.italic, &self.italic),
            capitals: or(&over.capitals, &self.capitals),
            hidden: or(&over.hidden, &self.hidden),
            colour: or(&over.colour, &self.colour),
            align: or(&over.align, &self.align),
            first_line: or(&over.first_line, &self.first_line),
            before: or(&over.before, &self.before),
            after: or(&over.after, &self.after),
            line: or(&over.line, &self.line),
            line_rule: or(&over.line_rule, &self.line_rule),
            contextual: or(&over.contextual, &self.contextual),
            listed: or(&over.listed, &self.listed),
        }
    }

    /// The height of its lines.
    pub(crate) fn line_height(&self) -> LineHeight {
        match (self.line, self.line_rule.as_deref()) {
            (None, _) => LineHeight::Lines(1.0),
            (Some(line), None | Some("auto")) => LineHeight::Lines(line / 240.0),
            (Some(line), Some("exact")) => LineHeight::Exactly(line / 20.0),
            (Some(line), Some(_)) => LineHeight::AtLeast(line / 20.0),
        }
    }
}

/// The faces that a theme names for headings and for text.
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    major: Option<String>,
    minor: Option<String>,
}

impl Fonts {
    /// Reads the part of the theme.
    pub(crate) fn read(part: &[u8]) -> Result<Self, Unreadable> {
        let source = Source::of_part(part, 0)?;
        let mut reader = Reader::from_str(&source.text);
        let mut fonts = Self::default();
        let mut major = false;
        loop {
            let event = xml::next(&mut reader)?;
            let (Event::Start(element) | Event::Empty(element)) = &event else {
                match event {
                    Event::Eof => return Ok(fonts),
                    _ => continue,
                }
            };
            match xml::local(element.name().as_ref()) {
                "majorFont" => major = true,
                "minorFont" => major = false,
                "latin" => {
                    let face =
                        xml::attribute(element, "typeface").map(std::borrow::Cow::into_owned);
                    let place = if major {
                        &mut fonts.major
                    } else {
                        &mut fonts.minor
                    };
                    *place = place.take().or(face);
                }
                _ => {}
            }
        }
    }

    /// The face of Latin letters. A theme wins over a name beside it.
    fn named(&self, element: &BytesStart<'_>) -> Option<String> {
        let of_theme = |name: &str| match xml::attribute(element, name).as_deref() {
            Some(theme) if theme.starts_with("major") => self.major.clone(),
            Some(_) => self.minor.clone(),
            None => None,
        };
        let named = |name: &str| xml::attribute(element, name).map(std::borrow::Cow::into_owned);
        let mut found = of_theme("asciiTheme").or_else(|| of_theme("hAnsiTheme"));
        found = found.or_else(|| named("ascii")).or_else(|| named("hAnsi"));
        found.filter(|font| !font.trim().is_empty())
    }
}

#[derive(Debug, Default)]
struct Style {
    rests_on: Option<String>,
    look: Look,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    everywhere: Look,
    paragraph: Option<String>,
    all: HashMap<String, Style>,
    /// The looks of paragraphs of each style, and of those that name none.
    whole: HashMap<String, Look>,
    plain: Look,
}

impl Styles {
    /// Reads the part of the styles.
    pub(crate) fn read(part: &[u8], fonts: &Fonts) -> Result<Self, Unreadable> {
        let source = Source::of_part(part, 0)?;
        let mut reader = Reader::from_str(&source.text);
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut defaults = false;
        let mut skipped = 0_usize;
        loop {
            let event = xml::next(&mut reader)?;
            let element = match &event {
                Event::Eof => return Ok(styles.settled()),
                Event::End(element) => {
                    match xml::local(element.name().as_ref()) {
                        "style" => styles.all.extend(open.take()),
                        "docDefaults" => defaults = false,
                        // What a style says of parts of a table is not said of a paragraph.
                        "tblStylePr" => skipped = skipped.saturating_sub(1),
                        _ => {}
                    }
                    continue;
                }
                Event::Start(element) | Event::Empty(element) => element,
                _ => continue,
            };
            let starts = matches!(event, Event::Start(_));
            match xml::local(element.name().as_ref()) {
                "docDefaults" => defaults = starts,
                "tblStylePr" => skipped += usize::from(starts),
                "style" => {
                    let id = xml::attribute(element, "styleId").unwrap_or_default();
                    let default = xml::attribute(element, "default");
                    let kind = xml::attribute(element, "type");
                    let is_default = matches!(default.as_deref(), Some("1" | "true" | "on"));
                    if is_default && kind.as_deref() == Some("paragraph") {
                        styles.paragraph = Some(id.clone().into_owned());
                    }
                    open = starts.then(|| (id.into_owned(), Style::default()));
                }
                "basedOn" => {
                    if let Some((_, style)) = &mut open {
                        style.rests_on = xml::value(element).map(std::borrow::Cow::into_owned);
                    }
                }
                _ if skipped > 0 => {}
                _ => match &mut open {
                    Some((_, style)) => style.look.take(element, fonts),
                    None if defaults => styles.everywhere.take(element, fonts),
                    None => {}
                },
            }
        }
    }

    fn settled(mut self) -> Self {
        let whole = |style: &String| self.everywhere.with(&self.chain(style));
        let all: HashMap<String, Look> = (self.all.keys())
            .map(|style| (style.clone(), whole(style)))
            .collect();
        let plain = self.paragraph.as_ref().and_then(|style| all.get(style));
        self.plain = plain.unwrap_or(&self.everywhere).clone();
        self.whole = all;
        self
    }

    /// The look of a paragraph of a style; of one that names none, or none that there is, the look of all.
    pub(crate) fn of_paragraph(&self, named: Option<&str>) -> &Look {
        let whole = named.and_then(|style| self.whole.get(style));
        whole.unwrap_or(&self.plain)
    }

    /// What a style of letters says.
    pub(crate) fn of_letters(&self, named: Option<&str>) -> Look {
        named.map(|style| self.chain(style)).unwrap_or_default()
    }

    fn chain(&self, style: &str) -> Look {
        let mut look = Look::default();
        let mut next = self.all.get(style);
        for _ in 0..CHAIN {
            let Some(style) = next else { break };
            look = style.look.with(&look);
            next = style.rests_on.as_ref().and_then(|name| self.all.get(name));
        }
        look
    }
}

//! Web pages, token by token.
//!
//! Only what a browser would show is taken. Tags inside a line never break a word ("số:<b>64</b>/2025"); blocks, rows
//! and `<br>` end the line. No tree is built: legal pages are full of tags that are never closed, and order is all
//! that text needs.

use std::collections::HashMap;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::flow::{Flow, Kind};
use crate::limits::Limits;
use crate::numeral::Style;
use crate::source::Source;
use crate::warning::{Warning, note};
use crate::{Format, Reading, Unreadable, finish};

/// Elements whose content is not read as text.
const LEFT_OUT: &[&str] = &[
    "script", "style", "title", "template", "noscript", "svg", "math", "iframe", "object",
    "select", "textarea",
];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "tbody",
    "tfoot",
    "thead",
    "ul",
];

/// Beginnings that make a text a web page or a piece of one.
const BEGINNINGS: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "table",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "span",
    "b",
    "strong",
    "center",
    "font",
    "style",
    "title",
    "link",
    "article",
    "section",
    "br",
    "a",
    "ul",
    "ol",
    "!--",
];

/// Whether text is a web page.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text
        .trim_start()
        .chars()
        .take(2_000)
        .collect::<String>()
        .to_ascii_lowercase();
    if start.starts_with("<?xml") {
        return start.contains("<html");
    }
    let Some(rest) = start.strip_prefix('<') else {
        return false;
    };
    BEGINNINGS.iter().any(|name| {
        let after = rest.strip_prefix(name).map(|after| after.chars().next());
        match after {
            Some(next) => {
                *name == "!--" || next.is_none_or(|c| c == '>' || c == '/' || c.is_whitespace())
            }
            None => false,
        }
    })
}

/// Reads a web page that has been decoded.
pub(crate) fn read(source: &Source<'_>, limits: &Limits) -> Result<Reading, Unreadable> {
    let mut page = Page::new(source, limits);
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        page.event(event, span).err()
    });
    emitter.naively_switch_states(true);
    // The only thing ever handed out is the reason to stop.
    if let Some(Ok(reason)) = Tokenizer::new_with_emitter(&*source.text, emitter).next() {
        return Err(reason);
    }
    let mut warnings = page.warnings;
    if page.is_whole_page && !page.has_end {
        note(&mut warnings, Warning::NoEnd);
    }
    if source.guessed {
        note(&mut warnings, Warning::OldEncoding);
    }
    let parts = vec![(String::new(), source.width)];
    finish(Format::Html, page.flow.finish(), parts, warnings)
}

/// A list, whose items a browser numbers.
#[derive(Debug)]
struct List {
    style: Style,
    next: u32,
}

/// A link within the page; those of Word lead from a number to its note.
#[derive(Debug)]
struct Link {
    start: usize,
}

struct Page<'a> {
    source: &'a Source<'a>,
    flow: Flow,
    warnings: Vec<Warning>,
    tag: String,
    tag_start: usize,
    attribute: String,
    attributes: Vec<(String, String)>,
    /// The element left out, and how many of the same name are open in it.
    left_out: Option<(String, usize)>,
    /// White space that becomes one space if more text follows on the line.
    space: Option<(usize, usize)>,
    lists: Vec<List>,
    link: Option<Link>,
    preformatted: usize,
    is_whole_page: bool,
    has_end: bool,
    entities: HashMap<String, String>,
}

impl<'a> Page<'a> {
    fn new(source: &'a Source<'a>, limits: &Limits) -> Self {
        Self {
            source,
            flow: Flow::new(limits),
            warnings: Vec::new(),
            tag: String::new(),
            tag_start: 0,
            attribute: String::new(),
            attributes: Vec::new(),
            left_out: None,
            space: None,
            lists: Vec::new(),
            link: None,
            preformatted: 0,
            is_whole_page: false,
            has_end: false,
            entities: HashMap::new(),
        }
    }

    fn event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Result<(), Unreadable> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = lower(name);
                self.tag_start = span.start;
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => self.attribute = lower(name),
            // Only these elements are asked for what they say of themselves.
            CallbackEvent::AttributeValue { value }
                if matches!(self.tag.as_str(), "a" | "ol" | "li") && self.attributes.len() < 32 =>
            {
                let value = String::from_utf8_lossy(value).into_owned();
                self.attributes.push((self.attribute.clone(), value));
            }
            CallbackEvent::CloseStartTag { .. } => return self.begin(span.end),
            CallbackEvent::EndTag { name } => self.end(&lower(name)),
            CallbackEvent::String { .. } => return self.text(span),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, end: usize) -> Result<(), Unreadable> {
        let tag = std::mem::take(&mut self.tag);
        if let Some((name, depth)) = &mut self.left_out {
            *depth += usize::from(*name == tag);
            return Ok(());
        }
        if LEFT_OUT.contains(&tag.as_str()) {
            self.left_out = Some((tag, 1));
            return Ok(());
        }
        if tag == "br" || BLOCKS.contains(&tag.as_str()) {
            self.end_line();
        }
        match tag.as_str() {
            "html" => self.is_whole_page = true,
            "table" => self.frame(Kind::Table),
            "tr" => self.frame(Kind::Row),
            "td" | "th" => self.frame(Kind::Cell),
            "pre" => self.preformatted += 1,
            "ol" | "ul" if self.lists.len() < 64 => self.begin_list(&tag),
            "li" => return self.number(end),
            "a" if self.attribute_of("href").is_some_and(|to| to.contains('#')) => {
                let start = self.flow.line().text.len();
                self.link = Some(Link { start });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &str) {
        if let Some((name, depth)) = &mut self.left_out {
            if name == tag {
                *depth -= 1;
                if *depth == 0 {
                    self.left_out = None;
                }
            }
            return;
        }
        if BLOCKS.contains(&tag) || tag == "br" {
            self.end_line();
        }
        match tag {
            "html" => self.has_end = true,
            "table" => self.end_frame(Kind::Table),
            "tr" => self.end_frame(Kind::Row),
            "td" | "th" => self.end_frame(Kind::Cell),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "ol" | "ul" => {
                self.lists.pop();
            }
            "a" => self.end_link(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        self.space = None;
        self.link = None;
        self.flow.end_line();
    }

    fn frame(&mut self, kind: Kind) {
        self.space = None;
        self.link = None;
        self.flow.begin(kind);
    }

    fn end_frame(&mut self, kind: Kind) {
        self.space = None;
        self.link = None;
        self.flow.end(kind);
    }

    fn attribute_of(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter();
        found
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    fn begin_list(&mut self, tag: &str) {
        let unmarked = self
            .attribute_of("style")
            .is_some_and(|style| style.contains("list-style") && style.contains("none"));
        let style = match self.attribute_of("type") {
            _ if tag == "ul" || unmarked => Style::Sign,
            Some("a") => Style::LowerLetter,
            Some("A") => Style::UpperLetter,
            Some("i") => Style::LowerRoman,
            Some("I") => Style::UpperRoman,
            _ => Style::Decimal,
        };
        let next = self
            .attribute_of("start")
            .and_then(|text| text.trim().parse().ok());
        self.lists.push(List {
            style,
            next: next.unwrap_or(1),
        });
    }

    /// Writes the number that a browser shows before an item.
    fn number(&mut self, end: usize) -> Result<(), Unreadable> {
        let own = self
            .attribute_of("value")
            .and_then(|text| text.trim().parse().ok());
        let found = self.source.found(self.tag_start.min(end), end);
        let Some(list) = self.lists.last_mut() else {
            return Ok(());
        };
        if list.style == Style::Sign {
            return Ok(());
        }
        let number = own.unwrap_or(list.next);
        list.next = number.saturating_add(1);
        let text = format!("{}. ", list.style.write(number));
        if list.style.departs_from_vietnamese(number) {
            note(&mut self.warnings, Warning::AutomaticLetters);
        }
        self.flow.made(&text, found)
    }

    /// Puts brackets around the number of a note, unless the page has done so.
    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let line = self.flow.line();
        let Some(linked) = line.text.get(link.start..) else {
            return;
        };
        let digits = linked.trim_start();
        let start = link.start + linked.len() - digits.len();
        let is_number =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let follows_text = line.text[..start]
            .trim_end()
            .chars()
            .next_back()
            .is_some_and(|c| c != '[');
        if is_number && follows_text && line.insert(start, '[') {
            line.added("]");
        }
    }

    /// The text between two tags: as it stands, but for entities and white space.
    fn text(&mut self, span: Span<usize>) -> Result<(), Unreadable> {
        let source = self.source;
        if self.left_out.is_some() || source.text.get(span.start..span.end).is_none() {
            return Ok(());
        }
        let text: &str = &source.text[..span.end];
        let mut at = span.start;
        while at < span.end {
            let rest = &text[at..];
            let plain = rest
                .find(['&', '<', ' ', '\t', '\n', '\r', '\u{c}', '\0'])
                .unwrap_or(rest.len());
            self.words(&text[at..at + plain], at)?;
            at += plain;
            at += self.sign(&text[at..], at)?;
        }
        Ok(())
    }

    /// Handles what begins with a sign that may stand for something else, and returns its bytes.
    fn sign(&mut self, rest: &str, at: usize) -> Result<usize, Unreadable> {
        match rest.as_bytes().first() {
            None => Ok(0),
            Some(b'&') => self.entity(rest, at),
            // The tokenizer drops an end tag without a name, as browsers do.
            Some(b'<') if rest.starts_with("</>") => Ok(3),
            Some(b'<') => self.words(&rest[..1], at).map(|()| 1),
            Some(b'\0') => Ok(1),
            Some(_) => Ok(self.white(rest, at)),
        }
    }

    fn white(&mut self, rest: &str, at: usize) -> usize {
        let is_white = |b: u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
        if self.preformatted > 0 {
            if matches!(rest.as_bytes()[0], b'\n' | b'\r') {
                self.end_line();
            } else {
                let start = self.space.map_or(at, |(start, _)| start);
                self.space = Some((start, at + 1));
            }
            return 1;
        }
        let taken = rest.bytes().take_while(|b| is_white(*b)).count();
        // A space on each side of a tag is still one space; the first of them is it.
        if self.space.is_none()
            && !self.flow.line().text.is_empty()
            && !self.flow.line().text.ends_with(' ')
        {
            self.space = Some((at, at + taken));
        }
        taken
    }

    fn words(&mut self, text: &str, at: usize) -> Result<(), Unreadable> {
        if text.is_empty() {
            return Ok(());
        }
        self.settle_space()?;
        self.flow
            .verbatim(text, self.source.found(at, at + text.len()))
    }

    fn settle_space(&mut self) -> Result<(), Unreadable> {
        let Some((start, end)) = self.space.take() else {
            return Ok(());
        };
        let found = self.source.found(start, end);
        if &self.source.text[start..end] == " " {
            self.flow.verbatim(" ", found)
        } else {
            self.flow.made(" ", found)
        }
    }

    fn entity(&mut self, rest: &str, at: usize) -> Result<usize, Unreadable> {
        let name = rest[1..]
            .bytes()
            .take(40)
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
            .count();
        let mut end = 1 + name;
        end += usize::from(rest[end..].starts_with(';'));
        let raw = &rest[..end];
        let decoded = match self.entities.get(raw) {
            Some(decoded) => decoded.clone(),
            None => {
                let decoded = decode_entity(raw);
                if self.entities.len() < 1_000 {
                    self.entities.insert(raw.to_owned(), decoded.clone());
                }
                decoded
            }
        };
        if decoded == raw {
            self.words(raw, at)?;
        } else if !decoded.is_empty() {
            self.settle_space()?;
            let one_line = decoded.replace(['\n', '\r', '\t'], " ");
            self.flow.made(&one_line, self.source.found(at, at + end))?;
        }
        Ok(end)
    }
}

/// What an entity stands for, by the same rules as the page around it.
fn decode_entity(raw: &str) -> String {
    let mut decoded = String::new();
    for token in Tokenizer::new(raw) {
        if let Ok(html5gum::Token::String(text)) = token {
            decoded.push_str(&String::from_utf8_lossy(&text));
        }
    }
    decoded.replace('\0', "")
}

fn lower(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

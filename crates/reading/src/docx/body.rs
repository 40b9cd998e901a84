//! The text of the main part and of the notes, element by element.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Unreadable;
use crate::docx::numbering::{InList, Numbering};
use crate::docx::xml;
use crate::draft::{Draft, Found};
use crate::flow::{Flow, Kind};
use crate::source::Source;
use crate::warning::{Warning, note};

/// The most paragraphs in one another; a text box stands in a paragraph and holds others.
const DEEPEST: usize = 64;

/// Elements that are not read: what was deleted or moved away, what a paragraph looked like before, the second form of
/// a drawing for old programs.
pub(crate) const LEFT_OUT: &[&str] = &[
    "del",
    "moveFrom",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "tblPrExChange",
    "sectPrChange",
    "numberingChange",
    "instrText",
    "delText",
    "delInstrText",
];

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum NoteKind {
    /// At the foot of its page.
    Foot,
    /// At the end of the document.
    End,
}

impl NoteKind {
    /// The relation under which the main part names the part of these notes.
    pub(crate) fn relation(self) -> &'static str {
        match self {
            Self::Foot => "footnotes",
            Self::End => "endnotes",
        }
    }

    fn element(self) -> &'static str {
        match self {
            Self::Foot => "footnote",
            Self::End => "endnote",
        }
    }
}

/// The notes referred to, each with its number less one, in the order of the text.
pub(crate) type Noted = HashMap<(NoteKind, String), usize>;

/// A paragraph whose text is being read.
#[derive(Debug, Default)]
struct Paragraph {
    in_list: InList,
    style: String,
    /// The part and the byte where it begins.
    begins: (u16, usize),
}

/// Reads parts into lines.
pub(crate) struct Body<'n> {
    pub(crate) flow: Flow,
    /// The notes referred to so far.
    pub(crate) notes: Noted,
    numbering: &'n mut Numbering,
    warnings: Vec<Warning>,
    paragraphs: Vec<Paragraph>,
    /// Paragraphs beyond the deepest that is kept.
    ignored: usize,
    in_properties: bool,
    in_text: bool,
    hidden: bool,
}

impl<'n> Body<'n> {
    /// Begins a document.
    pub(crate) fn new(flow: Flow, numbering: &'n mut Numbering) -> Self {
        Self {
            flow,
            notes: Noted::new(),
            numbering,
            warnings: Vec::new(),
            paragraphs: Vec::new(),
            ignored: 0,
            in_properties: false,
            in_text: false,
            hidden: false,
        }
    }

    /// Ends it.
    pub(crate) fn finish(self) -> (Flow, Vec<Warning>) {
        (self.flow, self.warnings)
    }

    /// Reads the main part.
    pub(crate) fn read(&mut self, source: &Source<'_>) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(&source.text);
        let mut depth = 0_usize;
        loop {
            let at = place(&reader);
            let event = xml::next(&mut reader)?;
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof if depth > 0 => return Err(Unreadable::Broken),
                Event::Eof => return Ok(()),
                _ => {}
            }
            if self.event(&event, at, &mut reader, source)? {
                depth -= 1;
            }
        }
    }

    /// Reads the part of the notes and keeps those that are wanted, each as one line.
    pub(crate) fn read_notes(
        &mut self,
        source: &Source<'_>,
        kind: NoteKind,
        wanted: &Noted,
        found: &mut [Option<Draft>],
    ) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(&source.text);
        let mut current = None;
        let is_note = |name: &str| xml::local(name) == kind.element();
        loop {
            let at = place(&reader);
            match xml::next(&mut reader)? {
                Event::Eof => return Ok(()),
                Event::Start(element) if is_note(element.name().as_ref()) => {
                    let id = xml::attribute(&element, "id").unwrap_or_default();
                    current = wanted.get(&(kind, id.into_owned())).copied();
                    self.flow.end_line();
                    self.flow.begin(Kind::Box);
                }
                Event::End(element) if is_note(element.name().as_ref()) => {
                    let line = self.flow.end_note();
                    if let Some(slot) = current.take().and_then(|place| found.get_mut(place)) {
                        slot.get_or_insert(line);
                    }
                }
                event => {
                    self.event(&event, at, &mut reader, source)?;
                }
            }
        }
    }

    /// Takes one event in; true if the element it began was passed over with its end.
    fn event(
        &mut self,
        event: &Event<'_>,
        at: usize,
        reader: &mut Reader<&[u8]>,
        source: &Source<'_>,
    ) -> Result<bool, Unreadable> {
        match event {
            Event::Start(element) => {
                let name = element.name();
                let local = xml::local(name.as_ref());
                if LEFT_OUT.contains(&local) {
                    self.notice(local);
                    let passed = reader.read_to_end(name);
                    return passed.map(|_| true).map_err(|_| Unreadable::Broken);
                }
                self.begin(local, element, source.found(at, place(reader)))?;
            }
            Event::Empty(element) => {
                let name = element.name();
                let local = xml::local(name.as_ref());
                self.notice(local);
                self.begin(local, element, source.found(at, place(reader)))?;
                self.end(local)?;
            }
            Event::End(element) => self.end(xml::local(element.name().as_ref()))?,
            Event::Text(_) if self.in_text => self.text(at, place(reader), source)?,
            Event::CData(_) if self.in_text => self.text(at + 9, place(reader) - 3, source)?,
            Event::GeneralRef(reference) if self.in_text && !self.hidden => {
                let found = source.found(at, place(reader));
                match xml::sign(reference) {
                    Some(sign) => self
                        .flow
                        .made(one_line(sign).encode_utf8(&mut [0; 4]), found)?,
                    None => self.text(at, place(reader), source)?,
                }
            }
            _ => {}
        }
        Ok(false)
    }

    fn notice(&mut self, element: &str) {
        if matches!(element, "del" | "moveFrom" | "ins" | "moveTo") {
            note(&mut self.warnings, Warning::TrackedChanges);
        }
    }

    fn begin(
        &mut self,
        local: &str,
        element: &BytesStart<'_>,
        found: Found,
    ) -> Result<(), Unreadable> {
        match local {
            "ins" | "moveTo" => self.notice(local),
            "p" => self.begin_paragraph((found.part, found.at)),
            "pPr" => self.in_properties = true,
            "numId" | "ilvl" | "pStyle" if self.in_properties => self.learn(local, element),
            "r" => self.hidden = false,
            "vanish" if !self.in_properties && xml::is_on(element) => {
                self.hidden = true;
                note(&mut self.warnings, Warning::HiddenText);
            }
            "t" => self.in_text = true,
            "tbl" => self.flow.begin(Kind::Table),
            "tr" => self.flow.begin(Kind::Row),
            "tc" => self.flow.begin(Kind::Cell),
            "txbxContent" => self.flow.begin(Kind::Box),
            "gridSpan" => self.flow.span(xml::number(element, "val").unwrap_or(1)),
            "gridBefore" => self
                .flow
                .leave_free(xml::number(element, "val").unwrap_or(0)),
            "vMerge" if xml::value(element).as_deref() != Some("restart") => self.flow.goes_on(),
            _ if self.hidden || self.in_properties => {}
            "tab" | "ptab" => self.flow.made(" ", found)?,
            "br" | "cr" => self.flow.end_line(),
            "noBreakHyphen" => self.flow.made("-", found)?,
            "sym" => self.symbol(element, found)?,
            "footnoteReference" => self.refer(NoteKind::Foot, element, found)?,
            "endnoteReference" => self.refer(NoteKind::End, element, found)?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, local: &str) -> Result<(), Unreadable> {
        match local {
            "p" => self.end_paragraph(),
            "pPr" => {
                self.in_properties = false;
                self.number()?;
            }
            "r" => self.hidden = false,
            "t" => self.in_text = false,
            "tbl" => self.flow.end(Kind::Table),
            "tr" => self.flow.end(Kind::Row),
            "tc" => self.flow.end(Kind::Cell),
            "txbxContent" => self.flow.end(Kind::Box),
            _ => {}
        }
        Ok(())
    }

    fn begin_paragraph(&mut self, begins: (u16, usize)) {
        if self.paragraphs.len() >= DEEPEST {
            self.ignored += 1;
            return;
        }
        self.paragraphs.push(Paragraph {
            begins,
            ..Paragraph::default()
        });
    }

    fn end_paragraph(&mut self) {
        self.flow.end_line();
        if self.ignored > 0 {
            self.ignored -= 1;
        } else {
            self.paragraphs.pop();
        }
    }

    fn learn(&mut self, local: &str, element: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let text = xml::value(element).unwrap_or_default();
        match local {
            "numId" => paragraph.in_list.list = text.trim().parse().ok(),
            "ilvl" => paragraph.in_list.level = text.trim().parse().ok(),
            _ => paragraph.style = text.into_owned(),
        }
    }

    /// Writes the number of the paragraph whose properties have been read.
    fn number(&mut self) -> Result<(), Unreadable> {
        let Some(paragraph) = self.paragraphs.last() else {
            return Ok(());
        };
        let (in_list, style) = (paragraph.in_list, paragraph.style.as_str());
        let Some(text) = self.numbering.number(in_list, style, &mut self.warnings) else {
            return Ok(());
        };
        let found = Found {
            part: paragraph.begins.0,
            at: paragraph.begins.1,
            taken: 0,
        };
        // The number has no place of its own in the file; it belongs where its paragraph begins.
        self.flow.made(&text, found)
    }

    /// The text between two tags, as it stands but for line ends, which mean no more than a space.
    fn text(&mut self, start: usize, end: usize, source: &Source<'_>) -> Result<(), Unreadable> {
        let Some(text) = source.text.get(start..end).filter(|_| !self.hidden) else {
            return Ok(());
        };
        let mut at = start;
        for line in text.split_inclusive(['\n', '\r', '\t']) {
            let words = line.trim_end_matches(['\n', '\r', '\t']);
            self.flow
                .verbatim(words, source.found(at, at + words.len()))?;
            if words.len() < line.len() {
                let found = source.found(at + words.len(), at + line.len());
                self.flow.made(" ", found)?;
            }
            at += line.len();
        }
        Ok(())
    }

    /// A sign chosen from a font. One from the private range means nothing without that font.
    fn symbol(&mut self, element: &BytesStart<'_>, found: Found) -> Result<(), Unreadable> {
        let code = xml::attribute(element, "char");
        let code = code.and_then(|text| u32::from_str_radix(&text, 16).ok());
        let sign = code.and_then(char::from_u32);
        match sign.filter(|sign| !sign.is_control() && !('\u{E000}'..='\u{F8FF}').contains(sign)) {
            Some(sign) => self.flow.made(sign.encode_utf8(&mut [0; 4]), found),
            None => Ok(()),
        }
    }

    fn refer(
        &mut self,
        kind: NoteKind,
        element: &BytesStart<'_>,
        found: Found,
    ) -> Result<(), Unreadable> {
        let id = xml::attribute(element, "id").unwrap_or_default();
        let next = self.notes.len();
        let number = *self.notes.entry((kind, id.into_owned())).or_insert(next);
        let text = format!("[{}]", number + 1);
        self.flow.made(&text, found)
    }
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// A line end within text means no more than a space.
fn one_line(sign: char) -> char {
    if sign.is_control() { ' ' } else { sign }
}

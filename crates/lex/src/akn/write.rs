//! Writing XML: escaping, lines with their links and notes.

use std::mem::replace;

use jiff::civil::Date;

use super::meta::Identity;
use crate::cite::{Citation, Target};
use crate::naming::{Work, eid};
use crate::outline::{Branch, Ink, Line, Outline};
use crate::structure::{Document, Note, UnitId};

/// Writes one file.
pub(super) struct Writer<'o, 'a> {
    pub outline: &'o Outline<'a>,
    /// What names the document itself.
    pub work: Work,
    /// The day of the version.
    pub version: Option<Date>,
    /// The address of the document itself.
    uri: String,
    document: Option<&'o Document>,
    /// The text that articles are looked for in first: the document, an attached text.
    pub container: UnitId,
    /// Which notes stand where their marks do.
    placed: Vec<bool>,
    /// Where notes without a place go.
    margin: usize,
    xml: String,
}

impl<'o, 'a> Writer<'o, 'a> {
    pub fn new(
        outline: &'o Outline<'a>,
        identity: &Identity,
        document: Option<&'o Document>,
        capacity: usize,
    ) -> Self {
        Self {
            outline,
            work: identity.work.clone(),
            version: identity.version,
            uri: identity.work.uri(),
            document,
            container: UnitId(0),
            placed: vec![false; document.map_or(0, |document| document.notes.len())],
            margin: 0,
            xml: String::with_capacity(capacity),
        }
    }

    /// End the meta; notes whose place in the text is not found will be put before its end.
    pub fn end_meta(&mut self) {
        self.margin = self.xml.len();
        self.raw("</meta>");
    }

    pub fn end(mut self) -> String {
        self.raw("</act></akomaNtoso>\n");
        let body = self.xml.split_off(self.margin);
        self.loose_notes();
        self.raw(&body);
        self.xml
    }

    /// Notes whose place in the text was not found.
    fn loose_notes(&mut self) {
        let Some(document) = self.document else {
            return;
        };
        if self.placed.iter().all(|placed| *placed) {
            return;
        }
        self.raw("<notes source=\"#issuer\">");
        for (place, note) in document.notes.iter().enumerate() {
            if self.placed[place] {
                continue;
            }
            self.raw(&format!("<note eId=\"note_{}\" marker=\"", place + 1));
            self.text(&note.mark);
            self.raw("\">");
            self.note_words(note);
            self.raw("</note>");
        }
        self.raw("</notes>");
    }

    /// Markup, as it is.
    pub fn raw(&mut self, markup: &str) {
        self.xml.push_str(markup);
    }

    /// Text, escaped, without the characters XML does not allow.
    pub fn text(&mut self, text: &str) {
        escape(text, &mut self.xml);
    }

    pub fn eid(&self, branch: &Branch<'_>) -> &'o str {
        self.eid_at(branch.eid)
    }

    pub fn eid_at(&self, place: usize) -> &'o str {
        let outline: &'o Outline<'a> = self.outline;
        outline.eids.get(place).map_or("", String::as_str)
    }

    /// A line with its links and notes.
    pub fn line(&mut self, line: &Line<'_>) {
        let outline: &'o Outline<'a> = self.outline;
        outline.paper.ink(line, self);
    }

    /// The words of a note as paragraphs.
    fn note_words(&mut self, note: &Note) {
        self.raw("<p>");
        let view = self.outline.paper.view;
        let mut begun = false;
        for span in &note.spans {
            for word in view[span.clone()].split_whitespace() {
                if begun {
                    self.raw(" ");
                }
                begun = true;
                self.text(word);
            }
        }
        self.raw("</p>");
    }

    /// Where a target is found.
    fn href(&self, target: &Target, surface: &str) -> String {
        let own =
            (self.document).and_then(|document| self.outline.own(document, self.container, target));
        if let Some(eid) = own {
            return format!("#{eid}");
        }
        let mut uri = if target.own {
            self.uri.clone()
        } else {
            Work::cited(target, surface).map_or_else(|| self.uri.clone(), |work| work.uri())
        };
        if let Some(eid) = eid(&target.address) {
            uri.push_str("/~");
            uri.push_str(&eid);
        }
        uri
    }
}

impl Ink for Writer<'_, '_> {
    fn words(&mut self, words: &str) {
        self.text(words);
    }

    fn open(&mut self, citation: &Citation, surface: &str) -> bool {
        let Some(target) = citation.targets.first() else {
            return false;
        };
        let href = self.href(target, surface);
        self.raw("<ref href=\"");
        self.raw(&href);
        self.raw("\">");
        true
    }

    fn close(&mut self) {
        self.raw("</ref>");
    }

    fn note(&mut self, place: usize, note: &Note) {
        if replace(&mut self.placed[place], true) {
            return;
        }
        self.raw("<authorialNote marker=\"");
        self.text(&note.mark);
        self.raw("\" placement=\"bottom\">");
        self.note_words(note);
        self.raw("</authorialNote>");
    }
}

/// Write a text so that it can stand between tags and in attributes.
pub(crate) fn escape(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let (instead, len) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\t' | b'\n' => continue,
            0..=0x1F | 0x7F => ("", 1),
            // U+FFFE and U+FFFF are no characters of XML.
            0xEF if matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])) => ("", 3),
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(instead);
        from = at + len;
    }
    out.push_str(&text[from..]);
}

//! Fonts of a page: which text their codes mean and how wide they are.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use crate::Unreadable;
use crate::pdf::codes::Codes;

/// What the map from codes to text of one font may unpack to.
const LARGEST_MAP: usize = 5_000_000;
/// The most widths that are kept of one font.
const MOST_WIDTHS: usize = 70_000;
/// The width of a sign that has none, in thousandths of the size.
const USUAL_WIDTH: f32 = 500.0;

/// One font.
pub(crate) struct Font<'d> {
    codes: Codes,
    encoding: Option<Encoding<'d>>,
    widths: HashMap<u32, f32>,
    other: f32,
    /// Whether a code is two bytes.
    pub(crate) is_wide: bool,
}

/// The fonts of a document. Each is read once, though every page names it anew.
pub(crate) struct Fonts<'d> {
    document: &'d Document,
    known: HashMap<*const Dictionary, Rc<Font<'d>>>,
}

/// The fonts of one page by the names it gives them.
pub(crate) type PageFonts<'d> = BTreeMap<Vec<u8>, Rc<Font<'d>>>;

impl<'d> Fonts<'d> {
    /// No font read yet.
    pub(crate) fn new(document: &'d Document) -> Self {
        Self {
            document,
            known: HashMap::new(),
        }
    }

    /// The fonts that a page names. Each costs as much of what is left as its map may hold at the least.
    pub(crate) fn of_page(
        &mut self,
        page: ObjectId,
        left: &mut usize,
    ) -> Result<PageFonts<'d>, Unreadable> {
        const COST: usize = 20_000;
        let document = self.document;
        let named = document.get_page_fonts(page).unwrap_or_default();
        let mut fonts = PageFonts::new();
        for (name, dictionary) in named {
            let key: *const Dictionary = dictionary;
            let font = match self.known.entry(key) {
                Entry::Occupied(known) => Rc::clone(known.get()),
                Entry::Vacant(place) => {
                    *left = left.checked_sub(COST).ok_or(Unreadable::ZipBomb)?;
                    Rc::clone(place.insert(Rc::new(Font::read(document, dictionary))))
                }
            };
            fonts.insert(name, font);
        }
        Ok(fonts)
    }
}

impl<'d> Font<'d> {
    fn read(document: &'d Document, font: &'d Dictionary) -> Self {
        let is_wide = font
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Type0");
        // Codes of two bytes without a map to text name shapes of the font, not letters.
        let encoding = if is_wide {
            None
        } else {
            font.get_font_encoding_with_limit(document, LARGEST_MAP)
                .ok()
                .filter(|encoding| !matches!(encoding, Encoding::UnicodeMapEncoding(_)))
        };
        let map = font.get_deref(b"ToUnicode", document);
        let map = map.and_then(Object::as_stream);
        let map = map.and_then(|map| map.get_plain_content_with_limit(LARGEST_MAP));
        let mut new = Self {
            codes: map.map(|map| Codes::read(&map)).unwrap_or_default(),
            encoding,
            widths: HashMap::new(),
            other: USUAL_WIDTH,
            is_wide,
        };
        if is_wide {
            new.read_wide_widths(document, font);
        } else {
            new.read_widths(document, font);
        }
        new
    }

    /// The text of a string of codes; none if it cannot be told.
    pub(crate) fn text(&self, codes: &[u8]) -> Option<String> {
        if self.codes.is_empty() {
            return Document::decode_text(self.encoding.as_ref()?, codes).ok();
        }
        let bytes = if self.is_wide { 2 } else { 1 };
        let mut text = String::new();
        for code in codes.chunks(bytes) {
            let number = code.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            match (self.codes.get(number), &self.encoding) {
                (Some(known), _) => text.push_str(known),
                (None, Some(encoding)) => text += &Document::decode_text(encoding, code).ok()?,
                (None, None) => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
        Some(text)
    }

    /// The width of a string in thousandths of the size.
    pub(crate) fn width(&self, codes: &[u8]) -> f32 {
        let width = |code: u32| self.widths.get(&code).copied().unwrap_or(self.other);
        if self.is_wide {
            let pairs = codes.chunks_exact(2);
            pairs
                .map(|pair| width(u32::from(u16::from_be_bytes([pair[0], pair[1]]))))
                .sum()
        } else {
            codes.iter().map(|code| width(u32::from(*code))).sum()
        }
    }

    fn read_widths(&mut self, document: &Document, font: &Dictionary) {
        let first = font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
        let widths = font
            .get_deref(b"Widths", document)
            .and_then(Object::as_array);
        let Ok(widths) = widths else { return };
        for (code, width) in (first.clamp(0, 255) as u32..).zip(widths.iter().take(256)) {
            if let Some(width) = number(document, width) {
                self.widths.insert(code, width);
            }
        }
    }

    /// Widths of fonts of two bytes: `first [w w w]` or `first last w`, one after the other.
    fn read_wide_widths(&mut self, document: &Document, font: &Dictionary) {
        let descendants = font
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array);
        let descendant = descendants
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|font| document.dereference(font).ok())
            .and_then(|(_, font)| font.as_dict().ok());
        let Some(descendant) = descendant else { return };
        let other = descendant.get_deref(b"DW", document).ok();
        self.other = other
            .and_then(|width| number(document, width))
            .unwrap_or(1000.0);
        let Ok(widths) = descendant
            .get_deref(b"W", document)
            .and_then(Object::as_array)
        else {
            return;
        };
        let mut rest = widths.iter();
        while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
            let Some(first) = number(document, first) else {
                continue;
            };
            let first = first as u32;
            let second = document
                .dereference(second)
                .map_or(second, |(_, object)| object);
            if let Ok(list) = second.as_array() {
                for (code, width) in (first..).zip(list.iter().take(MOST_WIDTHS)) {
                    self.put(code, number(document, width));
                }
            } else if let (Some(last), Some(width)) = (number(document, second), rest.next()) {
                let width = number(document, width);
                for code in first..=(last as u32).min(0xFFFF) {
                    self.put(code, width);
                }
            }
            if self.widths.len() >= MOST_WIDTHS {
                return;
            }
        }
    }

    fn put(&mut self, code: u32, width: Option<f32>) {
        if let Some(width) = width.filter(|_| code <= 0xFFFF) {
            self.widths.insert(code, width);
        }
    }
}

fn number(document: &Document, object: &Object) -> Option<f32> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().filter(|number| number.is_finite())
}

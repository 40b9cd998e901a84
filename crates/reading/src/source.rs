//! A part of the file as decoded text, with the way back to its bytes.

use std::borrow::Cow;

use intake::Fault;
use intake::text::{Coding, decode};

use crate::Unreadable;
use crate::draft::Found;

/// How far apart the text and the bytes are compared where a letter takes another number of bytes in each.
const STRIDE: usize = 256;

/// How many bytes a letter takes in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// As many as in the text.
    Utf8,
    /// Two, or four for the rare ones.
    Utf16,
    /// One.
    Single,
    /// The part is counted in pages.
    Pages,
}

impl Width {
    /// The bytes that a text takes in the file.
    pub(crate) fn of(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(|letter| letter.len_utf16() * 2).sum(),
            Self::Single => text.chars().count(),
            Self::Pages => 0,
        }
    }
}

/// The text of a part.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) width: Width,
    /// The part's number among those of the reading.
    pub(crate) part: u16,
    /// Whether the encoding was guessed.
    pub(crate) guessed: bool,
    mark: usize,
    /// Bytes of the text and of the file that belong together, where they differ.
    stops: Vec<(usize, usize)>,
}

impl<'a> Source<'a> {
    /// A file that is text as a whole: Unicode, or windows-1258 where the bytes make sense in it.
    pub(crate) fn of_file(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        match decode(bytes) {
            Ok(decoded) => Ok(Self::new(
                decoded.text,
                width(decoded.coding),
                decoded.mark,
                0,
            )),
            Err(Fault::NotUnicode) if is_windows_1258(bytes) => {
                let text = encoding_rs::WINDOWS_1258
                    .decode_without_bom_handling(bytes)
                    .0;
                let source = Self::new(Cow::Owned(text.into_owned()), Width::Single, 0, 0);
                Ok(Self {
                    guessed: true,
                    ..source
                })
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// A part of an archive, which is XML.
    pub(crate) fn of_part(bytes: &'a [u8], part: u16) -> Result<Self, Unreadable> {
        let decoded = decode(bytes).map_err(|_| Unreadable::Broken)?;
        Ok(Self::new(
            decoded.text,
            width(decoded.coding),
            decoded.mark,
            part,
        ))
    }

    /// Where a stretch of this text stands in the file.
    pub(crate) fn found(&self, start: usize, end: usize) -> Found {
        let at = self.place(start);
        Found {
            part: self.part,
            at,
            taken: self.place(end) - at,
        }
    }

    fn new(text: Cow<'a, str>, width: Width, mark: usize, part: u16) -> Self {
        let stops = if width == Width::Utf8 {
            Vec::new()
        } else {
            stops(&text, width, mark)
        };
        Self {
            text,
            width,
            part,
            guessed: false,
            mark,
            stops,
        }
    }

    fn place(&self, at: usize) -> usize {
        if self.width == Width::Utf8 {
            return at + self.mark;
        }
        let before = self.stops.partition_point(|(text, _)| *text <= at);
        let (text, file) = self.stops[before.saturating_sub(1)];
        file + self.text.get(text..at).map_or(0, |gap| self.width.of(gap))
    }
}

fn width(coding: Coding) -> Width {
    match coding {
        Coding::Utf8 => Width::Utf8,
        Coding::Utf16Le | Coding::Utf16Be => Width::Utf16,
    }
}

fn stops(text: &str, width: Width, mark: usize) -> Vec<(usize, usize)> {
    let mut stops = vec![(0, mark)];
    let (mut last, mut file) = (0, mark);
    for (at, _) in text.char_indices() {
        if at - last >= STRIDE {
            file += width.of(&text[last..at]);
            last = at;
            stops.push((at, file));
        }
    }
    stops
}

/// Whether bytes that are no Unicode make Vietnamese in windows-1258: its tone marks stand behind vowels, and
/// nearly every other high byte is one of its letters. The bytes of TCVN3 and VNI fail in one or the other.
fn is_windows_1258(bytes: &[u8]) -> bool {
    let (mut high, mut fitting) = (0_usize, 0_usize);
    for (index, byte) in bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0x80) {
        high += 1;
        let before = index.checked_sub(1).map_or(0, |index| bytes[index]);
        fitting += usize::from(match byte {
            // Tone marks.
            0xCC | 0xD2 | 0xDE | 0xEC | 0xF2 => is_vowel(before),
            // Ă Â Đ Ê Ô Ơ Ư and the vowels that bear their tone in one sign.
            0xC0..=0xC3 | 0xC8..=0xCA | 0xCD | 0xD0 | 0xD3..=0xD5 | 0xD9 | 0xDA | 0xDD => true,
            0xE0..=0xE3 | 0xE8..=0xEA | 0xED | 0xF0 | 0xF3..=0xF5 | 0xF9 | 0xFA | 0xFD => true,
            // Quotes, dashes, dots and the like.
            0x85 | 0x91..=0x97 | 0xA0 | 0xA7 | 0xAB | 0xB0 | 0xB2 | 0xB3 | 0xB7 | 0xBB => true,
            _ => false,
        });
    }
    high > 0 && !bytes.contains(&0) && fitting * 100 >= high * 98
}

fn is_vowel(byte: u8) -> bool {
    b"aeiouyAEIOUY".contains(&byte)
        || [
            0xC2, 0xC3, 0xCA, 0xD4, 0xD5, 0xDD, 0xE2, 0xE3, 0xEA, 0xF4, 0xF5, 0xFD,
        ]
        .contains(&byte)
}

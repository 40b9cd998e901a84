//! The guard before the workbook reader: every part is really unpacked and counted first.
//!
//! Sizes written in an archive are claims of the sender. The reader allocates by some of them,
//! so nothing reaches it before this module has seen how large each part truly is.

use intake::archive::{self, Allowance, Archive, has_macro_type};

use crate::limits::Limits;
use crate::refused::Refused;

/// The most elements an honest list of styles has: Excel allows 64,000 formats of a few elements each.
const MOST_STYLE_TAGS: usize = 1_000_000;

/// What was learnt about an archive while it was unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Measured {
    /// The true size of the largest part.
    pub(crate) largest_part: u64,
    /// Whether any part speaks of merged regions; looking for them costs the reader a second pass.
    pub(crate) has_merges: bool,
}

/// Checks that the archive is a plain workbook of bounded size.
pub(crate) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Measured, Refused> {
    let mut archive = archive::open(bytes, limits.entries)?;
    let names = archive::names(&archive)?;
    if names.iter().any(|name| is_macro(name)) {
        return Err(Refused::Macro);
    }
    if !names.iter().any(|name| name == "xl/workbook.xml") {
        return Err(Refused::WrongType);
    }
    let (mut budget, mut measured) = (limits.unpacked_bytes, Measured::default());
    for (index, name) in names.iter().enumerate() {
        let watch = Watch::for_part(name);
        let part = (&mut archive, index);
        let size = unpack(part, watch, budget, limits, &mut measured.has_merges)?;
        budget -= size;
        measured.largest_part = measured.largest_part.max(size);
    }
    Ok(measured)
}

fn is_macro(name: &str) -> bool {
    name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/")
}

/// What is looked for in a part while it is unpacked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Watch {
    /// Only the size.
    Size,
    /// The list of content types, which gives a workbook with macros away.
    ContentTypes,
    /// The shared texts, whose claimed count makes the reader reserve memory for as many.
    SharedTexts,
    /// The styles, each of which becomes far larger in memory than it is in the file.
    Styles,
}

impl Watch {
    fn for_part(name: &str) -> Self {
        if name.ends_with("[content_types].xml") {
            Self::ContentTypes
        } else if name.ends_with("sharedstrings.xml") {
            Self::SharedTexts
        } else if name.ends_with("styles.xml") {
            Self::Styles
        } else {
            Self::Size
        }
    }
}

/// Unpacks one part through a small buffer and returns its true size.
fn unpack(
    (archive, index): (&mut Archive<'_>, usize),
    watch: Watch,
    budget: u64,
    limits: &Limits,
    has_merges: &mut bool,
) -> Result<u64, Refused> {
    let allowance = Allowance {
        budget,
        ratio: limits.ratio,
        ratio_floor: limits.ratio_floor,
    };
    let (mut kept, mut tail) = (Vec::new(), Vec::new());
    let size = archive::unpack(archive, index, allowance, |piece| {
        if !*has_merges {
            *has_merges = speaks_of_merges(&mut tail, piece);
        }
        if watch != Watch::Size {
            // Without zeros and white space, one search finds a word in UTF-8 and in UTF-16.
            let signs = piece.iter();
            kept.extend(signs.filter(|b| **b != 0 && !b.is_ascii_whitespace()));
        }
    })?;
    match watch {
        Watch::ContentTypes if has_macro_type(&kept) => Err(Refused::Macro),
        Watch::Styles if tags(&kept) > MOST_STYLE_TAGS => Err(Refused::ZipBomb),
        // An honest text has at least four: <si>, <t> and their ends.
        Watch::SharedTexts if tags(&kept) > limits.cells.saturating_mul(4) => {
            Err(Refused::TooManyCells {
                limit: limits.cells,
            })
        }
        Watch::SharedTexts if claims_too_much(&kept, size) => Err(Refused::Broken),
        _ => Ok(size),
    }
}

/// Looks for the element in a piece and the end of the piece before it, which becomes the end of this one.
fn speaks_of_merges(tail: &mut Vec<u8>, piece: &[u8]) -> bool {
    const ELEMENT: &str = "mergeCell";
    tail.extend(piece.iter().filter(|b| **b != 0));
    let found = String::from_utf8_lossy(tail).contains(ELEMENT);
    tail.drain(..tail.len().saturating_sub(ELEMENT.len()));
    found
}

fn tags(xml: &[u8]) -> usize {
    xml.iter().filter(|b| **b == b'<').count()
}

/// Whether the part claims more texts than its bytes can hold; the least a text takes is `<si/>`.
fn claims_too_much(shared_texts: &[u8], size: u64) -> bool {
    let text = String::from_utf8_lossy(shared_texts);
    text.split("uniqueCount=").skip(1).any(|value| {
        let value = value.trim_start_matches(['"', '\'', '+']);
        let digits = value.bytes().take_while(u8::is_ascii_digit);
        let claimed = digits.fold(0_u64, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        });
        claimed.saturating_mul(5) > size
    })
}

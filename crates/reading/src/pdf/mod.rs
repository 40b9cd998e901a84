//! PDFs: the text of each page in the order it is printed, line by line.
//!
//! A PDF knows neither words nor paragraphs, only where signs are put. Lines are told by their height on the page and
//! spaces by gaps; nothing is sorted, so a table comes in the order its maker wrote it.

mod codes;
mod font;
mod page;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, Error, LoadOptions};

use crate::draft::{Draft, Found};
use crate::limits::Limits;
use crate::source::Width;
use crate::warning::{Warning, note};
use crate::{Format, Reading, Unreadable, finish};

use font::Fonts;

/// How far into a file its first line may stand; programs that print to files put lines before it.
const HEAD: usize = 1_024;
/// How far from the end its last line may stand.
const TAIL: usize = 2_048;
/// The least that a stream of objects may unpack to, however many there are.
const LEAST_STREAM: usize = 1_000_000;
/// The most that it may, however few.
const LARGEST_STREAM: usize = 50_000_000;

/// Whether the file is a PDF.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    contains(&bytes[..bytes.len().min(HEAD)], b"%PDF-")
}

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Unreadable> {
    if !contains(&bytes[bytes.len().saturating_sub(TAIL)..], b"%%EOF") {
        return Err(Unreadable::Truncated);
    }
    // The reader of objects is not ours; should it panic at a stranger's file, the work of others goes on.
    // No state outlives the call.
    catch_unwind(AssertUnwindSafe(|| read_pages(bytes, limits))).unwrap_or(Err(Unreadable::Broken))
}

fn read_pages(bytes: &[u8], limits: &Limits) -> Result<Reading, Unreadable> {
    let streams = count(bytes, b"/ObjStm").max(1);
    let budget = usize::try_from(limits.unpacked_bytes).unwrap_or(usize::MAX);
    let options = LoadOptions::with_max_decompressed_size(
        (budget / streams).clamp(LEAST_STREAM, LARGEST_STREAM),
    );
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| reason(&error))?;
    if document.is_encrypted() {
        return Err(Unreadable::Encrypted);
    }
    let (mut draft, mut warnings) = (Draft::default(), vec![Warning::LinesAsPrinted]);
    let (mut fonts, mut left) = (Fonts::new(&document), budget);
    for (index, page) in document.page_iter().enumerate() {
        if index >= limits.pages {
            return Err(Unreadable::TooManyPages {
                limit: limits.pages,
            });
        }
        let content = document
            .get_page_content_with_limit(page, left)
            .map_err(|error| reason(&error))?;
        // An empty page costs something too: any number of them may be one object.
        left = left
            .checked_sub(content.len() + 100)
            .ok_or(Unreadable::ZipBomb)?;
        let printed = page::read(&content, &fonts.of_page(page, &mut left)?);
        if printed.is_incomplete {
            note(&mut warnings, Warning::TextMissing);
        }
        if printed.lines.is_empty() {
            note(&mut warnings, Warning::PagesWithoutText);
        }
        let found = Found {
            part: 0,
            at: index + 1,
            taken: 1,
        };
        for line in &printed.lines {
            draft.made(line, found);
            draft.added("\n");
        }
        if draft.text.len() > limits.text_bytes {
            return Err(Unreadable::TooLong {
                limit: limits.text_bytes,
            });
        }
    }
    finish(
        Format::Pdf,
        draft,
        vec![(String::new(), Width::Pages)],
        warnings,
    )
}

fn reason(error: &Error) -> Unreadable {
    match error {
        Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            Unreadable::ZipBomb
        }
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Unreadable::Encrypted
        }
        _ => Unreadable::Broken,
    }
}

fn contains(bytes: &[u8], sought: &[u8]) -> bool {
    bytes.windows(sought.len()).any(|window| window == sought)
}

fn count(bytes: &[u8], sought: &[u8]) -> usize {
    let windows = bytes.windows(sought.len());
    windows.filter(|window| *window == sought).count()
}

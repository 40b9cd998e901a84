//! A stranger's PDF opened within bounds, and what is read of its objects.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use lopdf::{Dictionary, Document, LoadOptions, Object, decode_text_string};

/// The largest file that is looked at.
const LARGEST: usize = 100_000_000;
/// What all streams of objects may unpack to.
const UNPACKED: usize = 200_000_000;
/// The least and the most that one of them may.
const STREAM: (usize, usize) = (1_000_000, 50_000_000);
/// The longest word of a stranger that is repeated.
const LONGEST: usize = 200;

/// Why the signatures of a file cannot be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It begins like no PDF.
    #[error("no PDF")]
    NotPdf,
    /// It is beyond 100 MB.
    #[error("larger than 100 MB")]
    TooLarge,
    /// Its objects cannot be found as it says.
    #[error("a damaged PDF")]
    Broken,
    /// It is kept under a password.
    #[error("an encrypted PDF")]
    Encrypted,
    /// It holds more signatures than anybody needs.
    #[error("more signatures than are looked at")]
    TooMany,
}

/// The reader of objects is not ours; should it panic at a stranger's file, the work of others goes on. No state outlives the call.
pub(super) fn guarded<T, E: From<Unreadable>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Unreadable::Broken.into()))
}

/// The objects of a file that are found where it says they are; nothing is repaired, for others would repair it differently.
pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Unreadable::NotPdf);
    }
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let streams = bytes.windows(7).filter(|word| word == b"/ObjStm").count();
    let each = (UNPACKED / streams.max(1)).clamp(STREAM.0, STREAM.1);
    let options = LoadOptions::with_max_decompressed_size(each);
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|_| Unreadable::Broken)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Unreadable::Encrypted);
    }
    match document.xref_recovery {
        None => Ok(document),
        Some(_) => Err(Unreadable::Broken),
    }
}

/// What an object says where it may lie elsewhere.
pub(super) fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// The dictionary under a key, wherever it lies.
pub(super) fn dictionary<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    resolved(document, within.get(key).ok()?)?.as_dict().ok()
}

/// The items of the array under a key, wherever it lies; none if there is no array.
pub(super) fn items<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &[u8],
) -> &'a [Object] {
    (within.get(key).ok())
        .and_then(|object| resolved(document, object))
        .and_then(|object| object.as_array().ok())
        .map_or(&[], |items| &items[..])
}

/// The text under a key, fit to be shown; empty if there is none.
pub(super) fn words(document: &Document, within: &Dictionary, key: &[u8]) -> String {
    let text = (within.get(key).ok())
        .and_then(|object| resolved(document, object))
        .and_then(|object| decode_text_string(object).ok());
    shown(&text.unwrap_or_default())
}

/// A stranger's words without what would steer a screen, cut to a length that fits on it.
pub(super) fn shown(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| !steers(*c)).take(LONGEST).collect()
}

/// A moment as a PDF writes it: `D:20261130090500+07'00'`, what is left out at its end being the first there is.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, zone) = text.split_at(digits);
    let part = |from: usize, to: usize, least: i16| match digits.get(from..to) {
        Some(part) => part.parse().ok(),
        None => Some(least),
    };
    let small = |from: usize, least: i16| i8::try_from(part(from, from + 2, least)?).ok();
    let civil = DateTime::new(
        digits.get(..4)?.parse().ok()?,
        small(4, 1)?,
        small(6, 1)?,
        small(8, 0)?,
        small(10, 0)?,
        small(12, 0)?,
        0,
    );
    let mut numbers = zone
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let mut number = || {
        numbers
            .next()
            .map_or(Some(0), |part| part.parse::<u8>().ok())
    };
    let seconds = i32::from(number()?) * 3_600 + i32::from(number()?) * 60;
    let offset = match zone.chars().next() {
        Some('-') => -seconds,
        _ => seconds,
    };
    Offset::from_seconds(offset)
        .ok()?
        .to_timestamp(civil.ok()?)
        .ok()
}

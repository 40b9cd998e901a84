//! The kind of a file, told by its first bytes; its name is never asked.

use std::borrow::Cow;

use crate::refused::Refused;

/// What may be read further.
#[derive(Debug)]
pub(crate) enum Kind<'a> {
    /// An archive, which may be a workbook.
    Zip,
    /// Unicode text, without its byte order mark.
    Text(Cow<'a, str>),
}

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Beginnings of files that are sent by mistake.
const OTHERS: &[&[u8]] = &[
    b"%PDF",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"{\\rtf",
    b"Rar!",
    b"7z\xBC\xAF",
    b"\x1F\x8B",
    b"MZ",
    b"\x7FELF",
];

/// Tells the kind, or why the file is refused.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind<'_>, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(OLE) {
        return Err(ole_reason(bytes));
    }
    if OTHERS
        .iter()
        .any(|start| bytes.starts_with(start) && is_binary(start, bytes))
    {
        return Err(Refused::WrongType);
    }
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    if is_markup(&text) {
        return Err(Refused::WrongType);
    }
    Ok(Kind::Text(text))
}

/// A start made only of letters ("RIFF", "MZ") may also open an honest text, which has no control bytes after it.
fn is_binary(start: &[u8], bytes: &[u8]) -> bool {
    let lettered = start.iter().all(u8::is_ascii_alphanumeric);
    !lettered || bytes.iter().take(512).any(|b| *b < 0x09)
}

/// Old workbooks and password-protected new ones share a container; the names in it are UTF-16.
fn ole_reason(bytes: &[u8]) -> Refused {
    if contains_utf16(bytes, "EncryptedPackage") {
        Refused::Encrypted
    } else if contains_utf16(bytes, "WordDocument") || contains_utf16(bytes, "PowerPoint Document")
    {
        Refused::WrongType
    } else {
        Refused::OldXls
    }
}

fn contains_utf16(bytes: &[u8], name: &str) -> bool {
    let needle: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refused> {
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(decode_utf16(rest, u16::from_be_bytes)?),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(decode_utf8(rest)?),
        plain => Cow::Borrowed(decode_utf8(plain)?),
    };
    // A zero never stands in a text table; with it this is a program, a picture or text cut apart.
    if decoded.contains('\0') {
        Err(Refused::WrongType)
    } else {
        Ok(decoded)
    }
}

fn decode_utf8(bytes: &[u8]) -> Result<&str, Refused> {
    std::str::from_utf8(bytes).map_err(|error| {
        if bytes.contains(&0) {
            Refused::WrongType
        } else if error.error_len().is_none() {
            // Only the last letter is incomplete, so the end of the file is missing.
            Refused::Truncated
        } else {
            Refused::NotUnicode
        }
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refused> {
    if !bytes.len().is_multiple_of(2) {
        return Err(Refused::Truncated);
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| Refused::NotUnicode)
}

/// Web pages and XML often bear the name .xls; systems "export to Excel" that way.
fn is_markup(text: &str) -> bool {
    let start: String = text
        .trim_start()
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<table",
        "<meta",
        "<?xml",
        "<!--",
        "<style",
        "<div",
        "mime-version:",
    ]
    .iter()
    .any(|tag| start.starts_with(tag))
}

//! Text in Unicode, whichever form it was saved in.

use std::borrow::Cow;

use crate::Fault;

/// How the letters of a text are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// One to four bytes a letter.
    Utf8,
    /// Two or four bytes a letter, the low byte first.
    Utf16Le,
    /// Two or four bytes a letter, the high byte first.
    Utf16Be,
}

/// A text and how it stood in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text without its byte order mark.
    pub text: Cow<'a, str>,
    /// How it was written.
    pub coding: Coding,
    /// The bytes of the byte order mark before it.
    pub mark: usize,
}

/// Decodes UTF-8 and, after a byte order mark, UTF-16.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Fault> {
    let (text, coding, mark) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (
            Cow::Owned(decode_utf16(rest, u16::from_le_bytes)?),
            Coding::Utf16Le,
            2,
        ),
        [0xFE, 0xFF, rest @ ..] => (
            Cow::Owned(decode_utf16(rest, u16::from_be_bytes)?),
            Coding::Utf16Be,
            2,
        ),
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Cow::Borrowed(decode_utf8(rest)?), Coding::Utf8, 3),
        plain => (Cow::Borrowed(decode_utf8(plain)?), Coding::Utf8, 0),
    };
    let text = without_zeros(text)?;
    Ok(Decoded { text, coding, mark })
}

/// A zero does not stand in honest text: with many this is a program, a picture or text cut apart. A few in a long text were left by
/// what took it out of a PDF; they become spaces, so that every byte keeps its place.
fn without_zeros(text: Cow<'_, str>) -> Result<Cow<'_, str>, Fault> {
    let zeros = text.bytes().filter(|byte| *byte == 0).count();
    match zeros {
        0 => Ok(text),
        _ if zeros.saturating_mul(1000) > text.len() => Err(Fault::WrongType),
        _ => Ok(Cow::Owned(text.replace('\0', " "))),
    }
}

fn decode_utf8(bytes: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|error| {
        if bytes.contains(&0) {
            Fault::WrongType
        } else if error.error_len().is_none() {
            // Only the last letter is incomplete, so the end of the file is missing.
            Fault::Truncated
        } else {
            Fault::NotUnicode
        }
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    if !bytes.len().is_multiple_of(2) {
        return Err(Fault::Truncated);
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| Fault::NotUnicode)
}

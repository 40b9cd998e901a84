//! The map from codes to text that a PDF keeps beside a font (`ToUnicode`).
//!
//! Makers of PDFs write it in many ways, and only its pairs matter; everything between them is passed over. A map that
//! could not be read must not lead to letters guessed from another one.

use std::collections::HashMap;

/// The most codes that one map may name; codes have at most two bytes.
const MOST: usize = 70_000;

/// Which text each code means.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    texts: HashMap<u32, String>,
}

/// What stands between white space and signs of the language.
enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

/// What the strings that follow mean.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    None,
    Single,
    Range,
}

impl Codes {
    /// Reads a map.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut codes = Self::default();
        let (mut section, mut row) = (Section::None, Vec::new());
        let mut list: Option<u32> = None;
        let mut rest = bytes;
        while let Some(token) = next(&mut rest) {
            match token {
                Token::Word(b"beginbfchar") => section = Section::Single,
                Token::Word(b"beginbfrange") => section = Section::Range,
                Token::Word(b"endbfchar" | b"endbfrange") => {
                    section = Section::None;
                    row.clear();
                }
                Token::Open if section == Section::Range => {
                    list = row.first().map(|first: &Vec<u8>| number(first));
                }
                Token::Close => {
                    list = None;
                    row.clear();
                }
                Token::Hex(hex) => match (section, &mut list) {
                    (Section::None, _) => {}
                    (_, Some(code)) => {
                        codes.put(*code, text(&hex));
                        *code = code.saturating_add(1);
                    }
                    _ => {
                        row.push(hex);
                        codes.take(section, &mut row);
                    }
                },
                _ => {}
            }
        }
        codes
    }

    /// Whether it names no code at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The text of a code.
    pub(crate) fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// Takes a row once it is whole: a code and its text, or two codes and the text of the first.
    fn take(&mut self, section: Section, row: &mut Vec<Vec<u8>>) {
        match (section, row.as_slice()) {
            (Section::Single, [code, target]) => {
                self.put(number(code), text(target));
                row.clear();
            }
            (Section::Range, [first, last, target]) => {
                let mut target = target.clone();
                for code in number(first)..=number(last).min(0xFFFF) {
                    self.put(code, text(&target));
                    increase(&mut target);
                }
                row.clear();
            }
            _ => {}
        }
    }

    fn put(&mut self, code: u32, text: String) {
        if code <= 0xFFFF && self.texts.len() < MOST {
            self.texts.insert(code, text);
        }
    }
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
    let start = rest
        .iter()
        .position(|b| !b.is_ascii_whitespace() && *b != 0)?;
    let bytes = &rest[start..];
    let until = |end: &dyn Fn(u8) -> bool| {
        let end = bytes[1..].iter().position(|b| end(*b));
        end.map_or(bytes.len(), |end| end + 1)
    };
    let (token, taken) = match bytes[0] {
        b'<' if bytes.get(1) == Some(&b'<') => (Token::Word(b"<<"), 2),
        b'<' => {
            let end = until(&|b| b == b'>');
            (Token::Hex(hex(&bytes[1..end])), (end + 1).min(bytes.len()))
        }
        b'[' => (Token::Open, 1),
        b']' => (Token::Close, 1),
        b'%' => {
            let end = until(&|b| b == b'\n' || b == b'\r');
            (Token::Word(b"%"), end)
        }
        _ => {
            let end = until(&|b| b.is_ascii_whitespace() || b"<>[]/%".contains(&b));
            (Token::Word(&bytes[..end]), end)
        }
    };
    *rest = &bytes[taken..];
    Some(token)
}

fn hex(text: &[u8]) -> Vec<u8> {
    let digits = text.iter().filter_map(|b| char::from(*b).to_digit(16));
    // The longest target that makes sense is a ligature of a few letters.
    let digits: Vec<u8> = digits.take(128).map(|digit| digit as u8).collect();
    let pairs = digits.chunks(2);
    pairs
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn number(bytes: &[u8]) -> u32 {
    let bytes = bytes.iter().take(4);
    bytes.fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

fn text(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}

/// The next code point; a range goes on in the last of the two bytes at its end.
fn increase(target: &mut [u8]) {
    for byte in target.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Codes;

    #[test]
    fn maps_are_read_however_they_are_laid_out() {
        let map = Codes::read(
            b"/CMapType 2 def 1 begincodespacerange <00><FF> endcodespacerange % <01> \n2 beginbfchar<01><1EA1>\n\
              <02> <0066 0069> endbfchar 2 beginbfrange <0010> <0012> <0110> <20><22>[<0041> <0042>] <30 31> endbfrange",
        );
        for (code, text) in [
            (1, Some("ạ")),
            (2, Some("fi")),
            (0x10, Some("Đ")),
            (0x11, Some("đ")),
            (0x21, Some("B")),
            (0x22, None),
        ] {
            assert_eq!(map.get(code), text, "{code}");
        }
        assert!(Codes::read(b"<01> <0041> beginbfchar <01").is_empty());
    }
}

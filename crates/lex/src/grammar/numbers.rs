//! Số, ký hiệu của văn bản: `47/2019/QH14`, `30/2020/NĐ-CP`, `18-L/CTN`, `51-CTr/TU`, `76/TTr-UBND`.
//!
//! Legal basis of the forms: Nghị định 30/2020/NĐ-CP (administrative papers) and the decrees on normative documents; Party papers
//! follow their own guide (number, dash, kind, slash, organ).

use super::scan::{at_word_end, digits};

/// The number of a document as written, and normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenNumber {
    /// Without spaces, dashes and slashes as they should be.
    pub number: String,
    /// Where it ends.
    pub end: usize,
    /// The number as written was mended: spaces inside, a slash left out, `ND` for `NĐ`.
    pub mended: bool,
}

/// A number that begins with a digit at a byte: what follows `số`, or stands right after the kind.
pub fn number(text: &str, at: usize) -> Option<WrittenNumber> {
    let count = digits(text, at);
    if count == 0 || count > 5 {
        return None;
    }
    let end = dotted(text, at + count);
    let mut read = Reader {
        text,
        at: end,
        out: text[at..end].to_owned(),
        mended: false,
    };
    if let Some(letter) = read.lower_suffix() {
        read.out.push(letter);
    }
    if read.year() {
        read.slash()?;
    } else if !read.mark() {
        // `89NQ-HĐND`: the slash was left out.
        read.out.push('/');
        read.mended = true;
        if !text[read.at..].starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
    }
    read.symbol()?;
    let number = canonical(&read.out, &mut read.mended);
    Some(WrittenNumber {
        number,
        end: read.at,
        mended: read.mended,
    })
}

/// `66.16/2026/NQ-CP`: a resolution of a series has a serial within the serial.
fn dotted(text: &str, at: usize) -> usize {
    let count = match text[at..].strip_prefix('.') {
        Some(rest) => digits(rest, 0),
        None => 0,
    };
    let end = at + 1 + count;
    let numbered = (1..=2).contains(&count) && text[end..].starts_with('/');
    if numbered { end } else { at }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    out: String,
    mended: bool,
}

impl Reader<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// A single small letter after the number: `12a/2020`.
    fn lower_suffix(&mut self) -> Option<char> {
        let byte = self.byte(self.at);
        let next = self.byte(self.at + 1);
        (byte.is_ascii_lowercase() && matches!(next, b'/' | b'-')).then(|| {
            self.at += 1;
            char::from(byte)
        })
    }

    fn blanks(&self, at: usize) -> usize {
        super::scan::skip_blanks(self.text, at)
    }

    /// `/2015` and what it needs after it.
    fn year(&mut self) -> bool {
        let slash = self.blanks(self.at);
        if self.byte(slash) != b'/' {
            return false;
        }
        let start = self.blanks(slash + 1);
        let count = digits(self.text, start);
        let year = &self.text[start..start + count];
        let after = self.blanks(start + count);
        if count != 4
            || !(year.starts_with("19") || year.starts_with("20"))
            || !matches!(self.byte(after), b'/' | b'-')
        {
            return false;
        }
        self.mended |= slash != self.at || start != slash + 1;
        self.out.push('/');
        self.out.push_str(year);
        self.at = start + count;
        true
    }

    fn slash(&mut self) -> Option<()> {
        self.mark().then_some(())
    }

    /// `/` or `-` with blanks around it, when a symbol follows.
    fn mark(&mut self) -> bool {
        let mark = self.blanks(self.at);
        let byte = self.byte(mark);
        if !matches!(byte, b'/' | b'-') {
            return false;
        }
        let next = self.blanks(mark + 1);
        if !self.text[next..].starts_with(|c: char| c.is_uppercase() || c == 'đ') {
            return false;
        }
        self.mended |= mark != self.at || next != mark + 1;
        self.out.push(char::from(byte));
        self.at = next;
        true
    }

    /// Letters and digits, then more of them after each dash or slash.
    fn symbol(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            for c in self.text[self.at..].chars() {
                if !c.is_alphanumeric() {
                    break;
                }
                self.at += c.len_utf8();
            }
            let piece = &self.text[start..self.at];
            // A symbol is of capitals (`QH14`, `TTr`, `CTUBND`); a word of small letters belongs to the sentence.
            let capitals = piece.chars().filter(|c| c.is_uppercase()).count();
            if piece.is_empty() || capitals == 0 || piece.chars().count() > capitals + 4 {
                self.at = start;
                return None;
            }
            self.out.push_str(piece);
            self.spaced_term();
            let (kept, out) = (self.at, self.out.len());
            if !self.mark() {
                break;
            }
            // `Kế hoạch số 12/KH-UBND - Ban …`: a dash between words is no part of the number.
            let spaced = self.text[kept..self.at].contains(' ')
                && !self.text[kept..self.at].starts_with(['/', '-']);
            let rest = super::scan::word(self.text, self.at);
            if spaced
                || rest.chars().skip(1).any(char::is_lowercase)
                    && rest.chars().filter(|c| c.is_uppercase()).count() < 2
                    && !is_short_symbol(rest)
            {
                self.at = kept;
                self.out.truncate(out);
                break;
            }
        }
        at_word_end(self.text, self.at).then_some(())
    }

    /// `QH 11`: the number of the term written apart.
    fn spaced_term(&mut self) {
        if !(self.out.ends_with("QH") || self.out.ends_with("UBTVQH")) || self.byte(self.at) != b' '
        {
            return;
        }
        let count = digits(self.text, self.at + 1);
        if (1..=2).contains(&count) && at_word_end(self.text, self.at + 1 + count) {
            self.out
                .push_str(&self.text[self.at + 1..self.at + 1 + count]);
            self.at += 1 + count;
            self.mended = true;
        }
    }
}

/// Short symbols with small letters: `Tg`, `TTr`, `CTr`, `Ttg`.
fn is_short_symbol(word: &str) -> bool {
    matches!(word, "Tg" | "TTg" | "Ttg" | "TTr" | "CTr" | "Tr" | "QĐi")
}

fn canonical(number: &str, mended: &mut bool) -> String {
    let mut out = number.to_owned();
    for (wrong, right) in [
        ("/ND-CP", "/NĐ-CP"),
        ("/QD-", "/QĐ-"),
        ("-HDND", "-HĐND"),
        ("/0H1", "/QH1"),
        ("/QHI", "/QH1"),
    ] {
        if out.contains(wrong) {
            out = out.replace(wrong, right);
            *mended = true;
        }
    }
    out
}

/// The folded key of a number: `77/2015/QH13`, `77-2015-qh13` and `77/2015/QH 13` share one.
pub fn number_key(number: &str) -> String {
    let mut key = String::with_capacity(number.len());
    let mut digits = String::new();
    let flush = |digits: &mut String, key: &mut String| {
        if !digits.is_empty() {
            let trimmed = digits.trim_start_matches('0');
            key.push_str(if trimmed.is_empty() { "0" } else { trimmed });
            digits.clear();
        }
    };
    let mut apart = false;
    for c in number.chars() {
        if c.is_ascii_digit() {
            if apart && digits.is_empty() && key.ends_with(|c: char| c.is_ascii_digit()) {
                key.push('/');
            }
            digits.push(c);
            apart = false;
        } else if c.is_alphabetic() {
            flush(&mut digits, &mut key);
            match c {
                'Đ' | 'đ' | '\u{00D0}' => key.push('d'),
                _ => key.extend(c.to_lowercase()),
            }
            apart = false;
        } else {
            flush(&mut digits, &mut key);
            apart = true;
        }
    }
    flush(&mut digits, &mut key);
    key
}

/// What a number says about the document that bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Văn bản quy phạm pháp luật hoặc văn bản của cơ quan nhà nước có số ký hiệu theo loại.
    State,
    /// Văn bản hành chính: tờ trình, báo cáo, công văn …
    Administrative,
    /// Văn bản của Đảng.
    Party,
}

/// The family a symbol belongs to.
pub fn family(number: &str) -> Family {
    let organ = number.rsplit('/').next().unwrap_or("");
    if matches!(organ, "TW" | "TU" | "ĐU" | "HU" | "QU" | "TƯ")
        || number.contains("-NQ/")
        || number.contains("-CTr/")
    {
        return Family::Party;
    }
    let symbol = number
        .split(['/', '-'])
        .find(|piece| piece.starts_with(|c: char| c.is_alphabetic()))
        .unwrap_or("");
    match symbol {
        "TTr" | "BC" | "KH" | "TB" | "CV" | "KL" | "HD" | "BB" | "CTr" | "PA" | "ĐA" | "GM"
        | "GTr" | "BCTT" | "TTR" | "VPCP" | "CĐ" => Family::Administrative,
        _ => Family::State,
    }
}

/// The year in a number.
pub fn number_year(number: &str) -> Option<i16> {
    number
        .split('/')
        .nth(1)
        .filter(|piece| piece.len() == 4)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, &str)> {
        number(text, 0).map(|n| (n.number, &text[n.end..]))
    }

    #[test]
    fn numbers_of_every_family_are_read() {
        for (text, expected, rest) in [
            ("47/2019/QH14, có", "47/2019/QH14", ", có"),
            (
                "09/2016/TTLT-BGDĐT-BTC-BLĐTBXH  ngày",
                "09/2016/TTLT-BGDĐT-BTC-BLĐTBXH",
                "  ngày",
            ),
            ("51-CTr/TU ngày", "51-CTr/TU", " ngày"),
            ("33-NQ/TW", "33-NQ/TW", ""),
            ("90/QĐ-TTg.", "90/QĐ-TTg", "."),
            ("89NQ-HĐND ngày", "89/NQ-HĐND", " ngày"),
            ("12/2024/TT-\nBLĐTBXH, có", "12/2024/TT-BLĐTBXH", ", có"),
            ("28/2004/QH 11 và", "28/2004/QH11", " và"),
            ("18-L/CTN", "18-L/CTN", ""),
            ("66.7/2025/NQ-CP ngày", "66.7/2025/NQ-CP", " ngày"),
            ("136/2024 / QH15", "136/2024/QH15", ""),
            ("64 /2025/QH15", "64/2025/QH15", ""),
            ("15/2021/ND-CP", "15/2021/NĐ-CP", ""),
            (
                "72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
                "72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
                "",
            ),
            ("76/TTr-UBND ngày", "76/TTr-UBND", " ngày"),
        ] {
            assert_eq!(read(text), Some((expected.to_owned(), rest)), "{text}");
        }
        for text in ["5 Điều", "12/2020", "3 và", "09.02.08"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn spellings_of_one_number_share_a_key() {
        let key = number_key("77/2015/QH13");
        for other in ["77-2015-qh13", "77/2015/QH 13", "77 2015 qh13"] {
            assert_eq!(number_key(other), key, "{other}");
        }
        assert_ne!(number_key("7/72015/QH13"), key);
        assert_eq!(number_key("09/2016/NĐ-CP"), number_key("9/2016/nđ-cp"));
    }

    #[test]
    fn families_are_told_apart() {
        assert_eq!(family("33-NQ/TW"), Family::Party);
        assert_eq!(family("76/TTr-UBND"), Family::Administrative);
        assert_eq!(family("90/QĐ-TTg"), Family::State);
    }
}

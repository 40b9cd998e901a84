//! The text of a document as given, and a view of it that the grammar reads.
//!
//! The view is composed (NFC), has `Đ` where a source typed the look-alike `Ð` (U+00D0), plain spaces, plain line ends, and no
//! running heads or signature stamps of a gazette in the middle of a sentence. Every edit is reversible: a span of the view is always
//! reported as a span of the text as given.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A text as given together with its view.
#[derive(Debug, Clone)]
pub struct Text {
    given: Box<str>,
    view: Option<Box<str>>,
    runs: Vec<Run>,
    breaks: Vec<usize>,
}

/// A run of the view that stands for a run of the given text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    view: usize,
    view_len: usize,
    given: usize,
    given_len: usize,
    verbatim: bool,
}

impl Text {
    /// The view of a text; a text that needs no edit costs one look at its bytes.
    pub fn new(given: &str) -> Self {
        let given: Box<str> = given.into();
        if is_plain(&given) {
            return Self {
                given,
                view: None,
                runs: Vec::new(),
                breaks: Vec::new(),
            };
        }
        let mut edit = Edit::default();
        let stamped = has_running_heads(&given);
        let mut at = 0;
        for line in given.split_inclusive('\n') {
            if stamped && edit.is_stamp(line) {
                edit.skip_line();
            } else {
                edit.line(line, at);
            }
            at += line.len();
        }
        Self {
            view: Some(edit.view.into()),
            runs: edit.runs,
            breaks: edit.breaks,
            given,
        }
    }

    /// The text as it was given.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// The text the grammar reads.
    pub fn view(&self) -> &str {
        self.view.as_deref().unwrap_or(&self.given)
    }

    /// Where a page ended: bytes of the view before which running heads were left out, rising.
    pub fn page_breaks(&self) -> &[usize] {
        &self.breaks
    }

    /// The span of the given text (bytes) behind a span of the view (bytes).
    pub fn to_given(&self, span: Range<usize>) -> Range<usize> {
        if self.view.is_none() {
            return span;
        }
        let start = self.place(span.start, false);
        let end = if span.is_empty() {
            start
        } else {
            self.place(span.end, true)
        };
        start..end.max(start)
    }

    fn place(&self, at: usize, end: bool) -> usize {
        let probe = if end { at.saturating_sub(1) } else { at };
        let index = self
            .runs
            .partition_point(|run| run.view <= probe)
            .saturating_sub(1);
        let Some(run) = self.runs.get(index) else {
            return self.given.len().min(at);
        };
        if run.verbatim {
            return (run.given + (at - run.view.min(at))).min(self.given.len());
        }
        if end {
            run.given + run.given_len
        } else {
            run.given
        }
    }
}

/// Whether the view would equal the text.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let byte = bytes[i];
        // Combining marks (CC, CD), no-break and Latin-1 look-alikes (C2 A0, C2 AD, C3 90, C3 B0), format characters (E2 80, EF BB).
        match byte {
            0xCC | 0xCD | b'\r' => return false,
            0xC2 if matches!(bytes.get(i + 1), Some(0xA0 | 0xAD)) => return false,
            0xC3 if matches!(bytes.get(i + 1), Some(0x90 | 0xB0)) => return false,
            0xE2 if bytes.get(i + 1) == Some(&0x80)
                && matches!(bytes.get(i + 2), Some(0x80..=0x8F | 0xA8..=0xAF)) =>
            {
                return false;
            }
            0xEF if bytes.get(i + 1) == Some(&0xBB) => return false,
            _ => i += 1,
        }
    }
    !has_running_heads(text)
}

/// Whether a gazette's running heads stand in the text.
fn has_running_heads(text: &str) -> bool {
    // A source may have lost the first letter, and may give the marks apart.
    text.contains("NG BÁO/Số") || text.contains("NG BA\u{301}O/So\u{302}\u{301}")
}

/// `CÔNG BÁO/Số 469 + 470/Ngày 25-3-2021`, with a page number before it and its first letter lost.
fn is_running_head(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let line = line.strip_prefix('C').unwrap_or(line);
    line.starts_with("ÔNG BÁO/Số") || line.starts_with("O\u{302}NG BA\u{301}O/So\u{302}\u{301}")
}

/// The view while it is made.
#[derive(Default)]
struct Edit {
    view: String,
    runs: Vec<Run>,
    /// A head or stamp was just left out: blank lines and page numbers beside it go with it.
    after_stamp: bool,
    breaks: Vec<usize>,
}

impl Edit {
    /// Whether a line belongs to a running head or to the signature stamp of the electronic gazette.
    fn is_stamp(&self, line: &str) -> bool {
        let line = line.trim();
        let stamp = is_running_head(line)
            || line.starts_with("Người ký: CỔNG THÔNG TIN")
            || line.starts_with("Người ký: Cổng Thông tin")
            || line.starts_with("Ký bởi: CÔNG BÁO NƯỚC")
            || line.starts_with("Ký bởi: Cổng Thông tin")
            || line.starts_with("Email: thongtinchinhphu")
            || line == "Cơ quan: VĂN PHÒNG CHÍNH PHỦ"
            || line == "Cơ quan: Văn phòng Chính phủ"
            || is_signing_time(line)
            || line.starts_with("Thời gian ký: ");
        stamp || (self.after_stamp && (line.is_empty() || is_page_number(line)))
    }

    /// Leave a line out, with the page number and the blank lines written just before it.
    fn skip_line(&mut self) {
        if !self.after_stamp {
            loop {
                let kept = self.view.trim_end_matches('\n');
                let last = kept.rsplit('\n').next().unwrap_or("");
                if is_page_number(last.trim()) && !last.is_empty() {
                    let cut = kept.len() - last.len();
                    self.cut(cut);
                } else {
                    let cut = if kept.is_empty() {
                        0
                    } else {
                        (kept.len() + 1).min(self.view.len())
                    };
                    self.cut(cut);
                    break;
                }
            }
        }
        self.after_stamp = true;
        let at = self.view.len();
        while self.breaks.last().is_some_and(|&last| last >= at) {
            self.breaks.pop();
        }
        self.breaks.push(at);
    }

    fn cut(&mut self, at: usize) {
        self.view.truncate(at);
        while let Some(last) = self.runs.last_mut() {
            if last.view >= at {
                self.runs.pop();
            } else {
                if last.verbatim && last.view + last.view_len > at {
                    last.view_len = at - last.view;
                    last.given_len = last.view_len;
                }
                break;
            }
        }
    }

    fn line(&mut self, line: &str, given: usize) {
        self.after_stamp = false;
        let mut plain_from = 0;
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let composes = chars.peek().is_some_and(|&(_, next)| is_mark(next));
            let simple = match c {
                _ if composes => None,
                '\u{00D0}' => Some("Đ"),
                '\u{00F0}' => Some("đ"),
                '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => Some(" "),
                '\r' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => Some(""),
                '\u{2028}' | '\u{2029}' => Some("\n"),
                _ => continue,
            };
            self.verbatim(&line[plain_from..at], given + plain_from);
            let mut end = at + c.len_utf8();
            if let Some(simple) = simple {
                self.replaced(simple, given + at, end - at);
            } else {
                while let Some(&(mark_at, mark)) = chars.peek() {
                    if !is_mark(mark) {
                        break;
                    }
                    end = mark_at + mark.len_utf8();
                    chars.next();
                }
                let composed: String = line[at..end]
                    .nfc()
                    .map(|c| if c == '\u{00D0}' { 'Đ' } else { c })
                    .collect();
                self.replaced(&composed, given + at, end - at);
            }
            plain_from = end;
        }
        self.verbatim(&line[plain_from..], given + plain_from);
    }

    fn verbatim(&mut self, text: &str, given: usize) {
        if text.is_empty() {
            return;
        }
        let (view, len) = (self.view.len(), text.len());
        self.view.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && last.given + last.given_len == given
        {
            last.view_len += len;
            last.given_len += len;
            return;
        }
        self.runs.push(Run {
            view,
            view_len: len,
            given,
            given_len: len,
            verbatim: true,
        });
    }

    fn replaced(&mut self, text: &str, given: usize, given_len: usize) {
        if text.is_empty() {
            return;
        }
        self.runs.push(Run {
            view: self.view.len(),
            view_len: text.len(),
            given,
            given_len,
            verbatim: false,
        });
        self.view.push_str(text);
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// "Ngày ký: 2026-06-02 08:07:23 +07:00", the last line of a stamp.
fn is_signing_time(line: &str) -> bool {
    line.strip_prefix("Ngày ký: ").is_some_and(|time| {
        time.len() <= 30
            && time
                .bytes()
                .all(|b| b.is_ascii_digit() || b"-:+. ".contains(&b))
    })
}

fn is_page_number(line: &str) -> bool {
    !line.is_empty() && line.len() <= 4 && line.bytes().all(|b| b.is_ascii_digit())
}

/// How many bytes lie between two kept counts.
const STEP: usize = 1024;

/// Code points before any byte of a text, asked in any order: offsets as other programs count them.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    counts: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Counts a text once.
    pub fn new(text: &'t str) -> Self {
        let mut total = 0;
        let mut counts = vec![0];
        for step in text.as_bytes().chunks(STEP) {
            total += count(step);
            counts.push(total);
        }
        Self { text, counts }
    }

    /// The code points before a byte.
    pub fn before(&self, byte: usize) -> usize {
        let step = byte / STEP;
        self.counts[step] + count(&self.text.as_bytes()[step * STEP..byte])
    }
}

/// Code points by their first bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn code_points_are_counted_from_the_beginning() {
        let text = "Điều 5 của Luật này, ".repeat(200);
        let points = CodePoints::new(&text);
        for (expected, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.before(byte), expected);
        }
        assert_eq!(points.before(text.len()), text.chars().count());
    }

    #[test]
    fn a_view_is_composed_and_maps_back() {
        let given = "Ðie\u{0302}\u{0300}u 5 cu\u{0309}a\u{00A0}Luật này";
        let text = Text::new(given);
        assert_eq!(text.view(), "Điều 5 của Luật này");
        let at = text.view().find("của").unwrap();
        let back = text.to_given(at..at + "của".len());
        assert_eq!(&given[back], "cu\u{0309}a");
    }

    #[test]
    fn running_heads_are_known_however_they_were_read() {
        for head in [
            "CÔNG BÁO/Số 1239 + 1240/Ngày 10-11-2024",
            "ÔNG BÁO/Số 1239 + 1240/Ngày 10-11-2024",
            "74 CÔNG BÁO/Số 1239",
            "CO\u{302}NG BA\u{301}O/So\u{302}\u{301} 12",
        ] {
            let text = Text::new(&format!("khoản 2\n\n74\n{head}\n\nĐiều 11\n"));
            assert_eq!(text.view(), "khoản 2\nĐiều 11\n", "{head}");
        }
    }

    #[test]
    fn running_heads_leave_the_sentence_whole() {
        let given = "quy định tại khoản 2\n\n44\nCÔNG BÁO/Số 469 + 470/Ngày 25-3-2021\n\nĐiều 11 Nghị định này;\n";
        let text = Text::new(given);
        assert_eq!(
            text.view(),
            "quy định tại khoản 2\nĐiều 11 Nghị định này;\n"
        );
        let at = text.view().find("Điều 11").unwrap();
        assert_eq!(&given[text.to_given(at..at + "Điều 11".len())], "Điều 11");
        let given = "doanh nghiệp nhỏ\n\nCÔNG BÁO/Số 1281 + 1282/Ngày 01-12-2024\n45\n\nvà vừa\n";
        assert_eq!(Text::new(given).view(), "doanh nghiệp nhỏ\nvà vừa\n");
    }

    proptest! {
        #[test]
        fn every_span_maps_into_the_text(given in "[a-eđÐ\u{0301}\u{00A0}\r\n0-9 ]{0,40}(CÔNG BÁO/Số 1\n)?[a-e\n0-9]{0,10}", a in 0usize..60, b in 0usize..60) {
            let text = Text::new(&given);
            let view = text.view();
            let (a, b) = (a.min(b), a.max(b));
            prop_assume!(b <= view.len() && view.is_char_boundary(a) && view.is_char_boundary(b));
            let back = text.to_given(a..b);
            prop_assert!(given.get(back).is_some());
        }
    }
}

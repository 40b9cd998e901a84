//! Nội dung trích dẫn: where the new text that an amendment brings begins and ends.
//!
//! Marks are often unbalanced, or typed as `"`. A block ends at the line that ends with its closing mark; where none closes it, it ends
//! before the next label of the amending document that continues that document's own numbering.

/// How deep in quotation marks a text stands, kept from line to line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Depth(i32);

/// What a line does to the depth.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    /// Where the last quotation was opened from depth 0, in bytes of the line.
    pub opened: Option<usize>,
    /// Where the depth fell to 0, in bytes after the mark.
    pub closed: Option<usize>,
}

impl Depth {
    /// Within a quotation just opened.
    pub(super) fn inside() -> Self {
        Self(1)
    }

    pub(super) fn is_open(self) -> bool {
        self.0 > 0
    }

    /// Read a line (or what is left of it).
    pub(super) fn read(&mut self, line: &str) -> Marks {
        let mut marks = Marks::default();
        let bytes = line.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (len, opens) = match bytes[at] {
                b'"' => (1, opens_plain(line, at)),
                0xE2 if bytes[at + 1] == 0x80 && matches!(bytes[at + 2], 0x9C..=0x9F) => {
                    let opening = bytes[at + 2] == 0x9C || bytes[at + 2] == 0x9F;
                    (
                        3,
                        opening && !is_tail(&line[at + 3..]) || at == 0 && opens_plain(line, at),
                    )
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            if opens {
                if self.0 <= 0 {
                    self.0 = 0;
                    marks.opened = Some(at);
                }
                self.0 += 1;
            } else {
                self.0 -= 1;
                if self.0 <= 0 {
                    marks.closed = Some(at + len);
                }
            }
            at += len;
        }
        marks
    }
}

/// Whether an undirected mark opens: nothing but a space or a bracket before it, and something after it.
fn opens_plain(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at..].chars().nth(1);
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | ':'))
        && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '-' | '“' | '…' | '.'))
}

/// Whether only stops are left of a line.
pub(super) fn is_tail(rest: &str) -> bool {
    rest.len() <= 24
        && rest
            .chars()
            .all(|c| matches!(c, '.' | ';' | ':' | ',' | '/' | ' ' | '”' | '"' | '“'))
}

/// Whether a line starts with a quotation mark.
pub(super) fn starts_quoted(line: &str) -> bool {
    line.starts_with(['“', '"', '”', '‟', '„'])
}

/// Whether a line ends with a closing mark and stops.
pub(super) fn ends_quoted(line: &str) -> bool {
    let stripped = line.trim_end_matches(['.', ';', ':', ',', '/', ' ']);
    stripped.ends_with(['”', '"', '“', '‟'])
}

/// The verbs that open an instruction to amend.
const INSTRUCTIONS: [&str; 9] = [
    "Sửa đổi",
    "Bổ sung",
    "Bãi bỏ",
    "Thay thế",
    "Thay ",
    "Bỏ ",
    "Hủy bỏ",
    "Huỷ bỏ",
    "Sửa ",
];

/// What an instruction amends.
const AMENDED: [&str; 11] = [
    "Điều ",
    "điều ",
    "khoản ",
    "Khoản ",
    "điểm ",
    "Điểm ",
    "cụm từ",
    "Mục ",
    "Chương ",
    "đoạn ",
    "một số ",
];

/// What is said to happen to the units named first.
const PASSIVES: [&str; 7] = [
    "được sửa đổi",
    "được bổ sung",
    "được thay",
    "được bãi bỏ",
    "bị bãi bỏ",
    "được hủy bỏ",
    "bị hủy bỏ",
];

/// Whether the words after a label instruct to amend; new text may use the same verbs of other things.
pub(super) fn is_instruction(rest: &str) -> bool {
    let head = |letters: usize| {
        let end = rest.char_indices().nth(letters).map(|(at, _)| at);
        &rest[..end.unwrap_or(rest.len())]
    };
    let named = |text: &str| AMENDED.iter().any(|unit| text.contains(unit));
    if INSTRUCTIONS.iter().any(|verb| rest.starts_with(verb)) {
        return named(head(48));
    }
    // `Điều 20 được sửa đổi, bổ sung như sau:`
    let unit_first = AMENDED.iter().any(|unit| rest.starts_with(unit))
        || rest.starts_with("Các ") && named(head(12))
        || rest.starts_with("Cụm từ ")
        || rest.starts_with("Tên ");
    unit_first
        && PASSIVES.iter().any(|words| head(120).contains(words))
        && (ends_introducing(rest) || rest.contains("bỏ"))
}

/// Whether a line introduces what follows: `… như sau:`.
pub(super) fn ends_introducing(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with(':') || line.trim_end_matches(['.', ';', ' ']).ends_with("như sau")
}

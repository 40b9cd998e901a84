//! Phần đầu văn bản: number, kind, issuer, place, date, subject, bases, and the sentence that promulgates.

use jiff::civil::Date;

use crate::naming::unmarked;

use super::lines::{Ending, Line, is_capitals};
use super::tree::Tree;
use super::{Head, Span};

/// The kinds of documents, in capitals as a head has them, and in their usual case.
const KINDS: [(&str, &str); 20] = [
    ("THÔNG TƯ LIÊN TỊCH", "Thông tư liên tịch"),
    ("NGHỊ QUYẾT LIÊN TỊCH", "Nghị quyết liên tịch"),
    ("BỘ LUẬT", "Bộ luật"),
    ("LUẬT", "Luật"),
    ("HIẾN PHÁP", "Hiến pháp"),
    ("PHÁP LỆNH", "Pháp lệnh"),
    ("LỆNH", "Lệnh"),
    ("NGHỊ QUYẾT", "Nghị quyết"),
    ("NGHỊ ĐỊNH", "Nghị định"),
    ("QUYẾT ĐỊNH", "Quyết định"),
    ("THÔNG TƯ", "Thông tư"),
    ("CHỈ THỊ", "Chỉ thị"),
    ("KẾ HOẠCH", "Kế hoạch"),
    ("CHƯƠNG TRÌNH", "Chương trình"),
    ("HƯỚNG DẪN", "Hướng dẫn"),
    ("CÔNG ĐIỆN", "Công điện"),
    ("QUY ĐỊNH", "Quy định"),
    ("QUY CHẾ", "Quy chế"),
    ("THÔNG BÁO", "Thông báo"),
    ("KẾT LUẬN", "Kết luận"),
];

/// What the ending of a number implies: the kind and the issuer.
const IMPLIED: [(&str, &str, &str); 14] = [
    ("NQ-UBTVQH", "Nghị quyết", "Ủy ban Thường vụ Quốc hội"),
    ("PL-UBTVQH", "Pháp lệnh", "Ủy ban Thường vụ Quốc hội"),
    ("UBTVQH", "", "Ủy ban Thường vụ Quốc hội"),
    ("/QH", "", "Quốc hội"),
    ("NĐ-CP", "Nghị định", "Chính phủ"),
    ("NQ-CP", "Nghị quyết", "Chính phủ"),
    ("QĐ-TTG", "Quyết định", "Thủ tướng Chính phủ"),
    ("CT-TTG", "Chỉ thị", "Thủ tướng Chính phủ"),
    ("NQ-HĐND", "Nghị quyết", ""),
    ("NQ-HDND", "Nghị quyết", ""),
    ("/TTLT-", "Thông tư liên tịch", ""),
    ("/TT-", "Thông tư", ""),
    ("/QĐ-", "Quyết định", ""),
    ("/NQ-", "Nghị quyết", ""),
];

/// Whether a document is an official consolidated text.
pub(super) fn is_consolidated(text: &str, lines: &[Line]) -> bool {
    let near = |line: &Line| {
        let words = &text[line.span()];
        words.contains("/VBHN-")
            || words.starts_with("VĂN BẢN HỢP NHẤT")
            || words.starts_with("XÁC THỰC VĂN BẢN HỢP NHẤT")
            || words.contains("(Văn bản hợp nhất")
    };
    // The number of a consolidated text stands in its head, or beside the signature that authenticates it.
    let amended = |line: &Line| text[line.span()].ends_with("sung bởi:");
    lines.iter().take(16).any(near)
        || lines.iter().take(40).any(amended)
        || lines
            .iter()
            .any(|line| text[line.start..].starts_with("XÁC THỰC VĂN BẢN HỢP NHẤT"))
}

/// Read the head and the closing of a document.
pub(super) fn read(text: &str, lines: &[Line], tree: &Tree) -> Head {
    let first = tree.first.min(lines.len());
    let reader = Reader {
        text,
        lines,
        head: &lines[..first.min(120)],
    };
    let mut head = Head {
        number: reader.number(tree.signature),
        ..Head::default()
    };
    let kind = reader.kind();
    head.kind = kind.map(|(_, name)| name.to_owned());
    (head.place, head.date) = reader.place_and_date(tree.signature);
    let bases = reader.bases(tree);
    head.subject = kind.and_then(|(at, _)| reader.subject(at));
    head.enacting = reader.enacting(&bases, first);
    head.bases = bases;
    head.issuer = reader.issuer(head.enacting.as_ref());
    if let Some(number) = &head.number {
        let upper = number.to_uppercase();
        if let Some((_, kind, issuer)) = IMPLIED.iter().find(|(part, ..)| upper.contains(part)) {
            if head.kind.is_none() {
                let named = if kind.is_empty() { "Luật" } else { kind };
                head.kind = Some(named.to_owned());
            }
            if !issuer.is_empty() {
                head.issuer = Some((*issuer).to_owned());
            }
        }
    }
    head.signature = tree.signature.and_then(|(from, to)| {
        let to = to.min(from + 60).min(lines.len());
        (from < to).then(|| lines[from].start..lines[to - 1].end)
    });
    head
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [Line],
    head: &'a [Line],
}

impl<'a> Reader<'a> {
    fn words(&self, line: &Line) -> &'a str {
        &self.text[line.span()]
    }

    fn number(&self, signature: Option<(usize, usize)>) -> Option<String> {
        let head = self
            .head
            .iter()
            .take(24)
            .find_map(|line| numbered(self.words(line)));
        head.or_else(|| self.authenticated()).or_else(|| {
            let (from, to) = signature?;
            self.lines[from..to.min(from + 30)]
                .iter()
                .find_map(|line| numbered(self.words(line)))
        })
    }

    /// The number of a consolidated text that stands above the words that authenticate it.
    fn authenticated(&self) -> Option<String> {
        let at = self
            .lines
            .iter()
            .position(|line| self.words(line).starts_with("XÁC THỰC VĂN BẢN HỢP NHẤT"))?;
        self.lines[at.saturating_sub(8)..at]
            .iter()
            .rev()
            .find_map(|line| numbered(self.words(line)))
    }

    /// The line of the kind, and its name.
    fn kind(&self) -> Option<(usize, &'static str)> {
        self.head
            .iter()
            .take(30)
            .enumerate()
            .find_map(|(index, line)| {
                let words = self.words(line);
                let cell = words.rsplit('|').next().unwrap_or(words).trim();
                let exact = KINDS
                    .iter()
                    .find(|(upper, _)| cell == *upper || cell.strip_suffix(':') == Some(*upper));
                let begun = KINDS.iter().find(|(upper, _)| {
                    is_capitals(words)
                        && words
                            .strip_prefix(upper)
                            .is_some_and(|rest| rest.starts_with(' '))
                        && !words.contains('|')
                });
                exact.or(begun).map(|(_, name)| (index, *name))
            })
    }

    fn place_and_date(&self, signature: Option<(usize, usize)>) -> (Option<String>, Option<Date>) {
        let closing = signature.map_or(&[][..], |(from, to)| &self.lines[from..to.min(from + 30)]);
        for line in self.head.iter().take(24) {
            if let Some(found) = dated(self.words(line)) {
                return found;
            }
        }
        for line in closing {
            if let Some(found) = dated(self.words(line)) {
                return found;
            }
        }
        let adopted = closing.first().and_then(|line| {
            let upto = closing.get(1).map_or(line.end, |next| next.end);
            let words = &self.text[line.start..upto];
            let at = words.find("thông qua")?;
            day(&words[at..])
        });
        (None, adopted)
    }

    fn bases(&self, tree: &Tree) -> Vec<Span> {
        let mut bases: Vec<Span> = Vec::new();
        let mut open = false;
        for (index, line) in self.head.iter().enumerate() {
            let words = self.words(line);
            if opens_basis(words) {
                bases.push(line.span());
                open = true;
            } else if open
                && index > 0
                && tree
                    .layout
                    .continues(self.text, &self.head[index - 1], line)
            {
                if let Some(last) = bases.last_mut() {
                    last.end = line.end;
                }
            } else {
                open = false;
            }
        }
        bases
    }

    /// The lines under the kind, up to the issuer or the first basis.
    fn subject(&self, kind: usize) -> Option<Span> {
        let line = &self.head[kind];
        let words = self.words(line);
        let (upper, _) = KINDS.iter().find(|(upper, _)| {
            words.starts_with(upper)
                || words
                    .rsplit('|')
                    .next()
                    .is_some_and(|cell| cell.trim() == *upper)
        })?;
        let mut span = words
            .strip_prefix(upper)
            .filter(|rest| rest.len() > 2)
            .map(|rest| line.end - rest.trim_start().len()..line.end);
        for next in self.head[kind + 1..].iter().take(8) {
            let words = self.words(next);
            let issuer = is_capitals(words) && (is_issuer(words) && span.is_some());
            if issuer
                || opens_basis(words)
                || starts_recital(words)
                || words.starts_with(['-', '_', '|', '*'])
                || words.starts_with("Số")
            {
                if span.is_some() || !words.starts_with(['-', '_', '*']) {
                    break;
                }
                continue;
            }
            if span.is_some()
                && !is_capitals(words)
                && matches!(
                    Ending::of(words),
                    Ending::Stop | Ending::Semicolon | Ending::Colon
                )
            {
                break;
            }
            span = Some(span.map_or(next.start, |s| s.start)..next.end);
        }
        span
    }

    /// The last sentence of the head that promulgates.
    fn enacting(&self, bases: &[Span], first: usize) -> Option<Span> {
        let from = bases.last().map_or(0, |span| span.end);
        let head = &self.lines[..first.min(self.lines.len())];
        let mut best: Option<Span> = None;
        let mut index = head.partition_point(|line| line.start < from);
        while let Some(line) = head.get(index) {
            let words = self.words(line);
            if is_capitals(words) && words.ends_with(':') {
                return Some(line.span());
            }
            let promulgates = words.contains("ban hành")
                || words.contains("quyết nghị")
                || words.contains("thông qua");
            if promulgates
                && best.is_none()
                && !words.starts_with(['“', '"', '('])
                && !words.starts_with("Theo đề nghị")
                && !words.starts_with("Xét")
            {
                let mut end = line.end;
                let mut last = index;
                while let Some(next) = head.get(last + 1) {
                    if matches!(
                        Ending::of(self.words(&head[last])),
                        Ending::Stop | Ending::Colon
                    ) || last > index + 8
                        || next.gap_before
                    {
                        break;
                    }
                    end = next.end;
                    last += 1;
                }
                best = Some(line.start..end);
            }
            index += 1;
        }
        best
    }

    /// The issuer of the head, in its usual case where the head or the sentence that promulgates writes it so.
    fn issuer(&self, enacting: Option<&Span>) -> Option<String> {
        let index = self
            .head
            .iter()
            .take(16)
            .position(|line| is_issuer(self.words(line)))?;
        let cell = |line: &Line| {
            let words = self.words(line).split(['|', '/']).next().unwrap_or("");
            words.trim().trim_end_matches(['-', '_', ' ']).to_owned()
        };
        let mut upper = cell(&self.head[index]);
        // A head often breaks the name of a local body before that of its unit.
        if let Some(unit) = self.head.get(index + 1).map(cell)
            && LOCAL_BODIES.contains(&upper.as_str())
            && UNITS.iter().any(|name| unit.starts_with(name))
        {
            upper = format!("{upper} {unit}");
        }
        let lower = upper.to_lowercase();
        let searched = enacting.map_or("", |span| &self.text[span.clone()]);
        let closing = self.head.last().map_or(0, |line| line.end);
        let found = find_caseless(searched, &lower).or_else(|| {
            find_caseless(&self.text[..closing], &lower).filter(|found| *found != upper)
        });
        found.map_or_else(|| Some(proper_case(&lower)), |found| Some(found.to_owned()))
    }
}

/// Whether words open a căn cứ; `Cần cứ` is a misprint of it that real heads have.
fn opens_basis(words: &str) -> bool {
    let mut first = words.split_whitespace();
    let said = |word: Option<&str>, plain: &str| word.is_some_and(|word| unmarked(word) == plain);
    words.starts_with('C') && said(first.next(), "can") && said(first.next(), "cu")
}

const LOCAL_BODIES: [&str; 3] = ["HỘI ĐỒNG NHÂN DÂN", "ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"];

const UNITS: [&str; 10] = [
    "THÀNH PHỐ ",
    "TỈNH ",
    "QUẬN ",
    "HUYỆN ",
    "THỊ XÃ ",
    "THỊ TRẤN ",
    "PHƯỜNG ",
    "XÃ ",
    "ĐẶC KHU ",
    "TP. ",
];

/// `Số: 47/2019/QH14` in a line: the number without spaces.
fn numbered(words: &str) -> Option<String> {
    for start in ["Số:", "số:", "Số ", "SỐ:", "Số.", "Luật số", "số "] {
        let Some(at) = words.find(start) else {
            continue;
        };
        if start == "số " && !is_head_number(words) {
            continue;
        }
        // A sentence that names another document holds no number of its own: before a number stand the issuer's capitals or the kind.
        let before = words[..at].rsplit('|').next().unwrap_or("");
        let bare = !before.contains(char::is_lowercase);
        let kind = start.ends_with(':') && before.chars().count() <= 20;
        // `Luật số 09/2026/QH16 ngày 24 tháng 4 năm 2026 sửa đổi …` tells of another document.
        let cell = words[at..].split('|').next().unwrap_or("");
        if !start.ends_with([':', '.']) && cell.contains(" ngày ") {
            continue;
        }
        if !(bare || kind || start == "số ") {
            continue;
        }
        let rest = words[at + start.len()..].trim_start_matches([':', ' ']);
        let mut number = String::new();
        for c in rest.chars() {
            match c {
                ' ' if number.ends_with(['/', '-'])
                    || number.is_empty()
                    || !number.contains('/') => {}
                ' ' | '|' | ';' | ',' | '\t' => break,
                c if c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '_') => number.push(c),
                _ => break,
            }
            if number.len() > 48 {
                break;
            }
        }
        let number = number.trim_end_matches(['.', '-', '/']);
        if number.contains(['/', '-'])
            && number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().any(char::is_uppercase)
        {
            return Some(number.to_owned());
        }
    }
    None
}

/// `Luật số 47/2019/QH14` alone on its line.
fn is_head_number(words: &str) -> bool {
    words.len() < 60
        && ["Luật số", "Nghị quyết số", "Pháp lệnh số", "Bộ luật số"]
            .iter()
            .any(|start| words.starts_with(start))
}

/// `Hà Nội, ngày 21 tháng 11 năm 2007`.
fn dated(words: &str) -> Option<(Option<String>, Option<Date>)> {
    let cell = words
        .split(['|', '/'])
        .map(str::trim)
        .find(|cell| cell.contains(", ngày ") && cell.contains("tháng"))?;
    let at = cell.find(", ngày ")?;
    let place = cell[..at].trim();
    if place.chars().count() > 40 || !place.starts_with(char::is_uppercase) || opens_basis(place) {
        return None;
    }
    let date = day(&cell[at..]);
    let known = place.rsplit("  ").next().unwrap_or(place).to_owned();
    date.is_some().then_some((Some(known), date))
}

/// The first date written out in words: `ngày 21 tháng 11 năm 2007`.
pub(super) fn day(words: &str) -> Option<Date> {
    let at = words.find("ngày")?;
    let mut numbers = words[at..]
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let day: i8 = numbers.next()?.parse().ok()?;
    let month: i8 = numbers.next()?.parse().ok()?;
    let year: i16 = numbers.next()?.parse().ok()?;
    Date::new(year, month, day).ok().filter(|_| year > 1900)
}

const ISSUERS: [&str; 20] = [
    "QUỐC HỘI",
    "ỦY BAN THƯỜNG VỤ QUỐC HỘI",
    "UỶ BAN THƯỜNG VỤ QUỐC HỘI",
    "CHÍNH PHỦ",
    "THỦ TƯỚNG",
    "CHỦ TỊCH",
    "HỘI ĐỒNG",
    "ỦY BAN NHÂN DÂN",
    "UỶ BAN NHÂN DÂN",
    "BỘ ",
    "BỘ TRƯỞNG",
    "NGÂN HÀNG",
    "THANH TRA",
    "KIỂM TOÁN",
    "TÒA ÁN",
    "TOÀ ÁN",
    "VIỆN KIỂM SÁT",
    "BAN CHẤP HÀNH",
    "VĂN PHÒNG QUỐC HỘI",
    "THƯỜNG TRỰC",
];

fn is_issuer(words: &str) -> bool {
    ISSUERS.iter().any(|name| words.starts_with(name))
        && !words.starts_with("BỘ LUẬT")
        && is_capitals(words.split(['|', '/']).next().unwrap_or(""))
}

fn starts_recital(words: &str) -> bool {
    [
        "Theo đề nghị",
        "Xét ",
        "Luật ",
        "Quốc hội ",
        "Chính phủ ",
        "Thực hiện ",
        "Sau khi ",
        "Trên cơ sở",
        "Nghị định số",
        "Thông tư số",
        "Nghị quyết số",
        "Quyết định số",
        "Pháp lệnh số",
        "Ngày ",
    ]
    .iter()
    .any(|start| words.starts_with(start))
        && !is_capitals(words)
        && words.len() > 30
}

/// A text within another whatever the case, as the other writes it.
fn find_caseless<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let folded = text.to_lowercase();
    if folded.len() != text.len() || lower.is_empty() {
        return None;
    }
    let at = folded.find(lower)?;
    text.get(at..at + lower.len()).map(|found| found.trim())
}

/// `hội đồng nhân dân tỉnh bắc ninh` with the capitals a name has: the first letter, and what names the place.
fn proper_case(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut named = false;
    let mut before = "";
    for (index, word) in lower.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let unit = matches!(word, "tỉnh" | "huyện" | "quận" | "xã" | "phường")
            || word == "phố" && before == "thành"
            || word == "trấn" && before == "thị";
        let raise = index == 0 || named && !unit && word != "và";
        let mut chars = word.chars();
        match chars.next() {
            Some(first) if raise => out.extend(first.to_uppercase().chain(chars)),
            _ => out.push_str(word),
        }
        named |= unit;
        before = word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_read() {
        assert_eq!(
            numbered("Số: 08/2007/QH12 | Hà Nội").as_deref(),
            Some("08/2007/QH12")
        );
        assert_eq!(
            numbered("Luật số: 64/2025/QH 15").as_deref(),
            Some("64/2025/QH")
        );
        assert_eq!(
            numbered("Số: 73 /2025/NQ-HĐND").as_deref(),
            Some("73/2025/NQ-HĐND")
        );
        assert_eq!(
            dated("Số: 1/QĐ | Hà Nội, ngày 21 tháng 11 năm 2007")
                .unwrap()
                .1,
            Date::new(2007, 11, 21).ok()
        );
        assert_eq!(
            proper_case("hội đồng nhân dân tỉnh bắc ninh"),
            "Hội đồng nhân dân tỉnh Bắc Ninh"
        );
    }
}

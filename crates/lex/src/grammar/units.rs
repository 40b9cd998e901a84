//! Lists of units: `khoản 1, các điểm a, b khoản 2, các khoản 3, 4 và 9 Điều 21`.
//!
//! A lower list belongs to the nearest higher unit that follows it directly; what is parted from it by a comma or a conjunction stands
//! beside it. A comma between levels (`Khoản 2, Điều 5`) does not part them.

use std::ops::Range;

use super::scan::{
    Separator, any_phrase, at_word_end, digits, phrase, separator, skip_blanks, then_phrase, word,
    word_before,
};
use crate::address::{Address, Level, Part, roman};

/// One end of a range of labels (`từ Điều 112 đến Điều 116`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RangeEnd {
    /// The first label of the range.
    From,
    /// The last one.
    To,
}

/// One unit of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its address as far as the list says it.
    pub address: Address,
    /// Set when it is one end of a range.
    pub range: Option<RangeEnd>,
    /// `này`: the level that is the one the sentence stands in.
    pub this: Option<Level>,
    /// From its first word to the last one it shares.
    pub span: Range<usize>,
    /// Members that share a keyword or a higher unit bear the same mark.
    pub group: usize,
    /// The highest rank it has reached.
    top: u8,
}

/// A list of units as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitList {
    /// Its members, in order.
    pub members: Vec<Member>,
    /// From the first word (with `các`, `từ`) to the last label.
    pub span: Range<usize>,
    /// It ends with `này`, so no document can follow.
    pub closed: bool,
}

/// A keyword of a level at a byte: the level and where the keyword ends.
pub fn keyword(text: &str, at: usize) -> Option<(Level, usize)> {
    let first = text.get(at..)?.chars().next()?;
    let candidates: &[(&str, Level)] = match first {
        'Đ' | 'đ' => &[
            ("điều", Level::Dieu),
            ("điểm", Level::Diem),
            ("đoạn", Level::Doan),
        ],
        'K' | 'k' => &[("khoản", Level::Khoan)],
        'C' | 'c' => &[("chương", Level::Chuong)],
        'M' | 'm' => &[("mục", Level::Muc), ("mẫu", Level::Mau)],
        'T' | 't' => &[("tiết", Level::Tiet), ("tiểu mục", Level::TieuMuc)],
        'P' | 'p' => &[("phần", Level::Phan), ("phụ lục", Level::PhuLuc)],
        'G' | 'g' => &[("gạch đầu dòng", Level::Doan)],
        _ => return None,
    };
    candidates
        .iter()
        .find_map(|&(wanted, level)| phrase(text, at, wanted).map(|end| (level, end)))
}

/// What stands after a keyword.
enum Labels {
    /// One or more labels, each with its span's end and its place in a range.
    Some(Vec<(String, usize, Option<RangeEnd>)>),
    /// `này`.
    This(usize),
}

/// A keyword with its labels.
struct Item {
    level: Level,
    labels: Labels,
    start: usize,
    end: usize,
}

/// The list of units that begins with a keyword at a byte.
pub fn unit_list(text: &str, at: usize) -> Option<UnitList> {
    let first = item(text, at, false)?;
    let (start, part) = prefix(text, at, &first);
    let mut list = Building {
        members: Vec::new(),
        groups: 0,
    };
    let mut closed = matches!(first.labels, Labels::This(_));
    let mut end = first.end;
    list.beside(&first, start);
    if part.is_some()
        && let Some(member) = list.members.first_mut()
    {
        member.address.part = part;
    }
    while !closed {
        let Some((join, next)) = next_item(text, end, list.members.last()) else {
            break;
        };
        match join {
            Join::Under => list.under(&next),
            Join::Beside => list.beside(&next, next.start),
        }
        closed = matches!(next.labels, Labels::This(_));
        end = next.end;
    }
    let end = list.titled(text, end);
    Some(UnitList {
        members: list.members,
        span: start..end,
        closed,
    })
}

/// `các`, `những`, `từ` before the first keyword belong to the list; `tên` says that the heading is meant.
fn prefix(text: &str, at: usize, first: &Item) -> (usize, Option<Part>) {
    let Some((start, before)) = word_before(text, at) else {
        return (at, None);
    };
    let ranged =
        matches!(&first.labels, Labels::Some(labels) if labels.iter().any(|l| l.2.is_some()));
    match before {
        "các" | "Các" | "những" | "Những" => (start, None),
        "từ" | "Từ" if ranged => match word_before(text, start) {
            // `các điểm từ điểm a`: the keyword before is part of the list.
            Some((keyword_start, word))
                if ["điểm", "khoản", "điều", "Điều", "Điểm", "Khoản"].contains(&word) =>
            {
                match word_before(text, keyword_start) {
                    Some((start, "các" | "Các")) => (start, None),
                    _ => (keyword_start, None),
                }
            }
            _ => (start, None),
        },
        "tên" | "Tên" if first.level >= Level::Dieu => (at, Some(Part::Heading)),
        "của" if first.level >= Level::Dieu && names_before(text, start) => {
            (at, Some(Part::Heading))
        }
        _ => (at, None),
    }
}

/// `tên của`, `tên gọi của`, `tiêu đề của`: whether the words before a byte speak of a heading.
fn names_before(text: &str, at: usize) -> bool {
    let Some((start, word)) = word_before(text, at) else {
        return false;
    };
    let before = || word_before(text, start).map(|(_, word)| word);
    match word {
        "tên" | "Tên" => true,
        "gọi" => matches!(before(), Some("tên" | "Tên")),
        "đề" => matches!(before(), Some("tiêu" | "Tiêu")),
        _ => false,
    }
}

enum Join {
    Under,
    Beside,
}

/// The next keyword with labels after a byte, and how it is joined to what came before.
fn next_item(text: &str, at: usize, last: Option<&Member>) -> Option<(Join, Item)> {
    let last = last?;
    let near = skip_blanks(text, at);
    if near > at {
        let crossed = text[at..near].contains('\n');
        if let Some(next) = item(text, near, crossed) {
            return Some((Join::Under, next));
        }
        if let Some(after) = any_phrase(text, near, &["của", "tại", "thuộc", "trong", "ở"])
            && let Some(next) = item(text, skip_blanks(text, after), false)
            && (rank(next.level) > last.top || last.top <= rank(Level::PhuLuc))
        {
            return Some((Join::Under, next));
        }
    }
    let (kind, mut i) = separator(text, at)?;
    if let Some(after) = any_phrase(text, i, &["các", "những"]) {
        i = skip_blanks(text, after);
    }
    // `gồm các điều từ Điều 67 đến Điều 78`: a keyword without label before the range.
    if let Some((_, after)) = keyword(text, i)
        && let Some(after) = then_phrase(text, after, "từ")
    {
        i = skip_blanks(text, after);
    }
    if let Some(after) = phrase(text, i, "từ") {
        i = skip_blanks(text, after);
    }
    let next = item(text, i, text[at..i].contains('\n'))?;
    let level_comma = kind == Separator::Comma
        && rank(next.level) > last.top
        && last.top <= rank(Level::Muc)
        && last.this.is_none()
        && !matches!(next.level, Level::Mau);
    Some((
        if level_comma {
            Join::Under
        } else {
            Join::Beside
        },
        next,
    ))
}

/// The rank by which a unit takes lower ones; an annex takes whatever stands before it.
fn rank(level: Level) -> u8 {
    match level {
        Level::Mau => 0,
        Level::PhuLuc => 1,
        Level::Doan => 2,
        Level::Tiet => 3,
        Level::Diem => 4,
        Level::Khoan => 5,
        Level::Dieu => 6,
        Level::TieuMuc => 7,
        Level::Muc => 8,
        Level::Chuong => 9,
        Level::Phan => 10,
    }
}

/// The list while it is read.
struct Building {
    members: Vec<Member>,
    groups: usize,
}

impl Building {
    /// A keyword that stands beside what came before.
    fn beside(&mut self, item: &Item, start: usize) {
        self.groups += 1;
        let mut push = |address: Address, range, this, span| {
            self.members.push(Member {
                address,
                range,
                this,
                span,
                group: self.groups,
                top: rank(item.level),
            });
        };
        match &item.labels {
            Labels::This(end) => push(Address::default(), None, Some(item.level), start..*end),
            Labels::Some(labels) => {
                let mut from = start;
                for (label, end, range) in labels {
                    push(
                        Address::default().with(item.level, label.clone()),
                        *range,
                        None,
                        from..*end,
                    );
                    from = *end;
                }
            }
        }
    }

    /// A keyword that stands directly after what came before: the unit that holds it, or, in falling order, what it holds.
    fn under(&mut self, item: &Item) {
        let level = item.level;
        let Some(last) = self.members.last() else {
            return;
        };
        let annex = level == Level::PhuLuc && last.top > rank(level);
        if !annex && rank(level) <= last.top {
            self.falling(item);
            return;
        }
        let (label, end) = match &item.labels {
            Labels::This(end) => (None, *end),
            Labels::Some(labels) => (
                labels.first().map(|l| l.0.clone()),
                labels.first().map_or(item.end, |l| l.1),
            ),
        };
        let mut group = None;
        let mut taken = Vec::new();
        for (index, member) in self.members.iter_mut().enumerate().rev() {
            let free = member.this.is_none()
                && (if annex {
                    member.address.phu_luc.is_none()
                } else {
                    member.top < rank(level)
                });
            if !free {
                break;
            }
            match &label {
                Some(label) => member.address.set(level, label.clone()),
                None => member.this = Some(level),
            }
            member.top = if annex { u8::MAX } else { rank(level) };
            member.span.end = end;
            group = Some(member.group);
            taken.push(index);
        }
        let Some(group) = group else { return };
        for index in taken {
            self.members[index].group = group;
        }
        if let Labels::Some(labels) = &item.labels {
            for (label, end, range) in labels.iter().skip(1) {
                let address = Address::default().with(level, label.clone());
                self.members.push(Member {
                    address,
                    range: *range,
                    this: None,
                    span: item.start..*end,
                    group,
                    top: rank(level),
                });
            }
        }
    }

    /// `Điều 5 khoản 2 điểm a`: each further keyword says more about the last member.
    fn falling(&mut self, item: &Item) {
        let Labels::Some(labels) = &item.labels else {
            return;
        };
        let Some(last) = self.members.last_mut() else {
            return;
        };
        let base = last.clone();
        let mut first = true;
        for (label, end, range) in labels {
            let mut member = base.clone();
            member.address.set(item.level, label.clone());
            member.span.end = *end;
            member.range = *range;
            if first {
                if let Some(last) = self.members.last_mut() {
                    *last = member;
                }
                first = false;
            } else {
                self.members.push(member);
            }
        }
    }

    /// A chapter or annex that gives its title before the document it belongs to is read over its title.
    fn titled(&self, text: &str, end: usize) -> usize {
        let Some(last) = self.members.last() else {
            return end;
        };
        let i = skip_blanks(text, end);
        let dashed = text[i..]
            .strip_prefix(['-', '–', ':'])
            .is_some_and(|rest| rest.starts_with([' ', '\n']));
        let opened = dashed || last.address.phu_luc.is_some() && phrase(text, i, "về").is_some();
        let annex = last.address.phu_luc.is_some() || last.address.mau.is_some();
        if !opened || !(annex || last.top >= rank(Level::Muc)) {
            return end;
        }
        let mut stop = (i + 300).min(text.len());
        while !text.is_char_boundary(stop) {
            stop -= 1;
        }
        let window = &text[i..stop];
        let sentence = window.find([';', '.', '“', '"']).unwrap_or(window.len());
        let window = &window[..sentence];
        let found = if annex {
            blanked(window).find("ban hành kèm theo")
        } else {
            let window = blanked(window);
            window
                .rfind(" của Luật")
                .or_else(|| window.rfind(" của Bộ luật"))
                .or_else(|| window.rfind(" của Nghị"))
        };
        found.map_or(end, |at| i + window[..at].trim_end().len())
    }
}

/// The same text on one line, byte for byte.
fn blanked(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}

/// A keyword with its labels at a byte; `crossed` when a line end stands before it, so that it may be a heading.
fn item(text: &str, at: usize, crossed: bool) -> Option<Item> {
    let (level, after) = keyword(text, at)?;
    let i = skip_blanks(text, after);
    if i > after
        && let Some(end) = phrase(text, i, "này")
    {
        return Some(Item {
            level,
            labels: Labels::This(end),
            start: at,
            end,
        });
    }
    let labels = labels(text, after, level, at)?;
    let end = labels.last()?.1;
    // A heading has a text after it; the full stop that ends everything ends a sentence.
    if crossed && is_heading_end(text, end) && !text[end + 1..].trim_ascii().is_empty() {
        return None;
    }
    Some(Item {
        level,
        labels: Labels::Some(labels),
        start: at,
        end,
    })
}

/// Whether what follows a label makes the line a heading: `Điều 5. Tên`.
pub fn is_heading_end(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let Some(after) = rest.strip_prefix(['.', ':']) else {
        return false;
    };
    let after = after.trim_start_matches([' ', '\t']);
    after.is_empty()
        || after.starts_with('\n')
        || after.starts_with(|c: char| c.is_uppercase() || c == '“' || c == '"')
}

/// The labels after a keyword, each with its end.
fn labels(
    text: &str,
    after: usize,
    level: Level,
    keyword_at: usize,
) -> Option<Vec<(String, usize, Option<RangeEnd>)>> {
    let (first, end) = label(text, after, level, true)?;
    if level == Level::Muc
        && word_before(text, keyword_at)
            .is_some_and(|(_, w)| ["danh", "hạng", "chuyên", "đề", "thư"].contains(&w))
    {
        return None;
    }
    let mut found = vec![(first, end, None)];
    let mut at = end;
    loop {
        if let Some((label, end)) = range_end(text, at, level) {
            if let Some(last) = found.last_mut() {
                last.2 = Some(RangeEnd::From);
            }
            found.push((label, end, Some(RangeEnd::To)));
            at = end;
            continue;
        }
        let Some((_, next)) =
            separator(text, at).filter(|(kind, _)| *kind != Separator::Comprising)
        else {
            break;
        };
        if matches!(level, Level::Doan | Level::Phan) {
            break;
        }
        let Some((label, end)) = bare_label(text, next, level) else {
            break;
        };
        // `Phụ lục I, II và III`, `Mẫu số 04, 09`: what stands beside a numbered annex is numbered the same way.
        let alike = |label: &str| label.starts_with(|c: char| c.is_ascii_digit());
        if level.is_annex() && (label.is_empty() || alike(&label) != alike(&found[0].0)) {
            break;
        }
        found.push((label, end, None));
        at = end;
    }
    Some(found)
}

/// `đến Điều 116`, `đến điểm k`, `đến 5`, `- 5` do not all occur; a keyword other than this level ends the list instead.
fn range_end(text: &str, at: usize, level: Level) -> Option<(String, usize)> {
    let i = skip_blanks(text, then_phrase(text, at, "đến")?);
    let i = phrase(text, i, "hết").map_or(i, |end| skip_blanks(text, end));
    match keyword(text, i) {
        Some((same, after)) if same == level => label(text, after, level, true),
        Some(_) => None,
        None => bare_label(text, i, level),
    }
}

/// A label without its keyword, as in `các khoản 1, 3 và 4`; what follows must leave no doubt that it is one.
fn bare_label(text: &str, at: usize, level: Level) -> Option<(String, usize)> {
    let (found, end) = label(text, at, level, false)?;
    let i = skip_blanks(text, end);
    let rest = &text[i..];
    let sure = rest.is_empty()
        || rest.starts_with(|c: char| !c.is_alphanumeric())
        || keyword(text, i).is_some()
        || any_phrase(
            text,
            i,
            &[
                "và",
                "hoặc",
                "hay",
                "của",
                "này",
                "tại",
                "như",
                "được",
                "thì",
                "sau",
                "ban hành",
                "trong",
                "nêu",
                "nói",
                "là",
                "theo",
                "đến",
                "vào",
                "có",
                "thuộc",
                "trên",
                "luật",
                "bộ luật",
                "nghị định",
                "nghị quyết",
                "thông tư",
                "quyết định",
                "pháp lệnh",
                "quy định",
                "quy chế",
                "hiến pháp",
                "mà",
                "để",
                "do",
                "bởi",
                "không",
                "kèm",
                "về",
                "khi",
                "trước",
            ],
        )
        .is_some();
    // `1.` at a line start is the next clause, not the next label.
    let heading = text[..at].ends_with('\n') && is_heading_end(text, end);
    (sure && !heading).then_some((found, end))
}

/// A label of a level at a byte (blanks allowed before it when it follows its keyword).
fn label(text: &str, at: usize, level: Level, after_keyword: bool) -> Option<(String, usize)> {
    let mut i = at;
    if after_keyword {
        i = skip_blanks(text, at);
        if i == at && !text[at..].starts_with(|c: char| c.is_ascii_digit()) {
            return if level == Level::PhuLuc {
                unnumbered_annex(text, at)
            } else {
                None
            };
        }
    }
    let end = match level {
        Level::Dieu | Level::Khoan => numeric(text, i)?,
        Level::Diem => point(text, i)?,
        Level::Tiet => piece(text, i)?,
        Level::Doan => {
            let end = paragraph(text, i)?;
            let label = text[i..end]
                .trim_start_matches("mở ")
                .trim_start_matches("thứ ")
                .to_owned();
            return Some((label, end));
        }
        Level::Chuong => roman_or_number(text, i).or_else(|| ordinal(text, i))?,
        Level::Phan => roman_or_number(text, i)
            .or_else(|| ordinal(text, i))
            .or_else(|| capital(text, i))?,
        Level::Muc | Level::TieuMuc => roman_or_number(text, i).or_else(|| capital(text, i))?,
        Level::PhuLuc => {
            let numbered = phrase(text, i, "số").map_or(i, |end| skip_blanks(text, end));
            match annex_label(text, numbered) {
                Some(end) => return Some((text[numbered..end].to_owned(), end)),
                None => return unnumbered_annex(text, at),
            }
        }
        Level::Mau => {
            let numbered = phrase(text, i, "số").map_or(i, |end| skip_blanks(text, end));
            let end = form_label(text, numbered)?;
            return Some((text[numbered..end].to_owned(), end));
        }
    };
    Some((text[i..end].to_owned(), end))
}

/// An annex without a number is one only when its document follows.
fn unnumbered_annex(text: &str, at: usize) -> Option<(String, usize)> {
    let i = skip_blanks(text, at);
    any_phrase(
        text,
        i,
        &[
            "ban hành kèm theo",
            "kèm theo",
            "của nghị định",
            "của nghị quyết",
            "của thông tư",
            "của luật",
            "của quyết định",
        ],
    )
    .map(|_| (String::new(), at))
}

fn numeric(text: &str, at: usize) -> Option<usize> {
    let count = digits(text, at);
    if count == 0 || count > 3 {
        return None;
    }
    let mut end = at + count;
    let suffix = word(text, end);
    if suffix.chars().count() <= 2 && suffix.chars().all(|c| c.is_lowercase()) {
        end += suffix.len();
    }
    let next = text.as_bytes().get(end);
    (at_word_end(text, end) && !matches!(next, Some(b'/' | b'%'))).then_some(end)
}

fn point(text: &str, at: usize) -> Option<usize> {
    let letters = word(text, at);
    if letters.is_empty() {
        let count = digits(text, at);
        if count == 0 {
            return None;
        }
        let mut end = at + count;
        while text.as_bytes().get(end) == Some(&b'.') && digits(text, end + 1) > 0 {
            end += 1 + digits(text, end + 1);
        }
        // `đạt điểm 10`: a number is a point only of a unit that follows.
        let next = skip_blanks(text, end);
        let held = keyword(text, next).is_some_and(|(level, _)| level != Level::Diem);
        return (at_word_end(text, end) && held).then_some(end);
    }
    let plain = letters.chars().all(|c| c == 'đ' || c.is_ascii_lowercase());
    if !plain || letters.chars().count() > 2 || (letters.chars().count() == 2 && !doubled(letters))
    {
        return None;
    }
    let mut end = at + letters.len();
    end += digits(text, end);
    // `điểm a.1`: a point of a point.
    while text.as_bytes().get(end) == Some(&b'.') && digits(text, end + 1) > 0 {
        end += 1 + digits(text, end + 1);
    }
    at_word_end(text, end).then_some(end)
}

/// Points after `y`: `aa`, `bb`, `ab`.
fn doubled(letters: &str) -> bool {
    let mut chars = letters.chars();
    let (first, second) = (chars.next(), chars.next());
    first == second || first == Some('a')
}

fn piece(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let letters = word(text, at);
    if letters.chars().count() <= 1 {
        end += letters.len();
    } else {
        return None;
    }
    loop {
        let count = digits(text, end);
        end += count;
        if text.as_bytes().get(end) == Some(&b'.') && digits(text, end + 1) > 0 {
            end += 1;
        } else {
            break;
        }
    }
    (end > at && at_word_end(text, end)).then_some(end)
}

fn paragraph(text: &str, at: usize) -> Option<usize> {
    any_phrase(
        text,
        at,
        &[
            "mở đầu",
            "đầu tiên",
            "đầu",
            "cuối cùng",
            "cuối",
            "thứ nhất",
            "thứ hai",
            "thứ ba",
            "thứ tư",
            "thứ năm",
            "thứ sáu",
        ],
    )
    .or_else(|| {
        let i = phrase(text, at, "thứ").map_or(at, |end| skip_blanks(text, end));
        let count = digits(text, i);
        (count > 0 && count < 3 && at_word_end(text, i + count)).then_some(i + count)
    })
}

fn roman_or_number(text: &str, at: usize) -> Option<usize> {
    let letters = word(text, at);
    if letters.is_empty() {
        return numeric(text, at);
    }
    let end = at + letters.len();
    // Inserted chapters bear a letter: `Chương IV-A`, `Chương VIa`.
    let numeral = letters.trim_end_matches(['a', 'b', 'c', 'd', 'đ', 'A', 'B']);
    let known = roman(letters).is_some()
        || letters.chars().count() - numeral.chars().count() == 1 && roman(numeral).is_some();
    let lettered = text[end..]
        .strip_prefix('-')
        .map(|rest| word(rest, 0))
        .filter(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
        .map(|letter| end + 1 + letter.len());
    let end = lettered.unwrap_or(end);
    (known && at_word_end(text, end)).then_some(end)
}

fn ordinal(text: &str, at: usize) -> Option<usize> {
    let i = skip_blanks(text, phrase(text, at, "thứ")?);
    any_phrase(
        text,
        i,
        &[
            "nhất", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
        ],
    )
}

fn capital(text: &str, at: usize) -> Option<usize> {
    let letters = word(text, at);
    let mut chars = letters.chars();
    (chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_none()
        && at_word_end(text, at + letters.len()))
    .then_some(at + letters.len())
}

fn annex_label(text: &str, at: usize) -> Option<usize> {
    let end = form_end(text, at);
    let found = &text[at..end];
    let letters: String = found.chars().take_while(|c| c.is_alphabetic()).collect();
    let known = found.starts_with(|c: char| c.is_ascii_digit())
        || roman(&letters).is_some()
        || (letters.chars().count() == 1 && letters.chars().all(char::is_uppercase))
        || (letters.chars().count() > 1
            && roman(letters.trim_end_matches(['A', 'B', 'a', 'b', 'c'])).is_some());
    (known && end > at && end - at < 12).then_some(end)
}

fn form_label(text: &str, at: usize) -> Option<usize> {
    let end = form_end(text, at);
    let found = &text[at..end];
    (found.bytes().any(|b| b.is_ascii_digit()) && found.chars().count() < 24).then_some(end)
}

/// The run of letters, digits and inner marks of an annex's or form's label.
fn form_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inner = matches!(c, '.' | '-' | '/')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric())
            && i > 0;
        if !(c.is_alphanumeric() || inner) {
            break;
        }
        end = at + i + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests;

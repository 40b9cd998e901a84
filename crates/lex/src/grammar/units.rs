//! Lists of units: `khoản 1, các điểm a, b khoản 2, các khoản 3, 4 và 9 Điều 21`.
//!
//! A lower list belongs to the nearest higher unit that follows it directly; what is parted from it by a comma or a conjunction stands
//! beside it. A comma between levels (`Khoản 2, Điều 5`) does not part them.

use std::ops::Range;

use super::labels::labels;
use super::scan::{
    Separator, any_phrase, phrase, separator, skip_blanks, then_phrase, word_before,
};
use crate::address::{Address, Level, Part};

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
            Join::Beside => list.beside(&next, prefix(text, next.start, &next).0),
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

#[cfg(test)]
mod tests;

//! Danh mục văn bản: the documents that are known, and how a citation finds the one it means.
//!
//! A citation is resolved by its number; by its name with a day or year; or by its name alone, at the date of the document that cites:
//! three laws bear the name "Luật Tổ chức chính quyền địa phương". What cannot be told apart is returned as ambiguous, never guessed.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::grammar::documents::Names;
use crate::grammar::numbers::{number_key, number_year};
use crate::grammar::scan::{skip_blanks, word_end};

/// A document as the registry knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Số, ký hiệu.
    pub number: String,
    /// Tên loại.
    pub kind: String,
    /// Tên, with its kind: `Luật Đất đai`.
    pub title: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Ngày ban hành hoặc thông qua.
    pub signed: Option<Date>,
    /// Ngày có hiệu lực.
    pub in_force: Option<Date>,
    /// Ngày hết hiệu lực.
    pub ended: Option<Date>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Relations as written in the table: `replaced_by 65/2025/QH15`.
    pub relations: Vec<(String, String)>,
}

/// What a citation means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Resolution {
    /// Exactly one document.
    One {
        /// Its number.
        number: String,
        /// What the citation says that the registry does not.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        mismatches: Vec<Mismatch>,
    },
    /// Several documents fit.
    Ambiguous {
        /// Their numbers.
        numbers: Vec<String>,
    },
    /// None is known.
    Unknown,
}

/// A fact of a citation that does not fit the document it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mismatch {
    /// The day differs.
    Date,
    /// The name belongs to another number.
    Title,
    /// The number is misprinted: the name and the year point to another one.
    Number,
}

/// The documents that are known.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    entries: Vec<Entry>,
    by_number: HashMap<String, Vec<u32>>,
    by_serial: HashMap<String, Vec<u32>>,
    by_title: HashMap<u64, Vec<u32>>,
    names: Trie,
}

impl Registry {
    /// A registry of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The laws, codes and ordinances of Việt Nam that are known by name: number, name and day as printed in the acts that cite
    /// them; the older and the newest that those do not cite were added from general knowledge.
    pub fn of_laws() -> Self {
        Self::from_tsv(include_str!("../data/laws.tsv"))
    }

    /// The entries of a table with a heading line; columns are found by their names
    /// (`number` or `so_ky_hieu`, `title`, `kind` or `loai`, `issuer`, `signed` or `date`, `in_force`, `ended`, `relations`, `aliases`).
    pub fn from_tsv(table: &str) -> Self {
        let mut registry = Self::new();
        let mut lines = table.lines();
        let Some(head) = lines.next() else {
            return registry;
        };
        let columns: Vec<&str> = head
            .trim_start_matches('\u{FEFF}')
            .split('\t')
            .map(str::trim)
            .collect();
        let column = |names: &[&str]| columns.iter().position(|c| names.contains(c));
        let (number, title) = (column(&["number", "so_ky_hieu"]), column(&["title", "ten"]));
        let (kind, issuer) = (column(&["kind", "loai"]), column(&["issuer", "co_quan"]));
        let (signed, in_force, ended) = (
            column(&["signed", "date"]),
            column(&["in_force"]),
            column(&["ended"]),
        );
        let (relations, aliases) = (column(&["relations"]), column(&["aliases"]));
        for line in lines {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or("");
            let day = |at| cell(at).parse::<Date>().ok();
            if cell(number).is_empty() {
                continue;
            }
            registry.add(Entry {
                number: cell(number).to_owned(),
                kind: capitalised(cell(kind)),
                title: plain_title(cell(title), cell(number)),
                issuer: cell(issuer).to_owned(),
                signed: day(signed),
                in_force: day(in_force),
                ended: day(ended),
                aliases: cell(aliases)
                    .split(';')
                    .map(str::trim)
                    .filter(|a| !a.is_empty())
                    .map(str::to_owned)
                    .collect(),
                relations: cell(relations)
                    .split(';')
                    .filter_map(|relation| relation.trim().split_once(' '))
                    .map(|(kind, to)| (kind.to_owned(), to.trim().to_owned()))
                    .collect(),
            });
        }
        registry
    }

    /// Add a document, or what is newly known of one.
    pub fn add(&mut self, entry: Entry) {
        let key = number_key(&entry.number);
        let known = self.by_number.get(&key).and_then(|ids| {
            ids.iter().copied().find(|&id| {
                let known = &self.entries[id as usize];
                known.signed.is_none() || entry.signed.is_none() || known.signed == entry.signed
            })
        });
        let id = match known {
            Some(id) => {
                merge(&mut self.entries[id as usize], &entry);
                id
            }
            None => {
                let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                self.by_number.entry(key).or_default().push(id);
                if let Some(serial) = serial_key(&entry.number) {
                    self.by_serial.entry(serial).or_default().push(id);
                }
                self.entries.push(entry.clone());
                id
            }
        };
        for name in std::iter::once(&entry.title).chain(&entry.aliases) {
            if is_name(name) {
                self.names.add(name);
                self.name(name, id);
                if name.starts_with("Hiến pháp nước") {
                    self.name("Hiến pháp", id);
                }
                if let Some(short) = name.strip_suffix(" Việt Nam") {
                    self.names.add(short);
                    self.name(short, id);
                }
                if let Some(short) = initialled(name) {
                    self.name(&short, id);
                }
            }
        }
    }

    /// Lets a name mean an entry too.
    fn name(&mut self, name: &str, id: u32) {
        let ids = self.by_title.entry(name_key(name)).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// Take over every entry of another registry.
    pub fn extend(&mut self, other: Self) {
        for entry in other.entries {
            self.add(entry);
        }
    }

    /// The entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The documents with a number, in any spelling; more than one where two issuers share it.
    pub fn numbered(&self, number: &str) -> Vec<&Entry> {
        self.by_number
            .get(&number_key(number))
            .into_iter()
            .flatten()
            .map(|&id| &self.entries[id as usize])
            .collect()
    }

    /// The documents with a name.
    pub fn titled(&self, title: &str) -> Vec<&Entry> {
        self.by_title
            .get(&name_key(title))
            .into_iter()
            .flatten()
            .map(|&id| &self.entries[id as usize])
            .collect()
    }

    /// What a name means with a day or a year, or else at the date of the document that cites it.
    pub fn resolve_title(
        &self,
        title: &str,
        day: Option<Date>,
        year: Option<i16>,
        at: Option<Date>,
    ) -> Resolution {
        let mut found = self.titled(title);
        if found.is_empty() {
            return Resolution::Unknown;
        }
        found.sort_by_key(|entry| (entry_year(entry), entry.signed));
        if let Some(day) = day {
            if let Some(entry) = found.iter().find(|entry| entry.signed == Some(day)) {
                return one(entry, Vec::new());
            }
            let of_year: Vec<_> = found
                .iter()
                .filter(|entry| entry_year(entry) == Some(day.year()))
                .collect();
            return match of_year.as_slice() {
                [entry] => one(entry, vec![Mismatch::Date]),
                [] => near(&found, day),
                several => ambiguous(several.iter().map(|entry| **entry)),
            };
        }
        if let Some(year) = year {
            let of_year: Vec<_> = found
                .iter()
                .filter(|entry| entry_year(entry) == Some(year))
                .collect();
            return match of_year.as_slice() {
                [entry] => one(entry, Vec::new()),
                [] => Resolution::Unknown,
                several => ambiguous(several.iter().map(|entry| **entry)),
            };
        }
        if let Some(at) = at {
            let before = found.iter().rev().find(|entry| {
                entry.signed.is_some_and(|signed| signed <= at)
                    || entry_year(entry).is_some_and(|y| y < at.year())
            });
            // Of the same year, and nobody knows the day: it may be meant where nothing older bears the name.
            let before = before.or_else(|| {
                let same = |entry: &&&Entry| {
                    entry.signed.is_none() && entry_year(entry) == Some(at.year())
                };
                found.iter().find(same)
            });
            return match before {
                Some(entry) => one(entry, Vec::new()),
                None => Resolution::Unknown,
            };
        }
        match found.as_slice() {
            [entry] => one(entry, Vec::new()),
            several => ambiguous(several.iter().copied()),
        }
    }

    /// What a number means, with the name and the day the citation gives beside it.
    pub fn resolve_number(
        &self,
        number: &str,
        title: Option<&str>,
        day: Option<Date>,
    ) -> Resolution {
        let found = self.numbered(number);
        let by_title = |mismatch: &[Mismatch]| {
            let title = title?;
            let year = number_year(number);
            let fits: Vec<_> = self
                .titled(title)
                .into_iter()
                .filter(|entry| year.is_none() || same_serial(&entry.number, number))
                .collect();
            match fits.as_slice() {
                [entry] => Some(one(entry, mismatch.to_vec())),
                _ => None,
            }
        };
        match found.as_slice() {
            [] => by_title(&[Mismatch::Number])
                .or_else(|| self.misprinted(number, day?))
                .unwrap_or(Resolution::Unknown),
            [entry] => {
                if let Some(title) = title
                    && is_name(&entry.title)
                    && !self.titled(title).is_empty()
                    && name_key(title) != name_key(&entry.title)
                    && !names_amended(&entry.title, title)
                    && let Some(other) = by_title(&[Mismatch::Number])
                {
                    return other;
                }
                let mut mismatches = Vec::new();
                if let (Some(said), Some(known)) = (day, entry.signed)
                    && said != known
                {
                    mismatches.push(Mismatch::Date);
                }
                one(entry, mismatches)
            }
            several => {
                match day.and_then(|day| several.iter().find(|entry| entry.signed == Some(day))) {
                    Some(entry) => one(entry, Vec::new()),
                    None => ambiguous(several.iter().copied()),
                }
            }
        }
    }

    /// `1206/2016/NQ-UBTVQHK13` of 13 May 2016: a letter is misprinted where one document of that day has the number but for it.
    fn misprinted(&self, number: &str, day: Date) -> Option<Resolution> {
        let known = self.by_serial.get(&serial_key(number)?)?;
        let mut fits = known
            .iter()
            .map(|&id| &self.entries[id as usize])
            .filter(|entry| entry.signed == Some(day) && a_letter_apart(&entry.number, number));
        match (fits.next(), fits.next()) {
            (Some(entry), None) => Some(one(entry, vec![Mismatch::Number])),
            _ => None,
        }
    }

    /// The day a document was signed, as far as its number or the registry tells.
    pub fn date_of(&self, number: &str) -> Option<Date> {
        self.numbered(number)
            .iter()
            .find_map(|entry| entry.signed)
            .or_else(|| Date::new(number_year(number)?, 12, 31).ok())
    }
}

impl Names for Registry {
    fn longest(&self, text: &str, at: usize) -> Option<usize> {
        self.names.longest(text, at)
    }

    fn amends(&self, number: &str) -> bool {
        self.numbered(number)
            .iter()
            .any(|entry| entry.title.to_lowercase().contains(" sửa đổi"))
    }
}

/// The name with its subject in initials, as offices write it: `Luật NSNN` for Luật Ngân sách nhà nước.
fn initialled(name: &str) -> Option<String> {
    let kind = ["Bộ luật ", "Luật ", "Pháp lệnh "]
        .into_iter()
        .find(|kind| name.starts_with(kind))?;
    let subject = &name[kind.len()..];
    if subject.to_lowercase().contains("sửa đổi") {
        return None;
    }
    let initials: String = subject
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
        .flat_map(char::to_uppercase)
        .collect();
    (initials.chars().count() >= 3).then(|| format!("{kind}{initials}"))
}

/// Whether a title is that of an act that amends what bears a name: `Luật sửa đổi, bổ sung một số điều của Luật … số 87/2025/QH15` may
/// give the number of either.
fn names_amended(title: &str, name: &str) -> bool {
    let title = title.to_lowercase();
    title.contains("sửa đổi") && title.contains(&name.to_lowercase())
}

/// `15/2021/QH13` for `15/2012/QH13`: one of serial, year and term is wrong.
fn same_serial(known: &str, said: &str) -> bool {
    let (mut a, mut b) = (known.split('/'), said.split('/'));
    let mut same = 0;
    for _ in 0..3 {
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if number_key(x) == number_key(y) => same += 1,
            _ => {}
        }
    }
    same >= 2
}

/// Serial and year of a number that has both.
fn serial_key(number: &str) -> Option<String> {
    let mut parts = number.split('/');
    let (serial, year) = (parts.next()?, parts.next()?.trim());
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| number_key(&format!("{serial}/{year}")))
}

/// Whether two numbers differ by a letter too many, too few, or another one.
fn a_letter_apart(known: &str, said: &str) -> bool {
    let (known, said) = (number_key(known), number_key(said));
    let same = known
        .chars()
        .zip(said.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let rest = |key: &str, skip: usize| key.chars().skip(same + skip).collect::<String>();
    [(1, 0), (0, 1), (1, 1)]
        .into_iter()
        .any(|(a, b)| rest(&known, a) == rest(&said, b))
}

fn one(entry: &Entry, mismatches: Vec<Mismatch>) -> Resolution {
    Resolution::One {
        number: entry.number.clone(),
        mismatches,
    }
}

fn ambiguous<'e>(entries: impl Iterator<Item = &'e Entry>) -> Resolution {
    Resolution::Ambiguous {
        numbers: entries.map(|entry| entry.number.clone()).collect(),
    }
}

/// A day that belongs to no act of the name: the one whose day and month fit, if there is just one.
fn near(found: &[&Entry], day: Date) -> Resolution {
    let fits: Vec<_> = found
        .iter()
        .filter(|entry| {
            entry
                .signed
                .is_some_and(|signed| signed.day() == day.day() && signed.month() == day.month())
        })
        .collect();
    match fits.as_slice() {
        [entry] => one(entry, vec![Mismatch::Date]),
        _ => Resolution::Unknown,
    }
}

fn entry_year(entry: &Entry) -> Option<i16> {
    number_year(&entry.number).or_else(|| entry.signed.map(Date::year))
}

fn merge(known: &mut Entry, more: &Entry) {
    for (have, new) in [
        (&mut known.kind, &more.kind),
        (&mut known.issuer, &more.issuer),
        (&mut known.title, &more.title),
    ] {
        if have.is_empty() {
            have.clone_from(new);
        }
    }
    known.signed = known.signed.or(more.signed);
    known.in_force = known.in_force.or(more.in_force);
    known.ended = known.ended.or(more.ended);
    for alias in std::iter::once(&more.title).chain(&more.aliases) {
        if !alias.is_empty() && *alias != known.title && !known.aliases.contains(alias) {
            known.aliases.push(alias.clone());
        }
    }
    for relation in &more.relations {
        if !known.relations.contains(relation) {
            known.relations.push(relation.clone());
        }
    }
}

/// Only acts that are cited by name are found by name.
fn is_name(title: &str) -> bool {
    ["Luật ", "Bộ luật ", "Pháp lệnh ", "Hiến pháp"]
        .iter()
        .any(|kind| title.starts_with(kind))
}

/// A title without the number and year that a list puts behind it.
fn plain_title(title: &str, number: &str) -> String {
    let mut kept = title.trim();
    for tail in [format!(" số {number}"), format!(" {number}")] {
        kept = kept.strip_suffix(tail.as_str()).unwrap_or(kept);
    }
    let mut kept = kept.trim_end().to_owned();
    if is_name(&kept)
        && let Some((head, year)) = kept.rsplit_once(' ')
        && year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit())
    {
        kept = head.trim_end_matches(" năm").to_owned();
    }
    kept
}

fn capitalised(kind: &str) -> String {
    let mut chars = kind.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// A text as a key under which spellings of one wording meet: case, blanks, punctuation and the place of tone marks do not count.
pub fn wording_key(text: &str) -> u64 {
    let mut key = FNV;
    for word in text
        .split(|c: char| !c.is_alphanumeric() && !('\u{0300}'..='\u{036F}').contains(&c))
        .filter(|word| !word.is_empty())
    {
        key = (key ^ word_hash(word)).wrapping_mul(PRIME);
    }
    key
}

/// A name as a key: case, the place of tone marks, commas, `và` and blanks do not count; the letters and tones do (`Luật Giá` is not `luật gia`).
pub fn name_key(name: &str) -> u64 {
    let mut key = FNV;
    let mut at = 0;
    while let Some((hash, end)) = next_word(name, at) {
        key = (key ^ hash).wrapping_mul(PRIME);
        at = end;
    }
    key
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The next word after blanks, marks within names (`,`, `-`, `(`, `/`) and `và`, as a hash, and where it ends.
fn next_word(text: &str, at: usize) -> Option<(u64, usize)> {
    let mut i = skip_blanks(text, at);
    loop {
        while text[i..].starts_with([',', '-', '–', '(', '/']) {
            i = skip_blanks(text, i + text[i..].chars().next().map_or(1, char::len_utf8));
        }
        let end = word_end(text, i);
        if &text[i..end] != "và" {
            return (end > i).then(|| (word_hash(&text[i..end]), end));
        }
        i = skip_blanks(text, end);
    }
}

fn word_hash(word: &str) -> u64 {
    let mut hash = FNV;
    let mut tone = 0_u64;
    let mut push = |c: char| match c {
        '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}' => {
            tone = u64::from(u32::from(c))
        }
        _ => hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME),
    };
    for c in word.chars() {
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
        } else {
            for lower in c.to_lowercase() {
                std::iter::once(lower).nfd().for_each(&mut push);
            }
        }
    }
    (hash ^ tone).wrapping_mul(PRIME)
}

/// Names by their words.
#[derive(Debug, Clone, Default)]
struct Trie {
    next: HashMap<(u32, u64), u32>,
    ends: Vec<bool>,
}

impl Trie {
    fn add(&mut self, name: &str) {
        if self.ends.is_empty() {
            self.ends.push(false);
        }
        let mut node = 0;
        let mut at = 0;
        while let Some((hash, end)) = next_word(name, at) {
            let fresh = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            node = *self.next.entry((node, hash)).or_insert(fresh);
            if node == fresh {
                self.ends.push(false);
            }
            at = end;
        }
        if node != 0 {
            self.ends[node as usize] = true;
        }
    }

    fn longest(&self, text: &str, at: usize) -> Option<usize> {
        let mut node = 0;
        let mut found = None;
        let mut i = at;
        while let Some((hash, end)) = next_word(text, i) {
            let Some(&next) = self.next.get(&(node, hash)) else {
                break;
            };
            node = next;
            // `… mắc phải ở người (HIV/AIDS)`: a parenthesis that was opened within the name ends with it.
            let closed = text[end..].starts_with(')') && text[at..end].contains('(');
            if self.ends[node as usize] {
                found = Some(end + usize::from(closed));
            }
            i = end;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> Registry {
        Registry::from_tsv(
            "number\tkind\tissuer\ttitle\tsigned\tin_force\tended\trelations\n\
             77/2015/QH13\tLuật\tQuốc hội\tLuật Tổ chức chính quyền địa phương\t2015-06-19\t2016-01-01\t2025-03-01\treplaced_by 65/2025/QH15\n\
             65/2025/QH15\tLuật\tQuốc hội\tLuật Tổ chức chính quyền địa phương\t2025-02-19\t2025-03-01\t2025-06-16\t\n\
             72/2025/QH15\tLuật\tQuốc hội\tLuật Tổ chức chính quyền địa phương\t2025-06-16\t2025-06-16\t\t\n\
             15/2012/QH13\tLuật\tQuốc hội\tLuật Xử lý vi phạm hành chính\t2012-06-20\t\t\t\n\
             61/2020/QH14\tLuật\tQuốc hội\tLuật Đầu tư\t2020-06-17\t\t\t\n\
             39/2019/QH14\tLuật\tQuốc hội\tLuật Đầu tư công\t2019-06-13\t\t\t\n",
        )
    }

    fn number(resolution: Resolution) -> Option<(String, Vec<Mismatch>)> {
        match resolution {
            Resolution::One { number, mismatches } => Some((number, mismatches)),
            _ => None,
        }
    }

    #[test]
    fn one_name_means_the_law_of_the_day_it_was_cited_on() {
        let registry = registry();
        let title = "Luật tổ chức Chính quyền địa phương";
        let at = |day: &str| {
            number(registry.resolve_title(title, None, None, day.parse().ok())).map(|n| n.0)
        };
        assert_eq!(at("2017-07-05").as_deref(), Some("77/2015/QH13"));
        assert_eq!(at("2025-04-01").as_deref(), Some("65/2025/QH15"));
        assert_eq!(at("2026-01-01").as_deref(), Some("72/2025/QH15"));
        assert!(
            matches!(registry.resolve_title(title, None, None, None), Resolution::Ambiguous { numbers } if numbers.len() == 3)
        );
        assert_eq!(
            number(registry.resolve_title(title, "2015-06-19".parse().ok(), None, None))
                .map(|n| n.0)
                .as_deref(),
            Some("77/2015/QH13")
        );
        assert_eq!(
            number(registry.resolve_title(title, "2015-06-16".parse().ok(), None, None)),
            Some(("77/2015/QH13".to_owned(), vec![Mismatch::Date]))
        );
    }

    #[test]
    fn a_misprinted_number_is_matched_by_its_name_and_reported() {
        let registry = registry();
        let found =
            registry.resolve_number("15/2021/QH13", Some("Luật Xử lý vi phạm hành chính"), None);
        assert_eq!(
            number(found),
            Some(("15/2012/QH13".to_owned(), vec![Mismatch::Number]))
        );
        assert_eq!(
            registry.resolve_number("99/2021/QH14", Some("Luật Không có"), None),
            Resolution::Unknown
        );
        let on = |day: &str| registry.resolve_number("61/2020/QHK14", None, day.parse().ok());
        assert_eq!(
            number(on("2020-06-17")),
            Some(("61/2020/QH14".to_owned(), vec![Mismatch::Number]))
        );
        assert_eq!(on("2020-06-18"), Resolution::Unknown);
    }

    #[test]
    fn the_longest_known_name_is_taken() {
        let registry = registry();
        let text = "Luật Đầu\ntư công thì";
        assert_eq!(
            registry.longest(text, 0).map(|end| &text[..end]),
            Some("Luật Đầu\ntư công")
        );
        let text = "Luật đầu tư và các";
        assert_eq!(
            registry.longest(text, 0).map(|end| &text[..end]),
            Some("Luật đầu tư")
        );
    }
}

//! Reading what was typed: an address of a provision, the document it is in, and what is left to look for as words.

use kernel::Date;
use lex::address::{Address, Level};

use super::super::{DocumentKind, DocumentStatus};
use super::{Catalogue, Known};

/// What was typed, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// The provision, where an address was typed.
    pub address: Address,
    /// The documents that were named, the likeliest first: in force on the day before the others, the newest before the older.
    pub documents: Vec<Known>,
    /// The words to look for: what was typed, with initials written out where they name one name.
    pub words: String,
    /// Besides the document and the address nothing was typed.
    pub only_named: bool,
}

/// So many documents are offered where a name or a number fits several.
const MOST_DOCUMENTS: usize = 5;

/// Reads what was typed, for a day. Nothing that is typed is an error.
pub fn read(typed: &str, catalogue: &Catalogue, day: Date) -> Meant {
    let words = Words::of(typed);
    let mut used = vec![false; words.all.len()];
    let address = words.address(&mut used);
    let mut named = words
        .number(catalogue, &used)
        .or_else(|| words.name(catalogue, &used))
        .or_else(|| words.initials(catalogue, &used));
    // A name in plain words is what a search finds anyway; it leads somewhere only together with an address.
    let plain = named.as_ref().is_some_and(|named| named.plain);
    if plain && address.is_empty() {
        named = None;
    }
    let Some(named) = named else {
        return Meant {
            address,
            words: typed.to_owned(),
            ..Meant::default()
        };
    };
    named.words.iter().for_each(|place| used[*place] = true);
    let mut documents: Vec<Known> = named.documents.into_iter().cloned().collect();
    documents.sort_by_key(|known| (order(known.status(day)), std::cmp::Reverse(known.signed_on)));
    documents.truncate(MOST_DOCUMENTS);
    let written_out = named.written_out.filter(|_| !documents.is_empty());
    Meant {
        words: written_out.map_or_else(
            || typed.to_owned(),
            |(place, name)| words.with(place, &name),
        ),
        only_named: used.iter().all(|used| *used),
        address,
        documents,
    }
}

/// A document that was named, by which words.
struct Named<'c> {
    documents: Vec<&'c Known>,
    words: Vec<usize>,
    written_out: Option<(usize, String)>,
    plain: bool,
}

/// The words typed, as typed and folded.
struct Words<'t> {
    all: Vec<Typed<'t>>,
    typed: &'t str,
}

struct Typed<'t> {
    at: std::ops::Range<usize>,
    typed: &'t str,
    folded: String,
}

/// Words for levels and how they are shortened, folded.
const LEVELS: [(&str, Level); 9] = [
    ("dieu", Level::Dieu),
    ("khoan", Level::Khoan),
    ("diem", Level::Diem),
    ("tiet", Level::Tiet),
    ("chuong", Level::Chuong),
    ("muc", Level::Muc),
    ("phan", Level::Phan),
    ("d", Level::Dieu),
    ("k", Level::Khoan),
];

impl<'t> Words<'t> {
    fn of(typed: &'t str) -> Self {
        let mut all = Vec::new();
        search::words(typed, |at, word| {
            all.push(Typed {
                typed: &typed[at.clone()],
                at,
                folded: word.folded.to_owned(),
            });
        });
        Self { all, typed }
    }

    fn folded(&self, place: usize) -> &str {
        self.all.get(place).map_or("", |word| word.folded.as_str())
    }

    /// `khoản 2 Điều 5`, `k2 đ5`, `đ.5 k.2`, `điểm a k2 đ5`. A level counts only with a label of its kind after it.
    fn address(&self, used: &mut [bool]) -> Address {
        let mut address = Address::default();
        let mut place = 0;
        while place < self.all.len() {
            let Some((level, label, many)) = self.level(place) else {
                place += 1;
                continue;
            };
            if address.get(level).is_none() {
                address.set(level, label);
                used[place..place + many].fill(true);
            }
            place += many;
        }
        // A clause without an article, or a chapter in passing, is no address that leads anywhere.
        if address.dieu.is_none() && address.phu_luc.is_none() {
            used.fill(false);
            return Address::default();
        }
        address.from_article()
    }

    fn level(&self, place: usize) -> Option<(Level, String, usize)> {
        let word = self.all.get(place)?;
        let glued = word
            .folded
            .strip_prefix(['d', 'k'])
            .filter(|rest| is_number_label(rest));
        if let Some(rest) = glued {
            let level = if word.folded.starts_with('k') {
                Level::Khoan
            } else {
                Level::Dieu
            };
            let label = if rest.bytes().all(|b| b.is_ascii_digit()) {
                rest.to_owned()
            } else {
                last_letters(word.typed)
            };
            return Some((level, label, 1));
        }
        let next = self.all.get(place + 1)?;
        if word.folded == "phu" && next.folded == "luc" {
            let label = self.all.get(place + 2).filter(|word| {
                is_number_label(&word.folded) || lex::address::roman(word.typed).is_some()
            });
            let many = 2 + usize::from(label.is_some());
            return Some((
                Level::PhuLuc,
                label.map_or_else(String::new, |word| word.typed.to_owned()),
                many,
            ));
        }
        let (_, mut level) = *LEVELS.iter().find(|(name, _)| *name == word.folded)?;
        // `đ a`: the letter after it tells a point from an article.
        if word.folded == "d" && is_point_label(next.typed) {
            level = Level::Diem;
        }
        let label = match level {
            Level::Dieu | Level::Khoan => {
                Some(next.typed.to_lowercase()).filter(|_| is_number_label(&next.folded))
            }
            Level::Diem | Level::Tiet => {
                Some(next.typed.to_lowercase()).filter(|label| is_point_label(label))
            }
            _ => Some(next.typed.to_uppercase())
                .filter(|label| lex::address::roman(label).is_some() || is_number_label(label)),
        };
        Some((level, label?, 2))
    }

    /// A number in any spelling, or its beginning with the year; the kind before it decides between several.
    fn number<'c>(&self, catalogue: &'c Catalogue, used: &[bool]) -> Option<Named<'c>> {
        for from in 0..self.all.len() {
            let starts = self.folded(from).starts_with(|c: char| c.is_ascii_digit()) && !used[from];
            if !starts {
                continue;
            }
            for to in (from + 2..=self.all.len().min(from + 9)).rev() {
                if used[from..to].contains(&true) {
                    continue;
                }
                let number = self.all[from..to]
                    .iter()
                    .map(|word| word.folded.as_str())
                    .collect::<Vec<_>>()
                    .join("/");
                let mut documents = catalogue.numbered(&number);
                if documents.is_empty() && is_year(self.folded(from + 1)) {
                    documents = catalogue.number_begins(&number);
                }
                if documents.is_empty() {
                    continue;
                }
                let mut words: Vec<usize> = (from..to).collect();
                let kind = self.kind_before(from);
                if let Some((kind, many)) = kind {
                    words.extend(from - many..from);
                    if documents.iter().any(|known| known.kind == kind) {
                        documents.retain(|known| known.kind == kind);
                    }
                }
                return Some(Named {
                    documents,
                    words,
                    written_out: None,
                    plain: false,
                });
            }
        }
        None
    }

    /// A kind of document that ends before a word, in full or by its initials, and how many words it takes.
    fn kind_before(&self, place: usize) -> Option<(DocumentKind, usize)> {
        let end = if place > 0 && self.folded(place - 1) == "so" {
            place - 1
        } else {
            place
        };
        let mut best = None;
        for kind in DocumentKind::ALL
            .iter()
            .copied()
            .filter(|kind| !kind.word().is_empty())
        {
            let name = search::fold(kind.word());
            let initials: String = name
                .split(' ')
                .filter_map(|word| word.chars().next())
                .collect();
            let many = name.split(' ').count();
            let in_full = end >= many
                && name
                    .split(' ')
                    .enumerate()
                    .all(|(order, word)| self.folded(end - many + order) == word);
            let shortened = initials.len() > 1 && end >= 1 && self.folded(end - 1) == initials;
            let took = if in_full {
                many
            } else {
                usize::from(shortened)
            };
            if took > best.map_or(0, |(_, took)| took) {
                best = Some((kind, took));
            }
        }
        best.map(|(kind, took)| (kind, took + place - end))
    }

    /// A name in plain words, the longest there is, with its year.
    fn name<'c>(&self, catalogue: &'c Catalogue, used: &[bool]) -> Option<Named<'c>> {
        let longest = catalogue.longest_name().min(self.all.len());
        for many in (2..=longest).rev() {
            for from in 0..=self.all.len() - many {
                if used[from..from + many].contains(&true) {
                    continue;
                }
                let name = self.all[from..from + many]
                    .iter()
                    .map(|word| word.folded.as_str())
                    .collect::<Vec<_>>()
                    .join(" ");
                let documents = catalogue.named(&name);
                if !documents.is_empty() {
                    let named = Named {
                        documents,
                        words: (from..from + many).collect(),
                        written_out: None,
                        plain: true,
                    };
                    return Some(self.of_year(named, from + many));
                }
            }
        }
        None
    }

    /// The initials of a name; fewer than four only behind the kind.
    fn initials<'c>(&self, catalogue: &'c Catalogue, used: &[bool]) -> Option<Named<'c>> {
        for (place, word) in self.all.iter().enumerate() {
            let letters = word.folded.chars().count();
            if used[place] || letters < 3 || !word.folded.chars().all(char::is_alphabetic) {
                continue;
            }
            let kind = self.kind_before(place);
            if letters < 4 && kind.is_none() {
                continue;
            }
            let mut documents = catalogue.abbreviated(&word.folded);
            if let Some((kind, _)) = kind
                && documents.iter().any(|known| known.kind == kind)
            {
                documents.retain(|known| known.kind == kind);
            }
            if documents.is_empty() {
                continue;
            }
            let mut words: Vec<usize> = vec![place];
            words.extend(kind.map_or(0..0, |(_, many)| place - many..place));
            let name = documents[0].title.clone();
            let one_name = documents
                .iter()
                .all(|known| search::fold(&known.title) == search::fold(&name));
            let title = without_kind(&name, documents[0].kind);
            let written_out = one_name.then_some((place, title));
            return Some(self.of_year(
                Named {
                    documents,
                    words,
                    written_out,
                    plain: false,
                },
                place + 1,
            ));
        }
        None
    }

    /// The year after a name, with or without "năm": those of the year, if there are any.
    fn of_year<'c>(&self, mut named: Named<'c>, after: usize) -> Named<'c> {
        let at = if self.folded(after) == "nam" {
            after + 1
        } else {
            after
        };
        let Some(year) = self
            .all
            .get(at)
            .filter(|word| is_year(&word.folded))
            .and_then(|word| word.folded.parse::<i16>().ok())
        else {
            return named;
        };
        if named
            .documents
            .iter()
            .any(|known| known.year() == Some(year))
        {
            named.documents.retain(|known| known.year() == Some(year));
            named.words.extend(after..=at);
            named.plain = false;
        }
        named
    }

    /// What was typed, with one word as others.
    fn with(&self, place: usize, words: &str) -> String {
        let at = &self.all[place].at;
        format!(
            "{}{words}{}",
            &self.typed[..at.start],
            &self.typed[at.end..]
        )
    }
}

fn without_kind(title: &str, kind: DocumentKind) -> String {
    title
        .strip_prefix(kind.word())
        .map_or(title, str::trim_start)
        .to_owned()
}

const fn order(status: DocumentStatus) -> u8 {
    match status {
        DocumentStatus::InForce => 0,
        DocumentStatus::NotYet => 1,
        DocumentStatus::Unknown => 2,
        DocumentStatus::Ended => 3,
    }
}

/// The label that stands glued to its level: `5đ` of `Đ5đ`.
fn last_letters(typed: &str) -> String {
    typed
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .collect::<String>()
        .to_lowercase()
}

/// `5`, `10a`.
fn is_number_label(label: &str) -> bool {
    let digits = label.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &label[digits..];
    (1..=3).contains(&digits) && rest.chars().count() <= 1 && rest.chars().all(char::is_alphabetic)
}

/// `a`, `đ`, `b1`.
fn is_point_label(label: &str) -> bool {
    let mut chars = label.chars();
    let letter = chars.next().is_some_and(char::is_alphabetic);
    letter && label.chars().count() <= 2 && chars.all(|c| c.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

//! The documents as the search knows them: by their numbers, by their names, and by the initials of their names.

use std::collections::{BTreeMap, HashMap};

use kernel::Date;
use kernel::ids::{CouncilId, DocumentId};
use lex::grammar::numbers::number_key;
use store::record;

use super::super::{DocumentKind, DocumentStatus};
use crate::library::frame::printed_number;

record! {
    /// A document as the search shows it.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = library::search::Known)]
    pub struct Known {
        /// The document.
        pub id: DocumentId,
        /// Số, ký hiệu.
        pub number: String,
        /// Loại văn bản.
        pub kind: DocumentKind,
        /// Cơ quan ban hành.
        pub issuer: String,
        /// Trích yếu.
        pub title: String,
        /// When it was signed, where known.
        pub signed_on: Option<Date>,
        /// First day in force, where known.
        pub in_force_on: Option<Date>,
        /// First day no longer in force, where one is known.
        pub ended_on: Option<Date>,
        /// The council whose own document it is.
        pub council_id: Option<CouncilId>,
    }
}

impl Known {
    /// Its key in the index.
    pub fn key(&self) -> u128 {
        self.id.uuid().as_u128()
    }

    /// The status on a day.
    pub fn status(&self, day: Date) -> DocumentStatus {
        DocumentStatus::on(day, self.in_force_on, self.ended_on)
    }

    /// Its name with its kind before it, as it is cited.
    pub fn name(&self) -> String {
        let kind = self.kind.word();
        if kind.is_empty() || search::fold(&self.title).starts_with(&search::fold(kind)) {
            self.title.clone()
        } else {
            format!("{kind} {}", self.title)
        }
    }

    /// The year it is cited with.
    pub fn year(&self) -> Option<i16> {
        lex::grammar::numbers::number_year(&self.number).or_else(|| self.signed_on.map(Date::year))
    }
}

/// Every document of the library.
#[derive(Debug, Default)]
pub struct Catalogue {
    known: Vec<Known>,
    by_key: HashMap<u128, usize>,
    numbers: BTreeMap<String, Vec<usize>>,
    names: HashMap<String, Vec<usize>>,
    longest_name: usize,
    initials: HashMap<String, Vec<usize>>,
}

/// Words that initials may leave out.
const SMALL_WORDS: [&str; 4] = ["va", "cua", "ve", "cac"];
/// Initials of fewer letters are words, not names.
const FEWEST_INITIALS: usize = 3;
/// Of initials with so many letters one may be left out, and the last ones may be missing.
const LONG_INITIALS: usize = 5;

impl Catalogue {
    /// Of these documents.
    pub fn of(known: Vec<Known>) -> Self {
        let mut catalogue = Self::default();
        for (place, one) in known.iter().enumerate() {
            catalogue.by_key.insert(one.key(), place);
            let key = number_key(printed_number(&one.number));
            catalogue.numbers.entry(key).or_default().push(place);
            catalogue.name(
                place,
                &search::fold(&one.name()),
                &search::fold(one.kind.word()),
            );
        }
        catalogue.known = known;
        catalogue
    }

    fn name(&mut self, place: usize, name: &str, kind: &str) {
        let bare = name.strip_prefix(kind).map_or(name, str::trim_start);
        let words: Vec<&str> = bare.split(' ').filter(|word| !word.is_empty()).collect();
        self.longest_name = self.longest_name.max(name.split(' ').count());
        let mut names = vec![name];
        // A law is called by its name without the kind too; a short one only with it.
        if words.len() > 1 {
            names.push(bare);
        }
        for name in names {
            self.names.entry(name.to_owned()).or_default().push(place);
        }
        let initial = |word: &&str| word.chars().next();
        let all: String = words.iter().filter_map(initial).collect();
        let great = words.iter().filter(|word| !SMALL_WORDS.contains(*word));
        let short: String = great.filter_map(initial).collect();
        let first = kind.split(' ').find_map(|word| word.chars().next());
        let mut kinds: Vec<String> = vec![all.clone()];
        kinds.extend((short != all).then(|| short.clone()));
        kinds.extend(first.map(|first| format!("{first}{all}")));
        for initials in kinds {
            if initials.chars().count() >= FEWEST_INITIALS {
                self.initials.entry(initials).or_default().push(place);
            }
        }
    }

    /// Every document.
    pub fn all(&self) -> &[Known] {
        &self.known
    }

    /// The document of a key of the index.
    pub fn by_key(&self, key: u128) -> Option<&Known> {
        self.by_key.get(&key).map(|place| &self.known[*place])
    }

    fn at(&self, places: &[usize]) -> Vec<&Known> {
        places.iter().map(|place| &self.known[*place]).collect()
    }

    /// The documents of a number in any spelling.
    pub fn numbered(&self, number: &str) -> Vec<&Known> {
        self.numbers
            .get(&number_key(number))
            .map_or_else(Vec::new, |places| self.at(places))
    }

    /// The documents whose number begins so: `77/2015` of `77/2015/QH13`.
    pub fn number_begins(&self, number: &str) -> Vec<&Known> {
        let key = number_key(number);
        let from = self
            .numbers
            .range(key.clone()..)
            .take_while(|(number, _)| number.starts_with(&key));
        let whole = |number: &str| !number[key.len()..].starts_with(|c: char| c.is_ascii_digit());
        from.filter(|(number, _)| whole(number))
            .flat_map(|(_, places)| self.at(places))
            .collect()
    }

    /// The documents of a name, with or without its kind, folded.
    pub fn named(&self, folded: &str) -> Vec<&Known> {
        self.names
            .get(folded)
            .map_or_else(Vec::new, |places| self.at(places))
    }

    /// How many words the longest name has.
    pub fn longest_name(&self) -> usize {
        self.longest_name
    }

    /// The documents whose name has these initials; where none has, those where one letter was left out or the last ones are missing.
    pub fn abbreviated(&self, folded: &str) -> Vec<&Known> {
        if let Some(places) = self.initials.get(folded) {
            return self.at(places);
        }
        let many = folded.chars().count();
        if many < LONG_INITIALS {
            return Vec::new();
        }
        let mut near: Vec<(usize, &str, &[usize])> = self
            .initials
            .iter()
            .filter_map(|(initials, places)| {
                let missing = left_out(folded, initials)?;
                Some((missing, initials.as_str(), places.as_slice()))
            })
            .collect();
        near.sort_unstable();
        let Some((fewest, ..)) = near.first().copied() else {
            return Vec::new();
        };
        let mut places: Vec<usize> = near
            .iter()
            .filter(|(missing, ..)| *missing == fewest)
            .flat_map(|(.., places)| *places)
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        self.at(&places)
    }
}

/// How much is missing where initials were typed with a letter left out, or only as far as they are remembered.
fn left_out(typed: &str, initials: &str) -> Option<usize> {
    if let Some(rest) = initials.strip_prefix(typed) {
        return Some(1 + rest.len());
    }
    let (typed, initials): (Vec<char>, Vec<char>) =
        (typed.chars().collect(), initials.chars().collect());
    if typed.len() + 1 != initials.len() || typed.first() != initials.first() {
        return None;
    }
    let same = typed
        .iter()
        .zip(&initials)
        .take_while(|(a, b)| a == b)
        .count();
    (typed[same..] == initials[same + 1..]).then_some(1)
}

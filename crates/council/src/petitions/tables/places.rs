//! The communes, bodies and boards that a table may name, by their names today and before.

use std::collections::{BTreeSet, HashMap};

use kernel::ids::{BodyId, InstitutionId, UnitId};
use kernel::{Date, vi};
use store::{Reader, args, record, sql};

use crate::bodies::CouncilRef;
use crate::{Problem, Result};

/// Kinds of places as they stand before a name.
const KINDS: &[&str] = &[
    "xa ",
    "phuong ",
    "thi tran ",
    "dac khu ",
    "quan ",
    "huyen ",
    "thi xa ",
    "thanh pho ",
];

/// How offices shorten words of names.
const SHORT: &[(&str, &str)] = &[
    ("gtvt", "giao thong van tai"),
    ("tnmt", "tai nguyen moi truong"),
    ("tn mt", "tai nguyen moi truong"),
    ("nnptnt", "nong nghiep phat trien nong thon"),
    ("nn ptnt", "nong nghiep phat trien nong thon"),
    ("nnmt", "nong nghiep moi truong"),
    ("nn mt", "nong nghiep moi truong"),
    ("gddt", "giao duc dao tao"),
    ("gd dt", "giao duc dao tao"),
    ("ldtbxh", "lao dong thuong binh xa hoi"),
    ("khdt", "ke hoach dau tu"),
    ("kh dt", "ke hoach dau tu"),
    ("vhttdl", "van hoa the thao du lich"),
    ("khcn", "khoa hoc cong nghe"),
    ("tttt", "thong tin truyen thong"),
    ("ktns", "kinh te ngan sach"),
    ("kt ns", "kinh te ngan sach"),
    ("vhxh", "van hoa xa hoi"),
    ("vh xh", "van hoa xa hoi"),
    ("ubnd", "uy ban nhan dan"),
    ("tp", "thanh pho"),
];

record! {
    struct UnitRow { id: UnitId, name: String, folded: String, valid_from: Date, valid_to: Option<Date> }
    struct OldRow { folded: String, id: UnitId, name: String, valid_from: Date, valid_to: Option<Date> }
    struct BodyRow { id: InstitutionId, name: String, valid_from: Date, valid_to: Option<Date> }
    struct BoardRow { id: BodyId, name: String }
}

sql! {
    UNITS = "SELECT id, name, folded, valid_from, valid_to FROM unit WHERE path LIKE $1 ORDER BY path, valid_from";
    OLD_UNITS = "SELECT o.folded, n.id, n.name, n.valid_from, n.valid_to FROM unit_successor s JOIN unit o ON o.id = s.old_id \
                 JOIN unit n ON n.id = s.new_id WHERE n.path LIKE $1 ORDER BY o.folded, n.path";
    BODIES = "SELECT id, name, valid_from, valid_to FROM institution WHERE unit_id = $1 ORDER BY name, id";
    BOARDS = "SELECT id, name FROM body WHERE council_id = $1 AND kind NOT IN ('delegate_group', 'standing_committee') ORDER BY name, id";
}

/// What is known.
pub(super) struct Places {
    units: HashMap<String, Vec<Named<UnitId>>>,
    old: HashMap<String, Vec<Named<UnitId>>>,
    bodies: Vec<(String, Named<InstitutionId>)>,
    boards: Vec<(String, BodyId)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Named<K> {
    id: K,
    name: String,
    from: Date,
    to: Option<Date>,
}

impl<K> Named<K> {
    fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| to > day)
    }
}

/// What a name turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found<K> {
    One(K, String),
    Several,
    None,
}

/// Where a petition comes from, as a cell says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub unit: Option<(UnitId, String)>,
    pub hamlet: String,
    /// What is to be said of it.
    pub problem: Option<Problem>,
}

impl Places {
    /// Reads what is recorded of a council's unit.
    pub(super) async fn of(db: &impl Reader, council: &CouncilRef) -> Result<Self> {
        let below = format!("{}/%", council.path);
        let mut known: HashMap<String, Vec<Named<UnitId>>> = HashMap::new();
        for row in db.all::<UnitRow>(UNITS, args![&below]).await? {
            let named = Named {
                id: row.id,
                name: row.name,
                from: row.valid_from,
                to: row.valid_to,
            };
            add(&mut known, &row.folded, named);
        }
        let mut old: HashMap<String, Vec<Named<UnitId>>> = HashMap::new();
        for row in db.all::<OldRow>(OLD_UNITS, args![&below]).await? {
            let named = Named {
                id: row.id,
                name: row.name,
                from: row.valid_from,
                to: row.valid_to,
            };
            add(&mut old, &row.folded, named);
        }
        let bodies: Vec<BodyRow> = db.all(BODIES, args![council.unit_id]).await?;
        let boards: Vec<BoardRow> = db.all(BOARDS, args![council.id]).await?;
        Ok(Self {
            units: known,
            old,
            bodies: bodies
                .into_iter()
                .map(|row| {
                    let words = words(&row.name);
                    (
                        words,
                        Named {
                            id: row.id,
                            name: row.name,
                            from: row.valid_from,
                            to: row.valid_to,
                        },
                    )
                })
                .collect(),
            boards: boards
                .into_iter()
                .map(|row| (words(&row.name), row.id))
                .collect(),
        })
    }

    /// The commune of a name on a day: as it is called then, else by what it was called before, else by what it is called at another time.
    pub(super) fn unit(&self, name: &str, day: Date) -> Found<UnitId> {
        let name = place_words(name);
        let then = |named: &&Named<UnitId>| named.holds(day);
        let now = self.units.get(&name).map(Vec::as_slice).unwrap_or_default();
        let old = self.old.get(&name).map(Vec::as_slice).unwrap_or_default();
        for found in [
            one(now.iter().filter(then)),
            one(old.iter().filter(then)),
            one(now.iter()),
        ] {
            if found != Found::None {
                return found;
            }
        }
        Found::None
    }

    /// Where a petition comes from: the commune in a text, and what else it says as the hamlet.
    pub(super) fn place(&self, text: &str, day: Date) -> Place {
        let whole = vi::clean(text);
        if let Found::One(id, name) = self.unit(&whole, day) {
            return Place {
                unit: Some((id, name)),
                hamlet: String::new(),
                problem: None,
            };
        }
        let parted = text.replace(" - ", ",");
        let pieces: Vec<String> = parted
            .split([',', ';', '(', ')', '\n', '/', '–'])
            .map(vi::clean)
            .filter(|piece| !piece.is_empty())
            .collect();
        let mut unit: Option<(UnitId, String)> = None;
        let (mut rest, mut several) = (Vec::new(), self.unit(&whole, day) == Found::Several);
        for piece in &pieces {
            match self.unit(piece, day) {
                Found::One(id, name) => match &unit {
                    Some((other, _)) if *other != id => several = true,
                    _ => unit = Some((id, name)),
                },
                Found::Several => several = true,
                Found::None => rest.push(piece.as_str()),
            }
        }
        if unit.is_some() && !several {
            return Place {
                unit,
                hamlet: rest.join(", "),
                problem: None,
            };
        }
        let problem = if several {
            Problem::new("", "table-unit-several")
        } else {
            Problem::new("", "table-unit-unknown")
        };
        Place {
            unit: None,
            problem: Some(problem.with("name", &whole)),
            hamlet: whole,
        }
    }

    /// The body of a name on a day, and whether others are named beside it.
    pub(super) fn body(&self, text: &str, day: Date) -> (Found<InstitutionId>, bool) {
        let whole = self.body_named(text, day);
        if whole != Found::None {
            return (whole, false);
        }
        let pieces: Vec<&str> = text
            .split([',', ';', '\n', '/', '(', ')', ':'])
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .collect();
        for piece in &pieces {
            if let Found::One(id, name) = self.body_named(piece, day) {
                return (Found::One(id, name), pieces.len() > 1);
            }
        }
        (Found::None, false)
    }

    fn body_named(&self, text: &str, day: Date) -> Found<InstitutionId> {
        let asked = words(text);
        if asked.is_empty() {
            return Found::None;
        }
        let fits = |fit: fn(&str, &str) -> bool| {
            one(self
                .bodies
                .iter()
                .filter(|(words, named)| named.holds(day) && fit(words, &asked))
                .map(|(_, named)| named))
        };
        let equal = fits(|words, asked| words == asked);
        if equal != Found::None {
            return equal;
        }
        // "Sở Xây dựng" of the city is "Sở Xây dựng thành phố Cần Thơ", and the other way round.
        let longer = fits(|words, asked| {
            words
                .strip_prefix(asked)
                .is_some_and(|rest| rest.starts_with(' '))
        });
        match longer {
            Found::One(..) => longer,
            _ => fits(|words, asked| {
                asked
                    .strip_prefix(words)
                    .is_some_and(|rest| rest.starts_with(' '))
            }),
        }
    }

    /// The board of a name.
    pub(super) fn board(&self, text: &str) -> Option<BodyId> {
        let asked = words(text);
        let bare = asked.strip_prefix("ban ").unwrap_or(&asked);
        let named = |name: &str| {
            let name = name.strip_prefix("ban ").unwrap_or(name);
            name == bare
                || name
                    .strip_prefix(bare)
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        let found = self
            .boards
            .iter()
            .find(|(name, _)| !bare.is_empty() && named(name));
        found.map(|(_, id)| *id)
    }
}

fn add(index: &mut HashMap<String, Vec<Named<UnitId>>>, folded: &str, named: Named<UnitId>) {
    let bare = KINDS.iter().find_map(|kind| folded.strip_prefix(kind));
    for name in [Some(folded), bare].into_iter().flatten() {
        index
            .entry(name.to_owned())
            .or_default()
            .push(named.clone());
    }
}

fn one<'n, K: Copy + Ord + 'n>(found: impl Iterator<Item = &'n Named<K>>) -> Found<K> {
    let found: Vec<&Named<K>> = found.collect();
    let different: BTreeSet<K> = found.iter().map(|named| named.id).collect();
    match (different.len(), found.last()) {
        (1, Some(named)) => Found::One(named.id, named.name.clone()),
        (0, _) | (_, None) => Found::None,
        _ => Found::Several,
    }
}

/// A place as it is looked for: "P. Cái Khế" is "phuong cai khe", "UBND xã Thới An" "xa thoi an".
fn place_words(name: &str) -> String {
    let folded = vi::fold(name);
    let mut name = folded.trim_matches(['.', ',', ':', ' ']);
    for before in ["cu tri ", "ubnd ", "hdnd ", "uy ban nhan dan ", "nhan dan "] {
        name = name.strip_prefix(before).unwrap_or(name);
    }
    for (short, long) in [
        ("tt.", "thi tran "),
        ("tx.", "thi xa "),
        ("tp.", "thanh pho "),
        ("p.", "phuong "),
        ("x.", "xa "),
    ] {
        if let Some(rest) = name.strip_prefix(short) {
            return format!("{long}{}", rest.trim_start());
        }
    }
    name.to_owned()
}

/// A name as words without what offices leave out or shorten.
fn words(name: &str) -> String {
    let folded = vi::fold(name);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "va")
        .collect();
    let mut text = format!(" {} ", words.join(" "));
    for (short, long) in SHORT {
        let short = format!(" {short} ");
        if text.contains(&short) {
            text = text.replace(&short, &format!(" {long} "));
        }
    }
    text.trim().to_owned()
}

/// Whether a text reads like the name of a place: "Xã Thới An", "Phường 5".
pub(super) fn looks_like_place(text: &str) -> bool {
    let folded = vi::fold(text);
    let Some(kind) = KINDS.iter().find(|kind| folded.starts_with(**kind)) else {
        return false;
    };
    let skipped = kind.split_whitespace().count();
    let name: Vec<&str> = text.split_whitespace().skip(skipped).collect();
    let named = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    (1..=5).contains(&name.len()) && name.iter().all(named)
}

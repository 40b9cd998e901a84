//! One instruction: verbs with their units, words in quotation marks, and the place of what is inserted.

mod ending;
mod passive;
mod words;

pub(super) use ending::Ending;
use ending::ending;
use passive::passive;
pub(crate) use words::join;

use super::{Class, OpKind, Place};
use crate::address::{Address, Level, POINT_LETTERS, Part};
use crate::cite::{Citation, CitationKind, Target};
use crate::grammar::scan::{any_phrase, at_word_start, phrase, skip_blanks};
use crate::grammar::units::RangeEnd;

/// Động từ của câu chỉ dẫn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Replace,
    Insert,
    Repeal,
    Phrase,
    PhraseDelete,
    PhraseInsert,
    Renumber,
    Supersede,
    End,
    Suspend,
    Extend,
}

impl Verb {
    /// Whether the verb needs a quoted block.
    pub(super) fn brings_text(self) -> bool {
        matches!(self, Self::Replace | Self::Insert)
    }

    pub(super) fn op(self, targets: &[Address]) -> OpKind {
        let whole = targets.iter().all(Address::is_empty);
        match self {
            Self::Replace if targets.iter().all(|t| t.part == Some(Part::Heading)) && !whole => {
                OpKind::ReplaceHeading
            }
            Self::Replace if whole => OpKind::ReplaceDoc,
            Self::Replace => OpKind::Replace,
            Self::Insert => OpKind::Insert,
            Self::Repeal if whole => OpKind::RepealDoc,
            Self::Repeal => OpKind::Repeal,
            Self::Phrase => OpKind::Phrase,
            Self::PhraseDelete => OpKind::PhraseDelete,
            Self::PhraseInsert => OpKind::PhraseInsert,
            Self::Renumber => OpKind::Renumber,
            Self::Supersede => OpKind::ReplaceDoc,
            Self::End => OpKind::End,
            Self::Suspend => OpKind::Suspend,
            Self::Extend => OpKind::Extend,
        }
    }
}

/// The words in quotation marks that a change of words names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrases {
    pub(super) old: Vec<String>,
    pub(super) new: Option<String>,
    pub(super) before: bool,
}

/// A verb with what it acts on.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) verb: Verb,
    pub(super) phrases: Phrases,
    pub(super) place: Option<Place>,
    /// What a renumbered unit becomes.
    pub(super) becomes: Vec<Target>,
    /// When it ends, where the sentence says so.
    pub(super) ending: Option<Ending>,
    /// The documents it is about as a class.
    pub(super) classes: Vec<Class>,
    /// Its new text comes with the act as an annex.
    comes_along: bool,
    cited: Vec<Target>,
    /// `một số khoản của`: units below the cited one follow.
    some_of: bool,
}

impl Clause {
    /// The targets, ranges written out.
    pub(super) fn targets(&self) -> Vec<Target> {
        written_out(&self.cited)
    }

    /// `Thay thế, bãi bỏ một số cụm từ của Nghị định số …`: which words is said below.
    fn is_of_words_unsaid(&self) -> bool {
        matches!(
            self.verb,
            Verb::Phrase | Verb::PhraseDelete | Verb::PhraseInsert
        ) && self.phrases == Phrases::default()
    }

    fn of(verb: Verb, cited: Vec<Target>) -> Self {
        Self {
            verb,
            phrases: Phrases::default(),
            place: None,
            becomes: Vec::new(),
            ending: None,
            classes: Vec::new(),
            comes_along: false,
            cited,
            some_of: false,
        }
    }
}

/// Targets with their ranges written out.
fn written_out(cited: &[Target]) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    for target in cited {
        if target.range == Some(RangeEnd::To)
            && let Some(from) = found.pop()
        {
            found.extend(range(&from, target));
        } else {
            found.push(target.clone());
        }
    }
    found
        .into_iter()
        .map(|target| Target {
            range: None,
            ..target
        })
        .collect()
}

/// Every label from one end of a range to the other.
fn range(from: &Target, to: &Target) -> Vec<Target> {
    let Some(level) = from.address.lowest() else {
        return vec![from.clone(), to.clone()];
    };
    let (Some(first), Some(last)) = (from.address.get(level), to.address.get(level)) else {
        return vec![from.clone(), to.clone()];
    };
    let labels: Vec<String> = match (first.parse::<u16>(), last.parse::<u16>()) {
        (Ok(a), Ok(b)) if a < b && b - a < 400 => (a..=b).map(|n| n.to_string()).collect(),
        _ => {
            let place = |label: &str| POINT_LETTERS.iter().position(|letter| *letter == label);
            match (place(first), place(last)) {
                (Some(a), Some(b)) if a < b => POINT_LETTERS[a..=b]
                    .iter()
                    .map(|l| (*l).to_owned())
                    .collect(),
                _ => vec![first.to_owned(), last.to_owned()],
            }
        }
    };
    labels
        .into_iter()
        .map(|label| Target {
            address: to.address.clone().with(level, label),
            ..to.clone()
        })
        .collect()
}

/// An instruction as read.
#[derive(Debug, Clone)]
pub(super) struct Instruction {
    pub(super) clauses: Vec<Clause>,
}

impl Instruction {
    /// Whether it only opens what stands below it.
    pub(super) fn is_chapeau(&self, quoted: bool) -> bool {
        if quoted {
            return self
                .clauses
                .iter()
                .all(|c| c.some_of && c.verb != Verb::Insert)
                && self
                    .clauses
                    .iter()
                    .all(|c| c.cited.iter().all(|t| t.address.is_empty()));
        }
        self.clauses.iter().all(|clause| {
            clause.verb.brings_text() && !clause.comes_along
                || clause.some_of
                || clause.cited.is_empty() && clause.classes.is_empty()
                || clause.is_of_words_unsaid()
        })
    }

    /// The verb that what stands below inherits.
    pub(super) fn carried(&self) -> Option<(Verb, Phrases)> {
        match self.clauses.as_slice() {
            [one] if !one.verb.brings_text() && !one.is_of_words_unsaid() => {
                Some((one.verb, one.phrases.clone()))
            }
            _ => None,
        }
    }

    /// The document a chapeau names.
    pub(super) fn scope_document(&self) -> Option<&Target> {
        let mut cited = self
            .clauses
            .iter()
            .flat_map(|clause| &clause.cited)
            .filter(|t| !t.own && (t.so_ky_hieu.is_some() || t.title.is_some()));
        cited.next()
    }

    /// The unit that all units of a chapeau share.
    pub(super) fn scope_address(&self) -> Option<Address> {
        let places = self
            .clauses
            .iter()
            .filter_map(|clause| match &clause.place {
                Some(Place::Into(parent)) => Some(parent),
                _ => None,
            });
        let mut cited = self
            .clauses
            .iter()
            .flat_map(|clause| &clause.cited)
            .map(|t| &t.address)
            .chain(places)
            .filter(|a| !a.is_empty());
        let mut shared = cited.next()?.clone();
        shared.part = None;
        for other in cited {
            for level in Level::DOWNWARDS {
                if shared.get(level) != other.get(level) {
                    shared = above(&shared, level);
                }
            }
        }
        (!shared.is_empty()).then_some(shared)
    }
}

/// The address without a level and what is below it.
fn above(address: &Address, level: Level) -> Address {
    let mut kept = Address::default();
    for upper in Level::DOWNWARDS {
        if upper > level
            && let Some(label) = address.get(upper)
        {
            kept.set(upper, label);
        }
    }
    kept
}

/// Verbs by their words, the longer before the shorter.
const VERBS: &[(&str, Verb)] = &[
    ("sửa đổi, bổ sung", Verb::Replace),
    ("sửa đổi và bổ sung", Verb::Replace),
    ("sửa đổi", Verb::Replace),
    ("sửa", Verb::Replace),
    ("bổ sung", Verb::Insert),
    ("thay thế", Verb::Phrase),
    ("thay đổi", Verb::Phrase),
    ("thay", Verb::Phrase),
    ("bãi bỏ", Verb::Repeal),
    ("hủy bỏ", Verb::Repeal),
    ("huỷ bỏ", Verb::Repeal),
    ("lược bỏ", Verb::PhraseDelete),
    ("loại bỏ", Verb::PhraseDelete),
    ("bỏ", Verb::PhraseDelete),
    ("ngưng hiệu lực", Verb::Suspend),
    ("đình chỉ việc thi hành", Verb::Suspend),
];

/// Read an instruction from its sentence and the citations in it.
pub(super) fn read(
    text: &str,
    citations: &[Citation],
    inherited: Option<&(Verb, Phrases)>,
    quoted: bool,
) -> Option<Instruction> {
    let (masked, quotes) = mask(text);
    let outside = |at: usize| !quotes.iter().any(|(span, _)| span.contains(&at));
    let said: Vec<&Citation> = citations.iter().filter(|c| outside(c.span.start)).collect();
    let usable = objects(&masked, &said);
    if let Some(instruction) = ending(&masked, &usable) {
        return Some(instruction);
    }
    let starts = verbs(&masked);
    if starts.is_empty() {
        if let Some(clause) = passive(&masked, &usable, &quotes, quoted) {
            return Some(Instruction {
                clauses: vec![clause],
            });
        }
        let (verb, phrases) = inherited?;
        let first = usable.first()?;
        if first.span.start > 12 || quoted {
            return None;
        }
        let cited = usable
            .iter()
            .flat_map(|c| c.targets.iter().cloned())
            .collect();
        return Some(Instruction {
            clauses: vec![Clause {
                phrases: phrases.clone(),
                ..Clause::of(*verb, cited)
            }],
        });
    }
    let mut clauses = Vec::new();
    for (index, &(at, after, verb)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(text.len(), |next| next.0);
        let cited: Vec<&Citation> = usable
            .iter()
            .copied()
            .filter(|c| c.span.start >= after && c.span.start < end)
            .collect();
        let inner: Vec<&(std::ops::Range<usize>, String)> = quotes
            .iter()
            .filter(|(span, _)| span.start >= at && span.start < end)
            .collect();
        if let Some(clause) = clause(&masked, (after, end), verb, &cited, &inner, quoted) {
            clauses.extend(words::pairs(&masked, (after, end), clause, &cited, &inner));
        }
    }
    // `Sửa đổi, bổ sung khoản 1, khoản 2 và bãi bỏ khoản 3 Điều 5`: what is said last holds for all.
    share(&mut clauses);
    (!clauses.is_empty()).then_some(Instruction { clauses })
}

/// The citations that are acted upon: neither those that tell a document's history nor those that tell what one is about
/// (`Nghị định số 12/2018/NĐ-CP … sửa đổi, bổ sung một số điều của Nghị định số 01/2015/NĐ-CP`).
pub(super) fn objects<'c>(masked: &str, cited: &[&'c Citation]) -> Vec<&'c Citation> {
    let mut kept: Vec<&Citation> = Vec::new();
    let mut described: Option<&Citation> = None;
    for &citation in cited {
        if super::history(masked, citation.span.start) {
            continue;
        }
        let documents = |c: &&&Citation| {
            // A unit is of the document that is spoken of, but does not name it.
            !matches!(c.kind, CitationKind::SelfDoc | CitationKind::UnitContext)
                && c.targets
                    .iter()
                    .any(|t| !t.own && (t.so_ky_hieu.is_some() || t.title.is_some()))
        };
        let about = kept.iter().rfind(documents).is_some_and(|document| {
            let joined = |from: usize| {
                let between = masked[from..citation.span.start].trim_end();
                between.ends_with([',', ';'])
                    || between.ends_with("và")
                    || between.ends_with("hoặc")
            };
            // A list of what is described goes on as long as it names documents of one kind.
            let listed = described.is_some_and(|last| {
                let kind = kind_word(masked, citation);
                // `Thông tư … hướng dẫn Luật … và Nghị định …`: a document of the first one's kind may be acted upon as well.
                (kind == kind_word(masked, last) || kind != kind_word(masked, document))
                    && !masked[last.span.end..citation.span.start].contains(';')
            });
            crate::cite::describes(masked, document.span.end, citation.span.start)
                && (listed || !joined(document.span.end))
        });
        if about {
            described = Some(citation);
        } else {
            described = None;
            kept.push(citation);
        }
    }
    kept
}

/// The first syllable of a citation: `Thông` of `Thông tư số …`.
fn kind_word<'t>(text: &'t str, citation: &Citation) -> &'t str {
    let words = &text[citation.span.clone()];
    words.split_whitespace().next().unwrap_or(words)
}

/// One verb with what follows it.
fn clause(
    masked: &str,
    (after, end): (usize, usize),
    verb: Verb,
    cited: &[&Citation],
    quotes: &[&(std::ops::Range<usize>, String)],
    quoted: bool,
) -> Option<Clause> {
    let rest = skip_blanks(masked, after);
    let of_words = words::named(masked, (rest, end), quotes);
    let mut phrases = Phrases::default();
    let mut verb = verb;
    // `Thay thế Phụ lục I … bằng Phụ lục I ban hành kèm theo Nghị định này`: what comes instead is not acted upon.
    let by = (!of_words)
        .then(|| masked[after..end].find(" bằng "))
        .flatten();
    let cited: &[&Citation] = by.map_or(cited, |by| {
        let kept = cited.partition_point(|citation| citation.span.start < after + by);
        &cited[..kept]
    });
    if of_words {
        (verb, phrases) = words::read(masked, (after, end), verb, quotes);
    } else if verb == Verb::PhraseDelete {
        verb = Verb::Repeal;
    } else if verb == Verb::Phrase {
        verb = if cited
            .iter()
            .any(|c| c.targets.iter().any(|t| !t.address.is_empty()))
        {
            Verb::Replace
        } else {
            Verb::Supersede
        };
    }
    let some_of = any_phrase(
        masked,
        rest,
        &[
            "một số",
            "một phần",
            "các điều, khoản",
            "các quy định sau",
            "các văn bản sau",
            "toàn bộ các văn bản",
        ],
    )
    .is_some();
    let names_heading = any_phrase(
        masked,
        rest,
        &[
            "tên điều",
            "tên của điều",
            "tên chương",
            "tên mục",
            "tên điều và",
        ],
    )
    .is_some();
    // `Bãi bỏ các nghị quyết của Hội đồng nhân dân sau đây:`: what it acts on stands below.
    let some_of = some_of || !quoted && cited.is_empty() && opens_list(&masked[rest..end]);
    // What a verb acts on stands right after it; a citation further on only says where something else is.
    let direct = of_words
        || some_of
        || cited
            .first()
            .is_some_and(|first| near(&masked[rest.min(first.span.start)..first.span.start]));
    let heads = names_heading && quoted;
    if !direct && !heads {
        return None;
    }
    let (mut taken, place) = place(masked, verb, cited);
    if heads && taken.is_empty() {
        taken.push(Target {
            address: Address {
                part: Some(Part::Heading),
                ..Address::default()
            },
            ..Target::default()
        });
    }
    if verb.brings_text() && quoted && taken.is_empty() && !some_of {
        return None;
    }
    let annexes = !taken.is_empty()
        && taken
            .iter()
            .all(|target| target.address.highest().is_some_and(Level::is_annex));
    Some(Clause {
        phrases,
        place,
        some_of,
        comes_along: annexes
            && !quoted
            && (by.is_some() || masked[..end].trim_end().ends_with(['.', ';'])),
        ..Clause::of(verb, taken)
    })
}

/// Whether words announce a list of units or documents below them; what a unit says of some matter is no unit.
fn opens_list(words: &str) -> bool {
    let words = words.trim_end();
    (words.ends_with("sau:") || words.ends_with("sau đây:")) && !words.contains("nội dung")
}

/// Words that may stand between a verb and what it acts on.
fn near(between: &str) -> bool {
    let between = between.trim_matches([' ', '\n', ':']);
    between.is_empty()
        || [
            "một số điều của",
            "một số điều tại",
            "tên",
            "tên của",
            "tên gọi của",
            "tiêu đề của",
            "nội dung",
            "nội dung của",
            "quy định tại",
            "các quy định tại",
            "toàn bộ",
            "quy định của",
            "toàn văn",
            "nội dung tại",
            "một số điểm, khoản của",
            "một số nội dung của",
            "một số nội dung quy định tại",
            "một số nội dung tại",
            "điểm, khoản của",
            "phần",
            "bằng",
            "các",
        ]
        .contains(&between)
        || between.ends_with("kèm theo")
            && ["các", "một số", "và ban hành"]
                .iter()
                .any(|words| between.starts_with(words))
            && between.len() < 80
        || ((between.starts_with("một ") || between.starts_with("tên "))
            && (between.ends_with("của") || between.ends_with("tại") || between.ends_with("vào"))
            && between.len() < 80)
}

/// What is inserted, and where.
fn place(masked: &str, verb: Verb, cited: &[&Citation]) -> (Vec<Target>, Option<Place>) {
    let all = |citations: &[&Citation]| {
        citations
            .iter()
            .filter(|c| c.kind != CitationKind::SelfDoc)
            .flat_map(|c| c.targets.iter().cloned())
            .collect::<Vec<_>>()
    };
    if verb != Verb::Insert {
        return (all(cited), None);
    }
    let between = |i: usize| masked[cited[i - 1].span.end..cited[i].span.start].trim();
    let beside = |i: &usize| between(*i).ends_with("sau") || between(*i).ends_with("trước");
    let within = |i: &usize| format!(" {} ", between(*i)).contains(" vào ");
    let mut places = 1..cited.len();
    let first_place = places.clone().find(within).unwrap_or(cited.len());
    let Some(index) = (places.clone().find(beside)).or_else(|| places.find(within)) else {
        let single = cited
            .first()
            .filter(|c| masked[..c.span.start].trim_end().ends_with("vào"));
        return match single {
            Some(parent) => (
                Vec::new(),
                parent
                    .targets
                    .first()
                    .map(|t| Place::Into(t.address.clone())),
            ),
            None => (all(cited), None),
        };
    };
    let between = between(index);
    let Some(anchor) = cited[index].targets.last().cloned() else {
        return (all(cited), None);
    };
    let mut inserted = all(&cited[..first_place.min(index)]);
    for target in &mut inserted {
        let address = std::mem::take(&mut target.address);
        let lowest = address.lowest().unwrap_or(Level::Dieu);
        let address = shared(&address, &anchor.address, lowest).unwrap_or(address);
        *target = Target {
            address: address.within(&anchor.address),
            range: target.range,
            ..anchor.clone()
        };
    }
    let place = if between.contains("sau") {
        Place::After(anchor.address)
    } else if between.contains("trước") {
        Place::Before(anchor.address)
    } else {
        Place::Into(anchor.address)
    };
    (inserted, Some(place))
}

/// A list of verbs that ends in one unit or document shares it: `Sửa đổi điểm a và bổ sung điểm a1 vào sau điểm a khoản 2 Điều 90`.
fn share(clauses: &mut [Clause]) {
    let Some(last) = clauses.last().and_then(|c| c.cited.last().cloned()) else {
        return;
    };
    let Some(reached) = last.address.lowest() else {
        return;
    };
    for clause in clauses.iter_mut().rev().skip(1) {
        for target in &mut clause.cited {
            let Some(address) = shared(&target.address, &last.address, reached) else {
                continue;
            };
            *target = Target {
                address,
                range: target.range,
                ..last.clone()
            };
        }
        if let Some(Place::After(anchor) | Place::Before(anchor) | Place::Into(anchor)) =
            &mut clause.place
            && let Some(address) = shared(anchor, &last.address, reached)
        {
            *anchor = address;
        }
    }
}

/// An address with the upper levels it does not say taken from another that reaches down to a level; none when it says them all.
fn shared(address: &Address, last: &Address, reached: Level) -> Option<Address> {
    let lowest = address.lowest().filter(|level| !level.is_annex())?;
    let mut whole = address.clone();
    let mut more = false;
    for level in [Level::Dieu, Level::Khoan, Level::Diem] {
        if level <= lowest {
            break;
        }
        match (whole.get(level), last.get(level)) {
            (None, Some(label)) if level > reached => {
                let label = label.to_owned();
                whole.set(level, label);
                more = true;
            }
            (Some(said), Some(other)) if said != other => break,
            _ => {}
        }
    }
    more.then_some(whole)
}

/// The verbs of a sentence that begins with one: where each starts and ends.
fn verbs(masked: &str) -> Vec<(usize, usize, Verb)> {
    let mut found: Vec<(usize, usize, Verb)> = Vec::new();
    let mut at = 0;
    while at < masked.len() {
        if masked.is_char_boundary(at)
            && at_word_start(masked, at)
            && let Some((end, verb)) = VERBS
                .iter()
                .find_map(|&(words, verb)| verb_at(masked, at, words).map(|end| (end, verb)))
        {
            let before = masked[..at].trim_end();
            let first = before.is_empty();
            let chained = !found.is_empty()
                && (before.ends_with("và") || before.ends_with(';') || before.ends_with(','));
            if first || chained {
                found.push((at, end, verb));
                at = end;
                continue;
            }
            if found.is_empty() {
                return Vec::new();
            }
            // `… sửa đổi, bổ sung một số điều của …` within a sentence tells what a document is about.
            at = end;
            continue;
        } else if at == 0 && found.is_empty() {
            return Vec::new();
        }
        at += 1;
    }
    found
}

/// A verb at a byte; the comma of `sửa đổi, bổ sung` belongs to it.
fn verb_at(text: &str, at: usize, words: &str) -> Option<usize> {
    match words.split_once(", ") {
        Some((first, second)) => {
            let end = phrase(text, at, first)?;
            // Some sources leave the comma out.
            let comma = usize::from(text[end..].starts_with(','));
            phrase(text, skip_blanks(text, end + comma), second)
        }
        None => phrase(text, at, words),
    }
}

/// The sentence with the words in quotation marks blanked out, and those words.
fn mask(text: &str) -> (String, Vec<(std::ops::Range<usize>, String)>) {
    let mut masked = text.to_owned();
    let mut quotes = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '"') => open = Some((at, c)),
            (Some((start, mark)), '”' | '"') if c == '"' || mark == '“' => {
                let inner = start + mark.len_utf8()..at;
                quotes.push((
                    start..at + c.len_utf8(),
                    text[inner.clone()].trim().to_owned(),
                ));
                masked.replace_range(inner.clone(), &"_".repeat(inner.len()));
                open = None;
            }
            _ => {}
        }
    }
    (masked, quotes)
}

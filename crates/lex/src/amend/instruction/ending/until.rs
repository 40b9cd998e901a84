//! Thời điểm: until when, unless what, and which class of documents a sentence of an end means.

use std::ops::Range;

use jiff::civil::Date;

use crate::amend::{Class, Event, IssuerLevel};
use crate::grammar::dates;
use crate::grammar::scan::at_word_start;

/// When something ends, as the sentence says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::amend) struct Ending {
    pub(in crate::amend) last: Option<Date>,
    pub(in crate::amend) or_when: Option<Event>,
    /// Where the exception stands in the sentence.
    pub(in crate::amend) except: Option<Range<usize>>,
}

impl Ending {
    /// What is said after `tiếp tục có hiệu lực`; nothing without a day or an event.
    pub(super) fn of_living_on(masked: &str, after: usize) -> Option<Self> {
        let (main, except) = parts(masked, after);
        let told = &masked[main.clone()];
        let last = ["đến hết ngày", "đến ngày"].iter().find_map(|words| {
            let at = main.start + told.find(words)? + words.len() - "ngày".len();
            dates::date(masked, at)?.day
        });
        let or_when = event(told).or_else(|| event_of_exception(masked, except.as_ref()));
        (last.is_some() || or_when.is_some()).then_some(Self {
            last,
            or_when,
            except,
        })
    }

    /// What is said after `hết hiệu lực`; nothing where it only ends with the day of the act.
    pub(super) fn of_end(masked: &str, after: usize) -> Option<Self> {
        let (main, except) = parts(masked, after);
        let told = &masked[main.clone()];
        // `hết hiệu lực kể từ ngày 01 tháng 3 năm 2027`: the day before is the last.
        let last = told.find("ngày").and_then(|at| {
            let first = dates::date(masked, main.start + at)?.day?;
            let since = ["từ", "kể từ", "thi hành từ", "thi hành kể từ"];
            since
                .contains(&told[..at].trim())
                .then(|| first.yesterday().ok())?
        });
        let or_when = event(told);
        (last.is_some() || or_when.is_some() || except.is_some()).then_some(Self {
            last,
            or_when,
            except,
        })
    }
}

/// What is said, and what is excepted from it: `…, trừ trường hợp …`.
fn parts(masked: &str, after: usize) -> (Range<usize>, Option<Range<usize>>) {
    let end = masked[after..]
        .find(". ")
        .map_or(masked.len(), |at| after + at);
    let excepted = [
        "trừ trường hợp",
        "trừ các trường hợp",
        "trừ quy định",
        "trừ các quy định",
    ];
    let found = excepted
        .iter()
        .filter_map(|words| {
            let at = after + masked[after..end].find(words)?;
            Some((at, at + "trừ ".len()))
        })
        .min();
    match found {
        Some((at, words)) => (after..at, Some(words..end)),
        None => (after..end, None),
    }
}

/// What an end waits for: `đến khi có văn bản thay thế`, `hoặc kể từ ngày văn bản … thay thế có hiệu lực`.
fn event(told: &str) -> Option<Event> {
    let from = [
        "đến khi",
        "đến ngày",
        "hoặc kể từ ngày",
        "hoặc từ ngày",
        "hoặc khi",
    ]
    .iter()
    .filter_map(|words| told.find(words))
    .min()?;
    event_words(&told[from..])
}

/// An exception that lets another provision or a new document come first is an event too.
fn event_of_exception(masked: &str, except: Option<&Range<usize>>) -> Option<Event> {
    except.and_then(|span| event_words(&masked[span.clone()]))
}

fn event_words(told: &str) -> Option<Event> {
    [
        ("thay thế", Event::Replaced),
        ("bãi bỏ", Event::Replaced),
        ("quy định khác", Event::Otherwise),
        ("quy định mới", Event::Otherwise),
        ("văn bản mới", Event::Otherwise),
        ("quyết định", Event::Decided),
    ]
    .into_iter()
    .filter_map(|(words, event)| Some((told.find(words)?, event)))
    .min_by_key(|(at, _)| *at)
    .map(|(_, event)| event)
}

/// Kinds of documents that are meant as a class, the longer before the shorter.
const KINDS: &[&str] = &[
    "văn bản quy phạm pháp luật",
    "văn bản hành chính",
    "văn bản",
    "nghị quyết",
    "quyết định",
    "chỉ thị",
    "thông tư",
    "nghị định",
];

/// First words of an issuer.
const ISSUERS: &[&str] = &[
    "hội đồng nhân dân",
    "ủy ban nhân dân",
    "uỷ ban nhân dân",
    "chủ tịch",
    "chính quyền địa phương",
    "cơ quan",
    "người có thẩm quyền",
    "chính phủ",
    "thủ tướng",
    "bộ",
];

/// `Nghị quyết của Hội đồng nhân dân, quyết định của Ủy ban nhân dân cấp huyện`: kinds with their issuers; what is said of the
/// last issuer's level holds for all.
pub(super) fn classes(subject: &str) -> Vec<Class> {
    let lower = subject.to_lowercase();
    if lower.len() != subject.len() || subject.len() > 400 {
        return Vec::new();
    }
    let mut starts: Vec<(usize, &str)> = Vec::new();
    for (at, _) in lower.char_indices() {
        let joined = lower[..at].trim_end();
        let opens = joined.is_empty()
            || ["các", "những", "và"]
                .iter()
                .any(|word| joined.ends_with(word))
            || joined.ends_with(',');
        if opens
            && at_word_start(&lower, at)
            && let Some(kind) = KINDS.iter().find(|kind| lower[at..].starts_with(*kind))
        {
            starts.push((at, kind));
        }
    }
    if starts.first().is_none_or(|(at, _)| *at > "các ".len()) {
        return Vec::new();
    }
    let mut found: Vec<Class> = Vec::new();
    for (index, &(at, kind)) in starts.iter().enumerate().rev() {
        let end = starts.get(index + 1).map_or(subject.len(), |next| next.0);
        let rest = subject[at + kind.len()..end].trim_matches([' ', ',']);
        let rest = rest.trim_end_matches(" và").trim_end_matches(" các").trim();
        let issuer = rest.strip_prefix("của ").unwrap_or("");
        let past = [
            " được ban hành",
            " đã ban hành",
            " ban hành",
            " có hiệu lực",
            " trước ngày",
            " thì",
            ", nếu",
        ];
        let issuer = past
            .iter()
            .filter_map(|words| issuer.find(words))
            .min()
            .map_or(issuer, |at| &issuer[..at]);
        let known = ISSUERS
            .iter()
            .any(|words| issuer.to_lowercase().starts_with(words));
        // `Văn bản quy phạm pháp luật, văn bản hành chính của cơ quan …`: the issuer is said once.
        let issuer = match found.last() {
            Some(next) if rest.is_empty() => next.issuer.clone(),
            _ if known => issuer.to_owned(),
            _ => return Vec::new(),
        };
        let level = level(&issuer).or_else(|| found.last().and_then(|next| next.level));
        found.push(Class {
            kind: subject[at..at + kind.len()].to_owned(),
            issuer,
            level,
        });
    }
    found.reverse();
    found
}

/// The level that an issuer's words tell.
fn level(issuer: &str) -> Option<IssuerLevel> {
    let words = [
        ("cấp tỉnh", IssuerLevel::Province),
        ("cấp huyện", IssuerLevel::District),
        ("quận", IssuerLevel::District),
        ("cấp xã", IssuerLevel::Commune),
        ("phường", IssuerLevel::Commune),
    ];
    words
        .into_iter()
        .find(|(words, _)| issuer.contains(words))
        .map(|(_, level)| level)
}

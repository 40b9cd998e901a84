//! Dẫn chiếu: every place where a text points to a document or to a provision.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;
use serde::Serialize;

use crate::address::{Address, Level};
use crate::grammar::documents::{self, DocumentRef, FIRST_SYLLABLES, Naming};
use crate::grammar::listed;
use crate::grammar::numbers::Family;
use crate::grammar::scan::{at_word_start, word_before};
use crate::grammar::units::{Member, RangeEnd, is_heading_end, unit_list};
use crate::registry::{Mismatch, Registry, Resolution};

/// What kind of citation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CitationKind {
    /// A document by its number.
    DocNumber,
    /// A document by its name.
    DocTitle,
    /// An administrative paper.
    DocAdmin,
    /// A paper of the Party.
    DocParty,
    /// A unit of a document given by its number.
    UnitNumber,
    /// A unit of a document given by its name.
    UnitTitle,
    /// A unit whose document only the context tells.
    UnitContext,
    /// A unit of the document itself (`khoản 2 Điều này`, `Điều 5 của Luật này`).
    InternalUnit,
    /// The unit the words stand in (`khoản này`).
    SelfUnit,
    /// The document itself (`Luật này`).
    SelfDoc,
    /// An annex or a form.
    Annex,
}

/// What a citation points to; one citation may have several targets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Target {
    /// Số, ký hiệu of the document, as printed or as the context tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub so_ky_hieu: Option<String>,
    /// Its name, when it is cited by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The year printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// The number the registry finds for a name or for a misprinted number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
    /// Several documents fit; none is chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ambiguous: Vec<String>,
    /// What the citation says that the registry does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mismatches: Vec<Mismatch>,
    /// The provision.
    #[serde(flatten)]
    pub address: Address,
    /// Set when the target is one end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<RangeEnd>,
    /// It is the document the words stand in.
    #[serde(rename = "self", skip_serializing_if = "is_false")]
    pub own: bool,
    /// It is in the regulation issued with the document.
    #[serde(skip_serializing_if = "is_false")]
    pub attached: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that skip_serializing_if asks for"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

/// A citation in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where it stands, in bytes of the text that was read.
    pub span: Range<usize>,
    /// What kind it is.
    pub kind: CitationKind,
    /// What it points to.
    pub targets: Vec<Target>,
}

/// Where a piece of text stands.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The number of the document.
    pub document: Option<String>,
    /// The place in that document.
    pub position: Address,
    /// The document that the text is going to change: within new text, `Luật này` means it.
    pub amended: Option<String>,
    /// The place in the amended document, when it is known.
    pub amended_position: Option<Address>,
    /// The day of the document, for names that several acts bear.
    pub date: Option<Date>,
}

impl Context {
    /// The document and whether it is the one the words stand in.
    fn this(&self) -> (Option<String>, bool) {
        match &self.amended {
            Some(amended) => (Some(amended.clone()), false),
            None => (self.document.clone(), true),
        }
    }

    /// The place that `Điều này` means.
    fn place(&self) -> Address {
        if self.amended.is_none() {
            return self.position.clone();
        }
        if let Some(position) = &self.amended_position {
            return position.clone();
        }
        // A consolidated text bears the numbers of the act it consolidates; an amending act bears its own.
        match &self.document {
            Some(number) if number.contains("VBHN") => self.position.clone(),
            _ => Address::default(),
        }
    }
}

/// Finds citations; made once and used for any number of texts.
#[derive(Debug, Clone)]
pub struct Citer {
    triggers: AhoCorasick,
    registry: Registry,
}

/// First syllables of the keywords of levels.
const UNIT_SYLLABLES: &[&str] = &[
    "Điều", "điều", "ĐIỀU", "khoản", "Khoản", "KHOẢN", "điểm", "Điểm", "ĐIỂM", "tiết", "Tiết",
    "Chương", "chương", "CHƯƠNG", "Mục", "mục", "MỤC", "Tiểu", "tiểu", "Phần", "phần", "Phụ",
    "phụ", "PHỤ", "Mẫu", "mẫu", "MẪU", "đoạn", "Đoạn", "gạch", "Gạch",
];

impl Citer {
    /// A finder that knows the documents of a registry.
    pub fn new(registry: Registry) -> Self {
        let mut words: Vec<&str> = UNIT_SYLLABLES
            .iter()
            .chain(FIRST_SYLLABLES)
            .chain(&["số", "Số"])
            .copied()
            .collect();
        words.sort_unstable();
        words.dedup();
        // Capitals of whole words (NGHỊ QUYẾT in a heading) are titles, not citations.
        let triggers = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words);
        // The words are constants: the automaton of sixty short patterns is always within the builder's limits.
        let triggers = triggers.unwrap_or_else(|_| unreachable!("constant patterns"));
        Self { triggers, registry }
    }

    /// The registry it resolves against.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The citations of a text, in order.
    pub fn cite(&self, text: &str, context: &Context) -> Vec<Citation> {
        let mut found: Vec<Citation> = Vec::new();
        let mut resume = 0;
        let mut last_document: Option<(usize, DocumentRef)> = None;
        let date = context.date.or_else(|| {
            context
                .document
                .as_deref()
                .and_then(|number| self.registry.date_of(number))
        });
        for hit in self.triggers.find_iter(text) {
            let at = hit.start();
            if at < resume || !at_word_start(text, at) {
                continue;
            }
            let bare = matches!(&text[at..hit.end()], "số" | "Số");
            let units = if bare {
                None
            } else {
                self.units_at(text, at, context, date, &mut found)
            };
            if let Some((end, document)) = units {
                resume = end;
                last_document = document.map(|document| (end, document)).or(last_document);
            } else if let Some(reference) = if bare {
                listed::listed(text, at)
            } else {
                documents::document(text, at, &self.registry)
            } {
                if is_own_number(text, &reference)
                    || (reference.attached && reference.naming != Naming::This)
                {
                    continue;
                }
                // A name within what another document is about is read at that document's date.
                let described = last_document
                    .as_ref()
                    .filter(|(end, _)| describes(text, *end, at));
                let date = described
                    .and_then(|(_, document)| self.day_of(document))
                    .or(date);
                let mut listed = Some(reference);
                while let Some(reference) = listed {
                    resume = reference.span.end;
                    if reference.number.is_some() {
                        last_document = Some((reference.span.end, reference.clone()));
                    }
                    listed = listed::next_of_kind(text, &reference);
                    found.push(self.document_citation(reference, context, date));
                }
            }
        }
        share_insertion_places(text, &mut found);
        found
    }

    /// The day of a document that is cited by its number.
    fn day_of(&self, document: &DocumentRef) -> Option<Date> {
        document
            .day
            .or_else(|| self.registry.date_of(document.number.as_deref()?))
    }

    /// Read a list of units at a keyword; gives the end of what was read and the document it named by number.
    fn units_at(
        &self,
        text: &str,
        at: usize,
        context: &Context,
        date: Option<Date>,
        found: &mut Vec<Citation>,
    ) -> Option<(usize, Option<DocumentRef>)> {
        let list = unit_list(text, at)?;
        if is_heading(text, at, &list.members, list.span.end) {
            return Some((list.span.end, None));
        }
        let annex = list
            .members
            .iter()
            .any(|m| m.address.highest().is_some_and(Level::is_annex));
        let document = if list.closed {
            None
        } else {
            documents::after_units(text, list.span.end, annex, &self.registry)
        };
        let end = document.as_ref().map_or(list.span.end, |d| d.span.end);
        if let Some(document) = document {
            let kind = kind_with_document(&list.members, &document);
            let base = self.target(&document, context, date);
            let targets = list
                .members
                .iter()
                .map(|member| member_target(&base, member))
                .collect();
            found.push(Citation {
                span: list.span.start..end,
                kind,
                targets,
            });
            return Some((end, Some(document).filter(|d| d.number.is_some())));
        }
        let mut from = 0;
        while from < list.members.len() {
            let group = list.members[from].group;
            let to = list.members[from..]
                .iter()
                .position(|m| m.group != group)
                .map_or(list.members.len(), |n| from + n);
            let members = &list.members[from..to];
            let start = if from == 0 {
                list.span.start
            } else {
                members[0].span.start
            };
            let end = if to == list.members.len() {
                list.span.end
            } else {
                members.iter().map(|m| m.span.end).max().unwrap_or(start)
            };
            let citation = contextual(text, start..end, members, context, found);
            found.push(citation);
            from = to;
        }
        Some((end, None))
    }

    fn document_citation(
        &self,
        reference: DocumentRef,
        context: &Context,
        date: Option<Date>,
    ) -> Citation {
        let kind = match (reference.naming, reference.family) {
            (Naming::This, _) => CitationKind::SelfDoc,
            (Naming::Title, _) => CitationKind::DocTitle,
            (Naming::Number, Family::Party) => CitationKind::DocParty,
            (Naming::Number, Family::Administrative) => CitationKind::DocAdmin,
            (Naming::Number, Family::State) => CitationKind::DocNumber,
        };
        let target = self.target(&reference, context, date);
        Citation {
            span: reference.span,
            kind,
            targets: vec![target],
        }
    }

    /// The document part of a target.
    fn target(&self, reference: &DocumentRef, context: &Context, date: Option<Date>) -> Target {
        let mut target = Target {
            attached: reference.attached,
            date: reference.day,
            ..Target::default()
        };
        match reference.naming {
            Naming::This => {
                let (number, own) = context.this();
                target.so_ky_hieu = number;
                target.own = own;
            }
            Naming::Number => {
                target.so_ky_hieu.clone_from(&reference.number);
                let number = reference.number.as_deref().unwrap_or("");
                match self.registry.resolve_number(
                    number,
                    reference.title.as_deref(),
                    reference.day,
                ) {
                    Resolution::One {
                        number: known,
                        mismatches,
                    } => {
                        if mismatches.contains(&Mismatch::Number) {
                            target.resolved = Some(known);
                        }
                        target.mismatches = mismatches;
                    }
                    Resolution::Ambiguous { numbers } => target.ambiguous = numbers,
                    Resolution::Unknown => {}
                }
            }
            Naming::Title => {
                target.title.clone_from(&reference.title);
                target.year = reference.year.map(|year| year.to_string());
                let title = reference.title.as_deref().unwrap_or("");
                match self
                    .registry
                    .resolve_title(title, reference.day, reference.year, date)
                {
                    Resolution::One { number, mismatches } => {
                        target.resolved = Some(number);
                        target.mismatches = mismatches;
                    }
                    Resolution::Ambiguous { numbers } => target.ambiguous = numbers,
                    Resolution::Unknown => {}
                }
            }
        }
        target
    }
}

fn kind_with_document(members: &[Member], document: &DocumentRef) -> CitationKind {
    let only_annexes = members
        .first()
        .is_some_and(|m| m.address.phu_luc.is_some() || m.address.mau.is_some());
    match document.naming {
        _ if only_annexes => CitationKind::Annex,
        Naming::This => CitationKind::InternalUnit,
        Naming::Number => CitationKind::UnitNumber,
        Naming::Title => CitationKind::UnitTitle,
    }
}

fn member_target(base: &Target, member: &Member) -> Target {
    Target {
        address: member.address.clone(),
        range: member.range,
        ..base.clone()
    }
}

/// A group of units without a document: its document is the one of the context.
fn contextual(
    text: &str,
    span: Range<usize>,
    members: &[Member],
    context: &Context,
    before: &[Citation],
) -> Citation {
    let (number, own) = context.this();
    let this = members.iter().find_map(|m| m.this);
    let alone = this.is_some() && members.iter().all(|m| m.address.is_empty());
    if alone && let Some(antecedent) = antecedent(text, span.start, this, before) {
        return Citation {
            span,
            kind: CitationKind::SelfUnit,
            targets: vec![antecedent],
        };
    }
    let place = context.place();
    let targets = members
        .iter()
        .map(|member| {
            let mut address = member.address.clone();
            if let Some(level) = member.this {
                for upper in [
                    Level::Phan,
                    Level::Chuong,
                    Level::Muc,
                    Level::Dieu,
                    Level::Khoan,
                    Level::Diem,
                    Level::Tiet,
                ] {
                    let wanted = if level >= Level::TieuMuc {
                        upper == level
                    } else {
                        upper >= level && upper <= Level::Dieu
                    };
                    if wanted && let Some(label) = place.get(upper) {
                        address.set(upper, label);
                    }
                }
            } else if address
                .highest()
                .is_some_and(|level| level < Level::Dieu && !level.is_annex())
            {
                address = address.within(&place);
            }
            Target {
                so_ky_hieu: number.clone(),
                own,
                address,
                range: member.range,
                ..Target::default()
            }
        })
        .collect();
    let kind = match this {
        Some(_) if alone => CitationKind::SelfUnit,
        Some(_) => CitationKind::InternalUnit,
        None if members
            .iter()
            .all(|m| m.address.highest().is_some_and(Level::is_annex)) =>
        {
            CitationKind::Annex
        }
        None => CitationKind::UnitContext,
    };
    Citation {
        span,
        kind,
        targets,
    }
}

/// `Bổ sung khoản 3 vào sau khoản 2 Điều 7 của Luật …`: what is inserted has the place of what it is put beside; so has what is
/// changed in the same breath (`sửa đổi khoản 2 và bổ sung khoản 2a vào sau khoản 2 Điều 7`).
fn share_insertion_places(text: &str, found: &mut [Citation]) {
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(inserted), Some(beside)) = (before.last_mut(), after.first()) else {
            continue;
        };
        if inserted.kind != CitationKind::UnitContext {
            continue;
        }
        let between = text[inserted.span.end..beside.span.start].trim_start();
        let joined = between
            .strip_prefix("vào")
            .map(str::trim)
            .is_some_and(|words| {
                ["sau", "ngay sau", "trước", "ngay trước", "cuối"].contains(&words)
            })
            || ["và bổ sung", ", bổ sung", "và sửa đổi, bổ sung"].contains(&between.trim_end());
        let Some(place) = beside.targets.last().filter(|_| joined) else {
            continue;
        };
        let words = text[inserted.span.clone()].to_lowercase();
        for target in &mut inserted.targets {
            let mut address = std::mem::take(&mut target.address);
            // What the words do not say was taken from where they stand, which is not where the insertion goes.
            let said = |level: Level| words.contains(&level.word().to_lowercase());
            address.dieu = address.dieu.filter(|_| said(Level::Dieu));
            address.khoan = address.khoan.filter(|_| said(Level::Khoan));
            *target = Target {
                address: address.within(&place.address),
                range: target.range,
                ..place.clone()
            };
        }
    }
}

/// `… tại điểm đ khoản 2 Điều 35 … và sửa đổi, bổ sung điểm này`: the unit named just before is meant.
fn antecedent(text: &str, at: usize, this: Option<Level>, before: &[Citation]) -> Option<Target> {
    let (_, word) = word_before(text, at)?;
    if !["sung", "bỏ", "thế"].contains(&word) {
        return None;
    }
    let last = before.last().filter(|c| at - c.span.end < 60)?;
    last.targets
        .last()
        .filter(|target| target.address.lowest() == this)
        .cloned()
}

/// Whether the units at a byte are the heading of a line: `Điều 5. Tên`, `Chương II`, `Phụ lục I`.
fn is_heading(text: &str, at: usize, members: &[Member], end: usize) -> bool {
    let before = text[..at].trim_end_matches(['“', '"', '”', ' ', '\t']);
    if !(before.is_empty() || before.ends_with('\n')) {
        return false;
    }
    let [member] = members else { return false };
    if runs_on(before) {
        return false;
    }
    let rest = text[end..].trim_start_matches([' ', '\t']);
    let line_end = rest.is_empty() || rest.starts_with('\n');
    match member.address.lowest() {
        // Older laws put the heading `Điều 19` on a line of its own.
        Some(Level::Dieu) => is_heading_end(text, end) || rest.starts_with('\n') && opens(rest),
        Some(level) if level >= Level::TieuMuc || level.is_annex() => {
            line_end || is_heading_end(text, end) || rest.starts_with(['(', '-', '–'])
        }
        _ => false,
    }
}

/// Whether the next line opens a sentence that names no document.
fn opens(rest: &str) -> bool {
    let line = rest.trim_start();
    let at = rest.len() - line.len();
    line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && documents::kind(rest, at).is_none()
}

/// Whether a text breaks off within a sentence: `… theo`, `… quy định tại các`.
fn runs_on(before: &str) -> bool {
    const LINKS: &[&str] = &[
        "theo", "tại", "của", "và", "hoặc", "các", "với", "là", "trong", "bằng", "đến", "từ",
    ];
    let last = before
        .trim_end()
        .rsplit(|c: char| c.is_whitespace())
        .next()
        .unwrap_or("");
    LINKS.contains(&last)
}

/// The line that gives a document its own number: `Luật số: 47/2019/QH14`.
fn is_own_number(text: &str, reference: &DocumentRef) -> bool {
    let before = &text[..reference.span.start];
    (before.is_empty() || before.ends_with('\n')) && text[reference.span.clone()].contains("số:")
}

/// Whether what stands between a document and a name says what the document is about.
pub(crate) fn describes(text: &str, end: usize, at: usize) -> bool {
    let Some(between) = text.get(end..at) else {
        return false;
    };
    between.len() < 600
        && !between.contains([';', '“', '”'])
        && !between.contains(". ")
        && [
            "quy định",
            "hướng dẫn",
            "thi hành",
            "sửa đổi",
            " về ",
            "Quy định",
            "ban hành",
        ]
        .iter()
        .any(|words| between.contains(words))
}

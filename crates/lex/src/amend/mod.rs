//! Sửa đổi, bổ sung, thay thế, bãi bỏ: what an act changes in others, read from its instructions.
//!
//! Legal basis: an amending act must name the document and the unit it changes (Luật 64/2025/QH15, Điều 8). An instruction is read by
//! the same grammar as a citation: a verb, its units, and, where the verb brings new text, the quoted block that follows. A chapeau
//! (`Sửa đổi, bổ sung một số khoản của Điều 53 như sau:`) gives document, unit and verb to what stands below it.

mod effect;
mod ending;
mod instruction;
mod quoted;

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

pub use effect::Effect;
pub use ending::{Class, Ending, Event, Exception, IssuerLevel};

use crate::address::Address;
use crate::cite::{CitationKind, Citer, Context, Target};
use crate::grammar::documents;
use crate::registry::name_key;
use crate::structure::{Block, Document, Span, UnitId, UnitKind};
pub(crate) use instruction::join;
use instruction::{Instruction, Phrases, Verb};

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OpKind {
    /// Sửa đổi, bổ sung a unit: new text for it.
    Replace,
    /// Bổ sung a unit.
    Insert,
    /// Bãi bỏ units.
    Repeal,
    /// Thay cụm từ.
    Phrase,
    /// Bỏ cụm từ.
    PhraseDelete,
    /// Bổ sung cụm từ.
    PhraseInsert,
    /// Sửa tên of a unit.
    ReplaceHeading,
    /// Đánh số lại.
    Renumber,
    /// Bãi bỏ a document.
    RepealDoc,
    /// Thay thế a document.
    ReplaceDoc,
    /// A document or units end with the day the act takes force.
    End,
    /// Ngưng hiệu lực, đình chỉ.
    Suspend,
    /// Tiếp tục có hiệu lực đến.
    Extend,
}

/// Where an inserted unit goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Vào sau.
    After(Address),
    /// Vào trước.
    Before(Address),
    /// Vào, vào cuối.
    Into(Address),
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Op {
    /// What it does.
    pub kind: OpKind,
    /// The unit of the amending act that orders it.
    pub source: Address,
    /// The document it changes: its number, or its name when no number is known.
    pub document: Option<String>,
    /// It changes the regulation issued with the document.
    pub attached: bool,
    /// The units it changes; empty for the whole document.
    pub targets: Vec<Address>,
    /// Where an inserted unit goes.
    pub place: Option<Place>,
    /// What renumbered units become, one for each target.
    pub becomes: Vec<Address>,
    /// When what ends or lives on for a time is in force no more, where the act says more than the day of the act.
    pub ending: Option<Ending>,
    /// The documents it is about as a class, when they are not named.
    pub classes: Vec<Class>,
    /// The words that are replaced, struck out, or beside which words are inserted.
    pub old: Vec<String>,
    /// The words that come instead.
    pub new: Option<String>,
    /// The new text of the unit, with its label.
    pub text: Option<String>,
    /// Words are inserted before [`Self::old`] rather than after it.
    pub before: bool,
    /// The instruction, on one line.
    pub instruction: String,
    /// The day it takes force, when the act says so.
    pub effective: Option<Date>,
    /// The quoted block it brings, in the view of the amending act.
    pub block: Option<Span>,
}

impl Op {
    /// The day from which what it changes is changed, or what it ends is at an end: its own day, or that after the last day it names.
    pub fn day(&self) -> Option<Date> {
        match self.kind {
            OpKind::End => self.ends_on().or(self.effective),
            _ => self.effective,
        }
    }

    /// The first day on which what it ends, or lets live on for a time, is in force no more, where it names a last day.
    pub fn ends_on(&self) -> Option<Date> {
        let last = self.ending.as_ref()?.last?;
        last.tomorrow().ok()
    }

    /// Whether what it ends on a later day is still in force after a day.
    pub fn lasts_beyond(&self, day: Date) -> bool {
        let last = self.ending.as_ref().and_then(|ending| ending.last);
        self.kind == OpKind::End && last.is_some_and(|last| last >= day)
    }
}

/// The operations of an act, with what could not be read.
#[derive(Debug, Clone, Default)]
pub struct Amendments {
    /// The operations, in the order of the act.
    pub ops: Vec<Op>,
    /// When the act and its units take force.
    pub effect: Effect,
    /// Which document, and where in it, each instruction and each quoted block speaks of (bytes of the view).
    pub places: Vec<(Span, String, Address)>,
    /// Instructions that were recognised but not understood, with the unit that gives them.
    pub unread: Vec<(Address, String)>,
}

impl Amendments {
    /// The document that a piece of the act speaks of, and where in it.
    pub fn place_of(&self, piece: &Span) -> Option<(String, Address)> {
        let at = self
            .places
            .partition_point(|(span, ..)| span.start <= piece.start);
        let (span, document, address) = self.places.get(at.checked_sub(1)?)?;
        (piece.end <= span.end).then(|| (document.clone(), address.clone()))
    }
}

/// Read the operations of an act.
pub fn read(document: &Document, citer: &Citer) -> Amendments {
    let mut reader = Reader {
        document,
        citer,
        local: HashMap::new(),
        found: Amendments::default(),
        own: document.head.number.clone(),
    };
    let sole = reader.learn_names();
    reader.found.effect = effect::read(document, citer);
    let scope = Scope {
        document: sole,
        ..Scope::default()
    };
    reader.units(UnitId(0), &scope);
    let mut found = reader.found;
    for op in &mut found.ops {
        op.effective = found.effect.of(&op.source);
        if let (Some(block), Some(document)) = (&op.block, &op.document) {
            let target = op.targets.first().cloned().unwrap_or_default();
            let target = Address {
                part: None,
                doan: None,
                ..target
            };
            found.places.push((block.clone(), document.clone(), target));
        }
    }
    found.places.sort_by_key(|(span, ..)| span.start);
    found.places.dedup_by(|a, b| a.0 == b.0);
    found
}

/// What a chapeau has told.
#[derive(Debug, Clone, Default)]
struct Scope {
    document: Option<String>,
    attached: bool,
    address: Address,
    verb: Option<(Verb, Phrases)>,
    /// The units a chapeau is about to replace.
    listed: Vec<Address>,
    depth: usize,
}

struct Reader<'d> {
    document: &'d Document,
    citer: &'d Citer,
    /// Names whose numbers the act itself prints.
    local: HashMap<u64, String>,
    found: Amendments,
    own: Option<String>,
}

impl Reader<'_> {
    /// Learn which number goes with which name from the head; the document amended, when the head names just one.
    fn learn_names(&mut self) -> Option<String> {
        let view = self.document.text.view();
        let mut amended = Vec::new();
        let mut spans: Vec<Span> = self.document.head.enacting.iter().cloned().collect();
        spans.extend(self.document.head.subject.clone());
        spans.extend(
            self.document
                .units
                .iter()
                .filter_map(|unit| unit.heading.clone()),
        );
        for span in spans {
            let text = &view[span];
            let change = text
                .find("sửa đổi")
                .or_else(|| text.find("Sửa đổi"))
                .or_else(|| text.find("bãi bỏ"))
                .or_else(|| text.find("SỬA ĐỔI"));
            let citations = self.citer.cite(
                text,
                &Context {
                    date: self.document.head.date,
                    ..Context::default()
                },
            );
            // What the amended document is about is not amended.
            let changed: Vec<_> = (citations.iter())
                .filter(|citation| change.is_some_and(|at| at < citation.span.start))
                .collect();
            let changed = instruction::objects(text, &changed);
            for citation in &citations {
                let Some(target) = citation.targets.first() else {
                    continue;
                };
                let Some(number) = target
                    .so_ky_hieu
                    .clone()
                    .or_else(|| target.resolved.clone())
                else {
                    continue;
                };
                if let Some(reference) =
                    documents::document(text, citation.span.start, self.citer.registry())
                    && let Some(title) = reference.title
                {
                    self.local
                        .entry(name_key(&title))
                        .or_insert_with(|| number.clone());
                }
                if changed.iter().any(|kept| kept.span == citation.span)
                    && !amended.contains(&number)
                    && Some(&number) != self.own.as_ref()
                {
                    amended.push(number);
                }
            }
        }
        match amended.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// The number a target means: printed, told by the act itself, or found in the registry.
    fn number(&self, target: &Target) -> Option<String> {
        if let Some(title) = &target.title
            && let Some(number) = self.local.get(&name_key(title))
            && (target.own || Some(number) != self.own.as_ref())
        {
            return Some(number.clone());
        }
        target
            .so_ky_hieu
            .clone()
            .or_else(|| target.resolved.clone())
            .or_else(|| target.title.clone())
    }

    fn units(&mut self, id: UnitId, scope: &Scope) {
        let unit = self.document.unit(id);
        let mut scope = scope.clone();
        scope.depth += 1;
        let mut texts: Vec<Span> = Vec::new();
        if matches!(unit.kind, UnitKind::Level(_)) {
            texts.extend(unit.heading.clone());
        } else if unit.kind == UnitKind::Annex
            || (unit.kind == UnitKind::Attached && scope.depth > 2)
        {
            return;
        }
        let mut pending: Option<Span> = None;
        if let Some(heading) = texts.pop() {
            let brings = matches!(unit.blocks.first(), Some(Block::Quoted(_)));
            if brings {
                pending = Some(heading);
            } else {
                self.instruct(id, heading, None, &mut scope);
            }
        }
        for (index, block) in unit.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(span) => {
                    match pending.take() {
                        // A quotation that a source broke over lines is one.
                        Some(earlier) if self.is_open(&earlier) => {
                            pending = Some(earlier.start..span.end)
                        }
                        Some(earlier) => {
                            self.instruct(id, earlier, None, &mut scope);
                            pending = Some(span.clone());
                        }
                        None => pending = Some(span.clone()),
                    }
                }
                Block::Quoted(quoted) => {
                    // New text may be quoted unit by unit: blocks that follow each other belong to one instruction.
                    let last = unit.blocks[index..]
                        .iter()
                        .map_while(|b| {
                            if let Block::Quoted(q) = b {
                                Some(q.end)
                            } else {
                                None
                            }
                        })
                        .last();
                    if let Some(instruction) = pending.take() {
                        self.instruct(
                            id,
                            instruction,
                            Some(quoted.start..last.unwrap_or(quoted.end)),
                            &mut scope,
                        );
                    }
                }
                Block::Child(child) => {
                    if let Some(earlier) = pending.take() {
                        self.instruct(id, earlier, None, &mut scope);
                    }
                    if id.0 != 0
                        || matches!(
                            self.document.unit(*child).kind,
                            UnitKind::Level(_) | UnitKind::Attached
                        )
                    {
                        self.units(*child, &scope);
                    }
                }
                Block::Table(_) => {}
            }
        }
        if let Some(earlier) = pending.take() {
            self.instruct(id, earlier, None, &mut scope);
        }
    }

    /// Whether a paragraph begins a quotation and does not end it.
    fn is_open(&self, span: &Span) -> bool {
        let text = self.document.text.view()[span.clone()].trim_start();
        text.starts_with('“') && !text.contains('”')
    }

    /// Read one instruction: add its operations, or let it tell the scope what stands below.
    fn instruct(&mut self, id: UnitId, span: Span, quoted: Option<Span>, scope: &mut Scope) {
        if id.0 == 0 {
            return;
        }
        let text = self.document.words(&span).into_owned();
        let context = Context {
            document: self.own.clone(),
            position: Address::default(),
            amended: scope.document.clone(),
            amended_position: Some(scope.address.clone()),
            date: self.document.head.date,
        };
        if let Some(op) = self.quoted_alone(id, &text, scope) {
            self.found.ops.push(op);
            return;
        }
        let mut citations = self.citer.cite(&text, &context);
        if scope.document.is_none() {
            // An act does not change itself: which document is meant is not told yet.
            let untold = citations
                .iter_mut()
                .filter(|citation| citation.kind == CitationKind::UnitContext);
            for target in untold.flat_map(|citation| &mut citation.targets) {
                (target.so_ky_hieu, target.own) = (None, false);
            }
        }
        let Some(instruction) =
            instruction::read(&text, &citations, scope.verb.as_ref(), quoted.is_some())
        else {
            if quoted.is_some() && text.ends_with(':') && text.contains("sửa đổi") {
                self.found
                    .unread
                    .push((self.document.address(id).from_article(), text));
            }
            return;
        };
        if let Some(document) = &scope.document {
            let place = (span.clone(), document.clone(), scope.address.clone());
            self.found.places.push(place);
        }
        self.apply(id, text, instruction, quoted, scope);
    }

    /// `a) “Điều 5. …”;` below `Sửa đổi, bổ sung tên Điều 5, Điều 6 như sau:`: a point that is nothing but one of the new texts.
    fn quoted_alone(&self, id: UnitId, text: &str, scope: &Scope) -> Option<Op> {
        if scope.listed.is_empty() || !text.starts_with(['“', '"']) {
            return None;
        }
        let new = quoted::unquoted(text);
        let address = scope.listed.iter().find(|address| {
            address.lowest().is_some_and(|level| {
                address
                    .get(level)
                    .is_some_and(|label| quoted::opens(new, level, label))
            })
        })?;
        let headings = scope.listed.iter().any(|address| address.part.is_some());
        let target = Address {
            part: headings.then_some(crate::address::Part::Heading),
            ..address.clone()
        };
        Some(Op {
            kind: if headings {
                OpKind::ReplaceHeading
            } else {
                OpKind::Replace
            },
            source: self.document.address(id).from_article(),
            document: scope.document.clone(),
            attached: scope.attached,
            targets: vec![target],
            place: None,
            becomes: Vec::new(),
            ending: None,
            classes: Vec::new(),
            old: Vec::new(),
            new: None,
            text: Some(new.to_owned()),
            before: false,
            instruction: text.to_owned(),
            effective: None,
            block: None,
        })
    }

    fn apply(
        &mut self,
        id: UnitId,
        text: String,
        instruction: Instruction,
        quoted: Option<Span>,
        scope: &mut Scope,
    ) {
        let source = self.document.address(id).from_article();
        if instruction.is_chapeau(quoted.is_some()) {
            scope.listed = instruction
                .clauses
                .iter()
                .filter(|c| c.verb == Verb::Replace)
                .flat_map(|c| c.targets())
                .map(|t| t.address.within(&scope.address))
                .collect();
            scope.verb = instruction.carried();
            if matches!(&scope.verb, Some((Verb::End, _))) {
                // What ends is listed with the documents it is of.
                (scope.document, scope.address) = (None, Address::default());
            }
            if let Some(target) = instruction.scope_document() {
                scope.document = self.number(target).or_else(|| scope.document.clone());
                scope.attached = target.attached;
                scope.address = Address::default();
            }
            if let Some(address) = instruction.scope_address() {
                scope.address = address.within(&scope.address);
            }
            return;
        }
        let slices = quoted
            .as_ref()
            .map(|span| quoted::Block::new(&self.document.text.view()[span.clone()]));
        let mut wanted: Vec<Address> = Vec::new();
        for clause in &instruction.clauses {
            if clause.verb.brings_text() {
                wanted.extend(
                    clause
                        .targets()
                        .into_iter()
                        .map(|t| t.address.within(&scope.address)),
                );
            }
        }
        for clause in instruction.clauses {
            let place = clause.place.clone().map(|place| match place {
                Place::After(a) => Place::After(a.within(&scope.address)),
                Place::Before(a) => Place::Before(a.within(&scope.address)),
                Place::Into(a) => Place::Into(a.within(&scope.address)),
            });
            let targets = self.of_one_document(clause.targets(), scope);
            let first = targets.first();
            let document = first
                .and_then(|t| self.number(t))
                .or_else(|| scope.document.clone());
            let attached = first.is_some_and(|t| t.attached) || scope.attached;
            let addresses: Vec<Address> = targets
                .iter()
                .map(|t| {
                    if t.address.is_empty() {
                        t.address.clone()
                    } else {
                        t.address.clone().within(&scope.address)
                    }
                })
                .collect();
            let base = Op {
                kind: clause.verb.op(&addresses),
                source: source.clone(),
                document,
                attached,
                targets: Vec::new(),
                place,
                becomes: clause
                    .becomes
                    .iter()
                    .zip(&addresses)
                    .map(|(target, from)| target.address.clone().within(from))
                    .collect(),
                ending: clause
                    .ending
                    .as_ref()
                    .map(|ending| self.ending(id, &text, ending)),
                classes: clause.classes.clone(),
                old: clause.phrases.old.clone(),
                new: clause.phrases.new.clone(),
                before: clause.phrases.before,
                text: None,
                instruction: text.clone(),
                effective: None,
                block: quoted.clone(),
            };
            if !base.classes.is_empty() {
                self.found.ops.push(Op {
                    document: None,
                    ..base
                });
                continue;
            }
            if !clause.verb.brings_text() {
                for (document, targets) in by_document(self, &targets, &addresses, &base) {
                    let kind = clause.verb.op(&targets);
                    self.found.ops.push(Op {
                        kind,
                        document,
                        targets,
                        ..base.clone()
                    });
                }
                continue;
            }
            for (target, address) in targets.iter().zip(addresses) {
                let text = slices
                    .as_ref()
                    .and_then(|block| block.text_of(&address, &wanted));
                let kind = clause.verb.op(std::slice::from_ref(&address));
                let document = self.number(target).or_else(|| base.document.clone());
                self.found.ops.push(Op {
                    kind,
                    document,
                    targets: vec![address],
                    text,
                    ..base.clone()
                });
            }
        }
    }
}

impl Reader<'_> {
    /// An end with the provisions it excepts, read where the sentence stands.
    fn ending(&self, id: UnitId, text: &str, told: &instruction::Ending) -> Ending {
        let words = told.except.clone().map(|span| &text[span]);
        let context = Context {
            document: self.own.clone(),
            position: self.document.address(id).from_article(),
            date: self.document.head.date,
            ..Context::default()
        };
        let cited = words.map_or_else(Vec::new, |words| self.citer.cite(words, &context));
        let targets = cited.iter().flat_map(|citation| &citation.targets);
        let except = targets.filter(|target| !target.address.is_empty());
        Ending {
            last: told.last,
            or_when: told.or_when,
            except: except
                .map(|target| Exception {
                    document: self.number(target).or_else(|| self.own.clone()),
                    address: target.address.clone().from_article(),
                })
                .collect(),
            except_words: words
                .map(|words| words.trim_end_matches(['.', ';', ':', ' ']).to_owned()),
        }
    }
}

impl Reader<'_> {
    /// A unit that names no document is of the scope's, or of the one named after it (`Khoản 2 Điều 3; Điều 7 Nghị định số …`).
    fn of_one_document(&self, mut targets: Vec<Target>, scope: &Scope) -> Vec<Target> {
        let mut named: Option<Target> = None;
        for target in targets.iter_mut().rev() {
            if scope.document.is_some() || target.own || self.number(target).is_some() {
                named = Some(target.clone());
            } else if let Some(named) = &named {
                *target = Target {
                    address: std::mem::take(&mut target.address),
                    range: target.range,
                    ..named.clone()
                };
            }
        }
        targets
    }
}

/// The targets of a repeal or a change of words, by document.
fn by_document(
    reader: &Reader<'_>,
    targets: &[Target],
    addresses: &[Address],
    base: &Op,
) -> Vec<(Option<String>, Vec<Address>)> {
    let mut groups: Vec<(Option<String>, Vec<Address>)> = Vec::new();
    for (target, address) in targets.iter().zip(addresses) {
        let document = reader.number(target).or_else(|| base.document.clone());
        match groups.iter_mut().find(|(known, _)| *known == document) {
            Some((_, members)) if !address.is_empty() => members.push(address.clone()),
            _ => groups.push((
                document,
                if address.is_empty() {
                    Vec::new()
                } else {
                    vec![address.clone()]
                },
            )),
        }
    }
    groups
}

/// Whether a document is only named as one that amended another (`đã được sửa đổi, bổ sung theo Luật số …`).
pub(crate) fn history(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let Some(told) = ["được sửa đổi", "được bổ sung", "đã sửa đổi"]
        .iter()
        .filter_map(|words| before.rfind(words))
        .max()
    else {
        return false;
    };
    let between = &before[told..];
    (between.contains("theo") || between.contains("bởi") || between.contains("tại"))
        && !between.contains([';', ':'])
        && between.len() < 400
}

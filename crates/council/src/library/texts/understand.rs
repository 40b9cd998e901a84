//! Hiểu văn bản: what a text says of itself, what it cites, what it changes. Pure: a text and the frame give values.

use kernel::Date;
use kernel::ids::DocumentId;
use lex::address::Address;
use lex::amend::{self, Amendments};
use lex::cite::{Citation, CitationKind, Target};
use lex::naming::unit_id;
use lex::registry::Resolution;
use lex::structure::{self, UnitId, UnitKind};
use lex::text::CodePoints;

use super::{CitationRole, Oddity};
use crate::library::ChangeKind;
use crate::library::frame::{Frame, printed_number};

/// The document a text belongs to, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// Số, ký hiệu.
    pub number: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Ngày ký.
    pub signed_on: Option<Date>,
    /// Ngày có hiệu lực.
    pub in_force_on: Option<Date>,
}

/// A citation of another document, one for each unit it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Whether it is a basis.
    pub role: CitationRole,
    /// Where it begins, in code points of the text.
    pub begins: usize,
    /// Where it ends.
    pub ends: usize,
    /// The unit it stands in.
    pub from_unit: String,
    /// The number of the document; empty when it did not resolve.
    pub number: String,
    /// The unit it names; empty for the whole document.
    pub to_unit: String,
    /// The document, when the library has it.
    pub document: Option<DocumentId>,
}

/// A change of another document, one for each unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What is done.
    pub kind: ChangeKind,
    /// The unit that orders it.
    pub from_unit: String,
    /// The number of the document.
    pub number: String,
    /// The unit; empty for the whole document.
    pub to_unit: String,
    /// From when.
    pub in_force_on: Option<Date>,
    /// The document, when the library has it.
    pub document: Option<DocumentId>,
}

/// Something odd, with the unit and what a reader needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    /// What.
    pub kind: Oddity,
    /// The unit, as written.
    pub unit: String,
    /// What was found, expected or said.
    pub detail: String,
}

/// A text with everything that was found in it.
#[derive(Debug, Clone)]
pub struct Understood {
    /// The text as a tree.
    pub document: structure::Document,
    /// What it changes.
    pub amendments: Amendments,
    /// Every citation, also those of the document itself.
    pub citations: Vec<Citation>,
}

impl Understood {
    /// Reads a text as one of a document; what its head does not say is taken from what is known.
    pub fn read(text: &str, own: &Own, frame: &Frame) -> Self {
        let mut document = structure::Document::read(text);
        if !own.number.is_empty() {
            document.head.number = Some(printed_number(&own.number).to_owned());
        }
        document.head.date = own.signed_on.or(document.head.date);
        if !own.issuer.is_empty() {
            document.head.issuer = Some(own.issuer.clone());
        }
        let mut amendments = amend::read(&document, &frame.citer);
        for op in &mut amendments.ops {
            op.effective = op.effective.or(own.in_force_on);
            op.document = op
                .document
                .take()
                .map(|named| number_of(&named, document.head.date, frame));
        }
        let citations = frame
            .citer
            .cite_document_with(&document, &|piece| amendments.place_of(piece));
        Self {
            document,
            amendments,
            citations,
        }
    }

    /// The citations of other documents.
    pub fn cited(&self, own: &Own, frame: &Frame) -> Vec<Cited> {
        let points = CodePoints::new(self.document.text.given());
        let mut found = Vec::new();
        for citation in &self.citations {
            if matches!(
                citation.kind,
                CitationKind::DocAdmin | CitationKind::DocParty
            ) {
                continue;
            }
            let span = self.document.text.to_given(citation.span.clone());
            let basis = (self.document.head.bases.iter())
                .any(|b| b.start <= citation.span.start && citation.span.end <= b.end);
            let from_unit = self.unit_of(self.document.unit_at(citation.span.start));
            for target in citation.targets.iter().filter(|target| !target.own) {
                let number = cited_number(target, frame);
                if !number.is_empty() && number == printed_number(&own.number) {
                    continue;
                }
                found.push(Cited {
                    role: if basis {
                        CitationRole::Basis
                    } else {
                        CitationRole::Mention
                    },
                    begins: points.before(span.start),
                    ends: points.before(span.end),
                    from_unit: from_unit.clone(),
                    to_unit: unit_id(&target.address, target.attached),
                    document: frame.document(&number, &own.issuer).map(|one| one.id),
                    number,
                });
            }
        }
        found
    }

    /// What it changes in other documents.
    pub fn changed(&self, own: &Own, frame: &Frame) -> Vec<Changed> {
        let whole = [Address::default()];
        let mut found = Vec::new();
        for op in &self.amendments.ops {
            let Some(number) = op.document.as_deref() else {
                continue;
            };
            let targets = if op.targets.is_empty() {
                &whole[..]
            } else {
                &op.targets
            };
            found.extend(targets.iter().map(|target| Changed {
                kind: op.kind.into(),
                from_unit: unit_id(&op.source, false),
                number: number.to_owned(),
                to_unit: unit_id(target, op.attached),
                in_force_on: op.day(),
                document: frame.document(number, &own.issuer).map(|one| one.id),
            }));
        }
        found
    }

    /// What looked odd in the text itself.
    pub fn odd(&self) -> Vec<Odd> {
        let structure = self.document.diagnostics.iter().filter_map(|told| {
            let kind = match told.kind {
                structure::Oddity::Gap => Oddity::Gap,
                structure::Oddity::Repeated => Oddity::Repeated,
                structure::Oddity::Backwards => Oddity::Backwards,
                structure::Oddity::OpenQuotation => Oddity::OpenQuotation,
                structure::Oddity::NoArticles => Oddity::NoArticles,
                structure::Oddity::TableOfContents => return None,
            };
            let labels = [&told.expected, &told.found];
            let labels: Vec<&str> = labels.into_iter().flatten().map(String::as_str).collect();
            Some(Odd {
                kind,
                unit: told.unit.clone(),
                detail: labels.join(" → "),
            })
        });
        let unread = self.amendments.unread.iter().map(|(unit, said)| Odd {
            kind: Oddity::UnreadInstruction,
            unit: unit.written(),
            detail: said.chars().take(300).collect(),
        });
        structure.chain(unread).collect()
    }

    /// The name of a unit of this text.
    pub fn unit_of(&self, id: UnitId) -> String {
        let mut at = Some(id);
        let mut attached = false;
        while let Some(unit) = at.map(|at| self.document.unit(at)) {
            attached |= unit.kind == UnitKind::Attached;
            at = unit.parent;
        }
        unit_id(&self.document.address(id).from_article(), attached)
    }
}

/// The number of a document that is cited: as the registry has it, or as it is printed.
fn cited_number(target: &Target, frame: &Frame) -> String {
    if let Some(resolved) = &target.resolved {
        return printed_number(resolved).to_owned();
    }
    let Some(printed) = &target.so_ky_hieu else {
        return String::new();
    };
    let known = frame.registry.numbered(printed);
    match known.first() {
        Some(entry) => printed_number(&entry.number).to_owned(),
        None => tidy(printed),
    }
}

/// The number of a document that an instruction names by number or by name.
fn number_of(named: &str, day: Option<Date>, frame: &Frame) -> String {
    if let Some(entry) = frame.registry.numbered(named).first() {
        return printed_number(&entry.number).to_owned();
    }
    match frame.registry.resolve_title(named, None, None, day) {
        Resolution::One { number, .. } => number,
        Resolution::Ambiguous { .. } | Resolution::Unknown => tidy(named),
    }
}

/// A number without blanks, as it is usually printed; a name as it is.
pub fn tidy(number: &str) -> String {
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        number.split_whitespace().collect()
    } else {
        kernel::vi::clean(number)
    }
}

//! Phát hiện: what needs review in a council's own documents on a day, and why.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::{CouncilId, DocumentId};
use lex::cite::Citation;
use lex::grammar::numbers::number_key;
use lex::naming::eid;
use lex::review::{self as pure, Known, ends_near};
use lex::structure::Document as Structure;
use store::{Reader, args, record, sql};

use super::Reason;
use super::own::{self, Own};
use crate::bodies::Level;
use crate::bodies::queries::council;
use crate::library::frame::{Frame, frame};
use crate::rules::{self, InForce, Place};
use crate::seed_data::Certainty;
use crate::{Refusal, Result};

/// Một nội dung cần rà soát.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = review::Finding)]
pub struct Finding {
    /// Why.
    #[schema(value_type = String)]
    pub reason: Reason,
    /// What it is about: the basis by its number, or the council that issued the document.
    pub basis: String,
    /// The basis in the library.
    pub basis_id: Option<DocumentId>,
    /// The cited unit in words, such as "khoản 2 Điều 78".
    pub unit: String,
    /// The address of the unit.
    pub unit_id: String,
    /// What took the place of the basis, or changed the unit.
    pub by: Option<String>,
    /// The same in the library.
    pub by_id: Option<DocumentId>,
    /// The unit of the act that changed it.
    pub by_unit: Option<String>,
    /// Since when, or until when where a deadline or an end is near.
    pub since: Option<Date>,
    /// The day from which there is cause for review; a conclusion of that day or later answers it.
    pub touched_on: Date,
    /// The words of the document that cite it; empty when its text is not at hand.
    pub words: String,
    /// The provision that makes it a cause for review; empty for a default of the product.
    pub rule: String,
    /// The dated rule behind it, where there is one.
    pub dated_rule: Option<InForce>,
    /// How sure it is: as sure as what is recorded of the basis, or as the rule.
    pub certainty: Certainty,
}

/// Upon what a document was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Its text.
    Text,
    /// The bases that are recorded of it.
    RecordedBases,
    /// Neither text nor bases are at hand.
    Nothing,
}

/// An own document with its findings.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Judged {
    /// The document.
    pub document: Own,
    /// Upon what it was judged.
    pub ground: Ground,
    /// What needs review, whether it was answered or not.
    pub findings: Vec<Finding>,
}

record! {
    #[derive(Clone)]
    struct Sure { number: String, certainty: Certainty }
}

sql! {
    SURE = "SELECT number, certainty FROM document";
}

/// The own documents of a council on a day with what needs review in each, the newest document first. What has ended by the day is
/// there without findings.
pub async fn findings(db: &impl Reader, council: CouncilId, on: Date) -> Result<Arc<Vec<Judged>>> {
    let work = async move {
        let judge = Judge::of(db, council, on).await?;
        let documents = own::own(db, council).await?;
        let (texts, bases) = (
            own::texts(db, council).await?,
            own::bases(db, council).await?,
        );
        Ok::<_, Refusal>(
            documents
                .into_iter()
                .filter(|document| document.exists(on))
                .map(|document| {
                    let text = texts.get(&document.id).map(String::as_str);
                    let bases = bases.get(&document.id).map_or(&[][..], Vec::as_slice);
                    judge.judged(document, text, bases)
                })
                .collect(),
        )
    };
    db.kept("review_findings", args![council, on], Box::pin(work))
        .await
}

/// The dated rules that the house itself judges by.
struct HouseRules {
    deadline: Option<InForce>,
    notice: Option<InForce>,
    term_over: Option<InForce>,
    territory: Option<InForce>,
    district: Option<InForce>,
    model: Option<InForce>,
}

struct Judge {
    council: crate::bodies::CouncilRef,
    on: Date,
    frame: Arc<Frame>,
    rules: HouseRules,
    sure: HashMap<String, Certainty>,
}

impl Judge {
    async fn of(db: &impl Reader, id: CouncilId, on: Date) -> Result<Self> {
        let place = Place::of_council(db, id, on).await?;
        let rule = async |key| rules::in_force(db, key, &place, on).await;
        let sure = db.all_kept::<Sure>(SURE, args![]).await?;
        Ok(Self {
            council: council(db, id).await?,
            on,
            frame: frame(db).await?,
            rules: HouseRules {
                deadline: rule("review_deadline_two_tier").await?,
                notice: rule("review_end_notice").await?,
                term_over: rule("review_term_over").await?,
                territory: rule("review_territory").await?,
                district: rule("district_documents_until").await?,
                model: rule("model_regulation").await?,
            },
            sure: sure
                .iter()
                .map(|row| (number_key(&row.number), row.certainty))
                .collect(),
        })
    }

    fn judged(&self, document: Own, text: Option<&str>, bases: &[String]) -> Judged {
        let ground = match (text, bases) {
            (Some(_), _) => Ground::Text,
            (None, []) => Ground::Nothing,
            (None, _) => Ground::RecordedBases,
        };
        let mut found = Vec::new();
        if document.is_alive(self.on) {
            found = self.of_law(&document, text, bases);
            self.of_the_house(&document, &mut found);
            found.sort_by(|a, b| (a.reason, &a.basis, &a.unit).cmp(&(b.reason, &b.basis, &b.unit)));
        }
        Judged {
            document,
            ground,
            findings: found,
        }
    }

    /// What the engine of legal texts finds.
    fn of_law(&self, own: &Own, text: Option<&str>, bases: &[String]) -> Vec<Finding> {
        let known = Known {
            registry: &self.frame.registry,
            changes: &self.frame.changes,
        };
        let recorded = || {
            let bases = bases.iter().map(String::as_str);
            pure::review_bases(own.signed_on, &own.issuer, bases, known, self.on)
        };
        let Some(text) = text else {
            let mut found = self.told(own, None, recorded());
            found.extend(self.ending(own, bases.iter().map(String::as_str)));
            return found;
        };
        let mut structure = Structure::read(text);
        // A text that prints no day was issued on the day that is recorded.
        structure.head.date = structure.head.date.or(own.signed_on);
        let citations = self.frame.citer.cite_document(&structure);
        let mut found = pure::review(&structure, &citations, known, self.on);
        if structure.head.bases.is_empty() {
            found.extend(recorded());
        }
        let mut found = self.told(own, Some(&structure), found);
        let cited = numbers(&citations);
        let bases = bases.iter().map(String::as_str);
        found.extend(self.ending(own, cited.iter().copied().chain(bases)));
        found
    }

    fn told(
        &self,
        own: &Own,
        structure: Option<&Structure>,
        found: Vec<pure::Finding>,
    ) -> Vec<Finding> {
        let mut told: Vec<Finding> = Vec::with_capacity(found.len());
        for finding in found {
            // The house judges by the dated rule of the day.
            if finding.reason == Reason::DeadlineNear {
                continue;
            }
            let finding = self.tell(own, structure, finding);
            let twice = told.iter().any(|known| {
                known.reason == finding.reason
                    && known.unit == finding.unit
                    && number_key(&known.basis) == number_key(&finding.basis)
                    && known.by == finding.by
            });
            if !twice {
                told.push(finding);
            }
        }
        told
    }

    fn tell(&self, own: &Own, structure: Option<&Structure>, finding: pure::Finding) -> Finding {
        let id = |number: &str| {
            let shelved = self.frame.document(number, &own.issuer);
            shelved.map(|shelved| shelved.id)
        };
        let always = own.signed_on.or(own.in_force_on).unwrap_or(self.on);
        let touched_on = match finding.reason {
            Reason::BasisEnded
            | Reason::BasisReplaced
            | Reason::UnitAmended
            | Reason::UnitRepealed
            | Reason::UnitRenumbered
            | Reason::DetailRegime => finding.since.unwrap_or(always),
            _ => always,
        };
        Finding {
            reason: finding.reason,
            basis_id: id(&finding.basis),
            unit: finding.unit.written(),
            unit_id: eid(&finding.unit).unwrap_or_default(),
            by_id: finding.by.as_deref().and_then(id),
            certainty: self.certainty(&finding.basis),
            by: finding.by,
            by_unit: finding.by_unit.filter(|unit| !unit.is_empty()),
            since: finding.since,
            touched_on,
            words: words(structure, finding.at),
            rule: finding.rule,
            dated_rule: None,
            basis: finding.basis,
        }
    }

    /// How sure what is recorded of a document is; what the library does not have is only inferred.
    fn certainty(&self, number: &str) -> Certainty {
        let known = self.sure.get(&number_key(number));
        known.copied().unwrap_or(Certainty::Inferred)
    }

    /// Bases that are about to end.
    fn ending<'b>(&self, own: &Own, bases: impl Iterator<Item = &'b str>) -> Vec<Finding> {
        let Some((rule, days)) = self.notice() else {
            return Vec::new();
        };
        let mut found: Vec<Finding> = Vec::new();
        for number in bases {
            let entries = self.frame.registry.numbered(number);
            let recorded = entries.first().and_then(|entry| entry.ended);
            let said = self.frame.changes.end_of(number, &own.issuer);
            let ended = recorded.or(said.map(|(day, _)| day));
            let end = ends_near(ended, self.on, days);
            let told = found.iter().any(|known| known.basis == number);
            if let Some(end) = end.filter(|_| !told) {
                let basis = number.to_owned();
                let mut finding =
                    self.house(Reason::EndNear, rule, basis, Some(end), notified(end, days));
                finding.basis_id = self
                    .frame
                    .document(number, &own.issuer)
                    .map(|shelved| shelved.id);
                found.push(finding);
            }
        }
        found
    }

    fn notice(&self) -> Option<(&InForce, u32)> {
        let rule = self.rules.notice.as_ref()?;
        Some((rule, rule.parameters.whole("days")?))
    }

    /// What the records of the house show: units, terms, ends, model regulations, deadlines.
    fn of_the_house(&self, own: &Own, found: &mut Vec<Finding>) {
        let gone = own
            .unit_ended
            .filter(|end| *end <= self.on && own.unit_changed);
        if let (Some(end), Some(rule)) = (gone, &self.rules.territory) {
            let issuer = own.council_title();
            let mut finding = self.house(Reason::IssuerAbolished, rule, issuer, Some(end), end);
            finding.by = Some(self.council.title());
            found.push(finding);
        }
        if let (Some(end), Some(rule)) = (gone, &self.rules.district)
            && own.level == Level::District
            && let Some(last) = rule.parameters.day("until")
            && self.on <= last
        {
            let issuer = own.council_title();
            found.push(self.house(Reason::EndNear, rule, issuer, Some(last), end));
        }
        let over = own
            .council_ended
            .filter(|end| *end <= self.on && own.is_of_a_term());
        if let (Some(end), Some(rule)) = (over, &self.rules.term_over) {
            found.push(self.house(Reason::TermOver, rule, own.council_title(), Some(end), end));
        }
        if let Some((rule, days)) = self.notice()
            && let Some(end) = ends_near(own.ended_on, self.on, days)
        {
            let number = own.number.clone();
            found.push(self.house(
                Reason::EndNear,
                rule,
                number,
                Some(end),
                notified(end, days),
            ));
        }
        if let Some(rule) = &self.rules.model
            && own.is_working()
            && own.level == self.council.level
            && own.signed_on.is_some_and(|signed| signed < rule.valid_from)
        {
            let since = rule.valid_from;
            let mut finding =
                self.house(Reason::NewerModel, rule, String::new(), Some(since), since);
            finding.by_id = self
                .frame
                .document(&rule.basis_document, "")
                .map(|shelved| shelved.id);
            finding.by = Some(rule.basis_document.clone());
            found.push(finding);
        }
        if let Some(rule) = &self.rules.deadline
            && let Some(until) = rule.parameters.day("until")
            && own.is_normative()
            && rests_on_law_before(found, &rule.basis_document)
        {
            let law = rule.basis_document.clone();
            found.push(self.house(
                Reason::DeadlineNear,
                rule,
                law,
                Some(until),
                rule.valid_from,
            ));
        }
    }

    fn house(
        &self,
        reason: Reason,
        rule: &InForce,
        basis: String,
        since: Option<Date>,
        touched_on: Date,
    ) -> Finding {
        let provision = format!("{} {}", rule.basis_provision, rule.basis_document);
        Finding {
            reason,
            basis,
            basis_id: None,
            unit: String::new(),
            unit_id: String::new(),
            by: None,
            by_id: None,
            by_unit: None,
            since,
            touched_on,
            words: String::new(),
            rule: provision.trim().to_owned(),
            dated_rule: Some(rule.clone()),
            certainty: rule.certainty,
        }
    }
}

/// Whether something in a document was replaced by a law.
fn rests_on_law_before(found: &[Finding], law: &str) -> bool {
    let law = number_key(law);
    found.iter().any(|finding| {
        finding.reason == Reason::BasisReplaced
            && finding
                .by
                .as_deref()
                .is_some_and(|by| number_key(by) == law)
    })
}

/// The day on which an end comes near.
fn notified(end: Date, days: u32) -> Date {
    end.saturating_sub(i64::from(days).days())
}

/// The numbers a text cites.
pub(super) fn numbers(citations: &[Citation]) -> Vec<&str> {
    let targets = citations.iter().flat_map(|citation| &citation.targets);
    let mut numbers: Vec<&str> = targets
        .filter(|target| !target.own)
        .filter_map(|target| target.resolved.as_deref().or(target.so_ky_hieu.as_deref()))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The words of a citation: the whole căn cứ where it is one.
fn words(structure: Option<&Structure>, at: Option<std::ops::Range<usize>>) -> String {
    let (Some(structure), Some(at)) = (structure, at) else {
        return String::new();
    };
    let basis = structure
        .head
        .bases
        .iter()
        .find(|span| span.start <= at.start && at.end <= span.end);
    let words = match basis {
        Some(span) => structure.words(span).into_owned(),
        None => structure.text.view().get(at).unwrap_or_default().to_owned(),
    };
    kernel::vi::clean(&words)
}

//! Rà soát văn bản: what in a document rests on law that has changed.
//!
//! Legal basis: Luật 64/2025/QH15, Điều 63–64 and the decree that details it (79/2025/NĐ-CP, Điều 33–39). A finding says that a
//! document needs review; it never says that the document has lost effect: that is for the competent body.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::address::Address;
use crate::amend::{Amendments, OpKind};
use crate::cite::{Citation, CitationKind, Target};
use crate::grammar::numbers::number_key;
use crate::naming::{is_local_number, issuer_key};
use crate::registry::{Entry, Mismatch, Registry};
use crate::status::{DatedRule, LOCAL_GOVERNMENT_DEADLINE, Status, detail_rule, successors};
use crate::structure::Document;

macro_rules! reasons {
    ($($(#[$doc:meta])* $reason:ident = $code:literal, $words:literal;)*) => {
        /// Lý do cần rà soát.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Reason { $($(#[$doc])* $reason),* }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$reason),*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$reason => $code),* }
            }

            /// The reason as an official list states it.
            pub const fn in_words(self) -> &'static str {
                match self { $(Self::$reason => $words),* }
            }

            /// The reason with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.code() == code)
            }
        }
    };
}

reasons! {
    /// The basis has ended and nothing that replaced it is known.
    BasisEnded = "basis_ended", "Căn cứ không còn hiệu lực";
    /// The basis has ended and another took its place.
    BasisReplaced = "basis_replaced", "Căn cứ đã được thay thế";
    /// A cited unit was amended.
    UnitAmended = "unit_amended", "Quy định được dẫn đã được sửa đổi, bổ sung";
    /// A cited unit was repealed.
    UnitRepealed = "unit_repealed", "Quy định được dẫn đã bị bãi bỏ";
    /// A cited unit bears another number now.
    UnitRenumbered = "unit_renumbered", "Quy định được dẫn đã được đánh số lại";
    /// The document details one that has ended: the rule of that day says what becomes of it.
    DetailRegime = "detail_regime", "Văn bản được quy định chi tiết không còn hiệu lực";
    /// A basis cannot be found.
    BasisNotFound = "basis_not_found", "Không tìm thấy căn cứ";
    /// Whether a basis is in force is not known.
    BasisStatusUnknown = "basis_status_unknown", "Chưa rõ tình trạng hiệu lực của căn cứ";
    /// Several documents fit a basis.
    BasisAmbiguous = "basis_ambiguous", "Nhiều văn bản trùng với căn cứ";
    /// A basis is younger than the document that rests on it.
    ImpossibleDate = "impossible_date", "Căn cứ ban hành sau văn bản";
    /// The number, the name and the date of a basis do not fit each other.
    DoesNotMatch = "does_not_match", "Số, tên, ngày của căn cứ không khớp nhau";
    /// Documents on local government must fit the law of 2025 by a day that comes near.
    DeadlineNear = "deadline_near", "Sắp hết thời hạn rà soát văn bản về chính quyền địa phương";
    /// The unit of the council that issued the document was merged or abolished.
    IssuerAbolished = "issuer_abolished", "Đơn vị hành chính của cơ quan ban hành đã sắp xếp, sáp nhập";
    /// The term for which it was issued is over.
    TermOver = "term_over", "Nhiệm kỳ của cơ quan ban hành đã kết thúc";
    /// The document itself, or what it rests on, is about to end.
    EndNear = "end_near", "Sắp hết thời hạn có hiệu lực";
    /// A model regulation was issued after it.
    NewerModel = "newer_model", "Đã có quy chế mẫu ban hành sau văn bản";
}

/// Phát hiện: one reason to look again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Why.
    pub reason: Reason,
    /// The document it is about: the basis.
    pub basis: String,
    /// The cited unit.
    #[serde(skip_serializing_if = "Address::is_empty")]
    pub unit: Address,
    /// What took the place of the basis, or changed the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The unit of the act that changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_unit: Option<String>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The rule that says so.
    pub rule: String,
    /// The citation, in bytes of the view.
    #[serde(skip)]
    pub at: Option<std::ops::Range<usize>>,
}

/// A change of one unit of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The unit; empty for the document.
    pub target: Address,
    /// What was done.
    pub kind: OpKind,
    /// The act that did it.
    pub act: String,
    /// The issuer of the act: a local number it names is one of its own series.
    pub issuer: String,
    /// Its unit.
    pub source: Address,
    /// From when.
    pub effective: Option<Date>,
}

impl Change {
    /// The day on which it ends the document as a whole, if it does.
    fn end(&self) -> Option<Date> {
        let ends = matches!(
            self.kind,
            OpKind::RepealDoc | OpKind::ReplaceDoc | OpKind::End
        );
        self.effective.filter(|_| ends && self.target.is_empty())
    }
}

/// Every known change, by the document that is changed.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    by_document: HashMap<String, Vec<Change>>,
}

impl Changes {
    /// Add what an act of an issuer changes.
    pub fn add(&mut self, act: &str, issuer: &str, amendments: &Amendments) {
        for op in &amendments.ops {
            let Some(document) = &op.document else {
                continue;
            };
            let list = self.by_document.entry(number_key(document)).or_default();
            let whole = [Address::default()];
            let targets = if op.targets.is_empty() {
                &whole[..]
            } else {
                &op.targets
            };
            // What lives on for a time ends with it.
            let end = op.ends_on().filter(|_| op.kind == OpKind::Extend);
            let days = std::iter::once((op.kind, op.day()));
            let days = days.chain(end.map(|day| (OpKind::End, Some(day))));
            list.extend(days.flat_map(|(kind, effective)| {
                targets.iter().map(move |target| Change {
                    target: target.clone(),
                    kind,
                    act: act.to_owned(),
                    issuer: issuer.to_owned(),
                    source: op.source.clone(),
                    effective,
                })
            }));
        }
    }

    /// Add one change of a document that is known from elsewhere than the text of the act.
    pub fn push(&mut self, document: &str, change: Change) {
        let list = self.by_document.entry(number_key(document)).or_default();
        list.push(change);
    }

    /// The changes of a document. Every council numbers from one: a local number in a document of an issuer is one of its own series.
    pub fn of<'c>(&'c self, number: &'c str, issuer: &str) -> impl Iterator<Item = &'c Change> {
        let local = is_local_number(number);
        let issuer = issuer_key(issuer);
        let known = self.by_document.get(&number_key(number));
        known
            .into_iter()
            .flatten()
            .filter(move |change| !local || is_same_issuer(&issuer, &change.issuer))
    }

    /// What ends a document as a whole, and on which day, past or to come; the first where several do.
    pub fn end_of<'c>(&'c self, number: &'c str, issuer: &str) -> Option<(Date, &'c Change)> {
        let key = number_key(number);
        let ends = self
            .of(number, issuer)
            .filter(|change| number_key(&change.act) != key)
            .filter_map(|change| Some((change.end()?, change)));
        ends.min_by_key(|(day, _)| *day)
    }
}

/// Whether an issuer has this key; one of which nothing is known may be any.
fn is_same_issuer(key: &str, issuer: &str) -> bool {
    key.is_empty() || issuer.is_empty() || issuer_key(issuer) == key
}

/// What the review rests on.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// The documents that are known, with their days.
    pub registry: &'k Registry,
    /// The changes that are known.
    pub changes: &'k Changes,
}

impl<'k> Known<'k> {
    /// The document a number means in a text of an issuer.
    fn entry(self, number: &str, issuer: &str) -> Option<&'k Entry> {
        let found = self.registry.numbered(number);
        if !is_local_number(number) {
            return found.first().copied();
        }
        let key = issuer_key(issuer);
        let mut own = found.into_iter();
        own.find(|entry| is_same_issuer(&key, &entry.issuer))
    }

    /// What does the work of a document on a day although nobody declared its end: whether it still holds is not known then.
    fn succeeded(self, entry: &Entry, at: Date) -> Option<String> {
        let by = entry.related("succeeded_by")?;
        let successor = self.registry.numbered(by).into_iter().next()?;
        let begun = successor.in_force.is_some_and(|from| from <= at);
        begun.then(|| successor.number.clone())
    }

    /// Since when a document is at an end and what took its place: as recorded, or as the text of another act says.
    fn end(self, entry: &Entry, issuer: &str, at: Date) -> Option<(Date, Option<String>)> {
        if let Status::Ended { since, .. } = entry.status(at) {
            let latest = successors(self.registry, &entry.number).last().copied();
            return Some((since, latest.map(|entry| entry.number.clone())));
        }
        let (day, change) = self.changes.end_of(&entry.number, issuer)?;
        let by = (change.kind != OpKind::RepealDoc).then(|| change.act.clone());
        (day <= at).then_some((day, by))
    }
}

/// The findings of a document on a day, one for each basis or unit and reason.
pub fn review(
    document: &Document,
    citations: &[Citation],
    known: Known<'_>,
    at: Date,
) -> Vec<Finding> {
    let mut review = Review {
        issued: document.head.date,
        issuer: document.head.issuer.as_deref().unwrap_or_default(),
        detailing: says_it_details(document),
        known,
        at,
        found: Vec::new(),
    };
    for citation in citations {
        let basis = document
            .head
            .bases
            .iter()
            .any(|span| span.start <= citation.span.start && citation.span.end <= span.end);
        for target in citation.targets.iter().filter(|target| !target.own) {
            review.target(target, citation, basis);
        }
    }
    review.done()
}

/// The findings of a document whose text is not at hand, judged by the bases that are recorded of it.
pub fn review_bases<'b>(
    issued: Option<Date>,
    issuer: &str,
    bases: impl IntoIterator<Item = &'b str>,
    known: Known<'_>,
    at: Date,
) -> Vec<Finding> {
    let mut review = Review {
        issued,
        issuer,
        detailing: false,
        known,
        at,
        found: Vec::new(),
    };
    for number in bases {
        let target = Target {
            so_ky_hieu: Some(number.to_owned()),
            ..Target::default()
        };
        let citation = Citation {
            span: 0..0,
            kind: CitationKind::DocNumber,
            targets: Vec::new(),
        };
        review.target(&target, &citation, true);
    }
    for finding in &mut review.found {
        finding.at = None;
    }
    review.done()
}

/// The day a document ends, when that day is known, lies ahead and is no more than so many days away.
pub fn ends_near(ended: Option<Date>, at: Date, within: u32) -> Option<Date> {
    let last = at.saturating_add(jiff::Span::new().try_days(i64::from(within)).ok()?);
    ended.filter(|end| *end > at && *end <= last)
}

/// Whether the subject of a document says that it details another.
fn says_it_details(document: &Document) -> bool {
    let subject = document
        .head
        .subject
        .as_ref()
        .map(|span| document.words(span).to_lowercase())
        .unwrap_or_default();
    subject.contains("chi tiết") || subject.contains("thi hành")
}

struct Review<'r> {
    issued: Option<Date>,
    issuer: &'r str,
    detailing: bool,
    known: Known<'r>,
    at: Date,
    found: Vec<Finding>,
}

const REVIEW_RULE: &str = "khoản 1 Điều 37 Nghị định số 79/2025/NĐ-CP";

impl Review<'_> {
    fn target(&mut self, target: &Target, citation: &Citation, basis: bool) {
        // Papers of the Party and administrative papers are no normative documents: none of the rules below is about them.
        if matches!(
            citation.kind,
            CitationKind::DocParty | CitationKind::DocAdmin
        ) {
            return;
        }
        let number = target.resolved.as_ref().or(target.so_ky_hieu.as_ref());
        let name = number
            .or(target.title.as_ref())
            .cloned()
            .unwrap_or_default();
        let mut add = |reason, by: Option<String>, since, rule: &str| {
            self.found.push(Finding {
                reason,
                basis: name.clone(),
                unit: Address::default(),
                by,
                by_unit: None,
                since,
                rule: rule.to_owned(),
                at: Some(citation.span.clone()),
            });
        };
        if basis && !target.ambiguous.is_empty() {
            add(
                Reason::BasisAmbiguous,
                Some(target.ambiguous.join(", ")),
                None,
                REVIEW_RULE,
            );
            return;
        }
        if basis && !target.mismatches.is_empty() {
            let printed = target
                .so_ky_hieu
                .clone()
                .filter(|_| target.mismatches.contains(&Mismatch::Number));
            add(Reason::DoesNotMatch, printed, target.date, REVIEW_RULE);
        }
        let Some(number) = number else {
            if basis
                && target
                    .title
                    .as_deref()
                    .is_none_or(|title| !title.starts_with("Hiến pháp"))
            {
                add(Reason::BasisNotFound, None, None, REVIEW_RULE);
            }
            return;
        };
        let Some(entry) = self.known.entry(number, self.issuer) else {
            if basis {
                add(Reason::BasisNotFound, None, None, REVIEW_RULE);
            }
            return;
        };
        if basis
            && let (Some(signed), Some(own)) = (entry.signed, self.issued)
            && signed > own
        {
            add(Reason::ImpossibleDate, None, Some(signed), REVIEW_RULE);
        }
        let status = entry.status(self.at);
        let succeeded = self.known.succeeded(entry, self.at);
        if basis && (status == Status::Unknown || status.is_in_force() && succeeded.is_some()) {
            add(Reason::BasisStatusUnknown, succeeded, None, REVIEW_RULE);
        }
        if let Some((since, by)) = self.known.end(entry, self.issuer, self.at) {
            let reason = match by {
                Some(_) => Reason::BasisReplaced,
                None => Reason::BasisEnded,
            };
            add(reason, by, Some(since), REVIEW_RULE);
            if basis && self.details(citation) {
                self.regime(number, since, citation);
            }
        }
        self.units(number, target, citation);
    }

    /// Whether a basis is one the document details: its basis names a unit, or its subject says so.
    fn details(&self, citation: &Citation) -> bool {
        self.detailing
            || citation
                .targets
                .iter()
                .any(|target| !target.address.is_empty())
    }

    /// The findings in order, each once.
    fn done(mut self) -> Vec<Finding> {
        self.deadline();
        self.found
            .sort_by(|a, b| (a.reason, &a.basis, &a.unit).cmp(&(b.reason, &b.basis, &b.unit)));
        self.found.dedup_by(|a, b| {
            a.reason == b.reason && a.basis == b.basis && a.unit == b.unit && a.by == b.by
        });
        self.found
    }

    fn regime(&mut self, number: &str, since: Date, citation: &Citation) {
        let Some(DatedRule { basis, .. }) = detail_rule(since) else {
            return;
        };
        self.found.push(Finding {
            reason: Reason::DetailRegime,
            basis: number.to_owned(),
            unit: Address::default(),
            by: None,
            by_unit: None,
            since: Some(since),
            rule: (*basis).to_owned(),
            at: Some(citation.span.clone()),
        });
    }

    /// The changes of a cited unit after the document was issued and up to the day.
    fn units(&mut self, number: &str, target: &Target, citation: &Citation) {
        if target.address.is_empty() {
            return;
        }
        let issued = self.issued;
        for change in self.known.changes.of(number, self.issuer) {
            let (Some(effective), Some(issued)) = (change.effective, issued) else {
                continue;
            };
            if effective > self.at
                || effective <= issued
                || change.target.is_empty()
                || !touches(&change.target, &target.address)
            {
                continue;
            }
            let reason = match change.kind {
                OpKind::Repeal | OpKind::End => Reason::UnitRepealed,
                OpKind::Renumber => Reason::UnitRenumbered,
                _ => Reason::UnitAmended,
            };
            self.found.push(Finding {
                reason,
                basis: number.to_owned(),
                unit: target.address.clone(),
                by: Some(change.act.clone()),
                by_unit: Some(change.source.written()),
                since: Some(effective),
                rule: REVIEW_RULE.to_owned(),
                at: Some(citation.span.clone()),
            });
        }
    }

    /// Documents on local government that rest on an earlier law have until a day to fit the new one.
    fn deadline(&mut self) {
        let rests = self.found.iter().any(|finding| {
            finding
                .by
                .as_deref()
                .is_some_and(|by| number_key(by) == number_key("72/2025/QH15"))
        });
        if rests && self.at < LOCAL_GOVERNMENT_DEADLINE {
            self.found.push(Finding {
                reason: Reason::DeadlineNear,
                basis: "72/2025/QH15".to_owned(),
                unit: Address::default(),
                by: None,
                by_unit: None,
                since: Some(LOCAL_GOVERNMENT_DEADLINE),
                rule: "điểm d khoản 9 Điều 54 Luật số 72/2025/QH15".to_owned(),
                at: None,
            });
        }
    }
}

/// Whether a change of one unit touches another: it is the unit, or stands in it, or holds it. What is no article touches nothing.
pub fn touches(changed: &Address, cited: &Address) -> bool {
    let (Some(a), Some(b)) = (&changed.dieu, &cited.dieu) else {
        return false;
    };
    let same = |x: &Option<String>, y: &Option<String>| x.is_none() || y.is_none() || x == y;
    a == b && same(&changed.khoan, &cited.khoan) && same(&changed.diem, &cited.diem)
}

/// Which documents rest on which: the other way round, for what a new law touches.
#[derive(Debug, Clone, Default)]
pub struct Reliance {
    documents: Vec<String>,
    by_basis: HashMap<String, Vec<(u32, Address)>>,
}

impl Reliance {
    /// Add what a document cites.
    pub fn add(&mut self, number: &str, citations: &[Citation]) {
        let id = u32::try_from(self.documents.len()).unwrap_or(u32::MAX);
        self.documents.push(number.to_owned());
        for target in citations
            .iter()
            .flat_map(|citation| &citation.targets)
            .filter(|target| !target.own)
        {
            if let Some(basis) = target.resolved.as_ref().or(target.so_ky_hieu.as_ref()) {
                let list = self.by_basis.entry(number_key(basis)).or_default();
                let entry = (id, target.address.clone());
                if list.last() != Some(&entry) {
                    list.push(entry);
                }
            }
        }
    }

    /// The documents an act touches: those that cite what it changes, repeals or replaces, with the unit they cite.
    pub fn touched_by<'r>(
        &'r self,
        amendments: &Amendments,
    ) -> Vec<(&'r str, &'r Address, OpKind)> {
        let mut found = Vec::new();
        for op in &amendments.ops {
            let Some(list) = op
                .document
                .as_deref()
                .and_then(|document| self.by_basis.get(&number_key(document)))
            else {
                continue;
            };
            for (id, cited) in list {
                let whole = op.targets.is_empty()
                    || matches!(
                        op.kind,
                        OpKind::RepealDoc | OpKind::ReplaceDoc | OpKind::End
                    );
                if whole || op.targets.iter().any(|target| touches(target, cited)) {
                    found.push((self.documents[*id as usize].as_str(), cited, op.kind));
                }
            }
        }
        found.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        found.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1 && a.2 == b.2);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::{Citer, Context};
    use crate::registry::Entry;

    fn known() -> Registry {
        let mut registry = Registry::of_laws();
        for (number, signed, in_force, ended, relation) in [
            (
                "77/2015/QH13",
                "2015-06-19",
                "2016-01-01",
                "2025-03-01",
                Some("65/2025/QH15"),
            ),
            (
                "65/2025/QH15",
                "2025-02-19",
                "2025-03-01",
                "2025-06-16",
                Some("72/2025/QH15"),
            ),
            ("72/2025/QH15", "2025-06-16", "2025-06-16", "", None),
        ] {
            registry.add(Entry {
                number: number.to_owned(),
                title: "Luật Tổ chức chính quyền địa phương".to_owned(),
                signed: signed.parse().ok(),
                in_force: in_force.parse().ok(),
                ended: ended.parse().ok(),
                relations: relation
                    .map(|to| ("replaced_by".to_owned(), to.to_owned()))
                    .into_iter()
                    .collect(),
                ..Entry::default()
            });
        }
        registry
    }

    const LOCAL: &str = "HỘI ĐỒNG NHÂN DÂN TỈNH MẪU\nSố: 06/2021/NQ-HĐND\nMẫu, ngày 29 tháng 6 năm 2021\nNGHỊ QUYẾT\nBan hành Nội quy kỳ họp\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\nCăn cứ Luật Không ai biết ngày 01 tháng 02 năm 2013;\nQUYẾT NGHỊ:\nĐiều 1. Nội dung\nThực hiện theo khoản 2 Điều 78 Luật Tổ chức chính quyền địa phương.\nĐiều 2. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 09 tháng 7 năm 2021.\n";

    fn reasons(at: &str) -> Vec<(Reason, String, Option<String>)> {
        let registry = known();
        let citer = Citer::new(registry.clone());
        let document = Document::read(LOCAL);
        let context = Context {
            document: document.head.number.clone(),
            date: document.head.date,
            ..Context::default()
        };
        let citations = citer.cite(document.text.view(), &context);
        let mut changes = Changes::default();
        let act = Document::read(
            "LUẬT\nSỬA ĐỔI\nQuốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Tổ chức chính quyền địa phương số 77/2015/QH13.\nĐiều 1. Sửa đổi, bổ sung một số điều của Luật Tổ chức chính quyền địa phương\n1. Bãi bỏ khoản 2 Điều 78.\nĐiều 2. Hiệu lực\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2022.\n",
        );
        changes.add(
            "99/2022/QH15",
            "Quốc hội",
            &crate::amend::read(&act, &citer),
        );
        let found = review(
            &document,
            &citations,
            Known {
                registry: &registry,
                changes: &changes,
            },
            at.parse().expect("a day"),
        );
        found
            .into_iter()
            .map(|f| (f.reason, f.basis, f.by))
            .collect()
    }

    #[test]
    fn a_document_without_text_is_judged_by_its_recorded_bases() {
        let registry = known();
        let changes = Changes::default();
        let known = Known {
            registry: &registry,
            changes: &changes,
        };
        let bases = ["77/2015/QH13", "01/2099/QH40", "72/2025/QH15"];
        let found = review_bases(
            "2021-06-29".parse().ok(),
            "",
            bases,
            known,
            "2026-11-24".parse().expect("a day"),
        );
        let told: Vec<_> = found.iter().map(|f| (f.reason, f.basis.as_str())).collect();
        assert_eq!(
            told,
            [
                (Reason::BasisReplaced, "77/2015/QH13"),
                (Reason::BasisNotFound, "01/2099/QH40"),
                (Reason::ImpossibleDate, "72/2025/QH15"),
                (Reason::DeadlineNear, "72/2025/QH15"),
            ]
        );
    }

    #[test]
    fn an_end_is_near_only_ahead_and_within_the_days() {
        let day = |text: &str| -> Date { text.parse().expect("a day") };
        for (ended, near) in [
            (None, false),
            (Some("2026-11-24"), false),
            (Some("2026-11-25"), true),
            (Some("2027-02-22"), true),
            (Some("2027-02-23"), false),
        ] {
            let found = ends_near(ended.map(day), day("2026-11-24"), 90);
            assert_eq!(found.is_some(), near, "{ended:?}");
        }
    }

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(*reason));
            assert_eq!(
                serde_json::to_value(reason).ok(),
                Some(serde_json::Value::from(reason.code()))
            );
        }
    }

    #[test]
    fn a_resolution_on_replaced_law_needs_review() {
        let (old, new) = ("77/2015/QH13".to_owned(), Some("72/2025/QH15".to_owned()));
        assert_eq!(
            reasons("2021-12-31"),
            [(Reason::BasisNotFound, "Luật Không ai biết".to_owned(), None)]
        );
        assert_eq!(
            reasons("2026-11-24"),
            [
                (Reason::BasisReplaced, old.clone(), new),
                (Reason::UnitRepealed, old, Some("99/2022/QH15".to_owned())),
                (Reason::BasisNotFound, "Luật Không ai biết".to_owned(), None),
                (Reason::DeadlineNear, "72/2025/QH15".to_owned(), None),
            ]
        );
    }
}

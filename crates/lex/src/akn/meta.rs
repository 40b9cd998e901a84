//! What an Akoma Ntoso file says about its document: who it is, its life, what changed it, what it changes.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::write::Writer;
use crate::address::Address;
use crate::amend::{Amendments, OpKind};
use crate::grammar::units::unit_list;
use crate::naming::{Work, eid, slug};
use crate::structure::Document;
use crate::time::{Provenance, Told};

/// What names a document and its version.
pub(super) struct Identity {
    pub work: Work,
    pub title: Option<String>,
    pub version: Option<Date>,
}

impl Identity {
    pub fn of(document: &Document) -> Self {
        let head = &document.head;
        Self {
            work: Work {
                kind: head.kind.clone(),
                issuer: head.issuer.clone(),
                date: head.date,
                number: head.number.clone(),
            },
            title: (head.subject.as_ref()).map(|span| document.words(span).into_owned()),
            version: head.date,
        }
    }

    /// The day of the work; a document that does not tell it has the first day of the year of its number, named so.
    fn day(&self) -> (String, &'static str) {
        if let Some(date) = self.work.date {
            return (date.to_string(), "generation");
        }
        let number = self.work.number.as_deref();
        match number.and_then(crate::grammar::numbers::number_year) {
            Some(year) => (format!("{year:04}-01-01"), "year"),
            None => ("0001-01-01".to_owned(), "unknown"),
        }
    }
}

impl Writer<'_, '_> {
    /// The opening of the file down to the identification.
    pub fn begin(&mut self, identity: &Identity, changed: bool) {
        let kind = slug(identity.work.kind.as_deref().unwrap_or("van-ban"));
        self.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.raw("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">");
        self.raw("<act name=\"");
        self.raw(if kind.is_empty() { "van-ban" } else { &kind });
        self.raw("\" contains=\"");
        self.raw(if changed {
            "singleVersion"
        } else {
            "originalVersion"
        });
        self.raw("\"><meta>");
        self.identification(identity, "!main");
    }

    /// Who the document, or a component of it, is.
    pub fn identification(&mut self, identity: &Identity, component: &str) {
        let work = identity.work.uri();
        let text = identity.work.expression(identity.version);
        let (day, name) = identity.day();
        let version = (identity.version).map_or_else(|| day.clone(), |version| version.to_string());
        let part = |uri: &str| {
            format!("<FRBRthis value=\"{uri}/{component}\"/><FRBRuri value=\"{uri}\"/>")
        };
        let author = "<FRBRauthor href=\"#issuer\"/>";
        self.raw("<identification source=\"#dancu\"><FRBRWork>");
        self.raw(&part(&work));
        self.raw(&format!(
            "<FRBRdate date=\"{day}\" name=\"{name}\"/>{author}"
        ));
        self.raw("<FRBRcountry value=\"vn\"/>");
        if let Some(number) = &identity.work.number {
            self.value("FRBRnumber", number);
        }
        if let Some(title) = &identity.title {
            self.value("FRBRname", title);
        }
        self.raw("</FRBRWork><FRBRExpression>");
        self.raw(&part(&text));
        self.raw(&format!(
            "<FRBRdate date=\"{version}\" name=\"version\"/>{author}<FRBRlanguage language=\"vie\"/>"
        ));
        self.raw("</FRBRExpression><FRBRManifestation>");
        self.raw(&part(&text).replace("\"/>", ".xml\"/>"));
        self.raw(&format!(
            "<FRBRdate date=\"{version}\" name=\"version\"/><FRBRauthor href=\"#dancu\"/><FRBRformat value=\"application/xml\"/>"
        ));
        self.raw("</FRBRManifestation></identification>");
    }

    fn value(&mut self, element: &str, value: &str) {
        self.raw("<");
        self.raw(element);
        self.raw(" value=\"");
        self.text(value);
        self.raw("\"/>");
    }

    /// When the document was made, took force, and was changed.
    pub fn lifecycle(
        &mut self,
        identity: &Identity,
        in_force: Option<Date>,
        changed: &[(usize, &Provenance)],
    ) {
        if identity.work.date.is_none() && in_force.is_none() && changed.is_empty() {
            return;
        }
        self.raw("<lifecycle source=\"#dancu\">");
        if let Some(date) = identity.work.date {
            self.raw(&format!(
                "<eventRef eId=\"evt_made\" date=\"{date}\" source=\"#original\" type=\"generation\"/>"
            ));
        }
        if let Some(date) = in_force {
            self.raw(&format!(
                "<eventRef eId=\"evt_force\" date=\"{date}\" source=\"#original\"/>"
            ));
        }
        for (index, (act, day)) in events(changed).into_iter().enumerate() {
            let n = index + 1;
            let uri = act_uri(act);
            self.raw(&format!(
                "<eventRef eId=\"evt_{n}\" date=\"{day}\" source=\"{uri}\" type=\"amendment\"/>"
            ));
        }
        self.raw("</lifecycle>");
    }

    /// Which acts made the units what they are.
    pub fn passive(&mut self, changed: &[(usize, &Provenance)]) {
        if changed.iter().all(|(_, m)| textual(m.kind).is_none()) {
            return;
        }
        let events = events(changed);
        self.raw("<analysis source=\"#dancu\"><passiveModifications>");
        let mut n = 0;
        for (unit, made) in changed {
            let Some(kind) = textual(made.kind) else {
                continue;
            };
            n += 1;
            let group = 1
                + (events.iter())
                    .position(|event| *event == (made.act.as_str(), made.from))
                    .unwrap_or(0);
            let mut uri = act_uri(&made.act);
            let ordering =
                unit_list(&made.source, 0).and_then(|list| eid(&list.members.first()?.address));
            if let Some(unit) = ordering {
                uri.push_str("/~");
                uri.push_str(&unit);
            }
            let eid = self.eid_at(*unit);
            let to = if eid.is_empty() { "body" } else { eid };
            let written = format!(
                "<textualMod eId=\"pmod_{n}\" type=\"{kind}\"><source href=\"{uri}\"/><destination href=\"#{to}\"/><force period=\"#tmpg_{group}\"/></textualMod>"
            );
            self.raw(&written);
        }
        self.raw("</passiveModifications></analysis>");
    }

    /// From when the changes hold.
    pub fn temporal(&mut self, changed: &[(usize, &Provenance)]) {
        let events = events(changed);
        if events.is_empty() {
            return;
        }
        self.raw("<temporalData source=\"#dancu\">");
        for n in 1..=events.len() {
            self.raw(&format!(
                "<temporalGroup eId=\"tmpg_{n}\"><timeInterval start=\"#evt_{n}\" refersTo=\"#inforce\"/></temporalGroup>"
            ));
        }
        self.raw("</temporalData>");
    }

    /// What an amending act changes.
    pub fn active(&mut self, document: &Document, amendments: &Amendments) {
        let mut written = String::new();
        let mut n = 0;
        for op in &amendments.ops {
            let (Some(kind), Some(changed)) = (textual(op.kind), op.document.as_deref()) else {
                continue;
            };
            let source = document.find(&op.source).map(|id| id.0 as usize);
            let source = source.map_or("", |unit| self.eid_at(unit));
            let uri = act_uri(changed);
            let whole = [Address::default()];
            let targets = if op.targets.is_empty() {
                &whole[..]
            } else {
                &op.targets
            };
            n += 1;
            let from = if source.is_empty() { "body" } else { source };
            let _ = write!(
                written,
                "<textualMod eId=\"amod_{n}\" type=\"{kind}\"><source href=\"#{from}\"/>"
            );
            for target in targets {
                let unit = eid(target).map_or_else(String::new, |eid| format!("/~{eid}"));
                let _ = write!(written, "<destination href=\"{uri}{unit}\"/>");
            }
            written.push_str("</textualMod>");
        }
        if n > 0 {
            self.raw("<analysis source=\"#dancu\"><activeModifications>");
            self.raw(&written);
            self.raw("</activeModifications></analysis>");
        }
    }

    /// Who and what the file refers to.
    pub fn references(&mut self, identity: &Identity) {
        let issuer = identity.work.issuer.as_deref().unwrap_or("");
        let name = slug(issuer);
        self.raw("<references source=\"#dancu\"><original eId=\"original\" href=\"");
        self.raw(&identity.work.expression(identity.work.date));
        self.raw("\" showAs=\"");
        let number = identity.work.number.as_deref().unwrap_or("");
        self.text(if number.is_empty() { "-" } else { number });
        self.raw("\"/><TLCOrganization eId=\"issuer\" href=\"/akn/ontology/organization/vn/");
        self.raw(if name.is_empty() { "unknown" } else { &name });
        self.raw("\" showAs=\"");
        self.text(if issuer.is_empty() { "-" } else { issuer });
        self.raw("\"/><TLCOrganization eId=\"dancu\" href=\"/akn/ontology/organization/vn/dan-cu\" showAs=\"Dân Cử\"/>");
        self.raw("<TLCConcept eId=\"inforce\" href=\"/akn/ontology/concept/vn/hieu-luc\" showAs=\"Hiệu lực\"/></references>");
    }

    /// What waits and what could not be applied: a text at a date is never silent about it.
    pub fn remarks(&mut self, told: &[(&str, &Told)]) {
        if told.is_empty() {
            return;
        }
        self.raw("<notes source=\"#dancu\">");
        for (index, (status, told)) in told.iter().enumerate() {
            self.raw(&format!(
                "<note eId=\"{status}_{}\" marker=\"{status}\"><p>",
                index + 1
            ));
            for (at, words) in [&told.act, &told.source, &told.target, &told.instruction]
                .into_iter()
                .enumerate()
            {
                if at > 0 {
                    self.raw("; ");
                }
                self.text(words);
            }
            self.raw("</p></note>");
        }
        self.raw("</notes>");
    }
}

/// The acts and days of the changes, each once, in the order of the days.
fn events<'p>(changed: &[(usize, &'p Provenance)]) -> Vec<(&'p str, Date)> {
    let mut events: Vec<(&str, Date)> = (changed.iter())
        .map(|(_, made)| (made.act.as_str(), made.from))
        .collect();
    events.sort_by_key(|(act, day)| (*day, *act));
    events.dedup();
    events
}

fn act_uri(number: &str) -> String {
    let target = crate::cite::Target {
        so_ky_hieu: Some(number.to_owned()),
        ..Default::default()
    };
    Work::cited(&target, "").unwrap_or_default().uri()
}

/// What an operation is among the changes of words that Akoma Ntoso knows.
const fn textual(kind: OpKind) -> Option<&'static str> {
    match kind {
        OpKind::Replace | OpKind::Phrase | OpKind::ReplaceHeading => Some("substitution"),
        OpKind::Insert | OpKind::PhraseInsert => Some("insertion"),
        OpKind::Repeal | OpKind::PhraseDelete | OpKind::RepealDoc | OpKind::ReplaceDoc => {
            Some("repeal")
        }
        OpKind::Renumber => Some("renumbering"),
        OpKind::End | OpKind::Suspend | OpKind::Extend => None,
    }
}

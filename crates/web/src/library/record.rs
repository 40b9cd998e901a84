//! Ghi nhận văn bản: the form that puts a document into the library.

use council::access::Act;
use council::library::acts::{RecordDocument, record_document};
use council::library::{DocumentKind, Relation};
use council::seed_data::Certainty;
use council::{Acting, Problem, Result};
use kernel::ids::CouncilId;
use ui::{Choice, Field, Fieldset, Form, Width};
use uuid::Uuid;

use crate::bodies::words::choices;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The relations that a new document states of itself.
const RELATIONS: [Relation; 4] = [
    Relation::Replaces,
    Relation::Amends,
    Relation::Details,
    Relation::Guides,
];

/// Ghi nhận văn bản.
pub(super) struct Record {
    scope: String,
    council: Option<CouncilId>,
}

impl Task for Record {
    const ACT: Act = Act::RecordDocument;
    const NAME: &'static str = "document";

    async fn load(visit: &Visit, _: Uuid) -> Outcome<Self> {
        let (scope, council) = super::office(visit, Self::ACT).await?;
        Ok(Self { scope, council })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.scope.clone(),
            back: "/library".to_owned(),
            subject: visit.t("library-title"),
            part: Part::Library,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let fill = |name: &str, field: Field| posted.fill(name, field);
        let kinds = choices(
            visit,
            "document-kind",
            DocumentKind::ALL,
            DocumentKind::code,
        );
        let certainties: Vec<Choice> = Certainty::ALL
            .iter()
            .map(|certainty| {
                Choice::new(certainty.code(), visit.label("certainty", certainty.code()))
            })
            .collect();
        let date = |name: &'static str, label: &str| {
            posted.fill(name, Field::date(name, visit.t(label)).optional())
        };
        let number = Field::text("number", visit.t("document-number"))
            .hint(visit.t("document-number-hint"))
            .width(Width::Medium)
            .plain();
        form.field(fill("number", number))
            .field(fill(
                "kind",
                Field::radios("kind", visit.t("document-kind"), kinds, ""),
            ))
            .field(fill("issuer", Field::text("issuer", visit.t("issuer"))))
            .field(fill(
                "title",
                Field::long("title", visit.t("document-title")).rows(2),
            ))
            .fieldset(
                Fieldset::new(visit.t("document-days"))
                    .hint(visit.t("document-days-hint"))
                    .field(date("signed_on", "signed-on"))
                    .field(date("in_force_on", "document-in-force"))
                    .field(date("ended_on", "document-ended"))
                    .field(fill(
                        "certainty",
                        Field::radios("certainty", visit.t("document-certainty"), certainties, ""),
                    )),
            )
            .fieldset(relations(visit, posted))
            .field(fill(
                "note",
                Field::long("note", visit.t("document-note"))
                    .rows(2)
                    .optional(),
            ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        if self.council.is_none() && !self.scope.is_empty() {
            read.problem(Problem::new("", "no-council-here"));
        }
        let related = RELATIONS.iter().flat_map(|relation| {
            let numbers = posted.text(&name_of(*relation));
            let numbers: Vec<String> = numbers
                .split([',', ';'])
                .map(|number| number.trim().to_owned())
                .filter(|number| !number.is_empty())
                .collect();
            numbers.into_iter().map(|number| (*relation, number))
        });
        let command = RecordDocument {
            council: self.council,
            owner: None,
            number: read.text("number"),
            kind: read.choice("kind", DocumentKind::from_code, DocumentKind::Law),
            issuer: read.text("issuer"),
            title: read.text("title"),
            signed_on: read.date("signed_on"),
            in_force_on: read.date("in_force_on"),
            ended_on: read.date("ended_on"),
            certainty: read.choice("certainty", Certainty::from_code, Certainty::Unconfirmed),
            note: read.text("note"),
            relations: related.collect(),
        };
        let id = read.outcome(record_document(acting, command).await)?;
        Ok(format!("/library/{id}"))
    }
}

fn relations(visit: &Visit, posted: &Posted) -> Fieldset {
    let mut fieldset =
        Fieldset::new(visit.t("document-relations")).hint(visit.t("document-relations-hint"));
    for relation in RELATIONS {
        let name = name_of(relation);
        let label = visit.label("relation", relation.code());
        let field = Field::text(&name, label).plain().optional();
        fieldset = fieldset.field(posted.fill(&name, field));
    }
    fieldset
}

fn name_of(relation: Relation) -> String {
    format!("relation_{}", relation.code())
}

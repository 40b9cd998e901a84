//! Terms, the legal frame, the dated rules and the topics of training.

use kernel::ids::{DocumentId, RuleId, TermId, TopicId};
use kernel::vi;
use serde_json::{Map, Value as Json, json};
use store::{args, sql};

use super::{Table, named, own};
use crate::bodies::Level;
use crate::seed_data::rules::{Quantity, Rule, UnitClass};
use crate::seed_data::terms::TERMS;
use crate::seed_data::{legal_frame, rules, training};
use crate::{Acting, Result};

sql! {
    TERM_KEYS = "SELECT id AS a, id AS b, '' AS c FROM term";
    DOCUMENTS = "SELECT id AS a, id AS b, '' AS c FROM document";
    RELATIONS = "SELECT from_id AS a, from_id AS b, kind || ' ' || to_number AS c FROM document_relation";
    RULES = "SELECT id AS a, id AS b, '' AS c FROM rule";
    TOPICS = "SELECT id AS a, id AS b, '' AS c FROM topic";
    TOPIC_DOCUMENTS = "SELECT topic_id AS a, document_id AS b, '' AS c FROM topic_document";
}

/// The identifier of a term by its name, such as "2021-2026".
pub fn term_id(name: &str) -> TermId {
    named("term", name)
}

/// The identifier of a rule that comes with the product.
pub fn rule_id(rule: &Rule) -> RuleId {
    let key = format!(
        "{}\n{}\n{}\n{}\n{}",
        rule.key,
        rule.level.map_or("any", Level::code),
        rule.unit.code(),
        rule.valid_from,
        parameters(rule)
    );
    named("rule", &key)
}

fn document_id(number: &str) -> DocumentId {
    named("document", number)
}

fn topic_id(key: &str) -> TopicId {
    named("topic", key)
}

pub(super) async fn load_terms(acting: &Acting<'_>) -> Result<u64> {
    let table = Table {
        name: "term",
        columns: &["id", "name", "election_day", "valid_from", "valid_to"],
        keys: TERM_KEYS,
    };
    let rows = TERMS.iter().map(|term| {
        let id = term_id(term.name);
        let days = (term.election, term.ended);
        (own(id), args![id, term.name, days.0, days.0, days.1])
    });
    table.fill(acting, rows).await
}

pub(super) async fn load_documents(acting: &Acting<'_>) -> Result<u64> {
    let table = Table {
        name: "document",
        columns: &[
            "id",
            "number",
            "kind",
            "issuer",
            "title",
            "signed_on",
            "in_force_on",
            "ended_on",
            "certainty",
            "note",
            "folded",
        ],
        keys: DOCUMENTS,
    };
    let rows = legal_frame::documents().iter().map(|document| {
        let id = document_id(document.number);
        let values = args![
            id,
            document.number,
            document.kind.code(),
            document.issuer,
            document.title,
            document.signed,
            document.in_force,
            document.ended,
            document.certainty.code(),
            document.note_vi,
            vi::fold(&format!("{} {}", document.number, document.title)),
        ];
        (own(id), values)
    });
    table.fill(acting, rows).await
}

pub(super) async fn load_relations(acting: &Acting<'_>) -> Result<u64> {
    let table = Table {
        name: "document_relation",
        columns: &["from_id", "kind", "to_number", "to_id"],
        keys: RELATIONS,
    };
    let rows = legal_frame::documents().iter().flat_map(|document| {
        let from = document_id(document.number);
        document.relations.iter().map(move |related| {
            let kind = related.relation.code();
            let to = legal_frame::document(related.number).map(|other| document_id(other.number));
            (
                (
                    from.uuid(),
                    from.uuid(),
                    format!("{kind} {}", related.number),
                ),
                args![from, kind, related.number, to],
            )
        })
    });
    table.fill(acting, rows).await
}

pub(super) async fn load_rules(acting: &Acting<'_>) -> Result<u64> {
    let table = Table {
        name: "rule",
        columns: &[
            "id",
            "key",
            "level",
            "unit_kind",
            "parameters",
            "measure",
            "basis_document",
            "basis_provision",
            "certainty",
            "note_vi",
            "note_en",
            "valid_from",
            "valid_to",
        ],
        keys: RULES,
    };
    let rows = rules::rules().iter().map(|rule| {
        let id = rule_id(rule);
        let unit_kind = (rule.unit != UnitClass::Any).then_some(rule.unit);
        let values = args![
            id,
            rule.key,
            rule.level,
            unit_kind,
            parameters(rule),
            rule.measure.code(),
            rule.document.unwrap_or_default(),
            rule.provision,
            rule.certainty.code(),
            rule.note_vi,
            rule.note_en,
            rule.valid_from,
            rule.valid_to,
        ];
        (own(id), values)
    });
    table.fill(acting, rows).await
}

/// Shares stay as written, so that one third remains exact; bands and steps become pairs.
pub(crate) fn parameters(rule: &Rule) -> Json {
    let pairs = rule.parameters.iter().map(|(name, quantity)| {
        let value = match quantity {
            Quantity::Whole(number) => json!(number),
            Quantity::Share(part, whole) => json!(format!("{part}/{whole}")),
            Quantity::Day(day) => json!(day),
            Quantity::Bands(bands) => json!(bands),
            Quantity::Steps(steps) => json!(steps),
        };
        ((*name).to_owned(), value)
    });
    Json::Object(pairs.collect::<Map<_, _>>())
}

pub(super) async fn load_topics(acting: &Acting<'_>) -> Result<u64> {
    let table = Table {
        name: "topic",
        columns: &["id", "key", "name_vi", "name_en"],
        keys: TOPICS,
    };
    let rows = training::topics().iter().map(|topic| {
        let id = topic_id(topic.key);
        (own(id), args![id, topic.key, topic.name_vi, topic.name_en])
    });
    table.fill(acting, rows).await
}

pub(super) async fn load_topic_documents(acting: &Acting<'_>) -> Result<u64> {
    let table = Table {
        name: "topic_document",
        columns: &["topic_id", "document_id"],
        keys: TOPIC_DOCUMENTS,
    };
    let rows = training::topics().iter().flat_map(|topic| {
        let id = topic_id(topic.key);
        topic
            .documents
            .iter()
            .filter(|number| legal_frame::document(number).is_some())
            .map(move |number| {
                let document = document_id(number);
                (
                    (id.uuid(), document.uuid(), String::new()),
                    args![id, document],
                )
            })
    });
    table.fill(acting, rows).await
}

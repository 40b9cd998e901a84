//! What the participants thought of a class, all together.

use council::access::FieldGroup;
use council::training::classes::ClassRef;
use council::training::evaluations::{Evaluations, Marks, evaluations};
use store::Db;
use ui::{Prose, Section};

use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// The part of the class's page, for those who may read it.
pub async fn section(visit: &Visit, db: &Db, class: &ClassRef) -> Outcome<Option<Section>> {
    if !visit.actor.reads(FieldGroup::Evaluations, &class.path) {
        return Ok(None);
    }
    let found = evaluations(db, &visit.actor, class.id).await?;
    let section = Section::new(visit.t("evaluations-title"));
    Ok(Some(filled(visit, section, &found)))
}

fn filled(visit: &Visit, section: Section, found: &Evaluations) -> Section {
    let Some(figures) = &found.shown else {
        return section.push(Prose::new().p(visit.tv(
            "evaluations-too-few",
            &[
                ("given", &found.given.to_string()),
                ("needed", &found.needed.to_string()),
            ],
        )));
    };
    let mut list =
        Listing::new(visit.tv("evaluations-given", &[("given", &found.given.to_string())]))
            .column(Kind::Text, visit.t("evaluations-question"))
            .column(Kind::Text, visit.t("evaluations-mean"));
    for mark in 1..=5 {
        let head = visit.tv("evaluations-mark", &[("mark", &mark.to_string())]);
        list = list.column(Kind::Number, head);
    }
    let lines = [
        ("evaluations-content", &figures.content),
        ("evaluations-teaching", &figures.teaching),
        ("evaluations-organisation", &figures.organisation),
    ];
    let rows = lines.map(|(key, marks)| row(visit, key, marks));
    let section = section.push(list.rows(rows).table(visit));
    if figures.comments.is_empty() {
        return section;
    }
    section.push(
        Prose::new()
            .h3(visit.t("evaluations-comments"))
            .list(figures.comments.clone()),
    )
}

fn row(visit: &Visit, key: &str, marks: &Marks) -> Vec<Item> {
    let mean = marks
        .mean_hundredths()
        .map(|mean| format!("{},{:02}", mean / 100, mean % 100));
    let mut row = vec![Item::Text(visit.t(key)), Item::maybe(mean)];
    row.extend(marks.counts.map(Item::Number));
    row
}

//! One rule through time: what applies on the day, which councils differ, what applied before.

use axum::extract::{Path, State};
use council::access::Act;
use council::library::queries::shelf;
use council::rules::InForce;
use council::rules::queries::{RuleGroup, rules};
use store::Db;
use ui::{Button, Cell, Page, Section};

use super::words::{self, Shelf};
use crate::failure::{Failure, Outcome};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(key): Path<String>) -> Outcome {
    let group = rules(&db, &key, visit.on).await?.pop();
    let group = group.ok_or_else(|| Failure::not_found("rule"))?;
    let shelf = shelf(&db).await?;
    let own = super::scope_of(&visit, |role| Act::SetLocalRule.roles().contains(&role));
    let council = match &own {
        Some(scope) if super::local::can_differ(&group) => {
            super::local::council_at(&visit, scope).await?
        }
        _ => None,
    };
    let mut page = Page::new(words::title(&visit, &key))
        .kicker(visit.label("rule-subject", words::subject(&key)))
        .lead(lead(&visit, &group));
    if let Some(council) = council {
        page = page.action(Button::new(
            visit.t("local-rule-set"),
            format!("/councils/{council}/rules/new?key={key}"),
        ));
    }
    for section in sections(&visit, &shelf, &group) {
        page = page.push(section);
    }
    let page = page.push(words::legend(&visit));
    Ok(visit
        .view(page)
        .part(Part::Rules)
        .crumb(visit.t("nav-rules"), "/rules")
        .respond())
}

/// The first sentence: the one value, or how many cases there are.
fn lead(visit: &Visit, group: &RuleGroup) -> String {
    let day = visit.day(visit.on);
    let general: Vec<&InForce> = general(group).collect();
    match general.as_slice() {
        [] => visit.tv("rule-lead-none", &[("day", &day)]),
        [rule] => visit.tv(
            "rule-lead-one",
            &[
                ("day", &day),
                ("value", &words::value(visit, rule)),
                ("basis", &words::basis(visit, rule)),
            ],
        ),
        many => visit.tv(
            "rule-lead-many",
            &[("day", &day), ("n", &many.len().to_string())],
        ),
    }
}

fn general(group: &RuleGroup) -> impl Iterator<Item = &InForce> {
    group
        .current
        .iter()
        .filter(|rule| rule.council_id.is_none())
}

/// What applies, where councils differ, and the other times.
pub fn sections(visit: &Visit, shelf: &Shelf, group: &RuleGroup) -> Vec<Section> {
    let table = |caption: &str, rules: &mut dyn Iterator<Item = &InForce>| {
        let mut table =
            words::table(visit, visit.t(caption), "rule-words").empty(visit.t("rule-none"));
        for rule in rules {
            table = table.row(words::row(visit, shelf, note(visit, rule), rule));
        }
        table
    };
    let mut sections = vec![
        Section::new(visit.t("rule-current"))
            .id("hien-hanh")
            .push(table("rule-current", &mut general(group))),
    ];
    let mut local = group
        .current
        .iter()
        .filter(|rule| rule.council_id.is_some())
        .peekable();
    if local.peek().is_some() {
        sections.push(
            Section::new(visit.t("rule-local"))
                .id("dia-phuong")
                .intro(visit.t("rule-local-intro"))
                .push(table("rule-local", &mut local)),
        );
    }
    if !group.other.is_empty() {
        sections.push(
            Section::new(visit.t("rule-history"))
                .id("lich-su")
                .push(table("rule-history", &mut group.other.iter())),
        );
    }
    sections
}

/// The rule in the words of its source; a council's own rule leads to the council.
fn note(visit: &Visit, rule: &InForce) -> Cell {
    let note = match visit.lang {
        crate::Lang::Vi => &rule.note_vi,
        crate::Lang::En => &rule.note_en,
    };
    match rule.council_id {
        Some(council) => Cell::link(note, visit.link(&format!("/councils/{council}"))),
        None => Cell::text(note),
    }
}

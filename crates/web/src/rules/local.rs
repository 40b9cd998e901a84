//! Quy định riêng của địa phương: which rules a council may set for itself, and the form that sets one.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries;
use council::library::queries::shelf;
use council::rules::acts::{SetLocalRule, set_local_rule};
use council::rules::queries::{RuleGroup, rules};
use council::rules::{InForce, Place as RulePlace, in_force};
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::CouncilId;
use serde_json::{Map, Value as Json};
use store::Db;
use ui::{Cell, Column, Field, Form, Page, Width};
use uuid::Uuid;

use super::words;
use crate::bodies::words::{council_title, from_field, to_field};
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The parameters a council can set, each with the name of its question.
const QUESTIONS: [(&str, &str); 15] = [
    ("max", "value_max"),
    ("full_time_chair", "value_full_time_chair"),
    ("part_time_chair", "value_part_time_chair"),
    ("full_time_head", "value_full_time_head"),
    ("part_time_head", "value_part_time_head"),
    ("share", "value_share"),
    ("share_over", "value_share_over"),
    ("share_below", "value_share_below"),
    ("age", "value_age"),
    ("days", "value_days"),
    ("count", "value_count"),
    ("years", "value_years"),
    ("month", "value_month"),
    ("day", "value_day"),
    ("seconds", "value_seconds"),
];

/// Đặt quy định riêng.
pub(super) struct Set {
    council: CouncilRef,
    general: InForce,
}

/// Whether a council may have a rule of its own: the form has a question for every parameter.
pub(super) fn can_differ(group: &RuleGroup) -> bool {
    let mut current = group.current.iter();
    current.any(|rule| rule.council_id.is_none() && has_questions(rule))
}

fn has_questions(rule: &InForce) -> bool {
    rule.parameters
        .iter()
        .all(|(name, _)| QUESTIONS.iter().any(|(known, _)| *known == name))
}

/// The council of a place on the day.
pub(crate) async fn council_at(visit: &Visit, path: &str) -> Outcome<Option<CouncilId>> {
    if path.is_empty() {
        return Ok(None);
    }
    match queries::unit_at(visit.app.db(), path, visit.on).await {
        Ok(unit) => Ok(unit.council_id),
        Err(council::Refusal::NotFound(_)) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The rules that apply to one council, its own first, with a way to set another.
pub async fn choose(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = queries::council(&db, id).await?;
    let place = RulePlace::of_council(&db, id, visit.on).await?;
    let may = visit.can(Act::SetLocalRule, &council.path);
    let shelf = shelf(&db).await?;
    let mut table = words::table(&visit, visit.t("local-rules-caption"), "rule-about");
    if may {
        table = table.column(Column::text(visit.t("act")));
    }
    let mut own = 0;
    for group in rules(&db, "", visit.on).await? {
        let Some(rule) = place.fitting(&group.current).first().copied() else {
            continue;
        };
        own += usize::from(rule.council_id.is_some());
        let first = Cell::link(
            words::title(&visit, &group.key),
            visit.link(&format!("/rules/{}", group.key)),
        );
        table = table.row(row(&visit, &shelf, first, rule, id, may));
    }
    let day = visit.day(visit.on);
    let page = Page::new(visit.t("local-rules-title"))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv(
            "local-rules-lead",
            &[("day", &day), ("n", &own.to_string())],
        ))
        .push(words::legend(&visit))
        .push(table);
    Ok(visit
        .view(page)
        .part(Part::Rules)
        .crumb(visit.t("nav-rules"), "/rules")
        .crumb(council_title(&visit, &council), &format!("/councils/{id}"))
        .respond())
}

fn row(
    visit: &Visit,
    shelf: &words::Shelf,
    first: Cell,
    rule: &InForce,
    council: CouncilId,
    may: bool,
) -> Vec<Cell> {
    let mut cells = words::row(visit, shelf, first, rule);
    if may {
        cells.push(if has_questions(rule) {
            Cell::link(
                visit.tv(
                    "local-rule-set-of",
                    &[("rule", &words::title(visit, &rule.key))],
                ),
                format!("/councils/{council}/rules/new?key={}", rule.key),
            )
        } else {
            Cell::text(visit.t("local-rule-by-law"))
        });
    }
    cells
}

impl Task for Set {
    const ACT: Act = Act::SetLocalRule;
    const NAME: &'static str = "local-rule";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = queries::council(db, Id::from_uuid(id)).await?;
        let key = visit.asked("key").unwrap_or_default();
        let place = RulePlace {
            council: None,
            ..RulePlace::of_council(db, council.id, visit.on).await?
        };
        let general = in_force(db, key, &place, visit.on).await?;
        let general = general
            .filter(has_questions)
            .ok_or_else(|| Failure::not_found("rule"))?;
        Ok(Self { council, general })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/rules/{}", self.general.key),
            subject: format!(
                "{} – {}",
                words::title(visit, &self.general.key),
                council_title(visit, &self.council)
            ),
            part: Part::Rules,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, mut form: Form) -> Form {
        form = form.field(Field::readonly(
            "general",
            visit.t("local-rule-general"),
            visit.tv(
                "local-rule-general-value",
                &[
                    ("value", &words::value(visit, &self.general)),
                    ("basis", &words::basis(visit, &self.general)),
                ],
            ),
        ));
        for (name, field, value) in self.parameters() {
            let label = visit.t(&format!("rule-question-{}", name.replace('_', "-")));
            let question = match value {
                Json::String(text) => Field::text(field, label)
                    .hint(visit.t("share-hint"))
                    .value(text.clone())
                    .plain(),
                other => Field::number(field, label)
                    .suffix(words::measure(visit, self.general.measure))
                    .value(other.to_string()),
            };
            form = form.field(posted.fill(field, question.width(Width::Short)));
        }
        let text = |name: &str, label: &str| Field::text(name, visit.t(label)).plain();
        form.field(posted.fill(
            "basis_document",
            text("basis_document", "rule-basis-document").hint(visit.t("rule-basis-document-hint")),
        ))
        .field(posted.fill(
            "basis_provision",
            text("basis_provision", "rule-basis-provision").optional(),
        ))
        .field(
            posted.fill(
                "note_vi",
                Field::long("note_vi", visit.t("rule-note"))
                    .hint(visit.t("rule-note-hint"))
                    .rows(2),
            ),
        )
        .field(from_field(visit, posted, "rule-valid-from"))
        .field(to_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let mut parameters = Map::new();
        for (name, field, value) in self.parameters() {
            let given = match value {
                Json::String(_) => share(&mut read, field),
                _ => Json::from(read.number(field)),
            };
            parameters.insert(name.to_owned(), given);
        }
        let command = SetLocalRule {
            council: self.council.id,
            key: self.general.key.clone(),
            parameters: Json::Object(parameters),
            basis_document: read.text("basis_document"),
            basis_provision: read.text("basis_provision"),
            note_vi: read.text("note_vi"),
            note_en: String::new(),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
        };
        read.outcome(set_local_rule(acting, command).await)?;
        Ok(format!("/rules/{}", self.general.key))
    }
}

impl Set {
    /// Name, question and present value of each parameter, in the order of the form.
    fn parameters(&self) -> impl Iterator<Item = (&'static str, &'static str, &Json)> {
        QUESTIONS.iter().filter_map(|(name, field)| {
            let mut given = self.general.parameters.iter();
            let (_, value) = given.find(|(known, _)| known == name)?;
            Some((*name, *field, value))
        })
    }
}

/// A share such as 2/3 or 35%.
fn share(read: &mut Reading<'_>, field: &'static str) -> Json {
    let text = read.text(field).replace(' ', "");
    let text = match text.strip_suffix('%') {
        Some(part) => format!("{part}/100"),
        None => text,
    };
    let parts = text
        .split_once('/')
        .and_then(|(part, whole)| Some((part.parse::<u32>().ok()?, whole.parse::<u32>().ok()?)));
    match parts {
        Some((part, whole)) if part > 0 && part <= whole => Json::String(text),
        _ => {
            read.problem(Problem::new(field, "share-unreadable"));
            Json::String("1/1".to_owned())
        }
    }
}

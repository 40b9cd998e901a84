//! The tables that several pages share: the matrix of duties, and tasks with what may be recorded of them.

use council::access::Act;
use council::coordination::queries::{Dossier, DutyRow, TaskLine};
use council::coordination::{CoordinationState, Recurrence, Standing};
use kernel::ids::{DocumentId, PartyId};
use ui::{Html, Table};

use super::say;
use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// The matrix of duties: content, who leads, who takes part, when, what comes of it.
pub fn duties<'d>(
    visit: &Visit,
    dossier: &Dossier,
    rows: impl Iterator<Item = &'d DutyRow>,
) -> Table {
    let of = &dossier.coordination;
    let now = !visit.is_past();
    let drafts = now
        && of.state == CoordinationState::Drafting
        && visit.can(Act::DraftCoordination, &of.path);
    let steers = now
        && of.state == CoordinationState::InForce
        && visit.can(Act::SteerCoordination, &of.path);
    let mut list = Listing::new(visit.t("coordination-duties"))
        .column(Kind::Text, visit.t("coordination-duty"))
        .column(Kind::Text, visit.t("coordination-content"))
        .column(Kind::Text, visit.t("coordination-lead-party"))
        .column(Kind::Text, visit.t("coordination-partners"))
        .column(Kind::Text, visit.t("coordination-when"))
        .column(Kind::Text, visit.t("coordination-output"));
    if drafts || steers {
        list = list.column(Kind::Text, visit.t("coordination-act"));
    }
    for row in rows {
        let duty = &row.duty;
        let partners = row.partners.iter().map(|id| dossier.name_of(*id));
        let partners = partners.collect::<Vec<_>>().join("; ");
        let mut items = vec![
            Item::Text(duty.title.clone()),
            Item::Text(visit.label("coordination-content", duty.content.code())),
            party(visit, dossier, duty.lead_id),
            Item::maybe(Some(partners).filter(|names| !names.is_empty())),
            Item::Text(say::recurrence(visit, duty)),
            Item::maybe(Some(duty.output.clone()).filter(|text| !text.is_empty())),
        ];
        let act = |key: &str, end: &str| {
            let words = visit.tv(key, &[("duty", &duty.title)]);
            Item::Link(words, format!("/coordination-duties/{}/{end}", duty.id))
        };
        if drafts {
            items.push(act("coordination-remove-duty", "remove"));
        } else if steers && duty.recurrence == Recurrence::OnRequest {
            items.push(act("coordination-ask", "ask"));
        } else if steers {
            items.push(Item::Text(String::new()));
        }
        list = list.row(items);
    }
    list.empty(visit.t("coordination-duties-none"))
        .table(visit)
        .quiet()
}

/// A party with the way to what it owes.
fn party(visit: &Visit, dossier: &Dossier, id: PartyId) -> Item {
    let name = dossier.name_of(id).to_owned();
    Item::Link(name, visit.link(&format!("/coordination-parties/{id}")))
}

/// Tasks by their days, with the way to record what became of each for whoever may.
pub fn tasks<'d>(
    visit: &Visit,
    dossier: &Dossier,
    caption: &str,
    tasks: impl Iterator<Item = &'d TaskLine>,
) -> Table {
    let of = &dossier.coordination;
    let may = |task: &TaskLine| {
        let party = dossier.party(task.lead_id);
        !visit.is_past() && party.is_some_and(|party| party.answers(&visit.actor, of))
    };
    let tasks: Vec<&TaskLine> = tasks.collect();
    let records = tasks.iter().any(|task| may(task));
    let mut list = Listing::new(caption)
        .column(Kind::Text, visit.t("coordination-task"))
        .column(Kind::Day, visit.t("coordination-due"))
        .column(Kind::Status, visit.t("coordination-standing"))
        .column(Kind::Text, visit.t("coordination-lead-party"))
        .column(Kind::Text, visit.t("coordination-period"))
        .column(Kind::Text, visit.t("coordination-result"));
    if records {
        list = list.column(Kind::Text, visit.t("coordination-act"));
    }
    for task in tasks {
        let (tone, word) = say::standing(visit, task);
        let period = Some(say::period(visit, task)).filter(|words| !words.is_empty());
        let mut items = vec![
            Item::Text(task.title.clone()),
            Item::Day(task.due_on),
            Item::Status(tone, word),
            party(visit, dossier, task.lead_id),
            Item::maybe(period),
            Item::maybe(result(visit, task)),
        ];
        if records {
            items.push(if may(task) {
                let values = [
                    ("task", task.title.as_str()),
                    ("day", &visit.day(task.due_on)),
                ];
                Item::Link(
                    visit.tv("coordination-record-one", &values),
                    record_path(task),
                )
            } else {
                Item::Text(String::new())
            });
        }
        list = list.row(items);
    }
    list.empty(visit.t("coordination-tasks-none")).table(visit)
}

/// What became of a task in words: done with its evidence, excused, or why it is late.
fn result(visit: &Visit, task: &TaskLine) -> Option<String> {
    let mut sentences = Vec::new();
    if let Some(day) = task.done_on {
        let day = visit.day(day);
        let values = [("day", day.as_str()), ("evidence", &task.evidence)];
        sentences.push(visit.tv("coordination-done-words", &values));
    }
    if let Some(number) = &task.document_number {
        sentences.push(visit.tv("coordination-document-words", &[("number", number)]));
    }
    if !task.excuse.is_empty() {
        sentences.push(visit.tv("coordination-excused-words", &[("reason", &task.excuse)]));
    }
    if !task.delay_reason.is_empty() && task.standing != Standing::Met {
        let values = [("reason", task.delay_reason.as_str())];
        sentences.push(visit.tv("coordination-delay-words", &values));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Where the result of a task is recorded.
pub fn record_path(task: &TaskLine) -> String {
    match (task.duty_id, task.conclusion_id) {
        (Some(duty), _) => format!("/coordination-duties/{duty}/record?{}", key(task)),
        (None, Some(id)) => format!("/joint-conclusions/{id}/record"),
        (None, None) => String::new(),
    }
}

/// Where a task of a duty is excused.
pub fn excuse_path(task: &TaskLine) -> Option<String> {
    let duty = task.duty_id?;
    Some(format!("/coordination-duties/{duty}/excuse?{}", key(task)))
}

fn key(task: &TaskLine) -> String {
    let year = task.due_on.year().to_string();
    let pairs = [("period", task.period.as_str()), ("year", &year)];
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

/// A document of the library by its number.
pub fn document(visit: &Visit, id: DocumentId, number: &str) -> Html {
    Html::link(number, visit.link(&format!("/library/{id}")))
}

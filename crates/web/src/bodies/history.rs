//! What was done to a record, for those who may read the audit trail.

use council::access::{FieldGroup, Shown};
use council::history::{self, Entry, FieldChange};
use council::{Page as Batch, Paged};
use kernel::ids::CouncilId;
use store::Db;
use ui::{Details, Event, Html, ScreenOnly, Section, Timeline};
use uuid::Uuid;

use crate::failure::Outcome;
use crate::visit::Visit;

/// How many acts a page shows; the rest is in the audit trail.
const SHOWN: Batch = Batch {
    number: 1,
    size: 20,
};

/// The last acts in a council.
pub async fn of_council(
    visit: &Visit,
    db: &Db,
    council: CouncilId,
    path: &str,
) -> Outcome<Option<ScreenOnly<Section>>> {
    if !visit.actor.reads(FieldGroup::AuditTrail, path) {
        return Ok(None);
    }
    let found = history::of_council(db, &visit.actor, council, SHOWN).await?;
    Ok(Some(section(visit, &found)))
}

/// The last acts on one record that lies at any of these places.
pub async fn of_record(
    visit: &Visit,
    db: &Db,
    record: Uuid,
    paths: &[&str],
) -> Outcome<Option<ScreenOnly<Section>>> {
    let mut paths = paths.iter();
    if !paths.any(|path| visit.actor.reads(FieldGroup::AuditTrail, path)) {
        return Ok(None);
    }
    let found = history::of_record(db, &visit.actor, record, SHOWN).await?;
    Ok(Some(section(visit, &found)))
}

fn section(visit: &Visit, found: &Paged<Entry>) -> ScreenOnly<Section> {
    let section = Section::new(visit.t("history")).id("lich-su");
    if found.rows.is_empty() {
        return ScreenOnly(section.intro(visit.t("history-none")));
    }
    let mut timeline = Timeline::new(visit.t("history"));
    for entry in &found.rows {
        timeline = timeline.event(event(visit, entry));
    }
    let words = visit.tv(
        "history-open",
        &[
            ("shown", &found.rows.len().to_string()),
            ("total", &found.total.to_string()),
        ],
    );
    ScreenOnly(section.push(Details::new(words).push(timeline)))
}

fn event(visit: &Visit, entry: &Entry) -> Event {
    let at = kernel::time::local(entry.at);
    let when = format!(
        "{} {:02}:{:02}",
        visit.day(at.date()),
        at.hour(),
        at.minute()
    );
    let mut words = Html::new();
    if !entry.reason.is_empty() {
        words.push_text(&format!("{}: {}. ", visit.t("field-reason"), entry.reason));
    }
    let changes: Vec<String> = entry
        .changes
        .iter()
        .filter_map(|change| field_words(visit, change))
        .collect();
    words.push_text(&changes.join("; "));
    let by = if entry.actor.is_empty() {
        visit.t("history-program")
    } else {
        entry.actor.clone()
    };
    Event::new(when, visit.label("act", &entry.act))
        .by(by)
        .body(words)
}

/// "họ và tên: Lê An → Lê Ân"; identifiers of other records say nothing to a reader.
fn field_words(visit: &Visit, change: &FieldChange) -> Option<String> {
    let value = |side: &Shown<serde_json::Value>| match side {
        Shown::Hidden => Some(visit.t("hidden")),
        Shown::Visible(serde_json::Value::Null) => Some("–".to_owned()),
        Shown::Visible(serde_json::Value::String(text)) => {
            Uuid::parse_str(text).is_err().then(|| text.clone())
        }
        Shown::Visible(serde_json::Value::Bool(yes)) => {
            Some(visit.t(if *yes { "yes" } else { "no" }))
        }
        Shown::Visible(serde_json::Value::Number(number)) => Some(number.to_string()),
        Shown::Visible(_) => None,
    };
    let key = format!("field-{}", change.field.replace('_', "-"));
    let name = if crate::catalogue::has(visit.lang, &key) {
        visit.t(&key)
    } else {
        return None;
    };
    Some(format!(
        "{name}: {} → {}",
        value(&change.before)?,
        value(&change.after)?
    ))
}

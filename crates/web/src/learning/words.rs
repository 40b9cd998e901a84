//! How laws, changes, places and people are written on these pages.

use council::access::{Act, FieldGroup};
use council::library::changes::{Change, ChangedUnit};
use council::{Problem, Refusal};
use kernel::ids::{DocumentId, PersonId};
use ui::Html;

use crate::failure::Outcome;
use crate::visit::Visit;

/// The person of the account that asks.
pub fn own(visit: &Visit) -> Outcome<PersonId> {
    if !visit.actor.is_signed_in() {
        return Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson).into());
    }
    let person = visit.actor.person;
    Ok(person.ok_or_else(|| Problem::new("", "learning-account-without-person"))?)
}

/// "Luật Tổ chức chính quyền địa phương (72/2025/QH15)".
pub fn law(title: &str, number: &str) -> String {
    format!("{title} ({number})")
}

/// The address of a law in the library.
pub fn law_path(visit: &Visit, law: DocumentId) -> String {
    visit.link(&format!("/library/{law}"))
}

/// A law that leads to its page.
pub fn law_link(visit: &Visit, title: &str, number: &str, id: DocumentId) -> Html {
    Html::link(law(title, number), law_path(visit, id))
}

/// What happened to a law: "luật đã thay đổi từ 01/7/2026 theo 34/2026/QH16", or to a unit of it: "khoản 2 Điều 5 sửa đổi, bổ sung bởi
/// khoản 1 Điều 1 34/2026/QH16, từ 01/7/2026".
pub fn change(visit: &Visit, change: &Change) -> String {
    let day = visit.day(change.on);
    if let Some(changed) = &change.unit {
        return unit_change(visit, change, changed, &day);
    }
    if change.ends {
        visit.tv("law-ended", &[("day", &day)])
    } else if change.by.is_empty() {
        visit.tv("law-changed", &[("day", &day)])
    } else {
        visit.tv("law-changed-by", &[("day", &day), ("by", &change.by)])
    }
}

fn unit_change(visit: &Visit, change: &Change, changed: &ChangedUnit, day: &str) -> String {
    let whole = visit.t("text-whole").to_lowercase();
    let unit = if changed.unit.is_empty() {
        &whole
    } else {
        &changed.unit
    };
    let done = visit
        .label("law-change", changed.kind.code())
        .to_lowercase();
    let by = format!("{} {}", changed.source, change.by);
    let values = [
        ("unit", unit.as_str()),
        ("done", &done),
        ("by", by.trim()),
        ("day", day),
    ];
    visit.tv("law-changed-unit", &values)
}

/// A place where the visitor may do this, for acts on what belongs to no place.
pub fn any_place(visit: &Visit, act: Act) -> String {
    let granted = visit.actor.grants.iter();
    let mut granted = granted.filter(|grant| act.roles().contains(&grant.role));
    granted
        .next()
        .map(|grant| grant.scope.clone())
        .unwrap_or_default()
}

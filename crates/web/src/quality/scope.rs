//! The place whose records are checked: the one asked for, or the reader's own.

use council::access::FieldGroup;
use council::bodies::queries::{children, provinces, unit_at};
use ui::{Choice, Filters};

use crate::failure::Outcome;
use crate::rules::scope_of;
use crate::visit::Visit;

/// The place as a path of official codes; refused unless the reader may see the checks there.
pub fn of(visit: &Visit) -> Outcome<String> {
    let own = scope_of(visit, |role| {
        FieldGroup::DataQuality.roles().contains(&role)
    });
    let place = visit
        .asked("place")
        .map(str::to_owned)
        .or(own)
        .unwrap_or_default();
    visit.require(FieldGroup::DataQuality, &place)?;
    Ok(place)
}

/// The name of a place.
pub async fn name(visit: &Visit, place: &str) -> Outcome<String> {
    if place.is_empty() {
        return Ok(visit.t("quality-whole-country"));
    }
    match unit_at(visit.app.db(), place, visit.on).await {
        Ok(unit) => Ok(unit.name),
        Err(council::Refusal::NotFound(_)) => Ok(place.to_owned()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The choice of a place among the reader's own and those below it.
pub async fn filters(visit: &Visit, action: &str, place: &str) -> Outcome<Filters> {
    let db = visit.app.db();
    let mut choices: Vec<Choice> = Vec::new();
    for grant in &visit.actor.grants {
        if !FieldGroup::DataQuality.roles().contains(&grant.role) {
            continue;
        }
        let name = name(visit, &grant.scope).await?;
        push(&mut choices, &grant.scope, name);
        let below = if grant.scope.is_empty() {
            provinces(db, visit.on).await?
        } else {
            match unit_at(db, &grant.scope, visit.on).await {
                Ok(unit) => children(db, unit.id, visit.on).await?,
                Err(council::Refusal::NotFound(_)) => Vec::new(),
                Err(refusal) => return Err(refusal.into()),
            }
        };
        for unit in below {
            push(&mut choices, &unit.path, unit.name);
        }
    }
    if !choices.iter().any(|choice| choice.value == place) {
        let name = name(visit, place).await?;
        push(&mut choices, place, name);
    }
    let mut filters = Filters::new(action, visit.words()).select(
        "place",
        &visit.t("quality-place"),
        choices,
        place,
    );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    Ok(filters)
}

fn push(choices: &mut Vec<Choice>, path: &str, name: String) {
    if !choices.iter().any(|choice| choice.value == path) {
        choices.push(Choice::new(path, name));
    }
}

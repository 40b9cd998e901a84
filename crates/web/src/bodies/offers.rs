//! The acts that a council's page offers to whoever may carry them out.

use council::access::Act;
use council::bodies::CouncilRef;
use council::people::queries as people;
use store::Db;
use ui::{Actions, Button, Html, Prose, ScreenOnly, Section};

use crate::failure::Outcome;
use crate::visit::Visit;

/// What is done most often.
pub fn first(visit: &Visit, council: &CouncilRef) -> Option<Button> {
    let href = visit.link(&format!("/councils/{}/decisions/new", council.id));
    crate::view::offer(
        visit,
        Act::RecordDecision,
        &council.path,
        "offer-decision",
        &href,
    )
}

/// Everything else, and those whose record waits for a mandate.
pub async fn all(
    visit: &Visit,
    db: &Db,
    council: &CouncilRef,
) -> Outcome<Option<ScreenOnly<Section>>> {
    let own = |end: &str| format!("/councils/{}/{end}", council.id);
    let unit = |end: &str| format!("/units/{}/{end}", council.unit_id);
    let offers = [
        (Act::RegisterPerson, "offer-register", own("persons/new")),
        (Act::SetUpBody, "offer-set-up-body", own("bodies/new")),
        (
            Act::DrawConstituency,
            "offer-constituency",
            own("constituencies/new"),
        ),
        (
            Act::RecordInstitution,
            "offer-institution",
            unit("institutions/new"),
        ),
        (Act::RecordEmployment, "offer-employment", own("staff/new")),
        (
            Act::RecordPopulation,
            "offer-population",
            unit("population/new"),
        ),
        (Act::FoundCouncil, "offer-found", unit("councils/new")),
        (Act::EndCouncil, "offer-end-council", own("end")),
    ];
    let mut any = false;
    let mut actions = Actions::new();
    for (act, key, path) in offers {
        if visit.can(act, &council.path) {
            any = true;
            actions = actions.push(Button::new(visit.t(key), visit.link(&path)).secondary());
        }
    }
    if !any {
        return Ok(None);
    }
    let mut section = Section::new(visit.t("offers"))
        .id("cong-viec")
        .push(actions);
    if visit.can(Act::OpenMandate, &council.path) {
        let waiting = people::unplaced(db, council.id, visit.today).await?;
        if !waiting.is_empty() {
            let names = waiting.iter().map(|person| {
                Html::link(
                    &person.full_name,
                    visit.link(&format!("/delegates/{}", person.id)),
                )
            });
            section = section.push(Prose::new().p(visit.t("unplaced")).list(names));
        }
    }
    Ok(Some(ScreenOnly(section)))
}

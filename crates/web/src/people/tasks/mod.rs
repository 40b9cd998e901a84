//! The forms that change a person's record and mandates, and the choices that come before two of them.

mod mandates;
mod merge;
mod persons;

use axum::Router;
use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries;
use council::people::queries::{self as people, namesakes, registrar};
use kernel::ids::{CouncilId, PersonId};
use store::Db;
use ui::{Html, Page, Prose};

use crate::app::App;
use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::task::route;
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<persons::Register>(router, "/councils/{id}/persons/new");
    let router = route::<persons::Correct>(router, "/delegates/{id}/correct");
    let router = route::<mandates::Open>(router, "/delegates/{id}/mandates/new");
    let router = route::<mandates::End>(router, "/mandates/{id}/end");
    let router = route::<mandates::Suspend>(router, "/mandates/{id}/suspend");
    let router = route::<mandates::Lift>(router, "/suspensions/{id}/lift");
    route::<merge::Merge>(router, "/delegates/{id}/merge")
}

/// The council in which a mandate is to be opened.
pub async fn choose_council(
    visit: Visit,
    State(db): State<Db>,
    Path(person): Path<PersonId>,
) -> Outcome {
    let name = name_of(&visit, person).await?;
    let councils = councils_open_to(&visit, &db).await?;
    if councils.is_empty() {
        visit.actor.may(Act::OpenMandate, "")?;
    }
    let links = councils.iter().map(|council| {
        let href = format!("/delegates/{person}/mandates/new?council={}", council.id);
        Html::link(council_title(&visit, council), visit.link(&href))
    });
    let page = Page::new(visit.t("choose-council"))
        .kicker(name)
        .lead(visit.t("choose-council-lead"))
        .push(Prose::new().list(links));
    Ok(step(&visit, page, person))
}

/// The other record of the same person.
pub async fn choose_namesake(
    visit: Visit,
    State(db): State<Db>,
    Path(person): Path<PersonId>,
) -> Outcome {
    let home = home(&visit, person, Act::MergePersons).await?;
    visit.actor.may(Act::MergePersons, &home.path)?;
    let name = name_of(&visit, person).await?;
    let found = namesakes(&db, person).await?;
    let links = found.iter().map(|other| {
        let href = format!("/delegates/{person}/merge?with={}", other.id);
        let words = match other.birth_year {
            Some(year) => format!("{} ({year})", other.full_name),
            None => other.full_name.clone(),
        };
        Html::link(words, visit.link(&href))
    });
    let lead = if found.is_empty() {
        visit.t("choose-namesake-none")
    } else {
        visit.t("choose-namesake-lead")
    };
    let mut page = Page::new(visit.t("choose-namesake"))
        .kicker(name)
        .lead(lead);
    if !found.is_empty() {
        page = page.push(Prose::new().list(links));
    }
    Ok(step(&visit, page, person))
}

fn step(visit: &Visit, page: Page, person: PersonId) -> axum::response::Response {
    visit
        .view(page)
        .part(Part::Delegates)
        .back(&format!("/delegates/{person}"))
        .undated()
        .respond()
}

/// The person's name on the day of view.
async fn name_of(visit: &Visit, person: PersonId) -> Outcome<String> {
    let version = people::version(visit.app.db(), person, visit.on).await?;
    Ok(version.details.full_name)
}

/// The council whose office acts on a person: one of the person's own where the act is permitted, or the one that registered.
async fn home(visit: &Visit, person: PersonId, act: Act) -> Outcome<CouncilRef> {
    let db = visit.app.db();
    let places = people::places(db, person).await?;
    let permitted = places.iter().find(|place| visit.can(act, &place.path));
    let id: Option<CouncilId> = match permitted.or(places.first()) {
        Some(place) => Some(place.council_id),
        None => registrar(db, person).await?,
    };
    let id = id.ok_or_else(|| Failure::not_found("person"))?;
    Ok(queries::council(db, id).await?)
}

/// More councils than a country has.
const MOST: u32 = 10_000;

/// Councils of the day in which this visitor may open mandates.
async fn councils_open_to(visit: &Visit, db: &Db) -> Outcome<Vec<CouncilRef>> {
    let mut found: Vec<CouncilRef> = Vec::new();
    for grant in &visit.actor.grants {
        if !Act::OpenMandate.roles().contains(&grant.role) {
            continue;
        }
        for council in queries::councils_below(db, &grant.scope, visit.on, MOST).await? {
            if !found.iter().any(|known| known.id == council.id) {
                found.push(council);
            }
        }
    }
    Ok(found)
}

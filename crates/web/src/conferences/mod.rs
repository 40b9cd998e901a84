//! Pages of conferences at which councils exchange experience: the list, one conference, what speaks for topics, difficulties, answers.

mod after_tasks;
mod answers;
mod difficulties;
mod evidence;
mod joining;
mod list;
mod one;
mod parts;
mod say;
mod tasks;

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use council::access::{Act, FieldGroup};
use council::bodies::CouncilRef;
use council::bodies::queries::councils_below;
use council::conferences::ConferenceState;
use council::conferences::evidence::Sources;
use council::conferences::queries::{conclusions, conferences, registrations, topics};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::Batch;
use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/conferences", get(list::show))
        .route("/conferences.{ending}", get(list::export))
        .route("/conferences/answers", get(answers::show))
        .route("/conferences/{id}", get(one::show))
        .route("/conference-topics/{id}/file", get(joining::download))
        .route("/councils/{id}/conferences/evidence", get(evidence::show))
        .route("/difficulties", get(difficulties::show))
        .route("/difficulties/{id}/support", post(difficulties::support));
    after_tasks::routes(joining::routes(tasks::routes(difficulties::tasks(pages))))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(answers::api))
        .routes(routes!(evidence::api))
        .routes(routes!(difficulties::api))
        .routes(routes!(one::api))
}

/// Everything of a kind as JSON.
fn all<T: Serialize + ToSchema>(visit: &Visit, items: Vec<T>) -> Response {
    axum::Json(Batch {
        on: visit.on,
        total: i64::try_from(items.len()).unwrap_or(i64::MAX),
        items,
    })
    .into_response()
}

/// From where evidence of a council is counted.
fn sources<'a>(visit: &'a Visit, council: &'a CouncilRef) -> Sources<'a> {
    Sources {
        db: visit.app.db(),
        ledger: visit.app.ledger(),
        projection: visit.app.projection(),
        council,
        today: visit.today,
    }
}

/// The council for which this visitor works, if there is one today.
async fn own_council(visit: &Visit) -> Outcome<Option<CouncilRef>> {
    let Some(grant) = visit.actor.grants.first() else {
        return Ok(None);
    };
    let own = councils_below(visit.app.db(), &grant.scope, visit.today, 1).await?;
    Ok(own.into_iter().next())
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (db, actor, on) = (visit.app.db(), &visit.actor, visit.on);
    let mut paths: Vec<String> = ["/conferences", "/conferences/answers"]
        .map(|path| visit.link(path))
        .into();
    if actor.reads_anywhere(FieldGroup::ConferenceWork) {
        paths.push(visit.link("/difficulties"));
    }
    let (mut seen, mut forms) = (Vec::new(), Vec::new());
    let mut form = |path: String, kind: &'static str| {
        if !forms.contains(&kind) {
            forms.push(kind);
            paths.push(path);
        }
    };
    let mut homes = Vec::new();
    for line in conferences(db, actor, "", on).await? {
        let conference = &line.conference;
        let home = tasks::home(conference);
        if !seen.contains(&line.state) {
            seen.push(line.state);
            homes.push(visit.link(&home));
        }
        let answered = registrations(db, conference.id, on).await?;
        for end in tasks::offers(visit, conference, &answered) {
            form(format!("{home}/{end}"), end);
        }
        if line.state == ConferenceState::Held && visit.can(Act::FollowConclusion, &conference.path)
        {
            let drawn = conclusions(db, conference.id, on).await?;
            let open = drawn.iter().find(|one| !one.standing(on).is_settled());
            for end in ["done", "explain"] {
                if let Some(open) = open {
                    form(format!("/conclusions/{}/{end}", open.id), end);
                }
            }
        }
        if line.state == ConferenceState::Announced {
            for topic in topics(db, conference.id, on).await? {
                let page = format!("/conference-topics/{}", topic.id);
                if visit.can(Act::JoinConference, &topic.lead_path) {
                    form(format!("{page}/paper"), "paper");
                }
                if visit.can(Act::PlanConference, &conference.path) {
                    form(format!("{page}/discussant"), "discussant");
                }
            }
        }
    }
    if let Some(council) = own_council(visit).await? {
        let own = format!("/councils/{}", council.id);
        if visit.can(Act::PlanConference, &council.path) {
            form(format!("{own}/conferences/new"), "plan");
        }
        if actor.reads(FieldGroup::ConferenceWork, &council.path) {
            homes.push(visit.link(&format!("{own}/conferences/evidence")));
        }
        if visit.can(Act::RaiseDifficulty, &council.path) {
            form(format!("{own}/difficulties/new"), "raise");
        }
    }
    paths.extend(homes);
    Ok(paths)
}

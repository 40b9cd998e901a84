//! Pages of conferences at which councils exchange experience: the list, one conference, what speaks for topics, difficulties, answers.

mod after_tasks;
mod answers;
mod difficulties;
mod evidence;
mod list;
mod one;
mod say;
mod tasks;

use axum::Router;
use axum::routing::{get, post};
use council::access::{Act, FieldGroup};
use council::bodies::queries::councils_below;
use council::conferences::evidence::Sources;
use council::conferences::queries::{conclusions, conferences, topics};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

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
        .route("/councils/{id}/conferences/evidence", get(evidence::show))
        .route("/difficulties", get(difficulties::show))
        .route("/difficulties/{id}/support", post(difficulties::support));
    after_tasks::routes(tasks::routes(difficulties::tasks(pages)))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(answers::api))
        .routes(routes!(one::api))
}

/// From where evidence is counted.
fn sources(visit: &Visit) -> Sources<'_> {
    Sources {
        db: visit.app.db(),
        ledger: visit.app.ledger(),
        projection: visit.app.projection(),
    }
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
    let (mut seen, mut offered) = (Vec::new(), Vec::new());
    for line in conferences(db, actor, "", on).await? {
        if seen.contains(&line.state) {
            continue;
        }
        seen.push(line.state);
        let conference = &line.conference;
        let home = format!("/conferences/{}", conference.id);
        paths.push(visit.link(&home));
        for (act, end) in tasks::offers(line.state) {
            if visit.can(*act, &conference.path) && !offered.contains(end) {
                offered.push(end);
                paths.push(format!("{home}/{end}"));
            }
        }
        if line.state == council::conferences::ConferenceState::Held
            && visit.can(Act::FollowConclusion, &conference.path)
        {
            let drawn = conclusions(db, conference.id, on).await?;
            let open = drawn.iter().find(|one| !one.standing(on).is_settled());
            if let Some(open) = open {
                paths.extend(
                    ["done", "explain"].map(|end| format!("/conclusions/{}/{end}", open.id)),
                );
            }
        }
        if line.state == council::conferences::ConferenceState::Announced {
            let chosen = topics(db, conference.id, on).await?;
            let own = chosen
                .iter()
                .find(|topic| visit.can(Act::JoinConference, &topic.lead_path));
            paths.extend(own.map(|topic| format!("/conference-topics/{}/paper", topic.id)));
        }
    }
    let scope = actor.grants.first().map(|grant| grant.scope.clone());
    let council = councils_below(db, &scope.unwrap_or_default(), visit.today, 1).await?;
    if let Some(council) = council.first() {
        let own = format!("/councils/{}", council.id);
        if visit.can(Act::PlanConference, &council.path) {
            paths.push(format!("{own}/conferences/new"));
        }
        if actor.reads(FieldGroup::ConferenceWork, &council.path) {
            paths.push(visit.link(&format!("{own}/conferences/evidence")));
        }
        if visit.can(Act::RaiseDifficulty, &council.path) {
            paths.push(format!("{own}/difficulties/new"));
        }
    }
    Ok(paths)
}

//! Pages of coordination regulations: the lists, one regulation with its duties and tasks, what one party owes, the form of each act.

mod consent_tasks;
mod list;
mod page;
mod party;
mod say;
mod tables;
mod tasks;
mod work_tasks;

use axum::Router;
use axum::routing::get;
use council::access::Act;
use council::coordination::queries::{Filter, regulations};
use council::coordination::{CoordinationState, Recurrence};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/coordination", get(list::show))
        .route("/coordination.{ending}", get(list::export))
        .route("/councils/{id}/coordination", get(list::of_council))
        .route("/coordination/{id}", get(page::show))
        .route("/coordination-parties/{id}", get(party::show));
    work_tasks::routes(consent_tasks::routes(tasks::routes(pages)))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(page::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (db, on) = (visit.app.db(), visit.on);
    let mut paths = vec![visit.link("/coordination")];
    let mut seen: Vec<CoordinationState> = Vec::new();
    for dossier in regulations(db, &visit.actor, &Filter::default(), on).await? {
        let of = &dossier.coordination;
        if seen.contains(&of.state) {
            continue;
        }
        let first = seen.is_empty();
        seen.push(of.state);
        let home = format!("/coordination/{}", of.id);
        let council = format!("/councils/{}/coordination", of.council_id);
        paths.push(visit.link(&home));
        paths.push(visit.link(&council));
        if first && visit.can(Act::DraftCoordination, &of.path) {
            paths.push(format!("{council}/new"));
        }
        for (act, end) in page::offers(of.state) {
            if visit.can(*act, &of.path) {
                paths.push(format!("{home}/{end}"));
            }
        }
        let party = dossier.parties.first();
        paths.extend(party.map(|it| visit.link(&format!("/coordination-parties/{}", it.id))));
        if of.state == CoordinationState::Drafting && visit.can(Act::DraftCoordination, &of.path) {
            paths.extend(party.map(|it| format!("/coordination-parties/{}/remove", it.id)));
            let duty = dossier.duties.first();
            paths.extend(duty.map(|it| format!("/coordination-duties/{}/remove", it.duty.id)));
        }
        let asked = dossier.duties.iter().find(|row| {
            let on_request = row.duty.recurrence == Recurrence::OnRequest;
            on_request && of.state == CoordinationState::InForce
        });
        if visit.can(Act::SteerCoordination, &of.path) {
            paths.extend(asked.map(|it| format!("/coordination-duties/{}/ask", it.duty.id)));
        }
        let tasks = dossier.tasks.as_ref().visible();
        let own = tasks.into_iter().flatten().find(|task| {
            let party = dossier.party(task.lead_id);
            party.is_some_and(|party| party.answers(&visit.actor, of))
        });
        if let Some(task) = own {
            paths.push(tables::record_path(task));
            if visit.can(Act::SteerCoordination, &of.path) {
                paths.extend(tables::excuse_path(task));
            }
        }
    }
    Ok(paths)
}

//! Pages of the conditions under which councils work: the comparison of councils, one council, the forms of its acts.

mod forms;
mod list;
mod one;
mod requests;
mod say;
mod sections;

use axum::Router;
use axum::routing::get;
use council::access::Act;
use council::bodies::queries::council;
use council::conditions::overview::{Filter, Order, comparison, overview};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/conditions", get(list::show))
        .route("/conditions.{ending}", get(list::export))
        .route("/councils/{id}/conditions", get(one::show));
    requests::routes(forms::routes(pages))
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::api))
        .routes(routes!(one::api))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let (db, on) = (visit.app.db(), visit.on);
    let mut paths = vec![visit.link("/conditions")];
    let order = (Order::Name, false);
    let lines = comparison(db, &Filter::default(), order, on).await?;
    let mut recorded = lines.iter().filter(|line| line.figures.recorded);
    let Some(line) = recorded.next().or(lines.first()) else {
        return Ok(paths);
    };
    let home = format!("/councils/{}/conditions", line.council);
    paths.push(visit.link(&home));
    let may = |act: Act| visit.can(act, &line.path);
    for (act, end) in one::OFFERS {
        if may(*act) {
            paths.push(format!("{home}/{end}/new"));
        }
    }
    let of = council(db, line.council).await?;
    let all = overview(db, &visit.actor, &of, on).await?;
    for post in &all.posts {
        let own = format!("/office-posts/{}", post.post.id);
        if let Some(holder) = &post.holder {
            let held = format!("/post-holders/{}", holder.id);
            if may(Act::FillPost) && !paths.iter().any(|path| path.ends_with("/leave")) {
                paths.extend([format!("{held}/leave"), format!("{held}/train")]);
            }
        } else if may(Act::FillPost) && !paths.iter().any(|path| path.ends_with("/fill")) {
            paths.extend([format!("{own}/fill"), format!("{own}/end")]);
        }
    }
    let open = all.requests.iter().find(|request| request.state.is_open());
    if let Some(request) = open.filter(|_| may(Act::AnswerRequest)) {
        let own = format!("/condition-requests/{}", request.id);
        paths.extend(["answer", "withdraw"].map(|end| format!("{own}/{end}")));
    }
    Ok(paths)
}

//! The pages, forms and JSON of the service.
//!
//! A handler extracts a [`Visit`] (and [`Posted`] for a form), calls one act or query of `council`, and renders; it holds no
//! rule. What a page shows is also JSON under `/api/v1`. Refusals become pages or JSON in one place, [`failure`].
//! Everything works without scripts.

mod access;
mod alerts;
pub mod api;
mod app;
mod asked;
mod bodies;
mod catalogue;
mod conditions;
mod conferences;
mod contact;
mod coordination;
mod due;
mod failure;
mod frame_pages;
mod guard;
mod history;
mod ical;
mod imports;
mod learning;
mod library;
mod listing;
mod measure;
mod papers;
mod people;
mod petitions;
mod posted;
mod print;
mod quality;
mod recognition;
mod regulations;
mod reports;
mod request_id;
mod review;
mod rules;
mod scoreboard;
mod sittings;
mod task;
mod training;
mod units;
mod view;
mod visit;

use std::future::Future;
use std::net::SocketAddr;

use axum::Router;
use axum::middleware;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;

pub use access::{Front, Network, Organisation};
pub use alerts::{Written, written};
pub use app::{App, Parts, SampleAccount};
pub use catalogue::Lang;
pub use failure::{Failure, Outcome};
pub use listing::{Format, Item, Kind, Listing};
pub use measure::{letter_counted, letters_stand};
pub use posted::Posted;
pub use view::{Part, View};
pub use visit::Visit;

/// The whole service as one router.
pub fn router(app: App) -> Router {
    let pages = Router::new()
        .merge(frame_pages::routes())
        .merge(access::routes())
        .merge(history::routes())
        .merge(scoreboard::routes())
        .merge(due::routes())
        .merge(bodies::routes())
        .merge(units::routes())
        .merge(people::routes())
        .merge(training::routes())
        .merge(imports::routes())
        .merge(learning::routes())
        .merge(rules::routes())
        .merge(regulations::routes())
        .merge(coordination::routes())
        .merge(reports::routes())
        .merge(review::routes())
        .merge(petitions::routes())
        .merge(alerts::routes())
        .merge(contact::routes())
        .merge(sittings::routes())
        .merge(conferences::routes())
        .merge(conditions::routes())
        .merge(recognition::routes())
        .merge(papers::routes())
        .merge(library::routes())
        .merge(quality::routes());
    let api = OpenApiRouter::new()
        .merge(scoreboard::api())
        .merge(due::api())
        .merge(bodies::api())
        .merge(units::api())
        .merge(people::api())
        .merge(training::api())
        .merge(imports::api())
        .merge(learning::api())
        .merge(rules::api())
        .merge(regulations::api())
        .merge(coordination::api())
        .merge(reports::api())
        .merge(review::api())
        .merge(petitions::api())
        .merge(contact::api())
        .merge(sittings::api())
        .merge(conferences::api())
        .merge(conditions::api())
        .merge(recognition::api())
        .merge(papers::api())
        .merge(library::api())
        .merge(quality::api())
        .merge(history::api());
    Router::new()
        .merge(pages)
        .merge(api::routes(api))
        .route_layer(middleware::from_fn(measure::count))
        .layer(CatchPanicLayer::custom(guard::broken_off))
        .layer(guard::same_origin(&app))
        .layer(middleware::from_fn_with_state(app.clone(), guard::visit))
        .layer(middleware::from_fn_with_state(app.clone(), guard::headers))
        .layer(tower_http::compression::CompressionLayer::new().gzip(true))
        .layer(middleware::from_fn(request_id::give))
        .with_state(app)
}

/// Paths of pages that whoever asks may open, at least one of each kind: for the walk of the accessibility check.
pub(crate) async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths = frame_pages::sample_paths(visit);
    paths.extend(scoreboard::sample_paths(visit).await?);
    paths.extend(due::sample_paths(visit).await?);
    paths.extend(imports::sample_paths(visit).await?);
    paths.push("/api/v1/docs".into());
    paths.extend(access::sample_paths(visit).await?);
    paths.extend(bodies::sample_paths(visit).await?);
    paths.extend(units::sample_paths(visit).await?);
    paths.extend(people::sample_paths(visit).await?);
    paths.extend(training::sample_paths(visit).await?);
    paths.extend(history::sample_paths(visit).await?);
    paths.extend(learning::sample_paths(visit).await?);
    paths.extend(rules::sample_paths(visit).await?);
    paths.extend(regulations::sample_paths(visit).await?);
    paths.extend(coordination::sample_paths(visit).await?);
    paths.extend(reports::sample_paths(visit).await?);
    paths.extend(review::sample_paths(visit).await?);
    paths.extend(petitions::sample_paths(visit).await?);
    paths.extend(alerts::sample_paths(visit).await?);
    paths.extend(contact::sample_paths(visit).await?);
    paths.extend(sittings::sample_paths(visit).await?);
    paths.extend(conferences::sample_paths(visit).await?);
    paths.extend(conditions::sample_paths(visit).await?);
    paths.extend(recognition::sample_paths(visit).await?);
    paths.extend(papers::sample_paths(visit).await?);
    paths.extend(library::sample_paths(visit).await?);
    paths.extend(quality::sample_paths(visit).await?);
    Ok(paths)
}

/// Serves until asked to stop, then finishes what is running.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // The first page need not wait for the facts to be read: they are read while the first user types the address.
    let (projection, ledger) = (app.projection().clone(), app.ledger().clone());
    tokio::spawn(async move {
        if let Err(error) = projection.now().await {
            tracing::warn!(%error, "the facts of the scoreboard could not be read yet");
        }
        if let Err(error) = ledger.follow().await {
            tracing::warn!(%error, "the ledger of petitions could not be read yet");
        }
    });
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await
}

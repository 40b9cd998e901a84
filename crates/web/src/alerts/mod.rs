//! Pages of news by e-mail: asking for them, saying yes, ending them; and the words of the letters.
//!
//! Whoever asks learns nothing of an address that is not his: every answer to the form is the same. The links in letters are opened by
//! programs that look for danger, too, so opening one changes nothing: a button does.

mod ask;
mod letter;
mod linked;
mod say;

use axum::Router;
use axum::routing::get;
use council::Page as Batch;
use council::petitions::queries::{MatterFilter, matters};
use ui::{Html, Prose, Section};

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

pub use letter::{Written, written};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/alerts/new", get(ask::show).post(ask::send))
        .route("/alerts/sent", get(ask::sent))
        .route(
            "/alerts/confirm/{token}",
            get(linked::asked).post(linked::confirm),
        )
        .route("/alerts/confirmed", get(linked::confirmed))
        .route("/alerts/end/{token}", get(linked::list).post(linked::end))
        .route(
            "/alerts/end/{token}/now",
            get(linked::open).post(linked::end_at_once),
        )
        .route("/alerts/ended", get(linked::ended))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let mut paths: Vec<String> = ["/alerts/sent", "/alerts/confirmed", "/alerts/ended"]
        .map(str::to_owned)
        .to_vec();
    let (ledger, actor, today) = (visit.app.ledger(), &visit.actor, visit.today);
    let filter = MatterFilter::default();
    let found = matters(ledger, actor, &filter, today, today, Batch::FIRST).await?;
    if let Some(line) = found.rows.first() {
        paths.push(format!("/alerts/new?council={}", line.matter.council_id));
    }
    let unit = found.rows.iter().find_map(|line| line.matter.unit_id);
    paths.extend(unit.map(|unit| format!("/alerts/new?unit={unit}")));
    Ok(paths)
}

/// What a page offers beside a feed: the way to the form for what it shows. Nothing where no letters are sent.
pub fn offer(visit: &Visit, query: &str) -> Option<Prose> {
    let href = format!("/alerts/new?{query}");
    visit
        .app
        .sends_letters()
        .then(|| Prose::new().p(Html::link(visit.t("alerts-offer"), href)))
}

/// The form on the page of a code.
pub fn of_code(visit: &Visit, code: &str) -> Option<Section> {
    let form = ask::email_form(visit, &format!("/alerts/new?code={code}"));
    visit.app.sends_letters().then(|| {
        Section::new(visit.t("alerts-title"))
            .id("nhan-tin")
            .push(Prose::new().p(visit.t("alerts-code-lead")))
            .push(form)
    })
}

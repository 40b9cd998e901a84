//! Bản tin: what moved last among petitions, as Atom (RFC 4287), for whoever follows a council or a commune in a reader of feeds.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;
use council::petitions::queries::{Matter, latest};
use store::Db;
use ui::esc;

use super::say;
use crate::asked;
use crate::failure::Outcome;
use crate::visit::Visit;

/// How many matters a feed holds.
const MOST: u32 = 50;

/// The feed, of one council, of one commune, or of all: `?council=…`, `?unit=…`.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let (council, unit) = (asked::id(&visit, "council")?, asked::id(&visit, "unit")?);
    let matters = latest(&db, council, unit, MOST).await?;
    let home = visit.app.public_url();
    let own = format!("{home}{}", visit.here_with(&[]));
    let updated = matters.first().map_or(visit.today, |matter| matter.since);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let title = visit.t("petitions-title");
    // Writing into a string cannot fail.
    let _ = write!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><title>{}</title><id>{own}</id><link rel=\"self\" href=\"{own}\"/>\
         <link href=\"{home}/petitions\"/><updated>{}</updated><author><name>{}</name></author>",
        visit.lang.code(),
        esc(&title),
        moment(updated),
        esc(&visit.t("product")),
        own = esc(&own),
        home = esc(home),
    );
    for matter in &matters {
        entry(&visit, &mut xml, matter);
    }
    xml.push_str("</feed>\n");
    let kind = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((kind, xml).into_response())
}

fn entry(visit: &Visit, xml: &mut String, matter: &Matter) {
    let address = format!("{}/petitions/{}", visit.app.public_url(), matter.id);
    let (_, state) = say::standing(visit, matter);
    let words = say::sentence(
        visit,
        matter,
        council::petitions::Timing::NotRunning,
        visit.today,
    );
    let _ = write!(
        xml,
        "<entry><title>{}</title><id>urn:uuid:{}</id><link href=\"{}\"/><updated>{}</updated><summary>{}</summary></entry>",
        esc(&format!("{}: {state}", matter.title)),
        matter.id,
        esc(&address),
        moment(matter.since),
        esc(&words),
    );
}

/// A day as the moment at which it begins in Vietnam.
fn moment(day: kernel::Date) -> String {
    format!("{day}T00:00:00+07:00")
}

//! Trùng: what is asked already and is like the text a voter or a clerk is typing.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html as Piece, IntoResponse as _};
use council::bodies::queries::council;
use council::petitions::similar::similar;
use kernel::ids::CouncilId;
use store::Db;
use ui::{Component as _, Html, Notice, Prose, Suggestions};

use super::portal::admit;
use crate::access::Caller;
use crate::failure::Outcome;
use crate::visit::Visit;

/// What is being typed.
#[derive(Debug, serde::Deserialize)]
pub struct Typed {
    #[serde(default)]
    text: String,
    #[serde(default)]
    unit: String,
}

/// So much of a text is looked at.
const LONGEST: usize = 600;

/// Where a form shows what is alike.
pub fn place(council: CouncilId) -> Suggestions {
    let ask = format!("/councils/{council}/petitions/alike");
    Suggestions::new(ask, &["text", "unit"])
}

/// A piece of a page with what is alike; empty when nothing is.
///
/// The text comes in the body, so that it stands in no log.
pub async fn show(
    visit: Visit,
    State(db): State<Db>,
    caller: Caller,
    Path(id): Path<CouncilId>,
    Form(typed): Form<Typed>,
) -> Outcome {
    admit(&visit, &caller)?;
    let council = council(&db, id).await?;
    let text: String = typed.text.chars().take(LONGEST).collect();
    let found = similar(&db, council.id, typed.unit.parse().ok(), &text).await?;
    if found.is_empty() {
        return Ok(Piece(String::new()).into_response());
    }
    let links = found.iter().map(|known| {
        let state = visit.label("matter-state", known.state.code());
        let href = visit.link(&format!("/petitions/{}", known.id));
        Html::link(format!("{} – {}", known.label, known.title), href).and(format!(" ({state})"))
    });
    let notice = Notice::info(visit.t("utterance-alike"))
        .body(visit.t("utterance-alike-typed"))
        .push(Prose::new().list(links));
    Ok(Piece(notice.html().to_string()).into_response())
}

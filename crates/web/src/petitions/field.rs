//! Sổ ghi ý kiến: writing down what voters say, one after another, also where there is no network.
//!
//! **How nothing is lost and nothing comes twice.** The page is a plain form. Where scripts run, `outbox.js` keeps each entry
//! on the device first, under an identifier made there, and sends it until the server has answered; the service worker
//! (`sw.js`) keeps this page, for the account named in [`KEPT_FOR`], so that it opens without a network. The same identifier
//! is the same utterance: sent again it is answered like the first time, and with another text it is refused with what is
//! kept, so that the user compares both.
//!
//! **What stays on the device.** Entries that wait stay when their writer signs out, after a question; they are shown to and
//! sent by that account alone. They lie there unencrypted: a key would have to lie beside them. What was sent keeps its text
//! and its link until the user clears the list, but no longer who spoke. The kept page goes at sign-out and with the first
//! page that another account opens.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use council::access::{Act, FieldGroup};
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::petitions::intake::{TakeUtterance, Taken, Voter, take_utterance};
use council::petitions::queries::utterance;
use council::petitions::{Channel, UtteranceKind};
use council::{Acting, Problem, Refusal};
use kernel::Timestamp;
use kernel::ids::{AccountId, CouncilId, UtteranceId};
use serde::Serialize;
use serde_json::{Map, Value};
use ui::{Component, Field, Html, Page, esc};

use super::tasks::intake::{communes, hamlet_field, text_field, unit_field, unit_given};
use crate::app::App;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::posted::{Posted, done};
use crate::task::Reading;
use crate::view::Part;
use crate::visit::Visit;

/// The header that lets the service worker keep a page, and says for which account.
const KEPT_FOR: &str = "x-kept-for";

/// The names under which the script gets its words.
const WORDS: &[&str] = &[
    "again",
    "all-sent",
    "as-new",
    "clear",
    "clear-ask",
    "conflict",
    "copied",
    "copy",
    "drop",
    "drop-ask",
    "edit",
    "keep",
    "later",
    "leave",
    "mine",
    "missing",
    "offline",
    "open",
    "other",
    "ready",
    "refused",
    "refused-some",
    "saved",
    "sending",
    "sent",
    "sent-at",
    "sign-in",
    "signed-out",
    "theirs",
    "unkept",
    "unsaved",
    "waiting",
    "waiting-some",
    "written-at",
];

/// The address of the page of a council.
pub fn path(council: CouncilId) -> String {
    format!("/councils/{council}/utterances/field")
}

/// The page, and what its script asks.
pub fn routes(router: Router<App>) -> Router<App> {
    router
        .route("/councils/{id}/utterances/field", get(show).post(send))
        .route("/api/outbox", get(begin))
        .route("/api/outbox/{id}", post(take))
}

async fn show(visit: Visit, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(visit.app.db(), id).await?;
    visit.actor.may(Act::TakeUtterance, &council.path)?;
    page(&visit, &council, &Posted::default()).await
}

/// What the form sends where no script runs.
async fn send(visit: Visit, Path(id): Path<CouncilId>, posted: Posted) -> Outcome {
    let council = council(visit.app.db(), id).await?;
    let problems = match hand_in(&visit, &council, &posted).await {
        Ok(taken) if taken.same => {
            let (hamlet, unit) = (posted.text("hamlet"), posted.text("unit"));
            // Whoever speaks next mostly lives there too.
            let here = visit.here_with(&[("hamlet", &hamlet), ("unit", &unit)]);
            return Ok(done(&here, "flash-utterance-take"));
        }
        Ok(_) => vec![Problem::new("", "utterance-differs")],
        Err(failure) => match failure.refusal() {
            Refusal::Invalid(problems) => problems.clone(),
            _ => return Err(failure),
        },
    };
    let posted = posted.refused(&visit, &problems);
    let mut response = page(&visit, &council, &posted).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Who is signed in, and the token with which what waits is sent: a page that was kept may have the token of an earlier session.
#[derive(Serialize)]
struct Begun {
    account: AccountId,
    csrf: String,
}

async fn begin(visit: Visit) -> Outcome {
    let Some(account) = visit.actor.account else {
        return Err(Refusal::NotPermitted(Act::TakeUtterance).into());
    };
    let csrf = visit.csrf();
    Ok(Json(Begun { account, csrf }).into_response())
}

/// The answer to an entry of the outbox.
#[derive(Serialize)]
struct Answer {
    id: UtteranceId,
    /// The page of the utterance.
    link: String,
    /// What is kept, where it differs from what was sent and the sender may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    stored: Option<Stored>,
}

#[derive(Serialize)]
struct Stored {
    text: String,
    hamlet: String,
    voter: String,
    written_at: Timestamp,
}

async fn take(visit: Visit, Path(id): Path<CouncilId>, posted: Posted) -> Outcome {
    let council = council(visit.app.db(), id).await?;
    let taken = hand_in(&visit, &council, &posted).await?;
    let status = match (taken.again, taken.same) {
        (false, _) => StatusCode::CREATED,
        (true, true) => StatusCode::OK,
        (true, false) => StatusCode::CONFLICT,
    };
    let stored = match taken.same {
        true => None,
        false => stored(&visit, taken.id).await?,
    };
    let answer = Answer {
        id: taken.id,
        link: format!("/utterances/{}", taken.id),
        stored,
    };
    Ok((status, Json(answer)).into_response())
}

/// What is kept, as far as this visitor reads it on the page of the utterance.
async fn stored(visit: &Visit, id: UtteranceId) -> Outcome<Option<Stored>> {
    let said = utterance(visit.app.db(), id).await?;
    let reads = |group| visit.actor.reads(group, &said.path);
    if !reads(FieldGroup::PetitionWork) || (said.guarded && !reads(FieldGroup::GuardedMatters)) {
        return Ok(None);
    }
    let voter = match reads(FieldGroup::VoterIdentity) {
        true => format!("{} {}", said.voter_name, said.voter_phone),
        false => String::new(),
    };
    Ok(Some(Stored {
        text: said.text,
        hamlet: said.hamlet,
        voter: voter.trim().to_owned(),
        written_at: said.written_at,
    }))
}

async fn hand_in(visit: &Visit, council: &CouncilRef, posted: &Posted) -> Outcome<Taken> {
    let acting = Acting::begin(visit.app.db(), &visit.actor, visit.app.clock()).await?;
    let mut read = Reading::of(posted, &acting);
    let written = match posted.maybe("written_at").map(|text| text.parse()) {
        None => acting.now,
        // A device whose clock runs ahead writes nothing in the future.
        Some(Ok(at)) => acting.now.min(at),
        Some(Err(_)) => {
            read.problem(Problem::new("written_at", "date-unreadable"));
            acting.now
        }
    };
    let command = TakeUtterance {
        id: read.maybe_id("id").unwrap_or_else(UtteranceId::fresh),
        council: council.id,
        channel: Channel::Meeting,
        kind: UtteranceKind::Petition,
        contact: read.maybe_id("contact"),
        unit: unit_given(&mut read, council),
        hamlet: read.text("hamlet"),
        text: posted.raw("text").to_owned(),
        said_on: kernel::time::local(written).date(),
        written_at: Some(written),
        voter: Voter {
            name: read.text("voter_name"),
            phone: read.text("voter_phone"),
            ..Voter::default()
        },
        guarded: false,
    };
    let taken = read.outcome(take_utterance(&acting, command).await)?;
    // What was there already changes nothing.
    if !taken.again {
        acting.commit().await?;
    }
    Ok(taken)
}

async fn page(visit: &Visit, council: &CouncilRef, posted: &Posted) -> Outcome {
    let units = communes(visit, council).await?;
    let name = Field::text("voter_name", visit.t("utterance-voter"))
        .autocomplete("off")
        .plain()
        .optional();
    let phone = Field::telephone("voter_phone", visit.t("utterance-phone"))
        .autocomplete("off")
        .optional();
    let mut form = visit
        .form(&visit.here_with(&[]))
        .hidden("id", UtteranceId::fresh().to_string())
        .field(posted.fill("text", text_field(visit).rows(5)));
    if let Some(field) = unit_field(visit, posted, &units) {
        form = form.field(field);
    }
    form = form
        .field(posted.fill("hamlet", hamlet_field(visit)))
        .field(posted.fill("voter_name", name))
        .field(posted.fill("voter_phone", phone));
    if let Some(contact) = visit.asked("contact") {
        form = form.hidden("contact", contact);
    }
    for (field, message) in posted.problems() {
        if ["", "contact", "written_at", "id"].contains(&field) {
            form = form.error(message);
        }
    }
    let title = council_title(visit, council);
    let page = Page::new(visit.t("field-book-title"))
        .kicker(title.clone())
        .lead(visit.t("field-lead"))
        .push(form.submit(visit.t("field-save")))
        .push(Outbox {
            visit,
            council,
            title,
        });
    let home = format!("/councils/{}/utterances", council.id);
    let mut view = visit
        .view(page)
        .part(Part::Petitions)
        .back(&home)
        .undated()
        .script("outbox.js");
    if posted.has_problems() {
        view = view.refused();
    }
    let mut response: Response = view.respond();
    let account = visit.actor.account.map(|id| id.to_string());
    if let Some(Ok(account)) = account.map(|id| HeaderValue::from_str(&id)) {
        response.headers_mut().insert(KEPT_FOR, account);
    }
    Ok(response)
}

/// What waits on the device and what was sent: empty until the script fills it.
struct Outbox<'a> {
    visit: &'a Visit,
    council: &'a CouncilRef,
    title: String,
}

impl Component for Outbox<'_> {
    fn render(&self, out: &mut Html) {
        // The script puts the figures in, so the words keep their places.
        let places = [("n", "{n}"), ("time", "{time}")];
        let words: Map<String, Value> = WORDS
            .iter()
            .map(|name| {
                let text = self.visit.tv(&format!("field-word-{name}"), &places);
                (name.replace('-', "_"), Value::from(text))
            })
            .collect();
        let heading = |name: &str| esc(&self.visit.t(&format!("field-word-{name}")));
        out.push(Html::raw(format!(
            "<section class=\"outbox\" hidden data-outbox data-council=\"{}\" data-place=\"{}\" data-words=\"{}\">\
             <p class=\"outbox-status\" role=\"status\" data-part=\"status\"></p>\
             <p class=\"hint\" data-part=\"ready\"></p>\
             <div hidden data-part=\"waiting\"><h2>{}</h2><ul></ul></div>\
             <div hidden data-part=\"sent\"><h2>{}</h2><ul></ul><div class=\"actions\"></div></div></section>",
            self.council.id,
            esc(&self.title),
            esc(&Value::Object(words).to_string()),
            heading("waiting"),
            heading("sent")
        )));
    }
}

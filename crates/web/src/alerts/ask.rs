//! The form with which anybody asks for news.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use council::alerts::acts::{AskForAlerts, ask_for_alerts};
use council::alerts::queries::{name, topic_of_code};
use council::alerts::{Topic, TopicKind};
use council::{Acting, Problem, Refusal};
use store::Db;
use ui::{Choice, Field, Form, Html, Notice, Page, Prose};

use super::say;
use crate::access::Caller;
use crate::asked;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

/// The page of the form.
pub async fn show(visit: Visit, State(db): State<Db>, caller: Caller) -> Outcome {
    let topics = topics(&visit, &db, &caller).await?;
    form(&visit, &db, &topics, &Posted::default()).await
}

/// Takes what the form sent. However it goes on, the answer to a readable address is the same.
pub async fn send(visit: Visit, State(db): State<Db>, caller: Caller, posted: Posted) -> Outcome {
    if !visit.app.sends_letters() {
        return Err(Failure::not_found("form"));
    }
    let topics = topics(&visit, &db, &caller).await?;
    if let Err(wait) = visit.app.admit_alert(&caller.0.address) {
        let problem = Problem::new("", "submit-wait").with("seconds", wait.0.as_secs() + 1);
        let posted = posted.refused(&visit, &[problem]);
        let mut response = form(&visit, &db, &topics, &posted).await?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(response);
    }
    let ticked = posted.all("topics");
    let chosen = |topic: &Topic| topics.len() == 1 || ticked.iter().any(|it| it == code(*topic));
    let command = AskForAlerts {
        email: posted.text("email"),
        lang: visit.lang.code().to_owned(),
        topics: topics.iter().copied().filter(chosen).collect(),
    };
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    let outcome = match ask_for_alerts(&acting, command).await {
        Ok(()) => acting.commit().await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to("/alerts/sent").into_response()),
        Err(Refusal::Invalid(problems)) => {
            let posted = posted.refused(&visit, &problems);
            let mut response = form(&visit, &db, &topics, &posted).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

/// The page after the form: the same for everybody.
pub async fn sent(visit: Visit) -> Outcome {
    let page = Page::new(visit.t("alerts-sent-title"))
        .lead(visit.t("alerts-sent-lead"))
        .push(Prose::new().list([
            visit.t("alerts-sent-within"),
            visit.t("alerts-sent-look"),
            visit.t("alerts-sent-again"),
        ]));
    Ok(visit.view(page).part(Part::Petitions).undated().respond())
}

/// The form with nothing but the address.
pub fn email_form(visit: &Visit, action: &str) -> Form {
    visit
        .form(action)
        .field(email(visit))
        .submit(visit.t("alerts-submit"))
}

fn email(visit: &Visit) -> Field {
    Field::email("email", visit.t("alerts-email"))
        .hint(visit.t("alerts-email-hint"))
        .autocomplete("email")
}

/// What the address asks about: of a code, of a council, or both kinds of news of a commune.
async fn topics(visit: &Visit, db: &Db, caller: &Caller) -> Outcome<Vec<Topic>> {
    if let Some(code) = visit.asked("code") {
        // A code that was guessed is as slow here as on its own page.
        if let Err(wait) = visit.app.admit_lookup(&caller.0.address) {
            let seconds = wait.0.as_secs() + 1;
            return Err(Problem::new("", "certificate-wait")
                .with("seconds", seconds)
                .into());
        }
        return Ok(vec![topic_of_code(db, code).await?]);
    }
    if let Some(council) = asked::id(visit, "council")? {
        return Ok(vec![Topic::Council(council)]);
    }
    match asked::id(visit, "unit")? {
        Some(unit) => Ok(vec![Topic::Unit(unit), Topic::Meetings(unit)]),
        None => Err(Failure::not_found("form")),
    }
}

async fn form(visit: &Visit, db: &Db, topics: &[Topic], posted: &Posted) -> Outcome {
    let mut names = Vec::with_capacity(topics.len());
    for topic in topics {
        names.push(say::headed(visit.lang, *topic, &name(db, *topic).await?));
    }
    let mut page = Page::new(visit.t("alerts-title")).lead(visit.t("alerts-lead"));
    if let [one] = names.as_slice() {
        page = page.kicker(one.clone());
    }
    if !visit.app.sends_letters() {
        return Ok(without_letters(visit, page));
    }
    let mut form = visit.form(&visit.here_with(&[]));
    if topics.len() > 1 {
        let offered = topics.iter().zip(&names);
        let offered: Vec<Choice> = offered
            .map(|(topic, name)| Choice::new(code(*topic), name.clone()))
            .collect();
        let ticked = match posted.has_problems() {
            true => posted.all("topics"),
            false => topics.iter().map(|topic| code(*topic).to_owned()).collect(),
        };
        let field = Field::checkboxes("topics", visit.t("alerts-topics"), offered, ticked);
        form = form.field(field.error_if(posted.problem_of("topics")));
    }
    form = form.field(posted.fill("email", email(visit)));
    for problem in posted.general_problems() {
        form = form.error(problem);
    }
    let form = form
        .push(Prose::new().p(visit.t("alerts-privacy")))
        .submit(visit.t("alerts-submit"));
    let mut view = visit
        .view(page.push(form))
        .part(Part::Petitions)
        .back(&back(visit))
        .undated();
    if posted.has_problems() {
        view = view.refused();
    }
    Ok(view.respond())
}

/// Where no letters are sent, the feed is there.
fn without_letters(visit: &Visit, page: Page) -> axum::response::Response {
    let feed = visit.at_with("/petitions.atom", &[("code", "")]);
    let notice = Notice::info(visit.t("alerts-none"))
        .push(Prose::new().p(Html::link(visit.t("petitions-feed"), feed)));
    visit
        .view(page.push(notice))
        .part(Part::Petitions)
        .back(&back(visit))
        .undated()
        .respond()
}

fn back(visit: &Visit) -> String {
    match (visit.asked("code"), visit.asked("council")) {
        (Some(code), _) => format!("/follow/{code}"),
        (None, Some(council)) => format!("/councils/{council}/petitions"),
        (None, None) => visit.at_with("/petitions", &[]),
    }
}

fn code(topic: Topic) -> &'static str {
    TopicKind::code(topic.kind())
}

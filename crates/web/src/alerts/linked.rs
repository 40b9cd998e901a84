//! What the links in letters open: saying yes, and ending news.

use auth::token::Token;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use council::alerts::acts::{confirm_alerts, end_alerts};
use council::alerts::queries::{SubscriptionLine, to_confirm, to_end};
use council::{Acting, Refusal, Result};
use kernel::ids::SubscriptionId;
use store::Db;
use ui::{Button, Notice, Page, Prose, Section};

use super::say;
use crate::access::Caller;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

/// The page that asks whether news are wanted.
pub async fn asked(visit: Visit, State(db): State<Db>, Path(token): Path<String>) -> Outcome {
    let found = match Token::parse(&token) {
        Some(token) => to_confirm(&db, &token, visit.app.clock().now()).await,
        None => return Ok(unusable(&visit)),
    };
    let lines = match found {
        Ok(lines) => lines,
        Err(refusal) => return refused(&visit, refusal),
    };
    let page = Page::new(visit.t("alerts-confirm-title"))
        .lead(visit.t("alerts-confirm-lead"))
        .push(Prose::new().list(lines.iter().map(|line| headed(&visit, line))))
        .push(
            visit
                .form(&format!("/alerts/confirm/{token}"))
                .submit(visit.t("alerts-confirm-submit")),
        );
    Ok(shown(&visit, page))
}

/// Says yes.
pub async fn confirm(
    visit: Visit,
    State(db): State<Db>,
    Path(token): Path<String>,
    _: Posted,
) -> Outcome {
    let Some(token) = Token::parse(&token) else {
        return Ok(unusable(&visit));
    };
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    let outcome = match confirm_alerts(&acting, &token).await {
        Ok(()) => acting.commit().await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to("/alerts/confirmed").into_response()),
        Err(refusal) => refused(&visit, refusal),
    }
}

/// The page after saying yes.
pub async fn confirmed(visit: Visit) -> Outcome {
    let notice = Notice::success(visit.t("alerts-confirmed")).body(visit.t("alerts-confirmed-end"));
    let page = Page::new(visit.t("alerts-title")).push(notice);
    Ok(shown(&visit, page))
}

/// Everything of which the address hears, each with a button that ends it.
pub async fn list(visit: Visit, State(db): State<Db>, Path(token): Path<String>) -> Outcome {
    let found = match Token::parse(&token) {
        Some(token) => to_end(&db, &token, visit.app.clock().now()).await,
        None => return Ok(unusable(&visit)),
    };
    let lines = match found {
        Ok(lines) => lines,
        Err(refusal) => return refused(&visit, refusal),
    };
    let action = format!("/alerts/end/{token}");
    let mut page = Page::new(visit.t("alerts-end-title")).lead(visit.t("alerts-end-lead"));
    if lines.len() > 1 {
        for line in &lines {
            let form = visit
                .form(&action)
                .hidden("subscription", line.id.to_string())
                .submit(visit.tv("alerts-end-one", &[("what", &topic(&visit, line))]));
            page = page.push(Section::new(headed(&visit, line)).push(form));
        }
    } else {
        page = page.push(Prose::new().list(lines.iter().map(|line| headed(&visit, line))));
    }
    let all = match lines.len() {
        0 | 1 => visit.t("alerts-end-submit"),
        _ => visit.t("alerts-end-all"),
    };
    let page = page.push(visit.form(&action).submit(all));
    Ok(shown(&visit, page))
}

/// Ends one of them, or all.
pub async fn end(
    visit: Visit,
    State(db): State<Db>,
    Path(token): Path<String>,
    posted: Posted,
) -> Outcome {
    let which: Option<SubscriptionId> = posted.maybe_id("subscription").map_err(Refusal::from)?;
    match ends(&visit, &db, &token, which).await {
        Ok(()) => Ok(Redirect::to("/alerts/ended").into_response()),
        Err(refusal) => refused(&visit, refusal),
    }
}

/// Where a mail program without the one click leads a person.
pub async fn open(Path(token): Path<String>) -> Redirect {
    Redirect::to(&format!("/alerts/end/{token}"))
}

/// Ends all by one click in a mail program (RFC 8058). It comes from a provider's machine, without cookies and without a form of ours:
/// the secret in the address is what proves that the letter was received.
pub async fn end_at_once(
    visit: Visit,
    State(db): State<Db>,
    caller: Caller,
    Path(token): Path<String>,
    body: Bytes,
) -> Outcome {
    visit.app.admit_lookup(&caller.0.address).map_err(|wait| {
        council::Problem::new("", "certificate-wait").with("seconds", wait.0.as_secs() + 1)
    })?;
    let said = String::from_utf8_lossy(&body);
    if !said.contains("List-Unsubscribe") || !said.contains("One-Click") {
        return Err(Failure::from(council::Problem::new("", "form-unreadable")));
    }
    match ends(&visit, &db, &token, None).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(refusal) => refused(&visit, refusal),
    }
}

/// The page after ending.
pub async fn ended(visit: Visit) -> Outcome {
    let notice = Notice::success(visit.t("alerts-ended")).body(visit.t("alerts-ended-address"));
    let page = Page::new(visit.t("alerts-title"))
        .push(notice)
        .push(Button::new(visit.t("nav-petitions"), "/petitions").secondary());
    Ok(shown(&visit, page))
}

async fn ends(visit: &Visit, db: &Db, token: &str, which: Option<SubscriptionId>) -> Result<()> {
    let token = Token::parse(token).ok_or(Refusal::NotFound("subscription"))?;
    let acting = Acting::begin(db, &visit.actor, visit.app.clock()).await?;
    end_alerts(&acting, &token, which).await?;
    acting.commit().await
}

/// A link that leads to nothing any more is told as that; what went wrong with us is not.
fn refused(visit: &Visit, refusal: Refusal) -> Outcome {
    match refusal {
        Refusal::Invalid(_) | Refusal::NotFound(_) => Ok(unusable(visit)),
        other => Err(other.into()),
    }
}

fn unusable(visit: &Visit) -> Response {
    let page = Page::new(visit.t("alerts-unusable-title")).lead(visit.t("alerts-unusable-lead"));
    let mut response = shown(visit, page);
    *response.status_mut() = StatusCode::GONE;
    response
}

fn shown(visit: &Visit, page: Page) -> Response {
    visit.view(page).part(Part::Petitions).undated().respond()
}

fn headed(visit: &Visit, line: &SubscriptionLine) -> String {
    say::headed(visit.lang, line.topic, &line.name)
}

fn topic(visit: &Visit, line: &SubscriptionLine) -> String {
    say::topic(visit.lang, line.topic, &line.name)
}

//! Mời thêm một người: search by name, then choose.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use council::access::Act;
use council::training::classes::{ClassRef, class};
use council::training::expected::invitable;
use council::training::invitations::{InviteByHand, invite_by_hand};
use council::{Acting, Refusal};
use kernel::Id;
use store::Db;
use ui::{Choice, Field, Filters, Page, Prose};
use uuid::Uuid;

use crate::failure::{Failure, Outcome};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let class = class(&db, Id::from_uuid(id)).await?;
    visit.actor.may(Act::Invite, &class.path)?;
    page(&visit, &db, &class, &Posted::default()).await
}

/// Invites the chosen person.
pub async fn send(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let class = class(&db, Id::from_uuid(id)).await?;
    let refused: Failure = match carry_out(&visit, &class, &posted).await {
        Ok(answer) => return Ok(answer),
        Err(failure) => failure,
    };
    let Refusal::Invalid(problems) = refused.refusal() else {
        return Err(refused);
    };
    let posted = posted.refused(&visit, problems);
    let mut response = page(&visit, &db, &class, &posted).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

async fn carry_out(visit: &Visit, class: &ClassRef, posted: &Posted) -> Outcome {
    let person = posted.id("person")?;
    let acting = Acting::begin(visit.app.db(), &visit.actor, visit.app.clock()).await?;
    let command = InviteByHand {
        class: class.id,
        person,
    };
    let outcome = invite_by_hand(&acting, command).await?;
    let location = format!("/classes/{}", class.id);
    if outcome.new == 0 {
        return Ok(done(&location, "flash-already-invited"));
    }
    posted.receipt(&acting, &location).await?;
    acting.commit().await?;
    Ok(done(&location, "flash-invite-one"))
}

async fn page(visit: &Visit, db: &Db, class: &ClassRef, posted: &Posted) -> Outcome<Response> {
    let text = visit.asked("q").unwrap_or_default();
    let own = format!("/classes/{}/invite", class.id);
    let search = Filters::new(own, visit.words()).search("q", &visit.t("invite-search"), text);
    let mut page = Page::new(visit.t("class-invite-one"))
        .kicker(class.name.clone())
        .lead(visit.t("invite-lead"))
        .push(search);
    if !text.is_empty() {
        let found = invitable(db, &visit.actor, class.id, text).await?;
        let choices: Vec<Choice> = found
            .iter()
            .map(|one| {
                Choice::new(one.person_id.to_string(), one.full_name.as_str())
                    .hint(one.unit_name.as_str())
            })
            .collect();
        if choices.is_empty() {
            page = page.push(Prose::new().p(visit.t("invite-nobody")));
        } else {
            let mut form = visit.form_once(&visit.here_with(&[])).field(posted.fill(
                "person",
                Field::radios("person", visit.t("invite-person"), choices, ""),
            ));
            for (field, message) in posted.problems() {
                if field != "person" {
                    form = form.error(message);
                }
            }
            let back = visit.link(&format!("/classes/{}", class.id));
            page = page.push(
                form.submit(visit.t("invite-submit"))
                    .cancel(visit.t("cancel"), back),
            );
        }
    }
    let mut view = visit
        .view(page)
        .part(Part::Training)
        .back(&format!("/classes/{}", class.id))
        .undated();
    if posted.has_problems() {
        view = view.refused();
    }
    Ok(view.respond())
}

//! Tự điểm danh: the screen at the door of a lesson, and the page to which its code leads.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use council::access::Act;
use council::training::Presence;
use council::training::attendance::{lesson, mark_of, present_at};
use council::training::calendar::events_of_person;
use council::training::check_in::{DoorCode, Proof, check_in, door_code, lesson_at_the_door};
use council::training::classes::class;
use council::{Acting, Refusal};
use kernel::Id;
use kernel::ids::LessonId;
use store::Db;
use ui::{
    Choice, Component as _, Field, Html, Notice, Page, Prose, QrCode, SummaryList, Tone, esc,
};
use uuid::Uuid;

use super::say::hours;
use crate::access::ask_to_sign_in;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

/// The door of the lesson that runs now, or is next today.
pub async fn of_class(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let class = class(&db, Id::from_uuid(id)).await?;
    visit.actor.may(Act::TakeRoll, &class.path)?;
    let now = visit.app.clock().now();
    match lesson_at_the_door(&db, class.id, now).await? {
        Some(lesson) => Ok(Redirect::to(&format!("/lessons/{lesson}/door")).into_response()),
        None => Err(council::Problem::new("", "check-in-not-today").into()),
    }
}

/// The screen.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let id: LessonId = Id::from_uuid(id);
    let (class, lesson) = lesson(&db, id).await?;
    let code = door_code(&db, &visit.actor, id, visit.app.clock().now()).await?;
    let present = present_at(&db, class.id, id).await?;
    let html = format!(
        "<div class=\"door\" data-door=\"/lessons/{id}/door.json\"><div data-part=\"qr\">{}</div>\
         <p>{}</p><p class=\"door-code\" data-part=\"code\">{}</p>\
         <p role=\"status\" data-part=\"count\">{}</p><noscript><p><a href=\"/lessons/{id}/door\">{}</a></p></noscript></div>",
        drawing(&visit, &code),
        esc(&visit.tv(
            "door-type",
            &[("address", &format!("{}/check-in", visit.app.public_url()))]
        )),
        esc(&code.typed),
        esc(&count(&visit, present)),
        esc(&visit.t("door-reload")),
    );
    let page = Page::new(&lesson.title)
        .kicker(format!("{} – {}", class.name, hours(&visit, &lesson)))
        .lead(visit.t("door-lead"))
        .push(Html::raw(html));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .back(&format!("/classes/{}", class.id))
        .script("door.js")
        .undated()
        .respond())
}

/// The next code, for the script of the screen.
pub async fn next(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let id: LessonId = Id::from_uuid(id);
    let now = visit.app.clock().now();
    let code = door_code(&db, &visit.actor, id, now).await?;
    let (class, _) = lesson(&db, id).await?;
    let present = present_at(&db, class.id, id).await?;
    let answer = serde_json::json!({
        "qr": drawing(&visit, &code).as_str(),
        "typed": code.typed,
        "count": count(&visit, present),
        "seconds": code.renew_at.as_second() - now.as_second(),
    });
    Ok(axum::Json(answer).into_response())
}

fn drawing(visit: &Visit, code: &DoorCode) -> Html {
    let address = format!("{}/check-in?code={}", visit.app.public_url(), code.signed);
    QrCode::new(address, visit.t("door-qr")).html()
}

fn count(visit: &Visit, (here, all): (i64, i64)) -> String {
    visit.tv(
        "door-count",
        &[("here", &here.to_string()), ("all", &all.to_string())],
    )
}

/// The page on the delegate's telephone.
pub async fn ask(visit: Visit, State(db): State<Db>) -> Outcome {
    if !visit.actor.is_signed_in() {
        return Ok(ask_to_sign_in(&visit.here_with(&[])));
    }
    question(&visit, &db, &Posted::default()).await
}

async fn question(visit: &Visit, db: &Db, posted: &Posted) -> Outcome<Response> {
    let mut page = Page::new(visit.t("check-in-title"));
    let scanned = visit.asked("code").unwrap_or_default();
    let refused: Vec<&str> = posted.problems().map(|(_, message)| message).collect();
    if visit.actor.person.is_none() {
        page = page.lead(visit.t("problem-check-in-account-without-person"));
    } else if !scanned.is_empty() && refused.is_empty() {
        let form = visit
            .form("/check-in")
            .hidden("code", scanned)
            .submit(visit.t("check-in-submit"));
        page = page
            .lead(visit.tv("check-in-lead", &[("name", &visit.actor.name)]))
            .push(form);
    } else {
        page = typed(visit, db, posted, page).await?;
    }
    let mut view = visit
        .view(page)
        .part(Part::Training)
        .back("/training")
        .undated();
    if !refused.is_empty() {
        view = view.refused();
    }
    Ok(view.respond())
}

/// The questions for those who type the code: for which lesson of today, and what the screen shows.
async fn typed(visit: &Visit, db: &Db, posted: &Posted, page: Page) -> Outcome<Page> {
    let Some(person) = visit.actor.person else {
        return Ok(page);
    };
    let today = visit.today;
    let events = events_of_person(db, person, today).await?;
    let lessons: Vec<Choice> = events
        .iter()
        .filter(|event| event.start.date() == today && !event.cancelled)
        .map(|event| {
            let hint = format!("{}, {}", event.start.strftime("%H:%M"), event.place);
            Choice::new(event.uid.as_str(), event.title.as_str()).hint(hint)
        })
        .collect();
    let mut page = page;
    for message in posted.problems().map(|(_, message)| message) {
        page = page.push(Notice::error(message));
    }
    if lessons.is_empty() {
        return Ok(page.lead(visit.t("check-in-nothing-today")));
    }
    let only = match lessons.as_slice() {
        [one] => one.value.clone(),
        _ => String::new(),
    };
    let form = visit
        .form("/check-in")
        .field(posted.fill(
            "lesson",
            Field::radios("lesson", visit.t("class-lesson"), lessons, only),
        ))
        .field(
            Field::text("typed", visit.t("check-in-code"))
                .hint(visit.t("check-in-code-hint"))
                .plain(),
        )
        .submit(visit.t("check-in-submit"));
    Ok(page.lead(visit.t("check-in-type-lead")).push(form))
}

/// Records that the signed-in person is here.
pub async fn send(visit: Visit, State(db): State<Db>, posted: Posted) -> Outcome {
    let proof = match (posted.maybe("code"), posted.maybe_id("lesson")) {
        (Some(code), _) => Ok(Proof::Scanned(code)),
        (None, Ok(Some(lesson))) => Ok(Proof::Typed(lesson, posted.text("typed"))),
        (None, Ok(None)) => Err(council::Problem::new("lesson", "missing").into()),
        (None, Err(problem)) => Err(problem.into()),
    };
    let outcome = match proof {
        Ok(proof) => record(&visit, proof).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(lesson) => Ok(Redirect::to(&format!("/check-in/{lesson}")).into_response()),
        Err(Refusal::Invalid(problems)) => {
            let mut response = question(&visit, &db, &posted.refused(&visit, &problems)).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn record(visit: &Visit, proof: Proof) -> council::Result<LessonId> {
    let acting = Acting::begin(visit.app.db(), &visit.actor, visit.app.clock()).await?;
    let mark = check_in(&acting, proof).await?;
    acting.commit().await?;
    Ok(mark.lesson_id)
}

/// The receipt: that one was seen, and when.
pub async fn receipt(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let person = visit
        .actor
        .person
        .ok_or_else(|| Failure::not_found("mark"))?;
    let id: LessonId = Id::from_uuid(id);
    let (class, lesson) = lesson(&db, id).await?;
    let mark = mark_of(&db, id, person)
        .await?
        .filter(|mark| mark.status == Presence::Present)
        .ok_or_else(|| Failure::not_found("mark"))?;
    let facts = SummaryList::new()
        .row(visit.t("training-class"), class.name.clone())
        .row(visit.t("class-lesson"), lesson.title.clone())
        .row(visit.t("class-hours"), hours(&visit, &lesson))
        .row(visit.t("training-place"), class.place.clone());
    let page = Page::new(visit.t("check-in-done"))
        .tag(Tone::Done, visit.label("presence", mark.status.code()))
        .lead(visit.tv(
            "check-in-done-lead",
            &[
                ("name", &visit.actor.name),
                ("at", &visit.moment(mark.recorded_at)),
            ],
        ))
        .push(facts)
        .push(Prose::new().p(visit.t("check-in-done-note")));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .back(&format!("/classes/{}", class.id))
        .undated()
        .respond())
}

//! Lịch: lessons as iCalendar, of a council for everybody, of a person under a secret address.

use axum::extract::{Path, State};
use council::access::Act;
use council::training::calendar::{Event, events_of_council, events_of_person};
use council::training::feeds;
use council::{Acting, Refusal};
use icalendar::{Calendar, Component as _, EventLike as _, EventStatus};
use jiff::ToSpan as _;
use kernel::Date;
use store::Db;
use ui::{CopyText, Page, Prose, Section};

use crate::access::ask_to_sign_in;
use crate::failure::{Failure, Outcome};
use crate::ical::{self, stamp, utc};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// How many days a calendar looks back.
const BACK: i64 = 365;

/// The calendar of a council, for everybody: `/classes.ics?council=…`.
pub async fn of_council(visit: &Visit, db: &Db) -> Outcome {
    let council = visit.asked("council").and_then(|id| id.parse().ok());
    let council = council.ok_or_else(|| Failure::not_found("council"))?;
    let council = council::bodies::queries::council(db, council).await?;
    let events = events_of_council(db, council.id, since(visit.today)).await?;
    Ok(ical::file(
        &calendar(&council.title(), visit.app.public_url(), &events),
        "lop-boi-duong.ics",
    ))
}

/// The calendar of one person under its secret address.
pub async fn personal(visit: Visit, State(db): State<Db>, Path(name): Path<String>) -> Outcome {
    let token = name
        .strip_suffix(".ics")
        .ok_or_else(|| Failure::not_found("calendar"))?;
    let person = feeds::person_of(&db, token).await?;
    let person = person.ok_or_else(|| Failure::not_found("calendar"))?;
    let events = events_of_person(&db, person, since(visit.today)).await?;
    Ok(ical::file(
        &calendar(&visit.t("calendar-title"), visit.app.public_url(), &events),
        "lop-boi-duong.ics",
    ))
}

/// The page that gives the secret address.
pub async fn offer(visit: Visit, State(db): State<Db>) -> Outcome {
    if !visit.actor.is_signed_in() {
        return Ok(ask_to_sign_in("/calendar"));
    }
    let account = visit
        .actor
        .account
        .ok_or(Refusal::NotPermitted(Act::RenewCalendar))?;
    if visit.actor.person.is_none() {
        return Err(council::Problem::new("", "check-in-account-without-person").into());
    }
    let token = feeds::token(&db, account).await?;
    let address = format!("{}/calendar/{token}.ics", visit.app.public_url());
    let renew = visit.form("/calendar").submit(visit.t("calendar-renew"));
    let page = Page::new(visit.t("calendar-title"))
        .lead(visit.t("calendar-lead"))
        .push(CopyText::new(address, visit.words()))
        .push(Prose::new().numbered([visit.t("calendar-step-1"), visit.t("calendar-step-2")]))
        .push(
            Section::new(visit.t("calendar-renew"))
                .intro(visit.t("calendar-renew-intro"))
                .push(renew),
        );
    Ok(visit
        .view(page)
        .part(Part::Training)
        .back("/training")
        .undated()
        .respond())
}

/// Makes a new address; the earlier one stops working.
pub async fn renew(visit: Visit, State(db): State<Db>, _posted: Posted) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    feeds::renew_calendar(&acting).await?;
    acting.commit().await?;
    Ok(done("/calendar", "flash-calendar-renewed"))
}

fn since(today: Date) -> Date {
    today.saturating_sub(BACK.days())
}

/// Events as iCalendar. Hours are given in UTC, so that no description of a time zone is needed.
fn calendar(name: &str, site: &str, events: &[Event]) -> Calendar {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for event in events {
        let mut entry = icalendar::Event::new();
        entry
            .uid(&format!("{}@{}", event.uid, host(site)))
            .summary(&event.title)
            .location(&event.place)
            .url(&format!("{site}/classes/{}", event.class))
            .add_property("DTSTART", utc(event.start))
            .add_property("DTEND", utc(event.end))
            .add_property("DTSTAMP", stamp(event.updated))
            .add_property("LAST-MODIFIED", stamp(event.updated))
            // Whatever changes later has a greater number, as programs expect it.
            .add_property(
                "SEQUENCE",
                (event.updated.as_second() / 60).max(0).to_string(),
            )
            .status(if event.cancelled {
                EventStatus::Cancelled
            } else {
                EventStatus::Confirmed
            });
        calendar.push(entry.done());
    }
    calendar.done()
}

fn host(site: &str) -> &str {
    site.split("//").nth(1).unwrap_or(site)
}

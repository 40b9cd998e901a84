//! Lịch tiếp xúc cử tri as iCalendar: of a council (`/contacts.ics?council=…`) or in a commune (`?unit=…`), for everybody.

use council::Page as Batch;
use council::contact::ContactState;
use council::contact::meetings::{Contact, ContactFilter, contacts};
use icalendar::{Calendar, Component as _, EventLike as _, EventStatus};
use jiff::ToSpan as _;
use jiff::civil::Time;
use store::Db;

use super::say;
use crate::asked;
use crate::failure::{Failure, Outcome};
use crate::ical::{self, utc};
use crate::visit::Visit;

/// How many days a calendar looks back.
const BACK: i64 = 365;

/// The calendar of a council or of a commune.
pub async fn answer(visit: &Visit, db: &Db) -> Outcome {
    let filter = ContactFilter {
        council: asked::id(visit, "council")?,
        unit: asked::id(visit, "unit")?,
        from: Some(visit.today.saturating_sub(BACK.days())),
        ..ContactFilter::default()
    };
    if filter.council.is_none() && filter.unit.is_none() {
        return Err(Failure::not_found("calendar"));
    }
    let found = contacts(db, &filter, visit.today, Batch::WHOLE).await?;
    let mut calendar = Calendar::new();
    calendar.name(&visit.t("nav-contacts"));
    for contact in &found.rows {
        // A meeting that nobody was told of yet is no appointment.
        if contact.state != ContactState::Planned {
            calendar.push(event(visit, contact));
        }
    }
    Ok(ical::file(&calendar.done(), "tiep-xuc-cu-tri.ics"))
}

/// A meeting. Its hour is given in UTC, so that no description of a time zone is needed; when it ends nobody knows.
fn event(visit: &Visit, contact: &Contact) -> icalendar::Event {
    let site = visit.app.public_url();
    let host = site.split("//").nth(1).unwrap_or(site);
    let summary = visit.tv("contact-title", &[("unit", &contact.unit_name)]);
    let hour = Time::strptime("%H:%M", &contact.starts_at).unwrap_or_default();
    let mut event = icalendar::Event::new();
    event
        .uid(&format!("{}@{host}", contact.id))
        .summary(&summary)
        .location(&say::place(contact))
        .url(&format!("{site}/contacts/{}", contact.id))
        .add_property("DTSTART", utc(contact.held_on.to_datetime(hour)))
        .add_property("DTSTAMP", utc(contact.since.at(0, 0, 0, 0)))
        // Each step is a later version of the same meeting.
        .add_property("SEQUENCE", contact.steps.saturating_sub(1).to_string())
        .status(match contact.state {
            ContactState::Cancelled => EventStatus::Cancelled,
            _ => EventStatus::Confirmed,
        });
    event.done()
}

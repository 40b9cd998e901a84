//! Sittings and their duties as iCalendar: what voters plan by for everybody, and the duties of one side by role. No names of persons.

use council::bodies::queries::council;
use council::sittings::calendar::Charge;
use council::sittings::duties::{DutyLine, calendar};
use council::sittings::queries::sittings_on;
use council::sittings::{Sitting, SittingState};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};
use jiff::ToSpan as _;
use kernel::Date;
use store::Db;

use super::say;
use crate::asked::choice;
use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::ical::{self, stamp};
use crate::visit::Visit;

/// How many days the calendar looks back.
const BACK: i64 = 365;

/// The calendar of a council: `/sittings.ics?council=…`, and with `role=office|executive|delegate` the duties of that side.
pub async fn of_council(visit: &Visit, db: &Db) -> Outcome {
    let id = visit.asked("council").and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| Failure::not_found("council"))?;
    let role = choice(visit, "role", Charge::from_code)?;
    let council = council(db, id).await?;
    let since = visit.on.saturating_sub(BACK.days());
    let mut entries = Calendar::new();
    entries.name(&visit.tv(
        "sitting-calendar-name",
        &[("council", &council_title(visit, &council))],
    ));
    for sitting in sittings_on(db, id, visit.on).await? {
        if sitting.closes_on < since {
            continue;
        }
        let place = Entry {
            uid: sitting.id.to_string(),
            first: sitting.opens_on,
            last: sitting.closes_on,
            words: say::title(visit, &sitting),
        };
        entries.push(place.event(visit, &sitting));
        for line in calendar(db, &sitting, visit.on).await? {
            if is_meant(&line, role) {
                entries.push(of_duty(visit, &sitting, &line));
            }
        }
    }
    Ok(ical::file(&entries.done(), "ky-hop.ics"))
}

/// Without a role what concerns voters; with one the duties of that side.
fn is_meant(line: &DutyLine, role: Option<Charge>) -> bool {
    match role {
        None => line.duty.concerns_voters(),
        Some(role) => line.charge == role,
    }
}

/// Something that takes whole days.
struct Entry {
    uid: String,
    first: Date,
    last: Date,
    words: String,
}

impl Entry {
    fn event(&self, visit: &Visit, sitting: &Sitting) -> Event {
        let site = visit.app.public_url();
        let host = site.split("//").nth(1).unwrap_or(site);
        let cancelled = sitting.state(visit.on) == SittingState::Cancelled;
        let mut event = Event::new();
        event
            .uid(&format!("{}@{host}", self.uid))
            .summary(&self.words)
            .url(&format!("{site}/sittings/{}", sitting.id))
            .append_property(of_days("DTSTART", self.first))
            // The first day after, as the format has it.
            .append_property(of_days("DTEND", self.last.saturating_add(1.day())))
            .add_property("DTSTAMP", stamp(visit.app.clock().now()))
            .status(if cancelled {
                EventStatus::Cancelled
            } else {
                EventStatus::Confirmed
            });
        if !sitting.place.is_empty() {
            event.location(&sitting.place);
        }
        event.done()
    }
}

fn of_duty(visit: &Visit, sitting: &Sitting, line: &DutyLine) -> Event {
    let values = [
        ("duty", visit.label("duty", line.duty.code())),
        ("sitting", say::number(visit, sitting)),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    let entry = Entry {
        uid: format!("{}-{}", sitting.id, line.duty.code()),
        first: line.day,
        last: line.day,
        words: visit.tv("sitting-calendar-duty", &values),
    };
    let mut event = entry.event(visit, sitting);
    event.description(&say::rule(visit, line));
    event.done()
}

/// A property that is a whole day.
pub fn of_days(name: &str, day: Date) -> icalendar::Property {
    icalendar::Property::new(name, day.strftime("%Y%m%d").to_string())
        .add_parameter("VALUE", "DATE")
        .done()
}

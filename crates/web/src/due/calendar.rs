//! What is due as iCalendar: one entry for each day by which something is to be done, as far as whoever asks may know of it.

use axum::extract::{Path, State};
use council::due::{Item, What};
use icalendar::{Calendar, Component as _, Event};
use jiff::ToSpan as _;
use kernel::ids::CouncilId;
use kernel::{Date, vi};
use store::Db;

use super::{asked, say};
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::ical::{self, stamp};
use crate::sittings::calendar::of_days;
use crate::visit::Visit;

/// The file.
pub async fn file(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let (council, _, list) = asked(&visit, &db, id).await?;
    let title = council_title(&visit, &council);
    let mut entries = Calendar::new();
    entries.name(&visit.tv("due-calendar-name", &[("council", &title)]));
    for item in &list.items {
        if let Some(day) = item.due_on {
            entries.push(entry(&visit, item, day));
        }
    }
    Ok(ical::file(&entries.done(), "viec-den-han.ics"))
}

fn entry(visit: &Visit, item: &Item, day: Date) -> Event {
    let site = visit.app.public_url();
    let host = site.split("//").nth(1).unwrap_or(site);
    let words = say::what(visit, item);
    let path = say::path(item);
    let mut event = Event::new();
    event
        .uid(&format!("{}@{host}", name(item)))
        .summary(&words)
        .url(&format!("{site}{path}"))
        .append_property(of_days("DTSTART", day))
        // The first day after, as the format has it.
        .append_property(of_days("DTEND", day.saturating_add(1.day())))
        .add_property("DTSTAMP", stamp(visit.app.clock().now()));
    let told = [say::owner(visit, item), say::basis(visit, item)];
    let told: Vec<String> = told.into_iter().flatten().collect();
    if !told.is_empty() {
        event.description(&told.join("; "));
    }
    event.done()
}

/// The name of an entry: the same thing keeps it when its day is moved or its figure changes.
fn name(item: &Item) -> String {
    let path = say::path(item);
    let day = || item.due_on.map(|day| day.to_string()).unwrap_or_default();
    let part = match &item.what {
        What::Duty { duty, .. } => duty.code().to_owned(),
        What::Contacts { side, .. } => side.code().to_owned(),
        // A task that recurs, and what was asked of one body again, differ by their days alone.
        What::Coordination { title, .. } => format!("{title} {}", day()),
        What::Request { recipient, .. } => format!("{recipient} {}", day()),
        _ => item.source.code().to_owned(),
    };
    let plain = vi::fold(&format!("{path} {part}"));
    let kept = plain.split(|c: char| !c.is_ascii_alphanumeric());
    let kept: Vec<&str> = kept.filter(|piece| !piece.is_empty()).collect();
    kept.join("-")
}

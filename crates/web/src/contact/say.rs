//! How meetings, conflicts and standings are said.

use council::contact::conflicts::Conflict;
use council::contact::coverage::Met;
use council::contact::meetings::Contact;
use council::contact::outside::{RequestLine, Standing};
use council::contact::window::{Deadline, Window};
use council::contact::{ContactState, Side};
use ui::{Html, Tone};

use crate::listing::{Item, Kind, Listing};
use crate::rules::words;
use crate::visit::Visit;

/// The state of a meeting: tone and word.
pub fn state(visit: &Visit, contact: &Contact) -> (Tone, String) {
    if contact.awaits_minutes(visit.on) {
        return (Tone::Late, visit.t("contact-awaits-minutes"));
    }
    let tone = match contact.state {
        ContactState::Planned => Tone::Neutral,
        ContactState::Announced => Tone::Due,
        ContactState::Held => Tone::Done,
        ContactState::Cancelled => Tone::Neutral,
    };
    (tone, visit.label("contact-state", contact.state.code()))
}

/// "trước kỳ họp thứ 3", "giữa hai kỳ họp".
pub fn around(visit: &Visit, side: Side, number: Option<u32>) -> String {
    match number {
        Some(number) => visit.tv(
            &format!("contact-around-{}", side.code()),
            &[("number", &number.to_string())],
        ),
        None => visit.label("contact-side", side.code()),
    }
}

/// "07:30 ngày 12/8/2026".
pub fn moment(visit: &Visit, contact: &Contact) -> String {
    visit.tv(
        "contact-moment",
        &[
            ("hour", &contact.starts_at),
            ("day", &visit.day(contact.held_on)),
        ],
    )
}

/// "Hội trường UBND, ấp Thới An, xã Thới Lai".
pub fn place(contact: &Contact) -> String {
    let parts = [&contact.place, &contact.hamlet, &contact.unit_name];
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.as_str())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// "từ ngày 10/11/2026 đến hết ngày 07/12/2026".
pub fn window(visit: &Visit, window: Window) -> String {
    let from = visit.day(window.from);
    match window.until {
        Some(until) => visit.tv(
            "contact-window",
            &[("from", &from), ("until", &visit.day(until))],
        ),
        None => visit.tv("contact-window-open", &[("from", &from)]),
    }
}

/// "chậm nhất ngày 12/11/2026 – Gửi kế hoạch … (Điều …, Suy ra)".
pub fn deadline(visit: &Visit, deadline: &Deadline) -> String {
    visit.tv(
        "contact-deadline",
        &[
            ("day", &visit.day(deadline.day)),
            ("rule", &words::dated_rule(visit, &deadline.rule)),
        ],
    )
}

/// What does not fit, as a sentence with the way to what it is about.
pub fn conflict(visit: &Visit, conflict: &Conflict) -> Html {
    let named = |key: &str, name: &str| Html::text(visit.tv(key, &[("name", name)]));
    let other = |with: &kernel::ids::ContactId| {
        Html::text(" ").and(Html::link(
            visit.t("contact-conflict-other"),
            visit.link(&format!("/contacts/{with}")),
        ))
    };
    match conflict {
        Conflict::TwiceAtOnce { name, with, .. } => {
            named("contact-conflict-twice", name).and(other(with))
        }
        Conflict::OutsideConstituency { name, .. } => named("contact-conflict-outside", name),
        Conflict::NotInOffice { name, .. } => named("contact-conflict-not-in-office", name),
        Conflict::Suspended { name, .. } => named("contact-conflict-suspended", name),
        Conflict::DayOff => Html::text(visit.t("contact-conflict-day-off")),
        Conflict::OutsideWindow { window } => Html::text(visit.tv(
            "contact-conflict-window",
            &[("window", &self::window(visit, *window))],
        )),
        Conflict::PlaceTaken { with } => {
            Html::text(visit.t("contact-conflict-place")).and(other(with))
        }
    }
}

/// Whether a delegate met voters: the item of a list.
pub fn met(visit: &Visit, met: Option<Met>) -> Item {
    let dated = |key: &str, on| visit.tv(key, &[("day", &visit.day(on))]);
    match met {
        None => Item::Text(visit.t("contact-met-not-in-office")),
        Some(Met::Met { on, .. }) => Item::Status(Tone::Done, dated("contact-met-met", on)),
        Some(Met::Planned { on, .. }) => Item::Status(Tone::Due, dated("contact-met-planned", on)),
        Some(Met::Awaited { on, .. }) => Item::Status(Tone::Late, dated("contact-met-awaited", on)),
        Some(Met::Nothing) => Item::Status(Tone::Late, visit.t("contact-met-nothing")),
        Some(Met::Suspended) => Item::Status(Tone::Neutral, visit.t("contact-met-suspended")),
    }
}

/// How a request stands: tone and word.
pub fn standing(visit: &Visit, line: &RequestLine) -> (Tone, String) {
    let tone = match line.standing {
        Standing::DecisionLate | Standing::NoticeLate => Tone::Late,
        Standing::Waiting | Standing::Granted => Tone::Due,
        Standing::Told => Tone::Done,
        Standing::Refused => Tone::Neutral,
    };
    (tone, visit.label("contact-standing", line.standing.code()))
}

/// Meetings as a list.
pub fn listing(visit: &Visit, title: &str, rows: &[Contact]) -> Listing {
    Listing::new(visit.t(title))
        .column(Kind::Text, visit.t("contact-commune"))
        .column(Kind::Day, visit.t("contact-day"))
        .column(Kind::Text, visit.t("contact-hour"))
        .column(Kind::Text, visit.t("contact-place"))
        .column(Kind::Text, visit.t("contact-council"))
        .column(Kind::Text, visit.t("contact-around"))
        .column(Kind::Number, visit.t("contact-delegates"))
        .column(Kind::Number, visit.t("contact-voters"))
        .column(Kind::Number, visit.t("contact-speakers"))
        .column(Kind::Status, visit.t("state"))
        .rows(rows.iter().map(|row| line(visit, row)))
        .empty(visit.t("contacts-none"))
}

fn line(visit: &Visit, row: &Contact) -> Vec<Item> {
    let number =
        |count: Option<u32>| count.map_or(Item::Missing, |count| Item::Number(count.into()));
    let (tone, word) = state(visit, row);
    let place = [row.place.as_str(), row.hamlet.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    vec![
        Item::Link(
            row.unit_name.clone(),
            visit.link(&format!("/contacts/{}", row.id)),
        ),
        Item::Day(row.held_on),
        Item::Text(row.starts_at.clone()),
        Item::Text(place.join(", ")),
        Item::Text(row.council_title()),
        Item::Text(around(visit, row.side, row.sitting_number)),
        Item::Number(row.came.unwrap_or(row.delegates).into()),
        number(row.voters_present),
        number(row.speakers),
        Item::Status(tone, word),
    ]
}

//! What is due, in words.

use council::contact::Side;
use council::due::{Item, What, When};
use kernel::vi;
use ui::Tone;

use crate::rules::words;
use crate::visit::Visit;

/// What is to be done.
pub fn what(visit: &Visit, item: &Item) -> String {
    let sitting = |number: u32| visit.tv("sitting-number", &[("number", &number.to_string())]);
    let n = |count: u32| vi::number(count.into());
    match &item.what {
        What::Opening { number, .. } => visit.tv("due-opening", &[("sitting", &sitting(*number))]),
        What::Duty { number, duty, .. } => {
            let duty = visit.label("duty", duty.code());
            visit.tv(
                "due-duty",
                &[("duty", &duty), ("sitting", &sitting(*number))],
            )
        }
        What::Contacts {
            number,
            side,
            count,
            ..
        } => {
            let key = match side {
                Side::After => "due-contacts-after",
                Side::Before | Side::Between => "due-contacts-before",
            };
            visit.tv(
                key,
                &[("count", &n(*count)), ("sitting", &sitting(*number))],
            )
        }
        What::Matter { label, title, .. } => format!("{label}: {title}"),
        What::Untrained { count, .. } => visit.tv("due-untrained", &[("count", &n(*count))]),
        What::Class { name, .. } => visit.tv("due-class", &[("name", name)]),
        What::Unmastered { count, .. } => visit.tv("due-unmastered", &[("count", &n(*count))]),
        What::Review { number, title, .. } => {
            visit.tv("due-review", &[("number", number), ("title", title)])
        }
        What::Regulation { title, state, .. } => {
            let state = visit.label("regulation-state", state.code());
            format!("{state}: {title}")
        }
        What::Coordination { title, .. } => title.clone(),
        What::Request { recipient, .. } => visit.tv("due-request", &[("recipient", recipient)]),
    }
}

/// The page where it is done.
pub fn path(item: &Item) -> String {
    match &item.what {
        What::Opening { sitting, .. } | What::Duty { sitting, .. } => {
            format!("/sittings/{sitting}")
        }
        What::Contacts { council, .. } => format!("/councils/{council}/contacts"),
        What::Matter { id, .. } => format!("/petitions/{id}"),
        What::Untrained { council, .. } => format!("/scoreboard/missing?council={council}"),
        What::Class { id, .. } => format!("/classes/{id}"),
        What::Unmastered { council, .. } => format!("/scoreboard/{council}"),
        What::Review { id, .. } => format!("/review/tasks/{id}"),
        What::Regulation { id, .. } => format!("/regulations/{id}"),
        What::Coordination { id, .. } => format!("/coordination/{id}"),
        What::Request { council, .. } => format!("/councils/{council}/conditions"),
    }
}

/// Who owns it.
pub fn owner(visit: &Visit, item: &Item) -> Option<String> {
    let side = item
        .charge
        .map(|charge| visit.label("duty-charge", charge.code()));
    item.owner.clone().or(side)
}

/// The tone of when it is due.
pub const fn tone(item: &Item) -> Tone {
    match item.when {
        When::Late => Tone::Late,
        When::Week => Tone::Due,
        When::Later | When::Undated => Tone::Neutral,
    }
}

/// How late it is, or how many days are left.
pub fn days(visit: &Visit, item: &Item) -> String {
    let days = vi::number(item.days.into());
    let key = match (item.when, item.days) {
        (When::Undated, _) => "due-days-undated",
        (When::Late, _) => "due-days-late",
        (_, 0) => "due-days-today",
        _ => "due-days-left",
    };
    // In one line, so that the column stays narrow.
    visit.tv(key, &[("days", &days)]).replace(' ', "\u{a0}")
}

/// On what it rests: the rule that sets the day, or the regulation that the parties signed.
pub fn basis(visit: &Visit, item: &Item) -> Option<String> {
    match (&item.rule, &item.what) {
        (Some(rule), _) => Some(words::basis(visit, rule)),
        (None, What::Coordination { regulation, .. }) => Some(regulation.clone()),
        _ => None,
    }
}

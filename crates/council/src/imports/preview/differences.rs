//! What a row would change of a record: the record as it would be, and field by field what differs.

use super::{Change, Said, change};
use crate::people::PersonDetails;

macro_rules! text_fields {
    ($macro:ident) => {
        $macro!(
            nationality,
            ethnicity,
            religion,
            hometown,
            residence,
            schooling,
            qualification,
            profession,
            political_theory,
            languages,
            occupation,
            workplace,
            phone,
            email
        )
    };
}

/// The record with what the row says; an empty cell says nothing.
pub(super) fn merged(record: &PersonDetails, row: &PersonDetails) -> PersonDetails {
    let mut merged = record.clone();
    merged.full_name.clone_from(&row.full_name);
    let finer = row.birth_date.is_some() || row.birth_year != record.birth_year;
    if finer && (row.birth_date.is_some() || row.birth_year.is_some()) {
        merged.birth_date = row.birth_date;
        merged.birth_year = row.birth_year;
    }
    merged.sex = row.sex.or(record.sex);
    merged.party_since = row.party_since.or(record.party_since);
    macro_rules! take {
        ($($field:ident),*) => { $(if row.$field.is_some() { merged.$field.clone_from(&row.$field); })* };
    }
    text_fields!(take);
    merged
}

/// Field by field, what differs.
pub(super) fn changes(old: &PersonDetails, new: &PersonDetails) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |field: &'static str, old: Said, new: Said| {
        if old != new {
            changes.push(change(field, old, new));
        }
    };
    let name = |name: &str| {
        if name.is_empty() {
            Said::Nothing
        } else {
            Said::Text(name.to_owned())
        }
    };
    let birth = |details: &PersonDetails| match (details.birth_date, details.birth_year) {
        (Some(day), _) => Said::Day(day),
        (None, Some(year)) => Said::Number(i64::from(year)),
        (None, None) => Said::Nothing,
    };
    add("full_name", name(&old.full_name), name(&new.full_name));
    add("birth", birth(old), birth(new));
    add(
        "sex",
        old.sex.map_or(Said::Nothing, Said::Sex),
        new.sex.map_or(Said::Nothing, Said::Sex),
    );
    add(
        "party_since",
        old.party_since.map_or(Said::Nothing, Said::Day),
        new.party_since.map_or(Said::Nothing, Said::Day),
    );
    let text = |text: &Option<String>| text.clone().map_or(Said::Nothing, Said::Text);
    macro_rules! compare {
        ($($field:ident),*) => { $(add(stringify!($field), text(&old.$field), text(&new.$field));)* };
    }
    text_fields!(compare);
    changes
}

//! How imports are put into words.

use council::Problem;
use council::imports::preview::{Change, Said};
use council::imports::{Counts, Found, ImportRow, ImportState, PreviewRow, RowState};
use council::people::field_group;
use kernel::vi;
use ui::{Tabs, Tone};

use crate::visit::Visit;

/// Tone and word of an import's state.
pub fn state(visit: &Visit, state: ImportState) -> (Tone, String) {
    let tone = match state {
        ImportState::Previewed => Tone::Due,
        ImportState::Confirmed => Tone::Done,
        ImportState::Undone | ImportState::Discarded => Tone::Neutral,
    };
    (tone, visit.label("import-state", state.code()))
}

/// Tone and word of a row's state.
pub fn row_state(visit: &Visit, state: RowState) -> (Tone, String) {
    let tone = match state {
        RowState::New => Tone::Done,
        RowState::Changed => Tone::Due,
        RowState::Same | RowState::Duplicate => Tone::Neutral,
        RowState::Faulty => Tone::Late,
    };
    (tone, visit.label("row-state", state.code()))
}

/// When something happened, in Vietnam.
pub fn moment(visit: &Visit, at: kernel::Timestamp) -> String {
    let local = kernel::time::local(at);
    format!(
        "{:02}:{:02} {}",
        local.hour(),
        local.minute(),
        visit.day(local.date())
    )
}

/// What a confirmation did, in one line.
pub fn counts(visit: &Visit, counts: &Counts) -> String {
    visit.tv(
        "import-counts",
        &[
            ("rows", &vi::count(counts.rows)),
            ("new", &vi::count(counts.new)),
            ("changed", &vi::count(counts.changed)),
            ("same", &vi::count(counts.same)),
            ("faulty", &vi::count(counts.faulty)),
            ("duplicate", &vi::count(counts.duplicate)),
        ],
    )
}

/// The tabs over the rows, one for each state.
pub fn tabs(visit: &Visit, counts: &Counts, chosen: Option<RowState>) -> Tabs {
    let mut tabs = Tabs::new(visit.t("import-rows-tabs"));
    let all = [(None, visit.t("import-rows-all"), counts.rows)];
    let each = RowState::ALL
        .iter()
        .map(|state| (Some(*state), row_state(visit, *state).1, counts.of(*state)));
    for (state, text, number) in all.into_iter().chain(each) {
        let href = visit.here_with(&[("state", state.map_or("", RowState::code)), ("page", "")]);
        tabs = if state == chosen {
            tabs.current(text, href)
        } else {
            tabs.tab(text, href)
        };
        tabs = tabs.count(vi::count(number));
    }
    tabs
}

/// Whether this reader may see a column of people's data.
pub fn reads(visit: &Visit, import: &ImportRow, column: &str) -> bool {
    let field = match column {
        "birth" | "birth_day" | "birth_month" | "male" | "female" => "birth_date",
        other => other,
    };
    field_group(field).is_none_or(|group| visit.actor.reads(group, &import.path))
}

/// The name of a column.
pub fn column(visit: &Visit, key: &str) -> String {
    visit.label("import-column", key)
}

fn said(visit: &Visit, said: &Said) -> String {
    match said {
        Said::Nothing => visit.t("import-nothing-recorded"),
        Said::Text(text) => text.clone(),
        Said::Day(day) => visit.day(*day),
        Said::Sex(sex) => visit.label("sex", sex.code()),
        Said::Number(number) => number.to_string(),
        Said::Presence(presence) => visit.label("import-presence", presence.code()),
        Said::Place {
            body,
            number,
            post,
            full_time,
        } => {
            let body = visit.label("body-kind", body.code());
            let body = number.map_or_else(|| body.clone(), |number| format!("{body} {number}"));
            let post = visit.label("post", post.code());
            let more = if *full_time {
                format!(", {}", visit.t("import-full-time"))
            } else {
                String::new()
            };
            format!("{post} ({body}{more})")
        }
    }
}

/// One change: field, old, new. A field that this reader may not see is named without its values.
pub fn change(visit: &Visit, import: &ImportRow, change: &Change) -> String {
    let field = column(visit, change.field);
    if !reads(visit, import, change.field) {
        return format!("{field}: {}", visit.t("hidden"));
    }
    match &change.old {
        Said::Nothing => format!("{field}: {}", said(visit, &change.new)),
        old => format!(
            "{field}: {} → {}",
            said(visit, old),
            said(visit, &change.new)
        ),
    }
}

/// A problem or note with the name of its column; a value that this reader may not see is left out.
pub fn problem(visit: &Visit, import: &ImportRow, problem: &Problem) -> String {
    let mut shown = problem.clone();
    if !reads(visit, import, problem.field) {
        for (_, value) in &mut shown.args {
            *value = visit.t("hidden");
        }
    }
    let text = visit.problem(&shown);
    if problem.field.is_empty() {
        text
    } else {
        format!("{}: {text}", column(visit, problem.field))
    }
}

/// Somebody known: name, year, councils.
pub fn found(visit: &Visit, found: &Found) -> String {
    let year = found
        .birth_year
        .map_or_else(|| visit.t("missing"), |year| year.to_string());
    format!("{} ({year}; {})", found.name, found.places.join(", "))
}

/// Everything there is to say of a row, one sentence each.
pub fn row(visit: &Visit, import: &ImportRow, row: &PreviewRow) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(first) = row.duplicate_of {
        lines.push(visit.tv("import-duplicate-of", &[("row", &first.to_string())]));
    }
    lines.extend(row.problems.iter().map(|one| problem(visit, import, one)));
    if let Some(person) = &row.person
        && let Some(how) = person.how
        && !(how == council::imports::preview::How::Certain && row.state == RowState::Same)
    {
        let key = format!("import-how-{}", how.code().replace('_', "-"));
        lines.push(visit.tv(&key, &[("person", &found(visit, person))]));
    }
    let changes: Vec<String> = row
        .changes
        .iter()
        .filter(|one| one.field != "full_name" || one.old != Said::Nothing)
        .map(|one| change(visit, import, one))
        .collect();
    // What is set for somebody new is read over; what changes for somebody known is checked one by one.
    if row.state == RowState::New && !changes.is_empty() {
        lines.push(changes.join("; "));
    } else {
        lines.extend(changes);
    }
    lines.extend(
        row.notes
            .iter()
            .map(|one| visit.tv("import-note", &[("note", &problem(visit, import, one))])),
    );
    lines
}

//! What became of voters' matters: lists, one of them, and those that were made of what a token stands for.

use axum::extract::{Path, State};
use axum::response::Response;
use council::bodies::CouncilRef;
use council::petitions::Field;
use council::petitions::hotlines::{self, Asked, is_closed};
use council::petitions::queries::MatterLine;
use council::petitions::tracking::typed_code;
use jiff::ToSpan as _;
use kernel::ids::MatterId;
use kernel::{Date, Timestamp, time};
use store::Db;

use super::answer::{Answered, Wrong, answer, parted};
use super::document::{Document, Node};
use super::{communes_of, jurisdiction, service};
use crate::access::Caller;
use crate::petitions::say;
use crate::visit::{Visit, iso_day};

/// How many days a list spans at most, as the specification has it.
const LONGEST_SPAN: i64 = 90;

/// How many requests may be asked for by name at once.
const MOST_NAMED: usize = 50;

/// The public matters of a council.
pub async fn list(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Response {
    let outcome = async {
        let council = jurisdiction(&visit, &db, visit.asked("jurisdiction_id")).await?;
        let named = several(&visit, "service_request_id");
        let lines = match named.is_empty() {
            true => {
                let asked = asked(&visit)?;
                hotlines::requests(visit.app.ledger(), council.id, &asked, visit.today).await?
            }
            false => by_name(&visit, &db, &council, &named).await?,
        };
        shown(&visit, &db, &council, &lines).await
    };
    answer(&visit, &ending, outcome.await)
}

/// One public matter.
pub async fn one(visit: Visit, State(db): State<Db>, Path(file): Path<String>) -> Response {
    let (id, ending) = parted(&file);
    let outcome = async {
        let council = jurisdiction(&visit, &db, visit.asked("jurisdiction_id")).await?;
        let lines = by_name(&visit, &db, &council, &[id]).await?;
        if lines.is_empty() {
            let text = visit.tv("open311-request-unknown", &[("given", id)]);
            return Err(Wrong::not_found(text));
        }
        shown(&visit, &db, &council, &lines).await
    };
    answer(&visit, ending, outcome.await)
}

/// The matters that were made of what a token stands for: none while a clerk has not looked at it.
pub async fn of_token(
    visit: Visit,
    State(db): State<Db>,
    caller: Caller,
    Path(file): Path<String>,
) -> Response {
    let (token, ending) = parted(&file);
    let outcome = async {
        admit(&visit, &caller)?;
        let council = jurisdiction(&visit, &db, visit.asked("jurisdiction_id")).await?;
        let unknown = || Wrong::not_found(visit.tv("open311-token-unknown", &[("given", token)]));
        let code = typed_code(token).map_err(|_| unknown())?;
        let found = hotlines::requests_of(&db, &code, &council.path).await?;
        let found = found.ok_or_else(unknown)?;
        let mut ids: Vec<Node> = found.iter().map(|id| Node::Text(id.to_string())).collect();
        if ids.is_empty() {
            ids.push(Node::Nothing);
        }
        let requests = ids.into_iter().map(|id| {
            Node::Parts(vec![
                ("service_request_id", id),
                ("token", Node::text(code.as_str())),
            ])
        });
        Ok(service_requests(requests.collect()))
    };
    answer(&visit, ending, outcome.await)
}

/// Codes and keys are not guessed: each address may look up a few in a minute.
pub fn admit(visit: &Visit, caller: &Caller) -> Answered<()> {
    visit
        .app
        .admit_lookup(&caller.0.address)
        .map_err(|wait| too_often(wait.0.as_secs() + 1))
}

/// What only waiting mends.
pub fn too_often(seconds: u64) -> Wrong {
    council::Problem::new("", "certificate-wait")
        .with("seconds", seconds)
        .into()
}

/// An answer that lists service requests.
pub fn service_requests(requests: Vec<Node>) -> Document {
    Document::new("service_requests", Node::Many("request", requests))
}

/// Every value of a name in the query: it may be given several times, and each time several parted by commas.
fn several<'a>(visit: &'a Visit, name: &str) -> Vec<&'a str> {
    let given = visit.query.iter().filter(|(key, _)| key == name);
    given
        .flat_map(|(_, value)| value.split(','))
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect()
}

async fn by_name(
    visit: &Visit,
    db: &Db,
    council: &CouncilRef,
    named: &[&str],
) -> Answered<Vec<MatterLine>> {
    if named.len() > MOST_NAMED {
        let most = MOST_NAMED.to_string();
        let text = visit.tv("open311-too-many", &[("most", &most)]);
        return Err(Wrong::bad(text));
    }
    let mut lines = Vec::new();
    // What is no identifier names nothing, like an identifier that nothing has.
    for id in named
        .iter()
        .filter_map(|text| text.parse::<MatterId>().ok())
    {
        let found = hotlines::request(db, id, visit.today).await?;
        lines.extend(found.filter(|line| line.matter.path == council.path));
    }
    Ok(lines)
}

fn asked(visit: &Visit) -> Answered<Asked> {
    let fields = several(visit, "service_code");
    let fields: Answered<Vec<Field>> = fields
        .into_iter()
        .map(|it| service(visit, Some(it)))
        .collect();
    let (mut open, mut closed) = (false, false);
    for status in several(visit, "status") {
        match status {
            "open" => open = true,
            "closed" => closed = true,
            other => {
                let text = visit.tv("open311-status-unknown", &[("given", other)]);
                return Err(Wrong::bad(text));
            }
        }
    }
    let (from, to) = span(visit)?;
    Ok(Asked {
        fields: fields?,
        closed: (open != closed).then_some(closed),
        from,
        to,
    })
}

/// The days that are asked for: 90 days back from today, from the end or on from the beginning, as far as nothing else is said.
fn span(visit: &Visit) -> Answered<(Date, Date)> {
    let read = |name: &str, day: fn(&str) -> Option<Date>| {
        let unreadable = || Wrong::bad(visit.tv("open311-date-unreadable", &[("field", name)]));
        let given = visit.asked(name);
        given
            .map(|text| day(text).ok_or_else(unreadable))
            .transpose()
    };
    let (from, to) = (read("start_date", first_day)?, read("end_date", last_day)?);
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, from.saturating_add(LONGEST_SPAN.days())),
        (None, to) => {
            let to = to.unwrap_or(visit.today);
            (to.saturating_sub(LONGEST_SPAN.days()), to)
        }
    };
    let days = i64::from((to - from).get_days());
    // A beginning and an end within one day hold no midnight, which is when a day's matters are counted as raised.
    if !(-1..=LONGEST_SPAN).contains(&days) {
        return Err(Wrong::bad(visit.t("open311-span")));
    }
    Ok((from, to))
}

/// The first day whose beginning is not before a moment.
fn first_day(text: &str) -> Option<Date> {
    iso_day(text).or_else(|| {
        let local = time::local(moment(text)?);
        match local.time() == jiff::civil::Time::midnight() {
            true => Some(local.date()),
            false => local.date().tomorrow().ok(),
        }
    })
}

/// The last day whose beginning is not after a moment.
fn last_day(text: &str) -> Option<Date> {
    iso_day(text).or_else(|| Some(time::local(moment(text)?).date()))
}

/// A moment with its offset. A plus sign that was not escaped arrives as a space.
fn moment(text: &str) -> Option<Timestamp> {
    text.parse()
        .or_else(|_| text.replace(' ', "+").parse())
        .ok()
}

async fn shown(
    visit: &Visit,
    db: &Db,
    council: &CouncilRef,
    lines: &[MatterLine],
) -> Answered<Document> {
    let units = communes_of(visit, council).await?;
    let mut requests = Vec::with_capacity(lines.len());
    for line in lines {
        let unit = line.matter.unit_id;
        let code = units.iter().find(|it| Some(it.id) == unit);
        let code = code.map(|unit| unit.code.clone());
        let into = match line.matter.merged_into {
            Some(into) => hotlines::request(db, into, visit.today).await?,
            None => None,
        };
        requests.push(request(visit, line, code, into.as_ref()));
    }
    Ok(service_requests(requests))
}

/// A public matter: its title and how far it is, never what a voter said. What is not known is left out.
fn request(
    visit: &Visit,
    line: &MatterLine,
    commune: Option<String>,
    into: Option<&MatterLine>,
) -> Node {
    let matter = &line.matter;
    let closed = is_closed(matter.state);
    let mut notes = say::sentence(visit, matter, line.timing, visit.today);
    if let Some(into) = into {
        let id = into.matter.id.to_string();
        let words = visit.tv("open311-merged", &[("label", &into.label), ("id", &id)]);
        notes = format!("{notes} {words}");
    }
    let address = format!("{}/petitions/{}", visit.app.public_url(), matter.id);
    let notice = visit.tv(
        "open311-notice",
        &[("label", &line.label), ("address", &address)],
    );
    let place = matter.unit_name.as_ref().unwrap_or(&matter.council_unit);
    let name = visit.label("matter-field", matter.field.code());
    let mut parts = vec![
        ("service_request_id", Node::Text(matter.id.to_string())),
        ("status", Node::text(if closed { "closed" } else { "open" })),
        ("status_notes", Node::Text(notes)),
        ("service_name", Node::Text(name)),
        ("service_code", Node::text(matter.field.code())),
        ("description", Node::text(matter.title.as_str())),
        ("service_notice", Node::Text(notice)),
        ("requested_datetime", Node::Text(morning(matter.raised_on))),
        ("updated_datetime", Node::Text(morning(matter.since))),
        ("address", Node::text(place.as_str())),
    ];
    let holder = matter.holder.clone().map(Node::Text);
    parts.extend(holder.map(|holder| ("agency_responsible", holder)));
    let due = matter.due_on.filter(|_| !closed);
    parts.extend(due.map(|due| ("expected_datetime", Node::Text(evening(due)))));
    parts.extend(commune.map(|code| ("address_id", Node::Text(code))));
    Node::Parts(parts)
}

/// The moment at which a day begins in Vietnam.
fn morning(day: Date) -> String {
    format!("{day}T00:00:00+07:00")
}

/// The last moment of a day in Vietnam: what is due on a day may come until its end.
fn evening(day: Date) -> String {
    format!("{day}T23:59:59+07:00")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn moments_become_the_days_that_begin_within_them() {
        let (early, late) = (date(2026, 5, 24), date(2026, 5, 25));
        for (text, first, last) in [
            ("2026-05-24", early, early),
            ("2026-05-24T00:00:00+07:00", early, early),
            ("2026-05-24T00:00:00 07:00", early, early),
            ("2026-05-23T17:00:00Z", early, early),
            ("2026-05-24T00:00:00Z", late, early),
            ("2026-05-24T16:59:59.5Z", late, early),
        ] {
            assert_eq!(first_day(text), Some(first), "{text}");
            assert_eq!(last_day(text), Some(last), "{text}");
        }
        for text in [
            "",
            "hôm qua",
            "2026-05-24T00:00:00",
            "2026-13-01",
            "24/05/2026",
        ] {
            assert_eq!((first_day(text), last_day(text)), (None, None), "{text}");
        }
    }
}

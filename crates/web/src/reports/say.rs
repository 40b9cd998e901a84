//! How reports are said, and where the records of a figure are opened.

use council::access::FieldGroup;
use council::bodies::Level;
use council::petitions::{Field, MatterState};
use council::reports::model::{Bound, Room, Source};
use council::reports::{Chapter, Report, ReportState};
use kernel::vi;
use ui::Tone;

use crate::visit::Visit;

/// "Báo cáo năm, 01/01/2025 – 31/12/2025".
pub fn period(visit: &Visit, of: &Report) -> String {
    let (from, to) = (visit.day(of.period_from), visit.day(of.period_to));
    visit.tv("report-period", &[("from", &from), ("to", &to)])
}

/// A state: tone and word.
pub fn state(visit: &Visit, state: ReportState) -> (Tone, String) {
    let tone = match state {
        ReportState::Draft => Tone::Due,
        ReportState::Signed => Tone::Done,
    };
    (tone, visit.label("report-state", state.code()))
}

/// A chapter as the paper heads it.
pub fn chapter(chapter: Chapter) -> &'static str {
    chapter.heading()
}

/// The anchor of a chapter.
pub fn anchor(chapter: Chapter) -> String {
    format!("chuong-{}", chapter.code())
}

/// A difference with its sign.
pub fn difference(bound: &Bound, by: i64) -> String {
    let size = bound.unit.shown(by.abs());
    match by {
        0 => vi::number(0),
        by if by > 0 => format!("+{size}"),
        _ => format!("−{size}"),
    }
}

/// Where the records of a figure stand; none where whoever asks may not read them.
pub fn href(visit: &Visit, path: &str, source: &Source) -> Option<String> {
    if source.on == kernel::Date::MIN {
        return None;
    }
    let mut query: Vec<(&str, String)> = Vec::new();
    let code = (!source.code.is_empty()).then_some(source.code.as_str());
    let place = path.to_owned();
    let level = source.level.map(Level::code);
    let council = source.council.map(|id| id.to_string());
    let of_council = |end: &str| {
        let id = source.council?;
        Some(format!("/councils/{id}/{end}"))
    };
    // The lists either take a council or a place with what lies below it.
    let somewhere = |query: &mut Vec<(&str, String)>, name: &'static str| match &council {
        Some(id) => query.push(("council", id.clone())),
        None => query.push((name, place.clone())),
    };
    let days = |query: &mut Vec<(&str, String)>, names: [&'static str; 2]| {
        let [from, to] = names;
        query.extend(source.from.map(|day| (from, day.to_string())));
        query.push((to, source.on.to_string()));
    };
    let to = match source.room {
        Room::Councils => {
            query.push(("place", place.clone()));
            query.extend(level.map(|level| ("level", level.to_owned())));
            query.extend(code.map(|code| ("state", code.to_owned())));
            "/councils".to_owned()
        }
        Room::Delegates => {
            somewhere(&mut query, "place");
            if council.is_none() {
                query.extend(level.map(|level| ("level", level.to_owned())));
            }
            match code {
                Some("female") => query.push(("sex", "female".to_owned())),
                Some("full_time") => query.push(("full_time", "yes".to_owned())),
                Some("ended") => query.push(("standing", "ended".to_owned())),
                Some(origin) => query.push(("origin", origin.to_owned())),
                None => {}
            }
            "/delegates".to_owned()
        }
        Room::Sittings => match of_council("sittings") {
            Some(path) => {
                query.push(("year", source.on.year().to_string()));
                path
            }
            None => {
                query.extend(code.map(|code| ("kind", code.to_owned())));
                "/sittings".to_owned()
            }
        },
        Room::Contacts => {
            somewhere(&mut query, "place");
            days(&mut query, ["from", "until"]);
            query.push(("state", "held".to_owned()));
            "/contacts".to_owned()
        }
        Room::Coverage => {
            query.push(("place", place.clone()));
            "/contact-coverage".to_owned()
        }
        Room::Petitions => {
            somewhere(&mut query, "scope");
            days(&mut query, ["from", "to"]);
            if let Some(code) = code {
                let name = match (MatterState::from_code(code), Field::from_code(code)) {
                    (Some(_), _) => "state",
                    _ => "field",
                };
                query.push((name, code.to_owned()));
            }
            "/petitions".to_owned()
        }
        Room::Classes => {
            somewhere(&mut query, "place");
            days(&mut query, ["from", "until"]);
            "/classes".to_owned()
        }
        Room::Scoreboard | Room::Laws => {
            query.push(("place", place.clone()));
            query.extend(level.map(|level| ("level", level.to_owned())));
            let end = if source.room == Room::Laws {
                "/laws"
            } else {
                ""
            };
            format!("/scoreboard{end}")
        }
        Room::Regulations => {
            query.extend(code.map(|code| ("kind", code.to_owned())));
            of_council("regulations").unwrap_or_else(|| "/regulations".to_owned())
        }
        Room::Coordination => match of_council("coordination") {
            Some(path) => path,
            None => {
                query.extend(code.map(|code| ("state", code.to_owned())));
                "/coordination".to_owned()
            }
        },
        Room::Conferences => {
            query.push(("scope", place.clone()));
            "/conferences".to_owned()
        }
        Room::Review => {
            if !visit.actor.reads(FieldGroup::ReviewWork, path) {
                return None;
            }
            of_council("review").unwrap_or_else(|| "/review".to_owned())
        }
        Room::Recognition => of_council("recognition")?,
        Room::Conditions => match of_council("conditions") {
            Some(path) => path,
            None => {
                query.extend(level.map(|level| ("level", level.to_owned())));
                "/conditions".to_owned()
            }
        },
    };
    query.push(("on", source.on.to_string()));
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    Some(format!("{to}?{query}"))
}

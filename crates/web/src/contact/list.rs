//! The list of meetings with voters: the next ones, those of any days, as a file and as a calendar.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Page as Batch;
use council::bodies::queries::council;
use council::bodies::running_name;
use council::contact::ContactState;
use council::contact::meetings::{Contact, ContactFilter, contacts, holders};
use kernel::{Date, vi};
use store::Db;
use ui::{Button, Choice, Filters, Page};

use super::{calendar, say};
use crate::api::{Batch as Answer, OnDay, PageNumber};
use crate::asked;
use crate::bodies::words::{choices, council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// Beyond so many councils nobody finds one in a list.
const MOST_COUNCILS: u32 = 200;

/// The place of the state among the columns: on a telephone it stays beside the name.
const STATE: usize = 9;

/// The page: from the day of view on, unless other days are asked for.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let batch = page_asked(&visit);
    let filter = filter(&visit)?;
    let found = contacts(&db, &filter, visit.on, batch).await?;
    let count = vi::number(found.total);
    let ahead = filter.from == Some(visit.on) && filter.until.is_none();
    let lead = match (ahead, found.rows.first()) {
        (true, Some(next)) => visit.tv(
            "contacts-lead-next",
            &[
                ("n", &count),
                ("moment", &say::moment(&visit, next)),
                ("place", &say::place(next)),
            ],
        ),
        (true, None) => visit.t("contacts-lead-none"),
        (false, _) => visit.tv("contacts-lead-found", &[("n", &count)]),
    };
    let page = Page::new(visit.t("nav-contacts"))
        .lead(lead)
        .action(Button::new(
            visit.t("contact-coverage"),
            visit.link("/contact-coverage"),
        ))
        .push(filters(&visit, &db, &filter).await?)
        .push(
            say::listing(&visit, "nav-contacts", &found.rows)
                .exports(&visit, "/contacts")
                .table(&visit)
                .folded(STATE, visit.t("row-more")),
        )
        .push(pager(&visit, batch, found.total));
    Ok(visit.view(page).part(Part::Contacts).respond())
}

/// The list as a file or as a calendar.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    if ending == "ics" {
        return calendar::answer(&visit, &db).await;
    }
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let found = contacts(&db, &filter(&visit)?, visit.on, Batch::WHOLE).await?;
    Ok(say::listing(&visit, "nav-contacts", &found.rows).export(&visit, format, "tiep-xuc-cu-tri"))
}

/// Meetings with voters as they stood on a day; without days asked for, those from that day on.
#[utoipa::path(get, path = "/api/v1/contacts", tag = "contact", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in the commune, the hamlet, the place or the theme, marks ignored"),
    ("council" = Option<uuid::Uuid>, Query, description = "The council that holds the meeting or whose delegates come"),
    ("unit" = Option<uuid::Uuid>, Query, description = "The commune"),
    ("place" = Option<String>, Query, description = "The path of official codes of a place: councils there and below"),
    ("state" = inline(Option<ContactState>), Query, description = "A state"),
    ("from" = Option<String>, Query, format = Date, description = "Held on this day or later"),
    ("until" = Option<String>, Query, format = Date, description = "Held on this day or earlier"),
    PageNumber),
    responses((status = 200, description = "A page of meetings", body = Answer<Contact>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let batch = asked::page(&visit)?;
    let found = contacts(&db, &filter(&visit)?, visit.on, batch).await?;
    Ok(axum::Json(Answer {
        on: visit.on,
        total: found.total,
        items: found.rows,
    })
    .into_response())
}

fn filter(visit: &Visit) -> council::Result<ContactFilter> {
    let day = |name: &'static str| -> council::Result<Option<Date>> {
        asked::choice(visit, name, |text| vi::parse_date(text).ok())
    };
    let (from, until) = (day("from")?, day("until")?);
    let whole = visit.asked("state").is_some() || visit.asked("q").is_some();
    // Without days the page tells what lies ahead; a search goes through all days.
    let from = match (from, until, whole) {
        (None, None, false) => Some(visit.on),
        (from, ..) => from,
    };
    Ok(ContactFilter {
        text: visit.asked("q").unwrap_or_default().to_owned(),
        council: asked::id(visit, "council")?,
        unit: asked::id(visit, "unit")?,
        path: visit.asked("place").unwrap_or_default().to_owned(),
        from,
        until,
        state: asked::choice(visit, "state", ContactState::from_code)?,
        sitting: None,
        latest_first: from != Some(visit.on),
    })
}

async fn filters(visit: &Visit, db: &Db, filter: &ContactFilter) -> Outcome<Filters> {
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let holders = holders(db, visit.on, MOST_COUNCILS + 1).await?;
    let states = choices(
        visit,
        "contact-state",
        ContactState::ALL,
        ContactState::code,
    );
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| visit.day(day));
    let mut filters = Filters::new("/contacts", visit.words()).search(
        "q",
        &visit.t("contacts-search"),
        asked("q"),
    );
    let chosen = filter.council;
    let listed = chosen.is_none_or(|id| holders.iter().any(|one| one.id == id));
    if holders.len() <= MOST_COUNCILS as usize && listed {
        let councils = holders.iter().map(|one| {
            let unit = running_name(&one.unit_name);
            let values = [("unit", unit.as_str()), ("number", one.number.as_str())];
            Choice::new(one.id.to_string(), visit.tv("council-title", &values))
        });
        filters = filters.select(
            "council",
            &visit.t("council"),
            or_all(visit, councils.collect()),
            asked("council"),
        );
    } else if let Some(id) = chosen {
        let council = council(db, id).await?;
        let without = visit.here_with(&[("council", ""), ("page", "")]);
        filters = filters
            .hidden("council", &id.to_string())
            .active(council_title(visit, &council), without);
    }
    filters = filters
        .date("from", &visit.t("contacts-from"), &day(filter.from))
        .date("until", &visit.t("contacts-until"), &day(filter.until))
        .select(
            "state",
            &visit.t("state"),
            or_all(visit, states),
            asked("state"),
        );
    if let Some(unit) = filter.unit {
        filters = filters.hidden("unit", &unit.to_string());
    }
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    Ok(filters)
}

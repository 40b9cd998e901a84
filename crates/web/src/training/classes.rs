//! The list of classes.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::queries::{self as bodies};
use council::bodies::running_name;
use council::training::ClassState;
use council::training::classes::{ClassFilter, ClassListRow, ClassPlace, class_places, classes};
use council::training::programmes::course_names;
use kernel::vi;
use store::Db;
use ui::{Button, Choice, Filters, Page};

use super::say::{class_tone, days};
use crate::bodies::words::{choices, council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// Beyond so many councils nobody finds one in a list: the province is to be chosen first.
const MOST_COUNCILS: u32 = 200;

/// The place of the state among the columns: on a telephone it stays beside the name.
pub const STATE: usize = 7;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let batch = page_asked(&visit);
    let mut filter = filter(&visit, &db).await?;
    filter.page = batch.number - 1;
    filter.size = batch.size;
    let snapshot = visit.app.projection().now().await?;
    let found = classes(&db, &snapshot, &filter).await?;
    let mut page = Page::new(visit.t("classes-title"))
        .lead(visit.tv("classes-lead", &[("found", &vi::number(found.total))]));
    if visit.actor.can_anywhere(Act::PlanClass) {
        page = page.action(Button::new(visit.t("training-plan-class"), "/classes/new"));
    }
    let page = page
        .push(filters(&visit, &db).await?)
        .push(
            listing(&visit, &found.rows, "classes-title")
                .empty(visit.t("classes-none"))
                .exports(&visit, "/classes")
                .table(&visit)
                .folded(STATE, visit.t("row-more")),
        )
        .push(pager(&visit, batch, found.total));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(visit.t("classes-title"), "/classes")
        .respond())
}

/// The list as a file, or as a calendar.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    if ending == "ics" {
        return super::calendar::of_council(&visit, &db).await;
    }
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let mut filter = filter(&visit, &db).await?;
    filter.size = u32::MAX;
    let snapshot = visit.app.projection().now().await?;
    let found = classes(&db, &snapshot, &filter).await?;
    Ok(listing(&visit, &found.rows, "classes-title").export(&visit, format, "lop-boi-duong"))
}

/// What the address asks for.
pub async fn filter(visit: &Visit, db: &Db) -> Outcome<ClassFilter> {
    let council = visit.asked("council").and_then(|id| id.parse().ok());
    let path = match council {
        Some(id) => bodies::council(db, id).await?.path,
        None => visit.asked("place").unwrap_or_default().to_owned(),
    };
    let day = |name: &str| visit.asked(name).and_then(|text| vi::parse_date(text).ok());
    Ok(ClassFilter {
        path,
        course: visit.asked("course").and_then(|id| id.parse().ok()),
        state: visit.asked("state").and_then(ClassState::from_code),
        from: day("from"),
        until: day("until"),
        text: visit.asked("q").unwrap_or_default().to_owned(),
        page: 0,
        size: 0,
    })
}

async fn filters(visit: &Visit, db: &Db) -> Outcome<Filters> {
    let asked = |name: &str| visit.asked(name).unwrap_or_default();
    let provinces = bodies::provinces(db, visit.on).await?;
    let places = provinces
        .iter()
        .map(|unit| Choice::new(unit.path.as_str(), unit.name.as_str()))
        .collect();
    let known = course_names(db).await?;
    let known = known
        .iter()
        .map(|course| Choice::new(course.id.to_string(), course.name.as_str()))
        .collect();
    let councils = class_places(db, asked("place"), visit.on, MOST_COUNCILS + 1).await?;
    let states = choices(visit, "class-state", ClassState::ALL, ClassState::code);
    let mut filters = Filters::new("/classes", visit.words())
        .search("q", &visit.t("classes-search"), asked("q"))
        .select(
            "place",
            &visit.t("province"),
            or_all(visit, places),
            asked("place"),
        );
    let chosen = visit.asked("council");
    let listed = chosen.is_none_or(|id| councils.iter().any(|one| one.id.to_string() == id));
    let few = councils.len() <= MOST_COUNCILS as usize && listed;
    if few && !councils.is_empty() {
        let councils = councils.iter().map(|one| council_choice(visit, one));
        filters = filters.select(
            "council",
            &visit.t("council"),
            or_all(visit, councils.collect()),
            asked("council"),
        );
    }
    filters = filters
        .select(
            "course",
            &visit.t("training-course"),
            or_all(visit, known),
            asked("course"),
        )
        .select(
            "state",
            &visit.t("state"),
            or_all(visit, states),
            asked("state"),
        )
        .date("from", &visit.t("classes-from"), asked("from"))
        .date("until", &visit.t("classes-until"), asked("until"));
    if let Some(id) = chosen.filter(|_| !few).and_then(|id| id.parse().ok()) {
        let council = bodies::council(db, id).await?;
        let without = visit.here_with(&[("council", ""), ("page", "")]);
        filters = filters
            .hidden("council", &id.to_string())
            .active(council_title(visit, &council), without);
    }
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    Ok(filters)
}

fn council_choice(visit: &Visit, place: &ClassPlace) -> Choice {
    let title = visit.tv(
        "council-title",
        &[
            ("unit", &running_name(&place.unit_name)),
            ("number", &place.number),
        ],
    );
    Choice::new(place.id.to_string(), title)
}

/// Classes as a list.
pub fn listing(visit: &Visit, rows: &[ClassListRow], title: &str) -> Listing {
    Listing::new(visit.t(title))
        .column(Kind::Text, visit.t("training-class"))
        .column(Kind::Text, visit.t("training-days"))
        .column(Kind::Text, visit.t("training-place"))
        .column(Kind::Text, visit.t("training-host"))
        .column(Kind::Number, visit.t("training-invited"))
        .column(Kind::Number, visit.t("training-present"))
        .column(Kind::Number, visit.t("training-missed"))
        .column(Kind::Status, visit.t("state"))
        .rows(rows.iter().map(|row| line(visit, row)))
}

fn line(visit: &Visit, row: &ClassListRow) -> Vec<Item> {
    let after = |number: i64| {
        if row.state.counts() {
            Item::Number(number)
        } else {
            Item::Missing
        }
    };
    vec![
        Item::Link(
            row.name.clone(),
            visit.link(&format!("/classes/{}", row.id)),
        ),
        Item::Text(days(visit, row.starts_on, row.ends_on)),
        Item::Text(row.place.clone()),
        Item::Text(row.unit_name.clone()),
        Item::Number(row.asked()),
        after(row.present),
        after(row.missing),
        Item::Status(
            class_tone(row.state),
            visit.label("class-state", row.state.code()),
        ),
    ]
}

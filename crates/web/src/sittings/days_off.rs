//! The table of days off: for everybody to read, for administrators to edit.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::seed_data::Certainty;
use council::sittings::DayKind;
use council::sittings::days_off::{
    CalendarDay, StateDay, add_day, change_day, day_off, days_off, remove_day,
};
use council::{Acting, Result};
use kernel::Id;
use kernel::vi;
use store::Db;
use ui::{Button, Choice, Field, Filters, Form, Page};
use uuid::Uuid;

use crate::app::App;
use crate::bodies::words::{choices, reason_field};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::posted::Posted;
use crate::rules::words;
use crate::task::{Place, Reading, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The days that are not what their weekday says.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::DaysOff)]
struct DaysOffAnswer {
    /// The days, in order.
    items: Vec<CalendarDay>,
}

/// The routes of the forms.
pub fn tasks(router: Router<App>) -> Router<App> {
    let router = route::<Add>(router, "/days-off/new");
    let router = route::<Change>(router, "/days-off/{id}/change");
    route::<Remove>(router, "/days-off/{id}/remove")
}

/// The page: one year.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let all = days_off(&db).await?;
    let year = year_asked(&visit);
    let of_year = of_year(&all, year);
    let off = of_year.iter().filter(|day| day.kind == DayKind::Off);
    let values = [
        ("year", year.to_string()),
        ("off", vi::number(off.count() as i64)),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut page = Page::new(visit.t("days-off")).lead(visit.tv("days-off-lead", &values));
    let edits = visit.can(Act::EditDaysOff, "");
    if edits {
        page = page.action(Button::new(visit.t("task-day-off-add"), "/days-off/new"));
    }
    let years = all.iter().map(|day| day.day.year());
    let (first, last) = (years.clone().min(), years.max());
    let years = first.unwrap_or(year).min(year)..=last.unwrap_or(year).max(year);
    let years: Vec<Choice> = years
        .map(|year| Choice::new(year.to_string(), year.to_string()))
        .collect();
    let filters = Filters::new("/days-off", visit.words()).select(
        "year",
        &visit.t("sitting-year"),
        years,
        &year.to_string(),
    );
    let mut list = listing(&visit);
    if edits {
        list = list
            .column(Kind::Text, visit.t("task-day-off-change"))
            .column(Kind::Text, visit.t("task-day-off-remove"));
    }
    for day in of_year {
        let mut row = row(&visit, day);
        if edits {
            row.extend(["change", "remove"].map(|end| {
                let values = [("day", visit.day(day.day))];
                let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
                let words = visit.tv(&format!("day-off-{end}-one"), &values);
                Item::Link(words, format!("/days-off/{}/{end}", day.id))
            }));
        }
        list = list.row(row);
    }
    let page = page
        .push(filters)
        .push(list.exports(&visit, "/days-off").table(&visit))
        .push(words::legend(&visit));
    Ok(visit.view(page).part(Part::Sittings).undated().respond())
}

/// Every year as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let all = days_off(&db).await?;
    let list = listing(&visit).rows(all.iter().map(|day| row(&visit, day)));
    Ok(list.export(&visit, format, "ngay-nghi"))
}

/// The days that are not what their weekday says: public holidays, days off in lieu, Saturdays that are worked.
#[utoipa::path(get, path = "/api/v1/days-off", tag = "sittings",
    responses((status = 200, description = "The days, in order", body = DaysOffAnswer)))]
pub async fn api(State(db): State<Db>) -> Outcome {
    let items = days_off(&db).await?;
    Ok(axum::Json(DaysOffAnswer { items }).into_response())
}

fn year_asked(visit: &Visit) -> i16 {
    let asked = visit.asked("year").and_then(|text| text.parse().ok());
    asked.unwrap_or(visit.on.year())
}

fn of_year(all: &[CalendarDay], year: i16) -> Vec<&CalendarDay> {
    all.iter().filter(|day| day.day.year() == year).collect()
}

fn listing(visit: &Visit) -> Listing {
    Listing::new(visit.t("days-off"))
        .column(Kind::Day, visit.t("day-off-day"))
        .column(Kind::Text, visit.t("day-off-weekday"))
        .column(Kind::Text, visit.t("calendar-day-kind"))
        .column(Kind::Text, visit.t("day-off-name"))
        .column(Kind::Text, visit.t("rule-basis-head"))
        .column(Kind::Status, visit.t("rule-certainty"))
        .empty(visit.t("days-off-none"))
}

fn row(visit: &Visit, day: &CalendarDay) -> Vec<Item> {
    let (tone, word) = words::sure(visit, day.certainty);
    let weekday = day.day.weekday().to_monday_one_offset().to_string();
    vec![
        Item::Day(day.day),
        Item::Text(visit.label("weekday", &weekday)),
        Item::Text(visit.label("calendar-day-kind", day.kind.code())),
        Item::Text(day.name.clone()),
        Item::Text(day.basis.clone()),
        Item::Status(tone, word),
    ]
}

fn place(subject: String) -> Place {
    Place {
        scope: String::new(),
        back: "/days-off".to_owned(),
        subject,
        part: Part::Sittings,
    }
}

fn questions(visit: &Visit, posted: &Posted, form: Form, of: Option<&CalendarDay>) -> Form {
    let kinds = choices(visit, "calendar-day-kind", DayKind::ALL, DayKind::code);
    let kind = of.map_or("", |day| day.kind.code());
    let kind = Field::radios("kind", visit.t("calendar-day-kind"), kinds, kind);
    let mut name = Field::text("name", visit.t("day-off-name"));
    let mut basis = Field::text("basis", visit.t("rule-basis-head"));
    let degrees = choices(visit, "certainty-short", Certainty::ALL, Certainty::code);
    let certainty = of.map_or("", |day| day.certainty.code());
    let certainty = Field::select("certainty", visit.t("rule-certainty"), degrees, certainty);
    if let Some(day) = of {
        name = name.value(day.name.clone());
        basis = basis.value(day.basis.clone());
    }
    form.field(posted.fill("kind", kind))
        .field(posted.fill("name", name))
        .field(posted.fill("basis", basis))
        .field(posted.fill("certainty", certainty))
        .field(reason_field(visit, posted))
}

fn stated(read: &mut Reading<'_>, day: kernel::Date) -> StateDay {
    StateDay {
        day,
        kind: read.choice("kind", DayKind::from_code, DayKind::Off),
        name: read.text("name"),
        basis: read.text("basis"),
        certainty: read.choice("certainty", Certainty::from_code, Certainty::Unconfirmed),
        reason: read.text("reason"),
    }
}

fn home(day: kernel::Date) -> String {
    format!("/days-off?year={}", day.year())
}

/// Bổ sung một ngày.
pub struct Add;

impl Task for Add {
    const ACT: Act = Act::EditDaysOff;
    const NAME: &'static str = "day-off-add";

    async fn load(_: &Visit, _: Uuid) -> Outcome<Self> {
        Ok(Self)
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit.t("days-off"))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let day = Field::date("day", visit.t("day-off-day"));
        questions(visit, posted, form.field(posted.fill("day", day)), None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let day = read.day("day");
        let command = stated(&mut read, day);
        read.outcome(add_day(acting, command).await)?;
        Ok(home(day))
    }
}

/// Sửa một ngày.
pub struct Change(CalendarDay);

impl Task for Change {
    const ACT: Act = Act::EditDaysOff;
    const NAME: &'static str = "day-off-change";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(day_off(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit.day(self.0.day))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        questions(visit, posted, form, Some(&self.0))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = stated(&mut read, self.0.day);
        read.outcome(change_day(acting, self.0.id, command).await)?;
        Ok(home(self.0.day))
    }
}

/// Bỏ một ngày.
pub struct Remove(CalendarDay);

impl Task for Remove {
    const ACT: Act = Act::EditDaysOff;
    const NAME: &'static str = "day-off-remove";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(day_off(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit.day(self.0.day))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        remove_day(acting, self.0.id, &posted.text("reason")).await?;
        Ok(home(self.0.day))
    }
}

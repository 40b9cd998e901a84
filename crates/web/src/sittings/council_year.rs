//! The year of a council: its sittings one after the other, and whether there are as many regular ones as the rule asks.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::rules::{self, InForce, Place};
use council::sittings::queries::sittings_on;
use council::sittings::{Sitting, SittingKind, SittingState};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Choice, Event, Filters, Html, Notice, Page, Section, Timeline};

use super::say;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::rules::words::dated_rule;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let all = sittings_on(&db, id, visit.on).await?;
    let year = year_asked(&visit, &council);
    let of_year: Vec<&Sitting> = all
        .iter()
        .filter(|sitting| sitting.opens_on.year() == year)
        .collect();
    let place = Place::of_council(&db, id, visit.on).await?;
    let least = rules::in_force(&db, "regular_sittings_min", &place, visit.on).await?;
    let calendar = format!("/sittings.ics?council={id}");
    let mut page = Page::new(visit.tv("sittings-of-year", &[("year", &year.to_string())]))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &all));
    if visit.can(Act::PlanSitting, &council.path) && !visit.is_past() {
        let new = format!("/councils/{id}/sittings/new");
        page = page.action(Button::new(visit.t("task-sitting-plan"), new));
    }
    let whole = visit.link(&format!("/councils/{id}/programme"));
    page = page
        .action(Button::new(visit.t("sitting-programme-of-term"), whole).secondary())
        .action(Button::new(visit.t("sitting-calendar-file"), calendar).secondary())
        .push(filters(&visit, &council, &all, year));
    if let Some(notice) = enough(&visit, &of_year, year, least.as_ref()) {
        page = page.push(notice);
    }
    let page = page.push(
        Section::new(visit.tv("sittings-of-year", &[("year", &year.to_string())]))
            .id("ky-hop")
            .push(timeline(&visit, &of_year)),
    );
    Ok(visit
        .view(page)
        .part(Part::Sittings)
        .crumb(visit.t("nav-sittings"), "/sittings")
        .crumb(council_title(&visit, &council), &format!("/councils/{id}"))
        .respond())
}

/// The year that is asked for; else that of the day of view, as near to it as the council was at work.
fn year_asked(visit: &Visit, council: &CouncilRef) -> i16 {
    let asked = visit.asked("year").and_then(|text| text.parse().ok());
    let first = council.valid_from.year();
    let last = council.period().last_day().map(|day| day.year());
    let near = visit.on.year().max(first);
    asked.unwrap_or(last.map_or(near, |last| near.min(last)))
}

fn filters(visit: &Visit, council: &CouncilRef, all: &[Sitting], year: i16) -> Filters {
    let first = council.valid_from.year().min(year);
    let last = all
        .iter()
        .map(|sitting| sitting.opens_on.year())
        .chain([visit.on.year(), year])
        .max()
        .unwrap_or(year);
    let years = (first..=last).map(|year| Choice::new(year.to_string(), year.to_string()));
    let home = format!("/councils/{}/sittings", council.id);
    let mut filters = Filters::new(home, visit.words()).select(
        "year",
        &visit.t("sitting-year"),
        years.collect::<Vec<_>>(),
        &year.to_string(),
    );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

/// What comes next.
fn lead(visit: &Visit, all: &[Sitting]) -> String {
    let next = all
        .iter()
        .find(|sitting| sitting.closes_on >= visit.on && sitting.is_open(visit.on));
    match next {
        Some(sitting) => visit.tv(
            "sittings-next",
            &[
                ("sitting", &say::title(visit, sitting)),
                (
                    "days",
                    &say::days(visit, sitting.opens_on, sitting.closes_on),
                ),
                ("day", &visit.day(visit.on)),
            ],
        ),
        None => visit.tv("sittings-next-none", &[("day", &visit.day(visit.on))]),
    }
}

/// Regular sittings of the year beside how many the rule asks for.
fn enough(
    visit: &Visit,
    of_year: &[&Sitting],
    year: i16,
    least: Option<&InForce>,
) -> Option<Notice> {
    let rule = least?;
    let least = rule.parameters.whole("count")?;
    let regular = of_year.iter().filter(|sitting| {
        let live = sitting.state(visit.on) != SittingState::Cancelled;
        live && sitting.kind == SittingKind::Regular
    });
    let count = u32::try_from(regular.count()).unwrap_or(u32::MAX);
    let values = [
        ("n", vi::number(count.into())),
        ("least", vi::number(least.into())),
        ("year", year.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let notice = if count < least {
        Notice::warning(visit.tv("sittings-too-few", &values))
    } else {
        Notice::info(visit.tv("sittings-enough", &values))
    };
    Some(notice.body(dated_rule(visit, rule)))
}

fn timeline(visit: &Visit, of_year: &[&Sitting]) -> Html {
    if of_year.is_empty() {
        return Html::text(visit.t("sittings-none"));
    }
    let mut timeline = Timeline::new(visit.t("nav-sittings"));
    for sitting in of_year {
        let (tone, word) = say::state(visit, sitting.state(visit.on));
        let href = visit.link(&format!("/sittings/{}", sitting.id));
        let title = Html::link(say::title(visit, sitting), href);
        let kind = visit.label("sitting-kind", sitting.kind.code());
        let mut event = Event::new(say::days(visit, sitting.opens_on, sitting.closes_on), title)
            .tone(tone)
            .body(format!("{kind} · {word}"));
        if !sitting.place.is_empty() {
            event = event.body(sitting.place.clone());
        }
        timeline = timeline.event(event);
    }
    let mut html = Html::new();
    html.push(timeline);
    html
}

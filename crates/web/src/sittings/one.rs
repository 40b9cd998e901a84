//! The page of one sitting: what is next and what is late, the legal calendar, the programme, and how its days were moved.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::papers::SourceKind;
use council::sittings::calendar::{Days, Duty, Standing};
use council::sittings::duties::{DutyLine, calendar};
use council::sittings::moves::{MoveLine, Shift, moves, shifts};
use council::sittings::programme::{Item as Removed, ItemLine, ItemStanding, items, removed_items};
use council::sittings::queries::sitting_on;
use council::sittings::{Sitting, SittingState};
use kernel::ids::SittingId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Details, Event, Html, Page, Section, SummaryList, Table, Timeline};

use super::{item, say, tasks};
use crate::api::OnDay;
use crate::bodies::words::{council_link, council_title};
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::papers::beside;
use crate::rules::words;
use crate::view::Part;
use crate::visit::Visit;

/// One sitting on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = sittings::Answer)]
struct SittingAnswer {
    /// The day.
    on: kernel::Date,
    /// The sitting.
    sitting: Sitting,
    /// Its state on the day.
    state: SittingState,
    /// The legal calendar.
    calendar: Vec<DutyLine>,
    /// The programme.
    items: Vec<ItemLine>,
    /// Its days each time they were set.
    moves: Vec<MoveLine>,
}

/// Everything the page shows.
struct Shown {
    council: CouncilRef,
    sitting: Sitting,
    calendar: Vec<DutyLine>,
    items: Vec<ItemLine>,
    removed: Vec<Removed>,
    /// Each placing after the first, with what it moved.
    moved: Vec<(MoveLine, Days, Vec<Shift>)>,
}

impl Shown {
    async fn of(visit: &Visit, db: &Db, id: SittingId) -> Outcome<Self> {
        let on = visit.on;
        let sitting = sitting_on(db, id, on).await?;
        let placings = moves(db, id, on).await?;
        let mut moved = Vec::new();
        for pair in placings.windows(2) {
            let [before, after] = pair else { continue };
            let shifts = shifts(db, &sitting, before.days(), after.days()).await?;
            moved.push((after.clone(), before.days(), shifts));
        }
        Ok(Self {
            council: council(db, sitting.council_id).await?,
            calendar: calendar(db, &sitting, on).await?,
            items: items(db, &sitting, on).await?,
            removed: removed_items(db, id, on).await?,
            sitting,
            moved,
        })
    }
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<SittingId>) -> Outcome {
    let of = Shown::of(&visit, &db, id).await?;
    let (tone, word) = say::state(&visit, of.sitting.state(visit.on));
    let mut page = Page::new(say::title(&visit, &of.sitting))
        .kicker(council_title(&visit, &of.council))
        .tag(tone, word)
        .lead(lead(&visit, &of))
        .push(acts(&visit, &of))
        .push(facts(&visit, &of))
        .push(legal_calendar(&visit, &of))
        .push(programme(&visit, &of));
    if !of.moved.is_empty() {
        page = page.push(history(&visit, &of));
    }
    let owner = (of.council.id, of.council.path.as_str());
    page = beside::onto(page, &visit, owner, SourceKind::Sitting, id).await?;
    let page = page.push(words::legend(&visit));
    let home = format!("/councils/{}/sittings", of.council.id);
    Ok(visit
        .view(page)
        .part(Part::Sittings)
        .crumb(visit.t("nav-sittings"), "/sittings")
        .crumb(council_title(&visit, &of.council), &home)
        .respond())
}

/// One sitting with its legal calendar and its programme, as of a day.
#[utoipa::path(get, path = "/api/v1/sittings/{id}", tag = "sittings", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The sitting")),
    responses((status = 200, description = "The sitting", body = SittingAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<SittingId>) -> Outcome {
    let on = visit.on;
    let sitting = sitting_on(&db, id, on).await?;
    Ok(axum::Json(SittingAnswer {
        on,
        state: sitting.state(on),
        calendar: calendar(&db, &sitting, on).await?,
        items: items(&db, &sitting, on).await?,
        moves: moves(&db, id, on).await?,
        sitting,
    })
    .into_response())
}

/// Where the sitting stands, what is next, what is late.
fn lead(visit: &Visit, of: &Shown) -> String {
    let sitting = &of.sitting;
    let left = visit.on.until(sitting.opens_on);
    let left = left.map_or(0, |span| span.get_days());
    let values = [
        ("opens", visit.day(sitting.opens_on)),
        ("closes", visit.day(sitting.closes_on)),
        ("left", vi::number(left.into())),
        ("reason", sitting.cancel_reason.clone()),
        (
            "cancelled",
            sitting
                .cancelled_on
                .map_or_else(String::new, |day| visit.day(day)),
        ),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let state = sitting.state(visit.on);
    let mut sentences = vec![visit.tv(
        &format!("sitting-lead-{}", state.code().replace('_', "-")),
        &values,
    )];
    if state == SittingState::Cancelled {
        return sentences.remove(0);
    }
    let those = |standing| {
        of.calendar
            .iter()
            .filter(move |line| line.judged.standing == standing)
    };
    let late: Vec<String> = those(Standing::Overdue)
        .map(|line| visit.label("duty", line.duty.code()))
        .collect();
    let late_items = of
        .items
        .iter()
        .filter(|line| line.standing == ItemStanding::Late);
    let late_items = late_items.count();
    if !late.is_empty() {
        sentences.push(visit.tv("sitting-lead-late", &[("duties", &late.join(", "))]));
    }
    if late_items > 0 {
        let count = vi::number(late_items as i64);
        sentences.push(visit.tv("sitting-lead-items", &[("n", &count)]));
    }
    if late.is_empty() && late_items == 0 {
        sentences.push(visit.t("sitting-lead-nothing-late"));
    }
    if let Some(next) = those(Standing::Due).next() {
        let duty = visit.label("duty", next.duty.code());
        sentences.push(visit.tv(
            "sitting-lead-next",
            &[("duty", &duty), ("day", &visit.day(next.day))],
        ));
    }
    sentences.join(" ")
}

fn acts(visit: &Visit, of: &Shown) -> Actions {
    let mut actions = Actions::new();
    let home = format!("/sittings/{}", of.sitting.id);
    if !visit.is_past() {
        for (at, (act, end)) in tasks::offers(of.sitting.state(visit.today))
            .iter()
            .enumerate()
        {
            if !visit.can(*act, &of.council.path) {
                continue;
            }
            let words = visit.t(&format!("task-sitting-{end}"));
            let button = Button::new(words, format!("{home}/{end}"));
            actions = actions.push(if at == 0 { button } else { button.secondary() });
        }
    }
    actions
}

fn facts(visit: &Visit, of: &Shown) -> Section {
    let sitting = &of.sitting;
    let decision = sitting.decision_signed_on.filter(|day| *day <= visit.on);
    let decision = decision.map(|day| {
        let values = [
            ("number", sitting.decision_number.as_str()),
            ("day", &visit.day(day)),
        ];
        visit.tv("sitting-decision-words", &values)
    });
    let place = Some(sitting.place.clone()).filter(|place| !place.is_empty());
    let mut files = Vec::new();
    let base = format!("/sittings.ics?council={}", of.council.id);
    files.push(Html::link(visit.t("sitting-calendar-voter"), &base));
    for charge in ["office", "executive", "delegate"] {
        let words = visit.label("sitting-calendar", charge);
        files.push(Html::link(words, format!("{base}&role={charge}")));
    }
    let files = files
        .into_iter()
        .reduce(|all, one| all.and(", ").and(one))
        .unwrap_or_default();
    let list = SummaryList::new()
        .row(visit.t("council"), council_link(visit, &of.council))
        .row(
            visit.t("sitting-kind"),
            visit.label("sitting-kind", sitting.kind.code()),
        )
        .row(
            visit.t("sitting-days"),
            say::days(visit, sitting.opens_on, sitting.closes_on),
        )
        .row_if(visit.t("sitting-place"), place)
        .row_if(visit.t("sitting-decision"), decision)
        .row(visit.t("sitting-calendar-files"), files);
    Section::new(visit.t("sitting-facts"))
        .id("thong-tin")
        .push(list)
}

fn legal_calendar(visit: &Visit, of: &Shown) -> Section {
    let records = !visit.is_past()
        && of.sitting.state(visit.today) != SittingState::Cancelled
        && visit.can(Act::RecordDuty, &of.council.path);
    let home = format!("/sittings/{}", of.sitting.id);
    let mut list = Listing::new(visit.t("sitting-calendar"))
        .column(Kind::Text, visit.t("duty"))
        .column(Kind::Day, visit.t("duty-day"))
        .column(Kind::Status, visit.t("duty-standing"))
        .column(Kind::Text, visit.t("duty-charge"))
        .column(Kind::Text, visit.t("rule-basis-head"))
        .column(Kind::Status, visit.t("rule-certainty"))
        .column(Kind::Text, visit.t("duty-done"));
    if records {
        list = list.column(Kind::Text, visit.t("duty-record"));
    }
    for line in &of.calendar {
        let duty = visit.label("duty", line.duty.code());
        let (tone, word) = say::judged(visit, line.judged);
        let (sure, certainty) = words::certainty(visit, &line.rule);
        let done = line.done_on.map(|day| {
            let values = [("day", visit.day(day)), ("evidence", line.evidence.clone())];
            let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
            visit.tv("duty-done-words", &values)
        });
        let rule = visit.link(&format!("/rules/{}", line.rule.key));
        let mut row = vec![
            Item::Text(duty),
            Item::Day(line.day),
            Item::Status(tone, word),
            Item::Text(visit.label("duty-charge", line.charge.code())),
            Item::Link(say::rule(visit, line), rule),
            Item::Status(sure, certainty),
            Item::maybe(done),
        ];
        if records {
            row.push(record_link(visit, line.duty, &home));
        }
        list = list.row(row);
    }
    let list = list.empty(visit.t("sitting-calendar-none"));
    Section::new(visit.t("sitting-calendar"))
        .id("lich")
        .intro(visit.t("sitting-calendar-intro"))
        .push(list.table(visit))
}

fn record_link(visit: &Visit, duty: Duty, home: &str) -> Item {
    if !duty.is_deadline() {
        return Item::Missing;
    }
    let words = visit.tv(
        "duty-record-one",
        &[("duty", &visit.label("duty", duty.code()))],
    );
    Item::Link(words, format!("{home}/record?duty={}", duty.code()))
}

fn programme(visit: &Visit, of: &Shown) -> Section {
    let arranges = !visit.is_past()
        && of.sitting.state(visit.today) != SittingState::Cancelled
        && visit.can(Act::ArrangeSitting, &of.council.path);
    let mut section = Section::new(visit.t("sitting-programme")).id("chuong-trinh");
    if arranges {
        let href = format!("/sittings/{}/add", of.sitting.id);
        let add = Button::new(visit.t("task-sitting-add"), href).secondary();
        section = section.push(Actions::new().push(add));
    }
    let lines: Vec<&ItemLine> = of.items.iter().collect();
    section = section.push(table(visit, &lines));
    if !of.removed.is_empty() {
        let mut list = SummaryList::new();
        for removed in &of.removed {
            let day = removed
                .removed_on
                .map_or_else(String::new, |day| visit.day(day));
            let words = visit.tv("sitting-item-removed-on", &[("day", &day)]);
            let href = visit.link(&format!("/sitting-items/{}", removed.id));
            list = list.row(words, Html::link(&removed.title, href));
        }
        section = section.push(Details::new(visit.t("sitting-items-removed")).push(list));
    }
    section
}

fn table(visit: &Visit, lines: &[&ItemLine]) -> Table {
    Listing::new(visit.t("sitting-programme"))
        .column(Kind::Text, visit.t("sitting-item"))
        .column(Kind::Text, visit.t("sitting-item-kind"))
        .column(Kind::Text, visit.t("item-institution"))
        .column(Kind::Text, visit.t("item-verifier"))
        .column(Kind::Status, visit.t("item-standing"))
        .rows(lines.iter().map(|line| item::row(visit, line)))
        .empty(visit.t("sitting-items-none"))
        .table(visit)
}

/// Each move with its reason and the duties that moved with it.
fn history(visit: &Visit, of: &Shown) -> Section {
    let mut timeline = Timeline::new(visit.t("sitting-moves"));
    for (to, from, shifts) in of.moved.iter().rev() {
        let values = [
            ("from", say::days(visit, from.opens_on, from.closes_on)),
            ("to", say::days(visit, to.opens_on, to.closes_on)),
        ];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        let event = Event::new(visit.day(to.day), visit.tv("sitting-moved", &values))
            .body(to.reason.clone())
            .push(moved(visit, shifts));
        timeline = timeline.event(event);
    }
    Section::new(visit.t("sitting-moves"))
        .id("doi-ngay")
        .push(timeline)
}

fn moved(visit: &Visit, shifts: &[Shift]) -> Table {
    Listing::new(visit.t("sitting-moved-duties"))
        .column(Kind::Text, visit.t("duty"))
        .column(Kind::Day, visit.t("sitting-moved-from"))
        .column(Kind::Day, visit.t("sitting-moved-to"))
        .rows(shifts.iter().map(|shift| {
            vec![
                Item::Text(visit.label("duty", shift.duty.code())),
                Item::day(shift.from),
                Item::day(shift.to),
            ]
        }))
        .empty(visit.t("sitting-moved-nothing"))
        .table(visit)
}

//! A council's meetings around a regular sitting: who has not met voters, where nobody has been, what is planned, what does not fit.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::Page as Batch;
use council::access::{Act, FieldGroup};
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::contact::Side;
use council::contact::conflicts::{Conflict, conflicts};
use council::contact::coverage::{
    CommuneCoverage, Coverage, DelegateCoverage, Met, Tally, coverage, the_sitting,
};
use council::contact::meetings::{Contact, ContactFilter, contacts};
use council::contact::window::{current, regular_sittings};
use council::sittings::Sitting;
use kernel::ids::{ContactId, CouncilId, SittingId};
use kernel::vi;
use store::Db;
use ui::{
    Actions, Button, Choice, Details, Filters, Html, Notice, Page, Prose, Section, Stat, Stats,
    Tone,
};

use super::say;
use crate::api::OnDay;
use crate::asked;
use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// How far the meetings of a council reach.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::CoverageAnswer)]
struct CoverageAnswer {
    /// The day.
    on: kernel::Date,
    /// The figures, the delegates and the communes.
    #[serde(flatten)]
    coverage: Coverage,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let sittings = regular_sittings(&db, id, visit.on).await?;
    let chosen: Option<SittingId> = asked::id(&visit, "sitting")?;
    let chosen = chosen.or(current(&sittings, visit.on).map(|sitting| sitting.id));
    let home = format!("/councils/{id}/contacts");
    let mut page = Page::new(visit.t("nav-contacts")).kicker(council_title(&visit, &council));
    for button in offers(&visit, &council, chosen) {
        page = page.action(button);
    }
    let Some(sitting) = chosen else {
        let page = page
            .lead(visit.t("contact-no-sitting"))
            .push(ways(&visit, &council));
        return Ok(within(&visit, page));
    };
    let counted = coverage(&db, id, sitting, visit.on).await?;
    let side = counted.side_on(visit.on);
    let filter = ContactFilter {
        council: Some(id),
        sitting: Some(sitting),
        ..ContactFilter::default()
    };
    let meetings = contacts(&db, &filter, visit.on, Batch::WHOLE).await?.rows;
    page = page
        .lead(lead(&visit, &counted, side))
        .push(choose(&visit, &home, &sittings, sitting))
        .push(figures(&visit, &counted, side))
        .push(missing(&visit, &counted, side, &home))
        .push(unreached(&visit, &counted));
    if visit.actor.reads(FieldGroup::ContactMinutes, &council.path) && !visit.is_past() {
        let days = meetings.iter().map(|one| one.held_on);
        if let (Some(first), Some(last)) = (days.clone().min(), days.max()) {
            let found = conflicts(&db, id, first, last).await?;
            if let Some(section) = misfits(&visit, &meetings, &found) {
                page = page.push(section);
            }
        }
    }
    let page = page
        .push(
            Section::new(visit.t("contact-meetings"))
                .id("cuoc-tiep-xuc")
                .push(say::listing(&visit, "contact-meetings", &meetings).table(&visit)),
        )
        .push(everyone(&visit, &counted))
        .push(ways(&visit, &council));
    Ok(within(&visit, page))
}

/// The delegates with both sides as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    let sitting = sitting_asked(&visit, &db, id).await?;
    let counted = coverage(&db, id, sitting, visit.on).await?;
    Ok(
        delegates(&visit, "contact-everyone", counted.delegates.iter())
            .note(council_title(&visit, &council))
            .note(lead(&visit, &counted, counted.side_on(visit.on)))
            .export(&visit, format, "tiep-xuc-cu-tri-dai-bieu"),
    )
}

/// Which delegates met voters before and after a regular sitting, and which communes had a meeting, as known on a day.
#[utoipa::path(get, path = "/api/v1/councils/{id}/contacts/coverage", tag = "contact", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The council"),
    ("sitting" = Option<uuid::Uuid>, Query, description = "The regular sitting; the one of the day if left out")),
    responses((status = 200, description = "The coverage", body = CoverageAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let sitting = sitting_asked(&visit, &db, id).await?;
    let counted = coverage(&db, id, sitting, visit.on).await?;
    Ok(axum::Json(CoverageAnswer {
        on: visit.on,
        coverage: (*counted).clone(),
    })
    .into_response())
}

async fn sitting_asked(visit: &Visit, db: &Db, council: CouncilId) -> Outcome<SittingId> {
    match asked::id(visit, "sitting")? {
        Some(sitting) => Ok(sitting),
        None => Ok(the_sitting(db, council, visit.on).await?),
    }
}

fn within(visit: &Visit, page: Page) -> axum::response::Response {
    visit
        .view(page)
        .part(Part::Contacts)
        .crumb(visit.t("nav-contacts"), "/contacts")
        .crumb(visit.t("contact-coverage"), "/contact-coverage")
        .respond()
}

/// What a clerk does next: take over a proposal, plan one by hand.
fn offers(visit: &Visit, council: &CouncilRef, sitting: Option<SittingId>) -> Vec<Button> {
    if !visit.can(Act::PlanContacts, &council.path) || visit.is_past() {
        return Vec::new();
    }
    let home = format!("/councils/{}/contacts", council.id);
    let query = sitting.map_or_else(String::new, |id| format!("?sitting={id}"));
    let mut buttons = Vec::new();
    if sitting.is_some() {
        buttons.push(Button::new(
            visit.t("task-contact-accept"),
            format!("{home}/plan{query}"),
        ));
    }
    let by_hand = Button::new(visit.t("task-contact-plan"), format!("{home}/new{query}"));
    buttons.push(by_hand.secondary());
    buttons
}

/// The ways on: requests and reports.
fn ways(visit: &Visit, council: &CouncilRef) -> Actions {
    let link = |end: &str| visit.link(&format!("/councils/{}/{end}", council.id));
    let calendar = format!("/contacts.ics?council={}", council.id);
    Actions::new()
        .push(Button::new(visit.t("voter-reports"), link("voter-reports")).secondary())
        .push(Button::new(visit.t("contact-requests"), link("contact-requests")).secondary())
        .push(Button::new(visit.t("contact-calendar"), calendar).secondary())
}

fn lead(visit: &Visit, counted: &Coverage, side: Side) -> String {
    let tally = counted.tally(side);
    let number = |count: u32| vi::number(count.into());
    let never = counted.never_visited().count();
    visit.tv(
        &format!("contact-coverage-lead-{}", side.code()),
        &[
            ("number", &counted.sitting_number.to_string()),
            ("opens", &visit.day(counted.opens_on)),
            ("met", &number(tally.met)),
            ("delegates", &number(tally.delegates)),
            ("missing", &number(tally.missing())),
            ("reached", &number(tally.reached)),
            ("communes", &number(tally.communes)),
            ("never", &vi::number(never as i64)),
        ],
    )
}

fn choose(visit: &Visit, home: &str, sittings: &[Sitting], chosen: SittingId) -> Filters {
    let choices: Vec<Choice> = sittings
        .iter()
        .rev()
        .map(|sitting| {
            let values = [
                ("number", sitting.number.to_string()),
                ("opens", visit.day(sitting.opens_on)),
            ];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            Choice::new(sitting.id.to_string(), visit.tv("contact-sitting", &values))
        })
        .collect();
    let filters = Filters::new(home, visit.words()).select(
        "sitting",
        &visit.t("contact-regular-sitting"),
        choices,
        &chosen.to_string(),
    );
    if visit.is_past() {
        filters.hidden("on", &visit.on.to_string())
    } else {
        filters
    }
}

fn figures(visit: &Visit, counted: &Coverage, side: Side) -> Stats {
    let tally: &Tally = counted.tally(side);
    let share = |part: u32, whole: u32| vi::percent(part.into(), whole.into());
    let of = |part: u32, whole: u32| {
        visit.tv(
            "contact-of",
            &[
                ("part", &vi::number(part.into())),
                ("whole", &vi::number(whole.into())),
            ],
        )
    };
    let never = counted.never_visited().count();
    let met = Stat::new(
        visit.t("contact-stat-met"),
        share(tally.met, tally.delegates),
    )
    .of(of(tally.met, tally.delegates))
    .href("#chua-gap");
    let reached = Stat::new(
        visit.t("contact-stat-reached"),
        share(tally.reached, tally.communes),
    )
    .of(of(tally.reached, tally.communes))
    .href("#chua-den");
    let never_stat = Stat::new(visit.t("contact-stat-never"), vi::number(never as i64))
        .of(visit.t("contact-stat-never-of"))
        .href("#chua-den");
    let held = Stat::new(visit.t("contact-stat-held"), vi::number(tally.held.into()))
        .of(visit.tv(
            "contact-stat-held-of",
            &[
                ("ahead", &vi::number(tally.ahead.into())),
                ("voters", &vi::number(tally.voters.into())),
                ("speakers", &vi::number(tally.speakers.into())),
            ],
        ))
        .href("#cuoc-tiep-xuc");
    Stats::new()
        .push(toned(met, tally.missing()))
        .push(toned(reached, tally.communes - tally.reached))
        .push(toned(never_stat, u32::try_from(never).unwrap_or(u32::MAX)))
        .push(held)
}

fn toned(stat: Stat, open: u32) -> Stat {
    if open > 0 {
        stat.tone(Tone::Due)
    } else {
        stat.tone(Tone::Done)
    }
}

/// Who has not met voters on the side that matters, with the meeting ahead where there is one.
fn missing(visit: &Visit, counted: &Coverage, side: Side, home: &str) -> Section {
    let open = counted.delegates.iter().filter(|delegate| {
        let met = delegate.on_side(side);
        met.is_some_and(|met| !matches!(met, Met::Met { .. } | Met::Suspended))
    });
    let table = delegates(visit, "contact-missing", open)
        .empty(visit.t("contact-missing-none"))
        .exports(visit, home)
        .table(visit);
    Section::new(visit.t("contact-missing"))
        .id("chua-gap")
        .push(table)
}

fn everyone(visit: &Visit, counted: &Coverage) -> Section {
    let words = visit.tv(
        "contact-everyone-open",
        &[("n", &vi::number(counted.delegates.len() as i64))],
    );
    let table = delegates(visit, "contact-everyone", counted.delegates.iter()).table(visit);
    let communes = communes(visit, "contact-communes", counted.communes.iter()).table(visit);
    let open = visit.tv(
        "contact-communes-open",
        &[("n", &vi::number(counted.communes.len() as i64))],
    );
    Section::new(visit.t("contact-everyone"))
        .id("tat-ca")
        .push(Details::new(words).push(table.quiet()))
        .push(Details::new(open).push(communes.quiet()))
}

fn delegates<'d>(
    visit: &Visit,
    title: &str,
    rows: impl Iterator<Item = &'d DelegateCoverage>,
) -> Listing {
    Listing::new(visit.t(title))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("constituency"))
        .column(Kind::Text, visit.t("contact-group"))
        .column(Kind::Status, visit.t("contact-side-before"))
        .column(Kind::Status, visit.t("contact-side-after"))
        .rows(rows.map(|row| {
            vec![
                Item::Link(
                    row.full_name.clone(),
                    visit.link(&format!("/delegates/{}", row.person_id)),
                ),
                Item::maybe(row.constituency.clone()),
                Item::maybe(row.delegate_group.clone()),
                say::met(visit, row.before),
                say::met(visit, row.after),
            ]
        }))
}

/// The communes without a meeting on the side that matters, those that nobody has ever visited first.
fn unreached(visit: &Visit, counted: &Coverage) -> Section {
    let side = counted.side_on(visit.on);
    let on_side = |commune: &CommuneCoverage| match side {
        Side::After => commune.after,
        Side::Before | Side::Between => commune.before,
    };
    let mut open: Vec<&CommuneCoverage> = counted
        .communes
        .iter()
        .filter(|commune| on_side(commune) == 0)
        .collect();
    open.sort_by_key(|commune| commune.last_on);
    Section::new(visit.t("contact-unreached"))
        .id("chua-den")
        .push(
            communes(visit, "contact-unreached", open.into_iter())
                .empty(visit.t("contact-unreached-none"))
                .table(visit),
        )
}

fn communes<'c>(
    visit: &Visit,
    title: &str,
    rows: impl Iterator<Item = &'c CommuneCoverage>,
) -> Listing {
    Listing::new(visit.t(title))
        .column(Kind::Text, visit.t("contact-commune"))
        .column(Kind::Status, visit.t("contact-in-term"))
        .column(Kind::Day, visit.t("contact-last-on"))
        .column(Kind::Day, visit.t("contact-planned-on"))
        .column(Kind::Number, visit.t("contact-side-before"))
        .column(Kind::Number, visit.t("contact-side-after"))
        .rows(rows.map(|row| {
            let in_term = match row.in_term {
                0 => Item::Status(Tone::Late, visit.t("contact-never")),
                count => Item::Text(visit.tv("contact-times", &[("n", &vi::number(count.into()))])),
            };
            vec![
                Item::Link(
                    row.name.clone(),
                    visit.link(&format!("/units/{}/delegates", row.unit_id)),
                ),
                in_term,
                Item::day(row.last_on),
                Item::day(row.planned_on),
                Item::Number(row.before.into()),
                Item::Number(row.after.into()),
            ]
        }))
}

/// What does not fit in the meetings ahead.
fn misfits(
    visit: &Visit,
    meetings: &[Contact],
    found: &HashMap<ContactId, Vec<Conflict>>,
) -> Option<Section> {
    let mut sentences = Vec::new();
    for meeting in meetings {
        for conflict in found.get(&meeting.id).into_iter().flatten() {
            let title = format!("{}, {}: ", meeting.unit_name, say::moment(visit, meeting));
            let href = visit.link(&format!("/contacts/{}", meeting.id));
            sentences.push(Html::link(title, href).and(say::conflict(visit, conflict)));
        }
    }
    if sentences.is_empty() {
        return None;
    }
    let notice = Notice::warning(visit.t("contact-conflicts")).push(Prose::new().list(sentences));
    Some(
        Section::new(visit.t("contact-conflicts"))
            .id("vuong-mac")
            .push(notice),
    )
}

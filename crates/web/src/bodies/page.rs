//! The page of a council on a day: who it is, who leads it, who sits, how it is composed, what came before and after.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::FieldGroup;
use council::bodies::queries::{self, CouncilPage, SeatLine};
use council::bodies::{BodyKind, CouncilRef, running_name};
use council::people::queries as people;
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Details, Html, Page, Prose, ScreenOnly, Section, Stat, Stats, Tone};

use super::words::{council_link, council_title, decision, number_of, period, since};
use super::{bodies_part, composition, offers};
use crate::api::OnDay;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// A council on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = CouncilOnDay)]
struct CouncilAnswer {
    /// The day.
    on: kernel::Date,
    /// What it is, who sits in it.
    council: Arc<CouncilPage>,
    /// How it is composed.
    statistics: people::Statistics,
    /// How its delegates are qualified.
    qualifications: Vec<people::Schooling>,
    /// Who came and went.
    changes: Arc<Vec<people::Change>>,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let of = queries::council_page(&db, id, visit.on).await?;
    let council = &of.council;
    let composed = people::statistics(&db, id, visit.on).await?;
    let (statistics, schooling) = &*composed;
    let changes = people::changes(&db, id, council.valid_from, visit.on).await?;
    let mut page = Page::new(council_title(&visit, council))
        .kicker(visit.tv(
            "council-kicker",
            &[
                ("level", &visit.label("level", council.level.code())),
                ("term", &council.term),
            ],
        ))
        .lead(lead(&visit, &of));
    let (tone, key) = super::list::state_of(&visit, council);
    page = page.tag(tone, visit.t(key));
    if let Some(button) = offers::first(&visit, council) {
        page = page.action(button);
    }
    let rules = visit.link(&format!("/councils/{id}/rules"));
    let regulations = visit.link(&format!("/councils/{id}/regulations"));
    let coordination = visit.link(&format!("/councils/{id}/coordination"));
    let sittings = visit.link(&format!("/councils/{id}/sittings"));
    let petitions = visit.link(&format!("/councils/{id}/petitions"));
    let conferences = visit.link(&format!("/conferences?scope={}", council.path));
    let conditions = visit.link(&format!("/councils/{id}/conditions"));
    let recognition = visit.link(&format!("/councils/{id}/recognition"));
    let reports = visit.link(&format!("/councils/{id}/reports"));
    page = page
        .action(ScreenOnly(
            Button::new(visit.t("council-rules"), rules).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("regulations-of-council"), regulations).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("coordination-of-council"), coordination).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("sittings-of-council"), sittings).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("petitions-of-council"), petitions).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("nav-conferences"), conferences).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("conditions-of-council"), conditions).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("recognition"), recognition).secondary(),
        ))
        .action(ScreenOnly(
            Button::new(visit.t("reports-of-council"), reports).secondary(),
        ));
    if visit.actor.reads(FieldGroup::OfficialPapers, &council.path) {
        let papers = visit.link(&format!("/councils/{id}/papers"));
        let button = Button::new(visit.t("papers-of-council"), papers).secondary();
        page = page.action(ScreenOnly(button));
    }
    page = page
        .push(figures(&visit, &of))
        .push(bodies_part::show(&visit, &of))
        .push(seats(&visit, &of));
    if let Some(contacts) = crate::contact::of_council(&visit, &db, council).await? {
        page = page.push(contacts);
    }
    page = page
        .push(composition::numbers(&visit, statistics, schooling))
        .push(composition::changes(&visit, council, &changes))
        .push(decisions(&visit, &of))
        .push(partners(&visit, &of))
        .push(staff(&visit, &of))
        .push(before_and_after(&visit, &of));
    if let Some(history) = super::history::of_council(&visit, &db, id, &council.path).await? {
        page = page.push(history);
    }
    if let Some(offers) = offers::all(&visit, &db, council).await? {
        page = page.push(offers);
    }
    Ok(visit
        .view(page)
        .part(Part::Councils)
        .crumb(visit.t("nav-councils"), "/councils")
        .crumb(
            council.unit_name.clone(),
            &format!("/units/{}", council.unit_id),
        )
        .respond())
}

/// The seats with their holders as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let of = queries::council_page(&db, id, visit.on).await?;
    Ok(seat_list(&visit, &of)
        .note(council_title(&visit, &of.council))
        .export(&visit, format, "ghe-dai-bieu"))
}

/// One council as of a day: figures, seats, bodies with their members, decisions, partners, staff, what came before and after.
#[utoipa::path(get, path = "/api/v1/councils/{id}", tag = "structure", params(OnDay, ("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The council with everything its page shows", body = CouncilAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = queries::council_page(&db, id, visit.on).await?;
    let (statistics, qualifications) = (*people::statistics(&db, id, visit.on).await?).clone();
    let changes = people::changes(&db, id, council.council.valid_from, visit.on).await?;
    Ok(axum::Json(CouncilAnswer {
        on: visit.on,
        council,
        statistics,
        qualifications,
        changes,
    })
    .into_response())
}

/// What the council is, and how many sit of how many seats on the day.
fn lead(visit: &Visit, of: &CouncilPage) -> String {
    let council = &of.council;
    let unit = running_name(&council.unit_name);
    if visit.on < council.valid_from {
        let from = visit.day(council.valid_from);
        return visit.tv("council-lead-ahead", &[("unit", &unit), ("from", &from)]);
    }
    let last = council
        .valid_to
        .filter(|to| *to <= visit.on)
        .and_then(|to| to.yesterday().ok());
    if let Some(last) = last {
        let last = visit.day(last);
        return visit.tv("council-lead-ended", &[("unit", &unit), ("last", &last)]);
    }
    let seats = of.figures.seats_planned.map_or_else(
        || visit.t("council-seats-unknown"),
        |seats| vi::number(seats.into()),
    );
    visit.tv(
        "council-lead",
        &[
            ("unit", &unit),
            (
                "level",
                &visit.label("level", council.level.code()).to_lowercase(),
            ),
            ("term", &council.term),
            ("day", &visit.day(visit.on)),
            ("sitting", &vi::number(of.figures.in_office.into())),
            ("seats", &seats),
        ],
    )
}

fn figures(visit: &Visit, of: &CouncilPage) -> Stats {
    let figures = &of.figures;
    let sitting = i64::from(figures.in_office);
    let list = |query: &str| visit.link(&format!("/delegates?council={}{query}", of.council.id));
    let whole = visit.tv("of-delegates", &[("n", &vi::number(sitting))]);
    let mut in_office =
        Stat::new(visit.t("delegates-in-office"), vi::number(sitting)).href(list(""));
    if let Some(seats) = figures.seats_planned {
        in_office = in_office.of(visit.tv("of-seats", &[("n", &vi::number(seats.into()))]));
    }
    let mut stats = Stats::new().push(in_office);
    if let Some(vacancies) = figures.vacancies() {
        let stat = Stat::new(visit.t("vacancies"), vi::number(vacancies.into()));
        stats = stats.push(if vacancies > 0 {
            stat.tone(Tone::Due)
        } else {
            stat
        });
    }
    stats = stats
        .push(
            Stat::new(visit.t("women"), vi::number(figures.women.into()))
                .of(whole.clone())
                .href(list("&sex=female")),
        )
        .push(
            Stat::new(visit.t("full-time"), vi::number(figures.full_time.into()))
                .of(whole)
                .href(list("&full_time=yes")),
        );
    if figures.suspended > 0 {
        stats = stats.push(
            Stat::new(visit.t("suspended"), vi::number(figures.suspended.into()))
                .tone(Tone::Late)
                .href(list("&standing=suspended")),
        );
    }
    stats
}

fn seats(visit: &Visit, of: &CouncilPage) -> Section {
    let vacant: Vec<String> = of
        .seats
        .iter()
        .filter(|seat| seat.mandate_id.is_none())
        .map(|seat| seat_name(visit, seat))
        .collect();
    let section = Section::new(visit.t("council-seats")).id("ghe");
    let intro = match (of.seats.is_empty(), vacant.len()) {
        (true, _) => visit.t("council-seats-none"),
        (false, 0) => visit.t("council-seats-full"),
        (false, count) => visit.tv(
            "council-seats-vacant",
            &[("n", &count.to_string()), ("seats", &vacant.join("; "))],
        ),
    };
    let section = section.intro(intro);
    if of.seats.is_empty() {
        return section;
    }
    let list = seat_list(visit, of).exports(visit, &format!("/councils/{}/seats", of.council.id));
    let words = visit.tv("council-seats-open", &[("n", &of.seats.len().to_string())]);
    section.push(Details::new(words).push(list.table(visit).quiet()))
}

fn seat_list(visit: &Visit, of: &CouncilPage) -> Listing {
    let mut list = Listing::new(visit.t("council-seats-caption"))
        .column(Kind::Number, visit.t("seat"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("constituency"))
        .column(Kind::Day, visit.t("since"))
        .column(Kind::Text, visit.t("decision"))
        .column(Kind::Status, visit.t("state"));
    for seat in &of.seats {
        list = list.row([
            seat.number
                .map_or(Item::Missing, |number| Item::Number(number.into())),
            match (&seat.full_name, seat.person_id) {
                (Some(name), Some(person)) => {
                    Item::Link(name.clone(), visit.link(&format!("/delegates/{person}")))
                }
                _ => Item::Missing,
            },
            Item::maybe(seat.constituency.clone()),
            Item::day(seat.since),
            match number_of(&of.decisions, seat.start_decision_id) {
                Some(number) => Item::Text(number.to_owned()),
                None if seat.mandate_id.is_some() => Item::Text(visit.t("unconfirmed")),
                None => Item::Missing,
            },
            match (seat.mandate_id, seat.suspended) {
                (None, _) => Item::Status(Tone::Due, visit.t("seat-vacant")),
                (Some(_), true) => Item::Status(Tone::Late, visit.label("standing", "suspended")),
                (Some(_), false) => Item::Status(Tone::Done, visit.label("standing", "in_office")),
            },
        ]);
    }
    list
}

/// "ghế số 12 (Đơn vị bầu cử số 3)".
fn seat_name(visit: &Visit, seat: &SeatLine) -> String {
    let number = seat.number.unwrap_or_default().to_string();
    match &seat.constituency {
        Some(constituency) => visit.tv(
            "seat-of",
            &[("number", &number), ("constituency", constituency)],
        ),
        None => visit.tv("seat-alone", &[("number", &number)]),
    }
}

fn decisions(visit: &Visit, of: &CouncilPage) -> Section {
    let mut list = Listing::new(visit.t("decisions-caption"))
        .column(Kind::Text, visit.t("decision-number"))
        .column(Kind::Day, visit.t("signed-on"))
        .column(Kind::Text, visit.t("decision-kind"))
        .column(Kind::Text, visit.t("decision-title"))
        .column(Kind::Text, visit.t("issuer"))
        .column(Kind::Day, visit.t("effective-on"))
        .empty(visit.t("decisions-none"));
    for decision in &of.decisions {
        list = list.row([
            Item::Text(decision.number.clone()),
            Item::Day(decision.signed_on),
            Item::Text(visit.label("decision-kind", decision.kind.code())),
            Item::Text(decision.title.clone()),
            Item::Text(decision.issuer.clone()),
            Item::Day(decision.effective_on),
        ]);
    }
    let count = of.decisions.len().to_string();
    Section::new(visit.t("decisions"))
        .id("quyet-dinh")
        .push(Details::new(visit.tv("decisions-open", &[("n", &count)])).push(list.table(visit)))
}

fn partners(visit: &Visit, of: &CouncilPage) -> Section {
    let mut list = Listing::new(visit.t("partners-caption"))
        .column(Kind::Text, visit.t("name"))
        .column(Kind::Text, visit.t("kind"))
        .column(Kind::Text, visit.t("period"))
        .empty(visit.t("partners-none"));
    for partner in &of.partners {
        list = list.row([
            Item::Text(partner.name.clone()),
            Item::Text(visit.label("institution-kind", partner.kind.code())),
            Item::Text(period(visit, partner.valid_from, partner.valid_to)),
        ]);
    }
    Section::new(visit.t("partners")).push(list.table(visit).quiet())
}

fn staff(visit: &Visit, of: &CouncilPage) -> Section {
    let may = visit.can(council::access::Act::RecordEmployment, &of.council.path);
    let mut list = Listing::new(visit.t("staff-caption"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("staff-title"))
        .column(Kind::Text, visit.t("institution"))
        .column(Kind::Text, visit.t("since"));
    if may {
        list = list.column(Kind::Text, visit.t("act"));
    }
    for line in &of.staff {
        let mut row = vec![
            Item::Link(
                line.full_name.clone(),
                visit.link(&format!("/delegates/{}", line.person_id)),
            ),
            Item::Text(line.title.clone()),
            Item::Text(line.institution.clone()),
            Item::Text(since(visit, line.valid_from)),
        ];
        if may {
            row.push(Item::Link(
                visit.t("offer-end-employment"),
                visit.link(&format!("/employments/{}/end", line.id)),
            ));
        }
        list = list.row(row);
    }
    let section = Section::new(visit.t("staff"));
    if of.staff.is_empty() {
        return section.intro(visit.t("staff-none"));
    }
    let words = visit.tv("staff-open", &[("n", &of.staff.len().to_string())]);
    section.push(Details::new(words).push(list.table(visit).quiet()))
}

fn before_and_after(visit: &Visit, of: &CouncilPage) -> Section {
    let mut prose = Prose::new().p(visit.tv(
        "council-period",
        &[(
            "period",
            &period(visit, of.council.valid_from, of.council.valid_to),
        )],
    ));
    if !of.predecessors.is_empty() {
        prose = prose.p(visit.t("council-predecessors")).list(
            of.predecessors
                .iter()
                .map(|council| passing(visit, council)),
        );
    }
    if !of.successors.is_empty() {
        prose = prose
            .p(visit.t("council-successors"))
            .list(of.successors.iter().map(|council| passing(visit, council)));
    }
    Section::new(visit.t("council-before-after")).push(prose)
}

/// "HĐND quận Ninh Kiều khóa XII (kết thúc hoạt động hết ngày 30/6/2025)".
fn passing(visit: &Visit, council: &CouncilRef) -> Html {
    let last = council.valid_to.and_then(|to| to.yesterday().ok());
    let words = match last {
        Some(last) => visit.tv("council-ended-on", &[("last", &visit.day(last))]),
        None => visit.tv("council-since", &[("from", &visit.day(council.valid_from))]),
    };
    council_link(visit, council).and(format!(" ({words})"))
}

/// What stands beside the head of a body: since when, and by which decision.
pub(super) fn body_words(visit: &Visit, of: &CouncilPage, body: &queries::BodyBlock) -> Html {
    let number = number_of(&of.decisions, body.decision_id);
    Html::text(visit.tv("body-since", &[("from", &since(visit, body.valid_from))]))
        .and(" ")
        .and(decision(visit, number))
}

/// The place of a body on the page: the standing committee, boards, groups.
pub(super) fn place(kind: BodyKind) -> u8 {
    match kind {
        BodyKind::StandingCommittee => 0,
        BodyKind::DelegateGroup => 2,
        _ => 1,
    }
}

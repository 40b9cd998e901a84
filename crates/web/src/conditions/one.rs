//! The conditions of one council in one page: what is lacking, then posts, facilities, budget, requests and load.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::conditions::overview::{Overview, overview};
use council::papers::SourceKind;
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Notice, Page, Section, Stat, Stats, TaskList, Tone};

use super::{say, sections};
use crate::api::OnDay;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::papers::beside;
use crate::view::Part;
use crate::visit::Visit;

/// The conditions of a council on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Answer)]
struct Answer {
    /// The day.
    on: kernel::Date,
    /// The council.
    council: CouncilId,
    /// Everything recorded, as whoever asks may see it.
    #[serde(flatten)]
    overview: Overview,
}

/// The acts offered at the head of the page: the act, and the end of the address.
pub const OFFERS: &[(Act, &str)] = &[
    (Act::RecordFacility, "facilities"),
    (Act::RecordBudget, "budget"),
    (Act::SendRequest, "requests"),
    (Act::SetUpPost, "posts"),
];

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let all = overview(&db, &visit.actor, &council, visit.on).await?;
    let mut page = Page::new(visit.t("nav-conditions"))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &all));
    for button in offers(&visit, &council) {
        page = page.action(button);
    }
    let owner = (council.id, council.path.as_str());
    if let Some(button) = beside::button(&visit, owner, SourceKind::Request) {
        page = page.action(button);
    }
    let page = page
        .push(lacking(&visit, &all))
        .push(figures(&visit, &all))
        .push(sections::posts(&visit, &council, &all))
        .push(sections::facilities(&visit, &council, &all))
        .push(sections::budget(&visit, &council, &all))
        .push(sections::requests(&visit, &council, &all))
        .push(sections::load(&visit, &all));
    Ok(visit
        .view(page)
        .part(Part::Conditions)
        .crumb(visit.t("nav-conditions"), "/conditions")
        .crumb(council_title(&visit, &council), &format!("/councils/{id}"))
        .respond())
}

/// The conditions of one council as of a day: posts, facilities, budget, requests, load. Names of staff below the head of the office
/// are for those who may read them.
#[utoipa::path(get, path = "/api/v1/councils/{id}/conditions", tag = "conditions",
    params(("id" = uuid::Uuid, Path, description = "The council"), OnDay),
    responses((status = 200, description = "The conditions", body = Answer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let overview = overview(&db, &visit.actor, &council, visit.on).await?;
    Ok(axum::Json(Answer {
        on: visit.on,
        council: id,
        overview,
    })
    .into_response())
}

fn offers(visit: &Visit, council: &CouncilRef) -> Vec<Button> {
    if visit.is_past() {
        return Vec::new();
    }
    let open = OFFERS
        .iter()
        .filter(|(act, _)| visit.can(*act, &council.path));
    open.enumerate()
        .map(|(at, (_, end))| {
            let href = format!("/councils/{}/conditions/{end}/new", council.id);
            let button = Button::new(visit.t(&format!("conditions-offer-{end}")), href);
            if at == 0 { button } else { button.secondary() }
        })
        .collect()
}

fn lead(visit: &Visit, all: &Overview) -> String {
    let of = &all.figures;
    let n = |n: u32| vi::number(n.into());
    if !of.recorded {
        let day = [("day", visit.day(visit.on))];
        return say::with(visit, "conditions-one-unrecorded", &day);
    }
    say::with(
        visit,
        "conditions-one-lead",
        &[
            ("day", visit.day(visit.on)),
            ("filled", n(of.filled)),
            ("posts", n(of.posts)),
            ("met", n(of.facilities.done)),
            ("items", n(of.facilities.of)),
            ("open", n(of.open)),
        ],
    )
}

/// What is lacking, each with the way to its section.
fn lacking(visit: &Visit, all: &Overview) -> Section {
    let section = Section::new(visit.t("conditions-lacking")).id("con-thieu");
    let lacks = say::lacks(visit, &all.figures, &all.lacks);
    if lacks.is_empty() {
        return section.push(Notice::success(visit.t("conditions-nothing-lacking")));
    }
    let mut list = TaskList::new();
    for (lack, tone, sentence, anchor) in lacks {
        let word = visit.label("lack-short", lack.code());
        list = list.task(sentence, anchor, tone, word);
    }
    section.push(list)
}

fn figures(visit: &Visit, all: &Overview) -> Stats {
    let (of, load) = (&all.figures, &all.load);
    let n = |n: u32| vi::number(n.into());
    let parts =
        |key: &str, done: u32, all: u32| say::with(visit, key, &[("n", n(done)), ("of", n(all))]);
    let year = || [("year", visit.on.year().to_string())];
    let tone = |done: bool| if done { Tone::Done } else { Tone::Due };
    let mut stats = Stats::new().push(
        Stat::new(visit.t("conditions-in-post"), n(of.filled))
            .of(match of.norm {
                Some(norm) => parts("conditions-of-norm", of.posts, norm),
                None => parts("conditions-of-posts", of.filled, of.posts),
            })
            .tone(tone(of.vacant() == 0)),
    );
    if of.filled > 0 {
        stats = stats.push(
            Stat::new(
                say::with(visit, "conditions-trained-year", &year()),
                vi::percent(of.trained.into(), of.filled.into()),
            )
            .of(parts("conditions-of-staff", of.trained, of.filled))
            .tone(tone(of.trained == of.filled)),
        );
    }
    if of.lines.of > 0 {
        stats = stats
            .push(
                Stat::new(
                    say::with(visit, "conditions-allotted-year", &year()),
                    vi::percent(of.money.allotted, of.money.estimate),
                )
                .of(say::with(
                    visit,
                    "conditions-of-estimate",
                    &[
                        ("sum", vi::dong(of.money.allotted)),
                        ("of", vi::dong(of.money.estimate)),
                    ],
                ))
                .tone(tone(of.lines.missing() == 0)),
            )
            .push(
                Stat::new(
                    say::with(visit, "conditions-spent-year", &year()),
                    vi::percent(of.money.spent, of.money.allotted),
                )
                .of(say::with(
                    visit,
                    "conditions-spent-sum",
                    &[("sum", vi::dong(of.money.spent))],
                )),
            );
    }
    if let Some(points) = load.per_person {
        stats = stats.push(
            Stat::new(say::with(visit, "conditions-load-year", &year()), n(points)).of(say::with(
                visit,
                "conditions-load-of",
                &[
                    ("points", n(load.points)),
                    ("staff", say::tenths(load.staff_tenths)),
                ],
            )),
        );
    }
    stats
}

//! The public door: where to send what one has to say, following it by its code, and the poster with the QR code.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::get;
use council::access::Act;
use council::bodies::queries::council;
use council::bodies::queries::{Existence, UnitFilter, UnitLine, councils_below, unit_page, units};
use council::bodies::{CouncilRef, Level};
use council::petitions::queries::Utterance;
use council::petitions::tracking::{
    TrackedMatter, judge_matter, printed_code, tracked, typed_code,
};
use council::{Acting, Page as Batch, Problem, Refusal};
use kernel::ids::{CouncilId, MatterId};
use store::Db;
use ui::{Button, Card, CopyText, Field, Form, Grid, Html, Notice, Page, Prose, QrCode, Section};

use super::below_board;
use super::page::{asks_voter, reply_event, timeline};
use super::{say, tasks};
use crate::access::Caller;
use crate::alerts;
use crate::app::App;
use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = router
        .route("/submit", get(choose))
        .route("/follow", get(ask))
        .route("/follow/{code}", get(follow).post(judge));
    tasks::submit_routes(router)
}

/// How many communes the search of a place shows.
const PLACES: u32 = 12;

/// Choosing the council: by the name of the commune, old names too.
async fn choose(visit: Visit, State(db): State<Db>) -> Outcome {
    let typed = visit.asked("q").unwrap_or_default().to_owned();
    let mut page = Page::new(visit.t("submit-title")).lead(visit.t("submit-lead"));
    let search = Form::new("/submit", visit.words()).get().field(
        Field::text("q", visit.t("submit-place"))
            .hint(visit.t("submit-place-hint"))
            .value(typed.clone()),
    );
    page = page.push(search.submit(visit.t("submit-find")));
    if !typed.trim().is_empty() {
        page = page.push(found(&visit, &db, &typed).await?);
    }
    let page = page.push(Prose::new().p(Html::link(visit.t("submit-followed"), "/follow")));
    Ok(visit.view(page).part(Part::Petitions).undated().respond())
}

async fn found(visit: &Visit, db: &Db, typed: &str) -> Outcome<Section> {
    let filter = UnitFilter {
        text: typed.to_owned(),
        level: Some(Level::Commune),
        inside: String::new(),
        existence: Existence::Ever,
        as_of: visit.today,
    };
    let batch = Batch {
        number: 1,
        size: PLACES,
    };
    let mut section = Section::new(visit.t("submit-councils")).id("hoi-dong");
    let mut grid = Grid::new();
    let mut shown = 0;
    let mut seen = Vec::new();
    for unit in units(db, &filter, batch).await?.rows {
        for (now, was) in today(visit, db, &unit).await? {
            if seen.contains(&now.id) {
                continue;
            }
            seen.push(now.id);
            if let Some(card) = place(visit, db, &now, was.as_deref()).await? {
                grid = grid.push(card);
                shown += 1;
            }
        }
    }
    section = match shown {
        0 => section.push(Notice::info(
            visit.tv("submit-nowhere", &[("typed", typed)]),
        )),
        _ => section.push(grid),
    };
    Ok(section)
}

/// A commune as it is today: itself, or what it became, with its old name.
async fn today(
    visit: &Visit,
    db: &Db,
    unit: &UnitLine,
) -> Outcome<Vec<(UnitLine, Option<String>)>> {
    /// A commune changed its name or shape at most this often since records begin.
    const STEPS: usize = 5;
    let mut waiting = vec![(unit.clone(), None)];
    let mut found = Vec::new();
    for _ in 0..STEPS {
        let mut next = Vec::new();
        for (unit, was) in waiting {
            if unit.valid_to.is_none_or(|to| to > visit.today) {
                found.push((unit, was));
                continue;
            }
            let page = unit_page(db, unit.id, visit.today).await?;
            for became in &page.successors {
                let page = unit_page(db, became.id, visit.today).await?;
                let was = was.clone().unwrap_or_else(|| unit.name.clone());
                next.push((page.unit.clone(), Some(was)));
            }
        }
        if next.is_empty() {
            break;
        }
        waiting = next;
    }
    Ok(found)
}

/// The councils a voter of a commune can write to; none when no council of the place is in the records.
async fn place(
    visit: &Visit,
    db: &Db,
    unit: &UnitLine,
    was: Option<&str>,
) -> Outcome<Option<Card>> {
    let root = unit.path.split('/').next().unwrap_or_default();
    let councils = councils_below(db, root, visit.today, 500).await?;
    let mut own: Vec<&CouncilRef> = councils
        .iter()
        .filter(|council| {
            unit.path == council.path || unit.path.starts_with(&format!("{}/", council.path))
        })
        .collect();
    own.sort_by_key(|council| std::cmp::Reverse(council.path.len()));
    if own.is_empty() {
        return Ok(None);
    }
    let mut card = Card::new(unit.name.clone());
    if let Some(was) = was {
        card = card.kicker(visit.tv("submit-was", &[("name", was)]));
    }
    for council in own {
        let href = format!("/submit/{}?unit={}", council.id, unit.id);
        card = card.push(Prose::new().p(Html::link(council_title(visit, council), href)));
    }
    let who = visit.link(&format!("/units/{}/delegates", unit.id));
    let who = Html::link(visit.t("submit-who"), who);
    Ok(Some(card.push(Prose::new().p(who))))
}

/// The form for the code.
async fn ask(visit: Visit, caller: Caller) -> Outcome {
    let typed = visit.asked("code").unwrap_or_default().to_owned();
    let mut field = Field::text("code", visit.t("utterance-code"))
        .hint(visit.t("follow-code-hint"))
        .value(typed.clone())
        .plain();
    if !typed.trim().is_empty() {
        admit(&visit, &caller)?;
        match typed_code(&typed) {
            Ok(code) => return Ok(Redirect::to(&format!("/follow/{code}")).into_response()),
            Err(Refusal::Invalid(problems)) => {
                field = field.error_if(problems.first().map(|it| visit.problem(it)));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let form = Form::new("/follow", visit.words())
        .get()
        .field(field)
        .submit(visit.t("follow-submit"));
    let page = Page::new(visit.t("follow-title"))
        .lead(visit.t("follow-lead"))
        .push(form);
    Ok(visit.view(page).part(Part::Petitions).undated().respond())
}

/// Codes are not guessed: each address may look up a few in a minute.
pub fn admit(visit: &Visit, caller: &Caller) -> Outcome<()> {
    match visit.app.admit_lookup(&caller.0.address) {
        Ok(()) => Ok(()),
        Err(wait) => Err(Problem::new("code", "certificate-wait")
            .with("seconds", wait.0.as_secs() + 1)
            .into()),
    }
}

/// What became of an utterance.
async fn follow(
    visit: Visit,
    State(db): State<Db>,
    caller: Caller,
    Path(code): Path<String>,
) -> Outcome {
    admit(&visit, &caller)?;
    shown(&visit, &db, &code, &Posted::default()).await
}

async fn shown(visit: &Visit, db: &Db, code: &str, posted: &Posted) -> Outcome {
    let code = typed_code(code).map_err(|_| Failure::not_found("utterance"))?;
    let of = tracked(db, &code, visit.today).await?;
    let said = &of.utterance;
    let printed = printed_code(&said.code);
    let mut page = Page::new(visit.tv("follow-of", &[("code", &printed)]))
        .kicker(
            said.unit_name
                .clone()
                .unwrap_or_else(|| said.council_unit.clone()),
        )
        .lead(lead(visit, said, &of.matters));
    if visit.asked("sent").is_some() {
        let kept = Notice::success(visit.t("follow-sent"))
            .body(visit.t("follow-keep-code"))
            .push(CopyText::new(printed, visit.words()));
        page = page.push(kept);
    }
    page = page.section(visit.t("utterance-words"), Prose::typed(&said.text));
    for matter in &of.matters {
        page = page.push(one(visit, said, matter, posted));
    }
    if let Some(section) = alerts::of_code(visit, &said.code) {
        page = page.push(section);
    }
    let mut view = visit.view(page).part(Part::Petitions).undated();
    if posted.has_problems() {
        view = view.refused();
    }
    Ok(view.respond())
}

fn lead(visit: &Visit, said: &Utterance, matters: &[TrackedMatter]) -> String {
    let day = visit.day(said.said_on);
    if said.guarded {
        return visit.t("follow-guarded");
    }
    match (said.closed_on, matters) {
        (Some(closed), _) => visit.tv(
            "follow-closed",
            &[("day", &visit.day(closed)), ("reason", &said.close_reason)],
        ),
        (None, []) => visit.tv("follow-waits", &[("day", &day)]),
        (None, many) => visit.tv(
            "follow-matters",
            &[("day", &day), ("n", &many.len().to_string())],
        ),
    }
}

/// A matter: who has it and until when, the steps, the replies, and whether the voter holds it for settled.
fn one(visit: &Visit, said: &Utterance, of: &TrackedMatter, posted: &Posted) -> Section {
    let matter = &of.matter;
    let (tone, word) = say::standing(visit, matter);
    let sentence = say::sentence(visit, matter, of.timing, visit.today);
    let mut section = Section::new(matter.title.clone())
        .id(format!("n{}", matter.number))
        .push(ui::StatusLine::new(tone, word, Html::text(sentence)));
    let mut replies = ui::Timeline::new(visit.t("matter-replies"));
    for reply in &of.replies {
        replies = replies.event(reply_event(visit, reply));
    }
    if !of.replies.is_empty() {
        section = section.push(replies);
    }
    section =
        section.push(ui::Details::new(visit.t("review-history")).push(timeline(visit, &of.steps)));
    let href = visit.link(&format!("/petitions/{}", matter.id));
    section = section.push(Prose::new().p(Html::link(visit.t("follow-public-page"), href)));
    if asks_voter(matter.state) {
        section = section.push(verdict(visit, said, of, posted));
    }
    section
}

fn verdict(visit: &Visit, said: &Utterance, of: &TrackedMatter, posted: &Posted) -> Form {
    let mine = posted.raw("matter") == of.matter.id.to_string();
    let empty = Posted::default();
    let posted = if mine { posted } else { &empty };
    let given = match of.satisfied {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let answers = vec![
        ui::Choice::new("yes", visit.t("matter-verdict-yes")),
        ui::Choice::new("no", visit.t("matter-verdict-no")),
    ];
    let number = of.matter.number.to_string();
    let satisfied = Field::radios("satisfied", visit.t("follow-is-it-settled"), answers, given)
        .id(format!("satisfied-{number}"));
    let note = Field::long("note", visit.t("follow-note"))
        .hint(visit.t("follow-note-hint"))
        .rows(3)
        .id(format!("note-{number}"))
        .optional();
    visit
        .form(&format!("/follow/{}", said.code))
        .hidden("matter", of.matter.id.to_string())
        .field(posted.fill("satisfied", satisfied))
        .field(posted.fill("note", note))
        .submit(visit.t("follow-judge"))
}

/// Takes what a voter says of the settlement.
async fn judge(
    visit: Visit,
    State(db): State<Db>,
    caller: Caller,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome {
    admit(&visit, &caller)?;
    let code = typed_code(&code).map_err(|_| Failure::not_found("utterance"))?;
    let matter: MatterId = posted.id("matter").map_err(Refusal::from)?;
    let outcome = match posted.raw("satisfied") {
        answer @ ("yes" | "no") => {
            let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
            let note = posted.raw("note");
            match judge_matter(&acting, &code, matter, answer == "yes", note).await {
                Ok(()) => acting.commit().await,
                Err(refusal) => Err(refusal),
            }
        }
        _ => Err(Problem::new("satisfied", "missing").into()),
    };
    match outcome {
        Ok(()) => Ok(done(&format!("/follow/{code}"), "flash-matter-judge")),
        Err(Refusal::Invalid(problems)) => {
            let posted = posted.refused(&visit, &problems);
            let mut response = shown(&visit, &db, &code, &posted).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

/// A sheet to hang up in a hamlet: what to scan, what to type, whom it reaches.
pub async fn poster(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let hamlet = visit.asked("hamlet").unwrap_or_default().trim().to_owned();
    let unit = council.unit_id.to_string();
    let mut query = vec![("unit", unit.as_str())];
    if !hamlet.is_empty() {
        query.push(("hamlet", hamlet.as_str()));
    }
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    let address = format!("{}/submit/{id}?{query}", visit.app.public_url());
    let form = Form::new(format!("/councils/{id}/petitions/poster"), visit.words())
        .get()
        .field(
            Field::text("hamlet", visit.t("utterance-hamlet"))
                .hint(visit.t("poster-hamlet-hint"))
                .value(hamlet.clone())
                .optional(),
        )
        .submit(visit.t("poster-make"));
    let place = match hamlet.is_empty() {
        true => council_title(&visit, &council),
        false => format!("{hamlet} – {}", council_title(&visit, &council)),
    };
    let mut page = Page::new(visit.t("poster-title"))
        .kicker(place)
        .lead(visit.t("poster-lead"))
        .push(QrCode::new(address.clone(), visit.t("poster-qr")).caption(address))
        .push(ui::ScreenOnly(form));
    if visit.can(Act::TakeUtterance, &council.path) {
        let href = format!("/councils/{id}/utterances");
        page = page.action(Button::new(visit.t("utterances-title"), href).secondary());
    }
    Ok(below_board(&visit, page, &council).undated().respond())
}

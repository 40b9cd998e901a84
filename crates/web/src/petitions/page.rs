//! The page of one matter: who has it, until when, what was answered, what voters say, and what happened when.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use council::access::FieldGroup;
use council::bodies::queries::council;
use council::bodies::running_name;
use council::papers::SourceKind;
use council::petitions::MatterState;
use council::petitions::exchange::origin;
use council::petitions::queries::{MatterPage, StepLine, Voice, matter_page};
use council::petitions::replies::{ReplyLine, reply_file};
use kernel::ids::{MatterId, ReplyId};
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Event, Html, Notice, Page, Prose, Section, SummaryList, Timeline, Tone};

use super::below_board;
use super::{say, tasks};
use crate::api::OnDay;
use crate::bodies::words::council_link;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, file};
use crate::papers::beside;
use crate::visit::Visit;

/// A matter on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::MatterAnswer)]
struct MatterAnswer {
    /// The day.
    on: kernel::Date,
    /// What its page shows.
    #[serde(flatten)]
    page: MatterPage,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<MatterId>) -> Outcome {
    let of = matter_page(&db, &visit.actor, id, visit.on).await?;
    let council = council(&db, of.matter.council_id).await?;
    let (tone, word) = say::standing(&visit, &of.matter);
    let mut page = Page::new(of.matter.title.clone())
        .kicker(of.matter.label())
        .tag(tone, word)
        .lead(say::sentence(&visit, &of.matter, of.timing, visit.on));
    if of.matter.guarded {
        page = page.push(Notice::warning(visit.t("matter-is-guarded")));
    }
    if let Some(into) = of.matter.merged_into {
        let href = visit.link(&format!("/petitions/{into}"));
        let more = Html::link(visit.t("matter-merged-into"), href);
        page = page.push(Notice::info(visit.t("matter-says-merged")).body(more));
    }
    page = page.push(acts(&visit, &of));
    if !of.replies.is_empty() {
        page = page.push(answers(&visit, &of.replies));
    }
    let origin = origin(&db, id).await?.map(|origin| {
        let name = running_name(&origin.source_name);
        let values = [("name", name.as_str()), ("number", &origin.foreign_number)];
        visit.tv("matter-origin-from", &values)
    });
    page = page.section(
        visit.t("matter-facts"),
        facts(&visit, &of)
            .row(
                visit.t("regulation-council"),
                council_link(&visit, &council),
            )
            .row_if(visit.t("matter-origin"), origin),
    );
    if let Some(section) = watched(&visit, &of) {
        page = page.push(section);
    }
    page = page.push(voices(&visit, &of));
    if !of.matter.guarded {
        let owner = (council.id, council.path.as_str());
        page = beside::onto(page, &visit, owner, SourceKind::Matter, id).await?;
    }
    page = page.push(history(&visit, &of));
    if !of.clock.is_empty() {
        page = page.push(clock(&visit, &of));
    }
    Ok(below_board(&visit, page, &council).respond())
}

/// One matter as it stood on a day, with its steps, clock, replies and voices.
#[utoipa::path(get, path = "/api/v1/petitions/{id}", tag = "petitions", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The matter")),
    responses((status = 200, description = "The matter", body = MatterAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<MatterId>) -> Outcome {
    let page = matter_page(&db, &visit.actor, id, visit.on).await?;
    let on = visit.on;
    Ok(axum::Json(MatterAnswer { on, page }).into_response())
}

/// The scanned paper of a reply: public, unless a guarded matter is among those it answers.
pub async fn download(visit: Visit, State(db): State<Db>, Path(id): Path<ReplyId>) -> Outcome {
    let paper = reply_file(&db, id).await?;
    if paper.guarded > 0 {
        let council = council(&db, paper.council_id).await?;
        visit.require(FieldGroup::GuardedMatters, &council.path)?;
    }
    let mut response = file(paper.bytes, "application/octet-stream", &paper.name);
    if let Ok(kind) = HeaderValue::from_str(&paper.media_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}

fn acts(visit: &Visit, of: &MatterPage) -> Actions {
    let mut actions = Actions::new();
    if visit.is_past() {
        return actions;
    }
    for (at, offer) in tasks::OFFERS
        .iter()
        .filter(|offer| offer.is_open(visit, &of.matter, of.timing))
        .enumerate()
    {
        let href = format!("/petitions/{}/{}", of.matter.id, offer.end);
        let button = Button::new(visit.t(&format!("task-{}", offer.name)), href);
        actions = actions.push(match at {
            0 => button,
            _ => button.secondary(),
        });
    }
    actions
}

fn facts(visit: &Visit, of: &MatterPage) -> SummaryList {
    let matter = &of.matter;
    let due = matter.due_on.filter(|_| matter.state.is_open());
    let (_, timing) = say::timing(visit, of.timing);
    let due = due.map(|day| format!("{} – {}", visit.day(day), say::lower(&timing)));
    let paused = of.paused.map(|(since, left)| {
        let values = [("since", visit.day(since)), ("left", left.to_string())];
        visit.tv(
            "matter-paused-since",
            &[("since", &values[0].1), ("left", &values[1].1)],
        )
    });
    let merged = (!of.merged.is_empty()).then(|| of.merged.join(", "));
    SummaryList::new()
        .row(
            visit.t("matter-field"),
            visit.label("matter-field", matter.field.code()),
        )
        .row(
            visit.t("matter-competence"),
            visit.label("matter-competence", matter.competence.code()),
        )
        .row_if(visit.t("matter-unit"), matter.unit_name.clone())
        .row_if(visit.t("matter-board"), matter.board.clone())
        .row(visit.t("matter-raised"), visit.day(matter.raised_on))
        .row(visit.t("matter-voices"), vi::number(matter.voices.into()))
        .row_if(visit.t("matter-holder"), matter.holder.clone())
        .row_if(visit.t("matter-due"), due.or(paused))
        .row_if(visit.t("matter-merged"), merged)
}

fn answers(visit: &Visit, replies: &[ReplyLine]) -> Section {
    let section = Section::new(visit.t("matter-replies")).id("tra-loi");
    let mut timeline = Timeline::new(visit.t("matter-replies"));
    for reply in replies {
        timeline = timeline.event(reply_event(visit, reply));
    }
    section.push(timeline)
}

/// A reply as it is shown to the public.
pub fn reply_event(visit: &Visit, reply: &ReplyLine) -> Event {
    let mut head = reply.author.clone();
    if !reply.number.is_empty() {
        head = format!("{head} – {}", reply.number);
    }
    let mut event = Event::new(visit.day(reply.signed_on), head)
        .push(Prose::typed(&reply.text))
        .tone(Tone::Done);
    if reply.matters > 1 {
        let count = reply.matters.to_string();
        event = event.by(visit.tv("matter-reply-to-many", &[("n", &count)]));
    }
    if reply.has_file {
        let href = format!("/replies/{}/file", reply.id);
        event = event.push(Prose::new().p(Html::link(visit.t("matter-reply-file"), href)));
    }
    event
}

/// What was found on the spot, how the body was urged, what voters say.
fn watched(visit: &Visit, of: &MatterPage) -> Option<Section> {
    if of.checks.is_empty() && of.urges.is_empty() && of.verdicts.is_empty() {
        return None;
    }
    let mut events = Vec::new();
    for check in &of.checks {
        let word = visit.label("matter-found", check.found.code());
        let event = Event::new(
            visit.day(check.day),
            visit.tv("matter-checked", &[("found", &say::lower(&word))]),
        );
        events.push((
            check.day,
            event.by(check.checked_by.clone()).body(check.note.clone()),
        ));
    }
    for urge in &of.urges {
        let mut head = visit.label("matter-urge", urge.kind.code());
        if !urge.paper_number.is_empty() {
            head = format!("{head} – {}", urge.paper_number);
        }
        let event = Event::new(visit.day(urge.day), head).body(urge.note.clone());
        events.push((urge.day, event));
    }
    let work = visit.actor.reads(FieldGroup::PetitionWork, &of.matter.path);
    for verdict in &of.verdicts {
        let word = match verdict.satisfied {
            true => visit.t("matter-verdict-yes"),
            false => visit.t("matter-verdict-no"),
        };
        let mut event = Event::new(visit.day(verdict.day), word);
        if work && !verdict.note.is_empty() {
            event = event.body(verdict.note.clone());
        }
        events.push((verdict.day, event));
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.0));
    let mut timeline = Timeline::new(visit.t("matter-watched"));
    for (_, event) in events {
        timeline = timeline.event(event);
    }
    Some(
        Section::new(visit.t("matter-watched"))
            .id("giam-sat")
            .push(timeline),
    )
}

/// The voices: how they came for everybody, what was said and by whom for who may read it.
fn voices(visit: &Visit, of: &MatterPage) -> Section {
    let work = visit.actor.reads(FieldGroup::PetitionWork, &of.matter.path);
    let who = visit
        .actor
        .reads(FieldGroup::VoterIdentity, &of.matter.path);
    let mut list = Listing::new(visit.t("matter-voices-title"))
        .column(Kind::Day, visit.t("utterance-said-on"))
        .column(Kind::Text, visit.t("utterance-channel"));
    if work {
        list = list
            .column(Kind::Text, visit.t("utterance-text"))
            .column(Kind::Text, visit.t("utterance-hamlet"));
    }
    if who {
        list = list
            .column(Kind::Text, visit.t("utterance-voter"))
            .column(Kind::Text, visit.t("utterance-phone"));
    }
    for voice in &of.voices {
        list = list.row(voice_row(visit, voice, work, who));
    }
    Section::new(visit.t("matter-voices-title"))
        .id("cu-tri")
        .push(list.empty(visit.t("missing")).table(visit))
}

fn voice_row(visit: &Visit, voice: &Voice, work: bool, who: bool) -> Vec<Item> {
    let mut row = vec![
        Item::Day(voice.said_on),
        Item::Text(visit.label("utterance-channel", voice.channel.code())),
    ];
    if work {
        let text = voice.text.as_ref().visible().cloned().unwrap_or_default();
        row.push(Item::Link(text, format!("/utterances/{}", voice.id)));
        row.push(Item::maybe(
            Some(voice.hamlet.clone()).filter(|it| !it.is_empty()),
        ));
    }
    if who {
        row.push(Item::shown(voice.voter.clone(), Item::Text));
        row.push(Item::shown(voice.phone.clone(), Item::Text));
    }
    row
}

fn history(visit: &Visit, of: &MatterPage) -> Section {
    Section::new(visit.t("review-history"))
        .id("dien-bien")
        .push(timeline(visit, &of.steps))
}

/// The steps of a matter, the latest first.
pub fn timeline(visit: &Visit, steps: &[StepLine]) -> Timeline {
    let mut timeline = Timeline::new(visit.t("review-history"));
    for step in steps.iter().rev() {
        let (tone, mut word) = say::state(visit, step.state);
        if let Some(outcome) = step.outcome {
            let outcome = visit.label("matter-outcome", outcome.code());
            word = format!("{word}: {}", say::lower(&outcome));
        }
        if let Some(day) = step.promised_on {
            let day = visit.day(day);
            word = format!("{word} ({})", visit.tv("matter-promised", &[("day", &day)]));
        }
        let mut event = Event::new(visit.day(step.day), word).tone(tone);
        if let Some(holder) = &step.holder {
            event = event.by(holder.clone());
        }
        if !step.reason.is_empty() {
            event = event.body(step.reason.clone());
        }
        timeline = timeline.event(event);
    }
    timeline
}

/// How the day came about on which the answer is due.
fn clock(visit: &Visit, of: &MatterPage) -> Section {
    let mut timeline = Timeline::new(visit.t("matter-clock"));
    for event in of.clock.iter().rev() {
        let mut word = visit.label("matter-clock", event.kind.code());
        if let Some(days) = event.days {
            let measure = visit.label("matter-measure", event.measure.code());
            word = format!("{word}: {days} {measure}");
        }
        let mut line = Event::new(visit.day(event.day), word);
        let why: Vec<&str> = [event.basis.as_str(), event.reason.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        if !why.is_empty() {
            line = line.body(why.join(". "));
        }
        timeline = timeline.event(line);
    }
    Section::new(visit.t("matter-clock"))
        .id("thoi-han")
        .push(timeline)
}

/// Whether a voter can be asked now whether the matter is settled.
pub fn asks_voter(state: MatterState) -> bool {
    matches!(
        state,
        MatterState::Settled | MatterState::Explained | MatterState::NotSettled
    )
}

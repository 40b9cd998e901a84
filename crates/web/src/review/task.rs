//! The page of one review: whose it is, until when, what was concluded and what follows.

use axum::extract::{Path, State};
use council::bodies::queries::council;
use council::review::tasks::{ReviewTask, StepLine, steps, task};
use council::review::{Outcome as Concluded, ReviewState};
use kernel::ids::ReviewTaskId;
use store::Db;
use ui::{Actions, Button, Event, Html, Notice, Page, Section, SummaryList, Timeline};

use super::{say, tasks};
use crate::bodies::words::{council_link, council_title};
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<ReviewTaskId>) -> Outcome {
    let task = task(&db, id, visit.on).await?;
    let council = council(&db, task.council_id).await?;
    say::reader_of(&visit, &council)?;
    let taken = steps(&db, id, visit.on).await?;
    let (tone, word) = say::state(&visit, &task);
    let mut page = Page::new(task.title.clone())
        .kicker(visit.tv("review-task-kicker", &[("number", &task.number)]))
        .tag(tone, word)
        .lead(lead(&visit, &task));
    if let Some(follow) = follow(&visit, &task, &council.path) {
        page = page.push(follow);
    }
    page = page
        .push(acts(&visit, &task, &council.path))
        .section(
            visit.t("document-facts"),
            facts(&visit, &task).row(
                visit.t("regulation-council"),
                council_link(&visit, &council),
            ),
        )
        .push(history(&visit, &taken));
    let home = format!("/councils/{}/review", council.id);
    Ok(visit
        .view(page)
        .part(Part::Review)
        .crumb(visit.t("nav-review"), "/review")
        .crumb(council_title(&visit, &council), &home)
        .respond())
}

/// "Văn bản mới 121/2025/QH15", "Rà soát định kỳ".
pub fn cause(visit: &Visit, task: &ReviewTask) -> String {
    match &task.cause_number {
        Some(number) => visit.tv("review-cause-document", &[("number", number)]),
        None => visit.label("review-cause", task.cause.code()),
    }
}

fn lead(visit: &Visit, task: &ReviewTask) -> String {
    let outcome = task.outcome.map_or_else(String::new, |outcome| {
        visit.label("review-outcome", outcome.code())
    });
    let key = match task.state {
        ReviewState::Open if task.is_late(visit.on) => "review-task-lead-late",
        ReviewState::Open => "review-task-lead-open",
        ReviewState::Concluded => "review-task-lead-concluded",
        ReviewState::Cancelled => "review-task-lead-cancelled",
    };
    visit.tv(
        key,
        &[
            ("owner", task.owner.as_deref().unwrap_or_default()),
            ("due", &visit.day(task.due_on)),
            ("since", &visit.day(task.since)),
            ("outcome", &outcome),
            ("reason", &task.reason),
        ],
    )
}

/// What a conclusion leads to.
fn follow(visit: &Visit, task: &ReviewTask, path: &str) -> Option<Notice> {
    let outcome = task.outcome?;
    if !outcome.leads_to_a_regulation() || visit.is_past() {
        return None;
    }
    if !visit.can(council::access::Act::ProposeRegulation, path) {
        return None;
    }
    let title = match outcome {
        Concluded::Amend => visit.tv("review-amending-title", &[("title", &task.title)]),
        _ => task.title.clone(),
    };
    let query = serde_urlencoded::to_string([("title", title)]).unwrap_or_default();
    let href = format!("/councils/{}/regulations/new?{query}", task.council_id);
    let propose = Button::new(visit.t("task-regulation-propose"), href);
    let words = visit.t("review-follow-proposal");
    Some(Notice::info(words).push(Actions::new().push(propose)))
}

fn acts(visit: &Visit, task: &ReviewTask, path: &str) -> Actions {
    let mut actions = Actions::new();
    if visit.is_past() {
        return actions;
    }
    for (at, (act, end, state)) in tasks::OFFERS.iter().enumerate() {
        if *state != task.state || !visit.can(*act, path) {
            continue;
        }
        let href = format!("/review/tasks/{}/{end}", task.id);
        let button = Button::new(visit.t(&format!("task-review-{end}")), href);
        actions = actions.push(match at {
            0 => button,
            _ => button.secondary(),
        });
    }
    actions
}

fn facts(visit: &Visit, task: &ReviewTask) -> SummaryList {
    let document = Html::link(
        &task.number,
        visit.link(&format!("/review/documents/{}", task.document_id)),
    );
    let cause = match task.cause_document_id {
        Some(id) => Html::link(
            cause(visit, task),
            visit.link(&format!("/review/impact?document={id}")),
        ),
        None => Html::text(cause(visit, task)),
    };
    let paper = (!task.paper_number.is_empty()).then(|| {
        let day = task.paper_signed_on.map(|day| visit.day(day));
        let values = [
            ("number", task.paper_number.as_str()),
            ("day", day.as_deref().unwrap_or_default()),
        ];
        visit.tv("review-paper-words", &values)
    });
    let note = (!task.note.is_empty()).then(|| task.note.clone());
    SummaryList::new()
        .row(visit.t("document"), document)
        .row(visit.t("review-cause"), cause)
        .row_if(visit.t("review-owner"), task.owner.clone())
        .row(visit.t("review-opened"), visit.day(task.opened_on))
        .row(visit.t("review-due"), visit.day(task.due_on))
        .row_if(visit.t("review-note"), note)
        .row_if(
            visit.t("review-outcome"),
            task.outcome
                .map(|outcome| visit.label("review-outcome", outcome.code())),
        )
        .row_if(visit.t("review-paper"), paper)
}

fn history(visit: &Visit, taken: &[StepLine]) -> Section {
    let mut timeline = Timeline::new(visit.t("review-history"));
    for step in taken.iter().rev() {
        let mut words = visit.label("review-state", step.state.code());
        if let Some(outcome) = step.outcome {
            let outcome = visit.label("review-outcome", outcome.code());
            words = format!("{words}: {outcome}");
        }
        let mut event = Event::new(visit.day(step.day), words);
        if !step.reason.is_empty() {
            event = event.body(step.reason.clone());
        }
        timeline = timeline.event(event);
    }
    Section::new(visit.t("review-history"))
        .id("dien-bien")
        .push(timeline)
}

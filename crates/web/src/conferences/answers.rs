//! The questions answered at conferences: found with marks or without, flagged when the law behind them has moved.

use axum::extract::State;
use council::conferences::answers::{Answer, Moved, answers};
use kernel::vi;
use store::Db;
use ui::{Card, Filters, Html, Notice, Page, Prose, Section, Tone};

use super::all;
use crate::api::{Batch, OnDay};
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let typed = visit.asked("q").unwrap_or_default();
    let found = answers(&db, typed, visit.on).await?;
    let moved = found.iter().filter(|answer| answer.moved.is_some()).count();
    let (n, moved) = (vi::count(found.len()), vi::count(moved));
    let mut filters = Filters::new("/conferences/answers", visit.words()).search(
        "q",
        &visit.t("conference-answers-search"),
        typed,
    );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    let mut page = Page::new(visit.t("conference-answers"))
        .lead(visit.tv("conference-answers-lead", &[("n", &n), ("moved", &moved)]))
        .push(filters);
    page = match found.is_empty() {
        true => page.push(Notice::info(visit.t("conference-answers-none"))),
        false => page.push(
            Section::new(visit.t("conference-answers-found"))
                .id("hoi-dap")
                .push(list(&visit, &found, true)),
        ),
    };
    Ok(visit
        .view(page)
        .part(Part::Conferences)
        .crumb(visit.t("nav-conferences"), "/conferences")
        .respond())
}

/// The questions answered at conferences, with what has changed since in the law behind them.
#[utoipa::path(get, path = "/api/v1/conferences/answers", tag = "conferences", params(OnDay,
    ("q" = Option<String>, Query, description = "Words of question, answer, document or provision, marks ignored")),
    responses((status = 200, description = "Those that hold the words", body = Batch<Answer>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let items = answers(&db, visit.asked("q").unwrap_or_default(), visit.on).await?;
    Ok(all(&visit, items))
}

/// Question and answer, one under another.
pub fn list(visit: &Visit, found: &[Answer], with_conference: bool) -> Vec<Card> {
    found
        .iter()
        .map(|answer| card(visit, answer, with_conference))
        .collect()
}

fn card(visit: &Visit, answer: &Answer, with_conference: bool) -> Card {
    let mut card = Card::new(answer.question.clone()).kicker(visit.day(answer.answered_on));
    if let Some(moved) = &answer.moved {
        card = card
            .tag(Tone::Unsure, visit.t("answer-moved"))
            .text(told(visit, moved));
    }
    card = card.push(Prose::typed(&answer.answer));
    if let (Some(id), Some(number)) = (answer.document_id, &answer.number) {
        let words = match answer.provision.as_str() {
            "" => number.clone(),
            provision => format!("{provision}, {number}"),
        };
        let link = Html::link(words, visit.link(&format!("/library/{id}")));
        card = card.text(Html::text(visit.t("answer-rests-on")).and(" ").and(link));
    }
    if with_conference {
        let href = visit.link(&format!("/conferences/{}", answer.conference_id));
        let words = visit.t("answer-at");
        card = card.text(
            Html::text(words)
                .and(" ")
                .and(Html::link(&answer.conference, href)),
        );
    }
    card
}

fn told(visit: &Visit, moved: &Moved) -> String {
    let key = match (moved.ends, moved.by.is_empty()) {
        (true, true) => "answer-moved-ended",
        (true, false) => "answer-moved-ended-by",
        (false, _) => "answer-moved-changed-by",
    };
    visit.tv(key, &[("day", &visit.day(moved.on)), ("by", &moved.by)])
}

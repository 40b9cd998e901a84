//! A paper that was handed in: the score, and for each question the right answer, why, and the provision.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use council::Refusal;
use council::training::quizzes::{AnswerShown, AttemptResult, attempt_result};
use kernel::ids::AttemptId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Html, Notice, Page, Section, StatusLine, SummaryList, Tone};

use super::words::{law, law_path, own};
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<AttemptId>) -> Outcome {
    let of = match attempt_result(&db, &visit.actor, id).await {
        Err(Refusal::Invalid(_)) if own(&visit).is_ok() => {
            return Ok(Redirect::to(&format!("/attempts/{id}")).into_response());
        }
        of => of?,
    };
    let (tone, key) = if of.passed {
        (Tone::Done, "attempt-passed")
    } else {
        (Tone::Late, "attempt-failed")
    };
    let mut page = Page::new(visit.t("result-title"))
        .kicker(of.quiz.name.clone())
        .tag(tone, visit.t(key))
        .lead(lead(&visit, &of));
    if of.late {
        page = page.push(Notice::warning(visit.t("result-late")).body(visit.t("result-late-why")));
    }
    page = page.push(offers(&visit, &of));
    for (at, answer) in of.answers.iter().enumerate() {
        page = page.push(one(&visit, &of, at, answer));
    }
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("quizzes-title"), "/quizzes")
        .crumb(of.quiz.name.clone(), &format!("/quizzes/{}", of.quiz.id))
        .undated()
        .respond())
}

fn lead(visit: &Visit, of: &AttemptResult) -> String {
    let key = if of.passed {
        "result-lead-passed"
    } else {
        "result-lead-failed"
    };
    visit.tv(
        key,
        &[
            ("right", &vi::number(of.right)),
            ("of", &vi::number(of.answers.len() as i64)),
            ("moment", &visit.moment(of.submitted_at)),
        ],
    )
}

fn offers(visit: &Visit, of: &AttemptResult) -> Actions {
    let quiz = format!("/quizzes/{}", of.quiz.id);
    if visit.actor.person != Some(of.person) {
        let back = Button::new(visit.t("quiz-results"), format!("{quiz}/results"));
        return Actions::new().push(back.secondary());
    }
    let mine = Button::new(visit.t("result-to-mine"), "/training/mine");
    if of.passed {
        return Actions::new().push(mine);
    }
    Actions::new()
        .push(Button::new(visit.t("quiz-again"), quiz))
        .push(mine.secondary())
}

fn one(visit: &Visit, of: &AttemptResult, at: usize, answer: &AnswerShown) -> Section {
    let is_right = answer.chosen.is_some() && answer.chosen == answer.right;
    let (tone, key) = match (is_right, answer.chosen) {
        (true, _) => (Tone::Done, "answer-right"),
        (false, Some(_)) => (Tone::Late, "answer-wrong"),
        (false, None) => (Tone::Neutral, "answer-blank"),
    };
    let choice = |place: Option<usize>| {
        let choice = place.and_then(|place| answer.choices.get(place));
        choice.cloned().unwrap_or_else(|| visit.t("missing"))
    };
    let provision = Html::link(
        visit.tv(
            "provision-of",
            &[
                ("provision", &answer.provision),
                ("law", &law(&of.quiz.title, &of.quiz.number)),
            ],
        ),
        law_path(visit, of.quiz.document_id),
    );
    let mut list = SummaryList::new();
    if !is_right {
        list = list.row(visit.t("answer-chosen"), choice(answer.chosen));
    }
    list = list
        .row(
            visit.t("answer-right-one"),
            Html::strong(choice(answer.right)),
        )
        .row(visit.t("answer-why"), answer.explanation.clone())
        .row(visit.t("answer-basis"), provision);
    let number = (at + 1).to_string();
    Section::new(visit.tv("result-question", &[("number", &number)]))
        .push(StatusLine::new(tone, visit.t(key), answer.text.clone()))
        .push(list)
}

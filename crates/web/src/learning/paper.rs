//! A running paper: every question on one page, kept as it is filled in, handed in once.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use council::training::quizzes::{
    Paper, SaveAnswers, SubmitAttempt, paper_of, save_answers, submit_attempt,
};
use council::{Acting, Refusal};
use kernel::ids::AttemptId;
use kernel::{Clock, time};
use store::Db;
use ui::{Choice, Countdown, Field, Form, Notice, Page};

use super::words::{law, own};
use crate::failure::Outcome;
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// For each question of the paper the place chosen.
type Answers = Vec<Option<usize>>;

/// The page.
pub async fn show(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<AttemptId>,
) -> Outcome {
    own(&visit)?;
    let paper = match paper_of(&db, &visit.actor, id).await {
        Err(refusal) if is_over(&refusal) => return Ok(to_result(id)),
        paper => paper?,
    };
    if paper.due_at < clock.now() {
        return Ok(time_is_up(&visit, &paper));
    }
    let answers = paper.questions.iter().map(|one| one.chosen).collect();
    Ok(questions(&visit, &clock, &paper, &answers, None))
}

/// Keeps the answers while the paper is filled in; nothing is shown.
pub async fn keep(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<AttemptId>,
    posted: Posted,
) -> Outcome {
    let paper = paper_of(&db, &visit.actor, id).await?;
    let command = SaveAnswers {
        attempt: id,
        answers: read(&paper, &posted),
    };
    save_answers(&db, &visit.actor, &clock, command).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Keeps the answers or hands the paper in, as the button says.
pub async fn send(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<AttemptId>,
    posted: Posted,
) -> Outcome {
    let paper = match paper_of(&db, &visit.actor, id).await {
        Err(refusal) if is_over(&refusal) => return Ok(to_result(id)),
        paper => paper?,
    };
    let answers = read(&paper, &posted);
    let blank = blanks(&answers);
    let asked_again = posted.checked("anyway") || blank.is_empty();
    if clock.now() <= paper.due_at && (posted.checked("keep") || !asked_again) {
        let command = SaveAnswers {
            attempt: id,
            answers: answers.clone(),
        };
        save_answers(&db, &visit.actor, &clock, command).await?;
        return Ok(if posted.checked("keep") {
            done(&format!("/attempts/{id}"), "flash-answers-kept")
        } else {
            questions(&visit, &clock, &paper, &answers, Some(blank))
        });
    }
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    let command = SubmitAttempt {
        attempt: id,
        answers,
    };
    submit_attempt(&acting, command).await?;
    acting.commit().await?;
    Ok(to_result(id))
}

fn is_over(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Invalid(problems) if problems.iter().any(|one| one.code == "attempt-over"))
}

fn to_result(id: AttemptId) -> Response {
    Redirect::to(&format!("/attempts/{id}/result")).into_response()
}

/// What was chosen; a question that the form did not send keeps what was saved.
fn read(paper: &Paper, posted: &Posted) -> Answers {
    let questions = paper.questions.iter().enumerate();
    questions
        .map(|(at, question)| match posted.maybe(&field(at)) {
            Some(place) => place
                .parse()
                .ok()
                .filter(|place| *place < question.choices.len()),
            None => question.chosen,
        })
        .collect()
}

fn field(at: usize) -> String {
    format!("q{}", at + 1)
}

/// The numbers of the questions without an answer.
fn blanks(answers: &Answers) -> Vec<String> {
    let answers = answers.iter().enumerate();
    answers
        .filter(|(_, answer)| answer.is_none())
        .map(|(at, _)| (at + 1).to_string())
        .collect()
}

fn questions(
    visit: &Visit,
    clock: &Clock,
    paper: &Paper,
    answers: &Answers,
    blank: Option<Vec<String>>,
) -> Response {
    let mut form = visit.form(&format!("/attempts/{}", paper.attempt));
    for (at, (question, answer)) in paper.questions.iter().zip(answers).enumerate() {
        form = form.field(one(visit, at, &question.text, &question.choices, *answer));
    }
    form = match blank.is_some() {
        true => {
            form.submit(visit.t("paper-submit"))
                .also(visit.t("paper-submit-anyway"), "anyway", "1")
        }
        false => form
            .submit(visit.t("paper-submit"))
            .also(visit.t("paper-keep"), "keep", "1"),
    };
    let mut page = head(visit, paper)
        .lead(visit.t("paper-lead"))
        .push(time_left(visit, clock, paper));
    if let Some(blank) = blank {
        let values = [
            ("count", &*blank.len().to_string()),
            ("which", &*blank.join(", ")),
        ];
        page = page.push(
            Notice::warning(visit.tv("paper-blank", &values)).body(visit.t("paper-blank-kept")),
        );
    }
    page = page.push(form);
    visit
        .view(page)
        .part(Part::Training)
        .script("paper.js")
        .undated()
        .respond()
}

fn one(visit: &Visit, at: usize, text: &str, choices: &[String], answer: Option<usize>) -> Field {
    let number = (at + 1).to_string();
    let choices: Vec<Choice> = choices
        .iter()
        .enumerate()
        .map(|(place, choice)| Choice::new(place.to_string(), choice.clone()))
        .collect();
    let chosen = answer.map(|place| place.to_string()).unwrap_or_default();
    let label = visit.tv("paper-question", &[("number", &number), ("text", text)]);
    Field::radios(field(at), label, choices, chosen)
}

fn head(visit: &Visit, paper: &Paper) -> Page {
    Page::new(paper.quiz.name.clone()).kicker(visit.tv(
        "paper-kicker",
        &[("law", &law(&paper.quiz.title, &paper.quiz.number))],
    ))
}

/// The time left as the server reckons it; the clock beside it needs a script.
fn time_left(visit: &Visit, clock: &Clock, paper: &Paper) -> Countdown {
    let seconds = paper.due_at.as_second() - clock.now().as_second();
    let until = time::local(paper.due_at);
    let words = visit.tv(
        "paper-time-left",
        &[
            ("minutes", &(seconds.max(0) / 60).to_string()),
            (
                "until",
                &format!("{:02}:{:02}", until.hour(), until.minute()),
            ),
        ],
    );
    Countdown::new(paper.due_at.to_string(), words)
}

/// The page of a paper whose time passed while nobody handed it in: what was saved counts.
fn time_is_up(visit: &Visit, paper: &Paper) -> Response {
    let saved = paper.questions.iter().filter(|one| one.chosen.is_some());
    let values = [
        ("saved", &*saved.count().to_string()),
        ("questions", &*paper.questions.len().to_string()),
    ];
    let form: Form = visit
        .form(&format!("/attempts/{}", paper.attempt))
        .submit(visit.t("paper-to-result"));
    let page = head(visit, paper)
        .lead(visit.tv("paper-time-is-up", &values))
        .push(form);
    visit.view(page).part(Part::Training).undated().respond()
}

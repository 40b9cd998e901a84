//! One check of knowledge: what it asks, one's own attempts, the start, and everybody's results for those who may read them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use council::access::FieldGroup;
use council::training::mine::MyTraining;
use council::training::quizzes::{
    AttemptRow, PersonResult, QuizPage, QuizRef, StartAttempt, quiz, quiz_page, quiz_results,
    quiz_results_page, start_attempt,
};
use council::{Acting, Refusal};
use kernel::ids::{AttemptId, QuizId};
use kernel::{Clock, vi};
use store::Db;
use ui::{Button, Page, PostButton, Section, SummaryList, Tone};

use super::words::{law, law_link, own};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::posted::Posted;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<QuizId>) -> Outcome {
    if !visit.actor.is_signed_in() {
        return Err(Refusal::NotReadable(FieldGroup::QuizResult).into());
    }
    let of = quiz_page(&db, &visit.actor, id, visit.today).await?;
    let running = of.attempts.iter().any(|one| one.submitted_at.is_none());
    let (tone, key) = standing(&visit, &of);
    let mut page = Page::new(of.quiz.name.clone())
        .kicker(law(&of.quiz.title, &of.quiz.number))
        .tag(tone, visit.t(key))
        .lead(lead(&visit, &of));
    if visit.actor.person.is_some() && is_open(&visit, &of.quiz) {
        let word = match (running, of.attempts.is_empty()) {
            (true, _) => "quiz-resume",
            (false, true) => "quiz-start",
            (false, false) => "quiz-again",
        };
        page = page.push(
            PostButton::new(visit.t(word), format!("/quizzes/{id}"), visit.csrf())
                .context(of.quiz.name.clone()),
        );
    }
    page = page.push(about(&visit, &of));
    if !of.attempts.is_empty() {
        page = page.push(attempts(&visit, &of));
    }
    if visit.actor.reads(FieldGroup::QuizResult, &of.quiz.path) {
        let href = format!("/quizzes/{id}/results");
        page = page.push(Button::new(visit.t("quiz-results"), href).secondary());
    }
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(visit.t("quizzes-title"), "/quizzes")
        .undated()
        .respond())
}

/// Begins a paper, or takes up the one that runs.
pub async fn start(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<QuizId>,
    _posted: Posted,
) -> Outcome {
    let person = own(&visit)?;
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    let attempt = start_attempt(&acting, StartAttempt { quiz: id, person }).await?;
    acting.commit().await?;
    Ok(Redirect::to(&format!("/attempts/{attempt}")).into_response())
}

/// Everybody's best result.
pub async fn results(visit: Visit, State(db): State<Db>, Path(id): Path<QuizId>) -> Outcome {
    let of = quiz(&db, id).await?;
    let batch = page_asked(&visit);
    let found = quiz_results_page(&db, &visit.actor, &of, batch).await?;
    let list = listing(&visit, &of, &found.rows).exports(&visit, &format!("/quizzes/{id}/results"));
    let (sat, passed) = (found.sat.to_string(), found.passed.to_string());
    let share = vi::percent(found.passed, found.sat);
    let page = Page::new(visit.t("quiz-results"))
        .kicker(of.name.clone())
        .lead(visit.tv(
            if found.sat == 0 {
                "quiz-results-none"
            } else {
                "quiz-results-lead"
            },
            &[("sat", &sat), ("passed", &passed), ("share", &share)],
        ))
        .push(list.table(&visit))
        .push(pager(&visit, batch, found.sat));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("quizzes-title"), "/quizzes")
        .crumb(of.name, &format!("/quizzes/{id}"))
        .undated()
        .respond())
}

/// The same as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(QuizId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let rows = quiz_results(&db, &visit.actor, id).await?;
    let of = quiz(&db, id).await?;
    Ok(listing(&visit, &of, &rows)
        .note(law(&of.title, &of.number))
        .export(&visit, format, "ket-qua-kiem-tra"))
}

/// The pages of the visitor's own attempts: one that runs, one that was handed in.
pub async fn own_attempts(visit: &Visit, mine: &MyTraining) -> Outcome<Vec<String>> {
    let (mut running, mut over): (Option<AttemptId>, Option<AttemptId>) = (None, None);
    for quiz in mine.laws.iter().flat_map(|law| &law.quizzes) {
        if !quiz.running && quiz.attempts == 0 {
            continue;
        }
        let of = quiz_page(visit.app.db(), &visit.actor, quiz.id, visit.today).await?;
        for one in of.attempts {
            let kept = match one.submitted_at {
                None => &mut running,
                Some(_) => &mut over,
            };
            *kept = Some(one.id);
        }
    }
    let running = running.map(|id| format!("/attempts/{id}"));
    let over = over.map(|id| format!("/attempts/{id}/result"));
    Ok(running.into_iter().chain(over).collect())
}

fn is_open(visit: &Visit, quiz: &QuizRef) -> bool {
    quiz.opens_on <= visit.today && quiz.closes_on.is_none_or(|last| visit.today <= last)
}

fn standing(visit: &Visit, of: &QuizPage) -> (Tone, &'static str) {
    if of.attempts.iter().any(|one| one.passed == Some(true)) {
        (Tone::Done, "quiz-passed")
    } else if of.attempts.iter().any(|one| one.submitted_at.is_none()) {
        (Tone::Due, "quiz-running")
    } else if is_open(visit, &of.quiz) {
        (Tone::Due, "quiz-open")
    } else {
        (Tone::Neutral, "quiz-closed")
    }
}

/// How many right answers are enough: the least whole number that reaches the share.
fn enough(of: &QuizPage) -> i64 {
    let whole = of.pass_whole.max(1);
    (of.quiz.questions * of.pass_part + whole - 1) / whole
}

fn lead(visit: &Visit, of: &QuizPage) -> String {
    visit.tv(
        "quiz-lead",
        &[
            ("questions", &vi::number(of.quiz.questions)),
            ("minutes", &vi::number(of.quiz.minutes)),
            ("enough", &vi::number(enough(of))),
        ],
    )
}

fn about(visit: &Visit, of: &QuizPage) -> Section {
    let quiz = &of.quiz;
    let days = match quiz.closes_on {
        Some(last) => visit.tv(
            "quiz-days-both",
            &[
                ("from", &visit.day(quiz.opens_on)),
                ("last", &visit.day(last)),
            ],
        ),
        None => visit.tv("quiz-days-since", &[("from", &visit.day(quiz.opens_on))]),
    };
    let rule = visit.tv(
        "quiz-rule",
        &[
            ("share", &vi::percent(of.pass_part, of.pass_whole)),
            ("enough", &vi::number(enough(of))),
            ("questions", &vi::number(quiz.questions)),
            ("day", &visit.day(visit.today)),
        ],
    );
    let list = SummaryList::new()
        .row(
            visit.t("learning-law"),
            law_link(visit, &quiz.title, &quiz.number, quiz.document_id),
        )
        .row(visit.t("quiz-pass-mark"), rule)
        .row(visit.t("quiz-days"), days)
        .row(visit.t("quiz-set-by"), quiz.unit_name.clone())
        .row(visit.t("quiz-tries"), visit.t("quiz-tries-text"));
    Section::new(visit.t("quiz-about")).push(list)
}

fn attempts(visit: &Visit, of: &QuizPage) -> Section {
    let mut list = Listing::new(visit.t("quiz-attempts"))
        .column(Kind::Text, visit.t("attempt-started"))
        .column(Kind::Text, visit.t("attempt-right"))
        .column(Kind::Status, visit.t("state"))
        .column(Kind::Text, visit.t("act"));
    for one in &of.attempts {
        list = list.row(attempt(visit, of, one));
    }
    Section::new(visit.t("quiz-attempts")).push(list.table(visit))
}

fn attempt(visit: &Visit, of: &QuizPage, one: &AttemptRow) -> Vec<Item> {
    let (state, link) = match one.passed {
        None => (
            Item::Status(Tone::Due, visit.t("quiz-running")),
            Item::Link(visit.t("quiz-resume"), format!("/attempts/{}", one.id)),
        ),
        Some(passed) => (
            verdict(visit, passed),
            Item::Link(
                visit.t("attempt-review"),
                format!("/attempts/{}/result", one.id),
            ),
        ),
    };
    let right = one
        .right_answers
        .map(|right| format!("{right}/{}", of.quiz.questions));
    vec![
        Item::Text(visit.moment(one.started_at)),
        Item::maybe(right),
        state,
        link,
    ]
}

fn verdict(visit: &Visit, passed: bool) -> Item {
    if passed {
        Item::Status(Tone::Done, visit.t("attempt-passed"))
    } else {
        Item::Status(Tone::Late, visit.t("attempt-failed"))
    }
}

fn listing(visit: &Visit, of: &QuizRef, rows: &[PersonResult]) -> Listing {
    let mut list = Listing::new(visit.tv("quiz-results-caption", &[("quiz", &of.name)]))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Number, visit.t("quiz-tries"))
        .column(Kind::Text, visit.t("quiz-best"))
        .column(Kind::Status, visit.t("state"))
        .empty(visit.t("quiz-results-empty"));
    for row in rows {
        list = list.row([
            Item::Link(
                row.full_name.clone(),
                format!("/delegates/{}", row.person_id),
            ),
            Item::maybe(row.unit_name.clone()),
            Item::Number(row.attempts),
            Item::Text(format!("{}/{}", row.best, of.questions)),
            verdict(visit, row.passed),
        ]);
    }
    list
}

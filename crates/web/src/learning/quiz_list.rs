//! The checks of knowledge: those one can sit, and for those who keep them, all of their place.

use axum::extract::{Path, State};
use council::Refusal;
use council::access::{Act, FieldGroup};
use council::training::mine::my_training;
use council::training::quizzes::{QuizRow, quizzes};
use kernel::vi;
use store::Db;
use ui::{Button, Page, Prose, Section, TaskList, Tone};

use super::words::law;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::{Part, reads_anywhere};
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    if !visit.actor.is_signed_in() {
        return Err(Refusal::NotReadable(FieldGroup::QuizResult).into());
    }
    let mut page = Page::new(visit.t("quizzes-title"));
    let own = match visit.actor.person {
        Some(_) => Some(own_quizzes(&visit, &db).await?),
        None => None,
    };
    page = match &own {
        Some((open, _)) if *open > 0 => {
            page.lead(visit.tv("quizzes-lead-open", &[("open", &vi::number(*open as i64))]))
        }
        Some(_) => page.lead(visit.t("quizzes-lead-none")),
        None => page.lead(visit.t("quizzes-lead-keeper")),
    };
    if visit.actor.can_anywhere(Act::SetQuiz) {
        page = page.action(Button::new(visit.t("quiz-set"), "/quizzes/new"));
    }
    if let Some((_, section)) = own {
        page = page.push(section);
    }
    if keeps(&visit) {
        let rows = kept(&visit, &db).await?;
        page = page.push(
            Section::new(visit.t("quizzes-kept")).id("tat-ca").push(
                listing(&visit, &rows)
                    .exports(&visit, "/quizzes")
                    .table(&visit),
            ),
        );
    }
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .undated()
        .respond())
}

/// The checks that the visitor keeps, as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    if !keeps(&visit) {
        return Err(Refusal::NotReadable(FieldGroup::QuizResult).into());
    }
    let rows = kept(&visit, &db).await?;
    Ok(listing(&visit, &rows).export(&visit, format, "bai-kiem-tra"))
}

/// A check of each kind of page that the visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    if !visit.actor.is_signed_in() {
        return Ok(Vec::new());
    }
    let db = visit.app.db();
    let mut paths = vec!["/quizzes".to_owned()];
    if let Some(person) = visit.actor.person {
        let mine = my_training(db, &visit.actor, person, visit.today).await?;
        for quiz in mine.laws.iter().flat_map(|law| &law.quizzes).take(1) {
            paths.push(format!("/quizzes/{}", quiz.id));
        }
        paths.extend(super::quiz_page::own_attempts(visit, &mine).await?);
    }
    if visit.actor.can_anywhere(Act::SetQuiz) {
        paths.push("/quizzes/new".into());
    }
    if keeps(visit) {
        let rows = kept(visit, db).await?;
        let reads = |row: &&QuizRow| visit.actor.reads(FieldGroup::QuizResult, &row.quiz.path);
        if let Some(row) = rows.iter().find(reads) {
            paths.push(format!("/quizzes/{}", row.quiz.id));
            paths.push(format!("/quizzes/{}/results", row.quiz.id));
        }
    }
    Ok(paths)
}

/// Whether the visitor sets checks or reads their results somewhere.
fn keeps(visit: &Visit) -> bool {
    visit.actor.can_anywhere(Act::SetQuiz) || reads_anywhere(visit, FieldGroup::QuizResult)
}

/// The checks of the places where the visitor keeps them.
async fn kept(visit: &Visit, db: &Db) -> Outcome<Vec<QuizRow>> {
    let all = quizzes(db, "", None).await?;
    let mine = |row: &QuizRow| {
        let path = &row.quiz.path;
        visit.can(Act::SetQuiz, path) || visit.actor.reads(FieldGroup::QuizResult, path)
    };
    Ok(all.into_iter().filter(mine).collect())
}

async fn own_quizzes(visit: &Visit, db: &Db) -> Outcome<(usize, Section)> {
    let section = Section::new(visit.t("quizzes-own")).id("cua-toi");
    let Some(person) = visit.actor.person else {
        return Ok((0, section));
    };
    let mine = my_training(db, &visit.actor, person, visit.today).await?;
    let (mut open, mut list, mut any) = (0, TaskList::new(), false);
    for law_line in &mine.laws {
        for quiz in &law_line.quizzes {
            any = true;
            let (tone, key) = match (quiz.passed, quiz.running, quiz.open) {
                (true, _, _) => (Tone::Done, "quiz-passed"),
                (false, true, _) => (Tone::Due, "quiz-running"),
                (false, false, true) => (Tone::Due, "quiz-open"),
                (false, false, false) => (Tone::Neutral, "quiz-closed"),
            };
            open += usize::from(!quiz.passed && quiz.open);
            list = list
                .task(
                    &quiz.name,
                    format!("/quizzes/{}", quiz.id),
                    tone,
                    visit.t(key),
                )
                .hint(law(&law_line.title, &law_line.number));
        }
    }
    let section = if any {
        section.push(list)
    } else {
        section.push(Prose::new().p(visit.t("quizzes-own-none")))
    };
    Ok((open, section))
}

fn listing(visit: &Visit, rows: &[QuizRow]) -> Listing {
    let mut list = Listing::new(visit.t("quizzes-kept"))
        .column(Kind::Text, visit.t("quiz-name"))
        .column(Kind::Text, visit.t("learning-law"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Day, visit.t("quiz-opens"))
        .column(Kind::Day, visit.t("quiz-closes"))
        .column(Kind::Number, visit.t("quiz-sat"))
        .column(Kind::Number, visit.t("quiz-passed-count"))
        .empty(visit.t("quizzes-none"));
    for row in rows {
        list = list.row([
            Item::Link(row.quiz.name.clone(), format!("/quizzes/{}", row.quiz.id)),
            Item::Text(row.quiz.number.clone()),
            Item::Text(row.quiz.unit_name.clone()),
            Item::Day(row.quiz.opens_on),
            Item::day(row.quiz.closes_on),
            Item::Number(row.sat),
            Item::Number(row.passed),
        ]);
    }
    list
}

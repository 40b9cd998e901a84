//! Bồi dưỡng của tôi: what is left to do, the next thing, and what was done.

use auth::token::{Code, Length};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use council::training::calendar::events_of_person;
use council::training::mine::{Knowledge, MustDo, MyLaw, MyTraining, my_training};
use council::training::trainers::taught_by;
use kernel::{time, vi};
use store::Db;
use ui::{Actions, Button, Page, Prose, Section, TaskList, Tone};

use super::next::{Next, to_sit};
use super::words::{change, law, law_path, own};
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::training::say::{class_tone, days};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    if !visit.actor.is_signed_in() {
        return Ok(sign_in());
    }
    let taught = taught(&visit, &db).await?;
    let Some(person) = visit.actor.person else {
        return Ok(without_person(&visit, taught));
    };
    let mine = my_training(&db, &visit.actor, person, visit.today).await?;
    let events = events_of_person(&db, person, visit.today).await?;
    let next = Next::of(&mine, &events, time::local(visit.app.clock().now()));
    let mut page = Page::new(visit.t("nav-my-training")).lead(lead(&visit, &mine));
    let next = next.show(&visit);
    if !next.is_empty() {
        page = page.push(next);
    }
    page = page
        .push(taught)
        .push(courses(&visit, &mine))
        .push(laws(&visit, &mine));
    if !mine.done.is_empty() {
        page = page.push(attended(&visit, &mine));
    }
    if !mine.certificates.is_empty() {
        page = page.push(certificates(&visit, &mine));
    }
    page = page
        .push(Actions::new().push(Button::new(visit.t("calendar-title"), "/calendar").secondary()));
    Ok(visit.view(page).part(Part::Training).undated().respond())
}

/// The signed-in person's training: courses still to complete, invitations, courses done, certificates, laws.
#[utoipa::path(get, path = "/api/v1/training/mine", tag = "training",
    responses((status = 200, description = "What the signed-in person has to do and has done", body = MyTraining), (status = 404, description = "The account belongs to no delegate or member of staff", body = crate::failure::ApiError)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    // An account that belongs to nobody has no training: nothing is there, and nothing was asked wrongly.
    let person = own(&visit).map_err(|refused| match refused.refusal() {
        council::Refusal::Invalid(_) => crate::Failure::not_found("person"),
        _ => refused,
    })?;
    let mine = my_training(&db, &visit.actor, person, visit.today).await?;
    Ok(axum::Json(mine).into_response())
}

/// The pages of the signed-in person.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    if !visit.actor.is_signed_in() {
        return Ok(Vec::new());
    }
    let mut paths = vec!["/training/mine".to_owned()];
    let Some(person) = visit.actor.person else {
        return Ok(paths);
    };
    let mine = my_training(visit.app.db(), &visit.actor, person, visit.today).await?;
    let invited = mine.invited.first();
    paths.extend(invited.map(|one| format!("/classes/{}/excuse", one.class_id)));
    let done = mine.done.iter().find(|one| one.to_evaluate);
    paths.extend(done.map(|one| format!("/classes/{}/evaluate", one.class)));
    let certificate = mine.certificates.first();
    paths.extend(certificate.map(|one| format!("/certificates?code={}", one.code)));
    Ok(paths)
}

fn sign_in() -> Response {
    Redirect::to("/sign-in?back=%2Ftraining%2Fmine").into_response()
}

/// The page of an account that is neither a delegate's nor a member of staff's: what it teaches, or how to get further.
fn without_person(visit: &Visit, taught: Option<Section>) -> Response {
    let teaches = taught.is_some();
    let lead = if teaches {
        "mine-lead-trainer"
    } else {
        "mine-lead-nobody"
    };
    let mut page = Page::new(visit.t("nav-my-training"))
        .lead(visit.t(lead))
        .push(taught);
    if !teaches {
        page = page.push(Prose::new().p(visit.t("mine-nobody-next")));
    }
    let ways = Actions::new()
        .push(Button::new(visit.t("training-all-classes"), "/classes"))
        .push(Button::new(visit.t("learning-account"), "/account").secondary());
    let page = page.push(ways);
    visit.view(page).part(Part::Training).undated().respond()
}

/// The classes for which the account is named as a trainer.
async fn taught(visit: &Visit, db: &Db) -> Outcome<Option<Section>> {
    let Some(account) = visit.actor.account else {
        return Ok(None);
    };
    let classes = taught_by(db, account).await?;
    if classes.is_empty() {
        return Ok(None);
    }
    let mut list = Listing::new(visit.t("mine-taught"))
        .column(Kind::Text, visit.t("training-class"))
        .column(Kind::Text, visit.t("training-days"))
        .column(Kind::Text, visit.t("training-place"))
        .column(Kind::Status, visit.t("state"));
    for one in &classes {
        list = list.row([
            Item::Link(one.name.clone(), format!("/classes/{}", one.id)),
            Item::Text(days(visit, one.starts_on, one.ends_on)),
            Item::Text(one.place.clone()),
            Item::Status(
                class_tone(one.state),
                visit.label("class-state", one.state.code()),
            ),
        ]);
    }
    let section = Section::new(visit.t("mine-taught")).id("toi-giang");
    let table = list.table(visit).quiet().folded(3, visit.t("row-more"));
    Ok(Some(section.push(table)))
}

/// What is left to do, in one sentence.
fn lead(visit: &Visit, mine: &MyTraining) -> String {
    let courses = mine.must_do.len();
    let laws = mine.laws.iter().filter(|law| to_sit(law).is_some()).count();
    let (courses_said, laws_said) = (courses.to_string(), laws.to_string());
    let values = [
        ("courses", courses_said.as_str()),
        ("laws", laws_said.as_str()),
    ];
    match (courses, laws) {
        (0, 0) => visit.t("mine-lead-none"),
        (_, 0) => visit.tv("mine-lead-courses", &values),
        (0, _) => visit.tv("mine-lead-laws", &values),
        _ => visit.tv("mine-lead-both", &values),
    }
}

fn courses(visit: &Visit, mine: &MyTraining) -> Section {
    let mut list = TaskList::new();
    for one in &mine.must_do {
        list = must_do(visit, list, one);
    }
    for one in &mine.done {
        if mine.must_do.iter().any(|left| left.course == one.course) {
            continue;
        }
        let word = visit.tv("mine-course-done", &[("day", &visit.day(one.on))]);
        list = list.done(&one.name, format!("/classes/{}", one.class), word);
    }
    let section = Section::new(visit.t("mine-courses")).id("khoa");
    if mine.must_do.is_empty() && mine.done.is_empty() {
        return section.push(Prose::new().p(visit.t("mine-courses-none")));
    }
    section.push(list)
}

fn must_do(visit: &Visit, list: TaskList, one: &MustDo) -> TaskList {
    let list = match one.invited_to {
        Some(class) => list.task(
            &one.name,
            format!("/classes/{class}"),
            Tone::Due,
            visit.t("mine-course-invited"),
        ),
        None => list.waiting(&one.name, visit.t("mine-course-waits")),
    };
    match one.completed_before_change {
        Some(on) => list.hint(visit.tv("mine-course-changed", &[("day", &visit.day(on))])),
        None => list.hint(visit.label("ground", one.ground.code())),
    }
}

fn laws(visit: &Visit, mine: &MyTraining) -> Section {
    let section = Section::new(visit.t("mine-laws")).id("luat");
    if mine.laws.is_empty() {
        return section.push(Prose::new().p(visit.t("mine-laws-none")));
    }
    let left_first = |wanted: bool| {
        let laws = mine.laws.iter();
        laws.filter(move |law| to_sit(law).is_some() == wanted)
    };
    let list = left_first(true)
        .chain(left_first(false))
        .fold(TaskList::new(), |list, law| one_law(visit, list, law));
    section.intro(visit.t("mine-laws-intro")).push(list)
}

fn one_law(visit: &Visit, list: TaskList, one: &MyLaw) -> TaskList {
    let href = match one.quizzes.first() {
        Some(quiz) => format!("/quizzes/{}", to_sit(one).unwrap_or(quiz).id),
        None => law_path(visit, one.document),
    };
    let title = law(&one.title, &one.number);
    let word = visit.label("knowledge", one.knowledge.code());
    let list = match one.knowledge {
        Knowledge::Passed { .. } => list.task(title, href, Tone::Done, word),
        Knowledge::Studied { .. } => list.task(title, href, Tone::Due, word),
        Knowledge::Never => list.task(title, href, Tone::Neutral, word),
        Knowledge::Changed { .. } => list.task(title, href, Tone::Late, word),
    };
    list.hint(law_hint(visit, one))
}

/// Since when it is known, what changed, and whether a check waits.
fn law_hint(visit: &Visit, one: &MyLaw) -> String {
    let known = match &one.knowledge {
        Knowledge::Never => None,
        Knowledge::Studied { on } => Some(visit.tv("law-studied-on", &[("day", &visit.day(*on))])),
        Knowledge::Passed { on } => Some(visit.tv("law-passed-on", &[("day", &visit.day(*on))])),
        Knowledge::Changed { on, change: by } => Some(visit.tv(
            "law-known-before",
            &[("day", &visit.day(*on)), ("change", &change(visit, by))],
        )),
    };
    let check = match (to_sit(one), &one.knowledge) {
        (_, Knowledge::Passed { .. }) => None,
        (Some(quiz), _) if quiz.attempts > 0 => Some(visit.tv(
            "law-quiz-tried",
            &[("attempts", &vi::number(quiz.attempts as i64))],
        )),
        (Some(_), _) => Some(visit.t("law-quiz-open")),
        (None, _) => Some(visit.t("law-quiz-none")),
    };
    let parts: Vec<String> = [known, check].into_iter().flatten().collect();
    parts.join(" ")
}

fn attended(visit: &Visit, mine: &MyTraining) -> Section {
    let mut list = Listing::new(visit.t("mine-classes"))
        .column(Kind::Text, visit.t("learning-course"))
        .column(Kind::Day, visit.t("completed-on"))
        .column(Kind::Text, visit.t("learning-evaluation"));
    for one in &mine.done {
        list = list.row([
            Item::Link(one.name.clone(), format!("/classes/{}", one.class)),
            Item::Day(one.on),
            if one.to_evaluate {
                Item::Link(
                    visit.t("evaluate-class"),
                    format!("/classes/{}/evaluate", one.class),
                )
            } else {
                Item::Text(visit.t("evaluate-class-done"))
            },
        ]);
    }
    Section::new(visit.t("mine-classes"))
        .id("lop")
        .push(list.table(visit))
}

fn certificates(visit: &Visit, mine: &MyTraining) -> Section {
    let mut list = Listing::new(visit.t("mine-certificates"))
        .column(Kind::Text, visit.t("mine-certificate-code"))
        .column(Kind::Text, visit.t("learning-class"))
        .column(Kind::Day, visit.t("learning-class-last-day"))
        .column(Kind::Status, visit.t("state"));
    for one in &mine.certificates {
        let state = match one.revoked_at {
            None => Item::Status(Tone::Done, visit.t("mine-certificate-valid")),
            Some(_) => Item::Status(Tone::Late, visit.t("mine-certificate-revoked")),
        };
        list = list.row([
            Item::Link(
                printed(&one.code),
                format!("/certificates?code={}", one.code),
            ),
            Item::Text(one.class.clone()),
            Item::Day(one.ends_on),
            state,
        ]);
    }
    Section::new(visit.t("mine-certificates"))
        .id("giay-chung-nhan")
        .push(list.table(visit))
}

/// A code in the groups in which it is printed.
fn printed(code: &str) -> String {
    Code::parse(code, Length::Lasting).map_or_else(|_| code.to_owned(), |code| code.to_string())
}

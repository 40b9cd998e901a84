//! A task: one act on a form page of its own.
//!
//! Every such page is alike: it says what will happen and to what, asks the questions, keeps what was typed when the act is
//! refused, and leads back to the thing it changed. A capability gives only the questions and the act.

use std::future::Future;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use council::access::{Act, NotPermitted};
use council::{Acting, Problem, Refusal};
use jiff::civil::Time;
use kernel::{Date, Id};
use ui::{Component as _, Filters, Form, Page};
use uuid::Uuid;

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// One act with its questions.
pub trait Task: Sized + Send + Sync + 'static {
    /// The act, for the permission.
    const ACT: Act;
    /// The stem of its texts: `task-NAME`, `task-NAME-lead`, `task-NAME-submit`, `flash-NAME`.
    const NAME: &'static str;

    /// Reads what the form needs to know; the identifier is the one in the address.
    fn load(visit: &Visit, id: Uuid) -> impl Future<Output = Outcome<Self>> + Send;

    /// Where the task stands.
    fn place(&self, visit: &Visit) -> Place;

    /// Whether the visitor may do it; personal acts ask otherwise, because everyone may do them for himself or herself.
    fn leave(&self, visit: &Visit, place: &Place) -> Result<(), NotPermitted> {
        visit.actor.may(Self::ACT, &place.scope)
    }

    /// Adds the questions.
    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form;

    /// What narrows the questions, as a form of its own above them.
    fn before(&self, _visit: &Visit) -> Option<Filters> {
        None
    }

    /// What takes long and needs no transaction, such as judging a file that was sent; done before the act begins.
    fn prepare(
        &mut self,
        _visit: &Visit,
        _posted: &Posted,
    ) -> impl Future<Output = Outcome<()>> + Send {
        std::future::ready(Ok(()))
    }

    /// Carries out the act; the answer is the path that shows what was done.
    fn act(
        &self,
        acting: &Acting<'_>,
        posted: &Posted,
    ) -> impl Future<Output = council::Result<String>> + Send;

    /// What begins when the act is done and cannot be undone by a failure: work that goes on behind the page at `location`.
    fn after(_visit: &Visit, _location: &str) {}
}

/// Tasks that ask for nothing but a reason: what they are done to, how it is found, where its tasks stand and where it is shown; then
/// for each its name, the permission, the stem of its words and the act.
macro_rules! reasoned_tasks {
    ($of:ty, $at:expr, $place:expr, $home:expr;
     $($(#[$doc:meta])* $name:ident, $permission:ident, $stem:literal, $act:ident;)+) => {$(
        $(#[$doc])*
        pub struct $name($of);

        impl $crate::task::Task for $name {
            const ACT: council::access::Act = council::access::Act::$permission;
            const NAME: &'static str = $stem;

            async fn load(visit: &$crate::visit::Visit, id: uuid::Uuid) -> $crate::failure::Outcome<Self> {
                Ok(Self($at(visit, id).await?))
            }

            fn place(&self, visit: &$crate::visit::Visit) -> $crate::task::Place {
                $place(visit, &self.0)
            }

            fn questions(&self, visit: &$crate::visit::Visit, posted: &$crate::posted::Posted, form: ui::Form) -> ui::Form {
                form.field($crate::bodies::words::reason_field(visit, posted))
            }

            async fn act(&self, acting: &council::Acting<'_>, posted: &$crate::posted::Posted) -> council::Result<String> {
                $act(acting, self.0.id, &posted.text("reason")).await?;
                Ok($home(&self.0))
            }
        }
    )+};
}
pub(crate) use reasoned_tasks;

/// Where a task stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// The path in the tree of units, for the permission.
    pub scope: String,
    /// The page to which the task belongs.
    pub back: String,
    /// What is acted on, such as the council's title; above the head of the page.
    pub subject: String,
    /// The part of the service.
    pub part: Part,
}

/// The answers of a form as they are read; what cannot be read is told together with what the act refuses.
#[derive(Debug)]
pub struct Reading<'a> {
    posted: &'a Posted,
    today: Date,
    problems: Vec<Problem>,
}

/// The routes of a task at an address with one `{id}`, or with none for a record that does not exist yet: it is nil then.
pub fn route<T: Task>(router: Router<App>, path: &str) -> Router<App> {
    router.route(path, get(ask::<T>).post(send::<T>))
}

/// Shows the form of a task.
pub async fn ask<T: Task>(visit: Visit, id: Option<Path<Uuid>>) -> Outcome {
    let id = id.map_or(Uuid::nil(), |Path(id)| id);
    let task = T::load(&visit, id).await?;
    let place = task.place(&visit);
    task.leave(&visit, &place)?;
    Ok(show(&visit, &task, place, &Posted::default()))
}

/// Takes what the form of a task sent.
pub async fn send<T: Task>(visit: Visit, id: Option<Path<Uuid>>, posted: Posted) -> Outcome {
    let id = id.map_or(Uuid::nil(), |Path(id)| id);
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let mut task = T::load(&visit, id).await?;
    task.prepare(&visit, &posted).await?;
    let refused: Failure = match carry_out(&visit, &task, &posted).await {
        Ok(answer) => return Ok(answer),
        Err(failure) => failure,
    };
    let Refusal::Invalid(problems) = refused.refusal() else {
        return Err(refused);
    };
    let posted = posted.refused(&visit, problems);
    let mut response = show(&visit, &task, task.place(&visit), &posted);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Shows the form again with what was typed, because it was refused before the act was tried.
pub async fn refuse<T: Task>(
    visit: Visit,
    id: Option<Path<Uuid>>,
    posted: Posted,
    problem: Problem,
) -> Outcome {
    let id = id.map_or(Uuid::nil(), |Path(id)| id);
    let task = T::load(&visit, id).await?;
    let posted = posted.refused(&visit, &[problem]);
    let mut response = show(&visit, &task, task.place(&visit), &posted);
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    Ok(response)
}

async fn carry_out<T: Task>(visit: &Visit, task: &T, posted: &Posted) -> Outcome {
    let acting = Acting::begin(visit.app.db(), &visit.actor, visit.app.clock()).await?;
    let location = visit.link(&task.act(&acting, posted).await?);
    posted.receipt(&acting, &location).await?;
    acting.commit().await?;
    T::after(visit, &location);
    Ok(done(&location, &format!("flash-{}", T::NAME)))
}

fn show<T: Task>(visit: &Visit, task: &T, place: Place, posted: &Posted) -> Response {
    let text = |end: &str| visit.t(&format!("task-{}{end}", T::NAME));
    let form = visit.form_once(&visit.here_with(&[]));
    let mut form = task.questions(visit, posted, form);
    let asked = form.html().to_string();
    for (field, message) in posted.problems() {
        // A message about something that the form does not ask must still be read.
        if field.is_empty() || !asked.contains(&format!("name=\"{field}\"")) {
            form = form.error(message);
        }
    }
    let form = form
        .submit(text("-submit"))
        .cancel(visit.t("cancel"), visit.link(&place.back));
    let mut page = Page::new(text(""))
        .kicker(place.subject)
        .lead(text("-lead"));
    if let Some(filters) = task.before(visit) {
        page = page.push(filters);
    }
    let page = page.push(form);
    let mut view = visit
        .view(page)
        .part(place.part)
        .back(&place.back)
        .undated();
    if posted.has_problems() {
        view = view.refused();
    }
    view.respond()
}

impl<'a> Reading<'a> {
    /// Begins to read.
    pub fn of(posted: &'a Posted, acting: &Acting<'_>) -> Self {
        Self {
            posted,
            today: acting.today,
            problems: Vec::new(),
        }
    }

    /// A text; the act says whether it must be there.
    pub fn text(&self, name: &str) -> String {
        self.posted.text(name)
    }

    /// A text, if anything was typed.
    pub fn maybe(&self, name: &str) -> Option<String> {
        self.posted.maybe(name)
    }

    /// A day that must be there.
    pub fn day(&mut self, name: &'static str) -> Date {
        let day = self.posted.day(name);
        let today = self.today;
        self.or(day, || today)
    }

    /// A day, if one was typed.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        let date = self.posted.date(name);
        self.or(date, || None)
    }

    /// A whole number that must be there.
    pub fn number(&mut self, name: &'static str) -> u32 {
        let number = self.maybe_number(name).ok_or(Problem::new(name, "missing"));
        if self.problems.iter().any(|problem| problem.field == name) {
            return 1;
        }
        self.or(number, || 1)
    }

    /// A whole number, if one was typed.
    pub fn maybe_number(&mut self, name: &'static str) -> Option<u32> {
        let number = self.posted.number(name).and_then(|number| {
            number
                .map(|number| {
                    u32::try_from(number).map_err(|_| Problem::new(name, "number-unreadable"))
                })
                .transpose()
        });
        self.or(number, || None)
    }

    /// An hour that must be there, as people type it: `7:30`, `07h30`, `7h`.
    pub fn time(&mut self, name: &'static str) -> Option<Time> {
        let text = self.text(name);
        let parsed = hour(&text);
        if parsed.is_none() {
            let problem = if text.is_empty() {
                "missing"
            } else {
                "time-unreadable"
            };
            self.problem(Problem::new(name, problem));
        }
        parsed
    }

    /// An identifier that must be there, chosen from a list.
    pub fn id<K>(&mut self, name: &'static str) -> Id<K> {
        let id = self.posted.id(name);
        self.or(id, Id::fresh)
    }

    /// An identifier, if one was chosen.
    pub fn maybe_id<K>(&mut self, name: &'static str) -> Option<Id<K>> {
        let id = self.posted.maybe_id(name);
        self.or(id, || None)
    }

    /// A choice that must be made; `instead` stands in until the user has chosen.
    pub fn choice<T>(
        &mut self,
        name: &'static str,
        from_code: impl Fn(&str) -> Option<T>,
        instead: T,
    ) -> T {
        let code = self.posted.text(name);
        let problem = if code.is_empty() {
            "missing"
        } else {
            "choice-unknown"
        };
        let choice = from_code(&code).ok_or(Problem::new(name, problem));
        self.or(choice, || instead)
    }

    /// The form itself, for questions of a kind of their own.
    pub fn posted(&self) -> &'a Posted {
        self.posted
    }

    /// Adds a problem that the form finds by itself.
    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The outcome of the act, or everything that is wrong with the answers.
    pub fn outcome<T>(self, outcome: council::Result<T>) -> council::Result<T> {
        if self.problems.is_empty() {
            return outcome;
        }
        let mut problems = self.problems;
        match outcome {
            Err(Refusal::Invalid(more)) => {
                // What the act says of a value that only stands in for an unreadable one is no news.
                for problem in more {
                    let stand_in = problem.code == "period-reversed"
                        || problems.iter().any(|known| known.field == problem.field);
                    if !stand_in {
                        problems.push(problem);
                    }
                }
            }
            // A record that only stands in for an unreadable choice is found nowhere.
            Ok(_) | Err(Refusal::NotFound(_)) => {}
            Err(refusal) => return Err(refusal),
        }
        Err(Refusal::Invalid(problems))
    }

    fn or<T>(&mut self, read: Result<T, Problem>, instead: impl FnOnce() -> T) -> T {
        read.unwrap_or_else(|problem| {
            self.problems.push(problem);
            instead()
        })
    }
}

fn hour(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase().replace(['h', 'g', '.'], ":");
    let (hours, minutes) = text.split_once(':').unwrap_or((&text, ""));
    let minutes = if minutes.trim().is_empty() {
        "0"
    } else {
        minutes.trim()
    };
    Time::new(hours.trim().parse().ok()?, minutes.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::hour;

    #[test]
    fn hours_are_read_as_people_type_them() {
        for (typed, read) in [
            ("7:30", Some(time(7, 30, 0, 0))),
            ("07h30", Some(time(7, 30, 0, 0))),
            ("13h", Some(time(13, 0, 0, 0))),
            ("8 giờ", None),
            ("25:00", None),
            ("", None),
        ] {
            assert_eq!(hour(typed), read, "{typed}");
        }
    }
}

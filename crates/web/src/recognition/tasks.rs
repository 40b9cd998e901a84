//! The forms: assess, commend, withdraw.

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::recognition::Recognition;
use council::recognition::acts::{Recognise, Whose, recognise, withdraw};
use council::recognition::queries::{Recognised, Subject, one, subjects};
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::page::home;
use crate::app::App;
use crate::bodies::words::{choices, council_title};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, reasoned_tasks, route};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Assess>(router, "/councils/{id}/recognition/assess");
    let router = route::<Commend>(router, "/councils/{id}/recognition/commend");
    route::<Withdraw>(router, "/recognitions/{id}/withdraw")
}

/// A council with those of whom something can be recorded.
struct Of {
    council: CouncilRef,
    subjects: Vec<Subject>,
}

impl Of {
    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let today = visit.app.clock().today();
        // Whoever belonged to it last year or this year may be chosen.
        let mut known = Vec::new();
        let this_year = u32::try_from(today.year()).unwrap_or_default();
        for year in [this_year, this_year.saturating_sub(1)] {
            for subject in subjects(db, &council, year, today).await? {
                let new = !known.iter().any(|one: &Subject| key(one) == key(&subject));
                if new {
                    known.push(subject);
                }
            }
        }
        Ok(Self {
            council,
            subjects: known,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: home(self.council.id),
            subject: council_title(visit, &self.council),
            part: Part::Councils,
        }
    }

    fn questions(
        &self,
        visit: &Visit,
        posted: &Posted,
        form: Form,
        kinds: &[Recognition],
        default_year: i16,
    ) -> Form {
        let mut whose = vec![Choice::new("", visit.t("recognition-choose"))];
        whose.extend(
            self.subjects
                .iter()
                .map(|one| Choice::new(key(one), one.name.as_str())),
        );
        let whose = Field::select("whose", visit.t("recognition-whose"), whose, "");
        let what = choices(visit, "recognition", kinds, Recognition::code);
        let what = Field::radios("kind", visit.t("recognition-what"), what, "");
        let year =
            Field::number("year", visit.t("recognition-year")).value(default_year.to_string());
        let decision = Field::text("decision", visit.t("recognition-number"))
            .hint(visit.t("recognition-number-hint"));
        let by = Field::text("decided_by", visit.t("recognition-by"));
        let day = Field::date("decided_on", visit.t("recognition-day"));
        form.field(posted.fill("whose", whose))
            .field(posted.fill("kind", what))
            .field(posted.fill("year", year))
            .field(posted.fill("decision", decision))
            .field(posted.fill("decided_by", by))
            .field(posted.fill("decided_on", day))
    }

    async fn record(
        &self,
        acting: &Acting<'_>,
        posted: &Posted,
        kind: Recognition,
    ) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = Recognise {
            council: self.council.id,
            whose: whose(&read.text("whose")),
            kind: read.choice("kind", Recognition::from_code, kind),
            year: read.number("year"),
            decided_on: read.day("decided_on"),
            decision: read.text("decision"),
            decided_by: read.text("decided_by"),
            merit: read.text("merit"),
        };
        read.outcome(recognise(acting, command).await)?;
        Ok(home(self.council.id))
    }
}

/// By which a choice is known in the form.
fn key(of: &Subject) -> String {
    match (of.person_id, of.body_id) {
        (Some(person), _) => format!("delegate-{person}"),
        (None, Some(body)) => format!("body-{body}"),
        (None, None) => String::new(),
    }
}

fn whose(key: &str) -> Option<Whose> {
    let (kind, id) = key.split_once('-')?;
    let id: Uuid = id.parse().ok()?;
    match kind {
        "delegate" => Some(Whose::Delegate(Id::from_uuid(id))),
        "body" => Some(Whose::Body(Id::from_uuid(id))),
        _ => None,
    }
}

/// Ghi kết quả đánh giá.
pub struct Assess(Of);

impl Task for Assess {
    const ACT: Act = Act::Recognise;
    const NAME: &'static str = "recognition-assess";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Of::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        // A year is most often assessed soon after its end.
        let today = visit.app.clock().today();
        let year = if today.month() < 7 {
            today.year() - 1
        } else {
            today.year()
        };
        self.0
            .questions(visit, posted, form, &Recognition::GRADES, year)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        self.0.record(acting, posted, Recognition::Fulfilled).await
    }
}

/// Ghi quyết định khen thưởng.
pub struct Commend(Of);

impl Task for Commend {
    const ACT: Act = Act::Recognise;
    const NAME: &'static str = "recognition-commend";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Of::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let year = visit.app.clock().today().year();
        let merit = Field::text("merit", visit.t("recognition-merit"))
            .hint(visit.t("recognition-merit-hint"));
        let kinds = &Recognition::COMMENDATIONS;
        let form = self.0.questions(visit, posted, form, kinds, year);
        form.field(posted.fill("merit", merit))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        self.0.record(acting, posted, Recognition::Other).await
    }
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<Recognised> {
    let today = visit.app.clock().today();
    Ok(one(visit.app.db(), &visit.actor, Id::from_uuid(id), today).await?)
}

fn of(visit: &Visit, one: &Recognised) -> Place {
    Place {
        scope: one.path.clone(),
        back: home(one.council_id),
        subject: format!(
            "{} – {}",
            one.name,
            visit.label("recognition", one.kind.code())
        ),
        part: Part::Councils,
    }
}

reasoned_tasks! { Recognised, at, of, |one: &Recognised| home(one.council_id);
    /// Hủy kết quả đã ghi.
    Withdraw, WithdrawRecognition, "recognition-withdraw", withdraw;
}

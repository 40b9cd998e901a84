//! The forms of the acts on a sitting: plan, describe, convene, move, cancel, record a duty.

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::sittings::acts::{
    MoveSitting, PlanSitting, cancel_sitting, convene_sitting, describe_sitting, move_sitting,
    next_number, plan_sitting,
};
use council::sittings::calendar::Duty;
use council::sittings::duties::{DutyLine, RecordDuty, calendar, record_duty};
use council::sittings::queries::{sitting, sittings_of};
use council::sittings::{Sitting, SittingKind, SittingState};
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::say;
use crate::app::App;
use crate::bodies::words::{choices, council_title, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, reasoned_tasks, route};
use crate::view::Part;
use crate::visit::Visit;

/// The forms that are open in a state: the act, and the end of the address.
pub fn offers(state: SittingState) -> &'static [(Act, &'static str)] {
    match state {
        SittingState::Planned => &[
            (Act::PlanSitting, "convene"),
            (Act::RecordDuty, "record"),
            (Act::PlanSitting, "describe"),
            (Act::MoveSitting, "move"),
            (Act::MoveSitting, "cancel"),
        ],
        SittingState::Convened | SittingState::UnderWay => &[
            (Act::RecordDuty, "record"),
            (Act::PlanSitting, "convene"),
            (Act::PlanSitting, "describe"),
            (Act::MoveSitting, "move"),
            (Act::MoveSitting, "cancel"),
        ],
        SittingState::Held => &[(Act::RecordDuty, "record"), (Act::PlanSitting, "convene")],
        SittingState::Cancelled => &[],
    }
}

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Plan>(router, "/councils/{id}/sittings/new");
    let router = route::<Describe>(router, "/sittings/{id}/describe");
    let router = route::<Convene>(router, "/sittings/{id}/convene");
    let router = route::<Move>(router, "/sittings/{id}/move");
    let router = route::<Cancel>(router, "/sittings/{id}/cancel");
    route::<Record>(router, "/sittings/{id}/record")
}

/// Lập kỳ họp.
pub struct Plan {
    council: CouncilRef,
    next: u32,
}

impl Task for Plan {
    const ACT: Act = Act::PlanSitting;
    const NAME: &'static str = "sitting-plan";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let there = sittings_of(db, council.id).await?;
        Ok(Self {
            next: next_number(&there),
            council,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/councils/{}/sittings", self.council.id),
            subject: council_title(visit, &self.council),
            part: Part::Sittings,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let number = Field::number("number", visit.t("sitting-number-field"))
            .width(Width::Short)
            .hint(visit.t("sitting-number-hint"))
            .value(self.next.to_string());
        let kinds = choices(visit, "sitting-kind", SittingKind::ALL, SittingKind::code);
        let kind = Field::radios("kind", visit.t("sitting-kind"), kinds, "");
        let form = form
            .field(posted.fill("number", number))
            .field(posted.fill("kind", kind));
        let form = days(visit, posted, form, None);
        words(visit, posted, form, None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = PlanSitting {
            council: self.council.id,
            number: read.number("number"),
            kind: read.choice("kind", SittingKind::from_code, SittingKind::Regular),
            title: read.text("title"),
            opens_on: read.day("opens_on"),
            closes_on: read.day("closes_on"),
            place: read.text("place"),
        };
        let id = read.outcome(plan_sitting(acting, command).await)?;
        Ok(format!("/sittings/{id}"))
    }
}

fn days(visit: &Visit, posted: &Posted, form: Form, of: Option<&Sitting>) -> Form {
    let mut opens = Field::date("opens_on", visit.t("sitting-opens"));
    let mut closes = Field::date("closes_on", visit.t("sitting-closes"));
    if let Some(sitting) = of {
        opens = opens.value(visit.day(sitting.opens_on));
        closes = closes.value(visit.day(sitting.closes_on));
    }
    form.field(posted.fill("opens_on", opens))
        .field(posted.fill("closes_on", closes))
}

fn words(visit: &Visit, posted: &Posted, form: Form, of: Option<&Sitting>) -> Form {
    let mut title = Field::text("title", visit.t("sitting-title-field"))
        .hint(visit.t("sitting-title-hint"))
        .optional();
    let mut place = Field::text("place", visit.t("sitting-place")).optional();
    if let Some(sitting) = of {
        title = title.value(sitting.title.clone());
        place = place.value(sitting.place.clone());
    }
    form.field(posted.fill("title", title))
        .field(posted.fill("place", place))
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<Sitting> {
    Ok(sitting(visit.app.db(), Id::from_uuid(id)).await?)
}

/// Where the forms of a sitting stand.
pub fn of_sitting(visit: &Visit, sitting: &Sitting) -> Place {
    Place {
        scope: sitting.path.clone(),
        back: home(sitting),
        subject: say::title(visit, sitting),
        part: Part::Sittings,
    }
}

fn home(sitting: &Sitting) -> String {
    format!("/sittings/{}", sitting.id)
}

/// Sửa tên gọi, địa điểm.
pub struct Describe(Sitting);

impl Task for Describe {
    const ACT: Act = Act::PlanSitting;
    const NAME: &'static str = "sitting-describe";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_sitting(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        words(visit, posted, form, Some(&self.0))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let (title, place) = (posted.text("title"), posted.text("place"));
        describe_sitting(acting, self.0.id, &title, &place).await?;
        Ok(home(&self.0))
    }
}

/// Ghi quyết định triệu tập.
pub struct Convene(Sitting);

impl Task for Convene {
    const ACT: Act = Act::PlanSitting;
    const NAME: &'static str = "sitting-convene";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_sitting(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut number = Field::text("decision_number", visit.t("sitting-decision-number"))
            .width(Width::Medium)
            .plain();
        let mut signed = Field::date("decision_signed_on", visit.t("signed-on"));
        if let Some(day) = self.0.decision_signed_on {
            number = number.value(self.0.decision_number.clone());
            signed = signed.value(visit.day(day));
        }
        form.field(posted.fill("decision_number", number))
            .field(posted.fill("decision_signed_on", signed))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let number = read.text("decision_number");
        let signed_on = read.day("decision_signed_on");
        read.outcome(convene_sitting(acting, self.0.id, &number, signed_on).await)?;
        Ok(home(&self.0))
    }
}

/// Đổi ngày họp: the page of the sitting then says which duties moved.
pub struct Move(Sitting);

impl Task for Move {
    const ACT: Act = Act::MoveSitting;
    const NAME: &'static str = "sitting-move";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_sitting(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        days(visit, posted, form, Some(&self.0)).field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = MoveSitting {
            sitting: self.0.id,
            opens_on: read.day("opens_on"),
            closes_on: read.day("closes_on"),
            reason: read.text("reason"),
        };
        read.outcome(move_sitting(acting, command).await)?;
        Ok(home(&self.0))
    }
}

reasoned_tasks! {
    Sitting, at, of_sitting, home;
    /// Hủy kỳ họp.
    Cancel, MoveSitting, "sitting-cancel", cancel_sitting;
}

/// Ghi việc đã làm theo lịch luật định.
pub struct Record {
    sitting: Sitting,
    calendar: Vec<DutyLine>,
}

impl Record {
    /// What was recorded of the duty that the address names.
    fn known(&self, visit: &Visit) -> Option<&DutyLine> {
        let asked = visit.asked("duty")?;
        let mut lines = self.calendar.iter();
        lines.find(|line| line.duty.code() == asked)
    }
}

impl Task for Record {
    const ACT: Act = Act::RecordDuty;
    const NAME: &'static str = "sitting-record";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let sitting = at(visit, id).await?;
        let mut calendar = calendar(visit.app.db(), &sitting, visit.today).await?;
        calendar.retain(|line| line.duty.is_deadline());
        Ok(Self { sitting, calendar })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_sitting(visit, &self.sitting)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let offered: Vec<Choice> = self
            .calendar
            .iter()
            .map(|line| {
                let (_, standing) = say::judged(visit, line.judged);
                let values = [
                    ("duty", visit.label("duty", line.duty.code())),
                    ("day", visit.day(line.day)),
                    ("standing", standing),
                ];
                let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
                Choice::new(line.duty.code(), visit.tv("duty-choice", &values))
            })
            .collect();
        let known = self.known(visit);
        let chosen = known.map_or("", |line| line.duty.code());
        let duty = Field::select("duty", visit.t("duty"), offered, chosen);
        let mut done = Field::date("done_on", visit.t("duty-done-on"))
            .hint(visit.t("duty-done-on-hint"))
            .optional();
        let mut evidence =
            Field::text("evidence", visit.t("duty-evidence")).hint(visit.t("duty-evidence-hint"));
        if let Some((line, day)) = known.and_then(|line| Some((line, line.done_on?))) {
            done = done.value(visit.day(day));
            evidence = evidence.value(line.evidence.clone());
        }
        form.field(posted.fill("duty", duty))
            .field(posted.fill("done_on", done))
            .field(posted.fill("evidence", evidence))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordDuty {
            sitting: self.sitting.id,
            duty: read.choice("duty", Duty::from_code, Duty::Agenda),
            done_on: read.date("done_on"),
            evidence: read.text("evidence"),
        };
        read.outcome(record_duty(acting, command).await)?;
        Ok(home(&self.sitting))
    }
}

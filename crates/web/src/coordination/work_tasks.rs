//! The forms of the work: what became of a task, what is excused or asked for, joint meetings, conclusions, the yearly assessment.

use axum::Router;
use council::access::{Act, NotPermitted};
use council::coordination::assessment::assess;
use council::coordination::meetings::{Conclude, RecordMeeting, conclude, record_meeting};
use council::coordination::queries::{Dossier, TaskLine, dossier};
use council::coordination::tasks::{
    Outcome as Told, TaskKey, ask_for_task, excuse_task, record_conclusion, record_task,
};
use council::coordination::{MeetingKind, Part as Of};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::{ConclusionId, CoordinationDutyId, JointMeetingId};
use ui::{Field, Form, Html, Prose, Width};
use uuid::Uuid;

use super::tables::excuse_path;
use super::tasks::{DutyOf, at, home, parties, place, ticked};
use crate::app::App;
use crate::bodies::words::{choices, reason_field};
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Record>(router, "/coordination-duties/{id}/record");
    let router = route::<Excuse>(router, "/coordination-duties/{id}/excuse");
    let router = route::<Ask>(router, "/coordination-duties/{id}/ask");
    let router = route::<Meeting>(router, "/coordination/{id}/meeting");
    let router = route::<Conclusion>(router, "/joint-meetings/{id}/conclude");
    let router = route::<RecordConclusion>(router, "/joint-conclusions/{id}/record");
    route::<Assess>(router, "/coordination/{id}/assess")
}

/// A task with its regulation.
struct Open {
    of: Dossier,
    task: TaskLine,
}

impl Open {
    /// The task that the address names by its duty, its period and its year.
    async fn of_duty(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let duty: CoordinationDutyId = Id::from_uuid(id);
        let year = visit.asked("year").and_then(|year| year.parse().ok());
        let period = visit.asked("period").unwrap_or_default();
        Self::find(visit, Of::Duty(duty), year, |task| {
            task.duty_id == Some(duty) && task.period == period
        })
        .await
    }

    async fn of_conclusion(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let conclusion: ConclusionId = Id::from_uuid(id);
        let due_on = council::coordination::tasks::due_on(visit.app.db(), conclusion).await?;
        let year = Some(due_on.year());
        Self::find(visit, Of::Conclusion(conclusion), year, |task| {
            task.conclusion_id == Some(conclusion)
        })
        .await
    }

    async fn find(
        visit: &Visit,
        of: Of,
        year: Option<i16>,
        is: impl Fn(&TaskLine) -> bool,
    ) -> Outcome<Self> {
        let (db, today) = (visit.app.db(), visit.today);
        let year = year.unwrap_or(today.year());
        let of = dossier(db, of.of(db).await?, today, year).await?;
        let tasks = of.tasks.as_ref().visible();
        let task = tasks.into_iter().flatten().find(|task| is(task)).cloned();
        let task = task.ok_or_else(|| Failure::not_found("coordination_task"))?;
        Ok(Self { of, task })
    }

    fn place(&self, visit: &Visit) -> Place {
        let values = [
            ("task", self.task.title.as_str()),
            ("day", &visit.day(self.task.due_on)),
        ];
        Place {
            subject: visit.tv("coordination-task-subject", &values),
            ..place(visit, &self.of.coordination)
        }
    }

    fn leave(&self, visit: &Visit) -> std::result::Result<(), NotPermitted> {
        let party = self.of.party(self.task.lead_id);
        let own = party.is_some_and(|it| it.answers(&visit.actor, &self.of.coordination));
        own.then_some(()).ok_or(NotPermitted(Act::RecordForParty))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let task = &self.task;
        let done = Field::date("done_on", visit.t("coordination-done-on"))
            .hint(visit.t("coordination-done-on-hint"))
            .value(task.done_on.map_or_else(String::new, |day| visit.day(day)))
            .optional();
        let evidence = Field::text("evidence", visit.t("coordination-evidence"))
            .hint(visit.t("coordination-evidence-hint"))
            .value(task.evidence.clone())
            .optional();
        let delay = Field::long("delay_reason", visit.t("coordination-delay"))
            .hint(visit.t("coordination-delay-hint"))
            .value(task.delay_reason.clone())
            .rows(3)
            .optional();
        let mut form = form
            .field(posted.fill("done_on", done))
            .field(posted.fill("evidence", evidence));
        if task.duty_id.is_some() {
            let document = Field::text("document", visit.t("coordination-evidence-document"))
                .hint(visit.t("coordination-document-hint"))
                .value(task.document_number.clone().unwrap_or_default())
                .width(Width::Medium)
                .plain()
                .optional();
            form = form.field(posted.fill("document", document));
        }
        form.field(posted.fill("delay_reason", delay))
    }

    fn key(&self, duty: CoordinationDutyId) -> TaskKey {
        TaskKey {
            duty,
            period: self.task.period.clone(),
            year: self.task.due_on.year(),
        }
    }
}

fn told(read: &mut Reading<'_>) -> Told {
    Told {
        done_on: read.date("done_on"),
        evidence: read.text("evidence"),
        document: read.text("document"),
        delay_reason: read.text("delay_reason"),
    }
}

/// Ghi kết quả một việc.
pub struct Record(Open, CoordinationDutyId);

impl Task for Record {
    const ACT: Act = Act::RecordForParty;
    const NAME: &'static str = "coordination-record";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Open::of_duty(visit, id).await?, Id::from_uuid(id)))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> std::result::Result<(), NotPermitted> {
        self.0.leave(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let form = self.0.questions(visit, posted, form);
        let of = &self.0.of.coordination;
        match excuse_path(&self.0.task) {
            Some(path) if visit.can(Act::SteerCoordination, &of.path) => {
                let excuse = Html::link(visit.t("task-coordination-excuse"), path);
                form.push(Prose::new().p(excuse))
            }
            _ => form,
        }
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let told = told(&mut read);
        read.outcome(record_task(acting, self.0.key(self.1), told).await)?;
        Ok(home(&self.0.of.coordination))
    }
}

/// Miễn thực hiện một việc.
pub struct Excuse(Open, CoordinationDutyId);

impl Task for Excuse {
    const ACT: Act = Act::SteerCoordination;
    const NAME: &'static str = "coordination-excuse";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Open::of_duty(visit, id).await?, Id::from_uuid(id)))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        excuse_task(acting, self.0.key(self.1), &posted.text("reason")).await?;
        Ok(home(&self.0.of.coordination))
    }
}

/// Ghi kết quả thực hiện một kết luận.
pub struct RecordConclusion(Open, ConclusionId);

impl Task for RecordConclusion {
    const ACT: Act = Act::RecordForParty;
    const NAME: &'static str = "coordination-record";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let open = Open::of_conclusion(visit, id).await?;
        Ok(Self(open, Id::from_uuid(id)))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> std::result::Result<(), NotPermitted> {
        self.0.leave(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        self.0.questions(visit, posted, form)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let told = told(&mut read);
        read.outcome(record_conclusion(acting, self.1, told).await)?;
        Ok(home(&self.0.of.coordination))
    }
}

/// Đề nghị thực hiện một nhiệm vụ.
pub struct Ask(DutyOf);

impl Task for Ask {
    const ACT: Act = Act::SteerCoordination;
    const NAME: &'static str = "coordination-ask";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(DutyOf::find(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let asked = Field::text("asked", visit.t("coordination-asked"))
            .hint(visit.t("coordination-asked-hint"));
        let due = Field::date("due_on", visit.t("coordination-due"));
        form.field(posted.fill("asked", asked))
            .field(posted.fill("due_on", due))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (asked, due_on) = (read.text("asked"), read.day("due_on"));
        read.outcome(ask_for_task(acting, self.0.duty, &asked, due_on).await)?;
        Ok(home(&self.0.of.coordination))
    }
}

/// Ghi một cuộc họp chung.
pub struct Meeting(Dossier);

impl Task for Meeting {
    const ACT: Act = Act::RecordJointMeeting;
    const NAME: &'static str = "coordination-meeting";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.coordination)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(
            visit,
            "coordination-meeting-kind",
            MeetingKind::ALL,
            MeetingKind::code,
        );
        let kind = Field::radios("kind", visit.t("coordination-meeting-kind"), kinds, "");
        let held = Field::date("held_on", visit.t("coordination-held-on"));
        let present = Field::checkboxes(
            "present",
            visit.t("coordination-present-field"),
            parties(&self.0),
            posted.all("present"),
        );
        let minutes = Field::long("minutes", visit.t("coordination-minutes")).rows(10);
        form.field(posted.fill("kind", kind))
            .field(posted.fill("held_on", held))
            .field(present.error_if(posted.problem_of("present")))
            .field(posted.fill("minutes", minutes))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordMeeting {
            coordination: self.0.coordination.id,
            kind: read.choice("kind", MeetingKind::from_code, MeetingKind::Briefing),
            held_on: read.day("held_on"),
            present: ticked(posted, "present")?,
            minutes: posted.raw("minutes").to_owned(),
        };
        read.outcome(record_meeting(acting, command).await)?;
        Ok(format!("{}#hop", home(&self.0.coordination)))
    }
}

/// Ghi một kết luận.
pub struct Conclusion {
    of: Dossier,
    meeting: JointMeetingId,
}

impl Task for Conclusion {
    const ACT: Act = Act::RecordJointMeeting;
    const NAME: &'static str = "coordination-conclude";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let meeting = Id::from_uuid(id);
        let of = Of::Meeting(meeting).of(visit.app.db()).await?;
        Ok(Self {
            of: at(visit, of).await?,
            meeting,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.of.coordination)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let text = Field::text("text", visit.t("coordination-conclusion"));
        let owner = Field::select(
            "owner",
            visit.t("coordination-owner"),
            parties(&self.of),
            "",
        );
        let due = Field::date("due_on", visit.t("coordination-due"));
        form.field(posted.fill("text", text))
            .field(posted.fill("owner", owner))
            .field(posted.fill("due_on", due))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = Conclude {
            meeting: self.meeting,
            text: read.text("text"),
            owner: read.id("owner"),
            due_on: read.day("due_on"),
        };
        read.outcome(conclude(acting, command).await)?;
        Ok(home(&self.of.coordination))
    }
}

/// Sơ kết một năm.
pub struct Assess(Dossier, String);

impl Task for Assess {
    const ACT: Act = Act::AssessCoordination;
    const NAME: &'static str = "coordination-assess";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let of = at(visit, Id::from_uuid(id)).await?;
        Ok(Self(of, visit.today.year().to_string()))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.coordination)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let year = Field::number("year", visit.t("coordination-year"))
            .width(Width::Short)
            .value(self.1.clone());
        let remark = Field::long("remark", visit.t("coordination-remark"))
            .hint(visit.t("coordination-remark-hint"))
            .rows(4);
        form.field(posted.fill("year", year))
            .field(posted.fill("remark", remark))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (year, remark) = (read.number("year"), read.text("remark"));
        read.outcome(assess(acting, self.0.coordination.id, year, &remark).await)?;
        Ok(format!("{}#so-ket", home(&self.0.coordination)))
    }
}

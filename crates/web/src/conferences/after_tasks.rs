//! The forms after a conference: minutes, conclusions and what became of them, answers.

use std::collections::HashMap;

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::{PartnerLine, partners};
use council::conferences::answers::{KeepAnswer, keep_answer};
use council::conferences::following::{
    DrawConclusion, Owner, conclude, draw_conclusion, explain, record_minutes,
};
use council::conferences::joining::participants;
use council::conferences::queries::{Registration, conclusion, minutes, registrations};
use council::conferences::{Conclusion, Conference};
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::CouncilId;
use ui::{Choice, Field, Fieldset, Form, Width};
use uuid::Uuid;

use super::tasks::{at, council_choices, home, of_conference};
use crate::app::App;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Minutes>(router, "/conferences/{id}/minutes");
    let router = route::<Draw>(router, "/conferences/{id}/conclusion");
    let router = route::<Keep>(router, "/conferences/{id}/answer");
    let router = route::<Done>(router, "/conclusions/{id}/done");
    route::<Explain>(router, "/conclusions/{id}/explain")
}

/// Ghi biên bản.
pub struct Minutes {
    conference: Conference,
    registrations: Vec<Registration>,
    before: String,
}

/// The name of the question how many came of a council.
fn came(council: CouncilId) -> String {
    format!("came-{council}")
}

impl Task for Minutes {
    const ACT: Act = Act::RecordConference;
    const NAME: &'static str = "conference-minutes";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (db, today) = (visit.app.db(), visit.today);
        let conference = at(visit, id).await?;
        let before = minutes(db, &visit.actor, &conference, today).await?;
        Ok(Self {
            registrations: {
                let mut there = registrations(db, conference.id, today).await?;
                there.retain(|line| line.people > 0);
                there
            },
            before: before.unwrap_or_default(),
            conference,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.conference)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let text = Field::long("minutes", visit.t("conference-minutes"))
            .hint(visit.t("conference-minutes-hint"))
            .rows(12)
            .value(self.before.clone());
        let mut group =
            Fieldset::new(visit.t("conference-attended")).hint(visit.t("conference-attended-hint"));
        for line in &self.registrations {
            let name = came(line.council_id);
            let people = line.attended.unwrap_or(line.people);
            let field = Field::number(name.clone(), line.unit_name.clone())
                .width(Width::Short)
                .value(people.to_string());
            group = group.field(posted.fill(&name, field));
        }
        let form = form.field(posted.fill("minutes", text));
        match self.registrations.is_empty() {
            true => form,
            false => form.fieldset(group),
        }
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let mut attended = HashMap::new();
        for line in &self.registrations {
            match posted.text(&came(line.council_id)).parse::<u32>() {
                Ok(people) => {
                    attended.insert(line.council_id, people);
                }
                Err(_) => read.problem(Problem::new("", "conference-attended-unreadable")),
            }
        }
        let id = self.conference.id;
        let done = record_minutes(acting, id, posted.raw("minutes"), &attended).await;
        read.outcome(done)?;
        Ok(home(&self.conference))
    }
}

/// Ghi kết luận.
pub struct Draw {
    conference: Conference,
    councils: Vec<CouncilRef>,
    partners: Vec<PartnerLine>,
}

impl Task for Draw {
    const ACT: Act = Act::RecordConference;
    const NAME: &'static str = "conference-conclusion";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let conference = at(visit, id).await?;
        let (db, today) = (visit.app.db(), visit.today);
        Ok(Self {
            councils: participants(db, &conference, today).await?,
            partners: partners(db, conference.council_id, today).await?,
            conference,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.conference)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let content = Field::long("content", visit.t("conclusion")).rows(3);
        let mut owners = council_choices(visit, &self.councils);
        let partner = |line: &PartnerLine| Choice::new(line.id.to_string(), line.name.clone());
        owners.extend(self.partners.iter().map(partner));
        let owner = Field::select("owner", visit.t("conclusion-owner"), owners, "");
        let due = Field::date("due_on", visit.t("conclusion-due"));
        form.field(posted.fill("content", content))
            .field(posted.fill("owner", owner))
            .field(posted.fill("due_on", due))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let known = |code: &str| {
            let partner = self
                .partners
                .iter()
                .find(|line| line.id.to_string() == code);
            let council = self.councils.iter().find(|one| one.id.to_string() == code);
            let council = council.map(|one| Owner::Council(one.id));
            partner.map(|line| Owner::Institution(line.id)).or(council)
        };
        let instead = Owner::Council(self.conference.council_id);
        let command = DrawConclusion {
            conference: self.conference.id,
            content: read.text("content"),
            owner: read.choice("owner", known, instead),
            due_on: read.day("due_on"),
        };
        read.outcome(draw_conclusion(acting, command).await)?;
        Ok(home(&self.conference))
    }
}

/// Ghi hỏi đáp.
pub struct Keep(Conference);

impl Task for Keep {
    const ACT: Act = Act::RecordConference;
    const NAME: &'static str = "conference-answer";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let question = Field::long("question", visit.t("answer-question")).rows(3);
        let answer = Field::long("answer", visit.t("answer-answer")).rows(7);
        let number = Field::text("number", visit.t("answer-document"))
            .hint(visit.t("answer-document-hint"))
            .width(Width::Medium)
            .optional();
        let provision = Field::text("provision", visit.t("answer-provision"))
            .hint(visit.t("answer-provision-hint"))
            .width(Width::Medium)
            .optional();
        form.field(posted.fill("question", question))
            .field(posted.fill("answer", answer))
            .field(posted.fill("number", number))
            .field(posted.fill("provision", provision))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let command = KeepAnswer {
            conference: self.0.id,
            question: read.text("question"),
            answer: posted.raw("answer").to_owned(),
            number: read.text("number"),
            provision: read.text("provision"),
        };
        read.outcome(keep_answer(acting, command).await)?;
        Ok(home(&self.0))
    }
}

/// A conclusion with its conference.
struct Of {
    conclusion: Conclusion,
    conference: Conference,
}

impl Of {
    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let conclusion = conclusion(visit.app.db(), Id::from_uuid(id)).await?;
        let conference = at(visit, conclusion.conference_id.uuid()).await?;
        Ok(Self {
            conclusion,
            conference,
        })
    }

    /// The host may follow every conclusion, a council those it is charged with.
    fn place(&self, visit: &Visit) -> Place {
        let own = self.conclusion.owner_path.clone();
        let own = own.filter(|path| visit.can(Act::FollowConclusion, path));
        Place {
            scope: own.unwrap_or_else(|| self.conference.path.clone()),
            subject: self.conclusion.content.clone(),
            ..of_conference(&self.conference)
        }
    }
}

/// Ghi kết quả thực hiện.
pub struct Done(Of);

impl Task for Done {
    const ACT: Act = Act::FollowConclusion;
    const NAME: &'static str = "conclusion-done";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Of::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let day =
            Field::date("done_on", visit.t("conclusion-done-on")).value(visit.day(visit.today));
        let evidence = Field::long("evidence", visit.t("conclusion-evidence"))
            .hint(visit.t("conclusion-evidence-hint"))
            .rows(3);
        form.field(posted.fill("done_on", day))
            .field(posted.fill("evidence", evidence))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (day, evidence) = (read.day("done_on"), read.text("evidence"));
        let done = conclude(acting, self.0.conclusion.id, day, &evidence).await;
        read.outcome(done)?;
        Ok(home(&self.0.conference))
    }
}

/// Giải trình việc chưa làm được.
pub struct Explain(Of);

impl Task for Explain {
    const ACT: Act = Act::FollowConclusion;
    const NAME: &'static str = "conclusion-explain";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Of::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let field = Field::long("explanation", visit.t("conclusion-explanation")).rows(4);
        form.field(posted.fill("explanation", field))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let explanation = read.text("explanation");
        let done = explain(acting, self.0.conclusion.id, &explanation).await;
        read.outcome(done)?;
        Ok(home(&self.0.conference))
    }
}

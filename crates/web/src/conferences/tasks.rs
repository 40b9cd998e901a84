//! The forms before a conference: plan, change, announce, choose a topic, register, hand in a paper.

use axum::Router;
use council::access::{Act, NotPermitted};
use council::bodies::CouncilRef;
use council::bodies::queries::{council, councils_below};
use council::conferences::difficulties::Difficulty;
use council::conferences::evidence::{Evidence, FieldEvidence, LawEvidence, evidence};
use council::conferences::planning::{
    ChooseTopic, PlanConference, announce_conference, change_conference, choose_topic,
    hand_in_paper, plan_conference, register, takes_part,
};
use council::conferences::queries::{conference, topic};
use council::conferences::{Conference, ConferenceState, Source, Topic};
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::{say, sources};
use crate::app::App;
use crate::bodies::words::{council_title, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The forms that are open in a state: the act, and the end of the address.
pub fn offers(state: ConferenceState) -> &'static [(Act, &'static str)] {
    match state {
        ConferenceState::Planned => &[
            (Act::PlanConference, "announce"),
            (Act::PlanConference, "topic"),
            (Act::PlanConference, "change"),
        ],
        ConferenceState::Announced => &[
            (Act::JoinConference, "register"),
            (Act::RecordConference, "minutes"),
            (Act::PlanConference, "topic"),
            (Act::PlanConference, "change"),
        ],
        ConferenceState::Held => &[
            (Act::RecordConference, "conclusion"),
            (Act::RecordConference, "answer"),
            (Act::RecordConference, "minutes"),
            (Act::FollowConclusion, "close"),
        ],
        ConferenceState::Closed => &[(Act::RecordConference, "answer")],
    }
}

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Plan>(router, "/councils/{id}/conferences/new");
    let router = route::<Change>(router, "/conferences/{id}/change");
    let router = route::<Announce>(router, "/conferences/{id}/announce");
    let router = route::<Choose>(router, "/conferences/{id}/topic");
    let router = route::<Register>(router, "/conferences/{id}/register");
    route::<HandIn>(router, "/conference-topics/{id}/paper")
}

/// The conference of an address, as it is today.
pub async fn at(visit: &Visit, id: Uuid) -> Outcome<Conference> {
    Ok(conference(visit.app.db(), &visit.actor, Id::from_uuid(id), visit.today).await?)
}

/// Where the forms of a conference stand.
pub fn of_conference(conference: &Conference) -> Place {
    Place {
        scope: conference.path.clone(),
        back: home(conference),
        subject: conference.title.clone(),
        part: Part::Conferences,
    }
}

/// The page of a conference.
pub fn home(conference: &Conference) -> String {
    format!("/conferences/{}", conference.id)
}

/// The councils that take part: the host, and those of the level below.
pub async fn participants(visit: &Visit, conference: &Conference) -> Outcome<Vec<CouncilRef>> {
    const MOST: u32 = 1_000;
    let db = visit.app.db();
    let mut all = councils_below(db, &conference.path, visit.today, MOST).await?;
    all.retain(|council| takes_part(conference, council, visit.today));
    Ok(all)
}

/// A choice of councils.
pub fn council_choices<'a>(
    visit: &Visit,
    councils: impl IntoIterator<Item = &'a CouncilRef>,
) -> Vec<Choice> {
    councils
        .into_iter()
        .map(|council| Choice::new(council.id.to_string(), council_title(visit, council)))
        .collect()
}

fn described(visit: &Visit, posted: &Posted, form: Form, of: Option<&Conference>) -> Form {
    let mut title = Field::text("title", visit.t("conference-title-field"))
        .hint(visit.t("conference-title-hint"));
    let mut day = Field::date("held_on", visit.t("conference-day"));
    let mut place = Field::text("place", visit.t("conference-place"));
    if let Some(conference) = of {
        title = title.value(conference.title.clone());
        day = day.value(visit.day(conference.held_on));
        place = place.value(conference.place.clone());
    }
    form.field(posted.fill("title", title))
        .field(posted.fill("held_on", day))
        .field(posted.fill("place", place))
}

fn planning(read: &mut Reading<'_>, council: kernel::ids::CouncilId) -> PlanConference {
    PlanConference {
        council,
        title: read.text("title"),
        held_on: read.day("held_on"),
        place: read.text("place"),
    }
}

/// Lập hội nghị.
pub struct Plan(CouncilRef);

impl Task for Plan {
    const ACT: Act = Act::PlanConference;
    const NAME: &'static str = "conference-plan";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.0.path.clone(),
            back: "/conferences".to_owned(),
            subject: council_title(visit, &self.0),
            part: Part::Conferences,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        described(visit, posted, form, None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = planning(&mut read, self.0.id);
        let id = read.outcome(plan_conference(acting, command).await)?;
        Ok(format!("/conferences/{id}"))
    }
}

/// Đổi tên, ngày, nơi họp.
pub struct Change(Conference);

impl Task for Change {
    const ACT: Act = Act::PlanConference;
    const NAME: &'static str = "conference-change";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        described(visit, posted, form, Some(&self.0)).field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = planning(&mut read, self.0.council_id);
        let reason = read.text("reason");
        let done = change_conference(acting, self.0.id, command, &reason).await;
        read.outcome(done)?;
        Ok(home(&self.0))
    }
}

/// Thông báo hội nghị.
pub struct Announce(Conference);

impl Task for Announce {
    const ACT: Act = Act::PlanConference;
    const NAME: &'static str = "conference-announce";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.0)
    }

    fn questions(&self, _: &Visit, _: &Posted, form: Form) -> Form {
        form
    }

    async fn act(&self, acting: &Acting<'_>, _: &Posted) -> Result<String> {
        announce_conference(acting, self.0.id).await?;
        Ok(home(&self.0))
    }
}

/// Chọn chuyên đề.
pub struct Choose {
    conference: Conference,
    evidence: Evidence,
    councils: Vec<CouncilRef>,
}

impl Choose {
    /// The evidence that a choice of the form names, with what it counts today.
    fn chosen(&self, code: &str) -> Option<(Source, String, Option<u32>)> {
        let (source, key) = code.split_once(':').unwrap_or((code, ""));
        let source = Source::from_code(source)?;
        let figure = match source {
            Source::Own => return Some((source, String::new(), None)),
            Source::Law => {
                let mut all = self.evidence.laws.iter();
                all.find(|law| law.id.to_string() == key)?.percent
            }
            Source::Petitions => {
                let mut all = self.evidence.fields.iter();
                all.find(|field| field.field.code() == key)?.open
            }
            Source::Difficulty => {
                let mut all = self.evidence.difficulties.iter();
                all.find(|one| one.id.to_string() == key)?.supports + 1
            }
        };
        Some((source, key.to_owned(), Some(figure)))
    }

    fn offered(&self, visit: &Visit) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut add = |source: Source, key: String, name: String, figure: u32| {
            let label = format!(
                "{} – {}",
                visit.label("conference-source", source.code()),
                name
            );
            let choice = Choice::new(format!("{}:{key}", source.code()), label);
            choices.push(choice.hint(say::figure(visit, source, figure)));
        };
        for LawEvidence {
            id,
            number,
            title,
            percent,
            ..
        } in &self.evidence.laws
        {
            add(
                Source::Law,
                id.to_string(),
                format!("{number} {title}"),
                *percent,
            );
        }
        for FieldEvidence { field, open, .. } in &self.evidence.fields {
            let name = visit.label("matter-field", field.code());
            add(Source::Petitions, field.code().to_owned(), name, *open);
        }
        for Difficulty {
            id,
            title,
            supports,
            ..
        } in &self.evidence.difficulties
        {
            add(
                Source::Difficulty,
                id.to_string(),
                title.clone(),
                supports + 1,
            );
        }
        let own = visit.label("conference-source", Source::Own.code());
        choices.push(Choice::new(Source::Own.code(), own));
        choices
    }
}

impl Task for Choose {
    const ACT: Act = Act::PlanConference;
    const NAME: &'static str = "conference-topic";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let conference = at(visit, id).await?;
        visit.actor.may(Self::ACT, &conference.path)?;
        let council = council(visit.app.db(), conference.council_id).await?;
        let (actor, today) = (&visit.actor, visit.today);
        Ok(Self {
            evidence: evidence(sources(visit), actor, &council, today, today).await?,
            councils: participants(visit, &conference).await?,
            conference,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.conference)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let asked = visit.asked("evidence").unwrap_or_default();
        let evidence = Field::radios(
            "evidence",
            visit.t("conference-source"),
            self.offered(visit),
            asked,
        );
        let title = Field::text("title", visit.t("conference-topic"))
            .hint(visit.t("conference-topic-hint"));
        let lead = Field::select(
            "lead",
            visit.t("conference-lead"),
            council_choices(visit, &self.councils),
            "",
        );
        let due = Field::date("paper_due_on", visit.t("conference-paper-due")).hint(visit.tv(
            "conference-paper-due-hint",
            &[("day", &visit.day(self.conference.held_on))],
        ));
        form.field(posted.fill("evidence", evidence))
            .field(posted.fill("title", title))
            .field(posted.fill("lead", lead))
            .field(posted.fill("paper_due_on", due))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let own = (Source::Own, String::new(), None);
        let (source, source_key, figure) = read.choice("evidence", |code| self.chosen(code), own);
        let command = ChooseTopic {
            conference: self.conference.id,
            title: read.text("title"),
            source,
            source_key,
            figure,
            lead: read.id("lead"),
            paper_due_on: read.day("paper_due_on"),
        };
        read.outcome(choose_topic(acting, command).await)?;
        Ok(home(&self.conference))
    }
}

/// Đăng ký dự.
pub struct Register {
    conference: Conference,
    councils: Vec<CouncilRef>,
}

impl Task for Register {
    const ACT: Act = Act::JoinConference;
    const NAME: &'static str = "conference-register";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let conference = at(visit, id).await?;
        let mut councils = participants(visit, &conference).await?;
        councils.retain(|council| visit.can(Self::ACT, &council.path));
        Ok(Self {
            conference,
            councils,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.conference)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> Result<(), NotPermitted> {
        let own = self.councils.first();
        own.map_or(Err(NotPermitted(Self::ACT)), |council| {
            visit.actor.may(Self::ACT, &council.path)
        })
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let only = match self.councils.as_slice() {
            [one] => one.id.to_string(),
            _ => String::new(),
        };
        let choices = council_choices(visit, &self.councils);
        let council = Field::select("council", visit.t("council"), choices, only);
        let people = Field::number("people", visit.t("conference-people"));
        form.field(posted.fill("council", council))
            .field(posted.fill("people", people))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (council, people) = (read.id("council"), read.number("people"));
        let done = register(acting, self.conference.id, council, people).await;
        read.outcome(done)?;
        Ok(home(&self.conference))
    }
}

/// Gửi tham luận.
pub struct HandIn {
    topic: Topic,
    conference: Conference,
}

impl Task for HandIn {
    const ACT: Act = Act::JoinConference;
    const NAME: &'static str = "conference-paper";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let topic = topic(visit.app.db(), Id::from_uuid(id)).await?;
        let conference = at(visit, topic.conference_id.uuid()).await?;
        Ok(Self { topic, conference })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.topic.lead_path.clone(),
            subject: self.topic.title.clone(),
            ..of_conference(&self.conference)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let author = Field::text("author", visit.t("conference-paper-author"))
            .value(self.topic.paper_author.clone());
        let paper = Field::long("paper", visit.t("conference-paper-text"))
            .hint(visit.t("conference-paper-text-hint"))
            .rows(14);
        form.field(posted.fill("author", author))
            .field(posted.fill("paper", paper))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let author = read.text("author");
        let done = hand_in_paper(acting, self.topic.id, &author, posted.raw("paper")).await;
        read.outcome(done)?;
        Ok(home(&self.conference))
    }
}

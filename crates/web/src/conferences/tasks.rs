//! The forms before a conference: plan, change, announce, choose a topic and who discusses it.

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::conferences::evaluating::attendee;
use council::conferences::evidence::{Suggestion, suggestions};
use council::conferences::following::close_conference;
use council::conferences::joining::participants;
use council::conferences::planning::{
    ChooseTopic, PlanConference, announce_conference, change_conference, choose_topic,
    name_discussant, plan_conference,
};
use council::conferences::queries::{Registration, conference, topic, works_on};
use council::conferences::{Conference, ConferenceState, Source, Topic};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::CouncilId;
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

/// The forms that a conference offers to this visitor today, by the ends of their addresses.
pub fn offers(visit: &Visit, of: &Conference, answered: &[Registration]) -> Vec<&'static str> {
    use Act::{FollowConclusion, JoinConference, PlanConference, RecordConference};
    let open: &[(Act, &str)] = match of.state(visit.today) {
        ConferenceState::Planned => &[
            (PlanConference, "topic"),
            (PlanConference, "announce"),
            (PlanConference, "change"),
        ],
        ConferenceState::Announced => &[
            (JoinConference, "register"),
            (RecordConference, "minutes"),
            (PlanConference, "topic"),
            (PlanConference, "change"),
        ],
        ConferenceState::Held => &[
            (RecordConference, "conclusion"),
            (RecordConference, "answer"),
            (JoinConference, "evaluate"),
            (RecordConference, "minutes"),
            (FollowConclusion, "close"),
        ],
        ConferenceState::Closed => &[(RecordConference, "answer"), (JoinConference, "evaluate")],
    };
    let may = |(act, end): &&(Act, &str)| match *end {
        "register" => visit.actor.can_anywhere(*act) && works_on(&visit.actor, of),
        "evaluate" => attendee(&visit.actor, answered).is_some(),
        "minutes" => visit.can(*act, &of.path) && of.held_on <= visit.today,
        _ => visit.can(*act, &of.path),
    };
    open.iter().filter(may).map(|(_, end)| *end).collect()
}

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Plan>(router, "/councils/{id}/conferences/new");
    let router = route::<Change>(router, "/conferences/{id}/change");
    let router = route::<Announce>(router, "/conferences/{id}/announce");
    let router = route::<Close>(router, "/conferences/{id}/close");
    let router = route::<Choose>(router, "/conferences/{id}/topic");
    route::<Discuss>(router, "/conference-topics/{id}/discussant")
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

fn planning(read: &mut Reading<'_>, council: CouncilId) -> PlanConference {
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

/// Forms of a conference that ask for nothing: the name, the permission, the stem of their words, the act.
macro_rules! bare_tasks {
    ($($(#[$doc:meta])* $name:ident, $permission:ident, $stem:literal, $act:ident;)+) => {$(
        $(#[$doc])*
        pub struct $name(Conference);

        impl Task for $name {
            const ACT: Act = Act::$permission;
            const NAME: &'static str = $stem;

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
                $act(acting, self.0.id).await?;
                Ok(home(&self.0))
            }
        }
    )+};
}

bare_tasks! {
    /// Thông báo hội nghị.
    Announce, PlanConference, "conference-announce", announce_conference;
    /// Kết thúc hội nghị.
    Close, FollowConclusion, "conference-close", close_conference;
}

/// Chọn chuyên đề.
pub struct Choose {
    conference: Conference,
    evidence: Vec<Suggestion>,
    councils: Vec<CouncilRef>,
}

/// A choice of evidence in the form.
fn code(one: &Suggestion) -> String {
    format!("{}:{}", one.source.code(), one.key)
}

impl Choose {
    /// The evidence that a choice of the form names, with what it counts today.
    fn chosen(&self, chosen: &str) -> Option<(Source, String, Option<u32>)> {
        if chosen == Source::Own.code() {
            return Some((Source::Own, String::new(), None));
        }
        let found = self.evidence.iter().find(|one| code(one) == chosen)?;
        Some((found.source, found.key.clone(), Some(found.figure)))
    }

    fn offered(&self, visit: &Visit) -> Vec<Choice> {
        let kind = |source: Source| visit.label("conference-source", source.code());
        let choice = |one: &Suggestion| {
            let name = say::evidence(visit, one.source, &one.key, &one.name);
            let label = match one.key.as_str() {
                "" => name,
                _ => format!("{}: {name}", kind(one.source)),
            };
            Choice::new(code(one), label).hint(say::figure(visit, one.source, one.figure))
        };
        let own = Choice::new(Source::Own.code(), kind(Source::Own));
        self.evidence.iter().map(choice).chain([own]).collect()
    }
}

impl Task for Choose {
    const ACT: Act = Act::PlanConference;
    const NAME: &'static str = "conference-topic";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let conference = at(visit, id).await?;
        visit.actor.may(Self::ACT, &conference.path)?;
        let db = visit.app.db();
        let council = council(db, conference.council_id).await?;
        let evidence = suggestions(sources(visit, &council), &visit.actor, visit.today).await?;
        Ok(Self {
            evidence,
            councils: participants(db, &conference, visit.today).await?,
            conference,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.conference)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let asked = visit.asked("evidence").unwrap_or_default();
        let (label, offered) = (visit.t("conference-source"), self.offered(visit));
        let evidence = Field::radios("evidence", label, offered, asked);
        let title = Field::text("title", visit.t("conference-topic"))
            .hint(visit.t("conference-topic-hint"));
        let councils = council_choices(visit, &self.councils);
        let lead = Field::select("lead", visit.t("conference-lead"), councils, "");
        let day = visit.day(self.conference.held_on);
        let due = Field::date("paper_due_on", visit.t("conference-paper-due"))
            .hint(visit.tv("conference-paper-due-hint", &[("day", &day)]));
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

/// Cử nơi thảo luận.
pub struct Discuss {
    topic: Topic,
    conference: Conference,
    councils: Vec<CouncilRef>,
}

impl Task for Discuss {
    const ACT: Act = Act::PlanConference;
    const NAME: &'static str = "conference-discussant";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let topic = topic(db, Id::from_uuid(id)).await?;
        let conference = at(visit, topic.conference_id.uuid()).await?;
        let mut councils = participants(db, &conference, visit.today).await?;
        councils.retain(|council| council.id != topic.lead_id);
        Ok(Self {
            topic,
            conference,
            councils,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            subject: self.topic.title.clone(),
            ..of_conference(&self.conference)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let councils = council_choices(visit, &self.councils);
        let council = Field::select("council", visit.t("council"), councils, "");
        let name = Field::text("name", visit.t("conference-discussant"))
            .hint(visit.t("conference-discussant-hint"))
            .optional();
        form.field(posted.fill("council", council))
            .field(posted.fill("name", name))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (council, name) = (read.id("council"), read.text("name"));
        let done = name_discussant(acting, self.topic.id, council, &name).await;
        read.outcome(done)?;
        Ok(home(&self.conference))
    }
}

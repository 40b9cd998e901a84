//! The page of one conference: its topics with the evidence then and now, who comes, what was concluded, what was answered.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::conferences::answers::{Answer, answers_of};
use council::conferences::evaluating::{Evaluations, evaluations};
use council::conferences::evidence::{Later, later};
use council::conferences::joining::participants;
use council::conferences::queries::{
    Discussant, Paper, Registration, conclusions, conference, discussants, minutes, papers,
    registrations, topics, works_on,
};
use council::conferences::{Conclusion, Conference, ConferenceState, Standing, Topic};
use council::papers::SourceKind;
use kernel::ids::{ConferenceId, ConferenceTopicId};
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Page, Prose, Section, SummaryList};

use super::{answers, parts, say, sources, tasks};
use crate::api::OnDay;
use crate::bodies::words::council_link;
use crate::failure::Outcome;
use crate::papers::beside;
use crate::view::Part;
use crate::visit::Visit;

/// One conference on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::OneAnswer)]
struct ConferenceAnswer {
    /// The day.
    on: kernel::Date,
    /// The conference.
    conference: Conference,
    /// Its state on the day.
    state: ConferenceState,
    /// Its topics.
    topics: Vec<TopicNow>,
    /// Its conclusions.
    conclusions: Vec<ConclusionLine>,
    /// What was asked and answered.
    answers: Vec<Answer>,
    /// The councils that answered the invitation, for those who take part.
    registrations: Option<Vec<Registration>>,
    /// What those who came thought, for those who take part.
    evaluation: Option<Evaluations>,
}

/// A topic with its evidence counted again.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::TopicNow)]
pub struct TopicNow {
    /// The topic.
    #[serde(flatten)]
    pub topic: Topic,
    /// What the evidence counts a year after it was chosen, or on the day before that.
    pub later: Option<Later>,
    /// How its paper stands.
    pub paper_standing: Standing,
}

/// A conclusion and how it stands.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::ConclusionLine)]
pub struct ConclusionLine {
    /// The conclusion.
    #[serde(flatten)]
    pub conclusion: Conclusion,
    /// How it stands on the day.
    pub standing: Standing,
}

/// Everything the page shows.
pub struct Shown {
    council: CouncilRef,
    pub conference: Conference,
    pub topics: Vec<TopicNow>,
    pub conclusions: Vec<ConclusionLine>,
    answers: Vec<Answer>,
    pub registrations: Vec<Registration>,
    /// The councils that are invited and did not answer.
    pub silent: Vec<CouncilRef>,
    pub discussants: Vec<Discussant>,
    pub papers: HashMap<ConferenceTopicId, Paper>,
    minutes: Option<String>,
    evaluation: Option<Evaluations>,
    takes_part: bool,
}

impl Shown {
    async fn of(visit: &Visit, db: &Db, id: ConferenceId) -> Outcome<Self> {
        let (actor, on) = (&visit.actor, visit.on);
        let conference = conference(db, actor, id, on).await?;
        let council = council(db, conference.council_id).await?;
        let mut chosen = Vec::new();
        for topic in topics(db, id, on).await? {
            chosen.push(TopicNow {
                paper_standing: Standing::on(on, topic.paper_due_on, topic.paper_on),
                later: later(sources(visit, &council), actor, &topic, on).await?,
                topic,
            });
        }
        let drawn = conclusions(db, id, on).await?.into_iter();
        let drawn = drawn.map(|conclusion| ConclusionLine {
            standing: conclusion.standing(on),
            conclusion,
        });
        let there = registrations(db, id, on).await?;
        let mut silent = Vec::new();
        if works_on(actor, &conference) && conference.state(on) != ConferenceState::Planned {
            silent = participants(db, &conference, on).await?;
            silent.retain(|council| {
                let answered = there.iter().any(|line| line.council_id == council.id);
                council.id != conference.council_id && !answered
            });
        }
        Ok(Self {
            topics: chosen,
            conclusions: drawn.collect(),
            answers: answers_of(db, id, on).await?,
            registrations: there,
            silent,
            discussants: discussants(db, actor, &conference, on).await?,
            papers: papers(db, actor, &conference, on).await?,
            minutes: minutes(db, actor, &conference, on).await?,
            evaluation: evaluations(db, actor, &conference, on).await?,
            takes_part: works_on(actor, &conference),
            council,
            conference,
        })
    }
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<ConferenceId>) -> Outcome {
    let of = Shown::of(&visit, &db, id).await?;
    let (tone, word) = say::state(&visit, of.conference.state(visit.on));
    let mut page = Page::new(of.conference.title.clone())
        .kicker(say::host(&visit, &of.conference))
        .tag(tone, word)
        .lead(lead(&visit, &of))
        .push(acts(&visit, &of))
        .push(facts(&visit, &of))
        .push(parts::topics(&visit, &of));
    if of.conference.state(visit.on) >= ConferenceState::Held {
        page = page.push(parts::concluded(&visit, &of));
    }
    if !of.answers.is_empty() {
        page = page.push(
            Section::new(visit.t("conference-answers"))
                .id("hoi-dap")
                .push(answers::list(&visit, &of.answers, false)),
        );
    }
    if let Some(minutes) = &of.minutes {
        page = page.section(visit.t("conference-minutes"), Prose::typed(minutes));
    }
    if of.takes_part && of.conference.state(visit.on) != ConferenceState::Planned {
        page = page.push(parts::invited(&visit, &of));
    }
    if let Some(evaluation) = &of.evaluation {
        page = page.push(parts::evaluated(&visit, evaluation));
    }
    let owner = (of.council.id, of.council.path.as_str());
    page = beside::onto(page, &visit, owner, SourceKind::Conference, id).await?;
    Ok(visit
        .view(page)
        .part(Part::Conferences)
        .crumb(visit.t("nav-conferences"), "/conferences")
        .respond())
}

/// One conference with its topics, conclusions and answers, as of a day.
#[utoipa::path(get, path = "/api/v1/conferences/{id}", tag = "conferences", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The conference")),
    responses((status = 200, description = "The conference", body = ConferenceAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<ConferenceId>) -> Outcome {
    let of = Shown::of(&visit, &db, id).await?;
    Ok(axum::Json(ConferenceAnswer {
        on: visit.on,
        state: of.conference.state(visit.on),
        conference: of.conference,
        topics: of.topics,
        conclusions: of.conclusions,
        answers: of.answers,
        registrations: of.takes_part.then_some(of.registrations),
        evaluation: of.evaluation,
    })
    .into_response())
}

/// Where it stands and what is late.
fn lead(visit: &Visit, of: &Shown) -> String {
    let conference = &of.conference;
    let state = conference.state(visit.on);
    let count = |wanted: fn(Standing) -> bool| {
        let found = of.conclusions.iter().filter(|line| wanted(line.standing));
        vi::count(found.count())
    };
    let late = of
        .topics
        .iter()
        .filter(|line| line.paper_standing == Standing::Late);
    let papers = vi::count(late.count());
    let (settled, all, overdue) = (
        count(Standing::is_settled),
        count(|_| true),
        count(|standing| standing == Standing::Late),
    );
    let day = visit.day(conference.held_on);
    let values = [
        ("day", day.as_str()),
        ("place", &conference.place),
        ("papers", &papers),
        ("done", &settled),
        ("all", &all),
        ("late", &overdue),
    ];
    visit.tv(&format!("conference-lead-{}", state.code()), &values)
}

fn acts(visit: &Visit, of: &Shown) -> Actions {
    let mut actions = Actions::new();
    if visit.is_past() {
        return actions;
    }
    let offered = tasks::offers(visit, &of.conference, &of.registrations);
    for (at, end) in offered.into_iter().enumerate() {
        let words = visit.t(&format!("task-conference-{end}"));
        let button = Button::new(words, format!("{}/{end}", tasks::home(&of.conference)));
        actions = actions.push(if at == 0 { button } else { button.secondary() });
    }
    actions
}

fn facts(visit: &Visit, of: &Shown) -> SummaryList {
    let day =
        |day: Option<kernel::Date>| day.filter(|day| *day <= visit.on).map(|day| visit.day(day));
    SummaryList::new()
        .row(visit.t("conference-host"), council_link(visit, &of.council))
        .row(visit.t("conference-day"), visit.day(of.conference.held_on))
        .row(visit.t("conference-place"), of.conference.place.clone())
        .row_if(
            visit.t("conference-announced-on"),
            day(of.conference.announced_on),
        )
        .row_if(
            visit.t("conference-closed-on"),
            day(of.conference.closed_on),
        )
}

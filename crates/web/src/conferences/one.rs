//! The page of one conference: its topics with the evidence then and now, who comes, what was concluded, what was answered.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::conferences::answers::{Answer, answers_of};
use council::conferences::evidence::figure_again;
use council::conferences::queries::{
    Registration, conclusions, conference, minutes, papers, registrations, topics, works_on,
};
use council::conferences::{Conclusion, Conference, ConferenceState, Source, Standing, Topic};
use kernel::ids::{ConferenceId, ConferenceTopicId};
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Details, Html, Page, Prose, Section, SummaryList};

use super::{answers, say, sources, tasks};
use crate::api::OnDay;
use crate::bodies::words::council_link;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
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
}

/// A topic with its evidence counted again.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::TopicNow)]
struct TopicNow {
    /// The topic.
    #[serde(flatten)]
    topic: Topic,
    /// What the evidence counts on the day.
    figure_now: Option<u32>,
    /// How its paper stands.
    paper_standing: Standing,
}

/// A conclusion and how it stands.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conferences::ConclusionLine)]
struct ConclusionLine {
    /// The conclusion.
    #[serde(flatten)]
    conclusion: Conclusion,
    /// How it stands on the day.
    standing: Standing,
}

/// Everything the page shows.
struct Shown {
    council: CouncilRef,
    conference: Conference,
    topics: Vec<TopicNow>,
    conclusions: Vec<ConclusionLine>,
    answers: Vec<Answer>,
    registrations: Vec<Registration>,
    papers: HashMap<ConferenceTopicId, String>,
    minutes: Option<String>,
}

impl Shown {
    async fn of(visit: &Visit, db: &Db, id: ConferenceId) -> Outcome<Self> {
        let (actor, on) = (&visit.actor, visit.on);
        let conference = conference(db, actor, id, on).await?;
        let council = council(db, conference.council_id).await?;
        let mut chosen = Vec::new();
        for topic in topics(db, id, on).await? {
            let now = figure_again(sources(visit), &council, &topic, on, visit.today).await?;
            chosen.push(TopicNow {
                paper_standing: Standing::on(on, topic.paper_due_on, topic.paper_on),
                figure_now: now,
                topic,
            });
        }
        let drawn = conclusions(db, id, on).await?.into_iter();
        let drawn = drawn.map(|conclusion| ConclusionLine {
            standing: conclusion.standing(on),
            conclusion,
        });
        Ok(Self {
            topics: chosen,
            conclusions: drawn.collect(),
            answers: answers_of(db, id, on).await?,
            registrations: registrations(db, id, on).await?,
            papers: papers(db, actor, &conference, on).await?,
            minutes: minutes(db, actor, &conference, on).await?,
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
        .push(topics_section(&visit, &of));
    if works_on(&visit.actor, &of.conference) {
        page = page.push(registered(&visit, &of));
    }
    if of.conference.state(visit.on) >= ConferenceState::Held {
        page = page.push(concluded(&visit, &of));
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
    })
    .into_response())
}

/// Where it stands and what is late.
fn lead(visit: &Visit, of: &Shown) -> String {
    let conference = &of.conference;
    let state = conference.state(visit.on);
    let count = |wanted: fn(Standing) -> bool| {
        let found = of.conclusions.iter().filter(|line| wanted(line.standing));
        vi::number(i64::try_from(found.count()).unwrap_or(i64::MAX))
    };
    let late = of
        .topics
        .iter()
        .filter(|line| line.paper_standing == Standing::Late);
    let papers = vi::number(i64::try_from(late.count()).unwrap_or(i64::MAX));
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
    let home = format!("/conferences/{}", of.conference.id);
    let mut first = true;
    for (act, end) in tasks::offers(of.conference.state(visit.today)) {
        let path = &of.conference.path;
        let joins = *act == Act::JoinConference
            && visit.actor.can_anywhere(*act)
            && works_on(&visit.actor, &of.conference);
        if !visit.can(*act, path) && !joins {
            continue;
        }
        let button = Button::new(
            visit.t(&format!("task-conference-{end}")),
            format!("{home}/{end}"),
        );
        actions = actions.push(if first { button } else { button.secondary() });
        first = false;
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

fn topics_section(visit: &Visit, of: &Shown) -> Section {
    let mut table = Listing::new(visit.t("conference-topics"))
        .column(Kind::Text, visit.t("conference-topic"))
        .column(Kind::Text, visit.t("conference-source"))
        .column(Kind::Status, visit.t("conference-then-now"))
        .column(Kind::Text, visit.t("conference-lead"))
        .column(Kind::Day, visit.t("conference-paper-due"))
        .column(Kind::Status, visit.t("conference-paper"))
        .empty(visit.t("conference-topics-none"));
    let hands_in = |topic: &Topic| {
        !visit.is_past()
            && of.conference.state(visit.today) < ConferenceState::Held
            && visit.can(Act::JoinConference, &topic.lead_path)
    };
    let mut section = Section::new(visit.t("conference-topics")).id("chuyen-de");
    let mut links = Vec::new();
    for line in &of.topics {
        let topic = &line.topic;
        let (tone, then_now) = say::then_and_now(visit, topic, line.figure_now);
        let (paper_tone, paper) = say::standing(visit, line.paper_standing);
        table = table.row(vec![
            Item::Text(topic.title.clone()),
            source(visit, of, topic),
            Item::Status(tone, then_now),
            Item::Text(topic.lead_name.clone()),
            Item::Day(topic.paper_due_on),
            Item::Status(paper_tone, paper),
        ]);
        if hands_in(topic) {
            let words = visit.tv("conference-paper-hand-in", &[("topic", &topic.title)]);
            links.push(Html::link(
                words,
                format!("/conference-topics/{}/paper", topic.id),
            ));
        }
    }
    section = section.push(table.table(visit));
    if !links.is_empty() {
        section = section.push(Prose::new().list(links));
    }
    for line in &of.topics {
        if let Some(paper) = of.papers.get(&line.topic.id) {
            let values = [
                ("topic", line.topic.title.as_str()),
                ("author", &line.topic.paper_author),
            ];
            let summary = visit.tv("conference-paper-of", &values);
            section = section.push(Details::new(summary).push(Prose::typed(paper)));
        }
    }
    section
}

/// The kind of evidence, with the way to it.
fn source(visit: &Visit, of: &Shown, topic: &Topic) -> Item {
    let words = visit.label("conference-source", topic.source.code());
    match topic.source {
        Source::Law => Item::Link(words, visit.link(&format!("/library/{}", topic.source_key))),
        Source::Petitions => {
            let field = visit.label("matter-field", &topic.source_key);
            let href = visit.link(&format!("/councils/{}/petitions?by=field", of.council.id));
            Item::Link(format!("{words}: {field}"), href)
        }
        Source::Difficulty | Source::Own => Item::Text(words),
    }
}

fn registered(visit: &Visit, of: &Shown) -> Section {
    let people: i64 = of
        .registrations
        .iter()
        .map(|line| i64::from(line.people))
        .sum();
    let councils = i64::try_from(of.registrations.len()).unwrap_or(i64::MAX);
    let held = of.conference.state(visit.on) >= ConferenceState::Held;
    let table = Listing::new(visit.t("conference-registrations"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Day, visit.t("conference-registered-on"))
        .column(Kind::Number, visit.t("conference-people"))
        .column(Kind::Number, visit.t("conference-attended"))
        .rows(of.registrations.iter().map(|line| {
            let attended = line.attended.filter(|_| held);
            vec![
                Item::Link(
                    line.unit_name.clone(),
                    visit.link(&format!("/councils/{}", line.council_id)),
                ),
                Item::Day(line.registered_on),
                Item::Number(line.people.into()),
                attended.map_or(Item::Missing, |n| Item::Number(n.into())),
            ]
        }))
        .empty(visit.t("conference-registrations-none"));
    let values = [
        ("councils", vi::number(councils)),
        ("people", vi::number(people)),
    ];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    Section::new(visit.t("conference-registrations"))
        .id("dang-ky")
        .intro(visit.tv("conference-registrations-intro", &values))
        .push(table.table(visit))
}

fn concluded(visit: &Visit, of: &Shown) -> Section {
    let open = !visit.is_past() && of.conference.state(visit.today) == ConferenceState::Held;
    let follows = |conclusion: &Conclusion| {
        let own = conclusion.owner_path.as_deref();
        let paths = [Some(of.conference.path.as_str()), own];
        open && paths
            .into_iter()
            .flatten()
            .any(|path| visit.can(Act::FollowConclusion, path))
    };
    let mut table = Listing::new(visit.t("conference-conclusions"))
        .column(Kind::Text, visit.t("conclusion"))
        .column(Kind::Text, visit.t("conclusion-owner"))
        .column(Kind::Day, visit.t("conclusion-due"))
        .column(Kind::Status, visit.t("conclusion-standing"))
        .column(Kind::Text, visit.t("conclusion-evidence"))
        .empty(visit.t("conference-conclusions-none"));
    let mut links = Vec::new();
    for ConclusionLine {
        conclusion,
        standing,
    } in &of.conclusions
    {
        let (tone, word) = say::standing(visit, *standing);
        let told = match standing {
            Standing::Explained => Some(conclusion.explanation.clone()),
            _ if standing.is_settled() => Some(conclusion.evidence.clone()),
            _ => None,
        };
        table = table.row(vec![
            Item::Text(conclusion.content.clone()),
            Item::Text(conclusion.owner.clone()),
            Item::Day(conclusion.due_on),
            Item::Status(tone, word),
            Item::maybe(told),
        ]);
        let done = matches!(standing, Standing::Done | Standing::DoneLate);
        if follows(conclusion) && !done {
            let what = [("what", conclusion.content.as_str())];
            for (key, end) in [
                ("conclusion-record", "done"),
                ("conclusion-explain", "explain"),
            ] {
                let href = format!("/conclusions/{}/{end}", conclusion.id);
                links.push(Html::link(visit.tv(key, &what), href));
            }
        }
    }
    let section = Section::new(visit.t("conference-conclusions"))
        .id("ket-luan")
        .push(table.table(visit));
    match links.is_empty() {
        true => section,
        false => {
            section.push(Details::new(visit.t("conclusion-follow")).push(Prose::new().list(links)))
        }
    }
}

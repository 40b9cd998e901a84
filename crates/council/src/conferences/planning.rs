//! Lập hội nghị: planning and announcing it, choosing topics, registering, handing in papers.

use kernel::Date;
use kernel::ids::{ConferenceId, ConferenceTopicId, CouncilId};
use serde_json::json;
use store::{args, sql};

use super::queries::{conference_row, registrations, topic, topics};
use super::{Conference, ConferenceState, Source};
use crate::access::Act;
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Lập hội nghị, or change one that was not yet held.
#[derive(Debug, Clone)]
pub struct PlanConference {
    /// The council whose standing committee holds it.
    pub council: CouncilId,
    /// What it is about.
    pub title: String,
    /// The day.
    pub held_on: Date,
    /// Where.
    pub place: String,
}

/// Chọn chuyên đề.
#[derive(Debug, Clone)]
pub struct ChooseTopic {
    /// The conference.
    pub conference: ConferenceId,
    /// What it is about.
    pub title: String,
    /// By what evidence.
    pub source: Source,
    /// The document, field or difficulty; empty for one that the standing committee proposes.
    pub source_key: String,
    /// What the evidence counts today.
    pub figure: Option<u32>,
    /// The council that gives the lead paper.
    pub lead: CouncilId,
    /// By when the paper is to be handed in.
    pub paper_due_on: Date,
}

/// A conference goes deep on few topics.
pub const MOST_TOPICS: usize = 5;
/// No council sends more people than this.
const MOST_PEOPLE: u32 = 500;
/// No paper and no minutes are longer than this many characters.
pub(super) const LONGEST: usize = 60_000;

sql! {
    INSERT = "INSERT INTO conference (id, council_id, title, held_on, place, planned_on, announced_on, recorded_on, minutes, closed_on) \
              VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, '', NULL)";
    CHANGE = "UPDATE conference SET title = $2, held_on = $3, place = $4 WHERE id = $1";
    ANNOUNCE = "UPDATE conference SET announced_on = $2 WHERE id = $1";
    INSERT_TOPIC = "INSERT INTO conference_topic (id, conference_id, position, title, source, source_key, figure, chosen_on, lead_id, \
                    paper_due_on, paper_on, paper_author, paper) VALUES ($1, $2, (SELECT count(*) + 1 FROM conference_topic \
                    WHERE conference_id = $2), $3, $4, $5, $6, $7, $8, $9, NULL, '', '')";
    PAPER = "UPDATE conference_topic SET paper_on = $2, paper_author = $3, paper = $4 WHERE id = $1";
    UNREGISTER = "DELETE FROM conference_registration WHERE conference_id = $1 AND council_id = $2";
    REGISTER = "INSERT INTO conference_registration (conference_id, council_id, people, registered_on, attended) \
                VALUES ($1, $2, $3, $4, NULL)";
}

/// Lập hội nghị.
pub async fn plan_conference(acting: &Acting<'_>, command: PlanConference) -> Result<ConferenceId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::PlanConference, &council.path)?;
    let mut problems = Problems::default();
    let (title, place) = described(&command, &council, &mut problems);
    problems.refuse()?;
    let id = ConferenceId::fresh();
    let values = args![
        id,
        council.id,
        &title,
        command.held_on,
        &place,
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {"title": title, "held_on": command.held_on, "place": place}});
    let act = Act::PlanConference;
    acting
        .audit(act, Some(council.id), "conference", id, "", detail)
        .await?;
    Ok(id)
}

/// Đổi tên, ngày, nơi họp, with the reason.
pub async fn change_conference(
    acting: &Acting<'_>,
    id: ConferenceId,
    command: PlanConference,
    reason: &str,
) -> Result<()> {
    let conference = ahead(acting, id).await?;
    let council = council(&acting.tx, conference.council_id).await?;
    let mut problems = Problems::default();
    let (title, place) = described(&command, &council, &mut problems);
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let values = args![id, &title, command.held_on, &place];
    acting.tx.execute(CHANGE, values).await?;
    let detail = json!({
        "before": {"title": conference.title, "held_on": conference.held_on, "place": conference.place},
        "after": {"title": title, "held_on": command.held_on, "place": place},
    });
    let act = Act::PlanConference;
    acting
        .audit(act, Some(council.id), "conference", id, &reason, detail)
        .await
}

/// Thông báo: from now on the councils below register, and everyone may read of it.
pub async fn announce_conference(acting: &Acting<'_>, id: ConferenceId) -> Result<()> {
    let conference = ahead(acting, id).await?;
    let mut problems = Problems::default();
    let told = conference.announced_on.is_some();
    problems.unless(!told, "", "conference-announced-already");
    let chosen = topics(&acting.tx, id, acting.today).await?;
    problems.unless(!chosen.is_empty(), "", "conference-without-topics");
    problems.refuse()?;
    acting.tx.execute(ANNOUNCE, args![id, acting.today]).await?;
    let detail = json!({"after": {"announced_on": acting.today}});
    let council = Some(conference.council_id);
    acting
        .audit(Act::PlanConference, council, "conference", id, "", detail)
        .await
}

/// Chọn chuyên đề.
pub async fn choose_topic(acting: &Acting<'_>, command: ChooseTopic) -> Result<ConferenceTopicId> {
    let conference = ahead(acting, command.conference).await?;
    let there = topics(&acting.tx, conference.id, Date::MAX).await?;
    let lead = council(&acting.tx, command.lead).await?;
    let mut problems = Problems::default();
    let title = problems.text("title", &command.title);
    if there.len() >= MOST_TOPICS {
        problems.add(Problem::new("", "conference-topics-full").with("most", MOST_TOPICS));
    }
    let own = command.source == Source::Own;
    let chosen = own
        || !there
            .iter()
            .any(|topic| topic.source == command.source && topic.source_key == command.source_key);
    problems.unless(chosen, "evidence", "conference-topic-chosen");
    let among = takes_part(&conference, &lead, acting.today);
    problems.unless(among, "lead", "conference-council-outside");
    let in_time = command.paper_due_on <= conference.held_on;
    problems.unless(in_time, "paper_due_on", "conference-paper-after");
    problems.refuse()?;
    let id = ConferenceTopicId::fresh();
    let values = args![
        id,
        conference.id,
        &title,
        command.source,
        &command.source_key,
        command.figure,
        acting.today,
        lead.id,
        command.paper_due_on
    ];
    acting.tx.execute(INSERT_TOPIC, values).await?;
    let detail = json!({"after": {
        "topic": title, "source": command.source, "figure": command.figure, "lead": lead.title(), "due_on": command.paper_due_on,
    }});
    let council = Some(conference.council_id);
    acting
        .audit(
            Act::PlanConference,
            council,
            "conference",
            conference.id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Đăng ký dự: a council says how many people it sends; said again, it is corrected.
pub async fn register(
    acting: &Acting<'_>,
    id: ConferenceId,
    of: CouncilId,
    people: u32,
) -> Result<()> {
    let conference = conference_row(&acting.tx, id).await?;
    let council = council(&acting.tx, of).await?;
    acting.may(Act::JoinConference, &council.path)?;
    let mut problems = Problems::default();
    let open = conference.state(acting.today) == ConferenceState::Announced;
    problems.unless(open, "", "conference-not-open");
    let among = takes_part(&conference, &council, acting.today);
    problems.unless(among, "council", "conference-council-outside");
    let few = (1..=MOST_PEOPLE).contains(&people);
    problems.unless(few, "people", "conference-people-unlikely");
    problems.refuse()?;
    let before = registrations(&acting.tx, id, Date::MAX).await?;
    let before = before.iter().find(|line| line.council_id == of);
    acting.tx.execute(UNREGISTER, args![id, of]).await?;
    let since = before.map_or(acting.today, |line| line.registered_on);
    acting
        .tx
        .execute(REGISTER, args![id, of, people, since])
        .await?;
    let detail =
        json!({"before": {"people": before.map(|line| line.people)}, "after": {"people": people}});
    acting
        .audit(Act::JoinConference, Some(of), "conference", id, "", detail)
        .await
}

/// Gửi tham luận: the lead paper of a topic, by the council that gives it.
pub async fn hand_in_paper(
    acting: &Acting<'_>,
    id: ConferenceTopicId,
    author: &str,
    paper: &str,
) -> Result<()> {
    let topic = topic(&acting.tx, id).await?;
    acting.may(Act::JoinConference, &topic.lead_path)?;
    let conference = conference_row(&acting.tx, topic.conference_id).await?;
    let mut problems = Problems::default();
    let open = !matches!(
        conference.state(acting.today),
        ConferenceState::Held | ConferenceState::Closed
    );
    problems.unless(open, "", "conference-over");
    let author = problems.text("author", author);
    let paper = long_text("paper", paper, &mut problems);
    problems.refuse()?;
    let values = args![id, acting.today, &author, &paper];
    acting.tx.execute(PAPER, values).await?;
    let detail =
        json!({"after": {"topic": topic.title, "author": author, "length": paper.chars().count()}});
    let act = Act::JoinConference;
    acting
        .audit(
            act,
            Some(topic.lead_id),
            "conference",
            topic.conference_id,
            "",
            detail,
        )
        .await
}

/// Whether a council takes part: the host, and those of the level below that exist on the day.
pub fn takes_part(conference: &Conference, council: &CouncilRef, today: Date) -> bool {
    let below = council
        .path
        .strip_prefix(&conference.path)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|rest| !rest.contains('/'));
    council.id == conference.council_id || (below && council.period().contains(today))
}

/// A text of several paragraphs, kept as it was typed.
pub(super) fn long_text(field: &'static str, text: &str, problems: &mut Problems) -> String {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    problems.unless(!text.is_empty(), field, "missing");
    problems.unless(
        text.chars().count() <= LONGEST,
        field,
        "conference-text-too-long",
    );
    text
}

/// A conference that was not yet held, which the actor may plan.
async fn ahead(acting: &Acting<'_>, id: ConferenceId) -> Result<Conference> {
    let conference = conference_row(&acting.tx, id).await?;
    acting.may(Act::PlanConference, &conference.path)?;
    match conference.state(acting.today) {
        ConferenceState::Planned | ConferenceState::Announced => Ok(conference),
        ConferenceState::Held | ConferenceState::Closed => {
            Err(Refusal::from(Problem::new("", "conference-over")))
        }
    }
}

fn described(
    command: &PlanConference,
    council: &CouncilRef,
    problems: &mut Problems,
) -> (String, String) {
    let exists = council.period().contains(command.held_on);
    problems.unless(exists, "held_on", "council-not-on-that-day");
    let title = problems.text("title", &command.title);
    let place = problems.text("place", &command.place);
    (title, place)
}

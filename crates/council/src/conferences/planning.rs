//! Lập hội nghị: planning and announcing it, choosing topics and who discusses them.

use kernel::Date;
use kernel::ids::{ConferenceId, ConferenceTopicId, CouncilId};
use kernel::vi;
use serde_json::json;
use store::{args, sql};

use super::joining::takes_part;
use super::queries::{conference_row, discussants_of, topic, topics};
use super::{Conference, ConferenceState, Source, note};
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
/// No paper and no minutes are longer than this many characters.
pub(super) const LONGEST: usize = 60_000;

sql! {
    INSERT = "INSERT INTO conference (id, council_id, title, held_on, place, planned_on, announced_on, recorded_on, minutes, closed_on) \
              VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, '', NULL)";
    CHANGE = "UPDATE conference SET title = $2, held_on = $3, place = $4 WHERE id = $1";
    ANNOUNCE = "UPDATE conference SET announced_on = $2 WHERE id = $1";
    INSERT_TOPIC = "INSERT INTO conference_topic (id, conference_id, position, title, source, source_key, figure, chosen_on, lead_id, \
                    paper_due_on, paper_on, paper_author, paper, file_id) VALUES ($1, $2, (SELECT count(*) + 1 FROM conference_topic \
                    WHERE conference_id = $2), $3, $4, $5, $6, $7, $8, $9, NULL, '', '', NULL)";
    WITHDRAW = "DELETE FROM conference_discussant WHERE topic_id = $1 AND council_id = $2";
    DISCUSSES = "INSERT INTO conference_discussant (topic_id, council_id, name, named_on) VALUES ($1, $2, $3, $4)";
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
    note(acting, Act::PlanConference, &conference, &reason, detail).await
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
    note(acting, Act::PlanConference, &conference, "", detail).await
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
    note(acting, Act::PlanConference, &conference, "", detail).await?;
    Ok(id)
}

/// Cử nơi thảo luận một chuyên đề: said again, it is corrected; without a name, it is withdrawn.
pub async fn name_discussant(
    acting: &Acting<'_>,
    id: ConferenceTopicId,
    of: CouncilId,
    name: &str,
) -> Result<()> {
    let topic = topic(&acting.tx, id).await?;
    let conference = ahead(acting, topic.conference_id).await?;
    let council = council(&acting.tx, of).await?;
    let there = discussants_of(&acting.tx, conference.id, acting.today).await?;
    let there = there
        .iter()
        .find(|one| one.topic_id == id && one.council_id == of);
    let mut problems = Problems::default();
    let among = takes_part(&conference, &council, acting.today);
    problems.unless(among, "council", "conference-council-outside");
    let leads = of == topic.lead_id;
    problems.unless(!leads, "council", "conference-discussant-leads");
    let name = match there {
        Some(_) if vi::clean(name).is_empty() => String::new(),
        _ => problems.text("name", name),
    };
    problems.refuse()?;
    acting.tx.execute(WITHDRAW, args![id, of]).await?;
    if !name.is_empty() {
        let values = args![id, of, &name, acting.today];
        acting.tx.execute(DISCUSSES, values).await?;
    }
    let detail = json!({
        "before": {"discussant": there.map(|one| &one.name)},
        "after": {"topic": topic.title, "council": council.title(), "discussant": name},
    });
    note(acting, Act::PlanConference, &conference, "", detail).await
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

//! Sau hội nghị: the minutes, the conclusions with who does what until when, and the end.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{ConferenceConclusionId, ConferenceId, CouncilId, InstitutionId};
use serde_json::json;
use store::{args, sql};

use super::joining::{MOST_PEOPLE, takes_part};
use super::planning::long_text;
use super::queries::{conclusion, conclusions, conference_row, registrations};
use super::{Conclusion, Conference, ConferenceState, note};
use crate::access::Act;
use crate::bodies::queries::{council, partners};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Who is charged with a conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A council that takes part.
    Council(CouncilId),
    /// An institution of the host's unit.
    Institution(InstitutionId),
}

/// Kết luận.
#[derive(Debug, Clone)]
pub struct DrawConclusion {
    /// The conference.
    pub conference: ConferenceId,
    /// What is to be done.
    pub content: String,
    /// By whom.
    pub owner: Owner,
    /// By when.
    pub due_on: Date,
}

sql! {
    RECORD = "UPDATE conference SET minutes = $2, recorded_on = $3 WHERE id = $1";
    ATTENDED = "UPDATE conference_registration SET attended = $3 WHERE conference_id = $1 AND council_id = $2";
    INSERT = "INSERT INTO conference_conclusion (id, conference_id, position, content, owner_council_id, owner_institution_id, due_on, \
              drawn_on, done_on, evidence, explained_on, explanation) VALUES ($1, $2, (SELECT count(*) + 1 FROM conference_conclusion \
              WHERE conference_id = $2), $3, $4, $5, $6, $7, NULL, '', NULL, '')";
    DONE = "UPDATE conference_conclusion SET done_on = $2, evidence = $3 WHERE id = $1";
    EXPLAIN = "UPDATE conference_conclusion SET explained_on = $2, explanation = $3 WHERE id = $1";
    CLOSE = "UPDATE conference SET closed_on = $2 WHERE id = $1";
}

/// Ghi biên bản: what was said, and how many came of each council that registered.
pub async fn record_minutes(
    acting: &Acting<'_>,
    id: ConferenceId,
    minutes: &str,
    attended: &HashMap<CouncilId, u32>,
) -> Result<()> {
    let conference = conference_row(&acting.tx, id).await?;
    acting.may(Act::RecordConference, &conference.path)?;
    let mut problems = Problems::default();
    let open = matches!(
        conference.state(acting.today),
        ConferenceState::Announced | ConferenceState::Held
    );
    problems.unless(open, "", "conference-not-announced");
    let ahead = conference.held_on > acting.today;
    problems.unless(!ahead, "", "conference-ahead");
    let likely = attended.values().all(|people| *people <= MOST_PEOPLE);
    problems.unless(likely, "", "conference-people-unlikely");
    let minutes = long_text("minutes", minutes, &mut problems);
    problems.refuse()?;
    let since = conference.recorded_on.unwrap_or(acting.today);
    acting
        .tx
        .execute(RECORD, args![id, &minutes, since])
        .await?;
    let mut came = 0;
    for line in registrations(&acting.tx, id, Date::MAX).await? {
        let people = attended.get(&line.council_id).copied().unwrap_or(0);
        came += u64::from(people);
        acting
            .tx
            .execute(ATTENDED, args![id, line.council_id, people])
            .await?;
    }
    let detail = json!({"after": {"attended": came, "length": minutes.chars().count()}});
    note(acting, Act::RecordConference, &conference, "", detail).await
}

/// Ghi kết luận.
pub async fn draw_conclusion(
    acting: &Acting<'_>,
    command: DrawConclusion,
) -> Result<ConferenceConclusionId> {
    let conference = held(acting, Act::RecordConference, command.conference).await?;
    let mut problems = Problems::default();
    let content = problems.text("content", &command.content);
    let after = command.due_on >= conference.held_on;
    problems.unless(after, "due_on", "conclusion-due-before");
    let (of_council, of_institution, owner) = match command.owner {
        Owner::Council(id) => {
            let owner = council(&acting.tx, id).await?;
            let among = takes_part(&conference, &owner, conference.held_on);
            problems.unless(among, "owner", "conference-council-outside");
            (Some(id), None, owner.title())
        }
        Owner::Institution(id) => {
            let there = partners(&acting.tx, conference.council_id, acting.today).await?;
            let owner = there.iter().find(|partner| partner.id == id);
            problems.unless(owner.is_some(), "owner", "choice-unknown");
            let name = owner.map_or_else(String::new, |partner| partner.name.clone());
            (None, Some(id), name)
        }
    };
    problems.refuse()?;
    let id = ConferenceConclusionId::fresh();
    let values = args![
        id,
        conference.id,
        &content,
        of_council,
        of_institution,
        command.due_on,
        acting.today
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {"content": content, "owner": owner, "due_on": command.due_on}});
    note(acting, Act::RecordConference, &conference, "", detail).await?;
    Ok(id)
}

/// Ghi việc đã làm, with what proves it: by the host, or by the council charged with it.
pub async fn conclude(
    acting: &Acting<'_>,
    id: ConferenceConclusionId,
    done_on: Date,
    evidence: &str,
) -> Result<()> {
    let (of, conference) = open(acting, id).await?;
    let mut problems = Problems::default();
    problems.unless(done_on <= acting.today, "done_on", "day-ahead");
    let before = done_on < of.drawn_on;
    problems.unless(!before, "done_on", "conclusion-done-before");
    let evidence = problems.text("evidence", evidence);
    problems.refuse()?;
    acting
        .tx
        .execute(DONE, args![id, done_on, &evidence])
        .await?;
    let detail =
        json!({"after": {"content": of.content, "done_on": done_on, "evidence": evidence}});
    note(acting, Act::FollowConclusion, &conference, "", detail).await
}

/// Giải trình: why it is not done.
pub async fn explain(
    acting: &Acting<'_>,
    id: ConferenceConclusionId,
    explanation: &str,
) -> Result<()> {
    let (of, conference) = open(acting, id).await?;
    let mut problems = Problems::default();
    let explanation = problems.text("explanation", explanation);
    problems.refuse()?;
    let values = args![id, acting.today, &explanation];
    acting.tx.execute(EXPLAIN, values).await?;
    let detail = json!({"after": {"content": of.content, "explanation": explanation}});
    note(acting, Act::FollowConclusion, &conference, "", detail).await
}

/// Kết thúc: only when every conclusion is done or answered for.
pub async fn close_conference(acting: &Acting<'_>, id: ConferenceId) -> Result<()> {
    let conference = held(acting, Act::FollowConclusion, id).await?;
    let drawn = conclusions(&acting.tx, id, acting.today).await?;
    let open = drawn
        .iter()
        .filter(|one| !one.standing(acting.today).is_settled())
        .count();
    if open > 0 {
        return Err(Problem::new("", "conference-conclusions-open")
            .with("n", open)
            .into());
    }
    acting.tx.execute(CLOSE, args![id, acting.today]).await?;
    let detail = json!({"after": {"closed_on": acting.today}});
    note(acting, Act::FollowConclusion, &conference, "", detail).await
}

/// A conference whose minutes are recorded and that is not closed.
pub(super) async fn held(acting: &Acting<'_>, act: Act, id: ConferenceId) -> Result<Conference> {
    let conference = conference_row(&acting.tx, id).await?;
    acting.may(act, &conference.path)?;
    let code = match conference.state(acting.today) {
        ConferenceState::Held => return Ok(conference),
        ConferenceState::Closed => "conference-over",
        ConferenceState::Planned | ConferenceState::Announced => "conference-not-held",
    };
    Err(Refusal::from(Problem::new("", code)))
}

/// A conclusion that is neither done nor in a closed conference, and that the actor may follow.
async fn open(acting: &Acting<'_>, id: ConferenceConclusionId) -> Result<(Conclusion, Conference)> {
    let of = conclusion(&acting.tx, id).await?;
    let conference = conference_row(&acting.tx, of.conference_id).await?;
    let own = of.owner_path.as_deref().unwrap_or(&conference.path);
    if !acting.actor.can(Act::FollowConclusion, own) {
        acting.may(Act::FollowConclusion, &conference.path)?;
    }
    if conference.state(acting.today) == ConferenceState::Closed {
        return Err(Problem::new("", "conference-over").into());
    }
    if of.done_on.is_some() {
        return Err(Problem::new("", "conclusion-done").into());
    }
    Ok((of, conference))
}

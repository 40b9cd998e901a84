//! Giao ban, hội nghị liên tịch: who was there, what was said, what was concluded and who sees to it.

use kernel::Date;
use kernel::ids::{ConclusionId, CoordinationId, JointMeetingId, PartyId};
use serde_json::json;
use store::{Reader as _, args, sql};

use super::queries::{Dossier, dossier};
use super::records::Part;
use super::{CoordinationState, MeetingKind, audit};
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};

/// Minutes are no longer than this many characters.
const LONGEST_MINUTES: usize = 20_000;

/// Ghi một cuộc họp chung.
#[derive(Debug, Clone)]
pub struct RecordMeeting {
    /// The regulation.
    pub coordination: CoordinationId,
    /// Its kind.
    pub kind: MeetingKind,
    /// When it was held.
    pub held_on: Date,
    /// Who was there.
    pub present: Vec<PartyId>,
    /// The minutes, as typed.
    pub minutes: String,
}

/// Ghi một kết luận.
#[derive(Debug, Clone)]
pub struct Conclude {
    /// The meeting.
    pub meeting: JointMeetingId,
    /// What is to be done.
    pub text: String,
    /// Who sees to it.
    pub owner: PartyId,
    /// By when.
    pub due_on: Date,
}

sql! {
    MEETING = "INSERT INTO joint_meeting (id, coordination_id, kind, held_on, minutes) VALUES ($1, $2, $3, $4, $5)";
    PRESENT = "INSERT INTO joint_meeting_party (meeting_id, party_id) VALUES ($1, $2)";
    HELD = "SELECT held_on FROM joint_meeting WHERE id = $1";
    CONCLUDE = "INSERT INTO joint_conclusion (id, meeting_id, text, owner_id, due_on, done_on, evidence, delay_reason) \
                VALUES ($1, $2, $3, $4, $5, NULL, '', '')";
}

/// Ghi một cuộc họp chung.
pub async fn record_meeting(acting: &Acting<'_>, command: RecordMeeting) -> Result<JointMeetingId> {
    let on_table = in_force(acting, command.coordination).await?;
    let of = &on_table.coordination;
    let mut problems = Problems::default();
    problems.unless(command.held_on <= acting.today, "held_on", "day-ahead");
    let then = of
        .force()
        .is_some_and(|force| force.contains(command.held_on));
    problems.unless(then, "held_on", "coordination-not-in-force-then");
    let mut present = command.present.clone();
    present.sort_unstable();
    present.dedup();
    problems.unless(!present.is_empty(), "present", "missing");
    let known = present.iter().all(|id| on_table.party(*id).is_some());
    problems.unless(known, "present", "choice-unknown");
    let minutes = command.minutes.trim();
    problems.unless(!minutes.is_empty(), "minutes", "missing");
    let short = minutes.chars().count() <= LONGEST_MINUTES;
    problems.unless(short, "minutes", "too-long");
    problems.refuse()?;
    let id = JointMeetingId::fresh();
    let values = args![id, of.id, command.kind, command.held_on, minutes];
    acting.tx.execute(MEETING, values).await?;
    for party in &present {
        acting.tx.execute(PRESENT, args![id, *party]).await?;
    }
    let names: Vec<&str> = present.iter().map(|id| on_table.name_of(*id)).collect();
    let detail =
        json!({"after": {"kind": command.kind, "held_on": command.held_on, "present": names}});
    audit(acting, of, Act::RecordJointMeeting, "", detail).await?;
    Ok(id)
}

/// Ghi một kết luận: it stands among the tasks until it is done.
pub async fn conclude(acting: &Acting<'_>, command: Conclude) -> Result<ConclusionId> {
    let tx = &acting.tx;
    let on_table = in_force(acting, Part::Meeting(command.meeting).of(tx).await?).await?;
    let of = &on_table.coordination;
    let held_on: Option<Date> = tx.scalar(HELD, args![command.meeting]).await?;
    let held_on = held_on.ok_or(Refusal::NotFound("joint_meeting"))?;
    let mut problems = Problems::default();
    let text = problems.text("text", &command.text);
    let known = on_table.party(command.owner).is_some();
    problems.unless(known, "owner", "choice-unknown");
    let later = command.due_on >= held_on;
    problems.unless(later, "due_on", "coordination-due-before-meeting");
    problems.refuse()?;
    let id = ConclusionId::fresh();
    let values = args![id, command.meeting, &text, command.owner, command.due_on];
    tx.execute(CONCLUDE, values).await?;
    let owner = on_table.name_of(command.owner);
    let detail = json!({"after": {"task": text, "party": owner, "due_on": command.due_on}});
    audit(acting, of, Act::RecordJointMeeting, "", detail).await?;
    Ok(id)
}

/// The regulation of an act on its meetings; it must have been signed.
async fn in_force(acting: &Acting<'_>, id: CoordinationId) -> Result<Dossier> {
    let on_table = dossier(&acting.tx, id, acting.today, acting.today.year()).await?;
    let of = &on_table.coordination;
    acting.may(Act::RecordJointMeeting, &of.path)?;
    if of.state != CoordinationState::InForce {
        return Err(super::WrongState(of.state).into());
    }
    Ok(on_table)
}

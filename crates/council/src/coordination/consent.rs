//! Lấy ý kiến, thống nhất, ký kết, chấm dứt: how a draft becomes what all parties have signed, and how it ends.

use kernel::Date;
use kernel::ids::{CoordinationId, PartyCommentId, PartyId};
use serde_json::json;
use store::{args, sql};

use super::drafting::ASK_ANEW;
use super::queries::{Dossier, dossier};
use super::records::{Coordination, Part, Party, coordination};
use super::{CoordinationState, Move, audit, enter};
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};

/// Fewer parties have nothing to agree on.
const FEWEST_PARTIES: usize = 2;

sql! {
    UNTIL = "UPDATE coordination SET comment_until = $2 WHERE id = $1";
    COMMENT = "INSERT INTO coordination_comment (id, party_id, day, text) VALUES ($1, $2, $3, $4)";
    AGREE = "UPDATE coordination_party SET agreed_on = $2 WHERE id = $1";
    SIGN = "UPDATE coordination_party SET signed_on = $2, signer = $3 WHERE id = $1";
}

/// Gửi dự thảo lấy ý kiến các bên until a day.
pub async fn consult(acting: &Acting<'_>, id: CoordinationId, until: Date) -> Result<()> {
    let on_table = dossier(&acting.tx, id, acting.today, acting.today.year()).await?;
    let of = &on_table.coordination;
    acting.may(Act::ConsultOnCoordination, &of.path)?;
    let state = of.state.after(Move::Consult)?;
    let mut problems = Problems::default();
    complete(&on_table, &mut problems);
    problems.unless(until >= acting.today, "comment_until", "day-past");
    problems.refuse()?;
    acting.tx.execute(UNTIL, args![id, until]).await?;
    enter(acting, id, state, acting.today, "").await?;
    let detail = json!({"after": {"state": state, "comment_until": until}});
    audit(acting, of, Act::ConsultOnCoordination, "", detail).await
}

/// Ghi ý kiến của một bên, also after the day: late is better than never.
pub async fn comment(acting: &Acting<'_>, party: PartyId, text: &str) -> Result<PartyCommentId> {
    let (of, party) = at(acting, party).await?;
    let act = party.leave(acting.actor, &of)?;
    let open = of.state == CoordinationState::Commenting;
    let mut problems = Problems::default();
    problems.unless(open, "", "coordination-wrong-state");
    let text = problems.text("text", text);
    problems.refuse()?;
    let id = PartyCommentId::fresh();
    let values = args![id, party.id, acting.today, &text];
    acting.tx.execute(COMMENT, values).await?;
    let detail = json!({"after": {"party": party.name, "text": text}});
    audit(acting, &of, act, "", detail).await?;
    Ok(id)
}

/// Trả lại để soạn tiếp, with the reason: what was agreed is asked anew.
pub async fn send_back(acting: &Acting<'_>, id: CoordinationId, reason: &str) -> Result<()> {
    let of = coordination(&acting.tx, id, acting.today).await?;
    acting.may(Act::ConsultOnCoordination, &of.path)?;
    let state = of.state.after(Move::SendBack)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    acting.tx.execute(ASK_ANEW, args![id]).await?;
    enter(acting, id, state, acting.today, &reason).await?;
    let detail = json!({"before": {"state": of.state}, "after": {"state": state}});
    audit(acting, &of, Act::ConsultOnCoordination, &reason, detail).await
}

/// Ghi việc một bên thống nhất; with the last of them the draft is agreed.
pub async fn agree(acting: &Acting<'_>, party: PartyId, day: Date) -> Result<()> {
    let (of, party) = at(acting, party).await?;
    acting.may(Act::SignCoordination, &of.path)?;
    let state = of.state.after(Move::Agree)?;
    let on_table = dossier(&acting.tx, of.id, acting.today, acting.today.year()).await?;
    let mut problems = Problems::default();
    complete(&on_table, &mut problems);
    problems.unless(day <= acting.today, "day", "day-ahead");
    problems.refuse()?;
    acting.tx.execute(AGREE, args![party.id, day]).await?;
    let days = others(&on_table, &party, |other| other.agreed_on);
    let agreed = days.map(|days| days.into_iter().fold(day, Date::max));
    if let Some(last) = agreed {
        enter(acting, of.id, state, last, "").await?;
    }
    let detail = json!({"after": {"party": party.name, "agreed_on": day}});
    audit(acting, &of, Act::SignCoordination, "", detail).await
}

/// Ghi việc một bên ký; with the last of them the regulation is in force and takes the place of the one it replaces.
pub async fn sign(acting: &Acting<'_>, party: PartyId, day: Date, signer: &str) -> Result<()> {
    let (of, party) = at(acting, party).await?;
    acting.may(Act::SignCoordination, &of.path)?;
    let state = of.state.after(Move::Sign)?;
    let on_table = dossier(&acting.tx, of.id, acting.today, acting.today.year()).await?;
    let mut problems = Problems::default();
    problems.unless(day <= acting.today, "day", "day-ahead");
    problems.unless(day >= of.since, "day", "coordination-signed-too-early");
    let holds = of.ends_on.is_none_or(|end| day < end);
    problems.unless(holds, "day", "coordination-signed-too-late");
    let signer = problems.text("signer", signer);
    problems.refuse()?;
    let values = args![party.id, day, &signer];
    acting.tx.execute(SIGN, values).await?;
    let days = others(&on_table, &party, |other| other.signed_on);
    let signed = days.map(|days| days.into_iter().fold(day, Date::max));
    if let Some(last) = signed {
        enter(acting, of.id, state, last, "").await?;
        if let Some(before) = of.replaces_id {
            replace(acting, before, &of, last).await?;
        }
    }
    let detail = json!({"after": {"party": party.name, "signed_on": day, "signer": signer}});
    audit(acting, &of, Act::SignCoordination, "", detail).await
}

/// Chấm dứt, with the reason; a draft is dropped in the same way.
pub async fn end_coordination(
    acting: &Acting<'_>,
    id: CoordinationId,
    day: Date,
    reason: &str,
) -> Result<()> {
    let of = coordination(&acting.tx, id, acting.today).await?;
    acting.may(Act::EndCoordination, &of.path)?;
    let state = of.state.after(Move::End)?;
    let mut problems = Problems::default();
    problems.unless(day <= acting.today, "day", "day-ahead");
    problems.unless(day >= of.since, "day", "coordination-ended-too-early");
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    enter(acting, id, state, day, &reason).await?;
    let detail = json!({"before": {"state": of.state}, "after": {"state": state, "day": day}});
    audit(acting, &of, Act::EndCoordination, &reason, detail).await
}

/// Ends the one whose place is taken, unless it ended by itself.
async fn replace(
    acting: &Acting<'_>,
    id: CoordinationId,
    by: &Coordination,
    day: Date,
) -> Result<()> {
    let before = coordination(&acting.tx, id, acting.today).await?;
    let Ok(state) = before.state.after(Move::Replace) else {
        return Ok(());
    };
    enter(acting, id, state, day.max(before.since), &by.title).await?;
    let detail = json!({"before": {"state": before.state}, "after": {"state": state, "by": by.id}});
    audit(acting, &before, Act::SignCoordination, "", detail).await
}

/// A party with its regulation.
async fn at(acting: &Acting<'_>, id: PartyId) -> Result<(Coordination, Party)> {
    let of = Part::Party(id).of(&acting.tx).await?;
    let found = dossier(&acting.tx, of, acting.today, acting.today.year()).await?;
    let party = found.party(id).cloned();
    let party = party.ok_or(Refusal::NotFound("party"))?;
    Ok((found.coordination, party))
}

/// A draft is sent out and agreed on when it has parties and duties.
fn complete(on_table: &Dossier, problems: &mut Problems) {
    let enough = on_table.parties.len() >= FEWEST_PARTIES;
    problems.unless(enough, "", "coordination-parties-missing");
    let some = !on_table.duties.is_empty();
    problems.unless(some, "", "coordination-duties-missing");
}

/// The days of all other parties, if each of them has one.
fn others(
    on_table: &Dossier,
    itself: &Party,
    day: impl Fn(&Party) -> Option<Date>,
) -> Option<Vec<Date>> {
    let parties = on_table.parties.iter();
    parties
        .filter(|other| other.id != itself.id)
        .map(day)
        .collect()
}

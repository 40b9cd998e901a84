//! Lập kế hoạch, đổi, thông báo, hủy: what an office does with a meeting until it is held.

use jiff::civil::Time;
use kernel::Date;
use kernel::ids::{ContactId, CouncilId, PersonId, SittingId, UnitId};
use kernel::vi;
use serde_json::json;
use store::{Reader, args, record, sql};

use super::meetings::{Contact, contact};
use super::{ContactState, Move, Setting, Side, Way, hour_text};
use crate::access::Act;
use crate::bodies::queries::{council, unit};
use crate::bodies::{CouncilRef, Level};
use crate::refusal::Problems;
use crate::sittings::queries::sitting;
use crate::{Acting, Problem, Result};

/// A delegate who is to come, of whichever council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Guest {
    /// The council he or she belongs to.
    pub council: CouncilId,
    /// The person.
    pub person: PersonId,
}

/// When and where a meeting is, and who comes.
#[derive(Debug, Clone)]
pub struct Arrangement {
    /// The commune.
    pub unit: UnitId,
    /// Ấp, khu vực; empty where it does not matter.
    pub hamlet: String,
    /// The place.
    pub place: String,
    /// The day.
    pub held_on: Date,
    /// The hour.
    pub starts_at: Time,
    /// The delegates.
    pub delegates: Vec<Guest>,
}

/// Lập kế hoạch một cuộc tiếp xúc.
#[derive(Debug, Clone)]
pub struct PlanContact {
    /// The council that holds it.
    pub council: CouncilId,
    /// The sitting it belongs to; none between sittings.
    pub sitting: Option<SittingId>,
    /// Before, after or between.
    pub side: Side,
    /// In person, online or both.
    pub way: Way,
    /// Where and whom.
    pub setting: Setting,
    /// Chuyên đề; must be given for a meeting by theme.
    pub theme: String,
    /// When, where and who.
    pub arrangement: Arrangement,
    /// Whether it is taken over from the proposal as it stands.
    pub proposed: bool,
}

/// Đổi lịch, nơi, đại biểu.
#[derive(Debug, Clone)]
pub struct ChangeContact {
    /// The meeting.
    pub contact: ContactId,
    /// What it is to be.
    pub arrangement: Arrangement,
    /// Why.
    pub reason: String,
}

record! {
    struct GuestRow { council_id: CouncilId, person_id: PersonId }
    struct MandateTime { valid_from: Date, valid_to: Option<Date> }
}

sql! {
    INSERT = "INSERT INTO contact (id, council_id, sitting_id, side, way, setting, theme, unit_id, hamlet, place, held_on, starts_at, state, \
              proposed, minutes, folded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15)";
    REARRANGE = "UPDATE contact SET unit_id = $2, hamlet = $3, place = $4, held_on = $5, starts_at = $6, folded = $7, proposed = 0 WHERE id = $1";
    LAST = "SELECT coalesce(max(position), 0) FROM contact_step WHERE contact_id = $1";
    STEP = "INSERT INTO contact_step (contact_id, position, state, day, reason) VALUES ($1, $2, $3, $4, $5)";
    STATE = "UPDATE contact SET state = $2 WHERE id = $1";
    PRESS = "UPDATE contact SET press_told_on = $2, proposed = 0 WHERE id = $1";
    GUESTS = "SELECT council_id, person_id FROM contact_delegate WHERE contact_id = $1 ORDER BY council_id, person_id";
    UNINVITE = "DELETE FROM contact_delegate WHERE contact_id = $1";
    INVITE = "INSERT INTO contact_delegate (contact_id, person_id, council_id, reason) VALUES ($1, $2, $3, '')";
    MANDATES = "SELECT valid_from, valid_to FROM mandate WHERE council_id = $1 AND person_id = $2";
}

/// Lập kế hoạch một cuộc tiếp xúc.
pub async fn plan_contact(acting: &Acting<'_>, command: PlanContact) -> Result<ContactId> {
    let tx = &acting.tx;
    let council = council(tx, command.council).await?;
    acting.may(Act::PlanContacts, &council.path)?;
    let mut problems = Problems::default();
    let sitting = check_sitting(acting, &mut problems, &council, &command).await?;
    let theme = match command.setting {
        Setting::Theme => problems.text("theme", &command.theme),
        _ => vi::clean(&command.theme),
    };
    let made = check(acting, &mut problems, &council, &command.arrangement).await?;
    problems.refuse()?;

    let id = ContactId::fresh();
    let to = &command.arrangement;
    let values = args![
        id,
        council.id,
        sitting,
        command.side,
        command.way,
        command.setting,
        &theme,
        to.unit,
        &made.hamlet,
        &made.place,
        to.held_on,
        hour_text(to.starts_at),
        ContactState::Planned,
        command.proposed,
        folded(&made, &theme)
    ];
    tx.execute(INSERT, values).await?;
    invite(acting, id, &made.guests).await?;
    step(acting, id, ContactState::Planned, "").await?;
    let detail = json!({ "after": {
        "sitting": sitting, "side": command.side, "way": command.way, "setting": command.setting, "theme": theme, "unit": to.unit,
        "hamlet": made.hamlet, "place": made.place, "held_on": to.held_on, "starts_at": hour_text(to.starts_at), "delegates": made.guests,
    }});
    acting
        .audit(
            Act::PlanContacts,
            Some(council.id),
            "contact",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Đổi lịch, nơi, đại biểu, with the reason.
pub async fn change_contact(acting: &Acting<'_>, command: ChangeContact) -> Result<()> {
    let tx = &acting.tx;
    let before = contact(tx, command.contact, acting.today).await?;
    acting.may(Act::RunContact, &before.path)?;
    let state = before.state.after(Move::Change)?;
    let council = council(tx, before.council_id).await?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    let made = check(acting, &mut problems, &council, &command.arrangement).await?;
    problems.refuse()?;

    let guests = guests(tx, before.id).await?;
    let to = &command.arrangement;
    let values = args![
        before.id,
        to.unit,
        &made.hamlet,
        &made.place,
        to.held_on,
        hour_text(to.starts_at),
        folded(&made, &before.theme)
    ];
    tx.execute(REARRANGE, values).await?;
    tx.execute(UNINVITE, args![before.id]).await?;
    invite(acting, before.id, &made.guests).await?;
    step(acting, before.id, state, &reason).await?;
    let detail = json!({
        "before": arranged(&before, &guests),
        "after": {
            "unit": to.unit, "hamlet": made.hamlet, "place": made.place, "held_on": to.held_on,
            "starts_at": hour_text(to.starts_at), "delegates": made.guests,
        },
    });
    audit_run(acting, &before, &reason, detail).await
}

/// Adds delegates of another council: the two levels meet voters together.
pub(super) async fn join_contact(
    acting: &Acting<'_>,
    id: ContactId,
    more: &[Guest],
    reason: &str,
) -> Result<()> {
    let before = contact(&acting.tx, id, acting.today).await?;
    acting.may(Act::RunContact, &before.path)?;
    let state = before.state.after(Move::Change)?;
    let there = guests(&acting.tx, id).await?;
    let fresh: Vec<Guest> = more
        .iter()
        .filter(|guest| there.iter().all(|known| known.person != guest.person))
        .copied()
        .collect();
    invite(acting, id, &fresh).await?;
    step(acting, id, state, reason).await?;
    let detail = json!({ "before": { "delegates": there }, "added": fresh });
    audit_run(acting, &before, reason, detail).await
}

/// Thông báo: the voters know, and the press was told on this day.
pub async fn announce_contact(
    acting: &Acting<'_>,
    id: ContactId,
    press_told_on: Date,
) -> Result<()> {
    let before = contact(&acting.tx, id, acting.today).await?;
    acting.may(Act::RunContact, &before.path)?;
    let state = before.state.after(Move::Announce)?;
    let mut problems = Problems::default();
    problems.unless(press_told_on <= acting.today, "press_told_on", "day-ahead");
    problems.refuse()?;
    let values = args![id, press_told_on];
    acting.tx.execute(PRESS, values).await?;
    step(acting, id, state, "").await?;
    let detail = json!({
        "before": { "state": before.state },
        "after": { "state": state, "press_told_on": press_told_on },
    });
    audit_run(acting, &before, "", detail).await
}

/// Hủy cuộc tiếp xúc, with the reason.
pub async fn cancel_contact(acting: &Acting<'_>, id: ContactId, reason: &str) -> Result<()> {
    let before = contact(&acting.tx, id, acting.today).await?;
    acting.may(Act::RunContact, &before.path)?;
    let state = before.state.after(Move::Cancel)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    step(acting, id, state, &reason).await?;
    let detail = json!({ "before": { "state": before.state }, "after": { "state": state } });
    audit_run(acting, &before, &reason, detail).await
}

/// Who is to come to a meeting.
pub async fn guests(db: &impl Reader, id: ContactId) -> Result<Vec<Guest>> {
    let rows: Vec<GuestRow> = db.all(GUESTS, args![id]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Guest {
            council: row.council_id,
            person: row.person_id,
        })
        .collect())
}

/// Takes the step to a state today.
pub(super) async fn step(
    acting: &Acting<'_>,
    id: ContactId,
    state: ContactState,
    reason: &str,
) -> Result<()> {
    let last: Option<i64> = acting.tx.scalar(LAST, args![id]).await?;
    let values = args![id, last.unwrap_or(0) + 1, state, acting.today, reason];
    acting.tx.execute(STEP, values).await?;
    acting.tx.execute(STATE, args![id, state]).await?;
    Ok(())
}

async fn audit_run(
    acting: &Acting<'_>,
    of: &Contact,
    reason: &str,
    detail: serde_json::Value,
) -> Result<()> {
    let council = Some(of.council_id);
    acting
        .audit(Act::RunContact, council, "contact", of.id, reason, detail)
        .await
}

fn arranged(of: &Contact, guests: &[Guest]) -> serde_json::Value {
    json!({
        "unit": of.unit_id, "hamlet": of.hamlet, "place": of.place, "held_on": of.held_on, "starts_at": of.starts_at, "delegates": guests,
    })
}

async fn invite(acting: &Acting<'_>, id: ContactId, guests: &[Guest]) -> Result<()> {
    for guest in guests {
        let values = args![id, guest.person, guest.council];
        acting.tx.execute(INVITE, values).await?;
    }
    Ok(())
}

/// An arrangement whose texts are clean and whose delegates are there once each.
struct Made {
    hamlet: String,
    place: String,
    unit_name: String,
    guests: Vec<Guest>,
}

fn folded(made: &Made, theme: &str) -> String {
    let Made {
        hamlet,
        place,
        unit_name,
        ..
    } = made;
    vi::fold(&format!("{unit_name} {hamlet} {place} {theme}"))
}

async fn check(
    acting: &Acting<'_>,
    problems: &mut Problems,
    council: &CouncilRef,
    to: &Arrangement,
) -> Result<Made> {
    let tx = &acting.tx;
    let place = problems.text("place", &to.place);
    let exists = council.period().contains(to.held_on);
    problems.unless(exists, "held_on", "council-not-on-that-day");
    let unit = match unit(tx, to.unit).await {
        Ok(unit) => Some(unit),
        Err(crate::Refusal::NotFound(_)) => None,
        Err(refusal) => return Err(refusal),
    };
    let standing = unit.as_ref().is_some_and(|unit| {
        let begun = unit.valid_from <= to.held_on;
        unit.level == Level::Commune && begun && unit.valid_to.is_none_or(|end| to.held_on < end)
    });
    problems.unless(standing, "unit", "choice-unknown");
    let mut guests = to.delegates.clone();
    guests.sort_unstable();
    guests.dedup_by_key(|guest| guest.person);
    problems.unless(!guests.is_empty(), "delegates", "contact-nobody-chosen");
    for guest in &guests {
        let values = args![guest.council, guest.person];
        let mandates: Vec<MandateTime> = tx.all(MANDATES, values).await?;
        // One who leaves before the day is a conflict that is shown; one who never was a delegate there is a mistake.
        let ever = mandates.iter().any(|mandate| {
            mandate.valid_from <= to.held_on
                && mandate
                    .valid_to
                    .is_none_or(|end| acting.today < end || to.held_on < end)
        });
        problems.unless(ever, "delegates", "choice-unknown");
    }
    Ok(Made {
        hamlet: vi::clean(&to.hamlet),
        place,
        unit_name: unit.map(|unit| unit.name).unwrap_or_default(),
        guests,
    })
}

/// The sitting that the meeting belongs to, if it lies before or after one of the council's own.
async fn check_sitting(
    acting: &Acting<'_>,
    problems: &mut Problems,
    council: &CouncilRef,
    command: &PlanContact,
) -> Result<Option<SittingId>> {
    if command.side == Side::Between {
        return Ok(None);
    }
    let Some(id) = command.sitting else {
        problems.add(Problem::new("sitting", "missing"));
        return Ok(None);
    };
    let own = match sitting(&acting.tx, id).await {
        Ok(sitting) => sitting.council_id == council.id,
        Err(crate::Refusal::NotFound(_)) => false,
        Err(refusal) => return Err(refusal),
    };
    problems.unless(own, "sitting", "choice-unknown");
    Ok(Some(id))
}

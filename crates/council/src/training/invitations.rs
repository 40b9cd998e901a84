//! Giấy mời: inviting everyone who must attend, or one person by hand; excuses.
//!
//! **Invariants.** A person is invited to a class at most once. Those invited and neither excused nor withdrawn are never more than
//! the class has room for: an act that would exceed it does nothing and says by how many. Inviting twice changes nothing.

use std::collections::HashSet;

use kernel::Timestamp;
use kernel::ids::{ClassId, CouncilId, InvitationId, PersonId};
use kernel::vi;
use serde_json::json;
use store::{Reader, args, record, sql};

use super::classes::{ClassRef, class};
use super::obligations::{self, Obliged};
use super::{Ground, InvitationState, makeup};
use crate::access::Act;
use crate::{Acting, Problem, Refusal, Result};

record! {
    /// An invitation.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct InvitationRow {
        /// The invitation.
        pub id: InvitationId,
        /// The class.
        pub class_id: ClassId,
        /// The person.
        pub person_id: PersonId,
        /// The council the person attends for.
        pub council_id: Option<CouncilId>,
        /// Why invited.
        pub ground: Ground,
        /// Its state.
        pub state: InvitationState,
        /// When invited.
        pub invited_at: Timestamp,
    }
}

sql! {
    OF_CLASS = "SELECT id, class_id, person_id, council_id, ground, state, invited_at FROM invitation WHERE class_id = $1 ORDER BY id";
    OF_PERSON = "SELECT id, class_id, person_id, council_id, ground, state, invited_at FROM invitation WHERE class_id = $1 AND person_id = $2";
    ONE = "SELECT id, class_id, person_id, council_id, ground, state, invited_at FROM invitation WHERE id = $1";
    INSERT = "INSERT INTO invitation (id, class_id, person_id, council_id, ground, state, reason, invited_at) \
              VALUES ($1, $2, $3, $4, $5, $6, '', $7)";
    SET_STATE = "UPDATE invitation SET state = $2, reason = $3 WHERE id = $1";
    PATH = "SELECT path FROM council WHERE id = $1";
    PERSON = "SELECT count(*) FROM person WHERE id = $1 AND merged_into IS NULL";
    COUNCIL_OF = "SELECT x.council_id FROM ( \
                    SELECT m.council_id, m.valid_from, m.valid_to, m.person_id FROM mandate m \
                    UNION ALL \
                    SELECT e.council_id, e.valid_from, e.valid_to, e.person_id FROM employment e WHERE e.council_id IS NOT NULL) x \
                  JOIN council co ON co.id = x.council_id LEFT JOIN class_council cc ON cc.council_id = x.council_id AND cc.class_id = $3 \
                  WHERE x.person_id = $1 AND x.valid_from <= $2 AND (x.valid_to IS NULL OR x.valid_to > $2) \
                  ORDER BY CASE WHEN cc.class_id IS NULL THEN 1 ELSE 0 END, length(co.path), co.path";
}

/// What inviting did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Invited {
    /// How many were invited now.
    pub new: usize,
    /// How many of them had an invitation before.
    pub already: usize,
}

/// How many more a class would have to hold; nothing while there is room.
pub const fn over_capacity(capacity: i64, taken: i64, wanted: i64) -> Option<i64> {
    let over = taken + wanted - capacity;
    if wanted > 0 && over > 0 {
        Some(over)
    } else {
        None
    }
}

/// The invitations of a class.
pub async fn invitations(db: &impl Reader, class: ClassId) -> Result<Vec<InvitationRow>> {
    Ok(db.all(OF_CLASS, args![class]).await?)
}

/// The invitation of a person to a class, if there is one.
pub async fn invitation_of(
    db: &impl Reader,
    class: ClassId,
    person: PersonId,
) -> Result<Option<InvitationRow>> {
    Ok(db.one(OF_PERSON, args![class, person]).await?)
}

/// Mời tất cả những người phải dự; of a make-up class, those still missing.
pub async fn invite_obliged(acting: &Acting<'_>, id: ClassId) -> Result<Invited> {
    let class = class(&acting.tx, id).await?;
    acting.may(Act::Invite, &class.path)?;
    let obliged = match class.makeup_of {
        Some(_) => makeup::missing(&acting.tx, &class).await?,
        None => obligations::audience_of(&acting.tx, &class).await?.obliged,
    };
    invite(acting, &class, &obliged).await
}

/// Mời thêm một người.
#[derive(Debug, Clone, Copy)]
pub struct InviteByHand {
    /// The class.
    pub class: ClassId,
    /// The person.
    pub person: PersonId,
}

/// Mời thêm một người; one whose invitation was withdrawn or who was excused is invited anew.
pub async fn invite_by_hand(acting: &Acting<'_>, command: InviteByHand) -> Result<Invited> {
    let class = class(&acting.tx, command.class).await?;
    acting.may(Act::Invite, &class.path)?;
    let known: Option<i64> = acting.tx.scalar(PERSON, args![command.person]).await?;
    if known != Some(1) {
        return Err(Refusal::NotFound("person"));
    }
    let rows = invitations(&acting.tx, class.id).await?;
    match rows.iter().find(|row| row.person_id == command.person) {
        Some(row) if row.state == InvitationState::Invited => Ok(Invited { new: 0, already: 1 }),
        Some(row) => {
            class.state.inviting()?;
            room(&class, &rows, 1)?;
            set(
                acting,
                &class,
                row,
                InvitationState::Invited,
                "",
                Act::Invite,
            )
            .await?;
            Ok(Invited { new: 1, already: 0 })
        }
        None => {
            let values = args![command.person, class.starts_on, class.id];
            let council: Option<CouncilId> = acting.tx.scalar(COUNCIL_OF, values).await?;
            let council = council.unwrap_or(class.council_id);
            let obliged = Obliged {
                person: command.person,
                council,
                ground: Ground::ByHand,
            };
            invite(acting, &class, &[obliged]).await
        }
    }
}

async fn invite(acting: &Acting<'_>, class: &ClassRef, obliged: &[Obliged]) -> Result<Invited> {
    class.state.inviting()?;
    let rows = invitations(&acting.tx, class.id).await?;
    let known: HashSet<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let new: Vec<&Obliged> = obliged
        .iter()
        .filter(|one| !known.contains(&one.person))
        .collect();
    room(class, &rows, new.len())?;
    let outcome = Invited {
        new: new.len(),
        already: obliged.len() - new.len(),
    };
    if new.is_empty() {
        return Ok(outcome);
    }
    let values = new.iter().map(|one| {
        args![
            InvitationId::fresh(),
            class.id,
            one.person,
            one.council,
            one.ground,
            InvitationState::Invited,
            acting.now
        ]
    });
    acting
        .tx
        .execute_each(INSERT, values.collect::<Vec<_>>())
        .await?;
    let detail = json!({"after": {"invited": new}});
    acting
        .audit(
            Act::Invite,
            Some(class.council_id),
            "class",
            class.id,
            "",
            detail,
        )
        .await?;
    Ok(outcome)
}

fn room(class: &ClassRef, rows: &[InvitationRow], wanted: usize) -> Result<()> {
    let taken = rows
        .iter()
        .filter(|row| row.state == InvitationState::Invited)
        .count() as i64;
    match over_capacity(class.capacity, taken, wanted as i64) {
        None => Ok(()),
        Some(over) => Err(Problem::new("capacity", "class-full")
            .with("capacity", class.capacity)
            .with("taken", taken)
            .with("wanted", wanted)
            .with("over", over)
            .into()),
    }
}

/// Xin vắng mặt có lý do: by the invited person or by a clerk.
#[derive(Debug, Clone)]
pub struct Excuse {
    /// The invitation.
    pub invitation: InvitationId,
    /// Why.
    pub reason: String,
}

/// Xin vắng mặt có lý do.
pub async fn excuse(acting: &Acting<'_>, command: Excuse) -> Result<()> {
    let row = invitation(&acting.tx, command.invitation).await?;
    let class = class(&acting.tx, row.class_id).await?;
    let own_path = council_path(&acting.tx, &row, &class).await?;
    if acting.may(Act::Excuse, &class.path).is_err() {
        acting
            .actor
            .may_for(Act::Excuse, row.person_id, &own_path)?;
    }
    class.state.inviting()?;
    let reason = vi::clean(&command.reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "excuse-reason-missing").into());
    }
    match row.state {
        InvitationState::Withdrawn => Err(Problem::new("", "invitation-withdrawn").into()),
        _ => {
            set(
                acting,
                &class,
                &row,
                InvitationState::Excused,
                &reason,
                Act::Excuse,
            )
            .await
        }
    }
}

/// Rút giấy mời.
pub async fn withdraw_invitation(
    acting: &Acting<'_>,
    id: InvitationId,
    reason: &str,
) -> Result<()> {
    let row = invitation(&acting.tx, id).await?;
    let class = class(&acting.tx, row.class_id).await?;
    acting.may(Act::Invite, &class.path)?;
    class.state.inviting()?;
    let reason = vi::clean(reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "withdraw-reason-missing").into());
    }
    set(
        acting,
        &class,
        &row,
        InvitationState::Withdrawn,
        &reason,
        Act::Invite,
    )
    .await
}

/// One invitation.
pub async fn invitation(db: &impl Reader, id: InvitationId) -> Result<InvitationRow> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("invitation"))
}

async fn council_path(db: &impl Reader, row: &InvitationRow, class: &ClassRef) -> Result<String> {
    let path: Option<String> = match row.council_id {
        Some(council) => db.scalar(PATH, args![council]).await?,
        None => None,
    };
    Ok(path.unwrap_or_else(|| class.path.clone()))
}

/// The reason stays out of the audit chain, because fewer may read it than may read the chain.
async fn set(
    acting: &Acting<'_>,
    class: &ClassRef,
    row: &InvitationRow,
    state: InvitationState,
    reason: &str,
    act: Act,
) -> Result<()> {
    acting
        .tx
        .execute(SET_STATE, args![row.id, state, reason])
        .await?;
    let detail =
        json!({"before": {"state": row.state}, "after": {"state": state}, "person": row.person_id});
    acting
        .audit(
            act,
            Some(class.council_id),
            "invitation",
            row.id,
            "",
            detail,
        )
        .await
}

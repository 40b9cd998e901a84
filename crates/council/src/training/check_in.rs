//! Tự điểm danh: the code shown at the door of a lesson, and the delegate's telephone that answers it.
//!
//! **Invariants.** A code is good for one lesson, on the day of that lesson, for a few minutes; nobody can make one without the key of
//! the installation. It proves that somebody was where it was shown; who it was, the sign-in says.

use auth::token::{Code, Length};
use kernel::ids::{LessonId, PersonId};
use kernel::{Timestamp, time};
use store::{Db, Reader, args, record, sql};

use super::attendance::{Mark, RollChange, class_of, keep, mark_of};
use super::classes::{ClassRef, lessons};
use super::invitations::invitation_of;
use super::{ClassState, InvitationState, Presence, RollMethod, keys};
use crate::access::{Act, Actor};
use crate::{Acting, Problem, Result};

/// How long a scanned code is good, in seconds: long enough to sign in, too short to send around.
const GOOD_FOR: i64 = 150;
/// How long a typed code is shown, in seconds; it is good while shown and as long again.
const STEP: i64 = 75;
const PURPOSE: &str = "training/check-in";

/// What the screen at the door shows.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct DoorCode {
    /// The lesson.
    pub lesson: LessonId,
    /// Goes into the link that the QR code holds.
    pub signed: String,
    /// The code to type where no camera is at hand.
    pub typed: String,
    /// When the screen should ask for the next one.
    pub renew_at: Timestamp,
    /// When this one is no longer good.
    pub expires_at: Timestamp,
}

/// What a delegate shows to prove that he or she is at the door.
#[derive(Debug, Clone)]
pub enum Proof {
    /// Scanned.
    Scanned(String),
    /// Typed for a lesson.
    Typed(LessonId, String),
}

record! {
    struct DayRow { day: kernel::Date }
}

sql! {
    DAY = "SELECT day FROM lesson WHERE id = $1";
}

/// The code to show now; asked for again before it expires.
pub async fn door_code(
    db: &Db,
    actor: &Actor,
    lesson: LessonId,
    now: Timestamp,
) -> Result<DoorCode> {
    let class = class_of(db, lesson).await?;
    actor.may(Act::TakeRoll, &class.path)?;
    open_today(db, &class, lesson, now).await?;
    let key = keys::ready(db, keys::CHECK_IN).await?;
    let seconds = now.as_second();
    let expires = seconds + GOOD_FOR;
    Ok(DoorCode {
        lesson,
        signed: key.sign(PURPOSE, &lesson.to_string(), expires),
        typed: key.rotating(&lesson.to_string(), step(seconds)).to_string(),
        renew_at: instant((seconds / STEP + 1) * STEP),
        expires_at: instant(expires),
    })
}

/// Tự điểm danh: the signed-in person is present. Answering twice gives the same receipt.
pub async fn check_in(acting: &Acting<'_>, proof: Proof) -> Result<Mark> {
    let person = acting
        .actor
        .person
        .ok_or_else(|| Problem::new("", "check-in-account-without-person"))?;
    let lesson = proven(acting, &proof).await?;
    let class = class_of(&acting.tx, lesson).await?;
    acting.actor.may_for(Act::CheckIn, person, &class.path)?;
    open_today(&acting.tx, &class, lesson, acting.now).await?;
    let invited = invitation_of(&acting.tx, class.id, person).await?;
    if invited.is_none_or(|row| row.state == InvitationState::Withdrawn) {
        return Err(Problem::new("", "check-in-not-invited").into());
    }
    let before = mark_of(&acting.tx, lesson, person).await?;
    match before {
        Some(mark) if mark.status == Presence::Present => Ok(mark),
        before => {
            let after = receipt(lesson, person, acting.now);
            let change = RollChange {
                before,
                after: after.clone(),
            };
            keep(acting, &class, Act::CheckIn, vec![change]).await?;
            Ok(after)
        }
    }
}

fn receipt(lesson: LessonId, person: PersonId, now: Timestamp) -> Mark {
    Mark {
        lesson_id: lesson,
        person_id: person,
        status: Presence::Present,
        method: RollMethod::Qr,
        recorded_at: now,
        reason: String::new(),
    }
}

async fn proven(acting: &Acting<'_>, proof: &Proof) -> Result<LessonId> {
    let refused = || Problem::new("code", "check-in-code-refused");
    let key = keys::stored(&acting.tx, keys::CHECK_IN)
        .await?
        .ok_or_else(refused)?;
    let now = acting.now.as_second();
    match proof {
        Proof::Scanned(text) => {
            let payload = key.verify(PURPOSE, text, now).map_err(|why| match why {
                auth::token::Refused::Expired => Problem::new("code", "check-in-code-expired"),
                _ => refused(),
            })?;
            Ok(payload.parse().map_err(|_| refused())?)
        }
        Proof::Typed(lesson, text) => {
            let code = Code::parse(text, Length::Brief)
                .map_err(|_| Problem::new("code", "check-in-code-mistyped"))?;
            if key.rotating_holds(&lesson.to_string(), &code, step(now)) {
                Ok(*lesson)
            } else {
                Err(Problem::new("code", "check-in-code-expired").into())
            }
        }
    }
}

async fn open_today(
    db: &impl Reader,
    class: &ClassRef,
    lesson: LessonId,
    now: Timestamp,
) -> Result<()> {
    if class.state != ClassState::Open {
        return Err(Problem::new("", "check-in-class-not-open").into());
    }
    let today = time::local(now).date();
    let row: Option<DayRow> = db.one(DAY, args![lesson]).await?;
    if row.is_some_and(|row| row.day == today) {
        Ok(())
    } else {
        Err(Problem::new("", "check-in-not-today").into())
    }
}

/// The lesson of a class whose door a screen should show: the one that runs now, else the next of the day.
pub async fn lesson_at_the_door(
    db: &impl Reader,
    class: kernel::ids::ClassId,
    now: Timestamp,
) -> Result<Option<LessonId>> {
    let local = time::local(now);
    let hour = super::classes::slot_text(local.time());
    let today: Vec<_> = lessons(db, class)
        .await?
        .into_iter()
        .filter(|lesson| lesson.day == local.date())
        .collect();
    Ok(today
        .iter()
        .find(|lesson| hour <= lesson.ends_at)
        .or(today.last())
        .map(|lesson| lesson.id))
}

fn step(seconds: i64) -> u64 {
    u64::try_from(seconds / STEP).unwrap_or(0)
}

fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

//! Điểm danh: the roll of each lesson, by code at the door, by list, or by import.
//!
//! **Invariants.** Only invited people stand on a roll. Recording the same twice changes nothing. What a correction replaced stays in
//! the audit chain. A roll is open while its class is open or held.

use std::collections::HashMap;

use kernel::Timestamp;
use kernel::ids::{ClassId, LessonId, PersonId};
use kernel::vi;
use serde_json::json;
use store::{Reader, args, record, sql};

use super::classes::{ClassRef, LessonRow, class, lessons};
use super::invitations::invitations;
use super::{InvitationState, Presence, RollMethod};
use crate::access::Act;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

record! {
    /// What the roll says of a person at a lesson.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    pub struct Mark {
        /// The lesson.
        pub lesson_id: LessonId,
        /// The person.
        pub person_id: PersonId,
        /// Present or not.
        pub status: Presence,
        /// How it was recorded.
        pub method: RollMethod,
        /// When.
        pub recorded_at: Timestamp,
        /// Why absent.
        #[serde(skip)]
        pub reason: String,
    }
}

sql! {
    CLASS_OF = "SELECT class_id FROM lesson WHERE id = $1";
    MARKS = "SELECT a.lesson_id, a.person_id, a.status, a.method, a.recorded_at, a.reason FROM attendance a \
             JOIN lesson l ON l.id = a.lesson_id WHERE l.class_id = $1";
    MARK = "SELECT lesson_id, person_id, status, method, recorded_at, reason FROM attendance WHERE lesson_id = $1 AND person_id = $2";
    PRESENT = "SELECT count(*) FROM attendance WHERE lesson_id = $1 AND status = 'present'";
    ASKED = "SELECT count(*) FROM invitation WHERE class_id = $1";
    PUT = "INSERT INTO attendance (lesson_id, person_id, status, method, recorded_at, reason) VALUES ($1, $2, $3, $4, $5, $6) \
           ON CONFLICT (lesson_id, person_id) DO UPDATE SET status = excluded.status, method = excluded.method, \
           recorded_at = excluded.recorded_at, reason = excluded.reason";
}

/// One line of a roll.
#[derive(Debug, Clone)]
pub struct RollLine {
    /// Who.
    pub person: PersonId,
    /// Present or not.
    pub presence: Presence,
    /// Why absent, where known.
    pub reason: String,
}

/// Điểm danh theo danh sách.
#[derive(Debug, Clone)]
pub struct TakeRoll {
    /// The lesson.
    pub lesson: LessonId,
    /// The list.
    pub lines: Vec<RollLine>,
}

/// What a line of a roll changed.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct RollChange {
    /// What stood there before.
    pub before: Option<Mark>,
    /// What stands there now.
    pub after: Mark,
}

/// Điểm danh theo danh sách, the whole of it at once; corrects what was recorded before.
pub async fn take_roll(acting: &Acting<'_>, command: TakeRoll) -> Result<Vec<RollChange>> {
    let class = class_of(&acting.tx, command.lesson).await?;
    acting.may(Act::TakeRoll, &class.path)?;
    let wanted = command
        .lines
        .into_iter()
        .map(|line| (command.lesson, line))
        .collect();
    record_marks(acting, &class, wanted, RollMethod::Roll).await
}

/// A row of an attendance list as an import reads it.
#[derive(Debug, Clone)]
pub struct AttendanceRow {
    /// The lesson; `None` for every lesson of the class.
    pub lesson: Option<LessonId>,
    /// What it says.
    pub line: RollLine,
}

/// Điểm danh từ tệp: all rows or none. Everyone in it has to be invited.
pub async fn record_attendance_rows(
    acting: &Acting<'_>,
    id: ClassId,
    rows: Vec<AttendanceRow>,
) -> Result<Vec<RollChange>> {
    let class = class(&acting.tx, id).await?;
    acting.may(Act::TakeRoll, &class.path)?;
    let all = lessons(&acting.tx, id).await?;
    let mut wanted = Vec::new();
    for row in rows {
        match row.lesson {
            Some(lesson) if all.iter().all(|one| one.id != lesson) => {
                return Err(Problem::new("lesson", "lesson-of-another-class").into());
            }
            Some(lesson) => wanted.push((lesson, row.line)),
            None => wanted.extend(all.iter().map(|one| (one.id, row.line.clone()))),
        }
    }
    record_marks(acting, &class, wanted, RollMethod::Import).await
}

pub(super) async fn class_of(db: &impl Reader, lesson: LessonId) -> Result<ClassRef> {
    let id: Option<ClassId> = db.scalar(CLASS_OF, args![lesson]).await?;
    class(db, id.ok_or(Refusal::NotFound("lesson"))?).await
}

/// A lesson with its class.
pub async fn lesson(db: &impl Reader, id: LessonId) -> Result<(ClassRef, LessonRow)> {
    let class = class_of(db, id).await?;
    let all = lessons(db, class.id).await?;
    let lesson = all.into_iter().find(|lesson| lesson.id == id);
    Ok((class, lesson.ok_or(Refusal::NotFound("lesson"))?))
}

/// What the roll of a lesson says of one person.
pub async fn mark_of(db: &impl Reader, id: LessonId, person: PersonId) -> Result<Option<Mark>> {
    Ok(db.one(MARK, args![id, person]).await?)
}

/// How many are present at a lesson, of how many that were ever invited to its class.
pub async fn present_at(db: &impl Reader, class: ClassId, id: LessonId) -> Result<(i64, i64)> {
    let present: Option<i64> = db.scalar(PRESENT, args![id]).await?;
    let asked: Option<i64> = db.scalar(ASKED, args![class]).await?;
    Ok((present.unwrap_or(0), asked.unwrap_or(0)))
}

pub(super) async fn marks(
    db: &impl Reader,
    class: ClassId,
) -> Result<HashMap<(LessonId, PersonId), Mark>> {
    let rows: Vec<Mark> = db.all(MARKS, args![class]).await?;
    Ok(rows
        .into_iter()
        .map(|mark| ((mark.lesson_id, mark.person_id), mark))
        .collect())
}

async fn record_marks(
    acting: &Acting<'_>,
    class: &ClassRef,
    wanted: Vec<(LessonId, RollLine)>,
    method: RollMethod,
) -> Result<Vec<RollChange>> {
    class.state.rolling()?;
    let invited = invitations(&acting.tx, class.id).await?;
    let mut problems = Problems::default();
    let strangers = wanted
        .iter()
        .filter(|(_, line)| {
            !invited
                .iter()
                .any(|row| row.person_id == line.person && row.state != InvitationState::Withdrawn)
        })
        .count();
    if strangers > 0 {
        problems.add(Problem::new("lines", "roll-person-not-invited").with("count", strangers));
    }
    let mut keys = std::collections::HashSet::new();
    problems.unless(
        wanted
            .iter()
            .all(|(lesson, line)| keys.insert((*lesson, line.person))),
        "lines",
        "roll-person-twice",
    );
    problems.refuse()?;
    let mut before = marks(&acting.tx, class.id).await?;
    let changes = wanted
        .into_iter()
        .filter_map(|(lesson, line)| {
            let before = before.remove(&(lesson, line.person));
            let reason = vi::clean(&line.reason);
            let same = before
                .as_ref()
                .is_some_and(|mark| mark.status == line.presence && mark.reason == reason);
            (!same).then_some(RollChange {
                before,
                after: Mark {
                    lesson_id: lesson,
                    person_id: line.person,
                    status: line.presence,
                    method,
                    recorded_at: acting.now,
                    reason,
                },
            })
        })
        .collect();
    keep(acting, class, Act::TakeRoll, changes).await
}

/// Writes changes of a roll with what they replaced.
pub(super) async fn keep(
    acting: &Acting<'_>,
    class: &ClassRef,
    act: Act,
    changes: Vec<RollChange>,
) -> Result<Vec<RollChange>> {
    if changes.is_empty() {
        return Ok(changes);
    }
    // Collected, because a borrowing iterator held over an await keeps the future from moving between threads.
    let values: Vec<Vec<store::Value>> = changes
        .iter()
        .map(|RollChange { after, .. }| {
            args![
                after.lesson_id,
                after.person_id,
                after.status,
                after.method,
                after.recorded_at,
                &after.reason
            ]
        })
        .collect();
    acting.tx.execute_each(PUT, values).await?;
    let detail = json!({"changes": changes});
    acting
        .audit(act, Some(class.council_id), "class", class.id, "", detail)
        .await?;
    Ok(changes)
}

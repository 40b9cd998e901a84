//! Ngày nghỉ: the table of days that are not what their weekday says, and the working days that follow from it.

use jiff::civil::Weekday;
use kernel::ids::CalendarDayId;
use kernel::{Date, Workdays};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::DayKind;
use crate::access::Act;
use crate::refusal::Problems;
use crate::seed_data::Certainty;
use crate::{Acting, Problem, Refusal, Result};

/// What an administrator states of a day.
#[derive(Debug, Clone)]
pub struct StateDay {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: DayKind,
    /// What it is called.
    pub name: String,
    /// What it rests on.
    pub basis: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why it is stated so.
    pub reason: String,
}

record! {
    /// A day that is not what its weekday says.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = sittings::CalendarDay)]
    pub struct CalendarDay {
        /// The record.
        pub id: CalendarDayId,
        /// The day.
        pub day: Date,
        /// What it is.
        pub kind: DayKind,
        /// What it is called.
        pub name: String,
        /// What it rests on.
        pub basis: String,
        /// How sure it is.
        pub certainty: Certainty,
    }

    struct Taken { removed_on: Option<Date> }
}

sql! {
    DAYS = "SELECT id, day, kind, name, basis, certainty FROM calendar_day WHERE removed_on IS NULL ORDER BY day";
    DAY = "SELECT id, day, kind, name, basis, certainty FROM calendar_day WHERE id = $1 AND removed_on IS NULL";
    TAKEN = "SELECT removed_on FROM calendar_day WHERE day = $1";
    INSERT = "INSERT INTO calendar_day (id, day, kind, name, basis, certainty) VALUES ($1, $2, $3, $4, $5, $6) \
              ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name, basis = excluded.basis, \
              certainty = excluded.certainty, removed_on = NULL";
    REMOVE = "UPDATE calendar_day SET removed_on = $2 WHERE id = $1";
}

/// Working days by the table of days off, for every capability that counts by them.
pub async fn workdays(db: &impl Reader) -> Result<Workdays> {
    let days = db.all_kept::<CalendarDay>(DAYS, args![]).await?;
    Ok(Workdays::new(
        days.iter().map(|day| (day.day, day.kind == DayKind::Work)),
    ))
}

/// The days that are not what their weekday says, in order.
pub async fn days_off(db: &impl Reader) -> Result<Vec<CalendarDay>> {
    Ok(db.all_kept::<CalendarDay>(DAYS, args![]).await?.to_vec())
}

/// One of them.
pub async fn day_off(db: &impl Reader, id: CalendarDayId) -> Result<CalendarDay> {
    db.one(DAY, args![id])
        .await?
        .ok_or(Refusal::NotFound("calendar_day"))
}

/// Bổ sung một ngày.
pub async fn add_day(acting: &Acting<'_>, command: StateDay) -> Result<CalendarDayId> {
    acting.may(Act::EditDaysOff, "")?;
    let mut problems = Problems::default();
    let taken: Option<Taken> = acting.tx.one(TAKEN, args![command.day]).await?;
    let is_there = taken.is_some_and(|row| row.removed_on.is_none());
    problems.unless(!is_there, "day", "day-off-there");
    state(acting, command, problems, None).await
}

/// Sửa một ngày: the day itself stays; another day is another record.
pub async fn change_day(
    acting: &Acting<'_>,
    id: CalendarDayId,
    command: StateDay,
) -> Result<CalendarDayId> {
    acting.may(Act::EditDaysOff, "")?;
    let before = day_off(&acting.tx, id).await?;
    let command = StateDay {
        day: before.day,
        ..command
    };
    state(acting, command, Problems::default(), Some(before)).await
}

/// Bỏ một ngày, with the reason; it is again what its weekday says.
pub async fn remove_day(acting: &Acting<'_>, id: CalendarDayId, reason: &str) -> Result<()> {
    acting.may(Act::EditDaysOff, "")?;
    let before = day_off(&acting.tx, id).await?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let values = args![id, acting.today];
    acting.tx.execute(REMOVE, values).await?;
    let detail = json!({ "before": before });
    acting
        .audit(Act::EditDaysOff, None, "calendar_day", id, &reason, detail)
        .await
}

async fn state(
    acting: &Acting<'_>,
    command: StateDay,
    mut problems: Problems,
    before: Option<CalendarDay>,
) -> Result<CalendarDayId> {
    let name = problems.text("name", &command.name);
    let basis = problems.text("basis", &command.basis);
    let reason = problems.text("reason", &command.reason);
    let weekend = matches!(command.day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let differs = weekend == (command.kind == DayKind::Work);
    if !differs {
        problems.add(Problem::new("kind", "day-off-as-its-weekday"));
    }
    problems.refuse()?;
    let after = CalendarDay {
        id: day_id(command.day),
        day: command.day,
        kind: command.kind,
        name,
        basis,
        certainty: command.certainty,
    };
    let values = args![
        after.id,
        after.day,
        after.kind,
        &after.name,
        &after.basis,
        after.certainty
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({ "before": before, "after": after });
    let act = Act::EditDaysOff;
    acting
        .audit(act, None, "calendar_day", after.id, &reason, detail)
        .await?;
    Ok(after.id)
}

/// The identifier of a day, the same in every installation.
pub(crate) fn day_id(day: Date) -> CalendarDayId {
    let digits =
        i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day());
    // The generator keeps the upper ten bytes.
    CalendarDayId::reproducible(0, u128::from(digits.unsigned_abs()) << 64)
}

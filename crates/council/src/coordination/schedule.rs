//! When a duty is due: its periods within the time the regulation is in force, and how each stands on a day. Pure.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::{Date, Period};

use super::records::Duty;
use super::{Recurrence, Standing};
use crate::sittings::calendar::{self, by};
use crate::sittings::{Sitting, SittingKind};

/// A period of a duty with the day by which it is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) period: String,
    pub(super) due_on: Date,
}

/// The longest time before the end of a period, or before a sitting, by which a duty can be due.
pub(super) const fn most_days(recurrence: Recurrence) -> u32 {
    match recurrence {
        Recurrence::Monthly => 27,
        Recurrence::Quarterly => 89,
        Recurrence::HalfYearly => 180,
        Recurrence::Yearly => 364,
        Recurrence::BeforeSitting => 90,
        Recurrence::Once | Recurrence::OnRequest => 0,
    }
}

/// The periods of a duty that are due in a year, while the regulation is in force. What is asked for has none: it comes from the
/// records.
pub(super) fn slots(duty: &Duty, force: Period, year: i16, sittings: &[Sitting]) -> Vec<Slot> {
    let before = |day: Date| day.saturating_sub(i64::from(duty.days).days());
    let all: Vec<Slot> = match (duty.recurrence, duty.recurrence.months()) {
        (_, Some(months)) => (1..=12 / months)
            .map(|number| Slot {
                period: match 12 / months {
                    1 => year.to_string(),
                    of => format!("{year}-{number}/{of}"),
                },
                due_on: before(date(year, number * months, 1).last_of_month()),
            })
            .collect(),
        (Recurrence::Once, _) => duty
            .due_on
            .map(|due_on| Slot {
                period: "once".to_owned(),
                due_on,
            })
            .into_iter()
            .collect(),
        (Recurrence::BeforeSitting, _) => sittings
            .iter()
            .filter(|sitting| {
                sitting.kind == SittingKind::Regular && sitting.cancelled_on.is_none()
            })
            .map(|sitting| Slot {
                period: sitting.id.to_string(),
                due_on: before(sitting.opens_on),
            })
            .collect(),
        _ => Vec::new(),
    };
    all.into_iter()
        .filter(|slot| slot.due_on.year() == year && force.contains(slot.due_on))
        .collect()
}

/// How something that is due on a day stands on another: the standing, and the days late or left.
pub(super) fn standing(
    due_on: Date,
    done_on: Option<Date>,
    excused_on: Option<Date>,
    soon: u32,
    on: Date,
) -> (Standing, u32) {
    let judged = by(due_on, done_on, on);
    let done = done_on.is_some_and(|day| day <= on);
    if !done && excused_on.is_some_and(|day| day <= on) {
        return (Standing::Excused, 0);
    }
    let standing = match judged.standing {
        calendar::Standing::DoneInTime => Standing::Met,
        calendar::Standing::DoneLate => Standing::Late,
        calendar::Standing::Overdue => Standing::Unmet,
        _ if judged.days <= soon => Standing::DueSoon,
        _ => Standing::Ahead,
    };
    (standing, judged.days)
}

//! How regulations, duties, tasks and flags are said.

use council::coordination::flags::{Flag, FlagKind};
use council::coordination::queries::{Counts, TaskLine};
use council::coordination::{Coordination, CoordinationState, Duty, Recurrence, Standing};
use kernel::vi;
use ui::Tone;

use crate::visit::Visit;

/// "Quy chế phối hợp … số 05/QCPH".
pub fn title(visit: &Visit, of: &Coordination) -> String {
    if of.number.is_empty() {
        return of.title.clone();
    }
    let values = [("number", of.number.as_str()), ("title", &of.title)];
    visit.tv("coordination-title", &values)
}

/// "HĐND thành phố Cần Thơ khóa XI".
pub fn council(visit: &Visit, of: &Coordination) -> String {
    let unit = council::bodies::running_name(&of.unit_name);
    let values = [("unit", unit.as_str()), ("number", &of.council_number)];
    visit.tv("council-title", &values)
}

/// A state: tone and word.
pub fn state(visit: &Visit, state: CoordinationState) -> (Tone, String) {
    let tone = match state {
        CoordinationState::Drafting | CoordinationState::Ended | CoordinationState::Replaced => {
            Tone::Neutral
        }
        CoordinationState::Commenting | CoordinationState::Agreed => Tone::Due,
        CoordinationState::InForce => Tone::Done,
    };
    (tone, visit.label("coordination-state", state.code()))
}

/// How a task stands: tone and words with the days.
pub fn standing(visit: &Visit, task: &TaskLine) -> (Tone, String) {
    let tone = match task.standing {
        Standing::Unmet => Tone::Late,
        Standing::DueSoon => Tone::Due,
        Standing::Ahead | Standing::Excused => Tone::Neutral,
        Standing::Late => Tone::Unsure,
        Standing::Met => Tone::Done,
    };
    let days = vi::number(task.days.into());
    let code = task.standing.code().replace('_', "-");
    let key = format!("coordination-standing-{code}");
    (tone, visit.tv(&key, &[("days", &days)]))
}

/// "8 trên 10 việc đến hạn đã thực hiện, 2 việc muộn; 1 việc chưa thực hiện".
pub fn counts(visit: &Visit, counts: &Counts) -> String {
    if counts.due() == 0 {
        return visit.t("coordination-counts-none");
    }
    let values = [
        ("done", counts.done()),
        ("due", counts.due()),
        ("late", counts.late),
        ("unmet", counts.unmet),
    ];
    let values = values.map(|(name, n)| (name, vi::number(n.into())));
    let values: Vec<(&str, &str)> = values.iter().map(|(k, n)| (*k, n.as_str())).collect();
    visit.tv("coordination-counts", &values)
}

/// "8/10", or a dash of words where nothing was due.
pub fn share(visit: &Visit, counts: &Counts) -> String {
    if counts.due() == 0 {
        return visit.t("coordination-share-none");
    }
    format!("{}/{}", counts.done(), counts.due())
}

/// When a duty is due: "Hằng quý, trước khi hết kỳ 5 ngày".
pub fn recurrence(visit: &Visit, duty: &Duty) -> String {
    let word = visit.label("coordination-recurrence", duty.recurrence.code());
    let days = vi::number(duty.days.into());
    match (duty.recurrence, duty.due_on) {
        (Recurrence::Once, Some(day)) => {
            visit.tv("coordination-when-once", &[("day", &visit.day(day))])
        }
        (Recurrence::BeforeSitting, _) => visit.tv("coordination-when-sitting", &[("days", &days)]),
        (_, _) if duty.days > 0 => {
            let values = [("word", word.as_str()), ("days", &days)];
            visit.tv("coordination-when-days", &values)
        }
        _ => word,
    }
}

/// The period of a task: "Quý 3/2026"; words alone where it has no name of its own.
pub fn period(visit: &Visit, task: &TaskLine) -> String {
    if task.conclusion_id.is_some() {
        return visit.t("coordination-period-conclusion");
    }
    let (year, part) = match task.period.split_once('-') {
        Some((year, part)) if year.len() == 4 => (year, part),
        _ if task.period.len() == 4 && task.period != "once" => (task.period.as_str(), ""),
        _ => return String::new(),
    };
    let key = match part.split_once('/') {
        Some((_, "12")) => "coordination-period-month",
        Some((_, "4")) => "coordination-period-quarter",
        Some(_) => "coordination-period-half",
        None => "coordination-period-year",
    };
    let number = part.split_once('/').map_or("", |(number, _)| number);
    visit.tv(key, &[("year", year), ("number", number)])
}

/// A flag as a sentence.
pub fn flag(visit: &Visit, flag: &Flag) -> String {
    let day = flag.day.map_or_else(String::new, |day| visit.day(day));
    // A term is told by its last day, not by the first day after it.
    let last = flag.day.and_then(|day| day.yesterday().ok());
    let last = last.map_or_else(String::new, |day| visit.day(day));
    let values = [
        ("what", flag.what.as_str()),
        ("by", &flag.by),
        ("day", &day),
        ("last", &last),
    ];
    let code = flag.kind.code().replace('_', "-");
    visit.tv(&format!("coordination-flag-{code}"), &values)
}

/// How pressing a flag is.
pub const fn urgency(flag: &Flag) -> Tone {
    match flag.kind {
        FlagKind::TermEnding | FlagKind::BasisAmended => Tone::Due,
        _ => Tone::Late,
    }
}

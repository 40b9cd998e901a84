//! Who a row is about: somebody known here, somebody known elsewhere, or somebody new.

use std::collections::{BTreeSet, HashMap};

use kernel::ids::{CouncilId, PersonId};
use kernel::{Date, vi};

use super::known::{Candidate, Known};
use super::row::Draft;
use super::{ImportKind, RowChoice};
use crate::people::PersonDetails;
use crate::refusal::Problem;

store::coded! {
    /// Căn cứ nhận ra một người.
    pub enum How {
        /// Họ tên và ngày sinh (hoặc năm sinh) trùng với người đã có trong hội đồng.
        Certain = "certain",
        /// Chỉ trùng họ tên: có thể là người đã có.
        NameOnly = "name_only",
        /// Họ tên và ngày sinh trùng với một người ở hội đồng khác.
        Elsewhere = "elsewhere",
        /// Người dùng đã chọn.
        Chosen = "chosen",
    }
}

/// What matching says of one row.
#[derive(Debug, Clone, Default)]
pub(super) struct Match {
    /// The person meant.
    pub person: Option<(Candidate, How)>,
    /// Somebody else it may be, for the user to choose.
    pub perhaps: Vec<Candidate>,
    /// What makes the row unusable.
    pub problem: Option<Problem>,
    /// The row of the file that speaks of the same person already.
    pub same_as: Option<u32>,
}

/// How two statements of a birth date go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Births {
    Same,
    SameYear,
    Unknown,
    Different,
}

fn births(a: &PersonDetails, b: &PersonDetails) -> Births {
    match (a.birth_date, b.birth_date, a.birth_year, b.birth_year) {
        (Some(a), Some(b), _, _) if a == b => Births::Same,
        (Some(_), Some(_), _, _) => Births::Different,
        (_, _, Some(a), Some(b)) if a == b => Births::SameYear,
        (_, _, Some(_), Some(_)) => Births::Different,
        (_, _, None, None) => Births::Unknown,
        _ => Births::Unknown,
    }
}

/// A row as matching sees it.
pub(super) struct Asked<'a> {
    /// Its number.
    pub number: u32,
    /// The council.
    pub council: CouncilId,
    /// What it means.
    pub draft: &'a Draft,
    /// What the user said.
    pub choice: Option<RowChoice>,
}

/// The rounds of matching: who is claimed in one is not there in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// By name and birth date.
    Certain,
    /// By the name as it is spelt.
    Spelt,
    /// By the name without its marks.
    Folded,
}

impl Pass {
    fn name(self, name: &str) -> String {
        if self == Self::Spelt {
            name.to_owned()
        } else {
            vi::fold(name)
        }
    }
}

/// Finds the persons of all rows: first those who are certain, then those known by name alone.
pub(super) fn find(rows: &[Asked<'_>], known: &Known, kind: ImportKind, day: Date) -> Vec<Match> {
    let mut matches: Vec<Match> = rows.iter().map(|_| Match::default()).collect();
    repeated(rows, &mut matches);
    let mut claimed: HashMap<(CouncilId, PersonId), u32> = HashMap::new();
    for pass in [Pass::Certain, Pass::Spelt, Pass::Folded] {
        let alone = names_alone(rows, &matches, pass);
        for (row, found) in rows.iter().zip(&mut matches) {
            let settled =
                found.person.is_some() || found.same_as.is_some() || found.problem.is_some();
            if settled
                || row.draft.details.full_name.is_empty()
                || row.choice == Some(RowChoice::NewPerson)
            {
                continue;
            }
            let folded = vi::fold(&row.draft.details.full_name);
            let candidates = known.people.get(&folded).map_or(&[][..], Vec::as_slice);
            match pass {
                Pass::Certain => sure(row, candidates, kind, known, day, found),
                Pass::Spelt | Pass::Folded => {
                    if alone.contains(&(row.council, pass.name(&row.draft.details.full_name))) {
                        by_name(row, candidates, kind, known, day, pass, &claimed, found);
                    }
                }
            }
            if let Some((candidate, _)) = &found.person {
                let first = *claimed
                    .entry((row.council, candidate.id))
                    .or_insert(row.number);
                if first != row.number {
                    found.person = None;
                    found.same_as = Some(first);
                }
            }
        }
    }
    suggest(rows, known, day, &mut matches);
    matches
}

/// Rows that say again what an earlier row says.
fn repeated(rows: &[Asked<'_>], matches: &mut [Match]) {
    let mut seen: HashMap<(CouncilId, String), Vec<usize>> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        let folded = vi::fold(&row.draft.details.full_name);
        if folded.is_empty() || row.choice.is_some() {
            continue;
        }
        let earlier = seen.entry((row.council, folded)).or_default();
        let first = earlier.iter().find(|earlier| {
            let (a, b) = (&rows[**earlier].draft.details, &row.draft.details);
            match births(a, b) {
                Births::Same | Births::SameYear => true,
                Births::Different => false,
                Births::Unknown => {
                    a.birth_year.is_none()
                        && b.birth_year.is_none()
                        && a.birth_date.is_none()
                        && b.birth_date.is_none()
                }
            }
        });
        match first {
            Some(first) => matches[place].same_as = Some(rows[*first].number),
            None => earlier.push(place),
        }
    }
}

/// Names that stand in one row only among those not settled.
fn names_alone(rows: &[Asked<'_>], matches: &[Match], pass: Pass) -> BTreeSet<(CouncilId, String)> {
    let mut counts: HashMap<(CouncilId, String), u32> = HashMap::new();
    for (row, found) in rows.iter().zip(matches) {
        if found.same_as.is_none() && found.person.is_none() {
            *counts
                .entry((row.council, pass.name(&row.draft.details.full_name)))
                .or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count == 1)
        .map(|(key, _)| key)
        .collect()
}

/// Whether somebody belongs to those the list is about.
fn is_own(candidate: &Candidate, row: &Asked<'_>, kind: ImportKind, known: &Known) -> bool {
    match kind {
        ImportKind::Attendance => known.invited.contains(&candidate.id),
        ImportKind::Delegates | ImportKind::Staff => candidate.belongs_to(row.council),
    }
}

fn sure(
    row: &Asked<'_>,
    candidates: &[Candidate],
    kind: ImportKind,
    known: &Known,
    day: Date,
    found: &mut Match,
) {
    if let Some(RowChoice::Same(id)) = row.choice {
        match candidates.iter().find(|candidate| candidate.id == id) {
            Some(candidate) => found.person = Some((candidate.clone(), How::Chosen)),
            None => found.problem = Some(Problem::new("full_name", "row-choice-gone")),
        }
        return;
    }
    let agrees = |candidate: &&Candidate, full: bool| {
        let Some(version) = candidate.version(day) else {
            return false;
        };
        match births(&version.details(), &row.draft.details) {
            Births::Same => true,
            Births::SameYear => !full,
            Births::Unknown | Births::Different => false,
        }
    };
    let own = |full: bool| -> Vec<&Candidate> {
        candidates
            .iter()
            .filter(|candidate| is_own(candidate, row, kind, known) && agrees(candidate, full))
            .collect()
    };
    let found_own = match own(true) {
        exact if !exact.is_empty() => exact,
        _ => own(false),
    };
    match found_own.as_slice() {
        [one] => found.person = Some(((*one).clone(), How::Certain)),
        [] => {
            let elsewhere: Vec<&Candidate> = candidates
                .iter()
                .filter(|candidate| !is_own(candidate, row, kind, known) && agrees(candidate, true))
                .collect();
            if let ([one], true) = (elsewhere.as_slice(), kind != ImportKind::Attendance) {
                found.person = Some(((*one).clone(), How::Elsewhere));
            }
        }
        several => {
            found.problem =
                Some(Problem::new("full_name", "row-several-persons").with("count", several.len()));
            found.perhaps = several.iter().map(|one| (*one).clone()).collect();
        }
    }
}

/// The only person of that name here, whom no other row means; another spelling with another birth date is somebody else.
#[expect(
    clippy::too_many_arguments,
    reason = "one row, who it may be, and what is claimed already"
)]
fn by_name(
    row: &Asked<'_>,
    candidates: &[Candidate],
    kind: ImportKind,
    known: &Known,
    day: Date,
    pass: Pass,
    claimed: &HashMap<(CouncilId, PersonId), u32>,
    found: &mut Match,
) {
    let name = pass.name(&row.draft.details.full_name);
    let own: Vec<(&Candidate, PersonDetails)> = candidates
        .iter()
        .filter(|one| {
            is_own(one, row, kind, known) && !claimed.contains_key(&(row.council, one.id))
        })
        .filter_map(|one| Some((one, one.version(day)?.details())))
        .filter(|(_, details)| pass.name(&details.full_name) == name)
        .collect();
    let [(one, details)] = own.as_slice() else {
        return;
    };
    let differs = births(details, &row.draft.details) == Births::Different;
    if pass == Pass::Spelt || !differs {
        found.person = Some(((*one).clone(), How::NameOnly));
    }
}

/// People of the same name with the same year of birth, for the user to choose where the row would make a new person.
fn suggest(rows: &[Asked<'_>], known: &Known, day: Date, matches: &mut [Match]) {
    for (row, found) in rows.iter().zip(matches) {
        if found.person.is_some() || found.same_as.is_some() || !found.perhaps.is_empty() {
            continue;
        }
        let folded = vi::fold(&row.draft.details.full_name);
        let candidates = known.people.get(&folded).map_or(&[][..], Vec::as_slice);
        found.perhaps = candidates
            .iter()
            .filter(|candidate| {
                candidate.version(day).is_some_and(|version| {
                    births(&version.details(), &row.draft.details) != Births::Different
                })
            })
            .take(5)
            .cloned()
            .collect();
    }
}

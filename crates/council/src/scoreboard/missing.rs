//! Who is missing, by name and ready to invite, for those who may read it; for others only how many.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, CourseId, DocumentId, PersonId};
use store::Reader;

use super::coverage::{Lack, lacks};
use super::facts::Day;
use super::projection::Snapshot;
use super::tally::OnDay;
use crate::access::{Actor, FieldGroup, covers};
use crate::training::paged::{NameRow, name_rows};
use crate::{Page, Result};

/// Who is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissingFilter {
    /// A place and everything below.
    pub path: String,
    /// One council only.
    pub council: Option<CouncilId>,
    /// One course only.
    pub course: Option<CourseId>,
    /// A law instead of the courses: who has not mastered it.
    pub law: Option<DocumentId>,
}

store::coded! {
    /// Lý do chưa nắm một luật.
    pub enum LawLack {
        /// Chưa học.
        NotStudied = "not_studied",
        /// Đã học, chưa đạt kiểm tra.
        NotPassed = "not_passed",
        /// Đã đạt, nhưng luật đã thay đổi.
        Changed = "changed",
    }
}

/// A delegate who is missing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct MissingRow {
    /// The council.
    pub council: CouncilId,
    /// Its title.
    pub title: String,
    /// Its path.
    pub path: String,
    /// Who.
    pub person: PersonId,
    /// The name on the day.
    pub name: String,
    /// Since when a delegate.
    pub since: Date,
    /// The courses lacking, and why.
    pub lacks: Vec<Lack>,
    /// Why the law is not mastered, where a law was asked about.
    pub law: Option<LawLack>,
}

/// The missing, as far as the reader may see them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct MissingList {
    /// Those of the page whom the reader may see, by council and name.
    pub rows: Vec<MissingRow>,
    /// How many the reader may see on all pages.
    pub total: u32,
    /// How many the reader may not see.
    pub hidden: u32,
}

/// Who is missing on a day: one page of them. Only the councils on the page are looked at by name, all of them together.
pub async fn missing(
    db: &impl Reader,
    snapshot: &Snapshot,
    actor: &Actor,
    filter: &MissingFilter,
    day: Date,
    page: Page,
) -> Result<MissingList> {
    let mut list = MissingList::default();
    let mut shown: Vec<Vec<MissingRow>> = Vec::new();
    let mut before = 0;
    let figures = snapshot.figures(day);
    let from = u32::try_from(page.offset()).unwrap_or(u32::MAX);
    let wanted = from..from.saturating_add(page.size);
    let is_sum = filter.course.is_none() && filter.law.is_none();
    let own = actor.person.and_then(|id| snapshot.facts.person(id));
    for place in places(snapshot, filter, day) {
        let council = &snapshot.facts.councils[place];
        let missing = figures[place].trained.missing();
        let sees_all = actor.reads(FieldGroup::TrainingOfPerson, &council.path);
        // Whoever sees nobody here, not even himself or herself, is told how many there are.
        let sits_here =
            || own.is_some_and(|own| council.seats.iter().any(|seat| seat.person == own));
        let sees_nobody = !sees_all && !sits_here();
        if is_sum && (missing == 0 || sees_nobody) {
            list.hidden += missing;
            continue;
        }
        let is_shown = |count: u32| list.total < wanted.end && list.total + count > wanted.start;
        if is_sum && sees_all && !is_shown(missing) {
            list.total += missing;
            continue;
        }
        let mut rows = Vec::new();
        list.hidden += of_council(snapshot, actor, filter, place, day.into(), &mut rows);
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if count > 0 && is_shown(count) {
            if shown.is_empty() {
                before = wanted.start.saturating_sub(list.total) as usize;
            }
            shown.push(rows);
        }
        list.total += count;
    }
    name(db, &mut shown, day).await?;
    let rows = shown.into_iter().flatten();
    list.rows = rows.skip(before).take(page.size as usize).collect();
    Ok(list)
}

/// The councils asked about that there are on the day, by path.
fn places(snapshot: &Snapshot, filter: &MissingFilter, day: Date) -> Vec<usize> {
    let councils = &snapshot.facts.councils;
    let asked = |place: &usize| match filter.council {
        Some(id) => councils[*place].id == id,
        None => covers(&filter.path, &councils[*place].path),
    };
    // The councils are kept in the order of their paths.
    (0..councils.len())
        .filter(asked)
        .filter(|place| councils[*place].span.has(day.into()))
        .collect()
}

/// Gives the rows of some councils their names, and those of each council their order.
async fn name(db: &impl Reader, councils: &mut [Vec<MissingRow>], day: Date) -> Result<()> {
    let persons: Vec<PersonId> = councils.iter().flatten().map(|row| row.person).collect();
    let named = name_rows(db, &persons, day).await?;
    let named: HashMap<PersonId, NameRow> =
        named.into_iter().map(|row| (row.person_id, row)).collect();
    for rows in councils {
        for row in rows.iter_mut() {
            if let Some(found) = named.get(&row.person) {
                row.name.clone_from(&found.full_name);
            }
        }
        rows.sort_by_cached_key(|row| {
            let key = named.get(&row.person).map(|found| found.sort_key.clone());
            (key, row.person)
        });
    }
    Ok(())
}

/// Those of one council whom the reader may see, and how many others there are.
fn of_council(
    snapshot: &Snapshot,
    actor: &Actor,
    filter: &MissingFilter,
    place: usize,
    day: Day,
    rows: &mut Vec<MissingRow>,
) -> u32 {
    let mut hidden = 0;
    let facts = &snapshot.facts;
    let on = OnDay::new(facts, place, day);
    let law = filter.law.and_then(|law| facts.law_numbers.find(law));
    for delegate in on.delegates(None).filter(|one| one.counts()) {
        let person = delegate.seat.person;
        let mut courses = Vec::new();
        let mut why = None;
        match (filter.law, law) {
            (None, _) => {
                courses = lacks(facts, &on, &delegate);
                courses.retain(|lack| filter.course.is_none_or(|course| course == lack.course));
            }
            (Some(_), Some(law)) if on.laws_owed(&delegate).contains(&law) => {
                why = match on.passed(person, law) {
                    Some(since) if on.is_current(law, since) => None,
                    Some(_) => Some(LawLack::Changed),
                    None if on.studied(person, law) => Some(LawLack::NotPassed),
                    None => Some(LawLack::NotStudied),
                };
            }
            _ => {}
        }
        if courses.is_empty() && why.is_none() {
            continue;
        }
        let id = facts.people.id(person);
        if !actor.reads_of(FieldGroup::TrainingOfPerson, id, &on.council.path) {
            hidden += 1;
            continue;
        }
        rows.push(MissingRow {
            council: on.council.id,
            title: on.council.title(),
            path: on.council.path.clone(),
            person: id,
            name: String::new(),
            since: delegate.seat.span.from.date(),
            lacks: courses,
            law: why,
        });
    }
    hidden
}

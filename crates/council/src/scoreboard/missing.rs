//! Who is missing, by name and ready to invite, for those who may read it; for others only how many.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{CouncilId, CourseId, DocumentId, PersonId};
use store::{Reader, args, record, sql};

use super::coverage::{Lack, lacks};
use super::facts::Day;
use super::projection::Snapshot;
use super::tally::OnDay;
use crate::Result;
use crate::access::{Actor, FieldGroup, covers};

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
    /// Those the reader may see, by council and name.
    pub rows: Vec<MissingRow>,
    /// How many the reader may not see.
    pub hidden: u32,
}

record! {
    struct Named { person_id: PersonId, full_name: String, sort_key: Vec<u8> }
}

sql! {
    NAMES = "SELECT DISTINCT m.person_id, r.full_name, r.sort_key FROM mandate m JOIN council co ON co.id = m.council_id \
               JOIN person_record r ON r.person_id = m.person_id AND r.valid_from = \
                    (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = m.person_id \
                        AND (x.valid_from <= $2 OR x.valid_from = \
                            (SELECT min(y.valid_from) FROM person_record y WHERE y.person_id = m.person_id))) \
              WHERE ($1 = '' OR co.path = $1 OR co.path LIKE $1 || '/%') AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)";
}

/// Who is missing on a day.
pub async fn missing(
    db: &impl Reader,
    snapshot: &Snapshot,
    actor: &Actor,
    filter: &MissingFilter,
    day: Date,
) -> Result<MissingList> {
    let mut list = MissingList::default();
    let figures = snapshot.figures(day);
    let path = match filter.council.and_then(|id| snapshot.facts.council(id)) {
        Some((_, council)) => council.path.clone(),
        None => filter.path.clone(),
    };
    for place in 0..snapshot.facts.councils.len() {
        let council = &snapshot.facts.councils[place];
        let asked =
            filter.council.is_none_or(|id| id == council.id) && covers(&path, &council.path);
        if !asked || !council.span.has(day.into()) {
            continue;
        }
        let is_sum = filter.course.is_none() && filter.law.is_none();
        if is_sum && figures[place].trained.missing() == 0 {
            continue;
        }
        // Whoever sees nobody here but perhaps himself or herself is told how many there are.
        let sees_nobody =
            actor.person.is_none() && !actor.reads(FieldGroup::TrainingOfPerson, &council.path);
        if is_sum && sees_nobody {
            list.hidden += figures[place].trained.missing();
        } else {
            of_council(snapshot, actor, filter, place, day.into(), &mut list);
        }
    }
    if list.rows.is_empty() {
        return Ok(list);
    }
    let named: Vec<Named> = db.all(NAMES, args![&path, day]).await?;
    let named: HashMap<PersonId, Named> =
        named.into_iter().map(|row| (row.person_id, row)).collect();
    for row in &mut list.rows {
        if let Some(found) = named.get(&row.person) {
            row.name.clone_from(&found.full_name);
        }
    }
    let key = |row: &MissingRow| named.get(&row.person).map(|found| found.sort_key.clone());
    list.rows
        .sort_by_cached_key(|row| (row.path.clone(), row.council, key(row), row.person));
    Ok(list)
}

fn of_council(
    snapshot: &Snapshot,
    actor: &Actor,
    filter: &MissingFilter,
    place: usize,
    day: Day,
    list: &mut MissingList,
) {
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
            list.hidden += 1;
            continue;
        }
        list.rows.push(MissingRow {
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
}

//! Đề xuất kế hoạch: which meetings around a sitting let every delegate meet voters and reach every commune, as far as it goes.
//!
//! A pure function of what is known. The communes of an electoral unit are taken in the order in which voters have waited longest;
//! each goes to the delegate of that unit who has fewest meetings, then to the one who has never been there or not for longest, then
//! to the one whose other meetings are nearest. Whoever has no meeting after that joins one. Delegates without an electoral unit go by
//! their group, anywhere in the territory. Where the commune's own council meets voters already, the delegates join that meeting.
//!
//! **Invariants.** Nobody is proposed twice at once, nor on a day that was not offered. A delegate who has a meeting on this side
//! already gets none for his or her own sake, and a commune that has one is not visited again. The same question has the same answer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Time;
use kernel::Date;
use kernel::ids::{ConstituencyId, ContactId, PersonId, UnitId};

/// A delegate in office whose mandate is not suspended.
#[derive(Debug, Clone)]
pub struct Delegate {
    /// The person.
    pub person: PersonId,
    /// The electoral unit.
    pub constituency: Option<ConstituencyId>,
    /// Tổ đại biểu.
    pub group: Option<String>,
    /// When the delegate last met voters in each commune.
    pub visited: BTreeMap<UnitId, Date>,
}

/// A commune of the territory.
#[derive(Debug, Clone)]
pub struct Commune {
    /// The unit.
    pub unit: UnitId,
    /// The electoral unit that covers it.
    pub constituency: Option<ConstituencyId>,
    /// Latitude and longitude of a point inside it, where known.
    pub point: Option<(f64, f64)>,
    /// When delegates of the council last met voters there.
    pub visited: Option<Date>,
}

/// A meeting on this side that is planned or held already.
#[derive(Debug, Clone)]
pub struct Existing {
    /// The commune.
    pub unit: UnitId,
    /// The day.
    pub day: Date,
    /// The hour.
    pub hour: Time,
    /// The delegates.
    pub delegates: Vec<PersonId>,
}

/// A meeting of the commune's own council that delegates from above can join.
#[derive(Debug, Clone)]
pub struct Joint {
    /// The meeting.
    pub contact: ContactId,
    /// The commune.
    pub unit: UnitId,
    /// The day.
    pub day: Date,
    /// The hour.
    pub hour: Time,
}

/// What the plan is made from.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The days offered: worked, and within the time around the sitting.
    pub days: Vec<Date>,
    /// The hours at which a meeting can begin.
    pub hours: Vec<Time>,
    /// The delegates, in a settled order.
    pub delegates: Vec<Delegate>,
    /// The communes, in a settled order.
    pub communes: Vec<Commune>,
    /// What is there already.
    pub existing: Vec<Existing>,
    /// What can be joined.
    pub joint: Vec<Joint>,
    /// When delegates are at other meetings, which count for nothing here.
    pub busy: Vec<(Date, Time, PersonId)>,
    /// No delegate gets more meetings than this, those there already included.
    pub most_each: usize,
}

/// Why a meeting is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nobody has met voters there in this term.
    NeverVisited,
    /// Nobody has met voters there since this day.
    NotSince(Date),
    /// A delegate has no meeting yet.
    DelegateWithout,
}

/// A meeting that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The commune.
    pub unit: UnitId,
    /// The day.
    pub day: Date,
    /// The hour.
    pub hour: Time,
    /// The delegates.
    pub delegates: Vec<PersonId>,
    /// Why.
    pub why: Why,
    /// The meeting of the commune's own council that is joined.
    pub joins: Option<ContactId>,
}

/// The plan, and what it could not reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The meetings by day and hour.
    pub meetings: Vec<Proposed>,
    /// Communes that no meeting reaches.
    pub left_communes: Vec<UnitId>,
    /// Delegates who get no meeting: no commune or no free hour was left.
    pub left_delegates: Vec<PersonId>,
}

/// Those who share voters: an electoral unit, or a group of delegates elected in none.
struct Team<'q> {
    delegates: Vec<&'q Delegate>,
    communes: Vec<&'q Commune>,
}

/// A meeting before it has its hour.
struct Visit<'q> {
    commune: &'q Commune,
    delegates: Vec<PersonId>,
    why: Why,
}

/// The proposal that answers a question.
pub fn propose(question: &Question) -> Proposal {
    let mut load: BTreeMap<PersonId, usize> = BTreeMap::new();
    for person in question.existing.iter().flat_map(|one| &one.delegates) {
        *load.entry(*person).or_default() += 1;
    }
    let mut reached: BTreeSet<UnitId> = question.existing.iter().map(|one| one.unit).collect();
    let mut visits: Vec<Visit<'_>> = Vec::new();
    for team in teams(question) {
        visits.extend(visits_of(&team, question, &mut load, &mut reached));
    }
    let mut calendar = Calendar::of(question);
    let mut proposal = Proposal::default();
    for visit in visits {
        proposal.meetings.extend(calendar.place(visit));
    }
    proposal
        .meetings
        .sort_by_key(|one| (one.day, one.hour, one.unit));
    let met = |unit: UnitId| {
        let proposed = proposal.meetings.iter().any(|one| one.unit == unit);
        proposed || question.existing.iter().any(|one| one.unit == unit)
    };
    proposal.left_communes = question
        .communes
        .iter()
        .map(|commune| commune.unit)
        .filter(|unit| !met(*unit))
        .collect();
    let meets = |person: PersonId| {
        let proposed = proposal
            .meetings
            .iter()
            .any(|one| one.delegates.contains(&person));
        proposed
            || question
                .existing
                .iter()
                .any(|one| one.delegates.contains(&person))
    };
    proposal.left_delegates = question
        .delegates
        .iter()
        .map(|delegate| delegate.person)
        .filter(|person| !meets(*person))
        .collect();
    proposal
}

/// The teams: electoral units in the order of their first delegate, then groups of those elected in none.
fn teams(question: &Question) -> Vec<Team<'_>> {
    let mut keys: Vec<(Option<ConstituencyId>, Option<&str>)> = Vec::new();
    let key = |delegate: &'_ Delegate| -> (Option<ConstituencyId>, Option<String>) {
        match delegate.constituency {
            Some(constituency) => (Some(constituency), None),
            None => (None, delegate.group.clone()),
        }
    };
    for delegate in &question.delegates {
        let key = match delegate.constituency {
            Some(constituency) => (Some(constituency), None),
            None => (None, delegate.group.as_deref()),
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.sort_by_key(|(constituency, _)| constituency.is_none());
    keys.into_iter()
        .map(|wanted| {
            let delegates: Vec<&Delegate> = question
                .delegates
                .iter()
                .filter(|delegate| {
                    let (constituency, group) = key(delegate);
                    (constituency, group.as_deref()) == wanted
                })
                .collect();
            let own: Vec<&Commune> = question
                .communes
                .iter()
                .filter(|commune| wanted.0.is_some() && commune.constituency == wanted.0)
                .collect();
            // An electoral unit whose communes nobody recorded lies somewhere in the territory.
            let communes = if own.is_empty() {
                question.communes.iter().collect()
            } else {
                own
            };
            Team {
                delegates,
                communes,
            }
        })
        .collect()
}

/// Who goes where in one team.
fn visits_of<'q>(
    team: &Team<'q>,
    question: &Question,
    load: &mut BTreeMap<PersonId, usize>,
    reached: &mut BTreeSet<UnitId>,
) -> Vec<Visit<'q>> {
    let mut waiting = team.communes.clone();
    // The sort is stable: among equals the order of the question decides.
    waiting.sort_by_key(|commune| commune.visited);
    let mut route: BTreeMap<PersonId, Vec<&Commune>> = BTreeMap::new();
    let mut visits: Vec<Visit<'q>> = Vec::new();
    for commune in &waiting {
        if reached.contains(&commune.unit) {
            continue;
        }
        let free = team.delegates.iter().filter(|delegate| {
            load.get(&delegate.person).copied().unwrap_or(0) < question.most_each
        });
        let goes = free.min_by_key(|delegate| {
            let others = route.get(&delegate.person).map_or(&[][..], Vec::as_slice);
            (
                load.get(&delegate.person).copied().unwrap_or(0),
                delegate.visited.get(&commune.unit).copied(),
                kilometres(commune, others),
            )
        });
        let Some(goes) = goes else {
            break;
        };
        reached.insert(commune.unit);
        *load.entry(goes.person).or_default() += 1;
        route.entry(goes.person).or_default().push(commune);
        visits.push(Visit {
            commune,
            delegates: vec![goes.person],
            why: commune.visited.map_or(Why::NeverVisited, Why::NotSince),
        });
    }
    for delegate in &team.delegates {
        if load.get(&delegate.person).copied().unwrap_or(0) > 0 {
            continue;
        }
        let last = |commune: &Commune| delegate.visited.get(&commune.unit).copied();
        let joins = visits
            .iter_mut()
            .min_by_key(|visit| (visit.delegates.len(), last(visit.commune)));
        match joins {
            Some(visit) => visit.delegates.push(delegate.person),
            None => {
                let Some(commune) = waiting.iter().min_by_key(|commune| last(commune)) else {
                    continue;
                };
                visits.push(Visit {
                    commune,
                    delegates: vec![delegate.person],
                    why: Why::DelegateWithout,
                });
            }
        }
        *load.entry(delegate.person).or_default() += 1;
    }
    visits
}

/// How far a commune is from the nearest of others, in whole kilometres; nothing where no point is known.
fn kilometres(commune: &Commune, others: &[&Commune]) -> u32 {
    let Some(from) = commune.point else {
        return 0;
    };
    let distances = others.iter().filter_map(|other| {
        let to = other.point?;
        Some(distance(from, to))
    });
    distances.min().unwrap_or(0)
}

/// The distance of two points on the ground, near enough within a province.
fn distance(from: (f64, f64), to: (f64, f64)) -> u32 {
    /// The length of a degree of latitude.
    const DEGREE: f64 = 111.2;
    let north = (from.0 - to.0) * DEGREE;
    let east = (from.1 - to.1) * DEGREE * from.0.to_radians().cos();
    let kilometres = north.hypot(east).round();
    if kilometres.is_finite() {
        kilometres as u32
    } else {
        0
    }
}

/// The hours offered, and who is busy when.
struct Calendar<'q> {
    question: &'q Question,
    busy: BTreeSet<(Date, Time, PersonId)>,
    full: BTreeMap<(Date, Time), usize>,
    taken: BTreeSet<(Date, Time, UnitId)>,
}

impl<'q> Calendar<'q> {
    fn of(question: &'q Question) -> Self {
        let mut calendar = Self {
            question,
            busy: question.busy.iter().copied().collect(),
            full: BTreeMap::new(),
            taken: BTreeSet::new(),
        };
        for one in &question.existing {
            calendar.take(one.day, one.hour, one.unit, &one.delegates);
        }
        calendar
    }

    fn take(&mut self, day: Date, hour: Time, unit: UnitId, people: &[PersonId]) {
        for person in people {
            self.busy.insert((day, hour, *person));
        }
        *self.full.entry((day, hour)).or_default() += 1;
        self.taken.insert((day, hour, unit));
    }

    fn is_free(&self, day: Date, hour: Time, people: &[PersonId]) -> bool {
        people
            .iter()
            .all(|person| !self.busy.contains(&(day, hour, *person)))
    }

    /// Gives a visit its day and hour: that of a meeting it can join, else the least taken that is free for everyone.
    fn place(&mut self, visit: Visit<'_>) -> Option<Proposed> {
        let unit = visit.commune.unit;
        let offered = |day: Date| self.question.days.contains(&day);
        let joint = self.question.joint.iter().find(|joint| {
            joint.unit == unit
                && offered(joint.day)
                && self.is_free(joint.day, joint.hour, &visit.delegates)
        });
        let (day, hour, joins) = match joint {
            Some(joint) => (joint.day, joint.hour, Some(joint.contact)),
            None => {
                let (day, hour) = self.slot(unit, &visit.delegates)?;
                (day, hour, None)
            }
        };
        self.take(day, hour, unit, &visit.delegates);
        Some(Proposed {
            unit,
            day,
            hour,
            delegates: visit.delegates,
            why: visit.why,
            joins,
        })
    }

    fn slot(&self, unit: UnitId, people: &[PersonId]) -> Option<(Date, Time)> {
        let all = self
            .question
            .days
            .iter()
            .flat_map(|day| self.question.hours.iter().map(move |hour| (*day, *hour)));
        all.filter(|(day, hour)| {
            self.is_free(*day, *hour, people) && !self.taken.contains(&(*day, *hour, unit))
        })
        .min_by_key(|slot| (self.full.get(slot).copied().unwrap_or(0), *slot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::{date, time};
    use kernel::Id;
    use kernel::Workdays;
    use proptest::prelude::*;

    fn id<K>(kind: u8, number: usize) -> Id<K> {
        let mut bytes = [0u8; 16];
        bytes[0] = kind;
        bytes[15] = number as u8;
        Id::from_uuid(uuid::Uuid::from_bytes(bytes))
    }

    const FROM: Date = date(2026, 11, 2);

    fn days() -> Vec<Date> {
        let table = Workdays::new([(date(2026, 11, 20), false)]);
        (0..35i64)
            .map(|offset| FROM.saturating_add(offset.days()))
            .filter(|day| table.is_worked(*day))
            .collect()
    }

    fn delegate(number: usize, constituency: Option<usize>) -> Delegate {
        Delegate {
            person: id(1, number),
            constituency: constituency.map(|number| id(2, number)),
            group: None,
            visited: BTreeMap::new(),
        }
    }

    fn commune(number: usize, constituency: usize, visited: Option<Date>) -> Commune {
        Commune {
            unit: id(3, number),
            constituency: Some(id(2, constituency)),
            point: Some((10.0 + number as f64 / 100.0, 105.7)),
            visited,
        }
    }

    fn question(delegates: Vec<Delegate>, communes: Vec<Commune>) -> Question {
        Question {
            days: days(),
            hours: vec![time(7, 30, 0, 0), time(14, 0, 0, 0)],
            delegates,
            communes,
            existing: Vec::new(),
            joint: Vec::new(),
            busy: Vec::new(),
            most_each: 2,
        }
    }

    #[test]
    fn who_waited_longest_is_visited_first_and_never_beats_once() {
        let seen = |day| Some(date(2026, 5, day));
        let communes = vec![
            commune(1, 1, seen(20)),
            commune(2, 1, None),
            commune(3, 1, seen(4)),
        ];
        let mut asked = question(vec![delegate(1, Some(1))], communes);
        let found = propose(&asked);
        let units: Vec<UnitId> = found.meetings.iter().map(|one| one.unit).collect();
        assert_eq!(units, [id(3, 2), id(3, 3)]);
        assert_eq!(found.meetings[0].why, Why::NeverVisited);
        assert_eq!(found.meetings[1].why, Why::NotSince(date(2026, 5, 4)));
        assert_eq!(found.left_communes, [id(3, 1)]);
        asked.existing.push(Existing {
            unit: id(3, 2),
            day: FROM,
            hour: time(7, 30, 0, 0),
            delegates: vec![id(1, 1)],
        });
        let found = propose(&asked);
        assert_eq!(found.meetings.len(), 1);
        assert_eq!(found.meetings[0].unit, id(3, 3));
    }

    #[test]
    fn a_meeting_of_the_communes_own_council_is_joined() {
        let mut asked = question(vec![delegate(1, Some(1))], vec![commune(1, 1, None)]);
        let joint = Joint {
            contact: id(4, 1),
            unit: id(3, 1),
            day: days()[5],
            hour: time(8, 0, 0, 0),
        };
        asked.joint.push(joint.clone());
        let found = propose(&asked);
        assert_eq!(found.meetings[0].joins, Some(joint.contact));
        assert_eq!(
            (found.meetings[0].day, found.meetings[0].hour),
            (joint.day, joint.hour)
        );
        asked.joint[0].day = FROM.saturating_sub(1.day());
        assert_eq!(propose(&asked).meetings[0].joins, None);
    }

    #[test]
    fn the_nearer_delegate_goes() {
        let communes = vec![
            commune(1, 1, None),
            commune(50, 1, None),
            commune(2, 1, None),
            commune(51, 1, None),
        ];
        let found = propose(&question(
            vec![delegate(1, Some(1)), delegate(2, Some(1))],
            communes,
        ));
        let of = |number| {
            let meeting = found.meetings.iter().find(|one| one.unit == id(3, number));
            meeting.expect("a meeting").delegates.clone()
        };
        assert_eq!(of(1), of(2));
        assert_eq!(of(50), of(51));
        assert_ne!(of(1), of(50));
    }

    fn cases() -> impl Strategy<Value = Question> {
        let delegates = proptest::collection::vec(0..5usize, 1..16);
        let communes = proptest::collection::vec(
            (0..5usize, proptest::option::of(0..300i64), any::<bool>()),
            1..14,
        );
        let existing = proptest::collection::vec((0..14usize, 0..35i64, 0..16usize), 0..6);
        (delegates, communes, existing, 1..4usize).prop_map(
            |(delegates, communes, existing, most)| {
                let delegates: Vec<Delegate> = delegates
                    .into_iter()
                    .enumerate()
                    // The last of five stands for none.
                    .map(|(number, of)| delegate(number, (of < 4).then_some(of)))
                    .collect();
                let communes = communes
                    .into_iter()
                    .enumerate()
                    .map(|(number, (of, visited, known))| {
                        let visited = visited.map(|days| FROM.saturating_sub((days + 1).days()));
                        let mut commune = commune(number, of, visited);
                        commune.point = commune.point.filter(|_| known);
                        commune
                    })
                    .collect();
                let mut asked = question(delegates, communes);
                asked.most_each = most;
                asked.existing = existing
                    .into_iter()
                    .map(|(unit, day, person)| Existing {
                        unit: id(3, unit),
                        day: FROM.saturating_add(day.days()),
                        hour: time(7, 30, 0, 0),
                        delegates: vec![id(1, person)],
                    })
                    .collect();
                asked
            },
        )
    }

    proptest! {
        #[test]
        fn everyone_meets_voters_and_nobody_is_twice_at_once(asked in cases()) {
            let found = propose(&asked);
            prop_assert_eq!(&found, &propose(&asked));
            prop_assert!(found.left_delegates.is_empty(), "{:?}", found.left_delegates);
            let mut busy: BTreeSet<(Date, Time, PersonId)> = asked
                .existing
                .iter()
                .flat_map(|one| one.delegates.iter().map(|person| (one.day, one.hour, *person)))
                .collect();
            let mut reached: BTreeSet<UnitId> = asked.existing.iter().map(|one| one.unit).collect();
            for meeting in &found.meetings {
                prop_assert!(asked.days.contains(&meeting.day));
                prop_assert!(!meeting.delegates.is_empty());
                for person in &meeting.delegates {
                    prop_assert!(busy.insert((meeting.day, meeting.hour, *person)));
                    let of = asked.delegates.iter().find(|one| one.person == *person);
                    let of = of.and_then(|one| one.constituency);
                    let there = asked.communes.iter().find(|one| one.unit == meeting.unit);
                    let drawn = asked.communes.iter().any(|one| one.constituency == of);
                    if of.is_some() && drawn {
                        prop_assert_eq!(there.and_then(|one| one.constituency), of);
                    }
                }
                if meeting.why != Why::DelegateWithout {
                    prop_assert!(reached.insert(meeting.unit));
                }
            }
        }
    }
}

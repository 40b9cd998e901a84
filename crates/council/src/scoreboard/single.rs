//! One law and one course in every council: counted without counting anything else.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{CouncilId, CourseId, DocumentId};

use super::board::{BoardFilter, Known, places};
use super::coverage::LawCoverage;
use super::facts::{Day, Facts};
use super::projection::Snapshot;
use super::tally::OnDay;
use crate::access::covers;
use crate::measure::Tally;

/// One law in one council.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LawRow {
    /// The council.
    pub council: CouncilId,
    /// Its title.
    pub title: String,
    /// The law there.
    pub law: LawCoverage,
}

/// How far a course has come in one council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseAt {
    /// The council.
    pub council: CouncilId,
    /// "HĐND thành phố Cần Thơ khóa X".
    pub title: String,
    /// How many of those who have to complete it did.
    pub tally: Tally,
}

/// What delegates know of one law.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LawCounts {
    /// How many have to master it.
    pub owed: u32,
    /// How many of them completed a course that teaches it.
    pub studied: u32,
    /// How many of them ever passed a check on it.
    pub passed: u32,
    /// How many of them passed a check and the law is unchanged since.
    pub current: u32,
}

/// One law, council by council: its lines are places among all councils; [`LawBoard::rows`] writes out those of a page.
#[derive(Debug, Clone)]
pub struct LawBoard<'a> {
    snapshot: &'a Snapshot,
    law: u32,
    day: Date,
    counted: Arc<Counted>,
}

/// The councils where the law has to be mastered, and the sum of them.
#[derive(Debug, Default)]
struct Counted {
    lines: Vec<(usize, LawCounts)>,
    sum: LawCounts,
}

/// Counts one law in some councils, those first where most lack it; nothing where the law is not known. Counted once for a day.
pub fn one_law<'a>(
    snapshot: &'a Snapshot,
    law: DocumentId,
    day: Date,
    filter: &BoardFilter,
) -> Option<LawBoard<'a>> {
    let number = snapshot.facts.law_numbers.find(law)?;
    let counted = snapshot.sum_of(Some(number), day, filter, || {
        Arc::new(count(snapshot, number, day, filter))
    });
    Some(LawBoard {
        snapshot,
        law: number,
        day,
        counted,
    })
}

fn count(snapshot: &Snapshot, law: u32, day: Date, filter: &BoardFilter) -> Counted {
    let known = Known::on(snapshot, day);
    let mut counted = Counted::default();
    for place in places(&snapshot.facts, &known, day, filter) {
        let counts = in_council(&snapshot.facts, place, law, day.into());
        if counts.owed > 0 {
            counted.sum.owed += counts.owed;
            counted.sum.studied += counts.studied;
            counted.sum.passed += counts.passed;
            counted.sum.current += counts.current;
            counted.lines.push((place, counts));
        }
    }
    counted
        .lines
        .sort_by_key(|(_, counts)| std::cmp::Reverse(counts.owed - counts.current));
    counted
}

fn in_council(facts: &Facts, place: usize, law: u32, day: Day) -> LawCounts {
    let on = OnDay::new(facts, place, day);
    let mut counts = LawCounts::default();
    if !on.teaches(law) {
        return counts;
    }
    for delegate in on.delegates(None).filter(|one| one.counts()) {
        if !on.owes_law(&delegate, law) {
            continue;
        }
        let person = delegate.seat.person;
        let passed = on.passed(person, law);
        counts.owed += 1;
        counts.studied += u32::from(on.studied(person, law));
        counts.passed += u32::from(passed.is_some());
        counts.current += u32::from(passed.is_some_and(|since| on.is_current(law, since)));
    }
    counts
}

impl LawBoard<'_> {
    /// The sum of the councils.
    pub fn sum(&self) -> LawCounts {
        self.counted.sum
    }

    /// In how many councils it has to be mastered.
    pub fn len(&self) -> usize {
        self.counted.lines.len()
    }

    /// Whether it has to be mastered nowhere.
    pub fn is_empty(&self) -> bool {
        self.counted.lines.is_empty()
    }

    /// The rows of a page, written out.
    pub fn rows(&self, from: usize, count: usize) -> Vec<LawRow> {
        let lines = self.counted.lines.iter().skip(from).take(count);
        lines.map(|line| self.row(line)).collect()
    }

    /// Every row, in the order of the councils.
    pub fn by_place(&self) -> Vec<LawRow> {
        let mut lines: Vec<_> = self.counted.lines.iter().collect();
        lines.sort_by_key(|(place, _)| *place);
        lines.into_iter().map(|line| self.row(line)).collect()
    }

    fn row(&self, (place, counts): &(usize, LawCounts)) -> LawRow {
        let law = &self.snapshot.facts.laws[self.law as usize];
        let council = &self.snapshot.facts.councils[*place];
        LawRow {
            council: council.id,
            title: council.title(),
            law: LawCoverage {
                id: law.id,
                number: law.number.clone(),
                title: law.title.clone(),
                changed: law.changed(self.day.into()).map(Day::date),
                owed: counts.owed,
                studied: counts.studied,
                passed: counts.passed,
                current: counts.current,
            },
        }
    }
}

/// How far a course has come in each council at or below a place on a day, the one with most still missing first; councils in which
/// nobody has to complete it are left out.
pub fn one_course(snapshot: &Snapshot, course: CourseId, path: &str, day: Date) -> Vec<CourseAt> {
    let facts = &snapshot.facts;
    let day = Day::from(day);
    let mut found = Vec::new();
    for (place, council) in facts.councils.iter().enumerate() {
        if !covers(path, &council.path) || !council.span.has(day) {
            continue;
        }
        let on = OnDay::new(facts, place, day);
        let Some(at) = (0..on.courses.len()).find(|at| on.course(*at).id == course) else {
            continue;
        };
        let mut tally = Tally::default();
        for delegate in on
            .delegates(None)
            .filter(|one| one.counts() && one.owes(at))
        {
            tally.count(delegate.has(at));
        }
        if tally.of > 0 {
            found.push(CourseAt {
                council: council.id,
                title: council.title(),
                tally,
            });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.tally.of - one.tally.done));
    found
}

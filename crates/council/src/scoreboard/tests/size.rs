//! A country of 75,000 mandates: that it is counted rightly; how long it takes is printed.

use std::time::Instant;

use super::super::Measure;
use super::super::Tally;
use super::super::board::{BoardFilter, BoardSort, Direction, board, outlook};
use super::super::projection::Snapshot;
use super::super::trend::trend;
use super::*;

const PROVINCES: usize = 34;
const COMMUNES: usize = 3_321;
const SEATS: usize = 22;

/// 34 provinces with three courses each; nine in ten delegates completed each course, and passed a check on a law.
fn country() -> Facts {
    let mut people = super::super::facts::Numbers::default();
    let mut councils = Vec::new();
    let mut courses = Vec::new();
    let mut classes = Vec::new();
    let mut passes = Vec::new();
    for province in 0..PROVINCES {
        let path = format!("{:02}", province + 1);
        let first = councils.len();
        councils.push(council(councils.len(), &path, Level::Province, 2026));
        for commune in (0..COMMUNES).filter(|commune| commune % PROVINCES == province) {
            let path = format!("{path}/{commune:05}");
            councils.push(council(councils.len(), &path, Level::Commune, 2026));
        }
        for at in 0..3 {
            courses.push(course(
                10_000 + province * 3 + at,
                &path,
                Audience::AllDelegates,
                None,
            ));
        }
        for (place, council) in councils.iter_mut().enumerate().skip(first) {
            let seats = if place == first { 80 } else { SEATS };
            for seat in 0..seats {
                let person = people.of(id(100_000 + place * 100 + seat));
                council.seats.push(Seat {
                    person,
                    span: Span::new(date(2026, 5, 1), None),
                    origin: Origin::General,
                });
                if !seat.is_multiple_of(3) {
                    passes.push(Pass {
                        person,
                        law: 0,
                        on: date(2026, 9, 1).into(),
                    });
                }
            }
        }
        for at in 0..3 {
            let held = Day::from(date(2026, 7, 1));
            let course = u32::try_from(province * 3 + at).expect("few courses");
            let mut class = class(
                20_000 + province * 3 + at,
                course,
                held,
                ClassState::Closed,
                &councils[first..],
            );
            let everyone = councils[first..].iter().flat_map(|council| &council.seats);
            let came = everyone.map(|seat| seat.person);
            class.present = came
                .filter(|person| !(*person as usize + at).is_multiple_of(10))
                .collect();
            class.invited = councils[first..]
                .iter()
                .flat_map(|council| &council.seats)
                .map(|seat| Invited {
                    person: seat.person,
                    state: InvitationState::Invited,
                    on: held,
                })
                .collect();
            classes.push(Arc::new(class));
        }
    }
    let law = |number: usize| Law {
        id: id(3000 + number),
        number: format!("{number}/2025/QH15"),
        title: "Luật".into(),
        span: Span::new(date(2025, 7, 1), None),
        changes: Vec::new(),
    };
    Facts {
        people: people.into(),
        courses: courses.into(),
        laws: vec![law(0), law(1)].into(),
        councils: councils.into_iter().map(Arc::new).collect(),
        classes,
        passes: passes.into(),
        ..Facts::default()
    }
    .indexed()
}

#[test]
fn the_whole_country_is_counted_for_any_day() {
    let started = Instant::now();
    let facts = country();
    let built = started.elapsed();
    let delegates = u32::try_from(facts.people.len()).expect("75,000");
    assert_eq!(delegates as usize, PROVINCES * 80 + COMMUNES * SEATS);

    let started = Instant::now();
    let facts = facts.indexed();
    let indexed = started.elapsed();
    let snapshot = Snapshot::new(1, facts);
    let all = BoardFilter::default();
    let started = Instant::now();
    let counted = board(
        &snapshot,
        date(2026, 11, 24),
        &all,
        BoardSort::Share(Measure::Training),
        Direction::Up,
    );
    let first = started.elapsed();
    let started = Instant::now();
    let page = board(
        &snapshot,
        date(2026, 11, 24),
        &all,
        BoardSort::Share(Measure::Training),
        Direction::Up,
    );
    let rows = page.rows(0, 50);
    let again = started.elapsed();
    let started = Instant::now();
    let points = trend(&snapshot, date(2026, 11, 24), &all, 12);
    let time = started.elapsed();
    let started = Instant::now();
    let ahead = outlook(&snapshot, date(2026, 11, 24), &all, date(2027, 11, 24));
    let outlook_took = started.elapsed();

    assert_eq!(rows.len(), 50);
    assert_eq!(counted.totals.delegates, delegates);
    assert_eq!(counted.totals.trained.of, delegates);
    let missing = (0..delegates).filter(|person| (0..3).any(|at| (person + at).is_multiple_of(10)));
    assert_eq!(counted.totals.trained.missing() as usize, missing.count());
    assert_eq!(counted.totals.mastered.of, delegates * 2);
    let before = board(
        &snapshot,
        date(2026, 6, 30),
        &all,
        BoardSort::Place,
        Direction::Up,
    );
    assert_eq!(
        before.totals.trained,
        Tally {
            done: 0,
            of: delegates
        }
    );
    assert_eq!(points.len(), 13);
    assert_eq!(ahead.trained, counted.totals.trained);
    println!(
        "{delegates} mandates: built {built:?}, indexed {indexed:?}; a day: first {first:?}, again with a page of 50 {again:?}; \
         twelve months {time:?}; outlook {outlook_took:?}"
    );
}

//! What must hold of every figure, whatever the records say.

use proptest::prelude::*;

use super::super::board::{BoardFilter, BoardSort, Direction, board, outlook};
use super::super::coverage::{Reason, coverage};
use super::super::projection::Snapshot;
use super::super::tally::Figure;
use super::super::timeline::{Timeline, lacking};
use super::super::{Measure, Tally};
use super::*;

/// One delegate as a random case describes it.
type DelegateCase = (u8, u8, bool, Vec<u8>, Vec<(u8, u8)>);

fn day(of_year: u8) -> Day {
    date(2026, 1, 1)
        .checked_add(jiff::Span::new().days(i64::from(of_year) + 130))
        .expect("a day of 2026")
        .into()
}

/// A city and two communes; two courses for all, one for newcomers, one for a board; held classes and planned ones.
fn facts(cases: &[DelegateCase], capacity: u32) -> Facts {
    let mut councils = [
        council(0, "92", Level::Province, 2026),
        council(1, "92/1", Level::Commune, 2026),
        council(2, "92/2", Level::Commune, 2026),
    ];
    let mut board_course = course(13, "92/1", Audience::BodyMembers, Some(Level::Commune));
    board_course.body = Some(BodyKind::LegalBoard);
    board_course.laws = vec![1];
    let courses = vec![
        course(10, "92", Audience::AllDelegates, None),
        course(11, "92", Audience::AllDelegates, Some(Level::Commune)),
        course(12, "92", Audience::Newcomers, None),
        board_course,
    ];
    let mut classes: Vec<Class> = (0..8u32)
        .map(|at| {
            let held = at < 4;
            let state = if held {
                ClassState::Closed
            } else {
                ClassState::Planned
            };
            let day = if held {
                day(20 + u8::try_from(at).expect("small") * 20)
            } else {
                day(200)
            };
            let mut class = class(20 + at as usize, at % 4, day, state, &councils);
            class.capacity = capacity;
            class
        })
        .collect();
    let mut people = super::super::facts::Numbers::default();
    let mut passes = Vec::new();
    for (number, (place, joined, suspended, attended, passed)) in cases.iter().enumerate() {
        let person = people.of(id(1000 + number));
        let council = &mut councils[usize::from(*place % 3)];
        let later = *joined > 200;
        let seat = u32::try_from(council.seats.len()).expect("few seats");
        council.seats.push(Seat {
            person,
            span: Span::new(
                date(2026, 5, 1),
                (joined % 7 == 3).then(|| date(2026, 11, 1)),
            ),
            origin: if later {
                Origin::Later
            } else {
                Origin::General
            },
        });
        if *suspended {
            let span = Span::new(date(2026, 6, 1), Some(date(2026, 9, 1)));
            council.suspensions.push((seat, span));
        }
        if council.bodies.is_empty() {
            council.bodies.push(Body {
                id: id(2000 + usize::from(*place)),
                name: "Ban Pháp chế".into(),
                kind: BodyKind::LegalBoard,
                span: Span::new(date(2026, 5, 1), None),
            });
        }
        if joined % 3 == 0 {
            council.members.push(Membership {
                person,
                body: 0,
                post: Post::BoardMember,
                full_time: false,
                span: Span::new(date(2026, 5, 1), None),
            });
        }
        for at in attended {
            let class = &mut classes[usize::from(*at % 4)];
            class.present.push(person);
            class.invited.push(Invited {
                person,
                state: InvitationState::Invited,
                on: day(0),
            });
        }
        for (law, on) in passed {
            passes.push(Pass {
                person,
                law: u32::from(*law % 2),
                on: day(*on),
            });
        }
    }
    for class in &mut classes {
        class.present.dedup();
        class.invited.dedup_by_key(|one| one.person);
    }
    for council in &mut councils {
        council.members.sort_by_key(|member| member.person);
    }
    passes.sort_unstable();
    let law = |number: usize, changes| Law {
        id: id(3000 + number),
        number: format!("{number}/2025/QH15"),
        title: "Luật".into(),
        span: Span::new(date(2025, 7, 1), None),
        changes,
    };
    Facts {
        people: people.into(),
        courses: courses.into(),
        laws: vec![law(0, vec![]), law(1, vec![day(100)])].into(),
        topics: vec![Topic {
            id: id(4000),
            name_vi: "Giám sát".into(),
            name_en: "Supervision".into(),
        }]
        .into(),
        councils: councils.into_iter().map(Arc::new).collect(),
        classes: classes.into_iter().map(Arc::new).collect(),
        passes: passes.into(),
        ..Facts::default()
    }
    .indexed()
}

fn cases() -> impl Strategy<Value = Vec<DelegateCase>> {
    let one = (
        any::<u8>(),
        any::<u8>(),
        any::<bool>(),
        proptest::collection::vec(any::<u8>(), 0..5),
        proptest::collection::vec((any::<u8>(), 0..200u8), 0..4),
    );
    proptest::collection::vec(one, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn those_done_and_those_missing_are_the_denominator(cases in cases(), on in 0..220u8, capacity in 0..30u32) {
        let facts = facts(&cases, capacity);
        for place in 0..3 {
            let found = coverage(&facts, place, day(on), Day::NEVER);
            let counted = &found.denominator;
            let joined: u32 = counted.joined.iter().map(|joined| joined.count).sum();
            prop_assert_eq!(counted.in_office, counted.general + counted.merged + joined);
            prop_assert_eq!(counted.in_office, counted.counted + counted.suspended + counted.without_course);
            prop_assert_eq!(found.trained.of, counted.counted);
            prop_assert_eq!(found.trained.missing() as usize, found.missing.len());
            prop_assert!(found.missing.iter().all(|one| !one.lacks.is_empty()));
            prop_assert_eq!(found.trained.is_proven(), found.trained.of > 0 && found.missing.is_empty());
            let parts = found.courses.iter().map(|one| one.tally)
                .chain(found.bodies.iter().map(|one| one.tally))
                .chain(found.topics.iter().map(|one| one.tally));
            for tally in parts {
                prop_assert!(tally.done <= tally.of && tally.of <= found.trained.of);
            }
            for law in &found.laws {
                prop_assert!(law.current <= law.passed && law.passed <= law.owed && law.studied <= law.owed);
            }
            let figure = Figure::of(&facts, place, day(on));
            prop_assert_eq!(figure.trained, found.trained);
            prop_assert_eq!(figure.in_office, counted.in_office);
            let pairs = Tally {
                done: found.laws.iter().map(|law| law.current).sum(),
                of: found.laws.iter().map(|law| law.owed).sum(),
            };
            prop_assert_eq!(figure.mastered, pairs);
            prop_assert!(found.forecast.trained.done >= found.trained.done);
            prop_assert_eq!(found.forecast.trained.of, found.trained.of);
        }
    }

    #[test]
    fn one_more_completion_never_lowers_a_figure(cases in cases(), on in 0..220u8, who in any::<usize>(), at in any::<u8>()) {
        prop_assume!(!cases.is_empty());
        let mut more = cases.clone();
        let who = who % more.len();
        more[who].3.push(at);
        let (before, after) = (facts(&cases, 30), facts(&more, 30));
        for place in 0..3 {
            let (before, after) = (Figure::of(&before, place, day(on)), Figure::of(&after, place, day(on)));
            prop_assert!(before.trained.done <= after.trained.done);
            prop_assert_eq!(before.trained.of, after.trained.of);
        }
    }

    #[test]
    fn a_day_has_the_figures_of_the_last_change(cases in cases(), days in proptest::collection::vec(0..220u8, 1..20)) {
        let facts = facts(&cases, 30);
        for place in 0..3 {
            let timeline = Timeline::of(&facts, place);
            for on in &days {
                let on = day(*on);
                prop_assert_eq!(timeline.figure(&facts, place, on), Figure::of(&facts, place, on));
                prop_assert_eq!(timeline.lacking(&facts, place, on), &lacking(&facts, place, on));
            }
        }
    }

    #[test]
    fn the_outlook_of_a_commune_is_its_forecast(cases in cases(), on in 0..220u8, capacity in 0..30u32) {
        let snapshot = Snapshot::new(0, facts(&cases, capacity));
        let (at, until) = (day(on), date(2027, 6, 1));
        for place in 0..3 {
            let council = &snapshot.facts.councils[place];
            let only = BoardFilter { path: council.path.clone(), level: Some(council.level), ..BoardFilter::default() };
            let found = outlook(&snapshot, at.date(), &only, until);
            let forecast = coverage(&snapshot.facts, place, at, until.into()).forecast;
            prop_assert_eq!(found.trained, forecast.trained);
            prop_assert!(found.trained.done >= snapshot.figure(place, at).trained.done);
        }
    }

    #[test]
    fn totals_are_the_sums_of_their_councils(cases in cases(), on in 0..220u8) {
        let snapshot = Snapshot::new(0, facts(&cases, 30));
        let day = day(on).date();
        let all = board(&snapshot, day, &BoardFilter::default(), BoardSort::Share(Measure::Training), Direction::Down);
        let rows = all.rows(0, usize::MAX);
        let sum: Tally = rows.iter().map(|row| row.measures[0].tally).sum();
        prop_assert_eq!(sum, all.totals.trained);
        let levels: Tally = all.levels.iter().map(|level| level.totals.trained).sum();
        prop_assert_eq!(levels, all.totals.trained);
        let provinces: u32 = all.provinces.iter().map(|province| province.totals.delegates).sum();
        prop_assert_eq!(provinces, all.totals.delegates);
        let behind = BoardFilter { behind: Some(Measure::Training), ..BoardFilter::default() };
        let behind = board(&snapshot, day, &behind, BoardSort::Place, Direction::Up);
        prop_assert_eq!(behind.totals.trained.missing(), all.totals.trained.missing());
    }
}

#[test]
fn every_reason_is_told_by_what_happened() {
    use InvitationState::{Excused, Invited as IsInvited, Withdrawn};
    let held = (ClassState::Closed, 20);
    let ahead = (ClassState::Planned, 200);
    let table = [
        ("no class at all", vec![], "no_class"),
        ("held without an invitation", vec![(held, None)], "no_class"),
        ("did not come", vec![(held, Some(IsInvited))], "absent"),
        ("excused", vec![(held, Some(Excused))], "excused"),
        (
            "excused, class planned",
            vec![(held, Some(Excused)), (ahead, None)],
            "excused",
        ),
        ("planned, not invited", vec![(ahead, None)], "planned"),
        (
            "invited",
            vec![(held, Some(IsInvited)), (ahead, Some(IsInvited))],
            "invited",
        ),
        ("withdrawn", vec![(ahead, Some(Withdrawn))], "planned"),
        (
            "cancelled",
            vec![((ClassState::Cancelled, 200), Some(IsInvited))],
            "no_class",
        ),
    ];
    for (case, classes, code) in table {
        let mut facts = facts(&[(1, 1, false, vec![], vec![])], 30);
        let councils = [(*facts.councils[1]).clone()];
        let rows = classes
            .iter()
            .enumerate()
            .map(|(at, ((state, on), invited))| {
                let mut class = class(at, 0, day(*on), *state, &councils);
                class.invited.extend(invited.map(|state| Invited {
                    person: 0,
                    state,
                    on: day(0),
                }));
                Arc::new(class)
            });
        facts.classes = rows.collect();
        let facts = facts.indexed();
        let found = coverage(&facts, 1, day(100), Day::NEVER);
        let lack = found.missing[0]
            .lacks
            .iter()
            .find(|lack| lack.course == id(10));
        assert_eq!(lack.map(|lack| lack.reason.code()), Some(code), "{case}");
    }
    let facts = facts(&[(1, 1, false, vec![], vec![])], 30);
    let found = coverage(&facts, 1, day(5), Day::NEVER);
    assert!(matches!(
        found.missing[0].lacks[0].reason,
        Reason::Planned(_)
    ));
}

#[test]
fn a_forecast_fills_no_class_beyond_its_room() {
    let everyone: Vec<DelegateCase> = (0..10).map(|_| (0, 1, false, vec![], vec![])).collect();
    for (capacity, done) in [(0, 0), (4, 4), (10, 10), (40, 10)] {
        let facts = facts(&everyone, capacity);
        let found = coverage(&facts, 0, day(150), Day::NEVER);
        assert_eq!(found.trained, Tally { done: 0, of: 10 });
        assert_eq!(
            found.forecast.trained,
            Tally { done, of: 10 },
            "room for {capacity}"
        );
    }
    let found = coverage(&facts(&everyone, 40), 0, day(150), day(199));
    assert_eq!(
        found.forecast.trained.done, 0,
        "the class begins after the horizon"
    );
}

#[test]
fn nothing_of_nothing_is_not_proven() {
    assert!(!Tally::default().is_proven());
    assert!(Tally { done: 3, of: 3 }.is_proven());
    assert!(!Tally { done: 2, of: 3 }.is_proven());
}

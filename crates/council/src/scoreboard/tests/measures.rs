//! Measures 3 to 8: one definition for the board and for one council, equal to what the capabilities tell one by one, and following the
//! audit chain.

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::CoordinationId;
use store::{Reader, args, record, sql};

use super::super::board::{BoardFilter, BoardSort, Direction, board, one_council};
use super::super::{Measure, Projection, Standing, Tally};
use super::*;
use crate::Acting;
use crate::conditions::Facility;
use crate::conditions::facilities::{RecordFacility, record_facility};
use crate::contact::coverage::coverage;
use crate::contact::window::regular_sittings;
use crate::coordination::Standing as Done;
use crate::coordination::queries::dossier;
use crate::fixture;
use kernel::ids::CouncilId;

/// The day of the sample's clock.
const TODAY: Date = date(2026, 11, 24);

/// Days spread over the two terms of the sample, the same each time.
fn days() -> impl Iterator<Item = Date> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let from = date(2021, 7, 1);
    let spread = (0..5).map(move |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        from.saturating_add(i64::try_from(state % 1_950).unwrap_or_default().days())
    });
    spread.chain([TODAY])
}

#[tokio::test]
async fn the_row_of_the_board_is_what_the_page_of_the_council_shows_and_the_sums_are_its_sums() {
    for db in fixture::cities().await {
        let snapshot = Projection::of(&db).now().await.expect("the facts");
        let all = BoardFilter::default();
        for day in days() {
            let board = board(&snapshot, day, &all, BoardSort::Place, Direction::Up);
            let rows = board.rows(0, usize::MAX);
            assert!(rows.len() > 50, "{day}");
            for row in &rows {
                let (own, _) = one_council(&snapshot, row.council, day, day).expect("a council");
                assert_eq!(own, *row, "{day}");
            }
            for measure in Measure::ALL {
                let tallies = rows.iter().map(|row| row.measures[measure.place()].tally);
                let sum: Tally = tallies.clone().sum();
                let total = board.totals.measure(*measure);
                assert_eq!(total.tally, sum, "{day} {measure}");
                let counted = tallies.filter(|tally| tally.of > 0).count();
                assert_eq!(total.councils as usize, counted, "{day} {measure}");
                let levels = board
                    .levels
                    .iter()
                    .map(|sum| sum.totals.measure(*measure).tally);
                assert_eq!(levels.sum::<Tally>(), sum, "{day} {measure}");
            }
        }
        let board = board(&snapshot, TODAY, &all, BoardSort::Place, Direction::Up);
        for measure in Measure::ALL {
            let sum = board.totals.measure(*measure);
            assert!(sum.councils > 0 && sum.tally.done > 0, "{measure}: {sum:?}");
            let behind = BoardFilter {
                behind: Some(*measure),
                ..BoardFilter::default()
            };
            let sort = BoardSort::Share(*measure);
            let found = super::super::board::board(&snapshot, TODAY, &behind, sort, Direction::Up);
            let rows = found.rows(0, usize::MAX);
            let shares: Vec<i64> = rows
                .iter()
                .map(|row| row.measures[measure.place()].tally.millionths())
                .collect();
            assert!(shares.is_sorted(), "{measure}: {shares:?}");
            assert!(shares.iter().all(|share| (0..1_000_000).contains(share)));
        }
        let unrecorded = board.rows(0, usize::MAX);
        let unrecorded = unrecorded.iter().flat_map(|row| &row.measures);
        let unrecorded = unrecorded.filter(|cell| cell.standing == Standing::Unrecorded);
        assert!(
            unrecorded.clone().count() > 100,
            "most recorded nothing of M4, M5, M7, M8"
        );
        assert!(
            unrecorded
                .clone()
                .all(|cell| cell.tally == Tally::default())
        );
    }
}

sql! {
    FIRST = "SELECT min(k.held_on) FROM contact_delegate d JOIN contact k ON k.id = d.contact_id WHERE d.council_id = $1 AND k.side <> 'between' \
             AND (SELECT min(s.day) FROM contact_step s WHERE s.contact_id = k.id) <= $2";
    REGULATIONS = "SELECT id, council_id FROM coordination";
}

record! {
    struct RegulationRow { id: CoordinationId, council_id: CouncilId }
}

/// M3 of a council, added up from the coverage of each of its sittings.
async fn sitting_by_sitting(db: &impl Reader, council: CouncilId, on: Date) -> Option<Tally> {
    let first: Option<Date> = db.scalar(FIRST, args![council, on]).await.expect("reads");
    let first = first?;
    let mut sum = Tally::default();
    for sitting in regular_sittings(db, council, on).await.expect("sittings") {
        let counted = coverage(db, council, sitting.id, on)
            .await
            .expect("a coverage");
        let after = counted.after.window.until.filter(|until| *until < on);
        let sides = [
            (
                counted.before,
                sitting.opens_on <= on && sitting.opens_on > first,
            ),
            (counted.after, after.is_some_and(|until| until >= first)),
        ];
        for (side, _) in sides.iter().filter(|(_, counts)| *counts) {
            sum += Tally {
                done: side.met,
                of: side.delegates,
            };
        }
    }
    Some(sum)
}

/// M5 of a regulation, added up from the pages of its years; a conclusion that waits stands in several of them.
async fn year_by_year(db: &impl Reader, id: CoordinationId, on: Date) -> Tally {
    let mut sum = Tally::default();
    let mut concluded = std::collections::BTreeSet::new();
    for year in 2016..=on.year() + 1 {
        let Ok(page) = dossier(db, id, on, year).await else {
            continue;
        };
        for task in page.tasks.visible().into_iter().flatten() {
            let again = task.conclusion_id.is_some_and(|id| !concluded.insert(id));
            match task.standing {
                _ if again => {}
                Done::Met | Done::Late => sum.count(true),
                Done::Unmet => sum.count(false),
                Done::Excused | Done::DueSoon | Done::Ahead => {}
            }
        }
    }
    sum
}

#[tokio::test]
async fn the_board_counts_what_the_capabilities_tell_one_by_one() {
    for db in fixture::cities().await {
        let snapshot = Projection::of(&db).now().await.expect("the facts");
        let regulations: Vec<RegulationRow> = db.all(REGULATIONS, args![]).await.expect("reads");
        for day in [
            date(2026, 7, 30),
            date(2026, 10, 2),
            TODAY,
            date(2027, 2, 1),
        ] {
            let marks = snapshot.marks(day);
            let there = snapshot.facts.councils.iter();
            let there = there.filter(|council| council.span.has(day.into()));
            let recorded: Vec<CouncilId> = there
                .map(|council| council.id)
                .filter(|id| marks.of(*id, Measure::Contact).is_some())
                .take(12)
                .collect();
            assert!(!recorded.is_empty(), "{day}");
            for council in recorded {
                let told = marks.of(council, Measure::Contact).map(|it| it.tally);
                let added = sitting_by_sitting(&*db, council, day).await;
                assert_eq!(told, added, "{day} {council}");
            }
            let mut added: std::collections::BTreeMap<CouncilId, Tally> = Default::default();
            for row in &regulations {
                let of = added.entry(row.council_id).or_default();
                *of += year_by_year(&*db, row.id, day).await;
            }
            for (council, added) in added {
                let told = marks.of(council, Measure::Coordination);
                let told = told.map_or_else(Tally::default, |it| it.tally);
                assert_eq!(told, added, "{day} {council}");
            }
        }
    }
}

#[tokio::test]
async fn a_record_of_any_measure_is_counted_with_the_next_question() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = fixture::begin(&db, &program).await;
        acting.commit().await.expect("commits");
        let projection = Projection::of(&db);
        let before = projection.now().await.expect("the facts");
        let means = |of: &super::super::Snapshot| of.marks(TODAY).of(scene.council, Measure::Means);
        assert_eq!(means(&before), None);
        let acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let seen = RecordFacility {
            council: scene.council,
            item: Facility::Computers,
            quantity: 25,
            remark: String::new(),
            seen_on: TODAY,
            reason: String::new(),
        };
        record_facility(&acting, seen).await.expect("recorded");
        acting.commit().await.expect("commits");
        let after = projection.now().await.expect("the facts");
        let counted = means(&after).expect("something is recorded");
        assert_eq!(counted.tally, Tally { done: 1, of: 7 });
        assert_eq!(
            after
                .marks(date(2026, 11, 23))
                .of(scene.council, Measure::Means),
            None
        );
        let (row, _) = one_council(&after, scene.council, TODAY, TODAY).expect("a council");
        let standing = |measure: Measure| row.measures[measure.place()].standing;
        assert_eq!(standing(Measure::Means), Standing::Behind);
        assert_eq!(standing(Measure::Staff), Standing::Unrecorded);
        assert_eq!(standing(Measure::Conferences), Standing::Unrecorded);
    }
}

//! Cases of this capability, on both databases.

use std::collections::HashMap;

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::ids::{CouncilId, SittingId};
use kernel::{Date, Span, Workdays};
use proptest::prelude::*;

use super::acts::{
    MoveSitting, PlanSitting, cancel_sitting, convene_sitting, describe_sitting, move_sitting,
    next_number, plan_sitting,
};
use super::calendar::{Base, Days, Duty, Planned, Side, Standing, by, judge, plan};
use super::days_off::{StateDay, add_day, change_day, day_id, day_off, days_off, remove_day};
use super::duties::{DutyLine, RecordDuty, calendar, record_duty};
use super::moves::moves;
use super::programme::{
    Direction, ItemDetails, ItemStanding, Papers, add_item, change_item, items, programme,
    record_papers, remove_item, removed_items, shift_item,
};
use super::queries::{SittingFilter, sitting, sitting_on, sittings_everywhere, sittings_of};
use super::*;
use crate::access::{Act, Actor, Granted, Role};
use crate::bodies::acts::{FoundCouncil, found_council};
use crate::fixture::{self, begin, codes};
use crate::seed_data::Certainty;
use crate::{Acting, Refusal, reference};

/// The day of the fixture's clock, a Tuesday.
const TODAY: Date = date(2026, 11, 24);

fn planning(council: CouncilId, number: u32, opens_on: Date) -> PlanSitting {
    PlanSitting {
        council,
        number,
        kind: SittingKind::Regular,
        title: String::new(),
        opens_on,
        closes_on: opens_on.saturating_add(2.days()),
        place: String::new(),
    }
}

async fn planned(acting: &Acting<'_>, council: CouncilId, number: u32, day: Date) -> SittingId {
    plan_sitting(acting, planning(council, number, day))
        .await
        .expect("a sitting")
}

fn line(lines: &[DutyLine], duty: Duty) -> &DutyLine {
    lines
        .iter()
        .find(|line| line.duty == duty)
        .unwrap_or_else(|| panic!("{duty} is missing"))
}

fn details(kind: ItemKind, title: &str) -> ItemDetails {
    ItemDetails {
        kind,
        title: title.to_owned(),
        output: "Nghị quyết".to_owned(),
        institution: None,
        verifier: None,
    }
}

#[tokio::test]
async fn a_sitting_is_planned_convened_moved_and_says_what_moved() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (acting, scene) = begin(&db, &actor).await;
        let id = planned(&acting, scene.council, 24, date(2026, 12, 15)).await;
        let now = sitting(&acting.tx, id).await.expect("reads");
        assert_eq!(now.state(TODAY), SittingState::Planned);
        assert_eq!(now.state(date(2026, 12, 16)), SittingState::UnderWay);
        assert_eq!(now.state(date(2026, 12, 18)), SittingState::Held);

        let lines = calendar(&acting.tx, &now, TODAY).await.expect("a calendar");
        let expected = [
            // Seven working days before the sixteenth: two week-ends lie between.
            (Duty::PressNotice, date(2026, 11, 5), Standing::Overdue),
            (Duty::ContactsOpen, date(2026, 11, 15), Standing::Open),
            (Duty::Notice, date(2026, 11, 25), Standing::Due),
            (Duty::ContactsEnd, date(2026, 11, 30), Standing::Due),
            (Duty::Dossier, date(2026, 11, 30), Standing::Due),
            (Duty::Consolidation, date(2026, 12, 3), Standing::Due),
            (Duty::Agenda, date(2026, 12, 5), Standing::Due),
            (Duty::Verification, date(2026, 12, 5), Standing::Due),
            (Duty::Replies, date(2026, 12, 8), Standing::Due),
            (Duty::Documents, date(2026, 12, 10), Standing::Due),
            (Duty::ResolutionsUp, date(2026, 12, 27), Standing::NotYet),
            (Duty::ContactsAfter, date(2027, 1, 1), Standing::NotYet),
        ];
        let found: Vec<_> = lines
            .iter()
            .map(|line| (line.duty, line.day, line.judged.standing))
            .collect();
        assert_eq!(found, expected);
        let notice = line(&lines, Duty::Notice);
        assert_eq!((notice.days, notice.judged.days), (20, 1));
        assert_eq!(notice.rule.certainty, Certainty::Unconfirmed);

        let convened = convene_sitting(&acting, id, "52/QĐ-HĐND", TODAY);
        convened.await.expect("convened");
        let now = sitting(&acting.tx, id).await.expect("reads");
        assert_eq!(now.state(TODAY), SittingState::Convened);
        let lines = calendar(&acting.tx, &now, TODAY).await.expect("a calendar");
        let notice = line(&lines, Duty::Notice);
        assert_eq!(notice.judged.standing, Standing::DoneInTime);
        assert_eq!(notice.evidence, "52/QĐ-HĐND");

        let command = MoveSitting {
            sitting: id,
            opens_on: date(2026, 12, 22),
            closes_on: date(2026, 12, 24),
            reason: "Trùng lịch".to_owned(),
        };
        let shifts = move_sitting(&acting, command.clone()).await.expect("moved");
        assert_eq!(shifts.len(), 12);
        for shift in &shifts {
            let (Some(from), Some(to)) = (shift.from, shift.to) else {
                panic!("{shift:?}");
            };
            if shift.duty != Duty::PressNotice {
                assert_eq!(from.saturating_add(7.days()), to, "{}", shift.duty);
            }
        }
        assert_eq!(
            codes(move_sitting(&acting, command).await),
            ["sitting-days-same"]
        );
        let told = moves(&acting.tx, id, TODAY).await.expect("moves");
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].opens_on, date(2026, 12, 15));
        assert_eq!(told[1].reason, "Trùng lịch");
        // Who looks at a day before the move sees the days that were set then.
        let then = sitting_on(&acting.tx, id, date(2026, 11, 23)).await;
        assert_eq!(then.expect("reads").opens_on, date(2026, 12, 15));
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (acting, scene) = begin(&db, &actor).await;
        let council = scene.council;
        let id = planned(&acting, council, 1, date(2026, 12, 15)).await;
        let cases: [(PlanSitting, &[&str]); 4] = [
            (
                planning(council, 1, date(2027, 3, 1)),
                &["sitting-number-taken"],
            ),
            (
                planning(council, 2, date(2026, 12, 16)),
                &["sitting-overlaps"],
            ),
            (
                planning(council, 2, date(2021, 1, 4)),
                &["council-not-on-that-day"],
            ),
            (
                PlanSitting {
                    closes_on: date(2027, 2, 1),
                    ..planning(council, 0, date(2027, 3, 1))
                },
                &["number-unreadable", "period-reversed"],
            ),
        ];
        for (command, expected) in cases {
            assert_eq!(codes(plan_sitting(&acting, command).await), expected);
        }
        let late = convene_sitting(&acting, id, " ", date(2026, 12, 16)).await;
        assert_eq!(
            codes(late),
            ["missing", "day-ahead", "sitting-convened-after-opening"]
        );
        let record = |duty, done_on| RecordDuty {
            sitting: id,
            duty,
            done_on,
            evidence: "Công văn 12".to_owned(),
        };
        for (duty, day, expected) in [
            (Duty::Agenda, date(2026, 11, 25), "day-ahead"),
            (Duty::ContactsOpen, TODAY, "choice-unknown"),
            (Duty::ResolutionsUp, TODAY, "sitting-not-closed"),
        ] {
            let outcome = record_duty(&acting, record(duty, Some(day))).await;
            assert_eq!(codes(outcome), [expected], "{duty}");
        }

        cancel_sitting(&acting, id, "Không đủ hồ sơ")
            .await
            .expect("cancelled");
        let now = sitting(&acting.tx, id).await.expect("reads");
        assert_eq!(now.state(TODAY), SittingState::Cancelled);
        assert_eq!(now.state(date(2026, 11, 23)), SittingState::Planned);
        let left = calendar(&acting.tx, &now, TODAY).await.expect("a calendar");
        assert!(left.is_empty());
        let again = describe_sitting(&acting, id, "Kỳ họp", "Hội trường").await;
        assert_eq!(codes(again), ["sitting-over"]);
        let outcome = record_duty(&acting, record(Duty::Agenda, Some(TODAY))).await;
        assert_eq!(codes(outcome), ["sitting-cancelled"]);
        // Its days are free again, its number is not.
        let outcome = plan_sitting(&acting, planning(council, 1, date(2026, 12, 15))).await;
        assert_eq!(codes(outcome), ["sitting-number-taken"]);
        planned(&acting, council, 2, date(2026, 12, 15)).await;
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn numbers_restart_with_each_council() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (acting, scene) = begin(&db, &actor).await;
        planned(&acting, scene.council, 24, date(2025, 4, 25)).await;
        let merged = FoundCouncil {
            unit: scene.new_city,
            term: reference::term_id("2021-2026"),
            number: "X".to_owned(),
            seats_planned: Some(5),
            valid_from: date(2025, 7, 1),
            valid_to: None,
            sample: true,
            reason: String::new(),
        };
        let merged = found_council(&acting, merged).await.expect("a council");
        let first = |there: Vec<Sitting>| next_number(&there);
        let there = sittings_of(&acting.tx, scene.council).await.expect("reads");
        assert_eq!(first(there), 25);
        let there = sittings_of(&acting.tx, merged).await.expect("reads");
        assert_eq!(first(there), 1);
        planned(&acting, merged, 1, date(2025, 7, 30)).await;
        let filter = SittingFilter {
            text: "can tho".to_owned(),
            kind: Some(SittingKind::Regular),
            year: Some(2025),
        };
        let lines = sittings_everywhere(&acting.tx, &filter, TODAY).await;
        let numbers: Vec<_> = lines
            .expect("reads")
            .iter()
            .map(|line| (line.sitting.number, line.state))
            .collect();
        assert_eq!(numbers, [(24, SittingState::Held), (1, SittingState::Held)]);
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn a_duty_is_recorded_late_taken_back_and_recorded_again() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (acting, scene) = begin(&db, &actor).await;
        let id = planned(&acting, scene.council, 1, date(2026, 12, 1)).await;
        let cases = [
            (Some(date(2026, 11, 23)), Standing::DoneLate, 2),
            (None, Standing::Overdue, 3),
            (Some(date(2026, 11, 21)), Standing::DoneInTime, 0),
        ];
        for (done_on, standing, days) in cases {
            let command = RecordDuty {
                sitting: id,
                duty: Duty::Agenda,
                done_on,
                evidence: "Thông báo 31/TB-HĐND".to_owned(),
            };
            record_duty(&acting, command).await.expect("recorded");
            let now = sitting(&acting.tx, id).await.expect("reads");
            let lines = calendar(&acting.tx, &now, TODAY).await.expect("a calendar");
            let judged = line(&lines, Duty::Agenda).judged;
            assert_eq!((judged.standing, judged.days), (standing, days));
        }
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn items_are_late_by_their_papers_and_keep_their_order() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (acting, scene) = begin(&db, &actor).await;
        // The dossier of a provincial council is due on 21/11, the verification on 26/11, the papers on 01/12.
        let id = planned(&acting, scene.council, 1, date(2026, 12, 6)).await;
        let draft = |title: &str| ItemDetails {
            verifier: Some(scene.board),
            ..details(ItemKind::DraftResolution, title)
        };
        let late = add_item(&acting, id, draft("Dự toán"))
            .await
            .expect("added");
        let due = add_item(&acting, id, draft("Biên chế"))
            .await
            .expect("added");
        let report = add_item(&acting, id, details(ItemKind::Report, "Báo cáo"));
        let report = report.await.expect("added");
        let election = add_item(&acting, id, details(ItemKind::Election, "Bầu"));
        let election = election.await.expect("added");
        let papers = |dossier_on, delivered_on| Papers {
            dossier_on: Some(dossier_on),
            verified_on: None,
            delivered_on,
        };
        let came = [
            (due, papers(date(2026, 11, 20), None)),
            (report, papers(date(2026, 11, 23), Some(TODAY))),
        ];
        for (item, papers) in came {
            record_papers(&acting, item, papers)
                .await
                .expect("recorded");
        }
        let now = sitting(&acting.tx, id).await.expect("reads");
        let lines = items(&acting.tx, &now, TODAY).await.expect("a programme");
        let found: Vec<_> = lines
            .iter()
            .map(|line| (line.item.id, line.standing, line.days, line.pressing))
            .collect();
        let expected = [
            (late, ItemStanding::Late, 3, Some(Duty::Dossier)),
            (due, ItemStanding::Due, 2, Some(Duty::Verification)),
            (report, ItemStanding::CameLate, 2, Some(Duty::Dossier)),
            (election, ItemStanding::NoPapers, 0, None),
        ];
        assert_eq!(found, expected);
        let early = items(&acting.tx, &now, date(2026, 11, 20)).await;
        assert_eq!(early.expect("reads")[2].standing, ItemStanding::Due);

        let unverified = Papers {
            verified_on: Some(date(2026, 11, 25)),
            ..papers(TODAY, None)
        };
        let outcome = record_papers(&acting, report, unverified).await;
        assert_eq!(codes(outcome), ["day-ahead", "sitting-item-no-verifier"]);

        let at_the_end = shift_item(&acting, late, Direction::Up).await;
        assert_eq!(codes(at_the_end), ["sitting-item-at-the-end"]);
        shift_item(&acting, late, Direction::Down)
            .await
            .expect("moved");
        let changed = details(ItemKind::Supervision, "Giám sát chuyên đề");
        change_item(&acting, report, changed)
            .await
            .expect("changed");
        remove_item(&acting, election, "Chưa chuẩn bị xong")
            .await
            .expect("removed");
        assert_eq!(
            codes(remove_item(&acting, election, "Lần nữa").await),
            ["sitting-item-removed"]
        );
        let steps = programme(&acting.tx, scene.council, TODAY).await;
        let steps = steps.expect("a programme");
        let titles: Vec<&str> = steps[0]
            .items
            .iter()
            .map(|line| line.item.title.as_str())
            .collect();
        assert_eq!(titles, ["Biên chế", "Dự toán", "Giám sát chuyên đề"]);
        let kept = removed_items(&acting.tx, id, TODAY).await.expect("reads");
        assert_eq!(kept.len(), 1);
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn only_those_with_the_right_act_and_only_in_their_place() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = planned(&acting, scene.council, 1, date(2026, 12, 15)).await;
        acting.commit().await.expect("commits");
        let cases = [
            (Role::Clerk, "92", [true, true, true]),
            (Role::StandingCommittee, "92", [true, false, true]),
            (Role::Clerk, "01", [false, false, false]),
            (Role::Executive, "92", [false, false, false]),
            (Role::Delegate, "92", [false, false, false]),
        ];
        for (role, scope, expected) in cases {
            let granted = Granted {
                role,
                scope: scope.to_owned(),
            };
            let account = kernel::ids::AccountId::fresh();
            let actor = Actor::user(account, None, "Người thử".into(), None, vec![granted]);
            let acting = Acting::begin(&db, &actor, &fixture::clock())
                .await
                .expect("begins");
            let plan = plan_sitting(&acting, planning(scene.council, 9, date(2027, 3, 1))).await;
            let arrange = add_item(&acting, id, details(ItemKind::Report, "Báo cáo")).await;
            let shift = MoveSitting {
                sitting: id,
                opens_on: date(2026, 12, 17),
                closes_on: date(2026, 12, 18),
                reason: "Trùng lịch".to_owned(),
            };
            let shift = move_sitting(&acting, shift).await;
            let may = [
                is_permitted(&plan),
                is_permitted(&arrange),
                is_permitted(&shift),
            ];
            assert_eq!(may, expected, "{role:?} of {scope}");
            let edit = remove_day(&acting, day_id(date(2026, 9, 2)), "Nhầm").await;
            assert!(matches!(edit, Err(Refusal::NotPermitted(Act::EditDaysOff))));
        }
    }
}

fn is_permitted<T>(outcome: &crate::Result<T>) -> bool {
    match outcome {
        Ok(_) => true,
        Err(Refusal::NotPermitted(_)) => false,
        Err(other) => panic!("refused for another reason: {other}"),
    }
}

#[tokio::test]
async fn days_off_are_added_changed_and_taken_out_for_good() {
    for db in store::testing::databases().await {
        let actor = fixture::program();
        let (acting, _) = begin(&db, &actor).await;
        let loaded = days_off(&acting.tx).await.expect("the days").len();
        let day = date(2026, 12, 24);
        let state = |kind| StateDay {
            day,
            kind,
            name: "Nghỉ theo thông báo".to_owned(),
            basis: "Thông báo 1".to_owned(),
            certainty: Certainty::Confirmed,
            reason: "Thông báo mới".to_owned(),
        };
        // A Thursday is worked without any table.
        let outcome = add_day(&acting, state(DayKind::Work)).await;
        assert_eq!(codes(outcome), ["day-off-as-its-weekday"]);
        let id = add_day(&acting, state(DayKind::Off)).await.expect("added");
        let outcome = add_day(&acting, state(DayKind::Off)).await;
        assert_eq!(codes(outcome), ["day-off-there"]);
        let is_worked = async || workdays(&acting.tx).await.expect("days").is_worked(day);
        assert!(!is_worked().await);
        let renamed = StateDay {
            name: "Nghỉ bù".to_owned(),
            day: TODAY,
            ..state(DayKind::Off)
        };
        change_day(&acting, id, renamed).await.expect("changed");
        let changed = day_off(&acting.tx, id).await.expect("the day");
        assert_eq!((changed.day, changed.name.as_str()), (day, "Nghỉ bù"));
        remove_day(&acting, id, "Ghi nhầm").await.expect("removed");
        assert!(is_worked().await);

        let new_year = day_id(date(2027, 1, 1));
        remove_day(&acting, new_year, "Thử").await.expect("removed");
        let left = days_off(&acting.tx).await.expect("the days").len();
        assert_eq!(left, loaded - 1);
        acting.commit().await.expect("commits");
    }
}

fn a_day() -> impl Strategy<Value = Date> {
    (0..5000i32).prop_map(|offset| date(2016, 1, 1).saturating_add(offset.days()))
}

fn a_table() -> impl Strategy<Value = Workdays> {
    proptest::collection::btree_map(a_day(), any::<bool>(), 0..60).prop_map(Workdays::new)
}

fn some_spans() -> impl Strategy<Value = HashMap<Duty, Span>> {
    let span = prop_oneof![
        (1..60u32).prop_map(Span::Calendar),
        (1..30u32).prop_map(Span::Working)
    ];
    proptest::collection::vec(span, Duty::ALL.len())
        .prop_map(|spans| Duty::ALL.iter().copied().zip(spans).collect())
}

fn a_kind() -> impl Strategy<Value = SittingKind> {
    proptest::sample::select(SittingKind::ALL)
}

proptest! {
    #[test]
    fn a_moved_sitting_moves_each_duty_of_calendar_days_alike(
        table in a_table(), spans in some_spans(), kind in a_kind(), opens_on in a_day(), lasts in 0..5i32, moved in -90..90i32
    ) {
        let days = Days { opens_on, closes_on: opens_on.saturating_add(lasts.days()) };
        let later = Days {
            opens_on: days.opens_on.saturating_add(moved.days()),
            closes_on: days.closes_on.saturating_add(moved.days()),
        };
        let day_in = |days| -> HashMap<Duty, Date> {
            plan(kind, days, &spans, &table).into_iter().map(|planned| (planned.duty, planned.day)).collect()
        };
        let (before, after) = (day_in(days), day_in(later));
        prop_assert_eq!(before.len(), after.len());
        for (duty, day) in before {
            let calendar = |duty: Duty| matches!(spans[&duty], Span::Calendar(_));
            if calendar(duty) && (duty.base() != Base::Contacts || calendar(Duty::ContactsOpen)) {
                prop_assert_eq!(after[&duty], day.saturating_add(moved.days()), "{}", duty);
            }
        }
    }

    #[test]
    fn duties_lie_on_their_side_and_those_of_working_days_on_worked_days(
        table in a_table(), spans in some_spans(), kind in a_kind(), opens_on in a_day(), lasts in 0..5i32
    ) {
        let days = Days { opens_on, closes_on: opens_on.saturating_add(lasts.days()) };
        let planned = plan(kind, days, &spans, &table);
        prop_assert!(planned.is_sorted_by_key(|planned| planned.day));
        let opening = planned.iter().find(|planned| planned.duty == Duty::ContactsOpen).map(|planned| planned.day);
        for Planned { duty, day } in planned {
            let base = match duty.base() {
                Base::Opening => days.opens_on,
                Base::Closing => days.closes_on,
                Base::Contacts => opening.expect("contacts open"),
            };
            match duty.side() {
                Side::Before => prop_assert!(day < base, "{}", duty),
                Side::After => prop_assert!(day > base, "{}", duty),
            }
            if matches!(spans[&duty], Span::Working(_)) {
                prop_assert!(table.is_worked(day), "{}", duty);
            }
        }
    }

    #[test]
    fn lateness_counts_from_the_day_and_what_comes_later_is_not_known_yet(
        due_on in a_day(), done_on in proptest::option::of(a_day()), on in a_day()
    ) {
        let judged = by(due_on, done_on, on);
        let known = done_on.is_some_and(|done| done <= on);
        let is_done = matches!(judged.standing, Standing::DoneInTime | Standing::DoneLate);
        prop_assert_eq!(is_done, known);
        if !known {
            prop_assert_eq!(judged.standing == Standing::Overdue, on > due_on);
        }
        let days = Days { opens_on: due_on, closes_on: due_on };
        let window = judge(Planned { duty: Duty::ContactsOpen, day: due_on }, days, done_on, on);
        prop_assert!(window.standing != Standing::Overdue);
    }
}

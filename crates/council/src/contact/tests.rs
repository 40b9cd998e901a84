//! Cases of this capability, on both databases.

use jiff::civil::{date, time};
use kernel::ids::{ConstituencyId, ContactId, CouncilId, MandateId, PersonId, SittingId, UnitId};
use kernel::{Date, vi};
use store::{args, sql};

use super::acts::{
    Arrangement, ChangeContact, Guest, PlanContact, announce_contact, cancel_contact,
    change_contact, plan_contact,
};
use super::conflicts::{Conflict, conflicts_of};
use super::coverage::{Met, coverage, sitting_of_the_day};
use super::meetings::{ContactFilter, contact, contact_page, contacts, held_by};
use super::minutes::{Answered, Attended, RecordMinutes, record_minutes};
use super::outside::{AskOutside, Standing, ask_outside, decide_outside, requests, tell_host};
use super::plan::{Accepted, PlanAsk, accept_plan, plan};
use super::reports::{ReportToVoters, report_to_voters, reports};
use super::territory::{constituencies, cover_units, delegates_for, serving};
use super::*;
use crate::access::{Actor, FieldGroup, Granted, Role, Shown};
use crate::bodies::acts::{DrawConstituency, draw_constituency};
use crate::bodies::queries::seats;
use crate::bodies::{Level, UnitKind};
use crate::fixture::{self, Scene, codes};
use crate::people::EndReason;
use crate::people::MandateOrigin;
use crate::people::acts::{
    EndMandate, OpenMandate, RegisterPerson, SuspendMandate, end_mandate, open_mandate,
    register_person, suspend_mandate,
};
use crate::reference::{TWO_LEVELS_SINCE, unit_id};
use crate::rules::Book;
use crate::sittings::SittingKind;
use crate::sittings::acts::{PlanSitting, plan_sitting};
use crate::sittings::over_time::OverTime;
use crate::{Acting, Page, Refusal, reference};

const TODAY: Date = date(2026, 11, 2);
const FOUNDED: Date = date(2026, 4, 1);

sql! {
    UNIT = "INSERT INTO unit (id, code, name, kind, level, parent_id, path, latitude, longitude, valid_from, valid_to, folded, sort_key) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    BECAME = "INSERT INTO unit_successor (old_id, new_id, share, effective_on) VALUES ($1, $2, 'whole', $3)";
}

/// The council of khóa XI of the merged city with three electoral units of two seats over six communes, and a year-end sitting.
struct House {
    council: CouncilId,
    sitting: SittingId,
    communes: Vec<UnitId>,
    former: UnitId,
    units: Vec<ConstituencyId>,
    people: Vec<PersonId>,
    mandates: Vec<MandateId>,
}

async fn commune(
    acting: &Acting<'_>,
    parent: UnitId,
    code: &str,
    name: &str,
    time: (Date, Option<Date>),
) -> UnitId {
    let id = unit_id(code, time.0);
    let values = args![
        id,
        code,
        name,
        UnitKind::Commune,
        Level::Commune,
        parent,
        format!("92/{code}"),
        Some(10.0),
        Some(105.7),
        time.0,
        time.1,
        vi::fold(name),
        vi::sort_key(name)
    ];
    acting.tx.execute(UNIT, values).await.expect("a commune");
    id
}

async fn house(acting: &mut Acting<'_>, scene: &Scene) -> House {
    reference::load(acting).await.expect("the rules");
    acting.today = FOUNDED;
    let council = fixture::council_eleven(acting, scene, FOUNDED, 6).await;
    let mut communes = Vec::new();
    for (code, name) in [
        ("91001", "Xã Một"),
        ("91002", "Xã Hai"),
        ("91003", "Xã Ba"),
        ("91004", "Xã Bốn"),
        ("91005", "Xã Năm"),
        ("91006", "Xã Sáu"),
    ] {
        let time = (TWO_LEVELS_SINCE, None);
        communes.push(commune(acting, scene.new_city, code, name, time).await);
    }
    let old = (date(2004, 1, 2), Some(TWO_LEVELS_SINCE));
    let former = commune(acting, scene.city, "91009", "Xã Cũ", old).await;
    let values = args![former, communes[0], TWO_LEVELS_SINCE];
    acting.tx.execute(BECAME, values).await.expect("became");
    let mut units = Vec::new();
    for number in 1..=3u32 {
        let draw = DrawConstituency {
            council,
            number,
            name: format!("Đơn vị bầu cử số {number}"),
            seats: 2,
        };
        let id = draw_constituency(acting, draw).await.expect("a unit");
        let at = (number as usize - 1) * 2;
        let own = communes[at..at + 2].to_vec();
        cover_units(acting, id, own).await.expect("covers");
        units.push(id);
    }
    let seats = seats(&acting.tx, council, FOUNDED).await.expect("seats");
    let (mut people, mut mandates) = (Vec::new(), Vec::new());
    for (number, name) in ["An", "Bình", "Chi", "Dũng", "Giang", "Hạnh"]
        .iter()
        .enumerate()
    {
        let (person, mandate) = delegate(acting, council, name, seats[number].seat_id).await;
        people.push(person);
        mandates.push(mandate);
    }
    acting.today = TODAY;
    let sitting = PlanSitting {
        council,
        number: 3,
        kind: SittingKind::Regular,
        title: String::new(),
        opens_on: date(2026, 12, 14),
        closes_on: date(2026, 12, 16),
        place: String::new(),
    };
    House {
        sitting: plan_sitting(acting, sitting).await.expect("a sitting"),
        council,
        communes,
        former,
        units,
        people,
        mandates,
    }
}

async fn delegate(
    acting: &Acting<'_>,
    council: CouncilId,
    name: &str,
    seat: Option<kernel::ids::SeatId>,
) -> (PersonId, MandateId) {
    let person = RegisterPerson {
        council,
        details: fixture::details(name),
        sample: true,
        reason: String::new(),
    };
    let person = register_person(acting, person).await.expect("a person");
    let mandate = OpenMandate {
        council,
        person,
        seat,
        origin: MandateOrigin::GeneralElection,
        re_elected: false,
        valid_from: acting.today,
        valid_to: None,
        decision: None,
        reason: "bầu".to_owned(),
    };
    let mandate = open_mandate(acting, mandate).await.expect("a mandate");
    (person, mandate)
}

impl House {
    fn meeting(&self, unit: usize, day: Date, hour: i8, people: &[usize]) -> PlanContact {
        PlanContact {
            council: self.council,
            sitting: Some(self.sitting),
            side: Side::Before,
            way: Way::InPerson,
            setting: Setting::Constituency,
            theme: String::new(),
            arrangement: self.arranged(unit, day, hour, people),
            proposed: false,
        }
    }

    fn arranged(&self, unit: usize, day: Date, hour: i8, people: &[usize]) -> Arrangement {
        Arrangement {
            unit: self.communes[unit],
            hamlet: String::new(),
            place: "Hội trường UBND xã".to_owned(),
            held_on: day,
            starts_at: time(hour, 0, 0, 0),
            delegates: people
                .iter()
                .map(|number| Guest {
                    council: self.council,
                    person: self.people[*number],
                })
                .collect(),
        }
    }

    fn minutes(&self, id: ContactId, day: Date, came: &[usize], away: &[usize]) -> RecordMinutes {
        let line = |number: &usize, present: bool| Attended {
            person: self.people[*number],
            present,
            reason: "Ốm".to_owned(),
        };
        RecordMinutes {
            contact: id,
            minutes_on: day,
            voters_present: 60,
            speakers: 6,
            delegates: came
                .iter()
                .map(|number| line(number, true))
                .chain(away.iter().map(|number| line(number, false)))
                .collect(),
            answers: vec![Answered {
                by: "Chủ tịch UBND xã".to_owned(),
                matter: "Đường liên ấp".to_owned(),
            }],
            text: "Dòng một.\nDòng hai.".to_owned(),
            file: None,
        }
    }
}

fn at(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
}

#[test]
fn states_follow_the_machine() {
    use ContactState::{Announced, Cancelled, Held, Planned};
    for (state, step, expected) in [
        (Planned, Move::Announce, Some(Announced)),
        (Planned, Move::Change, Some(Planned)),
        (Planned, Move::Record, Some(Held)),
        (Planned, Move::Cancel, Some(Cancelled)),
        (Announced, Move::Announce, None),
        (Announced, Move::Change, Some(Announced)),
        (Announced, Move::Record, Some(Held)),
        (Announced, Move::Cancel, Some(Cancelled)),
        (Held, Move::Record, Some(Held)),
        (Held, Move::Change, None),
        (Held, Move::Announce, None),
        (Held, Move::Cancel, None),
        (Cancelled, Move::Change, None),
        (Cancelled, Move::Announce, None),
        (Cancelled, Move::Record, None),
        (Cancelled, Move::Cancel, None),
    ] {
        assert_eq!(state.after(step).ok(), expected, "{state} {step:?}");
    }
}

#[tokio::test]
async fn a_meeting_is_planned_changed_announced_and_held() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let day = date(2026, 11, 16);
        let nobody = house.meeting(0, day, 8, &[]);
        assert_eq!(
            codes(plan_contact(&acting, nobody).await),
            ["contact-nobody-chosen"]
        );
        let mut theme = house.meeting(0, day, 8, &[0]);
        theme.setting = Setting::Theme;
        theme.sitting = None;
        assert_eq!(
            codes(plan_contact(&acting, theme).await),
            ["missing", "missing"]
        );
        let wanted = house.meeting(0, day, 8, &[0, 1]);
        let id = plan_contact(&acting, wanted).await.expect("a meeting");
        let change = ChangeContact {
            contact: id,
            arrangement: house.arranged(1, date(2026, 11, 17), 14, &[0, 1]),
            reason: "Hội trường bận".to_owned(),
        };
        change_contact(&acting, change).await.expect("changed");
        let ahead = announce_contact(&acting, id, date(2026, 11, 3)).await;
        assert_eq!(codes(ahead), ["day-ahead"]);
        announce_contact(&acting, id, TODAY)
            .await
            .expect("announced");
        assert_eq!(
            codes(announce_contact(&acting, id, TODAY).await),
            ["contact-wrong-state"]
        );
        let early = house.minutes(id, TODAY, &[0], &[]);
        assert_eq!(
            codes(record_minutes(&acting, early).await),
            ["contact-not-yet", "contact-minutes-day"]
        );
        at(&mut acting, date(2026, 11, 19));
        let mut wrong = house.minutes(id, date(2026, 11, 18), &[], &[0, 1]);
        wrong.speakers = 61;
        wrong.answers[0].matter.clear();
        assert_eq!(
            codes(record_minutes(&acting, wrong).await),
            [
                "contact-more-speakers",
                "contact-nobody-came",
                "contact-answer-half"
            ]
        );
        let minutes = house.minutes(id, date(2026, 11, 18), &[0], &[1]);
        record_minutes(&acting, minutes).await.expect("minutes");
        assert_eq!(
            codes(cancel_contact(&acting, id, "muộn").await),
            ["contact-wrong-state"]
        );

        // Each day tells what was known then.
        for (on, state, steps) in [
            (TODAY, ContactState::Announced, 3),
            (date(2026, 11, 18), ContactState::Announced, 3),
            (date(2026, 11, 19), ContactState::Held, 4),
        ] {
            let seen = contact(&acting.tx, id, on).await.expect("there");
            assert_eq!((seen.state, seen.steps), (state, steps), "{on}");
            assert_eq!(seen.voters_present.is_some(), state == ContactState::Held);
        }
        assert!(contact(&acting.tx, id, FOUNDED).await.is_err());
        let voter = contact_page(&acting.tx, &Actor::voter(), id, acting.today)
            .await
            .expect("public");
        assert_eq!(
            (voter.contact.voters_present, voter.contact.speakers),
            (Some(60), Some(6))
        );
        assert_eq!(voter.minutes, Shown::Hidden);
        assert!(voter.people.iter().all(|line| line.reason == Shown::Hidden));
        assert_eq!(voter.answers.len(), 1);
        let page = contact_page(&acting.tx, &program, id, acting.today)
            .await
            .expect("all");
        assert_eq!(
            page.minutes,
            Shown::Visible(Some("Dòng một.\nDòng hai.".to_owned()))
        );
        let reasons: Vec<_> = page.people.iter().map(|line| line.reason.clone()).collect();
        assert!(
            reasons.contains(&Shown::Visible(Some("Ốm".to_owned()))),
            "{reasons:?}"
        );
        let met = held_by(&acting.tx, house.people[0], acting.today, 5)
            .await
            .expect("held");
        assert_eq!(met.total, 1);
        let absent = held_by(&acting.tx, house.people[1], acting.today, 5)
            .await
            .expect("held");
        assert_eq!(absent.total, 0);
        let filter = ContactFilter {
            text: "xa hai".to_owned(),
            ..ContactFilter::default()
        };
        let found = contacts(&acting.tx, &filter, acting.today, Page::FIRST)
            .await
            .expect("found");
        assert_eq!(found.total, 1);
    }
}

#[tokio::test]
async fn the_voters_of_a_commune_know_their_delegates() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let names = async |unit: UnitId, on: Date| -> Vec<String> {
            let found = delegates_for(&acting.tx, unit, on)
                .await
                .expect("delegates");
            found.into_iter().map(|one| one.full_name).collect()
        };
        assert_eq!(names(house.communes[0], TODAY).await, ["An", "Bình"]);
        assert_eq!(names(house.communes[5], TODAY).await, ["Giang", "Hạnh"]);
        assert_eq!(names(house.former, TODAY).await, ["An", "Bình"]);
        assert!(names(house.former, date(2024, 1, 1)).await.is_empty());
        let twice = cover_units(&acting, house.units[1], vec![house.communes[0]]).await;
        assert_eq!(codes(twice), ["contact-covered-already"]);
        let elsewhere = cover_units(&acting, house.units[1], vec![scene.city]).await;
        assert_eq!(codes(elsewhere), ["choice-unknown"]);
        cover_units(&acting, house.units[0], Vec::new())
            .await
            .expect("none");
        cover_units(&acting, house.units[1], vec![house.communes[0]])
            .await
            .expect("moved");
        assert_eq!(names(house.communes[0], TODAY).await, ["Chi", "Dũng"]);
        let drawn = constituencies(&acting.tx, house.council)
            .await
            .expect("units");
        assert!(drawn[0].communes.is_empty());
    }
}

#[tokio::test]
async fn coverage_tells_what_was_known_on_each_day() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let held = date(2026, 11, 16);
        let first = house.meeting(0, held, 8, &[0, 1]);
        let first = plan_contact(&acting, first).await.expect("a meeting");
        let second = house.meeting(2, date(2026, 11, 23), 8, &[2]);
        plan_contact(&acting, second).await.expect("a meeting");
        at(&mut acting, date(2026, 11, 18));
        let minutes = house.minutes(first, date(2026, 11, 17), &[0], &[1]);
        record_minutes(&acting, minutes).await.expect("minutes");
        // One leaves and one is suspended; a newcomer takes the seat.
        let leave = EndMandate {
            mandate: house.mandates[4],
            ended_on: date(2026, 11, 20),
            why: EndReason::Resigned,
            decision: None,
            reason: "xin thôi".to_owned(),
        };
        at(&mut acting, date(2026, 11, 20));
        end_mandate(&acting, leave).await.expect("left");
        let suspend = SuspendMandate {
            mandate: house.mandates[5],
            valid_from: date(2026, 11, 20),
            valid_to: None,
            decision: None,
            reason: "khởi tố".to_owned(),
        };
        suspend_mandate(&acting, suspend).await.expect("suspended");
        let seat = seats(&acting.tx, house.council, acting.today)
            .await
            .expect("seats");
        let seat = seat.iter().find(|seat| seat.mandate_id.is_none());
        at(&mut acting, date(2026, 11, 21));
        let (newcomer, _) = delegate(
            &acting,
            house.council,
            "Khoa",
            seat.and_then(|seat| seat.seat_id),
        )
        .await;

        for (on, delegates, met, held_meetings, ahead) in [
            (date(2026, 11, 10), 6, 0, 0, 2),
            (date(2026, 11, 17), 6, 0, 0, 2),
            (date(2026, 11, 18), 6, 1, 1, 1),
            (date(2026, 11, 20), 4, 1, 1, 1),
            (date(2026, 11, 22), 5, 1, 1, 1),
        ] {
            let found = coverage(&acting.tx, house.council, house.sitting, on)
                .await
                .expect("counts");
            let tally = found.before;
            assert_eq!(
                (tally.delegates, tally.met, tally.held, tally.ahead),
                (delegates, met, held_meetings, ahead),
                "{on}"
            );
            assert_eq!(tally.reached, held_meetings, "{on}");
            // The rules come with the real communes of the city besides those of this test.
            let never = found.never_visited().count();
            assert_eq!(never, (tally.communes - held_meetings) as usize, "{on}");
        }
        let found = coverage(&acting.tx, house.council, house.sitting, date(2026, 11, 22))
            .await
            .expect("counts");
        let of = |person: PersonId| {
            let line = found.delegates.iter().find(|line| line.person_id == person);
            line.and_then(|line| line.before)
        };
        assert!(matches!(of(house.people[0]), Some(Met::Met { .. })));
        assert_eq!(of(house.people[1]), Some(Met::Nothing));
        assert!(matches!(of(house.people[2]), Some(Met::Planned { .. })));
        assert_eq!(of(house.people[4]), None);
        assert_eq!(of(house.people[5]), Some(Met::Suspended));
        assert_eq!(of(newcomer), Some(Met::Nothing));
        let awaited = coverage(&acting.tx, house.council, house.sitting, date(2026, 11, 17))
            .await
            .expect("counts");
        let line = awaited
            .delegates
            .iter()
            .find(|line| line.person_id == house.people[0]);
        assert!(matches!(
            line.and_then(|line| line.before),
            Some(Met::Awaited { .. })
        ));
        let board = board::board(&acting.tx, "92", date(2026, 11, 22))
            .await
            .expect("a board");
        let line = board
            .iter()
            .find(|line| line.council.id == house.council)
            .expect("there");
        assert_eq!(line.tally.map(|tally| tally.met), Some(1));
        assert_eq!(
            line.tally.map(|tally| tally.communes - line.never_visited),
            Some(1)
        );
        let of_the_day = sitting_of_the_day(&acting.tx, house.council, TODAY).await;
        assert_eq!(of_the_day.expect("asks"), Some(house.sitting));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_shown() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let monday = date(2026, 11, 16);
        let fine = house.meeting(0, monday, 8, &[0]);
        let fine = plan_contact(&acting, fine).await.expect("a meeting");
        assert!(
            conflicts_of(&acting.tx, fine)
                .await
                .expect("none")
                .is_empty()
        );
        let mut twice = house.meeting(2, monday, 8, &[0]);
        twice.arrangement.starts_at = time(8, 30, 0, 0);
        let twice = plan_contact(&acting, twice).await.expect("a meeting");
        let found = conflicts_of(&acting.tx, twice).await.expect("found");
        let kinds = |found: &[Conflict]| -> Vec<&'static str> {
            found
                .iter()
                .map(|one| match one {
                    Conflict::TwiceAtOnce { .. } => "twice",
                    Conflict::OutsideConstituency { .. } => "outside",
                    Conflict::NotInOffice { .. } => "not in office",
                    Conflict::Suspended { .. } => "suspended",
                    Conflict::DayOff => "day off",
                    Conflict::OutsideWindow { .. } => "window",
                    Conflict::PlaceTaken { .. } => "place",
                })
                .collect()
        };
        assert_eq!(kinds(&found), ["twice", "outside"]);
        let sunday = house.meeting(0, date(2026, 12, 6), 8, &[1]);
        let sunday = plan_contact(&acting, sunday).await.expect("a meeting");
        let found = conflicts_of(&acting.tx, sunday).await.expect("found");
        assert_eq!(kinds(&found), ["day off", "window"]);
        let same = house.meeting(0, monday, 8, &[1]);
        let same = plan_contact(&acting, same).await.expect("a meeting");
        let found = conflicts_of(&acting.tx, same).await.expect("found");
        assert_eq!(kinds(&found), ["place"]);
        // A grant from the standing committee takes one of them away.
        let ask = AskOutside {
            council: house.council,
            person: house.people[0],
            unit: house.communes[2],
            wanted_on: monday,
            purpose: "Gặp công nhân".to_owned(),
        };
        let ask = ask_outside(&acting, ask).await.expect("asked");
        decide_outside(&acting, ask, true, "")
            .await
            .expect("granted");
        let found = conflicts_of(&acting.tx, twice).await.expect("found");
        assert_eq!(kinds(&found), ["twice"]);
    }
}

#[tokio::test]
async fn the_proposal_reaches_everyone_within_the_calendar() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let ask = PlanAsk {
            council: house.council,
            sitting: house.sitting,
            side: Side::Before,
            from: None,
            until: None,
            most_each: 2,
        };
        let made = plan(&acting.tx, &ask, TODAY).await.expect("a plan");
        let window = made.around.before;
        assert_eq!(
            (window.from, window.until),
            (date(2026, 11, 14), Some(date(2026, 11, 29)))
        );
        assert!(made.left_delegates.is_empty());
        let ours = ["Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn", "Xã Năm", "Xã Sáu"];
        assert!(
            ours.iter()
                .all(|name| !made.left_communes.iter().any(|left| left == name))
        );
        assert!(!made.late);
        assert_eq!(made.lines.len(), 6);
        for line in &made.lines {
            assert!(window.contains(line.day), "{}", line.day);
            assert!(
                !matches!(
                    line.day.weekday(),
                    jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
                ),
                "{}",
                line.day
            );
        }
        let nothing = accept_plan(
            &acting,
            house.council,
            house.sitting,
            Side::Before,
            Vec::new(),
        )
        .await;
        assert_eq!(codes(nothing), ["contact-nothing-chosen"]);
        let accepted = made.lines.iter().map(|line| Accepted {
            unit: line.unit,
            day: line.day,
            hour: line.hour,
            delegates: line.delegates.iter().map(|(person, _)| *person).collect(),
            joins: line.joins,
            place: "Hội trường".to_owned(),
        });
        let kept = accept_plan(
            &acting,
            house.council,
            house.sitting,
            Side::Before,
            accepted.collect(),
        )
        .await
        .expect("accepted");
        assert_eq!(kept.len(), 6);
        for id in kept {
            assert!(conflicts_of(&acting.tx, id).await.expect("none").is_empty());
        }
        let again = plan(&acting.tx, &ask, TODAY).await.expect("a plan");
        assert!(again.lines.is_empty(), "{:?}", again.lines);
        assert_eq!(again.existing, 6);
        // A day after the calendar's last still offers what is left before the sitting.
        let late = plan(&acting.tx, &ask, date(2026, 12, 1))
            .await
            .expect("a plan");
        assert!(late.late);
    }
}

#[tokio::test]
async fn a_request_has_its_deadlines() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let wanted = |unit: UnitId| AskOutside {
            council: house.council,
            person: house.people[0],
            unit,
            wanted_on: date(2026, 11, 23),
            purpose: "Gặp công nhân".to_owned(),
        };
        let own = ask_outside(&acting, wanted(house.communes[0])).await;
        assert_eq!(codes(own), ["contact-own-unit"]);
        let id = ask_outside(&acting, wanted(house.communes[4]))
            .await
            .expect("asked");
        let standing = async |acting: &Acting<'_>, on: Date| {
            let lines = requests(&acting.tx, house.council, on)
                .await
                .expect("lines");
            lines[0].standing
        };
        // Five working days after a Monday is the next Monday.
        assert_eq!(
            standing(&acting, date(2026, 11, 9)).await,
            Standing::Waiting
        );
        assert_eq!(
            standing(&acting, date(2026, 11, 10)).await,
            Standing::DecisionLate
        );
        at(&mut acting, date(2026, 11, 6));
        assert_eq!(
            codes(decide_outside(&acting, id, false, " ").await),
            ["missing"]
        );
        assert_eq!(
            codes(tell_host(&acting, id, TODAY).await),
            ["contact-not-granted"]
        );
        decide_outside(&acting, id, true, "")
            .await
            .expect("granted");
        assert_eq!(
            codes(decide_outside(&acting, id, true, "").await),
            ["contact-decided-already"]
        );
        assert_eq!(
            standing(&acting, date(2026, 11, 5)).await,
            Standing::Waiting
        );
        // Three working days before Monday the 23rd is Wednesday the 18th.
        assert_eq!(
            standing(&acting, date(2026, 11, 18)).await,
            Standing::Granted
        );
        assert_eq!(
            standing(&acting, date(2026, 11, 19)).await,
            Standing::NoticeLate
        );
        assert_eq!(
            codes(tell_host(&acting, id, TODAY).await),
            ["contact-told-day"]
        );
        tell_host(&acting, id, date(2026, 11, 6))
            .await
            .expect("told");
        assert_eq!(standing(&acting, date(2026, 11, 19)).await, Standing::Told);
    }
}

#[tokio::test]
async fn a_delegate_reports_once_a_year() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let report = |given_on: Date| ReportToVoters {
            council: house.council,
            person: house.people[2],
            given_on,
            contact: None,
            summary: "Đã dự hai kỳ họp".to_owned(),
        };
        let early = report_to_voters(&acting, report(date(2026, 3, 1))).await;
        assert_eq!(codes(early), ["contact-not-in-office"]);
        report_to_voters(&acting, report(date(2026, 10, 1)))
            .await
            .expect("reported");
        report_to_voters(&acting, report(date(2026, 10, 20)))
            .await
            .expect("corrected");
        let of = reports(&acting.tx, house.council, 2026, TODAY)
            .await
            .expect("reports");
        assert_eq!((of.given, of.lines.len()), (1, 6));
        assert!(of.rule.is_some());
        assert_eq!(
            of.lines.last().and_then(|line| line.given_on),
            Some(date(2026, 10, 20))
        );
        let before = reports(&acting.tx, house.council, 2026, date(2026, 10, 2))
            .await
            .expect("reports");
        assert_eq!(before.given, 0);
    }
}

#[tokio::test]
async fn acts_ask_for_leave_and_a_delegate_speaks_for_himself_alone() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let meeting = house.meeting(0, date(2026, 11, 16), 8, &[0]);
        let meeting = plan_contact(&acting, meeting).await.expect("a meeting");
        let Acting { tx, now, today, .. } = acting;
        let account = kernel::ids::AccountId::fresh();
        let granted = vec![Granted {
            role: Role::Delegate,
            scope: "92".to_owned(),
        }];
        let person = Some(house.people[0]);
        let actor = Actor::user(account, None, "An".to_owned(), person, granted);
        assert!(actor.reads(FieldGroup::ContactMinutes, "92"));
        let acting = Acting {
            tx,
            actor: &actor,
            now,
            today,
        };
        let refused = [
            plan_contact(&acting, house.meeting(0, date(2026, 11, 17), 8, &[0]))
                .await
                .err(),
            cancel_contact(&acting, meeting, "thử").await.err(),
            announce_contact(&acting, meeting, TODAY).await.err(),
            cover_units(&acting, house.units[0], Vec::new()).await.err(),
        ];
        for refusal in refused {
            assert!(
                matches!(refusal, Some(Refusal::NotPermitted(_))),
                "{refusal:?}"
            );
        }
        let ask = |person: PersonId| AskOutside {
            council: house.council,
            person,
            unit: house.communes[5],
            wanted_on: date(2026, 11, 23),
            purpose: "Gặp nông dân".to_owned(),
        };
        let own = ask_outside(&acting, ask(house.people[0]))
            .await
            .expect("for himself");
        let other = ask_outside(&acting, ask(house.people[1])).await;
        assert!(matches!(other, Err(Refusal::NotPermitted(_))));
        let decide = decide_outside(&acting, own, true, "").await;
        assert!(matches!(decide, Err(Refusal::NotPermitted(_))));
        let there = serving(&acting.tx, house.council, TODAY)
            .await
            .expect("serving");
        assert_eq!(there.len(), 6);
    }
}

#[tokio::test]
async fn the_measure_counts_each_side_once_its_days_are_over() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let wanted = house.meeting(0, date(2026, 11, 16), 8, &[0, 1]);
        let id = plan_contact(&acting, wanted).await.expect("a meeting");
        at(&mut acting, date(2026, 11, 19));
        let minutes = house.minutes(id, date(2026, 11, 18), &[0], &[1]);
        record_minutes(&acting, minutes).await.expect("minutes");
        let suspend = SuspendMandate {
            mandate: house.mandates[5],
            valid_from: date(2026, 12, 18),
            valid_to: None,
            decision: None,
            reason: "Quyết định".to_owned(),
        };
        suspend_mandate(&acting, suspend).await.expect("suspended");

        let facts = measure::Facts::read(&acting.tx).await.expect("meetings");
        let sittings = OverTime::read(&acting.tx).await.expect("sittings");
        let book = Book::read(&acting.tx).await.expect("rules");
        let until = Some(date(2026, 11, 29));
        for (on, expected) in [
            (date(2026, 11, 1), None),
            (date(2026, 11, 20), Some((0, 0, false, until))),
            (date(2026, 12, 13), Some((0, 0, false, None))),
            (date(2026, 12, 14), Some((1, 6, true, until))),
            (date(2026, 12, 20), Some((1, 6, true, until))),
            (
                date(2027, 1, 5),
                Some((1, 11, true, Some(date(2026, 12, 31)))),
            ),
        ] {
            let counted = facts.measure(&sittings, &book, on);
            let found = counted.get(&house.council);
            let found = found.map(|it| (it.tally.done, it.tally.of, it.late, it.by));
            assert_eq!(found, expected, "{on}");
        }
        let whole = coverage(&acting.tx, house.council, house.sitting, date(2027, 1, 5));
        let whole = whole.await.expect("coverage");
        let (before, after) = (whole.before, whole.after);
        assert_eq!((before.met + after.met, before.delegates), (1, 6));
        assert_eq!(after.delegates, 5);
    }
}

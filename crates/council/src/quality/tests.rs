//! Each check finds its own error and nothing in sound records, on both databases.

use jiff::civil::date;
use kernel::ids::{MandateId, PersonId};
use serde_json::json;
use store::{Sql, Value, sql};

use super::*;
use crate::access::Act;
use crate::bodies::Post;
use crate::bodies::acts::{AppointMember, appoint_member};
use crate::fixture::{self, FOUNDED, Scene};
use crate::people::Sex;
use crate::people::acts::{CorrectPerson, Correction, correct_person};
use crate::{Acting, reference};

const DAY: Date = date(2024, 1, 1);

sql! {
    SPOIL_SEAT = "UPDATE mandate SET seat_id = (SELECT o.seat_id FROM mandate o WHERE o.person_id = $1) WHERE person_id = $2";
    SPOIL_PERSON = "INSERT INTO mandate (id, person_id, council_id, origin, re_elected, valid_from, start_decision_id) \
                    VALUES ($1, $2, $3, 'by_election', 0, '2023-01-01', $4)";
    SPOIL_START = "UPDATE mandate SET valid_from = '2020-01-01' WHERE person_id = $1";
    SPOIL_COUNCIL = "UPDATE council SET valid_to = '2023-01-01' WHERE id = $1";
    SPOIL_MANDATE_SEAT = "UPDATE mandate SET seat_id = NULL WHERE person_id = $1";
    SPOIL_END = "UPDATE mandate SET valid_to = '2023-01-01' WHERE person_id = $1";
    SPOIL_BODY = "UPDATE body SET valid_to = '2023-01-01' WHERE id = $1";
    SPOIL_MEMBERSHIP = "UPDATE membership SET body_id = $1, post = 'chair'";
    SPOIL_MEMBER = "UPDATE membership SET body_id = $1, person_id = $2";
    SPOIL_POST = "UPDATE membership SET post = 'standing_member'";
    SPOIL_PLAN = "UPDATE council SET seats_planned = $2 WHERE id = $1";
    SPOIL_NO_PLAN = "UPDATE council SET seats_planned = NULL WHERE id = $1";
    SPOIL_BIRTH = "UPDATE person_record SET birth_date = NULL WHERE person_id = $1";
    SPOIL_AGE = "UPDATE person_record SET birth_date = '2005-01-01' WHERE person_id = $1";
    SPOIL_SEX = "UPDATE person_record SET sex = NULL WHERE person_id = $1";
    SPOIL_NAME = "UPDATE person_record SET folded = 'an', birth_date = '1980-01-02'";
    SPOIL_DECISION = "UPDATE mandate SET start_decision_id = NULL WHERE person_id = $1";
    SPOIL_SIGNED = "UPDATE decision SET signed_on = '2022-01-01' WHERE council_id = $1";
    SPOIL_SUSPENSION = "INSERT INTO suspension (id, mandate_id, valid_from, reason) SELECT $1, id, '2023-01-01', 'x' FROM mandate WHERE person_id = $2";
    SPOIL_VERSIONS = "UPDATE person_record SET valid_to = '2030-01-01' WHERE person_id = $1";
    SPOIL_PHONE = "UPDATE person_record SET phone = '12' WHERE person_id = $1";
    SPOIL_SUCCESSOR = "DELETE FROM unit_successor WHERE old_id = $1";
    SPOIL_GROUP = "INSERT INTO body (id, council_id, kind, name, rank, valid_from) VALUES ($1, $2, 'delegate_group', 'Tổ 1', 9, '2021-06-28')";
    POPULATION = "INSERT INTO unit_population (unit_id, counted_on, people, source, certainty) VALUES ($1, '2020-01-01', 1000000, 'x', 'unconfirmed')";
}

/// Five delegates on five seats, each body with its head: nothing to complain of.
async fn sound(acting: &Acting<'_>, scene: &Scene) -> Vec<PersonId> {
    let mut people = Vec::new();
    for (seat, name) in ["An", "Bình", "Cường", "Dung", "Em"]
        .into_iter()
        .enumerate()
    {
        let (person, _) = fixture::delegate(acting, scene, name, seat).await;
        let details = crate::people::PersonDetails {
            birth_date: Some(date(1980, 1, 1)),
            sex: Some(Sex::Male),
            ..fixture::details(name)
        };
        let command = CorrectPerson {
            person,
            council: scene.council,
            details,
            correction: Correction::WrittenWrongly(DAY),
            reason: "Bổ sung".to_owned(),
        };
        correct_person(acting, command).await.expect("corrects");
        people.push(person);
    }
    for (body, person, post) in [
        (scene.standing, people[0], Post::Chair),
        (scene.board, people[1], Post::BoardHead),
    ] {
        let command = AppointMember {
            body,
            person,
            post,
            full_time: true,
            valid_from: FOUNDED,
            valid_to: None,
            decision: Some(scene.decision),
        };
        appoint_member(acting, command).await.expect("appoints");
    }
    people
}

/// How each error gets into the records.
fn spoilers(scene: &Scene, people: &[PersonId]) -> Vec<(Check, Sql, Vec<Value>)> {
    let (one, other) = (people[0], people[2]);
    let council = scene.council;
    let body = kernel::ids::BodyId::fresh();
    let fresh = MandateId::fresh();
    let suspension = kernel::ids::SuspensionId::fresh();
    vec![
        (Check::SeatHeldTwice, SPOIL_SEAT, args![one, other]),
        (
            Check::PersonSitsTwice,
            SPOIL_PERSON,
            args![fresh, one, council, scene.decision],
        ),
        (Check::MandateOutsideCouncil, SPOIL_START, args![one]),
        (Check::MandateAfterCouncil, SPOIL_COUNCIL, args![council]),
        (Check::MandateWithoutSeat, SPOIL_MANDATE_SEAT, args![one]),
        (Check::PostWithoutMandate, SPOIL_END, args![one]),
        (Check::MemberAfterBody, SPOIL_BODY, args![scene.board]),
        (
            Check::MembershipTwice,
            SPOIL_MEMBER,
            args![scene.board, one],
        ),
        (Check::TwoHeads, SPOIL_MEMBERSHIP, args![scene.standing]),
        (Check::NoHead, SPOIL_POST, args![]),
        (Check::MoreThanPlanned, SPOIL_PLAN, args![council, 4]),
        (Check::PlanDiffersFromRule, POPULATION, args![scene.city]),
        (Check::PlanMissing, SPOIL_NO_PLAN, args![council]),
        (
            Check::ConstituenciesDoNotAddUp,
            SPOIL_PLAN,
            args![council, 6],
        ),
        (Check::SeatVacant, SPOIL_END, args![other]),
        (Check::BirthMissing, SPOIL_BIRTH, args![one]),
        (Check::AgeImplausible, SPOIL_AGE, args![one]),
        (Check::SexMissing, SPOIL_SEX, args![one]),
        (Check::SamePersonTwice, SPOIL_NAME, args![]),
        (Check::StartUnconfirmed, SPOIL_DECISION, args![one]),
        (Check::EndUnconfirmed, SPOIL_END, args![one]),
        (Check::EndWithoutReason, SPOIL_END, args![one]),
        (Check::DecisionDayImplausible, SPOIL_SIGNED, args![council]),
        (
            Check::SuspensionUnconfirmed,
            SPOIL_SUSPENSION,
            args![suspension, one],
        ),
        (Check::RecordVersionsBroken, SPOIL_VERSIONS, args![one]),
        (Check::ContactShape, SPOIL_PHONE, args![one]),
        (
            Check::DelegateWithoutGroup,
            SPOIL_GROUP,
            args![body, council],
        ),
    ]
}

#[tokio::test]
async fn each_check_finds_its_error_and_nothing_in_sound_records() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        reference::load(&acting).await.expect("the rules");
        let people = sound(&acting, &scene).await;
        acting.commit().await.expect("commits");
        let clean = check_all(&*db, "92", DAY, 10).await.expect("checks");
        let complaints: Vec<_> = clean.iter().filter(|outcome| outcome.count > 0).collect();
        assert!(complaints.is_empty(), "{complaints:?}");

        let mut spoilt = 0;
        for (one, sql, values) in spoilers(&scene, &people) {
            let acting = Acting::begin(&db, &actor, &fixture::clock())
                .await
                .expect("begins");
            acting.tx.execute(sql, values).await.expect("spoils");
            let found = check(&acting.tx, one, "92", DAY, 1).await.expect("checks");
            assert!(
                found.count > 0 && found.findings.len() == 1,
                "{one} finds nothing"
            );
            let elsewhere = check(&acting.tx, one, "93", DAY, 1).await.expect("checks");
            assert_eq!(elsewhere.count, 0, "{one} looks beyond its place");
            acting.tx.rollback().await.expect("rolls back");
            spoilt += 1;
        }
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        acting
            .tx
            .execute(SPOIL_SUCCESSOR, args![scene.city])
            .await
            .expect("spoils");
        let late = check(
            &acting.tx,
            Check::UnitWithoutSuccessor,
            "92",
            date(2026, 1, 1),
            1000,
        )
        .await
        .expect("checks");
        assert!(
            late.findings
                .iter()
                .any(|finding| finding.subject_id == scene.city.uuid())
        );
        assert_eq!(spoilt + 1, Check::ALL.len());
        acting
            .audit(Act::LoadReference, None, "unit", scene.city, "", json!({}))
            .await
            .expect("audits");
    }
}

//! Cases of this capability, on both databases.

use jiff::civil::date;

use super::acts::{
    AppointMember, EndBody, EndCouncil, FoundCouncil, RelieveMember, SetUpBody, appoint_member,
    end_body, end_council, found_council, relieve_member, set_up_body,
};
use super::queries::{CouncilFilter, Existence};
use super::*;
use crate::fixture::{self, FOUNDED, Scene, codes};
use crate::people::acts::{LiftSuspension, SuspendMandate, lift_suspension, suspend_mandate};
use crate::people::queries as people;
use crate::reference::{TWO_LEVELS_SINCE, term_id};
use crate::{Acting, Page};

fn appointment(scene: &Scene, person: kernel::ids::PersonId, post: Post) -> AppointMember {
    AppointMember {
        body: scene.standing,
        person,
        post,
        full_time: true,
        valid_from: FOUNDED,
        valid_to: None,
        decision: Some(scene.decision),
    }
}

#[tokio::test]
async fn members_are_delegates_with_a_post_of_the_body_and_one_chair_at_a_time() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let (chair, _) = fixture::delegate(&acting, &scene, "Trần Thị Bình", 0).await;
        let (other, _) = fixture::delegate(&acting, &scene, "Lê Văn An", 1).await;
        let stranger = fixture::person(&acting, &scene, "Phạm Văn Cường").await;

        let first = appoint_member(&acting, appointment(&scene, chair, Post::Chair)).await;
        let first = first.expect("the chair");
        let early = AppointMember {
            valid_from: date(2020, 1, 1),
            ..appointment(&scene, other, Post::ViceChair)
        };
        let cases = [
            (
                appointment(&scene, chair, Post::ViceChair),
                vec!["member-already"],
            ),
            (appointment(&scene, other, Post::Chair), vec!["post-taken"]),
            (
                appointment(&scene, other, Post::BoardHead),
                vec!["post-of-other-body"],
            ),
            (
                appointment(&scene, stranger, Post::StandingMember),
                vec!["member-without-mandate"],
            ),
            (early, vec!["outside-body", "member-without-mandate"]),
        ];
        for (command, expected) in cases {
            assert_eq!(codes(appoint_member(&acting, command).await), expected);
        }

        let relieve = RelieveMember {
            membership: first,
            relieved_on: date(2023, 1, 1),
            decision: None,
            reason: "Nghỉ hưu".to_owned(),
        };
        assert_eq!(
            codes(relieve_member(&acting, relieve.clone()).await),
            Vec::<&str>::new()
        );
        assert_eq!(
            codes(relieve_member(&acting, relieve).await),
            vec!["already-ended"]
        );
        let next = AppointMember {
            valid_from: date(2023, 1, 1),
            ..appointment(&scene, other, Post::Chair)
        };
        assert_eq!(
            codes(appoint_member(&acting, next).await),
            Vec::<&str>::new()
        );
        acting.commit().await.expect("commits");

        for (day, name) in [(FOUNDED, "Trần Thị Bình"), (date(2024, 1, 1), "Lê Văn An")] {
            let bodies = queries::bodies(&*db, scene.council, day)
                .await
                .expect("bodies");
            let standing = bodies
                .iter()
                .find(|body| body.id == scene.standing)
                .expect("there");
            assert_eq!(standing.members[0].full_name, name, "{day}");
        }
        let filter = people::DelegateFilter::in_office("92", date(2024, 1, 1));
        let list = people::delegates(&*db, &actor, &filter, Page::FIRST)
            .await
            .expect("the list");
        let names: Vec<&str> = list.rows.iter().map(|row| row.full_name.as_str()).collect();
        assert_eq!((list.total, names), (2, vec!["Lê Văn An", "Trần Thị Bình"]));
        assert_eq!(list.rows[0].post, Some(Post::Chair));
    }
}

#[tokio::test]
async fn a_council_has_one_board_of_a_kind_and_one_council_a_unit_and_term() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let board = SetUpBody {
            council: scene.council,
            kind: BodyKind::LegalBoard,
            name: "Ban Pháp chế".to_owned(),
            rank: 2,
            valid_from: date(2022, 1, 1),
            valid_to: None,
            decision: None,
        };
        assert_eq!(
            codes(set_up_body(&acting, board.clone()).await),
            vec!["body-there-already", "body-name-taken"]
        );
        let end = EndBody {
            body: scene.board,
            ended_on: date(2022, 1, 1),
            decision: None,
            reason: "Sắp xếp lại".to_owned(),
        };
        end_body(&acting, end).await.expect("ends");
        set_up_body(&acting, board).await.expect("a new one");

        let again = FoundCouncil {
            unit: scene.city,
            term: term_id("2021-2026"),
            number: "X".to_owned(),
            seats_planned: None,
            valid_from: date(2022, 1, 1),
            valid_to: None,
            sample: true,
            reason: String::new(),
        };
        assert_eq!(
            codes(found_council(&acting, again.clone()).await),
            vec!["council-there-already"]
        );
        let too_early = FoundCouncil {
            unit: scene.new_city,
            ..again
        };
        assert_eq!(
            codes(found_council(&acting, too_early).await),
            vec!["outside-unit"]
        );
    }
}

#[tokio::test]
async fn ending_a_council_ends_all_it_holds_and_its_successor_knows_it() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let (chair, mandate) = fixture::delegate(&acting, &scene, "Trần Thị Bình", 0).await;
        appoint_member(&acting, appointment(&scene, chair, Post::Chair))
            .await
            .expect("appoints");
        let suspend = SuspendMandate {
            mandate,
            valid_from: date(2024, 1, 1),
            valid_to: None,
            decision: None,
            reason: "Bị khởi tố".to_owned(),
        };
        let suspension = suspend_mandate(&acting, suspend.clone())
            .await
            .expect("suspends");
        assert_eq!(
            codes(suspend_mandate(&acting, suspend).await),
            vec!["suspended-already"]
        );
        let lift = LiftSuspension {
            suspension,
            lifted_on: date(2024, 6, 1),
            decision: None,
            reason: "Đình chỉ điều tra".to_owned(),
        };
        lift_suspension(&acting, lift).await.expect("lifts");
        let new = FoundCouncil {
            unit: scene.new_city,
            term: term_id("2021-2026"),
            number: "X".to_owned(),
            seats_planned: Some(6),
            valid_from: TWO_LEVELS_SINCE,
            valid_to: None,
            sample: true,
            reason: "Hợp nhất".to_owned(),
        };
        let new = found_council(&acting, new)
            .await
            .expect("the merged council");
        let end = EndCouncil {
            council: scene.council,
            ended_on: TWO_LEVELS_SINCE,
            decision: None,
            reason: "Kết thúc hoạt động khi hợp nhất".to_owned(),
        };
        end_council(&acting, end.clone()).await.expect("ends");
        assert_eq!(
            codes(end_council(&acting, end).await),
            vec!["already-ended"]
        );
        acting.commit().await.expect("commits");

        for (day, in_office, suspended, full_time) in [
            (date(2025, 6, 30), 1, 0, 1),
            (date(2024, 3, 1), 1, 1, 1),
            (TWO_LEVELS_SINCE, 0, 0, 0),
        ] {
            let figures = queries::figures(&*db, scene.council, day)
                .await
                .expect("figures");
            assert_eq!(
                (figures.in_office, figures.suspended, figures.full_time),
                (in_office, suspended, full_time),
                "{day}"
            );
        }
        let page = queries::council_page(&*db, new, TWO_LEVELS_SINCE)
            .await
            .expect("the page");
        let before: Vec<_> = page.predecessors.iter().map(|council| council.id).collect();
        assert_eq!(before, vec![scene.council]);
        let after: Vec<_> = queries::successors(&*db, scene.council)
            .await
            .expect("successors")
            .iter()
            .map(|council| council.id)
            .collect();
        assert_eq!(after, vec![new]);

        let filter = |as_of, existence| CouncilFilter {
            text: "can tho".to_owned(),
            level: Some(Level::Province),
            term: Some("2021-2026".to_owned()),
            path: "92".to_owned(),
            as_of,
            existence,
        };
        for (filter, total) in [
            (filter(date(2025, 6, 30), Existence::OnTheDay), 1),
            (filter(TWO_LEVELS_SINCE, Existence::OnTheDay), 1),
            (filter(TWO_LEVELS_SINCE, Existence::Ever), 2),
            (
                filter(FOUNDED.yesterday().expect("a day"), Existence::OnTheDay),
                0,
            ),
        ] {
            let list = queries::councils(&*db, &filter, Page::FIRST)
                .await
                .expect("the list");
            assert_eq!(list.total, total, "{filter:?}");
        }
        let unit = queries::unit_page(&*db, scene.new_city, TWO_LEVELS_SINCE)
            .await
            .expect("the unit");
        assert_eq!(unit.predecessors[0].id, scene.city);
        assert_eq!(unit.unit.council_id, Some(new));
    }
}

#[tokio::test]
async fn every_statement_is_understood_by_both_databases() {
    for db in store::testing::databases().await {
        for statement in store::statements() {
            db.prepare(statement.text).await.unwrap_or_else(|error| {
                panic!("{}::{}: {error:?}", statement.module, statement.name)
            });
        }
    }
}

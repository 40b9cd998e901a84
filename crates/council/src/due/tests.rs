//! What is due, out of a council with something of each kind, on both databases.

use jiff::civil::date;
use kernel::ids::AccountId;

use super::*;
use crate::access::{Granted, Role};
use crate::bodies::queries::council;
use crate::conditions::requests::{SendRequest, send_request};
use crate::fixture;
use crate::regulations::RegulationKind;
use crate::regulations::papers::GivenPaper;
use crate::regulations::proposal::{ProposeRegulation, propose_regulation};
use crate::scoreboard::Projection;
use crate::sittings::SittingKind;
use crate::sittings::acts::{PlanSitting, plan_sitting};

const TODAY: Date = date(2026, 11, 24);

fn account(role: Role) -> Actor {
    let grants = vec![Granted {
        role,
        scope: "92".to_owned(),
    }];
    Actor::user(
        AccountId::fresh(),
        None,
        role.code().to_owned(),
        None,
        grants,
    )
}

fn ahead(on: Date, days: u32) -> Ahead {
    Ahead {
        on,
        days,
        is_today: on == TODAY,
    }
}

#[test]
fn what_is_due_is_late_in_the_week_or_later_and_beyond_the_days_it_is_left_out() {
    let ahead = ahead(TODAY, 31);
    for (day, expected) in [
        (Some(date(2026, 11, 1)), Some((When::Late, 23))),
        (Some(TODAY), Some((When::Week, 0))),
        (Some(date(2026, 12, 1)), Some((When::Week, 7))),
        (Some(date(2026, 12, 2)), Some((When::Later, 8))),
        (Some(date(2026, 12, 25)), Some((When::Later, 31))),
        (Some(date(2026, 12, 26)), None),
        (None, Some((When::Undated, 0))),
    ] {
        assert_eq!(ahead.when(day), expected, "{day:?}");
    }
}

#[tokio::test]
async fn each_capability_tells_what_is_due_to_those_who_may_read_it() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (mut acting, scene) = fixture::begin(&db, &program).await;
        acting.today = date(2026, 4, 1);
        let id = fixture::council_eleven(&acting, &scene, date(2026, 4, 1), 5).await;
        acting.today = date(2026, 11, 2);
        let sitting = PlanSitting {
            council: id,
            number: 3,
            kind: SittingKind::Regular,
            title: String::new(),
            opens_on: date(2026, 12, 14),
            closes_on: date(2026, 12, 16),
            place: String::new(),
        };
        let sitting = plan_sitting(&acting, sitting).await.expect("a sitting");
        let request = SendRequest {
            council: id,
            recipient: "UBND thành phố".to_owned(),
            text: "Bổ sung máy tính".to_owned(),
            sent_on: date(2026, 10, 1),
            due_on: Some(date(2026, 11, 20)),
        };
        send_request(&acting, request).await.expect("sent");
        let proposal = ProposeRegulation {
            council: id,
            kind: RegulationKind::Working,
            title: "Quy chế làm việc".to_owned(),
            proposer: "Thường trực HĐND".to_owned(),
            paper: GivenPaper {
                title: "Tờ trình".to_owned(),
                number: "01/TTr".to_owned(),
                signed_on: Some(date(2026, 11, 2)),
                file: None,
            },
        };
        propose_regulation(&acting, proposal)
            .await
            .expect("proposed");
        acting.commit().await.expect("commits");

        let snapshot = Projection::of(&db).now().await.expect("the facts");
        let of = council(&*db, id).await.expect("the council");
        let (clerk, voter) = (account(Role::Clerk), Actor::voter());
        let month = due(&*db, &snapshot, &clerk, &of, ahead(TODAY, 31)).await;
        let month = month.expect("a list");
        assert!(month.hidden.is_empty(), "{:?}", month.hidden);
        let first = month.items.first().expect("the latest thing");
        assert!(first.when == When::Late && first.due_on < Some(TODAY));
        let days: Vec<_> = month
            .items
            .iter()
            .map(|item| (item.when, item.due_on))
            .collect();
        assert!(days.is_sorted(), "{days:?}");
        let request = month
            .items
            .iter()
            .find(|item| item.source == Source::Conditions);
        let request = request.expect("the request");
        assert_eq!((request.when, request.days), (When::Late, 4));
        assert_eq!(request.owner.as_deref(), Some("UBND thành phố"));
        let opening = What::Opening { sitting, number: 3 };
        let opens = month.items.iter().find(|item| item.what == opening);
        assert_eq!(
            opens.map(|item| (item.when, item.days)),
            Some((When::Later, 20))
        );
        let duties = month
            .items
            .iter()
            .filter(|item| matches!(item.what, What::Duty { .. }));
        assert!(duties.clone().count() >= 4, "{:?}", month.items);
        assert!(
            duties
                .clone()
                .all(|item| item.rule.is_some() && item.charge.is_some())
        );

        let week = due(&*db, &snapshot, &clerk, &of, ahead(TODAY, 7)).await;
        let week = week.expect("a list");
        let within = month.items.iter().filter(|item| item.when != When::Later);
        assert_eq!(week.items, within.cloned().collect::<Vec<_>>());
        let by_voter = due(&*db, &snapshot, &voter, &of, ahead(TODAY, 31)).await;
        let by_voter = by_voter.expect("a list");
        let hidden = [Source::Review, Source::Regulations, Source::Coordination];
        assert_eq!(by_voter.hidden, hidden);
        assert_eq!(by_voter.items, month.items);
        // Before the request was sent and the sitting was planned nothing of them was known but the days of the sitting.
        let before = due(&*db, &snapshot, &clerk, &of, ahead(date(2026, 9, 1), 31)).await;
        let items = before.expect("a list").items;
        assert!(items.iter().all(|item| item.source != Source::Conditions));
    }
}

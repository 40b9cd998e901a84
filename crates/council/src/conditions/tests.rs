//! Cases of this capability, on both databases.

use jiff::civil::date;
use kernel::ids::{AccountId, CouncilId};
use serde_json::json;

use super::budget::{RecordBudget, Sum, budget, record_budget};
use super::facilities::{RecordFacility, record_facility};
use super::overview::{Figures, Filter, Order, Overview, comparison, overview, total};
use super::posts::{
    FillPost, RecordStaffTraining, SetUpPost, end_post, fill_post, leave_post, record_training,
    set_up_post,
};
use super::requests::{
    AnswerRequest, SendRequest, answer_request, request, send_request, withdraw_request,
};
use super::*;
use crate::access::{Actor, Granted, Role, Shown};
use crate::bodies::queries::council;
use crate::fixture::{self, FOUNDED, begin, codes};
use crate::rules::acts::{SetLocalRule, set_local_rule};
use crate::scoreboard::Tally;
use crate::sittings::SittingKind;
use crate::sittings::acts::{PlanSitting, plan_sitting};
use crate::{Acting, Refusal};

/// The day of the fixture's clock.
const TODAY: Date = date(2026, 11, 24);

fn setting_up(council: CouncilId, kind: PostKind, from: Date) -> SetUpPost {
    SetUpPost {
        council,
        title: format!("Vị trí {kind}"),
        kind,
        valid_from: from,
    }
}

fn filling(post: kernel::ids::OfficePostId, name: &str, from: Date) -> FillPost {
    FillPost {
        post,
        full_name: name.to_owned(),
        qualification: Qualification::University,
        field: "Luật".to_owned(),
        valid_from: from,
    }
}

fn seeing(council: CouncilId, item: Facility, quantity: u32, day: Date) -> RecordFacility {
    RecordFacility {
        council,
        item,
        quantity,
        remark: String::new(),
        seen_on: day,
        reason: String::new(),
    }
}

fn line(council: CouncilId, day: Date, [estimate, allotted, spent]: [i64; 3]) -> RecordBudget {
    RecordBudget {
        council,
        year: 2026,
        source: FundSource::Local,
        kind: Spending::Activity,
        day,
        norm: Some(1_000),
        estimate,
        allotted,
        spent,
        reason: String::new(),
    }
}

async fn seen(acting: &Acting<'_>, actor: &Actor, id: CouncilId, on: Date) -> Overview {
    let of = council(&acting.tx, id).await.expect("the council");
    overview(&acting.tx, actor, &of, on).await.expect("a page")
}

async fn counted(acting: &Acting<'_>, id: CouncilId, on: Date) -> Figures {
    seen(acting, acting.actor, id, on).await.figures
}

#[tokio::test]
async fn who_fills_a_post_is_known_for_every_day_and_named_to_those_who_may_read_it() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = scene.council;
        let from = date(2026, 1, 5);
        let head = set_up_post(&acting, setting_up(id, PostKind::Leader, from)).await;
        let head = head.expect("a post");
        let post = set_up_post(&acting, setting_up(id, PostKind::Adviser, from)).await;
        let post = post.expect("a post");
        let head = fill_post(&acting, filling(head, "Lê Chánh", from)).await;
        let head = head.expect("a head");
        let first = fill_post(&acting, filling(post, "Trần Nhất", from)).await;
        let first = first.expect("a holder");

        let early = filling(post, "Ai Đó", date(2026, 1, 4));
        let refused = codes(fill_post(&acting, early).await);
        assert_eq!(refused, ["post-not-on-that-day", "post-still-held"]);
        let end = end_post(&acting, post, date(2026, 6, 1), "").await;
        assert_eq!(codes(end), ["post-still-held", "missing"]);
        let left = date(2026, 5, 1);
        leave_post(&acting, first, left, "Nghỉ hưu")
            .await
            .expect("leaves");
        let again = leave_post(&acting, first, left, "Nghỉ hưu").await;
        assert_eq!(codes(again), ["post-left"]);
        let second = fill_post(&acting, filling(post, "Phạm Hai", date(2026, 10, 1))).await;
        let second = second.expect("another holder");

        let train = |holder, day, hours| RecordStaffTraining {
            holder,
            name: "Nghiệp vụ".to_owned(),
            day,
            hours,
        };
        let late = record_training(&acting, train(first, date(2026, 7, 1), 0)).await;
        assert_eq!(
            codes(late),
            ["holder-not-on-that-day", "hours-out-of-range"]
        );
        let day = date(2026, 10, 20);
        record_training(&acting, train(second, day, 16))
            .await
            .expect("trained");
        record_training(&acting, train(head, date(2026, 3, 2), 8))
            .await
            .expect("trained");

        for (day, posts, filled, trained) in [
            (date(2026, 1, 4), 0, 0, 0),
            (date(2026, 4, 30), 2, 2, 1),
            (date(2026, 5, 1), 2, 1, 1),
            (date(2026, 10, 19), 2, 2, 1),
            (TODAY, 2, 2, 2),
            (date(2027, 1, 2), 2, 2, 0),
        ] {
            let of = counted(&acting, id, day).await;
            assert_eq!(
                (of.posts, of.filled, of.trained),
                (posts, filled, trained),
                "{day}"
            );
        }
        let of = counted(&acting, id, TODAY).await;
        assert_eq!((of.norm, of.vacant()), (Some(20), 18));
        assert_eq!(of.staff(), Tally { done: 4, of: 22 });

        let voter = Actor::voter();
        let all = seen(&acting, &voter, id, TODAY).await;
        let named: Vec<&Shown<String>> = all
            .posts
            .iter()
            .filter_map(|line| Some(&line.holder.as_ref()?.full_name))
            .collect();
        assert_eq!(
            named,
            [&Shown::Visible("Lê Chánh".to_owned()), &Shown::Hidden]
        );
        let told = serde_json::to_string(&all).expect("JSON");
        assert!(!told.contains("Phạm Hai"), "{told}");
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn facilities_and_money_stay_as_they_stood_on_each_day() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = scene.council;
        let (spring, autumn) = (date(2026, 3, 1), date(2026, 9, 1));
        assert_eq!(
            counted(&acting, id, TODAY).await.lacks(),
            [Lack::Unrecorded]
        );
        for (quantity, day) in [(12, spring), (20, autumn)] {
            let command = seeing(id, Facility::Computers, quantity, day);
            record_facility(&acting, command).await.expect("recorded");
        }
        let mut mended = seeing(id, Facility::Computers, 11, spring);
        let refused = record_facility(&acting, mended.clone()).await;
        assert_eq!(codes(refused), ["missing"]);
        mended.reason = "Đếm nhầm".to_owned();
        record_facility(&acting, mended).await.expect("mended");
        let ahead = seeing(id, Facility::Voting, 1, date(2026, 11, 25));
        assert_eq!(codes(record_facility(&acting, ahead).await), ["day-ahead"]);
        for (day, state, quantity) in [
            (date(2026, 2, 28), FacilityState::Unrecorded, None),
            (spring, FacilityState::NotEnough, Some(11)),
            (autumn, FacilityState::There, Some(20)),
        ] {
            let all = seen(&acting, &program, id, day).await;
            let found = all
                .facilities
                .iter()
                .find(|line| line.item == Facility::Computers);
            let found = found.expect("an item of the checklist");
            assert_eq!((found.state, found.quantity), (state, quantity), "{day}");
            assert!(!found.rule.certainty.is_sure());
        }

        record_budget(&acting, line(id, spring, [900, 500, 100]))
            .await
            .expect("recorded");
        record_budget(&acting, line(id, autumn, [1_200, 1_300, 1_400]))
            .await
            .expect("recorded");
        let again = record_budget(&acting, line(id, autumn, [1, 1, 1])).await;
        assert_eq!(codes(again), ["missing"]);
        let below = record_budget(&acting, line(id, TODAY, [-1, 0, budget::MOST + 1])).await;
        assert_eq!(codes(below), ["amount-out-of-range", "amount-out-of-range"]);
        let mut far = line(id, TODAY, [1, 1, 1]);
        far.year = 2031;
        assert_eq!(
            codes(record_budget(&acting, far).await),
            ["budget-year-far"]
        );
        let told = budget(&acting.tx, id, TODAY).await.expect("lines");
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].warnings(), BudgetWarning::ALL);
        let of = counted(&acting, id, date(2026, 8, 31)).await;
        let sum = Sum {
            estimate: 900,
            allotted: 500,
            spent: 100,
        };
        assert_eq!(of.money, sum);
        assert!(of.lacks().contains(&Lack::Budget));
        let of = counted(&acting, id, TODAY).await;
        assert_eq!(
            (of.lines, of.facilities),
            (Tally { done: 1, of: 1 }, Tally { done: 1, of: 7 })
        );
        assert!(!of.lacks().contains(&Lack::Budget));

        // The council's own number of computers goes before the general one, in the list as on the page.
        let own = SetLocalRule {
            council: id,
            key: Facility::Computers.rule().to_owned(),
            parameters: json!({"count": 25}),
            basis_document: "12/NQ-HĐND".to_owned(),
            basis_provision: String::new(),
            note_vi: "25 máy".to_owned(),
            note_en: String::new(),
            valid_from: autumn,
            valid_to: None,
        };
        set_local_rule(&acting, own).await.expect("an own rule");
        let order = (Order::Name, false);
        let lines = comparison(&acting.tx, &Filter::default(), order, TODAY).await;
        let lines = lines.expect("the list");
        let of = lines
            .iter()
            .find(|line| line.council == id)
            .expect("the council");
        assert_eq!(of.figures.facilities.done, 0);
        assert_eq!(of.figures, counted(&acting, id, TODAY).await);
        assert_eq!(total(&lines).money.spent, 1_400);
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn a_request_is_overdue_until_it_is_answered_and_decided_once() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = scene.council;
        let mut asking = SendRequest {
            council: id,
            recipient: "UBND thành phố".to_owned(),
            text: String::new(),
            sent_on: date(2026, 9, 1),
            due_on: Some(date(2026, 8, 1)),
        };
        let refused = send_request(&acting, asking.clone()).await;
        assert_eq!(codes(refused), ["missing", "request-due-before-sent"]);
        asking.text = "Bổ sung biên chế".to_owned();
        asking.due_on = Some(date(2026, 10, 1));
        let asked = send_request(&acting, asking.clone()).await.expect("sent");
        let other = send_request(&acting, asking).await.expect("sent");
        let mut answer = AnswerRequest {
            request: asked,
            outcome: RequestState::Withdrawn,
            answer: "Đồng ý".to_owned(),
            answered_on: date(2026, 8, 31),
        };
        let refused = answer_request(&acting, answer.clone()).await;
        assert_eq!(
            codes(refused),
            ["choice-unknown", "request-answered-before-sent"]
        );
        answer.outcome = RequestState::Accepted;
        answer.answered_on = date(2026, 10, 11);
        answer_request(&acting, answer.clone())
            .await
            .expect("answered");
        let again = answer_request(&acting, answer).await;
        assert_eq!(codes(again), ["request-decided"]);
        withdraw_request(&acting, other, "Gửi nhầm")
            .await
            .expect("withdrawn");

        let one = request(&acting.tx, asked).await.expect("the request");
        for (day, state, late) in [
            (date(2026, 10, 1), RequestState::Sent, None),
            (date(2026, 10, 10), RequestState::Sent, Some(9)),
            (date(2026, 10, 11), RequestState::Accepted, None),
        ] {
            assert_eq!(
                (one.state_on(day), one.days_late(day)),
                (state, late),
                "{day}"
            );
        }
        for (day, requests, open, overdue) in [
            (date(2026, 8, 31), 0, 0, 0),
            (date(2026, 10, 2), 2, 2, 2),
            (date(2026, 10, 11), 2, 1, 1),
            (TODAY, 2, 0, 0),
        ] {
            let of = counted(&acting, id, day).await;
            assert_eq!(
                (of.requests, of.open, of.overdue),
                (requests, open, overdue),
                "{day}"
            );
        }
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn the_load_of_a_year_is_divided_by_those_in_post_on_average() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = scene.council;
        let (from, left) = (date(2026, 1, 1), date(2026, 3, 1));
        let on = date(2026, 4, 30);
        let post = set_up_post(&acting, setting_up(id, PostKind::Adviser, from)).await;
        let post = post.expect("a post");
        assert_eq!(seen(&acting, &program, id, on).await.load.per_person, None);
        let holder = fill_post(&acting, filling(post, "Trần Nhất", from)).await;
        leave_post(&acting, holder.expect("a holder"), left, "Nghỉ")
            .await
            .expect("leaves");
        for (number, day) in [
            (1, date(2025, 12, 8)),
            (2, date(2026, 2, 6)),
            (3, date(2026, 5, 6)),
        ] {
            let sitting = PlanSitting {
                council: id,
                number,
                kind: SittingKind::Thematic,
                title: String::new(),
                opens_on: day,
                closes_on: day,
                place: String::new(),
            };
            plan_sitting(&acting, sitting).await.expect("a sitting");
        }
        let load = seen(&acting, &program, id, on).await.load;
        // 59 of 120 days: half a person, and one sitting of the year has been held.
        assert_eq!(
            (load.points, load.staff_tenths, load.per_person),
            (190, 5, Some(380))
        );
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn only_the_office_and_the_standing_committee_write() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        for (role, scope, leave) in [
            (Role::Clerk, "92", true),
            (Role::StandingCommittee, "92", true),
            (Role::Clerk, "93", false),
            (Role::Auditor, "92", false),
            (Role::Executive, "92", false),
            (Role::Delegate, "92", false),
        ] {
            let granted = Granted {
                role,
                scope: scope.to_owned(),
            };
            let (account, name) = (AccountId::fresh(), "Người thử".to_owned());
            let actor = Actor::user(account, None, name, None, vec![granted]);
            let acting = Acting::begin(&db, &actor, &fixture::clock()).await;
            let acting = acting.expect("begins");
            let id = scene.council;
            let outcomes = [
                set_up_post(&acting, setting_up(id, PostKind::Other, FOUNDED))
                    .await
                    .map(|_| ()),
                record_facility(&acting, seeing(id, Facility::Network, 1, TODAY)).await,
                record_budget(&acting, line(id, TODAY, [1, 1, 1])).await,
            ];
            for outcome in outcomes {
                let refused = matches!(outcome, Err(Refusal::NotPermitted(_)));
                assert_eq!(outcome.is_ok(), leave, "{role} {scope}");
                assert_eq!(refused, !leave, "{role} {scope}");
            }
        }
    }
}

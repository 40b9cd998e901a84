//! Cases of this capability, on both databases. The texts are made up; their bases are cited as real papers cite them.

use jiff::civil::date;
use kernel::Date;
use kernel::ids::{BodyId, CouncilId, DocumentId};

use super::board::{board, line, lines};
use super::findings::{Ground, findings};
use super::impact::{OpenImpact, impact, open_impact};
use super::lists::{
    ListKind, Period, PublishReviewList, list, publish_review_list, published_list,
};
use super::tasks::{
    ConcludeReview, OpenReview, Owner, cancel_review, change_review, conclude_review, open_review,
    open_tasks, proposed_due, reopen_review, steps, task, tasks,
};
use super::*;
use crate::access::{Actor, Granted, Role};
use crate::bodies::BodyKind;
use crate::bodies::acts::{EndCouncil, SetUpBody, end_council, set_up_body};
use crate::fixture::{self, Scene, codes};
use crate::library::acts::{RecordDocument, record_document};
use crate::library::queries::document_by_number;
use crate::library::{DocumentKind, Relation};
use crate::regulations::RegulationKind;
use crate::regulations::papers::GivenPaper;
use crate::regulations::proposal::{
    ProposeRegulation, RecordRegulation, propose_regulation, record_regulation,
};
use crate::regulations::queries::regulation;
use crate::rules::Book;
use crate::seed_data::Certainty;
use crate::{Acting, reference};

const TODAY: Date = date(2026, 11, 24);

/// The council of khóa XI of the merged city, with its board; the council of the fixture is the one before, of the former city.
struct House {
    council: CouncilId,
    board: BodyId,
}

async fn house(acting: &mut Acting<'_>, scene: &Scene) -> House {
    reference::load(acting).await.expect("the rules");
    let council = fixture::council_eleven(acting, scene, date(2026, 4, 1), 5).await;
    let board = SetUpBody {
        council,
        kind: BodyKind::LegalBoard,
        name: "Ban Pháp chế".to_owned(),
        rank: 1,
        valid_from: date(2026, 4, 1),
        valid_to: None,
        decision: None,
    };
    let board = set_up_body(acting, board).await.expect("a board");
    acting.today = TODAY;
    House { council, board }
}

/// Records a regulation of a council with this text; its document in the library.
async fn record(
    acting: &Acting<'_>,
    council: CouncilId,
    (number, day, kind, title): (&str, Date, RegulationKind, &str),
    text: &str,
) -> DocumentId {
    let command = RecordRegulation {
        council,
        kind,
        title: title.to_owned(),
        number: number.to_owned(),
        adopted_on: day,
        in_force_on: day,
        ended_on: None,
        text: text.to_owned(),
        paper: GivenPaper {
            title: "Nghị quyết".to_owned(),
            number: number.to_owned(),
            signed_on: Some(day),
            file: None,
        },
    };
    let id = record_regulation(acting, command).await.expect("recorded");
    let regulation = regulation(&acting.tx, id).await.expect("reads");
    regulation.document_id.expect("a document")
}

fn paper(number: &str, day: &str, subject: &str, bases: &[&str]) -> String {
    let bases: String = bases
        .iter()
        .map(|basis| format!("Căn cứ {basis};\n"))
        .collect();
    format!(
        "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: {number}\nCần Thơ, {day}\nNGHỊ QUYẾT\n{subject}\nHỘI ĐỒNG NHÂN DÂN THÀNH PHỐ CẦN THƠ\n{bases}\
         QUYẾT NGHỊ:\nĐiều 1. Ban hành kèm theo Nghị quyết này văn bản mẫu.\nĐiều 2. Nghị quyết này có hiệu lực từ ngày ký.\n"
    )
}

/// A case: what is recorded, and the findings expected today as reason, basis and what stands behind it.
type Case = (
    (&'static str, Date, RegulationKind, &'static str),
    &'static str,
    &'static [&'static str],
    &'static [(Reason, &'static str, &'static str)],
);

const CASES: &[Case] = &[
    (
        (
            "06/2021/NQ-HĐND",
            date(2021, 6, 29),
            RegulationKind::Session,
            "Nội quy kỳ họp HĐND",
        ),
        "ngày 29 tháng 6 năm 2021",
        &[
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015",
            "Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015",
            "Nghị quyết số 594/NQ-UBTVQH13 ngày 12 tháng 9 năm 2022 của Ủy ban Thường vụ Quốc hội",
        ],
        &[
            (Reason::BasisReplaced, "77/2015/QH13", "72/2025/QH15"),
            (Reason::BasisReplaced, "80/2015/QH13", "64/2025/QH15"),
            (Reason::BasisReplaced, "87/2015/QH13", "121/2025/QH15"),
            (Reason::BasisNotFound, "594/NQ-UBTVQH13", ""),
            (Reason::DeadlineNear, "72/2025/QH15", ""),
            (
                Reason::IssuerAbolished,
                "HĐND thành phố Cần Thơ khóa X",
                "HĐND thành phố Cần Thơ khóa XI",
            ),
            (Reason::TermOver, "HĐND thành phố Cần Thơ khóa X", ""),
        ],
    ),
    (
        (
            "38/2021/NQ-HĐND",
            date(2021, 12, 9),
            RegulationKind::Working,
            "Quy chế hoạt động của HĐND",
        ),
        "ngày 09 tháng 12 năm 2021",
        &[
            "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật số 63/2020/QH14 ngày 16 tháng 8 năm 2020",
        ],
        &[
            (Reason::BasisEnded, "63/2020/QH14", ""),
            (Reason::DoesNotMatch, "63/2020/QH14", ""),
            (
                Reason::IssuerAbolished,
                "HĐND thành phố Cần Thơ khóa X",
                "HĐND thành phố Cần Thơ khóa XI",
            ),
            (Reason::TermOver, "HĐND thành phố Cần Thơ khóa X", ""),
            (Reason::NewerModel, "", "103/2025/UBTVQH15"),
        ],
    ),
    (
        (
            "14/2025/NQ-HĐND",
            date(2025, 7, 30),
            RegulationKind::Normative,
            "Quy định mức chi",
        ),
        "ngày 30 tháng 7 năm 2025",
        &[
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15",
            "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số 87/2015/QH13",
        ],
        &[
            (Reason::BasisReplaced, "87/2015/QH13", "121/2025/QH15"),
            (
                Reason::IssuerAbolished,
                "HĐND thành phố Cần Thơ khóa X",
                "HĐND thành phố Cần Thơ khóa XI",
            ),
        ],
    ),
];

#[tokio::test]
async fn each_document_is_judged_by_its_bases_and_by_the_records() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        for (head, day, bases, _) in CASES {
            let text = paper(head.0, day, head.3, bases);
            record(&acting, scene.council, *head, &text).await;
        }
        // Nothing to review: young law, the council's own term.
        let clean = paper(
            "09/2026/NQ-HĐND",
            "ngày 04 tháng 5 năm 2026",
            "Quy định mẫu",
            &[
                "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
                "Luật số 87/2025/QH15",
            ],
        );
        let head = (
            "09/2026/NQ-HĐND",
            date(2026, 5, 4),
            RegulationKind::Normative,
            "Quy định mẫu",
        );
        record(&acting, house.council, head, &clean).await;
        let end = EndCouncil {
            council: scene.council,
            ended_on: date(2026, 4, 1),
            decision: None,
            reason: "Hết nhiệm kỳ".to_owned(),
        };
        acting.today = date(2026, 4, 1);
        end_council(&acting, end).await.expect("ended");
        acting.today = TODAY;

        let judged = findings(&acting.tx, house.council, TODAY)
            .await
            .expect("findings");
        for (head, _, _, expected) in CASES {
            let found = judged.iter().find(|one| one.document.number == head.0);
            let found = found.expect("the document");
            assert_eq!(found.ground, Ground::Text);
            let told: Vec<(Reason, &str, &str)> = found
                .findings
                .iter()
                .map(|it| {
                    (
                        it.reason,
                        it.basis.as_str(),
                        it.by.as_deref().unwrap_or_default(),
                    )
                })
                .collect();
            assert_eq!(told, *expected, "{}", head.0);
        }
        let clean = judged
            .iter()
            .find(|one| one.document.number == "09/2026/NQ-HĐND");
        assert_eq!(clean.map(|one| one.findings.len()), Some(0));
        // On the day it was issued, a document rests on what is in force.
        let then = findings(&acting.tx, scene.council, date(2021, 7, 1))
            .await
            .expect("findings");
        let reasons: Vec<Reason> = then
            .iter()
            .flat_map(|one| one.findings.iter().map(|finding| finding.reason))
            .collect();
        assert_eq!(reasons, [Reason::BasisNotFound]);
        let board = board(&acting.tx, house.council, TODAY)
            .await
            .expect("the board");
        assert_eq!(
            (board.counts.own, board.counts.needed, board.counts.clear),
            (4, 3, 1)
        );
        assert_eq!((board.days_left, board.must_fit), (Some(97), 1));
        assert!(board.competence.is_some());
    }
}

/// A regulation of the council that rests on the law on supervision of 2015, recorded without its text.
async fn resting(acting: &Acting<'_>, house: &House) -> DocumentId {
    let command = RecordDocument {
        council: Some(house.council),
        owner: None,
        number: "11/NQ-HĐND".to_owned(),
        kind: DocumentKind::Resolution,
        issuer: "HĐND thành phố Cần Thơ".to_owned(),
        title: "Quy chế phối hợp giám sát".to_owned(),
        signed_on: Some(date(2026, 4, 20)),
        in_force_on: Some(date(2026, 4, 20)),
        ended_on: Some(date(2027, 1, 31)),
        certainty: Certainty::Confirmed,
        note: String::new(),
        relations: vec![(Relation::BasedOn, "87/2015/QH13".to_owned())],
    };
    let document = record_document(acting, command).await.expect("recorded");
    own_it(acting, house.council, document).await;
    document
}

store::sql! {
    OWN_IT = "UPDATE document SET council_id = $2 WHERE id = $1";
}

async fn own_it(acting: &Acting<'_>, council: CouncilId, document: DocumentId) {
    acting
        .tx
        .execute(OWN_IT, store::args![document, council])
        .await
        .expect("owned");
}

fn opening(house: &House, documents: Vec<DocumentId>) -> OpenReview {
    OpenReview {
        council: house.council,
        documents,
        cause: Cause::Periodic,
        cause_document: None,
        owner: Owner::Body(house.board),
        due_on: date(2026, 12, 24),
        note: String::new(),
    }
}

#[test]
fn a_task_moves_only_along_its_states() {
    use ReviewState::{Cancelled, Concluded, Open};
    for (state, conclude, cancel, reopen) in [
        (Open, Some(Concluded), Some(Cancelled), None),
        (Concluded, None, None, Some(Open)),
        (Cancelled, None, None, Some(Open)),
    ] {
        let after = |step| state.after(step).ok();
        assert_eq!(after(Move::Conclude), conclude);
        assert_eq!(after(Move::Cancel), cancel);
        assert_eq!(after(Move::Reopen), reopen);
    }
}

#[tokio::test]
async fn a_conclusion_answers_what_was_found_until_something_newer_touches_the_document() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let document = resting(&acting, &house).await;

        let (_, at_first) = line(&acting.tx, document, TODAY).await.expect("the line");
        let reasons: Vec<Reason> = at_first.open.iter().map(|it| it.reason).collect();
        assert_eq!(reasons, [Reason::BasisReplaced, Reason::EndNear]);
        assert_eq!(at_first.standing, Standing::Needed);
        assert_eq!(at_first.ground, Ground::RecordedBases);

        let due = proposed_due(&acting.tx, house.council, TODAY)
            .await
            .expect("the rule");
        assert_eq!(due.map(|(day, _)| day), Some(date(2026, 12, 24)));
        for (command, expected) in [
            (opening(&house, vec![]), vec!["review-nothing-chosen"]),
            (
                OpenReview {
                    due_on: date(2026, 11, 1),
                    ..opening(&house, vec![document])
                },
                vec!["day-past"],
            ),
            (
                OpenReview {
                    owner: Owner::OfKind(BodyKind::UrbanBoard),
                    cause: Cause::NewLaw,
                    ..opening(&house, vec![DocumentId::fresh()])
                },
                vec!["choice-unknown", "review-owner-missing", "missing"],
            ),
        ] {
            assert_eq!(codes(open_review(&acting, command).await), expected);
        }
        // Ten days before the end comes near.
        acting.today = date(2026, 10, 20);
        let opened = open_review(
            &acting,
            OpenReview {
                due_on: date(2026, 10, 25),
                ..opening(&house, vec![document])
            },
        )
        .await;
        let id = opened.expect("opened")[0];
        assert_eq!(
            codes(open_review(&acting, opening(&house, vec![document])).await),
            ["review-already-open"]
        );
        let standing = async |on| {
            let lines = lines(&acting.tx, house.council, on).await.expect("lines");
            lines.iter().map(|line| line.standing).collect::<Vec<_>>()
        };
        assert_eq!(standing(date(2026, 10, 19)).await, [Standing::Needed]);
        assert_eq!(standing(date(2026, 10, 25)).await, [Standing::UnderWay]);
        assert_eq!(standing(date(2026, 10, 26)).await, [Standing::Overdue]);
        change_review(
            &acting,
            id,
            Owner::OfKind(BodyKind::LegalBoard),
            date(2026, 11, 30),
        )
        .await
        .expect("changed");

        let concluding = ConcludeReview {
            task: id,
            outcome: Outcome::Amend,
            conclusion: "Cập nhật căn cứ pháp lý.".to_owned(),
            paper_number: "31/BC-BPC".to_owned(),
            paper_signed_on: Some(date(2026, 10, 20)),
        };
        let half = ConcludeReview {
            paper_signed_on: None,
            ..concluding.clone()
        };
        assert_eq!(
            codes(conclude_review(&acting, half).await),
            ["review-paper-half"]
        );
        conclude_review(&acting, concluding)
            .await
            .expect("concluded");
        assert_eq!(
            codes(cancel_review(&acting, id, "Giao nhầm").await),
            ["review-wrong-state"]
        );
        assert_eq!(standing(date(2026, 10, 20)).await, [Standing::Done]);
        // The end of the document comes near afterwards: a new finding, while the basis stays answered.
        let (_, later) = line(&acting.tx, document, TODAY).await.expect("the line");
        assert_eq!(later.standing, Standing::Needed);
        let reasons =
            |found: &[findings::Finding]| found.iter().map(|it| it.reason).collect::<Vec<_>>();
        assert_eq!(reasons(&later.open), [Reason::EndNear]);
        assert_eq!(reasons(&later.answered), [Reason::BasisReplaced]);

        acting.today = TODAY;
        reopen_review(&acting, id, "Văn bản sắp hết thời hạn.")
            .await
            .expect("reopened");
        cancel_review(&acting, id, "Đã có văn bản thay thế đang trình.")
            .await
            .expect("cancelled");
        let states: Vec<ReviewState> = steps(&acting.tx, id, TODAY)
            .await
            .expect("steps")
            .iter()
            .map(|step| step.state)
            .collect();
        use ReviewState::{Cancelled, Concluded, Open};
        assert_eq!(states, [Open, Concluded, Open, Cancelled]);
        let then = task(&acting.tx, id, date(2026, 10, 21))
            .await
            .expect("the task");
        assert_eq!(
            (then.state, then.outcome),
            (Concluded, Some(Outcome::Amend))
        );
    }
}

#[tokio::test]
async fn a_new_law_opens_the_review_of_what_rests_on_the_old_one_and_a_published_list_stays() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let document = resting(&acting, &house).await;
        let law = async |number: &str| {
            let law = document_by_number(&acting.tx, number).await.expect("reads");
            law.expect("the law").id
        };
        let (new, other) = (law("121/2025/QH15").await, law("64/2025/QH15").await);
        let touched = impact(&acting.tx, &actor, new, TODAY)
            .await
            .expect("impact");
        let numbers: Vec<&str> = touched.iter().map(|it| it.number.as_str()).collect();
        assert_eq!(numbers, ["11/NQ-HĐND"]);
        assert_eq!(touched[0].council.id, house.council);
        assert!(
            impact(&acting.tx, &actor, other, TODAY)
                .await
                .expect("impact")
                .is_empty()
        );
        let elsewhere = Granted {
            role: Role::Clerk,
            scope: "01".to_owned(),
        };
        let stranger = Actor::user(
            kernel::ids::AccountId::fresh(),
            None,
            "Văn phòng khác".to_owned(),
            None,
            vec![elsewhere],
        );
        assert!(
            impact(&acting.tx, &stranger, new, TODAY)
                .await
                .expect("impact")
                .is_empty()
        );

        let open = OpenImpact {
            document: new,
            chosen: vec![document],
            owner: BodyKind::LegalBoard,
            due_on: date(2026, 12, 24),
            note: String::new(),
        };
        assert_eq!(open_impact(&acting, open).await.expect("opened"), 1);
        let mine = open_tasks(&acting.tx, &actor, TODAY).await.expect("tasks");
        assert_eq!(mine.len(), 1);
        assert_eq!(
            (mine[0].cause, mine[0].cause_number.as_deref()),
            (Cause::NewLaw, Some("121/2025/QH15"))
        );
        assert!(
            open_tasks(&acting.tx, &stranger, TODAY)
                .await
                .expect("tasks")
                .is_empty()
        );
        let concluding = ConcludeReview {
            task: mine[0].id,
            outcome: Outcome::Replace,
            conclusion: "Ban hành quy chế mới.".to_owned(),
            paper_number: String::new(),
            paper_signed_on: None,
        };
        conclude_review(&acting, concluding)
            .await
            .expect("concluded");

        let period = Period {
            begins_on: date(2026, 1, 1),
            ends_on: TODAY,
        };
        for (kind, rows) in [
            (ListKind::InForce, 1),
            (ListKind::EndedWholly, 0),
            (ListKind::EndedPartly, 0),
            (ListKind::ToProcess, 1),
            (ListKind::Results, 1),
        ] {
            let table = list(&acting.tx, house.council, kind, period)
                .await
                .expect("the list");
            assert_eq!(table.rows.len(), rows, "{kind:?}");
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{kind:?}");
            }
        }
        let publish = PublishReviewList {
            council: house.council,
            kind: ListKind::ToProcess,
            period,
            number: "45/NQ-HĐND".to_owned(),
            signed_on: TODAY,
        };
        let id = publish_review_list(&acting, publish.clone())
            .await
            .expect("published");
        assert_eq!(
            codes(publish_review_list(&acting, publish).await),
            ["review-list-there-already"]
        );
        let task = tasks(&acting.tx, house.council, TODAY)
            .await
            .expect("tasks")[0]
            .id;
        reopen_review(&acting, task, "Có ý kiến khác.")
            .await
            .expect("reopened");
        let frozen = published_list(&acting.tx, id).await.expect("the list");
        assert!(frozen.is_intact());
        assert_eq!(frozen.table().map(|table| table.rows.len()), Some(1));
        let now = list(&acting.tx, house.council, ListKind::ToProcess, period)
            .await
            .expect("the list");
        assert_eq!(now.rows.len(), 0);
        let tampered = lists::Published {
            frozen: frozen.frozen.replace("Thay thế", "Giữ nguyên"),
            ..frozen
        };
        assert!(!tampered.is_intact());
    }
}

#[tokio::test]
async fn the_measure_counts_reviews_and_regulations_until_they_end() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let document = resting(&acting, &house).await;
        acting.today = date(2026, 10, 20);
        let command = OpenReview {
            due_on: date(2026, 10, 25),
            ..opening(&house, vec![document])
        };
        let id = open_review(&acting, command).await.expect("opened")[0];
        let proposal = ProposeRegulation {
            council: house.council,
            kind: RegulationKind::Working,
            title: "Quy chế làm việc".to_owned(),
            proposer: "Thường trực HĐND".to_owned(),
            paper: GivenPaper {
                title: "Tờ trình".to_owned(),
                number: "01/TTr".to_owned(),
                signed_on: Some(date(2026, 10, 20)),
                file: None,
            },
        };
        propose_regulation(&acting, proposal)
            .await
            .expect("proposed");
        acting.today = date(2026, 10, 27);
        let concluding = ConcludeReview {
            task: id,
            outcome: Outcome::Keep,
            conclusion: "Còn phù hợp.".to_owned(),
            paper_number: String::new(),
            paper_signed_on: None,
        };
        conclude_review(&acting, concluding)
            .await
            .expect("concluded");
        acting.today = TODAY;
        reopen_review(&acting, id, "Có ý kiến khác.")
            .await
            .expect("reopened");
        cancel_review(&acting, id, "Giao nhầm.")
            .await
            .expect("cancelled");

        let facts = measure::Facts::read(&acting.tx).await.expect("the work");
        let book = Book::read(&acting.tx).await.expect("rules");
        let due = Some(date(2026, 10, 25));
        for (on, expected) in [
            (date(2026, 10, 19), None),
            (date(2026, 10, 25), Some((0, 2, false, due))),
            (date(2026, 10, 26), Some((0, 2, true, due))),
            (date(2026, 10, 27), Some((1, 2, false, None))),
            (TODAY, Some((0, 1, false, None))),
        ] {
            let counted = facts.measure(&book, on);
            let found = counted.get(&house.council);
            let found = found.map(|it| (it.tally.done, it.tally.of, it.late, it.by));
            assert_eq!(found, expected, "{on}");
        }
    }
}

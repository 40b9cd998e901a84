//! Cases of this capability, on both databases.

use jiff::civil::date;
use kernel::ids::{ArticleId, CouncilId, DocumentId};
use proptest::prelude::*;

use super::adoption::{RecordVote, next_serial, number_regulation, record_vote};
use super::appraisal::{ReportAppraisal, assign_appraisal, report_appraisal};
use super::comments::{
    GiveComment, OpenComments, answer_comment, close_comments, comments, give_comment,
    open_comments,
};
use super::drafting::{
    ArticleText, StartDrafting, articles, insert_article, move_article, offered_bases,
    remove_article, save_article, start_drafting, versions,
};
use super::papers::{GivenFile, GivenPaper, add_paper};
use super::progress::Progress;
use super::proposal::{
    ProposeRegulation, RecordRegulation, propose_regulation, record_regulation,
    send_back_regulation, withdraw_regulation,
};
use super::publication::{PublishRegulation, older, publish_regulation};
use super::queries::{RegulationFilter, regulation, regulation_page, regulations};
use super::*;
use crate::access::{Act, Actor};
use crate::bodies::BodyKind;
use crate::bodies::acts::{DrawConstituency, SetUpBody, draw_constituency, set_up_body};
use crate::fixture::{self, Scene, codes};
use crate::library::DocumentStatus;
use crate::library::queries::{document_page, related};
use crate::reference;
use crate::{Page, Refusal};

/// A council of the new city with five delegates and a board, on a day before everything that follows.
struct House {
    council: CouncilId,
    board: kernel::ids::BodyId,
}

const FOUNDED: Date = date(2026, 4, 1);

fn paper() -> GivenPaper {
    GivenPaper {
        title: "Tờ trình".to_owned(),
        number: "12/TTr-TTHĐND".to_owned(),
        signed_on: Some(date(2026, 5, 4)),
        file: None,
    }
}

async fn house(acting: &mut Acting<'_>, scene: &Scene) -> House {
    reference::load(acting).await.expect("the rules");
    let council = fixture::council_eleven(acting, scene, FOUNDED, 5).await;
    let district = DrawConstituency {
        council,
        number: 1,
        name: "Đơn vị bầu cử số 1".to_owned(),
        seats: 5,
    };
    draw_constituency(acting, district).await.expect("seats");
    for name in ["Ánh", "Bình", "Chi", "Dung", "Đức"] {
        let person = fixture::person(acting, scene, name).await;
        let mandate = crate::people::acts::OpenMandate {
            council,
            seat: None,
            decision: None,
            ..fixture::mandate(scene, person, 0, FOUNDED, None)
        };
        crate::people::acts::open_mandate(acting, mandate)
            .await
            .expect("a mandate");
    }
    let board = SetUpBody {
        council,
        kind: BodyKind::LegalBoard,
        name: "Ban Pháp chế".to_owned(),
        rank: 1,
        valid_from: FOUNDED,
        valid_to: None,
        decision: None,
    };
    let board = set_up_body(acting, board).await.expect("a board");
    acting.today = date(2026, 5, 4);
    House { council, board }
}

fn proposal(council: CouncilId, kind: RegulationKind) -> ProposeRegulation {
    ProposeRegulation {
        council,
        kind,
        title: "Quy chế làm việc của HĐND thành phố".to_owned(),
        proposer: "Thường trực HĐND".to_owned(),
        paper: paper(),
    }
}

fn text(heading: &str) -> ArticleText {
    ArticleText {
        chapter: String::new(),
        heading: heading.to_owned(),
        text: "1. Nội dung thứ nhất.\n2. Nội dung thứ hai.".to_owned(),
    }
}

fn vote(id: RegulationId, day: Date, cast: [u32; 4]) -> RecordVote {
    RecordVote {
        regulation: id,
        way: VoteWay::Session,
        occasion: "Kỳ họp thứ hai".to_owned(),
        held_on: day,
        present: cast[0],
        in_favour: cast[1],
        against: cast[2],
        abstained: cast[3],
        paper: paper(),
    }
}

/// Leads a fresh regulation to the vote; the day afterwards is 2026-06-01.
async fn to_the_vote(acting: &mut Acting<'_>, house: &House, kind: RegulationKind) -> RegulationId {
    acting.today = date(2026, 5, 4);
    let id = propose_regulation(acting, proposal(house.council, kind))
        .await
        .expect("proposed");
    let now = regulation(&acting.tx, id).await.expect("reads");
    let bases: Vec<DocumentId> = offered_bases(&acting.tx, id)
        .await
        .expect("bases")
        .iter()
        .filter(|basis| basis.is_proposed(&now, acting.today))
        .map(|basis| basis.document_id)
        .collect();
    let start = StartDrafting {
        regulation: id,
        model: None,
        bases,
    };
    start_drafting(acting, start).await.expect("drafting");
    insert_article(acting, id, 0, text("Phạm vi điều chỉnh"))
        .await
        .expect("an article");
    let open = OpenComments {
        regulation: id,
        until: date(2026, 5, 30),
        invited: Vec::new(),
    };
    open_comments(acting, open).await.expect("comments");
    acting.today = date(2026, 5, 31);
    assign_appraisal(acting, id, house.board)
        .await
        .expect("assigned");
    acting.today = date(2026, 6, 1);
    let report = ReportAppraisal {
        regulation: id,
        conclusion: Conclusion::Ready,
        note: "Dự thảo phù hợp".to_owned(),
        paper: paper(),
    };
    report_appraisal(acting, report).await.expect("appraised");
    id
}

fn publication(id: RegulationId, in_force_on: Date) -> PublishRegulation {
    PublishRegulation {
        regulation: id,
        published_on: date(2026, 6, 5),
        in_force_on,
        older: None,
        paper: paper(),
    }
}

#[tokio::test]
async fn only_a_competent_council_proposes_and_only_with_a_paper() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let of = |kind| proposal(house.council, kind);
        let cases = [
            (date(2026, 5, 4), of(RegulationKind::Working), vec![]),
            (date(2026, 5, 4), of(RegulationKind::Session), vec![]),
            (date(2026, 5, 4), of(RegulationKind::Normative), vec![]),
            // Before the two-level law no row is for this council, and the council itself was not there.
            (
                date(2015, 5, 4),
                of(RegulationKind::Working),
                vec!["council-not-on-that-day", "regulation-not-competent"],
            ),
            (
                date(2026, 5, 4),
                ProposeRegulation {
                    paper: GivenPaper::default(),
                    ..of(RegulationKind::Working)
                },
                vec!["regulation-paper-missing"],
            ),
            (
                date(2026, 5, 4),
                ProposeRegulation {
                    title: String::new(),
                    paper: GivenPaper {
                        file: Some(GivenFile {
                            name: "to-trinh.pdf".to_owned(),
                            bytes: b"MZ".to_vec(),
                        }),
                        ..GivenPaper::default()
                    },
                    ..of(RegulationKind::Working)
                },
                vec!["missing", "material-unknown-kind"],
            ),
        ];
        for (day, command, expected) in cases {
            acting.today = day;
            assert_eq!(
                codes(propose_regulation(&acting, command).await),
                expected,
                "{day}"
            );
        }
        // A district had its competence from the law before alone.
        let place = crate::rules::Place {
            level: crate::bodies::Level::District,
            classes: Vec::new(),
            council: None,
        };
        for (day, expected) in [
            (date(2020, 1, 1), true),
            (date(2025, 6, 15), true),
            (date(2025, 6, 16), false),
        ] {
            let rule =
                crate::rules::in_force(&acting.tx, "regulation_competence_working", &place, day)
                    .await
                    .expect("reads");
            assert_eq!(rule.is_some(), expected, "{day}");
        }
    }
}

#[tokio::test]
async fn articles_are_drafted_from_a_model_and_every_version_is_kept() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let id = propose_regulation(&acting, proposal(house.council, RegulationKind::Working))
            .await
            .expect("proposed");
        let now = regulation(&acting.tx, id).await.expect("reads");
        let offered = offered_bases(&acting.tx, id).await.expect("bases");
        let status = |number: &str| {
            let basis = offered
                .iter()
                .find(|basis| basis.number == number)
                .expect("a law");
            (
                basis.status(acting.today),
                basis.is_proposed(&now, acting.today),
            )
        };
        assert_eq!(status("72/2025/QH15"), (DocumentStatus::InForce, true));
        assert_eq!(status("77/2015/QH13"), (DocumentStatus::Ended, false));
        assert_eq!(
            status("1206/2016/NQ-UBTVQH13"),
            (DocumentStatus::Unknown, false)
        );
        // The model for communes is in force too, but not for this council.
        assert_eq!(
            status("104/2025/UBTVQH15"),
            (DocumentStatus::InForce, false)
        );
        assert_eq!(status("103/2025/UBTVQH15"), (DocumentStatus::InForce, true));
        let start = |model: &str| StartDrafting {
            regulation: id,
            model: Some(model.to_owned()),
            bases: vec![offered[0].document_id],
        };
        assert_eq!(
            codes(start_drafting(&acting, start("working_commune")).await),
            vec!["choice-unknown"]
        );
        start_drafting(&acting, start("working_province"))
            .await
            .expect("drafting");
        let drawn = articles(&acting.tx, id).await.expect("articles");
        assert!(
            drawn[0].text.contains("103/2025/UBTVQH15"),
            "{}",
            drawn[0].text
        );

        let count = drawn.len();
        let first = drawn[0].id;
        save_article(&acting, first, text("Phạm vi"))
            .await
            .expect("saved");
        save_article(&acting, first, text("Phạm vi điều chỉnh"))
            .await
            .expect("saved");
        assert_eq!(
            codes(save_article(&acting, first, ArticleText::default()).await),
            vec!["missing", "missing"]
        );
        let earlier: Vec<String> = versions(&acting.tx, first)
            .await
            .expect("versions")
            .into_iter()
            .map(|version| version.heading)
            .collect();
        assert_eq!(
            earlier,
            vec!["Phạm vi".to_owned(), drawn[0].heading.clone()]
        );
        insert_article(&acting, id, 1, text("Giải thích từ ngữ"))
            .await
            .expect("inserted");
        move_article(&acting, first, 2).await.expect("moved");
        remove_article(&acting, drawn[1].id).await.expect("removed");
        let now = articles(&acting.tx, id).await.expect("articles");
        let heads: Vec<&str> = now
            .iter()
            .take(3)
            .map(|article| article.heading.as_str())
            .collect();
        assert_eq!(
            heads,
            vec![
                "Giải thích từ ngữ",
                "Phạm vi điều chỉnh",
                drawn[2].heading.as_str()
            ]
        );
        let places: Vec<u32> = now.iter().map(|article| article.position).collect();
        assert_eq!(
            places,
            (1..=u32::try_from(count).expect("few")).collect::<Vec<_>>()
        );
        let open = OpenComments {
            regulation: id,
            until: date(2026, 6, 30),
            invited: Vec::new(),
        };
        assert_eq!(
            codes(open_comments(&acting, open).await),
            vec!["regulation-skeleton-left"]
        );
    }
}

#[tokio::test]
async fn after_the_deadline_nobody_comments_and_every_comment_is_answered() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let id = propose_regulation(&acting, proposal(house.council, RegulationKind::Normative))
            .await
            .expect("proposed");
        let start = StartDrafting {
            regulation: id,
            model: None,
            bases: Vec::new(),
        };
        start_drafting(&acting, start).await.expect("drafting");
        let open = |until| OpenComments {
            regulation: id,
            until,
            invited: Vec::new(),
        };
        let until = date(2026, 5, 24);
        assert_eq!(
            codes(open_comments(&acting, open(until)).await),
            vec!["regulation-without-articles"]
        );
        let article = insert_article(&acting, id, 0, text("Phạm vi"))
            .await
            .expect("an article");
        assert_eq!(
            codes(open_comments(&acting, open(date(2026, 5, 23))).await),
            vec!["regulation-comments-too-short"]
        );
        open_comments(&acting, open(until)).await.expect("open");

        let give = |article: Option<ArticleId>, text: &str| GiveComment {
            regulation: id,
            article,
            institution: None,
            author: "Bà Chi".to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(
            codes(save_article(&acting, article, text("Khác")).await),
            vec!["regulation-text-stands-still"]
        );
        assert_eq!(
            codes(give_comment(&acting, give(Some(ArticleId::fresh()), "")).await),
            vec!["missing", "choice-unknown"]
        );
        assert_eq!(
            codes(close_comments(&acting, id, "Đã đủ ý kiến").await),
            vec!["regulation-comments-too-short"]
        );
        assert_eq!(
            codes(assign_appraisal(&acting, id, house.board).await),
            vec!["regulation-comments-open"]
        );
        acting.today = until;
        let comment = give_comment(&acting, give(Some(article), "Nên rõ hơn"))
            .await
            .expect("in time");
        acting.today = date(2026, 5, 25);
        assert_eq!(
            codes(give_comment(&acting, give(None, "Muộn")).await),
            vec!["regulation-comments-locked"]
        );
        assert_eq!(
            codes(assign_appraisal(&acting, id, house.board).await),
            vec!["regulation-comments-unanswered"]
        );
        assert_eq!(
            codes(answer_comment(&acting, comment, Answer::Accepted, " ").await),
            vec!["missing"]
        );
        answer_comment(&acting, comment, Answer::Partly, "Đã viết lại khoản 1")
            .await
            .expect("answered");
        save_article(&acting, article, text("Phạm vi điều chỉnh"))
            .await
            .expect("worked in");
        let told = comments(&acting.tx, id).await.expect("comments");
        assert_eq!(
            (told[0].author.as_str(), told[0].answer, told[0].position),
            ("Bà Chi", Some(Answer::Partly), Some(1))
        );
        assert_eq!(
            codes(assign_appraisal(&acting, id, scene.board).await),
            vec!["choice-unknown"]
        );
        assign_appraisal(&acting, id, house.board)
            .await
            .expect("assigned");
        let now = regulation(&acting.tx, id).await.expect("reads");
        assert_eq!(now.appraisal_due, Some(date(2026, 6, 4)));
        let report = |conclusion, paper| ReportAppraisal {
            regulation: id,
            conclusion,
            note: "Thiếu căn cứ".to_owned(),
            paper,
        };
        let bare =
            report_appraisal(&acting, report(Conclusion::Ready, GivenPaper::default())).await;
        assert_eq!(codes(bare), vec!["regulation-paper-missing"]);
        report_appraisal(&acting, report(Conclusion::NotReady, paper()))
            .await
            .expect("reported");
        let page = regulation_page(&acting.tx, &actor, id, acting.today)
            .await
            .expect("the page");
        assert_eq!(page.standing, Standing::Drafting);
        assert_eq!(
            page.steps.last().map(|step| step.reason.as_str()),
            Some("Thiếu căn cứ")
        );
        // Seen on an earlier day it stands where it stood then.
        let then = regulation_page(&acting.tx, &actor, id, until)
            .await
            .expect("the page");
        assert_eq!(then.standing, Standing::Comments);
    }
}

#[tokio::test]
async fn the_vote_needs_more_than_half_of_all_delegates_in_office() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let id = to_the_vote(&mut acting, &house, RegulationKind::Working).await;
        let day = date(2026, 6, 1);
        for (cast, expected) in [
            ([6, 6, 0, 0], vec!["vote-more-than-delegates"]),
            ([5, 3, 1, 0], vec!["vote-sum"]),
            ([5, u32::MAX, 1, 0], vec!["vote-sum"]),
        ] {
            assert_eq!(
                codes(record_vote(&acting, vote(id, day, cast)).await),
                expected,
                "{cast:?}"
            );
        }
        for (held_on, expected) in [
            (date(2026, 5, 31), "regulation-before-last-step"),
            (date(2026, 6, 2), "day-ahead"),
        ] {
            assert_eq!(
                codes(record_vote(&acting, vote(id, held_on, [5, 5, 0, 0])).await),
                vec![expected]
            );
        }
        for (cast, expected) in [
            ([4, 2, 2, 0], RegulationState::Drafting),
            ([3, 3, 0, 0], RegulationState::Adopted),
        ] {
            let id = to_the_vote(&mut acting, &house, RegulationKind::Working).await;
            assert_eq!(
                record_vote(&acting, vote(id, day, cast))
                    .await
                    .expect("recorded"),
                expected,
                "{cast:?}"
            );
            let page = regulation_page(&acting.tx, &actor, id, day)
                .await
                .expect("the page");
            let kept = &page.votes[0];
            assert_eq!(
                (kept.delegates, kept.needed, kept.passed),
                (5, 3, expected == RegulationState::Adopted)
            );
        }
    }
}

#[tokio::test]
async fn what_is_published_is_numbered_frozen_and_ends_the_older_one() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let earlier = |number: &str| RecordRegulation {
            council: house.council,
            kind: RegulationKind::Working,
            title: "Quy chế làm việc của HĐND thành phố".to_owned(),
            number: number.to_owned(),
            adopted_on: date(2026, 4, 3),
            in_force_on: date(2026, 4, 3),
            ended_on: None,
            text: "Điều 1. Phạm vi\nNội dung.".to_owned(),
            paper: paper(),
        };
        let first = record_regulation(&acting, earlier("01/NQ-HĐND"))
            .await
            .expect("recorded");
        assert_eq!(
            codes(record_regulation(&acting, earlier("1/NQ-HĐND")).await),
            vec!["regulation-number-taken"]
        );

        let id = to_the_vote(&mut acting, &house, RegulationKind::Normative).await;
        let adopted_on = date(2026, 6, 1);
        assert_eq!(
            codes(number_regulation(&acting, id, 2).await),
            vec!["regulation-wrong-state"]
        );
        record_vote(&acting, vote(id, adopted_on, [5, 4, 1, 0]))
            .await
            .expect("adopted");
        // What was recorded as published before is no plan; of the other every day tells how far it had come and what was due.
        let progress = Progress::of_council(&acting.tx, house.council).await;
        let progress = progress.expect("how far it came");
        assert_eq!(progress.len(), 1);
        for (on, state, due) in [
            (date(2026, 5, 3), None, None),
            (
                date(2026, 5, 20),
                Some(RegulationState::Comments),
                Some(date(2026, 5, 30)),
            ),
            (
                adopted_on,
                Some(RegulationState::Adopted),
                Some(date(2026, 6, 11)),
            ),
        ] {
            let found = (progress[0].state(on), progress[0].due(on, |_| Some(10)));
            assert_eq!(found, (state, due), "{on}");
        }
        acting.today = date(2026, 6, 6);
        let ended = regulation(&acting.tx, first).await.expect("reads");
        let replaced = ended.document_id;
        let early = PublishRegulation {
            older: replaced,
            ..publication(id, date(2026, 6, 10))
        };
        assert_eq!(
            codes(publish_regulation(&acting, early).await),
            vec!["regulation-without-number", "regulation-force-too-early"]
        );
        assert_eq!(
            next_serial(&acting.tx, house.council, 2026)
                .await
                .expect("next"),
            2
        );
        assert_eq!(
            codes(number_regulation(&acting, id, 1).await),
            vec!["regulation-number-taken"]
        );
        assert_eq!(
            number_regulation(&acting, id, 2).await.expect("numbered"),
            "02/2026/NQ-HĐND"
        );
        let now = regulation(&acting.tx, id).await.expect("reads");
        assert_eq!(
            older(&acting.tx, &now, acting.today)
                .await
                .expect("older")
                .len(),
            1
        );
        let from = date(2026, 6, 11);
        let good = PublishRegulation {
            older: replaced,
            ..publication(id, from)
        };
        publish_regulation(&acting, good.clone())
            .await
            .expect("published");
        assert_eq!(
            codes(publish_regulation(&acting, good).await),
            vec!["regulation-wrong-state"]
        );

        for (day, new, old) in [
            (date(2026, 6, 4), Standing::Adopted, Standing::InForce),
            (date(2026, 6, 10), Standing::NotYet, Standing::InForce),
            (from, Standing::InForce, Standing::Ended),
        ] {
            let page = regulation_page(&acting.tx, &actor, id, day)
                .await
                .expect("the page");
            // Before its day nothing is told of the publication.
            let published = new != Standing::Adopted;
            assert_eq!(page.regulation.frozen.is_some(), published, "{day}");
            let before = regulation_page(&acting.tx, &actor, first, day)
                .await
                .expect("the page");
            assert_eq!((page.standing, before.standing), (new, old), "{day}");
        }
        let page = regulation_page(&acting.tx, &actor, id, from)
            .await
            .expect("the page");
        let frozen = page.regulation.frozen.clone().expect("the text");
        assert!(
            frozen.contains("Điều 1. Phạm vi điều chỉnh\n1. Nội dung thứ nhất."),
            "{frozen}"
        );
        assert!(
            frozen.contains("72/2025/QH15") && !frozen.contains("77/2015/QH13"),
            "{frozen}"
        );
        assert_eq!(
            (page.intact, page.regulation.older_regulation),
            (Some(true), Some(first))
        );
        let shelved = page.regulation.document_id.expect("in the library");
        let of = document_page(&acting.tx, shelved, from)
            .await
            .expect("the document");
        assert_eq!(of.status, DocumentStatus::InForce);
        let said: Vec<_> = related(&acting.tx, shelved)
            .await
            .expect("relations")
            .into_iter()
            .map(|it| (it.kind, it.number))
            .collect();
        assert!(
            said.contains(&(crate::library::Relation::BasedOn, "72/2025/QH15".to_owned())),
            "{said:?}"
        );
        assert!(
            said.contains(&(crate::library::Relation::Replaces, "01/NQ-HĐND".to_owned())),
            "{said:?}"
        );

        let filter = RegulationFilter {
            text: String::new(),
            council: Some(house.council),
            kind: None,
            standing: None,
            as_of: from,
        };
        for (actor, standing, expected) in [
            (Actor::program("test"), None, 2),
            (Actor::voter(), Some(Standing::InForce), 1),
            (Actor::voter(), Some(Standing::Ended), 1),
            (Actor::voter(), Some(Standing::Drafting), 0),
        ] {
            let filter = RegulationFilter {
                standing,
                ..filter.clone()
            };
            let list = regulations(&acting.tx, &actor, &filter, Page::FIRST)
                .await
                .expect("the list");
            assert_eq!(list.total, expected, "{standing:?}");
        }

        store::sql! { TAMPER = "UPDATE regulation SET frozen = frozen || ' ' WHERE id = $1"; }
        acting
            .tx
            .execute(TAMPER, store::args![id])
            .await
            .expect("tampered");
        assert_eq!(
            regulation(&acting.tx, id).await.expect("reads").intact(),
            Some(false)
        );
    }
}

#[tokio::test]
async fn drafts_are_withdrawn_or_sent_back_with_a_reason_and_hidden_from_voters() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let actor = fixture::program();
        let mut acting = Acting::begin(&db, &actor, &fixture::clock())
            .await
            .expect("begins");
        let house = house(&mut acting, &scene).await;
        let id = to_the_vote(&mut acting, &house, RegulationKind::Session).await;
        let hidden = regulation_page(&acting.tx, &Actor::voter(), id, acting.today).await;
        assert!(matches!(hidden, Err(Refusal::NotReadable(_))));
        assert_eq!(
            codes(send_back_regulation(&acting, id, "").await),
            vec!["missing"]
        );
        send_back_regulation(&acting, id, "Cần lấy lại ý kiến")
            .await
            .expect("sent back");
        add_paper(&acting, id, Stage::Drafting, paper())
            .await
            .expect("a paper");
        let titled = GivenPaper {
            title: "Tên".to_owned(),
            ..GivenPaper::default()
        };
        assert_eq!(
            codes(add_paper(&acting, id, Stage::Drafting, titled).await),
            vec!["regulation-paper-missing"]
        );
        withdraw_regulation(&acting, id, "Không còn cần")
            .await
            .expect("withdrawn");
        assert_eq!(
            codes(withdraw_regulation(&acting, id, "Lần nữa").await),
            vec!["regulation-wrong-state"]
        );
        let voter = Actor::voter();
        drop(acting);
        let acting = Acting::begin(&db, &voter, &fixture::clock())
            .await
            .expect("begins");
        let refused =
            propose_regulation(&acting, proposal(scene.council, RegulationKind::Working)).await;
        assert!(matches!(
            refused,
            Err(Refusal::NotPermitted(Act::ProposeRegulation))
        ));
    }
}

proptest! {
    #[test]
    fn the_state_machine_never_leaves_its_graph(moves in proptest::collection::vec(0..Move::ALL.len(), 0..40)) {
        let mut state = RegulationState::Proposed;
        let mut adopted = false;
        for step in moves.into_iter().map(|at| Move::ALL[at]) {
            let Ok(next) = state.after(step) else { continue };
            // What was adopted is never reopened, and what is at an end never moves.
            prop_assert!(!adopted || next == RegulationState::Published);
            prop_assert!(!matches!(state, RegulationState::Published | RegulationState::Withdrawn));
            // Only the vote adopts, and only what was appraised is voted on.
            prop_assert_eq!(next == RegulationState::Adopted, state == RegulationState::Adoption && step == Move::Adopt);
            adopted |= next == RegulationState::Adopted;
            state = next;
        }
    }
}

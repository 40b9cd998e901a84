//! Cases of this capability, on both databases.

use jiff::civil::date;
use kernel::Date;
use kernel::ids::{MandateId, ReportId};

use super::comparison::compare;
use super::drafting::{DraftReport, draft_report, draft_version, refresh_report, write_chapter};
use super::model::{Block, Piece};
use super::queries::{ReportPage, one, page, reports, signed_text};
use super::signing::{SignReport, answer_finding, sign_report};
use super::*;
use crate::access::{Actor, Granted, Role};
use crate::digest::sha256;
use crate::fixture::{self, FOUNDED, Scene, codes, delegate};
use crate::people::EndReason;
use crate::people::acts::{EndMandate, end_mandate};
use crate::scoreboard::{Projection, Snapshot};
use crate::sittings::SittingKind;
use crate::sittings::acts::{PlanSitting, plan_sitting};
use std::sync::Arc;

const LAST: Date = date(2025, 6, 30);
const CONTRADICTION: &str =
    "Tổ chức 85 cuộc tiếp xúc cử tri, gồm 50 cuộc trước kỳ họp và 40 cuộc sau kỳ họp.";

fn user(role: Role) -> Actor {
    let grant = Granted {
        role,
        scope: "92".to_owned(),
    };
    Actor::user(
        kernel::ids::AccountId::fresh(),
        None,
        "Người dùng".to_owned(),
        None,
        vec![grant],
    )
}

/// The small council with three delegates, of whom one left, and three sittings; a report on its time.
async fn told(db: &store::Db, actor: &Actor) -> (Scene, ReportId, MandateId, Arc<Snapshot>) {
    let (acting, scene) = fixture::begin(db, actor).await;
    delegate(&acting, &scene, "Trần Thị Ánh", 0).await;
    let (_, second) = delegate(&acting, &scene, "Lê Thị Bình", 1).await;
    let (_, third) = delegate(&acting, &scene, "Phạm Thị Cúc", 2).await;
    left(&acting, &scene, third, date(2023, 5, 4)).await;
    for (number, kind, opens_on) in [
        (1, SittingKind::Regular, date(2022, 7, 11)),
        (2, SittingKind::Regular, date(2022, 12, 12)),
        (3, SittingKind::Thematic, date(2023, 3, 9)),
        // After the last day of the report.
        (4, SittingKind::Regular, date(2025, 12, 8)),
    ] {
        let sitting = PlanSitting {
            council: scene.council,
            number,
            kind,
            title: String::new(),
            opens_on,
            closes_on: opens_on,
            place: String::new(),
        };
        plan_sitting(&acting, sitting).await.expect("a sitting");
    }
    acting.commit().await.expect("commits");
    let snapshot = Projection::of(db).now().await.expect("the facts");
    let acting = Acting::begin(db, actor, &fixture::clock()).await;
    let acting = acting.expect("begins");
    let command = DraftReport {
        council: scene.council,
        kind: ReportKind::Term,
        title: String::new(),
        from: date(2021, 5, 23),
        to: LAST,
    };
    let reversed = DraftReport {
        to: date(2021, 1, 1),
        ..command.clone()
    };
    let refused = draft_report(&acting, &snapshot, reversed).await;
    assert_eq!(codes(refused), ["report-period-reversed"]);
    let id = draft_report(&acting, &snapshot, command).await;
    let id = id.expect("a report");
    acting.commit().await.expect("commits");
    (scene, id, second, snapshot)
}

async fn left(acting: &Acting<'_>, scene: &Scene, mandate: MandateId, on: Date) {
    let command = EndMandate {
        mandate,
        ended_on: on,
        why: EndReason::Resigned,
        decision: Some(scene.decision),
        reason: "Đơn xin thôi làm nhiệm vụ".to_owned(),
    };
    end_mandate(acting, command).await.expect("an end");
}

fn value(of: &ReportPage, key: &str) -> i64 {
    let figures = of.content.figures();
    let found = figures.get(key).map(|bound| bound.value);
    found.unwrap_or_else(|| panic!("no figure {key}"))
}

async fn read(db: &store::Db, snapshot: &Snapshot, id: ReportId) -> ReportPage {
    let clerk = user(Role::Clerk);
    let on = fixture::clock().today();
    page(db, snapshot, &clerk, id, on)
        .await
        .expect("the report")
}

#[tokio::test]
async fn every_figure_of_a_small_council_is_known() {
    for fresh in store::testing::databases().await {
        let db: &store::Db = &fresh;
        let actor = fixture::program();
        let (scene, id, _, snapshot) = told(db, &actor).await;
        let of = read(db, &snapshot, id).await;
        assert_eq!(of.until, LAST);
        assert_eq!(
            of.report.title,
            "Tình hình tổ chức và hoạt động của Hội đồng nhân dân các cấp thành phố Cần Thơ nhiệm kỳ 2021-2026"
        );
        for (key, expected) in [
            ("delegates.start.delegates", 3),
            ("delegates.start.seats", 5),
            ("delegates.now.delegates", 2),
            ("delegates.now.delegates.province", 2),
            ("delegates.now.women", 2),
            ("delegates.now.women.share", 10_000),
            ("delegates.now.known", 0),
            ("changes.start", 3),
            ("changes.resigned", 1),
            ("changes.now", 2),
            ("sittings.sittings", 3),
            ("sittings.regular", 2),
            ("sittings.thematic", 1),
            ("coverage.X.2.before.delegates", 3),
            ("coverage.X.2.before.met", 0),
            ("petitions.matters", 0),
            ("limits.vacant", 3),
            ("limits.unknown", 2),
        ] {
            assert_eq!(value(&of, key), expected, "{key}");
        }
        let figures = of.content.figures();
        let start = &figures["changes.start.province"].source;
        assert_eq!((start.on, start.council), (FOUNDED, Some(scene.council)));
        // What was there, more and less, is what is there, at every level and in the sum.
        for block in of.content.chapter(Chapter::Organisation) {
            let Block::Table(table) = block else { continue };
            if table.key != "changes" {
                continue;
            }
            for row in &table.rows {
                let cells = row.iter().filter_map(Piece::figure);
                let values: Vec<i64> = cells.map(|bound| bound.value).collect();
                let [was, a, b, c, d, e, f, g, h, is] = values[..] else {
                    panic!("{values:?}");
                };
                assert_eq!(was + a + b + c - d - e - f - g - h, is);
            }
        }
        // The report's own words hold no contradiction, and nothing changed since it was drafted.
        assert_eq!(of.findings.len(), 0, "{:?}", of.findings);
        assert_eq!(of.changed, []);
        // On an earlier day there was no such report; on the first day of the term nobody had left.
        let earlier = one(db, &actor, id, date(2026, 1, 1)).await;
        assert!(matches!(earlier, Err(Refusal::NotFound("report"))));
    }
}

#[tokio::test]
async fn a_contradiction_blocks_the_signature_until_it_is_answered_and_what_is_signed_stays() {
    for fresh in store::testing::databases().await {
        let db: &store::Db = &fresh;
        let program = fixture::program();
        let (scene, id, second, snapshot) = told(db, &program).await;
        let today = fixture::clock().today();
        let clerk = user(Role::Clerk);
        let acting = Acting::begin(db, &clerk, &fixture::clock()).await;
        let acting = acting.expect("begins");
        let write = |text| write_chapter(&acting, &snapshot, id, Chapter::Voters, text);
        let unknown = write("Có {{sittings.none}} kỳ họp và {{ hở").await;
        assert_eq!(codes(unknown), ["report-figure-unknown"; 2]);
        let text =
            format!("Trong {{{{sittings.sittings}}}} kỳ họp, đại biểu tích cực.\n{CONTRADICTION}");
        write(&text).await.expect("prose");
        acting.commit().await.expect("commits");

        let of = read(db, &snapshot, id).await;
        let [found] = of.findings.as_slice() else {
            panic!("{:?}", of.findings);
        };
        let sign = SignReport {
            report: id,
            number: "125/BC-HĐND".to_owned(),
            signed_on: today,
            signer: "Nguyễn Văn A, Chủ tịch".to_owned(),
        };
        let acting = Acting::begin(db, &clerk, &fixture::clock()).await;
        let acting = acting.expect("begins");
        let refused = sign_report(&acting, &snapshot, sign.clone()).await;
        assert!(matches!(
            refused,
            Err(Refusal::NotPermitted(Act::SignReport))
        ));
        drop(acting);
        let standing = user(Role::StandingCommittee);
        let acting = Acting::begin(db, &standing, &fixture::clock()).await;
        let acting = acting.expect("begins");
        let refused = sign_report(&acting, &snapshot, sign.clone()).await;
        assert_eq!(codes(refused), ["report-findings-open"]);
        let answer = |reason| answer_finding(&acting, &snapshot, id, &found.key, reason);
        assert_eq!(codes(answer(" ").await), ["missing"]);
        answer("Có 5 cuộc vừa trước, vừa sau kỳ họp.")
            .await
            .expect("an answer");
        let voter = Actor::voter();
        assert!(one(&acting.tx, &voter, id, today).await.is_err());
        sign_report(&acting, &snapshot, sign.clone())
            .await
            .expect("signed");
        let again = sign_report(&acting, &snapshot, sign).await;
        assert_eq!(codes(again), ["report-wrong-state"]);
        let late = refresh_report(&acting, &snapshot, id).await;
        assert_eq!(codes(late), ["report-wrong-state"]);
        acting.commit().await.expect("commits");

        // Everybody reads it, its hash fits, and no figure would differ.
        let text = signed_text(db, &voter, id, today).await.expect("the text");
        let of = page(db, &snapshot, &voter, id, today)
            .await
            .expect("public");
        assert_eq!(of.report.sha256.as_deref(), Some(sha256(&text).as_str()));
        assert_eq!((of.intact, of.changed.len()), (Some(true), 0));
        assert_eq!(of.findings.len(), 1);
        assert_eq!(of.findings[0].answer.as_ref().map(|it| it.day), Some(today));
        let listed = reports(db, &voter, "92", today).await.expect("the list");
        assert_eq!(listed.len(), 1);

        // A record of the time is corrected later: the signed figure stays, and the page says what it would be today.
        let acting = Acting::begin(db, &program, &fixture::clock()).await;
        let acting = acting.expect("begins");
        left(&acting, &scene, second, date(2024, 2, 1)).await;
        acting.commit().await.expect("commits");
        let of = read(db, &snapshot, id).await;
        assert_eq!(value(&of, "delegates.now.delegates"), 2);
        let changed = of
            .changed
            .iter()
            .find(|it| it.bound.key == "delegates.now.delegates");
        let changed = changed.expect("a difference");
        assert_eq!((changed.then, changed.now), (Some(2), Some(1)));

        // Another version takes over the prose and counts anew; the two stand side by side.
        let acting = Acting::begin(db, &clerk, &fixture::clock()).await;
        let acting = acting.expect("begins");
        let next = draft_version(&acting, &snapshot, id, "Cập nhật biến động đại biểu").await;
        let next = next.expect("a version");
        let twice = draft_version(&acting, &snapshot, id, "Nữa").await;
        assert_eq!(codes(twice), ["report-has-newer"]);
        acting.commit().await.expect("commits");
        let newer = read(db, &snapshot, next).await;
        assert_eq!(newer.report.version, 2);
        assert_eq!(value(&newer, "delegates.now.delegates"), 1);
        assert_eq!(newer.findings.len(), 1);
        let rows = compare(&of.content, &newer.content);
        let row = rows
            .iter()
            .find(|row| row.key == "delegates.now.delegates.province");
        assert_eq!(row.and_then(|row| row.difference()), Some(-1));
        assert!(
            rows.iter()
                .all(|row| row.a.is_some() && row.b.is_some() || row.chapter == Chapter::Lessons)
        );
    }
}

#[tokio::test]
async fn a_refresh_tells_what_changed_since_the_last_one() {
    for fresh in store::testing::databases().await {
        let db: &store::Db = &fresh;
        let program = fixture::program();
        let (scene, id, second, snapshot) = told(db, &program).await;
        let acting = Acting::begin(db, &program, &fixture::clock()).await;
        let acting = acting.expect("begins");
        left(&acting, &scene, second, date(2024, 2, 1)).await;
        acting.commit().await.expect("commits");
        let of = read(db, &snapshot, id).await;
        let keys: Vec<&str> = of.changed.iter().map(|it| it.bound.key.as_str()).collect();
        assert!(keys.contains(&"changes.resigned.province"), "{keys:?}");
        assert!(!keys.contains(&"sittings.sittings"), "{keys:?}");
        let acting = Acting::begin(db, &program, &fixture::clock()).await;
        let acting = acting.expect("begins");
        let changed = refresh_report(&acting, &snapshot, id).await;
        assert_eq!(changed.expect("refreshed"), keys.len());
        acting.commit().await.expect("commits");
        assert_eq!(read(db, &snapshot, id).await.changed, []);
    }
}

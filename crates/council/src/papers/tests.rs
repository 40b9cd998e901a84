//! Cases of this capability, on both databases.

use std::collections::BTreeMap;

use jiff::civil::date;
use kernel::ids::{CouncilId, OfficialPaperId};
use kernel::{Date, Id};
use paper::Fault;
use store::{Reader as _, args, sql};

use super::acts::{
    BeginPaper, IssuePaper, NumberPaper, RegisterPaper, Signed, begin_paper, choose_series,
    drop_paper, issue_paper, number_paper, register_paper, void_paper, write_paper,
};
use super::draft::{Draft, UNKNOWN};
use super::facts::sources;
use super::filling::places;
use super::queries::{PaperFilter, made_from, now, paper_page, register};
use super::register::{SeriesLine, next, series};
use super::templates::{template, templates};
use super::*;
use crate::access::{Actor, Granted, Role};
use crate::bodies::queries::council;
use crate::files::GivenFile;
use crate::fixture::{self, begin, codes};
use crate::paging::Page;
use crate::{Acting, Refusal};

/// The day of the fixture's clock.
const TODAY: Date = date(2026, 11, 24);

sql! {
    CITY = "SELECT c.id FROM council c JOIN term t ON t.id = c.term_id WHERE c.level = 'province' AND t.name = '2026-2031'";
}

async fn letter(acting: &Acting<'_>, council: CouncilId) -> OfficialPaperId {
    drafted(acting, council, "cong-van").await
}

async fn drafted(acting: &Acting<'_>, council: CouncilId, template: &str) -> OfficialPaperId {
    let command = BeginPaper {
        council,
        template: template.to_owned(),
        source: council.uuid(),
    };
    begin_paper(acting, command).await.expect("a draft")
}

fn numbering(paper: OfficialPaperId, day: Date) -> NumberPaper {
    NumberPaper {
        paper,
        day,
        reason: "Điền tay khi ký".to_owned(),
    }
}

fn elsewhere(council: CouncilId, number: Option<u32>, day: Date) -> RegisterPaper {
    RegisterPaper {
        council,
        kind: PaperKind::Letter,
        number,
        symbol: String::new(),
        subject: "Văn bản làm trên giấy".to_owned(),
        day,
        signer: String::new(),
        kept_at: "Tủ số 2".to_owned(),
    }
}

fn on_paper(paper: OfficialPaperId, signed_on: Date) -> IssuePaper {
    IssuePaper {
        paper,
        signed_on,
        signer: "Nguyễn Thị Sáu".to_owned(),
        signed: None,
    }
}

#[test]
fn every_place_of_a_template_is_the_name_of_a_fact() {
    let facts = [
        include_str!("facts/mod.rs"),
        include_str!("facts/conferences.rs"),
        include_str!("facts/coordination.rs"),
        include_str!("facts/documents.rs"),
        include_str!("facts/sittings.rs"),
        include_str!("facts/training.rs"),
        include_str!("facts/voters.rs"),
    ];
    assert_eq!(templates().len(), 23);
    for template in templates() {
        for name in template.texts().flat_map(places) {
            let noted = format!("\"{name}\"");
            let known = facts.iter().any(|source| source.contains(&noted));
            assert!(known, "{}: nothing notes {name}", template.key);
        }
    }
}

#[tokio::test]
async fn every_template_filled_from_the_sample_city_is_in_form_but_for_what_nobody_knows() {
    let clock = fixture::clock();
    for db in fixture::cities().await {
        let id: Option<CouncilId> = db.scalar(CITY, args![]).await.expect("reads");
        let actor = Actor::program("test");
        let acting = Acting::begin(&db, &actor, &clock).await.expect("begins");
        let of = council(&acting.tx, id.expect("the city")).await;
        let of = of.expect("the council");
        let mut found: BTreeMap<&str, Vec<(Fault, String)>> = BTreeMap::new();
        for template in templates() {
            let records = sources(&acting.tx, &actor, &of, template.source, TODAY).await;
            let records = records.expect("records");
            assert!(!records.is_empty(), "{}: no record", template.key);
            for source in records.iter().take(3) {
                let command = BeginPaper {
                    council: of.id,
                    template: template.key.to_owned(),
                    source: source.id,
                };
                let id = begin_paper(&acting, command).await.expect("a draft");
                let page = now(&acting.tx, id).await.expect("the paper");
                let draft = page.draft.expect("a draft");
                assert!(!draft.body.contains(['{', '}']), "{}", draft.body);
                let faults = page.findings.into_iter();
                let faults = faults
                    .filter(|finding| finding.fault != Fault::Unfilled)
                    .map(|finding| (finding.fault, finding.at));
                found.entry(template.key).or_default().extend(faults);
                let made = made_from(&acting.tx, &actor, (template.source, source.id), TODAY);
                let made = made.await.expect("papers of the record");
                assert!(made.iter().any(|line| line.id == id));
            }
        }
        found.retain(|_, faults| !faults.is_empty());
        assert!(found.is_empty(), "{found:#?}");
        acting.tx.rollback().await.expect("goes back");
    }
}

#[tokio::test]
async fn numbers_run_on_follow_their_days_and_stay_used() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = scene.council;
        let day = |month, day| date(2026, month, day);
        let first = letter(&acting, id).await;
        // Places are left, so a number needs a reason; a day ahead or before the council is no day of a paper.
        let bare = NumberPaper {
            reason: String::new(),
            ..numbering(first, day(12, 1))
        };
        assert_eq!(
            codes(number_paper(&acting, bare).await),
            ["day-ahead", "paper-unfilled"]
        );
        assert_eq!(
            number_paper(&acting, numbering(first, day(3, 10)))
                .await
                .expect("one"),
            1
        );
        let again = number_paper(&acting, numbering(first, day(3, 11))).await;
        assert_eq!(codes(again), ["paper-state"]);

        register_paper(&acting, elsewhere(id, Some(4), day(5, 2)))
            .await
            .expect("number 4 was used on paper");
        let taken = register_paper(&acting, elsewhere(id, Some(4), day(5, 2))).await;
        assert_eq!(codes(taken), ["paper-number-taken"]);
        let early = register_paper(&acting, elsewhere(id, Some(2), day(3, 9))).await;
        assert_eq!(codes(early), ["paper-day-before"]);
        let late = register_paper(&acting, elsewhere(id, Some(2), day(5, 3))).await;
        assert_eq!(codes(late), ["paper-day-behind"]);
        register_paper(&acting, elsewhere(id, Some(2), day(4, 1)))
            .await
            .expect("number 2 lies between");

        let fifth = letter(&acting, id).await;
        let before = number_paper(&acting, numbering(fifth, day(5, 1))).await;
        assert_eq!(codes(before), ["paper-day-before"]);
        assert_eq!(
            number_paper(&acting, numbering(fifth, day(5, 2)))
                .await
                .expect("five"),
            5
        );
        void_paper(&acting, fifth, "Sai nơi nhận")
            .await
            .expect("void");
        assert_eq!(
            codes(void_paper(&acting, fifth, "Lại").await),
            ["paper-state"]
        );
        let expected = SeriesLine {
            kind: Some(PaperKind::Letter),
            last: 5,
            next: 6,
            last_on: day(5, 2),
            gaps: vec![3],
        };
        let lines = series(&acting.tx, id, 2026, TODAY).await.expect("series");
        assert_eq!(lines, [expected]);
        // On an earlier day the later numbers are not known; in another year and kind the count begins anew.
        let lines = series(&acting.tx, id, 2026, day(4, 30))
            .await
            .expect("series");
        assert_eq!((lines[0].last, lines[0].gaps.len()), (2, 0));
        for (kind, day, expected) in [
            (PaperKind::Letter, day(6, 1), 6),
            (PaperKind::Letter, date(2025, 6, 1), 1),
            (PaperKind::Report, day(6, 1), 1),
        ] {
            let found = next(&acting.tx, id, kind, day).await.expect("the next");
            assert_eq!(found, expected, "{kind} {day}");
        }
        // Numbers of this year are taken, so only the next year can be counted otherwise; normative papers stay apart.
        let shared = Numbering::Shared;
        let begun = choose_series(&acting, id, 2026, shared).await;
        assert_eq!(codes(begun), ["paper-year-begun"]);
        assert_eq!(
            codes(choose_series(&acting, id, 2029, shared).await),
            ["paper-year"]
        );
        choose_series(&acting, id, 2027, shared)
            .await
            .expect("chosen");
        let chosen = register::numbering(&acting.tx, id, 2027).await;
        assert_eq!(chosen.expect("a choice"), shared);
        assert_eq!(
            PaperKind::Report.series(shared),
            PaperKind::Letter.series(shared)
        );
        assert_ne!(
            PaperKind::Normative.series(shared),
            PaperKind::Letter.series(shared)
        );
        assert_eq!(
            PaperKind::Normative.label(7, 2026, "NQ-HĐND"),
            "07/2026/NQ-HĐND"
        );
        acting.tx.rollback().await.expect("goes back");
    }
}

#[tokio::test]
async fn two_who_take_a_number_at_once_never_get_the_same() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let mut papers = Vec::new();
        for _ in 0..8 {
            papers.push(letter(&acting, scene.council).await);
        }
        acting.commit().await.expect("commits");
        let takers = papers.iter().map(|paper| {
            let db = db.db.clone();
            let command = numbering(*paper, TODAY);
            tokio::spawn(async move {
                let actor = fixture::program();
                let acting = Acting::begin(&db, &actor, &fixture::clock()).await;
                let acting = acting.expect("begins");
                let number = number_paper(&acting, command).await.expect("a number");
                acting.commit().await.expect("commits");
                number
            })
        });
        let mut taken = Vec::new();
        for taker in takers.collect::<Vec<_>>() {
            taken.push(taker.await.expect("a taker"));
        }
        taken.sort_unstable();
        assert_eq!(taken, (1..=8).collect::<Vec<u32>>());
    }
}

#[tokio::test]
async fn a_paper_is_written_numbered_signed_and_known_for_every_day() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = letter(&acting, scene.council).await;
        let page = now(&acting.tx, id).await.expect("the paper");
        let filled = page.draft.expect("a draft");
        assert_eq!(filled.issuer, "Hội đồng nhân dân thành phố Cần Thơ");
        assert_eq!(filled.place, "Cần Thơ");
        assert!(filled.unfilled(PaperKind::Letter) > 0 && filled.signers.ends_with(UNKNOWN));
        let empty = Draft::default();
        let refused = codes(write_paper(&acting, id, empty).await);
        assert_eq!(refused, ["missing", "missing", "missing"]);
        let draft = Draft {
            subject: "  đôn đốc   trả lời kiến nghị".to_owned(),
            addressees: "Sở Xây dựng\r\n\r\nSở Tài chính".to_owned(),
            body: "Đề nghị quý cơ quan trả lời trước ngày 15 tháng 12 năm 2026./.".to_owned(),
            signers: "TM. Thường trực Hội đồng nhân dân\nChủ tịch\nNguyễn Thị Sáu".to_owned(),
            ..filled
        };
        write_paper(&acting, id, draft).await.expect("written");
        let page = now(&acting.tx, id).await.expect("the paper");
        assert_eq!(page.findings, [], "in form");
        let paper = page.paper.expect("a paper");
        assert_eq!(paper.addressees, ["Sở Xây dựng", "Sở Tài chính"]);
        assert_eq!(paper.subject, "đôn đốc trả lời kiến nghị");
        assert_eq!(paper.signatures[0].office, "Chủ tịch");
        assert_eq!(paper.mark, "DỰ THẢO – DỮ LIỆU MẪU");

        assert_eq!(
            codes(issue_paper(&acting, on_paper(id, TODAY)).await),
            ["paper-state"]
        );
        let signed_before = date(2026, 11, 19);
        let day = date(2026, 11, 20);
        let command = NumberPaper {
            reason: String::new(),
            ..numbering(id, day)
        };
        number_paper(&acting, command).await.expect("a number");
        let frozen = write_paper(&acting, id, Draft::default()).await;
        assert_eq!(codes(frozen)[0], "paper-state");
        assert_eq!(
            codes(drop_paper(&acting, id, "Thôi").await),
            ["paper-state"]
        );
        let page = now(&acting.tx, id).await.expect("the paper");
        assert!(page.intact && page.sha256.is_some());
        assert_eq!(page.line.label.as_deref(), Some("01/HĐND-VP"));
        assert_eq!(page.paper.expect("frozen").day, Some(day));

        // A signed file begins with what was printed and goes on.
        let printed = b"%PDF-1.7 the letter".to_vec();
        let file = |bytes: &[u8]| IssuePaper {
            signed: Some(Signed {
                file: GivenFile {
                    name: "da-ky.pdf".to_owned(),
                    bytes: bytes.to_vec(),
                },
                printed: printed.clone(),
                holders: Some(vec!["Nguyễn Thị Sáu".to_owned()]),
            }),
            ..on_paper(id, TODAY)
        };
        for (bytes, code) in [
            (&b"hello"[..], "material-unknown-kind"),
            (b"\x89PNG\r\n\x1a\n", "paper-file-no-pdf"),
            (b"%PDF-1.7 another letter", "paper-file-other"),
            (&printed, "paper-file-unsigned"),
        ] {
            assert_eq!(codes(issue_paper(&acting, file(bytes)).await), [code]);
        }
        let early = issue_paper(&acting, on_paper(id, signed_before)).await;
        assert_eq!(codes(early), ["paper-signed-before"]);
        let mut signed = printed.clone();
        signed.extend(b" and its signature");
        for (holders, code) in [
            (None, "paper-file-other"),
            (Some(Vec::new()), "paper-file-unsigned"),
        ] {
            let mut command = file(&signed);
            command.signed.as_mut().expect("a file").holders = holders;
            assert_eq!(codes(issue_paper(&acting, command).await), [code]);
        }
        issue_paper(&acting, file(&signed)).await.expect("issued");
        assert_eq!(
            codes(void_paper(&acting, id, "Nhầm").await),
            ["paper-state"]
        );

        let actor = fixture::program();
        for (on, state, label) in [
            (date(2026, 11, 20), None, None),
            (TODAY, Some(PaperState::Issued), Some("01/HĐND-VP")),
        ] {
            let found = paper_page(&acting.tx, &actor, id, on).await.ok();
            assert_eq!(found.as_ref().map(|page| page.line.state), state, "{on}");
            assert_eq!(found.and_then(|page| page.line.label).as_deref(), label);
        }
        acting.tx.rollback().await.expect("goes back");
    }
}

#[tokio::test]
async fn officials_read_the_register_and_the_clerk_alone_takes_numbers() {
    for db in store::testing::databases().await {
        let program = fixture::program();
        let (acting, scene) = begin(&db, &program).await;
        let id = letter(&acting, scene.council).await;
        let of = council(&acting.tx, scene.council).await.expect("a council");
        let filter = PaperFilter {
            year: 2026,
            text: "khong co".to_owned(),
            ..PaperFilter::default()
        };
        for (role, reads) in [
            (Role::Clerk, true),
            (Role::StandingCommittee, true),
            (Role::Delegate, true),
            (Role::Auditor, true),
            (Role::Executive, false),
            (Role::Voter, false),
        ] {
            let grants = vec![Granted {
                role,
                scope: of.path.clone(),
            }];
            let actor = Actor::user(Id::fresh(), None, "ai đó".to_owned(), None, grants);
            let place = (of.id, of.path.as_str());
            let lines = register(&acting.tx, &actor, place, &filter, TODAY, Page::FIRST).await;
            let page = paper_page(&acting.tx, &actor, id, TODAY).await;
            match reads {
                true => {
                    assert_eq!(lines.expect("a register").total, 0);
                    assert!(page.is_ok());
                }
                false => {
                    assert!(matches!(lines, Err(Refusal::NotReadable(_))));
                    assert!(matches!(page, Err(Refusal::NotReadable(_))));
                }
            }
        }
        let plain = PaperFilter {
            text: "hdnd-vp".to_owned(),
            ..filter
        };
        let place = (of.id, of.path.as_str());
        let found = register(&acting.tx, &program, place, &plain, TODAY, Page::FIRST).await;
        assert_eq!(found.expect("a register").rows[0].id, id);
        assert_eq!(template("cong-van").expect("it").kind, PaperKind::Letter);
        acting.tx.rollback().await.expect("goes back");
    }
}

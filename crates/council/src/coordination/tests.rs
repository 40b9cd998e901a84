//! Cases of this capability, on both databases.

use jiff::civil::date;
use kernel::ids::{AccountId, CoordinationDutyId, CoordinationId, CouncilId, PartyId};
use kernel::{Date, Period};
use store::{args, sql};

use super::assessment::assess;
use super::consent::{agree, comment, consult, end_coordination, send_back, sign};
use super::drafting::{
    AddDuty, AddParty, Described, DraftCoordination, add_duty, add_party, describe_coordination,
    draft_coordination, remove_duty, remove_party,
};
use super::flags::FlagKind;
use super::meetings::{Conclude, RecordMeeting, conclude, record_meeting};
use super::queries::{Counts, Filter, dossier, of_party, page, regulations};
use super::schedule::{slots, standing};
use super::tasks::{Outcome, TaskKey, ask_for_task, excuse_task, record_conclusion, record_task};
use super::*;
use crate::access::{Actor, Granted, Role, Shown};
use crate::bodies::acts::{RecordInstitution, SetUpBody, record_institution, set_up_body};
use crate::bodies::{BodyKind, InstitutionKind};
use crate::fixture::{self, Scene, codes};
use crate::library::acts::{RecordDocument, record_document};
use crate::reference;
use crate::seed_data::Certainty;
use crate::seed_data::legal_frame::{DocumentKind, Relation};
use crate::sittings::SittingKind;
use crate::sittings::acts::{PlanSitting, plan_sitting};
use crate::sittings::over_time::OverTime;

const FOUNDED: Date = date(2026, 4, 1);
const SIGNED: Date = date(2026, 5, 15);
const TODAY: Date = date(2026, 11, 24);

sql! {
    ENDED = "UPDATE institution SET valid_to = $2 WHERE name = $1";
}

/// A draft of the city's standing committee, its people's committee, its Front and the deputies' delegation.
struct House {
    council: CouncilId,
    id: CoordinationId,
    standing: PartyId,
    committee: PartyId,
    front: PartyId,
    deputies: PartyId,
    quarterly: CoordinationDutyId,
    on_request: CoordinationDutyId,
}

fn draft(council: CouncilId, title: &str) -> DraftCoordination {
    DraftCoordination {
        council,
        described: Described {
            title: title.to_owned(),
            bases: vec!["75/2015/QH13".to_owned()],
            ..Described::default()
        },
        replaces: None,
    }
}

fn duty(of: &House, title: &str, lead: PartyId, recurrence: Recurrence, days: u32) -> AddDuty {
    AddDuty {
        coordination: of.id,
        content: Content::Meetings,
        title: title.to_owned(),
        lead,
        partners: vec![of.standing, lead],
        recurrence,
        due_on: None,
        days,
        output: String::new(),
    }
}

async fn house(acting: &mut Acting<'_>, scene: &Scene) -> House {
    reference::load(acting).await.expect("the rules");
    acting.today = FOUNDED;
    let council = fixture::council_eleven(acting, scene, FOUNDED, 6).await;
    let body = SetUpBody {
        council,
        kind: BodyKind::StandingCommittee,
        name: "Thường trực HĐND".to_owned(),
        rank: 1,
        valid_from: FOUNDED,
        valid_to: None,
        decision: None,
    };
    let body = set_up_body(acting, body).await.expect("a body");
    let mut partners = Vec::new();
    for (kind, name) in [
        (InstitutionKind::PeoplesCommittee, "UBND thành phố"),
        (InstitutionKind::Front, "Ủy ban MTTQ thành phố"),
    ] {
        let institution = RecordInstitution {
            unit: scene.new_city,
            kind,
            name: name.to_owned(),
            valid_from: reference::TWO_LEVELS_SINCE,
            valid_to: None,
        };
        let id = record_institution(acting, institution).await;
        partners.push(id.expect("an institution"));
    }
    let sitting = PlanSitting {
        council,
        number: 3,
        kind: SittingKind::Regular,
        title: String::new(),
        opens_on: date(2026, 12, 14),
        closes_on: date(2026, 12, 16),
        place: String::new(),
    };
    plan_sitting(acting, sitting).await.expect("a sitting");
    acting.today = date(2026, 4, 20);
    let id = draft_coordination(acting, draft(council, "Quy chế phối hợp"));
    let id = id.await.expect("a draft");
    let party = |institution, body, name: &str| AddParty {
        coordination: id,
        institution,
        body,
        name: name.to_owned(),
    };
    let mut parties = Vec::new();
    for command in [
        party(None, Some(body), ""),
        party(Some(partners[0]), None, ""),
        party(Some(partners[1]), None, ""),
        party(None, None, "Đoàn đại biểu Quốc hội"),
    ] {
        parties.push(add_party(acting, command).await.expect("a party"));
    }
    let twice = add_party(acting, party(Some(partners[1]), None, "")).await;
    assert_eq!(codes(twice), ["coordination-party-there"]);
    let mut of = House {
        council,
        id,
        standing: parties[0],
        committee: parties[1],
        front: parties[2],
        deputies: parties[3],
        quarterly: CoordinationDutyId::fresh(),
        on_request: CoordinationDutyId::fresh(),
    };
    let report = duty(&of, "Báo cáo", of.committee, Recurrence::Quarterly, 0);
    of.quarterly = add_duty(acting, report).await.expect("a duty");
    let plan = duty(&of, "Kế hoạch", of.front, Recurrence::BeforeSitting, 30);
    add_duty(acting, plan).await.expect("a duty");
    let asked = duty(&of, "Phản biện", of.front, Recurrence::OnRequest, 0);
    of.on_request = add_duty(acting, asked).await.expect("a duty");
    of
}

async fn signed(acting: &mut Acting<'_>, of: &House) {
    acting.today = SIGNED;
    let parties = [of.standing, of.committee, of.front, of.deputies];
    for party in parties {
        agree(acting, party, SIGNED).await.expect("agrees");
    }
    for party in parties {
        sign(acting, party, SIGNED, "Nguyễn Văn A")
            .await
            .expect("signs");
    }
    acting.today = TODAY;
}

fn quarter(of: &House, number: u32) -> TaskKey {
    TaskKey {
        duty: of.quarterly,
        period: format!("2026-{number}/4"),
        year: 2026,
    }
}

fn done(day: Date) -> Outcome {
    Outcome {
        done_on: Some(day),
        evidence: "Báo cáo 12/BC-UBND".to_owned(),
        ..Outcome::default()
    }
}

fn account(role: Role) -> Actor {
    let grants = vec![Granted {
        role,
        scope: "92".to_owned(),
    }];
    let name = role.code().to_owned();
    Actor::user(AccountId::fresh(), None, name, None, grants)
}

#[test]
fn states_follow_the_machine() {
    use CoordinationState::{Agreed, Commenting, Drafting, Ended, InForce, Replaced};
    let moves = [
        Move::Consult,
        Move::SendBack,
        Move::Agree,
        Move::Sign,
        Move::End,
        Move::Replace,
    ];
    for (state, after) in [
        (
            Drafting,
            [
                Some(Commenting),
                None,
                Some(Agreed),
                None,
                Some(Ended),
                None,
            ],
        ),
        (
            Commenting,
            [None, Some(Drafting), Some(Agreed), None, Some(Ended), None],
        ),
        (
            Agreed,
            [None, Some(Drafting), None, Some(InForce), Some(Ended), None],
        ),
        (
            InForce,
            [None, None, None, None, Some(Ended), Some(Replaced)],
        ),
        (Ended, [None; 6]),
        (Replaced, [None; 6]),
    ] {
        for (step, expected) in moves.into_iter().zip(after) {
            assert_eq!(state.after(step).ok(), expected, "{state} {step:?}");
        }
    }
}

#[test]
fn tasks_follow_from_the_recurrence_within_the_time_in_force() {
    let force = Period {
        from: date(2026, 5, 15),
        to: Some(date(2027, 5, 1)),
    };
    let cases: [(Recurrence, u32, i16, &[&str]); 9] = [
        (
            Recurrence::Monthly,
            27,
            2027,
            &["2027-01-04", "2027-02-01", "2027-03-04", "2027-04-03"],
        ),
        (
            Recurrence::Quarterly,
            5,
            2026,
            &["2026-06-25", "2026-09-25", "2026-12-26"],
        ),
        (
            Recurrence::HalfYearly,
            0,
            2026,
            &["2026-06-30", "2026-12-31"],
        ),
        (Recurrence::Yearly, 0, 2026, &["2026-12-31"]),
        (Recurrence::Yearly, 0, 2027, &[]),
        (Recurrence::Yearly, 364, 2027, &["2027-01-01"]),
        (Recurrence::Once, 0, 2026, &["2026-10-01"]),
        (Recurrence::Once, 0, 2027, &[]),
        (Recurrence::OnRequest, 0, 2026, &[]),
    ];
    for (recurrence, days, year, expected) in cases {
        let duty = Duty {
            id: CoordinationDutyId::fresh(),
            coordination_id: CoordinationId::fresh(),
            content: Content::Other,
            title: String::new(),
            lead_id: PartyId::fresh(),
            recurrence,
            due_on: (recurrence == Recurrence::Once).then_some(date(2026, 10, 1)),
            days,
            output: String::new(),
        };
        let found = slots(&duty, force, year, &[]);
        let days: Vec<String> = found.iter().map(|it| it.due_on.to_string()).collect();
        assert_eq!(days, expected, "{recurrence} {year}");
    }
    let due = date(2026, 9, 30);
    for (done, excused, on, expected) in [
        (None, None, date(2026, 9, 1), (Standing::Ahead, 29)),
        (None, None, date(2026, 9, 15), (Standing::DueSoon, 15)),
        (None, None, due, (Standing::DueSoon, 0)),
        (None, None, date(2026, 10, 4), (Standing::Unmet, 4)),
        (None, Some(due), date(2026, 10, 4), (Standing::Excused, 0)),
        (Some(due), Some(due), date(2026, 10, 4), (Standing::Met, 0)),
        (
            Some(date(2026, 10, 3)),
            None,
            date(2026, 10, 4),
            (Standing::Late, 3),
        ),
        (
            Some(date(2026, 10, 3)),
            None,
            date(2026, 10, 2),
            (Standing::Unmet, 2),
        ),
    ] {
        assert_eq!(standing(due, done, excused, 15, on), expected, "{on}");
    }
}

#[tokio::test]
async fn a_draft_is_commented_on_agreed_and_signed_by_all() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let of = house(&mut acting, &scene).await;
        let unknown = DraftCoordination {
            described: Described {
                bases: vec!["1/2099/QH99".to_owned()],
                ..Described::default()
            },
            ..draft(of.council, "")
        };
        assert_eq!(
            codes(draft_coordination(&acting, unknown).await),
            ["missing", "coordination-document-unknown"]
        );
        let many = duty(&of, "Giao ban", of.standing, Recurrence::Monthly, 28);
        assert_eq!(
            codes(add_duty(&acting, many).await),
            ["coordination-days-too-many"]
        );
        let needed = remove_party(&acting, of.front, "thừa").await;
        assert_eq!(codes(needed), ["coordination-party-has-duties"]);

        // What was agreed on is asked anew when the draft changes.
        agree(&acting, of.deputies, acting.today)
            .await
            .expect("agrees");
        let extra = duty(&of, "Thừa", of.standing, Recurrence::Yearly, 0);
        let extra = add_duty(&acting, extra).await.expect("a duty");
        remove_duty(&acting, extra, "Trùng").await.expect("removed");
        let seen = dossier(&acting.tx, of.id, acting.today, 2026).await;
        let seen = seen.expect("there");
        assert!(seen.parties.iter().all(|party| party.agreed_on.is_none()));
        assert_eq!(seen.duties.len(), 3);
        assert_eq!(seen.duties[0].partners, [of.standing]);

        let past = consult(&acting, of.id, date(2026, 4, 19)).await;
        assert_eq!(codes(past), ["day-past"]);
        consult(&acting, of.id, date(2026, 5, 5))
            .await
            .expect("sent out");
        let late = duty(&of, "Muộn", of.front, Recurrence::Yearly, 0);
        assert_eq!(
            codes(add_duty(&acting, late).await),
            ["coordination-wrong-state"]
        );
        // The Front speaks for itself and for nobody else.
        let front = account(Role::Front);
        acting.actor = &front;
        comment(&acting, of.front, "Bổ sung thời hạn.")
            .await
            .expect("own");
        assert!(comment(&acting, of.committee, "Thay").await.is_err());
        assert!(agree(&acting, of.front, acting.today).await.is_err());
        acting.actor = &program;
        acting.today = date(2026, 5, 6);
        let seen = page(&acting.tx, &front, of.id, 2026, acting.today).await;
        let seen = seen.expect("a party reads its draft");
        let late: Vec<&str> = seen
            .dossier
            .flags
            .iter()
            .filter(|flag| flag.kind == FlagKind::CommentLate)
            .map(|flag| flag.what.as_str())
            .collect();
        assert_eq!(late.len(), 3, "{late:?}");
        assert!(!late.contains(&"Ủy ban MTTQ thành phố"));
        let voter = Actor::voter();
        assert!(
            page(&acting.tx, &voter, of.id, 2026, acting.today)
                .await
                .is_err()
        );

        send_back(&acting, of.id, "Sửa thời hạn")
            .await
            .expect("sent back");
        signed(&mut acting, &of).await;
        for (on, state) in [
            (date(2026, 4, 21), CoordinationState::Commenting),
            (date(2026, 5, 6), CoordinationState::Drafting),
            (SIGNED, CoordinationState::InForce),
        ] {
            let seen = dossier(&acting.tx, of.id, on, 2026).await;
            let seen = seen.expect("there");
            // The draft was made and sent out on one day.
            let on_the_day = seen.coordination.state;
            assert_eq!(on_the_day, state, "{on}");
        }
        let seen = page(&acting.tx, &voter, of.id, 2026, TODAY).await;
        let seen = seen.expect("public");
        assert_eq!(seen.dossier.duties.len(), 3);
        assert!(matches!(seen.dossier.tasks, Shown::Hidden));
        assert!(matches!(seen.comments, Shown::Hidden));
        assert!(seen.dossier.counts.unmet > 0);
        let no_reason = Described {
            title: "Khác".to_owned(),
            ..Described::default()
        };
        let refused = describe_coordination(&acting, of.id, no_reason, "").await;
        assert_eq!(codes(refused), ["missing"]);
    }
}

#[tokio::test]
async fn duties_become_tasks_that_are_met_late_unmet_or_excused() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let of = house(&mut acting, &scene).await;
        signed(&mut acting, &of).await;

        let executive = account(Role::Executive);
        acting.actor = &executive;
        let bare = Outcome {
            done_on: Some(date(2026, 7, 3)),
            ..Outcome::default()
        };
        assert_eq!(
            codes(record_task(&acting, quarter(&of, 2), bare).await),
            ["missing", "missing"]
        );
        let late = Outcome {
            delay_reason: "Chờ số liệu".to_owned(),
            ..done(date(2026, 7, 3))
        };
        record_task(&acting, quarter(&of, 2), late)
            .await
            .expect("its own");
        assert_eq!(
            codes(record_task(&acting, quarter(&of, 1), done(SIGNED)).await),
            ["choice-unknown"]
        );
        let not_its_own = ask_for_task(&acting, of.on_request, "Phản biện", TODAY).await;
        assert!(not_its_own.is_err());
        acting.actor = &program;
        let recurs = ask_for_task(&acting, of.quarterly, "Báo cáo thêm", TODAY).await;
        assert_eq!(codes(recurs), ["coordination-duty-recurs"]);
        ask_for_task(&acting, of.on_request, "Phản biện quý", date(2026, 12, 1))
            .await
            .expect("asked");

        let seen = dossier(&acting.tx, of.id, TODAY, 2026).await;
        let seen = seen.expect("there");
        // Before the sitting: 30 days before 2026-12-14; quarter 3 not done; quarter 4 and what was asked for still ahead.
        let tasks = seen.tasks.as_ref().visible().cloned().unwrap_or_default();
        let told: Vec<(String, Standing)> = tasks
            .iter()
            .map(|task| (task.due_on.to_string(), task.standing))
            .collect();
        assert_eq!(
            told,
            [
                ("2026-06-30".to_owned(), Standing::Late),
                ("2026-09-30".to_owned(), Standing::Unmet),
                ("2026-11-14".to_owned(), Standing::Unmet),
                ("2026-12-01".to_owned(), Standing::DueSoon),
                ("2026-12-31".to_owned(), Standing::Ahead),
            ]
        );
        assert_eq!(tasks[3].title, "Phản biện quý");
        assert_eq!((seen.counts.done(), seen.counts.due()), (1, 3));
        let front = seen.by_party.iter().find(|it| it.party_id == of.front);
        let expected = Counts {
            unmet: 1,
            due_soon: 1,
            ..Counts::default()
        };
        assert_eq!(front.map(|it| it.counts), Some(expected));

        excuse_task(&acting, quarter(&of, 3), "Gộp vào quý sau")
            .await
            .expect("excused");
        assert_eq!(
            codes(excuse_task(&acting, quarter(&of, 2), "x").await),
            ["coordination-task-done"]
        );
        let outside = RecordMeeting {
            coordination: of.id,
            kind: MeetingKind::Briefing,
            held_on: date(2026, 5, 1),
            present: Vec::new(),
            minutes: String::new(),
        };
        assert_eq!(
            codes(record_meeting(&acting, outside).await),
            ["coordination-not-in-force-then", "missing", "missing"]
        );
        let meeting = RecordMeeting {
            coordination: of.id,
            kind: MeetingKind::Conference,
            held_on: date(2026, 10, 5),
            present: vec![of.standing, of.front],
            minutes: "Thống nhất.".to_owned(),
        };
        let meeting = record_meeting(&acting, meeting).await.expect("a meeting");
        let conclusion = Conclude {
            meeting,
            text: "Gửi hồ sơ".to_owned(),
            owner: of.front,
            due_on: date(2026, 11, 1),
        };
        let conclusion = conclude(&acting, conclusion).await.expect("a conclusion");
        assess(&acting, of.id, 2026, "Còn chậm")
            .await
            .expect("assessed");
        let again = assess(&acting, of.id, 2026, "Lại").await;
        assert_eq!(codes(again), ["coordination-year-assessed"]);
        let early = assess(&acting, of.id, 2025, "Sớm").await;
        assert_eq!(codes(early), ["coordination-year-outside"]);
        let front = account(Role::Front);
        acting.actor = &front;
        let told = Outcome {
            delay_reason: "Chờ dự thảo".to_owned(),
            ..done(TODAY)
        };
        record_conclusion(&acting, conclusion, told)
            .await
            .expect("its own");
        acting.actor = &program;

        // The assessment keeps the counts of its day.
        let seen = page(&acting.tx, &program, of.id, 2026, TODAY).await;
        let seen = seen.expect("there");
        let known = seen.assessments.visible().unwrap_or_default();
        let kept = (
            known[0].met,
            known[0].late,
            known[0].unmet,
            known[0].excused,
        );
        assert_eq!(kept, (0, 1, 2, 1));
        let now = seen.dossier.counts;
        assert_eq!((now.late, now.unmet, now.excused), (2, 1, 1));
        // Before the result was due, nobody knew of it.
        let then = dossier(&acting.tx, of.id, date(2026, 7, 2), 2026).await;
        assert_eq!(then.expect("there").counts.unmet, 1);
        let owed = of_party(&acting.tx, &front, of.front, TODAY).await;
        let owed = owed.expect("what the Front owes");
        assert_eq!((owed.len(), owed[0].1), (1, of.front));
        let behind = Filter {
            behind: true,
            ..Filter::default()
        };
        let found = regulations(&acting.tx, &program, &behind, TODAY).await;
        assert_eq!(found.expect("a list").len(), 1);
    }
}

#[tokio::test]
async fn a_regulation_is_flagged_replaced_and_ended() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let of = house(&mut acting, &scene).await;
        signed(&mut acting, &of).await;
        let kinds = async |acting: &Acting<'_>, on: Date| -> Vec<FlagKind> {
            let seen = dossier(&acting.tx, of.id, on, 2026).await;
            let flags = seen.expect("there").flags;
            flags.into_iter().map(|flag| flag.kind).collect()
        };
        let before = kinds(&acting, TODAY).await;
        let amending = RecordDocument {
            council: None,
            owner: None,
            number: "90/2026/QH16".to_owned(),
            kind: DocumentKind::Law,
            issuer: "Quốc hội".to_owned(),
            title: "Luật sửa đổi Luật Mặt trận Tổ quốc Việt Nam".to_owned(),
            signed_on: Some(date(2026, 6, 20)),
            in_force_on: Some(date(2026, 10, 1)),
            ended_on: None,
            certainty: Certainty::Unconfirmed,
            note: String::new(),
            relations: vec![(Relation::Amends, "75/2015/QH13".to_owned())],
        };
        record_document(&acting, amending).await.expect("a law");
        let values = args!["Ủy ban MTTQ thành phố", date(2026, 11, 1)];
        acting.tx.execute(ENDED, values).await.expect("ended");
        let until = Described {
            title: "Quy chế phối hợp".to_owned(),
            last_day: Some(date(2027, 1, 22)),
            bases: vec!["75/2015/QH13".to_owned()],
            ..Described::default()
        };
        describe_coordination(&acting, of.id, until, "Ghi đúng thời hạn")
            .await
            .expect("described");
        let new: Vec<FlagKind> = kinds(&acting, TODAY)
            .await
            .into_iter()
            .filter(|kind| !before.contains(kind))
            .collect();
        assert_eq!(
            new,
            [
                FlagKind::PartyEnded,
                FlagKind::TermEnding,
                FlagKind::BasisAmended
            ]
        );
        assert!(
            !kinds(&acting, date(2026, 9, 30))
                .await
                .contains(&FlagKind::BasisAmended)
        );
        assert!(
            kinds(&acting, date(2027, 1, 23))
                .await
                .contains(&FlagKind::TermOver)
        );

        let next = DraftCoordination {
            replaces: Some(of.id),
            ..draft(of.council, "Quy chế phối hợp sửa đổi")
        };
        let next = draft_coordination(&acting, next).await.expect("a draft");
        let copy = dossier(&acting.tx, next, TODAY, 2026).await;
        let copy = copy.expect("the draft");
        assert_eq!((copy.parties.len(), copy.duties.len()), (4, 3));
        assert_eq!(copy.name_of(copy.duties[0].duty.lead_id), "UBND thành phố");
        for party in &copy.parties {
            agree(&acting, party.id, TODAY).await.expect("agrees");
        }
        for party in &copy.parties {
            sign(&acting, party.id, TODAY, "A").await.expect("signs");
        }
        let old = dossier(&acting.tx, of.id, TODAY, 2026).await;
        let old = old.expect("the old one");
        assert_eq!(old.coordination.state, CoordinationState::Replaced);
        assert_eq!(old.coordination.replaced_by_id, Some(next));
        assert!(old.flags.is_empty());
        // Nothing is due from it any more: the end of the year belongs to the new one.
        let tasks = old.tasks.visible().unwrap_or_default();
        assert!(tasks.iter().all(|task| task.due_on < TODAY));
        let early = end_coordination(&acting, next, SIGNED, "sớm").await;
        assert_eq!(codes(early), ["coordination-ended-too-early"]);
        end_coordination(&acting, next, TODAY, "Các bên thôi phối hợp")
            .await
            .expect("ended");
        assert_eq!(
            codes(end_coordination(&acting, next, TODAY, "nữa").await),
            ["coordination-wrong-state"]
        );
        acting.commit().await.expect("commits");
    }
}

#[tokio::test]
async fn the_measure_counts_what_was_due_in_every_year() {
    for db in store::testing::databases().await {
        let scene = fixture::scene(&db).await;
        let program = fixture::program();
        let mut acting = Acting::begin(&db, &program, &fixture::clock())
            .await
            .expect("begins");
        let of = house(&mut acting, &scene).await;
        signed(&mut acting, &of).await;
        record_task(&acting, quarter(&of, 2), done(date(2026, 6, 30)))
            .await
            .expect("in time");
        let meeting = RecordMeeting {
            coordination: of.id,
            kind: MeetingKind::Briefing,
            held_on: date(2026, 7, 10),
            minutes: "Biên bản".to_owned(),
            present: vec![of.standing, of.front],
        };
        let meeting = record_meeting(&acting, meeting).await.expect("a meeting");
        let concluded = Conclude {
            meeting,
            text: "Gửi báo cáo".to_owned(),
            owner: of.front,
            due_on: date(2026, 8, 31),
        };
        let conclusion = conclude(&acting, concluded).await.expect("a conclusion");
        let late = Outcome {
            delay_reason: "Chờ số liệu".to_owned(),
            ..done(date(2026, 9, 10))
        };
        record_conclusion(&acting, conclusion, late)
            .await
            .expect("done late");

        let facts = measure::Facts::read(&acting.tx).await.expect("regulations");
        let sittings = OverTime::read(&acting.tx).await.expect("sittings");
        for (on, expected) in [
            (date(2026, 4, 19), None),
            (date(2026, 4, 20), Some((0, 0, false, None))),
            (
                date(2026, 6, 1),
                Some((0, 0, false, Some(date(2026, 6, 30)))),
            ),
            (
                date(2026, 7, 11),
                Some((1, 1, false, Some(date(2026, 8, 31)))),
            ),
            (
                date(2026, 9, 1),
                Some((1, 2, true, Some(date(2026, 8, 31)))),
            ),
            (
                date(2026, 9, 10),
                Some((2, 2, false, Some(date(2026, 9, 30)))),
            ),
            (TODAY, Some((2, 4, true, Some(date(2026, 9, 30))))),
            // The year after, when a page of one year would have begun anew.
            (
                date(2027, 1, 5),
                Some((2, 5, true, Some(date(2026, 9, 30)))),
            ),
        ] {
            let counted = facts.measure(&sittings, on);
            let found = counted.get(&of.council);
            let found = found.map(|it| (it.tally.done, it.tally.of, it.late, it.by));
            assert_eq!(found, expected, "{on}");
        }
        let year = dossier(&acting.tx, of.id, TODAY, 2026).await;
        let counts = year.expect("the year").counts;
        assert_eq!((counts.done(), counts.due()), (2, 4));
    }
}

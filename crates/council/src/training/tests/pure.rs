//! What needs no database: states, completion, capacity, papers, who a course is for, files.

use jiff::civil::date;
use kernel::ids::{ClassId, CouncilId, CourseId, PersonId, QuestionId};
use proptest::prelude::*;
use std::collections::BTreeMap;

use crate::bodies::{BodyKind, Level, Post};
use crate::files::{self, FileKind};
use crate::library::changes::Change;
use crate::training::completion::Taken;
use crate::training::invitations::over_capacity;
use crate::training::mine::Knowledge;
use crate::training::obligations::{
    Candidate, Earlier, Held, LeftOutReason, Scope, Standing, roster,
};
use crate::training::quizzes::{Seed, deal, score};
use crate::training::thresholds::Share;
use crate::training::{Audience, ClassState, Ground, WrongState};

type Step = fn(ClassState) -> Result<ClassState, WrongState>;

const STEPS: [(&str, Step); 6] = [
    ("open", ClassState::open),
    ("hold", ClassState::hold),
    ("close", ClassState::close),
    ("reopen", ClassState::reopen),
    ("replan", ClassState::replan),
    ("cancel", ClassState::cancel),
];

#[test]
fn every_step_from_every_state() {
    use ClassState::{Cancelled, Closed, Held, Open, Planned};
    let allowed = [
        (Planned, "open", Open),
        (Planned, "replan", Planned),
        (Planned, "cancel", Cancelled),
        (Open, "hold", Held),
        (Open, "replan", Planned),
        (Open, "cancel", Cancelled),
        (Held, "close", Closed),
        (Closed, "reopen", Held),
    ];
    for from in ClassState::ALL {
        for (name, step) in STEPS {
            let expected = allowed
                .iter()
                .find(|(state, step, _)| state == from && *step == name)
                .map(|(_, _, to)| *to);
            assert_eq!(step(*from).ok(), expected, "{name} from {from}");
        }
    }
}

fn candidate(standing: Standing) -> Candidate {
    Candidate {
        person: PersonId::fresh(),
        council: CouncilId::fresh(),
        level: Level::Commune,
        standing,
        completed: None,
    }
}

fn delegate(newcomer: bool, posts: Vec<Held>) -> Candidate {
    candidate(Standing::Delegate {
        newcomer,
        suspended: false,
        posts,
    })
}

const fn held(body: BodyKind, post: Post, full_time: bool) -> Held {
    Held {
        body,
        post,
        full_time,
    }
}

#[test]
fn whom_a_course_is_for() {
    let plain = delegate(false, Vec::new());
    let newcomer = delegate(true, Vec::new());
    let chair = delegate(
        false,
        vec![held(BodyKind::StandingCommittee, Post::Chair, true)],
    );
    let member = delegate(
        false,
        vec![held(BodyKind::LegalBoard, Post::BoardMember, false)],
    );
    let staff = candidate(Standing::Staff);
    let cases = [
        (Audience::AllDelegates, [true, true, true, true, false]),
        (Audience::Newcomers, [false, true, false, false, false]),
        (Audience::FullTime, [false, false, true, false, false]),
        (Audience::Leaders, [false, false, true, false, false]),
        (Audience::BodyMembers, [false, false, false, true, false]),
        (Audience::Staff, [false, false, false, false, true]),
    ];
    assert_eq!(cases.len(), Audience::ALL.len());
    for (audience, expected) in cases {
        let scope = Scope {
            audience,
            level: None,
            body: Some(BodyKind::LegalBoard),
        };
        let got = [&plain, &newcomer, &chair, &member, &staff]
            .map(|candidate| scope.ground(candidate).is_some());
        assert_eq!(got, expected, "{audience}");
        let elsewhere = Scope {
            level: Some(Level::Province),
            ..scope
        };
        assert_eq!(elsewhere.ground(&chair), None);
    }
}

#[test]
fn nobody_is_left_out_without_a_reason_or_asked_twice() {
    let scope = Scope {
        audience: Audience::AllDelegates,
        level: None,
        body: None,
    };
    let on = date(2026, 5, 1);
    let plain = delegate(false, Vec::new());
    let twice = Candidate {
        council: CouncilId::fresh(),
        ..plain.clone()
    };
    let newcomer = delegate(true, Vec::new());
    let suspended = candidate(Standing::Delegate {
        newcomer: false,
        suspended: true,
        posts: Vec::new(),
    });
    let done = |law_changed| Candidate {
        completed: Some(Earlier { on, law_changed }),
        ..delegate(false, Vec::new())
    };
    let all = [
        plain.clone(),
        twice,
        newcomer.clone(),
        suspended,
        done(false),
        done(true),
    ];
    let roster = roster(scope, &all);
    let obliged: Vec<_> = roster
        .obliged
        .iter()
        .map(|one| (one.person, one.council, one.ground))
        .collect();
    assert_eq!(
        obliged,
        [
            (plain.person, plain.council, Ground::Delegate),
            (newcomer.person, newcomer.council, Ground::Newcomer)
        ]
    );
    let reasons: Vec<_> = roster.left_out.iter().map(|one| one.reason).collect();
    assert_eq!(
        reasons,
        [
            LeftOutReason::Suspended,
            LeftOutReason::Completed,
            LeftOutReason::CompletedBeforeChange
        ]
    );
}

#[test]
fn what_is_known_of_a_law() {
    let (may, june) = (date(2026, 5, 1), date(2026, 6, 1));
    let change = |on| Change {
        on,
        ends: false,
        by: "99/2026/QH16".into(),
        unit: None,
    };
    let amended = |day| move |since| (since < day).then(|| change(day));
    let never = |_| None;
    assert_eq!(Knowledge::of(None, None, amended(june)), Knowledge::Never);
    assert_eq!(
        Knowledge::of(Some(may), None, never),
        Knowledge::Studied { on: may }
    );
    assert_eq!(
        Knowledge::of(Some(june), Some(may), never),
        Knowledge::Passed { on: may }
    );
    assert_eq!(
        Knowledge::of(Some(may), Some(may), amended(june)),
        Knowledge::Changed {
            on: may,
            change: change(june)
        }
    );
    assert_eq!(
        Knowledge::of(Some(june), Some(may), amended(june)),
        Knowledge::Passed { on: may }
    );
}

#[test]
fn a_file_is_what_its_content_says() {
    let package = |parts: &[&str]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for part in parts {
            zip.start_file(*part, zip::write::SimpleFileOptions::default())
                .expect("a part");
        }
        zip.finish().expect("a package").into_inner()
    };
    let types = "[Content_Types].xml";
    let cases = [
        (b"%PDF-1.7\n".to_vec(), Ok(FileKind::Pdf)),
        (b"\x89PNG\r\n\x1a\n".to_vec(), Ok(FileKind::Png)),
        (b"\xff\xd8\xff\xe0".to_vec(), Ok(FileKind::Jpeg)),
        (package(&[types, "word/document.xml"]), Ok(FileKind::Docx)),
        (
            package(&[types, "ppt/presentation.xml"]),
            Ok(FileKind::Pptx),
        ),
        (package(&[types, "xl/workbook.xml"]), Ok(FileKind::Xlsx)),
        (
            package(&[types, "word/document.xml", "word/vbaProject.bin"]),
            Err("material-with-macro"),
        ),
        (package(&["readme.txt"]), Err("material-unknown-kind")),
        (
            b"PK\x03\x04 cut short".to_vec(),
            Err("material-broken-package"),
        ),
        (b"<html>".to_vec(), Err("material-unknown-kind")),
        (Vec::new(), Err("material-empty")),
        (vec![0; files::LARGEST + 1], Err("material-too-large")),
    ];
    for (bytes, expected) in cases {
        assert_eq!(
            FileKind::of(&bytes),
            expected,
            "{:?}",
            bytes.get(..20.min(bytes.len()))
        );
    }
}

fn taken(present: i64, lessons: i64) -> Taken {
    Taken {
        class_id: ClassId::fresh(),
        course_id: CourseId::fresh(),
        council_id: CouncilId::fresh(),
        level: Level::Province,
        state: ClassState::Held,
        ends_on: date(2026, 5, 1),
        person_id: PersonId::fresh(),
        present,
        lessons,
    }
}

proptest! {
    #[test]
    fn presence_is_enough_exactly_from_the_share_on(present in 0..40i64, more in 0..40i64, part in 0..=10i64, whole in 1..=10i64) {
        prop_assume!(part <= whole);
        let row = taken(present, present + more);
        let share = Share { part, whole };
        let reached = share.reached(row.present, row.lessons);
        prop_assert_eq!(reached, row.lessons > 0 && present * whole >= part * (present + more));
        if reached {
            prop_assert!(share.reached(row.present + 1, row.lessons + 1));
        }
        prop_assert_eq!(Share::ALL.reached(row.present, row.lessons), row.lessons > 0 && more == 0);
    }

    #[test]
    fn any_walk_through_the_states_keeps_the_rules(steps in proptest::collection::vec(0..STEPS.len(), 0..30)) {
        let mut state = ClassState::Planned;
        let mut was_held = false;
        for at in steps {
            if let Ok(next) = STEPS[at].1(state) {
                prop_assert!(state != ClassState::Cancelled);
                was_held |= next == ClassState::Held;
                prop_assert!(!(was_held && matches!(next, ClassState::Planned | ClassState::Open | ClassState::Cancelled)));
                state = next;
            }
            prop_assert_eq!(state.counts(), was_held);
        }
    }

    #[test]
    fn invitations_never_exceed_the_room(capacity in 1..200i64, waves in proptest::collection::vec(0..80i64, 0..10)) {
        let mut taken = 0;
        for wanted in waves {
            match over_capacity(capacity, taken, wanted) {
                None => taken += wanted,
                Some(over) => prop_assert_eq!(over, taken + wanted - capacity),
            }
            prop_assert!(taken <= capacity);
        }
    }

    #[test]
    fn the_score_does_not_depend_on_how_a_paper_was_dealt(
        seed in any::<[u8; 32]>(), other in any::<[u8; 32]>(),
        bank in proptest::collection::vec((2..6usize, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..20),
    ) {
        let bank: BTreeMap<QuestionId, (usize, usize, usize)> = bank
            .into_iter()
            .map(|(choices, right, chosen)| (QuestionId::fresh(), (choices, right.index(choices), chosen.index(choices))))
            .collect();
        let cards: Vec<_> = bank.iter().map(|(id, (choices, _, _))| (*id, *choices)).collect();
        let expected = bank.values().filter(|(_, right, chosen)| right == chosen).count();
        for seed in [seed, other] {
            let paper = deal(Seed::from_bytes(seed), &cards, cards.len());
            prop_assert_eq!(paper.len(), cards.len());
            let answers: Vec<Option<usize>> = paper
                .iter()
                .map(|dealt| dealt.order.iter().position(|at| *at == bank[&dealt.question].2))
                .collect();
            prop_assert_eq!(score(&paper, &answers, |id| bank.get(&id).map(|one| one.1)), expected);
            let unanswered = vec![None; paper.len()];
            prop_assert_eq!(score(&paper, &unanswered, |id| bank.get(&id).map(|one| one.1)), 0);
        }
    }

    #[test]
    fn a_paper_asks_each_question_once(seed in any::<[u8; 32]>(), size in 0..30usize, count in 0..40usize) {
        let cards: Vec<_> = (0..size).map(|_| (QuestionId::fresh(), 4)).collect();
        let mut paper = deal(Seed::from_bytes(seed), &cards, count);
        prop_assert_eq!(paper.len(), size.min(count));
        paper.sort_by_key(|dealt| dealt.question);
        paper.dedup_by_key(|dealt| dealt.question);
        prop_assert_eq!(paper.len(), size.min(count));
        for dealt in &mut paper {
            dealt.order.sort_unstable();
            prop_assert_eq!(&dealt.order, &[0, 1, 2, 3]);
        }
    }
}

//! Passwords: hashing, verifying, the queue, and the policy's table.

use auth::Secret;
use auth::password::{Cost, Error, Hasher, Policy, Queue, Verdict, Weakness};

const CHEAP: Cost = Cost {
    memory: 64,
    passes: 1,
};

fn hasher() -> Hasher {
    Hasher::new(CHEAP, Queue::default()).unwrap()
}

#[tokio::test]
async fn the_default_cost_is_written_into_a_phc_string_with_its_own_salt() {
    let hasher = Hasher::default();
    let first = hasher
        .hash(Secret::new("thuyền ai ngoài bến"))
        .await
        .unwrap();
    let second = hasher
        .hash(Secret::new("thuyền ai ngoài bến"))
        .await
        .unwrap();
    assert!(
        first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{first}"
    );
    assert_ne!(first, second);
    let verdict = hasher
        .verify(Secret::new("thuyền ai ngoài bến"), &first)
        .await
        .unwrap();
    assert_eq!(verdict, Verdict::Right);
}

#[tokio::test]
async fn right_wrong_and_unknown_are_told_apart_only_to_the_caller() {
    let hasher = hasher();
    let stored = hasher.hash(Secret::new("một hai ba bốn")).await.unwrap();
    let cases = [
        ("một hai ba bốn", Verdict::Right),
        // The same text from a keyboard that sends tone marks apart.
        ("mo\u{323}\u{302}t hai ba bo\u{302}\u{301}n", Verdict::Right),
        ("một hai ba bôn", Verdict::Wrong),
        ("Một hai ba bốn", Verdict::Wrong),
        ("", Verdict::Wrong),
    ];
    for (password, expected) in cases {
        let verdict = hasher.verify(Secret::new(password), &stored).await.unwrap();
        assert_eq!(verdict, expected, "{password}");
    }
    let absent = hasher
        .verify_absent(Secret::new("một hai ba bốn"))
        .await
        .unwrap();
    assert_eq!(absent, Verdict::Wrong);
}

#[tokio::test]
async fn a_cheaper_hash_is_right_but_outdated() {
    let stored = hasher().hash(Secret::new("một hai ba bốn")).await.unwrap();
    let dearer = Hasher::new(
        Cost {
            memory: 128,
            passes: 2,
        },
        Queue::default(),
    )
    .unwrap();
    let verdict = dearer
        .verify(Secret::new("một hai ba bốn"), &stored)
        .await
        .unwrap();
    assert_eq!(verdict, Verdict::RightButOutdated);
    let verdict = dearer
        .verify(Secret::new("sai rồi"), &stored)
        .await
        .unwrap();
    assert_eq!(verdict, Verdict::Wrong);
}

#[tokio::test]
async fn a_stored_text_that_is_no_argon2_hash_is_an_error_and_no_verdict() {
    let whole = hasher().hash(Secret::new("một hai ba bốn")).await.unwrap();
    let unhashed = whole.rsplit_once('$').unwrap().0;
    let cut = &whole[..whole.len() - 4];
    let texts = [
        "",
        "matkhau",
        "$2b$12$abcdefghijklmnopqrstuv",
        "$argon2id$v=19$",
        unhashed,
        cut,
    ];
    for stored in texts {
        let outcome = hasher().verify(Secret::new("một hai ba bốn"), stored).await;
        assert!(
            matches!(outcome, Err(Error::Unreadable(_))),
            "{stored}: {outcome:?}"
        );
    }
    let outcome = hasher().verify(Secret::new("x".repeat(600)), &whole).await;
    assert!(matches!(outcome, Err(Error::TooLong)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_answers_busy_at_once_and_serves_again_afterwards() {
    let hasher = Hasher::new(
        Cost::default(),
        Queue {
            at_once: 1,
            waiting: 2,
        },
    )
    .unwrap();
    let tries: Vec<_> = (0..12)
        .map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.verify_absent(Secret::new("một hai ba bốn")).await })
        })
        .collect();
    let (mut served, mut busy) = (0, 0);
    for attempt in tries {
        match attempt.await.unwrap() {
            Ok(Verdict::Wrong) => served += 1,
            Err(Error::Busy) => busy += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(served >= 3 && busy >= 1, "{served} served, {busy} busy");
    assert!(
        hasher
            .verify_absent(Secret::new("một hai ba bốn"))
            .await
            .is_ok()
    );
}

#[test]
fn the_policy_refuses_what_is_short_common_patterned_or_on_the_account() {
    let short = Err(Weakness::TooShort { shortest: 10 });
    let long = "dài lắm thay ".repeat(10);
    let cases: [(&str, Result<(), Weakness>); 25] = [
        ("thuyền ai ngoài bến", Ok(())),
        ("sông Hậu nước lớn", Ok(())),
        ("kX9$wq2!Lm", Ok(())),
        ("Cà phê sữa đá 2 ly", Ok(())),
        ("ngắn quá", short),
        ("12345678", short),
        ("to\u{302}i va\u{300} e", short),
        (&long, Err(Weakness::TooLong)),
        ("matkhau123", Err(Weakness::Common)),
        ("Mật khẩu @ 2026", Err(Weakness::Common)),
        ("M4tkh4u!2345", Err(Weakness::Common)),
        ("anhyeuem1314", Err(Weakness::Common)),
        ("Anh yêu em nhiều lắm", Err(Weakness::Common)),
        ("cantho2026", Err(Weakness::Common)),
        ("P@ssw0rd2026", Err(Weakness::Common)),
        ("Passw0rd2026", Err(Weakness::Common)),
        ("HĐND-2026-2031", Err(Weakness::Common)),
        ("Hội đồng nhân dân", Err(Weakness::Common)),
        ("qwertyuiop", Err(Weakness::Common)),
        ("1234567890", Err(Weakness::Common)),
        ("abcdefghijk", Err(Weakness::Patterned)),
        ("aaaaaaaaaaaa", Err(Weakness::Patterned)),
        ("ababab!ababab!", Err(Weakness::Patterned)),
        ("lan.tran hay hát", Err(Weakness::ContainsLogin)),
        ("TranThiLan#1975", Err(Weakness::ContainsName)),
    ];
    for (password, expected) in cases {
        let verdict = Policy::default().judge(
            &Secret::new(password),
            "lan.tran@cantho.gov.vn",
            "Trần Thị Lan",
        );
        assert_eq!(verdict, expected, "{password}");
    }
    let lax = Policy { shortest: 6 };
    assert_eq!(
        lax.judge(&Secret::new("123456"), "", ""),
        Err(Weakness::Common)
    );
    assert_eq!(lax.judge(&Secret::new("bến nứa"), "", ""), Ok(()));
}

#[test]
fn a_secret_does_not_print_itself() {
    let secret = Secret::new("thuyền ai ngoài bến");
    assert_eq!(format!("{secret:?}"), "Secret(…)");
    assert_eq!(secret.expose(), "thuyền ai ngoài bến");
}

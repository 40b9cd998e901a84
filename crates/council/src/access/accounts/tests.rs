//! Signing in and managing accounts, on both databases.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use auth::Secret;
use auth::oidc::Identity;
use auth::password::{Cost, Hasher, Queue};
use auth::token::Token;
use kernel::ids::AccountId;
use kernel::{Clock, Timestamp};
use store::{Db, Reader as _, args, audit, sql, testing};

use super::acts::{self, CreateAccount, GrantRole};
use super::*;
use crate::access::{Act, Actor, Granted, Role};
use crate::{Acting, Refusal, Result};

const GOOD: &str = "hoa sen nở trong đầm";
const OTHER: &str = "gió mùa đông bắc về";

sql! {
    LINES = "SELECT count(*) FROM audit WHERE act = $1";
    SECRETS = "SELECT count(*) FROM audit WHERE detail LIKE $1 OR reason LIKE $1";
}

/// An installation with a clock that the test moves.
struct House {
    db: Db,
    gate: Gate,
    clock: Clock,
    millis: Arc<AtomicI64>,
}

impl House {
    fn new(db: &Db) -> Self {
        let start: Timestamp = "2026-03-16T01:00:00Z".parse().expect("a time");
        let millis = Arc::new(AtomicI64::new(start.as_millisecond()));
        let shown = millis.clone();
        let clock = Clock::from_fn(move || {
            Timestamp::from_millisecond(shown.load(Ordering::SeqCst)).expect("a time")
        });
        let cheap = Cost {
            memory: 64,
            passes: 1,
        };
        let hasher = Hasher::new(cheap, Queue::default()).expect("a hasher");
        Self {
            db: db.clone(),
            gate: Gate::new(db.clone(), clock.clone(), hasher, SessionRules::default()),
            clock,
            millis,
        }
    }

    fn pass(&self, seconds: i64) {
        self.millis.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    async fn sign_in(&self, login: &str, password: &str, address: &str) -> Result<SignedIn> {
        let visitor = Visitor {
            address: address.into(),
            agent: "Kiểm thử".into(),
        };
        self.gate
            .sign_in_with_password(login, Secret::new(password), &visitor)
            .await
    }

    /// An account of the program's making.
    async fn account(&self, login: &str, role: Role, scope: &str) -> AccountId {
        let hash = self
            .gate
            .hash_accepted(Secret::new(GOOD), login, "Nguyễn Thị Bình")
            .await
            .expect("a hash");
        let program = Actor::program("Kiểm thử");
        let acting = Acting::begin(&self.db, &program, &self.clock)
            .await
            .expect("begun");
        let command = CreateAccount {
            login: login.into(),
            name: "Nguyễn Thị Bình".into(),
            roles: vec![(role, scope.into())],
            ..CreateAccount::default()
        };
        let id = acts::create_account_with_hash(&acting, command, &hash, false)
            .await
            .expect("an account");
        acting.commit().await.expect("kept");
        id
    }

    async fn actor(&self, login: &str) -> Actor {
        let signed_in = self
            .sign_in(login, GOOD, "office")
            .await
            .expect("signed in");
        self.present(&signed_in.token)
            .await
            .expect("a session")
            .actor
    }

    async fn present(&self, token: &Token) -> Option<Present> {
        self.gate.actor_of(token).await.expect("an answer")
    }

    async fn lines(&self, act: Act) -> i64 {
        let count = self.db.scalar(LINES, args![act.code()]).await;
        count.expect("an answer").expect("a count")
    }
}

/// The codes of a refusal, or the word for what else it was.
fn codes<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<String> {
    match outcome {
        Ok(_) => vec!["done".into()],
        Err(Refusal::Invalid(problems)) => problems.iter().map(|p| p.code.to_owned()).collect(),
        Err(Refusal::NotPermitted(_)) => vec!["not-permitted".into()],
        Err(Refusal::NotFound(_)) => vec!["not-found".into()],
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stranger_gets_one_answer_and_every_try_one_line() {
    for db in testing::databases().await {
        let house = House::new(&db);
        house.account("binh", Role::Clerk, "92").await;
        let closed = house.account("dong", Role::Clerk, "92").await;
        let program = Actor::program("Kiểm thử");
        let acting = Acting::begin(&db, &program, &house.clock)
            .await
            .expect("begun");
        acts::disable_account(&acting, closed, "nghỉ việc")
            .await
            .expect("closed");
        acting.commit().await.expect("kept");
        let cases = [
            ("binh", GOOD, "done"),
            ("  BINH ", GOOD, "done"),
            ("binh", OTHER, "sign-in-not-recognised"),
            ("binh", "", "sign-in-not-recognised"),
            ("ai do", GOOD, "sign-in-not-recognised"),
            ("dong", GOOD, "sign-in-not-recognised"),
            ("binh", &"x".repeat(5000), "sign-in-not-recognised"),
        ];
        for (login, password, expected) in cases {
            let outcome = house.sign_in(login, password, "office").await;
            assert_eq!(codes(outcome), [expected], "{login} {password:.20}");
        }
        assert_eq!(house.lines(Act::SignIn).await, 2);
        assert_eq!(house.lines(Act::RefuseSignIn).await, 5);
        for secret in ["%hoa sen%", "%argon2%"] {
            let found: Option<i64> = db.scalar(SECRETS, args![secret]).await.expect("an answer");
            assert_eq!(found, Some(0), "{secret}");
        }
        assert!(
            audit::verify(&*db)
                .await
                .expect("a verdict")
                .faults
                .is_empty()
        );
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_owner_still_comes_in() {
    for db in testing::databases().await {
        let house = House::new(&db);
        house.account("binh", Role::Clerk, "92").await;
        let mut slowed = 0;
        for _ in 0..20 {
            let answer = codes(house.sign_in("binh", OTHER, "198.51.100.7").await);
            slowed += usize::from(answer == ["sign-in-wait"]);
        }
        assert_eq!(slowed, 15, "five tries are free");
        assert_eq!(
            codes(house.sign_in("binh", GOOD, "203.0.113.9").await),
            ["sign-in-wait"]
        );
        house.pass(3);
        assert_eq!(
            codes(house.sign_in("binh", GOOD, "203.0.113.9").await),
            ["done"]
        );
        // One address that tries many logins is slowed as well, and only that one.
        for count in 0..80 {
            let _ = house
                .sign_in(&format!("ai{count}"), OTHER, "198.51.100.7")
                .await;
        }
        assert_eq!(
            codes(house.sign_in("binh", GOOD, "198.51.100.7").await),
            ["sign-in-wait"]
        );
        assert_eq!(
            codes(house.sign_in("binh", GOOD, "203.0.113.9").await),
            ["done"]
        );
    }
}

#[tokio::test]
async fn a_session_ends_by_rest_by_age_by_hand_and_with_the_account() {
    const HOUR: i64 = 3600;
    for db in testing::databases().await {
        let house = House::new(&db);
        let clerk = house.account("binh", Role::Clerk, "92").await;
        let open = async || {
            house
                .sign_in("binh", GOOD, "office")
                .await
                .expect("open")
                .token
        };

        let rested = open().await;
        house.pass(11 * HOUR);
        let present = house.present(&rested).await.expect("within a working day");
        assert_eq!(present.actor.account, Some(clerk));
        assert!(present.actor.can(Act::PlanClass, "92/31120"));
        house.pass(11 * HOUR);
        assert!(house.present(&rested).await.is_some(), "its use was noted");
        house.pass(13 * HOUR);
        assert!(house.present(&rested).await.is_none(), "at rest too long");

        let aged = open().await;
        for _ in 0..15 {
            assert!(house.present(&aged).await.is_some());
            house.pass(11 * HOUR);
        }
        house.pass(4 * HOUR);
        assert!(house.present(&aged).await.is_none(), "older than a week");

        let (first, second) = (open().await, open().await);
        let actor = house.present(&first).await.expect("open").actor;
        house.gate.sign_out(&actor).await.expect("signed out");
        assert!(house.present(&first).await.is_none());
        let other = house.present(&second).await.expect("untouched").actor;
        assert!(
            house
                .present(&Token::random().expect("a token"))
                .await
                .is_none()
        );

        let program = Actor::program("Kiểm thử");
        let acting = Acting::begin(&db, &program, &house.clock)
            .await
            .expect("begun");
        acts::disable_account(&acting, clerk, "")
            .await
            .expect("closed");
        acting.commit().await.expect("kept");
        assert!(house.present(&second).await.is_none());
        house.gate.sign_out(&other).await.expect("gone already");
        house.gate.sweep().await.expect("swept");
    }
}

#[tokio::test]
async fn changing_the_password_asks_the_old_one_and_ends_the_other_sessions() {
    for db in testing::databases().await {
        let house = House::new(&db);
        house.account("binh", Role::Clerk, "92").await;
        let mine = house.sign_in("binh", GOOD, "office").await.expect("open");
        let theirs = house.sign_in("binh", GOOD, "phone").await.expect("open");
        let actor = house.present(&mine.token).await.expect("open").actor;
        let cases = [
            (OTHER, "mưa rào tháng sáu", "password-wrong"),
            (GOOD, GOOD, "password-same"),
            (GOOD, "ngắn", "password-too-short"),
            (GOOD, "Nguyễn Thị Bình 2026", "password-contains-login"),
            (GOOD, "matkhau@2026", "password-common"),
            (GOOD, OTHER, "done"),
        ];
        for (old, new, expected) in cases {
            let outcome = house
                .gate
                .change_password(&actor, Secret::new(old), Secret::new(new))
                .await;
            assert_eq!(codes(outcome), [expected], "{new}");
        }
        assert!(house.present(&mine.token).await.is_some());
        assert!(house.present(&theirs.token).await.is_none());
        assert_eq!(
            codes(house.sign_in("binh", GOOD, "office").await),
            ["sign-in-not-recognised"]
        );
        assert_eq!(
            codes(house.sign_in("binh", OTHER, "office").await),
            ["done"]
        );
    }
}

#[tokio::test]
async fn the_first_administrator_comes_by_a_link_that_works_once() {
    for db in testing::databases().await {
        let house = House::new(&db);
        let link = async || {
            first_administrator_link(&db, &house.clock)
                .await
                .expect("an answer")
        };
        let old = link().await.expect("nobody administers yet");
        let token = link().await.expect("still nobody");
        let become_with = async |token: &Token, password: &str| {
            let command = FirstAdministrator {
                login: "quantri".into(),
                name: "Trần Văn Quản".into(),
                password: Secret::new(password),
            };
            house
                .gate
                .become_first_administrator(token, command, &Visitor::default())
                .await
        };
        assert_eq!(codes(become_with(&old, GOOD).await), ["link-unusable"]);
        assert_eq!(
            codes(become_with(&token, "1234567890").await),
            ["password-common"]
        );
        let (left, right) = tokio::join!(become_with(&token, GOOD), become_with(&token, GOOD));
        let done = [left.is_ok(), right.is_ok()];
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "one use");
        assert!(link().await.is_none(), "there is an administrator");
        let actor = house.present(&left.or(right).expect("one").token).await;
        assert!(actor.expect("open").actor.can(Act::GrantRole, "92/31120"));

        house.pass(25 * 3600);
        assert!(house.gate.link(&token).await.expect("an answer").is_none());
    }
}

#[tokio::test]
async fn an_invitation_and_a_reset_let_the_owner_set_the_password_once() {
    for db in testing::databases().await {
        let house = House::new(&db);
        house.account("quantri", Role::Administrator, "").await;
        let admin = house.actor("quantri").await;
        let acting = Acting::begin(&db, &admin, &house.clock)
            .await
            .expect("begun");
        let command = CreateAccount {
            login: "Lan@Example.vn".into(),
            name: "  Lê  Thị Lan ".into(),
            roles: vec![(Role::Clerk, "92".into())],
            ..CreateAccount::default()
        };
        let invited = acts::create_account(&acting, command)
            .await
            .expect("invited");
        acting.commit().await.expect("kept");
        let shown = house
            .gate
            .link(&invited.link)
            .await
            .expect("an answer")
            .expect("a link");
        assert_eq!(
            (shown.purpose, shown.login.as_deref(), shown.name.as_deref()),
            (Purpose::Invite, Some("lan@example.vn"), Some("Lê Thị Lan"))
        );
        let set = async |link: &Token, password: &str| {
            let visitor = Visitor::default();
            let password = Secret::new(password);
            house
                .gate
                .set_password_by_link(link, password, &visitor)
                .await
        };
        assert_eq!(
            codes(set(&invited.link, "lê thị lan").await),
            ["password-contains-name"]
        );
        let first = set(&invited.link, GOOD).await.expect("in");
        assert_eq!(codes(set(&invited.link, OTHER).await), ["link-unusable"]);

        let acting = Acting::begin(&db, &admin, &house.clock)
            .await
            .expect("begun");
        let reset = acts::reset_password(&acting, invited.account, "quên")
            .await
            .expect("a link");
        acting.commit().await.expect("kept");
        assert!(
            house.present(&first.token).await.is_some(),
            "a reset locks nobody out"
        );
        let (left, right) = tokio::join!(set(&reset, OTHER), set(&reset, OTHER));
        assert!(left.is_ok() != right.is_ok(), "one use");
        assert!(
            house.present(&first.token).await.is_none(),
            "then other sessions end"
        );
        assert_eq!(
            codes(house.sign_in("lan@example.vn", OTHER, "a").await),
            ["done"]
        );
    }
}

#[tokio::test]
async fn an_administrator_reaches_only_accounts_within_the_scope() {
    for db in testing::databases().await {
        let house = House::new(&db);
        let top = house.account("quantri", Role::Administrator, "").await;
        house.account("tinh", Role::Administrator, "92").await;
        let commune = house.account("xa.hoi", Role::Clerk, "92/31120").await;
        let elsewhere = house.account("ngoai", Role::Clerk, "79").await;
        let admin = house.actor("tinh").await;
        let cases = [
            (commune, "done"),
            (elsewhere, "not-permitted"),
            (top, "not-permitted"),
            (AccountId::fresh(), "not-permitted"),
        ];
        for (account, expected) in cases {
            let acting = Acting::begin(&db, &admin, &house.clock)
                .await
                .expect("begun");
            assert_eq!(
                codes(acts::reset_password(&acting, account, "").await),
                [expected]
            );
        }
        let grants = [
            (commune, Role::Trainer, "92", "done"),
            (commune, Role::Trainer, "", "not-permitted"),
            (commune, Role::Trainer, "79", "not-permitted"),
            (commune, Role::Voter, "92", "role-not-grantable"),
            (commune, Role::Delegate, "92", "delegate-without-person"),
            (commune, Role::Trainer, "92/", "scope-malformed"),
        ];
        for (account, role, scope, expected) in grants {
            let acting = Acting::begin(&db, &admin, &house.clock)
                .await
                .expect("begun");
            let command = GrantRole {
                account,
                role,
                scope: scope.into(),
                valid_from: house.clock.today(),
                valid_to: None,
                reason: String::new(),
            };
            assert_eq!(
                codes(acts::grant_role(&acting, command).await),
                [expected],
                "{scope}"
            );
        }
        let listed = queries::accounts(&*db, &admin).await.expect("a list");
        let logins: Vec<&str> = listed.iter().map(|row| row.login.as_str()).collect();
        assert_eq!(logins, ["tinh", "xa.hoi"]);
        let clerk = house.actor("xa.hoi").await;
        assert!(matches!(
            queries::accounts(&*db, &clerk).await,
            Err(Refusal::NotReadable(_))
        ));
    }
}

#[tokio::test]
async fn the_last_administrator_stays_even_when_two_close_each_other() {
    for db in testing::databases().await {
        let house = House::new(&db);
        let one = house.account("mot", Role::Administrator, "").await;
        let two = house.account("hai", Role::Administrator, "").await;
        let (first, second) = (house.actor("mot").await, house.actor("hai").await);
        let close = async |actor: &Actor, account| {
            let acting = Acting::begin(&db, actor, &house.clock).await?;
            acts::disable_account(&acting, account, "").await?;
            acting.commit().await
        };
        let (left, right) = tokio::join!(close(&first, two), close(&second, one));
        assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
        let refused = codes(left.and(right));
        assert_eq!(refused, ["last-administrator"]);
        let today = house.clock.today();
        assert_eq!(
            queries::administrators(&*db, today).await.expect("a count"),
            1
        );
        assert!(
            audit::verify(&*db)
                .await
                .expect("a verdict")
                .faults
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_role_holds_on_its_days_alone() {
    for db in testing::databases().await {
        let house = House::new(&db);
        let account = house.account("binh", Role::Auditor, "92").await;
        let program = Actor::program("Kiểm thử");
        let acting = Acting::begin(&db, &program, &house.clock)
            .await
            .expect("begun");
        let command = GrantRole {
            account,
            role: Role::Clerk,
            scope: "92".into(),
            valid_from: "2026-03-17".parse().expect("a day"),
            valid_to: Some("2026-03-18".parse().expect("a day")),
            reason: "trực thay".into(),
        };
        let grant = acts::grant_role(&acting, command.clone())
            .await
            .expect("granted");
        let backwards = GrantRole {
            valid_to: Some("2026-03-01".parse().expect("a day")),
            ..command
        };
        assert_eq!(
            codes(acts::grant_role(&acting, backwards).await),
            ["role-ends-before-it-begins"]
        );
        acting.commit().await.expect("kept");
        let token = house
            .sign_in("binh", GOOD, "office")
            .await
            .expect("open")
            .token;
        let mut roles = Vec::new();
        for _ in 0..3 {
            let present = house.present(&token).await.expect("open");
            let clerk = Granted {
                role: Role::Clerk,
                scope: "92".into(),
            };
            roles.push(present.actor.grants.contains(&clerk));
            house.pass(6 * 3600);
            assert!(house.present(&token).await.is_some());
            house.pass(9 * 3600);
            house.present(&token).await;
            house.pass(9 * 3600);
        }
        assert_eq!(roles, [false, true, false]);
        let acting = Acting::begin(&db, &program, &house.clock)
            .await
            .expect("begun");
        assert_eq!(
            codes(acts::revoke_role(&acting, grant, "").await),
            ["role-ended-already"]
        );
    }
}

#[tokio::test]
async fn an_outside_identity_needs_an_invitation_or_an_administrator() {
    for db in testing::databases().await {
        let house = House::new(&db);
        house.account("quantri", Role::Administrator, "").await;
        let admin = house.actor("quantri").await;
        let visitor = Visitor::default();
        let known = |subject: &str| Identity {
            issuer: "https://sso.example.vn".into(),
            subject: subject.into(),
            email: Some("quantri@example.vn".into()),
            name: None,
        };
        let arrive = async |subject: &str, invitation| {
            let identity = known(subject);
            house.gate.sign_in_as(&identity, invitation, &visitor).await
        };
        assert_eq!(codes(arrive("a", None).await), ["identity-unknown"]);

        let acting = Acting::begin(&db, &admin, &house.clock)
            .await
            .expect("begun");
        let command = CreateAccount {
            login: "lan".into(),
            name: "Lê Thị Lan".into(),
            roles: vec![(Role::Clerk, "92".into())],
            ..CreateAccount::default()
        };
        let invited = acts::create_account(&acting, command)
            .await
            .expect("invited");
        acting.commit().await.expect("kept");
        let hash = invited.link.hash();
        let in_one = arrive("a", Some(hash)).await.expect("joined");
        assert_eq!(in_one.account, invited.account);
        assert_eq!(
            codes(arrive("b", Some(hash)).await),
            ["identity-unknown"],
            "used up"
        );
        assert_eq!(codes(arrive("a", None).await), ["done"]);

        let acting = Acting::begin(&db, &admin, &house.clock)
            .await
            .expect("begun");
        let join = async |subject| {
            let issuer = "https://sso.example.vn";
            acts::link_identity(&acting, invited.account, issuer, subject, "").await
        };
        join("b").await.expect("joined");
        assert_eq!(codes(join("").await), ["missing"]);
        acting.commit().await.expect("kept");
        assert_eq!(codes(arrive("b", None).await), ["done"]);

        // Lê Thị Lan has no password: she may give up one way in, not the last; an administrator may take it all the same.
        house.account("binh", Role::Clerk, "92").await;
        for (login, subject, expected) in [
            ("binh", "b", "not-permitted"),
            ("lan", "c", "not-found"),
            ("lan", "b", "done"),
            ("lan", "a", "identity-only-way"),
            ("quantri", "a", "done"),
        ] {
            let actor = match login {
                "lan" => house.present(&in_one.token).await.expect("open").actor,
                _ => house.actor(login).await,
            };
            let acting = Acting::begin(&db, &actor, &house.clock)
                .await
                .expect("begun");
            let issuer = "https://sso.example.vn";
            let outcome =
                acts::unlink_identity(&acting, invited.account, issuer, subject, "").await;
            let said = codes(outcome);
            assert_eq!(said, [expected], "{login} {subject}");
            if said == ["done"] {
                acting.commit().await.expect("kept with its audit line");
            }
        }
        assert_eq!(codes(arrive("a", None).await), ["identity-unknown"]);
    }
}

#[tokio::test]
async fn others_sessions_and_keys_are_out_of_reach() {
    for db in testing::databases().await {
        let house = House::new(&db);
        let victim = house.account("binh", Role::Clerk, "92").await;
        house.account("lan", Role::Clerk, "92").await;
        house.account("quantri", Role::Administrator, "92").await;
        let session = house.sign_in("binh", GOOD, "office").await.expect("open");
        for (login, expected) in [("lan", "not-permitted"), ("quantri", "done")] {
            let actor = house.actor(login).await;
            let acting = Acting::begin(&db, &actor, &house.clock)
                .await
                .expect("begun");
            let outcome = acts::revoke_sign_in(&acting, session.sign_in, "mất máy").await;
            assert_eq!(codes(outcome), [expected], "{login}");
            acting.commit().await.expect("kept");
        }
        assert!(house.present(&session.token).await.is_none());
        let now = house.clock.now();
        let left = queries::sign_ins_of(&*db, victim, now)
            .await
            .expect("a list");
        assert!(left.is_empty());
    }
}

#[tokio::test]
async fn a_passkey_ceremony_is_answered_once_and_by_its_own_user() {
    for db in testing::databases().await {
        let house = House::new(&db);
        house.account("binh", Role::Clerk, "92").await;
        house.account("lan", Role::Clerk, "92").await;
        let origin = "https://hdnd.example.vn";
        let party =
            auth::passkey::Passkeys::new("hdnd.example.vn", origin, "Dân Cử").expect("a party");
        let (binh, lan) = (house.actor("binh").await, house.actor("lan").await);
        let begun = house
            .gate
            .start_passkey_registration(&party, &binh)
            .await
            .expect("begun");
        assert!(begun.for_browser.contains("\"challenge\""));
        let finish = async |actor: &Actor, ticket: &Token| {
            house
                .gate
                .finish_passkey_registration(&party, actor, (ticket, "{}"), "Điện thoại")
                .await
        };
        assert_eq!(codes(finish(&lan, &begun.ticket).await), ["link-unusable"]);
        assert_eq!(
            codes(finish(&binh, &begun.ticket).await),
            ["link-unusable"],
            "used up"
        );
        let again = house
            .gate
            .start_passkey_registration(&party, &binh)
            .await
            .expect("begun");
        assert_eq!(
            codes(finish(&binh, &again.ticket).await),
            ["passkey-refused"]
        );
        let visitor = Visitor::default();
        let entry = house
            .gate
            .start_passkey_sign_in(&party, &visitor)
            .await
            .expect("begun");
        house.pass(301);
        let late = house
            .gate
            .finish_passkey_sign_in(&party, (&entry.ticket, "{}"), &visitor)
            .await;
        assert_eq!(codes(late), ["link-unusable"]);
    }
}

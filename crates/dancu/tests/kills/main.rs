//! The service killed in the middle of its work, as by a power cut: afterwards everything is wholly there or not at all.

mod caller;
mod house;
mod petitions;

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use caller::{Answer, Caller};
use house::{House, houses};

/// Rows of a roster: enough that writing them takes a second or so in a development build.
const ROWS: i64 = 300;

/// When kills come, as parts of the time that the whole act takes when nothing disturbs it.
const MOMENTS: [f64; 6] = [0.05, 0.25, 0.45, 0.65, 0.85, 0.98];

#[test]
fn an_import_is_wholly_there_or_not_at_all() {
    for mut house in houses() {
        let mut clerk = house.signed_in("vanthu");
        let council = house.council();
        let undisturbed = Uploaded::new(&house, &mut clerk, &council, 0);
        let start = Instant::now();
        assert_eq!(
            clerk.post(&undisturbed.action, &undisturbed.fields).status,
            303
        );
        let whole = start.elapsed();
        let mut before_the_answer = 0;
        for (round, moment) in (1..).zip(MOMENTS) {
            let uploaded = Uploaded::new(&house, &mut clerk, &council, round);
            let standing = house.people();
            let answer = {
                let (mut clerk, uploaded) = (clerk.clone(), uploaded.clone());
                thread::spawn(move || clerk.try_post(&uploaded.action, &uploaded.fields))
            };
            thread::sleep(whole.mul_f64(moment));
            house.kill();
            let answer = answer.join().expect("the caller ends");
            before_the_answer += usize::from(answer.is_none());

            house.start();
            house.verify();
            clerk.moved_to(&house.address);
            let added = house.people() - standing;
            let state = house.state_of(&uploaded.id);
            match &*state {
                "previewed" => assert_eq!(added, 0, "{moment}: half an import"),
                "confirmed" => assert_eq!(added, ROWS, "{moment}: half an import"),
                other => panic!("{moment}: an import that is {other}"),
            }
            assert!(
                answer.is_none() || state == "confirmed",
                "{moment}: answered and lost"
            );

            // The same form sent again, twice: carried out once, and both lead to the same place.
            for _ in 0..2 {
                let again = clerk.post(&uploaded.action, &uploaded.fields);
                let leads = again.header("location").unwrap_or_default();
                assert_eq!(
                    (again.status, leads),
                    (303, uploaded.page.as_str()),
                    "{moment}"
                );
            }
            assert_eq!(
                house.people() - standing,
                ROWS,
                "{moment}: not exactly once"
            );
            assert_eq!(house.state_of(&uploaded.id), "confirmed");
            assert_eq!(house.confirmations_of(&uploaded.id), 1, "{moment}");
        }
        assert!(
            before_the_answer > 0,
            "no kill came before the answer: nothing was tried"
        );
        house.verify();
    }
}

#[test]
fn no_half_session_is_left() {
    for mut house in houses() {
        let mut whole = Duration::ZERO;
        let mut cut_off = 0;
        for moment in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
            if moment == 0.0 {
                let start = Instant::now();
                house.signed_in("vanthu");
                whole = start.elapsed();
                continue;
            }
            // Several at once, so that one of them is at every step when the kill comes.
            let (tell, told) = mpsc::channel();
            let callers: Vec<_> = ["vanthu", "daibieu", "quantri", "kiemtra"]
                .into_iter()
                .map(|login| {
                    let (mut caller, tell) = (house.caller(), tell.clone());
                    thread::spawn(move || {
                        let fields = caller.sign_in_form(login);
                        tell.send(()).expect("the test waits");
                        let answer = caller.try_post("/sign-in", &fields);
                        (caller, answer)
                    })
                })
                .collect();
            for _ in &callers {
                told.recv_timeout(Duration::from_secs(60)).expect("a form");
            }
            thread::sleep(whole.mul_f64(moment));
            house.kill();
            let ended: Vec<(Caller, Option<Answer>)> = callers
                .into_iter()
                .map(|caller| caller.join().expect("the caller ends"))
                .collect();

            house.start();
            house.verify();
            assert_eq!(
                house.sessions(),
                house.sessions_on_record(),
                "{moment}: half a session"
            );
            for (mut caller, answer) in ended {
                caller.moved_to(&house.address);
                let page = caller.get("/account");
                match answer {
                    Some(answer) => {
                        assert_eq!(answer.status, 303, "{moment}");
                        assert_eq!(page.status, 200, "{moment}: a session was lost");
                    }
                    None => {
                        cut_off += 1;
                        assert_ne!(page.status, 200, "{moment}: signed in without an answer");
                    }
                }
            }
            house.signed_in("vanthu");
        }
        assert!(
            cut_off > 0,
            "no kill came before an answer: nothing was tried"
        );
    }
}

/// A roster taken in and shown, with the form that confirms it.
#[derive(Clone)]
struct Uploaded {
    id: String,
    page: String,
    action: String,
    fields: Vec<(String, String)>,
}

impl Uploaded {
    fn new(house: &House, clerk: &mut Caller, council: &str, round: usize) -> Self {
        let roster = roster(round);
        let answer = clerk.upload(
            "/imports/new",
            &[("council", council), ("kind", "delegates")],
            ("dai-bieu.csv", roster.as_bytes()),
        );
        let place = answer.header("location").unwrap_or_default().to_owned();
        assert_eq!(answer.status, 303, "{}", answer.body);
        let id = place.split('/').nth(2).expect("an identifier").to_owned();
        let action = format!("/imports/{id}/confirm");
        let fields = clerk.hidden(&action, &action);
        assert_eq!(house.state_of(&id), "previewed");
        Self {
            page: format!("/imports/{id}"),
            id,
            action,
            fields,
        }
    }
}

/// People of whom there are none yet, other ones in each round.
fn roster(round: usize) -> String {
    const FIRST: [&str; 10] = [
        "An", "Bảo", "Chi", "Dũng", "Giang", "Hà", "Khôi", "Lan", "Minh", "Ngọc",
    ];
    const ROUNDS: [&str; 7] = ["Lò", "Vàng", "Giàng", "Sùng", "Mùa", "Thào", "Hạng"];
    let mut text = "Họ và tên,Ngày sinh,Giới tính\n".to_owned();
    for number in 0..usize::try_from(ROWS).expect("a small number") {
        let (a, b, c) = (number / 100, number / 10 % 10, number % 10);
        let (day, month, year) = (1 + number % 28, 1 + number % 12, 1960 + number % 40);
        let sex = if number % 2 == 0 { "Nam" } else { "Nữ" };
        text.push_str(&format!(
            "{} {} {} {},{day:02}/{month:02}/{year},{sex}\n",
            ROUNDS[round], FIRST[a], FIRST[b], FIRST[c]
        ));
    }
    text
}

//! Petitions while the service is killed: whatever a voter or a clerk was told is saved, is there, and once.

use std::thread;
use std::time::Duration;

use crate::caller::Caller;
use crate::house::{House, houses};

/// How often the service is killed on each database, where `DANCU_KILLS` names no other number.
const KILLS: usize = 4;
/// How many voters send at the same time; each fewer than the brake of an address lets through.
const VOTERS: usize = 3;
const EACH: usize = 9;

/// A form that was sent, with whether the service said that it was done.
struct Sent {
    action: String,
    fields: Vec<(String, String)>,
    said: String,
    answered: bool,
}

#[test]
fn what_was_told_saved_is_there_once() {
    let kills = std::env::var("DANCU_KILLS").ok();
    let kills = kills
        .and_then(|number| number.parse().ok())
        .unwrap_or(KILLS);
    for mut house in houses() {
        let mut clerk = house.signed_in("vanthu");
        let council = house.council();
        let holder = house.department();
        let (mut told, mut cut_off) = (0, 0);
        for round in 0..kills {
            let matters = house.matters_to_pass_on(40);
            let voters: Vec<_> = (0..VOTERS)
                .map(|voter| {
                    let (caller, council) = (house.caller(), council.clone());
                    thread::spawn(move || voter_sends(caller, &council, round, voter))
                })
                .collect();
            let office = {
                let (clerk, holder) = (clerk.clone(), holder.clone());
                thread::spawn(move || clerk_passes_on(clerk, &matters, &holder))
            };
            // Moments that differ from round to round, the same in each run.
            let moment = 150 + (round * 7919) % 1_700;
            thread::sleep(Duration::from_millis(u64::try_from(moment).unwrap_or(0)));
            house.kill();
            let sent: Vec<Sent> = voters
                .into_iter()
                .flat_map(|voter| voter.join().expect("the voter ends"))
                .collect();
            let passed = office.join().expect("the clerk ends");
            house.start();
            house.verify();
            clerk.moved_to(&house.address);
            for one in &sent {
                let there = house.utterances_saying(&one.said);
                match one.answered {
                    true => assert_eq!(there, 1, "round {round}: {} was told saved", one.said),
                    false => assert!(
                        there <= 1,
                        "round {round}: {} is there {there} times",
                        one.said
                    ),
                }
            }
            for one in &passed {
                let steps = house.times_passed_on(&one.said);
                match one.answered {
                    true => assert_eq!(steps, 1, "round {round}: {} was told passed on", one.said),
                    false => assert!(steps <= 1, "round {round}: {}", one.said),
                }
            }
            assert_eq!(house.matters_out_of_step(), 0, "round {round}");
            // What had no answer is sent again, as a voter and a clerk would do: then it is there, once.
            for one in sent.iter().filter(|one| !one.answered) {
                let mut voter = house.caller();
                voter.get("/submit");
                let again = resend(&mut voter, one);
                assert_eq!(
                    (again, house.utterances_saying(&one.said)),
                    (303, 1),
                    "{}",
                    one.said
                );
            }
            for one in passed.iter().filter(|one| !one.answered) {
                let again = clerk.post(&one.action, &one.fields);
                assert_eq!(again.status, 303, "{}: {}", one.said, again.body);
                assert_eq!(house.times_passed_on(&one.said), 1, "{}", one.said);
            }
            told += sent
                .iter()
                .chain(&passed)
                .filter(|one| one.answered)
                .count();
            cut_off += sent
                .iter()
                .chain(&passed)
                .filter(|one| !one.answered)
                .count();
        }
        println!("{kills} kills: {told} told saved, {cut_off} cut off; none lost, none doubled");
        assert!(
            told > 0 && cut_off > 0,
            "told {told}, cut off {cut_off}: nothing was tried"
        );
    }
}

/// A voter's form belongs to the cookie of a visitor, so it is opened anew and sent with the key it had.
fn resend(voter: &mut Caller, one: &Sent) -> u16 {
    let mut fields = voter.hidden(&one.action, &one.action);
    let keys: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
    for (name, value) in &one.fields {
        let is_token = name.contains("csrf");
        if is_token {
            continue;
        }
        match keys.iter().position(|key| key == name) {
            Some(place) => fields[place].1.clone_from(value),
            None => fields.push((name.clone(), value.clone())),
        }
    }
    voter.post(&one.action, &fields).status
}

fn voter_sends(mut caller: Caller, council: &str, round: usize, voter: usize) -> Vec<Sent> {
    let action = format!("/submit/{council}");
    let mut sent = Vec::new();
    for turn in 0..EACH {
        let Some(mut fields) = caller.try_hidden(&action, &action) else {
            break;
        };
        let said = format!("Kiến nghị vòng {round} người {voter} lượt {turn}: sửa cống thoát nước");
        fields.push(("text".into(), said.clone()));
        let answer = caller.try_post(&action, &fields);
        let answered = answer.as_ref().is_some_and(|answer| answer.status == 303);
        sent.push(Sent {
            action: action.clone(),
            fields,
            said,
            answered,
        });
        if answer.is_none() {
            break;
        }
    }
    sent
}

fn clerk_passes_on(mut clerk: Caller, matters: &[String], holder: &str) -> Vec<Sent> {
    let mut passed = Vec::new();
    for matter in matters {
        let action = format!("/petitions/{matter}/route");
        let Some(mut fields) = clerk.try_hidden(&action, &action) else {
            break;
        };
        fields.push(("to".into(), format!("i:{holder}")));
        let answer = clerk.try_post(&action, &fields);
        let answered = answer.as_ref().is_some_and(|answer| answer.status == 303);
        passed.push(Sent {
            action,
            fields,
            said: matter.clone(),
            answered,
        });
        if answer.is_none() {
            break;
        }
    }
    passed
}

impl House {
    /// Matters of the city's council that nobody has yet; where there are too few, what waits is made into matters first.
    fn matters_to_pass_on(&self, wanted: i64) -> Vec<String> {
        let mut found = self.waiting_matters(wanted);
        if found.len() < 8 {
            self.sort_some(20);
            found = self.waiting_matters(wanted);
        }
        found
    }
}

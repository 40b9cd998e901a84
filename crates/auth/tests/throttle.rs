//! The brakes: what they let through over time, whatever the order of tries.

use std::time::Duration;

use auth::throttle::{Backoff, Bucket, Pace, Rate, Wait};
use proptest::prelude::*;

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn after_the_free_tries_each_delay_is_twice_the_last_up_to_the_longest() {
    let brake = Backoff::new(Pace::default(), 100);
    let mut now = seconds(1_000);
    let mut delays = Vec::new();
    for _ in 0..16 {
        while let Err(Wait(wait)) = brake.admit("lan", now) {
            delays.push(wait.as_secs());
            now += wait;
        }
    }
    assert_eq!(delays, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    assert_eq!(
        brake.admit("minh", now),
        Ok(()),
        "another login is not delayed"
    );
}

#[test]
fn tries_sent_at_once_do_not_outrun_the_count() {
    let brake = Backoff::new(Pace::default(), 100);
    let admitted = (0..100)
        .filter(|_| brake.admit("lan", seconds(5)).is_ok())
        .count();
    assert_eq!(admitted, 5);
}

#[test]
fn success_and_a_quiet_hour_both_start_anew() {
    let brake = Backoff::new(Pace::default(), 100);
    let exhaust = |now| while brake.admit("lan", now).is_ok() {};
    exhaust(seconds(0));
    brake.succeeded("lan");
    assert!(brake.is_empty());
    exhaust(seconds(0));
    assert_eq!(brake.admit("lan", seconds(1)), Err(Wait(seconds(1))));
    assert_eq!(brake.admit("lan", seconds(2 + 3_600)), Ok(()));
    assert_eq!(
        brake.admit("lan", seconds(2 + 3_600)),
        Ok(()),
        "free tries are back"
    );
}

#[test]
fn a_bucket_gives_its_burst_and_then_its_rate() {
    let brake = Bucket::new(
        Rate {
            burst: 3,
            every: seconds(10),
        },
        100,
    );
    let outcomes: Vec<_> = [0, 0, 0, 0, 9, 10, 10, 60, 60, 60, 60]
        .into_iter()
        .map(|at| {
            brake
                .admit("203.0.113.9", seconds(at))
                .map_err(|Wait(left)| left.as_secs())
        })
        .collect();
    let expected = [
        Ok(()),
        Ok(()),
        Ok(()),
        Err(10),
        Err(1),
        Ok(()),
        Err(10),
        Ok(()),
        Ok(()),
        Ok(()),
        Err(10),
    ];
    assert_eq!(outcomes, expected);
}

#[test]
fn a_flood_of_keys_stays_within_capacity_and_keeps_the_most_delayed() {
    let brake = Backoff::new(Pace::default(), 64);
    while brake.admit("lan", seconds(0)).is_ok() {}
    let delayed = brake.admit("lan", seconds(0));
    assert!(delayed.is_err());
    for stranger in 0..10_000 {
        let _ = brake.admit(&format!("stranger {stranger}"), seconds(0));
        assert!(brake.len() <= 64);
    }
    assert_eq!(
        brake.admit("lan", seconds(0)),
        delayed,
        "the flood did not wash lan out"
    );
}

proptest! {
    /// Over any span no address gets more than its burst and its rate allow, and
    /// the wait that is named is exactly long enough.
    #[test]
    fn a_bucket_never_exceeds_its_rate(
        steps in prop::collection::vec((0u64..4, 0u64..7_000), 1..200),
        burst in 1u32..6,
        every in 1u64..5_000,
    ) {
        let every = Duration::from_millis(every);
        let brake = Bucket::new(Rate { burst, every }, 1_000);
        let mut now = Duration::ZERO;
        let mut admitted: Vec<Vec<Duration>> = vec![Vec::new(); 4];
        for (who, pause) in steps {
            now += Duration::from_millis(pause);
            let key = who.to_string();
            match brake.admit(&key, now) {
                Ok(()) => admitted[who as usize].push(now),
                Err(Wait(wait)) => {
                    let early = now + wait - Duration::from_nanos(1);
                    prop_assert!(brake.admit(&key, early).is_err());
                }
            }
        }
        for times in admitted {
            for (first, start) in times.iter().enumerate() {
                for (last, end) in times.iter().enumerate().skip(first) {
                    let count = (last - first + 1) as u128;
                    let allowed = u128::from(burst) + (*end - *start).as_nanos() / every.as_nanos();
                    prop_assert!(count <= allowed, "{count} tries where {allowed} are allowed");
                }
            }
        }
    }

    /// However tries are spread, a login that keeps failing gets few of them.
    #[test]
    fn a_backoff_admits_few_guesses_a_day(pauses in prop::collection::vec(0u64..600, 1..400)) {
        let brake = Backoff::new(Pace::default(), 10);
        let mut now = Duration::ZERO;
        let mut admitted = 0u64;
        for pause in pauses {
            now += seconds(pause);
            admitted += u64::from(brake.admit("lan", now).is_ok());
        }
        prop_assert!(admitted <= 5 + 9 + now.as_secs() / 300, "{admitted} in {now:?}");
    }
}

//! A load generator: N clients, each with its own kept connection, that ask for pages and note how long it took.
//!
//! One thread per client is enough for the few hundred clients one machine can serve to itself, and needs no runtime.
//! The clients share the machine with the server, so what they measure is an upper bound.

use crate::http::Connection;
use anyhow::{Result, ensure};
use std::fmt;
use std::process::Command;
use std::time::{Duration, Instant};

/// What to ask for, and how hard.
pub struct Load {
    /// The server, as `http://host:port`.
    pub url: String,
    /// The paths, asked for in turn; each client begins at another one.
    pub paths: Vec<String>,
    /// The `Cookie` header, or empty.
    pub cookie: String,
    /// How many clients ask at the same time.
    pub clients: usize,
    /// For how long they ask.
    pub length: Duration,
    /// How long a client waits after an answer; zero asks as fast as the server answers.
    pub pause: Duration,
    /// How long it is from one request of a client to its next, however long the answer takes: a steady rate, the clients
    /// one after the other. A time is counted from when its request was due.
    pub pace: Duration,
}

/// What was measured.
#[derive(Default)]
pub struct Measured {
    /// Times of the good answers, sorted.
    times: Vec<Duration>,
    /// Requests without a good answer.
    errors: usize,
    /// The first of them, in words.
    first_error: Option<String>,
    bytes: usize,
    elapsed: Duration,
}

impl Load {
    /// Runs the clients to their end.
    pub fn run(&self) -> Result<Measured> {
        ensure!(
            !self.paths.is_empty() && self.clients > 0,
            "nothing to ask for"
        );
        let started = Instant::now();
        let end = started + self.length;
        let parts: Vec<Measured> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..self.clients)
                .map(|first| scope.spawn(move || self.client(first, started, end)))
                .collect();
            clients
                .into_iter()
                .filter_map(|client| client.join().ok())
                .collect()
        });
        let mut whole = Measured {
            elapsed: started.elapsed(),
            ..Measured::default()
        };
        for part in parts {
            whole.times.extend(part.times);
            whole.errors += part.errors;
            whole.bytes += part.bytes;
            whole.first_error = whole.first_error.or(part.first_error);
        }
        whole.times.sort_unstable();
        Ok(whole)
    }

    /// How long the first path takes when it is asked for once.
    pub fn first(&self) -> Result<Duration> {
        let path = self.paths.first().map_or("/", String::as_str);
        let mut open = Connection::open(&self.url)?;
        let started = Instant::now();
        let answer = open.get(path, &self.cookie)?;
        ensure!(answer.status == 200, "{path}: status {}", answer.status);
        Ok(started.elapsed())
    }

    fn client(&self, first: usize, begin: Instant, end: Instant) -> Measured {
        let mut measured = Measured::default();
        let mut connection = None;
        let share = f64::from(u32::try_from(first).unwrap_or(0)) / self.clients as f64;
        let mut due = begin + self.pace.mul_f64(share);
        for path in self.paths.iter().cycle().skip(first % self.paths.len()) {
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            if Instant::now() >= end {
                break;
            }
            let started = if self.pace.is_zero() {
                Instant::now()
            } else {
                due
            };
            let answer = match connection.take() {
                Some(open) => Ok(open),
                None => Connection::open(&self.url),
            }
            .and_then(|mut open| {
                let answer = open.get(path, &self.cookie)?;
                connection = Some(open);
                ensure!(answer.status == 200, "{path}: status {}", answer.status);
                Ok(answer.body.len())
            });
            match answer {
                Ok(length) => {
                    measured.times.push(started.elapsed());
                    measured.bytes += length;
                }
                Err(error) => {
                    measured.errors += 1;
                    measured.first_error.get_or_insert(format!("{error:#}"));
                    // A server that refuses at once must not make us spin.
                    std::thread::sleep(Duration::from_millis(10));
                }
            }
            due = if self.pace.is_zero() {
                Instant::now() + self.pause
            } else {
                due + self.pace
            };
        }
        measured
    }
}

impl Measured {
    /// The time within which this share of the good answers came, `0.99` for p99.
    pub fn percentile(&self, share: f64) -> Duration {
        let Some(last) = self.times.len().checked_sub(1) else {
            return Duration::ZERO;
        };
        let rank = (share * self.times.len() as f64).ceil() as usize;
        self.times[rank.saturating_sub(1).min(last)]
    }

    /// How many good answers came.
    pub fn answers(&self) -> usize {
        self.times.len()
    }

    /// Requests without a good answer.
    pub fn errors(&self) -> usize {
        self.errors
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        let answers = self.times.len();
        write!(
            formatter,
            "{answers:>7} answers {:>7.0}/s  p50 {:>7.1}  p95 {:>7.1}  p99 {:>7.1}  max {:>7.1} ms  {:>6.1} kB each  \
             {} errors",
            answers as f64 / self.elapsed.as_secs_f64().max(0.001),
            milliseconds(self.percentile(0.5)),
            milliseconds(self.percentile(0.95)),
            milliseconds(self.percentile(0.99)),
            milliseconds(self.percentile(1.0)),
            self.bytes as f64 / 1000.0 / answers.max(1) as f64,
            self.errors,
        )?;
        match &self.first_error {
            Some(error) => write!(formatter, " ({error})"),
            None => Ok(()),
        }
    }
}

/// The machine, the day and the commit, without which a figure says nothing.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| -> Option<String> {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let model = field(&read("/proc/cpuinfo"), "model name")
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kilobytes = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|size| size.split(' ').next()?.parse::<f64>().ok())
        .unwrap_or(0.0);
    let say = |program: &str, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(crate::workspace::root())
            .output();
        output
            .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
            .unwrap_or_default()
    };
    let commit = say("git", &["describe", "--always", "--dirty"]);
    let gibibytes = kilobytes / f64::from(1 << 20);
    format!(
        "{model}, {cores} cores, {gibibytes:.0} GiB, {}, commit {commit}",
        say("date", &["+%Y-%m-%d"])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_the_nearest_rank() {
        let times = |range: std::ops::RangeInclusive<u64>| Measured {
            times: range.map(Duration::from_millis).collect(),
            ..Measured::default()
        };
        for (measured, share, expected) in [
            (times(1..=100), 0.5, 50),
            (times(1..=100), 0.99, 99),
            (times(1..=100), 1.0, 100),
            (times(1..=10), 0.99, 10),
            (times(7..=7), 0.5, 7),
            (Measured::default(), 0.99, 0),
        ] {
            assert_eq!(
                measured.percentile(share),
                Duration::from_millis(expected),
                "p{share}"
            );
        }
    }
}

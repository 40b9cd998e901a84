//! Runs the steps of a check one after another, counts the tests in what they print and sums up at the end.

use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

/// What came of one step.
struct Outcome {
    name: &'static str,
    took: Duration,
    count: Count,
    error: Option<String>,
}

/// The steps so far.
#[derive(Default)]
pub struct Steps {
    outcomes: Vec<Outcome>,
}

impl Steps {
    /// Runs a step; one that fails is noted and the next may still run.
    ///
    /// A step that counts no tests of its own (formatting, lints) counts as one test.
    pub fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result<Count>) -> bool {
        println!("\n=== {name}");
        std::io::stdout().flush().ok();
        let started = Instant::now();
        let result = step();
        let took = started.elapsed();
        let (count, error) = match result {
            Ok(count) if count == Count::default() => (
                Count {
                    passed: 1,
                    failed: 0,
                },
                None,
            ),
            Ok(count) if count.failed > 0 => (count, Some(format!("{} failed", count.failed))),
            Ok(count) => (count, None),
            Err(error) => (
                Count {
                    passed: 0,
                    failed: 1,
                },
                Some(format!("{error:#}")),
            ),
        };
        let word = if error.is_none() { "ok" } else { "FAILED" };
        println!("--- {name}: {word} in {:.1} s", took.as_secs_f64());
        self.outcomes.push(Outcome {
            name,
            took,
            count,
            error,
        });
        word == "ok"
    }

    /// Prints the table and the sum; an error if any step failed.
    pub fn finish(self) -> Result<()> {
        println!(
            "\n{:<28} {:>9} {:>8} {:>8}",
            "step", "seconds", "passed", "failed"
        );
        let mut sum = Count::default();
        for Outcome {
            name,
            took,
            count,
            error,
        } in &self.outcomes
        {
            println!(
                "{name:<28} {:>9.1} {:>8} {:>8}",
                took.as_secs_f64(),
                count.passed,
                count.failed
            );
            if let Some(error) = error {
                println!("    {}", error.lines().next().unwrap_or_default());
            }
            sum.passed += count.passed;
            sum.failed += count.failed;
        }
        println!("\n{} passed, {} failed", sum.passed, sum.failed);
        ensure!(
            self.outcomes.iter().all(|outcome| outcome.error.is_none()),
            "not everything passed"
        );
        Ok(())
    }
}

/// Runs a command that prints no test counts.
pub fn plain(command: &mut Command) -> Result<Count> {
    let status = command
        .status()
        .with_context(|| format!("cannot run {command:?}"))?;
    ensure!(status.success(), "{} ended with {status}", program(command));
    Ok(Count::default())
}

/// Runs a test runner, shows what it prints as it comes, and counts its tests.
pub fn counted(command: &mut Command) -> Result<Count> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {command:?}"))?;
    let errors = child.stderr.take().context("no standard error")?;
    let output = child.stdout.take().context("no standard output")?;
    let from_errors = std::thread::spawn(move || copy_and_count(errors, std::io::stderr()));
    let mut count = copy_and_count(output, std::io::stdout());
    let more = from_errors.join().unwrap_or_default();
    count.passed += more.passed;
    count.failed += more.failed;
    let status = child.wait()?;
    if !status.success() {
        // A runner that broke off before its summary still has failed.
        count.failed = count.failed.max(1);
    }
    Ok(count)
}

fn program(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn copy_and_count(from: impl Read, mut to: impl Write) -> Count {
    let mut count = Count::default();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        to.write_all(&line).ok();
        if let Some(Count { passed, failed }) = summary(&String::from_utf8_lossy(&line)) {
            count.passed += passed;
            count.failed += failed;
        }
        line.clear();
    }
    to.flush().ok();
    count
}

/// Reads the summary line of nextest, libtest, node's test runner and our own walks.
fn summary(line: &str) -> Option<Count> {
    let line = line.trim();
    let number_before = |text: &str, word: &str| -> Option<u64> {
        text[..text.find(word)?]
            .split_whitespace()
            .next_back()?
            .parse()
            .ok()
    };
    if line.starts_with("Summary [")
        || line.starts_with("test result:")
        || line.starts_with("walk result:")
    {
        let passed = number_before(line, " passed").unwrap_or(0);
        return Some(Count {
            passed,
            failed: number_before(line, " failed").unwrap_or(0),
        });
    }
    let words = line
        .strip_prefix("# ")
        .or_else(|| line.strip_prefix("ℹ "))?;
    let (word, number) = words.split_once(' ')?;
    match (word, number.parse()) {
        ("pass", Ok(passed)) => Some(Count { passed, failed: 0 }),
        ("fail" | "cancelled", Ok(failed)) => Some(Count { passed: 0, failed }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_all_runners_are_read() {
        for (line, expected) in [
            (
                "     Summary [   0.010s] 3 tests run: 3 passed, 0 skipped",
                Some((3, 0)),
            ),
            (
                "     Summary [   1.2s] 5/9 tests run: 3 passed (1 slow), 2 failed, 1 skipped",
                Some((3, 2)),
            ),
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured",
                Some((12, 0)),
            ),
            (
                "test result: FAILED. 1 passed; 2 failed; 0 ignored",
                Some((1, 2)),
            ),
            ("walk result: 40 passed, 1 failed", Some((40, 1))),
            ("# pass 4", Some((4, 0))),
            ("ℹ fail 2", Some((0, 2))),
            ("ℹ tests 6", None),
            ("error: 3 passed the border", None),
            ("", None),
        ] {
            let found = summary(line).map(|count| (count.passed, count.failed));
            assert_eq!(found, expected, "{line}");
        }
    }
}

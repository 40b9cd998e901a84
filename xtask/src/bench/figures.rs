//! `cargo xtask bench figures`: how fast reports are checked, and how many planted errors are found.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::{against, service};
use crate::load::machine;
use crate::workspace;

/// What to measure.
#[derive(Args)]
pub struct Options {}

/// How long a megabyte of prose may take, in milliseconds: five megabytes a second.
const MEGABYTE: f64 = 200.0;

/// Measures and prints.
pub fn run(_: &Options) -> Result<()> {
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    let mut cases = workspace::cargo();
    cases.args([
        "test",
        "--quiet",
        "--package",
        "figures",
        "--test",
        "it",
        "cases",
        "--",
        "--nocapture",
        "--test-threads=1",
    ]);
    let status = cases.status().context("cannot run cargo")?;
    ensure!(status.success(), "precision or recall is below its bar");
    let mut cargo = workspace::cargo();
    cargo.args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "figures",
        "--example",
        "speed",
    ]);
    let output = cargo
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "the measurement failed");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mut words = line.split(' ');
        let (Some(name), Some(speed)) = (words.next(), words.next()) else {
            continue;
        };
        let speed: f64 = speed
            .parse()
            .with_context(|| format!("no speed in {line:?}"))?;
        println!("figures, {name}: {speed:.1} MB/s");
        against(
            &format!("figures, a megabyte of {name}"),
            1000.0 / speed,
            MEGABYTE,
            "ms",
        );
    }
    println!("load of the machine after: {}", service::load());
    Ok(())
}

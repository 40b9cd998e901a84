//! `cargo xtask bench build`: the release build from nothing, and a development build after one edit.

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::{against, service};
use crate::load::machine;
use crate::workspace;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Only the development build after an edit
    #[arg(long)]
    edit_only: bool,
}

/// How long the release build may take from nothing, in minutes.
const COLD: f64 = 18.0;
/// From the edit of a handler to the running development binary, in seconds.
const EDIT: f64 = 8.0;
/// The handler that is touched.
const HANDLER: &str = "crates/web/src/scoreboard/front.rs";
/// How often; the middle one counts.
const EDITS: usize = 3;

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    edit()?;
    if !options.edit_only {
        cold()?;
    }
    println!("load of the machine after: {}", service::load());
    Ok(())
}

fn edit() -> Result<()> {
    build(&["build", "--package", "dancu"], None)?;
    let handler = workspace::root().join(HANDLER);
    let mut times = Vec::new();
    for _ in 0..EDITS {
        let file = std::fs::File::options().append(true).open(&handler);
        file.context(HANDLER)?.set_modified(SystemTime::now())?;
        times.push(build(&["build", "--package", "dancu"], None)?);
    }
    times.sort_unstable();
    let middle = times[EDITS / 2].as_secs_f64();
    against(
        "edit of a handler to a development binary",
        middle,
        EDIT,
        "s",
    );
    Ok(())
}

fn cold() -> Result<()> {
    let folder = workspace::temporary("cold")?;
    let time = build(&["build", "--release", "--package", "dancu"], Some(&folder));
    std::fs::remove_dir_all(&folder).ok();
    against(
        "release build from nothing",
        time?.as_secs_f64() / 60.0,
        COLD,
        "min",
    );
    Ok(())
}

fn build(arguments: &[&str], folder: Option<&PathBuf>) -> Result<Duration> {
    let mut cargo = workspace::cargo();
    cargo.args(arguments);
    if let Some(folder) = folder {
        cargo.env("CARGO_TARGET_DIR", folder);
    }
    let started = Instant::now();
    let status = cargo.status().context("cannot run cargo build")?;
    ensure!(status.success(), "cargo build failed");
    Ok(started.elapsed())
}

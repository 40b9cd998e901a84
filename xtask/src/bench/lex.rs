//! `cargo xtask bench lex`: the legal-text engine against hand-made truth, against distorted texts, and against the clock.
//!
//! The figures and their bars are in the example `bench` of the crate, so that only that crate is built for release.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::service;
use crate::load::machine;
use crate::{install, workspace};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Keep this run as the one that later runs are compared with
    #[arg(long)]
    write: bool,
    /// Print what each case misses
    #[arg(long)]
    verbose: bool,
}

/// What each case missed in the last kept run.
const BASELINE: &str = "xtask/src/bench/lex-baseline.tsv";

/// Which units of the official consolidated texts differ, and what explains each.
const DIFFERENCES: &str = "xtask/src/bench/lex-differences.tsv";

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    let mut cargo = workspace::cargo();
    cargo.args(["run", "--release", "--quiet", "--package", "lex"]);
    cargo.args(["--example", "bench", "--"]);
    cargo
        .arg("--baseline")
        .arg(workspace::root().join(BASELINE))
        .arg("--differences")
        .arg(workspace::root().join(DIFFERENCES));
    for (flag, variable, default) in [
        ("--gold", "DANCU_GOLD", "gold"),
        ("--corpus", "DANCU_CORPUS", "corpus"),
    ] {
        match folder(variable, default) {
            Some(folder) => drop(cargo.arg(flag).arg(folder)),
            None => println!("SKIPPED what needs {variable}: there is no such folder"),
        }
    }
    match install::akoma_ntoso_schema() {
        Ok(schema) => drop(cargo.arg("--schema").arg(schema)),
        Err(error) => println!("SKIPPED what needs the schema of Akoma Ntoso: {error}"),
    }
    if options.write {
        cargo.arg("--write");
    }
    if options.verbose {
        cargo.arg("--verbose");
    }
    let status = cargo.status().context("cannot run cargo")?;
    ensure!(status.success(), "the measurement failed");
    println!("load of the machine after: {}", service::load());
    Ok(())
}

/// A folder of data that is no part of the project: where the variable says, or beside the project.
pub(super) fn folder(variable: &str, default: &str) -> Option<PathBuf> {
    let given = std::env::var_os(variable).map(PathBuf::from);
    let beside = || {
        workspace::root()
            .parent()
            .map(|parent| parent.join("shared").join(default))
    };
    given.or_else(beside).filter(|folder| Path::is_dir(folder))
}

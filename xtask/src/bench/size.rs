//! `cargo xtask bench size`: the binary, its start, its memory.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Args;

use super::against;
use super::service::{self, Service};
use crate::load::machine;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// A release binary; built if not given
    #[arg(long)]
    binary: Option<PathBuf>,
}

/// How large the binary may be, in megabytes.
const BINARY: f64 = 70.0;
/// How much memory an idle server may hold with the city loaded, in megabytes.
const RESIDENT: f64 = 80.0;
/// From the start of a server to its first answer, in milliseconds.
const START: f64 = 300.0;
/// From the start of a trial that exists already to its first answer, in milliseconds.
const DEMO: f64 = 2_000.0;
/// How often a start is repeated; the middle one counts.
const STARTS: usize = 5;

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let program = match &options.binary {
        Some(program) => program.clone(),
        None => service::release()?,
    };
    println!("{}", machine());
    println!("load of the machine: {}", service::load());
    let bytes = std::fs::metadata(&program).with_context(|| program.display().to_string())?;
    against("release binary", bytes.len() as f64 / 1e6, BINARY, "MB");

    let data = service::kept().join("city");
    if data.is_dir() {
        std::fs::remove_dir_all(&data)?;
    }
    std::fs::create_dir_all(&data)?;
    let began = Instant::now();
    drop(Service::demo(&program, &data)?);
    println!(
        "the sample city filled, served and stopped in {:.1} s",
        began.elapsed().as_secs_f64()
    );

    let demo = middle(|| Service::demo(&program, &data).map(|server| server.start))?;
    against("first answer of a trial that exists", demo, DEMO, "ms");
    let start = middle(|| Service::serve(&program, &data, None).map(|server| server.start))?;
    against(
        "first answer of `dancu serve`, city loaded",
        start,
        START,
        "ms",
    );

    let server = Service::serve(&program, &data, None)?;
    std::thread::sleep(Duration::from_secs(3));
    against(
        "resident memory, idle, city loaded",
        server.resident(),
        RESIDENT,
        "MB",
    );
    Ok(())
}

fn middle(mut once: impl FnMut() -> Result<Duration>) -> Result<f64> {
    let mut times = (0..STARTS).map(|_| once()).collect::<Result<Vec<_>>>()?;
    times.sort_unstable();
    Ok(times[STARTS / 2].as_secs_f64() * 1e3)
}

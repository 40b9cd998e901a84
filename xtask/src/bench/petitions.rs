//! `cargo xtask bench petitions`: a million of them in the store.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::portal::{council, filled, json};
use super::service::{self, Service};
use crate::http::Connection;
use crate::load::{Load, machine};

/// How many, and how hard.
#[derive(Args)]
pub struct Options {
    /// A release binary; built if not given
    #[arg(long)]
    binary: Option<PathBuf>,
    /// How many utterances are added to the sample
    #[arg(long, default_value_t = 1_000_000)]
    count: usize,
    /// How many clients ask at the same time
    #[arg(long, default_value_t = 4)]
    clients: usize,
    /// Seconds per page
    #[arg(long, default_value_t = 3)]
    seconds: u64,
}

/// Within which lists and boards answer ninety-nine times of a hundred, in milliseconds.
const PAGE: f64 = 50.0;
/// Within which the report of a province is made, in milliseconds.
const REPORT: f64 = 2_000.0;

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let program = match &options.binary {
        Some(program) => program.clone(),
        None => service::release()?,
    };
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    let data = filled(&program)?;
    let started = Instant::now();
    let status = Command::new(&program)
        .args(["sample-petitions", "--count", &options.count.to_string()])
        .arg("--data")
        .arg(&data)
        .status()
        .context("cannot run dancu sample-petitions")?;
    ensure!(status.success(), "dancu sample-petitions failed");
    println!("filled in {:.0} s", started.elapsed().as_secs_f64());
    let server = Service::serve(&program, &data, None)?;
    println!(
        "first answer after {} ms, {:.0} MB resident",
        server.start.as_millis(),
        server.resident()
    );
    let id = council(&server.url)?;
    let holders = json(&server.url, &format!("/api/v1/councils/{id}/petitions"))?;
    let holder = holders["rows"][0]["key"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let list = format!("/petitions?council={id}");
    let pages = [
        "/petitions".to_owned(),
        list.clone(),
        format!("{list}&page=200"),
        format!("{list}&q=chống+ngập"),
        format!("{list}&q=KN-2026-0042"),
        format!("{list}&state=in_hand"),
        format!("{list}&field=transport&state=reopened"),
        format!("{list}&timing=late"),
        format!("{list}&timing=long_late&field=health"),
        format!("{list}&holder={holder}"),
        format!("/councils/{id}/petitions"),
        format!("/councils/{id}/petitions?by=field"),
        format!("/councils/{id}/petitions?by=unit"),
    ];
    for page in &pages {
        let load = Load {
            url: server.url.clone(),
            paths: vec![
                page.replace("chống", "ch%E1%BB%91ng")
                    .replace("ngập", "ng%E1%BA%ADp"),
            ],
            cookie: String::new(),
            clients: options.clients,
            length: Duration::from_secs(options.seconds),
            pause: Duration::from_millis(20),
            pace: Duration::ZERO,
        };
        let first = load.first()?.as_secs_f64() * 1e3;
        let measured = load.run()?;
        ensure!(measured.errors() == 0, "{page}: {measured}");
        println!("{measured}  first {first:>7.1} ms  {page}");
        let p99 = measured.percentile(0.99).as_secs_f64() * 1e3;
        super::against(page, p99.max(first), PAGE, "ms");
    }
    let started = Instant::now();
    let path = format!("/councils/{id}/petitions/report");
    let answer = Connection::open(&server.url)?.get(&path, "")?;
    ensure!(answer.status == 200, "{path}: status {}", answer.status);
    let took = started.elapsed().as_secs_f64() * 1e3;
    super::against("consolidated report of a province", took, REPORT, "ms");
    drop(server);
    std::fs::remove_dir_all(&data).ok();
    Ok(())
}

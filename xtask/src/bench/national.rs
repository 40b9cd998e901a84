//! `cargo xtask bench national`: every page, with the councils of the whole country behind it.
//!
//! The clients share the processors with the server, and a page that has a client waiting all the time is asked for as fast as it is
//! answered: the times are an upper bound. The processor time of an answer hardly depends on what else the machine does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::import;
use super::pages::pages_of;
use super::service::{self, Service};
use super::sign_in;
use crate::guard::Afterwards;
use crate::load::{Load, machine};
use crate::postgres::Postgres;
use crate::{install, workspace};

/// How hard, and what of it.
#[derive(Args)]
pub struct Options {
    /// A release binary; built if not given
    #[arg(long)]
    binary: Option<PathBuf>,
    /// How many clients ask at the same time
    #[arg(long, default_value_t = 50)]
    clients: usize,
    /// Seconds per page
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Milliseconds a client waits after an answer
    #[arg(long, default_value_t = 0)]
    pause: u64,
    /// Only pages whose path contains this
    #[arg(long, default_value = "")]
    pages: String,
    /// Only this role
    #[arg(long)]
    role: Option<String>,
    /// How many per cent of the communes of each province
    #[arg(long, default_value_t = 100)]
    percent: usize,
    /// Leave PostgreSQL out
    #[arg(long)]
    sqlite_only: bool,
    /// Leave the import out
    #[arg(long)]
    no_import: bool,
}

/// Within which every page answers ninety-nine times of a hundred, in milliseconds.
const PAGE: f64 = 50.0;
/// The same for the board of the whole country, on any day.
const BOARD: f64 = 100.0;
/// How much slower PostgreSQL may be.
const RATIO: f64 = 2.0;
/// What the import of a long roster may take, in seconds.
const IMPORT: f64 = 3.0;
/// Below this, the ratio of two times is noise.
const NOISE: f64 = 5.0;

/// The roles asked as, by code; the first is a visitor without an account.
const ROLES: &[&str] = &["", "clerk", "standing_committee", "auditor"];

/// Pages beyond those that the service lists itself: the board on many days, and lists with filters.
const MORE: &[&str] = &[
    "/councils?level=commune&q=an",
    "/councils?page=30",
    "/delegates?q=nguyen+van",
    "/delegates?sex=female",
    "/delegates?page=100",
    "/delegates?on=2026-05-01",
    "/scoreboard?q=hoa",
    "/scoreboard?sort=-missing",
];

/// The days on which the board of the whole country is asked for, one after the other.
fn board_days() -> Vec<String> {
    (4..=11)
        .flat_map(|month| (1..=28).map(move |day| format!("/?on=2026-{month:02}-{day:02}")))
        .collect()
}

/// What was measured of one page.
struct Line {
    first: f64,
    p99: f64,
    processor: f64,
}

type Table = BTreeMap<(String, String), Line>;

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let program = match &options.binary {
        Some(program) => program.clone(),
        None => service::release()?,
    };
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    let data = copy(&data(&program, options.percent)?)?;
    let accounts = data.join("sample-accounts.json");
    let sqlite = {
        let server = Service::serve(&program, &data, None)?;
        println!(
            "SQLite: first answer after {} ms, {:.0} MB resident",
            server.start.as_millis(),
            server.resident()
        );
        let table = measure(&server, &accounts, options)?;
        println!("{:.0} MB resident after it", server.resident());
        if !options.no_import {
            let seconds = import::run(&server.url, &accounts)?;
            super::against(
                "import of a roster of 5,000 rows, SQLite",
                seconds,
                IMPORT,
                "s",
            );
        }
        table
    };
    std::fs::remove_dir_all(&data).ok();
    if !options.sqlite_only {
        let table = on_postgres(&program, options)?;
        compare(&sqlite, &table);
    }
    println!("load of the machine after: {}", service::load());
    verdict(&sqlite);
    Ok(())
}

/// The national data in a file, made once for each state of the schema.
fn data(program: &Path, percent: usize) -> Result<PathBuf> {
    let lock = workspace::root().join("crates/store/migrations/LOCK");
    let lock = std::fs::read_to_string(&lock).context("the lock of the schema")?;
    let schema = lock.get(..12).context("the lock of the schema is empty")?;
    let folder = service::kept().join(format!("nation-{percent}-{schema}"));
    if folder.join("sample-accounts.json").is_file() {
        println!("national data: {}, kept from before", folder.display());
        return Ok(folder);
    }
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    fill(program, &folder, None, percent)?;
    Ok(folder)
}

/// A copy to measure on: what is imported and who signs in meanwhile must not weigh on the next run.
fn copy(kept: &Path) -> Result<PathBuf> {
    let folder = workspace::temporary("nation")?;
    for entry in std::fs::read_dir(kept)? {
        let entry = entry?;
        std::fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(folder)
}

fn fill(program: &Path, folder: &Path, postgres: Option<&str>, percent: usize) -> Result<()> {
    let started = Instant::now();
    let mut command = Command::new(program);
    command.arg("sample-nation").arg("--data").arg(folder);
    command.arg("--percent").arg(percent.to_string());
    if let Some(url) = postgres {
        command.env("DANCU_DATABASE", url);
    }
    let status = command.status().context("cannot run dancu sample-nation")?;
    ensure!(status.success(), "dancu sample-nation failed");
    println!("filled in {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn on_postgres(program: &Path, options: &Options) -> Result<Table> {
    let postgres = Postgres::start(Afterwards::Remove)?;
    let folder = workspace::temporary("nation")?;
    fill(program, &folder, Some(&postgres.url), options.percent)?;
    // The private PostgreSQL does not look after its statistics by itself, as a real one does.
    let psql = install::postgres()?.join("psql");
    let analysed = Command::new(psql)
        .args(["--quiet", "--command=VACUUM ANALYZE", &postgres.url])
        .status();
    ensure!(
        analysed.is_ok_and(|status| status.success()),
        "VACUUM ANALYZE failed"
    );
    let accounts = folder.join("sample-accounts.json");
    let server = Service::serve(program, &folder, Some(&postgres.url))?;
    println!(
        "PostgreSQL: first answer after {} ms, {:.0} MB resident",
        server.start.as_millis(),
        server.resident()
    );
    let table = measure(&server, &accounts, options);
    if table.is_ok() && !options.no_import {
        let seconds = import::run(&server.url, &accounts)?;
        super::against(
            "import of a roster of 5,000 rows, PostgreSQL",
            seconds,
            IMPORT,
            "s",
        );
    }
    drop(server);
    std::fs::remove_dir_all(&folder).ok();
    table
}

/// Every page of every role.
fn measure(server: &Service, accounts: &Path, options: &Options) -> Result<Table> {
    let mut table = Table::new();
    let roles = ROLES
        .iter()
        .filter(|role| options.role.as_deref().is_none_or(|only| only == **role));
    for role in roles {
        let cookie = match *role {
            "" => String::new(),
            role => sign_in(&server.url, accounts, role)?,
        };
        let mut pages = pages_of(&server.url, &cookie)?;
        pages.extend(MORE.iter().map(|path| (*path).to_owned()));
        let mut sets: Vec<(String, Vec<String>)> = pages
            .into_iter()
            .map(|path| (path.clone(), vec![path]))
            .collect();
        sets.push(("/ on 224 days".to_owned(), board_days()));
        for (name, paths) in sets {
            if !name.contains(&options.pages) {
                continue;
            }
            let line = ask(server, &cookie, &name, paths, role, options)?;
            table.insert(((*role).to_owned(), name), line);
        }
    }
    Ok(table)
}

fn ask(
    server: &Service,
    cookie: &str,
    name: &str,
    paths: Vec<String>,
    role: &str,
    options: &Options,
) -> Result<Line> {
    let load = Load {
        url: server.url.clone(),
        paths,
        cookie: cookie.to_owned(),
        clients: options.clients,
        length: Duration::from_secs(options.seconds),
        pause: Duration::from_millis(options.pause),
        pace: Duration::ZERO,
    };
    // Whoever comes first after a change may wait for what is counted then and kept for those who follow: told by itself.
    let first = load.first()?.as_secs_f64() * 1e3;
    let before = server.processor();
    let measured = load.run()?;
    let used = (server.processor() - before).as_secs_f64() * 1e3;
    let line = Line {
        first,
        p99: measured.percentile(0.99).as_secs_f64() * 1e3,
        processor: used / measured.answers().max(1) as f64,
    };
    println!(
        "{measured}  first {first:>6.1} ms  cpu {:>6.2} ms  {role:<18} {name}",
        line.processor
    );
    Ok(line)
}

fn bar_of(page: &str) -> f64 {
    let path = page.split(['?', ' ']).next().unwrap_or_default();
    if path == "/" || path == "/scoreboard" {
        BOARD
    } else {
        PAGE
    }
}

fn compare(sqlite: &Table, postgres: &Table) {
    println!("slower on PostgreSQL than {RATIO} times:");
    let mut slower = 0;
    for ((role, page), line) in postgres {
        let Some(other) = sqlite.get(&(role.clone(), page.clone())) else {
            continue;
        };
        let ratio = line.p99 / other.p99;
        if ratio > RATIO && line.p99 > NOISE {
            slower += 1;
            println!(
                "{ratio:>6.1}  {:>7.1} ms against {:>7.1} ms  {role:<18} {page}",
                line.p99, other.p99
            );
        }
    }
    println!("{slower} of {} pages", postgres.len());
}

fn verdict(table: &Table) {
    let missed: Vec<_> = table
        .iter()
        .filter(|((_, page), line)| line.p99.max(line.first) > bar_of(page))
        .collect();
    println!(
        "{} pages of {} miss their bar on SQLite, at p99 or the first time:",
        missed.len(),
        table.len()
    );
    for ((role, page), line) in missed {
        println!(
            "{:>7.1} ms, first {:>7.1} ms, cpu {:>6.2} ms  {role:<18} {page}",
            line.p99, line.first, line.processor
        );
    }
}

//! `cargo xtask bench portal`: the public door at its peak, on one machine with the embedded database.
//!
//! Readers ask for public pages at a steady rate while voters send petitions by the form, each from an address of its own as behind a
//! proxy. At the end every code that a voter was given is looked up, and the council's own count is held against the codes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use serde_json::Value;

use super::form::Form;
use super::service::{self, Service};
use crate::http::Connection;
use crate::load::{Load, machine};
use crate::workspace;

/// How hard and how long.
#[derive(Args)]
pub struct Options {
    /// A release binary; built if not given
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Pages asked for in a minute
    #[arg(long, default_value_t = 12_000)]
    hits: u32,
    /// Petitions sent in an hour
    #[arg(long, default_value_t = 20_000)]
    petitions: u32,
    /// Seconds it goes on; an hour is 3600
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

/// Within which a page answers ninety-nine times of a hundred, in milliseconds.
const PAGE: f64 = 100.0;
/// How many readers share the hits.
const READERS: u32 = 50;
/// How many voters send at the same time.
const VOTERS: u32 = 8;

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let program = match &options.binary {
        Some(program) => program.clone(),
        None => service::release()?,
    };
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    let data = workspace::temporary("portal")?;
    drop(Service::demo(&program, &data)?);
    let server = Service::serve_behind_proxy(&program, &data)?;
    let council = council(&server.url)?;
    let before = utterances(&server.url, &council)?;
    let length = Duration::from_secs(options.seconds);
    let codes: Mutex<Vec<String>> = Mutex::default();
    let used = server.processor();
    let started = Instant::now();
    let (measured, sent) = std::thread::scope(|scope| -> Result<_> {
        let reading = scope.spawn(|| readers(&server.url, &council, options.hits, length));
        let sending: Vec<_> = (0..VOTERS)
            .map(|voter| {
                let (url, council, codes) = (&server.url, &council, &codes);
                let every = Duration::from_secs_f64(
                    3600.0 * f64::from(VOTERS) / f64::from(options.petitions.max(1)),
                );
                scope.spawn(move || send_all(url, council, voter, every, length, codes))
            })
            .collect();
        let mut times = Vec::new();
        for voter in sending {
            let Ok(told) = voter.join() else {
                bail!("a voter broke off");
            };
            times.extend(told?);
        }
        let Ok(measured) = reading.join() else {
            bail!("the readers broke off");
        };
        Ok((measured?, times))
    })?;
    let elapsed = started.elapsed().as_secs_f64();
    println!("reading  {measured}");
    let rate = measured.answers() as f64 * 60.0 / elapsed;
    let mut times = sent;
    times.sort_unstable();
    let rank = (times.len() * 99).div_ceil(100).saturating_sub(1);
    let p99 = times.get(rank).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let codes = codes.into_inner().unwrap_or_default();
    println!(
        "sent     {:>7} petitions, {:.0} in an hour, p99 {p99:.1} ms from form to receipt",
        codes.len(),
        codes.len() as f64 * 3600.0 / elapsed
    );
    println!(
        "processor {:.0} % of one core; {:.0} MB resident",
        (server.processor() - used).as_secs_f64() * 100.0 / elapsed,
        server.resident()
    );
    ensure!(measured.errors() == 0, "pages without a good answer");
    let own: HashSet<&String> = codes.iter().collect();
    ensure!(own.len() == codes.len(), "one code was given twice");
    let after = utterances(&server.url, &council)?;
    let kept = after - before;
    println!(
        "receipts {}, kept {kept}, lost {}, doubled {}",
        codes.len(),
        (codes.len() as i64 - kept).max(0),
        (kept - codes.len() as i64).max(0)
    );
    looked_up(&server.url, &codes)?;
    super::against(
        "page, p99",
        measured.percentile(0.99).as_secs_f64() * 1e3,
        PAGE,
        "ms",
    );
    super::against(
        "hits missing in a minute",
        f64::from(options.hits) - rate,
        0.02 * f64::from(options.hits),
        "",
    );
    let wanted = f64::from(options.petitions) * elapsed / 3600.0;
    super::against(
        "petitions missing",
        wanted - codes.len() as f64,
        0.02 * wanted,
        "",
    );
    super::against(
        "petitions lost or doubled",
        (kept - codes.len() as i64).abs() as f64,
        0.0,
        "",
    );
    drop(server);
    std::fs::remove_dir_all(&data).ok();
    Ok(())
}

/// The council of the city, by what is open about it.
pub fn council(url: &str) -> Result<String> {
    let answer = json(url, "/api/v1/petitions?scope=92")?;
    let items = answer["items"].as_array().context("no petitions")?;
    let first = items.iter().find(|item| item["path"] == "92");
    let id = first.and_then(|item| item["council_id"].as_str());
    Ok(id.context("no council of the city")?.to_owned())
}

fn utterances(url: &str, council: &str) -> Result<i64> {
    let board = json(url, &format!("/api/v1/councils/{council}/petitions"))?;
    board["utterances"]
        .as_i64()
        .context("no count of utterances")
}

/// What an address of the open data answers.
pub fn json(url: &str, path: &str) -> Result<Value> {
    let answer = Connection::open(url)?.get(path, "")?;
    ensure!(answer.status == 200, "{path}: status {}", answer.status);
    serde_json::from_slice(&answer.body).with_context(|| path.to_owned())
}

/// Public pages in turn, at a steady rate.
fn readers(url: &str, council: &str, hits: u32, length: Duration) -> Result<crate::load::Measured> {
    let list = json(url, &format!("/api/v1/petitions?council={council}"))?;
    let mut paths: Vec<String> = [
        "/",
        "/petitions",
        "/submit",
        "/submit?q=cai+khe",
        "/follow",
        "/contacts",
        "/sittings",
        "/councils",
        "/petitions?field=transport",
        "/petitions?timing=late",
    ]
    .map(str::to_owned)
    .to_vec();
    for item in list["items"].as_array().into_iter().flatten().take(20) {
        paths.extend(item["id"].as_str().map(|id| format!("/petitions/{id}")));
    }
    paths.push(format!("/councils/{council}/petitions"));
    paths.push(format!("/submit/{council}"));
    let each = f64::from(READERS) * 60.0 / f64::from(hits.max(1));
    let load = Load {
        url: url.to_owned(),
        paths,
        cookie: String::new(),
        clients: READERS as usize,
        length,
        pause: Duration::ZERO,
        pace: Duration::from_secs_f64(each),
    };
    load.run()
}

/// One voter after another: each opens the form and sends it.
fn send_all(
    url: &str,
    council: &str,
    voter: u32,
    every: Duration,
    length: Duration,
    codes: &Mutex<Vec<String>>,
) -> Result<Vec<Duration>> {
    let started = Instant::now();
    let mut times = Vec::new();
    let path = format!("/submit/{council}");
    for turn in 0u32.. {
        let due = every.mul_f64(f64::from(turn) + f64::from(voter) / f64::from(VOTERS));
        if due > length {
            break;
        }
        std::thread::sleep(due.saturating_sub(started.elapsed()));
        let address = format!("10.{}.{}.{}", voter, turn / 250 % 250, turn % 250 + 1);
        let begun = Instant::now();
        let mut open = Connection::open(url)?.forwarded_for(&address);
        let page = open.get(&path, "")?;
        let cookie = page.cookies();
        let form = Form::in_answer(page, &path)?;
        let text = format!("Kiến nghị đo tốc độ {voter}-{turn}: sửa đường, thoát nước trước nhà");
        let mut fields = form.hidden();
        fields.push(("text", &text));
        let answer = open.post_form(&path, &fields, &cookie)?;
        ensure!(answer.status == 303, "sending: status {}", answer.status);
        let place = answer
            .header("location")
            .context("no place after sending")?;
        let code = place.trim_start_matches("/follow/");
        let code = code.split('?').next().unwrap_or_default().to_owned();
        times.push(begun.elapsed());
        if let Ok(mut codes) = codes.lock() {
            codes.push(code);
        }
    }
    Ok(times)
}

/// Every code opens its page; of very many, every so-manieth.
fn looked_up(url: &str, codes: &[String]) -> Result<()> {
    let step = codes.len().div_ceil(2_000).max(1);
    let mut found = 0;
    for (turn, code) in codes.iter().step_by(step).enumerate() {
        let address = format!("11.{}.{}.1", turn / 250 % 250, turn % 250);
        let mut open = Connection::open(url)?.forwarded_for(&address);
        let answer = open.get(&format!("/follow/{code}"), "")?;
        ensure!(answer.status == 200, "{code}: status {}", answer.status);
        found += 1;
    }
    println!("looked up {found} codes, every one is there");
    Ok(())
}

/// The folder of a demo that was filled once, for whoever measures on it.
pub fn filled(program: &Path) -> Result<PathBuf> {
    let data = workspace::temporary("portal")?;
    drop(Service::demo(program, &data)?);
    Ok(data)
}

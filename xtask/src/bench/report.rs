//! The report on the term of a city of 104 councils: how long it takes to be drawn, and its files.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::form::Form;
use super::{against, sign_in};
use crate::demo::Demo;
use crate::http::Connection;

/// So many times each is asked for; the worst counts.
const TIMES: usize = 5;

/// What is measured.
#[derive(Args)]
pub struct Options {
    /// A running demo instead of one that is built and started
    #[arg(long)]
    url: Option<String>,
    /// The file with the sample accounts of that demo
    #[arg(long)]
    accounts: Option<PathBuf>,
}

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let demo = match options.url {
        Some(_) => None,
        None => Some(Demo::build_and_start()?),
    };
    let given = options.url.as_deref();
    let url = given.or(demo.as_ref().map(|demo| demo.url.as_str()));
    let url = url.context("no server")?;
    let given = options.accounts.as_deref();
    let accounts = given.or(demo.as_ref().map(|demo| demo.accounts.as_path()));
    let cookie = sign_in(url, accounts.context("--url needs --accounts")?, "clerk")?;
    let mut open = Connection::open(url)?;
    let listed: serde_json::Value =
        serde_json::from_slice(&open.get("/api/v1/reports", &cookie)?.body).context("the list")?;
    let of_state = |state: &str| {
        let mut reports = listed["items"].as_array().into_iter().flatten();
        let found = reports.find(|report| report["state"] == state);
        let id = found.and_then(|report| report["id"].as_str());
        id.map(str::to_owned)
    };
    let draft = of_state("draft").context("the demo has no draft of a report")?;
    let refresh = format!("/reports/{draft}/refresh");
    let mut worst: f64 = 0.0;
    for _ in 0..TIMES {
        // An act counts everything anew, for no record is kept across it.
        let form = Form::on(&mut open, &refresh, &cookie)?;
        let fields = form.hidden();
        let began = Instant::now();
        let answer = open.post_form(&refresh, &fields, &cookie)?;
        ensure!(answer.status == 303, "{refresh}: status {}", answer.status);
        worst = worst.max(began.elapsed().as_secs_f64() * 1000.0);
    }
    against(
        "report of the term, 104 councils, drawn anew and kept",
        worst,
        3000.0,
        "ms",
    );
    // Whoever reads first after an act waits for the count.
    for (name, path, times, bar) in [
        (
            "its page, the first reader",
            format!("/reports/{draft}"),
            1,
            3000.0,
        ),
        ("its page", format!("/reports/{draft}"), TIMES, 100.0),
        (
            "its annex as XLSX",
            format!("/reports/{draft}/annex.xlsx"),
            TIMES,
            1000.0,
        ),
    ] {
        let mut worst: f64 = 0.0;
        let mut size = 0;
        for _ in 0..times {
            let began = Instant::now();
            let answer = open.get(&path, &cookie)?;
            ensure!(answer.status == 200, "{path}: status {}", answer.status);
            worst = worst.max(began.elapsed().as_secs_f64() * 1000.0);
            size = answer.body.len();
        }
        against(name, worst, bar, "ms");
        println!("{:<58} {:>9.1} kB", "", size as f64 / 1000.0);
    }
    Ok(())
}

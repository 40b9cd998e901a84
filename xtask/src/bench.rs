//! `cargo xtask bench`: how fast and how large, each figure with its bar and with the machine it was measured on.
//!
//! The bars are kept here and nowhere else; BENCHMARKS.md says what was measured against them.

mod build;
mod figures;
mod form;
mod import;
mod lex;
mod library;
mod national;
mod pages;
mod paper;
mod petitions;
mod portal;
mod report;
mod seal;
mod service;
mod size;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use serde_json::Value;

use crate::http::Connection;

/// What to measure.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every page that a role may open
    Pages(pages::Options),
    /// The pages of the whole country, on SQLite and on PostgreSQL, and the import of a long roster
    National(national::Options),
    /// The binary, its start, its memory
    Size(size::Options),
    /// How long the release build takes from nothing, and a development build after one edit
    Build(build::Options),
    /// The legal-text engine: what it finds, how steadily, how fast
    Lex(lex::Options),
    /// The public door at its peak: readers and voters who send, none lost and none doubled
    Portal(portal::Options),
    /// A million petitions: lists, filters, boards, the report of a province
    Petitions(petitions::Options),
    /// The checker of figures in reports: how fast, and how many planted errors it finds
    Figures(figures::Options),
    /// The report on the term of a city of 104 councils: drawn, its page, its files
    Report(report::Options),
    /// A corpus brought into the library as a folder, and searched
    Library(library::Options),
    /// Official papers: how fast they are printed, and what other programs say of them
    Paper(paper::Options),
}

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Pages(options) => pages::run(options),
        What::National(options) => national::run(options),
        What::Size(options) => size::run(options),
        What::Build(options) => build::run(options),
        What::Lex(options) => lex::run(options),
        What::Portal(options) => portal::run(options),
        What::Petitions(options) => petitions::run(options),
        What::Figures(options) => figures::run(options),
        What::Report(options) => report::run(options),
        What::Library(options) => library::run(options),
        What::Paper(options) => paper::run(options),
    }
}

/// A figure beside its bar.
fn against(name: &str, measured: f64, bar: f64, unit: &str) {
    let verdict = if measured <= bar { "ok" } else { "MISSED" };
    println!("{name:<58} {measured:>9.1} {unit:<3} bar {bar:>6.0}  {verdict}");
}

/// Signs in with a sample account and gives the cookie of its session.
fn sign_in(url: &str, accounts: &Path, role: &str) -> Result<String> {
    let text =
        std::fs::read(accounts).with_context(|| format!("cannot read {}", accounts.display()))?;
    let accounts: Vec<Value> =
        serde_json::from_slice(&text).context("the file of the sample accounts")?;
    let account = accounts.iter().find(|account| account["role"] == role);
    let account = account.with_context(|| format!("there is no account for the role {role}"))?;
    let field = |name: &str| {
        account[name]
            .as_str()
            .with_context(|| format!("the account has no {name}"))
    };
    let mut open = Connection::open(url)?;
    let page = open.get("/sign-in", "")?;
    let visitor = page.cookies();
    let form = form::Form::in_answer(page, "/sign-in")?;
    let mut fields = form.hidden();
    fields.extend([("login", field("login")?), ("password", field("password")?)]);
    let answer = open.post_form("/sign-in", &fields, &visitor)?;
    let cookie = answer.cookies();
    ensure!(
        answer.status == 303 && !cookie.is_empty(),
        "could not sign in as {role}: status {}",
        answer.status
    );
    Ok(cookie)
}

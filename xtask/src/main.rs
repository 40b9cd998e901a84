//! The project's own commands: `cargo xtask test | tidy | a11y | shots | bench | oidc`.
//!
//! Everything a contributor or a build server has to run is here, so that there is one way to run it. Nothing of
//! this crate is shipped.
#![allow(
    clippy::disallowed_methods,
    reason = "a development tool may read the real clock"
)]

mod arrows;
mod bench;
mod browser;
mod demo;
mod guard;
mod http;
mod install;
mod load;
mod postgres;
mod steps;
mod test;
mod tidy;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Commands for working on Dân Cử")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the tests need, then run formatting, lints, all tests on both databases and the browser tests
    Test(test::Options),
    /// The project's own checks on its source text
    Tidy,
    /// Walk every page of every role with axe and HTML_CodeSniffer
    A11y(browser::WalkOptions),
    /// Take a picture of every page of every role
    Shots(browser::ShotOptions),
    /// Measure how fast pages are answered
    Bench(bench::Options),
    /// Run a small OpenID Connect provider for trying sign-in
    Oidc(browser::OidcOptions),
    /// Run a private PostgreSQL until Enter is pressed and print its address
    Postgres,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Test(options) => test::run(&options),
        Command::Tidy => tidy::run(),
        Command::A11y(options) => browser::walk(&options),
        Command::Shots(options) => browser::shots(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Oidc(options) => browser::oidc(&options),
        Command::Postgres => postgres::hold(),
    }
}

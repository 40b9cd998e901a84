//! What is done in a real browser: the tests, the accessibility walk, the pictures and the sign-in provider.
//!
//! The work itself is done by the scripts in `tests/browser`; here they get a browser, a running demo and options.

use crate::demo::Demo;
use crate::{install, workspace};
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::path::PathBuf;
use std::process::Command;

/// Which pages of which server, as whom and how wide.
#[derive(Args)]
pub struct Selection {
    /// A running server; without it a fresh demo of the development binary is started
    #[arg(long)]
    url: Option<String>,
    /// The file with the sample accounts of the server at --url
    #[arg(long)]
    accounts: Option<PathBuf>,
    /// Only these roles, separated by commas; `voter` is the visitor without an account
    #[arg(long)]
    roles: Option<String>,
    /// Widths of the window in pixels
    #[arg(long, default_value = "390,1280")]
    widths: String,
    /// Only pages whose path matches this regular expression
    #[arg(long)]
    pages: Option<String>,
}

/// Options of the accessibility walk.
#[derive(Args)]
pub struct WalkOptions {
    #[command(flatten)]
    selection: Selection,
    /// Ask Lighthouse instead, which must give one page of each kind 100 for accessibility, for every role and width
    #[arg(long)]
    lighthouse: bool,
}

/// Options of the pictures.
#[derive(Args)]
pub struct ShotOptions {
    #[command(flatten)]
    selection: Selection,
    /// The folder for the pictures; `shots` in the target folder if not given
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Options of the sign-in provider.
#[derive(Args)]
pub struct OidcOptions {
    /// The port on 127.0.0.1; a free one if not given
    #[arg(long)]
    port: Option<u16>,
    /// Where the provider may send people back to
    #[arg(long, default_value = "http://127.0.0.1:8080/sign-in/oidc/back")]
    redirect: String,
}

/// The browser and the runtime that drives it.
pub struct Tools {
    node: PathBuf,
    chromium: PathBuf,
}

impl Tools {
    /// Finds both, installing what is missing.
    pub fn find() -> Result<Self> {
        Ok(Self {
            node: install::node()?,
            chromium: install::chromium()?,
        })
    }

    /// Node in the folder of the browser tests, told where the demo is.
    pub fn node_at(&self, demo: &Demo) -> Command {
        let mut command = self.node();
        command
            .env("DANCU_URL", &demo.url)
            .env("DANCU_ACCOUNTS", &demo.accounts)
            .env("DANCU_PROGRAM", workspace::target().join("debug/dancu"));
        command
    }

    fn node(&self) -> Command {
        let mut command = Command::new(&self.node);
        command
            .current_dir(workspace::browser_tests())
            .env("CHROME_PATH", &self.chromium);
        command
    }

    /// Runs a walking script over the selected pages.
    fn walk(&self, script: &str, selection: &Selection, more: &[String]) -> Result<()> {
        let demo = match selection.url {
            Some(_) => None,
            None => Some(Demo::build_and_start()?),
        };
        let mut command = match &demo {
            Some(demo) => self.node_at(demo),
            None => self.node(),
        };
        if let Some(url) = &selection.url {
            command.env("DANCU_URL", url.trim_end_matches('/'));
        }
        if let Some(accounts) = &selection.accounts {
            command.env("DANCU_ACCOUNTS", std::path::absolute(accounts)?);
        }
        command
            .arg(script)
            .arg(format!("--widths={}", selection.widths))
            .args(more);
        command.args(
            selection
                .roles
                .iter()
                .map(|roles| format!("--roles={roles}")),
        );
        command.args(
            selection
                .pages
                .iter()
                .map(|pages| format!("--pages={pages}")),
        );
        let status = command
            .status()
            .with_context(|| format!("cannot run {script}"))?;
        ensure!(status.success(), "{script} found faults");
        Ok(())
    }
}

/// Checks every selected page for accessibility.
pub fn walk(options: &WalkOptions) -> Result<()> {
    let more = if options.lighthouse {
        vec!["--lighthouse".to_owned()]
    } else {
        Vec::new()
    };
    Tools::find()?.walk("a11y.mjs", &options.selection, &more)
}

/// Takes a picture of every selected page.
pub fn shots(options: &ShotOptions) -> Result<()> {
    let folder = options
        .out
        .clone()
        .unwrap_or_else(|| workspace::target().join("shots"));
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create {}", folder.display()))?;
    let folder = std::path::absolute(folder)?;
    Tools::find()?.walk(
        "shots.mjs",
        &options.selection,
        &[format!("--out={}", folder.display())],
    )
}

/// Runs the sign-in provider until it is interrupted.
pub fn oidc(options: &OidcOptions) -> Result<()> {
    let port = options.port.map_or_else(workspace::free_port, Ok)?;
    let status = Command::new(install::node()?)
        .current_dir(workspace::browser_tests())
        .arg("oidc-server.mjs")
        .args([
            format!("--port={port}"),
            format!("--redirect={}", options.redirect),
        ])
        .status()
        .context("cannot run oidc-server.mjs")?;
    ensure!(status.success(), "oidc-server.mjs ended with {status}");
    Ok(())
}

/// The test files, named one by one because Node takes patterns only from version 21 on.
pub fn tests() -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(workspace::browser_tests())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

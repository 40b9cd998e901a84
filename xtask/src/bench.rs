//! `cargo xtask bench`: how fast pages are answered, with the machine they were measured on.

use crate::demo::Demo;
use crate::http::Connection;
use crate::load::{Load, machine};
use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What to measure.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every page that a role may open
    Pages(PageOptions),
}

#[derive(Args)]
struct PageOptions {
    /// A running server; without it a demo of the development binary is started
    #[arg(long)]
    url: Option<String>,
    /// The file with the sample accounts of the server at --url
    #[arg(long)]
    accounts: Option<PathBuf>,
    /// The role to sign in as; a visitor without an account if not given
    #[arg(long)]
    role: Option<String>,
    /// How many clients ask at the same time
    #[arg(long, default_value_t = 50)]
    clients: usize,
    /// Seconds per page
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Milliseconds a client waits after an answer
    #[arg(long, default_value_t = 0)]
    pause: u64,
    /// Only pages whose path contains this
    #[arg(long, default_value = "")]
    pages: String,
}

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Pages(options) => pages(options),
    }
}

fn pages(options: &PageOptions) -> Result<()> {
    let demo = match options.url {
        Some(_) => None,
        None => Some(Demo::build_and_start()?),
    };
    let url = options
        .url
        .as_deref()
        .or(demo.as_ref().map(|demo| demo.url.as_str()))
        .context("no server")?;
    println!("{}", machine());
    println!(
        "{} clients, {} s a page, {} ms pause",
        options.clients, options.seconds, options.pause
    );
    let accounts = options
        .accounts
        .as_deref()
        .or(demo.as_ref().map(|demo| demo.accounts.as_path()));
    let cookie = match &options.role {
        Some(role) => sign_in(url, accounts.context("--role needs --accounts")?, role)?,
        None => String::new(),
    };
    let answer = Connection::open(url)?.get("/api/v1/pages", &cookie)?;
    ensure!(
        answer.status == 200,
        "/api/v1/pages: status {}",
        answer.status
    );
    let paths: Vec<String> = serde_json::from_slice(&answer.body).context("/api/v1/pages")?;
    let mut errors = 0;
    for path in paths
        .into_iter()
        .filter(|path| path.contains(&options.pages))
    {
        let load = Load {
            url: url.to_owned(),
            paths: vec![path.clone()],
            cookie: cookie.clone(),
            clients: options.clients,
            length: Duration::from_secs(options.seconds),
            pause: Duration::from_millis(options.pause),
        };
        let measured = load.run()?;
        errors += measured.errors();
        println!("{measured}  {path}");
    }
    ensure!(errors == 0, "{errors} requests had no good answer");
    Ok(())
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
    let fields = [("login", field("login")?), ("password", field("password")?)];
    let answer = Connection::open(url)?.post_form("/sign-in", &fields, "")?;
    let cookie = answer.cookies();
    ensure!(
        answer.status == 303 && !cookie.is_empty(),
        "could not sign in as {role}: status {}",
        answer.status
    );
    Ok(cookie)
}

//! `cargo xtask bench pages`: every page that one role may open, on a demo or on a server that runs already.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::sign_in;
use crate::demo::Demo;
use crate::http::Connection;
use crate::load::{Load, machine};

/// Which pages, asked for how hard.
#[derive(Args)]
pub struct Options {
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
    let paths = pages_of(url, &cookie)?;
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
            pace: Duration::ZERO,
        };
        let measured = load.run()?;
        errors += measured.errors();
        println!("{measured}  {path}");
    }
    ensure!(errors == 0, "{errors} requests had no good answer");
    Ok(())
}

/// The pages that whoever has this cookie may open.
pub fn pages_of(url: &str, cookie: &str) -> Result<Vec<String>> {
    let answer = Connection::open(url)?.get("/api/v1/pages", cookie)?;
    ensure!(
        answer.status == 200,
        "/api/v1/pages: status {}",
        answer.status
    );
    serde_json::from_slice(&answer.body).context("/api/v1/pages")
}

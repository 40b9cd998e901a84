//! A running demo on a free port, for tests that need the whole product.

use crate::guard::{Afterwards, Guarded, Stop};
use crate::workspace;
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

/// What the demo prints before its address.
const ANNOUNCEMENT: &str = "listening on ";
/// How long a demo may take to fill an empty database with a debug build.
const PATIENCE: Duration = Duration::from_secs(300);

/// A demo that serves; dropping it stops it.
pub struct Demo {
    /// The address it serves at, without a slash at the end.
    pub url: String,
    /// The file with the sample accounts.
    pub accounts: PathBuf,
    /// Its data folder.
    pub folder: PathBuf,
    _server: Guarded,
}

impl Demo {
    /// Builds the development binary and starts a fresh demo in a temporary folder.
    pub fn build_and_start() -> Result<Self> {
        build()?;
        Self::start(Afterwards::Remove)
    }

    /// Starts a fresh demo from the development binary as it is.
    pub fn start(afterwards: Afterwards) -> Result<Self> {
        let program = workspace::target().join("debug/dancu");
        ensure!(program.is_file(), "{} was not built", program.display());
        let folder = workspace::temporary("demo")?;
        let port = workspace::free_port()?;
        let arguments = [
            "demo".into(),
            "--data".into(),
            folder.clone().into_os_string(),
            "--listen".into(),
            format!("127.0.0.1:{port}").into(),
        ];
        let (server, output) =
            Guarded::start(&program, &arguments, Stop::Terminate, &folder, afterwards)?;
        let (tell, told) = mpsc::channel();
        // The output is read to its end, or the demo would one day wait for a full pipe.
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some((_, url)) = line.split_once(ANNOUNCEMENT) {
                    let url = url.split_whitespace().next().unwrap_or_default();
                    tell.send(url.trim_end_matches('/').to_owned()).ok();
                }
            }
        });
        let url = match told.recv_timeout(PATIENCE) {
            Ok(url) => url,
            Err(mpsc::RecvTimeoutError::Disconnected) => bail!("the demo ended before it served"),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                bail!("the demo did not serve within {} s", PATIENCE.as_secs())
            }
        };
        let accounts = folder.join("demo-accounts.json");
        Ok(Self {
            url,
            accounts,
            folder,
            _server: server,
        })
    }
}

/// Builds the development binary.
pub fn build() -> Result<()> {
    let status = workspace::cargo()
        .args(["build", "--workspace", "--bins"])
        .status()
        .context("cannot run cargo build")?;
    ensure!(status.success(), "cargo build failed");
    Ok(())
}

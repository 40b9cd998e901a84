//! A release binary that serves, and what the system knows of its process.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::guard::{Afterwards, Guarded, Stop};
use crate::http::Connection;
use crate::workspace;

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_secs(120);
/// The log goes to a file, and the shell becomes the program, so that the noted process is the program's own.
const SHELL: &str = r#"echo $$ >"$1/pid"; log=$1/log; shift; exec "$@" 2>"$log""#;

/// The folder for what is made once and kept for the next run.
pub fn kept() -> PathBuf {
    workspace::target().join("bench")
}

/// Builds the release binary and gives its place.
pub fn release() -> Result<PathBuf> {
    let status = workspace::cargo()
        .args(["build", "--release", "--package", "dancu"])
        .status()
        .context("cannot run cargo build")?;
    ensure!(status.success(), "cargo build --release failed");
    Ok(workspace::target().join("release/dancu"))
}

/// A running server; dropping it stops it.
pub struct Service {
    /// The address it serves at.
    pub url: String,
    /// How long it took from its start to the first answer.
    pub start: Duration,
    process: u32,
    _server: Guarded,
}

impl Service {
    /// Starts `dancu serve` on a data folder, or on a PostgreSQL instead of the file in it.
    pub fn serve(program: &Path, data: &Path, postgres: Option<&str>) -> Result<Self> {
        let port = workspace::free_port()?;
        let mut text = format!(
            "listen = \"127.0.0.1:{port}\"\ndata = \"{}\"\n",
            data.display()
        );
        if let Some(url) = postgres {
            text.push_str(&format!("database = \"{url}\"\n"));
        }
        let run = workspace::temporary("bench")?;
        let config = run.join("dancu.toml");
        std::fs::write(&config, text)?;
        let arguments = ["serve".into(), "--config".into(), config.into_os_string()];
        Self::start(program, &arguments, &run, port)
    }

    /// The same behind a proxy on this machine, whose word on the user's address is taken.
    pub fn serve_behind_proxy(program: &Path, data: &Path) -> Result<Self> {
        let port = workspace::free_port()?;
        let run = workspace::temporary("bench")?;
        let config = run.join("dancu.toml");
        let text = format!(
            "listen = \"127.0.0.1:{port}\"\ndata = \"{}\"\ntrusted_proxies = [\"127.0.0.1\"]\n",
            data.display()
        );
        std::fs::write(&config, text)?;
        let arguments = ["serve".into(), "--config".into(), config.into_os_string()];
        Self::start(program, &arguments, &run, port)
    }

    /// Starts `dancu demo` on a folder.
    pub fn demo(program: &Path, data: &Path) -> Result<Self> {
        let port = workspace::free_port()?;
        let run = workspace::temporary("bench")?;
        let arguments = [
            "demo".into(),
            "--data".into(),
            data.into(),
            "--listen".into(),
            format!("127.0.0.1:{port}").into(),
        ];
        Self::start(program, &arguments, &run, port)
    }

    fn start(program: &Path, arguments: &[OsString], run: &Path, port: u16) -> Result<Self> {
        let mut line: Vec<OsString> = vec!["-c".into(), SHELL.into(), "bench".into(), run.into()];
        line.push(program.into());
        line.extend_from_slice(arguments);
        let started = Instant::now();
        let (server, _) = Guarded::start(
            Path::new("sh"),
            &line,
            Stop::Terminate,
            run,
            Afterwards::Remove,
        )?;
        let url = format!("http://127.0.0.1:{port}");
        loop {
            let answered = Connection::open(&url).and_then(|mut open| open.get("/", ""));
            if answered.is_ok_and(|answer| answer.status == 200) {
                break;
            }
            if started.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(run.join("log")).unwrap_or_default();
                bail!("{} does not answer: {log}", program.display());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let start = started.elapsed();
        let process = std::fs::read_to_string(run.join("pid"))?;
        Ok(Self {
            url,
            start,
            process: process
                .trim()
                .parse()
                .context("the number of the process")?,
            _server: server,
        })
    }

    /// The processor time it has used so far, its own and the system's for it.
    pub fn processor(&self) -> Duration {
        processor_of(self.process)
    }

    /// The memory it has resident, in megabytes.
    pub fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kibibytes.unwrap_or(0.0) * 1024.0 / 1e6
    }
}

fn processor_of(process: u32) -> Duration {
    /// Linux counts processor time for programs in hundredths of a second on every architecture we know.
    const TICK: u64 = 10;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name of the program may hold spaces; the fields are counted behind its closing parenthesis.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * TICK)
}

/// Waits, then gives the load of the machine: figures taken while others use it say little.
pub fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

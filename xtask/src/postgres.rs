//! A private PostgreSQL for the tests: its own folder, a free loopback port, gone when the tests are.

use crate::guard::{Afterwards, Guarded, Stop};
use crate::{install, workspace};
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The variable that tells the tests which PostgreSQL they may create databases in.
pub const VARIABLE: &str = "DANCU_TEST_POSTGRES";

/// A running PostgreSQL; dropping it stops it and removes its folder.
pub struct Postgres {
    /// The address for clients, as `postgres://…`.
    pub url: String,
    /// Where its data and its log are while it runs.
    pub folder: PathBuf,
    _server: Guarded,
}

impl Postgres {
    /// Creates a cluster and starts it.
    pub fn start(afterwards: Afterwards) -> Result<Self> {
        let programs = install::postgres()?;
        let folder = workspace::temporary("postgres")?;
        let started = Self::start_in(&programs, &folder, afterwards);
        if started.is_err() && afterwards == Afterwards::Remove {
            std::fs::remove_dir_all(&folder).ok();
        }
        started
    }

    fn start_in(programs: &Path, folder: &Path, afterwards: Afterwards) -> Result<Self> {
        let account = Account::unprivileged()?;
        if let Some(account) = &account {
            std::os::unix::fs::chown(folder, Some(account.user), Some(account.group))?;
        }
        let data = folder.join("data");
        let (program, arguments) = as_account(account.as_ref(), programs.join("initdb"));
        let created = Command::new(program)
            .args(arguments)
            .args([
                "--username=dancu",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
                "-D",
            ])
            .arg(&data)
            .current_dir(folder)
            .output()
            .context("cannot run initdb")?;
        ensure!(
            created.status.success(),
            "initdb failed: {}",
            String::from_utf8_lossy(&created.stderr)
        );

        let port = workspace::free_port()?;
        let (program, mut arguments) = as_account(account.as_ref(), programs.join("postgres"));
        arguments.extend(["-D".into(), data.into_os_string()]);
        let sockets = format!("unix_socket_directories={}", folder.display());
        let port_setting = format!("port={port}");
        for setting in [
            "listen_addresses=127.0.0.1",
            port_setting.as_str(),
            sockets.as_str(),
            "max_connections=200",
            // The data is thrown away, so nothing has to survive a power cut.
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "autovacuum=off",
            "logging_collector=on",
            "log_directory=log",
        ] {
            arguments.extend(["-c".into(), setting.into()]);
        }
        let (server, _) =
            Guarded::start(&program, &arguments, Stop::Interrupt, folder, afterwards)?;
        wait_ready(programs, port)?;
        Ok(Self {
            url: format!("postgres://dancu@127.0.0.1:{port}/postgres"),
            folder: folder.to_path_buf(),
            _server: server,
        })
    }
}

/// Runs a PostgreSQL until Enter is pressed, for running single tests against it.
pub fn hold() -> Result<()> {
    let postgres = Postgres::start(Afterwards::Remove)?;
    println!("export {VARIABLE}={}", postgres.url);
    println!("press Enter to stop");
    std::io::stdin().read_line(&mut String::new())?;
    Ok(())
}

/// The account that runs PostgreSQL, which refuses to run as root.
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// `postgres`, or else `nobody`; none where we are unprivileged ourselves.
    fn unprivileged() -> Result<Option<Self>> {
        if !workspace::is_root() {
            return Ok(None);
        }
        let accounts = std::fs::read_to_string("/etc/passwd").context("/etc/passwd")?;
        let find = |name: &str| {
            let line = accounts
                .lines()
                .find(|line| line.split(':').next() == Some(name))?;
            let mut fields = line.split(':').skip(2);
            Some(Self {
                user: fields.next()?.parse().ok()?,
                group: fields.next()?.parse().ok()?,
            })
        };
        match find("postgres").or_else(|| find("nobody")) {
            Some(account) => Ok(Some(account)),
            None => {
                bail!("PostgreSQL does not run as root, and there is no account postgres or nobody")
            }
        }
    }
}

/// The program and first arguments that run `program` as an account.
fn as_account(account: Option<&Account>, program: PathBuf) -> (PathBuf, Vec<OsString>) {
    let Some(Account { user, group }) = account else {
        return (program, Vec::new());
    };
    let arguments = [
        format!("--reuid={user}"),
        format!("--regid={group}"),
        "--clear-groups".to_owned(),
    ];
    let mut arguments: Vec<OsString> = arguments.into_iter().map(OsString::from).collect();
    arguments.push(program.into_os_string());
    (PathBuf::from("setpriv"), arguments)
}

fn wait_ready(programs: &Path, port: u16) -> Result<()> {
    let started = Instant::now();
    let port = port.to_string();
    while started.elapsed() < Duration::from_secs(30) {
        let answers = Command::new(programs.join("pg_isready"))
            .args([
                "-q",
                "-h",
                "127.0.0.1",
                "-U",
                "dancu",
                "-d",
                "postgres",
                "-p",
                &port,
            ])
            .stdout(Stdio::null())
            .status()
            .context("cannot run pg_isready")?;
        if answers.success() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("PostgreSQL did not answer within 30 s on port {port}")
}

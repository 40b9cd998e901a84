//! A background process that cannot outlive this one.
//!
//! Rust's standard library has no signal handler, so a shell stands between: it starts the program and then waits on
//! a pipe that only we hold. However we end (return, panic, Ctrl-C, `kill -9`), the pipe closes, the shell stops the
//! program and removes its folder.

use anyhow::{Context, Result};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// `$1` is the signal that stops the program, `$2` a folder to remove afterwards or empty; the rest is the program.
const SHELL: &str = r#"
signal=$1 folder=$2; shift 2
"$@" </dev/null & program=$!
exec >/dev/null 2>&1
read -r _
kill -"$signal" $program
( sleep 15; kill -KILL $program ) & patience=$!
wait $program
kill $patience
if [ -n "$folder" ]; then rm -rf "$folder"; fi
"#;

/// How a guarded program is stopped.
#[derive(Clone, Copy)]
pub enum Stop {
    /// `SIGTERM`, what a service manager would send.
    Terminate,
    /// `SIGINT`, which tells PostgreSQL not to wait for its clients.
    Interrupt,
}

/// What happens to the folder of a program that has stopped.
#[derive(Clone, Copy, PartialEq)]
pub enum Afterwards {
    /// It is removed.
    Remove,
    /// It stays, for looking at.
    Keep,
}

/// A running program; dropping it stops it.
pub struct Guarded {
    shell: Child,
}

impl Guarded {
    /// Starts a program and gives its standard output; `folder` is what it leaves behind.
    pub fn start(
        program: &Path,
        arguments: &[OsString],
        stop: Stop,
        folder: &Path,
        afterwards: Afterwards,
    ) -> Result<(Self, ChildStdout)> {
        let signal = match stop {
            Stop::Terminate => "TERM",
            Stop::Interrupt => "INT",
        };
        let remove = match afterwards {
            Afterwards::Remove => folder,
            Afterwards::Keep => Path::new(""),
        };
        let mut shell = Command::new("sh")
            .args(["-c", SHELL, "guard", signal])
            .arg(remove)
            .arg(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = shell.stdout.take().context("no standard output")?;
        Ok((Self { shell }, output))
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        if let Err(error) = self.shell.wait() {
            eprintln!("a background process was not stopped: {error}");
        }
    }
}

//! Where things are: the root of the workspace, the target folder, tools on the PATH, free ports, temporary folders.

use anyhow::{Context, Result};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The folder Cargo builds into, wherever the environment put it.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The folder of the browser tests.
pub fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// A Cargo command in the root of the workspace.
///
/// On a build server ([`lints_while_building`]) nothing is compiled twice: the bookkeeping of incremental builds would only cost time, and
/// Clippy's compiler builds what it judges.
pub fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&program);
    command.current_dir(root());
    // What Cargo tells a program it runs would look to build scripts like a changed machine, and half the workspace be built anew.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    if lints_while_building() {
        command.env("CARGO_INCREMENTAL", "0");
        command.env(
            "RUSTC_WORKSPACE_WRAPPER",
            Path::new(&program).with_file_name("clippy-driver"),
        );
        command.env("CLIPPY_ARGS", DENY_WARNINGS);
    }
    command
}

/// `-D warnings` as `cargo clippy` hands it to its compiler.
const DENY_WARNINGS: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

/// Whether this is a build server, where a whole run builds once, with Clippy's compiler, instead of checking everything first.
pub fn lints_while_building() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

/// The first of these programs that the PATH knows.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|program| program.is_file())
    })
}

/// A loopback port that was free a moment ago.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free loopback port")?;
    Ok(listener.local_addr()?.port())
}

/// A fresh folder under the system's temporary folder; the caller removes it.
pub fn temporary(name: &str) -> Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("dancu-{name}-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

/// True where the process may do anything, as in most containers.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

//! `dancu backup FILE`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use kernel::{Clock, vi};

use crate::config::Config;
use crate::installation;
use crate::say::say;

/// Writes a backup, checks it, and notes for `doctor` when it was made.
pub async fn run(config: &Config, file: &Path) -> Result<ExitCode> {
    let db = installation::open_existing(config).await?;
    let made = store::backup::backup(&db, file)
        .await
        .with_context(|| format!("cannot back up to {}", file.display()))?;
    db.close().await;
    std::fs::create_dir_all(&config.data)
        .and_then(|()| {
            let now = Clock::system().now().to_string();
            std::fs::write(installation::backup_note(config), now)
        })
        .context("the backup is made, but its moment could not be noted")?;
    let bytes = vi::number(i64::try_from(made.bytes).unwrap_or(i64::MAX));
    let lines = vi::number(made.chain.lines);
    say(
        &format!(
            "Đã sao lưu {bytes} byte, {lines} dòng nhật ký. Mã chuỗi: {}",
            made.chain.head
        ),
        &format!("Backed up {bytes} bytes, {lines} audit lines. Keep the hash elsewhere."),
    );
    Ok(ExitCode::SUCCESS)
}

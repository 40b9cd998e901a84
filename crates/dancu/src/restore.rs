//! `dancu restore FILE`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use kernel::vi;

use crate::config::Config;
use crate::installation;
use crate::say::say;

/// Restores a backup to where nothing is yet.
pub async fn run(config: &Config, file: &Path) -> Result<ExitCode> {
    if config.database.is_none() {
        installation::make_folder(&config.data)?;
    }
    let restored = store::backup::restore(file, &config.target())
        .await
        .with_context(|| format!("cannot restore {}", file.display()))?;
    let lines = vi::number(restored.chain.lines);
    let head = restored.chain.head;
    say(
        &format!("Đã phục hồi; chuỗi nhật ký nguyên vẹn: {lines} dòng, mã {head}"),
        &format!("Restored; the audit chain holds: {lines} lines."),
    );
    Ok(ExitCode::SUCCESS)
}

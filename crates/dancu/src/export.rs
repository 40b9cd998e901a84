//! `dancu export FILE`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use kernel::vi;

use crate::config::Config;
use crate::installation;
use crate::say::say;

/// Writes the whole installation into one file that either database can load.
pub async fn run(config: &Config, file: &Path) -> Result<ExitCode> {
    let db = installation::open_existing(config).await?;
    let written = store::dump::dump(&db, file)
        .await
        .with_context(|| format!("cannot export to {}", file.display()))?;
    db.close().await;
    let rows = vi::number(i64::try_from(written.rows).unwrap_or(i64::MAX));
    let (tables, sha) = (written.tables, written.sha256);
    say(
        &format!("Đã xuất {rows} dòng của {tables} bảng. SHA-256: {sha}"),
        &format!("Exported {rows} rows of {tables} tables."),
    );
    Ok(ExitCode::SUCCESS)
}

//! `dancu import FILE`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use kernel::vi;
use store::Db;

use crate::config::Config;
use crate::installation;
use crate::say::say;

/// Loads an export into an empty installation.
pub async fn run(config: &Config, file: &Path) -> Result<ExitCode> {
    // Looked at first, so that a bad file does not leave an empty installation behind.
    let offered =
        store::dump::check(file).with_context(|| format!("cannot import {}", file.display()))?;
    if config.database.is_none() {
        installation::make_folder(&config.data)?;
    }
    let db = Db::connect(&config.target())
        .await
        .context("cannot open the records")?;
    store::dump::load(&db, file)
        .await
        .with_context(|| format!("cannot import {}", file.display()))?;
    db.close().await;
    let rows = vi::number(i64::try_from(offered.rows).unwrap_or(i64::MAX));
    let tables = offered.tables;
    say(
        &format!("Đã nạp {rows} dòng của {tables} bảng; chuỗi nhật ký nguyên vẹn."),
        &format!("Imported {rows} rows of {tables} tables; the audit chain holds."),
    );
    Ok(ExitCode::SUCCESS)
}

//! `dancu verify`.

use std::process::ExitCode;

use anyhow::Result;
use kernel::vi;
use store::audit::{self, Fault};

use crate::config::Config;
use crate::installation;
use crate::say::{self, say};

/// Recomputes the audit chain, also while the service runs.
pub async fn run(config: &Config) -> Result<ExitCode> {
    let db = installation::open_existing(config).await?;
    let verdict = audit::verify_now(&db).await?;
    db.close().await;
    let lines = vi::number(verdict.lines);
    say::line(&format!("{lines} dòng / lines"));
    say::line(&verdict.head);
    if verdict.faults.is_empty() {
        say("Chuỗi nhật ký nguyên vẹn.", "The audit chain holds.");
        return Ok(ExitCode::SUCCESS);
    }
    say(
        "Chuỗi nhật ký KHÔNG nguyên vẹn:",
        "The audit chain does NOT hold:",
    );
    verdict
        .faults
        .iter()
        .map(describe)
        .for_each(|fault| say::item(&fault));
    Ok(ExitCode::FAILURE)
}

/// A fault in both languages.
pub fn describe(fault: &Fault) -> String {
    match fault {
        Fault::Changed(line) => format!("dòng {line} đã bị sửa / line {line} was changed"),
        Fault::Unlinked(line) => {
            format!("dòng {line} không nối tiếp dòng trước / line {line} does not follow")
        }
        Fault::CutShort { found, expected } => format!(
            "có {found} dòng, phải có {expected} / {found} lines where {expected} are expected"
        ),
    }
}

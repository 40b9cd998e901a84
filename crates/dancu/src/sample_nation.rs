//! `dancu sample-nation`: the whole country as sample data, on which the speed of the pages is measured.

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use council::sample;
use kernel::{Clock, vi};
use store::{Db, Reader as _, args, sql};

use crate::config::Config;
use crate::say::{self, say};
use crate::{demo, installation};

/// The accounts of the sample, listed in the data folder as those of a trial are.
const ACCOUNTS: &str = "sample-accounts.json";

sql! {
    COUNCILS = "SELECT count(*) FROM council";
    PERSONS = "SELECT count(*) FROM person";
    MANDATES = "SELECT count(*) FROM mandate";
    CLASSES = "SELECT count(*) FROM class";
    INVITATIONS = "SELECT count(*) FROM invitation";
    ATTEMPTS = "SELECT count(*) FROM attempt";
}

/// Fills an empty installation.
pub async fn run(config: &Config, percent: usize) -> Result<ExitCode> {
    installation::make_folder(&config.data)?;
    let clock = Clock::system();
    let db = installation::open(&config.target(), &clock).await?;
    let hash = demo::password_hash().await?;
    let accounts = sample::nation(&db, &clock, percent, &hash)
        .await
        .context("cannot make the sample data")?;
    if accounts.is_empty() {
        bail!("the installation holds sample data already");
    }
    let accounts: Vec<_> = accounts.into_iter().map(demo::listed).collect();
    let list = serde_json::to_vec_pretty(&accounts).context("cannot list the accounts")?;
    std::fs::write(config.data.join(ACCOUNTS), list).context("cannot write the accounts")?;
    say(
        "Đã nạp dữ liệu mẫu cả nước, chỉ để đo tốc độ.",
        "Filled with a sample of the whole country, to measure with.",
    );
    count(&db).await?;
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Adds many petitions to an installation that holds the sample city.
pub async fn petitions(config: &Config, wanted: usize) -> Result<ExitCode> {
    let clock = Clock::system();
    let db = installation::open(&config.target(), &clock).await?;
    let total = sample::many_petitions(&db, &clock, wanted)
        .await
        .context("cannot make the sample data")?;
    say::line(&format!(
        "    {:<12} {:>10}",
        "matter",
        vi::number(i64::try_from(total).unwrap_or(i64::MAX))
    ));
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn count(db: &Db) -> Result<()> {
    for (name, statement) in [
        ("council", COUNCILS),
        ("person", PERSONS),
        ("mandate", MANDATES),
        ("class", CLASSES),
        ("invitation", INVITATIONS),
        ("attempt", ATTEMPTS),
    ] {
        let rows: i64 = db.scalar(statement, args![]).await?.unwrap_or(0);
        say::line(&format!("    {name:<12} {:>10}", vi::number(rows)));
    }
    Ok(())
}

//! An installation made ready: folder, records, reference data, the first administrator's link.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use council::access::Actor;
use council::access::accounts::first_administrator_link;
use council::{Acting, reference};
use kernel::Clock;
use store::{Db, Target};

use crate::config::Config;
use crate::say::{self, say};

/// The name of the program in the audit chain.
pub const PROGRAM: &str = "Dân Cử";

/// Makes the data folder, open to its owner alone.
pub fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot create the folder {}", folder.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let owner_alone = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(folder, owner_alone)
            .with_context(|| format!("cannot close the folder {}", folder.display()))?;
    }
    Ok(())
}

/// Opens the records, brings the schema forward and adds what is missing of the reference data.
pub async fn open(target: &Target, clock: &Clock) -> Result<Db> {
    let db = Db::open(target).await.context("cannot open the records")?;
    let program = Actor::program(PROGRAM);
    let acting = Acting::begin(&db, &program, clock).await?;
    let loaded = reference::load(&acting)
        .await
        .context("cannot load the reference data")?;
    acting.commit().await?;
    tracing::info!(?loaded, "reference data is in place");
    Ok(db)
}

/// Opens records that must be there already, without touching their schema.
pub async fn open_existing(config: &Config) -> Result<Db> {
    let target = config.target();
    if let Target::Sqlite(file) = &target
        && !file.is_file()
    {
        bail!("there are no records at {}", file.display());
    }
    let db = Db::connect(&target)
        .await
        .context("cannot open the records")?;
    match store::standing(&db).await? {
        store::Standing::Missing => bail!("the database holds no installation"),
        store::Standing::Foreign(what) => bail!("the records are of another program: {what}"),
        store::Standing::Behind(_) | store::Standing::Current => Ok(db),
    }
}

/// Prints the link for the first administrator while there is none.
pub async fn offer_first_link(db: &Db, clock: &Clock, public_url: &str) -> Result<()> {
    if let Some(token) = first_administrator_link(db, clock).await? {
        let link = first_link(public_url, &token.text());
        say(
            "Chưa có quản trị viên. Mở liên kết sau để lập quản trị viên đầu tiên (dùng một lần, trong 24 giờ):",
            "There is no administrator yet. Open this link to become the first one (once, within 24 hours):",
        );
        say::line(&format!("    {link}"));
    }
    Ok(())
}

/// The address of a one-time link.
pub fn first_link(public_url: &str, token: &str) -> String {
    format!("{}/links/{token}", public_url.trim_end_matches('/'))
}

/// Where the moment of the last backup is noted.
pub fn backup_note(config: &Config) -> PathBuf {
    config.data.join("last-backup")
}

//! `dancu demo`: a trial installation that anyone may play with.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use auth::Secret;
use auth::password::Hasher;
use council::access::accounts::SessionRules;
use council::sample;
use kernel::Clock;
use store::{Db, Target};
use tokio::net::TcpListener;
use web::{Front, SampleAccount};

use crate::config::Log;
use crate::installation;
use crate::logs;
use crate::say::{self, say};
use crate::serve::{self, Prepared};

/// The folder of a trial, unless another is named.
const FOLDER: &str = "dancu-demo";
/// The list of accounts, which also marks a folder as a trial's: only such a folder is ever emptied.
const ACCOUNTS: &str = "demo-accounts.json";
/// Everyone may know it: a trial holds sample data alone.
const PASSWORD: &str = "dung-thu-dan-cu";

/// Runs a trial.
pub async fn run(data: Option<PathBuf>, listen: SocketAddr, fresh: bool) -> Result<ExitCode> {
    logs::start(&Log::default());
    let folder = data.unwrap_or_else(|| FOLDER.into());
    make_ready(&folder, fresh)?;
    let clock = Clock::system();
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let public_url = format!("http://{}", listener.local_addr()?);
    let db = installation::open(&Target::Sqlite(folder.join("dancu.sqlite")), &clock).await?;
    let samples = fill(&db, &clock).await?;
    let list = serde_json::to_vec_pretty(&samples).context("cannot list the accounts")?;
    std::fs::write(folder.join(ACCOUNTS), list).context("cannot write the list of accounts")?;
    say(
        "Bản dùng thử: mọi dữ liệu là dữ liệu mẫu, mật khẩu ai cũng biết.",
        "A trial: all data are samples, the passwords are known to everyone.",
    );
    for sample in &samples {
        say::line(&format!("    {:<12} {}", sample.login, sample.password));
    }
    serve::serve(Prepared {
        db,
        clock,
        listener,
        public_url,
        sessions: SessionRules::default(),
        samples,
        organisation: None,
        front: Front::direct(),
        index: folder.join(serve::INDEX),
        letters: None,
    })
    .await
}

/// Makes the folder, emptied if that was asked; a folder that is not a trial's is left alone.
fn make_ready(folder: &Path, fresh: bool) -> Result<()> {
    let is_trial = folder.join(ACCOUNTS).is_file();
    let is_empty = std::fs::read_dir(folder).map_or(true, |mut files| files.next().is_none());
    if !is_trial && !is_empty {
        bail!(
            "{} is not the folder of a trial; name an empty one",
            folder.display()
        );
    }
    if fresh && is_trial {
        std::fs::remove_dir_all(folder).context("cannot empty the folder of the trial")?;
    }
    installation::make_folder(folder)?;
    // Marked from the beginning, so that a trial that was broken off can be started anew.
    if !is_trial || fresh {
        std::fs::write(folder.join(ACCOUNTS), "[]").context("cannot mark the folder")?;
    }
    Ok(())
}

/// The sample city and the accounts with which to look around in it.
async fn fill(db: &Db, clock: &Clock) -> Result<Vec<SampleAccount>> {
    let accounts = sample::city(db, clock, &password_hash().await?)
        .await
        .context("cannot make the sample data")?;
    Ok(accounts.into_iter().map(listed).collect())
}

/// The hash of the password of every sample account.
pub async fn password_hash() -> Result<String> {
    Hasher::default()
        .hash(Secret::new(PASSWORD))
        .await
        .context("cannot hash the password of the trial")
}

/// A sample account as it is listed, with its password.
pub fn listed(account: sample::SampleAccount) -> SampleAccount {
    SampleAccount {
        role: account.role.code().into(),
        place: account.place,
        login: account.login.into(),
        password: PASSWORD.into(),
    }
}

//! `dancu serve`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use auth::Secret;
use auth::password::Hasher;
use council::Acting;
use council::access::Actor;
use council::access::accounts::{Brakes, SessionRules};
use council::library::search::Finder;
use council::training::quizzes;
use kernel::Clock;
use store::Db;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use web::{App, Front, Organisation, Parts, SampleAccount};

use crate::config::{Config, Oidc};
use crate::installation;
use crate::letters::Letters;
use crate::say::say;
use crate::{logs, stop};

/// How often what has expired is dropped, and papers whose time is up are handed in.
const SWEEP_EVERY: Duration = Duration::from_secs(3600);

/// How often the index of the library looks for what has changed.
const FOLLOW_EVERY: Duration = Duration::from_secs(2);
/// The folder of the index, in that of the installation.
pub const INDEX: &str = "search";

/// Everything a service needs before it can answer.
pub struct Prepared {
    /// The records.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The socket, bound already.
    pub listener: TcpListener,
    /// The address users type.
    pub public_url: String,
    /// How long sessions last.
    pub sessions: SessionRules,
    /// The accounts of a trial.
    pub samples: Vec<SampleAccount>,
    /// The organisation's OpenID provider.
    pub organisation: Option<Organisation>,
    /// What stands between the users and this server.
    pub front: Front,
    /// The folder for the index of the library, which is made again when it is not there.
    pub index: PathBuf,
    /// The way letters go, if there is one.
    pub letters: Option<Letters>,
}

/// Serves an installation until asked to stop.
pub async fn run(config: Config) -> Result<ExitCode> {
    logs::start(&config.log);
    let prepared = prepare(&config).await?;
    serve(prepared).await
}

async fn prepare(config: &Config) -> Result<Prepared> {
    if config.database.is_none() {
        installation::make_folder(&config.data)?;
    }
    let clock = Clock::system();
    // The port comes first: if it is taken, another process of this installation may be at work.
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let db = installation::open(&config.target(), &clock).await?;
    let public_url = config.public_url.clone();
    installation::offer_first_link(&db, &clock, &public_url).await?;
    Ok(Prepared {
        db,
        clock,
        listener,
        public_url,
        sessions: config.sessions,
        samples: Vec::new(),
        organisation: config.oidc.as_ref().map(organisation).transpose()?,
        front: Front::proxies(config.trusted_proxies.clone()),
        index: config.data.join(INDEX),
        letters: config.mail.as_ref().map(Letters::of).transpose()?,
    })
}

fn organisation(oidc: &Oidc) -> Result<Organisation> {
    let file = &oidc.client_secret_file;
    let secret = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the client secret in {}", file.display()))?;
    Ok(Organisation {
        name: oidc.name.clone(),
        issuer: oidc.issuer.clone(),
        client_id: oidc.client_id.clone(),
        client_secret: Secret::new(secret.trim()),
    })
}

/// Answers until asked to stop, then lets running requests finish within their time.
pub async fn serve(prepared: Prepared) -> Result<ExitCode> {
    let db = prepared.db.clone();
    let address = prepared
        .listener
        .local_addr()
        .context("the socket has no address")?;
    let app = App::new(Parts {
        db: prepared.db,
        clock: prepared.clock,
        public_url: prepared.public_url,
        samples: prepared.samples,
        hasher: Hasher::default(),
        session_rules: prepared.sessions,
        brakes: Brakes::default(),
        organisation: prepared.organisation,
        front: prepared.front,
        finder: Finder::within(&db, &prepared.index),
        sends_letters: prepared.letters.is_some(),
    });
    let follower = tokio::spawn(follow(app.clone()));
    let sweeper = tokio::spawn(sweep(app.clone()));
    let letters = prepared.letters.map(|letters| {
        let on_its_way = letters.on_its_way();
        (on_its_way, tokio::spawn(letters.go(app.clone())))
    });
    // Before anyone is told that it serves: whoever is told may ask it to stop at once.
    let asked = stop::listen().context("cannot listen for signals")?;
    say(
        &format!("Đang phục vụ tại http://{address}"),
        &format!("listening on http://{address}"),
    );
    let told = Arc::new(Notify::new());
    let tell = told.clone();
    let serving = web::serve(app, prepared.listener, async move {
        asked.await;
        tracing::info!("asked to stop");
        tell.notify_one();
    });
    tokio::select! {
        ended = serving => ended.context("the service ended")?,
        () = async { told.notified().await; tokio::time::sleep(stop::GRACE).await } => {
            tracing::warn!("some requests were still running and were cut off");
        }
    }
    if let Some((on_its_way, sender)) = letters {
        // A letter that is on its way is marked first; one that takes too long may come twice, but is not lost.
        let _idle = tokio::time::timeout(stop::GRACE, on_its_way.lock()).await;
        sender.abort();
    }
    sweeper.abort();
    follower.abort();
    db.close().await;
    say("Đã dừng.", "Stopped.");
    Ok(ExitCode::SUCCESS)
}

/// Lets the index of the library follow the records.
async fn follow(app: App) {
    let mut looks = tokio::time::interval(FOLLOW_EVERY);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        if let Err(error) = app.finder().follow().await {
            tracing::warn!(%error, "the index of the library could not follow the records");
        }
    }
}

async fn sweep(app: App) {
    let mut hours = tokio::time::interval(SWEEP_EVERY);
    loop {
        hours.tick().await;
        if let Err(error) = app.gate().sweep().await {
            tracing::warn!(%error, "expired sessions could not be dropped");
        }
        if let Err(error) = settle_papers(&app).await {
            tracing::warn!(%error, "papers whose time is up could not be handed in");
        }
    }
}

/// Hands in the papers whose time is up, so that a learner who closed the browser still gets a result.
async fn settle_papers(app: &App) -> council::Result<()> {
    let program = Actor::program("dancu serve");
    let acting = Acting::begin(app.db(), &program, app.clock()).await?;
    if quizzes::settle_overdue(&acting).await? > 0 {
        acting.commit().await?;
    }
    Ok(())
}

//! Gửi thư của hộp thư chờ: while the service runs, news are gathered and letters go out.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use council::access::Actor;
use council::alerts::outbox::{Claimed, claim, prepare, put_off, sent, suspend, sweep};
use council::alerts::{gather::gather, queries::standing};
use post::{Letter, Line, Post, Settings, Unsent};
use tokio::sync::Mutex;
use tokio::time::Instant;
use web::{App, Lang};

use crate::config::Mail;

/// How often the outbox is looked into.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often news are gathered at most: with many subscriptions it is some work.
const GATHER_EVERY: Duration = Duration::from_secs(60);
/// How often what has had its time is dropped.
const SWEEP_EVERY: Duration = Duration::from_secs(3600);

/// The way letters go, and how often an address hears.
pub struct Letters {
    post: Post,
    pause: Duration,
    /// Held while a letter is on its way, so that nobody stops between sending and marking.
    on_its_way: Arc<Mutex<()>>,
}

/// The way that a configuration describes.
pub fn post(mail: &Mail) -> Result<Post> {
    let sign_in = match &mail.sign_in {
        None => None,
        Some((user, file)) => {
            let password = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the password in {}", file.display()))?;
            Some((user.clone(), password.trim().to_owned()))
        }
    };
    let issuer = mail.certificate_file.as_ref().map(|file| {
        std::fs::read(file)
            .with_context(|| format!("cannot read the certificate in {}", file.display()))
    });
    let settings = Settings {
        host: mail.host.clone(),
        port: mail.port,
        tls: mail.tls,
        sign_in,
        issuer: issuer.transpose()?,
        from: mail.from.clone(),
    };
    Post::new(settings).context("the mail server cannot be used as it is configured")
}

impl Letters {
    /// What a configuration describes.
    pub fn of(mail: &Mail) -> Result<Self> {
        Ok(Self {
            post: post(mail)?,
            pause: mail.pause,
            on_its_way: Arc::default(),
        })
    }

    /// Held while a letter is on its way.
    pub fn on_its_way(&self) -> Arc<Mutex<()>> {
        self.on_its_way.clone()
    }

    /// Gathers and sends until it is broken off.
    pub async fn go(self, app: App) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut gathered, mut swept) = (None, None);
        loop {
            looks.tick().await;
            if is_over(&mut swept, SWEEP_EVERY) {
                let done = sweep(app.db(), app.clock().now()).await;
                warn_of(
                    done,
                    "letters that have had their time could not be dropped",
                );
            }
            if is_over(&mut gathered, GATHER_EVERY.min(self.pause)) {
                let done = gather(app.db(), app.clock(), self.pause).await;
                warn_of(done.map(drop), "news could not be gathered");
            }
            warn_of(self.send(&app).await, "letters could not be sent");
            if let Ok(now) = standing(app.db()).await {
                web::letters_stand(now.waiting, now.failed);
            }
        }
    }

    /// Sends what waits, as long as the server takes it.
    async fn send(&self, app: &App) -> council::Result<()> {
        let program = Actor::program("dancu serve");
        let mut line: Option<Line<'_>> = None;
        loop {
            let _busy = self.on_its_way.lock().await;
            let Some(claimed) = claim(app.db(), &program, app.clock().now()).await? else {
                break;
            };
            let Some(letter) = self.written(app, &claimed).await? else {
                continue;
            };
            let open = match line.take() {
                Some(line) => Ok(line),
                None => self.post.open().await,
            };
            let is_open = open.is_ok();
            let outcome = match open {
                Ok(mut open) => {
                    let outcome = open.send(&letter).await;
                    line = outcome.is_ok().then_some(open);
                    outcome
                }
                Err(unsent) => Err(unsent),
            };
            let now = app.clock().now();
            match outcome {
                Ok(()) => {
                    sent(app.db(), &claimed, now).await?;
                    web::letter_counted("sent");
                }
                Err(Unsent::Later(reason)) => later(app, &claimed, &reason).await?,
                Err(Unsent::Refused(reason)) => {
                    suspend(app.db(), &program, app.clock(), &claimed, &reason).await?;
                    web::letter_counted("refused");
                    tracing::warn!(letter = %claimed.id, "the mail server refuses a recipient; nothing more goes there");
                }
            }
            if !is_open {
                // Whoever does not open the door to one letter does not open it to the next.
                break;
            }
        }
        if let Some(line) = line {
            line.close().await;
        }
        Ok(())
    }

    /// The letter in words; nothing when there is nothing left to say.
    async fn written(&self, app: &App, claimed: &Claimed) -> council::Result<Option<Letter>> {
        let letter = match prepare(app.db(), claimed, app.clock()).await {
            Ok(Some(letter)) => letter,
            Ok(None) => return Ok(None),
            Err(error) => {
                later(app, claimed, &error.to_string()).await?;
                return Ok(None);
            }
        };
        let lang = Lang::from_code(&claimed.lang);
        let written = web::written(&letter, lang, app.public_url());
        Ok(Some(Letter {
            to: claimed.email.clone(),
            subject: written.subject,
            text: written.text,
            at: app.clock().now(),
            id: claimed.id.to_string(),
            unsubscribe: Some(written.unsubscribe),
        }))
    }
}

/// Puts a letter off; the log learns why, but not to whom.
async fn later(app: &App, claimed: &Claimed, reason: &str) -> council::Result<()> {
    let given_up = put_off(app.db(), claimed, app.clock().now(), reason).await?;
    web::letter_counted(if given_up { "given_up" } else { "put_off" });
    let reason = reason.to_lowercase().replace(&claimed.email, "…");
    tracing::warn!(letter = %claimed.id, tries = claimed.tries + 1, given_up, reason, "a letter could not be sent");
    Ok(())
}

/// Whether so long a time is over since it last was; it then begins anew.
fn is_over(last: &mut Option<Instant>, wait: Duration) -> bool {
    let over = last.is_none_or(|last| last.elapsed() >= wait);
    if over {
        *last = Some(Instant::now());
    }
    over
}

fn warn_of(outcome: council::Result<()>, what: &'static str) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "{what}");
    }
}

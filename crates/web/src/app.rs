//! The running service: its parts, each of which a handler asks for by itself.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use auth::password::Hasher;
use auth::throttle::{Bucket, Rate, Wait};
use axum::extract::FromRef;
use council::access::Actor;
use council::access::accounts::{Brakes, Gate, SessionRules};
use council::library::search::Finder;
use council::library::texts::folder::read_next;
use council::petitions::ledger::Ledger;
use council::scoreboard::Projection;
use kernel::Clock;
use kernel::ids::TextImportId;
use store::Db;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::access::caller::Front;
use crate::access::organisation::{Desk, Organisation};
use crate::access::passkeys::Party;

/// A sample account of a trial installation, shown on its sign-in page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SampleAccount {
    /// The role's code.
    pub role: String,
    /// The place that the role covers.
    pub place: String,
    /// The login.
    pub login: String,
    /// The password, known to everyone: trial data only.
    pub password: String,
}

/// What the service is made of.
#[derive(Debug)]
pub struct Parts {
    /// The records.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The address users type, such as `https://hdnd.example.vn`.
    pub public_url: String,
    /// The accounts of a trial installation; empty on a real one.
    pub samples: Vec<SampleAccount>,
    /// What hashes passwords.
    pub hasher: Hasher,
    /// How long sessions last.
    pub session_rules: SessionRules,
    /// What slows guessing down.
    pub brakes: Brakes,
    /// The organisation's OpenID provider, if there is one.
    pub organisation: Option<Organisation>,
    /// What stands between the users and this server.
    pub front: Front,
    /// The search of the library.
    pub finder: Finder,
    /// Whether somebody takes letters out of the outbox, so that news by e-mail can be offered.
    pub sends_letters: bool,
}

/// The running service.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    public_url: String,
    samples: Vec<SampleAccount>,
    gate: Gate,
    passkeys: Option<Party>,
    desk: Option<Desk>,
    front: Front,
    projection: Arc<Projection>,
    ledger: Arc<Ledger>,
    finder: Finder,
    reading: Mutex<HashSet<TextImportId>>,
    certificate_checks: Bucket,
    submissions: Bucket,
    lookups: Bucket,
    alerts: Bucket,
    report_checks: Bucket,
    checking: Arc<Semaphore>,
    printing: Arc<Semaphore>,
    sends_letters: bool,
}

/// How often one address may look up a certificate: ten times a minute, too seldom to guess a code.
const CERTIFICATE_CHECKS: Rate = Rate {
    burst: 10,
    every: Duration::from_secs(6),
};
/// How often one address may send what a voter has to say: thirty at once, for a hall that shares a line, then one in ten seconds.
const SUBMISSIONS: Rate = Rate {
    burst: 30,
    every: Duration::from_secs(10),
};
/// How often one address may look up what became of it: a code has 54 random bits, so this is against floods, not against guessing.
const LOOKUPS: Rate = Rate {
    burst: 60,
    every: Duration::from_secs(1),
};
/// How often one address may ask for news by e-mail: ten at once, then one a minute. Each asking writes to somebody.
const ALERTS: Rate = Rate {
    burst: 10,
    every: Duration::from_secs(60),
};
/// How often one address may have reports checked: ten at once, for an office that shares a line, then one in ten seconds.
const REPORT_CHECKS: Rate = Rate {
    burst: 10,
    every: Duration::from_secs(10),
};
/// How many checks of reports run side by side; the others wait their turn, so that pages never wait for them.
const CHECKS_AT_ONCE: usize = 2;
/// How many papers are printed at once; a report of sixty pages takes some hundred milliseconds and megabytes.
const PRINTS_AT_ONCE: usize = 2;
/// How many addresses are remembered for each.
const ADDRESSES: usize = 20_000;

impl App {
    /// The service made of these parts.
    pub fn new(parts: Parts) -> Self {
        let public_url = parts.public_url.trim_end_matches('/').to_owned();
        let back = format!("{public_url}{}", crate::access::organisation::BACK);
        let gate = Gate::new(
            parts.db.clone(),
            parts.clock.clone(),
            parts.hasher,
            parts.session_rules,
        );
        Self(Arc::new(Inner {
            passkeys: crate::access::passkeys::party(&public_url),
            desk: parts.organisation.map(|settings| Desk::new(settings, back)),
            gate: gate.with_brakes(parts.brakes),
            projection: Arc::new(Projection::of(&parts.db)),
            ledger: Arc::new(Ledger::of(&parts.db)),
            db: parts.db,
            clock: parts.clock,
            public_url,
            samples: parts.samples,
            front: parts.front,
            finder: parts.finder,
            reading: Mutex::default(),
            certificate_checks: Bucket::new(CERTIFICATE_CHECKS, ADDRESSES),
            submissions: Bucket::new(SUBMISSIONS, ADDRESSES),
            lookups: Bucket::new(LOOKUPS, ADDRESSES),
            alerts: Bucket::new(ALERTS, ADDRESSES),
            report_checks: Bucket::new(REPORT_CHECKS, ADDRESSES),
            checking: Arc::new(Semaphore::new(CHECKS_AT_ONCE)),
            printing: Arc::new(Semaphore::new(PRINTS_AT_ONCE)),
            sends_letters: parts.sends_letters,
        }))
    }

    /// The records.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The address users type, without a slash at its end.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// Whether users come over an encrypted line, so that cookies may insist on it.
    pub fn is_https(&self) -> bool {
        self.0.public_url.starts_with("https://")
    }

    /// The accounts of a trial installation.
    pub fn samples(&self) -> &[SampleAccount] {
        &self.0.samples
    }

    /// The matters of voters in memory, fresh whenever asked.
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.0.ledger
    }

    /// The facts of the scoreboard, held in memory.
    pub fn projection(&self) -> &Arc<Projection> {
        &self.0.projection
    }

    /// The search of the library.
    pub fn finder(&self) -> &Finder {
        &self.0.finder
    }

    /// Whether the files of an import are being read.
    pub(crate) fn reads(&self, import: TextImportId) -> bool {
        self.reading().contains(&import)
    }

    /// Reads what waits in an import, behind the page; once at a time.
    pub(crate) fn read_texts(&self, actor: &Actor, import: TextImportId) {
        if !self.reading().insert(import) {
            return;
        }
        let (app, actor) = (self.clone(), actor.clone());
        tokio::spawn(async move {
            loop {
                match read_next(app.db(), &actor, app.clock(), import).await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        tracing::warn!(%error, %import, "a folder of texts could not be read on");
                        break;
                    }
                }
            }
            app.reading().remove(&import);
        });
    }

    fn reading(&self) -> MutexGuard<'_, HashSet<TextImportId>> {
        self.0
            .reading
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The gate, through which whoever is not known yet comes.
    pub fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// The party for which passkeys are made, where the address is one that browsers make them for.
    pub(crate) fn passkeys(&self) -> Option<&Party> {
        self.0.passkeys.as_ref()
    }

    /// The desk of the organisation's provider, if there is one.
    pub(crate) fn desk(&self) -> Option<&Desk> {
        self.0.desk.as_ref()
    }

    /// The brake on guessing the codes of certificates.
    pub(crate) fn certificate_checks(&self) -> &Bucket {
        &self.0.certificate_checks
    }

    /// Whether an address may send what a voter has to say now.
    pub(crate) fn admit_submission(&self, address: &str) -> Result<(), Wait> {
        self.0.submissions.admit(address, self.since_1970())
    }

    /// Whether an address may look up what became of it now.
    pub(crate) fn admit_lookup(&self, address: &str) -> Result<(), Wait> {
        self.0.lookups.admit(address, self.since_1970())
    }

    /// Whether an address may ask for news by e-mail now.
    pub(crate) fn admit_alert(&self, address: &str) -> Result<(), Wait> {
        self.0.alerts.admit(address, self.since_1970())
    }

    /// Whether an address may have reports checked now.
    pub(crate) fn admit_check(&self, address: &str) -> Result<(), Wait> {
        self.0.report_checks.admit(address, self.since_1970())
    }

    /// Waits for the turn to check reports; it ends when what is given back is dropped. None waits when the service stops.
    pub(crate) async fn turn_to_check(&self) -> Option<OwnedSemaphorePermit> {
        self.0.checking.clone().acquire_owned().await.ok()
    }

    /// Waits for the turn to print a paper, as for one to check reports.
    pub(crate) async fn turn_to_print(&self) -> Option<OwnedSemaphorePermit> {
        self.0.printing.clone().acquire_owned().await.ok()
    }

    /// Whether letters are sent here.
    pub fn sends_letters(&self) -> bool {
        self.0.sends_letters
    }

    fn since_1970(&self) -> Duration {
        let now = self.clock().now().as_millisecond();
        Duration::from_millis(u64::try_from(now).unwrap_or(0))
    }

    /// What stands between the users and this server.
    pub fn front(&self) -> &Front {
        &self.0.front
    }
}

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Self {
        app.db().clone()
    }
}

impl FromRef<App> for Clock {
    fn from_ref(app: &App) -> Self {
        app.clock().clone()
    }
}

impl FromRef<App> for Gate {
    fn from_ref(app: &App) -> Self {
        app.gate().clone()
    }
}

impl FromRef<App> for Arc<Ledger> {
    fn from_ref(app: &App) -> Self {
        app.ledger().clone()
    }
}

impl FromRef<App> for Arc<Projection> {
    fn from_ref(app: &App) -> Self {
        app.projection().clone()
    }
}

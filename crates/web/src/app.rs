//! The running service: its parts, each of which a handler asks for by itself.

use std::sync::Arc;

use axum::extract::FromRef;
use kernel::Clock;
use store::Db;

/// A sample account of a trial installation, shown on its sign-in page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SampleAccount {
    /// The role's code.
    pub role: String,
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
}

/// The running service.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

impl App {
    /// The service made of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
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
        self.0.public_url.trim_end_matches('/')
    }

    /// Whether users come over an encrypted line, so that cookies may insist on it.
    pub fn is_https(&self) -> bool {
        self.0.public_url.starts_with("https://")
    }

    /// The accounts of a trial installation.
    pub fn samples(&self) -> &[SampleAccount] {
        &self.0.samples
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

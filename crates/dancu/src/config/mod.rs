//! The configuration: one small file, every key optional, all of its faults told at once.
//!
//! It is read by hand rather than by `serde`, so that an unknown key, a value of the wrong kind and an address that cannot be read
//! are all reported together, each with its line and, for a misspelt key, the known key nearest to it.

mod file;
mod spelling;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use council::access::accounts::SessionRules;
use post::{Mailbox, Tls};
use store::Target;
use web::Network;

/// The file looked for where none is named.
const DEFAULT_FILE: &str = "dancu.toml";
/// The folder used where none is named.
const DEFAULT_FOLDER: &str = "dancu-data";
/// The variable that may hold the address of the database, which can hold a password.
const DATABASE_VARIABLE: &str = "DANCU_DATABASE";

/// A configuration without faults.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address users type.
    pub public_url: String,
    /// The data folder.
    pub data: PathBuf,
    /// The PostgreSQL server, instead of a file in the data folder.
    pub database: Option<String>,
    /// The organisation's OpenID provider.
    pub oidc: Option<Oidc>,
    /// The mail server; without one no letters are sent and none are offered.
    pub mail: Option<Mail>,
    /// The log.
    pub log: Log,
    /// How long sessions last.
    pub sessions: SessionRules,
    /// The proxies whose word about the visitor's address is believed, as addresses or networks.
    pub trusted_proxies: Vec<Network>,
}

/// The organisation's OpenID provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    /// Its name on the button of the sign-in page.
    pub name: String,
    /// Its address.
    pub issuer: String,
    /// What it calls this service.
    pub client_id: String,
    /// The file that holds the secret shared with it.
    pub client_secret_file: PathBuf,
}

/// The mail server, and whose letters it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line to it is protected.
    pub tls: Tls,
    /// The user, and the file that holds the password.
    pub sign_in: Option<(String, PathBuf)>,
    /// The file with the certificate of an issuer of its own, as PEM.
    pub certificate_file: Option<PathBuf>,
    /// The sender.
    pub from: Mailbox,
    /// How long an address hears nothing after a letter of news.
    pub pause: Duration,
}

/// The log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    /// How a line looks.
    pub format: Format,
    /// The least important level written.
    pub level: &'static str,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For machines.
    Json,
    /// For people.
    Text,
}

/// What is wrong with a configuration, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, where there is one.
    pub line: Option<usize>,
    /// The key, with its table.
    pub key: String,
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "dòng {line}, ")?;
        }
        if !self.key.is_empty() {
            write!(f, "`{}`: ", self.key)?;
        }
        write!(f, "{}\n    {}", self.vi, self.en)
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: Format::Text,
            level: "info",
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
        Self {
            listen,
            public_url: format!("http://{listen}"),
            data: DEFAULT_FOLDER.into(),
            database: None,
            oidc: None,
            mail: None,
            log: Log::default(),
            sessions: SessionRules::default(),
            trusted_proxies: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the named file, or the usual one where there is one, and lays the environment and the command line over it.
    pub fn load(file: Option<&Path>, data: Option<PathBuf>) -> Result<Self, Vec<Problem>> {
        let usual = Path::new(DEFAULT_FILE);
        let file = file.or_else(|| usual.is_file().then_some(usual));
        let source = match file {
            Some(file) => std::fs::read_to_string(file).map_err(|error| {
                vec![Problem {
                    line: None,
                    key: String::new(),
                    vi: format!("không đọc được tệp {}: {error}", file.display()),
                    en: format!("{} cannot be read: {error}", file.display()),
                }]
            })?,
            None => String::new(),
        };
        let database = std::env::var(DATABASE_VARIABLE).ok();
        Self::read(&source, database, data)
    }

    /// Reads the text of a configuration.
    fn read(
        source: &str,
        database: Option<String>,
        data: Option<PathBuf>,
    ) -> Result<Self, Vec<Problem>> {
        let mut config = file::read(source)?;
        if let Some(address) = database.filter(|address| !address.trim().is_empty()) {
            if !file::is_postgres(&address) {
                return Err(vec![Problem {
                    line: None,
                    key: DATABASE_VARIABLE.into(),
                    vi: "phải là địa chỉ postgres://…".into(),
                    en: "must be a postgres:// address".into(),
                }]);
            }
            config.database = Some(address);
        }
        if let Some(data) = data {
            config.data = data;
        }
        Ok(config)
    }

    /// Where the records are.
    pub fn target(&self) -> Target {
        match &self.database {
            Some(url) => Target::Postgres(url.clone()),
            None => Target::Sqlite(self.data.join("dancu.sqlite")),
        }
    }

    /// Whether users come over an encrypted line.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whether only this machine itself is served.
    pub fn is_local(&self) -> bool {
        let host = self
            .public_url
            .split_once("://")
            .map_or("", |(_, rest)| rest.split(['/', '?']).next().unwrap_or(""));
        ["localhost", "127.", "[::1]"]
            .iter()
            .any(|local| host.starts_with(local))
    }
}

//! The mail server: how it is reached, and the talk with it.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use crate::{Fault, Letter, Unsent, told};

/// How long any one answer of the server may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How the line is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte.
    Whole,
    /// After the first words; a server that cannot is told nothing.
    Upgraded,
    /// Not at all.
    None,
}

/// Where letters are handed in, and as whom.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The name of the server, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is protected.
    pub tls: Tls,
    /// The user and the password.
    pub sign_in: Option<(String, String)>,
    /// The certificate of an issuer that is not among the public ones, as PEM.
    pub issuer: Option<Vec<u8>>,
    /// Whose letters they are.
    pub from: Mailbox,
}

/// The way to a mail server.
pub struct Post {
    host: String,
    port: u16,
    tls: Tls,
    protection: TlsParameters,
    credentials: Option<Credentials>,
    from: Mailbox,
}

/// An open line to the server, on which letters follow each other.
pub struct Line<'p> {
    post: &'p Post,
    connection: AsyncSmtpConnection,
}

impl Post {
    /// The way that the settings describe; nothing is asked of the server yet.
    pub fn new(settings: Settings) -> Result<Self, Fault> {
        let mut protection = TlsParametersBuilder::new(settings.host.clone());
        if let Some(pem) = &settings.issuer {
            let certificate = Certificate::from_pem(pem).map_err(Fault::Certificate)?;
            protection = protection.add_root_certificate(certificate);
        }
        Ok(Self {
            protection: protection.build().map_err(Fault::Certificate)?,
            credentials: settings
                .sign_in
                .map(|(user, password)| Credentials::new(user, password)),
            host: settings.host,
            port: settings.port,
            tls: settings.tls,
            from: settings.from,
        })
    }

    /// Opens a line and signs in; whatever goes wrong may be mended by tomorrow.
    pub async fn open(&self) -> Result<Line<'_>, Unsent> {
        within(async {
            // Servers look twice at whoever greets them by a number, and the name of this machine is nobody's business.
            let own = ClientId::Domain(self.from.email.domain().to_owned());
            let whole = (self.tls == Tls::Whole).then(|| self.protection.clone());
            let address = (self.host.as_str(), self.port);
            let mut connection =
                AsyncSmtpConnection::connect_tokio1(address, Some(PATIENCE), &own, whole, None)
                    .await
                    .map_err(later)?;
            if self.tls == Tls::Upgraded {
                let protection = self.protection.clone();
                connection.starttls(protection, &own).await.map_err(later)?;
            }
            if let Some(credentials) = &self.credentials {
                let ways = [Mechanism::Plain, Mechanism::Login];
                connection.auth(&ways, credentials).await.map_err(later)?;
            }
            Ok(Line {
                post: self,
                connection,
            })
        })
        .await
    }
}

impl Line<'_> {
    /// Hands in a letter. After a failure the line is of no more use.
    pub async fn send(&mut self, letter: &Letter) -> Result<(), Unsent> {
        let message = letter.message(&self.post.from)?;
        let to = message.envelope().to().first().cloned();
        let to = to.ok_or_else(|| Unsent::Refused("there is no address".into()))?;
        let connection = &mut self.connection;
        let sent = within(async {
            let from = Some(self.post.from.email.clone());
            let mail = Mail::new(from, Vec::new());
            connection.command(mail).await.map_err(later)?;
            // Only here does the server speak of the recipient.
            let recipient = Rcpt::new(to, Vec::new());
            let answer = connection.command(recipient).await;
            answer.map_err(|error| refused(&error).unwrap_or_else(|| later(error)))?;
            connection.command(Data).await.map_err(later)?;
            let taken = connection.message(&message.formatted()).await;
            taken.map(drop).map_err(later)
        })
        .await;
        if sent.is_err() {
            self.connection.abort().await;
        }
        sent
    }

    /// Takes leave. What was handed in has been taken already, so it does not matter whether the server hears it.
    pub async fn close(mut self) {
        let _ = within(async { self.connection.quit().await.map(drop).map_err(later) }).await;
    }
}

/// The server's word that there is no such recipient. A server that refuses us, whoever it is for (RFC 3463, class 5.7), says nothing
/// of the recipient: otherwise one wrong setting would silence everybody.
fn refused(error: &Error) -> Option<Unsent> {
    let code = error.status()?.to_string();
    let text = told(error);
    let of_recipient = ["550", "551", "553"].contains(&code.as_str()) && !text.contains("5.7.");
    of_recipient.then_some(Unsent::Refused(text))
}

fn later(error: Error) -> Unsent {
    Unsent::Later(told(&error))
}

async fn within<T>(talk: impl Future<Output = Result<T, Unsent>>) -> Result<T, Unsent> {
    match tokio::time::timeout(PATIENCE, talk).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Unsent::Later(
            "the mail server did not answer in time".into(),
        )),
    }
}

//! Gửi thư: letters as values become messages of the net and go out over SMTP.
//!
//! Everything that knows SMTP is here, so that neither the domain nor the pages do. A letter is plain text in UTF-8 to one address;
//! its Message-ID is given by whoever hands it in, so that a letter that is sent twice can be told from two letters.
//!
//! **Invariants.** Unless the way was said to need no protection, nothing is told to the server over a line that others can read, nor
//! to a server that does not prove its name. Only the server's word on the recipient counts as a refusal of the recipient: a wrong
//! password or a full disk is no fault of whoever waits for the letter.

mod message;
mod server;

pub use lettre::message::Mailbox;

pub use message::Letter;
pub use server::{Line, Post, Settings, Tls};

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The certificate of the issuer cannot be used.
    #[error("the issuer's certificate cannot be used")]
    Certificate(#[source] lettre::transport::smtp::Error),
}

/// Why a letter did not go out.
#[derive(Debug, thiserror::Error)]
pub enum Unsent {
    /// It may go out later.
    #[error("{0}")]
    Later(String),
    /// The server will never take anything for this recipient.
    #[error("{0}")]
    Refused(String),
}

/// An error with what lies beneath it, in one line.
fn told(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    // A server may say anything; a line of the records holds no more than this.
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(300).collect()
}

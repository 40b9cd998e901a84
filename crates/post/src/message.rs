//! A letter and how it is written for the net (RFC 5322, 2047, 2369, 3834, 8058).

use std::time::{Duration, SystemTime};

use kernel::Timestamp;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};

use crate::Unsent;

/// A letter to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// Whereof it is.
    pub subject: String,
    /// What it says, in lines.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
    /// By which it is known, without a host: the same for every sending of the same letter.
    pub id: String,
    /// Where news are ended by one click.
    pub unsubscribe: Option<String>,
}

impl Letter {
    /// The message as it goes out.
    pub(crate) fn message(&self, from: &Mailbox) -> Result<Message, Unsent> {
        let to = self.to.parse().map_err(|_| {
            // No server could take it either.
            Unsent::Refused("the address cannot be read".into())
        })?;
        let seconds = u64::try_from(self.at.as_second()).unwrap_or_default();
        let host = from.email.domain();
        let mut message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to))
            .subject(self.subject.clone())
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{}@{host}>", self.id)))
            // No machine answers it.
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let Some(address) = &self.unsubscribe {
            message = message
                .raw_header(header("List-Unsubscribe", &format!("<{address}>")))
                .raw_header(header(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click",
                ));
        }
        message
            .header(ContentType::TEXT_PLAIN)
            .body(self.text.replace('\n', "\r\n"))
            .map_err(|error| Unsent::Later(crate::told(&error)))
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_written_so_that_every_program_reads_it() {
        let letter = Letter {
            to: "cu.tri@example.vn".into(),
            subject: "Tin mới về kiến nghị của cử tri phường Ninh Kiều, thành phố Cần Thơ".into(),
            text: "Kính gửi bạn,\n\nĐã giải quyết xong.\n.\n".into(),
            at: "2026-11-24T03:00:00Z".parse().expect("a time"),
            id: "0193".into(),
            unsubscribe: Some(
                "https://hdnd.example.vn/alerts/end/a-token-of-43-characters-0123456789abcdefg/now"
                    .into(),
            ),
        };
        let from = "Dân Cử <tin@hdnd.example.vn>".parse().expect("a sender");
        let message = letter.message(&from).expect("a message").formatted();
        let text = String::from_utf8(message).expect("only ASCII");
        assert!(
            text.is_ascii() && text.lines().all(|line| line.len() <= 998),
            "{text}"
        );
        insta::assert_snapshot!(text.replace("\r\n", "\n"));
    }

    #[test]
    fn an_address_that_is_none_is_refused_for_good() {
        let letter = Letter {
            to: "a@b\r\nBcc: c@d.vn".into(),
            subject: String::new(),
            text: String::new(),
            at: Timestamp::UNIX_EPOCH,
            id: "1".into(),
            unsubscribe: None,
        };
        let from = "tin@hdnd.example.vn".parse().expect("a sender");
        assert!(matches!(letter.message(&from), Err(Unsent::Refused(_))));
    }
}

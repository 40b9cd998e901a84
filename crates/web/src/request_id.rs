//! Mã yêu cầu: every request has a short code, which its answer carries, its lines in the log repeat and its error page shows, so
//! that a clerk can read it to an administrator over the telephone.
//!
//! The code is always made here. What a caller sends under the same name is not taken over: it would let a stranger write into
//! the log, or make two requests look like one.

use std::fmt;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// The header that carries the code.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// No letter that is taken for another when read aloud or off a screen.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code of one request, such as `7KQ2-M4XD`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// A fresh one. Forty random bits: the lines of one code are those of one request, as far as any log reaches back.
    pub fn fresh() -> Self {
        let mut bits = uuid::Uuid::now_v7().as_u128();
        let mut text = String::with_capacity(9);
        for place in 0..8 {
            if place == 4 {
                text.push('-');
            }
            // The last bits of an identifier of this version are its random ones.
            let letter = usize::try_from(bits & 31).unwrap_or_default();
            text.push(char::from(LETTERS[letter]));
            bits >>= 5;
        }
        Self(text.into())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives a request its code. Everything logged while it is answered stands within a span of that code.
pub async fn give(mut request: Request, next: Next) -> Response {
    let id = RequestId::fresh();
    request.extensions_mut().insert(id.clone());
    // A span of the highest level, so that it is there however little is logged.
    let span = tracing::error_span!("request", request_id = %id);
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_readable_and_its_own() {
        let codes: std::collections::BTreeSet<String> = (0..10_000)
            .map(|_| RequestId::fresh().to_string())
            .collect();
        assert_eq!(codes.len(), 10_000);
        for code in codes {
            let (first, last) = code.split_once('-').expect("two halves");
            assert_eq!((first.len(), last.len()), (4, 4), "{code}");
            assert!(
                code.bytes()
                    .all(|one| one == b'-' || LETTERS.contains(&one)),
                "{code}"
            );
        }
    }
}

//! From a cookie to an actor.

use auth::token::Token;
use council::Result;
use council::access::Actor;

use crate::app::App;

/// The actor of a session, if the session still holds.
pub async fn actor(_app: &App, _session: &Token) -> Result<Option<Actor>> {
    Ok(None)
}

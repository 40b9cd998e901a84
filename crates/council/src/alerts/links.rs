//! The links in letters: random tokens, of which the records hold the hash alone.

use std::time::Duration;

use auth::token::Token;
use kernel::Timestamp;
use kernel::ids::{NoticeId, SubscriberId};
use store::{Reader, Tx, args, record, sql};

use super::acts::unusable;
use super::{CONFIRM_WITHIN, after};
use crate::{Refusal, Result};

store::coded! {
    /// What a link is for.
    pub enum Purpose {
        /// Xác nhận.
        Confirm = "confirm",
        /// Thôi nhận tin.
        End = "end",
    }
}

impl Purpose {
    /// How long it may be used: whoever keeps a letter for a year can still end the news with it.
    const fn lifetime(self) -> Duration {
        match self {
            Self::Confirm => CONFIRM_WITHIN,
            Self::End => Duration::from_secs(400 * 24 * 3600),
        }
    }
}

record! {
    /// What a link leads to.
    pub(super) struct Link {
        pub(super) subscriber_id: SubscriberId,
        pub(super) notice_id: Option<NoticeId>,
    }
}

sql! {
    KEEP = "INSERT INTO notice_link (token_hash, purpose, subscriber_id, notice_id, expires_at) VALUES ($1, $2, $3, $4, $5)";
    LOOK = "SELECT subscriber_id, notice_id FROM notice_link WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3";
}

/// Makes a link and keeps its hash; one that confirms counts from when it was asked, however late the letter goes out.
pub(super) async fn issue(
    tx: &Tx,
    purpose: Purpose,
    subscriber: SubscriberId,
    notice: Option<NoticeId>,
    since: Timestamp,
) -> Result<Token> {
    let token = Token::random().map_err(Refusal::failed("make a token"))?;
    let hash = token.hash();
    let until = after(since, purpose.lifetime());
    let values = args![
        hash.as_bytes().as_slice(),
        purpose,
        subscriber,
        notice,
        until
    ];
    tx.execute(KEEP, values).await?;
    Ok(token)
}

/// What a link leads to, while it may be used.
pub(super) async fn look(
    db: &impl Reader,
    token: &Token,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Link> {
    let hash = token.hash();
    let values = args![hash.as_bytes().as_slice(), purpose, now];
    db.one(LOOK, values).await?.ok_or_else(unusable)
}

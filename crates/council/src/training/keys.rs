//! The signing keys of the installation that training needs, kept in the table of settings.

use auth::token::Key;
use store::{Db, Reader, Tx, args, sql};

use crate::{Refusal, Result};

/// Signs the codes shown at the door of a lesson.
pub(super) const CHECK_IN: &str = "training_check_in_key";
/// Turns a participant into the voucher of an evaluation.
pub(super) const EVALUATION: &str = "training_evaluation_key";
/// Signs the addresses of personal calendars.
pub(super) const CALENDAR: &str = "training_calendar_key";

sql! {
    SETTING = "SELECT value FROM setting WHERE key = $1";
    KEEP = "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
}

/// The key, if it was ever needed before.
pub(super) async fn stored(db: &impl Reader, name: &'static str) -> Result<Option<Key>> {
    let text: Option<String> = db.scalar(SETTING, args![name]).await?;
    Ok(text.and_then(|text| read(&text)))
}

/// The key; made within the act when it is needed for the first time.
pub(super) async fn within(tx: &Tx, name: &'static str) -> Result<Key> {
    if let Some(key) = stored(tx, name).await? {
        return Ok(key);
    }
    let fresh = fresh()?;
    tx.execute(KEEP, args![name, write(&fresh)]).await?;
    Ok(stored(tx, name).await?.unwrap_or(fresh))
}

/// The key; made on the spot when it is needed for the first time.
pub(super) async fn ready(db: &Db, name: &'static str) -> Result<Key> {
    if let Some(key) = stored(db, name).await? {
        return Ok(key);
    }
    let tx = db.begin_housekeeping().await?;
    let key = within(&tx, name).await?;
    tx.commit().await?;
    Ok(key)
}

pub(super) fn no_randomness(error: auth::token::NoRandomness) -> Refusal {
    Refusal::failed("get random bytes from the system")(error)
}

fn fresh() -> Result<Key> {
    Key::random().map_err(no_randomness)
}

fn write(key: &Key) -> String {
    store::audit::hex(key.expose())
}

fn read(text: &str) -> Option<Key> {
    let bytes: Option<Vec<u8>> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect();
    Key::from_bytes(&bytes?)
}

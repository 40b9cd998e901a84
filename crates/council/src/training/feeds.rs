//! Lịch cá nhân: the secret address under which a calendar program fetches the lessons of one account's person.
//!
//! The address is the account and a version, signed with a key of the installation; nothing of it is stored but the version, in
//! the table of settings. Renewing the address raises the version, so that every earlier address stops working. An address also
//! stops when the account is disabled. It opens nothing but the times, places and titles of lessons.

use auth::token::Key;
use kernel::ids::{AccountId, PersonId};
use store::{Db, Reader, args, sql};

use super::keys;
use crate::Result;

const PURPOSE: &str = "training/calendar";

sql! {
    VERSION = "SELECT value FROM setting WHERE key = $1";
    RAISE = "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    PERSON = "SELECT person_id FROM account WHERE id = $1 AND disabled_at IS NULL";
}

/// The token of an account's calendar, as it stands in the address.
pub async fn token(db: &Db, account: AccountId) -> Result<String> {
    let key = keys::ready(db, keys::CALENDAR).await?;
    Ok(sign(&key, account, version(db, account).await?))
}

/// Makes a new address; the earlier one stops working.
pub async fn renew(db: &Db, account: AccountId) -> Result<()> {
    let next = version(db, account).await? + 1;
    // The version is a setting of the account's own, not a record of the council: nothing for the audit chain.
    let tx = db.begin_housekeeping().await?;
    tx.execute(RAISE, args![name(account), next.to_string()])
        .await?;
    Ok(tx.commit().await?)
}

/// Whose calendar a token opens; nothing when it was renewed, is not ours, or the account is closed.
pub async fn person_of(db: &impl Reader, token: &str) -> Result<Option<PersonId>> {
    let Some(key) = keys::stored(db, keys::CALENDAR).await? else {
        return Ok(None);
    };
    let Ok(payload) = key.verify(PURPOSE, token, 0) else {
        return Ok(None);
    };
    let Some((account, version_then)) = payload.split_once('/') else {
        return Ok(None);
    };
    let Ok(account) = account.parse::<AccountId>() else {
        return Ok(None);
    };
    if version_then.parse() != Ok(version(db, account).await?) {
        return Ok(None);
    }
    let person: Option<Option<PersonId>> = db.scalar(PERSON, args![account]).await?;
    Ok(person.flatten())
}

fn sign(key: &Key, account: AccountId, version: u32) -> String {
    // The address has no end in time; it ends by being renewed.
    key.sign(PURPOSE, &format!("{account}/{version}"), i64::MAX)
}

async fn version(db: &impl Reader, account: AccountId) -> Result<u32> {
    let text: Option<String> = db.scalar(VERSION, args![name(account)]).await?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(1))
}

fn name(account: AccountId) -> String {
    format!("training_calendar_version/{account}")
}

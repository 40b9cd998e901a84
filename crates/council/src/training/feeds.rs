//! Lịch cá nhân: the secret address under which a calendar program fetches the lessons of one account's person.
//!
//! The address is the account and a version, signed with a key of the installation; nothing of it is stored but the version, in
//! the table of settings. Renewing the address raises the version, so that every earlier address stops working. An address also
//! stops when the account is disabled. It opens nothing but the times, places and titles of lessons.

use auth::token::Key;
use kernel::ids::{AccountId, PersonId};
use serde_json::json;
use store::{Db, Reader, args, sql};

use super::keys;
use crate::access::Act;
use crate::{Acting, Refusal, Result};

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

/// Makes a new address of the actor's own; the earlier one stops working.
pub async fn renew_calendar(acting: &Acting<'_>) -> Result<()> {
    let refused = Refusal::NotPermitted(Act::RenewCalendar);
    let (Some(account), Some(person)) = (acting.actor.account, acting.actor.person) else {
        return Err(refused);
    };
    acting.actor.may_for(Act::RenewCalendar, person, "")?;
    let next = version(&acting.tx, account).await? + 1;
    let raised = args![name(account), next.to_string()];
    acting.tx.execute(RAISE, raised).await?;
    let detail = json!({ "version": next });
    acting
        .audit(Act::RenewCalendar, None, "account", account, "", detail)
        .await
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

//! The audit chain: one line per act, each carrying the hash of the line before.
//!
//! A changed byte anywhere breaks the hash of its line; a removed line breaks the numbering or the link; lines cut from the end
//! are missed because the head is kept beside the chain. The databases refuse updates and deletions by trigger.

use jiff::Timestamp;
use kernel::ids::{AccountId, CouncilId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Reader, Result, Sql, Value, Who, args, record, sql};

/// What is written about one change, before it is linked into the chain.
#[derive(Debug, Clone)]
pub struct AuditLine {
    /// The act, as `capability.act`.
    pub act: &'static str,
    /// The council concerned, if one is.
    pub council: Option<CouncilId>,
    /// The kind of the record changed.
    pub subject_kind: &'static str,
    /// The record changed.
    pub subject: Uuid,
    /// The reason or the paper.
    pub reason: String,
    /// What was and what is, without secrets.
    pub detail: serde_json::Value,
}

record! {
    /// A line of the chain.
    #[derive(Debug, Clone)]
    pub struct Entry {
        /// Its number, from 1, without gaps.
        pub seq: i64,
        /// When.
        pub at: Timestamp,
        /// The account that acted, unless the program itself did.
        pub account_id: Option<AccountId>,
        /// The actor's name as it was then.
        pub actor: String,
        /// The act.
        pub act: String,
        /// The council concerned.
        pub council_id: Option<CouncilId>,
        /// The kind of the record changed.
        pub subject_kind: String,
        /// The record changed.
        pub subject_id: Uuid,
        /// The reason or the paper.
        pub reason: String,
        /// What was and what is, as JSON text.
        pub detail: String,
        /// Hash of the line before.
        pub previous: Vec<u8>,
        /// Hash of this line.
        pub hash: Vec<u8>,
    }
}

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Number of the last line; 0 when there is none.
    pub seq: i64,
    /// Its hash; 32 zero bytes when there is none.
    pub hash: Vec<u8>,
}

/// What is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A line does not carry the hash of its own content.
    Changed(i64),
    /// A line does not follow the one before.
    Unlinked(i64),
    /// Lines are missing from the end: the head says how many there should be.
    CutShort {
        /// Lines found.
        found: i64,
        /// Lines the head speaks of.
        expected: i64,
    },
}

/// The verdict on a chain.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Lines read.
    pub lines: i64,
    /// Hash of the last line, to be noted elsewhere and compared later.
    pub head: String,
    /// What is wrong; empty when the chain is whole.
    pub faults: Vec<Fault>,
}

sql! {
    HEAD = "SELECT seq, hash FROM audit_head WHERE id = 1";
    INSERT = "INSERT INTO audit (seq, at, account_id, actor, act, council_id, subject_kind, subject_id, reason, detail, previous, hash) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    MOVE_HEAD = "UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1";
    PAGE = "SELECT seq, at, account_id, actor, act, council_id, subject_kind, subject_id, reason, detail, previous, hash \
            FROM audit WHERE seq > $1 ORDER BY seq LIMIT 2000";
    LINE = "SELECT seq, at, account_id, actor, act, council_id, subject_kind, subject_id, reason, detail, previous, hash \
            FROM audit WHERE seq IN ($1, $2)";
}

/// The current end of the chain.
pub async fn head(db: &impl Reader) -> Result<Head> {
    let rows = db.fetch(HEAD, args![]).await?;
    match rows.first() {
        Some(row) => Ok(Head {
            seq: row.get("seq")?,
            hash: row.get("hash")?,
        }),
        None => Ok(Head {
            seq: 0,
            hash: vec![0; 32],
        }),
    }
}

/// Recomputes the whole chain as it is at one moment, while others may go on writing.
pub async fn verify_now(db: &crate::Db) -> Result<Verdict> {
    let tx = db.snapshot().await?;
    let verdict = verify(&tx).await?;
    tx.rollback().await?;
    Ok(verdict)
}

/// Recomputes the whole chain within a transaction, or while nobody writes.
pub async fn verify(db: &impl Reader) -> Result<Verdict> {
    let expected = head(db).await?;
    let mut faults = Vec::new();
    let mut last = Head {
        seq: 0,
        hash: vec![0; 32],
    };
    loop {
        let page: Vec<Entry> = db.all(PAGE, args![last.seq]).await?;
        let Some(end) = page.last().map(|entry| entry.seq) else {
            break;
        };
        for entry in page {
            if entry.seq != last.seq + 1 || entry.previous != last.hash {
                faults.push(Fault::Unlinked(entry.seq));
            }
            if entry.hash != hash(&entry) {
                faults.push(Fault::Changed(entry.seq));
            }
            last = Head {
                seq: entry.seq,
                hash: entry.hash,
            };
        }
        last.seq = end;
    }
    if last != expected {
        faults.push(Fault::CutShort {
            found: last.seq,
            expected: expected.seq,
        });
    }
    Ok(Verdict {
        lines: last.seq,
        head: hex(&last.hash),
        faults,
    })
}

/// Recomputes one line and its link to the line before; nothing if there is no such line.
pub async fn verify_line(db: &impl Reader, seq: i64) -> Result<Option<Vec<Fault>>> {
    let lines: Vec<Entry> = db.all(LINE, args![seq - 1, seq]).await?;
    let Some(entry) = lines.iter().find(|entry| entry.seq == seq) else {
        return Ok(None);
    };
    let before = match lines.iter().find(|entry| entry.seq == seq - 1) {
        Some(before) => before.hash.clone(),
        None => vec![0; 32],
    };
    let mut faults = Vec::new();
    if entry.previous != before {
        faults.push(Fault::Unlinked(seq));
    }
    if entry.hash != hash(entry) {
        faults.push(Fault::Changed(seq));
    }
    Ok(Some(faults))
}

pub(crate) fn link(
    head: &Head,
    who: &Who,
    at: Timestamp,
    line: AuditLine,
) -> (Sql, Vec<Value>, Head) {
    let mut entry = Entry {
        seq: head.seq + 1,
        at,
        account_id: who.account,
        actor: who.name.clone(),
        act: line.act.to_owned(),
        council_id: line.council,
        subject_kind: line.subject_kind.to_owned(),
        subject_id: line.subject,
        reason: line.reason,
        detail: line.detail.to_string(),
        previous: head.hash.clone(),
        hash: Vec::new(),
    };
    entry.hash = hash(&entry);
    let next = Head {
        seq: entry.seq,
        hash: entry.hash.clone(),
    };
    let values = args![
        entry.seq,
        entry.at,
        entry.account_id,
        entry.actor,
        entry.act,
        entry.council_id,
        entry.subject_kind,
        entry.subject_id,
        entry.reason,
        entry.detail,
        entry.previous,
        entry.hash
    ];
    (INSERT, values, next)
}

pub(crate) fn move_head(head: &Head) -> (Sql, Vec<Value>) {
    (MOVE_HEAD, args![head.seq, head.hash.as_slice()])
}

/// Every field goes in with its length, so that no two different lines have the same bytes.
fn hash(entry: &Entry) -> Vec<u8> {
    let mut sha = Sha256::new();
    let mut field = |bytes: &[u8]| {
        sha.update((bytes.len() as u64).to_be_bytes());
        sha.update(bytes);
    };
    field(&entry.previous);
    field(&entry.seq.to_be_bytes());
    field(&entry.at.as_millisecond().to_be_bytes());
    field(
        entry
            .account_id
            .map(|id| *id.uuid().as_bytes())
            .unwrap_or_default()
            .as_slice(),
    );
    field(entry.actor.as_bytes());
    field(entry.act.as_bytes());
    field(
        entry
            .council_id
            .map(|id| *id.uuid().as_bytes())
            .unwrap_or_default()
            .as_slice(),
    );
    field(entry.subject_kind.as_bytes());
    field(entry.subject_id.as_bytes());
    field(entry.reason.as_bytes());
    field(entry.detail.as_bytes());
    sha.finalize().to_vec()
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

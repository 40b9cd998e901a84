//! Dữ liệu nền: loads the facts that come with the product into the records.
//!
//! Administrative units of the whole country, terms, the legal frame, the dated rules, the days off and the topics of training are the same in
//! every installation, so their identifiers are computed from what they are: two installations agree on them, and loading a second
//! time finds everything there already.
//!
//! **Invariants.** What is there is left as it is; only what is missing is added. Every kind leaves one audit line.

mod days_off;
mod frame;
#[cfg(test)]
mod tests;
mod units;

use std::collections::HashSet;

use kernel::Id;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Reader, Sql, Value, args, sql};
use uuid::Uuid;

use crate::access::Act;
use crate::training::questions::load_questions;
use crate::{Acting, Result};

#[cfg(test)]
pub(crate) use frame::parameters;
pub use frame::{rule_id, term_id};
pub use units::unit_id;

pub use crate::seed_data::units::TWO_LEVELS_SINCE;

sql! {
    MARK = "SELECT value FROM setting WHERE key = 'reference_mark'";
    KEEP_MARK = "INSERT INTO setting (key, value) VALUES ('reference_mark', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}

/// How many records of each kind were added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Loaded {
    /// Administrative units.
    pub units: u64,
    /// Which unit became which.
    pub successors: u64,
    /// Terms of all councils.
    pub terms: u64,
    /// Documents of the legal frame.
    pub documents: u64,
    /// Relations between them.
    pub relations: u64,
    /// Dated rules.
    pub rules: u64,
    /// Days that are not what their weekday says.
    pub days_off: u64,
    /// Topics of training.
    pub topics: u64,
    /// Which topic teaches which document.
    pub topic_documents: u64,
    /// Questions on the laws.
    pub questions: u64,
}

/// Adds whatever is missing of the facts that come with the product. Once a program has done so, it leaves its mark and a
/// later start of the same program has nothing to compare.
pub async fn load(acting: &Acting<'_>) -> Result<Loaded> {
    acting.may(Act::LoadReference, "")?;
    let mark: Option<String> = acting.tx.scalar(MARK, Vec::new()).await?;
    if mark.as_deref() == Some(env!("REFERENCE_MARK")) {
        return Ok(Loaded::default());
    }
    let loaded = compare_and_add(acting).await?;
    let values = args![env!("REFERENCE_MARK")];
    acting.tx.execute(KEEP_MARK, values).await?;
    let subject: Id<Table> = named("table", "setting");
    let detail = json!({ "mark": env!("REFERENCE_MARK") });
    acting
        .audit(Act::LoadReference, None, "setting", subject, "", detail)
        .await?;
    Ok(loaded)
}

async fn compare_and_add(acting: &Acting<'_>) -> Result<Loaded> {
    Ok(Loaded {
        units: units::load_units(acting).await?,
        successors: units::load_successors(acting).await?,
        terms: frame::load_terms(acting).await?,
        documents: frame::load_documents(acting).await?,
        relations: frame::load_relations(acting).await?,
        rules: frame::load_rules(acting).await?,
        days_off: days_off::load_days_off(acting).await?,
        topics: frame::load_topics(acting).await?,
        topic_documents: frame::load_topic_documents(acting).await?,
        questions: load_questions(acting).await?,
    })
}

/// One kind of reference records on its way into its table.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    /// The keys already there, as the columns `a`, `b` and `c` of a [`Key`].
    keys: Sql,
}

impl Table {
    /// Adds the rows whose key is not there yet and leaves one audit line, unless nothing was missing.
    async fn fill(
        &self,
        acting: &Acting<'_>,
        rows: impl IntoIterator<Item = (Key, Vec<Value>)>,
    ) -> Result<u64> {
        let mut known = HashSet::new();
        for row in acting.tx.fetch(self.keys, Vec::new()).await? {
            known.insert((
                row.get::<Uuid>("a")?,
                row.get::<Uuid>("b")?,
                row.get::<String>("c")?,
            ));
        }
        let missing: Vec<Vec<Value>> = rows
            .into_iter()
            .filter(|(key, _)| known.insert(key.clone()))
            .map(|(_, row)| row)
            .collect();
        if missing.is_empty() {
            return Ok(0);
        }
        let added = acting
            .tx
            .insert_many(self.name, self.columns, missing)
            .await?;
        let subject: Id<Table> = named("table", self.name);
        acting
            .audit(
                Act::LoadReference,
                None,
                self.name,
                subject,
                "",
                json!({ "added": added }),
            )
            .await?;
        Ok(added)
    }
}

/// What tells one row of a table from the next: its identifier twice, or the two records it links, and how.
type Key = (Uuid, Uuid, String);

/// The key of a row that has an identifier of its own.
fn own<K>(id: Id<K>) -> Key {
    (id.uuid(), id.uuid(), String::new())
}

/// The identifier of the record of this kind that has this natural key, the same in every installation.
fn named<K>(kind: &str, key: &str) -> Id<K> {
    let hash = Sha256::digest(format!("{kind}\n{key}").as_bytes());
    let mut random = [0; 16];
    random.copy_from_slice(&hash[..16]);
    Id::reproducible(0, u128::from_be_bytes(random))
}

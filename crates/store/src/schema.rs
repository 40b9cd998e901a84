//! The schema as the database itself tells it: what is dumped, loaded and compared is never a list kept by hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Db, Engine, Error, Result, Row, Tx};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// BIGINT.
    Int,
    /// DOUBLE PRECISION.
    Real,
    /// TEXT.
    Text,
    /// BYTEA.
    Bytes,
    /// UUID.
    Id,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must hold something.
    pub required: bool,
}

/// An index other than the primary key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Whether it admits each value once.
    pub unique: bool,
    /// Its columns in order.
    pub columns: Vec<String>,
}

/// A column that must name a row of another table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The column.
    pub column: String,
    /// The other table.
    pub table: String,
    /// The other table's column.
    pub to: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, by name.
    pub columns: Vec<Column>,
    /// The columns of its primary key in order.
    pub key: Vec<String>,
    /// What its columns refer to.
    pub references: Vec<Reference>,
    /// Its other indexes, by name.
    pub indexes: Vec<Index>,
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS \"table\", c.name AS name, c.type AS type, c.\"notnull\" AS required, c.pk AS place \
    FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid";
const SQLITE_REFERENCES: &str = "SELECT m.name AS \"table\", f.\"from\" AS \"column\", f.\"table\" AS target, f.\"to\" AS target_column \
    FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
const SQLITE_INDEXES: &str = "SELECT m.name AS \"table\", i.name AS name, i.\"unique\" AS is_unique, x.name AS \"column\" \
    FROM sqlite_schema m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) x \
    WHERE m.type = 'table' AND i.origin = 'c' ORDER BY i.name, x.seqno";
const POSTGRES_COLUMNS: &str = "SELECT c.relname::text AS \"table\", a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type, \
    CASE WHEN a.attnotnull THEN 1::bigint ELSE 0::bigint END AS required, COALESCE(array_position(k.conkey, a.attnum), 0)::bigint AS place \
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p' \
    WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY c.relname, a.attnum";
const POSTGRES_REFERENCES: &str = "SELECT c.relname::text AS \"table\", a.attname::text AS \"column\", t.relname::text AS target, b.attname::text AS target_column \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class t ON t.oid = k.confrelid \
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS p(mine, theirs) \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.mine JOIN pg_attribute b ON b.attrelid = t.oid AND b.attnum = p.theirs \
    WHERE k.contype = 'f' AND n.nspname = current_schema()";
const POSTGRES_INDEXES: &str = "SELECT c.relname::text AS \"table\", i.relname::text AS name, \
    CASE WHEN x.indisunique THEN 1::bigint ELSE 0::bigint END AS is_unique, a.attname::text AS \"column\" \
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS p(number, place) \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.number \
    WHERE NOT x.indisprimary AND n.nspname = current_schema() ORDER BY i.relname, p.place";

/// The tables of a database, by name.
pub async fn tables(db: &Db) -> Result<Vec<Table>> {
    let tx = db.snapshot().await?;
    let tables = read(&tx, db.engine()).await?;
    tx.rollback().await?;
    Ok(tables.into_values().collect())
}

/// The same within a transaction.
pub(crate) async fn read(tx: &Tx, engine: Engine) -> Result<BTreeMap<String, Table>> {
    let (columns, references, indexes) = match engine {
        Engine::Sqlite => (SQLITE_COLUMNS, SQLITE_REFERENCES, SQLITE_INDEXES),
        Engine::Postgres => (POSTGRES_COLUMNS, POSTGRES_REFERENCES, POSTGRES_INDEXES),
    };
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let mut keys: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    for row in tx.fetch_composed(columns).await? {
        let (table, name): (String, String) = (row.get("table")?, row.get("name")?);
        let place: i64 = row.get("place")?;
        if place > 0 {
            let key = keys.entry(table.clone()).or_default();
            key.insert(place, name.clone());
        }
        let column = Column {
            kind: kind(&table, &row)?,
            required: row.get("required")?,
            name,
        };
        let entry = tables.entry(table.clone()).or_insert_with(|| Table {
            name: table,
            columns: Vec::new(),
            key: Vec::new(),
            references: Vec::new(),
            indexes: Vec::new(),
        });
        entry.columns.push(column);
    }
    for (name, table) in &mut tables {
        table.key = keys
            .remove(name)
            .unwrap_or_default()
            .into_values()
            .collect();
        // A later step may add a column in a different place; by name they are the same in both.
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
    }
    for row in tx.fetch_composed(references).await? {
        if let Some(table) = tables.get_mut(&row.get::<String>("table")?) {
            table.references.push(Reference {
                column: row.get("column")?,
                table: row.get("target")?,
                to: row.get("target_column")?,
            });
            table.references.sort();
        }
    }
    for row in tx.fetch_composed(indexes).await? {
        if let Some(table) = tables.get_mut(&row.get::<String>("table")?) {
            add_to_index(table, &row)?;
        }
    }
    Ok(tables)
}

/// The tables in an order in which each comes after those it refers to.
pub(crate) fn in_order(tables: &BTreeMap<String, Table>) -> Result<Vec<&Table>> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut order = Vec::with_capacity(tables.len());
    while order.len() < tables.len() {
        let next = tables.values().find(|table| {
            let is_ready = |r: &Reference| r.table == table.name || done.contains(r.table.as_str());
            !done.contains(table.name.as_str()) && table.references.iter().all(is_ready)
        });
        let next = next.ok_or_else(|| Error::Schema("tables refer to each other".into()))?;
        done.insert(&next.name);
        order.push(next);
    }
    Ok(order)
}

impl Table {
    /// What the columns hold, in their order.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        self.columns.iter().map(|column| column.kind).collect()
    }

    /// Reads every row in the order of the primary key, which is the same in both databases.
    pub(crate) fn select(&self, engine: Engine) -> String {
        let columns: Vec<&str> = self.columns.iter().map(|c| c.name.as_str()).collect();
        let order: Vec<String> = self
            .key
            .iter()
            .map(|name| {
                let is_text = self
                    .columns
                    .iter()
                    .any(|column| column.name == *name && column.kind == Kind::Text);
                match engine {
                    Engine::Postgres if is_text => format!("{name} COLLATE \"C\""),
                    _ => name.clone(),
                }
            })
            .collect();
        let (columns, order) = (columns.join(", "), order.join(", "));
        format!("SELECT {columns} FROM {} ORDER BY {order}", self.name)
    }

    /// Inserts so many rows at once.
    pub(crate) fn insert(&self, rows: usize) -> String {
        let columns: Vec<&str> = self.columns.iter().map(|c| c.name.as_str()).collect();
        let mut text = format!("INSERT INTO {} ({}) VALUES ", self.name, columns.join(", "));
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for place in 1..=columns.len() {
                if place > 1 {
                    text.push_str(", ");
                }
                text.push_str(&format!("${}", row * columns.len() + place));
            }
            text.push(')');
        }
        text
    }
}

fn kind(table: &str, row: &Row) -> Result<Kind> {
    let stored: String = row.get("type")?;
    match stored.to_ascii_uppercase().as_str() {
        "BIGINT" => Ok(Kind::Int),
        "DOUBLE PRECISION" => Ok(Kind::Real),
        "TEXT" => Ok(Kind::Text),
        "BYTEA" => Ok(Kind::Bytes),
        "UUID" => Ok(Kind::Id),
        _ => Err(Error::Schema(format!(
            "table {table} has a column of type {stored}"
        ))),
    }
}

fn add_to_index(table: &mut Table, row: &Row) -> Result<()> {
    let (name, column): (String, String) = (row.get("name")?, row.get("column")?);
    match table.indexes.iter_mut().find(|index| index.name == name) {
        Some(index) => index.columns.push(column),
        None => table.indexes.push(Index {
            name,
            unique: row.get("is_unique")?,
            columns: vec![column],
        }),
    }
    Ok(())
}

//! Asking for the rows of a page at once by their identifiers, with one text for both databases.

use std::collections::HashMap;

use kernel::ids::PersonId;
use kernel::{Date, Id};
use store::{FromRow, IntoValue as _, Reader, Sql, Value, args, record, sql};

use crate::Result;

/// So many rows a statement asks for: those of a page.
const TOGETHER: usize = 50;

/// The parameters for the identifiers; what else a statement takes begins at `$51`.
macro_rules! fifty {
    () => {
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, \
         $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50"
    };
}

record! {
    /// A name and where it stands among others.
    pub(crate) struct NameRow {
        pub person_id: PersonId,
        pub full_name: String,
        pub sort_key: Vec<u8>,
    }
}

sql! {
    NAMES = concat!(
        "SELECT r.person_id, r.full_name, r.sort_key FROM person_record r WHERE r.person_id IN (", fifty!(), ") AND r.valid_from = \
            (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = r.person_id \
                AND (x.valid_from <= $51 OR x.valid_from = \
                    (SELECT min(y.valid_from) FROM person_record y WHERE y.person_id = r.person_id)))");
}

/// The rows with these identifiers, in no particular order.
pub(super) async fn rows_of<T: FromRow + Send, K>(
    db: &impl Reader,
    sql: Sql,
    ids: &[Id<K>],
    others: Vec<Value>,
) -> Result<Vec<T>> {
    let mut rows = Vec::with_capacity(ids.len());
    for some in ids.chunks(TOGETHER) {
        // Where there are fewer, the last one is named again.
        let last = some[some.len() - 1];
        let all = some.iter().copied().chain(std::iter::repeat(last));
        let mut values: Vec<Value> = all.take(TOGETHER).map(|id| id.into_value()).collect();
        values.extend(others.iter().cloned());
        rows.extend(db.all::<T>(sql, values).await?);
    }
    Ok(rows)
}

/// The names of these persons on a day with their order, in no particular order; before their first record, their first name.
pub(crate) async fn name_rows(
    db: &impl Reader,
    persons: &[PersonId],
    day: Date,
) -> Result<Vec<NameRow>> {
    rows_of(db, NAMES, persons, args![day]).await
}

/// The names of these persons on a day; before their first record, their first name.
pub(super) async fn names(
    db: &impl Reader,
    persons: &[PersonId],
    day: Date,
) -> Result<HashMap<PersonId, String>> {
    Ok(name_rows(db, persons, day)
        .await?
        .into_iter()
        .map(|row| (row.person_id, row.full_name))
        .collect())
}

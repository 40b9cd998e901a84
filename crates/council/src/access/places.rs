//! Phạm vi và người được giao: where a role can be given, and to whom, found by name.

use kernel::ids::PersonId;
use kernel::{Date, vi};
use store::{Reader, args, record, sql};

use super::{Act, Actor};
use crate::Result;

/// No more are offered to choose from; whoever sees so many types more of the name.
const OFFERED: usize = 20;

record! {
    /// A place that a role can cover.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Place {
        /// Its path of official codes.
        pub path: String,
        /// Its name.
        pub name: String,
        /// The name of the place it lies in.
        pub above: Option<String>,
    }

    /// A delegate whom an account can belong to.
    #[derive(Debug, Clone)]
    pub struct Candidate {
        /// The person.
        pub id: PersonId,
        /// The full name.
        pub name: String,
        /// The year of birth, which tells namesakes apart.
        pub birth_year: Option<i64>,
        /// The place of the council.
        pub place: String,
        /// Its path.
        pub path: String,
    }
}

sql! {
    NAMED = "SELECT u.path, u.name, p.name AS above FROM unit u LEFT JOIN unit p ON p.id = u.parent_id \
             WHERE u.path = $1 ORDER BY u.valid_from DESC LIMIT 1";
    FOUND = "SELECT u.path, u.name, p.name AS above FROM unit u LEFT JOIN unit p ON p.id = u.parent_id \
             WHERE (u.folded LIKE $1 OR u.code = $2) AND u.valid_from <= $3 AND (u.valid_to IS NULL OR u.valid_to > $3) \
             ORDER BY length(u.path), u.sort_key, u.path LIMIT 500";
    DELEGATES = "SELECT DISTINCT r.person_id AS id, r.full_name AS name, r.birth_year, u.name AS place, c.path, r.sort_key \
                 FROM person_record r JOIN mandate m ON m.person_id = r.person_id JOIN council c ON c.id = m.council_id \
                 JOIN unit u ON u.id = c.unit_id JOIN person p ON p.id = r.person_id \
                 WHERE r.folded LIKE $1 AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) \
                 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) AND p.merged_into IS NULL \
                 ORDER BY r.sort_key, c.path LIMIT 500";
}

impl Place {
    /// The name with the name of the place it lies in.
    pub fn full_name(&self) -> String {
        match &self.above {
            Some(above) => format!("{}, {above}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The place at a path, under its newest name.
pub async fn place(db: &impl Reader, path: &str) -> Result<Option<Place>> {
    Ok(db.one(NAMED, args![path]).await?)
}

/// Places of a day by name or code in which the actor may do this. A name that fits exactly comes alone.
pub async fn find_places(
    db: &impl Reader,
    actor: &Actor,
    act: Act,
    typed: &str,
    day: Date,
) -> Result<Vec<Place>> {
    let folded = vi::fold(typed);
    let values = args![pattern(&folded), typed.trim(), day];
    let mut found: Vec<Place> = db.all(FOUND, values).await?;
    found.retain(|place| actor.can(act, &place.path));
    let exact: Vec<Place> = found
        .iter()
        .filter(|place| vi::fold(&place.name) == folded)
        .cloned()
        .collect();
    if exact.len() == 1 {
        return Ok(exact);
    }
    found.truncate(OFFERED);
    Ok(found)
}

/// Delegates of a day by name, of councils where the actor may do this.
pub async fn find_delegates(
    db: &impl Reader,
    actor: &Actor,
    act: Act,
    typed: &str,
    day: Date,
) -> Result<Vec<Candidate>> {
    let values = args![pattern(&vi::fold(typed)), day];
    let mut found: Vec<Candidate> = db.all(DELEGATES, values).await?;
    found.retain(|candidate| actor.can(act, &candidate.path));
    found.truncate(OFFERED);
    Ok(found)
}

fn pattern(folded: &str) -> String {
    let plain: String = folded
        .chars()
        .filter(|c| !matches!(c, '%' | '_' | '\\'))
        .collect();
    format!("%{plain}%")
}

//! Trùng: matters that may say what is being typed, whether it is typed with marks or without.
//!
//! Two texts are alike by the pairs of neighbouring syllables they share, weighed so that a short text inside a long one counts.

use std::collections::HashSet;

use kernel::ids::{CouncilId, MatterId, UnitId};
use kernel::vi;
use store::{Reader, args, record, sql};

use super::MatterState;
use crate::Result;

/// How many matters are looked through: the latest of the commune, or of the council when no commune is named.
const LOOKED_THROUGH: i64 = 2_000;

/// How many are shown.
const SHOWN: usize = 5;

/// From which likeness on one is shown, in hundredths.
const ALIKE: u32 = 34;

record! {
    struct Row { id: MatterId, number: u32, year: u32, title: String, folded: String, state: MatterState, voices: u32 }
}

/// A matter that may be the same.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Similar {
    /// The matter.
    pub id: MatterId,
    /// Its label, such as "KN-2026-0042".
    pub label: String,
    /// What it asks.
    pub title: String,
    /// Its state today.
    pub state: MatterState,
    /// How many voices it has.
    pub voices: u32,
    /// How alike, in hundredths.
    pub likeness: u32,
}

sql! {
    OF_UNIT = "SELECT id, number, year, title, folded, state, voices FROM matter WHERE council_id = $1 AND unit_id = $2 AND guarded = 0 \
               AND state <> 'merged' ORDER BY raised_on DESC LIMIT $3";
    OF_COUNCIL = "SELECT id, number, year, title, folded, state, voices FROM matter WHERE council_id = $1 AND guarded = 0 \
                  AND state <> 'merged' ORDER BY raised_on DESC LIMIT $2";
}

/// The matters of a council that are most like a text, the likest first.
pub async fn similar(
    db: &impl Reader,
    council: CouncilId,
    unit: Option<UnitId>,
    text: &str,
) -> Result<Vec<Similar>> {
    let text = vi::fold(text);
    let typed = pairs(&text);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = match unit {
        Some(unit) => {
            db.all(OF_UNIT, args![council, unit, LOOKED_THROUGH])
                .await?
        }
        None => db.all(OF_COUNCIL, args![council, LOOKED_THROUGH]).await?,
    };
    let mut found: Vec<Similar> = rows
        .into_iter()
        .filter_map(|row| {
            let likeness = likeness(&typed, &pairs(&row.folded));
            (likeness >= ALIKE).then(|| Similar {
                id: row.id,
                label: super::queries::label(row.year, row.number),
                title: row.title,
                state: row.state,
                voices: row.voices,
                likeness,
            })
        })
        .collect();
    found.sort_by(|a, b| b.likeness.cmp(&a.likeness).then(b.id.cmp(&a.id)));
    found.truncate(SHOWN);
    Ok(found)
}

/// The pairs of neighbouring syllables of a folded text; of one syllable, itself.
fn pairs(folded: &str) -> HashSet<(&str, &str)> {
    let syllables: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    match syllables.as_slice() {
        [only] => HashSet::from([(*only, "")]),
        many => many.windows(2).map(|pair| (pair[0], pair[1])).collect(),
    }
}

/// The share of the shorter text that the longer one has too, in hundredths.
fn likeness(a: &HashSet<(&str, &str)>, b: &HashSet<(&str, &str)>) -> u32 {
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return 0;
    }
    // Three pairs are the least that say something: two short texts are not alike for one common word.
    let shared = a.intersection(b).count() * 100 / shorter.max(3);
    u32::try_from(shared).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> u32 {
        let (a, b) = (vi::fold(a), vi::fold(b));
        likeness(&pairs(&a), &pairs(&b))
    }

    #[test]
    fn marks_do_not_matter_and_other_things_are_not_alike() {
        let road = "Sửa đường Lê Lợi bị ngập khi mưa lớn";
        assert_eq!(alike("duong le loi bi ngap khi mua lon", road), 100);
        assert!(alike("Đường Lê Lợi ngập nặng, đề nghị sửa đường Lê Lợi", road) >= ALIKE);
        assert!(alike("Đề nghị xây thêm phòng học cho trường mầm non", road) < ALIKE);
        assert!(alike("Đường", road) < ALIKE);
        assert_eq!(alike("", road), 0);
    }
}

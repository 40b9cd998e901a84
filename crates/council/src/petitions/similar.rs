//! Trùng: matters that may say what is being typed, whether it is typed with marks or without.
//!
//! Two texts are alike by the pairs of neighbouring syllables they share: rare pairs weigh more, and a short text inside a long one
//! counts.

use std::collections::{HashMap, HashSet};

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
    let known: Vec<HashSet<(&str, &str)>> = rows.iter().map(|row| pairs(&row.folded)).collect();
    let rarity = Rarity::among(&known);
    let likenesses: Vec<u32> = known
        .iter()
        .map(|pairs| rarity.likeness(&typed, pairs))
        .collect();
    let mut found: Vec<Similar> = rows
        .into_iter()
        .zip(likenesses)
        .filter_map(|(row, likeness)| {
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

/// How much a pair of syllables says: one that stands in nearly every text, as the name of the commune does, says nothing.
struct Rarity<'t> {
    texts: usize,
    with: HashMap<(&'t str, &'t str), usize>,
}

impl<'t> Rarity<'t> {
    fn among(known: &[HashSet<(&'t str, &'t str)>]) -> Self {
        let mut with = HashMap::new();
        for pair in known.iter().flatten() {
            *with.entry(*pair).or_insert(0) += 1;
        }
        Self {
            texts: known.len(),
            with,
        }
    }

    /// The weight of a pair: the logarithm of how seldom it is.
    fn of(&self, pair: &(&str, &str)) -> f64 {
        let with = self.with.get(pair).copied().unwrap_or(0);
        ((self.texts + 2) as f64 / (with + 1) as f64).ln()
    }

    /// The share of what the shorter text says that the longer one says too, in hundredths.
    fn likeness(&self, a: &HashSet<(&str, &str)>, b: &HashSet<(&str, &str)>) -> u32 {
        /// So few rare words are not enough to say that two texts are alike.
        const LEAST: f64 = 2.0;
        let sum =
            |pairs: &HashSet<(&str, &str)>| -> f64 { pairs.iter().map(|pair| self.of(pair)).sum() };
        let shared: f64 = a.intersection(b).map(|pair| self.of(pair)).sum();
        let shorter = sum(a).min(sum(b)).max(LEAST);
        (shared * 100.0 / shorter).round() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = [
        "Sửa đường Lê Lợi bị ngập khi mưa lớn tại khu vực 2, phường Cái Khế",
        "Bổ sung giáo viên mầm non tại khu vực 2, phường Cái Khế",
        "Thu gom rác đúng lịch tại khu vực 4, phường Cái Khế",
        "Cấp giấy chứng nhận quyền sử dụng đất tại khu vực 2, phường Cái Khế",
        "Lắp đèn chiếu sáng tại khu vực 5, phường Cái Khế",
    ];

    /// How alike a text is to each of the known ones.
    fn alike(text: &str) -> Vec<u32> {
        let folded: Vec<String> = KNOWN.iter().map(|text| vi::fold(text)).collect();
        let known: Vec<_> = folded.iter().map(|text| pairs(text)).collect();
        let rarity = Rarity::among(&known);
        let text = vi::fold(text);
        let typed = pairs(&text);
        known
            .iter()
            .map(|pairs| rarity.likeness(&typed, pairs))
            .collect()
    }

    #[test]
    fn marks_do_not_matter_and_a_common_place_makes_nothing_alike() {
        let road = alike("duong le loi bi ngap khi mua lon");
        assert!(road[0] >= 90, "{road:?}");
        assert!(
            road[1..].iter().all(|likeness| *likeness < ALIKE),
            "{road:?}"
        );
        let long = alike(
            "Đường Lê Lợi ngập nặng khi mưa lớn, đề nghị sửa đường Lê Lợi tại khu vực 2, phường Cái Khế",
        );
        assert!(long[0] >= ALIKE, "{long:?}");
        assert!(
            long[1..].iter().all(|likeness| *likeness < ALIKE),
            "{long:?}"
        );
        let other = alike("Xây thêm phòng học tại khu vực 2, phường Cái Khế");
        assert!(other.iter().all(|likeness| *likeness < ALIKE), "{other:?}");
        assert!(alike("Đường").iter().all(|likeness| *likeness < ALIKE));
        assert!(alike("").iter().all(|likeness| *likeness == 0));
    }
}

//! Dated rules with their legal basis: numbers of delegates and posts, deadlines, thresholds, targets.
//!
//! Legal basis: every rule names its own (document and provision) and how sure it is. A rule without a document is a default of the
//! product. A council may set a rule for itself, on a basis of its own; that goes before the general one.
//!
//! **Invariants.** No number, deadline or threshold of law stands in code. On one day the rule of a council goes before a general
//! one, a rule for its kind of unit before one for every kind, a rule for its level before one for every level, the newer before
//! the older.

pub mod acts;
mod book;
mod quantities;
pub mod queries;
#[cfg(test)]
mod tests;

use kernel::Date;
use kernel::ids::{CouncilId, RuleId, UnitId};
use store::{Reader, args, record, sql};

use crate::bodies::{Level, UnitKind};
use crate::seed_data::Certainty;
use crate::seed_data::rules::{Measure, UnitClass};
use crate::{Refusal, Result};

pub use book::Book;
pub use quantities::{Parameters, Share, seats};

record! {
    /// Quy định đang áp dụng: a rule as it stands in the records.
    #[derive(Debug, Clone, PartialEq, serde::Serialize, utoipa::ToSchema)]
    pub struct InForce {
        /// The rule.
        pub id: RuleId,
        /// What it is about.
        pub key: String,
        /// The level it binds; every level when empty.
        pub level: Option<Level>,
        /// The kind of unit it binds; every kind when empty.
        pub unit_kind: Option<UnitClass>,
        /// The council that set it for itself.
        pub council_id: Option<CouncilId>,
        /// Its parameters.
        #[schema(value_type = Object)]
        pub parameters: Parameters,
        /// What they count.
        pub measure: Measure,
        /// Số, ký hiệu of the document; empty for a default of the product.
        pub basis_document: String,
        /// Điều, khoản.
        pub basis_provision: String,
        /// How sure it is.
        pub certainty: Certainty,
        /// The rule in words.
        pub note_vi: String,
        /// The rule in words, in English.
        pub note_en: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer applies.
        pub valid_to: Option<Date>,
    }

    struct PlaceRow {
        level: Level,
        kind: UnitKind,
        code: String,
        terrain: Option<String>,
        parent_kind: Option<UnitKind>,
    }
}

/// The place for which a rule is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The level.
    pub level: Level,
    /// The kinds of unit the rules may name it by, the most specific first.
    pub classes: Vec<UnitClass>,
    /// The council, whose own rules go first.
    pub council: Option<CouncilId>,
}

/// The columns of [`InForce`].
macro_rules! rule_columns {
    () => {
        "r.id, r.key, r.level, r.unit_kind, r.council_id, r.parameters, r.measure, r.basis_document, r.basis_provision, r.certainty, \
         r.note_vi, r.note_en, r.valid_from, r.valid_to"
    };
}
use rule_columns;

sql! {
    PLACE_OF_COUNCIL = "SELECT u.level, u.kind, u.code, u.terrain, p.kind AS parent_kind FROM council c JOIN unit u ON u.id = c.unit_id \
                        LEFT JOIN unit p ON p.path = substr(u.path, 1, 2) AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) WHERE c.id = $1";
    PLACE_OF_UNIT = "SELECT u.level, u.kind, u.code, u.terrain, p.kind AS parent_kind FROM unit u \
                     LEFT JOIN unit p ON p.path = substr(u.path, 1, 2) AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) WHERE u.id = $1";
    ON = concat!("SELECT ", rule_columns!(), " FROM rule r WHERE r.key = $1 AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)");
}

/// Hà Nội and Thành phố Hồ Chí Minh, for which the law states a number of its own.
const TWO_GREAT_CITIES: [&str; 2] = ["01", "79"];

impl Place {
    /// The place of a council.
    pub async fn of_council(db: &impl Reader, council: CouncilId, as_of: Date) -> Result<Self> {
        let row: PlaceRow = db
            .one(PLACE_OF_COUNCIL, args![council, as_of])
            .await?
            .ok_or(Refusal::NotFound("council"))?;
        Ok(Self {
            council: Some(council),
            ..Self::from(row)
        })
    }

    /// The place of a unit, whichever council it has.
    pub async fn of_unit(db: &impl Reader, unit: UnitId, as_of: Date) -> Result<Self> {
        let row: PlaceRow = db
            .one(PLACE_OF_UNIT, args![unit, as_of])
            .await?
            .ok_or(Refusal::NotFound("unit"))?;
        Ok(Self::from(row))
    }

    /// No place in particular: only rules for every kind of unit apply.
    pub fn general() -> Self {
        Self {
            level: Level::Province,
            classes: Vec::new(),
            council: None,
        }
    }

    /// Those of some rules under one key that apply here, the one that goes first at the head.
    pub fn fitting<'a>(&self, rules: &'a [InForce]) -> Vec<&'a InForce> {
        let mut fitting: Vec<_> = rules
            .iter()
            .filter_map(|rule| self.fit(rule).map(|fit| (fit, rule)))
            .collect();
        fitting.sort_by(|(a, newer), (b, older)| {
            a.cmp(b).then(older.valid_from.cmp(&newer.valid_from))
        });
        fitting.into_iter().map(|(_, rule)| rule).collect()
    }

    /// How well a rule fits: smaller is better, `None` when it does not.
    fn fit(&self, rule: &InForce) -> Option<(bool, usize, bool)> {
        let foreign = rule.council_id.is_some() && rule.council_id != self.council;
        if foreign || rule.level.is_some_and(|level| level != self.level) {
            return None;
        }
        let class = match rule.unit_kind {
            None => self.classes.len(),
            Some(class) => self.classes.iter().position(|known| *known == class)?,
        };
        Some((rule.council_id.is_none(), class, rule.level.is_none()))
    }
}

impl From<PlaceRow> for Place {
    fn from(row: PlaceRow) -> Self {
        let mountain = row.terrain.is_some_and(|terrain| terrain != "lowland");
        let in_city = row.parent_kind == Some(UnitKind::CentralCity);
        let classes = match row.kind {
            UnitKind::Province if mountain => {
                vec![UnitClass::MountainProvince, UnitClass::Province]
            }
            UnitKind::Province => vec![UnitClass::Province],
            UnitKind::CentralCity if TWO_GREAT_CITIES.contains(&row.code.as_str()) => {
                vec![UnitClass::HanoiOrHcmc, UnitClass::CentralCity]
            }
            UnitKind::CentralCity => vec![UnitClass::CentralCity],
            UnitKind::RuralDistrict if mountain => {
                vec![UnitClass::MountainDistrict, UnitClass::RuralDistrict]
            }
            UnitKind::RuralDistrict => vec![UnitClass::RuralDistrict],
            UnitKind::UrbanDistrict => vec![UnitClass::UrbanDistrict],
            UnitKind::Town => vec![UnitClass::Town],
            UnitKind::ProvincialCity => vec![UnitClass::ProvincialCity],
            UnitKind::Commune if mountain => vec![UnitClass::MountainCommune, UnitClass::Commune],
            UnitKind::Commune => vec![UnitClass::Commune],
            UnitKind::Ward if in_city => vec![UnitClass::WardOfCity, UnitClass::Ward],
            UnitKind::Ward => vec![UnitClass::WardOfProvince, UnitClass::Ward],
            UnitKind::Township if mountain => {
                vec![UnitClass::MountainTownship, UnitClass::Township]
            }
            UnitKind::Township => vec![UnitClass::Township],
            UnitKind::SpecialZone => vec![UnitClass::SpecialZone],
        };
        Self {
            level: row.level,
            classes,
            council: None,
        }
    }
}

/// The rule under a key that applies at a place on a day.
pub async fn in_force(
    db: &impl Reader,
    key: &str,
    place: &Place,
    as_of: Date,
) -> Result<Option<InForce>> {
    Ok(all_in_force(db, key, place, as_of)
        .await?
        .into_iter()
        .next())
}

/// Every rule under a key that applies at a place on a day, the one that goes first at the head: some keys have a rule for each of
/// several cases, such as how many units were merged.
pub async fn all_in_force(
    db: &impl Reader,
    key: &str,
    place: &Place,
    as_of: Date,
) -> Result<Vec<InForce>> {
    let rules = db.all_kept::<InForce>(ON, args![key, as_of]).await?;
    Ok(place.fitting(&rules).into_iter().cloned().collect())
}

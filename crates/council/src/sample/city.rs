//! The councils of Cần Thơ: khóa X on three levels, the merged city, khóa XI.
//!
//! The numbers that are known are kept exactly: 54 seats in 11 electoral units, 263 seats in 9 districts, 80 communes (of the 83
//! before 2024-11-01 the names of three are lost, so they are not made up); then 103 communes, 85 seats in 28 electoral units of
//! which 84 were filled, 33 by women, and 2,212 commune seats.

use std::collections::HashMap;

use jiff::civil::date;
use kernel::Date;
use kernel::ids::UnitId;
use store::{Reader, args, record, sql};

use super::councils::{Council, Makers, Paper, Place};
use super::term_eleven::two_levels;
use super::term_ten::{merged, three_levels};
use crate::Result;
use crate::bodies::{DecisionKind, Level, UnitKind};

/// The election of khóa X and of khóa XI.
pub(super) const ELECTION_X: Date = date(2021, 5, 23);
pub(super) const ELECTION_XI: Date = date(2026, 3, 15);
/// The first sitting of the city council of khóa XI; with it the council before ends.
pub(super) const FIRST_SITTING_XI: Date = date(2026, 3, 26);

const CITY: &str = "92";

record! {
    struct UnitRow { id: UnitId, name: String, kind: UnitKind, level: Level, path: String, valid_to: Option<Date> }
    struct Became { old_id: UnitId, new_id: UnitId, share: String }
}

sql! {
    UNITS = "SELECT id, name, kind, level, path, valid_to FROM unit WHERE path = $1 OR path LIKE $2 ORDER BY path, valid_from";
    BECAME = "SELECT s.old_id, s.new_id, s.share FROM unit_successor s JOIN unit n ON n.id = s.new_id WHERE n.path LIKE $1 \
              ORDER BY s.new_id, s.old_id";
}

/// The units of the city before and since 2025-07-01.
pub(super) struct Map {
    pub(super) old_city: Place,
    pub(super) districts: Vec<Place>,
    pub(super) old_communes: Vec<Place>,
    pub(super) city: Place,
    pub(super) communes: Vec<Place>,
    /// Which commune most of a former one went to.
    pub(super) became: HashMap<UnitId, UnitId>,
}

impl Map {
    pub(super) async fn read(db: &impl Reader) -> Result<Self> {
        let rows: Vec<UnitRow> = db.all(UNITS, args![CITY, "92/%"]).await?;
        let (mut before, mut since) = (Vec::new(), Vec::new());
        for row in rows {
            let ended = row.valid_to.is_some();
            let place = Place {
                id: row.id,
                name: row.name,
                kind: row.kind,
                level: row.level,
                path: row.path,
                ended,
            };
            if ended {
                before.push(place);
            } else {
                since.push(place);
            }
        }
        let missing = || crate::Refusal::NotFound("unit");
        let of = |places: &[Place], level| -> Vec<Place> {
            places
                .iter()
                .filter(|place| place.level == level)
                .cloned()
                .collect()
        };
        let mut became = HashMap::new();
        let rows: Vec<Became> = db.all(BECAME, args!["92/%"]).await?;
        for row in rows {
            if row.share == "part" {
                became.entry(row.old_id).or_insert(row.new_id);
            } else {
                became.insert(row.old_id, row.new_id);
            }
        }
        let one = |places: &[Place]| of(places, Level::Province).pop().ok_or_else(missing);
        Ok(Self {
            old_city: one(&before)?,
            districts: of(&before, Level::District),
            old_communes: of(&before, Level::Commune),
            city: one(&since)?,
            communes: of(&since, Level::Commune),
            became,
        })
    }
}

/// Every council of the sample city.
pub(super) struct City {
    pub(super) old_city: Council,
    pub(super) districts: Vec<Council>,
    pub(super) old_communes: Vec<Council>,
    pub(super) merged_city: Council,
    pub(super) merged_communes: Vec<Council>,
    pub(super) city: Council,
    pub(super) communes: Vec<Council>,
}

impl City {
    /// Lives through both terms.
    pub(super) fn make(makers: &mut Makers, map: &Map) -> Self {
        let (old_city, districts, old_communes) = three_levels(makers, map);
        let (merged_city, merged_communes) = merged(makers, map, &old_city, &old_communes);
        let (city, communes) = two_levels(makers, map, &merged_city, &merged_communes);
        Self {
            old_city,
            districts,
            old_communes,
            merged_city,
            merged_communes,
            city,
            communes,
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Council> {
        std::iter::once(&self.old_city)
            .chain(&self.districts)
            .chain(&self.old_communes)
            .chain(std::iter::once(&self.merged_city))
            .chain(&self.merged_communes)
            .chain(std::iter::once(&self.city))
            .chain(&self.communes)
    }
}

pub(super) fn homes(places: &[Place]) -> Vec<String> {
    places
        .iter()
        .map(|place| format!("{}, thành phố Cần Thơ", place.running()))
        .collect()
}

/// Electoral units of nearly equal size within a commune.
pub(super) fn units_of(seats: usize) -> Vec<(String, usize)> {
    let number = (seats / 4).max(1);
    (0..number)
        .map(|unit| {
            let size = seats / number + usize::from(unit < seats % number);
            (format!("Đơn vị bầu cử số {}", unit + 1), size)
        })
        .collect()
}

/// Ends khóa X on the first sitting of khóa XI.
pub(super) fn end_of_term(makers: &mut Makers, city: &mut City) {
    let City {
        merged_city,
        merged_communes,
        city,
        communes,
        ..
    } = city;
    let pairs =
        std::iter::once((merged_city, &*city)).chain(merged_communes.iter_mut().zip(&*communes));
    for (before, after) in pairs {
        let paper = Paper {
            kind: DecisionKind::ElectionResult,
            number: "85/NQ-UBBC",
            issuer: "Ủy ban bầu cử thành phố Cần Thơ",
            title: "Công bố kết quả bầu cử đại biểu Hội đồng nhân dân khóa XI; Hội đồng nhân dân khóa X hết nhiệm kỳ",
            signed: date(2026, 3, 20),
            effective: after.from,
        };
        before.end(makers, after.from, &paper);
    }
}

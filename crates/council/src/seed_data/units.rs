//! Administrative units of the whole country, before and from 2025-07-01.
//!
//! Until that day there were three levels (province, district, commune); from
//! that day there are two. Kinds are derived from the first words of the name,
//! which are the official designation. Population is not part of these tables.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::{Date, date};

use crate::bodies::UnitKind;

use super::table::{Flaw, proven, rows};

/// The first day of two levels of local government.
pub const TWO_LEVELS_SINCE: Date = date(2025, 7, 1);

/// Cấp tỉnh: a province or a city under central government.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Province {
    /// Official code, two digits; it may be reused across the two periods.
    pub code: &'static str,
    /// Full name with its designation.
    pub name: &'static str,
    /// Which kind of province-level unit it is.
    pub kind: UnitKind,
}

/// Cấp huyện: a district-level unit, which exists only before 2025-07-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct District {
    /// Official code, three digits.
    pub code: &'static str,
    /// Code of the province it lay in.
    pub province: &'static str,
    /// Full name with its designation.
    pub name: &'static str,
    /// Which kind of district-level unit it was.
    pub kind: UnitKind,
}

/// Cấp xã before 2025-07-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerCommune {
    /// Official code, five digits.
    pub code: &'static str,
    /// Code of the district it lay in.
    pub district: &'static str,
    /// Full name with its designation.
    pub name: &'static str,
    /// Which kind of commune-level unit it was.
    pub kind: UnitKind,
}

/// Cấp xã from 2025-07-01.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Commune {
    /// Official code, five digits; many are inherited from a former commune.
    pub code: &'static str,
    /// Code of the province it lies in.
    pub province: &'static str,
    /// Full name with its designation.
    pub name: &'static str,
    /// Which kind of commune-level unit it is.
    pub kind: UnitKind,
    /// Natural area in square kilometres, where the source states one.
    pub area_km2: Option<f64>,
    /// A point inside the unit: latitude, longitude in degrees.
    pub point: (f64, f64),
}

/// Which commune became which on 2025-07-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Succession {
    /// Code of the former commune.
    pub former: &'static str,
    /// Code of the commune that took it in.
    pub successor: &'static str,
    /// How much of the former commune went there.
    pub share: Share,
}

store::coded! {
    /// How much of a former commune went to a successor.
    pub enum Share {
        /// All of it.
        Whole = "whole",
        /// The part that holds the former seat.
        MainPart = "part-main",
        /// Another part.
        Part = "part",
    }
}

/// The 63 provinces as they stood until 2025-06-30.
pub fn former_provinces() -> &'static [Province] {
    static ROWS: LazyLock<Vec<Province>> =
        LazyLock::new(|| proven(read_provinces(FORMER_PROVINCES)));
    &ROWS
}

/// The district-level units that ended on 2025-07-01.
pub fn districts() -> &'static [District] {
    static ROWS: LazyLock<Vec<District>> = LazyLock::new(|| proven(read_districts()));
    &ROWS
}

/// The communes as they stood until 2025-06-30.
pub fn former_communes() -> &'static [FormerCommune] {
    static ROWS: LazyLock<Vec<FormerCommune>> = LazyLock::new(|| proven(read_former_communes()));
    &ROWS
}

/// The 34 provinces from 2025-07-01.
pub fn provinces() -> &'static [Province] {
    static ROWS: LazyLock<Vec<Province>> = LazyLock::new(|| proven(read_provinces(PROVINCES)));
    &ROWS
}

/// The communes from 2025-07-01.
pub fn communes() -> &'static [Commune] {
    static ROWS: LazyLock<Vec<Commune>> = LazyLock::new(|| proven(read_communes()));
    &ROWS
}

/// Every known succession of 2025-07-01.
pub fn successions() -> &'static [Succession] {
    static ROWS: LazyLock<Vec<Succession>> = LazyLock::new(|| proven(read_successions()));
    &ROWS
}

/// Former communes of which no successor is recorded: to be reported, not guessed.
pub fn without_successor() -> Vec<&'static FormerCommune> {
    let known: HashSet<&str> = successions().iter().map(|row| row.former).collect();
    former_communes()
        .iter()
        .filter(|unit| !known.contains(unit.code))
        .collect()
}

type Embedded = (&'static str, &'static str);

const FORMER_PROVINCES: Embedded = (
    "units/provinces-before-2025-07-01.tsv",
    include_str!("../../data/units/provinces-before-2025-07-01.tsv"),
);
const PROVINCES: Embedded = (
    "units/provinces-from-2025-07-01.tsv",
    include_str!("../../data/units/provinces-from-2025-07-01.tsv"),
);

fn read_provinces((table, text): Embedded) -> Result<Vec<Province>, Flaw> {
    rows(table, text, |line| {
        let name = line.text("name")?;
        Ok(Province {
            code: line.text("code")?,
            name,
            kind: designated(
                name,
                &[
                    ("Tỉnh ", UnitKind::Province),
                    ("Thành phố ", UnitKind::CentralCity),
                ],
            )?,
        })
    })
}

fn read_districts() -> Result<Vec<District>, Flaw> {
    rows(
        "units/districts-before-2025-07-01.tsv",
        include_str!("../../data/units/districts-before-2025-07-01.tsv"),
        |line| {
            let name = line.text("name")?;
            Ok(District {
                code: line.text("code")?,
                province: line.text("province")?,
                name,
                kind: designated(
                    name,
                    &[
                        ("Quận ", UnitKind::UrbanDistrict),
                        ("Huyện ", UnitKind::RuralDistrict),
                        ("Thị xã ", UnitKind::Town),
                        ("Thành phố ", UnitKind::ProvincialCity),
                    ],
                )?,
            })
        },
    )
}

fn read_former_communes() -> Result<Vec<FormerCommune>, Flaw> {
    rows(
        "units/communes-before-2025-07-01.tsv",
        include_str!("../../data/units/communes-before-2025-07-01.tsv"),
        |line| {
            let name = line.text("name")?;
            Ok(FormerCommune {
                code: line.text("code")?,
                district: line.text("district")?,
                name,
                kind: designated(
                    name,
                    &[
                        ("Xã ", UnitKind::Commune),
                        ("Phường ", UnitKind::Ward),
                        ("Thị trấn ", UnitKind::Township),
                    ],
                )?,
            })
        },
    )
}

fn read_communes() -> Result<Vec<Commune>, Flaw> {
    rows(
        "units/communes-from-2025-07-01.tsv",
        include_str!("../../data/units/communes-from-2025-07-01.tsv"),
        |line| {
            let name = line.text("name")?;
            Ok(Commune {
                code: line.text("code")?,
                province: line.text("province")?,
                name,
                kind: designated(
                    name,
                    &[
                        ("Xã ", UnitKind::Commune),
                        ("Phường ", UnitKind::Ward),
                        ("Đặc khu ", UnitKind::SpecialZone),
                    ],
                )?,
                area_km2: line.maybe_value("area_km2")?,
                point: (line.value("lat")?, line.value("lon")?),
            })
        },
    )
}

fn read_successions() -> Result<Vec<Succession>, Flaw> {
    rows(
        "units/successors-2025-07-01.tsv",
        include_str!("../../data/units/successors-2025-07-01.tsv"),
        |line| {
            Ok(Succession {
                former: line.text("old")?,
                successor: line.text("new")?,
                share: line.coded("share", Share::from_code)?,
            })
        },
    )
}

fn designated<T: Copy>(name: &str, kinds: &[(&str, T)]) -> Result<T, String> {
    kinds
        .iter()
        .find(|(prefix, _)| name.starts_with(prefix))
        .map(|(_, kind)| *kind)
        .ok_or_else(|| format!("no known designation opens {name}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn the_country_is_whole() {
        assert_eq!(former_provinces().len(), 63);
        assert_eq!(districts().len(), 696);
        assert_eq!(former_communes().len(), 10_035);
        assert_eq!(provinces().len(), 34);
        assert_eq!(communes().len(), 3_321);
        assert_eq!(successions().len(), 10_597);
        let cities = provinces()
            .iter()
            .filter(|unit| unit.kind == UnitKind::CentralCity);
        assert_eq!(cities.count(), 6);
    }

    #[test]
    fn every_reference_resolves_and_no_code_repeats() {
        let former: HashSet<_> = former_communes().iter().map(|unit| unit.code).collect();
        let current: HashSet<_> = communes().iter().map(|unit| unit.code).collect();
        let districts: HashMap<_, _> = districts().iter().map(|u| (u.code, u.province)).collect();
        let provinces: HashSet<_> = provinces().iter().map(|unit| unit.code).collect();
        assert_eq!(former.len(), former_communes().len());
        assert_eq!(current.len(), communes().len());
        assert!(
            former_communes()
                .iter()
                .all(|u| districts.contains_key(u.district))
        );
        assert!(communes().iter().all(|u| provinces.contains(u.province)));
        for row in successions() {
            assert!(former.contains(row.former), "{row:?}");
            assert!(current.contains(row.successor), "{row:?}");
        }
    }

    #[test]
    fn can_tho_before_and_after() {
        let own: HashSet<_> = districts()
            .iter()
            .filter(|unit| unit.province == "92")
            .map(|unit| unit.code)
            .collect();
        let before = former_communes()
            .iter()
            .filter(|unit| own.contains(unit.district));
        let after: Vec<_> = communes().iter().filter(|u| u.province == "92").collect();
        let wards = after.iter().filter(|u| u.kind == UnitKind::Ward);
        assert_eq!(own.len(), 9);
        assert_eq!(before.count(), 80);
        assert_eq!(after.len(), 103);
        assert_eq!(wards.count(), 31);
    }

    #[test]
    fn only_island_districts_lack_a_recorded_succession() {
        assert_eq!(without_successor().len(), 0);
        // Five special zones came from island districts that had no communes.
        let with_former: HashSet<_> = successions().iter().map(|row| row.successor).collect();
        let bare: Vec<_> = communes()
            .iter()
            .filter(|unit| !with_former.contains(unit.code))
            .collect();
        assert_eq!(bare.len(), 5);
        assert!(bare.iter().all(|unit| unit.kind == UnitKind::SpecialZone));
    }

    #[test]
    fn names_are_composed_and_singly_spaced() {
        let names = former_communes()
            .iter()
            .map(|unit| unit.name)
            .chain(communes().iter().map(|unit| unit.name))
            .chain(districts().iter().map(|unit| unit.name));
        for name in names {
            assert!(
                !name.contains(|c| ('\u{300}'..='\u{36f}').contains(&c)),
                "{name}"
            );
            assert!(!name.contains("  ") && name.trim() == name, "{name}");
        }
    }
}

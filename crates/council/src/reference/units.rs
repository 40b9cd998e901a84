//! Administrative units of the whole country in two periods, and which became which.

use std::collections::{BTreeSet, HashMap};

use kernel::Date;
use kernel::ids::UnitId;
use kernel::time::FROM_THE_BEGINNING;
use kernel::vi;
use store::{Value, args, sql};

use super::{Key, Table, named, own};
use crate::bodies::Level;
use crate::seed_data::units::{self as seed, TWO_LEVELS_SINCE};
use crate::{Acting, Result};

sql! {
    UNITS = "SELECT id AS a, id AS b, '' AS c FROM unit";
    SUCCESSORS = "SELECT old_id AS a, new_id AS b, '' AS c FROM unit_successor";
}

/// The identifier of the unit at a path of official codes in the period that begins on a day.
pub fn unit_id(path: &str, valid_from: Date) -> UnitId {
    named("unit", &format!("{path}\n{valid_from}"))
}

struct Row<'a> {
    path: String,
    name: &'a str,
    kind: &'static str,
    level: Level,
    area_km2: Option<f64>,
    point: Option<(f64, f64)>,
    from: Date,
    to: Option<Date>,
}

impl<'a> Row<'a> {
    fn former(path: String, name: &'a str, kind: &'static str, level: Level) -> Self {
        Self {
            path,
            name,
            kind,
            level,
            area_km2: None,
            point: None,
            from: FROM_THE_BEGINNING,
            to: Some(TWO_LEVELS_SINCE),
        }
    }

    fn current(path: String, name: &'a str, kind: &'static str, level: Level) -> Self {
        Self {
            from: TWO_LEVELS_SINCE,
            to: None,
            ..Self::former(path, name, kind, level)
        }
    }

    fn keyed(self) -> (Key, Vec<Value>) {
        let id = unit_id(&self.path, self.from);
        let (parent, code) = match self.path.rsplit_once('/') {
            Some((parent, code)) => (Some(unit_id(parent, self.from)), code),
            None => (None, self.path.as_str()),
        };
        let values = args![
            id,
            code,
            self.name,
            self.kind,
            self.level,
            parent,
            &self.path,
            self.area_km2,
            self.point.map(|(latitude, _)| latitude),
            self.point.map(|(_, longitude)| longitude),
            self.from,
            self.to,
            vi::fold(self.name),
            vi::sort_key(self.name),
        ];
        (own(id), values)
    }
}

/// Parents come before their children, as the foreign key asks.
pub(super) async fn load_units(acting: &Acting<'_>) -> Result<u64> {
    let former_districts = former_district_paths();
    let former = seed::former_provinces()
        .iter()
        .map(|unit| {
            Row::former(
                unit.code.to_owned(),
                unit.name,
                unit.kind.code(),
                Level::Province,
            )
        })
        .chain(seed::districts().iter().map(|unit| {
            let path = format!("{}/{}", unit.province, unit.code);
            Row::former(path, unit.name, unit.kind.code(), Level::District)
        }))
        .chain(seed::former_communes().iter().filter_map(|unit| {
            let path = format!("{}/{}", former_districts.get(unit.district)?, unit.code);
            Some(Row::former(
                path,
                unit.name,
                unit.kind.code(),
                Level::Commune,
            ))
        }));
    let current = seed::provinces()
        .iter()
        .map(|unit| {
            Row::current(
                unit.code.to_owned(),
                unit.name,
                unit.kind.code(),
                Level::Province,
            )
        })
        .chain(seed::communes().iter().map(|unit| {
            let path = format!("{}/{}", unit.province, unit.code);
            Row {
                area_km2: unit.area_km2,
                point: Some(unit.point),
                ..Row::current(path, unit.name, unit.kind.code(), Level::Commune)
            }
        }));
    let table = Table {
        name: "unit",
        columns: &[
            "id",
            "code",
            "name",
            "kind",
            "level",
            "parent_id",
            "path",
            "area_km2",
            "latitude",
            "longitude",
            "valid_from",
            "valid_to",
            "folded",
            "sort_key",
        ],
        keys: UNITS,
    };
    table
        .fill(acting, former.chain(current).map(Row::keyed))
        .await
}

/// Communes as the data tell it; a province went wherever its communes went.
pub(super) async fn load_successors(acting: &Acting<'_>) -> Result<u64> {
    let districts = former_district_paths();
    let former: HashMap<&str, String> = seed::former_communes()
        .iter()
        .filter_map(|unit| {
            let district = districts.get(unit.district)?;
            Some((unit.code, format!("{district}/{}", unit.code)))
        })
        .collect();
    let current: HashMap<&str, String> = seed::communes()
        .iter()
        .map(|unit| (unit.code, format!("{}/{}", unit.province, unit.code)))
        .collect();

    let mut provinces = BTreeSet::new();
    let mut rows = Vec::new();
    for row in seed::successions() {
        let (Some(old), Some(new)) = (former.get(row.former), current.get(row.successor)) else {
            continue;
        };
        provinces.insert((&old[..2], &new[..2]));
        rows.push(succession(old, new, row.share));
    }
    for (old, new) in &provinces {
        let split = provinces.iter().filter(|(other, _)| other == old).count() > 1;
        let share = if split {
            seed::Share::Part
        } else {
            seed::Share::Whole
        };
        rows.push(succession(old, new, share));
    }
    let table = Table {
        name: "unit_successor",
        columns: &["old_id", "new_id", "share", "effective_on"],
        keys: SUCCESSORS,
    };
    table.fill(acting, rows).await
}

fn succession(old: &str, new: &str, share: seed::Share) -> (Key, Vec<Value>) {
    let old = unit_id(old, FROM_THE_BEGINNING);
    let new = unit_id(new, TWO_LEVELS_SINCE);
    (
        (old.uuid(), new.uuid(), String::new()),
        args![old, new, share.code(), TWO_LEVELS_SINCE],
    )
}

fn former_district_paths() -> HashMap<&'static str, String> {
    seed::districts()
        .iter()
        .map(|unit| (unit.code, format!("{}/{}", unit.province, unit.code)))
        .collect()
}

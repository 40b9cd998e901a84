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

use super::changes::Recorded;
use super::councils::{Council, Election, Makers, Paper, Place};
use super::people::Wanted;
use super::rng::later;
use super::rows::Table;
use crate::Result;
use crate::bodies::{DecisionKind, Level, UnitKind};
use crate::people::{EndReason, MandateOrigin, Sex};
use crate::reference::{TWO_LEVELS_SINCE, term_id};

/// The election of khóa X and of khóa XI.
pub(super) const ELECTION_X: Date = date(2021, 5, 23);
pub(super) const ELECTION_XI: Date = date(2026, 3, 15);
/// The first sitting of the city council of khóa XI; with it the council before ends.
pub(super) const FIRST_SITTING_XI: Date = date(2026, 3, 26);

const CITY: &str = "92";
const DISTRICT_SEATS: [usize; 9] = [32, 30, 29, 28, 30, 28, 29, 26, 31];
const COMMUNE_SEATS_XI: usize = 2_212;

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
    became: HashMap<UnitId, UnitId>,
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

fn homes(places: &[Place]) -> Vec<String> {
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

fn three_levels(makers: &mut Makers, map: &Map) -> (Council, Vec<Council>, Vec<Council>) {
    let term = term_id("2021-2026");
    let everywhere = homes(&map.old_communes);
    let city = Election {
        place: &map.old_city,
        term,
        number: "X",
        day: ELECTION_X,
        first_sitting: date(2021, 6, 29),
        elected: 54,
        women: 15,
        units: old_city_units(map),
        homes: &everywhere,
        pool: Vec::new(),
        again: 0,
    };
    let mut city = Council::elected(makers, city);
    let period = (date(2021, 9, 1), date(2025, 6, 1));
    for (mandate, reason) in [
        (9, EndReason::MovedAway),
        (17, EndReason::Died),
        (31, EndReason::Resigned),
    ] {
        let day = makers.rng.day(period.0, period.1);
        city.leaves(makers, mandate, day, reason, Recorded::Yes);
    }

    let mut districts = Vec::new();
    for (place, seats) in map.districts.iter().zip(DISTRICT_SEATS) {
        let inside: Vec<Place> = map
            .old_communes
            .iter()
            .filter(|it| it.path.starts_with(&place.path))
            .cloned()
            .collect();
        let women = seats * makers.rng.between(26, 34) / 100;
        let election = Election {
            place,
            term,
            number: "X",
            day: ELECTION_X,
            first_sitting: later(date(2021, 6, 24), makers.rng.below(4)),
            elected: seats,
            women,
            units: units_of(seats),
            homes: &homes(&inside),
            pool: Vec::new(),
            again: 0,
        };
        let mut council = Council::elected(makers, election);
        council.chance(makers, period, 60, 150);
        districts.push(council);
    }

    let mut communes = Vec::new();
    for place in &map.old_communes {
        let seats = makers.rng.between(24, 29);
        let women = seats * makers.rng.between(24, 34) / 100;
        let election = Election {
            place,
            term,
            number: "X",
            day: ELECTION_X,
            first_sitting: later(date(2021, 6, 21), makers.rng.below(5)),
            elected: seats - usize::from(makers.rng.in_thousand(150)),
            women,
            units: units_of(seats),
            homes: &homes(std::slice::from_ref(place)),
            pool: Vec::new(),
            again: 0,
        };
        let mut council = Council::elected(makers, election);
        council.chance(makers, period, 80, 100);
        communes.push(council);
    }
    for (commune, reason) in [(10, EndReason::Dismissed), (12, EndReason::LostRight)] {
        if let Some(council) = communes.get_mut(commune) {
            council.leaves(makers, 5, date(2023, 7, 19), reason, Recorded::Yes);
        }
    }
    city.record(makers, &LOST_COMMUNES);
    end_three_levels(makers, &mut city, &mut districts, &mut communes);
    (city, districts, communes)
}

/// The city's 54 seats in 11 electoral units, two of them in each of the two largest districts.
fn old_city_units(map: &Map) -> Vec<(String, usize)> {
    let mut units = Vec::new();
    for (place, district) in map.districts.iter().enumerate() {
        let parts = if place == 0 || place == 4 { 2 } else { 1 };
        for _ in 0..parts {
            let number = units.len() + 1;
            let seats = if number == 11 { 4 } else { 5 };
            units.push((
                format!("Đơn vị bầu cử số {number} ({})", district.running()),
                seats,
            ));
        }
    }
    units
}

fn end_three_levels(
    makers: &mut Makers,
    city: &mut Council,
    districts: &mut [Council],
    communes: &mut [Council],
) {
    let assembly = Paper {
        kind: DecisionKind::NationalResolution,
        number: "202/2025/QH15",
        issuer: "Quốc hội",
        title: "Về việc sắp xếp đơn vị hành chính cấp tỉnh",
        signed: date(2025, 6, 12),
        effective: TWO_LEVELS_SINCE,
    };
    city.end(makers, TWO_LEVELS_SINCE, &assembly);
    let law = Paper {
        number: "72/2025/QH15",
        title: "Luật Tổ chức chính quyền địa phương: kết thúc hoạt động của Hội đồng nhân dân cấp huyện (khoản 3 Điều 51)",
        signed: date(2025, 6, 16),
        ..assembly
    };
    for council in districts {
        council.end(makers, TWO_LEVELS_SINCE, &law);
    }
    for council in communes {
        council.end(makers, TWO_LEVELS_SINCE, &MERGED_COMMUNES);
    }
}

/// The paper says what the data cannot show: three communes of which no list names the units any more.
const LOST_COMMUNES: Paper<'static> = Paper {
    kind: DecisionKind::NationalResolution,
    number: "1192/NQ-UBTVQH15",
    issuer: "Ủy ban Thường vụ Quốc hội",
    title: "Về việc sắp xếp đơn vị hành chính cấp xã của thành phố Cần Thơ giai đoạn 2023–2025: từ 83 còn 80 đơn vị \
            (dữ liệu mẫu không có ba đơn vị thôi tồn tại từ ngày 01/11/2024 vì danh mục nguồn không còn ghi tên)",
    signed: date(2024, 9, 28),
    effective: date(2024, 11, 1),
};

const MERGED_COMMUNES: Paper<'static> = Paper {
    kind: DecisionKind::NationalResolution,
    number: "1668/NQ-UBTVQH15",
    issuer: "Ủy ban Thường vụ Quốc hội",
    title: "Về việc sắp xếp các đơn vị hành chính cấp xã của thành phố Cần Thơ năm 2025",
    signed: date(2025, 6, 16),
    effective: TWO_LEVELS_SINCE,
};

/// The merged city is a new legal entity: its councils go on with the delegates of those before.
fn merged(
    makers: &mut Makers,
    map: &Map,
    old_city: &Council,
    old_communes: &[Council],
) -> (Council, Vec<Council>) {
    let last = date(2025, 6, 30);
    let everywhere = homes(&map.communes);
    let kept: Vec<usize> = old_city.serving(last).map(|(_, it)| it.person).collect();
    let mut city = continued(makers, &map.city, &kept, 96, &everywhere);
    city.leaves(
        makers,
        60,
        date(2025, 10, 14),
        EndReason::MovedAway,
        Recorded::Yes,
    );
    city.leaves(
        makers,
        71,
        date(2025, 12, 9),
        EndReason::Resigned,
        Recorded::Yes,
    );

    let mut communes = Vec::new();
    for place in &map.communes {
        let kept: Vec<usize> = old_communes
            .iter()
            .filter(|council| map.became.get(&council.place.id) == Some(&place.id))
            .flat_map(|council| council.serving(last).map(|(_, it)| it.person))
            .collect();
        let from_elsewhere = if kept.is_empty() {
            makers.rng.between(26, 40)
        } else {
            0
        };
        let home = homes(std::slice::from_ref(place));
        let mut council = continued(makers, place, &kept, from_elsewhere, &home);
        council.chance(makers, (date(2025, 8, 1), date(2026, 2, 1)), 15, 0);
        communes.push(council);
    }
    (city, communes)
}

/// A council of a merged unit, with the delegates it keeps and those who come from units outside the sample.
fn continued(
    makers: &mut Makers,
    place: &Place,
    kept: &[usize],
    from_elsewhere: usize,
    homes: &[String],
) -> Council {
    let mut council = Council::founded(makers, place, "X", term_id("2021-2026"), TWO_LEVELS_SINCE);
    let city = place.level == Level::Province;
    let paper = if city {
        Paper {
            number: "202/2025/QH15",
            issuer: "Quốc hội",
            title: "Về việc sắp xếp đơn vị hành chính cấp tỉnh",
            signed: date(2025, 6, 12),
            ..MERGED_COMMUNES
        }
    } else {
        MERGED_COMMUNES
    };
    let decision = council.record(makers, &paper);
    let mut people = kept.to_vec();
    for _ in 0..from_elsewhere {
        let sex = if makers.rng.in_thousand(290) {
            Sex::Female
        } else {
            Sex::Male
        };
        let home = makers.rng.below(homes.len());
        let wanted = Wanted {
            level: place.level,
            since: TWO_LEVELS_SINCE,
            sex,
            home: homes.get(home).map_or("", String::as_str),
            work: None,
        };
        people.push(
            makers
                .people
                .make(&mut makers.rng, &mut makers.rows, &wanted),
        );
    }
    for person in people {
        let seat = council.add_seat(makers, None);
        council.seat_person(
            makers,
            person,
            Some(seat),
            MandateOrigin::Merger,
            Some(decision),
        );
    }
    let appointment = Paper {
        kind: if city {
            DecisionKind::NationalResolution
        } else {
            DecisionKind::StandingDecision
        },
        number: if city {
            "1715/NQ-UBTVQH15"
        } else {
            "02/NQ-HĐND"
        },
        issuer: if city {
            "Ủy ban Thường vụ Quốc hội"
        } else {
            "Thường trực Hội đồng nhân dân thành phố Cần Thơ"
        },
        title: "Chỉ định các chức vụ của Hội đồng nhân dân hình thành sau sắp xếp đơn vị hành chính",
        signed: date(2025, 6, 30),
        effective: TWO_LEVELS_SINCE,
    };
    let appointed = council.record(makers, &appointment);
    council.organise(makers, Some(appointed));
    council
}

fn two_levels(
    makers: &mut Makers,
    map: &Map,
    merged_city: &Council,
    merged_communes: &[Council],
) -> (Council, Vec<Council>) {
    let term = term_id("2026-2031");
    let election = Election {
        place: &map.city,
        term,
        number: "XI",
        day: ELECTION_XI,
        first_sitting: FIRST_SITTING_XI,
        elected: 84,
        women: 33,
        units: city_units(map),
        homes: &homes(&map.communes),
        pool: pool(makers, merged_city),
        again: 420,
    };
    let city = Council::elected(makers, election);
    let mut communes = Vec::new();
    let mut people = 0;
    for ((place, seats), before) in map
        .communes
        .iter()
        .zip(commune_seats(makers, map))
        .zip(merged_communes)
    {
        let vacant = usize::from(makers.rng.in_thousand(130));
        let women = seats * makers.rng.between(28, 40) / 100;
        let election = Election {
            place,
            term,
            number: "XI",
            day: ELECTION_XI,
            first_sitting: first_sitting(place),
            elected: seats - vacant,
            women,
            units: units_of(seats),
            homes: &homes(std::slice::from_ref(place)),
            pool: pool(makers, before),
            again: 460,
        };
        let mut council = Council::elected(makers, election);
        council.chance(makers, (date(2026, 5, 4), date(2026, 10, 20)), 9, 550);
        people += record_population(makers, &council);
        communes.push(council);
    }
    populate(makers, &map.city, people);
    if let Some(council) = communes.get_mut(70) {
        let day = date(2026, 9, 7);
        council.leaves(makers, 8, day, EndReason::Dismissed, Recorded::Yes);
    }
    if let Some(council) = communes.get_mut(20) {
        council.suspends(makers, 4, date(2026, 9, 14), None);
    }
    if let Some(council) = communes.get_mut(57) {
        council.suspends(makers, 6, date(2026, 6, 8), Some(date(2026, 8, 24)));
    }
    (city, communes)
}

/// Communes sit first in the week before the city; a council before ends the day the next one begins.
pub(super) fn first_sitting(place: &Place) -> Date {
    let spread = place.path.bytes().map(usize::from).sum::<usize>() % 4;
    later(date(2026, 3, 23), spread)
}

/// Delegates who may stand again: those still in office and young enough, in an order of chance.
fn pool(makers: &mut Makers, before: &Council) -> Vec<usize> {
    let mut pool: Vec<usize> = before
        .serving(ELECTION_XI)
        .map(|(_, mandate)| mandate.person)
        .filter(|person| makers.people.get(*person).born > date(1967, 1, 1))
        .collect();
    makers.rng.shuffle(&mut pool);
    pool
}

/// 28 electoral units of neighbouring communes, 27 of three seats and one of four.
fn city_units(map: &Map) -> Vec<(String, usize)> {
    let number = 28;
    let mut first = 0;
    (0..number)
        .map(|unit| {
            let size =
                map.communes.len() / number + usize::from(unit < map.communes.len() % number);
            let names: Vec<String> = map
                .communes
                .iter()
                .skip(first)
                .take(size)
                .map(Place::running)
                .collect();
            first += size;
            let name = format!("Đơn vị bầu cử số {} ({})", unit + 1, names.join(", "));
            (name, if unit == 0 { 4 } else { 3 })
        })
        .collect()
}

/// Seats of the 103 communes, each between 15 and 30, exactly 2,212 together; wards have more.
fn commune_seats(makers: &mut Makers, map: &Map) -> Vec<usize> {
    let mut seats: Vec<usize> = map
        .communes
        .iter()
        .map(|place| match place.kind {
            UnitKind::Ward => makers.rng.between(22, 29),
            _ => makers.rng.between(16, 23),
        })
        .collect();
    loop {
        let sum: usize = seats.iter().sum();
        let place = makers.rng.below(seats.len());
        let Some(number) = seats.get_mut(place) else {
            return seats;
        };
        match sum.cmp(&COMMUNE_SEATS_XI) {
            std::cmp::Ordering::Equal => return seats,
            std::cmp::Ordering::Less if *number < 30 => *number += 1,
            std::cmp::Ordering::Greater if *number > 15 => *number -= 1,
            _ => {}
        }
    }
}

/// A population for which the rule of 2025 gives just these seats: sample figures, said to be so.
fn record_population(makers: &mut Makers, council: &Council) -> usize {
    let seats = council.planned.unwrap_or(15).saturating_sub(15);
    let ward = council.place.kind == UnitKind::Ward;
    let (base, step, second) = if ward {
        (15_000, 6_000, 7_000)
    } else {
        (10_000, 2_000, 6_000)
    };
    let people = base + seats.min(5) * step + seats.saturating_sub(5) * second;
    let people = people + makers.rng.between(50, 1_800);
    populate(makers, &council.place, people);
    people
}

fn populate(makers: &mut Makers, place: &Place, people: usize) {
    let day = date(2025, 8, 31);
    let values = args![place.id, day, people, "Dữ liệu mẫu", "unconfirmed"];
    makers.rows.add(Table::Population, values);
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

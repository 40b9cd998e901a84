//! Khóa X: three levels until 2025-06-30, then the merged city, which goes on with the delegates of those before.

use jiff::civil::date;

use super::changes::Recorded;
use super::city::{ELECTION_X, Map, homes, units_of};
use super::councils::{Council, Election, Makers, Paper, Place};
use super::people::Wanted;
use super::rng::later;
use crate::bodies::{DecisionKind, Level};
use crate::people::{EndReason, MandateOrigin, Sex};
use crate::reference::{TWO_LEVELS_SINCE, term_id};

const DISTRICT_SEATS: [usize; 9] = [32, 30, 29, 28, 30, 28, 29, 26, 31];

/// The city, its nine districts and its eighty communes, with their changes and their end.
pub(super) fn three_levels(
    makers: &mut Makers,
    map: &Map,
) -> (Council, Vec<Council>, Vec<Council>) {
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
pub(super) fn merged(
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

//! Khóa XI: the city and its 103 communes since the election of 2026-03-15.

use jiff::civil::date;
use kernel::Date;
use store::args;

use super::changes::Recorded;
use super::city::{ELECTION_XI, FIRST_SITTING_XI, Map, homes, units_of};
use super::councils::{Council, Election, Makers, Place};
use super::rng::later;
use super::rows::Table;
use crate::bodies::UnitKind;
use crate::people::EndReason;
use crate::reference::term_id;

const COMMUNE_SEATS_XI: usize = 2_212;

/// The councils elected, with their changes since.
pub(super) fn two_levels(
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

//! Planted faults, so that the page of data quality has something to show: the kinds that real lists of offices hold.

use jiff::civil::date;
use kernel::{Date, vi};

use super::changes::Recorded;
use super::city::City;
use super::councils::{Makers, Membership};
use super::rows::Table;
use crate::bodies::{BodyKind, Post};
use crate::people::EndReason;

/// Spoils a little in the communes of khóa XI and one of khóa X; each council has at most one kind.
pub(super) fn plant(makers: &mut Makers, city: &mut City) {
    two_chairs(city, 11);
    post_without_mandate(makers, city, 14);
    two_in_one_seat(city, 17);
    without_decision(city, 23);
    outside_the_term(city);
    marked_re_elected(city, 33);
    papers_and_posts(makers, city);
    curricula(makers, city);
    too_many_for_the_rule(makers, 41);
}

fn two_chairs(city: &mut City, commune: usize) {
    let council = &mut city.communes[commune];
    let (person, start) = (council.mandates[5].person, council.mandates[5].start);
    let from = council.from;
    council.memberships.push(Membership {
        body: 0,
        person,
        post: Post::Chair,
        full_time: false,
        from,
        to: None,
        start,
        end: None,
    });
}

/// The delegate left, the post in the board remained.
fn post_without_mandate(makers: &mut Makers, city: &mut City, commune: usize) {
    let council = &mut city.communes[commune];
    let person = council.mandates[6].person;
    council.leaves(
        makers,
        6,
        date(2026, 8, 3),
        EndReason::MovedAway,
        Recorded::Yes,
    );
    for member in &mut council.memberships {
        if member.person == person && council.bodies[member.body].kind != BodyKind::DelegateGroup {
            member.to = None;
            member.end = None;
        }
    }
    let bodies = &council.bodies;
    let board = bodies.iter().position(|body| body.kind.is_board());
    let there = |it: &Membership| it.person == person && it.to.is_none();
    if let Some(body) = board
        && !council.memberships.iter().any(there)
    {
        council.memberships.push(Membership {
            body,
            person,
            post: Post::BoardMember,
            full_time: false,
            from: council.from,
            to: None,
            start: council.mandates[6].start,
            end: None,
        });
    }
}

fn two_in_one_seat(city: &mut City, commune: usize) {
    let council = &mut city.communes[commune];
    council.mandates[8].seat = council.mandates[9].seat;
}

/// Three mandates begin, and one ends, without a paper on record: they show as unconfirmed.
fn without_decision(city: &mut City, commune: usize) {
    let council = &mut city.communes[commune];
    for mandate in council.mandates.iter_mut().skip(3).take(3) {
        mandate.start = None;
    }
    let day = date(2026, 9, 21);
    if let Some(mandate) = council.mandates.get_mut(12) {
        mandate.to = Some(day);
        mandate.reason = Some(EndReason::MovedAway);
        let person = mandate.person;
        for member in council
            .memberships
            .iter_mut()
            .filter(|it| it.person == person)
        {
            member.to = Some(day);
        }
    }
}

/// A board without a head, a membership entered twice, an end without a reason, a mandate without a seat, a delegate in no group,
/// a suspension without a paper.
fn papers_and_posts(makers: &mut Makers, city: &mut City) {
    let communes = &mut city.communes;
    for member in &mut communes[60].memberships {
        if member.post == Post::BoardHead {
            member.post = Post::BoardMember;
        }
    }
    let council = &mut communes[62];
    if let Some(first) = council.memberships.last() {
        let again = Membership {
            from: super::rng::later(first.from, 30),
            ..*first
        };
        council.memberships.push(again);
    }
    if let Some(mandate) = communes[23].mandates.get_mut(12) {
        mandate.reason = None;
    }
    if let Some(mandate) = communes[64].mandates.get_mut(3) {
        mandate.seat = None;
    }
    let groups: Vec<bool> = communes[66]
        .bodies
        .iter()
        .map(|body| body.kind == BodyKind::DelegateGroup)
        .collect();
    let person = communes[66].mandates[4].person;
    communes[66]
        .memberships
        .retain(|it| it.person != person || !groups.get(it.body).is_some_and(|group| *group));
    communes[68].suspends(makers, 5, date(2026, 10, 5), None);
    if let Some(suspended) = communes[68].suspensions.last_mut() {
        suspended.decision = None;
    }
}

/// A mandate that begins on the election day instead of the first sitting.
fn outside_the_term(city: &mut City) {
    let council = &mut city.old_communes[30];
    council.mandates[2].from = super::city::ELECTION_X;
}

fn marked_re_elected(city: &mut City, commune: usize) {
    let newcomer = city.communes[commune]
        .mandates
        .iter_mut()
        .rev()
        .find(|mandate| !mandate.re_elected);
    if let Some(mandate) = newcomer {
        mandate.re_elected = true;
    }
}

/// Faults in the curricula: no birth date, under age, no sex, capitals, a Party date too early, a telephone number too short, the
/// same person twice; and one true change of name.
fn curricula(makers: &mut Makers, city: &City) {
    let person = |commune: usize, place: usize| city.communes[commune].mandates[place].person;
    let Makers { rows, people, .. } = makers;
    for place in [1, 2, 4] {
        rows.put(
            Table::Record,
            person(5, place),
            "birth_date",
            Option::<Date>::None,
        );
    }
    rows.put(Table::Record, person(8, 7), "birth_date", date(2006, 2, 11));
    rows.put(Table::Record, person(9, 6), "sex", Option::<String>::None);
    rows.put(
        Table::Record,
        person(9, 7),
        "ethnicity",
        Option::<String>::None,
    );
    let shouted = people.get(person(26, 3)).name.to_uppercase();
    rows.put(Table::Record, person(26, 3), "full_name", shouted);
    let born = people.get(person(29, 5)).born;
    rows.put(
        Table::Record,
        person(29, 5),
        "party_since",
        super::rng::later(born, 12 * 365),
    );
    rows.put(Table::Record, person(36, 4), "phone", "09123");

    let (original, double) = (people.get(person(44, 5)).clone(), person(47, 6));
    for (column, value) in [
        ("full_name", original.name.clone()),
        ("folded", vi::fold(&original.name)),
        ("birth_date", original.born.to_string()),
        ("sex", original.sex.code().to_owned()),
    ] {
        rows.put(Table::Record, double, column, value);
    }
    rows.put(
        Table::Record,
        double,
        "sort_key",
        vi::name_sort_key(&original.name),
    );

    let renamed = person(50, 2);
    let day = date(2026, 7, 6);
    let name = format!("{} Anh", people.get(renamed).name);
    let next = rows.copy(Table::Record, renamed);
    rows.put(Table::Record, renamed, "valid_to", day);
    rows.put(Table::Record, next, "valid_from", day);
    rows.put(Table::Record, next, "full_name", name.as_str());
    rows.put(Table::Record, next, "folded", vi::fold(&name));
    rows.put(Table::Record, next, "sort_key", vi::name_sort_key(&name));
}

/// So few people live there that the rule gives fewer seats than were filled.
fn too_many_for_the_rule(makers: &mut Makers, commune: usize) {
    makers
        .rows
        .put(Table::Population, commune, "people", 9_000_i64);
}

//! The arithmetic held to its laws, the projection to the records on both databases, and the size of the country.

mod laws;
mod measures;
mod records;
mod size;

use std::sync::Arc;

use jiff::civil::date;
use kernel::Id;

use super::facts::{Body, Class, Council, Course, Day, Facts, Invited, Origin, Pass, Seat, Span};
use super::facts::{Law, Membership, Topic};
use crate::bodies::{BodyKind, Level, Post};
use crate::training::{Audience, ClassState, InvitationState};

/// An identifier that depends on a number alone.
fn id<K>(number: usize) -> Id<K> {
    Id::reproducible(0, (number as u128 + 1) << 64)
}

/// A council without people.
fn council(number: usize, path: &str, level: Level, from: i16) -> Council {
    Council {
        id: id(number),
        unit: format!("Xã {number}"),
        folded: format!("xa {number}"),
        number: "I".into(),
        term: "2026-2031".into(),
        level,
        path: path.into(),
        span: Span::new(date(from, 5, 1), None),
        seats: Vec::new(),
        suspensions: Vec::new(),
        bodies: Vec::new(),
        members: Vec::new(),
    }
}

/// A required course of the programme of a place.
fn course(number: usize, path: &str, audience: Audience, level: Option<Level>) -> Course {
    Course {
        id: id(number),
        name: format!("Khóa {number}"),
        owner: id(0),
        owner_unit: "Thành phố Cần Thơ".into(),
        path: path.into(),
        audience,
        level,
        body: None,
        required: true,
        span: Span::new(date(2026, 1, 1), None),
        topics: vec![0],
        laws: vec![0, 1],
    }
}

/// A class of a course for some councils.
fn class(number: usize, course: u32, day: Day, state: ClassState, councils: &[Council]) -> Class {
    Class {
        id: id(number),
        course,
        name: format!("Lớp {number}"),
        capacity: 40,
        state,
        starts: day,
        ends: day,
        councils: councils.iter().map(|council| council.id).collect(),
        invited: Vec::new(),
        present: Vec::new(),
    }
}

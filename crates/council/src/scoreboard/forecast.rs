//! What the planned classes will bring, if those who are invited or obliged come, as far as there is room.

use std::ops::Deref;

use kernel::Date;
use kernel::ids::{ClassId, CourseId};

use super::facts::{Class, Day, Facts};
use super::tally::{Gained, OnDay};
use super::timeline::{Lacking, lacking};
use crate::measure::Tally;

/// A class to come.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ClassAhead {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Its course.
    pub course: CourseId,
    /// Its first day.
    pub on: Date,
    /// How many it has room for.
    pub capacity: u32,
}

/// Where a council will stand after the planned classes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Forecast {
    /// The classes it counts on, the next first.
    pub classes: Vec<ClassAhead>,
    /// Delegates who will have completed everything.
    pub trained: Tally,
}

/// The classes of a council's required courses to come after a day, beginning up to another, the next first.
pub fn ahead<'a>(on: &OnDay<'a>, facts: &'a Facts, until: Day) -> Vec<&'a Class> {
    let mut classes: Vec<&Class> = on
        .courses
        .iter()
        .flat_map(|course| facts.classes_of(*course))
        .map(|class| &**class)
        .filter(|class| class.is_ahead(on.day) && class.starts <= until)
        .filter(|class| class.councils.contains(&on.council.id) || invites(class, on))
        .collect();
    classes.sort_by_key(|class| (class.starts, class.id));
    classes
}

/// Whether a class held for others has invited somebody of this council.
fn invites(class: &Class, on: &OnDay<'_>) -> bool {
    use crate::training::InvitationState::Invited;
    on.council
        .seats
        .iter()
        .any(|seat| class.invitation(seat.person, on.day) == Some(Invited))
}

/// What classes will bring: who completes which course, the classes one after the other. `lacking` tells who lacks what in a council.
pub(super) fn gained<'a, L: Deref<Target = Lacking>>(
    facts: &Facts,
    day: Day,
    classes: impl IntoIterator<Item = &'a Class>,
    lacking: impl Fn(usize) -> L,
) -> Gained {
    use crate::training::InvitationState::Invited;
    let mut gained = Gained::default();
    for class in classes {
        let mut room = class.capacity;
        // Whoever was asked and will not come; few, and ordered by person as all who were asked.
        let mut declined = Vec::new();
        for one in class.invited.iter().filter(|one| one.on <= day) {
            if one.state == Invited {
                gained.insert(one.person, class.course);
                room = room.saturating_sub(1);
            } else {
                declined.push(one.person);
            }
        }
        // Whoever owes the course and lacks it, in the councils the class is held for, the highest first.
        for place in facts.places_of(class) {
            if room == 0 {
                break;
            }
            for person in lacking(*place as usize).of(class.course) {
                if room == 0 {
                    break;
                }
                let comes = declined.binary_search(&person).is_err();
                room -= u32::from(comes && gained.insert(person, class.course));
            }
        }
    }
    gained
}

/// The forecast of one council.
pub fn forecast(on: &OnDay<'_>, facts: &Facts, until: Day) -> Forecast {
    let classes = ahead(on, facts, until);
    let lacking = |place| Box::new(lacking(facts, place, on.day));
    let gained = gained(facts, on.day, classes.iter().copied(), lacking);
    let mut trained = Tally::default();
    for delegate in on.delegates(Some(&gained)).filter(|one| one.counts()) {
        trained.count(delegate.is_trained());
    }
    Forecast {
        classes: classes
            .into_iter()
            .map(|class| ClassAhead {
                id: class.id,
                name: class.name.clone(),
                course: facts.courses[class.course as usize].id,
                on: class.starts.date(),
                capacity: class.capacity,
            })
            .collect(),
        trained,
    }
}

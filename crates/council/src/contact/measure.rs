//! Biện pháp 3: delegates who met voters before and after each regular sitting, of every council and on any day.
//!
//! Counted as [`super::coverage`] counts one sitting: the delegates in office when the days of a side end, and of them those who came
//! by the minutes. A side counts when its days are over: before a sitting once it opens, after it once the days of the legal calendar
//! have passed. Sides before the first meeting that a council recorded are not known, so they count neither way.

use std::collections::{HashMap, HashSet};

use kernel::ids::{CouncilId, MandateId, PersonId, SittingId};
use kernel::{Date, Period};
use store::{Reader, args, record, sql};

use super::Side;
use super::window::{Limits, Window, Windows};
use crate::Result;
use crate::bodies::Level;
use crate::measure::{ByCouncil, Counted};
use crate::rules::{Book, Place};
use crate::sittings::Sitting;
use crate::sittings::over_time::OverTime;

/// The meetings and delegates of every council that recorded a meeting around a sitting.
#[derive(Debug, Default)]
pub struct Facts(HashMap<CouncilId, Council>);

#[derive(Debug)]
struct Council {
    level: Level,
    span: Period,
    seats: Vec<Seat>,
    invited: Vec<InvitedRow>,
}

#[derive(Debug)]
struct Seat {
    person: PersonId,
    span: Period,
    suspended: Vec<Period>,
}

record! {
    struct CouncilRow { id: CouncilId, level: Level, valid_from: Date, valid_to: Option<Date> }
    struct SeatRow { id: MandateId, council_id: CouncilId, person_id: PersonId, valid_from: Date, valid_to: Option<Date> }
    struct SuspensionRow { mandate_id: MandateId, valid_from: Date, valid_to: Option<Date> }
    #[derive(Debug)]
    struct InvitedRow {
        council_id: CouncilId,
        person_id: PersonId,
        held_by: CouncilId,
        sitting_id: Option<SittingId>,
        side: Side,
        held_on: Date,
        told_on: Option<Date>,
        came_on: Option<Date>,
    }
}

sql! {
    COUNCILS = "SELECT c.id, c.level, c.valid_from, c.valid_to FROM council c WHERE c.id IN (SELECT d.council_id FROM contact_delegate d)";
    SEATS = "SELECT m.id, m.council_id, m.person_id, m.valid_from, m.valid_to FROM mandate m \
             WHERE m.council_id IN (SELECT d.council_id FROM contact_delegate d)";
    SUSPENSIONS = "SELECT x.mandate_id, x.valid_from, x.valid_to FROM suspension x";
    // When a meeting was first told of, and when the minutes said that this delegate came.
    INVITED = "SELECT d.council_id, d.person_id, k.council_id AS held_by, k.sitting_id, k.side, k.held_on, \
               (SELECT min(s.day) FROM contact_step s WHERE s.contact_id = k.id) AS told_on, \
               (SELECT min(s.day) FROM contact_step s WHERE s.contact_id = k.id AND s.state = 'held' AND d.present = 1) AS came_on \
               FROM contact_delegate d JOIN contact k ON k.id = d.contact_id WHERE k.side <> 'between'";
}

impl Facts {
    /// The records read anew.
    pub async fn read(db: &impl Reader) -> Result<Self> {
        let mut councils: HashMap<CouncilId, Council> = HashMap::new();
        for row in db.all::<CouncilRow>(COUNCILS, args![]).await? {
            let council = Council {
                level: row.level,
                span: span(row.valid_from, row.valid_to),
                seats: Vec::new(),
                invited: Vec::new(),
            };
            councils.insert(row.id, council);
        }
        if councils.is_empty() {
            return Ok(Self::default());
        }
        let mut suspended: HashMap<MandateId, Vec<Period>> = HashMap::new();
        for row in db.all::<SuspensionRow>(SUSPENSIONS, args![]).await? {
            let days = span(row.valid_from, row.valid_to);
            suspended.entry(row.mandate_id).or_default().push(days);
        }
        for row in db.all::<SeatRow>(SEATS, args![]).await? {
            if let Some(council) = councils.get_mut(&row.council_id) {
                council.seats.push(Seat {
                    person: row.person_id,
                    span: span(row.valid_from, row.valid_to),
                    suspended: suspended.remove(&row.id).unwrap_or_default(),
                });
            }
        }
        for row in db.all::<InvitedRow>(INVITED, args![]).await? {
            if let Some(council) = councils.get_mut(&row.council_id) {
                council.invited.push(row);
            }
        }
        Ok(Self(councils))
    }

    /// M3 of the councils that recorded a meeting around a regular sitting until a day: late where the side that ended last is short.
    pub fn measure(&self, sittings: &OverTime, book: &Book, on: Date) -> ByCouncil {
        let known = sittings.on(on);
        let counted = self.0.iter().filter_map(|(id, council)| {
            let place = Place {
                level: council.level,
                classes: Vec::new(),
                council: Some(*id),
            };
            let limits = Limits::at(book, &place, &sittings.workdays, on);
            let counted = council.counted(*id, known.get(id)?, &limits, on)?;
            Some((*id, counted))
        });
        counted.collect()
    }
}

impl Council {
    fn counted(
        &self,
        id: CouncilId,
        sittings: &[Sitting],
        limits: &Limits,
        on: Date,
    ) -> Option<Counted> {
        let told = self
            .invited
            .iter()
            .filter(|row| row.told_on.is_some_and(|day| day <= on));
        let first = told.map(|row| row.held_on).min()?;
        let mut counted = Counted::default();
        let mut last_short = None;
        for (place, sitting) in sittings.iter().enumerate() {
            let windows = Windows::of(self.span, sittings, place, limits);
            for side in Side::AROUND {
                let (round, days) = windows.of_side(side);
                let over = match side {
                    Side::Before | Side::Between => sitting.opens_on <= on,
                    Side::After => days.until.is_some_and(|until| until < on),
                };
                if !over {
                    if days.contains(on) {
                        counted.wait(days.until, on);
                    }
                    continue;
                }
                let ended = if side == Side::After {
                    days.until
                } else {
                    round.until
                };
                if ended.is_some_and(|ended| ended < first) {
                    continue;
                }
                let came = self.who_came(id, sitting.id, side, (round, &windows), on);
                let as_of = round.until.map_or(on, |until| until.min(on));
                let before = counted.tally.missing();
                for seat in self.seats.iter().filter(|seat| seat.counts(as_of)) {
                    counted.tally.count(came.contains(&seat.person));
                }
                last_short = (counted.tally.missing() > before)
                    .then_some(days.until)
                    .flatten();
            }
        }
        counted.wait(last_short, on);
        Some(counted)
    }

    /// Those who came to a meeting of a side: one of the council itself for this sitting, or one that another held in its days.
    fn who_came(
        &self,
        id: CouncilId,
        sitting: SittingId,
        side: Side,
        (round, windows): (Window, &Windows),
        on: Date,
    ) -> HashSet<PersonId> {
        let within = |row: &&InvitedRow| {
            let own = row.sitting_id == Some(sitting);
            let foreign = row.held_by != id && round.contains(row.held_on);
            let last = windows.after.until;
            row.side == side
                && (own || foreign)
                && row.held_on >= windows.round_before.from
                && last.is_none_or(|last| row.held_on <= last)
                && row.came_on.is_some_and(|day| day <= on)
        };
        let came = self.invited.iter().filter(within);
        came.map(|row| row.person_id).collect()
    }
}

impl Seat {
    /// Whether the delegate is in office on a day and not suspended.
    fn counts(&self, on: Date) -> bool {
        self.span.contains(on) && !self.suspended.iter().any(|days| days.contains(on))
    }
}

const fn span(from: Date, to: Option<Date>) -> Period {
    Period { from, to }
}

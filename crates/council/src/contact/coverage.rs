//! Ai đã gặp cử tri, nơi nào đã có người đến: how far the meetings around a regular sitting reach, as known on a day.
//!
//! Counted are the delegates in office when the days of a side end, or on the day of view before that; who is suspended then is listed
//! and not counted. A delegate met voters when minutes say that he or she came, also at a meeting that another council held.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::Date;
use kernel::ids::{ContactId, CouncilId, PersonId, SittingId, UnitId};
use store::{Reader, args, record, sql};

use super::territory::{Serving, communes, serving};
use super::window::{Around, Window, around};
use super::{ContactState, Side};
use crate::bodies::CouncilRef;
use crate::{Refusal, Result, Work};

/// Whether a delegate met voters on one side of a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = contact::Met)]
pub enum Met {
    /// Đã gặp cử tri.
    Met {
        /// When first.
        on: Date,
        /// At which meeting.
        contact: ContactId,
    },
    /// Has a meeting ahead.
    Planned {
        /// When.
        on: Date,
        /// Which.
        contact: ContactId,
    },
    /// A meeting took place and its minutes are not there yet.
    Awaited {
        /// When.
        on: Date,
        /// Which.
        contact: ContactId,
    },
    /// Chưa có cuộc nào.
    Nothing,
    /// The mandate is suspended: not counted.
    Suspended,
}

/// A delegate with what is known of both sides; nothing for a side on which he or she was not in office.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::DelegateCoverage)]
pub struct DelegateCoverage {
    /// The person.
    pub person_id: PersonId,
    /// The person's name.
    pub full_name: String,
    /// The electoral unit.
    pub constituency: Option<String>,
    /// Tổ đại biểu.
    pub delegate_group: Option<String>,
    /// Before the sitting.
    pub before: Option<Met>,
    /// After it.
    pub after: Option<Met>,
}

/// A commune with the meetings it had.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::CommuneCoverage)]
pub struct CommuneCoverage {
    /// The commune.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Meetings held before the sitting.
    pub before: u32,
    /// Meetings held after it.
    pub after: u32,
    /// Meetings held since the council began.
    pub in_term: u32,
    /// The last of them.
    pub last_on: Option<Date>,
    /// The next that is planned.
    pub planned_on: Option<Date>,
}

/// The figures of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::Tally)]
pub struct Tally {
    /// The days of the side.
    pub window: Window,
    /// Meetings held.
    pub held: u32,
    /// Meetings ahead, or without minutes yet.
    pub ahead: u32,
    /// Meetings cancelled.
    pub cancelled: u32,
    /// Delegates counted.
    pub delegates: u32,
    /// Of them those who met voters.
    pub met: u32,
    /// Communes of the territory.
    pub communes: u32,
    /// Of them those with a meeting.
    pub reached: u32,
    /// Voters present, all meetings together.
    pub voters: u32,
    /// Voters who spoke.
    pub speakers: u32,
}

/// How far the meetings around a sitting reach.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = contact::Coverage)]
pub struct Coverage {
    /// The council.
    pub council: CouncilRef,
    /// The sitting.
    pub sitting_id: SittingId,
    /// Its number.
    pub sitting_number: u32,
    /// Its first day.
    pub opens_on: Date,
    /// Its last day.
    pub closes_on: Date,
    /// Before the sitting.
    pub before: Tally,
    /// After it.
    pub after: Tally,
    /// The delegates of either side, in the order of names.
    pub delegates: Vec<DelegateCoverage>,
    /// The communes.
    pub communes: Vec<CommuneCoverage>,
}

record! {
    struct PresenceRow {
        person_id: PersonId,
        contact_id: ContactId,
        unit_id: UnitId,
        council_id: CouncilId,
        sitting_id: Option<SittingId>,
        side: Side,
        held_on: Date,
        state: ContactState,
        present: Option<bool>,
        voters_present: Option<u32>,
        speakers: Option<u32>,
    }

    struct VisitRow { unit_id: UnitId, meetings: u32, last_on: Option<Date> }

    struct NextRow { unit_id: UnitId, planned_on: Date }
}

macro_rules! steps_until {
    () => {
        " JOIN contact_step s ON s.contact_id = k.id AND s.position = \
               (SELECT max(x.position) FROM contact_step x WHERE x.contact_id = k.id AND x.day <= $2)"
    };
}

macro_rules! of_council {
    () => {
        " (k.council_id = $1 OR EXISTS (SELECT 1 FROM contact_delegate d WHERE d.contact_id = k.id AND d.council_id = $1))"
    };
}

sql! {
    PRESENCE = concat!(
        "SELECT d.person_id, k.id AS contact_id, k.unit_id, k.council_id, k.sitting_id, k.side, k.held_on, s.state, d.present, k.voters_present, k.speakers \
         FROM contact_delegate d JOIN contact k ON k.id = d.contact_id", steps_until!(),
        " WHERE d.council_id = $1 AND k.side <> 'between' AND k.held_on >= $3 AND ($4 = '' OR k.held_on <= $4) ORDER BY k.held_on, k.starts_at, k.id, d.person_id"
    );
    VISITS = concat!("SELECT k.unit_id, count(*) AS meetings, max(k.held_on) AS last_on FROM contact k", steps_until!(),
                     " WHERE s.state = 'held' AND", of_council!(), " GROUP BY k.unit_id ORDER BY k.unit_id");
    NEXT = concat!("SELECT k.unit_id, min(k.held_on) AS planned_on FROM contact k", steps_until!(),
                   " WHERE s.state IN ('planned', 'announced') AND k.held_on >= $2 AND", of_council!(), " GROUP BY k.unit_id ORDER BY k.unit_id");
}

impl Tally {
    /// Delegates counted who have not met voters.
    pub const fn missing(&self) -> u32 {
        self.delegates.saturating_sub(self.met)
    }
}

impl Coverage {
    /// The figures of a side.
    pub const fn tally(&self, side: Side) -> &Tally {
        match side {
            Side::After => &self.after,
            Side::Before | Side::Between => &self.before,
        }
    }

    /// The side that matters on a day: after, once the sitting has closed.
    pub fn side_on(&self, on: Date) -> Side {
        if self.closes_on < on {
            Side::After
        } else {
            Side::Before
        }
    }

    /// Communes in which nobody has met voters since the council began.
    pub fn never_visited(&self) -> impl Iterator<Item = &CommuneCoverage> {
        self.communes.iter().filter(|commune| commune.in_term == 0)
    }
}

impl DelegateCoverage {
    /// What is known of a side.
    pub const fn on_side(&self, side: Side) -> Option<Met> {
        match side {
            Side::After => self.after,
            Side::Before | Side::Between => self.before,
        }
    }
}

/// How far the meetings of a council around a regular sitting reach, as known on a day.
pub async fn coverage(
    db: &impl Reader,
    council: CouncilId,
    sitting: SittingId,
    on: Date,
) -> Result<Arc<Coverage>> {
    let work = Box::pin(count(db, council, sitting, on));
    db.kept("contact_coverage", args![council, sitting, on], work)
        .await
}

fn count(db: &impl Reader, council: CouncilId, sitting: SittingId, on: Date) -> Work<'_, Coverage> {
    Box::pin(async move {
        let around = around(db, council, sitting, on).await?;
        let until = around
            .after
            .until
            .map_or_else(String::new, |day| day.to_string());
        let values = args![council, on, around.round_before.from, until];
        let rows: Vec<PresenceRow> = db.all(PRESENCE, values).await?;
        let (before, after) = (
            SideCount::of(&rows, &around, Side::Before),
            SideCount::of(&rows, &around, Side::After),
        );
        let serving_before = serving(db, council, around.counted_on(Side::Before, on)).await?;
        let serving_after = serving(db, council, around.counted_on(Side::After, on)).await?;
        let last = around.council.period().last_day();
        let day = last.map_or(on, |last| last.min(on));
        let visits: Vec<VisitRow> = db.all(VISITS, args![council, on]).await?;
        let next: Vec<NextRow> = db.all(NEXT, args![council, on]).await?;
        let communes: Vec<CommuneCoverage> = communes(db, &around.council, day)
            .await?
            .into_iter()
            .map(|commune| {
                let visit = visits.iter().find(|visit| visit.unit_id == commune.id);
                let next = next.iter().find(|next| next.unit_id == commune.id);
                CommuneCoverage {
                    before: before.at(commune.id),
                    after: after.at(commune.id),
                    in_term: visit.map_or(0, |visit| visit.meetings),
                    last_on: visit.and_then(|visit| visit.last_on),
                    planned_on: next.map(|next| next.planned_on),
                    unit_id: commune.id,
                    name: commune.name,
                }
            })
            .collect();
        let delegates = delegates(&before, &serving_before, &after, &serving_after, on);
        let tally = |count: &SideCount<'_>, side: Side, window: Window| {
            let of_side = |delegate: &DelegateCoverage| delegate.on_side(side);
            let counted = delegates.iter().filter_map(of_side);
            let counted: Vec<Met> = counted.filter(|met| *met != Met::Suspended).collect();
            let met = counted.iter().filter(|met| matches!(met, Met::Met { .. }));
            let reached = communes
                .iter()
                .filter(|commune| count.at(commune.unit_id) > 0);
            Tally {
                window,
                delegates: number(counted.len()),
                met: number(met.count()),
                communes: number(communes.len()),
                reached: number(reached.count()),
                ..count.tally(window)
            }
        };
        Ok(Coverage {
            before: tally(&before, Side::Before, around.before),
            after: tally(&after, Side::After, around.after),
            sitting_id: around.sitting.id,
            sitting_number: around.sitting.number,
            opens_on: around.sitting.opens_on,
            closes_on: around.sitting.closes_on,
            council: around.council,
            delegates,
            communes,
        })
    })
}

/// The presences of one side.
struct SideCount<'r> {
    rows: Vec<&'r PresenceRow>,
    meetings: BTreeMap<ContactId, &'r PresenceRow>,
}

impl<'r> SideCount<'r> {
    fn of(rows: &'r [PresenceRow], around: &Around, side: Side) -> Self {
        let round = around.round(side);
        let rows: Vec<&PresenceRow> = rows
            .iter()
            .filter(|row| {
                let own = row.sitting_id == Some(around.sitting.id);
                let foreign = row.council_id != around.council.id && round.contains(row.held_on);
                row.side == side && (own || foreign)
            })
            .collect();
        let meetings = rows.iter().map(|row| (row.contact_id, *row)).collect();
        Self { rows, meetings }
    }

    /// Meetings held in a commune.
    fn at(&self, unit: UnitId) -> u32 {
        let held = self.meetings.values().filter(|row| {
            let there = row.unit_id == unit;
            there && row.state == ContactState::Held
        });
        number(held.count())
    }

    fn tally(&self, window: Window) -> Tally {
        let in_state = |wanted: fn(ContactState) -> bool| {
            number(
                self.meetings
                    .values()
                    .filter(|row| wanted(row.state))
                    .count(),
            )
        };
        let held = || {
            self.meetings
                .values()
                .filter(|row| row.state == ContactState::Held)
        };
        Tally {
            window,
            held: number(held().count()),
            ahead: in_state(ContactState::is_ahead),
            cancelled: in_state(|state| state == ContactState::Cancelled),
            delegates: 0,
            met: 0,
            communes: 0,
            reached: 0,
            voters: held().filter_map(|row| row.voters_present).sum(),
            speakers: held().filter_map(|row| row.speakers).sum(),
        }
    }

    /// What is known of a delegate on this side.
    fn met(&self, of: &Serving, on: Date) -> Met {
        if of.suspended {
            return Met::Suspended;
        }
        let mine = || self.rows.iter().filter(|row| row.person_id == of.person_id);
        let came = mine().find(|row| row.state == ContactState::Held && row.present == Some(true));
        if let Some(row) = came {
            return Met::Met {
                on: row.held_on,
                contact: row.contact_id,
            };
        }
        match mine().find(|row| row.state.is_ahead()) {
            Some(row) if row.held_on < on => Met::Awaited {
                on: row.held_on,
                contact: row.contact_id,
            },
            Some(row) => Met::Planned {
                on: row.held_on,
                contact: row.contact_id,
            },
            None => Met::Nothing,
        }
    }
}

/// The delegates of both sides, those of the later day first and after them those who had left by then.
fn delegates(
    before: &SideCount<'_>,
    serving_before: &[Serving],
    after: &SideCount<'_>,
    serving_after: &[Serving],
    on: Date,
) -> Vec<DelegateCoverage> {
    let there = |list: &[Serving], person: PersonId| {
        list.iter().find(|one| one.person_id == person).cloned()
    };
    let left = serving_before
        .iter()
        .filter(|one| there(serving_after, one.person_id).is_none());
    serving_after
        .iter()
        .chain(left)
        .map(|one| {
            let of_before = there(serving_before, one.person_id);
            let of_after = there(serving_after, one.person_id);
            DelegateCoverage {
                person_id: one.person_id,
                full_name: one.full_name.clone(),
                constituency: one.constituency.clone(),
                delegate_group: one.delegate_group.clone(),
                before: of_before.map(|of| before.met(&of, on)),
                after: of_after.map(|of| after.met(&of, on)),
            }
        })
        .collect()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The regular sitting around which a council's meetings are counted on a day, if it has one.
pub async fn sitting_of_the_day(
    db: &impl Reader,
    council: CouncilId,
    on: Date,
) -> Result<Option<SittingId>> {
    let sittings = super::window::regular_sittings(db, council, on).await?;
    Ok(super::window::current(&sittings, on).map(|sitting| sitting.id))
}

/// The same sitting, or a refusal that says that there is none.
pub async fn the_sitting(db: &impl Reader, council: CouncilId, on: Date) -> Result<SittingId> {
    sitting_of_the_day(db, council, on)
        .await?
        .ok_or(Refusal::NotFound("sitting"))
}

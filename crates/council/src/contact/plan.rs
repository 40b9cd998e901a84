//! Kế hoạch tiếp xúc cử tri quanh một kỳ họp: what the proposal is made from, what it says, and taking it over.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan as _;
use jiff::civil::{Time, time};
use kernel::Date;
use kernel::ids::{ContactId, CouncilId, PersonId, SittingId, UnitId};
use store::{Reader, args, record, sql};

use super::acts::{Arrangement, Guest, PlanContact, join_contact, plan_contact};
use super::proposal::{self, Proposal, Question, Why};
use super::territory::{Commune, Constituency, Serving, communes, constituencies, serving};
use super::window::{Around, around};
use super::{Setting, Side, Way, rule, span};
use crate::access::Act;
use crate::bodies::Level;
use crate::bodies::queries::council;
use crate::rules::InForce;
use crate::sittings::workdays;
use crate::{Acting, Problem, Result};

/// The hours at which a meeting is proposed: a morning and an afternoon.
const HOURS: [Time; 2] = [time(7, 30, 0, 0), time(14, 0, 0, 0)];

/// How many days a plan stretches over if nobody says otherwise.
const USUAL_DAYS: i64 = 21;

/// How often one delegate goes if nobody says otherwise.
pub const USUAL_MOST_EACH: usize = 2;

/// No plan stretches over more days.
const LONGEST: i64 = 120;

/// For which side of which sitting a plan is asked, and what it may use.
#[derive(Debug, Clone)]
pub struct PlanAsk {
    /// The council.
    pub council: CouncilId,
    /// The regular sitting.
    pub sitting: SittingId,
    /// Before or after it.
    pub side: Side,
    /// The first day; without it, the first on which the press can still be told in time.
    pub from: Option<Date>,
    /// The last day; without it, three weeks later or the last of the side.
    pub until: Option<Date>,
    /// How often one delegate goes at most.
    pub most_each: usize,
}

/// A meeting of the plan, with names.
#[derive(Debug, Clone)]
pub struct PlanLine {
    /// The commune.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The day.
    pub day: Date,
    /// The hour.
    pub hour: Time,
    /// The delegates.
    pub delegates: Vec<(PersonId, String)>,
    /// Why.
    pub why: Why,
    /// The number of the sitting around which somebody was there last, where there is one.
    pub last_sitting: Option<u32>,
    /// The meeting of the commune's own council that is joined.
    pub joins: Option<ContactId>,
}

/// The plan that is proposed.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The sitting with the days around it.
    pub around: Around,
    /// The first day used.
    pub from: Date,
    /// The last day used.
    pub until: Date,
    /// Whether the legal calendar has no day left for it.
    pub late: bool,
    /// The rule on telling the press.
    pub press: Option<InForce>,
    /// The meetings.
    pub lines: Vec<PlanLine>,
    /// Communes that it does not reach.
    pub left_communes: Vec<String>,
    /// Delegates who get no meeting.
    pub left_delegates: Vec<String>,
    /// How many meetings there are on this side already.
    pub existing: usize,
    /// Electoral units whose communes nobody recorded.
    pub undrawn: Vec<String>,
}

/// A meeting that the clerk takes over.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The commune.
    pub unit: UnitId,
    /// The day.
    pub day: Date,
    /// The hour.
    pub hour: Time,
    /// The delegates.
    pub delegates: Vec<PersonId>,
    /// The meeting of the commune's own council that is joined.
    pub joins: Option<ContactId>,
    /// The place.
    pub place: String,
}

record! {
    struct PastRow { person_id: PersonId, unit_id: UnitId, held_on: Date, sitting: Option<u32> }

    struct AheadRow {
        id: ContactId,
        person_id: PersonId,
        council_id: CouncilId,
        sitting_id: Option<SittingId>,
        side: Side,
        unit_id: UnitId,
        held_on: Date,
        starts_at: String,
    }

    struct JointRow { id: ContactId, unit_id: UnitId, held_on: Date, starts_at: String }

    struct PlaceRow { unit_id: UnitId, place: String }
}

sql! {
    PAST = "SELECT d.person_id, k.unit_id, k.held_on, g.number AS sitting FROM contact_delegate d JOIN contact k ON k.id = d.contact_id \
            LEFT JOIN sitting g ON g.id = k.sitting_id \
            WHERE d.council_id = $1 AND d.present = 1 AND k.state = 'held' ORDER BY k.held_on, k.id, d.person_id";
    AHEAD = "SELECT k.id, d.person_id, k.council_id, k.sitting_id, k.side, k.unit_id, k.held_on, k.starts_at \
             FROM contact_delegate o JOIN contact_delegate d ON d.person_id = o.person_id JOIN contact k ON k.id = d.contact_id \
             WHERE o.council_id = $1 AND k.held_on >= $2 AND k.held_on <= $3 AND k.state <> 'cancelled' \
             GROUP BY k.id, d.person_id, k.council_id, k.sitting_id, k.side, k.unit_id, k.held_on, k.starts_at \
             ORDER BY k.held_on, k.starts_at, k.id, d.person_id";
    JOINT = "SELECT k.id, k.unit_id, k.held_on, k.starts_at FROM contact k JOIN council c ON c.id = k.council_id \
             WHERE c.level = 'commune' AND c.path LIKE $2 || '/%' AND k.side = $3 AND k.state IN ('planned', 'announced') \
               AND k.held_on >= $4 AND k.held_on <= $5 AND NOT EXISTS (SELECT 1 FROM contact_delegate d WHERE d.contact_id = k.id AND d.council_id = $1) \
             ORDER BY k.held_on, k.starts_at, k.id";
    PLACES = "SELECT k.unit_id, k.place FROM contact k WHERE k.council_id = $1 AND k.state = 'held' ORDER BY k.held_on";
}

/// The plan that would let everyone meet voters.
pub async fn plan(db: &impl Reader, ask: &PlanAsk, today: Date) -> Result<Plan> {
    let around = around(db, ask.council, ask.sitting, today).await?;
    let table = workdays(db).await?;
    let press = rule(db, "contact_press_notice", ask.council, today).await?;
    let notice = press.as_ref().and_then(span);
    let earliest = notice.map_or(today, |notice| table.after(today, notice));
    let calendar = around.window(ask.side);
    // When the calendar has no day left, what is left of the round is better than nothing; each meeting then says that it is late.
    let late = calendar.until.is_some_and(|until| until < earliest);
    let window = if late {
        around.round(ask.side)
    } else {
        calendar
    };
    let (from, until) = range(ask, window, earliest);
    let days: Vec<Date> = days(from, until)
        .filter(|day| window.contains(*day) && table.is_worked(*day))
        .collect();

    let drawn = constituencies(db, ask.council).await?;
    let serving = serving(db, ask.council, until).await?;
    let communes = communes(db, &around.council, until).await?;
    let past: Vec<PastRow> = db.all(PAST, args![ask.council]).await?;
    let round = around.round(ask.side);
    let (side_from, side_until) = (round.from, round.until.unwrap_or(until).max(until));
    let values = args![ask.council, side_from, side_until];
    let ahead: Vec<AheadRow> = db.all(AHEAD, values).await?;
    let joint: Vec<JointRow> = if around.council.level == Level::Commune {
        Vec::new()
    } else {
        let values = args![ask.council, &around.council.path, ask.side, from, until];
        db.all(JOINT, values).await?
    };
    let known = Known {
        ask,
        drawn: &drawn,
        serving: &serving,
        communes: &communes,
        past: &past,
        ahead: &ahead,
        joint: &joint,
    };
    let question = known.question(days);
    let existing = question.existing.len();
    let proposal = proposal::propose(&question);
    let undrawn = drawn
        .iter()
        .filter(|one| around.council.level != Level::Commune && one.communes.is_empty())
        .map(|one| one.name.clone())
        .collect();
    Ok(Plan {
        left_communes: names(&proposal.left_communes, &communes),
        left_delegates: people(&proposal.left_delegates, &serving)
            .into_iter()
            .map(|(_, name)| name)
            .collect(),
        lines: lines(proposal, &known),
        around,
        from,
        until,
        late,
        press,
        existing,
        undrawn,
    })
}

/// The days that a plan uses: what was asked for, else from the earliest day that leaves the press its time.
fn range(ask: &PlanAsk, window: super::window::Window, earliest: Date) -> (Date, Date) {
    let bound = |day: Date| window.until.map_or(day, |until| day.min(until));
    let from = ask.from.unwrap_or_else(|| earliest.max(window.from));
    let usual = bound(from.saturating_add(USUAL_DAYS.days())).max(from);
    let until = ask.until.unwrap_or(usual);
    (
        from,
        until.min(from.saturating_add(LONGEST.days())).max(from),
    )
}

fn days(from: Date, until: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |day| day.tomorrow().ok())
        .take_while(move |day| *day <= until)
}

/// What is known in the records.
struct Known<'k> {
    ask: &'k PlanAsk,
    drawn: &'k [Constituency],
    serving: &'k [Serving],
    communes: &'k [Commune],
    past: &'k [PastRow],
    ahead: &'k [AheadRow],
    joint: &'k [JointRow],
}

impl Known<'_> {
    fn question(&self, days: Vec<Date>) -> Question {
        let mut existing: BTreeMap<ContactId, proposal::Existing> = BTreeMap::new();
        let mut busy = Vec::new();
        for row in self.ahead {
            let hour = hour(&row.starts_at);
            let own = row.sitting_id == Some(self.ask.sitting);
            let joint = row.council_id != self.ask.council;
            if row.side == self.ask.side && (own || joint) {
                let one = existing
                    .entry(row.id)
                    .or_insert_with(|| proposal::Existing {
                        unit: row.unit_id,
                        day: row.held_on,
                        hour,
                        delegates: Vec::new(),
                    });
                one.delegates.push(row.person_id);
            } else {
                busy.push((row.held_on, hour, row.person_id));
            }
        }
        Question {
            days,
            hours: HOURS.to_vec(),
            delegates: self.delegates(),
            communes: self.territory(),
            existing: existing.into_values().collect(),
            joint: self.joint.iter().map(joint).collect(),
            busy,
            most_each: self.ask.most_each,
        }
    }

    fn delegates(&self) -> Vec<proposal::Delegate> {
        let of = |person: PersonId| {
            let mine = self.past.iter().filter(|row| row.person_id == person);
            mine.map(|row| (row.unit_id, row.held_on)).collect()
        };
        self.serving
            .iter()
            .filter(|one| !one.suspended)
            .map(|one| proposal::Delegate {
                person: one.person_id,
                constituency: one.constituency_id,
                group: one.delegate_group.clone(),
                visited: of(one.person_id),
            })
            .collect()
    }

    fn territory(&self) -> Vec<proposal::Commune> {
        let covering = |unit: UnitId| {
            let covers = |one: &&Constituency| one.communes.iter().any(|(id, _)| *id == unit);
            self.drawn.iter().find(covers).map(|one| one.id)
        };
        self.communes
            .iter()
            .map(|commune| proposal::Commune {
                unit: commune.id,
                constituency: covering(commune.id),
                point: commune.latitude.zip(commune.longitude),
                visited: self.last(commune.id).map(|row| row.held_on),
            })
            .collect()
    }

    /// When somebody was last in a commune.
    fn last(&self, unit: UnitId) -> Option<&PastRow> {
        self.past.iter().rev().find(|row| row.unit_id == unit)
    }
}

fn joint(row: &JointRow) -> proposal::Joint {
    proposal::Joint {
        contact: row.id,
        unit: row.unit_id,
        day: row.held_on,
        hour: hour(&row.starts_at),
    }
}

fn hour(text: &str) -> Time {
    Time::strptime("%H:%M", text).unwrap_or(HOURS[0])
}

fn names(units: &[UnitId], communes: &[Commune]) -> Vec<String> {
    let name = |unit: &UnitId| communes.iter().find(|commune| commune.id == *unit);
    units
        .iter()
        .filter_map(name)
        .map(|commune| commune.name.clone())
        .collect()
}

fn people(wanted: &[PersonId], serving: &[Serving]) -> Vec<(PersonId, String)> {
    let name = |person: &PersonId| serving.iter().find(|one| one.person_id == *person);
    wanted
        .iter()
        .filter_map(name)
        .map(|one| (one.person_id, one.full_name.clone()))
        .collect()
}

fn lines(proposal: Proposal, known: &Known<'_>) -> Vec<PlanLine> {
    proposal
        .meetings
        .into_iter()
        .map(|one| PlanLine {
            unit: one.unit,
            unit_name: names(&[one.unit], known.communes).pop().unwrap_or_default(),
            day: one.day,
            hour: one.hour,
            delegates: people(&one.delegates, known.serving),
            why: one.why,
            last_sitting: known.last(one.unit).and_then(|row| row.sitting),
            joins: one.joins,
        })
        .collect()
}

/// The places where a council last met voters, by commune.
pub async fn usual_places(db: &impl Reader, council: CouncilId) -> Result<HashMap<UnitId, String>> {
    let rows: Vec<PlaceRow> = db.all(PLACES, args![council]).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.unit_id, row.place))
        .collect())
}

/// Takes over meetings of the proposal; what joins a meeting of a commune's council is added there.
pub async fn accept_plan(
    acting: &Acting<'_>,
    of: CouncilId,
    sitting: SittingId,
    side: Side,
    accepted: Vec<Accepted>,
) -> Result<Vec<ContactId>> {
    let council = council(&acting.tx, of).await?;
    acting.may(Act::PlanContacts, &council.path)?;
    if accepted.is_empty() {
        return Err(Problem::new("meetings", "contact-nothing-chosen").into());
    }
    let mut made = Vec::with_capacity(accepted.len());
    for one in accepted {
        let delegates: Vec<Guest> = one
            .delegates
            .iter()
            .map(|person| Guest {
                council: of,
                person: *person,
            })
            .collect();
        if let Some(joined) = one.joins {
            join_contact(acting, joined, &delegates, &council.title()).await?;
            made.push(joined);
            continue;
        }
        let command = PlanContact {
            council: of,
            sitting: Some(sitting),
            side,
            way: Way::InPerson,
            setting: Setting::Constituency,
            theme: String::new(),
            arrangement: Arrangement {
                unit: one.unit,
                hamlet: String::new(),
                place: one.place,
                held_on: one.day,
                starts_at: one.hour,
                delegates,
            },
            proposed: true,
        };
        made.push(plan_contact(acting, command).await?);
    }
    Ok(made)
}

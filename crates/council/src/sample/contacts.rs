//! Meetings with voters in the sample city, over whole terms: which commune belongs to which electoral unit, meetings around every
//! regular sitting with their minutes, requests, yearly reports.
//!
//! The figures of one round are real: 85 meetings, 5,073 voters present, 523 who spoke; everything else is made up around them.

use std::collections::HashMap;

use jiff::ToSpan as _;
use kernel::ids::{
    ConstituencyId, ContactId, ContactRequestId, CouncilId, PersonId, SittingId, UnitId,
};
use kernel::{Date, Workdays, vi};
use serde_json::json;
use store::{Value, args};

use super::REASON;
use super::city::City;
use super::councils::{Council, Place};
use super::rng::{Rng, later};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::contact::territory::{Serving, constituencies, serving};
use crate::contact::window::{around_in, limits, regular_sittings};
use crate::contact::{ContactState, Setting, Side, Way};
use crate::sittings::{Sitting, workdays};
use crate::{Acting, Result};

/// The round whose figures are known: meetings, voters present, voters who spoke.
const KNOWN_ROUND: (usize, usize, usize) = (85, 5_073, 523);

/// Electoral units of the city, by their place in the list, of which nobody visits the last commune.
const SKIPPED: [usize; 3] = [4, 10, 16];

/// How many electoral units have meetings planned before the sitting that comes; the delegates of the others wait.
const READY: usize = 21;

const MATTERS: [&str; 8] = [
    "Tiến độ sửa chữa đường liên ấp và cầu nông thôn",
    "Cấp nước sạch cho các hộ ở cuối tuyến",
    "Thời gian giải quyết hồ sơ đất đai sau sắp xếp đơn vị hành chính",
    "Thu gom rác và vệ sinh kênh rạch trong khu dân cư",
    "Kinh phí sửa chữa trường mầm non của địa bàn",
    "Lịch trực của bác sĩ tại trạm y tế",
    "Chiếu sáng công cộng và an ninh trật tự về đêm",
    "Hỗ trợ nông dân tiêu thụ lúa, trái cây sau thu hoạch",
];

const THEMES: [&str; 3] = [
    "Nước sạch và vệ sinh môi trường nông thôn",
    "Chính sách cho lao động trẻ và khu nhà ở công nhân",
    "Thủ tục hành chính ở cấp xã sau sắp xếp",
];

/// Rows on their way into the tables of meetings.
#[derive(Default)]
struct Tables {
    contacts: Vec<Vec<Value>>,
    steps: Vec<Vec<Value>>,
    delegates: Vec<Vec<Value>>,
    answers: Vec<Vec<Value>>,
}

/// Tells the story of the meetings until a day; the sittings are told before.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    let mut teller = Teller {
        rng: Rng::new(85_5073),
        table: workdays(&acting.tx).await?,
        today,
        tables: Tables::default(),
    };
    draw(acting, city).await?;
    let uppers = [&city.old_city, &city.merged_city, &city.city];
    for upper in uppers {
        let below = if upper.id == city.old_city.id {
            &city.old_communes
        } else {
            &city.communes
        };
        let places: Vec<&Place> = below.iter().map(|council| &council.place).collect();
        let joint = if upper.id == city.city.id {
            &city.communes[..]
        } else {
            &[]
        };
        teller.upper(acting, upper, &places, joint).await?;
    }
    for commune in &city.communes {
        teller.commune(acting, commune).await?;
    }
    teller.write(acting).await?;
    if today >= city.city.from {
        requests(acting, city, today).await?;
    }
    for upper in uppers {
        reports(acting, upper, today).await?;
    }
    Ok(())
}

/// Which communes belong to which electoral unit of the city.
async fn draw(acting: &Acting<'_>, city: &City) -> Result<()> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let old = constituencies(&acting.tx, city.old_city.id).await?;
    let mut next = old.iter();
    for (place, district) in city.districts.iter().enumerate() {
        let inside: Vec<UnitId> = city
            .old_communes
            .iter()
            .filter(|commune| commune.place.path.starts_with(&district.place.path))
            .map(|commune| commune.place.id)
            .collect();
        let parts = if place == 0 || place == 4 { 2 } else { 1 };
        for part in inside.chunks(inside.len().div_ceil(parts).max(1)) {
            let Some(unit) = next.next() else { break };
            rows.extend(part.iter().map(|commune| args![unit.id, *commune]));
        }
    }
    let units = constituencies(&acting.tx, city.city.id).await?;
    let (all, number) = (city.communes.len(), units.len().max(1));
    let mut first = 0;
    for (place, unit) in units.iter().enumerate() {
        let size = all / number + usize::from(place < all % number);
        let part = city.communes.iter().skip(first).take(size);
        rows.extend(part.map(|commune| args![unit.id, commune.place.id]));
        first += size;
    }
    let count = rows.len();
    let columns = &["constituency_id", "unit_id"];
    acting
        .tx
        .insert_many("constituency_unit", columns, rows)
        .await?;
    let detail = json!({ "after": { "communes": count } });
    let (act, of) = (Act::CoverUnits, city.city.id);
    acting
        .audit(act, Some(of), "council", of, REASON, detail)
        .await
}

/// The delegates who go together, and where they go.
struct Team {
    people: Vec<PersonId>,
    places: Vec<(UnitId, String)>,
}

/// One meeting to be told.
struct Meeting<'m> {
    council: CouncilId,
    sitting: Option<SittingId>,
    side: Side,
    day: Date,
    unit: UnitId,
    unit_name: &'m str,
    hamlet: String,
    guests: Vec<(CouncilId, PersonId)>,
    theme: &'m str,
    voters: usize,
    speakers: usize,
    cancelled: bool,
}

struct Teller {
    rng: Rng,
    table: Workdays,
    today: Date,
    tables: Tables,
}

impl Teller {
    /// The rounds of a council above the communes.
    async fn upper(
        &mut self,
        acting: &Acting<'_>,
        of: &Council,
        places: &[&Place],
        joint: &[Council],
    ) -> Result<()> {
        let before = self.tables.contacts.len();
        let sittings = regular_sittings(&acting.tx, of.id, self.today).await?;
        let known = sittings
            .iter()
            .rev()
            .find(|sitting| sitting.closes_on < self.today && sitting.opens_on > later(of.from, 30))
            .filter(|_| !joint.is_empty())
            .map(|sitting| sitting.id);
        for (round, sitting) in sittings.iter().enumerate() {
            for side in Side::AROUND {
                let Some((from, until)) = self.days(acting, of, &sittings, sitting, side).await?
                else {
                    continue;
                };
                let teams = teams(acting, of, places, from).await?;
                let guests = hosts(acting, joint, from).await?;
                let figures =
                    (known == Some(sitting.id) && side == Side::Before).then_some(KNOWN_ROUND);
                self.round(
                    of,
                    sitting,
                    side,
                    (from, until),
                    round,
                    &teams,
                    &guests,
                    figures,
                );
            }
        }
        self.themes(acting, of, places, &sittings).await?;
        audit(acting, of.id, self.tables.contacts.len() - before).await
    }

    /// The days on which a round is held, if the council has time for it.
    async fn days(
        &self,
        acting: &Acting<'_>,
        of: &Council,
        sittings: &[Sitting],
        sitting: &Sitting,
        side: Side,
    ) -> Result<Option<(Date, Date)>> {
        let council = council(&acting.tx, of.id).await?;
        let limits = limits(&acting.tx, of.id, sitting.opens_on).await?;
        let Some(around) = around_in(council, sittings, sitting.id, &limits) else {
            return Ok(None);
        };
        let window = around.window(side);
        let (from, until) = (window.from, window.until.unwrap_or(window.from));
        Ok((from < until && from <= later(self.today, 21)).then_some((from, until)))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a round is just these eight things, told once"
    )]
    fn round(
        &mut self,
        of: &Council,
        sitting: &Sitting,
        side: Side,
        days: (Date, Date),
        round: usize,
        teams: &[Team],
        hosts: &HashMap<UnitId, (CouncilId, Vec<PersonId>)>,
        known: Option<(usize, usize, usize)>,
    ) {
        let coming = sitting.opens_on > self.today && side == Side::Before;
        let mut planned: Vec<(usize, usize)> = Vec::new();
        for (place, team) in teams.iter().enumerate() {
            let waits = coming && teams.len() > READY && place >= READY;
            if team.people.is_empty() || team.places.is_empty() || waits {
                continue;
            }
            let most = team.places.len().min(3);
            planned.extend((0..most).map(|at| (place, at + round)));
        }
        // The first unit, which has a delegate more, meets voters once more.
        if let Some(first) = planned.first().copied() {
            planned.push((first.0, first.1 + 3));
        }
        if let Some((meetings, ..)) = known {
            let mut extra = planned.clone().into_iter().cycle();
            while planned.len() < meetings {
                planned.extend(extra.next().map(|(team, at)| (team, at + 3)));
            }
            planned.truncate(meetings);
        }
        let count = planned.len();
        let (voters, speakers) = match known {
            Some((_, voters, speakers)) => (voters, speakers),
            None => (
                count * self.rng.between(52, 63),
                count * self.rng.between(5, 7),
            ),
        };
        let voters = self.shares(voters, count, 34);
        let speakers = self.shares(speakers, count, 3);
        for (number, (team, at)) in planned.into_iter().enumerate() {
            let Some(team) = teams.get(team) else {
                continue;
            };
            let Some((unit, name)) = team.places.get(at % team.places.len()) else {
                continue;
            };
            let people = team.people.len();
            let mut guests: Vec<(CouncilId, PersonId)> = (0..people.min(2))
                .filter_map(|offset| team.people.get((at + offset) % people))
                .map(|person| (of.id, *person))
                .collect();
            if let Some((council, own)) = hosts.get(unit).filter(|_| number % 6 == 0) {
                guests.extend(own.iter().take(2).map(|person| (*council, *person)));
            }
            // Some of the round that runs now come late, in the days that are ahead.
            let day = if coming && number % 9 == 7 {
                self.worked(
                    later(self.today, 1),
                    later(self.today, 10).min(eve(sitting)),
                )
            } else {
                self.worked(days.0, days.1)
            };
            self.meeting(Meeting {
                council: of.id,
                sitting: Some(sitting.id),
                side,
                day,
                unit: *unit,
                unit_name: name,
                hamlet: String::new(),
                guests,
                theme: "",
                voters: voters.get(number).copied().unwrap_or(40),
                speakers: speakers.get(number).copied().unwrap_or(4),
                cancelled: coming && number == 7,
            });
        }
    }

    /// A meeting by theme between sittings.
    async fn themes(
        &mut self,
        acting: &Acting<'_>,
        of: &Council,
        places: &[&Place],
        sittings: &[Sitting],
    ) -> Result<()> {
        for (round, sitting) in sittings.iter().enumerate() {
            let day = self.worked(later(sitting.closes_on, 40), later(sitting.closes_on, 60));
            if day >= self.today || of.to.is_some_and(|end| end <= day) {
                continue;
            }
            let there = serving(&acting.tx, of.id, day).await?;
            let Some(place) = places.get(round * 7 % places.len().max(1)) else {
                continue;
            };
            let guests = there.iter().skip(round).take(4);
            let guests: Vec<_> = guests.map(|one| (of.id, one.person_id)).collect();
            if guests.is_empty() || skipped(places, place.id) {
                continue;
            }
            let theme = THEMES
                .get(round % THEMES.len())
                .copied()
                .unwrap_or_default();
            let (voters, speakers) = (self.rng.between(60, 110), self.rng.between(6, 14));
            self.meeting(Meeting {
                council: of.id,
                sitting: None,
                side: Side::Between,
                day,
                unit: place.id,
                unit_name: &place.name,
                hamlet: String::new(),
                guests,
                theme,
                voters,
                speakers,
                cancelled: false,
            });
        }
        Ok(())
    }

    /// The rounds of a commune's council: one meeting in a hamlet for each of its electoral units.
    async fn commune(&mut self, acting: &Acting<'_>, of: &Council) -> Result<()> {
        let before = self.tables.contacts.len();
        let sittings = regular_sittings(&acting.tx, of.id, self.today).await?;
        for sitting in &sittings {
            for side in Side::AROUND {
                let Some((from, until)) = self.days(acting, of, &sittings, sitting, side).await?
                else {
                    continue;
                };
                let there = serving(&acting.tx, of.id, from).await?;
                let mut units: Vec<ConstituencyId> =
                    there.iter().filter_map(|one| one.constituency_id).collect();
                units.sort_unstable();
                units.dedup();
                for (number, unit) in units.iter().enumerate() {
                    // In some communes the last unit has not planned yet.
                    let coming = sitting.opens_on > self.today && side == Side::Before;
                    if coming && number + 1 == units.len() && self.rng.in_thousand(400) {
                        continue;
                    }
                    let own = there
                        .iter()
                        .filter(|one| one.constituency_id == Some(*unit));
                    let guests = own.map(|one| (of.id, one.person_id)).collect();
                    let day = self.worked(from, until);
                    let voters = self.rng.between(35, 90);
                    let hamlet = match of.place.kind {
                        crate::bodies::UnitKind::Ward => format!("khu vực {}", number + 1),
                        _ => format!("ấp {}", number + 1),
                    };
                    let speakers = self.rng.between(3, 11);
                    self.meeting(Meeting {
                        council: of.id,
                        sitting: Some(sitting.id),
                        side,
                        day,
                        unit: of.place.id,
                        unit_name: &of.place.name,
                        hamlet,
                        guests,
                        theme: "",
                        voters,
                        speakers,
                        cancelled: false,
                    });
                }
            }
        }
        match self.tables.contacts.len() - before {
            0 => Ok(()),
            made => audit(acting, of.id, made).await,
        }
    }

    /// Parts that make up a sum exactly, each at least so much.
    fn shares(&mut self, sum: usize, parts: usize, least: usize) -> Vec<usize> {
        let mut shares = vec![least; parts];
        let mut rest = sum.saturating_sub(least * parts);
        while rest > 0 && parts > 0 {
            let more = self.rng.between(1, (sum / parts / 6).max(1)).min(rest);
            let place = self.rng.below(parts);
            if let Some(share) = shares.get_mut(place) {
                *share += more;
            }
            rest -= more;
        }
        shares
    }

    /// A day that is worked, from one to another.
    fn worked(&mut self, from: Date, until: Date) -> Date {
        let day = self.table.on_or_after(self.rng.day(from, later(until, 1)));
        if day <= until {
            return day;
        }
        self.table.before(later(until, 1), kernel::Span::Working(1))
    }

    fn meeting(&mut self, of: Meeting<'_>) {
        let id: ContactId = self.rng.id(of.day.saturating_sub(25.days()));
        let today = self.today;
        let told = of.day.saturating_sub(13.days()).min(today);
        let planned = of.day.saturating_sub(25.days()).min(told);
        let minutes_on = later(of.day, self.rng.between(0, 2));
        let state = if of.cancelled {
            ContactState::Cancelled
        } else if minutes_on < today {
            ContactState::Held
        } else if of.day <= later(today, 9) {
            ContactState::Announced
        } else {
            ContactState::Planned
        };
        let held = state == ContactState::Held;
        let way = match self.rng.below(40) {
            0 => Way::Online,
            1..4 => Way::Mixed,
            _ => Way::InPerson,
        };
        let setting = if of.theme.is_empty() {
            Setting::Constituency
        } else {
            Setting::Theme
        };
        let running = crate::bodies::running_name(of.unit_name);
        let place = if of.hamlet.is_empty() {
            format!("Hội trường UBND {running}")
        } else {
            format!("Nhà văn hóa {}", of.hamlet)
        };
        let hour = self.rng.one_of(&["07:30", "08:00", "14:00"], "08:00");
        let folded = vi::fold(&format!(
            "{} {} {place} {}",
            of.unit_name, of.hamlet, of.theme
        ));
        let text = if held {
            format!(
                "Đại biểu báo cáo với cử tri {running}; {} lượt cử tri phát biểu. Biên bản mẫu, không phải biên bản thật.",
                of.speakers
            )
        } else {
            String::new()
        };
        self.tables.contacts.push(args![
            id,
            of.council,
            of.sitting,
            of.side,
            way,
            setting,
            of.theme,
            of.unit,
            &of.hamlet,
            place,
            of.day,
            hour,
            state,
            (state != ContactState::Planned && !of.cancelled).then_some(told),
            false,
            held.then_some(of.voters),
            held.then_some(of.speakers),
            text,
            held.then_some(minutes_on),
            folded
        ]);
        let mut steps = vec![(ContactState::Planned, planned, "")];
        match state {
            ContactState::Planned => {}
            ContactState::Announced => steps.push((state, told, "")),
            ContactState::Held => {
                steps.push((ContactState::Announced, told, ""));
                steps.push((state, minutes_on, ""));
            }
            ContactState::Cancelled => steps.push((
                state,
                told,
                "Hội trường đang sửa chữa, cử tri dự chung với khu vực bên cạnh",
            )),
        }
        for (position, (state, day, reason)) in steps.into_iter().enumerate() {
            let row = args![id, position + 1, state, day, reason];
            self.tables.steps.push(row);
        }
        let mut anybody = false;
        let last = of.guests.len().saturating_sub(1);
        for (number, (council, person)) in of.guests.into_iter().enumerate() {
            let away = self.rng.in_thousand(45) && (anybody || number < last);
            anybody |= !away;
            let reason = if away && held { "Bận công tác" } else { "" };
            let row = args![id, person, council, held.then_some(!away), reason];
            self.tables.delegates.push(row);
        }
        if held && self.rng.in_thousand(600) {
            let matter = self.rng.one_of(&MATTERS, MATTERS[0]);
            let row = args![id, 1, format!("Chủ tịch UBND {running}"), matter];
            self.tables.answers.push(row);
        }
    }

    async fn write(&mut self, acting: &Acting<'_>) -> Result<()> {
        let Tables {
            contacts,
            steps,
            delegates,
            answers,
        } = std::mem::take(&mut self.tables);
        let tx = &acting.tx;
        let columns = &[
            "id",
            "council_id",
            "sitting_id",
            "side",
            "way",
            "setting",
            "theme",
            "unit_id",
            "hamlet",
            "place",
            "held_on",
            "starts_at",
            "state",
            "press_told_on",
            "proposed",
            "voters_present",
            "speakers",
            "minutes",
            "minutes_on",
            "folded",
        ];
        tx.insert_many("contact", columns, contacts).await?;
        let columns = &["contact_id", "position", "state", "day", "reason"];
        tx.insert_many("contact_step", columns, steps).await?;
        let columns = &["contact_id", "person_id", "council_id", "present", "reason"];
        tx.insert_many("contact_delegate", columns, delegates)
            .await?;
        let columns = &["contact_id", "position", "answered_by", "matter"];
        tx.insert_many("contact_answer", columns, answers).await?;
        Ok(())
    }
}

fn eve(sitting: &Sitting) -> Date {
    sitting.opens_on.saturating_sub(1.days())
}

/// Whether a commune is one that nobody of the city visits.
fn skipped(places: &[&Place], unit: UnitId) -> bool {
    // Electoral units of the city hold four communes each as far as they are skipped.
    let skipped = |place: &usize| places.get(place * 4 + 3).is_some_and(|it| it.id == unit);
    SKIPPED.iter().any(skipped)
}

/// The teams of a council on a day: electoral units, or in a merged council, which has none, its groups.
async fn teams(
    acting: &Acting<'_>,
    of: &Council,
    places: &[&Place],
    day: Date,
) -> Result<Vec<Team>> {
    let there = serving(&acting.tx, of.id, day).await?;
    let name = |unit: UnitId| {
        let place = places.iter().find(|place| place.id == unit);
        place.map_or_else(String::new, |place| place.name.clone())
    };
    let drawn = constituencies(&acting.tx, of.id).await?;
    if !drawn.is_empty() {
        let people = |id: ConstituencyId| {
            let own = there.iter().filter(|one| one.constituency_id == Some(id));
            own.filter(|one| !one.suspended)
                .map(|one| one.person_id)
                .collect()
        };
        return Ok(drawn
            .iter()
            .map(|unit| Team {
                people: people(unit.id),
                places: unit
                    .communes
                    .iter()
                    .map(|(id, _)| *id)
                    .filter(|id| of.number != "XI" || !skipped(places, *id))
                    .map(|id| (id, name(id)))
                    .collect(),
            })
            .collect());
    }
    let mut groups: Vec<&str> = there
        .iter()
        .filter_map(|one| one.delegate_group.as_deref())
        .collect();
    groups.sort_unstable();
    groups.dedup();
    let size = places.len().div_ceil(groups.len().max(1)).max(1);
    Ok(groups
        .iter()
        .zip(places.chunks(size))
        .map(|(group, part)| Team {
            people: of_group(&there, group),
            places: part
                .iter()
                .map(|place| (place.id, place.name.clone()))
                .collect(),
        })
        .collect())
}

fn of_group(there: &[Serving], group: &str) -> Vec<PersonId> {
    there
        .iter()
        .filter(|one| one.delegate_group.as_deref() == Some(group) && !one.suspended)
        .map(|one| one.person_id)
        .collect()
}

/// The delegates of the communes' own councils who may join, by commune.
async fn hosts(
    acting: &Acting<'_>,
    joint: &[Council],
    day: Date,
) -> Result<HashMap<UnitId, (CouncilId, Vec<PersonId>)>> {
    let mut hosts = HashMap::new();
    for council in joint.iter().step_by(4) {
        let there = serving(&acting.tx, council.id, day).await?;
        let people = there.iter().map(|one| one.person_id).collect();
        hosts.insert(council.place.id, (council.id, people));
    }
    Ok(hosts)
}

async fn audit(acting: &Acting<'_>, of: CouncilId, meetings: usize) -> Result<()> {
    let detail = json!({ "after": { "meetings": meetings } });
    acting
        .audit(Act::PlanContacts, Some(of), "council", of, REASON, detail)
        .await
}

/// Two requests to meet voters elsewhere: one that nobody decided in time, one granted and told.
async fn requests(acting: &Acting<'_>, city: &City, today: Date) -> Result<()> {
    let there = serving(&acting.tx, city.city.id, today).await?;
    let mut rng = Rng::new(32);
    let back = |days: i64| today.saturating_sub(days.days());
    let mut rows = Vec::new();
    for (place, purpose, asked_on, decided_on, told_on) in [
        (
            3,
            "Gặp cử tri là đồng bào Khmer về chính sách đất sản xuất",
            back(14),
            None,
            None,
        ),
        (
            17,
            "Gặp công nhân khu công nghiệp về nhà ở xã hội",
            back(21),
            Some(back(17)),
            Some(back(3)),
        ),
    ] {
        let Some(delegate) = there.get(place) else {
            continue;
        };
        let own = delegate.constituency_id;
        let drawn = constituencies(&acting.tx, city.city.id).await?;
        let far = drawn.iter().rev().find(|unit| Some(unit.id) != own);
        let Some((unit, _)) = far.and_then(|unit| unit.communes.first()) else {
            continue;
        };
        let id: ContactRequestId = rng.id(asked_on);
        rows.push(args![
            id,
            city.city.id,
            delegate.person_id,
            *unit,
            later(today, 9),
            purpose,
            asked_on,
            decided_on,
            decided_on.map(|_: Date| true),
            "",
            told_on
        ]);
    }
    let columns = &[
        "id",
        "council_id",
        "person_id",
        "unit_id",
        "wanted_on",
        "purpose",
        "asked_on",
        "decided_on",
        "granted",
        "reason",
        "host_told_on",
    ];
    let count = acting
        .tx
        .insert_many("contact_request", columns, rows)
        .await?;
    let (act, of) = (Act::AskOutsideContact, city.city.id);
    let detail = json!({ "after": { "requests": count } });
    acting
        .audit(act, Some(of), "council", of, REASON, detail)
        .await
}

/// The yearly reports of a council: of most delegates in past years, of some in this one.
async fn reports(acting: &Acting<'_>, of: &Council, today: Date) -> Result<()> {
    let mut rng = Rng::new(94);
    let mut rows = Vec::new();
    let end = of.to.map_or(today, |end| end.min(today));
    for year in of.from.year()..=end.year() {
        let Ok(last) = Date::new(year, 12, 31) else {
            continue;
        };
        let is_running = last >= today;
        let day = last.min(end.saturating_sub(1.days()));
        let first = Date::new(year, 1, 5).unwrap_or(of.from).max(of.from);
        if first >= day {
            continue;
        }
        for one in serving(&acting.tx, of.id, day).await? {
            let missing = if is_running { 330 } else { 60 };
            if rng.in_thousand(missing) {
                continue;
            }
            let from = day.saturating_sub(60.days()).max(first);
            let given_on = rng.day(from, day);
            rows.push(args![
                of.id,
                one.person_id,
                i32::from(year),
                given_on,
                "Việc tham gia các kỳ họp, theo dõi kiến nghị của cử tri và kế hoạch năm sau (dữ liệu mẫu)"
            ]);
        }
    }
    let columns = &["council_id", "person_id", "year", "given_on", "summary"];
    let count = acting.tx.insert_many("voter_report", columns, rows).await?;
    let detail = json!({ "after": { "reports": count } });
    acting
        .audit(
            Act::ReportToVoters,
            Some(of.id),
            "council",
            of.id,
            REASON,
            detail,
        )
        .await
}

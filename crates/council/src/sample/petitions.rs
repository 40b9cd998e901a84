//! What voters of the sample city asked and what became of it: over the whole terms, before each sitting, in every state.
//!
//! One round has the real count of an office: 154 utterances that hold 161 matters.

use jiff::civil::date;
use kernel::ids::{ContactId, CouncilId, InstitutionId, MatterId, ReplyId, UnitId, UtteranceId};
use kernel::{Date, Workdays, vi};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::city::City;
use super::councils::{Council, Place};
use super::petition_topics::{ASKED, DEPARTMENTS, FAMILY, GIVEN};
use super::rng::{Rng, at, later};
use crate::access::Act;
use crate::bodies::{InstitutionKind, Level};
use crate::petitions::clock::{Clock, ClockKind, DayMeasure, Event, span};
use crate::petitions::rows::Rows;
use crate::petitions::{
    Channel, Competence, Field, Found, MatterState, Outcome, UrgeKind, UtteranceKind,
};
use crate::sittings::workdays;
use crate::{Acting, Result};
use auth::token::{Code, Length};

/// Days before which voters met their delegates, of the councils of the city.
const ROUNDS: [Date; 11] = [
    date(2021, 9, 20),
    date(2021, 11, 8),
    date(2022, 6, 6),
    date(2022, 11, 7),
    date(2023, 6, 5),
    date(2023, 11, 6),
    date(2024, 6, 3),
    date(2024, 11, 4),
    date(2025, 6, 2),
    date(2025, 11, 3),
    date(2026, 6, 8),
];

/// The round whose counts are real: utterances, and the matters they hold.
const REAL_ROUND: (Date, usize, usize) = (date(2024, 6, 3), 154, 161);

/// How long the sample gives a body, as the product's default rule does.
const DAYS: u32 = 60;

const INSTITUTION: &[&str] = &[
    "id",
    "unit_id",
    "kind",
    "name",
    "folded",
    "valid_from",
    "valid_to",
];

sql! {
    NAMED = "SELECT id FROM institution WHERE unit_id = $1 AND name = $2 AND valid_to IS NULL";
    COMMITTEE = "SELECT id FROM institution WHERE unit_id = $1 AND kind = 'peoples_committee' ORDER BY valid_from LIMIT 1";
    BOARDS = "SELECT id FROM body WHERE council_id = $1 AND kind NOT IN ('standing_committee', 'delegate_group') ORDER BY kind, id";
}

/// A commune: its unit and its name as it stands in a sentence.
pub(super) type Spot = (UnitId, String);

/// A council with whom its matters go to.
pub(super) struct Desk {
    pub(super) council: CouncilId,
    pub(super) level: Level,
    /// The first day on which the council no longer existed.
    pub(super) ended: Option<Date>,
    /// One for each of [`DEPARTMENTS`]; the people's committee for all of a commune's.
    pub(super) holders: Vec<(InstitutionId, String)>,
    pub(super) boards: Vec<kernel::ids::BodyId>,
    /// The communes its voters live in.
    pub(super) places: Vec<Spot>,
    /// The meetings held: commune, day, meeting.
    pub(super) meetings: Vec<(UnitId, Date, ContactId)>,
    /// The last number of each year.
    pub(super) numbers: Vec<(i16, u32)>,
}

/// Tells the story until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    // Before this day the sample has no sittings to ask anything before.
    if today < date(2026, 8, 1) {
        return Ok(());
    }
    let mut rng = Rng::new(2027);
    let workdays = workdays(&acting.tx).await?;
    let spots = |councils: &[Council]| councils.iter().map(|it| spot(&it.place)).collect();
    let (old, new): (Vec<Spot>, Vec<Spot>) = (spots(&city.old_communes), spots(&city.communes));
    let mut gathered = Rows::default();
    let mut councils = vec![
        (&city.old_city, old, 36),
        (&city.merged_city, new.clone(), 40),
        (&city.city, new, 60),
    ];
    for council in city.communes.iter().take(4) {
        councils.push((council, vec![spot(&council.place)], 14));
    }
    for (council, places, size) in councils {
        let mut desk = desk(acting, &mut rng, council, places).await?;
        let mut told = 0;
        for round in rounds(council, today) {
            let real = round == REAL_ROUND.0 && council.place.level == Level::Province;
            let (said, matters) = match real {
                true => (REAL_ROUND.1, REAL_ROUND.2),
                false => {
                    let said = rng.between(size * 9 / 10, size * 11 / 10);
                    (said, said + said / 22)
                }
            };
            told += matters;
            desk.round(
                &mut rng,
                &mut gathered,
                &workdays,
                round,
                today,
                said,
                matters,
            );
        }
        desk.desk_of_today(&mut rng, &mut gathered, today);
        let detail = json!({"after": {"matters": told}});
        acting
            .audit(
                Act::SortUtterance,
                Some(council.id),
                "council",
                council.id,
                super::REASON,
                detail,
            )
            .await?;
    }
    gathered.write(&acting.tx).await
}

record! {
    struct Held { id: ContactId, unit_id: UnitId, held_on: Date }
}

sql! {
    HELD = "SELECT id, unit_id, held_on FROM contact WHERE council_id = $1 AND state = 'held' ORDER BY held_on, id";
}

/// The rounds in the time of a council; the last one some weeks ago, before the coming sitting.
fn rounds(council: &Council, today: Date) -> Vec<Date> {
    let mut rounds: Vec<Date> = ROUNDS
        .into_iter()
        .filter(|day| *day >= council.from && council.to.is_none_or(|to| *day < to) && *day < today)
        .collect();
    if council.to.is_none() {
        rounds.extend([100, 55, 25].map(|ago| earlier(today, ago)));
    }
    rounds.retain(|day| *day >= council.from);
    rounds.sort();
    rounds
}

pub(super) fn earlier(day: Date, days: i32) -> Date {
    use jiff::ToSpan as _;
    day.saturating_sub(days.days())
}

async fn desk(
    acting: &Acting<'_>,
    rng: &mut Rng,
    council: &Council,
    places: Vec<Spot>,
) -> Result<Desk> {
    let tx = &acting.tx;
    let unit: UnitId = council.place.id;
    let mut holders = Vec::new();
    if council.place.level == Level::Province {
        let mut rows = Vec::new();
        for name in DEPARTMENTS {
            let name = match name.starts_with("Sở") {
                true => format!("{name} thành phố Cần Thơ"),
                false => format!("{name} Cần Thơ"),
            };
            let there: Option<InstitutionId> = tx.scalar(NAMED, args![unit, &name]).await?;
            if let Some(id) = there {
                holders.push((id, name));
                continue;
            }
            let id: InstitutionId = rng.id(council.from);
            let kind = InstitutionKind::Department;
            let folded = vi::fold(&name);
            rows.push(args![
                id,
                unit,
                kind,
                name.clone(),
                folded,
                council.from,
                council.to
            ]);
            holders.push((id, name));
        }
        tx.insert_many("institution", INSTITUTION, rows).await?;
    } else {
        let committee: Option<InstitutionId> = tx.scalar(COMMITTEE, args![unit]).await?;
        if let Some(id) = committee {
            let name = format!("Ủy ban nhân dân {}", council.place.running());
            holders = vec![(id, name); DEPARTMENTS.len()];
        }
    }
    let rows = tx.fetch(BOARDS, args![council.id]).await?;
    let boards = rows
        .iter()
        .map(store::Row::first)
        .collect::<store::Result<Vec<_>>>()?;
    let held: Vec<Held> = tx.all(HELD, args![council.id]).await?;
    Ok(Desk {
        council: council.id,
        level: council.place.level,
        ended: council.to,
        holders,
        boards,
        places,
        meetings: held
            .into_iter()
            .map(|it| (it.unit_id, it.held_on, it.id))
            .collect(),
        numbers: Vec::new(),
    })
}

/// A matter on its way.
struct Asked {
    id: MatterId,
    title: String,
    field: Field,
    holder: usize,
    unit: UnitId,
    raised: Date,
    said: Vec<UtteranceId>,
}

impl Desk {
    /// One round of meetings: so many utterances that hold so many matters.
    #[expect(
        clippy::too_many_arguments,
        reason = "the one place where a round is put together"
    )]
    pub(super) fn round(
        &mut self,
        rng: &mut Rng,
        all: &mut Rows,
        workdays: &Workdays,
        round: Date,
        today: Date,
        said: usize,
        matters: usize,
    ) {
        let mut open: Vec<Asked> = Vec::new();
        let split = matters.saturating_sub(said) + said / 12;
        let joined = said / 12;
        for turn in 0..said {
            let day = later(round, rng.below(12)).min(earlier(today, 1));
            let place = rng.below(self.places.len());
            let (field, pattern, department) = ASKED[rng.below(ASKED.len())];
            // Every twelfth says what somebody said before.
            let join = turn >= said - joined && !open.is_empty();
            let target = rng.below(open.len());
            let (unit, title) = match join {
                true => (open[target].unit, open[target].title.clone()),
                false => {
                    let place = &self.places[place];
                    (place.0, pattern.replace("{}", &hamlet_in(rng, place)))
                }
            };
            let text = format!(
                "Đề nghị {}. Việc này kéo dài đã lâu, bà con phản ánh nhiều lần.",
                first_lower(&title)
            );
            let utterance = self.utter(rng, all, &text, unit, day, true);
            if join {
                open[target].said.push(utterance);
                continue;
            }
            let parts = 1 + usize::from(turn < split);
            for part in 0..parts {
                let (field, title, department) = match part {
                    0 => (field, title.clone(), department),
                    _ => {
                        let (field, pattern, department) = ASKED[rng.below(ASKED.len())];
                        let place = &self.places[place];
                        (
                            field,
                            pattern.replace("{}", &hamlet_in(rng, place)),
                            department,
                        )
                    }
                };
                open.push(Asked {
                    id: rng.id(day),
                    title,
                    field,
                    holder: department,
                    unit,
                    raised: day,
                    said: vec![utterance],
                });
            }
        }
        let mut papers: Vec<(usize, MatterState, Date, ReplyId)> = Vec::new();
        for asked in open {
            self.follow(rng, all, workdays, today, asked, &mut papers);
        }
    }

    /// An utterance, as it stands in the records.
    fn utter(
        &self,
        rng: &mut Rng,
        all: &mut Rows,
        text: &str,
        unit: UnitId,
        day: Date,
        sorted: bool,
    ) -> UtteranceId {
        let id: UtteranceId = rng.id(day);
        let number = (u128::from(rng.next()) << 64) | u128::from(rng.next());
        let code = Code::reproducible(Length::Lasting, number);
        let meeting = self.meetings.iter().find(|(place, held, _)| {
            *place == unit && *held <= day && (day - *held).get_days() < 15
        });
        let channel = match rng.below(10) {
            0 => Channel::Portal,
            1 => Channel::Letter,
            2 => Channel::Telephone,
            _ => Channel::Meeting,
        };
        let contact = match channel {
            Channel::Meeting => meeting.map(|(_, _, id)| *id),
            _ => None,
        };
        let name = format!("{} Văn {} (mẫu)", FAMILY[rng.below(8)], GIVEN[rng.below(8)]);
        let phone = format!("0900 {:03} {:03}", rng.below(1000), rng.below(1000));
        let hamlet = format!("Khu vực {}", rng.between(1, 9));
        let moment = at(day, 9, 0);
        let values = args![
            id,
            self.council,
            code.as_str(),
            channel,
            UtteranceKind::Petition,
            contact,
            unit,
            hamlet,
            text,
            vi::fold(text),
            day,
            moment,
            moment,
            name,
            phone,
            "",
            "",
            Option::<Date>::None,
            "",
            false,
            sorted,
        ];
        all.utterances.push(values);
        id
    }

    fn number(&mut self, year: i16) -> u32 {
        match self.numbers.iter_mut().find(|(known, _)| *known == year) {
            Some((_, last)) => {
                *last += 1;
                *last
            }
            None => {
                self.numbers.push((year, 1));
                1
            }
        }
    }

    /// What becomes of a matter until a day.
    fn follow(
        &mut self,
        rng: &mut Rng,
        all: &mut Rows,
        workdays: &Workdays,
        today: Date,
        asked: Asked,
        papers: &mut Vec<(usize, MatterState, Date, ReplyId)>,
    ) {
        let until = self.ended.map_or(today, |to| to.min(today));
        let holder = asked.holder.min(self.holders.len().saturating_sub(1));
        let Some((institution, author)) = self.holders.get(holder).cloned() else {
            return;
        };
        let id = asked.id;
        let first: StepRow = (MatterState::Received, None, asked.raised, false, None, None);
        let mut steps = vec![first];
        let mut clock: Vec<Event> = Vec::new();
        let routed = later(asked.raised, rng.between(2, 9));
        let mut promised = None;
        if routed < until {
            steps.push((MatterState::Routed, None, routed, true, None, None));
            clock.push(event(ClockKind::Start, routed, DAYS));
            let accepted = later(routed, rng.between(1, 6));
            if accepted < until {
                steps.push((MatterState::InHand, None, accepted, true, None, None));
            }
            let due = workdays.after(routed, span(DAYS, DayMeasure::Calendar));
            // Nine in ten are answered, most in time.
            let answered = match rng.below(10) {
                0 => None,
                1 | 2 => Some(later(due, rng.between(2, 40))),
                _ => Some(later(accepted, rng.between(8, 48))),
            };
            let old = (until - asked.raised).get_days() > 240;
            let answered = answered.or(old.then(|| later(due, rng.between(20, 90))));
            if let Some(day) = answered.filter(|day| *day < until) {
                let (state, outcome) = result(rng, old);
                promised =
                    (outcome == Some(Outcome::RoadMap)).then(|| later(day, rng.between(60, 260)));
                let reply = self.paper(rng, all, holder, institution, &author, state, day, papers);
                steps.push((state, outcome, day, true, Some(reply), promised));
                clock.push(event(ClockKind::Stop, day, 0));
                if state == MatterState::Settled && rng.in_thousand(60) {
                    self.found_broken(
                        rng,
                        all,
                        &mut steps,
                        &mut clock,
                        &asked,
                        later(day, 30),
                        until,
                    );
                }
            } else if due < until {
                let day = later(due, 5).min(earlier(until, 1));
                let number = format!("{}/TTHĐND-ĐĐ", rng.between(20, 260));
                let note = "Đề nghị cơ quan khẩn trương trả lời kiến nghị đã quá hạn.";
                all.urges
                    .push(args![id, 1_i64, UrgeKind::Reminder, day, number, note]);
            }
        }
        let last = steps.last().copied().unwrap_or(first);
        let due = match last.0.is_open() {
            true => Clock::after(&clock, workdays).due().or(promised),
            false => None,
        };
        let year = asked.raised.year();
        let number = self.number(year);
        let competence = match self.level {
            Level::Commune => Competence::Commune,
            Level::District => Competence::District,
            Level::Province => match rng.below(10) {
                0 => Competence::Central,
                1 | 2 => Competence::Commune,
                _ => Competence::Province,
            },
        };
        let board = self
            .boards
            .get(rng.below(self.boards.len().max(1)))
            .copied();
        all.matters.push(args![
            id,
            self.council,
            i64::from(year),
            number,
            asked.title.clone(),
            vi::fold(&asked.title),
            asked.field,
            competence,
            asked.unit,
            board,
            asked.raised,
            false,
            u32::try_from(asked.said.len()).unwrap_or(1),
            last.0,
            last.1,
            last.2,
            last.3.then_some(institution),
            due,
            last.5,
        ]);
        for (position, (state, outcome, day, held, reply, promised)) in (1_i64..).zip(steps) {
            let holder = held.then_some(institution);
            let reason = match state {
                MatterState::Reopened => {
                    "Kiểm tra tại chỗ cho thấy việc chưa được thực hiện như trả lời."
                }
                _ => "",
            };
            all.steps.push(args![
                id, position, state, outcome, day, holder, reply, promised, reason
            ]);
        }
        for (position, event) in (1_i64..).zip(clock) {
            let days = (event.days > 0).then_some(event.days);
            all.clocks.push(args![
                id,
                position,
                event.kind,
                event.day,
                days,
                event.measure,
                "",
                ""
            ]);
        }
        for said in asked.said {
            all.links.push(args![said, id]);
        }
    }

    /// The paper with which a body answers; several matters answered alike within some days share one.
    #[expect(
        clippy::too_many_arguments,
        reason = "a paper is what all of these make"
    )]
    fn paper(
        &self,
        rng: &mut Rng,
        all: &mut Rows,
        holder: usize,
        institution: InstitutionId,
        author: &str,
        state: MatterState,
        day: Date,
        papers: &mut Vec<(usize, MatterState, Date, ReplyId)>,
    ) -> ReplyId {
        let shared = papers.iter().find(|(who, what, when, _)| {
            (*who, *what) == (holder, state) && *when <= day && (day - *when).get_days() < 4
        });
        if let Some((_, _, _, id)) = shared {
            return *id;
        }
        let id: ReplyId = rng.id(day);
        let text = match state {
            MatterState::Settled => {
                "Cơ quan đã kiểm tra thực tế, bố trí kinh phí và hoàn thành việc cử tri kiến nghị."
            }
            MatterState::Explained => {
                "Nội dung đã được quy định; cơ quan cung cấp thông tin và căn cứ để cử tri được biết."
            }
            MatterState::InHand => {
                "Cơ quan ghi nhận kiến nghị, đã đưa vào kế hoạch và sẽ báo cáo khi hoàn thành."
            }
            _ => "Hiện chưa đủ điều kiện thực hiện; cơ quan sẽ xem xét khi cân đối được nguồn lực.",
        };
        let number = format!("{}/{}-VP", rng.between(100, 4000), initials(author));
        all.replies.push(args![
            id,
            self.council,
            institution,
            author,
            number,
            day,
            text
        ]);
        papers.push((holder, state, day, id));
        id
    }

    /// A promise that failed: looked at on the spot, judged by the voter, reopened.
    #[expect(clippy::too_many_arguments, reason = "one story told in one place")]
    fn found_broken(
        &self,
        rng: &mut Rng,
        all: &mut Rows,
        steps: &mut Vec<StepRow>,
        clock: &mut Vec<Event>,
        asked: &Asked,
        day: Date,
        until: Date,
    ) {
        if day >= until {
            return;
        }
        let id = asked.id;
        if let Some(said) = asked.said.first() {
            let note = "Chỗ hư vẫn còn, chưa thấy ai đến sửa.";
            all.verdicts.push(args![id, *said, day, false, note]);
        }
        let by = format!("Tổ đại biểu số {}", rng.between(1, 9));
        let note = "Mới làm một phần, còn lại chưa thực hiện.";
        all.checks
            .push(args![id, 1_i64, day, by, Found::Partly, note]);
        steps.push((MatterState::Reopened, None, day, true, None, None));
        clock.push(event(ClockKind::Start, day, DAYS));
    }

    /// What arrived in the last days and waits to be sorted.
    fn desk_of_today(&mut self, rng: &mut Rng, all: &mut Rows, today: Date) {
        if self.ended.is_some() {
            return;
        }
        let waiting = match self.level {
            Level::Commune => 4,
            Level::Province | Level::District => 17,
        };
        for _ in 0..waiting {
            let place = &self.places[rng.below(self.places.len())];
            let (_, pattern, _) = ASKED[rng.below(ASKED.len())];
            let title = pattern.replace("{}", &hamlet_in(rng, place));
            let text = format!("Đề nghị {}.", first_lower(&title));
            let day = earlier(today, i32::try_from(rng.between(0, 6)).unwrap_or(0));
            self.utter(rng, all, &text, place.0, day, false);
        }
    }
}

type StepRow = (
    MatterState,
    Option<Outcome>,
    Date,
    bool,
    Option<ReplyId>,
    Option<Date>,
);

const fn event(kind: ClockKind, day: Date, days: u32) -> Event {
    Event {
        kind,
        day,
        days,
        measure: DayMeasure::Calendar,
    }
}

/// How a body answers; what is old is seldom still in hand.
fn result(rng: &mut Rng, old: bool) -> (MatterState, Option<Outcome>) {
    let drawn = rng.below(100);
    let (settled, explained, in_hand) = if old { (62, 90, 97) } else { (40, 66, 94) };
    if drawn < settled {
        let outcomes = [
            Outcome::CarriedOut,
            Outcome::CarriedOut,
            Outcome::Inspection,
            Outcome::Law,
        ];
        return (
            MatterState::Settled,
            Some(rng.one_of(&outcomes, Outcome::CarriedOut)),
        );
    }
    if drawn < explained {
        return (MatterState::Explained, None);
    }
    if drawn < in_hand {
        let outcomes = [
            Outcome::RoadMap,
            Outcome::RoadMap,
            Outcome::NoMeans,
            Outcome::SubmittedUp,
            Outcome::HigherLaw,
            Outcome::NotYetPossible,
        ];
        return (
            MatterState::InHand,
            Some(rng.one_of(&outcomes, Outcome::RoadMap)),
        );
    }
    (MatterState::NotSettled, None)
}

fn spot(place: &Place) -> Spot {
    (place.id, place.running())
}

fn hamlet_in(rng: &mut Rng, place: &Spot) -> String {
    format!("khu vực {}, {}", rng.between(1, 9), place.1)
}

fn first_lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// "Sở Xây dựng thành phố Cần Thơ" becomes "SXD".
fn initials(name: &str) -> String {
    name.split(' ')
        .take(3)
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

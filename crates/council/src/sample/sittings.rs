//! Sittings in the sample city: three city councils with numbers that restart, a programme of a whole term, three communes; all made
//! through the acts, but for the many items of the programme, which go into their table at once.

use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::ids::{BodyId, CouncilId, InstitutionId, SittingId, SittingItemId};
use kernel::{Date, Span, Workdays};
use serde_json::json;
use store::args;

use super::city::{City, FIRST_SITTING_XI};
use super::councils::Council;
use super::sitting_topics::{AUTUMN, FIRST, LAST, MIDDLE, SPRING, Topic, YEAR_END};
use crate::access::Act;
use crate::bodies::queries::{BodyBlock, PartnerLine, bodies, partners};
use crate::sittings::acts::{
    MoveSitting, PlanSitting, cancel_sitting, convene_sitting, move_sitting, plan_sitting,
};
use crate::sittings::calendar::Duty;
use crate::sittings::duties::{RecordDuty, calendar, record_duty};
use crate::sittings::queries::sitting;
use crate::sittings::{SittingKind, workdays};
use crate::{Acting, Result};

use SittingKind::{Extraordinary, Regular, Thematic};

/// A sitting: number, kind, first day, how many days it lasts, title.
type Told = (u32, SittingKind, Date, i32, &'static str);

const FIRST_TITLE: &str = "Kỳ họp thứ nhất";
const MIDDLE_TITLE: &str = "Kỳ họp thường lệ giữa năm";
const YEAR_END_TITLE: &str = "Kỳ họp thường lệ cuối năm";

/// Of the city before the merger; the days of the last two are those of the records, the others are made up.
const OLD_CITY: [Told; 20] = [
    (1, Thematic, date(2021, 6, 29), 1, FIRST_TITLE),
    (2, Thematic, date(2021, 8, 27), 1, ""),
    (3, Extraordinary, date(2021, 10, 15), 1, ""),
    (4, Regular, date(2021, 12, 8), 3, YEAR_END_TITLE),
    (5, Thematic, date(2022, 3, 18), 1, ""),
    (6, Regular, date(2022, 7, 6), 3, MIDDLE_TITLE),
    (7, Thematic, date(2022, 9, 23), 1, ""),
    (8, Regular, date(2022, 12, 7), 3, YEAR_END_TITLE),
    (9, Extraordinary, date(2023, 2, 24), 1, ""),
    (10, Thematic, date(2023, 4, 21), 1, ""),
    (11, Regular, date(2023, 7, 5), 3, MIDDLE_TITLE),
    (12, Thematic, date(2023, 9, 29), 1, ""),
    (13, Regular, date(2023, 12, 6), 3, YEAR_END_TITLE),
    (14, Thematic, date(2024, 3, 22), 1, ""),
    (15, Thematic, date(2024, 5, 24), 1, ""),
    (16, Regular, date(2024, 7, 9), 3, MIDDLE_TITLE),
    (17, Thematic, date(2024, 10, 11), 1, ""),
    (18, Regular, date(2024, 12, 4), 3, YEAR_END_TITLE),
    (19, Extraordinary, date(2025, 2, 20), 1, ""),
    (20, Thematic, date(2025, 4, 25), 1, ""),
];

/// Of the merged city until the election; the days of the fourth, sixth and seventh are those of the records.
const MERGED_CITY: [Told; 8] = [
    (1, Thematic, date(2025, 7, 1), 1, FIRST_TITLE),
    (2, Regular, date(2025, 7, 30), 2, MIDDLE_TITLE),
    (3, Thematic, date(2025, 8, 29), 1, ""),
    (4, Thematic, date(2025, 10, 3), 1, ""),
    (5, Extraordinary, date(2025, 10, 24), 1, ""),
    (6, Thematic, date(2025, 11, 14), 1, ""),
    (7, Regular, date(2025, 12, 8), 3, YEAR_END_TITLE),
    (8, Thematic, date(2026, 2, 6), 1, ""),
];

/// Of the city council of today: a sitting with what it deals with.
struct Step {
    told: Told,
    topics: &'static [Topic],
}

/// Tells the story of the sittings until a day.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    // Before this day the councils of the sample have not yet planned their term.
    if today < date(2026, 8, 1) {
        return Ok(());
    }
    let now = (acting.today, acting.now);
    let worked = workdays(&acting.tx).await?;
    let year_end = year_end(today, &worked);
    for (council, told) in [
        (&city.old_city, &OLD_CITY[..]),
        (&city.merged_city, &MERGED_CITY[..]),
    ] {
        for told in told {
            held(acting, council, *told, today).await?;
        }
    }
    of_term(acting, &city.city, year_end, today).await?;
    for commune in city.communes.iter().take(3) {
        of_commune(acting, commune, after(year_end, 3), today).await?;
    }
    (acting.today, acting.now) = now;
    Ok(())
}

/// The day on which the sitting at the end of 2026 opens: two weeks from the day of the demonstration, while that makes sense.
fn year_end(today: Date, worked: &Workdays) -> Date {
    let near = after(today, 14);
    if near < date(2026, 11, 20) || near > date(2027, 1, 31) {
        return date(2026, 12, 8);
    }
    if worked.is_worked(near) {
        return near;
    }
    worked.before(near, Span::Working(1))
}

/// Plans a sitting some weeks before, and convenes it when that day has come.
async fn held(
    acting: &mut Acting<'_>,
    council: &Council,
    told: Told,
    today: Date,
) -> Result<SittingId> {
    let (_, kind, opens_on, _, _) = told;
    let planned_on = before(opens_on, 60).max(council.from).min(today);
    on(acting, planned_on);
    let id = plan_sitting(acting, planning(council.id, told)).await?;
    let notice = if kind == Regular { 20 } else { 8 };
    convened(
        acting,
        id,
        told,
        before(opens_on, notice).max(planned_on),
        today,
    )
    .await?;
    Ok(id)
}

fn planning(council: CouncilId, (number, kind, opens_on, lasts, title): Told) -> PlanSitting {
    PlanSitting {
        council,
        number,
        kind,
        title: title.to_owned(),
        opens_on,
        closes_on: after(opens_on, lasts - 1),
        place: "Hội trường HĐND".to_owned(),
    }
}

async fn convened(
    acting: &mut Acting<'_>,
    id: SittingId,
    told: Told,
    day: Date,
    today: Date,
) -> Result<()> {
    if day > today {
        return Ok(());
    }
    on(acting, day);
    let number = format!("{}/QĐ-HĐND", 20 + told.0 * 3);
    convene_sitting(acting, id, &number, day).await
}

/// The 22 sittings of the term of the city council.
async fn of_term(
    acting: &mut Acting<'_>,
    council: &Council,
    year_end: Date,
    today: Date,
) -> Result<()> {
    let staff = Staff::of(acting, council.id, today).await?;
    for Step { told, topics } in steps(year_end) {
        let (number, kind, opens_on, lasts, _) = told;
        let id = match number {
            4 => moved(acting, council, told, date(2026, 10, 13), today).await?,
            5 => moved(acting, council, told, before(year_end, 3), today).await?,
            _ if opens_on <= today => held(acting, council, told, today).await?,
            // The programme of the term was decided two months after it began.
            _ => {
                on(acting, date(2026, 5, 27));
                plan_sitting(acting, planning(council.id, told)).await?
            }
        };
        staff.arrange(acting, (id, opens_on), topics, today).await?;
        if kind == Regular && opens_on < after(today, 60) {
            did(acting, id, today).await?;
        }
        if number == 3 {
            let closed = after(opens_on, lasts - 1);
            late_up(acting, id, after(closed, 13)).await?;
        }
    }
    Ok(())
}

/// The sittings of the term by their opening, numbered.
fn steps(year_end: Date) -> Vec<Step> {
    let mut all = vec![
        (Thematic, FIRST_SITTING_XI, 2, FIRST_TITLE, &FIRST[..]),
        (Thematic, date(2026, 5, 27), 1, "", &SPRING[..]),
        (Regular, date(2026, 7, 8), 3, MIDDLE_TITLE, &MIDDLE[..]),
        (Thematic, date(2026, 10, 15), 1, "", &AUTUMN[..]),
        (Regular, year_end, 3, YEAR_END_TITLE, &YEAR_END[..]),
    ];
    for year in 2027..=2030 {
        all.extend([
            (Thematic, date(year, 5, 20), 1, "", &SPRING[..]),
            (Regular, date(year, 7, 7), 3, MIDDLE_TITLE, &MIDDLE[..]),
            (Thematic, date(year, 11, 11), 1, "", &AUTUMN[..]),
            (Regular, date(year, 12, 8), 3, YEAR_END_TITLE, &YEAR_END[..]),
        ]);
    }
    all.push((
        Thematic,
        date(2031, 2, 20),
        2,
        "Kỳ họp tổng kết nhiệm kỳ",
        &LAST[..],
    ));
    (1..)
        .zip(all)
        .map(|(number, (kind, opens_on, lasts, title, topics))| Step {
            told: (number, kind, opens_on, lasts, title),
            topics,
        })
        .collect()
}

/// Planned for another day, then moved, then convened.
async fn moved(
    acting: &mut Acting<'_>,
    council: &Council,
    told: Told,
    first: Date,
    today: Date,
) -> Result<SittingId> {
    let (number, kind, opens_on, lasts, title) = told;
    on(acting, date(2026, 5, 27));
    let early = (number, kind, first, lasts, title);
    let id = plan_sitting(acting, planning(council.id, early)).await?;
    let moved_on = before(opens_on, 26);
    if moved_on > today {
        return Ok(id);
    }
    on(acting, moved_on);
    let command = MoveSitting {
        sitting: id,
        opens_on,
        closes_on: after(opens_on, lasts - 1),
        reason: "Trùng lịch làm việc của Trung ương".to_owned(),
    };
    move_sitting(acting, command).await?;
    let notice = if kind == Regular { 21 } else { 8 };
    convened(acting, id, told, before(opens_on, notice), today).await?;
    Ok(id)
}

/// Records each duty whose day has come, a day before it; the dossiers of the sitting to come are waited for.
async fn did(acting: &mut Acting<'_>, id: SittingId, today: Date) -> Result<()> {
    let sitting = sitting(&acting.tx, id).await?;
    let to_come = sitting.opens_on > today;
    for line in calendar(&acting.tx, &sitting, today).await? {
        let waited_for = to_come && line.duty == Duty::Dossier;
        let done = line.duty == Duty::Notice || !line.duty.is_deadline();
        if line.day >= today || waited_for || done {
            continue;
        }
        let done_on = before(line.day, 1);
        on(acting, done_on);
        let command = RecordDuty {
            sitting: id,
            duty: line.duty,
            done_on: Some(done_on),
            evidence: "Văn bản của Thường trực HĐND".to_owned(),
        };
        record_duty(acting, command).await?;
    }
    Ok(())
}

/// The resolutions of one sitting went up too late.
async fn late_up(acting: &mut Acting<'_>, id: SittingId, day: Date) -> Result<()> {
    on(acting, day);
    let command = RecordDuty {
        sitting: id,
        duty: Duty::ResolutionsUp,
        done_on: Some(day),
        evidence: "Công văn 118/HĐND-VP".to_owned(),
    };
    record_duty(acting, command).await
}

/// Two regular sittings of a commune after its first one, and one that was cancelled.
async fn of_commune(
    acting: &mut Acting<'_>,
    council: &Council,
    year_end: Date,
    today: Date,
) -> Result<()> {
    let told = [
        (1, Thematic, council.from, 1, FIRST_TITLE),
        (2, Regular, date(2026, 7, 16), 1, MIDDLE_TITLE),
        (3, Regular, year_end, 1, YEAR_END_TITLE),
    ];
    for told in told {
        held(acting, council, told, today).await?;
    }
    let told = (4, Extraordinary, date(2026, 9, 18), 1, "");
    on(acting, date(2026, 7, 20));
    let id = plan_sitting(acting, planning(council.id, told)).await?;
    cancel_sitting(acting, id, "Nội dung được chuyển sang kỳ họp cuối năm").await
}

/// Who presents and who verifies.
struct Staff {
    council: CouncilId,
    partners: Vec<PartnerLine>,
    bodies: Vec<BodyBlock>,
}

impl Staff {
    async fn of(acting: &Acting<'_>, council: CouncilId, today: Date) -> Result<Self> {
        Ok(Self {
            council,
            partners: partners(&acting.tx, council, today).await?,
            bodies: bodies(&acting.tx, council, today).await?,
        })
    }

    /// Fills the programme of a sitting; papers of those held came in time but for a few, of the next one only some are there.
    async fn arrange(
        &self,
        acting: &mut Acting<'_>,
        (sitting, opens_on): (SittingId, Date),
        topics: &[Topic],
        today: Date,
    ) -> Result<()> {
        let year = i32::from(opens_on.year());
        let rows = topics.iter().enumerate().map(|(at, topic)| {
            let verifier = self.verifier(topic);
            let papers = topic.kind.needs_papers();
            // Every seventh dossier of the past came late; of the sitting to come every third is still missing.
            let dossier = before(opens_on, if at % 7 == 4 { 12 } else { 17 });
            let there = |day: Date| papers && day <= today && (opens_on <= today || at % 3 != 1);
            let came = |day: Date| there(day).then_some(day);
            let title = topic
                .title
                .replace("{year}", &year.to_string())
                .replace("{next}", &(year + 1).to_string());
            args![
                SittingItemId::fresh(),
                sitting,
                at as i64 + 1,
                topic.kind,
                title,
                topic.output,
                self.lead(topic),
                verifier,
                came(dossier),
                came(before(opens_on, 11)).filter(|_| verifier.is_some()),
                came(before(opens_on, 6))
            ]
        });
        let columns = &[
            "id",
            "sitting_id",
            "position",
            "kind",
            "title",
            "output",
            "institution_id",
            "verifier_id",
            "dossier_on",
            "verified_on",
            "delivered_on",
        ];
        let rows: Vec<_> = rows.collect();
        let added = acting.tx.insert_many("sitting_item", columns, rows).await?;
        let (act, council) = (Act::ArrangeSitting, Some(self.council));
        let detail = json!({"after": {"items": added}});
        acting
            .audit(act, council, "sitting", sitting, "", detail)
            .await
    }

    fn lead(&self, topic: &Topic) -> Option<InstitutionId> {
        let mut named = self.partners.iter();
        let lead = named.find(|partner| partner.name.contains(topic.lead));
        lead.filter(|_| !topic.lead.is_empty())
            .map(|partner| partner.id)
    }

    fn verifier(&self, topic: &Topic) -> Option<BodyId> {
        let kind = topic.verifier?;
        let board = self.bodies.iter().find(|body| body.kind == kind);
        board.map(|board| board.id)
    }
}

fn on(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
    acting.now = kernel::time::instant(day.at(9, 0, 0, 0));
}

fn before(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}

fn after(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

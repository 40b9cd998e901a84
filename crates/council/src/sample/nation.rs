//! The whole country, lightly: every council of the term 2026-2031, its delegates and one term of training, to measure with.

use std::collections::BTreeMap;

use jiff::civil::date;
use kernel::ids::{CourseId, InstitutionId, ProgrammeId, TopicId, UnitId};
use kernel::{Clock, vi};
use store::{Db, Reader, args, record, sql};

use super::classes::{Made, Plan};
use super::councils::{Council, Election, Makers, Place};
use super::knowledge::{Bank, Check};
use super::people::People;
use super::programmes::Course;
use super::rng::{Rng, later};
use super::rows::{Rows, Table};
use super::training::delegates;
use super::{Told, accounts, city, is_there};
use crate::access::Actor;
use crate::bodies::{InstitutionKind, Level, UnitKind};
use crate::people::EndReason;
use crate::reference::{TWO_LEVELS_SINCE, term_id};
use crate::training::{Audience, ClassState};
use crate::{Acting, Result, reference};

record! {
    struct UnitRow { id: UnitId, name: String, kind: UnitKind, level: Level, path: String }
    struct Known { id: TopicId, key: String }
}

sql! {
    UNITS = "SELECT id, name, kind, level, path FROM unit WHERE valid_to IS NULL ORDER BY path";
    TOPICS = "SELECT id, key FROM topic WHERE key IN ('local_government', 'two_tier', 'supervision') ORDER BY key";
}

/// The province whose office has accounts: the sample city.
const ACCOUNTS_OF: &str = "92";

/// Fills an installation with so many per cent of the communes of every province; with all of them it has some 75,000 seats. Gives
/// its accounts, all with the password of this hash: those of one province, and one that reads the whole country.
///
/// An installation that has sample councils already is left as it is, and no account is given.
pub fn nation<'a>(
    db: &'a Db,
    clock: &'a Clock,
    per_cent: usize,
    password_hash: &'a str,
) -> Told<'a> {
    Box::pin(async move {
        if is_there(db).await? {
            return Ok(Vec::new());
        }
        let mut accounts = Vec::new();
        let actor = Actor::program("Dữ liệu mẫu");
        let acting = Acting::begin(db, &actor, clock).await?;
        reference::load(&acting).await?;
        let provinces = provinces(&acting.tx, per_cent).await?;
        let topics: Vec<Known> = acting.tx.all(TOPICS, Vec::new()).await?;
        let topics: Vec<TopicId> = topics.into_iter().map(|row| row.id).collect();
        let mut makers = fresh(0);
        let bank = Bank::load(&mut makers, &acting.tx).await?;
        for (number, places) in provinces.iter().enumerate() {
            let councils = elect(&mut makers, places);
            let classes = teach(&mut makers, &councils, &topics);
            examine(&mut makers, &bank, &councils);
            for council in &councils {
                council.write(&mut makers);
            }
            let office = councils.first().filter(|it| it.place.path == ACCOUNTS_OF);
            if let Some(office) = office {
                accounts = accounts::of_the_nation(&mut makers, office, password_hash);
            }
            makers.rows.write(&acting.tx).await?;
            super::audit_councils(&acting, councils.iter()).await?;
            super::audit_classes(&acting, &classes).await?;
            makers = fresh(number + 1);
        }
        acting.commit().await?;
        Ok(accounts)
    })
}

fn fresh(province: usize) -> Makers {
    Makers {
        rng: Rng::new(34_000_000 + province as u64),
        rows: Rows::default(),
        people: People::new(),
    }
}

/// Every province, followed by its communes.
async fn provinces(db: &impl Reader, per_cent: usize) -> Result<Vec<Vec<Place>>> {
    let rows: Vec<UnitRow> = db.all(UNITS, Vec::new()).await?;
    let mut provinces: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for row in rows {
        let province = row.path.split('/').next().unwrap_or_default().to_owned();
        provinces.entry(province).or_default().push(Place {
            id: row.id,
            name: row.name,
            kind: row.kind,
            level: row.level,
            path: row.path,
            ended: false,
        });
    }
    Ok(provinces
        .into_values()
        .map(|mut places| {
            let communes = places.len().saturating_sub(1) * per_cent.min(100) / 100;
            places.truncate(communes + 1);
            places
        })
        .collect())
}

/// The councils of a province and its communes, all at their first sitting on one day.
fn elect(makers: &mut Makers, places: &[Place]) -> Vec<Council> {
    let mut councils = Vec::new();
    let around = places.first().map(Place::running).unwrap_or_default();
    for place in places {
        let province = place.level == Level::Province;
        let seats = if province {
            makers.rng.between(70, 85)
        } else {
            makers.rng.between(18, 26)
        };
        let home = format!("{}, {around}", place.running());
        let election = Election {
            place,
            term: term_id("2026-2031"),
            number: "XI",
            day: city::ELECTION_XI,
            first_sitting: city::FIRST_SITTING_XI,
            elected: seats - usize::from(makers.rng.in_thousand(120)),
            women: seats * makers.rng.between(27, 38) / 100,
            units: city::units_of(seats),
            homes: std::slice::from_ref(&home),
            pool: Vec::new(),
            again: 0,
        };
        let mut council = Council::elected(makers, election);
        if makers.rng.in_thousand(120) {
            let day = makers.rng.day(date(2026, 6, 1), date(2026, 11, 1));
            let recorded = super::changes::Recorded::Yes;
            council.leaves(makers, 10, day, EndReason::MovedAway, recorded);
        }
        councils.push(council);
    }
    councils
}

/// Three required courses, each taught in clusters of councils; one in twenty delegates misses each.
fn teach(makers: &mut Makers, councils: &[Council], topics: &[TopicId]) -> Vec<Made> {
    let Some(host) = councils.first() else {
        return Vec::new();
    };
    let school = school(makers, &host.place);
    let programme: ProgrammeId = makers.rng.id(host.from);
    let name = format!("Bồi dưỡng đại biểu HĐND các cấp {}", host.place.running());
    let goal = "100% đại biểu được bồi dưỡng";
    let values = args![
        programme,
        host.id,
        name,
        goal,
        host.from,
        Option::<kernel::Date>::None,
        Option::<kernel::ids::DecisionId>::None
    ];
    makers.rows.add(Table::Programme, values);
    let mut made = Vec::new();
    for (number, topic) in topics.iter().enumerate() {
        let course = course(makers, host, programme, *topic, number + 1);
        for (cluster, councils) in councils.chunks(30).enumerate() {
            let first = later(date(2026, 4, 14), number * 60 + cluster * 7);
            let invited = delegates(councils, first);
            let plan = Plan {
                course: &course,
                host: host.id,
                name: format!("Chuyên đề {}, cụm {}", number + 1, cluster + 1),
                place: "Trường Chính trị",
                state: ClassState::Closed,
                makeup_of: None,
                first,
                lessons: 2,
                invited: &invited,
                missing: 80,
                teachers: vec![school],
                account: None,
                certified: false,
            };
            made.push(plan.make(makers));
        }
    }
    made
}

fn school(makers: &mut Makers, place: &Place) -> InstitutionId {
    let id = makers.rng.id(TWO_LEVELS_SINCE);
    let name = format!("Trường Chính trị {}", place.running());
    let values = args![
        id,
        place.id,
        InstitutionKind::School,
        &name,
        vi::fold(&name),
        TWO_LEVELS_SINCE,
        Option::<kernel::Date>::None
    ];
    makers.rows.add(Table::Institution, values);
    id
}

fn course(
    makers: &mut Makers,
    host: &Council,
    programme: ProgrammeId,
    topic: TopicId,
    number: usize,
) -> Course {
    let id: CourseId = makers.rng.id(host.from);
    let values = args![
        id,
        programme,
        format!("Chuyên đề bắt buộc số {number}"),
        8_i64,
        Audience::AllDelegates,
        Option::<Level>::None,
        Option::<String>::None,
        true,
        host.from,
        Option::<kernel::Date>::None
    ];
    makers.rows.add(Table::Course, values);
    makers.rows.add(Table::CourseTopic, args![id, topic]);
    Course {
        id,
        topics: vec![(topic, "Chuyên đề")],
        days: 1,
    }
}

fn examine(makers: &mut Makers, bank: &Bank, councils: &[Council]) {
    let Some(host) = councils.first().map(|council| council.id) else {
        return;
    };
    for law in ["72/2025/QH15", "121/2025/QH15"] {
        let check = Check {
            law,
            name: "Kiểm tra kiến thức pháp luật",
            host,
            asked: 5,
            opens: date(2026, 5, 4),
            closes: None,
            councils: councils.iter().collect(),
            sat: (date(2026, 5, 18), date(2026, 11, 16)),
            sitting: 700,
            not_yet: &[],
        };
        bank.hold(makers, &check);
    }
}

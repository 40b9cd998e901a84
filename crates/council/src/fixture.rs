//! A small council for tests, made through the acts.

use jiff::civil::date;
use kernel::ids::{BodyId, CouncilId, DecisionId, MandateId, PersonId, SeatId, UnitId};
use kernel::{Clock, Date, vi};
use serde_json::json;
use store::testing::TestDb;
use store::{Db, Reader as _, args, sql};

use crate::access::{Act, Actor};
use crate::bodies::acts::{
    DrawConstituency, FoundCouncil, RecordDecision, SetUpBody, draw_constituency, found_council,
    record_decision, set_up_body,
};
use crate::bodies::{BodyKind, DecisionKind, Level, UnitKind};
use crate::people::acts::{OpenMandate, RegisterPerson, open_mandate, register_person};
use crate::people::{MandateOrigin, PersonDetails, Sex};
use crate::reference::{TWO_LEVELS_SINCE, term_id, unit_id};
use crate::{Acting, Problem, Refusal, Result};
use kernel::time::FROM_THE_BEGINNING;

/// The first day of the council of the fixture.
pub(crate) const FOUNDED: Date = date(2021, 6, 28);

sql! {
    TERM = "INSERT INTO term (id, name, election_day, valid_from, valid_to) VALUES ($1, $2, $3, $3, $4)";
    UNIT = "INSERT INTO unit (id, code, name, kind, level, parent_id, path, valid_from, valid_to, folded, sort_key) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SUCCESSOR = "INSERT INTO unit_successor (old_id, new_id, share, effective_on) VALUES ($1, $2, 'whole', $3)";
    SEATS = "SELECT id FROM seat WHERE council_id = $1 ORDER BY number";
}

/// One council of a former ward with five seats, a standing committee, a board and a group; its city; and what the city became.
pub(crate) struct Scene {
    pub(crate) city: UnitId,
    pub(crate) new_city: UnitId,
    pub(crate) council: CouncilId,
    pub(crate) decision: DecisionId,
    pub(crate) seats: Vec<SeatId>,
    pub(crate) standing: BodyId,
    pub(crate) board: BodyId,
}

pub(crate) fn clock() -> Clock {
    Clock::fixed("2026-11-24T02:00:00Z".parse().expect("a time"))
}

/// The sample city on both databases, made once and copied.
pub(crate) async fn cities() -> Vec<TestDb> {
    let all = store::testing::databases_with("city", |db| async move {
        crate::sample::city(&db, &clock(), "a hash")
            .await
            .expect("the sample city");
    });
    all.await
}

pub(crate) fn program() -> Actor {
    Actor::program("test")
}

/// The scene, committed, and an acting upon it that knows the rules.
pub(crate) async fn begin<'a>(db: &Db, actor: &'a Actor) -> (Acting<'a>, Scene) {
    let scene = scene(db).await;
    let acting = Acting::begin(db, actor, &clock()).await.expect("begins");
    crate::reference::load(&acting).await.expect("the rules");
    (acting, scene)
}

/// The council of the new city in the term 2026-2031, founded on a day with so many seats.
pub(crate) async fn council_eleven(
    acting: &Acting<'_>,
    scene: &Scene,
    valid_from: Date,
    seats: u32,
) -> CouncilId {
    let council = FoundCouncil {
        unit: scene.new_city,
        term: term_id("2026-2031"),
        number: "XI".to_owned(),
        seats_planned: Some(seats),
        valid_from,
        valid_to: None,
        sample: true,
        reason: String::new(),
    };
    found_council(acting, council).await.expect("a council")
}

/// Builds the scene and commits it.
pub(crate) async fn scene(db: &Db) -> Scene {
    let actor = program();
    let acting = Acting::begin(db, &actor, &clock()).await.expect("begins");
    let scene = build(&acting).await.expect("the scene");
    acting.commit().await.expect("commits");
    scene
}

async fn build(acting: &Acting<'_>) -> Result<Scene> {
    let tx = &acting.tx;
    let term = term_id("2021-2026");
    let values = args![term, "2021-2026", date(2021, 5, 23), date(2026, 3, 15)];
    tx.execute(TERM, values).await?;
    let city = unit(acting, "92", "Thành phố Cần Thơ", FROM_THE_BEGINNING).await?;
    let new_city = unit(acting, "92", "Thành phố Cần Thơ", TWO_LEVELS_SINCE).await?;
    tx.execute(SUCCESSOR, args![city, new_city, TWO_LEVELS_SINCE])
        .await?;
    acting
        .audit(Act::LoadReference, None, "unit", city, "", json!({}))
        .await?;
    let council = found_council(
        acting,
        FoundCouncil {
            unit: city,
            term,
            number: "X".to_owned(),
            seats_planned: Some(5),
            valid_from: FOUNDED,
            valid_to: None,
            sample: true,
            reason: String::new(),
        },
    )
    .await?;
    let decision = record_decision(
        acting,
        RecordDecision {
            council,
            kind: DecisionKind::ElectionResult,
            number: "01/NQ-UBBC".to_owned(),
            issuer: "Ủy ban bầu cử".to_owned(),
            title: "Công bố kết quả bầu cử".to_owned(),
            signed_on: date(2021, 6, 10),
            effective_on: date(2021, 6, 10),
            file: None,
        },
    )
    .await?;
    let district = DrawConstituency {
        council,
        number: 1,
        name: "Đơn vị bầu cử số 1".to_owned(),
        seats: 5,
    };
    draw_constituency(acting, district).await?;
    Ok(Scene {
        city,
        new_city,
        council,
        decision,
        seats: tx
            .fetch(SEATS, args![council])
            .await?
            .iter()
            .map(store::Row::first)
            .collect::<store::Result<_>>()?,
        standing: body(
            acting,
            council,
            BodyKind::StandingCommittee,
            "Thường trực HĐND",
        )
        .await?,
        board: body(acting, council, BodyKind::LegalBoard, "Ban Pháp chế").await?,
    })
}

async fn unit(acting: &Acting<'_>, code: &str, name: &str, from: Date) -> Result<UnitId> {
    let id = unit_id(code, from);
    let to = (from < TWO_LEVELS_SINCE).then_some(TWO_LEVELS_SINCE);
    let values = args![
        id,
        code,
        name,
        UnitKind::CentralCity,
        Level::Province,
        Option::<UnitId>::None,
        code,
        from,
        to,
        vi::fold(name),
        vi::sort_key(name),
    ];
    acting.tx.execute(UNIT, values).await?;
    Ok(id)
}

async fn body(
    acting: &Acting<'_>,
    council: CouncilId,
    kind: BodyKind,
    name: &str,
) -> Result<BodyId> {
    let command = SetUpBody {
        council,
        kind,
        name: name.to_owned(),
        rank: 1,
        valid_from: FOUNDED,
        valid_to: None,
        decision: None,
    };
    set_up_body(acting, command).await
}

/// What is known of a person by name alone, and a sex.
pub(crate) fn details(name: &str) -> PersonDetails {
    PersonDetails {
        full_name: name.to_owned(),
        sex: Some(Sex::Female),
        ..PersonDetails::default()
    }
}

/// Registers a person.
pub(crate) async fn person(acting: &Acting<'_>, scene: &Scene, name: &str) -> PersonId {
    let command = RegisterPerson {
        council: scene.council,
        details: details(name),
        sample: true,
        reason: String::new(),
    };
    register_person(acting, command).await.expect("a person")
}

/// A mandate from a day on, on the seat with this index.
pub(crate) fn mandate(
    scene: &Scene,
    person: PersonId,
    seat: usize,
    from: Date,
    to: Option<Date>,
) -> OpenMandate {
    OpenMandate {
        council: scene.council,
        person,
        seat: Some(scene.seats[seat]),
        origin: MandateOrigin::GeneralElection,
        re_elected: false,
        valid_from: from,
        valid_to: to,
        decision: Some(scene.decision),
        reason: String::new(),
    }
}

/// A person with a mandate from the founding of the council.
pub(crate) async fn delegate(
    acting: &Acting<'_>,
    scene: &Scene,
    name: &str,
    seat: usize,
) -> (PersonId, MandateId) {
    let person = person(acting, scene, name).await;
    let mandate = mandate(scene, person, seat, FOUNDED, None);
    (
        person,
        open_mandate(acting, mandate).await.expect("a mandate"),
    )
}

/// The codes of the problems with which an act was refused; empty when it was done.
pub(crate) fn codes<T>(outcome: Result<T>) -> Vec<&'static str> {
    match outcome {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(problems)) => {
            problems.iter().map(|Problem { code, .. }| *code).collect()
        }
        Err(other) => panic!("refused for another reason: {other}"),
    }
}

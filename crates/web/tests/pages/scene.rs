//! A small council in the records, made through the acts: one ward with five seats, a standing committee and four delegates.

use council::access::Actor;
use council::bodies::acts::{
    AppointMember, DrawConstituency, FoundCouncil, RecordDecision, SetUpBody, appoint_member,
    draw_constituency, found_council, record_decision, set_up_body,
};
use council::bodies::queries::seats;
use council::bodies::{BodyKind, DecisionKind, Post};
use council::people::acts::{OpenMandate, RegisterPerson, open_mandate, register_person};
use council::people::{MandateOrigin, PersonDetails, Sex};
use council::reference::{term_id, unit_id};
use council::{Acting, Result};
use jiff::civil::{Date, date};
use kernel::ids::{BodyId, CouncilId, DecisionId, MandateId, MembershipId, PersonId, UnitId};
use store::{args, sql};

use crate::door::House;

/// The ward's path of official codes.
pub const PATH: &str = "92/31120";
/// Its first day.
pub const FIRST: Date = date(2025, 7, 1);

/// What a test needs to name.
pub struct Scene {
    pub unit: UnitId,
    pub council: CouncilId,
    pub decision: DecisionId,
    pub standing: BodyId,
    /// Chủ tịch.
    pub chair: PersonId,
    pub chair_mandate: MandateId,
    pub chair_post: MembershipId,
    /// A delegate without a decision.
    pub unconfirmed: PersonId,
}

sql! {
    TERM = "INSERT INTO term (id, name, election_day, valid_from, valid_to) VALUES ($1, '2021-2026', '2021-05-23', '2021-05-23', NULL)";
    UNIT = "INSERT INTO unit (id, code, name, kind, level, parent_id, path, valid_from, valid_to, folded, sort_key) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SUCCESSOR = "INSERT INTO unit_successor (old_id, new_id, share, effective_on) VALUES ($1, $2, 'whole', '2025-07-01')";
}

/// Makes the scene and commits it.
pub async fn scene(house: &House) -> Scene {
    let program = Actor::program("Test");
    let acting = Acting::begin(house.app.db(), &program, house.app.clock())
        .await
        .expect("begins");
    let scene = build(&acting).await.expect("the scene");
    acting.commit().await.expect("commits");
    scene
}

/// The scene with the rules and the days off beside it.
pub async fn with_rules(house: &House) -> Scene {
    let scene = scene(house).await;
    let program = Actor::program("Test");
    let acting = Acting::begin(house.app.db(), &program, house.app.clock())
        .await
        .expect("begins");
    council::reference::load(&acting).await.expect("the rules");
    acting.commit().await.expect("commits");
    scene
}

async fn build(acting: &Acting<'_>) -> Result<Scene> {
    let term = term_id("2021-2026");
    acting.tx.execute(TERM, args![term]).await?;
    let city = unit(
        acting,
        "92",
        "Thành phố Cần Thơ",
        "central_city",
        None,
        FIRST,
        None,
    )
    .await?;
    let ward = unit(
        acting,
        PATH,
        "Phường Ninh Kiều",
        "ward",
        Some(city),
        FIRST,
        None,
    )
    .await?;
    let old = date(2004, 1, 2);
    let former = unit(
        acting,
        "92/916",
        "Quận Ninh Kiều",
        "urban_district",
        None,
        old,
        Some(FIRST),
    )
    .await?;
    acting.tx.execute(SUCCESSOR, args![former, ward]).await?;
    let found = |unit, number: &str, from, to| FoundCouncil {
        unit,
        term,
        number: number.to_owned(),
        seats_planned: Some(5),
        valid_from: from,
        valid_to: to,
        sample: true,
        reason: String::new(),
    };
    found_council(acting, found(former, "XII", date(2021, 6, 28), Some(FIRST))).await?;
    let council = found_council(acting, found(ward, "I", FIRST, None)).await?;
    let decision = RecordDecision {
        council,
        kind: DecisionKind::NationalResolution,
        number: "1668/NQ-UBTVQH15".to_owned(),
        issuer: "Ủy ban Thường vụ Quốc hội".to_owned(),
        title: "Sắp xếp các đơn vị hành chính cấp xã".to_owned(),
        signed_on: date(2025, 6, 16),
        effective_on: FIRST,
        file: None,
    };
    let decision = record_decision(acting, decision).await?;
    let constituency = DrawConstituency {
        council,
        number: 1,
        name: "Đơn vị bầu cử số 1".to_owned(),
        seats: 5,
    };
    draw_constituency(acting, constituency).await?;
    let seats = seats(&acting.tx, council, FIRST).await?;
    let mut people = Vec::new();
    for (place, (name, sex)) in PEOPLE.iter().enumerate() {
        let person = register_person(acting, register(council, name, *sex)).await?;
        let mandate = OpenMandate {
            council,
            person,
            seat: seats.get(place).and_then(|seat| seat.seat_id),
            origin: MandateOrigin::Merger,
            re_elected: place == 0,
            valid_from: FIRST,
            valid_to: None,
            decision: (place < 3).then_some(decision),
            reason: String::new(),
        };
        people.push((person, open_mandate(acting, mandate).await?));
    }
    let standing = SetUpBody {
        council,
        kind: BodyKind::StandingCommittee,
        name: "Thường trực HĐND".to_owned(),
        rank: 1,
        valid_from: FIRST,
        valid_to: None,
        decision: Some(decision),
    };
    let standing = set_up_body(acting, standing).await?;
    let chair = AppointMember {
        body: standing,
        person: people[0].0,
        post: Post::Chair,
        full_time: true,
        valid_from: FIRST,
        valid_to: None,
        decision: Some(decision),
    };
    Ok(Scene {
        unit: ward,
        council,
        decision,
        standing,
        chair: people[0].0,
        chair_mandate: people[0].1,
        chair_post: appoint_member(acting, chair).await?,
        unconfirmed: people[3].0,
    })
}

const PEOPLE: &[(&str, Sex)] = &[
    ("Nguyễn Thị Ánh", Sex::Female),
    ("Trần Văn Đức", Sex::Male),
    ("Lê Hoàng Ân", Sex::Male),
    ("Phạm Thị Dung", Sex::Female),
];

/// What a voter must never read of the chair.
pub const SECRETS: &[&str] = &[
    "17/02/1975",
    "1975-02-17",
    "Tân An, Ninh Kiều",
    "0912 345 678",
    "anh@ninhkieu.example.vn",
    "Khmer",
    "Phật giáo",
    "03/02/1999",
    "1999-02-03",
];

fn register(council: CouncilId, name: &str, sex: Sex) -> RegisterPerson {
    let details = PersonDetails {
        full_name: name.to_owned(),
        birth_date: Some(date(1975, 2, 17)),
        sex: Some(sex),
        ethnicity: Some("Khmer".to_owned()),
        religion: Some("Phật giáo".to_owned()),
        residence: Some("Tân An, Ninh Kiều".to_owned()),
        qualification: Some("Đại học".to_owned()),
        occupation: Some("Giáo viên".to_owned()),
        party_since: Some(date(1999, 2, 3)),
        phone: Some("0912 345 678".to_owned()),
        email: Some("anh@ninhkieu.example.vn".to_owned()),
        ..PersonDetails::default()
    };
    RegisterPerson {
        council,
        details,
        sample: true,
        reason: String::new(),
    }
}

async fn unit(
    acting: &Acting<'_>,
    path: &str,
    name: &str,
    kind: &str,
    parent: Option<UnitId>,
    from: Date,
    to: Option<Date>,
) -> Result<UnitId> {
    let id = unit_id(path, from);
    let level = match path.split('/').next_back().map(str::len) {
        Some(2) => "province",
        Some(3) => "district",
        _ => "commune",
    };
    let code = path.rsplit('/').next().unwrap_or(path);
    let folded = kernel::vi::fold(name);
    let key = kernel::vi::sort_key(name);
    let values = args![
        id, code, name, kind, level, parent, path, from, to, folded, key
    ];
    acting.tx.execute(UNIT, values).await?;
    Ok(id)
}

//! The projection beside the records: what it reads, and that it follows every change, on both databases.

use jiff::Timestamp;
use kernel::ids::{
    AttemptId, ClassId, CouncilId, DocumentId, LessonId, MandateId, PersonId, TermId, UnitId,
};
use store::{AuditLine, Db, Sql, Tx, Value, Who, args};

use super::super::board::{BoardFilter, BoardSort, Direction, board, one_council};
use super::super::missing::{LawLack, MissingFilter, missing};
use super::super::projection::Projection;
use super::super::{Standing, Tally};
use super::*;
use crate::Page;
use crate::access::{Actor, Granted, Role};

const CITY: usize = 1;
const COMMUNE: usize = 2;

/// An act of its own that writes rows and the line of the chain that tells of them.
async fn act(
    db: &Db,
    line: (&'static str, &'static str, uuid::Uuid, Option<CouncilId>),
    rows: &[(Sql, Vec<Value>)],
) {
    let who = Who {
        account: None,
        name: "test".into(),
    };
    let tx: Tx = db
        .begin(who, Timestamp::UNIX_EPOCH)
        .await
        .expect("a transaction");
    for (sql, values) in rows {
        tx.execute(*sql, values.clone()).await.expect("a row");
    }
    let (act, subject_kind, subject, council) = line;
    tx.audit(AuditLine {
        act,
        council,
        subject_kind,
        subject,
        reason: String::new(),
        detail: serde_json::json!({}),
    })
    .await
    .expect("a line of the chain");
    tx.commit().await.expect("a commit");
}

fn unit(number: usize, name: &str, level: &str, path: &str) -> (Sql, Vec<Value>) {
    let id: UnitId = id(number);
    (
        Sql(
            "INSERT INTO unit (id, code, name, kind, level, path, valid_from, folded, sort_key) VALUES ($1, $2, $3, $4, $5, $6, '2025-07-01', $7, $8)",
        ),
        args![
            id,
            path,
            name,
            level,
            level,
            path,
            kernel::vi::fold(name),
            Vec::<u8>::new()
        ],
    )
}

fn council_row(number: usize, level: &str, path: &str) -> (Sql, Vec<Value>) {
    let (council, unit, term): (CouncilId, UnitId, TermId) = (id(number), id(number), id(0));
    (
        Sql(
            "INSERT INTO council (id, unit_id, term_id, number, level, path, valid_from, sample) VALUES ($1, $2, $3, 'I', $4, $5, '2026-05-01', 1)",
        ),
        args![council, unit, term, level, path],
    )
}

fn delegate(number: usize, council: usize, from: &str, origin: &str) -> Vec<(Sql, Vec<Value>)> {
    let (person, mandate, council): (PersonId, MandateId, CouncilId) =
        (id(number), id(number), id(council));
    let name = format!("Nguyễn Văn {number}");
    vec![
        (
            Sql("INSERT INTO person (id, created_at, sample) VALUES ($1, 0, 1)"),
            args![person],
        ),
        (
            Sql(
                "INSERT INTO person_record (person_id, valid_from, full_name, folded, sort_key) VALUES ($1, '2000-01-01', $2, $3, $4)",
            ),
            args![
                person,
                &name,
                kernel::vi::fold(&name),
                kernel::vi::name_sort_key(&name)
            ],
        ),
        (
            Sql(
                "INSERT INTO mandate (id, person_id, council_id, origin, re_elected, valid_from) VALUES ($1, $2, $3, $4, 0, $5)",
            ),
            args![mandate, person, council, origin, from],
        ),
    ]
}

/// A city, a commune with two delegates, one required course that teaches one law, one class.
async fn records(db: &Db) {
    let mut rows = vec![
        (
            Sql(
                "INSERT INTO term (id, name, election_day, valid_from) VALUES ($1, '2026-2031', '2026-03-15', '2026-04-01')",
            ),
            args![id::<kernel::ids::Term>(0)],
        ),
        unit(CITY, "Thành phố Cần Thơ", "province", "92"),
        unit(COMMUNE, "Xã Phong Điền", "commune", "92/31300"),
        council_row(CITY, "province", "92"),
        council_row(COMMUNE, "commune", "92/31300"),
        (
            Sql(
                "INSERT INTO rule (id, key, parameters, measure, basis_document, basis_provision, certainty, note_vi, note_en, valid_from) \
                 VALUES ($1, 'training_newcomer_within', '{\"days\":30}', 'calendar_days', '', '', 'unconfirmed', '', '', '2016-01-01')",
            ),
            args![id::<kernel::ids::Rule>(1)],
        ),
        (
            Sql(
                "INSERT INTO document (id, number, kind, issuer, title, in_force_on, certainty, note, folded) \
                 VALUES ($1, '72/2025/QH15', 'law', 'Quốc hội', 'Tổ chức chính quyền địa phương', '2025-06-16', 'confirmed', '', '')",
            ),
            args![id::<kernel::ids::Document>(1)],
        ),
        (
            Sql(
                "INSERT INTO topic (id, key, name_vi, name_en) VALUES ($1, 'local', 'Chính quyền địa phương', 'Local government')",
            ),
            args![id::<kernel::ids::Topic>(1)],
        ),
        (
            Sql("INSERT INTO topic_document (topic_id, document_id) VALUES ($1, $2)"),
            args![id::<kernel::ids::Topic>(1), id::<kernel::ids::Document>(1)],
        ),
        (
            Sql(
                "INSERT INTO programme (id, council_id, name, goal, valid_from) VALUES ($1, $2, 'Chương trình', '', '2026-01-01')",
            ),
            args![
                id::<kernel::ids::Programme>(1),
                id::<kernel::ids::Council>(CITY)
            ],
        ),
        (
            Sql(
                "INSERT INTO course (id, programme_id, name, hours, audience, required, valid_from) VALUES ($1, $2, 'Khóa đầu', 8, 'all_delegates', 1, '2026-01-01')",
            ),
            args![
                id::<kernel::ids::Course>(1),
                id::<kernel::ids::Programme>(1)
            ],
        ),
        (
            Sql("INSERT INTO course_topic (course_id, topic_id) VALUES ($1, $2)"),
            args![id::<kernel::ids::Course>(1), id::<kernel::ids::Topic>(1)],
        ),
        (
            Sql(
                "INSERT INTO quiz (id, council_id, document_id, name, questions, minutes, opens_on) VALUES ($1, $2, $3, 'Kiểm tra', 10, 20, '2026-01-01')",
            ),
            args![
                id::<kernel::ids::Quiz>(1),
                id::<kernel::ids::Council>(CITY),
                id::<kernel::ids::Document>(1)
            ],
        ),
    ];
    rows.extend(delegate(10, COMMUNE, "2026-05-01", "general_election"));
    rows.extend(delegate(11, COMMUNE, "2026-05-01", "general_election"));
    act(
        db,
        ("reference.load", "installation", uuid::Uuid::nil(), None),
        &rows,
    )
    .await;
}

fn class_rows(state: &str) -> Vec<(Sql, Vec<Value>)> {
    let (class, lesson): (ClassId, LessonId) = (id(1), id(1));
    vec![
        (
            Sql(
                "INSERT INTO class (id, course_id, council_id, name, place, capacity, state, starts_on, ends_on, note, folded) \
                 VALUES ($1, $2, $3, 'Lớp 1', 'Hội trường', 50, $4, '2026-07-01', '2026-07-01', '', '')",
            ),
            args![
                class,
                id::<kernel::ids::Course>(1),
                id::<kernel::ids::Council>(CITY),
                state
            ],
        ),
        (
            Sql("INSERT INTO class_council (class_id, council_id) VALUES ($1, $2)"),
            args![class, id::<kernel::ids::Council>(COMMUNE)],
        ),
        (
            Sql(
                "INSERT INTO lesson (id, class_id, day, starts_at, ends_at, title) VALUES ($1, $2, '2026-07-01', '08:00', '11:00', 'Buổi 1')",
            ),
            args![lesson, class],
        ),
    ]
}

fn attendance(person: usize) -> (Sql, Vec<Value>) {
    (
        Sql(
            "INSERT INTO attendance (lesson_id, person_id, status, method, recorded_at, reason) VALUES ($1, $2, 'present', 'roll', 0, '')",
        ),
        args![
            id::<kernel::ids::Lesson>(1),
            id::<kernel::ids::Person>(person)
        ],
    )
}

async fn trained(projection: &Projection) -> (Tally, Tally) {
    let snapshot = projection.now().await.expect("a snapshot");
    let commune = BoardFilter {
        path: "92/31300".into(),
        ..BoardFilter::default()
    };
    let found = board(
        &snapshot,
        date(2026, 11, 24),
        &commune,
        BoardSort::Place,
        Direction::Up,
    );
    (found.totals.trained, found.totals.mastered)
}

#[tokio::test]
async fn the_projection_follows_every_change_in_every_process() {
    for db in store::testing::databases().await {
        records(&db).await;
        let (one, other) = (Projection::of(&db), Projection::of(&db));
        let tally = |done, of| Tally { done, of };
        assert_eq!(trained(&one).await, (tally(0, 2), tally(0, 2)));

        let class: ClassId = id(1);
        let host = Some(id(CITY));
        let mut rows = class_rows("closed");
        rows.extend([attendance(10), attendance(11)]);
        act(
            &db,
            ("training.plan_class", "class", class.uuid(), host),
            &rows,
        )
        .await;
        assert_eq!(trained(&one).await.0, tally(2, 2));
        assert_eq!(trained(&other).await.0, tally(2, 2));

        let mandate: MandateId = id(12);
        let joined = delegate(12, COMMUNE, "2026-10-01", "by_election");
        act(
            &db,
            (
                "people.open_mandate",
                "mandate",
                mandate.uuid(),
                Some(id(COMMUNE)),
            ),
            &joined,
        )
        .await;
        assert_eq!(trained(&one).await.0, tally(2, 3));

        let attempt: AttemptId = id(1);
        let passed = Sql(
            "INSERT INTO attempt (id, quiz_id, person_id, paper, answers, started_at, due_at, submitted_at, right_answers, passed) \
                          VALUES ($1, $2, $3, '[]', '[]', 0, 0, $4, 9, 1)",
        );
        let at: Timestamp = "2026-08-01T03:00:00Z".parse().expect("an instant");
        let values = args![
            attempt,
            id::<kernel::ids::Quiz>(1),
            id::<kernel::ids::Person>(10),
            at
        ];
        act(
            &db,
            ("training.sit_quiz", "attempt", attempt.uuid(), None),
            &[(passed, values)],
        )
        .await;
        assert_eq!(trained(&one).await, (tally(2, 3), tally(1, 3)));

        let before = one.now().await.expect("a snapshot");
        act(
            &db,
            ("access.create_account", "account", uuid::Uuid::nil(), None),
            &[],
        )
        .await;
        let after = one.now().await.expect("a snapshot");
        assert!(before.seq < after.seq);
        assert_eq!(trained(&one).await, trained(&Projection::of(&db)).await);

        let amended: DocumentId = id(2);
        let amending = [
            (
                Sql(
                    "INSERT INTO document (id, number, kind, issuer, title, in_force_on, certainty, note, folded) \
                     VALUES ($1, '99/2026/QH16', 'law', 'Quốc hội', 'Sửa đổi', '2026-10-01', 'confirmed', '', '')",
                ),
                args![amended],
            ),
            (
                Sql(
                    "INSERT INTO document_relation (from_id, kind, to_number, to_id) VALUES ($1, 'amends', '72/2025/QH15', $2)",
                ),
                args![amended, id::<kernel::ids::Document>(1)],
            ),
        ];
        act(
            &db,
            ("library.record_document", "document", amended.uuid(), None),
            &amending,
        )
        .await;
        assert_eq!(
            trained(&one).await.1,
            tally(0, 3),
            "the law changed after the check"
        );
        assert_eq!(trained(&other).await, trained(&one).await);
    }
}

#[tokio::test]
async fn the_missing_are_named_to_those_who_may_know() {
    for db in store::testing::databases().await {
        records(&db).await;
        let mut rows = class_rows("closed");
        rows.push(attendance(10));
        rows.extend(delegate(12, COMMUNE, "2026-10-01", "by_election"));
        act(
            &db,
            ("imports.confirm", "import", uuid::Uuid::nil(), None),
            &rows,
        )
        .await;
        let snapshot = Projection::of(&db).now().await.expect("a snapshot");
        let day = date(2026, 11, 24);
        let clerk = Actor::user(
            id(1),
            None,
            "Văn thư".into(),
            None,
            vec![Granted {
                role: Role::Clerk,
                scope: "92".into(),
            }],
        );
        let list = missing(
            &*db,
            &snapshot,
            &clerk,
            &MissingFilter::default(),
            day,
            Page::WHOLE,
        )
        .await
        .expect("the missing");
        let told: Vec<(&str, &str)> = list
            .rows
            .iter()
            .map(|row| (row.name.as_str(), row.lacks[0].reason.code()))
            .collect();
        assert_eq!(
            told,
            [("Nguyễn Văn 11", "no_class"), ("Nguyễn Văn 12", "no_class")]
        );
        assert_eq!(list.hidden, 0);

        let voter = missing(
            &*db,
            &snapshot,
            &Actor::voter(),
            &MissingFilter::default(),
            day,
            Page::WHOLE,
        )
        .await
        .expect("the missing");
        assert_eq!((voter.rows.len(), voter.hidden), (0, 2));

        let law = MissingFilter {
            law: Some(id(1)),
            ..MissingFilter::default()
        };
        let list = missing(&*db, &snapshot, &clerk, &law, day, Page::WHOLE)
            .await
            .expect("the missing");
        let told: Vec<Option<LawLack>> = list.rows.iter().map(|row| row.law).collect();
        assert_eq!(
            told,
            [
                Some(LawLack::NotPassed),
                Some(LawLack::NotStudied),
                Some(LawLack::NotStudied)
            ]
        );

        let (row, coverage) =
            one_council(&snapshot, id(COMMUNE), day, date(2027, 1, 1)).expect("the commune");
        assert_eq!(row.province, "Thành phố Cần Thơ");
        let training = &row.measures[0];
        assert_eq!(
            training.standing,
            Standing::Late,
            "the newcomer had thirty days"
        );
        assert_eq!(training.by, Some(date(2026, 10, 31)));
        assert_eq!(
            training.owner.as_deref(),
            Some("Thường trực HĐND thành phố Cần Thơ")
        );
        assert!(
            row.measures[2..]
                .iter()
                .all(|cell| cell.standing == Standing::Unrecorded)
        );
        assert_eq!(coverage.denominator.joined.len(), 1);
        assert_eq!(coverage.denominator.joined[0].without_class, 1);
    }
}

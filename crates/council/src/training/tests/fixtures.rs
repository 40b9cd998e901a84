//! A small city with one commune, its delegates and one course, put straight into the tables.

use std::sync::Arc;

use jiff::civil::{Date, Time, date};
use kernel::ids::{
    AccountId, BodyId, ClassId, CouncilId, CourseId, DocumentId, EmploymentId, InstitutionId,
    LessonId, MandateId, MembershipId, PersonId, RuleId, SuspensionId, TermId, TopicId, UnitId,
};
use kernel::{Clock, Timestamp, time, vi};
use store::{Db, args, sql};

use crate::access::{Actor, Granted, Role};
use crate::scoreboard::{Projection, Snapshot};
use crate::training::classes::{
    LessonPlan, PlanClass, RollEntry, class, lessons, plan_class, roll, roll_page,
};
use crate::training::expected::audience_now;
use crate::training::obligations::audience;
use crate::training::programmes::{CourseDetails, DefineCourse, PlanProgramme, course};
use crate::training::programmes::{define_course, plan_programme};
use crate::training::{Audience, InvitationState, makeup};
use crate::{Acting, Page};

sql! {
    TERM = "INSERT INTO term (id, name, election_day, valid_from, valid_to) VALUES ($1, '2026-2031', '2026-03-15', '2026-04-01', NULL)";
    UNIT = "INSERT INTO unit (id, code, name, kind, level, parent_id, path, valid_from, folded, sort_key) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, '2025-07-01', '', $8)";
    COUNCIL = "INSERT INTO council (id, unit_id, term_id, number, level, path, valid_from, sample) VALUES ($1, $2, $3, 'XI', $4, $5, '2026-04-01', 0)";
    PERSON = "INSERT INTO person (id, created_at, sample) VALUES ($1, 0, 0)";
    RECORD = "INSERT INTO person_record (person_id, valid_from, full_name, folded, sort_key) VALUES ($1, '2026-01-01', $2, $3, $4)";
    MANDATE = "INSERT INTO mandate (id, person_id, council_id, origin, re_elected, valid_from, valid_to) VALUES ($1, $2, $3, $4, 0, $5, $6)";
    SUSPENSION = "INSERT INTO suspension (id, mandate_id, valid_from, reason) VALUES ($1, $2, $3, '')";
    BODY = "INSERT INTO body (id, council_id, kind, name, rank, valid_from) VALUES ($1, $2, $3, '', 1, '2026-04-01')";
    MEMBERSHIP = "INSERT INTO membership (id, body_id, person_id, post, full_time, valid_from) VALUES ($1, $2, $3, $4, $5, '2026-04-01')";
    INSTITUTION = "INSERT INTO institution (id, unit_id, kind, name, folded, valid_from) VALUES ($1, $2, $3, $4, '', '2025-07-01')";
    EMPLOYMENT = "INSERT INTO employment (id, person_id, institution_id, council_id, title, valid_from) VALUES ($1, $2, $3, $4, '', '2026-04-01')";
    DOCUMENT = "INSERT INTO document (id, number, kind, issuer, title, in_force_on, ended_on, certainty, note, folded) \
                VALUES ($1, $2, 'law', '', $3, $4, $5, 'confirmed', '', '')";
    RELATION = "INSERT INTO document_relation (from_id, kind, to_number, to_id) VALUES ($1, 'amends', $2, $3)";
    TOPIC = "INSERT INTO topic (id, key, name_vi, name_en) VALUES ($1, $2, $2, $2)";
    TAUGHT = "INSERT INTO topic_document (topic_id, document_id) VALUES ($1, $2)";
    RULE = "INSERT INTO rule (id, key, parameters, measure, basis_document, basis_provision, certainty, note_vi, note_en, valid_from) \
            VALUES ($1, $2, $3, 'persons', '', '', 'unconfirmed', '', '', '2016-01-01')";
}

/// The city's records and a few ways to add to them.
pub struct City {
    pub city: CouncilId,
    pub commune: CouncilId,
    pub law: DocumentId,
    pub topic: TopicId,
    pub school: InstitutionId,
    pub program: Actor,
}

/// Noon in Vietnam on a day.
pub fn noon(day: Date) -> Clock {
    Clock::fixed(time::instant(day.at(12, 0, 0, 0)))
}

/// The same, so many seconds later.
pub fn later(day: Date, seconds: i64) -> Clock {
    let at = time::instant(day.at(12, 0, 0, 0)).as_second() + seconds;
    Clock::fixed(Timestamp::from_second(at).expect("a moment"))
}

/// Signs a person in with a role.
pub fn signed_in(person: PersonId, role: Role, scope: &str) -> Actor {
    let grants = vec![Granted {
        role,
        scope: scope.into(),
    }];
    Actor::user(
        AccountId::fresh(),
        None,
        "Tài khoản".into(),
        Some(person),
        grants,
    )
}

impl City {
    /// Founds the city and its commune.
    pub async fn found(db: &Db) -> Self {
        let (term, city_unit, commune_unit) = (TermId::fresh(), UnitId::fresh(), UnitId::fresh());
        let this = Self {
            city: CouncilId::fresh(),
            commune: CouncilId::fresh(),
            law: DocumentId::fresh(),
            topic: TopicId::fresh(),
            school: InstitutionId::fresh(),
            program: Actor::program("thử nghiệm"),
        };
        let tx = db.begin_housekeeping().await.expect("a transaction");
        let none = Option::<UnitId>::None;
        let (city_name, commune_name) = ("Thành phố Cần Thơ", "Phường Ninh Kiều");
        for (sql, values) in [
            (TERM, args![term]),
            (
                UNIT,
                args![
                    city_unit,
                    "92",
                    city_name,
                    "central_city",
                    "province",
                    none,
                    "92",
                    vi::sort_key(city_name)
                ],
            ),
            (
                UNIT,
                args![
                    commune_unit,
                    "31120",
                    commune_name,
                    "ward",
                    "commune",
                    city_unit,
                    "92/31120",
                    vi::sort_key(commune_name)
                ],
            ),
            (COUNCIL, args![this.city, city_unit, term, "province", "92"]),
            (
                COUNCIL,
                args![this.commune, commune_unit, term, "commune", "92/31120"],
            ),
            (
                INSTITUTION,
                args![this.school, city_unit, "school", "Trường Chính trị"],
            ),
            (
                DOCUMENT,
                args![
                    this.law,
                    "72/2025/QH15",
                    "Luật Tổ chức chính quyền địa phương",
                    date(2025, 6, 16),
                    Option::<Date>::None
                ],
            ),
            (TOPIC, args![this.topic, "local_government"]),
            (TAUGHT, args![this.topic, this.law]),
            (
                RULE,
                args![
                    RuleId::fresh(),
                    "training_presence_min",
                    r#"{"share":"2/3"}"#
                ],
            ),
            (
                RULE,
                args![
                    RuleId::fresh(),
                    "training_pass_score",
                    r#"{"share":"70/100"}"#
                ],
            ),
            (
                RULE,
                args![
                    RuleId::fresh(),
                    "training_submit_grace",
                    r#"{"seconds":60}"#
                ],
            ),
            (
                RULE,
                args![
                    RuleId::fresh(),
                    "training_evaluations_min",
                    r#"{"count":5}"#
                ],
            ),
        ] {
            tx.execute(sql, values).await.expect("the city");
        }
        tx.commit().await.expect("the city");
        this
    }

    /// Puts rows in, with a line in the chain, so that nobody goes on with what was true before.
    async fn put(db: &Db, rows: Vec<(store::Sql, Vec<store::Value>)>) {
        let who = store::Who {
            account: None,
            name: "thử nghiệm".into(),
        };
        let begun = db.begin(who, Timestamp::UNIX_EPOCH).await;
        let tx = begun.expect("a transaction");
        for (sql, values) in rows {
            tx.execute(sql, values).await.expect("a row");
        }
        let line = store::AuditLine {
            act: "trial.put",
            council: None,
            subject_kind: "trial",
            subject: uuid::Uuid::nil(),
            reason: String::new(),
            detail: serde_json::json!({}),
        };
        tx.audit(line).await.expect("a line");
        tx.commit().await.expect("the rows");
    }

    /// A person.
    pub async fn person(db: &Db, name: &str) -> PersonId {
        let id = PersonId::fresh();
        let record = args![id, name, vi::fold(name), vi::name_sort_key(name)];
        Self::put(db, vec![(PERSON, args![id]), (RECORD, record)]).await;
        id
    }

    /// A delegate since the general election.
    pub async fn delegate(db: &Db, council: CouncilId, name: &str) -> PersonId {
        let person = Self::person(db, name).await;
        Self::mandate(
            db,
            person,
            council,
            "general_election",
            date(2026, 4, 1),
            None,
        )
        .await;
        person
    }

    /// A mandate.
    pub async fn mandate(
        db: &Db,
        person: PersonId,
        council: CouncilId,
        origin: &str,
        from: Date,
        to: Option<Date>,
    ) -> MandateId {
        let id = MandateId::fresh();
        let values = args![id, person, council, origin, from, to];
        Self::put(db, vec![(MANDATE, values)]).await;
        id
    }

    /// A suspension.
    pub async fn suspend(db: &Db, mandate: MandateId, from: Date) {
        Self::put(
            db,
            vec![(SUSPENSION, args![SuspensionId::fresh(), mandate, from])],
        )
        .await;
    }

    /// A post.
    pub async fn post(
        db: &Db,
        council: CouncilId,
        kind: &str,
        person: PersonId,
        post: &str,
        full_time: bool,
    ) {
        let body = BodyId::fresh();
        let rows = vec![
            (BODY, args![body, council, kind]),
            (
                MEMBERSHIP,
                args![MembershipId::fresh(), body, person, post, full_time],
            ),
        ];
        Self::put(db, rows).await;
    }

    /// Office staff.
    pub async fn clerk(&self, db: &Db, council: CouncilId, name: &str) -> PersonId {
        let person = Self::person(db, name).await;
        let values = args![EmploymentId::fresh(), person, self.school, council];
        Self::put(db, vec![(EMPLOYMENT, values)]).await;
        person
    }

    /// A document that amends the law from a day on.
    pub async fn amend(&self, db: &Db, number: &str, from: Date) -> DocumentId {
        let id = DocumentId::fresh();
        let rows = vec![
            (
                DOCUMENT,
                args![id, number, "Luật sửa đổi", from, Option::<Date>::None],
            ),
            (RELATION, args![id, "72/2025/QH15", self.law]),
        ];
        Self::put(db, rows).await;
        id
    }

    /// The topics the product proposes courses from.
    pub async fn proposed_topics(db: &Db) {
        let rows = crate::seed_data::training::topics()
            .iter()
            .filter(|topic| topic.key != "local_government")
            .map(|topic| (TOPIC, args![TopicId::fresh(), topic.key]))
            .collect();
        Self::put(db, rows).await;
    }

    /// A course for an audience.
    pub async fn course(&self, db: &Db, audience: Audience) -> CourseId {
        let acting = Acting::begin(db, &self.program, &noon(date(2026, 4, 1)))
            .await
            .expect("an act");
        let programme = plan_programme(
            &acting,
            PlanProgramme {
                council: self.city,
                name: "Chương trình nhiệm kỳ".into(),
                goal: "100% đại biểu".into(),
                valid_from: date(2026, 4, 1),
                valid_to: None,
                decision: None,
            },
        )
        .await
        .expect("a programme");
        let details = CourseDetails {
            name: "Bồi dưỡng đại biểu".into(),
            hours: 16,
            audience,
            level: None,
            body_kind: (audience == Audience::BodyMembers)
                .then_some(crate::bodies::BodyKind::LegalBoard),
            required: true,
            valid_from: date(2026, 4, 1),
            valid_to: None,
            topics: vec![self.topic],
            partners: Vec::new(),
        };
        let course = define_course(&acting, DefineCourse { programme, details })
            .await
            .expect("a course");
        acting.commit().await.expect("the course");
        course
    }

    /// A class of three lessons on one day, for the city and the commune.
    pub fn plan(&self, course: CourseId, day: Date, capacity: u32) -> PlanClass {
        PlanClass {
            course,
            council: self.city,
            name: "Lớp thứ nhất".into(),
            place: "Hội trường Thành ủy".into(),
            capacity,
            councils: vec![self.city, self.commune],
            lessons: lessons_on(day, 3),
            trainers: Vec::new(),
            note: String::new(),
        }
    }

    /// Plans that class.
    pub async fn class(&self, db: &Db, course: CourseId, day: Date, capacity: u32) -> ClassId {
        let acting = Acting::begin(db, &self.program, &noon(date(2026, 4, 2)))
            .await
            .expect("an act");
        let class = plan_class(&acting, self.plan(course, day, capacity))
            .await
            .expect("a class");
        acting.commit().await.expect("the class");
        class
    }
}

/// So many lessons of one hour on a day.
pub fn lessons_on(day: Date, count: i8) -> Vec<LessonPlan> {
    (0..count)
        .map(|at| LessonPlan {
            day,
            starts_at: Time::constant(8 + at, 0, 0, 0),
            ends_at: Time::constant(9 + at, 0, 0, 0),
            title: format!("Buổi {}", at + 1),
            topic: None,
        })
        .collect()
}

/// The lessons of a class in order.
pub async fn lesson_ids(db: &Db, class: ClassId) -> Vec<LessonId> {
    let all = lessons(db, class).await.expect("lessons");
    all.into_iter().map(|lesson| lesson.id).collect()
}

/// The codes of the problems with which something was refused.
pub fn codes<T>(result: crate::Result<T>) -> Vec<&'static str> {
    match result {
        Ok(_) => Vec::new(),
        Err(crate::Refusal::Invalid(problems)) => {
            problems.iter().map(|problem| problem.code).collect()
        }
        Err(crate::Refusal::NotPermitted(_)) => vec!["not permitted"],
        Err(crate::Refusal::NotReadable(_)) => vec!["not readable"],
        Err(crate::Refusal::NotFound(_)) => vec!["not found"],
        Err(failure) => panic!("something failed: {failure:?}"),
    }
}

/// What the facts in memory are now.
pub async fn facts(db: &Db) -> Arc<Snapshot> {
    Projection::of(db).now().await.expect("the facts")
}

/// The facts in memory say of a class just what its records say: its figures, and who must attend it.
pub async fn facts_agree(db: &Db, id: ClassId) {
    let (snapshot, class) = (facts(db).await, class(db, id).await.expect("a class"));
    let mut told = audience(db, id).await.expect("a roster");
    if class.makeup_of.is_some() {
        told.obliged = makeup::missing(db, &class).await.expect("the missing");
    }
    let now = audience_now(db, &snapshot, &class).await;
    assert_eq!(now.expect("a roster"), told);
    let known = snapshot.facts.roster(id).is_some();
    let course = course(db, class.course_id).await.expect("a course");
    assert_eq!(known, course.audience != Audience::Staff);

    let program = Actor::program("thử nghiệm");
    let roll = roll(db, &program, id).await.expect("a roll");
    let figures = snapshot.facts.class_figures(id);
    let count = |wanted: &dyn Fn(&RollEntry) -> bool| {
        roll.iter().filter(|entry| wanted(entry)).count() as i64
    };
    let withdrawn = |entry: &RollEntry| entry.state == InvitationState::Withdrawn;
    assert_eq!(
        (figures.invited, figures.excused, figures.attended),
        (
            count(&|entry| entry.state == InvitationState::Invited),
            count(&|entry| entry.state == InvitationState::Excused),
            count(&|entry| entry.enough && !withdrawn(entry)),
        )
    );
    let page = Page { number: 1, size: 2 };
    let first = roll_page(db, &program, &class, "", page).await;
    let first = first.expect("a page of the roll");
    assert_eq!(first.total, roll.len() as i64);
    let names = |rows: &[RollEntry]| rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&first.rows), names(&roll[..roll.len().min(2)]));
}

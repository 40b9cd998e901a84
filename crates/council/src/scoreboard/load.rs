//! Reading the facts of the scoreboard from the records, by whole tables or for one council, one class, one paper.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::ids::{
    AttemptId, BodyId, ClassId, CouncilId, CourseId, DocumentId, MandateId, PersonId, TopicId,
};
use kernel::{Date, Timestamp};
use store::{Reader, Value, args, record, sql};

use super::facts::{
    Body, Class, Council, Course, Day, Facts, Grace, Invited, Law, Membership, Origin, Pass, Seat,
    Span, Topic,
};
use crate::Result;
use crate::bodies::{BodyKind, Level, Post};
use crate::people::MandateOrigin;
use crate::training::thresholds::{PRESENCE, Thresholds};
use crate::training::{Audience, ClassState, InvitationState};

/// Within how many days a newcomer has to be trained.
const NEWCOMER_WITHIN: &str = "training_newcomer_within";

record! {
    struct CourseRow {
        id: CourseId,
        owner: CouncilId,
        owner_unit: String,
        path: String,
        name: String,
        audience: Audience,
        level: Option<Level>,
        body_kind: Option<BodyKind>,
        required: bool,
        valid_from: Date,
        valid_to: Option<Date>,
        programme_from: Date,
        programme_to: Option<Date>,
        owner_from: Date,
        owner_to: Option<Date>,
    }
    struct TopicRow { id: TopicId, name_vi: String, name_en: String }
    struct CourseTopic { course_id: CourseId, topic_id: TopicId }
    struct TopicLaw { topic_id: TopicId, document_id: DocumentId }
    struct LawRow {
        id: DocumentId,
        number: String,
        title: String,
        in_force_on: Option<Date>,
        ended_on: Option<Date>,
    }
    struct ChangeRow { document_id: DocumentId, on_day: Option<Date> }
    struct RuleRow {
        council_id: Option<CouncilId>,
        level: Option<Level>,
        parameters: crate::rules::Parameters,
        valid_from: Date,
        valid_to: Option<Date>,
    }
    struct ProvinceRow { path: String, name: String, valid_from: Date, valid_to: Option<Date> }
    struct CouncilRow {
        id: CouncilId,
        unit: String,
        folded: String,
        number: String,
        term: String,
        level: Level,
        path: String,
        valid_from: Date,
        valid_to: Option<Date>,
    }
    struct MandateRow {
        id: MandateId,
        council_id: CouncilId,
        person_id: PersonId,
        origin: MandateOrigin,
        valid_from: Date,
        valid_to: Option<Date>,
    }
    struct SuspensionRow { mandate_id: MandateId, valid_from: Date, valid_to: Option<Date> }
    struct BodyRow {
        id: BodyId,
        council_id: CouncilId,
        name: String,
        kind: BodyKind,
        valid_from: Date,
        valid_to: Option<Date>,
    }
    struct MemberRow {
        council_id: CouncilId,
        body_id: BodyId,
        person_id: PersonId,
        post: Post,
        full_time: bool,
        valid_from: Date,
        valid_to: Option<Date>,
    }
    struct ClassRow {
        id: ClassId,
        course_id: CourseId,
        council_id: CouncilId,
        level: Level,
        name: String,
        capacity: i64,
        state: ClassState,
        starts_on: Date,
        ends_on: Date,
        lessons: i64,
    }
    struct ClassCouncil { class_id: ClassId, council_id: CouncilId }
    struct InvitationRow {
        class_id: ClassId,
        person_id: PersonId,
        state: InvitationState,
        invited_at: Timestamp,
    }
    struct PresentRow { class_id: ClassId, person_id: PersonId, present: i64 }
    struct PassRow { person_id: PersonId, document_id: DocumentId, submitted_at: Timestamp }
}

macro_rules! councils {
    ($where:literal) => {
        concat!(
            "SELECT c.id, u.name AS unit, u.folded, c.number, t.name AS term, c.level, c.path, c.valid_from, c.valid_to \
               FROM council c JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id ",
            $where, " ORDER BY c.path, c.valid_from, c.id")
    };
}
macro_rules! mandates {
    ($where:literal) => {
        concat!(
            "SELECT m.id, m.council_id, m.person_id, m.origin, m.valid_from, m.valid_to FROM mandate m ",
            $where, " ORDER BY m.council_id, m.valid_from, m.id")
    };
}
macro_rules! suspensions {
    ($where:literal) => {
        concat!("SELECT s.mandate_id, s.valid_from, s.valid_to FROM suspension s JOIN mandate m ON m.id = s.mandate_id ", $where)
    };
}
macro_rules! bodies {
    ($where:literal) => {
        concat!(
            "SELECT b.id, b.council_id, b.name, b.kind, b.valid_from, b.valid_to FROM body b ",
            $where,
            " ORDER BY b.council_id, b.rank, b.id"
        )
    };
}
macro_rules! members {
    ($where:literal) => {
        concat!(
            "SELECT b.council_id, mb.body_id, mb.person_id, mb.post, mb.full_time, mb.valid_from, mb.valid_to \
               FROM membership mb JOIN body b ON b.id = mb.body_id ", $where)
    };
}
macro_rules! classes {
    ($where:literal) => {
        concat!(
            "SELECT c.id, c.course_id, c.council_id, co.level, c.name, c.capacity, c.state, c.starts_on, c.ends_on, \
                    (SELECT count(*) FROM lesson l WHERE l.class_id = c.id) AS lessons \
               FROM class c JOIN council co ON co.id = c.council_id ", $where)
    };
}
macro_rules! invitations {
    ($where:literal) => {
        concat!(
            "SELECT class_id, person_id, state, invited_at FROM invitation ",
            $where
        )
    };
}
macro_rules! present {
    ($where:literal) => {
        concat!(
            "SELECT l.class_id, a.person_id, count(*) AS present FROM class c JOIN lesson l ON l.class_id = c.id \
               JOIN attendance a ON a.lesson_id = l.id \
              WHERE a.status = 'present' ", $where, " GROUP BY l.class_id, a.person_id")
    };
}
macro_rules! passes {
    ($where:literal) => {
        concat!(
            "SELECT a.person_id, q.document_id, a.submitted_at FROM attempt a JOIN quiz q ON q.id = a.quiz_id \
              WHERE a.passed = 1 AND a.submitted_at IS NOT NULL ", $where)
    };
}

sql! {
    COURSES = "SELECT c.id, p.council_id AS owner, u.name AS owner_unit, o.path, c.name, c.audience, c.level, c.body_kind, c.required, \
                      c.valid_from, c.valid_to, p.valid_from AS programme_from, p.valid_to AS programme_to, \
                      o.valid_from AS owner_from, o.valid_to AS owner_to \
                 FROM course c JOIN programme p ON p.id = c.programme_id JOIN council o ON o.id = p.council_id \
                 JOIN unit u ON u.id = o.unit_id ORDER BY c.valid_from, c.id";
    TOPICS = "SELECT id, name_vi, name_en FROM topic ORDER BY key";
    COURSE_TOPICS = "SELECT course_id, topic_id FROM course_topic";
    TOPIC_LAWS = "SELECT topic_id, document_id FROM topic_document";
    LAWS = "SELECT id, number, title, in_force_on, ended_on FROM document \
             WHERE id IN (SELECT document_id FROM topic_document) OR id IN (SELECT document_id FROM quiz) ORDER BY number";
    CHANGES = "SELECT r.to_id AS document_id, d.in_force_on AS on_day FROM document_relation r JOIN document d ON d.id = r.from_id \
                WHERE r.to_id IS NOT NULL AND r.kind IN ('amends', 'replaces', 'supersedes') \
               UNION \
               SELECT r.from_id AS document_id, d.in_force_on AS on_day FROM document_relation r JOIN document d ON d.id = r.to_id \
                WHERE r.kind IN ('amended_by', 'replaced_by', 'superseded_by')";
    RULES = "SELECT council_id, level, parameters, valid_from, valid_to FROM rule WHERE key = $1";
    PROVINCES = "SELECT path, name, valid_from, valid_to FROM unit WHERE level = 'province'";
    COUNCILS = councils!("");
    COUNCIL = councils!("WHERE c.id = $1");
    MANDATES = mandates!("");
    MANDATES_OF = mandates!("WHERE m.council_id = $1");
    SUSPENSIONS = suspensions!("");
    SUSPENSIONS_OF = suspensions!("WHERE m.council_id = $1");
    BODIES = bodies!("");
    BODIES_OF = bodies!("WHERE b.council_id = $1");
    MEMBERS = members!("");
    MEMBERS_OF = members!("WHERE b.council_id = $1");
    CLASSES = classes!("");
    CLASS = classes!("WHERE c.id = $1");
    CLASS_COUNCILS = "SELECT class_id, council_id FROM class_council";
    CLASS_COUNCILS_OF = "SELECT class_id, council_id FROM class_council WHERE class_id = $1";
    INVITATIONS = invitations!("");
    INVITATIONS_OF = invitations!("WHERE class_id = $1");
    PRESENT = present!("");
    PRESENT_OF = present!("AND c.id = $1");
    PASSES = passes!("");
    PASS = passes!("AND a.id = $1");
}

/// Reads everything.
pub async fn everything(db: &impl Reader) -> Result<Facts> {
    let mut facts = Facts::default();
    definitions(db, &mut facts).await?;
    read_councils(db, &mut facts, None).await?;
    read_classes(db, &mut facts, None).await?;
    let rows: Vec<PassRow> = db.all(PASSES, args![]).await?;
    add_passes(&mut facts, rows);
    Ok(facts.indexed())
}

/// Reads the courses, topics, laws and rules anew.
pub async fn definitions(db: &impl Reader, facts: &mut Facts) -> Result<()> {
    let topics: Vec<TopicRow> = db.all(TOPICS, args![]).await?;
    let laws: Vec<LawRow> = db.all(LAWS, args![]).await?;
    let changes: Vec<ChangeRow> = db.all(CHANGES, args![]).await?;
    let courses: Vec<CourseRow> = db.all(COURSES, args![]).await?;
    let course_topics: Vec<CourseTopic> = db.all(COURSE_TOPICS, args![]).await?;
    let topic_laws: Vec<TopicLaw> = db.all(TOPIC_LAWS, args![]).await?;
    let rules: Vec<RuleRow> = db.all(RULES, args![NEWCOMER_WITHIN]).await?;
    let provinces: Vec<ProvinceRow> = db.all(PROVINCES, args![]).await?;

    let topic_numbers = Arc::make_mut(&mut facts.topic_numbers);
    let law_numbers = Arc::make_mut(&mut facts.law_numbers);
    let mut laws_of: HashMap<u32, Vec<u32>> = HashMap::new();
    put(&mut facts.topics, topics, |row| {
        let topic = Topic {
            id: row.id,
            name_vi: row.name_vi,
            name_en: row.name_en,
        };
        (topic_numbers.of(row.id), topic)
    });
    let mut changed: HashMap<DocumentId, Vec<Day>> = HashMap::new();
    for change in changes {
        let days = changed.entry(change.document_id).or_default();
        days.extend(change.on_day.map(Day::from));
    }
    put(&mut facts.laws, laws, |row| {
        (law_numbers.of(row.id), law(row, &mut changed))
    });
    for row in topic_laws {
        // What was added between two readings is not known yet, and read with the line of the chain that tells of it.
        let topic = topic_numbers.find(row.topic_id);
        if let (Some(topic), Some(law)) = (topic, law_numbers.find(row.document_id)) {
            laws_of.entry(topic).or_default().push(law);
        }
    }
    let mut topics_of: HashMap<CourseId, Vec<u32>> = HashMap::new();
    for row in course_topics {
        let topics = topics_of.entry(row.course_id).or_default();
        topics.extend(topic_numbers.find(row.topic_id));
    }
    let course_numbers = Arc::make_mut(&mut facts.course_numbers);
    put(&mut facts.courses, courses, |row| {
        let topics = topics_of.remove(&row.id).unwrap_or_default();
        let mut laws: Vec<u32> = topics
            .iter()
            .filter_map(|topic| laws_of.get(topic))
            .flatten()
            .copied()
            .collect();
        laws.sort_unstable();
        laws.dedup();
        (course_numbers.of(row.id), course(row, topics, laws))
    });
    facts.newcomer_within = Arc::new(rules.into_iter().filter_map(grace).collect());
    facts.provinces = Arc::new(
        provinces
            .into_iter()
            .map(|row| (row.path, row.name, Span::new(row.valid_from, row.valid_to)))
            .collect(),
    );
    Ok(())
}

/// Puts rows into a table at their numbers. Numbers are given in the order of the rows, so the table has no gaps.
fn put<R, T: Clone>(
    table: &mut Arc<Vec<T>>,
    rows: Vec<R>,
    mut numbered: impl FnMut(R) -> (u32, T),
) {
    let table = Arc::make_mut(table);
    for row in rows {
        let (at, value) = numbered(row);
        match table.get_mut(at as usize) {
            Some(old) => *old = value,
            None => table.push(value),
        }
    }
}

fn law(row: LawRow, changed: &mut HashMap<DocumentId, Vec<Day>>) -> Law {
    let mut changes = changed.remove(&row.id).unwrap_or_default();
    changes.sort_unstable();
    changes.dedup();
    Law {
        id: row.id,
        number: row.number,
        title: row.title,
        // A law whose first day is not recorded counts as in force: it is taught.
        span: Span {
            from: row.in_force_on.map_or(Day::default(), Day::from),
            to: row.ended_on.map_or(Day::NEVER, Day::from),
        },
        changes,
    }
}

fn course(row: CourseRow, topics: Vec<u32>, laws: Vec<u32>) -> Course {
    Course {
        id: row.id,
        name: row.name,
        owner: row.owner,
        owner_unit: row.owner_unit,
        path: row.path,
        audience: row.audience,
        level: row.level,
        body: row.body_kind,
        required: row.required,
        span: Span::new(row.valid_from, row.valid_to)
            .and(Span::new(row.programme_from, row.programme_to))
            .and(Span::new(row.owner_from, row.owner_to)),
        topics,
        laws,
    }
}

/// The days a newcomer has, where the rule names them.
fn grace(row: RuleRow) -> Option<Grace> {
    let days = i32::try_from(row.parameters.whole("days")?).ok()?;
    Some(Grace {
        council: row.council_id,
        level: row.level,
        span: Span::new(row.valid_from, row.valid_to),
        days,
    })
}

/// Reads one council anew.
pub async fn council(db: &impl Reader, facts: &mut Facts, id: CouncilId) -> Result<()> {
    read_councils(db, facts, Some(id)).await
}

async fn read_councils(db: &impl Reader, facts: &mut Facts, only: Option<CouncilId>) -> Result<()> {
    let which = |all, one| if only.is_some() { one } else { all };
    let values = || only.map_or_else(Vec::new, |id| args![id]);
    let rows: Vec<CouncilRow> = db.all(which(COUNCILS, COUNCIL), values()).await?;
    let mandates: Vec<MandateRow> = db.all(which(MANDATES, MANDATES_OF), values()).await?;
    let suspensions: Vec<SuspensionRow> =
        db.all(which(SUSPENSIONS, SUSPENSIONS_OF), values()).await?;
    let bodies: Vec<BodyRow> = db.all(which(BODIES, BODIES_OF), values()).await?;
    let members: Vec<MemberRow> = db.all(which(MEMBERS, MEMBERS_OF), values()).await?;

    let mut councils: Vec<Council> = rows.into_iter().map(empty_council).collect();
    let at: HashMap<CouncilId, usize> = councils
        .iter()
        .enumerate()
        .map(|(at, council)| (council.id, at))
        .collect();
    let people = Arc::make_mut(&mut facts.people);
    let mut seats: HashMap<MandateId, (usize, u32)> = HashMap::new();
    let suspended: std::collections::HashSet<MandateId> =
        suspensions.iter().map(|row| row.mandate_id).collect();
    for row in mandates {
        let Some(at) = at.get(&row.council_id).copied() else {
            continue;
        };
        let council = &mut councils[at];
        if suspended.contains(&row.id) {
            let seat = u32::try_from(council.seats.len()).unwrap_or(u32::MAX);
            seats.insert(row.id, (at, seat));
        }
        let seat = seat(&row, council.span, people.of(row.person_id));
        council.seats.push(seat);
    }
    for row in suspensions {
        if let Some((at, seat)) = seats.get(&row.mandate_id) {
            let span = Span::new(row.valid_from, row.valid_to);
            councils[*at].suspensions.push((*seat, span));
        }
    }
    let mut body_at: HashMap<BodyId, u16> = HashMap::new();
    for row in bodies {
        if let Some(at) = at.get(&row.council_id) {
            let bodies = &mut councils[*at].bodies;
            body_at.insert(row.id, u16::try_from(bodies.len()).unwrap_or(u16::MAX));
            bodies.push(Body {
                id: row.id,
                name: row.name,
                kind: row.kind,
                span: Span::new(row.valid_from, row.valid_to),
            });
        }
    }
    for row in members {
        if let (Some(at), Some(body)) = (at.get(&row.council_id), body_at.get(&row.body_id)) {
            councils[*at].members.push(Membership {
                person: people.of(row.person_id),
                body: *body,
                post: row.post,
                full_time: row.full_time,
                span: Span::new(row.valid_from, row.valid_to),
            });
        }
    }
    for council in &mut councils {
        council.seats.shrink_to_fit();
        council.members.sort_by_key(|member| member.person);
        council.members.shrink_to_fit();
    }
    match only {
        None => facts.councils = councils.into_iter().map(Arc::new).collect(),
        Some(id) => {
            facts.councils.retain(|council| council.id != id);
            facts.councils.extend(councils.into_iter().map(Arc::new));
            facts
                .councils
                .sort_by(|a, b| (&a.path, a.span.from, a.id).cmp(&(&b.path, b.span.from, b.id)));
        }
    }
    Ok(())
}

fn empty_council(row: CouncilRow) -> Council {
    Council {
        id: row.id,
        unit: row.unit,
        folded: row.folded,
        number: row.number,
        term: row.term,
        level: row.level,
        path: row.path,
        span: Span::new(row.valid_from, row.valid_to),
        seats: Vec::new(),
        suspensions: Vec::new(),
        bodies: Vec::new(),
        members: Vec::new(),
    }
}

fn seat(row: &MandateRow, council: Span, person: u32) -> Seat {
    let span = Span::new(row.valid_from, row.valid_to);
    Seat {
        person,
        span,
        origin: match row.origin {
            MandateOrigin::Merger => Origin::Merger,
            MandateOrigin::ByElection => Origin::Later,
            MandateOrigin::GeneralElection if council.from < span.from => Origin::Later,
            MandateOrigin::GeneralElection => Origin::General,
        },
    }
}

/// Reads one class anew.
pub async fn class(db: &impl Reader, facts: &mut Facts, id: ClassId) -> Result<()> {
    read_classes(db, facts, Some(id)).await
}

async fn read_classes(db: &impl Reader, facts: &mut Facts, only: Option<ClassId>) -> Result<()> {
    let which = |all, one| if only.is_some() { one } else { all };
    let values = || -> Vec<Value> { only.map_or_else(Vec::new, |id| args![id]) };
    let presence = Thresholds::read(db, PRESENCE).await?;
    let rows: Vec<ClassRow> = db.all(which(CLASSES, CLASS), values()).await?;
    let councils: Vec<ClassCouncil> = db
        .all(which(CLASS_COUNCILS, CLASS_COUNCILS_OF), values())
        .await?;
    let invitations: Vec<InvitationRow> =
        db.all(which(INVITATIONS, INVITATIONS_OF), values()).await?;
    let present: Vec<PresentRow> = db.all(which(PRESENT, PRESENT_OF), values()).await?;

    let people = Arc::make_mut(&mut facts.people);
    let mut classes: HashMap<ClassId, (Class, ClassRow)> = HashMap::new();
    for row in rows {
        // A class of a course that is not known yet cannot be counted; its course is read with the definitions.
        let Some(course) = facts.course_numbers.find(row.course_id) else {
            continue;
        };
        classes.insert(row.id, (empty_class(&row, course), row));
    }
    for row in councils {
        if let Some((class, _)) = classes.get_mut(&row.class_id) {
            class.councils.push(row.council_id);
        }
    }
    for row in invitations {
        if let Some((class, _)) = classes.get_mut(&row.class_id) {
            class.invited.push(Invited {
                person: people.of(row.person_id),
                state: row.state,
                on: kernel::time::local(row.invited_at).date().into(),
            });
        }
    }
    for row in present {
        if let Some((class, of)) = classes.get_mut(&row.class_id) {
            let share = presence.share(of.ends_on, of.level, of.council_id);
            if share.reached(row.present, of.lessons) {
                class.present.push(people.of(row.person_id));
            }
        }
    }
    let finished = classes.into_values().map(|(mut class, _)| {
        class.invited.sort_unstable_by_key(|one| one.person);
        class.invited.shrink_to_fit();
        class.present.sort_unstable();
        class.present.shrink_to_fit();
        Arc::new(class)
    });
    match only {
        None => facts.classes = finished.collect(),
        Some(id) => {
            facts.classes.retain(|class| class.id != id);
            facts.classes.extend(finished);
        }
    }
    Ok(())
}

fn empty_class(row: &ClassRow, course: u32) -> Class {
    Class {
        id: row.id,
        course,
        name: row.name.clone(),
        capacity: u32::try_from(row.capacity).unwrap_or(0),
        state: row.state,
        starts: row.starts_on.into(),
        ends: row.ends_on.into(),
        councils: Vec::new(),
        invited: Vec::new(),
        present: Vec::new(),
    }
}

/// Reads the outcome of one paper.
pub async fn attempt(db: &impl Reader, facts: &mut Facts, id: AttemptId) -> Result<()> {
    let rows: Vec<PassRow> = db.all(PASS, args![id]).await?;
    add_passes(facts, rows);
    Ok(())
}

fn add_passes(facts: &mut Facts, rows: Vec<PassRow>) {
    let people = Arc::make_mut(&mut facts.people);
    let passes = Arc::make_mut(&mut facts.passes);
    for row in rows {
        if let Some(law) = facts.law_numbers.find(row.document_id) {
            passes.push(Pass {
                person: people.of(row.person_id),
                law,
                on: kernel::time::local(row.submitted_at).date().into(),
            });
        }
    }
    passes.sort_unstable();
    passes.dedup();
}

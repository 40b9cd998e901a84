//! Ai phải dự: who must attend a class, computed from mandates and employments on its first day.
//!
//! **Invariants.** The computation is a pure function of what the records said on that day. Nobody is silently left out: whoever
//! belongs to the audience and need not come is listed with the reason. A person is asked once, for the highest of his or her
//! councils.

use std::collections::HashMap;

use kernel::Date;
use kernel::ids::{ClassId, CouncilId, CourseId, DocumentId, PersonId};
use store::{Reader, args, record, sql};

use super::classes::{ClassRef, class};
use super::{Audience, Ground, completion, programmes};
use crate::Result;
use crate::bodies::{BodyKind, Level, Post};
use crate::library::changes::Changes;
use crate::people::MandateOrigin;

/// A post a delegate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The kind of the body.
    pub body: BodyKind,
    /// The post.
    pub post: Post,
    /// Whether full-time.
    pub full_time: bool,
}

/// What a person is to a council on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A delegate.
    Delegate {
        /// Whether by by-election or merger, or later than the general election.
        newcomer: bool,
        /// Whether suspended from duty.
        suspended: bool,
        /// The posts held.
        posts: Vec<Held>,
    },
    /// Office staff.
    Staff,
}

/// An earlier completion of the same course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    /// When.
    pub on: Date,
    /// Whether a law it taught has changed since.
    pub law_changed: bool,
}

/// A person in a council who may be of the audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The person.
    pub person: PersonId,
    /// The council.
    pub council: CouncilId,
    /// Its level.
    pub level: Level,
    /// What the person is to it.
    pub standing: Standing,
    /// Whether the course was completed before.
    pub completed: Option<Earlier>,
}

/// Whom a course is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The audience.
    pub audience: Audience,
    /// The level of council; `None` for every level.
    pub level: Option<Level>,
    /// The kind of body, with [`Audience::BodyMembers`].
    pub body: Option<BodyKind>,
}

/// A person who must attend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Obliged {
    /// Who.
    pub person: PersonId,
    /// For which council.
    pub council: CouncilId,
    /// Why.
    pub ground: Ground,
}

store::coded! {
    /// Lý do không phải dự: why someone of the audience need not attend.
    pub enum LeftOutReason {
        /// Đang bị tạm đình chỉ.
        Suspended = "suspended",
        /// Đã hoàn thành khóa này.
        Completed = "completed",
        /// Đã hoàn thành khóa này, nhưng luật đã thay đổi.
        CompletedBeforeChange = "completed_before_change",
    }
}

/// A person of the audience who need not attend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeftOut {
    /// Who.
    pub person: PersonId,
    /// In which council.
    pub council: CouncilId,
    /// Why not.
    pub reason: LeftOutReason,
    /// The day the course was completed, with that reason.
    pub completed_on: Option<Date>,
}

/// The audience of a class on its first day.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Roster {
    /// Who must attend.
    pub obliged: Vec<Obliged>,
    /// Who need not, and why.
    pub left_out: Vec<LeftOut>,
}

impl Scope {
    /// On what ground the course is for this candidate, if it is.
    pub fn ground(&self, candidate: &Candidate) -> Option<Ground> {
        if self.level.is_some_and(|level| level != candidate.level) {
            return None;
        }
        let (newcomer, posts) = match &candidate.standing {
            Standing::Staff => {
                return (self.audience == Audience::Staff).then_some(Ground::Staff);
            }
            Standing::Delegate {
                newcomer, posts, ..
            } => (*newcomer, posts),
        };
        let meant = match self.audience {
            Audience::AllDelegates => true,
            Audience::Newcomers => newcomer,
            Audience::FullTime => posts.iter().any(|held| held.full_time),
            Audience::Leaders => posts.iter().any(|held| held.post.leads()),
            Audience::BodyMembers => posts.iter().any(|held| Some(held.body) == self.body),
            Audience::Staff => false,
        };
        let ground = if newcomer {
            Ground::Newcomer
        } else {
            Ground::Delegate
        };
        meant.then_some(ground)
    }
}

/// Who of the candidates must attend a course, each person once.
///
/// The candidates come with the highest council first; the first for whom the course is meant counts.
pub fn roster(scope: Scope, candidates: &[Candidate]) -> Roster {
    let mut roster = Roster::default();
    let mut seen = std::collections::HashSet::new();
    for candidate in candidates {
        let Some(ground) = scope.ground(candidate) else {
            continue;
        };
        if !seen.insert(candidate.person) {
            continue;
        }
        let (person, council) = (candidate.person, candidate.council);
        let suspended = matches!(
            candidate.standing,
            Standing::Delegate {
                suspended: true,
                ..
            }
        );
        let reason = match candidate.completed {
            Some(earlier) if earlier.law_changed => Some(LeftOutReason::CompletedBeforeChange),
            Some(_) => Some(LeftOutReason::Completed),
            None if suspended => Some(LeftOutReason::Suspended),
            None => None,
        };
        match reason {
            Some(reason) => roster.left_out.push(LeftOut {
                person,
                council,
                reason,
                completed_on: candidate.completed.map(|earlier| earlier.on),
            }),
            None => roster.obliged.push(Obliged {
                person,
                council,
                ground,
            }),
        }
    }
    roster
}

record! {
    struct MandateRow {
        person_id: PersonId,
        council_id: CouncilId,
        level: Level,
        origin: MandateOrigin,
        valid_from: Date,
        council_from: Date,
        suspensions: i64,
    }

    struct PostRow {
        person_id: PersonId,
        council_id: CouncilId,
        kind: BodyKind,
        post: Post,
        full_time: bool,
    }

    struct StaffRow {
        person_id: PersonId,
        council_id: CouncilId,
        level: Level,
    }
}

sql! {
    MANDATES = "SELECT m.person_id, m.council_id, co.level, m.origin, m.valid_from, co.valid_from AS council_from, \
                       (SELECT count(*) FROM suspension s WHERE s.mandate_id = m.id AND s.valid_from <= $2 \
                           AND (s.valid_to IS NULL OR s.valid_to > $2)) AS suspensions \
                  FROM class_council cc JOIN council co ON co.id = cc.council_id JOIN mandate m ON m.council_id = co.id \
                 WHERE cc.class_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) \
                 ORDER BY length(co.path), co.path, m.person_id";
    POSTS = "SELECT DISTINCT mb.person_id, b.council_id, b.kind, mb.post, mb.full_time \
               FROM class_council cc JOIN body b ON b.council_id = cc.council_id JOIN membership mb ON mb.body_id = b.id \
              WHERE cc.class_id = $1 AND b.valid_from <= $2 AND (b.valid_to IS NULL OR b.valid_to > $2) \
                AND mb.valid_from <= $2 AND (mb.valid_to IS NULL OR mb.valid_to > $2)";
    STAFF = "SELECT DISTINCT e.person_id, e.council_id, co.level, co.path FROM class_council cc \
               JOIN council co ON co.id = cc.council_id JOIN employment e ON e.council_id = co.id \
              WHERE cc.class_id = $1 AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2) ORDER BY co.path, e.person_id";
    LAWS = "SELECT DISTINCT td.document_id FROM course_topic ct JOIN topic_document td ON td.topic_id = ct.topic_id WHERE ct.course_id = $1";
}

record! {
    struct LawRow { document_id: DocumentId }
}

/// The laws the topics of a course teach, in force or not.
pub(super) async fn laws_of(db: &impl Reader, course: CourseId) -> Result<Vec<DocumentId>> {
    let rows: Vec<LawRow> = db.all(LAWS, args![course]).await?;
    Ok(rows.into_iter().map(|row| row.document_id).collect())
}

/// Who must attend a class, in order of council and name of nobody in particular, and who need not.
///
/// For a make-up class this is the audience of its course; [`makeup`](super::makeup) narrows it to the missing.
pub async fn audience(db: &impl Reader, id: ClassId) -> Result<Roster> {
    let class = class(db, id).await?;
    audience_of(db, &class).await
}

/// Ai phải dự lớp này.
pub async fn must_attend(db: &impl Reader, id: ClassId) -> Result<Vec<Obliged>> {
    Ok(audience(db, id).await?.obliged)
}

pub(super) async fn audience_of(db: &impl Reader, class: &ClassRef) -> Result<Roster> {
    let course = programmes::course(db, class.course_id).await?;
    let scope = Scope {
        audience: course.audience,
        level: course.level,
        body: course.body_kind,
    };
    let day = class.starts_on;
    let completed = earlier(db, class).await?;
    let candidates = if course.audience == Audience::Staff {
        staff(db, class.id, day, &completed).await?
    } else {
        delegates(db, class.id, day, &completed).await?
    };
    Ok(roster(scope, &candidates))
}

async fn delegates(
    db: &impl Reader,
    class: ClassId,
    day: Date,
    completed: &HashMap<PersonId, Earlier>,
) -> Result<Vec<Candidate>> {
    let posts: Vec<PostRow> = db.all(POSTS, args![class, day]).await?;
    let mut held: HashMap<(PersonId, CouncilId), Vec<Held>> = HashMap::new();
    for row in posts {
        held.entry((row.person_id, row.council_id))
            .or_default()
            .push(Held {
                body: row.kind,
                post: row.post,
                full_time: row.full_time,
            });
    }
    let mandates: Vec<MandateRow> = db.all(MANDATES, args![class, day]).await?;
    Ok(mandates
        .into_iter()
        .map(|row| Candidate {
            person: row.person_id,
            council: row.council_id,
            level: row.level,
            standing: Standing::Delegate {
                newcomer: row.origin != MandateOrigin::GeneralElection
                    || row.council_from < row.valid_from,
                suspended: row.suspensions > 0,
                posts: held
                    .remove(&(row.person_id, row.council_id))
                    .unwrap_or_default(),
            },
            completed: completed.get(&row.person_id).copied(),
        })
        .collect())
}

async fn staff(
    db: &impl Reader,
    class: ClassId,
    day: Date,
    completed: &HashMap<PersonId, Earlier>,
) -> Result<Vec<Candidate>> {
    let rows: Vec<StaffRow> = db.all(STAFF, args![class, day]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Candidate {
            person: row.person_id,
            council: row.council_id,
            level: row.level,
            standing: Standing::Staff,
            completed: completed.get(&row.person_id).copied(),
        })
        .collect())
}

/// Who completed the course of a class before it begins, in another class.
async fn earlier(db: &impl Reader, class: &ClassRef) -> Result<HashMap<PersonId, Earlier>> {
    let laws = laws_of(db, class.course_id).await?;
    let changes = Changes::read(db).await?;
    let mut latest: HashMap<PersonId, Date> = HashMap::new();
    for done in completion::of_course(db, class.course_id, class.starts_on).await? {
        if done.class != class.id {
            let on = latest.entry(done.person).or_insert(done.on);
            *on = (*on).max(done.on);
        }
    }
    Ok(latest
        .into_iter()
        .map(|(person, on)| {
            let law_changed = laws
                .iter()
                .any(|law| changes.between(*law, on, class.starts_on).is_some());
            (person, Earlier { on, law_changed })
        })
        .collect())
}

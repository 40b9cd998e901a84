//! Bồi dưỡng của tôi: what one person must do, is invited to, has done, and knows of each law.

use std::collections::BTreeMap;

use kernel::ids::{ClassId, CouncilId, CourseId, DocumentId, InvitationId, PersonId, QuizId};
use kernel::{Date, Timestamp, time};
use store::{Reader, args, record, sql};

use super::certificates::{self, CertificateRow};
use super::completion::{self, Completed};
use super::evaluations::has_evaluated;
use super::obligations::{Candidate, Held, Scope, Standing};
use super::studied::studied;
use super::{Audience, ClassState, Ground, InvitationState};
use crate::access::{Actor, FieldGroup};
use crate::bodies::{BodyKind, Level, Post};
use crate::library::changes::{Change, Changes};
use crate::people::MandateOrigin;
use crate::{Refusal, Result};

record! {
    struct SeatRow {
        council_id: CouncilId,
        path: String,
        level: Level,
        origin: Option<MandateOrigin>,
        valid_from: Date,
        council_from: Date,
    }

    struct PostRow {
        council_id: CouncilId,
        kind: BodyKind,
        post: Post,
        full_time: bool,
    }

    struct CourseRow {
        course_id: CourseId,
        path: String,
        name: String,
        audience: Audience,
        level: Option<Level>,
        body_kind: Option<BodyKind>,
    }

    struct NameRow { id: CourseId, name: String }

    /// An invitation as its receiver sees it.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct MyInvitation {
        /// The invitation.
        pub invitation_id: InvitationId,
        /// The class.
        pub class_id: ClassId,
        /// The name of the class.
        pub class: String,
        /// Its course.
        pub course_id: CourseId,
        /// Where.
        pub place: String,
        /// First day.
        pub starts_on: Date,
        /// Last day.
        pub ends_on: Date,
        /// The state of the class.
        pub class_state: ClassState,
        /// Why invited.
        pub ground: Ground,
        /// The state of the invitation.
        pub state: InvitationState,
    }

    struct QuizRow {
        quiz_id: QuizId,
        document_id: DocumentId,
        number: String,
        title: String,
        name: String,
        path: String,
        opens_on: Date,
        closes_on: Option<Date>,
    }

    struct TriedRow {
        quiz_id: QuizId,
        document_id: DocumentId,
        number: String,
        title: String,
        submitted_at: Option<Timestamp>,
        passed: Option<bool>,
    }

    struct LawRow {
        document_id: DocumentId,
        number: String,
        title: String,
    }
}

/// A course that must be completed.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MustDo {
    /// The course.
    pub course: CourseId,
    /// Its name.
    pub name: String,
    /// For which council.
    pub council: CouncilId,
    /// Why.
    pub ground: Ground,
    /// The class to which the person is invited for it, if any.
    pub invited_to: Option<ClassId>,
    /// When it was completed before a law it teaches changed.
    pub completed_before_change: Option<Date>,
}

/// A course completed.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Done {
    /// The course.
    pub course: CourseId,
    /// Its name.
    pub name: String,
    /// The class.
    pub class: ClassId,
    /// When.
    pub on: Date,
    /// Whether the reader, being the person, may still evaluate the class.
    pub to_evaluate: bool,
}

/// What a person knows of a law.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Knowledge {
    /// Chưa học.
    Never,
    /// Đã học.
    Studied {
        /// When.
        on: Date,
    },
    /// Đã kiểm tra đạt.
    Passed {
        /// When.
        on: Date,
    },
    /// Luật đã thay đổi kể từ khi học hoặc kiểm tra.
    Changed {
        /// When it was last studied or passed.
        on: Date,
        /// What changed it.
        change: Change,
    },
}

impl Knowledge {
    /// What follows from the days of studying and passing and from the first change since the later of them.
    pub fn of(
        studied: Option<Date>,
        passed: Option<Date>,
        change_since: impl Fn(Date) -> Option<Change>,
    ) -> Self {
        let Some(on) = studied.max(passed) else {
            return Self::Never;
        };
        match (change_since(on), passed) {
            (Some(change), _) => Self::Changed { on, change },
            (None, Some(passed)) => Self::Passed { on: passed },
            (None, None) => Self::Studied { on },
        }
    }

    /// The key of its label, without the prefix `knowledge-`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Studied { .. } => "studied",
            Self::Passed { .. } => "passed",
            Self::Changed { .. } => "changed",
        }
    }
}

/// A check that a person can sit.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MyQuiz {
    /// The check.
    pub id: QuizId,
    /// Its name.
    pub name: String,
    /// Whether it can be sat today.
    pub open: bool,
    /// Papers handed in.
    pub attempts: usize,
    /// Whether one runs.
    pub running: bool,
    /// Whether passed.
    pub passed: bool,
}

/// A law on the page of a person.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MyLaw {
    /// The law.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What the person knows of it.
    pub knowledge: Knowledge,
    /// The checks on it.
    pub quizzes: Vec<MyQuiz>,
}

/// The training page of a person.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct MyTraining {
    /// Who.
    pub person: PersonId,
    /// Courses still to complete.
    pub must_do: Vec<MustDo>,
    /// Invitations to classes that are still to be held.
    pub invited: Vec<MyInvitation>,
    /// Courses completed, the latest first.
    pub done: Vec<Done>,
    /// Certificates.
    pub certificates: Vec<CertificateRow>,
    /// Laws, by number.
    pub laws: Vec<MyLaw>,
}

sql! {
    SEATS = "SELECT m.council_id, co.path, co.level, m.origin, m.valid_from, co.valid_from AS council_from \
               FROM mandate m JOIN council co ON co.id = m.council_id \
              WHERE m.person_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) \
             UNION ALL \
             SELECT e.council_id, co.path, co.level, CAST(NULL AS TEXT) AS origin, e.valid_from, co.valid_from AS council_from \
               FROM employment e JOIN council co ON co.id = e.council_id \
              WHERE e.person_id = $1 AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2)";
    POSTS = "SELECT b.council_id, b.kind, mb.post, mb.full_time FROM membership mb JOIN body b ON b.id = mb.body_id \
             WHERE mb.person_id = $1 AND mb.valid_from <= $2 AND (mb.valid_to IS NULL OR mb.valid_to > $2)";
    REQUIRED = "SELECT k.id AS course_id, co.path, k.name, k.audience, k.level, k.body_kind FROM course k \
                JOIN programme p ON p.id = k.programme_id JOIN council co ON co.id = p.council_id \
                WHERE k.required = 1 AND k.valid_from <= $1 AND (k.valid_to IS NULL OR k.valid_to > $1) \
                  AND co.valid_from <= $1 AND (co.valid_to IS NULL OR co.valid_to > $1) \
                  AND ($2 = co.path OR $2 LIKE co.path || '/%') ORDER BY co.path, k.name";
    NAMES = "SELECT DISTINCT k.id, k.name FROM course k JOIN class c ON c.course_id = k.id JOIN invitation i ON i.class_id = c.id \
             WHERE i.person_id = $1";
    INVITED = "SELECT i.id AS invitation_id, c.id AS class_id, c.name AS class, c.course_id, c.place, c.starts_on, c.ends_on, \
                      c.state AS class_state, i.ground, i.state \
                 FROM invitation i JOIN class c ON c.id = i.class_id \
                WHERE i.person_id = $1 AND i.state <> 'withdrawn' AND c.state IN ('planned', 'open') ORDER BY c.starts_on, c.id";
    QUIZZES = "SELECT z.id AS quiz_id, z.document_id, d.number, d.title, z.name, co.path, z.opens_on, z.closes_on FROM quiz z \
               JOIN council co ON co.id = z.council_id JOIN document d ON d.id = z.document_id \
               WHERE z.opens_on <= $1 AND (z.closes_on IS NULL OR z.closes_on >= $1) ORDER BY d.number, z.opens_on, z.id";
    TRIED = "SELECT a.quiz_id, z.document_id, d.number, d.title, a.submitted_at, a.passed FROM attempt a JOIN quiz z ON z.id = a.quiz_id \
             JOIN document d ON d.id = z.document_id WHERE a.person_id = $1 ORDER BY a.started_at";
    LAWS = "SELECT id AS document_id, number, title FROM document ORDER BY number";
    TAUGHT = "SELECT DISTINCT d.id AS document_id, d.number, d.title FROM course_topic ct \
              JOIN topic_document td ON td.topic_id = ct.topic_id JOIN document d ON d.id = td.document_id \
              WHERE ct.course_id = $1 AND d.in_force_on <= $2 AND (d.ended_on IS NULL OR d.ended_on > $2)";
}

/// The training page of a person, for that person and for those who may read it.
pub async fn my_training(
    db: &impl Reader,
    actor: &Actor,
    person: PersonId,
    today: Date,
) -> Result<MyTraining> {
    let seats: Vec<SeatRow> = db.all(SEATS, args![person, today]).await?;
    let readable = actor.reads_of(FieldGroup::TrainingOfPerson, person, "")
        || seats
            .iter()
            .any(|seat| actor.reads_of(FieldGroup::TrainingOfPerson, person, &seat.path));
    if !readable {
        return Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson));
    }
    let changes = Changes::read(db).await?;
    let completed = completion::of_person(db, person, today).await?;
    let invited: Vec<MyInvitation> = db.all(INVITED, args![person]).await?;
    let must_do = must_do(db, person, &seats, &completed, &invited, &changes, today).await?;
    let names: Vec<NameRow> = db.all(NAMES, args![person]).await?;
    let mut done: Vec<Done> = completed
        .iter()
        .map(|one| Done {
            course: one.course,
            name: names
                .iter()
                .find(|name| name.id == one.course)
                .map(|name| name.name.clone())
                .unwrap_or_default(),
            class: one.class,
            on: one.on,
            to_evaluate: false,
        })
        .collect();
    done.sort_by_key(|done| std::cmp::Reverse(done.on));
    // Whether somebody answered is for that person alone.
    if actor.is_signed_in() && actor.person == Some(person) {
        for one in &mut done {
            one.to_evaluate = !has_evaluated(db, one.class, person).await?;
        }
    }
    let shows_results = actor.reads_of(FieldGroup::QuizResult, person, "")
        || seats
            .iter()
            .any(|seat| actor.reads_of(FieldGroup::QuizResult, person, &seat.path));
    let laws = if shows_results {
        my_laws(db, person, &seats, &must_do, &completed, &changes, today).await?
    } else {
        Vec::new()
    };
    Ok(MyTraining {
        person,
        must_do,
        invited,
        done,
        certificates: certificates::of_person(db, person).await?,
        laws,
    })
}

async fn must_do(
    db: &impl Reader,
    person: PersonId,
    seats: &[SeatRow],
    completed: &[Completed],
    invited: &[MyInvitation],
    changes: &Changes,
    today: Date,
) -> Result<Vec<MustDo>> {
    let posts: Vec<PostRow> = db.all(POSTS, args![person, today]).await?;
    let mut found: Vec<MustDo> = Vec::new();
    for seat in seats {
        let candidate = seat.candidate(person, &posts);
        let courses: Vec<CourseRow> = db.all(REQUIRED, args![today, &seat.path]).await?;
        for course in courses {
            let scope = Scope {
                audience: course.audience,
                level: course.level,
                body: course.body_kind,
            };
            let Some(ground) = scope.ground(&candidate) else {
                continue;
            };
            if found.iter().any(|one| one.course == course.course_id) {
                continue;
            }
            let last = completed
                .iter()
                .filter(|one| one.course == course.course_id)
                .map(|one| one.on)
                .max();
            let outdated = match last {
                None => None,
                Some(on) => {
                    let laws = super::obligations::laws_of(db, course.course_id).await?;
                    let changed = laws
                        .iter()
                        .any(|law| changes.between(*law, on, today).is_some());
                    if !changed {
                        continue;
                    }
                    Some(on)
                }
            };
            found.push(MustDo {
                course: course.course_id,
                name: course.name,
                council: seat.council_id,
                ground,
                invited_to: invited
                    .iter()
                    .find(|one| one.course_id == course.course_id)
                    .map(|one| one.class_id),
                completed_before_change: outdated,
            });
        }
    }
    Ok(found)
}

impl SeatRow {
    fn candidate(&self, person: PersonId, posts: &[PostRow]) -> Candidate {
        let standing = match self.origin {
            None => Standing::Staff,
            Some(origin) => Standing::Delegate {
                newcomer: origin != MandateOrigin::GeneralElection
                    || self.council_from < self.valid_from,
                suspended: false,
                posts: posts
                    .iter()
                    .filter(|post| post.council_id == self.council_id)
                    .map(|post| Held {
                        body: post.kind,
                        post: post.post,
                        full_time: post.full_time,
                    })
                    .collect(),
            },
        };
        Candidate {
            person,
            council: self.council_id,
            level: self.level,
            standing,
            completed: None,
        }
    }
}

/// The laws of a person: those still to study, those studied, those checked or open to be checked.
async fn my_laws(
    db: &impl Reader,
    person: PersonId,
    seats: &[SeatRow],
    must_do: &[MustDo],
    completed: &[Completed],
    changes: &Changes,
    today: Date,
) -> Result<Vec<MyLaw>> {
    let studied = studied(db, completed).await?;
    let tried: Vec<TriedRow> = db.all(TRIED, args![person]).await?;
    let offered = db.all_kept::<QuizRow>(QUIZZES, args![today]).await?;
    let offered: Vec<&QuizRow> = offered
        .iter()
        .filter(|quiz| {
            seats
                .iter()
                .any(|seat| crate::access::covers(&quiz.path, &seat.path))
        })
        .collect();
    let names = db.all_kept::<LawRow>(LAWS, Vec::new()).await?;
    let mut wanted: BTreeMap<String, (DocumentId, String)> = BTreeMap::new();
    for law in names.iter() {
        if studied.iter().any(|one| one.document == law.document_id) {
            wanted.insert(law.number.clone(), (law.document_id, law.title.clone()));
        }
    }
    for course in must_do {
        let taught: Vec<LawRow> = db.all(TAUGHT, args![course.course, today]).await?;
        wanted.extend(
            taught
                .into_iter()
                .map(|law| (law.number, (law.document_id, law.title))),
        );
    }
    for (number, document, title) in offered
        .iter()
        .map(|quiz| (&quiz.number, quiz.document_id, &quiz.title))
        .chain(
            tried
                .iter()
                .map(|one| (&one.number, one.document_id, &one.title)),
        )
    {
        wanted.insert(number.clone(), (document, title.clone()));
    }
    Ok(wanted
        .into_iter()
        .map(|(number, (document, title))| {
            let last_studied = studied
                .iter()
                .filter(|one| one.document == document)
                .map(|one| one.on)
                .max();
            let last_passed = tried
                .iter()
                .filter(|one| one.document_id == document && one.passed == Some(true))
                .filter_map(|one| one.submitted_at)
                .map(|at| time::local(at).date())
                .max();
            let knowledge = Knowledge::of(last_studied, last_passed, |on| {
                changes.between(document, on, today).cloned()
            });
            MyLaw {
                quizzes: offered
                    .iter()
                    .filter(|quiz| quiz.document_id == document)
                    .map(|quiz| my_quiz(quiz, &tried, today))
                    .collect(),
                document,
                number,
                title,
                knowledge,
            }
        })
        .collect())
}

fn my_quiz(quiz: &QuizRow, tried: &[TriedRow], today: Date) -> MyQuiz {
    let own = || tried.iter().filter(|one| one.quiz_id == quiz.quiz_id);
    MyQuiz {
        id: quiz.quiz_id,
        name: quiz.name.clone(),
        open: quiz.opens_on <= today && quiz.closes_on.is_none_or(|last| today <= last),
        attempts: own().filter(|one| one.submitted_at.is_some()).count(),
        running: own().any(|one| one.submitted_at.is_none()),
        passed: own().any(|one| one.passed == Some(true)),
    }
}

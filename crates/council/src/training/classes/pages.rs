//! One class: its page and its roll.

use std::collections::HashMap;

use kernel::ids::{
    AccountId, ClassId, CouncilId, CourseId, FileId, InstitutionId, InvitationId, LessonId,
    MaterialId, PersonId, TopicId, TrainerId,
};
use kernel::{Date, Timestamp, vi};
use store::{IntoValue as _, Reader, args, record, sql};

use crate::access::{Actor, FieldGroup};
use crate::bodies::Level;
use crate::paging::{Page, Paged};
use crate::scoreboard::Snapshot;
use crate::training::completion::PresenceRule;
use crate::training::paged::rows_of;
use crate::training::{ClassState, Ground, InvitationState, Presence, RollMethod};
use crate::{Refusal, Result};

record! {
    /// What every act and page needs to know of a class.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct ClassRef {
        /// The class.
        pub id: ClassId,
        /// The course it holds.
        pub course_id: CourseId,
        /// The name of the course.
        pub course: String,
        /// The council that hosts it.
        pub council_id: CouncilId,
        /// The name of the host's unit.
        pub unit_name: String,
        /// The level of the host.
        pub level: Level,
        /// The path of the host.
        pub path: String,
        /// Its name.
        pub name: String,
        /// Where.
        pub place: String,
        /// How many it has room for.
        pub capacity: i64,
        /// Its state.
        pub state: ClassState,
        /// The class whose missing it makes up for.
        pub makeup_of: Option<ClassId>,
        /// First day.
        pub starts_on: Date,
        /// Last day.
        pub ends_on: Date,
        /// What participants should know.
        pub note: String,
        /// Whether its people are sample data.
        pub sample: bool,
    }

    /// A council whose people are to attend a class.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct ClassCouncil {
        /// The council.
        pub id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// Its path.
        pub path: String,
    }

    /// A lesson.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct LessonRow {
        /// The lesson.
        pub id: LessonId,
        /// The class.
        pub class_id: ClassId,
        /// The day.
        pub day: Date,
        /// From, `HH:MM`.
        pub starts_at: String,
        /// Until, `HH:MM`.
        pub ends_at: String,
        /// What it is called.
        pub title: String,
        /// What it teaches.
        pub topic_id: Option<TopicId>,
    }

    /// A trainer.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct TrainerRow {
        /// The trainer.
        pub id: TrainerId,
        /// The name.
        pub name: String,
        /// The institution.
        pub institution_id: Option<InstitutionId>,
        /// Its name.
        pub institution: Option<String>,
        /// The trainer's account.
        pub account_id: Option<AccountId>,
    }

    /// A paper of a class.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct MaterialRow {
        /// The paper.
        pub id: MaterialId,
        /// Its title.
        pub title: String,
        /// The stored file.
        pub file_id: FileId,
        /// The file's name.
        pub file_name: String,
        /// The kind of its content.
        pub media_type: String,
        /// Bytes.
        pub size: i64,
    }

    struct Place {
        person_id: PersonId,
        path: Option<String>,
        folded: String,
    }

    struct Invitee {
        invitation_id: InvitationId,
        person_id: PersonId,
        full_name: String,
        council_id: Option<CouncilId>,
        unit_name: Option<String>,
        path: Option<String>,
        ground: Ground,
        state: InvitationState,
        reason: String,
        invited_at: Timestamp,
    }

    struct MarkRow {
        lesson_id: LessonId,
        person_id: PersonId,
        status: Presence,
        method: RollMethod,
        recorded_at: Timestamp,
        reason: String,
    }
}

/// What the roll says of one person at one lesson.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct RollMark {
    /// The lesson.
    pub lesson: LessonId,
    /// Present or not.
    pub presence: Presence,
    /// How it was recorded.
    pub method: RollMethod,
    /// When.
    pub at: Timestamp,
    /// Why absent; `None` where the reader may not know.
    pub reason: Option<String>,
}

/// One invited person on the roll.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct RollEntry {
    /// The invitation.
    pub invitation: InvitationId,
    /// The person.
    pub person: PersonId,
    /// The name on the first day of the class.
    pub name: String,
    /// The council the person attends for.
    pub council: Option<CouncilId>,
    /// The name of its unit.
    pub unit_name: Option<String>,
    /// Why invited.
    pub ground: Ground,
    /// The state of the invitation.
    pub state: InvitationState,
    /// The reason of an excuse; `None` where the reader may not know.
    pub reason: Option<String>,
    /// When invited.
    pub invited_at: Timestamp,
    /// What the roll says, by lesson.
    pub marks: Vec<RollMark>,
    /// Lessons present.
    pub present: i64,
    /// Whether that is enough to have completed the course, once the class was held.
    pub enough: bool,
}

/// The page of a class.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ClassPage {
    /// The class itself.
    pub class: ClassRef,
    /// The councils it is held for.
    pub councils: Vec<ClassCouncil>,
    /// Its lessons.
    pub lessons: Vec<LessonRow>,
    /// Who teaches.
    pub trainers: Vec<TrainerRow>,
    /// What is handed out.
    pub materials: Vec<MaterialRow>,
    /// How many are invited and neither excused nor withdrawn.
    pub invited: i64,
    /// How many are excused.
    pub excused: i64,
    /// How many were present at enough lessons.
    pub attended: i64,
    /// How many of the invited or excused were not.
    pub missing: i64,
}

impl ClassPage {
    /// How many were asked to come, those excused included: once the class counts, those present and those missing.
    pub fn asked(&self) -> i64 {
        self.invited + self.excused
    }
}

/// The invited, each with the record of the first day of the class; before their first record, the first.
macro_rules! invited {
    () => {
        " FROM invitation i JOIN class c ON c.id = i.class_id \
          JOIN person_record r ON r.person_id = i.person_id AND r.valid_from = \
               (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = i.person_id \
                   AND (x.valid_from <= c.starts_on OR x.valid_from = \
                       (SELECT min(y.valid_from) FROM person_record y WHERE y.person_id = i.person_id))) \
          LEFT JOIN council co ON co.id = i.council_id LEFT JOIN unit u ON u.id = co.unit_id "
    };
}

macro_rules! invitees {
    () => {
        concat!(
            "SELECT i.id AS invitation_id, i.person_id, r.full_name, i.council_id, u.name AS unit_name, co.path, i.ground, i.state, \
                    i.reason, i.invited_at",
            invited!()
        )
    };
}

macro_rules! marks {
    () => {
        "SELECT a.lesson_id, a.person_id, a.status, a.method, a.recorded_at, a.reason FROM lesson l \
           JOIN attendance a ON a.lesson_id = l.id "
    };
}

sql! {
    CLASS = "SELECT c.id, c.course_id, k.name AS course, c.council_id, u.name AS unit_name, co.level, co.path, c.name, c.place, \
                    c.capacity, c.state, c.makeup_of, c.starts_on, c.ends_on, c.note, co.sample \
               FROM class c JOIN course k ON k.id = c.course_id JOIN council co ON co.id = c.council_id \
               JOIN unit u ON u.id = co.unit_id WHERE c.id = $1";
    COUNCILS = "SELECT co.id, u.name AS unit_name, co.path FROM class_council cc JOIN council co ON co.id = cc.council_id \
                JOIN unit u ON u.id = co.unit_id WHERE cc.class_id = $1 ORDER BY co.path";
    LESSON_COUNT = "SELECT count(*) FROM lesson WHERE class_id = $1";
    LESSONS = "SELECT id, class_id, day, starts_at, ends_at, title, topic_id FROM lesson WHERE class_id = $1 ORDER BY day, starts_at, id";
    TRAINERS = "SELECT t.id, t.name, t.institution_id, i.name AS institution, t.account_id FROM trainer t \
                LEFT JOIN institution i ON i.id = t.institution_id WHERE t.class_id = $1 ORDER BY t.id";
    MATERIALS = "SELECT m.id, m.title, m.file_id, f.name AS file_name, f.media_type, f.size FROM material m \
                 JOIN file f ON f.id = m.file_id WHERE m.class_id = $1 ORDER BY m.id";
    ORDER = concat!("SELECT i.person_id, co.path, r.folded", invited!(), "WHERE i.class_id = $1 ORDER BY co.path, r.sort_key, i.person_id");
    INVITEES = concat!(invitees!(), "WHERE i.class_id = $1 ORDER BY co.path, r.sort_key, i.person_id");
    INVITEES_OF = concat!(invitees!(), "WHERE i.person_id IN (", fifty!(), ") AND i.class_id = $51");
    MARKS = concat!(marks!(), "WHERE l.class_id = $1 ORDER BY a.person_id, l.day, l.starts_at");
    MARKS_OF = concat!(marks!(), "WHERE a.person_id IN (", fifty!(), ") AND l.class_id = $51 ORDER BY a.person_id, l.day, l.starts_at");
}

/// One class.
pub async fn class(db: &impl Reader, id: ClassId) -> Result<ClassRef> {
    db.one(CLASS, args![id])
        .await?
        .ok_or(Refusal::NotFound("class"))
}

/// The lessons of a class.
pub async fn lessons(db: &impl Reader, id: ClassId) -> Result<Vec<LessonRow>> {
    Ok(db.all(LESSONS, args![id]).await?)
}

/// The councils a class is held for.
pub async fn class_councils(db: &impl Reader, id: ClassId) -> Result<Vec<ClassCouncil>> {
    Ok(db.all(COUNCILS, args![id]).await?)
}

/// The page of a class. Its roll is read beside it, by those who may: [`roll_page`].
pub async fn class_page(db: &impl Reader, snapshot: &Snapshot, id: ClassId) -> Result<ClassPage> {
    let work = Box::pin(written(db, id));
    let mut page = ClassPage::clone(&*db.kept("class_page", args![id], work).await?);
    let figures = snapshot.facts.class_figures(id);
    page.invited = figures.invited;
    page.excused = figures.excused;
    page.attended = figures.attended;
    page.missing = figures.missing();
    Ok(page)
}

/// What is written down of a class itself; who was asked and came is told by the facts in memory.
async fn written(db: &impl Reader, id: ClassId) -> Result<ClassPage> {
    Ok(ClassPage {
        class: class(db, id).await?,
        councils: class_councils(db, id).await?,
        lessons: lessons(db, id).await?,
        trainers: trainers(db, id).await?,
        materials: db.all(MATERIALS, args![id]).await?,
        invited: 0,
        excused: 0,
        attended: 0,
        missing: 0,
    })
}

/// Who teaches a class.
pub async fn trainers(db: &impl Reader, id: ClassId) -> Result<Vec<TrainerRow>> {
    Ok(db.all(TRAINERS, args![id]).await?)
}

/// Everyone on the roll whom this reader may see.
pub async fn roll(db: &impl Reader, actor: &Actor, id: ClassId) -> Result<Vec<RollEntry>> {
    let class = class(db, id).await?;
    let marks: Vec<MarkRow> = db.all(MARKS, args![id]).await?;
    let invitees: Vec<Invitee> = db.all(INVITEES, args![id]).await?;
    let all = entries(db, &class, invitees, &marks).await?;
    Ok(readable(actor, &class, all))
}

/// A page of the roll as this reader may see it, of those whose name has these words.
pub async fn roll_page(
    db: &impl Reader,
    actor: &Actor,
    class: &ClassRef,
    text: &str,
    page: Page,
) -> Result<Paged<RollEntry>> {
    let whole = actor.reads(FieldGroup::TrainingOfPerson, &class.path);
    if !whole && !actor.is_signed_in() {
        return Ok(Paged {
            rows: Vec::new(),
            total: 0,
        });
    }
    let words = vi::fold(text);
    let places = db.all_kept::<Place>(ORDER, args![class.id]).await?;
    let readable_path = |place: &Place| {
        let path = place.path.as_ref().unwrap_or(&class.path);
        actor.reads_of(FieldGroup::TrainingOfPerson, place.person_id, path)
    };
    let found: Vec<PersonId> = places
        .iter()
        .filter(|place| whole || readable_path(place))
        .filter(|place| words.is_empty() || place.folded.contains(&words))
        .map(|place| place.person_id)
        .collect();
    let shown: Vec<PersonId> = found
        .iter()
        .copied()
        .skip(usize::try_from(page.offset()).unwrap_or(usize::MAX))
        .take(page.size as usize)
        .collect();
    Ok(Paged {
        rows: entries_of(db, actor, class, &shown).await?,
        total: found.len() as i64,
    })
}

/// One person on the roll, if this reader may see him or her there.
pub async fn roll_entry(
    db: &impl Reader,
    actor: &Actor,
    class: &ClassRef,
    person: PersonId,
) -> Result<Option<RollEntry>> {
    Ok(entries_of(db, actor, class, &[person]).await?.pop())
}

/// These persons on the roll, in this order, as far as the reader may see them.
async fn entries_of(
    db: &impl Reader,
    actor: &Actor,
    class: &ClassRef,
    persons: &[PersonId],
) -> Result<Vec<RollEntry>> {
    let work = async {
        let mut marks: Vec<MarkRow> = rows_of(db, MARKS_OF, persons, args![class.id]).await?;
        marks.sort_by_key(|mark| mark.person_id);
        let mut invitees: Vec<Invitee> = rows_of(db, INVITEES_OF, persons, args![class.id]).await?;
        let at: HashMap<PersonId, usize> = persons.iter().copied().zip(0..).collect();
        invitees.sort_by_key(|invitee| at.get(&invitee.person_id));
        entries(db, class, invitees, &marks).await
    };
    let mut of = args![class.id];
    of.extend(persons.iter().map(|person| person.into_value()));
    // The page is the same for all who read the same names; what each may not know is left out afterwards.
    let all = db.kept("roll_page", of, Box::pin(work)).await?;
    Ok(readable(actor, class, all.to_vec()))
}

/// Leaves out whom the reader may not see, and the reasons he or she may not know.
fn readable(actor: &Actor, class: &ClassRef, all: Vec<(RollEntry, String)>) -> Vec<RollEntry> {
    let reads = |group, person, path: &str| {
        actor.reads(group, &class.path) || actor.reads_of(group, person, path)
    };
    all.into_iter()
        .filter(|(entry, path)| reads(FieldGroup::TrainingOfPerson, entry.person, path))
        .map(|(mut entry, path)| {
            if !reads(FieldGroup::ExcuseReason, entry.person, &path) {
                entry.reason = None;
                entry.marks.iter_mut().for_each(|mark| mark.reason = None);
            }
            entry
        })
        .collect()
}

/// Entries of the roll, each with the path by which its readers are judged; the marks are ordered by person.
async fn entries(
    db: &impl Reader,
    class: &ClassRef,
    invitees: Vec<Invitee>,
    marks: &[MarkRow],
) -> Result<Vec<(RollEntry, String)>> {
    if invitees.is_empty() {
        return Ok(Vec::new());
    }
    let rule = PresenceRule::read(db).await?;
    let lessons: Option<i64> = db.scalar(LESSON_COUNT, args![class.id]).await?;
    let lessons = lessons.unwrap_or(0);
    let of = (class.ends_on, class.level, class.council_id);
    Ok(invitees
        .into_iter()
        .map(|invitee| {
            let from = marks.partition_point(|mark| mark.person_id < invitee.person_id);
            let own = marks[from..].iter();
            let own = own.take_while(|mark| mark.person_id == invitee.person_id);
            let marks: Vec<RollMark> = own.map(RollMark::from).collect();
            let present = marks.iter();
            let present = present.filter(|mark| mark.presence == Presence::Present);
            let present = present.count() as i64;
            let entry = RollEntry {
                invitation: invitee.invitation_id,
                person: invitee.person_id,
                name: invitee.full_name,
                council: invitee.council_id,
                unit_name: invitee.unit_name,
                ground: invitee.ground,
                state: invitee.state,
                reason: Some(invitee.reason),
                invited_at: invitee.invited_at,
                present,
                enough: !marks.is_empty() && rule.reached(of, present, lessons),
                marks,
            };
            (entry, invitee.path.unwrap_or_else(|| class.path.clone()))
        })
        .collect())
}

impl From<&MarkRow> for RollMark {
    fn from(row: &MarkRow) -> Self {
        Self {
            lesson: row.lesson_id,
            presence: row.status,
            method: row.method,
            at: row.recorded_at,
            reason: Some(row.reason.clone()),
        }
    }
}

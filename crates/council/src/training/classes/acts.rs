//! Acts on classes.

use jiff::civil::Time;
use kernel::ids::{
    AccountId, ClassId, CouncilId, CourseId, InstitutionId, LessonId, TopicId, TrainerId,
};
use kernel::{Date, Period, vi};
use serde_json::json;
use store::{Reader, args, sql};

use super::pages::{ClassRef, class, lessons};
use crate::access::{Act, covers};
use crate::bodies::{self, CouncilRef};
use crate::refusal::Problems;
use crate::training::trainers::trainer_accounts;
use crate::training::{ClassState, WrongState, programmes};
use crate::{Acting, Problem, Result};

sql! {
    INSERT_CLASS = "INSERT INTO class (id, course_id, council_id, name, place, capacity, state, makeup_of, starts_on, ends_on, note, folded) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    INSERT_COUNCIL = "INSERT INTO class_council (class_id, council_id) VALUES ($1, $2)";
    INSERT_LESSON = "INSERT INTO lesson (id, class_id, day, starts_at, ends_at, title, topic_id) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE_LESSON = "UPDATE lesson SET day = $2, starts_at = $3, ends_at = $4, title = $5, topic_id = $6 WHERE id = $1";
    DELETE_LESSON = "DELETE FROM lesson WHERE id = $1";
    INSERT_TRAINER = "INSERT INTO trainer (id, class_id, name, institution_id, account_id) VALUES ($1, $2, $3, $4, $5)";
    DELETE_TRAINERS = "DELETE FROM trainer WHERE class_id = $1";
    UPDATE_STATE = "UPDATE class SET state = $2 WHERE id = $1";
    UPDATE_DAYS = "UPDATE class SET state = $2, starts_on = $3, ends_on = $4, place = $5, folded = $6 WHERE id = $1";
    UPDATE_CLASS = "UPDATE class SET name = $2, place = $3, capacity = $4, note = $5, folded = $6 WHERE id = $1";
    SEATS_TAKEN = "SELECT count(*) FROM invitation WHERE class_id = $1 AND state = 'invited'";
    TRAINER_ACCOUNTS = "SELECT account_id FROM trainer WHERE class_id = $1 AND account_id IS NOT NULL";
    ROLL_TAKEN = "SELECT count(*) FROM attendance a JOIN lesson l ON l.id = a.lesson_id WHERE l.class_id = $1";
}

/// A lesson as planned.
#[derive(Debug, Clone, serde::Serialize)]
pub struct LessonPlan {
    /// The day.
    pub day: Date,
    /// From.
    pub starts_at: Time,
    /// Until.
    pub ends_at: Time,
    /// What it is called.
    pub title: String,
    /// What it teaches.
    pub topic: Option<TopicId>,
}

/// A trainer of a class.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TrainerPlan {
    /// The name; that of the account when empty.
    pub name: String,
    /// Where the trainer comes from.
    pub institution: Option<InstitutionId>,
    /// The trainer's account, if there is one.
    pub account: Option<AccountId>,
}

/// Lập lớp bồi dưỡng.
#[derive(Debug, Clone)]
pub struct PlanClass {
    /// The course it holds.
    pub course: CourseId,
    /// The council that hosts it.
    pub council: CouncilId,
    /// Its name.
    pub name: String,
    /// Where.
    pub place: String,
    /// How many it has room for.
    pub capacity: u32,
    /// The councils whose people are to attend; the host alone when empty.
    pub councils: Vec<CouncilId>,
    /// Its lessons.
    pub lessons: Vec<LessonPlan>,
    /// Who teaches.
    pub trainers: Vec<TrainerPlan>,
    /// What participants should know.
    pub note: String,
}

/// Lập lớp bồi dưỡng.
pub async fn plan_class(acting: &Acting<'_>, command: PlanClass) -> Result<ClassId> {
    insert_class(acting, command, None).await
}

pub(in crate::training) async fn insert_class(
    acting: &Acting<'_>,
    command: PlanClass,
    makeup_of: Option<ClassId>,
) -> Result<ClassId> {
    let host = bodies::queries::council(&acting.tx, command.council).await?;
    acting.may(Act::PlanClass, &host.path)?;
    let course = programmes::course(&acting.tx, command.course).await?;
    let mut problems = Problems::default();
    let (name, place) = (vi::clean(&command.name), vi::clean(&command.place));
    problems.unless(!name.is_empty(), "name", "class-name-missing");
    problems.unless(!place.is_empty(), "place", "class-place-missing");
    problems.unless(command.capacity > 0, "capacity", "class-capacity-missing");
    let lessons = ordered(command.lessons, &mut problems);
    taught(acting, course.id, &lessons, &mut problems).await?;
    let trainers = named(acting, &host.path, command.trainers, &[], &mut problems).await?;
    let days = days(&lessons);
    if let Some((first, _)) = days {
        let offered = Period {
            from: course.valid_from,
            to: course.valid_to,
        };
        problems.unless(
            offered.contains(first),
            "course",
            "class-outside-course-period",
        );
    }
    let councils = covered(acting, &host, command.councils, days, &mut problems).await?;
    problems.refuse()?;
    let Some((starts_on, ends_on)) = days else {
        return Err(Problem::new("lessons", "class-without-lesson").into());
    };
    let id = ClassId::fresh();
    let values = args![
        id,
        course.id,
        host.id,
        &name,
        &place,
        command.capacity,
        ClassState::Planned,
        makeup_of,
        starts_on,
        ends_on,
        vi::clean(&command.note),
        vi::fold(&format!("{name} {place}"))
    ];
    acting.tx.execute(INSERT_CLASS, values).await?;
    let covered = councils.iter().map(|council| args![id, *council]);
    acting
        .tx
        .execute_each(INSERT_COUNCIL, covered.collect::<Vec<_>>())
        .await?;
    for lesson in &lessons {
        insert_lesson(acting, id, lesson).await?;
    }
    insert_trainers(acting, id, &trainers).await?;
    let detail = json!({"after": {"course": course.id, "name": name, "place": place, "capacity": command.capacity,
        "councils": councils, "lessons": lessons, "trainers": trainers, "makeup_of": makeup_of}});
    acting
        .audit(Act::PlanClass, Some(host.id), "class", id, "", detail)
        .await?;
    Ok(id)
}

/// Đổi lịch, đổi nơi học.
#[derive(Debug, Clone)]
pub struct MoveClass {
    /// The class.
    pub class: ClassId,
    /// Where it will be.
    pub place: String,
    /// Its new lessons; those that take the place of former ones keep their identity in calendars.
    pub lessons: Vec<LessonPlan>,
    /// Why.
    pub reason: String,
}

/// Đổi lịch, đổi nơi học: the class is planned anew, and the invited see the new days in their calendars.
pub async fn move_class(acting: &Acting<'_>, command: MoveClass) -> Result<ClassId> {
    let before = class(&acting.tx, command.class).await?;
    acting.may(Act::RunClass, &before.path)?;
    let state = before.state.replan()?;
    let mut problems = Problems::default();
    let (place, reason) = (vi::clean(&command.place), vi::clean(&command.reason));
    problems.unless(!place.is_empty(), "place", "class-place-missing");
    problems.unless(!reason.is_empty(), "reason", "class-reason-missing");
    let planned = ordered(command.lessons, &mut problems);
    taught(acting, before.course_id, &planned, &mut problems).await?;
    let taken: Option<i64> = acting.tx.scalar(ROLL_TAKEN, args![before.id]).await?;
    problems.unless(taken == Some(0), "lessons", "class-roll-already-taken");
    problems.refuse()?;
    let Some((starts_on, ends_on)) = days(&planned) else {
        return Err(Problem::new("lessons", "class-without-lesson").into());
    };
    let former = lessons(&acting.tx, before.id).await?;
    for (at, lesson) in planned.iter().enumerate() {
        match former.get(at) {
            Some(old) => {
                let values = args![
                    old.id,
                    lesson.day,
                    slot_text(lesson.starts_at),
                    slot_text(lesson.ends_at),
                    &lesson.title,
                    lesson.topic
                ];
                acting.tx.execute(UPDATE_LESSON, values).await?;
            }
            None => insert_lesson(acting, before.id, lesson).await?,
        }
    }
    for old in former.iter().skip(planned.len()) {
        acting.tx.execute(DELETE_LESSON, args![old.id]).await?;
    }
    let folded = vi::fold(&format!("{} {place}", before.name));
    let values = args![before.id, state, starts_on, ends_on, &place, folded];
    acting.tx.execute(UPDATE_DAYS, values).await?;
    let detail = json!({"before": {"state": before.state, "place": before.place, "lessons": former},
        "after": {"state": state, "place": place, "lessons": planned}});
    note(acting, Act::RunClass, &before, &reason, detail).await?;
    Ok(before.id)
}

/// Sửa thông tin lớp: what can change without moving it.
#[derive(Debug, Clone)]
pub struct ReviseClass {
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub name: String,
    /// Where.
    pub place: String,
    /// How many it has room for.
    pub capacity: u32,
    /// What participants should know.
    pub note: String,
    /// Who teaches.
    pub trainers: Vec<TrainerPlan>,
}

/// Sửa thông tin lớp.
pub async fn revise_class(acting: &Acting<'_>, command: ReviseClass) -> Result<ClassId> {
    let before = class(&acting.tx, command.class).await?;
    acting.may(Act::RunClass, &before.path)?;
    let mut problems = Problems::default();
    let (name, place) = (vi::clean(&command.name), vi::clean(&command.place));
    problems.unless(!name.is_empty(), "name", "class-name-missing");
    problems.unless(!place.is_empty(), "place", "class-place-missing");
    let taken: i64 = acting
        .tx
        .scalar(SEATS_TAKEN, args![before.id])
        .await?
        .unwrap_or(0);
    if i64::from(command.capacity) < taken.max(1) {
        problems.add(Problem::new("capacity", "class-capacity-below-invited").with("taken", taken));
    }
    let rows = (acting.tx)
        .fetch(TRAINER_ACCOUNTS, args![before.id])
        .await?;
    let known: Vec<AccountId> = rows
        .iter()
        .map(|row| row.first())
        .collect::<Result<_, _>>()?;
    let trainers = named(
        acting,
        &before.path,
        command.trainers,
        &known,
        &mut problems,
    )
    .await?;
    problems.refuse()?;
    let folded = vi::fold(&format!("{name} {place}"));
    let note_text = vi::clean(&command.note);
    let values = args![
        before.id,
        &name,
        &place,
        command.capacity,
        &note_text,
        folded
    ];
    acting.tx.execute(UPDATE_CLASS, values).await?;
    acting.tx.execute(DELETE_TRAINERS, args![before.id]).await?;
    insert_trainers(acting, before.id, &trainers).await?;
    let detail = json!({"before": {"name": before.name, "place": before.place, "capacity": before.capacity},
        "after": {"name": name, "place": place, "capacity": command.capacity, "trainers": trainers}});
    note(acting, Act::RunClass, &before, "", detail).await?;
    Ok(before.id)
}

/// Mở lớp.
pub async fn open_class(acting: &Acting<'_>, id: ClassId) -> Result<()> {
    turn(acting, id, "", ClassState::open).await
}

/// Ghi nhận lớp đã tổ chức xong; not before its last day.
pub async fn hold_class(acting: &Acting<'_>, id: ClassId) -> Result<()> {
    let current = class(&acting.tx, id).await?;
    if acting.today < current.ends_on {
        let last = vi::date_short(current.ends_on);
        return Err(Problem::new("state", "class-not-over")
            .with("last", last)
            .into());
    }
    turn(acting, id, "", ClassState::hold).await
}

/// Đóng lớp.
pub async fn close_class(acting: &Acting<'_>, id: ClassId) -> Result<()> {
    turn(acting, id, "", ClassState::close).await
}

/// Mở lại lớp đã đóng để sửa điểm danh.
pub async fn reopen_class(acting: &Acting<'_>, id: ClassId, reason: &str) -> Result<()> {
    turn(acting, id, &reasoned(reason)?, ClassState::reopen).await
}

/// Hủy lớp.
pub async fn cancel_class(acting: &Acting<'_>, id: ClassId, reason: &str) -> Result<()> {
    turn(acting, id, &reasoned(reason)?, ClassState::cancel).await
}

fn reasoned(reason: &str) -> Result<String> {
    let reason = vi::clean(reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "class-reason-missing").into());
    }
    Ok(reason)
}

async fn turn(
    acting: &Acting<'_>,
    id: ClassId,
    reason: &str,
    change: fn(ClassState) -> Result<ClassState, WrongState>,
) -> Result<()> {
    let before = class(&acting.tx, id).await?;
    acting.may(Act::RunClass, &before.path)?;
    let after = change(before.state)?;
    acting.tx.execute(UPDATE_STATE, args![id, after]).await?;
    let detail = json!({"before": {"state": before.state}, "after": {"state": after}});
    note(acting, Act::RunClass, &before, reason, detail).await
}

async fn note(
    acting: &Acting<'_>,
    act: Act,
    class: &ClassRef,
    reason: &str,
    detail: serde_json::Value,
) -> Result<()> {
    acting
        .audit(
            act,
            Some(class.council_id),
            "class",
            class.id,
            reason,
            detail,
        )
        .await
}

/// Lessons by day and hour, with what is wrong with them.
fn ordered(mut lessons: Vec<LessonPlan>, problems: &mut Problems) -> Vec<LessonPlan> {
    for lesson in &mut lessons {
        lesson.title = vi::clean(&lesson.title);
        problems.unless(
            lesson.starts_at < lesson.ends_at,
            "lessons",
            "lesson-ends-before-it-begins",
        );
        problems.unless(!lesson.title.is_empty(), "lessons", "lesson-title-missing");
    }
    problems.unless(!lessons.is_empty(), "lessons", "class-without-lesson");
    lessons.sort_by_key(|lesson| (lesson.day, lesson.starts_at));
    let overlap = lessons
        .windows(2)
        .any(|two| two[0].day == two[1].day && two[1].starts_at < two[0].ends_at);
    problems.unless(!overlap, "lessons", "lessons-overlap");
    lessons
}

/// Each lesson teaches a topic of the course, or none in particular.
async fn taught(
    acting: &Acting<'_>,
    course: CourseId,
    lessons: &[LessonPlan],
    problems: &mut Problems,
) -> Result<()> {
    let offered = programmes::topics_of_course(&acting.tx, course).await?;
    let elsewhere = lessons
        .iter()
        .filter_map(|lesson| lesson.topic)
        .any(|topic| offered.iter().all(|one| one.id != topic));
    problems.unless(!elsewhere, "lessons", "lesson-topic-elsewhere");
    Ok(())
}

/// The trainers with their names; an account must be a trainer's at the host's place, or have been named before.
async fn named(
    acting: &Acting<'_>,
    path: &str,
    mut trainers: Vec<TrainerPlan>,
    known: &[AccountId],
    problems: &mut Problems,
) -> Result<Vec<TrainerPlan>> {
    let offered = trainer_accounts(&acting.tx, path, acting.today).await?;
    for trainer in &mut trainers {
        trainer.name = vi::clean(&trainer.name);
        if let Some(id) = trainer.account {
            let account = offered.iter().find(|one| one.id == id);
            problems.unless(
                account.is_some() || known.contains(&id),
                "trainers",
                "trainer-account-elsewhere",
            );
            if let Some(account) = account.filter(|_| trainer.name.is_empty()) {
                trainer.name.clone_from(&account.name);
            }
        }
        problems.unless(!trainer.name.is_empty(), "trainers", "trainer-name-missing");
    }
    Ok(trainers)
}

fn days(lessons: &[LessonPlan]) -> Option<(Date, Date)> {
    Some((lessons.first()?.day, lessons.last()?.day))
}

/// The councils a class is held for: each at or below the host's place, and there on the first day.
async fn covered(
    acting: &Acting<'_>,
    host: &CouncilRef,
    mut councils: Vec<CouncilId>,
    days: Option<(Date, Date)>,
    problems: &mut Problems,
) -> Result<Vec<CouncilId>> {
    if councils.is_empty() {
        councils.push(host.id);
    }
    councils.sort();
    councils.dedup();
    for id in &councils {
        let council = bodies::queries::council(&acting.tx, *id).await?;
        if !covers(&host.path, &council.path) {
            problems.add(
                Problem::new("councils", "class-council-elsewhere")
                    .with("council", council.title()),
            );
        } else if days.is_some_and(|(first, _)| !council.period().contains(first)) {
            problems.add(
                Problem::new("councils", "class-council-not-there")
                    .with("council", council.title()),
            );
        }
    }
    Ok(councils)
}

async fn insert_lesson(acting: &Acting<'_>, class: ClassId, lesson: &LessonPlan) -> Result<()> {
    let values = args![
        LessonId::fresh(),
        class,
        lesson.day,
        slot_text(lesson.starts_at),
        slot_text(lesson.ends_at),
        &lesson.title,
        lesson.topic
    ];
    acting.tx.execute(INSERT_LESSON, values).await?;
    Ok(())
}

async fn insert_trainers(
    acting: &Acting<'_>,
    class: ClassId,
    trainers: &[TrainerPlan],
) -> Result<()> {
    let rows = trainers.iter().map(|trainer| {
        args![
            TrainerId::fresh(),
            class,
            &trainer.name,
            trainer.institution,
            trainer.account
        ]
    });
    acting
        .tx
        .execute_each(INSERT_TRAINER, rows.collect::<Vec<_>>())
        .await?;
    Ok(())
}

/// An hour of the day as it is stored and ordered.
pub(in crate::training) fn slot_text(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

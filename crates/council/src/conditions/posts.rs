//! Vị trí việc làm: the posts of the office, who fills them, and their training.

use std::collections::HashMap;

use jiff::civil::date;
use kernel::ids::{CouncilId, OfficePostId, PostHolderId, StaffTrainingId};
use kernel::{Date, Period};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::{PostKind, Qualification, recorded_day};
use crate::access::{Act, Actor, FieldGroup, Shown};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Lập vị trí việc làm.
#[derive(Debug, Clone)]
pub struct SetUpPost {
    /// The council that is served.
    pub council: CouncilId,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: PostKind,
    /// First day.
    pub valid_from: Date,
}

/// Bố trí người vào vị trí.
#[derive(Debug, Clone)]
pub struct FillPost {
    /// The post.
    pub post: OfficePostId,
    /// Who.
    pub full_name: String,
    /// How qualified.
    pub qualification: Qualification,
    /// Chuyên ngành; may be empty.
    pub field: String,
    /// First day.
    pub valid_from: Date,
}

/// Ghi một lần bồi dưỡng.
#[derive(Debug, Clone)]
pub struct RecordStaffTraining {
    /// Who took part.
    pub holder: PostHolderId,
    /// The name of the class or course.
    pub name: String,
    /// Its last day.
    pub day: Date,
    /// How many hours of teaching.
    pub hours: u32,
}

record! {
    /// Một vị trí việc làm.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = conditions::Post)]
    pub struct Post {
        /// The post.
        pub id: OfficePostId,
        /// The council that is served.
        pub council_id: CouncilId,
        /// Its path of official codes.
        pub path: String,
        /// Its title.
        pub title: String,
        /// Its kind.
        pub kind: PostKind,
        /// First day.
        pub valid_from: Date,
        /// First day on which it no longer exists.
        pub valid_to: Option<Date>,
    }

    /// Người giữ vị trí, for the acts on it.
    #[derive(Debug, Clone)]
    pub struct Holder {
        /// The record.
        pub id: PostHolderId,
        /// The post.
        pub post_id: OfficePostId,
        /// Who.
        pub full_name: String,
        /// How qualified.
        pub qualification: Qualification,
        /// Chuyên ngành.
        pub field: String,
        /// First day.
        pub valid_from: Date,
        /// First day on which the post was left.
        pub valid_to: Option<Date>,
    }

    struct TrainingRow { holder_id: PostHolderId, name: String, day: Date, hours: u32 }
}

/// A class in which somebody took part.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Training)]
pub struct Training {
    /// The name of the class or course.
    pub name: String,
    /// Its last day.
    pub day: Date,
    /// How many hours.
    pub hours: u32,
}

/// Who fills a post on a day, as the reader may see it: leaders by name, others only by those who may read of staff.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::Holder)]
pub struct HolderLine {
    /// The record.
    pub id: PostHolderId,
    /// Who.
    #[schema(value_type = Option<String>)]
    pub full_name: Shown<String>,
    /// How qualified.
    #[schema(value_type = Option<String>)]
    pub qualification: Shown<Qualification>,
    /// Chuyên ngành.
    #[schema(value_type = Option<String>)]
    pub field: Shown<String>,
    /// First day.
    pub valid_from: Date,
    /// Classes of the year of the day, until it.
    pub trainings: Vec<Training>,
}

/// A post on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = conditions::PostLine)]
pub struct PostLine {
    /// The post.
    #[serde(flatten)]
    pub post: Post,
    /// Who fills it; nobody while it is vacant.
    pub holder: Option<HolderLine>,
}

macro_rules! post_columns {
    () => {
        "SELECT p.id, p.council_id, c.path, p.title, p.kind, p.valid_from, p.valid_to \
         FROM office_post p JOIN council c ON c.id = p.council_id "
    };
}
macro_rules! holder_columns {
    () => {
        "SELECT h.id, h.post_id, h.full_name, h.qualification, h.field, h.valid_from, h.valid_to FROM post_holder h "
    };
}

sql! {
    POSTS = concat!(post_columns!(), "WHERE p.council_id = $1 AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2) \
                     ORDER BY p.valid_from, p.id");
    POST = concat!(post_columns!(), "WHERE p.id = $1");
    HOLDERS = concat!(holder_columns!(), "JOIN office_post p ON p.id = h.post_id \
                       WHERE p.council_id = $1 AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to > $2)");
    HOLDERS_OF_POST = concat!(holder_columns!(), "WHERE h.post_id = $1 ORDER BY h.valid_from");
    HOLDER = concat!(holder_columns!(), "WHERE h.id = $1");
    TRAININGS = "SELECT t.holder_id, t.name, t.day, t.hours FROM staff_training t JOIN post_holder h ON h.id = t.holder_id \
                 JOIN office_post p ON p.id = h.post_id WHERE p.council_id = $1 AND t.day >= $2 AND t.day <= $3 ORDER BY t.day, t.id";
    INSERT_POST = "INSERT INTO office_post (id, council_id, title, kind, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, NULL)";
    END_POST = "UPDATE office_post SET valid_to = $2 WHERE id = $1";
    INSERT_HOLDER = "INSERT INTO post_holder (id, post_id, full_name, qualification, field, valid_from, valid_to) \
                     VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    END_HOLDER = "UPDATE post_holder SET valid_to = $2 WHERE id = $1";
    INSERT_TRAINING = "INSERT INTO staff_training (id, holder_id, name, day, hours) VALUES ($1, $2, $3, $4, $5)";
}

/// One post, whenever it was.
pub async fn post(db: &impl Reader, id: OfficePostId) -> Result<Post> {
    db.one(POST, args![id])
        .await?
        .ok_or(Refusal::NotFound("post"))
}

/// One holder of a post, with the post; the name is for those who may change it.
pub async fn holder(db: &impl Reader, id: PostHolderId) -> Result<(Holder, Post)> {
    let holder: Holder = db
        .one(HOLDER, args![id])
        .await?
        .ok_or(Refusal::NotFound("holder"))?;
    let post = post(db, holder.post_id).await?;
    Ok((holder, post))
}

/// The posts of a council on a day, in order of their kinds, with who fills them.
pub async fn posts(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    on: Date,
) -> Result<Vec<PostLine>> {
    let first = date(on.year(), 1, 1);
    let mut posts: Vec<Post> = db.all(POSTS, args![council.id, on]).await?;
    posts.sort_by_key(|post| post.kind);
    let holders: Vec<Holder> = db.all(HOLDERS, args![council.id, on]).await?;
    let mut holders: HashMap<OfficePostId, Holder> = holders
        .into_iter()
        .map(|holder| (holder.post_id, holder))
        .collect();
    let mut trainings: HashMap<PostHolderId, Vec<Training>> = HashMap::new();
    let rows: Vec<TrainingRow> = db.all(TRAININGS, args![council.id, first, on]).await?;
    for row in rows {
        trainings.entry(row.holder_id).or_default().push(Training {
            name: row.name,
            day: row.day,
            hours: row.hours,
        });
    }
    let reads = actor.reads(FieldGroup::OfficeStaff, &council.path);
    let lines = posts.into_iter().map(|post| {
        let named = reads || post.kind == PostKind::Leader;
        let holder = holders.remove(&post.id).map(|holder| HolderLine {
            trainings: trainings.remove(&holder.id).unwrap_or_default(),
            id: holder.id,
            full_name: Shown::when(named, holder.full_name),
            qualification: Shown::when(named, holder.qualification),
            field: Shown::when(named, holder.field),
            valid_from: holder.valid_from,
        });
        PostLine { post, holder }
    });
    Ok(lines.collect())
}

/// Lập vị trí việc làm.
pub async fn set_up_post(acting: &Acting<'_>, command: SetUpPost) -> Result<OfficePostId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::SetUpPost, &council.path)?;
    let mut problems = Problems::default();
    let title = problems.text("title", &command.title);
    let there = council.period().contains(command.valid_from);
    problems.unless(there, "valid_from", "council-not-on-that-day");
    problems.refuse()?;
    let id = OfficePostId::fresh();
    let values = args![id, council.id, &title, command.kind, command.valid_from];
    acting.tx.execute(INSERT_POST, values).await?;
    let detail = json!({"after": {
        "title": title, "post_kind": command.kind, "valid_from": command.valid_from,
    }});
    let (act, of) = (Act::SetUpPost, Some(council.id));
    acting.audit(act, of, "office_post", id, "", detail).await?;
    Ok(id)
}

/// Bỏ vị trí việc làm: from a day on there is no such post any more.
pub async fn end_post(
    acting: &Acting<'_>,
    id: OfficePostId,
    ended_on: Date,
    reason: &str,
) -> Result<()> {
    let post = post(&acting.tx, id).await?;
    acting.may(Act::SetUpPost, &post.path)?;
    let mut problems = Problems::default();
    problems.unless(post.valid_to.is_none(), "", "post-ended");
    let forward = post.valid_from < ended_on;
    problems.unless(forward, "ended_on", "period-reversed");
    let holders: Vec<Holder> = acting.tx.all(HOLDERS_OF_POST, args![id]).await?;
    let held = holders
        .iter()
        .any(|holder| holder.valid_to.is_none_or(|to| to > ended_on));
    problems.unless(!held, "ended_on", "post-still-held");
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    acting.tx.execute(END_POST, args![id, ended_on]).await?;
    let detail = json!({"after": {"valid_to": ended_on}});
    let (act, of) = (Act::SetUpPost, Some(post.council_id));
    acting
        .audit(act, of, "office_post", id, &reason, detail)
        .await
}

/// Bố trí người vào vị trí. The line of the audit chain names the post, not the person.
pub async fn fill_post(acting: &Acting<'_>, command: FillPost) -> Result<PostHolderId> {
    let post = post(&acting.tx, command.post).await?;
    acting.may(Act::FillPost, &post.path)?;
    let mut problems = Problems::default();
    let name = problems.text("full_name", &command.full_name);
    let field = super::optional(&mut problems, "field", &command.field);
    let period = Period {
        from: post.valid_from,
        to: post.valid_to,
    };
    let there = period.contains(command.valid_from);
    problems.unless(there, "valid_from", "post-not-on-that-day");
    let holders: Vec<Holder> = acting.tx.all(HOLDERS_OF_POST, args![post.id]).await?;
    let held = holders
        .iter()
        .any(|holder| holder.valid_to.is_none_or(|to| to > command.valid_from));
    problems.unless(!held, "valid_from", "post-still-held");
    problems.refuse()?;
    let id = PostHolderId::fresh();
    let values = args![
        id,
        post.id,
        &name,
        command.qualification,
        &field,
        command.valid_from
    ];
    acting.tx.execute(INSERT_HOLDER, values).await?;
    let detail = json!({
        "after": {"qualification": command.qualification, "valid_from": command.valid_from},
        "title": post.title,
    });
    let (act, of) = (Act::FillPost, Some(post.council_id));
    acting.audit(act, of, "post_holder", id, "", detail).await?;
    Ok(id)
}

/// Ghi thôi giữ vị trí.
pub async fn leave_post(
    acting: &Acting<'_>,
    id: PostHolderId,
    ended_on: Date,
    reason: &str,
) -> Result<()> {
    let (holder, post) = holder(&acting.tx, id).await?;
    acting.may(Act::FillPost, &post.path)?;
    let mut problems = Problems::default();
    problems.unless(holder.valid_to.is_none(), "", "post-left");
    let forward = holder.valid_from < ended_on;
    problems.unless(forward, "ended_on", "period-reversed");
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    acting.tx.execute(END_HOLDER, args![id, ended_on]).await?;
    let detail = json!({"after": {"valid_to": ended_on}, "title": post.title});
    let (act, of) = (Act::FillPost, Some(post.council_id));
    acting
        .audit(act, of, "post_holder", id, &reason, detail)
        .await
}

/// Ghi một lần bồi dưỡng.
pub async fn record_training(acting: &Acting<'_>, command: RecordStaffTraining) -> Result<()> {
    let (holder, post) = holder(&acting.tx, command.holder).await?;
    acting.may(Act::RecordStaffTraining, &post.path)?;
    let of = council(&acting.tx, post.council_id).await?;
    let mut problems = Problems::default();
    let name = problems.text("name", &command.name);
    recorded_day(&mut problems, &of, acting.today, "day", command.day);
    let period = Period {
        from: holder.valid_from,
        to: holder.valid_to,
    };
    if !period.contains(command.day) {
        problems.add(Problem::new("day", "holder-not-on-that-day"));
    }
    let some = (1..=1_000).contains(&command.hours);
    problems.unless(some, "hours", "hours-out-of-range");
    problems.refuse()?;
    let values = args![
        StaffTrainingId::fresh(),
        holder.id,
        &name,
        command.day,
        command.hours
    ];
    acting.tx.execute(INSERT_TRAINING, values).await?;
    let detail = json!({"after": {"name": name, "day": command.day, "hours": command.hours}, "title": post.title});
    let (act, of) = (Act::RecordStaffTraining, Some(post.council_id));
    acting
        .audit(act, of, "post_holder", holder.id, "", detail)
        .await
}

//! Training as open data: what the pages show, names only for those who may know them.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::training::ClassState;
use council::training::classes::{self as domain, ClassListRow, ClassPage, RollEntry};
use council::training::expected::{Expected, expected};
use council::training::programmes::{self as plans, CoursePage, CourseRow, ProgrammeRow};
use kernel::Id;
use store::Db;
use utoipa::ToSchema;
use uuid::Uuid;

use super::classes::filter;
use crate::api::{Batch, OnDay, PageNumber};
use crate::asked;
use crate::failure::{ApiError, Outcome};
use crate::visit::Visit;

/// Every programme of a place.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct Programmes {
    /// The programmes.
    items: Vec<ProgrammeRow>,
}

/// Every course of a place.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct Courses {
    /// The courses.
    items: Vec<CourseRow>,
}

/// A class with everyone invited whom the reader may see.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct ClassWithRoll {
    /// The class with everything else its page shows.
    #[serde(flatten)]
    page: ClassPage,
    /// Everyone invited whom the reader may see.
    roll: Vec<RollEntry>,
}

/// A class and who must attend.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct ClassAnswer {
    /// The class with everything its page shows.
    class: ClassWithRoll,
    /// Who must attend and who need not.
    expected: Expected,
}

/// The training programmes of the councils at or below a place.
#[utoipa::path(get, path = "/api/v1/programmes", tag = "training",
    params(("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it")),
    responses((status = 200, description = "Every programme", body = Programmes)))]
pub async fn programmes(visit: Visit, State(db): State<Db>) -> Outcome {
    let items = plans::programmes(&db, visit.asked("place").unwrap_or_default()).await?;
    Ok(axum::Json(Programmes { items }).into_response())
}

/// The courses of the councils at or below a place.
#[utoipa::path(get, path = "/api/v1/courses", tag = "training",
    params(("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it"),
        ("programme" = Option<Uuid>, Query, description = "A programme")),
    responses((status = 200, description = "Every course", body = Courses)))]
pub async fn courses(visit: Visit, State(db): State<Db>) -> Outcome {
    let programme = asked::id(&visit, "programme")?;
    let items = plans::courses(&db, visit.asked("place").unwrap_or_default(), programme).await?;
    Ok(axum::Json(Courses { items }).into_response())
}

/// One course with its topics, partners and laws, the laws as they stand on the day.
#[utoipa::path(get, path = "/api/v1/courses/{id}", tag = "training", params(OnDay, ("id" = Uuid, Path, description = "The course")),
    responses((status = 200, description = "The course with everything its page shows", body = CoursePage)))]
pub async fn course(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let found = plans::course_page(&db, Id::from_uuid(id), visit.on).await?;
    Ok(axum::Json(found).into_response())
}

/// Classes, the latest first, with counts of the invited, the present and the missing.
#[utoipa::path(get, path = "/api/v1/classes", tag = "training", params(OnDay,
    ("q" = Option<String>, Query, description = "Text found in the name or place, marks ignored"),
    ("council" = Option<Uuid>, Query, description = "The council that holds the class or whose people are to attend"),
    ("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it"),
    ("course" = Option<Uuid>, Query, description = "A course"),
    ("state" = inline(Option<ClassState>), Query, description = "A state"),
    ("from" = Option<String>, Query, format = Date, description = "Classes that end on this day or later"),
    ("until" = Option<String>, Query, format = Date, description = "Classes that begin on this day or earlier"),
    PageNumber),
    responses((status = 200, description = "A page of classes", body = Batch<ClassListRow>),
        (status = 404, description = "There is no such council", body = ApiError)))]
pub async fn classes(visit: Visit, State(db): State<Db>) -> Outcome {
    let batch = asked::page(&visit)?;
    let mut filter = filter(&visit, &db).await?;
    filter.page = batch.number - 1;
    filter.size = batch.size;
    let snapshot = visit.app.projection().now().await?;
    let found = domain::classes(&db, &snapshot, &filter).await?;
    Ok(axum::Json(Batch {
        on: visit.on,
        total: found.total,
        items: found.rows,
    })
    .into_response())
}

/// One class: lessons, councils, counts; the roll and who must attend only for those who may know.
#[utoipa::path(get, path = "/api/v1/classes/{id}", tag = "training", params(("id" = Uuid, Path, description = "The class")),
    responses((status = 200, description = "The class with everything its page shows", body = ClassAnswer)))]
pub async fn class(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let snapshot = visit.app.projection().now().await?;
    let page = domain::class_page(&db, &snapshot, Id::from_uuid(id)).await?;
    let expected = expected(&db, &snapshot, &visit.actor, &page.class).await?;
    let roll = match visit.actor.is_signed_in() {
        true => domain::roll(&db, &visit.actor, page.class.id).await?,
        false => Vec::new(),
    };
    let class = ClassWithRoll { page, roll };
    Ok(axum::Json(ClassAnswer { class, expected }).into_response())
}

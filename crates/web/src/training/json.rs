//! Training as open data: what the pages show, names only for those who may know them.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::training::classes as domain;
use council::training::expected::expected;
use council::training::programmes as plans;
use kernel::Id;
use serde_json::json;
use store::Db;
use uuid::Uuid;

use super::classes::filter;
use crate::api::OnDay;
use crate::failure::Outcome;
use crate::listing::page_asked;
use crate::visit::Visit;

/// The training programmes of the councils at or below a place.
#[utoipa::path(get, path = "/api/v1/programmes", tag = "training",
    params(("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it")),
    responses((status = 200, description = "Programmes: items")))]
pub async fn programmes(visit: Visit, State(db): State<Db>) -> Outcome {
    let items = plans::programmes(&db, visit.asked("place").unwrap_or_default()).await?;
    Ok(axum::Json(json!({ "items": items })).into_response())
}

/// The courses of the councils at or below a place.
#[utoipa::path(get, path = "/api/v1/courses", tag = "training",
    params(("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it"),
        ("programme" = Option<Uuid>, Query, description = "A programme")),
    responses((status = 200, description = "Courses: items")))]
pub async fn courses(visit: Visit, State(db): State<Db>) -> Outcome {
    let programme = visit.asked("programme").and_then(|id| id.parse().ok());
    let items = plans::courses(&db, visit.asked("place").unwrap_or_default(), programme).await?;
    Ok(axum::Json(json!({ "items": items })).into_response())
}

/// One course with its topics, partners and laws, the laws as they stand on the day.
#[utoipa::path(get, path = "/api/v1/courses/{id}", tag = "training", params(OnDay, ("id" = Uuid, Path, description = "The course")),
    responses((status = 200, description = "The course"), (status = 404, description = "No such course")))]
pub async fn course(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let found = plans::course_page(&db, Id::from_uuid(id), visit.on).await?;
    Ok(axum::Json(found).into_response())
}

/// Classes, the latest first, with counts of the invited, the present and the missing.
#[utoipa::path(get, path = "/api/v1/classes", tag = "training", params(
    ("q" = Option<String>, Query, description = "Text found in the name or place, marks ignored"),
    ("council" = Option<Uuid>, Query, description = "The council that holds the class or whose people are to attend"),
    ("place" = Option<String>, Query, description = "The path of official codes of a place: it and everything below it"),
    ("course" = Option<Uuid>, Query, description = "A course"),
    ("state" = Option<String>, Query, description = "planned, open, held, closed or cancelled"),
    ("from" = Option<String>, Query, description = "Classes that end on this day or later"),
    ("until" = Option<String>, Query, description = "Classes that begin on this day or earlier"),
    ("page" = Option<u32>, Query, description = "Page, from 1")),
    responses((status = 200, description = "A page of classes: on, total, items")))]
pub async fn classes(visit: Visit, State(db): State<Db>) -> Outcome {
    let batch = page_asked(&visit);
    let mut filter = filter(&visit, &db).await?;
    filter.page = batch.number - 1;
    filter.size = batch.size;
    let found = domain::classes(&db, &filter).await?;
    let body = json!({ "on": visit.on, "total": found.total, "items": found.rows });
    Ok(axum::Json(body).into_response())
}

/// One class: lessons, councils, counts; the roll and who must attend only for those who may know.
#[utoipa::path(get, path = "/api/v1/classes/{id}", tag = "training", params(("id" = Uuid, Path, description = "The class")),
    responses((status = 200, description = "The class"), (status = 404, description = "No such class")))]
pub async fn class(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let found = domain::class_page(&db, &visit.actor, Id::from_uuid(id)).await?;
    let audience = expected(&db, &visit.actor, &found.class).await?;
    Ok(axum::Json(json!({ "class": found, "expected": audience })).into_response())
}

//! The board as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use council::bodies::Level;
use council::scoreboard::board::{self, BoardRow, LevelTotals, Outlook, ProvinceTotals};
use council::scoreboard::forecast::Forecast;
use council::scoreboard::missing::{MissingList, missing};
use council::scoreboard::single::{self, LawRow};
use council::scoreboard::totals::Totals;
use council::scoreboard::trend::{self, TermPoint, TrendPoint};
use council::scoreboard::{
    BodyCoverage, CourseCoverage, Coverage, Denominator, LawCoverage, Projection, Tally,
    TopicCoverage,
};
use council::{Page, Problem};
use jiff::ToSpan;
use kernel::Date;
use kernel::ids::{CouncilId, DocumentId};
use serde::Serialize;
use store::Db;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{asked, missing::filter as missing_filter};
use crate::api::OnDay;
use crate::app::App;
use crate::failure::{ApiError, Failure, Outcome};
use crate::visit::Visit;

/// The routes, described.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(scoreboard))
        .routes(routes!(months))
        .routes(routes!(laws))
        .routes(routes!(law))
        .routes(routes!(topics))
        .routes(routes!(missing_people))
        .routes(routes!(one_council))
        .routes(routes!(term))
}

store::coded! {
    /// In which measure councils are behind.
    pub enum Behind {
        /// The first, as links said before every measure was counted.
        First = "1",
        /// Bồi dưỡng đại biểu.
        Training = "m1",
        /// Nắm vững pháp luật.
        Laws = "m2",
        /// Tiếp xúc cử tri.
        Contact = "m3",
        /// Rà soát, ban hành quy định.
        Regulations = "m4",
        /// Quy chế phối hợp.
        Coordination = "m5",
        /// Hội nghị trao đổi kinh nghiệm.
        Conferences = "m6",
        /// Bộ máy giúp việc.
        Staff = "m7",
        /// Phương tiện, kinh phí.
        Means = "m8",
    }
}

/// Which councils, in the query.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[expect(
    dead_code,
    reason = "it describes the query, which handlers read through the visit"
)]
#[into_params(parameter_in = Query)]
pub struct Councils {
    /// The path of official codes of a place: it and everything below; the country if left out.
    pub place: Option<String>,
    /// A level.
    #[param(inline)]
    pub level: Option<Level>,
    /// A term by name, such as `2026-2031`.
    pub term: Option<String>,
    /// Words of the unit's name; marks may be left out.
    pub q: Option<String>,
    /// Only councils that lack something in a measure, such as `m3`; `1` is `m1`.
    #[param(inline)]
    pub behind: Option<Behind>,
}

/// Order and page, in the query.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[expect(
    dead_code,
    reason = "it describes the query, which handlers read through the visit"
)]
#[into_params(parameter_in = Query)]
pub struct Order {
    /// `place`, `name`, `delegates`, `missing`, or a measure from `m1` to `m8`; with `-` before it the other way round.
    #[param(pattern = "^-?(place|name|delegates|m[1-8]|missing)$")]
    pub sort: Option<String>,
    /// The page of fifty councils, from 1.
    #[param(minimum = 1, maximum = 1_000_000)]
    pub page: Option<u32>,
}

/// How far back, in the query.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[expect(
    dead_code,
    reason = "it describes the query, which handlers read through the visit"
)]
#[into_params(parameter_in = Query)]
pub struct Months {
    /// How many months, at most 120; 12 if left out.
    #[param(minimum = 1, maximum = 120)]
    pub months: Option<u32>,
}

/// Who is asked about, in the query.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[expect(
    dead_code,
    reason = "it describes the query, which handlers read through the visit"
)]
#[into_params(parameter_in = Query)]
pub struct Who {
    /// The path of official codes of a place.
    pub place: Option<String>,
    /// A council.
    #[param(value_type = Option<uuid::Uuid>)]
    pub council: Option<String>,
    /// A course.
    #[param(value_type = Option<uuid::Uuid>)]
    pub course: Option<String>,
    /// A law instead of the courses.
    #[param(value_type = Option<uuid::Uuid>)]
    pub law: Option<String>,
}

/// The board.
#[derive(Debug, Serialize, ToSchema)]
struct BoardAnswer {
    /// The day.
    on: Date,
    /// The sum.
    totals: Totals,
    /// By level.
    levels: Vec<LevelTotals>,
    /// By province.
    provinces: Vec<ProvinceTotals>,
    /// Where the planned classes lead.
    outlook: Outlook,
    /// The councils of this page.
    councils: Vec<BoardRow>,
}

/// One council in full.
#[derive(Debug, Serialize, ToSchema)]
struct CouncilAnswer {
    /// The day.
    on: Date,
    /// Its row on the board.
    row: BoardRow,
    /// The denominator, spelled out.
    denominator: Denominator,
    /// M1.
    trained: Tally,
    /// By course.
    courses: Vec<CourseCoverage>,
    /// By law.
    laws: Vec<LawCoverage>,
    /// By body.
    bodies: Vec<BodyCoverage>,
    /// By topic.
    topics: Vec<TopicCoverage>,
    /// Where the planned classes lead.
    forecast: Forecast,
}

/// The whole board: the share done of each measure, council by council, with sums.
#[utoipa::path(get, path = "/api/v1/scoreboard", tag = "scoreboard", params(OnDay, Councils, Order),
    responses((status = 200, body = BoardAnswer), (status = 422, body = ApiError)))]
async fn scoreboard(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    let snapshot = projection.now().await?;
    let filter = asked::filter(&visit)?;
    let (sort, direction) = asked::sort(&visit)?;
    let page = asked::page(&visit)?;
    let board = board::board(&snapshot, visit.on, &filter, sort, direction);
    Ok(Json(BoardAnswer {
        on: visit.on,
        outlook: board::year_ahead(&snapshot, visit.on, &filter),
        councils: board.rows((page - 1).saturating_mul(asked::PAGE), asked::PAGE),
        totals: board.totals,
        levels: board.levels,
        provinces: board.provinces,
    })
    .into_response())
}

/// How the sums stood at the beginning of each of the last months.
#[utoipa::path(get, path = "/api/v1/scoreboard/trend", tag = "scoreboard", params(OnDay, Councils, Months),
    responses((status = 200, body = Vec<TrendPoint>), (status = 422, body = ApiError)))]
async fn months(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    let months = match visit.picked("months").map(str::parse::<u32>) {
        None => 12,
        Some(Ok(months)) if (1..=120).contains(&months) => months,
        Some(_) => return Err(Problem::new("months", "number-unreadable").into()),
    };
    let filter = asked::filter(&visit)?;
    let snapshot = projection.now().await?;
    Ok(Json(trend::trend(&snapshot, visit.on, &filter, months)).into_response())
}

/// The laws that delegates have to master: studied, passed, passed and unchanged since.
#[utoipa::path(get, path = "/api/v1/scoreboard/laws", tag = "scoreboard", params(OnDay, Councils),
    responses((status = 200, body = Vec<LawCoverage>), (status = 422, body = ApiError)))]
async fn laws(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    let filter = asked::filter(&visit)?;
    let snapshot = projection.now().await?;
    Ok(Json(board::laws(&snapshot, visit.on, &filter)).into_response())
}

/// One law, council by council.
#[utoipa::path(get, path = "/api/v1/scoreboard/laws/{law}", tag = "scoreboard",
    params(("law" = uuid::Uuid, Path, description = "The document."), OnDay, Councils),
    responses((status = 200, body = Vec<LawRow>), (status = 404, body = ApiError), (status = 422, body = ApiError)))]
async fn law(
    visit: Visit,
    Path(id): Path<String>,
    State(projection): State<Arc<Projection>>,
) -> Outcome {
    let id: DocumentId = id.parse().map_err(|_| Failure::not_found("document"))?;
    let filter = asked::filter(&visit)?;
    let snapshot = projection.now().await?;
    let law = single::one_law(&snapshot, id, visit.on, &filter);
    let law = law.ok_or_else(|| Failure::not_found("document"))?;
    Ok(Json(law.by_place()).into_response())
}

/// The topics on which delegates have a required course.
#[utoipa::path(get, path = "/api/v1/scoreboard/topics", tag = "scoreboard", params(OnDay, Councils),
    responses((status = 200, body = Vec<TopicCoverage>), (status = 422, body = ApiError)))]
async fn topics(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    let filter = asked::filter(&visit)?;
    let snapshot = projection.now().await?;
    Ok(Json(board::topics(&snapshot, visit.on, &filter)).into_response())
}

/// Who is missing, as far as the reader may see it; of the others, how many.
#[utoipa::path(get, path = "/api/v1/scoreboard/missing", tag = "scoreboard", params(OnDay, Who),
    responses((status = 200, body = MissingList), (status = 422, body = ApiError)))]
async fn missing_people(
    visit: Visit,
    State(projection): State<Arc<Projection>>,
    State(db): State<Db>,
) -> Outcome {
    let filter = missing_filter(&visit)?;
    let snapshot = projection.now().await?;
    let list = missing(&db, &snapshot, &visit.actor, &filter, visit.on, Page::WHOLE).await?;
    Ok(Json(list).into_response())
}

/// One council: every measure, the denominator spelled out, courses, laws, bodies, topics, forecast.
#[utoipa::path(get, path = "/api/v1/scoreboard/{council}", tag = "scoreboard",
    params(("council" = uuid::Uuid, Path, description = "The council."), OnDay),
    responses((status = 200, body = CouncilAnswer), (status = 404, body = ApiError)))]
async fn one_council(
    visit: Visit,
    Path(id): Path<String>,
    State(projection): State<Arc<Projection>>,
) -> Outcome {
    let id: CouncilId = id.parse().map_err(|_| Failure::not_found("council"))?;
    let snapshot = projection.now().await?;
    let until = visit.on.saturating_add(1.year());
    let (row, coverage) = board::one_council(&snapshot, id, visit.on, until)?;
    let Coverage {
        denominator,
        trained,
        courses,
        laws,
        bodies,
        topics,
        forecast,
        ..
    } = coverage;
    Ok(Json(CouncilAnswer {
        on: visit.on,
        row,
        denominator,
        trained,
        courses,
        laws,
        bodies,
        topics,
        forecast,
    })
    .into_response())
}

/// The eight measures of one council on the last day of each quarter since it began, and on the day itself.
#[utoipa::path(get, path = "/api/v1/scoreboard/{council}/trend", tag = "scoreboard",
    params(("council" = uuid::Uuid, Path, description = "The council."), OnDay),
    responses((status = 200, body = Vec<TermPoint>), (status = 404, body = ApiError)))]
async fn term(
    visit: Visit,
    Path(id): Path<String>,
    State(projection): State<Arc<Projection>>,
) -> Outcome {
    let id: CouncilId = id.parse().map_err(|_| Failure::not_found("council"))?;
    let snapshot = projection.now().await?;
    let points = trend::council_trend(&snapshot, id, visit.on, super::one::QUARTERS);
    if points.is_empty() {
        return Err(Failure::not_found("council"));
    }
    Ok(Json(points).into_response())
}

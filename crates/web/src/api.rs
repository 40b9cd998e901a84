//! The open data of the service: what pages show, as JSON under `/api/v1`, described by OpenAPI made from the code.
//!
//! Reads only: acts are done on the pages, and what is posted is answered and not kept. The same field table as on the pages decides
//! what a reader gets; a personal value that this reader may not see is `null`.

mod contract;
mod shapes;

use axum::Router;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ui::{Cell, Column, CopyText, Page, Table};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
    ResponseBuilder,
};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::contract::Contract;
use crate::app::App;
use crate::failure::{ApiError, Outcome};
use crate::visit::Visit;

/// The day of view of an answer.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// The day to which the answer refers, as `YYYY-MM-DD`; today if left out.
    #[param(value_type = Option<String>, format = Date, example = "2025-06-30")]
    pub on: Option<String>,
}

/// Which page of a list.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageNumber {
    /// The page of fifty rows, from 1; a page after the last is empty.
    #[param(minimum = 1, maximum = 1_000_000)]
    pub page: Option<u32>,
}

store::coded! {
    /// A narrowing that is asked for or left out.
    pub enum Only {
        /// Asked for.
        Asked = "1",
    }
}

/// One page of a list.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct Batch<T: ToSchema> {
    /// The day to which the answer refers.
    pub on: kernel::Date,
    /// How many there are in all.
    pub total: i64,
    /// Those of this page.
    pub items: Vec<T>,
}

/// The API's own routes and its description, around the capabilities' routes.
pub fn routes(capabilities: OpenApiRouter<App>) -> Router<App> {
    let (router, description) = capabilities.routes(routes!(pages)).split_for_parts();
    let description = describe(description);
    let operations = operations(&description);
    // The description is plain data: writing it as JSON cannot fail.
    let description = serde_json::to_value(&description).unwrap_or_default();
    let contract = Contract::of(&description);
    let json = description.to_string();
    router
        .route_layer(middleware::from_fn(move |request, next| Contract::hold(contract.clone(), request, next)))
        .route(
            "/api/v1/openapi.json",
            get(move || async move { ([("content-type", "application/json")], json).into_response() }),
        )
        .route("/api/v1/docs", get(move |visit: Visit| async move { docs(&visit, &operations) }))
}

/// The pages that whoever asks may open: at least one of each kind.
#[utoipa::path(get, path = "/api/v1/pages", tag = "service", responses((status = 200, body = Vec<String>)))]
async fn pages(visit: Visit) -> Outcome {
    Ok(axum::Json(crate::sample_paths(&visit).await?).into_response())
}

fn describe(collected: OpenApi) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Dân Cử")
        .description(Some(
            "Open data of the People's Councils: structure over time, training, the scoreboard. Personal values that the reader \
             may not see are null. What refers to a day takes it as `on`. A parameter that is not described, is given twice or \
             cannot be read is refused with its name; answers are JSON, and a caller that takes no JSON is refused. HEAD answers \
             as GET does, without the body.",
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .build();
    let mut description = OpenApiBuilder::from(collected).info(info).build();
    let (name, schema) = (
        ApiError::name().into_owned(),
        <ApiError as utoipa::PartialSchema>::schema(),
    );
    let components = description.components.get_or_insert_default();
    components.schemas.insert(name, schema);
    let mut more = Vec::new();
    <ApiError as ToSchema>::schemas(&mut more);
    components.schemas.extend(more);
    for item in description.paths.paths.values_mut() {
        let operations = [item.get.as_mut(), item.post.as_mut()];
        for operation in operations.into_iter().flatten() {
            describe_query(operation);
            describe_refusals(operation);
        }
    }
    description
}

/// Completes what an operation takes in its query with what is the same everywhere.
fn describe_query(operation: &mut Operation) {
    let parameters = operation.parameters.get_or_insert_default();
    for parameter in parameters.iter_mut() {
        if let RefOr::T(parameter) = parameter {
            shapes::complete(parameter);
        }
    }
    parameters.push(language().into());
}

fn language() -> Parameter {
    let codes = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(["vi", "en"]));
    ParameterBuilder::new()
        .name("lang")
        .parameter_in(ParameterIn::Query)
        .description(Some("The language of messages; Vietnamese if left out."))
        .schema(Some(codes))
        .build()
}

/// Says of an operation how it refuses, which is the same everywhere: handlers describe only what is their own.
fn describe_refusals(operation: &mut Operation) {
    let parameters = operation.parameters.iter().flatten();
    let by_path = parameters.into_iter().any(
        |one| matches!(one, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Path),
    );
    let mut refusals = vec![
        ("403", "The reader may not see this"),
        (
            "422",
            "What is asked for is not understood; `problems` names the fields",
        ),
        ("406", "The caller takes no JSON"),
    ];
    if by_path {
        refusals.push(("404", "There is no such record"));
    }
    for (status, meaning) in refusals {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(ApiError::name())));
        let answer = ResponseBuilder::new()
            .description(meaning)
            .content("application/json", content.build())
            .build();
        let responses = &mut operation.responses.responses;
        responses.entry(status.to_owned()).or_insert(answer.into());
    }
}

/// An operation as the page of the API shows it.
#[derive(Clone)]
struct Listed {
    path: String,
    summary: String,
    /// Whether its address can be opened as it stands.
    opens: bool,
}

fn operations(description: &OpenApi) -> Vec<Listed> {
    let listed = |(path, item): (&String, &utoipa::openapi::PathItem)| {
        let operation = item.get.as_ref().or(item.post.as_ref());
        let summary = operation.and_then(|operation| operation.summary.clone());
        Listed {
            path: path.clone(),
            summary: summary.unwrap_or_default(),
            opens: item.get.is_some() && !path.contains('{'),
        }
    };
    description.paths.paths.iter().map(listed).collect()
}

fn docs(visit: &Visit, operations: &[Listed]) -> Response {
    let mut table = Table::new(visit.t("api-operations"), visit.words())
        .column(Column::text(visit.t("api-address")))
        .column(Column::text(visit.t("api-meaning")));
    for one in operations {
        let address = if one.opens {
            Cell::link(&one.path, &one.path)
        } else {
            Cell::text(&one.path)
        };
        table = table.row([address, Cell::text(&one.summary)]);
    }
    let page = Page::new(visit.t("api-title"))
        .lead(visit.t("api-lead"))
        .push(CopyText::new(
            format!("{}/api/v1/openapi.json", visit.app.public_url()),
            visit.words(),
        ))
        .push(table);
    visit.view(page).undated().respond()
}

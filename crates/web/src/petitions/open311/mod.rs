//! Open311 GeoReport v2: how a hotline such as 1022 asks what became of voters' matters and hands in what callers say.
//!
//! A jurisdiction is a council, named by the path of official codes of its unit (`92`, `92/31120`) or by an identifier. A service is a
//! field of petitions, a service request a public matter, a token the code by which a voter follows an utterance: a clerk makes matters
//! of it later, so services are of the type `batch`. Reading needs no key; handing in needs one that the council gave.

mod answer;
mod document;
mod hand_in;
mod requests;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{any, get};
use council::Refusal;
use council::bodies::CouncilRef;
use council::bodies::queries::{UnitLine, council, councils_below, unit};
use council::petitions::Field;
use kernel::ids::{CouncilId, UnitId};
use store::Db;

pub use self::answer::failed;
use self::answer::{Answered, Wrong, answer, parted};
use self::document::{Document, Node};
use super::say::lower;
use super::tasks::intake::communes;
use crate::app::App;
use crate::visit::Visit;

/// Where the operations stand.
pub const BASE: &str = "/open311/v2";

/// When the list of services last changed; clients keep it until then.
const CHANGED: &str = "2026-11-29 00:00";

/// The name of the specification as discovery writes it.
const SPECIFICATION: &str = "http://wiki.open311.org/GeoReport_v2";

/// The attribute of a service that names the commune.
const COMMUNE: &str = "commune";

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    router
        .route("/open311/v2/discovery.{ending}", get(discovery))
        .route("/open311/v2/services.{ending}", get(services))
        .route("/open311/v2/services/{file}", get(definition))
        .route(
            "/open311/v2/requests.{ending}",
            get(requests::list).post(hand_in::take),
        )
        .route("/open311/v2/requests/{file}", get(requests::one))
        .route("/open311/v2/tokens/{file}", get(requests::of_token))
        .route("/open311/v2/{*rest}", any(nothing))
}

/// There is no such operation.
async fn nothing(visit: Visit, Path(rest): Path<String>) -> Response {
    let wrong = Wrong::not_found(visit.t("failure-not-found-title"));
    answer(&visit, parted(&rest).1, Err(wrong))
}

/// What is served where, and how to come by a key.
async fn discovery(visit: Visit, Path(ending): Path<String>) -> Response {
    let home = visit.app.public_url();
    let kind = if visit.app.samples().is_empty() {
        "production"
    } else {
        "test"
    };
    let formats = ["text/xml", "application/json"].map(Node::text);
    let endpoint = Node::Parts(vec![
        ("specification", Node::text(SPECIFICATION)),
        ("url", Node::Text(format!("{home}{BASE}"))),
        ("changeset", Node::text(CHANGED)),
        ("type", Node::text(kind)),
        ("formats", Node::Many("format", formats.into())),
    ]);
    let node = Node::Parts(vec![
        ("changeset", Node::text(CHANGED)),
        (
            "contact",
            Node::Text(visit.tv("open311-contact", &[("home", home)])),
        ),
        ("key_service", Node::Text(visit.t("open311-key-service"))),
        ("endpoints", Node::Many("endpoint", vec![endpoint])),
    ]);
    answer(&visit, &ending, Ok(Document::new("discovery", node)))
}

/// The services of a council: the fields of petitions.
async fn services(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Response {
    let outcome = async {
        let council = jurisdiction(&visit, &db, visit.asked("jurisdiction_id")).await?;
        let metadata = !communes_of(&visit, &council).await?.is_empty();
        let all = Field::ALL.iter().map(|field| {
            let name = visit.label("matter-field", field.code());
            let description = visit.tv("open311-service", &[("field", &lower(&name))]);
            Node::Parts(vec![
                ("service_code", Node::text(field.code())),
                ("service_name", Node::text(name.clone())),
                ("description", Node::Text(description)),
                ("metadata", Node::Truth(metadata)),
                ("type", Node::text("batch")),
                ("keywords", Node::Text(lower(&name))),
                ("group", Node::Text(visit.t("open311-group"))),
            ])
        });
        Ok(Document::new(
            "services",
            Node::Many("service", all.collect()),
        ))
    };
    answer(&visit, &ending, outcome.await)
}

/// What else may be said of a service: the commune, where the council has several.
async fn definition(visit: Visit, State(db): State<Db>, Path(file): Path<String>) -> Response {
    let (code, ending) = parted(&file);
    let outcome = async {
        let council = jurisdiction(&visit, &db, visit.asked("jurisdiction_id")).await?;
        let field = service(&visit, Some(code))?;
        let units = communes_of(&visit, &council).await?;
        let values = units.iter().map(|unit| {
            Node::Parts(vec![
                ("key", Node::text(unit.code.as_str())),
                ("name", Node::text(unit.name.as_str())),
            ])
        });
        let commune = Node::Parts(vec![
            ("variable", Node::Truth(true)),
            ("code", Node::text(COMMUNE)),
            ("datatype", Node::text("singlevaluelist")),
            ("required", Node::Truth(false)),
            (
                "datatype_description",
                Node::Text(visit.t("open311-commune-hint")),
            ),
            ("order", Node::Number(1)),
            ("description", Node::Text(visit.t("open311-commune"))),
            ("values", Node::Many("value", values.collect())),
        ]);
        let attributes = match units.is_empty() {
            true => Vec::new(),
            false => vec![commune],
        };
        let node = Node::Parts(vec![
            ("service_code", Node::text(field.code())),
            ("attributes", Node::Many("attribute", attributes)),
        ]);
        Ok(Document::new("service_definition", node))
    };
    answer(&visit, ending, outcome.await)
}

/// The council that a request is about. It need not be named where there is but one.
async fn jurisdiction(visit: &Visit, db: &Db, given: Option<&str>) -> Answered<CouncilRef> {
    let Some(given) = given else {
        let mut all = councils_below(db, "", visit.today, 2).await?;
        return match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            _ => Err(Wrong::bad(visit.t("open311-jurisdiction-missing"))),
        };
    };
    let found = match given.parse::<CouncilId>() {
        Ok(id) => by_identifier(visit, db, id).await?,
        Err(_) => at_path(visit, db, given).await?,
    };
    let unknown = || visit.tv("open311-jurisdiction-unknown", &[("given", given)]);
    found.ok_or_else(|| Wrong::not_found(unknown()))
}

/// The council in office with this identifier, or of the unit that has it.
async fn by_identifier(visit: &Visit, db: &Db, id: CouncilId) -> Answered<Option<CouncilRef>> {
    match council(db, id).await {
        Ok(council) => {
            let holds = council.period().contains(visit.today);
            return Ok(Some(council).filter(|_| holds));
        }
        Err(Refusal::NotFound(_)) => {}
        Err(other) => return Err(other.into()),
    }
    match unit(db, UnitId::from_uuid(id.uuid())).await {
        Ok(unit) => at_path(visit, db, &unit.path).await,
        Err(Refusal::NotFound(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// The council in office at a path of official codes. Those of higher places come first, so it is the first or none.
async fn at_path(visit: &Visit, db: &Db, path: &str) -> Answered<Option<CouncilRef>> {
    // An empty path is the whole country, which has no council of this kind.
    let found = match path.is_empty() || path.contains(['%', '_', '\0']) {
        true => Vec::new(),
        false => councils_below(db, path, visit.today, 1).await?,
    };
    Ok(found.into_iter().find(|council| council.path == path))
}

/// The field that a service code stands for.
fn service(visit: &Visit, code: Option<&str>) -> Answered<Field> {
    let code = code.ok_or_else(|| Wrong::bad(visit.t("open311-service-missing")))?;
    let unknown = || visit.tv("open311-service-unknown", &[("given", code)]);
    Field::from_code(code).ok_or_else(|| Wrong::not_found(unknown()))
}

/// The communes among which a caller chooses; none where the council has but one.
async fn communes_of(visit: &Visit, council: &CouncilRef) -> Answered<Vec<UnitLine>> {
    Ok(communes(visit, council).await?)
}

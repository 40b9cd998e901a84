//! The audit trail as JSON, for those who read it on the page.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Shown;
use council::history::FieldChange;
use council::history::trail::{self, Line, Place};
use kernel::Timestamp;
use kernel::ids::{AccountId, CouncilId};
use serde_json::Value as Json;
use store::Db;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The routes, described.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
}

/// What changed in one field.
#[derive(Debug, serde::Serialize, ToSchema)]
struct AuditChange {
    /// The field.
    field: String,
    /// What was; `null` where there was nothing, or where the reader may not know.
    before: Json,
    /// What is; `null` where there is nothing, or where the reader may not know.
    after: Json,
    /// Whether the values are kept from this reader.
    hidden: bool,
}

/// One line of the trail.
#[derive(Debug, serde::Serialize, ToSchema)]
struct AuditLine {
    /// Its number in the chain.
    seq: i64,
    /// When.
    at: Timestamp,
    /// The account that acted; `null` where it was the program itself or nobody signed in.
    account: Option<AccountId>,
    /// Who, by the name of then.
    actor: String,
    /// The act, such as `people.correct`.
    act: String,
    /// The council concerned.
    council: Option<CouncilId>,
    /// The kind of the record.
    subject_kind: String,
    /// The record.
    subject: Uuid,
    /// The reason or the paper.
    reason: String,
    /// The fields that changed.
    changes: Vec<AuditChange>,
    /// The hash of the line, in hexadecimal.
    hash: String,
    /// The hash of the line before.
    previous: String,
}

/// A page of the trail, the newest line first.
#[derive(Debug, serde::Serialize, ToSchema)]
struct AuditPage {
    /// The lines.
    items: Vec<AuditLine>,
    /// The value of `before` with which older lines are asked for, if there may be any.
    older: Option<i64>,
    /// The value of `after` with which newer lines are asked for, if there may be any.
    newer: Option<i64>,
}

/// The audit trail, fifty lines at a time, the newest first: only lines of councils whose trail the reader may see.
#[utoipa::path(get, path = "/api/v1/audit", tag = "audit", params(
    ("council" = Option<Uuid>, Query, description = "A council"),
    ("subject" = Option<Uuid>, Query, description = "A record"),
    ("act" = Option<String>, Query, description = "An act such as `people.correct`, or a capability such as `people` for all its acts"),
    ("actor" = Option<String>, Query, description = "Text found in the name of who acted"),
    ("from" = Option<String>, Query, format = Date, description = "The first day"),
    ("to" = Option<String>, Query, format = Date, description = "The last day"),
    ("before" = Option<i64>, Query, minimum = 0, description = "Lines before this number"),
    ("after" = Option<i64>, Query, minimum = 0, description = "Lines after this number")),
    responses((status = 200, description = "A page of the trail", body = AuditPage)))]
async fn list(visit: Visit, State(db): State<Db>) -> Outcome {
    let (filter, problems) = super::trail::filter(&visit);
    if !problems.is_empty() {
        return Err(council::Refusal::Invalid(problems).into());
    }
    let place = super::trail::place(&visit);
    let found = trail::trail(&db, &visit.actor, &filter, place, trail::PAGE).await?;
    let number = |place: Option<Place>| match place {
        Some(Place::Before(seq) | Place::After(seq)) => Some(seq),
        Some(Place::Newest) | None => None,
    };
    let page = AuditPage {
        items: found.lines.into_iter().map(AuditLine::from).collect(),
        older: number(found.older),
        newer: number(found.newer),
    };
    Ok(axum::Json(page).into_response())
}

/// One line of the trail.
#[utoipa::path(get, path = "/api/v1/audit/{seq}", tag = "audit", params(("seq" = i64, Path, description = "Its number in the chain")),
    responses((status = 200, description = "The line", body = AuditLine)))]
async fn one(visit: Visit, State(db): State<Db>, Path(seq): Path<i64>) -> Outcome {
    let (line, _) = trail::one_line(&db, &visit.actor, seq).await?;
    Ok(axum::Json(AuditLine::from(line)).into_response())
}

impl From<Line> for AuditLine {
    fn from(line: Line) -> Self {
        Self {
            seq: line.seq,
            at: line.at,
            account: line.account,
            actor: line.actor,
            act: line.act,
            council: line.council.map(|(id, _)| id),
            subject_kind: line.subject_kind,
            subject: line.subject,
            reason: line.reason,
            changes: line.changes.into_iter().map(AuditChange::from).collect(),
            hash: line.hash,
            previous: line.previous,
        }
    }
}

impl From<FieldChange> for AuditChange {
    fn from(change: FieldChange) -> Self {
        let hidden = |value: &Shown<Json>| matches!(value, Shown::Hidden);
        let value = |value: Shown<Json>| match value {
            Shown::Visible(value) => value,
            Shown::Hidden => Json::Null,
        };
        Self {
            hidden: hidden(&change.before) || hidden(&change.after),
            field: change.field,
            before: value(change.before),
            after: value(change.after),
        }
    }
}

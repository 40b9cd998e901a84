//! A paper as a file: PDF and DOCX as it stands, and the signed file.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use council::papers::queries::{PaperLine, paper_page, signed_file};
use kernel::ids::OfficialPaperId;
use store::Db;

use crate::failure::{Failure, Outcome};
use crate::listing::file;
use crate::print::{self, Form};
use crate::visit::Visit;

/// The paper as PDF or DOCX.
pub async fn printed(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(OfficialPaperId, String)>,
) -> Outcome {
    let form = Form::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let of = paper_page(&db, &visit.actor, id, visit.on).await?;
    let paper = of.paper.ok_or_else(|| Failure::not_found("paper"))?;
    Ok(print::printed(&visit, paper, form, &name(&of.line)).await?)
}

/// What a file is called: its number, or its template while it is a draft.
fn name(line: &PaperLine) -> String {
    match &line.label {
        Some(label) => label.replace('/', "-"),
        None => format!("du-thao-{}", line.template),
    }
}

/// The signed file.
pub async fn signed(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<OfficialPaperId>,
) -> Outcome {
    let signed = signed_file(&db, &visit.actor, id).await?;
    let mut response: Response = file(signed.bytes, "application/octet-stream", &signed.name);
    if let Ok(kind) = HeaderValue::from_str(&signed.media_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}

//! A paper as a file: PDF and DOCX as it stands, and the signed file.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use council::Refusal;
use council::papers::queries::{PaperLine, paper_page, signed_file};
use kernel::ids::OfficialPaperId;
use paper::Paper;
use store::Db;

use crate::failure::{Failure, Outcome};
use crate::listing::file;
use crate::visit::Visit;

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The paper as PDF or DOCX.
pub async fn printed(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(OfficialPaperId, String)>,
) -> Outcome {
    let of = paper_page(&db, &visit.actor, id, visit.on).await?;
    let paper = of.paper.ok_or_else(|| Failure::not_found("paper"))?;
    let name = format!("{}.{ending}", name(&of.line));
    match ending.as_str() {
        "pdf" => Ok(file(pdf(&visit, paper).await?, PDF, &name)),
        "docx" => Ok(file(
            apart(&visit, move || press::docx(&paper)).await?,
            DOCX,
            &name,
        )),
        _ => Err(Failure::not_found("format")),
    }
}

/// The paper as PDF: the same paper gives the same bytes, so a signed file can be held against it.
pub async fn pdf(visit: &Visit, paper: Paper) -> council::Result<Vec<u8>> {
    let set = apart(visit, move || press::pdf(&paper)).await?;
    set.map_err(Refusal::failed("print the paper"))
}

/// Printing takes the processor for a while, so it is done beside the pages and few at a time.
async fn apart<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce() -> T + Send + 'static,
) -> council::Result<T> {
    let _turn = visit.app.turn_to_check().await;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Refusal::failed("print the paper"))
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

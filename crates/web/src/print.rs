//! Bản in: an official paper to take away, as PDF/A or as a document of Word.

use axum::response::Response;
use council::Refusal;
use paper::Paper;

use crate::failure::Outcome;
use crate::listing::file;
use crate::visit::Visit;

/// In which form a paper is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// PDF/A, tagged, to be signed and kept.
    Pdf,
    /// A document of Word, to be worked on elsewhere.
    Docx,
}

/// The paper as a file; `name` is without its ending. It is set where it keeps nobody else waiting, few at a time.
pub async fn print(visit: &Visit, paper: Paper, form: Form, name: &str) -> Outcome {
    let turn = visit.app.turn_to_print().await;
    let work = move || {
        let bytes = match form {
            Form::Pdf => press::pdf(&paper),
            Form::Docx => Ok(press::docx(&paper)),
        };
        drop(turn);
        bytes
    };
    let bytes = tokio::task::spawn_blocking(work).await;
    let bytes = bytes.map_err(Refusal::failed("print the paper"))?;
    let bytes = bytes.map_err(Refusal::failed("print the paper"))?;
    Ok(as_file(bytes, form, name))
}

fn as_file(bytes: Vec<u8>, form: Form, name: &str) -> Response {
    let (kind, ending) = match form {
        Form::Pdf => ("application/pdf", "pdf"),
        Form::Docx => (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
    };
    file(bytes, kind, &format!("{name}.{ending}"))
}

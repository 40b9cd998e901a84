//! Bản in: an official paper to take away, as PDF/A or as a document of Word.

use axum::response::Response;
use council::{Refusal, Result};
use paper::Paper;

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

impl Form {
    /// The form of a file with this ending.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "pdf" => Some(Self::Pdf),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }
}

/// The paper as a file to be saved; `name` is without its ending.
pub async fn printed(visit: &Visit, paper: Paper, form: Form, name: &str) -> Result<Response> {
    let bytes = print(visit, paper, form).await?;
    let name = format!("{name}.{}", form.ending());
    Ok(file(bytes, form.media_type(), &name))
}

/// The bytes of the paper; the same paper gives the same bytes, so a signed file can be held against it. It is set where it keeps nobody
/// else waiting, few at a time.
pub async fn print(visit: &Visit, paper: Paper, form: Form) -> Result<Vec<u8>> {
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
    bytes.map_err(Refusal::failed("print the paper"))
}

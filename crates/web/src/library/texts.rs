//! The forms about texts: bringing one in, and withdrawing a wrong one.

use council::access::Act;
use council::bodies::queries::council;
use council::files::LARGEST;
use council::library::queries::{Document, document};
use council::library::texts::acts::{
    ImportText, WithdrawText, document_of_text, import_text, withdraw_text,
};
use council::library::texts::look::Looked;
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::{CouncilId, DocumentId, TextId};
use ui::{Field, Form};
use uuid::Uuid;

use crate::bodies::words::reason_field;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The path of the council whose own document it is; empty for law made elsewhere.
pub async fn path_of(visit: &Visit, of: &Document) -> Outcome<String> {
    Ok(match of.council_id {
        Some(id) => council(visit.app.db(), id).await?.path,
        None => String::new(),
    })
}

/// Đưa nội dung vào: of one document, or of the one whose number the file bears.
pub(super) struct Bring {
    of: Option<Document>,
    scope: String,
    council: Option<CouncilId>,
}

impl Task for Bring {
    const ACT: Act = Act::AddText;
    const NAME: &'static str = "text";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let of = match id.is_nil() {
            true => None,
            false => Some(document(visit.app.db(), Id::from_uuid(id)).await?),
        };
        let (scope, council) = super::office(visit, Self::ACT).await?;
        Ok(Self { of, scope, council })
    }

    fn place(&self, visit: &Visit) -> Place {
        let back = match &self.of {
            Some(of) => format!("/library/{}", of.id),
            None => "/library".to_owned(),
        };
        let subject = match &self.of {
            Some(of) => format!("{} – {}", of.number, of.title),
            None => visit.t("library-title"),
        };
        Place {
            scope: self.scope.clone(),
            back,
            subject,
            part: Part::Library,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let megabytes = (LARGEST / (1024 * 1024)).to_string();
        let file = Field::file("file", visit.t("text-file"))
            .accept(".docx,.pdf,.html,.htm,.txt")
            .hint(visit.tv("text-file-hint", &[("megabytes", &megabytes)]));
        form.field(file.error_if(posted.problem_of("file")))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let upload = posted
            .chosen_file("file")
            .ok_or(Problem::new("file", "missing"))?;
        let looked = Looked::at(&upload.name, upload.bytes.to_vec())
            .map_err(|reason| Problem::new("file", reason.problem()))?;
        let command = ImportText {
            council: self.council,
            document: self.of.as_ref().map(|of| of.id),
            looked,
            kept: None,
        };
        let (document, _) = import_text(acting, command).await?.or_problem("file")?;
        Ok(format!("/library/{document}/text"))
    }
}

/// Rút nội dung.
pub(super) struct Withdraw {
    text: TextId,
    of: DocumentId,
    number: String,
    scope: String,
}

impl Task for Withdraw {
    const ACT: Act = Act::WithdrawText;
    const NAME: &'static str = "text-withdraw";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let text = Id::from_uuid(id);
        let id = document_of_text(visit.app.db(), text).await?;
        let of = document(visit.app.db(), id).await?;
        Ok(Self {
            text,
            of: id,
            scope: path_of(visit, &of).await?,
            number: of.number,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.scope.clone(),
            back: format!("/library/{}", self.of),
            subject: self.number.clone(),
            part: Part::Library,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let command = WithdrawText {
            text: self.text,
            reason: posted.text("reason"),
        };
        let document = withdraw_text(acting, command).await?;
        Ok(format!("/library/{document}"))
    }
}

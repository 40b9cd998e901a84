//! The questions about a paper, which several forms ask; and the form that adds one.

use council::access::Act;
use council::files::LARGEST;
use council::regulations::Stage;
use council::regulations::papers::{GivenFile, GivenPaper, add_paper};
use council::regulations::queries::Regulation;
use council::{Acting, Result};
use ui::{Field, Fieldset, Form, Width};
use uuid::Uuid;

use super::{at, home, of_regulation};
use crate::bodies::words::choices;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// The questions about the paper of a step.
pub fn ask(visit: &Visit, posted: &Posted, stage: Stage) -> Fieldset {
    let accept = ".pdf,.docx,.pptx,.xlsx,.png,.jpg,.jpeg,.webp";
    let megabytes = (LARGEST / (1024 * 1024)).to_string();
    let file = Field::file("file", visit.t("regulation-paper-file"))
        .accept(accept)
        .hint(visit.tv("materials-file-hint", &[("megabytes", &megabytes)]))
        .optional();
    let title = Field::text("paper_title", visit.t("regulation-paper"))
        .value(visit.label("stage-paper", stage.code()))
        .optional();
    let number = Field::text("paper_number", visit.t("document-number"))
        .width(Width::Medium)
        .plain()
        .optional();
    let signed = Field::date("paper_signed_on", visit.t("signed-on")).optional();
    Fieldset::new(visit.label("stage-paper", stage.code()))
        .hint(visit.t("regulation-paper-hint"))
        .field(posted.fill("paper_title", title))
        .field(posted.fill("paper_number", number))
        .field(posted.fill("paper_signed_on", signed))
        .field(file.error_if(posted.problem_of("file")))
}

/// The answers.
pub fn read(read: &mut Reading<'_>) -> GivenPaper {
    let file = read.posted().chosen_file("file");
    GivenPaper {
        title: read.text("paper_title"),
        number: read.text("paper_number"),
        signed_on: read.date("paper_signed_on"),
        file: file.map(|upload| GivenFile {
            name: upload.name.clone(),
            bytes: upload.bytes.to_vec(),
        }),
    }
}

/// Đính văn bản vào một bước.
pub struct Add(Regulation);

impl Task for Add {
    const ACT: Act = Act::AddRegulationPaper;
    const NAME: &'static str = "regulation-paper";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let stages = choices(visit, "stage", Stage::ALL, Stage::code);
        let field = Field::select("stage", visit.t("regulation-stage"), stages, "");
        form.field(posted.fill("stage", field))
            .fieldset(ask(visit, posted, Stage::Drafting))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut reading = Reading::of(posted, acting);
        let stage = reading.choice("stage", Stage::from_code, Stage::Drafting);
        let paper = read(&mut reading);
        reading.outcome(add_paper(acting, self.0.id, stage, paper).await)?;
        Ok(home(&self.0))
    }
}

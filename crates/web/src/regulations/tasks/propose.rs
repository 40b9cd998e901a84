//! Proposing, and recording an older regulation.

use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::regulations::proposal::{
    ProposeRegulation, RecordRegulation, propose_regulation, record_regulation,
};
use council::regulations::{RegulationKind, Stage};
use council::{Acting, Result};
use kernel::Id;
use ui::{Field, Form, Width};
use uuid::Uuid;

use super::paper;
use crate::bodies::words::{choices, council_title};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

fn of_council(visit: &Visit, council: &CouncilRef) -> Place {
    Place {
        scope: council.path.clone(),
        back: format!("/councils/{}/regulations", council.id),
        subject: council_title(visit, council),
        part: Part::Regulations,
    }
}

fn kind_and_title(visit: &Visit, posted: &Posted, form: Form) -> Form {
    let kinds = choices(
        visit,
        "regulation-kind",
        RegulationKind::ALL,
        RegulationKind::code,
    );
    let kind = Field::radios("kind", visit.t("regulation-kind"), kinds, "");
    // What the review of an older document leads to comes with its title.
    let title = Field::long("title", visit.t("regulation-title"))
        .value(visit.asked("title").unwrap_or_default())
        .rows(2);
    form.field(posted.fill("kind", kind))
        .field(posted.fill("title", title))
}

/// Đề nghị xây dựng.
pub struct Propose(CouncilRef);

impl Task for Propose {
    const ACT: Act = Act::ProposeRegulation;
    const NAME: &'static str = "regulation-propose";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let proposer = Field::text("proposer", visit.t("regulation-proposer"));
        kind_and_title(visit, posted, form)
            .field(posted.fill("proposer", proposer))
            .fieldset(paper::ask(visit, posted, Stage::Proposal))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = ProposeRegulation {
            council: self.0.id,
            kind: read.choice("kind", RegulationKind::from_code, RegulationKind::Working),
            title: read.text("title"),
            proposer: read.text("proposer"),
            paper: paper::read(&mut read),
        };
        let id = read.outcome(propose_regulation(acting, command).await)?;
        Ok(format!("/regulations/{id}"))
    }
}

/// Ghi nhận văn bản đã ban hành trước đây.
pub struct Record(CouncilRef);

impl Task for Record {
    const ACT: Act = Act::RecordRegulation;
    const NAME: &'static str = "regulation-record";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let number = Field::text("number", visit.t("document-number"))
            .width(Width::Medium)
            .plain();
        let date =
            |name: &'static str, key: &str| posted.fill(name, Field::date(name, visit.t(key)));
        let ended = Field::date("ended_on", visit.t("document-ended")).optional();
        let text = Field::long("text", visit.t("regulation-whole-text"))
            .hint(visit.t("regulation-whole-text-hint"))
            .rows(10)
            .optional();
        kind_and_title(visit, posted, form)
            .field(posted.fill("number", number))
            .field(date("adopted_on", "regulation-adopted-on"))
            .field(date("in_force_on", "document-in-force"))
            .field(posted.fill("ended_on", ended))
            .field(posted.fill("text", text))
            .fieldset(paper::ask(visit, posted, Stage::Publication))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordRegulation {
            council: self.0.id,
            kind: read.choice("kind", RegulationKind::from_code, RegulationKind::Working),
            title: read.text("title"),
            number: read.text("number"),
            adopted_on: read.day("adopted_on"),
            in_force_on: read.day("in_force_on"),
            ended_on: read.date("ended_on"),
            text: posted.raw("text").to_owned(),
            paper: paper::read(&mut read),
        };
        let id = read.outcome(record_regulation(acting, command).await)?;
        Ok(format!("/regulations/{id}"))
    }
}

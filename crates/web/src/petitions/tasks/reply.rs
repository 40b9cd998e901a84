//! Answering one matter, or several that the same body has, with one paper.

use council::access::{Act, NotPermitted};
use council::petitions::queries::{Matter, MatterFilter, matters};
use council::petitions::replies::{ReplyMatters, reply_matters};
use council::petitions::{Outcome as Particular, ResultKind};
use council::regulations::papers::GivenFile;
use council::{Acting, Page as Batch, Problem, Result};
use kernel::ids::MatterId;
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::super::say;
use super::{at, home, of_matter};
use crate::bodies::words::choices;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// Trả lời kiến nghị.
pub struct Reply {
    matter: Matter,
    /// Other matters that the same body has in hand.
    others: Vec<Matter>,
}

impl Task for Reply {
    const ACT: Act = Act::ReplyMatter;
    const NAME: &'static str = "matter-reply";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let matter = at(visit, id).await?;
        let mut others = Vec::new();
        if matter.holder_id.is_some() {
            let filter = MatterFilter {
                council: Some(matter.council_id),
                holder: matter.holder_id,
                ..MatterFilter::default()
            };
            let (ledger, today) = (visit.app.ledger(), visit.today);
            let found = matters(ledger, &visit.actor, &filter, today, today, Batch::FIRST).await?;
            others.extend(found.rows.into_iter().map(|line| line.matter));
            others.retain(|other| other.id != matter.id && other.state.is_open());
        }
        Ok(Self { matter, others })
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.matter)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> Result<(), NotPermitted> {
        let may = self.matter.answers(&visit.actor, Self::ACT);
        may.then_some(()).ok_or(NotPermitted(Self::ACT))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let results: Vec<Choice> = ResultKind::ALL
            .iter()
            .map(|kind| {
                let hint = visit.label("matter-result-hint", kind.code());
                Choice::new(kind.code(), say::result(visit, *kind)).hint(hint)
            })
            .collect();
        let result = Field::radios("result", visit.t("matter-result"), results, "");
        let mut outcomes = vec![Choice::new("", visit.t("matter-outcome-none"))];
        outcomes.extend(choices(
            visit,
            "matter-outcome",
            Particular::ALL,
            Particular::code,
        ));
        let outcome = Field::select("outcome", visit.t("matter-outcome"), outcomes, "")
            .hint(visit.t("matter-outcome-hint"))
            .optional();
        let promised = Field::date("promised_on", visit.t("matter-promised-on"))
            .hint(visit.t("matter-promised-hint"))
            .optional();
        let text = Field::long("text", visit.t("matter-reply-text")).rows(7);
        let number = Field::text("number", visit.t("matter-paper-number"))
            .width(Width::Medium)
            .plain()
            .optional();
        let signed = Field::date("signed_on", visit.t("signed-on")).value(visit.day(visit.today));
        let author = Field::text("author", visit.t("matter-reply-author"))
            .value(self.matter.holder.clone().unwrap_or_default());
        let file = Field::file("file", visit.t("matter-reply-file")).optional();
        let mut form = form
            .field(posted.fill("result", result))
            .field(posted.fill("outcome", outcome))
            .field(posted.fill("promised_on", promised))
            .field(posted.fill("text", text))
            .field(posted.fill("number", number))
            .field(posted.fill("signed_on", signed))
            .field(posted.fill("author", author))
            .field(posted.fill("file", file));
        if !self.others.is_empty() {
            let offered: Vec<Choice> = self
                .others
                .iter()
                .map(|other| {
                    let label = format!("{} – {}", other.label(), other.title);
                    Choice::new(other.id.to_string(), label)
                })
                .collect();
            let also = Field::checkboxes(
                "matters",
                visit.t("matter-reply-also"),
                offered,
                posted.all("matters"),
            );
            form = form.field(also.optional().error_if(posted.problem_of("matters")));
        }
        form
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let mut matters = vec![self.matter.id];
        for text in posted.all("matters") {
            match text.parse::<MatterId>() {
                Ok(id) => matters.push(id),
                Err(_) => read.problem(Problem::new("matters", "choice-unknown")),
            }
        }
        let outcome = match posted.text("outcome") {
            none if none.is_empty() => None,
            _ => Some(read.choice("outcome", Particular::from_code, Particular::OtherReason)),
        };
        let file = posted.chosen_file("file").map(|upload| GivenFile {
            name: upload.name.clone(),
            bytes: upload.bytes.to_vec(),
        });
        let command = ReplyMatters {
            matters,
            result: read.choice("result", ResultKind::from_code, ResultKind::Explained),
            outcome,
            promised_on: read.date("promised_on"),
            number: read.text("number"),
            signed_on: read.day("signed_on"),
            author: read.text("author"),
            text: posted.raw("text").to_owned(),
            file,
        };
        read.outcome(reply_matters(acting, command).await)?;
        Ok(home(&self.matter))
    }
}

//! Đánh giá lớp học: three marks and a comment, without a name.

use council::access::{Act, NotPermitted};
use council::training::classes::{ClassRef, class};
use council::training::evaluations::{EvaluateClass, evaluate_class};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::PersonId;
use ui::{Choice, Field, Form, Notice};
use uuid::Uuid;

use super::words::own;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Đánh giá lớp học.
pub(super) struct Evaluate {
    class: ClassRef,
    person: PersonId,
}

impl Task for Evaluate {
    const ACT: Act = Act::EvaluateClass;
    const NAME: &'static str = "evaluate";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let person = own(visit)?;
        let class = class(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self { class, person })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.class.path.clone(),
            back: "/training/mine".into(),
            subject: visit.tv(
                "learning-class-on",
                &[
                    ("class", &self.class.name),
                    ("day", &visit.day(self.class.starts_on)),
                ],
            ),
            part: Part::Training,
        }
    }

    fn leave(&self, visit: &Visit, place: &Place) -> Result<(), NotPermitted> {
        visit.actor.may_for(Self::ACT, self.person, &place.scope)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let promise =
            Notice::info(visit.t("evaluation-promise")).body(visit.t("evaluation-promise-why"));
        let mark = |name: &str, label: &str| {
            let choices: Vec<Choice> = (1..=5)
                .rev()
                .map(|mark| {
                    let word = visit.t(&format!("evaluation-mark-{mark}"));
                    Choice::new(mark.to_string(), format!("{mark} – {word}"))
                })
                .collect();
            posted.fill(name, Field::radios(name, visit.t(label), choices, ""))
        };
        let comment = Field::long("comment", visit.t("evaluation-comment"))
            .hint(visit.t("evaluation-comment-hint"))
            .rows(4)
            .optional();
        form.push(promise)
            .field(mark("content", "evaluation-content"))
            .field(mark("teaching", "evaluation-teaching"))
            .field(mark("organisation", "evaluation-organisation"))
            .field(posted.fill("comment", comment))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        // A mark that is missing or none of the five is refused by the act, beside its question.
        let mark = |name: &str| read.text(name).parse().unwrap_or(0);
        let command = EvaluateClass {
            class: self.class.id,
            content: mark("content"),
            teaching: mark("teaching"),
            organisation: mark("organisation"),
            comment: read.text("comment"),
        };
        let outcome = evaluate_class(acting, command).await;
        read.outcome(outcome)?;
        Ok("/training/mine".into())
    }
}

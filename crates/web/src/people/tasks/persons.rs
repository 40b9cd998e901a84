//! Registering a person and correcting a record.

use council::access::{Act, FieldGroup};
use council::bodies::CouncilRef;
use council::people::PersonDetails;
use council::people::acts::{
    CorrectPerson, Correction, RegisterPerson, correct_person, register_person,
};
use council::people::queries;
use council::{Acting, Problem, Result};
use kernel::ids::PersonId;
use kernel::{Date, Id};
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::super::record;
use super::home;
use crate::bodies::words::{council_title, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Lập hồ sơ.
pub(super) struct Register(CouncilRef);

/// Sửa hồ sơ.
pub(super) struct Correct {
    person: PersonId,
    council: CouncilRef,
    details: PersonDetails,
    seen_on: Date,
}

impl Task for Register {
    const ACT: Act = Act::RegisterPerson;
    const NAME: &'static str = "register";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let council = council::bodies::queries::council(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self(council))
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.0.path.clone(),
            back: format!("/councils/{}", self.0.id),
            subject: council_title(visit, &self.0),
            part: Part::Delegates,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        record::questions(visit, posted, &PersonDetails::default(), form)
            .field(reason_field(visit, posted).optional())
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RegisterPerson {
            council: self.0.id,
            details: record::read(&mut read),
            sample: false,
            reason: read.text("reason"),
        };
        let person = read.outcome(register_person(acting, command).await)?;
        Ok(format!("/delegates/{person}"))
    }
}

impl Task for Correct {
    const ACT: Act = Act::CorrectPerson;
    const NAME: &'static str = "correct";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let person = Id::from_uuid(id);
        let council = home(visit, person, Act::CorrectPerson).await?;
        visit.actor.may(Act::CorrectPerson, &council.path)?;
        // The form holds the whole record, so whoever corrects must be allowed to read the whole of it.
        for group in [
            FieldGroup::Identity,
            FieldGroup::Affiliation,
            FieldGroup::Contact,
        ] {
            visit.require(group, &council.path)?;
        }
        let version = queries::version(visit.app.db(), person, visit.on).await?;
        Ok(Self {
            person,
            council,
            details: version.details,
            seen_on: visit.on,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/delegates/{}", self.person),
            subject: self.details.full_name.clone(),
            part: Part::Delegates,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let ways = [
            Choice::new("changed", visit.t("correction-changed"))
                .hint(visit.t("correction-changed-hint")),
            Choice::new("wrong", visit.t("correction-wrong"))
                .hint(visit.t("correction-wrong-hint")),
        ];
        record::questions(visit, posted, &self.details, form)
            .field(posted.fill(
                "correction",
                Field::radios("correction", visit.t("correction"), ways, ""),
            ))
            .field(
                posted.fill(
                    "changed_on",
                    Field::date("changed_on", visit.t("changed-on"))
                        .hint(visit.t("changed-on-hint"))
                        .optional(),
                ),
            )
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let details = record::read(&mut read);
        let way = |code: &str| matches!(code, "changed" | "wrong").then(|| code == "changed");
        let changed = read.choice("correction", way, false);
        let changed_on = read.date("changed_on");
        let correction = match (changed, changed_on) {
            (true, Some(day)) => Correction::ChangedOn(day),
            (true, None) => {
                read.problem(Problem::new("changed_on", "missing"));
                Correction::WrittenWrongly(self.seen_on)
            }
            (false, _) => Correction::WrittenWrongly(self.seen_on),
        };
        let command = CorrectPerson {
            person: self.person,
            council: self.council.id,
            details,
            correction,
            reason: read.text("reason"),
        };
        read.outcome(correct_person(acting, command).await)?;
        Ok(format!("/delegates/{}", self.person))
    }
}

//! Opening, ending and suspending mandates.

use council::access::Act;
use council::bodies::queries::{self as bodies, SeatLine};
use council::people::acts::{
    EndMandate, LiftSuspension, OpenMandate, SuspendMandate, end_mandate, lift_suspension,
    open_mandate, suspend_mandate,
};
use council::people::queries::{self, MandateRef, SuspensionRef};
use council::people::{EndReason, MandateOrigin};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::PersonId;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::name_of;
use crate::bodies::tasks::Home;
use crate::bodies::words::{choices, decision_field, from_field, reason_field, to_field};
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Xác nhận tư cách đại biểu.
pub(super) struct Open {
    home: Home,
    person: PersonId,
    name: String,
    vacant: Vec<SeatLine>,
}

/// Thôi làm nhiệm vụ, bãi nhiệm, mất quyền đại biểu.
pub(super) struct End {
    home: Home,
    mandate: MandateRef,
}

/// Tạm đình chỉ.
pub(super) struct Suspend {
    home: Home,
    mandate: MandateRef,
}

/// Cho trở lại làm nhiệm vụ.
pub(super) struct Lift {
    home: Home,
    suspension: SuspensionRef,
}

impl Task for Open {
    const ACT: Act = Act::OpenMandate;
    const NAME: &'static str = "open-mandate";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let person = Id::from_uuid(id);
        let council = visit.asked("council").and_then(|id| id.parse().ok());
        let council = council.ok_or_else(|| Failure::not_found("council"))?;
        let seats = bodies::seats(visit.app.db(), council, visit.on).await?;
        Ok(Self {
            home: Home::of(visit, council).await?,
            person,
            name: name_of(visit, person).await?,
            vacant: seats
                .into_iter()
                .filter(|seat| seat.mandate_id.is_none())
                .collect(),
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            back: page(self.person),
            part: Part::Delegates,
            ..self.home.place_of(visit, &self.name)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let origins = choices(
            visit,
            "mandate-origin",
            MandateOrigin::ALL,
            MandateOrigin::code,
        );
        let mut seats = vec![Choice::new("", visit.t("seat-none"))];
        seats.extend(self.vacant.iter().filter_map(|seat| {
            let number = seat.number?.to_string();
            let words = match &seat.constituency {
                Some(name) => visit.tv("constituency-seat", &[("name", name), ("seat", &number)]),
                None => visit.tv("seat-alone", &[("number", &number)]),
            };
            Some(Choice::new(seat.seat_id?.to_string(), words))
        }));
        form.field(posted.fill(
            "origin",
            Field::radios("origin", visit.t("mandate-origin"), origins, ""),
        ))
        .field(posted.fill(
            "seat",
            Field::select("seat", visit.t("seat-vacant-choice"), seats, "").optional(),
        ))
        .field(from_field(visit, posted, "mandate-first-day"))
        .field(to_field(visit, posted))
        .field(Field::check(
            "re_elected",
            visit.t("re-elected-check"),
            posted.checked("re_elected"),
        ))
        .field(decision_field(visit, posted, &self.home.decisions))
        .field(reason_field(visit, posted).optional())
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = OpenMandate {
            council: self.home.council.id,
            person: self.person,
            seat: read.maybe_id("seat"),
            origin: read.choice(
                "origin",
                MandateOrigin::from_code,
                MandateOrigin::ByElection,
            ),
            re_elected: posted.checked("re_elected"),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
            decision: read.maybe_id("decision"),
            reason: read.text("reason"),
        };
        read.outcome(open_mandate(acting, command).await)?;
        Ok(page(self.person))
    }
}

impl Task for End {
    const ACT: Act = Act::EndMandate;
    const NAME: &'static str = "end-mandate";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let mandate = queries::mandate(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self {
            home: Home::of(visit, mandate.council_id).await?,
            mandate,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_mandate(visit, &self.home, &self.mandate)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let reasons: Vec<Choice> = choices(visit, "end-reason", EndReason::ALL, EndReason::code)
            .into_iter()
            // A council that ends takes its mandates with it; here one person leaves.
            .filter(|choice| choice.value != EndReason::CouncilEnded.code())
            .collect();
        form.field(posted.fill(
            "why",
            Field::radios("why", visit.t("mandate-end"), reasons, ""),
        ))
        .field(
            posted.fill(
                "ended_on",
                Field::date("ended_on", visit.t("mandate-ended-from"))
                    .hint(visit.t("first-day-without-hint")),
            ),
        )
        .field(decision_field(visit, posted, &self.home.decisions))
        .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = EndMandate {
            mandate: self.mandate.id,
            ended_on: read.day("ended_on"),
            why: read.choice("why", EndReason::from_code, EndReason::Resigned),
            decision: read.maybe_id("decision"),
            reason: read.text("reason"),
        };
        read.outcome(end_mandate(acting, command).await)?;
        Ok(page(self.mandate.person_id))
    }
}

impl Task for Suspend {
    const ACT: Act = Act::SuspendMandate;
    const NAME: &'static str = "suspend";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let mandate = queries::mandate(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self {
            home: Home::of(visit, mandate.council_id).await?,
            mandate,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_mandate(visit, &self.home, &self.mandate)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(from_field(visit, posted, "suspended-from"))
            .field(to_field(visit, posted))
            .field(decision_field(visit, posted, &self.home.decisions))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = SuspendMandate {
            mandate: self.mandate.id,
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
            decision: read.maybe_id("decision"),
            reason: read.text("reason"),
        };
        read.outcome(suspend_mandate(acting, command).await)?;
        Ok(page(self.mandate.person_id))
    }
}

impl Task for Lift {
    const ACT: Act = Act::SuspendMandate;
    const NAME: &'static str = "lift";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let suspension = queries::suspension(visit.app.db(), Id::from_uuid(id)).await?;
        Ok(Self {
            home: Home::of(visit, suspension.council_id).await?,
            suspension,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            back: page(self.suspension.person_id),
            part: Part::Delegates,
            ..self.home.place_of(visit, &self.suspension.full_name)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(posted.fill(
            "lifted_on",
            Field::date("lifted_on", visit.t("lifted-from")),
        ))
        .field(decision_field(visit, posted, &self.home.decisions))
        .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = LiftSuspension {
            suspension: self.suspension.id,
            lifted_on: read.day("lifted_on"),
            decision: read.maybe_id("decision"),
            reason: read.text("reason"),
        };
        read.outcome(lift_suspension(acting, command).await)?;
        Ok(page(self.suspension.person_id))
    }
}

fn page(person: PersonId) -> String {
    format!("/delegates/{person}")
}

fn of_mandate(visit: &Visit, home: &Home, mandate: &MandateRef) -> Place {
    Place {
        back: page(mandate.person_id),
        part: Part::Delegates,
        ..home.place_of(visit, &mandate.full_name)
    }
}

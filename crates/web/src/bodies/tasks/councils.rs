//! Recording a decision, drawing an electoral unit, founding and ending a council.

use council::access::Act;
use council::bodies::DecisionKind;
use council::bodies::acts::{
    DrawConstituency, EndCouncil, FoundCouncil, RecordDecision, draw_constituency, end_council,
    found_council, record_decision,
};
use council::bodies::queries::{self, TermLine, UnitRef};
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::Home;
use crate::bodies::words::{choices, decision_field, from_field, reason_field, to_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Ghi nhận nghị quyết, quyết định.
pub(super) struct Record(Home);

/// Chia đơn vị bầu cử.
pub(super) struct Draw(Home);

/// Kết thúc hội đồng.
pub(super) struct End(Home);

/// Lập hội đồng của một đơn vị trong một nhiệm kỳ.
pub(super) struct Found {
    unit: UnitRef,
    terms: Vec<TermLine>,
}

impl Task for Record {
    const ACT: Act = Act::RecordDecision;
    const NAME: &'static str = "decision";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Home::of(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(
            visit,
            "decision-kind",
            DecisionKind::ALL,
            DecisionKind::code,
        );
        let number = Field::text("number", visit.t("decision-number"))
            .hint(visit.t("decision-number-hint"))
            .width(Width::Medium)
            .plain();
        form.field(posted.fill(
            "kind",
            Field::radios("kind", visit.t("decision-kind"), kinds, ""),
        ))
        .field(posted.fill("number", number))
        .field(posted.fill(
            "issuer",
            Field::text("issuer", visit.t("issuer")).hint(visit.t("issuer-hint")),
        ))
        .field(
            posted.fill(
                "title",
                Field::long("title", visit.t("decision-title"))
                    .hint(visit.t("decision-title-hint"))
                    .rows(2),
            ),
        )
        .field(posted.fill("signed_on", Field::date("signed_on", visit.t("signed-on"))))
        .field(posted.fill(
            "effective_on",
            Field::date("effective_on", visit.t("effective-on")),
        ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordDecision {
            council: self.0.council.id,
            kind: read.choice("kind", DecisionKind::from_code, DecisionKind::ALL[0]),
            number: read.text("number"),
            issuer: read.text("issuer"),
            title: read.text("title"),
            signed_on: read.day("signed_on"),
            effective_on: read.day("effective_on"),
            file: None,
        };
        read.outcome(record_decision(acting, command).await)?;
        Ok(self.0.page())
    }
}

impl Task for Draw {
    const ACT: Act = Act::DrawConstituency;
    const NAME: &'static str = "constituency";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Home::of(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(posted.fill(
            "number",
            Field::number("number", visit.t("constituency-number")),
        ))
        .field(
            posted.fill(
                "name",
                Field::text("name", visit.t("constituency-name"))
                    .hint(visit.t("constituency-name-hint")),
            ),
        )
        .field(posted.fill(
            "seats",
            Field::number("seats", visit.t("constituency-seats")),
        ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = DrawConstituency {
            council: self.0.council.id,
            number: read.number("number"),
            name: read.text("name"),
            seats: read.number("seats"),
        };
        read.outcome(draw_constituency(acting, command).await)?;
        Ok(self.0.page())
    }
}

impl Task for End {
    const ACT: Act = Act::EndCouncil;
    const NAME: &'static str = "end-council";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Home::of(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(
            posted.fill(
                "ended_on",
                Field::date("ended_on", visit.t("council-ended-from"))
                    .hint(visit.t("council-ended-from-hint")),
            ),
        )
        .field(decision_field(visit, posted, &self.0.decisions))
        .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = EndCouncil {
            council: self.0.council.id,
            ended_on: read.day("ended_on"),
            decision: read.maybe_id("decision"),
            reason: read.text("reason"),
        };
        read.outcome(end_council(acting, command).await)?;
        Ok(self.0.page())
    }
}

impl Task for Found {
    const ACT: Act = Act::FoundCouncil;
    const NAME: &'static str = "found-council";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        Ok(Self {
            unit: queries::unit(db, Id::from_uuid(id)).await?,
            terms: queries::terms(db).await?,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.unit.path.clone(),
            back: format!("/units/{}", self.unit.id),
            subject: self.unit.name.clone(),
            part: Part::Councils,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let terms = self
            .terms
            .iter()
            .map(|term| Choice::new(term.id.to_string(), term.name.as_str()));
        form.field(posted.fill("term", Field::select("term", visit.t("term"), terms, "")))
            .field(
                posted.fill(
                    "number",
                    Field::text("number", visit.t("council-number"))
                        .hint(visit.t("council-number-hint"))
                        .width(Width::Short)
                        .plain(),
                ),
            )
            .field(
                posted.fill(
                    "seats_planned",
                    Field::number("seats_planned", visit.t("seats-planned"))
                        .hint(visit.t("seats-planned-hint"))
                        .optional(),
                ),
            )
            .field(from_field(visit, posted, "council-first-day"))
            .field(to_field(visit, posted))
            .field(reason_field(visit, posted).optional())
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = FoundCouncil {
            unit: self.unit.id,
            term: read.id("term"),
            number: read.text("number"),
            seats_planned: read.maybe_number("seats_planned"),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
            sample: false,
            reason: read.text("reason"),
        };
        let council = read.outcome(found_council(acting, command).await)?;
        Ok(format!("/councils/{council}"))
    }
}

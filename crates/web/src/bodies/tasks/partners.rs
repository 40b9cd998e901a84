//! Recording partner institutions, those who work for a council, and the people of a unit.

use council::access::Act;
use council::bodies::InstitutionKind;
use council::bodies::acts::{
    EndEmployment, RecordEmployment, RecordInstitution, RecordPopulation, end_employment,
    record_employment, record_institution, record_population,
};
use council::bodies::queries::{self, EmploymentRef, PartnerLine, UnitRef};
use council::people::queries::{PersonRef, unplaced};
use council::seed_data::Certainty;
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::Home;
use crate::bodies::words::{choices, decision_field, from_field, reason_field, to_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Ghi nhận cơ quan phối hợp.
pub(super) struct Institution(UnitRef);

/// Ghi nhận dân số.
pub(super) struct Population(UnitRef);

/// Ghi nhận công chức giúp việc.
pub(super) struct Employ {
    home: Home,
    partners: Vec<PartnerLine>,
    people: Vec<PersonRef>,
}

/// Kết thúc việc làm.
pub(super) struct Leave(EmploymentRef);

impl Task for Institution {
    const ACT: Act = Act::RecordInstitution;
    const NAME: &'static str = "institution";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(
            queries::unit(visit.app.db(), Id::from_uuid(id)).await?,
        ))
    }

    fn place(&self, _: &Visit) -> Place {
        place(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(
            visit,
            "institution-kind",
            InstitutionKind::ALL,
            InstitutionKind::code,
        );
        form.field(posted.fill("kind", Field::radios("kind", visit.t("kind"), kinds, "")))
            .field(posted.fill(
                "name",
                Field::text("name", visit.t("name")).hint(visit.t("institution-name-hint")),
            ))
            .field(from_field(visit, posted, "institution-first-day"))
            .field(to_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordInstitution {
            unit: self.0.id,
            kind: read.choice("kind", InstitutionKind::from_code, InstitutionKind::Other),
            name: read.text("name"),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
        };
        read.outcome(record_institution(acting, command).await)?;
        Ok(format!("/units/{}", self.0.id))
    }
}

impl Task for Population {
    const ACT: Act = Act::RecordPopulation;
    const NAME: &'static str = "population";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(
            queries::unit(visit.app.db(), Id::from_uuid(id)).await?,
        ))
    }

    fn place(&self, _: &Visit) -> Place {
        place(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let certainties = choices(visit, "certainty", Certainty::ALL, Certainty::code);
        form.field(posted.fill(
            "counted_on",
            Field::date("counted_on", visit.t("counted-on")),
        ))
        .field(posted.fill("people", Field::number("people", visit.t("people"))))
        .field(posted.fill(
            "source",
            Field::text("source", visit.t("source")).hint(visit.t("source-hint")),
        ))
        .field(posted.fill(
            "certainty",
            Field::radios("certainty", visit.t("certainty"), certainties, ""),
        ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordPopulation {
            unit: self.0.id,
            counted_on: read.day("counted_on"),
            people: read.number("people"),
            source: read.text("source"),
            certainty: read.choice("certainty", Certainty::from_code, Certainty::Unconfirmed),
        };
        read.outcome(record_population(acting, command).await)?;
        Ok(format!("/units/{}", self.0.id))
    }
}

impl Task for Employ {
    const ACT: Act = Act::RecordEmployment;
    const NAME: &'static str = "employment";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let home = Home::of(visit, Id::from_uuid(id)).await?;
        let mut people = unplaced(db, home.council.id, visit.on).await?;
        let seats = queries::seats(db, home.council.id, visit.on).await?;
        people.extend(seats.into_iter().filter_map(|seat| {
            Some(PersonRef {
                id: seat.person_id?,
                full_name: seat.full_name?,
                birth_year: None,
            })
        }));
        Ok(Self {
            partners: queries::partners(db, home.council.id, visit.on).await?,
            people,
            home,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        self.home.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let people = self
            .people
            .iter()
            .map(|person| Choice::new(person.id.to_string(), person.full_name.as_str()));
        let partners = self
            .partners
            .iter()
            .map(|partner| Choice::new(partner.id.to_string(), partner.name.as_str()));
        form.field(
            posted.fill(
                "person",
                Field::select("person", visit.t("person"), people, "")
                    .hint(visit.t("employment-person-hint")),
            ),
        )
        .field(
            posted.fill(
                "institution",
                Field::select("institution", visit.t("institution"), partners, "")
                    .hint(visit.t("employment-institution-hint")),
            ),
        )
        .field(posted.fill("title", Field::text("title", visit.t("staff-title"))))
        .field(from_field(visit, posted, "employment-first-day"))
        .field(to_field(visit, posted))
        .field(decision_field(visit, posted, &self.home.decisions))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = RecordEmployment {
            person: read.id("person"),
            institution: read.id("institution"),
            council: self.home.council.id,
            title: read.text("title"),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
            decision: read.maybe_id("decision"),
        };
        read.outcome(record_employment(acting, command).await)?;
        Ok(self.home.page())
    }
}

impl Task for Leave {
    const ACT: Act = Act::RecordEmployment;
    const NAME: &'static str = "end-employment";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(
            queries::employment(visit.app.db(), Id::from_uuid(id)).await?,
        ))
    }

    fn place(&self, _: &Visit) -> Place {
        let one = &self.0;
        Place {
            scope: one.path.clone(),
            back: self.page(),
            subject: format!("{}, {}, {}", one.full_name, one.title, one.institution),
            part: Part::Councils,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(
            posted.fill(
                "ended_on",
                Field::date("ended_on", visit.t("employment-ended-from"))
                    .hint(visit.t("first-day-without-hint")),
            ),
        )
        .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = EndEmployment {
            employment: self.0.id,
            ended_on: read.day("ended_on"),
            reason: read.text("reason"),
        };
        read.outcome(end_employment(acting, command).await)?;
        Ok(self.page())
    }
}

impl Leave {
    fn page(&self) -> String {
        match self.0.council_id {
            Some(council) => format!("/councils/{council}"),
            None => format!("/delegates/{}", self.0.person_id),
        }
    }
}

fn place(unit: &UnitRef) -> Place {
    Place {
        scope: unit.path.clone(),
        back: format!("/units/{}", unit.id),
        subject: unit.name.clone(),
        part: Part::Councils,
    }
}

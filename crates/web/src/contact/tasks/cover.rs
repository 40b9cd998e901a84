//! Gắn xã, phường với đơn vị bầu cử.

use council::access::Act;
use council::bodies::CouncilRef;
use council::contact::territory::{
    Commune, Constituency, communes, constituencies, council_of, cover_units,
};
use council::{Acting, Problem, Result};
use kernel::ids::ConstituencyId;
use kernel::{Date, Id};
use ui::{Choice, Field, Form};
use uuid::Uuid;

use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::posted::Posted;
use crate::task::{Place, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The communes of one electoral unit.
pub struct Cover {
    council: CouncilRef,
    unit: Constituency,
    others: Vec<Constituency>,
    communes: Vec<Commune>,
}

impl Task for Cover {
    const ACT: Act = Act::CoverUnits;
    const NAME: &'static str = "contact-cover";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let id: ConstituencyId = Id::from_uuid(id);
        let council = council_of(db, id).await?;
        let (mut own, others): (Vec<_>, Vec<_>) = constituencies(db, council.id)
            .await?
            .into_iter()
            .partition(|one| one.id == id);
        let last = council.period().last_day();
        let day: Date = last.map_or(visit.today, |last| last.min(visit.today));
        Ok(Self {
            communes: communes(db, &council, day).await?,
            unit: own
                .pop()
                .ok_or_else(|| Failure::not_found("constituency"))?,
            others,
            council,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/councils/{}", self.council.id),
            subject: format!(
                "{} – {}",
                self.unit.name,
                council_title(visit, &self.council)
            ),
            part: Part::Councils,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let chosen: Vec<String> = if posted.has_problems() {
            posted.all("units")
        } else {
            let own = self.unit.communes.iter();
            own.map(|(unit, _)| unit.to_string()).collect()
        };
        let choices = self.communes.iter().map(|commune| {
            let choice = Choice::new(commune.id.to_string(), commune.name.as_str());
            let covers = |one: &&Constituency| one.communes.iter().any(|(id, _)| *id == commune.id);
            match self.others.iter().find(covers) {
                Some(other) => choice.hint(visit.tv("contact-cover-of", &[("name", &other.name)])),
                None => choice,
            }
        });
        let field = Field::checkboxes("units", visit.t("contact-covers"), choices, chosen)
            .optional()
            .error_if(posted.problem_of("units"));
        form.field(field)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let unknown = |_| Problem::new("units", "choice-unknown");
        let units = posted
            .all("units")
            .iter()
            .map(|text| text.parse().map_err(unknown))
            .collect::<Result<Vec<_>, _>>()?;
        cover_units(acting, self.unit.id, units).await?;
        Ok(format!("/councils/{}", self.council.id))
    }
}

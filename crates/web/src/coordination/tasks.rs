//! The forms of a draft: what the regulation is called and rests on, its parties, its duties.

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::{BodyBlock, PartnerLine, bodies, council, partners};
use council::coordination::drafting::{
    AddDuty, AddParty, Described, DraftCoordination, add_duty, add_party, describe_coordination,
    draft_coordination, remove_duty, remove_party,
};
use council::coordination::queries::{BasisLine, Dossier, dossier, page};
use council::coordination::{Content, Coordination, Part as Of, Recurrence};
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::{CoordinationDutyId, CoordinationId, CouncilId, PartyId};
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::say;
use crate::app::App;
use crate::bodies::words::{choices, council_title, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Draft>(router, "/councils/{id}/coordination/new");
    let router = route::<Replace>(router, "/coordination/{id}/replace");
    let router = route::<Describe>(router, "/coordination/{id}/describe");
    let router = route::<Party>(router, "/coordination/{id}/party");
    let router = route::<RemoveParty>(router, "/coordination-parties/{id}/remove");
    let router = route::<Duty>(router, "/coordination/{id}/duty");
    route::<RemoveDuty>(router, "/coordination-duties/{id}/remove")
}

/// The regulation with everything a form asks of it.
pub async fn at(visit: &Visit, id: CoordinationId) -> Outcome<Dossier> {
    let today = visit.today;
    Ok(dossier(visit.app.db(), id, today, today.year()).await?)
}

/// Where the forms of a regulation stand.
pub fn place(visit: &Visit, of: &Coordination) -> Place {
    Place {
        scope: of.path.clone(),
        back: home(of),
        subject: say::title(visit, of),
        part: Part::Coordination,
    }
}

/// The page of a regulation.
pub fn home(of: &Coordination) -> String {
    format!("/coordination/{}", of.id)
}

/// The parties as choices.
pub fn parties(of: &Dossier) -> Vec<Choice> {
    let parties = of.parties.iter();
    parties
        .map(|party| Choice::new(party.id.to_string(), party.name.clone()))
        .collect()
}

/// The parties that were ticked.
pub fn ticked(posted: &Posted, name: &'static str) -> Result<Vec<PartyId>> {
    let unknown = |_| Problem::new(name, "choice-unknown").into();
    let all = posted.all(name);
    all.iter().map(|id| id.parse().map_err(unknown)).collect()
}

fn description(
    visit: &Visit,
    posted: &Posted,
    form: Form,
    known: Option<(&Coordination, &[BasisLine])>,
) -> Form {
    let mut title =
        Field::text("title", visit.t("coordination-name")).hint(visit.t("coordination-name-hint"));
    let mut number = Field::text("number", visit.t("coordination-number"))
        .width(Width::Medium)
        .plain()
        .optional();
    let mut extent = Field::text("extent", visit.t("coordination-extent"))
        .hint(visit.t("coordination-extent-hint"))
        .width(Width::Medium)
        .optional();
    let mut last_day = Field::date("last_day", visit.t("coordination-last-day"))
        .hint(visit.t("coordination-last-day-hint"))
        .optional();
    let mut document = Field::text("document", visit.t("coordination-document"))
        .hint(visit.t("coordination-document-hint"))
        .width(Width::Medium)
        .plain()
        .optional();
    let mut bases = Field::long("bases", visit.t("coordination-bases"))
        .hint(visit.t("coordination-bases-hint"))
        .rows(4)
        .optional();
    if let Some((of, rests_on)) = known {
        let numbers: Vec<&str> = rests_on.iter().map(|it| it.number.as_str()).collect();
        title = title.value(of.title.clone());
        number = number.value(of.number.clone());
        extent = extent.value(of.extent.clone());
        let last = of.valid_to.and_then(|day| day.yesterday().ok());
        last_day = last_day.value(last.map_or_else(String::new, |day| visit.day(day)));
        document = document.value(of.document_number.clone().unwrap_or_default());
        bases = bases.value(numbers.join("\n"));
    }
    form.field(posted.fill("title", title))
        .field(posted.fill("number", number))
        .field(posted.fill("extent", extent))
        .field(posted.fill("last_day", last_day))
        .field(posted.fill("document", document))
        .field(posted.fill("bases", bases))
}

fn described(read: &mut Reading<'_>) -> Described {
    let lines = read.posted().raw("bases").lines();
    let bases = lines.map(|line| line.trim().to_owned());
    Described {
        number: read.text("number"),
        title: read.text("title"),
        extent: read.text("extent"),
        last_day: read.date("last_day"),
        document: read.text("document"),
        bases: bases.filter(|line| !line.is_empty()).collect(),
    }
}

/// Lập dự thảo.
pub struct Draft(CouncilRef);

impl Task for Draft {
    const ACT: Act = Act::DraftCoordination;
    const NAME: &'static str = "coordination-draft";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let id: CouncilId = Id::from_uuid(id);
        Ok(Self(council(visit.app.db(), id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.0.path.clone(),
            back: format!("/councils/{}/coordination", self.0.id),
            subject: council_title(visit, &self.0),
            part: Part::Coordination,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        description(visit, posted, form, None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        draft(acting, posted, self.0.id, None).await
    }
}

async fn draft(
    acting: &Acting<'_>,
    posted: &Posted,
    council: CouncilId,
    replaces: Option<CoordinationId>,
) -> Result<String> {
    let mut read = Reading::of(posted, acting);
    let command = DraftCoordination {
        council,
        described: described(&mut read),
        replaces,
    };
    let id = read.outcome(draft_coordination(acting, command).await)?;
    Ok(format!("/coordination/{id}"))
}

/// A regulation with the documents on which it rests.
struct Known {
    of: Coordination,
    bases: Vec<BasisLine>,
}

impl Known {
    async fn at(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (id, today) = (Id::from_uuid(id), visit.today);
        let page = page(visit.app.db(), &visit.actor, id, today.year(), today).await?;
        Ok(Self {
            of: page.dossier.coordination,
            bases: page.bases,
        })
    }
}

/// Lập dự thảo sửa đổi, thay thế.
pub struct Replace(Known);

impl Task for Replace {
    const ACT: Act = Act::DraftCoordination;
    const NAME: &'static str = "coordination-replace";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Known::at(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.of)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut of = self.0.of.clone();
        of.number.clear();
        of.document_number = None;
        description(visit, posted, form, Some((&of, &self.0.bases)))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        draft(acting, posted, self.0.of.council_id, Some(self.0.of.id)).await
    }
}

/// Sửa thông tin.
pub struct Describe(Known);

impl Task for Describe {
    const ACT: Act = Act::DraftCoordination;
    const NAME: &'static str = "coordination-describe";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Known::at(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.of)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let known = Some((&self.0.of, self.0.bases.as_slice()));
        let form = description(visit, posted, form, known);
        if self.0.of.is_public() {
            return form.field(reason_field(visit, posted));
        }
        form
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let described = described(&mut read);
        let reason = read.text("reason");
        let id = self.0.of.id;
        read.outcome(describe_coordination(acting, id, described, &reason).await)?;
        Ok(home(&self.0.of))
    }
}

/// Thêm một bên.
pub struct Party {
    of: Dossier,
    bodies: Vec<BodyBlock>,
    partners: Vec<PartnerLine>,
}

impl Task for Party {
    const ACT: Act = Act::DraftCoordination;
    const NAME: &'static str = "coordination-party";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let of = at(visit, Id::from_uuid(id)).await?;
        let (db, council) = (visit.app.db(), of.coordination.council_id);
        Ok(Self {
            bodies: bodies(db, council, visit.today).await?,
            partners: partners(db, council, visit.today).await?,
            of,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.of.coordination)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut offered = vec![Choice::new("", visit.t("coordination-party-other"))];
        let bodies = self.bodies.iter();
        offered.extend(bodies.map(|it| Choice::new(it.id.to_string(), it.name.clone())));
        let partners = self.partners.iter();
        offered.extend(partners.map(|it| Choice::new(it.id.to_string(), it.name.clone())));
        let party = Field::select("party", visit.t("coordination-party"), offered, "")
            .hint(visit.t("coordination-party-hint"))
            .optional();
        let name = Field::text("name", visit.t("coordination-party-name"))
            .hint(visit.t("coordination-party-name-hint"))
            .optional();
        form.field(posted.fill("party", party))
            .field(posted.fill("name", name))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let chosen: Option<Id<()>> = read.maybe_id("party");
        let partner = chosen.and_then(|id| {
            let mut partners = self.partners.iter();
            partners.find(|partner| partner.id.uuid() == id.uuid())
        });
        let institution = partner.map(|partner| partner.id);
        let body = chosen.filter(|_| institution.is_none());
        let command = AddParty {
            coordination: self.of.coordination.id,
            institution,
            body: body.map(|id| Id::from_uuid(id.uuid())),
            name: read.text("name"),
        };
        read.outcome(add_party(acting, command).await)?;
        Ok(home(&self.of.coordination))
    }
}

/// Bỏ một bên.
pub struct RemoveParty {
    of: Dossier,
    party: PartyId,
}

impl Task for RemoveParty {
    const ACT: Act = Act::DraftCoordination;
    const NAME: &'static str = "coordination-remove-party";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let party = Id::from_uuid(id);
        let of = Of::Party(party).of(visit.app.db()).await?;
        Ok(Self {
            of: at(visit, of).await?,
            party,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            subject: self.of.name_of(self.party).to_owned(),
            ..place(visit, &self.of.coordination)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        remove_party(acting, self.party, &posted.text("reason")).await?;
        Ok(home(&self.of.coordination))
    }
}

/// Thêm một nhiệm vụ.
pub struct Duty(Dossier);

impl Task for Duty {
    const ACT: Act = Act::DraftCoordination;
    const NAME: &'static str = "coordination-duty";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.coordination)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let contents = choices(visit, "coordination-content", Content::ALL, Content::code);
        let content = Field::select("content", visit.t("coordination-content"), contents, "");
        let title = Field::text("title", visit.t("coordination-duty"))
            .hint(visit.t("coordination-duty-hint"));
        let lead = Field::select(
            "lead",
            visit.t("coordination-lead-party"),
            parties(&self.0),
            "",
        );
        let partners = Field::checkboxes(
            "partners",
            visit.t("coordination-partners"),
            parties(&self.0),
            posted.all("partners"),
        )
        .optional();
        let often = choices(
            visit,
            "coordination-recurrence",
            Recurrence::ALL,
            Recurrence::code,
        );
        let often = Field::radios("recurrence", visit.t("coordination-recurrence"), often, "");
        let due = Field::date("due_on", visit.t("coordination-due-once")).optional();
        let days = Field::number("days", visit.t("coordination-days"))
            .hint(visit.t("coordination-days-hint"))
            .width(Width::Short)
            .optional();
        let output = Field::text("output", visit.t("coordination-output")).optional();
        form.field(posted.fill("content", content))
            .field(posted.fill("title", title))
            .field(posted.fill("lead", lead))
            .field(partners.error_if(posted.problem_of("partners")))
            .field(posted.fill("recurrence", often))
            .field(posted.fill("due_on", due))
            .field(posted.fill("days", days))
            .field(posted.fill("output", output))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = AddDuty {
            coordination: self.0.coordination.id,
            content: read.choice("content", Content::from_code, Content::Other),
            title: read.text("title"),
            lead: read.id("lead"),
            partners: ticked(posted, "partners")?,
            recurrence: read.choice("recurrence", Recurrence::from_code, Recurrence::OnRequest),
            due_on: read.date("due_on"),
            days: read.maybe_number("days").unwrap_or_default(),
            output: read.text("output"),
        };
        read.outcome(add_duty(acting, command).await)?;
        Ok(home(&self.0.coordination))
    }
}

/// A duty in its regulation.
pub struct DutyOf {
    pub of: Dossier,
    pub duty: CoordinationDutyId,
}

impl DutyOf {
    pub async fn find(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let duty = Id::from_uuid(id);
        let of = Of::Duty(duty).of(visit.app.db()).await?;
        let of = at(visit, of).await?;
        Ok(Self { of, duty })
    }

    pub fn place(&self, visit: &Visit) -> Place {
        let mut duties = self.of.duties.iter();
        let row = duties.find(|row| row.duty.id == self.duty);
        Place {
            subject: row.map_or_else(String::new, |row| row.duty.title.clone()),
            ..place(visit, &self.of.coordination)
        }
    }
}

/// Bỏ một nhiệm vụ.
pub struct RemoveDuty(DutyOf);

impl Task for RemoveDuty {
    const ACT: Act = Act::DraftCoordination;
    const NAME: &'static str = "coordination-remove-duty";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(DutyOf::find(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        remove_duty(acting, self.0.duty, &posted.text("reason")).await?;
        Ok(home(&self.0.of.coordination))
    }
}

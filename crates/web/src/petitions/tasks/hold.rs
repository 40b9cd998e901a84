//! Passing a matter on, accepting it, sending it back.

use council::access::{Act, NotPermitted};
use council::bodies::Level;
use council::bodies::queries::{council, councils_below, partners};
use council::petitions::queries::Matter;
use council::petitions::routing::{accept_matter, route_matter, send_back_matter};
use council::petitions::steps::Holder;
use council::petitions::timing::TimeRules;
use council::rules::InForce;
use council::{Acting, Problem, Result};
use kernel::ids::{CouncilId, InstitutionId};
use ui::{Choice, Field, Form, Prose};
use uuid::Uuid;

use super::{at, home, of_matter};
use crate::bodies::words::{council_title, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::rules::words::dated_rule;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// To whom a matter may go: institutions of the council's unit, the council above, the councils below.
pub struct Route {
    matter: Matter,
    targets: Vec<(String, String)>,
    rule: Option<InForce>,
}

impl Task for Route {
    const ACT: Act = Act::RouteMatter;
    const NAME: &'static str = "matter-route";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let matter = at(visit, id).await?;
        let targets = targets(visit, &matter).await?;
        let db = visit.app.db();
        let rules = TimeRules::of(db, matter.council_id, visit.today).await?;
        Ok(Self {
            rule: rules.answer_to(matter.competence).cloned(),
            matter,
            targets,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.matter)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> Result<(), NotPermitted> {
        let may = self.matter.passes_on(&visit.actor);
        may.then_some(()).ok_or(NotPermitted(Self::ACT))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut offered = vec![Choice::new("", visit.t("matter-choose-holder"))];
        offered.extend(
            self.targets
                .iter()
                .map(|(value, name)| Choice::new(value.clone(), name.clone())),
        );
        let mut to = Field::select("to", visit.t("matter-holder"), offered, "");
        if let Some(rule) = &self.rule {
            to = to.hint(dated_rule(visit, rule));
        }
        let note = Field::long("reason", visit.t("matter-route-note"))
            .rows(3)
            .optional();
        form.field(posted.fill("to", to))
            .field(posted.fill("reason", note))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let to = holder_given(&posted.text("to"))?;
        let reason = read.text("reason");
        read.outcome(route_matter(acting, self.matter.id, to, &reason).await)?;
        Ok(home(&self.matter))
    }
}

/// `i:…` is an institution, `c:…` another council.
fn holder_given(text: &str) -> Result<Holder> {
    let unknown = || Problem::new("to", "choice-unknown");
    match text.split_once(':') {
        None if text.is_empty() => Ok(Holder::default()),
        Some(("i", id)) => Ok(Holder {
            institution: Some(id.parse::<InstitutionId>().map_err(|_| unknown())?),
            council: None,
        }),
        Some(("c", id)) => Ok(Holder {
            institution: None,
            council: Some(id.parse::<CouncilId>().map_err(|_| unknown())?),
        }),
        _ => Err(unknown().into()),
    }
}

async fn targets(visit: &Visit, matter: &Matter) -> Outcome<Vec<(String, String)>> {
    let (db, today) = (visit.app.db(), visit.today);
    let mut targets = Vec::new();
    // Whoever has it now passes it on to the institutions of its own unit.
    let hosts = [Some(matter.council_id), matter.holder_council_id];
    for host in hosts.into_iter().flatten() {
        for partner in partners(db, host, today).await? {
            targets.push((format!("i:{}", partner.id), partner.name));
        }
    }
    let own = council(db, matter.council_id).await?;
    let root = own.path.split('/').next().unwrap_or_default();
    let near = councils_below(db, root, today, 500).await?;
    for other in near {
        let above = own.path.starts_with(&format!("{}/", other.path));
        let below = other.path.starts_with(&format!("{}/", own.path));
        if above || (below && own.level != Level::Commune) {
            targets.push((format!("c:{}", other.id), council_title(visit, &other)));
        }
    }
    Ok(targets)
}

/// Nhận giải quyết.
pub struct Accept(Matter);

impl Task for Accept {
    const ACT: Act = Act::TakeMatter;
    const NAME: &'static str = "matter-accept";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.0)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> Result<(), NotPermitted> {
        let may = self.0.answers(&visit.actor, Self::ACT);
        may.then_some(()).ok_or(NotPermitted(Self::ACT))
    }

    fn questions(&self, visit: &Visit, _: &Posted, form: Form) -> Form {
        let holder = self.0.holder.clone().unwrap_or_default();
        let due = self.0.due_on.map(|day| visit.day(day)).unwrap_or_default();
        let values = [("holder", holder.as_str()), ("due", due.as_str())];
        form.push(Prose::new().p(visit.tv("matter-accept-says", &values)))
    }

    async fn act(&self, acting: &Acting<'_>, _: &Posted) -> Result<String> {
        accept_matter(acting, self.0.id).await?;
        Ok(home(&self.0))
    }
}

/// Trả lại.
pub struct SendBack(Matter);

impl Task for SendBack {
    const ACT: Act = Act::TakeMatter;
    const NAME: &'static str = "matter-send-back";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.0)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> Result<(), NotPermitted> {
        let may = self.0.answers(&visit.actor, Self::ACT);
        may.then_some(()).ok_or(NotPermitted(Self::ACT))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        send_back_matter(acting, self.0.id, &posted.text("reason")).await?;
        Ok(home(&self.0))
    }
}

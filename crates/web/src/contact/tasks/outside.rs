//! Asking to meet voters outside one's own electoral unit, deciding it, telling the host.

use council::access::{Act, NotPermitted};
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::contact::outside::{
    AskOutside, RequestLine, ask_outside, decide_outside, request, tell_host,
};
use council::contact::territory::{Commune, Serving, communes_around, serving};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::PersonId;
use ui::{Choice, Field, Form, Notice};
use uuid::Uuid;

use super::of_council;
use crate::bodies::words::council_title;
use crate::contact::say;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The one who may do a personal act without a role: a delegate of this council who is signed in.
pub fn own(visit: &Visit, serving: &[Serving]) -> Option<PersonId> {
    let person = visit.actor.person.filter(|_| visit.actor.is_signed_in())?;
    let there = serving.iter().any(|one| one.person_id == person);
    there.then_some(person)
}

/// The question for the delegate: whoever may speak for others chooses, a delegate speaks for himself or herself.
pub fn delegate_field(
    visit: &Visit,
    posted: &Posted,
    serving: &[Serving],
    for_others: bool,
    chosen: &str,
) -> Field {
    let own = own(visit, serving);
    let offered = serving
        .iter()
        .filter(|one| for_others || Some(one.person_id) == own)
        .map(|one| Choice::new(one.person_id.to_string(), one.full_name.as_str()));
    let own = own.map_or_else(String::new, |person| person.to_string());
    let chosen = if chosen.is_empty() {
        own.as_str()
    } else {
        chosen
    };
    let field = Field::select("person", visit.t("contact-delegate"), offered, chosen);
    posted.fill("person", field)
}

/// Đề nghị.
pub struct Ask {
    council: CouncilRef,
    serving: Vec<Serving>,
    communes: Vec<Commune>,
}

impl Task for Ask {
    const ACT: Act = Act::AskOutsideContact;
    const NAME: &'static str = "contact-ask-outside";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        Ok(Self {
            serving: serving(db, council.id, visit.today).await?,
            communes: communes_around(db, &council, visit.today).await?,
            council,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.council, "contact-requests")
    }

    fn leave(&self, visit: &Visit, place: &Place) -> Result<(), NotPermitted> {
        match own(visit, &self.serving) {
            Some(person) => visit.actor.may_for(Self::ACT, person, &place.scope),
            None => visit.actor.may(Self::ACT, &place.scope),
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let for_others = visit.can(Self::ACT, &self.council.path);
        let units = self
            .communes
            .iter()
            .map(|commune| Choice::new(commune.id.to_string(), commune.name.as_str()));
        let unit = Field::select("unit", visit.t("contact-commune"), units, "");
        let wanted = Field::date("wanted_on", visit.t("contact-wanted-on"));
        let purpose = Field::long("purpose", visit.t("contact-purpose")).rows(3);
        form.field(delegate_field(visit, posted, &self.serving, for_others, ""))
            .field(posted.fill("unit", unit))
            .field(posted.fill("wanted_on", wanted))
            .field(posted.fill("purpose", purpose))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = AskOutside {
            council: self.council.id,
            person: read.id("person"),
            unit: read.id("unit"),
            wanted_on: read.day("wanted_on"),
            purpose: read.text("purpose"),
        };
        read.outcome(ask_outside(acting, command).await)?;
        Ok(format!("/councils/{}/contact-requests", self.council.id))
    }
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<(RequestLine, CouncilRef)> {
    let db = visit.app.db();
    let line = request(db, Id::from_uuid(id), visit.today).await?;
    let council = council(db, line.request.council_id).await?;
    Ok((line, council))
}

fn of_request(visit: &Visit, line: &RequestLine, council: &CouncilRef) -> Place {
    let request = &line.request;
    let values = [
        ("name", request.full_name.as_str()),
        ("unit", request.unit_name.as_str()),
    ];
    Place {
        scope: request.path.clone(),
        back: format!("/councils/{}/contact-requests", council.id),
        subject: format!(
            "{} – {}",
            visit.tv("contact-request-of", &values),
            council_title(visit, council)
        ),
        part: Part::Contacts,
    }
}

/// The purpose and a deadline, above the questions.
fn about(visit: &Visit, line: &RequestLine, words: Option<String>, late: bool) -> Notice {
    let notice = if late {
        Notice::warning(line.request.purpose.clone())
    } else {
        Notice::info(line.request.purpose.clone())
    };
    let wanted = visit.tv(
        "contact-wanted",
        &[("day", &visit.day(line.request.wanted_on))],
    );
    match words {
        Some(words) => notice.body(format!("{wanted} {words}")),
        None => notice.body(wanted),
    }
}

/// Quyết định.
pub struct Decide(RequestLine, CouncilRef);

impl Task for Decide {
    const ACT: Act = Act::DecideOutsideContact;
    const NAME: &'static str = "contact-decide-outside";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (line, council) = at(visit, id).await?;
        Ok(Self(line, council))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_request(visit, &self.0, &self.1)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let by = self.0.decide_by.as_ref();
        let late = self.0.standing.is_late();
        let words = by.map(|by| say::deadline(visit, by));
        let verdicts = ["yes", "no"]
            .map(|code| Choice::new(code, visit.t(&format!("contact-granted-{code}"))));
        let granted = Field::radios("granted", visit.t("contact-decision"), verdicts, "");
        let reason = Field::long("reason", visit.t("field-reason"))
            .hint(visit.t("contact-refusal-hint"))
            .rows(3)
            .optional();
        form.push(about(visit, &self.0, words, late))
            .field(posted.fill("granted", granted))
            .field(posted.fill("reason", reason))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let verdict = |code: &str| match code {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let granted = read.choice("granted", verdict, true);
        let reason = read.text("reason");
        let id = self.0.request.id;
        read.outcome(decide_outside(acting, id, granted, &reason).await)?;
        Ok(format!("/councils/{}/contact-requests", self.1.id))
    }
}

/// Thông báo cho nơi đến.
pub struct Tell(RequestLine, CouncilRef);

impl Task for Tell {
    const ACT: Act = Act::DecideOutsideContact;
    const NAME: &'static str = "contact-tell-host";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (line, council) = at(visit, id).await?;
        Ok(Self(line, council))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_request(visit, &self.0, &self.1)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let by = self.0.tell_by.as_ref();
        let late = by.is_some_and(|by| by.day < visit.today);
        let words = by.map(|by| say::deadline(visit, by));
        let day = Field::date("host_told_on", visit.t("contact-host-told-on"))
            .value(visit.day(visit.today));
        form.push(about(visit, &self.0, words, late))
            .field(posted.fill("host_told_on", day))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let day = read.day("host_told_on");
        read.outcome(tell_host(acting, self.0.request.id, day).await)?;
        Ok(format!("/councils/{}/contact-requests", self.1.id))
    }
}

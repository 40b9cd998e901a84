//! The forms by which a draft becomes what all have signed: send out, comment, agree, sign, send back, end.

use axum::Router;
use council::access::{Act, NotPermitted};
use council::coordination::consent::{agree, comment, consult, end_coordination, send_back, sign};
use council::coordination::queries::Dossier;
use council::coordination::{Coordination, Party};
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::tasks::{at, home, place};
use crate::app::App;
use crate::bodies::words::reason_field;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, reasoned_tasks, route};
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Consult>(router, "/coordination/{id}/consult");
    let router = route::<Comment>(router, "/coordination/{id}/comment");
    let router = route::<Agree>(router, "/coordination/{id}/agree");
    let router = route::<SendBack>(router, "/coordination/{id}/send-back");
    let router = route::<Sign>(router, "/coordination/{id}/sign");
    route::<End>(router, "/coordination/{id}/end")
}

async fn bare(visit: &Visit, id: Uuid) -> Outcome<Coordination> {
    Ok(at(visit, Id::from_uuid(id)).await?.coordination)
}

/// The parties that a question offers.
fn offered(of: &Dossier, fits: impl Fn(&Party) -> bool) -> Vec<Choice> {
    let parties = of.parties.iter().filter(|party| fits(party));
    parties
        .map(|party| Choice::new(party.id.to_string(), party.name.clone()))
        .collect()
}

fn party_field(visit: &Visit, posted: &Posted, offered: Vec<Choice>) -> Field {
    let field = Field::select("party", visit.t("coordination-party"), offered, "");
    posted.fill("party", field)
}

fn day_field(visit: &Visit, posted: &Posted, label: &str) -> Field {
    posted.fill("day", Field::date("day", visit.t(label)))
}

reasoned_tasks! {
    Coordination, bare, place, home;
    /// Trả lại để soạn tiếp.
    SendBack, ConsultOnCoordination, "coordination-send-back", send_back;
}

/// Gửi lấy ý kiến.
pub struct Consult(Coordination);

impl Task for Consult {
    const ACT: Act = Act::ConsultOnCoordination;
    const NAME: &'static str = "coordination-consult";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(bare(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let until = Field::date("comment_until", visit.t("coordination-comment-until"));
        form.field(posted.fill("comment_until", until))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let until = read.day("comment_until");
        read.outcome(consult(acting, self.0.id, until).await)?;
        Ok(home(&self.0))
    }
}

/// Ghi ý kiến của một bên: the office for all, each party for itself.
pub struct Comment(Dossier);

impl Task for Comment {
    const ACT: Act = Act::RecordForParty;
    const NAME: &'static str = "coordination-comment";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.coordination)
    }

    fn leave(&self, visit: &Visit, _: &Place) -> std::result::Result<(), NotPermitted> {
        let of = &self.0.coordination;
        let mut parties = self.0.parties.iter();
        let some = parties.any(|party| party.answers(&visit.actor, of));
        some.then_some(()).ok_or(NotPermitted(Self::ACT))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let of = &self.0.coordination;
        let own = offered(&self.0, |party| party.answers(&visit.actor, of));
        let text = Field::long("text", visit.t("coordination-comment")).rows(5);
        form.field(party_field(visit, posted, own))
            .field(posted.fill("text", text))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (party, text) = (read.id("party"), read.text("text"));
        read.outcome(comment(acting, party, &text).await)?;
        Ok(home(&self.0.coordination))
    }
}

/// Ghi việc một bên thống nhất.
pub struct Agree(Dossier);

impl Task for Agree {
    const ACT: Act = Act::SignCoordination;
    const NAME: &'static str = "coordination-agree";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.coordination)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let waiting = offered(&self.0, |party| party.agreed_on.is_none());
        form.field(party_field(visit, posted, waiting))
            .field(day_field(visit, posted, "coordination-agreed-on"))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (party, day) = (read.id("party"), read.day("day"));
        read.outcome(agree(acting, party, day).await)?;
        Ok(home(&self.0.coordination))
    }
}

/// Ghi việc một bên ký.
pub struct Sign(Dossier);

impl Task for Sign {
    const ACT: Act = Act::SignCoordination;
    const NAME: &'static str = "coordination-sign";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0.coordination)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let waiting = offered(&self.0, |party| party.signed_on.is_none());
        let signer = Field::text("signer", visit.t("coordination-signer"))
            .hint(visit.t("coordination-signer-hint"));
        form.field(party_field(visit, posted, waiting))
            .field(day_field(visit, posted, "coordination-signed-on"))
            .field(posted.fill("signer", signer))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (party, day) = (read.id("party"), read.day("day"));
        let signer = read.text("signer");
        read.outcome(sign(acting, party, day, &signer).await)?;
        Ok(home(&self.0.coordination))
    }
}

/// Chấm dứt.
pub struct End(Coordination);

impl Task for End {
    const ACT: Act = Act::EndCoordination;
    const NAME: &'static str = "coordination-end";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(bare(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        place(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(day_field(visit, posted, "coordination-ended-on"))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let (day, reason) = (read.day("day"), read.text("reason"));
        read.outcome(end_coordination(acting, self.0.id, day, &reason).await)?;
        Ok(home(&self.0))
    }
}

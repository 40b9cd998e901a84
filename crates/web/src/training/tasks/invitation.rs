//! Excusing an invited person, and taking an invitation back.

use council::access::Act;
use council::training::classes::{ClassRef, class, roll_entry};
use council::training::invitations::{
    Excuse, InvitationRow, excuse, invitation, withdraw_invitation,
};
use council::{Acting, Result};
use kernel::Id;
use ui::{Form, Html, Prose};
use uuid::Uuid;

use super::of_class;
use crate::bodies::words::reason_field;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Task};
use crate::visit::Visit;

/// An invitation with the name of the invited.
struct Invited {
    row: InvitationRow,
    class: ClassRef,
    name: String,
}

impl Invited {
    async fn of(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let row = invitation(db, Id::from_uuid(id)).await?;
        let class = class(db, row.class_id).await?;
        let own = roll_entry(db, &visit.actor, &class, row.person_id).await?;
        Ok(Self {
            name: own.map(|entry| entry.name).unwrap_or_default(),
            row,
            class,
        })
    }

    fn place(&self) -> Place {
        let place = of_class(&self.class);
        Place {
            subject: format!("{} – {}", self.name, place.subject),
            ..place
        }
    }
}

/// Ghi nhận vắng mặt có lý do.
pub struct ExcuseOne(Invited);

/// Rút giấy mời.
pub struct Withdraw(Invited);

impl Task for ExcuseOne {
    const ACT: Act = Act::Excuse;
    const NAME: &'static str = "excuse";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Invited::of(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        self.0.place()
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let other = format!("/invitations/{}/withdraw", self.0.row.id);
        form.push(Prose::new().p(Html::link(
            visit.t("excuse-or-withdraw"),
            visit.link(&other),
        )))
        .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let command = Excuse {
            invitation: self.0.row.id,
            reason: posted.text("reason"),
        };
        excuse(acting, command).await?;
        Ok(self.0.place().back)
    }
}

impl Task for Withdraw {
    const ACT: Act = Act::Invite;
    const NAME: &'static str = "withdraw";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Invited::of(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        self.0.place()
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        withdraw_invitation(acting, self.0.row.id, &posted.text("reason")).await?;
        Ok(self.0.place().back)
    }
}

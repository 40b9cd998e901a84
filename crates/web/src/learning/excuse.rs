//! Xin vắng mặt: a participant asks to be excused from a class.

use council::access::{Act, NotPermitted};
use council::training::classes::{ClassRef, class};
use council::training::invitations::{Excuse, InvitationRow, excuse, invitation_of};
use council::{Acting, Refusal, Result};
use kernel::Id;
use ui::{Field, Form};
use uuid::Uuid;

use super::words::own;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Xin vắng mặt có lý do, for oneself.
pub(super) struct AskExcuse {
    class: ClassRef,
    invitation: InvitationRow,
}

impl Task for AskExcuse {
    const ACT: Act = Act::Excuse;
    const NAME: &'static str = "ask-excuse";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (db, person) = (visit.app.db(), own(visit)?);
        let class = class(db, Id::from_uuid(id)).await?;
        let invitation = invitation_of(db, class.id, person)
            .await?
            .ok_or(Refusal::NotFound("invitation"))?;
        Ok(Self { class, invitation })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.class.path.clone(),
            back: "/training/mine".into(),
            subject: visit.tv(
                "learning-class-on",
                &[
                    ("class", &self.class.name),
                    ("day", &visit.day(self.class.starts_on)),
                ],
            ),
            part: Part::Training,
        }
    }

    fn leave(&self, visit: &Visit, place: &Place) -> Result<(), NotPermitted> {
        visit
            .actor
            .may_for(Self::ACT, self.invitation.person_id, &place.scope)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let reason = Field::long("reason", visit.t("excuse-reason"))
            .hint(visit.t("excuse-reason-hint"))
            .rows(4);
        form.field(posted.fill("reason", reason))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let command = Excuse {
            invitation: self.invitation.id,
            reason: read.text("reason"),
        };
        read.outcome(excuse(acting, command).await)?;
        Ok("/training/mine".into())
    }
}

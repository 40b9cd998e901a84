//! Opening, holding, closing, reopening and cancelling a class; inviting everyone; certificates.

use council::access::Act;
use council::training::certificates::{
    CertificateSheet, certificate, issue_certificates, revoke_certificate,
};
use council::training::classes::{
    ClassRef, cancel_class, class, close_class, hold_class, open_class, reopen_class,
};
use council::training::expected::audience_now;
use council::training::invitations::invite_obliged;
use council::training::obligations::Roster;
use council::{Acting, Problem, Result};
use kernel::Id;
use ui::{Form, Prose};
use uuid::Uuid;

use super::of_class;
use crate::bodies::words::reason_field;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Task};
use crate::visit::Visit;

/// A change of a class without a question, or with the one for the reason.
macro_rules! turns {
    ($($(#[$doc:meta])* $name:ident, $act:expr, $key:literal, $asks:expr, |$acting:ident, $id:ident, $reason:ident| $carry:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name(ClassRef);

        impl Task for $name {
            const ACT: Act = $act;
            const NAME: &'static str = $key;

            async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
                Ok(Self(class(visit.app.db(), Id::from_uuid(id)).await?))
            }

            fn place(&self, _: &Visit) -> Place {
                of_class(&self.0)
            }

            fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
                let asks: Asks = $asks;
                match asks {
                    Asks::Nothing => form,
                    Asks::Reason => form.field(reason_field(visit, posted)),
                }
            }

            async fn act(&self, $acting: &Acting<'_>, posted: &Posted) -> Result<String> {
                let $id = self.0.id;
                let $reason = posted.text("reason");
                $carry;
                Ok(format!("/classes/{}", self.0.id))
            }
        }
    )*};
}

/// What the form of a change asks.
enum Asks {
    Nothing,
    Reason,
}

turns! {
    /// Mở lớp.
    Open, Act::RunClass, "class-open", Asks::Nothing, |acting, id, _reason| open_class(acting, id).await?;
    /// Ghi nhận lớp đã tổ chức.
    Hold, Act::RunClass, "class-hold", Asks::Nothing, |acting, id, _reason| hold_class(acting, id).await?;
    /// Kết thúc lớp.
    Close, Act::RunClass, "class-close", Asks::Nothing, |acting, id, _reason| close_class(acting, id).await?;
    /// Mở lại lớp.
    Reopen, Act::RunClass, "class-reopen", Asks::Reason, |acting, id, reason| reopen_class(acting, id, &reason).await?;
    /// Hủy lớp.
    Cancel, Act::RunClass, "class-cancel", Asks::Reason, |acting, id, reason| cancel_class(acting, id, &reason).await?;
    /// Cấp giấy chứng nhận.
    Issue, Act::IssueCertificate, "certificates-issue", Asks::Nothing, |acting, id, _reason| {
        if issue_certificates(acting, id).await?.is_empty() {
            return Err(Problem::new("", "certificates-nobody-new").into());
        }
    };
}

/// Mời tất cả những người phải dự.
pub struct InviteAll {
    class: ClassRef,
    roster: Roster,
}

impl Task for InviteAll {
    const ACT: Act = Act::Invite;
    const NAME: &'static str = "invite-all";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let class = class(db, Id::from_uuid(id)).await?;
        let snapshot = visit.app.projection().now().await?;
        let roster = audience_now(db, &snapshot, &class).await?;
        Ok(Self { class, roster })
    }

    fn place(&self, _: &Visit) -> Place {
        of_class(&self.class)
    }

    fn questions(&self, visit: &Visit, _: &Posted, form: Form) -> Form {
        form.push(Prose::new().p(visit.tv(
            "invite-all-count",
            &[
                ("obliged", &self.roster.obliged.len().to_string()),
                ("left_out", &self.roster.left_out.len().to_string()),
                ("capacity", &self.class.capacity.to_string()),
            ],
        )))
    }

    async fn act(&self, acting: &Acting<'_>, _: &Posted) -> Result<String> {
        if invite_obliged(acting, self.class.id).await?.new == 0 {
            return Err(Problem::new("", "invite-nobody-new").into());
        }
        Ok(format!("/classes/{}", self.class.id))
    }
}

/// Thu hồi giấy chứng nhận.
pub struct Revoke(CertificateSheet);

impl Task for Revoke {
    const ACT: Act = Act::RevokeCertificate;
    const NAME: &'static str = "certificate-revoke";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(
            certificate(visit.app.db(), &visit.actor, Id::from_uuid(id)).await?,
        ))
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.0.path.clone(),
            back: format!("/classes/{}", self.0.class_id),
            subject: format!("{} – {}", self.0.full_name, self.0.class),
            part: crate::view::Part::Training,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        revoke_certificate(acting, self.0.id, &posted.text("reason")).await?;
        Ok(format!("/classes/{}", self.0.class_id))
    }
}

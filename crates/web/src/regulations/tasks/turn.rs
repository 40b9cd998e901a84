//! Acts on a regulation that ask for nothing but the reason.

use council::access::Act;
use council::regulations::comments::close_comments;
use council::regulations::proposal::{send_back_regulation, withdraw_regulation};
use council::regulations::queries::Regulation;
use council::{Acting, Result};
use ui::Form;
use uuid::Uuid;

use super::{at, home, of_regulation};
use crate::bodies::words::reason_field;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Task};
use crate::visit::Visit;

macro_rules! turns {
    ($($(#[$doc:meta])* $name:ident, $permission:ident, $stem:literal, $act:ident;)+) => {$(
        $(#[$doc])*
        pub struct $name(Regulation);

        impl Task for $name {
            const ACT: Act = Act::$permission;
            const NAME: &'static str = $stem;

            async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
                Ok(Self(at(visit, id).await?))
            }

            fn place(&self, _: &Visit) -> Place {
                of_regulation(&self.0)
            }

            fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
                form.field(reason_field(visit, posted))
            }

            async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
                $act(acting, self.0.id, &posted.text("reason")).await?;
                Ok(home(&self.0))
            }
        }
    )+};
}

turns! {
    /// Trả lại để soạn tiếp.
    SendBack, SendBackRegulation, "regulation-send-back", send_back_regulation;
    /// Rút khỏi chương trình.
    Withdraw, WithdrawRegulation, "regulation-withdraw", withdraw_regulation;
    /// Kết thúc lấy ý kiến.
    Close, ConsultOnRegulation, "regulation-close", close_comments;
}

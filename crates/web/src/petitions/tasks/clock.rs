//! Stretching, stopping and starting the clock of a matter.

use council::access::Act;
use council::petitions::queries::Matter;
use council::petitions::routing::{extend_clock, pause_clock, resume_clock};
use council::{Acting, Result};
use ui::{Field, Form, Width};
use uuid::Uuid;

use super::{at, home, of_matter};
use crate::bodies::words::reason_field;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, reasoned_tasks};
use crate::visit::Visit;

fn basis_field(visit: &Visit, posted: &Posted) -> Field {
    let field = Field::text("basis", visit.t("matter-basis")).hint(visit.t("matter-basis-hint"));
    posted.fill("basis", field)
}

/// Kéo dài thời hạn.
pub struct Extend(Matter);

impl Task for Extend {
    const ACT: Act = Act::ChangeClock;
    const NAME: &'static str = "matter-extend";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let days = Field::number("days", visit.t("matter-more-days"))
            .hint(visit.t("matter-more-days-hint"))
            .width(Width::Short);
        form.field(posted.fill("days", days))
            .field(basis_field(visit, posted))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let days = read.number("days");
        let (basis, reason) = (read.text("basis"), read.text("reason"));
        read.outcome(extend_clock(acting, self.0.id, days, &basis, &reason).await)?;
        Ok(home(&self.0))
    }
}

/// Tạm dừng thời hạn.
pub struct Pause(Matter);

impl Task for Pause {
    const ACT: Act = Act::ChangeClock;
    const NAME: &'static str = "matter-pause";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(basis_field(visit, posted))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let (basis, reason) = (posted.text("basis"), posted.text("reason"));
        pause_clock(acting, self.0.id, &basis, &reason).await?;
        Ok(home(&self.0))
    }
}

reasoned_tasks! {
    Matter, at, |_, matter| of_matter(matter), home;
    /// Tiếp tục tính thời hạn.
    Resume, ChangeClock, "matter-resume", resume_clock;
}

//! Looking on the spot, urging, taking up again; making voters anonymous.

use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::petitions::queries::Matter;
use council::petitions::watching::{
    CheckMatter, anonymise, check_matter, forgotten, forgotten_before, reopen_matter, urge_matter,
};
use council::petitions::{Found, UrgeKind};
use council::rules::InForce;
use council::{Acting, Result};
use kernel::{Date, Id};
use ui::{Field, Form, Prose, Width};
use uuid::Uuid;

use super::{at, home, of_matter};
use crate::bodies::words::{choices, council_title};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::rules::words::dated_rule;
use crate::task::{Place, Reading, Task, reasoned_tasks};
use crate::view::Part;
use crate::visit::Visit;

/// Kiểm tra kết quả tại chỗ.
pub struct Check(Matter);

impl Task for Check {
    const ACT: Act = Act::CheckMatter;
    const NAME: &'static str = "matter-check";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let found = choices(visit, "matter-found", Found::ALL, Found::code);
        let found = Field::radios("found", visit.t("matter-found"), found, "");
        let day = Field::date("day", visit.t("matter-check-day")).value(visit.day(visit.today));
        let by =
            Field::text("checked_by", visit.t("matter-checked-by")).value(visit.actor.name.clone());
        let note = Field::long("note", visit.t("matter-check-note")).rows(4);
        form.field(posted.fill("found", found))
            .field(posted.fill("day", day))
            .field(posted.fill("checked_by", by))
            .field(posted.fill("note", note))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = CheckMatter {
            matter: self.0.id,
            day: read.day("day"),
            checked_by: read.text("checked_by"),
            found: read.choice("found", Found::from_code, Found::Partly),
            note: read.text("note"),
        };
        read.outcome(check_matter(acting, command).await)?;
        Ok(home(&self.0))
    }
}

/// Đôn đốc.
pub struct Urge(Matter);

impl Task for Urge {
    const ACT: Act = Act::UrgeMatter;
    const NAME: &'static str = "matter-urge";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_matter(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(visit, "matter-urge", UrgeKind::ALL, UrgeKind::code);
        let reminder = UrgeKind::Reminder.code();
        let kind = Field::radios("kind", visit.t("matter-urge"), kinds, reminder);
        let number = Field::text("number", visit.t("matter-paper-number"))
            .width(Width::Medium)
            .plain()
            .optional();
        let note = Field::long("note", visit.t("matter-urge-note")).rows(4);
        form.field(posted.fill("kind", kind))
            .field(posted.fill("number", number))
            .field(posted.fill("note", note))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let kind = read.choice("kind", UrgeKind::from_code, UrgeKind::Reminder);
        let (number, note) = (read.text("number"), read.text("note"));
        read.outcome(urge_matter(acting, self.0.id, kind, &number, &note).await)?;
        Ok(home(&self.0))
    }
}

reasoned_tasks! {
    Matter, at, |_, matter| of_matter(matter), home;
    /// Mở lại.
    Reopen, ReopenMatter, "matter-reopen", reopen_matter;
}

/// Ẩn danh cử tri.
pub struct Anonymise {
    council: CouncilRef,
    due: usize,
    rule: Option<(Date, InForce)>,
}

impl Task for Anonymise {
    const ACT: Act = Act::AnonymiseUtterance;
    const NAME: &'static str = "petitions-anonymise";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let rule = forgotten_before(db, council.id, visit.today).await?;
        let due = match &rule {
            Some((before, _)) => forgotten(db, council.id, *before).await?.len(),
            None => 0,
        };
        Ok(Self { council, due, rule })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/councils/{}/petitions", self.council.id),
            subject: council_title(visit, &self.council),
            part: Part::Petitions,
        }
    }

    fn questions(&self, visit: &Visit, _: &Posted, form: Form) -> Form {
        let count = self.due.to_string();
        let mut prose = Prose::new().p(visit.tv("petitions-anonymise-says", &[("n", &count)]));
        if let Some((_, rule)) = &self.rule {
            prose = prose.p(dated_rule(visit, rule));
        }
        form.push(prose)
    }

    async fn act(&self, acting: &Acting<'_>, _: &Posted) -> Result<String> {
        anonymise(acting, self.council.id).await?;
        Ok(format!("/councils/{}/petitions", self.council.id))
    }
}

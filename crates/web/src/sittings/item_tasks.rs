//! The forms of the acts on the items of a programme: add, change, papers, up, down, remove.

use axum::Router;
use council::access::Act;
use council::bodies::queries::{BodyBlock, PartnerLine, bodies, partners};
use council::sittings::programme::{
    Direction, Item, ItemDetails, Papers, add_item, change_item, item, record_papers, remove_item,
    shift_item,
};
use council::sittings::queries::sitting;
use council::sittings::{ItemKind, Sitting};
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::tasks::of_sitting;
use crate::app::App;
use crate::bodies::words::{choices, reason_field};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::visit::Visit;

/// The forms of one item, by the end of their addresses.
pub const OFFERS: &[&str] = &["papers", "change", "up", "down", "remove"];

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Add>(router, "/sittings/{id}/add");
    let router = route::<Change>(router, "/sitting-items/{id}/change");
    let router = route::<Came>(router, "/sitting-items/{id}/papers");
    let router = route::<Up>(router, "/sitting-items/{id}/up");
    let router = route::<Down>(router, "/sitting-items/{id}/down");
    route::<Remove>(router, "/sitting-items/{id}/remove")
}

/// Who may present and who may verify an item today.
struct Offered {
    partners: Vec<PartnerLine>,
    bodies: Vec<BodyBlock>,
}

impl Offered {
    async fn of(visit: &Visit, sitting: &Sitting) -> Outcome<Self> {
        let (db, council) = (visit.app.db(), sitting.council_id);
        Ok(Self {
            partners: partners(db, council, visit.today).await?,
            bodies: bodies(db, council, visit.today).await?,
        })
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form, of: Option<&Item>) -> Form {
        let kinds = choices(visit, "sitting-item-kind", ItemKind::ALL, ItemKind::code);
        let kind = of.map_or("", |item| item.kind.code());
        let kind = Field::radios("kind", visit.t("sitting-item-kind"), kinds, kind);
        let mut title = Field::long("title", visit.t("sitting-item")).rows(3);
        let mut output = Field::text("output", visit.t("item-output"))
            .hint(visit.t("item-output-hint"))
            .optional();
        if let Some(item) = of {
            title = title.value(item.title.clone());
            output = output.value(item.output.clone());
        }
        form.field(posted.fill("kind", kind))
            .field(posted.fill("title", title))
            .field(posted.fill("output", output))
            .field(posted.fill("institution", self.institution(visit, of)))
            .field(posted.fill("verifier", self.verifier(visit, of)))
    }

    fn institution(&self, visit: &Visit, of: Option<&Item>) -> Field {
        let mut offered = vec![Choice::new("", visit.t("item-nobody"))];
        offered.extend(
            self.partners
                .iter()
                .map(|partner| Choice::new(partner.id.to_string(), partner.name.clone())),
        );
        let known = |id: &str| self.partners.iter().any(|other| other.id.to_string() == id);
        let id = of
            .and_then(|item| item.institution_id)
            .map(|id| id.to_string());
        let name = of.and_then(|item| item.institution.clone());
        // Whoever was named before and is there no more may stay.
        if let (Some(id), Some(name)) = (&id, name)
            && !known(id)
        {
            offered.push(Choice::new(id.clone(), name));
        }
        let chosen = id.unwrap_or_default();
        Field::select("institution", visit.t("item-institution"), offered, chosen).optional()
    }

    fn verifier(&self, visit: &Visit, of: Option<&Item>) -> Field {
        let mut offered = vec![Choice::new("", visit.t("item-nobody"))];
        offered.extend(
            self.bodies
                .iter()
                .map(|body| Choice::new(body.id.to_string(), body.name.clone())),
        );
        let known = |id: &str| self.bodies.iter().any(|other| other.id.to_string() == id);
        let id = of
            .and_then(|item| item.verifier_id)
            .map(|id| id.to_string());
        let name = of.and_then(|item| item.verifier.clone());
        if let (Some(id), Some(name)) = (&id, name)
            && !known(id)
        {
            offered.push(Choice::new(id.clone(), name));
        }
        let chosen = id.unwrap_or_default();
        Field::select("verifier", visit.t("item-verifier"), offered, chosen).optional()
    }
}

fn details(read: &mut Reading<'_>) -> ItemDetails {
    ItemDetails {
        kind: read.choice("kind", ItemKind::from_code, ItemKind::Other),
        title: read.text("title"),
        output: read.text("output"),
        institution: read.maybe_id("institution"),
        verifier: read.maybe_id("verifier"),
    }
}

/// Thêm nội dung.
pub struct Add {
    sitting: Sitting,
    offered: Offered,
}

impl Task for Add {
    const ACT: Act = Act::ArrangeSitting;
    const NAME: &'static str = "sitting-add";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let sitting = sitting(visit.app.db(), Id::from_uuid(id)).await?;
        let offered = Offered::of(visit, &sitting).await?;
        Ok(Self { sitting, offered })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_sitting(visit, &self.sitting)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        self.offered.questions(visit, posted, form, None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let details = details(&mut read);
        read.outcome(add_item(acting, self.sitting.id, details).await)?;
        Ok(format!("/sittings/{}", self.sitting.id))
    }
}

/// An item with its sitting.
struct At {
    item: Item,
    sitting: Sitting,
}

impl At {
    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let item = item(db, Id::from_uuid(id)).await?;
        let sitting = sitting(db, item.sitting_id).await?;
        Ok(Self { item, sitting })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            back: self.home(),
            subject: self.item.title.clone(),
            ..of_sitting(visit, &self.sitting)
        }
    }

    fn home(&self) -> String {
        format!("/sitting-items/{}", self.item.id)
    }
}

/// Sửa nội dung.
pub struct Change {
    at: At,
    offered: Offered,
}

impl Task for Change {
    const ACT: Act = Act::ArrangeSitting;
    const NAME: &'static str = "sitting-item-change";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let at = At::load(visit, id).await?;
        let offered = Offered::of(visit, &at.sitting).await?;
        Ok(Self { at, offered })
    }

    fn place(&self, visit: &Visit) -> Place {
        self.at.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let item = Some(&self.at.item);
        self.offered.questions(visit, posted, form, item)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let details = details(&mut read);
        read.outcome(change_item(acting, self.at.item.id, details).await)?;
        Ok(self.at.home())
    }
}

/// Ghi ngày nhận hồ sơ, thẩm tra, gửi tài liệu.
pub struct Came(At);

impl Task for Came {
    const ACT: Act = Act::ArrangeSitting;
    const NAME: &'static str = "sitting-item-papers";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(At::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, mut form: Form) -> Form {
        let came = self.0.item.came();
        for (name, words, day) in [
            ("dossier_on", "item-paper-dossier", came.dossier_on),
            ("verified_on", "item-paper-verification", came.verified_on),
            ("delivered_on", "item-paper-documents", came.delivered_on),
        ] {
            let mut field = Field::date(name, visit.t(words)).optional();
            if let Some(day) = day {
                field = field.value(visit.day(day));
            }
            form = form.field(posted.fill(name, field));
        }
        form
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let papers = Papers {
            dossier_on: read.date("dossier_on"),
            verified_on: read.date("verified_on"),
            delivered_on: read.date("delivered_on"),
        };
        read.outcome(record_papers(acting, self.0.item.id, papers).await)?;
        Ok(self.0.home())
    }
}

macro_rules! shifts {
    ($($(#[$doc:meta])* $name:ident, $stem:literal, $direction:ident;)+) => {$(
        $(#[$doc])*
        pub struct $name(At);

        impl Task for $name {
            const ACT: Act = Act::ArrangeSitting;
            const NAME: &'static str = $stem;

            async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
                Ok(Self(At::load(visit, id).await?))
            }

            fn place(&self, visit: &Visit) -> Place {
                self.0.place(visit)
            }

            fn questions(&self, _: &Visit, _: &Posted, form: Form) -> Form {
                form
            }

            async fn act(&self, acting: &Acting<'_>, _: &Posted) -> Result<String> {
                shift_item(acting, self.0.item.id, Direction::$direction).await?;
                Ok(format!("/sittings/{}", self.0.sitting.id))
            }
        }
    )+};
}

shifts! {
    /// Chuyển nội dung lên.
    Up, "sitting-item-up", Up;
    /// Chuyển nội dung xuống.
    Down, "sitting-item-down", Down;
}

/// Đưa nội dung ra khỏi chương trình.
pub struct Remove(At);

impl Task for Remove {
    const ACT: Act = Act::ArrangeSitting;
    const NAME: &'static str = "sitting-item-remove";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(At::load(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        self.0.place(visit)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        remove_item(acting, self.0.item.id, &posted.text("reason")).await?;
        Ok(format!("/sittings/{}", self.0.sitting.id))
    }
}

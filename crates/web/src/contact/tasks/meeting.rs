//! Planning a meeting by hand, changing, announcing, cancelling it.

use council::access::Act;
use council::bodies::queries::council;
use council::bodies::{CouncilRef, Level};
use council::contact::acts::{
    Arrangement, ChangeContact, Guest, PlanContact, announce_contact, cancel_contact,
    change_contact, guests, plan_contact,
};
use council::contact::meetings::{Contact, contact};
use council::contact::territory::{Commune, Serving, communes_around, delegates_for, serving};
use council::contact::window::{Deadline, press_deadline, regular_sittings};
use council::contact::{Setting, Side, Way};
use council::sittings::Sitting;
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::UnitId;
use store::Db;
use ui::{Choice, Field, Form, Notice, Width};
use uuid::Uuid;

use super::{of_contact, of_council};
use crate::bodies::words::{choices, reason_field};
use crate::contact::say;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, reasoned_tasks};
use crate::visit::Visit;

/// The communes and the delegates that a meeting of a council can have.
struct Offered {
    council: CouncilRef,
    communes: Vec<Commune>,
    own: Vec<Serving>,
    joint: Vec<(Guest, String, String)>,
}

impl Offered {
    async fn of(
        visit: &Visit,
        db: &Db,
        council: CouncilRef,
        unit: Option<UnitId>,
    ) -> Outcome<Self> {
        let own = serving(db, council.id, visit.today).await?;
        // Where the commune is known, whoever else represents its voters can come too.
        let unit = unit.or((council.level == Level::Commune).then_some(council.unit_id));
        let mut joint = Vec::new();
        if let Some(unit) = unit {
            for one in delegates_for(db, unit, visit.today).await? {
                if one.council_id != council.id {
                    let title = one.council_title();
                    let guest = Guest {
                        council: one.council_id,
                        person: one.person_id,
                    };
                    joint.push((guest, one.full_name, title));
                }
            }
        }
        Ok(Self {
            communes: communes_around(db, &council, visit.today).await?,
            own,
            joint,
            council,
        })
    }

    /// The questions when, where and who.
    fn ask(&self, visit: &Visit, posted: &Posted, form: Form, now: &Now) -> Form {
        let units = self
            .communes
            .iter()
            .map(|commune| Choice::new(commune.id.to_string(), commune.name.as_str()));
        let unit = Field::select("unit", visit.t("contact-commune"), units, now.unit.as_str());
        let hamlet = Field::text("hamlet", visit.t("contact-hamlet"))
            .value(now.hamlet.as_str())
            .optional();
        let place = Field::text("place", visit.t("contact-place")).value(now.place.as_str());
        let held_on = Field::date("held_on", visit.t("contact-day")).value(now.held_on.as_str());
        let starts_at = Field::text("starts_at", visit.t("contact-hour"))
            .hint(visit.t("contact-hour-hint"))
            .value(now.starts_at.as_str())
            .width(Width::Short)
            .plain();
        let chosen = if posted.has_problems() {
            posted.all("delegates")
        } else {
            now.guests.clone()
        };
        let own = self.own.iter().map(|one| {
            let guest = Guest {
                council: self.council.id,
                person: one.person_id,
            };
            let choice = Choice::new(code(guest), one.full_name.as_str());
            match (&one.constituency, one.suspended) {
                (_, true) => choice.hint(visit.t("contact-met-suspended")),
                (Some(constituency), false) => choice.hint(constituency.as_str()),
                (None, false) => choice,
            }
        });
        let joint = self.joint.iter().map(|(guest, name, council)| {
            Choice::new(code(*guest), name.as_str()).hint(council.as_str())
        });
        let delegates: Vec<Choice> = own.chain(joint).collect();
        let delegates =
            Field::checkboxes("delegates", visit.t("contact-people"), delegates, chosen)
                .error_if(posted.problem_of("delegates"));
        form.field(posted.fill("unit", unit))
            .field(posted.fill("hamlet", hamlet))
            .field(posted.fill("place", place))
            .field(posted.fill("held_on", held_on))
            .field(posted.fill("starts_at", starts_at))
            .field(delegates)
    }
}

/// What stands in the questions before anything is typed.
#[derive(Default)]
struct Now {
    unit: String,
    hamlet: String,
    place: String,
    held_on: String,
    starts_at: String,
    guests: Vec<String>,
}

/// A delegate in a form.
fn code(guest: Guest) -> String {
    format!("{}~{}", guest.council, guest.person)
}

fn arrangement(read: &mut Reading<'_>) -> Result<Arrangement> {
    let unknown = || Problem::new("delegates", "choice-unknown");
    let delegates = read
        .posted()
        .all("delegates")
        .iter()
        .map(|text| {
            let (council, person) = text.split_once('~').ok_or_else(unknown)?;
            Ok(Guest {
                council: council.parse().map_err(|_| unknown())?,
                person: person.parse().map_err(|_| unknown())?,
            })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    Ok(Arrangement {
        unit: read.id("unit"),
        hamlet: read.text("hamlet"),
        place: read.text("place"),
        held_on: read.day("held_on"),
        starts_at: read.time("starts_at").unwrap_or_default(),
        delegates,
    })
}

/// Lập kế hoạch một cuộc tiếp xúc.
pub struct Plan {
    offered: Offered,
    sittings: Vec<Sitting>,
    sitting: String,
    press: Option<Deadline>,
}

impl Task for Plan {
    const ACT: Act = Act::PlanContacts;
    const NAME: &'static str = "contact-plan";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let mut sittings = regular_sittings(db, council.id, visit.today).await?;
        sittings.reverse();
        Ok(Self {
            press: press_deadline(db, council.id, visit.today).await?,
            offered: Offered::of(visit, db, council, None).await?,
            sitting: visit.asked("sitting").unwrap_or_default().to_owned(),
            sittings,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.offered.council, "contacts")
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let sides = choices(visit, "contact-side", Side::ALL, Side::code);
        let side = Field::radios("side", visit.t("contact-around"), sides, "");
        let mut sittings = vec![Choice::new("", visit.t("contact-sitting-none"))];
        sittings.extend(self.sittings.iter().map(|sitting| {
            let (number, opens) = (sitting.number.to_string(), visit.day(sitting.opens_on));
            let values = [("number", number.as_str()), ("opens", opens.as_str())];
            Choice::new(sitting.id.to_string(), visit.tv("contact-sitting", &values))
        }));
        let sitting = Field::select(
            "sitting",
            visit.t("contact-regular-sitting"),
            sittings,
            self.sitting.as_str(),
        )
        .hint(visit.t("contact-sitting-hint"))
        .optional();
        let ways = choices(visit, "contact-way", Way::ALL, Way::code);
        let way = Field::radios("way", visit.t("contact-way"), ways, Way::InPerson.code());
        let settings = choices(visit, "contact-setting", Setting::ALL, Setting::code);
        let setting = Field::radios(
            "setting",
            visit.t("contact-setting"),
            settings,
            Setting::Constituency.code(),
        );
        let theme = Field::text("theme", visit.t("contact-theme"))
            .hint(visit.t("contact-theme-hint"))
            .optional();
        let mut form = form;
        if let Some(press) = &self.press {
            form = form.push(
                Notice::info(visit.t("contact-press-plan"))
                    .body(crate::rules::words::dated_rule(visit, &press.rule)),
            );
        }
        let form = form
            .field(posted.fill("side", side))
            .field(posted.fill("sitting", sitting))
            .field(posted.fill("way", way))
            .field(posted.fill("setting", setting))
            .field(posted.fill("theme", theme));
        let now = Now {
            unit: self.offered.council.unit_id.to_string(),
            ..Now::default()
        };
        self.offered.ask(visit, posted, form, &now)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = PlanContact {
            council: self.offered.council.id,
            sitting: read.maybe_id("sitting"),
            side: read.choice("side", Side::from_code, Side::Between),
            way: read.choice("way", Way::from_code, Way::InPerson),
            setting: read.choice("setting", Setting::from_code, Setting::Constituency),
            theme: read.text("theme"),
            arrangement: arrangement(&mut read)?,
            proposed: false,
        };
        let id = read.outcome(plan_contact(acting, command).await)?;
        Ok(format!("/contacts/{id}"))
    }
}

/// Đổi lịch, nơi, đại biểu.
pub struct Change {
    contact: Contact,
    offered: Offered,
    guests: Vec<Guest>,
}

impl Task for Change {
    const ACT: Act = Act::RunContact;
    const NAME: &'static str = "contact-change";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let contact = contact(db, Id::from_uuid(id), visit.today).await?;
        let council = council(db, contact.council_id).await?;
        Ok(Self {
            offered: Offered::of(visit, db, council, Some(contact.unit_id)).await?,
            guests: guests(db, contact.id).await?,
            contact,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_contact(visit, &self.contact)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let now = Now {
            unit: self.contact.unit_id.to_string(),
            hamlet: self.contact.hamlet.clone(),
            place: self.contact.place.clone(),
            held_on: visit.day(self.contact.held_on),
            starts_at: self.contact.starts_at.clone(),
            guests: self.guests.iter().map(|guest| code(*guest)).collect(),
        };
        self.offered
            .ask(visit, posted, form, &now)
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = ChangeContact {
            contact: self.contact.id,
            arrangement: arrangement(&mut read)?,
            reason: read.text("reason"),
        };
        read.outcome(change_contact(acting, command).await)?;
        Ok(format!("/contacts/{}", self.contact.id))
    }
}

/// Thông báo.
pub struct Announce {
    contact: Contact,
    press: Option<Deadline>,
}

impl Task for Announce {
    const ACT: Act = Act::RunContact;
    const NAME: &'static str = "contact-announce";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let contact = contact(db, Id::from_uuid(id), visit.today).await?;
        Ok(Self {
            press: press_deadline(db, contact.council_id, contact.held_on).await?,
            contact,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_contact(visit, &self.contact)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, mut form: Form) -> Form {
        let mut field = Field::date("press_told_on", visit.t("contact-press-told"))
            .value(visit.day(visit.today));
        if let Some(press) = &self.press {
            let words = say::deadline(visit, press);
            if press.day < visit.today {
                let late = Notice::warning(visit.t("contact-press-missed"));
                form = form.push(late.body(words.clone()));
            }
            field = field.hint(words);
        }
        form.field(posted.fill("press_told_on", field))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let day = read.day("press_told_on");
        read.outcome(announce_contact(acting, self.contact.id, day).await)?;
        Ok(format!("/contacts/{}", self.contact.id))
    }
}

reasoned_tasks! {
    Contact, at, of_contact, |contact: &Contact| format!("/contacts/{}", contact.id);
    /// Hủy cuộc tiếp xúc.
    Cancel, RunContact, "contact-cancel", cancel_contact;
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<Contact> {
    Ok(contact(visit.app.db(), Id::from_uuid(id), visit.today).await?)
}

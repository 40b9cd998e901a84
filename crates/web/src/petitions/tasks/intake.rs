//! Taking down what a voter says, by the office, the Front or a delegate; and the public form.

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use council::access::Act;
use council::bodies::queries::{UnitLine, children, council};
use council::bodies::{CouncilRef, Level};
use council::petitions::intake::{TakeUtterance, Voter, submit_utterance, take_utterance};
use council::petitions::{Channel, UtteranceKind};
use council::{Acting, Problem, Result};
use kernel::Id;
use kernel::ids::UtteranceId;
use ui::{Choice, Field, Fieldset, Form, Prose, Width};
use uuid::Uuid;

use crate::access::Caller;
use crate::app::App;
use crate::bodies::words::{choices, council_title};
use crate::failure::Outcome;
use crate::petitions::alike;
use crate::posted::Posted;
use crate::task::{self, Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The channels an office takes utterances down from by hand.
const BY_HAND: &[Channel] = &[
    Channel::Meeting,
    Channel::Letter,
    Channel::Telephone,
    Channel::Email,
    Channel::OtherLevel,
    Channel::Hotline,
];

/// Ghi ý kiến, kiến nghị.
pub struct Take {
    council: CouncilRef,
    units: Vec<UnitLine>,
}

impl Task for Take {
    const ACT: Act = Act::TakeUtterance;
    const NAME: &'static str = "utterance-take";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let council = council(visit.app.db(), Id::from_uuid(id)).await?;
        let units = communes(visit, &council).await?;
        Ok(Self { council, units })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/councils/{}/utterances", self.council.id),
            subject: council_title(visit, &self.council),
            part: Part::Petitions,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let ways = choices(visit, "utterance-channel", BY_HAND, Channel::code);
        let asked = visit
            .asked("channel")
            .unwrap_or_else(|| Channel::Letter.code());
        let way = Field::radios("channel", visit.t("utterance-channel"), ways, asked);
        let day =
            Field::date("said_on", visit.t("utterance-said-on")).value(visit.day(visit.today));
        let guarded = Field::check(
            "guarded",
            visit.t("utterance-guarded"),
            posted.checked("guarded"),
        )
        .hint(visit.t("utterance-guarded-hint"));
        let mut form = form
            .field(posted.fill("text", text_field(visit)))
            .push(alike::place(self.council.id))
            .field(kind_field(visit, posted))
            .field(posted.fill("channel", way))
            .field(posted.fill("said_on", day));
        if let Some(field) = unit_field(visit, posted, &self.units) {
            form = form.field(field);
        }
        if let Some(contact) = visit.asked("contact") {
            form = form.hidden("contact", contact);
        }
        form.field(posted.fill("hamlet", hamlet_field(visit)))
            .fieldset(voter_fields(visit, posted))
            .field(guarded)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let by_hand = |code: &str| Channel::from_code(code).filter(|way| BY_HAND.contains(way));
        let command = TakeUtterance {
            id: UtteranceId::fresh(),
            council: self.council.id,
            channel: read.choice("channel", by_hand, Channel::Letter),
            kind: read.choice("kind", UtteranceKind::from_code, UtteranceKind::Petition),
            contact: read.maybe_id("contact"),
            unit: unit_given(&mut read, &self.council),
            hamlet: read.text("hamlet"),
            text: posted.raw("text").to_owned(),
            said_on: read.day("said_on"),
            written_at: None,
            voter: voter_given(&read),
            guarded: posted.checked("guarded"),
        };
        let taken = read.outcome(take_utterance(acting, command).await)?;
        Ok(format!("/utterances/{}", taken.id))
    }
}

/// Gửi ý kiến, kiến nghị.
pub struct Submit {
    council: CouncilRef,
    units: Vec<UnitLine>,
}

impl Task for Submit {
    const ACT: Act = Act::SubmitUtterance;
    const NAME: &'static str = "utterance-submit";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let council = council(visit.app.db(), Id::from_uuid(id)).await?;
        let units = communes(visit, &council).await?;
        Ok(Self { council, units })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: "/submit".to_owned(),
            subject: council_title(visit, &self.council),
            part: Part::Petitions,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut form = form
            .field(posted.fill("text", text_field(visit)))
            .push(alike::place(self.council.id));
        if let Some(field) = unit_field(visit, posted, &self.units) {
            form = form.field(field);
        }
        form.field(posted.fill("hamlet", hamlet_field(visit)))
            .fieldset(voter_fields(visit, posted))
            .push(Prose::new().p(visit.t("submit-privacy")))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = TakeUtterance {
            id: UtteranceId::fresh(),
            council: self.council.id,
            channel: Channel::Portal,
            kind: UtteranceKind::Petition,
            contact: None,
            unit: unit_given(&mut read, &self.council),
            hamlet: read.text("hamlet"),
            text: posted.raw("text").to_owned(),
            said_on: acting.today,
            written_at: None,
            voter: voter_given(&read),
            guarded: false,
        };
        let taken = read.outcome(submit_utterance(acting, command).await)?;
        Ok(format!("/follow/{}?sent=1", taken.code))
    }
}

/// The routes of the public form: what is sent passes the brake of its address first.
pub fn submit_routes(router: Router<App>) -> Router<App> {
    router.route("/submit/{id}", get(task::ask::<Submit>).post(send))
}

async fn send(visit: Visit, caller: Caller, id: Option<Path<Uuid>>, posted: Posted) -> Outcome {
    if let Err(wait) = visit.app.admit_submission(&caller.0.address) {
        let problem = Problem::new("", "submit-wait").with("seconds", wait.0.as_secs() + 1);
        return task::refuse::<Submit>(visit, id, posted, problem).await;
    }
    task::send::<Submit>(visit, id, posted).await
}

/// The communes a council's voters live in; none for the council of a commune.
pub async fn communes(visit: &Visit, council: &CouncilRef) -> Outcome<Vec<UnitLine>> {
    if council.level == Level::Commune {
        return Ok(Vec::new());
    }
    let mut units = children(visit.app.db(), council.unit_id, visit.today).await?;
    units.retain(|unit| {
        unit.valid_from <= visit.today && unit.valid_to.is_none_or(|to| to > visit.today)
    });
    Ok(units)
}

pub fn text_field(visit: &Visit) -> Field {
    Field::long("text", visit.t("utterance-text"))
        .hint(visit.t("utterance-text-hint"))
        .rows(7)
}

pub fn hamlet_field(visit: &Visit) -> Field {
    Field::text("hamlet", visit.t("utterance-hamlet"))
        .value(visit.asked("hamlet").unwrap_or_default())
        .width(Width::Medium)
        .optional()
}

fn kind_field(visit: &Visit, posted: &Posted) -> Field {
    let kinds = choices(
        visit,
        "utterance-kind",
        UtteranceKind::ALL,
        UtteranceKind::code,
    );
    let petition = UtteranceKind::Petition.code();
    let field = Field::radios("kind", visit.t("utterance-kind"), kinds, petition);
    posted.fill("kind", field)
}

pub fn unit_field(visit: &Visit, posted: &Posted, units: &[UnitLine]) -> Option<Field> {
    if units.is_empty() {
        return None;
    }
    let mut offered = vec![Choice::new("", visit.t("utterance-unit-none"))];
    offered.extend(
        units
            .iter()
            .map(|unit| Choice::new(unit.id.to_string(), unit.name.clone())),
    );
    let asked = visit.asked("unit").unwrap_or_default();
    let field = Field::select("unit", visit.t("utterance-unit"), offered, asked).optional();
    Some(posted.fill("unit", field))
}

/// The commune that was chosen; of a commune's own council that commune.
pub fn unit_given(read: &mut Reading<'_>, council: &CouncilRef) -> Option<kernel::ids::UnitId> {
    match council.level {
        Level::Commune => Some(council.unit_id),
        Level::Province | Level::District => read.maybe_id("unit"),
    }
}

/// Who speaks: every part may be left out.
fn voter_fields(visit: &Visit, posted: &Posted) -> Fieldset {
    let name = Field::text("voter_name", visit.t("utterance-voter"))
        .autocomplete("name")
        .plain()
        .optional();
    let phone = Field::telephone("voter_phone", visit.t("utterance-phone"))
        .autocomplete("tel")
        .optional();
    let email = Field::email("voter_email", visit.t("utterance-email"))
        .autocomplete("email")
        .optional();
    let address = Field::text("voter_address", visit.t("utterance-address"))
        .autocomplete("address-line1")
        .optional();
    Fieldset::new(visit.t("utterance-who"))
        .hint(visit.t("utterance-who-hint"))
        .field(posted.fill("voter_name", name))
        .field(posted.fill("voter_phone", phone))
        .field(posted.fill("voter_email", email))
        .field(posted.fill("voter_address", address))
}

fn voter_given(read: &Reading<'_>) -> Voter {
    Voter {
        name: read.text("voter_name"),
        phone: read.text("voter_phone"),
        address: read.text("voter_address"),
        email: read.text("voter_email"),
    }
}

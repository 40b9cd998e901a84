//! The forms of the acts on utterances and matters.

mod clock;
mod hold;
pub mod intake;
mod reply;
mod sort;
mod watch;

use axum::Router;
use council::access::Act;
use council::petitions::queries::{Matter, matter};
use council::petitions::{MatterState, Move, Timing};
use kernel::Id;
use uuid::Uuid;

use crate::app::App;
use crate::failure::Outcome;
use crate::task::{Place, route};
use crate::view::Part;
use crate::visit::Visit;

pub use intake::submit_routes;

/// A form of one matter: the end of its address, the stem of its words, when it is open.
pub struct Offer {
    /// The end of the address.
    pub end: &'static str,
    /// The stem of its words, without `task-`.
    pub name: &'static str,
    act: Act,
    /// Whether it belongs to the body in charge, or to the council that watches.
    whose: Whose,
    open: fn(&Matter, Timing) -> bool,
}

enum Whose {
    Holder,
    Council,
}

/// The forms of one matter, the next step first.
pub const OFFERS: &[Offer] = &[
    Offer {
        end: "accept",
        name: "matter-accept",
        act: Act::TakeMatter,
        whose: Whose::Holder,
        open: |matter, _| matter.state.allows(Move::Accept),
    },
    Offer {
        end: "reply",
        name: "matter-reply",
        act: Act::ReplyMatter,
        whose: Whose::Holder,
        open: |matter, _| matter.state.is_open() || matter.state == MatterState::NotSettled,
    },
    Offer {
        end: "route",
        name: "matter-route",
        act: Act::RouteMatter,
        whose: Whose::Council,
        open: |matter, _| matter.state.allows(Move::Route),
    },
    Offer {
        end: "send-back",
        name: "matter-send-back",
        act: Act::TakeMatter,
        whose: Whose::Holder,
        open: |matter, _| matter.state.allows(Move::SendBack),
    },
    Offer {
        end: "urge",
        name: "matter-urge",
        act: Act::UrgeMatter,
        whose: Whose::Council,
        open: |matter, _| matter.holder().institution.is_some() && matter.state.is_open(),
    },
    Offer {
        end: "extend",
        name: "matter-extend",
        act: Act::ChangeClock,
        whose: Whose::Council,
        open: |matter, timing| {
            matter.state.is_open() && matter.promised_on.is_none() && runs(timing)
        },
    },
    Offer {
        end: "pause",
        name: "matter-pause",
        act: Act::ChangeClock,
        whose: Whose::Council,
        open: |matter, timing| {
            let in_time = matches!(timing, Timing::InTime | Timing::DueSoon);
            matter.state.is_open() && matter.promised_on.is_none() && in_time
        },
    },
    Offer {
        end: "resume",
        name: "matter-resume",
        act: Act::ChangeClock,
        whose: Whose::Council,
        open: |matter, timing| matter.state.is_open() && timing == Timing::Paused,
    },
    Offer {
        end: "check",
        name: "matter-check",
        act: Act::CheckMatter,
        whose: Whose::Council,
        open: |matter, _| matter.state != MatterState::Merged,
    },
    Offer {
        end: "reopen",
        name: "matter-reopen",
        act: Act::ReopenMatter,
        whose: Whose::Council,
        open: |matter, _| matter.state.allows(Move::Reopen),
    },
    Offer {
        end: "merge",
        name: "matter-merge",
        act: Act::SortUtterance,
        whose: Whose::Council,
        open: |matter, _| matter.state.is_open() && matter.state.allows(Move::Merge),
    },
];

const fn runs(timing: Timing) -> bool {
    !matches!(timing, Timing::NotRunning)
}

impl Offer {
    /// Whether this visitor may do it to the matter as it stands.
    pub fn is_open(&self, visit: &Visit, matter: &Matter, timing: Timing) -> bool {
        let may = match self.whose {
            Whose::Holder => matter.answers(&visit.actor, self.act),
            Whose::Council if self.act == Act::RouteMatter => matter.passes_on(&visit.actor),
            Whose::Council => visit.can(self.act, &matter.path),
        };
        may && (self.open)(matter, timing)
    }
}

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<intake::Take>(router, "/councils/{id}/utterances/new");
    let router = super::field::routes(router);
    let router = route::<sort::Sort>(router, "/utterances/{id}/sort");
    let router = route::<sort::Join>(router, "/utterances/{id}/join");
    let router = route::<sort::Close>(router, "/utterances/{id}/close");
    let router = route::<sort::Merge>(router, "/petitions/{id}/merge");
    let router = route::<hold::Route>(router, "/petitions/{id}/route");
    let router = route::<hold::Accept>(router, "/petitions/{id}/accept");
    let router = route::<hold::SendBack>(router, "/petitions/{id}/send-back");
    let router = route::<clock::Extend>(router, "/petitions/{id}/extend");
    let router = route::<clock::Pause>(router, "/petitions/{id}/pause");
    let router = route::<clock::Resume>(router, "/petitions/{id}/resume");
    let router = route::<reply::Reply>(router, "/petitions/{id}/reply");
    let router = route::<watch::Check>(router, "/petitions/{id}/check");
    let router = route::<watch::Urge>(router, "/petitions/{id}/urge");
    let router = route::<watch::Reopen>(router, "/petitions/{id}/reopen");
    route::<watch::Anonymise>(router, "/councils/{id}/petitions/anonymise")
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<Matter> {
    let matter = matter(visit.app.db(), Id::from_uuid(id), visit.today).await?;
    if !matter.is_read_by(&visit.actor) {
        let group = council::access::FieldGroup::GuardedMatters;
        return Err(council::Refusal::NotReadable(group).into());
    }
    Ok(matter)
}

fn home(matter: &Matter) -> String {
    format!("/petitions/{}", matter.id)
}

fn of_matter(matter: &Matter) -> Place {
    Place {
        scope: matter.path.clone(),
        back: home(matter),
        subject: format!("{} – {}", matter.label(), matter.title),
        part: Part::Petitions,
    }
}

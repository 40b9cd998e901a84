//! The forms that change a council, its bodies, its staff and its unit.

mod councils;
mod members;
mod partners;

use axum::Router;
use council::bodies::CouncilRef;
use council::bodies::queries::{self, DecisionLine};
use kernel::Date;
use kernel::ids::CouncilId;

use super::words::council_title;
use crate::app::App;
use crate::failure::Outcome;
use crate::task::{Place, route};
use crate::view::Part;
use crate::visit::Visit;

/// A council with the decisions on which an act may rest.
pub(crate) struct Home {
    /// The council.
    pub council: CouncilRef,
    /// Every decision recorded for it.
    pub decisions: Vec<DecisionLine>,
}

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<councils::Record>(router, "/councils/{id}/decisions/new");
    let router = route::<councils::Draw>(router, "/councils/{id}/constituencies/new");
    let router = route::<councils::End>(router, "/councils/{id}/end");
    let router = route::<councils::Found>(router, "/units/{id}/councils/new");
    let router = route::<members::SetUp>(router, "/councils/{id}/bodies/new");
    let router = route::<members::EndOne>(router, "/bodies/{id}/end");
    let router = route::<members::Appoint>(router, "/bodies/{id}/members/new");
    let router = route::<members::Relieve>(router, "/memberships/{id}/end");
    let router = route::<partners::Institution>(router, "/units/{id}/institutions/new");
    let router = route::<partners::Population>(router, "/units/{id}/population/new");
    let router = route::<partners::Employ>(router, "/councils/{id}/staff/new");
    route::<partners::Leave>(router, "/employments/{id}/end")
}

impl Home {
    /// Reads it.
    pub(crate) async fn of(visit: &Visit, id: CouncilId) -> Outcome<Self> {
        let db = visit.app.db();
        Ok(Self {
            council: queries::council(db, id).await?,
            decisions: queries::decisions(db, id, Date::MAX).await?,
        })
    }

    /// A task on the council's page.
    pub(crate) fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: self.page(),
            subject: council_title(visit, &self.council),
            part: Part::Councils,
        }
    }

    /// A task on one thing of the council, named in the subject.
    pub(crate) fn place_of(&self, visit: &Visit, what: &str) -> Place {
        Place {
            subject: format!("{what} – {}", council_title(visit, &self.council)),
            ..self.place(visit)
        }
    }

    /// The council's page.
    pub(crate) fn page(&self) -> String {
        format!("/councils/{}", self.council.id)
    }
}

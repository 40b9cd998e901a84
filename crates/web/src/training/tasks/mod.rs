//! The forms that change programmes, courses and classes.

mod course;
mod draft;
mod invitation;
pub mod plan;
mod turn;

use axum::Router;
use council::training::classes::ClassRef;

use crate::app::App;
use crate::task::{Place, route};
use crate::view::Part;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<course::NewProgramme>(router, "/councils/{id}/programmes/new");
    let router = route::<course::NewCourse>(router, "/programmes/{id}/courses/new");
    let router = route::<course::Revise>(router, "/courses/{id}/edit");
    let router = route::<course::AddPartner>(router, "/courses/{id}/partners/new");
    let router = route::<plan::Makeup>(router, "/classes/{id}/makeup");
    let router = route::<plan::Move>(router, "/classes/{id}/move");
    let router = route::<plan::Edit>(router, "/classes/{id}/edit");
    let router = route::<turn::Open>(router, "/classes/{id}/open");
    let router = route::<turn::Hold>(router, "/classes/{id}/hold");
    let router = route::<turn::Close>(router, "/classes/{id}/close");
    let router = route::<turn::Reopen>(router, "/classes/{id}/reopen");
    let router = route::<turn::Cancel>(router, "/classes/{id}/cancel");
    let router = route::<turn::InviteAll>(router, "/classes/{id}/invite-all");
    let router = route::<turn::Issue>(router, "/classes/{id}/certificates/issue");
    let router = route::<turn::Revoke>(router, "/certificates/{id}/revoke");
    let router = route::<invitation::ExcuseOne>(router, "/invitations/{id}/excuse");
    route::<invitation::Withdraw>(router, "/invitations/{id}/withdraw")
}

/// A task on a class.
pub fn of_class(class: &ClassRef) -> Place {
    Place {
        scope: class.path.clone(),
        back: format!("/classes/{}", class.id),
        subject: class.name.clone(),
        part: Part::Training,
    }
}

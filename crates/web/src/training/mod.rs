//! Bồi dưỡng: programmes, courses and classes, the roll, the screen at the door, certificates and calendars.

mod audience;
mod calendar;
mod certificates;
mod classes;
mod courses;
mod door;
mod evaluations;
mod front;
mod invite;
mod json;
mod materials;
mod page;
mod programmes;
mod roll;
pub(crate) mod say;
mod tasks;

use axum::Router;
use axum::routing::get;
use council::access::{Act, FieldGroup};
use council::training::classes::{self as domain, ClassFilter, ClassListRow};
use council::training::{ClassState, certificates as papers, programmes as plans};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The pages and forms.
pub fn routes() -> Router<App> {
    let pages = Router::new()
        .route("/training", get(front::show))
        .route("/programmes/{id}", get(programmes::show))
        .route("/courses/{id}", get(courses::show))
        .route("/classes", get(classes::show))
        .route("/classes.{ending}", get(classes::export))
        .route(
            "/classes/new",
            get(tasks::plan::ask).post(tasks::plan::send),
        )
        .route("/classes/{id}", get(page::show))
        .route("/classes/{id}/people.{ending}", get(page::export))
        .route("/classes/{id}/invite", get(invite::show).post(invite::send))
        .route("/classes/{id}/roll", get(roll::show).post(roll::send))
        .route("/classes/{id}/must", get(audience::must))
        .route("/classes/{id}/exempt", get(audience::exempt))
        .route("/classes/{id}/certificates", get(certificates::all))
        .route("/classes/{id}/door", get(door::of_class))
        .route("/lessons/{id}/door", get(door::show))
        .route("/lessons/{id}/door.json", get(door::next))
        .route("/check-in", get(door::ask).post(door::send))
        .route("/check-in/{lesson}", get(door::receipt))
        .route("/materials/{id}", get(materials::download))
        .route("/certificates/{id}", get(certificates::show))
        .route("/calendar", get(calendar::offer).post(calendar::renew))
        .route("/calendar/{file}", get(calendar::personal));
    tasks::routes(pages).merge(materials::routes())
}

/// The open data.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(json::programmes))
        .routes(routes!(json::courses))
        .routes(routes!(json::course))
        .routes(routes!(json::classes))
        .routes(routes!(json::class))
}

/// One path of each kind of page that this visitor may open.
pub async fn sample_paths(visit: &Visit) -> Outcome<Vec<String>> {
    let db = visit.app.db();
    let mut paths = vec![visit.link("/training"), visit.link("/classes")];
    if visit.actor.is_signed_in() {
        paths.push("/check-in".into());
    }
    if visit.actor.person.is_some() {
        paths.push("/calendar".into());
    }
    let programmes = plans::programmes(db, "").await?;
    if let Some(programme) = programmes.first() {
        paths.push(visit.link(&format!("/programmes/{}", programme.id)));
        for (act, end) in [
            (
                Act::DefineCourse,
                format!("/programmes/{}/courses/new", programme.id),
            ),
            (
                Act::PlanProgramme,
                format!("/councils/{}/programmes/new", programme.council_id),
            ),
        ] {
            if visit.can(act, &programme.council_path) {
                paths.push(end);
            }
        }
    }
    let courses = plans::courses(db, "", None).await?;
    if let Some(course) = courses.iter().max_by_key(|course| course.classes) {
        let own = format!("/courses/{}", course.id);
        paths.push(visit.link(&own));
        if visit.can(Act::DefineCourse, &course.council_path) {
            paths.push(format!("{own}/edit"));
            paths.push(format!("{own}/partners/new"));
        }
        if visit.can(Act::PlanClass, &course.council_path) {
            paths.push("/classes/new".into());
            let council = course.council_id;
            paths.push(format!(
                "/classes/new?course={}&council={council}",
                course.id
            ));
        }
    }
    let snapshot = visit.app.projection().now().await?;
    for state in [
        ClassState::Planned,
        ClassState::Open,
        ClassState::Held,
        ClassState::Closed,
    ] {
        let filter = ClassFilter {
            state: Some(state),
            ..ClassFilter::default()
        };
        let found = domain::classes(db, &snapshot, &filter).await?.rows;
        let chosen = found.iter().find(|row| visit.can(Act::RunClass, &row.path));
        if let Some(row) = chosen.or(found.first()) {
            of_class(visit, row, &mut paths).await?;
        }
    }
    Ok(paths)
}

async fn of_class(visit: &Visit, row: &ClassListRow, paths: &mut Vec<String>) -> Outcome<()> {
    let own = format!("/classes/{}", row.id);
    paths.push(visit.link(&own));
    let steps: &[(Act, &str)] = match row.state {
        ClassState::Planned => &[
            (Act::RunClass, "edit"),
            (Act::RunClass, "open"),
            (Act::RunClass, "move"),
            (Act::Invite, "invite-all"),
            (Act::Invite, "invite"),
        ],
        ClassState::Open => &[
            (Act::TakeRoll, "roll"),
            (Act::RunClass, "hold"),
            (Act::RunClass, "cancel"),
            (Act::AddMaterial, "materials/new"),
        ],
        ClassState::Held => &[
            (Act::RunClass, "close"),
            (Act::PlanClass, "makeup"),
            (Act::IssueCertificate, "certificates/issue"),
        ],
        ClassState::Closed => &[(Act::RunClass, "reopen")],
        ClassState::Cancelled => &[],
    };
    for (act, end) in steps {
        if visit.can(*act, &row.path) {
            paths.push(format!("{own}/{end}"));
        }
    }
    let db = visit.app.db();
    if row.state == ClassState::Open && visit.can(Act::TakeRoll, &row.path) {
        let first = domain::lessons(db, row.id).await?.into_iter().next();
        paths.extend(first.map(|lesson| format!("/lessons/{}/door", lesson.id)));
    }
    let class = domain::class(db, row.id).await?;
    if visit.actor.reads(FieldGroup::TrainingOfPerson, &row.path) {
        paths.extend(
            ["must", "exempt", "certificates"].map(|end| visit.link(&format!("{own}/{end}"))),
        );
    }
    let first = council::Page::FIRST;
    let entries = domain::roll_page(db, &visit.actor, &class, "", first).await?;
    let may_invite = row.state == ClassState::Planned && visit.can(Act::Invite, &row.path);
    if let Some(entry) = entries.rows.first().filter(|_| may_invite) {
        paths.push(format!("/invitations/{}/excuse", entry.invitation));
        paths.push(format!("/invitations/{}/withdraw", entry.invitation));
    }
    if row.state.counts() && visit.actor.reads(FieldGroup::TrainingOfPerson, &row.path) {
        let given = papers::certificates_of_class(db, &visit.actor, row.id).await?;
        if let Some(paper) = given.iter().find(|paper| paper.revoked_at.is_none()) {
            paths.push(format!("/certificates/{}", paper.id));
            if visit.can(Act::RevokeCertificate, &row.path) {
                paths.push(format!("/certificates/{}/revoke", paper.id));
            }
        }
    }
    Ok(())
}

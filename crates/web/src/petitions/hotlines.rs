//! The hotlines of a council: who may hand in what callers say, a key for one more, and taking a key back.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::petitions::hotlines::{
    Hotline, HotlineLine, add_hotline, hotline, hotlines, revoke_hotline,
};
use council::{Acting, Refusal};
use kernel::Id;
use kernel::ids::CouncilId;
use store::Db;
use ui::{Button, CopyText, Field, Notice, Page, Prose, Tone};
use uuid::Uuid;

use super::below_board;
use super::open311;
use crate::app::App;
use crate::bodies::words::{council_title, reason_field};
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::posted::Posted;
use crate::task::{self, Place, reasoned_tasks};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = router
        .route("/councils/{id}/hotlines", get(show))
        .route("/councils/{id}/hotlines/new", get(ask).post(make));
    task::route::<Revoke>(router, "/hotlines/{id}/revoke")
}

/// The pages of a council that this visitor may open.
pub async fn sample_paths(visit: &Visit, council: &CouncilRef) -> Outcome<Vec<String>> {
    if !visit.can(Act::AddHotline, &council.path) {
        return Ok(Vec::new());
    }
    let mut paths = vec![home(council.id), format!("{}/new", home(council.id))];
    let all = hotlines(visit.app.db(), council.id).await?;
    let open = all.iter().find(|line| line.revoked_at.is_none());
    paths.extend(open.map(|line| format!("/hotlines/{}/revoke", line.id)));
    Ok(paths)
}

/// The page of a council's hotlines.
pub fn home(id: CouncilId) -> String {
    format!("/councils/{id}/hotlines")
}

/// The council, for who may give keys.
async fn managed(visit: &Visit, db: &Db, id: CouncilId) -> Outcome<CouncilRef> {
    let council = council(db, id).await?;
    visit.actor.may(Act::AddHotline, &council.path)?;
    Ok(council)
}

/// The list, and what a hotline must know.
async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = managed(&visit, &db, id).await?;
    let mut list = Listing::new(visit.t("hotlines-title"))
        .column(Kind::Text, visit.t("hotline-name"))
        .column(Kind::Text, visit.t("hotline-made"))
        .column(Kind::Number, visit.t("hotline-requests"))
        .column(Kind::Text, visit.t("hotline-last"))
        .column(Kind::Status, visit.t("hotline-state"))
        .column(Kind::Text, visit.t("hotline-act"))
        .empty(visit.t("hotlines-none"));
    for line in hotlines(&db, id).await? {
        list = list.row(row(&visit, &line));
    }
    let discovery = format!("{}{}/discovery.xml", visit.app.public_url(), open311::BASE);
    let page = Page::new(visit.t("hotlines-title"))
        .kicker(council_title(&visit, &council))
        .lead(visit.t("hotlines-lead"))
        .action(Button::new(
            visit.t("hotline-add"),
            format!("{}/new", home(id)),
        ))
        .push(list.table(&visit))
        .section(
            visit.t("hotlines-how"),
            Prose::new()
                .p(visit.tv("hotlines-jurisdiction", &[("path", &council.path)]))
                .p(visit.t("hotlines-discovery")),
        )
        .push(CopyText::new(discovery, visit.words()));
    Ok(below_board(&visit, page, &council).undated().respond())
}

fn row(visit: &Visit, line: &HotlineLine) -> Vec<Item> {
    let (state, act) = match line.revoked_at {
        None => (
            Item::Status(Tone::Done, visit.t("hotline-open")),
            Item::Link(
                visit.t("task-hotline-revoke"),
                format!("/hotlines/{}/revoke", line.id),
            ),
        ),
        Some(at) => {
            let day = visit.day(kernel::time::local(at).date());
            let word = visit.tv("hotline-closed", &[("day", &day)]);
            (Item::Status(Tone::Neutral, word), Item::Missing)
        }
    };
    vec![
        Item::Text(line.name.clone()),
        Item::Text(visit.moment(line.made_at)),
        Item::Number(line.requests.into()),
        Item::maybe(line.last_at.map(|at| visit.moment(at))),
        state,
        act,
    ]
}

/// The form for one more.
async fn ask(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = managed(&visit, &db, id).await?;
    Ok(form(&visit, &council, &Posted::default()))
}

fn form(visit: &Visit, council: &CouncilRef, posted: &Posted) -> Response {
    let name = Field::text("name", visit.t("hotline-name")).hint(visit.t("hotline-name-hint"));
    let mut form = visit
        .form_once(&format!("{}/new", home(council.id)))
        .field(posted.fill("name", name))
        .field(reason_field(visit, posted));
    for message in posted.general_problems() {
        form = form.error(message);
    }
    let form = form
        .submit(visit.t("hotline-add"))
        .cancel(visit.t("cancel"), home(council.id));
    let page = Page::new(visit.t("hotline-add"))
        .kicker(council_title(visit, council))
        .lead(visit.t("hotline-add-lead"))
        .push(form);
    let view = below_board(visit, page, council).undated();
    if !posted.has_problems() {
        return view.respond();
    }
    let mut response = view.refused().respond();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Makes the key and shows it, this once: nobody can look it up afterwards.
async fn make(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<CouncilId>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let council = managed(&visit, &db, id).await?;
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    let (name, reason) = (posted.text("name"), posted.text("reason"));
    let key = match add_hotline(&acting, id, &name, &reason).await {
        Ok((_, key)) => key,
        Err(Refusal::Invalid(problems)) => {
            return Ok(form(&visit, &council, &posted.refused(&visit, &problems)));
        }
        Err(other) => return Err(other.into()),
    };
    posted.receipt(&acting, &home(id)).await?;
    acting.commit().await?;
    let page = Page::new(visit.t("hotline-added"))
        .kicker(council_title(&visit, &council))
        .lead(visit.tv("hotline-added-lead", &[("name", &name)]))
        .push(CopyText::new(key.text().as_str(), visit.words()))
        .push(Notice::warning(visit.t("hotline-once")).body(visit.t("hotline-once-text")))
        .push(Button::new(visit.t("hotlines-title"), home(id)));
    Ok(below_board(&visit, page, &council).undated().respond())
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<Hotline> {
    Ok(hotline(visit.app.db(), Id::from_uuid(id)).await?)
}

fn place(hotline: &Hotline) -> Place {
    Place {
        scope: hotline.path.clone(),
        back: home(hotline.council_id),
        subject: hotline.name.clone(),
        part: Part::Petitions,
    }
}

reasoned_tasks! {
    Hotline, at, |_, hotline| place(hotline), |hotline: &Hotline| home(hotline.council_id);
    /// Thu hồi khóa.
    Revoke, RevokeHotline, "hotline-revoke", revoke_hotline;
}

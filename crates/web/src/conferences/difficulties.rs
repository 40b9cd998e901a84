//! What councils find hard: the list, raising one, saying that one meets it too.

use axum::Router;
use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::conferences::difficulties::{
    Difficulty, RaiseDifficulty, difficulties, raise_difficulty, support_difficulty,
};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::DifficultyId;
use kernel::vi;
use store::Db;
use ui::{Button, Card, Field, Form, Notice, Page, PostButton, Prose, Section};
use uuid::Uuid;

use super::{all, own_council};
use crate::api::{Batch, OnDay};
use crate::app::App;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::posted::{Posted, done};
use crate::task::{Place, Reading, Task, route};
use crate::view::Part;
use crate::visit::Visit;

/// The form.
pub fn tasks(router: Router<App>) -> Router<App> {
    route::<Raise>(router, "/councils/{id}/difficulties/new")
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let found = difficulties(&db, &visit.actor, "", visit.on).await?;
    let n = vi::count(found.len());
    let mut page =
        Page::new(visit.t("difficulties")).lead(visit.tv("difficulties-lead", &[("n", &n)]));
    let own = own_council(&visit)
        .await?
        .filter(|council| !visit.is_past() && visit.can(Act::RaiseDifficulty, &council.path));
    page = page.action(own.map(|council| {
        let href = format!("/councils/{}/difficulties/new", council.id);
        Button::new(visit.t("task-difficulty-raise"), href)
    }));
    if found.is_empty() {
        page = page.push(Notice::info(visit.t("difficulties-none")));
    }
    let mut section = Section::new(visit.t("difficulties-raised")).id("kho-khan");
    for one in &found {
        section = section.push(card(&visit, one));
    }
    if !found.is_empty() {
        page = page.push(section);
    }
    Ok(visit
        .view(page)
        .part(Part::Conferences)
        .crumb(visit.t("nav-conferences"), "/conferences")
        .respond())
}

/// What councils find hard, what most meet first.
#[utoipa::path(get, path = "/api/v1/difficulties", tag = "conferences", params(OnDay),
    responses((status = 200, description = "All that was raised", body = Batch<Difficulty>)))]
pub async fn api(visit: Visit, State(db): State<Db>) -> Outcome {
    let items = difficulties(&db, &visit.actor, "", visit.on).await?;
    Ok(all(&visit, items))
}

fn card(visit: &Visit, one: &Difficulty) -> Card {
    let by = match one.shown_name.as_str() {
        "" => visit.t("difficulty-unnamed"),
        name => name.to_owned(),
    };
    let met = vi::number((one.supports + 1).into());
    let values = [
        ("by", by.as_str()),
        ("place", &one.unit_name),
        ("day", &visit.day(one.raised_on)),
    ];
    let card = Card::new(one.title.clone())
        .kicker(visit.tv("difficulty-by", &values))
        .push(Prose::typed(&one.content))
        .text(visit.tv("difficulty-met-by", &[("n", &met)]));
    if one.own || one.mine {
        let said = if one.own {
            "difficulty-own"
        } else {
            "difficulty-mine"
        };
        return card.text(visit.t(said));
    }
    if visit.is_past() || !visit.actor.can_anywhere(Act::RaiseDifficulty) {
        return card;
    }
    let action = format!("/difficulties/{}/support", one.id);
    let button = PostButton::new(visit.t("difficulty-support"), action, visit.csrf());
    card.push(button.secondary().context(one.title.clone()))
}

/// Says that one meets a difficulty too.
pub async fn support(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<DifficultyId>,
    _: Posted,
) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    support_difficulty(&acting, id).await?;
    acting.commit().await?;
    Ok(done("/difficulties", "flash-difficulty-support"))
}

/// Nêu khó khăn.
pub struct Raise(CouncilRef);

impl Task for Raise {
    const ACT: Act = Act::RaiseDifficulty;
    const NAME: &'static str = "difficulty-raise";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.0.path.clone(),
            back: "/difficulties".to_owned(),
            subject: council_title(visit, &self.0),
            part: Part::Conferences,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let title = Field::text("title", visit.t("difficulty-title"))
            .hint(visit.t("difficulty-title-hint"));
        let content = Field::long("content", visit.t("difficulty-content"))
            .hint(visit.t("difficulty-content-hint"))
            .rows(6);
        let named = Field::check(
            "named",
            visit.t("difficulty-named"),
            posted.checked("named"),
        )
        .hint(visit.t("difficulty-named-hint"));
        form.field(posted.fill("title", title))
            .field(posted.fill("content", content))
            .field(named)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let command = RaiseDifficulty {
            council: self.0.id,
            title: read.text("title"),
            content: posted.raw("content").to_owned(),
            named: posted.checked("named"),
        };
        read.outcome(raise_difficulty(acting, command).await)?;
        Ok("/difficulties".to_owned())
    }
}

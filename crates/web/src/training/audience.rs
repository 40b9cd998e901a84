//! Who must attend a class and who of its audience need not: on its page while they are few, else on pages of their own.

use axum::extract::{Path, State};
use council::training::classes::{ClassRef, class};
use council::training::expected::{
    ExpectedLine, LeftOutLine, audience_now, must_attend_page, need_not_page,
};
use council::training::obligations::Roster;
use council::{Page as Batch, access::FieldGroup};
use kernel::Id;
use store::Db;
use ui::{Html, Page, Prose, Section};
use uuid::Uuid;

use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// Beyond so many rows a list has a page of its own.
const LONG: usize = 12;

/// The part of the class's page on those who must attend; names for those who may know them.
pub async fn who_must(
    visit: &Visit,
    db: &Db,
    class: &ClassRef,
    roster: &Roster,
) -> Outcome<Section> {
    let count = roster.obliged.len();
    let section = Section::new(visit.t("class-who-must")).intro(must_intro(visit, roster));
    if !reads(visit, class) {
        return Ok(section);
    }
    if count > LONG {
        return Ok(section.push(all(visit, class, "must", count)));
    }
    let who = must_attend_page(db, &visit.actor, class, roster, Batch::FIRST).await?;
    Ok(section.push(must_table(visit, &who.rows).table(visit)))
}

/// The part of the class's page on those who need not attend, if there are any.
pub async fn who_not(
    visit: &Visit,
    db: &Db,
    class: &ClassRef,
    roster: &Roster,
) -> Outcome<Option<Section>> {
    let count = roster.left_out.len();
    if count == 0 {
        return Ok(None);
    }
    let section = Section::new(visit.t("class-who-not")).intro(not_intro(visit, roster));
    if !reads(visit, class) {
        return Ok(Some(section));
    }
    if count > LONG {
        return Ok(Some(section.push(all(visit, class, "exempt", count))));
    }
    let who = need_not_page(db, &visit.actor, class, roster, Batch::FIRST).await?;
    Ok(Some(section.push(not_table(visit, &who.rows).table(visit))))
}

/// Everyone who must attend.
pub async fn must(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let class = class(&db, Id::from_uuid(id)).await?;
    let snapshot = visit.app.projection().now().await?;
    let roster = audience_now(&db, &snapshot, &class).await?;
    let batch = page_asked(&visit);
    let who = must_attend_page(&db, &visit.actor, &class, &roster, batch).await?;
    let page = Page::new(visit.t("class-who-must"))
        .lead(must_intro(&visit, &roster))
        .push(must_table(&visit, &who.rows).table(&visit))
        .push(pager(&visit, batch, who.total));
    respond(&visit, &class, page)
}

/// Everyone of the audience who need not attend.
pub async fn exempt(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let class = class(&db, Id::from_uuid(id)).await?;
    let snapshot = visit.app.projection().now().await?;
    let roster = audience_now(&db, &snapshot, &class).await?;
    let batch = page_asked(&visit);
    let who = need_not_page(&db, &visit.actor, &class, &roster, batch).await?;
    let page = Page::new(visit.t("class-who-not"))
        .lead(not_intro(&visit, &roster))
        .push(not_table(&visit, &who.rows).table(&visit))
        .push(pager(&visit, batch, who.total));
    respond(&visit, &class, page)
}

fn respond(visit: &Visit, class: &ClassRef, page: Page) -> Outcome {
    Ok(visit
        .view(page.kicker(class.name.clone()))
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(visit.t("classes-title"), "/classes")
        .crumb(class.name.clone(), &format!("/classes/{}", class.id))
        .respond())
}

fn reads(visit: &Visit, class: &ClassRef) -> bool {
    visit.actor.reads(FieldGroup::TrainingOfPerson, &class.path)
}

fn must_intro(visit: &Visit, roster: &Roster) -> String {
    let count = roster.obliged.len().to_string();
    visit.tv("class-who-must-intro", &[("count", &count)])
}

fn not_intro(visit: &Visit, roster: &Roster) -> String {
    let count = roster.left_out.len().to_string();
    visit.tv("class-who-not-intro", &[("count", &count)])
}

/// The way to the whole list.
fn all(visit: &Visit, class: &ClassRef, end: &str, count: usize) -> Prose {
    let href = visit.link(&format!("/classes/{}/{end}", class.id));
    let word = visit.tv("class-show-all", &[("count", &count.to_string())]);
    Prose::new().p(Html::link(word, href))
}

fn must_table(visit: &Visit, who: &[ExpectedLine]) -> Listing {
    let rows = who.iter().map(|line| {
        vec![
            Item::Link(
                line.name.clone(),
                visit.link(&format!("/delegates/{}", line.person)),
            ),
            Item::Text(line.unit_name.clone()),
            Item::Text(visit.label("ground", line.ground.code())),
        ]
    });
    Listing::new(visit.t("class-who-must"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("class-ground"))
        .rows(rows)
        .empty(visit.t("class-nobody-must"))
}

fn not_table(visit: &Visit, who: &[LeftOutLine]) -> Listing {
    let rows = who.iter().map(|line| {
        vec![
            Item::Link(
                line.name.clone(),
                visit.link(&format!("/delegates/{}", line.person)),
            ),
            Item::Text(line.unit_name.clone()),
            Item::Text(visit.label("left-out-reason", line.reason.code())),
            Item::day(line.completed_on),
        ]
    });
    Listing::new(visit.t("class-who-not"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("class-why-not"))
        .column(Kind::Day, visit.t("class-completed-on"))
        .rows(rows)
}

//! The page of a delegate on a day: who it is, where and since when, posts, mandates over time, the record.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use council::access::Act;
use council::people::Sex;
use council::people::queries::{DelegatePage, MandateLine, PostLine, delegate_page};
use kernel::ids::PersonId;
use store::Db;
use ui::{Actions, Button, Html, Page, ScreenOnly, Section, Table, Tone};

use super::record;
use crate::api::OnDay;
use crate::bodies::history;
use crate::bodies::words::{period, since};
use crate::failure::Outcome;
use crate::learning::training_summary;
use crate::listing::{Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// A delegate on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct DelegateAnswer {
    /// The day.
    on: kernel::Date,
    /// Everything the page shows, as far as the reader may see it.
    delegate: DelegatePage,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<PersonId>) -> Outcome {
    let of = delegate_page(&db, &visit.actor, id, visit.on).await?;
    if of.person_id != id {
        // Two records of one person were merged; the old address leads to the one that stayed.
        let kept = visit.link(&format!("/delegates/{}", of.person_id));
        return Ok(Redirect::to(&kept).into_response());
    }
    let (tone, key) = standing(&visit, &of);
    let mut page = Page::new(of.record.full_name.clone())
        .kicker(visit.t("delegate-kicker"))
        .tag(tone, visit.t(key))
        .lead(lead(&visit, &of));
    if let Some(button) = first_offer(&visit, &of) {
        page = page.action(button);
    }
    page = page.push(mandates(&visit, &of)).push(posts(&visit, &of));
    if !of.suspensions.is_empty() {
        page = page.push(suspensions(&visit, &of));
    }
    if !of.employments.is_empty() {
        page = page.push(employments(&visit, &of));
    }
    if let Some(training) = training_summary(&visit, id).await? {
        page = page.push(training);
    }
    if let Some(contacts) = crate::contact::of_delegate(&visit, &db, id).await? {
        page = page.push(contacts);
    }
    if let Some(asked) = crate::petitions::of_delegate(&visit, &db, id).await? {
        page = page.push(asked);
    }
    page = page.push(
        Section::new(visit.tv("record-on", &[("day", &visit.day(visit.on))]))
            .id("so-yeu-ly-lich")
            .push(record::summary(&visit, &of.record)),
    );
    let mut paths = Vec::new();
    for place in &of.places {
        paths.push(place.path.as_str());
    }
    if let Some(history) = history::of_record(&visit, &db, id.uuid(), &paths).await? {
        page = page.push(history);
    }
    if let Some(offers) = offers(&visit, &of) {
        page = page.push(offers);
    }
    Ok(visit
        .view(page)
        .part(Part::Delegates)
        .crumb(visit.t("nav-delegates"), "/delegates")
        .respond())
}

/// One delegate as of a day: the record with masked groups as null, mandates, posts, suspensions, work on the staff.
#[utoipa::path(get, path = "/api/v1/delegates/{id}", tag = "people", params(OnDay, ("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The delegate with everything the page shows", body = DelegateAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<PersonId>) -> Outcome {
    let delegate = delegate_page(&db, &visit.actor, id, visit.on).await?;
    Ok(axum::Json(DelegateAnswer {
        on: visit.on,
        delegate,
    })
    .into_response())
}

fn holds(visit: &Visit, from: kernel::Date, to: Option<kernel::Date>) -> bool {
    from <= visit.on && to.is_none_or(|to| visit.on < to)
}

fn current<'a>(visit: &'a Visit, of: &'a DelegatePage) -> impl Iterator<Item = &'a MandateLine> {
    of.mandates
        .iter()
        .filter(|mandate| holds(visit, mandate.valid_from, mandate.valid_to))
}

fn standing(visit: &Visit, of: &DelegatePage) -> (Tone, &'static str) {
    let suspended = of
        .suspensions
        .iter()
        .any(|line| holds(visit, line.valid_from, line.valid_to));
    let sits = current(visit, of).next().is_some();
    match (sits, suspended, of.mandates.is_empty()) {
        (true, true, _) => (Tone::Late, "standing-suspended"),
        (true, false, _) => (Tone::Done, "standing-in-office"),
        (false, _, false) => (Tone::Neutral, "standing-ended"),
        (false, _, true) => (Tone::Neutral, "standing-none"),
    }
}

/// Who this is, where and since when, and the posts held on the day.
fn lead(visit: &Visit, of: &DelegatePage) -> Html {
    let key = match of.record.sex {
        Some(Sex::Male) => "delegate-lead-male",
        Some(Sex::Female) => "delegate-lead-female",
        None => "delegate-lead-person",
    };
    let name = visit.tv(key, &[("name", &of.record.full_name)]);
    let mut html = Html::text(&name).and(" ");
    let mut sits = false;
    for mandate in current(visit, of) {
        html = html
            .and(visit.t(if sits {
                "delegate-lead-also"
            } else {
                "delegate-lead-sits"
            }))
            .and(" ")
            .and(council_of(visit, mandate))
            .and(visit.tv(
                "delegate-lead-since",
                &[("from", &since(visit, mandate.valid_from))],
            ));
        sits = true;
    }
    if !sits {
        let key = match of.mandates.first() {
            Some(_) => "delegate-lead-former",
            None => "delegate-lead-none",
        };
        return html.and(visit.tv(key, &[("day", &visit.day(visit.on))]));
    }
    let posts: Vec<String> = of
        .posts
        .iter()
        .filter(|post| holds(visit, post.valid_from, post.valid_to))
        .map(|post| post_words(visit, post))
        .collect();
    if posts.is_empty() {
        html.and(".")
    } else {
        html.and(visit.tv("delegate-lead-posts", &[("posts", &posts.join("; "))]))
    }
}

fn council_of(visit: &Visit, mandate: &MandateLine) -> Html {
    Html::link(
        &mandate.council,
        visit.link(&format!("/councils/{}", mandate.council_id)),
    )
}

fn post_words(visit: &Visit, post: &PostLine) -> String {
    let full_time = if post.full_time {
        format!(" ({})", visit.t("full-time-yes").to_lowercase())
    } else {
        String::new()
    };
    format!(
        "{}, {}{full_time}",
        visit.label("post", post.post.code()),
        post.body
    )
}

fn mandates(visit: &Visit, of: &DelegatePage) -> Section {
    let mut list = Listing::new(visit.t("mandates-caption"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("constituency"))
        .column(Kind::Text, visit.t("mandate-origin"))
        .column(Kind::Text, visit.t("period"))
        .column(Kind::Text, visit.t("decision"))
        .column(Kind::Text, visit.t("mandate-end"))
        .empty(visit.t("mandates-none"));
    for mandate in &of.mandates {
        list = list.row(mandate_row(visit, mandate));
    }
    let mut section = Section::new(visit.t("mandates"))
        .id("nhiem-vu")
        .push(list.table(visit).quiet());
    for mandate in current(visit, of) {
        if let Some(actions) = mandate_acts(visit, mandate) {
            section = section.push(actions);
        }
    }
    section
}

/// What may be done to a mandate that holds; with two at once, the council tells them apart.
fn mandate_acts(visit: &Visit, mandate: &MandateLine) -> Option<Actions> {
    let mut any = false;
    let mut actions = Actions::new();
    for (act, key, end) in [
        (Act::EndMandate, "offer-end-mandate", "end"),
        (Act::SuspendMandate, "offer-suspend", "suspend"),
    ] {
        if visit.can(act, &mandate.path) {
            any = true;
            let words = format!("{}: {}", visit.t(key), mandate.council);
            let href = visit.link(&format!("/mandates/{}/{end}", mandate.id));
            actions = actions.push(Button::new(words, href).secondary());
        }
    }
    any.then_some(actions)
}

fn mandate_row(visit: &Visit, mandate: &MandateLine) -> Vec<Item> {
    let origin = visit.label("mandate-origin", mandate.origin.code());
    let confirmed = |decision: &Option<(_, String)>| match decision {
        Some((_, number)) => number.clone(),
        None => visit.t("unconfirmed"),
    };
    let end = match (mandate.valid_to, mandate.end_reason) {
        (Some(_), Some(reason)) => Item::Text(format!(
            "{} ({})",
            visit.label("end-reason", reason.code()),
            confirmed(&mandate.end_decision),
        )),
        (Some(_), None) => Item::Text(confirmed(&mandate.end_decision)),
        (None, _) => Item::Text("–".to_owned()),
    };
    let place = match (&mandate.constituency, mandate.seat) {
        (Some(name), Some(seat)) => Some(visit.tv(
            "constituency-seat",
            &[("name", name), ("seat", &seat.to_string())],
        )),
        (name, _) => name.clone(),
    };
    vec![
        Item::Link(
            mandate.council.clone(),
            visit.link(&format!("/councils/{}", mandate.council_id)),
        ),
        Item::maybe(place),
        Item::Text(if mandate.re_elected {
            format!("{origin} ({})", visit.t("re-elected").to_lowercase())
        } else {
            origin
        }),
        Item::Text(period(visit, mandate.valid_from, mandate.valid_to)),
        Item::Text(confirmed(&mandate.start_decision)),
        end,
    ]
}

fn posts(visit: &Visit, of: &DelegatePage) -> Section {
    let mut list = Listing::new(visit.t("posts-caption"))
        .column(Kind::Text, visit.t("post"))
        .column(Kind::Text, visit.t("body"))
        .column(Kind::Text, visit.t("full-time-or-not"))
        .column(Kind::Text, visit.t("period"))
        .column(Kind::Text, visit.t("decision"))
        .empty(visit.t("posts-none"));
    for post in &of.posts {
        list = list.row([
            Item::Text(visit.label("post", post.post.code())),
            Item::Link(
                post.body.clone(),
                visit.link(&format!(
                    "/delegates?council={}&body={}",
                    post.council_id, post.body_id
                )),
            ),
            Item::Text(visit.t(if post.full_time {
                "full-time-yes"
            } else {
                "full-time-no"
            })),
            Item::Text(period(visit, post.valid_from, post.valid_to)),
            Item::Text(
                post.decision
                    .clone()
                    .unwrap_or_else(|| visit.t("unconfirmed")),
            ),
        ]);
    }
    Section::new(visit.t("posts")).push(list.table(visit).quiet())
}

fn suspensions(visit: &Visit, of: &DelegatePage) -> Section {
    let path = |mandate| {
        of.mandates
            .iter()
            .find(|line| line.id == mandate)
            .map(|line| line.path.as_str())
    };
    let lifts = |line: &council::people::queries::SuspensionLine| {
        holds(visit, line.valid_from, line.valid_to)
            && path(line.mandate_id).is_some_and(|path| visit.can(Act::SuspendMandate, path))
    };
    let may = of.suspensions.iter().any(lifts);
    let mut list = Listing::new(visit.t("suspensions-caption"))
        .column(Kind::Text, visit.t("period"))
        .column(Kind::Text, visit.t("decision"))
        .column(Kind::Text, visit.t("field-reason"));
    if may {
        list = list.column(Kind::Text, visit.t("act"));
    }
    for line in &of.suspensions {
        let reason = if line.reason.is_empty() {
            Item::Hidden
        } else {
            Item::Text(line.reason.clone())
        };
        let mut row = vec![
            Item::Text(period(visit, line.valid_from, line.valid_to)),
            Item::Text(
                line.decision
                    .clone()
                    .unwrap_or_else(|| visit.t("unconfirmed")),
            ),
            reason,
        ];
        if may {
            row.push(if lifts(line) {
                let href = visit.link(&format!("/suspensions/{}/lift", line.id));
                Item::Link(visit.t("offer-lift"), href)
            } else {
                Item::Text(String::new())
            });
        }
        list = list.row(row);
    }
    Section::new(visit.t("suspensions")).push(list.table(visit).quiet())
}

fn employments(visit: &Visit, of: &DelegatePage) -> Section {
    let mut list = Listing::new(visit.t("employments"))
        .column(Kind::Text, visit.t("staff-title"))
        .column(Kind::Text, visit.t("institution"))
        .column(Kind::Text, visit.t("period"));
    for line in &of.employments {
        list = list.row([
            Item::Text(line.title.clone()),
            Item::Text(line.institution.clone()),
            Item::Text(period(visit, line.valid_from, line.valid_to)),
        ]);
    }
    let table: Table = list.table(visit).quiet();
    Section::new(visit.t("employments")).push(table)
}

/// Whether an act on this person would be permitted: in one of the person's councils, or anywhere while there is none.
fn may(visit: &Visit, of: &DelegatePage, act: Act) -> bool {
    if of.places.is_empty() {
        visit.actor.can_anywhere(act)
    } else {
        of.places.iter().any(|place| visit.can(act, &place.path))
    }
}

fn first_offer(visit: &Visit, of: &DelegatePage) -> Option<Button> {
    may(visit, of, Act::CorrectPerson).then(|| {
        let href = visit.link(&format!("/delegates/{}/correct", of.person_id));
        Button::new(visit.t("offer-correct"), href)
    })
}

fn offers(visit: &Visit, of: &DelegatePage) -> Option<ScreenOnly<Section>> {
    let mut any = false;
    let mut actions = Actions::new();
    for (act, key, end) in [
        (Act::OpenMandate, "offer-open-mandate", "mandates"),
        (Act::MergePersons, "offer-merge", "namesakes"),
    ] {
        if may(visit, of, act) {
            any = true;
            let href = visit.link(&format!("/delegates/{}/{end}", of.person_id));
            actions = actions.push(Button::new(visit.t(key), href).secondary());
        }
    }
    any.then(|| ScreenOnly(Section::new(visit.t("offers")).push(actions)))
}

//! Who is missing: a list ready to invite.

use std::sync::Arc;

use axum::extract::State;
use council::Page as Batch;
use council::access::Act;
use council::scoreboard::missing::{MissingFilter, MissingList, MissingRow, missing};
use council::scoreboard::{Projection, Snapshot};
use store::Db;
use ui::{Button, Notice, Page};

use super::{asked, say};
use crate::failure::Outcome;
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// What the address asks for.
pub fn filter(visit: &Visit) -> council::Result<MissingFilter> {
    Ok(MissingFilter {
        path: visit.asked("place").unwrap_or_default().to_owned(),
        council: crate::asked::id(visit, "council")?,
        course: crate::asked::id(visit, "course")?,
        law: crate::asked::id(visit, "law")?,
    })
}

/// The list.
pub async fn page(
    visit: Visit,
    State(projection): State<Arc<Projection>>,
    State(db): State<Db>,
) -> Outcome {
    let snapshot = projection.now().await?;
    let filter = filter(&visit)?;
    let at = asked::page(&visit)?;
    let batch = Batch {
        number: u32::try_from(at).unwrap_or(u32::MAX),
        size: u32::try_from(asked::PAGE).unwrap_or(u32::MAX),
    };
    let list = missing(&db, &snapshot, &visit.actor, &filter, visit.on, batch).await?;
    let total = list.total + list.hidden;
    let key = match (total, filter.law) {
        (0, _) => "scoreboard-missing-none",
        (_, None) => "scoreboard-missing-lead",
        (_, Some(_)) => "scoreboard-missing-law-lead",
    };
    let subject = subject(&snapshot, &filter);
    let lead = visit.tv(
        key,
        &[
            ("day", &visit.day(visit.on)),
            ("count", &say::number(total)),
        ],
    );
    let mut page = Page::new(visit.t("scoreboard-missing-title"))
        .kicker(subject.unwrap_or_else(|| visit.t("scoreboard-kicker")))
        .lead(lead);
    if filter.council.is_none() && filter.course.is_none() && filter.law.is_none() {
        page = page.push(say::tabs(&visit, "/scoreboard/missing"));
    }
    let path = match filter.council.and_then(|id| snapshot.facts.council(id)) {
        Some((_, council)) => council.path.clone(),
        None => filter.path.clone(),
    };
    if let Some(course) = filter.course.filter(|_| visit.can(Act::PlanClass, &path)) {
        let council = filter
            .council
            .map(|id| format!("&council={id}"))
            .unwrap_or_default();
        let address = format!("/classes/new?course={course}{council}&missing=1");
        page = page.action(Button::new(visit.t("scoreboard-invite-missing"), address));
    }
    if list.hidden > 0 {
        let count = say::number(list.hidden);
        let notice = Notice::info(visit.tv("scoreboard-hidden", &[("count", &count)]));
        page = page.push(notice.body(visit.t("scoreboard-hidden-why")));
    }
    if list.total > 0 {
        page = page
            .push(
                listing(&visit, list.rows.iter())
                    .exports(&visit, "/scoreboard/missing")
                    .table(&visit),
            )
            .push(asked::pager(
                &visit,
                at,
                list.total as usize,
                "scoreboard-page-people",
            ));
    }
    Ok(visit
        .view(page)
        .part(Part::Scoreboard)
        .crumb(visit.t("scoreboard-missing-title"), "/scoreboard/missing")
        .respond())
}

/// The list as CSV.
pub async fn csv(
    visit: Visit,
    State(projection): State<Arc<Projection>>,
    State(db): State<Db>,
) -> Outcome {
    export(&visit, &projection, &db, Format::Csv).await
}

/// The list as a spreadsheet.
pub async fn xlsx(
    visit: Visit,
    State(projection): State<Arc<Projection>>,
    State(db): State<Db>,
) -> Outcome {
    export(&visit, &projection, &db, Format::Xlsx).await
}

async fn export(visit: &Visit, projection: &Projection, db: &Db, format: Format) -> Outcome {
    let snapshot = projection.now().await?;
    let list: MissingList = missing(
        db,
        &snapshot,
        &visit.actor,
        &filter(visit)?,
        visit.on,
        Batch::WHOLE,
    )
    .await?;
    let mut listing = listing(visit, list.rows.iter());
    if list.hidden > 0 {
        let count = say::number(list.hidden);
        listing = listing.note(visit.tv("scoreboard-hidden", &[("count", &count)]));
    }
    Ok(listing.export(visit, format, "dai-bieu-con-thieu"))
}

fn listing<'a>(visit: &Visit, rows: impl Iterator<Item = &'a MissingRow>) -> Listing {
    Listing::new(visit.t("scoreboard-missing-caption"))
        .column(Kind::Text, visit.t("scoreboard-name"))
        .column(Kind::Text, visit.t("scoreboard-council"))
        .column(Kind::Day, visit.t("scoreboard-since"))
        .column(Kind::Text, visit.t("scoreboard-lacks"))
        .rows(rows.map(|row| {
            let why = match row.law {
                Some(law) => visit.label("law-lack", law.code()),
                None => {
                    let lacks: Vec<String> = row
                        .lacks
                        .iter()
                        .map(|lack| say::lack(visit, lack))
                        .collect();
                    lacks.join("; ")
                }
            };
            vec![
                Item::Link(
                    row.name.clone(),
                    visit.link(&format!("/delegates/{}", row.person)),
                ),
                Item::Link(
                    row.title.clone(),
                    visit.link(&format!("/scoreboard/{}", row.council)),
                ),
                Item::Day(row.since),
                Item::Text(why),
            ]
        }))
}

/// Of what course, law or council the list speaks.
fn subject(snapshot: &Snapshot, filter: &MissingFilter) -> Option<String> {
    let facts = &snapshot.facts;
    let course = filter.course.and_then(|id| facts.course_numbers.find(id));
    let course = course.and_then(|at| facts.courses.get(at as usize));
    let law = filter.law.and_then(|id| facts.law_numbers.find(id));
    let law = law.and_then(|at| facts.laws.get(at as usize));
    let council = filter.council.and_then(|id| facts.council(id));
    let parts: Vec<String> = [
        council.map(|(_, council)| council.title()),
        course.map(|course| course.name.clone()),
        law.map(|law| law.number.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

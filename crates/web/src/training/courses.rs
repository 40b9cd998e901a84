//! One course: what it teaches and to whom, with which partners, which classes held it, who is still missing.

use std::sync::Arc;

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::queries::council;
use council::scoreboard::single::one_course;
use council::scoreboard::{Projection, Snapshot};
use council::training::classes::{ClassFilter, classes};
use council::training::programmes::{CourseLaw, CoursePage, course_page};
use kernel::Id;
use store::Db;
use ui::{Html, Meter, Page, Prose, Section, SummaryList, Tone};
use uuid::Uuid;

use super::classes::listing;
use super::say::audience;
use crate::bodies::words::{council_title, period};
use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::{Part, offer};
use crate::visit::Visit;

/// The page.
pub async fn show(
    visit: Visit,
    State(db): State<Db>,
    State(projection): State<Arc<Projection>>,
    Path(id): Path<Uuid>,
) -> Outcome {
    let found = course_page(&db, Id::from_uuid(id), visit.on).await?;
    let course = &found.course;
    let host = council(&db, course.council_id).await?;
    let filter = ClassFilter {
        course: Some(course.id),
        size: 200,
        ..ClassFilter::default()
    };
    let snapshot = projection.now().await?;
    let held = classes(&db, &snapshot, &filter).await?;
    let mut page = Page::new(&course.name)
        .kicker(course.programme.clone())
        .lead(lead(&visit, &found));
    if course.required {
        page = page.tag(Tone::Due, visit.t("training-required"));
    }
    let own = format!("/courses/{}", course.id);
    let new = format!(
        "/classes/new?course={}&council={}",
        course.id, course.council_id
    );
    let actions = [
        offer(
            &visit,
            Act::PlanClass,
            &host.path,
            "training-plan-class",
            &new,
        ),
        offer(
            &visit,
            Act::PlanClass,
            &host.path,
            "training-plan-makeup",
            &format!("{new}&missing=1"),
        )
        .map(ui::Button::secondary),
        offer(
            &visit,
            Act::DefineCourse,
            &host.path,
            "training-revise-course",
            &format!("{own}/edit"),
        )
        .map(ui::Button::secondary),
        offer(
            &visit,
            Act::DefineCourse,
            &host.path,
            "training-add-partner",
            &format!("{own}/partners/new"),
        )
        .map(ui::Button::secondary),
    ];
    for action in actions.into_iter().flatten() {
        page = page.action(action);
    }
    let page = page
        .push(coverage(
            &visit,
            &snapshot,
            &found,
            &council_title(&visit, &host),
        ))
        .push(
            Section::new(visit.t("training-teaches")).push(Prose::new().list(
                found.topics.iter().map(|topic| match visit.lang {
                    Lang::Vi => topic.name_vi.clone(),
                    Lang::En => topic.name_en.clone(),
                }),
            )),
        )
        .push(Section::new(visit.t("training-laws")).push(laws(&visit, &found.laws)))
        .push(Section::new(visit.t("training-partners")).push(partners(&visit, &found)))
        .push(
            Section::new(visit.t("training-classes")).push(
                listing(&visit, &held.rows, "training-classes")
                    .empty(visit.t("training-no-class-yet"))
                    .table(&visit),
            ),
        )
        .push(Section::new(visit.t("training-about")).push(facts(&visit, &found)));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(
            course.programme.clone(),
            &format!("/programmes/{}", course.programme_id),
        )
        .crumb(course.name.clone(), &own)
        .respond())
}

fn lead(visit: &Visit, found: &CoursePage) -> String {
    visit.tv(
        "training-course-lead",
        &[
            ("audience", &audience(visit, &found.course)),
            ("hours", &found.course.hours.to_string()),
            ("topics", &found.topics.len().to_string()),
            ("classes", &found.course.classes.to_string()),
        ],
    )
}

fn coverage(visit: &Visit, snapshot: &Snapshot, found: &CoursePage, title: &str) -> Section {
    let course = &found.course;
    let missing = visit.link(&format!("/scoreboard/missing?course={}", course.id));
    let section = Section::new(visit.t("training-coverage-of-course"));
    let tally = one_course(snapshot, course.council_id, course.id, visit.on);
    let section = match tally.filter(|tally| tally.of > 0) {
        Some(tally) => section.push(Meter::new(
            visit.tv("training-coverage-in", &[("council", title)]),
            f64::from(tally.done),
            f64::from(tally.of),
            visit.tv(
                "training-coverage-figures",
                &[
                    ("done", &tally.done.to_string()),
                    ("of", &tally.of.to_string()),
                ],
            ),
        )),
        None => section.push(Prose::new().p(visit.t("training-coverage-none"))),
    };
    section.push(Prose::new().p(Html::link(visit.t("training-who-is-missing"), missing)))
}

fn laws(visit: &Visit, laws: &[CourseLaw]) -> ui::Table {
    let rows = laws.iter().map(|law| {
        let changed = match &law.changed {
            Some(change) => Item::Text(visit.tv(
                "training-law-changed",
                &[("day", &visit.day(change.on)), ("by", &change.by)],
            )),
            None => Item::Missing,
        };
        let (tone, word) = match (law.in_force, &law.changed) {
            (true, Some(_)) => (Tone::Neutral, "training-law-amended"),
            (true, None) => (Tone::Done, "training-law-in-force"),
            (false, _) => (Tone::Late, "training-law-not-in-force"),
        };
        vec![
            Item::Link(
                law.title.clone(),
                visit.link(&format!("/scoreboard/laws/{}", law.id)),
            ),
            Item::Text(law.number.clone()),
            Item::Status(tone, visit.t(word)),
            changed,
        ]
    });
    Listing::new(visit.t("training-laws"))
        .column(Kind::Text, visit.t("training-law"))
        .column(Kind::Text, visit.t("training-law-number"))
        .column(Kind::Status, visit.t("state"))
        .column(Kind::Text, visit.t("training-law-last-change"))
        .rows(rows)
        .empty(visit.t("training-no-law"))
        .table(visit)
}

fn partners(visit: &Visit, found: &CoursePage) -> ui::Table {
    let rows = found.partners.iter().map(|partner| {
        vec![
            Item::Text(partner.name.clone()),
            Item::Text(visit.label("partner-part", partner.part.code())),
        ]
    });
    Listing::new(visit.t("training-partners"))
        .column(Kind::Text, visit.t("training-partner"))
        .column(Kind::Text, visit.t("training-partner-part"))
        .rows(rows)
        .empty(visit.t("training-no-partner"))
        .table(visit)
}

fn facts(visit: &Visit, found: &CoursePage) -> SummaryList {
    let course = &found.course;
    SummaryList::new()
        .row(visit.t("training-audience"), audience(visit, course))
        .row(visit.t("training-hours"), course.hours.to_string())
        .row(
            visit.t("training-period"),
            period(visit, course.valid_from, course.valid_to),
        )
        .row(
            visit.t("training-programme"),
            Html::link(
                &course.programme,
                visit.link(&format!("/programmes/{}", course.programme_id)),
            ),
        )
}

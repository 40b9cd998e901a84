//! One course: what it teaches and to whom, with which partners, which classes held it, who is still missing.

use std::sync::Arc;

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::queries::council;
use council::scoreboard::single::{CourseAt, one_course};
use council::scoreboard::{Projection, Snapshot};
use council::training::classes::{ClassFilter, classes};
use council::training::programmes::{CourseLaw, CoursePage, CourseRow, course_page};
use kernel::{Id, vi};
use store::Db;
use ui::{Details, Html, Meter, Page, Prose, Section, SummaryList, Tone};
use uuid::Uuid;

use super::classes::{STATE, listing};
use super::say::audience;
use crate::bodies::words::period;
use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::{Part, offer};
use crate::visit::Visit;

/// Beyond so many councils their list is folded.
const LONG: usize = 12;

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
        .push(coverage(&visit, &snapshot, course))
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
                    .table(&visit)
                    .quiet()
                    .folded(STATE, visit.t("row-more")),
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

fn coverage(visit: &Visit, snapshot: &Snapshot, course: &CourseRow) -> Section {
    let missing = visit.link(&format!("/scoreboard/missing?course={}", course.id));
    let section = Section::new(visit.t("training-coverage-of-course"));
    let councils = one_course(snapshot, course.id, &course.council_path, visit.on);
    let (done, of) = councils.iter().fold((0, 0), |(done, of), one| {
        (done + one.tally.done, of + one.tally.of)
    });
    if of == 0 {
        return section.push(Prose::new().p(visit.t("training-coverage-none")));
    }
    let figures = visit.tv(
        "training-coverage-figures",
        &[
            ("done", &vi::number(i64::from(done))),
            ("of", &vi::number(i64::from(of))),
            ("councils", &vi::number(councils.len() as i64)),
        ],
    );
    let section = section
        .push(Meter::new(
            visit.t("training-coverage-all"),
            f64::from(done),
            f64::from(of),
            figures,
        ))
        .push(Prose::new().p(Html::link(visit.t("training-who-is-missing"), missing)));
    let table = by_council(visit, &councils);
    match councils.len() {
        1 => section,
        2..=LONG => section.push(table),
        count => {
            let summary = visit.tv("training-coverage-show", &[("count", &count.to_string())]);
            section.push(Details::new(summary).push(table.quick_filter()))
        }
    }
}

fn by_council(visit: &Visit, councils: &[CourseAt]) -> ui::Table {
    let rows = councils.iter().map(|one| {
        let (done, of) = (i64::from(one.tally.done), i64::from(one.tally.of));
        vec![
            Item::Link(
                one.title.clone(),
                visit.link(&format!("/scoreboard/{}", one.council)),
            ),
            Item::Number(of),
            Item::Number(done),
            Item::Number(of - done),
            Item::Share(done, of),
        ]
    });
    Listing::new(visit.t("training-coverage-by-council"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Number, visit.t("training-coverage-must"))
        .column(Kind::Number, visit.t("training-coverage-done"))
        .column(Kind::Number, visit.t("training-coverage-missing"))
        .column(Kind::Share, visit.t("training-coverage-share"))
        .rows(rows)
        .table(visit)
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
        .quiet()
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
        .quiet()
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

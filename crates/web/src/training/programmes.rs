//! One programme: its goal and its courses.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::queries::{council, decisions};
use council::training::programmes::{CourseRow, ProgrammeRow, courses, programme};
use kernel::{Date, Id};
use store::Db;
use ui::{Page, Prose, Section, SummaryList, Tone};
use uuid::Uuid;

use super::say::audience;
use crate::bodies::words::{council_link, council_title, number_of, period};
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::view::{Part, offer};
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let plan = programme(&db, Id::from_uuid(id)).await?;
    let own = courses(&db, "", Some(plan.id)).await?;
    let host = council(&db, plan.council_id).await?;
    let known = decisions(&db, host.id, Date::MAX).await?;
    let mut page = Page::new(&plan.name)
        .kicker(council_title(&visit, &host))
        .lead(lead(&visit, &plan))
        .push(Prose::typed(&plan.goal));
    let new = format!("/programmes/{}/courses/new", plan.id);
    if let Some(button) = offer(
        &visit,
        Act::DefineCourse,
        &host.path,
        "training-define-course",
        &new,
    ) {
        page = page.action(button);
    }
    let facts = SummaryList::new()
        .row(visit.t("council"), council_link(&visit, &host))
        .row(
            visit.t("training-period"),
            period(&visit, plan.valid_from, plan.valid_to),
        )
        .row_if(
            visit.t("training-decision"),
            number_of(&known, plan.decision_id).map(str::to_owned),
        );
    let page = page
        .push(Section::new(visit.t("training-courses")).push(table(&visit, &own)))
        .push(Section::new(visit.t("training-about")).push(facts));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(plan.name.clone(), &format!("/programmes/{}", plan.id))
        .respond())
}

fn lead(visit: &Visit, plan: &ProgrammeRow) -> String {
    visit.tv(
        "training-programme-lead",
        &[
            ("courses", &plan.courses.to_string()),
            ("required", &plan.required.to_string()),
            ("period", &period(visit, plan.valid_from, plan.valid_to)),
        ],
    )
}

/// The courses of a programme as a table.
fn table(visit: &Visit, courses: &[CourseRow]) -> ui::Table {
    let rows = courses.iter().map(|course| {
        vec![
            Item::Link(
                course.name.clone(),
                visit.link(&format!("/courses/{}", course.id)),
            ),
            Item::Text(audience(visit, course)),
            Item::Number(course.hours),
            Item::Status(
                if course.required {
                    Tone::Due
                } else {
                    Tone::Neutral
                },
                visit.t(if course.required {
                    "training-required"
                } else {
                    "training-optional"
                }),
            ),
            Item::Text(period(visit, course.valid_from, course.valid_to)),
            Item::Number(course.classes),
        ]
    });
    Listing::new(visit.t("training-courses"))
        .column(Kind::Text, visit.t("training-course"))
        .column(Kind::Text, visit.t("training-audience"))
        .column(Kind::Number, visit.t("training-hours"))
        .column(Kind::Status, visit.t("training-required-or-not"))
        .column(Kind::Text, visit.t("training-period"))
        .column(Kind::Number, visit.t("training-classes"))
        .rows(rows)
        .empty(visit.t("training-no-course"))
        .table(visit)
}

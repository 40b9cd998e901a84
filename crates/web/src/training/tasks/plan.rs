//! Planning a class or a make-up class, moving it, revising it.

use axum::response::Response;
use council::access::{Act, covers};
use council::bodies::CouncilRef;
use council::bodies::queries::{self, CouncilFilter, CouncilLine, Existence, council};
use council::training::classes::{
    ClassRef, LessonRow, MoveClass, PlanClass, ReviseClass, TrainerRow, class, lessons, move_class,
    plan_class, revise_class, trainers,
};
use council::training::makeup::{MakeupFor, PlanMakeup, plan_makeup};
use council::training::programmes::{CourseRow, courses};
use council::{Acting, Page as Batch, Result};
use kernel::Id;
use kernel::ids::CouncilId;
use ui::{Choice, Field, Filters, Form, Notice, Page};
use uuid::Uuid;

use super::draft::{Teachers, Topic, ask_lessons, ask_trainers, read_lessons, read_trainers};
use super::of_class;
use crate::bodies::words::{council_title, reason_field};
use crate::failure::{Failure, Outcome};
use crate::listing::{Item, Kind, Listing};
use crate::posted::Posted;
use crate::task::{self, Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// The form of a new class, or first the choice of its host.
pub async fn ask(visit: Visit) -> Outcome {
    if visit.asked("council").is_some() {
        return task::ask::<Plan>(visit, None).await;
    }
    if !visit.actor.can_anywhere(Act::PlanClass) {
        return Err(council::Refusal::NotPermitted(Act::PlanClass).into());
    }
    choose(&visit).await
}

/// Plans the class.
pub async fn send(visit: Visit, posted: Posted) -> Outcome {
    task::send::<Plan>(visit, None, posted).await
}

/// The councils for which this visitor may plan.
async fn choose(visit: &Visit) -> Outcome<Response> {
    let text = visit.asked("q").unwrap_or_default();
    let mut lines: Vec<CouncilLine> = Vec::new();
    let scopes = visit
        .actor
        .grants
        .iter()
        .filter(|grant| Act::PlanClass.roles().contains(&grant.role));
    for grant in scopes {
        let filter = below(visit, &grant.scope, text);
        lines.extend(
            queries::councils(visit.app.db(), &filter, Batch::FIRST)
                .await?
                .rows,
        );
    }
    let rows = lines.iter().map(|line| {
        let id = line.council.id.to_string();
        vec![
            Item::Link(
                council_title(visit, &line.council),
                visit.here_with(&[("council", &id), ("q", "")]),
            ),
            Item::Text(visit.label("level", line.council.level.code())),
        ]
    });
    let table = Listing::new(visit.t("plan-choose-host"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("level"))
        .rows(rows)
        .empty(visit.t("councils-none"))
        .table(visit);
    let mut search =
        Filters::new("/classes/new", visit.words()).search("q", &visit.t("councils-search"), text);
    for name in ["course", "missing"] {
        if let Some(value) = visit.asked(name) {
            search = search.hidden(name, value);
        }
    }
    let page = Page::new(visit.t("task-class-plan"))
        .lead(visit.t("plan-choose-host-lead"))
        .push(search)
        .push(table);
    Ok(visit
        .view(page)
        .part(Part::Training)
        .back("/classes")
        .undated()
        .respond())
}

fn below(visit: &Visit, path: &str, text: &str) -> CouncilFilter {
    CouncilFilter {
        text: text.to_owned(),
        level: None,
        term: None,
        path: path.to_owned(),
        as_of: visit.today,
        existence: Existence::OnTheDay,
    }
}

/// Lập lớp bồi dưỡng.
pub struct Plan {
    host: CouncilRef,
    courses: Vec<CourseRow>,
    below: Vec<CouncilRef>,
    topics: Vec<Topic>,
    teachers: Teachers,
    chosen: String,
    missing: bool,
}

impl Task for Plan {
    const ACT: Act = Act::PlanClass;
    const NAME: &'static str = "class-plan";

    async fn load(visit: &Visit, _: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let id: Option<CouncilId> = visit.asked("council").and_then(|id| id.parse().ok());
        let host = council(db, id.ok_or_else(|| Failure::not_found("council"))?).await?;
        let mut known = courses(db, "", None).await?;
        known.retain(|course| {
            covers(&course.council_path, &host.path)
                && course.valid_to.is_none_or(|end| visit.today < end)
        });
        let below = queries::councils_below(db, &host.path, visit.today, u32::MAX).await?;
        Ok(Self {
            courses: known,
            below: below.into_iter().filter(|one| one.id != host.id).collect(),
            topics: Topic::of(
                visit,
                db,
                visit.asked("course").and_then(|id| id.parse().ok()),
            )
            .await?,
            teachers: Teachers::of(visit, db, host.id, &host.path).await?,
            host,
            chosen: visit.asked("course").unwrap_or_default().to_owned(),
            missing: visit.asked("missing").is_some(),
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.host.path.clone(),
            back: "/classes".into(),
            subject: council_title(visit, &self.host),
            part: Part::Training,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, mut form: Form) -> Form {
        if self.missing {
            form = form.push(Notice::info(visit.t("plan-for-missing")));
        }
        let known = self
            .courses
            .iter()
            .map(|course| Choice::new(course.id.to_string(), course.name.as_str()));
        let course = Field::select(
            "course",
            visit.t("training-course"),
            known,
            self.chosen.as_str(),
        );
        form = form.field(posted.fill("course", course));
        form = ask_basics(visit, posted, form, None);
        if !self.below.is_empty() {
            form = self.ask_councils(visit, posted, form);
        }
        form = ask_lessons(visit, posted, form, &self.topics, &[]);
        form = ask_trainers(visit, posted, form, &[], &self.teachers);
        form.field(note_field(visit, posted, ""))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = PlanClass {
            course: read.id("course"),
            council: self.host.id,
            name: read.text("name"),
            place: read.text("place"),
            capacity: read.number("capacity"),
            councils: self.read_councils(posted),
            lessons: read_lessons(&mut read, &self.topics),
            trainers: read_trainers(&mut read),
            note: read.text("note"),
        };
        let outcome = if self.missing {
            let gaps = MakeupFor::Course(command.course, self.host.id);
            plan_makeup(acting, of_plan(gaps, command))
                .await
                .map(|(id, _)| id)
        } else {
            plan_class(acting, command).await
        };
        let id = read.outcome(outcome)?;
        Ok(format!("/classes/{id}"))
    }
}

fn of_plan(gaps: MakeupFor, plan: PlanClass) -> PlanMakeup {
    PlanMakeup {
        gaps,
        name: plan.name,
        place: plan.place,
        capacity: plan.capacity,
        councils: plan.councils,
        lessons: plan.lessons,
        trainers: plan.trainers,
        note: plan.note,
    }
}

impl Plan {
    fn ask_councils(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let covers = [
            Choice::new("host", visit.t("plan-cover-host")),
            Choice::new("all", visit.t("plan-cover-all")),
            Choice::new("some", visit.t("plan-cover-some")),
        ];
        let some = std::iter::once(&self.host)
            .chain(&self.below)
            .map(|one| Choice::new(one.id.to_string(), council_title(visit, one)));
        let some = Field::checkboxes(
            "councils",
            visit.t("plan-councils"),
            some,
            posted.all("councils"),
        )
        .hint(visit.t("plan-councils-hint"))
        .optional()
        .error_if(posted.problem_of("councils"));
        form.field(posted.fill(
            "cover",
            Field::radios("cover", visit.t("plan-cover"), covers, "host"),
        ))
        .field(some)
    }

    fn read_councils(&self, posted: &Posted) -> Vec<CouncilId> {
        match posted.text("cover").as_str() {
            "all" => std::iter::once(self.host.id)
                .chain(self.below.iter().map(|one| one.id))
                .collect(),
            "some" => posted
                .all("councils")
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// Name, place and room; those of a class that exists stand there already.
fn ask_basics(visit: &Visit, posted: &Posted, form: Form, known: Option<&ClassRef>) -> Form {
    let text = |value: fn(&ClassRef) -> String| known.map(value).unwrap_or_default();
    form.field(
        posted.fill(
            "name",
            Field::text("name", visit.t("plan-name"))
                .hint(visit.t("plan-name-hint"))
                .value(text(|class| class.name.clone())),
        ),
    )
    .field(posted.fill(
        "place",
        Field::text("place", visit.t("training-place")).value(text(|class| class.place.clone())),
    ))
    .field(
        posted.fill(
            "capacity",
            Field::number("capacity", visit.t("plan-capacity"))
                .value(text(|class| class.capacity.to_string())),
        ),
    )
}

fn note_field(visit: &Visit, posted: &Posted, known: &str) -> Field {
    let field = Field::long("note", visit.t("plan-note"))
        .hint(visit.t("plan-note-hint"))
        .rows(3)
        .optional()
        .value(known);
    posted.fill("note", field)
}

/// Lập lớp học bù for those who missed a class.
pub struct Makeup {
    class: ClassRef,
    topics: Vec<Topic>,
    teachers: Teachers,
}

impl Task for Makeup {
    const ACT: Act = Act::PlanClass;
    const NAME: &'static str = "class-makeup";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let class = class(db, Id::from_uuid(id)).await?;
        Ok(Self {
            topics: Topic::of(visit, db, Some(class.course_id)).await?,
            teachers: Teachers::of(visit, db, class.council_id, &class.path).await?,
            class,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_class(&self.class)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let form = ask_basics(visit, posted, form, None);
        let form = ask_lessons(visit, posted, form, &self.topics, &[]);
        ask_trainers(visit, posted, form, &[], &self.teachers).field(note_field(visit, posted, ""))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = PlanMakeup {
            gaps: MakeupFor::Class(self.class.id),
            name: read.text("name"),
            place: read.text("place"),
            capacity: read.number("capacity"),
            councils: Vec::new(),
            lessons: read_lessons(&mut read, &self.topics),
            trainers: read_trainers(&mut read),
            note: read.text("note"),
        };
        let (id, _) = read.outcome(plan_makeup(acting, command).await)?;
        Ok(format!("/classes/{id}"))
    }
}

/// Đổi lịch, đổi nơi.
pub struct Move {
    class: ClassRef,
    lessons: Vec<LessonRow>,
    topics: Vec<Topic>,
}

impl Task for Move {
    const ACT: Act = Act::RunClass;
    const NAME: &'static str = "class-move";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let class = class(db, Id::from_uuid(id)).await?;
        Ok(Self {
            lessons: lessons(db, class.id).await?,
            topics: Topic::of(visit, db, Some(class.course_id)).await?,
            class,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_class(&self.class)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let place =
            Field::text("place", visit.t("training-place")).value(self.class.place.as_str());
        let form = form.field(posted.fill("place", place));
        ask_lessons(visit, posted, form, &self.topics, &self.lessons)
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = MoveClass {
            class: self.class.id,
            place: read.text("place"),
            lessons: read_lessons(&mut read, &self.topics),
            reason: read.text("reason"),
        };
        let id = read.outcome(move_class(acting, command).await)?;
        Ok(format!("/classes/{id}"))
    }
}

/// Sửa thông tin lớp.
pub struct Edit {
    class: ClassRef,
    trainers: Vec<TrainerRow>,
    teachers: Teachers,
}

impl Task for Edit {
    const ACT: Act = Act::RunClass;
    const NAME: &'static str = "class-edit";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let class = class(db, Id::from_uuid(id)).await?;
        Ok(Self {
            trainers: trainers(db, class.id).await?,
            teachers: Teachers::of(visit, db, class.council_id, &class.path).await?,
            class,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_class(&self.class)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let class = &self.class;
        let form = ask_basics(visit, posted, form, Some(class));
        ask_trainers(visit, posted, form, &self.trainers, &self.teachers).field(note_field(
            visit,
            posted,
            &class.note,
        ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = ReviseClass {
            class: self.class.id,
            name: read.text("name"),
            place: read.text("place"),
            capacity: read.number("capacity"),
            note: read.text("note"),
            trainers: read_trainers(&mut read),
        };
        let id = read.outcome(revise_class(acting, command).await)?;
        Ok(format!("/classes/{id}"))
    }
}

//! Planning a programme, defining and revising a course, adding a partner institution.

use council::access::Act;
use council::bodies::queries::{PartnerLine, partners};
use council::bodies::{BodyKind, Level};
use council::training::programmes::{
    CourseDetails, CoursePage, DefineCourse, Partner, PlanProgramme, ProgrammeRow, course_page,
    define_course, plan_programme, programme, revise_course,
};
use council::training::topics::{TopicRow, topics};
use council::training::{Audience, PartnerPart};
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use crate::bodies::tasks::Home;
use crate::bodies::words::{choices, decision_field, from_field, to_field};
use crate::catalogue::Lang;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Lập chương trình bồi dưỡng.
pub struct NewProgramme(Home);

impl Task for NewProgramme {
    const ACT: Act = Act::PlanProgramme;
    const NAME: &'static str = "programme";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(Home::of(visit, Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            part: Part::Training,
            ..self.0.place(visit)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.field(posted.fill("name", Field::text("name", visit.t("programme-name"))))
            .field(
                posted.fill(
                    "goal",
                    Field::long("goal", visit.t("programme-goal"))
                        .rows(4)
                        .optional(),
                ),
            )
            .field(from_field(visit, posted, "programme-first-day"))
            .field(to_field(visit, posted))
            .field(decision_field(visit, posted, &self.0.decisions))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = PlanProgramme {
            council: self.0.council.id,
            name: read.text("name"),
            goal: read.text("goal"),
            valid_from: read.day("valid_from"),
            valid_to: read.date("valid_to"),
            decision: read.maybe_id("decision"),
        };
        let id = read.outcome(plan_programme(acting, command).await)?;
        Ok(format!("/programmes/{id}"))
    }
}

/// Lập khóa bồi dưỡng.
pub struct NewCourse {
    programme: ProgrammeRow,
    topics: Vec<TopicRow>,
}

impl Task for NewCourse {
    const ACT: Act = Act::DefineCourse;
    const NAME: &'static str = "course";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        Ok(Self {
            programme: programme(db, Id::from_uuid(id)).await?,
            topics: topics(db).await?,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.programme.council_path.clone(),
            back: format!("/programmes/{}", self.programme.id),
            subject: self.programme.name.clone(),
            part: Part::Training,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        ask_details(visit, posted, form, &self.topics, None)
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = DefineCourse {
            programme: self.programme.id,
            details: read_details(&mut read, Vec::new()),
        };
        let id = read.outcome(define_course(acting, command).await)?;
        Ok(format!("/courses/{id}"))
    }
}

/// Sửa khóa bồi dưỡng.
pub struct Revise {
    found: CoursePage,
    topics: Vec<TopicRow>,
}

impl Task for Revise {
    const ACT: Act = Act::DefineCourse;
    const NAME: &'static str = "course-edit";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        Ok(Self {
            found: course_page(db, Id::from_uuid(id), visit.today).await?,
            topics: topics(db).await?,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_course(&self.found)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        ask_details(visit, posted, form, &self.topics, Some(&self.found))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let details = read_details(&mut read, kept_partners(&self.found));
        let id = self.found.course.id;
        read.outcome(revise_course(acting, id, details).await)?;
        Ok(format!("/courses/{id}"))
    }
}

/// Ghi nhận cơ quan phối hợp của khóa.
pub struct AddPartner {
    found: CoursePage,
    partners: Vec<PartnerLine>,
}

impl Task for AddPartner {
    const ACT: Act = Act::DefineCourse;
    const NAME: &'static str = "course-partner";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let found = course_page(db, Id::from_uuid(id), visit.today).await?;
        let partners = partners(db, found.course.council_id, visit.today).await?;
        Ok(Self { found, partners })
    }

    fn place(&self, _: &Visit) -> Place {
        of_course(&self.found)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let known = self
            .partners
            .iter()
            .map(|partner| Choice::new(partner.id.to_string(), partner.name.as_str()));
        let parts = choices(visit, "partner-part", PartnerPart::ALL, PartnerPart::code);
        form.field(
            posted.fill(
                "institution",
                Field::select("institution", visit.t("training-partner"), known, "")
                    .hint(visit.t("course-partner-hint")),
            ),
        )
        .field(posted.fill(
            "part",
            Field::radios("part", visit.t("training-partner-part"), parts, ""),
        ))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let mut all = kept_partners(&self.found);
        all.push(Partner {
            institution: read.id("institution"),
            part: read.choice("part", PartnerPart::from_code, PartnerPart::CoOrganises),
        });
        let course = &self.found.course;
        let details = CourseDetails {
            name: course.name.clone(),
            hours: u32::try_from(course.hours).unwrap_or(1),
            audience: course.audience,
            level: course.level,
            body_kind: course.body_kind,
            required: course.required,
            valid_from: course.valid_from,
            valid_to: course.valid_to,
            topics: self.found.topics.iter().map(|topic| topic.id).collect(),
            partners: all,
        };
        read.outcome(revise_course(acting, course.id, details).await)?;
        Ok(format!("/courses/{}", course.id))
    }
}

fn of_course(found: &CoursePage) -> Place {
    Place {
        scope: found.course.council_path.clone(),
        back: format!("/courses/{}", found.course.id),
        subject: found.course.name.clone(),
        part: Part::Training,
    }
}

fn kept_partners(found: &CoursePage) -> Vec<Partner> {
    let partners = found.partners.iter().map(|partner| Partner {
        institution: partner.id,
        part: partner.part,
    });
    partners.collect()
}

fn ask_details(
    visit: &Visit,
    posted: &Posted,
    form: Form,
    topics: &[TopicRow],
    known: Option<&CoursePage>,
) -> Form {
    let course = known.map(|found| &found.course);
    let audiences = choices(visit, "audience", Audience::ALL, Audience::code);
    let mut levels = choices(visit, "level", Level::ALL, Level::code);
    levels.insert(0, Choice::new("", visit.t("course-every-level")));
    let mut bodies = choices(visit, "body-kind", BodyKind::ALL, BodyKind::code);
    bodies.insert(0, Choice::new("", visit.t("course-no-body")));
    let required = [
        Choice::new("yes", visit.t("training-required")),
        Choice::new("no", visit.t("training-optional")),
    ];
    let code = |value: Option<&'static str>| value.unwrap_or_default();
    let day = |day: Option<kernel::Date>| day.map(|day| visit.day(day)).unwrap_or_default();
    form.field(
        posted.fill(
            "name",
            Field::text("name", visit.t("course-name"))
                .value(course.map(|course| course.name.clone()).unwrap_or_default()),
        ),
    )
    .field(
        posted.fill(
            "hours",
            Field::number("hours", visit.t("training-hours")).value(
                course
                    .map(|course| course.hours.to_string())
                    .unwrap_or_default(),
            ),
        ),
    )
    .field(posted.fill(
        "audience",
        Field::radios(
            "audience",
            visit.t("training-audience"),
            audiences,
            code(course.map(|course| course.audience.code())),
        ),
    ))
    .field(
        posted.fill(
            "level",
            Field::select(
                "level",
                visit.t("course-level"),
                levels,
                code(course.and_then(|course| course.level).map(Level::code)),
            )
            .optional(),
        ),
    )
    .field(
        posted.fill(
            "body_kind",
            Field::select(
                "body_kind",
                visit.t("course-body"),
                bodies,
                code(
                    course
                        .and_then(|course| course.body_kind)
                        .map(BodyKind::code),
                ),
            )
            .hint(visit.t("course-body-hint"))
            .optional(),
        ),
    )
    .field(posted.fill(
        "required",
        Field::radios(
            "required",
            visit.t("training-required-or-not"),
            required,
            if course.is_none_or(|course| course.required) {
                "yes"
            } else {
                "no"
            },
        ),
    ))
    .field(topics_field(visit, posted, topics, known))
    .field(from_field(visit, posted, "course-first-day").value_if(
        posted,
        "valid_from",
        day(course.map(|course| course.valid_from)),
    ))
    .field(to_field(visit, posted).value_if(
        posted,
        "valid_to",
        day(course.and_then(|course| course.valid_to)),
    ))
}

/// Lets what is recorded stand in a field of the shared kind until something is typed.
trait ValueIf {
    fn value_if(self, posted: &Posted, name: &str, value: String) -> Self;
}

impl ValueIf for Field {
    fn value_if(self, posted: &Posted, name: &str, value: String) -> Self {
        if posted.has_problems() || posted.maybe(name).is_some() {
            self
        } else {
            self.value(value)
        }
    }
}

fn topics_field(
    visit: &Visit,
    posted: &Posted,
    topics: &[TopicRow],
    known: Option<&CoursePage>,
) -> Field {
    let chosen: Vec<String> = match known.filter(|_| !posted.has_problems()) {
        Some(found) => found
            .topics
            .iter()
            .map(|topic| topic.id.to_string())
            .collect(),
        None => posted.all("topics"),
    };
    let all = topics.iter().map(|topic| {
        let name = match visit.lang {
            Lang::Vi => &topic.name_vi,
            Lang::En => &topic.name_en,
        };
        let laws = visit.tv("course-topic-laws", &[("laws", &topic.laws.to_string())]);
        Choice::new(topic.id.to_string(), name.as_str()).hint(laws)
    });
    Field::checkboxes("topics", visit.t("training-topics"), all, chosen)
        .error_if(posted.problem_of("topics"))
}

fn read_details(read: &mut Reading<'_>, partners: Vec<Partner>) -> CourseDetails {
    let posted = read.posted();
    CourseDetails {
        name: read.text("name"),
        hours: read.number("hours"),
        audience: read.choice("audience", Audience::from_code, Audience::AllDelegates),
        level: Level::from_code(&posted.text("level")),
        body_kind: BodyKind::from_code(&posted.text("body_kind")),
        required: posted.text("required") != "no",
        valid_from: read.day("valid_from"),
        valid_to: read.date("valid_to"),
        topics: posted
            .all("topics")
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect(),
        partners,
    }
}

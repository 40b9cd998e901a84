//! Acts on programmes and courses.

use kernel::ids::{CouncilId, CourseId, DecisionId, InstitutionId, ProgrammeId, TopicId};
use kernel::{Date, Period, vi};
use serde_json::json;
use store::{Reader, args, sql};

use crate::access::Act;
use crate::bodies::{self, BodyKind, Level};
use crate::refusal::Problems;
use crate::training::{Audience, PartnerPart};
use crate::{Acting, Problem, Refusal, Result};

sql! {
    INSERT_PROGRAMME = "INSERT INTO programme (id, council_id, name, goal, valid_from, valid_to, decision_id) \
                        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    INSERT_COURSE = "INSERT INTO course (id, programme_id, name, hours, audience, level, body_kind, required, valid_from, valid_to) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE_COURSE = "UPDATE course SET name = $2, hours = $3, audience = $4, level = $5, body_kind = $6, required = $7, \
                     valid_from = $8, valid_to = $9 WHERE id = $1";
    INSERT_TOPIC = "INSERT INTO course_topic (course_id, topic_id) VALUES ($1, $2)";
    DELETE_TOPICS = "DELETE FROM course_topic WHERE course_id = $1";
    INSERT_PARTNER = "INSERT INTO course_partner (course_id, institution_id, part) VALUES ($1, $2, $3)";
    DELETE_PARTNERS = "DELETE FROM course_partner WHERE course_id = $1";
    PROGRAMME_COUNCIL = "SELECT council_id FROM programme WHERE id = $1";
    TOPIC_KNOWN = "SELECT count(*) FROM topic WHERE id = $1";
    INSTITUTION_KNOWN = "SELECT count(*) FROM institution WHERE id = $1";
}

/// Lập chương trình bồi dưỡng.
#[derive(Debug, Clone)]
pub struct PlanProgramme {
    /// The council whose programme it is.
    pub council: CouncilId,
    /// Its name.
    pub name: String,
    /// Mục tiêu.
    pub goal: String,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer applies.
    pub valid_to: Option<Date>,
    /// The decision that approved it.
    pub decision: Option<DecisionId>,
}

/// Lập chương trình bồi dưỡng.
pub async fn plan_programme(acting: &Acting<'_>, command: PlanProgramme) -> Result<ProgrammeId> {
    let council = bodies::queries::council(&acting.tx, command.council).await?;
    acting.may(Act::PlanProgramme, &council.path)?;
    let (name, goal) = (vi::clean(&command.name), vi::clean(&command.goal));
    let mut problems = Problems::default();
    problems.unless(!name.is_empty(), "name", "programme-name-missing");
    problems.unless(
        Period::new(command.valid_from, command.valid_to).is_ok(),
        "valid_to",
        "programme-ends-before-it-begins",
    );
    problems.refuse()?;
    let id = ProgrammeId::fresh();
    let values = args![
        id,
        council.id,
        &name,
        &goal,
        command.valid_from,
        command.valid_to,
        command.decision
    ];
    acting.tx.execute(INSERT_PROGRAMME, values).await?;
    let detail = json!({"after": {"name": name, "goal": goal, "valid_from": command.valid_from, "valid_to": command.valid_to}});
    acting
        .audit(
            Act::PlanProgramme,
            Some(council.id),
            "programme",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// A partner institution and what it does.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct Partner {
    /// The institution.
    pub institution: InstitutionId,
    /// Its part.
    pub part: PartnerPart,
}

/// What a course is.
#[derive(Debug, Clone, serde::Serialize)]
pub struct CourseDetails {
    /// Its name.
    pub name: String,
    /// Số tiết.
    pub hours: u32,
    /// Whom it is for.
    pub audience: Audience,
    /// The level of the councils whose delegates it is for; `None` for every level.
    pub level: Option<Level>,
    /// The kind of body whose members it is for, with [`Audience::BodyMembers`].
    pub body_kind: Option<BodyKind>,
    /// Whether everyone it is for has to complete it.
    pub required: bool,
    /// First day.
    pub valid_from: Date,
    /// First day on which it is no longer offered.
    pub valid_to: Option<Date>,
    /// What it teaches.
    pub topics: Vec<TopicId>,
    /// With whom.
    pub partners: Vec<Partner>,
}

/// Lập khóa bồi dưỡng.
#[derive(Debug, Clone)]
pub struct DefineCourse {
    /// The programme it belongs to.
    pub programme: ProgrammeId,
    /// What it is.
    pub details: CourseDetails,
}

/// Lập khóa bồi dưỡng.
pub async fn define_course(acting: &Acting<'_>, command: DefineCourse) -> Result<CourseId> {
    let council: Option<CouncilId> = acting
        .tx
        .scalar(PROGRAMME_COUNCIL, args![command.programme])
        .await?;
    let council = council.ok_or(Refusal::NotFound("programme"))?;
    let council = bodies::queries::council(&acting.tx, council).await?;
    acting.may(Act::DefineCourse, &council.path)?;
    let details = checked(acting, command.details).await?;
    let id = CourseId::fresh();
    let values = args![
        id,
        command.programme,
        &details.name,
        details.hours,
        details.audience,
        details.level,
        details.body_kind,
        details.required,
        details.valid_from,
        details.valid_to
    ];
    acting.tx.execute(INSERT_COURSE, values).await?;
    insert_parts(acting, id, &details).await?;
    let detail = json!({"after": details});
    acting
        .audit(
            Act::DefineCourse,
            Some(council.id),
            "course",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// Sửa khóa bồi dưỡng: the whole of its details is replaced.
pub async fn revise_course(
    acting: &Acting<'_>,
    id: CourseId,
    details: CourseDetails,
) -> Result<CourseId> {
    let before = super::course(&acting.tx, id).await?;
    acting.may(Act::DefineCourse, &before.council_path)?;
    let details = checked(acting, details).await?;
    let values = args![
        id,
        &details.name,
        details.hours,
        details.audience,
        details.level,
        details.body_kind,
        details.required,
        details.valid_from,
        details.valid_to
    ];
    acting.tx.execute(UPDATE_COURSE, values).await?;
    acting.tx.execute(DELETE_TOPICS, args![id]).await?;
    acting.tx.execute(DELETE_PARTNERS, args![id]).await?;
    insert_parts(acting, id, &details).await?;
    let council = before.council_id;
    let detail = json!({"before": before, "after": details});
    acting
        .audit(Act::DefineCourse, Some(council), "course", id, "", detail)
        .await?;
    Ok(id)
}

async fn checked(acting: &Acting<'_>, mut details: CourseDetails) -> Result<CourseDetails> {
    details.name = vi::clean(&details.name);
    let mut problems = Problems::default();
    problems.unless(!details.name.is_empty(), "name", "course-name-missing");
    problems.unless(
        (1..=400).contains(&details.hours),
        "hours",
        "course-hours-impossible",
    );
    problems.unless(!details.topics.is_empty(), "topics", "course-without-topic");
    problems.unless(
        (details.audience == Audience::BodyMembers) == details.body_kind.is_some(),
        "body_kind",
        "course-body-kind-mismatch",
    );
    problems.unless(
        Period::new(details.valid_from, details.valid_to).is_ok(),
        "valid_to",
        "course-ends-before-it-begins",
    );
    details.topics.sort();
    details.topics.dedup();
    details.partners.sort_by_key(|partner| partner.institution);
    let several = details.partners.len();
    details.partners.dedup_by_key(|partner| partner.institution);
    problems.unless(
        several == details.partners.len(),
        "partners",
        "course-partner-twice",
    );
    for topic in &details.topics {
        let known: Option<i64> = acting.tx.scalar(TOPIC_KNOWN, args![*topic]).await?;
        if known != Some(1) {
            problems.add(Problem::new("topics", "topic-unknown"));
        }
    }
    for partner in &details.partners {
        let known: Option<i64> = acting
            .tx
            .scalar(INSTITUTION_KNOWN, args![partner.institution])
            .await?;
        if known != Some(1) {
            problems.add(Problem::new("partners", "partner-unknown"));
        }
    }
    problems.refuse()?;
    Ok(details)
}

async fn insert_parts(acting: &Acting<'_>, id: CourseId, details: &CourseDetails) -> Result<()> {
    let topics = details.topics.iter().map(|topic| args![id, *topic]);
    acting
        .tx
        .execute_each(INSERT_TOPIC, topics.collect::<Vec<_>>())
        .await?;
    let partners = details
        .partners
        .iter()
        .map(|partner| args![id, partner.institution, partner.part]);
    acting
        .tx
        .execute_each(INSERT_PARTNER, partners.collect::<Vec<_>>())
        .await?;
    Ok(())
}

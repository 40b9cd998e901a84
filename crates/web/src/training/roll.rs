//! Điểm danh theo danh sách: everyone invited on one page, one lesson at a time.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use council::access::{Act, FieldGroup};
use council::imports::ImportKind;
use council::training::attendance::{RollLine, TakeRoll, take_roll};
use council::training::check_in::lesson_at_the_door;
use council::training::classes::{ClassRef, LessonRow, RollEntry, class, lessons, roll};
use council::training::{InvitationState, Presence};
use council::{Acting, Refusal};
use kernel::Id;
use kernel::ids::LessonId;
use store::Db;
use ui::{
    Cell, Choice, Column, Component as _, Html, Marks, Notice, Page, Prose, ScreenOnly, Table,
    Tabs, esc,
};
use uuid::Uuid;

use super::say::hours;
use crate::bodies::words::choices;
use crate::failure::{Failure, Outcome};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// What the page is about.
struct Sheet {
    class: ClassRef,
    lessons: Vec<LessonRow>,
    lesson: LessonId,
    entries: Vec<RollEntry>,
    /// Whether this reader may know why somebody is absent.
    reasons: bool,
}

impl Sheet {
    async fn read(visit: &Visit, db: &Db, id: Uuid) -> Outcome<Self> {
        let class = class(db, Id::from_uuid(id)).await?;
        visit.actor.may(Act::TakeRoll, &class.path)?;
        class.state.rolling()?;
        let all = lessons(db, class.id).await?;
        let asked: Option<LessonId> = visit.asked("lesson").and_then(|text| text.parse().ok());
        let now = lesson_at_the_door(db, class.id, visit.app.clock().now()).await?;
        let lesson = asked
            .filter(|asked| all.iter().any(|lesson| lesson.id == *asked))
            .or(now)
            .or(all.first().map(|lesson| lesson.id))
            .ok_or_else(|| Failure::not_found("lesson"))?;
        let mut entries = roll(db, &visit.actor, class.id).await?;
        entries.retain(|entry| entry.state != InvitationState::Withdrawn);
        Ok(Self {
            reasons: visit.actor.reads(FieldGroup::ExcuseReason, &class.path),
            lessons: all,
            class,
            lesson,
            entries,
        })
    }

    fn stands(&self, entry: &RollEntry) -> (Option<Presence>, String) {
        match entry.marks.iter().find(|mark| mark.lesson == self.lesson) {
            Some(mark) => (Some(mark.presence), mark.reason.clone().unwrap_or_default()),
            // Who is excused beforehand is shown so; nothing is recorded until the list is saved.
            None if entry.state == InvitationState::Excused => (
                Some(Presence::Excused),
                entry.reason.clone().unwrap_or_default(),
            ),
            None => (None, String::new()),
        }
    }

    fn address(&self, lesson: LessonId) -> String {
        format!("/classes/{}/roll?lesson={lesson}", self.class.id)
    }

    /// The lines that differ from what is recorded; a reason this reader may not see is left as it is.
    fn lines(&self, posted: &Posted) -> Vec<RollLine> {
        let rest = posted.checked("rest");
        let mut lines = Vec::new();
        for entry in &self.entries {
            let recorded = entry.marks.iter().find(|mark| mark.lesson == self.lesson);
            let given = Presence::from_code(posted.raw(&presence_name(entry)))
                .or(rest.then_some(Presence::Present));
            let Some(presence) = given else {
                continue;
            };
            let reason = if self.reasons && presence != Presence::Present {
                posted.text(&reason_name(entry))
            } else {
                String::new()
            };
            let same = recorded.is_some_and(|mark| {
                mark.presence == presence
                    && (!self.reasons || mark.reason.as_deref().unwrap_or_default() == reason)
            });
            if !same {
                lines.push(RollLine {
                    person: entry.person,
                    presence,
                    reason,
                });
            }
        }
        lines
    }
}

fn presence_name(entry: &RollEntry) -> String {
    format!("p-{}", entry.person)
}

fn reason_name(entry: &RollEntry) -> String {
    format!("r-{}", entry.person)
}

/// The list of one lesson.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let sheet = Sheet::read(&visit, &db, id).await?;
    Ok(page(&visit, &sheet, &Posted::default()))
}

/// Takes the whole list of one lesson at once.
pub async fn send(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let sheet = Sheet::read(&visit, &db, id).await?;
    let lines = sheet.lines(&posted);
    let location = sheet.address(sheet.lesson);
    if lines.is_empty() {
        return Ok(done(&location, "flash-roll-same"));
    }
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    let command = TakeRoll {
        lesson: sheet.lesson,
        lines,
    };
    match take_roll(&acting, command).await {
        Ok(_) => {
            posted.receipt(&acting, &location).await?;
            acting.commit().await?;
            Ok(done(&location, "flash-roll"))
        }
        Err(Refusal::Invalid(problems)) => {
            let mut response = page(&visit, &sheet, &posted.refused(&visit, &problems));
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn page(visit: &Visit, sheet: &Sheet, posted: &Posted) -> Response {
    let class_page = format!("/classes/{}", sheet.class.id);
    let mut page = Page::new(visit.t("roll-title"))
        .kicker(sheet.class.name.clone())
        .lead(lead(visit, sheet))
        .push(tabs(visit, sheet));
    if sheet.entries.is_empty() {
        page = page.push(Notice::info(visit.t("class-nobody-invited")));
    } else {
        let mut form = visit.form_once(&sheet.address(sheet.lesson));
        for (_, message) in posted.problems() {
            form = form.error(message);
        }
        let form = form
            .push(table(visit, sheet, posted))
            .submit(visit.t("roll-submit"))
            .also(visit.t("roll-rest-present"), "rest", "present")
            .cancel(visit.t("cancel"), visit.link(&class_page));
        page = page.push(form);
    }
    if visit.can(Act::UploadRoster, &sheet.class.path) {
        let import = format!(
            "/imports/new?kind={}&council={}&class={}",
            ImportKind::Attendance.code(),
            sheet.class.council_id,
            sheet.class.id
        );
        page = page.push(ScreenOnly(
            Prose::new().p(Html::link(visit.t("roll-import"), import)),
        ));
    }
    let mut view = visit
        .view(page)
        .part(Part::Training)
        .back(&class_page)
        .undated();
    if posted.has_problems() {
        view = view.refused();
    }
    view.respond()
}

fn lead(visit: &Visit, sheet: &Sheet) -> String {
    let count = |wanted: Presence| {
        let marked = sheet.entries.iter().filter(|entry| {
            entry
                .marks
                .iter()
                .any(|mark| mark.lesson == sheet.lesson && mark.presence == wanted)
        });
        marked.count()
    };
    let (present, absent, excused) = (
        count(Presence::Present),
        count(Presence::Absent),
        count(Presence::Excused),
    );
    visit.tv(
        "roll-lead",
        &[
            ("all", &sheet.entries.len().to_string()),
            ("present", &present.to_string()),
            ("absent", &absent.to_string()),
            ("excused", &excused.to_string()),
            (
                "unmarked",
                &(sheet.entries.len() - present - absent - excused).to_string(),
            ),
        ],
    )
}

fn tabs(visit: &Visit, sheet: &Sheet) -> Tabs {
    let mut tabs = Tabs::new(visit.t("class-lessons"));
    for lesson in &sheet.lessons {
        let text = format!("{} ({})", lesson.title, hours(visit, lesson));
        tabs = if lesson.id == sheet.lesson {
            tabs.current(text, sheet.address(lesson.id))
        } else {
            tabs.tab(text, sheet.address(lesson.id))
        };
    }
    tabs
}

fn table(visit: &Visit, sheet: &Sheet, posted: &Posted) -> Table {
    let mut table = Table::new(visit.t("roll-title"), visit.words())
        .id("diem-danh")
        .column(Column::text(visit.t("full-name")))
        .column(Column::text(visit.t("council")))
        .column(Column::text(visit.t("class-roll")));
    if sheet.reasons {
        table = table.column(Column::text(visit.t("roll-reason")));
    }
    let marks: Vec<Choice> = choices(visit, "presence", Presence::ALL, Presence::code);
    for entry in &sheet.entries {
        let (stands, reason) = sheet.stands(entry);
        let typed = Presence::from_code(posted.raw(&presence_name(entry)));
        let chosen = typed.or(stands).map_or("", Presence::code);
        let mut row = vec![
            Cell::text(&entry.name),
            Cell::text(entry.unit_name.clone().unwrap_or_default()),
            Cell::of(Marks::new(
                presence_name(entry),
                &entry.name,
                marks.clone(),
                chosen,
            )),
        ];
        if sheet.reasons {
            let label = visit.tv("roll-reason-of", &[("name", &entry.name)]);
            let value = if posted.has_problems() {
                posted.text(&reason_name(entry))
            } else {
                reason
            };
            row.push(Cell::of(line_of_text(&reason_name(entry), &label, &value)));
        }
        table = table.row(row);
    }
    if sheet.entries.len() > 12 {
        table = table.quick_filter();
    }
    table
}

fn line_of_text(name: &str, label: &str, value: &str) -> Html {
    let mut html = Html::new();
    let input = format!(
        "<input type=\"text\" name=\"{}\" value=\"{}\" aria-label=\"{}\" autocomplete=\"off\">",
        esc(name),
        esc(value),
        esc(label)
    );
    Html::raw(input).render(&mut html);
    html
}

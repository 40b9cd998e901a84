//! One class: when and where, who must come and who came, what is handed out, and the next acts.

use axum::extract::{Path, State};
use council::Paged;
use council::access::{Act, FieldGroup};
use council::papers::SourceKind;
use council::training::classes::{ClassPage, LessonRow, RollEntry, class_page, roll, roll_page};
use council::training::expected::audience_now;
use council::training::obligations::Roster;
use council::training::programmes::{CourseTopic, topics_of_course};
use council::training::{ClassState, InvitationState, Presence};
use kernel::Id;
use kernel::ids::ClassId;
use store::Db;
use ui::{
    Actions, Button, Filters, Html, Page, Prose, ScreenOnly, Section, Stat, Stats, SummaryList,
};
use uuid::Uuid;

use super::say::{class_tone, days, hours, invitation_tone};
use super::{audience, certificates, evaluations};
use crate::catalogue::Lang;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing, page_asked, pager};
use crate::papers::beside;
use crate::view::Part;
use crate::visit::Visit;

/// Beyond so many rows a list of people can be searched.
const LONG: usize = 12;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let id: ClassId = Id::from_uuid(id);
    let snapshot = visit.app.projection().now().await?;
    let found = class_page(&db, &snapshot, id).await?;
    let roster = audience_now(&db, &snapshot, &found.class).await?;
    let (batch, words) = (page_asked(&visit), visit.asked("q").unwrap_or_default());
    let roll = roll_page(&db, &visit.actor, &found.class, words, batch).await?;
    let class = &found.class;
    let topics = topics_of_course(&db, class.course_id).await?;
    let mut page = Page::new(&class.name)
        .kicker(class.course.clone())
        .tag(
            class_tone(class.state),
            visit.label("class-state", class.state.code()),
        )
        .lead(lead(&visit, &found, &roster));
    for action in first(&visit, &found) {
        page = page.action(action);
    }
    let mut page = page
        .push(figures(&visit, &found, &roster))
        .push(Section::new(visit.t("class-lessons")).push(lessons(&visit, &found, &topics)))
        .push(
            people(&visit, &found, &roll.rows)
                .exports(&visit, &format!("/classes/{id}/people"))
                .section(&visit, &found, &roll),
        )
        .push(audience::who_must(&visit, &db, class, &roster).await?)
        .push(audience::who_not(&visit, &db, class, &roster).await?);
    if class.state.counts() {
        page = page
            .push(evaluations::section(&visit, &db, class).await?)
            .push(certificates::section(&visit, &db, class).await?);
    }
    let page = page
        .push(super::materials::section(&visit, &db, &found).await?)
        .push(Section::new(visit.t("training-about")).push(facts(&visit, &found)));
    let owner = (class.council_id, class.path.as_str());
    let page = beside::onto(page, &visit, owner, SourceKind::Class, id).await?;
    let page = page.push(others(&visit, &found));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(visit.t("classes-title"), "/classes")
        .crumb(class.name.clone(), &format!("/classes/{id}"))
        .respond())
}

/// The invited as a file, with what the roll says of each lesson.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(Uuid, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let snapshot = visit.app.projection().now().await?;
    let found = class_page(&db, &snapshot, Id::from_uuid(id)).await?;
    visit.require(FieldGroup::TrainingOfPerson, &found.class.path)?;
    let roll = roll(&db, &visit.actor, found.class.id).await?;
    Ok(people(&visit, &found, &roll).export(&visit, format, "danh-sach-lop"))
}

fn lead(visit: &Visit, found: &ClassPage, roster: &Roster) -> String {
    let class = &found.class;
    let key = match class.state {
        ClassState::Planned | ClassState::Open => "class-lead-ahead",
        ClassState::Held | ClassState::Closed => "class-lead-held",
        ClassState::Cancelled => "class-lead-cancelled",
    };
    visit.tv(
        key,
        &[
            ("days", &days(visit, class.starts_on, class.ends_on)),
            ("place", &class.place),
            ("obliged", &roster.obliged.len().to_string()),
            ("invited", &found.asked().to_string()),
            ("present", &found.attended.to_string()),
            ("missing", &found.missing.to_string()),
        ],
    )
}

fn figures(visit: &Visit, found: &ClassPage, roster: &Roster) -> Stats {
    let stats = Stats::new()
        .push(Stat::new(visit.t("class-obliged"), roster.obliged.len()))
        .push(
            Stat::new(visit.t("training-invited"), found.asked()).of(visit.tv(
                "class-room-for",
                &[("capacity", &found.class.capacity.to_string())],
            )),
        );
    if !found.class.state.counts() {
        return stats;
    }
    stats
        .push(Stat::new(visit.t("training-present"), found.attended))
        .push(Stat::new(visit.t("training-missed"), found.missing))
}

/// The next act, by the state of the class.
fn first(visit: &Visit, found: &ClassPage) -> Vec<Button> {
    let steps: &[(Act, &str, &str)] = match found.class.state {
        ClassState::Planned => &[
            (Act::Invite, "class-invite-all", "invite-all"),
            (Act::RunClass, "task-class-open", "open"),
        ],
        ClassState::Open => &[
            (Act::TakeRoll, "class-take-roll", "roll"),
            (Act::TakeRoll, "class-door", "door"),
            (Act::RunClass, "task-class-hold", "hold"),
        ],
        ClassState::Held => &[
            (Act::RunClass, "task-class-close", "close"),
            (Act::TakeRoll, "class-take-roll", "roll"),
            (
                Act::IssueCertificate,
                "task-certificates-issue",
                "certificates/issue",
            ),
        ],
        ClassState::Closed => &[(
            Act::IssueCertificate,
            "task-certificates-issue",
            "certificates/issue",
        )],
        ClassState::Cancelled => &[],
    };
    let mut buttons = Vec::new();
    for (act, key, end) in steps {
        if visit.can(*act, &found.class.path) {
            let button = Button::new(visit.t(key), format!("/classes/{}/{end}", found.class.id));
            buttons.push(if buttons.is_empty() {
                button
            } else {
                button.secondary()
            });
        }
    }
    buttons
}

/// Everything else that can be done.
fn others(visit: &Visit, found: &ClassPage) -> Option<ScreenOnly<Section>> {
    let steps: &[(Act, &str, &str)] = match found.class.state {
        ClassState::Planned | ClassState::Open => &[
            (Act::Invite, "class-invite-all", "invite-all"),
            (Act::Invite, "class-invite-one", "invite"),
            (Act::RunClass, "task-class-edit", "edit"),
            (Act::RunClass, "task-class-move", "move"),
            (Act::AddMaterial, "task-material", "materials/new"),
            (Act::RunClass, "task-class-cancel", "cancel"),
        ],
        ClassState::Held => &[
            (Act::PlanClass, "task-class-makeup", "makeup"),
            (Act::AddMaterial, "task-material", "materials/new"),
            (Act::RunClass, "task-class-edit", "edit"),
        ],
        ClassState::Closed => &[
            (Act::PlanClass, "task-class-makeup", "makeup"),
            (Act::AddMaterial, "task-material", "materials/new"),
            (Act::RunClass, "task-class-reopen", "reopen"),
        ],
        ClassState::Cancelled => &[],
    };
    let mut actions = Actions::new();
    let mut any = false;
    for (act, key, end) in steps {
        if visit.can(*act, &found.class.path) {
            let href = format!("/classes/{}/{end}", found.class.id);
            actions = actions.push(Button::new(visit.t(key), href).secondary());
            any = true;
        }
    }
    any.then(|| {
        ScreenOnly(
            Section::new(visit.t("offers"))
                .id("cong-viec")
                .push(actions),
        )
    })
}

fn lessons(visit: &Visit, found: &ClassPage, topics: &[CourseTopic]) -> ui::Table {
    let doors =
        found.class.state == ClassState::Open && visit.can(Act::TakeRoll, &found.class.path);
    let mut list = Listing::new(visit.t("class-lessons"))
        .column(Kind::Text, visit.t("class-lesson"))
        .column(Kind::Text, visit.t("class-hours"));
    // Most lessons are called by their topic; the column is there only where it says something new.
    let topic = |lesson: &LessonRow| {
        let taught = topics.iter().find(|one| Some(one.id) == lesson.topic_id);
        taught.filter(|one| one.name_vi != lesson.title)
    };
    let topical = found.lessons.iter().any(|lesson| topic(lesson).is_some());
    if topical {
        list = list.column(Kind::Text, visit.t("plan-lesson-topic"));
    }
    if doors {
        list = list.column(Kind::Text, visit.t("class-roll"));
    }
    for lesson in &found.lessons {
        let mut row = vec![
            Item::Text(lesson.title.clone()),
            Item::Text(hours(visit, lesson)),
        ];
        if topical {
            row.push(Item::maybe(topic(lesson).map(|one| match visit.lang {
                Lang::Vi => one.name_vi.clone(),
                Lang::En => one.name_en.clone(),
            })));
        }
        if doors {
            row.push(Item::Link(
                visit.t("class-door"),
                format!("/lessons/{}/door", lesson.id),
            ));
        }
        list = list.row(row);
    }
    list.table(visit)
}

/// The invited, as a list that can be exported.
struct People(Listing);

fn people(visit: &Visit, found: &ClassPage, roll: &[RollEntry]) -> People {
    let rolled = found.class.state != ClassState::Planned;
    let invites = found.class.state.is_ahead() && visit.can(Act::Invite, &found.class.path);
    let mut list = Listing::new(visit.t("class-list"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("class-ground"))
        .column(Kind::Status, visit.t("class-invitation"));
    if rolled {
        for (number, lesson) in found.lessons.iter().enumerate() {
            let head = visit.tv(
                "class-lesson-number",
                &[
                    ("number", &(number + 1).to_string()),
                    ("day", &visit.day(lesson.day)),
                ],
            );
            list = list.column(Kind::Text, head);
        }
    }
    if invites {
        list = list.column(Kind::Text, visit.t("class-change"));
    }
    for entry in roll {
        list = list.row(person(visit, found, entry, rolled, invites));
    }
    People(list.empty(visit.t("class-nobody-invited")))
}

fn person(
    visit: &Visit,
    found: &ClassPage,
    entry: &RollEntry,
    rolled: bool,
    invites: bool,
) -> Vec<Item> {
    let mut word = visit.label("invitation-state", entry.state.code());
    if let Some(reason) = entry.reason.as_ref().filter(|reason| !reason.is_empty()) {
        word = format!("{word}: {reason}");
    }
    let mut row = vec![
        Item::Link(
            entry.name.clone(),
            visit.link(&format!("/delegates/{}", entry.person)),
        ),
        Item::maybe(entry.unit_name.clone()),
        Item::Text(visit.label("ground", entry.ground.code())),
        Item::Status(invitation_tone(entry.state), word),
    ];
    if rolled {
        row.extend(found.lessons.iter().map(|lesson| {
            let mark = entry.marks.iter().find(|mark| mark.lesson == lesson.id);
            Item::maybe(mark.map(|mark| presence(visit, mark.presence, mark.reason.as_deref())))
        }));
    }
    if invites {
        row.push(match entry.state {
            InvitationState::Invited => Item::Link(
                visit.t("class-excuse-or-withdraw"),
                format!("/invitations/{}/excuse", entry.invitation),
            ),
            _ => Item::Missing,
        });
    }
    row
}

fn presence(visit: &Visit, presence: Presence, reason: Option<&str>) -> String {
    let word = visit.label("presence", presence.code());
    match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{word} ({reason})"),
        None => word,
    }
}

impl People {
    fn exports(self, visit: &Visit, path: &str) -> Self {
        Self(self.0.exports(visit, path))
    }

    fn export(&self, visit: &Visit, format: Format, name: &str) -> axum::response::Response {
        self.0.export(visit, format, name)
    }

    /// The part of the page; who may not know the names is told so.
    fn section(&self, visit: &Visit, found: &ClassPage, roll: &Paged<RollEntry>) -> Section {
        let class = &found.class;
        let section = Section::new(visit.t("class-people")).id("danh-sach");
        let words = visit.asked("q").unwrap_or_default();
        let reads = visit.actor.reads(FieldGroup::TrainingOfPerson, &class.path);
        if roll.total == 0 && words.is_empty() && !reads {
            return section.push(Prose::new().p(visit.t("class-names-hidden")));
        }
        let batch = page_asked(visit);
        let long = roll.total > i64::from(batch.size) || !words.is_empty();
        let search = long.then(|| {
            Filters::new(format!("/classes/{}", class.id), visit.words()).search(
                "q",
                &visit.t("invite-search"),
                words,
            )
        });
        let mut table = self.0.table(visit);
        if !long && roll.rows.len() > LONG {
            table = table.quick_filter();
        }
        if found.lessons.len() > 2 {
            table = table.wide();
        }
        section
            .push(search)
            .push(table)
            .push(long.then(|| pager(visit, batch, roll.total)))
    }
}

fn facts(visit: &Visit, found: &ClassPage) -> SummaryList {
    let class = &found.class;
    let councils = found.councils.iter().map(|council| {
        Html::link(
            &council.unit_name,
            visit.link(&format!("/councils/{}", council.id)),
        )
    });
    let trainers = found
        .trainers
        .iter()
        .map(|trainer| match &trainer.institution {
            Some(place) => Html::text(format!("{} ({place})", trainer.name)),
            None => Html::text(&trainer.name),
        });
    let calendar = format!("/classes.ics?council={}", class.council_id);
    let mut facts = SummaryList::new()
        .row(
            visit.t("training-course"),
            Html::link(
                &class.course,
                visit.link(&format!("/courses/{}", class.course_id)),
            ),
        )
        .row(
            visit.t("training-host"),
            Html::link(
                &class.unit_name,
                visit.link(&format!("/councils/{}", class.council_id)),
            ),
        )
        .row_of(visit.t("class-councils"), Prose::new().list(councils))
        .row(visit.t("training-place"), class.place.clone())
        .row_of(visit.t("class-trainers"), Prose::new().list(trainers))
        .row(
            visit.t("calendar-of-council"),
            Html::link(visit.t("calendar-file"), calendar),
        );
    if let Some(of) = class.makeup_of {
        let href = visit.link(&format!("/classes/{of}"));
        facts = facts.row(
            visit.t("class-makeup-of"),
            Html::link(visit.t("class-missed"), href),
        );
    }
    facts.row_if(
        visit.t("class-note"),
        Some(class.note.clone()).filter(|note| !note.is_empty()),
    )
}

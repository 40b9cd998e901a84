//! The page of one regulation: where it stands, its parties, the matrix of duties, the tasks of a year, meetings, history.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::access::Act;
use council::coordination::CoordinationState;
use council::coordination::assessment::Assessment;
use council::coordination::queries::{CoordinationPage, Dossier, MeetingRow, TaskLine, page};
use council::library::DocumentStatus;
use council::papers::SourceKind;
use kernel::ids::CoordinationId;
use kernel::vi;
use store::Db;
use ui::{
    Actions, Button, Choice, Details, Event, Filters, Html, Notice, Page, Prose, Section,
    SummaryList, Table, Tag, Timeline, Tone,
};

use super::{say, tables};
use crate::api::OnDay;
use crate::bodies::history;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::papers::beside;
use crate::view::Part;
use crate::visit::Visit;

/// The forms that are open in a state: the act, and the end of the address.
pub fn offers(state: CoordinationState) -> &'static [(Act, &'static str)] {
    match state {
        CoordinationState::Drafting => &[
            (Act::DraftCoordination, "duty"),
            (Act::DraftCoordination, "party"),
            (Act::ConsultOnCoordination, "consult"),
            (Act::SignCoordination, "agree"),
            (Act::DraftCoordination, "describe"),
            (Act::EndCoordination, "end"),
        ],
        CoordinationState::Commenting => &[
            (Act::RecordForParty, "comment"),
            (Act::SignCoordination, "agree"),
            (Act::ConsultOnCoordination, "send-back"),
            (Act::DraftCoordination, "describe"),
            (Act::EndCoordination, "end"),
        ],
        CoordinationState::Agreed => &[
            (Act::SignCoordination, "sign"),
            (Act::DraftCoordination, "describe"),
            (Act::ConsultOnCoordination, "send-back"),
            (Act::EndCoordination, "end"),
        ],
        CoordinationState::InForce => &[
            (Act::RecordJointMeeting, "meeting"),
            (Act::AssessCoordination, "assess"),
            (Act::DraftCoordination, "replace"),
            (Act::DraftCoordination, "describe"),
            (Act::EndCoordination, "end"),
        ],
        CoordinationState::Ended | CoordinationState::Replaced => &[],
    }
}

/// One regulation on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = coordination::Answer)]
struct Answer {
    /// The day.
    on: kernel::Date,
    /// The regulation with the tasks of the year of the day.
    regulation: CoordinationPage,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CoordinationId>) -> Outcome {
    let year = visit.asked("year").and_then(|year| year.parse().ok());
    let year = year.unwrap_or(visit.on.year());
    let of = page(&db, &visit.actor, id, year, visit.on).await?;
    let regulation = &of.dossier.coordination;
    let (tone, word) = say::state(&visit, regulation.state);
    let mut page = Page::new(say::title(&visit, regulation))
        .kicker(say::council(&visit, regulation))
        .tag(tone, word)
        .lead(lead(&visit, &of, year))
        .push(acts(&visit, &of));
    for flag in &of.dossier.flags {
        let words = say::flag(&visit, flag);
        page = page.push(Notice::warning(words));
    }
    page = page
        .push(facts(&visit, &of))
        .push(parties(&visit, &of))
        .push(
            Section::new(visit.t("coordination-duties"))
                .id("nhiem-vu")
                .push(tables::duties(
                    &visit,
                    &of.dossier,
                    of.dossier.duties.iter(),
                )),
        );
    if let Some(all) = of.dossier.tasks.as_ref().visible() {
        page = page.push(tasks(&visit, &of, all, year));
    }
    if let Some(comments) = of.comments.as_ref().visible()
        && !comments.is_empty()
    {
        let mut timeline = Timeline::new(visit.t("coordination-comments"));
        for comment in comments.iter().rev() {
            let who = of.dossier.name_of(comment.party_id).to_owned();
            let event = Event::new(visit.day(comment.day), who).body(comment.text.clone());
            timeline = timeline.event(event);
        }
        let section = Section::new(visit.t("coordination-comments")).id("gop-y");
        page = page.push(section.push(timeline));
    }
    if let Some(meetings) = of.meetings.as_ref().visible()
        && !meetings.is_empty()
    {
        page = page.push(meetings_part(&visit, &of.dossier, meetings));
    }
    if let Some(known) = of.assessments.as_ref().visible()
        && !known.is_empty()
    {
        page = page.push(assessed(&visit, known));
    }
    let owner = (regulation.council_id, regulation.path.as_str());
    page = beside::onto(page, &visit, owner, SourceKind::Coordination, id).await?;
    page = page.push(steps(&visit, &of));
    let (uuid, places) = (regulation.id.uuid(), [regulation.path.as_str()]);
    if let Some(trail) = history::of_record(&visit, &db, uuid, &places).await? {
        page = page.push(trail);
    }
    let home = format!("/councils/{}/coordination", regulation.council_id);
    Ok(visit
        .view(page)
        .part(Part::Coordination)
        .crumb(visit.t("nav-coordination"), "/coordination")
        .crumb(say::council(&visit, regulation), &home)
        .respond())
}

/// One coordination regulation with its parties, duties and the tasks of the year of a day; the work on it is null for those who may
/// not read it.
#[utoipa::path(get, path = "/api/v1/coordination/{id}", tag = "coordination", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The regulation")),
    responses((status = 200, description = "The regulation", body = Answer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CoordinationId>) -> Outcome {
    let on = visit.on;
    let regulation = page(&db, &visit.actor, id, on.year(), on).await?;
    Ok(axum::Json(Answer { on, regulation }).into_response())
}

/// Since when it stands so, and how the tasks of the year stand.
fn lead(visit: &Visit, of: &CoordinationPage, year: i16) -> String {
    let regulation = &of.dossier.coordination;
    let until = regulation.comment_until;
    let values = [
        ("since", visit.day(regulation.since)),
        (
            "until",
            until.map_or_else(String::new, |day| visit.day(day)),
        ),
        ("reason", regulation.reason.clone()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let code = regulation.state.code().replace('_', "-");
    let first = visit.tv(&format!("coordination-lead-{code}"), &values);
    if !regulation.is_public() {
        return first;
    }
    let year = year.to_string();
    let told = say::counts(visit, &of.dossier.counts);
    let values = [("year", year.as_str()), ("counts", &told)];
    let second = visit.tv("coordination-year-counts", &values);
    format!("{first} {second}")
}

fn acts(visit: &Visit, of: &CoordinationPage) -> Actions {
    let mut actions = Actions::new();
    if visit.is_past() {
        return actions;
    }
    let regulation = &of.dossier.coordination;
    let mut first = true;
    for (act, end) in offers(regulation.state) {
        let own = *act == Act::RecordForParty
            && of.dossier.parties.iter().any(|it| it.is_own(&visit.actor));
        if !own && !visit.can(*act, &regulation.path) {
            continue;
        }
        let words = visit.t(&format!("task-coordination-{end}"));
        let button = Button::new(words, format!("/coordination/{}/{end}", regulation.id));
        actions = actions.push(if first { button } else { button.secondary() });
        first = false;
    }
    actions
}

fn facts(visit: &Visit, of: &CoordinationPage) -> Section {
    let regulation = &of.dossier.coordination;
    let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let term = match (regulation.valid_to, regulation.ends_on) {
        (Some(to), _) => {
            let last = to.yesterday().unwrap_or(to);
            visit.tv("coordination-term-until", &[("day", &visit.day(last))])
        }
        (None, Some(to)) => {
            let last = to.yesterday().unwrap_or(to);
            visit.tv(
                "coordination-term-council-until",
                &[("day", &visit.day(last))],
            )
        }
        (None, None) => visit.t("coordination-term-council"),
    };
    let link = |id: Option<CoordinationId>, key: &str| {
        id.map(|id| Html::link(visit.t(key), visit.link(&format!("/coordination/{id}"))))
    };
    let document = regulation
        .document_id
        .zip(regulation.document_number.as_ref());
    let document = document.map(|(id, number)| tables::document(visit, id, number));
    let mut bases = Html::new();
    for basis in &of.bases {
        if !bases.is_empty() {
            bases = bases.and("; ");
        }
        bases = bases.and(tables::document(visit, basis.document_id, &basis.number));
        if basis.status != DocumentStatus::InForce {
            let word = visit.label("document-status", basis.status.code());
            bases = bases.and(" ");
            bases.push(Tag::new(Tone::Unsure, word));
        }
    }
    let list = SummaryList::new()
        .row_if(visit.t("coordination-number"), text(&regulation.number))
        .row_if(visit.t("coordination-extent"), text(&regulation.extent))
        .row(visit.t("coordination-term"), term)
        .row_if(
            visit.t("coordination-in-force-on"),
            regulation.in_force_on.map(|day| visit.day(day)),
        )
        .row_if(visit.t("coordination-document"), document)
        .row_if(
            visit.t("coordination-bases"),
            Some(bases).filter(|bases| !bases.is_empty()),
        )
        .row_if(
            visit.t("coordination-replaces"),
            link(regulation.replaces_id, "coordination-open-older"),
        )
        .row_if(
            visit.t("coordination-replaced-by"),
            link(regulation.replaced_by_id, "coordination-open-newer"),
        );
    Section::new(visit.t("coordination-facts"))
        .id("thong-tin")
        .push(list)
}

/// The parties with their signatures, and who is behind.
fn parties(visit: &Visit, of: &CoordinationPage) -> Section {
    let drafts = !visit.is_past()
        && of.dossier.coordination.state == CoordinationState::Drafting
        && visit.can(Act::DraftCoordination, &of.dossier.coordination.path);
    let mut list = Listing::new(visit.t("coordination-parties"))
        .column(Kind::Text, visit.t("coordination-party"))
        .column(Kind::Day, visit.t("coordination-agreed-on"))
        .column(Kind::Day, visit.t("coordination-signed-on"))
        .column(Kind::Text, visit.t("coordination-signer"))
        .column(Kind::Text, visit.t("coordination-share"))
        .column(Kind::Number, visit.t("coordination-late"))
        .column(Kind::Status, visit.t("coordination-unmet"));
    if drafts {
        list = list.column(Kind::Text, visit.t("coordination-act"));
    }
    for (party, counted) in of.dossier.parties.iter().zip(&of.dossier.by_party) {
        let counts = &counted.counts;
        let until = |day: Option<kernel::Date>| day.filter(|day| *day <= visit.on);
        let signed_on = until(party.signed_on);
        let signer = signed_on.map(|_| party.signer.clone());
        let unmet = vi::number(counts.unmet.into());
        let mut items = vec![
            Item::Link(
                party.name.clone(),
                visit.link(&format!("/coordination-parties/{}", party.id)),
            ),
            Item::day(until(party.agreed_on)),
            Item::day(signed_on),
            Item::maybe(signer.filter(|name| !name.is_empty())),
            Item::Text(say::share(visit, counts)),
            Item::Number(counts.late.into()),
            if counts.unmet > 0 {
                Item::Status(
                    Tone::Late,
                    visit.tv("coordination-unmet-n", &[("n", &unmet)]),
                )
            } else {
                Item::Status(Tone::Done, visit.t("coordination-unmet-nothing"))
            },
        ];
        if drafts {
            let words = visit.tv("coordination-remove-party", &[("party", &party.name)]);
            items.push(Item::Link(
                words,
                format!("/coordination-parties/{}/remove", party.id),
            ));
        }
        list = list.row(items);
    }
    let table = list
        .empty(visit.t("coordination-parties-none"))
        .table(visit);
    Section::new(visit.t("coordination-parties"))
        .id("cac-ben")
        .push(table.quiet())
}

/// What is to be done, and, folded, what is done.
fn tasks(visit: &Visit, of: &CoordinationPage, all: &[TaskLine], year: i16) -> Section {
    let (open, done): (Vec<&TaskLine>, Vec<&TaskLine>) = all.iter().partition(|task| {
        use council::coordination::Standing::{Ahead, DueSoon, Unmet};
        matches!(task.standing, Unmet | DueSoon | Ahead)
    });
    let n = vi::number(done.len() as i64);
    let label = visit.t("coordination-tasks-open");
    let table = tables::tasks(visit, &of.dossier, &label, open.into_iter()).quiet();
    let mut section = Section::new(visit.tv("coordination-tasks", &[("year", &year.to_string())]))
        .id("viec")
        .push(years(visit, of, year))
        .push(table);
    if !done.is_empty() {
        let caption = visit.t("coordination-tasks-done");
        let table = tables::tasks(visit, &of.dossier, &caption, done.into_iter()).quiet();
        let words = visit.tv("coordination-tasks-done-n", &[("n", &n)]);
        section = section.push(Details::new(words).push(table));
    }
    section
}

fn years(visit: &Visit, of: &CoordinationPage, year: i16) -> Filters {
    let regulation = &of.dossier.coordination;
    let first = regulation.in_force_on.unwrap_or(regulation.since).year();
    let last = visit.on.year() + 1;
    let years = (first.min(year)..=last.max(year)).rev();
    let years: Vec<Choice> = years
        .map(|year| Choice::new(year.to_string(), year.to_string()))
        .collect();
    let home = format!("/coordination/{}", regulation.id);
    let mut filters = Filters::new(home, visit.words()).select(
        "year",
        &visit.t("coordination-year"),
        years,
        &year.to_string(),
    );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    filters
}

/// Each joint meeting with its minutes and conclusions.
fn meetings_part(visit: &Visit, dossier: &Dossier, meetings: &[MeetingRow]) -> Section {
    let of = &dossier.coordination;
    let concludes = !visit.is_past()
        && of.state == CoordinationState::InForce
        && visit.can(Act::RecordJointMeeting, &of.path);
    let mut timeline = Timeline::new(visit.t("coordination-meetings"));
    for row in meetings {
        let present: Vec<&str> = row.present.iter().map(|id| dossier.name_of(*id)).collect();
        let kind = visit.label("coordination-meeting-kind", row.meeting.kind.code());
        let present = visit.tv("coordination-present", &[("parties", &present.join("; "))]);
        let minutes =
            Details::new(visit.t("coordination-minutes")).push(Prose::typed(&row.meeting.minutes));
        let mut event = Event::new(visit.day(row.meeting.held_on), kind)
            .body(present)
            .push(minutes);
        if !row.conclusions.is_empty() {
            let lines = row.conclusions.iter().map(|it| {
                let (text, owner) = (it.text.as_str(), dossier.name_of(it.owner_id));
                let day = visit.day(it.due_on);
                let values = [("text", text), ("party", owner), ("day", &day)];
                visit.tv("coordination-conclusion-words", &values)
            });
            event = event.push(Prose::new().list(lines.collect::<Vec<String>>()));
        }
        if concludes {
            let words = visit.t("task-coordination-conclude");
            let href = format!("/joint-meetings/{}/conclude", row.meeting.id);
            event = event.push(Actions::new().push(Button::new(words, href).secondary()));
        }
        timeline = timeline.event(event);
    }
    Section::new(visit.t("coordination-meetings"))
        .id("hop")
        .push(timeline)
}

fn assessed(visit: &Visit, known: &[Assessment]) -> Section {
    let mut list = Listing::new(visit.t("coordination-assessments"))
        .column(Kind::Text, visit.t("coordination-year"))
        .column(Kind::Day, visit.t("coordination-assessed-on"))
        .column(Kind::Number, visit.t("coordination-met"))
        .column(Kind::Number, visit.t("coordination-late"))
        .column(Kind::Number, visit.t("coordination-unmet"))
        .column(Kind::Number, visit.t("coordination-excused"))
        .column(Kind::Text, visit.t("coordination-remark"));
    for one in known {
        list = list.row([
            Item::Text(one.year.to_string()),
            Item::Day(one.day),
            Item::Number(one.met.into()),
            Item::Number(one.late.into()),
            Item::Number(one.unmet.into()),
            Item::Number(one.excused.into()),
            Item::Text(one.remark.clone()),
        ]);
    }
    let table: Table = list.table(visit).quiet();
    Section::new(visit.t("coordination-assessments"))
        .id("so-ket")
        .push(table)
}

/// The states it was in.
fn steps(visit: &Visit, of: &CoordinationPage) -> Section {
    let mut timeline = Timeline::new(visit.t("coordination-steps"));
    for step in of.steps.iter().rev() {
        let (tone, word) = say::state(visit, step.state);
        let event = Event::new(visit.day(step.day), word).tone(tone);
        timeline = timeline.event(if step.reason.is_empty() {
            event
        } else {
            event.body(step.reason.clone())
        });
    }
    Section::new(visit.t("coordination-steps"))
        .id("dien-bien")
        .push(timeline)
}

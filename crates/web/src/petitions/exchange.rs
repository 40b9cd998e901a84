//! Exchanging petitions by file with a council or body outside this installation: writing, handing in, looking, entering.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use council::access::Act;
use council::bodies::queries::council;
use council::bodies::{CouncilRef, running_name};
use council::petitions::exchange::file::{Content, LARGEST};
use council::petitions::exchange::receive::{
    Answered, Coming, ExchangeFile, Preview, content, discard_file, enter_file, exchange_file,
    exchange_files, preview, take_file,
};
use council::petitions::exchange::send::{answers_file, matters_file, sources, to_send};
use council::petitions::queries::MatterLine;
use council::petitions::tables::{RowState, TableState};
use council::{Acting, Problem, Refusal};
use kernel::ids::{CouncilId, ExchangeFileId, MatterId};
use kernel::vi;
use store::Db;
use ui::{Actions, Choice, Field, Form, Notice, Page, PostButton, Prose, Section, Tone};

use super::below_board;
use super::tables::state_of;
use crate::app::App;
use crate::asked;
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, file};
use crate::posted::{Posted, done};
use crate::visit::Visit;

/// A file with the wrapping of its form.
const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let page = get(show)
        .post(hand_in)
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    router
        .route("/councils/{id}/exchange", page)
        .route("/councils/{id}/exchange/matters", post(write_matters))
        .route("/councils/{id}/exchange/answers", post(write_answers))
        .route("/exchange-files/{id}", get(look))
        .route("/exchange-files/{id}/enter", post(enter))
        .route("/exchange-files/{id}/discard", post(discard))
}

/// The page of a council.
pub fn home(id: CouncilId) -> String {
    format!("/councils/{id}/exchange")
}

/// The page of a council and one file in each state, for who may open them.
pub async fn sample_paths(visit: &Visit, council: &CouncilRef) -> Outcome<Vec<String>> {
    if !visit.can(Act::ExchangeMatters, &council.path) {
        return Ok(Vec::new());
    }
    let mut paths = vec![home(council.id)];
    let all = exchange_files(visit.app.db(), council.id).await?;
    for state in TableState::ALL {
        let found = all.iter().find(|file| file.state == *state);
        paths.extend(found.map(|file| format!("/exchange-files/{}", file.id)));
    }
    Ok(paths)
}

async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    overview(&visit, &db, id, &Posted::default()).await
}

/// What can be sent, what can be answered, what was handed in.
async fn overview(visit: &Visit, db: &Db, id: CouncilId, posted: &Posted) -> Outcome {
    let council = council(db, id).await?;
    visit.actor.may(Act::ExchangeMatters, &council.path)?;
    let mut page = Page::new(visit.t("exchange-title"))
        .kicker(council_title(visit, &council))
        .lead(visit.t("exchange-lead"));
    for message in posted.general_problems() {
        page = page.push(Notice::error(message.to_owned()));
    }
    page = page
        .push(receiving(visit, db, id, posted).await?)
        .push(sending(visit, id, posted).await?)
        .push(answering(visit, db, id).await?);
    let view = below_board(visit, page, &council).undated();
    if !posted.has_problems() {
        return Ok(view.respond());
    }
    let mut response = view.refused().respond();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

async fn receiving(visit: &Visit, db: &Db, id: CouncilId, posted: &Posted) -> Outcome<Section> {
    let chosen = Field::file("file", visit.t("exchange-file"))
        .hint(visit.t("exchange-file-hint"))
        .accept(".json")
        .error_if(posted.problem_of("file"));
    let form = visit
        .form_once(&home(id))
        .field(chosen)
        .submit(visit.t("exchange-read"));
    let mut section = Section::new(visit.t("exchange-receive")).push(form);
    let earlier = exchange_files(db, id).await?;
    if !earlier.is_empty() {
        let mut list = Listing::new(visit.t("exchange-earlier"))
            .column(Kind::Text, visit.t("exchange-file"))
            .column(Kind::Text, visit.t("table-sent"))
            .column(Kind::Status, visit.t("table-state"));
        for row in &earlier {
            let (tone, word) = state_of(visit, row.state);
            let link = format!("/exchange-files/{}", row.id);
            list = list.row(vec![
                Item::Link(row.file_name.clone(), link),
                Item::Text(visit.moment(row.uploaded_at)),
                Item::Status(tone, word),
            ]);
        }
        section = section.push(list.table(visit));
    }
    Ok(section)
}

async fn sending(visit: &Visit, id: CouncilId, posted: &Posted) -> Outcome<Section> {
    let holder = asked::id(visit, "holder")?;
    let all = to_send(visit.app.ledger(), id, None, visit.today).await?;
    let mut holders: Vec<Choice> = vec![Choice::new("", visit.t("exchange-holder-all"))];
    let mut known = Vec::new();
    for line in &all {
        if let (Some(id), Some(name)) = (line.matter.holder_id, &line.matter.holder)
            && !known.contains(&id)
        {
            known.push(id);
            holders.push(Choice::new(id.to_string(), name.clone()));
        }
    }
    let section = Section::new(visit.t("exchange-send")).id("chuyen-di");
    if all.is_empty() {
        return Ok(section.push(Notice::info(visit.t("exchange-send-none"))));
    }
    let typed = visit.asked("holder").unwrap_or_default();
    let narrowed = Form::new(home(id), visit.words())
        .get()
        .field(Field::select(
            "holder",
            visit.t("matter-holder"),
            holders,
            typed,
        ))
        .submit(visit.t("exchange-narrow"));
    let lines = match holder {
        Some(_) => to_send(visit.app.ledger(), id, holder, visit.today).await?,
        None => all,
    };
    let offered = lines
        .iter()
        .map(|line| Choice::new(line.matter.id.to_string(), named(line)));
    let matters = Field::checkboxes(
        "matter",
        visit.t("exchange-matters"),
        offered,
        posted.all("matter"),
    );
    let reason = Field::text("reason", visit.t("exchange-to")).hint(visit.t("exchange-to-hint"));
    let form = visit
        .form(&format!("{}/matters", home(id)))
        .field(matters.error_if(posted.problem_of("matter")))
        .field(posted.fill("reason", reason))
        .submit(visit.t("exchange-write"));
    Ok(section
        .push(Prose::new().p(visit.t("exchange-send-lead")))
        .push(narrowed)
        .push(form))
}

fn named(line: &MatterLine) -> String {
    let holder = line.matter.holder.as_deref().unwrap_or_default();
    format!("{} – {} ({holder})", line.label, line.matter.title)
}

async fn answering(visit: &Visit, db: &Db, id: CouncilId) -> Outcome<Section> {
    let mut section = Section::new(visit.t("exchange-answer")).id("tra-loi");
    let sources = sources(db, id).await?;
    if sources.is_empty() {
        section = section.push(Prose::new().p(visit.t("exchange-answer-none")));
    }
    for source in sources {
        let (matters, answered) = (
            vi::number(source.matters.into()),
            vi::number(source.answered.into()),
        );
        let name = running_name(&source.source_name);
        let words = visit.tv(
            "exchange-answer-says",
            &[("name", &name), ("n", &matters), ("answered", &answered)],
        );
        section = section.push(Prose::new().p(words));
        if source.answered > 0 {
            let button = PostButton::new(
                visit.tv("exchange-answer-write", &[("name", &name)]),
                format!("{}/answers", home(id)),
                visit.csrf(),
            );
            let button = button.hidden("source", source.source_code);
            section = section.push(Actions::new().push(button.secondary()));
        }
    }
    Ok(section)
}

/// The page again, with what was refused; other refusals as they are.
async fn again(visit: &Visit, db: &Db, id: CouncilId, posted: Posted, refusal: Refusal) -> Outcome {
    match refusal {
        Refusal::Invalid(problems) => {
            overview(visit, db, id, &posted.refused(visit, &problems)).await
        }
        other => Err(other.into()),
    }
}

async fn write_matters(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<CouncilId>,
    posted: Posted,
) -> Outcome {
    let chosen: Vec<MatterId> = posted
        .all("matter")
        .iter()
        .filter_map(|it| it.parse().ok())
        .collect();
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    match matters_file(&acting, id, &chosen, &posted.text("reason")).await {
        Ok(text) => {
            acting.commit().await?;
            Ok(download(&visit, text, "kien-nghi-chuyen-di"))
        }
        Err(refusal) => {
            drop(acting);
            again(&visit, &db, id, posted, refusal).await
        }
    }
}

async fn write_answers(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<CouncilId>,
    posted: Posted,
) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    match answers_file(&acting, id, &posted.text("source")).await {
        Ok(text) => {
            acting.commit().await?;
            Ok(download(&visit, text, "tra-loi-kien-nghi"))
        }
        Err(refusal) => {
            drop(acting);
            again(&visit, &db, id, posted, refusal).await
        }
    }
}

fn download(visit: &Visit, text: String, name: &str) -> Response {
    let name = format!("{name}-{}.json", visit.today);
    file(text.into_bytes(), "application/json", &name)
}

async fn hand_in(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<CouncilId>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let Some(given) = posted.chosen_file("file") else {
        let problem = Problem::new("file", "file-missing");
        return again(&visit, &db, id, posted, problem.into()).await;
    };
    let (name, bytes) = (given.name.clone(), given.bytes.to_vec());
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    match take_file(&acting, id, &name, bytes).await {
        Ok(taken) => {
            let location = format!("/exchange-files/{taken}");
            posted.receipt(&acting, &location).await?;
            acting.commit().await?;
            Ok(done(&location, "flash-exchange-read"))
        }
        Err(refusal) => {
            drop(acting);
            again(&visit, &db, id, posted, refusal).await
        }
    }
}

async fn look(visit: Visit, State(db): State<Db>, Path(id): Path<ExchangeFileId>) -> Outcome {
    looked(&visit, &db, id, &Posted::default()).await
}

async fn looked(visit: &Visit, db: &Db, id: ExchangeFileId, posted: &Posted) -> Outcome {
    let file = exchange_file(db, &visit.actor, id).await?;
    let council = council(db, file.council_id).await?;
    let says = content(db, &file).await?;
    let shown = preview(db, &council, &says, visit.today).await?;
    let mut page = head(visit, &file, &council, &says);
    for message in posted.general_problems() {
        page = page.push(Notice::error(message.to_owned()));
    }
    if file.state == TableState::Previewed {
        page = page.push(deciding(visit, &file, &shown));
    }
    if !shown.matters.is_empty() {
        page = page.section(
            visit.t("exchange-matters"),
            coming(visit, &shown.matters).table(visit),
        );
    }
    if !shown.answers.is_empty() {
        page = page.section(
            visit.t("matter-replies"),
            answers(visit, &shown.answers).table(visit),
        );
    }
    let view = below_board(visit, page, &council)
        .undated()
        .crumb(visit.t("exchange-title"), &home(council.id));
    if !posted.has_problems() {
        return Ok(view.respond());
    }
    let mut response = view.refused().respond();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

fn head(visit: &Visit, file: &ExchangeFile, council: &CouncilRef, says: &Content) -> Page {
    let (tone, word) = state_of(visit, file.state);
    let name = running_name(&says.from.name);
    let lead = visit.tv(
        "exchange-from",
        &[
            ("name", &name),
            ("day", &visit.day(says.made_on)),
            ("matters", &says.matters.len().to_string()),
            ("answers", &says.answers.len().to_string()),
        ],
    );
    Page::new(visit.t("exchange-file"))
        .kicker(format!(
            "{} – {}",
            council_title(visit, council),
            file.file_name
        ))
        .tag(tone, word)
        .lead(lead)
}

fn deciding(visit: &Visit, file: &ExchangeFile, shown: &Preview) -> Section {
    let own = format!("/exchange-files/{}", file.id);
    let fresh = shown.fresh();
    let section = Section::new(visit.t("exchange-decide"));
    let section = match fresh {
        0 => section.push(Notice::info(visit.t("problem-exchange-nothing"))),
        _ => {
            let words = visit.tv("exchange-enter", &[("n", &fresh.to_string())]);
            let form = visit
                .form_once(&format!("{own}/enter"))
                .hidden("fingerprint", shown.fingerprint.clone());
            section.push(form.submit(words))
        }
    };
    let discard = PostButton::new(
        visit.t("table-discard"),
        format!("{own}/discard"),
        visit.csrf(),
    );
    section.push(Actions::new().push(discard.secondary()))
}

fn standing(visit: &Visit, state: RowState) -> Item {
    let tone = match state {
        RowState::New => Tone::Done,
        RowState::There => Tone::Neutral,
        RowState::Skipped => Tone::Late,
    };
    Item::Status(tone, visit.label("table-row-state", state.code()))
}

fn note(visit: &Visit, note: &Option<Problem>) -> Item {
    Item::maybe(note.as_ref().map(|problem| visit.problem(problem)))
}

fn coming(visit: &Visit, rows: &[Coming]) -> Listing {
    let mut list = Listing::new(visit.t("exchange-matters"))
        .column(Kind::Text, visit.t("matter-title"))
        .column(Kind::Text, visit.t("exchange-number"))
        .column(Kind::Status, visit.t("table-outcome"))
        .column(Kind::Text, visit.t("matter-field"))
        .column(Kind::Text, visit.t("utterance-unit"))
        .column(Kind::Text, visit.t("table-notes"));
    for row in rows {
        let title = row.sent.title.clone();
        list = list.row(vec![
            match row.there {
                Some(id) => Item::Link(title, format!("/petitions/{id}")),
                None => Item::Text(title),
            },
            Item::Text(row.sent.number.clone()),
            standing(visit, row.state),
            Item::Text(visit.label("matter-field", row.sent.field.code())),
            Item::maybe(Some(row.sent.place.clone()).filter(|place| !place.is_empty())),
            note(visit, &row.note),
        ]);
    }
    list
}

fn answers(visit: &Visit, rows: &[Answered]) -> Listing {
    let mut list = Listing::new(visit.t("matter-replies"))
        .column(Kind::Text, visit.t("matter-title"))
        .column(Kind::Status, visit.t("table-outcome"))
        .column(Kind::Text, visit.t("exchange-change"))
        .column(Kind::Text, visit.t("exchange-paper"))
        .column(Kind::Text, visit.t("exchange-says"))
        .column(Kind::Text, visit.t("table-notes"));
    for row in rows {
        let (answer, paper) = (&row.answer, &row.answer.reply);
        let title = match row.title.is_empty() {
            true => Item::Text(answer.number.clone()),
            false => Item::Link(
                format!("{} – {}", answer.number, row.title),
                format!("/petitions/{}", answer.id),
            ),
        };
        let after = visit.label("matter-result", answer.result.code());
        let change = row.before.map(|before| {
            let before = visit.label("matter-state", before.code());
            format!("{before} → {after}")
        });
        let of = format!(
            "{} {}, {}",
            paper.number,
            visit.day(paper.signed_on),
            paper.author
        );
        list = list.row(vec![
            title,
            standing(visit, row.state),
            Item::maybe(change),
            Item::Text(vi::clean(&of)),
            Item::Text(paper.text.clone()),
            note(visit, &row.note),
        ]);
    }
    list
}

async fn enter(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<ExchangeFileId>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let location = format!("/exchange-files/{id}");
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    match enter_file(&acting, id, &posted.text("fingerprint")).await {
        Ok(()) => {
            posted.receipt(&acting, &location).await?;
            acting.commit().await?;
            Ok(done(&location, "flash-exchange-entered"))
        }
        Err(Refusal::Invalid(problems)) => {
            drop(acting);
            looked(&visit, &db, id, &posted.refused(&visit, &problems)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn discard(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<ExchangeFileId>,
    _posted: Posted,
) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, visit.app.clock()).await?;
    discard_file(&acting, id).await?;
    acting.commit().await?;
    Ok(done(
        &format!("/exchange-files/{id}"),
        "flash-exchange-discarded",
    ))
}

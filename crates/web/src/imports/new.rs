//! Choosing the council, the kind and the file.

use axum::extract::{Path, State};
use axum::response::Response;
use council::access::Act;
use council::imports::intake::Looked;
use council::imports::{self, ImportKind, UploadRoster, queries};
use council::training::classes::{ClassRef, class};
use council::{Acting, Problem, Refusal};
use kernel::Clock;
use kernel::ids::{ClassId, CouncilId, ImportId};
use store::Db;
use ui::{Choice, Field, Notice, Page, Prose, Section};

use crate::failure::{Failure, Outcome};
use crate::listing;
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// The form.
pub async fn form(visit: Visit, State(db): State<Db>) -> Outcome {
    show(&visit, &db, &Posted::default()).await
}

async fn show(visit: &Visit, db: &Db, posted: &Posted) -> Outcome {
    if !visit.actor.can_anywhere(Act::UploadRoster) {
        return Err(Refusal::NotPermitted(Act::UploadRoster).into());
    }
    let councils = queries::councils(db, &visit.actor, visit.today).await?;
    let asked = visit.asked("council").unwrap_or_default();
    let kinds = ImportKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), visit.label("import-kind", kind.code())));
    let kind = visit.asked("kind").unwrap_or(ImportKind::Delegates.code());
    let choices = councils
        .iter()
        .map(|council| Choice::new(council.id.to_string(), council.title.clone()));
    let mut form = visit.form_once("/imports/new");
    if let Some(class) = class_asked(visit, db, posted).await? {
        let chosen = visit.tv("import-of-class", &[("class", &class.name)]);
        form = form
            .hidden("class", class.id.to_string())
            .push(Notice::info(chosen).body(visit.t("import-of-class-next")));
    }
    let mut form = form
        .field(posted.fill(
            "council",
            Field::select("council", visit.t("import-council"), choices, asked),
        ))
        .field(posted.fill(
            "kind",
            Field::radios("kind", visit.t("import-kind-label"), kinds, kind),
        ))
        .field(
            Field::file("file", visit.t("import-file"))
                .hint(visit.t("import-file-hint"))
                .accept(".xlsx,.csv,.txt,.tsv")
                .error_if(posted.problem_of("file")),
        )
        .submit(visit.t("import-upload"))
        .cancel(visit.t("back"), "/imports");
    form = posted.general_problems().fold(form, ui::Form::error);
    let templates = Prose::new().list(ImportKind::ALL.iter().map(|kind| {
        ui::Html::link(
            visit.label("import-template", kind.code()),
            format!("/imports/template/{}.xlsx", kind.code()),
        )
    }));
    let page = Page::new(visit.t("import-new"))
        .lead(visit.t("import-new-lead"))
        .push(form)
        .push(Section::new(visit.t("import-templates")).push(templates));
    Ok(refusable(
        visit
            .view(page)
            .part(Part::Imports)
            .back("/imports")
            .undated(),
        posted,
    ))
}

/// The class from whose page the visitor came, so that its attendance list need not be looked for again.
async fn class_asked(visit: &Visit, db: &Db, posted: &Posted) -> Outcome<Option<ClassRef>> {
    let typed = posted.maybe("class");
    let id = typed.as_deref().or(visit.asked("class"));
    Ok(match id.and_then(|id| id.parse().ok()) {
        Some(id) => Some(class(db, id).await?),
        None => None,
    })
}

/// Where the upload leads: the columns, with the class chosen already if it is known.
fn columns_of(id: ImportId, posted: &Posted) -> String {
    let class: Option<ClassId> = posted.text("class").parse().ok();
    let kind = ImportKind::from_code(&posted.text("kind"));
    match class.filter(|_| kind == Some(ImportKind::Attendance)) {
        Some(class) => format!("/imports/{id}/columns?class={class}"),
        None => format!("/imports/{id}/columns"),
    }
}

/// The answer with a form, which says so where the form was refused.
pub(super) fn refusable(view: crate::view::View<'_>, posted: &Posted) -> Response {
    if !posted.has_problems() {
        return view.respond();
    }
    let mut response = view.refused().respond();
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Takes the file in.
pub async fn upload(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    match take_in(&visit, &db, &clock, &posted).await {
        Ok(id) => Ok(done(&columns_of(id, &posted), "flash-import-uploaded")),
        Err(failure) => match failure.refusal() {
            Refusal::Invalid(problems) => {
                show(&visit, &db, &posted.clone().refused(&visit, problems)).await
            }
            _ => Err(failure),
        },
    }
}

async fn take_in(visit: &Visit, db: &Db, clock: &Clock, posted: &Posted) -> Outcome<ImportId> {
    let council = posted.id("council");
    let kind =
        ImportKind::from_code(&posted.text("kind")).ok_or(Problem::new("kind", "choice-unknown"));
    let file = posted
        .chosen_file("file")
        .ok_or(Problem::new("file", "file-missing"));
    let problems: Vec<Problem> = [
        council.clone().err(),
        kind.clone().err(),
        file.as_ref().err().map(|problem| (*problem).clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (Ok(council), Ok(kind), Ok(file)) = (council, kind, file) else {
        return Err(Refusal::Invalid(problems).into());
    };
    let council: CouncilId = council;
    let (name, bytes) = (file.name.clone(), file.bytes.to_vec());
    let looked = super::apart(move || Looked::at(kind, &name, bytes)).await?;
    let acting = Acting::begin(db, &visit.actor, clock).await?;
    let id = imports::upload(&acting, UploadRoster { council, looked }).await?;
    posted.receipt(&acting, &columns_of(id, posted)).await?;
    acting.commit().await?;
    Ok(id)
}

/// An empty roster to fill in.
pub async fn template(Path(name): Path<String>) -> Outcome {
    let kind = name
        .strip_suffix(".xlsx")
        .and_then(ImportKind::from_code)
        .ok_or_else(|| Failure::not_found("template"))?;
    let bytes = imports::template(kind).map_err(|error| {
        tracing::error!(%error, "template not written");
        Failure::not_found("template")
    })?;
    Ok(listing::file(
        bytes,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &format!("mau-{}.xlsx", kind.code()),
    ))
}

//! Choosing the file and saying how it is to be read.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use council::access::Act;
use council::bodies::queries::council;
use council::petitions::tables::Settings;
use council::petitions::tables::intake::{Looked, SendTable, send_table};
use council::petitions::tables::queries::petition_tables;
use council::{Acting, Problem, Refusal};
use kernel::ids::{CouncilId, PetitionTableId};
use store::Db;
use ui::{Field, Form, Page, Section};

use super::preview::{counted, state};
use crate::bodies::words::council_title;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// The form.
pub async fn form(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    show(&visit, &db, id, &Posted::default()).await
}

async fn show(visit: &Visit, db: &Db, id: CouncilId, posted: &Posted) -> Outcome {
    let council = council(db, id).await?;
    for act in [Act::TakeUtterance, Act::SortUtterance] {
        visit.actor.may(act, &council.path).map_err(Refusal::from)?;
    }
    let today = visit.day(visit.today);
    let day = |name: &'static str, key: &str| {
        let field = Field::date(name, visit.t(key)).value(today.clone());
        posted.fill(name, field.hint(visit.t(&format!("{key}-hint"))))
    };
    let split = !posted.has_problems() || posted.checked("split");
    let mut form = visit
        .form_once(&format!("/councils/{id}/petitions/import"))
        .field(
            Field::file("file", visit.t("table-file"))
                .hint(visit.t("table-file-hint"))
                .accept(".xlsx,.csv,.docx,.tsv,.txt")
                .error_if(posted.problem_of("file")),
        )
        .field(day("said_on", "table-said-on"))
        .field(day("answered_on", "table-answered-on"))
        .field(
            Field::check("split", visit.t("table-split"), split).hint(visit.t("table-split-hint")),
        )
        .submit(visit.t("table-send"))
        .cancel(visit.t("cancel"), format!("/councils/{id}/utterances"));
    form = posted.general_problems().fold(form, Form::error);
    let mut page = Page::new(visit.t("table-import"))
        .kicker(council_title(visit, &council))
        .lead(visit.t("table-import-lead"))
        .push(form);
    let earlier = petition_tables(db, id).await?;
    if !earlier.is_empty() {
        let mut list = Listing::new(visit.t("table-earlier"))
            .column(Kind::Text, visit.t("table-file"))
            .column(Kind::Text, visit.t("table-sent"))
            .column(Kind::Status, visit.t("table-state"))
            .column(Kind::Text, visit.t("table-added"));
        for row in &earlier {
            let (tone, word) = state(visit, row.state);
            let added = row.counts.map(|counts| counted(visit, &counts));
            list = list.row(vec![
                Item::Link(
                    row.file_name.clone(),
                    format!("/petition-tables/{}", row.id),
                ),
                Item::Text(visit.moment(row.uploaded_at)),
                Item::Status(tone, word),
                Item::maybe(added),
            ]);
        }
        page = page.push(Section::new(visit.t("table-earlier")).push(list.table(visit)));
    }
    let view = visit
        .view(page)
        .part(Part::Petitions)
        .back(&format!("/councils/{id}/utterances"))
        .undated();
    if !posted.has_problems() {
        return Ok(view.respond());
    }
    let mut response = view.refused().respond();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Takes the file in.
pub async fn send(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<CouncilId>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    match take_in(&visit, &db, id, &posted).await {
        Ok(table) => Ok(done(
            &format!("/petition-tables/{table}"),
            "flash-table-sent",
        )),
        Err(failure) => match failure.refusal() {
            Refusal::Invalid(problems) => {
                show(&visit, &db, id, &posted.clone().refused(&visit, problems)).await
            }
            _ => Err(failure),
        },
    }
}

async fn take_in(
    visit: &Visit,
    db: &Db,
    id: CouncilId,
    posted: &Posted,
) -> Outcome<PetitionTableId> {
    let (said_on, answered_on) = (posted.day("said_on"), posted.day("answered_on"));
    let file = posted
        .chosen_file("file")
        .ok_or(Problem::new("file", "file-missing"));
    let problems: Vec<Problem> = [
        said_on.clone().err(),
        answered_on.clone().err(),
        file.as_ref().err().cloned(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (Ok(said_on), Ok(answered_on), Ok(file)) = (said_on, answered_on, file) else {
        return Err(Refusal::Invalid(problems).into());
    };
    // Whoever may import nothing here keeps no processor busy.
    let path = council(db, id).await?.path;
    for act in [Act::TakeUtterance, Act::SortUtterance] {
        visit.actor.may(act, &path).map_err(Refusal::from)?;
    }
    let (name, bytes) = (file.name.clone(), file.bytes.to_vec());
    let looked = super::apart(move || Looked::at(&name, bytes)).await?;
    let settings = Settings {
        said_on,
        answered_on,
        split: posted.checked("split"),
    };
    let acting = Acting::begin(db, &visit.actor, visit.app.clock()).await?;
    let table = send_table(
        &acting,
        SendTable {
            council: id,
            looked,
            settings,
        },
    )
    .await?;
    posted
        .receipt(&acting, &format!("/petition-tables/{table}"))
        .await?;
    acting.commit().await?;
    Ok(table)
}

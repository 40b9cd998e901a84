//! Confirming, undoing, putting away.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::DecisionKind;
use council::bodies::queries::decisions;
use council::imports::confirm::FaultyRows;
use council::imports::queries::import;
use council::imports::{
    self, ConfirmImport, DecisionGiven, DiscardImport, ImportKind, PaperGiven, Preview, UndoImport,
};
use council::{Acting, Problem, Refusal};
use kernel::Clock;
use kernel::ids::ImportId;
use kernel::vi;
use store::Db;
use ui::{Choice, Field, Fieldset, Form, Notice, Page, SummaryList};

use super::{new::refusable, one, say};
use crate::failure::Outcome;
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// The form.
pub async fn form(visit: Visit, State(db): State<Db>, Path(id): Path<ImportId>) -> Outcome {
    show(&visit, &db, id, &Posted::default()).await
}

async fn show(visit: &Visit, db: &Db, id: ImportId, posted: &Posted) -> Outcome {
    let row = import(db, &visit.actor, id).await?;
    visit
        .actor
        .may(Act::ConfirmImport, &row.path)
        .map_err(Refusal::from)?;
    if !row.state.is_open() {
        return Ok(done(&format!("/imports/{id}"), "flash-import-decided"));
    }
    let (open, _, preview) = super::previewed(visit, id).await?;
    let summary = SummaryList::new()
        .row(visit.t("import-file"), row.file_name.clone())
        .row(visit.t("import-council"), row.council_title.clone())
        .row(
            visit.t("import-effective"),
            visit.day(row.settings.effective),
        )
        .act(visit.t("import-change"), format!("/imports/{id}/columns"))
        .row(
            visit.t("import-result"),
            say::counts(visit, &preview.counts),
        )
        .act(visit.t("import-change"), format!("/imports/{id}"));
    let mut page = Page::new(visit.t("import-confirm-title"))
        .kicker(row.file_name.clone())
        .lead(visit.t("import-confirm-lead"))
        .push(one::steps(visit, 4));
    for problem in &preview.problems {
        page = page.push(Notice::error(visit.problem(problem)));
    }
    let form = fields(visit, db, &open.row, &preview, posted).await?;
    let page = page.push(summary).push(form);
    let view = visit
        .view(page)
        .part(Part::Imports)
        .back(&format!("/imports/{id}"))
        .undated();
    Ok(refusable(view, posted))
}

async fn fields(
    visit: &Visit,
    db: &Db,
    row: &imports::ImportRow,
    preview: &Preview,
    posted: &Posted,
) -> Outcome<Form> {
    let mut form = visit
        .form_once(&format!("/imports/{}/confirm", row.id))
        .hidden("fingerprint", preview.fingerprint.clone());
    form = posted.general_problems().fold(form, Form::error);
    if row.kind != ImportKind::Attendance {
        let recorded = decisions(db, row.council_id, visit.today).await?;
        let choices = ["unconfirmed", "new"]
            .iter()
            .map(|code| Choice::new(*code, visit.label("import-decision", code)))
            .chain(recorded.iter().take(100).map(|decision| {
                let day = visit.day(decision.signed_on);
                Choice::new(
                    decision.id.to_string(),
                    visit.tv(
                        "import-decision-recorded",
                        &[("number", &decision.number), ("day", &day)],
                    ),
                )
            }));
        form = form.field(
            posted.fill(
                "decision",
                Field::select(
                    "decision",
                    visit.t("import-decision"),
                    choices,
                    "unconfirmed",
                )
                .hint(visit.t("import-decision-hint")),
            ),
        );
        form = form.fieldset(paper(visit, posted));
    }
    if preview.counts.faulty > 0 {
        let text = visit.tv(
            "import-leave-out",
            &[("count", &vi::count(preview.counts.faulty))],
        );
        let field = Field::check("faulty", text, posted.checked("faulty"))
            .error_if(posted.problem_of("faulty"));
        form = form.field(field);
    }
    let field = Field::text("reason", visit.t("import-reason")).optional();
    Ok(form
        .field(posted.fill("reason", field))
        .submit(visit.t("import-confirm"))
        .cancel(visit.t("back"), format!("/imports/{}", row.id)))
}

fn paper(visit: &Visit, posted: &Posted) -> Fieldset {
    let kinds = DecisionKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), visit.label("decision-kind", kind.code())));
    let kind = Field::select(
        "paper_kind",
        visit.t("import-paper-kind"),
        kinds,
        DecisionKind::ElectionResult.code(),
    );
    Fieldset::new(visit.t("import-paper"))
        .hint(visit.t("import-paper-hint"))
        .field(posted.fill("paper_kind", kind.optional()))
        .field(posted.fill(
            "number",
            Field::text("number", visit.t("import-paper-number")).optional(),
        ))
        .field(posted.fill(
            "issuer",
            Field::text("issuer", visit.t("import-paper-issuer")).optional(),
        ))
        .field(posted.fill(
            "title",
            Field::text("title", visit.t("import-paper-title")).optional(),
        ))
        .field(posted.fill(
            "signed_on",
            Field::date("signed_on", visit.t("import-paper-signed")).optional(),
        ))
}

/// Confirms.
pub async fn save(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<ImportId>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    match carry_out(&visit, &db, &clock, id, &posted).await {
        Ok(()) => Ok(done(&format!("/imports/{id}"), "flash-import-confirmed")),
        Err(failure) => match failure.refusal() {
            Refusal::Invalid(problems) => {
                show(&visit, &db, id, &posted.clone().refused(&visit, problems)).await
            }
            _ => Err(failure),
        },
    }
}

async fn carry_out(
    visit: &Visit,
    db: &Db,
    clock: &Clock,
    id: ImportId,
    posted: &Posted,
) -> Outcome<()> {
    let decision = decision(posted)?;
    let open = imports::open(db, &visit.actor, id).await?;
    let roster = super::read(&open).await?;
    let command = ConfirmImport {
        import: id,
        fingerprint: posted.text("fingerprint"),
        decision,
        faulty: if posted.checked("faulty") {
            FaultyRows::LeaveOut
        } else {
            FaultyRows::Refuse
        },
        reason: posted.text("reason"),
    };
    let acting = Acting::begin(db, &visit.actor, clock).await?;
    imports::confirm(&acting, &roster, command).await?;
    posted.receipt(&acting, &format!("/imports/{id}")).await?;
    acting.commit().await?;
    Ok(())
}

fn decision(posted: &Posted) -> Result<DecisionGiven, Refusal> {
    match posted.text("decision").as_str() {
        "" | "unconfirmed" => Ok(DecisionGiven::Unconfirmed),
        "new" => {
            let signed_on = posted.day("signed_on");
            let kind = DecisionKind::from_code(&posted.text("paper_kind"))
                .ok_or(Problem::new("paper_kind", "choice-unknown"));
            let mut problems: Vec<Problem> = [signed_on.clone().err(), kind.clone().err()]
                .into_iter()
                .flatten()
                .collect();
            for name in ["number", "issuer", "title"] {
                if posted.maybe(name).is_none() {
                    problems.push(Problem::new(name, "missing"));
                }
            }
            let (Ok(signed_on), Ok(kind), true) = (signed_on, kind, problems.is_empty()) else {
                return Err(Refusal::Invalid(problems));
            };
            Ok(DecisionGiven::New(PaperGiven {
                kind,
                number: posted.text("number"),
                issuer: posted.text("issuer"),
                title: posted.text("title"),
                signed_on,
            }))
        }
        _ => Ok(DecisionGiven::Recorded(posted.id("decision")?)),
    }
}

/// Asks for the reason of an undoing.
pub async fn undo_form(visit: Visit, State(db): State<Db>, Path(id): Path<ImportId>) -> Outcome {
    show_undo(&visit, &db, id, &Posted::default()).await
}

async fn show_undo(visit: &Visit, db: &Db, id: ImportId, posted: &Posted) -> Outcome {
    let row = import(db, &visit.actor, id).await?;
    visit
        .actor
        .may(Act::UndoImport, &row.path)
        .map_err(Refusal::from)?;
    if !row.state.is_undoable() {
        return Ok(done(&format!("/imports/{id}"), "flash-import-decided"));
    }
    let mut form = visit
        .form_once(&format!("/imports/{id}/undo"))
        .field(posted.fill(
            "reason",
            Field::text("reason", visit.t("import-undo-reason")),
        ))
        .submit_danger(visit.t("import-undo"))
        .cancel(visit.t("back"), format!("/imports/{id}"));
    form = posted.general_problems().fold(form, Form::error);
    let counts = row
        .counts
        .as_ref()
        .map(|counts| say::counts(visit, counts))
        .unwrap_or_default();
    let page = Page::new(visit.t("import-undo-title"))
        .kicker(row.file_name.clone())
        .lead(visit.tv("import-undo-lead", &[("counts", &counts)]))
        .push(form);
    let view = visit
        .view(page)
        .part(Part::Imports)
        .back(&format!("/imports/{id}"))
        .undated();
    Ok(refusable(view, posted))
}

/// Undoes.
pub async fn undo(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<ImportId>,
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(&visit).await? {
        return Ok(earlier);
    }
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    let command = UndoImport {
        import: id,
        reason: posted.text("reason"),
    };
    match imports::undo(&acting, command).await {
        Ok(()) => {
            let location = format!("/imports/{id}");
            posted.receipt(&acting, &location).await?;
            acting.commit().await?;
            Ok(done(&location, "flash-import-undone"))
        }
        Err(Refusal::Invalid(problems)) => {
            drop(acting);
            show_undo(&visit, &db, id, &posted.refused(&visit, &problems)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Puts the file away.
pub async fn discard(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<ImportId>,
    _posted: Posted,
) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    imports::discard(&acting, DiscardImport { import: id }).await?;
    acting.commit().await?;
    Ok(done(&format!("/imports/{id}"), "flash-import-discarded"))
}

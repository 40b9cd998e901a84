//! One line of the trail, with its place in the chain.

use axum::extract::{Path, State};
use council::history::trail::{self, Line};
use store::Db;
use store::audit::Fault;
use ui::{Cell, Column, CopyText, Html, Notice, Page, Section, SummaryList, Table};

use super::detail::{act_name, field_name, subject_name, subject_path, value};
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

pub async fn show(visit: Visit, State(db): State<Db>, Path(seq): Path<i64>) -> Outcome {
    let (line, faults) = trail::one_line(&db, &visit.actor, seq).await?;
    let number = seq.to_string();
    let act = act_name(&visit, &line.act);
    let mut page = Page::new(visit.tv("trail-line-title", &[("number", &number)])).lead(act);
    page = page.push(about(&visit, &line));
    if !line.changes.is_empty() || !line.facts.is_empty() {
        page = page.push(changes(&visit, &line));
    }
    let page = page.push(chain(&visit, &line, &faults));
    let view = visit.view(page).part(Part::Audit).undated();
    Ok(view.crumb(visit.t("nav-audit"), "/audit").respond())
}

fn about(visit: &Visit, line: &Line) -> SummaryList {
    let subject = subject_name(visit, &line.subject_kind);
    let record = match subject_path(visit, line) {
        Some(path) => Html::link(subject, path),
        None => Html::text(subject),
    };
    let filled = |text: &str, key: &str| {
        if text.is_empty() {
            visit.t(key)
        } else {
            text.to_owned()
        }
    };
    SummaryList::new()
        .row(visit.t("trail-when"), visit.moment(line.at))
        .row(visit.t("trail-who"), filled(&line.actor, "trail-nobody"))
        .row(visit.t("trail-record"), record)
        .act(
            visit.t("trail-of-record"),
            format!("/audit?subject={}", line.subject),
        )
        .row_if(
            visit.t("trail-council"),
            line.council
                .as_ref()
                .map(|(id, title)| Html::link(title, visit.link(&format!("/councils/{id}")))),
        )
        .row(
            visit.t("trail-why"),
            filled(&line.reason, "trail-no-reason"),
        )
}

fn changes(visit: &Visit, line: &Line) -> Table {
    let mut table = Table::new(visit.t("trail-changes"), visit.words())
        .column(Column::text(visit.t("trail-field")))
        .column(Column::text(visit.t("trail-before")))
        .column(Column::text(visit.t("trail-after")));
    for change in &line.changes {
        table = table.row([
            Cell::text(field_name(visit, &change.field)),
            Cell::text(value(visit, line, &change.field, &change.before)),
            Cell::text(value(visit, line, &change.field, &change.after)),
        ]);
    }
    for (field, fact) in &line.facts {
        table = table.row([
            Cell::text(field_name(visit, field)),
            Cell::text(""),
            Cell::text(value(visit, line, field, fact)),
        ]);
    }
    table
}

fn chain(visit: &Visit, line: &Line, faults: &[Fault]) -> Section {
    let verdict = if faults.is_empty() {
        Notice::success(visit.t("trail-holds"))
    } else {
        Notice::error(visit.t("trail-broken"))
    };
    let hashes = SummaryList::new()
        .row_of(
            visit.t("trail-hash"),
            CopyText::new(&line.hash, visit.words()),
        )
        .row_of(
            visit.t("trail-previous"),
            CopyText::new(&line.previous, visit.words()),
        );
    Section::new(visit.t("trail-chain"))
        .push(verdict)
        .push(hashes)
}

//! A report to take away: as an official paper, the annex of its figures as a workbook, and what was signed, byte by byte.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::reports::comparison::listed;
use council::reports::model::{Block, Piece, Table, Unit};
use council::reports::paper::paper;
use council::reports::queries::{ReportPage, page, signed_text};
use kernel::ids::ReportId;
use sheet::{Cell, ColumnKind, ColumnOut, TableOut};
use store::Db;

use super::say;
use crate::failure::Outcome;
use crate::listing::file;
use crate::print::{Form, printed};
use crate::visit::Visit;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The annex: every figure with its key, value, unit and source, then each table on a sheet of its own.
pub async fn annex(visit: Visit, State(db): State<Db>, Path(id): Path<ReportId>) -> Outcome {
    let snapshot = visit.app.projection().now().await?;
    let of = page(&db, &snapshot, &visit.actor, id, visit.on).await?;
    let mut sheets = vec![figures(&visit, &of)];
    for text in &of.content.chapters {
        for block in &text.blocks {
            if let Block::Table(table) = block {
                sheets.push(one_table(&visit, &of, table));
            }
        }
    }
    let bytes = sheet::write_xlsx_sheets(&of.report.title, &sheets);
    let bytes = bytes.map_err(council::Refusal::failed("write the annex"))?;
    let name = format!("phu-luc-bao-cao-{}.xlsx", of.until);
    Ok(file(bytes, XLSX, &name).into_response())
}

/// The report as an official paper, to be kept.
pub async fn pdf(visit: Visit, State(db): State<Db>, Path(id): Path<ReportId>) -> Outcome {
    as_paper(visit, db, id, Form::Pdf).await
}

/// The report as an official paper, to be worked on.
pub async fn docx(visit: Visit, State(db): State<Db>, Path(id): Path<ReportId>) -> Outcome {
    as_paper(visit, db, id, Form::Docx).await
}

async fn as_paper(visit: Visit, db: Db, id: ReportId, form: Form) -> Outcome {
    let snapshot = visit.app.projection().now().await?;
    let of = page(&db, &snapshot, &visit.actor, id, visit.on).await?;
    let name = format!("bao-cao-{}", of.until);
    Ok(printed(&visit, paper(&of), form, &name).await?)
}

/// What was signed, exactly as its hash was taken: whoever has it can compute the hash anew.
pub async fn signed(visit: Visit, State(db): State<Db>, Path(id): Path<ReportId>) -> Outcome {
    let text = signed_text(&db, &visit.actor, id, visit.on).await?;
    let name = format!("bao-cao-da-ky-{id}.json");
    Ok(file(text.into_bytes(), "application/json", &name).into_response())
}

fn notes(visit: &Visit, of: &ReportPage) -> Vec<String> {
    vec![
        of.report.council_title(),
        say::period(visit, &of.report),
        visit.tv("export-note", &[("day", &visit.day(of.until))]),
    ]
}

fn figures(visit: &Visit, of: &ReportPage) -> TableOut {
    let column = |key: &str, kind| ColumnOut {
        heading: visit.t(key),
        kind,
    };
    let rows = listed(&of.content).into_iter().map(|(chapter, bound)| {
        let link = say::href(visit, &of.report.path, &bound.source).unwrap_or_default();
        vec![
            Cell::Text(say::chapter(chapter).to_owned()),
            Cell::Text(bound.label.clone()),
            value(bound.value, bound.unit),
            Cell::Text(visit.label("report-unit", bound.unit.code())),
            Cell::Text(bound.key.clone()),
            Cell::Text(link),
        ]
    });
    TableOut {
        title: visit.t("report-annex-figures"),
        notes: notes(visit, of),
        columns: vec![
            column("report-chapter", ColumnKind::Text),
            column("report-figure", ColumnKind::Text),
            column("report-value", ColumnKind::Whole),
            column("report-unit", ColumnKind::Text),
            column("report-key", ColumnKind::Text),
            column("report-source", ColumnKind::Text),
        ],
        rows: rows.collect(),
    }
}

fn one_table(visit: &Visit, of: &ReportPage, table: &Table) -> TableOut {
    let kind = |at: usize| {
        let units = table.rows.iter().filter_map(|row| row.get(at)?.figure());
        let mut units = units.map(|bound| bound.unit).peekable();
        match units.peek() {
            None => ColumnKind::Text,
            Some(Unit::Share) => ColumnKind::Decimal,
            Some(Unit::Count | Unit::Dong) => ColumnKind::Whole,
        }
    };
    let columns = table
        .head
        .iter()
        .enumerate()
        .map(|(at, heading)| ColumnOut {
            heading: heading.clone(),
            kind: kind(at),
        });
    let cell = |piece: &Piece| match piece {
        Piece::Words(words) => Cell::Text(words.clone()),
        Piece::Figure(bound) => value(bound.value, bound.unit),
    };
    TableOut {
        title: match table.caption.as_str() {
            "" => visit.t("report-table-of-writer"),
            caption => caption.to_owned(),
        },
        notes: notes(visit, of),
        columns: columns.collect(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    }
}

/// Shares in percent, everything else as it is.
fn value(value: i64, unit: Unit) -> Cell {
    Cell::Number(match unit {
        Unit::Share => value as f64 / 100.0,
        Unit::Count | Unit::Dong => value as f64,
    })
}

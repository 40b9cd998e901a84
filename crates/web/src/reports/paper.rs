//! A report as an official paper: the same sentences and tables in the form of the decree, as DOCX and as PDF.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::reports::ReportState;
use council::reports::model::{Block, Piece, Table as Told};
use council::reports::queries::{ReportPage, page};
use kernel::ids::ReportId;
use paper::{Annex, Body, Cell, Column, Kind, Level, Paper, Row, Signature, Table};
use store::Db;

use super::say;
use crate::failure::{Failure, Outcome};
use crate::listing::file;
use crate::visit::Visit;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A table of more columns stands on a lying page of the annex.
const WIDEST: usize = 7;

/// The report as `paper.docx` or `paper.pdf`.
pub async fn download(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(ReportId, String)>,
) -> Outcome {
    let snapshot = visit.app.projection().now().await?;
    let of = page(&db, &snapshot, &visit.actor, id, visit.on).await?;
    let paper = to_paper(&visit, &of);
    let until = of.until;
    let made = tokio::task::spawn_blocking(move || match ending.as_str() {
        "docx" => Some(Ok((paper.to_docx(), DOCX, "docx"))),
        "pdf" => Some(paper.to_pdf().map(|bytes| (bytes, "application/pdf", "pdf"))),
        _ => None,
    });
    let made = made.await.map_err(council::Refusal::failed("write the report"))?;
    let made = made.ok_or_else(|| Failure::not_found("format"))?;
    let (bytes, media, ending) = made.map_err(council::Refusal::failed("write the report"))?;
    Ok(file(bytes, media, &format!("bao-cao-{until}.{ending}")).into_response())
}

/// The report in the form of an administrative paper.
fn to_paper(visit: &Visit, of: &ReportPage) -> Paper {
    let report = &of.report;
    let unit = council::bodies::running_name(&report.unit_name);
    let mut body = Body::new();
    let mut wide = Vec::new();
    for text in &of.content.chapters {
        let heading = say::chapter(text.chapter);
        let title = heading.split_once(". ").map_or(heading, |(_, title)| title);
        body = body.heading(Level::Roman, title);
        let mut items: Vec<String> = Vec::new();
        for block in &text.blocks {
            let pieces = match block {
                Block::Sentence { pieces } | Block::Prose { pieces } => pieces,
                Block::Table(told) if told.head.len() > WIDEST => {
                    wide.push(paper::Block::Table(table(told)));
                    continue;
                }
                Block::Table(told) => {
                    body = listed(body, &mut items).table(table(told));
                    continue;
                }
            };
            let words: String = pieces.iter().map(Piece::shown).collect();
            match words.strip_prefix("- ") {
                Some(item) => items.push(item.to_owned()),
                None => body = listed(body, &mut items).paragraph(words),
            }
        }
        body = listed(body, &mut items);
        if text.blocks.is_empty() {
            body = body.paragraph("(Chưa có nội dung.)");
        }
    }
    let (number, symbol) = match report.number.split_once('/') {
        Some((number, symbol)) => (number.trim().parse().ok(), symbol),
        None => (None, "BC-HĐND"),
    };
    let place = report.unit_name.split_whitespace().skip_while(|word| {
        let small = word.to_lowercase();
        ["thành", "phố", "tỉnh", "quận", "huyện", "thị", "xã", "trấn", "phường", "đặc", "khu"]
            .contains(&small.as_str())
    });
    let place = place.collect::<Vec<_>>().join(" ");
    let mut paper = Paper::new(
        Kind::Report,
        format!("Hội đồng nhân dân {unit}"),
        report.title.clone(),
    )
    .numbered(number, symbol)
    .issued(place, report.signed_on)
    .with_body(body)
    .sent_to(
        [
            "Ủy ban Thường vụ Quốc hội",
            "Thường trực Hội đồng nhân dân các cấp",
            "Ủy ban nhân dân, Ban Thường trực Ủy ban MTTQ Việt Nam cùng cấp",
        ],
        "VT",
    );
    let (name, office) = match report.signer.split_once(',') {
        Some((name, office)) => (name.trim(), office.trim()),
        None => (report.signer.as_str(), "Chủ tịch"),
    };
    paper = paper.signed(Signature::new(office, name).on_behalf("TM. Thường trực Hội đồng nhân dân"));
    if !wide.is_empty() {
        paper = paper.annex(Annex::new("Bảng số liệu", wide).landscape());
    }
    let mut marks = Vec::new();
    if report.state == ReportState::Draft {
        marks.push(visit.tv("report-paper-draft", &[("day", &visit.day(of.until))]));
    }
    if report.sample {
        marks.push(visit.t("report-sample"));
    }
    paper.mark = marks.join(" – ");
    paper
}

/// Puts the items gathered so far into the body.
fn listed(body: Body, items: &mut Vec<String>) -> Body {
    match items.is_empty() {
        true => body,
        false => body.list(std::mem::take(items)),
    }
}

fn table(told: &Told) -> Table {
    let counts = |at: usize| {
        let mut cells = told.rows.iter().filter_map(|row| row.get(at));
        cells.any(|piece| piece.figure().is_some())
    };
    let columns = told.head.iter().enumerate().map(|(at, head)| {
        let column = match (at, counts(at)) {
            (_, true) => Column::numbers(2),
            (0, false) => Column::words(4),
            (_, false) => Column::words(3),
        };
        (head.clone(), column)
    });
    let rows = told.rows.iter().map(|row| {
        let cells: Vec<Cell> = row.iter().map(|piece| Cell::new(piece.shown())).collect();
        match row.first().is_some_and(|head| head.shown() == "Tổng cộng") {
            true => Row::sum(cells),
            false => Row::new(cells),
        }
    });
    Table::new(told.caption.clone(), columns).rows(rows)
}

//! The report on what voters ask and what became of it, with the appendices that offices print, on the page and as files.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::petitions::ResultKind;
use council::petitions::board::{Board, By, Span};
use council::petitions::report::{Listed, Report, flaws, percent, report, shown};
use kernel::ids::CouncilId;
use kernel::vi;
use sheet::{ColumnKind, ColumnOut, Letterhead, TableOut};
use store::Db;
use ui::{Cell, Column, Filters, Notice, Page, Prose, Section, Table};

use super::below_board;
use super::board::{name, span_asked};
use super::say;
use crate::api::OnDay;
use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::listing::file;
use crate::visit::Visit;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// So many rows of a table of results stand on the page; all of them are in its file. The last row is the sum, so a council's boards
/// fit.
const RESULTS: usize = 120;
/// So many lines of a list stand on the page: enough to see what it holds, and no endless page on a telephone.
const LINES: usize = 30;

/// So many lines of an appendix stand in its file: what a word processor still opens on a weak machine.
const IN_FILE: usize = 20_000;
/// So many lines of an appendix stand in an answer of the open data; the list of petitions has all of them.
const IN_ANSWER: usize = 1_000;

/// An appendix: its place in the report and the end of its address.
const PARTS: &[&str] = &[
    "linh-vuc",
    "co-quan",
    "tham-quyen",
    "dia-phuong",
    "ban",
    "ton-dong",
    "dang-giai-quyet",
    "tra-loi",
];

/// The report of a council over a time, as it stood on a day.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::ReportAnswer)]
struct ReportAnswer {
    /// The day.
    on: kernel::Date,
    /// First day on which the matters were raised.
    from: kernel::Date,
    /// Last day.
    to: kernel::Date,
    /// The appendices.
    #[serde(flatten)]
    report: Report,
}

/// An appendix as it is shown and printed.
struct Appendix {
    key: &'static str,
    title: String,
    columns: Vec<(ColumnKind, String)>,
    rows: Vec<Vec<String>>,
    /// How many rows there are; those beyond the rows at hand are not shown.
    total: usize,
    /// How many of them stand on the page.
    shown: usize,
}

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let span = span_asked(&visit, &council)?;
    let report = shown(visit.app.ledger(), id, span, visit.today, LINES).await?;
    let home = format!("/councils/{id}/petitions/report");
    let mut page = Page::new(visit.t("petitions-report"))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &report, span));
    let mut filters = Filters::new(&home, visit.words())
        .date("from", &visit.t("petitions-from"), &visit.day(span.from))
        .date("to", &visit.t("petitions-to"), &visit.day(span.to));
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    page = page.push(filters).push(sums(&visit, &report));
    for part in parts(&visit, &report) {
        page = page.push(section(&visit, &part, &home));
    }
    Ok(below_board(&visit, page, &council).respond())
}

/// One appendix as a file: `linh-vuc.xlsx`, `ton-dong.docx`.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, part)): Path<(CouncilId, String)>,
) -> Outcome {
    let (key, ending) = part
        .rsplit_once('.')
        .ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    let span = span_asked(&visit, &council)?;
    let report = report(visit.app.ledger(), id, span, visit.today, IN_FILE).await?;
    let part = parts(&visit, &report)
        .into_iter()
        .find(|part| part.key == key)
        .ok_or_else(|| Failure::not_found("report"))?;
    let out = table_out(&visit, &part, span);
    let (bytes, media) = match ending {
        "xlsx" => (sheet::write_xlsx(&out), XLSX),
        "docx" => (sheet::write_docx(&out, &letterhead(&visit, &council)), DOCX),
        _ => return Err(Failure::not_found("format")),
    };
    let bytes = bytes.map_err(council::Refusal::failed("write the report"))?;
    let name = format!("kien-nghi-{key}-{}.{ending}", visit.on);
    Ok(file(bytes, media, &name).into_response())
}

/// The report of a council over a time: results by field, body, level, commune and Ban, what was carried over, what is in hand.
#[utoipa::path(get, path = "/api/v1/councils/{id}/petitions/report", tag = "petitions", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The council")),
    responses((status = 200, description = "The report", body = ReportAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let span = span_asked(&visit, &council)?;
    let report = report(visit.app.ledger(), id, span, visit.today, IN_ANSWER).await?;
    Ok(axum::Json(ReportAnswer {
        on: visit.on,
        from: span.from,
        to: span.to,
        report,
    })
    .into_response())
}

fn lead(visit: &Visit, report: &Report, span: Span) -> String {
    let number = |count: u32| vi::number(count.into());
    let voices = report.voices;
    visit.tv(
        "petitions-report-lead",
        &[
            ("from", &visit.day(span.from)),
            ("to", &visit.day(span.to)),
            ("utterances", &number(voices.utterances)),
            ("matters", &number(voices.matters)),
            ("closed", &number(voices.closed)),
            ("waiting", &number(voices.waiting)),
            ("carried", &number(report.carried_over.total)),
        ],
    )
}

/// Whether every table adds up, and how percentages are rounded.
fn sums(visit: &Visit, report: &Report) -> Notice {
    let boards = [
        &report.by_field,
        &report.by_holder,
        &report.by_competence,
        &report.by_unit,
        &report.by_board,
    ];
    let same = boards
        .iter()
        .all(|board| board.all.total == report.by_field.all.total);
    if same && boards.iter().all(|board| flaws(board).is_empty()) {
        Notice::success(visit.t("petitions-sums-hold")).body(visit.t("petitions-rounded"))
    } else {
        Notice::error(visit.t("petitions-sums-fail"))
    }
}

fn parts(visit: &Visit, report: &Report) -> Vec<Appendix> {
    let [field, holder, level, unit, ban, carried, in_hand, answered] = PARTS else {
        return Vec::new();
    };
    vec![
        results(visit, field, &report.by_field, By::Field),
        results(visit, holder, &report.by_holder, By::Holder),
        results(visit, level, &report.by_competence, By::Competence),
        results(visit, unit, &report.by_unit, By::Unit),
        results(visit, ban, &report.by_board, By::Board),
        lines(
            visit,
            carried,
            "petitions-part-carried",
            &report.carried_over,
        ),
        lines(visit, in_hand, "petitions-part-in-hand", &report.in_hand),
        replies(visit, answered, report),
    ]
}

/// Results of each row with their shares, and the sum as the last row.
fn results(visit: &Visit, key: &'static str, board: &Board, by: By) -> Appendix {
    let mut columns = vec![
        (ColumnKind::Whole, visit.t("petitions-number")),
        (ColumnKind::Text, visit.label("petitions-by", by.code())),
        (ColumnKind::Whole, visit.t("petitions-total")),
    ];
    for kind in ResultKind::ALL {
        columns.push((ColumnKind::Whole, say::result(visit, *kind)));
        columns.push((ColumnKind::Text, visit.t("petitions-share")));
    }
    let figures = |tally: &council::petitions::board::Tally| {
        let mut cells = vec![vi::number(tally.total.into())];
        for kind in ResultKind::ALL {
            cells.push(vi::number(tally.of(*kind).into()));
            cells.push(percent(tally.of(*kind), tally.total));
        }
        cells
    };
    let mut rows = Vec::new();
    for (at, row) in board.rows.iter().enumerate() {
        let mut cells = vec![(at + 1).to_string(), name(visit, row, by)];
        cells.extend(figures(&row.tally));
        rows.push(cells);
    }
    let mut cells = vec![String::new(), visit.t("petitions-sum")];
    cells.extend(figures(&board.all));
    rows.push(cells);
    Appendix {
        key,
        title: visit.label("petitions-part", by.code()),
        columns,
        total: rows.len(),
        shown: RESULTS,
        rows,
    }
}

fn lines(visit: &Visit, key: &'static str, title: &str, listed: &Listed) -> Appendix {
    let columns = [
        (ColumnKind::Whole, "petitions-number"),
        (ColumnKind::Text, "matter-label"),
        (ColumnKind::Text, "matter-title"),
        (ColumnKind::Text, "matter-unit"),
        (ColumnKind::Text, "matter-holder"),
        (ColumnKind::Text, "matter-raised"),
        (ColumnKind::Text, "matter-state"),
        (ColumnKind::Text, "matter-promised-on"),
    ];
    let rows = listed.lines.iter().enumerate().map(|(at, line)| {
        let (_, mut state) = say::state(visit, line.state);
        if let Some(outcome) = line.outcome {
            let outcome = visit.label("matter-outcome", outcome.code());
            state = format!("{state}: {}", say::lower(&outcome));
        }
        vec![
            (at + 1).to_string(),
            line.label.clone(),
            line.title.clone(),
            line.unit.clone().unwrap_or_default(),
            line.holder.clone().unwrap_or_default(),
            visit.day(line.raised_on),
            state,
            line.promised_on
                .map(|day| visit.day(day))
                .unwrap_or_default(),
        ]
    });
    Appendix {
        key,
        title: visit.t(title),
        total: listed.total as usize,
        shown: LINES,
        rows: rows.collect(),
        columns: columns
            .into_iter()
            .map(|(kind, key)| (kind, visit.t(key)))
            .collect(),
    }
}

fn replies(visit: &Visit, key: &'static str, report: &Report) -> Appendix {
    let columns = [
        (ColumnKind::Whole, "petitions-number"),
        (ColumnKind::Text, "matter-reply-author"),
        (ColumnKind::Text, "matter-paper-number"),
        (ColumnKind::Text, "signed-on"),
        (ColumnKind::Whole, "petitions-answered-matters"),
    ];
    let rows = report.answered.iter().enumerate().map(|(at, reply)| {
        vec![
            (at + 1).to_string(),
            reply.author.clone(),
            reply.number.clone(),
            visit.day(reply.signed_on),
            vi::number(reply.matters.into()),
        ]
    });
    Appendix {
        key,
        title: visit.t("petitions-part-answered"),
        total: report.answers as usize,
        shown: LINES,
        rows: rows.collect(),
        columns: columns
            .into_iter()
            .map(|(kind, key)| (kind, visit.t(key)))
            .collect(),
    }
}

fn section(visit: &Visit, part: &Appendix, home: &str) -> Section {
    let mut table = Table::new(part.title.clone(), visit.words());
    for (kind, heading) in &part.columns {
        table = table.column(match kind {
            ColumnKind::Whole | ColumnKind::Decimal => Column::number(heading),
            ColumnKind::Text | ColumnKind::Date => Column::text(heading),
        });
    }
    for row in part.rows.iter().take(part.shown) {
        table = table.row(row.iter().map(|text| match text.is_empty() {
            true => Cell::missing(visit.t("missing")),
            false => Cell::text(text.clone()),
        }));
    }
    for (word, ending) in [("XLSX", "xlsx"), ("DOCX", "docx")] {
        let path = format!("{home}/{}.{ending}", part.key);
        table = table.export(word, visit.at_with(&path, &[]));
    }
    let section = Section::new(part.title.clone())
        .id(part.key)
        .push(table.empty(visit.t("petitions-none")));
    if part.total <= part.shown {
        return section;
    }
    let total = i64::try_from(part.total).unwrap_or(i64::MAX);
    let values = [part.shown.to_string(), vi::number(total)];
    let more = visit.tv(
        "petitions-more-in-file",
        &[("shown", &values[0]), ("n", &values[1])],
    );
    section.push(Prose::new().p(more))
}

fn table_out(visit: &Visit, part: &Appendix, span: Span) -> TableOut {
    let period = visit.tv(
        "petitions-period",
        &[
            ("from", &visit.day(span.from)),
            ("to", &visit.day(span.to)),
            ("on", &visit.day(span.on)),
        ],
    );
    let rows = part.rows.iter().map(|row| {
        row.iter()
            .zip(&part.columns)
            .map(|(text, (kind, _))| match kind {
                ColumnKind::Whole => text
                    .replace('.', "")
                    .parse()
                    .map_or(sheet::Cell::Empty, sheet::Cell::Number),
                _ => sheet::Cell::text_from(text),
            })
            .collect()
    });
    TableOut {
        title: part.title.to_uppercase(),
        notes: vec![period, visit.t("petitions-rounded")],
        rows: rows.collect(),
        columns: part
            .columns
            .iter()
            .map(|(kind, heading)| ColumnOut {
                heading: heading.clone(),
                kind: *kind,
            })
            .collect(),
    }
}

fn letterhead(visit: &Visit, council: &CouncilRef) -> Letterhead {
    Letterhead {
        issuer: council_title(visit, council).to_uppercase(),
        number: "Số: …".to_owned(),
        place_and_day: "…, ngày … tháng … năm …".to_owned(),
        signature: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
        ..Letterhead::default()
    }
}

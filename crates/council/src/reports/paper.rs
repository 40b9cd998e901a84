//! Văn bản báo cáo: a report as an official paper, the same sentences and figures in the form of the decree.

use paper::{
    Annex, Block as Printed, Body, Cell, Chart, ChartKind, Column, Kind, Level, Paper, Row,
    Signature,
};

use super::model::{Block, Bound, Piece, Table, Unit};
use super::queries::ReportPage;
use super::{Chapter, ReportState};
use crate::bodies::{place_name, running_name};

/// A table of more columns does not fit between the margins of a standing page: it stands in the annex, on lying pages.
const WIDEST: usize = 7;

/// The report of a standing committee in the form of an administrative paper.
pub fn paper(of: &ReportPage) -> Paper {
    let report = &of.report;
    let unit = running_name(&report.unit_name);
    let mut printer = Printer::default();
    for chapter in &of.content.chapters {
        printer.chapter(chapter.chapter, &chapter.blocks);
    }
    printer.end_list();
    let Printer { body, wide, .. } = printer;
    let body = body.paragraph(match wide.is_empty() {
        true => "Trên đây là báo cáo của Thường trực Hội đồng nhân dân./.",
        false => "Trên đây là báo cáo của Thường trực Hội đồng nhân dân (kèm theo Phụ lục)./.",
    });
    // "12/BC-HĐND", perhaps typed with "Số" before it; a draft has none.
    let typed = report
        .number
        .trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let typed = typed.split_once('/').and_then(|(number, symbol)| {
        let number = number.trim().parse().ok()?;
        Some((Some(number), symbol.trim()))
    });
    let (number, symbol) = typed.unwrap_or((None, "BC-HĐND"));
    let (name, office) = report.signer.split_once(',').map_or(
        (report.signer.as_str(), "Chủ tịch"),
        |(name, office)| (name.trim(), office.trim()),
    );
    let mut paper = Paper::new(
        Kind::Report,
        format!("Hội đồng nhân dân\n{unit}"),
        report.title.clone(),
    )
    .numbered(number, symbol)
    .issued(place_name(&report.unit_name), report.signed_on)
    .with_body(body)
    .signed(Signature::new(office, name).on_behalf("TM. Thường trực Hội đồng nhân dân"))
    .sent_to(
        [
            "Đại biểu Hội đồng nhân dân",
            "Ủy ban nhân dân, Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp",
        ],
        "VT",
    );
    if !wide.is_empty() {
        paper = paper.annex(Annex::new("Bảng số liệu", wide).landscape());
    }
    let draft = (report.state == ReportState::Draft).then_some(paper::DRAFT);
    paper.marked([draft, report.sample.then_some(paper::SAMPLE)])
}

/// A report while it is put on paper.
#[derive(Default)]
struct Printer {
    body: Body,
    /// Lines after dashes that wait for the last of them.
    items: Vec<String>,
    wide: Vec<Printed>,
    tables: usize,
    charts: usize,
}

impl Printer {
    fn chapter(&mut self, chapter: Chapter, blocks: &[Block]) {
        self.end_list();
        let heading = chapter.heading();
        let title = heading.split_once(". ").map_or(heading, |(_, title)| title);
        self.add(|body| body.heading(Level::Roman, title));
        for block in blocks {
            match block {
                Block::Sentence { pieces } | Block::Prose { pieces } => self.sentence(pieces),
                Block::Table(table) => self.table(table),
            }
        }
        if blocks.is_empty() {
            self.add(|body| body.paragraph("(Chưa có nội dung.)"));
        }
    }

    fn sentence(&mut self, pieces: &[Piece]) {
        let words: String = pieces.iter().map(Piece::shown).collect();
        match words.strip_prefix("- ") {
            Some(item) => self.items.push(item.to_owned()),
            None => {
                self.end_list();
                self.add(|body| body.paragraph(words));
            }
        }
    }

    fn table(&mut self, told: &Table) {
        self.end_list();
        self.tables += 1;
        let caption = match told.caption.as_str() {
            "" => format!("Bảng {}", self.tables),
            caption => format!("Bảng {}. {caption}", self.tables),
        };
        let table = table(told, caption);
        if told.head.len() > WIDEST {
            let words = format!("(Bảng {} tại Phụ lục.)", self.tables);
            self.wide.push(Printed::Table(table));
            self.add(|body| body.paragraph(words));
        } else {
            self.add(|body| body.table(table));
        }
        if let Some((head, bars)) = told.charted() {
            self.charts += 1;
            let title = format!("Biểu đồ {}. {}", self.charts, told.caption);
            let by_value = |(_, bound): &&(String, &Bound)| bound.value;
            let ends = [
                ("Cao nhất", bars.iter().rev().max_by_key(by_value)),
                ("thấp nhất", bars.iter().min_by_key(by_value)),
            ];
            let ends = ends.map(|(words, bar)| {
                bar.map_or_else(String::new, |(name, bound)| {
                    format!("{words}: {name} ({})", bound.shown())
                })
            });
            let value = |bound: &Bound| match bound.unit {
                Unit::Share => bound.value as f64 / 100.0,
                Unit::Count | Unit::Dong => bound.value as f64,
            };
            let unit = match bars[0].1.unit {
                Unit::Share => "%",
                Unit::Count => "",
                Unit::Dong => "đồng",
            };
            let values: Vec<_> = bars.iter().map(|(_, bound)| Some(value(bound))).collect();
            let axis = told.head.first().cloned().unwrap_or_default();
            let chart = Chart::new(ChartKind::Bar, title, format!("{}.", ends.join("; ")))
                .over(axis, bars.into_iter().map(|(name, _)| name))
                .unit(unit)
                .series(head, values);
            self.add(|body| body.chart(chart));
        }
    }

    fn add(&mut self, add: impl FnOnce(Body) -> Body) {
        self.body = add(std::mem::take(&mut self.body));
    }

    fn end_list(&mut self) {
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            self.add(|body| body.list(items));
        }
    }
}

fn table(told: &Table, caption: String) -> paper::Table {
    let columns = told.head.iter().enumerate().map(|(at, head)| {
        let column = match (at, told.counts(at)) {
            (_, true) => Column::numbers(2),
            (0, false) => Column::words(4),
            (_, false) => Column::words(3),
        };
        (head.clone(), column)
    });
    let rows = told.rows.iter().map(|row| {
        let cells = row.iter().map(|piece| Cell::new(piece.shown()));
        match Table::is_sum(row) {
            true => Row::sum(cells),
            false => Row::new(cells),
        }
    });
    paper::Table::new(caption, columns).rows(rows)
}

//! The content of a report as a page: sentences with their figures as links, tables, and charts of what is better seen.

use council::reports::model::{Block, Bound, Piece, Table as Told};
use council::reports::{Chapter, Report};
use ui::{BarChart, Cell, Column, Html, Prose, Section, Table};

use super::say;
use crate::visit::Visit;

/// The blocks of a chapter, under its heading.
pub fn chapter(visit: &Visit, of: &Report, chapter: Chapter, blocks: &[Block]) -> Section {
    let mut section = Section::new(say::chapter(chapter)).id(say::anchor(chapter));
    let mut prose: Option<Prose> = None;
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Sentence { pieces } | Block::Prose { pieces } => {
                let html = run(visit, of, pieces);
                prose = Some(prose.take().unwrap_or_default().p(html));
            }
            Block::Table(told) => {
                if let Some(prose) = prose.take() {
                    section = section.push(prose);
                }
                let id = format!("bang-{}-{at}", chapter.code());
                section = section.push(table(visit, of, told).id(id));
                if let Some(chart) = chart(visit, of, told) {
                    section = section.push(chart);
                }
            }
        }
    }
    if let Some(prose) = prose {
        section = section.push(prose);
    }
    section
}

/// A figure that leads to its records.
pub fn figure(visit: &Visit, path: &str, bound: &Bound) -> Html {
    match say::href(visit, path, &bound.source) {
        Some(href) => Html::link(bound.shown(), href),
        None => Html::text(bound.shown()),
    }
}

fn run(visit: &Visit, of: &Report, pieces: &[Piece]) -> Html {
    let mut html = Html::new();
    for piece in pieces {
        html = match piece {
            Piece::Words(words) => html.and(words.as_str()),
            Piece::Figure(bound) => html.and(figure(visit, &of.path, bound)),
        };
    }
    html
}

fn table(visit: &Visit, of: &Report, told: &Told) -> Table {
    let caption = if told.caption.is_empty() {
        visit.t("report-table-of-writer")
    } else {
        told.caption.clone()
    };
    let mut table = Table::new(caption, visit.words());
    for (at, head) in told.head.iter().enumerate() {
        table = table.column(if told.counts(at) {
            Column::number(head)
        } else {
            Column::text(head)
        });
    }
    let cells = |row: &[Piece]| -> Vec<Cell> {
        row.iter()
            .map(|piece| match piece {
                Piece::Words(words) => Cell::text(words.as_str()),
                Piece::Figure(bound) => Cell::of(figure(visit, &of.path, bound)),
            })
            .collect()
    };
    for row in &told.rows {
        table = if Told::is_sum(row) {
            table.footer(cells(row))
        } else {
            table.row(cells(row))
        };
    }
    if told.head.len() > 6 {
        table = table.wide();
    }
    table.empty(visit.t("report-table-empty"))
}

fn chart(visit: &Visit, of: &Report, told: &Told) -> Option<BarChart> {
    let (head, bars) = told.charted()?;
    let names = told.head.first().map_or("", String::as_str);
    let mut chart = BarChart::new(told.caption.as_str(), names, head);
    for (name, bound) in bars {
        chart = chart.bar(name, bound.value as f64, bound.shown());
        if let Some(href) = say::href(visit, &of.path, &bound.source) {
            chart = chart.href(href);
        }
    }
    Some(chart)
}

/// Figures that are others than they were: what, then, now.
pub fn changes(
    visit: &Visit,
    of: &Report,
    changed: &[council::reports::queries::Change],
    (then, now): (&str, &str),
) -> Table {
    let mut table = Table::new(visit.t("report-changed"), visit.words())
        .column(Column::text(visit.t("report-figure")))
        .column(Column::number(visit.t(then)))
        .column(Column::number(visit.t(now)));
    for change in changed {
        let shown = |value: Option<i64>| match value {
            Some(value) => Cell::number(change.bound.unit.shown(value)),
            None => Cell::missing(visit.t("missing")),
        };
        let now = match change.now {
            Some(_) => Cell::of(figure(visit, &of.path, &change.bound)),
            None => Cell::missing(visit.t("missing")),
        };
        table = table.row([
            Cell::text(change.bound.label.as_str()),
            shown(change.then),
            now,
        ]);
    }
    table
}

/// The keys that may stand in prose, with what each says now.
pub fn keys(visit: &Visit, figures: &[(Chapter, &Bound)]) -> Table {
    let mut table = Table::new(visit.t("report-keys"), visit.words())
        .column(Column::text(visit.t("report-key")))
        .column(Column::text(visit.t("report-figure")))
        .column(Column::number(visit.t("report-value")));
    for (_, bound) in figures {
        table = table.row([
            Cell::text(format!("{{{{{}}}}}", bound.key)),
            Cell::text(bound.label.as_str()),
            Cell::number(bound.shown()),
        ]);
    }
    table.quiet()
}

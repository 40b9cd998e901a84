//! Two reports side by side: two terms, two councils, three levels against two.

use axum::extract::State;
use council::reports::Chapter;
use council::reports::comparison::{Compared, compare};
use council::reports::queries::{page, reports};
use kernel::ids::ReportId;
use kernel::vi::count;
use store::Db;
use ui::{Cell, Choice, Column, Filters, Notice, Page, Section, Table};

use super::blocks::figure;
use super::say;
use crate::asked;
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let (a, b): (Option<ReportId>, Option<ReportId>) =
        (asked::id(&visit, "a")?, asked::id(&visit, "b")?);
    let offered: Vec<Choice> = reports(&db, &visit.actor, "", visit.on)
        .await?
        .into_iter()
        .map(|report| {
            let words = format!("{} – {}", report.title, report.council_title());
            Choice::new(report.id.to_string(), words)
        })
        .collect();
    let chosen = |id: Option<ReportId>| id.map_or_else(String::new, |id| id.to_string());
    let mut filters = Filters::new("/reports/compare", visit.words())
        .select("a", &visit.t("report-first"), offered.clone(), &chosen(a))
        .select("b", &visit.t("report-second"), offered, &chosen(b));
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    let mut shown = Page::new(visit.t("report-compare"))
        .lead(visit.t("report-compare-lead"))
        .push(filters);
    if let Some((a, b)) = a.zip(b) {
        let snapshot = visit.app.projection().now().await?;
        let a = page(&db, &snapshot, &visit.actor, a, visit.on).await?;
        let b = page(&db, &snapshot, &visit.actor, b, visit.on).await?;
        let rows = compare(&a.content, &b.content);
        let differ = rows
            .iter()
            .filter(|row| row.difference() != Some(0))
            .count();
        let (n, all) = (count(differ), count(rows.len()));
        let words = visit.tv("report-compare-counts", &[("n", &n), ("all", &all)]);
        shown = shown.push(Notice::info(words));
        let names = [&a.report, &b.report].map(|of| say::period(&visit, of));
        for chapter in Chapter::ALL {
            let rows: Vec<&Compared> = rows.iter().filter(|row| row.chapter == *chapter).collect();
            if rows.is_empty() {
                continue;
            }
            let mut table = Table::new(say::chapter(*chapter), visit.words())
                .column(Column::text(visit.t("report-figure")));
            for name in &names {
                table = table.column(Column::number(name));
            }
            table = table.column(Column::number(visit.t("report-difference")));
            for row in rows {
                let cell = |of: &Option<council::reports::model::Bound>, path: &str| match of {
                    Some(bound) => Cell::of(figure(&visit, path, bound)),
                    None => Cell::missing(visit.t("report-no-figure")),
                };
                let difference = row.difference().zip(row.b.as_ref());
                table = table.row([
                    Cell::text(row.label.as_str()),
                    cell(&row.a, &a.report.path),
                    cell(&row.b, &b.report.path),
                    match difference {
                        Some((by, bound)) => Cell::number(say::difference(bound, by)),
                        None => Cell::missing(visit.t("missing")),
                    },
                ]);
            }
            let section = Section::new(say::chapter(*chapter)).id(say::anchor(*chapter));
            shown = shown.push(section.push(table.quiet()));
        }
    }
    Ok(visit
        .view(shown)
        .part(Part::TermReports)
        .crumb(visit.t("nav-reports"), "/reports")
        .respond())
}

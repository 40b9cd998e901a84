//! The laws that delegates have to master, one law council by council, and the topics.

use std::sync::Arc;

use axum::extract::{Path, State};
use council::scoreboard::board;
use council::scoreboard::single::{LawCounts, LawRow, one_law};
use council::scoreboard::{LawCoverage, Projection, Tally};
use kernel::ids::DocumentId;
use ui::{Button, Cell, Column, Page, Section, Table, Tone};

use super::one::{law_table, say_topic};
use super::{asked, say};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// Every law.
pub async fn laws(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    let snapshot = projection.now().await?;
    let laws = board::laws(&snapshot, visit.on, &asked::filter(&visit)?);
    let mut table = law_table(&visit, &laws, |law| {
        let path = format!("/scoreboard/laws/{}", law.id);
        Cell::link(
            &law.number,
            visit.at_with(&path, &[("page", ""), ("sort", "")]),
        )
    })
    .empty(visit.t("scoreboard-no-law"));
    for (word, ending) in [("XLSX", "xlsx"), ("CSV", "csv")] {
        table = table.export(
            word,
            visit.at_with(&format!("/scoreboard/laws.{ending}"), &[]),
        );
    }
    let page = Page::new(visit.t("measure-m2"))
        .kicker(visit.t("scoreboard-kicker"))
        .lead(law_lead(&visit, &laws))
        .push(say::tabs(&visit, "/scoreboard/laws"))
        .push(
            Section::new(visit.t("scoreboard-laws-head"))
                .intro(visit.t("scoreboard-laws-intro"))
                .push(table),
        );
    Ok(visit
        .view(page)
        .part(Part::Scoreboard)
        .crumb(visit.t("measure-m2"), "/scoreboard/laws")
        .respond())
}

/// Every law as CSV.
pub async fn laws_csv(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    export(&visit, &projection, Format::Csv).await
}

/// Every law as a spreadsheet.
pub async fn laws_xlsx(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    export(&visit, &projection, Format::Xlsx).await
}

async fn export(visit: &Visit, projection: &Projection, format: Format) -> Outcome {
    let snapshot = projection.now().await?;
    let laws = board::laws(&snapshot, visit.on, &asked::filter(visit)?);
    let list = Listing::new(visit.t("scoreboard-laws-caption"))
        .column(Kind::Text, visit.t("scoreboard-law"))
        .column(Kind::Text, visit.t("scoreboard-law-title"))
        .column(Kind::Number, visit.t("scoreboard-owed"))
        .column(Kind::Number, visit.t("scoreboard-studied"))
        .column(Kind::Number, visit.t("scoreboard-passed"))
        .column(Kind::Number, visit.t("scoreboard-current"))
        .column(Kind::Day, visit.t("scoreboard-changed"))
        .note(visit.t("scoreboard-laws-intro"))
        .rows(laws.iter().map(|law| {
            vec![
                Item::Text(law.number.clone()),
                Item::Text(law.title.clone()),
                Item::Number(law.owed.into()),
                Item::Number(law.studied.into()),
                Item::Number(law.passed.into()),
                Item::Number(law.current.into()),
                Item::day(law.changed),
            ]
        }));
    Ok(list.export(visit, format, "nam-vung-phap-luat"))
}

fn law_lead(visit: &Visit, laws: &[LawCoverage]) -> String {
    let tally = Tally {
        done: laws.iter().map(|law| law.current).sum(),
        of: laws.iter().map(|law| law.owed).sum(),
    };
    let count = u32::try_from(laws.len()).unwrap_or(u32::MAX);
    let key = if laws.is_empty() {
        "scoreboard-laws-lead-none"
    } else {
        "scoreboard-laws-lead"
    };
    visit.tv(
        key,
        &[
            ("day", &visit.day(visit.on)),
            ("laws", &say::number(count)),
            ("share", &say::share(tally)),
            ("done", &say::number(tally.done)),
            ("of", &say::number(tally.of)),
        ],
    )
}

/// One law, council by council.
pub async fn law(
    visit: Visit,
    Path(id): Path<String>,
    State(projection): State<Arc<Projection>>,
) -> Outcome {
    let id: DocumentId = id.parse().map_err(|_| Failure::not_found("document"))?;
    let snapshot = projection.now().await?;
    let known = snapshot.facts.law_numbers.find(id);
    let law = known.and_then(|at| snapshot.facts.laws.get(at as usize));
    let law = law.ok_or_else(|| Failure::not_found("document"))?;
    let filter = asked::filter(&visit)?;
    let counted = one_law(&snapshot, id, visit.on, &filter);
    let counted = counted.ok_or_else(|| Failure::not_found("document"))?;
    let at = asked::page(&visit)?;
    let shown = counted.rows((at - 1) * asked::PAGE, asked::PAGE);
    let href = visit.link(&format!("/library/{id}"));
    let missing = visit.at_with(
        "/scoreboard/missing",
        &[("law", &id.to_string()), ("page", "")],
    );
    let page = Page::new(format!("{} – {}", law.number, law.title))
        .kicker(visit.t("scoreboard-law-kicker"))
        .lead(one_law_lead(&visit, counted.sum()))
        .action(Button::new(visit.t("scoreboard-law-missing"), missing))
        .action(Button::new(visit.t("scoreboard-to-law"), href).secondary())
        .push(councils(&visit, &shown))
        .push(asked::pager(&visit, at, counted.len(), "scoreboard-page"));
    Ok(visit
        .view(page)
        .part(Part::Scoreboard)
        .crumb(visit.t("measure-m2"), "/scoreboard/laws")
        .crumb(law.number.clone(), &format!("/scoreboard/laws/{id}"))
        .respond())
}

fn one_law_lead(visit: &Visit, sum: LawCounts) -> String {
    if sum.owed == 0 {
        return visit.tv("scoreboard-one-law-none", &[("day", &visit.day(visit.on))]);
    }
    let tally = Tally {
        done: sum.current,
        of: sum.owed,
    };
    visit.tv(
        "scoreboard-one-law-lead",
        &[
            ("day", &visit.day(visit.on)),
            ("done", &say::number(sum.current)),
            ("of", &say::number(sum.owed)),
            ("share", &say::share(tally)),
            ("studied", &say::number(sum.studied)),
            ("passed", &say::number(sum.passed)),
        ],
    )
}

fn councils(visit: &Visit, rows: &[LawRow]) -> Table {
    let mut table = Table::new(visit.t("scoreboard-law-by-council"), visit.words())
        .column(Column::text(visit.t("scoreboard-council")))
        .column(Column::number(visit.t("scoreboard-owed")))
        .column(Column::number(visit.t("scoreboard-studied")))
        .column(Column::number(visit.t("scoreboard-passed")))
        .column(Column::status(visit.t("scoreboard-current")));
    for row in rows {
        let share = |done: u32| {
            let of = row.law.owed;
            say::share(Tally { done, of })
        };
        let tone = if row.law.current == row.law.owed {
            Tone::Done
        } else {
            Tone::Due
        };
        table = table.row([
            Cell::link(
                &row.title,
                visit.link(&format!("/scoreboard/{}", row.council)),
            ),
            Cell::number(say::number(row.law.owed)),
            Cell::number(share(row.law.studied)),
            Cell::number(share(row.law.passed)),
            Cell::status(tone, share(row.law.current)),
        ]);
    }
    table.empty(visit.t("scoreboard-none"))
}

/// Every topic.
pub async fn topics(visit: Visit, State(projection): State<Arc<Projection>>) -> Outcome {
    let snapshot = projection.now().await?;
    let topics = board::topics(&snapshot, visit.on, &asked::filter(&visit)?);
    let mut table = Table::new(visit.t("scoreboard-topics-caption"), visit.words())
        .column(Column::text(visit.t("scoreboard-topic")))
        .column(Column::number(visit.t("scoreboard-owed")))
        .column(Column::number(visit.t("scoreboard-done")))
        .column(Column::number(visit.t("scoreboard-missing")))
        .column(Column::status(visit.t("scoreboard-share")));
    for topic in &topics {
        let tone = if topic.tally.is_proven() {
            Tone::Done
        } else {
            Tone::Due
        };
        table = table.row([
            Cell::text(say_topic(&visit, &topic.name_vi, &topic.name_en)),
            Cell::number(say::number(topic.tally.of)),
            Cell::number(say::number(topic.tally.done)),
            Cell::number(say::number(topic.tally.missing())),
            Cell::status(tone, say::share(topic.tally)),
        ]);
    }
    let count = u32::try_from(topics.len()).unwrap_or(u32::MAX);
    let weakest = topics
        .iter()
        .filter(|topic| topic.tally.missing() > 0)
        .min_by_key(|topic| u64::from(topic.tally.done) * 1_000_000 / u64::from(topic.tally.of));
    let lead = match weakest {
        Some(topic) => visit.tv(
            "scoreboard-topics-lead",
            &[
                ("topics", &say::number(count)),
                ("day", &visit.day(visit.on)),
                ("topic", say_topic(&visit, &topic.name_vi, &topic.name_en)),
                ("share", &say::share(topic.tally)),
            ],
        ),
        None if topics.is_empty() => visit.t("scoreboard-no-topic"),
        None => visit.tv("scoreboard-topics-done", &[("topics", &say::number(count))]),
    };
    let page = Page::new(visit.t("scoreboard-topics"))
        .kicker(visit.t("scoreboard-kicker"))
        .lead(lead)
        .push(say::tabs(&visit, "/scoreboard/topics"))
        .push(table.empty(visit.t("scoreboard-no-topic")));
    Ok(visit
        .view(page)
        .part(Part::Scoreboard)
        .crumb(visit.t("scoreboard-topics"), "/scoreboard/topics")
        .respond())
}

//! The board over councils: how far each one's meetings reach around its regular sitting, from a place down.

use axum::extract::{Path, State};
use council::bodies::queries::provinces;
use council::contact::board::{CouncilCoverage, board};
use council::contact::coverage::Tally;
use kernel::vi;
use store::Db;
use ui::{Choice, Filters, Page};

use super::say;
use crate::bodies::words::{council_title, or_all};
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let place = visit.asked("place").unwrap_or_default();
    let lines = board(&db, place, visit.on).await?;
    let all = provinces(&db, visit.on).await?;
    let choices = all
        .iter()
        .map(|unit| Choice::new(unit.path.as_str(), unit.name.as_str()));
    let mut filters = Filters::new("/contact-coverage", visit.words()).select(
        "place",
        &visit.t("province"),
        or_all(&visit, choices.collect()),
        place,
    );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    let page = Page::new(visit.t("contact-coverage"))
        .lead(lead(&visit, &lines))
        .push(filters)
        .push(
            listing(&visit, &lines)
                .exports(&visit, "/contact-coverage")
                .table(&visit),
        );
    Ok(visit
        .view(page)
        .part(Part::Contacts)
        .crumb(visit.t("nav-contacts"), "/contacts")
        .respond())
}

/// The board as a file.
pub async fn export(visit: Visit, State(db): State<Db>, Path(ending): Path<String>) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let lines = board(&db, visit.asked("place").unwrap_or_default(), visit.on).await?;
    Ok(listing(&visit, &lines).export(&visit, format, "do-phu-tiep-xuc-cu-tri"))
}

fn lead(visit: &Visit, lines: &[CouncilCoverage]) -> String {
    let tallies: Vec<&Tally> = lines
        .iter()
        .filter_map(|line| line.tally.as_ref())
        .collect();
    let sum = |of: fn(&Tally) -> u32| {
        let total: i64 = tallies.iter().map(|tally| i64::from(of(tally))).sum();
        vi::number(total)
    };
    let behind = tallies.iter().filter(|tally| tally.missing() > 0).count();
    visit.tv(
        "contact-board-lead",
        &[
            ("councils", &vi::number(tallies.len() as i64)),
            ("met", &sum(|tally| tally.met)),
            ("delegates", &sum(|tally| tally.delegates)),
            ("behind", &vi::number(behind as i64)),
        ],
    )
}

fn listing(visit: &Visit, lines: &[CouncilCoverage]) -> Listing {
    Listing::new(visit.t("contact-coverage"))
        .column(Kind::Text, visit.t("council"))
        .column(Kind::Text, visit.t("contact-around"))
        .column(Kind::Share, visit.t("contact-stat-met"))
        .column(Kind::Number, visit.t("contact-not-met"))
        .column(Kind::Share, visit.t("contact-stat-reached"))
        .column(Kind::Number, visit.t("contact-stat-never"))
        .column(Kind::Number, visit.t("contact-stat-held"))
        .column(Kind::Number, visit.t("contact-ahead"))
        .column(Kind::Number, visit.t("contact-voters"))
        .rows(lines.iter().map(|line| row(visit, line)))
        .empty(visit.t("contact-board-none"))
}

fn row(visit: &Visit, line: &CouncilCoverage) -> Vec<Item> {
    let href = visit.link(&format!("/councils/{}/contacts", line.council.id));
    let title = Item::Link(council_title(visit, &line.council), href);
    let (Some(tally), Some(side)) = (&line.tally, line.side) else {
        let mut row = vec![title, Item::Text(visit.t("contact-no-sitting-short"))];
        row.extend((0..7).map(|_| Item::Missing));
        return row;
    };
    let share = |part: u32, whole: u32| Item::Share(part.into(), whole.into());
    vec![
        title,
        Item::Text(say::around(visit, side, line.sitting_number)),
        share(tally.met, tally.delegates),
        Item::Number(tally.missing().into()),
        share(tally.reached, tally.communes),
        Item::Number(line.never_visited.into()),
        Item::Number(tally.held.into()),
        Item::Number(tally.ahead.into()),
        Item::Number(tally.voters.into()),
    ]
}

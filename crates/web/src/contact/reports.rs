//! Báo cáo với cử tri hằng năm: who has reported to voters in a year and who has not.

use axum::extract::{Path, State};
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::contact::reports::{ReportLine, Reports, reports};
use kernel::ids::CouncilId;
use kernel::vi;
use store::Db;
use ui::{Button, Filters, Notice, Page, Tone};

use crate::bodies::words::council_title;
use crate::failure::{Failure, Outcome};
use crate::listing::{Format, Item, Kind, Listing};
use crate::rules::words;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<CouncilId>) -> Outcome {
    let council = council(&db, id).await?;
    let of = reports(&db, id, year(&visit, &council), visit.on).await?;
    let home = format!("/councils/{id}/voter-reports");
    let mut page = Page::new(visit.t("voter-reports"))
        .kicker(council_title(&visit, &council))
        .lead(lead(&visit, &of));
    let own = visit.actor.person.filter(|person| {
        let in_office = of.lines.iter().any(|line| line.person_id == *person);
        in_office && visit.actor.is_signed_in()
    });
    if (visit.can(Act::ReportToVoters, &council.path) || own.is_some()) && !visit.is_past() {
        let href = format!("{home}/new");
        page = page.action(Button::new(visit.t("task-voter-report"), href));
    }
    if let Some(rule) = &of.rule {
        page = page.push(Notice::info(words::dated_rule(&visit, rule)));
    }
    let years: Vec<String> = (council.valid_from.year()..=visit.on.year())
        .rev()
        .map(|year| year.to_string())
        .collect();
    let mut filters = Filters::new(&home, visit.words()).select(
        "year",
        &visit.t("voter-report-year"),
        years
            .iter()
            .map(|year| ui::Choice::new(year, year))
            .collect::<Vec<_>>(),
        &of.year.to_string(),
    );
    if visit.is_past() {
        filters = filters.hidden("on", &visit.on.to_string());
    }
    let page = page
        .push(filters)
        .push(listing(&visit, &of).exports(&visit, &home).table(&visit));
    Ok(visit
        .view(page)
        .part(Part::Contacts)
        .crumb(visit.t("nav-contacts"), "/contacts")
        .crumb(
            council_title(&visit, &council),
            &format!("/councils/{id}/contacts"),
        )
        .respond())
}

/// The list as a file.
pub async fn export(
    visit: Visit,
    State(db): State<Db>,
    Path((id, ending)): Path<(CouncilId, String)>,
) -> Outcome {
    let format = Format::of(&ending).ok_or_else(|| Failure::not_found("format"))?;
    let council = council(&db, id).await?;
    let of = reports(&db, id, year(&visit, &council), visit.on).await?;
    Ok(listing(&visit, &of)
        .note(council_title(&visit, &council))
        .note(lead(&visit, &of))
        .export(&visit, format, "bao-cao-voi-cu-tri"))
}

/// The year asked for: one in which the council existed; that of the day of view otherwise.
fn year(visit: &Visit, council: &CouncilRef) -> i16 {
    let last = council
        .period()
        .last_day()
        .map_or(visit.on.year(), |end| end.year().min(visit.on.year()));
    let asked = visit.asked("year").and_then(|text| text.parse().ok());
    asked
        .filter(|year| (council.valid_from.year()..=last).contains(year))
        .unwrap_or(last)
}

fn lead(visit: &Visit, of: &Reports) -> String {
    let all = of.lines.len() as i64;
    let given = i64::from(of.given);
    visit.tv(
        "voter-reports-lead",
        &[
            ("year", &of.year.to_string()),
            ("given", &vi::number(given)),
            ("all", &vi::number(all)),
            ("open", &vi::number(all - given)),
        ],
    )
}

fn listing(visit: &Visit, of: &Reports) -> Listing {
    Listing::new(visit.t("voter-reports"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Status, visit.t("voter-report-state"))
        .column(Kind::Day, visit.t("voter-report-given-on"))
        .column(Kind::Text, visit.t("voter-report-contact"))
        .column(Kind::Text, visit.t("voter-report-summary"))
        .rows(of.lines.iter().map(|line| row(visit, line)))
        .empty(visit.t("voter-reports-none"))
}

fn row(visit: &Visit, line: &ReportLine) -> Vec<Item> {
    let state = match line.given_on {
        Some(_) => Item::Status(Tone::Done, visit.t("voter-report-given")),
        None => Item::Status(Tone::Due, visit.t("voter-report-open")),
    };
    let contact = line.contact_id.map_or(Item::Missing, |id| {
        Item::Link(
            visit.t("voter-report-at-contact"),
            visit.link(&format!("/contacts/{id}")),
        )
    });
    vec![
        Item::Link(
            line.full_name.clone(),
            visit.link(&format!("/delegates/{}", line.person_id)),
        ),
        state,
        Item::day(line.given_on),
        contact,
        Item::maybe(line.summary.clone()),
    ]
}

//! What pages of other capabilities show of meetings with voters: the electoral units of a council, the meetings of a delegate.

use council::access::Act;
use council::bodies::{CouncilRef, Level};
use council::contact::meetings::held_by;
use council::contact::territory::constituencies;
use kernel::ids::PersonId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Html, Section};

use super::say;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// How many meetings the page of a delegate shows.
const SHOWN: u32 = 10;

/// The electoral units of a council with the communes they cover, and the way to change that; none at the level of communes.
pub async fn of_council(visit: &Visit, db: &Db, council: &CouncilRef) -> Outcome<Option<Section>> {
    let contacts = visit.link(&format!("/councils/{}/contacts", council.id));
    let way = Actions::new().push(Button::new(visit.t("nav-contacts"), contacts).secondary());
    let section = Section::new(visit.t("contact-of-council"))
        .id("tiep-xuc-cu-tri")
        .push(way);
    if council.level == Level::Commune {
        return Ok(Some(section));
    }
    let units = constituencies(db, council.id).await?;
    if units.is_empty() {
        return Ok(Some(section));
    }
    let may = visit.can(Act::CoverUnits, &council.path) && !visit.is_past();
    let list = Listing::new(visit.t("contact-constituencies"))
        .column(Kind::Text, visit.t("constituency"))
        .column(Kind::Number, visit.t("constituency-seats"))
        .column(Kind::Text, visit.t("contact-covers"))
        .rows(units.iter().map(|unit| {
            let names: Vec<&str> = unit
                .communes
                .iter()
                .map(|(_, name)| name.as_str())
                .collect();
            let name = if may {
                let href = format!("/constituencies/{}/units", unit.id);
                Item::Link(unit.name.clone(), href)
            } else {
                Item::Text(unit.name.clone())
            };
            let covers = (!names.is_empty()).then(|| names.join(", "));
            vec![name, Item::Number(unit.seats.into()), Item::maybe(covers)]
        }));
    let words = visit.tv(
        "contact-constituencies-open",
        &[("n", &vi::number(units.len() as i64))],
    );
    Ok(Some(section.push(
        ui::Details::new(words).push(list.table(visit).quiet()),
    )))
}

/// The last meetings at which a delegate met voters, with the way to all.
pub async fn of_delegate(visit: &Visit, db: &Db, person: PersonId) -> Outcome<Option<Section>> {
    let found = held_by(db, person, visit.on, SHOWN).await?;
    if found.total == 0 {
        return Ok(None);
    }
    let values = [("n", vi::number(found.total))];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let list = Listing::new(visit.t("nav-contacts"))
        .column(Kind::Text, visit.t("contact-commune"))
        .column(Kind::Day, visit.t("contact-day"))
        .column(Kind::Text, visit.t("contact-around"))
        .column(Kind::Number, visit.t("contact-voters"))
        .column(Kind::Number, visit.t("contact-speakers"))
        .rows(found.rows.iter().map(|row| {
            let number = |count: Option<u32>| {
                count.map_or(Item::Missing, |count| Item::Number(count.into()))
            };
            vec![
                Item::Link(
                    row.unit_name.clone(),
                    visit.link(&format!("/contacts/{}", row.id)),
                ),
                Item::Day(row.held_on),
                Item::Text(say::around(visit, row.side, row.sitting_number)),
                number(row.voters_present),
                number(row.speakers),
            ]
        }));
    Ok(Some(
        Section::new(visit.t("nav-contacts"))
            .id("tiep-xuc-cu-tri")
            .intro(Html::text(visit.tv("contact-of-delegate", &values)))
            .push(list.table(visit).quiet()),
    ))
}

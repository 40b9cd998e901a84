//! What pages of other capabilities show of petitions: what was raised at a meeting with voters, and what was asked of a delegate.

use council::access::{Act, FieldGroup};
use council::contact::meetings::Contact;
use council::petitions::ResultKind;
use council::petitions::delegates::asked_of;
use council::petitions::queries::{Matter, matters_at, utterances_at};
use kernel::ids::PersonId;
use kernel::vi;
use store::Db;
use ui::{Actions, Button, Html, Prose, Section, Stat, Stats};

use super::say;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing};
use crate::visit::Visit;

/// What voters said at a meeting: how much for everybody, the matters with what became of them, the way to write down more.
pub async fn of_contact(visit: &Visit, db: &Db, contact: &Contact) -> Outcome<Section> {
    let said = utterances_at(db, contact.id).await?;
    let matters = matters_at(db, contact.id).await?;
    let waiting = said.iter().filter(|said| !said.sorted).count();
    let count = |count: usize| vi::number(i64::try_from(count).unwrap_or(i64::MAX));
    let words = visit.tv(
        "contact-petitions-lead",
        &[
            ("said", &count(said.len())),
            ("matters", &count(matters.len())),
            ("waiting", &count(waiting)),
        ],
    );
    let mut section = Section::new(visit.t("contact-petitions"))
        .id("y-kien")
        .push(Prose::new().p(words));
    if visit.can(Act::TakeUtterance, &contact.path) && !visit.is_past() {
        let query = serde_urlencoded::to_string([
            ("contact", contact.id.to_string()),
            ("channel", "meeting".to_owned()),
            ("unit", contact.unit_id.to_string()),
            ("hamlet", contact.hamlet.clone()),
        ]);
        let home = format!("/councils/{}/utterances", contact.council_id);
        let href = format!("{home}/new?{}", query.unwrap_or_default());
        let take = Button::new(visit.t("task-utterance-take"), href);
        let field = format!("{home}/field?contact={}", contact.id);
        let field = Button::new(visit.t("field-open"), field).secondary();
        section = section.push(Actions::new().push(take).push(field));
    }
    if waiting > 0 && visit.actor.reads(FieldGroup::PetitionWork, &contact.path) {
        let links = said.iter().filter(|said| !said.sorted && !said.guarded);
        let links = links.map(|said| {
            Html::link(
                super::desk::begun(&said.text),
                format!("/utterances/{}", said.id),
            )
        });
        section = section.push(Prose::new().list(links));
    }
    if matters.is_empty() {
        return Ok(section);
    }
    Ok(section.push(listed(visit, &matters).table(visit)))
}

/// Matters as a short list: what is asked, who has it, how far it is.
fn listed(visit: &Visit, matters: &[Matter]) -> Listing {
    Listing::new(visit.t("contact-petitions"))
        .column(Kind::Text, visit.t("matter-title"))
        .column(Kind::Text, visit.t("matter-holder"))
        .column(Kind::Status, visit.t("matter-state"))
        .rows(matters.iter().map(|matter| {
            let (tone, word) = say::standing(visit, matter);
            let href = visit.link(&format!("/petitions/{}", matter.id));
            vec![
                Item::Link(matter.title.clone(), href),
                Item::maybe(matter.holder.clone()),
                Item::Status(tone, word),
            ]
        }))
}

/// So many of the matters voters asked of a delegate stand on the delegate's page.
const SHOWN: usize = 10;

/// What voters asked at the meetings a delegate came to, and what became of it; nothing where nothing was asked.
pub async fn of_delegate(visit: &Visit, db: &Db, person: PersonId) -> Outcome<Option<Section>> {
    let asked = asked_of(db, person, visit.on, SHOWN).await?;
    let tally = asked.tally;
    if tally.total == 0 {
        return Ok(None);
    }
    let number = |count: u32| vi::number(count.into());
    let mut stats = Stats::new().push(Stat::new(
        visit.t("delegate-petitions-all"),
        number(tally.total),
    ));
    for kind in ResultKind::ALL {
        let word = say::result(visit, *kind);
        stats = stats.push(Stat::new(word, number(tally.of(*kind))));
    }
    let list = listed(visit, &asked.latest);
    Ok(Some(
        Section::new(visit.t("delegate-petitions"))
            .id("kien-nghi")
            .intro(Html::text(visit.t("delegate-petitions-lead")))
            .push(stats)
            .push(list.table(visit).quiet()),
    ))
}

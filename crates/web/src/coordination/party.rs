//! What one party owes in all regulations it has signed.

use axum::extract::{Path, State};
use council::coordination::queries::{Counts, of_party};
use council::{Refusal, access::Shown};
use kernel::ids::PartyId;
use store::Db;
use ui::{Html, Page, Section};

use super::{say, tables};
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<PartyId>) -> Outcome {
    let found = of_party(&db, &visit.actor, id, visit.on).await?;
    let name = found
        .iter()
        .find_map(|(dossier, own)| dossier.party(*own))
        .map(|party| party.name.clone())
        .ok_or(Refusal::NotFound("party"))?;
    let mut counts = Counts::default();
    for (dossier, own) in &found {
        let of = dossier.by_party.iter().filter(|it| it.party_id == *own);
        of.for_each(|it| counts += it.counts);
    }
    let year = visit.on.year().to_string();
    let told = say::counts(&visit, &counts);
    let values = [("year", year.as_str()), ("counts", &told)];
    let mut page = Page::new(name)
        .kicker(visit.t("coordination-party-duties"))
        .lead(visit.tv("coordination-year-counts", &values));
    for (dossier, own) in found {
        let of = &dossier.coordination;
        let home = visit.link(&format!("/coordination/{}", of.id));
        let intro = Html::link(say::title(&visit, of), home);
        let mut section = Section::new(say::council(&visit, of))
            .id(of.id.to_string())
            .intro(intro);
        let rows = dossier.duties.iter();
        let rows = rows.filter(|row| row.duty.lead_id == own || row.partners.contains(&own));
        section = section.push(tables::duties(&visit, &dossier, rows).id(format!("nv-{}", of.id)));
        if let Shown::Visible(tasks) = &dossier.tasks {
            let mine = tasks.iter().filter(|task| task.lead_id == own);
            let caption = visit.t("coordination-tasks-led");
            let table = tables::tasks(&visit, &dossier, &caption, mine);
            section = section.push(table.id(format!("viec-{}", of.id)));
        }
        page = page.push(section);
    }
    Ok(visit
        .view(page)
        .part(Part::Coordination)
        .crumb(visit.t("nav-coordination"), "/coordination")
        .respond())
}

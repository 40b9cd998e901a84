//! What other pages show of papers: those made from their record, and the way to a new one.

use council::access::{Act, FieldGroup};
use council::papers::SourceKind;
use council::papers::queries::made_from;
use kernel::Id;
use kernel::ids::CouncilId;
use ui::{Actions, Button, Page, Section};

use super::say;
use crate::failure::Outcome;
use crate::visit::Visit;

/// The page with the papers made from a record at its end.
pub async fn onto<K>(
    page: Page,
    visit: &Visit,
    council: (CouncilId, &str),
    kind: SourceKind,
    id: Id<K>,
) -> Outcome<Page> {
    Ok(match section(visit, council, kind, id).await? {
        Some(section) => page.push(section),
        None => page,
    })
}

/// The way to a new paper from the records of a kind; nothing for those who do not draft.
pub fn button(
    visit: &Visit,
    (council, path): (CouncilId, &str),
    kind: SourceKind,
) -> Option<Button> {
    let drafts = visit.can(Act::DraftPaper, path) && !visit.is_past();
    let href = format!("/councils/{council}/papers/new?source={}", kind.code());
    drafts.then(|| Button::new(visit.t("paper-begin"), href).secondary())
}

/// The papers made from a record of a council, for those who may read papers; nothing for others.
async fn section<K>(
    visit: &Visit,
    (council, path): (CouncilId, &str),
    kind: SourceKind,
    id: Id<K>,
) -> Outcome<Option<Section>> {
    if !visit.actor.reads(FieldGroup::OfficialPapers, path) {
        return Ok(None);
    }
    let db = visit.app.db();
    let made = made_from(db, &visit.actor, (kind, id.uuid()), visit.on).await?;
    let drafts = visit.can(Act::DraftPaper, path) && !visit.is_past();
    if made.is_empty() && !drafts {
        return Ok(None);
    }
    let title = visit.t("papers-of-record");
    let mut section = Section::new(title.clone()).id("van-ban-di");
    if !made.is_empty() {
        section = section.push(say::listing(visit, title, &made).table(visit).quiet());
    }
    if drafts {
        let code = kind.code();
        let href = format!("/councils/{council}/papers/new?source={code}&record={id}");
        let button = Button::new(visit.t("paper-begin"), href).secondary();
        section = section.push(Actions::new().push(button));
    }
    Ok(Some(section))
}

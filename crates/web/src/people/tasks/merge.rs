//! Merging two records of one person, after looking at both side by side.

use council::access::Act;
use council::bodies::CouncilRef;
use council::people::acts::{MergePersons, merge_persons};
use council::people::queries::{DelegatePage, delegate_page};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::PersonId;
use ui::{Form, Table};
use uuid::Uuid;

use super::super::record;
use super::home;
use crate::bodies::words::reason_field;
use crate::failure::{Failure, Outcome};
use crate::listing::{Item, Kind, Listing};
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::view::Part;
use crate::visit::Visit;

/// Gộp hai hồ sơ của một người.
pub(super) struct Merge {
    council: CouncilRef,
    keep: DelegatePage,
    merge: DelegatePage,
}

impl Task for Merge {
    const ACT: Act = Act::MergePersons;
    const NAME: &'static str = "merge";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let (db, keep) = (visit.app.db(), Id::from_uuid(id));
        let merge: Option<PersonId> = visit.asked("with").and_then(|id| id.parse().ok());
        let merge = merge.ok_or_else(|| Failure::not_found("person"))?;
        let council = home(visit, keep, Act::MergePersons).await?;
        visit.actor.may(Act::MergePersons, &council.path)?;
        Ok(Self {
            council,
            keep: delegate_page(db, &visit.actor, keep, visit.on).await?,
            merge: delegate_page(db, &visit.actor, merge, visit.on).await?,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/delegates/{}", self.keep.person_id),
            subject: self.keep.record.full_name.clone(),
            part: Part::Delegates,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        form.push(self.side_by_side(visit))
            .field(reason_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let command = MergePersons {
            council: self.council.id,
            keep: self.keep.person_id,
            merge: self.merge.person_id,
            reason: read.text("reason"),
        };
        read.outcome(merge_persons(acting, command).await)?;
        Ok(format!("/delegates/{}", self.keep.person_id))
    }
}

impl Merge {
    fn side_by_side(&self, visit: &Visit) -> Table {
        let councils = |of: &DelegatePage| {
            let councils: Vec<&str> = of
                .mandates
                .iter()
                .map(|line| line.council.as_str())
                .collect();
            if councils.is_empty() {
                Item::Missing
            } else {
                Item::Text(councils.join("; "))
            }
        };
        let mut list = Listing::new(visit.t("merge-caption"))
            .column(Kind::Text, visit.t("merge-field"))
            .column(Kind::Text, visit.t("merge-keep"))
            .column(Kind::Text, visit.t("merge-away"))
            .row([
                Item::Text(visit.t("full-name")),
                Item::Text(self.keep.record.full_name.clone()),
                Item::Text(self.merge.record.full_name.clone()),
            ])
            .row([
                Item::Text(visit.t("council")),
                councils(&self.keep),
                councils(&self.merge),
            ]);
        let kept = record::lines(visit, &self.keep.record);
        let merged = record::lines(visit, &self.merge.record);
        for (kept, merged) in kept.into_iter().zip(merged) {
            list = list.row([
                Item::Text(kept.label),
                Item::Text(kept.value),
                Item::Text(merged.value),
            ]);
        }
        list.table(visit)
    }
}

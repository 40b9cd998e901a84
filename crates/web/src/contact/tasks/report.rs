//! Ghi báo cáo với cử tri.

use council::Page as Batch;
use council::access::{Act, NotPermitted};
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::contact::ContactState;
use council::contact::meetings::{Contact, ContactFilter, contacts};
use council::contact::reports::{ReportToVoters, report_to_voters};
use council::contact::territory::{Serving, serving};
use council::{Acting, Result};
use jiff::ToSpan as _;
use kernel::Id;
use ui::{Choice, Field, Form};
use uuid::Uuid;

use super::of_council;
use super::outside::{delegate_field, own};
use crate::contact::say;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// Meetings of so many days back can be chosen.
const BACK: i64 = 365;

/// The report of one delegate.
pub struct Report {
    council: CouncilRef,
    serving: Vec<Serving>,
    meetings: Vec<Contact>,
    person: String,
}

impl Task for Report {
    const ACT: Act = Act::ReportToVoters;
    const NAME: &'static str = "voter-report";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let held = ContactFilter {
            council: Some(council.id),
            from: Some(visit.today.saturating_sub(BACK.days())),
            until: Some(visit.today),
            state: Some(ContactState::Held),
            latest_first: true,
            ..ContactFilter::default()
        };
        Ok(Self {
            serving: serving(db, council.id, visit.today).await?,
            meetings: contacts(db, &held, visit.today, Batch::WHOLE).await?.rows,
            person: visit.asked("person").unwrap_or_default().to_owned(),
            council,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.council, "voter-reports")
    }

    fn leave(&self, visit: &Visit, place: &Place) -> Result<(), NotPermitted> {
        match own(visit, &self.serving) {
            Some(person) => visit.actor.may_for(Self::ACT, person, &place.scope),
            None => visit.actor.may(Self::ACT, &place.scope),
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let for_others = visit.can(Self::ACT, &self.council.path);
        let given = Field::date("given_on", visit.t("voter-report-given-on"));
        let mut meetings = vec![Choice::new("", visit.t("voter-report-no-contact"))];
        meetings.extend(self.meetings.iter().map(|meeting| {
            let label = format!("{}, {}", meeting.unit_name, say::moment(visit, meeting));
            Choice::new(meeting.id.to_string(), label)
        }));
        let contact = Field::select("contact", visit.t("voter-report-contact"), meetings, "")
            .hint(visit.t("voter-report-contact-hint"))
            .optional();
        let summary = Field::long("summary", visit.t("voter-report-summary")).rows(5);
        let person = delegate_field(visit, posted, &self.serving, for_others, &self.person);
        form.field(person)
            .field(posted.fill("given_on", given))
            .field(posted.fill("contact", contact))
            .field(posted.fill("summary", summary))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = ReportToVoters {
            council: self.council.id,
            person: read.id("person"),
            given_on: read.day("given_on"),
            contact: read.maybe_id("contact"),
            summary: read.text("summary"),
        };
        read.outcome(report_to_voters(acting, command).await)?;
        Ok(format!("/councils/{}/voter-reports", self.council.id))
    }
}

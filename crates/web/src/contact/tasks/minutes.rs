//! Ghi biên bản tiếp xúc cử tri.

use council::access::Act;
use council::contact::meetings::{ContactPage, contact_page};
use council::contact::minutes::{Answered, Attended, HandedIn, RecordMinutes, record_minutes};
use council::files::LARGEST;
use council::{Acting, Result};
use kernel::Id;
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::of_contact;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// At least so many empty lines for answers stand in the form, and one more than there are.
const ANSWERS: usize = 3;

/// The minutes of one meeting, new or to be corrected.
pub struct Record(ContactPage);

impl Record {
    fn lines(&self) -> usize {
        ANSWERS.max(self.0.answers.len() + 1)
    }
}

impl Task for Record {
    const ACT: Act = Act::RecordContact;
    const NAME: &'static str = "contact-record";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let id = Id::from_uuid(id);
        Ok(Self(contact_page(db, &visit.actor, id, visit.today).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_contact(visit, &self.0.contact)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, mut form: Form) -> Form {
        let contact = &self.0.contact;
        let number = |count: Option<u32>| count.map_or_else(String::new, |count| count.to_string());
        let day = contact.minutes_on.unwrap_or(contact.held_on);
        let minutes_on =
            Field::date("minutes_on", visit.t("contact-minutes-on")).value(visit.day(day));
        let voters = Field::number("voters_present", visit.t("contact-voters"))
            .value(number(contact.voters_present));
        let speakers =
            Field::number("speakers", visit.t("contact-speakers")).value(number(contact.speakers));
        let came: Vec<String> = if posted.has_problems() {
            posted.all("present")
        } else {
            let people = self.0.people.iter();
            people
                .filter(|line| line.present != Some(false))
                .map(|line| line.person_id.to_string())
                .collect()
        };
        let people = self.0.people.iter().map(|line| {
            Choice::new(line.person_id.to_string(), line.full_name.as_str())
                .hint(line.council.as_str())
        });
        let present = Field::checkboxes("present", visit.t("contact-who-came"), people, came)
            .error_if(posted.problem_of("present"));
        form = form
            .field(posted.fill("minutes_on", minutes_on))
            .field(posted.fill("voters_present", voters))
            .field(posted.fill("speakers", speakers))
            .field(present);
        for line in &self.0.people {
            let name = format!("absent_{}", line.person_id);
            let label = visit.tv("contact-why-absent", &[("name", &line.full_name)]);
            let known = line.reason.as_ref().visible().cloned().flatten();
            let field = Field::text(name.as_str(), label)
                .value(known.unwrap_or_default())
                .optional();
            form = form.field(posted.fill(&name, field));
        }
        for at in 0..self.lines() {
            let known = self.0.answers.get(at);
            let (by, matter) = (format!("answered_by_{at}"), format!("matter_{at}"));
            let who = Field::text(by.as_str(), visit.t("contact-answered-by"))
                .value(known.map_or("", |answer| answer.answered_by.as_str()))
                .width(Width::Medium)
                .optional();
            let what = Field::text(matter.as_str(), visit.t("contact-matter"))
                .value(known.map_or("", |answer| answer.matter.as_str()))
                .optional();
            form = form
                .field(posted.fill(&by, who))
                .field(posted.fill(&matter, what));
        }
        let known = self.0.minutes.as_ref().visible().cloned().flatten();
        let text = Field::long("text", visit.t("contact-minutes-text"))
            .value(known.unwrap_or_default())
            .rows(10)
            .optional();
        let megabytes = (LARGEST / (1024 * 1024)).to_string();
        let hint = visit.tv("materials-file-hint", &[("megabytes", &megabytes)]);
        let file = Field::file("file", visit.t("contact-minutes-file"))
            .hint(hint)
            .optional();
        form.field(posted.fill("text", text))
            .field(posted.fill("file", file))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let came = posted.all("present");
        let delegates = self.0.people.iter().map(|line| Attended {
            person: line.person_id,
            present: came.contains(&line.person_id.to_string()),
            reason: posted.text(&format!("absent_{}", line.person_id)),
        });
        let answers = (0..self.lines()).map(|at| Answered {
            by: posted.text(&format!("answered_by_{at}")),
            matter: posted.text(&format!("matter_{at}")),
        });
        let file = posted.chosen_file("file").map(|upload| HandedIn {
            name: upload.name.clone(),
            bytes: upload.bytes.to_vec(),
        });
        let command = RecordMinutes {
            contact: self.0.contact.id,
            minutes_on: read.day("minutes_on"),
            voters_present: read.number("voters_present"),
            speakers: read.number("speakers"),
            delegates: delegates.collect(),
            answers: answers.collect(),
            text: posted.raw("text").to_owned(),
            file,
        };
        read.outcome(record_minutes(acting, command).await)?;
        Ok(format!("/contacts/{}", self.0.contact.id))
    }
}

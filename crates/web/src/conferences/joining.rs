//! The forms of those who take part: answering the invitation, handing in a paper, evaluating; and the file of a paper.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use council::access::{Act, NotPermitted};
use council::bodies::CouncilRef;
use council::conferences::evaluating::{Evaluation, attendee, evaluate, my_evaluation};
use council::conferences::joining::{
    AnswerInvitation, HandInPaper, answer_invitation, hand_in_paper, paper_file, participants,
};
use council::conferences::queries::{Paper, papers, registrations, topic};
use council::conferences::{Conference, Topic};
use council::files::{GivenFile, LARGEST};
use council::{Acting, Result};
use kernel::Id;
use kernel::ids::ConferenceTopicId;
use store::Db;
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::tasks::{at, council_choices, home, of_conference};
use crate::app::App;
use crate::failure::Outcome;
use crate::listing::file;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, route};
use crate::visit::Visit;

/// Room for the largest file in the wrapping of a form.
const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Register>(router, "/conferences/{id}/register");
    let router = route::<Evaluate>(router, "/conferences/{id}/evaluate");
    let large = route::<HandIn>(Router::new(), "/conference-topics/{id}/paper")
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    router.merge(large)
}

/// The file of a paper, for those who take part.
pub async fn download(
    visit: Visit,
    State(db): State<Db>,
    Path(id): Path<ConferenceTopicId>,
) -> Outcome {
    let paper = paper_file(&db, &visit.actor, id).await?;
    let mut response: Response = file(paper.bytes, "application/octet-stream", &paper.name);
    if let Ok(kind) = HeaderValue::from_str(&paper.media_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}

/// Trả lời giấy mời.
pub struct Register {
    conference: Conference,
    councils: Vec<CouncilRef>,
}

impl Task for Register {
    const ACT: Act = Act::JoinConference;
    const NAME: &'static str = "conference-register";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let conference = at(visit, id).await?;
        let mut councils = participants(visit.app.db(), &conference, visit.today).await?;
        councils.retain(|council| visit.can(Self::ACT, &council.path));
        Ok(Self {
            conference,
            councils,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.conference)
    }

    fn leave(&self, _: &Visit, _: &Place) -> Result<(), NotPermitted> {
        match self.councils.is_empty() {
            true => Err(NotPermitted(Self::ACT)),
            false => Ok(()),
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let only = match self.councils.as_slice() {
            [one] => one.id.to_string(),
            _ => String::new(),
        };
        let choices = council_choices(visit, &self.councils);
        let council = Field::select("council", visit.t("council"), choices, only);
        let people = Field::number("people", visit.t("conference-people"))
            .hint(visit.t("conference-people-hint"))
            .width(Width::Short);
        let note = Field::text("note", visit.t("conference-note"))
            .hint(visit.t("conference-note-hint"))
            .optional();
        form.field(posted.fill("council", council))
            .field(posted.fill("people", people))
            .field(posted.fill("note", note))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = AnswerInvitation {
            conference: self.conference.id,
            council: read.id("council"),
            people: read.number("people"),
            note: read.text("note"),
        };
        read.outcome(answer_invitation(acting, command).await)?;
        Ok(home(&self.conference))
    }
}

/// Gửi tham luận.
pub struct HandIn {
    topic: Topic,
    conference: Conference,
    before: Option<Paper>,
}

impl Task for HandIn {
    const ACT: Act = Act::JoinConference;
    const NAME: &'static str = "conference-paper";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let topic = topic(db, Id::from_uuid(id)).await?;
        let conference = at(visit, topic.conference_id.uuid()).await?;
        let mut there = papers(db, &visit.actor, &conference, visit.today).await?;
        Ok(Self {
            before: there.remove(&topic.id),
            topic,
            conference,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: self.topic.lead_path.clone(),
            subject: self.topic.title.clone(),
            ..of_conference(&self.conference)
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mut author = Field::text("author", visit.t("conference-paper-author"));
        let mut paper = Field::long("paper", visit.t("conference-paper-text"))
            .hint(visit.t("conference-paper-text-hint"))
            .rows(14);
        if let Some(before) = &self.before {
            author = author.value(before.author.clone());
            paper = paper.value(before.paper.clone());
        }
        let megabytes = (LARGEST / (1024 * 1024)).to_string();
        let file = Field::file("file", visit.t("conference-paper-file"))
            .hint(visit.tv("materials-file-hint", &[("megabytes", &megabytes)]))
            .optional();
        form.field(posted.fill("author", author))
            .field(posted.fill("paper", paper))
            .field(file.error_if(posted.problem_of("file")))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        let file = posted.chosen_file("file").map(|upload| GivenFile {
            name: upload.name.clone(),
            bytes: upload.bytes.to_vec(),
        });
        let command = HandInPaper {
            topic: self.topic.id,
            author: read.text("author"),
            paper: posted.raw("paper").to_owned(),
            file,
        };
        read.outcome(hand_in_paper(acting, command).await)?;
        Ok(home(&self.conference))
    }
}

/// Đánh giá hội nghị.
pub struct Evaluate {
    conference: Conference,
    came: bool,
    before: Evaluation,
}

impl Task for Evaluate {
    const ACT: Act = Act::JoinConference;
    const NAME: &'static str = "conference-evaluate";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let conference = at(visit, id).await?;
        let there = registrations(db, conference.id, visit.today).await?;
        let account = attendee(&visit.actor, &there);
        let before = match account {
            Some(account) => my_evaluation(db, conference.id, account).await?,
            None => None,
        };
        Ok(Self {
            came: account.is_some(),
            before: before.unwrap_or_default(),
            conference,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_conference(&self.conference)
    }

    fn leave(&self, _: &Visit, _: &Place) -> Result<(), NotPermitted> {
        match self.came {
            true => Ok(()),
            false => Err(NotPermitted(Self::ACT)),
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let mark = |name: &str, given: u32| {
            let choice = |mark: u32| {
                let word = visit.t(&format!("evaluation-mark-{mark}"));
                Choice::new(mark.to_string(), format!("{mark} – {word}"))
            };
            let choices: Vec<Choice> = (1..=5).rev().map(choice).collect();
            let label = visit.label("conference-mark", name);
            posted.fill(name, Field::radios(name, label, choices, given.to_string()))
        };
        let remark = Field::long("remark", visit.t("conference-remark"))
            .value(self.before.remark.clone())
            .rows(4)
            .optional();
        form.field(mark("content", self.before.content))
            .field(mark("benefit", self.before.benefit))
            .field(mark("organisation", self.before.organisation))
            .field(posted.fill("remark", remark))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let read = Reading::of(posted, acting);
        // A mark that is missing or none of the five is refused by the act, beside its question.
        let mark = |name: &str| read.text(name).parse().unwrap_or(0);
        let given = Evaluation {
            content: mark("content"),
            benefit: mark("benefit"),
            organisation: mark("organisation"),
            remark: posted.raw("remark").to_owned(),
        };
        read.outcome(evaluate(acting, self.conference.id, given).await)?;
        Ok(home(&self.conference))
    }
}

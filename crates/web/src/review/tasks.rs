//! The forms of the acts: assign, change, conclude, cancel, take up again, assign all that a new document touches, publish a list.

use axum::Router;
use council::access::Act;
use council::bodies::queries::{BodyBlock, PartnerLine, bodies, council, partners};
use council::bodies::{BodyKind, CouncilRef};
use council::library::DocumentStatus;
use council::library::queries::{Document, DocumentFilter, document, documents};
use council::review::board::{Line, lines};
use council::review::impact::{OpenImpact, Touched, impact, open_impact};
use council::review::lists::{ListKind, Period, PublishReviewList, publish_review_list};
use council::review::tasks::{
    ConcludeReview, OpenReview, Owner, ReviewTask, cancel_review, change_review, conclude_review,
    open_review, proposed_due, reopen_review, task,
};
use council::review::{Cause, Outcome as Concluded, ReviewState};
use council::rules::InForce;
use council::{Acting, Page as Batch, Problem, Result};
use jiff::civil::date;
use kernel::ids::DocumentId;
use kernel::{Date, Id};
use ui::{Choice, Field, Form, Width};
use uuid::Uuid;

use super::say;
use crate::app::App;
use crate::bodies::words::{choices, council_title};
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, reasoned_tasks, route};
use crate::view::Part;
use crate::visit::Visit;

/// The forms of one task: the act, the end of the address, the state in which it is open.
pub const OFFERS: &[(Act, &str, ReviewState)] = &[
    (Act::ConcludeReview, "conclude", ReviewState::Open),
    (Act::ChangeReview, "change", ReviewState::Open),
    (Act::CancelReview, "cancel", ReviewState::Open),
    (Act::ReopenReview, "reopen", ReviewState::Concluded),
    (Act::ReopenReview, "reopen", ReviewState::Cancelled),
];

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Open>(router, "/councils/{id}/review/open");
    let router = route::<Conclude>(router, "/review/tasks/{id}/conclude");
    let router = route::<Change>(router, "/review/tasks/{id}/change");
    let router = route::<Cancel>(router, "/review/tasks/{id}/cancel");
    let router = route::<Reopen>(router, "/review/tasks/{id}/reopen");
    let router = route::<OpenAll>(router, "/review/impact/{id}/open");
    route::<Publish>(router, "/councils/{id}/review-lists/publish")
}

/// Who may be charged with a review in a council today.
struct Owners {
    bodies: Vec<BodyBlock>,
    partners: Vec<PartnerLine>,
}

impl Owners {
    async fn of(visit: &Visit, council: &CouncilRef) -> Result<Self> {
        let db = visit.app.db();
        Ok(Self {
            bodies: bodies(db, council.id, visit.today).await?,
            partners: partners(db, council.id, visit.today).await?,
        })
    }

    fn field(&self, visit: &Visit, posted: &Posted, chosen: &str) -> Field {
        let mut choices: Vec<Choice> = self
            .bodies
            .iter()
            .map(|body| Choice::new(body.id.to_string(), body.name.clone()))
            .collect();
        choices.extend(
            self.partners
                .iter()
                .map(|partner| Choice::new(partner.id.to_string(), partner.name.clone())),
        );
        let field = Field::select("owner", visit.t("review-owner"), choices, chosen);
        posted.fill("owner", field)
    }

    fn read(&self, read: &mut Reading<'_>) -> Owner {
        let id: Id<()> = read.id("owner");
        let partner = self
            .partners
            .iter()
            .find(|partner| partner.id.uuid() == id.uuid());
        match partner {
            Some(partner) => Owner::Institution(partner.id),
            None => Owner::Body(Id::from_uuid(id.uuid())),
        }
    }
}

fn due_field(visit: &Visit, posted: &Posted, due: Option<&(Date, InForce)>) -> Field {
    let mut field = Field::date("due_on", visit.t("review-due"));
    if let Some((day, rule)) = due {
        field = field
            .value(visit.day(*day))
            .hint(say::dated_rule(visit, rule));
    }
    posted.fill("due_on", field)
}

fn note_field(visit: &Visit, posted: &Posted) -> Field {
    let field = Field::long("note", visit.t("review-note"))
        .hint(visit.t("review-note-hint"))
        .rows(3)
        .optional();
    posted.fill("note", field)
}

/// The documents that were ticked.
fn chosen(posted: &Posted) -> Result<Vec<DocumentId>> {
    let unknown = |_| Problem::new("documents", "choice-unknown").into();
    posted
        .all("documents")
        .iter()
        .map(|text| text.parse().map_err(unknown))
        .collect()
}

/// Giao việc rà soát.
pub struct Open {
    council: CouncilRef,
    lines: Vec<Line>,
    owners: Owners,
    laws: Vec<Document>,
    due: Option<(Date, InForce)>,
}

impl Task for Open {
    const ACT: Act = Act::OpenReview;
    const NAME: &'static str = "review-open";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let council = council(db, Id::from_uuid(id)).await?;
        let mut lines = lines(db, council.id, visit.today).await?;
        lines.retain(|line| {
            let task = line.task.as_ref();
            let running = task.is_some_and(|task| task.state == ReviewState::Open);
            line.document.is_alive(visit.today) && !running
        });
        let filter = DocumentFilter {
            text: String::new(),
            kind: None,
            status: Some(DocumentStatus::InForce),
            as_of: visit.today,
        };
        let mut laws = documents(db, &filter, Batch::WHOLE).await?.rows;
        laws.retain(|law| !lines.iter().any(|line| line.document.id == law.id));
        Ok(Self {
            owners: Owners::of(visit, &council).await?,
            due: proposed_due(db, council.id, visit.today).await?,
            council,
            lines,
            laws,
        })
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.council.path.clone(),
            back: format!("/councils/{}/review", self.council.id),
            subject: council_title(visit, &self.council),
            part: Part::Review,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let ticked = if posted.has_problems() {
            posted.all("documents")
        } else {
            visit
                .asked("document")
                .map(str::to_owned)
                .into_iter()
                .collect()
        };
        let offered = self.lines.iter().map(|line| {
            let label = format!("{} – {}", line.document.number, line.document.title);
            let (_, word) = say::standing(visit, line.standing);
            Choice::new(line.document.id.to_string(), label).hint(word)
        });
        let offered: Vec<Choice> = offered.collect();
        let documents =
            Field::checkboxes("documents", visit.t("review-documents"), offered, ticked)
                .error_if(posted.problem_of("documents"));
        let causes = choices(visit, "review-cause", Cause::ALL, Cause::code);
        let cause = Field::radios("cause", visit.t("review-cause"), causes, "");
        let mut laws = vec![Choice::new("", visit.t("review-cause-none"))];
        laws.extend(self.laws.iter().map(|law| {
            let label = format!("{} – {}", law.number, law.title);
            Choice::new(law.id.to_string(), label)
        }));
        let law = Field::select("cause_document", visit.t("review-cause-law"), laws, "")
            .hint(visit.t("review-cause-law-hint"))
            .optional();
        form.field(documents)
            .field(posted.fill("cause", cause))
            .field(posted.fill("cause_document", law))
            .field(self.owners.field(visit, posted, ""))
            .field(due_field(visit, posted, self.due.as_ref()))
            .field(note_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = OpenReview {
            council: self.council.id,
            documents: chosen(posted)?,
            cause: read.choice("cause", Cause::from_code, Cause::Periodic),
            cause_document: read.maybe_id("cause_document"),
            owner: self.owners.read(&mut read),
            due_on: read.day("due_on"),
            note: read.text("note"),
        };
        let opened = read.outcome(open_review(acting, command).await)?;
        Ok(match opened.as_slice() {
            [only] => format!("/review/tasks/{only}"),
            _ => format!("/councils/{}/review", self.council.id),
        })
    }
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<ReviewTask> {
    Ok(task(visit.app.db(), Id::from_uuid(id), visit.today).await?)
}

fn of_task(task: &ReviewTask) -> Place {
    Place {
        scope: task.path.clone(),
        back: home(task),
        subject: format!("{} – {}", task.number, task.title),
        part: Part::Review,
    }
}

fn home(task: &ReviewTask) -> String {
    format!("/review/tasks/{}", task.id)
}

/// Kết luận rà soát.
pub struct Conclude(ReviewTask);

impl Task for Conclude {
    const ACT: Act = Act::ConcludeReview;
    const NAME: &'static str = "review-conclude";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, _: &Visit) -> Place {
        of_task(&self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let outcomes = choices(visit, "review-outcome", Concluded::ALL, Concluded::code);
        let outcome = Field::radios("outcome", visit.t("review-outcome"), outcomes, "");
        let conclusion = Field::long("conclusion", visit.t("review-conclusion")).rows(5);
        let number = Field::text("paper_number", visit.t("review-paper-number"))
            .width(Width::Medium)
            .plain()
            .optional();
        let signed = Field::date("paper_signed_on", visit.t("review-paper-day")).optional();
        form.field(posted.fill("outcome", outcome))
            .field(posted.fill("conclusion", conclusion))
            .field(posted.fill("paper_number", number))
            .field(posted.fill("paper_signed_on", signed))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = ConcludeReview {
            task: self.0.id,
            outcome: read.choice("outcome", Concluded::from_code, Concluded::Keep),
            conclusion: read.text("conclusion"),
            paper_number: read.text("paper_number"),
            paper_signed_on: read.date("paper_signed_on"),
        };
        read.outcome(conclude_review(acting, command).await)?;
        Ok(home(&self.0))
    }
}

/// Đổi người chủ trì, thời hạn.
pub struct Change {
    task: ReviewTask,
    owners: Owners,
}

impl Task for Change {
    const ACT: Act = Act::ChangeReview;
    const NAME: &'static str = "review-change";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let task = at(visit, id).await?;
        let council = council(visit.app.db(), task.council_id).await?;
        let owners = Owners::of(visit, &council).await?;
        Ok(Self { task, owners })
    }

    fn place(&self, _: &Visit) -> Place {
        of_task(&self.task)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let body = self.task.body_id.map(|id| id.to_string());
        let other = self.task.institution_id.map(|id| id.to_string());
        let owner = body.or(other).unwrap_or_default();
        let due = Field::date("due_on", visit.t("review-due")).value(visit.day(self.task.due_on));
        form.field(self.owners.field(visit, posted, &owner))
            .field(posted.fill("due_on", due))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let owner = self.owners.read(&mut read);
        let due_on = read.day("due_on");
        read.outcome(change_review(acting, self.task.id, owner, due_on).await)?;
        Ok(home(&self.task))
    }
}

reasoned_tasks! {
    ReviewTask, at, |_, task| of_task(task), home;
    /// Hủy việc rà soát.
    Cancel, CancelReview, "review-cancel", cancel_review;
    /// Rà soát lại.
    Reopen, ReopenReview, "review-reopen", reopen_review;
}

/// Giao rà soát mọi văn bản mà một văn bản mới tác động.
pub struct OpenAll {
    document: Document,
    touched: Vec<Touched>,
    due: Option<(Date, InForce)>,
}

/// The bodies that may be charged in each council at once.
const KINDS: [BodyKind; 2] = [BodyKind::StandingCommittee, BodyKind::LegalBoard];

impl Task for OpenAll {
    const ACT: Act = Act::OpenReview;
    const NAME: &'static str = "review-open-all";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let document = document(db, Id::from_uuid(id)).await?;
        let mut touched = impact(db, &visit.actor, document.id, visit.today).await?;
        touched.retain(|touched| {
            !touched.under_way && visit.can(Act::OpenReview, &touched.council.path)
        });
        let due = match touched.first() {
            Some(first) => proposed_due(db, first.council.id, visit.today).await?,
            None => None,
        };
        Ok(Self {
            document,
            touched,
            due,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        Place {
            scope: String::new(),
            back: format!("/review/impact?document={}", self.document.id),
            subject: format!("{} – {}", self.document.number, self.document.title),
            part: Part::Review,
        }
    }

    /// Whoever may assign somewhere may open the form; the act asks again for each council.
    fn leave(
        &self,
        visit: &Visit,
        _: &Place,
    ) -> std::result::Result<(), council::access::NotPermitted> {
        let somewhere = visit.actor.can_anywhere(Self::ACT);
        somewhere
            .then_some(())
            .ok_or(council::access::NotPermitted(Self::ACT))
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let ticked: Vec<String> = if posted.has_problems() {
            posted.all("documents")
        } else {
            let all = self.touched.iter();
            all.map(|touched| touched.document_id.to_string()).collect()
        };
        let offered: Vec<Choice> = self
            .touched
            .iter()
            .map(|touched| {
                let label = format!("{} – {}", touched.number, touched.title);
                let council = council_title(visit, &touched.council);
                Choice::new(touched.document_id.to_string(), label).hint(council)
            })
            .collect();
        let documents =
            Field::checkboxes("documents", visit.t("review-documents"), offered, ticked)
                .error_if(posted.problem_of("documents"));
        let kinds = choices(visit, "body-kind", &KINDS, BodyKind::code);
        let owner = Field::radios(
            "owner",
            visit.t("review-owner-each"),
            kinds,
            BodyKind::StandingCommittee.code(),
        );
        form.field(documents)
            .field(posted.fill("owner", owner))
            .field(due_field(visit, posted, self.due.as_ref()))
            .field(note_field(visit, posted))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let kind = |code: &str| BodyKind::from_code(code).filter(|kind| KINDS.contains(kind));
        let command = OpenImpact {
            document: self.document.id,
            chosen: chosen(posted)?,
            owner: read.choice("owner", kind, BodyKind::StandingCommittee),
            due_on: read.day("due_on"),
            note: read.text("note"),
        };
        read.outcome(open_impact(acting, command).await)?;
        Ok(format!("/review/impact?document={}", self.document.id))
    }
}

/// Công bố danh mục.
pub struct Publish(CouncilRef);

impl Task for Publish {
    const ACT: Act = Act::PublishReviewList;
    const NAME: &'static str = "review-publish";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        Place {
            scope: self.0.path.clone(),
            back: format!("/councils/{}/review-lists", self.0.id),
            subject: council_title(visit, &self.0),
            part: Part::Review,
        }
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let kinds = choices(visit, "review-list", ListKind::ALL, ListKind::code);
        let asked = visit.asked("kind").unwrap_or_default();
        let kind = Field::radios("kind", visit.t("review-list-kind"), kinds, asked);
        let period = period_asked(visit);
        let begins = Field::date("begins_on", visit.t("review-list-begins"))
            .value(visit.day(period.begins_on));
        let ends =
            Field::date("ends_on", visit.t("review-list-ends")).value(visit.day(period.ends_on));
        let number = Field::text("number", visit.t("review-list-number"))
            .width(Width::Medium)
            .plain();
        let signed = Field::date("signed_on", visit.t("signed-on"));
        form.field(posted.fill("kind", kind))
            .field(posted.fill("begins_on", begins))
            .field(posted.fill("ends_on", ends))
            .field(posted.fill("number", number))
            .field(posted.fill("signed_on", signed))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = PublishReviewList {
            council: self.0.id,
            kind: read.choice("kind", ListKind::from_code, ListKind::InForce),
            period: Period {
                begins_on: read.day("begins_on"),
                ends_on: read.day("ends_on"),
            },
            number: read.text("number"),
            signed_on: read.day("signed_on"),
        };
        let id = read.outcome(publish_review_list(acting, command).await)?;
        Ok(format!("/review-lists/{id}"))
    }
}

/// The period that is asked for: the year of the day of view until that day when none is.
pub fn period_asked(visit: &Visit) -> Period {
    let day = |name: &str| {
        visit
            .asked(name)
            .and_then(|text| kernel::vi::parse_date(text).ok())
    };
    Period {
        begins_on: day("from").unwrap_or(date(visit.on.year(), 1, 1)),
        ends_on: day("to").unwrap_or(visit.on),
    }
}

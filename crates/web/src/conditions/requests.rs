//! The forms of the acts on requests: send, answer, withdraw.

use axum::Router;
use council::access::Act;
use council::bodies::CouncilRef;
use council::bodies::queries::council;
use council::conditions::RequestState;
use council::conditions::requests::{
    AnswerRequest, Request, SendRequest, answer_request, request, send_request, withdraw_request,
};
use council::{Acting, Result};
use kernel::Id;
use ui::{Field, Form};
use uuid::Uuid;

use super::forms::{home, of_council};
use crate::app::App;
use crate::bodies::words::choices;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task, reasoned_tasks, route};
use crate::view::Part;
use crate::visit::Visit;

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<Send>(router, "/councils/{id}/conditions/requests/new");
    let router = route::<Answer>(router, "/condition-requests/{id}/answer");
    route::<Withdraw>(router, "/condition-requests/{id}/withdraw")
}

/// Gửi kiến nghị.
pub struct Send(CouncilRef);

impl Task for Send {
    const ACT: Act = Act::SendRequest;
    const NAME: &'static str = "request-send";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(council(visit.app.db(), Id::from_uuid(id)).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_council(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let recipient = Field::text("recipient", visit.t("request-recipient"))
            .hint(visit.t("request-recipient-hint"));
        let text = Field::long("text", visit.t("request-text")).rows(5);
        let sent = Field::date("sent_on", visit.t("request-sent-on")).value(visit.day(visit.today));
        let due = Field::date("due_on", visit.t("request-due-on"))
            .hint(visit.t("request-due-on-hint"))
            .optional();
        form.field(posted.fill("recipient", recipient))
            .field(posted.fill("text", text))
            .field(posted.fill("sent_on", sent))
            .field(posted.fill("due_on", due))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = SendRequest {
            council: self.0.id,
            recipient: read.text("recipient"),
            text: read.text("text"),
            sent_on: read.day("sent_on"),
            due_on: read.date("due_on"),
        };
        read.outcome(send_request(acting, command).await)?;
        Ok(home(&self.0))
    }
}

async fn at(visit: &Visit, id: Uuid) -> Outcome<Request> {
    Ok(request(visit.app.db(), Id::from_uuid(id)).await?)
}

fn of_request(_: &Visit, request: &Request) -> Place {
    Place {
        scope: request.path.clone(),
        back: back(request),
        subject: request.recipient.clone(),
        part: Part::Conditions,
    }
}

fn back(request: &Request) -> String {
    format!("/councils/{}/conditions", request.council_id)
}

/// Ghi trả lời.
pub struct Answer(Request);

impl Task for Answer {
    const ACT: Act = Act::AnswerRequest;
    const NAME: &'static str = "request-answer";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        Ok(Self(at(visit, id).await?))
    }

    fn place(&self, visit: &Visit) -> Place {
        of_request(visit, &self.0)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let asked = Field::readonly("text", visit.t("request-text"), self.0.text.clone());
        let outcomes = [RequestState::Accepted, RequestState::Refused];
        let outcomes = choices(visit, "request-state", &outcomes, RequestState::code);
        let outcome = Field::radios("outcome", visit.t("request-outcome"), outcomes, "");
        let answer = Field::long("answer", visit.t("request-answer")).rows(4);
        let day = Field::date("answered_on", visit.t("request-answered-on"))
            .value(visit.day(visit.today));
        form.field(asked)
            .field(posted.fill("outcome", outcome))
            .field(posted.fill("answer", answer))
            .field(posted.fill("answered_on", day))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = AnswerRequest {
            request: self.0.id,
            outcome: read.choice("outcome", RequestState::from_code, RequestState::Accepted),
            answer: read.text("answer"),
            answered_on: read.day("answered_on"),
        };
        read.outcome(answer_request(acting, command).await)?;
        Ok(back(&self.0))
    }
}

reasoned_tasks! {
    Request, at, of_request, back;

    /// Rút kiến nghị.
    Withdraw, SendRequest, "request-withdraw", withdraw_request;
}

//! The forms of the acts on regulations, and which of them are open in which state.

mod consult;
mod decide;
mod draft;
mod paper;
mod propose;
mod turn;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use council::access::Act;
use council::files::LARGEST;
use council::regulations::RegulationState as S;
use council::regulations::queries::{Regulation, regulation};
use kernel::{Date, Id};
use uuid::Uuid;

use crate::app::App;
use crate::failure::Outcome;
use crate::task::{Place, route};
use crate::view::Part;
use crate::visit::Visit;

/// Room for the largest file in the wrapping of a form.
const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

/// The forms of one regulation: the act, the end of the address, the state in which it is open.
pub const OFFERS: &[(Act, &str, S)] = &[
    (Act::DraftRegulation, "draft", S::Proposed),
    (Act::ConsultOnRegulation, "comments/open", S::Drafting),
    (Act::DraftRegulation, "bases", S::Drafting),
    (Act::DraftRegulation, "articles/new", S::Drafting),
    (Act::CommentRegulation, "comment", S::Comments),
    (Act::ConsultOnRegulation, "comments/close", S::Comments),
    (Act::AppraiseRegulation, "appraisal/assign", S::Comments),
    (Act::AppraiseRegulation, "appraisal", S::Appraisal),
    (Act::AdoptRegulation, "vote", S::Adoption),
    (Act::AdoptRegulation, "number", S::Adopted),
    (Act::PublishRegulation, "publish", S::Adopted),
    (Act::AddRegulationPaper, "papers/new", S::Proposed),
    (Act::AddRegulationPaper, "papers/new", S::Drafting),
    (Act::AddRegulationPaper, "papers/new", S::Comments),
    (Act::AddRegulationPaper, "papers/new", S::Appraisal),
    (Act::AddRegulationPaper, "papers/new", S::Adoption),
    (Act::AddRegulationPaper, "papers/new", S::Adopted),
    (Act::AddRegulationPaper, "papers/new", S::Published),
    (Act::SendBackRegulation, "send-back", S::Comments),
    (Act::SendBackRegulation, "send-back", S::Appraisal),
    (Act::SendBackRegulation, "send-back", S::Adoption),
    (Act::WithdrawRegulation, "withdraw", S::Proposed),
    (Act::WithdrawRegulation, "withdraw", S::Drafting),
    (Act::WithdrawRegulation, "withdraw", S::Comments),
    (Act::WithdrawRegulation, "withdraw", S::Appraisal),
    (Act::WithdrawRegulation, "withdraw", S::Adoption),
];

/// The forms of a council.
pub const OF_COUNCIL: &[(Act, &str)] = &[
    (Act::ProposeRegulation, "new"),
    (Act::RecordRegulation, "earlier"),
];

/// The stem of a form's texts by the end of its address.
pub fn name_of(end: &str) -> &'static str {
    match end {
        "draft" => "draft",
        "comments/open" => "open",
        "bases" => "bases",
        "articles/new" => "article",
        "comment" => "comment",
        "comments/close" => "close",
        "appraisal/assign" => "assign",
        "appraisal" => "report",
        "vote" => "vote",
        "number" => "number",
        "publish" => "publish",
        "papers/new" => "paper",
        "send-back" => "send-back",
        _ => "withdraw",
    }
}

/// Whether a form is of use now, beyond what its state says.
pub fn is_open(regulation: &Regulation, end: &str, today: Date) -> bool {
    match end {
        "comment" | "comments/close" => regulation.takes_comments(today),
        "appraisal/assign" => !regulation.takes_comments(today),
        "publish" => regulation.number.is_some(),
        _ => true,
    }
}

/// The routes.
pub fn routes(router: Router<App>) -> Router<App> {
    let router = route::<propose::Propose>(router, "/councils/{id}/regulations/new");
    let router = route::<propose::Record>(router, "/councils/{id}/regulations/earlier");
    let router = route::<turn::SendBack>(router, "/regulations/{id}/send-back");
    let router = route::<turn::Withdraw>(router, "/regulations/{id}/withdraw");
    let router = route::<draft::Start>(router, "/regulations/{id}/draft");
    let router = route::<draft::Bases>(router, "/regulations/{id}/bases");
    let router = route::<draft::Insert>(router, "/regulations/{id}/articles/new");
    let router = route::<draft::Edit>(router, "/regulation-articles/{id}/edit");
    let router = route::<draft::Shift>(router, "/regulation-articles/{id}/move");
    let router = route::<draft::Remove>(router, "/regulation-articles/{id}/remove");
    let router = route::<consult::Open>(router, "/regulations/{id}/comments/open");
    let router = route::<turn::Close>(router, "/regulations/{id}/comments/close");
    let router = route::<consult::Give>(router, "/regulations/{id}/comment");
    let router = route::<consult::AnswerOne>(router, "/regulation-comments/{id}/answer");
    let router = route::<decide::Assign>(router, "/regulations/{id}/appraisal/assign");
    let router = route::<decide::Report>(router, "/regulations/{id}/appraisal");
    let router = route::<decide::Vote>(router, "/regulations/{id}/vote");
    let router = route::<decide::Number>(router, "/regulations/{id}/number");
    let router = route::<decide::Publish>(router, "/regulations/{id}/publish");
    route::<paper::Add>(router, "/regulations/{id}/papers/new")
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// The regulation at an address.
async fn at(visit: &Visit, id: Uuid) -> Outcome<Regulation> {
    Ok(regulation(visit.app.db(), Id::from_uuid(id)).await?)
}

/// A task on a regulation.
fn of_regulation(regulation: &Regulation) -> Place {
    Place {
        scope: regulation.path.clone(),
        back: home(regulation),
        subject: regulation.title.clone(),
        part: Part::Regulations,
    }
}

/// The page of a regulation.
fn home(regulation: &Regulation) -> String {
    format!("/regulations/{}", regulation.id)
}

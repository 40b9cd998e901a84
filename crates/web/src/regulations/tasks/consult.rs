//! Opening and closing comments, commenting, answering.

use council::access::Act;
use council::bodies::queries::{PartnerLine, partners};
use council::regulations::comments::{
    CommentLine, GiveComment, Invited, OpenComments, answer_comment, comment, give_comment,
    invited, open_comments, speaks_for_itself,
};
use council::regulations::drafting::{Article, articles};
use council::regulations::queries::Regulation;
use council::regulations::{Answer, Demands};
use council::rules::InForce;
use council::{Acting, Problem, Result};
use kernel::Id;
use ui::{Choice, Field, Form, Prose};
use uuid::Uuid;

use super::super::say;
use super::{at, home, of_regulation};
use crate::bodies::words::choices;
use crate::failure::Outcome;
use crate::posted::Posted;
use crate::task::{Place, Reading, Task};
use crate::visit::Visit;

/// Mở lấy ý kiến.
pub struct Open {
    regulation: Regulation,
    partners: Vec<PartnerLine>,
    rule: Option<InForce>,
}

impl Task for Open {
    const ACT: Act = Act::ConsultOnRegulation;
    const NAME: &'static str = "regulation-open";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let regulation = at(visit, id).await?;
        let demands = Demands::of(db, regulation.council_id, regulation.kind, visit.today).await?;
        Ok(Self {
            partners: partners(db, regulation.council_id, visit.today).await?,
            rule: demands.comment_days(db, visit.today).await?,
            regulation,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let until = Field::date("until", visit.t("regulation-comments-until"));
        let until = match &self.rule {
            Some(rule) => until.hint(say::rule(visit, rule)),
            None => until,
        };
        let bodies: Vec<Choice> = self
            .partners
            .iter()
            .map(|partner| Choice::new(partner.id.to_string(), partner.name.clone()))
            .collect();
        let form = form.field(posted.fill("until", until));
        if bodies.is_empty() {
            return form.push(Prose::new().p(visit.t("regulation-no-partners")));
        }
        let chosen = posted.all("invited");
        form.field(
            Field::checkboxes("invited", visit.t("regulation-invite"), bodies, chosen).optional(),
        )
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let mut invited = Vec::new();
        for text in posted.all("invited") {
            match text.parse() {
                Ok(id) => invited.push(id),
                Err(_) => read.problem(Problem::new("invited", "choice-unknown")),
            }
        }
        let command = OpenComments {
            regulation: self.regulation.id,
            until: read.day("until"),
            invited,
        };
        read.outcome(open_comments(acting, command).await)?;
        Ok(home(&self.regulation))
    }
}

/// Góp ý.
pub struct Give {
    regulation: Regulation,
    articles: Vec<Article>,
    invited: Vec<Invited>,
}

impl Task for Give {
    const ACT: Act = Act::CommentRegulation;
    const NAME: &'static str = "regulation-comment";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let db = visit.app.db();
        let regulation = at(visit, id).await?;
        Ok(Self {
            articles: articles(db, regulation.id).await?,
            invited: invited(db, regulation.id).await?,
            regulation,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, mut form: Form) -> Form {
        let mut about = vec![Choice::new("", visit.t("regulation-whole"))];
        about.extend(self.articles.iter().map(|article| {
            let place = article.position.to_string();
            let values = [("n", place.as_str()), ("heading", &article.heading)];
            Choice::new(article.id.to_string(), visit.tv("article-heading", &values))
        }));
        let about = Field::select("article", visit.t("regulation-article"), about, "").optional();
        let text = Field::long("text", visit.t("regulation-comment-text")).rows(6);
        form = form
            .field(posted.fill("article", about))
            .field(posted.fill("text", text));
        let office = visit.can(Act::AnswerComment, &self.regulation.path);
        if office || !speaks_for_itself(&visit.actor, &self.regulation.path) {
            let mut bodies = vec![Choice::new("", visit.t("regulation-no-body"))];
            bodies.extend(
                self.invited
                    .iter()
                    .map(|body| Choice::new(body.institution_id.to_string(), body.name.clone())),
            );
            let body = Field::select("institution", visit.t("regulation-body"), bodies, "");
            form =
                form.field(posted.fill("institution", if office { body.optional() } else { body }));
        }
        if office {
            let author = Field::text("author", visit.t("regulation-comment-author"))
                .hint(visit.t("regulation-author-hint"))
                .optional();
            form = form.field(posted.fill("author", author));
        }
        form
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let command = GiveComment {
            regulation: self.regulation.id,
            article: read.maybe_id("article"),
            institution: read.maybe_id("institution"),
            author: read.text("author"),
            text: posted.raw("text").to_owned(),
        };
        read.outcome(give_comment(acting, command).await)?;
        Ok(format!("{}#gop-y", home(&self.regulation)))
    }
}

/// Trả lời góp ý.
pub struct AnswerOne {
    regulation: Regulation,
    comment: CommentLine,
}

impl Task for AnswerOne {
    const ACT: Act = Act::AnswerComment;
    const NAME: &'static str = "comment-answer";

    async fn load(visit: &Visit, id: Uuid) -> Outcome<Self> {
        let comment = comment(visit.app.db(), Id::from_uuid(id)).await?;
        let regulation = at(visit, comment.regulation_id.uuid()).await?;
        Ok(Self {
            regulation,
            comment,
        })
    }

    fn place(&self, _: &Visit) -> Place {
        of_regulation(&self.regulation)
    }

    fn questions(&self, visit: &Visit, posted: &Posted, form: Form) -> Form {
        let answers = choices(visit, "comment-answer", Answer::ALL, Answer::code);
        let given = self.comment.answer.map_or("", Answer::code);
        let answer = Field::radios("answer", visit.t("regulation-answer"), answers, given);
        let reason = Field::long("reason", visit.t("regulation-answer-reason"))
            .value(self.comment.answer_reason.clone())
            .rows(4);
        form.push(Prose::new().quote(self.comment.text.clone(), self.comment.author.clone()))
            .field(posted.fill("answer", answer))
            .field(posted.fill("reason", reason))
    }

    async fn act(&self, acting: &Acting<'_>, posted: &Posted) -> Result<String> {
        let mut read = Reading::of(posted, acting);
        let answer = read.choice("answer", Answer::from_code, Answer::Accepted);
        let reason = posted.raw("reason");
        read.outcome(answer_comment(acting, self.comment.id, answer, reason).await)?;
        Ok(format!("{}#gop-y", home(&self.regulation)))
    }
}

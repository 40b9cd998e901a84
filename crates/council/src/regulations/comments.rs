//! Comments by article, with a deadline after which nobody comments, and an answer to each.

use kernel::ids::{ArticleId, CommentId, InstitutionId, RegulationId};
use kernel::{Date, Timestamp, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::demands::{after, days};
use super::queries::{Regulation, regulation};
use super::{Answer, Demands, Move, RegulationState, drafting, enter, lines};
use crate::access::{Act, Actor, Role, covers};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

record! {
    /// Góp ý.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct CommentLine {
        /// The comment.
        pub id: CommentId,
        /// The regulation.
        pub regulation_id: RegulationId,
        /// The article; none for the whole.
        pub article_id: Option<ArticleId>,
        /// The article's place, if it is still there.
        pub position: Option<u32>,
        /// The article's heading.
        pub heading: Option<String>,
        /// Who comments.
        pub author: String,
        /// The invited body that comments.
        pub institution_id: Option<InstitutionId>,
        /// What is said.
        pub text: String,
        /// When.
        #[schema(value_type = String)]
        pub given_at: Timestamp,
        /// What became of it.
        pub answer: Option<Answer>,
        /// Why.
        pub answer_reason: String,
    }

    /// A body that was asked for its opinion.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Invited {
        /// The institution.
        pub institution_id: InstitutionId,
        /// Its name.
        pub name: String,
        /// How many comments it gave.
        pub comments: u32,
    }
}

sql! {
    COMMENTS = "SELECT c.id, c.regulation_id, c.article_id, a.position, a.heading, c.author, c.institution_id, c.text, c.given_at, c.answer, c.answer_reason \
                FROM regulation_comment c LEFT JOIN regulation_article a ON a.id = c.article_id WHERE c.regulation_id = $1 \
                ORDER BY coalesce(a.position, 0), c.given_at, c.id";
    COMMENT = "SELECT c.id, c.regulation_id, c.article_id, a.position, a.heading, c.author, c.institution_id, c.text, c.given_at, c.answer, c.answer_reason \
               FROM regulation_comment c LEFT JOIN regulation_article a ON a.id = c.article_id WHERE c.id = $1";
    INVITED = "SELECT v.institution_id, i.name, (SELECT count(*) FROM regulation_comment c WHERE c.regulation_id = v.regulation_id AND c.institution_id = i.id) AS comments \
               FROM regulation_invited v JOIN institution i ON i.id = v.institution_id WHERE v.regulation_id = $1 ORDER BY i.name";
    OPEN = "UPDATE regulation SET comments_until = $2, comments_closed_on = NULL WHERE id = $1";
    CLOSE = "UPDATE regulation SET comments_closed_on = $2 WHERE id = $1";
    UNINVITE = "DELETE FROM regulation_invited WHERE regulation_id = $1";
    INVITE = "INSERT INTO regulation_invited (regulation_id, institution_id) SELECT $1, i.id FROM institution i WHERE i.id = $2 ON CONFLICT DO NOTHING";
    INSERT = "INSERT INTO regulation_comment (id, regulation_id, article_id, institution_id, author, text, given_at, answer_reason) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, '')";
    ANSWER = "UPDATE regulation_comment SET answer = $2, answer_reason = $3, answered_at = $4 WHERE id = $1";
    UNANSWERED = "SELECT count(*) FROM regulation_comment WHERE regulation_id = $1 AND answer IS NULL";
}

/// The comments on a regulation, by article.
pub async fn comments(db: &impl Reader, id: RegulationId) -> Result<Vec<CommentLine>> {
    Ok(db.all(COMMENTS, args![id]).await?)
}

/// One comment.
pub async fn comment(db: &impl Reader, id: CommentId) -> Result<CommentLine> {
    db.one(COMMENT, args![id])
        .await?
        .ok_or(Refusal::NotFound("comment"))
}

/// The bodies asked for their opinion.
pub async fn invited(db: &impl Reader, id: RegulationId) -> Result<Vec<Invited>> {
    Ok(db.all(INVITED, args![id]).await?)
}

/// How many comments wait for an answer.
pub async fn unanswered(db: &impl Reader, id: RegulationId) -> Result<i64> {
    let count: Option<i64> = db.scalar(UNANSWERED, args![id]).await?;
    Ok(count.unwrap_or(0))
}

/// Mở lấy ý kiến.
#[derive(Debug, Clone)]
pub struct OpenComments {
    /// The regulation.
    pub regulation: RegulationId,
    /// The last day.
    pub until: Date,
    /// The bodies that are asked.
    pub invited: Vec<InstitutionId>,
}

/// Mở lấy ý kiến until a day that leaves the time the rules ask.
pub async fn open_comments(acting: &Acting<'_>, command: OpenComments) -> Result<()> {
    let id = command.regulation;
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::ConsultOnRegulation, &regulation.path)?;
    let state = regulation.state.after(Move::OpenComments)?;
    let mut problems = Problems::default();
    let articles = drafting::articles(&acting.tx, id).await?;
    problems.unless(!articles.is_empty(), "", "regulation-without-articles");
    let hints = articles.iter().filter(|it| it.is_skeleton()).count();
    if hints > 0 {
        problems.add(Problem::new("", "regulation-skeleton-left").with("n", hints));
    }
    let demands = Demands::of(
        &acting.tx,
        regulation.council_id,
        regulation.kind,
        acting.today,
    )
    .await?;
    let rule = demands.comment_days(&acting.tx, acting.today).await?;
    let least = after(acting.today, days(rule.as_ref()).unwrap_or(0));
    if command.until < least {
        let day = vi::date_short(least);
        problems.add(Problem::new("until", "regulation-comments-too-short").with("day", day));
    }
    problems.refuse()?;
    acting.tx.execute(OPEN, args![id, command.until]).await?;
    acting.tx.execute(UNINVITE, args![id]).await?;
    for institution in &command.invited {
        acting.tx.execute(INVITE, args![id, *institution]).await?;
    }
    enter(acting, id, state, acting.today, "").await?;
    let detail =
        json!({"after": {"state": state, "until": command.until, "invited": command.invited}});
    told(acting, Act::ConsultOnRegulation, &regulation, detail).await
}

/// Kết thúc lấy ý kiến before the deadline, with the reason; not before the time the rules ask.
pub async fn close_comments(acting: &Acting<'_>, id: RegulationId, reason: &str) -> Result<()> {
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::ConsultOnRegulation, &regulation.path)?;
    if !regulation.takes_comments(acting.today) {
        return Err(Problem::new("", "regulation-comments-locked").into());
    }
    let reason = vi::clean(reason);
    let mut problems = Problems::default();
    problems.unless(!reason.is_empty(), "reason", "missing");
    let demands = Demands::of(
        &acting.tx,
        regulation.council_id,
        regulation.kind,
        acting.today,
    )
    .await?;
    let rule = demands.comment_days(&acting.tx, acting.today).await?;
    let opened = regulation.since;
    let least = after(opened, days(rule.as_ref()).unwrap_or(0));
    if acting.today < least {
        let day = vi::date_short(least);
        problems.add(Problem::new("", "regulation-comments-too-short").with("day", day));
    }
    problems.refuse()?;
    acting.tx.execute(CLOSE, args![id, acting.today]).await?;
    let council = Some(regulation.council_id);
    let detail = json!({"after": {"comments_closed_on": acting.today}});
    acting
        .audit(
            Act::ConsultOnRegulation,
            council,
            "regulation",
            id,
            &reason,
            detail,
        )
        .await
}

/// Góp ý.
#[derive(Debug, Clone)]
pub struct GiveComment {
    /// The regulation.
    pub regulation: RegulationId,
    /// The article; none for the whole.
    pub article: Option<ArticleId>,
    /// The invited body for which it is given.
    pub institution: Option<InstitutionId>,
    /// Whose opinion the office enters from a paper; one's own when empty.
    pub author: String,
    /// What is said.
    pub text: String,
}

/// Góp ý, until the deadline.
pub async fn give_comment(acting: &Acting<'_>, command: GiveComment) -> Result<CommentId> {
    let id = command.regulation;
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::CommentRegulation, &regulation.path)?;
    if !regulation.takes_comments(acting.today) {
        return Err(Problem::new("", "regulation-comments-locked").into());
    }
    let mut problems = Problems::default();
    let text = lines(&command.text);
    problems.unless(!text.is_empty(), "text", "missing");
    problems.unless(text.chars().count() <= 20_000, "text", "too-long");
    if let Some(article) = command.article {
        let there = drafting::articles(&acting.tx, id).await?;
        let known = there.iter().any(|other| other.id == article);
        problems.unless(known, "article", "choice-unknown");
    }
    let bodies = invited(&acting.tx, id).await?;
    let body = command
        .institution
        .map(|chosen| bodies.iter().find(|body| body.institution_id == chosen));
    problems.unless(
        !matches!(body, Some(None)),
        "institution",
        "regulation-not-invited",
    );
    let body = body.flatten();
    let speaks = body.is_some() || speaks_for_itself(acting.actor, &regulation.path);
    problems.unless(speaks, "institution", "regulation-body-missing");
    problems.refuse()?;
    let typed = vi::clean(&command.author);
    let author = match body {
        Some(body) => body.name.clone(),
        None if !typed.is_empty() && acting.actor.can(Act::AnswerComment, &regulation.path) => {
            typed
        }
        None => acting.actor.name.clone(),
    };
    let comment = CommentId::fresh();
    let values = args![
        comment,
        id,
        command.article,
        command.institution,
        &author,
        &text,
        acting.now
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail =
        json!({"after": {"comment": comment, "article": command.article, "author": author}});
    told(acting, Act::CommentRegulation, &regulation, detail).await?;
    Ok(comment)
}

/// Whether the actor comments in his or her own name: executive agencies and the Front speak only for an invited body.
pub fn speaks_for_itself(actor: &Actor, path: &str) -> bool {
    let own = |role| matches!(role, Role::Delegate | Role::StandingCommittee | Role::Clerk);
    actor.account.is_none()
        || actor
            .grants
            .iter()
            .any(|grant| own(grant.role) && covers(&grant.scope, path))
}

/// Trả lời góp ý, with the reason.
pub async fn answer_comment(
    acting: &Acting<'_>,
    id: CommentId,
    answer: Answer,
    reason: &str,
) -> Result<()> {
    let comment = comment(&acting.tx, id).await?;
    let regulation = regulation(&acting.tx, comment.regulation_id).await?;
    acting.may(Act::AnswerComment, &regulation.path)?;
    if regulation.state != RegulationState::Comments {
        return Err(Problem::new("", "regulation-wrong-state").into());
    }
    let reason = lines(reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "missing").into());
    }
    acting
        .tx
        .execute(ANSWER, args![id, answer, &reason, acting.now])
        .await?;
    let detail =
        json!({"before": {"answer": comment.answer}, "after": {"comment": id, "answer": answer}});
    told(acting, Act::AnswerComment, &regulation, detail).await
}

async fn told(
    acting: &Acting<'_>,
    act: Act,
    regulation: &Regulation,
    detail: serde_json::Value,
) -> Result<()> {
    acting
        .audit(
            act,
            Some(regulation.council_id),
            "regulation",
            regulation.id,
            "",
            detail,
        )
        .await
}

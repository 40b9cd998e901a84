//! What pages ask about regulations.

use kernel::Date;
use kernel::ids::{BodyId, CouncilId, DocumentId, RegulationId, RuleId};
use store::{Reader, args, record, sql};

use super::adoption::{VoteLine, votes};
use super::comments::{CommentLine, Invited, comments, invited};
use super::demands::days;
use super::drafting::{Article, Basis, articles, bases};
use super::papers::{PaperLine, papers};
use super::progress::StepDays;
use super::{Conclusion, Demands, RegulationKind, RegulationState, Standing};
use crate::access::{Actor, FieldGroup};
use crate::bodies::Level;
use crate::digest::sha256;
use crate::paging::{Page, Paged, containing};
use crate::rules::InForce;
use crate::{Refusal, Result};

record! {
    /// A regulation as it stands now.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Regulation {
        /// The regulation.
        pub id: RegulationId,
        /// The council.
        pub council_id: CouncilId,
        /// The council's path of official codes.
        pub path: String,
        /// The council's level.
        pub level: Level,
        /// The kind.
        pub kind: RegulationKind,
        /// Tên văn bản.
        pub title: String,
        /// Cơ quan đề nghị.
        pub proposer: String,
        /// How far it has come.
        pub state: RegulationState,
        /// Since when it is in this state.
        pub since: Date,
        /// The rule that made the council competent.
        pub competence_id: Option<RuleId>,
        /// The model it was drafted from.
        pub model: Option<String>,
        /// When drafting began.
        pub drafted_on: Option<Date>,
        /// The last day for comments.
        pub comments_until: Option<Date>,
        /// When comments were closed before that.
        pub comments_closed_on: Option<Date>,
        /// The board charged with the appraisal.
        pub board_id: Option<BodyId>,
        /// Its name.
        pub board: Option<String>,
        /// The day by which it reports.
        pub appraisal_due: Option<Date>,
        /// Kết luận thẩm tra.
        pub appraisal_conclusion: Option<Conclusion>,
        /// Nội dung chính của báo cáo thẩm tra.
        pub appraisal_note: String,
        /// Ngày thông qua.
        pub adopted_on: Option<Date>,
        /// Số, ký hiệu.
        pub number: Option<String>,
        /// Ngày công bố.
        pub published_on: Option<Date>,
        /// Ngày có hiệu lực.
        pub in_force_on: Option<Date>,
        /// First day no longer in force.
        pub ended_on: Option<Date>,
        /// The text as published.
        pub frozen: Option<String>,
        /// Its hash.
        pub sha256: Option<String>,
        /// Its record in the library.
        pub document_id: Option<DocumentId>,
        /// The number of the older one that it replaced.
        pub older_number: Option<String>,
        /// The older one, if it is among the regulations.
        pub older_regulation: Option<RegulationId>,
    }

    /// A line of the list.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct RegulationLine {
        /// The regulation.
        pub id: RegulationId,
        /// The council.
        pub council_id: CouncilId,
        /// The name of its unit.
        pub unit_name: String,
        /// Khóa.
        pub council_number: String,
        /// The council's path of official codes.
        pub path: String,
        /// The kind.
        pub kind: RegulationKind,
        /// Tên văn bản.
        pub title: String,
        /// How far it had come on the day.
        pub state: RegulationState,
        /// Since when.
        pub since: Date,
        /// Số, ký hiệu.
        pub number: Option<String>,
        /// Ngày thông qua.
        pub adopted_on: Option<Date>,
        /// Ngày có hiệu lực.
        pub in_force_on: Option<Date>,
        /// First day no longer in force.
        pub ended_on: Option<Date>,
    }

    /// A step that was taken.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct StepLine {
        /// The state that it led to.
        pub state: RegulationState,
        /// The day.
        pub day: Date,
        /// Why, where a reason is needed.
        pub reason: String,
    }
}

/// Which regulations a list holds.
#[derive(Debug, Clone)]
pub struct RegulationFilter {
    /// Text typed by the reader, found in number and title.
    pub text: String,
    /// One council; every one when empty.
    pub council: Option<CouncilId>,
    /// The kind.
    pub kind: Option<RegulationKind>,
    /// The standing on the day.
    pub standing: Option<Standing>,
    /// The day.
    pub as_of: Date,
}

/// Everything the page of a regulation shows.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct RegulationPage {
    /// The regulation.
    pub regulation: Regulation,
    /// Its standing on the day.
    pub standing: Standing,
    /// The day by which the present step is to be done; none when no rule sets one.
    pub due: Option<Date>,
    /// Whether the frozen text still has its hash; none when there is no frozen text.
    pub intact: Option<bool>,
    /// Its articles.
    pub articles: Vec<Article>,
    /// Căn cứ.
    pub bases: Vec<Basis>,
    /// Comments; empty for who may not read drafts.
    pub comments: Vec<CommentLine>,
    /// Bodies asked for their opinion.
    pub invited: Vec<Invited>,
    /// Papers; for who may not read drafts only those of the publication.
    pub papers: Vec<PaperLine>,
    /// Votes.
    pub votes: Vec<VoteLine>,
    /// The steps, the latest last.
    pub steps: Vec<StepLine>,
    /// The rule that makes the council competent.
    pub competence: Option<InForce>,
}

sql! {
    ONE = "SELECT r.id, r.council_id, c.path, c.level, r.kind, r.title, r.proposer, r.state, \
                  (SELECT s.day FROM regulation_step s WHERE s.regulation_id = r.id ORDER BY s.position DESC LIMIT 1) AS since, \
                  r.competence_id, r.model, r.drafted_on, r.comments_until, r.comments_closed_on, r.board_id, b.name AS board, r.appraisal_due, \
                  r.appraisal_conclusion, r.appraisal_note, r.adopted_on, r.number, r.published_on, r.in_force_on, d.ended_on, r.frozen, r.sha256, \
                  r.document_id, o.number AS older_number, (SELECT x.id FROM regulation x WHERE x.document_id = r.older_id) AS older_regulation \
           FROM regulation r JOIN council c ON c.id = r.council_id LEFT JOIN body b ON b.id = r.board_id LEFT JOIN document d ON d.id = r.document_id \
           LEFT JOIN document o ON o.id = r.older_id WHERE r.id = $1";
    LIST = "SELECT r.id, r.council_id, u.name AS unit_name, c.number AS council_number, c.path, r.kind, r.title, s.state, s.day AS since, \
                   r.number, r.adopted_on, r.in_force_on, d.ended_on \
            FROM regulation r JOIN council c ON c.id = r.council_id JOIN unit u ON u.id = c.unit_id LEFT JOIN document d ON d.id = r.document_id \
            JOIN regulation_step s ON s.regulation_id = r.id AND s.position = \
                 (SELECT max(x.position) FROM regulation_step x WHERE x.regulation_id = r.id AND x.day <= $1) \
            WHERE ($2 = '%' OR r.folded LIKE $2) AND ($3 = '' OR r.kind = $3) AND (CAST($4 AS UUID) IS NULL OR r.council_id = $4) \
            ORDER BY s.day DESC, u.sort_key, r.id";
    STEPS = "SELECT state, day, reason FROM regulation_step WHERE regulation_id = $1 ORDER BY position";
}

impl Regulation {
    /// Whether comments are taken on a day.
    pub fn takes_comments(&self, day: Date) -> bool {
        self.state == RegulationState::Comments
            && self.comments_closed_on.is_none()
            && self.comments_until.is_some_and(|until| day <= until)
    }

    /// The regulation as it was known on a day: what came later is left out, but for the text of its draft.
    fn known_on(self, day: Date) -> Self {
        let ahead = |other: Option<Date>| other.is_some_and(|other| day < other);
        let mut known = self;
        if ahead(known.adopted_on) {
            (known.adopted_on, known.number) = (None, None);
        }
        if ahead(known.published_on) {
            (known.published_on, known.in_force_on, known.ended_on) = (None, None, None);
            (known.frozen, known.sha256, known.document_id) = (None, None, None);
            (known.older_number, known.older_regulation) = (None, None);
        }
        known
    }

    /// Whether its text may be changed on a day.
    pub fn is_editable(&self, day: Date) -> bool {
        match self.state {
            RegulationState::Drafting => true,
            RegulationState::Comments => !self.takes_comments(day),
            _ => false,
        }
    }

    /// Whether the actor may read it: what is published is for everyone.
    pub fn is_read_by(&self, actor: &Actor) -> bool {
        self.state == RegulationState::Published
            || actor.reads(FieldGroup::RegulationDrafts, &self.path)
    }

    /// Whether the frozen text still has its hash.
    pub fn intact(&self) -> Option<bool> {
        let (text, told) = (self.frozen.as_deref()?, self.sha256.as_deref()?);
        Some(sha256(text) == told)
    }
}

impl RegulationLine {
    /// Its standing on a day.
    pub fn standing(&self, day: Date) -> Standing {
        Standing::on(day, self.state, self.in_force_on, self.ended_on)
    }
}

/// One regulation.
pub async fn regulation(db: &impl Reader, id: RegulationId) -> Result<Regulation> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("regulation"))
}

/// A page of the list on a day, those that moved last first; drafts only for who may read them.
pub async fn regulations(
    db: &impl Reader,
    actor: &Actor,
    filter: &RegulationFilter,
    page: Page,
) -> Result<Paged<RegulationLine>> {
    let kind = filter.kind.map_or("", RegulationKind::code);
    let values = args![filter.as_of, containing(&filter.text), kind, filter.council];
    let mut rows: Vec<RegulationLine> = db.all(LIST, values).await?;
    let shown = |row: &RegulationLine| {
        let public = row.state == RegulationState::Published;
        let read = public || actor.reads(FieldGroup::RegulationDrafts, &row.path);
        read && filter
            .standing
            .is_none_or(|standing| row.standing(filter.as_of) == standing)
    };
    rows.retain(shown);
    for row in &mut rows {
        if row.adopted_on.is_some_and(|day| filter.as_of < day) {
            (row.adopted_on, row.number) = (None, None);
        }
        if row.state != RegulationState::Published {
            (row.in_force_on, row.ended_on) = (None, None);
        }
    }
    let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let start = usize::try_from(page.offset()).unwrap_or(0).min(rows.len());
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let rows = rows.into_iter().skip(start).take(size).collect();
    Ok(Paged { rows, total })
}

/// Everything the page of a regulation shows on a day to this reader.
pub async fn regulation_page(
    db: &impl Reader,
    actor: &Actor,
    id: RegulationId,
    as_of: Date,
) -> Result<RegulationPage> {
    let regulation = regulation(db, id).await?;
    if !regulation.is_read_by(actor) {
        return Err(Refusal::NotReadable(FieldGroup::RegulationDrafts));
    }
    let drafts = actor.reads(FieldGroup::RegulationDrafts, &regulation.path);
    let steps: Vec<StepLine> = db.all(STEPS, args![id]).await?;
    let proposed_on = steps.first().map_or(regulation.since, |step| step.day);
    let state = steps
        .iter()
        .rfind(|step| step.day <= as_of)
        .map_or(regulation.state, |step| step.state);
    let demands = Demands::of(db, regulation.council_id, regulation.kind, proposed_on).await?;
    let told = |at: kernel::Timestamp| kernel::time::local(at).date() <= as_of;
    let mut papers = papers(db, id).await?;
    papers.retain(|paper| drafts || paper.stage == super::Stage::Publication);
    papers.retain(|paper| told(paper.added_at) || state == RegulationState::Published);
    let mut votes = votes(db, id).await?;
    votes.retain(|vote| vote.held_on <= as_of);
    let mut comments = comments(db, id).await?;
    comments.retain(|comment| drafts && told(comment.given_at));
    let due = due(db, &regulation, &demands).await?;
    let standing = Standing::on(as_of, state, regulation.in_force_on, regulation.ended_on);
    let regulation = regulation.known_on(as_of);
    Ok(RegulationPage {
        standing,
        due,
        intact: regulation.intact(),
        articles: articles(db, id).await?,
        bases: bases(db, id).await?,
        comments,
        invited: if drafts {
            invited(db, id).await?
        } else {
            Vec::new()
        },
        papers,
        votes,
        steps,
        competence: demands.competence(db, proposed_on).await?,
        regulation,
    })
}

/// The day by which the present step is to be done.
async fn due(db: &impl Reader, regulation: &Regulation, demands: &Demands) -> Result<Option<Date>> {
    let rule = match regulation.adopted_on {
        Some(day) => demands.publish_days(db, day).await?,
        None => None,
    };
    let days_of = StepDays {
        comments_until: regulation.comments_until,
        appraisal_due: regulation.appraisal_due,
        adopted_on: regulation.adopted_on,
    };
    Ok(days_of.due(regulation.state, days(rule.as_ref())))
}

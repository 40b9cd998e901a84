//! Drafting: a model's articles, the legal bases, articles saved, inserted, moved and removed one by one.
//!
//! **Invariant.** While comments are open the text stands still, so that a comment always speaks of what its writer read.

use kernel::ids::{ArticleId, DocumentId, RegulationId};
use kernel::{Date, Timestamp, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::queries::{Regulation, regulation};
use super::{Move, RegulationKind, RegulationState, enter, lines};
use crate::access::Act;
use crate::bodies::Level;
use crate::library::DocumentStatus;
use crate::refusal::Problems;
use crate::seed_data::regulation_models::{models, opening};
use crate::{Acting, Problem, Refusal, Result};

/// The longest text of one article, in characters: a limit of the machine, not of the law.
const LONGEST_ARTICLE: usize = 100_000;

/// The numbers of the documents a regulation usually rests on, with the kind and the level for which; only those in force on the day
/// are ticked.
const USUAL_BASES: [(&str, Option<RegulationKind>, Option<Level>); 8] = [
    ("77/2015/QH13", None, None),
    ("72/2025/QH15", None, None),
    ("121/2025/QH15", Some(RegulationKind::Working), None),
    (
        "103/2025/UBTVQH15",
        Some(RegulationKind::Working),
        Some(Level::Province),
    ),
    (
        "104/2025/UBTVQH15",
        Some(RegulationKind::Working),
        Some(Level::Commune),
    ),
    ("80/2015/QH13", Some(RegulationKind::Normative), None),
    ("64/2025/QH15", Some(RegulationKind::Normative), None),
    ("87/2025/QH15", Some(RegulationKind::Normative), None),
];

record! {
    /// Điều: an article as it stands.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Article {
        /// The article.
        pub id: ArticleId,
        /// The regulation.
        pub regulation_id: RegulationId,
        /// Its place, from 1: Điều 1, Điều 2.
        pub position: u32,
        /// The chapter that begins with it; empty when the chapter goes on.
        pub chapter: String,
        /// Tên điều.
        pub heading: String,
        /// Nội dung.
        pub text: String,
        /// How many earlier versions are kept.
        pub versions: u32,
    }

    /// What an article said before.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Version {
        /// Its number, from 1.
        pub version: u32,
        /// The chapter.
        pub chapter: String,
        /// Tên điều.
        pub heading: String,
        /// Nội dung.
        pub text: String,
        /// When it was replaced.
        #[schema(value_type = String)]
        pub replaced_at: Timestamp,
        /// By whom.
        pub replaced_by: String,
    }

    /// Căn cứ: a document on which a regulation rests or may rest.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Basis {
        /// The document.
        pub document_id: DocumentId,
        /// Số, ký hiệu.
        pub number: String,
        /// Trích yếu.
        pub title: String,
        /// First day in force, where known.
        pub in_force_on: Option<Date>,
        /// First day no longer in force, where one is known.
        pub ended_on: Option<Date>,
        /// Whether the regulation names it.
        pub chosen: bool,
    }
}

impl Basis {
    /// Its status on a day.
    pub fn status(&self, day: Date) -> DocumentStatus {
        DocumentStatus::on(day, self.in_force_on, self.ended_on)
    }

    /// Whether it is ticked at first for a regulation: usual for its kind and level, and in force on the day.
    pub fn is_proposed(&self, regulation: &Regulation, day: Date) -> bool {
        let usual = USUAL_BASES.iter().any(|(number, kind, level)| {
            *number == self.number
                && kind.is_none_or(|kind| kind == regulation.kind)
                && level.is_none_or(|level| level == regulation.level)
        });
        usual && self.status(day) == DocumentStatus::InForce
    }
}

impl Article {
    /// Whether it says nothing yet but the hint of its skeleton.
    pub fn is_skeleton(&self) -> bool {
        models()
            .flat_map(|model| opening(model.key))
            .any(|hint| hint.text == self.text)
    }
}

sql! {
    ARTICLES = "SELECT a.id, a.regulation_id, a.position, a.chapter, a.heading, a.text, \
                       (SELECT count(*) FROM regulation_article_version v WHERE v.article_id = a.id) AS versions \
                FROM regulation_article a WHERE a.regulation_id = $1 AND a.removed_at IS NULL ORDER BY a.position";
    ARTICLE = "SELECT a.id, a.regulation_id, a.position, a.chapter, a.heading, a.text, \
                      (SELECT count(*) FROM regulation_article_version v WHERE v.article_id = a.id) AS versions \
               FROM regulation_article a WHERE a.id = $1 AND a.removed_at IS NULL";
    VERSIONS = "SELECT version, chapter, heading, text, replaced_at, replaced_by FROM regulation_article_version WHERE article_id = $1 ORDER BY version DESC";
    INSERT = "INSERT INTO regulation_article (id, regulation_id, position, chapter, heading, text) VALUES ($1, $2, $3, $4, $5, $6)";
    SAVE = "UPDATE regulation_article SET chapter = $2, heading = $3, text = $4 WHERE id = $1";
    KEEP = "INSERT INTO regulation_article_version (article_id, version, chapter, heading, text, replaced_at, replaced_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PLACE = "UPDATE regulation_article SET position = $2 WHERE id = $1";
    REMOVE = "UPDATE regulation_article SET removed_at = $2 WHERE id = $1";
    DRAFTED = "UPDATE regulation SET model = $2, drafted_on = $3 WHERE id = $1";
    CLEAR_BASES = "DELETE FROM regulation_basis WHERE regulation_id = $1";
    ADD_BASIS = "INSERT INTO regulation_basis (regulation_id, document_id) SELECT $1, d.id FROM document d WHERE d.id = $2 ON CONFLICT DO NOTHING";
    OFFERED = "SELECT d.id AS document_id, d.number, d.title, d.in_force_on, d.ended_on, \
                      (SELECT count(*) FROM regulation_basis b WHERE b.regulation_id = $1 AND b.document_id = d.id) AS chosen \
               FROM document d WHERE d.kind <> 'constitution' AND NOT EXISTS (SELECT 1 FROM regulation r WHERE r.document_id = d.id) \
               ORDER BY d.kind, d.signed_on DESC, d.number";
    CHOSEN = "SELECT d.id AS document_id, d.number, d.title, d.in_force_on, d.ended_on, CAST(1 AS BIGINT) AS chosen \
              FROM regulation_basis b JOIN document d ON d.id = b.document_id WHERE b.regulation_id = $1 \
              ORDER BY CASE d.kind WHEN 'law' THEN 1 WHEN 'resolution' THEN 2 ELSE 3 END, d.signed_on, d.number";
}

/// The articles of a regulation in order.
pub async fn articles(db: &impl Reader, id: RegulationId) -> Result<Vec<Article>> {
    Ok(db.all(ARTICLES, args![id]).await?)
}

/// One article.
pub async fn article(db: &impl Reader, id: ArticleId) -> Result<Article> {
    db.one(ARTICLE, args![id])
        .await?
        .ok_or(Refusal::NotFound("article"))
}

/// What an article said before, the latest first.
pub async fn versions(db: &impl Reader, id: ArticleId) -> Result<Vec<Version>> {
    Ok(db.all(VERSIONS, args![id]).await?)
}

/// The bases that a regulation names.
pub async fn bases(db: &impl Reader, id: RegulationId) -> Result<Vec<Basis>> {
    Ok(db.all(CHOSEN, args![id]).await?)
}

/// The documents of the library that a regulation may name.
pub async fn offered_bases(db: &impl Reader, id: RegulationId) -> Result<Vec<Basis>> {
    Ok(db.all(OFFERED, args![id]).await?)
}

/// Bắt đầu soạn thảo, from a model or from an empty page.
#[derive(Debug, Clone)]
pub struct StartDrafting {
    /// The regulation.
    pub regulation: RegulationId,
    /// The key of the model; none begins empty.
    pub model: Option<String>,
    /// Căn cứ.
    pub bases: Vec<DocumentId>,
}

/// Bắt đầu soạn thảo.
pub async fn start_drafting(acting: &Acting<'_>, command: StartDrafting) -> Result<()> {
    let id = command.regulation;
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::DraftRegulation, &regulation.path)?;
    let state = regulation.state.after(Move::Draft)?;
    let model = command
        .model
        .as_deref()
        .map(|key| {
            models()
                .find(|model| model.key == key)
                .filter(|model| model.fits(regulation.kind, regulation.level))
                .ok_or(Problem::new("model", "choice-unknown"))
        })
        .transpose()?;
    for (at, draft) in model
        .iter()
        .flat_map(|model| opening(model.key))
        .enumerate()
    {
        let values = args![
            ArticleId::fresh(),
            id,
            at + 1,
            draft.chapter,
            draft.heading,
            draft.text
        ];
        acting.tx.execute(INSERT, values).await?;
    }
    let key = model.map(|model| model.key);
    acting
        .tx
        .execute(DRAFTED, args![id, key, acting.today])
        .await?;
    write_bases(acting, id, &command.bases).await?;
    enter(acting, id, state, acting.today, "").await?;
    let detail = json!({"after": {"state": state, "model": key, "bases": command.bases}});
    told(acting, &regulation, detail).await
}

/// Chọn căn cứ.
pub async fn choose_bases(
    acting: &Acting<'_>,
    id: RegulationId,
    bases: &[DocumentId],
) -> Result<()> {
    let regulation = editable(acting, id).await?;
    write_bases(acting, id, bases).await?;
    told(acting, &regulation, json!({"after": {"bases": bases}})).await
}

/// What an article is to say.
#[derive(Debug, Clone, Default)]
pub struct ArticleText {
    /// The chapter that begins with it.
    pub chapter: String,
    /// Tên điều.
    pub heading: String,
    /// Nội dung.
    pub text: String,
}

impl ArticleText {
    fn checked(self) -> Result<Self> {
        let mut problems = Problems::default();
        let text = Self {
            chapter: vi::clean(&self.chapter),
            heading: problems.text("heading", &self.heading),
            text: lines(&self.text),
        };
        problems.unless(!text.text.is_empty(), "text", "missing");
        problems.unless(
            text.text.chars().count() <= LONGEST_ARTICLE,
            "text",
            "too-long",
        );
        problems.refuse()?;
        Ok(text)
    }
}

/// Thêm một điều after this place; 0 puts it first.
pub async fn insert_article(
    acting: &Acting<'_>,
    id: RegulationId,
    after: u32,
    text: ArticleText,
) -> Result<ArticleId> {
    let regulation = editable(acting, id).await?;
    let text = text.checked()?;
    let there = articles(&acting.tx, id).await?;
    let place = usize::try_from(after)
        .unwrap_or(usize::MAX)
        .min(there.len());
    let article = ArticleId::fresh();
    let values = args![
        article,
        id,
        place + 1,
        &text.chapter,
        &text.heading,
        &text.text
    ];
    acting.tx.execute(INSERT, values).await?;
    let mut order: Vec<ArticleId> = there.iter().map(|article| article.id).collect();
    order.insert(place, article);
    arrange(acting, &order).await?;
    told(
        acting,
        &regulation,
        json!({"after": {"article": place + 1, "heading": text.heading}}),
    )
    .await?;
    Ok(article)
}

/// Sửa một điều; the version before is kept.
pub async fn save_article(acting: &Acting<'_>, id: ArticleId, text: ArticleText) -> Result<()> {
    let before = article(&acting.tx, id).await?;
    let regulation = editable(acting, before.regulation_id).await?;
    let text = text.checked()?;
    keep_version(acting, &before).await?;
    let values = args![id, &text.chapter, &text.heading, &text.text];
    acting.tx.execute(SAVE, values).await?;
    let detail = json!({"before": {"article": before.position, "heading": before.heading}, "after": {"article": before.position, "heading": text.heading}});
    told(acting, &regulation, detail).await
}

/// Chuyển một điều to a place, from 1.
pub async fn move_article(acting: &Acting<'_>, id: ArticleId, to: u32) -> Result<()> {
    let moved = article(&acting.tx, id).await?;
    let regulation = editable(acting, moved.regulation_id).await?;
    let mut order: Vec<ArticleId> = articles(&acting.tx, moved.regulation_id)
        .await?
        .iter()
        .map(|article| article.id)
        .filter(|other| *other != id)
        .collect();
    let place = usize::try_from(to).unwrap_or(0);
    if place == 0 || place > order.len() + 1 {
        return Err(Problem::new("position", "choice-unknown").into());
    }
    order.insert(place - 1, id);
    arrange(acting, &order).await?;
    let detail = json!({"before": {"article": moved.position}, "after": {"article": to}});
    told(acting, &regulation, detail).await
}

/// Bỏ một điều; what it said stays among the versions.
pub async fn remove_article(acting: &Acting<'_>, id: ArticleId) -> Result<()> {
    let gone = article(&acting.tx, id).await?;
    let regulation = editable(acting, gone.regulation_id).await?;
    keep_version(acting, &gone).await?;
    acting.tx.execute(REMOVE, args![id, acting.now]).await?;
    let left = articles(&acting.tx, gone.regulation_id).await?;
    let order: Vec<ArticleId> = left.iter().map(|article| article.id).collect();
    arrange(acting, &order).await?;
    let detail = json!({"before": {"article": gone.position, "heading": gone.heading}});
    told(acting, &regulation, detail).await
}

async fn arrange(acting: &Acting<'_>, order: &[ArticleId]) -> Result<()> {
    for (at, id) in order.iter().enumerate() {
        acting.tx.execute(PLACE, args![*id, at + 1]).await?;
    }
    Ok(())
}

async fn keep_version(acting: &Acting<'_>, article: &Article) -> Result<()> {
    let values = args![
        article.id,
        article.versions + 1,
        &article.chapter,
        &article.heading,
        &article.text,
        acting.now,
        &acting.actor.name
    ];
    acting.tx.execute(KEEP, values).await?;
    Ok(())
}

async fn write_bases(acting: &Acting<'_>, id: RegulationId, bases: &[DocumentId]) -> Result<()> {
    acting.tx.execute(CLEAR_BASES, args![id]).await?;
    for document in bases {
        acting.tx.execute(ADD_BASIS, args![id, *document]).await?;
    }
    Ok(())
}

/// The regulation, if its text may be changed: it is drafted, or comments are over and answers are worked in.
async fn editable(acting: &Acting<'_>, id: RegulationId) -> Result<Regulation> {
    let regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::DraftRegulation, &regulation.path)?;
    if regulation.is_editable(acting.today) {
        return Ok(regulation);
    }
    let code = if regulation.state == RegulationState::Comments {
        "regulation-text-stands-still"
    } else {
        "regulation-wrong-state"
    };
    Err(Refusal::Invalid(vec![Problem {
        field: "",
        code,
        args: Vec::new(),
    }]))
}

async fn told(
    acting: &Acting<'_>,
    regulation: &Regulation,
    detail: serde_json::Value,
) -> Result<()> {
    let council = Some(regulation.council_id);
    acting
        .audit(
            Act::DraftRegulation,
            council,
            "regulation",
            regulation.id,
            "",
            detail,
        )
        .await
}

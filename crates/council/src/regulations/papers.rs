//! Papers of the steps: a stored file, or the number and date of a paper that is kept elsewhere.
//!
//! **Invariant.** What a file is, is told by its content, as for every other upload of the product.

use kernel::ids::{FileId, PaperId, RegulationId};
use kernel::{Date, Timestamp, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::queries::{Regulation, regulation};
use super::{Demands, Stage};
use crate::access::Act;
pub use crate::files::GivenFile;
use crate::files::{self, FileKind};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// A paper as it was handed in; everything empty when there is none.
#[derive(Debug, Clone, Default)]
pub struct GivenPaper {
    /// Tên văn bản.
    pub title: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed_on: Option<Date>,
    /// The file.
    pub file: Option<GivenFile>,
}

impl GivenPaper {
    /// Whether nothing was handed in; a title alone is no paper.
    pub fn is_empty(&self) -> bool {
        self.file.is_none() && self.number.trim().is_empty() && self.signed_on.is_none()
    }

    /// What is wrong with it, of a step that needs one or does not.
    pub(super) async fn check(
        &self,
        acting: &Acting<'_>,
        demands: &Demands,
        stage: Stage,
        problems: &mut Problems,
    ) -> Result<()> {
        if let Some(file) = &self.file {
            if let Err(problem) = FileKind::given("file", &file.bytes) {
                problems.add(problem);
            }
            return Ok(());
        }
        let named = !self.number.trim().is_empty() && self.signed_on.is_some();
        let needed = demands.needs_paper(&acting.tx, stage, acting.today).await?;
        let missing = if needed {
            !named
        } else {
            !named && !self.is_empty()
        };
        problems.unless(!missing, "paper_number", "regulation-paper-missing");
        Ok(())
    }
}

record! {
    /// A paper of a step.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct PaperLine {
        /// The paper.
        pub id: PaperId,
        /// The step.
        pub stage: Stage,
        /// Its title.
        pub title: String,
        /// Số, ký hiệu; empty when it has none.
        pub number: String,
        /// Ngày ký.
        pub signed_on: Option<Date>,
        /// The stored file.
        pub file_id: Option<FileId>,
        /// When it was added.
        #[schema(value_type = String)]
        pub added_at: Timestamp,
    }

    /// A stored file as it is sent to a reader.
    #[derive(Debug, Clone)]
    pub struct PaperFile {
        /// The regulation.
        pub regulation_id: RegulationId,
        /// The step.
        pub stage: Stage,
        /// The file's name.
        pub name: String,
        /// The kind of its content.
        pub media_type: String,
        /// Its content.
        pub bytes: Vec<u8>,
    }
}

sql! {
    INSERT = "INSERT INTO regulation_paper (id, regulation_id, stage, title, number, signed_on, file_id, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    PAPERS = "SELECT id, stage, title, number, signed_on, file_id, added_at FROM regulation_paper WHERE regulation_id = $1 ORDER BY added_at, id";
    FILE = "SELECT p.regulation_id, p.stage, f.name, f.media_type, f.bytes FROM regulation_paper p JOIN file f ON f.id = p.file_id WHERE p.id = $1";
}

/// Keeps a paper that was checked; nothing when there is none.
pub(super) async fn keep(
    acting: &Acting<'_>,
    regulation: RegulationId,
    stage: Stage,
    paper: GivenPaper,
) -> Result<Option<PaperId>> {
    if paper.is_empty() {
        return Ok(None);
    }
    let mut file_id = None;
    if let Some(file) = paper.file {
        file_id = Some(files::take(acting, "file", file).await?);
    }
    let id = PaperId::fresh();
    let values = args![
        id,
        regulation,
        stage,
        vi::clean(&paper.title),
        vi::clean(&paper.number),
        paper.signed_on,
        file_id,
        acting.now
    ];
    acting.tx.execute(INSERT, values).await?;
    Ok(Some(id))
}

/// Đính văn bản vào một bước.
pub async fn add_paper(
    acting: &Acting<'_>,
    id: RegulationId,
    stage: Stage,
    paper: GivenPaper,
) -> Result<PaperId> {
    let regulation: Regulation = regulation(&acting.tx, id).await?;
    acting.may(Act::AddRegulationPaper, &regulation.path)?;
    let mut problems = Problems::default();
    let title = problems.text("paper_title", &paper.title);
    problems.unless(
        !paper.is_empty(),
        "paper_number",
        "regulation-paper-missing",
    );
    let demands = Demands::of(
        &acting.tx,
        regulation.council_id,
        regulation.kind,
        acting.today,
    )
    .await?;
    if !paper.is_empty() {
        paper.check(acting, &demands, stage, &mut problems).await?;
    }
    problems.refuse()?;
    let detail = json!({"after": {"regulation": id, "stage": stage, "title": title, "number": paper.number}});
    let paper = keep(acting, id, stage, GivenPaper { title, ..paper }).await?;
    let paper = paper.ok_or(Problem::new("paper_number", "regulation-paper-missing"))?;
    let council = Some(regulation.council_id);
    acting
        .audit(
            Act::AddRegulationPaper,
            council,
            "regulation",
            id,
            "",
            detail,
        )
        .await?;
    Ok(paper)
}

/// The papers of a regulation, the oldest first.
pub async fn papers(db: &impl Reader, id: RegulationId) -> Result<Vec<PaperLine>> {
    Ok(db.all(PAPERS, args![id]).await?)
}

/// The file of a paper.
pub async fn paper_file(db: &impl Reader, id: PaperId) -> Result<PaperFile> {
    db.one(FILE, args![id])
        .await?
        .ok_or(Refusal::NotFound("paper"))
}

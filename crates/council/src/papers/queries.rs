//! What pages ask about papers: one, those of a year, those made from a record.

use kernel::Date;
use kernel::ids::{CouncilId, FileId, OfficialPaperId};
use paper::{Deviation, Paper};
use store::{Reader, args, record, sql};
use uuid::Uuid;

use super::draft::Draft;
use super::{PaperKind, PaperState, SourceKind, mark};
use crate::access::{Actor, FieldGroup};
use crate::bodies::council_title;
use crate::digest::sha256;
use crate::paging::{Page, Paged, containing};
use crate::{Refusal, Result};

record! {
    struct Row {
        id: OfficialPaperId,
        council_id: CouncilId,
        path: String,
        unit_name: String,
        council_number: String,
        sample: bool,
        template: String,
        kind: PaperKind,
        source_kind: SourceKind,
        source_id: Uuid,
        subject: String,
        draft: String,
        begun_on: Date,
        state: PaperState,
        year: Option<i64>,
        number: Option<u32>,
        symbol: String,
        day: Option<Date>,
        frozen: Option<String>,
        sha256: Option<String>,
        issued_on: Option<Date>,
        signer: String,
        file_id: Option<FileId>,
        kept_at: String,
        ended_on: Option<Date>,
        reason: String,
    }

    /// The signed file.
    pub struct SignedFile {
        /// Its name.
        pub name: String,
        /// Its kind.
        pub media_type: String,
        /// Its content.
        pub bytes: Vec<u8>,
    }
}

/// Một văn bản as it stands on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = papers::Line)]
pub struct PaperLine {
    /// The paper.
    pub id: OfficialPaperId,
    /// The council.
    pub council_id: CouncilId,
    /// "HĐND thành phố Cần Thơ khóa XI".
    pub council: String,
    /// The council's path of official codes.
    pub path: String,
    /// The template it was begun from; empty of one made elsewhere.
    pub template: String,
    /// Loại văn bản.
    pub kind: PaperKind,
    /// The kind of record it was made from.
    pub source_kind: SourceKind,
    /// The record.
    pub source_id: Uuid,
    /// Trích yếu.
    pub subject: String,
    /// When it was begun, or the day of one made elsewhere.
    pub begun_on: Date,
    /// Its state on the day.
    pub state: PaperState,
    /// The number.
    pub number: Option<u32>,
    /// Số, ký hiệu as printed.
    pub label: Option<String>,
    /// The day that stands on it.
    pub day: Option<Date>,
    /// When it was issued.
    pub issued_on: Option<Date>,
    /// Who signed.
    pub signer: String,
    /// Whether the signed file is kept here.
    pub has_file: bool,
    /// Where one made elsewhere is kept.
    pub kept_at: String,
    /// When it was dropped or made void.
    pub ended_on: Option<Date>,
    /// Why.
    pub reason: String,
    /// Whether the council's people are sample data.
    pub sample: bool,
}

/// Everything the page of a paper shows.
#[derive(Debug, Clone)]
pub struct PaperPage {
    /// The paper.
    pub line: PaperLine,
    /// What is written; nothing of one made elsewhere.
    pub draft: Option<Draft>,
    /// The paper as it stands: the frozen one once it is numbered.
    pub paper: Option<Paper>,
    /// Where it departs from the decree.
    pub findings: Vec<Deviation>,
    /// The hash of the frozen text.
    pub sha256: Option<String>,
    /// Whether the frozen text still has its hash.
    pub intact: bool,
}

/// Which papers a register holds.
#[derive(Debug, Clone, Default)]
pub struct PaperFilter {
    /// The year of the register.
    pub year: i16,
    /// Text found in subject and symbol.
    pub text: String,
    /// The kind.
    pub kind: Option<PaperKind>,
    /// The state on the day.
    pub state: Option<PaperState>,
}

/// A paper with what is said of its texts.
macro_rules! columns {
    ($texts:literal) => {
        concat!(
            "SELECT p.id, p.council_id, c.path, u.name AS unit_name, c.number AS council_number, c.sample, p.template, p.kind, p.source_kind, \
             p.source_id, p.subject, ", $texts, ", p.begun_on, p.state, p.year, p.number, p.symbol, p.day, p.sha256, p.issued_on, p.signer, \
             p.file_id, p.kept_at, p.ended_on, p.reason FROM official_paper p JOIN council c ON c.id = p.council_id JOIN unit u ON u.id = c.unit_id "
        )
    };
}

/// A paper as lists need it, without its texts.
macro_rules! listed {
    () => {
        columns!("'' AS draft, CAST(NULL AS TEXT) AS frozen")
    };
}

sql! {
    ONE = concat!(columns!("p.draft, p.frozen"), "WHERE p.id = $1");
    OF_YEAR = concat!(listed!(), "WHERE p.council_id = $1 AND (p.year = $2 OR (p.year IS NULL AND p.begun_on >= $3 AND p.begun_on <= $4)) \
                      AND p.begun_on <= $5 AND p.folded LIKE $6 AND ($7 = '' OR p.kind = $7) \
                      ORDER BY CASE WHEN p.number IS NULL THEN 0 ELSE 1 END, p.day DESC, p.kind, p.number DESC, p.begun_on DESC, p.id");
    OF_SOURCE = concat!(listed!(), "WHERE p.source_id = $1 AND p.source_kind = $2 AND p.begun_on <= $3 ORDER BY p.begun_on DESC, p.id");
    FILE = "SELECT f.name, f.media_type, f.bytes FROM official_paper p JOIN file f ON f.id = p.file_id WHERE p.id = $1";
}

impl Row {
    fn state_on(&self, on: Date) -> PaperState {
        let by = |day: Option<Date>| day.is_some_and(|day| day <= on);
        match self.state {
            ended @ (PaperState::Void | PaperState::Dropped) if by(self.ended_on) => ended,
            _ if by(self.issued_on) => PaperState::Issued,
            PaperState::Draft | PaperState::Dropped => PaperState::Draft,
            _ if by(self.day) => PaperState::Numbered,
            _ => PaperState::Draft,
        }
    }

    fn line(&self, on: Date) -> PaperLine {
        let state = self.state_on(on);
        let numbered = !matches!(state, PaperState::Draft | PaperState::Dropped);
        let number = self.number.filter(|_| numbered);
        let ended = matches!(state, PaperState::Void | PaperState::Dropped);
        let year = self.year.and_then(|year| i16::try_from(year).ok());
        let label = |(number, year)| self.kind.label(number, year, &self.symbol);
        PaperLine {
            id: self.id,
            council_id: self.council_id,
            council: council_title(&self.unit_name, &self.council_number),
            path: self.path.clone(),
            template: self.template.clone(),
            kind: self.kind,
            source_kind: self.source_kind,
            source_id: self.source_id,
            subject: self.subject.clone(),
            begun_on: self.begun_on,
            label: number.zip(year).map(label),
            number,
            day: self.day.filter(|_| numbered),
            issued_on: self.issued_on.filter(|day| *day <= on),
            signer: self.signer.clone(),
            has_file: self.file_id.is_some() && state == PaperState::Issued,
            kept_at: self.kept_at.clone(),
            ended_on: self.ended_on.filter(|_| ended),
            reason: if ended {
                self.reason.clone()
            } else {
                String::new()
            },
            sample: self.sample,
            state,
        }
    }

    fn page(self, on: Date) -> Result<PaperPage> {
        let line = self.line(on);
        let unreadable = "read the paper that was kept";
        let mut draft: Option<Draft> = None;
        if !self.draft.is_empty() {
            draft = Some(serde_json::from_str(&self.draft).map_err(Refusal::failed(unreadable))?);
        }
        let frozen = self.frozen.filter(|_| line.number.is_some());
        let mut paper = draft
            .as_ref()
            .map(|draft| draft.paper(self.kind, None, None));
        let mut intact = true;
        if let Some(frozen) = &frozen {
            intact = Some(sha256(frozen)) == self.sha256;
            paper = Some(serde_json::from_str(frozen).map_err(Refusal::failed(unreadable))?);
        }
        let findings = paper.as_ref().map(Paper::lint).unwrap_or_default();
        let marks = [mark(line.state), line.sample.then_some(paper::SAMPLE)];
        let paper = paper.map(|paper| paper.marked(marks));
        Ok(PaperPage {
            sha256: self.sha256.filter(|_| frozen.is_some()),
            line,
            draft,
            paper,
            findings,
            intact,
        })
    }
}

fn may_read(actor: &Actor, path: &str) -> Result<()> {
    let group = FieldGroup::OfficialPapers;
    match actor.reads(group, path) {
        true => Ok(()),
        false => Err(Refusal::NotReadable(group)),
    }
}

async fn row(db: &impl Reader, id: OfficialPaperId) -> Result<Row> {
    db.one(ONE, args![id])
        .await?
        .ok_or(Refusal::NotFound("official_paper"))
}

/// One paper as it is now, for acts.
pub(super) async fn now(db: &impl Reader, id: OfficialPaperId) -> Result<PaperPage> {
    row(db, id).await?.page(Date::MAX)
}

/// One paper on a day, for those who may read it.
pub async fn paper_page(
    db: &impl Reader,
    actor: &Actor,
    id: OfficialPaperId,
    on: Date,
) -> Result<PaperPage> {
    let row = row(db, id).await?;
    may_read(actor, &row.path)?;
    if row.begun_on > on {
        return Err(Refusal::NotFound("official_paper"));
    }
    row.page(on)
}

/// The register of a year on a day: drafts first, then what has a number, the latest first.
pub async fn register(
    db: &impl Reader,
    actor: &Actor,
    (council, path): (CouncilId, &str),
    filter: &PaperFilter,
    on: Date,
    page: Page,
) -> Result<Paged<PaperLine>> {
    may_read(actor, path)?;
    let (first, last) = (
        format!("{:04}-01-01", filter.year),
        format!("{:04}-12-31", filter.year),
    );
    let values = args![
        council,
        i64::from(filter.year),
        first,
        last,
        on,
        containing(&filter.text),
        filter.kind.map_or("", PaperKind::code),
    ];
    let rows: Vec<Row> = db.all(OF_YEAR, values).await?;
    let mut lines: Vec<PaperLine> = rows.iter().map(|row| row.line(on)).collect();
    lines.retain(|line| filter.state.is_none_or(|state| state == line.state));
    let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let start = usize::try_from(page.offset()).unwrap_or(0);
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let rows = lines.into_iter().skip(start).take(size).collect();
    Ok(Paged { rows, total })
}

/// The papers made from a record until a day; none for those who may not read them.
pub async fn made_from(
    db: &impl Reader,
    actor: &Actor,
    (kind, id): (SourceKind, Uuid),
    on: Date,
) -> Result<Vec<PaperLine>> {
    let rows: Vec<Row> = db.all(OF_SOURCE, args![id, kind, on]).await?;
    let group = FieldGroup::OfficialPapers;
    let read = rows.iter().filter(|row| actor.reads(group, &row.path));
    Ok(read.map(|row| row.line(on)).collect())
}

/// The signed file of a paper.
pub async fn signed_file(
    db: &impl Reader,
    actor: &Actor,
    id: OfficialPaperId,
) -> Result<SignedFile> {
    may_read(actor, &row(db, id).await?.path)?;
    db.one(FILE, args![id])
        .await?
        .ok_or(Refusal::NotFound("file"))
}

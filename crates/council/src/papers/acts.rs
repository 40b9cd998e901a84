//! The acts on papers: begin, write, drop, take a number, register one made elsewhere, issue, make void, choose how numbers run.

use kernel::ids::{CouncilId, FileId, OfficialPaperId};
use kernel::{Date, vi};
use serde_json::json;
use store::{args, sql};
use uuid::Uuid;

use super::draft::Draft;
use super::facts::facts;
use super::queries::{PaperPage, now};
use super::register::{choose, take};
use super::templates::template;
use super::{Numbering, PaperKind, PaperState, SourceKind};
use crate::access::Act;
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::digest::sha256;
use crate::files::{self, GivenFile};
use crate::refusal::Problems;
use crate::{Acting, Problem, Refusal, Result};

/// Soạn văn bản.
#[derive(Debug, Clone)]
pub struct BeginPaper {
    /// The council.
    pub council: CouncilId,
    /// The template.
    pub template: String,
    /// The record that it is made from; the council itself where the template asks for no other.
    pub source: Uuid,
}

/// Lấy số.
#[derive(Debug, Clone)]
pub struct NumberPaper {
    /// The paper.
    pub paper: OfficialPaperId,
    /// The day that stands on it.
    pub day: Date,
    /// Why it takes a number although places are left unfilled.
    pub reason: String,
}

/// Vào sổ một văn bản làm ở nơi khác.
#[derive(Debug, Clone)]
pub struct RegisterPaper {
    /// The council.
    pub council: CouncilId,
    /// The kind.
    pub kind: PaperKind,
    /// The number; the next one where none is given.
    pub number: Option<u32>,
    /// Ký hiệu; the usual one where none is given.
    pub symbol: String,
    /// Trích yếu.
    pub subject: String,
    /// The day that stands on it.
    pub day: Date,
    /// Who signed.
    pub signer: String,
    /// Where it is kept.
    pub kept_at: String,
}

/// Phát hành: how a paper was signed.
#[derive(Debug, Clone)]
pub struct IssuePaper {
    /// The paper.
    pub paper: OfficialPaperId,
    /// When it was signed.
    pub signed_on: Date,
    /// Who signed.
    pub signer: String,
    /// The signed file with the bytes that were printed for signing; none where it was signed on paper.
    pub signed: Option<Signed>,
}

/// A file that was signed, beside what was to be signed.
#[derive(Debug, Clone)]
pub struct Signed {
    /// What was handed in.
    pub file: GivenFile,
    /// The frozen paper as it is printed.
    pub printed: Vec<u8>,
    /// Whose signatures the press found to hold on the whole file; nothing where something else was appended as well.
    pub holders: Option<Vec<String>>,
}

sql! {
    INSERT = "INSERT INTO official_paper (id, council_id, template, kind, source_kind, source_id, subject, folded, draft, begun_on, state, symbol, \
              signer, kept_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', '')";
    REGISTER = "INSERT INTO official_paper (id, council_id, template, kind, source_kind, source_id, subject, folded, draft, begun_on, state, symbol, \
                series, year, number, day, issued_on, signer, kept_at, reason) \
                VALUES ($1, $2, '', $3, 'council', $2, $4, $5, '', $6, 'issued', $7, $8, $9, $10, $6, $6, $11, $12, '')";
    WRITE = "UPDATE official_paper SET subject = $2, folded = $3, symbol = $4, draft = $5 WHERE id = $1";
    NUMBER = "UPDATE official_paper SET state = 'numbered', series = $2, year = $3, number = $4, day = $5, frozen = $6, sha256 = $7 WHERE id = $1";
    ISSUE = "UPDATE official_paper SET state = 'issued', issued_on = $2, signer = $3, file_id = $4 WHERE id = $1";
    END = "UPDATE official_paper SET state = $2, ended_on = $3, reason = $4 WHERE id = $1";
}

const SUBJECT: &str = "official_paper";

/// Whether a paper may go on to a state; told with the whole form.
fn moved(page: &PaperPage, next: PaperState, problems: &mut Problems) {
    let follows = page.line.state.then(next).is_some();
    problems.unless(follows, "", "paper-state");
}

async fn audit(
    acting: &Acting<'_>,
    act: Act,
    council: CouncilId,
    id: OfficialPaperId,
    reason: &str,
    detail: serde_json::Value,
) -> Result<()> {
    let detail = json!({ "after": detail });
    acting
        .audit(act, Some(council), SUBJECT, id, reason, detail)
        .await
}

/// Soạn văn bản: the template filled with what its maker may know.
pub async fn begin_paper(acting: &Acting<'_>, command: BeginPaper) -> Result<OfficialPaperId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::DraftPaper, &council.path)?;
    let unknown = Problem::new("template", "choice-unknown");
    let template = template(&command.template).ok_or(unknown)?;
    let source = match template.source {
        SourceKind::Council => council.id.uuid(),
        _ => command.source,
    };
    let (tx, actor, today) = (&acting.tx, acting.actor, acting.today);
    let facts = facts(tx, actor, &council, (template.source, source), today).await?;
    let draft = template.filled(&facts, today);
    let id = OfficialPaperId::fresh();
    let kept = serde_json::to_string(&draft).map_err(Refusal::failed("keep the draft"))?;
    let values = args![
        id,
        council.id,
        template.key,
        template.kind,
        template.source,
        source,
        &draft.subject,
        folded(&draft),
        kept,
        today,
        PaperState::Draft,
        &draft.symbol,
    ];
    acting.tx.execute(INSERT, values).await?;
    let detail =
        json!({"template": template.key, "paper_kind": template.kind, "subject": draft.subject});
    audit(acting, Act::DraftPaper, council.id, id, "", detail).await?;
    Ok(id)
}

/// Sửa dự thảo.
pub async fn write_paper(acting: &Acting<'_>, id: OfficialPaperId, draft: Draft) -> Result<()> {
    let page = now(&acting.tx, id).await?;
    acting.may(Act::DraftPaper, &page.line.path)?;
    let draft = draft.cleaned();
    let mut problems = Problems::default();
    problems.unless(page.line.state.is_open(), "", "paper-state");
    problems.text("subject", &draft.subject);
    problems.text("symbol", &draft.symbol);
    problems.unless(!draft.body.is_empty(), "body", "missing");
    let readable = paper::draft::read(&draft.body).is_ok();
    problems.unless(readable, "body", "too-long");
    problems.refuse()?;
    let kept = serde_json::to_string(&draft).map_err(Refusal::failed("keep the draft"))?;
    let values = args![id, &draft.subject, folded(&draft), &draft.symbol, &kept];
    acting.tx.execute(WRITE, values).await?;
    let detail = json!({"subject": draft.subject, "sha256": sha256(&kept)});
    audit(
        acting,
        Act::DraftPaper,
        page.line.council_id,
        id,
        "",
        detail,
    )
    .await
}

fn folded(draft: &Draft) -> String {
    vi::fold(&format!("{} {}", draft.subject, draft.symbol))
}

/// Bỏ dự thảo.
pub async fn drop_paper(acting: &Acting<'_>, id: OfficialPaperId, reason: &str) -> Result<()> {
    end(acting, id, Act::DraftPaper, PaperState::Dropped, reason).await
}

/// Hủy văn bản đã lấy số: the number stays used.
pub async fn void_paper(acting: &Acting<'_>, id: OfficialPaperId, reason: &str) -> Result<()> {
    end(acting, id, Act::VoidPaper, PaperState::Void, reason).await
}

async fn end(
    acting: &Acting<'_>,
    id: OfficialPaperId,
    act: Act,
    next: PaperState,
    reason: &str,
) -> Result<()> {
    let page = now(&acting.tx, id).await?;
    acting.may(act, &page.line.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    moved(&page, next, &mut problems);
    problems.refuse()?;
    let values = args![id, next, acting.today, &reason];
    acting.tx.execute(END, values).await?;
    let detail = json!({"paper_state": next, "number": page.line.label});
    audit(acting, act, page.line.council_id, id, &reason, detail).await
}

/// Lấy số: the text is frozen with its number and its day.
pub async fn number_paper(acting: &Acting<'_>, command: NumberPaper) -> Result<u32> {
    let (id, day) = (command.paper, command.day);
    let page = now(&acting.tx, id).await?;
    acting.may(Act::NumberPaper, &page.line.path)?;
    let council = council(&acting.tx, page.line.council_id).await?;
    let mut problems = Problems::default();
    moved(&page, PaperState::Numbered, &mut problems);
    check_day(acting, &council, day, &mut problems);
    let draft = page.draft.unwrap_or_default();
    let reason = vi::clean(&command.reason);
    let unfilled = draft.unfilled(page.line.kind);
    if unfilled > 0 && reason.is_empty() {
        problems.add(Problem::new("reason", "paper-unfilled").with("places", unfilled));
    }
    let kind = page.line.kind;
    let place = take(acting, council.id, kind, day, None, &mut problems).await?;
    problems.refuse()?;
    let paper = draft.paper(kind, Some(place.number), Some(day));
    let frozen = serde_json::to_string(&paper).map_err(Refusal::failed("freeze the paper"))?;
    let sha256 = sha256(&frozen);
    let values = args![
        id,
        place.series,
        i64::from(place.year),
        place.number,
        day,
        &frozen,
        &sha256
    ];
    acting.tx.execute(NUMBER, values).await?;
    let label = kind.label(place.number, place.year, &draft.symbol);
    let detail = json!({"number": label, "day": day, "sha256": sha256});
    audit(acting, Act::NumberPaper, council.id, id, &reason, detail).await?;
    Ok(place.number)
}

/// The day of a paper has come, and the council was there on it.
fn check_day(acting: &Acting<'_>, council: &CouncilRef, day: Date, problems: &mut Problems) {
    problems.unless(day <= acting.today, "day", "day-ahead");
    let there = council.period().contains(day);
    problems.unless(there, "day", "council-not-on-that-day");
}

/// Vào sổ một văn bản làm ở nơi khác, so that the count follows what is so.
pub async fn register_paper(
    acting: &Acting<'_>,
    command: RegisterPaper,
) -> Result<OfficialPaperId> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::RegisterPaper, &council.path)?;
    let (kind, day) = (command.kind, command.day);
    let mut problems = Problems::default();
    let subject = problems.text("subject", &command.subject);
    let kept_at = problems.text("kept_at", &command.kept_at);
    let signer = vi::clean(&command.signer);
    let mut symbol = vi::clean(&command.symbol);
    if symbol.is_empty() {
        symbol = kind.symbol();
    }
    problems.text("symbol", &symbol);
    check_day(acting, &council, day, &mut problems);
    let number = command.number;
    let place = take(acting, council.id, kind, day, number, &mut problems).await?;
    problems.refuse()?;
    let id = OfficialPaperId::fresh();
    let values = args![
        id,
        council.id,
        kind,
        &subject,
        vi::fold(&format!("{subject} {symbol}")),
        day,
        &symbol,
        place.series,
        i64::from(place.year),
        place.number,
        &signer,
        &kept_at,
    ];
    acting.tx.execute(REGISTER, values).await?;
    let label = kind.label(place.number, place.year, &symbol);
    let detail = json!({"number": label, "day": day, "subject": subject, "kept_at": kept_at});
    audit(acting, Act::RegisterPaper, council.id, id, "", detail).await?;
    Ok(id)
}

/// Phát hành: the signed file is kept, or who signed on paper and when.
pub async fn issue_paper(acting: &Acting<'_>, command: IssuePaper) -> Result<()> {
    let id = command.paper;
    let page = now(&acting.tx, id).await?;
    acting.may(Act::IssuePaper, &page.line.path)?;
    let mut problems = Problems::default();
    moved(&page, PaperState::Issued, &mut problems);
    let (signed_on, line) = (command.signed_on, &page.line);
    problems.unless(signed_on <= acting.today, "signed_on", "day-ahead");
    let after = line.day.is_none_or(|day| day <= signed_on);
    problems.unless(after, "signed_on", "paper-signed-before");
    let signer = problems.text("signer", &command.signer);
    if let Some(signed) = &command.signed {
        signed.check(&mut problems);
    }
    problems.unless(page.intact, "", "paper-not-intact");
    problems.refuse()?;
    let mut file: Option<FileId> = None;
    let mut certificates = Vec::new();
    if let Some(signed) = command.signed {
        certificates = signed.holders().to_vec();
        file = Some(files::take(acting, "file", signed.file).await?);
    }
    let values = args![id, signed_on, &signer, file];
    acting.tx.execute(ISSUE, values).await?;
    let detail = json!({
        "paper_state": PaperState::Issued, "number": line.label, "signed_on": signed_on, "signer": signer, "certificates": certificates,
    });
    audit(acting, Act::IssuePaper, line.council_id, id, "", detail).await
}

impl Signed {
    /// A signature is added behind what is signed (incremental update, ISO 32000-1, 7.5.6), so the signed file begins with exactly the
    /// bytes that were printed: that proves that what was signed is what was numbered. What the signatures are worth is told by the press.
    fn check(&self, problems: &mut Problems) {
        let bytes = &self.file.bytes;
        if let Err(problem) = files::FileKind::given("file", bytes) {
            problems.add(problem);
        } else if !bytes.starts_with(b"%PDF-") {
            problems.add(Problem::new("file", "paper-file-no-pdf"));
        } else if !bytes.starts_with(&self.printed) || self.holders.is_none() {
            problems.add(Problem::new("file", "paper-file-other"));
        } else if bytes.len() == self.printed.len() || self.holders().is_empty() {
            problems.add(Problem::new("file", "paper-file-unsigned"));
        }
    }

    fn holders(&self) -> &[String] {
        self.holders.as_deref().unwrap_or_default()
    }
}

/// Chọn cách đánh số from a year on.
pub async fn choose_series(
    acting: &Acting<'_>,
    id: CouncilId,
    from_year: u32,
    numbering: Numbering,
) -> Result<()> {
    let council = council(&acting.tx, id).await?;
    acting.may(Act::ChoosePaperSeries, &council.path)?;
    let mut problems = Problems::default();
    let year = i16::try_from(from_year).unwrap_or(i16::MAX);
    let now = acting.today.year();
    problems.unless((now..=now + 1).contains(&year), "from_year", "paper-year");
    choose(acting, council.id, year, numbering, problems).await?;
    let detail = json!({"after": {"from_year": year, "numbering": numbering}});
    let act = Act::ChoosePaperSeries;
    acting
        .audit(act, Some(council.id), "council", council.id, "", detail)
        .await
}

//! Putting a text to its document, and withdrawing it.

use kernel::Date;
use kernel::ids::{CouncilId, DocumentId, FileId, TextId};
use serde_json::json;
use store::{Reader as _, args, record, sql};

use super::look::Looked;
use super::understand::{Cited, Odd, Own, Understood};
use super::{FileReason, Oddity, READING, TextKind};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::digest::sha256;
use crate::library::acts::{RecordDocument, record_document};
use crate::library::frame::{Frame, frame, is_local, issuer_key, printed_number};
use crate::library::queries::{Document, document};
use crate::library::{DocumentKind, Relation};
use crate::refusal::Problems;
use crate::seed_data::Certainty;
use crate::{Acting, Problem, Refusal, Result, files};

/// Giữ nội dung: a document's text from words already at hand, such as the frozen text of a regulation.
#[derive(Debug, Clone)]
pub struct KeepText {
    /// The document.
    pub document: DocumentId,
    /// The text.
    pub text: String,
}

/// Đưa nội dung văn bản vào thư viện: a file that somebody handed in.
#[derive(Debug, Clone)]
pub struct ImportText {
    /// The council whose office hands it in; none for the administrator of the whole installation.
    pub council: Option<CouncilId>,
    /// The document it was said to be; none to find it by the printed number.
    pub document: Option<DocumentId>,
    /// The file.
    pub looked: Looked,
    /// Where its bytes are kept already, when they are.
    pub kept: Option<FileId>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It is a text of the library now.
    Read(DocumentId, TextId),
    /// The same text was there.
    Known(DocumentId, TextId),
    /// Something must be answered first.
    Held(Held),
}

/// Why a file waits, and what its head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub reason: FileReason,
    /// The number printed in its head; empty when there is none.
    pub number: String,
    /// The document it was thought to be.
    pub document: Option<DocumentId>,
}

/// Rút nội dung văn bản.
#[derive(Debug, Clone)]
pub struct WithdrawText {
    /// The text.
    pub text: TextId,
    /// Why.
    pub reason: String,
}

record! {
    struct There { id: TextId, document_id: DocumentId }

    struct Kept { document_id: DocumentId, number: String, withdrawn: bool, council_id: Option<CouncilId> }

    struct OfUnit { id: CouncilId }
}

sql! {
    SAME = "SELECT id, document_id FROM document_text WHERE sha256 = $1 AND withdrawn_at IS NULL";
    ISSUED = "SELECT id, document_id FROM document_text WHERE document_id = $1 AND kind = $2 AND withdrawn_at IS NULL \
              AND (consolidated_on = $3 OR CAST($3 AS TEXT) IS NULL)";
    INSERT = "INSERT INTO document_text (id, document_id, kind, consolidated_on, printed_number, file_id, text, sha256, reading, added_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FILL_DAYS = "UPDATE document SET signed_on = coalesce(signed_on, $2), in_force_on = coalesce(in_force_on, $3) WHERE id = $1";
    KIND_OF_FILE = "UPDATE file SET media_type = $2 WHERE id = $1";
    KEPT = "SELECT t.document_id, d.number, CAST(CASE WHEN t.withdrawn_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS withdrawn, d.council_id \
            FROM document_text t JOIN document d ON d.id = t.document_id WHERE t.id = $1";
    WITHDRAW = "UPDATE document_text SET withdrawn_at = $2 WHERE id = $1";
    OF_UNIT = "SELECT c.id FROM council c JOIN unit u ON u.id = c.unit_id \
               WHERE u.folded = $1 AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2)";
}

/// What will be stored of a text.
struct Draft<'a> {
    document: DocumentId,
    own: Own,
    kind: TextKind,
    consolidated_on: Option<Date>,
    printed: String,
    file: Option<FileId>,
    text: &'a str,
    oddities: Vec<Odd>,
}

/// Keeps a text from words already at hand. The same text again is no news.
pub async fn keep_text(acting: &Acting<'_>, command: KeepText) -> Result<TextId> {
    let of = document(&acting.tx, command.document).await?;
    let path = path_of(acting, of.council_id).await?;
    acting.may(Act::AddText, &path)?;
    let same: Vec<There> = acting.tx.all(SAME, args![sha256(&command.text)]).await?;
    if let Some(there) = same.iter().find(|there| there.document_id == of.id) {
        return Ok(there.id);
    }
    let frame = frame(&acting.tx).await?;
    let draft = Draft {
        document: of.id,
        own: own(&of),
        kind: TextKind::Issued,
        consolidated_on: None,
        printed: printed_number(&of.number).to_owned(),
        file: None,
        text: &command.text,
        oddities: Vec::new(),
    };
    store_text(acting, draft, of.council_id, &frame).await
}

/// Puts a file to its document: the one that was chosen, the one that bears its number, or a new record made from its head.
/// What does not fit is held, and nothing is written.
pub async fn import_text(acting: &Acting<'_>, command: ImportText) -> Result<Imported> {
    let path = path_of(acting, command.council).await?;
    acting.may(Act::AddText, &path)?;
    let hash = sha256(&command.looked.text);
    if let Some(there) = acting.tx.one::<There>(SAME, args![&hash]).await? {
        return Ok(Imported::Known(there.document_id, there.id));
    }
    let frame = frame(&acting.tx).await?;
    let draft = Understood::read(&command.looked.text, &Own::default(), &frame);
    let head = Head::of(&draft);
    let chosen = match find(acting, &head, command.document, &frame).await? {
        Ok(found) => found,
        Err(reason) => {
            return Ok(Imported::Held(Held {
                reason,
                number: head.printed,
                document: command.document,
            }));
        }
    };
    let held = |reason, document| {
        Ok(Imported::Held(Held {
            reason,
            number: head.printed.clone(),
            document,
        }))
    };
    let id = match chosen {
        Some(id) => {
            let owner = document(&acting.tx, id).await?.council_id;
            let of = path_of(acting, owner).await?;
            if owner.is_some() && acting.may(Act::AddText, &of).is_err() {
                return held(FileReason::NotPermitted, Some(id));
            }
            let day = head.consolidated_on;
            let values = args![id, head.kind, day];
            if acting.tx.one::<There>(ISSUED, values).await?.is_some() {
                return held(FileReason::AnotherText, Some(id));
            }
            id
        }
        None if head.kind == TextKind::Consolidated => {
            return held(FileReason::ConsolidatedOfUnknown, None);
        }
        None => match record_from_head(acting, command.council, &head, &frame).await? {
            Some(id) => id,
            None => return held(FileReason::IssuerUnknown, None),
        },
    };
    let of = document(&acting.tx, id).await?;
    let mut oddities: Vec<Odd> = (command.looked.oddities.iter())
        .map(|kind| Odd {
            kind: *kind,
            unit: String::new(),
            detail: String::new(),
        })
        .collect();
    if head.kind == TextKind::Issued {
        oddities.extend(head.days_that_differ(&of));
        let values = args![
            id,
            head.signed_on,
            head.force_after(head.signed_on.or(of.signed_on))
        ];
        acting.tx.execute(FILL_DAYS, values).await?;
    }
    let of = document(&acting.tx, id).await?;
    let Looked {
        name,
        bytes,
        media_type,
        text,
        ..
    } = command.looked;
    let file = match command.kept {
        Some(kept) => {
            acting
                .tx
                .execute(KIND_OF_FILE, args![kept, media_type])
                .await?;
            kept
        }
        None => files::keep(acting, &name, media_type, bytes).await?,
    };
    let draft = Draft {
        document: id,
        own: own(&of),
        kind: head.kind,
        consolidated_on: head.consolidated_on,
        printed: head.printed,
        file: Some(file),
        text: &text,
        oddities,
    };
    let text = store_text(acting, draft, command.council, &frame).await?;
    Ok(Imported::Read(id, text))
}

/// The document a text is one of.
pub async fn document_of_text(db: &impl store::Reader, text: TextId) -> Result<DocumentId> {
    let kept: Option<Kept> = db.one(KEPT, args![text]).await?;
    Ok(kept.ok_or(Refusal::NotFound("document_text"))?.document_id)
}

/// Withdraws a text that should not be there; it stays on record and counts no more.
pub async fn withdraw_text(acting: &Acting<'_>, command: WithdrawText) -> Result<DocumentId> {
    let kept: Kept = (acting.tx.one(KEPT, args![command.text]).await?)
        .ok_or(Refusal::NotFound("document_text"))?;
    let path = path_of(acting, kept.council_id).await?;
    acting.may(Act::WithdrawText, &path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", &command.reason);
    problems.unless(!kept.withdrawn, "", "text-withdrawn-already");
    problems.refuse()?;
    acting
        .tx
        .execute(WITHDRAW, args![command.text, acting.now])
        .await?;
    let detail = json!({ "before": { "document": kept.document_id, "number": kept.number } });
    acting
        .audit(
            Act::WithdrawText,
            kept.council_id,
            "document_text",
            command.text,
            &reason,
            detail,
        )
        .await?;
    Ok(kept.document_id)
}

impl Imported {
    /// The text, or what is wrong with the file as a problem of a form.
    pub fn or_problem(self, field: &'static str) -> Result<(DocumentId, TextId)> {
        match self {
            Self::Read(document, text) => Ok((document, text)),
            Self::Known(..) => Err(Problem::new(field, "text-known").into()),
            Self::Held(held) => Err(held.problem(field).into()),
        }
    }
}

impl Held {
    /// As a problem of a form.
    pub fn problem(&self, field: &'static str) -> Problem {
        Problem::new(field, self.reason.problem()).with("number", &self.number)
    }
}

/// What the head of a text says.
struct Head {
    printed: String,
    kind: TextKind,
    consolidated_on: Option<Date>,
    document_kind: DocumentKind,
    issuer: Option<String>,
    title: String,
    signed_on: Option<Date>,
    in_force_on: Option<Date>,
    /// Of a consolidated text: the number of the document whose text it is.
    consolidates: Option<String>,
}

impl Head {
    fn of(draft: &Understood) -> Self {
        let head = &draft.document.head;
        let consolidated = head.consolidated;
        let word = head.kind.as_deref().unwrap_or("");
        let subject = head
            .subject
            .as_ref()
            .map(|span| draft.document.words(span).into_owned())
            .unwrap_or_default();
        Self {
            printed: head.number.clone().unwrap_or_default(),
            kind: if consolidated {
                TextKind::Consolidated
            } else {
                TextKind::Issued
            },
            consolidated_on: head.date.filter(|_| consolidated),
            document_kind: DocumentKind::of_word(word).unwrap_or(DocumentKind::Other),
            issuer: head.issuer.clone(),
            title: title(word, &subject),
            signed_on: head.date,
            in_force_on: draft.amendments.effect.default,
            consolidates: consolidated.then(|| consolidates(draft)).flatten(),
        }
    }

    /// The first day in force that the text tells, if it is possible.
    fn force_after(&self, signed: Option<Date>) -> Option<Date> {
        self.in_force_on
            .filter(|day| signed.is_none_or(|signed| signed <= *day))
    }

    fn days_that_differ(&self, of: &Document) -> Vec<Odd> {
        [
            (Oddity::SignedDayDiffers, self.signed_on, of.signed_on),
            (Oddity::ForceDayDiffers, self.in_force_on, of.in_force_on),
        ]
        .into_iter()
        .filter_map(|(kind, said, known)| {
            let (said, known) = (said?, known?);
            (said != known).then(|| Odd {
                kind,
                unit: String::new(),
                detail: format!(
                    "{} → {}",
                    kernel::vi::date_short(known),
                    kernel::vi::date_short(said)
                ),
            })
        })
        .collect()
    }
}

/// The document a consolidated text is one of: the first that its head cites by number.
fn consolidates(draft: &Understood) -> Option<String> {
    draft.citations.iter().find_map(|citation| {
        let target = citation.targets.first().filter(|target| !target.own)?;
        target
            .resolved
            .clone()
            .or_else(|| target.so_ky_hieu.clone())
            .filter(|number| !number.contains("VBHN"))
    })
}

/// "Luật tổ chức chính quyền địa phương" of a kind and a subject in capitals or not.
fn title(kind: &str, subject: &str) -> String {
    let shouted = !subject.chars().any(char::is_lowercase);
    let mut words = if shouted {
        subject.to_lowercase()
    } else {
        subject.to_owned()
    };
    if matches!(kind, "Luật" | "Bộ luật" | "Pháp lệnh") && shouted {
        let mut letters = words.chars();
        words = letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default();
    } else if let Some(first) = words.chars().next()
        && !shouted
        && words.chars().nth(1).is_some_and(char::is_lowercase)
    {
        let rest = words[first.len_utf8()..].to_owned();
        words = first.to_lowercase().chain(rest.chars()).collect();
    }
    kernel::vi::clean(&format!("{kind} {words}"))
        .chars()
        .take(900)
        .collect()
}

/// The document of the library a text belongs to; none when it has to be recorded first.
async fn find(
    acting: &Acting<'_>,
    head: &Head,
    chosen: Option<DocumentId>,
    frame: &Frame,
) -> Result<Result<Option<DocumentId>, FileReason>> {
    let said = match head.kind {
        TextKind::Issued => Some(head.printed.as_str()).filter(|number| !number.is_empty()),
        TextKind::Consolidated => head.consolidates.as_deref(),
    };
    if let Some(id) = chosen {
        let of = document(&acting.tx, id).await?;
        let fits = |number: &str| {
            let key = lex::grammar::numbers::number_key;
            key(number) == key(printed_number(&of.number))
        };
        // A chosen document answers the question of a missing number, never that of another number.
        return Ok(match said {
            Some(number) if !fits(number) => Err(FileReason::NumberMismatch),
            _ => Ok(Some(id)),
        });
    }
    let Some(number) = said else {
        return Ok(Err(match head.kind {
            TextKind::Issued => FileReason::NumberMissing,
            TextKind::Consolidated => FileReason::ConsolidatedOfUnknown,
        }));
    };
    let shelved = frame.shelved(number);
    let issuer = head.issuer.as_deref().unwrap_or("");
    Ok(match frame.document(number, issuer) {
        Some(one) => Ok(Some(one.id)),
        None if shelved.is_empty() || is_local(number) && !issuer.is_empty() => Ok(None),
        None => Err(FileReason::NumberShared),
    })
}

/// Records the document that the head of a text tells of; none when nobody is known to have issued it.
async fn record_from_head(
    acting: &Acting<'_>,
    council: Option<CouncilId>,
    head: &Head,
    frame: &Frame,
) -> Result<Option<DocumentId>> {
    let known = frame.registry.numbered(&head.printed);
    let known = known.first().filter(|_| !is_local(&head.printed));
    let issuer = head
        .issuer
        .clone()
        .or_else(|| known.map(|entry| entry.issuer.clone()))
        .filter(|issuer| !issuer.is_empty());
    let Some(issuer) = issuer else {
        return Ok(None);
    };
    let day = head.signed_on.unwrap_or(acting.today);
    let owner = owner(acting, &issuer, day).await?;
    let number = if frame.shelved(&head.printed).is_empty() {
        head.printed.clone()
    } else {
        format!("{} ({issuer}, {})", head.printed, day.year())
    };
    let title = known
        .map(|entry| entry.title.clone())
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| head.title.clone());
    let title = if title.is_empty() {
        head.printed.clone()
    } else {
        title
    };
    let signed_on = head
        .signed_on
        .or_else(|| known.and_then(|entry| entry.signed));
    let command = RecordDocument {
        council,
        owner,
        number,
        kind: head.document_kind,
        issuer,
        title,
        signed_on,
        in_force_on: head.force_after(signed_on),
        ended_on: None,
        certainty: Certainty::Unconfirmed,
        note: String::new(),
        relations: Vec::<(Relation, String)>::new(),
    };
    record_document(acting, command).await.map(Some)
}

/// The council that an issuer's name means on a day, when just one does.
async fn owner(acting: &Acting<'_>, issuer: &str, day: Date) -> Result<Option<CouncilId>> {
    let key = issuer_key(issuer);
    let Some(unit) = key.strip_prefix("hdnd ") else {
        return Ok(None);
    };
    let found: Vec<OfUnit> = acting.tx.all(OF_UNIT, args![unit, day]).await?;
    Ok(match found.as_slice() {
        [one] => Some(one.id),
        _ => None,
    })
}

async fn path_of(acting: &Acting<'_>, council_id: Option<CouncilId>) -> Result<String> {
    match council_id {
        Some(id) => Ok(council(&acting.tx, id).await?.path),
        None => Ok(String::new()),
    }
}

/// What is known of a document for whoever reads its text.
pub fn own(of: &Document) -> Own {
    Own {
        number: of.number.clone(),
        issuer: of.issuer.clone(),
        signed_on: of.signed_on,
        in_force_on: of.in_force_on,
    }
}

/// Writes a text with its citations, changes and oddities.
async fn store_text(
    acting: &Acting<'_>,
    draft: Draft<'_>,
    council: Option<CouncilId>,
    frame: &Frame,
) -> Result<TextId> {
    let id = TextId::fresh();
    let understood = Understood::read(draft.text, &draft.own, frame);
    let cited = understood.cited(&draft.own, frame);
    // A consolidated text tells in its notes what others changed; it changes nothing itself.
    let changed = match draft.kind {
        TextKind::Issued => understood.changed(&draft.own, frame),
        TextKind::Consolidated => Vec::new(),
    };
    let odd: Vec<Odd> = (draft.oddities.into_iter())
        .chain(understood.odd())
        .collect();
    let sha256 = sha256(draft.text.as_bytes());
    let values = args![
        id,
        draft.document,
        draft.kind,
        draft.consolidated_on,
        &draft.printed,
        draft.file,
        draft.text,
        &sha256,
        READING,
        acting.now
    ];
    let tx = &acting.tx;
    tx.execute(INSERT, values).await?;
    write_citations(acting, id, &cited).await?;
    let columns = &[
        "text_id",
        "position",
        "kind",
        "from_unit",
        "number",
        "to_unit",
        "in_force_on",
        "document_id",
    ];
    let rows: Vec<_> = (changed.iter().enumerate())
        .map(|(n, row)| {
            args![
                id,
                n,
                row.kind,
                &row.from_unit,
                &row.number,
                &row.to_unit,
                row.in_force_on,
                row.document
            ]
        })
        .collect();
    tx.insert_many("document_change", columns, rows).await?;
    let columns = &["text_id", "position", "code", "unit", "detail"];
    let rows: Vec<_> = odd
        .iter()
        .enumerate()
        .map(|(n, row)| args![id, n, row.kind, &row.unit, &row.detail])
        .collect();
    tx.insert_many("document_oddity", columns, rows).await?;
    let detail = json!({ "after": {
        "document": draft.document, "number": draft.own.number, "kind": draft.kind, "printed_number": draft.printed, "sha256": sha256,
        "citations": cited.len(), "changes": changed.len(), "oddities": odd.len(),
    }});
    acting
        .audit(Act::AddText, council, "document_text", id, "", detail)
        .await?;
    Ok(id)
}

async fn write_citations(acting: &Acting<'_>, id: TextId, cited: &[Cited]) -> Result<()> {
    let columns = &[
        "text_id",
        "position",
        "role",
        "begins",
        "ends",
        "from_unit",
        "number",
        "to_unit",
        "document_id",
    ];
    let rows: Vec<_> = (cited.iter().enumerate())
        .map(|(n, row)| {
            args![
                id,
                n,
                row.role,
                row.begins,
                row.ends,
                &row.from_unit,
                &row.number,
                &row.to_unit,
                row.document
            ]
        })
        .collect();
    acting
        .tx
        .insert_many("document_citation", columns, rows)
        .await?;
    Ok(())
}

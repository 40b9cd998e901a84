//! Reading files: kept as they came, shown as what they would change, and entered by the ordinary acts.

use std::collections::HashMap;

use kernel::ids::{CouncilId, ExchangeFileId, FileId, MatterId, UnitId, UtteranceId};
use kernel::{Date, Timestamp, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::file::{Answer, Content, Sent};
use super::known;
use crate::access::{Act, Actor};
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::digest::fingerprint;
use crate::files;
use crate::petitions::intake::{TakeUtterance, Voter, take_utterance};
use crate::petitions::queries::matter;
use crate::petitions::replies::{ReplyMatters, replies, reply_matters};
use crate::petitions::sorting::{NewMatter, make_matters};
use crate::petitions::tables::{RowState, TableState, commune_in};
use crate::petitions::{Channel, MatterState, Outcome, ResultKind, UtteranceKind};
use crate::{Acting, Problem, Refusal, Result};

/// The longest file name kept, in characters.
const LONGEST_FILE_NAME: usize = 200;

record! {
    /// A file that was handed in.
    #[derive(Debug, Clone)]
    pub struct ExchangeFile {
        /// The file.
        pub id: ExchangeFileId,
        /// The council.
        pub council_id: CouncilId,
        /// Where the council is.
        pub path: String,
        /// The stored file.
        pub file_id: FileId,
        /// Its name.
        pub file_name: String,
        /// Where it stands.
        pub state: TableState,
        /// When it was handed in.
        pub uploaded_at: Timestamp,
    }
    struct Bytes { bytes: Vec<u8> }
}

sql! {
    INSERT = "INSERT INTO exchange_file (id, council_id, file_id, state, account_id, uploaded_at) VALUES ($1, $2, $3, 'previewed', $4, $5)";
    ONE = "SELECT e.id, e.council_id, c.path, e.file_id, f.name AS file_name, e.state, e.uploaded_at FROM exchange_file e \
           JOIN council c ON c.id = e.council_id JOIN file f ON f.id = e.file_id WHERE e.id = $1";
    OF_COUNCIL = "SELECT e.id, e.council_id, c.path, e.file_id, f.name AS file_name, e.state, e.uploaded_at FROM exchange_file e \
                  JOIN council c ON c.id = e.council_id JOIN file f ON f.id = e.file_id \
                  WHERE e.council_id = $1 AND e.state <> 'discarded' ORDER BY e.uploaded_at DESC, e.id DESC LIMIT 50";
    BYTES = "SELECT bytes FROM file WHERE id = $1";
    DECIDE = "UPDATE exchange_file SET state = $2, decided_at = $3 WHERE id = $1 AND state = 'previewed'";
    ORIGIN = "INSERT INTO matter_origin (matter_id, council_id, source_code, source_name, foreign_id, foreign_number) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Matters that come.
    pub matters: Vec<Coming>,
    /// Answers that come back.
    pub answers: Vec<Answered>,
    /// What was shown, in short: entering holds to it.
    pub fingerprint: String,
}

/// A matter that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// What the file says.
    pub sent: Sent,
    /// Whether it will be entered.
    pub state: RowState,
    /// The commune it is about.
    pub unit: Option<UnitId>,
    /// The matter that was made of it already.
    pub there: Option<MatterId>,
    /// Why it will not be entered.
    pub note: Option<Problem>,
}

/// An answer that comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What the file says.
    pub answer: Answer,
    /// Whether it will be entered.
    pub state: RowState,
    /// What the matter is called.
    pub title: String,
    /// The state it is in.
    pub before: Option<MatterState>,
    /// Why it will not be entered.
    pub note: Option<Problem>,
}

impl Preview {
    /// How many rows will be entered.
    pub fn fresh(&self) -> usize {
        let matters = self.matters.iter().filter(|row| row.state == RowState::New);
        let answers = self.answers.iter().filter(|row| row.state == RowState::New);
        matters.count() + answers.count()
    }
}

/// Nhận tệp trao đổi: keeps a file that was read. Nothing of it is entered yet.
pub async fn take_file(
    acting: &Acting<'_>,
    of: CouncilId,
    name: &str,
    bytes: Vec<u8>,
) -> Result<ExchangeFileId> {
    Content::read(&bytes)?;
    let council = council(&acting.tx, of).await?;
    acting.may(Act::ExchangeMatters, &council.path)?;
    if !council.period().contains(acting.today) {
        return Err(Problem::new("", "council-not-on-that-day").into());
    }
    let name = vi::clean(name);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().take(LONGEST_FILE_NAME).collect();
    let file = files::keep(acting, &name, "application/json", bytes).await?;
    let id = ExchangeFileId::fresh();
    let values = args![id, of, file, acting.actor.account, acting.now];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {"file": name}});
    acting
        .audit(
            Act::ExchangeMatters,
            Some(of),
            "exchange_file",
            id,
            "",
            detail,
        )
        .await?;
    Ok(id)
}

/// One file, for who may enter it.
pub async fn exchange_file(
    db: &impl Reader,
    actor: &Actor,
    id: ExchangeFileId,
) -> Result<ExchangeFile> {
    let found: Option<ExchangeFile> = db.one(ONE, args![id]).await?;
    let found = found.ok_or(Refusal::NotFound("exchange_file"))?;
    actor.may(Act::ExchangeMatters, &found.path)?;
    Ok(found)
}

/// The files of a council that were entered or wait, the newest first.
pub async fn exchange_files(db: &impl Reader, council: CouncilId) -> Result<Vec<ExchangeFile>> {
    Ok(db.all(OF_COUNCIL, args![council]).await?)
}

/// What a kept file says.
pub async fn content(db: &impl Reader, file: &ExchangeFile) -> Result<Content> {
    let kept: Option<Bytes> = db.one(BYTES, args![file.file_id]).await?;
    Content::read(&kept.ok_or(Refusal::NotFound("file"))?.bytes)
}

/// What a file would change at a council today.
pub async fn preview(
    db: &impl Reader,
    council: &CouncilRef,
    content: &Content,
    today: Date,
) -> Result<Preview> {
    let mut communes: HashMap<&str, Option<UnitId>> = HashMap::new();
    let mut matters = Vec::with_capacity(content.matters.len());
    for sent in &content.matters {
        let place = sent.place.as_str();
        if !communes.contains_key(place) {
            communes.insert(place, commune_in(db, council, place, today).await?);
        }
        let unit = communes.get(place).copied().flatten();
        matters.push(coming(db, council, sent, unit, today).await?);
    }
    let mut answers = Vec::with_capacity(content.answers.len());
    for answer in &content.answers {
        answers.push(answered(db, council, answer, today).await?);
    }
    let fingerprint = fingerprint(format!("{matters:?}{answers:?}"));
    Ok(Preview {
        matters,
        answers,
        fingerprint,
    })
}

async fn coming(
    db: &impl Reader,
    council: &CouncilRef,
    sent: &Sent,
    unit: Option<UnitId>,
    today: Date,
) -> Result<Coming> {
    let there = known(db, council.id, sent.id).await?;
    let own = at(db, council, sent.id, today).await?.is_some();
    let note = match (own, sent.raised_on > today) {
        (true, _) => Some(Problem::new("", "exchange-own")),
        (false, true) => Some(Problem::new("", "day-ahead")),
        (false, false) => None,
    };
    Ok(Coming {
        sent: sent.clone(),
        state: match (there, &note) {
            (Some(_), _) => RowState::There,
            (None, Some(_)) => RowState::Skipped,
            (None, None) => RowState::New,
        },
        unit,
        there,
        note,
    })
}

async fn answered(
    db: &impl Reader,
    council: &CouncilRef,
    answer: &Answer,
    today: Date,
) -> Result<Answered> {
    let mut row = Answered {
        answer: answer.clone(),
        state: RowState::Skipped,
        title: String::new(),
        before: None,
        note: None,
    };
    let Some(matter) = at(db, council, answer.id, today).await? else {
        row.note = Some(Problem::new("", "exchange-unknown"));
        return Ok(row);
    };
    let paper = &answer.reply;
    let given = replies(db, matter.id, today).await?;
    let there = given.iter().any(|reply| {
        (&reply.number, reply.signed_on, &reply.author, &reply.text)
            == (&paper.number, paper.signed_on, &paper.author, &paper.text)
    });
    if there {
        row.state = RowState::There;
    } else {
        row.note = hindrance(answer, matter.state, &matter.label(), today);
        if row.note.is_none() {
            row.state = RowState::New;
        }
    }
    row.title = matter.title;
    row.before = Some(matter.state);
    Ok(row)
}

/// Why the act of replying would refuse an answer.
fn hindrance(answer: &Answer, before: MatterState, label: &str, today: Date) -> Option<Problem> {
    let outcomes = answer.result.outcomes();
    let named = match answer.outcome {
        None => outcomes.is_empty(),
        Some(outcome) => outcomes.contains(&outcome),
    };
    let promised = answer.outcome != Some(Outcome::RoadMap) || answer.promised_on.is_some();
    let ahead = answer.promised_on.is_none_or(|day| day > today);
    if !before.allows(answer.result.step()) {
        Some(Problem::new("", "matter-answered").with("number", label))
    } else if answer.reply.signed_on > today {
        Some(Problem::new("", "day-ahead"))
    } else if !named {
        Some(Problem::new("", "reply-outcome"))
    } else if !promised {
        Some(Problem::new("", "reply-road-map"))
    } else if !ahead {
        Some(Problem::new("", "day-past"))
    } else {
        None
    }
}

/// The council's own public matter with this identifier.
async fn at(
    db: &impl Reader,
    council: &CouncilRef,
    id: MatterId,
    today: Date,
) -> Result<Option<crate::petitions::queries::Matter>> {
    match matter(db, id, today).await {
        Ok(matter) if matter.council_id == council.id && !matter.guarded => Ok(Some(matter)),
        Ok(_) | Err(Refusal::NotFound(_)) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// Puts a file away that will not be entered.
pub async fn discard_file(acting: &Acting<'_>, id: ExchangeFileId) -> Result<()> {
    let file = exchange_file(&acting.tx, acting.actor, id).await?;
    decide(acting, &file, TableState::Discarded, json!({})).await
}

async fn decide(
    acting: &Acting<'_>,
    file: &ExchangeFile,
    state: TableState,
    told: serde_json::Value,
) -> Result<()> {
    let values = args![file.id, state, acting.now];
    if acting.tx.execute(DECIDE, values).await? == 0 {
        return Err(Problem::new("", "exchange-decided").into());
    }
    let detail = json!({"before": {"state": file.state}, "after": {"state": state, "file": file.file_name, "told": told}});
    let council = Some(file.council_id);
    acting
        .audit(
            Act::ExchangeMatters,
            council,
            "exchange_file",
            file.id,
            "",
            detail,
        )
        .await
}

/// Nhập tệp trao đổi: enters what was shown, each row by the acts that an office would do by hand.
pub async fn enter_file(acting: &Acting<'_>, id: ExchangeFileId, fingerprint: &str) -> Result<()> {
    let tx = &acting.tx;
    let file = exchange_file(tx, acting.actor, id).await?;
    let council = council(tx, file.council_id).await?;
    let content = content(tx, &file).await?;
    // The line comes first: two enterings of one file wait for each other.
    let told = json!({"from": content.from, "matters": content.matters.len(), "answers": content.answers.len()});
    decide(acting, &file, TableState::Confirmed, told).await?;
    let shown = preview(tx, &council, &content, acting.today).await?;
    if shown.fingerprint != fingerprint {
        return Err(Problem::new("", "table-changed").into());
    }
    if shown.fresh() == 0 {
        return Err(Problem::new("", "exchange-nothing").into());
    }
    for row in shown
        .matters
        .iter()
        .filter(|row| row.state == RowState::New)
    {
        enter_matter(acting, &council, &content, row).await?;
    }
    let fresh = shown
        .answers
        .iter()
        .filter(|row| row.state == RowState::New);
    for command in papers(fresh.map(|row| &row.answer)) {
        reply_matters(acting, command).await?;
    }
    Ok(())
}

async fn enter_matter(
    acting: &Acting<'_>,
    council: &CouncilRef,
    content: &Content,
    row: &Coming,
) -> Result<()> {
    let sent = &row.sent;
    let said = TakeUtterance {
        id: UtteranceId::fresh(),
        council: council.id,
        channel: Channel::OtherLevel,
        kind: UtteranceKind::Petition,
        contact: None,
        unit: row.unit,
        hamlet: match row.unit {
            Some(_) => String::new(),
            None => sent.place.clone(),
        },
        text: sent.title.clone(),
        said_on: sent.raised_on,
        written_at: None,
        voter: Voter::default(),
        guarded: false,
    };
    let said = take_utterance(acting, said).await?;
    let part = NewMatter {
        title: sent.title.clone(),
        field: sent.field,
        competence: sent.competence,
        board: None,
    };
    for id in make_matters(acting, said.id, vec![part]).await? {
        let from = &content.from;
        let values = args![
            id,
            council.id,
            &from.code,
            &from.name,
            sent.id,
            &sent.number
        ];
        acting.tx.execute(ORIGIN, values).await?;
    }
    Ok(())
}

/// The replies to write: matters that one paper answers alike are answered together.
fn papers<'a>(answers: impl Iterator<Item = &'a Answer>) -> Vec<ReplyMatters> {
    type Same<'a> = (
        ResultKind,
        Option<Outcome>,
        Option<Date>,
        &'a super::file::Paper,
    );
    let mut found: Vec<(Same<'a>, Vec<MatterId>)> = Vec::new();
    for answer in answers {
        let same = (
            answer.result,
            answer.outcome,
            answer.promised_on,
            &answer.reply,
        );
        match found.iter_mut().find(|(known, _)| *known == same) {
            Some((_, ids)) => ids.push(answer.id),
            None => found.push((same, vec![answer.id])),
        }
    }
    found
        .into_iter()
        .map(
            |((result, outcome, promised_on, paper), matters)| ReplyMatters {
                matters,
                result,
                outcome,
                promised_on,
                number: paper.number.clone(),
                signed_on: paper.signed_on,
                author: paper.author.clone(),
                text: paper.text.clone(),
                file: None,
            },
        )
        .collect()
}

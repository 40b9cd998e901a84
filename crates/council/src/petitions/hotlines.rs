//! Tổng đài (1022 và tương tự): machines that hand in what callers say, and what they are told of it.
//!
//! **Invariants.** A hotline acts for the one council that gave it a key, and may do no more than a voter who fills in the public form.
//! Of a key only its SHA-256 is kept; whoever reads the records cannot use it. What is handed in twice under one name is one utterance.
//! What a hotline is told is what everybody may read: titles and states of public matters, never a voter's words and never anything of
//! a guarded matter.

use auth::token::{NoRandomness, Token};
use kernel::ids::{CouncilId, HotlineId, MatterId, UnitId, UtteranceId};
use kernel::{Date, Id, Timestamp};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{Reader, args, record, sql};

use super::intake::{TakeUtterance, Taken, Voter, submit_utterance};
use super::ledger::Ledger;
use super::queries::{
    MatterFilter, MatterLine, bounds, matter, matters, matters_of, timing, utterance_of,
};
use super::tables::commune_in;
use super::{Channel, Field, MatterState, UtteranceKind, whole};
use crate::access::{Act, Actor};
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::{Acting, Page, Problem, Refusal, Result};

/// The longest name under which a hotline tells what it sends twice, in characters.
const LONGEST_ONCE: usize = 200;

/// The most requests of one answer, as GeoReport v2 has it.
pub const MOST: u32 = 1_000;

record! {
    /// Tổng đài: a hotline whose key holds.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Hotline {
        /// The hotline.
        pub id: HotlineId,
        /// The council it acts for.
        pub council_id: CouncilId,
        /// The path of that council.
        pub path: String,
        /// Its name, such as "Tổng đài 1022 Cần Thơ".
        pub name: String,
        /// When its key was made.
        pub made_at: Timestamp,
    }

    /// A hotline in the list of a council.
    #[derive(Debug, Clone)]
    pub struct HotlineLine {
        /// The hotline.
        pub id: HotlineId,
        /// Its name.
        pub name: String,
        /// When its key was made.
        pub made_at: Timestamp,
        /// Since when its key opens nothing any more.
        pub revoked_at: Option<Timestamp>,
        /// How many utterances it handed in.
        pub requests: u32,
        /// When it handed in the last one.
        pub last_at: Option<Timestamp>,
    }

    struct Kept { council_id: CouncilId, path: String, name: String, made_at: Timestamp, revoked_at: Option<Timestamp> }
}

sql! {
    INSERT = "INSERT INTO hotline (id, council_id, name, key_hash, made_at) VALUES ($1, $2, $3, $4, $5)";
    NAMED = "SELECT count(*) FROM hotline WHERE council_id = $1 AND name = $2 AND revoked_at IS NULL";
    KEPT = "SELECT h.council_id, c.path, h.name, h.made_at, h.revoked_at FROM hotline h JOIN council c ON c.id = h.council_id WHERE h.id = $1";
    REVOKE = "UPDATE hotline SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    BY_KEY = "SELECT h.id, h.council_id, c.path, h.name, h.made_at FROM hotline h JOIN council c ON c.id = h.council_id \
              WHERE h.key_hash = $1 AND h.revoked_at IS NULL";
    LIST = "SELECT h.id, h.name, h.made_at, h.revoked_at, (SELECT count(*) FROM hotline_request r WHERE r.hotline_id = h.id) AS requests, \
            (SELECT max(a.received_at) FROM hotline_request r JOIN utterance a ON a.id = r.utterance_id WHERE r.hotline_id = h.id) AS last_at \
            FROM hotline h WHERE h.council_id = $1 ORDER BY h.made_at DESC, h.id DESC";
    NOTE = "INSERT INTO hotline_request (utterance_id, hotline_id, field) VALUES ($1, $2, $3)";
    ASKED = "SELECT field FROM hotline_request WHERE utterance_id = $1";
}

/// Cấp khóa cho tổng đài. The key is given once, to whoever makes it.
pub async fn add_hotline(
    acting: &Acting<'_>,
    of: CouncilId,
    name: &str,
    reason: &str,
) -> Result<(HotlineId, Token)> {
    let council = council(&acting.tx, of).await?;
    acting.may(Act::AddHotline, &council.path)?;
    let mut problems = Problems::default();
    let exists = council.period().contains(acting.today);
    problems.unless(exists, "", "council-not-on-that-day");
    let name = problems.text("name", name);
    let reason = problems.text("reason", reason);
    let there: Option<i64> = acting.tx.scalar(NAMED, args![of, &name]).await?;
    problems.unless(there == Some(0), "name", "hotline-named-alike");
    problems.refuse()?;
    let (id, key) = (HotlineId::fresh(), Token::random().map_err(no_randomness)?);
    let hash = key.hash();
    let values = args![id, of, &name, hash.as_bytes().as_slice(), acting.now];
    acting.tx.execute(INSERT, values).await?;
    let detail = json!({"after": {"name": name}});
    acting
        .audit(Act::AddHotline, Some(of), "hotline", id, &reason, detail)
        .await?;
    Ok((id, key))
}

/// Thu hồi khóa của tổng đài. What it handed in stays.
pub async fn revoke_hotline(acting: &Acting<'_>, id: HotlineId, reason: &str) -> Result<()> {
    let kept = kept(&acting.tx, id).await?;
    acting.may(Act::RevokeHotline, &kept.path)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    let touched = acting.tx.execute(REVOKE, args![id, acting.now]).await?;
    problems.unless(touched == 1, "", "hotline-revoked");
    problems.refuse()?;
    let detail =
        json!({"before": {"name": kept.name}, "after": {"revoked_at": acting.now.to_string()}});
    let council = Some(kept.council_id);
    acting
        .audit(Act::RevokeHotline, council, "hotline", id, &reason, detail)
        .await
}

async fn kept(db: &impl Reader, id: HotlineId) -> Result<Kept> {
    db.one(KEPT, args![id])
        .await?
        .ok_or(Refusal::NotFound("hotline"))
}

/// A hotline whose key holds; one that was revoked is refused.
pub async fn hotline(db: &impl Reader, id: HotlineId) -> Result<Hotline> {
    let kept = kept(db, id).await?;
    if kept.revoked_at.is_some() {
        return Err(Problem::new("", "hotline-revoked").into());
    }
    Ok(Hotline {
        id,
        council_id: kept.council_id,
        path: kept.path,
        name: kept.name,
        made_at: kept.made_at,
    })
}

/// The hotline whose key this is, if it holds.
pub async fn hotline_of(db: &impl Reader, key: &str) -> Result<Option<Hotline>> {
    let Some(key) = Token::parse(key) else {
        return Ok(None);
    };
    let hash = key.hash();
    Ok(db.one(BY_KEY, args![hash.as_bytes().as_slice()]).await?)
}

/// The hotlines of a council, the newest first, those whose key was revoked too.
pub async fn hotlines(db: &impl Reader, council: CouncilId) -> Result<Vec<HotlineLine>> {
    Ok(db.all(LIST, args![council]).await?)
}

/// The field that a hotline named for an utterance, as a suggestion to who sorts it.
pub async fn field_named(db: &impl Reader, id: UtteranceId) -> Result<Option<Field>> {
    let code: Option<String> = db.scalar(ASKED, args![id]).await?;
    Ok(code.and_then(|code| Field::from_code(&code)))
}

/// Chuyển phản ánh: what a caller said, as the hotline hands it in.
#[derive(Debug, Clone)]
pub struct HandIn {
    /// Under which name the hotline knows it; what is sent again under the same name is the same.
    pub once: Option<String>,
    /// Lĩnh vực.
    pub field: Field,
    /// What was said.
    pub description: String,
    /// Where it is, in words.
    pub address: String,
    /// Where it is, as latitude and longitude.
    pub point: Option<(f64, f64)>,
    /// The commune; looked for in the address when it is not named.
    pub commune: Option<UnitId>,
    /// Where pictures of it lie.
    pub media: String,
    /// Who called.
    pub voter: Voter,
}

/// Takes in what a hotline hands in. Place and pictures go with the words, where those who work on it read them and nobody else does.
pub async fn hand_in(acting: &Acting<'_>, hotline: &Hotline, said: HandIn) -> Result<Taken> {
    let mut problems = Problems::default();
    let once = said.once.as_deref().unwrap_or_default();
    let fits = once.chars().count() <= LONGEST_ONCE;
    problems.unless(fits, "once", "too-long");
    let described = !whole(&said.description).is_empty();
    problems.unless(described, "text", "missing");
    problems.refuse()?;
    let council = council(&acting.tx, hotline.council_id).await?;
    let unit = match said.commune {
        Some(commune) => Some(commune),
        None => commune_in(&acting.tx, &council, &said.address, acting.today).await?,
    };
    let command = TakeUtterance {
        id: if once.is_empty() {
            UtteranceId::fresh()
        } else {
            known_as(hotline, once)
        },
        council: council.id,
        channel: Channel::Hotline,
        kind: UtteranceKind::Petition,
        contact: None,
        unit,
        hamlet: String::new(),
        text: said.words(),
        said_on: acting.today,
        written_at: None,
        voter: said.voter,
        guarded: false,
    };
    let taken = submit_utterance(acting, command).await?;
    if !taken.again {
        let values = args![taken.id, hotline.id, said.field];
        acting.tx.execute(NOTE, values).await?;
    }
    Ok(taken)
}

impl HandIn {
    fn words(&self) -> String {
        let mut words = self.description.clone();
        let mut add = |label: &str, text: &str| {
            if !text.trim().is_empty() {
                words.push_str(&format!("\n{label}: {}", kernel::vi::clean(text)));
            }
        };
        add("Địa điểm", &self.address);
        if let Some((latitude, longitude)) = self.point {
            add("Tọa độ", &format!("{latitude}, {longitude}"));
        }
        add("Tệp kèm theo", &self.media);
        words
    }
}

/// The identifier of what a hotline sends under a name of its own: the same each time, and not to be hit by another hotline.
fn known_as(hotline: &Hotline, once: &str) -> UtteranceId {
    let mut hash = Sha256::new();
    hash.update(hotline.id.uuid().as_bytes());
    hash.update(once.as_bytes());
    let mut random = [0; 16];
    random.copy_from_slice(&hash.finalize()[..16]);
    let made = u64::try_from(hotline.made_at.as_millisecond()).unwrap_or(0);
    Id::reproducible(made, u128::from_be_bytes(random))
}

/// Whether nothing more is to be expected of a matter. One that was answered with "not settled" is not closed: it is not resolved.
pub const fn is_closed(state: MatterState) -> bool {
    match state {
        MatterState::Settled | MatterState::Explained | MatterState::Merged => true,
        MatterState::Received
        | MatterState::Routed
        | MatterState::Returned
        | MatterState::InHand
        | MatterState::NotSettled
        | MatterState::Reopened => false,
    }
}

/// Which public matters a hotline asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Of these fields; of all when there is none.
    pub fields: Vec<Field>,
    /// Closed, or open, or both.
    pub closed: Option<bool>,
    /// Raised from this day on.
    pub from: Date,
    /// Raised until this day.
    pub to: Date,
}

/// The public matters of a council that fit, the latest first, no more than [`MOST`].
pub async fn requests(
    ledger: &Ledger,
    council: CouncilId,
    asked: &Asked,
    today: Date,
) -> Result<Vec<MatterLine>> {
    let filter = MatterFilter {
        council: Some(council),
        field: match asked.fields.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        from: Some(asked.from),
        to: Some(asked.to),
        ..MatterFilter::default()
    };
    let fits = |line: &MatterLine| {
        let field = asked.fields.is_empty() || asked.fields.contains(&line.matter.field);
        let closed = asked
            .closed
            .is_none_or(|closed| closed == is_closed(line.matter.state));
        field && closed
    };
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    let mut page = Page {
        number: 1,
        size: MOST,
    };
    loop {
        let lines = matters(ledger, &Actor::voter(), &filter, today, today, page).await?;
        let read = lines.rows.len();
        found.extend(lines.rows.into_iter().filter(fits));
        if found.len() >= most || read < most {
            found.truncate(most);
            return Ok(found);
        }
        page.number += 1;
    }
}

/// One public matter with its standing in time; none when there is no such one, or it is guarded.
pub async fn request(db: &impl Reader, id: MatterId, today: Date) -> Result<Option<MatterLine>> {
    let matter = match matter(db, id, today).await {
        Ok(matter) if !matter.guarded => matter,
        Ok(_) | Err(Refusal::NotFound(_)) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let bounds = bounds(db, Some(matter.council_id), today).await?;
    Ok(Some(MatterLine {
        label: matter.label(),
        timing: timing(db, &matter, bounds).await?,
        matter,
    }))
}

/// The public matters that were made of the utterance of a code at a place; none while it waits, nothing when there is no such code.
pub async fn requests_of(
    db: &impl Reader,
    code: &str,
    path: &str,
) -> Result<Option<Vec<MatterId>>> {
    let Some(said) = utterance_of(db, code).await?.filter(|it| it.path == path) else {
        return Ok(None);
    };
    if said.guarded {
        return Ok(Some(Vec::new()));
    }
    let matters = matters_of(db, said.id).await?.into_iter();
    let public = matters.filter(|matter| !matter.guarded);
    Ok(Some(public.map(|matter| matter.id).collect()))
}

fn no_randomness(error: NoRandomness) -> Refusal {
    Refusal::failed("make a key")(error)
}

//! Giám sát việc giải quyết: looked at on the spot, urged, taken up again when a promise failed; and the voter made anonymous in time.

use jiff::ToSpan as _;
use kernel::Date;
use kernel::ids::{CouncilId, MatterId, UtteranceId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::queries::matter;
use super::routing::audit;
use super::steps::{Step, enter, start};
use super::{Found, Move, UrgeKind};
use crate::access::Act;
use crate::bodies::queries::council;
use crate::refusal::Problems;
use crate::rules::{self, Place};
use crate::{Acting, Result};

/// Kiểm tra kết quả tại chỗ.
#[derive(Debug, Clone)]
pub struct CheckMatter {
    /// The matter.
    pub matter: MatterId,
    /// When it was looked at.
    pub day: Date,
    /// Who looked.
    pub checked_by: String,
    /// What was found.
    pub found: Found,
    /// The same in words.
    pub note: String,
}

record! {
    /// Một lần kiểm tra.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct CheckLine {
        /// When.
        pub day: Date,
        /// By whom.
        pub checked_by: String,
        /// What was found.
        pub found: Found,
        /// The same in words.
        pub note: String,
    }

    /// Một lần đôn đốc.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct UrgeLine {
        /// How.
        pub kind: UrgeKind,
        /// When.
        pub day: Date,
        /// The number of the paper.
        pub paper_number: String,
        /// In words.
        pub note: String,
    }
}

sql! {
    CHECKED = "SELECT count(*) FROM matter_check WHERE matter_id = $1";
    CHECK = "INSERT INTO matter_check (matter_id, position, day, checked_by, found, note) VALUES ($1, $2, $3, $4, $5, $6)";
    CHECKS = "SELECT day, checked_by, found, note FROM matter_check WHERE matter_id = $1 AND day <= $2 ORDER BY position DESC";
    URGED = "SELECT count(*) FROM matter_urge WHERE matter_id = $1";
    URGE = "INSERT INTO matter_urge (matter_id, position, kind, day, paper_number, note) VALUES ($1, $2, $3, $4, $5, $6)";
    URGES = "SELECT kind, day, paper_number, note FROM matter_urge WHERE matter_id = $1 AND day <= $2 ORDER BY position DESC";
    // Whose matters are all settled since long, or which held none: nobody needs to be asked any more.
    FORGOTTEN = "SELECT u.id FROM utterance u WHERE u.council_id = $1 AND u.anonymous_since IS NULL AND u.sorted = 1 AND u.said_on < $2 \
                 AND (u.voter_name <> '' OR u.voter_phone <> '' OR u.voter_address <> '' OR u.voter_email <> '') \
                 AND NOT EXISTS (SELECT 1 FROM utterance_matter l JOIN matter m ON m.id = l.matter_id WHERE l.utterance_id = u.id \
                                 AND m.merged_into IS NULL AND (m.state NOT IN ('settled', 'explained', 'not_settled') OR m.since >= $2)) \
                 ORDER BY u.id";
    ANONYMISE = "UPDATE utterance SET voter_name = '', voter_phone = '', voter_address = '', voter_email = '', anonymous_since = $2 WHERE id = $1";
}

/// Kiểm tra kết quả tại chỗ: what delegates find where the matter is.
pub async fn check_matter(acting: &Acting<'_>, command: CheckMatter) -> Result<()> {
    let tx = &acting.tx;
    let matter = matter(tx, command.matter, acting.today).await?;
    acting.may(Act::CheckMatter, &matter.path)?;
    let mut problems = Problems::default();
    let by = problems.text("checked_by", &command.checked_by);
    let note = problems.text("note", &command.note);
    problems.unless(command.day <= acting.today, "day", "day-ahead");
    problems.refuse()?;
    let taken: Option<i64> = tx.scalar(CHECKED, args![matter.id]).await?;
    let position = taken.unwrap_or(0) + 1;
    let values = args![matter.id, position, command.day, &by, command.found, &note];
    tx.execute(CHECK, values).await?;
    let detail = json!({"after": {"day": command.day, "found": command.found, "by": by}});
    audit(acting, &matter, Act::CheckMatter, &note, detail).await
}

/// Đôn đốc; also đề nghị chất vấn and đề nghị giám sát.
pub async fn urge_matter(
    acting: &Acting<'_>,
    id: MatterId,
    kind: UrgeKind,
    paper_number: &str,
    note: &str,
) -> Result<()> {
    let tx = &acting.tx;
    let matter = matter(tx, id, acting.today).await?;
    acting.may(Act::UrgeMatter, &matter.path)?;
    if !matter.state.is_open() && matter.state != super::MatterState::NotSettled {
        return Err(super::WrongState(matter.state).into());
    }
    let mut problems = Problems::default();
    let note = problems.text("note", note);
    problems.refuse()?;
    let paper = kernel::vi::clean(paper_number);
    let taken: Option<i64> = tx.scalar(URGED, args![id]).await?;
    let position = taken.unwrap_or(0) + 1;
    let values = args![id, position, kind, acting.today, &paper, &note];
    tx.execute(URGE, values).await?;
    let detail = json!({"after": {"kind": kind, "paper": paper}});
    audit(acting, &matter, Act::UrgeMatter, &note, detail).await
}

/// Mở lại: the promise failed, so the body in charge has it again and its time begins anew.
pub async fn reopen_matter(acting: &Acting<'_>, id: MatterId, reason: &str) -> Result<()> {
    let matter = matter(&acting.tx, id, acting.today).await?;
    acting.may(Act::ReopenMatter, &matter.path)?;
    let state = matter.state.after(Move::Reopen)?;
    let mut problems = Problems::default();
    let reason = problems.text("reason", reason);
    problems.refuse()?;
    let step = Step {
        holder: matter.holder(),
        reason: &reason,
        ..Step::default()
    };
    enter(acting, id, state, step).await?;
    start(acting, &matter, &reason).await?;
    let detail = json!({"before": {"state": matter.state}, "after": {"state": state}});
    audit(acting, &matter, Act::ReopenMatter, &reason, detail).await
}

/// The looks on the spot until a day, the latest first.
pub async fn checks(db: &impl Reader, id: MatterId, on: Date) -> Result<Vec<CheckLine>> {
    Ok(db.all(CHECKS, args![id, on]).await?)
}

/// The urgings until a day, the latest first.
pub async fn urges(db: &impl Reader, id: MatterId, on: Date) -> Result<Vec<UrgeLine>> {
    Ok(db.all(URGES, args![id, on]).await?)
}

/// The day before which voters may be made anonymous, with the rule.
pub async fn forgotten_before(
    db: &impl Reader,
    council: CouncilId,
    day: Date,
) -> Result<Option<(Date, rules::InForce)>> {
    let place = Place::of_council(db, council, day).await?;
    let rule = rules::in_force(db, "petition_anonymise_after", &place, day).await?;
    Ok(rule.and_then(|rule| {
        let days = rule.parameters.whole("days")?;
        Some((day.saturating_sub(i64::from(days).days()), rule))
    }))
}

/// How many voters of a council would be made anonymous.
pub async fn forgotten(
    db: &impl Reader,
    council: CouncilId,
    before: Date,
) -> Result<Vec<UtteranceId>> {
    let rows = db.fetch(FORGOTTEN, args![council, before]).await?;
    rows.iter()
        .map(|row| row.get("id").map_err(Into::into))
        .collect()
}

/// Ẩn danh cử tri: name, telephone, address and e-mail go for good where the matters are long settled.
pub async fn anonymise(acting: &Acting<'_>, id: CouncilId) -> Result<u64> {
    let tx = &acting.tx;
    let council = council(tx, id).await?;
    acting.may(Act::AnonymiseUtterance, &council.path)?;
    let Some((before, _)) = forgotten_before(tx, id, acting.today).await? else {
        return Ok(0);
    };
    let due = forgotten(tx, id, before).await?;
    let mut gone = 0;
    for utterance in due {
        gone += tx
            .execute(ANONYMISE, args![utterance, acting.today])
            .await?;
    }
    if gone > 0 {
        let detail = json!({"after": {"anonymised": gone, "said_before": before}});
        acting
            .audit(Act::AnonymiseUtterance, Some(id), "council", id, "", detail)
            .await?;
    }
    Ok(gone)
}

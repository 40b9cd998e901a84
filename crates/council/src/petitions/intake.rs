//! Tiếp nhận: what voters say, taken down by an office, a delegate or the Front, or sent by the voters themselves.
//!
//! **Invariants.** Nothing that tells who the voter is goes into the audit chain, which keeps for ever. A text is kept as it was given.
//! An utterance that arrives twice with the same identifier is one; if the two differ, the first stays and the sender is told.

use auth::token::{Code, Length, NoRandomness};
use kernel::ids::{ContactId, CouncilId, UnitId, UtteranceId};
use kernel::{Date, Timestamp, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::{Channel, UtteranceKind};
use crate::access::Act;
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::contact::meetings::takes_part;
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};

/// The longest text of one utterance, in characters: a limit of the machine, not of the law.
pub const LONGEST: usize = 10_000;

/// Who speaks; every part may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voter {
    /// Họ và tên.
    pub name: String,
    /// Điện thoại.
    pub phone: String,
    /// Địa chỉ.
    pub address: String,
    /// Thư điện tử.
    pub email: String,
}

/// Ghi một lượt ý kiến.
#[derive(Debug, Clone)]
pub struct TakeUtterance {
    /// Its identifier, made where it was written down: what is sent again with the same one is the same utterance.
    pub id: UtteranceId,
    /// The council it is said to.
    pub council: CouncilId,
    /// How it came.
    pub channel: Channel,
    /// Ý kiến or kiến nghị.
    pub kind: UtteranceKind,
    /// The meeting at which it was said.
    pub contact: Option<ContactId>,
    /// The commune it is about.
    pub unit: Option<UnitId>,
    /// Ấp, khu vực, tổ dân phố.
    pub hamlet: String,
    /// What was said.
    pub text: String,
    /// The day on which it was said.
    pub said_on: Date,
    /// When it was written down; now when empty.
    pub written_at: Option<Timestamp>,
    /// Who speaks.
    pub voter: Voter,
    /// Tố cáo or secret: off the public track.
    pub guarded: bool,
}

/// What became of an utterance that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The utterance.
    pub id: UtteranceId,
    /// The code by which the voter follows it, as it is kept.
    pub code: String,
    /// Whether it was there already.
    pub again: bool,
    /// Whether what is kept says what was handed in; where it does not, nothing was changed and both are the user's to compare.
    pub same: bool,
}

record! {
    struct There {
        code: String, council_id: CouncilId, contact_id: Option<ContactId>, unit_id: Option<UnitId>, hamlet: String, text: String,
        voter_name: String, voter_phone: String, voter_address: String, voter_email: String, anonymous_since: Option<Date>,
    }
}

sql! {
    THERE = "SELECT code, council_id, contact_id, unit_id, hamlet, text, voter_name, voter_phone, voter_address, voter_email, anonymous_since \
             FROM utterance WHERE id = $1";
    UNIT = "SELECT count(*) FROM unit WHERE id = $1";
    INSERT = "INSERT INTO utterance (id, council_id, code, channel, kind, contact_id, unit_id, hamlet, text, folded, said_on, written_at, received_at, \
              voter_name, voter_phone, voter_address, voter_email, close_reason, guarded, sorted) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', $18, 0) \
              ON CONFLICT (id) DO NOTHING";
}

/// Ghi ý kiến, kiến nghị của cử tri: by an office, the Front or a delegate.
pub async fn take_utterance(acting: &Acting<'_>, command: TakeUtterance) -> Result<Taken> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::TakeUtterance, &council.path)?;
    take(acting, &council, command, Act::TakeUtterance).await
}

/// Gửi ý kiến, kiến nghị: by anybody.
pub async fn submit_utterance(acting: &Acting<'_>, command: TakeUtterance) -> Result<Taken> {
    let council = council(&acting.tx, command.council).await?;
    acting.may(Act::SubmitUtterance, &council.path)?;
    let command = TakeUtterance {
        said_on: acting.today,
        contact: None,
        written_at: None,
        ..command
    };
    take(acting, &council, command, Act::SubmitUtterance).await
}

async fn take(
    acting: &Acting<'_>,
    council: &CouncilRef,
    command: TakeUtterance,
    act: Act,
) -> Result<Taken> {
    let tx = &acting.tx;
    let there: Option<There> = tx.one(THERE, args![command.id]).await?;
    if let Some(there) = there {
        return there.again(council, &command);
    }
    let mut problems = Problems::default();
    let exists = council.period().contains(acting.today);
    problems.unless(exists, "", "council-not-on-that-day");
    let text = crate::petitions::whole(&command.text);
    problems.unless(!text.is_empty(), "text", "missing");
    problems.unless(text.chars().count() <= LONGEST, "text", "too-long");
    problems.unless(command.said_on <= acting.today, "said_on", "day-ahead");
    let voter = command.voter.cleaned(&mut problems);
    let hamlet = short(&mut problems, "hamlet", &command.hamlet);
    let unit_known = known(tx, UNIT, command.unit).await?;
    problems.unless(unit_known, "unit", "choice-unknown");
    if let Some(contact) = command.contact {
        let there = takes_part(tx, contact, council.id).await?;
        problems.unless(there, "contact", "choice-unknown");
    }
    problems.refuse()?;

    let code = Code::random(Length::Lasting).map_err(no_randomness)?;
    let written = command
        .written_at
        .map_or(acting.now, |at| at.min(acting.now));
    let values = args![
        command.id,
        council.id,
        code.as_str(),
        command.channel,
        command.kind,
        command.contact,
        command.unit,
        &hamlet,
        &text,
        vi::fold(&text),
        command.said_on,
        written,
        acting.now,
        &voter.name,
        &voter.phone,
        &voter.address,
        &voter.email,
        command.guarded,
    ];
    if tx.execute(INSERT, values).await? == 0 {
        // The same was sent twice at once, and the other sending came first by a hair.
        let there: Option<There> = tx.one(THERE, args![command.id]).await?;
        let there = there.ok_or(Refusal::NotFound("utterance"))?;
        return there.again(council, &command);
    }
    let detail = json!({"after": {
        "channel": command.channel, "kind": command.kind, "contact": command.contact, "unit": command.unit,
        "said_on": command.said_on, "guarded": command.guarded,
    }});
    acting
        .audit(act, Some(council.id), "utterance", command.id, "", detail)
        .await?;
    Ok(Taken {
        id: command.id,
        code: code.as_str().to_owned(),
        again: false,
        same: true,
    })
}

impl There {
    /// The answer to what was sent again.
    fn again(self, council: &CouncilRef, command: &TakeUtterance) -> Result<Taken> {
        // Somebody else's identifier tells nothing of somebody else's utterance.
        if self.council_id != council.id {
            return Err(Refusal::NotFound("utterance"));
        }
        Ok(Taken {
            id: command.id,
            same: self.says(command),
            code: self.code,
            again: true,
        })
    }

    /// Whether it says what was handed in, both cleaned alike. Who spoke is no difference any more once it was made anonymous.
    fn says(&self, command: &TakeUtterance) -> bool {
        let voter = [
            (&self.voter_name, &command.voter.name),
            (&self.voter_phone, &command.voter.phone),
            (&self.voter_address, &command.voter.address),
            (&self.voter_email, &command.voter.email),
        ];
        let mut voter = voter.iter();
        self.text == crate::petitions::whole(&command.text)
            && self.hamlet == vi::clean(&command.hamlet)
            && self.unit_id == command.unit
            && self.contact_id == command.contact
            && (self.anonymous_since.is_some()
                || voter.all(|(kept, given)| **kept == vi::clean(given)))
    }
}

impl Voter {
    fn cleaned(&self, problems: &mut Problems) -> Self {
        let email = short(problems, "voter_email", &self.email);
        let looks_right = email.is_empty()
            || email
                .split_once('@')
                .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
        problems.unless(
            looks_right && !email.contains(' '),
            "voter_email",
            "email-unreadable",
        );
        let phone = short(problems, "voter_phone", &self.phone);
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let looks_right = phone.is_empty() || (8..=15).contains(&digits);
        problems.unless(looks_right, "voter_phone", "phone-unreadable");
        Self {
            name: short(problems, "voter_name", &self.name),
            address: short(problems, "voter_address", &self.address),
            phone,
            email,
        }
    }
}

/// A text of one line that may be left out.
fn short(problems: &mut Problems, field: &'static str, text: &str) -> String {
    /// No name or address is longer than this many characters.
    const LONGEST_LINE: usize = 300;
    let text = vi::clean(text);
    problems.unless(text.chars().count() <= LONGEST_LINE, field, "too-long");
    text
}

async fn known(db: &impl Reader, sql: store::Sql, unit: Option<UnitId>) -> Result<bool> {
    let Some(unit) = unit else {
        return Ok(true);
    };
    let there: Option<i64> = db.scalar(sql, args![unit]).await?;
    Ok(there == Some(1))
}

fn no_randomness(error: NoRandomness) -> Refusal {
    Refusal::failed("make a code")(error)
}

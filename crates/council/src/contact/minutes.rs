//! Biên bản: who came, how many voters were there and spoke, what was answered at once.

use kernel::ids::{ContactId, FileId, PersonId};
use kernel::{Date, vi};
use serde_json::json;
use store::{args, sql};

use super::Move;
use super::acts::{guests, step};
use super::meetings::contact;
use crate::access::Act;
use crate::files::{FileKind, keep};
use crate::refusal::Problems;
use crate::{Acting, Problem, Result};

/// What the minutes say of a delegate.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attended {
    /// The person.
    pub person: PersonId,
    /// Whether he or she came.
    pub present: bool,
    /// Why not.
    pub reason: String,
}

/// Trả lời tại chỗ.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Answered {
    /// Who answered.
    pub by: String,
    /// What.
    pub matter: String,
}

/// A file as it was handed in.
#[derive(Debug, Clone)]
pub struct HandedIn {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Ghi biên bản.
#[derive(Debug, Clone)]
pub struct RecordMinutes {
    /// The meeting.
    pub contact: ContactId,
    /// The day of the minutes.
    pub minutes_on: Date,
    /// Voters present.
    pub voters_present: u32,
    /// Voters who spoke.
    pub speakers: u32,
    /// What became of each delegate who was to come.
    pub delegates: Vec<Attended>,
    /// What was answered at the meeting itself.
    pub answers: Vec<Answered>,
    /// The text.
    pub text: String,
    /// The paper itself.
    pub file: Option<HandedIn>,
}

sql! {
    WRITE = "UPDATE contact SET voters_present = $2, speakers = $3, minutes = $4, minutes_on = $5, proposed = 0 WHERE id = $1";
    FILE = "UPDATE contact SET file_id = $2 WHERE id = $1";
    PRESENT = "UPDATE contact_delegate SET present = $3, reason = $4 WHERE contact_id = $1 AND person_id = $2";
    UNANSWER = "DELETE FROM contact_answer WHERE contact_id = $1";
    ANSWER = "INSERT INTO contact_answer (contact_id, position, answered_by, matter) VALUES ($1, $2, $3, $4)";
}

/// Ghi biên bản: makes the meeting one that was held. Minutes that are there already are corrected.
pub async fn record_minutes(acting: &Acting<'_>, command: RecordMinutes) -> Result<()> {
    let tx = &acting.tx;
    let id = command.contact;
    let before = contact(tx, id, acting.today).await?;
    acting.may(Act::RecordContact, &before.path)?;
    let state = before.state.after(Move::Record)?;
    let mut problems = Problems::default();
    problems.unless(before.held_on <= acting.today, "", "contact-not-yet");
    let in_time = command.minutes_on >= before.held_on && command.minutes_on <= acting.today;
    problems.unless(in_time, "minutes_on", "contact-minutes-day");
    let fewer = command.speakers <= command.voters_present;
    problems.unless(fewer, "speakers", "contact-more-speakers");
    let text = lines(&command.text);
    let attended = attended(acting, &command, &mut problems).await?;
    let answers = answers(&command, &mut problems);
    let kind = match &command.file {
        Some(file) => match FileKind::given("file", &file.bytes) {
            Ok(kind) => Some(kind),
            Err(problem) => {
                problems.add(problem);
                None
            }
        },
        None => None,
    };
    problems.refuse()?;

    let values = args![
        id,
        command.voters_present,
        command.speakers,
        &text,
        command.minutes_on
    ];
    tx.execute(WRITE, values).await?;
    for one in &attended {
        let values = args![id, one.person, one.present, &one.reason];
        tx.execute(PRESENT, values).await?;
    }
    tx.execute(UNANSWER, args![id]).await?;
    for (place, answer) in answers.iter().enumerate() {
        let values = args![id, place + 1, &answer.by, &answer.matter];
        tx.execute(ANSWER, values).await?;
    }
    let mut file: Option<FileId> = None;
    if let (Some(given), Some(kind)) = (command.file, kind) {
        let kept = keep(acting, &given.name, kind.code(), given.bytes).await?;
        tx.execute(FILE, args![id, kept]).await?;
        file = Some(kept);
    }
    step(acting, id, state, "").await?;
    let detail = json!({
        "before": { "state": before.state, "voters_present": before.voters_present, "speakers": before.speakers },
        "after": {
            "state": state, "minutes_on": command.minutes_on, "voters_present": command.voters_present, "speakers": command.speakers,
            "delegates": attended, "answers": answers, "file": file,
        },
    });
    let council = Some(before.council_id);
    acting
        .audit(Act::RecordContact, council, "contact", id, "", detail)
        .await
}

/// What became of everyone who was to come; whoever is not named did not come.
async fn attended(
    acting: &Acting<'_>,
    command: &RecordMinutes,
    problems: &mut Problems,
) -> Result<Vec<Attended>> {
    let invited = guests(&acting.tx, command.contact).await?;
    let known = |person: PersonId| invited.iter().any(|guest| guest.person == person);
    if command.delegates.iter().any(|one| !known(one.person)) {
        problems.add(Problem::new("present", "choice-unknown"));
    }
    let attended: Vec<Attended> = invited
        .iter()
        .map(|guest| {
            let said = command
                .delegates
                .iter()
                .find(|one| one.person == guest.person);
            let present = said.is_some_and(|one| one.present);
            let reason = said.filter(|_| !present).map(|one| vi::clean(&one.reason));
            Attended {
                person: guest.person,
                present,
                reason: reason.unwrap_or_default(),
            }
        })
        .collect();
    let anybody = attended.iter().any(|one| one.present);
    problems.unless(anybody, "present", "contact-nobody-came");
    Ok(attended)
}

/// A long text with its lines clean and kept apart.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(vi::clean).collect();
    lines.join("\n")
}

fn answers(command: &RecordMinutes, problems: &mut Problems) -> Vec<Answered> {
    let mut answers = Vec::new();
    for answer in &command.answers {
        let answer = Answered {
            by: vi::clean(&answer.by),
            matter: vi::clean(&answer.matter),
        };
        match (answer.by.is_empty(), answer.matter.is_empty()) {
            (true, true) => {}
            (false, false) => answers.push(answer),
            _ => problems.add(Problem::new("answers", "contact-answer-half")),
        }
    }
    answers
}

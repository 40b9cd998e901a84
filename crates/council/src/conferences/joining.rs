//! Dự hội nghị: who is invited and answered, and the lead papers.

use kernel::Date;
use kernel::ids::{ConferenceId, ConferenceTopicId, CouncilId, FileId};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::planning::long_text;
use super::queries::{conference_row, registrations, topic, works_on};
use super::{Conference, ConferenceState};
use crate::access::{Act, Actor, FieldGroup};
use crate::bodies::CouncilRef;
use crate::bodies::queries::{council, councils_below};
use crate::files::{self, GivenFile};
use crate::refusal::Problems;
use crate::{Acting, Refusal, Result};

/// No council sends more people than this.
pub(super) const MOST_PEOPLE: u32 = 500;
/// No city has more councils below it.
const MOST_COUNCILS: u32 = 1_000;

/// Trả lời giấy mời.
#[derive(Debug, Clone)]
pub struct AnswerInvitation {
    /// The conference.
    pub conference: ConferenceId,
    /// The council that answers.
    pub council: CouncilId,
    /// How many people it sends; none when it cannot come.
    pub people: u32,
    /// Why nobody comes; may be empty when somebody does.
    pub note: String,
}

/// Gửi tham luận.
#[derive(Debug, Clone)]
pub struct HandInPaper {
    /// The topic.
    pub topic: ConferenceTopicId,
    /// Who wrote it.
    pub author: String,
    /// The whole text, or what it says in short.
    pub paper: String,
    /// The paper as a file.
    pub file: Option<GivenFile>,
}

record! {
    /// The file of a paper.
    #[derive(Debug)]
    pub struct PaperFile {
        /// The conference.
        pub conference_id: ConferenceId,
        /// The file's name.
        pub name: String,
        /// The kind of its content.
        pub media_type: String,
        /// Its content.
        pub bytes: Vec<u8>,
    }
}

sql! {
    UNREGISTER = "DELETE FROM conference_registration WHERE conference_id = $1 AND council_id = $2";
    REGISTER = "INSERT INTO conference_registration (conference_id, council_id, people, registered_on, note, attended) \
                VALUES ($1, $2, $3, $4, $5, NULL)";
    PAPER = "UPDATE conference_topic SET paper_on = $2, paper_author = $3, paper = $4 WHERE id = $1";
    FILE = "UPDATE conference_topic SET file_id = $2 WHERE id = $1";
    PAPER_FILE = "SELECT t.conference_id, f.name, f.media_type, f.bytes FROM conference_topic t JOIN file f ON f.id = t.file_id \
                  WHERE t.id = $1";
}

/// Whether a council takes part: the host, and those of the level below that exist on the day.
pub fn takes_part(conference: &Conference, council: &CouncilRef, day: Date) -> bool {
    let below = council
        .path
        .strip_prefix(&conference.path)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|rest| !rest.contains('/'));
    council.id == conference.council_id || (below && council.period().contains(day))
}

/// The councils that take part, the host among them, as they are on a day or were when it was held.
pub async fn participants(
    db: &impl Reader,
    conference: &Conference,
    on: Date,
) -> Result<Vec<CouncilRef>> {
    let day = on.min(conference.held_on);
    let mut all = councils_below(db, &conference.path, day, MOST_COUNCILS).await?;
    all.retain(|council| takes_part(conference, council, day));
    Ok(all)
}

/// Trả lời giấy mời: a council says how many people it sends, or why none; said again, it is corrected.
pub async fn answer_invitation(acting: &Acting<'_>, command: AnswerInvitation) -> Result<()> {
    let AnswerInvitation {
        conference: id,
        council: of,
        people,
        ..
    } = command;
    let conference = conference_row(&acting.tx, id).await?;
    let council = council(&acting.tx, of).await?;
    acting.may(Act::JoinConference, &council.path)?;
    let mut problems = Problems::default();
    let open = conference.state(acting.today) == ConferenceState::Announced;
    problems.unless(open, "", "conference-not-open");
    let among = takes_part(&conference, &council, acting.today);
    problems.unless(among, "council", "conference-council-outside");
    let likely = people <= MOST_PEOPLE;
    problems.unless(likely, "people", "conference-people-unlikely");
    let why = kernel::vi::clean(&command.note);
    let note = match people {
        1.. if why.is_empty() => why,
        _ => problems.text("note", &why),
    };
    problems.refuse()?;
    let before = registrations(&acting.tx, id, Date::MAX).await?;
    let before = before.iter().find(|line| line.council_id == of);
    acting.tx.execute(UNREGISTER, args![id, of]).await?;
    let since = before.map_or(acting.today, |line| line.registered_on);
    let values = args![id, of, people, since, &note];
    acting.tx.execute(REGISTER, values).await?;
    let detail = json!({
        "before": {"people": before.map(|line| line.people)},
        "after": {"people": people, "note": note},
    });
    acting
        .audit(Act::JoinConference, Some(of), "conference", id, "", detail)
        .await
}

/// Gửi tham luận: the lead paper of a topic, by the council that gives it; handed in again, it takes the place of the one before.
pub async fn hand_in_paper(acting: &Acting<'_>, command: HandInPaper) -> Result<()> {
    let topic = topic(&acting.tx, command.topic).await?;
    acting.may(Act::JoinConference, &topic.lead_path)?;
    let conference = conference_row(&acting.tx, topic.conference_id).await?;
    let mut problems = Problems::default();
    let open = conference.state(acting.today) < ConferenceState::Held;
    problems.unless(open, "", "conference-over");
    let author = problems.text("author", &command.author);
    let paper = long_text("paper", &command.paper, &mut problems);
    problems.refuse()?;
    let values = args![topic.id, acting.today, &author, &paper];
    acting.tx.execute(PAPER, values).await?;
    let mut file: Option<FileId> = None;
    if let Some(given) = command.file {
        let kept = files::take(acting, "file", given).await?;
        acting.tx.execute(FILE, args![topic.id, kept]).await?;
        file = Some(kept);
    }
    let detail = json!({"after": {
        "topic": topic.title, "author": author, "length": paper.chars().count(), "file": file,
    }});
    let (act, council) = (Act::JoinConference, Some(topic.lead_id));
    acting
        .audit(act, council, "conference", conference.id, "", detail)
        .await
}

/// The file of a paper, for those who take part.
pub async fn paper_file(
    db: &impl Reader,
    actor: &Actor,
    id: ConferenceTopicId,
) -> Result<PaperFile> {
    let file: Option<PaperFile> = db.one(PAPER_FILE, args![id]).await?;
    let file = file.ok_or(Refusal::NotFound("file"))?;
    let conference = conference_row(db, file.conference_id).await?;
    if works_on(actor, &conference) {
        Ok(file)
    } else {
        Err(Refusal::NotReadable(FieldGroup::ConferenceWork))
    }
}

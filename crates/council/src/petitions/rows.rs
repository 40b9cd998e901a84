//! Rows of petitions on their way into the tables, many at a time: of an office's table, of the sample.
//!
//! Whoever gathers them keeps what the acts keep: voices are the links, the matter says what its last step says.

use store::{Tx, Value};

use crate::Result;

const UTTERANCE: &[&str] = &[
    "id",
    "council_id",
    "code",
    "channel",
    "kind",
    "contact_id",
    "unit_id",
    "hamlet",
    "text",
    "folded",
    "said_on",
    "written_at",
    "received_at",
    "voter_name",
    "voter_phone",
    "voter_address",
    "voter_email",
    "closed_on",
    "close_reason",
    "guarded",
    "sorted",
];
const MATTER: &[&str] = &[
    "id",
    "council_id",
    "year",
    "number",
    "title",
    "folded",
    "field",
    "competence",
    "unit_id",
    "board_id",
    "raised_on",
    "guarded",
    "voices",
    "state",
    "outcome",
    "since",
    "holder_id",
    "due_on",
    "promised_on",
];
const LINK: &[&str] = &["utterance_id", "matter_id"];
const STEP: &[&str] = &[
    "matter_id",
    "position",
    "state",
    "outcome",
    "day",
    "holder_id",
    "reply_id",
    "promised_on",
    "reason",
];
const CLOCK: &[&str] = &[
    "matter_id",
    "position",
    "kind",
    "day",
    "days",
    "measure",
    "basis",
    "reason",
];
const REPLY: &[&str] = &[
    "id",
    "council_id",
    "institution_id",
    "author",
    "number",
    "signed_on",
    "text",
];
const CHECK: &[&str] = &[
    "matter_id",
    "position",
    "day",
    "checked_by",
    "found",
    "note",
];
const URGE: &[&str] = &[
    "matter_id",
    "position",
    "kind",
    "day",
    "paper_number",
    "note",
];
const VERDICT: &[&str] = &["matter_id", "utterance_id", "day", "satisfied", "note"];

/// Everything gathered before it is written.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) utterances: Vec<Vec<Value>>,
    pub(crate) matters: Vec<Vec<Value>>,
    pub(crate) links: Vec<Vec<Value>>,
    pub(crate) steps: Vec<Vec<Value>>,
    pub(crate) clocks: Vec<Vec<Value>>,
    pub(crate) replies: Vec<Vec<Value>>,
    pub(crate) checks: Vec<Vec<Value>>,
    pub(crate) urges: Vec<Vec<Value>>,
    pub(crate) verdicts: Vec<Vec<Value>>,
}

impl Rows {
    pub(crate) async fn write(self, tx: &Tx) -> Result<()> {
        tx.insert_many("utterance", UTTERANCE, self.utterances)
            .await?;
        tx.insert_many("matter", MATTER, self.matters).await?;
        tx.insert_many("utterance_matter", LINK, self.links).await?;
        tx.insert_many("reply", REPLY, self.replies).await?;
        tx.insert_many("matter_step", STEP, self.steps).await?;
        tx.insert_many("matter_clock", CLOCK, self.clocks).await?;
        tx.insert_many("matter_check", CHECK, self.checks).await?;
        tx.insert_many("matter_urge", URGE, self.urges).await?;
        tx.insert_many("matter_verdict", VERDICT, self.verdicts)
            .await?;
        Ok(())
    }
}

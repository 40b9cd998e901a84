//! Việc cử tri nêu với đại biểu: what voters asked at the meetings a delegate came to, and how far each matter has come.

use kernel::Date;
use kernel::ids::{MatterId, PersonId};
use store::{Reader, args, record, sql};

use super::board::Tally;
use super::queries::{Matter, matter, step_then};
use super::{MatterState, Timing};
use crate::Result;

/// What voters asked of a delegate, as it stood on a day.
#[derive(Debug, Clone)]
pub struct AskedOf {
    /// How many matters, and what became of them.
    pub tally: Tally,
    /// The latest of them.
    pub latest: Vec<Matter>,
}

record! {
    struct Row { id: MatterId, state: MatterState, voices: u32 }
}

sql! {
    ASKED = concat!("SELECT DISTINCT m.id, s.state, m.voices, m.raised_on, m.number FROM contact_delegate d JOIN utterance a ON a.contact_id = d.contact_id \
                     JOIN utterance_matter l ON l.utterance_id = a.id JOIN matter m ON m.id = l.matter_id", step_then!("$2"),
                    " WHERE d.person_id = $1 AND d.present = 1 AND a.said_on <= $2 AND m.guarded = 0 AND s.state <> 'merged' \
                     ORDER BY m.raised_on DESC, m.number DESC, m.id");
}

/// What voters asked at the meetings a delegate came to, with the latest matters.
pub async fn asked_of(
    db: &impl Reader,
    person: PersonId,
    on: Date,
    most: usize,
) -> Result<AskedOf> {
    let rows: Vec<Row> = db.all(ASKED, args![person, on]).await?;
    let mut tally = Tally::default();
    for row in &rows {
        tally.add(row.state, Timing::NotRunning, 1, row.voices);
    }
    let mut latest = Vec::new();
    for row in rows.iter().take(most) {
        latest.push(matter(db, row.id, on).await?);
    }
    Ok(AskedOf { tally, latest })
}

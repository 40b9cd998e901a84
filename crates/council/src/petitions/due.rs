//! Kiến nghị đến hạn: the open matters of a council by the days on which their answers are due, as they stand today.

use kernel::Date;
use kernel::ids::MatterId;
use store::{Reader, args, record, sql};

use super::queries::label;
use crate::access::{Actor, FieldGroup};
use crate::bodies::CouncilRef;
use crate::{Paged, Result};

record! {
    /// An open matter with the day of its answer.
    #[derive(Debug, Clone)]
    pub struct DueMatter {
        /// The matter.
        pub id: MatterId,
        /// The year of its number.
        pub year: u32,
        /// Its number in the year.
        pub number: u32,
        /// What is asked.
        pub title: String,
        /// Whose work it is.
        pub holder: Option<String>,
        /// By when it is to be answered.
        pub due_on: Date,
    }
}

macro_rules! due {
    () => {
        " FROM matter m LEFT JOIN institution i ON i.id = m.holder_id LEFT JOIN council hc ON hc.id = m.holder_council_id \
          LEFT JOIN unit hu ON hu.id = hc.unit_id WHERE m.council_id = $1 \
          AND m.state IN ('received', 'routed', 'returned', 'in_hand', 'reopened') AND m.due_on <= $2 AND (m.guarded = 0 OR $3 = 1)"
    };
}

sql! {
    OF_COUNCIL = concat!("SELECT m.id, m.year, m.number, m.title, coalesce(i.name, 'HĐND ' || hu.name) AS holder, m.due_on", due!(),
                         " ORDER BY m.due_on, m.id LIMIT $4");
    HOW_MANY = concat!("SELECT count(*)", due!());
}

impl DueMatter {
    /// Its label, such as "KN-2026-0042".
    pub fn label(&self) -> String {
        label(self.year, self.number)
    }
}

/// The open matters of a council due until a day that the reader may know of, the earliest first: at most so many, and how many there
/// are.
pub async fn due_matters(
    db: &impl Reader,
    actor: &Actor,
    council: &CouncilRef,
    until: Date,
    most: u32,
) -> Result<Paged<DueMatter>> {
    let guarded = i64::from(actor.reads(FieldGroup::GuardedMatters, &council.path));
    let total: Option<i64> = db
        .scalar(HOW_MANY, args![council.id, until, guarded])
        .await?;
    let values = args![council.id, until, guarded, i64::from(most)];
    Ok(Paged {
        rows: db.all(OF_COUNCIL, values).await?,
        total: total.unwrap_or_default(),
    })
}

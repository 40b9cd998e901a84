//! Trao đổi kiến nghị bằng tệp: a matter goes to a council or body outside this installation, and its answer comes back.
//!
//! The council that asks writes a file of matters ([`send::matters_file`]); the other side reads it, looks at it and enters it
//! ([`receive`]); each matter keeps where it came from. When it is answered, that side writes a file of answers
//! ([`send::answers_file`]), and the council that asked reads, looks at and enters it in the same way.
//!
//! **Invariants.** A file carries nothing of a guarded matter and nothing that tells who a voter is: the council that asked answers its
//! voters. A matter arrives once at a council however often it is read, and so does an answer. Nothing is written before what was shown
//! is confirmed, and then by the ordinary acts, in one transaction.

pub mod file;
pub mod receive;
pub mod send;
#[cfg(test)]
mod tests;

use kernel::ids::{CouncilId, MatterId};
use store::{Reader, args, record, sql};

use crate::Result;

record! {
    /// Nguồn gốc: where a matter came from.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Origin {
        /// The path of official codes of the unit it came from.
        pub source_code: String,
        /// The name of that unit.
        pub source_name: String,
        /// Its identifier there.
        pub foreign_id: MatterId,
        /// Its number there.
        pub foreign_number: String,
    }

    struct Known { matter_id: MatterId }
}

sql! {
    ORIGIN = "SELECT source_code, source_name, foreign_id, foreign_number FROM matter_origin WHERE matter_id = $1";
    KNOWN = "SELECT matter_id FROM matter_origin WHERE council_id = $1 AND foreign_id = $2";
}

/// Where a matter came from, if it came by a file.
pub async fn origin(db: &impl Reader, id: MatterId) -> Result<Option<Origin>> {
    Ok(db.one(ORIGIN, args![id]).await?)
}

/// The matter that a council made of a foreign one.
async fn known(
    db: &impl Reader,
    council: CouncilId,
    foreign: MatterId,
) -> Result<Option<MatterId>> {
    let known: Option<Known> = db.one(KNOWN, args![council, foreign]).await?;
    Ok(known.map(|it| it.matter_id))
}

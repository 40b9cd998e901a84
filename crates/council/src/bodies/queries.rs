//! What pages ask about councils and their bodies.

use kernel::Date;
use kernel::ids::CouncilId;
use store::{Reader, args, record, sql};

use super::{CouncilRef, Level, UnitKind};
use crate::{Refusal, Result};

record! {
    struct CouncilRow {
        id: CouncilId,
        unit_id: kernel::ids::UnitId,
        unit_name: String,
        unit_kind: UnitKind,
        level: Level,
        path: String,
        number: String,
        term: String,
        valid_from: Date,
        valid_to: Option<Date>,
        sample: bool,
    }
}

impl From<CouncilRow> for CouncilRef {
    fn from(row: CouncilRow) -> Self {
        Self {
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            unit_kind: row.unit_kind,
            level: row.level,
            path: row.path,
            number: row.number,
            term: row.term,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            sample: row.sample,
        }
    }
}

sql! {
    COUNCIL = "SELECT c.id, c.unit_id, u.name AS unit_name, u.kind AS unit_kind, c.level, c.path, c.number, t.name AS term, \
                      c.valid_from, c.valid_to, c.sample \
               FROM council c JOIN unit u ON u.id = c.unit_id JOIN term t ON t.id = c.term_id WHERE c.id = $1";
}

/// One council.
pub async fn council(db: &impl Reader, id: CouncilId) -> Result<CouncilRef> {
    let row: Option<CouncilRow> = db.one(COUNCIL, args![id]).await?;
    row.map(CouncilRef::from)
        .ok_or(Refusal::NotFound("council"))
}

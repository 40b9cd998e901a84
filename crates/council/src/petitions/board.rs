//! Bảng theo dõi: how many matters each body, field, commune and level has, how far they are, and how late.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::Arc;

use kernel::ids::CouncilId;
use kernel::{Date, Id};
use store::{Reader, args, record, sql};

use super::ledger::Ledger;
use super::queries::bounds;
use super::{Competence, Field, MatterState, ResultKind, Timing};
use crate::Result;

store::coded! {
    /// Theo: by what a board groups matters.
    pub enum By {
        /// Cơ quan giải quyết.
        Holder = "holder",
        /// Lĩnh vực.
        Field = "field",
        /// Xã, phường.
        Unit = "unit",
        /// Thẩm quyền.
        Competence = "competence",
        /// Ban của HĐND.
        Board = "board",
    }
}

/// How many matters there are, by how far they are and by how late.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::Tally)]
pub struct Tally {
    /// All.
    pub total: u32,
    /// Đã giải quyết xong.
    pub settled: u32,
    /// Giải trình, cung cấp thông tin.
    pub explained: u32,
    /// Đang giải quyết.
    pub in_hand: u32,
    /// Chưa giải quyết.
    pub not_settled: u32,
    /// Still open, nearly due.
    pub due_soon: u32,
    /// Still open and late; those long overdue are among them.
    pub late: u32,
    /// Still open and long overdue.
    pub long_late: u32,
    /// The voices of all.
    pub voices: u32,
}

/// One row of a board.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::BoardRow)]
pub struct Row {
    /// What the row is about: an identifier or a code; empty when nothing is known.
    pub key: String,
    /// Its name, where it has one in the records.
    pub name: Option<String>,
    /// Its figures.
    pub tally: Tally,
}

/// A board.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::Board)]
pub struct Board {
    /// The sum of its rows.
    pub all: Tally,
    /// Its rows, those with most late matters first.
    pub rows: Vec<Row>,
    /// Utterances received in the time.
    pub utterances: u32,
    /// Utterances that wait to be sorted.
    pub unsorted: u32,
}

/// Which matters a board counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Raised from this day on.
    pub from: Date,
    /// Raised until this day.
    pub to: Date,
    /// As they stood on this day.
    pub on: Date,
}

record! {
    struct Counted { id: Option<Id<()>>, code: Option<String>, name: Option<String>, state: MatterState, n: u32, voices: u32 }
}

macro_rules! counted_then {
    ($id:literal, $code:literal, $name:literal, $join:literal) => {
        concat!(
            "SELECT ",
            $id,
            " AS id, ",
            $code,
            " AS code, ",
            $name,
            " AS name, s.state, count(*) AS n, CAST(sum(m.voices) AS BIGINT) AS voices \
             FROM matter m",
            super::queries::step_then!("$3"),
            " ",
            $join,
            " WHERE m.council_id = $1 AND m.raised_on >= $2 AND m.raised_on <= $4 \
             AND s.state <> 'merged' AND m.guarded = 0 GROUP BY 1, 2, 3, 4"
        )
    };
}

sql! {
    BY_HOLDER_THEN = counted_then!("coalesce(s.holder_id, s.holder_council_id)", "CAST(NULL AS TEXT)", "coalesce(i.name, 'HĐND ' || u.name)",
                         "LEFT JOIN institution i ON i.id = s.holder_id LEFT JOIN council c ON c.id = s.holder_council_id LEFT JOIN unit u ON u.id = c.unit_id");
    BY_FIELD_THEN = counted_then!("CAST(NULL AS UUID)", "m.field", "CAST(NULL AS TEXT)", "");
    BY_UNIT_THEN = counted_then!("m.unit_id", "CAST(NULL AS TEXT)", "u.name", "LEFT JOIN unit u ON u.id = m.unit_id");
    BY_COMPETENCE_THEN = counted_then!("CAST(NULL AS UUID)", "m.competence", "CAST(NULL AS TEXT)", "");
    BY_BOARD_THEN = counted_then!("m.board_id", "CAST(NULL AS TEXT)", "b.name", "LEFT JOIN body b ON b.id = m.board_id");
}

impl Tally {
    /// Adds so many matters of one standing.
    pub(super) fn add(&mut self, state: MatterState, timing: Timing, n: u32, voices: u32) {
        let Some(result) = state.result() else {
            return;
        };
        self.total += n;
        self.voices += voices;
        *match result {
            ResultKind::Settled => &mut self.settled,
            ResultKind::Explained => &mut self.explained,
            ResultKind::InHand => &mut self.in_hand,
            ResultKind::NotSettled => &mut self.not_settled,
        } += n;
        match timing {
            Timing::DueSoon => self.due_soon += n,
            Timing::Late => self.late += n,
            Timing::LongLate => {
                self.late += n;
                self.long_late += n;
            }
            Timing::NotRunning | Timing::Paused | Timing::InTime => {}
        }
    }

    /// How many have this result.
    pub const fn of(&self, result: ResultKind) -> u32 {
        match result {
            ResultKind::Settled => self.settled,
            ResultKind::Explained => self.explained,
            ResultKind::InHand => self.in_hand,
            ResultKind::NotSettled => self.not_settled,
        }
    }

    /// Whether the results add up to all.
    pub const fn adds_up(&self) -> bool {
        self.settled + self.explained + self.in_hand + self.not_settled == self.total
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.settled += other.settled;
        self.explained += other.explained;
        self.in_hand += other.in_hand;
        self.not_settled += other.not_settled;
        self.due_soon += other.due_soon;
        self.late += other.late;
        self.long_late += other.long_late;
        self.voices += other.voices;
    }
}

/// The board of a council. The standing in time is known of today alone.
pub async fn board(
    ledger: &Ledger,
    council: CouncilId,
    by: By,
    span: Span,
    today: Date,
) -> Result<Board> {
    let db = ledger.db();
    let until = span.to.min(span.on);
    let mut rows = if span.on < today {
        rows_then(db, council, by, span).await?
    } else {
        let bounds = bounds(db, Some(council), span.on).await?;
        ledger.rows(council, by, (span.from, until), bounds).await?
    };
    rows.sort_by(|a, b| {
        (b.tally.late, b.tally.total)
            .cmp(&(a.tally.late, a.tally.total))
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| a.key.cmp(&b.key))
    });
    let mut all = Tally::default();
    rows.iter().for_each(|row| all += row.tally);
    let said = ledger.said(council, span.from, until).await?;
    Ok(Board {
        all,
        rows,
        utterances: said.all,
        unsorted: said.unsorted,
    })
}

async fn rows_then(db: &impl Reader, council: CouncilId, by: By, span: Span) -> Result<Vec<Row>> {
    let statement = match by {
        By::Holder => BY_HOLDER_THEN,
        By::Field => BY_FIELD_THEN,
        By::Unit => BY_UNIT_THEN,
        By::Competence => BY_COMPETENCE_THEN,
        By::Board => BY_BOARD_THEN,
    };
    let until = span.to.min(span.on);
    let values = args![council, span.from, span.on, until];
    let counted: Arc<Vec<Counted>> = db.all_kept(statement, values).await?;
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for line in counted.iter() {
        let id = line.id.map(|id| id.to_string());
        let key = id.or_else(|| line.code.clone()).unwrap_or_default();
        let row = rows.entry(key.clone()).or_insert_with(|| Row {
            key,
            name: line.name.clone(),
            tally: Tally::default(),
        });
        row.tally
            .add(line.state, Timing::NotRunning, line.n, line.voices);
    }
    Ok(rows.into_values().collect())
}

impl Row {
    /// The field a row is about, where rows are fields.
    pub fn field(&self) -> Option<Field> {
        Field::from_code(&self.key)
    }

    /// The competence a row is about, where rows are levels.
    pub fn competence(&self) -> Option<Competence> {
        Competence::from_code(&self.key)
    }
}

//! Báo cáo: the consolidated report before a sitting and the report on settlement, as offices print them.
//!
//! The appendices carry the numbers offices give them (PL1 results, PL4 and PL5 carried over, PL5b in hand by reason with the road map,
//! PL9 days on which bodies answered). Every figure can be opened to its records, for each row and column is a filter of the list.
//!
//! **Invariant.** The results of each row add up to its total, and the rows add up to the last row; a table that does not is not made.

use std::sync::Arc;

use kernel::Date;
use kernel::ids::{CouncilId, MatterId};
use kernel::vi;
use store::{Reader, args, record, sql};

use super::board::{Board, By, Span, Tally, board};
use super::ledger::{Appendix, Ledger};
use super::queries::{Matter, in_order, label};
use super::{Field, MatterState, Outcome, ResultKind};
use crate::Result;

/// A report of a council over the matters raised in a time, as they stood on a day.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::Report)]
pub struct Report {
    /// PL1: by field.
    pub by_field: Board,
    /// By body.
    pub by_holder: Board,
    /// By level of competence.
    pub by_competence: Board,
    /// By commune.
    pub by_unit: Board,
    /// By Ban.
    pub by_board: Board,
    /// How many utterances became how many matters.
    pub voices: Voices,
    /// PL4, PL5: raised before the time and open when it began.
    pub carried_over: Listed,
    /// PL5b: in hand, with the reason and the road map.
    pub in_hand: Listed,
    /// PL9: when each body answered, the earliest first.
    pub answered: Vec<Answered>,
    /// How many replies there are.
    pub answers: u32,
}

record! {
    /// Lượt và nội dung.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = petitions::Voices)]
    pub struct Voices {
        /// Lượt: utterances that hold a matter.
        pub utterances: u32,
        /// Nội dung: the matters they hold.
        pub matters: u32,
        /// Links between them: what both counts add up to.
        pub links: u32,
        /// Utterances that were closed without a matter.
        pub closed: u32,
        /// Utterances that wait to be sorted.
        pub waiting: u32,
    }

    struct LineRow {
        id: MatterId, year: u32, number: u32, title: String, field: Field, unit_name: Option<String>, holder: Option<String>,
        raised_on: Date, state: MatterState, outcome: Option<Outcome>, since: Date, promised_on: Option<Date>
    }

    /// A reply of a body in the time.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    #[schema(as = petitions::Answered)]
    pub struct Answered {
        /// Who answered.
        pub author: String,
        /// Số, ký hiệu.
        pub number: String,
        /// The day of the paper.
        pub signed_on: Date,
        /// How many matters it answers.
        pub matters: u32,
    }
}

/// The matters of an appendix.
#[derive(Debug, Clone, Default, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::Listed)]
pub struct Listed {
    /// How many there are.
    pub total: u32,
    /// Those that were asked for, the earliest first.
    pub lines: Vec<ReportLine>,
}

/// A matter in an appendix.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = petitions::ReportLine)]
pub struct ReportLine {
    /// The matter.
    pub id: MatterId,
    /// Its label.
    pub label: String,
    /// What it asks.
    pub title: String,
    /// Lĩnh vực.
    pub field: Field,
    /// The commune.
    pub unit: Option<String>,
    /// Who has it.
    pub holder: Option<String>,
    /// When it was raised.
    pub raised_on: Date,
    /// Its state on the day.
    pub state: MatterState,
    /// How it was settled, or why it is still in hand.
    pub outcome: Option<Outcome>,
    /// Since when.
    pub since: Date,
    /// Lộ trình.
    pub promised_on: Option<Date>,
}

macro_rules! line_columns {
    () => {
        "SELECT m.id, m.year, m.number, m.title, m.field, u.name AS unit_name, coalesce(i.name, 'HĐND ' || hu.name) AS holder, m.raised_on, \
         s.state, s.outcome, s.day AS since, s.promised_on FROM matter m LEFT JOIN unit u ON u.id = m.unit_id"
    };
}

macro_rules! line_holder {
    () => {
        " LEFT JOIN institution i ON i.id = s.holder_id LEFT JOIN council hc ON hc.id = s.holder_council_id LEFT JOIN unit hu ON hu.id = hc.unit_id"
    };
}

sql! {
    CARRIED = concat!(line_columns!(), super::queries::step_then!("$3"), line_holder!(),
                      " WHERE m.council_id = $1 AND m.raised_on < $2 AND m.guarded = 0 AND s.state <> 'merged' \
                        AND (s.state NOT IN ('settled', 'explained') OR s.day >= $2) ORDER BY m.raised_on, m.number");
    IN_HAND = concat!(line_columns!(), super::queries::step_then!("$4"), line_holder!(),
                      " WHERE m.council_id = $1 AND m.raised_on >= $2 AND m.raised_on <= $3 AND m.guarded = 0 \
                        AND s.state IN ('in_hand', 'routed', 'reopened') ORDER BY s.outcome, m.raised_on, m.number");
    ANSWERED = "SELECT r.author, r.number, r.signed_on, (SELECT count(*) FROM matter_step s JOIN matter m ON m.id = s.matter_id \
                  WHERE s.reply_id = r.id AND m.guarded = 0) AS matters \
                FROM (SELECT x.id, x.author, x.number, x.signed_on FROM reply x WHERE x.council_id = $1 AND x.signed_on >= $2 AND x.signed_on <= $3 \
                  AND EXISTS (SELECT 1 FROM matter_step s JOIN matter m ON m.id = s.matter_id WHERE s.reply_id = x.id AND m.guarded = 0) \
                  ORDER BY x.signed_on, x.author, x.number LIMIT $4) r ORDER BY r.signed_on, r.author, r.number";
    ANSWERS = "SELECT count(*) FROM reply x WHERE x.council_id = $1 AND x.signed_on >= $2 AND x.signed_on <= $3 \
               AND EXISTS (SELECT 1 FROM matter_step s JOIN matter m ON m.id = s.matter_id WHERE s.reply_id = x.id AND m.guarded = 0)";
}

/// The report with so many lines of each list as a page shows; kept until a record changes.
pub async fn shown(
    ledger: &Ledger,
    council: CouncilId,
    span: Span,
    today: Date,
    most: usize,
) -> Result<Arc<Report>> {
    let lines = i64::try_from(most).unwrap_or(i64::MAX);
    let values = args![council, span.from, span.to, span.on, today, lines];
    let work = Box::pin(report(ledger, council, span, today, most));
    ledger.db().kept("petitions_report", values, work).await
}

/// The report of a council over a time; of each appendix so many lines, and how many there are.
pub async fn report(
    ledger: &Ledger,
    council: CouncilId,
    span: Span,
    today: Date,
    most: usize,
) -> Result<Report> {
    let db = ledger.db();
    let by = |by| board(ledger, council, by, span, today);
    let until = span.to.min(span.on);
    let (carried_over, in_hand) = if span.on < today {
        let carried: Vec<LineRow> = db.all(CARRIED, args![council, span.from, span.on]).await?;
        let values = args![council, span.from, until, span.on];
        let in_hand: Vec<LineRow> = db.all(IN_HAND, values).await?;
        (Listed::of(carried, most), Listed::of(in_hand, most))
    } else {
        let days = (span.from, until);
        (
            listed(ledger, council, Appendix::CarriedOver, days, most).await?,
            listed(ledger, council, Appendix::InHand, days, most).await?,
        )
    };
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let values = args![council, span.from, until];
    let answers: Option<i64> = db.scalar(ANSWERS, values).await?;
    Ok(Report {
        by_field: by(By::Field).await?,
        by_holder: by(By::Holder).await?,
        by_competence: by(By::Competence).await?,
        by_unit: by(By::Unit).await?,
        by_board: by(By::Board).await?,
        voices: voices(ledger, council, (span.from, until)).await?,
        carried_over,
        in_hand,
        answered: db
            .all(ANSWERED, args![council, span.from, until, limit])
            .await?,
        answers: u32::try_from(answers.unwrap_or_default()).unwrap_or(u32::MAX),
    })
}

async fn listed(
    ledger: &Ledger,
    council: CouncilId,
    which: Appendix,
    days: (Date, Date),
    most: usize,
) -> Result<Listed> {
    let found = ledger.appendix(council, which, days, most).await?;
    let matters = in_order(ledger.db(), &found.rows).await?;
    Ok(Listed {
        total: u32::try_from(found.total).unwrap_or(u32::MAX),
        lines: matters.into_iter().map(ReportLine::from).collect(),
    })
}

/// How many utterances became how many matters.
async fn voices(ledger: &Ledger, council: CouncilId, (from, to): (Date, Date)) -> Result<Voices> {
    let held = ledger.held(council, (from, to)).await?;
    let said = ledger.said(council, from, to).await?;
    Ok(Voices {
        utterances: said.all.saturating_sub(said.closed + said.unsorted),
        matters: held.matters,
        links: held.links,
        closed: said.closed,
        waiting: said.unsorted,
    })
}

impl Listed {
    fn of(rows: Vec<LineRow>, most: usize) -> Self {
        Self {
            total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            lines: rows.into_iter().take(most).map(ReportLine::from).collect(),
        }
    }
}

impl From<Matter> for ReportLine {
    fn from(matter: Matter) -> Self {
        Self {
            id: matter.id,
            label: matter.label(),
            title: matter.title,
            field: matter.field,
            unit: matter.unit_name,
            holder: matter.holder,
            raised_on: matter.raised_on,
            state: matter.state,
            outcome: matter.outcome,
            since: matter.since,
            promised_on: matter.promised_on,
        }
    }
}

impl From<LineRow> for ReportLine {
    fn from(row: LineRow) -> Self {
        Self {
            id: row.id,
            label: label(row.year, row.number),
            title: row.title,
            field: row.field,
            unit: row.unit_name,
            holder: row.holder,
            raised_on: row.raised_on,
            state: row.state,
            outcome: row.outcome,
            since: row.since,
            promised_on: row.promised_on,
        }
    }
}

/// Where the sums of a board do not hold; empty when all do.
pub fn flaws(board: &Board) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut sum = Tally::default();
    for row in &board.rows {
        let tally = row.tally;
        if !tally.adds_up() {
            flaws.push(row.key.clone());
        }
        sum += tally;
    }
    let all = board.all;
    let holds = ResultKind::ALL
        .iter()
        .all(|kind| sum.of(*kind) == all.of(*kind));
    if !holds || sum.total != all.total || !all.adds_up() {
        flaws.push("all".to_owned());
    }
    flaws
}

/// A share as papers print it, rounded to two places; the note under each table says that it is rounded.
pub fn percent(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let hundredths = (u64::from(part) * 20_000 / u64::from(whole)).div_ceil(2);
    let (units, rest) = (hundredths / 100, hundredths % 100);
    format!(
        "{},{rest:02}%",
        vi::number(i64::try_from(units).unwrap_or_default())
    )
}

store::coded! {
    /// How a share that a paper prints was made of its figures.
    pub enum Printed {
        /// As it should be.
        Rounded = "rounded",
        /// Its further places were cut off.
        Truncated = "truncated",
        /// It is another number.
        Wrong = "wrong",
    }
}

/// Judges a share as a paper prints it, such as "71,28%": to as many places as it has.
pub fn judged(part: u32, whole: u32, printed: &str) -> Printed {
    let bare = printed.trim().trim_end_matches('%').trim();
    let (units, places) = bare.split_once([',', '.']).unwrap_or((bare, ""));
    let digits = format!("{units}{places}");
    let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
    let (Ok(told), true, 0..=6) = (digits.parse::<u64>(), whole > 0, count) else {
        return Printed::Wrong;
    };
    let (above, below) = (u64::from(part) * 100 * 10_u64.pow(count), u64::from(whole));
    if told == (2 * above + below) / (2 * below) {
        Printed::Rounded
    } else if told == above / below {
        Printed::Truncated
    } else {
        Printed::Wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shares that offices printed; where one cut off instead of rounding, ours says the other number.
    #[test]
    fn shares_are_rounded() {
        for (part, whole, printed) in [
            (19, 60, "31,67%"),
            (11, 60, "18,33%"),
            (144, 202, "71,29%"),
            (109, 139, "78,42%"),
            (0, 7, "0,00%"),
            (7, 7, "100,00%"),
            (1, 0, "–"),
        ] {
            assert_eq!(percent(part, whole), printed, "{part}/{whole}");
        }
    }

    #[test]
    fn a_printed_share_is_judged_by_its_own_places() {
        for (part, whole, printed, expected) in [
            (144, 202, "71,28%", Printed::Truncated),
            (144, 202, "71,29%", Printed::Rounded),
            (144, 202, "71,3 %", Printed::Rounded),
            (144, 202, "72%", Printed::Wrong),
            (109, 139, "78%", Printed::Rounded),
            (19, 60, "31,67%", Printed::Rounded),
            (19, 60, "31.66%", Printed::Truncated),
            (11, 60, "18,33%", Printed::Rounded),
            (7, 7, "100%", Printed::Rounded),
            (0, 7, "0%", Printed::Rounded),
            (1, 0, "0%", Printed::Wrong),
            (1, 2, "năm mươi", Printed::Wrong),
            (1, 2, "", Printed::Wrong),
            (1, 2, "0,00000000000001", Printed::Wrong),
            (u32::MAX, u32::MAX, "100,000000%", Printed::Rounded),
        ] {
            assert_eq!(
                judged(part, whole, printed),
                expected,
                "{part}/{whole} {printed}"
            );
        }
    }

    #[test]
    fn a_table_that_does_not_add_up_is_told() {
        let row = |total, settled, in_hand| super::super::board::Row {
            key: "transport".to_owned(),
            name: None,
            tally: Tally {
                total,
                settled,
                in_hand,
                ..Tally::default()
            },
        };
        let board = |row: super::super::board::Row, all| Board {
            all,
            rows: vec![row],
            utterances: 0,
            unsorted: 0,
        };
        let right = row(5, 3, 2);
        assert!(flaws(&board(right.clone(), right.tally)).is_empty());
        let wrong = row(5, 3, 1);
        assert_eq!(flaws(&board(wrong, right.tally)), ["transport", "all"]);
    }
}

//! Nhập: everything the preview showed, in one transaction, or nothing.
//!
//! Five thousand rows are written with few statements, so this writes what the acts write, and keeps what they keep: an utterance that
//! is sorted holds a matter, voices are the links, each matter has its steps in order along [`MatterState::after`], numbers follow those
//! of the year. Steps stand on the days the table tells of; what it leaves open is passed on today, and its clock begins today.

use std::collections::{BTreeMap, HashMap};

use auth::token::{Code, Length, NoRandomness};
use kernel::ids::{
    BodyId, ContactId, InstitutionId, MatterId, PetitionTableId, ReplyId, UnitId, UtteranceId,
};
use kernel::{Date, vi};
use serde_json::json;
use store::{args, sql};

use super::preview::{Alike, Preview, PreviewPart, PreviewRow, preview};
use super::queries::stored;
use super::{Counts, RowState, Table, TableState};
use crate::access::Act;
use crate::bodies::CouncilRef;
use crate::bodies::queries::council;
use crate::petitions::clock::{Clock, ClockKind, Event};
use crate::petitions::rows::Rows;
use crate::petitions::sorting::{number_after, voices};
use crate::petitions::steps::basis;
use crate::petitions::timing::TimeRules;
use crate::petitions::{Channel, Competence, Field, MatterState, Move, Outcome, UtteranceKind};
use crate::rules::InForce;
use crate::sittings::workdays;
use crate::{Acting, Problem, Refusal, Result};

/// Nhập bảng kiến nghị.
#[derive(Debug, Clone)]
pub struct ConfirmTable {
    /// The table.
    pub table: PetitionTableId,
    /// The fingerprint of the preview that the user saw.
    pub fingerprint: String,
    /// Whether what says the same as another matter becomes a voice of it.
    pub join: bool,
}

sql! {
    TAKE = "UPDATE petition_table SET state = 'confirmed', decided_at = $2 WHERE id = $1 AND state = 'previewed'";
    COUNT = "UPDATE petition_table SET counts = $2 WHERE id = $1";
}

/// Carries out what the preview showed. The table is the file of this import as it was read for that preview.
pub async fn confirm_table(
    acting: &Acting<'_>,
    table: &Table,
    command: ConfirmTable,
) -> Result<Counts> {
    let tx = &acting.tx;
    let row = stored(tx, command.table).await?;
    acting.may(Act::TakeUtterance, &row.path)?;
    acting.may(Act::SortUtterance, &row.path)?;
    if tx.execute(TAKE, args![row.id, acting.now]).await? == 0 {
        return Err(Problem::new("", "table-decided").into());
    }
    let detail = json!({
        "before": {"state": row.state},
        "after": {"state": TableState::Confirmed, "file": row.file_name, "fingerprint": command.fingerprint, "join": command.join},
    });
    // The line comes first: from here on nobody else takes a number, and two imports of one table wait for each other.
    acting
        .audit(
            Act::SortUtterance,
            Some(row.council_id),
            "petition_table",
            row.id,
            "",
            detail,
        )
        .await?;
    let council = council(tx, row.council_id).await?;
    if !council.period().contains(acting.today) {
        return Err(Problem::new("", "council-not-on-that-day").into());
    }
    let shown = preview(tx, &council, table, row.settings, acting.today).await?;
    if shown.fingerprint != command.fingerprint {
        return Err(Problem::new("", "table-changed").into());
    }
    if shown.counts.utterances == 0 {
        return Err(Problem::new("", "table-nothing").into());
    }
    let mut counts = shown.counts;
    if !command.join {
        counts.alike = 0;
    }
    let mut writing = Writing::begin(acting, &council, command.join).await?;
    writing.gather(&shown).await?;
    writing.write().await?;
    let kept = serde_json::to_string(&counts).unwrap_or_default();
    tx.execute(COUNT, args![row.id, kept]).await?;
    Ok(counts)
}

/// What is to be written.
struct Writing<'w> {
    acting: &'w Acting<'w>,
    council: &'w CouncilRef,
    join: bool,
    rules: TimeRules,
    /// The last number of each year.
    numbers: BTreeMap<i16, i64>,
    /// The days on which clocks that begin today end, by what the answer is owed for.
    due: HashMap<Competence, Option<Date>>,
    workdays: kernel::Workdays,
    rows: Rows,
    matters: Vec<Made>,
    /// Where the matter of a row and part lies in `matters`.
    places: HashMap<(usize, usize), usize>,
    /// Known matters that get a voice, with the day from which it is raised.
    joined: BTreeMap<MatterId, Date>,
}

/// A matter to be written; its voices and its first day are known when all rows were seen.
struct Made {
    id: MatterId,
    year: i16,
    number: i64,
    title: String,
    field: Field,
    competence: Competence,
    unit: Option<UnitId>,
    board: Option<BodyId>,
    raised_on: Date,
    voices: i64,
    end: End,
}

/// Where a matter stands after its steps.
struct End {
    state: MatterState,
    outcome: Option<Outcome>,
    since: Date,
    holder: Option<InstitutionId>,
    due_on: Option<Date>,
}

impl<'w> Writing<'w> {
    async fn begin(acting: &'w Acting<'w>, council: &'w CouncilRef, join: bool) -> Result<Self> {
        Ok(Self {
            acting,
            council,
            join,
            rules: TimeRules::of(&acting.tx, council.id, acting.today).await?,
            numbers: BTreeMap::new(),
            due: HashMap::new(),
            workdays: workdays(&acting.tx).await?,
            rows: Rows::default(),
            matters: Vec::new(),
            places: HashMap::new(),
            joined: BTreeMap::new(),
        })
    }

    async fn gather(&mut self, shown: &Preview) -> Result<()> {
        for (at, row) in shown.rows.iter().enumerate() {
            if row.state == RowState::New {
                self.row(at, row).await?;
            }
        }
        Ok(())
    }

    async fn row(&mut self, at: usize, row: &PreviewRow) -> Result<()> {
        let id = UtteranceId::fresh();
        let code = Code::random(Length::Lasting).map_err(no_randomness)?;
        let unit = row.unit.as_ref().map(|(id, _)| *id);
        let now = self.acting.now;
        self.rows.utterances.push(args![
            id,
            self.council.id,
            code.as_str(),
            Channel::Table,
            UtteranceKind::Petition,
            Option::<ContactId>::None,
            unit,
            &row.hamlet,
            &row.text,
            vi::fold(&row.text),
            row.said_on,
            now,
            now,
            "",
            "",
            "",
            "",
            Option::<Date>::None,
            "",
            false,
            true
        ]);
        let mut linked: Vec<MatterId> = Vec::new();
        let mut papers: Vec<(&str, ReplyId)> = Vec::new();
        for (place, part) in row.parts.iter().enumerate() {
            let matter = match &part.alike {
                Some(Alike::Matter(known, _)) if self.join => {
                    let day = self.joined.entry(*known).or_insert(row.said_on);
                    *day = (*day).min(row.said_on);
                    *known
                }
                Some(Alike::Row(first, of)) if self.join => {
                    match self.places.get(&(*first, *of)).copied() {
                        Some(made) => self.voice(made, row.said_on, linked.as_slice()),
                        None => self.make((at, place), row, part, &mut papers).await?,
                    }
                }
                _ => self.make((at, place), row, part, &mut papers).await?,
            };
            if !linked.contains(&matter) {
                linked.push(matter);
                self.rows.links.push(args![id, matter]);
            }
        }
        Ok(())
    }

    /// One more voice of a matter made before; a row is one voice, however often it says it.
    fn voice(&mut self, made: usize, said_on: Date, linked: &[MatterId]) -> MatterId {
        let made = &mut self.matters[made];
        if !linked.contains(&made.id) {
            made.voices += 1;
            made.raised_on = made.raised_on.min(said_on);
        }
        made.id
    }

    async fn make<'r>(
        &mut self,
        at: (usize, usize),
        row: &'r PreviewRow,
        part: &'r PreviewPart,
        papers: &mut Vec<(&'r str, ReplyId)>,
    ) -> Result<MatterId> {
        let id = MatterId::fresh();
        let year = row.said_on.year();
        let last = match self.numbers.get(&year) {
            Some(last) => *last,
            None => number_after(&self.acting.tx, self.council.id, year).await? - 1,
        };
        self.numbers.insert(year, last + 1);
        let end = self.steps(id, row, part, papers)?;
        self.places.insert(at, self.matters.len());
        self.matters.push(Made {
            id,
            year,
            number: last + 1,
            title: part.title.clone(),
            field: part.field,
            competence: part.competence,
            unit: row.unit.as_ref().map(|(id, _)| *id),
            board: part.board,
            raised_on: row.said_on,
            voices: 1,
            end,
        });
        Ok(id)
    }

    /// The steps of a matter: received, passed on where the body is known, answered where the table has a result.
    fn steps<'r>(
        &mut self,
        id: MatterId,
        row: &'r PreviewRow,
        part: &'r PreviewPart,
        papers: &mut Vec<(&'r str, ReplyId)>,
    ) -> Result<End> {
        let today = self.acting.today;
        let mut end = End {
            state: MatterState::Received,
            outcome: None,
            since: row.said_on,
            holder: None,
            due_on: None,
        };
        let mut position = 1;
        self.step(id, position, &end, None, &row.session);
        if let Some((holder, _)) = &row.holder {
            position += 1;
            end.state = end.state.after(Move::Route)?;
            end.holder = Some(*holder);
            end.since = if part.result.is_some() {
                row.said_on
            } else {
                today
            };
            self.step(id, position, &end, None, "");
            if part.result.is_none() {
                end.due_on = self.start(id, part.competence);
            }
        }
        if let Some(result) = part.result {
            position += 1;
            end.state = end.state.after(result.step())?;
            end.outcome = part.outcome;
            end.since = row.answered_on;
            let paper = match papers.iter().find(|(text, _)| *text == part.answer) {
                Some((_, paper)) => *paper,
                None => {
                    let paper = self.paper(row, part);
                    papers.push((&part.answer, paper));
                    paper
                }
            };
            self.step(id, position, &end, Some(paper), "");
        }
        Ok(end)
    }

    /// One step of a matter, to where it has come.
    fn step(
        &mut self,
        id: MatterId,
        position: i64,
        to: &End,
        reply: Option<ReplyId>,
        reason: &str,
    ) {
        let promised_on: Option<Date> = None;
        self.rows.steps.push(args![
            id,
            position,
            to.state,
            to.outcome,
            to.since,
            to.holder,
            reply,
            promised_on,
            reason
        ]);
    }

    fn paper(&mut self, row: &PreviewRow, part: &PreviewPart) -> ReplyId {
        let id = ReplyId::fresh();
        let author = match row.author.is_empty() {
            true => self.council.title(),
            false => row.author.clone(),
        };
        let holder = row.holder.as_ref().map(|(id, _)| *id);
        self.rows.replies.push(args![
            id,
            self.council.id,
            holder,
            author,
            &row.number,
            row.answered_on,
            &part.answer
        ]);
        id
    }

    /// Begins the clock of a matter that is passed on today; without a rule none runs.
    fn start(&mut self, id: MatterId, competence: Competence) -> Option<Date> {
        let rule = self.rules.answer_to(competence);
        let (days, measure) = rule.and_then(TimeRules::days)?;
        let basis = rule.map(|rule: &InForce| basis(rule)).unwrap_or_default();
        let today = self.acting.today;
        self.rows.clocks.push(args![
            id,
            1_i64,
            ClockKind::Start,
            today,
            days,
            measure,
            basis,
            ""
        ]);
        let event = Event {
            kind: ClockKind::Start,
            day: today,
            days,
            measure,
        };
        let workdays = &self.workdays;
        *self
            .due
            .entry(competence)
            .or_insert_with(|| Clock::after(&[event], workdays).due())
    }

    async fn write(mut self) -> Result<()> {
        let council = self.council.id;
        self.rows
            .matters
            .extend(self.matters.into_iter().map(|made| {
                let end = made.end;
                args![
                    made.id,
                    council,
                    i64::from(made.year),
                    made.number,
                    &made.title,
                    vi::fold(&made.title),
                    made.field,
                    made.competence,
                    made.unit,
                    made.board,
                    made.raised_on,
                    false,
                    made.voices,
                    end.state,
                    end.outcome,
                    end.since,
                    end.holder,
                    end.due_on,
                    Option::<Date>::None
                ]
            }));
        self.rows.write(&self.acting.tx).await?;
        for (matter, day) in self.joined {
            voices(self.acting, matter, day).await?;
        }
        Ok(())
    }
}

fn no_randomness(error: NoRandomness) -> Refusal {
    Refusal::failed("make a code")(error)
}

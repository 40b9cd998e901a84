//! What a table would become, row by row, and what is to be said of it.

use std::collections::HashMap;

use kernel::ids::{BodyId, InstitutionId, MatterId, UnitId};
use kernel::{Date, vi};
use store::{Reader, args, record, sql};

use super::grid::{Line, Lone, MARKS, Part, Printed, Table};
use super::groups::{Groups, Meaning, ordinal, rank};
use super::places::{Found, Places, looks_like_place};
use super::words::{self, Group};
use super::{Counts, RowState, Settings, parting};
use crate::bodies::{CouncilRef, Level};
use crate::digest::fingerprint;
use crate::petitions::intake::LONGEST;
use crate::petitions::sorting::MOST_PARTS;
use crate::petitions::{Competence, Field, Outcome, ResultKind, whole};
use crate::{Problem, Result};

/// The longest title of a matter, in characters.
const LONGEST_TITLE: usize = 1_000;

/// The longest name of a hamlet, in characters.
const LONGEST_HAMLET: usize = 300;

/// A table as it would be imported.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Its rows.
    pub rows: Vec<PreviewRow>,
    /// How many there are.
    pub counts: Counts,
    /// The totals printed in the table, against what was counted.
    pub totals: Vec<Total>,
    /// What must hold for the import to write just this.
    pub fingerprint: String,
}

/// A row.
#[derive(Debug, Clone)]
pub struct PreviewRow {
    /// The name of its sheet; empty where there is one alone.
    pub sheet: String,
    /// Its number in the sheet.
    pub row: u32,
    /// What becomes of it.
    pub state: RowState,
    /// The utterance.
    pub text: String,
    /// When it was received.
    pub said_on: Date,
    /// The commune.
    pub unit: Option<(UnitId, String)>,
    /// Ấp, khu vực; or the place as the table names it, where it is not known.
    pub hamlet: String,
    /// Kỳ họp, as the table names it.
    pub session: String,
    /// The body that it is passed to.
    pub holder: Option<(InstitutionId, String)>,
    /// Who answers, as the table names it.
    pub author: String,
    /// Số, ký hiệu of the answer.
    pub number: String,
    /// The day of the answer.
    pub answered_on: Date,
    /// Its matters.
    pub parts: Vec<PreviewPart>,
    /// What is to be said of it.
    pub notes: Vec<Problem>,
}

/// A matter of a row.
#[derive(Debug, Clone)]
pub struct PreviewPart {
    /// What is asked.
    pub title: String,
    /// Lĩnh vực.
    pub field: Field,
    /// Thẩm quyền.
    pub competence: Competence,
    /// The Ban.
    pub board: Option<BodyId>,
    /// What became of it.
    pub result: Option<ResultKind>,
    /// In particular.
    pub outcome: Option<Outcome>,
    /// What the answer says.
    pub answer: String,
    /// What says the same.
    pub alike: Option<Alike>,
}

/// What says the same as a matter of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alike {
    /// A matter of an earlier row: the places of the row and of the matter in it.
    Row(usize, usize),
    /// A matter that is known, with its label.
    Matter(MatterId, String),
}

/// A total printed in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The row in which it stands.
    pub row: u32,
    /// Of which result; of all petitions when none.
    pub result: Option<ResultKind>,
    /// What is printed.
    pub printed: u32,
    /// What was counted.
    pub counted: u32,
    /// Whether it holds.
    pub holds: bool,
}

record! {
    struct KnownMatter { id: MatterId, year: u32, number: u32, folded: String, unit_id: Option<UnitId> }
    struct KnownRow { folded: String, unit_id: Option<UnitId>, hamlet: String, said_on: Date }
}

sql! {
    MATTERS = "SELECT id, year, number, folded, unit_id FROM matter WHERE council_id = $1 AND guarded = 0 AND state <> 'merged' \
               ORDER BY raised_on, number";
    ROWS = "SELECT folded, unit_id, hamlet, said_on FROM utterance WHERE council_id = $1 AND channel = 'table' ORDER BY said_on, id";
}

/// Text and place, by which rows are told to be the same.
type Same = (Option<UnitId>, String, String);

/// Compares a table with the records of a council.
pub async fn preview(
    db: &impl Reader,
    council: &CouncilRef,
    table: &Table,
    settings: Settings,
    today: Date,
) -> Result<Preview> {
    let mut there: HashMap<Same, Vec<Date>> = HashMap::new();
    for row in db.all::<KnownRow>(ROWS, args![council.id]).await? {
        let key = (row.unit_id, vi::fold(&row.hamlet), row.folded);
        there.entry(key).or_default().push(row.said_on);
    }
    let mut known = HashMap::new();
    for matter in db.all::<KnownMatter>(MATTERS, args![council.id]).await? {
        let label = crate::petitions::queries::label(matter.year, matter.number);
        known
            .entry((matter.unit_id, matter.folded))
            .or_insert((matter.id, label));
    }
    let mut making = Making {
        council,
        places: Places::of(db, council).await?,
        settings,
        today,
        there,
        known,
        earlier: HashMap::new(),
        rows: Vec::new(),
    };
    let mut totals = Vec::new();
    for part in &table.sheets {
        let first = making.rows.len();
        making.part(part);
        let rows = &making.rows[first..];
        totals.extend(checked(rows, &part.totals));
    }
    let rows = making.rows;
    let counts = counted(&rows);
    Ok(Preview {
        fingerprint: fingerprint(format!("{rows:?}")),
        rows,
        counts,
        totals,
    })
}

fn counted(rows: &[PreviewRow]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        counts.rows += 1;
        counts.noted += u32::from(!row.notes.is_empty());
        match row.state {
            RowState::There => counts.there += 1,
            RowState::Skipped => counts.skipped += 1,
            RowState::New => {
                counts.utterances += 1;
                for part in &row.parts {
                    counts.matters += 1;
                    counts.alike += u32::from(part.alike.is_some());
                    counts.count(part.result);
                }
            }
        }
    }
    counts
}

/// Compares the totals of a table with its rows: with all of them, with those above, and with those since the total before.
fn checked(rows: &[PreviewRow], printed: &[Printed]) -> Vec<Total> {
    let held = |row: &&PreviewRow| row.state != RowState::Skipped;
    let count = |from: u32, to: u32, result: Option<ResultKind>| -> [u32; 2] {
        let within = rows
            .iter()
            .filter(held)
            .filter(|row| row.row > from && row.row < to);
        let (mut lines, mut parts) = (0, 0);
        for row in within {
            let fits = row
                .parts
                .iter()
                .filter(|part| result.is_none() || part.result == result)
                .count();
            parts += u32::try_from(fits).unwrap_or(u32::MAX);
            lines += u32::from(fits > 0);
        }
        [lines, parts]
    };
    let mut totals = Vec::new();
    let mut before = 0;
    for (place, total) in printed.iter().enumerate() {
        let [lines, parts] = count(0, u32::MAX, total.result);
        let [above, parts_above] = count(0, total.row, total.result);
        let [since, parts_since] = count(before, total.row, total.result);
        let counts = [parts, lines, parts_above, above, parts_since, since];
        let holds = counts.contains(&total.number);
        totals.push(Total {
            row: total.row,
            result: total.result,
            printed: total.number,
            counted: if holds { total.number } else { parts },
            holds,
        });
        if printed
            .get(place + 1)
            .is_none_or(|next| next.row != total.row)
        {
            before = total.row;
        }
    }
    totals
}

struct Making<'m> {
    council: &'m CouncilRef,
    places: Places,
    settings: Settings,
    today: Date,
    there: HashMap<Same, Vec<Date>>,
    known: HashMap<(Option<UnitId>, String), (MatterId, String)>,
    earlier: HashMap<Same, (usize, usize)>,
    rows: Vec<PreviewRow>,
}

impl Making<'_> {
    fn part(&mut self, part: &Part) {
        let mut groups = Groups::default();
        for line in &part.lines {
            if let Some(lone) = &line.lone
                && self.grouped(&mut groups, part, line, lone)
            {
                continue;
            }
            if line.goes_on {
                self.go_on(line);
                continue;
            }
            self.line(part, line, &groups);
        }
    }

    /// Takes a row as a group, or as one that is not understood; false if it is a petition after all.
    fn grouped(&mut self, groups: &mut Groups, part: &Part, line: &Line, lone: &Lone) -> bool {
        let (own, text) = ordinal(&lone.text);
        let rank = rank(&lone.ordinal).or(own);
        let bare = text.split(['(', ':']).next().unwrap_or_default().trim();
        if let Some(meaning) = self.meaning(bare) {
            groups.enter(rank, meaning);
            return true;
        }
        let heading = rank.is_some_and(|rank| rank < 2);
        if !heading && (lone.in_text || line.goes_on || !line.text("result").is_empty()) {
            return false;
        }
        if let Some(rank) = rank.filter(|_| heading) {
            groups.end(rank);
        }
        let number_alone = lone
            .text
            .trim_end_matches('.')
            .bytes()
            .all(|b| b.is_ascii_digit());
        if !number_alone {
            let mut row = self.empty(part, line);
            row.text = whole(&lone.text);
            row.notes.push(Problem::new("", "table-row-not-understood"));
            self.rows.push(row);
        }
        true
    }

    fn meaning(&self, text: &str) -> Option<Meaning> {
        if text.is_empty() {
            return None;
        }
        if matches!(
            self.places.unit(text, self.settings.said_on),
            Found::One(..)
        ) || looks_like_place(text)
        {
            return Some(Meaning::Unit(text.to_owned()));
        }
        if let Some(group) = words::group(text) {
            return Some(Meaning::Words(group));
        }
        let folded = vi::fold(text);
        let known = matches!(self.places.body(text, self.today).0, Found::One(..));
        let reads = ["so ", "uy ban nhan dan ", "ubnd ", "cong an "]
            .iter()
            .any(|begin| folded.starts_with(begin));
        let short = folded.split(' ').count() <= 9;
        (short && (known || reads)).then(|| Meaning::Body(text.to_owned()))
    }

    fn empty(&self, part: &Part, line: &Line) -> PreviewRow {
        PreviewRow {
            sheet: part.name.clone(),
            row: line.row,
            state: RowState::Skipped,
            text: String::new(),
            said_on: self.settings.said_on,
            unit: None,
            hamlet: String::new(),
            session: String::new(),
            holder: None,
            author: String::new(),
            number: String::new(),
            answered_on: self.settings.answered_on,
            parts: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A row whose petition stands above: it adds what another body answers.
    fn go_on(&mut self, line: &Line) {
        let answer = whole(&line.text("result"));
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        for part in &mut row.parts {
            if !answer.is_empty() && part.answer != answer && !part.answer.contains(&answer) {
                part.answer = format!("{}\n{answer}", part.answer).trim().to_owned();
                if part.result.is_none() {
                    part.result = words::result(&answer);
                    part.outcome = part
                        .result
                        .and_then(|result| words::outcome(result, &answer));
                }
            }
        }
        if !row
            .notes
            .iter()
            .any(|note| note.code == "table-row-goes-on")
        {
            row.notes
                .push(Problem::new("", "table-row-goes-on").with("row", line.row));
        }
    }

    fn line(&mut self, part: &Part, line: &Line, groups: &Groups) {
        let mut row = self.empty(part, line);
        let text = whole(&line.text("text"));
        let other = ["unit", "body", "result", "field"]
            .iter()
            .any(|key| !line.text(key).is_empty());
        if text.is_empty() {
            if other {
                row.notes.push(Problem::new("", "table-row-no-text"));
                self.rows.push(row);
            }
            return;
        }
        if text.chars().count() > LONGEST {
            row.text = text.chars().take(LONGEST_TITLE).collect();
            row.notes.push(
                Problem::new("", "table-row-too-long").with("limit", vi::number(LONGEST as i64)),
            );
            self.rows.push(row);
            return;
        }
        row.text = text;
        let own_day = self.days(&mut row, line);
        self.place(&mut row, line, groups);
        row.session = Some(vi::clean(&line.text("session")))
            .filter(|text| !text.is_empty())
            .or_else(|| {
                groups.find(|meaning| match meaning {
                    Meaning::Words(Group::Session(text)) => Some(text.clone()),
                    _ => None,
                })
            })
            .unwrap_or_default();
        if !row.session.is_empty() && row.session.bytes().all(|b| b.is_ascii_digit()) {
            row.session = format!("Kỳ họp thứ {}", row.session);
        }
        self.matters(&mut row, line, groups);
        self.holder(&mut row, line, groups);
        row.state = self.state(&row, own_day);
        if row.state == RowState::New {
            self.alike(&mut row);
        }
        self.rows.push(row);
    }

    /// The days of a row; whether the table names that of the petition.
    fn days(&self, row: &mut PreviewRow, line: &Line) -> bool {
        let mut own = false;
        let cell = line.cell("day");
        if !cell.is_empty() {
            match cell.as_date() {
                Ok(day) if day <= self.today && day.year() > 1945 => {
                    (row.said_on, own) = (day, true);
                }
                _ => row
                    .notes
                    .push(Problem::new("", "table-day-unreadable").with("day", cell.as_text())),
            }
        }
        let cell = line.cell("answered_on");
        if !cell.is_empty() {
            match cell.as_date() {
                Ok(day) if day <= self.today && day.year() > 1945 => row.answered_on = day,
                _ => row
                    .notes
                    .push(Problem::new("", "table-day-unreadable").with("day", cell.as_text())),
            }
        }
        row.answered_on = row.answered_on.max(row.said_on);
        own
    }

    fn place(&self, row: &mut PreviewRow, line: &Line, groups: &Groups) {
        let hamlet = vi::clean(&line.text("hamlet"));
        let named = line.text("unit");
        let group = || {
            groups.find(|meaning| match meaning {
                Meaning::Unit(text) => Some(text.clone()),
                _ => None,
            })
        };
        let named = if named.is_empty() {
            group().unwrap_or_default()
        } else {
            named
        };
        let both = |a: &str, b: &str| match (a.is_empty(), b.is_empty()) {
            (_, true) => a.to_owned(),
            (true, _) => b.to_owned(),
            _ => format!("{a}, {b}"),
        };
        if self.council.level == Level::Commune {
            row.unit = Some((self.council.unit_id, self.council.unit_name.clone()));
            let own = vi::fold(&named) == vi::fold(&self.council.unit_name);
            row.hamlet = both(
                &hamlet,
                &if own {
                    String::new()
                } else {
                    vi::clean(&named)
                },
            );
        } else if named.is_empty() {
            row.hamlet = hamlet;
        } else {
            let place = self.places.place(&named, row.said_on);
            row.notes.extend(place.problem);
            row.unit = place.unit;
            row.hamlet = both(&hamlet, &place.hamlet);
        }
        if row.hamlet.chars().count() > LONGEST_HAMLET {
            row.hamlet = row.hamlet.chars().take(LONGEST_HAMLET).collect();
        }
    }

    fn matters(&self, row: &mut PreviewRow, line: &Line, groups: &Groups) {
        let (field_text, level_text, board_text) = (
            line.text("field"),
            line.text("competence"),
            line.text("board"),
        );
        let field = if field_text.is_empty() {
            groups.find(|meaning| match meaning {
                Meaning::Words(Group::Field(field)) => Some(*field),
                _ => None,
            })
        } else {
            let found = words::field(&field_text);
            if found.is_none() {
                row.notes.push(
                    Problem::new("", "table-field-unknown").with("name", vi::clean(&field_text)),
                );
            }
            found
        };
        let own = match self.council.level {
            Level::Province => Competence::Province,
            Level::District => Competence::District,
            Level::Commune => Competence::Commune,
        };
        let competence = words::competence(&level_text).or_else(|| {
            groups.find(|meaning| match meaning {
                Meaning::Words(Group::Competence(level)) => Some(*level),
                _ => None,
            })
        });
        let board = self.places.board(&board_text);
        if board.is_none() && !board_text.is_empty() {
            row.notes
                .push(Problem::new("", "table-board-unknown").with("name", vi::clean(&board_text)));
        }
        let mut parts = match self.settings.split {
            true => parting::parts(&row.text),
            false => vec![row.text.clone()],
        };
        if parts.len() > MOST_PARTS {
            row.notes
                .push(Problem::new("", "table-too-many-parts").with("limit", MOST_PARTS));
            parts = vec![row.text.clone()];
        }
        let answers = self.answers(row, line, groups, parts.len());
        row.parts = parts
            .iter()
            .zip(answers)
            .map(|(title, (result, answer))| PreviewPart {
                title: title_of(title),
                field: field.unwrap_or(Field::Other),
                competence: competence.unwrap_or(own),
                board,
                outcome: result.and_then(|result| words::outcome(result, &answer)),
                result,
                answer,
                alike: None,
            })
            .collect();
    }

    /// What became of each matter of a row: one answer for each where the cell has as many, else one for all.
    fn answers(
        &self,
        row: &mut PreviewRow,
        line: &Line,
        groups: &Groups,
        parts: usize,
    ) -> Vec<(Option<ResultKind>, String)> {
        let text = whole(&line.text("result"));
        let marked = MARKS.iter().find_map(|(key, kind)| {
            let mark = whole(&line.text(key));
            (!mark.is_empty() && mark != "0" && mark != "-").then_some((*kind, mark))
        });
        let group = groups.find(|meaning| match meaning {
            Meaning::Words(Group::Result(result)) => Some(*result),
            _ => None,
        });
        if let Some((kind, mark)) = marked {
            let told = if text.is_empty() && mark.chars().count() > 3 {
                mark
            } else {
                text
            };
            let told = if told.is_empty() {
                words::said(kind).to_owned()
            } else {
                told
            };
            return vec![(Some(kind), told); parts];
        }
        if text.is_empty() {
            let told = group
                .map(|kind| words::said(kind).to_owned())
                .unwrap_or_default();
            return vec![(group, told); parts];
        }
        let each = parting::parts(&text);
        let answers: Vec<String> = if parts > 1 && each.len() == parts {
            each
        } else {
            vec![text; parts]
        };
        let told: Vec<(Option<ResultKind>, String)> = answers
            .into_iter()
            .map(|answer| (words::result(&answer).or(group), answer))
            .collect();
        if told.iter().any(|(result, _)| result.is_none()) {
            row.notes.push(Problem::new("", "table-result-unknown"));
        }
        told
    }

    fn holder(&self, row: &mut PreviewRow, line: &Line, groups: &Groups) {
        let named = line.text("body");
        let group = || {
            groups.find(|meaning| match meaning {
                Meaning::Body(text) => Some(text.clone()),
                _ => None,
            })
        };
        let named = if named.is_empty() {
            group().unwrap_or_default()
        } else {
            named
        };
        row.author = vi::clean(&named);
        row.number = vi::clean(&line.text("number"));
        if row.author.is_empty() {
            return;
        }
        // What was answered was answered by the body of that day; what is passed on now goes to one of today.
        let answered = row.parts.iter().all(|part| part.result.is_some());
        let day = if answered {
            row.answered_on
        } else {
            self.today
        };
        let (found, more) = self.places.body(&named, day);
        match found {
            Found::One(id, name) => {
                row.author.clone_from(&name);
                if more {
                    row.notes
                        .push(Problem::new("", "table-body-several").with("name", &name));
                }
                row.holder = Some((id, name));
            }
            Found::Several | Found::None => {
                row.notes
                    .push(Problem::new("", "table-body-unknown").with("name", &row.author));
            }
        }
    }

    /// Whether the council has this row from a table already; each row that it has answers for one.
    fn state(&mut self, row: &PreviewRow, own_day: bool) -> RowState {
        let unit = row.unit.as_ref().map(|(id, _)| *id);
        let key = (unit, vi::fold(&row.hamlet), vi::fold(&row.text));
        let Some(days) = self.there.get_mut(&key) else {
            return RowState::New;
        };
        match days.iter().position(|day| !own_day || *day == row.said_on) {
            Some(place) => {
                days.remove(place);
                RowState::There
            }
            None => RowState::New,
        }
    }

    /// Finds what says the same: an earlier row of the table, or a matter of the same commune.
    fn alike(&mut self, row: &mut PreviewRow) {
        let at = self.rows.len();
        let unit = row.unit.as_ref().map(|(id, _)| *id);
        for (place, part) in row.parts.iter_mut().enumerate() {
            let folded = vi::fold(&part.title);
            let key = (unit, vi::fold(&row.hamlet), folded.clone());
            if let Some((first, of)) = self.earlier.get(&key) {
                let told = self.rows.get(*first).map_or(row.row, |other| other.row);
                row.notes
                    .push(Problem::new("", "table-row-alike").with("row", told));
                part.alike = Some(Alike::Row(*first, *of));
                continue;
            }
            if let Some((id, label)) = self.known.get(&(unit, folded)) {
                row.notes
                    .push(Problem::new("", "table-matter-alike").with("number", label));
                part.alike = Some(Alike::Matter(*id, label.clone()));
                continue;
            }
            self.earlier.insert(key, (at, place));
        }
    }
}

/// A title of one line, no longer than titles may be.
fn title_of(text: &str) -> String {
    let title = vi::clean(text);
    if title.chars().count() <= LONGEST_TITLE {
        return title;
    }
    let kept: String = title.chars().take(LONGEST_TITLE - 1).collect();
    format!("{}…", kept.trim_end())
}

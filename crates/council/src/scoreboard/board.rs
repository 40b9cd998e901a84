//! The board itself: rows, sums, laws and topics; one definition of every measure, for all councils and for one.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan;
use kernel::ids::CouncilId;
use kernel::{Date, vi};

use super::coverage::{
    Coverage, LawCoverage, TopicCoverage, count_laws, count_topics, coverage, laws_named,
    topics_named,
};
use super::facts::{Council, Day, Facts, Origin};
use super::projection::Snapshot;
use super::records::{Marks, MarksOfOne, of_one};
use super::tally::{Figure, OnDay};
use super::totals::Totals;
use super::{Measure, Standing};
use crate::access::covers;
use crate::bodies::{Level, standing_committee_of};
use crate::measure::{Counted, Tally};
use crate::{Refusal, Result};

/// Which councils.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct BoardFilter {
    /// A place and everything below; empty for the country.
    pub path: String,
    /// A level.
    pub level: Option<Level>,
    /// A term, by name.
    pub term: Option<String>,
    /// Words of the unit's name.
    pub text: String,
    /// Only those of whom something is missing in this measure.
    pub behind: Option<Measure>,
}

/// By what the rows are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BoardSort {
    /// By place: province, then its communes.
    #[default]
    Place,
    /// By the unit's name.
    Name,
    /// By delegates in office.
    Delegates,
    /// By the share of a measure.
    Share(Measure),
    /// By how many delegates are missing.
    Missing,
}

/// The way of an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    #[default]
    Up,
    /// The largest first.
    Down,
}

/// One measure of one council.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct MeasureCell {
    /// Which.
    pub measure: Measure,
    /// Where it stands.
    pub standing: Standing,
    /// How many of how many.
    pub tally: Tally,
    /// Who owns it.
    pub owner: Option<String>,
    /// By when: the next class planned, or the day the rules set.
    pub by: Option<Date>,
}

/// One council on the board.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct BoardRow {
    /// The council.
    pub council: CouncilId,
    /// "HĐND thành phố Cần Thơ khóa X".
    pub title: String,
    /// The unit's name.
    pub unit: String,
    /// Khóa.
    pub number: String,
    /// Nhiệm kỳ.
    pub term: String,
    /// Its level.
    pub level: Level,
    /// The path of official codes.
    pub path: String,
    /// The province it lies in.
    pub province: String,
    /// Delegates in office.
    pub delegates: u32,
    /// The eight measures, in order.
    pub measures: Vec<MeasureCell>,
}

/// A province and the sum of its councils.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ProvinceTotals {
    /// Its code.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The sum.
    pub totals: Totals,
}

/// A level and the sum of its councils.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LevelTotals {
    /// The level.
    pub level: Level,
    /// The sum.
    pub totals: Totals,
}

/// The board of some councils on a day. Its lines are places among all councils; [`Board::rows`] writes out those of a page.
#[derive(Debug, Clone)]
pub struct Board<'a> {
    snapshot: &'a Snapshot,
    /// The day.
    pub day: Date,
    /// The councils, filtered and ordered, by place.
    pub lines: Vec<usize>,
    /// The sum of them all.
    pub totals: Totals,
    /// By level.
    pub levels: Vec<LevelTotals>,
    /// By province, where the board shows more than one.
    pub provinces: Vec<ProvinceTotals>,
    figures: Arc<Vec<Figure>>,
    marks: Arc<Marks>,
}

/// What is known of every council on a day.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) figures: Arc<Vec<Figure>>,
    pub(super) marks: Arc<Marks>,
}

impl Known {
    /// Everything of a day.
    pub(super) fn on(snapshot: &Snapshot, day: Date) -> Self {
        Self {
            figures: snapshot.figures(day),
            marks: snapshot.marks(day),
        }
    }

    /// A measure of a council, by its place among all; nothing where nothing was recorded of it.
    pub(super) fn tally(&self, facts: &Facts, place: usize, measure: Measure) -> Option<Tally> {
        let marks = self.marks.row(facts.councils[place].id);
        tally(&self.figures[place], marks, measure)
    }
}

/// A measure of one council; nothing where nothing was recorded of it.
pub(super) fn tally(
    figure: &Figure,
    marks: Option<&MarksOfOne>,
    measure: Measure,
) -> Option<Tally> {
    match measure {
        Measure::Training => Some(figure.trained),
        Measure::Laws => Some(figure.mastered),
        _ => of_one(marks, measure).map(|counted| counted.tally),
    }
}

/// Counts the board.
pub fn board<'a>(
    snapshot: &'a Snapshot,
    day: Date,
    filter: &BoardFilter,
    sort: BoardSort,
    direction: Direction,
) -> Board<'a> {
    let known = Known::on(snapshot, day);
    let facts = &snapshot.facts;
    let mut lines = places(facts, &known, day, filter);
    let mut totals = Totals::default();
    let mut levels: BTreeMap<Level, Totals> = BTreeMap::new();
    let mut provinces: BTreeMap<&str, Totals> = BTreeMap::new();
    for place in &lines {
        let council = &facts.councils[*place];
        let of_one = Totals::of(&known.figures[*place], &known.marks, council.id);
        totals += of_one;
        *levels.entry(council.level).or_default() += of_one;
        let code = council.path.split('/').next().unwrap_or_default();
        *provinces.entry(code).or_default() += of_one;
    }
    order(facts, &known, &mut lines, sort, direction);
    let at = Day::from(day);
    Board {
        snapshot,
        day,
        totals,
        levels: levels
            .into_iter()
            .map(|(level, totals)| LevelTotals { level, totals })
            .collect(),
        provinces: provinces
            .into_iter()
            .map(|(path, totals)| ProvinceTotals {
                path: path.to_owned(),
                name: snapshot.facts.province(path, at).to_owned(),
                totals,
            })
            .collect(),
        lines,
        figures: known.figures,
        marks: known.marks,
    }
}

/// The councils there are on the day that pass the filter.
pub(super) fn places(facts: &Facts, known: &Known, day: Date, filter: &BoardFilter) -> Vec<usize> {
    let (day, text) = (Day::from(day), vi::fold(&filter.text));
    let lacks = |place: usize, measure: Measure| {
        let tally = known.tally(facts, place, measure);
        tally.is_some_and(|tally| tally.missing() > 0)
    };
    let passes = |place: &usize| {
        let council: &Council = &facts.councils[*place];
        council.span.has(day)
            && covers(&filter.path, &council.path)
            && filter.level.is_none_or(|level| level == council.level)
            && filter
                .term
                .as_ref()
                .is_none_or(|term| *term == council.term)
            && (text.is_empty() || council.folded.contains(&text))
            && filter.behind.is_none_or(|measure| lacks(*place, measure))
    };
    (0..facts.councils.len()).filter(passes).collect()
}

/// Orders the lines; equal ones keep the order of places in both ways.
fn order(
    facts: &Facts,
    known: &Known,
    lines: &mut Vec<usize>,
    sort: BoardSort,
    direction: Direction,
) {
    let key = |place: usize| -> i64 {
        let figure = &known.figures[place];
        match sort {
            BoardSort::Place | BoardSort::Name => 0,
            BoardSort::Delegates => figure.in_office.into(),
            BoardSort::Share(measure) => {
                let tally = known.tally(facts, place, measure);
                tally.unwrap_or_default().millionths()
            }
            BoardSort::Missing => figure.trained.missing().into(),
        }
    };
    if sort == BoardSort::Name {
        lines.sort_by_cached_key(|place| vi::name_sort_key(&facts.councils[*place].unit));
    }
    if matches!(sort, BoardSort::Place | BoardSort::Name) {
        if direction == Direction::Down {
            lines.reverse();
        }
        return;
    }
    let mut keyed: Vec<(i64, usize)> = lines.iter().map(|place| (key(*place), *place)).collect();
    match direction {
        Direction::Up => keyed.sort_by_key(|(key, _)| *key),
        Direction::Down => keyed.sort_by_key(|(key, _)| std::cmp::Reverse(*key)),
    }
    *lines = keyed.into_iter().map(|(_, place)| place).collect();
}

impl Board<'_> {
    /// The rows of a page, written out.
    pub fn rows(&self, from: usize, count: usize) -> Vec<BoardRow> {
        self.lines
            .iter()
            .skip(from)
            .take(count)
            .map(|place| {
                let figure = &self.figures[*place];
                row(self.snapshot, *place, self.day, figure, &self.marks)
            })
            .collect()
    }
}

/// One council's row on a day.
pub fn row(
    snapshot: &Snapshot,
    place: usize,
    day: Date,
    figure: &Figure,
    marks: &Marks,
) -> BoardRow {
    let facts = &snapshot.facts;
    let council = &facts.councils[place];
    BoardRow {
        council: council.id,
        title: council.title(),
        unit: council.unit.clone(),
        number: council.number.clone(),
        term: council.term.clone(),
        level: council.level,
        path: council.path.clone(),
        province: facts.province(&council.path, day.into()).to_owned(),
        delegates: figure.in_office,
        measures: measures(facts, place, day, figure, marks),
    }
}

fn measures(
    facts: &Facts,
    place: usize,
    day: Date,
    figure: &Figure,
    marks: &Marks,
) -> Vec<MeasureCell> {
    let on = OnDay::new(facts, place, day.into());
    let (by, late) = by_when(facts, &on, figure.trained);
    let trainer = owner(&on);
    let own = standing_committee_of(&on.council.unit);
    let counted = |tally: Tally, late: bool, by: Option<Date>| Counted { tally, late, by };
    let cell = |measure: &Measure| {
        let (counted, owner) = match measure {
            Measure::Training => (Some(counted(figure.trained, late, by)), trainer.clone()),
            Measure::Laws => (Some(counted(figure.mastered, false, None)), trainer.clone()),
            _ => {
                let counted = marks.of(on.council.id, *measure);
                (counted, counted.map(|_| own.clone()))
            }
        };
        let known = counted.unwrap_or_default();
        MeasureCell {
            measure: *measure,
            standing: Standing::of(*measure, counted),
            tally: known.tally,
            owner,
            by: known.by,
        }
    };
    Measure::ALL.iter().map(cell).collect()
}

impl Standing {
    /// Where a measure stands by what was counted of it.
    fn of(measure: Measure, counted: Option<Counted>) -> Self {
        let Some(Counted { tally, late, .. }) = counted else {
            return Self::Unrecorded;
        };
        match (tally.of, measure) {
            (0, Measure::Training | Measure::Laws) => Self::Nothing,
            (0, _) => Self::NotDue,
            _ if tally.is_proven() => Self::Proven,
            _ if late => Self::Late,
            _ => Self::Behind,
        }
    }
}

/// The standing committee of the council whose programme obliges this one; of several, the highest.
fn owner(on: &OnDay<'_>) -> Option<String> {
    (0..on.courses.len())
        .map(|at| on.course(at))
        .min_by_key(|course| course.path.len())
        .map(|course| standing_committee_of(&course.owner_unit))
}

/// By when those missing will be or must be trained, and whether that day has passed for somebody.
fn by_when(facts: &Facts, on: &OnDay<'_>, trained: Tally) -> (Option<Date>, bool) {
    if trained.missing() == 0 {
        return (None, false);
    }
    let deadline = on
        .delegates(None)
        .filter(|one| one.counts() && !one.is_trained() && one.seat.origin == Origin::Later)
        .filter_map(|one| newcomer_deadline(facts, on.council, one.seat.span.from))
        .min();
    let late = deadline.is_some_and(|deadline| Day::from(deadline) < on.day);
    let next = super::forecast::ahead(on, facts, Day::NEVER)
        .first()
        .map(|class| class.starts.date());
    let end = || {
        (0..on.courses.len())
            .map(|at| on.course(at).span.to)
            .min()
            .filter(|end| *end < Day::NEVER)
            .and_then(|end| end.date().checked_sub(1.day()).ok())
    };
    (next.or(deadline).or_else(end), late)
}

/// The last day by which a newcomer has to be trained, by the rule in force on the day of joining.
fn newcomer_deadline(facts: &Facts, council: &Council, joined: Day) -> Option<Date> {
    let rule = facts
        .newcomer_within
        .iter()
        .filter(|rule| rule.span.has(joined))
        .filter(|rule| rule.council.is_none_or(|of| of == council.id))
        .filter(|rule| rule.level.is_none_or(|of| of == council.level))
        .max_by_key(|rule| (rule.council.is_some(), rule.level.is_some()))?;
    joined.date().checked_add(rule.days.days()).ok()
}

/// One council in full, with its row. The forecast counts on classes beginning up to `until`.
pub fn one_council(
    snapshot: &Snapshot,
    council: CouncilId,
    day: Date,
    until: Date,
) -> Result<(BoardRow, Coverage)> {
    let (place, _) = snapshot
        .facts
        .council(council)
        .ok_or(Refusal::NotFound("council"))?;
    let figure = snapshot.figure(place, day.into());
    let marks = snapshot.marks(day);
    Ok((
        row(snapshot, place, day, &figure, &marks),
        coverage(&snapshot.facts, place, day.into(), until.into()),
    ))
}

/// Every law that delegates of some councils have to master on a day.
pub fn laws(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Vec<LawCoverage> {
    snapshot.sum(day, filter, || count_all_laws(snapshot, day, filter))
}

fn count_all_laws(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Vec<LawCoverage> {
    let known = Known::on(snapshot, day);
    let mut laws = BTreeMap::new();
    for place in places(&snapshot.facts, &known, day, filter) {
        let on = OnDay::new(&snapshot.facts, place, day.into());
        let counted: Vec<_> = on.delegates(None).filter(|one| one.counts()).collect();
        count_laws(&on, counted.iter(), &mut laws);
    }
    laws_named(&snapshot.facts, day.into(), laws)
}

/// Every topic on which delegates of some councils have a required course.
pub fn topics(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Vec<TopicCoverage> {
    snapshot.sum(day, filter, || count_all_topics(snapshot, day, filter))
}

fn count_all_topics(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Vec<TopicCoverage> {
    let known = Known::on(snapshot, day);
    let mut topics = BTreeMap::new();
    for place in places(&snapshot.facts, &known, day, filter) {
        let on = OnDay::new(&snapshot.facts, place, day.into());
        let counted: Vec<_> = on.delegates(None).filter(|one| one.counts()).collect();
        count_topics(&on, counted.iter(), &mut topics);
    }
    topics_named(&snapshot.facts, topics)
}

/// Where some councils will stand after the planned classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Outlook {
    /// How many classes are planned for them.
    pub classes: u32,
    /// Delegates who will have completed everything.
    pub trained: Tally,
}

/// Where some councils will stand after the classes of the year that follows; counted once.
pub fn year_ahead(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Outlook {
    let until = day.saturating_add(1.year());
    snapshot.sum(day, filter, || outlook(snapshot, day, filter, until))
}

/// Where some councils will stand after the classes beginning up to `until`.
pub fn outlook(snapshot: &Snapshot, day: Date, filter: &BoardFilter, until: Date) -> Outlook {
    let facts = &snapshot.facts;
    let known = Known::on(snapshot, day);
    let figures = &known.figures;
    let places = places(facts, &known, day, filter);
    let mut shown = vec![false; facts.councils.len()];
    places.iter().for_each(|place| shown[*place] = true);
    let (at, until) = (Day::from(day), Day::from(until));
    let mut classes: Vec<_> = facts
        .classes
        .iter()
        .filter(|class| class.is_ahead(at) && class.starts <= until)
        .filter(|class| facts.courses[class.course as usize].required)
        .map(|class| &**class)
        .filter(|class| {
            facts
                .places_of(class)
                .iter()
                .any(|place| shown[*place as usize])
        })
        .collect();
    classes.sort_by_key(|class| (class.starts, class.id));
    // A council is in the audience of several classes: its place in time is looked up once for all of them.
    let looked = vec![OnceCell::new(); facts.councils.len()];
    let lacking = |place: usize| *looked[place].get_or_init(|| snapshot.lacking(place, at));
    let gained = super::forecast::gained(facts, at, classes.iter().copied(), lacking);
    let mut trained = Tally::default();
    for place in places {
        trained += figures[place].trained;
        let settled = lacking(place).settled(&gained);
        trained.done += u32::try_from(settled).unwrap_or(u32::MAX);
    }
    Outlook {
        classes: u32::try_from(classes.len()).unwrap_or(u32::MAX),
        trained,
    }
}

/// The terms of the councils there are on a day, for the filter.
pub fn terms(snapshot: &Snapshot, day: Date) -> Vec<String> {
    let at = Day::from(day);
    let councils = snapshot.facts.councils.iter();
    let terms: BTreeSet<&str> = councils
        .filter(|council| council.span.has(at))
        .map(|council| council.term.as_str())
        .collect();
    terms.into_iter().map(str::to_owned).collect()
}

/// The province-level places there are on a day: path and name, for the filter.
pub fn provinces(snapshot: &Snapshot, day: Date) -> Vec<(String, String)> {
    let at = Day::from(day);
    let facts = &snapshot.facts;
    let mut codes: Vec<&str> = facts
        .councils
        .iter()
        .filter(|council| council.span.has(at))
        .map(|council| council.path.split('/').next().unwrap_or_default())
        .collect();
    // The councils are kept in the order of their paths, so one province is mostly one run.
    codes.dedup();
    codes.sort_unstable();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| (code.to_owned(), facts.province(code, at).to_owned()))
        .collect()
}

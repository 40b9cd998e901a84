//! The board itself: rows, totals, the course of time, laws and topics.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use kernel::ids::CouncilId;
use kernel::{Date, vi};

use super::coverage::{
    Coverage, LawCoverage, TopicCoverage, count_laws, count_topics, coverage, laws_named,
    topics_named,
};
use super::facts::{Council, Day, Facts, Origin};
use super::projection::Snapshot;
use super::tally::{Figure, OnDay, Tally};
use super::{Measure, Standing};
use crate::access::covers;
use crate::bodies::{Level, standing_committee_of};
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
    /// Only those of whom a delegate is missing.
    pub behind: bool,
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
    /// By the share of M1.
    Training,
    /// By the share of M2.
    Laws,
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

/// The sum of some councils.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Totals {
    /// Councils.
    pub councils: u32,
    /// Of them with delegates who have to be trained.
    pub obliged: u32,
    /// Of them with everyone trained.
    pub proven: u32,
    /// Delegates in office.
    pub delegates: u32,
    /// M1.
    pub trained: Tally,
    /// M2.
    pub mastered: Tally,
}

impl Totals {
    fn add(&mut self, figure: &Figure) {
        self.councils += 1;
        self.obliged += u32::from(figure.trained.of > 0);
        self.proven += u32::from(figure.trained.is_proven());
        self.delegates += figure.in_office;
        self.trained += figure.trained;
        self.mastered += figure.mastered;
    }
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
    figures: std::sync::Arc<Vec<Figure>>,
}

/// Counts the board.
pub fn board<'a>(
    snapshot: &'a Snapshot,
    day: Date,
    filter: &BoardFilter,
    sort: BoardSort,
    direction: Direction,
) -> Board<'a> {
    let figures = snapshot.figures(day);
    let mut lines = places(&snapshot.facts, &figures, day, filter);
    let mut totals = Totals::default();
    let mut levels: BTreeMap<Level, Totals> = BTreeMap::new();
    let mut provinces: BTreeMap<&str, Totals> = BTreeMap::new();
    for place in &lines {
        let (council, figure) = (&snapshot.facts.councils[*place], &figures[*place]);
        totals.add(figure);
        levels.entry(council.level).or_default().add(figure);
        let code = council.path.split('/').next().unwrap_or_default();
        provinces.entry(code).or_default().add(figure);
    }
    order(&snapshot.facts, &figures, &mut lines, sort, direction);
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
        figures,
    }
}

/// The councils there are on the day that pass the filter.
pub(super) fn places(
    facts: &Facts,
    figures: &[Figure],
    day: Date,
    filter: &BoardFilter,
) -> Vec<usize> {
    let (day, text) = (Day::from(day), vi::fold(&filter.text));
    let passes = |council: &Council, figure: &Figure| {
        council.span.has(day)
            && covers(&filter.path, &council.path)
            && filter.level.is_none_or(|level| level == council.level)
            && filter
                .term
                .as_ref()
                .is_none_or(|term| *term == council.term)
            && (text.is_empty() || council.folded.contains(&text))
            && (!filter.behind || figure.trained.missing() > 0)
    };
    (0..facts.councils.len())
        .filter(|place| passes(&facts.councils[*place], &figures[*place]))
        .collect()
}

fn order(
    facts: &Facts,
    figures: &[Figure],
    lines: &mut [usize],
    sort: BoardSort,
    direction: Direction,
) {
    let share = |tally: Tally| match tally.of {
        0 => -1,
        of => i64::from(tally.done) * 1_000_000 / i64::from(of),
    };
    let key = |place: &usize| -> i64 {
        let figure = &figures[*place];
        match sort {
            BoardSort::Place | BoardSort::Name => 0,
            BoardSort::Delegates => figure.in_office.into(),
            BoardSort::Training => share(figure.trained),
            BoardSort::Laws => share(figure.mastered),
            BoardSort::Missing => figure.trained.missing().into(),
        }
    };
    if sort == BoardSort::Name {
        lines.sort_by_cached_key(|place| vi::name_sort_key(&facts.councils[*place].unit));
    } else {
        lines.sort_by_key(key);
    }
    if direction == Direction::Down {
        // Equal ones keep the order of places in both ways.
        lines.reverse();
        let mut start = 0;
        while start < lines.len() && sort != BoardSort::Name && sort != BoardSort::Place {
            let same = lines[start..]
                .iter()
                .take_while(|place| key(place) == key(&lines[start]))
                .count();
            lines[start..start + same].reverse();
            start += same;
        }
    }
}

impl Board<'_> {
    /// The rows of a page, written out.
    pub fn rows(&self, from: usize, count: usize) -> Vec<BoardRow> {
        self.lines
            .iter()
            .skip(from)
            .take(count)
            .map(|place| row(self.snapshot, *place, self.day, &self.figures[*place]))
            .collect()
    }
}

/// One council's row on a day.
pub fn row(snapshot: &Snapshot, place: usize, day: Date, figure: &Figure) -> BoardRow {
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
        measures: measures(facts, place, day, figure),
    }
}

fn measures(facts: &Facts, place: usize, day: Date, figure: &Figure) -> Vec<MeasureCell> {
    let on = OnDay::new(facts, place, day.into());
    let (by, late) = by_when(facts, &on, figure.trained);
    let owner = owner(&on);
    Measure::ALL
        .iter()
        .map(|measure| {
            let (tally, by, late) = match measure {
                Measure::Training => (figure.trained, by, late),
                Measure::Laws => (figure.mastered, None, false),
                _ => (Tally::default(), None, false),
            };
            let built = matches!(measure, Measure::Training | Measure::Laws);
            MeasureCell {
                measure: *measure,
                standing: match (built, tally.of) {
                    (false, _) => Standing::NotBuilt,
                    (true, 0) => Standing::Nothing,
                    _ if tally.is_proven() => Standing::Proven,
                    _ if late => Standing::Late,
                    _ => Standing::Behind,
                },
                tally,
                owner: built.then(|| owner.clone()).flatten(),
                by,
            }
        })
        .collect()
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
    Ok((
        row(snapshot, place, day, &figure),
        coverage(&snapshot.facts, place, day.into(), until.into()),
    ))
}

/// A point of the course of time.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct TrendPoint {
    /// The day.
    pub day: Date,
    /// The sum on that day.
    pub totals: Totals,
}

/// How some councils stood at the beginning of each of the last months, and on the day itself, the oldest first.
pub fn trend(snapshot: &Snapshot, day: Date, filter: &BoardFilter, months: u32) -> Vec<TrendPoint> {
    let mut days: Vec<Date> = (0..i64::from(months))
        .filter_map(|back| day.first_of_month().checked_sub(back.months()).ok())
        .collect();
    days.reverse();
    if days.last() != Some(&day) {
        days.push(day);
    }
    let point = |day: Date| TrendPoint {
        day,
        totals: snapshot.sum(day, filter, || totals(snapshot, day, filter)),
    };
    days.into_iter().map(point).collect()
}

/// The sum of some councils on a day.
fn totals(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Totals {
    let figures = snapshot.figures(day);
    let mut totals = Totals::default();
    for place in places(&snapshot.facts, &figures, day, filter) {
        totals.add(&figures[place]);
    }
    totals
}

/// The course of time of one council while it exists.
pub fn council_trend(
    snapshot: &Snapshot,
    council: CouncilId,
    day: Date,
    months: u32,
) -> Vec<TrendPoint> {
    let Some((place, council)) = snapshot.facts.council(council) else {
        return Vec::new();
    };
    let mut days: Vec<Date> = (0..i64::from(months))
        .filter_map(|back| day.first_of_month().checked_sub(back.months()).ok())
        .filter(|day| council.span.has((*day).into()))
        .collect();
    days.reverse();
    if days.last() != Some(&day) {
        days.push(day);
    }
    let point = |day: Date| {
        let mut totals = Totals::default();
        totals.add(&snapshot.figure(place, day.into()));
        TrendPoint { day, totals }
    };
    days.into_iter().map(point).collect()
}

/// Every law that delegates of some councils have to master on a day.
pub fn laws(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Vec<LawCoverage> {
    snapshot.sum(day, filter, || count_all_laws(snapshot, day, filter))
}

fn count_all_laws(snapshot: &Snapshot, day: Date, filter: &BoardFilter) -> Vec<LawCoverage> {
    let figures = snapshot.figures(day);
    let mut laws = BTreeMap::new();
    for place in places(&snapshot.facts, &figures, day, filter) {
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
    let figures = snapshot.figures(day);
    let mut topics = BTreeMap::new();
    for place in places(&snapshot.facts, &figures, day, filter) {
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

/// Where some councils will stand after the classes beginning up to `until`.
pub fn outlook(snapshot: &Snapshot, day: Date, filter: &BoardFilter, until: Date) -> Outlook {
    let facts = &snapshot.facts;
    let figures = snapshot.figures(day);
    let places = places(facts, &figures, day, filter);
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
    let known = vec![OnceCell::new(); facts.councils.len()];
    let lacking = |place: usize| *known[place].get_or_init(|| snapshot.lacking(place, at));
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

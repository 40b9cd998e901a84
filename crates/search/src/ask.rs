//! Answering: every unit with all that was asked, the best first, one group at a time.
//!
//! A syllable counts for a unit when it stands in the unit, in the article above it, or in the head of its group; at least one that
//! the head lacks must stand in the unit itself. Where no clause has everything, an article is found whose clauses have it together.
//! What stands as typed, marks and order, comes before everything else; within that the weight of rare syllables (BM25), syllables
//! side by side, and the caller's own weight of the group decide.

use std::sync::Arc;

use crate::Result;
use crate::answer::{Answer, GroupHit, Nearest, UnitHit};
use crate::query::Query;
use crate::segment::{Places, Segment};

/// What of which is asked.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// The question.
    pub query: &'a Query,
    /// What a group weighs, around one; none when it does not count at all.
    pub weigh: &'a (dyn Fn(u128) -> Option<f32> + Sync),
    /// So many groups are passed over.
    pub skip: usize,
    /// So many groups are given.
    pub take: usize,
    /// So many units of each group are given.
    pub units: usize,
}

/// A segment and which of its groups count.
#[derive(Debug, Clone)]
pub struct Part {
    /// The segment.
    pub segment: Arc<Segment>,
    /// For each of its groups, whether no newer segment knows it.
    pub alive: Arc<Vec<bool>>,
}

/// How a rare syllable weighs against a frequent one, and a short unit against a long one (BM25).
const SATURATION: f32 = 1.2;
const BY_LENGTH: f32 = 0.6;
/// A unit of so many syllables is neither long nor short.
const USUAL_LENGTH: f32 = 70.0;
/// A step that no weight within the step below makes up for.
const STEP: f32 = 1_000.0;
/// So many spellings are tried for a syllable that is nowhere.
const SPELLINGS: usize = 2;
/// So many questions are offered where nothing is found.
const OFFERED: usize = 3;

/// Answers a question from these segments.
pub fn answer(parts: &[Part], ask: &Ask<'_>) -> Result<Answer> {
    let found = look(parts, ask.query, ask.weigh, ask.units)?;
    if found.groups.is_empty() {
        return Ok(Answer {
            nearest: nearest(parts, ask, &found)?,
            ..Answer::default()
        });
    }
    let mut groups = found.groups;
    groups.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.order().cmp(&b.order())));
    let mut answer = Answer {
        groups_found: groups.len(),
        units_found: groups.iter().map(|group| group.units_found).sum(),
        ..Answer::default()
    };
    for group in groups.iter().skip(ask.skip).take(ask.take) {
        answer.groups.push(group.told(&parts[group.part].segment)?);
    }
    Ok(answer)
}

struct Found {
    groups: Vec<FoundGroup>,
    /// Units that lack nothing but one syllable, for each syllable.
    but_one: Vec<usize>,
    /// Units that have every syllable, but not side by side as the quotation marks ask.
    apart: usize,
    /// Syllables that are nowhere.
    nowhere: Vec<usize>,
}

struct FoundGroup {
    part: usize,
    group: usize,
    score: f32,
    by_head: bool,
    exact: bool,
    units_found: usize,
    best: Vec<FoundUnit>,
}

#[derive(Clone, Copy)]
struct FoundUnit {
    unit: usize,
    score: f32,
    exact: bool,
    spread: bool,
}

impl FoundGroup {
    fn order(&self) -> (usize, usize) {
        (self.part, self.group)
    }

    fn told(&self, segment: &Segment) -> Result<GroupHit> {
        let mut units = Vec::with_capacity(self.best.len());
        for found in &self.best {
            let unit = segment.unit(found.unit)?;
            units.push(UnitHit {
                id: unit.id,
                text: unit.text,
                spread: found.spread,
            });
        }
        Ok(GroupHit {
            key: segment.groups()[self.group].key,
            by_head: self.by_head,
            exact: self.exact,
            units_found: self.units_found,
            units,
        })
    }
}

fn look(
    parts: &[Part],
    query: &Query,
    weigh: &(dyn Fn(u128) -> Option<f32> + Sync),
    units: usize,
) -> Result<Found> {
    let many = query.words.len();
    let mut found = Found {
        groups: Vec::new(),
        but_one: vec![0; many],
        apart: 0,
        nowhere: Vec::new(),
    };
    let mut everywhere = vec![0_u32; many];
    let mut terms = Vec::with_capacity(parts.len());
    for part in parts {
        let of: Vec<Option<usize>> = query
            .words
            .iter()
            .map(|word| part.segment.term(&word.folded))
            .collect();
        for (place, term) in of.iter().enumerate() {
            everywhere[place] += term.map_or(0, |term| part.segment.units_with(term));
        }
        terms.push(of);
    }
    found.nowhere = (0..many).filter(|place| everywhere[*place] == 0).collect();
    if many == 0 || found.nowhere.len() == many {
        return Ok(found);
    }
    let all = parts.iter().map(|part| part.segment.units()).sum::<usize>() as f32;
    let rarity: Vec<f32> = everywhere
        .iter()
        .map(|units| (1.0 + (all - *units as f32 + 0.5) / (*units as f32 + 0.5)).ln())
        .collect();
    for (place, (part, of)) in parts.iter().zip(&terms).enumerate() {
        let mut sight = Sight::of(&part.segment, query, of, &rarity)?;
        for group in 0..part.segment.groups().len() {
            let weight = part.alive[group].then(|| weigh(part.segment.groups()[group].key));
            let range = part.segment.units_of(group);
            let Some(weight) = weight.flatten().filter(|_| !range.is_empty()) else {
                continue;
            };
            if let Some(mut hit) = sight.group(range, weight, units, &mut found) {
                (hit.part, hit.group) = (place, group);
                found.groups.push(hit);
            }
        }
    }
    Ok(found)
}

/// What one segment has of a question.
struct Sight<'s> {
    segment: &'s Segment,
    query: &'s Query,
    full: u32,
    marked: bool,
    lists: Vec<Option<Listed>>,
    /// For each unit which syllables stand in it, which of them as typed, and what they weigh.
    seen: Vec<u32>,
    as_typed: Vec<u32>,
    weight: Vec<f32>,
    positions: Vec<Vec<(u32, bool)>>,
}

/// A list of places and where in it each unit begins.
struct Listed {
    places: Places,
    form: Option<u32>,
    units: Vec<(u32, u32)>,
    cursor: usize,
}

/// How the syllables of a question lie in a unit.
#[derive(Clone, Copy, Default)]
struct Lie {
    /// Of all pairs that are neighbours in the question, the share that are neighbours here.
    neighbours: f32,
    /// They stand as one run.
    run: bool,
    /// They stand as one run with the marks as typed.
    run_as_typed: bool,
    /// Which of the phrases in quotation marks stand here.
    phrases: u32,
}

impl<'s> Sight<'s> {
    fn of(
        segment: &'s Segment,
        query: &'s Query,
        terms: &[Option<usize>],
        rarity: &[f32],
    ) -> Result<Self> {
        let many = query.words.len();
        let mut sight = Self {
            segment,
            query,
            full: u32::MAX >> (32 - many),
            marked: query.is_marked(),
            lists: Vec::with_capacity(many),
            seen: vec![0; segment.units()],
            as_typed: vec![0; segment.units()],
            weight: vec![0.0; segment.units()],
            positions: vec![Vec::new(); many],
        };
        for (place, term) in terms.iter().enumerate() {
            let listed = match term {
                Some(term) => Some(sight.list(place, segment.places(*term)?, rarity[place])),
                None => None,
            };
            sight.lists.push(listed);
        }
        Ok(sight)
    }

    fn list(&mut self, place: usize, places: Places, rarity: f32) -> Listed {
        let form = places.form(self.query.words[place].form);
        let bit = 1 << place;
        let mut units = Vec::with_capacity(places.units as usize);
        places.each(form, |unit, many, at, exact| {
            let Some(seen) = self.seen.get_mut(unit) else {
                return;
            };
            *seen |= bit;
            if exact {
                self.as_typed[unit] |= bit;
            }
            let length = self.segment.facts(unit).words as f32 / USUAL_LENGTH;
            let often = many as f32;
            self.weight[unit] += rarity * often * (SATURATION + 1.0)
                / (often + SATURATION * (1.0 - BY_LENGTH + BY_LENGTH * length));
            units.push((unit as u32, at as u32 | many.min(15) << 28));
        });
        Listed {
            places,
            form,
            units,
            cursor: 0,
        }
    }

    /// What a group has: its head, its articles, their clauses.
    fn group(
        &mut self,
        range: std::ops::Range<usize>,
        weight: f32,
        most: usize,
        found: &mut Found,
    ) -> Option<FoundGroup> {
        let head = range.start;
        let in_head = self.seen[head];
        let need = self.full & !in_head;
        if range.clone().all(|unit| self.seen[unit] == 0) {
            return None;
        }
        let mut hit = FoundGroup {
            part: 0,
            group: 0,
            score: f32::MIN,
            by_head: false,
            exact: false,
            units_found: 0,
            best: Vec::with_capacity(most),
        };
        let phrases = (1_u32 << self.query.phrases.len()) - 1;
        let head_lies = if in_head == 0 {
            Lie::default()
        } else {
            self.lie(head)
        };
        if need == 0 && head_lies.phrases == phrases {
            let exact = self.marked && self.as_typed[head] == self.full;
            let steps =
                1.0 + 2.0 * f32::from(u8::from(exact)) + 2.0 * f32::from(u8::from(head_lies.run));
            hit.by_head = true;
            hit.exact = exact;
            hit.score = steps * STEP + self.worth(self.weight[head], head_lies, weight);
        } else if need == 0 {
            found.apart += 1;
        } else if need.count_ones() == 1 {
            found.but_one[need.trailing_zeros() as usize] += 1;
        }
        let mut article = Article {
            unit: head,
            ..Article::default()
        };
        for unit in range.start + 1..range.end {
            if self.segment.facts(unit).depth < 2 {
                if article.unit != head {
                    self.spread(&article, need, in_head, weight, &mut hit, most);
                }
                article = Article {
                    unit,
                    ..Article::default()
                };
            }
            let own = self.seen[unit];
            if own == 0 {
                continue;
            }
            article.together |= own;
            let above = self.segment.parent(unit);
            let above = if above == head { 0 } else { self.seen[above] };
            let by_itself = need != 0 && own & need == need || own == self.full;
            let with_above = need != 0
                && (own | above) & need == need
                && above & need != need
                && own & need != 0;
            if !by_itself && !with_above {
                let lacks = need & !(own | above);
                if lacks.count_ones() == 1 && own & need != 0 {
                    found.but_one[lacks.trailing_zeros() as usize] += 1;
                }
                continue;
            }
            let lies = self.lie(unit);
            if (lies.phrases | head_lies.phrases) != phrases {
                found.apart += 1;
                continue;
            }
            article.found = true;
            let as_typed = self.as_typed[unit]
                | self.as_typed[head]
                | self.as_typed[self.segment.parent(unit)];
            let exact = self.marked && as_typed & self.full == self.full;
            let run = if self.marked {
                lies.run_as_typed
            } else {
                lies.run
            };
            let steps = 2.0 * f32::from(u8::from(exact)) + f32::from(u8::from(run));
            let worth = self.weight[unit] + 0.3 * self.weight[head];
            let score = steps * STEP + self.worth(worth, lies, weight);
            hit.note(
                FoundUnit {
                    unit,
                    score,
                    exact,
                    spread: false,
                },
                most,
            );
        }
        if article.unit != head {
            self.spread(&article, need, in_head, weight, &mut hit, most);
        }
        (hit.by_head || hit.units_found > 0).then_some(hit)
    }

    /// An article whose clauses have everything together, where none of them has it alone.
    fn spread(
        &self,
        article: &Article,
        need: u32,
        in_head: u32,
        weight: f32,
        hit: &mut FoundGroup,
        most: usize,
    ) {
        let whole = article.together | in_head;
        if article.found
            || need == 0
            || whole & self.full != self.full
            || !self.query.phrases.is_empty()
        {
            return;
        }
        let score = self.weight[article.unit].clamp(1.0, STEP / 2.0) * weight - STEP;
        hit.note(
            FoundUnit {
                unit: article.unit,
                score,
                exact: false,
                spread: true,
            },
            most,
        );
    }

    fn worth(&self, syllables: f32, lies: Lie, weight: f32) -> f32 {
        let together = 1.0 + lies.neighbours + if lies.run { 1.0 } else { 0.0 };
        (syllables * together * weight).min(STEP - 1.0)
    }

    /// How the syllables lie in a unit; units are asked for in their order.
    fn lie(&mut self, unit: usize) -> Lie {
        let many = self.query.words.len();
        if many == 1 {
            let as_typed = self.as_typed[unit] & 1 == 1;
            let stands = self.seen[unit] & 1 == 1 && (as_typed || !self.marked);
            let phrases = u32::from(stands && !self.query.phrases.is_empty());
            return Lie {
                phrases,
                ..Lie::default()
            };
        }
        for (list, positions) in self.lists.iter_mut().zip(&mut self.positions) {
            positions.clear();
            if let Some(list) = list {
                list.positions(unit, positions);
            }
        }
        let mut pairs = 0;
        for pair in self.positions.windows(2) {
            pairs += u32::from(is_beside(&pair[0], &pair[1]));
        }
        let whole = (pairs as usize == many - 1)
            .then(|| self.run(0..many))
            .flatten();
        let mut phrases = 0;
        for (order, phrase) in self.query.phrases.iter().enumerate() {
            let typed = self.query.words[phrase.clone()]
                .iter()
                .any(|word| word.marked);
            let stands = self
                .run(phrase.clone())
                .is_some_and(|as_typed| as_typed || !typed);
            phrases |= u32::from(stands) << order;
        }
        Lie {
            neighbours: pairs as f32 / (many - 1) as f32,
            run: whole.is_some(),
            run_as_typed: whole == Some(true),
            phrases,
        }
    }

    /// Whether these syllables stand as one run, and whether one such run is as typed.
    fn run(&self, of: std::ops::Range<usize>) -> Option<bool> {
        let mut run = self.positions[of.start].clone();
        for next in &self.positions[of.start + 1..of.end] {
            let mut ends = Vec::with_capacity(run.len());
            for (position, as_typed) in next {
                let before = position.checked_sub(1)?;
                if let Ok(place) = run.binary_search_by_key(&before, |(at, _)| *at) {
                    ends.push((*position, *as_typed && run[place].1));
                }
            }
            run = ends;
        }
        (!run.is_empty()).then(|| run.iter().any(|(_, as_typed)| *as_typed))
    }
}

/// What was seen of an article so far.
#[derive(Default)]
struct Article {
    unit: usize,
    together: u32,
    found: bool,
}

impl FoundGroup {
    fn note(&mut self, found: FoundUnit, most: usize) {
        self.units_found += 1;
        self.score = self.score.max(found.score);
        self.exact |= found.exact;
        let place = self
            .best
            .partition_point(|other| other.score >= found.score);
        if place < most {
            self.best.truncate(most - 1);
            self.best.insert(place, found);
        }
    }
}

impl Listed {
    fn positions(&mut self, unit: usize, out: &mut Vec<(u32, bool)>) {
        let wanted = unit as u32;
        while self
            .units
            .get(self.cursor)
            .is_some_and(|(of, _)| *of < wanted)
        {
            self.cursor += 1;
        }
        let Some((_, packed)) = self.units.get(self.cursor).filter(|(of, _)| *of == wanted) else {
            return;
        };
        // More than fifteen places of one syllable in a unit say no more than fifteen.
        self.places.positions(
            (packed & 0x0FFF_FFFF) as usize,
            packed >> 28,
            self.form,
            out,
        );
    }
}

fn is_beside(left: &[(u32, bool)], right: &[(u32, bool)]) -> bool {
    let mut at = 0;
    for (position, _) in right {
        while left
            .get(at)
            .is_some_and(|(before, _)| before + 1 < *position)
        {
            at += 1;
        }
        if left
            .get(at)
            .is_some_and(|(before, _)| before + 1 == *position)
        {
            return true;
        }
    }
    false
}

/// Questions close to one that finds nothing.
fn nearest(parts: &[Part], ask: &Ask<'_>, found: &Found) -> Result<Vec<Nearest>> {
    let query = ask.query;
    let mut offers = Vec::new();
    let mut offer = |query: Query, units: usize| {
        if units > 0 && !query.is_empty() {
            offers.push(Nearest { query, units });
        }
    };
    let count = |query: &Query| -> Result<usize> {
        let found = look(parts, query, ask.weigh, 0)?;
        Ok(found
            .groups
            .iter()
            .map(|group| group.units_found + usize::from(group.by_head))
            .sum())
    };
    if found.apart > 0 {
        let loose = Query {
            phrases: Vec::new(),
            ..query.clone()
        };
        offer(loose, found.apart);
    }
    if let [only] = found.nowhere.as_slice() {
        for spelling in spellings(parts, &query.words[*only].folded) {
            let other = query.with(*only, &spelling);
            let units = count(&other)?;
            offer(other, units);
        }
    }
    let mut but_one: Vec<(usize, usize)> = found.but_one.iter().copied().enumerate().collect();
    but_one.sort_by_key(|(_, units)| std::cmp::Reverse(*units));
    for (dropped, units) in but_one {
        offer(query.without(&[dropped]), units);
    }
    if found.nowhere.len() > 1 {
        let known = query.without(&found.nowhere);
        let units = count(&known)?;
        offer(known, units);
    }
    offers.truncate(OFFERED);
    Ok(offers)
}

/// Syllables of the index one slip of the hand away from one that is not in it, the most frequent first.
fn spellings(parts: &[Part], folded: &str) -> Vec<String> {
    let typed: Vec<char> = folded.chars().collect();
    if typed.len() < 3 || typed.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let mut near: std::collections::HashMap<&str, u32> = std::collections::HashMap::new();
    for part in parts {
        for (term, units) in part.segment.terms() {
            if term.len().abs_diff(folded.len()) <= 1 && is_one_slip(&typed, term) {
                *near.entry(term).or_default() += units;
            }
        }
    }
    let mut near: Vec<(&str, u32)> = near.into_iter().collect();
    near.sort_by_key(|(term, units)| (std::cmp::Reverse(*units), *term));
    near.into_iter()
        .take(SPELLINGS)
        .map(|(term, _)| term.to_owned())
        .collect()
}

/// One letter too many, too few, wrong, or two in the wrong order.
fn is_one_slip(typed: &[char], term: &str) -> bool {
    let term: Vec<char> = term.chars().collect();
    let same = typed.iter().zip(&term).take_while(|(a, b)| a == b).count();
    let (a, b) = (&typed[same..], &term[same..]);
    match (a, b) {
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([x, y, a @ ..], [p, q, b @ ..]) => x == q && y == p && a == b,
        _ => false,
    }
}

//! Quan hệ: how the quantities of a paragraph belong together, told by the words between them.

use std::ops::Range;

use crate::lexicon::{self, Class, DIVISIONS};
use crate::list::{List, Manner, announced};
use crate::paragraph::{Paragraph, REACH};
use crate::quantity::{Change, Form, Quantity};
use crate::token::Kind;

/// A whole and what is said to be in it.
#[derive(Debug, Clone)]
pub(crate) struct Breakdown {
    pub whole: usize,
    pub parts: Vec<usize>,
    /// Whether the parts must make the whole.
    pub all: bool,
    /// Whether each part was read as a member of its own.
    pub apart: bool,
}

/// What was, who left, and what is left.
#[derive(Debug, Clone)]
pub(crate) struct Rest {
    pub start: usize,
    pub less: Vec<usize>,
    pub now: usize,
}

/// Fractions of one whole that are all there are.
#[derive(Debug, Clone)]
pub(crate) struct Fractions {
    pub parts: Vec<usize>,
}

/// What the words of a paragraph tell.
#[derive(Debug, Default)]
pub(crate) struct Relations {
    pub breakdowns: Vec<Breakdown>,
    pub rests: Vec<Rest>,
    pub fractions: Vec<Fractions>,
    /// For each quantity the breakdown of which it is a part.
    pub part_of: Vec<Option<usize>>,
}

/// How far behind a whole a bracket may open.
const NEAR: usize = 14;
/// How far behind a whole a list may be announced.
const WITHIN: usize = 40;

/// Finds the relations of a paragraph.
pub(crate) fn find(paragraph: &Paragraph) -> Relations {
    let mut relations = Relations {
        part_of: vec![None; paragraph.quantities.len()],
        ..Relations::default()
    };
    for at in 0..paragraph.tokens.len() {
        match paragraph.tokens.kind(at) {
            Kind::Open => bracket(paragraph, at, &mut relations),
            Kind::Colon => colon(paragraph, at, &mut relations),
            Kind::Word => words(paragraph, at, &mut relations),
            _ => {}
        }
    }
    less(paragraph, &mut relations);
    fractions(paragraph, &mut relations);
    relations
}

impl Relations {
    fn add(&mut self, paragraph: &Paragraph, whole: usize, list: &List, manner: Manner) {
        let quantity = &paragraph.quantities[whole];
        if quantity.vague || quantity.number.thousandths().is_none() {
            return;
        }
        let mut members = Vec::new();
        let mut open = list.open;
        for member in &list.members {
            let mut fitting = member
                .counts
                .iter()
                .filter(|part| fits(paragraph, quantity, &paragraph.quantities[**part]));
            let Some(part) = fitting.next() else {
                // What cannot be told to be a part may be one all the same.
                open = true;
                continue;
            };
            // "…; 15 Tổ đại biểu với 82 đại biểu" is a sentence of its own that the list ran into.
            let mut before = member.counts.iter().take_while(|count| *count != part);
            let other = before.any(|count| paragraph.quantities[*count].class != Class::Time);
            if manner == Manner::Among && other {
                open = true;
                continue;
            }
            open |= fitting.next().is_some()
                && paragraph.tokens.kind(member.range.start.wrapping_sub(1)) != Kind::Bullet;
            let part = (*part, member.range.clone());
            let (rough, change) = (
                paragraph.quantities[part.0].vague,
                paragraph.quantities[part.0].change,
            );
            if rough || change != Change::None {
                open = true;
            } else {
                members.push(part);
            }
        }
        if members.is_empty() {
            return;
        }
        let all = !open && members.len() >= 2 && is_whole(paragraph, quantity, &members, manner);
        let parts: Vec<usize> = members.iter().map(|(part, _)| *part).collect();
        for part in &parts {
            self.part_of[*part].get_or_insert(self.breakdowns.len());
        }
        let apart = !open && parts.len() >= 2;
        self.breakdowns.push(Breakdown {
            whole,
            parts,
            all,
            apart,
        });
    }
}

/// Whether a quantity can be a part of another by what both count.
fn fits(paragraph: &Paragraph, whole: &Quantity, part: &Quantity) -> bool {
    if part.number.thousandths().is_none() || whole.at == part.at {
        return false;
    }
    // Times stand in one another in every way.
    if whole.class == Class::Time || part.class == Class::Time {
        return false;
    }
    if part.class == Class::Bare {
        return whole.class != Class::Money;
    }
    // "45 lượt đại biểu (27 lượt trực tiếp …)".
    if !part.noun.is_empty()
        && whole
            .noun
            .strip_prefix(part.noun)
            .is_some_and(|rest| rest.starts_with(' '))
    {
        return true;
    }
    let same_word = || paragraph.tokens.word(whole.past) == paragraph.tokens.word(part.past);
    match (whole.class, part.class) {
        (Class::Person, Class::Person) => {
            part.noun == whole.noun
                || lexicon::is_general(whole.noun)
                || lexicon::is_general(part.noun) && same_word()
        }
        (Class::Opinion, Class::Opinion) => true,
        (Class::Sitting, Class::Sitting) => same_word(),
        (Class::Paper, Class::Paper) => whole.noun == "văn bản" || whole.noun == part.noun,
        (Class::Place, Class::Place) => whole.noun == part.noun || whole.noun == "đơn vị",
        (Class::Bare, _) => false,
        (one, other) => one == other && same_word(),
    }
}

/// Whether the members are all there are.
fn is_whole(
    paragraph: &Paragraph,
    whole: &Quantity,
    members: &[(usize, Range<usize>)],
    manner: Manner,
) -> bool {
    let tokens = &paragraph.tokens;
    let divided = DIVISIONS.iter().any(|division| {
        let mut sides = Vec::new();
        for (_, range) in members {
            match division.side(tokens, range.clone()) {
                Some(side) if !sides.contains(&side) => sides.push(side),
                _ => return false,
            }
        }
        division.is_whole(&sides)
    });
    if divided {
        return true;
    }
    let shared = whole.class == Class::Person
        && members
            .iter()
            .any(|(_, range)| lexicon::is_shared(tokens, range.clone()));
    let other = members
        .last()
        .is_some_and(|(_, range)| members.len() >= 3 && tokens.tells(range.clone(), "khác"));
    !shared && (manner == Manner::All || other)
}

/// A whole with a bracket behind it.
fn bracket(paragraph: &Paragraph, open: usize, relations: &mut Relations) {
    let Some(whole) = whole_before(paragraph, open, NEAR, true) else {
        return;
    };
    let (manner, from) = match announced(paragraph, open + 1) {
        Some((Manner::Of, _)) => return,
        Some((manner, past)) => (manner, past),
        None => (Manner::All, open + 1),
    };
    let list = List::read(paragraph, from);
    if left(paragraph, whole, &list, relations) {
        return;
    }
    // One number in a bracket may say anything of the number before it.
    if list.members.len() >= 2 || from > open + 1 {
        relations.add(paragraph, whole, &list, manner);
    }
}

/// A whole with a colon behind it: "6 đồng chí: một chủ tịch, …".
fn colon(paragraph: &Paragraph, at: usize, relations: &mut Relations) {
    let Some(whole) = whole_before(paragraph, at, NEAR / 2, true) else {
        return;
    };
    let list = List::read(paragraph, at + 1);
    // The words before the colon announce the list themselves.
    let from = paragraph.quantities[whole].past;
    let told = (from..at).any(|at| announced(paragraph, at).is_some());
    if !told && list.members.len() >= 2 {
        relations.add(paragraph, whole, &list, Manner::All);
    }
}

/// A list announced by words.
fn words(paragraph: &Paragraph, at: usize, relations: &mut Relations) {
    let Some((manner, past)) = announced(paragraph, at) else {
        return;
    };
    // "Bao gồm" and "trong đó có" are met again inside.
    if paragraph.tokens.word(at) == "gồm" && at > 0 && paragraph.tokens.word(at - 1) == "bao" {
        return;
    }
    if paragraph.tokens.kind(at.wrapping_sub(1)) == Kind::Open {
        return;
    }
    if manner == Manner::Of {
        if let Some(whole) = paragraph.begins(past) {
            let from = paragraph.quantities[whole].behind;
            let mut list = List::read(paragraph, from);
            list.open = false;
            relations.add(paragraph, whole, &list, Manner::Among);
        }
        return;
    }
    let begins = sentence_begins(paragraph, at);
    let whole = if begins {
        let end = paragraph.sentence_start(at).saturating_sub(1);
        let start = paragraph.sentence_start(end);
        let level = paragraph.around(at);
        paragraph
            .before(end)
            .take_while(|index| paragraph.quantities[*index].at >= start)
            .find(|index| {
                let quantity = &paragraph.quantities[*index];
                quantity.form != Form::Share && paragraph.around(quantity.at) == level
            })
            .filter(|index| paragraph.quantities[*index].counts())
    } else {
        // "52 đại biểu, giảm 3 so với đầu nhiệm kỳ; trong đó …" goes on with the 52.
        whole_before(paragraph, at, WITHIN, manner == Manner::All)
            .filter(|whole| manner != Manner::All || !has_subject(paragraph, *whole, at))
    };
    if let Some(whole) = whole {
        let list = List::read(paragraph, past);
        let whole = if manner == Manner::Among || begins {
            spoken_of(paragraph, whole, at, &list, relations)
        } else {
            whole
        };
        relations.add(paragraph, whole, &list, manner);
    }
}

/// Of which figure "trong đó" speaks when the last one before it is a member of a list: of that member, or of what the whole
/// list makes ("gồm 20 ý kiến …, 93 ý kiến … và 12 ý kiến …; trong đó 50 ý kiến …").
fn spoken_of(
    paragraph: &Paragraph,
    last: usize,
    at: usize,
    list: &List,
    relations: &Relations,
) -> usize {
    let Some(index) = relations.part_of[last] else {
        return last;
    };
    let whole = relations.breakdowns[index].whole;
    let past = paragraph.quantities[last].past;
    let parted = paragraph.parted(past..at, &[Kind::Stop, Kind::Semicolon]);
    let larger = list
        .members
        .iter()
        .flat_map(|member| &member.counts)
        .any(|part| {
            let (part, last) = (&paragraph.quantities[*part], &paragraph.quantities[last]);
            fits(paragraph, last, part) && part.value() > last.value()
        });
    if parted || larger { whole } else { last }
}

/// Whether "gồm" has a subject of its own behind a mark: "thông qua 3 điều, kèm theo quy định gồm 27 điều".
fn has_subject(paragraph: &Paragraph, whole: usize, at: usize) -> bool {
    let quantity = &paragraph.quantities[whole];
    let level = paragraph.around(at);
    let mark = |at: &usize| {
        paragraph.around(*at) == level
            && matches!(paragraph.tokens.kind(*at), Kind::Comma | Kind::Semicolon)
    };
    let Some(comma) = (quantity.past..at).rev().find(mark) else {
        return false;
    };
    // "139 ý kiến, kiến nghị của cử tri gồm …" goes on with what is counted.
    let (class, noun, _) = lexicon::noun(&paragraph.tokens, comma + 1);
    comma + 1 < at && (noun.is_empty() || class != quantity.class)
}

/// Whether a sentence begins at a token.
fn sentence_begins(paragraph: &Paragraph, at: usize) -> bool {
    let before = (0..at)
        .rev()
        .find(|at| paragraph.tokens.kind(*at) != Kind::Dash);
    before.is_some_and(|at| paragraph.tokens.kind(at) == Kind::Stop)
}

/// The last count before a token in its sentence and on its level; a change can be a whole where `changes` says so.
fn whole_before(paragraph: &Paragraph, at: usize, reach: usize, changes: bool) -> Option<usize> {
    let level = paragraph.around(at);
    let found = paragraph.before(at).find(|index| {
        let quantity = &paragraph.quantities[*index];
        let usual = changes || quantity.change == Change::None;
        quantity.form != Form::Share && usual && paragraph.around(quantity.at) == level
    })?;
    let quantity = &paragraph.quantities[found];
    let distance = (quantity.behind..at)
        .filter(|between| paragraph.around(*between) == level)
        .count();
    let parted = paragraph.parted(quantity.past..at, &[Kind::Stop, Kind::Bullet]);
    // A share between a whole and a bracket has the bracket for itself.
    let share = paragraph.tokens.kind(at) == Kind::Open
        && paragraph.before(at).next().is_some_and(|index| {
            let last = &paragraph.quantities[index];
            last.form == Form::Share && paragraph.around(last.at) == level
        });
    (quantity.counts() && distance <= reach && !parted && !share).then_some(found)
}

/// "Còn 291 đại biểu (cho thôi 14, 3 từ trần, …)": whether the bracket tells who left.
fn left(paragraph: &Paragraph, now: usize, list: &List, relations: &mut Relations) -> bool {
    let tells = |range: &Range<usize>| lexicon::leaving(&paragraph.tokens, range.clone());
    let leavers =
        !list.members.is_empty() && list.members.iter().all(|member| tells(&member.range));
    if !leavers || !is_left(paragraph, now) {
        return false;
    }
    let less: Vec<usize> = list
        .members
        .iter()
        .filter_map(|member| member.counts.first().copied())
        .collect();
    if list.open || list.members.iter().any(|member| member.counts.len() > 1) {
        return true;
    }
    if let Some(start) = start_of(paragraph, now, paragraph.quantities[now].at, relations) {
        relations.rests.push(Rest { start, less, now });
    }
    true
}

/// Whether a quantity is said to be left ("đến nay còn 52").
fn is_left(paragraph: &Paragraph, now: usize) -> bool {
    let at = paragraph.quantities[now].at;
    (at.saturating_sub(3)..at).any(|at| paragraph.tokens.word(at) == "còn")
}

/// What there was at first.
fn start_of(
    paragraph: &Paragraph,
    now: usize,
    before: usize,
    relations: &Relations,
) -> Option<usize> {
    let left = &paragraph.quantities[now];
    let level = |quantity: &Quantity| {
        let start = paragraph.sentence_start(quantity.at);
        lexicon::level(&paragraph.tokens, start..quantity.at)
    };
    let start = paragraph.before(before).find(|index| {
        let quantity = &paragraph.quantities[*index];
        quantity.counts()
            && quantity.form == Form::Count
            && quantity.change == Change::None
            && quantity.noun == left.noun
            && relations.part_of[*index].is_none()
            && paragraph.around(quantity.at).is_none()
    })?;
    let first = &paragraph.quantities[start];
    // Those who came in between are not counted here, so nothing is said where there are any.
    let came = ["bổ sung", "bầu thêm", "tăng"];
    if came
        .iter()
        .any(|phrase| paragraph.tokens.tells(first.at..left.at, phrase))
    {
        return None;
    }
    let levels = (level(first), level(left));
    let agree = !matches!(levels, (Some(one), Some(other)) if one != other);
    (agree && !left.noun.is_empty() && first.value() >= left.value()).then_some(start)
}

/// "Đã giảm 4 đại biểu (…), hiện còn 32 đại biểu".
fn less(paragraph: &Paragraph, relations: &mut Relations) {
    let mut told = vec![false; paragraph.quantities.len()];
    for rest in &relations.rests {
        told[rest.now] = true;
    }
    for (now, quantity) in paragraph.quantities.iter().enumerate() {
        if told[now] || !quantity.counts() || quantity.noun.is_empty() || !is_left(paragraph, now) {
            continue;
        }
        let from = paragraph.sentence_start(quantity.at);
        let less: Vec<usize> = paragraph
            .before(quantity.at)
            .take_while(|index| paragraph.quantities[*index].at >= from)
            .filter(|index| {
                let less = &paragraph.quantities[*index];
                let alike = less.noun == quantity.noun && less.counts();
                let left = less.change == Change::Less || tells_leaving(paragraph, less);
                alike && left && paragraph.around(less.at).is_none()
            })
            .collect();
        let [less] = less.as_slice() else {
            continue;
        };
        if let Some(start) = start_of(paragraph, now, paragraph.quantities[*less].at, relations) {
            relations.rests.push(Rest {
                start,
                less: vec![*less],
                now,
            });
        }
    }
}

/// Whether the words around a figure tell of leaving ("cho thôi làm nhiệm vụ 4 đại biểu", "2 đại biểu từ trần").
fn tells_leaving(paragraph: &Paragraph, quantity: &Quantity) -> bool {
    let word = |at: &usize| paragraph.tokens.kind(*at) == Kind::Word;
    let near = quantity.at.saturating_sub(NEAR);
    let from = (near..quantity.at)
        .rev()
        .take_while(word)
        .last()
        .unwrap_or(quantity.at);
    let past = (quantity.past..quantity.past + NEAR)
        .take_while(word)
        .last()
        .unwrap_or(quantity.at);
    lexicon::leaving(&paragraph.tokens, from..past + 1)
}

/// "18/93 … 37/93 … 38/93": fractions of one whole in one sentence that fall on all sides of a division.
fn fractions(paragraph: &Paragraph, relations: &mut Relations) {
    let of = |index: usize| match paragraph.quantities[index].form {
        Form::Fraction { of, .. } if paragraph.quantities[index].counts() => Some(of.units),
        _ => None,
    };
    let mut index = 0;
    while index < paragraph.quantities.len() {
        let mut run = vec![index];
        let end = paragraph.sentence_end(paragraph.quantities[index].at);
        while let Some(next) = run
            .last()
            .map(|last| last + 1)
            .filter(|next| *next < paragraph.quantities.len())
        {
            let same =
                of(index).is_some() && of(next) == of(index) && paragraph.quantities[next].at < end;
            if !same || run.len() > REACH {
                break;
            }
            run.push(next);
        }
        index += run.len();
        if run.len() < 2 {
            continue;
        }
        let members: Vec<(usize, Range<usize>)> = run
            .iter()
            .enumerate()
            .map(|(place, part)| {
                let next = run
                    .get(place + 1)
                    .map_or(end, |next| paragraph.quantities[*next].at);
                (*part, paragraph.quantities[*part].past..next)
            })
            .collect();
        let state = |division: &lexicon::Division| {
            let sides: Vec<u8> = members
                .iter()
                .filter_map(|(_, range)| division.side(&paragraph.tokens, range.clone()))
                .collect();
            let distinct = (1..sides.len()).all(|at| !sides[..at].contains(&sides[at]));
            sides.len() == members.len() && distinct && division.is_whole(&sides)
        };
        // The level of competence is said of all of them alike, so it is asked last.
        if [
            lexicon::Division::State,
            lexicon::Division::Sitting,
            lexicon::Division::Sex,
        ]
        .iter()
        .any(state)
        {
            relations.fractions.push(Fractions { parts: run });
        }
    }
}

//! Tỷ lệ của cái gì: the part and the whole of which a percentage speaks.

use std::ops::Range;

use crate::lexicon::Class;
use crate::paragraph::{Paragraph, REACH};
use crate::quantity::{Change, Form, Quantity};
use crate::relation::Relations;
use crate::token::Kind;

/// A whole that a percentage may speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whole {
    /// In thousandths.
    pub value: i64,
    /// Its bytes in the paper.
    pub span: Range<usize>,
}

/// A percentage with what it is said of.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub share: usize,
    pub part: usize,
    /// The whole that the words name.
    pub told: Option<Whole>,
    /// Whether that whole stands under a line of a fraction.
    pub fraction: bool,
    /// The breakdown of which the part is a member.
    pub breakdown: Option<usize>,
    /// Other figures before it that could be the whole.
    pub likely: Vec<Whole>,
}

/// So near behind its part does a percentage stand whose whole the words do not name.
const NEAR: usize = 20;
/// More wholes than these are not tried.
const MOST: usize = 24;

/// The percentages of a paragraph that are said of a part.
pub(crate) fn find(
    paragraph: &Paragraph,
    relations: &Relations,
    before: Option<&Paragraph>,
) -> Vec<Claim> {
    let shares = paragraph
        .quantities
        .iter()
        .enumerate()
        .filter(|(_, quantity)| quantity.form == Form::Share);
    shares
        .filter_map(|(share, quantity)| {
            let last = part_of(paragraph, share, quantity)?;
            match part_before(paragraph, last) {
                Some(part) => Some(Claim {
                    told: Some(whole(&paragraph.quantities[last])),
                    ..claim(paragraph, relations, before, share, part)?
                }),
                None => claim(paragraph, relations, before, share, last),
            }
        })
        .collect()
}

fn claim(
    paragraph: &Paragraph,
    relations: &Relations,
    before: Option<&Paragraph>,
    share: usize,
    part: usize,
) -> Option<Claim> {
    let quantity = &paragraph.quantities[part];
    let percent = &paragraph.quantities[share];
    let breakdown = relations.part_of[part];
    let mut told =
        breakdown.map(|index| whole(&paragraph.quantities[relations.breakdowns[index].whole]));
    let mut fraction = false;
    if let Form::Fraction { of, span } = &quantity.form {
        fraction = true;
        told = Some(Whole {
            value: of.thousandths()?,
            span: span.clone(),
        });
    } else if let Some(behind) = whole_behind(paragraph, percent.past) {
        told = Some(whole(&paragraph.quantities[behind]));
    }
    if let Some(base) = other_base(paragraph, percent.past)
        && !fraction
        && base != paragraph.tokens.word(quantity.past)
        && breakdown.is_none_or(|index| {
            let whole = &paragraph.quantities[relations.breakdowns[index].whole];
            paragraph.tokens.word(whole.past) != base
        })
    {
        return None;
    }
    // Far behind a count a percentage may speak of the subject of the sentence.
    let near = percent.at - quantity.at <= NEAR;
    Some(Claim {
        share,
        part,
        told,
        fraction,
        breakdown,
        likely: if near {
            likely(paragraph, before, part)
        } else {
            Vec::new()
        },
    })
}

fn whole(quantity: &Quantity) -> Whole {
    Whole {
        value: quantity.value(),
        span: quantity.span.clone(),
    }
}

/// The count that a percentage is said of; nothing when it tells growth, a plan fulfilled, or something rough.
fn part_of(paragraph: &Paragraph, share: usize, percent: &Quantity) -> Option<usize> {
    if percent.vague || percent.change != Change::None || measures_plan(paragraph, percent) {
        return None;
    }
    let level = paragraph.around(percent.at);
    let alone = paragraph.around(percent.at).filter(|open| {
        let inside = paragraph.before(percent.at).next();
        inside.is_none_or(|index| paragraph.quantities[index].at < *open)
    });
    let (at, level) = match alone {
        Some(open) => (open, paragraph.around(open)),
        None => (percent.at, level),
    };
    let part = paragraph
        .before(at)
        .find(|index| paragraph.around(paragraph.quantities[*index].at) == level)?;
    let quantity = &paragraph.quantities[part];
    let whole_number = quantity.number.is_whole() && quantity.number.units > 0;
    let countable = !matches!(quantity.class, Class::Money | Class::Amount | Class::Time);
    let said = alone.is_some() || linked(paragraph, quantity.past..percent.at);
    let parted = paragraph.parted(
        quantity.past..at,
        &[Kind::Stop, Kind::Semicolon, Kind::Bullet],
    );
    let fits = quantity.counts() && quantity.change == Change::None && whole_number && countable;
    (fits && said && !parted && part < share).then_some(part)
}

/// "144 kiến nghị trong tổng số 202 kiến nghị, đạt 71,29%": the part before a whole that stands between it and its percentage.
fn part_before(paragraph: &Paragraph, last: usize) -> Option<usize> {
    let whole = &paragraph.quantities[last];
    let phrases: [(&str, usize); 4] = [
        ("trong tổng số", 3),
        ("trên tổng số", 3),
        ("trong số", 2),
        ("trên", 1),
    ];
    let told = phrases.iter().find_map(|(phrase, words)| {
        let at = whole.at.checked_sub(*words)?;
        paragraph.tokens.says(at, phrase).map(|_| at)
    })?;
    let part = paragraph.before(told).next()?;
    let quantity = &paragraph.quantities[part];
    let beside = told - quantity.past <= NEAR / 2
        && paragraph.around(quantity.at) == paragraph.around(whole.at);
    let parted = paragraph.parted(
        quantity.past..told,
        &[Kind::Stop, Kind::Comma, Kind::Semicolon, Kind::Bullet],
    );
    let fits =
        quantity.form == Form::Count && quantity.counts() && quantity.value() <= whole.value();
    (beside && !parted && fits).then_some(part)
}

/// Whether words between a count and a percentage tie them together.
fn linked(paragraph: &Paragraph, between: Range<usize>) -> bool {
    let tokens = &paragraph.tokens;
    between
        .clone()
        .any(|at| matches!(tokens.word(at), "chiếm" | "bằng" | "đạt" | "ứng"))
        || tokens.tells(between, "tỷ lệ")
}

/// Whether a percentage tells how much of a plan was done, or how much more or less there is than at another time.
fn measures_plan(paragraph: &Paragraph, percent: &Quantity) -> bool {
    let tokens = &paragraph.tokens;
    let words = (percent.past..percent.past + 5).take_while(|at| tokens.kind(*at) == Kind::Word);
    let after = percent.past..percent.past + words.count();
    let plan = [
        "kế hoạch",
        "dự toán",
        "chỉ tiêu",
        "so với",
        "cùng kỳ",
        "nghị quyết",
        "mục tiêu",
    ];
    let before = percent.at.saturating_sub(4)..percent.at;
    plan.iter()
        .any(|phrase| tokens.tells(after.clone(), phrase))
        || before
            .clone()
            .any(|at| matches!(tokens.word(at), "tăng" | "giảm" | "vượt"))
}

/// "23,6% trong tổng số 55 đại biểu": the whole behind a percentage.
fn whole_behind(paragraph: &Paragraph, past: usize) -> Option<usize> {
    let phrases = [
        "trong tổng số",
        "trên tổng số",
        "của tổng số",
        "trong số",
        "tổng số",
    ];
    let behind = phrases
        .iter()
        .find_map(|phrase| paragraph.tokens.says(past, phrase))?;
    let index = paragraph.begins(behind)?;
    paragraph.quantities[index].counts().then_some(index)
}

/// "45% số nữ đại biểu": the word of a base that is named without its number.
fn other_base(paragraph: &Paragraph, past: usize) -> Option<&str> {
    let phrases = [
        "trong tổng số",
        "trên tổng số",
        "tổng số",
        "so với tổng số",
        "trong số",
        "số",
    ];
    let behind = phrases
        .iter()
        .find_map(|phrase| paragraph.tokens.says(past, phrase))?;
    let base = paragraph.tokens.word(behind);
    (!base.is_empty() && paragraph.begins(behind).is_none()).then_some(base)
}

/// Larger counts of the same kind before a part, nearest first, in its paragraph or else in the one before.
fn likely(paragraph: &Paragraph, before: Option<&Paragraph>, part: usize) -> Vec<Whole> {
    let quantity = &paragraph.quantities[part];
    if quantity.class == Class::Bare || quantity.class == Class::Thing {
        return Vec::new();
    }
    let alike = |other: &&Quantity| {
        let general = matches!(other.class, Class::Person | Class::Opinion);
        let same = other.class == quantity.class && (general || other.noun == quantity.noun);
        same && other.form == Form::Count
            && other.counts()
            && other.change == Change::None
            && other.value() >= quantity.value()
    };
    let mut found: Vec<Whole> = Vec::new();
    let mut add = |other: &Quantity| {
        if found.len() < MOST && found.iter().all(|whole| whole.value != other.value()) {
            found.push(whole(other));
        }
    };
    let from = part.saturating_sub(REACH);
    let here = paragraph.quantities[from..part].iter().rev();
    here.filter(alike).for_each(&mut add);
    if let Some(before) = before {
        let there = before.quantities.iter().take(REACH);
        let value = quantity.value();
        // The paper goes on from the first figure of the paragraph before.
        there
            .filter(alike)
            .filter(|other| other.value() > value)
            .for_each(&mut add);
    }
    found
}

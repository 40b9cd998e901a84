//! Cùng một số liệu: figures whose words say that they are one quantity.
//!
//! **Invariant:** two figures are held to be one quantity only when what is counted, its qualities, its level, the point in
//! time and the period are all told and all the same, and no word beside them is unknown. What is not sure is not compared.

use std::collections::HashMap;
use std::ops::Range;

use crate::finding::{Confidence, Finding, Kind, Place, Reason, Role, Severity};
use crate::lexicon::{self, Class, Level};
use crate::number::written;
use crate::paragraph::{Paragraph, REACH};
use crate::quantity::{Change, Form, Quantity};
use crate::relation::Relations;
use crate::source::Source;
use crate::token::Kind as Token;

/// A figure with its identity.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// What makes it this quantity and no other, but for the place and the period.
    pub key: String,
    /// Nhiệm kỳ or năm of its sentence.
    pub period: Option<String>,
    /// The province or city it speaks of.
    pub province: Option<String>,
    /// Its words, for people.
    pub what: String,
    pub value: i64,
    pub printed: String,
    pub place: Place,
}

/// What a paper says of itself, which holds where a sentence says nothing else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    pub province: Option<String>,
    pub period: Option<String>,
}

impl Frame {
    /// Takes what a paragraph says first.
    pub fn learn(&mut self, paragraph: &Paragraph) {
        let all = 0..paragraph.tokens.len();
        if self.province.is_none() {
            self.province = province(paragraph, all.clone());
        }
        if self.period.is_none() {
            self.period = term(paragraph, all);
        }
    }
}

/// Words that may stand beside a figure of the composition of a council or of its sittings.
const PLAIN: &[&str] = &[
    "đại",
    "biểu",
    "hđnd",
    "hội",
    "đồng",
    "nhân",
    "dân",
    "thành",
    "phố",
    "tỉnh",
    "tp",
    "cấp",
    "huyện",
    "quận",
    "xã",
    "phường",
    "thị",
    "trấn",
    "các",
    "của",
    "trong",
    "có",
    "là",
    "còn",
    "tổng",
    "số",
    "lượng",
    "hiện",
    "nay",
    "đến",
    "đầu",
    "nhiệm",
    "kỳ",
    "được",
    "bầu",
    "trúng",
    "cử",
    "nữ",
    "tôn",
    "giáo",
    "dân",
    "tộc",
    "ít",
    "người",
    "thiểu",
    "hoạt",
    "động",
    "chuyên",
    "trách",
    "đã",
    "tổ",
    "chức",
    "họp",
    "thường",
    "lệ",
    "bất",
    "đề",
    "từ",
    "trên",
    "địa",
    "bàn",
    "và",
    "này",
    "nào",
    "đó",
    "tại",
    "vị",
];

/// Words that may stand in one of two sentences that say the same.
const FILLING: &[&str] = &["như", "vậy", "là", "có", "đã", "được", "cũng", "theo", "đó"];

/// The figures of a paragraph whose identity is told.
pub(crate) fn find(
    source: &Source,
    paragraph: &Paragraph,
    relations: &Relations,
    frame: &Frame,
) -> Vec<Known> {
    let reader = Reader {
        source,
        paragraph,
        relations,
        frame,
    };
    (0..paragraph.quantities.len())
        .filter_map(|index| reader.composition(index).or_else(|| reader.phrase(index)))
        .collect()
}

struct Reader<'p> {
    source: &'p Source<'p>,
    paragraph: &'p Paragraph,
    relations: &'p Relations,
    frame: &'p Frame,
}

impl Reader<'_> {
    /// "Đầu nhiệm kỳ, HĐND các huyện có 89 đại biểu nữ", "nhiệm kỳ 2016-2021, HĐND tỉnh đã tổ chức 19 kỳ họp".
    fn composition(&self, index: usize) -> Option<Known> {
        let quantity = self.usable(index)?;
        let sitting = quantity.noun == "kỳ họp";
        if !sitting
            && !matches!(
                quantity.noun,
                "đại biểu" | "nữ" | "nữ đại biểu" | "vị đại biểu"
            )
        {
            return None;
        }
        let clause = self.clause(quantity);
        let start = self.paragraph.sentence_start(quantity.at);
        let tokens = &self.paragraph.tokens;
        let level = lexicon::level(tokens, clause.clone())
            .or_else(|| last_level(self.paragraph, start..quantity.at))?;
        let names = self.names(&clause, quantity)?;
        let period = self.period(quantity);
        let (what, point) = if sitting {
            // "Được" may stand between the verb and the number.
            let held = tokens.tells(clause.start..quantity.at, "tổ chức");
            let time = period.is_some() || tokens.tells(start..quantity.at, "nhiệm kỳ");
            if !held || !time || tokens.tells(start..quantity.at, "tháng") {
                return None;
            }
            ("kỳ họp", "")
        } else {
            // "Đầu nhiệm kỳ có 55 đại biểu, …, còn 52 đại biểu" changes the point within the sentence.
            let left = tokens.tells(clause.start..quantity.at, "còn");
            let point = if left {
                Some("hiện nay")
            } else {
                self.point(start..clause.end)
            };
            ("đại biểu", point?)
        };
        let own_sentence = clause.clone();
        let marks: Vec<&str> = [
            "nữ",
            "tôn giáo",
            "dân tộc",
            "chuyên trách",
            "thường lệ",
            "bất thường",
            "chuyên đề",
        ]
        .into_iter()
        .filter(|mark| tokens.tells(own_sentence.clone(), mark))
        .collect();
        if level == Level::All || !self.is_of_all(index) {
            return None;
        }
        // A name makes a council of a district or commune another one; that of a province is the place.
        let lower = matches!(level, Level::District | Level::Commune);
        let named = if lower {
            names.join(" ")
        } else {
            String::new()
        };
        let key = format!("{what}|{}|{level:?}|{named}|{point}", marks.join("+"));
        let level_words = match level {
            Level::Centre | Level::All => "",
            Level::Province => "cấp tỉnh",
            Level::City => "cấp thành phố",
            Level::District => "cấp huyện",
            Level::Commune => "cấp xã",
        };
        let words = [what, &marks.join(", "), level_words, &named, point];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        Some(self.known(quantity, key, words.join(", "), period))
    }

    /// Two sentences that say the same of one sitting or year and differ in the figure alone.
    fn phrase(&self, index: usize) -> Option<Known> {
        let quantity = self.usable(index)?;
        if quantity.noun.is_empty() || self.relations.part_of[index].is_some() {
            return None;
        }
        if !matches!(
            quantity.class,
            Class::Opinion | Class::Paper | Class::Sitting | Class::Event | Class::Person
        ) {
            return None;
        }
        let tokens = &self.paragraph.tokens;
        let start = self.paragraph.sentence_start(quantity.at);
        // A sentence whose beginning was cut off does not tell what it speaks of.
        if !tokens.get(start).is_some_and(|token| token.capital) {
            return None;
        }
        let first = self.paragraph.before(quantity.at).next();
        if first.is_some_and(|index| self.paragraph.quantities[index].at >= start) {
            return None;
        }
        let mut key = String::new();
        let mut words = 0;
        let mut anchored = false;
        for at in start..quantity.at {
            let word = match tokens.get(at) {
                Some(token) if matches!(token.kind, Token::Number(_)) => {
                    anchored = true;
                    self.source.text.get(token.span.clone()).unwrap_or("")
                }
                _ => tokens.word(at),
            };
            if !word.is_empty() && !FILLING.contains(&word) {
                key.push_str(word);
                key.push(' ');
                words += 1;
            }
        }
        if !anchored || words < 7 {
            return None;
        }
        let shown = key.trim_end().to_owned();
        key.push_str(quantity.noun);
        let ends = |at: &usize| !matches!(tokens.kind(*at), Token::Word);
        let until = tokens.len().min(quantity.behind + REACH);
        let past = (quantity.behind..until).find(ends).unwrap_or(until);
        for at in quantity.behind..past {
            key.push(' ');
            key.push_str(tokens.word(at));
        }
        Some(self.known(quantity, key, shown, self.period(quantity)))
    }

    fn known(
        &self,
        quantity: &Quantity,
        key: String,
        what: String,
        period: Option<String>,
    ) -> Known {
        let start = self.paragraph.sentence_start(quantity.at);
        let end = self.paragraph.sentence_end(quantity.at);
        Known {
            key,
            period,
            province: province(self.paragraph, start..end).or_else(|| self.frame.province.clone()),
            what,
            value: quantity.value(),
            printed: self.source.printed(&quantity.span),
            place: self.source.place(quantity.span.clone(), Role::Value),
        }
    }

    fn usable(&self, index: usize) -> Option<&Quantity> {
        let quantity = &self.paragraph.quantities[index];
        let usable =
            quantity.counts() && quantity.form == Form::Count && quantity.change == Change::None;
        (usable && quantity.number.is_whole()).then_some(quantity)
    }

    /// Whether a figure is counted among all delegates, not among those of some quality.
    fn is_of_all(&self, index: usize) -> bool {
        let Some(breakdown) = self.relations.part_of[index] else {
            return true;
        };
        let whole = &self.paragraph.quantities[self.relations.breakdowns[breakdown].whole];
        let clause = self.clause(whole);
        let divided = ["tôn giáo", "dân tộc", "chuyên trách"];
        !divided
            .iter()
            .any(|mark| self.paragraph.tokens.tells(clause.clone(), mark))
            && matches!(whole.noun, "đại biểu" | "vị đại biểu" | "kỳ họp" | "nữ")
    }

    /// The tokens around a figure up to the next marks, or to the "và" between two figures.
    fn clause(&self, quantity: &Quantity) -> Range<usize> {
        let tokens = &self.paragraph.tokens;
        let and = |at: &usize| matches!(tokens.word(*at), "và" | "cùng");
        let mark = |at: &usize| !matches!(tokens.kind(*at), Token::Word);
        let start = self.paragraph.sentence_start(quantity.at);
        let mut from = (start..quantity.at)
            .rev()
            .find(mark)
            .map_or(start, |at| at + 1);
        if from > start && matches!(tokens.kind(from - 1), Token::Number(_) | Token::Percent) {
            from = (from..quantity.at)
                .rev()
                .find(and)
                .map_or(quantity.at, |at| at + 1);
        }
        let after = |at: &usize| {
            mark(at)
                || matches!(
                    tokens.word(*at),
                    "chiếm" | "đạt" | "gồm" | "bao" | "nên" | "vì" | "do" | "để"
                )
        };
        let until = tokens.len().min(quantity.past + REACH);
        let mut past = (quantity.past..until).find(after).unwrap_or(until);
        if matches!(tokens.kind(past), Token::Number(_)) {
            past = (quantity.past..past).rev().find(and).unwrap_or(past);
        }
        from..past
    }

    /// The names in a clause but for those of provinces; nothing when it holds a word that could make it another quantity.
    fn names(&self, clause: &Range<usize>, quantity: &Quantity) -> Option<Vec<String>> {
        let tokens = &self.paragraph.tokens;
        let mut names = Vec::new();
        let mut of_province = false;
        for at in clause.clone().filter(|at| *at != quantity.at) {
            let word = tokens.word(at);
            if word.is_empty() || PLAIN.contains(&word) {
                of_province = matches!(word, "tỉnh" | "phố" | "tp");
                continue;
            }
            let capital = tokens.get(at).is_some_and(|token| token.capital);
            if !capital || at == clause.start {
                return None;
            }
            if !of_province {
                names.push(word.to_owned());
            }
        }
        Some(names)
    }

    /// The point in time that a sentence tells last before a figure.
    fn point(&self, within: Range<usize>) -> Option<&'static str> {
        const POINTS: &[(&str, &str)] = &[
            ("đầu nhiệm kỳ", "đầu nhiệm kỳ"),
            ("trúng cử", "đầu nhiệm kỳ"),
            ("được bầu", "đầu nhiệm kỳ"),
            ("hiện nay", "hiện nay"),
            ("hiện có", "hiện nay"),
            ("hiện còn", "hiện nay"),
            ("đến nay", "hiện nay"),
            ("cuối nhiệm kỳ", "hiện nay"),
        ];
        let tokens = &self.paragraph.tokens;
        within.rev().find_map(|at| {
            POINTS
                .iter()
                .find(|(phrase, _)| tokens.says(at, phrase).is_some())
                .map(|(_, point)| *point)
        })
    }

    fn period(&self, quantity: &Quantity) -> Option<String> {
        let start = self.paragraph.sentence_start(quantity.at);
        let end = self.paragraph.sentence_end(quantity.at);
        year(self.paragraph, start..quantity.at)
            .or_else(|| term(self.paragraph, start..end))
            .or_else(|| self.frame.period.clone())
    }
}

fn last_level(paragraph: &Paragraph, within: Range<usize>) -> Option<Level> {
    within
        .rev()
        .find_map(|at| lexicon::level_at(&paragraph.tokens, at))
}

/// "Nhiệm kỳ 2016-2021".
fn term(paragraph: &Paragraph, mut within: Range<usize>) -> Option<String> {
    let tokens = &paragraph.tokens;
    let year = |at: usize| match tokens.kind(at) {
        Token::Number(number) if number.is_year() => Some(number.units),
        _ => None,
    };
    within.find_map(|at| {
        let from = tokens.says(at, "nhiệm kỳ")?;
        let (first, last) = (year(from)?, year(from + 2)?);
        (tokens.kind(from + 1) == Token::Dash).then(|| format!("{first}-{last}"))
    })
}

/// "Năm 2022".
fn year(paragraph: &Paragraph, mut within: Range<usize>) -> Option<String> {
    let tokens = &paragraph.tokens;
    within.find_map(|at| match tokens.kind(at + 1) {
        Token::Number(number) if tokens.word(at) == "năm" && number.is_year() => {
            Some(number.units.to_string())
        }
        _ => None,
    })
}

/// The first two words of the name of the province or city that is named first.
fn province(paragraph: &Paragraph, mut within: Range<usize>) -> Option<String> {
    let tokens = &paragraph.tokens;
    let name = |at: usize| {
        let capital = tokens
            .get(at)
            .is_some_and(|token| token.capital && token.kind == Token::Word);
        capital.then(|| tokens.word(at).to_owned())
    };
    within.find_map(|at| {
        let from = match tokens.word(at) {
            "tỉnh" => at + 1,
            "tp" if tokens.kind(at + 1) == Token::Other => at + 2,
            "tp" => at + 1,
            "thành" => tokens.says(at, "thành phố")?,
            _ => return None,
        };
        let first = name(from)?;
        let second = name(from + 1).unwrap_or_default();
        Some(format!("{first} {second}").trim().to_owned())
    })
}

/// Figures of one paper that are one quantity with two values.
pub(crate) fn within(known: &[Known]) -> Vec<Finding> {
    let mut first: HashMap<(&str, &Option<String>, &Option<String>), &Known> = HashMap::new();
    let mut found = Vec::new();
    for one in known {
        let before = *first
            .entry((&one.key, &one.period, &one.province))
            .or_insert(one);
        if before.value != one.value {
            found.push(differs(before, one, (0, 0)));
        }
    }
    found
}

/// Figures of two papers that are one quantity with two values; the place and the period must be told.
pub(crate) fn between(papers: &[&[Known]]) -> Vec<Finding> {
    let mut first: HashMap<(&str, &str, &str), (usize, &Known)> = HashMap::new();
    let mut found = Vec::new();
    for (paper, known) in papers.iter().enumerate() {
        for one in *known {
            let (Some(period), Some(province)) = (&one.period, &one.province) else {
                continue;
            };
            let key = (one.key.as_str(), period.as_str(), province.as_str());
            let (other, before) = *first.entry(key).or_insert((paper, one));
            if other != paper && before.value != one.value {
                found.push(differs(before, one, (other, paper)));
            }
        }
    }
    found
}

fn differs(before: &Known, one: &Known, papers: (usize, usize)) -> Finding {
    let at = |known: &Known, paper| Place {
        paper,
        ..known.place.clone()
    };
    let expected = written(before.value);
    Finding {
        kind: Kind::Differs,
        severity: Severity::Error,
        confidence: Confidence::Medium,
        places: vec![at(one, papers.1), at(before, papers.0)],
        printed: one.printed.clone(),
        reason: Reason::TwoValues {
            what: one.what.clone(),
            first: before.printed.clone(),
            second: one.printed.clone(),
        },
        expected,
    }
}

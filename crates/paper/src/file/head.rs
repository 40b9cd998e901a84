//! Boxes 1 to 5: country and motto, who issues, number, place and day, kind and subject.

use kernel::{Date, vi};

use super::lines::{Line, Must};
use super::parts::Parts;
use super::{Findings, Form, Said};
use crate::Kind;

const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

pub(super) fn judge(parts: &Parts<'_>, findings: &mut Findings) {
    if !parts.mixed {
        country(parts, findings);
        motto(parts, findings);
    }
    bodies(parts, findings);
    number(parts, findings);
    day(parts, findings);
    kind(parts, findings);
}

/// Judges the look of a line.
pub(super) fn look(form: Form, line: &Line<'_>, must: Must, findings: &mut Findings) {
    if let Some((found, must)) = must.judge(line) {
        findings.add(form, Some(line), found, must);
    }
}

fn country(parts: &Parts<'_>, findings: &mut Findings) {
    let words = parts
        .country
        .map(|line| line.words.as_str())
        .unwrap_or_default();
    match parts.country {
        Some(line) if words.to_uppercase().replace("HOÀ", "HÒA") == COUNTRY => {
            let must = Must::sized(12.0, 13.0).capitals().bold(true).italic(false);
            look(Form::CountryLook, line, must, findings);
        }
        line => findings.add(Form::Country, line, Said::same(words), Said::same(COUNTRY)),
    }
}

fn motto(parts: &Parts<'_>, findings: &mut Findings) {
    let words = parts
        .motto
        .map(|line| line.words.as_str())
        .unwrap_or_default();
    match parts.motto {
        Some(line) if words == MOTTO => {
            let must = Must::sized(13.0, 14.0).bold(true).italic(false).centred();
            look(Form::MottoLook, line, must, findings);
            if !parts.ruled {
                findings.add(
                    Form::MottoRule,
                    Some(line),
                    Said::default(),
                    Said::default(),
                );
            }
        }
        line => findings.add(Form::Motto, line, Said::same(words), Said::same(MOTTO)),
    }
}

/// The body above stands upright, the one that issues in bold below it.
fn bodies(parts: &Parts<'_>, findings: &mut Findings) {
    let Some(lines) = parts.bodies.as_ref().filter(|lines| !lines.is_empty()) else {
        return;
    };
    let must = Must::sized(12.0, 13.0).capitals().italic(false).centred();
    let wrong = lines
        .iter()
        .find_map(|line| Some((*line, must.judge(line)?)));
    if let Some((line, (found, must))) = wrong {
        findings.add(Form::IssuerLook, Some(line), found, must);
    } else if let Some(last) = lines.last() {
        look(Form::IssuerLook, last, must.bold(true), findings);
    }
}

/// The number of a paper as written: `05`, and its symbol with what parts them; the year of a normative resolution left out.
pub(super) fn number_of(words: &str) -> Option<(&str, &str)> {
    let lower = words.to_lowercase();
    let rest = lower.starts_with("số").then(|| words.get("số".len()..))??;
    let (number, symbol) = rest.trim_start_matches([':', ' ']).split_once('/')?;
    let year = |group: &str| group.len() == 4 && group.chars().all(|c| c.is_ascii_digit());
    let symbol = match symbol.split_once('/') {
        Some((group, symbol)) if year(group.trim()) => symbol,
        _ => symbol,
    };
    Some((number.trim(), symbol.trim()))
}

fn number(parts: &Parts<'_>, findings: &mut Findings) {
    let Some(line) = parts.number else {
        // Where nothing of a head is found, one finding is enough.
        if parts.country.is_some() {
            let must = Said::same("Số: 05/BC-HĐND");
            findings.add(Form::Number, None, Said::default(), must);
        }
        return;
    };
    let words = line.words.as_str();
    let (number, symbol) = number_of(words).unwrap_or_default();
    let figures = number.chars().all(|c| c.is_ascii_digit()) && !number.is_empty();
    let zero = figures && number.len() < 2;
    let colon = !words.starts_with("Số:");
    // Blanks where the number is still to come are none of its form.
    let blank = figures && words.contains(" /") || words.contains("/ ");
    if zero || colon || blank {
        let number = match figures {
            true => format!("{number:0>2}"),
            false => "…".to_owned(),
        };
        let must = format!("Số: {number}/{symbol}");
        findings.add(
            Form::Number,
            Some(line),
            Said::same(words),
            Said::same(must),
        );
        return;
    }
    let must = Must::sized(13.0, 13.0).bold(false).italic(false).centred();
    look(Form::NumberLook, line, must, findings);
}

/// Place and day as written; the day where it is complete.
pub(super) fn place_and_day(words: &str) -> (String, Option<Date>) {
    let lower = words.to_lowercase();
    let place = match lower.find("ngày").and_then(|at| words.get(..at)) {
        Some(place) => place.trim().trim_end_matches(',').trim().to_owned(),
        None => String::new(),
    };
    let mut numbers = (lower.split(|c: char| !c.is_ascii_digit())).filter(|n| !n.is_empty());
    let mut number = || numbers.next()?.parse::<i16>().ok();
    let (day, month, year) = (number(), number(), number());
    let part = |n: Option<i16>| n.and_then(|n| i8::try_from(n).ok());
    let date = year.zip(part(month)).zip(part(day));
    let date = date.and_then(|((year, month), day)| Date::new(year, month, day).ok());
    (place, date)
}

fn day(parts: &Parts<'_>, findings: &mut Findings) {
    let Some(line) = parts.day else {
        if parts.country.is_some() {
            let must = Said::same("…, ngày 05 tháng 02 năm 2026");
            findings.add(Form::Day, None, Said::default(), must);
        }
        return;
    };
    let (place, date) = place_and_day(&line.words);
    if let Some(date) = date {
        let must = match &place[..] {
            "" => vi::date_official(date),
            place => format!("{place}, {}", vi::date_official(date)),
        };
        if line.words != must {
            findings.add(
                Form::Day,
                Some(line),
                Said::same(&line.words),
                Said::same(must),
            );
            return;
        }
    }
    let must = Must::sized(13.0, 14.0).bold(false).italic(true).centred();
    look(Form::DayLook, line, must, findings);
}

fn kind(parts: &Parts<'_>, findings: &mut Findings) {
    match &parts.kind {
        None if parts.country.is_some() && !parts.other_kind => {
            findings.add(Form::Kind, None, Said::default(), Said::default());
        }
        None => {}
        Some((Kind::Letter, _)) => {
            let must = Must::sized(12.0, 13.0).bold(false).italic(false).centred();
            for line in &parts.subject {
                look(Form::SubjectLook, line, must, findings);
            }
        }
        Some((_, name)) => {
            let must = Must::sized(13.0, 14.0).bold(true).italic(false).centred();
            if let Some(name) = name {
                look(Form::KindLook, name, must.capitals(), findings);
            }
            let wrong = (parts.subject.iter()).find_map(|line| Some((*line, must.judge(line)?)));
            if let Some((line, (found, must))) = wrong {
                findings.add(Form::SubjectLook, Some(line), found, must);
            }
        }
    }
}

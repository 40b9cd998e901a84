//! Dated rules: numbers of delegates and posts, deadlines, thresholds, targets.
//!
//! A rule is a row, never a constant in code: it has a period, a level, a kind of
//! unit, a legal basis and a degree of certainty. A row without a document is a
//! default of the product, which a council may override.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::bodies::Level;

use super::Certainty;
use super::table::{Flaw, Line, proven, rows};

/// Quy định có thời hạn áp dụng: one dated rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What the rule is about; several rows share a key.
    pub key: &'static str,
    /// The level of government it binds; `None` binds every level.
    pub level: Option<Level>,
    /// The kind of unit it binds.
    pub unit: UnitClass,
    /// Its parameters, in the order of the table.
    pub parameters: Vec<(&'static str, Quantity)>,
    /// What the parameters count.
    pub measure: Measure,
    /// Số, ký hiệu of the document; `None` for a default of the product.
    pub document: Option<&'static str>,
    /// Điều, khoản; empty where the source shows none.
    pub provision: &'static str,
    /// First day the rule applies.
    pub valid_from: Date,
    /// First day the rule no longer applies; `None` while it is open.
    pub valid_to: Option<Date>,
    /// How sure the row is.
    pub certainty: Certainty,
    /// The rule in words, Vietnamese.
    pub note_vi: &'static str,
    /// The rule in words, English.
    pub note_en: &'static str,
}

impl Rule {
    /// The parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&Quantity> {
        self.parameters
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, quantity)| quantity)
    }

    /// The whole number of this name, such as `days` or `max`.
    pub fn whole(&self, name: &str) -> Option<u32> {
        match self.parameter(name) {
            Some(Quantity::Whole(number)) => Some(*number),
            _ => None,
        }
    }

    /// Whether the rule applies on this day.
    pub fn applies_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }
}

/// A value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A whole number.
    Whole(u32),
    /// A share, kept as written so that 1/3 stays exact.
    Share(u32, u32),
    /// A calendar day.
    Day(Date),
    /// Seats by population up to and including a bound: `(population, seats)`.
    Bands(Vec<(u32, u32)>),
    /// Persons per further seat above the last band: `(every, up to population)`.
    /// Only the last step has no upper bound.
    Steps(Vec<(u32, Option<u32>)>),
}

store::coded! {
    /// Loại đơn vị hành chính as the rules on numbers of delegates tell them apart.
    pub enum UnitClass {
        /// Tỉnh miền núi, vùng cao.
        MountainProvince = "mountain_province",
        /// Tỉnh.
        Province = "province",
        /// Thành phố trực thuộc trung ương.
        CentralCity = "central_city",
        /// Thành phố Hà Nội, Thành phố Hồ Chí Minh.
        HanoiOrHcmc = "hanoi_or_hcmc",
        /// Huyện miền núi, vùng cao, hải đảo.
        MountainDistrict = "mountain_district",
        /// Huyện.
        RuralDistrict = "rural_district",
        /// Quận.
        UrbanDistrict = "urban_district",
        /// Thị xã.
        Town = "town",
        /// Thành phố thuộc tỉnh, thuộc thành phố trực thuộc trung ương.
        ProvincialCity = "provincial_city",
        /// Xã miền núi, vùng cao, hải đảo.
        MountainCommune = "mountain_commune",
        /// Xã.
        Commune = "commune",
        /// Phường, before the rules told two kinds apart.
        Ward = "ward",
        /// Phường thuộc tỉnh.
        WardOfProvince = "ward_of_province",
        /// Phường thuộc thành phố trực thuộc trung ương.
        WardOfCity = "ward_of_city",
        /// Thị trấn miền núi, vùng cao, hải đảo.
        MountainTownship = "mountain_township",
        /// Thị trấn.
        Township = "township",
        /// Đặc khu.
        SpecialZone = "special_zone",
        /// Every kind of the level.
        Any = "any",
    }
}

store::coded! {
    /// What a rule counts.
    pub enum Measure {
        /// Persons.
        Persons = "persons",
        /// Calendar days.
        CalendarDays = "calendar_days",
        /// Working days.
        WorkingDays = "working_days",
        /// Months.
        Months = "months",
        /// Years.
        Years = "years",
        /// How often a year.
        TimesAYear = "times_a_year",
        /// Seconds.
        Seconds = "seconds",
        /// A single calendar day.
        Day = "date",
        /// A day that comes back every year.
        DayOfYear = "day_of_year",
        /// Papers of a step.
        Papers = "papers",
        /// Pieces of equipment, rooms.
        Pieces = "pieces",
        /// Points of work.
        WorkPoints = "work_points",
        /// Whether a council is competent.
        Competence = "competence",
        /// Share of all delegates of the council, or of all persons of a set.
        OfTotal = "fraction_of_total",
        /// Share of those elected at the beginning of the term.
        OfElected = "fraction_of_elected",
        /// Share of the ballots.
        OfBallots = "fraction_of_ballots",
        /// Share of the voters of the unit.
        OfVoters = "fraction_of_voters",
        /// Share of the working time of a year.
        OfWorkingTime = "fraction_of_working_time",
        /// Share of the sessions of a class.
        OfSessions = "fraction_of_sessions",
        /// Share of the points of a test.
        OfPoints = "fraction_of_points",
    }
}

/// Every rule, of every period.
pub fn rules() -> &'static [Rule] {
    static ROWS: LazyLock<Vec<Rule>> = LazyLock::new(|| proven(read()));
    &ROWS
}

/// The rules under this key that apply on this day, of every level and kind.
pub fn on(key: &str, day: Date) -> impl Iterator<Item = &'static Rule> {
    rules()
        .iter()
        .filter(move |rule| rule.key == key && rule.applies_on(day))
}

fn read() -> Result<Vec<Rule>, Flaw> {
    rows("rules.tsv", include_str!("../../data/rules.tsv"), rule)
}

fn rule(line: &Line) -> Result<Rule, String> {
    let rule = Rule {
        key: line.text("key")?,
        level: line.level()?,
        unit: line.coded("unit_kind", UnitClass::from_code)?,
        parameters: line
            .text("parameters")?
            .split("; ")
            .map(parameter)
            .collect::<Result<_, _>>()?,
        measure: line.coded("measure", Measure::from_code)?,
        document: line.maybe("document")?,
        provision: line.maybe("provision")?.unwrap_or_default(),
        valid_from: line.value("valid_from")?,
        valid_to: line.maybe_value("valid_to")?,
        certainty: line.coded("certainty", Certainty::from_code)?,
        note_vi: line.text("note_vi")?,
        note_en: line.text("note_en")?,
    };
    if rule.valid_to.is_some_and(|end| end <= rule.valid_from) {
        return Err("the rule ends before it begins".into());
    }
    if rule.document.is_none() && rule.certainty.is_sure() {
        return Err("a sure rule needs the document it rests on".into());
    }
    Ok(rule)
}

fn parameter(part: &'static str) -> Result<(&'static str, Quantity), String> {
    let (name, value) = part
        .split_once('=')
        .ok_or_else(|| format!("a parameter needs a name and a value: {part}"))?;
    let quantity = match name {
        "bands" => Quantity::Bands(value.split('|').map(band).collect::<Result<_, _>>()?),
        "steps" => Quantity::Steps(value.split('|').map(step).collect::<Result<_, _>>()?),
        "until" => Quantity::Day(number(value)?),
        _ => match value.split_once('/') {
            Some((part, whole)) => Quantity::Share(number(part)?, number(whole)?),
            None => Quantity::Whole(number(value)?),
        },
    };
    Ok((name, quantity))
}

fn band(text: &str) -> Result<(u32, u32), String> {
    let (population, seats) = text
        .split_once(':')
        .ok_or_else(|| format!("a band needs a population and seats: {text}"))?;
    Ok((number(population)?, number(seats)?))
}

fn step(text: &str) -> Result<(u32, Option<u32>), String> {
    match text.split_once('@') {
        Some((every, up_to)) => Ok((number(every)?, Some(number(up_to)?))),
        None => Ok((number(text)?, None)),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("cannot be read as a number or a date: {text}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::legal_frame;
    use super::*;

    #[test]
    fn every_basis_is_in_the_legal_frame() {
        for rule in rules() {
            if let Some(number) = rule.document {
                assert!(
                    legal_frame::document(number).is_some(),
                    "{}: {number}",
                    rule.key
                );
            }
        }
    }

    #[test]
    fn on_any_day_a_unit_has_one_rule_of_a_key() {
        for (at, one) in rules().iter().enumerate() {
            for other in &rules()[at + 1..] {
                let same =
                    one.key == other.key && one.level == other.level && one.unit == other.unit;
                let told_apart = ["merged_from", "boards_before"]
                    .iter()
                    .any(|name| one.parameter(name) != other.parameter(name));
                if same && !told_apart {
                    assert!(
                        !one.applies_on(other.valid_from) && !other.applies_on(one.valid_from),
                        "{} of {:?} overlaps",
                        one.key,
                        one.unit
                    );
                }
            }
        }
    }

    #[test]
    fn seats_rules_are_complete_scales() {
        for rule in rules().iter().filter(|rule| rule.key == "seats") {
            if rule.whole("fixed").is_some() {
                continue;
            }
            let Some(Quantity::Bands(bands)) = rule.parameter("bands") else {
                panic!("{} has no bands", rule.note_en);
            };
            let Some(Quantity::Steps(steps)) = rule.parameter("steps") else {
                panic!("{} has no steps", rule.note_en);
            };
            let last = bands.last().map(|(_, seats)| *seats).unwrap_or_default();
            assert!(bands.is_sorted(), "{}", rule.note_en);
            assert!(
                rule.whole("cap").is_some_and(|cap| last < cap),
                "{}",
                rule.note_en
            );
            assert!(steps.last().is_some_and(|(_, up_to)| up_to.is_none()));
        }
    }

    #[test]
    fn well_known_rules_read_as_the_law_states_them() {
        let today = date(2026, 11, 24);
        let days = |key, day| on(key, day).find_map(|rule| rule.whole("days"));
        assert_eq!(days("first_sitting_within", today), Some(45));
        assert_eq!(days("documents_before_sitting", date(2021, 7, 1)), Some(5));
        let share = on("dismiss_delegate", today).find_map(|rule| rule.parameter("share"));
        assert_eq!(share, Some(&Quantity::Share(2, 3)));
        let city = on("seats", today).find(|rule| rule.unit == UnitClass::CentralCity);
        assert_eq!(city.and_then(|rule| rule.whole("cap")), Some(85));
    }

    #[test]
    fn the_rules_of_a_sitting_hold_on_every_day() {
        for key in [
            "first_sitting_within",
            "regular_sittings_min",
            "extraordinary_request",
            "pass_resolution",
            "dismiss_delegate",
            "documents_before_sitting",
            "notice_regular",
            "notice_extraordinary",
            "agenda_public_regular",
            "agenda_public_extraordinary",
            "term_years",
        ] {
            for day in [
                date(2016, 1, 1),
                date(2025, 2, 28),
                date(2025, 3, 1),
                date(2025, 6, 15),
                date(2025, 6, 16),
                date(2031, 3, 1),
            ] {
                assert_eq!(on(key, day).count(), 1, "{key} on {day}");
            }
        }
    }

    #[test]
    fn a_sure_rule_without_a_document_is_refused() {
        let flaw = rows(
            "sample.tsv",
            "key\tlevel\tunit_kind\tparameters\tmeasure\tdocument\tprovision\tvalid_from\tvalid_to\tcertainty\tnote_vi\tnote_en\n\
             quorum\tany\tany\tshare=2/3\tfraction_of_total\t\t\t2016-01-01\t\tconfirmed\ta\tb\n",
            rule,
        );
        assert_eq!(flaw.map_err(|flaw| flaw.line), Err(2));
    }
}
